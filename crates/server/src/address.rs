//! What stands in an address: a page's whole state.

use crate::Fault;
use std::fmt::Write;

/// How an answer is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A page to read.
    Page,
    /// JSON.
    Json,
    /// Comma-separated values.
    Csv,
}

/// A parameter that addresses may have.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it means.
    pub about: &'static str,
    /// Whether it may be given several times; all must hold.
    pub many: bool,
}

const fn one(name: &'static str, about: &'static str) -> Parameter {
    Parameter { name, about, many: false }
}

const fn many(name: &'static str, about: &'static str) -> Parameter {
    Parameter { name, about, many: true }
}

/// All parameters, in the order in which addresses hold them.
pub const PARAMETERS: [Parameter; 21] = [
    one("q", "Words that the page holds; \"two words\" in quotation marks stand side by side"),
    many("person", "A person that the page names: whole name or surname"),
    many("organization", "An organization that it names"),
    many("place", "A place that it names"),
    many("outlet", "Who published it: the name as the archive has it"),
    many("type", "PLOVER type of an event that it tells"),
    many("status", "Status of an event: actual, ongoing, planned, possible, conditional, negated, failed"),
    many("source", "Type of a source that it quotes: person, organization, official_anonymous, anonymous, document, …"),
    many("language", "BCP 47 primary subtag"),
    one("from", "First day of publication, YYYY-MM-DD"),
    one("to", "Last day of publication, YYYY-MM-DD"),
    one("since", "An event that it tells happened on this day or later, told or inferred, YYYY-MM-DD"),
    one("until", "It happened on this day or earlier"),
    one("sort", "`best` (the latest 300 matches are ranked) or `latest`"),
    one("kind", "person, organization, country, place, …"),
    one("layers", "Layers of the text that are shown, parted by commas"),
    one("page", "Which page of a list, from 1"),
    one("limit", "Rows a page, at most 100"),
    one("url", "The address that the page was fetched from"),
    one("date", "Its publication date, ISO 8601"),
    one("title", "Its title"),
];

/// Rows of a page of a list, where the address does not say.
const ROWS: u64 = 20;
/// Rows of a page of a list at most.
const MOST_ROWS: u64 = 100;
/// Bytes of one value at most.
const LONGEST: usize = 300;
/// Values at most.
const MOST: usize = 40;

/// An address, taken apart: the path without its ending, and what is known of its query, in canonical order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// The path of the page.
    pub path: String,
    /// The number or name in it, if it has one.
    pub id: Option<String>,
    /// The ending.
    pub format: Format,
    query: Vec<(usize, String)>,
}

