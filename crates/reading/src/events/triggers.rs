//! Which words report that something happened, and what kind of happening is it?
//!
//! A verb or noun is a trigger where the tables give it a sense that its surroundings bear out, or where the network is sure of its type.
//! Other happenings are kept without a type where the network takes the word for an event and somebody takes part in it.

use super::grammar::{Frame, Grammar, is_month, is_time};
use super::lexicon::{self, Condition, Meaning, Sense, Test, Words};
use super::ontology::Type;
use super::parties::Parties;
use crate::cues;
use dateline_language::{EventClass, EventWord, Relation, Upos};
use dateline_record::Act;

/// How sure the network must be of a type that the tables do not give.
const SURE: f32 = 0.6;
/// The same of a word that reports speech.
const SURE_OF_SPEECH: f32 = 0.7;
/// How sure it must be that there is none, to unsay a sense that asks for its word.
const DOUBTED: f32 = 0.9;
/// How much it must think of a type that a sense asks it about.
const THOUGHT_OF: f32 = 0.2;
/// How sure it must be that there is no event of the ontology, to unsay a sense without conditions.
const SURE_OF_NONE: f32 = 0.97;

/// A word that reports an event.
#[derive(Clone, Debug)]
pub struct Trigger {
    pub token: usize,
    /// A second word that it is made of: "declared | a ceasefire".
    pub with: Option<usize>,
    pub kind: Option<Type>,
    /// Whether it would be told as a happening if the tables did not know the word.
    pub is_plain: bool,
    /// How many conditions the sense of the tables has that gave the type; none where the network alone did.
    pub conditions: Option<usize>,
    pub mode: Option<&'static str>,
    pub contexts: Vec<&'static str>,
    pub lemma: String,
    /// The object that its sense asks for, if that is no party: the ban of "lifted the ban".
    pub object: Option<usize>,
    /// What hangs on it, if it is a verb or adjective.
    pub frame: Option<Frame>,
    /// The clause that tells what should be done, for a demand told as a duty: "said they must leave".
    pub duty: Option<usize>,
}

/// All triggers of a page, in order.
pub fn find(parties: &Parties) -> Vec<Trigger> {
    let g = parties.grammar;
    let finder = Finder { parties, g, words: words_of(g) };
    let mut found = Vec::new();
    // Nouns that a verb has made its own.
    let mut taken = vec![false; g.analysis.tokens.len()];
    for sentence in &g.analysis.sentences {
        let from = found.len();
        for k in sentence.tokens.clone() {
            if let Some(t) = finder.verb(k) {
                if let Some(at) = t.with.and_then(|w| taken.get_mut(w)) {
                    *at = true;
                }
                found.push(t);
            }
        }
        for k in sentence.tokens.clone() {
            if !taken.get(k).copied().unwrap_or(true)
                && let Some(t) = finder.noun(k)
            {
                found.push(t);
            }
        }
        found[from..].sort_by_key(|t| t.token);
    }
    found
}

/// The network's word on each token.
fn words_of<'a>(g: Grammar<'a>) -> Vec<Option<&'a EventWord>> {
    let mut words = vec![None; g.analysis.tokens.len()];
    for e in &g.analysis.events {
        if let Some(at) = words.get_mut(e.token) {
            *at = Some(e);
        }
    }
    words
}

struct Finder<'p, 'a> {
    parties: &'p Parties<'a>,
    g: Grammar<'a>,
    words: Vec<Option<&'a EventWord>>,
}

