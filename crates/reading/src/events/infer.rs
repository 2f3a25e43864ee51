//! When and where, if no words say so outright? What the clauses around an event, its sentence, the statement that tells it, its tense and the
//! page's own date and dateline leave possible.

use super::parties::Parties;
use super::when::When;
use crate::cues;
use dateline_language::{Relation, Upos};
use dateline_record::{EntityKind, InferredPlaceBasis, InferredTime, InferredTimeBasis, MentionForm, Status, Time};
use std::ops::Range;

/// How many words above or around are looked at.
const REACH: usize = 6;
const BREADTH: usize = 24;
/// The dateline says where what the first sentences tell happened.
const OPENING: usize = 2;

/// What the page itself says of when and where it was written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Page<'a> {
    /// The day of publication, ISO 8601.
    pub day: Option<&'a str>,
    /// The index of the dateline's place among the entities, and where the dateline ends in the text, in bytes.
    pub dateline: Option<(usize, u32)>,
}

/// How the time of one event bounds that of another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tie {
    Same,
    After,
    Before,
}

fn tie(word: &str) -> Option<Tie> {
    Some(match word {
        "when" | "as" | "while" | "during" | "in" | "at" => Tie::Same,
        "after" | "since" | "following" => Tie::After,
        "before" | "until" => Tie::Before,
        _ => return None,
    })
}

/// The time of the event at token `k`. `dated` gives the index of the time of another word, `said` the one at which it was told.
pub fn time(
    k: usize,
    status: Status,
    when: &When,
    dated: impl Fn(usize) -> Option<usize>,
    said: Option<&Time>,
    page: Page,
) -> Option<InferredTime> {
    by_clause(k, when, dated)
        .or_else(|| by_sentence(k, status, when, page))
        .or_else(|| by_statement(status, said))
        .or_else(|| by_tense(status, page))
}

/// "fled after the raid on Monday", "since they met in 2019".
fn by_clause(k: usize, when: &When, dated: impl Fn(usize) -> Option<usize>) -> Option<InferredTime> {
    let g = when.g;
    let lead = |c: usize| g.by(c, &[Relation::Mark, Relation::Case, Relation::Advmod]).find_map(|m| tie(&g.lower(m)));
    let below = g.by(k, &[Relation::Advcl, Relation::Obl, Relation::Nmod]).take(BREADTH);
    let below = below.filter_map(|c| Some((lead(c)?, dated(c)?)));
    let above = || {
        let up = g.head(k).filter(|_| matches!(g.relation(k), Relation::Advcl | Relation::Obl | Relation::Nmod))?;
        let tie = match lead(k)? {
            Tie::Same => Tie::Same,
            Tie::After => Tie::Before,
            Tie::Before => Tie::After,
        };
        Some((tie, dated(up)?))
    };
    let (tie, i) = below.into_iter().next().or_else(above)?;
    let t = when.times.get(i)?;
    let (earliest, latest) = match tie {
        Tie::Same => (t.earliest.clone(), t.latest.clone()),
        Tie::After => (t.earliest.clone(), None),
        Tie::Before => (None, t.latest.clone()),
    };
    bounded(earliest, latest, InferredTimeBasis::Clause, Some(t))
}

/// The one date of the sentence, unless it is that of the telling, or of another day than the tense speaks of.
fn by_sentence(k: usize, status: Status, when: &When, page: Page) -> Option<InferredTime> {
    let g = when.g;
    let mut here = when.dates_of_sentence(k).into_iter();
    let (i, None) = (here.next()?, here.next()) else { return None };
    let t = when.times.get(i)?;
    let above = when.said_of(i)?;
    if cues::cue(&g.lower(above)).is_some_and(|c| c.plain) {
        return None;
    }
    let aside = |k: usize| {
        let mut at = k;
        for _ in 0..REACH {
            if matches!(g.relation(at), Relation::AclRelcl | Relation::Acl | Relation::Ccomp | Relation::Parataxis) {
                return true;
            }
            let Some(up) = g.head(at) else { break };
            at = up;
        }
        false
    };
    // "had left": before whatever the sentence dates; a clause of its own may tell of another day.
    let earlier = g.by(k, &[Relation::Aux]).any(|a| g.lower(a) == "had");
    if earlier || aside(k) != aside(above) || g.upos(k) == Upos::Verb && g.is_infinitive(k) {
        return None;
    }
    let (from, to) = (t.earliest.as_deref()?, t.latest.as_deref()?);
    let fits = page.day.is_none_or(|day| match status {
        Status::Planned => to >= day,
        Status::Actual | Status::Failed | Status::Ongoing => from <= day,
        _ => true,
    });
    if !fits {
        return None;
    }
    bounded(t.earliest.clone(), t.latest.clone(), InferredTimeBasis::Sentence, Some(t))
}

