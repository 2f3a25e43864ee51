//! What happened: events with their parties, status, time and place, and who vouches for them.
//!
//! One pass over the page's triggers, by question:
//!
//! 1. `triggers`: which words report that something happened, and of what kind (`lexicon`, `ontology`, the network);
//! 2. `particular`: is it one happening, or what happens as a rule;
//! 3. `roles`: who did it to whom, from the tree (`grammar`, `parties`), with land and sector (`coding`);
//! 4. `status`: is it said to have happened, will it, might it;
//! 5. `when`: on what day and where; `quantities`: how many;
//! 6. `grouping`: which mentions tell of one event;
//! 7. `asides`: what else the network takes for an event, told in passing.
//!
//! Without the network's trees nothing is found.

mod asides;
mod certainty;
mod coding;
mod grammar;
mod grouping;
mod infer;
mod lands;
#[doc(hidden)]
pub mod learn;
mod lexicon;
mod ontology;
mod particular;
mod parties;
mod quantities;
mod roles;
mod status;
mod triggers;
mod typing;
mod when;

use crate::events::grouping::Draft;
use dateline_gazetteer::Gazetteer;
use dateline_language::{Analysis, EventWord, Relation, Upos};
use dateline_record::{Article, Entity, Event, InferredPlace, Span, Statement, StatementForm, Status, Time};
use grammar::Grammar;
use ontology::Type;
use parties::Parties;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use triggers::Trigger;
use when::When;

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
    /// The page's date and dateline.
    pub article: &'a Article,
    /// Who learns from the typed events, if anybody does.
    pub watch: Option<&'a learn::Watch>,
}

/// The events of a page, in order of position, with ids.
pub(crate) fn find(layers: Layers) -> Vec<Event> {
    if !layers.analysis.is_read {
        return Vec::new();
    }
    let grammar = Grammar { text: layers.text, analysis: layers.analysis };
    let parties = Parties::new(grammar, layers.entities, layers.gazetteer);
    let when = When::new(grammar, layers.times);
    let contents = contents(layers.statements);
    let page = page(layers);
    let field = typing::Field::of(&parties);
    let mut drafts: Vec<Draft> = Vec::new();
    // The token of each draft.
    let mut tokens: Vec<usize> = Vec::new();
    // The tokens that drafts are made of.
    let mut taken = vec![false; layers.analysis.tokens.len()];
    let mut repeats = Repeats::default();
    let is_news = |k: usize| grammar.token(k).is_some_and(|t| !is_within(layers.credits, t.span));
    for mut t in triggers::find(&parties).into_iter().filter(|t| is_news(t.token)) {
        let Some(mut draft) = draft(&mut t, layers, &parties, &when, &contents, page, &field) else { continue };
        draft.outcome_of = outcome(&t, grammar, &tokens, &drafts);
        draft.repeats = repeats.first(&t, grammar, drafts.len());
        drafts.push(draft);
        tokens.push(t.token);
        for k in std::iter::once(t.token).chain(t.with) {
            if let Some(taken) = taken.get_mut(k) {
                *taken = true;
            }
        }
    }
    date_the_rest(&mut drafts, &tokens, &when, layers, page);
    let mut events = grouping::join(drafts);
    let heard = layers.analysis.events.iter().chain(&layers.analysis.faint_events);
    let left = heard.filter(|w| taken.get(w.token) == Some(&false) && is_news(w.token));
    events.extend(left.filter_map(|w| asides::read(w, layers, &parties, &when, &contents)));
    events.sort_by_key(|e| e.trigger.first().map_or(0, |s| s.start));
    for (n, event) in (1..).zip(&mut events) {
        event.id = format!("v{n}");
    }
    events
}

/// Sentences that a page tells twice, as captions often do.
#[derive(Default)]
struct Repeats<'a> {
    /// By the words of a sentence and a trigger's place in it: the draft of where it was told first.
    told: HashMap<(&'a str, u32), usize>,
}

impl<'a> Repeats<'a> {
    /// The draft of the same trigger of the same sentence earlier on the page. `next` is the number of this one.
    fn first(&mut self, t: &Trigger, g: Grammar<'a>, next: usize) -> Option<usize> {
        let span = g.token(t.token)?.span;
        let sentence = g.analysis.sentence_at(span.start).and_then(|s| g.analysis.sentences.get(s))?;
        let key = (sentence.span.of(g.text), span.start.saturating_sub(sentence.span.start));
        match self.told.entry(key) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(free) => {
                free.insert(next);
                None
            }
        }
    }
}

