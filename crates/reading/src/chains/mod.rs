//! Who is meant by "the mayor", "she" and "the company"?
//!
//! Names are grouped already. Every other mention is taken in the order of head words and joined to an entity of what was said
//! before, or opens one. The network scores each earlier mention in its window as antecedent; an entity's score is the sum over its
//! mentions, as the network was trained on that sum, against that of having no antecedent. Rules say who cannot be meant (gender,
//! number, kind, one phrase within the other), what holds beyond the window (the same description again), and what needs no
//! score: appositions, and who speaks in one breath.

mod handover;
mod mention;

use crate::extent::Extents;
use crate::people::{Gender, People};
use crate::words::Words;
use dateline_language::{MentionKind, Relation, Upos};
use dateline_record::{MentionForm, Span};
use mention::{Mention, Number, Person, is_definite, modifiers};
use std::collections::HashMap;

pub use handover::{Chain, Mentioned, of, speak_on, voices};

/// The least share of all chances, that of having no antecedent among them, with which a pronoun is linked.
const SHARE: f32 = 0.3;
/// How sure it must be whom a pronoun means for the record to say so: that of each link, times that of what it leads to.
const SURE: f32 = 0.6;
/// The same on pages that are talk themselves, where speakers change unmarked and the network errs far more often.
const SURE_IN_TALK: f32 = 0.8;
/// From this share of words that are "I", "we" or "you" outside of quotations, a page is talk.
const TALK: f32 = 0.02;
/// How sure a link is that a rule alone has made.
const RULE: f32 = 0.7;
/// What is left of that where a subject takes up the subject of the main clause.
const PARALLEL: f32 = 0.95;
/// What is left of that where a description begins with "a", as of somebody new.
const NEW: f32 = 0.5;
/// How many sentences back, and how many mentions, a person is looked for whom only a pronoun's gender tells.
const NEAR: usize = 1;
const MIND: usize = 40;

/// Joins the descriptions and pronouns of a page to its entities.
/// `bylines`, in order, tell who wrote the page: nobody there is "the minister" of the text.
pub fn link(words: &Words, extents: &Extents, bylines: &[Span], people: &mut People) {
    let (mentions, of_word) = mention::collect(words, extents, people);
    let mut linker = Linker::new(words, people, &mentions, of_word, bylines);
    for m in 0..mentions.len() {
        linker.place(m);
    }
    let homes: Vec<usize> = (0..mentions.len()).map(|m| linker.root(linker.home[m])).collect();
    let Linker { nodes, sure, .. } = linker;
    let speaks = |m: &&Mention| m.person != Person::Third && words.quote_of(m.head).is_none();
    let talk = mentions.iter().filter(speaks).count() as f32 > TALK * words.len() as f32;
    let enough = if talk { SURE_IN_TALK } else { SURE };
    handover::note(words, people, &Linked { mentions: &mentions, homes, nodes, sure, enough });
}

/// Mentions and whose they are.
struct Linked<'a> {
    mentions: &'a [Mention],
    /// The node of each.
    homes: Vec<usize>,
    nodes: Vec<Node>,
    /// How sure that is.
    sure: Vec<f32>,
    /// How sure it must be of a pronoun.
    enough: f32,
}

/// What is known of an entity while reading on.
#[derive(Clone, Debug)]
struct Node {
    kind: Option<MentionKind>,
    number: Option<Number>,
    gender: Option<Gender>,
    named: bool,
    /// Its mentions so far.
    mentions: Vec<usize>,
    /// Whether it is "I", "we" or "you".
    speaks: bool,
    /// Whether the text speaks of it, and not a byline alone.
    is_told: bool,
    /// The quotation whose speaker it is.
    speaker_of: Option<usize>,
    /// The entity that it has turned out to be.
    forward: Option<usize>,
}

struct Linker<'a> {
    words: &'a Words<'a>,
    mentions: &'a [Mention],
    /// Entities with a name first, under their own numbers.
    nodes: Vec<Node>,
    home: Vec<usize>,
    /// How sure each mention's entity is.
    sure: Vec<f32>,
    /// Where the network's links of each of its mentions begin.
    links: Vec<std::ops::Range<usize>>,
    /// The mention that a word heads, or whose name it is part of.
    of_word: Vec<Option<usize>>,
    /// Who speaks and is spoken to, by quotation.
    speakers: HashMap<(Option<usize>, Person), usize>,
    /// Who wrote the page, by stretch.
    bylines: &'a [Span],
    /// The last mention of each noun.
    nouns: HashMap<(String, Option<Number>), Vec<usize>>,
}

