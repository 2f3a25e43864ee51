//! Reads a text with the network, window by window, and puts its answers together.

use crate::decode::{best, dot, probabilities, probability, spans, tree};
use crate::names::Names;
use crate::network::{Model, ModelError, Output, Outputs};
use crate::tree::Trees;
use crate::windows::{Window, windows};
use crate::{Analysis, Attributed, EventWord, Link, MentionHead, Relation, Speech, Token, Upos};
use std::ops::Range;

/// Sub-words a window. Training has seen windows of up to 96, 160 and 256; on the dev sets longer ones read worse.
const WINDOW: usize = 192;
/// Sub-words that a window takes over from the one before at most. Without them antecedents of pronouns are six points of
/// accuracy worse and sources one point of F1; they cost a tenth of the speed.
const OVERLAP: usize = 64;
/// Antecedents of a lower score are left out: each is less than a twentieth as likely as none.
const UNLIKELY: f32 = -3.0;

/// What is left of the chance of having no antecedent where a word of the third person has it.
const NEW: f32 = 0.5;

/// How likely a token must be part of a span to be taken for one. Chosen on PolNeAR dev: the network is shy of cues.
const SOURCE: f32 = 0.5;
const CUE: f32 = 0.3;
const CONTENT: f32 = 0.45;
const PARTY: f32 = 0.5;
/// How likely a word must tell of an event to be kept as one that may. On TimeBank dev 0.1 in place of a half finds .963 of the events for
/// .884, and .705 of what it finds are events for .857.
const FAINT: f32 = 0.1;

impl Model {
    /// Reads `text`, which `analysis` has cut into sentences and tokens: fills in all that the network has to say.
    pub fn read(&self, text: &str, analysis: &mut Analysis) -> Result<(), ModelError> {
        let mut sequences = Sequences::new();
        for window in windows(text, analysis, &self.pieces, WINDOW, OVERLAP) {
            let outputs = self.run(&window)?;
            self.words(text, &window, &outputs, analysis);
            self.mentions(text, &window, &outputs, analysis);
            sequences.add(&window, &outputs);
        }
        analysis.names = sequences.names.spans(text, &analysis.tokens, &self.labels.names);
        let parties = |s: &Sequence| s.spans().into_iter().map(|(words, ..)| words).collect();
        analysis.actors = parties(&sequences.actors);
        analysis.recipients = parties(&sequences.recipients);
        analysis.attributions = sequences.attributions();
        analysis.speech = sequences.speech;
        let heads: Vec<Option<u32>> = analysis.tokens.iter().map(|t| t.head).collect();
        analysis.trees = Trees::new(&heads);
        analysis.is_read = true;
        Ok(())
    }

    /// Parts of speech, trees and events of a window.
    fn words(&self, text: &str, window: &Window, o: &Outputs, analysis: &mut Analysis) {
        for sentence in window.sentences.iter().filter(|s| s.start >= window.known) {
            let n = sentence.len();
            let mut arcs = Vec::with_capacity(n * n);
            for i in sentence.clone() {
                let ask = o.row(Output::ArcAsk, i);
                arcs.extend(sentence.clone().map(|j| dot(ask, o.row(Output::ArcAnswer, j))));
            }
            let root: Vec<f32> = sentence.clone().map(|i| o.row(Output::Root, i)[0]).collect();
            for (i, head) in sentence.clone().zip(tree(&arcs, &root)) {
                let head = head.map(|h| sentence.start + h);
                let Some(token) = analysis.tokens.get_mut(window.start + i) else { continue };
                token.upos = self.labels.upos[best(o.row(Output::Upos, i))];
                token.head = head.map(|h| (window.start + h) as u32);
                token.relation = match head {
                    None => Relation::Root,
                    Some(head) => self.labels.relations[self.relation(o, i, head)],
                };
                let (event, plover) = (o.row(Output::Event, i), o.row(Output::Plover, i));
                let status = o.row(Output::Status, i);
                let is_heard = best(event) > 0 || best(plover) > 0;
                let is_faint = !is_heard && 1.0 - probability(event, 0) >= FAINT;
                if is_heard || is_faint {
                    let class = if is_faint { Some(best(&event[1..])) } else { best(event).checked_sub(1) };
                    let list = if is_faint { &mut analysis.faint_events } else { &mut analysis.events };
                    list.push(EventWord {
                        token: window.start + i,
                        class: class.map(|c| self.labels.events[c]),
                        factuality: o.row(Output::Factuality, i)[0].clamp(-1.0, 1.0),
                        certainty: std::array::from_fn(|k| probability(status, k)),
                        plover: std::array::from_fn(|k| probability(plover, k)),
                    });
                }
            }
            let there = window.start + sentence.start..window.start + sentence.end;
            if let Some(tokens) = analysis.tokens.get_mut(there) {
                mend_verbs(text, window.start + sentence.start, tokens);
            }
        }
    }

