//! Pages that are sent to be read, and not kept.

use crate::Fault;
use crate::address::{Address, Format};
use axum::http::header::{self, HeaderMap};
use dateline_page::{Given, Page};
use dateline_record::Record;

/// Makes a record of a page.
pub trait Reader: Send + Sync + 'static {
    /// Reads a page; an error says why it could not be read.
    fn read(&self, page: &Page) -> Result<Record, String>;
}

impl<F: Fn(&Page) -> Result<Record, String> + Send + Sync + 'static> Reader for F {
    fn read(&self, page: &Page) -> Result<Record, String> {
        self(page)
    }
}

/// What is known of a page that was sent.
pub struct Sent {
    given: Given,
    /// Whether it is HTML, plain text, or neither is said.
    html: Option<bool>,
}

impl Sent {
    /// What headers and query say.
    pub fn new(headers: &HeaderMap, query: &str) -> Result<Sent, Fault> {
        let media = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let (kind, rest) = media.split_once(';').unwrap_or((media, ""));
        let html = match kind.trim().to_ascii_lowercase().as_str() {
            "text/html" | "application/xhtml+xml" => Some(true),
            "text/plain" => Some(false),
            "" | "application/octet-stream" => None,
            other => return Err(Fault::Unreadable(format!("{other} is not read here"))),
        };
        let charset = rest.split(';').find_map(|p| p.trim().strip_prefix("charset="));
        let charset = charset.map(|name| name.trim_matches('"').to_owned());
        let address = Address::new("/read", None, Format::Json, query)?;
        let get = |name| address.get(name).map(str::to_owned);
        let given = Given {
            id: "sent".into(),
            url: get("url"),
            date: get("date"),
            title: get("title"),
            charset,
            retrieved: None,
        };
        if given.date.as_deref().is_some_and(|d| dateline_archive::day::number(d).is_none()) {
            return Err(Fault::Wrong("date is a day or moment such as 2026-03-14 or 2026-03-14T09:30:00Z".into()));
        }
        Ok(Sent { given, html })
    }
}

/// Reads what was sent.
pub fn read(reader: &dyn Reader, bytes: &[u8], sent: &Sent) -> Result<Record, Fault> {
    let html = sent.html.unwrap_or_else(|| bytes.trim_ascii_start().starts_with(b"<"));
    let page = if html { dateline_page::html(bytes, &sent.given) } else { dateline_page::text(bytes, &sent.given) };
    reader.read(&page.map_err(|e| Fault::Unreadable(e.to_string()))?).map_err(Fault::Failed)
}
