//! Offices and ties that the page states beside a name: "Roe, the head of Doe Corp.", "Doe Corp. spokesman Pat Roe".

use crate::lexicon::Class;
use crate::names::Name;
use crate::people::{People, tidy};
use crate::words::{Shape, Words};
use dateline_record::{EntityKind, Predicate, Relation, Role, Span};
use std::ops::Range;

/// Longest office that is read, in words.
const REACH: usize = 24;

/// Gives people their offices, and the ties that follow from them. Descriptions that only one person's office fits become his mentions.
pub fn find(words: &Words, names: &[Name], people: &mut People) -> Vec<Relation> {
    let mut relations = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let Some(entity) = people.named_at(name.span) else { continue };
        if people.entities[entity].kind == EntityKind::Person {
            before(words, names, i, entity, people, &mut relations);
            behind(words, names, i, entity, people, &mut relations);
        } else {
            based(words, names, i, entity, people, &mut relations);
        }
    }
    nominals(words, people);
    kin(words, names, people, &mut relations);
    relations.sort_by_key(|r| (r.span, r.subject.clone(), r.object.clone()));
    relations.dedup_by(|a, b| a.subject == b.subject && a.predicate == b.predicate && a.object == b.object);
    relations
}

/// "Doe Corp. spokesman | Pat Roe", "the head of Doe Corp., | Pat Roe".
fn before(words: &Words, names: &[Name], i: usize, entity: usize, people: &mut People, relations: &mut Vec<Relation>) {
    let name = &names[i];
    if let Some(mut title) = name.title.clone() {
        // "Environment minister": at a sentence's start the portfolio has a capital of its own.
        let first = words.sentence_around(title.start).start;
        if title.start > first && is_portfolio(words.text_of(title.start - 1)) {
            title.start -= 1;
        }
        if is_courtesy(words.text_of(title.end - 1)) && title.len() == 1 {
            return;
        }
        let owner = i.checked_sub(1).map(|p| &names[p]).filter(|o| {
            let gap = o.words.end..title.start;
            gap.is_empty() || gap.len() == 1 && matches!(words.text_of(gap.start), "'s" | "’s")
        });
        // "President Ann Roe of Norway"
        let of = names
            .get(i + 1)
            .filter(|n| owner.is_none() && words.says(name.words.end, "of") && n.words.start == name.words.end + 1);
        let start = owner.map_or(title.start, |o| o.words.start);
        let end = of.map_or(name.words.end, |o| o.words.end);
        note(words, people, relations, entity, title, owner.or(of).map(|o| o.span), words.span(start..end));
        return;
    }
    if let Some(title) = full_title(words, name) {
        let owner = i.checked_sub(1).map(|p| &names[p]).filter(|o| o.words.end == title.start);
        let start = owner.map_or(title.start, |o| o.words.start);
        note(words, people, relations, entity, title, owner.map(|o| o.span), words.span(start..name.words.end));
        return;
    }
    // An office and its owner between the sentence's start, or a comma, and the comma before the name.
    let Some(comma) = name.words.start.checked_sub(1).filter(|&c| words.is_comma(c)) else { return };
    let first = words.sentence_around(comma).start.max(comma.saturating_sub(REACH));
    let open = (first..comma)
        .rev()
        .find(|&k| words.is_comma(k) || words.is_break(k) || words.says(k, "and"))
        .map_or(first, |k| k + 1);
    if matches!(words.text_of(open), "the" | "The")
        && (words.is_comma(name.words.end)
            || words.cue(name.words.end).is_some()
            || words.is(name.words.end, Class::VERB))
    {
        // "the brother of the leader, Ann Roe": she may be either.
        let kin = (open..comma).any(|k| is_kin(words.text_of(k)) && words.says(k + 1, "of"));
        if !kin {
            office(words, names, open..comma, entity, people, relations, words.span(open..name.words.end));
        }
    }
}

/// Longest field of an office, in words.
const FIELD: usize = 4;

