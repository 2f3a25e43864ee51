//! Is it said to have happened? Status of an event from tense, modality, negation and the words that govern it.
//!
//! The trigger is read first, then the words above it, each of which may change what is below: "failed to", "plans to", "denied having".
//! A learned judgement decides where no word does (`certainty`). Status is the source's claim, never ours.

use super::certainty::{self, Certainty, is_question};
use super::grammar::{Grammar, is_none, is_not};
use super::lexicon::lines;
use dateline_language::{EventWord, Relation, Upos};
use dateline_record::Status;
use std::collections::HashMap;
use std::sync::LazyLock;

/// How many governors are followed.
const REACH: usize = 8;

/// A status with the words that tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub status: Status,
    /// Tokens of the cue, in order.
    pub cue: Vec<usize>,
    /// Whether "will" or "would" alone makes it a plan, as in an announcement.
    pub announced: bool,
    /// Whether "will not" or "would not" makes it a refusal.
    pub refused: bool,
    /// Whether its doer is said to plan it.
    pub intended: bool,
    /// Whether the words leave open if it happened, whatever the network makes of them.
    pub open: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    Failed,
    Negated,
    Planned,
    Possible,
    /// As the governor.
    Same,
    /// Reported as it stands.
    Told,
}

static GOVERNORS: LazyLock<HashMap<&'static str, Effect>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for line in lines(include_str!("lexicon/governors.txt")) {
        let Some((name, words)) = line.split_once(';') else { continue };
        let effect = match name {
            "failed" => Effect::Failed,
            "negated" => Effect::Negated,
            "planned" => Effect::Planned,
            "possible" => Effect::Possible,
            "same" => Effect::Same,
            _ => Effect::Told,
        };
        for word in words.split_whitespace() {
            table.entry(word).or_insert(effect);
        }
    }
    table
});

/// What the tables make of a governor, for the traits of the learned judgement.
pub fn effect(lemma: &str) -> &'static str {
    match GOVERNORS.get(lemma) {
        Some(Effect::Failed) => "failed",
        Some(Effect::Negated) => "negated",
        Some(Effect::Planned) => "planned",
        Some(Effect::Possible) => "possible",
        Some(Effect::Same) => "same",
        Some(Effect::Told) => "told",
        None => "none",
    }
}

/// What the words around token `k` tell, by the rules alone.
pub fn by_rule(k: usize, g: Grammar) -> Reading {
    let mut state = State::new();
    state.climb(k, g);
    state.reading()
}

/// The status of the event that token `k` names; `word` is what the network makes of it. A duty ("said they must leave") is told as it stands.
pub fn of(k: usize, is_duty: bool, g: Grammar, word: Option<&EventWord>) -> Reading {
    let mut state = State::new();
    if !is_duty {
        state.climb(k, g);
        let mut certainty = certainty::of(k, g, state.status, word);
        // UW's readers take what a noun names for real; in a record "talks of an arms deal" leave the deal open.
        let least = if state.open { CERTAIN } else { OPEN };
        let doubtful = match word {
            Some(w) => g.upos(k) == Upos::Noun && w.factuality < least,
            // What the network takes for no event cannot be sure against the words.
            None => state.open,
        };
        if certainty == Certainty::Sure && doubtful {
            certainty = Certainty::Open;
        }
        state.weigh(certainty);
    }
    if state.status == Status::Actual && !is_duty && is_ongoing(k, g) {
        state.status = Status::Ongoing;
        state.cue.extend(g.by(k, &[Relation::Aux]));
    }
    state.reading()
}

struct State {
    status: Status,
    cue: Vec<usize>,
    announced: bool,
    refused: bool,
    intended: bool,
    /// Whether a word that leaves no doubt decided.
    sure: bool,
    /// Whether "must" or "should" makes it a duty.
    duty: bool,
    /// Whether it is itself something said, which is there whoever rejects it.
    is_told_of: bool,
    /// Whether the words leave it open, before the judgement is asked.
    open: bool,
    /// Whether a negation only bounds it: "not only attacked".
    affirmed: bool,
}

