//! Rules, network and tree together: what each proposes for a reporting word, and which of it is taken.
//!
//! Proposals are grouped by the cue that they share. In each group the likeliest content is chosen, then the likeliest source for
//! the cue, then it is judged how likely the two make a right attribution; what is too unlikely is dropped. The three
//! judgements are logistic functions of a few traits (`traits.rs`), learned from annotated articles by `tools/learn_statements.rs`.
//!
//! The last judgement is learned on every second article of PolNeAR's train part, half of them read with an older and weaker
//! network file. The network knows these articles, so on others it is right less often than the judgement says. The statement's
//! confidence is therefore the judgement after Platt scaling, whose two numbers are fitted on the dev part by the same tool. An
//! attribution is right if content and source each have a token Dice of 0.5 or more with an annotated one. On the dev part, each
//! fifth of its articles scaled with what the other four tell:
//!
//! | confidence | statements | mean | right |
//! | --- | --- | --- | --- |
//! | 0.3 to 0.5 | 177 | 0.43 | 0.46 |
//! | 0.5 to 0.6 | 135 | 0.56 | 0.58 |
//! | 0.6 to 0.7 | 152 | 0.65 | 0.64 |
//! | 0.7 to 0.8 | 179 | 0.75 | 0.70 |
//! | 0.8 to 0.9 | 354 | 0.86 | 0.86 |
//! | 0.9 to 1 | 1024 | 0.94 | 0.95 |
//!
//! Before, it was 0.06 to 0.13 too sure from 0.5 to 0.7 and from 0.8 to 0.9. The two numbers are of the network file that the program
//! ships; another one asks for the tool again.

use super::judge::{Weights, probability};
use super::traits::{self, Values};
use super::tree::{self, Frame};
use super::{Draft, Rule, parties};
use crate::cues::{Cue, Frames};
use crate::lexicon::Class;
use crate::words::{Shape, Words};
use dateline_language::{MentionKind, Relation, Upos};
use dateline_record::Act;
use std::ops::Range;

/// Who made a proposal, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways(pub u8);

impl Ways {
    pub const RULE: Ways = Ways(1);
    /// The network's own link.
    pub const NETWORK: Ways = Ways(2);
    pub const TREE: Ways = Ways(4);
    /// What the network labels, where the tree points.
    pub const TREE_NETWORK: Ways = Ways(8);
    /// What the network labels, where the rule points.
    pub const RULE_NETWORK: Ways = Ways(16);

    pub fn has(self, other: Ways) -> bool {
        self.0 & other.0 != 0
    }
}

/// A content or a source that is proposed. No pieces: no source.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub pieces: Vec<Range<usize>>,
    pub ways: Ways,
    pub rule: Option<Rule>,
    pub frame: Option<Frame>,
}

impl Proposal {
    pub fn overlaps(&self, other: &Proposal) -> bool {
        self.pieces.iter().any(|a| other.pieces.iter().any(|b| a.start < b.end && b.start < a.end))
    }
}

/// All that is proposed for one cue.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// The cue's words; empty if there is none.
    pub cue: Range<usize>,
    /// The word that the tree is asked about; none without a cue.
    pub anchor: Option<usize>,
    pub contents: Vec<Proposal>,
    pub sources: Vec<Proposal>,
    /// Indices of the drafts of the rules that report with this cue.
    pub drafts: Vec<usize>,
    /// Score of the network's own attribution, if it has one.
    pub score: Option<f32>,
}

/// Least probability that a word is part of a cue, as the network sees it, for the tree to be asked about it.
const CUE: f32 = 0.2;

/// Tokens that two ranges have in common, over the mean of their lengths. Marks count as words do.
pub fn dice(a: &[Range<usize>], b: &[Range<usize>]) -> f32 {
    let common: usize =
        a.iter().flat_map(|x| b.iter().map(|y| x.end.min(y.end).saturating_sub(x.start.max(y.start)))).sum();
    let sum: usize = a.iter().chain(b).map(|r| r.len()).sum();
    if sum == 0 { 1.0 } else { 2.0 * common as f32 / sum as f32 }
}

