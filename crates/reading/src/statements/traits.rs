//! What speaks for and against a proposed content, a proposed source, and the two together.

use super::Rule;
use super::join::{Group, Proposal, Ways, dice};
use crate::lexicon::Class;
use crate::words::{Shape, Words};
use dateline_language::Upos;
use std::ops::Range;

/// Traits by number; most are 0 or 1.
pub type Values = Vec<f32>;

/// Collects traits in a fixed order.
struct Collector(Values);

impl Collector {
    fn yes(&mut self, is: bool) {
        self.0.push(f32::from(u8::from(is)));
    }

    fn number(&mut self, x: f32) {
        self.0.push(x);
    }

    /// One of `n` kinds, or none.
    fn kind(&mut self, which: Option<usize>, n: usize) {
        for i in 0..n {
            self.yes(which == Some(i));
        }
    }

    /// A number from 0 to 1, told by its log-odds too, so that sure and very sure differ.
    fn odds(&mut self, p: f32) {
        self.number(p);
        self.number(odds(p));
    }
}

pub fn odds(p: f32) -> f32 {
    let p = p.clamp(0.005, 0.995);
    (p / (1.0 - p)).ln() / 4.0
}

/// The mean of a number over the words of some pieces, marks left out.
fn mean(words: &Words, pieces: &[Range<usize>], of: impl Fn(usize) -> f32) -> f32 {
    let (mut sum, mut n) = (0.0, 0);
    for k in pieces.iter().cloned().flatten().filter(|&k| words.shape(k) != Shape::Mark) {
        sum += of(k);
        n += 1;
    }
    if n == 0 { 0.0 } else { sum / n as f32 }
}

/// How far a proposal is from what others of the same group propose: the best Dice with each kind of maker, and whether there is one.
fn agreement(c: &mut Collector, all: &[Proposal], one: &Proposal) {
    for way in [Ways::RULE, Ways::NETWORK, Ways::TREE] {
        let others = all.iter().filter(|p| p.ways.has(way));
        let best = others.clone().map(|p| dice(&p.pieces, &one.pieces)).fold(0.0, f32::max);
        c.yes(others.clone().next().is_some());
        c.number(best);
        c.yes(best > 0.8);
        c.yes(one.ways.has(way));
    }
    c.yes(one.ways.has(Ways::TREE_NETWORK));
    c.yes(one.ways.has(Ways::RULE_NETWORK));
}

/// The nearest words outside of a range that are no marks.
fn beside(words: &Words, range: &Range<usize>) -> [Option<usize>; 2] {
    let before = (range.start.saturating_sub(4)..range.start).rev().find(|&k| words.shape(k) != Shape::Mark);
    let after = (range.end..(range.end + 4).min(words.len())).find(|&k| words.shape(k) != Shape::Mark);
    [before, after]
}

/// Words from a range to another; 0 if they touch.
fn distance(a: &Range<usize>, b: &Range<usize>) -> usize {
    if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
}

/// How a proposal lies to the cue; four blanks where one of the two is not there.
fn toward_cue(c: &mut Collector, words: &Words, group: &Group, proposal: Option<&Proposal>) {
    let Some(p) = proposal.filter(|_| !group.cue.is_empty()) else { return (0..4).for_each(|_| c.number(0.0)) };
    let (first, last) = (p.pieces.first().map_or(0, |r| r.start), p.pieces.last().map_or(0, |r| r.end));
    let d = p.pieces.iter().map(|r| distance(r, &group.cue)).min().unwrap_or(0);
    c.number((d as f32).ln_1p() / 4.0);
    c.yes(last <= group.cue.start);
    c.yes(p.pieces.iter().any(|r| r.start < group.cue.end && group.cue.start < r.end));
    c.yes(words.sentence_of(group.cue.start) != words.sentence_of(first));
}

fn cue_traits(c: &mut Collector, words: &Words, group: &Group) {
    let seen = group.cue.clone().map(|k| words.speech(k).cue).fold(0.0, f32::max);
    c.odds(seen);
    let verb = group.anchor.and_then(|a| words.cue(a));
    c.yes(group.anchor.is_none());
    c.yes(verb.is_some());
    c.yes(verb.is_some_and(|v| v.plain));
    c.kind(verb.map(|v| v.act as usize), 10);
    let upos = group.anchor.and_then(|a| words.analysis.tokens.get(a)).map(|t| t.upos);
    c.yes(upos == Some(Upos::Verb));
    c.yes(upos == Some(Upos::Noun));
    c.yes(upos == Some(Upos::Adj));
    c.yes(group.cue.len() > 1);
}

/// Whether rule and tree agree on what a plain verb of saying reports.
pub fn is_plain(words: &Words, group: &Group, p: &Proposal) -> bool {
    let close = |way: Ways| group.contents.iter().any(|o| o.ways.has(way) && dice(&o.pieces, &p.pieces) > 0.8);
    group.anchor.and_then(|a| words.cue(a)).is_some_and(|v| v.plain) && close(Ways::RULE) && close(Ways::TREE)
}

