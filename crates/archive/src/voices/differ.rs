//! Where reports of one thing differ.

use super::claims::{At, same_words};
use super::happening;
use super::tell::Page;
use super::who::{Kind, key, same_person};
use super::{Difference, Value};
use dateline_record::{EntityKind, Event, Record, StatementForm, Status};
use std::collections::{BTreeMap, BTreeSet};

/// How far apart two places of one land are two places, in kilometres: a town and its suburb are one for news.
const APART: f64 = 40.0;

/// A value of a slot.
#[derive(Clone, Debug, PartialEq)]
enum Told {
    /// A number, with what stands for it.
    Number(String),
    /// First and last day.
    Days(String, String),
    /// Whether it happened.
    Whether(&'static str),
    Place {
        name: String,
        /// ISO 3166-1 alpha-2.
        land: String,
        at: (f64, f64),
        /// A country or a region, which holds places rather than being one of them.
        wide: bool,
    },
    /// A person, and the words that the name is compared by.
    Person(String, Vec<String>),
}

impl Told {
    /// Whether both can be true.
    fn agrees(&self, other: &Told) -> bool {
        match (self, other) {
            (Told::Days(a, b), Told::Days(c, d)) => a <= d && c <= b,
            (
                Told::Place { name, land, at, wide },
                Told::Place { name: other, land: other_land, at: other_at, wide: other_wide },
            ) => name == other || land == other_land && (*wide || *other_wide || distance(*at, *other_at) < APART),
            (Told::Person(_, a), Told::Person(_, b)) => same_person(a, b),
            _ => self == other,
        }
    }

