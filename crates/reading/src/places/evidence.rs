//! What speaks for a place, and what for a person, a body, a team or a common word.
//!
//! Each mention is scored by its own surroundings; then the mentions of one name are heard together. The weights were set by
//! hand on news text; a score of [`ENOUGH`] makes a place.

use super::candidates::Candidate;
use super::lexicon::*;
use super::words::{Joint, Word};
use super::{Context, Form};
use dateline_gazetteer::{Gazetteer, NameKind};
use std::collections::{BTreeMap, BTreeSet};

/// The score from which a candidate is taken for a place.
pub const ENOUGH: f32 = 1.5;

/// Scores every candidate, finds its holder, its form, and whether it is the page's dateline.
pub fn weigh(text: &str, words: &[Word], found: &mut [Candidate], context: Context, gazetteer: &Gazetteer) {
    let fame: Vec<f32> = found.iter().map(|c| fame(c, gazetteer)).collect();
    let people = People::find(words, found, &fame);
    let titled = titled(words);
    let small: BTreeSet<&str> = words.iter().filter(|w| !w.capital && w.uses.common > 0).map(Word::base).collect();
    link_holders(text, words, found, gazetteer);
    let held: BTreeSet<usize> = found.iter().filter_map(|c| c.holder).collect();
    for i in 0..found.len() {
        let c = &found[i];
        let dateline = is_dateline(text, words, c, context);
        let towns = c.senses.iter().all(|s| gazetteer.place(s.place).feature.starts_with("PPL"));
        let (score, form) =
            Scene { text, words, people: &people, titled: &titled, small: &small }.score(c, fame[i], towns);
        let bonus = if c.holder.is_some() { 4.0 } else { 0.0 }
            + if held.contains(&i) { 3.0 } else { 0.0 }
            + if dateline { 5.0 } else { 0.0 };
        let c = &mut found[i];
        c.dateline = dateline;
        c.score = score + bonus;
        if c.form == Form::Name {
            c.form = form;
        }
    }
    hear_lists(text, words, found);
    let mut best: BTreeMap<&str, f32> = BTreeMap::new();
    for c in found.iter().filter(|c| c.form == Form::Name) {
        let b = best.entry(&c.key).or_insert(f32::MIN);
        *b = b.max(c.score);
    }
    let lift: Vec<f32> = found
        .iter()
        .map(|c| match best.get(c.key.as_str()) {
            Some(best) if *best >= 4.0 => 1.5,
            Some(best) if *best >= ENOUGH => 0.5,
            _ => 0.0,
        })
        .collect();
    for (c, lift) in found.iter_mut().zip(lift) {
        c.score += lift;
    }
}

/// Names listed together are of one kind: "Sharon, Kent and Salisbury", "Cooke, Grayson and Love counties".
fn hear_lists(text: &str, words: &[Word], found: &mut [Candidate]) {
    let listed = |a: &Candidate, b: &Candidate| {
        matches!(text.get(a.span.end as usize..b.span.start as usize), Some(", " | " and " | ", and " | " or " | " & "))
    };
    let mut start = 0;
    for end in 1..=found.len() {
        if end < found.len() && listed(&found[end - 1], &found[end]) {
            continue;
        }
        let list = &mut found[start..end];
        if list.len() > 1 {
            let counties = list
                .last()
                .and_then(|c| words.get(c.words.end))
                .is_some_and(|w| w.joint == Joint::Space && matches!(w.base(), "counties" | "county"));
            let surest = list.iter().filter(|c| c.form == Form::Name).map(|c| c.score).fold(f32::MIN, f32::max);
            for c in list {
                if counties {
                    c.score += 2.5;
                    c.county = true;
                } else if surest >= ENOUGH + 1.0 && c.score > -2.0 {
                    c.score += 1.0;
                }
            }
        }
        start = end;
    }
}

