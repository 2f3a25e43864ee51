//! Every capitalised stretch of the page that the gazetteer knows.

use super::Form;
use super::lexicon::{BODIES, DIRECTIONS, JOINERS, NEVER, SHORT_STATES, SITES, TITLES, has};
use super::words::{Joint, Word};
use dateline_gazetteer::{Gazetteer, NameKind, Sense};
use dateline_record::Span;
use std::ops::Range;

/// More words than any name has.
const LONGEST: usize = 8;

/// A stretch that the gazetteer knows as a name.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its words.
    pub words: Range<usize>,
    /// Its bytes, without a possessive ending.
    pub span: Span,
    /// Folded name.
    pub key: String,
    /// What it can mean, the most populous first.
    pub senses: Vec<Sense>,
    /// As what it stands here.
    pub form: Form,
    /// The stretch of capitalised words that it belongs to.
    pub run: Range<usize>,
    /// How much speaks for a place.
    pub score: f32,
    /// The candidate that names what holds it: "Texas" in "Paris, Texas".
    pub holder: Option<usize>,
    /// Whether the page is datelined from it.
    pub dateline: bool,
    /// Whether it stands in a list of counties.
    pub county: bool,
}

impl Candidate {
    /// Whether all its senses are of one of these kinds.
    pub fn only(&self, kinds: &[NameKind]) -> bool {
        self.senses.iter().all(|s| kinds.contains(&s.kind))
    }
}

/// Finds them, the longest first, without overlap, in order.
pub fn find(text: &str, words: &[Word], gazetteer: &Gazetteer) -> Vec<Candidate> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match longest(text, words, at, gazetteer) {
            Some(c) => {
                at = c.words.end;
                out.push(c);
            }
            None => at += 1,
        }
    }
    out
}

impl Candidate {
    /// A candidate that nothing has been weighed for yet.
    fn new(words: &[Word], range: Range<usize>, span: Span, key: String, senses: Vec<Sense>) -> Candidate {
        let adjective = senses.iter().all(|s| s.kind == NameKind::Adjective);
        Candidate {
            form: if adjective { Form::Adjective } else { Form::Name },
            run: run_around(words, range.clone()),
            words: range,
            span,
            key,
            senses,
            score: 0.0,
            holder: None,
            dateline: false,
            county: false,
        }
    }
}

/// Makes candidates of given spans; one that the gazetteer does not know has no senses.
pub fn given(text: &str, words: &[Word], spans: &[Span], gazetteer: &Gazetteer) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    for &span in spans {
        let start = words.partition_point(|w| w.token.end <= span.start as usize);
        let end = words.partition_point(|w| w.token.start < span.end as usize).max(start);
        let key = dateline_gazetteer::fold(span.of(text));
        let forms = [
            Some(key.as_str()),
            key.strip_suffix('s'),
            key.strip_suffix(" co"),
            key.strip_suffix(" twp"),
            key.strip_prefix("the "),
        ];
        let known = |k: &&str| gazetteer.named_folded(k).next().is_some();
        let key = forms.into_iter().flatten().find(known).unwrap_or(&key).to_string();
        let senses: Vec<Sense> = gazetteer.named_folded(&key).collect();
        out.push(Candidate::new(words, start..end, span, key, senses));
    }
    out.sort_by_key(|c| c.span);
    out
}

/// Words of a run on either side of a name: no real name is longer, and a page that is one long run must not cost its square.
const RUN: usize = 16;

/// The longest name that starts with a word.
fn longest(text: &str, words: &[Word], at: usize, gazetteer: &Gazetteer) -> Option<Candidate> {
    let first = &words[at];
    if !first.capital && !starts_with_joiner(words, at) {
        return None;
    }
    let mut walk = gazetteer.walk();
    let mut best: Option<(usize, bool, Vec<Sense>)> = None;
    for (n, word) in words[at..].iter().take(LONGEST).enumerate() {
        if n > 0 {
            if word.joint == Joint::Break || !(word.capital || has(JOINERS, word.folded())) {
                break;
            }
            let Some(next) = walk.step(" ") else { break };
            walk = next;
        }
        let ends_here = word.capital || word.token.start == word.token.end;
        if let (Some(base), true) = (walk.step(word.base()).filter(|_| word.possessive()), ends_here) {
            let senses = fitting(text, &words[at..=at + n], base.senses(), gazetteer);
            if !senses.is_empty() {
                best = Some((n, true, senses));
            }
        }
        let Some(next) = walk.step(word.folded()) else { break };
        walk = next;
        if ends_here {
            let senses = fitting(text, &words[at..=at + n], walk.senses(), gazetteer);
            if !senses.is_empty() {
                best = Some((n, false, senses));
            }
        }
    }
    let (n, possessive, senses) = best?;
    let range = at..at + n + 1;
    let last = &words[at + n];
    let mut end = match (possessive, last.token.base) {
        (true, Some((end, _))) => end,
        _ => last.token.end,
    };
    let only_abbreviation = senses.iter().all(|s| s.kind == NameKind::Abbreviation);
    if only_abbreviation
        && !possessive
        && text[end..].starts_with('.')
        && !text[..end].ends_with('.')
        && !last.all_capitals
    {
        end += 1;
    }
    let span = Span::new(first.token.start, end);
    let key = dateline_gazetteer::fold(span.of(text));
    Some(Candidate::new(words, range, span, key, senses))
}

