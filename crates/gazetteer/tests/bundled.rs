//! The table that comes with the program: what news needs is in it, and nothing in it is out of range.

use dateline_gazetteer::{Gazetteer, NameKind, PlaceId, fold};

#[test]
fn names_lead_to_their_places() {
    // name, country, feature code, how the name belongs to the place, roughly where
    let cases = [
        ("Riga", Some("LV"), "PPLC", NameKind::Main, (56.9, 24.1)),
        ("RIGA", Some("LV"), "PPLC", NameKind::Main, (56.9, 24.1)),
        ("Vostochny Cosmodrome", Some("RU"), "SPCP", NameKind::Main, (51.9, 128.3)),
        ("Khasan", Some("RU"), "RSTN", NameKind::Main, (42.4, 130.6)),
        ("Amur Oblast", Some("RU"), "ADM1", NameKind::Main, (51.6, 128.0)),
        ("Primorsky Krai", Some("RU"), "ADM1", NameKind::Other, (43.9, 132.8)),
        ("Strait of Hormuz", None, "STRT", NameKind::Main, (26.6, 56.3)),
        ("Darfur", Some("SD"), "RGN", NameKind::Main, (13.5, 24.5)),
        ("Calif.", Some("US"), "ADM1", NameKind::Abbreviation, (37.0, -119.7)),
        ("U.K.", Some("GB"), "PCLI", NameKind::Abbreviation, (54.8, -2.7)),
        ("Peruvians", Some("PE"), "PCLI", NameKind::Adjective, (-10.0, -75.2)),
        ("St Louis", Some("US"), "PPLA2", NameKind::Main, (38.6, -90.2)),
        ("Burma", Some("MM"), "PCLI", NameKind::Equal, (21.0, 96.0)),
        ("Ramstein Air Base", Some("DE"), "MILB", NameKind::Main, (49.4, 7.6)),
    ];
    let gazetteer = Gazetteer::bundled();
    let mut wrong = Vec::new();
    for (name, country, feature, kind, (lat, lon)) in cases {
        let found = gazetteer.named(name).any(|s| {
            let p = gazetteer.place(s.place);
            let near = (p.lat - lat).abs() < 1.5 && (p.lon - lon).abs() < 2.0;
            near && (p.country, p.feature, s.kind) == (country, feature, kind)
        });
        if !found {
            let got: Vec<_> = gazetteer.named(name).take(5).map(|s| (gazetteer.place(s.place), s.kind)).collect();
            wrong.push(format!("{name}: {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn towns_lie_in_their_divisions() {
    let gazetteer = Gazetteer::bundled();
    let name = |id: Option<PlaceId>| id.map(|p| gazetteer.place(p).name);
    let columbus = gazetteer.named("Columbus").map(|s| gazetteer.place(s.place)).find(|p| p.feature == "PPLA");
    let columbus = columbus.expect("the capital of Ohio");
    assert_eq!((name(columbus.admin1), name(columbus.admin2)), (Some("Ohio"), Some("Franklin County")));
    assert_eq!(name(columbus.country_place), Some("United States"));
    assert_eq!(gazetteer.alpha3("US"), Some("USA"));
    assert_eq!(gazetteer.country("LV"), gazetteer.named("Latvia").next().map(|s| s.place));
}

#[test]
fn every_place_is_in_range_and_found_by_its_name() {
    let gazetteer = Gazetteer::bundled();
    for id in (0..gazetteer.len() as u32).map(PlaceId) {
        let p = gazetteer.place(id);
        assert!(!p.name.is_empty() && !p.feature.is_empty(), "{p:?}");
        assert!(p.lat.abs() <= 90.0 && p.lon.abs() <= 180.0, "{p:?}");
        if id.0 % 97 == 0 {
            let senses = gazetteer.named(p.name).count();
            assert!(senses >= 255 || gazetteer.named(p.name).any(|s| s.place == id), "{p:?}");
        }
    }
}

#[test]
fn words_know_what_else_they_are() {
    let gazetteer = Gazetteer::bundled();
    assert!(gazetteer.word("henderson").surname >= 2);
    assert_eq!(gazetteer.word("jordan").first_name, 3);
    assert!(gazetteer.word("reading").common >= 2);
    assert_eq!(gazetteer.word("reykjavik"), Default::default());
}

#[test]
fn no_input_breaks_the_lookup() {
    let gazetteer = Gazetteer::bundled();
    for name in ["", " ", "\u{0}", "’s", "ﬁ", "a\u{301}", "北京", &"x".repeat(10_000)] {
        let _ = gazetteer.named(name).count();
    }
    assert_eq!(gazetteer.place(PlaceId(u32::MAX)).name, "");
    for cut in [0, 7, 20, 64, 1000] {
        let _ =
            Gazetteer::open(&include_bytes!("../data/gazetteer.bin")[..cut]).map(|g| g.named(&fold("Riga")).count());
    }
    assert!(include_bytes!("../data/gazetteer.bin").len() < 20 << 20);
}
