//! Meta and link elements.

use crate::html::tag::Tag;
use crate::html::tree::Document;

/// The page's meta elements: names in lower case with their contents, in order.
#[derive(Clone, Debug, Default)]
pub struct MetaTags<'d> {
    tags: Vec<(String, &'d str)>,
}

impl<'d> MetaTags<'d> {
    /// Collects them from head and body: some systems write them into the body.
    pub fn of(document: &'d Document) -> MetaTags<'d> {
        let mut tags = Vec::new();
        for meta in document.elements(Tag::Meta) {
            let Some(content) = document.attr(meta, "content").map(str::trim).filter(|c| !c.is_empty()) else {
                continue;
            };
            for key in ["property", "name", "http-equiv"] {
                if let Some(name) = document.attr(meta, key) {
                    let name = name.trim().to_ascii_lowercase();
                    // some write the prefix out: http://ogp.me/ns/article#published_time
                    let name = match name.strip_prefix("http://ogp.me/ns/").or(name.strip_prefix("http://ogp.me/ns#")) {
                        Some(rest) => rest.replace('#', ":"),
                        None => name,
                    };
                    tags.push((name, content));
                }
            }
        }
        MetaTags { tags }
    }

    /// The content of the first of these names that the page has.
    pub fn first(&self, names: &[&str]) -> Option<&'d str> {
        names.iter().find_map(|name| self.all(&[name]).next())
    }

    /// All contents under these names, in page order.
    pub fn all<'s>(&'s self, names: &'s [&str]) -> impl Iterator<Item = &'d str> + 's {
        self.tags.iter().filter(move |(n, _)| names.contains(&n.as_str())).map(|(_, c)| *c)
    }
}

/// The address of the first `link` with this `rel`.
pub fn link<'d>(document: &'d Document, rel: &str) -> Option<&'d str> {
    document
        .elements(Tag::Link)
        .find(|&l| document.has_token(l, "rel", rel))
        .and_then(|l| document.attr(l, "href"))
        .map(str::trim)
        .filter(|h| !h.is_empty())
}
