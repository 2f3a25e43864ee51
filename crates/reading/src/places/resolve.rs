//! Which of the places of a name the page means.
//!
//! A sense is scored by its size and kind, by what is said to hold it, by the words beside it ("Amur region"), and by how
//! well it fits the places that the other names of the page mean; since those are not settled either, this is repeated.

use super::candidates::Candidate;
use super::lexicon::*;
use super::words::Word;
use super::{Context, Form, Toponym};
use dateline_gazetteer::{Gazetteer, NameKind, Place, PlaceId, Sense, fold};
use dateline_record::Span;
use std::collections::BTreeMap;

/// Senses of a name that are considered, the most populous first.
const MOST_SENSES: usize = 160;
/// How often the names are settled anew by each other.
const ROUNDS: usize = 3;
/// How many meanings of other names a name is held against, the surest first: the work stays linear in the page's length.
const MOST_ANCHORS: usize = 128;
/// How much a difference in score tells: the likelihood of a choice is the exponential of this times its score.
const SHARPNESS: f32 = 1.5;
/// A name whose likeliest place is less likely than this stays unresolved.
const SETTLED: f32 = 0.25;

/// One meaning of a name, with its score.
struct Choice<'a> {
    place: Place<'a>,
    kind: NameKind,
    /// What speaks for it whatever the rest of the page says.
    prior: f32,
    score: f32,
}

/// All mentions of a name that are to mean the same.
struct Name<'a> {
    choices: Vec<Choice<'a>>,
    /// How much it counts for others.
    weight: f32,
}

/// Whether one place lies in another.
pub fn holds(holder: &Place, place: &Place) -> bool {
    match holder.feature {
        "PCLI" => holder.country_place.is_some() && place.country_place == holder.country_place,
        "ADM1" if place.admin1.is_some() => place.admin1 == Some(holder.id),
        "ADM2" if place.admin2.is_some() => place.admin2 == Some(holder.id),
        "ADM1" | "RGN" | "ISL" | "PEN" => place.country == holder.country && kilometres(holder, place) < 350.0,
        "ADM2" => place.admin1 == holder.admin1 && kilometres(holder, place) < 60.0,
        _ => false,
    }
}

/// Resolves all candidates of a page.
pub fn resolve(found: &[Candidate], words: &[Word], context: Context, gazetteer: &Gazetteer) -> Vec<Toponym> {
    let mut names: Vec<Name> = Vec::new();
    let mut by_key: BTreeMap<(&str, Option<&str>), usize> = BTreeMap::new();
    let mut of: Vec<usize> = Vec::with_capacity(found.len());
    for c in found {
        let holder = c.holder.and_then(|h| holder_of(c, h, found));
        let hint = hint(c, words);
        let key = (c.key.as_str(), holder.map(|h| h.key.as_str()));
        let n = *by_key.entry(key).or_insert_with(|| {
            names.push(Name { choices: choices(c, holder, gazetteer), weight: 0.0 });
            names.len() - 1
        });
        let name = &mut names[n];
        for choice in &mut name.choices {
            let fits = hint.map_or(0.0, |h| if h.fits(&choice.place) { 2.5 } else { -1.0 });
            choice.prior += fits / (1.0 + name.weight);
        }
        name.weight += if c.dateline {
            3.0
        } else if c.form == Form::Part {
            0.5
        } else {
            1.0
        };
        of.push(n);
    }
    inherit_holders(&by_key, &mut names);
    let home = Home::of(context, gazetteer);
    settle(&mut names, &home, spoken_of(words, gazetteer));
    found.iter().zip(of).map(|(c, n)| toponym(c, &names[n])).collect()
}

/// The candidate that holds another, by its place in the list before filtering: the next one in the text.
fn holder_of<'c>(c: &Candidate, _index: usize, found: &'c [Candidate]) -> Option<&'c Candidate> {
    let next = found.partition_point(|d| d.span.start <= c.span.start);
    found.get(next).filter(|d| d.words.start == c.words.end)
}

