//! Which pages are meant: what an address's conditions choose, and in what they can be narrowed.

use crate::Fault;
use crate::address::Address;
use crate::db::Db;
use dateline_archive::{day, folded_name, match_words};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeMap, HashMap};

/// Matches, the latest, that are counted and drawn.
pub const LOOKED_AT: usize = 500;
/// Matches, the latest, that are ranked: telling how well a page matches costs ten times as much as finding it.
const RANKED: usize = 300;
/// Values of a facet that are shown.
const SHOWN: usize = 8;

/// Pages that were chosen.
#[derive(Debug, Default)]
pub struct Chosen {
    /// The pages with their days, the best or latest first, at most [`LOOKED_AT`].
    pub pages: Vec<(i64, Option<i64>)>,
    /// How many there are in all.
    pub total: u64,
    /// Whether there are more than `total`.
    pub more: bool,
    /// The words as the index wants them.
    pub words: Option<String>,
}

/// A page in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PageLine {
    /// Its number in the archive.
    pub page: i64,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When, ISO 8601.
    pub published: Option<String>,
    /// Its address elsewhere.
    pub uri: Option<String>,
    /// The story that it belongs to.
    pub story: Option<i64>,
    /// The page that it is a copy of; itself, if it is none.
    pub report: Option<i64>,
    /// Words of its reporting.
    pub words: i64,
    /// What it begins with, or where the words stand that were asked for.
    pub excerpt: String,
}

/// In what a choice can be narrowed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Facet {
    /// The parameter.
    pub name: &'static str,
    /// Its commonest values among the pages that were looked at.
    pub values: Vec<FacetValue>,
}

/// A value with the pages that have it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FacetValue {
    /// The value.
    pub value: String,
    /// Pages.
    pub pages: u64,
    /// Whether it is a condition already.
    pub chosen: bool,
}

/// Pages of a stretch of time.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Bar {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Pages.
    pub pages: u64,
}

