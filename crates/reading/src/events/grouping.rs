//! Which mentions tell of one event? The same kind of deed, by and to compatible parties, at a compatible time and place, with one status.

use dateline_record::{Actor, Event, Quantity, Span, Status};

/// How many events back a mention is compared with.
const REACH: usize = 24;

/// An event with what is needed to compare it.
#[derive(Clone, Debug)]
pub struct Draft {
    pub event: Event,
    /// The day or moment on which its time begins.
    pub day: Option<String>,
    /// The index of its time.
    pub time: Option<usize>,
    /// Whether a headline or caption tells it.
    pub is_head: bool,
    /// Whether a noun names it.
    pub is_noun: bool,
    /// Whether the noun points back: "the attack".
    pub is_definite: bool,
    /// The words of its parties, in lower case and in order.
    pub parties: Vec<String>,
    /// Index of an event of the same sentence whose outcome this is: those killed in an attack.
    pub outcome_of: Option<usize>,
    /// Index of the event that the same words told before, in a caption or summary.
    pub repeats: Option<usize>,
}

/// Joins mentions of one event; the first keeps its place.
pub fn join(drafts: Vec<Draft>) -> Vec<Event> {
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    // Of each draft, where it went.
    let mut at: Vec<usize> = Vec::with_capacity(drafts.len());
    for d in drafts {
        let place = |o: Option<usize>| o.and_then(|o| at.get(o).copied()).filter(|&o| o < kept.len());
        if let Some(i) = place(d.repeats) {
            let first = &mut kept[i].event;
            first.trigger.extend(d.event.trigger);
            first.place = first.place.take().or(d.event.place);
            first.place_inferred = first.place_inferred.take().filter(|_| first.place.is_none());
            at.push(i);
            continue;
        }
        let whole = place(d.outcome_of);
        let low = kept.len().saturating_sub(REACH);
        let same = whole.or_else(|| (low..kept.len()).rev().find(|&i| is_same(&kept[i], &d)));
        match same {
            Some(i) => {
                kept[i].day = kept[i].day.take().or(d.day);
                merge(&mut kept[i].event, d.event);
                at.push(i);
            }
            None => {
                at.push(kept.len());
                kept.push(d);
            }
        }
    }
    kept.into_iter().map(|d| d.event).collect()
}

fn is_same(a: &Draft, b: &Draft) -> bool {
    let (x, y) = (&a.event, &b.event);
    // "is closing 12 shops", "will close 12 shops"
    let under_way = |s| matches!(s, Status::Planned | Status::Ongoing);
    let coming = x.lemma == y.lemma && under_way(x.status) && under_way(y.status);
    // "will meet on Monday … the meeting"
    let none = y.actors.is_empty() && y.recipients.is_empty();
    let points_back = b.is_noun && b.is_definite && none;
    let coming = coming || points_back && x.status == Status::Planned && y.status == Status::Actual;
    if x.kind != y.kind || !(coming || same_status(x.status, y.status)) || !family(&x.lemma, &y.lemma) {
        return false;
    }
    let apart = |p: &Option<String>, q: &Option<String>| p.is_some() && q.is_some() && p != q;
    if apart(&a.day, &b.day) || apart(&x.place, &y.place) {
        return false;
    }
    let ids =
        |v: &Event| -> Vec<String> { v.actors.iter().chain(&v.recipients).filter_map(|p| p.entity.clone()).collect() };
    let (p, q) = (ids(x), ids(y));
    let shared = q.iter().filter(|id| p.contains(id)).count();
    let strangers = q.iter().filter(|id| !p.contains(id)).count();
    // A later day asks for a link of its own.
    let timed = b.day.is_none() || a.day == b.day;
    if points_back {
        return timed;
    }
    // "300 people are expected to move … people are expected to move", but two men may be arrested.
    let nameless =
        p.is_empty() && q.is_empty() && x.lemma == y.lemma && !a.parties.is_empty() && a.parties == b.parties;
    if nameless && x.status == Status::Planned {
        return timed;
    }
    // "the rescue", told before with a name; a headline's deed, told again in the body.
    let again = x.lemma == y.lemma && x.kind == y.kind;
    if again && a.is_noun && b.is_noun && b.is_definite && (q.is_empty() || shared > 0) {
        return timed || a.day.is_none();
    }
    let others = |s: &[Actor], t: &[Actor]| {
        let named = |list: &[Actor]| list.iter().any(|a| a.entity.is_some());
        named(s) && named(t) && !s.iter().any(|a| a.entity.is_some() && t.iter().any(|b| a.entity == b.entity))
    };
    let nameless = || p.is_empty() && q.is_empty() && b.parties.iter().any(|w| a.parties.contains(w));
    let same_roles = !others(&x.actors, &y.actors) && !others(&x.recipients, &y.recipients);
    let agrees = same_roles && (shared > 0 || nameless());
    if again && a.is_head && x.kind.is_some() && agrees {
        return timed || a.day.is_none();
    }
    let enough = if q.len() > 1 || p.len() > 1 {
        shared >= 2 || shared == 1 && q.len() == 1 && (b.is_noun || a.is_noun)
    } else {
        shared >= 1
    };
    enough && strangers == 0 && (timed || a.day.is_none())
}

fn same_status(a: Status, b: Status) -> bool {
    let class = |s| match s {
        Status::Actual | Status::Ongoing => 0,
        Status::Planned => 1,
        Status::Possible | Status::Conditional => 2,
        Status::Negated | Status::Failed => 3,
    };
    class(a) == class(b)
}

/// Whether two dictionary forms are of one family: "meet" and "meeting", "invade" and "invasion".
fn family(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let short = a.chars().count().min(b.chars().count());
    common >= 4 && common + 2 >= short
}

fn merge(into: &mut Event, other: Event) {
    into.trigger.extend(other.trigger);
    into.trigger.sort_by_key(|s: &Span| (s.start, s.end));
    into.trigger.dedup();
    for (list, more) in [(&mut into.actors, other.actors), (&mut into.recipients, other.recipients)] {
        for a in more {
            let known = list.iter().any(|k| k.entity.is_some() && k.entity == a.entity || k.span == a.span);
            let named = list.iter().any(|k| k.entity.is_some());
            if !known && (a.entity.is_some() || !named) {
                list.push(a);
            }
        }
    }
    let acting: Vec<Option<String>> = into.actors.iter().map(|a| a.entity.clone()).collect();
    into.recipients.retain(|r| r.entity.is_none() || !acting.contains(&r.entity));
    into.place = into.place.take().or(other.place);
    into.time = into.time.take().or(other.time);
    into.time_inferred = into.time_inferred.take().or(other.time_inferred).filter(|_| into.time.is_none());
    into.place_inferred = into.place_inferred.take().or(other.place_inferred).filter(|_| into.place.is_none());
    for id in other.according_to {
        if !into.according_to.contains(&id) && !into.according_to.is_empty() {
            into.according_to.push(id);
        }
    }
    for q in other.quantities {
        // One number counts one thing; one thing told twice is counted once.
        let known = |k: &Quantity| k.span == q.span || k.kind == q.kind && (k.low, k.high) == (q.low, q.high);
        if !into.quantities.iter().any(known) {
            into.quantities.push(q);
        }
    }
    for c in other.contexts {
        if !into.contexts.contains(&c) {
            into.contexts.push(c);
        }
    }
    into.mode = into.mode.take().or(other.mode);
}