/// Everything that is proposed, by cue.
pub fn groups(words: &Words, drafts: &[Draft]) -> Vec<Group> {
    let mut gathering = Gathering::new(words);
    for (i, d) in drafts.iter().enumerate() {
        gathering.rule(i, d);
    }
    gathering.network();
    gathering.verbs();
    for g in 0..gathering.groups.len() {
        gathering.tree(g);
    }
    let mut groups = gathering.groups;
    groups.iter_mut().for_each(|g| part(words, g));
    groups
}

struct Gathering<'a, 'w> {
    words: &'w Words<'a>,
    groups: Vec<Group>,
    /// The group whose cue each word belongs to.
    of_word: Vec<Option<usize>>,
    /// The group without a cue whose content each word belongs to.
    of_quoted: Vec<Option<usize>>,
    /// Contents and sources that the network labels, in order.
    contents: Vec<Range<usize>>,
    sources: Vec<Range<usize>>,
}

impl<'a, 'w> Gathering<'a, 'w> {
    fn new(words: &'w Words<'a>) -> Self {
        let all = &words.analysis.attributions;
        let mut contents: Vec<Range<usize>> = all.iter().flat_map(|a| a.content.iter().cloned()).collect();
        let mut sources: Vec<Range<usize>> = all.iter().flat_map(|a| a.source.iter().cloned()).collect();
        contents.sort_by_key(|r| r.start);
        sources.sort_by_key(|r| r.start);
        let sources = sources.iter().map(|s| whole(words, s)).collect();
        Gathering {
            words,
            groups: Vec::new(),
            of_word: vec![None; words.len()],
            of_quoted: vec![None; words.len()],
            contents: mended(words, contents),
            sources,
        }
    }

    /// The group of a cue; a new one if none of its words has one.
    fn group(&mut self, cue: &Range<usize>) -> usize {
        let known = cue.clone().find_map(|k| self.of_word.get(k).copied().flatten());
        let g = known.unwrap_or_else(|| {
            self.groups.push(Group { cue: cue.clone(), ..Group::default() });
            self.groups.len() - 1
        });
        for k in cue.clone() {
            if let Some(w) = self.of_word.get_mut(k) {
                w.get_or_insert(g);
            }
        }
        if !cue.is_empty() && self.groups[g].anchor.is_none() {
            self.groups[g].anchor = Some(tree::anchor(self.words, cue));
        }
        g
    }

    /// The network's cue of a group, with the verb that its auxiliaries belong to; the rule's if it is the longer one.
    fn cue(&self, g: usize, cue: &Range<usize>) -> Range<usize> {
        let own = &self.groups[g].cue;
        if own != cue && own.start <= cue.start && cue.end <= own.end {
            return own.clone();
        }
        let tokens = &self.words.analysis.tokens;
        let helps = |k: usize| matches!(tokens[k].upos, Upos::Aux | Upos::Adv | Upos::Part);
        if !cue.clone().all(helps) {
            return cue.clone();
        }
        let verb =
            cue.clone().filter_map(|k| tokens[k].head).map(|h| h as usize).find(|h| (cue.end..cue.end + 3).contains(h));
        cue.start..verb.map_or(cue.end, |v| v + 1)
    }

    fn content(&mut self, g: usize, pieces: Vec<Range<usize>>, ways: Ways, rule: Option<Rule>, frame: Option<Frame>) {
        let pieces = mended(self.words, pieces);
        if pieces.is_empty() {
            return;
        }
        if self.groups[g].cue.is_empty() {
            pieces.iter().cloned().flatten().for_each(|k| self.of_quoted[k] = Some(g));
        }
        add(&mut self.groups[g].contents, Proposal { pieces, ways, rule, frame });
    }

    fn source(&mut self, g: usize, pieces: Vec<Range<usize>>, ways: Ways) {
        add(&mut self.groups[g].sources, Proposal { pieces, ways, rule: None, frame: None });
    }

