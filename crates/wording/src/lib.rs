//! How does a fact read? Words for people, shared by all that shows a record: who a party is, how a statement was made, what happened, and
//! which stretches of the text belong to which fact.

pub mod happenings;
mod marks;

pub use marks::{Mark, Segment, layer, marks, segments};

use dateline_record::{Article, Entity, PageDate, Party, PartyKind, Record, Span, Statement};
use serde::Serialize;
use std::collections::HashMap;

/// Entities of a record by id.
pub type Entities<'r> = HashMap<&'r str, &'r Entity>;

/// Entities of `record` by id.
pub fn entities(record: &Record) -> Entities<'_> {
    record.entities.iter().map(|e| (e.id.as_str(), e)).collect()
}

/// The name that a serde enum has in the record, with spaces: `official_anonymous` is "official anonymous".
pub fn name_of(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name.replace('_', " "),
        _ => String::new(),
    }
}

/// Text on one line: runs of white space become one space.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Pieces of text on one line, joined by an ellipsis. Spans count bytes.
pub fn pieces(text: &str, spans: &[Span]) -> String {
    spans.iter().map(|s| one_line(s.of(text))).collect::<Vec<_>>().join(" … ")
}

/// At most `most` characters, cut between words where possible.
pub fn shorten(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let whole_words = text[..cut].rfind(' ').filter(|&i| i > cut / 2).unwrap_or(cut);
    format!("{}…", text[..whole_words].trim_end_matches([' ', ',', ';', ':']))
}

/// A count with its noun.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// "a", "a and b", "a, b and c".
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// Who a party is: the entity's full name, else the words used here; of a document the words, and whose it is.
pub fn party(p: &Party, text: &str, entities: &Entities) -> String {
    let entity = p.entity.as_deref().and_then(|id| entities.get(id));
    let words = one_line(p.span.of(text));
    match (entity, p.kind) {
        (None, _) => words,
        // A document is shown as what it is; its entity is whose it is.
        (Some(e), Some(PartyKind::Document | PartyKind::ImageOrData)) if words.contains(&e.name) => words,
        (Some(e), Some(PartyKind::Document | PartyKind::ImageOrData)) => format!("{words} ({})", e.name),
        (Some(e), _) => e.name.clone(),
    }
}

/// What is worth saying of a party beside its name: its role, or that it is not named.
pub fn about(p: &Party, entities: &Entities) -> Option<String> {
    if let Some(entity) = p.entity.as_deref().and_then(|id| entities.get(id)) {
        let state = p.government.as_ref().filter(|_| entity.kind.is_place()).map(|_| "government".to_owned());
        return state.or_else(|| roles(entity, entities));
    }
    match p.kind? {
        PartyKind::OfficialAnonymous | PartyKind::Anonymous => Some("not named".into()),
        PartyKind::Document => Some("document".into()),
        PartyKind::ImageOrData => Some("image or data".into()),
        PartyKind::Person | PartyKind::Organization | PartyKind::Agency | PartyKind::Media => None,
    }
}

/// The titles and offices of an entity, if any are stated.
pub fn roles(entity: &Entity, entities: &Entities) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    for role in &entity.roles {
        let title = one_line(&role.title);
        let of =
            role.of.as_deref().and_then(|id| entities.get(id)).map(|e| &e.name).filter(|name| !title.contains(*name));
        let former = if role.past && !title.starts_with("former") { "former " } else { "" };
        let role = of.map_or_else(|| format!("{former}{title}"), |of| format!("{former}{title}, {of}"));
        if !said.contains(&role) {
            said.push(role);
        }
    }
    (!said.is_empty()).then(|| said.join("; "))
}

/// Everyone who says a statement, as one heading: names, and what is worth saying of them.
pub fn speakers(s: &Statement, text: &str, entities: &Entities) -> (String, Option<String>) {
    if s.source.is_empty() {
        return ("No one named".into(), None);
    }
    let names: Vec<String> = s.source.iter().map(|p| party(p, text, entities)).collect();
    let about = if let [one] = s.source.as_slice() { about(one, entities) } else { None };
    (list(&names), about)
}

/// Index of the statement that a statement lies within.
pub fn outer(record: &Record, s: &Statement) -> Option<usize> {
    let number: usize = s.within.as_deref()?.strip_prefix('s')?.parse().ok()?;
    number.checked_sub(1).filter(|&i| i < record.statements.len() && record.statements[i].id != s.id)
}

/// To whom, through whom, in what, when and where something was said.
pub fn circumstances(s: &Statement, record: &Record, entities: &Entities) -> Vec<String> {
    let mut parts = Vec::new();
    let parties = |list: &[Party]| -> Vec<String> {
        let mut names: Vec<String> = list.iter().map(|p| party(p, &record.text, entities)).collect();
        names.dedup();
        names
    };
    // Who was told and passes it on is named once.
    let to: Vec<Party> = s.to.iter().filter(|p| !s.via.contains(p)).cloned().collect();
    if !to.is_empty() {
        parts.push(format!("to {}", list(&parties(&to))));
    }
    if !s.via.is_empty() {
        parts.push(format!("via {}", parties(&s.via).join(" ← ")));
    }
    parts.extend(s.medium.map(name_of));
    if let Some(time) = s.time.as_ref().and_then(|id| record.times.iter().find(|t| t.id == *id)) {
        // "now", "recently" have no value that a reader could read.
        let vague = time.value.ends_with("_REF");
        parts.push(if vague { one_line(time.span.of(&record.text)) } else { time.value.clone() });
    }
    parts.extend(s.place.as_deref().and_then(|id| entities.get(id)).map(|e| format!("in {}", e.name)));
    parts
}

