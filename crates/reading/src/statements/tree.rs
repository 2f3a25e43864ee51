//! What the dependency tree says of a reporting word: whose it is, and what it reports.

use crate::words::{Shape, Words};
use dateline_language::{Relation, Upos};
use std::ops::Range;

/// How what is reported hangs on its verb or noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// Roe said [that the bridge was safe].
    Clause,
    /// Roe vowed [to go].
    Infinitive,
    /// Roe praised [the deal].
    Object,
    /// Roe urged [Doe to go]: all that follows the object too.
    Objects,
    /// Roe called for [a vote].
    Prepositional,
    /// [The bridge, ]Roe said,[ was safe.]
    Around,
    /// the claim [that the bridge was safe]
    OfNoun,
    /// [The bridge] seemed [to be safe].
    Raised,
}

impl Frame {
    pub const COUNT: usize = 8;
}

/// How far a subject is looked for up the tree.
const CLIMB: usize = 4;

/// The first and last word of a stretch that are no punctuation, quotation marks of quotes that lie within kept.
pub fn trim(words: &Words, range: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = range;
    let kept = |k: usize, start: usize, end: usize| {
        words.is_quote_mark(k)
            && words.quote_of(k).and_then(|q| words.quote(q)).is_some_and(|q| words.span(start..end).contains(q.span))
    };
    while start < end && words.shape(start) == Shape::Mark && !kept(start, start, end) && !opens(words, start) {
        start += 1;
    }
    while start < end && words.shape(end - 1) == Shape::Mark && !kept(end - 1, start, end) && !closes(words, end - 1) {
        end -= 1;
    }
    start..end
}

/// Marks that belong to what they stand before: "$", "[", "#".
fn opens(words: &Words, k: usize) -> bool {
    matches!(words.text_of(k), "$" | "£" | "€" | "#" | "@" | "[" | "‘" | "'")
}

fn closes(words: &Words, k: usize) -> bool {
    matches!(words.text_of(k), "%" | "]")
}

/// The source that the tree gives to the word `v`.
pub fn source(words: &Words, v: usize) -> Option<Range<usize>> {
    let a = words.analysis;
    let mut v = v;
    for _ in 0..CLIMB {
        let token = a.tokens.get(v)?;
        let mut passive = false;
        let mut subject = None;
        let mut agent = None;
        for c in a.children(v) {
            match a.tokens[c].relation {
                Relation::Nsubj | Relation::NsubjOuter => subject = subject.or(Some(c)),
                Relation::NsubjPass => {
                    passive = true;
                    subject = subject.or(Some(c));
                }
                Relation::AuxPass => passive = true,
                Relation::OblAgent => agent = Some(c),
                Relation::Obl | Relation::Nmod if is_by(words, c) => agent = agent.or(Some(c)),
                Relation::NmodPoss if token.upos == Upos::Noun => subject = subject.or(Some(c)),
                _ => {}
            }
        }
        if let Some(agent) = agent.filter(|_| passive || token.upos == Upos::Noun || subject.is_none()) {
            return phrase(words, agent);
        }
        if let Some(subject) = subject {
            return phrase(words, subject).filter(|_| !passive);
        }
        if passive {
            return None;
        }
        let head = token.head? as usize;
        match token.relation {
            // "according | to Roe"
            Relation::Case => return phrase(words, head).filter(|r| r.start > v),
            Relation::Acl | Relation::AclRelcl => return above(words, head, v),
            Relation::Conj | Relation::Xcomp | Relation::Advcl | Relation::Parataxis | Relation::Obj => v = head,
            _ => return None,
        }
    }
    None
}

fn is_by(words: &Words, noun: usize) -> bool {
    words.analysis.children(noun).any(|c| words.analysis.tokens[c].relation == Relation::Case && words.says(c, "by"))
}

/// The noun phrase of `noun`, its preposition left out.
pub fn phrase(words: &Words, noun: usize) -> Option<Range<usize>> {
    let a = words.analysis;
    let mut range = a.subtree(noun);
    for c in a.children(noun).take_while(|&c| c < noun) {
        if a.tokens[c].relation == Relation::Case && c == range.start {
            // "according to", "because of" are two words.
            range.start = a.subtree(c).end.min(noun).max(c + 1);
        }
    }
    if range.end > noun + 1 && matches!(words.text_of(range.end - 1), "'s" | "’s" | "'" | "’") {
        range.end -= 1;
    }
    Some(trim(words, range)).filter(|r| !r.is_empty())
}