/// When and where a page was written.
fn page<'a>(layers: Layers<'a>) -> infer::Page<'a> {
    let day = layers.article.published.as_ref().and_then(|p| p.value.get(..10));
    let dateline = layers.article.dateline.as_ref().and_then(|d| {
        let is_place = |e: &Entity| e.kind.is_place();
        let named = |e: &Entity| is_place(e) && e.mentions.iter().any(|m| d.span.contains(m.span));
        Some((layers.entities.iter().position(named)?, d.span.end))
    });
    infer::Page { day, dateline }
}

/// Gives the events that no words date the interval that what stands around them leaves.
fn date_the_rest(drafts: &mut [Draft], tokens: &[usize], when: &When, layers: Layers, page: infer::Page) {
    let id_of = |i: usize| layers.times.get(i).map(|t| t.id.as_str());
    let mut dated: Vec<(usize, usize)> = Vec::new();
    for (d, &k) in drafts.iter().zip(tokens) {
        if let Some(i) = d.time {
            dated.push((k, i));
        }
    }
    dated.sort_unstable();
    let time_of = |k: usize| dated.binary_search_by_key(&k, |d| d.0).ok().and_then(|at| dated.get(at)).map(|d| d.1);
    let by_id: HashMap<&str, usize> = (0..layers.times.len()).filter_map(|i| Some((id_of(i)?, i))).collect();
    let told: HashMap<&str, usize> =
        layers.statements.iter().filter_map(|s| Some((s.id.as_str(), *by_id.get(s.time.as_deref()?)?))).collect();
    for (d, &k) in drafts.iter_mut().zip(tokens).filter(|(d, _)| d.event.time.is_none()) {
        let said = d.event.according_to.first().and_then(|s| told.get(s.as_str())).and_then(|&i| layers.times.get(i));
        d.event.time_inferred = infer::time(k, d.event.status, when, time_of, said, page);
    }
}

fn draft(
    t: &mut Trigger,
    layers: Layers,
    parties: &Parties,
    when: &When,
    contents: &[(Span, usize)],
    page: infer::Page,
    field: &typing::Field,
) -> Option<Draft> {
    let g = parties.grammar;
    let token = g.token(t.token)?;
    let mut reading = status::of(t.token, t.duty.is_some(), g, word_at(layers.analysis, t.token));
    let time = when.of(t);
    // What is dated after the page is still to come.
    let from = time.and_then(|i| layers.times.get(i)).and_then(|t| t.earliest.as_deref()?.get(..10));
    if reading.status == Status::Actual && from.zip(page.day).is_some_and(|(from, day)| from > day) {
        reading.status = Status::Planned;
    }
    let statement = voucher(contents, token.span, layers.statements);
    let mut roles = participants(t, statement, parties);
    if let Some(kind) = t.kind {
        let traits = |take: &mut dyn FnMut(&str, f32)| {
            typing::traits(t, kind, &roles, reading.status, parties, field, take);
        };
        let stands = match layers.watch {
            Some(watch) => {
                watch.note(token.span, kind.name(), traits);
                true
            }
            None => typing::stands(field, traits),
        };
        if !stands {
            // The word means something else here: told without a type, if a word that the tables do not know would be told.
            if !t.is_plain {
                return None;
            }
            (t.kind, t.mode) = (None, None);
            t.contexts.clear();
            roles = participants(t, statement, parties);
        }
    }
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
            || particular::is_present(t.token, g) && !is_within(layers.heads, token.span)
            || !roles.actors.iter().chain(&roles.recipients).any(known)
        {
            return None;
        }
    }
    let told = particular::Telling {
        is_head: is_within(layers.heads, token.span),
        is_said: statement.is_some(),
        is_dated: time.is_some(),
        status: reading.status,
    };
    if particular::is_general(t, kind, told, parties) {
        return None;
    }
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
    let named =
        roles.actors.iter().chain(&roles.recipients).map(|p| parties.span(&p.words).of(layers.text).to_lowercase());
    let words: Vec<String> = named.collect();
    let id = |e: usize| layers.entities.get(e).map(|e| e.id.clone());
    let mut actors: Vec<_> = roles.actors.iter().map(|p| parties.actor(p)).collect();
    let mut recipients: Vec<_> = roles.recipients.iter().map(|p| parties.actor(p)).collect();
    let sentence = layers.analysis.sentence_at(token.span.start).and_then(|s| layers.analysis.sentences.get(s));
    let near = match (place, sentence) {
        (None, Some(s)) if is_bodily(kind, &t.lemma) => {
            let on_the_spot = t.frame.is_some() && !matches!(kind, Some(Type::Consult | Type::Aid | Type::Mobilize));
            infer::place(s.tokens.clone(), on_the_spot, parties, page)
        }
        _ => None,
    };
    let here = place.or(near.map(|(e, _)| e)).and_then(|p| parties.country_of_place(p));
    lands::imply(kind, &mut actors, &mut recipients, here, || parties.only_country(t.token));
    let event = Event {
        id: String::new(),
        trigger,
        kind: kind.map(|k| k.name().to_string()),
        mode: mode.map(str::to_string),
        contexts: t.contexts.iter().map(|c| c.to_string()).collect(),
        lemma: t.lemma.clone(),
        class: word_at(layers.analysis, t.token).and_then(|w| w.class).map(asides::class),
        aside: false,
        actors,
        recipients,
        place: place.and_then(id),
        time: time.and_then(|i| layers.times.get(i)).map(|t| t.id.clone()),
        time_inferred: None,
        place_inferred: near.and_then(|(e, basis)| Some(InferredPlace { entity: id(e)?, basis })),
        status: reading.status,
        status_cue: reading.cue.iter().filter_map(|&k| g.token(k)).map(|k| k.span).collect(),
        according_to: statement.map(|s| s.id.clone()).into_iter().collect(),
        quantities: quantities::of(t, parties),
        intensity: kind.map(|k| k.intensity(mode)),
    };
    let day = time.and_then(|i| layers.times.get(i)).map(|t| t.earliest.clone().unwrap_or_else(|| t.value.clone()));
    Some(Draft {
        event,
        day,
        time,
        is_head: is_within(layers.heads, token.span),
        is_noun: t.frame.is_none(),
        is_definite: definite,
        parties: words,
        outcome_of: None,
        repeats: None,
    })
}

