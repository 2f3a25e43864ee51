//! Events by the day on which they happened, or are to happen; the day of the report stands beside it.

use super::choose::{Facet, LOOKED_AT, choose, of_the_latest};
use super::event::when;
use crate::address::Address;
use crate::db::Db;
use crate::view::{About, CHOOSE, Shown, View};
use crate::{Fault, layout};
use dateline_archive::Table;
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

/// Events of the pages that meet all conditions, by day.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Timeline {
    /// Events with a day, of the latest 500 pages.
    pub total: u64,
    /// Events without.
    pub undated: u64,
    /// Whether older pages are left out.
    pub more: bool,
    /// One page of the list, the latest day first.
    pub events: Vec<Happening>,
    /// In what the pages can be narrowed.
    pub facets: Vec<Facet>,
    /// The next page of the list.
    pub next: Option<String>,
}

/// An event in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Happening {
    /// Its number in the archive.
    pub event: i64,
    /// First day or moment.
    pub earliest: Option<String>,
    /// Last day or moment.
    pub latest: Option<String>,
    /// When the page was published.
    pub published: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The page.
    pub page: i64,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Whether it is said to have happened.
    pub status: String,
    /// Where.
    pub place: Option<String>,
    /// Who did it.
    pub actors: Option<String>,
    /// To whom.
    pub recipients: Option<String>,
    /// Who vouches for it.
    pub according_to: Option<String>,
    /// The sentence.
    pub sentence: String,
}