impl Address {
    /// Takes a path and query apart. What has no meaning for it is left out.
    pub fn new(path: &str, id: Option<&str>, format: Format, query: &str) -> Result<Address, Fault> {
        let mut found = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let Some(n) = PARAMETERS.iter().position(|p| p.name == name) else { continue };
            let value = value.trim();
            if value.len() > LONGEST {
                return Err(Fault::Wrong(format!("{name} is longer than {LONGEST} bytes")));
            }
            let once = !PARAMETERS[n].many && found.iter().any(|(m, _)| *m == n);
            if !value.is_empty() && !once {
                found.push((n, value.to_owned()));
            }
        }
        if found.len() > MOST {
            return Err(Fault::Wrong(format!("more than {MOST} conditions")));
        }
        found.sort();
        found.dedup();
        let address = Address { path: path.into(), id: id.map(str::to_owned), format, query: found };
        for day in ["from", "to", "since", "until"] {
            if let Some(value) = address.get(day)
                && dateline_archive::day::number(value).is_none()
            {
                return Err(Fault::Wrong(format!("{day} is a day such as 2026-03-14")));
            }
        }
        for number in ["page", "limit"] {
            if let Some(value) = address.get(number)
                && !matches!(value.parse::<u32>(), Ok(1..=1_000_000))
            {
                return Err(Fault::Wrong(format!("{number} is a number from 1")));
            }
        }
        Ok(address)
    }

    /// The number in the path.
    pub fn number(&self) -> Result<i64, Fault> {
        let id = self.id.as_deref().unwrap_or_default();
        id.parse().map_err(|_| Fault::Unknown(format!("page at {}", self.path)))
    }

    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(n, _)| PARAMETERS[*n].name == name).map(|(_, value)| value.as_str())
    }

    /// All values of a parameter.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.query.iter().filter(move |(n, _)| PARAMETERS[*n].name == name).map(|(_, value)| value.as_str())
    }

    /// All parameters with their values.
    pub fn query(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.query.iter().map(|(n, value)| (PARAMETERS[*n].name, value.as_str()))
    }

    /// Which page of a list, from 1.
    pub fn page(&self) -> u64 {
        self.get("page").and_then(|n| n.parse().ok()).unwrap_or(1)
    }

    /// Rows a page.
    pub fn limit(&self) -> u64 {
        self.get("limit").and_then(|n| n.parse().ok()).unwrap_or(ROWS).min(MOST_ROWS)
    }

    /// Rows before this page.
    pub fn skip(&self) -> u64 {
        (self.page() - 1) * self.limit()
    }

    /// The address itself, in canonical form.
    pub fn href(&self) -> String {
        self.write(&self.query, "")
    }

    /// The same in another format.
    pub fn ending(&self, ending: &str) -> String {
        self.write(&self.query, ending)
    }

    /// The same with a condition more; back at the first page.
    pub fn with(&self, name: &str, value: &str) -> String {
        self.write(&self.changed(name, None, Some(value)), "")
    }

    /// The same with another value for a parameter; none: without it.
    pub fn set(&self, name: &str, value: Option<&str>) -> String {
        let mut other = self.clone();
        if name != "page" {
            other.put("page", None);
        }
        other.put(name, value);
        other.href()
    }

    /// Changes the value of a parameter; none: takes it away.
    pub fn put(&mut self, name: &str, value: Option<&str>) {
        self.query.retain(|(n, _)| PARAMETERS[*n].name != name);
        if let (Some(value), Some(n)) = (value, PARAMETERS.iter().position(|p| p.name == name)) {
            self.query.push((n, value.to_owned()));
            self.query.sort();
        }
    }

    /// The same without a condition; back at the first page.
    pub fn without(&self, name: &str, value: &str) -> String {
        self.write(&self.changed(name, Some(value), None), "")
    }

    /// The same at another path, with those of its conditions that say which pages are meant.
    pub fn at(&self, path: &str) -> String {
        let query: Vec<_> = self.query.iter().filter(|(n, _)| *n < 11).cloned().collect();
        Address { path: path.into(), ..self.clone() }.write(&query, "")
    }

    fn changed(&self, name: &str, without: Option<&str>, with: Option<&str>) -> Vec<(usize, String)> {
        let is = |n: usize, other: &str| PARAMETERS[n].name == other;
        let mut query: Vec<(usize, String)> = self
            .query
            .iter()
            .filter(|(n, v)| !(is(*n, "page") || is(*n, name) && without == Some(v)))
            .cloned()
            .collect();
        if let (Some(value), Some(n)) = (with, PARAMETERS.iter().position(|p| p.name == name)) {
            query.push((n, value.to_owned()));
            query.sort();
            query.dedup();
        }
        query
    }

    fn write(&self, query: &[(usize, String)], ending: &str) -> String {
        // The first page has no name to hang an ending on.
        let mut out = match (self.path.as_str(), ending) {
            ("/", "") => "/".to_owned(),
            ("/", ending) => format!("/index{ending}"),
            (path, ending) => format!("{path}{ending}"),
        };
        for (i, (n, value)) in query.iter().enumerate() {
            let value: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
            let _ = write!(out, "{}{}={value}", if i == 0 { '?' } else { '&' }, PARAMETERS[*n].name);
        }
        out
    }
}

/// A path with one parameter: `/names?kind=person`.
pub fn link(path: &str, name: &str, value: &str) -> String {
    let value: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
    format!("{path}?{name}={value}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(query: &str) -> Address {
        Address::new("/search", None, Format::Page, query).unwrap()
    }

    #[test]
    fn an_address_has_one_form() {
        let address = search("place=Bod%C3%B8&q=cod+war&x=1&q=again&person=&page=2");
        assert_eq!(address.href(), "/search?q=cod+war&place=Bod%C3%B8&page=2");
        assert_eq!(address.with("person", "Ann & Roe"), "/search?q=cod+war&person=Ann+%26+Roe&place=Bod%C3%B8");
        assert_eq!(address.without("place", "Bodø"), "/search?q=cod+war");
        assert_eq!(address.set("page", Some("3")), "/search?q=cod+war&place=Bod%C3%B8&page=3");
        assert_eq!(address.ending(".csv"), "/search.csv?q=cod+war&place=Bod%C3%B8&page=2");
        assert_eq!((address.page(), address.skip()), (2, 20));
    }

    #[test]
    fn nonsense_is_refused() {
        for query in ["from=yesterday", "page=0", "page=-1", "limit=x", &format!("q={}", "a".repeat(301))] {
            assert!(Address::new("/search", None, Format::Page, query).is_err(), "{query}");
        }
    }
}