    fn rule(&mut self, index: usize, draft: &Draft) {
        let g = self.group(&draft.cue.clone().unwrap_or(0..0));
        self.groups[g].drafts.push(index);
        let mut pieces = draft.content.clone();
        pieces.sort_by_key(|r| r.start);
        let touched = touching(&self.contents, &pieces);
        self.content(g, pieces, Ways::RULE, Some(draft.rule), None);
        if !touched.is_empty() {
            self.content(g, touched, Ways::RULE_NETWORK, Some(draft.rule), None);
        }
        let source: Vec<Range<usize>> = draft.source.iter().cloned().collect();
        let touched = touching(&self.sources, &source);
        self.source(g, source, Ways::RULE);
        if !touched.is_empty() {
            self.source(g, touched, Ways::RULE_NETWORK);
        }
    }

    fn network(&mut self) {
        let words = self.words;
        for a in &words.analysis.attributions {
            let g = match &a.cue {
                Some(cue) => self.group(cue),
                // Without a cue it may be a quotation that the rules know.
                None => {
                    let known =
                        a.content.iter().cloned().flatten().find_map(|k| self.of_quoted.get(k).copied().flatten());
                    known.unwrap_or_else(|| self.group(&(0..0)))
                }
            };
            if let Some(cue) = &a.cue {
                self.groups[g].cue = self.cue(g, cue);
            }
            self.groups[g].score = Some(a.score);
            self.content(g, a.content.clone(), Ways::NETWORK, None, None);
            if a.content.len() > 1
                && let Some(cue) = &a.cue
            {
                // The piece beside the cue alone: what lies further off may be a slip.
                let away = |r: &&Range<usize>| r.start.saturating_sub(cue.end) + cue.start.saturating_sub(r.end);
                let nearest = a.content.iter().min_by_key(away).cloned();
                self.content(g, nearest.into_iter().collect(), Ways::NETWORK, None, None);
            }
            let source: Vec<Range<usize>> = a.source.iter().map(|s| whole(words, s)).collect();
            if source.len() > 1 {
                for s in &source {
                    self.source(g, vec![s.clone()], Ways::NETWORK);
                }
            }
            self.source(g, source, Ways::NETWORK);
        }
    }

    /// Verbs and nouns that the network is half sure of, or that are known to report.
    fn verbs(&mut self) {
        let words = self.words;
        for k in 0..words.len() {
            if self.of_word[k].is_some() {
                continue;
            }
            let Some(token) = words.analysis.tokens.get(k) else { continue };
            let seen = words.speech(k).cue > CUE && matches!(token.upos, Upos::Verb | Upos::Noun | Upos::Adj);
            let known = token.upos == Upos::Verb && words.cue(k).is_some_and(|c| c.plain);
            if seen || known {
                let cue = tree::cue(words, k);
                let g = self.group(&cue);
                self.groups[g].anchor = Some(k);
            }
        }
    }

    /// What the tree says of a group's cue.
    fn tree(&mut self, g: usize) {
        let Some(anchor) = self.groups[g].anchor else {
            self.source(g, Vec::new(), Ways(0));
            return;
        };
        for (frame, pieces) in tree::contents(self.words, anchor) {
            let touched = touching(&self.contents, &pieces);
            if !touched.is_empty() {
                self.content(g, touched, Ways::TREE_NETWORK, None, Some(frame));
            }
            self.content(g, pieces, Ways::TREE, None, Some(frame));
        }
        if let Some(source) = tree::source(self.words, anchor) {
            let touched = touching(&self.sources, std::slice::from_ref(&source));
            if !touched.is_empty() {
                self.source(g, touched, Ways::TREE_NETWORK);
            }
            self.source(g, vec![source], Ways::TREE);
        }
        // Nobody.
        self.source(g, Vec::new(), Ways(0));
    }
}

