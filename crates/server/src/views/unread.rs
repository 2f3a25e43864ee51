//! What could not be read, and why.

use crate::address::Address;
use crate::db::Db;
use crate::view::{About, Shown, View};
use crate::{Fault, layout};
use dateline_archive::Table;
use maud::html;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

/// Inputs that could not be read, or not to their end; and what was not read on the pages that are here.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Unread {
    /// How many inputs.
    pub total: u64,
    /// One page of the list.
    pub inputs: Vec<Input>,
    /// What was not read on pages, by kind.
    pub notes: Vec<Note>,
    /// The next page of the list.
    pub next: Option<String>,
}

/// An input.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Input {
    /// File, `file:line` or `file@offset`.
    pub name: String,
    /// Why it could not be read.
    pub reason: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// A kind of note with its pages.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Note {
    /// Its code.
    pub code: String,
    /// What it says, on the first of them.
    pub message: String,
    /// How many pages have it.
    pub pages: i64,
    /// The first of them, at most 20: number and headline.
    pub examples: Vec<(i64, Option<String>)>,
}

impl View for Unread {
    const ABOUT: About = About {
        page: "/unread",
        api: "/unread",
        summary: "What could not be read, and why",
        parameters: &["page", "limit"],
        csv: true,
        kept: true,
    };

    fn ask(db: &Db, address: &Address) -> Result<Unread, Fault> {
        let total = db.count("SELECT count(*) FROM unread", [])?;
        let sql = "SELECT name, reason, help FROM unread ORDER BY name LIMIT ?1 OFFSET ?2";
        let inputs = db.all(sql, [address.limit().cast_signed(), address.skip().cast_signed()], |row| {
            Ok(Input { name: row.get(0)?, reason: row.get(1)?, help: row.get(2)? })
        })?;
        let kinds =
            "SELECT code, min(message), count(DISTINCT page) AS c FROM notes GROUP BY code ORDER BY c DESC, code";
        let mut notes = db.all(kinds, [], |row| {
            Ok(Note { code: row.get(0)?, message: row.get(1)?, pages: row.get(2)?, examples: Vec::new() })
        })?;
        for note in &mut notes {
            let sql = "SELECT DISTINCT g.id, g.title FROM notes n JOIN pages g ON g.id = n.page WHERE n.code = ?1 ORDER BY g.id DESC LIMIT 20";
            note.examples = db.all(sql, [&note.code], |row| Ok((row.get(0)?, row.get(1)?)))?;
        }
        Ok(Unread { total, inputs, notes, next: layout::next(address, total) })
    }

    fn shown(&self, address: &Address) -> Shown {
        Shown {
            title: "Not read".into(),
            main: html! {
                h1.quiet { "What could not be read" }
                section aria-labelledby="inputs" {
                    h2.rule #inputs { "Inputs" }
                    @if self.inputs.is_empty() { p.none { "Everything that was given could be read." } }
                    @else {
                        p.count { (layout::count(self.total, "input", "inputs")) " could not be read, or not to the end." }
                        table.grid {
                            thead { tr { th scope="col" { "Input" } th scope="col" { "Why" } th scope="col" { "What to do" } } }
                            tbody { @for i in &self.inputs { tr { td.code { (i.name) } td { (i.reason) } td { (i.help.as_deref().unwrap_or_default()) } } } }
                        }
                        (layout::pager(address, self.next.is_some()))
                    }
                }
                section aria-labelledby="notes" {
                    h2.rule #notes { "On the pages that are here" }
                    @if self.notes.is_empty() { p.none { "Nothing was left out." } }
                    @for note in &self.notes {
                        details.note {
                            summary { (note.code.replace('-', " ")) " " span.n { (layout::count(note.pages.cast_unsigned(), "page", "pages")) } }
                            p.soft { "For one: " (note.message) }
                            ul { @for (page, title) in &note.examples { li { a href=(format!("/article/{page}")) dir="auto" { (title.as_deref().unwrap_or("Untitled page")) } } } }
                        }
                    }
                }
            },
        }
    }

    fn table(&self) -> Table {
        let row = |i: &Input| vec![json!(i.name), json!(i.reason), json!(i.help)];
        layout::table(&["name", "reason", "help"], self.inputs.iter().map(row))
    }
}
