//! One question, three answers: a page to read, JSON, CSV. Whatever can be asked is a [`View`]; its addresses, its place in the API and
//! its description in the OpenAPI document all come from the one definition.

use crate::address::{Address, Format};
use crate::cache::Answer;
use crate::db::Db;
use crate::{Fault, layout};
use dateline_archive::Table;
use maud::Markup;
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What a view is called by.
#[derive(Debug)]
pub struct About {
    /// Path of the page; `{id}` stands for the number in it.
    pub page: &'static str,
    /// Path in the API, under `/api/v1`.
    pub api: &'static str,
    /// What it answers, in a sentence.
    pub summary: &'static str,
    /// Names of the parameters that it heeds.
    pub parameters: &'static [&'static str],
    /// Whether it is a list, and so to be had as CSV.
    pub csv: bool,
    /// Whether its answers cost enough to be kept. What is quickly asked again would only turn out what is not.
    pub kept: bool,
}

/// The parameters that choose pages.
pub const CHOOSE: &[&str] = &[
    "q",
    "person",
    "organization",
    "place",
    "outlet",
    "type",
    "status",
    "source",
    "language",
    "from",
    "to",
    "since",
    "until",
    "sort",
    "page",
    "limit",
];

/// What is shown of a page.
pub struct Shown {
    /// Its title, for the window.
    pub title: String,
    /// What stands between header and footer.
    pub main: Markup,
}

/// Something that can be asked.
pub trait View: Serialize + JsonSchema + Sized {
    /// What it is called by.
    const ABOUT: About;

    /// Asks.
    fn ask(db: &Db, address: &Address) -> Result<Self, Fault>;

    /// The answer for people.
    fn shown(&self, address: &Address) -> Shown;

    /// The answer as rows.
    fn table(&self) -> Table {
        Table::default()
    }
}

/// A view without its type, as the router and the OpenAPI document want it.
pub struct Route {
    /// What it is called by.
    pub about: About,
    /// Answers.
    pub answer: fn(&Db, &Address) -> Result<Answer, Fault>,
    /// Schema of its JSON.
    pub schema: fn(&mut SchemaGenerator) -> schemars::Schema,
}

impl Route {
    /// The route of a view.
    pub const fn of<V: View>() -> Route {
        Route { about: V::ABOUT, answer: answer::<V>, schema: |g| g.subschema_for::<V>() }
    }
}

fn answer<V: View>(db: &Db, address: &Address) -> Result<Answer, Fault> {
    let view = V::ask(db, address)?;
    let failed = |e: serde_json::Error| Fault::Failed(e.to_string());
    Ok(match address.format {
        Format::Json => pack("application/json", serde_json::to_vec(&view).map_err(failed)?),
        Format::Csv if V::ABOUT.csv => pack("text/csv; charset=utf-8", view.table().csv().into_bytes()),
        Format::Csv => return Err(Fault::Unknown(format!("table at {}", address.path))),
        Format::Page => {
            let page = layout::whole(db, address, &view.shown(address), V::ABOUT.csv);
            pack("text/html; charset=utf-8", page.into_string().into_bytes())
        }
    })
}

/// Bytes made ready to go out.
pub fn pack(media: &'static str, mut body: Vec<u8>) -> Answer {
    body.shrink_to_fit(); // it may be kept for long
    let digest = Sha256::digest(&body);
    let tag = digest.iter().take(12).fold(String::from("\""), |tag, byte| format!("{tag}{byte:02x}")) + "\"";
    Answer { media, body: body.into(), tag }
}