impl State {
    fn new() -> State {
        State {
            status: Status::Actual,
            cue: Vec::new(),
            announced: false,
            refused: false,
            intended: false,
            sure: false,
            duty: false,
            is_told_of: false,
            open: false,
            affirmed: false,
        }
    }

    fn reading(mut self) -> Reading {
        self.cue.sort_unstable();
        self.cue.dedup();
        let State { status, cue, announced, refused, intended, open, .. } = self;
        Reading { status, cue, announced, refused, intended, open }
    }

    fn set(&mut self, status: Status, cue: usize) {
        self.status = status;
        self.cue.push(cue);
        self.announced = false;
    }

    /// What is below comes about no more surely than this.
    fn weaken(&mut self, status: Status, cue: usize) {
        match (self.status, status) {
            (Status::Actual, s) => self.set(s, cue),
            // "would not", "may not": still open, but against it.
            (Status::Negated | Status::Failed, _) => {}
            (Status::Planned, Status::Possible | Status::Conditional) => self.set(status, cue),
            (Status::Possible, Status::Conditional) => self.set(status, cue),
            _ => {}
        }
    }

    /// Negation of what stands now.
    fn negate(&mut self, cue: usize) {
        match self.status {
            // "did not fail to"
            Status::Negated | Status::Failed => {
                self.status = Status::Actual;
                self.cue.push(cue);
            }
            // "must not leave": a duty, kept or not.
            _ if self.duty => self.cue.push(cue),
            _ => {
                self.refused = self.announced;
                self.set(Status::Negated, cue);
                self.sure = true;
            }
        }
    }

    fn climb(&mut self, trigger: usize, g: Grammar) {
        let mut k = trigger;
        self.is_told_of = g.upos(k) == Upos::Noun && is_said(&g.lemma(k));
        self.own(k, g);
        if is_thanks(k, g) {
            return;
        }
        for _ in 0..REACH {
            let Some(above) = g.head(k) else {
                // "Roe to visit Iceland": a headline's future.
                if g.upos(k) == Upos::Verb
                    && g.is_infinitive(k)
                    && self.status == Status::Actual
                    && let Some(to) = g.by(k, &[Relation::Mark]).next()
                {
                    self.set(Status::Planned, to);
                }
                break;
            };
            if !self.step(k, above, g) {
                break;
            }
            k = above;
        }
        if self.status == Status::Actual && is_question(trigger, g) {
            self.status = Status::Possible;
        }
        self.open = matches!(self.status, Status::Possible | Status::Conditional);
    }

    /// What a word's own auxiliaries, negations, adjectives and marks tell of it.
    fn own(&mut self, k: usize, g: Grammar) {
        for c in g.children(k) {
            let word = g.lower(c);
            match g.relation(c) {
                Relation::Aux if is_performed(k, c, g) => {}
                Relation::Aux | Relation::AuxPass => self.modal(&word, c),
                Relation::Amod | Relation::Compound => match word.as_ref() {
                    "planned" | "proposed" | "upcoming" | "scheduled" | "forthcoming" | "future" | "intended"
                    | "imminent" | "expected" => {
                        self.weaken(Status::Planned, c);
                    }
                    "possible" | "potential" | "alleged" | "suspected" | "threatened" | "feared" | "hypothetical"
                    | "rumored" | "purported" => {
                        self.weaken(Status::Possible, c);
                    }
                    "failed" | "foiled" | "attempted" | "thwarted" | "abortive" | "aborted" | "unsuccessful"
                    | "botched" => self.set(Status::Failed, c),
                    "cancelled" | "canceled" => self.set(Status::Negated, c),
                    _ => {}
                },
                Relation::Mark => match word.as_ref() {
                    "if" | "unless" => self.weaken(Status::Conditional, c),
                    "whether" => {
                        self.weaken(Status::Possible, c);
                        self.sure = true;
                    }
                    "without" => self.negate(c),
                    _ => {}
                },
                Relation::Case if word == "without" => self.negate(c),
                _ => {}
            }
        }
        // Negation holds of all that the auxiliaries say, so it comes last.
        for c in g.children(k) {
            let word = g.lower(c);
            let not = match g.relation(c) {
                Relation::Advmod if is_not(&word) && is_limited(c, g) => {
                    self.affirmed = true;
                    false
                }
                Relation::Advmod => is_not(&word),
                Relation::Det => matches!(word.as_ref(), "no" | "neither"),
                Relation::Nsubj | Relation::NsubjPass | Relation::Obj => {
                    is_none(&word) || g.by(c, &[Relation::Det]).any(|d| matches!(g.lower(d).as_ref(), "no" | "neither"))
                }
                _ => false,
            };
            if not {
                self.negate(c);
                break;
            }
        }
    }