/// A name that is once said to lie somewhere means the same place where nothing is said.
fn inherit_holders(by_key: &BTreeMap<(&str, Option<&str>), usize>, names: &mut [Name]) {
    let plain: Vec<(&str, usize)> =
        by_key.iter().filter(|((_, h), _)| h.is_none()).map(|((k, _), n)| (*k, *n)).collect();
    for (key, n) in plain {
        let held: Vec<usize> =
            by_key.range((key, Some(""))..).take_while(|((k, _), _)| *k == key).map(|(_, n)| *n).collect();
        for h in held {
            let best: Vec<(PlaceId, f32)> =
                names[h].choices.iter().filter(|c| c.prior > 6.0).map(|c| (c.place.id, c.prior)).collect();
            for choice in &mut names[n].choices {
                if best.iter().any(|(p, _)| *p == choice.place.id) {
                    choice.prior += 3.0;
                }
            }
        }
    }
}

/// The senses of a candidate with what speaks for each by itself.
fn choices<'a>(c: &Candidate, holder: Option<&Candidate>, gazetteer: &Gazetteer<'a>) -> Vec<Choice<'a>> {
    let holders: Vec<Place> = holder
        .map(|h| {
            h.senses
                .iter()
                .map(|s| gazetteer.place(s.place))
                .filter(|p| matches!(p.feature, "PCLI" | "ADM1" | "ADM2" | "RGN" | "ISL"))
                .collect()
        })
        .unwrap_or_default();
    let one = |s: &Sense| {
        let place = gazetteer.place(s.place);
        let mut prior = prior(&place, s.kind);
        if !holders.is_empty() {
            prior += if holders.iter().any(|h| h.id != place.id && holds(h, &place)) { 6.0 } else { -2.0 };
        }
        Choice { place, kind: s.kind, prior, score: prior }
    };
    let mut choices: Vec<Choice> = c.senses.iter().take(MOST_SENSES).map(one).collect();
    // "North Richmond" may be a part of some Richmond as well as a town of its own.
    let towns_only = c.senses.iter().all(|s| gazetteer.place(s.place).feature.starts_with("PPL"));
    if let Some((_, rest)) = c.key.split_once(' ').filter(|(first, _)| towns_only && has(DIRECTIONS, first)) {
        for s in gazetteer.named_folded(rest).take(MOST_SENSES).filter(|s| s.kind <= NameKind::Equal) {
            let mut choice = one(&s);
            choice.prior -= 1.5;
            choice.score = choice.prior;
            choices.push(choice);
        }
    }
    choices
}

/// How likely a place is meant before the page is read: mostly the logarithm of its people.
fn prior(p: &Place, kind: NameKind) -> f32 {
    let people = (p.population.max(100) as f32).log10();
    let known = match p.feature {
        "PCLI" => 7.6 + 0.05 * people,
        "ADM1" => 5.7 + 0.13 * people,
        "ADM2" => people.min(6.2) - 0.5,
        "ADM3" | "ADM4" => people - 0.8,
        "PPLC" => people + 1.0,
        "PPLA" => people + 0.3,
        "PPLX" | "PPLL" | "PPLF" | "PPLQ" | "PPLH" | "PPLW" => people - 0.5,
        f if f.starts_with("PPL") => people,
        "CONT" | "OCN" => 8.0,
        "SEA" | "GULF" | "STRT" => 7.2,
        "AIRP" | "AIRB" => 4.5,
        "STM" | "LK" | "MT" => 4.8,
        _ => 6.0,
    };
    known
        + match kind {
            NameKind::Main => 0.0,
            NameKind::Equal => -0.1,
            NameKind::Bare => -0.9,
            NameKind::Other => -1.5,
            NameKind::Adjective | NameKind::Abbreviation => 0.3,
        }
}

/// What kind of place the word beside a name says it is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Hint {
    Division,
    State,
    Settlement,
    River,
}

impl Hint {
    fn fits(self, p: &Place) -> bool {
        match self {
            Hint::Division => p.feature.starts_with("ADM") || p.feature == "RGN",
            Hint::State => p.feature == "ADM1",
            Hint::Settlement => p.feature.starts_with("PPL"),
            Hint::River => p.feature == "STM",
        }
    }
}

fn hint(c: &Candidate, words: &[Word]) -> Option<Hint> {
    if c.county {
        return Some(Hint::Division);
    }
    let after = words.get(c.words.end).filter(|w| w.joint == super::words::Joint::Space).map(|w| w.base());
    let before = || {
        let of = c.words.start.checked_sub(1).filter(|i| words[*i].folded() == "of")?;
        of.checked_sub(1).map(|i| words[i].base())
    };
    let kind = |w: &str| match w {
        "state" => Some(Hint::State),
        w if has(DIVISIONS, w) => Some(Hint::Division),
        w if has(SETTLEMENTS, w) => Some(Hint::Settlement),
        w if has(RIVERS, w) => Some(Hint::River),
        _ => None,
    };
    after.filter(|w| *w != "co").and_then(kind).or_else(|| before().and_then(kind))
}