/// How well a name is known as a place's, at best.
fn fame(c: &Candidate, gazetteer: &Gazetteer) -> f32 {
    let one = |s: &dateline_gazetteer::Sense| {
        let p = gazetteer.place(s.place);
        let known = match p.feature {
            "PCLI" => 4.0,
            "ADM1" => 3.0,
            "ADM2" if c.words.len() > 1 => 2.5,
            "ADM2" if p.population >= 100_000 => 1.6,
            "ADM2" => 1.0,
            "AIRP" | "AIRB" => 2.0,
            _ if p.population >= 1_000_000 || p.feature == "PPLC" => 3.2,
            _ if p.population >= 200_000 => 2.5,
            _ if p.population >= 50_000 => 1.8,
            _ if p.population >= 10_000 => 1.2,
            _ if p.population >= 1_000 => 0.6,
            _ if p.feature.starts_with("PPL") => 0.2,
            _ => 2.5,
        };
        match s.kind {
            NameKind::Main | NameKind::Equal | NameKind::Adjective | NameKind::Abbreviation => known,
            NameKind::Bare => known - 0.3,
            NameKind::Other => known * 0.6 - 0.7,
        }
    };
    c.senses.iter().map(one).fold(-1.0, f32::max)
}

/// Names of people on the page.
struct People {
    /// Which words belong to a person's name.
    inside: Vec<bool>,
    /// Last names.
    surnames: BTreeSet<String>,
}

impl People {
    fn find(words: &[Word], found: &[Candidate], fame: &[f32]) -> People {
        let mut people = People { inside: vec![false; words.len()], surnames: BTreeSet::new() };
        // Multi-word place names and well-known single ones shield their words: "San Antonio", "Virginia Beach".
        let mut place: Vec<f32> = vec![0.0; words.len()];
        let mut joined = vec![false; words.len()];
        for (c, fame) in found.iter().zip(fame) {
            for i in c.words.clone() {
                place[i] = *fame;
                joined[i] = c.words.len() > 1 && *fame > 0.5;
            }
        }
        let name_word = |i: usize| {
            words.get(i).is_some_and(|w: &Word| {
                w.capital
                    && w.joint == Joint::Space
                    && !w.first
                    && !not_a_surname(w.base())
                    && (w.uses.common < 3 || w.uses.surname > 1)
            })
        };
        let mut i = 0;
        while i < words.len() {
            let w = &words[i];
            let titled = has(TITLES, w.folded()) && !w.possessive();
            let start = if titled { i + 1 } else { i };
            let begins = if titled {
                name_word(start) && !has(NEVER, words[start].folded())
            } else {
                w.capital && w.uses.first_name > 0 && !joined[i] && !w.possessive() && !has(NEVER, w.folded())
            };
            if !begins {
                i += 1;
                continue;
            }
            let mut end = start + 1;
            let closed = words[start].possessive();
            while !closed && end < words.len() && end - start < 4 && !words[end - 1].possessive() {
                let initial = words[end].folded().len() == 1 && words[end].capital && words[end].joint == Joint::Space;
                let particle = words[end].joint == Joint::Space
                    && matches!(
                        words[end].folded(),
                        "de" | "al" | "bin" | "van" | "von" | "der" | "la" | "el" | "da" | "di"
                    )
                    && name_word(end + 1);
                if (name_word(end) && !has(NEVER, words[end].folded())) || initial || particle {
                    end += 1;
                } else {
                    break;
                }
            }
            let given_only = end == start + 1;
            let rather_place = !titled
                && (given_only
                    || place[start] >= 2.5 && words[start].uses.first_name < 2 && words[start + 1].uses.surname == 0
                    || place[start] >= 1.0 && words[start + 1].uses.common > 0 && words[start + 1].uses.surname < 2
                    || joined[start + 1] && place[start + 1] > 2.0);
            let country_in_title = titled && given_only && place[start] >= 3.0 && words[start].uses.surname < 2;
            if rather_place || country_in_title {
                i = start + 1;
                continue;
            }
            for inside in &mut people.inside[start..end] {
                *inside = true;
            }
            people.surnames.insert(words[end - 1].base().to_string());
            i = end;
        }
        people
    }
}

/// Words that end no person's name.
fn not_a_surname(word: &str) -> bool {
    has(BODIES, word)
        || has(STREETS, word)
        || has(DIVISIONS, word)
        || has(SETTLEMENTS, word)
        || has(RIVERS, word)
        || has(SITES, word) && word != "hill"
}

