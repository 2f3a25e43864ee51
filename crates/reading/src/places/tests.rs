//! Invented pages and the places in them.

use super::*;

/// Reads a page and lists its places as "words = country feature"; "?" for one not settled, "~" before one in another name.
fn places(text: &str, url: &str) -> Vec<String> {
    let gazetteer = Gazetteer::bundled();
    let context = Context { url: Some(url), ..Context::default() };
    let regions: Vec<Span> = text
        .split('\n')
        .map(|line| {
            Span::new(
                line.as_ptr() as usize - text.as_ptr() as usize,
                line.as_ptr() as usize - text.as_ptr() as usize + line.len(),
            )
        })
        .collect();
    let one = |t: &Toponym| {
        let mark = if t.form == Form::Part { "~" } else { "" };
        let place = t.place.map(|p| gazetteer.place(p));
        let place = place.map_or("?".to_string(), |p| {
            let admin1 = p.admin1.filter(|_| p.country == Some("US")).map_or("", |a| gazetteer.place(a).name);
            [p.country.unwrap_or("-"), p.feature, admin1].join(" ").trim_end().to_string()
        });
        format!("{mark}{} = {place}", t.span.of(text))
    };
    find(text, &regions, context, gazetteer).iter().map(one).collect()
}

/// Checks many pages and reports all that are wrong at once.
fn check(cases: &[(&str, &[&str])]) {
    let mut wrong = String::new();
    for (text, expected) in cases {
        let got = places(text, "https://news.example/1");
        if got != *expected {
            wrong += &format!("{text}\n  expected {expected:?}\n  got      {got:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn containers_settle_names() {
    check(&[
        ("The fair opens in Paris, Texas, on Friday.", &["Paris = US PPLA2 Texas", "Texas = US ADM1 Texas"]),
        ("She flew from Riga, Latvia, to Paris.", &["Riga = LV PPLC", "Latvia = LV PCLI", "Paris = FR PPLC"]),
        ("The mill in Athens, Ga., burned down.", &["Athens = US PPLA2 Georgia", "Ga. = US ADM1 Georgia"]),
        (
            "A bus from London, Ont., overturned near Paris, Ontario.",
            &["London = CA PPL", "Ont. = CA ADM1", "Paris = CA PPL", "Ontario = CA ADM1"],
        ),
        (
            "SPRINGFIELD, Mo. (XYZ) — Rain fell in Springfield.",
            &["SPRINGFIELD = US PPLA2 Missouri", "Mo. = US ADM1 Missouri", "Springfield = US PPLA2 Missouri"],
        ),
    ]);
}

#[test]
fn kinds_settle_names() {
    check(&[
        ("Floods hit Russia's eastern Amur region.", &["Russia = RU PCLI", "Amur = RU ADM1"]),
        ("The rocket left the Vostochny Cosmodrome.", &["Vostochny Cosmodrome = RU SPCP"]),
        ("Tankers wait in the Strait of Hormuz and the Red Sea.", &["Strait of Hormuz = - STRT", "Red Sea = - SEA"]),
        ("A fire in Harris County, Texas, spread.", &["Harris County = US ADM2 Texas", "Texas = US ADM1 Texas"]),
        ("Rain fell over the Gaza Strip and the West Bank.", &["Gaza Strip = PS ADM1", "West Bank = PS ADM1"]),
    ]);
}

#[test]
fn adjectives_and_short_forms_belong_to_their_country() {
    check(&[
        ("Two Peruvian climbers met three Norwegians.", &["Peruvian = PE PCLI", "Norwegians = NO PCLI"]),
        ("Canadian officials and the U.K. agreed.", &["Canadian = CA PCLI", "U.K. = GB PCLI"]),
        (
            "North Korea fired a missile. The North's media were silent.",
            &["North Korea = KP PCLI", "The North = KP PCLI"],
        ),
        (
            "Washington accused Moscow of breaking the truce.",
            &["Washington = US PPLC District of Columbia", "Moscow = RU PPLC"],
        ),
    ]);
}

#[test]
fn what_is_no_place_is_left_alone() {
    check(&[
        ("Paris Hilton sang. Hilton left early.", &[]),
        ("Jordan Henderson scored twice. Henderson, 29, left the pitch limping.", &[]),
        ("Judge Houston asked Ms. London to sit down. London refused.", &[]),
        ("We ate turkey with chips. Turkey is a dry meat.", &[]),
        ("She put turkey on the plate and read Reading for Beginners on her mobile.", &[]),
        ("He was born in March and died on Sunday. Nice work, said Monday's guests.", &[]),
        ("Anchor: The bus leaves at 6 AM EST.", &[]),
        ("Only Victoria Lincoln and Dr. Orlando Bath came.", &[]),
    ]);
}

#[test]
fn places_within_other_names_are_parts() {
    check(&[
        ("The Paris Police Department said so.", &["~Paris = FR PPLC"]),
        ("She studied at the University of Kansas.", &["~Kansas = US ADM1 Kansas"]),
        ("The Dallas Morning News wrote of it.", &["~Dallas = US PPLA2 Texas"]),
        ("He lives at 12 Boston Street.", &[]),
    ]);
}

#[test]
fn the_page_and_the_outlet_settle_names() {
    let text = "A man from Palestine was held in Anderson County after a chase through Elkhart.";
    let got = places(text, "https://www.palestinemessenger.example/a");
    assert!(got.contains(&"Palestine = US PPLA2 Texas".to_string()), "{got:?}");

    let text = "Police in Richmond and Twickenham appealed for witnesses.";
    assert_eq!(places(text, "https://local.example.co.uk/a")[0], "Richmond = GB PPL");
    assert_eq!(
        places("Police in Perth appealed for witnesses.", "https://local.example.com.au/a"),
        ["Perth = AU PPLA"]
    );

    let text = "Fargo prepares for the flood.\nFARGO, N.D. — The river rose in Fargo and Moorhead.\nPeople in Dilworth filled sandbags.";
    let got = places(text, "https://news.example/1");
    assert_eq!(got.last().map(String::as_str), Some("Dilworth = US PPL Minnesota"), "{got:?}");
}

#[test]
fn given_spans_are_resolved() {
    let text = "the Austin of Mower County";
    let spans = [Span::new(4, 10), Span::new(14, 26)];
    let gazetteer = Gazetteer::bundled();
    let found = resolve_spans(text, &[Span::new(0, text.len())], &spans, Context::default(), gazetteer);
    let states: Vec<_> = found
        .iter()
        .map(|t| t.place.and_then(|p| gazetteer.place(p).admin1).map(|a| gazetteer.place(a).name))
        .collect();
    assert_eq!(states, [Some("Minnesota"), Some("Minnesota")]);
}

use proptest::strategy::Strategy;

proptest::proptest! {
    #[test]
    fn any_text_gives_places_in_order_within_it(
        words in proptest::collection::vec(proptest::prelude::prop_oneof![
            proptest::sample::select(vec!["Paris", "in", "St.", "U.S.", "Texas", "’s", "of", "County", "(AP)", "—", "\n", "é", "New", "York", ",", "the", "North", "Korea"]).prop_map(String::from),
            proptest::arbitrary::any::<String>(),
        ], 0..40),
    ) {
        let text = words.join(" ");
        let gazetteer = Gazetteer::bundled();
        let found = find(&text, &[Span::new(0, text.len())], Context::default(), gazetteer);
        for t in &found {
            proptest::prop_assert!(!t.span.of(&text).is_empty() && t.confidence > 0.0 && t.confidence <= 1.0);
        }
        proptest::prop_assert!(found.windows(2).all(|w| w[0].span.end <= w[1].span.start));
    }
}

#[test]
fn homes_of_outlets_are_in_the_gazetteer() {
    for line in include_str!("outlets.tsv").lines().filter(|l| !l.starts_with('#')) {
        let domain = line.split('\t').next().unwrap_or_default();
        assert!(resolve::known_outlet(domain, Gazetteer::bundled()).is_some(), "{line}");
    }
}
