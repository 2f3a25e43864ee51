//! People, organizations and places by name.

use super::choose::{A_NAME, named};
use crate::address::Address;
use crate::db::Db;
use crate::view::{About, Shown, View};
use crate::{Fault, layout};
use dateline_archive::Table;
use maud::html;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

/// Names, those on most pages first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Names {
    /// The kind that is listed.
    pub kind: String,
    /// How many there are of this kind.
    pub total: u64,
    /// One page of the list.
    pub names: Vec<NameLine>,
    /// The next page of the list.
    pub next: Option<String>,
}

/// A name in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NameLine {
    /// Its number.
    pub id: i64,
    /// The name.
    pub name: String,
    /// Pages that name it.
    pub pages: i64,
    /// Statements that it makes.
    pub statements: i64,
}

const KINDS: [(&str, &str); 4] =
    [("person", "People"), ("organization", "Organizations"), ("country", "Countries"), ("place", "Places")];

impl View for Names {
    const ABOUT: About = About {
        page: "/names",
        api: "/names",
        summary: "People, organizations or places, those on most pages first; `q` finds them by name",
        parameters: &["kind", "q", "page", "limit"],
        csv: true,
        kept: true,
    };

    fn ask(db: &Db, address: &Address) -> Result<Names, Fault> {
        let kind = KINDS.iter().map(|k| k.0).find(|k| Some(*k) == address.get("kind")).unwrap_or("person");
        let row = |row: &rusqlite::Row| {
            Ok(NameLine { id: row.get(0)?, name: row.get(1)?, pages: row.get(2)?, statements: row.get(3)? })
        };
        let columns = "n.id, n.name, t.c, (SELECT count(*) FROM parties p WHERE p.named = n.id AND p.role = 'source')";
        let (total, names) = match address.get("q") {
            Some(q) => {
                let ids = json!(named(db, q, &format!("'{kind}'"))?).to_string();
                let sql = format!(
                    "SELECT {columns} FROM (SELECT e.named AS named, count(*) AS c FROM json_each(?1) h CROSS JOIN entities e ON e.named = h.value
                        GROUP BY 1) t JOIN names n ON n.id = t.named ORDER BY t.c DESC, n.id LIMIT 100"
                );
                let names = db.all(&sql, [&ids], row)?;
                (names.len() as u64, names)
            }
            None => {
                let sql = format!(
                    "SELECT {columns} FROM (SELECT named, count(*) AS c FROM entities GROUP BY named) t JOIN names n ON n.id = t.named
                     WHERE n.kind = ?1 AND {A_NAME} ORDER BY t.c DESC, n.id LIMIT {} OFFSET {}",
                    address.limit(),
                    address.skip()
                );
                (
                    db.count(&format!("SELECT count(*) FROM names n WHERE n.kind = ?1 AND {A_NAME}"), [kind])?,
                    db.all(&sql, [kind], row)?,
                )
            }
        };
        let next = address.get("q").is_none().then(|| layout::next(address, total)).flatten();
        Ok(Names { kind: kind.into(), total, names, next })
    }

    fn shown(&self, address: &Address) -> Shown {
        let heading = KINDS.iter().find(|k| k.0 == self.kind).map_or("Names", |k| k.1);
        Shown {
            title: heading.into(),
            main: html! {
                h1.quiet { (heading) }
                nav.tabs aria-label="Kinds" {
                    @for (kind, name) in KINDS {
                        a href=(crate::address::link("/names", "kind", kind)) aria-current=[(kind == self.kind).then_some("page")] { (name) }
                    }
                }
                form.search-large role="search" action="/names" {
                    label.unseen for="q" { "Name" }
                    input #q type="search" name="q" value=[address.get("q")] placeholder="Whole name or surname";
                    input type="hidden" name="kind" value=(self.kind);
                    button { "Find" }
                }
                @if self.names.is_empty() { p.none { "Nobody and nothing by this name." } }
                @else {
                    table.grid {
                        thead { tr { th scope="col" { "Name" } th.n scope="col" { "Pages" } th.n scope="col" { "Statements" } } }
                        tbody {
                            @for name in &self.names {
                                tr { td { a.go href=(format!("/name/{}", name.id)) dir="auto" { (name.name) } } td.n { (layout::number(name.pages.cast_unsigned())) } td.n { (layout::number(name.statements.cast_unsigned())) } }
                            }
                        }
                    }
                }
                (layout::pager(address, self.next.is_some()))
            },
        }
    }

    fn table(&self) -> Table {
        let row = |n: &NameLine| vec![json!(n.id), json!(n.name), json!(n.pages), json!(n.statements)];
        layout::table(&["id", "name", "pages", "statements"], self.names.iter().map(row))
    }
}
