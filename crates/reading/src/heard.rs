//! Joins the names that the network hears with those that the rules tell.
//!
//! The network reads what stands around a name, but one window at a time. So its spans are taken, the kind of a form is voted on
//! over the page, and a form that it hears once is a name wherever the page repeats it. Of the rules' names those are kept whose
//! kinds its guideline does not know; all others cost more precision than they win, measured on the Worldwide newswire dev part.

use crate::lexicon::Class;
use crate::names::{Name, kind_behind, title_before};
use crate::words::{Shape, Words};
use dateline_language::{NameKind, Upos};
use dateline_record::EntityKind;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// How much the rules' word for a body weighs against the network's probability.
const RULE: f32 = 1.0;
/// The network's names of a lower score are left out unless the rules see a name there too.
const SURE: f32 = 0.5;

/// All names, in order, without overlap.
pub fn join(words: &Words, told: Vec<Name>) -> Vec<Name> {
    let mut heard = heard(words);
    let overlaps = |list: &[Name], name: &Name| {
        let i = list.partition_point(|n| n.words.end <= name.words.start);
        list.get(i).is_some_and(|n| n.words.start < name.words.end)
    };
    let unsure: Vec<bool> = heard.iter().map(|(n, s)| *s < SURE && !overlaps(&told, n)).collect();
    let mut unsure = unsure.iter();
    heard.retain(|_| !unsure.next().is_some_and(|u| *u));

    let mut votes: HashMap<String, HashMap<EntityKind, f32>> = HashMap::new();
    for (name, score) in &heard {
        *votes.entry(form(words, &name.words)).or_default().entry(name.kind).or_default() += score;
    }
    // The rules know bodies by name and by what is said beside them.
    for name in told.iter().filter(|n| n.kind == EntityKind::Organization) {
        *votes.entry(form(words, &name.words)).or_default().entry(name.kind).or_default() += RULE;
    }
    let mut names: Vec<Name> = heard.into_iter().map(|(n, _)| n).collect();
    // "Min Ho Kim" whose first half it passed over.
    for name in names.iter_mut().filter(|n| n.kind == EntityKind::Person) {
        let i = told.partition_point(|t| t.words.end <= name.words.start);
        let longer = |t: &&Name| {
            let ends = t.kind == EntityKind::Person && t.words.end == name.words.end;
            ends && t.words.start < name.words.start && !is_field(words, &t.words)
        };
        if let Some(t) = told.get(i).filter(longer) {
            (name.words, name.span) = (t.words.clone(), t.span);
        }
    }
    names.sort_by_key(|n| (n.words.start, std::cmp::Reverse(n.words.end)));
    names.dedup_by(|b, a| b.words.start < a.words.end);
    mend(words, &told, &mut names);
    // What the guideline of the network's names does not tell apart.
    let own = |n: &Name| match n.kind {
        EntityKind::Work | EntityKind::Vehicle | EntityKind::Weapon => true,
        // "Pentagon": a body that goes by one name
        EntityKind::Organization => n.words.len() == 1 && words.is(n.words.start, Class::KNOWN_BODY),
        _ => false,
    };
    let filled: Vec<Name> = told.into_iter().filter(|n| own(n) && !overlaps(&names, n)).collect();
    names.extend(filled);
    names.sort_by_key(|n| n.words.start);
    let missed = repeated(words, &names);
    names.extend(missed);
    names.sort_by_key(|n| n.words.start);
    for name in &mut names {
        let Some(kinds) = votes.get(&form(words, &name.words)) else { continue };
        // In the order of the kinds, so that equals are settled the same way each time.
        let mut kinds: Vec<(EntityKind, f32)> = kinds.iter().map(|(k, v)| (*k, *v)).collect();
        kinds.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        if let Some((kind, _)) = kinds.first() {
            name.kind = *kind;
        }
    }
    families(words, &mut names);
    capitals(words, &mut names);
    for name in &mut names {
        name.title = title_before(words, &name.words).filter(|_| name.kind == EntityKind::Person);
    }
    names
}