    /// The relation of a word to its head: one hidden layer over both, the second half of which is done here.
    fn relation(&self, o: &Outputs, word: usize, head: usize) -> usize {
        let (of, from) = (o.row(Output::LabelOf, word), o.row(Output::LabelFrom, head));
        let hidden: Vec<f32> = of.iter().zip(from).map(|(x, y)| (x + y).max(0.0)).collect();
        let rows = self.relation_weight.chunks_exact(hidden.len().max(1));
        let scores: Vec<f32> = rows.zip(&self.relation_bias).map(|(w, b)| dot(w, &hidden) + b).collect();
        best(&scores)
    }

    /// Head words of mentions, each with its antecedent among the earlier ones in the window: of the entity that is likeliest
    /// as a whole the likeliest mention, unless having none is likelier.
    fn mentions(&self, text: &str, window: &Window, o: &Outputs, analysis: &mut Analysis) {
        let Analysis { tokens, mentions: out, links, .. } = analysis;
        let known = out.partition_point(|m| m.head < window.start);
        let mut earlier: Vec<usize> = out[known..].iter().map(|m| m.head - window.start).collect();
        // Of each, the first mention of its entity within the window.
        let mut entity: Vec<usize> = Vec::with_capacity(earlier.len());
        for (k, m) in out[known..].iter().enumerate() {
            let before =
                m.antecedent.and_then(|head| out[known..known + k].binary_search_by_key(&head, |m| m.head).ok());
            entity.push(before.map_or(k, |b| entity[b]));
        }
        let (mut scores, mut shares): (Vec<f32>, Vec<f32>) = (Vec::new(), Vec::new());
        for i in window.known..window.first.len() {
            let Some(kind) = best(o.row(Output::Mention, i)).checked_sub(1) else { continue };
            scores.clear();
            scores.push(0.0); // of having none
            let ask = o.row(Output::CorefAsk, i);
            scores.extend(earlier.iter().map(|&j| dot(ask, o.row(Output::CorefAnswer, j))));
            shares.clear();
            shares.resize(scores.len(), 0.0);
            for (k, share) in probabilities(&scores).enumerate() {
                shares[k.checked_sub(1).map_or(0, |k| entity[k] + 1)] += share;
            }
            if tokens.get(window.start + i).is_some_and(|t| is_third_person(t.span.of(text))) {
                shares[0] *= NEW;
            }
            let all: f32 = shares.iter().sum();
            let of = best(&shares);
            let chosen = (1..scores.len())
                .filter(|k| of > 0 && entity[k - 1] == of - 1)
                .max_by(|a, b| scores[*a].total_cmp(&scores[*b]))
                .unwrap_or(0);
            let fit = scores[1..].iter().enumerate().filter(|(_, s)| **s > UNLIKELY);
            links.extend(fit.map(|(k, &score)| Link { mention: out.len(), antecedent: known + k, score }));
            out.push(MentionHead {
                head: window.start + i,
                kind: self.labels.mentions[kind],
                antecedent: chosen.checked_sub(1).map(|k| window.start + earlier[k]),
                score: shares[of] / all,
            });
            entity.push(chosen.checked_sub(1).map_or(earlier.len(), |k| entity[k]));
            earlier.push(i);
        }
    }
}

