//! Does a word mean what the ontology means by it, on this page? "Attack", "sign", "help" and "question" are words of politics and
//! conflict, and of sport, music, medicine and work as well.
//!
//! Logistic weights over traits of the word, of the parties, of its sentence and of the page weigh that: how sure the network is of the type
//! or of none, how exactly a sense of the tables was met, who takes part, and how much the page speaks of states, courts, armies and
//! police at all. `tools/learn_types.rs` learns the table `lexicon/typing.txt` from events that a reader has judged.

use super::coding;
use super::lexicon::{self, lines};
use super::ontology::Type;
use super::parties::{Parties, Party};
use super::roles::Roles;
use super::triggers::Trigger;
use dateline_language::{EventWord, Relation, Upos};
use dateline_record::{EntityKind, Status};
use std::collections::{HashMap, HashSet};
use std::fmt::{Arguments, Write as _};
use std::ops::Range;
use std::sync::LazyLock;

/// Keeps the logarithms of the network's probabilities within bounds.
const FLOOR: f32 = 0.01;
/// What a page is taken for before anything is read, and how many words or entities that counts for.
const PRIOR: f32 = 0.3;
const PRIOR_COUNT: f32 = 4.0;

/// The weight of each trait for the type being right; a sum above 0 lets it stand.
static WEIGHTS: LazyLock<HashMap<&'static str, f32>> = LazyLock::new(|| {
    let entry = |line: &'static str| {
        let (name, weight) = line.rsplit_once(' ')?;
        Some((name, weight.parse().ok()?))
    };
    lines(include_str!("lexicon/typing.txt")).filter_map(entry).collect()
});

static ELSEWHERE: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lexicon::class("ELSEWHERE").iter().copied().collect());

static BROAD: LazyLock<HashSet<&'static str>> = LazyLock::new(|| lexicon::class("BROAD").iter().copied().collect());

/// What a noun's own field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    None,
    /// A state's organ, or somebody who fights or opposes it.
    Public,
    /// Sport, the arts, medicine, science, cookery, shopping.
    Elsewhere,
}

/// How much a page is of the ontology's field.
pub struct Field {
    /// The share of event words that the network holds for events of the ontology, as sum and count.
    heard: (f32, f32),
    /// Mentions of states, their organs and those who fight or oppose them, and of all parties.
    public: (f32, f32),
    /// Nouns that name such, for each sentence.
    words: f32,
    /// The share of those among all nouns that have a field of their own.
    side: f32,
    /// Of each token.
    marks: Vec<Mark>,
}

impl Field {
    /// Weighs a whole page.
    pub fn of(parties: &Parties) -> Field {
        let g = parties.grammar;
        let events = &g.analysis.events;
        let mark = |k: usize| {
            if !matches!(g.upos(k), Upos::Noun | Upos::Propn) {
                return Mark::None;
            }
            let lemma = g.lemma(k);
            if coding::sector_of(&lemma).is_some_and(is_public) {
                Mark::Public
            } else if g.upos(k) == Upos::Noun && ELSEWHERE.contains(lemma.as_ref()) {
                Mark::Elsewhere
            } else {
                Mark::None
            }
        };
        let marks: Vec<Mark> = (0..g.analysis.tokens.len()).map(mark).collect();
        let count = |of: Mark| (0..marks.len()).filter(|&k| marks[k] == of && g.upos(k) == Upos::Noun).count() as f32;
        let (own, other) = (count(Mark::Public), count(Mark::Elsewhere));
        Field {
            heard: (events.iter().map(|w| 1.0 - w.plover[0]).sum(), events.len() as f32),
            public: parties.public_mentions(),
            words: (own + PRIOR * PRIOR_COUNT) / (g.analysis.sentences.len() as f32 + PRIOR_COUNT),
            side: (own + 1.0) / (own + other + 2.0),
            marks,
        }
    }

    /// Whether one of some tokens has a mark.
    fn has(&self, tokens: Range<usize>, mark: Mark) -> bool {
        self.marks.get(tokens).is_some_and(|marks| marks.contains(&mark))
    }
}

/// Whether a sector is of politics and conflict.
pub fn is_public(sector: &str) -> bool {
    matches!(
        sector,
        "GOV" | "LEG" | "JUD" | "MIL" | "COP" | "SPY" | "PRM" | "REB" | "PTY" | "UAF" | "OPP" | "ELI" | "REF" | "CRM"
    )
}

