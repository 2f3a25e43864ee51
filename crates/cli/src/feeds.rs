//! Pages out of a feed: RSS, Atom or JSON Feed.
//!
//! Where the page that an item links to lies beside the feed, as mirrors of a site save it, that page is read, with what the feed knows
//! of it. Otherwise the item's own content is the page; an item that has none is passed over.

use crate::inputs::About;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Items read of one feed.
const MOST_ITEMS: usize = 100_000;

/// What an item of a feed says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Address, date and title.
    pub about: About,
    /// Its content, as HTML; empty if it has none.
    pub html: String,
}

/// Whether the first bytes of a file start a feed.
pub fn is_feed(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let start = head.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('{') {
        return start.contains("https://jsonfeed.org/version");
    }
    let root = start.split('<').skip(1).find(|tag| !tag.starts_with(['?', '!']));
    root.is_some_and(|tag| {
        let name = tag.split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or_default();
        matches!(name, "rss" | "rdf:RDF")
            || name.rsplit(':').next() == Some("feed") && tag.contains("http://www.w3.org/2005/Atom")
    })
}

/// The items of a feed, in its order. An error says where it broke off; what came before is given.
pub fn items(bytes: &[u8]) -> (Vec<Item>, Option<String>) {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('{') { json(text) } else { xml(text) }
}

#[derive(Deserialize)]
struct JsonFeed {
    #[serde(default)]
    items: Vec<JsonItem>,
}

#[derive(Deserialize)]
struct JsonItem {
    url: Option<String>,
    external_url: Option<String>,
    title: Option<String>,
    content_html: Option<String>,
    content_text: Option<String>,
    date_published: Option<String>,
}

fn json(text: &str) -> (Vec<Item>, Option<String>) {
    let feed: JsonFeed = match serde_json::from_str(text) {
        Ok(feed) => feed,
        Err(e) => return (Vec::new(), Some(format!("not a valid JSON Feed: {e}"))),
    };
    let item = |i: JsonItem| {
        let about = About { url: i.url.or(i.external_url), date: i.date_published, title: i.title, ..About::default() };
        Item { about, html: i.content_html.or(i.content_text.map(|t| escaped(&t))).unwrap_or_default() }
    };
    (feed.items.into_iter().take(MOST_ITEMS).map(item).collect(), None)
}

/// Plain text as HTML, a paragraph a line.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("<p>{line}</p>")).collect()
}

fn xml(text: &str) -> (Vec<Item>, Option<String>) {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().expand_empty_elements = true;
    let mut items = Vec::new();
    let mut open: Option<Partial> = None;
    // The field that text goes to, and how deep in it the reader is.
    let mut field: Option<(Field, usize)> = None;
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(e) => return (items, Some(format!("the feed is not well-formed: {e}"))),
        };
        match event {
            Event::Eof => return (items, None),
            Event::Start(tag) => {
                let name = tag.name();
                let name = name.as_ref().to_owned();
                if open.is_none() {
                    open = matches!(name.as_str(), "item" | "entry" | "atom:entry").then(Partial::default);
                    continue;
                }
                if let Some((_, depth)) = &mut field {
                    *depth += 1;
                    continue;
                }
                let attribute = |wanted: &str| {
                    let mut attributes = tag.attributes().flatten();
                    let found = attributes.find(|a| a.key.as_ref() == wanted)?;
                    Some(decoded(&found.value))
                };
                if let (Some(item), "link" | "atom:link", Some(href)) = (&mut open, name.as_str(), attribute("href"))
                    && attribute("rel").is_none_or(|rel| rel == "alternate")
                {
                    item.link.get_or_insert(href);
                }
                field = Field::of(&name).map(|f| (f, 0));
            }
            Event::End(tag) => {
                let name = tag.name();
                if let Some((_, depth)) = &mut field {
                    match depth {
                        0 => field = None,
                        _ => *depth -= 1,
                    }
                } else if matches!(name.as_ref(), "item" | "entry" | "atom:entry")
                    && let Some(item) = open.take()
                {
                    items.push(item.finish());
                    if items.len() == MOST_ITEMS {
                        return (items, Some(format!("more than {MOST_ITEMS} items")));
                    }
                }
            }
            Event::Text(text) => push(&mut open, field, &text),
            Event::CData(text) => push(&mut open, field, &text),
            Event::GeneralRef(name) => push(&mut open, field, &reference(&name)),
            _ => {}
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Link,
    Id,
    Date,
    Summary,
    Content,
}

impl Field {
    fn of(name: &str) -> Option<Field> {
        Some(match name.strip_prefix("atom:").unwrap_or(name) {
            "title" => Field::Title,
            "link" => Field::Link,
            "guid" | "id" => Field::Id,
            "pubDate" | "published" | "dc:date" => Field::Date,
            "description" | "summary" => Field::Summary,
            "content:encoded" | "content" => Field::Content,
            _ => return None,
        })
    }
}

/// An item that is being read.
#[derive(Default)]
struct Partial {
    link: Option<String>,
    fields: [String; 6],
}