/// "Secretary of State | Ann Roe", "Minister for Health | Ann Roe": an office of several words, all with capitals.
fn full_title(words: &Words, name: &Name) -> Option<Range<usize>> {
    let sentence = words.sentence_around(name.words.start);
    let low = name.words.start.saturating_sub(FIELD + 1).max(sentence.start);
    let of = (low..name.words.start).rev().find(|&k| !words.is_capital(k) && !words.says(k, "and"))?;
    let office = of.checked_sub(1).filter(|&k| k >= sentence.start)?;
    let joins = (words.says(of, "of") || words.says(of, "for")) && of + 1 < name.words.start;
    let is_office = words.is(office, Class::ROLE) && words.is_capital(office);
    let field = (of + 1..name.words.start).all(|k| words.is_capital(k) && !words.is_country(k) || words.says(k, "and"));
    let mut start = office;
    while start > sentence.start && words.is_capital(start - 1) && words.is(start - 1, Class::TITLE) {
        start -= 1;
    }
    (joins && is_office && field).then_some(start..name.words.start)
}

/// "Pat Roe, | the head of Doe Corp.,"
fn behind(words: &Words, names: &[Name], i: usize, entity: usize, people: &mut People, relations: &mut Vec<Relation>) {
    let name = &names[i];
    let comma = name.words.end;
    // "Pat Roe, who is | the head of Doe Corp."
    let who = if words.is_comma(comma) { comma + 1 } else { comma };
    if words.says(who, "who") && words.says(who + 1, "is") && words.is(who + 2, Class::DETERMINER) {
        let limit = words.sentence_around(comma).end.min(who + 2 + REACH);
        let close = (who + 3..limit)
            .find(|&k| words.is_comma(k) || words.is_break(k) || words.is(k, Class::AUXILIARY | Class::SUBORDINATOR))
            .unwrap_or(limit);
        office(words, names, who + 2..close, entity, people, relations, words.span(name.words.start..close));
        return;
    }
    // “…, Roe,” the minister said: the office behind the mark is another's.
    if !words.is_comma(comma) || words.is_quote_mark(comma + 1) || words.quote_of(comma) != words.quote_of(comma + 1) {
        return;
    }
    let mut open = comma + 1;
    // An age may stand between.
    if words.shape(open) == Shape::Number && words.is_comma(open + 1) {
        open += 2;
    }
    let limit = words.sentence_around(comma).end.min(open + REACH);
    let close = (open..limit)
        .find(|&k| words.is_comma(k) || words.is_break(k) || words.is(k, Class::AUXILIARY) || words.says(k, "who"))
        .unwrap_or(limit);
    office(words, names, open..close, entity, people, relations, words.span(name.words.start..close));
}

/// Reads "the deputy head of the Doe Agency" and notes it.
fn office(
    words: &Words,
    names: &[Name],
    range: Range<usize>,
    entity: usize,
    people: &mut People,
    relations: &mut Vec<Relation>,
    span: Span,
) {
    let mut start = range.start;
    while start < range.end && words.is(start, Class::DETERMINER | Class::POSSESSIVE) {
        start += 1;
    }
    let end = (start..range.end).find(|&k| words.is(k, Class::PREPOSITION)).unwrap_or(range.end);
    if start >= end
        || !words.is(end - 1, Class::ROLE | Class::TITLE)
        || words.is(end - 1, Class::GIVEN_NAME) && !words.is(end - 1, Class::ROLE)
    {
        return;
    }
    // What the office is of: the last name of the phrase that does not itself own another ("Russia's Amur region").
    let owner = names
        .iter()
        .skip(names.partition_point(|n| n.words.start < end))
        .take_while(|n| n.words.end <= range.end)
        .find(|n| !matches!(words.text_of(n.words.end), "'s" | "’s"));
    // "Doe Corp. chief executive": the owner stands inside.
    let inside =
        names.iter().skip(names.partition_point(|n| n.words.start < start)).take_while(|n| n.words.end < end).last();
    let title = inside.map_or(start, |n| n.words.end)..end;
    let mut title = (title.start..title.end)
        .find(|&k| !matches!(words.text_of(k), "'s" | "’s" | "'" | "’"))
        .map_or(title.clone(), |s| s..title.end);
    // "a Doeville | -based developer"
    while words.text_of(title.start) == "-" && title.len() > 2 {
        title.start += 2;
    }
    let is_title =
        |k: usize| words.shape(k) != Shape::Mark || k > title.start && matches!(words.text_of(k), "-" | "&" | "/");
    if !title.clone().all(is_title) {
        return;
    }
    note(words, people, relations, entity, title, owner.or(inside).map(|n| n.span), span);
}

