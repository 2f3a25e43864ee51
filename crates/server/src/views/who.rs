//! A person, an organization or a place: offices over time, what was said, done and laid to their charge, and through whom they are quoted.

use super::event::When;
use crate::address::{Address, link};
use crate::db::Db;
use crate::view::{About, Shown, View};
use crate::{Fault, layout};
use dateline_archive::Table;
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

/// Somebody, or something, by name.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Who {
    /// Number among the archive's names.
    pub id: i64,
    /// The name.
    pub name: String,
    /// person, organization, place, …
    pub kind: String,
    /// Pages that name it.
    pub pages: u64,
    /// Statements that it makes.
    pub statements: u64,
    /// Outlets that quote it.
    pub outlets: u64,
    /// Offices and titles, and when pages gave them.
    pub roles: Vec<Office>,
    /// One page of what it said, the latest first.
    pub said: Vec<Deed>,
    /// What it did, the latest first.
    pub did: Vec<Deed>,
    /// What befell it.
    pub befell: Vec<Deed>,
    /// What it was accused of.
    pub accused: Vec<Deed>,
    /// Through whom it is quoted.
    pub through: Vec<Carrier>,
    /// Whom it is quoted by.
    pub by: Vec<Carrier>,
    /// Lasting ties.
    pub ties: Vec<Tie>,
    /// The next page of what it said.
    pub next: Option<String>,
}

/// An office or title.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Office {
    /// As pages write it.
    pub roles: String,
    /// First day on which a page gave it.
    pub first: Option<String>,
    /// Last day.
    pub last: Option<String>,
    /// Pages.
    pub pages: i64,
}

/// Something said or done.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Deed {
    /// Number of the statement or event.
    pub id: i64,
    /// Its id in the page's record.
    #[serde(rename = "ref")]
    pub fact: String,
    /// The page.
    pub page: i64,
    /// The words.
    pub words: String,
    /// PLOVER type of an event; act of a statement.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Status of an event; carriers of a statement.
    pub how: Option<String>,
    /// When an event happened.
    #[serde(flatten)]
    pub when: When,
    /// When the page was published.
    pub published: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who vouches for an event.
    pub according_to: Option<String>,
}

impl Deed {
    /// Whether an event is told as done, rather than as possible, planned or denied.
    fn happened(&self) -> bool {
        matches!(self.how.as_deref(), Some("actual" | "ongoing"))
    }
}

/// One through whom words came.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Carrier {
    /// The name.
    pub name: String,
    /// Statements.
    pub statements: i64,
}

/// A lasting tie.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Tie {
    /// What it is: leads, member_of, …
    pub predicate: String,
    /// Whether the one who is shown is its subject.
    pub subject: bool,
    /// The other.
    pub name: String,
    /// The other's number.
    pub id: i64,
    /// Pages that say so.
    pub pages: i64,
}

/// Events of a kind that are shown.
const MOST: u32 = 30;

fn deed(row: &rusqlite::Row) -> rusqlite::Result<Deed> {
    Ok(Deed {
        id: row.get(0)?,
        fact: row.get(1)?,
        page: row.get(2)?,
        words: row.get(3)?,
        kind: row.get(4)?,
        how: row.get(5)?,
        when: When::row(row, 6)?,
        published: row.get(12)?,
        outlet: row.get(13)?,
        according_to: row.get(14)?,
    })
}

impl View for Who {
    const ABOUT: About = About {
        page: "/name/{id}",
        api: "/names/{id}",
        summary: "A person, organization or place: offices, what was said and done, and through whom it is quoted",
        parameters: &["page", "limit"],
        csv: true,
        kept: true,
    };