impl Finder<'_, '_> {
    fn verb(&self, k: usize) -> Option<Trigger> {
        let g = self.g;
        if !matches!(g.upos(k), Upos::Verb | Upos::Adj) {
            return None;
        }
        let lemma = g.lemma(k);
        let senses = lexicon::verb(&lemma);
        let known = ADJECTIVES.contains(&lemma.as_ref());
        if g.upos(k) == Upos::Adj && !(known && g.has(k, &[Relation::Nsubj, Relation::Xcomp, Relation::Obl])) {
            return None;
        }
        // A participle before a noun tells of no happening of its own: "the wounded man".
        let before_noun = matches!(g.relation(k), Relation::Amod | Relation::Compound);
        if before_noun && !g.is_clause_of_modifier(k) && !matches!(g.upos(k + 1), Upos::Det | Upos::Pron | Upos::Adp) {
            return None;
        }
        let mut frame = g.frame(k);
        if lemma == "oppose" && frame.passive {
            // "is opposed to"
            frame.subjects = std::mem::take(&mut frame.objects);
            frame.passive = false;
        }
        self.befallen(k, &lemma, &mut frame);
        if let Some(duty) = self.duty(k, &frame) {
            return Some(Trigger {
                token: k,
                with: Some(duty.1),
                object: None,
                kind: Some(Type::Request),
                is_plain: false,
                conditions: Some(3),
                mode: None,
                contexts: Vec::new(),
                lemma: lemma.into_owned(),
                frame: Some(frame),
                duty: Some(duty.0),
            });
        }
        let sense = self.choose(senses, k, Some(&frame));
        let network = self.network(k);
        let (kind, mode, contexts) = match sense {
            Some(s) => match s.meaning {
                // "two injured as the stage gave way": harm without anybody who does it is violence only where the network takes it so.
                Meaning::Typed(Type::Assault) if self.is_mishap(k, &lemma, &frame) => (None, None, Vec::new()),
                Meaning::Typed(t) => {
                    if self.is_said_by_no_one(t, &frame) {
                        return None;
                    }
                    let none = self.words[k].is_some_and(|w| w.plover[0] > SURE_OF_NONE);
                    if none && s.conditions.is_empty() && s.particle.is_none() && !self.has_parties(&frame) {
                        return None;
                    }
                    (Some(t), s.mode, s.contexts.clone())
                }
                Meaning::Other => (None, None, s.contexts.clone()),
                Meaning::Nothing => return None,
            },
            None => match network {
                Some(t) if self.has_parties(&frame) => (Some(t), None, Vec::new()),
                _ => {
                    if !self.is_happening(k, &lemma, &frame) {
                        return None;
                    }
                    (None, None, Vec::new())
                }
            },
        };
        let object = sense.filter(|s| s.meaning != Meaning::Nothing).and_then(|s| self.asked_object(s, &frame));
        let with = object.filter(|&o| self.is_made_of(&lemma, o));
        let lemma = lemma.into_owned();
        let conditions = sense.map(specificity);
        let is_plain = self.is_happening(k, &lemma, &frame);
        Some(Trigger {
            token: k,
            with,
            object,
            kind,
            is_plain,
            conditions,
            mode,
            contexts,
            lemma,
            frame: Some(frame),
            duty: None,
        })
    }

    /// Headlines leave out the passive's auxiliary: "Three killed in blast". Verbs that need an object and have none are passive there.
    fn befallen(&self, k: usize, lemma: &str, frame: &mut Frame) {
        let transitive = matches!(
            lemma,
            "kill"
                | "arrest"
                | "wound"
                | "injure"
                | "detain"
                | "jail"
                | "sentence"
                | "convict"
                | "abduct"
                | "kidnap"
                | "displace"
                | "evacuate"
        );
        // "residents urged | to leave", "minister accused | of lying"
        let next = self.g.lower(k + 1);
        let transitive = transitive
            || matches!(lemma, "urge" | "order") && next == "to"
            || matches!(lemma, "accuse" | "acquit" | "suspect") && next == "of";
        if transitive && !frame.passive && frame.objects.is_empty() && frame.own_subject {
            frame.objects = std::mem::take(&mut frame.subjects);
            frame.passive = true;
        }
    }

    /// What the network gives a type for a word.
    fn score(&self, k: usize, of: Type) -> f32 {
        let at = Type::ALL.iter().position(|t| *t == of).map_or(0, |i| i + 1);
        self.words.get(k).copied().flatten().and_then(|w| w.plover.get(at)).copied().unwrap_or(0.0)
    }

    /// The type that the network is sure of.
    fn network(&self, k: usize) -> Option<Type> {
        let scores = self.words.get(k).copied().flatten()?.plover;
        let (best, score) = scores.iter().enumerate().skip(1).max_by(|a, b| a.1.total_cmp(b.1))?;
        // What is said is a statement, whatever it is about, if it is not plainly more.
        let says = cues::cue(&self.g.lower(k)).is_some_and(|c| c.plain);
        let least = if says { SURE_OF_SPEECH } else { SURE };
        let of = if *score < least { None } else { Type::ALL.get(best - 1).copied() };
        of.filter(|t| !(says && *t == Type::Consult))
    }