/// Whether a word is a pronoun of the third person: it takes up somebody who was named, and hardly ever begins with somebody new.
fn is_third_person(word: &str) -> bool {
    const WORDS: [&str; 15] = [
        "he",
        "him",
        "his",
        "himself",
        "she",
        "her",
        "hers",
        "herself",
        "they",
        "them",
        "their",
        "theirs",
        "themselves",
        "it",
        "its",
    ];
    WORDS.iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// Labels of all tokens in a row (outside, begins, goes on), with the probability of being part of a span or not, as labelled.
#[derive(Default)]
struct Sequence(Vec<(usize, f32)>);

impl Sequence {
    /// Adds a token by its scores of being outside, beginning a span, going on with one.
    fn push(&mut self, scores: &[f32], least: f32) {
        let inside = 1.0 - probability(scores, 0);
        let label = if inside < least { 0 } else { 1 + best(&scores[1..]) };
        self.0.push((label, if label > 0 { inside } else { 1.0 - inside }));
    }

    /// Whether a span begins at token `i`.
    fn begins(&self, i: usize) -> bool {
        let label = |i: usize| self.0.get(i).map_or(0, |l| l.0);
        let goes_on = |kind: usize| i > 0 && label(i - 1).div_ceil(2) == kind; // kinds counted from one
        label(i) % 2 == 1 || label(i) > 0 && !goes_on(label(i) / 2)
    }

    /// Spans with the number of their type, and the mean probability of their labels.
    fn spans(&self) -> Vec<(Range<usize>, usize, f32)> {
        let found = spans(self.0.iter().map(|l| l.0));
        found.into_iter().map(|(r, kind)| (r.clone(), kind, self.score(r))).collect()
    }

    fn score(&self, words: Range<usize>) -> f32 {
        let count = words.len().max(1) as f32;
        self.0.get(words).unwrap_or_default().iter().map(|l| l.1).sum::<f32>() / count
    }
}

/// A word in "-ed" that has an object is a verb, whatever it was taken for by itself. The sentence's tokens begin at token `start`.
fn mend_verbs(text: &str, start: usize, tokens: &mut [Token]) {
    for k in 0..tokens.len() {
        let Some(head) = tokens[k].head.filter(|_| tokens[k].relation == Relation::Obj) else { continue };
        let Some(above) = (head as usize).checked_sub(start).and_then(|h| tokens.get_mut(h)) else { continue };
        if matches!(above.upos, Upos::Adj | Upos::Adp | Upos::Adv) && above.span.of(text).ends_with("ed") {
            above.upos = Upos::Verb;
        }
    }
}

/// Label sequences over the whole text: spans may cross windows, links may not.
struct Sequences {
    names: Names,
    sources: Sequence,
    cues: Sequence,
    contents: Sequence,
    actors: Sequence,
    recipients: Sequence,
    /// Of each token that begins a source or a content: the first word of its cue, and the probability of that.
    links: Vec<Option<(usize, f32)>>,
    speech: Vec<Speech>,
}

impl Sequences {
    fn new() -> Sequences {
        let [sources, cues, contents, actors, recipients] = std::array::from_fn(|_| Sequence::default());
        Sequences {
            names: Names::default(),
            sources,
            cues,
            contents,
            actors,
            recipients,
            links: Vec::new(),
            speech: Vec::new(),
        }
    }

    fn add(&mut self, window: &Window, o: &Outputs) {
        let base = window.start;
        for i in window.known..window.first.len() {
            self.names.push(o.row(Output::Names, i));
            let roles = o.row(Output::Attribution, i);
            self.sources.push(&roles[..3], SOURCE);
            self.cues.push(&roles[3..6], CUE);
            self.contents.push(&roles[6..], CONTENT);
            let [source, cue, content] = [0, 3, 6].map(|k| 1.0 - probability(&roles[k..k + 3], 0));
            self.speech.push(Speech { source, cue, content });
            let parties = o.row(Output::Party, i);
            self.actors.push(&parties[..3], PARTY);
            self.recipients.push(&parties[3..], PARTY);
        }
        let cues: Vec<usize> = (0..window.first.len()).filter(|i| self.cues.begins(base + i)).collect();
        let mut scores = Vec::with_capacity(cues.len());
        for i in window.known..window.first.len() {
            let speaks = self.sources.begins(base + i) || self.contents.begins(base + i);
            self.links.push((speaks && !cues.is_empty()).then(|| {
                scores.clear();
                let ask = o.row(Output::LinkAsk, i);
                scores.extend(cues.iter().map(|&j| dot(ask, o.row(Output::LinkAnswer, j))));
                let chosen = best(&scores);
                (base + cues[chosen], probability(&scores, chosen))
            }));
        }
    }

    /// Cues with the sources and contents that are linked to them, and contents without a cue, by first word.
    fn attributions(&self) -> Vec<Attributed> {
        let cues = self.cues.spans();
        let mut out: Vec<Attributed> = Vec::with_capacity(cues.len());
        for (cue, _, score) in &cues {
            out.push(Attributed { source: Vec::new(), cue: Some(cue.clone()), content: Vec::new(), score: *score });
        }
        for (sequence, is_source) in [(&self.sources, true), (&self.contents, false)] {
            for (words, _, score) in sequence.spans() {
                let link = self.links.get(words.start).copied().flatten();
                let cue = link.and_then(|(cue, p)| Some((cues.binary_search_by_key(&cue, |c| c.0.start).ok()?, p)));
                match cue.and_then(|(k, p)| Some((out.get_mut(k)?, p))) {
                    Some((attributed, p)) => {
                        let part = if is_source { &mut attributed.source } else { &mut attributed.content };
                        part.push(words);
                        attributed.score = attributed.score.min(score * p);
                    }
                    None if is_source => {}
                    None => out.push(Attributed { source: Vec::new(), cue: None, content: vec![words], score }),
                }
            }
        }
        out.retain(|a| !a.content.is_empty());
        out.sort_by_key(Attributed::start);
        out
    }
}
