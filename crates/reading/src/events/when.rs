//! When and where? The time and place that the tree ties to a trigger.

use super::grammar::Grammar;
use super::parties::Parties;
use super::triggers::Trigger;
use crate::cues;
use dateline_language::{Relation, Upos};
use dateline_record::{EntityKind, Time, TimeKind};

/// How many words above a time are followed.
const REACH: usize = 4;

/// Finds the times of triggers.
pub struct When<'t, 'a> {
    pub g: Grammar<'a>,
    pub times: &'t [Time],
    /// Of each time, its head token and the word that it hangs on.
    heads: Vec<Option<(usize, usize)>>,
    /// The words that times hang on, in order.
    timed: Vec<usize>,
}

impl<'t, 'a> When<'t, 'a> {
    pub fn new(g: Grammar<'a>, times: &'t [Time]) -> When<'t, 'a> {
        let tokens = &g.analysis.tokens;
        let head = |t: &Time| {
            let start = tokens.partition_point(|k| k.span.end <= t.span.start);
            let end = tokens.partition_point(|k| k.span.start < t.span.end);
            let inside = start..end;
            let head = inside.clone().find(|&k| g.head(k).is_none_or(|h| !inside.contains(&h)))?;
            Some((head, g.head(head)?))
        };
        let heads: Vec<_> = times.iter().map(head).collect();
        let mut timed: Vec<usize> = heads.iter().flatten().map(|(_, above)| *above).collect();
        timed.sort_unstable();
        When { g, times, heads, timed }
    }

    /// The dates of the sentence that token `k` stands in, as indices of times.
    pub fn dates_of_sentence(&self, k: usize) -> Vec<usize> {
        let a = self.g.analysis;
        let at = a.tokens.get(k).and_then(|t| a.sentence_at(t.span.start));
        let Some(sentence) = at.and_then(|s| a.sentences.get(s)) else { return Vec::new() };
        let from = self.times.partition_point(|x| x.span.start < sentence.span.start);
        (from..self.times.len())
            .take_while(|&i| self.times[i].span.start < sentence.span.end)
            .take(40)
            .filter(|&i| self.is_date(i))
            .collect()
    }

    /// The word that a time hangs on.
    pub fn said_of(&self, i: usize) -> Option<usize> {
        self.heads.get(i).copied().flatten().map(|(_, above)| above)
    }

    /// The index of the time of a trigger.
    pub fn of(&self, t: &Trigger) -> Option<usize> {
        let here = self.dates_of_sentence(t.token);
        let mut best: Option<(usize, usize)> = None;
        for &i in &here {
            if let Some(cost) = self.distance(i, t)
                && best.is_none_or(|(c, _)| cost < c)
            {
                best = Some((cost, i));
            }
        }
        best.map(|(_, i)| i)
    }

    /// Whether a time says when, rather than how long or how often.
    fn is_date(&self, i: usize) -> bool {
        let t = &self.times[i];
        matches!(t.kind, TimeKind::Date | TimeKind::Time)
            && !matches!(t.value.as_str(), "PRESENT_REF" | "PAST_REF" | "FUTURE_REF")
    }

    /// How far a time is from a trigger: none if it belongs elsewhere.
    fn distance(&self, i: usize, t: &Trigger) -> Option<usize> {
        let g = self.g;
        let (head, above) = self.heads[i]?;
        // "the launch in May": what stands right behind a noun of an event is said of that.
        let case = g.case(head).unwrap_or(head);
        if let Some(before) = case.checked_sub(1)
            && g.upos(before) == Upos::Noun
            && !super::lexicon::noun(&g.lemma(before)).is_empty()
        {
            return (before == t.token || t.with == Some(before)).then_some(0);
        }
        let own = |k: usize| k == t.token || t.with == Some(k);
        // Up from the time, through nouns, to the word that it is said of.
        let mut at = above;
        for cost in 0..REACH {
            if own(at) {
                return Some(cost);
            }
            if g.upos(at) == Upos::Verb {
                break;
            }
            if self.is_event(at) {
                return None;
            }
            at = g.head(at)?;
        }
        // The verb that it is said of may bring the trigger along: a noun that is its subject or object, a verb that shares its clause.
        let verb = at;
        if g.upos(verb) != Upos::Verb {
            return None;
        }
        let reports = cues::cue(&g.lower(verb)).is_some_and(|c| c.plain);
        let mut k = t.token;
        for step in 1..=REACH {
            let up = g.head(k)?;
            let passes = match g.relation(k) {
                Relation::Conj => !self.has_own_time(t),
                Relation::Obj | Relation::Nsubj | Relation::NsubjPass => t.frame.is_none() && !reports,
                Relation::Obl | Relation::Nmod => {
                    t.frame.is_none()
                        && g.case(k).is_some_and(|c| {
                            matches!(g.lower(c).as_ref(), "in" | "during" | "of" | "at" | "by" | "with")
                        })
                }
                Relation::Xcomp => !reports && !PLANS.contains(&g.lemma(up).as_ref()),
                Relation::Advcl => g.is_ing(k) && !reports,
                _ => false,
            };
            if !passes {
                return None;
            }
            k = up;
            if k == verb {
                return Some(10 + step);
            }
        }
        None
    }