/// The pages that an address chooses.
pub fn choose(db: &Db, address: &Address) -> Result<Chosen, Fault> {
    let words = address.get("q").map(match_words).filter(|w| !w.is_empty());
    let (mut conditions, mut values): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut add = |condition: &str, value: String| {
        values.push(value);
        conditions.push(condition.replace('?', &format!("?{}", values.len())));
    };
    for (name, kinds) in
        [("person", "'person'"), ("organization", "'organization'"), ("place", "'place', 'country', 'facility'")]
    {
        for value in address.all(name) {
            let ids = named(db, value, kinds)?;
            add(
                "g.id IN (SELECT page FROM entities WHERE named IN (SELECT value FROM json_each(?)))",
                json!(ids).to_string(),
            );
        }
    }
    // A page has one outlet and one language: of several, any.
    for (name, column) in [("outlet", "outlet"), ("language", "language")] {
        let any: Vec<&str> = address.all(name).collect();
        if !any.is_empty() {
            add(&format!("g.{column} IN (SELECT value FROM json_each(?))"), json!(any).to_string());
        }
    }
    for (name, column) in [("type", "type"), ("status", "status")] {
        for value in address.all(name) {
            add(&format!("g.id IN (SELECT page FROM events WHERE {column} = ?)"), value.to_owned());
        }
    }
    for value in address.all("source") {
        add(
            "EXISTS (SELECT 1 FROM statements s JOIN parties p ON p.statement = s.id AND p.role = 'source'
                WHERE s.page = g.id AND p.type = ?)",
            value.to_owned(),
        );
    }
    for (name, sign) in [("from", ">="), ("to", "<=")] {
        if let Some(n) = address.get(name).and_then(day::number) {
            add(&format!("g.day {sign} CAST(? AS INTEGER)"), n.to_string());
        }
    }
    if let Some(words) = &words {
        add("pages_fts MATCH ?", words.clone());
    }
    let (happened, days) = happened(address, values.len() + 1);
    if !days.is_empty() {
        values.extend(days);
        conditions.push(format!("g.id IN (SELECT v.page FROM events v WHERE 1{happened})"));
    }
    let free = conditions.len() == usize::from(words.is_some());
    let (from, order) = match &words {
        Some(_) => ("pages_fts JOIN pages g ON g.id = pages_fts.rowid", "pages_fts.rowid DESC"),
        None => ("pages g", "g.day DESC, g.id DESC"),
    };
    let filter = if conditions.is_empty() { "1".into() } else { conditions.join(" AND ") };
    let sql = format!("SELECT g.id, g.day FROM {from} WHERE {filter} ORDER BY {order} LIMIT {}", LOOKED_AT + 1);
    let params = || rusqlite::params_from_iter(values.iter());
    let mut pages: Vec<(i64, Option<i64>)> = db.all(&sql, params(), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let more = pages.len() > LOOKED_AT;
    pages.truncate(LOOKED_AT);
    match &words {
        Some(words) if address.get("sort") != Some("latest") => {
            let oldest = pages.iter().take(RANKED).map(|(id, _)| *id).min().unwrap_or_default();
            let sql = "SELECT rowid, rank FROM pages_fts WHERE pages_fts MATCH ?1 AND rowid >= ?2";
            let ranks: HashMap<i64, f64> = db
                .all(sql, rusqlite::params![words, oldest], |row| Ok((row.get(0)?, row.get(1)?)))?
                .into_iter()
                .collect();
            let rank = |id: &i64| ranks.get(id).copied().unwrap_or(0.0); // the better, the more negative
            pages.sort_by(|a, b| rank(&a.0).total_cmp(&rank(&b.0)).then(b.0.cmp(&a.0)));
        }
        _ => pages.sort_by_key(|(id, day)| std::cmp::Reverse((*day, *id))),
    }
    // Counting all that match is quick where an index alone knows it.
    let (total, more) = match (more, free, &words) {
        (false, ..) => (pages.len() as u64, false),
        (true, true, None) => (db.count("SELECT count(*) FROM pages", [])?, false),
        (true, true, Some(words)) => {
            (db.count("SELECT count(*) FROM pages_fts WHERE pages_fts MATCH ?1", [words])?, false)
        }
        _ => (LOOKED_AT as u64, true),
    };
    Ok(Chosen { pages, total, more, words })
}

/// Conditions on an event `v`: that it happened in the days asked for, told or inferred. The values are numbered from `first`.
pub fn happened(address: &Address, first: usize) -> (String, Vec<String>) {
    let (mut sql, mut values) = (String::new(), Vec::new());
    let last = "v.day IS NOT NULL AND substr(coalesce(v.latest, v.inferred_latest, v.day), 1, 10) <=";
    for (name, condition) in [("since", "v.day >="), ("until", last)] {
        if let Some(day) = address.get(name) {
            sql.push_str(&format!(" AND {condition} ?{}", first + values.len()));
            values.push(day.to_owned());
        }
    }
    (sql, values)
}

/// A condition on a name `n`: of a person, that it is one, and no description such as "her family" that means somebody else on every page.
pub const A_NAME: &str = "(n.kind <> 'person' OR unicode(n.name) NOT BETWEEN 97 AND 122 AND
    CASE instr(n.folded, ' ') WHEN 0 THEN n.folded NOT IN ('mom', 'mum', 'mother', 'dad', 'father', 'grandma', 'grandpa')
    ELSE substr(n.folded, 1, instr(n.folded, ' ') - 1) NOT IN ('my', 'our', 'your', 'his', 'her', 'its', 'their', 'the', 'a', 'an', 'this', 'that') END)";

/// Those whom a name means: of the whole name, or, failing that, of the surname.
pub fn named(db: &Db, name: &str, kinds: &str) -> Result<Vec<i64>, Fault> {
    let folded = folded_name(name);
    let whole = format!("SELECT id FROM names WHERE folded = ?1 AND kind IN ({kinds})");
    let found = db.all(&whole, [&folded], |row| row.get(0))?;
    if !found.is_empty() || folded.len() < 2 {
        return Ok(found);
    }
    let last = format!("SELECT id FROM names WHERE kind IN ({kinds}) AND folded LIKE '% ' || ?1 LIMIT 50");
    db.all(&last, [&folded], |row| row.get(0))
}

