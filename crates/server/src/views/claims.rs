//! What independent sources vouch for together, and where reports differ.

use super::claim;
use crate::address::Address;
use crate::db::Db;
use crate::view::{About, Shown, View};
use crate::{Fault, layout};
use dateline_archive::Table;
use dateline_archive::voices;
use maud::{Markup, html};
use rusqlite::Row;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

/// Claims of the whole archive, those with most independent sources, or those in which reports differ, first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Claims {
    /// How many have two independent sources or more; or, if those are asked for, in which reports differ.
    pub total: u64,
    /// One page of the list.
    pub claims: Vec<ClaimLine>,
    /// The next page of the list.
    pub next: Option<String>,
}

/// A claim in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ClaimLine {
    /// Its number in the archive.
    pub claim: i64,
    /// The first sentence that tells it.
    pub words: String,
    /// Sources that cannot be one, outlets' own words left out.
    pub independent: u64,
    /// Pages that tell it.
    pub pages: u64,
    /// Reports: pages, copies folded.
    pub reports: u64,
    /// Who vouches for it, the first few.
    pub voices: Option<String>,
    /// Slots in which the reports disagree.
    pub differences: u64,
    /// The story.
    pub story: i64,
    /// Publication of its first page.
    pub first: Option<String>,
}

const COLUMNS: &str = "c.id, c.words, c.named + c.anonymous_least, c.pages, c.reports,
    (SELECT group_concat(name, '; ') FROM (SELECT name FROM voices WHERE claim = c.id AND kind <> 'unattributed' ORDER BY position LIMIT 4)),
    c.differences, c.story, substr(c.first, 1, 10)";

impl ClaimLine {
    fn row(row: &Row) -> rusqlite::Result<ClaimLine> {
        let number = |i| row.get::<_, i64>(i).map(i64::cast_unsigned);
        Ok(ClaimLine {
            claim: row.get(0)?,
            words: row.get(1)?,
            independent: number(2)?,
            pages: number(3)?,
            reports: number(4)?,
            voices: row.get(5)?,
            differences: number(6)?,
            story: row.get(7)?,
            first: row.get(8)?,
        })
    }

    /// Those with most independent sources first.
    pub fn vouched(db: &Db, limit: u64, skip: u64) -> Result<Vec<ClaimLine>, Fault> {
        let sql = format!(
            "SELECT {COLUMNS} FROM (SELECT id FROM claims WHERE named + anonymous_least >= 2
                 ORDER BY named + anonymous_least DESC, reports DESC, id DESC LIMIT {limit} OFFSET {skip}) t
             JOIN claims c ON c.id = t.id ORDER BY c.named + c.anonymous_least DESC, c.reports DESC, c.id DESC"
        );
        db.all(&sql, [], ClaimLine::row)
    }

    /// Those in which reports differ, the latest first.
    pub fn disputed(db: &Db, limit: u64, skip: u64) -> Result<Vec<ClaimLine>, Fault> {
        let sql = format!(
            "SELECT {COLUMNS} FROM (SELECT DISTINCT claim FROM differences WHERE NOT series ORDER BY claim DESC LIMIT {limit} OFFSET {skip}) t
             JOIN claims c ON c.id = t.claim ORDER BY c.id DESC"
        );
        db.all(&sql, [], ClaimLine::row)
    }
}

impl View for Claims {
    const ABOUT: About = About {
        page: "/claims",
        api: "/claims",
        summary: "What at least two independent sources vouch for, or (`sort=disputed`) where reports differ",
        parameters: &["sort", "page", "limit"],
        csv: true,
        kept: true,
    };

    fn ask(db: &Db, address: &Address) -> Result<Claims, Fault> {
        let (total, claims) = if address.get("sort") == Some("disputed") {
            let total = db.count("SELECT count(DISTINCT claim) FROM differences WHERE NOT series", [])?;
            (total, ClaimLine::disputed(db, address.limit(), address.skip())?)
        } else {
            let total = db.count("SELECT count(*) FROM claims WHERE named + anonymous_least >= 2", [])?;
            (total, ClaimLine::vouched(db, address.limit(), address.skip())?)
        };
        Ok(Claims { total, claims, next: layout::next(address, total) })
    }

