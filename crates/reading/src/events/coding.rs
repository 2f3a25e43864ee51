//! Whose land and which sector of society is a party of? Codes after PLOVER 2.0.
//!
//! The land comes from what the words themselves name, from the page's own statements about the entity, and, last, from lists of bodies
//! and leaders that are generally known.

use super::lexicon::lines;
use dateline_gazetteer::{Gazetteer, NameKind};
use dateline_record::{Entity, EntityKind};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a party is coded as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// ISO 3166-1 alpha-3, or a top code of PLOVER: `IGO`, `NGO`, `IMG`.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<&'static str>,
}

struct Known {
    country: Option<&'static str>,
    sector: Option<&'static str>,
}

fn known(text: &'static str) -> HashMap<&'static str, Known> {
    let entry = |line: &'static str| {
        let mut parts = line.split(';').map(str::trim);
        let name = parts.next()?;
        let mut code = || parts.next().filter(|c| !c.is_empty());
        Some((name, Known { country: code(), sector: code() }))
    };
    lines(text).filter_map(entry).collect()
}

static BODIES: LazyLock<HashMap<&'static str, Known>> = LazyLock::new(|| known(include_str!("lexicon/bodies.txt")));
static LEADERS: LazyLock<HashMap<&'static str, Known>> = LazyLock::new(|| known(include_str!("lexicon/leaders.txt")));

/// Sector and weight of each word or pair of words.
static SECTORS: LazyLock<HashMap<&'static str, (&'static str, u8)>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for line in lines(include_str!("lexicon/sectors.txt")) {
        let mut parts = line.split(';').map(str::trim);
        let (Some(sector), Some(weight), Some(words)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let weight = weight.parse().unwrap_or(0);
        for word in words.split_whitespace() {
            table.entry(word).or_insert((sector, weight));
        }
    }
    table
});

/// Whether a word, by its dictionary form, says that somebody is meant: "rebel", "ministry".
pub fn is_somebody(lemma: &str) -> bool {
    SECTORS.contains_key(lemma)
}

/// The sector that a word tells of by its dictionary form.
pub fn sector_of(lemma: &str) -> Option<&'static str> {
    SECTORS.get(lemma).map(|(sector, _)| *sector)
}

/// A word of a phrase.
pub struct Word {
    pub lower: String,
    pub lemma: String,
    /// Whether it is written in capitals throughout.
    pub is_upper: bool,
    /// Whether it begins with a capital.
    pub is_name: bool,
}

/// The code of a phrase by its words, the last of them its head.
pub fn of_words(words: &[Word]) -> Code {
    let mut code = Code::default();
    // The longest known body that the phrase names.
    'longest: for len in (1..=words.len().min(5)).rev() {
        for window in words.windows(len) {
            let name = join(window.iter().map(|w| w.lower.as_str()), " ").replace(" - ", "-");
            // "UN", but not the "Un" of a name.
            if len == 1 && name.len() <= 4 && !window[0].is_upper {
                continue;
            }
            let singular = name.strip_suffix('s');
            if let Some(k) = BODIES.get(name.as_str()).or_else(|| singular.and_then(|s| BODIES.get(s))) {
                code.country = k.country.map(str::to_string);
                code.sector = k.sector;
                break 'longest;
            }
        }
    }
    let mut best: Option<(u8, usize, &'static str)> = None;
    for i in 0..words.len() {
        let pair = words.get(i + 1).map(|next| join([words[i].lemma.as_str(), next.lemma.as_str()].into_iter(), "_"));
        let found = [Some(words[i].lemma.clone()), pair].into_iter().flatten();
        for (sector, weight) in found.filter_map(|w| SECTORS.get(w.as_str()).copied()) {
            if best.is_none_or(|(w, at, _)| (weight, i) >= (w, at)) {
                best = Some((weight, i, sector));
            }
        }
    }
    // A leader who is generally known, where no entity tells more: the last words of the phrase.
    if code.country.is_none()
        && let Some(last) = words.last()
    {
        let full = words.len().checked_sub(2).map(|i| format!("{} {}", words[i].lower, last.lower));
        // "the Roe administration" is the leader's.
        let of_leader = matches!(last.lower.as_str(), "administration" | "government" | "regime" | "cabinet");
        let owner = words.len().checked_sub(2).and_then(|i| words.get(i)).filter(|w| of_leader && w.is_name);
        let known = full
            .as_deref()
            .and_then(|f| LEADERS.get(f))
            .or_else(|| owner.and_then(|w| LEADERS.get(w.lower.as_str())))
            .or_else(|| LEADERS.get(last.lower.as_str()).filter(|_| last.is_name));
        if let Some(k) = known {
            code.country = k.country.map(str::to_string);
            code.sector = k.sector;
        }
    }
    // What the phrase says of itself goes before what is known of the body that it belongs to: "a Hamas lawmaker".
    if let Some((.., sector)) = best
        && (code.sector.is_none() || best.is_some_and(|(w, ..)| w >= 5))
    {
        code.sector = Some(sector);
    }
    code
}

