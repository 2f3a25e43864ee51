use super::*;

const PAGE: &str = "2024-05-15";

fn read(text: &str) -> Vec<Expression> {
    find(text, [Span::new(0, text.len())], Anchor::parse(PAGE))
}

/// Every rule's examples: the bracketed words have the value that stands beside them, and are found by that rule or a
/// neighbour that joined it; without brackets there is no time at all.
#[test]
fn examples_of_all_rules() {
    let mut wrong = Vec::new();
    for rule in crate::rules::all() {
        assert!(!rule.examples.is_empty(), "{}: a rule without an example", rule.name);
        for (sentence, value) in rule.examples {
            let text = sentence.replace(['[', ']'], "");
            let found = read(&text);
            let got = match (sentence.find('['), sentence.find(']')) {
                (Some(a), Some(b)) => {
                    let inside = Span::new(a, b - 1);
                    found.iter().find(|e| e.span.overlaps(inside)).map_or("", |e| e.value.as_str())
                }
                _ => found.first().map_or("", |e| e.value.as_str()),
            };
            if got != *value {
                wrong.push(format!(
                    "{}: {sentence}: wanted {value:?}, got {got:?} of {:?}",
                    rule.name,
                    found.iter().map(|e| (e.span.of(&text), &e.value, e.rule)).collect::<Vec<_>>()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Without the page's date nothing is guessed: the unanchored TIMEX3 form, and no interval.
#[test]
fn unanchored() {
    for (text, value) in [
        ("He spoke on Wednesday.", "XXXX-WXX-3"),
        ("He spoke on 3 May.", "XXXX-05-03"),
        ("He spoke in May.", "XXXX-05"),
        ("He spoke yesterday.", "XXXX-XX-XX"),
        ("He spoke last week.", "XXXX-WXX"),
        ("He spoke last month.", "XXXX-XX"),
        ("He spoke last year.", "XXXX"),
        ("He spoke on Monday night.", "XXXX-WXX-1TNI"),
        ("He spoke at 6 p.m.", "XXXX-XX-XXT18:00"),
        ("Sales fell in the third quarter.", "XXXX-Q3"),
        ("They met at the weekend.", "XXXX-WXX-WE"),
        ("They met last summer.", "XXXX-SU"),
        ("They met at Christmas.", "XXXX-12-25"),
    ] {
        let found = find(text, [Span::new(0, text.len())], None);
        assert_eq!(found.iter().map(|e| e.value.as_str()).collect::<Vec<_>>(), [value], "{text}");
        assert_eq!(found[0].interval, None, "{text}");
    }
    let said = find("It fell in March 2019.", [Span::new(0, 22)], None);
    assert_eq!(said[0].interval, Some(("2019-03-01".into(), "2019-03-31".into())));
}

/// What looks like a time and is none.
#[test]
fn no_times() {
    for text in [
        "It may rain, and they march on.",
        "The Sun reported it, and The Daily Mail too.",
        "She came second; wait a second.",
        "It cost $2019 or £1999, or 1,984 euros.",
        "They won 3-2 and 21-17.",
        "Call 020 7946 0958 or 555-2019.",
        "He read \u{201c}1984\u{201d} again, and the novel 1984 is long.",
        "Flight 1999 left gate 12 with 180 people.",
        "Resolution 1718 was passed by 1999 votes.",
        "He is 52 years old; the 52-year-old is tall.",
        "April Jones and June Smith met May Brown.",
        "A quarter of them left; the other half stayed.",
        "Chapter 11, page 1984.",
        "They fall in love and spring to their feet.",
        "Version 2.0.1 of 10.0.0.1 is out.",
        "Last updated 3 hours ago",
    ] {
        let found = read(text);
        assert!(found.is_empty(), "{text}: {:?}", found.iter().map(|e| (e.span.of(text), e.rule)).collect::<Vec<_>>());
    }
}

/// Which word decided the direction of a date can be told.
#[test]
fn evidence_is_told() {
    for (text, lean, word) in [
        ("The court heard him on Friday.", Lean::Past, Some("heard")),
        ("The court will hear him on Friday.", Lean::Future, Some("will")),
        ("On Friday, the court will hear him.", Lean::Future, Some("will")),
        ("The talks are scheduled for Friday.", Lean::Future, Some("scheduled")),
        ("They agreed to meet on Friday.", Lean::Future, Some("to")),
        ("The ministers meet on Friday.", Lean::Future, Some("meet")),
        ("Her last day is Friday, and nobody has been named.", Lean::Future, Some("is")),
        ("They spoke ahead of Friday's vote.", Lean::Future, Some("ahead")),
        ("They stayed until Friday.", Lean::Past, Some("stayed")),
        ("It has given them until Friday to sign.", Lean::Future, Some("until")),
        ("A talk on Friday.", Lean::Unknown, None),
    ] {
        let found = read(text);
        let Some(Because::Direction(e)) = found.first().map(|e| e.because) else { panic!("{text}: {found:?}") };
        assert_eq!((e.lean, e.word.map(|w| w.of(text))), (lean, word), "{text}");
    }
}

#[test]
fn intervals() {
    for (text, first, last) in [
        ("He spoke on Monday.", "2024-05-13", "2024-05-13"),
        ("It fell last month.", "2024-04-01", "2024-04-30"),
        ("It fell last week.", "2024-05-06", "2024-05-12"),
        ("It fell in 2019.", "2019-01-01", "2019-12-31"),
        ("It fell in the 1980s.", "1980-01-01", "1989-12-31"),
        ("It fell in Q3 2021.", "2021-07-01", "2021-09-30"),
        ("It fell at 7:15 p.m. EST on Monday.", "2024-05-13T19:15-05:00", "2024-05-13T19:15-05:00"),
        ("It fell on Monday night.", "2024-05-13", "2024-05-13"),
        ("It fell at 10:31 ET on Monday.", "2024-05-13T10:31-04:00", "2024-05-13T10:31-04:00"),
        ("It fell at 10:31 ET on January 3.", "2024-01-03T10:31-05:00", "2024-01-03T10:31-05:00"),
    ] {
        let found = read(text);
        assert_eq!(found.first().and_then(|e| e.interval.clone()), Some((first.into(), last.into())), "{text}");
    }
}

/// Dates of digits only are read as the page's other dates show.
#[test]
fn order_of_digits() {
    for (text, value) in [
        ("It began on 03/04/2023.", ""),
        ("It began on 03/04/2023 and ended on 25/04/2023.", "2023-04-03"),
        ("It began on 03/04/2023 and ended on 04/25/2023.", "2023-03-04"),
        ("Posted 15/05/2024.", "2024-05-15"),
    ] {
        assert_eq!(read(text).first().map_or("", |e| e.value.as_str()), value, "{text}");
    }
    let found = find("Posted 06/01/2026.", [Span::new(0, 18)], Anchor::parse("2026-01-06"));
    assert_eq!(found.first().map_or("", |e| e.value.as_str()), "2026-01-06");
}

/// The same moment is another day elsewhere.
#[test]
fn anchors_move_between_zones() {
    for (given, zone, day, minutes) in [
        ("2023-09-13T02:00Z", "America/New_York", "2023-09-12", 22 * 60),
        ("2023-09-12T22:00-04:00", "Asia/Seoul", "2023-09-13", 11 * 60),
        ("2024-01-01T00:30+05:30", "Europe/London", "2023-12-31", 19 * 60),
    ] {
        let there = Anchor::parse(given).and_then(|a| a.in_zone(zone));
        let read = there.map(|a| (a.day.to_string(), a.minutes));
        assert_eq!(read, Some((day.into(), Some(minutes))), "{given}");
    }
    for (given, zone) in
        [("2023-09-13", "Asia/Seoul"), ("2023-09-13T10:00", "Asia/Seoul"), ("2023-09-13T10:00Z", "Moon")]
    {
        assert_eq!(Anchor::parse(given).and_then(|a| a.in_zone(zone)), None, "{given} {zone}");
    }
}

mod any_input {
    use super::*;
    use proptest::prelude::*;

    /// Words that the grammar knows, in any order: the inputs that lead deepest into it.
    fn words() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "May",
            "3",
            "31",
            "2021",
            "1999",
            ",",
            "last",
            "the",
            "of",
            "Friday",
            "week",
            "years",
            "two",
            "a",
            "half",
            "and",
            "-",
            "–",
            "ago",
            "later",
            "10:31",
            "p.m.",
            "GMT",
            "quarter",
            "third",
            "20th",
            "century",
            "every",
            "next",
            "in",
            "9999999999",
            "0",
            "million",
            "decades",
            "BC",
            "noon",
            "night",
            "'s",
            "’",
            "\u{201c}",
            "½",
            "1/2",
            "2023-02-30",
            "31/12/2020",
            "December",
            "February",
            "29",
            "weekend",
            "summer",
            "year",
            "end",
            "will",
            "was",
            "hundred",
            "½ é",
        ]);
        prop::collection::vec((word, prop::sample::select(vec![" ", "", "\n"])), 0..40)
            .prop_map(|v| v.into_iter().flat_map(|(w, s)| [w, s]).collect())
    }

    fn check(text: &str, anchor: Option<Anchor>) {
        let found = find(text, [Span::new(0, text.len())], anchor);
        let mut end = 0;
        for e in &found {
            assert!(e.span.start >= end && e.span.end > e.span.start, "spans in order, not empty: {e:?}");
            assert!(text.get(e.span.range()).is_some(), "spans cut at characters: {e:?}");
            assert!(!e.value.is_empty(), "{e:?}");
            if let Some((a, b)) = &e.interval {
                assert!(a <= b, "{e:?}");
            }
            end = e.span.end;
        }
        assert_eq!(found, find(text, [Span::new(0, text.len())], anchor));
    }

    proptest! {
        #[test]
        fn any_text(text in any::<String>()) {
            check(&text, Anchor::parse(PAGE));
        }

        #[test]
        fn any_words(text in words(), date in prop::sample::select(vec!["", "2024-02-29T23:59:00+05:30", "9999-12-31", "-009999-01-01", "0001-01-01"])) {
            check(&text, Anchor::parse(date));
        }

        #[test]
        fn any_line(text in prop_oneof![any::<String>(), words()]) {
            for order in [None, Some(Order::DayFirst), Some(Order::MonthFirst)] {
                let fetched = "2024-02-29T23:59:00".parse().ok();
                for d in page_dates(&text, Context { order, fetched }) {
                    prop_assert!(text.get(d.span.range()).is_some_and(|said| !said.is_empty()), "{d:?}");
                }
            }
            let _ = (order_of([text.as_str()]), month(&text));
        }

        #[test]
        fn any_anchor(date in any::<String>()) {
            let _ = Anchor::parse(&date);
        }
    }
}
