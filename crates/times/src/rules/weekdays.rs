//! Weekdays and weekends.

use super::prelude::*;

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "weekday",
        patterns: &["WEEKDAY"],
        make: |m| {
            let Some(t) = m.matched().first() else { return Made::No };
            let word = t.of(m.text);
            // "Bloody Sunday", "The Sunday Times", "Saturday Night Live": names
            let named = m.follows(&["bloody", "black", "blue", "ruby"]) && m.before(1).is_some_and(|t| t.capital)
                || m.after(1).is_some_and(|t| t.capital)
                    && (m.precedes(PAPERS)
                        || m.precedes(&["night"]) && m.after(2).is_some_and(|t| t.capital && !t.is(Month)));
            if named {
                return Made::No;
            }
            let meaning =
                Meaning::of(What::Weekday { day: t.value(Weekday).unwrap_or(1), which: Which::Open, weeks: None });
            if word.len() > 5 {
                return meaning.into();
            }
            meaning.weak().into()
        },
        examples: &[
            ("He spoke on [Wednesday].", "2024-05-15"),
            ("He spoke on [Thursday].", "2024-05-09"),
            ("He will speak on [Thursday].", "2024-05-16"),
            ("The Sun rose; Sat Singh wed.", ""),
            ("He wrote for The Sunday Times after Bloody Sunday.", ""),
        ],
    },
    Rule {
        name: "this or another weekday",
        patterns: &[
            "WHICH past|coming|same? WEEKDAY",
            "the previous|following|preceding WEEKDAY",
            "a week ago WEEKDAY",
        ],
        make: |m| {
            let which = if m.has(&["past"]) {
                Which::Last
            } else if m.has(&["coming"]) {
                Which::Next
            } else {
                m.which().unwrap_or(Which::Last)
            };
            if m.matched().iter().any(|t| t.is(Weekday) && t.of(m.text).len() < 6) {
                return Made::No; // "that Sun"
            }
            let day = m.value(Weekday).unwrap_or(1);
            match which {
                Which::Every => {
                    let quant = if m.has(&["each"]) { "EACH" } else { "EVERY" };
                    Meaning { quant: Some(quant), ..Meaning::of(What::EveryWeekday(day)) }.into()
                }
                _ => What::Weekday { day, which, weeks: None }.into(),
            }
        },
        examples: &[
            ("He left [last Wednesday].", "2024-05-08"),
            ("He leaves [next Monday].", "2024-05-20"),
            ("They meet [every Friday].", "XXXX-WXX-5"),
        ],
    },
    Rule {
        name: "weekday of a week",
        patterns: &["WEEKDAY of? last|next|this week", "last|next|this week WEEKDAY"],
        make: |m| {
            let weeks = match m.which() {
                Some(Which::Last) => -1,
                Some(Which::Next) => 1,
                _ => 0,
            };
            What::Weekday { day: m.value(Weekday).unwrap_or(1), which: Which::Open, weeks: Some(weeks) }.into()
        },
        examples: &[
            ("He spoke on [Thursday of last week].", "2024-05-09"),
            ("He goes [Friday next week].", "2024-05-24"),
        ],
    },
    Rule {
        name: "weekday of a month",
        patterns: &["the? ORD|last WEEKDAY in|of MONTH ,? of? YEAR", "the? ORD|last WEEKDAY in|of MONTH"],
        make: |m| {
            let n = m.value(Ord).unwrap_or(-1);
            let (Some(weekday), Some(month)) = (m.value(Weekday), m.value(Month)) else { return Made::No };
            let year = m.value(Year).map_or(Open(Which::Open), Known);
            What::NthWeekday { n, weekday, month, year }.into()
        },
        examples: &[
            ("It fell on [the first Monday in September 2023].", "2023-09-04"),
            ("They will meet on [the last Friday of May].", "2024-05-31"),
        ],
    },
    Rule {
        name: "weekdays",
        patterns: &["WEEKDAYS"],
        make: |m| {
            Meaning { quant: Some("EVERY"), ..Meaning::of(What::EveryWeekday(m.value(Weekdays).unwrap_or(1))) }.into()
        },
        examples: &[("The shop shuts on [Mondays].", "XXXX-WXX-1")],
    },
    Rule {
        name: "weekend",
        patterns: &["the weekend", "the WHICH weekend", "over the weekend"],
        make: |m| {
            let which = m.which().unwrap_or(Which::Open);
            let skip = usize::from(m.has(&["over"]));
            Made::Part(m.first + skip, m.end, Meaning::of(What::Weekend(which)))
        },
        examples: &[("They met over [the weekend].", "2024-W19-WE")],
    },
];

/// What papers that come out on one day of the week are called.
#[rustfmt::skip]
const PAPERS: &[&str] = &[
    "times", "telegraph", "mirror", "mail", "express", "post", "herald", "world", "independent", "star", "people",
    "tribune", "business", "magazine", "review", "mercury", "standard", "nation", "vision",
];
