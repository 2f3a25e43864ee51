//! What happened: events with their parties, status, time and place, and who vouches for them.
//!
//! One pass over the page's triggers, by question:
//!
//! 1. `triggers`: which words report that something happened, and of what kind (`lexicon`, `ontology`, the network);
//! 2. `roles`: who did it to whom, from the tree (`grammar`, `parties`), with land and sector (`coding`);
//! 3. `status`: is it said to have happened, will it, might it;
//! 4. `when`: on what day and where; `quantities`: how many;
//! 5. `grouping`: which mentions tell of one event.
//!
//! Without the network's trees nothing is found.

mod coding;
mod grammar;
mod grouping;
mod lexicon;
mod ontology;
mod parties;
mod quantities;
mod roles;
mod status;
mod triggers;
mod when;

use crate::events::grouping::Draft;
use dateline_gazetteer::Gazetteer;
use dateline_language::{Analysis, Relation, Upos};
use dateline_record::{Entity, Event, Span, Statement, Status, Time};
use grammar::Grammar;
use ontology::Type;
use parties::Parties;
use triggers::Trigger;

/// What the events of a page are read from; spans in bytes, ids as in the record.
#[derive(Clone, Copy)]
pub(crate) struct Layers<'a> {
    pub text: &'a str,
    pub analysis: &'a Analysis,
    pub entities: &'a [Entity],
    pub times: &'a [Time],
    pub statements: &'a [Statement],
    pub gazetteer: &'a Gazetteer<'a>,
    /// Headlines and captions, where the present tells what happened.
    pub heads: &'a [Span],
    /// Bylines and credits: who wrote the page is no news.
    pub credits: &'a [Span],
}

/// The events of a page, in order of position, with ids.
pub(crate) fn find(layers: Layers) -> Vec<Event> {
    if !layers.analysis.is_read {
        return Vec::new();
    }
    let grammar = Grammar { text: layers.text, analysis: layers.analysis };
    let parties = Parties::new(grammar, layers.entities, layers.gazetteer);
    let when = when::When::new(grammar, layers.times);
    let contents = contents(layers.statements);
    let mut drafts: Vec<Draft> = Vec::new();
    // The token of each draft.
    let mut tokens: Vec<usize> = Vec::new();
    let is_news =
        |t: &Trigger| grammar.token(t.token).map(|t| t.span).is_some_and(|span| !is_within(layers.credits, span));
    for t in triggers::find(&parties).into_iter().filter(is_news) {
        let Some(mut draft) = draft(&t, layers, &parties, &when, &contents) else { continue };
        draft.outcome_of = outcome(&t, grammar, &tokens, &drafts);
        drafts.push(draft);
        tokens.push(t.token);
    }
    let mut events = grouping::join(drafts);
    events.sort_by_key(|e| e.trigger.first().map_or(0, |s| s.start));
    for (n, event) in (1..).zip(&mut events) {
        event.id = format!("v{n}");
    }
    events
}

/// The status of the word at `span`, whether or not it is taken for a trigger: to measure the reading of status by itself.
pub fn status_at(text: &str, analysis: &Analysis, span: Span) -> Status {
    let token = analysis.token_at(span.start);
    let g = Grammar { text, analysis };
    let trigger = Trigger {
        token,
        with: None,
        object: None,
        kind: None,
        mode: None,
        contexts: Vec::new(),
        lemma: g.lemma(token).into_owned(),
        frame: None,
        duty: None,
    };
    status::of(&trigger, g, factuality(analysis, token)).status
}