/// A page that names states, their organs and those who fight them so much oftener than things of other fields is of the field, and less is
/// asked of a type there. By cross-validation over the judged pages both together keep .95 for .87 of the right types of hard news, and
/// more of the others' at nearly the same precision.
const OF_FIELD: f32 = 0.8;
const LENIENCY: f32 = 0.8;

/// Whether a type may stand; `traits` gives the traits that speak for and against it.
pub fn stands(field: &Field, traits: impl FnOnce(&mut dyn FnMut(&str, f32))) -> bool {
    let mut sum = if field.side > OF_FIELD { LENIENCY } else { 0.0 };
    traits(&mut |name, value| sum += WEIGHTS.get(name).map_or(0.0, |w| w * value));
    sum > 0.0
}

/// Gives each trait of a typed trigger with its value to `take`.
pub fn traits(
    t: &Trigger,
    kind: Type,
    roles: &Roles,
    status: Status,
    parties: &Parties,
    field: &Field,
    take: impl FnMut(&str, f32),
) {
    let mut teller = Teller { parties, name: String::with_capacity(40), take };
    teller.of_word(t, kind, status);
    teller.of_frame(t);
    let acts = teller.of_parties("actor", &roles.actors);
    let suffers = teller.of_parties("recipient", &roles.recipients);
    teller.of_page(t, kind, field, acts, suffers);
}

struct Teller<'p, 'a, F> {
    parties: &'p Parties<'a>,
    name: String,
    take: F,
}

impl<F: FnMut(&str, f32)> Teller<'_, '_, F> {
    fn tell(&mut self, name: Arguments) {
        self.name.clear();
        if self.name.write_fmt(name).is_ok() {
            (self.take)(&self.name, 1.0);
        }
    }

    fn of_word(&mut self, t: &Trigger, kind: Type, status: Status) {
        let g = self.parties.grammar;
        (self.take)("base", 1.0);
        self.tell(format_args!("type={}", kind.name()));
        self.tell(format_args!("lemma={}:{}", t.lemma, kind.name()));
        self.tell(format_args!("status={status:?}"));
        self.tell(format_args!("rel={}", g.relation(t.token)));
        match t.conditions {
            Some(n) => self.tell(format_args!("conditions={}", n.min(3))),
            None => self.tell(format_args!("conditions=none")),
        }
        if t.with.is_some() {
            self.tell(format_args!("with"));
        }
        match word_at(t.token, self.parties).or_else(|| word_at(t.with?, self.parties)) {
            Some(w) => {
                let own = score(w, kind);
                let other = w.plover.iter().skip(1).copied().fold(0.0, f32::max);
                (self.take)("own", (own + FLOOR).ln());
                (self.take)("none", (w.plover[0] + FLOOR).ln());
                (self.take)("best", (other + FLOOR).ln());
                if own >= other {
                    self.tell(format_args!("agrees"));
                }
                self.tell(format_args!("class={:?}", w.class));
            }
            None => self.tell(format_args!("class=silent")),
        }
    }

    /// Whether people or things do it, and have it done to them.
    fn of_frame(&mut self, t: &Trigger) {
        let g = self.parties.grammar;
        let Some(frame) = &t.frame else {
            self.tell(format_args!("noun"));
            return;
        };
        let (subject, object) = (self.sort(&frame.subjects), self.sort(&frame.objects));
        self.tell(format_args!("subject={subject}"));
        self.tell(format_args!("object={object}"));
        if frame.passive {
            self.tell(format_args!("passive"));
        }
        if g.has(t.token, &[Relation::Aux]) {
            self.tell(format_args!("aux"));
        }
    }