/// For a content.
pub fn content(words: &Words, group: &Group, p: &Proposal) -> Values {
    let mut c = Collector(Vec::with_capacity(96));
    c.number(1.0);
    agreement(&mut c, &group.contents, p);
    c.kind(p.rule.map(|r| r as usize), Rule::COUNT);
    c.kind(p.frame.map(|f| f as usize), super::tree::Frame::COUNT);
    let said = |k: usize| words.speech(k).content;
    let inside = mean(words, &p.pieces, said);
    c.odds(inside);
    let (first, last) = (p.pieces.first().map_or(0, |r| r.start), p.pieces.last().map_or(0, |r| r.end));
    let [before, after] = beside(words, &(first..last));
    c.number(before.map_or(0.0, said));
    c.number(after.map_or(0.0, said));
    let ends = [first..(first + 2).min(last), last.saturating_sub(2).max(first)..last];
    ends.iter().for_each(|r| c.number(mean(words, std::slice::from_ref(r), said)));
    // What the network calls content in the same sentences, and is left out.
    let around = words.sentence_around(first).start..words.sentence_around(last.saturating_sub(1)).end;
    let all: f32 = around.clone().filter(|&k| words.shape(k) != Shape::Mark).map(said).sum();
    let own: f32 = p.pieces.iter().cloned().flatten().filter(|&k| words.shape(k) != Shape::Mark).map(said).sum();
    c.number(if all > 0.0 { own / all } else { 0.0 });
    let length: usize = p.pieces.iter().map(|r| r.len()).sum();
    c.number((length as f32).ln_1p() / 4.0);
    c.yes(length < 3);
    c.yes(p.pieces.len() > 1);
    let quoted = mean(words, &p.pieces, |k| f32::from(u8::from(words.quote_of(k).is_some())));
    c.yes(quoted > 0.99);
    c.yes(quoted > 0.0);
    c.yes(words.says(first, "that"));
    c.yes(words.says(first, "to"));
    let tokens = &words.analysis.tokens;
    let verb = p
        .pieces
        .iter()
        .cloned()
        .flatten()
        .any(|k| tokens.get(k).is_some_and(|t| matches!(t.upos, Upos::Verb | Upos::Aux)));
    c.yes(verb);
    c.yes(words.sentence_of(first) != words.sentence_of(last.saturating_sub(1)));
    toward_cue(&mut c, words, group, Some(p));
    c.number(group.score.unwrap_or(0.0));
    cue_traits(&mut c, words, group);
    c.yes(is_plain(words, group, p));
    // Quotations have weights of their own: rules know them well.
    apart(c.0, quoted > 0.99)
}

/// The traits, and once more for those of which something special is true.
fn apart(values: Values, special: bool) -> Values {
    let factor = f32::from(u8::from(special));
    let more: Vec<f32> = values.iter().map(|v| v * factor).collect();
    [values, more].concat()
}

/// For a source.
pub fn source(words: &Words, group: &Group, p: &Proposal) -> Values {
    let mut c = Collector(Vec::with_capacity(96));
    c.number(1.0);
    let none = p.pieces.is_empty();
    c.yes(none);
    agreement(&mut c, &group.sources, p);
    let told = |k: usize| words.speech(k).source;
    let inside = mean(words, &p.pieces, told);
    c.odds(inside);
    let (first, last) = (p.pieces.first().map_or(0, |r| r.start), p.pieces.last().map_or(0, |r| r.end));
    let [before, after] = beside(words, &(first..last));
    c.number(if none { 0.0 } else { before.map_or(0.0, told) });
    c.number(if none { 0.0 } else { after.map_or(0.0, told) });
    let sentence = words.sentence_around(group.cue.start);
    let highest = sentence.map(told).fold(0.0, f32::max);
    c.number(if none { highest } else { 0.0 });
    c.number(if none { group.cue.clone().map(|k| words.speech(k).cue).fold(0.0, f32::max) } else { 0.0 });
    let length: usize = p.pieces.iter().map(|r| r.len()).sum();
    c.number((length as f32).ln_1p() / 4.0);
    c.yes(length > 25);
    c.yes(p.pieces.len() > 1);
    let any = |class: Class| p.pieces.iter().cloned().flatten().any(|k| words.is(k, class));
    c.yes(any(Class::PRONOUN) && length == 1);
    c.yes(any(Class::ROLE));
    c.yes(any(Class::BODY | Class::CARRIER));
    c.yes(any(Class::DOCUMENT));
    c.yes(!none && words.is_capital(first));
    c.yes(!none && words.quote_of(first).is_some());
    c.yes(!none && ["it", "that", "which", "this", "there"].iter().any(|w| length == 1 && words.says(first, w)));
    c.yes(!none && ["who"].iter().any(|w| length == 1 && words.says(first, w)));
    toward_cue(&mut c, words, group, Some(p).filter(|_| !none));
    // What the group says, told apart for somebody and for nobody.
    let mut of_cue = Collector(Vec::new());
    cue_traits(&mut of_cue, words, group);
    for x in of_cue.0 {
        c.number(if none { x } else { 0.0 });
    }
    c.0
}

/// For a content and a source together, with how likely each is alone.
pub fn both(words: &Words, group: &Group, content: &Proposal, p: f32, source: &Proposal, q: f32) -> Values {
    let mut c = Collector(Vec::with_capacity(64));
    c.number(1.0);
    c.odds(p);
    c.odds(q);
    c.number(p * q);
    c.kind(content.rule.map(|r| r as usize), Rule::COUNT);
    for way in [Ways::RULE, Ways::NETWORK, Ways::TREE] {
        c.yes(content.ways.has(way) && source.ways.has(way));
        c.yes(group.contents.iter().any(|p| p.ways.has(way)));
    }
    c.yes(source.pieces.is_empty());
    c.yes(source.pieces.iter().any(|s| content.pieces.iter().any(|r| r.start < s.end && s.start < r.end)));
    c.number(group.score.unwrap_or(0.0));
    cue_traits(&mut c, words, group);
    c.yes(is_plain(words, group, content) && source.ways.has(Ways::RULE) && source.ways.has(Ways::TREE));
    let quoted = mean(words, &content.pieces, |k| f32::from(u8::from(words.quote_of(k).is_some())));
    apart(c.0, quoted > 0.99)
}
