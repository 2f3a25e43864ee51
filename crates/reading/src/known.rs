//! What the page's own data tell of the names in its text: who wrote it, who published it, whose report it is.

use crate::names::Name;
use crate::words::Words;
use dateline_record::{Article, Block, BlockKind, EntityKind, Span};

/// Gives the names of authors and contributors, publisher, origin and agency their kind, and finds the writers' names in
/// bylines and credits, where capitals tell nothing.
pub fn apply(words: &Words, article: &Article, blocks: &[Block], names: &mut Vec<Name>) {
    let text = words.text;
    for block in blocks.iter().filter(|b| matches!(b.kind, BlockKind::Byline | BlockKind::Credit)) {
        for writer in article.authors.iter().chain(&article.contributors).filter(|w| !w.name.is_empty()) {
            let Some(at) = block.span.of(text).find(writer.name.as_str()) else { continue };
            let start = block.span.start as usize + at;
            let span = Span::new(start, start + writer.name.len());
            let within = words.within(span);
            if !within.is_empty() && !names.iter().any(|n| n.span.overlaps(span)) {
                names.push(Name { words: within, span, kind: EntityKind::Person, title: None });
            }
        }
    }
    names.sort_by_key(|n| n.words.start);
    let people = article.authors.iter().chain(&article.contributors).map(|a| a.name.as_str());
    let publisher = article.publisher.as_ref().and_then(|p| p.name.as_deref());
    let origin = article.origin.as_ref().map(|o| o.name.as_str());
    let agency = article.dateline.as_ref().and_then(|d| d.agency.as_deref());
    let bodies = [publisher, origin, agency].into_iter().flatten();
    let known: Vec<(String, EntityKind)> = people
        .map(|n| (key(n), EntityKind::Person))
        .chain(bodies.map(|n| (key(n), EntityKind::Organization)))
        .filter(|(n, _)| !n.is_empty())
        .collect();
    for name in names {
        let here = key(name.span.of(text));
        if let Some((_, kind)) = known.iter().find(|(n, _)| *n == here) {
            name.kind = *kind;
        }
    }
}

/// A name without "the", case and white space.
fn key(name: &str) -> String {
    let folded = name.to_lowercase();
    let words: Vec<&str> = folded.split_whitespace().collect();
    words.strip_prefix(&["the"]).unwrap_or(&words).join(" ")
}
