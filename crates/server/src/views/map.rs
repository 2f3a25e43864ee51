//! Where things happened; and what has no place.

use super::choose::{Facet, LOOKED_AT, choose, of_the_latest};
use super::timeline::{Happening, item, joined, own_conditions};
use crate::address::{Address, link};
use crate::db::Db;
use crate::draw::world;
use crate::view::{About, CHOOSE, Shown, View};
use crate::{Fault, layout};
use dateline_archive::Table;
use maud::html;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

/// Places of the events of the pages that meet all conditions.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Map {
    /// The places, those with most events first.
    pub places: Vec<Place>,
    /// Events that have a place on the map, told or inferred.
    pub placed: u64,
    /// Those among them whose place is inferred.
    pub inferred: u64,
    /// Events without one.
    pub unplaced: u64,
    /// Whether older pages are left out.
    pub more: bool,
    /// One page of the events without a place on the map, the latest first.
    pub without: Vec<Happening>,
    /// In what the pages can be narrowed.
    pub facets: Vec<Facet>,
    /// The next page of the events without a place.
    pub next: Option<String>,
}

/// A place with its events.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Events.
    pub events: u64,
    /// Those among them whose place is inferred.
    pub inferred: u64,
    /// Pages that tell them.
    pub pages: u64,
}

/// Places at most.
const MOST: u32 = 300;

impl View for Map {
    const ABOUT: About = About {
        page: "/map",
        api: "/places",
        summary: "Places of the events of the chosen pages, and the events that have none",
        parameters: CHOOSE,
        csv: true,
        kept: true,
    };

    fn ask(db: &Db, address: &Address) -> Result<Map, Fault> {
        let chosen = choose(db, address)?;
        let (own, values) = own_conditions(address);
        let mut params = vec![chosen.ids()];
        params.extend(values);
        let params = || rusqlite::params_from_iter(params.iter());
        let from = format!(
            "FROM json_each(?1) h CROSS JOIN events v ON v.page = h.value LEFT JOIN entities e ON e.id = coalesce(v.place, v.inferred_place)
             WHERE 1{own}"
        );
        let places = format!(
            "SELECT min(e.name), e.country, round(e.lat, 3), round(e.lon, 3), count(*), count(DISTINCT v.page), count(v.inferred_place) {from} AND e.lat IS NOT NULL
             GROUP BY 3, 4 ORDER BY 5 DESC, 1 LIMIT {MOST}"
        );
        let number = |row: &rusqlite::Row, i: usize| row.get::<_, i64>(i).map(i64::cast_unsigned);
        let places = db.all(&places, params(), |row| {
            Ok(Place {
                name: row.get(0)?,
                country: row.get(1)?,
                lat: row.get(2)?,
                lon: row.get(3)?,
                events: number(row, 4)?,
                pages: number(row, 5)?,
                inferred: number(row, 6)?,
            })
        })?;
        let counts = format!("SELECT count(e.lat), count(*), count(e.lat) FILTER (WHERE v.place IS NULL) {from}");
        let counts = db.one(&counts, params(), |row| Ok((number(row, 0)?, number(row, 1)?, number(row, 2)?)))?;
        let (placed, all, inferred) = counts.unwrap_or_default();
        let without = format!(
            "SELECT v.* {from} AND e.lat IS NULL ORDER BY v.id DESC LIMIT {} OFFSET {}",
            address.limit(),
            address.skip()
        );
        let without = joined(&without, "v.id DESC");
        Ok(Map {
            places,
            placed,
            inferred,
            unplaced: all - placed,
            more: chosen.total > LOOKED_AT as u64 || chosen.more,
            without: db.all(&without, params(), Happening::row)?,
            facets: chosen.facets(db, address)?,
            next: layout::next(address, all - placed),
        })
    }

    fn shown(&self, address: &Address) -> Shown {
        let points: Vec<world::Point> = self
            .places
            .iter()
            .map(|p| world::Point {
                lat: p.lat,
                lon: p.lon,
                weight: p.events,
                title: format!("{}: {}{}", p.name, layout::count(p.events, "event", "events"), of_these(p.inferred)),
                href: link("/timeline", "place", &p.name),
            })
            .collect();
        Shown {
            title: "Map".into(),
            main: html! {
                h1.quiet { "Map" }
                (layout::ask_again(address, "/map"))
                (layout::conditions(address))
                p.count {
                    (layout::count(self.placed, "event", "events")) " at " (layout::count(self.places.len() as u64, "place", "places"))
                    @if self.inferred > 0 { ", " (layout::number(self.inferred)) " of them placed by inference" } ", "
                    a href="#without" { (layout::number(self.unplaced)) " without a place" }
                    @if self.more { ", " (of_the_latest()) } "."
                }
                (world::many(&points))
                div.results {
                    div.list {
                        @if !self.places.is_empty() {
                            section aria-labelledby="places" {
                                h2.rule #places { "Places" }
                                ul.cloud {
                                    @for p in self.places.iter().take(80) {
                                        li { a href=(link("/timeline", "place", &p.name)) dir="auto" { (p.name) } span.n { (layout::number(p.events)) (of_these(p.inferred)) } }
                                    }
                                }
                            }
                        }
                        section aria-labelledby="without" {
                            h2.rule #without { "Without a place on the map" }
                            @if self.without.is_empty() { p.none { "Every event has its place." } }
                            ol.deeds { @for v in &self.without { (item(v, &[])) } }
                            (layout::pager(address, self.next.is_some()))
                        }
                    }
                    (super::search::facets(&self.facets, address))
                }
            },
        }
    }

    fn table(&self) -> Table {
        let row = |p: &Place| {
            vec![
                json!(p.name),
                json!(p.country),
                json!(p.lat),
                json!(p.lon),
                json!(p.events),
                json!(p.inferred),
                json!(p.pages),
            ]
        };
        layout::table(&["place", "country", "lat", "lon", "events", "inferred", "pages"], self.places.iter().map(row))
    }
}

/// " (3 inferred)", where any are.
fn of_these(inferred: u64) -> String {
    if inferred == 0 { String::new() } else { format!(" ({} inferred)", layout::number(inferred)) }
}
