//! Quarters and halves of a year, and the periods of business reports.

use super::prelude::*;

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "quarter or half of a year",
        patterns: &[
            "the? fiscal? -? ORD fiscal? -? quarter",
            "the? last|final|latter -? half of the? year",
            "the? ORD -? half of the? year",
        ],
        make: |m| {
            if m.precedes(&["century", "final", "finals", "final,"])
                || m.follows(&["a", "one"])
                    && !m.precedes(&["loss", "profit"])
                    && m.has(&["third"])
                    && !m.matched().iter().any(|t| t.is(Hyphen))
            {
                return Made::No;
            }
            quarter_or_half(m, Open(Which::Open))
        },
        examples: &[
            ("Profit rose in [the first quarter].", "2024-Q1"),
            ("Its [third-quarter] loss grew.", "2023-Q3"),
            ("It lost money in its [fiscal first quarter].", "2024-Q1"),
        ],
    },
    Rule {
        name: "quarter or half of a year that is told",
        patterns: &[
            "the? fiscal? ORD -? quarter|half ,? of? fiscal? YEAR",
            "the? last|final|latter quarter|half of fiscal? YEAR",
            "the? YEAR 's? ORD -? quarter|half",
            "the? ORD -? quarter|half ,? of? last|this|next|that year",
            "the? last|this|next|that year 's ORD -? quarter|half",
            "the? last|final|latter quarter|half of last|this|next|that year",
        ],
        make: |m| {
            let y = match year(m) {
                Some(y) => Known(y),
                None if m.has(&["that"]) => Text,
                None if m.has(&["this"]) => Page(0),
                None if m.has(&["next"]) => Page(1),
                None => Page(-1),
            };
            quarter_or_half(m, y)
        },
        examples: &[
            ("It grew in [the last half of 1989].", "1989-H2"),
            ("It grew in [this year's third quarter].", "2024-Q3"),
            ("It grew in [the third quarter of 1984].", "1984-Q3"),
        ],
    },
    Rule {
        name: "several quarters of a year",
        patterns: &["the? first|last|final NUM quarters of YEAR"],
        make: |m| {
            let Some(y) = year(m) else { return Made::No };
            match m.value(Num) {
                Some(200) => What::Half { n: if m.has(&["first"]) { 1 } else { 2 }, year: Known(y) }.into(),
                Some(300) => date(Known(y), None, None).into(),
                _ => Made::No,
            }
        },
        examples: &[("It fell in [the first two quarters of 2019].", "2019-H1")],
    },
    Rule {
        name: "quarter by its number",
        patterns: &["q1|q2|q3|q4", "q1|q2|q3|q4 of? YEAR", "YEAR q1|q2|q3|q4"],
        make: |m| {
            let n = q_number(m);
            What::Quarter { n, year: year(m).map_or(Open(Which::Open), Known), own: false }.into()
        },
        examples: &[("Sales fell in [Q3 2021].", "2021-Q3")],
    },
    Rule {
        name: "half by its number",
        patterns: &["h1|h2 of? YEAR", "YEAR h1|h2"],
        make: |m| year(m).map(|y| What::Half { n: if m.has(&["h1"]) { 1 } else { 2 }, year: Known(y) }).into(),
        examples: &[("Profit fell in [H1 2023].", "2023-H1")],
    },
    Rule {
        name: "the quarter reported on",
        patterns: &["the quarter", "the latest|recent|reported|most quarter|period", "the? that|same quarter"],
        make: |m| {
            if m.has(&["quarter"]) && m.matched().len() == 2 && m.precedes(&["of", "-", "final", "finals", "century"]) {
                return Made::No;
            }
            if m.has(&["that", "same"]) {
                return What::That(Unit::Quarter).into();
            }
            // "the quarter ended Sept. 30"
            if m.precedes(&["ended", "ending", "to"])
                && let Some(month) = m.after(2).and_then(|t| t.value(Month))
            {
                return What::QuarterTo(month).into();
            }
            What::Quarter { n: None, year: Open(Which::Open), own: false }.into()
        },
        examples: &[
            ("Profit fell in [the quarter].", "2024-Q1"),
            ("Profit fell in [the quarter] ended March 31.", "2024-Q1"),
            ("Profit fell in [the quarter] ended Jan. 31.", "2023-Q4"),
            ("It lost money in the fiscal fourth quarter. For [the quarter] ended March 31 sales fell.", "2024-QX"),
        ],
    },
    Rule {
        name: "the same quarter of the year before",
        patterns: &[
            "the? comparable|corresponding|same? year - ago|earlier ORD? quarter|period",
            "the|a? year - ago|earlier",
            "the? year - ago|earlier NUM months",
            "the? quarter|period a year ago|earlier|before",
            "the corresponding|comparable|same period|quarter last year",
            "the? corresponding|comparable|same period|quarter a year ago|earlier|before",
            "the? last year 's quarter|period",
        ],
        make: |m| {
            if let Some(n) = m.value(Num) {
                return duration(n, Unit::Month).into();
            }
            if let Some(n) = m.value(Ord) {
                return What::Quarter { n: Some(n), year: Page(-1), own: false }.into();
            }
            What::YearAgo { text: false }.into()
        },
        examples: &[("The third-quarter loss compares with a [year-earlier] profit.", "2022-Q3")],
    },
    Rule {
        name: "the quarter of a year",
        patterns: &["the YEAR period|quarter"],
        make: |m| year(m).map(|y| What::Quarter { n: None, year: Known(y), own: false }).into(),
        examples: &[("The third quarter beat [the 2022 quarter].", "2022-Q3")],
    },
];

fn quarter_or_half(m: &Match, year: YearOf) -> Made {
    let last = m.has(&["last", "final"]);
    if m.has(&["half"]) {
        let n = match m.value(Ord) {
            Some(n @ 1..=2) => n,
            None if last || m.has(&["latter"]) => 2,
            _ => return Made::No,
        };
        return What::Half { n, year }.into();
    }
    let n = match m.value(Ord) {
        Some(n @ 1..=4) => n,
        None if last => 4,
        _ => return Made::No,
    };
    // "the fourth quarter ended Aug. 26"
    let ended = m.after(2).and_then(|t| t.value(Month)).filter(|_| m.precedes(&["ended", "ending"]));
    let own = m.has(&["fiscal"]) || ended.is_some_and(|month| quarter_to(month) != n);
    What::Quarter { n: Some(n), year, own }.into()
}

/// The quarter of the calendar that most of the three months up to this one lie in.
pub(crate) fn quarter_to(month: i32) -> i32 {
    if month == 1 { 4 } else { (month + 1) / 3 }
}

fn q_number(m: &Match) -> Option<i32> {
    ["q1", "q2", "q3", "q4"].iter().position(|q| m.has(&[q])).map(|i| i as i32 + 1)
}
