//! How many independent sources stand behind what several pages tell.
//!
//! The rule is written out, for people, in `docs/corroboration.md`. In short: sentences of different pages that tell the same are one
//! [`Claim`]; copies of a page fold into it; what a source says is that source's, however many carry it; what nobody is named for is the
//! outlet's own word, and counted apart. The claims of a story are always worked out from all its pages, so no order of reading can spoil
//! them; `keep.rs` keeps them in tables.

mod claims;
mod differ;
mod happening;
mod keep;
mod tell;
pub(crate) mod who;

use crate::{Archive, Error, prepare};
use rusqlite::params;
use serde::Serialize;
use tell::Page;

/// Pages of a story that are looked at, the latest.
const MOST_PAGES: usize = 200;

/// How likely the origin of a group of copies must be for its pages to count as its word.
const SURE: f64 = 0.6;

/// What several pages tell alike, and who vouches for it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claim {
    /// Its number in the archive; none where pages have come since the archive was last settled, and it is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<i64>,
    /// The story that it belongs to.
    pub story: i64,
    /// The event in it that most reports tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub happening: Option<Happening>,
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

/// An event as most reports tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Happening {
    /// PLOVER event type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Dictionary form of the verb or noun.
    pub lemma: String,
    /// Whether it is said to have happened: a status of records.
    pub status: String,
    /// First day that it can fall on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest: Option<String>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// First day, where no report tells one and most infer this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inferred_earliest: Option<String>,
    /// Last day, inferred.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inferred_latest: Option<String>,
    /// Where, inferred where no report tells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inferred_place: Option<String>,
    /// Who did it.
    pub actors: Vec<String>,
    /// To whom.
    pub recipients: Vec<String>,
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
    /// What differs: `how many` of a counted thing; `when`, `where`, `who`, `whether` of an event; `who said it`.
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
    /// The sentence that gives it, in code points of the page's text.
    pub start: u32,
    /// Its end.
    pub end: u32,
    /// The words.
    pub words: String,
}

impl Archive {
    /// What the pages of a story tell, worked out from their records: first what most reports tell.
    fn worked_out(&self, story: i64) -> Result<Vec<Claim>, Error> {
        let sql = "SELECT g.id, coalesce(g.report, g.id), g.record, r.origin FROM pages g LEFT JOIN reports r ON r.id = g.report AND r.chance >= ?3
            WHERE g.story = ?1 ORDER BY g.id DESC LIMIT ?2";
        let mut find = self.db.prepare_cached(sql)?;
        let mut rows = find.query(params![story, MOST_PAGES, SURE])?;
        let mut pages = Vec::new();
        while let Some(row) = rows.next()? {
            let record = prepare::unpack(row.get_ref(2)?.as_blob().unwrap_or_default())?;
            pages.push(Page::new(row.get(0)?, row.get(1)?, row.get(3)?, record));
        }
        // In order of publication; pages without a date come as they were read.
        pages.sort_by(|a, b| {
            (a.published().is_none(), a.published(), a.id).cmp(&(b.published().is_none(), b.published(), b.id))
        });
        Ok(claims::of(story, pages))
    }
}

impl Claim {
    /// All its tellings.
    pub fn tellings(&self) -> impl Iterator<Item = &Telling> {
        self.voices.iter().flat_map(|voice| &voice.tellings)
    }
}

/// Words with single spaces between them.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
