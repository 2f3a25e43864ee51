//! An article: its text with layers, and the facts beside it.

use crate::address::Address;
use crate::db::Db;
use crate::draw::chain;
use crate::view::{About, Shown, View};
use crate::{Fault, layout};
use dateline_record::{BlockKind, Entity, EntityKind, Record};
use dateline_wording::{self as words, Entities, Segment, happenings};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The layers that can be switched: value, name, whether shown at first.
const LAYERS: [(&str, &str, bool); 8] = [
    ("said", "statements", true),
    ("speaker", "speakers", true),
    ("event", "events", true),
    ("time", "dates", false),
    ("place", "places", false),
    ("person", "people", false),
    ("organization", "organizations", false),
    ("furniture", "furniture", false),
];

/// A page with its record.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Article {
    /// Its number in the archive.
    pub page: i64,
    /// The story that it belongs to.
    pub story: Option<OfStory>,
    /// Pages that share words with it.
    pub copies: Vec<Copy>,
    /// Numbers in the archive of its statements, events and entities, by their ids in the record.
    pub numbers: BTreeMap<String, i64>,
    /// What was read.
    pub record: Record,
}

/// The story of a page.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OfStory {
    /// Its number in the archive.
    pub story: i64,
    /// Headline of its first page.
    pub title: Option<String>,
    /// Pages.
    pub pages: i64,
}

/// A page that shares words with another.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Copy {
    /// Its number in the archive.
    pub page: i64,
    /// Who published it.
    pub outlet: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// When.
    pub published: Option<String>,
    /// copy, partial, quotes.
    pub kind: String,
    /// Words in common runs.
    pub shared: i64,
}

impl View for Article {
    const ABOUT: About = About {
        page: "/article/{id}",
        api: "/pages/{id}",
        summary: "A page with its record",
        parameters: &[],
        csv: false,
        kept: false,
    };

    fn ask(db: &Db, address: &Address) -> Result<Article, Fault> {
        let page = address.number()?;
        let record = db.archive.record(page)?;
        let story = "SELECT s.id, s.title, s.pages FROM pages g JOIN stories s ON s.id = g.story WHERE g.id = ?1";
        let story =
            db.one(story, [page], |row| Ok(OfStory { story: row.get(0)?, title: row.get(1)?, pages: row.get(2)? }))?;
        let copies = "SELECT g.id, g.outlet, g.title, g.published, c.kind, c.shared FROM (
                SELECT other AS page, kind, shared FROM copies WHERE page = ?1 UNION SELECT page, kind, shared FROM copies WHERE other = ?1) c
            JOIN pages g ON g.id = c.page ORDER BY c.shared DESC, g.id LIMIT 20";
        let copies = db.all(copies, [page], |row| {
            Ok(Copy {
                page: row.get(0)?,
                outlet: row.get(1)?,
                title: row.get(2)?,
                published: row.get(3)?,
                kind: row.get(4)?,
                shared: row.get(5)?,
            })
        })?;
        let numbers =
            "SELECT ref, id FROM statements WHERE page = ?1 UNION ALL SELECT ref, id FROM events WHERE page = ?1
            UNION ALL SELECT ref, named FROM entities WHERE page = ?1";
        let numbers = db.all(numbers, [page], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect();
        Ok(Article { page, story, copies, numbers, record })
    }

    fn shown(&self, address: &Address) -> Shown {
        let record = self.record.clone().into_bytes();
        let title = record.article.title.clone().unwrap_or_else(|| "Untitled page".into());
        let main = main(&record, &title, self, address);
        Shown { title, main }
    }
}

fn main(record: &Record, title: &str, article: &Article, address: &Address) -> Markup {
    let entities = words::entities(record);
    let outlet = record.article.publisher.as_ref().and_then(|p| p.name.as_deref().or(p.domain.as_deref()));
    let segments = words::segments(record);
    let marked: BTreeSet<&str> = segments.iter().flat_map(|s| s.facts.iter().copied()).collect();
    let panel = Panel { record, entities: &entities, article, outlet, marked };
    html! {
        div.reading {
            (layers(record, address))
            article.text {
                header.masthead {
                    p.kicker { (layout::outlet(outlet)) (layout::moment(record.article.published.as_ref().map(|d| d.value.as_str()))) }
                    @if !record.blocks.iter().any(|b| b.kind == BlockKind::Headline) { h1.headline dir="auto" { (title) } }
                }
                (text(record, segments))
                footer.about {
                    (beside(article))
                    details {
                        summary { "What the page says of itself" }
                        dl {
                            @for (label, value) in words::masthead(&record.article, record.source.uri.as_deref()) {
                                dt { (label) }
                                dd dir="auto" {
                                    @if label == "address" && (value.starts_with("https://") || value.starts_with("http://")) {
                                        a href=(value) rel="noopener noreferrer nofollow" { (value) }
                                    } @else { (value) }
                                }
                            }
                        }
                    }
                }
            }
            (panel.all())
        }
    }
}

