//! Makes a table's bytes. Not needed to use one.

use crate::fold::fold;
use crate::table::{Error, MAGIC, NONE8, NONE16, NameKind, SECTIONS, WordUse};
use std::collections::BTreeMap;

/// A place to be put into a table.
#[derive(Clone, Debug, Default)]
pub struct NewPlace {
    /// GeoNames id; 0 for none.
    pub geonames: u32,
    /// Main name.
    pub name: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Inhabitants; 0 if not known.
    pub population: u32,
    /// ISO 3166-1 alpha-2, or empty.
    pub country: String,
    /// ISO 3166-1 alpha-3; only of a country.
    pub alpha3: String,
    /// GeoNames code of the first-level division, or empty.
    pub admin1: String,
    /// GeoNames code of the second-level division, or empty.
    pub admin2: String,
    /// GeoNames feature code.
    pub feature: String,
    /// Further names.
    pub names: Vec<(String, NameKind)>,
}

/// A word and what it can be.
pub type Word = (String, WordUse);

/// Makes the bytes of a table, the same for the same places in any order of equals.
pub fn build(mut places: Vec<NewPlace>, words: &[Word]) -> Result<Vec<u8>, Error> {
    let level = |p: &NewPlace| match p.feature.as_str() {
        "PCLI" => 0,
        "ADM1" => 1,
        "ADM2" => 2,
        _ => 3,
    };
    places.sort_by_cached_key(|p| {
        (level(p), p.country.clone(), p.admin1.clone(), p.admin2.clone(), p.geonames, p.name.clone())
    });
    let code = |p: &NewPlace, levels: u8| {
        let mut code = p.country.clone();
        for part in [&p.admin1, &p.admin2].into_iter().take(levels.into()) {
            code.push('.');
            code.push_str(part);
        }
        code
    };
    let mut holders = BTreeMap::new();
    for (n, p) in places.iter().enumerate().filter(|(_, p)| level(p) < 3) {
        if n >= usize::from(NONE16) || (level(p) == 0 && n >= usize::from(NONE8)) {
            return Err(Error::TooMany("divisions"));
        }
        holders.entry(code(p, level(p))).or_insert(n as u16);
    }
    let mut features: Vec<&str> = places.iter().map(|p| p.feature.as_str()).collect();
    features.sort_unstable();
    features.dedup();
    if features.len() > usize::from(NONE8) {
        return Err(Error::TooMany("features"));
    }

    let (mut records, mut countries, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    let mut text_at: BTreeMap<&str, u32> = BTreeMap::new();
    for p in &places {
        let at = *text_at.entry(cut(&p.name)).or_insert_with(|| {
            let at = texts.len() as u32;
            texts.push(cut(&p.name).len() as u8);
            texts.extend_from_slice(cut(&p.name).as_bytes());
            at
        });
        records.extend(at.to_le_bytes());
        records.extend(p.geonames.to_le_bytes());
        records.extend(((p.lat * 1e5).round() as i32).to_le_bytes());
        records.extend(((p.lon * 1e5).round() as i32).to_le_bytes());
        records.extend(p.population.to_le_bytes());
        for levels in [1, 2] {
            let known = !p.admin1.is_empty() && (levels == 1 || !p.admin2.is_empty());
            let holder = known.then(|| holders.get(&code(p, levels))).flatten();
            records.extend(holder.unwrap_or(&NONE16).to_le_bytes());
        }
        records.push(holders.get(&p.country).map_or(NONE8, |n| *n as u8));
        records.push(features.binary_search(&p.feature.as_str()).map_or(NONE8, |n| n as u8));
        if level(p) == 0 {
            countries.extend(p.country.bytes().chain(p.alpha3.bytes()).chain([0; 5]).take(5));
        }
    }

    let mut senses: BTreeMap<String, Vec<(std::cmp::Reverse<u32>, u32, u8)>> = BTreeMap::new();
    for (n, p) in places.iter().enumerate() {
        for (name, kind) in std::iter::once((&p.name, NameKind::Main)).chain(p.names.iter().map(|(n, k)| (n, *k))) {
            let key = fold(name);
            if !key.is_empty() {
                senses.entry(key).or_default().push((std::cmp::Reverse(p.population), n as u32, kind as u8));
            }
        }
    }
    let mut lists: Vec<u8> = Vec::new();
    let mut names = fst::raw::Builder::memory();
    for (key, mut list) in senses {
        list.sort_unstable();
        list.dedup_by_key(|(_, place, _)| *place); // the best kind of name comes first
        list.truncate(usize::from(u8::MAX));
        let packed = |(_, place, kind): &(_, u32, u8)| place << 3 | u32::from(*kind);
        let value = match list.as_slice() {
            [one] => u64::from(packed(one)) << 1 | 1,
            _ => {
                let at = lists.len() as u64;
                lists.push(list.len() as u8);
                list.iter().for_each(|s| lists.extend(packed(s).to_le_bytes()));
                at << 1
            }
        };
        names.insert(key, value)?;
    }
    let mut word_index = fst::raw::Builder::memory();
    let words: BTreeMap<String, WordUse> = words.iter().map(|(w, u)| (fold(w), *u)).collect();
    for (word, u) in words {
        word_index.insert(word, u64::from(u.first_name | u.surname << 2 | u.common << 4))?;
    }

    let feature_codes = features.iter().flat_map(|f| f.bytes().chain([0; 8]).take(8)).collect();
    let sections: [Vec<u8>; SECTIONS] =
        [records, countries, feature_codes, texts, lists, names.into_inner()?, word_index.into_inner()?];
    let mut out = MAGIC.to_vec();
    let mut at = 8 + 8 * SECTIONS;
    for s in &sections {
        out.extend((at as u32).to_le_bytes());
        out.extend((s.len() as u32).to_le_bytes());
        at += s.len();
    }
    sections.iter().for_each(|s| out.extend(s));
    Ok(out)
}

/// The name as far as its length fits a byte.
fn cut(name: &str) -> &str {
    let mut end = name.len().min(255);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}
