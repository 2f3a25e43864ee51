//! How sure do the words make it that something happened or will? A judgement learned from annotated news.
//!
//! Multinomial logistic weights over traits of the word and of what governs it, among them the network's factuality: a better network is
//! a better trait. `tools/learn_status.rs` learns the table `lexicon/certainty.txt` from the UW factuality corpus (Lee et al. 2015).

use super::grammar::{Grammar, is_none, is_not};
use super::lexicon::lines;
use super::status::{effect, is_limited};
use dateline_language::{EventWord, Relation, Upos};
use dateline_record::Status;
use std::collections::HashMap;
use std::fmt::{Arguments, Write as _};
use std::sync::LazyLock;

/// What a reader makes of an event: UW's readers count a plain future as sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// It happened, or will.
    Sure,
    /// It may or may not.
    Open,
    /// It did not happen, or will not.
    Denied,
}

/// How many words above the event are looked at, and how many below each.
const REACH: usize = 3;
const BREADTH: usize = 24;

/// Keeps the logarithms of the network's probabilities within bounds.
const FLOOR: f32 = 0.005;

/// Steps on the network's factuality, each a trait.
const STEPS: [f32; 13] = [-0.6, -0.4, -0.2, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/// Of each trait, its weights for [`Certainty::Open`] and [`Certainty::Denied`] against [`Certainty::Sure`].
static WEIGHTS: LazyLock<HashMap<&'static str, [f32; 2]>> = LazyLock::new(|| {
    let entry = |line: &'static str| {
        let mut parts = line.rsplitn(3, ' ');
        let (denied, open) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some((parts.next()?, [open, denied]))
    };
    lines(include_str!("lexicon/certainty.txt")).filter_map(entry).collect()
});

/// The judgement on word `k`; `by_rule` is what the words' own rules make of it.
pub fn of(k: usize, g: Grammar, by_rule: Status, word: Option<&EventWord>) -> Certainty {
    let (mut open, mut denied) = (0.0, 0.0);
    traits(k, g, by_rule, word, |name, value| {
        if let Some([o, d]) = WEIGHTS.get(name) {
            open += o * value;
            denied += d * value;
        }
    });
    match (open > 0.0, denied > 0.0) {
        (_, true) if denied > open => Certainty::Denied,
        (true, _) => Certainty::Open,
        _ => Certainty::Sure,
    }
}

/// Gives each trait of word `k` with its value to `take`.
pub fn traits(k: usize, g: Grammar, by_rule: Status, word: Option<&EventWord>, take: impl FnMut(&str, f32)) {
    let mut teller = Teller { g, name: String::with_capacity(40), take };
    teller.of_word(k, by_rule, word);
    teller.of_governors(k);
}

struct Teller<'a, F> {
    g: Grammar<'a>,
    name: String,
    take: F,
}