    fn sort(&self, nouns: &[usize]) -> &'static str {
        let g = self.parties.grammar;
        match nouns {
            [] => "none",
            _ if nouns.iter().any(|&n| g.lower(n) == "you") => "you",
            _ if nouns.iter().any(|&n| self.parties.is_party(n)) => "party",
            _ if nouns.iter().any(|&n| self.parties.is_place(n)) => "place",
            _ => "thing",
        }
    }

    fn of_page(&mut self, t: &Trigger, kind: Type, field: &Field, acts: bool, suffers: bool) {
        let g = self.parties.grammar;
        let own = word_at(t.token, self.parties).map(|w| 1.0 - w.plover[0]);
        let (sum, count) = field.heard;
        let rest = (sum - own.unwrap_or(0.0) + PRIOR * PRIOR_COUNT)
            / (count - f32::from(u8::from(own.is_some())) + PRIOR_COUNT);
        let public = (field.public.0 + PRIOR * PRIOR_COUNT) / (field.public.1 + PRIOR_COUNT);
        let step = |x: f32, by: f32| (x * by).min(10.0) as u32;
        (self.take)("page.heard", rest);
        (self.take)("page.public", public);
        (self.take)("page.words", field.words.min(2.0));
        (self.take)("page.side", field.side);
        self.tell(format_args!("page.heard={}", step(rest, 10.0)));
        self.tell(format_args!("page.public={}", step(public, 10.0)));
        self.tell(format_args!("page.words={}", step(field.words, 5.0)));
        (self.take)(if kind.intensity(None) > 0.0 { "page.public+" } else { "page.public-" }, public);
        if BROAD.contains(t.lemma.as_str()) {
            (self.take)("broad", 1.0);
            (self.take)("broad.public", public);
            (self.take)("broad.side", field.side);
            (self.take)("broad.own", own_score(t, kind, self.parties));
            if t.conditions == Some(0) {
                self.tell(format_args!("broad.bare"));
            }
            if acts {
                self.tell(format_args!("broad.actor"));
            }
            if !acts && !suffers {
                self.tell(format_args!("broad.nobody"));
            }
        }
        let Some(s) = g.token(t.token).and_then(|w| g.analysis.sentence_at(w.span.start)) else { return };
        let Some(tokens) = g.analysis.sentences.get(s).map(|s| s.tokens.clone()) else { return };
        let span = self.parties.span(&tokens);
        let names = || self.parties.within(span).any(|(_, e, _)| self.parties.is_public_entity(e));
        if field.has(tokens.clone(), Mark::Public) || names() {
            self.tell(format_args!("sentence.public"));
        }
        if field.has(tokens.clone(), Mark::Elsewhere) {
            self.tell(format_args!("sentence.elsewhere"));
        }
        let near = self.heard_near(tokens, t.token);
        (self.take)("sentence.heard", near);
    }

    /// How sure the network is, at most, of an event of the ontology at another word of the sentence.
    fn heard_near(&self, tokens: Range<usize>, but: usize) -> f32 {
        let words = &self.parties.grammar.analysis.events;
        let from = words.partition_point(|w| w.token < tokens.start);
        let here = words.get(from..).into_iter().flatten().take_while(|w| w.token < tokens.end);
        here.filter(|w| w.token != but).map(|w| 1.0 - w.plover[0]).fold(0.0, f32::max)
    }

    /// Tells of the parties in a role; whether one of them is of politics and conflict.
    fn of_parties(&mut self, role: &str, parties: &[Party]) -> bool {
        let g = self.parties.grammar;
        if parties.is_empty() {
            self.tell(format_args!("{role}=none"));
        }
        let mut public = false;
        for p in parties {
            let sector = self.parties.sector(p);
            let entity = p.entity.and_then(|e| self.parties.entity(e)).map(|e| e.kind);
            let state = entity == Some(EntityKind::Country) || self.parties.is_land(p.head);
            public |= state || sector.is_some_and(is_public);
            match (sector, entity) {
                _ if state => self.tell(format_args!("{role}=state")),
                _ if g.upos(p.head) == Upos::Pron => {
                    let word = g.lower(p.head);
                    let other =
                        matches!(word.as_ref(), "he" | "she" | "they" | "him" | "her" | "them" | "his" | "their");
                    if other {
                        self.tell(format_args!("{role}=pronoun"));
                    } else {
                        self.tell(format_args!("{role}={word}"));
                    }
                }
                (Some(sector), _) => self.tell(format_args!("{role}={sector}")),
                (None, Some(kind)) => self.tell(format_args!("{role}={kind:?}")),
                (None, None) => self.tell(format_args!("{role}=noun")),
            }
        }
        if public {
            self.tell(format_args!("{role}.public"));
        }
        public
    }
}

/// What the network gives a type for a word.
fn score(word: &EventWord, of: Type) -> f32 {
    Type::ALL.iter().position(|t| *t == of).and_then(|i| word.plover.get(i + 1)).copied().unwrap_or(0.0)
}

/// The logarithm of what the network gives a type for a trigger, of its own word or of the one that it is made with.
fn own_score(t: &Trigger, kind: Type, parties: &Parties) -> f32 {
    let word = word_at(t.token, parties).or_else(|| word_at(t.with?, parties));
    (word.map_or(0.0, |w| score(w, kind)) + FLOOR).ln()
}

fn word_at<'a>(k: usize, parties: &Parties<'a>) -> Option<&'a EventWord> {
    super::word_at(parties.grammar.analysis, k)
}