/// Whether a word is of a statement's source and not of what it says.
fn is_beside(s: &Statement, word: Span) -> bool {
    s.source.iter().any(|p| p.span.contains(word)) && !s.content.iter().any(|c| c.contains(word))
}

/// Who takes part in what a trigger tells, and not merely in the telling.
fn participants(t: &Trigger, statement: Option<&Statement>, parties: &Parties) -> roles::Roles {
    let g = parties.grammar;
    let mut roles = roles::of(t, parties);
    if let Some(s) = statement.filter(|s| s.form == StatementForm::Direct) {
        // “It was lost,” Roe said: who tells it stands beside what is told. A pronoun may stand for the teller.
        let tells = |p: &parties::Party| g.token(p.head).is_some_and(|h| is_beside(s, h.span));
        let pronoun = t
            .frame
            .iter()
            .flat_map(|f| f.subjects.iter().chain(&f.objects))
            .any(|&n| g.upos(n) == Upos::Pron && g.lower(n) != "it");
        if !pronoun {
            roles.actors.retain(|p| !tells(p));
            roles.recipients.retain(|p| !tells(p));
        }
    }
    roles
}

/// Whether one of some stretches, in order and apart, covers `span`.
fn is_within(stretches: &[Span], span: Span) -> bool {
    let at = stretches.partition_point(|h| h.end < span.end);
    stretches.get(at).is_some_and(|h| h.contains(span))
}

/// Whether a deed has a place, as one of words has not.
fn is_bodily(kind: Option<Type>, lemma: &str) -> bool {
    match kind {
        Some(k) => matches!(
            k,
            Type::Consult | Type::Aid | Type::Retreat | Type::Protest | Type::Mobilize | Type::Coerce | Type::Assault
        ),
        None => {
            matches!(lemma, "die" | "drown" | "perish" | "crash" | "collide" | "derail" | "sink" | "collapse" | "erupt")
        }
    }
}

/// What the network makes of a token that it takes for an event.
fn word_at(analysis: &Analysis, token: usize) -> Option<&EventWord> {
    at(&analysis.events, token)
}

fn at(words: &[EventWord], token: usize) -> Option<&EventWord> {
    let at = words.partition_point(|e| e.token < token);
    words.get(at).filter(|e| e.token == token)
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

/// The statement that vouches for what the word at `span` tells, if any.
fn voucher<'a>(contents: &[(Span, usize)], span: Span, statements: &'a [Statement]) -> Option<&'a Statement> {
    innermost(contents, span).and_then(|s| statements.get(s))
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
    // "killed ten and wounded five", "attacked the town, killing ten"
    let follows = match g.relation(t.token) {
        Relation::Conj => true,
        Relation::Advcl => g.is_ing(t.token) && !g.has(t.token, &[Relation::Mark]),
        _ => false,
    };
    let first = g.head(t.token).filter(|&h| follows && g.upos(h) == Upos::Verb)?;
    // "shot and killed"
    let strikes =
        |lemma: &str| matches!(lemma, "shoot" | "stab" | "beat" | "bomb" | "gun" | "hit" | "strike" | "attack");
    find(first).filter(|&i| harms(&drafts[i].event.lemma) || strikes(&drafts[i].event.lemma))
}
