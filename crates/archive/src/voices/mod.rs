//! How many independent sources stand behind what several pages tell.
//!
//! The rule is written out, for people, in `docs/corroboration.md`. In short: sentences of different pages that tell the same are one
//! [`Claim`]; copies of a page fold into it; what a source says is that source's, however many carry it; what nobody is named for is the
//! outlet's own word, and counted apart. Claims are worked out when they are asked for, from the records of one story, so they always rest
//! on all pages that are there, and no order of reading can spoil them.

mod claims;
mod differ;
mod tell;
mod who;

use crate::{Archive, Error, prepare};
use rusqlite::params;
use serde::Serialize;
use tell::Page;

/// Pages of a story that are looked at, the latest.
const MOST_PAGES: usize = 200;

/// What several pages tell alike, and who vouches for it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claim {
    /// Named sources, each once.
    pub named: usize,
    /// Sources without a name: at least so many …
    pub anonymous_least: usize,
    /// … and at most so many, since those of different outlets may be one.
    pub anonymous_most: usize,
    /// Outlets that tell it on their own word.
    pub unattributed: usize,
    /// Reports: pages, copies folded.
    pub reports: usize,
    /// Pages that tell it.
    pub pages: usize,
    /// Types of the events in it.
    pub types: Vec<String>,
    /// The voices, those with most pages first.
    pub voices: Vec<Voice>,
    /// Where the reports differ.
    pub differences: Vec<Difference>,
}

/// One who vouches for a claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Voice {
    /// Name or description; the outlet for its own word.
    pub name: String,
    /// named, anonymous, unattributed.
    pub kind: &'static str,
    /// What it was told by.
    pub tellings: Vec<Telling>,
}

/// A sentence that tells a claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Telling {
    /// The page's id in the archive.
    pub page: i64,
    /// The page's own id.
    pub source: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<String>,
    /// The sentence, in code points of the page's text.
    pub start: u32,
    /// Its end.
    pub end: u32,
    /// The words.
    pub words: String,
    /// The statement that gives it, if one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// The events in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<String>,
    /// How the page names the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said_by: Option<String>,
    /// Through whom it reached the page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<String>,
    /// Why it counts with this voice, where that is not plain from its own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// Values of one slot that differ between reports.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// What differs: a counted thing, `when`, `where`, `whether`.
    pub slot: String,
    /// Whether the values only rise, or only fall, with the time of publication: news that moved, rather than a contradiction.
    pub series: bool,
    /// Each value with its page and words.
    pub values: Vec<Value>,
}

/// One value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Value {
    /// As it is compared.
    pub value: String,
    /// The page's id in the archive.
    pub page: i64,
    /// When it was published.
    pub published: Option<String>,
    /// The words.
    pub words: String,
}

impl Archive {
    /// What the pages of a story tell, each with its voices: first what most reports tell.
    pub fn claims(&self, story: i64) -> Result<Vec<Claim>, Error> {
        let sql = "SELECT id, coalesce(report, id), record FROM pages WHERE story = ?1 ORDER BY id DESC LIMIT ?2";
        let mut find = self.db.prepare_cached(sql)?;
        let mut rows = find.query(params![story, MOST_PAGES])?;
        let mut pages = Vec::new();
        while let Some(row) = rows.next()? {
            let record = prepare::unpack(row.get_ref(2)?.as_blob().unwrap_or_default())?;
            pages.push(Page::new(row.get(0)?, row.get(1)?, record));
        }
        // In order of publication; pages without a date come as they were read.
        pages.sort_by(|a, b| {
            (a.published().is_none(), a.published(), a.id).cmp(&(b.published().is_none(), b.published(), b.id))
        });
        Ok(claims::of(pages))
    }
}

impl Claim {
    /// All its tellings.
    pub fn tellings(&self) -> impl Iterator<Item = &Telling> {
        self.voices.iter().flat_map(|voice| &voice.tellings)
    }
}