impl<'a> Linker<'a> {
    fn new(
        words: &'a Words<'a>,
        people: &People,
        mentions: &'a [Mention],
        of_word: Vec<Option<usize>>,
        bylines: &'a [Span],
    ) -> Linker<'a> {
        let named = |e: usize| Node {
            kind: mention::mention_kind(people.entities[e].kind),
            number: (people.entities[e].kind == dateline_record::EntityKind::Person).then_some(Number::One),
            gender: people.gender(e),
            named: true,
            mentions: Vec::new(),
            speaks: false,
            is_told: false,
            speaker_of: None,
            forward: None,
        };
        let mut links = vec![0..0; words.analysis.mentions.len()];
        for (k, link) in words.analysis.links.iter().enumerate() {
            if let Some(range) = links.get_mut(link.mention) {
                *range = if range.start == range.end { k..k + 1 } else { range.start..k + 1 };
            }
        }
        Linker {
            words,
            mentions,
            nodes: (0..people.entities.len()).map(named).collect(),
            home: vec![usize::MAX; mentions.len()],
            sure: vec![1.0; mentions.len()],
            links,
            of_word,
            speakers: HashMap::new(),
            bylines,
            nouns: HashMap::new(),
        }
    }

    fn root(&self, mut node: usize) -> usize {
        while let Some(next) = self.nodes.get(node).and_then(|n| n.forward) {
            node = next;
        }
        node
    }

    /// Gives mention `m` its entity.
    fn place(&mut self, m: usize) {
        let mention = &self.mentions[m];
        let certain = |node: usize| (node, 1.0);
        let ruled = |node: usize| (node, RULE);
        let found = match (mention.form, mention.person) {
            (MentionForm::Pronoun, Person::Third) => {
                let scored = self.scored(m).or_else(|| self.sole(m).map(ruled));
                match self.parallel(m) {
                    Some(same) if scored.is_none_or(|s| s.0 == same.0 && s.1 < same.1 || s.1 < SURE) => Some(same),
                    _ => scored,
                }
            }
            (MentionForm::Pronoun, person) => Some(certain(self.speaker(m, person))),
            (MentionForm::Name, _) => mention.named.map(|e| certain(self.root(e))),
            (MentionForm::Nominal, _) => mention
                .named
                .map(|e| certain(self.root(e)))
                .or_else(|| mention::is_another(self.words, mention).then(|| certain(self.open(m))))
                .or_else(|| self.beside(m).map(certain))
                .or_else(|| self.scored(m))
                .or_else(|| self.again(m).map(ruled)),
        };
        if let Some((node, sure)) = found {
            // "a source" is hardly ever somebody who has been named.
            let new = sure < 1.0 && self.nodes[node].named && mention::is_new(self.words, mention);
            self.sure[m] = if new { sure * NEW } else { sure };
        }
        let found = found.map(|(node, _)| node);
        let node = found.unwrap_or_else(|| self.open(m));
        self.join(m, node);
        if mention.form == MentionForm::Name {
            self.described_before(m);
        }
    }

    fn open(&mut self, m: usize) -> usize {
        let Mention { kind, number, gender, person, .. } = self.mentions[m];
        self.nodes.push(Node {
            kind,
            number,
            gender,
            named: false,
            mentions: Vec::new(),
            speaks: person != Person::Third,
            is_told: false,
            speaker_of: None,
            forward: None,
        });
        self.nodes.len() - 1
    }

    fn join(&mut self, m: usize, node: usize) {
        let mention = &self.mentions[m];
        self.home[m] = node;
        let span = mention::span(self.words, mention);
        let byline = self.bylines.get(self.bylines.partition_point(|b| b.end <= span.start));
        let n = &mut self.nodes[node];
        n.is_told |= !byline.is_some_and(|b| b.overlaps(span));
        n.mentions.push(m);
        n.gender = n.gender.or(mention.gender);
        n.kind = n.kind.or(mention.kind);
        if mention.form != MentionForm::Pronoun {
            n.number = n.number.or(mention.number);
        }
        if mention.form == MentionForm::Nominal {
            let key = (singular(self.words.text_of(mention.head)), mention.number);
            self.nouns.entry(key).or_default().push(m);
        }
    }

    /// "I" of one quotation is one person, and so is "I" outside of all.
    fn speaker(&mut self, m: usize, person: Person) -> usize {
        let key = (self.words.quote_of(self.mentions[m].head), person);
        match self.speakers.get(&key) {
            Some(&node) => self.root(node),
            None => {
                let node = self.open(m);
                self.speakers.insert(key, node);
                self.nodes[node].speaker_of = key.0.filter(|_| person == Person::First);
                node
            }
        }
    }

    /// "Ann Roe, the mayor": what an apposition hangs on.
    fn beside(&self, m: usize) -> Option<usize> {
        let token = &self.words.analysis.tokens[self.mentions[m].head];
        if token.relation != Relation::Appos {
            return None;
        }
        let other = self.of_word.get(token.head? as usize).copied().flatten()?;
        let node = self.root(*self.home.get(other).filter(|&&h| h != usize::MAX)?);
        self.fits(m, node).then_some(node)
    }

    /// "the mayor, Ann Roe": the description that a name stands beside is its bearer's.
    fn described_before(&mut self, m: usize) {
        let token = &self.words.analysis.tokens[self.mentions[m].head];
        let head = token.head.map_or(usize::MAX, |h| h as usize);
        if token.relation != Relation::Appos || head > self.mentions[m].head {
            return;
        }
        let Some(other) = self.of_word.get(head).copied().flatten() else { return };
        if self.mentions[other].form == MentionForm::Name || self.home[other] == usize::MAX {
            return;
        }
        let (from, to) = (self.root(self.home[other]), self.root(self.home[m]));
        if from != to && !self.nodes[from].named && self.agrees(from, to) {
            self.merge(from, to);
        }
    }

    fn merge(&mut self, from: usize, to: usize) {
        let old = self.nodes[from].clone();
        let new = &mut self.nodes[to];
        new.gender = new.gender.or(old.gender);
        new.kind = new.kind.or(old.kind);
        new.is_told |= old.is_told;
        new.mentions.extend(old.mentions);
        new.mentions.sort_unstable();
        self.nodes[from].forward = Some(to);
    }

    /// The entity that the network finds likeliest, of those that can be meant, and how sure that is.
    fn scored(&self, m: usize) -> Option<(usize, f32)> {
        struct Chance {
            node: usize,
            chance: f32,
            /// The same, each antecedent's weighed with how sure its own entity is.
            sure: f32,
        }
        let mention = &self.mentions[m];
        let mut chances: Vec<Chance> = Vec::new();
        // Of all chances together; none has that of 1.
        let mut all = 1.0;
        for link in &self.words.analysis.links[self.links[mention.heard?].clone()] {
            let Some(other) = self.of_word[self.words.analysis.mentions[link.antecedent].head] else { continue };
            if self.home[other] == usize::MAX || other == m {
                continue;
            }
            let (node, chance) = (self.root(self.home[other]), link.score.exp());
            let sure = chance * self.sure[other];
            match chances.iter_mut().find(|c| c.node == node) {
                Some(known) => (known.chance, known.sure) = (known.chance + chance, known.sure + sure),
                None if self.fits(m, node) => chances.push(Chance { node, chance, sure }),
                None => continue,
            }
            all += chance;
        }
        let best = chances.into_iter().max_by(|a, b| a.chance.total_cmp(&b.chance).then(b.node.cmp(&a.node)))?;
        let clear = mention.form != MentionForm::Pronoun || best.chance >= SHARE * all;
        (best.chance >= 1.0 && clear).then_some((best.node, best.sure / all))
    }

    /// "he stayed because he was ill": the same word as the last subject before, behind a conjunction.
    fn parallel(&self, m: usize) -> Option<(usize, f32)> {
        let tokens = &self.words.analysis.tokens;
        let head = self.mentions[m].head;
        let subject =
            |&k: &usize| tokens.get(k).is_some_and(|t| matches!(t.relation, Relation::Nsubj | Relation::NsubjPass));
        let joined = head.checked_sub(1).and_then(|k| tokens.get(k)).is_some_and(|t| t.upos == Upos::Sconj);
        let sentence = self.words.sentence_around(head);
        let same = (sentence.start..head).rev().take(MIND).find(subject).filter(|_| joined && subject(&head))?;
        let one =
            self.words.says(same, self.words.text_of(head)) && self.words.quote_of(same) == self.words.quote_of(head);
        let other = self.of_word.get(same).copied().flatten().filter(|&o| one && self.home[o] != usize::MAX)?;
        let node = self.root(self.home[other]);
        self.fits(m, node).then(|| (node, self.sure[other] * PARALLEL))
    }

    /// The only person of late whom "he" or "she" can mean.
    fn sole(&self, m: usize) -> Option<usize> {
        let mention = &self.mentions[m];
        mention.gender?;
        let sentence = self.words.sentence_of(mention.head);
        let near = |o: &&usize| sentence - self.words.sentence_of(self.mentions[**o].head) <= NEAR;
        let mut found = None;
        let earlier: Vec<usize> = (0..m).rev().take(MIND).collect();
        for &o in earlier.iter().take_while(near) {
            let node = self.root(self.home[o]);
            let human = self.nodes[node].kind == Some(MentionKind::Person) && !self.nodes[node].speaks;
            if !human || found == Some(node) || !self.fits(m, node) {
                continue;
            }
            if found.is_some() {
                return None;
            }
            found = Some(node);
        }
        found.filter(|&node| self.nodes[node].named && self.nodes[node].gender == mention.gender)
    }

    /// The same description again: "the parents" after "parents".
    fn again(&self, m: usize) -> Option<usize> {
        let mention = &self.mentions[m];
        if !is_definite(self.words, mention) {
            return None;
        }
        let key = (singular(self.words.text_of(mention.head)), mention.number);
        let told = modifiers(self.words, mention);
        let fits = |&&other: &&usize| {
            let before = modifiers(self.words, &self.mentions[other]);
            let known = |&(word, number): &(&str, bool)| {
                before.iter().any(|b| b.0 == word) || number && !before.iter().any(|b| b.1)
            };
            told.iter().all(known) && self.fits(m, self.root(self.home[other]))
        };
        let other = self.nouns.get(&key)?.iter().rev().take(8).find(fits)?;
        Some(self.root(self.home[*other]))
    }

    /// Whether mention `m` can mean entity `node`.
    fn fits(&self, m: usize, node: usize) -> bool {
        let (mention, n) = (&self.mentions[m], &self.nodes[node]);
        // Who "I" is, only a quotation's speaker tells.
        if n.speaks != (mention.person != Person::Third) || !n.is_told && !n.mentions.is_empty() {
            return false;
        }
        if mention.gender.is_some() && n.gender.is_some() && mention.gender != n.gender {
            return false;
        }
        if mention.form == MentionForm::Pronoun {
            let person = mention.kind == Some(MentionKind::Person);
            return pronoun_fits(mention.number, person, n) && !self.is_owner_of(m, node);
        }
        number_fits(mention.number, n.number) && kind_fits(mention.kind, n.kind) && !self.is_nested(m, node)
    }

    fn agrees(&self, from: usize, to: usize) -> bool {
        let (a, b) = (&self.nodes[from], &self.nodes[to]);
        let gender = a.gender.is_none() || b.gender.is_none() || a.gender == b.gender;
        gender && number_fits(a.number, b.number) && kind_fits(a.kind, b.kind)
    }

    /// "her" in "her mother" is not the mother.
    fn is_owner_of(&self, m: usize, node: usize) -> bool {
        let token = &self.words.analysis.tokens[self.mentions[m].head];
        let owned = token.head.and_then(|h| self.of_word.get(h as usize).copied().flatten());
        token.relation == Relation::NmodPoss
            && owned.is_some_and(|o| self.home[o] != usize::MAX && self.root(self.home[o]) == node)
    }

    /// Whether a mention of the entity stands within the phrase, or the phrase within one.
    fn is_nested(&self, m: usize, node: usize) -> bool {
        let phrase = &self.mentions[m].phrase;
        let near = self.nodes[node].mentions.iter().rev().take(8);
        near.map(|&o| &self.mentions[o]).any(|o| {
            phrase.contains(&o.head) || o.form != MentionForm::Pronoun && o.phrase.contains(&self.mentions[m].head)
        })
    }
}

fn pronoun_fits(number: Option<Number>, person: bool, node: &Node) -> bool {
    let is = |k| node.kind == Some(k);
    let human = is(MentionKind::Person) || is(MentionKind::Animal);
    match (number, person) {
        (Some(Number::One), true) => (node.kind.is_none() || human) && node.number != Some(Number::Many),
        (Some(Number::One), false) => !is(MentionKind::Person) && node.number != Some(Number::Many),
        (Some(Number::Many), _) => !(human && node.named && node.number == Some(Number::One)),
        _ => true,
    }
}

fn number_fits(a: Option<Number>, b: Option<Number>) -> bool {
    a.is_none() || b.is_none() || a == b
}

fn kind_fits(a: Option<MentionKind>, b: Option<MentionKind>) -> bool {
    use MentionKind::*;
    let (Some(a), Some(b)) = (a, b) else { return true };
    let side = |k| match k {
        Organization | Place => 0,
        Object | Abstract | Event | Substance => 1,
        Person => 2,
        Time => 3,
        Animal | Plant => 4,
    };
    side(a) == side(b)
}

fn singular(noun: &str) -> String {
    let lower = noun.to_lowercase();
    match lower.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) => stem.to_string(),
        _ => lower,
    }
}
