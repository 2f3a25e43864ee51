//! What has been linked goes to the record's entities; what is less than sure, or nobody in particular, is kept beside them.

use super::Linked;
use super::mention::{self, Number};
use crate::extent::{self, Extents};
use crate::people::{Other, People};
use crate::words::Words;
use dateline_language::MentionKind;
use dateline_record::{Author, Entity, EntityKind, Mention, MentionForm, Span, Statement, StatementForm};
use std::collections::HashMap;

/// Hands the mentions over: those of entities with a name, those of people and bodies that are described and spoken of
/// again, and the rest.
pub fn note(words: &Words, people: &mut People, linked: &Linked) {
    let mut groups: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut order: Vec<usize> = Vec::new();
    for (m, &node) in linked.homes.iter().enumerate() {
        let list = groups.entry(node).or_default();
        if list.is_empty() {
            order.push(node);
        }
        list.push(m);
    }
    let span = |m: usize| mention::span(words, &linked.mentions[m]);
    for node in order {
        let (n, list) = (&linked.nodes[node], &groups[&node]);
        let told = list.iter().copied().filter(|&m| linked.mentions[m].form != MentionForm::Name);
        people.sure.extend(told.clone().map(|m| (span(m), linked.sure[m])));
        // A bare figure, an age say, tells readers nothing.
        let worded = |m: usize| span(m).of(words.text).starts_with(char::is_alphabetic);
        let is_sure = |&m: &usize| linked.sure[m] >= linked.enough && worded(m);
        let (sure, loose): (Vec<usize>, Vec<usize>) = told.partition(is_sure);
        let tells = |m: usize| !is_nobody(words.text_of(linked.mentions[m].head));
        let described = sure.iter().copied().find(|&m| linked.mentions[m].form == MentionForm::Nominal && tells(m));
        let entity = match (n.named, described, kept(n.kind, n.number)) {
            (true, ..) => Some(node),
            (false, Some(first), Some(kind)) if sure.len() > 1 => {
                Some(people.describe(kind, without_clause(span(first).of(words.text))))
            }
            _ => None,
        };
        let listed = |list: &[usize]| -> Vec<Mention> {
            list.iter().map(|&m| Mention::new(span(m), linked.mentions[m].form)).collect()
        };
        let Some(entity) = entity else {
            let mentions = listed(list);
            people.others.push(Other { kind: n.kind, mentions, like: None, speaker_of: n.speaker_of });
            continue;
        };
        for &m in &sure {
            people.note(entity, span(m), linked.mentions[m].form, linked.mentions[m].gender);
        }
        if !loose.is_empty() {
            let like = people.entities[entity].mentions.first().map(|m| m.span);
            people.others.push(Other { kind: n.kind, mentions: listed(&loose), like, speaker_of: None });
        }
    }
    people.sort();
}

/// A description without what is added of the one described: "an officer, whom the court owes a year's pay".
fn without_clause(description: &str) -> &str {
    let clause = |at: &usize| {
        let next = description[at + 1..].trim_start();
        ["who ", "whom ", "whose ", "which "].iter().any(|w| next.starts_with(w))
    };
    let cut = description.match_indices(',').map(|(at, _)| at).find(clause);
    cut.map_or(description, |at| description[..at].trim_end())
}

/// What the record calls somebody without a name; none for what it does not hold.
fn kept(kind: Option<MentionKind>, number: Option<Number>) -> Option<EntityKind> {
    Some(match kind? {
        MentionKind::Person if number == Some(Number::Many) => EntityKind::Group,
        MentionKind::Person => EntityKind::Person,
        MentionKind::Organization => EntityKind::Organization,
        // "the bridge", "this room": no gazetteer and no reader can tell which.
        _ => return None,
    })
}

/// Whether a description is of nobody in particular: "nobody", "everyone", "some".
fn is_nobody(word: &str) -> bool {
    const STEMS: [&str; 4] = ["no", "every", "some", "any"];
    let lower = word.to_lowercase();
    let of = |stem: &str| lower.strip_prefix(stem).is_some_and(|rest| matches!(rest, "" | "body" | "one" | "thing"));
    matches!(lower.as_str(), "none" | "all" | "others" | "many" | "most" | "few" | "several")
        || STEMS.into_iter().any(of)
}

