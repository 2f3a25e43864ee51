//! Which of a page's names are places, and where do they lie?
//!
//! [`find`] works in three steps, each over the whole page:
//!
//! 1. `candidates`: every capitalised stretch that the gazetteer knows, the longest name first;
//! 2. `evidence`: what speaks for a place and what for a person, a body, a team or a common word, judged for each name by
//!    all its mentions (a "Henderson" after a "Jordan Henderson" is no town);
//! 3. `resolve`: one sense per name, by containers ("Paris, Texas"), the dateline, the outlet's home, the other places of
//!    the page, size and kind.

mod candidates;
mod entities;
mod evidence;
mod lexicon;
mod resolve;
#[cfg(test)]
mod tests;
mod words;

use crate::names::Name;
use dateline_gazetteer::{Gazetteer, NameKind, PlaceId};
use dateline_page::Page;
use dateline_record::Span;

pub use entities::{heed, join, renumber};

/// What is known of a page, for the search for places.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The page's address.
    pub url: Option<&'a str>,
    /// The outlet's domain, if not that of the address.
    pub domain: Option<&'a str>,
    /// Where the page's dateline stands.
    pub dateline: Option<Span>,
}

impl<'a> Context<'a> {
    /// What a page's own metadata tell.
    pub fn of(page: &'a Page) -> Context<'a> {
        Context {
            url: page.article.canonical_url.as_deref().or(page.source.uri.as_deref()),
            domain: page.article.publisher.as_ref().and_then(|p| p.domain.as_deref()),
            dateline: page.article.dateline.as_ref().map(|d| d.span),
        }
    }
}

/// How a place is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// By its name.
    Name,
    /// By an adjective or the name of its people.
    Adjective,
    /// Within the name of something else: "Paris" in "Paris Police Department".
    Part,
    /// In short, after the full name: "the North" for North Korea.
    Short,
}

/// A name of a place in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Toponym {
    /// The name.
    pub span: Span,
    /// How it is named.
    pub form: Form,
    /// The place, unless the evidence does not settle which.
    pub place: Option<PlaceId>,
    /// How the name belongs to that place.
    pub known_as: Option<NameKind>,
    /// How sure that is, in (0, 1].
    pub confidence: f32,
    /// Other places that it could be, the likeliest first, with how likely they are.
    pub others: Vec<(PlaceId, f32)>,
}

/// Finds the places of a page. `regions` are the parts of the text to read, in order.
pub fn find(text: &str, regions: &[Span], context: Context, gazetteer: &Gazetteer) -> Vec<Toponym> {
    let words = words::words(text, regions, gazetteer);
    let mut found = candidates::find(text, &words, gazetteer);
    evidence::weigh(text, &words, &mut found, context, gazetteer);
    found.retain(|c| c.score >= evidence::ENOUGH);
    let mut toponyms = resolve::resolve(&found, &words, context, gazetteer);
    resolve::halves_of_korea(&words, &mut toponyms, gazetteer);
    toponyms
}

/// Puts on the map what the network hears as a place and the rules alone would not take for one: "London" where a person of that
/// name could be meant. `names` are in order; so are the toponyms, also afterwards.
pub(crate) fn add_heard(
    text: &str,
    regions: &[Span],
    names: &[Name],
    context: Context,
    gazetteer: &Gazetteer,
    toponyms: &mut Vec<Toponym>,
) {
    let is_free = |span: Span| {
        let at = toponyms.partition_point(|t| t.span.end <= span.start);
        !toponyms.get(at).is_some_and(|t| t.span.overlaps(span))
    };
    let placed = |n: &&Name| n.kind.is_place();
    let heard: Vec<Span> = names.iter().filter(placed).map(|n| n.span).filter(|&s| is_free(s)).collect();
    if heard.is_empty() {
        return;
    }
    // The places that are known already help to tell which one is meant.
    let mut spans: Vec<Span> = toponyms.iter().map(|t| t.span).chain(heard.iter().copied()).collect();
    spans.sort_unstable();
    let found = resolve_spans(text, regions, &spans, context, gazetteer);
    toponyms.extend(found.into_iter().filter(|t| t.place.is_some() && heard.binary_search(&t.span).is_ok()));
    toponyms.sort_by_key(|t| t.span);
}

/// Resolves names whose places in the text are already known.
pub fn resolve_spans(
    text: &str,
    regions: &[Span],
    spans: &[Span],
    context: Context,
    gazetteer: &Gazetteer,
) -> Vec<Toponym> {
    let words = words::words(text, regions, gazetteer);
    let mut found = candidates::given(text, &words, spans, gazetteer);
    evidence::weigh(text, &words, &mut found, context, gazetteer);
    resolve::resolve(&found, &words, context, gazetteer)
}
