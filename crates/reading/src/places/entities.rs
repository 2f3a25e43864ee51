//! Makes entities of the places that a page names, and joins them to the entities that are already known.

use super::lexicon::{DIVISIONS, RIVERS, STREETS, has};
use super::{Form, Toponym};
use crate::names::Name;
use dateline_gazetteer::{Gazetteer, NameKind, Place, PlaceId};
use dateline_language::{Analysis, NameKind as HeardKind, NameSpan};
use dateline_record::{Entity, EntityKind, Links, Location, Mention, MentionForm, Relation, Span, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// How sure the network must be of a person for no place to be meant.
const PERSON: f32 = 0.8;

/// Holds the places against the names that the network hears: a name that is surely a person's is no place, and "Doe" is the whole
/// of "Doe County" and "Doe province". `names` are in order.
pub fn heed(text: &str, analysis: &Analysis, names: &[Name], toponyms: &mut Vec<Toponym>) {
    let start = |n: &NameSpan| analysis.tokens.get(n.tokens.start).map_or(0, |t| t.span.start);
    toponyms.retain_mut(|t| {
        let at = names.partition_point(|n| n.span.end <= t.span.start);
        let Some(name) = names.get(at).filter(|n| n.span.overlaps(t.span)) else { return true };
        if name.kind == EntityKind::Person {
            let heard = analysis.names.partition_point(|n| start(n) <= t.span.start).checked_sub(1);
            let sure = heard.and_then(|h| analysis.names.get(h));
            return !sure.is_some_and(|n| n.kind == HeardKind::Per && n.score >= PERSON);
        }
        let rest = Span { start: t.span.end, end: name.span.end };
        let site = |w: &str| {
            let folded = dateline_gazetteer::fold(w);
            w.starts_with(char::is_lowercase) || has(DIVISIONS, &folded) || has(RIVERS, &folded)
        };
        if matches!(name.kind, EntityKind::Place | EntityKind::Facility)
            && name.span.contains(t.span)
            && name.span.start == t.span.start
            && rest.of(text).starts_with(' ')
            && rest.of(text).split_whitespace().all(site)
        {
            t.span = name.span;
        }
        true
    });
}

/// Joins the places of a page to its other entities and numbers all of them anew, by first mention.
///
/// A name that is already known as a person or a body stays one. A place within the name of a body is not put on the map for
/// it; only if the page speaks of the place itself, the name counts as one more mention of it.
pub fn join(
    text: &str,
    toponyms: &[Toponym],
    entities: &mut Vec<Entity>,
    statements: &mut [Statement],
    relations: &mut Vec<Relation>,
    gazetteer: &Gazetteer,
) {
    let mut taken: Vec<(Span, usize)> = entities
        .iter()
        .enumerate()
        .flat_map(|(i, e)| e.mentions.iter().filter(|m| m.form == MentionForm::Name).map(move |m| (m.span, i)))
        .collect();
    taken.sort_unstable();

    let people: Vec<bool> = entities.iter().map(|e| is_person(text, e)).collect();
    let mut places: BTreeMap<PlaceId, Vec<&Toponym>> = BTreeMap::new();
    let mut parts: BTreeMap<PlaceId, Vec<Span>> = BTreeMap::new();
    // Entities that turn out to be places, the mentions that they lose, and the places that these name whole.
    let mut replaced: BTreeMap<usize, BTreeSet<Span>> = BTreeMap::new();
    let mut became: BTreeMap<usize, PlaceId> = BTreeMap::new();
    for t in toponyms {
        let Some(place) = t.place else { continue };
        match standing(text, t, &taken, entities, &people, &gazetteer.place(place)) {
            Standing::Place(lost) => {
                for (entity, span) in lost {
                    replaced.entry(entity).or_default().insert(span);
                    if t.span.contains(span) {
                        became.entry(entity).or_insert(place);
                    }
                }
                places.entry(place).or_default().push(t);
            }
            Standing::Part => parts.entry(place).or_default().push(t.span),
            Standing::Names(site) => {
                parts.entry(place).or_default().push(t.span);
                locate_by_name(&mut entities[site], &gazetteer.place(place), t.confidence, gazetteer);
            }
            Standing::None => {}
        }
    }

    for (entity, lost) in replaced {
        entities[entity].mentions.retain(|m| !lost.contains(&m.span));
    }
    locate_by_neighbours(text, toponyms, entities, gazetteer);
    let first_place = entities.len();
    let mut at: BTreeMap<PlaceId, usize> = BTreeMap::new();
    for (id, found) in &places {
        at.insert(*id, entities.len());
        let mut entity = entity(text, &gazetteer.place(*id), found, gazetteer);
        entity.mentions.extend(parts.get(id).into_iter().flatten().map(|span| Mention::new(*span, MentionForm::Name)));
        entities.push(entity);
    }

    // Entities without a name left are gone; who spoke of them speaks of the place.
    let moved: BTreeMap<usize, usize> = became
        .iter()
        .filter(|(e, _)| !entities[**e].mentions.iter().any(|m| m.form == MentionForm::Name))
        .filter_map(|(e, place)| Some((*e, *at.get(place)?)))
        .collect();
    for (from, to) in &moved {
        let mentions = std::mem::take(&mut entities[*from].mentions);
        entities[*to].mentions.extend(mentions);
    }
    debug_assert!(moved.values().all(|to| *to >= first_place));
    renumber(entities, &moved, statements, relations);
}

/// Takes a site that no table knows to lie in the town or county that its name starts with. That is a guess, and marked as one.
fn locate_by_name(site: &mut Entity, p: &Place, sure: f32, gazetteer: &Gazetteer) {
    let last = site.name.rsplit([' ', '-']).next().map(dateline_gazetteer::fold).unwrap_or_default();
    let local = p.feature.starts_with("PPL") || p.feature == "ADM2";
    if site.location.is_none() && local && !has(STREETS, &last) && !has(RIVERS, &last) {
        site.location = Some(location(p, None, gazetteer));
        site.confidence = Some((sure * 50.0).round().max(1.0) / 100.0);
    }
}

/// How many bytes from a site the town may be named that it is taken to lie in: "Third Street in Harare", and little more.
const NEAR: u32 = 30;

/// Takes a street, hall or hamlet that no table knows to lie in the town that is named nearest to it in its paragraph. That is a
/// guess, and marked as one. `toponyms` are in order.
fn locate_by_neighbours(text: &str, toponyms: &[Toponym], entities: &mut [Entity], gazetteer: &Gazetteer) {
    let towns: Vec<(Span, Place, f32)> = toponyms
        .iter()
        .filter(|t| t.form != Form::Short)
        .filter_map(|t| Some((t.span, gazetteer.place(t.place?), t.confidence)))
        .filter(|(_, p, _)| p.feature.starts_with("PPL"))
        .collect();
    for site in entities.iter_mut().filter(|e| matches!(e.kind, EntityKind::Place | EntityKind::Facility)) {
        if site.location.is_some() {
            continue;
        }
        let names = site.mentions.iter().filter(|m| m.form == MentionForm::Name).map(|m| m.span);
        let nearest = names
            .flat_map(|span| {
                let at = towns.partition_point(|(town, ..)| town.start < span.start);
                let beside = towns[at.saturating_sub(1)..].iter().take(2);
                beside.filter_map(move |town| Some((gap(text, span, town.0)?, town)))
            })
            .min_by_key(|(gap, (town, ..))| (*gap, town.start));
        if let Some((_, (_, town, sure))) = nearest {
            site.location = Some(location(town, None, gazetteer));
            site.confidence = Some((sure * 50.0).round().max(1.0) / 100.0);
        }
    }
}

/// Bytes between two spans of one paragraph, if they are near each other.
fn gap(text: &str, a: Span, b: Span) -> Option<u32> {
    let (first, second) = if a.start < b.start { (a, b) } else { (b, a) };
    let between = Span { start: first.end.min(second.start), end: second.start };
    (between.end - between.start <= NEAR && !between.of(text).contains('\n')).then_some(between.end - between.start)
}

fn location(p: &Place, feature: Option<&str>, gazetteer: &Gazetteer) -> Location {
    Location {
        lat: p.lat,
        lon: p.lon,
        country: p.country.map(str::to_string),
        admin1: p.admin1.map(|a| gazetteer.place(a).name.to_string()),
        feature: feature.map(str::to_string),
    }
}

/// What a toponym is beside the entities that are already known.
enum Standing {
    /// A place; these mentions of other entities give way to it.
    Place(Vec<(usize, Span)>),
    /// Part of another name.
    Part,
    /// What a site is named after, by its index among the entities: "Athens" in "Athens Regional Park".
    Names(usize),
    /// Nothing of its own.
    None,
}

/// Whether an entity is a person beyond doubt: by a role, or by a name of two words.
fn is_person(text: &str, entity: &Entity) -> bool {
    let full = |m: &Mention| m.span.of(text).split_whitespace().filter(|w| w.len() > 2).count() > 1;
    entity.kind == EntityKind::Person && (!entity.roles.is_empty() || entity.mentions.iter().any(full))
}

fn standing(
    text: &str,
    t: &Toponym,
    taken: &[(Span, usize)],
    entities: &[Entity],
    people: &[bool],
    place: &Place,
) -> Standing {
    // Names do not overlap each other, so those that meet the toponym stand side by side.
    let from = taken.partition_point(|(s, _)| s.end <= t.span.start);
    let met = taken[from..].iter().take_while(|(s, _)| s.start < t.span.end);
    let mut lost = Vec::new();
    let foreign = matches!(t.known_as, Some(NameKind::Other | NameKind::Bare));
    for &(span, e) in met {
        let entity = &entities[e];
        let inside = span.start <= t.span.start && t.span.end <= span.end && span != t.span;
        let bare = |s: Span| s.of(text).trim_end_matches('.').len();
        let same = span.start == t.span.start && bare(span) == bare(t.span)
            || t.span.start <= span.start && span.end <= t.span.end;
        match entity.kind {
            EntityKind::Person if people[e] || !same => return Standing::None,
            EntityKind::Organization if same && (!is_land(place) || foreign) => return Standing::None,
            _ if same => lost.push((e, span)),
            // "Maiduguri Borno State" is no third place beside the two that it names.
            EntityKind::Place if inside && t.form != Form::Part => lost.push((e, span)),
            EntityKind::Country | EntityKind::Other | EntityKind::Group if t.form != Form::Part => {}
            EntityKind::Place | EntityKind::Facility if inside && span.start == t.span.start => {
                return Standing::Names(e);
            }
            _ if inside => return Standing::Part,
            _ => return Standing::None,
        }
    }
    let named = lost.iter().any(|(e, _)| matches!(entities[*e].kind, EntityKind::Place | EntityKind::Country));
    match t.form {
        Form::Part if lost.is_empty() => Standing::Part,
        Form::Part if !named => Standing::None,
        _ => Standing::Place(lost),
    }
}

/// Whether a place is a land, a town or the like, and not a building that stands for those who work in it.
fn is_land(p: &Place) -> bool {
    kind(p) != EntityKind::Facility
}

fn kind(p: &Place) -> EntityKind {
    match p.feature {
        "PCLI" => EntityKind::Country,
        "AIRP" | "AIRB" | "FCLTY" | "MILB" | "SPCP" | "NUCL" | "PRN" | "BDRC" | "BDG" | "SQR" | "RSTN" | "CMP"
        | "CNL" => EntityKind::Facility,
        _ => EntityKind::Place,
    }
}

fn entity(text: &str, p: &Place, found: &[&Toponym], gazetteer: &Gazetteer) -> Entity {
    let fullest = found
        .iter()
        .filter(|t| t.form == Form::Name)
        .map(|t| t.span.of(text))
        .filter(|s| !(s.ends_with('.') || s.len() < 5 && !s.chars().any(char::is_lowercase)))
        .max_by_key(|s| (s.chars().any(char::is_lowercase), s.len()));
    let name = fullest.unwrap_or(p.name).split_whitespace().collect::<Vec<_>>().join(" ");
    let sure = found.iter().map(|t| t.confidence).fold(0.0, f32::max);
    Entity {
        id: String::new(),
        kind: kind(p),
        name: if name.chars().any(char::is_lowercase) { name } else { p.name.to_string() },
        links: Links {
            iso3166: if p.feature == "PCLI" {
                p.country.and_then(|c| gazetteer.alpha3(c)).map(str::to_string)
            } else {
                None
            },
            geonames: p.geonames,
            wikidata: None,
        },
        mentions: found
            .iter()
            .map(|t| Mention::new(t.span, if t.form == Form::Short { MentionForm::Nominal } else { MentionForm::Name }))
            .collect(),
        roles: Vec::new(),
        location: Some(location(p, Some(p.feature), gazetteer)),
        confidence: (sure < 0.95).then_some((sure * 100.0).round().max(1.0) / 100.0),
    }
}

/// Numbers the entities by first mention, and mends what refers to them.
pub fn renumber(
    entities: &mut Vec<Entity>,
    moved: &BTreeMap<usize, usize>,
    statements: &mut [Statement],
    relations: &mut Vec<Relation>,
) {
    let old: Vec<String> = entities.iter().map(|e| e.id.clone()).collect();
    for e in entities.iter_mut() {
        e.mentions.sort_by_key(|m| m.span);
        e.mentions.dedup_by_key(|m| m.span);
    }
    let mut order: Vec<usize> = (0..entities.len()).filter(|i| !entities[*i].mentions.is_empty()).collect();
    order.sort_by_key(|i| (entities[*i].mentions[0].span.start, *i));
    let number: BTreeMap<usize, String> = order.iter().enumerate().map(|(n, i)| (*i, format!("e{}", n + 1))).collect();
    let new_id: BTreeMap<&str, Option<&String>> = old
        .iter()
        .enumerate()
        .filter(|(_, id)| !id.is_empty())
        .map(|(i, id)| (id.as_str(), number.get(moved.get(&i).unwrap_or(&i))))
        .collect();
    let mend = |id: &mut Option<String>| {
        if let Some(new) = id.as_deref().and_then(|old| new_id.get(old)) {
            *id = new.cloned();
        }
    };
    for s in statements {
        s.source.iter_mut().chain(&mut s.to).chain(&mut s.via).for_each(|p| mend(&mut p.entity));
        mend(&mut s.place);
    }
    for e in entities.iter_mut() {
        e.roles.iter_mut().for_each(|r| mend(&mut r.of));
    }
    // A tie to an entity that is gone goes with it.
    relations.retain_mut(|r| {
        let (mut subject, mut object) = (Some(std::mem::take(&mut r.subject)), Some(std::mem::take(&mut r.object)));
        mend(&mut subject);
        mend(&mut object);
        match (subject, object) {
            (Some(s), Some(o)) => {
                (r.subject, r.object) = (s, o);
                r.subject != r.object
            }
            _ => false,
        }
    });
    let mut kept: Vec<Option<Entity>> = std::mem::take(entities).into_iter().map(Some).collect();
    for (i, id) in order.iter().filter_map(|i| Some((*i, number.get(i)?))) {
        if let Some(mut e) = kept[i].take() {
            e.id.clone_from(id);
            entities.push(e);
        }
    }
}
