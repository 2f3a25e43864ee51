//! Headline, names and dates that markup within the page's body points out.

use super::cut;
use super::dates::{self, Context, Stamp};
use super::lines::{self, PageDates};
use super::names::{Names, Trust, names};
use crate::html::tag::Tag;
use crate::html::tree::{Document, NodeId};
use std::ops::Range;

/// What the body shows.
#[derive(Debug, Default)]
pub struct Visible {
    /// The heading of the article.
    pub headline: Option<String>,
    /// Lists of names, in page order.
    pub names: Vec<Spot<Names>>,
    /// Dates, in page order.
    pub dates: Vec<Spot<Dated>>,
}

/// A byline or a date has fewer nodes than this.
const MOST_NODES: NodeId = 400;

/// Lists of stories have many names and dates; those of an article are among the first.
const MOST_SPOTS: usize = 500;

/// Something found in the body.
#[derive(Debug)]
pub struct Spot<T> {
    /// What is there.
    pub what: T,
    /// How plainly the markup says so; 0 is the plainest.
    pub tier: u8,
    /// Visible characters from the end of the headline; negative before it. Zero everywhere if there is no headline.
    pub distance: i32,
}

/// A date in the body.
#[derive(Clone, Copy, Debug)]
pub struct Dated {
    /// The date.
    pub stamp: Stamp,
    /// It is said to be the time of a change.
    pub modified: bool,
    /// It stands in an attribute made for programs.
    pub machine: bool,
}

/// Reads the body. `titles` are the titles that the page claims in its head: they tell which heading is the article's.
pub fn read(document: &Document, claimed: &[String], context: Context) -> Visible {
    let offsets = offsets(document);
    let headline = headline(document, claimed);
    let from = headline.map(|h| offsets[document.subtree(h).end as usize] as i32);
    let distance = |id: NodeId| from.map_or(0, |from| offsets[id as usize] as i32 - from);
    let mut seen = Visible { headline: headline.map(|h| words_up_to(document, h, 500)), ..Visible::default() };
    let mut at: NodeId = 0;
    let mut in_byline: NodeId = 0;
    while (at as usize) < document.len() {
        let Some(tag) = document.tag(at) else {
            at += 1;
            continue;
        };
        let end = document.subtree(at).end;
        if is_elsewhere(document, at, tag) && headline.is_none_or(|h| !(at <= h && h < end)) {
            at = end;
            continue;
        }
        if seen.dates.len() < MOST_SPOTS
            && let Some((dated, tier)) = date_at(document, at, tag, context)
        {
            seen.dates.push(Spot { what: dated, tier, distance: distance(at) });
        }
        if at >= in_byline
            && let Some(tier) = author_tier(document, at, tag)
        {
            let chars = offsets[end as usize] - offsets[at as usize];
            let far = tier == 3 && !(-200..=400).contains(&distance(at));
            if chars <= 300
                && seen.names.len() < MOST_SPOTS
                && end - at <= MOST_NODES
                && !far
                && headline.is_none_or(|h| !(at <= h && h < end))
            {
                let (names, found) = names_at(document, at, tier, context);
                for (stamp, modified) in [(found.published, false), (found.modified, true)] {
                    if let Some(stamp) = stamp {
                        let what = Dated { stamp, modified, machine: false };
                        seen.dates.push(Spot { what, tier: 2, distance: distance(at) });
                    }
                }
                if !names.people.is_empty() || !names.organizations.is_empty() {
                    seen.names.push(Spot { what: names, tier, distance: distance(at) });
                    in_byline = end;
                }
            }
        }
        at += 1;
    }
    seen
}

/// Visible characters before each node, and one more entry for the end.
fn offsets(document: &Document) -> Vec<u32> {
    let mut out = Vec::with_capacity(document.len() + 1);
    let (mut chars, mut hidden_until) = (0u32, 0);
    for id in document.ids() {
        out.push(chars);
        if id < hidden_until {
            continue;
        }
        match document.tag(id) {
            Some(Tag::Script | Tag::Template | Tag::Svg | Tag::Head) => hidden_until = document.subtree(id).end,
            Some(_) => {}
            None => {
                let text = document.text(id).unwrap_or_default();
                chars = chars.saturating_add(text.chars().filter(|c| !c.is_whitespace()).count() as u32);
            }
        }
    }
    out.push(chars);
    out
}