/// The switches. They work by style alone; the script keeps the address in step.
fn layers(record: &Record, address: &Address) -> Markup {
    let chosen: Option<Vec<&str>> = address.get("layers").map(|l| l.split(',').collect());
    let furniture = record.blocks.iter().filter(|b| !b.kind.is_reporting()).count();
    html! {
        form.layers aria-label="Layers of the text" autocomplete="off" {
            fieldset {
                legend { "Show" }
                @for (value, name, on) in LAYERS {
                    @if value != "furniture" || furniture > 0 {
                        @let on = chosen.as_ref().map_or(on, |c| c.contains(&value));
                        label class=(format!("c-{value}")) {
                            input type="checkbox" id=(format!("layer-{value}")) name="layer" value=(value) checked[on];
                            span.key { (name) @if value == "furniture" { " (" (furniture) ")" } }
                        }
                    }
                }
            }
        }
    }
}

/// The blocks in order, with their marks.
fn text(record: &Record, segments: Vec<Segment>) -> Markup {
    let mut segments = segments.into_iter().peekable();
    let mut met: BTreeSet<&str> = BTreeSet::new();
    let mut headlines = 0;
    html! {
        @for block in &record.blocks {
            @while segments.next_if(|s| s.span.start < block.span.start).is_some() {}
            @let inside = {
                let mut of_block = Vec::new();
                while let Some(segment) = segments.next_if(|s| s.span.start < block.span.end) { of_block.push(segment); }
                html! { @for segment in &of_block { (stretch(segment, &record.text, &mut met)) } }
            };
            @let class = format!("block {}", block.kind.name());
            @match block.kind {
                BlockKind::Headline if { headlines += 1; headlines == 1 } => { h1 class=(class) dir="auto" { (inside) } }
                BlockKind::Subheading => { h2 class=(class) dir="auto" { (inside) } }
                BlockKind::Related | BlockKind::Furniture => { div class=(format!("{class} left-out")) dir="auto" { (inside) } }
                _ => { p class=(class) dir="auto" { (inside) } }
            }
        }
    }
}

fn stretch<'r>(segment: &Segment<'r>, text: &str, met: &mut BTreeSet<&'r str>) -> Markup {
    let said = segment.span.of(text);
    // The first stretch of each fact is where a link to its words leads.
    let first: Vec<&str> = segment.facts.iter().copied().filter(|fact| met.insert(fact)).collect();
    html! {
        @if segment.facts.is_empty() { (said) } @else {
            @for fact in first.iter().skip(1) { i id=(format!("w-{fact}")) {} }
            span class=(format!("m {}", segment.layers.join(" "))) data-f=(segment.facts.join(" ")) id=[first.first().map(|f| format!("w-{f}"))] { (said) }
        }
    }
}

/// The story and the copies, under the text.
fn beside(article: &Article) -> Markup {
    html! {
        @if let Some(story) = &article.story {
            p.of-story {
                @if story.pages > 1 { "One of " (story.pages) " pages on one story: " } @else { "The only page here on its story: " }
                a href=(format!("/story/{}", story.story)) dir="auto" { (story.title.as_deref().unwrap_or("untitled")) }
            }
        }
        @if !article.copies.is_empty() {
            details.copies open {
                summary { (layout::count(article.copies.len() as u64, "page shares", "pages share")) " words with it" }
                ul {
                    @for copy in &article.copies {
                        li {
                            (layout::outlet(copy.outlet.as_deref())) ": "
                            a href=(format!("/article/{}", copy.page)) dir="auto" { (copy.title.as_deref().unwrap_or("untitled")) }
                            span.soft { " – " (match copy.kind.as_str() { "copy" => "the same report", "partial" => "in part the same", _ => "the same quotations" })
                                ", " (layout::count(copy.shared.cast_unsigned(), "word", "words")) }
                        }
                    }
                }
            }
        }
    }
}

/// The facts beside the text.
struct Panel<'r> {
    record: &'r Record,
    entities: &'r Entities<'r>,
    article: &'r Article,
    outlet: Option<&'r str>,
    /// Facts with words that are shown.
    marked: BTreeSet<&'r str>,
}