/// Joins the pieces of what the rules see as one name, "Capitol | Hill"; the last piece tells what it is.
fn mend(words: &Words, told: &[Name], names: &mut Vec<Name>) {
    names.dedup_by(|b, a| {
        let whole = told.partition_point(|t| t.words.end <= a.words.start);
        let one = told.get(whole).is_some_and(|t| t.words.start <= a.words.start && b.words.end <= t.words.end);
        let near = a.words.end == b.words.start && words.sentence_of(a.words.start) == words.sentence_of(b.words.start);
        let joined = near && a.kind != EntityKind::Group && (one || a.kind == b.kind);
        if joined {
            a.words.end = b.words.end;
            a.span = words.span(a.words.clone());
            a.kind = b.kind;
        }
        joined
    });
}

/// "Roe" is a person where "Ann Roe" is one.
fn families(words: &Words, names: &mut [Name]) {
    let full = |n: &&Name| n.kind == EntityKind::Person && n.words.len() > 1;
    let known: HashSet<&str> = names.iter().filter(full).map(|n| words.text_of(n.words.end - 1)).collect();
    for name in names.iter_mut().filter(|n| n.words.len() == 1) {
        let other = matches!(
            name.kind,
            EntityKind::Organization | EntityKind::Other | EntityKind::Product | EntityKind::Facility
        );
        let body = words.is(name.words.start, Class::KNOWN_BODY | Class::BODY | Class::CARRIER);
        if other && !body && known.contains(words.text_of(name.words.start)) {
            name.kind = EntityKind::Person;
        }
    }
}

/// A capital is no person where nobody of the page bears its name and none is known to: "Pyongyang said".
fn capitals(words: &Words, names: &mut [Name]) {
    let full = |n: &&Name| n.kind == EntityKind::Person && n.words.len() > 1;
    let borne: HashSet<&str> =
        names.iter().filter(full).flat_map(|n| n.words.clone().map(|k| words.text_of(k))).collect();
    for name in names.iter_mut().filter(|n| n.kind == EntityKind::Person && n.words.len() == 1) {
        let k = name.words.start;
        let usage = words.usage(k);
        let is_anybodys = usage.first_name > 0 || usage.surname > 0 || borne.contains(words.text_of(k));
        if !is_anybodys && title_before(words, &name.words).is_none() && words.is_capital_city(k) {
            name.kind = EntityKind::Place;
        }
    }
}

/// Whether a person's name begins with what belongs to the office before it: "Secretary of | State Ann Roe".
fn is_field(words: &Words, name: &Range<usize>) -> bool {
    let office = |k: usize| words.says(k + 1, "of") && words.is(k, Class::TITLE);
    name.len() > 2 && words.says(name.start, "state") && name.start.checked_sub(2).is_some_and(office)
}

/// The network's names, without the titles and articles that it may have taken along.
fn heard(words: &Words) -> Vec<(Name, f32)> {
    let mut names = Vec::new();
    for found in &words.analysis.names {
        let mut range = found.tokens.clone();
        let person = found.kind == NameKind::Per;
        let leading = |k: usize| {
            words.is(k, Class::DETERMINER) && words.shape(k) != Shape::Upper
                || words.shape(k) == Shape::Mark
                || person && words.is(k, Class::TITLE) && !words.is(k, Class::GIVEN_NAME)
        };
        while range.len() > 1 && leading(range.start) {
            range.start += 1;
        }
        if person && is_field(words, &range) {
            range.start += 1;
        }
        let closing = |k: usize| matches!(words.text_of(k), "'s" | "’s" | "'" | "’" | "," | "\"" | "”" | "“");
        while range.len() > 1 && closing(range.end - 1) {
            range.end -= 1;
        }
        // "Ann Roe AP" under a picture
        let wire = |k: usize| {
            person && words.shape(k) == Shape::Upper && matches!(words.text_of(k), "AP" | "AFP" | "EPA" | "UPI" | "PA")
        };
        while range.len() > 2 && wire(range.end - 1) {
            range.end -= 1;
        }
        let compass = matches!(words.text_of(range.start), "North" | "South" | "East" | "West");
        // "D-Nev." behind a senator's name
        let party = words.text_of(range.start).len() == 1 && words.text_of(range.start + 1) == "-";
        let capital = range.clone().any(|k| words.text_of(k).chars().any(char::is_uppercase));
        let letter = range.len() == 1 && words.text_of(range.start).chars().count() == 1;
        if !capital || party || letter || compass && range.len() == 1 {
            continue;
        }
        // "Doe-2"
        let k = range.end;
        let joined = |k: usize| words.span(k - 1..k).end == words.span(k..k + 1).start;
        if words.text_of(k) == "-" && joined(k) && words.shape(k + 1) == Shape::Number && joined(k + 1) {
            range.end += 2;
        }
        let kind = match found.kind {
            NameKind::Per => EntityKind::Person,
            // "the Doe rockets", whatever else Doe may be
            _ if vehicle(words, &range).is_some() => vehicle(words, &range).unwrap_or(EntityKind::Vehicle),
            NameKind::Org => EntityKind::Organization,
            NameKind::Loc => EntityKind::Place,
            NameKind::Norp => EntityKind::Group,
            NameKind::Fac => EntityKind::Facility,
            NameKind::Event => EntityKind::Event,
            NameKind::Product => EntityKind::Product,
            NameKind::Misc => EntityKind::Other,
        };
        // "Oslo, Norway" is two places.
        let parts = |k: &usize| kind == EntityKind::Place && words.is_comma(*k);
        while let Some(comma) = range.clone().find(parts).filter(|&c| c > range.start && c + 1 < range.end) {
            let part = range.start..comma;
            names.push((Name { span: words.span(part.clone()), words: part, kind, title: None }, found.score));
            range.start = comma + 1;
        }
        names.push((Name { span: words.span(range.clone()), words: range, kind, title: None }, found.score));
    }
    names
}

