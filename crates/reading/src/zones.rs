//! Which clocks a place keeps: from its country and first-level division to a zone of the IANA tz database.

use dateline_gazetteer::{Gazetteer, PlaceId};

/// Country, zone, divisions; see the table's head.
const TABLE: &str = include_str!("zones.tsv");

/// The name of the zone that a place keeps. `None` where the place is a country of several zones, or none of the table.
pub fn of(place: PlaceId, gazetteer: &Gazetteer) -> Option<&'static str> {
    let place = gazetteer.place(place);
    let country = place.country?;
    let division = place.admin1.map(|d| gazetteer.place(d).name);
    let mut rows = rows().filter(|(c, ..)| *c == country).peekable();
    let several = rows.peek().is_some_and(|(.., divisions)| !divisions.is_empty());
    if several && division.is_none() {
        return None;
    }
    rows.find(|(.., divisions)| {
        divisions.is_empty() || division.is_some_and(|d| divisions.split(';').any(|listed| listed == d))
    })
    .map(|(_, zone, _)| zone)
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    TABLE.lines().filter(|l| !l.starts_with('#')).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.next()?, cells.next().unwrap_or("")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_times::Anchor;
    use std::collections::HashSet;

    #[test]
    fn every_row_names_a_zone_and_divisions_that_exist() {
        let gazetteer = Gazetteer::bundled();
        let divisions: HashSet<_> = (0..gazetteer.len() as u32)
            .map(|i| gazetteer.place(PlaceId(i)))
            .filter(|p| p.feature == "ADM1")
            .map(|p| (p.country.unwrap_or_default(), p.name))
            .collect();
        let noon = Anchor::parse("2024-05-15T12:00Z").unwrap();
        for (country, zone, listed) in rows() {
            assert!(noon.in_zone(zone).is_some(), "{zone}");
            for d in listed.split(';').filter(|d| !d.is_empty()) {
                assert!(divisions.contains(&(country, d)), "{country}: {d}");
            }
        }
    }

    #[test]
    fn places_keep_their_clocks() {
        let gazetteer = Gazetteer::bundled();
        // The most populous place of a name that is a town.
        let zone = |name: &str, country: &str| {
            let place = gazetteer
                .named(name)
                .map(|s| gazetteer.place(s.place))
                .filter(|p| p.country == Some(country) && p.feature.starts_with("PPL"))
                .max_by_key(|p| p.population)
                .unwrap();
            of(place.id, gazetteer)
        };
        for (name, country, expected) in [
            ("Seoul", "KR", "Asia/Seoul"),
            ("Dallas", "US", "America/Chicago"),
            ("Miami", "US", "America/New_York"),
            ("Vancouver", "CA", "America/Vancouver"),
            ("Perth", "AU", "Australia/Perth"),
            ("Vladivostok", "RU", "Asia/Vladivostok"),
            ("Moscow", "RU", "Europe/Moscow"),
            ("London", "GB", "Europe/London"),
        ] {
            assert_eq!(zone(name, country), Some(expected), "{name}");
        }
        assert_eq!(gazetteer.country("US").and_then(|us| of(us, gazetteer)), None);
        assert_eq!(gazetteer.country("KR").and_then(|kr| of(kr, gazetteer)), Some("Asia/Seoul"));
    }
}