    fn modal(&mut self, word: &str, c: usize) {
        match word {
            "will" | "'ll" | "’ll" | "wo" | "shall" => {
                self.weaken(Status::Planned, c);
                self.announced = self.status == Status::Planned;
            }
            "would" | "'d" | "’d" => {
                self.weaken(Status::Planned, c);
                self.announced = self.status == Status::Planned;
            }
            "may" | "might" | "could" => {
                self.weaken(Status::Possible, c);
                self.sure = true;
            }
            "can" | "ca" => self.weaken(Status::Possible, c),
            "must" | "should" | "ought" => {
                self.weaken(Status::Possible, c);
                self.duty = self.status == Status::Possible;
            }
            _ => {}
        }
    }

    /// From a word to the one above it. Returns whether to go on.
    fn step(&mut self, k: usize, above: usize, g: Grammar) -> bool {
        let relation = g.relation(k);
        match relation {
            Relation::Conj => {
                // Auxiliaries of the first of coordinated verbs hold for the others, unless they have their own.
                if !g.has(k, &[Relation::Aux, Relation::AuxPass, Relation::Nsubj, Relation::NsubjPass])
                    && g.upos(k) == g.upos(above)
                {
                    for c in g.by(above, &[Relation::Aux]) {
                        self.modal(&g.lower(c), c);
                    }
                    return true;
                }
                g.upos(k) != Upos::Verb
            }
            Relation::Xcomp | Relation::Ccomp | Relation::Csubj => self.governed(above, g, relation),
            Relation::Obj | Relation::Nsubj | Relation::NsubjPass => {
                if g.upos(k) == Upos::Verb {
                    return false;
                }
                self.governed(above, g, relation)
            }
            Relation::Obl | Relation::Nmod => {
                let Some(case) = g.case(k) else { return false };
                match g.lower(case).as_ref() {
                    "of" | "for" | "to" => self.governed(above, g, relation),
                    // "asked the mayor on a visit": the occasion, not what is asked.
                    "from" | "on" | "at" | "over" => !names_occasion(above, g) && self.governed(above, g, relation),
                    "without" => {
                        self.negate(case);
                        false
                    }
                    _ => false,
                }
            }
            // "plans to visit", "efforts to isolate", "an attempt at launching"
            Relation::Acl => g.has(k, &[Relation::Mark]) && self.governed(above, g, relation),
            Relation::Advcl => {
                // "failed | to attack", whatever the tree calls it
                let close = g.by(k, &[Relation::Mark]).any(|m| m > above && m <= above + 2 && g.lower(m) == "to");
                if close && GOVERNORS.contains_key(g.lemma(above).as_ref()) {
                    return self.governed(above, g, Relation::Xcomp);
                }
                if g.is_infinitive(k) {
                    // "sent men to investigate": meant, not told.
                    if let Some(to) = g.by(k, &[Relation::Mark]).next() {
                        self.weaken(Status::Possible, to);
                    }
                    return false;
                }
                // "accused of killing"
                let of = g
                    .by(k, &[Relation::Mark, Relation::Case])
                    .any(|m| matches!(g.lower(m).as_ref(), "of" | "from" | "for" | "against"));
                if of { self.governed(above, g, relation) } else { false }
            }
            _ => false,
        }
    }

