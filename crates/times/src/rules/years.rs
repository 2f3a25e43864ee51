//! Years, decades, centuries and seasons.

use super::prelude::*;

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "year",
        patterns: &["YEAR"],
        make: |m| {
            let Some(y) = year(m) else { return Made::No };
            if !year_alone(m, y) {
                return Made::No;
            }
            date(Known(y), None, None).into()
        },
        examples: &[
            ("He was born in [1961].", "1961"),
            ("the [1978] resolution", "1978"),
            ("It was [nineteen ninety-six].", "1996"),
            ("It cost $2019.", ""),
            ("Call 555-1984.", ""),
            ("She read \"1984\" twice.", ""),
            ("Some 2000 people fled.", ""),
            ("They built the rover Orion 1980 there.", ""),
        ],
    },
    Rule {
        name: "year, said so",
        patterns: &[
            "the year YEAR",
            "fiscal year? YEAR",
            "the? financial year YEAR",
            "calendar year? YEAR",
            "the fiscal year YEAR",
            "the whole|full|entire of YEAR",
            "the whole|full|entire year YEAR",
        ],
        make: |m| year(m).map(|y| date(Known(y), None, None)).into(),
        examples: &[("In [fiscal 1989] it lost money.", "1989"), ("Until [the year 2000] it stood.", "2000")],
    },
    Rule {
        name: "year before Christ",
        patterns: &["YEAR|NUM bc|bce|b.c|b.c."],
        make: |m| {
            let y = year(m).or_else(|| m.value(Num).map(|n| n / 100)).unwrap_or(0);
            if y <= 0 || y > 4000 {
                return Made::No;
            }
            date(Known(-y), None, None).into()
        },
        examples: &[("Athens fell in [404 BC].", "BC0404")],
    },
    Rule {
        name: "two years",
        patterns: &["YEAR -|/ YY"],
        make: |m| {
            let (Some(y), Some(b)) = (year(m), m.matched().last().and_then(|t| t.value(Num)).map(|n| n / 100)) else {
                return Made::No;
            };
            let second = y / 100 * 100 + b;
            if m.matched().iter().skip(1).any(|t| t.spaced)
                || second <= y
                || second > y + 30
                || m.after(1).is_some_and(|t| t.is(Hyphen) && !t.spaced)
            {
                return Made::No;
            }
            Made::Two(
                (m.first, m.first + 1, Meaning::of(date(Known(y), None, None))),
                (m.end - 1, m.end, Meaning::of(date(Known(second), None, None))),
            )
        },
        examples: &[("He ruled in [2013]-15.", "2013"), ("He ruled in 2013–[15].", "2015")],
    },
    Rule {
        name: "short year",
        patterns: &["MONTH '|‘|’ YY", "'|‘|’ YY"],
        make: |m| {
            let Some(n) = m.matched().last().filter(|t| !t.spaced && t.is(Num)).and_then(|t| t.value(Num)) else {
                return Made::No;
            };
            let y = n / 100;
            let full = if y <= 30 { 2000 + y } else { 1900 + y };
            if m.value(Month).is_none() && !m.follows(&["in", "of", "since", "until", "summer", "class", "and", "the"])
            {
                return Made::No;
            }
            date(Known(full), m.value(Month), None).into()
        },
        examples: &[("The class of ['98] met.", "1998")],
    },
    Rule {
        name: "decade",
        patterns: &["DECADE", "the '|‘|’? DECADE", "mid - DECADE", "'|‘|’ DECADE"],
        make: |m| {
            let Some(t) = m.matched().last() else { return Made::No };
            let full = t.digits && !t.is(Yy);
            if !full && m.matched().len() == 1 && !m.follows(&["the", "late", "early", "mid", "-"]) || m.has(&["mid"]) {
                return Made::No;
            }
            let of_age = (1..=3).any(|n| {
                m.before(n).is_some_and(|t| is_one_of(t.of(m.text), &["his", "her", "their", "my", "our", "your"]))
            });
            if !full && of_age {
                return Made::No; // "in her early 80s"
            }
            t.value(Decade).map(|y| What::Decade(y / 10)).into()
        },
        examples: &[
            ("It was built in [the 1980s].", "198"),
            ("It was built in the [late 1980s].", "198"),
            ("It was built in [the '60s].", "196"),
            ("She is in her early 80s.", ""),
        ],
    },
    Rule {
        name: "century",
        patterns: &["the? ORD -? century", "ORD - century", "the ORD century bc|b.c.|bce", "ORD century bc|b.c.|bce"],
        make: |m| {
            let Some(n) = m.value(Ord) else { return Made::No };
            What::Century(if m.has(&["bc", "b.c.", "bce"]) { -n } else { n }).into()
        },
        examples: &[("A [20th century] democrat spoke.", "19"), ("In [the eleventh century] it fell.", "10")],
    },
    Rule {
        name: "this or another season",
        patterns: &["WHICH past|coming? SEASON", "the? previous|following SEASON"],
        make: |m| {
            let Some(season) = m.value(Season) else { return Made::No };
            match m.which() {
                Some(Which::Every) => What::EverySeason(season).into(),
                // "the next spring" goes on from what the text tells
                Some(Which::Next) if m.follows(&["the"]) => {
                    What::Season { season, year: Open(Which::Following) }.into()
                }
                Some(w) => What::Season { season, year: Open(if m.has(&["past"]) { Which::Last } else { w }) }.into(),
                None => Made::No,
            }
        },
        examples: &[("It burned [last summer].", "2023-SU"), ("It opens [this fall].", "2024-FA")],
    },
    Rule {
        name: "season of a year",
        patterns: &["the? SEASON of? YEAR", "the? SEASON of? the? last|this|next|that year"],
        make: |m| {
            let Some(season) = m.value(Season) else { return Made::No };
            let y = year(m).map(Known).or_else(|| m.which().map(year_of));
            y.map(|year| What::Season { season, year }).into()
        },
        examples: &[("It burned in [the summer of 1988].", "1988-SU")],
    },
    Rule {
        name: "season",
        patterns: &["the? SEASON"],
        make: |m| {
            let Some(season) = m.value(Season) else { return Made::No };
            let led = m.follows(&[
                "in",
                "during",
                "by",
                "over",
                "through",
                "throughout",
                "until",
                "since",
                "before",
                "after",
                "into",
                "early",
                "late",
                "mid",
                "-",
                "for",
            ]);
            let bad = m.precedes(&[
                "of", "apart", "to", "into", "from", "off", "for", "in", "short", "back", "behind", "olympics",
                "palace", "water", "games",
            ]);
            // "for summer use"
            let kind = !m.has(&["the"])
                && m.follows(&["for"])
                && m.after(1).is_some_and(|t| t.of(m.text).starts_with(char::is_alphabetic));
            let bare_fall =
                !m.has(&["the"]) && m.has(&["fall", "spring"]) && !m.follows(&["in", "by", "early", "late", "-"]);
            if !led || bad || kind || bare_fall {
                return Made::No;
            }
            What::Season { season, year: Open(Which::Open) }.into()
        },
        examples: &[
            ("It burned in [the winter].", "2023-WI"),
            ("Prices fall in May.", "2024-05"),
            ("The fall of Kabul shook them.", ""),
        ],
    },
    Rule {
        name: "end of the year",
        patterns: &["year -? end", "the? year 's end", "end of year", "the? end - of - year"],
        make: |m| What::YearEnd { year: Page(if m.follows(&["last", "since"]) { -1 } else { 0 }) }.into(),
        examples: &[("It closes by [year-end].", "2024-12-31")],
    },
];

