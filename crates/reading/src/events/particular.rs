//! Is it one happening, or what happens as a rule? "Teachers are fired for less", "visitors coming by car must wait", "a car driven by Roe"
//! and "let them come" tell of no deed that somebody did.

use super::grammar::Grammar;
use super::ontology::Type;
use super::parties::Parties;
use super::triggers::Trigger;
use dateline_language::{Relation, Upos};
use dateline_record::Status;

/// How far up a finite verb is looked for.
const REACH: usize = 6;

/// How an event is told, as far as the words around it do not say.
#[derive(Clone, Copy, Debug)]
pub struct Telling {
    /// In a headline or caption, where the present tells what happened.
    pub is_head: bool,
    /// Within what somebody says.
    pub is_said: bool,
    /// With a day of its own.
    pub is_dated: bool,
    pub status: Status,
}

/// Whether the verb of a trigger tells of no one happening.
pub fn is_general(t: &Trigger, kind: Option<Type>, told: Telling, parties: &Parties) -> bool {
    let g = parties.grammar;
    let Some(frame) = &t.frame else { return false };
    let k = t.token;
    if is_imperative(k, g) {
        return true;
    }
    let doers = if frame.passive { &frame.objects } else { &frame.subjects };
    // "Strikers march", a caption says of those it shows.
    let generic = |n: usize| is_generic(n, parties) && !(told.is_head && g.upos(n) == Upos::Noun);
    let generic = !doers.is_empty() && doers.iter().all(|&n| generic(n));
    let present = is_present(k, g);
    if generic && told.status != Status::Ongoing && (present || is_below_present(k, g)) {
        return true;
    }
    if told.is_dated {
        return false;
    }
    if told.status == Status::Actual && kind.is_none_or(|k| k.intensity(None) > 0.0) && is_purpose(k, g) {
        return true;
    }
    if is_title(k, told, g) {
        return true;
    }
    // "The loan allowed them to stay": what somebody did is another word.
    let idle = matches!(t.lemma.as_str(), "allow" | "enable" | "let") && !frame.passive;
    if kind.is_none() && idle && !frame.subjects.iter().any(|&n| parties.is_somebody(n)) {
        return true;
    }
    // "guests | told of the plan"
    let is_briefed = kind == Some(Type::Consult) && frame.passive && g.relation(k) == Relation::Acl;
    if (kind.is_none() || is_briefed) && is_description(k, told, g) {
        return true;
    }
    if kind.is_none() && present && (frame.passive || g.has(k, &[Relation::Cop])) {
        return true;
    }
    if !present || told.is_head {
        return false;
    }
    // "We honour the rights of": what the page's own author holds. What others say of themselves they do by saying it.
    let own = doers.iter().any(|&n| matches!(g.lower(n).as_ref(), "we" | "i"));
    own && !told.is_said && kind != Some(Type::Request) || !frame.passive && kind.is_some_and(is_deed)
}

/// Whether a type is of deeds and not of words: in the present, these are habits.
fn is_deed(kind: Type) -> bool {
    matches!(
        kind,
        Type::Consult
            | Type::Cooperate
            | Type::Aid
            | Type::Retreat
            | Type::Protest
            | Type::Sanction
            | Type::Mobilize
            | Type::Coerce
            | Type::Assault
    )
}

/// A word of the title of a song or book: "sang “Eyes Shut”". Headlines may have capitals throughout.
fn is_title(k: usize, told: Telling, g: Grammar) -> bool {
    let is_capital = |k: usize| g.word(k).starts_with(char::is_uppercase);
    let before = k.checked_sub(1).filter(|&b| g.token(b).is_some());
    !told.is_head
        && is_capital(k)
        && !g.word(k).chars().skip(1).any(char::is_uppercase)
        && before.is_some_and(|b| is_capital(b) && g.upos(b) != Upos::Punct)
        && g.analysis
            .sentence_at(g.token(k).map_or(0, |t| t.span.start))
            .and_then(|s| g.analysis.sentences.get(s))
            .is_some_and(|s| s.tokens.start + 1 < k)
}

/// "| Let the guests come", "do not | open it"
fn is_imperative(k: usize, g: Grammar) -> bool {
    let plain = g.upos(k) == Upos::Verb && g.lower(k) == g.lemma(k);
    let leads = matches!(g.relation(k), Relation::Root | Relation::Parataxis | Relation::Ccomp);
    let first = || {
        let mut words = g.analysis.subtree(k);
        words.all(|w| {
            w >= k
                || matches!(g.upos(w), Upos::Punct | Upos::Part | Upos::Adv | Upos::Intj | Upos::Cconj)
                || is_do(w, g)
        })
    };
    plain
        && leads
        && !g.has(k, &[Relation::Nsubj, Relation::NsubjPass, Relation::AuxPass, Relation::Mark])
        && g.by(k, &[Relation::Aux]).all(|a| is_do(a, g))
        && first()
}

fn is_do(k: usize, g: Grammar) -> bool {
    g.lower(k) == "do"
}