fn draft(
    t: &Trigger,
    layers: Layers,
    parties: &Parties,
    when: &when::When,
    contents: &[(Span, usize)],
) -> Option<Draft> {
    let g = parties.grammar;
    let token = g.token(t.token)?;
    let factuality = factuality(layers.analysis, t.token);
    let reading = status::of(t, g, factuality);
    let roles = roles::of(t, parties);
    let mut kind = t.kind;
    let mut mode = t.mode;
    // "will leave unless", "may halt … if": a deed held out on a condition is a threat, if it is no kindness.
    let conditional = t.frame.is_some()
        && matches!(reading.status, Status::Planned | Status::Possible | Status::Conditional)
        && status::condition(t.token, g).is_some_and(|c| {
            c == "unless" && kind.is_some_and(|k| k != Type::Agree)
                || kind.is_some_and(|k| k.intensity(None) <= Type::Mobilize.intensity(None))
        });
    if conditional && !roles.actors.is_empty() {
        (kind, mode) = (Some(Type::Threaten), None);
    }
    // A deed that its doer announces is, in the ontology, another kind of deed: a pledge or a threat.
    let offered = reading.intended && kind.is_some_and(|k| k.intensity(None) > 0.0);
    if (reading.announced || offered)
        && reading.status == Status::Planned
        && t.frame.is_some()
        && !roles.actors.is_empty()
    {
        let announced = kind.map(Type::announced);
        if announced != kind {
            (kind, mode) = (announced, None);
        }
    }
    // "will not lift the ban": to say no is to refuse.
    let cooperative = kind.is_some_and(|k| k.intensity(None) > 0.0);
    if cooperative && reading.refused && t.frame.is_some() && !roles.actors.is_empty() {
        (kind, mode) = (Some(Type::Reject), None);
    }
    if kind.is_none() && t.frame.is_some() {
        // Outside the ontology only what somebody who can be told did or suffered, and what is not merely thinkable.
        let known = |p: &parties::Party| p.entity.is_some() || g.upos(p.head) != Upos::Pron;
        let thinkable = reading.open || matches!(reading.status, Status::Possible | Status::Conditional);
        if thinkable
            || is_habit(t.token, g) && !is_within(layers.heads, token.span)
            || !roles.actors.iter().chain(&roles.recipients).any(known)
        {
            return None;
        }
    }
    let time = when.of(t);
    let place = when::place(t, parties);
    let nothing = roles.actors.is_empty() && roles.recipients.is_empty() && time.is_none() && place.is_none();
    let definite = g.by(t.token, &[Relation::Det]).any(|d| matches!(g.lower(d).as_ref(), "the" | "this" | "that"));
    // "Save the file": words of instruction, not news.
    if t.frame.is_some() && nothing {
        return None;
    }
    let told =
        definite || g.has(t.token, &[Relation::Det]) && matches!(g.relation(t.token), Relation::Obj | Relation::Obl);
    if t.frame.is_none() && nothing && !told {
        return None;
    }
    let mut trigger = vec![token.span];
    trigger.extend(t.with.and_then(|w| g.token(w)).map(|w| w.span));
    if t.with.is_none()
        && let Some(p) = t.frame.as_ref().and_then(|f| f.particle).and_then(|p| g.token(p))
    {
        trigger.push(p.span);
    }
    trigger.sort_unstable();
    let id = |e: usize| layers.entities.get(e).map(|e| e.id.clone());
    let mut actors: Vec<_> = roles.actors.iter().map(|p| parties.actor(p)).collect();
    let mut recipients: Vec<_> = roles.recipients.iter().map(|p| parties.actor(p)).collect();
    // Those of a land that a phrase does not name are of the land where it happened: "police arrested ten in Lagos".
    let here = place.and_then(|p| parties.country_of_place(p));
    for a in actors
        .iter_mut()
        .chain(&mut recipients)
        .filter(|a| a.country.is_none() && a.entity.is_none() && a.sector.is_some())
    {
        a.country.clone_from(&here);
    }
    // An office, a court, an opposition is of the only land that the sentence speaks of.
    let domestic =
        |a: &dateline_record::Actor| a.country.is_none() && a.sector.as_deref().is_some_and(|s| DOMESTIC.contains(&s));
    if actors.iter().chain(&recipients).any(domestic) {
        let sentence = layers.analysis.sentence_at(token.span.start).and_then(|s| layers.analysis.sentences.get(s));
        let only = sentence.and_then(|s| parties.only_country(s.tokens.clone()));
        for a in actors.iter_mut().chain(&mut recipients).filter(|a| domestic(a)) {
            a.country.clone_from(&only);
        }
    }
    let event = Event {
        id: String::new(),
        trigger,
        kind: kind.map(|k| k.name().to_string()),
        mode: mode.map(str::to_string),
        contexts: t.contexts.iter().map(|c| c.to_string()).collect(),
        lemma: t.lemma.clone(),
        actors,
        recipients,
        place: place.and_then(id),
        time: time.and_then(|i| layers.times.get(i)).map(|t| t.id.clone()),
        status: reading.status,
        status_cue: reading.cue.iter().filter_map(|&k| g.token(k)).map(|k| k.span).collect(),
        according_to: innermost(contents, token.span)
            .and_then(|s| layers.statements.get(s))
            .map(|s| vec![s.id.clone()])
            .unwrap_or_default(),
        quantities: quantities::of(t, g),
        intensity: kind.map(|k| k.intensity(mode)),
    };
    let day = time.and_then(|i| layers.times.get(i)).map(|t| t.earliest.clone().unwrap_or_else(|| t.value.clone()));
    Some(Draft { event, day, is_noun: t.frame.is_none(), is_definite: definite, outcome_of: None })
}