impl<F: FnMut(&str, f32)> Teller<'_, F> {
    fn tell(&mut self, name: Arguments) {
        self.name.clear();
        if self.name.write_fmt(name).is_ok() {
            (self.take)(&self.name, 1.0);
        }
    }

    fn of_word(&mut self, k: usize, by_rule: Status, word: Option<&EventWord>) {
        let g = self.g;
        let (lower, lemma, upos) = (g.lower(k), g.lemma(k), g.upos(k));
        let form = match lower.as_ref() {
            w if w.ends_with("ing") => "ing",
            w if w.ends_with("ed") => "ed",
            w if w == lemma => "plain",
            w if w.ends_with('s') => "s",
            _ => "other",
        };
        (self.take)("base", 1.0);
        self.tell(format_args!("rule={by_rule:?}"));
        self.tell(format_args!("upos={upos}"));
        self.tell(format_args!("form={upos}.{form}"));
        self.tell(format_args!("rel={}", g.relation(k)));
        self.tell(format_args!("lemma={lemma}"));
        if g.is_infinitive(k) {
            self.tell(format_args!("infinitive"));
        }
        if is_question(k, g) {
            self.tell(format_args!("question"));
        }
        match word {
            Some(w) => {
                self.tell(format_args!("class={:?}", w.class));
                (self.take)("factuality", w.factuality);
                let [denied, open, sure] = w.certainty.map(|p| (p + FLOOR).ln());
                (self.take)("heard.open", open - sure);
                (self.take)("heard.denied", denied - sure);
                for step in STEPS.into_iter().filter(|s| w.factuality < *s) {
                    self.tell(format_args!("factuality<{step}"));
                }
            }
            None => self.tell(format_args!("class=silent")),
        }
        self.around(k, "");
    }

    /// The words above: which they are, what they make of what they govern, and what hangs on them.
    fn of_governors(&mut self, k: usize) {
        let g = self.g;
        let mut at = k;
        let mut path = String::new();
        for step in 1..=REACH {
            let Some(above) = g.head(at) else {
                self.tell(format_args!("root@{step}"));
                break;
            };
            let relation = plain(g.relation(at));
            let (lemma, effect) = (g.lemma(above), effect(&g.lemma(above)));
            let _ = write!(path, "{relation}>");
            self.tell(format_args!("path={path}"));
            if step == 1 {
                let lead = g.by(at, &[Relation::Case, Relation::Mark]).next().map(|c| g.lower(c)).unwrap_or_default();
                self.tell(format_args!("under={lemma}"));
                self.tell(format_args!("under={lemma}:{relation}"));
                self.tell(format_args!("under={}:{relation}", g.upos(above)));
                self.tell(format_args!("lead={lead}:{relation}"));
                self.tell(format_args!("effect={effect}:{relation}"));
                self.tell(format_args!("effect={effect}:{relation}:{lead}"));
                self.around(above, "^");
            } else {
                self.tell(format_args!("effect={effect}:{relation}@{step}"));
                self.around(above, "^^");
            }
            at = above;
        }
    }

    /// What hangs on a word: auxiliaries, negations, marks, adverbs, its subject.
    fn around(&mut self, k: usize, at: &str) {
        let g = self.g;
        for c in g.children(k).take(BREADTH) {
            let word = g.lower(c);
            let relation = g.relation(c);
            let not = is_negation(&word) && !is_limited(c, g);
            match relation {
                Relation::Aux | Relation::Cop => self.tell(format_args!("{at}aux={word}")),
                Relation::AuxPass => self.tell(format_args!("{at}passive")),
                Relation::Advmod | Relation::Det | Relation::Mark | Relation::Case | Relation::Cc if not => {
                    self.tell(format_args!("{at}not"))
                }
                Relation::Advmod => self.tell(format_args!("{at}adverb={word}")),
                Relation::Mark => self.tell(format_args!("{at}mark={word}")),
                Relation::Det => self.tell(format_args!("{at}det={word}")),
                Relation::Case => self.tell(format_args!("{at}case={word}")),
                Relation::Amod | Relation::Compound => self.tell(format_args!("{at}mod={word}")),
                Relation::Advcl
                    if g.by(c, &[Relation::Mark]).any(|m| matches!(g.lower(m).as_ref(), "if" | "unless")) =>
                {
                    self.tell(format_args!("{at}has-condition"))
                }
                Relation::Nsubj | Relation::NsubjPass | Relation::Obj => {
                    if not || g.by(c, &[Relation::Det, Relation::Advmod]).any(|d| is_negation(&g.lower(d))) {
                        self.tell(format_args!("{at}not-any"));
                    }
                    if relation != Relation::Obj {
                        match g.upos(c) {
                            Upos::Pron => self.tell(format_args!("{at}subject={word}")),
                            upos => {
                                let number = if word == g.lemma(c) { "one" } else { "many" };
                                self.tell(format_args!("{at}subject={upos}.{number}"));
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

/// A relation without its subtype.
fn plain(relation: Relation) -> &'static str {
    let name = relation.as_str();
    name.split_once(':').map_or(name, |(main, _)| main)
}

fn is_negation(word: &str) -> bool {
    is_not(word) || is_none(word) || matches!(word, "no" | "without" | "barely" | "seldom")
}

/// Whether the sentence of a word is a question.
pub fn is_question(k: usize, g: Grammar) -> bool {
    let a = g.analysis;
    let Some(sentence) = a.tokens.get(k).and_then(|t| a.sentence_at(t.span.start)).and_then(|s| a.sentences.get(s))
    else {
        return false;
    };
    sentence.tokens.clone().rev().take(3).any(|t| g.word(t) == "?")
}