fn join<'w>(words: impl Iterator<Item = &'w str>, with: &str) -> String {
    words.collect::<Vec<_>>().join(with)
}

/// The code of an entity from the page's own statements: its place on the map, its offices; else from what is generally known.
pub fn of_entity(entity: &Entity, entities: &Entities, gazetteer: &Gazetteer) -> Code {
    let mut code = Code::default();
    match entity.kind {
        EntityKind::Country | EntityKind::Place | EntityKind::Facility => {
            code.country = country_of_place(entity, gazetteer);
        }
        EntityKind::Person => {
            for role in &entity.roles {
                let of = role.of.as_deref().and_then(|id| entities.get(id));
                if code.country.is_none() {
                    code.country =
                        of.and_then(|e| country_of_place(e, gazetteer).or_else(|| of_name(&e.name, gazetteer).country));
                }
                let words = lower_words(&role.title);
                let by_title = of_words(&words);
                if code.sector.is_none() {
                    code.sector =
                        if role.past && by_title.sector == Some("GOV") { Some("ELI") } else { by_title.sector };
                }
                if code.country.is_none() {
                    code.country = by_title.country.or_else(|| country_in(&role.title, gazetteer));
                }
            }
            let lower = entity.name.to_lowercase();
            let family = lower.rsplit(' ').next().unwrap_or("");
            if let Some(k) = LEADERS.get(lower.as_str()).or_else(|| LEADERS.get(family)) {
                code.country = code.country.or_else(|| k.country.map(str::to_string));
                code.sector = code.sector.or(k.sector);
            }
        }
        _ => code = of_name(&entity.name, gazetteer),
    }
    code
}

/// The code that the name of a body tells.
fn of_name(name: &str, gazetteer: &Gazetteer) -> Code {
    let mut code = of_words(&lower_words(name));
    if code.country.is_none() {
        code.country = country_in(name, gazetteer);
    }
    code
}

fn lower_words(text: &str) -> Vec<Word> {
    let word = |w: &str| {
        let w = w.trim_end_matches(',');
        let lower = w.to_lowercase();
        let lemma = lower.strip_suffix('s').filter(|s| is_somebody(s)).unwrap_or(&lower).to_string();
        Word { lower, lemma, is_upper: is_upper(w), is_name: w.starts_with(char::is_uppercase) }
    };
    text.split_whitespace().map(word).collect()
}

/// Whether a word has capitals and no small letters.
pub fn is_upper(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

/// The land that an entity is, or lies in.
pub fn country_of_place(entity: &Entity, gazetteer: &Gazetteer) -> Option<String> {
    let located = || entity.location.as_ref()?.country.as_deref().and_then(|c| gazetteer.alpha3(c)).map(str::to_string);
    entity.links.iso3166.clone().or_else(located)
}

/// The land that capitalised words within `text` name: "Hungarian", "South Korean".
pub fn country_in(text: &str, gazetteer: &Gazetteer) -> Option<String> {
    let plain = text.split_whitespace().filter(|w| !w.starts_with("anti-") && !w.starts_with("pro-"));
    let words: Vec<&str> = plain.flat_map(|w| w.split('-')).filter(|w| !w.is_empty()).collect();
    for len in (1..=3.min(words.len())).rev() {
        for window in words.windows(len) {
            let name = window.join(" ");
            let name = name.trim_end_matches("'s").trim_end_matches("’s").trim_end_matches(['\'', '’', ',']);
            if name.starts_with(char::is_uppercase)
                && let Some(code) = land(name, gazetteer)
            {
                return Some(code);
            }
        }
    }
    // "of Tehran": a capital stands for its land.
    let capital = |name: &str| {
        gazetteer.named(name).find_map(|s| {
            let place = gazetteer.place(s.place);
            let main = place.feature == "PPLC" && matches!(s.kind, NameKind::Main | NameKind::Equal);
            if main { place.country.and_then(|c| gazetteer.alpha3(c)) } else { None }
        })
    };
    let named = words.iter().filter(|w| w.starts_with(char::is_uppercase) && w.len() > 3);
    named.map(|w| w.trim_end_matches(',')).find_map(capital).map(str::to_string)
}

/// Whether a text ends in what takes sides about the land that follows: "anti-", "pro-".
pub fn takes_sides(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    matches!(word.to_ascii_lowercase().as_str(), "anti-" | "pro-" | "non-")
}

/// The land that a name or adjective stands for.
pub fn land(name: &str, gazetteer: &Gazetteer) -> Option<String> {
    if let Some(code) = LANDS.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)) {
        return Some(code.1.to_string());
    }
    let of = |name: &str| {
        gazetteer.named(name).find_map(|s| {
            let place = gazetteer.place(s.place);
            let whole = place.feature.starts_with("PCL")
                && matches!(s.kind, NameKind::Main | NameKind::Equal | NameKind::Adjective | NameKind::Abbreviation);
            if whole { place.country.and_then(|c| gazetteer.alpha3(c)) } else { None }
        })
    };
    of(name).or_else(|| name.strip_suffix('s').and_then(of)).map(str::to_string)
}