    fn has_own_time(&self, t: &Trigger) -> bool {
        self.timed.binary_search(&t.token).is_ok()
    }

    fn is_event(&self, k: usize) -> bool {
        self.g.analysis.events.binary_search_by_key(&k, |e| e.token).is_ok()
    }
}

/// Verbs whose time is not that of what they look forward to: "agreed on Monday to meet".
const PLANS: &[&str] = &[
    "agree", "vow", "pledge", "promise", "plan", "decide", "order", "ask", "urge", "offer", "threaten", "refuse",
    "decline", "want", "propose", "intend", "expect", "call", "demand", "tell", "request", "announce", "warn",
];

/// The index of the place of a trigger among the entities.
pub fn place(t: &Trigger, parties: &Parties) -> Option<usize> {
    let g = parties.grammar;
    // "left Pyongyang", "visited Oslo"
    if let Some(frame) = &t.frame
        && GOES.contains(&t.lemma.as_str())
        && let Some(place) = frame.objects.iter().find_map(|&o| place_in(o, parties))
    {
        return Some(place);
    }
    let at = |k: usize| -> Option<usize> {
        g.by(k, &[Relation::Obl, Relation::Nmod, Relation::OblUnmarked]).find_map(|n| {
            let case = g.case(n)?;
            let locates = matches!(
                g.lower(case).as_ref(),
                "in" | "at"
                    | "near"
                    | "on"
                    | "outside"
                    | "inside"
                    | "across"
                    | "around"
                    | "along"
                    | "off"
                    | "within"
                    | "throughout"
            ) || matches!(g.lower(case).as_ref(), "to" | "into") && GOES.contains(&t.lemma.as_str())
                || g.lower(case) == "from" && LEAVES.contains(&t.lemma.as_str());
            if locates { place_in(n, parties) } else { None }
        })
    };
    if let Some(place) = at(t.token).or_else(|| t.with.and_then(at)) {
        return Some(place);
    }
    // "arrested protesters in Oslo"
    let inside = t.frame.as_ref().and_then(|f| {
        let near = f.objects.iter().flat_map(|&o| g.by(o, &[Relation::Nmod]));
        near.filter(|&n| g.case(n).is_some_and(|c| matches!(g.lower(c).as_ref(), "in" | "at" | "near")))
            .find_map(|n| place_in(n, parties))
    });
    if inside.is_some() {
        return inside;
    }
    // A noun lies where the verb that it is the subject or object of does; coordinated verbs share their place.
    let above = g.head(t.token)?;
    match g.relation(t.token) {
        Relation::Obj | Relation::Nsubj | Relation::NsubjPass if t.frame.is_none() => at(above),
        Relation::Conj if g.upos(above) == g.upos(t.token) => at(above),
        _ => None,
    }
}

/// The place that a phrase names: its head's, else the first within it.
fn place_in(noun: usize, parties: &Parties) -> Option<usize> {
    let g = parties.grammar;
    let is = |k: usize| {
        let e = parties.entity_at(k)?;
        let kind = parties.entity(e)?.kind;
        matches!(kind, EntityKind::Place | EntityKind::Facility | EntityKind::Country).then_some(e)
    };
    if let Some(e) = is(noun) {
        return Some(e);
    }
    if parties.entity_at(noun).is_some() {
        return None;
    }
    // "at a rally in Doeville", "outside a court in Doeville": wherever that is.
    let inside = |noun: usize| {
        g.by(noun, &[Relation::Nmod])
            .filter(|&n| g.case(n).is_some_and(|c| matches!(g.lower(c).as_ref(), "in" | "at" | "near")))
            .collect::<Vec<_>>()
    };
    let near = inside(noun);
    let inside = near.iter().copied().find_map(is).or_else(|| {
        // "in an explosion in a suburb of Doeville"
        let of = near.iter().flat_map(|&n| g.by(n, &[Relation::Nmod]));
        of.filter(|&n| g.case(n).is_some_and(|c| matches!(g.lower(c).as_ref(), "of" | "in"))).find_map(is)
    });
    if inside.is_some() || !parties.is_place(noun) {
        return inside;
    }
    // "the town of Doeville", "the Doeville district"
    let near = g.by(noun, &[Relation::Compound, Relation::Flat, Relation::Appos, Relation::NmodUnmarked]);
    let of = g
        .by(noun, &[Relation::Nmod])
        .filter(|&n| g.case(n).is_some_and(|c| matches!(g.lower(c).as_ref(), "of" | "in")));
    near.chain(of).find_map(is)
}

/// Verbs that happen where they lead away from.
const LEAVES: &[&str] =
    &["evacuate", "rescue", "airlift", "flee", "abduct", "kidnap", "disappear", "escape", "displace"];

/// Verbs whose object is a place.
const GOES: &[&str] = &[
    "leave", "enter", "visit", "reach", "tour", "travel", "arrive", "return", "flee", "quit", "cross", "invade",
    "occupy", "storm", "capture", "attack", "bomb", "shell",
];