/// The heading that is most like what the head claims; else the first of the highest level that is not a picture.
fn headline(document: &Document, claimed: &[String]) -> Option<NodeId> {
    let claimed: Vec<Vec<String>> = claimed.iter().map(|t| tokens(t)).filter(|t| !t.is_empty()).collect();
    let mut best: Option<(NodeId, u32)> = None;
    let mut first = None;
    let mut headings = 0;
    for id in document.ids() {
        let Some(tag) = document.tag(id) else { continue };
        let marked = document.has_token(id, "itemprop", "headline") && tag != Tag::Meta;
        let level = if marked { Some(1) } else { tag.heading_level() };
        let Some(level) = level.filter(|&l| l <= 3) else { continue };
        headings += 1;
        if headings > 400 {
            break;
        }
        let words = words_up_to(document, id, 500);
        if words.is_empty() || words.len() > 500 {
            continue;
        }
        if level == 1 && first.is_none() && words.contains(' ') {
            first = Some(id);
        }
        let tokens = tokens(&words);
        let likeness = claimed.iter().map(|c| overlap(c, &tokens)).max().unwrap_or(0);
        // a heading of a higher level wins over an equal one below it
        let score = likeness * 4 + (4 - u32::from(level));
        if likeness >= 50 && best.is_none_or(|(_, s)| score > s) {
            best = Some((id, score));
        }
    }
    best.map(|(id, _)| id).or(first)
}

fn tokens(text: &str) -> Vec<String> {
    let mut out: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(60).map(str::to_lowercase).collect();
    out.sort();
    out.dedup();
    out
}

/// How much of the shorter of two sorted lists stands in the other, in per cent; 0 if they differ much in length.
fn overlap(a: &[String], b: &[String]) -> u32 {
    let shared = a.iter().filter(|w| b.binary_search(w).is_ok()).count();
    let union = a.len() + b.len() - shared;
    (100 * shared).checked_div(union).unwrap_or(0) as u32
}

/// Menus, other stories, readers' comments: names and dates there belong to something else.
fn is_elsewhere(document: &Document, id: NodeId, tag: Tag) -> bool {
    const WORDS: [&str; 24] = [
        "related",
        "comment-list",
        "commentlist",
        "comments",
        "comment-body",
        "recommend",
        "sidebar",
        "widget",
        "trending",
        "popular",
        "most-read",
        "mostread",
        "teaser",
        "recirc",
        "read-next",
        "more-from",
        "more-news",
        "latest-news",
        "newsletter",
        "promo",
        "prev-next",
        "post-navigation",
        "upnext",
        "disqus",
    ];
    if matches!(tag, Tag::Nav | Tag::Aside | Tag::Form | Tag::Script | Tag::Template | Tag::Svg | Tag::Head) {
        return true;
    }
    if matches!(tag, Tag::Body | Tag::Html | Tag::Main | Tag::Root) {
        return false;
    }
    ["class", "id"].iter().filter_map(|a| document.attr(id, a)).any(|names| {
        let names = names.to_ascii_lowercase();
        names.split_ascii_whitespace().any(|token| {
            WORDS.iter().any(|w| token.starts_with(w) || token.ends_with(w))
                && !token.starts_with("has-")
                && !token.starts_with("no-")
        })
    })
}