/// Takes the cue and the proposed sources off the ends of the contents: "“Come in,” | Roe" said.
fn part(words: &Words, group: &mut Group) {
    let sure = |p: &&Proposal| p.ways.has(Ways::RULE) || p.ways.has(Ways::TREE);
    let is_sure = group.sources.iter().any(|p| sure(&p) && !p.pieces.is_empty());
    let sources = group.sources.iter().filter(|p| !is_sure || sure(p));
    let mut apart: Vec<Range<usize>> = sources.flat_map(|s| s.pieces.iter().cloned()).collect();
    apart.push(group.cue.clone());
    let is_free = |r: &Range<usize>| r.clone().all(|k| words.quote_of(k).is_none());
    apart.retain(|r| !r.is_empty() && is_free(r));
    for content in std::mem::take(&mut group.contents) {
        let cut = |piece: &Range<usize>| {
            let mut piece = piece.clone();
            for r in &apart {
                if r.start <= piece.start && piece.start < r.end && r.end < piece.end {
                    piece.start = r.end;
                } else if piece.start < r.start && r.start < piece.end && piece.end <= r.end {
                    piece.end = r.start;
                }
            }
            piece
        };
        let pieces = mended(words, content.pieces.iter().map(cut).collect());
        if !pieces.is_empty() {
            add(&mut group.contents, Proposal { pieces, ..content });
        }
    }
}

/// Adds a proposal, or its makers to the same one.
fn add(list: &mut Vec<Proposal>, new: Proposal) {
    match list.iter_mut().find(|p| p.pieces == new.pieces) {
        Some(p) => {
            p.ways.0 |= new.ways.0;
            p.rule = p.rule.or(new.rule);
            p.frame = p.frame.or(new.frame);
        }
        None => list.push(new),
    }
}

/// Those of `list`, which is in order, that share a word with one of `pieces`.
fn touching(list: &[Range<usize>], pieces: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for p in pieces {
        let first = list.partition_point(|r| r.end <= p.start);
        for r in list[first..].iter().take_while(|r| r.start < p.end) {
            if !out.contains(r) {
                out.push(r.clone());
            }
        }
    }
    out.sort_by_key(|r| r.start);
    out
}

/// Longest gap between two pieces, in words, that is taken for a slip.
const GAP: usize = 3;

/// Pieces in order: those joined between which nothing stands that could part them, and freed of what dangles at their ends.
fn mended(words: &Words, pieces: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::with_capacity(pieces.len());
    for p in pieces.into_iter().flat_map(|p| paragraphs(words, p)) {
        match out.last_mut() {
            Some(last)
                if words.region_of(last.start) == words.region_of(p.start) && p.start <= last.end
                    || is_gap(words, last.end..p.start) =>
            {
                last.end = last.end.max(p.end)
            }
            _ => out.push(p),
        }
    }
    let out: Vec<Range<usize>> = out.into_iter().map(|p| firm(words, p)).filter(|p| !p.is_empty()).collect();
    let is_long = |p: &Range<usize>| {
        let marks = words.is_quote_mark(p.start) && words.is_quote_mark(p.end - 1);
        marks || p.clone().filter(|&k| words.shape(k) != Shape::Mark).count() > 1
    };
    // A single word beside a whole clause is a slip, unless it is a quotation of its own.
    if out.iter().any(is_long) { out.into_iter().filter(is_long).collect() } else { out }
}

/// A piece cut where one paragraph ends and the next begins.
fn paragraphs(words: &Words, piece: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = piece.start;
    while start < piece.end {
        let region = words.region_of(start);
        let mut end = start;
        while end < piece.end && words.region_of(end) == region {
            end = words.sentence_around(end).end.max(end + 1);
        }
        out.push(start..end.min(piece.end));
        start = end;
    }
    out
}

/// Whether the words between two pieces of one paragraph part nothing: marks, or a few words that are no cue and no source.
fn is_gap(words: &Words, gap: Range<usize>) -> bool {
    let marks = gap.clone().all(|k| words.shape(k) == Shape::Mark);
    let few = gap.len() <= GAP
        && words.sentence_of(gap.start.saturating_sub(1)) == words.sentence_of(gap.end)
        && gap
            .clone()
            .all(|k| words.shape(k) != Shape::Mark && words.speech(k).cue < 0.3 && words.speech(k).source < 0.3);
    words.region_of(gap.start.saturating_sub(1)) == words.region_of(gap.end) && (marks || few)
}

