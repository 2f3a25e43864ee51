//! Who is meant by "the mayor", "she" and "the company"?
//!
//! Names are grouped already. Every other mention is taken in the order of head words and joined to an entity of what was said
//! before, or opens one. The network scores each earlier mention in its window as antecedent; an entity's score is the sum over its
//! mentions, as the network was trained on that sum, against that of having no antecedent. Rules say who cannot be meant (gender,
//! number, kind, one phrase within the other), what holds beyond the window (the same description again), and what needs no
//! score: appositions, and who speaks in one breath.

mod mention;

use crate::extent::{self, Extents};
use crate::people::{Gender, People};
use crate::words::Words;
use dateline_language::{MentionKind, Relation};
use dateline_record::{Entity, EntityKind, MentionForm, Span};
use mention::{Mention, Number, Person, is_definite, modifiers};
use std::collections::HashMap;

/// The least share of all chances, that of having no antecedent among them, with which a pronoun is linked.
const SHARE: f32 = 0.5;

/// How many sentences back, and how many mentions, a person is looked for whom only a pronoun's gender tells.
const NEAR: usize = 1;
const MIND: usize = 40;

/// Joins the descriptions and pronouns of a page to its entities.
pub fn link(words: &Words, extents: &Extents, people: &mut People) {
    let (mentions, of_word) = mention::collect(words, extents, people);
    let mut linker = Linker::new(words, people, &mentions, of_word);
    for m in 0..mentions.len() {
        linker.place(m);
    }
    let homes: Vec<usize> = (0..mentions.len()).map(|m| linker.root(linker.home[m])).collect();
    let nodes = linker.nodes;
    note(words, people, &mentions, &homes, &nodes);
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
    /// The entity that it has turned out to be.
    forward: Option<usize>,
}

struct Linker<'a> {
    words: &'a Words<'a>,
    mentions: &'a [Mention],
    /// Entities with a name first, under their own numbers.
    nodes: Vec<Node>,
    home: Vec<usize>,
    /// Where the network's links of each of its mentions begin.
    links: Vec<std::ops::Range<usize>>,
    /// The mention that a word heads, or whose name it is part of.
    of_word: Vec<Option<usize>>,
    /// Who speaks and is spoken to, by quotation.
    speakers: HashMap<(Option<usize>, Person), usize>,
    /// The last mention of each noun.
    nouns: HashMap<(String, Option<Number>), Vec<usize>>,
}

impl<'a> Linker<'a> {
    fn new(words: &'a Words<'a>, people: &People, mentions: &'a [Mention], of_word: Vec<Option<usize>>) -> Linker<'a> {
        let named = |e: usize| Node {
            kind: mention::mention_kind(people.entities[e].kind),
            number: (people.entities[e].kind == dateline_record::EntityKind::Person).then_some(Number::One),
            gender: people.gender(e),
            named: true,
            mentions: Vec::new(),
            speaks: false,
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
            links,
            of_word,
            speakers: HashMap::new(),
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
        let found = match (mention.form, mention.person) {
            (MentionForm::Pronoun, Person::Third) => self.scored(m).or_else(|| self.sole(m)),
            (MentionForm::Pronoun, person) => Some(self.speaker(m, person)),
            (MentionForm::Name, _) => mention.named.map(|e| self.root(e)),
            (MentionForm::Nominal, _) => mention
                .named
                .map(|e| self.root(e))
                .or_else(|| self.beside(m))
                .or_else(|| self.scored(m))
                .or_else(|| self.again(m)),
        };
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
            forward: None,
        });
        self.nodes.len() - 1
    }

    fn join(&mut self, m: usize, node: usize) {
        let mention = &self.mentions[m];
        self.home[m] = node;
        let n = &mut self.nodes[node];
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
        new.mentions.extend(old.mentions);
        new.mentions.sort_unstable();
        self.nodes[from].forward = Some(to);
    }

    /// The entity that the network finds likeliest, of those that can be meant.
    fn scored(&self, m: usize) -> Option<usize> {
        let mention = &self.mentions[m];
        let mut sums: Vec<(usize, f32)> = Vec::new();
        // Of all chances together; none has that of 1.
        let mut all = 1.0;
        for link in &self.words.analysis.links[self.links[mention.heard?].clone()] {
            let Some(other) = self.of_word[self.words.analysis.mentions[link.antecedent].head] else { continue };
            if self.home[other] == usize::MAX || other == m {
                continue;
            }
            let (node, chance) = (self.root(self.home[other]), link.score.exp());
            match sums.iter_mut().find(|(n, _)| *n == node) {
                Some((_, sum)) => *sum += chance,
                None if self.fits(m, node) => sums.push((node, chance)),
                None => continue,
            }
            all += chance;
        }
        let (best, sum) = sums.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        let clear = mention.form != MentionForm::Pronoun || sum >= SHARE * all;
        (sum >= 1.0 && clear).then_some(best)
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
        if n.speaks != (mention.person != Person::Third) {
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

/// Hands the mentions over: those of entities with a name, those of people, bodies and places that are spoken of more than once
/// without one, and the rest.
fn note(words: &Words, people: &mut People, mentions: &[Mention], homes: &[usize], nodes: &[Node]) {
    let mut groups: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut order: Vec<usize> = Vec::new();
    for (m, &node) in homes.iter().enumerate() {
        let list = groups.entry(node).or_default();
        if list.is_empty() {
            order.push(node);
        }
        list.push(m);
    }
    for node in order {
        let list = &groups[&node];
        let told = list.iter().filter(|&&m| mentions[m].form != MentionForm::Name);
        let told = told.map(|&m| (mention::span(words, &mentions[m]), mentions[m].form, mentions[m].gender));
        if nodes[node].named {
            told.for_each(|(span, form, gender)| people.note(node, span, form, gender));
        } else {
            let many = nodes[node].number == Some(Number::Many);
            people.describe(nodes[node].kind, many, told.collect(), words.text);
        }
    }
    people.sort();
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mentioned {
    /// As in the record: of a name, the name alone.
    pub span: Span,
    /// With titles, determiners, possessive mark and what modifies it behind.
    pub phrase: Span,
    /// How it is spoken of.
    pub form: MentionForm,
}

/// The chains of a page that has been read.
pub fn of(
    words: &Words,
    extents: &Extents,
    entities: &[Entity],
    others: &[(Option<MentionKind>, Vec<dateline_record::Mention>)],
) -> Vec<Chain> {
    let chain = |kind: EntityKind, mentions: &[dateline_record::Mention]| {
        let mentions = mentions.iter().map(|m| {
            let range = words.within(m.span);
            let whole = match m.form {
                MentionForm::Name if !range.is_empty() => {
                    words.span(extents.phrase(extent::head_of(words, &range))).cover(m.span)
                }
                _ => m.span,
            };
            Mentioned { span: m.span, phrase: whole, form: m.form }
        });
        Chain { kind, mentions: mentions.collect() }
    };
    let kind = |kind: Option<MentionKind>| match kind {
        Some(MentionKind::Person) => EntityKind::Person,
        Some(MentionKind::Organization) => EntityKind::Organization,
        Some(MentionKind::Place) => EntityKind::Place,
        Some(MentionKind::Event) => EntityKind::Event,
        _ => EntityKind::Other,
    };
    let named = entities.iter().map(|e| chain(e.kind, &e.mentions));
    named.chain(others.iter().map(|(k, mentions)| chain(kind(*k), mentions))).collect()
}
