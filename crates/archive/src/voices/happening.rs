//! The event that the tellings of a claim have in common.

use super::Happening;
use super::claims::At;
use super::tell::Page;
use crate::write::name_of;
use dateline_record::{Actor, Event, Record};
use std::collections::{BTreeMap, BTreeSet};

/// An event as a report tells it, with its record.
type Told<'r> = (i64, &'r Event, &'r Record);

/// The event that most reports tell, each slot with the value that most of them give; what is told first wins a tie.
pub(super) fn of(tellings: &[At], pages: &[Page]) -> Option<Happening> {
    let mut groups: BTreeMap<(Option<&str>, &str), Vec<Told>> = BTreeMap::new();
    for &(p, s) in tellings {
        let Some(page) = pages.get(p) else { continue };
        let events = page.sentences.get(s).map(|s| s.events.as_slice()).unwrap_or_default();
        for event in events.iter().filter_map(|i| page.record.events.get(*i)) {
            // Of one type it is one event, whatever the verb; outside of the ontology the verb tells.
            let lemma = if event.kind.is_some() { "" } else { event.lemma.as_str() };
            groups.entry((event.kind.as_deref(), lemma)).or_default().push((page.report, event, &page.record));
        }
    }
    let reports = |told: &[Told]| told.iter().map(|t| t.0).collect::<BTreeSet<_>>().len();
    // An event of the ontology goes before one outside of it.
    let told = groups.into_iter().max_by_key(|((kind, _), told)| (kind.is_some(), reports(told), told.len()))?.1;
    let time = most(told.iter().filter_map(|(r, v, record)| Some((*r, super::differ::interval(v, record)?))));
    let inferred = most(told.iter().filter_map(|(r, v, _)| {
        let (from, to) = crate::write::closed(v.time_inferred.as_ref()?)?;
        Some((*r, (from.get(..10)?.to_owned(), to.get(..10)?.to_owned())))
    }));
    let inferred = inferred.filter(|_| time.is_none());
    let place = place(&told, |v| v.place.as_ref());
    let inferred_place = place.is_none().then(|| self::place(&told, |v| v.place_inferred.as_ref().map(|p| &p.entity)));
    Some(Happening {
        kind: told.first()?.1.kind.clone(),
        lemma: most(told.iter().map(|(r, v, _)| (*r, v.lemma.clone())))?,
        status: most(told.iter().map(|(r, v, _)| (*r, name_of(v.status))))?,
        earliest: time.as_ref().map(|t| t.0.clone()),
        latest: time.map(|t| t.1),
        place,
        inferred_earliest: inferred.as_ref().map(|t| t.0.clone()),
        inferred_latest: inferred.map(|t| t.1),
        inferred_place: inferred_place.flatten(),
        actors: parties(&told, |v| &v.actors),
        recipients: parties(&told, |v| &v.recipients),
    })
}

/// The place that most reports give; `of` names the entity.
fn place<'r>(told: &[Told<'r>], of: impl Fn(&'r Event) -> Option<&'r String>) -> Option<String> {
    most(told.iter().filter_map(|(report, v, record)| {
        let id = of(v)?;
        Some((*report, record.entities.iter().find(|e| e.id == *id)?.name.clone()))
    }))
}

/// The value that most reports give.
fn most<T: Ord>(values: impl Iterator<Item = (i64, T)>) -> Option<T> {
    let mut reports: BTreeMap<T, (BTreeSet<i64>, usize)> = BTreeMap::new();
    for (i, (report, value)) in values.enumerate() {
        reports.entry(value).or_insert_with(|| (BTreeSet::new(), i)).0.insert(report);
    }
    reports.into_iter().max_by_key(|(_, (reports, first))| (reports.len(), std::cmp::Reverse(*first))).map(|(v, _)| v)
}

/// Parties that at least half of the reports name, those of most reports first; the fullest form of each name.
fn parties(told: &[Told], of: impl Fn(&Event) -> &Vec<Actor>) -> Vec<String> {
    let mut named: BTreeMap<String, (BTreeSet<i64>, usize, String)> = BTreeMap::new();
    let mut reports = BTreeSet::new();
    for (report, event, record) in told {
        for actor in of(event) {
            let name = name(actor, record);
            let Some(key) = name.split_whitespace().next_back().map(crate::words::folded_name) else { continue };
            reports.insert(*report);
            let first = named.len();
            let known = named.entry(key).or_insert_with(|| (BTreeSet::new(), first, String::new()));
            known.0.insert(*report);
            if name.len() > known.2.len() {
                known.2 = name.to_owned();
            }
        }
    }
    let mut kept: Vec<_> = named.into_values().filter(|(of, ..)| of.len() * 2 >= reports.len()).collect();
    kept.sort_by_key(|(of, first, _)| (std::cmp::Reverse(of.len()), *first));
    kept.into_iter().map(|(.., name)| name).collect()
}

/// How a party of an event is called: its entity's name, or its words.
pub(super) fn name<'r>(actor: &Actor, record: &'r Record) -> &'r str {
    let entity = actor.entity.as_deref().and_then(|id| record.entities.iter().find(|e| e.id == id));
    entity.map_or_else(|| record.text.get(actor.span.range()).unwrap_or_default(), |e| e.name.as_str())
}