/// How plainly an element says that it names the author.
fn author_tier(document: &Document, id: NodeId, tag: Tag) -> Option<u8> {
    if matches!(tag, Tag::Img | Tag::Link | Tag::Input | Tag::Time | Tag::Body | Tag::Html | Tag::Article | Tag::Main) {
        return None;
    }
    if tag == Tag::Meta {
        return document.has_token(id, "itemprop", "author").then_some(0);
    }
    if document.has_token(id, "itemprop", "author") || document.has_token(id, "itemprop", "creator") {
        return Some(0);
    }
    if document.has_token(id, "rel", "author") {
        return Some(1);
    }
    for attribute in ["class", "id", "data-testid", "data-component", "data-qa"] {
        let Some(value) = document.attr(id, attribute) else { continue };
        let hint = value.split_ascii_whitespace().any(|token| {
            let words: Vec<String> = words_of(token).collect();
            let names = |w: &String| {
                ["author", "byline", "writer", "contributor", "reporter", "postedby"].iter().any(|n| w.contains(n))
            };
            words.iter().any(names) && !words.iter().any(|w| NOT_NAMES.contains(&w.as_str()))
        });
        if hint {
            return Some(2);
        }
    }
    if tag == Tag::A {
        let href = document.attr(id, "href").unwrap_or_default();
        let profile = ["/author/", "/authors/", "/by/", "/contributor", "/journalist", "/reporter", "/writers/"]
            .iter()
            .any(|p| href.contains(p));
        return profile.then_some(3);
    }
    None
}

/// Parts of an author's box that hold no name, and things that are only called after authors.
const NOT_NAMES: [&str; 28] = [
    "avatar",
    "image",
    "img",
    "photo",
    "picture",
    "bio",
    "biography",
    "social",
    "socials",
    "twitter",
    "email",
    "follow",
    "comment",
    "comments",
    "related",
    "card",
    "teaser",
    "job",
    "role",
    "desc",
    "description",
    "icon",
    "share",
    "archive",
    "search",
    "affiliation",
    "date",
    "time",
];

/// The words of a name in markup, whatever the style of writing: `post-authorName` is post, author, name.
fn words_of(token: &str) -> impl Iterator<Item = String> + '_ {
    let mut rest = token;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        let mut previous = ' ';
        let end = rest
            .find(|c: char| {
                let ends = !c.is_ascii_alphanumeric() || (c.is_ascii_uppercase() && previous.is_ascii_lowercase());
                previous = c;
                ends
            })
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        (!word.is_empty()).then(|| word.to_ascii_lowercase())
    })
}

/// The names in an element, and dates that stand among them.
fn names_at(document: &Document, id: NodeId, tier: u8, context: Context) -> (Names, PageDates) {
    let none = PageDates::default();
    if document.is(id, Tag::Meta) {
        return (names(document.attr(id, "content").unwrap_or_default(), Trust::Field), none);
    }
    // schema.org puts the name in an element of its own
    if tier == 0 {
        let inner: Vec<NodeId> =
            document.subtree(id).filter(|&n| document.has_token(n, "itemprop", "name")).take(12).collect();
        if !inner.is_empty() {
            let text = |&n: &NodeId| document.attr(n, "content").map_or_else(|| document.words(n), str::to_owned);
            return (names(&inner.iter().map(text).collect::<Vec<_>>().join(" | "), Trust::Field), none);
        }
    }
    let words = document.words(id);
    let parts = parts(document, id);
    // an element with nothing but a name may hold one word, or a name in small letters
    let trust = if tier <= 1 || (parts.len() == 1 && words.len() <= 30) { Trust::Field } else { Trust::Text };
    let byline = lines::byline(&words, context);
    let dates = byline.as_ref().map_or(none, |b| b.dates);
    let whole = match byline {
        Some(byline) => Names { people: byline.people, organizations: byline.organizations, unread: 0 },
        None => names(&words, trust),
    };
    // names, titles and dates often stand in elements of their own, with nothing but the markup between them
    let apart = names(&parts.join(" | "), Trust::Text);
    if whole.unread == 0 && !whole.people.is_empty() && whole.people.len() >= apart.people.len() {
        return (whole, dates);
    }
    if apart.people.is_empty() || apart.people.len() > 12 { (whole, dates) } else { (apart, dates) }
}

/// The texts of an element, cut at every element inside.
fn parts(document: &Document, id: NodeId) -> Vec<&str> {
    document.subtree(id).filter_map(|n| document.text(n)).map(str::trim).filter(|t| !t.is_empty()).take(60).collect()
}