/// Fewest times, and paragraphs, in which "I" stands outside of quotations for it to be the author's.
const AUTHORS: usize = 3;
const PARAGRAPHS: usize = 2;

/// "I" in a quotation, or in a turn of an interview, is who speaks it, where the page tells that of one person; elsewhere it is the one
/// author of a page that is told in the first person.
pub fn voices(words: &Words, statements: &[Statement], authors: &[Author], people: &mut People) {
    let mut speakers: HashMap<usize, Option<usize>> = HashMap::new();
    // What is said without marks, in order.
    let mut turns: Vec<(Span, Option<usize>)> = Vec::new();
    for s in statements.iter().filter(|s| s.form != StatementForm::Indirect && s.within.is_none()) {
        let entity = match s.source.as_slice() {
            [one] => one.entity.as_deref().and_then(|id| people.entities.iter().position(|e| e.id == id)),
            _ => None,
        };
        let person = entity.filter(|&e| people.entities[e].kind == EntityKind::Person);
        for span in &s.content {
            let mut is_quoted = false;
            for quote in words.within(*span).filter_map(|k| words.quote_of(k)) {
                is_quoted = true;
                let speaker = speakers.entry(quote).or_insert(person);
                if *speaker != person {
                    *speaker = None;
                }
            }
            if !is_quoted && s.form == StatementForm::Direct {
                turns.push((*span, person));
            }
        }
    }
    turns.sort_by_key(|t| t.0);
    let author = match authors {
        [one] => people.entities.iter().position(|e| e.kind == EntityKind::Person && e.name == one.name),
        _ => None,
    };
    let others = std::mem::take(&mut people.others);
    for mut other in others {
        if let Some(e) = other.speaker_of.and_then(|q| speakers.get(&q).copied().flatten()) {
            other.mentions.iter().for_each(|m| people.note(e, m.span, m.form, None));
            continue;
        }
        if other.speaker_of.is_none() && other.mentions.first().is_some_and(|m| is_speaker(m.span.of(words.text))) {
            other.mentions.retain(|m| {
                let turn = turns[..turns.partition_point(|t| t.0.start <= m.span.start)].last();
                let speaker = turn.filter(|t| t.0.contains(m.span)).map(|t| t.1);
                if let Some(Some(e)) = speaker {
                    people.note(e, m.span, m.form, None);
                }
                speaker.is_none()
            });
            let mut paragraphs: Vec<usize> =
                other.mentions.iter().map(|m| words.region_of(words.within(m.span).start)).collect();
            paragraphs.dedup();
            if let Some(e) = author.filter(|_| turns.is_empty())
                && other.mentions.len() >= AUTHORS
                && paragraphs.len() >= PARAGRAPHS
            {
                other.mentions.iter().for_each(|m| people.note(e, m.span, m.form, None));
                continue;
            }
        }
        if !other.mentions.is_empty() {
            people.others.push(other);
        }
    }
    people.sort();
}

/// How sure it is that "he said" right behind a person's statement is theirs again.
const SPEAKER: f32 = 0.9;

