//! Who does what in a clause, read from the dependency tree: subject, objects, obliques, clauses, voice.

use dateline_language::{Analysis, Relation, Token, Upos};
use std::borrow::Cow;

/// How far up or along a tree is looked, so that no sentence costs more than its length.
const REACH: usize = 12;
/// How far a particle may stand behind its verb.
const NEAR: usize = 6;

/// The page's words with their trees.
#[derive(Clone, Copy)]
pub struct Grammar<'a> {
    pub text: &'a str,
    pub analysis: &'a Analysis,
}

/// What hangs on a verb, whichever of its arguments are said elsewhere in the sentence included.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Who or what acts; in the passive, the words with "by".
    pub subjects: Vec<usize>,
    /// Who or what is acted upon; in the passive, its grammatical subject.
    pub objects: Vec<usize>,
    /// To or for whom, without a preposition.
    pub indirect: Vec<usize>,
    /// Nouns with their prepositions.
    pub obliques: Vec<(usize, usize)>,
    /// Heads of infinitives and clauses that are objects.
    pub clauses: Vec<usize>,
    /// The particle: "hand over".
    pub particle: Option<usize>,
    /// Adverbs.
    pub adverbs: Vec<usize>,
    /// Whether it stands in the passive.
    pub passive: bool,
    /// Whether the subject is the verb's own.
    pub own_subject: bool,
}