    /// Whether a deed of words has a subject that can say nothing: "a bill requiring schools to".
    fn is_said_by_no_one(&self, kind: Type, frame: &Frame) -> bool {
        let verbal = matches!(
            kind,
            Type::Agree | Type::Concede | Type::Request | Type::Accuse | Type::Reject | Type::Threaten | Type::Support
        );
        let speaks = |n: usize| {
            self.parties.is_party(n)
                || matches!(self.g.upos(n), Upos::Pron | Upos::Propn | Upos::Num)
                || lexicon::is_of("DOCUMENT", &self.g.lemma(n))
        };
        verbal && !frame.subjects.is_empty() && !frame.subjects.iter().any(|&n| speaks(n))
    }

    fn is_mishap(&self, k: usize, lemma: &str, frame: &Frame) -> bool {
        let harms = matches!(lemma, "kill" | "wound" | "injure" | "hurt");
        let acts = frame.subjects.iter().any(|&n| self.parties.is_party(n));
        // "crashed in the hills, killing four"
        let by_accident = self
            .g
            .head(k)
            .filter(|_| matches!(self.g.relation(k), Relation::Advcl | Relation::Conj | Relation::Parataxis))
            .is_some_and(|h| MISHAPS.contains(&self.g.lemma(h).as_ref()));
        harms && (by_accident || !acts && self.score(k, Type::Assault) < 2.0 * THOUGHT_OF)
    }

    fn has_parties(&self, frame: &Frame) -> bool {
        frame.subjects.iter().chain(&frame.objects).any(|&n| self.parties.is_party(n))
    }

    /// Whether a verb that the tables do not know tells of something done or suffered by somebody.
    fn is_happening(&self, k: usize, lemma: &str, frame: &Frame) -> bool {
        let Some(word) = self.words.get(k).copied().flatten() else { return false };
        let g = self.g;
        let idle = STATES.contains(&lemma)
            || lemma == "try" && !frame.clauses.is_empty()
            || !frame.passive && HANDLING.contains(&lemma);
        // "hoping to win, building on last year": purposes and attendant circumstances are no news of their own.
        let aside = match g.relation(k) {
            // "vowed to try again" tells of something new.
            Relation::Xcomp => g.head(k).is_none_or(|h| super::status::effect(&g.lemma(h)) != "planned"),
            Relation::Advcl | Relation::Acl => g.is_ing(k) || g.is_infinitive(k),
            _ => false,
        };
        let own = |n: usize| matches!(g.lower(n).as_ref(), "i" | "we" | "you" | "one" | "it");
        if aside || frame.subjects.iter().any(|&n| own(n)) {
            return false;
        }
        if idle || !matches!(word.class, Some(EventClass::Occurrence | EventClass::IAction)) {
            return false;
        }
        let reports = cues::cue(&self.g.lower(k)).is_some_and(|c| {
            c.plain
                || matches!(
                    c.act,
                    Act::Say | Act::Believe | Act::Expect | Act::Show | Act::Confirm | Act::Deny | Act::Ask
                )
        });
        let acts = frame.subjects.iter().any(|&n| self.parties.is_somebody(n));
        let suffers = frame.passive && frame.objects.iter().any(|&n| self.parties.is_somebody(n));
        !reports && (acts || suffers)
    }

    /// "said that Russia must leave": the verb and the auxiliary of the duty.
    fn duty(&self, k: usize, frame: &Frame) -> Option<(usize, usize)> {
        let g = self.g;
        let cue = cues::cue(&g.lower(k))?;
        if !matches!(cue.act, Act::Say | Act::Request | Act::Confirm) && !cue.plain {
            return None;
        }
        let clause = *frame.clauses.iter().find(|&&c| g.relation(c) == Relation::Ccomp)?;
        let must = g.by(clause, &[Relation::Aux]).find(|&a| matches!(g.lower(a).as_ref(), "must" | "should"))?;
        let own = g.frame(clause);
        let whom = *if own.passive { own.objects.first() } else { own.subjects.first() }?;
        let other = self.parties.is_party(whom) && g.upos(whom) != Upos::Pron;
        (other && frame.subjects.iter().any(|&s| self.parties.is_party(s))).then_some((clause, must))
    }