/// The phrase of `noun` up to a relative pronoun that stands for it.
pub fn noun_phrase(words: &Words, noun: usize, pronoun: usize) -> Option<Range<usize>> {
    let whole = phrase(words, noun).filter(|r| noun < pronoun && r.contains(&noun))?;
    Some(trim(words, whole.start..whole.end.min(pronoun))).filter(|r| r.contains(&noun) && !r.contains(&pronoun))
}

/// The phrase of `noun` without the clause at `clause` that hangs on it: "a letter | saying …".
fn above(words: &Words, noun: usize, clause: usize) -> Option<Range<usize>> {
    let whole = phrase(words, noun)?;
    let end = words.analysis.subtree(clause).start.clamp(whole.start, whole.end);
    Some(trim(words, whole.start..end)).filter(|r| !r.is_empty())
}

/// What the word `v` reports, by each way of hanging on it.
pub fn contents(words: &Words, v: usize) -> Vec<(Frame, Vec<Range<usize>>)> {
    let a = words.analysis;
    let mut out: Vec<(Frame, Vec<Range<usize>>)> = Vec::new();
    let Some(token) = a.tokens.get(v) else { return out };
    let noun = token.upos == Upos::Noun;
    let mut objects: Option<Range<usize>> = None;
    let mut raised = None;
    let mut push = |frame: Frame, pieces: Vec<Range<usize>>| {
        let pieces: Vec<Range<usize>> = pieces.into_iter().map(|r| trim(words, r)).filter(|r| !r.is_empty()).collect();
        if !pieces.is_empty() {
            out.push((frame, pieces));
        }
    };
    for c in a.children(v) {
        let range = a.subtree(c);
        if range.contains(&v) {
            continue;
        }
        match a.tokens[c].relation {
            Relation::Ccomp => push(Frame::Clause, vec![range.clone()]),
            Relation::Parataxis if c > v => push(Frame::Clause, vec![range.clone()]),
            Relation::Xcomp => push(Frame::Infinitive, vec![range.clone()]),
            Relation::Obj => push(Frame::Object, vec![range.clone()]),
            Relation::Acl if noun => push(Frame::OfNoun, vec![range.clone()]),
            Relation::Nmod if noun => push(Frame::OfNoun, phrase(words, c).into_iter().collect()),
            Relation::Obl if c > v => push(Frame::Prepositional, phrase(words, c).into_iter().collect()),
            Relation::Nsubj | Relation::NsubjPass => raised = Some(range.clone()),
            _ => {}
        }
        if c > v
            && matches!(
                a.tokens[c].relation,
                Relation::Obj | Relation::Xcomp | Relation::Obl | Relation::Ccomp | Relation::Iobj | Relation::Advcl
            )
        {
            objects = Some(objects.map_or(range.clone(), |o| o.start..range.end));
        }
    }
    if let Some(objects) = objects {
        push(Frame::Objects, vec![objects.clone()]);
        if let Some(subject) = raised {
            push(Frame::Raised, vec![subject, objects]);
        }
    }
    if token.relation == Relation::Parataxis
        && let Some(head) = token.head
    {
        let (whole, own) = (a.subtree(head as usize), a.subtree(v));
        push(Frame::Around, vec![whole.start..own.start.max(whole.start), own.end.min(whole.end)..whole.end]);
    }
    out
}

/// The verb or noun among the words of a cue that all else hangs on.
pub fn anchor(words: &Words, cue: &Range<usize>) -> usize {
    let tokens = &words.analysis.tokens;
    let content = |k: usize| matches!(tokens[k].upos, Upos::Verb | Upos::Noun | Upos::Adj);
    let known = cue.clone().rev().find(|&k| words.cue(k).is_some() && tokens[k].upos == Upos::Verb);
    let outside = |k: usize| tokens[k].head.is_none_or(|h| !cue.contains(&(h as usize)));
    known
        .or_else(|| cue.clone().find(|&k| content(k) && outside(k)))
        .or_else(|| cue.clone().find(|&k| content(k)))
        .unwrap_or(cue.start)
}

/// The words of a reporting verb's group: "has also said" around "said".
pub fn cue(words: &Words, v: usize) -> Range<usize> {
    let a = words.analysis;
    let mut cue = v..v + 1;
    for c in a.children(v).rev().skip_while(|&c| c > v) {
        let helper = matches!(a.tokens[c].relation, Relation::Aux | Relation::AuxPass | Relation::Advmod);
        if helper && a.subtree(c) == (c..c + 1) && c + 1 == cue.start {
            cue.start = c;
        }
    }
    for c in a.children(v).skip_while(|&c| c < v) {
        if a.tokens[c].relation == Relation::CompoundPrt && c == cue.end {
            cue.end = c + 1;
        }
    }
    cue
}
