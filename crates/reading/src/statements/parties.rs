//! What kind of source, addressee or carrier some words name, and which entity.

use crate::lexicon::Class;
use crate::people::People;
use crate::words::{Shape, Words};
use dateline_record::{EntityKind, Party, PartyKind};
use std::ops::Range;

pub(super) fn party(words: &Words, people: &People, range: &Range<usize>) -> Party {
    let span = words.span(range.clone());
    let head = head(words, range);
    let mut entity = people.ending_in(words.span(head.clone()));
    if entity.is_none() && head.end < range.end && words.is_comma(head.end) {
        // "the mayor of Doeville, Ann Roe": the name may stand in the aside.
        let mut k = head.end + 1;
        while k < range.end && words.is(k, Class::DETERMINER) {
            k += 1;
        }
        entity = people
            .person_starting_at(words.span(k..k + 1).start)
            .filter(|_| words.is(head.end - 1, Class::ROLE) || words.is_capital(k));
    }
    if range.len() == 1 {
        entity = entity.or_else(|| people.pronoun_at(span));
    }
    let kind = kind_of(words, people, range, entity);
    Party { entity: entity.map(|e| people.entities[e].id.clone()), span, kind }
}

/// The words of a phrase up to its head: what stands before its first preposition, comma or relative clause. A name is
/// never cut ("Bank of England"), since the head of a name is the name.
pub(super) fn head(words: &Words, range: &Range<usize>) -> Range<usize> {
    let cut = range.clone().skip(1).find(|&k| {
        let within_name = words.is_capital(k - 1) && words.is_capital(k + 1) && words.text_of(k) == "of";
        words.is_comma(k)
            || words.is_break(k)
            || words.says(k, "and")
            || words.is(k, Class::PREPOSITION | Class::SUBORDINATOR) && words.shape(k) == Shape::Lower && !within_name
            || words.text_of(k).ends_with("ed") && words.shape(k) == Shape::Lower && words.is(k + 1, Class::PREPOSITION)
    });
    range.start..cut.unwrap_or(range.end)
}

pub(super) fn kind_of(
    words: &Words,
    people: &People,
    range: &Range<usize>,
    entity: Option<usize>,
) -> Option<PartyKind> {
    let head = head(words, range);
    let last = head.end.checked_sub(1)?;
    if let Some(e) = entity {
        match people.entities[e].kind {
            EntityKind::Person => return Some(PartyKind::Person),
            EntityKind::Organization if head.clone().any(|k| words.is(k, Class::CARRIER)) => {
                return Some(PartyKind::Media);
            }
            _ => {}
        }
    }
    let any = |class| head.clone().any(|k| words.is(k, class));
    if words.is(last, Class::DOCUMENT) {
        let image = [
            "photo", "photos", "video", "videos", "image", "images", "footage", "data", "figures", "picture",
            "pictures", "map", "maps", "poll", "polls", "records",
        ];
        return Some(if image.iter().any(|w| words.says(last, w)) {
            PartyKind::ImageOrData
        } else {
            PartyKind::Document
        });
    }
    if any(Class::CARRIER) {
        return Some(PartyKind::Media);
    }
    if ["official", "officials", "authorities"].iter().any(|w| words.says(last, w)) {
        return Some(PartyKind::OfficialAnonymous);
    }
    let body = words.is(last, Class::BODY | Class::KNOWN_BODY) && !words.is(last, Class::ROLE);
    if body || entity.is_some_and(|e| people.entities[e].kind == EntityKind::Organization) {
        return Some(PartyKind::Organization);
    }
    // "the minister" is somebody the page has named; "a minister" and "two ministers" are not.
    let definite = words.says(head.start, "the") && !words.text_of(last).ends_with('s');
    if words.is(last, Class::ROLE) && entity.is_none() && !definite {
        return Some(PartyKind::Anonymous);
    }
    None
}