    fn shown(&self, address: &Address) -> Shown {
        let disputed = address.get("sort") == Some("disputed");
        Shown {
            title: "Claims".into(),
            main: html! {
                h1.quiet { @if disputed { "Where reports differ" } @else { "What several sources vouch for" } }
                nav.tabs aria-label="Kinds of claims" {
                    a href="/claims" aria-current=[(!disputed).then_some("page")] { "Vouched for" }
                    a href="/claims?sort=disputed" aria-current=[disputed.then_some("page")] { "Reports differ" }
                }
                p.count { (layout::count(self.total, "claim", "claims"))
                    @if disputed { " on which reports disagree: in a number, a day, or whether it happened." } @else { " with two independent sources or more." } }
                @if self.claims.is_empty() { p.none { "None yet. Claims are joined as several pages on one story come." } }
                ol.claims { @for c in &self.claims { li { (line(c)) } } }
                (layout::pager(address, self.next.is_some()))
            },
        }
    }

    fn table(&self) -> Table {
        let columns = ["claim", "words", "independent", "pages", "reports", "voices", "differences", "story", "first"];
        let row = |c: &ClaimLine| {
            vec![
                json!(c.claim),
                json!(c.words),
                json!(c.independent),
                json!(c.pages),
                json!(c.reports),
                json!(c.voices),
                json!(c.differences),
                json!(c.story),
                json!(c.first),
            ]
        };
        layout::table(&columns, self.claims.iter().map(row))
    }
}

/// A claim as an item of a list.
pub fn line(c: &ClaimLine) -> Markup {
    html! {
        div.claim {
            p.sum aria-hidden="true" { strong { (c.independent) } @if c.independent == 1 { "source" } @else { "sources" } }
            div {
                p.lead dir="auto" { a.go href=(format!("/claim/{}", c.claim)) { (dateline_wording::one_line(&c.words)) } }
                p.small {
                    (layout::count(c.pages, "page", "pages"))
                    @if let Some(voices) = &c.voices { ": " span dir="auto" { (voices.replace("; ", ", ")) } }
                    @if c.differences > 0 { " · reports differ" }
                    @if let Some(at) = &c.first { " · " (layout::day(at)) }
                    " · " a href=(format!("/story/{}", c.story)) { "its story" }
                }
            }
        }
    }
}

/// One claim with its voices and differences.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Claimed {
    /// Its number in the archive.
    pub claim: i64,
    /// The story.
    pub story: i64,
    /// What is told, by whom, and in what they differ.
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    pub told: voices::Claim,
}

impl View for Claimed {
    const ABOUT: About = About {
        page: "/claim/{id}",
        api: "/claims/{id}",
        summary: "What several pages tell alike, who vouches for it, and in what they differ",
        parameters: &[],
        csv: true,
        kept: true,
    };

    fn ask(db: &Db, address: &Address) -> Result<Claimed, Fault> {
        let claim = address.number()?;
        let told = db.archive.claim(claim)?;
        Ok(Claimed { claim, story: told.story, told })
    }

    fn shown(&self, _: &Address) -> Shown {
        let lead = dateline_wording::one_line(claim::lead(&self.told));
        Shown {
            title: dateline_wording::shorten(&lead, 90),
            main: html! {
                article.story.event {
                    header.masthead {
                        p.kicker { span { "Claim" } @for kind in &self.told.types { span.tag { (layout::kind_name(kind)) } } }
                        h1.sentence dir="auto" { (lead) }
                        p.small { "Told in " a href=(format!("/story/{}", self.story)) { "its story" } }
                    }
                    (claim::vouched(Some(&self.told)))
                }
            },
        }
    }

    fn table(&self) -> Table {
        claim::table(std::slice::from_ref(&self.told))
    }
}
