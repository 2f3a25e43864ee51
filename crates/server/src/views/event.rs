//! An event, or a statement: who vouches for it.

use super::claim;
use crate::address::{Address, link};
use crate::db::Db;
use crate::draw::world;
use crate::view::{About, Shown, View};
use crate::{Fault, layout};
use dateline_archive::Table;
use dateline_archive::voices::Claim;
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

/// An event that a page tells, and everything that tells the same.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Event {
    /// Its number in the archive.
    pub event: i64,
    /// The page.
    pub page: i64,
    /// Its id in the page's record.
    #[serde(rename = "ref")]
    pub id: String,
    /// The story.
    pub story: Option<i64>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Whether it is said to have happened.
    pub status: String,
    /// When it happened.
    #[serde(flatten)]
    pub when: When,
    /// The sentence that tells it.
    pub sentence: String,
    /// Who did it.
    pub actors: Vec<Who>,
    /// To whom.
    pub recipients: Vec<Who>,
    /// Where, if the words say so.
    pub place: Option<Spot>,
    /// Where, inferred.
    pub inferred_place: Option<Spot>,
    /// What tells the inferred place: sentence, dateline.
    pub place_basis: Option<String>,
    /// When the page was published.
    pub published: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// What is told alike, with its voices, if the event is part of such.
    #[schemars(with = "Option<serde_json::Map<String, serde_json::Value>>")]
    pub claim: Option<Claim>,
}

/// One who takes part.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Who {
    /// The name or words.
    pub name: String,
    /// Its number among the archive's names.
    pub id: Option<i64>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
}

/// A place on the map.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Spot {
    /// Its name.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
}