/// Words before a number that is no year.
#[rustfmt::skip]
const NUMBERED: &[&str] = &[
    "no", "flight", "room", "page", "route", "highway", "model", "resolution", "chapter", "size", "area",
    "channel", "some", "nearly", "almost", "another", "about", "approximately", "roughly", "least", "novel",
    "film", "book", "movie",
];

/// Words before a number that make it a year, even of a century long gone.
#[rustfmt::skip]
const DATED: &[&str] = &[
    "in", "since", "until", "of", "from", "during", "between", "early", "late", "mid", "by", "after", "before",
    "and", "to", "circa", "the", "around", "-", "–", "(",
];

/// Whether a number is a year here, though no month stands by it.
fn year_alone(m: &Match, y: i32) -> bool {
    let word = |t: Option<&Tok>| t.map_or("", |t| t.of(m.text));
    let glued = |t: Option<&Tok>| t.is_some_and(|t| !t.spaced);
    let (before, after) = (m.before(1), m.after(1));
    let touches_before = glued(m.matched().first());
    // "1861-1865", "mid-1996"
    let after_hyphen = touches_before && before.is_some_and(|t| t.is(Hyphen));
    let of_range = after_hyphen
        && (m.before(2).is_some_and(|t| t.is(Year))
            || is_one_of(word(m.before(2)), &["mid", "early", "late", "pre", "post"]));
    let starts_range = after.is_some_and(|t| t.is(Hyphen))
        && m.after(2).is_some_and(|t| t.value(Year).is_some_and(|b| y < b && b < y + 100));
    if of_range || starts_range {
        return (1000..2100).contains(&y);
    }
    // "$2019", "B-1984", "2:1984"
    if after_hyphen || matches!(word(before), "$" | "#" | "£" | "€" | "¥" | "@" | "+" | "=" | "/" | "*") {
        return false;
    }
    if touches_before && matches!(word(before), "." | ":") {
        return false;
    }
    // "1984" alone in quotation marks is a name
    let quotes = ["\"", "“", "”", "'", "‘", "’", "``", "''"];
    if quotes.contains(&word(before)) && quotes.contains(&word(after)) {
        return false;
    }
    // "1984-555", "1984.7", "1984%"
    let number_goes_on = (after.is_some_and(|t| t.is(Hyphen)) || matches!(word(after), "." | "," | ":"))
        && glued(after)
        && glued(m.after(2))
        && m.after(2).is_some_and(|t| t.digits && !t.is(Year) && !t.is(Yy));
    if number_goes_on || matches!(word(after), "%" | "°" | "$" | "€") {
        return false;
    }
    // "the Orion 1980", a name within a sentence
    let name = before.is_some_and(|b| b.capital && b.classes == 0) && !m.follows(DATED);
    let inside = m.before(2).is_some_and(|t| t.of(m.text).starts_with(|c: char| c.is_ascii_lowercase()));
    if name && inside {
        return false;
    }
    let later_than = m.follows(&["than"]) && is_one_of(word(m.before(2)), &["later", "earlier"]);
    if m.follows(NUMBERED) || m.follows(&["than"]) && !later_than {
        return false;
    }
    let counts = after.is_some_and(|n| n.is(Units) || n.is(Meridiem) || n.is(Zone)) || m.precedes(COUNTED);
    if counts && !m.follows(&["in", "since", "until", "during"]) {
        return false;
    }
    match y {
        1900..2060 => before.is_none_or(|b| b.spaced || !b.digits),
        1500..2100 => m.follows(DATED),
        _ => m.follows(&["in", "since", "circa", "until"]),
    }
}