impl Panel<'_> {
    fn all(&self) -> Markup {
        let record = self.record;
        let total = record.statements.len() + record.main_events().count() + record.entities.len() + record.times.len();
        html! {
            aside.facts aria-label="Facts" tabindex="0" {
                @if !record.notes.is_empty() {
                    ul.notes { @for note in &record.notes { li { (note.message) } } }
                }
                (self.section("Who says what", "statements", record.statements.len(), &self.statements()))
                (self.section("What happened", "events", record.main_events().count(), &self.events()))
                (self.named("People", |e| e.kind == EntityKind::Person))
                (self.named("Organizations", |e| e.kind == EntityKind::Organization))
                (self.named("Places", |e| e.kind.is_place()))
                (self.named("Also named", |e| !e.kind.is_place() && !matches!(e.kind, EntityKind::Person | EntityKind::Organization)))
                (self.section("Dates and times", "times", record.times.len(), &self.times()))
                @if total == 0 { p.none { "No statements, events, names or times were found in this page’s reporting." } }
            }
        }
    }

    fn section(&self, heading: &str, class: &str, count: usize, rows: &Markup) -> Markup {
        html! {
            @if count > 0 {
                details class=(class) open[class != "times"] { summary { h2 { (heading) } " " span.n { (count) } } ul { (rows) } }
            }
        }
    }

    /// A fact: a link to its words, then what is worth saying of it.
    fn fact(&self, id: &str, words: &Markup, rest: &Markup) -> Markup {
        html! {
            li.fact #(format!("f-{id}")) data-f=(id) {
                @if self.marked.contains(id) { a.pick href=(format!("#w-{id}")) dir="auto" { (words) } } @else { span.pick dir="auto" { (words) } }
                (rest)
            }
        }
    }

    fn number(&self, id: &str) -> Option<i64> {
        self.article.numbers.get(id).copied()
    }

    fn statements(&self) -> Markup {
        html! {
            @for s in &self.record.statements {
                @let said = words::pieces(&self.record.text, &s.content);
                (self.fact(&s.id, &html! { (said) }, &html! {
                    (chain::of(s, self.record, self.entities, self.outlet))
                    p.small { (words::manner(s, self.record, self.entities))
                        @if let Some(n) = self.number(&s.id) { " · " a href=(format!("/statement/{n}")) { "who else says so" } } }
                }))
            }
        }
    }

    fn events(&self) -> Markup {
        html! {
            @for row in happenings::list(self.record, self.entities) {
                @let what = [row.who.as_str(), row.what.as_str(), row.whom.as_str()].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" — ");
                (self.fact(row.id, &html! { (what) }, &html! {
                    p.small {
                        @if !row.when.is_empty() { span.when { (row.when) } " · " }
                        @if let Some(kind) = &row.kind { (layout::kind_name(kind)) " · " }
                        @if !row.place.is_empty() { (row.place) " · " }
                        @if !row.quantities.is_empty() { (row.quantities) " · " }
                        (row.status) " · according to " (row.according_to.as_deref().unwrap_or("the page"))
                        @if let Some(n) = self.number(row.id) { " · " a href=(format!("/event/{n}")) { "who vouches for it" } }
                    }
                }))
            }
        }
    }

    fn named(&self, heading: &str, which: impl Fn(&Entity) -> bool) -> Markup {
        let found: Vec<&Entity> = self.record.entities.iter().filter(|e| which(e)).collect();
        let rows = html! {
            @for e in &found {
                @let class = words::layer(e.kind);
                (self.fact(&e.id, &html! { span class=(format!("k c-{class}")) { (e.name) } }, &html! {
                    p.small {
                        (e.mentions.len()) "×"
                        @if class == "other" || e.kind == EntityKind::Facility { " · " (words::name_of(e.kind)) }
                        @if let Some(roles) = words::roles(e, self.entities) { " · " (roles) }
                        @if let Some(lies) = words::lies(e) { " · " (lies) }
                        @if let Some(n) = self.number(&e.id) { " · " a href=(format!("/name/{n}")) { "elsewhere" } }
                    }
                }))
            }
        };
        self.section(heading, words::layer(found.first().map_or(EntityKind::Other, |e| e.kind)), found.len(), &rows)
    }

    fn times(&self) -> Markup {
        html! {
            @for t in &self.record.times {
                @let interval = match (&t.earliest, &t.latest) {
                    (Some(from), Some(to)) if from != to => format!(" · {from} to {to}"),
                    (Some(from), Some(_)) if *from != t.value => format!(" · {from}"),
                    _ => String::new(),
                };
                (self.fact(&t.id, &html! { span.k.c-time { (words::one_line(t.span.of(&self.record.text))) } }, &html! { p.small { (t.value) (interval) } }))
            }
        }
    }
}