/// "said on Monday that it had left": not later than that.
fn by_statement(status: Status, said: Option<&Time>) -> Option<InferredTime> {
    let t = said?;
    let (earliest, latest) = ends(status, t.earliest.as_deref(), t.latest.as_deref())?;
    bounded(earliest, latest, InferredTimeBasis::Statement, Some(t))
}

/// What is told as done on the page's day was done by then; what is still to come comes after.
fn by_tense(status: Status, page: Page) -> Option<InferredTime> {
    let (earliest, latest) = ends(status, page.day, page.day)?;
    bounded(earliest, latest, InferredTimeBasis::Tense, None)
}

/// The ends of the stretch that a status leaves, told at some time.
fn ends(status: Status, from: Option<&str>, to: Option<&str>) -> Option<(Option<String>, Option<String>)> {
    let own = |s: Option<&str>| s.map(str::to_string);
    Some(match status {
        Status::Actual | Status::Failed | Status::Negated => (None, own(to)),
        Status::Ongoing => (own(from), own(to)),
        Status::Planned => (own(from), None),
        Status::Possible | Status::Conditional => return None,
    })
}

fn bounded(
    earliest: Option<String>,
    latest: Option<String>,
    basis: InferredTimeBasis,
    on: Option<&Time>,
) -> Option<InferredTime> {
    (earliest.is_some() || latest.is_some()).then(|| InferredTime {
        earliest,
        latest,
        basis,
        on: on.map(|t| t.id.clone()),
    })
}

/// The place of an event in `sentence`: the only one that the sentence names with a preposition of place; in the opening of a page, the
/// dateline's, if `is_local` says that it is a deed done on the spot. The index of the entity, and what tells.
pub fn place(
    sentence: Range<usize>,
    is_local: bool,
    parties: &Parties,
    page: Page,
) -> Option<(usize, InferredPlaceBasis)> {
    let g = parties.grammar;
    let mut found: Option<usize> = None;
    let mut names_land = false;
    for (span, e, form) in parties.within(parties.span(&sentence)).take(BREADTH) {
        let Some(entity) = parties.entity(e) else { continue };
        names_land |= matches!(entity.kind, EntityKind::Country | EntityKind::Place);
        if !matches!(entity.kind, EntityKind::Place | EntityKind::Facility) || form != MentionForm::Name {
            continue;
        }
        let head = g.analysis.token_at(span.end.saturating_sub(1));
        if !is_located(head, parties) && !is_located(g.analysis.token_at(span.start), parties) {
            continue;
        }
        match found {
            None => found = Some(e),
            // "in Eastgate, Northland": one lies in the other.
            Some(first) if first == e || parties.is_within(first, e) => {}
            Some(_) => return None,
        }
    }
    if let Some(e) = found {
        return Some((e, InferredPlaceBasis::Sentence));
    }
    // Correspondents write from afar of other lands, but then they name them.
    let (e, end) = page.dateline.filter(|_| is_local && !names_land)?;
    let start = g.token(sentence.start)?.span.start;
    let first = g.analysis.sentence_at(end.saturating_sub(1));
    let this = g.analysis.sentence_at(start)?;
    let near = start >= end && first.is_some_and(|f| this <= f + OPENING);
    near.then_some((e, InferredPlaceBasis::Dateline))
}

/// Whether a name stands behind a preposition of place, and not to say where somebody belongs: "the consulate in Doeville".
fn is_located(k: usize, parties: &Parties) -> bool {
    let g = parties.grammar;
    let at = |k: usize| {
        let belongs = g.relation(k) == Relation::Nmod && g.head(k).is_some_and(|h| parties.is_party(h));
        !belongs
            && matches!(g.relation(k), Relation::Obl | Relation::Nmod)
            && g.case(k).is_some_and(|c| {
                matches!(g.lower(c).as_ref(), "in" | "at" | "near" | "outside" | "inside" | "across" | "around" | "off")
            })
    };
    let name = |k: usize| matches!(g.relation(k), Relation::Flat | Relation::Compound | Relation::Appos);
    at(k) || name(k) && g.head(k).is_some_and(at)
}