/// Where the outlet is at home, as far as its address tells.
struct Home<'a> {
    country: Option<PlaceId>,
    /// Places that the outlet may be named after.
    places: Vec<Place<'a>>,
}

/// What newspapers and stations are called besides the place.
const OUTLETS: &[&str] = &[
    "advance",
    "advertiser",
    "advocate",
    "argus",
    "banner",
    "beacon",
    "bee",
    "blade",
    "bulletin",
    "chronicle",
    "citizen",
    "courier",
    "daily",
    "democrat",
    "dispatch",
    "echo",
    "enquirer",
    "enterprise",
    "evening",
    "examiner",
    "express",
    "gazette",
    "globe",
    "guardian",
    "herald",
    "independent",
    "intelligencer",
    "journal",
    "leader",
    "ledger",
    "live",
    "local",
    "magazine",
    "mail",
    "mercury",
    "messenger",
    "monitor",
    "morning",
    "news",
    "newspapers",
    "now",
    "observer",
    "online",
    "patriot",
    "post",
    "press",
    "record",
    "recorder",
    "register",
    "reporter",
    "republic",
    "republican",
    "review",
    "sentinel",
    "standard",
    "star",
    "state",
    "sun",
    "telegram",
    "telegraph",
    "times",
    "today",
    "tribune",
    "voice",
    "weekly",
    "world",
];

impl<'a> Home<'a> {
    fn of(context: Context, gazetteer: &Gazetteer<'a>) -> Home<'a> {
        let host = context.domain.or_else(|| context.url.and_then(host)).unwrap_or("").to_ascii_lowercase();
        let labels: Vec<&str> = host.split('.').filter(|l| !l.is_empty()).collect();
        let tld = labels.last().copied().unwrap_or("");
        let country = match tld {
            "uk" => gazetteer.country("GB"),
            "io" | "tv" | "co" | "me" | "ai" | "fm" | "am" | "cc" | "ws" | "to" | "ly" | "gg" | "su" | "st" => None,
            "gov" | "mil" | "edu" => gazetteer.country("US"),
            t if t.len() == 2 => gazetteer.country(&t.to_ascii_uppercase()),
            _ => None,
        };
        if let Some(town) = known_outlet(&host, gazetteer) {
            return Home { country: town.country_place, places: vec![town] };
        }
        let mut places = Vec::new();
        for label in labels.iter().rev().skip(1).filter(|l| l.len() > 4 && !matches!(**l, "online" | "local")).take(2) {
            places = named_after(label, gazetteer);
            if !places.is_empty() {
                break;
            }
        }
        // An outlet that writes English under no country's domain and is called after a town is at home in an English-speaking country.
        let english = ["US", "GB", "CA", "AU", "NZ", "IE", "ZA", "IN"].map(|c| gazetteer.country(c));
        places.retain(|p| match country {
            Some(_) => p.country_place == country,
            None => english.contains(&p.country_place),
        });
        Home { country, places }
    }
}

/// The home of an outlet that its domain does not tell.
pub(super) fn known_outlet<'a>(host: &str, gazetteer: &Gazetteer<'a>) -> Option<Place<'a>> {
    let is_of = |domain: &str| host.strip_suffix(domain).is_some_and(|sub| sub.is_empty() || sub.ends_with('.'));
    let line = include_str!("outlets.tsv").lines().find(|l| l.split('\t').next().is_some_and(is_of))?;
    let mut fields = line.split('\t').skip(1);
    let (country, admin1, town) = (fields.next()?, fields.next()?, fields.next()?);
    gazetteer.named(town).map(|s| gazetteer.place(s.place)).find(|p| {
        let first = p.admin1.map(|a| gazetteer.place(a).name);
        p.feature.starts_with("PPL") && p.country == Some(country) && first == Some(admin1)
    })
}

fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#', ':']).next().filter(|h| h.contains('.'))
}