/// For each word, whether its sentence is written with capitals throughout, as headlines are.
fn titled(words: &[Word]) -> Vec<bool> {
    let mut out = vec![false; words.len()];
    let mut start = 0;
    for end in 1..=words.len() {
        if end < words.len() && !words[end].first {
            continue;
        }
        let long = || words[start..end].iter().filter(|w| w.token.folded.len() > 3);
        let small =
            long().any(|w| !w.capital && !has(IN, w.folded()) && !has(AT, w.folded()) && !has(NEVER, w.folded()));
        if !small && long().filter(|w| w.capital).count() >= 4 {
            out[start..end].fill(true);
        }
        start = end;
    }
    out
}

/// Whether a candidate stands where datelines do: "RIGA, Latvia (Reuters) —", "Muscat:".
fn is_dateline(text: &str, words: &[Word], c: &Candidate, context: Context) -> bool {
    if context.dateline.is_some_and(|d| d.start <= c.span.start && c.span.end <= d.end) {
        return true;
    }
    let Some(first) = words.get(c.words.start) else { return false };
    if !(first.opens_region || first.first && first.all_capitals) {
        return false;
    }
    let mut rest = &text[c.span.end as usize..];
    if first.opens_region && rest.starts_with(':') && first.uses.common == 0 {
        return true;
    }
    let end = rest.char_indices().take(60).find(|(_, c)| matches!(c, '—' | '–' | '-' | '\n')).map(|(i, _)| i);
    let Some(end) = end else { return false };
    let dash = &rest[end..];
    if dash.starts_with('\n') || dash.starts_with('-') && !dash.starts_with("--") && !dash.starts_with("- ") {
        return false;
    }
    rest = rest[..end].trim_end();
    if let (Some(open), true) = (rest.find('('), rest.ends_with(')')) {
        rest = rest[..open].trim_end();
    }
    let rest = rest.trim_end_matches([',', '.']);
    rest.is_empty()
        || rest.starts_with(", ")
            && rest.len() < 30
            && rest[2..].split(' ').all(|w| w.chars().next().is_some_and(|c| c.is_uppercase()))
}

/// Finds "X, Y", "X (Y" and "X Y" where the place Y holds a place named X.
fn link_holders(text: &str, words: &[Word], found: &mut [Candidate], gazetteer: &Gazetteer) {
    for i in 0..found.len().saturating_sub(1) {
        let (x, y) = (&found[i], &found[i + 1]);
        if y.words.start != x.words.end || x.form == Form::Adjective || y.form == Form::Adjective {
            continue;
        }
        let gap = text.get(x.span.end as usize..y.span.start as usize).unwrap_or("?");
        let joined = match gap {
            ", " | " (" => true,
            " " => y.only(&[NameKind::Abbreviation]) && words[y.words.start].token.folded.len() == 2,
            _ => false,
        };
        let holds = |x: &Candidate, y: &Candidate| {
            y.senses.iter().any(|h| {
                let holder = gazetteer.place(h.place);
                matches!(holder.feature, "PCLI" | "ADM1" | "ADM2" | "RGN" | "ISL")
                    && x.senses
                        .iter()
                        .any(|s| s.place != h.place && super::resolve::holds(&holder, &gazetteer.place(s.place)))
            })
        };
        if joined && holds(x, y) {
            found[i].holder = Some(i + 1);
        }
    }
}

struct Scene<'a> {
    text: &'a str,
    words: &'a [Word],
    people: &'a People,
    titled: &'a [bool],
    /// Words that the page also writes small.
    small: &'a BTreeSet<&'a str>,
}