fn note(
    words: &Words,
    people: &mut People,
    relations: &mut Vec<Relation>,
    entity: usize,
    title: Range<usize>,
    owner: Option<Span>,
    span: Span,
) {
    let owner = owner
        .and_then(|s| people.named_at(s))
        .filter(|&o| o != entity && people.entities[o].kind != EntityKind::Person);
    let of = owner.map(|o| people.entities[o].id.clone());
    // "then-Mayor Ann Roe"
    let then = title.start >= 2
        && words.text_of(title.start - 1) == "-"
        && ["then", "ex"].iter().any(|w| words.says(title.start - 2, w));
    let past = then || title.clone().any(|k| matches!(words.text_of(k), "former" | "Former" | "ex" | "late"));
    let from = title.clone().find(|&k| !words.says(k, "former")).unwrap_or(title.start);
    let text = tidy(words.span(from..title.end).of(words.text));
    if let (Some(of), Some(predicate), false) = (&of, predicate(words.text_of(title.end - 1)), past) {
        relations.push(Relation { subject: people.entities[entity].id.clone(), predicate, object: of.clone(), span });
    }
    people.note_role(entity, Role { title: text, of, span, past });
}

/// Whether a noun tells whose kin somebody is.
fn is_kin(noun: &str) -> bool {
    const KIN: [&str; 16] = [
        "mother",
        "father",
        "brother",
        "sister",
        "son",
        "daughter",
        "wife",
        "husband",
        "cousin",
        "uncle",
        "aunt",
        "nephew",
        "niece",
        "widow",
        "grandson",
        "granddaughter",
    ];
    KIN.iter().any(|k| noun.eq_ignore_ascii_case(k))
}

fn predicate(office: &str) -> Option<Predicate> {
    Some(match office.to_lowercase().as_str() {
        "head" | "leader" | "chief" | "director" | "president" | "chairman" | "chairwoman" | "chair" | "ceo"
        | "chancellor" | "premier" | "governor" | "mayor" | "king" | "queen" | "commander" | "minister"
        | "secretary" | "executive" => Predicate::Leads,
        "spokesman" | "spokeswoman" | "spokesperson" => Predicate::SpokespersonFor,
        "member" | "senator" | "lawmaker" => Predicate::MemberOf,
        _ => return None,
    })
}

/// What ministers and ministries are for.
fn is_portfolio(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "prime"
            | "foreign"
            | "interior"
            | "defence"
            | "defense"
            | "finance"
            | "justice"
            | "health"
            | "education"
            | "environment"
            | "energy"
            | "trade"
            | "transport"
            | "agriculture"
            | "fisheries"
            | "labour"
            | "labor"
            | "culture"
            | "economy"
            | "industry"
            | "home"
            | "oil"
            | "tourism"
            | "information"
            | "science"
            | "housing"
            | "water"
            | "sports"
            | "immigration"
            | "security"
            | "vice"
    )
}

fn is_courtesy(title: &str) -> bool {
    matches!(title.trim_end_matches('.'), "Mr" | "Mrs" | "Ms" | "Miss" | "Dr" | "Sir" | "St" | "Saint")
}

/// "NK Roe, a website based in Doeville".
fn based(words: &Words, names: &[Name], i: usize, entity: usize, people: &People, relations: &mut Vec<Relation>) {
    let name = &names[i];
    let end = name.words.end;
    let Some(k) = (end..end + 10)
        .take_while(|&k| !words.is_break(k))
        .find(|&k| matches!(words.text_of(k), "based" | "headquartered") && words.says(k + 1, "in"))
    else {
        return;
    };
    let aside = k == end
        || words.is_comma(end) && words.is(end + 1, Class::DETERMINER | Class::SUBORDINATOR)
        || words.is_comma(end) && k == end + 1;
    let Some(place) = names.get(i + 1).filter(|n| n.words.start == k + 2) else { return };
    let Some(object) = people.named_at(place.span).filter(|&o| o != entity) else { return };
    if aside {
        relations.push(Relation {
            subject: people.entities[entity].id.clone(),
            predicate: Predicate::BasedIn,
            object: people.entities[object].id.clone(),
            span: words.span(name.words.start..place.words.end),
        });
    }
}