/// Whether one of some stretches, in order and apart, covers `span`.
fn is_within(stretches: &[Span], span: Span) -> bool {
    let at = stretches.partition_point(|h| h.end < span.end);
    stretches.get(at).is_some_and(|h| h.contains(span))
}

/// Whether a verb stands in the simple present, which outside headlines tells of habits.
fn is_habit(k: usize, g: Grammar) -> bool {
    const SAME_IN_PAST: [&str; 14] =
        ["put", "set", "cut", "hit", "let", "shut", "spread", "split", "quit", "hurt", "cost", "beat", "cast", "burst"];
    let (word, lemma) = (g.lower(k), g.lemma(k));
    let finite = g.upos(k) == Upos::Verb
        && !g.has(k, &[Relation::Aux, Relation::AuxPass, Relation::Cop])
        && !g.by(k, &[Relation::Mark]).any(|m| g.lower(m) == "to")
        && g.has(k, &[Relation::Nsubj]);
    finite && (word == lemma && !SAME_IN_PAST.contains(&lemma.as_ref()) || word != lemma && word.ends_with('s'))
}

/// Sectors whose bodies belong to one land.
const DOMESTIC: [&str; 12] = ["JRN", "GOV", "OPP", "LEG", "JUD", "COP", "PTY", "LAB", "EDU", "MED", "AGR", "ELI"];

/// The network's judgement on a token.
fn factuality(analysis: &Analysis, token: usize) -> Option<f32> {
    let at = analysis.events.partition_point(|e| e.token < token);
    analysis.events.get(at).filter(|e| e.token == token).map(|e| e.factuality)
}

/// What statements say, by start; the index of each.
fn contents(statements: &[Statement]) -> Vec<(Span, usize)> {
    let mut contents: Vec<(Span, usize)> =
        statements.iter().enumerate().flat_map(|(i, s)| s.content.iter().map(move |c| (*c, i))).collect();
    contents.sort_by_key(|(span, i)| (span.start, span.end, *i));
    contents
}

/// The statement whose content covers `span` most closely.
fn innermost(contents: &[(Span, usize)], span: Span) -> Option<usize> {
    const NEAR: usize = 24;
    let to = contents.partition_point(|(c, _)| c.start <= span.start);
    let near = contents[to.saturating_sub(NEAR)..to].iter();
    near.filter(|(c, _)| c.contains(span)).min_by_key(|(c, _)| c.len()).map(|(_, s)| *s)
}

/// The event of the same sentence that killed, wounded or destroyed what this one tells of: its subject, what it happened in, or the
/// first of two outcomes. Index among the drafts.
fn outcome(t: &Trigger, g: Grammar, tokens: &[usize], drafts: &[Draft]) -> Option<usize> {
    let harms = |lemma: &str| matches!(lemma, "kill" | "wound" | "injure" | "die" | "hurt" | "maim");
    if !harms(&t.lemma) || t.frame.is_none() {
        return None;
    }
    const NEAR: usize = 12;
    let low = tokens.len().saturating_sub(NEAR);
    let find = |k: usize| (low..tokens.len()).find(|&i| tokens[i] == k);
    let frame = t.frame.as_ref()?;
    let cause = frame.subjects.iter().copied().chain(
        frame
            .obliques
            .iter()
            .filter(|(p, _)| matches!(g.lower(*p).as_ref(), "in" | "by" | "during" | "after"))
            .map(|(_, n)| *n),
    );
    let force = |i: &usize| drafts[*i].is_noun;
    if let Some(i) = cause.filter_map(find).find(force) {
        return Some(i);
    }
    // "killed ten and wounded five"
    let first = g.head(t.token).filter(|&h| g.relation(t.token) == Relation::Conj && g.upos(h) == Upos::Verb)?;
    find(first).filter(|&i| harms(&drafts[i].event.lemma))
}
