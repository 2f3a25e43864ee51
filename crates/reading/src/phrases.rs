//! Noun phrases beside a verb, found without a parser: by what can and cannot stand inside one.

use crate::cues::Form;
use crate::lexicon::Class;
use crate::words::{Shape, Words};
use dateline_language::Relation;
use std::ops::Range;

/// Longest phrase that is followed, in words.
const REACH: usize = 45;

/// Words that end any noun phrase.
const CLAUSE: Class = Class(Class::SUBORDINATOR.0 | Class::AUXILIARY.0);

/// The start of a verb's group: "has also said" from "said".
pub fn group_start(words: &Words, verb: usize, first: usize) -> usize {
    let mut g = verb;
    while g > first {
        let k = g - 1;
        let adverb = words.is(k, Class::ADVERB)
            || words.shape(k) == Shape::Lower && words.text_of(k).ends_with("ly") && words.text_of(k).len() > 4;
        let helper = words.is(k, Class::AUXILIARY) && words.quote_of(k).is_none();
        let to = words.says(k, "to") && k > first && words.text_of(k - 1).ends_with("ed");
        if !adverb && !helper && !to {
            break;
        }
        g = k;
    }
    // "Roe on Monday said", "Roe last month vowed": the time stands between subject and verb.
    let mut k = g;
    while k > first
        && (words.is(k - 1, Class::TIME) || k < g && words.shape(k - 1) == Shape::Number)
        && !words.is(k - 1, Class::ADVERB)
    {
        k -= 1;
    }
    let led = k < g && k > first + 1;
    if led && matches!(words.text_of(k - 1), "on" | "last" | "this" | "in" | "late" | "early" | "next") {
        return k - 1;
    }
    if led && words.is_capital(k) && words.is_capital(k - 1) { k } else { g }
}

/// The subject of the verb group that starts at `group`, within the sentence and outside quotes.
pub fn subject_before(words: &Words, group: usize, first: usize) -> Option<Range<usize>> {
    let last = group.checked_sub(1).filter(|&l| l >= first)?;
    if words.quote_of(last).is_some() {
        return None;
    }
    if words.is_comma(last) {
        return apposed_before(words, last, first);
    }
    let phrase = phrase_before(words, last, first)?;
    Some(with_antecedent(words, phrase, first))
}

/// "a clerk who worked in the department | said": the clerk said it, not the department.
fn with_antecedent(words: &Words, phrase: Range<usize>, first: usize) -> Range<usize> {
    let low = phrase.start.saturating_sub(REACH).max(first);
    for k in (low + 1..phrase.start).rev() {
        if words.is_comma(k) || words.is_break(k) || words.quote_of(k).is_some() {
            break;
        }
        if words.text_of(k) == "who" {
            return phrase_before(words, k - 1, first).map_or(phrase.clone(), |a| a.start..phrase.end);
        }
    }
    phrase
}

/// A phrase that ends in an aside between commas: "Ann Roe, the mayor of Doeville, | said".
fn apposed_before(words: &Words, comma: usize, first: usize) -> Option<Range<usize>> {
    let mut k = comma;
    let low = comma.saturating_sub(REACH).max(first);
    let mut found = None;
    while k > low {
        k -= 1;
        if words.is_break(k) && words.text_of(k) != ")" && words.text_of(k) != "(" || words.quote_of(k).is_some() {
            break;
        }
        if words.is_comma(k) && k > first {
            let aside = k + 1;
            let opens = words.is(aside, Class::DETERMINER | Class::POSSESSIVE | Class::ROLE | Class::TITLE)
                || words.shape(aside) == Shape::Number
                || words.is_capital(aside)
                || matches!(
                    words.text_of(aside),
                    "who"
                        | "whose"
                        | "which"
                        | "speaking"
                        | "himself"
                        | "herself"
                        | "now"
                        | "then"
                        | "also"
                        | "formerly"
                        | "head"
                        | "in"
                        | "for"
                        | "on"
                        | "at"
                        | "during"
                        | "after"
                        | "by"
                        | "as"
                )
                || words.is(aside, Class::ADVERB)
                || words.text_of(aside).ends_with("ing");
            if let Some(np) = phrase_before(words, k - 1, first) {
                let nominal = np.clone().any(|i| words.is_capital(i) || words.is(i, Class::ROLE | Class::DOCUMENT));
                if opens && nominal {
                    // What the speaker did besides is not part of his name: "Roe, who had left, said".
                    let clause = matches!(words.text_of(aside), "who" | "whose" | "which")
                        || words.is(aside, Class::PREPOSITION | Class::ADVERB)
                        || words.text_of(aside).ends_with("ing");
                    found = Some(if clause { np.clone() } else { np.start..comma });
                    // "Ann Roe, 45, a teacher, said": go on while commas bind a name to it.
                    if words.is_capital(np.start) || words.is(np.start, Class::DETERMINER | Class::TITLE) {
                        let before = np.start.checked_sub(1);
                        if !before.is_some_and(|b| b > first && words.is_comma(b))
                            || words.is(np.start, Class::TITLE)
                            || !words.is(np.start, Class::DETERMINER)
                        {
                            break;
                        }
                    }
                }
            }
        }
    }
    found
}