/// What is read of an event `v` of page `g` at place `e`.
pub const COLUMNS: &str = "v.id, v.earliest, v.latest, g.published, g.outlet, v.page, v.type, v.status, e.name,
    (SELECT group_concat(name, '; ') FROM event_parties WHERE event = v.id AND role = 'actor'),
    (SELECT group_concat(name, '; ') FROM event_parties WHERE event = v.id AND role = 'recipient'),
    (SELECT group_concat(s.speaker, '; ') FROM event_statements es JOIN statements s ON s.id = es.statement WHERE es.event = v.id),
    substr(g.text, v.start + 1, v.\"end\" - v.start)";

impl Happening {
    /// From a row of [`COLUMNS`].
    pub fn row(row: &rusqlite::Row) -> rusqlite::Result<Happening> {
        Ok(Happening {
            event: row.get(0)?,
            earliest: row.get(1)?,
            latest: row.get(2)?,
            published: row.get(3)?,
            outlet: row.get(4)?,
            page: row.get(5)?,
            kind: row.get(6)?,
            status: row.get(7)?,
            place: row.get(8)?,
            actors: row.get(9)?,
            recipients: row.get(10)?,
            according_to: row.get(11)?,
            sentence: row.get(12)?,
        })
    }
}

/// Events that meet the conditions on events themselves, where there are any: a page is chosen for one of them, and the others do not count.
pub fn own_conditions(address: &Address) -> (String, Vec<String>) {
    let (mut sql, mut values) = (String::new(), Vec::new());
    for (name, column) in [("type", "type"), ("status", "status")] {
        let any: Vec<&str> = address.all(name).collect();
        if !any.is_empty() {
            values.push(json!(any).to_string());
            sql.push_str(&format!(" AND v.{column} IN (SELECT value FROM json_each(?{}))", values.len() + 1));
        }
    }
    (sql, values)
}

impl View for Timeline {
    const ABOUT: About = About {
        page: "/timeline",
        api: "/timeline",
        summary: "Events of the chosen pages by the day on which they happened, with the day of the report",
        parameters: CHOOSE,
        csv: true,
        kept: true,
    };

    fn ask(db: &Db, address: &Address) -> Result<Timeline, Fault> {
        let chosen = choose(db, address)?;
        let (own, values) = own_conditions(address);
        let mut params = vec![chosen.ids()];
        params.extend(values);
        let params = || rusqlite::params_from_iter(params.iter());
        let from = format!("FROM json_each(?1) h CROSS JOIN events v ON v.page = h.value WHERE 1{own}");
        let counts = format!("SELECT count(v.earliest), count(*) {from}");
        let (total, all) = db
            .one(&counts, params(), |row| {
                Ok((row.get::<_, i64>(0)?.cast_unsigned(), row.get::<_, i64>(1)?.cast_unsigned()))
            })?
            .unwrap_or_default();
        let sql = format!(
            "SELECT {COLUMNS} FROM (SELECT v.* {from} AND v.earliest IS NOT NULL ORDER BY v.earliest DESC, v.id DESC LIMIT {} OFFSET {}) v
             JOIN pages g ON g.id = v.page LEFT JOIN entities e ON e.id = v.place ORDER BY v.earliest DESC, v.id DESC",
            address.limit(),
            address.skip()
        );
        Ok(Timeline {
            total,
            undated: all - total,
            more: chosen.total > LOOKED_AT as u64 || chosen.more,
            events: db.all(&sql, params(), Happening::row)?,
            facets: chosen.facets(db, address)?,
            next: layout::next(address, total),
        })
    }

    fn shown(&self, address: &Address) -> Shown {
        Shown {
            title: "Timeline".into(),
            main: html! {
                h1.quiet { "Timeline" }
                (layout::ask_again(address, "/timeline"))
                (layout::conditions(address))
                div.results {
                    section.list aria-label="Events" {
                        p.count {
                            (layout::count(self.total, "event", "events")) " with a day"
                            @if self.undated > 0 { ", " (layout::number(self.undated)) " without" }
                            @if self.more { ", " (of_the_latest()) } "."
                        }
                        (by_day(&self.events))
                        (layout::pager(address, self.next.is_some()))
                    }
                    (super::search::facets(&self.facets, address))
                }
            },
        }
    }

    fn table(&self) -> Table {
        table(&self.events)
    }
}

/// Events as rows.
pub fn table(events: &[Happening]) -> Table {
    let columns = [
        "event",
        "earliest",
        "latest",
        "published",
        "outlet",
        "page",
        "type",
        "status",
        "place",
        "actors",
        "recipients",
        "according_to",
        "sentence",
    ];
    let row = |v: &Happening| {
        vec![
            json!(v.event),
            json!(v.earliest),
            json!(v.latest),
            json!(v.published),
            json!(v.outlet),
            json!(v.page),
            json!(v.kind),
            json!(v.status),
            json!(v.place),
            json!(v.actors),
            json!(v.recipients),
            json!(v.according_to),
            json!(v.sentence),
        ]
    };
    layout::table(&columns, events.iter().map(row))
}

fn by_day(events: &[Happening]) -> Markup {
    let of_day = |a: &Happening, b: &Happening| (&a.earliest, &a.latest) == (&b.earliest, &b.latest);
    html! {
        ol.days {
            @for day in events.chunk_by(of_day) {
                li {
                    @if let Some(first) = day.first() { h2.day { (when(first.earliest.as_deref(), first.latest.as_deref())) } }
                    ol.deeds { @for v in day { (item(v)) } }
                }
            }
        }
    }
}

/// An event as an item of a list.
pub fn item(v: &Happening) -> Markup {
    html! {
        li {
            p.kicker {
                @if let Some(kind) = &v.kind { span.tag { (layout::kind_name(kind)) } }
                @if v.status != "actual" { span.tag { (v.status) } }
                @if let Some(place) = &v.place { span dir="auto" { (place) } }
            }
            p dir="auto" { a.quote.go href=(format!("/event/{}", v.event)) { (dateline_wording::one_line(&v.sentence)) } }
            p.small {
                "Reported " @if let Some(at) = &v.published { (layout::moment_words(at)) " " }
                "by " (v.outlet.as_deref().unwrap_or("an unknown outlet")) ", according to " (v.according_to.as_deref().unwrap_or("the page"))
            }
        }
    }
}