impl<'a> Grammar<'a> {
    pub fn token(&self, k: usize) -> Option<&'a Token> {
        self.analysis.tokens.get(k)
    }

    pub fn word(&self, k: usize) -> &'a str {
        self.token(k).map_or("", |t| t.span.of(self.text))
    }

    pub fn lower(&self, k: usize) -> Cow<'a, str> {
        lower(self.word(k).into())
    }

    /// The dictionary form, in lower case.
    pub fn lemma(&self, k: usize) -> Cow<'a, str> {
        if self.upos(k) == Upos::Verb {
            return lower(dateline_language::lemma(self.word(k), Upos::Verb));
        }
        lower(self.analysis.lemma(self.text, k))
    }

    /// The part of speech. What has a subject or object and the form of a verb is one, whatever the network calls it.
    pub fn upos(&self, k: usize) -> Upos {
        let upos = self.token(k).map_or(Upos::X, |t| t.upos);
        let doubtful =
            matches!(upos, Upos::Noun | Upos::Adj | Upos::Part | Upos::X | Upos::Propn | Upos::Adv | Upos::Intj);
        if doubtful && self.is_verbal(k) { Upos::Verb } else { upos }
    }

    fn is_verbal(&self, k: usize) -> bool {
        let word = self.word(k);
        let form = word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing"));
        // "They | reject the plan": a verb of the tables with both a subject and an object.
        let known = || {
            !super::lexicon::verb(&dateline_language::lemma(word, Upos::Verb)).is_empty()
                && self.by(k, &[Relation::Nsubj]).any(|s| s < k)
                && self.by(k, &[Relation::Obj, Relation::Xcomp]).any(|o| o > k)
        };
        !word.starts_with(char::is_uppercase)
            && (form || known())
            && self.children(k).any(|c| {
                matches!(
                    self.relation(c),
                    Relation::Nsubj
                        | Relation::NsubjPass
                        | Relation::Obj
                        | Relation::Iobj
                        | Relation::AuxPass
                        | Relation::OblAgent
                        | Relation::Xcomp
                )
            })
            && !self.by(k, &[Relation::Cop]).any(|c| !is_have(&self.lower(c)))
    }

    pub fn relation(&self, k: usize) -> Relation {
        self.token(k).map_or(Relation::Dep, |t| t.relation)
    }

    pub fn head(&self, k: usize) -> Option<usize> {
        self.token(k).and_then(|t| t.head).map(|h| h as usize)
    }

    pub fn children(&self, k: usize) -> impl DoubleEndedIterator<Item = usize> + 'a {
        self.analysis.children(k)
    }

    /// What hangs on `k` by one of some relations.
    pub fn by(&self, k: usize, relations: &'static [Relation]) -> impl DoubleEndedIterator<Item = usize> + 'a {
        let this = *self;
        self.children(k).filter(move |&c| relations.contains(&this.relation(c)))
    }

    pub fn has(&self, k: usize, relations: &'static [Relation]) -> bool {
        self.by(k, relations).next().is_some()
    }

    /// The preposition, or the possessive mark, of a noun.
    pub fn case(&self, k: usize) -> Option<usize> {
        // "at least twelve" is a number, "at" no preposition.
        let counts = |c: usize| {
            let next = self.lower(c + 1);
            matches!(next.as_ref(), "least" | "most")
                || self.lower(c) == "up" && next == "to"
                // "over 40 protesters", "up to 40 protesters"
                || self.upos(c + 1) == Upos::Num
                    && matches!(self.relation(k), Relation::Obj | Relation::Nsubj | Relation::NsubjPass)
                    && matches!(self.lower(c).as_ref(), "to" | "over" | "about" | "around" | "under" | "than")
        };
        let mut cases = self.by(k, &[Relation::Case]).filter(|&c| !counts(c));
        let own = cases.next();
        // Where the tree has hung it elsewhere, it still stands before the phrase.
        own.or_else(|| {
            let before = self.analysis.subtree(k).start.checked_sub(1)?;
            let leads = matches!(self.relation(k), Relation::Obl | Relation::Nmod | Relation::Conj | Relation::Obj);
            (leads && !counts(before) && self.upos(before) == Upos::Adp && self.relation(before) == Relation::Case)
                .then_some(before)
        })
    }

    /// The noun with the others that are coordinated with it.
    pub fn coordinated(&self, k: usize) -> Vec<usize> {
        let mut all = vec![k];
        // "the leader, Ann Roe, and the minister": coordinated with the name beside the title.
        let beside = self.by(k, &[Relation::Appos, Relation::Flat, Relation::NmodDesc]).filter(|&c| c > k);
        for c in beside.take(REACH) {
            all.extend(
                self.by(c, &[Relation::Conj])
                    .filter(|&j| is_nominal(self.upos(j)) && self.case(j).is_none())
                    .take(REACH),
            );
        }
        // A conjunct with a preposition of its own is none of them.
        all.extend(
            self.by(k, &[Relation::Conj]).filter(|&c| is_nominal(self.upos(c)) && self.case(c).is_none()).take(REACH),
        );
        all
    }

    /// Whether a participle or infinitive, rather than a finite verb, by its form.
    pub fn is_ing(&self, k: usize) -> bool {
        self.word(k).len() > 4 && self.lower(k).ends_with("ing")
    }

    pub fn is_infinitive(&self, k: usize) -> bool {
        self.by(k, &[Relation::Mark]).any(|m| m < k && self.lower(m) == "to")
    }

    /// Whether the verb is passive where it has its own auxiliary or subject to show it, or follows a noun as a participle.
    fn is_passive(&self, k: usize) -> bool {
        use Relation::{Acl, Aux, AuxPass, Cop, CsubjPass, Nsubj, NsubjPass, Obj, Obl, OblAgent};
        if self.has(k, &[AuxPass]) {
            return true;
        }
        // "has conceded", "police prevented | a march": the subject's label alone makes no passive.
        let active = self.by(k, &[Aux, Cop]).any(|a| is_have(&self.lower(a)))
            || self.by(k, &[Nsubj]).any(|s| s < k) && self.by(k, &[NsubjPass]).any(|s| s > k)
            || self.by(k, &[OblAgent]).any(|c| c > k && self.case(c).is_none());
        if active {
            return false;
        }
        // Without an auxiliary, an object beside it gives the active away.
        let beside = |c: usize| c > k && self.case(c).is_none() && is_nominal(self.upos(c)) && !is_time(&self.lower(c));
        if self.by(k, &[Obj, Obl]).any(beside) {
            return false;
        }
        // "was fired, | banned and expelled"
        let shares = self.relation(k) == Relation::Conj
            && !INTRANSITIVE.contains(&self.lemma(k).as_ref())
            && !self.has(k, &[Relation::Nsubj, Relation::Aux])
            && self.head(k).is_some_and(|h| self.has(h, &[AuxPass]));
        // "| led by Roe, the group left"
        let by = |c: usize| self.case(c).is_some_and(|p| self.lower(p) == "by" && p > k);
        let led = self.relation(k) == Relation::Advcl
            && !self.has(k, &[Relation::Nsubj, Relation::Aux])
            && self.by(k, &[Relation::Obl, Relation::OblAgent]).any(by);
        if (shares || led) && self.upos(k) == Upos::Verb && !self.is_ing(k) && !self.is_infinitive(k) {
            return true;
        }
        // "saw three drivers | fined"
        let seen = matches!(self.relation(k), Relation::Xcomp | Relation::Ccomp)
            && self.word(k).ends_with("ed")
            && !INTRANSITIVE.contains(&self.lemma(k).as_ref())
            && !self.has(k, &[Relation::Aux, Relation::Mark, Relation::Ccomp, Relation::Xcomp])
            && self.head(k).is_some_and(|h| matches!(self.lemma(h).as_ref(), "see" | "have" | "find" | "show"));
        if seen && self.upos(k) == Upos::Verb {
            return true;
        }
        let participle = self.relation(k) == Acl && self.upos(k) == Upos::Verb;
        self.has(k, &[NsubjPass, CsubjPass]) || participle && !self.is_ing(k) && !self.is_infinitive(k)
    }

    /// What hangs on the verb `k`.
    pub fn frame(&self, k: usize) -> Frame {
        let mut f = Frame { passive: self.is_passive(k), ..Frame::default() };
        let mut surface: Vec<usize> = Vec::new();
        // "Yemen rejected | a request", where the tree takes both for subjects.
        let led = self.by(k, &[Relation::Nsubj]).any(|s| s < k);
        for c in self.children(k) {
            match self.relation(c) {
                Relation::Nsubj | Relation::NsubjPass
                    if led && c > k && !f.passive && self.relation(k) != Relation::Parataxis =>
                {
                    // "said | they had left": the next clause's subject.
                    let of_next = self.by(k, &[Relation::Ccomp]).any(|clause| clause > c);
                    f.objects.extend(self.coordinated(c).into_iter().filter(|_| !of_next));
                }
                Relation::Nsubj | Relation::NsubjPass | Relation::NsubjOuter => {
                    // "six died and 900 fled": what is joined across the verb is the next clause's.
                    let beside = |&n: &usize| (n < k) == (c < k);
                    surface.extend(self.coordinated(c).into_iter().filter(beside));
                }
                Relation::Obj => match self.case(c) {
                    Some(p) if p < c && self.upos(p) == Upos::Adp => {
                        f.obliques.extend(self.coordinated(c).into_iter().map(|n| (p, n)))
                    }
                    _ => f.objects.extend(self.coordinated(c)),
                },
                Relation::Iobj => match self.case(c) {
                    Some(p) if p < c => f.obliques.push((p, c)),
                    _ => f.indirect.extend(self.coordinated(c)),
                },
                Relation::OblAgent => match self.case(c) {
                    // "arrested | up to 40 protesters"
                    None if c > k && !f.passive => f.objects.extend(self.coordinated(c)),
                    _ => f.subjects.extend(self.coordinated(c)),
                },
                Relation::Obl | Relation::Nmod => match self.case(c) {
                    Some(p) if f.passive && self.lower(p) == "by" => f.subjects.extend(self.coordinated(c)),
                    Some(p) => f.obliques.extend(self.coordinated(c).into_iter().map(|n| (p, n))),
                    // Behind the verb, without a preposition, and no time: an object by another name.
                    None if c > k && is_nominal(self.upos(c)) && !is_time(&self.lower(c)) => {
                        f.objects.extend(self.coordinated(c))
                    }
                    None => {}
                },
                Relation::Xcomp | Relation::Ccomp => f.clauses.push(c),
                // "swore | to fight"
                Relation::Advcl if self.by(c, &[Relation::Mark]).any(|m| m == k + 1 && self.lower(m) == "to") => {
                    f.clauses.push(c)
                }
                // "demanded that it leave": a clause behind the verb is no subject, whatever the tree says.
                Relation::Csubj if c > k && led => f.clauses.push(c),
                Relation::CompoundPrt if c > k && c - k < NEAR => f.particle = Some(c),
                Relation::Advmod => f.adverbs.push(c),
                _ => {}
            }
        }
        // "freed | three hostages": nothing is given, so nobody is given it.
        if f.objects.is_empty() && f.clauses.is_empty() && !f.passive {
            f.objects = std::mem::take(&mut f.indirect);
        }
        if f.objects.is_empty()
            && OBJECT_CONTROL.contains(&self.lemma(k).as_ref())
            && let Some(&c) = f.clauses.iter().find(|&&c| {
                !self.has(c, &[Relation::Aux]) && !self.by(c, &[Relation::Mark]).any(|m| self.lower(m) != "to")
            })
        {
            // "help them build": whom is helped, wherever the tree puts them.
            f.objects.extend(self.by(c, &[Relation::Nsubj]).flat_map(|s| self.coordinated(s)));
        }
        // "police | confiscated weapons", where the tree takes the verb for the noun's modifier.
        if f.objects.is_empty()
            && self.is_clause_of_modifier(k)
            && let Some(noun) = self.head(k)
        {
            f.objects.extend(self.coordinated(noun));
        }
        f.own_subject = !surface.is_empty();
        if surface.is_empty() {
            surface = self.subject_elsewhere(k);
        }
        for s in &mut surface {
            *s = self.antecedent(*s, k);
        }
        if f.passive {
            f.objects.splice(0..0, surface);
        } else {
            f.subjects = surface;
            if f.objects.is_empty() {
                f.objects.extend(self.relative_object(k));
            }
        }
        f
    }

    /// Whether what the tree takes for a participle before its noun has a subject of its own, and so is a verb with its object.
    pub fn is_clause_of_modifier(&self, k: usize) -> bool {
        self.relation(k) == Relation::Amod
            && self.head(k).is_some_and(|noun| noun > k)
            && self.by(k, &[Relation::Nsubj]).any(|s| s < k && matches!(self.upos(s), Upos::Noun | Upos::Propn))
    }

    /// "soldiers who fired": the soldiers, not "who".
    fn antecedent(&self, subject: usize, verb: usize) -> usize {
        let relative = matches!(self.lower(subject).as_ref(), "who" | "that" | "which" | "whom");
        if !relative {
            return subject;
        }
        let mut k = verb;
        for _ in 0..REACH {
            match (self.relation(k), self.head(k)) {
                (Relation::AclRelcl | Relation::Acl, Some(noun)) => return noun,
                (Relation::Conj | Relation::Xcomp, Some(h)) => k = h,
                _ => break,
            }
        }
        // Where the tree has hung the clause elsewhere: the noun right before.
        let before = subject.checked_sub(1).filter(|&b| matches!(self.upos(b), Upos::Noun | Upos::Propn));
        before.unwrap_or(subject)
    }

    /// "the man whom police arrested", "the man police arrested".
    fn relative_object(&self, k: usize) -> Option<usize> {
        let noun = self.head(k).filter(|_| self.relation(k) == Relation::AclRelcl)?;
        let own = self.by(k, &[Relation::Nsubj]).any(|s| !matches!(self.lower(s).as_ref(), "who" | "that" | "which"));
        own.then_some(noun)
    }

    /// The subject that a verb takes from the clause above: of the first of coordinated verbs, of the verb that an infinitive or a
    /// participle hangs on, of the noun that it follows.
    fn subject_elsewhere(&self, k: usize) -> Vec<usize> {
        let mut at = k;
        for _ in 0..REACH {
            let Some(above) = self.head(at) else { return Vec::new() };
            match self.relation(at) {
                // "convicted a man of | kidnapping"
                Relation::Acl
                    if self.is_ing(at)
                        && self.relation(above) == Relation::Obj
                        && self.head(above).is_some_and(|v| REPROACHES.contains(&self.lemma(v).as_ref())) =>
                {
                    return self.coordinated(above);
                }
                // "the decision to leave", "an attempt at leaving"
                Relation::Acl if self.has(at, &[Relation::Mark]) => {
                    // "Russia's decision to leave", "Russia made a decision to leave"
                    let owner = self.by(above, &[Relation::NmodPoss]).next().filter(|&o| self.upos(o) != Upos::Pron);
                    if let Some(owner) = owner {
                        return self.coordinated(owner);
                    }
                    match self.relation(above) {
                        Relation::Obj | Relation::Nsubj | Relation::Obl => {
                            let Some(verb) = self.head(above) else { return Vec::new() };
                            let own = self.own_subject(verb);
                            if !own.is_empty() && self.relation(above) == Relation::Obj {
                                return own;
                            }
                            if self.relation(above) == Relation::Nsubj {
                                return Vec::new();
                            }
                            at = verb;
                        }
                        _ => return Vec::new(),
                    }
                }
                Relation::Acl | Relation::AclRelcl => return self.coordinated(above),
                Relation::Ccomp => return self.stray_subject(at, above),
                Relation::Xcomp => {
                    // "told him to leave", but "promised him to leave"
                    let seen = matches!(self.lemma(above).as_ref(), "see" | "have" | "find" | "show");
                    if self.is_infinitive(at) || self.is_ing(at) || seen && self.word(at).ends_with("ed") {
                        let subject_control = matches!(self.lemma(above).as_ref(), "promise" | "vow" | "threaten");
                        let object = self.by(above, &[Relation::Obj, Relation::Iobj]).next();
                        if let Some(o) = object.filter(|_| !subject_control) {
                            return self.coordinated(o);
                        }
                    }
                    let own = self.own_subject(above);
                    if !own.is_empty() {
                        return own;
                    }
                    at = above;
                }
                // "arrested two men for | attacking a guard": what they did, not who arrested them.
                Relation::Advcl if self.is_ing(at) && REPROACHES.contains(&self.lemma(above).as_ref()) => {
                    let reproached: Vec<usize> = match self.is_passive(above) {
                        true => self.own_subject(above),
                        false => self.by(above, &[Relation::Obj]).flat_map(|o| self.coordinated(o)).collect(),
                    };
                    return reproached;
                }
                Relation::Conj | Relation::Advcl | Relation::Parataxis | Relation::Dep => {
                    if !matches!(self.upos(above), Upos::Verb | Upos::Adj | Upos::Noun | Upos::Aux) {
                        return Vec::new();
                    }
                    let own = self.own_subject(above);
                    if !own.is_empty() {
                        // "The army advanced, | killing ten" but not "After | meeting Roe it left" with a subject that follows.
                        return own;
                    }
                    at = above;
                }
                _ => return Vec::new(),
            }
        }
        Vec::new()
    }

    /// "Norway said | it had left", "said | troops must leave", where the tree hangs the clause's subject on the verb above.
    fn stray_subject(&self, clause: usize, above: usize) -> Vec<usize> {
        let led = self.by(above, &[Relation::Nsubj]).any(|s| s < above);
        let mut between = self
            .by(above, &[Relation::Nsubj, Relation::Iobj])
            .filter(|&s| s > above && s < clause && self.case(s).is_none());
        match between.next() {
            Some(s) if led => self.coordinated(s),
            _ => Vec::new(),
        }
    }

    fn own_subject(&self, k: usize) -> Vec<usize> {
        match self.by(k, &[Relation::Nsubj, Relation::NsubjPass]).next() {
            Some(s) => self.coordinated(self.antecedent(s, k)),
            None => Vec::new(),
        }
    }

    /// The words that a noun's phrase is made of, head included, the nearest dependents only: modifiers, what is coordinated, "of".
    pub fn phrase_words(&self, noun: usize) -> Vec<usize> {
        let mut words = vec![noun];
        for c in self.children(noun).take(4 * REACH) {
            match self.relation(c) {
                Relation::Amod
                | Relation::Compound
                | Relation::Flat
                | Relation::NmodDesc
                | Relation::NmodUnmarked
                | Relation::Conj => {
                    words.push(c);
                    words.extend(self.by(c, &[Relation::Amod, Relation::Compound, Relation::Conj]).take(REACH));
                }
                Relation::Nmod if self.case(c).is_some_and(|p| matches!(self.lower(p).as_ref(), "of")) => {
                    words.push(c);
                    words.extend(self.by(c, &[Relation::Amod, Relation::Compound, Relation::Conj]).take(REACH));
                }
                _ => {}
            }
        }
        words
    }
}