/// Whether a name is that of a capital, which stands for the government that sits there.
pub fn is_capital(entity: &Entity) -> bool {
    entity.location.as_ref().is_some_and(|l| l.feature.as_deref() == Some("PPLC"))
}

/// Names of lands and peoples that PLOVER codes in its own way, or that maps write otherwise.
const LANDS: &[(&str, &str)] = &[
    ("Palestinian", "PSE"),
    ("Palestinians", "PSE"),
    ("Palestine", "PSE"),
    ("Gaza", "PSE"),
    ("Gazan", "PSE"),
    ("Kosovo", "KOS"),
    ("Kosovar", "KOS"),
    ("Hong Kong", "HKG"),
    ("Northern Ireland", "GBR"),
    ("South Sudan", "SSD"),
    ("New Zealand", "NZL"),
    ("Bosnian Serb", "BIH"),
    ("Bosnian", "BIH"),
    ("Kampuchean", "KHM"),
    ("Kampuchea", "KHM"),
    ("Khmer", "KHM"),
    ("Rhodesian", "ZWE"),
    ("Rhodesia", "ZWE"),
    ("Ivorian", "CIV"),
    ("Congolese", "COD"),
    ("Soviet", "RUS"),
    ("Soviet Union", "RUS"),
    ("West German", "DEU"),
    ("East German", "DEU"),
    ("West Germany", "DEU"),
    ("East Germany", "DEU"),
    ("Czechoslovak", "CZE"),
    ("Czechoslovakia", "CZE"),
    ("Yugoslav", "SRB"),
    ("Yugoslavia", "SRB"),
    ("Zaire", "COD"),
    ("Burmese", "MMR"),
    ("Burma", "MMR"),
    ("Argentine", "ARG"),
    ("Briton", "GBR"),
    ("British", "GBR"),
    ("English", "GBR"),
    ("Scottish", "GBR"),
    ("Emirates", "ARE"),
    ("Emirati", "ARE"),
    ("Chechen", "RUS"),
    ("Tibetan", "CHN"),
    ("Uyghur", "CHN"),
    ("Kurdish", ""),
    ("American", "USA"),
    ("Americans", "USA"),
    ("US", "USA"),
    ("U.S.", "USA"),
    ("UK", "GBR"),
    ("U.K.", "GBR"),
    ("Holy See", "VAT"),
    ("Afghan", "AFG"),
    ("Tamil", "LKA"),
    ("Sri Lankan", "LKA"),
    ("Taiwanese", "TWN"),
    ("Serb", "SRB"),
    ("Serbs", "SRB"),
    ("Croat", "HRV"),
    ("Turk", "TUR"),
    ("Kazakh", "KAZ"),
    ("Kyrgyz", "KGZ"),
    ("Uzbek", "UZB"),
    ("Tajik", "TJK"),
    ("Turkmen", "TKM"),
    ("Pole", "POL"),
    ("Dane", "DNK"),
    ("Swede", "SWE"),
    ("Finn", "FIN"),
    ("Spaniard", "ESP"),
    ("Dutch", "NLD"),
    ("Greek", "GRC"),
    ("Filipino", "PHL"),
    ("Philippine", "PHL"),
    ("Lao", "LAO"),
    ("Saudi", "SAU"),
    ("Iraqi", "IRQ"),
    ("Pakistani", "PAK"),
    ("Bangladeshi", "BGD"),
];

/// Whether a code is that of bodies that are no land's.
pub fn is_top_code(code: &str) -> bool {
    matches!(code, "IGO" | "UNO" | "EUR" | "NGO" | "ISM" | "IMG" | "MNC")
}

/// Entities by id.
pub type Entities<'e> = HashMap<&'e str, &'e Entity>;

/// The letters that the record uses for a land: Kosovo has none in ISO 3166-1, PLOVER writes KOS.
pub fn tidy(code: Option<String>) -> Option<String> {
    code.filter(|c| !c.is_empty()).map(|c| if c == "XKX" { "KOS".to_string() } else { c })
}