    /// The object that a sense asks for by words or classes.
    fn asked_object(&self, sense: &Sense, frame: &Frame) -> Option<usize> {
        let wanted = sense.conditions.iter().find_map(|c| match &c.test {
            Test::Object(w) if !c.not && !w.is_any() && !w.party => Some(w),
            _ => None,
        })?;
        frame.objects.iter().copied().find(|&n| self.object_is(n, wanted))
    }

    /// Whether verb and object name one event: the verb says little by itself, or its object is an event that it brings about.
    fn is_made_of(&self, lemma: &str, noun: usize) -> bool {
        lexicon::is_light(lemma) || !lexicon::noun(&self.g.lemma(noun)).is_empty() && !BEARING.contains(&lemma)
    }

    fn noun(&self, k: usize) -> Option<Trigger> {
        let g = self.g;
        if !matches!(g.upos(k), Upos::Noun | Upos::Propn)
            || matches!(g.relation(k), Relation::Compound | Relation::Flat | Relation::Amod)
        {
            return None;
        }
        if g.upos(k) == Upos::Propn && g.word(k).starts_with(char::is_uppercase) && self.parties.entity_at(k).is_some()
        {
            return None;
        }
        let lemma = g.lemma(k);
        let senses = lexicon::noun(&lemma);
        if senses.is_empty() {
            return None;
        }
        let sense = self.choose(senses, k, None)?;
        let kind = match sense.meaning {
            Meaning::Typed(t) => Some(t),
            Meaning::Other => None,
            Meaning::Nothing => return None,
        };
        let word = self.words.get(k).copied().flatten();
        if !self.is_particular(k, word) {
            return None;
        }
        Some(Trigger {
            token: k,
            with: None,
            object: None,
            kind,
            is_plain: false,
            conditions: Some(specificity(sense)),
            mode: sense.mode,
            contexts: sense.contexts.clone(),
            lemma: lemma.into_owned(),
            frame: None,
            duty: None,
        })
    }

    /// Whether a noun tells of one happening, and not of happenings of that kind: somebody's, somewhere's, on a day, or this one.
    fn is_particular(&self, k: usize, word: Option<&EventWord>) -> bool {
        let g = self.g;
        let Some(word) = word else {
            // Where the network is silent, a modifier that the tables ask for will do: "an arms deal".
            let modified = lexicon::noun(&g.lemma(k)).iter().any(|s| {
                s.conditions.iter().any(|c| matches!(c.test, Test::Modifier(_)) && self.holds(c, k, None, None))
            });
            return modified && g.has(k, &[Relation::Det, Relation::NmodPoss]);
        };
        if matches!(word.class, Some(EventClass::State | EventClass::Reporting)) && word.plover[0] > 0.9 {
            return false;
        }
        let plural = g.lower(k).ends_with('s') && g.lemma(k) != g.lower(k);
        let mut tied = false;
        for c in g.children(k) {
            match g.relation(c) {
                Relation::NmodPoss | Relation::Nmod | Relation::Compound | Relation::Amod => {
                    let party =
                        self.parties.is_party(c) || self.parties.is_land(c) || self.parties.entity_at(c).is_some();
                    let timed = g.word(c).chars().all(|c| c.is_ascii_digit()) || is_time_word(&g.lower(c));
                    tied |= party || timed;
                }
                Relation::Nummod => tied = true,
                Relation::Det => {
                    tied |= !plural && matches!(g.lower(c).as_ref(), "the" | "this" | "that" | "a" | "an")
                        || matches!(g.lower(c).as_ref(), "these" | "those")
                }
                _ => {}
            }
        }
        let happens = matches!(g.relation(k), Relation::Nsubj | Relation::NsubjPass | Relation::Obj | Relation::Root);
        tied || happens && !plural && word.factuality > 0.5
    }

