//! Who is meant by "Moscow denies", "the Russian side" and "the Kremlin"?
//!
//! A country or its capital that says something, is spoken to, or does what only a state can do, stands for its government. The
//! place stays the place that it is on the map; the mention and the party say what is meant.

use dateline_gazetteer::{Gazetteer, NameKind};
use dateline_record::{Entity, EntityKind, Event, MentionForm, Party, PartyKind, Span, StandsFor, Statement};
use std::collections::HashMap;

/// Nouns that mean a government where a country is named beside them. "Side" and "leadership" are whom diplomats speak of.
const GOVERNING: [&str; 9] =
    ["government", "administration", "authorities", "regime", "leadership", "side", "cabinet", "delegation", "junta"];

/// Seats of governments that have their names, with the letters of the country.
const SEATS: [(&str, &str); 11] = [
    ("kremlin", "RUS"),
    ("white house", "USA"),
    ("downing street", "GBR"),
    ("10 downing street", "GBR"),
    ("number 10", "GBR"),
    ("elysee", "FRA"),
    ("élysée", "FRA"),
    ("elysee palace", "FRA"),
    ("élysée palace", "FRA"),
    ("blue house", "KOR"),
    ("zhongnanhai", "CHN"),
];

/// PLOVER types of what is done in a land rather than by its government: crowds protest, police and courts coerce.
const OTHERS_DO: [&str; 2] = ["PROTEST", "COERCE"];

/// Types of what is done to a government, and not to a land and its people.
const TO_GOVERNMENTS: [&str; 9] =
    ["AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"];

/// Which words of a page name a government. Made once, when places are on the map; the layers that follow ask it.
pub struct Governments<'p> {
    text: &'p str,
    /// Names of places, seats and bodies, in order, with the index that the entity had.
    names: Vec<(Span, usize)>,
    /// Of each entity, the country that it is or whose capital bears its name.
    countries: Vec<Option<String>>,
    gazetteer: &'p Gazetteer<'p>,
}

/// The country that an entity is, or whose capital bears its name: "Washington" taken for the state is in one country with it.
fn country<'a>(e: &'a Entity, gazetteer: &'a Gazetteer) -> Option<&'a str> {
    if e.kind == EntityKind::Country {
        return e.links.iso3166.as_deref();
    }
    if !matches!(e.kind, EntityKind::Place) {
        return None;
    }
    let at = e.location.as_ref();
    let country = at.and_then(|l| l.country.as_deref());
    if at.is_some_and(|l| l.feature.as_deref() == Some("PPLC")) {
        return gazetteer.alpha3(country?);
    }
    let capitals = gazetteer.named(&e.name).filter(|s| s.kind != NameKind::Other).map(|s| gazetteer.place(s.place));
    let mut of = capitals.filter(|p| p.feature == "PPLC").filter_map(|p| p.country);
    gazetteer.alpha3(of.find(|c| at.is_none() || country == Some(*c))?)
}