/// The noun phrase whose last word is `last`.
fn phrase_before(words: &Words, last: usize, first: usize) -> Option<Range<usize>> {
    let in_name = |k: usize| words.is_capital(k) && k > first;
    if words.text_of(last) == ")" {
        // "Roe (R-Ohio) said"
        let open = (last.saturating_sub(8).max(first)..last).rev().find(|&k| words.text_of(k) == "(")?;
        let np = phrase_before(words, open.checked_sub(1).filter(|&k| k >= first)?, first)?;
        return Some(np.start..last + 1);
    }
    if words.is(last, Class::PRONOUN) && words.shape(last) != Shape::Mark {
        // "some of them said" ends in no pronoun of this list.
        return Some(last..last + 1);
    }
    let low = last.saturating_sub(REACH).max(first);
    let mut start = last + 1;
    let mut k = last;
    loop {
        if !is_nominal(words, k, last) && !in_name(k) {
            break;
        }
        if words.is(k, Class::TIME) && !(words.is_capital(k + 1) && k < last) && words.text_of(k) != "May" {
            break;
        }
        start = k;
        let opens = words.is(k, Class::DETERMINER | Class::POSSESSIVE) && !matches!(words.text_of(k), "'s" | "’s");
        if k == low {
            break;
        }
        let before = k - 1;
        if words.quote_of(before).is_some() && words.quote_of(k).is_none() {
            break;
        }
        if opens || !is_nominal(words, before, last) && !words.is_capital(before) {
            // Over a preposition the phrase may have begun earlier: "a spokesman | for the mayor".
            let links = matches!(
                words.text_of(before),
                "of" | "for"
                    | "from"
                    | "with"
                    | "in"
                    | "at"
                    | "to"
                    | "on"
                    | "by"
                    | "near"
                    | "between"
                    | "against"
                    | "behind"
            );
            let and = words.says(before, "and") || words.text_of(before) == "&";
            let amount =
                opens && words.is(before, Class::DETERMINER | Class::ADVERB) && !words.is(k, Class::POSSESSIVE);
            if links
                && before > low
                && (is_nominal(words, before - 1, last) || in_name(before - 1))
                && !words.is(before - 1, Class::TIME)
            {
                k = before - 1;
                continue;
            }
            if and
                && before > low
                && (words.is_capital(before - 1) && words.is_capital(k)
                    || words.is(before - 1, Class::ROLE) && words.is(last, Class::ROLE))
            {
                k = before - 1;
                continue;
            }
            if amount && words.is(before, Class::DETERMINER) {
                k = before;
                continue;
            }
            break;
        }
        k = before;
    }
    // An opening "Still" or "Earlier" is not the subject's.
    while start < last
        && (words.is(start, Class::ADVERB) && !words.is_capital(start + 1)
            || words.is_comma(start)
            || words.shape(start) == Shape::Mark)
    {
        start += 1;
    }
    let head = (start..=last).any(|k| {
        matches!(words.shape(k), Shape::Capital | Shape::Upper | Shape::Lower)
            && !words.is(k, Class::DETERMINER | Class::POSSESSIVE | Class::PARTICLE | Class::ADVERB)
    });
    (start <= last && head).then_some(start..last + 1)
}

