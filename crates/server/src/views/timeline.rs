//! Events by the day on which they happened, or are to happen; the day of the report stands beside it.

use super::choose::{Facet, LOOKED_AT, choose, happened, of_the_latest};
use super::event::{self, When};
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
    /// Events with a day, told or inferred, of the latest 500 pages.
    pub total: u64,
    /// Those among them whose day is inferred.
    pub inferred: u64,
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
    /// When it happened.
    #[serde(flatten)]
    pub when: When,
    /// When the page was published.
    pub published: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The page.
    pub page: i64,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The words that name it.
    pub trigger: String,
    /// Whether it is said to have happened.
    pub status: String,
    /// Where, if the words say so.
    pub place: Option<String>,
    /// Where, inferred.
    pub inferred_place: Option<String>,
    /// What tells the inferred place: sentence, dateline.
    pub place_basis: Option<String>,
    /// Who did it.
    pub actors: Option<String>,
    /// To whom.
    pub recipients: Option<String>,
    /// Who vouches for it.
    pub according_to: Option<String>,
    /// The sentence.
    pub sentence: String,
}

/// What is read of an event `v` of page `g`; see [`joined`].
pub const COLUMNS: &str = "v.id, v.earliest, v.latest, v.inferred_earliest, v.inferred_latest, v.time_basis, v.day, g.published, g.outlet, v.page, v.type,
    v.trigger, v.status, e.name, i.name, v.place_basis,
    (SELECT group_concat(name, '; ') FROM event_parties WHERE event = v.id AND role = 'actor'),
    (SELECT group_concat(name, '; ') FROM event_parties WHERE event = v.id AND role = 'recipient'),
    (SELECT group_concat(s.speaker, '; ') FROM event_statements es JOIN statements s ON s.id = es.statement WHERE es.event = v.id),
    substr(g.text, v.start + 1, v.\"end\" - v.start)";

/// A query for [`COLUMNS`] of the events that a query chooses.
pub fn joined(events: &str, order: &str) -> String {
    format!(
        "SELECT {COLUMNS} FROM ({events}) v JOIN pages g ON g.id = v.page LEFT JOIN entities e ON e.id = v.place
         LEFT JOIN entities i ON i.id = v.inferred_place ORDER BY {order}"
    )
}

impl Happening {
    /// From a row of [`COLUMNS`].
    pub fn row(row: &rusqlite::Row) -> rusqlite::Result<Happening> {
        Ok(Happening {
            event: row.get(0)?,
            when: When::row(row, 1)?,
            published: row.get(7)?,
            outlet: row.get(8)?,
            page: row.get(9)?,
            kind: row.get(10)?,
            trigger: row.get(11)?,
            status: row.get(12)?,
            place: row.get(13)?,
            inferred_place: row.get(14)?,
            place_basis: row.get(15)?,
            actors: row.get(16)?,
            recipients: row.get(17)?,
            according_to: row.get(18)?,
            sentence: row.get(19)?,
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
    let (in_days, days) = happened(address, values.len() + 2);
    sql.push_str(&in_days);
    values.extend(days);
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
        let counts =
            format!("SELECT count(v.day), count(*), count(v.day) - count(coalesce(v.earliest, v.latest)) {from}");
        let number = |row: &rusqlite::Row, i: usize| row.get::<_, i64>(i).map(i64::cast_unsigned);
        let counts = db.one(&counts, params(), |row| Ok((number(row, 0)?, number(row, 1)?, number(row, 2)?)))?;
        let (total, all, inferred) = counts.unwrap_or_default();
        let events = format!(
            "SELECT v.* {from} AND v.day IS NOT NULL ORDER BY v.day DESC, v.time_basis IS NOT NULL, v.id DESC LIMIT {} OFFSET {}",
            address.limit(),
            address.skip()
        );
        let sql = joined(&events, "v.day DESC, v.time_basis IS NOT NULL, v.id DESC");
        Ok(Timeline {
            total,
            inferred,
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
                (days_asked_for(address))
                div.results {
                    section.list aria-label="Events" {
                        p.count {
                            (layout::count(self.total, "event", "events")) " with a day"
                            @if self.inferred > 0 { " (" (layout::number(self.inferred)) " inferred, in brackets)" }
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
    let before = ["event", "published", "outlet", "page", "type", "trigger", "status"];
    let after = ["place", "inferred_place", "place_basis", "actors", "recipients", "according_to", "sentence"];
    let columns: Vec<&str> = before.into_iter().chain(When::COLUMNS).chain(after).collect();
    let row = |v: &Happening| {
        let before = [
            json!(v.event),
            json!(v.published),
            json!(v.outlet),
            json!(v.page),
            json!(v.kind),
            json!(v.trigger),
            json!(v.status),
        ];
        let after = [
            json!(v.place),
            json!(v.inferred_place),
            json!(v.place_basis),
            json!(v.actors),
            json!(v.recipients),
            json!(v.according_to),
            json!(v.sentence),
        ];
        before.into_iter().chain(v.when.values()).chain(after).collect()
    };
    layout::table(&columns, events.iter().map(row))
}

/// A form for the days on which events happened.
fn days_asked_for(address: &Address) -> Markup {
    html! {
        form.between action="/timeline" {
            label { "Happened from " input type="date" name="since" value=[address.get("since")]; }
            label { " until " input type="date" name="until" value=[address.get("until")]; }
            (layout::hidden(address, &["since", "until"]))
            button { "Show" }
        }
    }
}

fn by_day(events: &[Happening]) -> Markup {
    html! {
        ol.days {
            @for day in events.chunk_by(|a, b| a.when.words() == b.when.words()) {
                li {
                    @if let Some(first) = day.first() { h2.day { (first.when.words()) } }
                    ol.deeds { @for (v, also) in in_same_words(day) { (item(v, &also)) } }
                }
            }
        }
    }
}

/// Events of a day, each with those of other pages that tell it in the same words: copies, mostly. They are one item.
fn in_same_words(day: &[Happening]) -> Vec<(&Happening, Vec<&Happening>)> {
    let mut items: Vec<(&Happening, Vec<&Happening>)> = Vec::new();
    for v in day {
        let same = |(other, _): &&mut (&Happening, _)| {
            (&other.sentence, &other.trigger, &other.status) == (&v.sentence, &v.trigger, &v.status)
        };
        match items.iter_mut().find(same) {
            Some((_, also)) => also.push(v),
            None => items.push((v, Vec::new())),
        }
    }
    items
}

/// An event as an item of a list; `also` tell it in the same words.
pub fn item(v: &Happening, also: &[&Happening]) -> Markup {
    html! {
        li {
            p.kicker {
                span.tag dir="auto" { @if let Some(kind) = &v.kind { (layout::kind_name(kind)) } @else { "“" (dateline_wording::shorten(&v.trigger, 24)) "”" } }
                @if v.status != "actual" { span.tag { (v.status) } }
                @if let Some(place) = &v.place { span dir="auto" { (place) } }
                @else if let Some(place) = &v.inferred_place { span.soft dir="auto" title=(event::placed_by(v.place_basis.as_deref())) { "(" (place) ")" } }
            }
            p dir="auto" { a.quote.go href=(format!("/event/{}", v.event)) { (dateline_wording::one_line(&v.sentence)) } }
            p.small {
                "Reported " @if let Some(at) = &v.published { (layout::moment_words(at)) " " }
                "by " (v.outlet.as_deref().unwrap_or("an unknown outlet")) ", according to " (v.according_to.as_deref().unwrap_or("the page"))
                @for (i, v) in also.iter().enumerate() {
                    (if i == 0 { "; in the same words by " } else { ", " }) a href=(format!("/event/{}", v.event)) { (v.outlet.as_deref().unwrap_or("an unknown outlet")) }
                }
            }
        }
    }
}
