//! What is told in passing: states, acts of speech and of mind, purposes, habits, processes. Every word that the network takes for an event of
//! TimeML and that is no event of the record yet is kept with its class and status, and left out of lists.

use super::parties::Parties;
use super::triggers::Trigger;
use super::when::When;
use super::{Layers, lands, roles, status, voucher};
use dateline_language::{EventClass, EventWord, Upos};
use dateline_record::{Event, Span};

/// The event that a word tells of in passing.
pub fn read(
    word: &EventWord,
    layers: Layers,
    parties: &Parties,
    when: &When,
    contents: &[(Span, usize)],
) -> Option<Event> {
    let g = parties.grammar;
    let class = class(word.class?);
    let k = word.token;
    let token = g.token(k)?;
    let reading = status::of(k, false, g, Some(word));
    let frame = matches!(g.upos(k), Upos::Verb | Upos::Adj | Upos::Aux).then(|| g.frame(k));
    let lemma = g.lemma(k).into_owned();
    let (with, object, kind, mode, contexts, duty) = (None, None, None, None, Vec::new(), None);
    let (is_plain, conditions) = (true, None);
    let t = Trigger { token: k, with, object, kind, is_plain, conditions, mode, contexts, lemma, frame, duty };
    let roles = roles::of(&t, parties);
    let mut actors: Vec<_> = roles.actors.iter().map(|p| parties.actor(p)).collect();
    let mut recipients: Vec<_> = roles.recipients.iter().map(|p| parties.actor(p)).collect();
    lands::imply(None, &mut actors, &mut recipients, None, || parties.only_country(k));
    Some(Event {
        id: String::new(),
        trigger: vec![token.span],
        kind: None,
        mode: None,
        contexts: Vec::new(),
        actors,
        recipients,
        place: None,
        time: when.of(&t).and_then(|i| layers.times.get(i)).map(|t| t.id.clone()),
        time_inferred: None,
        place_inferred: None,
        status: reading.status,
        status_cue: reading.cue.iter().filter_map(|&k| g.token(k)).map(|k| k.span).collect(),
        according_to: voucher(contents, token.span, layers.statements).map(|s| s.id.clone()).into_iter().collect(),
        quantities: Vec::new(),
        intensity: None,
        class: Some(class),
        aside: true,
        lemma: t.lemma,
    })
}

/// A class of the network as the record names it.
pub fn class(class: EventClass) -> dateline_record::EventClass {
    use dateline_record::EventClass as Named;
    match class {
        EventClass::Occurrence => Named::Occurrence,
        EventClass::Reporting => Named::Reporting,
        EventClass::State => Named::State,
        EventClass::Aspectual => Named::Aspectual,
        EventClass::IAction => Named::IAction,
        EventClass::IState => Named::IState,
        EventClass::Perception => Named::Perception,
    }
}