/// The simple present, active or passive. Outside headlines it tells of habits and of what holds.
pub fn is_present(k: usize, g: Grammar) -> bool {
    const SAME_IN_PAST: [&str; 14] =
        ["put", "set", "cut", "hit", "let", "shut", "spread", "split", "quit", "hurt", "cost", "beat", "cast", "burst"];
    // "saw guards | leave": an infinitive without "to".
    let seen = matches!(g.relation(k), Relation::Ccomp | Relation::Xcomp)
        && g.head(k).is_some_and(|h| {
            matches!(g.lemma(h).as_ref(), "see" | "watch" | "hear" | "make" | "let" | "have" | "help")
        });
    if g.upos(k) != Upos::Verb || g.is_infinitive(k) || seen {
        return false;
    }
    if g.has(k, &[Relation::AuxPass]) {
        // "is barred", but "has been barred", "is being barred"
        return g
            .by(k, &[Relation::Aux, Relation::AuxPass])
            .all(|a| matches!(g.lower(a).as_ref(), "is" | "are" | "'s" | "’s" | "'re" | "’re" | "am"));
    }
    let (word, lemma) = (g.lower(k), g.lemma(k));
    let auxiliaries = g.by(k, &[Relation::Aux]).all(|a| matches!(g.lower(a).as_ref(), "do" | "does"));
    let finite = auxiliaries && g.has(k, &[Relation::Nsubj]);
    finite && (word == lemma && !SAME_IN_PAST.contains(&lemma.as_ref()) || word != lemma && word.ends_with('s'))
}

/// Whether the nearest finite verb above a participle or infinitive is in the present or a duty: "visitors | coming must".
fn is_below_present(k: usize, g: Grammar) -> bool {
    if !(g.is_ing(k) || g.is_infinitive(k)) || g.has(k, &[Relation::Aux]) {
        return false;
    }
    let mut at = k;
    for _ in 0..REACH {
        let Some(up) = g.head(at) else { return false };
        let duty = || {
            g.by(up, &[Relation::Aux])
                .any(|a| matches!(g.lower(a).as_ref(), "must" | "should" | "can" | "may" | "might" | "will" | "could"))
        };
        if is_present(up, g) || g.upos(up) == Upos::Verb && duty() {
            return true;
        }
        if g.upos(up) == Upos::Verb && !g.is_ing(up) && !g.is_infinitive(up) {
            return false;
        }
        at = up;
    }
    false
}

/// "a car | driven by Roe", "| led by Roe, the group left", "a man who was not | named": what says who or what is meant.
fn is_description(k: usize, told: Telling, g: Grammar) -> bool {
    let bare = !g.has(k, &[Relation::Aux, Relation::AuxPass, Relation::Nsubj]);
    match g.relation(k) {
        Relation::Acl | Relation::Advcl => bare && !is_harm(&g.lemma(k)),
        Relation::AclRelcl => told.status == Status::Negated,
        _ => false,
    }
}

/// "flew to Oslo | to deepen ties", "on a trip | to deepen ties": what a deed is for is none of its own.
fn is_purpose(k: usize, g: Grammar) -> bool {
    let for_a_deed = match g.relation(k) {
        Relation::Advcl => g.head(k).is_some_and(|h| g.upos(h) == Upos::Verb && h < k),
        Relation::Acl => g.head(k).is_some_and(|h| !super::lexicon::noun(&g.lemma(h)).is_empty()),
        _ => false,
    };
    for_a_deed && g.is_infinitive(k)
}

/// "two men | killed in the fire": what befell them is told, not who they are.
fn is_harm(lemma: &str) -> bool {
    matches!(lemma, "kill" | "wound" | "injure" | "hurt" | "strand" | "trap" | "displace")
}

/// Whether a noun stands for all of its kind, or anybody: "teachers", "those who", "you".
fn is_generic(n: usize, parties: &Parties) -> bool {
    let g = parties.grammar;
    if g.upos(n) == Upos::Pron {
        return matches!(
            g.lower(n).as_ref(),
            "you" | "one" | "those" | "anyone" | "anybody" | "everyone" | "everybody" | "whoever" | "who"
        );
    }
    let lemma = g.lemma(n);
    let plural = g.lower(n) != lemma || lemma == "people";
    // Bodies that speak without an article are those in charge: "police say", "officials urge".
    let office = matches!(
        lemma.as_ref(),
        "official"
            | "authority"
            | "police"
            | "investigator"
            | "prosecutor"
            | "detective"
            | "lawyer"
            | "attorney"
            | "rescuer"
            | "firefighter"
    );
    let pinned = g.children(n).any(|c| match g.relation(c) {
        Relation::Det => !matches!(g.lower(c).as_ref(), "any" | "all" | "every" | "most"),
        Relation::Nummod | Relation::NmodPoss => true,
        Relation::Amod
        | Relation::Compound
        | Relation::Nmod
        | Relation::NmodDesc
        | Relation::Flat
        | Relation::Appos => g.word(c).starts_with(char::is_uppercase),
        _ => false,
    });
    g.upos(n) == Upos::Noun && plural && !office && !pinned
}