/// The places that an outlet's label starts with, if the rest is what outlets are called.
fn named_after<'a>(label: &str, gazetteer: &Gazetteer<'a>) -> Vec<Place<'a>> {
    let label: String = fold(label).replace(' ', "");
    let start = ["the", "my", "daily"].iter().find_map(|p| label.strip_prefix(p)).unwrap_or(&label);
    for cut in (4..=start.len()).rev().filter(|c| start.is_char_boundary(*c)) {
        let (name, rest) = start.split_at(cut);
        let initials = rest.len() <= 2 && name.len() > 4;
        let outlet = OUTLETS.iter().any(|o| rest.starts_with(o)) || rest.starts_with("and") || initials;
        if outlet {
            let senses = gazetteer.named_folded(name).filter(|s| s.kind <= NameKind::Equal);
            let places: Vec<Place> = senses.map(|s| gazetteer.place(s.place)).take(40).collect();
            if !places.is_empty() {
                return places;
            }
        }
    }
    Vec::new()
}

/// Words of public life that tell the country of a local paper.
const AMERICAN: &[&str] = &["aldermen", "councilman", "councilwoman", "county", "selectmen", "sheriff", "statehouse"];
const BRITISH: &[&str] = &["cllr", "constabulary", "councillor", "councillors", "magistrates"];

/// The country that the page's own words speak of, and how much.
fn spoken_of(words: &[Word], gazetteer: &Gazetteer) -> (Option<PlaceId>, f32) {
    let count = |list: &[&str]| words.iter().filter(|w| has(list, w.base())).count() as f32;
    let (american, british) = (count(AMERICAN), count(BRITISH));
    let country = gazetteer.country(if american >= british { "US" } else { "GB" });
    (country, (0.5 * (american - british).abs()).min(1.0))
}

/// Settles the names by each other.
fn settle(names: &mut [Name], home: &Home, spoken: (Option<PlaceId>, f32)) {
    for name in names.iter_mut() {
        for c in &mut name.choices {
            if spoken.0 == c.place.country_place {
                c.prior += spoken.1;
            }
            if home.country.is_some() && c.place.country_place == home.country {
                c.prior += 1.5;
            }
            if home.places.iter().any(|h| h.id == c.place.id) {
                c.prior += 4.0;
            }
            c.score = c.prior;
        }
    }
    let votes = votes(names);
    for _ in 0..ROUNDS {
        let mut anchors: Vec<(usize, Place, f32)> =
            names.iter().enumerate().flat_map(|(n, name)| anchors(n, name)).collect();
        anchors.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
        anchors.truncate(MOST_ANCHORS);
        for (n, name) in names.iter_mut().enumerate().filter(|(_, name)| name.choices.len() > 1) {
            let own = vote(name);
            for c in &mut name.choices {
                let mut support = 0.0;
                for (_, anchor, weight) in anchors.iter().filter(|(m, ..)| *m != n) {
                    support += weight * tie(&c.place, anchor);
                }
                support += home.places.iter().map(|h| tie(&c.place, h)).fold(0.0, f32::max) * 0.7;
                let others = c.place.admin1.and_then(|a| votes.get(&a)).map_or(0.0, |v| v - own);
                c.score = c.prior + 2.2 * (1.0 + support + 0.5 * others).ln();
            }
        }
    }
}

/// What a name adds to each first-level division that has a place of that name: more if few have.
fn vote(name: &Name) -> f32 {
    name.weight.min(2.0) / (1.0 + name.choices.len() as f32).ln()
}

/// For each first-level division, how many of the page's names it has places for.
fn votes(names: &[Name]) -> BTreeMap<PlaceId, f32> {
    let mut votes = BTreeMap::new();
    for name in names {
        let mut divisions: Vec<PlaceId> = name.choices.iter().filter_map(|c| c.place.admin1).collect();
        divisions.sort_unstable();
        divisions.dedup();
        for d in divisions {
            *votes.entry(d).or_insert(0.0) += vote(name);
        }
    }
    votes
}