/// How a statement was made, in one line: "told · direct · to North Wire · via video · 90 % sure".
pub fn manner(s: &Statement, record: &Record, entities: &Entities) -> String {
    let mut parts = Vec::new();
    let cue = pieces(&record.text, &s.cue);
    if !cue.is_empty() {
        parts.push(cue);
    }
    parts.push(name_of(s.form));
    parts.extend(circumstances(s, record, entities));
    if let Some(outer) = outer(record, s) {
        let (who, _) = speakers(&record.statements[outer], &record.text, entities);
        parts.push(format!("as told by {who}"));
    }
    parts.push(format!("{:.0} % sure", s.confidence * 100.0));
    parts.join(" · ")
}

/// Where a place lies, in words.
pub fn lies(entity: &Entity) -> Option<String> {
    let at = entity.location.as_ref()?;
    let region: Vec<&str> =
        [at.admin1.as_deref(), at.country.as_deref()].into_iter().flatten().filter(|r| *r != entity.name).collect();
    let (ns, ew) = (if at.lat < 0.0 { 'S' } else { 'N' }, if at.lon < 0.0 { 'W' } else { 'E' });
    let point = format!("{:.2}° {ns} {:.2}° {ew}", at.lat.abs(), at.lon.abs());
    Some(if region.is_empty() { point } else { format!("{} · {point}", region.join(", ")) })
}

/// A page's date with its basis: "2026-03-14 09:30Z (meta)".
pub fn date(date: &PageDate) -> String {
    let value = match date.value.split_once('T') {
        Some((day, time)) => format!("{day} {}", time.replacen(":00Z", "Z", 1)),
        None => date.value.clone(),
    };
    format!("{value} (from {})", basis(date))
}

fn basis(date: &PageDate) -> &'static str {
    use dateline_record::DateBasis as B;
    match date.basis {
        B::Given => "the command line or input",
        B::Meta => "a meta tag",
        B::JsonLd => "JSON-LD",
        B::Url => "the address",
        B::Text => "the text",
    }
}

/// What the page says of itself, a line a fact, the title apart.
pub fn masthead(article: &Article, uri: Option<&str>) -> Vec<(&'static str, String)> {
    use dateline_record::OriginBasis as B;
    let mut lines = Vec::new();
    if let Some(publisher) = &article.publisher {
        let parts = [publisher.name.clone(), publisher.domain.clone()];
        lines.push(("published by", parts.into_iter().flatten().collect::<Vec<_>>().join(", ")));
    }
    let people = |people: &[dateline_record::Author]| {
        let names = people.iter().map(|a| match &a.place {
            Some(place) => format!("{} in {place}", a.name),
            None => a.name.clone(),
        });
        list(&names.collect::<Vec<_>>())
    };
    if !article.authors.is_empty() {
        lines.push(("written by", people(&article.authors)));
    }
    if !article.contributors.is_empty() {
        lines.push(("with", people(&article.contributors)));
    }
    if let Some(origin) = &article.origin {
        let basis = match origin.basis {
            B::Credit => "a credit line",
            B::Canonical => "the canonical address",
            B::Dateline => "the dateline",
            B::Byline => "the byline",
            B::Duplicate => "another page with the same text",
        };
        lines.push(("taken from", format!("{} (from {basis})", origin.name)));
    }
    if let Some(published) = &article.published {
        lines.push(("published", date(published)));
    }
    if let Some(modified) = &article.modified {
        lines.push(("changed", date(modified)));
    }
    if let Some(d) = &article.dateline {
        let parts = [d.place.clone(), d.agency.as_ref().map(|a| format!("({a})"))];
        lines.push(("dateline", parts.into_iter().flatten().collect::<Vec<_>>().join(" ")));
    }
    if let Some(section) = &article.section {
        lines.push(("section", section.clone()));
    }
    if let Some(language) = article.language.as_ref().filter(|l| *l != "en") {
        lines.push(("language", language.clone()));
    }
    if let Some(address) = article.canonical_url.as_deref().or(uri) {
        lines.push(("address", address.to_owned()));
    }
    lines.retain(|(_, value)| !value.is_empty());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_between_words() {
        assert_eq!(shorten("the ferry was late", 40), "the ferry was late");
        assert_eq!(shorten("the ferry, was late", 11), "the ferry…");
        assert_eq!(shorten("Überraschung", 4), "Über…");
    }

    #[test]
    fn lists_read_as_english() {
        let items = |n: usize| list(&["a", "b", "c"][..n].iter().map(|s| s.to_string()).collect::<Vec<_>>());
        assert_eq!([items(0), items(1), items(2), items(3)], ["", "a", "a and b", "a, b and c"]);
    }
}