    /// The sense with the most conditions that hold; the first of equals.
    fn choose<'s>(&self, senses: &'s [Sense], k: usize, frame: Option<&Frame>) -> Option<&'s Sense> {
        let mut best: Option<(usize, &Sense)> = None;
        for s in senses {
            if !s.particle.is_none_or(|p| self.has_particle(k, p, frame)) {
                continue;
            }
            let holds = |c: &Condition| match (&c.test, s.meaning) {
                (Test::Likely, Meaning::Typed(t)) => self.score(k, t) >= THOUGHT_OF,
                _ => self.holds(c, k, frame, s.particle),
            };
            if !s.conditions.iter().all(|c| holds(c) != c.not) {
                continue;
            }
            let weight = specificity(s);
            if best.is_none_or(|(w, _)| weight > w) {
                best = Some((weight, s));
            }
        }
        best.map(|(_, s)| s)
    }

    fn has_particle(&self, k: usize, particle: &str, frame: Option<&Frame>) -> bool {
        let g = self.g;
        let hangs = frame.is_some_and(|f| {
            f.particle.iter().chain(&f.adverbs).any(|&p| g.lower(p) == particle)
                || f.obliques.iter().any(|&(p, _)| g.lower(p) == particle)
        });
        hangs || g.lower(k + 1) == particle
    }

    fn holds(&self, condition: &Condition, k: usize, frame: Option<&Frame>, particle: Option<&str>) -> bool {
        let g = self.g;
        match (&condition.test, frame) {
            (Test::Object(w), Some(f)) => {
                // "call off | a strike", however the tree takes "off"
                let behind =
                    f.obliques.iter().filter(|(p, _)| particle.is_some_and(|x| g.lower(*p) == x)).map(|(_, n)| n);
                let mut objects = f.objects.iter().chain(&f.indirect).chain(behind);
                if w.is_any() { objects.next().is_some() } else { objects.any(|&n| self.object_is(n, w)) }
            }
            (Test::NoObject, Some(f)) => f.objects.is_empty(),
            (Test::Subject(w), Some(f)) => f.subjects.iter().any(|&n| self.object_is(n, w)),
            (Test::PluralSubject, Some(f)) => {
                f.subjects.len() > 1
                    || f.subjects.iter().any(|&s| g.lemma(s) != g.lower(s) || self.parties.at(s).len() > 1)
            }
            (Test::Preposition(ps, w), Some(f)) => f
                .obliques
                .iter()
                .any(|&(p, n)| ps.contains(&g.lower(p).as_ref()) && (w.is_any() || self.object_is(n, w))),
            (Test::Preposition(ps, w), None) => {
                g.by(k, &[Relation::Nmod, Relation::NmodPoss, Relation::Obl]).any(|n| {
                    let mark = g.case(n);
                    let said = mark.is_some_and(|p| {
                        ps.contains(&g.lower(p).as_ref()) || ps.contains(&"by") && g.relation(n) == Relation::NmodPoss
                    });
                    said && (w.is_any() || self.object_is(n, w))
                })
            }
            (Test::Infinitive, Some(f)) => {
                f.clauses.iter().any(|&c| g.is_infinitive(c))
                    || g.by(k, &[Relation::Advcl, Relation::Acl]).any(|c| g.is_infinitive(c))
            }
            (Test::Infinitive, None) => g.by(k, &[Relation::Acl, Relation::Xcomp]).any(|c| g.is_infinitive(c)),
            (Test::Clause(w), Some(f)) => f.clauses.iter().any(|&c| w.is_any() || w.holds(&g.lemma(c))),
            (Test::Clause(w), None) => g
                .by(k, &[Relation::Acl, Relation::Ccomp, Relation::Xcomp])
                .any(|c| w.is_any() && (g.is_infinitive(c) || g.relation(c) != Relation::Acl) || w.holds(&g.lemma(c))),
            (Test::Modifier(w), _) => {
                let before = g.by(k, &[Relation::Compound, Relation::Amod, Relation::NmodUnmarked]);
                before
                    .chain(k.checked_sub(1))
                    .chain(k.checked_sub(2).filter(|_| g.word(k.saturating_sub(1)) == "-"))
                    .any(|c| w.holds(&g.lemma(c)) || w.holds(&g.lower(c)))
            }
            (Test::Object(_) | Test::Subject(_) | Test::PluralSubject, None) => false,
            (Test::NoObject, None) => true,
            (Test::Likely, _) => false,
            (Test::Heard, _) => self.words[k].is_some_and(|w| w.plover[0] < DOUBTED),
        }
    }

    /// Whether a noun phrase is of some words or classes.
    fn object_is(&self, noun: usize, wanted: &Words) -> bool {
        let g = self.g;
        if wanted.party && self.parties.is_party(noun) {
            return true;
        }
        if wanted.words.is_empty() && wanted.classes.is_empty() {
            return false;
        }
        wanted.holds(&g.lemma(noun))
            || wanted.holds(&g.lower(noun))
            || g.phrase_words(noun).iter().any(|&w| wanted.holds(&g.lemma(w)))
    }
}