/// The likely meanings of a name, weighted, for others to hold on to.
fn anchors<'a>(n: usize, name: &Name<'a>) -> Vec<(usize, Place<'a>, f32)> {
    let top = name.choices.iter().map(|c| c.score).fold(f32::MIN, f32::max);
    let all: f32 = name.choices.iter().map(|c| (SHARPNESS * (c.score - top)).exp()).sum();
    let weight = name.weight.min(3.0).sqrt();
    let mut likely: Vec<(usize, Place, f32)> = name
        .choices
        .iter()
        .map(|c| (n, c.place, (SHARPNESS * (c.score - top)).exp() / all * weight))
        .filter(|(_, _, w)| *w > 0.03)
        .collect();
    likely.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.1.id.cmp(&b.1.id)));
    likely.truncate(8);
    likely
}

/// How much one place on a page makes another likely.
fn tie(place: &Place, anchor: &Place) -> f32 {
    if place.id == anchor.id {
        return 0.0;
    }
    let same_country = place.country_place.is_some() && place.country_place == anchor.country_place;
    let mut tie = 0.0;
    if same_country {
        tie += 0.25;
        if place.admin1.is_some() && place.admin1 == anchor.admin1 {
            tie += 0.7;
        }
    }
    let broad = |p: &Place| matches!(p.feature, "PCLI" | "CONT" | "OCN" | "RGN" | "ADM1");
    if !broad(place) && !broad(anchor) {
        let km = kilometres(place, anchor);
        tie += if km < 40.0 {
            1.5
        } else if km < 100.0 {
            0.9
        } else if km < 250.0 {
            0.3
        } else {
            0.0
        };
    }
    tie
}

fn toponym(c: &Candidate, name: &Name) -> Toponym {
    let mut ranked: Vec<&Choice> = name.choices.iter().collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
    let top = ranked.first().map_or(0.0, |c| c.score);
    let all: f32 = ranked.iter().map(|c| (SHARPNESS * (c.score - top)).exp()).sum();
    let likely = |c: &Choice| (SHARPNESS * (c.score - top)).exp() / all;
    // A town and the county or state of its name are one place where they lie together.
    let sure: f32 = ranked.iter().filter(|c| kilometres(&c.place, &ranked[0].place) < 60.0).map(|c| likely(c)).sum();
    let settled = sure >= SETTLED;
    Toponym {
        span: c.span,
        form: c.form,
        place: ranked.first().filter(|_| settled).map(|c| c.place.id),
        known_as: ranked.first().filter(|_| settled).map(|c| c.kind),
        confidence: sure.clamp(0.01, 1.0),
        others: ranked.iter().skip(usize::from(settled)).take(5).map(|c| (c.place.id, likely(c).max(0.01))).collect(),
    }
}

/// "The North" and "the South", on a page that speaks of North Korea.
pub fn halves_of_korea(words: &[Word], toponyms: &mut Vec<Toponym>, gazetteer: &Gazetteer) {
    let (north, south) = (gazetteer.country("KP"), gazetteer.country("KR"));
    if north.is_none() || !toponyms.iter().any(|t| t.form == Form::Name && t.place == north) {
        return;
    }
    let known: Vec<Span> = toponyms.iter().map(|t| t.span).collect();
    for pair in words.windows(2) {
        let place = match pair[1].base() {
            "north" => north,
            "south" => south,
            _ => continue,
        };
        let (start, end) = (pair[1].token.start, pair[1].token.base.map_or(pair[1].token.end, |(end, _)| end));
        if pair[0].folded() == "the" && pair[1].capital && pair[1].joint == super::words::Joint::Space {
            let span = Span::new(pair[0].token.start, end);
            let at = known.partition_point(|s| s.end as usize <= start);
            if known.get(at).is_none_or(|s| s.start as usize >= end) {
                toponyms.push(Toponym {
                    span,
                    form: Form::Short,
                    place,
                    known_as: Some(NameKind::Other),
                    confidence: 0.9,
                    others: Vec::new(),
                });
            }
        }
    }
    toponyms.sort_by_key(|t| t.span);
}

/// Distance by the flat approximation, good enough to tell near from far.
fn kilometres(a: &Place, b: &Place) -> f64 {
    let mut east = (a.lon - b.lon).abs();
    if east > 180.0 {
        east = 360.0 - east;
    }
    let mean = (a.lat + b.lat) / 2.0;
    // The cosine of the latitude, from its parabola: within 6 % up to 75 degrees.
    let shrink = (1.0 - (mean / 90.0).powi(2)).max(0.05);
    let (x, y) = (east * shrink * 111.2, (a.lat - b.lat) * 111.2);
    (x * x + y * y).sqrt()
}