/// Verbs that nobody suffers.
const INTRANSITIVE: &[&str] = &[
    "resign",
    "quit",
    "die",
    "flee",
    "leave",
    "escape",
    "arrive",
    "go",
    "come",
    "step",
    "retire",
    "vote",
    "agree",
    "protest",
    "surrender",
    "return",
    "collapse",
    "vanish",
    "emerge",
    "march",
    "travel",
];

/// Verbs whose object does what the infinitive behind it says.
const OBJECT_CONTROL: &[&str] = &[
    "help",
    "allow",
    "let",
    "urge",
    "ask",
    "tell",
    "order",
    "force",
    "persuade",
    "press",
    "permit",
    "enable",
    "encourage",
    "advise",
    "invite",
    "require",
    "request",
    "beg",
    "compel",
    "instruct",
    "command",
    "pressure",
    "lobby",
    "push",
];

/// Verbs whose object did what "of" or "for" with a participle says.
const REPROACHES: &[&str] = &[
    "accuse",
    "blame",
    "criticize",
    "criticise",
    "condemn",
    "indict",
    "charge",
    "sue",
    "prosecute",
    "arrest",
    "detain",
    "jail",
    "imprison",
    "sentence",
    "convict",
    "fine",
    "suspend",
    "punish",
    "sanction",
    "thank",
    "praise",
    "suspect",
    "investigate",
    "denounce",
    "expel",
    "fire",
    "dismiss",
    "sack",
    "kill",
    "execute",
    "apologize",
];