/// The date that an element gives, with how plainly it says so.
fn date_at(document: &Document, id: NodeId, tag: Tag, context: Context) -> Option<(Dated, u8)> {
    let itemprop = document.attr(id, "itemprop").unwrap_or_default().to_ascii_lowercase();
    let published = itemprop.contains("datepublished");
    let changed = itemprop.contains("datemodified") || itemprop.contains("dateupdated");
    let class = document.attr(id, "class").unwrap_or_default().to_ascii_lowercase();
    let token = |words: &[&str]| class.split_ascii_whitespace().any(|t| words.iter().any(|w| t.contains(w)));
    let machine = document
        .attr(id, "datetime")
        .or_else(|| document.attr(id, "content").filter(|_| published || changed))
        .or_else(|| {
            // hAtom: <abbr class="published" title="2008-01-21">
            document.attr(id, "title").filter(|_| tag == Tag::Abbr && token(&["published", "updated", "date"]))
        });
    let is_date_class = words_of(&class).any(|w| is_date_word(&w));
    if !(tag == Tag::Time || published || changed || is_date_class || machine.is_some()) {
        return None;
    }
    if let Some(stamp) = machine.and_then(|m| dates::parse(m, context)) {
        let own = words_up_to(document, id, 120);
        let modified = changed || (!published && says_changed(document, id, &class, &own));
        let tier = if published
            || token(&["published", "pubdate", "entry-date", "post-date"])
            || document.attr(id, "pubdate").is_some()
        {
            0
        } else {
            1
        };
        return Some((Dated { stamp, modified, machine: true }, tier));
    }
    let own = words_up_to(document, id, 160);
    if own.len() > 150 {
        return None;
    }
    let found = lines::published(&own, context)?;
    let modified = match (found.published, found.modified) {
        (Some(_), Some(_)) => false,
        (None, _) => true,
        (Some(_), None) => changed || (!published && says_changed(document, id, &class, &own)),
    };
    let stamp = found.published.or(found.modified)?;
    Some((Dated { stamp, modified, machine: false }, if published { 1 } else { 2 }))
}

/// Whether a word in a class name speaks of a date.
fn is_date_word(word: &str) -> bool {
    matches!(
        word,
        "time" | "timestamp" | "posted" | "publish" | "published" | "pubtime" | "updated" | "modified" | "when"
    ) || word.starts_with("date")
        || (word.ends_with("date") && !matches!(word, "candidate" | "validate"))
}

/// Whether class names or the words before say that a date is one of change. "entry-date published updated" says both, and means
/// that the page was not changed since.
fn says_changed(document: &Document, id: NodeId, class: &str, own: &str) -> bool {
    if class.contains("publish") {
        return false;
    }
    let changed =
        |s: &str| ["update", "modified", "moddate", "edited"].iter().any(|w| s.to_ascii_lowercase().contains(w));
    if changed(class) || changed(own) {
        return true;
    }
    // "Updated: <time>": the word stands right before
    let before =
        (id.saturating_sub(4)..id).rev().filter_map(|n| document.text(n)).map(str::trim).find(|t| !t.is_empty());
    before.is_some_and(|t| t.len() < 40 && changed(t) && !t.to_lowercase().contains("publish"))
}

/// The words of an element, as [`Document::words`] gives them, but cut off soon after `limit` bytes: markup that is never closed
/// puts whole pages into small elements.
pub fn words_up_to(document: &Document, id: NodeId, limit: usize) -> String {
    let mut out = String::new();
    let Range { start, end } = document.subtree(id);
    let mut at = start;
    while at < end && out.len() <= limit {
        match document.tag(at) {
            Some(Tag::Script | Tag::Template | Tag::Svg) => {
                at = document.subtree(at).end;
                continue;
            }
            Some(tag) if tag.is_block() || tag == Tag::Br => out.push(' '),
            Some(_) => {}
            None => out.push_str(cut(document.text(at).unwrap_or_default(), 4 * limit)),
        }
        at += 1;
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
