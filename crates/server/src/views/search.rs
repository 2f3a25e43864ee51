//! Search, with facets and time.

use super::choose::{Bar, Facet, LOOKED_AT, PageLine, choose, marked, of_the_latest};
use crate::address::Address;
use crate::db::Db;
use crate::layout::{self, count};
use crate::view::{About, CHOOSE, Shown, View};
use crate::{Fault, draw};
use dateline_archive::Table;
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

/// Pages that meet all conditions.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Search {
    /// How many there are.
    pub total: u64,
    /// Whether there are more than `total`, which then counts only the latest.
    pub more: bool,
    /// One page of the list.
    pub pages: Vec<PageLine>,
    /// In what they can be narrowed; of the latest 500.
    pub facets: Vec<Facet>,
    /// When they were published; of the latest 500.
    pub times: Vec<Bar>,
    /// The next page of the list.
    pub next: Option<String>,
}

impl View for Search {
    const ABOUT: About = About {
        page: "/search",
        api: "/search",
        summary: "Pages that meet all conditions, with facets and times",
        parameters: CHOOSE,
        csv: true,
        kept: true,
    };

    fn ask(db: &Db, address: &Address) -> Result<Search, Fault> {
        let chosen = choose(db, address)?;
        let pages = chosen.lines(db, address)?;
        let next = layout::next(address, chosen.pages.len() as u64);
        Ok(Search {
            total: chosen.total,
            more: chosen.more,
            pages,
            facets: chosen.facets(db, address)?,
            times: chosen.bars(),
            next,
        })
    }

    fn shown(&self, address: &Address) -> Shown {
        let title = match address.get("q") {
            Some(words) => format!("{words} – search"),
            None => "Search".into(),
        };
        let limited = self.more || self.total > LOOKED_AT as u64;
        Shown {
            title,
            main: html! {
                h1.quiet { "Search" }
                form.search-large role="search" action="/search" {
                    label.unseen for="q" { "Words" }
                    input #q type="search" name="q" value=[address.get("q")] placeholder="Words, or “words side by side”";
                    (layout::hidden(address, &["q", "sort", "limit"]))
                    @if address.get("q").is_some() {
                        label.unseen for="sort" { "Order" }
                        select #sort name="sort" {
                            option value="best" selected[address.get("sort") != Some("latest")] { "best first" }
                            option value="latest" selected[address.get("sort") == Some("latest")] { "latest first" }
                        }
                    }
                    button { "Search" }
                }
                (layout::ways(address))
                (layout::conditions(address))
                div.results {
                    section.list aria-label="Pages" {
                        p.count {
                            (count_of(self.total, self.more))
                            @if limited { ". Facets and times are those " (of_the_latest()) "." }
                        }
                        (draw::histogram::brushed(&self.times, address))
                        @if self.pages.is_empty() {
                            p.none { "Nothing meets all of this. Take a condition away, or try other words." }
                        }
                        ol.pages { @for page in &self.pages { (page_line(page)) } }
                        (layout::pager(address, self.next.is_some()))
                        @if let Some(oldest) = self.times.first().filter(|_| limited && self.next.is_none()) {
                            p.small { "These are the latest. " a href=(address.set("to", Some(&oldest.from))) { "Those until " (layout::day(&oldest.from)) } }
                        }
                    }
                    (facets(&self.facets, address))
                }
            },
        }
    }

    fn table(&self) -> Table {
        let columns = ["page", "published", "outlet", "title", "words", "story", "report", "uri", "excerpt"];
        let row = |p: &PageLine| {
            let excerpt = super::choose::unmarked(&p.excerpt);
            vec![
                json!(p.page),
                json!(p.published),
                json!(p.outlet),
                json!(p.title),
                json!(p.words),
                json!(p.story),
                json!(p.report),
                json!(p.uri),
                json!(excerpt),
            ]
        };
        layout::table(&columns, self.pages.iter().map(row))
    }
}

fn count_of(total: u64, more: bool) -> String {
    if more { format!("More than {} pages", layout::number(total)) } else { count(total, "page", "pages") }
}

/// A page as an item of a list.
pub fn page_line(page: &PageLine) -> Markup {
    html! {
        li {
            p.kicker {
                (layout::outlet(page.outlet.as_deref()))
                (layout::moment(page.published.as_deref()))
                @if page.report.is_some_and(|r| r != page.page) { span.tag { "copy" } }
            }
            h2.title { a.go href=(format!("/article/{}", page.page)) dir="auto" { (page.title.as_deref().unwrap_or("Untitled page")) } }
            p.excerpt dir="auto" { (marked(&page.excerpt)) }
        }
    }
}

/// What can be narrowed, beside the list.
pub fn facets(facets: &[Facet], address: &Address) -> Markup {
    html! {
        aside.facets aria-label="Narrow" {
            @for facet in facets.iter().filter(|f| f.values.len() > 1 || f.values.iter().any(|v| v.chosen)) {
                section {
                    h2 { (layout::facet_name(facet.name)) }
                    ul {
                        @for v in &facet.values {
                            li {
                                @let label = layout::value_name(facet.name, &v.value);
                                @if v.chosen {
                                    a.on href=(address.without(facet.name, &v.value)) title="Take this condition away" { span { (label) } span.n { "×" } }
                                } @else {
                                    a href=(address.with(facet.name, &v.value)) { span { (label) } span.n { (layout::number(v.pages)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