/// Word of which pages were looked at, where not all were.
pub fn of_the_latest() -> String {
    format!("of the latest {LOOKED_AT} pages")
}

impl Chosen {
    /// The numbers of the pages as a JSON list, for `json_each`.
    pub fn ids(&self) -> String {
        json!(self.pages.iter().map(|(id, _)| id).collect::<Vec<_>>()).to_string()
    }

    /// The rows of one page of a list.
    pub fn lines(&self, db: &Db, address: &Address) -> Result<Vec<PageLine>, Fault> {
        let some = self.pages.iter().skip(address.skip() as usize).take(address.limit() as usize);
        some.map(|(id, _)| line(db, *id, self.words.as_deref())).collect()
    }

    /// How many that are looked at lie in each stretch of time.
    pub fn bars(&self) -> Vec<Bar> {
        let mut days: BTreeMap<i64, u64> = BTreeMap::new();
        self.pages.iter().filter_map(|(_, day)| *day).for_each(|day| *days.entry(day).or_default() += 1);
        bars(&days.into_iter().collect::<Vec<_>>())
    }

    /// The commonest values of each facet.
    pub fn facets(&self, db: &Db, address: &Address) -> Result<Vec<Facet>, Fault> {
        let ids = self.ids();
        let mut facets: BTreeMap<&'static str, Vec<(String, u64)>> = BTreeMap::new();
        let count = |sql: &str| db.all(sql, [&ids], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned())));
        let names = format!(
            "SELECT n.name, t.c, n.kind FROM (SELECT e.named AS named, count(*) AS c FROM json_each(?1) h
             CROSS JOIN entities e ON e.page = h.value GROUP BY e.named ORDER BY c DESC LIMIT 400) t JOIN names n ON n.id = t.named
             WHERE {A_NAME} ORDER BY t.c DESC, n.id"
        );
        let row = |row: &rusqlite::Row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?.cast_unsigned(), row.get::<_, String>(2)?))
        };
        for (name, n, kind) in db.all(&names, [&ids], row)? {
            let facet = match kind.as_str() {
                "person" => "person",
                "organization" => "organization",
                "place" | "country" | "facility" => "place",
                _ => continue,
            };
            facets.entry(facet).or_default().push((name, n));
        }
        let page = |column: &str| {
            format!(
                "SELECT g.{column}, count(*) AS c FROM json_each(?1) h CROSS JOIN pages g ON g.id = h.value
                 WHERE g.{column} IS NOT NULL GROUP BY 1 ORDER BY c DESC, 1 LIMIT 20"
            )
        };
        let event = |column: &str| {
            format!(
                "SELECT v.{column}, count(DISTINCT v.page) AS c FROM json_each(?1) h CROSS JOIN events v ON v.page = h.value
                 WHERE v.{column} IS NOT NULL GROUP BY 1 ORDER BY c DESC, 1 LIMIT 20"
            )
        };
        facets.insert("outlet", count(&page("outlet"))?);
        facets.insert("language", count(&page("language"))?);
        facets.insert("type", count(&event("type"))?);
        facets.insert("status", count(&event("status"))?);
        let source = "SELECT p.type, count(DISTINCT s.page) AS c FROM json_each(?1) h CROSS JOIN statements s ON s.page = h.value
            CROSS JOIN parties p ON p.statement = s.id AND p.role = 'source' WHERE p.type IS NOT NULL GROUP BY 1 ORDER BY c DESC, 1";
        facets.insert("source", count(source)?);
        let order = ["person", "organization", "place", "outlet", "type", "status", "source", "language"];
        Ok(order
            .into_iter()
            .map(|name| {
                let chosen: Vec<&str> = address.all(name).collect();
                let all = facets.remove(name).unwrap_or_default();
                let same = |a: &str, b: &str| folded_name(a) == folded_name(b);
                let mut values: Vec<FacetValue> = all
                    .into_iter()
                    .map(|(value, pages)| FacetValue { chosen: chosen.iter().any(|c| same(c, &value)), value, pages })
                    .collect();
                values.sort_by_key(|v| !v.chosen);
                values.truncate(SHOWN + chosen.len());
                Facet { name, values }
            })
            .collect())
    }
}