impl Partial {
    fn finish(self) -> Item {
        let [title, link, id, date, summary, content] = self.fields.map(|f| f.trim().to_owned());
        let some = |text: String| (!text.is_empty()).then_some(text);
        let url = self.link.or(some(link)).or(some(id).filter(|id| id.starts_with("http")));
        let about =
            About { url, date: some(date).map(|d| iso(&d).unwrap_or(d)), title: some(title), ..About::default() };
        Item { about, html: if content.is_empty() { summary } else { content } }
    }
}

fn push(open: &mut Option<Partial>, field: Option<(Field, usize)>, text: &str) {
    if let (Some(item), Some((field, _))) = (open, field) {
        item.fields[field as usize].push_str(text);
    }
}

/// What a reference such as `&amp;` or `&#8217;` stands for; the reference itself if that is not known.
fn reference(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|n| match n.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => n.parse().ok(),
    });
    match (number.and_then(char::from_u32), resolve_predefined_entity(name)) {
        (Some(c), _) => c.to_string(),
        (None, Some(text)) => text.to_owned(),
        (None, None) => format!("&{name};"),
    }
}

fn decoded(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), |t| t.into_owned())
}

/// A date of RSS ("Thu, 12 Mar 2026 18:30:00 GMT") as ISO 8601.
fn iso(date: &str) -> Option<String> {
    let zoned = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_zoned_datetime(date).ok()?;
    Some(zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

/// The file, beside a feed, that holds the page at an address: by its last part, or by host and path as mirrors save it.
pub fn beside(feed: &Path, url: &str) -> Option<PathBuf> {
    let folder = feed.parent()?;
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if parts.iter().any(|part| *part == ".." || part.contains('\\')) || parts.len() < 2 {
        return None; // nothing outside of the folder, and no front pages
    }
    let whole: PathBuf = parts.iter().collect();
    let without_host: PathBuf = parts.iter().skip(1).collect();
    let last = PathBuf::from(parts.last()?);
    [whole, without_host, last]
        .into_iter()
        .flat_map(|path| {
            let with = |end: &str| PathBuf::from(format!("{}{end}", path.display()));
            [path.clone(), with(".html"), with(".htm"), with("/index.html"), with(".html.gz")]
        })
        .map(|path| folder.join(path))
        .find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RSS: &str = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
        <title>Harbour Post</title><link>https://post.example/</link>
        <item><title>Ferry &amp; fog</title><link>https://post.example/ferry</link><pubDate>Thu, 12 Mar 2026 18:30:00 GMT</pubDate>
        <description>Short.</description><content:encoded><![CDATA[<p>The ferry ran aground.</p>]]></content:encoded></item>
        <item><guid>https://post.example/kiosk</guid><title>Kiosk</title><description>&lt;p&gt;It burned&#33;&lt;/p&gt;</description></item>
        </channel></rss>"#;

    const ATOM: &str = r#"<?xml version="1.0"?><!-- x --><feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry>
        <title type="html">Ferry</title><link rel="self" href="https://post.example/self"/><link href="https://post.example/a?b=1&amp;c=2"/>
        <published>2026-03-12T18:30:00Z</published><content type="xhtml"><div><p>Ran <b>aground</b>.</p></div></content></entry></feed>"#;

    fn item(url: &str, date: Option<&str>, title: &str, html: &str) -> Item {
        let about = About {
            url: Some(url.into()),
            date: date.map(str::to_owned),
            title: Some(title.into()),
            ..About::default()
        };
        Item { about, html: html.into() }
    }

    #[test]
    fn feeds_are_told_from_pages() {
        for feed in [RSS, ATOM, "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}"] {
            assert!(is_feed(feed.as_bytes()), "{feed}");
        }
        for other in ["<html><feed>", "<?xml version='1.0'?><urlset><url>", "{\"id\": 1}", "rss", "<p>rss"] {
            assert!(!is_feed(other.as_bytes()), "{other}");
        }
    }

    #[test]
    fn items_keep_what_the_feed_says_of_them() {
        let (rss, broke) = items(RSS.as_bytes());
        assert_eq!(broke, None);
        let ferry = item(
            "https://post.example/ferry",
            Some("2026-03-12T18:30:00+00:00"),
            "Ferry & fog",
            "<p>The ferry ran aground.</p>",
        );
        assert_eq!(rss, [ferry, item("https://post.example/kiosk", None, "Kiosk", "<p>It burned!</p>")]);
        let (atom, _) = items(ATOM.as_bytes());
        let text: String = atom[0].html.split_whitespace().collect();
        assert_eq!(
            (atom[0].about.url.as_deref(), text.as_str()),
            (Some("https://post.example/a?b=1&c=2"), "Ranaground.")
        );
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "https://post.example/x",
            "title": "Tom", "content_text": "A < B", "date_published": "2026-03-12"}]}"#;
        assert_eq!(
            items(json.as_bytes()).0,
            [item("https://post.example/x", Some("2026-03-12"), "Tom", "<p>A &lt; B</p>")]
        );
    }

    #[test]
    fn a_broken_feed_gives_what_came_before() {
        let cut = &RSS[..RSS.find("<item><guid>").unwrap() + 20];
        let (rss, _) = items(cut.as_bytes());
        assert_eq!(rss.len(), 1);
        assert!(items(b"{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [").1.is_some());
    }
}
