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
    /// First day or moment.
    pub earliest: Option<String>,
    /// Last day or moment.
    pub latest: Option<String>,
    /// The sentence that tells it.
    pub sentence: String,
    /// Who did it.
    pub actors: Vec<Who>,
    /// To whom.
    pub recipients: Vec<Who>,
    /// Where.
    pub place: Option<Spot>,
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
        Err(dateline_archive::Error::Unknown { .. }) => Ok(None),
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
        let sql = "SELECT v.page, v.ref, g.story, v.type, v.mode, v.status, v.earliest, v.latest,
                substr(g.text, v.start + 1, v.\"end\" - v.start), g.published, g.outlet, e.name, e.country, e.lat, e.lon
            FROM events v JOIN pages g ON g.id = v.page LEFT JOIN entities e ON e.id = v.place WHERE v.id = ?1";
        let found = db.one(sql, [event], |row| {
            let place = row.get::<_, Option<String>>(11)?;
            let spot = (row.get(12)?, row.get(13)?, row.get(14)?);
            Ok(Event {
                event,
                page: row.get(0)?,
                id: row.get(1)?,
                story: row.get(2)?,
                kind: row.get(3)?,
                mode: row.get(4)?,
                status: row.get(5)?,
                earliest: row.get(6)?,
                latest: row.get(7)?,
                sentence: row.get(8)?,
                published: row.get(9)?,
                outlet: row.get(10)?,
                place: place.map(|name| Spot { name, country: spot.0, lat: spot.1, lon: spot.2 }),
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
                            dt { "When" } dd { (when(self.earliest.as_deref(), self.latest.as_deref())) }
                            dt { "Where" } dd { @if let Some(place) = &self.place { a href=(link("/search", "place", &place.name)) dir="auto" { (place.name) } @if let Some(c) = &place.country { ", " (c) } } @else { "not told" } }
                            dt { "Read it" } dd { a href=(format!("/article/{}#w-{}", self.page, self.id)) { "in its article" } @if let Some(story) = self.story { " · " a href=(format!("/story/{story}")) { "its story" } } }
                        }
                    }
                    @if let Some(Spot { lat: Some(lat), lon: Some(lon), name, .. }) = &self.place { (world::one(*lat, *lon, name)) }
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

/// A day or stretch of time.
pub fn when(earliest: Option<&str>, latest: Option<&str>) -> String {
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