/// A piece without what belongs to something outside of it: "…, but the |", "| and …".
fn firm(words: &Words, piece: Range<usize>) -> Range<usize> {
    let tokens = &words.analysis.tokens;
    let Range { mut start, mut end } = piece;
    // Words are cut at hyphens, speech is not.
    let joint = |k: usize| {
        k > 0 && k + 1 < words.len() && words.text_of(k) == "-" && {
            let around = words.span(k - 1..k + 2);
            around.len() == (k - 1..k + 2).map(|i| words.span(i..i + 1).len()).sum::<usize>()
        }
    };
    while start > 1 && joint(start - 1) {
        start -= 2;
    }
    while end + 1 < words.len() && joint(end) {
        end += 2;
    }
    if start + 1 < end && matches!(words.text_of(start), "'s" | "’s") {
        start += 1;
    }
    let outside = |k: usize, start: usize, end: usize| {
        tokens[k].head.is_some_and(|h| !(start..end).contains(&(h as usize)) && words.quote_of(k).is_none())
    };
    while end > start + 1 {
        let k = end - 1;
        let small = matches!(tokens[k].upos, Upos::Adp | Upos::Det | Upos::Cconj | Upos::Sconj | Upos::Part)
            || tokens[k].relation == Relation::NmodPoss;
        let ahead = tokens[k].head.is_some_and(|h| h as usize >= end);
        let stop = words.shape(k) == Shape::Mark && !matches!(words.text_of(k), ")" | "]" | "%" | "…" | "...");
        if words.quote_of(k).is_none() && (small && ahead || stop) {
            end -= 1;
        } else {
            break;
        }
    }
    while start + 1 < end
        && (tokens[start].relation == Relation::Cc && outside(start, start + 1, end) || words.is_comma(start))
    {
        start += 1;
    }
    start..end
}

/// A source with the whole of the names that it cuts, and without what dangles at its end: "Roe, | who", "Mayor | Ann Roe".
fn whole(words: &Words, source: &Range<usize>) -> Range<usize> {
    let a = words.analysis;
    let cut = |at: usize| {
        let i = a.names.partition_point(|n| n.tokens.end <= at);
        a.names.get(i).map(|n| n.tokens.clone()).filter(|n| n.start < at && at < n.end)
    };
    let start = cut(source.start).map_or(source.start, |n| n.start);
    let mut end = cut(source.end).map_or(source.end, |n| n.end);
    // "a video on its | channel": up to the noun that the last word belongs to.
    let last = end.saturating_sub(1);
    let small = |k: usize| {
        use Relation as R;
        let within = |r: R| matches!(r, R::NmodPoss | R::Compound | R::Amod | R::NmodDesc | R::Nummod | R::Det);
        a.tokens.get(k).is_some_and(|t| matches!(t.upos, Upos::Adp | Upos::Cconj) || within(t.relation))
    };
    if let Some(noun) = a.tokens.get(last).filter(|_| small(last)).and_then(|t| t.head).map(|h| h as usize)
        && (end..end + 4).contains(&noun)
    {
        end = noun + 1;
    }
    while end > start + 1 {
        let k = end - 1;
        let relative = matches!(a.tokens[k].upos, Upos::Pron | Upos::Sconj | Upos::Adp | Upos::Cconj | Upos::Det)
            && a.tokens[k].head.is_some_and(|h| h as usize >= end);
        let owns = matches!(words.text_of(k), "'s" | "’s");
        if relative || owns || words.shape(k) == Shape::Mark && !words.is_quote_mark(k) && words.text_of(k) != ")" {
            end -= 1;
        } else {
            break;
        }
    }
    start..end
}

