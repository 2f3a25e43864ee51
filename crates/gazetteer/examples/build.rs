//! Makes the table from what `gazetteer/fetch.py` has gathered: `build WORK_FOLDER OUTPUT`.

use dateline_gazetteer::{NameKind, NewPlace, Word, WordUse, build};
use std::{env, error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let (work, output) = args.next().zip(args.next()).ok_or("usage: build WORK_FOLDER OUTPUT")?;
    let places = fs::read_to_string(format!("{work}/places.tsv"))?.lines().map(place).collect::<Result<Vec<_>, _>>()?;
    let words = fs::read_to_string(format!("{work}/words.tsv"))?.lines().map(word).collect::<Result<Vec<_>, _>>()?;
    let bytes = build(places, &words)?;
    println!("{output}: {} bytes", bytes.len());
    Ok(fs::write(output, bytes)?)
}

fn place(line: &str) -> Result<NewPlace, Box<dyn Error>> {
    let f: Vec<&str> = line.split('\t').collect();
    let [geonames, name, lat, lon, population, country, admin1, admin2, feature, alpha3, names] = f[..] else {
        return Err(format!("not a place: {line}").into());
    };
    let kind = |n: &str| {
        let (kind, name) = match n.as_bytes().first() {
            Some(b'=') => (NameKind::Equal, &n[1..]),
            Some(b'~') => (NameKind::Bare, &n[1..]),
            Some(b'%') => (NameKind::Adjective, &n[1..]),
            Some(b'!') => (NameKind::Abbreviation, &n[1..]),
            _ => (NameKind::Other, n),
        };
        (name.to_string(), kind)
    };
    Ok(NewPlace {
        geonames: geonames.parse()?,
        name: name.into(),
        lat: lat.parse()?,
        lon: lon.parse()?,
        population: population.parse()?,
        country: country.into(),
        alpha3: alpha3.into(),
        admin1: admin1.into(),
        admin2: admin2.into(),
        feature: feature.into(),
        names: names.split('|').filter(|n| !n.is_empty()).map(kind).collect(),
    })
}

fn word(line: &str) -> Result<Word, Box<dyn Error>> {
    let f: Vec<&str> = line.split('\t').collect();
    let [word, first_name, surname, common] = f[..] else {
        return Err(format!("not a word: {line}").into());
    };
    let known = WordUse { first_name: first_name.parse()?, surname: surname.parse()?, common: common.parse()? };
    Ok((word.into(), known))
}
