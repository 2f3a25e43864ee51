//! Where reports of one thing differ.

use super::claims::At;
use super::tell::Page;
use super::{Difference, Value};
use dateline_record::{Event, Record, Status};
use std::collections::{BTreeMap, BTreeSet};

/// The days that an event can fall on.
pub(super) fn interval(event: &Event, record: &Record) -> Option<(String, String)> {
    let time = record.times.iter().find(|t| Some(&t.id) == event.time.as_ref())?;
    let day = |moment: &Option<String>| moment.as_ref().and_then(|m| m.get(..10)).map(str::to_owned);
    Some((day(&time.earliest)?, day(&time.latest)?))
}

/// Slots whose values differ between tellings.
pub(super) fn differences(tellings: &[At], pages: &[Page]) -> Vec<Difference> {
    let mut slots: BTreeMap<String, Vec<(BTreeSet<String>, At)>> = BTreeMap::new();
    for &(p, s) in tellings {
        let Some((page, sentence)) = pages.get(p).and_then(|page| Some((page, page.sentences.get(s)?))) else {
            continue;
        };
        for (unit, values) in &sentence.numbers {
            let values = values.iter().cloned().collect();
            slots.entry(format!("how many: {unit}")).or_default().push((values, (p, s)));
        }
        for event in sentence.events.iter().filter_map(|i| page.record.events.get(*i)) {
            if let Some((earliest, latest)) = interval(event, &page.record) {
                let value = if earliest == latest { earliest } else { format!("{earliest} to {latest}") };
                slots.entry(format!("when: {}", event.lemma)).or_default().push((BTreeSet::from([value]), (p, s)));
            }
            let whether = match event.status {
                Status::Actual | Status::Ongoing => "happened",
                Status::Negated | Status::Failed => "did not happen",
                Status::Planned | Status::Possible | Status::Conditional => continue,
            };
            slots
                .entry(format!("whether: {}", event.lemma))
                .or_default()
                .push((BTreeSet::from([whether.to_owned()]), (p, s)));
        }
    }
    slots.into_iter().filter_map(|(slot, values)| difference(slot, &values, pages)).collect()
}

/// A difference, if two tellings of different reports have no value in common.
fn difference(slot: String, values: &[(BTreeSet<String>, At)], pages: &[Page]) -> Option<Difference> {
    let overlapping = |a: &str, b: &str| match (a.split_once(" to "), b.split_once(" to ")) {
        (None, None) => a == b,
        (a_range, b_range) => {
            let (a0, a1) = a_range.unwrap_or((a, a));
            let (b0, b1) = b_range.unwrap_or((b, b));
            a0 <= b1 && b0 <= a1
        }
    };
    let differ = |a: &BTreeSet<String>, b: &BTreeSet<String>| !a.iter().any(|x| b.iter().any(|y| overlapping(x, y)));
    let report = |at: &At| pages[at.0].report;
    let apart = |(a, x): &(BTreeSet<String>, At)| values.iter().any(|(b, y)| report(x) != report(y) && differ(a, b));
    if !values.iter().any(apart) {
        return None;
    }
    let value = |(values, at): &(BTreeSet<String>, At)| {
        let page = &pages[at.0];
        let sentence = &page.sentences[at.1];
        let (span, words) = (sentence.points, super::one_line(page.words(sentence.span)));
        let value = values.iter().cloned().collect::<Vec<_>>().join(", ");
        let published = page.published().map(str::to_owned);
        Value { value, page: page.id, published, start: span.start, end: span.end, words }
    };
    let mut values: Vec<Value> = values.iter().map(value).collect();
    values.dedup_by(|a, b| a.page == b.page && a.value == b.value);
    let series = slot.starts_with("how many") && moves(&values);
    Some(Difference { slot, series, values })
}

/// Whether the numbers only rise, or only fall, with the time of publication, and never differ at one time.
fn moves(values: &[Value]) -> bool {
    let number = |v: &Value| v.value.split([' ', ',', '%']).next().and_then(|n| n.parse::<f64>().ok());
    let Some(mut dated) = values.iter().map(|v| Some((v.published.clone()?, number(v)?))).collect::<Option<Vec<_>>>()
    else {
        return false;
    };
    dated.sort_by(|a, b| a.0.cmp(&b.0));
    let pairs = || dated.windows(2).filter_map(|w| Some((w.first()?, w.get(1)?)));
    let at_one_time = pairs().any(|(a, b)| a.0 == b.0 && a.1 != b.1);
    // Two values may be two counts of one thing; a series needs more.
    let different = dated.iter().map(|(_, n)| n.to_bits()).collect::<BTreeSet<_>>().len();
    different > 2 && !at_one_time && (pairs().all(|(a, b)| a.1 <= b.1) || pairs().all(|(a, b)| a.1 >= b.1))
}
