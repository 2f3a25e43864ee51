//! A story: who told it when, what was copied from whom, what they tell, and on whose word.

use super::claim;
use super::stories::StoryLine;
use crate::address::{Address, link};
use crate::db::Db;
use crate::draw::lanes;
use crate::view::{About, Shown, View};
use crate::{Fault, layout};
use dateline_archive::Table;
use dateline_archive::voices::Claim;
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// Claims that are shown.
const SHOWN: usize = 40;

/// Names and places that are shown.
const NAMES: usize = 12;
const PLACES: usize = 8;

/// A story with its pages and what they tell.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Story {
    /// The story in short.
    pub story: StoryLine,
    /// Named sources that are quoted in it, each once.
    pub sources: usize,
    /// Its pages in order of publication.
    pub pages: Vec<StoryPage>,
    /// Where the text of each group of copies most likely comes from.
    pub origins: Vec<Origin>,
    /// People and organizations that most reports name.
    pub names: Vec<NameIn>,
    /// Places that most reports name.
    pub places: Vec<NameIn>,
    /// What the pages tell alike, with the voices: first what most reports tell.
    #[schemars(with = "Vec<serde_json::Map<String, serde_json::Value>>")]
    pub claims: Vec<Claim>,
}

/// A page of a story.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StoryPage {
    /// Its number in the archive.
    pub page: i64,
    /// When it was published.
    pub published: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// The earliest page of its group of copies; itself, if it is no copy.
    pub report: i64,
    /// How it is a copy: copy, partial, quotes.
    pub copied: Option<String>,
    /// Words that it shares with that page.
    pub shared: Option<i64>,
    /// Whom the page itself says that it took the text from.
    pub origin: Option<String>,
    /// What says so.
    pub origin_basis: Option<String>,
    /// The agency in its dateline.
    pub agency: Option<String>,
    /// Words of its reporting.
    pub words: i64,
    /// Its address elsewhere.
    pub uri: Option<String>,
}

/// Where the text of a group of copies most likely comes from.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Origin {
    /// The group: the number of its report.
    pub report: i64,
    /// The page that most likely told it first.
    pub page: i64,
    /// The agency or outlet that it most likely comes from.
    pub origin: Option<String>,
    /// Share of the weight of all evidence, in (0, 1].
    pub chance: f64,
    /// What speaks for it.
    pub evidence: String,
}

/// A name within a story.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NameIn {
    /// Its number in the archive.
    pub id: i64,
    /// The name.
    pub name: String,
    /// person, organization, place, …
    pub kind: String,
    /// Reports that name it.
    pub reports: i64,
}

impl View for Story {
    const ABOUT: About = About {
        page: "/story/{id}",
        api: "/stories/{id}",
        summary: "A story: its pages, and what they tell, with the independent sources of each claim",
        parameters: &[],
        csv: true,
        kept: true,
    };

    fn ask(db: &Db, address: &Address) -> Result<Story, Fault> {
        let story = address.number()?;
        let line = StoryLine::of(db, story)?.ok_or_else(|| Fault::Unknown(format!("story {story}")))?;
        let sql = "SELECT g.id, g.published, g.outlet, g.title, coalesce(g.report, g.id), c.kind, c.shared, g.origin, g.origin_basis,
                g.dateline_agency, g.words, g.uri
            FROM pages g LEFT JOIN copies c ON c.page = g.id AND c.other = g.report
            WHERE g.story = ?1 ORDER BY g.published IS NULL, g.published, g.id LIMIT 500";
        let pages = db.all(sql, [story], |row| {
            Ok(StoryPage {
                page: row.get(0)?,
                published: row.get(1)?,
                outlet: row.get(2)?,
                title: row.get(3)?,
                report: row.get(4)?,
                copied: row.get(5)?,
                shared: row.get(6)?,
                origin: row.get(7)?,
                origin_basis: row.get(8)?,
                agency: row.get(9)?,
                words: row.get(10)?,
                uri: row.get(11)?,
            })
        })?;
        let sql = "SELECT n.id, n.name, n.kind, count(DISTINCT g.report) AS r FROM pages g JOIN entities e ON e.page = g.id
             JOIN names n ON n.id = e.named WHERE g.story = ?1 AND n.kind IN ('person', 'organization', 'place', 'country', 'facility')
             GROUP BY n.id ORDER BY r DESC, sum(e.mentions) DESC, n.id";
        let named = db.all(sql, [story], |row| {
            Ok(NameIn { id: row.get(0)?, name: row.get(1)?, kind: row.get(2)?, reports: row.get(3)? })
        })?;
        let is_place = |n: &NameIn| !matches!(n.kind.as_str(), "person" | "organization");
        let (mut places, mut names): (Vec<NameIn>, Vec<NameIn>) = named.into_iter().partition(is_place);
        names.truncate(NAMES);
        places.truncate(PLACES);
        let origins = "SELECT id, page, origin, chance, evidence FROM reports
            WHERE id IN (SELECT report FROM pages WHERE story = ?1) ORDER BY id";
        let origins = db.all(origins, [story], |row| {
            Ok(Origin {
                report: row.get(0)?,
                page: row.get(1)?,
                origin: row.get(2)?,
                chance: row.get(3)?,
                evidence: row.get(4)?,
            })
        })?;
        let claims = db.archive.claims(story)?;
        let named: BTreeSet<&str> =
            claims.iter().flat_map(|c| &c.voices).filter(|v| v.kind == "named").map(|v| v.name.as_str()).collect();
        Ok(Story { sources: named.len(), story: line, pages, origins, names, places, claims })
    }