    fn ask(db: &Db, address: &Address) -> Result<Who, Fault> {
        let id = address.number()?;
        let found = db.one("SELECT name, kind FROM names WHERE id = ?1", [id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (name, kind) = found.ok_or_else(|| Fault::Unknown(format!("name {id}")))?;
        let said = format!(
            "SELECT s.id, s.ref, s.page, s.words, s.act, s.via, NULL, NULL, NULL, NULL, NULL, NULL, g.published, g.outlet, NULL
             FROM (SELECT statement FROM parties WHERE named = ?1 AND role = 'source' ORDER BY statement DESC LIMIT {} OFFSET {}) p
             JOIN statements s ON s.id = p.statement JOIN pages g ON g.id = s.page ORDER BY g.day DESC, s.id DESC",
            address.limit(),
            address.skip()
        );
        let events = |role: &str, type_is: &str| {
            let sql = format!(
                "SELECT v.id, v.ref, v.page, substr(g.text, v.start + 1, v.\"end\" - v.start), v.type, v.status,
                    v.earliest, v.latest, v.inferred_earliest, v.inferred_latest, v.time_basis, v.day, g.published, g.outlet,
                    (SELECT group_concat(s.speaker, '; ') FROM event_statements es JOIN statements s ON s.id = es.statement WHERE es.event = v.id)
                 FROM (SELECT v.* FROM event_parties p JOIN events v ON v.id = p.event WHERE p.named = ?1 AND p.role = '{role}' AND
                    coalesce(v.type, '') {type_is} 'ACCUSE' ORDER BY v.id DESC LIMIT {MOST}) v JOIN pages g ON g.id = v.page
                 ORDER BY coalesce(v.day, g.published) DESC, v.id DESC"
            );
            db.all(&sql, [id], deed)
        };
        let carriers = |sql: &str| db.all(sql, [id], |row| Ok(Carrier { name: row.get(0)?, statements: row.get(1)? }));
        let statements = db.count("SELECT count(*) FROM parties WHERE named = ?1 AND role = 'source'", [id])?;
        Ok(Who {
            id,
            name,
            kind,
            pages: db.count("SELECT count(DISTINCT page) FROM entities WHERE named = ?1", [id])?,
            outlets: db.count(
                "SELECT count(DISTINCT g.outlet) FROM (SELECT statement FROM parties WHERE named = ?1 AND role = 'source' LIMIT 2000) p
                 JOIN statements s ON s.id = p.statement JOIN pages g ON g.id = s.page",
                [id],
            )?,
            roles: db.all(
                "SELECT e.roles, min(substr(g.published, 1, 10)), max(substr(g.published, 1, 10)), count(*)
                 FROM (SELECT roles, page FROM entities WHERE named = ?1 AND roles IS NOT NULL AND roles <> '' ORDER BY page DESC LIMIT 500) e
                 JOIN pages g ON g.id = e.page GROUP BY lower(e.roles) ORDER BY max(g.published) DESC, 4 DESC LIMIT 20",
                [id],
                |row| Ok(Office { roles: row.get(0)?, first: row.get(1)?, last: row.get(2)?, pages: row.get(3)? }),
            )?,
            said: db.all(&said, [id], deed)?,
            did: events("actor", "<>")?,
            befell: events("recipient", "<>")?,
            accused: events("recipient", "=")?,
            through: carriers(
                "SELECT v.name, count(*) AS c FROM (SELECT statement FROM parties WHERE named = ?1 AND role = 'source' ORDER BY statement DESC LIMIT 2000) p
                 JOIN parties v ON v.statement = p.statement AND v.role = 'via' GROUP BY v.name ORDER BY c DESC, v.name LIMIT 12",
            )?,
            by: carriers(
                "SELECT g.outlet, count(*) AS c FROM (SELECT statement FROM parties WHERE named = ?1 AND role = 'source' ORDER BY statement DESC LIMIT 2000) p
                 JOIN statements s ON s.id = p.statement JOIN pages g ON g.id = s.page WHERE g.outlet IS NOT NULL GROUP BY 1 ORDER BY c DESC, 1 LIMIT 12",
            )?,
            ties: db.all(
                "SELECT predicate, subject, name, id, count(DISTINCT page) AS c FROM (
                    SELECT r.predicate, 1 AS subject, n.name, n.id, r.page FROM (SELECT id FROM entities WHERE named = ?1 ORDER BY id DESC LIMIT 500) e
                        JOIN relations r ON r.subject = e.id JOIN entities o ON o.id = r.object JOIN names n ON n.id = o.named
                    UNION ALL
                    SELECT r.predicate, 0, n.name, n.id, r.page FROM (SELECT id FROM entities WHERE named = ?1 ORDER BY id DESC LIMIT 500) e
                        JOIN relations r ON r.object = e.id JOIN entities o ON o.id = r.subject JOIN names n ON n.id = o.named)
                 GROUP BY 1, 2, 4 ORDER BY c DESC, name LIMIT 20",
                [id],
                |row| {
                    Ok(Tie { predicate: row.get(0)?, subject: row.get(1)?, name: row.get(2)?, id: row.get(3)?, pages: row.get(4)? })
                },
            )?,
            next: layout::next(address, statements),
            statements,
        })
    }

    fn shown(&self, address: &Address) -> Shown {
        Shown { title: self.name.clone(), main: self.main(address) }
    }

    fn table(&self) -> Table {
        let before = ["what", "id", "page", "published", "outlet", "words", "type", "how", "according_to"];
        let columns: Vec<&str> = before.into_iter().chain(When::COLUMNS).collect();
        let lists = [("said", &self.said), ("did", &self.did), ("befell", &self.befell), ("accused", &self.accused)];
        let rows = lists.into_iter().flat_map(|(what, deeds)| {
            deeds.iter().map(move |d| {
                let before = [
                    json!(what),
                    json!(d.id),
                    json!(d.page),
                    json!(d.published),
                    json!(d.outlet),
                    json!(d.words),
                    json!(d.kind),
                    json!(d.how),
                    json!(d.according_to),
                ];
                before.into_iter().chain(d.when.values()).collect()
            })
        });
        layout::table(&columns, rows)
    }
}

impl Who {
    fn main(&self, address: &Address) -> Markup {
        let facet = match self.kind.as_str() {
            "person" => "person",
            "organization" => "organization",
            _ => "place",
        };
        html! {
            article.story.who {
                header.masthead {
                    p.kicker { span { (layout::capital(&self.kind)) } }
                    h1.headline dir="auto" { (self.name) }
                    p.standfirst {
                        "Named on " a href=(link("/search", facet, &self.name)) { (layout::count(self.pages, "page", "pages")) }
                        @if self.statements > 0 { "; " (layout::count(self.statements, "statement", "statements")) " in " (layout::count(self.outlets, "outlet", "outlets")) }
                        "."
                    }
                }
                div.results {
                    div.list {
                        @if !self.accused.is_empty() { (deeds("accused", "Was accused", &self.accused.iter().collect::<Vec<_>>())) }
                        @if !self.said.is_empty() {
                            section aria-labelledby="said" {
                                h2.rule #said { "Said" }
                                ol.deeds { @for d in &self.said { (saying(d)) } }
                                (layout::pager(address, self.next.is_some()))
                            }
                        }
                        @for (id, heading, sure, all) in [
                            ("did", "Did", true, &self.did),
                            ("open-did", "May have done, is to do, or did not do", false, &self.did),
                            ("befell", "What others did to them", true, &self.befell),
                            ("open-befell", "What others may have done, are to do, or did not do to them", false, &self.befell),
                        ] {
                            @let some: Vec<&Deed> = all.iter().filter(|d| d.happened() == sure).collect();
                            @if !some.is_empty() { (deeds(id, heading, &some)) }
                        }
                        @if self.said.is_empty() && self.did.is_empty() && self.befell.is_empty() && self.accused.is_empty() {
                            p.none { "Named, but neither quoted nor part of an event." }
                        }
                    }
                    @if !(self.roles.is_empty() && self.ties.is_empty() && self.through.is_empty() && self.by.is_empty()) { aside.facets aria-label="More" {
                        @if !self.roles.is_empty() {
                            section { h2 { "Called, over time" } ol.offices {
                                @for r in &self.roles { li { span dir="auto" { (r.roles) } small { (match (&r.first, &r.last) { (Some(a), Some(b)) => layout::days(a, b), _ => String::new() }) " · " (layout::count(r.pages.cast_unsigned(), "page", "pages")) } } }
                            } }
                        }
                        @if !self.ties.is_empty() {
                            section { h2 { "Ties" } ul.offices {
                                @for t in &self.ties { li {
                                    @if t.subject { (t.predicate.replace('_', " ")) " " a href=(format!("/name/{}", t.id)) dir="auto" { (t.name) } }
                                    @else { a href=(format!("/name/{}", t.id)) dir="auto" { (t.name) } " " (t.predicate.replace('_', " ")) " it" }
                                } }
                            } }
                        }
                        (carriers("Quoted through", &self.through))
                        (carriers("Quoted by", &self.by))
                    } }
                }
            }
        }
    }
}

fn carriers(heading: &str, carriers: &[Carrier]) -> Markup {
    html! {
        @if !carriers.is_empty() {
            section { h2 { (heading) } ul.counts-list { @for c in carriers { li { span dir="auto" { (c.name) } span.n { (c.statements) } } } } }
        }
    }
}

fn saying(d: &Deed) -> Markup {
    html! {
        li {
            p.kicker { (layout::outlet(d.outlet.as_deref())) (layout::moment(d.published.as_deref())) @if let Some(act) = &d.kind { @if act != "say" { span.tag { (act) } } } }
            p dir="auto" { a.quote.go href=(format!("/article/{}#w-{}", d.page, d.fact)) { (dateline_wording::one_line(&d.words)) } }
            p.small { @if let Some(via) = &d.how { "through " (via) " · " } a href=(format!("/statement/{}", d.id)) { "who else says so" } }
        }
    }
}

fn deeds(id: &str, heading: &str, deeds: &[&Deed]) -> Markup {
    html! {
        section aria-labelledby=(id) {
            h2.rule id=(id) { (heading) }
            ol.deeds {
                @for d in deeds {
                    li {
                        p.kicker {
                            span { @if d.when.words() == "not told" { "day not told" } @else { (d.when.words()) } }
                            @if let Some(kind) = &d.kind { span.tag { (layout::kind_name(kind)) } }
                            @if let Some(status) = &d.how { @if status != "actual" { span.tag { (status) } } }
                        }
                        p dir="auto" { a.quote.go href=(format!("/article/{}#w-{}", d.page, d.fact)) { (dateline_wording::one_line(&d.words)) } }
                        p.small {
                            (d.outlet.as_deref().unwrap_or("unknown outlet"))
                            @if let Some(at) = &d.published { ", " (layout::moment_words(at)) }
                            " · according to " (d.according_to.as_deref().unwrap_or("the page")) " · "
                            a href=(format!("/event/{}", d.id)) { "who vouches for it" }
                        }
                    }
                }
            }
        }
    }
}