/// "al-Tanf", "el-Arish": names that start with a small article.
fn starts_with_joiner(words: &[Word], at: usize) -> bool {
    let small = matches!(words[at].folded(), "al" | "el" | "as" | "ash" | "ad" | "an" | "ar");
    small && words.get(at + 1).is_some_and(|w| w.joint == Joint::Hyphen && w.capital)
}

/// The senses that the spelling here allows.
fn fitting(text: &str, words: &[Word], senses: dateline_gazetteer::Senses, gazetteer: &Gazetteer) -> Vec<Sense> {
    let [only] = words else {
        return senses.collect();
    };
    let never = has(NEVER, only.base()) || only.base().len() < 2;
    let stop = text[only.token.start..only.token.end].contains('.');
    let stop_follows = !only.possessive() && text[only.token.end..].starts_with('.');
    let abbreviation = only.all_capitals
        || stop
        || stop_follows && (only.folded().len() > 2 || has(SHORT_STATES, only.folded())) && !has(NEVER, only.folded());
    let fits = |s: &Sense| if s.kind == NameKind::Abbreviation { abbreviation } else { !never };
    let mut senses: Vec<Sense> = senses.filter(fits).collect();
    if stop_follows && !only.all_capitals && senses.iter().any(|s| s.kind == NameKind::Abbreviation) {
        senses.retain(|s| s.kind == NameKind::Abbreviation);
    }
    // "Canadian" is a town in Texas, too.
    let large = |s: &Sense| {
        let p = gazetteer.place(s.place);
        s.kind != NameKind::Adjective && (p.population > 150_000 || matches!(p.feature, "PCLI" | "ADM1"))
    };
    if senses.iter().any(|s| s.kind == NameKind::Adjective) && !senses.iter().any(large) {
        return senses.into_iter().filter(|s| s.kind == NameKind::Adjective).collect();
    }
    senses
}

/// "Eventually Duisburg …": a common word at the start of a sentence is no part of the name after it.
fn opens_sentences(w: &Word) -> bool {
    let of_names = has(BODIES, w.base()) || has(DIRECTIONS, w.base()) || has(SITES, w.base()) || has(TITLES, w.base());
    w.uses.common > 0 && w.uses.first_name == 0 && !w.all_capitals && !of_names
}

/// The stretch of capitalised words around some words, with "of" and the like within it.
fn run_around(words: &[Word], range: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (range.start, range.end);
    let linked = |i: usize| words.get(i).is_some_and(|w| matches!(w.joint, Joint::Space | Joint::Hyphen));
    // "Bank of", "Daughters of the": small words that join what stands before them to the name.
    let joins = |i: usize| {
        let linked_noun = |i: usize| i > 0 && linked(i) && words[i - 1].capital;
        match words[i].folded() {
            "of" | "de" | "for" => linked_noun(i),
            "the" => i > 0 && linked(i) && words[i - 1].folded() == "of" && linked_noun(i - 1),
            _ => false,
        }
    };
    while start > 0 && range.start - start < RUN && linked(start) && !words[start].first {
        let before = &words[start - 1];
        let initial = before.folded().len() == 1 && words[start].joint == Joint::Hyphen; // "D-Oakland"
        let opener = before.first && (has(NEVER, before.folded()) || opens_sentences(before));
        if before.possessive() || initial || !(before.capital && !opener || joins(start - 1)) {
            break;
        }
        start -= 1;
    }
    while end < words.len() && end.saturating_sub(range.end) < RUN && linked(end) && !words[end - 1].possessive() {
        let next = &words[end];
        if next.capital && !next.first {
            end += 1;
        } else {
            break;
        }
    }
    while start < range.start
        && (!words[start].capital || has(NEVER, words[start].folded()) && words[start].folded() != "new")
    {
        start += 1;
    }
    start..end.max(range.end)
}