    /// What governor `above` makes of the event. Returns whether its own status passes down too.
    fn governed(&mut self, above: usize, g: Grammar, relation: Relation) -> bool {
        let lemma = g.lemma(above);
        let effect = GOVERNORS.get(lemma.as_ref()).copied();
        let clause = matches!(relation, Relation::Xcomp | Relation::Acl | Relation::Advcl);
        let subject = matches!(relation, Relation::Nsubj);
        match effect {
            Some(Effect::Failed) if !subject => {
                self.reverse(Status::Failed, above);
                self.own(above, g);
                false
            }
            // "rejected the proposal", "denied the allegations": these were made.
            Some(Effect::Negated) if relation == Relation::Obj && self.is_told_of => false,
            Some(Effect::Negated) if !subject => {
                self.reverse(Status::Negated, above);
                self.own(above, g);
                false
            }
            // "agrees that it hurts" tells of no plan.
            Some(Effect::Planned | Effect::Possible) if relation == Relation::Ccomp && is_settled(lemma.as_ref()) => {
                false
            }
            Some(Effect::Planned) if !subject && (clause || relation != Relation::Obl) => {
                self.weaken(Status::Planned, above);
                self.intended = matches!(
                    lemma.as_ref(),
                    "plan"
                        | "intend"
                        | "decide"
                        | "prepare"
                        | "ready"
                        | "arrange"
                        | "undertake"
                        | "intention"
                        | "decision"
                );
                self.negation_of(above, g);
                false
            }
            Some(Effect::Possible) if !subject => {
                self.weaken(Status::Possible, above);
                // What is tried or allowed is often done; what is feared or alleged stays open whatever the network makes of it.
                self.sure |= !is_often_done(lemma.as_ref());
                // "failed in its attempt to", "rejected the call to": what becomes of the attempt or the call decides.
                g.upos(above) == Upos::Noun
            }
            Some(Effect::Same) => {
                self.own(above, g);
                true
            }
            Some(Effect::Told) => false,
            _ if relation == Relation::Xcomp || relation == Relation::Csubj => {
                self.own(above, g);
                true
            }
            // "a bill to ban": for what is still to be done; but "the first to recognize".
            _ if relation == Relation::Acl
                && !matches!(lemma.as_ref(), "first" | "last" | "only" | "one" | "latest" | "next") =>
            {
                self.weaken(Status::Possible, above);
                false
            }
            // An event noun as the object or subject of a verb is as real as the verb's deed only where the verb brings it about.
            _ => false,
        }
    }

    fn reverse(&mut self, status: Status, cue: usize) {
        if matches!(self.status, Status::Negated | Status::Failed) {
            self.status = Status::Actual;
            self.cue.push(cue);
        } else {
            self.set(status, cue);
            self.sure = true;
        }
    }

    /// "did not plan to"
    fn negation_of(&mut self, above: usize, g: Grammar) {
        if let Some(not) = g.by(above, &[Relation::Advmod]).find(|&c| is_not(&g.lower(c))) {
            self.negate(not);
        }
    }

    /// Takes in the learned judgement where the words leave room.
    fn weigh(&mut self, certainty: Certainty) {
        match (self.status, certainty) {
            (Status::Actual, _) if self.affirmed => {}
            (Status::Actual, Certainty::Denied) => self.status = Status::Negated,
            (Status::Actual, Certainty::Open) => self.status = Status::Possible,
            (Status::Possible | Status::Conditional, Certainty::Denied) if !self.duty => self.status = Status::Negated,
            (Status::Possible, Certainty::Sure) if !self.sure => {
                self.status = Status::Actual;
                self.cue.clear();
            }
            _ => {}
        }
    }
}

/// Verbs that tell of a plan with an infinitive, and of a fact with a clause of its own.
fn is_settled(lemma: &str) -> bool {
    matches!(
        lemma,
        "agree" | "decide" | "claim" | "mean" | "warn" | "think" | "believe" | "charge" | "allege" | "argue" | "insist"
    )
}