impl Scene<'_> {
    /// The score of one mention by its own surroundings, and its form. `towns`: it can only be a town's name.
    fn score(&self, c: &Candidate, fame: f32, towns: bool) -> (f32, Form) {
        let (Some(first), Some(last)) = (self.words.get(c.words.start), self.words.get(c.words.end.wrapping_sub(1)))
        else {
            return (0.0, Form::Name);
        };
        let known = fame >= 3.0;
        let mut score = fame;
        let before = c.words.start.checked_sub(1).map(|i| &self.words[i]).filter(|_| first.joint == Joint::Space);
        let after = self.words.get(c.words.end).filter(|w| matches!(w.joint, Joint::Space | Joint::Hyphen));
        let single = c.words.len() == 1;

        // The name itself.
        if single {
            let uses = first.uses;
            let weight = if known { 0.4 } else { 1.0 };
            // Amid a sentence, a common word with a capital is a name of something, if not of a place.
            let amid = !(first.first || self.titled[c.words.start]);
            let common = usize::from(uses.common.min(3));
            let mut against = if amid { [0.0, 0.5, 1.2, 1.8] } else { [0.0, 1.8, 3.0, 4.0] }[common];
            if (first.first || self.titled[c.words.start]) && self.small.contains(first.base()) {
                score -= 4.0;
            }
            if uses == Default::default() && fame > 0.0 {
                against -= 0.5;
            }
            against += [0.0, 0.2, 0.6, 1.0][usize::from(uses.surname.min(3))];
            against += [0.0, 0.2, 0.6, 1.2][usize::from(uses.first_name.min(3))];
            score -= against * weight;
        } else {
            score += 1.0;
        }

        // A short word in capitals is an abbreviation of something, if it is not a country's or all about it is in capitals.
        // Those of states ("PA", "OK") stand after the name of a town, where they are scored as its holder.
        let dotted = self.text[c.span.start as usize..c.span.end as usize].contains('.');
        if single && first.all_capitals && first.base().len() < 6 && !dotted && fame < 4.0 {
            let shouted = |i: Option<usize>| {
                i.and_then(|i| self.words.get(i)).is_some_and(|w| w.all_capitals && w.joint != Joint::Break)
            };
            if !(shouted(c.words.start.checked_sub(1)) || shouted(Some(c.words.end))) {
                score -= 4.0;
            }
        }
        if single && dotted && c.only(&[NameKind::Abbreviation]) && first.base().len() < 4 {
            let known = has(DOTTED_STATES, first.base()) || has(SHORT_STATES, first.base()) || !first.all_capitals;
            score -= if known { 0.0 } else { 5.0 };
        }
        // "US-24" is a road; "St. Patrick's Day", "St. Paul's" are no towns.
        let next = self.words.get(c.words.end);
        if next.is_some_and(|w| w.joint == Joint::Hyphen && w.folded().bytes().all(|b| b.is_ascii_digit())) {
            score -= 5.0;
        }
        if !single && last.possessive() && first.folded() == "st" {
            score -= 2.5;
        }

        // People.
        if c.words.clone().any(|i| self.people.inside[i]) {
            score -= 6.0;
        } else if single && self.people.surnames.contains(first.base()) {
            score -= if known { 1.5 } else { 3.0 };
        }
        if single && !known {
            if after.is_some_and(|w| !w.capital && has(SAYS, w.folded())) {
                score -= 1.5;
            }
            if before.is_some_and(|w| has(SAYS, w.folded()) && w.folded() != "told") {
                score -= 0.7;
            }
            let rest = &self.text[c.span.end as usize..];
            let age = rest.strip_prefix(", ").is_some_and(|r| {
                let digits = r.bytes().take_while(u8::is_ascii_digit).count();
                (1..=2).contains(&digits) && r[digits..].starts_with([',', '.', ' '])
            });
            if age || rest.starts_with(", who ") {
                score -= 2.5;
            }
        }
        if before.is_some_and(|w| has(TITLES, w.folded()) && !w.first) && !known && single {
            score -= 2.0;
        }

        // What stands before and after.
        if let Some(w) = before.filter(|w| !w.capital || w.first) {
            score += self.led(c, w, after, single && towns);
        }
        if let Some(w) = after.filter(|w| !w.capital) {
            if has(DIVISIONS, w.folded()) || has(SETTLEMENTS, w.folded()) || has(RIVERS, w.folded()) {
                score += 1.8;
            } else if has(OF_PLACE, w.folded()) {
                score += 1.2;
            }
        }
        let held = first.joint == Joint::Comma && c.words.start > 0 && self.words[c.words.start - 1].capital;
        if held && self.text[c.span.end as usize..].starts_with([',', '.', ')', ';']) {
            score += 0.8;
        }
        if first.joint == Joint::Hyphen
            && c.words.start > 0
            && matches!(self.words[c.words.start - 1].folded(), "d" | "r" | "i")
        {
            score += 3.0;
        }
        if last.possessive() {
            score += 0.3;
        }

        // The longer name that it is part of.
        let (mut form, mut part) = (Form::Name, 0.0);
        if c.run != c.words && !self.titled[c.words.start] {
            (part, form) = self.within(c, known);
        }
        (score + part, form)
    }

    /// What the small word before a candidate speaks for.
    fn led(&self, c: &Candidate, before: &Word, after: Option<&Word>, doubtful: bool) -> f32 {
        let head = c.words.start.checked_sub(2).map(|i| &self.words[i]);
        let word = before.folded();
        // "the city of X"; "a man, 34, of X"
        let of = |w: &Word| has(PLACE_OF, w.base()) || w.folded().bytes().all(|b| b.is_ascii_digit());
        if word == "of" && head.is_some_and(of) || has(IN, word) {
            return 2.5;
        }
        if word == "from" {
            return 1.8;
        }
        if has(AT, word) || word == "the" && head.is_some_and(|w| has(IN, w.folded())) {
            return 1.0;
        }
        // "the Angara and …" is a ship or a rocket, "a Lincoln" a car; "the Houston suburb" may be.
        let alone = after.is_none_or(|w| w.capital || word == "the" && has(NEVER, w.folded()));
        let article = word == "the" && doubtful || matches!(word, "a" | "an") && c.form != Form::Adjective;
        if article && alone { -1.5 } else { 0.0 }
    }

    /// What the capitalised words around a candidate make of it.
    fn within(&self, c: &Candidate, known: bool) -> (f32, Form) {
        let before = &self.words[c.run.start..c.words.start];
        let after = &self.words[c.words.end..c.run.end];
        let of_state = c.senses.iter().any(|s| s.kind == NameKind::Abbreviation);
        if of_state && before.is_empty() && known {
            return (0.0, Form::Name); // "the U.S. Air Force", "S.C. Highway Patrol": a modifier, as "American" is
        }
        let body = |w: &Word| has(BODIES, w.base());
        if let Some(next) = after.first() {
            let end = after.len() == 1;
            if end && (has(DIVISIONS, next.base()) || has(SETTLEMENTS, next.base())) {
                return (1.0, Form::Name);
            }
            if has(STREETS, next.base()) && next.base() != "court" || end && has(STREETS, next.base()) {
                return (-5.0, Form::Part);
            }
            if after.iter().any(body) {
                return (0.5, Form::Part);
            }
            if has(RIVERS, next.base()) || has(SITES, next.base()) {
                return (if known { 0.0 } else { -1.0 }, Form::Part);
            }
            if next.uses.common > 0 && next.uses.surname < 2 {
                return (0.0, Form::Part);
            }
            return (if known { -0.3 } else { -1.5 }, Form::Part);
        }
        let Some(previous) = before.last() else { return (0.0, Form::Name) };
        if self.words[c.words.start].joint == Joint::Hyphen {
            return (0.0, Form::Name); // "Fargo-Moorhead"
        }
        if previous.folded() == "of" || previous.folded() == "for" || previous.folded() == "the" {
            let head = before.len().checked_sub(2).map(|i| before[i].base()).unwrap_or("");
            if previous.folded() == "of" && (has(SETTLEMENTS, head) || has(DIVISIONS, head)) {
                return (2.0, Form::Name);
            }
            let of_body = before.iter().any(|w| has(BODIES_OF, w.base()) || body(w));
            return (if of_body { 0.8 } else { -0.3 }, if of_body { Form::Part } else { Form::Name });
        }
        if has(DIRECTIONS, previous.base()) && before.len() == 1 {
            return (0.5, Form::Name);
        }
        if body(previous) {
            return (0.0, Form::Part);
        }
        if has(SITES, previous.base()) {
            return (-1.0, Form::Part);
        }
        if has(TITLES, previous.folded()) {
            return (if known { 0.0 } else { -2.0 }, Form::Name);
        }
        if c.form == Form::Adjective {
            return (0.0, Form::Name);
        }
        if previous.uses.first_name > 0 {
            return (if known { -1.5 } else { -3.0 }, Form::Part);
        }
        if previous.uses.common > 0 {
            return (-0.3, Form::Part);
        }
        (if known { -0.5 } else { -1.5 }, Form::Part)
    }
}