/// Whether word `k` can stand inside a noun phrase; `last` is where the phrase ends.
fn is_nominal(words: &Words, k: usize, last: usize) -> bool {
    let text = words.text_of(k);
    if matches!(text, "'s" | "’s" | "'" | "’" | "&" | "$" | "%" | "#") {
        return true;
    }
    if matches!(text, "-" | "/") {
        // A hyphen, not a dash.
        return k > 0
            && words.span(k - 1..k).end == words.span(k..k + 1).start
            && words.span(k..k + 1).end == words.span(k + 1..k + 2).start;
    }
    match words.shape(k) {
        Shape::Mark => false,
        Shape::Number => true,
        Shape::Capital | Shape::Upper => {
            !words.is(k, CLAUSE | Class::PREPOSITION | Class::CONJUNCTION)
                || words.is_capital(k + 1) && k < last && !words.is(k, CLAUSE)
        }
        Shape::Lower => {
            if words.is(k, Class::DETERMINER | Class::POSSESSIVE | Class::ROLE | Class::DOCUMENT) {
                return !words.is(k, Class::SUBORDINATOR);
            }
            let no = CLAUSE
                | Class::PREPOSITION
                | Class::CONJUNCTION
                | Class::OBJECT_PRONOUN
                | Class::PRONOUN
                | Class::VERB
                | Class::ADVERB;
            if words.is(k, no) {
                return false;
            }
            // "said", "told": a verb, unless it may be a noun; a participle only before a noun.
            match words.cue(k) {
                Some(c) if !c.noun || c.form == Form::Past => k < last && c.form == Form::Past && !c.plain,
                _ => true,
            }
        }
    }
}

/// The noun phrase that starts at `start` and ends before `limit`: a speaker behind his verb, with what is said of him.
pub fn phrase_after(words: &Words, start: usize, limit: usize) -> Range<usize> {
    if words.is(start, Class::PRONOUN) && !words.is(start, Class::DETERMINER) {
        return start..(start + 1).min(limit);
    }
    let limit = limit.min(start + REACH);
    let mut end = start;
    let mut named = false;
    while end < limit {
        let text = words.text_of(end);
        if words.quote_of(end).is_some() && words.is_quote_mark(end) && end > start {
            // A nickname goes on; anything longer does not.
            let close = (end + 1..limit.min(end + 6)).find(|&k| words.is_quote_mark(k));
            match close {
                Some(c) if words.is_capital(c + 1) => {
                    end = c + 1;
                    continue;
                }
                _ => break,
            }
        }
        if text == "(" {
            match (end + 1..limit.min(end + 12)).find(|&k| words.text_of(k) == ")") {
                Some(c) => {
                    end = c + 1;
                    continue;
                }
                None => break,
            }
        }
        if words.is_break(end) {
            break;
        }
        if words.is_comma(end) {
            if is_aside(words, end + 1, limit, named) {
                end += 1;
                end = aside_end(words, end, limit);
                named = false;
                continue;
            }
            break;
        }
        if end > start && ends_phrase(words, end, named) {
            break;
        }
        named = words.is_capital(end);
        end += 1;
    }
    start..end
}

/// Whether the phrase ends before word `k`; `named` if a name stands right before it.
fn ends_phrase(words: &Words, k: usize, named: bool) -> bool {
    let text = words.text_of(k);
    if words.is_capital(k) {
        return words.is(k, Class::TIME);
    }
    if words.is(k, Class::TIME) || words.is(k, Class::AUXILIARY) && !matches!(text, "'s" | "’s") {
        return true;
    }
    if matches!(text, "of" | "for") {
        return false;
    }
    if text == "who" || text == "whose" {
        return false;
    }
    if text == "and" {
        return !(words.is_capital(k + 1) || words.is(k + 1, Class::DETERMINER | Class::ROLE))
            || !named && !words.is(k - 1, Class::ROLE);
    }
    if matches!(text, "with" | "from" | "in" | "at" | "on" | "to" | "by") {
        let occasion = words.is(k + 1, Class::TIME)
            || words.is(k + 1, Class::DETERMINER | Class::POSSESSIVE)
                && (k + 1..k + 5).any(|j| {
                    matches!(
                        words.text_of(j),
                        "statement"
                            | "interview"
                            | "speech"
                            | "news"
                            | "press"
                            | "conference"
                            | "email"
                            | "letter"
                            | "tweet"
                            | "post"
                            | "rally"
                            | "hearing"
                            | "briefing"
                            | "memo"
                            | "debate"
                            | "call"
                    )
                });
        // "a video released by the mayor", "an analysis by Roe"
        if text == "by" && words.is(k - 1, Class::DOCUMENT) {
            return occasion;
        }
        if text == "by" && words.text_of(k - 1).ends_with("ed") && words.shape(k - 1) == Shape::Lower {
            return occasion;
        }
        return named
            || occasion
            || matches!(text, "on" | "by")
            || matches!(text, "to" | "in" | "at") && !words.is_capital(k + 1) && !words.is(k + 1, Class::DETERMINER);
    }
    words.is(k, Class::SUBORDINATOR | Class::CONJUNCTION | Class::ADVERB | Class::OBJECT_PRONOUN)
        && !words.is(k, Class::DETERMINER | Class::POSSESSIVE)
        || words.is(k, Class::PREPOSITION)
        || words.is(k, Class::VERB) && !words.is(k, Class::ROLE)
        || words.cue(k).is_some_and(|c| matches!(c.form, Form::Past | Form::Third | Form::Ing) && !c.noun)
}