/// What is chosen of a group.
#[derive(Clone, Debug)]
pub struct Choice {
    pub content: usize,
    pub source: usize,
    pub values: Values,
    pub probability: f32,
}

/// The likeliest content of a group with its likeliest source, and further contents of the rules that lie apart from it.
pub fn choose(words: &Words, group: &Group, weights: &Weights) -> Vec<Choice> {
    let of_source = |p: &Proposal| probability(&weights.source, &traits::source(words, group, p));
    let sources: Vec<f32> = group.sources.iter().map(of_source).collect();
    let highest = |a: &(usize, f32), b: &(usize, f32)| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0));
    let Some((source, q)) = sources.iter().copied().enumerate().max_by(highest) else { return Vec::new() };
    let of_content = |p: &Proposal| probability(&weights.content, &traits::content(words, group, p));
    let mut left: Vec<(usize, f32)> = group.contents.iter().map(of_content).enumerate().collect();
    // "Roe stressed the need: “…”" is two statements of one cue; what covers both is neither.
    let of_rules: Vec<&Proposal> = group.contents.iter().filter(|p| p.ways.has(Ways::RULE)).collect();
    left.retain(|(i, _)| of_rules.iter().filter(|r| r.overlaps(&group.contents[*i])).count() < 2 || of_rules.len() < 2);
    let mut out = Vec::new();
    while let Some((content, p)) = left.iter().copied().max_by(highest) {
        let chosen = &group.contents[content];
        let values = traits::both(words, group, chosen, p, &group.sources[source], q);
        let probability = probability(&weights.both, &values);
        out.push(Choice { content, source, values, probability });
        left.retain(|(i, _)| !group.contents[*i].overlaps(chosen) && group.contents[*i].ways.has(Ways::RULE));
    }
    out
}

/// Least probability of a statement that is kept.
const KEEP: f32 = 0.45;

/// The same where rule and tree agree on what a plain verb of saying reports: the network labels no speech within speech.
const KEEP_PLAIN: f32 = 0.3;

/// Share of right attributions among the few quotations that rules alone stand for, about: 9 of 14 on 294 articles.
const ALONE: f32 = 0.5;

/// From this Dice on, two contents are one.
const SAME: f32 = 0.9;

/// How many statements before one may tell the same.
const REACH: usize = 12;

/// The statements that rules, network and tree agree on best.
pub fn statements(words: &Words, rules: &[Draft]) -> Vec<Draft> {
    let weights = Weights::learned();
    let mut drafts: Vec<Draft> = Vec::new();
    for group in groups(words, rules) {
        let first = drafts.len();
        let is_kept = |c: &Choice| {
            c.probability >= KEEP
                || c.probability >= KEEP_PLAIN && traits::is_plain(words, &group, &group.contents[c.content])
        };
        // “…” — Ann Roe: what stands in the next paragraph is somebody else's.
        let dash = group.cue.len() == 1 && matches!(words.text_of(group.cue.start), "—" | "–" | "―" | "--" | "-");
        let is_near = |c: &Choice| {
            let last = group.contents[c.content].pieces.last().map_or(0, |p| p.start);
            !dash || words.region_of(last) <= words.region_of(group.cue.start)
        };
        for choice in choose(words, &group, &weights).into_iter().filter(is_kept).filter(is_near) {
            let confidence = weights.confidence(choice.probability);
            drafts.push(Draft { confidence, ..draft(words, &group, &choice, rules) });
        }
        // A quotation with its speaker beside it is never left out.
        for d in group.drafts.iter().map(|&d| &rules[d]).filter(|d| d.rule.is_plain_quotation()) {
            let told = drafts[first..]
                .iter()
                .any(|t| t.content.iter().any(|a| d.content.iter().any(|b| a.start < b.end && b.start < a.end)));
            if !told {
                drafts.push(Draft { confidence: ALONE, ..d.clone() });
            }
        }
    }
    drafts.sort_by_key(|d| (d.content.first().map_or(0, |c| c.start), d.cue.as_ref().map_or(0, |c| c.start)));
    let mut dropped = vec![false; drafts.len()];
    for i in 0..drafts.len() {
        for k in i + 1..(i + REACH + 1).min(drafts.len()) {
            let (a, b) = (&drafts[i], &drafts[k]);
            if dropped[i] || dropped[k] || dice(&a.content, &b.content) <= SAME || nested(a, b) || nested(b, a) {
                continue;
            }
            // Who carries what another says is no second speaker: "…, he said, according to the Post".
            let accords = |d: &Draft| d.cue.as_ref().is_some_and(|c| words.says(c.start, "according"));
            let carrier = |d: &Draft| d.source.clone().is_some_and(|s| s.clone().any(|w| words.is(w, Class::CARRIER)));
            let carries = |d: &Draft, other: &Draft| {
                carrier(d) || accords(d) && !accords(other) && d.source.is_some() && other.source.is_some()
            };
            let (first, second) = (carries(a, b), carries(b, a));
            let lost = match (first, second) {
                (true, false) => i,
                (false, true) => k,
                _ if a.confidence < b.confidence => i,
                _ => k,
            };
            dropped[lost] = true;
            let carrier = drafts[lost].source.clone().filter(|_| first != second);
            let kept = &mut drafts[i + k - lost];
            kept.via = kept.via.take().or(carrier);
        }
    }
    let mut dropped = dropped.into_iter();
    drafts.retain(|_| !dropped.next().unwrap_or(false));
    drafts
}

