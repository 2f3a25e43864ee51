//! The stories.

use crate::address::Address;
use crate::db::Db;
use crate::view::{About, Shown, View};
use crate::{Fault, layout};
use dateline_archive::Table;
use maud::{Markup, html};
use rusqlite::Row;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

/// Stories, those with most pages first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Stories {
    /// How many there are.
    pub total: u64,
    /// One page of the list.
    pub stories: Vec<StoryLine>,
    /// The next page of the list.
    pub next: Option<String>,
}

/// A story in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StoryLine {
    /// Its number in the archive.
    pub story: i64,
    /// Headline of its first page.
    pub title: Option<String>,
    /// Pages.
    pub pages: u64,
    /// Pages, copies folded.
    pub reports: u64,
    /// Outlets.
    pub outlets: u64,
    /// First day of publication.
    pub first: Option<String>,
    /// Last day of publication.
    pub last: Option<String>,
}

/// A story without a headline goes by what its first page begins with.
const LINE: &str = "SELECT s.id, coalesce(s.title, (SELECT substr(p.reporting, 1, 90) FROM pages p WHERE p.story = s.id ORDER BY p.id LIMIT 1)),
    s.pages, count(DISTINCT g.report), count(DISTINCT g.outlet), substr(min(g.published), 1, 10),
    substr(max(g.published), 1, 10)";

impl StoryLine {
    /// The line of a story.
    pub fn of(db: &Db, story: i64) -> Result<Option<StoryLine>, Fault> {
        let sql = format!("{LINE} FROM stories s JOIN pages g ON g.story = s.id WHERE s.id = ?1 GROUP BY s.id");
        db.one(&sql, [story], StoryLine::row)
    }

    /// Some stories, in an order; `some` selects from `stories`.
    pub fn some(db: &Db, some: &str, order: &str) -> Result<Vec<StoryLine>, Fault> {
        let sql = format!("{LINE} FROM ({some}) s JOIN pages g ON g.story = s.id GROUP BY s.id ORDER BY {order}, s.id");
        db.all(&sql, [], StoryLine::row)
    }

    fn row(row: &Row) -> rusqlite::Result<StoryLine> {
        let number = |i| row.get::<_, i64>(i).map(i64::cast_unsigned);
        Ok(StoryLine {
            story: row.get(0)?,
            title: row
                .get::<_, Option<String>>(1)?
                .map(|t| dateline_wording::shorten(&dateline_wording::one_line(&t), 88)),
            pages: number(2)?,
            reports: number(3)?,
            outlets: number(4)?,
            first: row.get(5)?,
            last: row.get(6)?,
        })
    }

    /// "3 pages, 3 outlets, 2 independent reports".
    pub fn counts(&self) -> String {
        let count = layout::count;
        let mut parts = vec![count(self.pages, "page", "pages")];
        if self.outlets > 0 {
            parts.push(count(self.outlets, "outlet", "outlets"));
        }
        if self.pages > 1 {
            parts.push(count(self.reports, "independent report", "independent reports"));
        }
        parts.join(", ")
    }

    /// When it ran.
    pub fn days(&self) -> String {
        match (&self.first, &self.last) {
            (Some(first), Some(last)) => layout::days(first, last),
            _ => String::new(),
        }
    }
}

impl View for Stories {
    const ABOUT: About = About {
        page: "/stories",
        api: "/stories",
        summary: "Stories, those with most pages, or the latest, first",
        parameters: &["sort", "page", "limit"],
        csv: true,
        kept: true,
    };

    fn ask(db: &Db, address: &Address) -> Result<Stories, Fault> {
        let total = db.count("SELECT count(*) FROM stories", [])?;
        let (by, order) = match address.get("sort") {
            Some("latest") => ("last DESC", "max(g.day) DESC"),
            _ => ("pages DESC", "s.pages DESC"),
        };
        let some =
            format!("SELECT * FROM stories ORDER BY {by}, id LIMIT {} OFFSET {}", address.limit(), address.skip());
        Ok(Stories { total, stories: StoryLine::some(db, &some, order)?, next: layout::next(address, total) })
    }

    fn shown(&self, address: &Address) -> Shown {
        let latest = address.get("sort") == Some("latest");
        Shown {
            title: "Stories".into(),
            main: html! {
                h1.quiet { "Stories" }
                p.count {
                    (layout::count(self.total, "story", "stories")) ". "
                    @if latest { a href=(address.set("sort", None)) { "Largest first" } " · " strong { "latest first" } }
                    @else { strong { "Largest first" } " · " a href=(address.set("sort", Some("latest"))) { "latest first" } }
                }
                ol.stories { @for story in &self.stories { (story_line(story)) } }
                (layout::pager(address, self.next.is_some()))
            },
        }
    }

    fn table(&self) -> Table {
        let row = |s: &StoryLine| {
            vec![
                json!(s.story),
                json!(s.title),
                json!(s.pages),
                json!(s.outlets),
                json!(s.reports),
                json!(s.first),
                json!(s.last),
            ]
        };
        layout::table(&["story", "title", "pages", "outlets", "reports", "first", "last"], self.stories.iter().map(row))
    }
}

/// A story as an item of a list.
pub fn story_line(story: &StoryLine) -> Markup {
    html! {
        li {
            p.kicker { span { (story.days()) } }
            h2.title { a.go href=(format!("/story/{}", story.story)) dir="auto" { (story.title.as_deref().unwrap_or("Untitled story")) } }
            p.counts { (story.counts()) }
        }
    }
}