/// The name of a day of the week, in lower case.
pub fn is_weekday(word: &str) -> bool {
    matches!(word, "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")
}

/// The name of a month, in lower case.
pub fn is_month(word: &str) -> bool {
    matches!(
        word,
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
    )
}

/// Days, and words of time that stand without a preposition.
pub fn is_time(word: &str) -> bool {
    is_weekday(word)
        || matches!(
            word,
            "yesterday"
                | "today"
                | "tomorrow"
                | "tonight"
                | "week"
                | "month"
                | "year"
                | "day"
                | "morning"
                | "night"
                | "evening"
                | "afternoon"
                | "time"
                | "times"
                | "weeks"
                | "months"
                | "years"
                | "days"
                | "hours"
        )
}

/// Adverbs that deny what they stand with.
pub fn is_not(word: &str) -> bool {
    matches!(word, "not" | "n't" | "n’t" | "never" | "nor" | "hardly")
}

/// Pronouns that leave nobody and nothing.
pub fn is_none(word: &str) -> bool {
    matches!(word, "nobody" | "none" | "nothing" | "neither")
}

fn is_have(word: &str) -> bool {
    matches!(word, "has" | "have" | "had" | "'ve" | "’ve")
}

pub fn is_nominal(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj | Upos::X)
}

fn lower(word: Cow<'_, str>) -> Cow<'_, str> {
    if word.chars().any(char::is_uppercase) { word.to_lowercase().into() } else { word }
}