/// "She said", right behind what somebody said, is that person again, if the page names nobody else of that sex in between.
pub fn speak_on(words: &Words, statements: &[Statement], people: &mut People) {
    let id = |e: &Entity| e.id.clone();
    let by_id: HashMap<String, usize> = people.entities.iter().enumerate().map(|(i, e)| (id(e), i)).collect();
    let outside = |s: &&Statement| s.cue.first().is_some_and(|c| words.quote_of(words.within(*c).start).is_none());
    let mut told: Vec<&Statement> = statements.iter().filter(outside).collect();
    told.sort_by_key(|s| s.cue.first().map(|c| c.start));
    let mut found = Vec::new();
    // Who spoke last, from where, up to where.
    let mut last: Option<(usize, Span, u32)> = None;
    for s in told {
        let [source] = s.source.as_slice() else {
            last = None;
            continue;
        };
        let ends =
            |s: &Statement| s.content.iter().chain(&s.cue).map(|c| c.end).max().unwrap_or(0).max(source.span.end);
        let known =
            source.entity.as_deref().and_then(|id| by_id.get(id).copied()).or_else(|| people.pronoun_at(source.span));
        let start = s.content.iter().chain(&s.cue).map(|c| c.start).min().unwrap_or(0).min(source.span.start);
        let pronoun = mention::pronoun(words, words.within(source.span).start)
            .filter(|p| p.gender.is_some() && words.within(source.span).len() == 1);
        let carried = match (known, pronoun, last) {
            (None, Some(pronoun), Some((e, from, end))) => {
                let before = words.within(Span { start: from.start, end: end.max(from.start) }).end.saturating_sub(1);
                let here = words.within(Span { start, end: start }).start;
                let near = words.sentence_of(here) <= words.sentence_of(before) + 1;
                let can = |e: usize| people.gender(e).is_none() || people.gender(e) == pronoun.gender;
                let between = people.mentions[people.mentions.partition_point(|(m, _)| m.start < from.end)..].iter();
                let other = between.take_while(|(m, _)| m.end <= source.span.start).any(|&(m, o)| {
                    let person = people.entities.get(o).is_some_and(|x| x.kind == EntityKind::Person);
                    o != e && person && can(o) && words.quote_of(words.within(m).start).is_none()
                });
                (near && can(e) && !other).then_some((e, pronoun.gender))
            }
            _ => None,
        };
        if let Some((e, gender)) = carried {
            found.push((e, source.span, gender));
        }
        let speaker = known.or(carried.map(|c| c.0));
        let person = speaker.filter(|&e| people.entities.get(e).is_some_and(|x| x.kind == EntityKind::Person));
        last = person.map(|e| (e, source.span, ends(s)));
    }
    for (e, span, gender) in found {
        people.note(e, span, MentionForm::Pronoun, gender);
        people.sure.insert(span, SPEAKER);
    }
    people.sort();
}

/// Whether a pronoun is the speaker's, of one person.
fn is_speaker(word: &str) -> bool {
    ["i", "me", "my", "mine", "myself"].iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// Mentions of one and the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// What it is; [`EntityKind::Other`] for abstract things, times and the like.
    pub kind: EntityKind,
    /// In order.
    pub mentions: Vec<Mentioned>,
}

/// A mention, with its whole phrase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mentioned {
    /// As in the record: of a name, the name alone.
    pub span: Span,
    /// With titles, determiners, possessive mark and what modifies it behind.
    pub phrase: Span,
    /// How it is spoken of.
    pub form: MentionForm,
    /// How sure it is that the chain is meant, in (0, 1].
    pub confidence: f32,
    /// Whether the record holds it.
    pub is_recorded: bool,
}

/// The chains of a page that has been read.
pub fn of(
    words: &Words,
    extents: &Extents,
    entities: &[Entity],
    others: &[Other],
    sure: &HashMap<Span, f32>,
) -> Vec<Chain> {
    let mentioned = |m: &Mention, is_recorded: bool| {
        let range = words.within(m.span);
        let phrase = match m.form {
            MentionForm::Name if !range.is_empty() => {
                words.span(extents.phrase(extent::head_of(words, &range))).cover(m.span)
            }
            _ => m.span,
        };
        let confidence = sure.get(&m.span).copied().unwrap_or(1.0);
        Mentioned { span: m.span, phrase, form: m.form, confidence, is_recorded }
    };
    let kind = |kind: Option<MentionKind>| match kind {
        Some(MentionKind::Person) => EntityKind::Person,
        Some(MentionKind::Organization) => EntityKind::Organization,
        Some(MentionKind::Place) => EntityKind::Place,
        Some(MentionKind::Event) => EntityKind::Event,
        _ => EntityKind::Other,
    };
    let mut chains: Vec<Chain> = Vec::new();
    let mut at: HashMap<Span, usize> = HashMap::new();
    for e in entities {
        at.extend(e.mentions.iter().map(|m| (m.span, chains.len())));
        chains.push(Chain { kind: e.kind, mentions: e.mentions.iter().map(|m| mentioned(m, true)).collect() });
    }
    for other in others {
        // A group may have taken one of them.
        let taken = other.mentions.iter().map(|m| m.span).find(|s| at.contains_key(s));
        let mentions = other.mentions.iter().filter(|m| !at.contains_key(&m.span)).map(|m| mentioned(m, false));
        match other.like.or(taken).and_then(|span| at.get(&span)).and_then(|&c| chains.get_mut(c)) {
            Some(chain) => {
                chain.mentions.extend(mentions);
                chain.mentions.sort_by_key(|m| m.span);
            }
            None => chains.push(Chain { kind: kind(other.kind), mentions: mentions.collect() }),
        }
    }
    chains
}