/// How much a sense asks for.
fn specificity(sense: &Sense) -> usize {
    sense.conditions.len() + 2 * usize::from(sense.particle.is_some())
}

fn is_time_word(word: &str) -> bool {
    is_time(word) || is_month(word) || matches!(word, "last" | "recent" | "first" | "second" | "latest")
}

/// Adjectives that tell of an attitude as verbs do.
const ADJECTIVES: &[&str] =
    &["willing", "ready", "prepared", "committed", "unwilling", "reluctant", "opposed", "critical"];

/// Verbs whose object is an event of its own beside the verb's: "rejected the offer" leaves the offer what it was.
const BEARING: &[&str] = &[
    "reject",
    "refuse",
    "condemn",
    "denounce",
    "seek",
    "demand",
    "discuss",
    "accept",
    "oppose",
    "dismiss",
    "criticize",
    "welcome",
    "propose",
];

/// Verbs that in the active tell of little but handling and moving: "took a seat". In the passive somebody is taken somewhere.
const HANDLING: &[&str] = &[
    "take",
    "give",
    "send",
    "bring",
    "put",
    "spend",
    "pass",
    "rush",
    "walk",
    "sit",
    "pull",
    "push",
    "carry",
    "complete",
    "finish",
    "enjoy",
    "avoid",
    "note",
    "notice",
    "witness",
    "couch",
    "connect",
    "cling",
    "engage",
    "improve",
    "increase",
    "reduce",
    "add",
    "fill",
    "cover",
    "pick",
    "catch",
    "watch",
    "touch",
    "handle",
    "wait",
    "wear",
    "eat",
    "drink",
    "sleep",
    "read",
    "learn",
    "teach",
    "miss",
    "draw",
    "drop",
    "follow",
    "identify",
    "describe",
    "join",
    "keep",
    "offer",
    "provide",
    "support",
    "build",
    "create",
    "transform",
    "develop",
    "grow",
    "change",
];

/// Verbs of accidents, whose harm nobody did.
const MISHAPS: &[&str] = &[
    "crash",
    "collide",
    "derail",
    "sink",
    "collapse",
    "erupt",
    "capsize",
    "overturn",
    "plunge",
    "fall",
    "flood",
    "sweep",
    "tip",
    "burn",
    "malfunction",
    "skid",
    "veer",
    "slide",
    "drown",
];

/// Verbs of being, having, knowing and the like, which tell of no happening whatever their class.
const STATES: &[&str] = &[
    "be",
    "have",
    "do",
    "seem",
    "appear",
    "remain",
    "stay",
    "exist",
    "live",
    "know",
    "think",
    "believe",
    "want",
    "need",
    "like",
    "love",
    "hate",
    "feel",
    "mean",
    "include",
    "contain",
    "consist",
    "depend",
    "belong",
    "own",
    "cost",
    "lie",
    "sit",
    "represent",
    "involve",
    "concern",
    "matter",
    "keep",
    "make",
    "let",
    "get",
    "go",
    "come",
    "see",
    "hear",
    "look",
    "hope",
    "fear",
    "wish",
    "prefer",
    "deserve",
    "require",
    "tend",
    "happen",
    "occur",
    "continue",
    "begin",
    "start",
    "stop",
    "end",
    "finish",
    "use",
    "serve",
    "work",
    "play",
    "stand",
    "face",
    "share",
    "hold",
    "put",
    "set",
    "show",
    "become",
    "turn",
    "understand",
    "remember",
    "consider",
    "regard",
    "expect",
    "suppose",
    "wonder",
    "care",
    "afford",
    "dominate",
    "enjoy",
    "suggest",
    "indicate",
    "reflect",
    "imply",
    "deal",
    "run",
    "manage",
    "lead",
    "allow",
    "enable",
    "cause",
    "intend",
    "plan",
    "aim",
    "attempt",
    "seek",
    "help",
    "fail",
    "mark",
    "herald",
    "welcome",
    "link",
    "locate",
    "speak",
    "average",
    "panic",
    "sadden",
    "shock",
    "surprise",
    "delight",
    "devastate",
    "inspire",
    "base",
    "age",
    "rely",
    "attribute",
];