/// Whether the cue of `inner` stands in what `outer` reports.
fn nested(outer: &Draft, inner: &Draft) -> bool {
    inner.cue.as_ref().is_some_and(|c| outer.content.iter().any(|r| r.start <= c.start && c.end <= r.end))
}

/// A source in one piece: all of it where no verb stands between, else its first.
fn hull(words: &Words, pieces: &[Range<usize>]) -> Option<Range<usize>> {
    let (first, last) = (pieces.first()?, pieces.last()?);
    let tokens = &words.analysis.tokens;
    let one = words.sentence_of(first.start) == words.sentence_of(last.start)
        && (first.end..last.start)
            .all(|k| tokens.get(k).is_some_and(|t| t.upos != Upos::Verb) && words.quote_of(k).is_none());
    Some(if one { first.start..last.end } else { first.clone() })
}

/// Longest beginning of a sentence that a content may have lost, in words.
const OPENING: usize = 8;

/// Where a content begins: with its sentence, where it stands before "documents show" and lacks the sentence's first words alone.
fn opening(words: &Words, content: &Range<usize>, group: &Group, source: &Proposal) -> usize {
    let sentence = words.sentence_around(content.start);
    let lost = sentence.start..content.start;
    let apart = |r: &Range<usize>| r.end <= lost.start || lost.end <= r.start;
    let trails = content.end <= group.cue.start && sentence.contains(&group.cue.start);
    let plain = |k: usize| {
        words.shape(k) != Shape::Mark && words.quote_of(k).is_none() && words.cue(k).is_none_or(|c| !c.plain)
    };
    let clause = content.len() + lost.len() > 2 && words.quote_of(content.start).is_none();
    // The words belong to one clause: some of either hang on the other.
    let up = |k: usize| words.analysis.tokens.get(k).and_then(|t| t.head).map(|h| h as usize);
    let hangs = up(content.start).is_some_and(|h| lost.contains(&h) || up(h).is_some_and(|h| lost.contains(&h)))
        || lost.clone().any(|k| up(k).is_some_and(|h| content.contains(&h)));
    let fits = trails && clause && hangs && (1..=OPENING).contains(&lost.len());
    if fits && source.pieces.iter().all(apart) && lost.clone().all(plain) { lost.start } else { content.start }
}