/// Whether an aside about the phrase opens at word `k`: "the mayor of Doeville", "who left", "45".
fn is_aside(words: &Words, k: usize, limit: usize, named: bool) -> bool {
    if k >= limit {
        return false;
    }
    let text = words.text_of(k);
    if text == "who" || text == "whose" {
        // "who added that …" is another statement.
        return !(k + 1..k + 4).any(|j| words.cue(j).is_some_and(|c| c.plain));
    }
    if words.shape(k) == Shape::Number {
        return words.is_comma(k + 1) || words.is_break(k + 1);
    }
    let nominal = words.is(k, Class::DETERMINER) && !matches!(text, "that" | "all" | "some" | "both")
        || words.is(k, Class::ROLE) && words.shape(k) == Shape::Lower;
    let office = (k..(k + 9).min(limit)).any(|j| words.is(j, Class::ROLE | Class::BODY) || words.is(j, Class::SITE));
    // "…, the bridge was safe" is a clause of its own.
    let stop = (k..limit)
        .find(|&j| words.is_comma(j) || words.is_break(j) || words.is(j, Class::SUBORDINATOR))
        .unwrap_or(limit);
    if (k..stop).any(|j| words.is(j, Class::AUXILIARY) && words.quote_of(j).is_none()) || has_own_verb(words, k..stop) {
        return false;
    }
    if nominal {
        return office || named && !matches!(text, "and");
    }
    named
        && (words.is_capital(k) && (office || words.is_comma(k + 1) || words.is_comma(k + 2))
            || words.shape(k) == Shape::Lower
                && office
                && !words.is(k, Class::CONJUNCTION | Class::SUBORDINATOR | Class::PREPOSITION | Class::ADVERB)
                && words.cue(k).is_none())
        || matches!(text, "chief" | "senior" | "deputy" | "former" | "executive" | "vice")
}

/// Whether some words hold a verb together with its subject, as the tree sees it.
fn has_own_verb(words: &Words, range: Range<usize>) -> bool {
    let tokens = &words.analysis.tokens;
    range.clone().any(|j| {
        tokens.get(j).is_some_and(|t| {
            let verb = t.head.map(|h| h as usize).filter(|v| range.contains(v) && *v > j);
            matches!(t.relation, Relation::Nsubj | Relation::NsubjPass)
                && verb.is_some_and(|v| {
                    tokens.get(v).is_some_and(|t| !matches!(t.relation, Relation::AclRelcl | Relation::Acl))
                })
        })
    })
}

fn aside_end(words: &Words, start: usize, limit: usize) -> usize {
    let mut k = start;
    let opens_quote = |k: usize| words.is_quote_mark(k) && !words.is_capital(k + 1);
    while k < limit && !words.is_break(k) && !words.is_comma(k) && !opens_quote(k) {
        if k > start
            && words.text_of(k) == "in"
            && (k + 1..k + 5).any(|j| matches!(words.text_of(j), "statement" | "interview" | "email" | "tweet"))
        {
            break;
        }
        if k > start && words.is(k, Class::TIME) && words.is_capital(k) && !words.says(k - 1, "since") {
            break;
        }
        k += 1;
    }
    // "on" before a day that ended it.
    while k > start && words.is(k - 1, Class::PREPOSITION) {
        k -= 1;
    }
    k
}