impl<'p> Governments<'p> {
    /// Those of a page.
    pub fn new(text: &'p str, entities: &[Entity], gazetteer: &'p Gazetteer<'p>) -> Governments<'p> {
        let mut names: Vec<(Span, usize)> = Vec::new();
        for (i, e) in entities.iter().enumerate() {
            if !matches!(e.kind, EntityKind::Person | EntityKind::Group) {
                let told = e.mentions.iter().filter(|m| m.form != MentionForm::Pronoun);
                names.extend(told.map(|m| (m.span, i)));
            }
        }
        names.sort_unstable();
        let countries = entities.iter().map(|e| country(e, gazetteer).map(str::to_string)).collect();
        Governments { text, names, countries, gazetteer }
    }

    /// The names within a stretch.
    fn within(&self, span: Span) -> impl Iterator<Item = (Span, usize)> {
        let first = self.names.partition_point(|(n, _)| n.start < span.start);
        self.names[first..]
            .iter()
            .take_while(move |(n, _)| n.start < span.end)
            .filter(move |(n, _)| span.contains(*n))
            .copied()
    }

    /// The country whose government some words name, and the name that stands for it, if it is but one.
    fn government(&self, span: Span) -> Option<(String, Option<Span>)> {
        let text = self.text;
        let words = bare(text, span);
        if words.is_empty() {
            return None;
        }
        let said = words.of(text);
        if let Some((_, code)) = SEATS.iter().find(|(seat, _)| *seat == said.to_lowercase()) {
            return Some(((*code).to_string(), None));
        }
        let mut lands = self.within(words).filter_map(|(n, e)| Some((n, self.countries.get(e)?.as_deref()?)));
        let (name, code) = lands.next()?;
        if name == words {
            return (!self.is_people(said)).then(|| (code.to_string(), Some(name)));
        }
        // "the Russian side", "the government of Norway"; not "the Russian government's spokesman", nor of two lands.
        if lands.any(|(_, other)| other != code) {
            return None;
        }
        let before = Span { start: words.start, end: name.start }.of(text);
        let behind = Span { start: name.end, end: words.end }.of(text).trim_start_matches(['\'', '’']);
        let behind = behind.strip_prefix("s ").unwrap_or(behind);
        let is_governing = |w: &str| GOVERNING.contains(&w.to_lowercase().as_str());
        let last = behind.split_whitespace().next_back().filter(|_| behind.split_whitespace().count() <= 2);
        let of = before.strip_suffix(" of ").or_else(|| before.strip_suffix(" of the "));
        let of = of.filter(|_| behind.is_empty()).and_then(|b| b.split_whitespace().next_back());
        last.or(of).is_some_and(is_governing).then(|| (code.to_string(), None))
    }

    /// Whether a word names the people of a country: "Norwegians".
    fn is_people(&self, name: &str) -> bool {
        let adjective = |name: &str| {
            let mut senses = self.gazetteer.named(name);
            senses.any(|s| s.kind == NameKind::Adjective && self.gazetteer.place(s.place).feature.starts_with("PCL"))
        };
        adjective(name) || name.strip_suffix('s').is_some_and(adjective)
    }

    /// The place that some words name, and nothing else.
    fn named(&self, span: Span) -> Option<usize> {
        let words = bare(self.text, span);
        self.within(words).find(|(n, _)| *n == words && !words.is_empty()).map(|(_, e)| e)
    }

    /// Gives the parties of statements the places that they name and the governments that these stand for.
    pub fn speak(&self, statements: &mut [Statement], entities: &mut [Entity]) {
        let by_id: HashMap<&str, usize> = entities.iter().enumerate().map(|(i, e)| (e.id.as_str(), i)).collect();
        let mut meant: Vec<Span> = Vec::new();
        let mut settle = |p: &mut Party| {
            let entity = p.entity.as_deref().and_then(|id| by_id.get(id)).copied();
            if entity.is_some_and(|e| matches!(entities[e].kind, EntityKind::Person | EntityKind::Group)) {
                return;
            }
            if entity.is_none()
                && p.kind.is_none()
                && let Some(e) = self.named(p.span)
            {
                p.entity = Some(entities[e].id.clone());
                p.kind = entities[e].kind.is_place().then_some(PartyKind::Organization);
            }
            // "Norwegians" are no country, and "the Norwegian guides" are none either.
            let place = entity.filter(|&e| entities[e].kind.is_place());
            if place.is_some() && self.is_people(bare(self.text, p.span).of(self.text)) {
                (p.entity, p.kind) = (None, Some(PartyKind::Anonymous));
                return;
            }
            if place.is_some() && p.kind.is_none() {
                p.entity = None;
            }
            if matches!(p.kind, None | Some(PartyKind::Organization | PartyKind::OfficialAnonymous))
                && let Some((country, name)) = self.government(p.span)
            {
                p.government = Some(country);
                p.kind = Some(PartyKind::Organization);
                meant.extend(name);
            }
        };
        for s in statements {
            s.source.iter_mut().chain(&mut s.to).chain(&mut s.via).for_each(&mut settle);
        }
        mark(entities, meant);
    }

    /// Marks the names of states that do what a state does.
    pub fn act(&self, events: &[Event], entities: &mut [Entity]) {
        let mut meant: Vec<Span> = Vec::new();
        for v in events {
            let Some(kind) = v.kind.as_deref() else { continue };
            let doers = v.actors.iter().filter(|_| !OTHERS_DO.contains(&kind));
            let others = v.recipients.iter().filter(|_| TO_GOVERNMENTS.contains(&kind));
            meant.extend(doers.chain(others).filter_map(|a| self.government(a.span)?.1));
        }
        mark(entities, meant);
    }
}

/// Words without the article before them.
fn bare(text: &str, span: Span) -> Span {
    let said = span.of(text);
    let article = ["the ", "The "].iter().find(|a| said.starts_with(**a)).map_or(0, |a| a.len());
    Span { start: span.start + article as u32, end: span.end }
}

fn mark(entities: &mut [Entity], mut meant: Vec<Span>) {
    meant.sort_unstable();
    for e in entities.iter_mut().filter(|e| e.kind.is_place()) {
        for m in e.mentions.iter_mut().filter(|m| meant.binary_search(&m.span).is_ok()) {
            m.stands_for = Some(StandsFor::Government);
        }
    }
}
