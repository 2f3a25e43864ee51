//! The first page: what is in the archive, and what is new.

use super::choose::{A_NAME, Bar, PageLine, bars, line};
use super::claims::{self, ClaimLine};
use super::stories::{StoryLine, story_line};
use crate::address::Address;
use crate::db::Db;
use crate::view::{About, Shown, View};
use crate::{Fault, draw, layout};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

/// What is in the archive, and what is new.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Front {
    /// Pages.
    pub pages: u64,
    /// Stories.
    pub stories: u64,
    /// Outlets.
    pub outlets: u64,
    /// Statements.
    pub statements: u64,
    /// Events.
    pub events: u64,
    /// People by name.
    pub people: u64,
    /// Inputs that could not be read.
    pub unread: u64,
    /// First and last day of publication.
    pub days: Option<(String, String)>,
    /// Stories that most reports tell, of the latest.
    pub leading: Vec<StoryLine>,
    /// Claims with most independent sources.
    pub vouched: Vec<ClaimLine>,
    /// Claims in which reports differ, the latest.
    pub disputed: Vec<ClaimLine>,
    /// Pages that were added last.
    pub latest: Vec<PageLine>,
    /// Who is quoted in most of the latest pages.
    pub quoted: Vec<Quoted>,
    /// Pages by day of publication.
    pub times: Vec<Bar>,
}

/// Somebody who is quoted.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Quoted {
    /// Number among the archive's names.
    pub id: i64,
    /// The name.
    pub name: String,
    /// Statements.
    pub statements: i64,
    /// Outlets.
    pub outlets: i64,
}

/// Stories, the latest, among which the leading ones are looked for.
const RECENT: u32 = 300;
/// Pages, the latest, that tell who is quoted.
const RECENT_PAGES: u32 = 400;

impl View for Front {
    const ABOUT: About = About {
        page: "/",
        api: "/",
        summary: "What is in the archive, and what is new",
        parameters: &[],
        csv: false,
        kept: true,
    };

    fn ask(db: &Db, _: &Address) -> Result<Front, Fault> {
        let count = |sql: &str| db.count(sql, []);
        let days: Vec<(i64, u64)> =
            db.all("SELECT day, count(*) FROM pages WHERE day IS NOT NULL GROUP BY day ORDER BY day", [], |row| {
                Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned()))
            })?;
        let leading = format!(
            "SELECT * FROM (SELECT * FROM stories ORDER BY last DESC, id DESC LIMIT {RECENT}) ORDER BY pages DESC, id DESC LIMIT 9"
        );
        let latest: Vec<i64> = db.all("SELECT id FROM pages ORDER BY id DESC LIMIT 8", [], |row| row.get(0))?;
        let quoted = format!(
            "SELECT n.id, n.name, count(*) AS s, count(DISTINCT g.outlet) AS o FROM (SELECT id, outlet FROM pages ORDER BY id DESC LIMIT {RECENT_PAGES}) g
             JOIN statements s ON s.page = g.id JOIN parties p ON p.statement = s.id AND p.role = 'source' JOIN names n ON n.id = p.named
             WHERE n.kind = 'person' AND {A_NAME} GROUP BY n.id ORDER BY o DESC, s DESC, n.id LIMIT 12"
        );
        Ok(Front {
            pages: count("SELECT count(*) FROM pages")?,
            stories: count("SELECT count(*) FROM stories")?,
            outlets: count("SELECT count(DISTINCT outlet) FROM pages")?,
            statements: count("SELECT count(*) FROM statements")?,
            events: count("SELECT count(*) FROM events")?,
            people: count(&format!("SELECT count(*) FROM names n WHERE kind = 'person' AND {A_NAME}"))?,
            unread: count("SELECT count(*) FROM unread")?,
            days: days
                .first()
                .zip(days.last())
                .map(|(first, last)| (dateline_archive::day::iso(first.0), dateline_archive::day::iso(last.0))),
            leading: StoryLine::some(db, &leading, "s.pages DESC")?,
            vouched: ClaimLine::vouched(db, 5, 0)?,
            disputed: ClaimLine::disputed(db, 5, 0)?,
            latest: latest.into_iter().map(|id| line(db, id, None)).collect::<Result<_, _>>()?,
            quoted: db.all(&quoted, [], |row| {
                Ok(Quoted { id: row.get(0)?, name: row.get(1)?, statements: row.get(2)?, outlets: row.get(3)? })
            })?,
            times: bars(&days),
        })
    }

    fn shown(&self, _: &Address) -> Shown {
        Shown { title: "First page".into(), main: self.main() }
    }
}

impl Front {
    fn main(&self) -> Markup {
        let n = layout::number;
        let (lead, others) = match self.leading.split_first() {
            Some((lead, others)) => (Some(lead), others),
            None => (None, [].as_slice()),
        };
        html! {
            h1.unseen { "First page" }
            p.held {
                strong { (n(self.pages)) } " pages from " strong { (n(self.outlets)) } " outlets"
                @if let Some((first, last)) = &self.days { ", " (layout::days(first, last)) }
                ": " a href="/stories" { strong { (n(self.stories)) } " stories" }
                ", " strong { (n(self.statements)) } " statements by " a href="/names" { strong { (n(self.people)) } " people" } " and others, "
                a href="/timeline" { strong { (n(self.events)) } " events" } "."
                @if self.unread > 0 { " " a href="/unread" { (n(self.unread)) " could not be read" } "." }
            }
            @if self.pages == 0 {
                p.none { "The archive is empty. " code { "dateline ingest pages/ --archive FILE" } " fills it." }
            } @else {
                div.front {
                    section.leading aria-labelledby="leading" {
                        h2.rule #leading { "Told most" }
                        @if let Some(story) = lead { ol.stories.first { (story_line(story)) } }
                        ol.stories.columns { @for story in others { (story_line(story)) } }
                        (some_claims("vouched", "Vouched for by several", "/claims", &self.vouched))
                        (some_claims("disputed", "Reports differ", "/claims?sort=disputed", &self.disputed))
                    }
                    section.new aria-labelledby="new" {
                        h2.rule #new { "New in the archive" }
                        ol.pages.brief { @for page in &self.latest { (super::search::page_line(page)) } }
                    }
                    section.quoted aria-labelledby="quoted" {
                        @if !self.quoted.is_empty() {
                            h2.rule #quoted { "Quoted most" }
                            ol.quoted {
                                @for who in &self.quoted {
                                    li { a href=(format!("/name/{}", who.id)) dir="auto" { (who.name) } span.n { (layout::count(who.statements.cast_unsigned(), "statement", "statements")) } }
                                }
                            }
                        }
                        h2.rule { "By day" }
                        @if let Ok(search) = Address::new("/search", None, crate::address::Format::Page, "") {
                            (draw::histogram::brushed(&self.times, &search))
                        }
                    }
                }
            }
        }
    }
}

fn some_claims(id: &str, heading: &str, all: &str, some: &[ClaimLine]) -> Markup {
    html! {
        @if !some.is_empty() {
            h2.rule id=(id) { (heading) }
            ol.claims { @for c in some { li { (claims::line(c)) } } }
            p.small { a href=(all) { "All of them" } }
        }
    }
}