/// The noun of an office: "Secretary" of "Secretary of State", "officer" of "chief executive officer".
pub fn head_of(title: &str) -> &str {
    let end = [" of ", " for "].iter().filter_map(|p| title.find(p)).min().unwrap_or(title.len());
    title.get(..end).and_then(|office| office.rsplit(' ').next()).unwrap_or_default()
}

/// "the reclusive leader": a description that fits the office of one person of the page alone.
fn nominals(words: &Words, people: &mut People) {
    let mut holders: std::collections::HashMap<String, Option<usize>> = std::collections::HashMap::new();
    for (e, entity) in people.entities.iter().enumerate() {
        for role in entity.roles.iter().filter(|r| !r.past) {
            let head = head_of(&role.title).to_lowercase();
            let holder = holders.entry(head).or_insert(Some(e));
            if *holder != Some(e) {
                *holder = None;
            }
        }
    }
    let mut i = 0;
    while i < words.len() {
        let start = i;
        i += 1;
        if !words.says(start, "the") {
            continue;
        }
        // "the", one to four adjectives or demonyms, the office.
        let Some(head) = (start + 1..start + 5).find(|&k| words.is(k, Class::ROLE) && words.shape(k) == Shape::Lower)
        else {
            continue;
        };
        let between = start + 1..head;
        let modifiers = between.clone().all(|k| {
            words.shape(k) == Shape::Lower
                && !words.is(
                    k,
                    Class::PREPOSITION
                        | Class::AUXILIARY
                        | Class::CONJUNCTION
                        | Class::ROLE
                        | Class::SUBORDINATOR
                        | Class::POSSESSIVE,
                )
                || words.is_capital(k) && (words.is(k, Class::PEOPLE) || words.is(k + 1, Class::PEOPLE))
        });
        let next = head + 1;
        let alone = !words.is_capital(next)
            && !words.is(next, Class::ROLE | Class::BODY)
            && !matches!(words.text_of(next), "for" | "-" | "who")
            // "the mayor of Doeville", but "accused the mayor | of hiding it"
            && (!words.says(next, "of") || words.text_of(next + 1).ends_with("ing"));
        let former = between.clone().any(|k| matches!(words.text_of(k), "former" | "new" | "next" | "first"));
        if !modifiers || !alone || former || words.sentence_of(start) != words.sentence_of(head) {
            continue;
        }
        // Only a person already spoken of can be meant.
        let span = words.span(start..head + 1);
        if let Some(Some(e)) = holders.get(words.text_of(head)).copied()
            && people.entities[e].mentions.first().is_some_and(|m| m.span.end <= span.start)
        {
            people.note_nominal(e, span);
        }
    }
}

/// "the leader's sister …, Ann Roe": kin of somebody named or described right before.
fn kin(words: &Words, names: &[Name], people: &People, relations: &mut Vec<Relation>) {
    for k in 1..words.len() {
        let predicate = match words.text_of(k) {
            "sister" | "brother" | "half" | "twin" => Predicate::SiblingOf,
            "wife" | "husband" | "spouse" => Predicate::SpouseOf,
            "father" | "mother" => Predicate::ParentOf,
            _ => continue,
        };
        if !matches!(words.text_of(k - 1), "'s" | "’s") {
            continue;
        }
        let owner_end = words.span(k - 1..k).start;
        let Some(owner) = people.ending_at(owner_end) else { continue };
        // The name follows at once, or behind a comma that closes what else is said.
        let next = names.partition_point(|n| n.words.start <= k);
        let Some(name) = names.get(next) else { continue };
        let gap = k + 1..name.words.start;
        let close = gap.is_empty()
            || gap.len() <= 6
                && words.is_comma(gap.end - 1)
                && !gap.clone().any(|j| words.is_break(j) || words.is(j, Class::VERB | Class::AUXILIARY));
        if !close || words.sentence_of(k) != words.sentence_of(name.words.start) {
            continue;
        }
        if let Some(kin) = people.named_at(name.span).filter(|&n| n != owner) {
            relations.push(Relation {
                subject: people.entities[kin].id.clone(),
                predicate,
                object: people.entities[owner].id.clone(),
                span: words.span(k - 1..name.words.end),
            });
        }
    }
}