/// "Doe rocket", "Doe and Roe missiles".
fn vehicle(words: &Words, range: &Range<usize>) -> Option<EntityKind> {
    kind_behind(words, range).filter(|k| matches!(k, EntityKind::Vehicle | EntityKind::Weapon))
}

/// Words that the network takes for a name elsewhere on the page and passed over here.
fn repeated(words: &Words, names: &[Name]) -> Vec<Name> {
    let mut known: HashMap<&str, Vec<(Vec<&str>, EntityKind)>> = HashMap::new();
    for name in names.iter().filter(|n| n.kind != EntityKind::Other) {
        let form: Vec<&str> = name.words.clone().map(|k| words.text_of(k)).collect();
        let lone = form.len() == 1 && (words.seen_lower(form[0]) || form[0].len() < 3);
        let list = known.entry(form[0]).or_default();
        if !lone && list.len() < 8 && !list.iter().any(|(f, _)| *f == form) {
            list.push((form, name.kind));
        }
        // "Scissors said" after "Derek Scissors"
        let family = name.words.end - 1;
        if name.kind == EntityKind::Person && name.words.len() > 1 {
            let word = words.text_of(family);
            let list = known.entry(word).or_default();
            let is_name = words.shape(family) == Shape::Capital && word.len() > 3 && !words.seen_lower(word);
            if is_name && list.len() < 8 && !list.iter().any(|(f, _)| *f == [word]) {
                list.push((vec![word], name.kind));
            }
        }
    }
    let mut found = Vec::new();
    let mut taken = names.iter().map(|n| n.words.clone()).peekable();
    let mut i = 0;
    while i < words.len() {
        while taken.next_if(|r| r.end <= i).is_some() {}
        if taken.peek().is_some_and(|r| r.start <= i) {
            i += 1;
            continue;
        }
        let limit = taken.peek().map_or(words.len(), |r| r.start);
        let fits = |f: &[&str]| {
            i + f.len() <= limit
                && f.iter().enumerate().all(|(k, w)| words.text_of(i + k) == *w)
                && words.sentence_of(i) == words.sentence_of(i + f.len() - 1)
                && !goes_on(words, i + f.len())
                && !i.checked_sub(1).is_some_and(|b| goes_on(words, b))
        };
        let forms = known.get(words.text_of(i)).into_iter().flatten();
        match forms.filter(|(f, _)| fits(f)).max_by_key(|(f, _)| f.len()) {
            Some((form, kind)) => {
                let range = i..i + form.len();
                i = range.end;
                found.push(Name { span: words.span(range.clone()), words: range, kind: *kind, title: None });
            }
            None => i += 1,
        }
    }
    found
}

/// Whether word `k` would be part of a longer name.
fn goes_on(words: &Words, k: usize) -> bool {
    words.analysis.tokens.get(k).is_some_and(|t| t.upos == Upos::Propn) && words.is_capital(k)
}

fn form(words: &Words, range: &Range<usize>) -> String {
    let mut form = String::new();
    for k in range.clone() {
        form.push_str(words.text_of(k));
        form.push(' ');
    }
    form
}