    fn shown(&self, _: &Address) -> Shown {
        let title = self.story.title.clone().unwrap_or_else(|| "Untitled story".into());
        let many = self.story.pages > 1;
        let (shared, alone): (Vec<&Claim>, Vec<&Claim>) = self.claims.iter().take(SHOWN).partition(|c| c.pages > 1);
        let more = self.claims.len().saturating_sub(SHOWN);
        Shown {
            main: html! {
                article.story {
                    header.masthead {
                        p.kicker { span { "Story" } span { (self.story.days()) } }
                        h1.headline dir="auto" { (title) }
                        p.standfirst { (self.story.counts()) @if self.sources > 0 { ", " (layout::count(self.sources as u64, "named source", "named sources")) } "." }
                        p.names {
                            @for name in &self.names { a href=(format!("/name/{}", name.id)) dir="auto" { (name.name) } " " }
                            @for place in &self.places { a.place href=(link("/search", "place", &place.name)) dir="auto" { (place.name) } " " }
                        }
                    }
                    section aria-labelledby="told" {
                        h2.rule #told { "Who told it, and when" }
                        @if many { (lanes::of(&self.pages)) }
                        (reports(&self.pages, &self.origins))
                    }
                    @if !shared.is_empty() {
                        section aria-labelledby="claims" {
                            h2.rule #claims { "What several pages tell" }
                            @for claim in shared { (claim::folded(claim, false)) }
                        }
                    }
                    @if !alone.is_empty() {
                        section aria-labelledby="alone" {
                            h2.rule #alone { @if many { "What one page alone tells" } @else { "What it tells" } }
                            @for claim in alone { (claim::folded(claim, false)) }
                        }
                    }
                    @if more > 0 { p.soft { "And " (more) " more, in the data below." } }
                }
            },
            title,
        }
    }

    fn table(&self) -> Table {
        claim::table(&self.claims)
    }
}

/// Reports in order of time, the copies of each folded under it.
fn reports(pages: &[StoryPage], origins: &[Origin]) -> Markup {
    let firsts = pages.iter().filter(|p| p.report == p.page || !pages.iter().any(|o| o.page == p.report));
    html! {
        ol.reports {
            @for page in firsts {
                @let copies: Vec<&StoryPage> = pages.iter().filter(|c| c.report == page.page && c.page != page.page).collect();
                li {
                    (line(page))
                    @if !copies.is_empty() {
                        details.copies {
                            summary { (layout::count(copies.len() as u64, "page carries", "pages carry")) " the same report" }
                            @for o in origins.iter().filter(|o| o.report == page.report) {
                                p.small { "Most likely from " span dir="auto" { (o.origin.as_deref().unwrap_or("the page that told it first")) }
                                    " (" (format!("{:.0}", o.chance * 100.0)) " % of the evidence): " span dir="auto" { (o.evidence) } }
                            }
                            ul { @for copy in copies { li { (line(copy)) p.small { (why(copy)) } } } }
                        }
                    }
                }
            }
        }
    }
}

fn line(page: &StoryPage) -> Markup {
    html! {
        p.kicker { (layout::outlet(page.outlet.as_deref())) (layout::moment(page.published.as_deref())) }
        p.title { a.go href=(format!("/article/{}", page.page)) dir="auto" { (page.title.as_deref().unwrap_or("Untitled page")) } }
        @if page.origin.is_some() || page.agency.is_some() { p.small { (origin(page)) } }
    }
}

/// What the page itself says of where its text comes from.
fn origin(page: &StoryPage) -> String {
    match (&page.origin, &page.origin_basis, &page.agency) {
        (Some(origin), Some(basis), _) => format!("From {origin}, by its {}", basis.replace('_', " ")),
        (Some(origin), None, _) => format!("From {origin}"),
        (None, _, Some(agency)) => format!("From {agency}, by its dateline"),
        _ => String::new(),
    }
}

/// Why it is folded.
fn why(page: &StoryPage) -> String {
    match (page.copied.as_deref(), page.shared) {
        (Some("copy"), Some(n)) => format!("Folded: {n} words in the same runs as the report above"),
        (Some(kind), Some(n)) => format!("Folded ({kind}): {n} words in the same runs"),
        _ => "Folded: a copy of another copy of this report".into(),
    }
}