    fn shown(&self) -> String {
        match self {
            Told::Number(text) | Told::Place { name: text, .. } | Told::Person(text, _) => text.clone(),
            Told::Whether(text) => (*text).to_owned(),
            Told::Days(a, b) if a == b => a.clone(),
            Told::Days(a, b) => format!("{a} to {b}"),
        }
    }
}

/// Great-circle distance in kilometres of two points in degrees (haversine).
fn distance((lat, lon): (f64, f64), (lat2, lon2): (f64, f64)) -> f64 {
    const EARTH: f64 = 6371.0;
    let half = |a: f64, b: f64| ((b - a).to_radians() / 2.0).sin().powi(2);
    let h = half(lat, lat2) + lat.to_radians().cos() * lat2.to_radians().cos() * half(lon, lon2);
    2.0 * EARTH * h.sqrt().min(1.0).asin()
}

/// The days that an event can fall on.
pub(super) fn interval(event: &Event, record: &Record) -> Option<(String, String)> {
    let time = record.times.iter().find(|t| Some(&t.id) == event.time.as_ref())?;
    let day = |moment: &Option<String>| moment.as_ref().and_then(|m| m.get(..10)).map(str::to_owned);
    Some((day(&time.earliest)?, day(&time.latest)?))
}

/// What a telling says in each slot.
type Slots = BTreeMap<String, Vec<(Vec<Told>, At)>>;

/// Slots whose values differ between tellings.
pub(super) fn differences(tellings: &[At], pages: &[Page]) -> Vec<Difference> {
    let mut slots = Slots::new();
    for &(p, s) in tellings {
        let Some((page, sentence)) = pages.get(p).and_then(|page| Some((page, page.sentences.get(s)?))) else {
            continue;
        };
        for (unit, values) in &sentence.numbers {
            let values = values.iter().cloned().map(Told::Number).collect();
            slots.entry(format!("how many: {unit}")).or_default().push((values, (p, s)));
        }
        for event in sentence.events.iter().filter_map(|i| page.record.events.get(*i)) {
            of_event(event, &page.record, (p, s), &mut slots);
        }
    }
    let mut found: Vec<Difference> =
        slots.into_iter().filter_map(|(slot, values)| difference(slot, &values, pages)).collect();
    found.extend(who_said(tellings, pages));
    found
}

fn of_event(event: &Event, record: &Record, at: At, slots: &mut Slots) {
    let mut add = |slot: &str, value: Told| {
        slots.entry(format!("{slot}: {}", event.lemma)).or_default().push((vec![value], at));
    };
    if let Some((earliest, latest)) = interval(event, record) {
        add("when", Told::Days(earliest, latest));
    }
    match event.status {
        Status::Actual | Status::Ongoing => add("whether", Told::Whether("happened")),
        Status::Negated | Status::Failed => add("whether", Told::Whether("did not happen")),
        Status::Planned | Status::Possible | Status::Conditional => {}
    }
    if let Some(place) = event.place.as_ref().and_then(|id| record.entities.iter().find(|e| e.id == *id))
        && let Some(location) = &place.location
        && let Some(land) = &location.country
    {
        let feature = location.feature.as_deref().unwrap_or_default();
        let wide =
            place.kind == EntityKind::Country || !(feature.starts_with("PPL") || place.kind == EntityKind::Facility);
        let at = (location.lat, location.lon);
        add("where", Told::Place { name: place.name.clone(), land: land.clone(), at, wide });
    }
    // One person who did it, here and there another: a list of several may only be told in part.
    if let [actor] = event.actors.as_slice()
        && let Some(id) = &actor.entity
        && record.entities.iter().any(|e| e.id == *id && e.kind == EntityKind::Person)
    {
        let name = happening::name(actor, record);
        add("who", Told::Person(name.to_owned(), key(name)));
    }
}

/// The same words, quoted from different people.
fn who_said(tellings: &[At], pages: &[Page]) -> Option<Difference> {
    let quoted = tellings.iter().filter_map(|&(p, s)| {
        let page = pages.get(p)?;
        let sentence = page.sentences.get(s)?;
        let statement = page.record.statements.get(sentence.statement?)?;
        let source = sentence.source.as_ref().filter(|source| source.kind == Kind::Person)?;
        let value = Told::Person(source.name.clone(), source.key.clone());
        (statement.form != StatementForm::Indirect).then_some((vec![value], (p, s)))
    });
    let quoted: Vec<(Vec<Told>, At)> = quoted.collect();
    // Those alone that share their words with a quotation of somebody else.
    let shared = |(a, x): &&(Vec<Told>, At)| quoted.iter().any(|(b, y)| differ(a, b) && same_words(pages, *x, *y));
    let shared: Vec<(Vec<Told>, At)> = quoted.iter().filter(shared).cloned().collect();
    difference("who said it".into(), &shared, pages)
}

fn differ(a: &[Told], b: &[Told]) -> bool {
    !a.iter().any(|x| b.iter().any(|y| x.agrees(y)))
}

/// A difference, if two tellings of different reports have no value in common.
fn difference(slot: String, values: &[(Vec<Told>, At)], pages: &[Page]) -> Option<Difference> {
    let report = |at: &At| pages.get(at.0).map(|page| page.report);
    let apart = |(a, x): &(Vec<Told>, At)| values.iter().any(|(b, y)| report(x) != report(y) && differ(a, b));
    if !values.iter().any(apart) {
        return None;
    }
    let value = |(values, at): &(Vec<Told>, At)| {
        let page = pages.get(at.0)?;
        let sentence = page.sentences.get(at.1)?;
        let (span, words) = (sentence.points, super::one_line(page.words(sentence.span)));
        let value = values.iter().map(Told::shown).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ");
        let published = page.published().map(str::to_owned);
        Some(Value { value, page: page.id, published, start: span.start, end: span.end, words })
    };
    let mut values: Vec<Value> = values.iter().filter_map(value).collect();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voices::{Claim, claims};
    use serde_json::json;

    /// A page of one sentence, "NAME VERB PLACE …", with the event that it tells.
    fn page(id: i64, name: &str, place: (&str, f64, f64, &str), rest: &str) -> Page {
        let text = format!("{name} opened the longest ferry terminal in {} {rest}.", place.0);
        let at = |words: &str| text.find(words).map(|start| (start, start + words.len())).unwrap();
        let span = |words: &str| json!({ "start": at(words).0, "end": at(words).1 });
        let mention = |words: &str| json!([{ "start": at(words).0, "end": at(words).1, "form": "name" }]);
        let record = json!({
            "schema": dateline_record::SCHEMA,
            "source": { "id": format!("page-{id}"), "media_type": "text/plain", "sha256": "" },
            "text": text,
            "blocks": [{ "start": 0, "end": text.len(), "kind": "body" }],
            "article": { "tags": [], "authors": [], "contributors": [] },
            "sentences": [{ "start": 0, "end": text.len() }],
            "entities": [
                { "id": "e1", "kind": "person", "name": name, "links": {}, "mentions": mention(name), "roles": [] },
                { "id": "e2", "kind": "place", "name": place.0, "links": {}, "mentions": mention(place.0), "roles": [],
                  "location": { "lat": place.1, "lon": place.2, "country": "NO", "feature": place.3 } }
            ],
            "times": [], "statements": [], "relations": [], "notes": [],
            "events": [{
                "id": "v1", "trigger": [[at("opened").0, at("opened").1]], "contexts": [], "lemma": "open",
                "actors": [{ "entity": "e1", "start": span(name)["start"], "end": span(name)["end"] }],
                "recipients": [], "place": "e2", "status": "actual", "according_to": []
            }]
        });
        Page::new(id, id, None, serde_json::from_value(record).unwrap())
    }

    fn slots(pages: Vec<Page>) -> Vec<String> {
        let claims: Vec<Claim> = claims::of(1, pages);
        assert_eq!(claims.len(), 1, "they tell one thing");
        let slots = claims[0].differences.iter().map(|d| {
            let values: Vec<&str> = d.values.iter().map(|v| v.value.as_str()).collect();
            format!("{} = {}", d.slot, values.join(" / "))
        });
        slots.collect()
    }

    #[test]
    fn places_and_people_differ_only_where_both_cannot_be() {
        const BODO: (&str, f64, f64, &str) = ("Bodø", 67.28, 14.40, "PPLA");
        const TROMSO: (&str, f64, f64, &str) = ("Tromsø", 69.65, 18.96, "PPLA");
        const SUBURB: (&str, f64, f64, &str) = ("Løpsmark", 67.31, 14.46, "PPL");
        const COUNTY: (&str, f64, f64, &str) = ("Nordland", 67.0, 15.0, "ADM1");
        let told = |a, place, b, other| slots(vec![page(1, a, place, "on Monday"), page(2, b, other, "on Monday")]);
        assert_eq!(told("Marit Lunde", BODO, "Marit Lunde", BODO), Vec::<String>::new());
        assert_eq!(told("Marit Lunde", BODO, "Marit Lunde", SUBURB), Vec::<String>::new(), "a suburb");
        assert_eq!(told("Marit Lunde", BODO, "Marit Lunde", COUNTY), Vec::<String>::new(), "the county around it");
        assert_eq!(told("Marit Lunde", BODO, "Lunde", TROMSO), ["where: open = Bodø / Tromsø"]);
        assert_eq!(told("Marit Lunde", BODO, "Olav Nesse", BODO), ["who: open = Marit Lunde / Olav Nesse"]);
    }
}