/// Whom the tree has spoken to: the object of a verb that takes one beside what is said.
fn addressed(words: &Words, group: &Group, content: &[Range<usize>]) -> Option<Range<usize>> {
    let a = words.analysis;
    let anchor = group.anchor?;
    let takes = |c: Cue| {
        let told = c.frames.has(Frames::ADDRESSEE) || c.frames.has(Frames::OBJECT_TO);
        told && !matches!(c.act, Act::Expect | Act::Believe)
    };
    words.cue(anchor).filter(|&c| takes(c))?;
    let object = |c: &usize| *c > anchor && matches!(a.tokens[*c].relation, Relation::Obj | Relation::Iobj);
    let noun = a.children(anchor).find(object)?;
    let hears = matches!(kind(words, noun), Some(MentionKind::Person | MentionKind::Organization | MentionKind::Place));
    let dummy = ["it", "this", "that", "there"].iter().any(|w| words.says(noun, w));
    let phrase = tree::phrase(words, noun).filter(|_| hears && !dummy)?;
    let apart = content.iter().all(|r| r.end <= phrase.start || phrase.end <= r.start);
    (apart && phrase.clone().all(|k| words.quote_of(k).is_none())).then_some(phrase)
}

/// What the network takes the mention for that word `noun` heads.
fn kind(words: &Words, noun: usize) -> Option<MentionKind> {
    let all = &words.analysis.mentions;
    all.get(all.partition_point(|m| m.head < noun)).filter(|m| m.head == noun).map(|m| m.kind)
}

/// Whether somebody is addressed whom a rule takes for that: nobody speaks to a policy.
fn hears(words: &Words, to: &Range<usize>) -> bool {
    use MentionKind::{Animal, Event, Organization, Person, Place};
    // "told a news conference"
    let is_meeting = words.is(to.start, Class::DETERMINER);
    let heard = parties::top(words, to).and_then(|n| kind(words, n));
    heard.is_none_or(|k| matches!(k, Person | Organization | Place | Animal) || k == Event && is_meeting)
}

/// A source with the whole of what a participle says of it: "documents seen | by the paper".
fn described(words: &Words, source: Range<usize>, group: &Group, content: &Proposal) -> Range<usize> {
    let a = words.analysis;
    let Some(last) = source.end.checked_sub(1).filter(|k| source.contains(k)) else { return source };
    let participle = a.tokens.get(last).is_some_and(|t| t.upos == Upos::Verb && t.relation == Relation::Acl);
    let agent = ["by", "to", "with"].iter().any(|w| words.says(source.end, w));
    if !participle || !agent {
        return source;
    }
    let end = a.subtree(last).end.max(source.end);
    let free = |r: &Range<usize>| r.start >= end || r.end <= source.start;
    let whole = tree::trim(words, source.start..end);
    if free(&group.cue) && content.pieces.iter().all(free) && words.sentence_of(last) == words.sentence_of(end - 1) {
        whole
    } else {
        source
    }
}

fn draft(words: &Words, group: &Group, choice: &Choice, rules: &[Draft]) -> Draft {
    let content = &group.contents[choice.content];
    let source = &group.sources[choice.source];
    let closeness = |d: &Draft| dice(&d.content, &content.pieces);
    let rule = group.drafts.iter().map(|&d| &rules[d]).max_by(|a, b| closeness(a).total_cmp(&closeness(b)));
    let mut pieces = content.pieces.clone();
    pieces.sort_by_key(|r| r.start);
    if let Some(first) = pieces.first_mut() {
        first.start = opening(words, first, group, source);
    }
    Draft {
        rule: rule.map_or(Rule::Bare, |d| d.rule),
        content: pieces,
        quotes: Vec::new(),
        cue: Some(group.cue.clone()).filter(|c| !c.is_empty()),
        verb: group.anchor.and_then(|a| words.cue(a)).or_else(|| rule.and_then(|d| d.verb)),
        source: hull(words, &source.pieces).map(|s| described(words, s, group, content)),
        to: rule
            .and_then(|d| d.to.clone())
            .filter(|to| hears(words, to))
            .or_else(|| addressed(words, group, &content.pieces)),
        via: rule.and_then(|d| d.via.clone()),
        confidence: choice.probability,
    }
}