fn told(claim: Result<Claim, dateline_archive::Error>) -> Result<Option<Claim>, Fault> {
    match claim {
        Ok(claim) => Ok(Some(claim)),
        Err(dateline_archive::Error::Unknown { .. } | dateline_archive::Error::Unclaimed { .. }) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

impl View for Event {
    const ABOUT: About = About {
        page: "/event/{id}",
        api: "/events/{id}",
        summary: "An event, who vouches for it, and what is disputed",
        parameters: &[],
        csv: true,
        kept: true,
    };

    fn ask(db: &Db, address: &Address) -> Result<Event, Fault> {
        let event = address.number()?;
        let parties = |role: &str| {
            let sql = "SELECT name, named, country, sector FROM event_parties WHERE event = ?1 AND role = ?2 ORDER BY position";
            db.all(sql, rusqlite::params![event, role], |row| {
                Ok(Who { name: row.get(0)?, id: row.get(1)?, country: row.get(2)?, sector: row.get(3)? })
            })
        };
        let (actors, recipients) = (parties("actor")?, parties("recipient")?);
        let sql = "SELECT v.page, v.ref, g.story, v.type, v.mode, v.status, substr(g.text, v.start + 1, v.\"end\" - v.start), g.published, g.outlet,
                v.place_basis, v.earliest, v.latest, v.inferred_earliest, v.inferred_latest, v.time_basis, v.day,
                e.name, e.country, e.lat, e.lon, i.name, i.country, i.lat, i.lon
            FROM events v JOIN pages g ON g.id = v.page LEFT JOIN entities e ON e.id = v.place LEFT JOIN entities i ON i.id = v.inferred_place
            WHERE v.id = ?1";
        let found = db.one(sql, [event], |row| {
            Ok(Event {
                event,
                page: row.get(0)?,
                id: row.get(1)?,
                story: row.get(2)?,
                kind: row.get(3)?,
                mode: row.get(4)?,
                status: row.get(5)?,
                sentence: row.get(6)?,
                published: row.get(7)?,
                outlet: row.get(8)?,
                place_basis: row.get(9)?,
                when: When::row(row, 10)?,
                place: Spot::row(row, 16)?,
                inferred_place: Spot::row(row, 20)?,
                actors,
                recipients,
                claim: None,
            })
        })?;
        let mut found = found.ok_or_else(|| Fault::Unknown(format!("event {event}")))?;
        found.claim = told(db.archive.claim_of_event(event))?;
        Ok(found)
    }

    fn shown(&self, _: &Address) -> Shown {
        let kind = self.kind.as_deref().map_or_else(|| "Event".into(), layout::kind_name);
        let title = dateline_wording::shorten(&dateline_wording::one_line(&self.sentence), 90);
        Shown {
            main: html! {
                article.story.event {
                    header.masthead {
                        p.kicker { span { "Event" } span.tag { (kind) @if let Some(mode) = &self.mode { ", " (mode.replace('_', " ")) } } span { (self.status) } }
                        h1.sentence dir="auto" { (dateline_wording::one_line(&self.sentence)) }
                        p.kicker { (layout::outlet(self.outlet.as_deref())) (layout::moment(self.published.as_deref())) }
                        dl.terms {
                            @if !self.actors.is_empty() { dt { "Who" } dd { (parties(&self.actors)) } }
                            @if !self.recipients.is_empty() { dt { "To whom" } dd { (parties(&self.recipients)) } }
                            dt { "When" } dd { (self.when.whole()) }
                            dt { "Where" } dd {
                                @if let Some(place) = &self.place { (place.shown()) }
                                @else if let Some(place) = &self.inferred_place { "(" (place.shown()) ") " span.soft { (placed_by(self.place_basis.as_deref())) } }
                                @else { "not told" }
                            }
                            dt { "Read it" } dd { a href=(format!("/article/{}#w-{}", self.page, self.id)) { "in its article" } @if let Some(story) = self.story { " · " a href=(format!("/story/{story}")) { "its story" } } }
                        }
                    }
                    @if let Some(Spot { lat: Some(lat), lon: Some(lon), name, .. }) = self.place.as_ref().or(self.inferred_place.as_ref()) { (world::one(*lat, *lon, name)) }
                    (claim::vouched(self.claim.as_ref()))
                }
            },
            title,
        }
    }

    fn table(&self) -> Table {
        claim::table(self.claim.as_slice())
    }
}

/// Parties, those with a name that is known elsewhere as links.
fn parties(parties: &[Who]) -> Markup {
    html! {
        @for (i, who) in parties.iter().enumerate() {
            @if i > 0 { ", " }
            @if let Some(id) = who.id { a href=(format!("/name/{id}")) dir="auto" { (who.name) } } @else { span dir="auto" { (who.name) } }
            @if let Some(country) = &who.country { span.soft { " " (country) @if let Some(sector) = &who.sector { " " (sector) } } }
        }
    }
}

impl Spot {
    /// From name, country, latitude and longitude, the first of which is column `at`.
    fn row(row: &rusqlite::Row, at: usize) -> rusqlite::Result<Option<Spot>> {
        let Some(name) = row.get(at)? else { return Ok(None) };
        Ok(Some(Spot { name, country: row.get(at + 1)?, lat: row.get(at + 2)?, lon: row.get(at + 3)? }))
    }

    fn shown(&self) -> Markup {
        html! { a href=(link("/search", "place", &self.name)) dir="auto" { (self.name) } @if let Some(c) = &self.country { ", " (c) } }
    }
}

/// When an event happened: as words tell it, or as is inferred from what stands around them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct When {
    /// First day or moment that words tell.
    pub earliest: Option<String>,
    /// Last day or moment that words tell.
    pub latest: Option<String>,
    /// First day or moment of the interval that it lies in, where no words date it. One end may be open.
    pub inferred_earliest: Option<String>,
    /// Last day or moment of that interval.
    pub inferred_latest: Option<String>,
    /// What tells the interval: clause, sentence, statement, tense.
    pub time_basis: Option<String>,
    /// The day that it is found by, told or inferred.
    pub day: Option<String>,
}

impl When {
    /// Its columns in a table.
    pub const COLUMNS: [&str; 7] =
        ["earliest", "latest", "inferred_earliest", "inferred_latest", "time_basis", "day", "dated"];

    /// Its values under [`When::COLUMNS`].
    pub fn values(&self) -> [Value; 7] {
        let When { earliest, latest, inferred_earliest, inferred_latest, time_basis, day } = self;
        let dated = self.dated();
        [
            json!(earliest),
            json!(latest),
            json!(inferred_earliest),
            json!(inferred_latest),
            json!(time_basis),
            json!(day),
            json!(dated),
        ]
    }

    /// From the columns `earliest`, `latest`, `inferred_earliest`, `inferred_latest`, `time_basis`, `day`, the first of which is column `at`.
    pub fn row(row: &rusqlite::Row, at: usize) -> rusqlite::Result<When> {
        Ok(When {
            earliest: row.get(at)?,
            latest: row.get(at + 1)?,
            inferred_earliest: row.get(at + 2)?,
            inferred_latest: row.get(at + 3)?,
            time_basis: row.get(at + 4)?,
            day: row.get(at + 5)?,
        })
    }

    fn is_told(&self) -> bool {
        self.earliest.is_some() || self.latest.is_some()
    }

    /// Where its day comes from: told, inferred.
    pub fn dated(&self) -> Option<&'static str> {
        self.day.as_ref().map(|_| if self.is_told() { "told" } else { "inferred" })
    }

    /// The interval that was inferred.
    fn interval(&self) -> Option<String> {
        Some(match (self.inferred_earliest.as_deref(), self.inferred_latest.as_deref()) {
            (Some(from), None) => format!("from {}", layout::moment_words(from)),
            (None, Some(to)) => format!("by {}", layout::moment_words(to)),
            (None, None) => return None,
            (from, to) => stretch(from, to),
        })
    }

    /// A day or stretch of time; what is inferred stands in brackets. Tense alone, with the page's own date, says too little for a list.
    pub fn words(&self) -> String {
        let inferred = self.interval().filter(|_| !self.is_told() && self.time_basis.as_deref() != Some("tense"));
        inferred.map_or_else(|| stretch(self.earliest.as_deref(), self.latest.as_deref()), |words| format!("({words})"))
    }

    /// The same, with what tells it, whatever that is.
    pub fn whole(&self) -> Markup {
        let words = self.words();
        html! {
            (words)
            @if let Some(interval) = self.interval().filter(|_| !self.is_told()) {
                span.soft { " " @if !words.contains(&interval) { (interval) ", " } (dated_by(self.time_basis.as_deref())) }
            }
        }
    }
}