/// Days with their pages as at most some forty bars of equal width, without gaps.
pub fn bars(days: &[(i64, u64)]) -> Vec<Bar> {
    const MOST: i64 = 48;
    let (Some(&(first, _)), Some(&(last, _))) = (days.first(), days.last()) else { return Vec::new() };
    // Outliers, such as a page from 2003 among those of 2026, keep their bars; the width follows the whole.
    let width = [1, 7, 28, 91, 364, 3640].into_iter().find(|w| (last - first) / w < MOST).unwrap_or(36_400);
    let count = (last - first) / width + 1;
    let mut bars: Vec<Bar> = (0..count.min(400))
        .map(|i| Bar {
            from: day::iso(first + i * width),
            to: day::iso((first + (i + 1) * width - 1).min(last.max(first))),
            pages: 0,
        })
        .collect();
    for (day, pages) in days {
        if let Some(bar) = usize::try_from((day - first) / width).ok().and_then(|i| bars.get_mut(i)) {
            bar.pages += pages;
        }
    }
    bars
}

/// A page as a line of a list.
pub fn line(db: &Db, page: i64, words: Option<&str>) -> Result<PageLine, Fault> {
    let row = |row: &rusqlite::Row| {
        Ok(PageLine {
            page: row.get(0)?,
            title: row.get(1)?,
            outlet: row.get(2)?,
            published: row.get(3)?,
            uri: row.get(4)?,
            story: row.get(5)?,
            report: row.get(6)?,
            words: row.get(7)?,
            excerpt: row.get(8)?,
        })
    };
    let columns = "g.id, g.title, g.outlet, g.published, g.uri, g.story, g.report, g.words";
    let found = match words {
        Some(words) => {
            let sql = format!(
                "SELECT {columns}, snippet(pages_fts, 1, char(2), char(3), ' … ', 28) FROM pages_fts JOIN pages g
                 ON g.id = pages_fts.rowid WHERE pages_fts.rowid = ?1 AND pages_fts MATCH ?2"
            );
            db.one(&sql, rusqlite::params![page, words], row)?
        }
        None => {
            db.one(&format!("SELECT {columns}, substr(g.reporting, 1, 420) FROM pages g WHERE g.id = ?1"), [page], row)?
        }
    };
    let mut line = found.ok_or_else(|| Fault::Unknown(format!("page {page}")))?;
    if words.is_none() {
        line.excerpt = begun(&line);
    }
    Ok(line)
}

/// What a page begins with, its headline and byline left out.
fn begun(line: &PageLine) -> String {
    let long = line.excerpt.lines().map(str::trim).filter(|l| l.len() > 60 && Some(*l) != line.title.as_deref());
    let text = long.collect::<Vec<_>>().join(" ");
    let text = if text.is_empty() { line.excerpt.as_str() } else { &text };
    dateline_wording::shorten(&dateline_wording::one_line(text), 230)
}

/// An excerpt with the words that were asked for marked.
pub fn marked(excerpt: &str) -> Markup {
    html! {
        @for (i, piece) in excerpt.split('\u{2}').enumerate() {
            @if i == 0 { (piece) } @else {
                @let (hit, rest) = piece.split_once('\u{3}').unwrap_or((piece, ""));
                mark { (hit) } (rest)
            }
        }
    }
}

/// Excerpts without marks, for programs.
pub fn unmarked(excerpt: &str) -> String {
    excerpt.replace(['\u{2}', '\u{3}'], "")
}