/// Nouns of what is said or laid down.
fn is_said(lemma: &str) -> bool {
    matches!(
        lemma,
        "proposal"
            | "promise"
            | "report"
            | "allegation"
            | "accusation"
            | "charge"
            | "claim"
            | "order"
            | "demand"
            | "offer"
            | "request"
            | "call"
            | "appeal"
            | "threat"
            | "plan"
            | "criticism"
            | "complaint"
            | "ruling"
            | "invitation"
            | "suggestion"
    )
}

/// "I'd | urge owners to act", "we would | ask people": done by saying it.
fn is_performed(k: usize, modal: usize, g: Grammar) -> bool {
    let polite = matches!(g.lower(modal).as_ref(), "would" | "'d" | "’d");
    polite
        && matches!(
            g.lemma(k).as_ref(),
            "call" | "urge" | "ask" | "encourage" | "advise" | "recommend" | "appeal" | "plead" | "beg" | "warn"
        )
        && g.by(k, &[Relation::Nsubj]).any(|s| matches!(g.lower(s).as_ref(), "i" | "we"))
        && !g.has(k, &[Relation::Advcl])
}

/// "I want to | thank everybody", "we would like to | congratulate them": done by saying it.
fn is_thanks(k: usize, g: Grammar) -> bool {
    let above = g.head(k).filter(|_| g.relation(k) == Relation::Xcomp);
    matches!(g.lemma(k).as_ref(), "thank" | "congratulate" | "apologize" | "apologise" | "commend" | "praise")
        && above.is_some_and(|h| {
            matches!(g.lemma(h).as_ref(), "want" | "like" | "wish")
                && !g.by(h, &[Relation::Advmod]).any(|a| is_not(&g.lower(a)))
                && g.by(h, &[Relation::Nsubj]).any(|s| matches!(g.lower(s).as_ref(), "i" | "we"))
        })
}

/// Governors whose infinitive may well have come about.
fn is_often_done(lemma: &str) -> bool {
    matches!(
        lemma,
        "try"
            | "attempt"
            | "seek"
            | "effort"
            | "bid"
            | "allow"
            | "permit"
            | "enable"
            | "let"
            | "able"
            | "need"
            | "require"
            | "push"
            | "campaign"
            | "struggle"
            | "authorize"
            | "authorise"
            | "mean"
            | "call"
            | "urge"
            | "invite"
            | "encourage"
    )
}

/// A noun is left open where the network makes less of it; more is asked where the words around it leave it open. Set by hand.
const OPEN: f32 = 0.2;
const CERTAIN: f32 = 0.55;

/// "not only", "not until Tuesday": what the sentence tells has come about.
pub fn is_limited(not: usize, g: Grammar) -> bool {
    matches!(g.lower(not + 1).as_ref(), "only" | "just" | "merely" | "simply" | "least" | "until")
}

/// Whether what hangs on a word by "on", "at", "from" or "over" is when and where, as with "asked", and not what it governs, as with
/// "backed away from the deal".
fn names_occasion(above: usize, g: Grammar) -> bool {
    g.upos(above) != Upos::Noun && matches!(GOVERNORS.get(g.lemma(above).as_ref()), Some(Effect::Possible))
}

/// The word that makes a verb depend on a condition: "if", "unless".
pub fn condition(k: usize, g: Grammar) -> Option<&'static str> {
    g.by(k, &[Relation::Advcl]).flat_map(|c| g.by(c, &[Relation::Mark])).find_map(|m| match g.lower(m).as_ref() {
        "if" => Some("if"),
        "unless" => Some("unless"),
        _ => None,
    })
}

/// "is meeting", "have been fighting"
fn is_ongoing(k: usize, g: Grammar) -> bool {
    g.upos(k) == Upos::Verb
        && g.is_ing(k)
        && g.by(k, &[Relation::Aux])
            .any(|a| matches!(g.lower(a).as_ref(), "is" | "are" | "'s" | "’s" | "'re" | "’re" | "am" | "'m" | "been"))
}