/// What tells a time that no words tell.
fn dated_by(basis: Option<&str>) -> &'static str {
    match basis {
        Some("clause") => "inferred from the clause that it is tied to",
        Some("sentence") => "inferred from the only date in its sentence",
        Some("statement") => "inferred from the day of the statement",
        Some("tense") => "inferred from its tense and the day of the page",
        _ => "inferred",
    }
}

/// What tells a place that no words tell.
pub fn placed_by(basis: Option<&str>) -> &'static str {
    match basis {
        Some("sentence") => "inferred from the only place in its sentence",
        Some("dateline") => "inferred from the dateline of the page",
        _ => "inferred",
    }
}

/// A day or stretch of time.
fn stretch(earliest: Option<&str>, latest: Option<&str>) -> String {
    match (earliest, latest) {
        (Some(from), Some(to)) if from.len() > 10 && from == to => layout::moment_words(from),
        (Some(from), Some(to)) => layout::days(from, to),
        (Some(at), None) | (None, Some(at)) => layout::moment_words(at),
        (None, None) => "not told".into(),
    }
}

/// A statement of a page, and everybody who says the same.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Statement {
    /// Its number in the archive.
    pub statement: i64,
    /// The page.
    pub page: i64,
    /// Its id in the page's record.
    #[serde(rename = "ref")]
    pub id: String,
    /// The story.
    pub story: Option<i64>,
    /// What is said.
    pub words: String,
    /// Names of the sources.
    pub speaker: Option<String>,
    /// Through whom.
    pub via: Option<String>,
    /// When the page was published.
    pub published: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// What is told alike, with its voices.
    #[schemars(with = "Option<serde_json::Map<String, serde_json::Value>>")]
    pub claim: Option<Claim>,
}

impl View for Statement {
    const ABOUT: About = About {
        page: "/statement/{id}",
        api: "/statements/{id}",
        summary: "A statement, and who else says the same",
        parameters: &[],
        csv: true,
        kept: true,
    };

    fn ask(db: &Db, address: &Address) -> Result<Statement, Fault> {
        let statement = address.number()?;
        let sql = "SELECT s.page, s.ref, g.story, s.words, s.speaker, s.via, g.published, g.outlet FROM statements s
            JOIN pages g ON g.id = s.page WHERE s.id = ?1";
        let found = db.one(sql, [statement], |row| {
            Ok(Statement {
                statement,
                page: row.get(0)?,
                id: row.get(1)?,
                story: row.get(2)?,
                words: row.get(3)?,
                speaker: row.get(4)?,
                via: row.get(5)?,
                published: row.get(6)?,
                outlet: row.get(7)?,
                claim: None,
            })
        })?;
        let mut found = found.ok_or_else(|| Fault::Unknown(format!("statement {statement}")))?;
        found.claim = told(db.archive.claim_of_statement(statement))?;
        Ok(found)
    }

    fn shown(&self, _: &Address) -> Shown {
        let words = dateline_wording::one_line(&self.words);
        Shown {
            title: dateline_wording::shorten(&words, 90),
            main: html! {
                article.story.event {
                    header.masthead {
                        p.kicker { span { "Statement" } (layout::outlet(self.outlet.as_deref())) (layout::moment(self.published.as_deref())) }
                        h1.sentence dir="auto" { (words) }
                        dl.terms {
                            dt { "Who" } dd dir="auto" { (self.speaker.as_deref().unwrap_or("no one named")) @if let Some(via) = &self.via { span.soft { " through " (via) } } }
                            dt { "Read it" } dd { a href=(format!("/article/{}#w-{}", self.page, self.id)) { "in its article" } @if let Some(story) = self.story { " · " a href=(format!("/story/{story}")) { "its story" } } }
                        }
                    }
                    (claim::vouched(self.claim.as_ref()))
                }
            },
        }
    }

    fn table(&self) -> Table {
        claim::table(self.claim.as_slice())
    }
}
