//! Days and months.

use super::prelude::*;

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "full date",
        patterns: &[
            "MONTH the? DAY ,? YEAR",
            "the? DAY of? MONTH ,? YEAR",
            "WEEKDAY ,? the? MONTH the? DAY ,? YEAR",
            "WEEKDAY ,? the? DAY of? MONTH ,? YEAR",
            "DAY - MONTH - YEAR",
        ],
        make: |m| year(m).map(|y| date(Known(y), m.value(Month), m.value(Day))).into(),
        examples: &[
            ("The bridge opened on [March 3, 2021].", "2021-03-03"),
            ("The bridge opened on [3rd of March 2021].", "2021-03-03"),
            ("It fell on [Sunday, 4 August, 1996], in the rain.", "1996-08-04"),
        ],
    },
    Rule {
        name: "full date with its time inside",
        patterns: &[
            "MONTH DAY ,? at? CLOCK MERIDIEM? ZONE? ,? YEAR",
            "WEEKDAY ,? MONTH DAY ,? at? CLOCK MERIDIEM? ZONE? ,? YEAR",
            "WEEKDAY? ,? DAY MONTH ,? at? CLOCK MERIDIEM? ZONE? ,? YEAR",
        ],
        make: |m| {
            let (Some(y), Some(seconds)) = (year(m), super::clock::seconds(m)) else { return Made::No };
            let time = super::clock::of_day(seconds, m.value(Zone));
            Meaning::of(date(Known(y), m.value(Month), m.value(Day))).at(time).into()
        },
        examples: &[
            ("It was posted [Wed Sep 13 10:31:00 EDT 2023].", "2023-09-13T10:31"),
            ("It was posted on [May 3 at 4:05 p.m., 2021].", "2021-05-03T16:05"),
        ],
    },
    Rule {
        name: "day of a month",
        patterns: &[
            "MONTH the? DAY",
            "the? DAY of MONTH",
            "DAY MONTH",
            "WEEKDAY ,? MONTH the? DAY",
            "WEEKDAY ,? the? DAY of? MONTH",
            "this|last|next coming? WEEKDAY ,? MONTH the? DAY",
        ],
        make: |m| {
            let ordinal_word = m.matched().iter().any(|t| t.is(Ord) && !t.digits);
            if ordinal_word && m.precedes(&["time", "%"]) {
                return Made::No;
            }
            m.value(Month).map(|month| date(Open(Which::Open), Some(month), m.value(Day))).into()
        },
        examples: &[
            ("They signed it on [May 3].", "2024-05-03"),
            ("They signed it on [3 May].", "2024-05-03"),
            ("The vote is set for [Tuesday, June 4].", "2024-06-04"),
            ("You may 3 times refuse.", ""),
        ],
    },
    Rule {
        name: "day of every year",
        patterns: &["every|each MONTH DAY", "every|each DAY of? MONTH"],
        make: |m| {
            let quant = Some(if m.has(&["each"]) { "EACH" } else { "EVERY" });
            let day = m.value(Month).zip(m.value(Day));
            day.map(|(month, day)| Meaning { quant, ..Meaning::of(What::EveryDay(month, day)) }).into()
        },
        examples: &[("They march [every 2 April].", "XXXX-04-02")],
    },
    Rule {
        name: "day of a month in a year told otherwise",
        patterns: &[
            "MONTH DAY ,? of? the? last|this|next|that|same year",
            "the? DAY of? MONTH of? the? last|this|next|that|same year",
            "MONTH ,? of? the? last|this|next|that|same|previous|following year",
        ],
        make: |m| m.which().map(|w| date(year_of(w), m.value(Month), m.value(Day))).into(),
        examples: &[
            ("It closed in [June last year].", "2023-06"),
            ("It closed on [June 5 this year].", "2024-06-05"),
            ("War came in 1914. By [October of that year] the front stood still.", "1914-10"),
        ],
    },
    Rule {
        name: "two days of one month",
        patterns: &[
            "MONTH DAY -|to|through|until|and|or|till DAY ,? YEAR",
            "MONTH DAY -|to|through|until|and|or|till DAY",
        ],
        make: |m| {
            let (Some(a), Some(b)) = (m.position(Day, 0), m.position(Day, 1)) else { return Made::No };
            let (Some(da), Some(db), month) = (m.nth(Day, 0), m.nth(Day, 1), m.value(Month)) else { return Made::No };
            // "on May 3 and 14 people died"
            let counts = m.has(&["and", "or"])
                && (m.precedes(COUNTED)
                    || m.after(1).is_some_and(|t| {
                        let w = t.of(m.text);
                        w.len() > 3 && w.ends_with('s') || t.is(Hyphen) || t.is(Class::Unit)
                    }));
            if da >= db || counts {
                return Made::No;
            }
            let y = year(m).map_or(Open(Which::Open), Known);
            Made::Two(
                (m.first, a + 1, Meaning::of(date(y, month, Some(da)))),
                (b, m.end, Meaning::of(date(y, month, Some(db)))),
            )
        },
        examples: &[("It runs [May 3]-5, 2021.", "2021-05-03"), ("It runs May 3 to [5, 2021].", "2021-05-05")],
    },
    Rule {
        name: "two days of one month, days first",
        patterns: &[
            "DAY -|to|and|or|until|through DAY of? MONTH ,? YEAR",
            "DAY -|to|and|or|until|through DAY of? MONTH",
        ],
        make: |m| {
            let (Some(a), Some(b)) = (m.position(Day, 0), m.position(Day, 1)) else { return Made::No };
            let (Some(da), Some(db), month) = (m.nth(Day, 0), m.nth(Day, 1), m.value(Month)) else { return Made::No };
            if da >= db {
                return Made::No;
            }
            let y = year(m).map_or(Open(Which::Open), Known);
            Made::Two(
                (a, a + 1, Meaning::of(date(y, month, Some(da)))),
                (b, m.end, Meaning::of(date(y, month, Some(db)))),
            )
        },
        examples: &[
            ("The fair, from [3] to 5 June 2025, is new.", "2025-06-03"),
            ("The fair, from 3 to [5 June], is new.", "2024-06-05"),
        ],
    },
    Rule {
        name: "two days or months with one year",
        patterns: &[
            "MONTH DAY -|to|through|until|and|or|till MONTH DAY ,? YEAR",
            "DAY MONTH -|to|through|until|and|or|till DAY MONTH ,? YEAR",
            "MONTH -|to|through|until|and|or|till MONTH ,? of? YEAR",
        ],
        make: |m| {
            let (Some(a), Some(b), Some(y)) = (m.position(Month, 0), m.position(Month, 1), year(m)) else {
                return Made::No;
            };
            let (first, second) = (m.nth(Month, 0), m.nth(Month, 1));
            let (Some(d), Some(e)) = (m.position(Day, 0), m.position(Day, 1)) else {
                // "June and May 2019" are of two years, or a list
                let ordered = first < second || m.has(&["to", "through", "until", "till"]);
                let before = Known(y - i32::from(first > second));
                return if ordered {
                    Made::Two(
                        (a, a + 1, Meaning::of(date(before, first, None))),
                        (b, m.end, Meaning::of(date(Known(y), second, None))),
                    )
                } else {
                    Made::No
                };
            };
            // "15 November to 15 February 1989"
            let before = Known(y - i32::from(first > second));
            Made::Two(
                (m.first, a.max(d) + 1, Meaning::of(date(before, first, m.nth(Day, 0)))),
                (b.min(e), m.end, Meaning::of(date(Known(y), second, m.nth(Day, 1)))),
            )
        },
        examples: &[
            ("It rained from [April] to June 2019.", "2019-04"),
            ("They stayed from [May 15] to August 16, 1988.", "1988-05-15"),
            ("They stayed from [15 November] to 15 February 1989.", "1988-11-15"),
            ("They stayed from 15 November to [15 February 1989].", "1989-02-15"),
        ],
    },
    Rule {
        name: "month of a year",
        patterns: &["MONTH ,? of? YEAR"],
        make: |m| year(m).map(|y| date(Known(y), m.value(Month), None)).into(),
        examples: &[("They met in [March 1996].", "1996-03"), ("They met in [March, 1996].", "1996-03")],
    },
    Rule {
        name: "part of a month",
        patterns: &[
            "the? ORD|last|final few? day|days|week|weeks|weekend|half of MONTH ,? of? YEAR",
            "the? ORD|last|final few? day|days|week|weeks|weekend|half of MONTH",
            "the? ORD|last|final NUM days|weeks of MONTH ,? of? YEAR",
            "the? ORD|last|final NUM days|weeks of MONTH",
        ],
        make: |m| {
            let (y, month) = (year(m).map_or(Open(Which::Open), Known), m.value(Month));
            if m.has(&["day"])
                && let Some(n @ 1..=31) = m.value(Ord)
            {
                return date(y, month, Some(n)).into();
            }
            let modifier = match m.value(Ord) {
                Some(1) => "START",
                Some(_) => "MID",
                None => "END",
            };
            Meaning { modifier: Some(modifier), ..Meaning::of(date(y, month, None)) }.into()
        },
        examples: &[
            ("It rained in [the last week of August].", "2023-08"),
            ("It rained on [the first day of May].", "2024-05-01"),
        ],
    },
    Rule {
        name: "week of a day",
        patterns: &["the? week of MONTH DAY ,? YEAR", "the? week of MONTH DAY"],
        make: |m| match (m.value(Month), m.value(Day)) {
            (Some(month), Some(day)) => {
                What::WeekOf { year: year(m).map_or(Open(Which::Open), Known), month, day }.into()
            }
            _ => Made::No,
        },
        examples: &[("The hearing is in [the week of June 3].", "2024-W23")],
    },
    Rule {
        name: "day of the month told",
        patterns: &["the ORD", "the ORD of that|the|this month"],
        make: |m| {
            let numeral = m.matched().iter().any(|t| t.is(Ord) && t.digits);
            let closed = m.after(1).is_none_or(|t| !t.of(m.text).starts_with(char::is_alphanumeric) && !t.is(Hyphen));
            let led = m.follows(&["on", "by", "until", "since", "from", "of", "before", "after"]);
            match m.value(Day) {
                Some(day) if m.has(&["month"]) || numeral && closed && led => What::DayOfMonth(day).into(),
                _ => Made::No,
            }
        },
        examples: &[
            ("It began on March 3, 2021, and ended on [the 20th].", "2021-03-20"),
            ("It is the third of its kind, after the 2nd one.", ""),
        ],
    },
    Rule {
        name: "month",
        patterns: &["MONTH"],
        make: |m| {
            if !month_alone(m) {
                return Made::No;
            }
            m.value(Month).map(|month| date(Open(Which::Open), Some(month), None)).into()
        },
        examples: &[
            ("They met in [March].", "2024-03"),
            ("It fell in [November].", "2023-11"),
            ("It will open in [November].", "2024-11"),
            ("It may rain.", ""),
            ("They may march on Rome.", ""),
            ("May I go?", ""),
            ("Theresa May said no.", ""),
        ],
    },
    Rule {
        name: "September 11, 2001",
        patterns: &["MONTH DAY attack|attacks|terror|terrorist|hijackers|hijackings"],
        make: |m| {
            if m.value(Month) != Some(9) || m.value(Day) != Some(11) {
                return Made::No;
            }
            Made::Part(m.first, m.end - 1, Meaning::of(date(Known(2001), Some(9), Some(11))))
        },
        examples: &[
            ("He died in the [Sept. 11] attacks.", "2001-09-11"),
            ("He has served since [9/11].", "2001-09-11"),
            ("It rained for 9/12 of the time.", ""),
        ],
    },
    Rule {
        name: "this or another day of a month",
        patterns: &["last|this|next|that past|coming? MONTH DAY"],
        make: |m| date(Open(m.which().unwrap_or(Which::Open)), m.value(Month), m.value(Day)).into(),
        examples: &[("He died [last Oct. 23].", "2023-10-23")],
    },
    Rule {
        name: "this or another month",
        patterns: &["WHICH past|coming|same? MONTH", "the? previous|following|preceding MONTH"],
        make: |m| {
            let which = m.which().unwrap_or(Which::Open);
            let which = if m.has(&["past"]) { Which::Last } else { which };
            match which {
                Which::Every => Some(What::EveryMonth(m.value(Month).unwrap_or(1))).into(),
                _ => Some(date(Open(which), m.value(Month), None)).into(),
            }
        },
        examples: &[
            ("It closed [last July].", "2023-07"),
            ("It opens [this September].", "2024-09"),
            ("It opens [next February].", "2025-02"),
            ("They come [each July].", "XXXX-07"),
        ],
    },
    Rule {
        name: "date in digits",
        patterns: &["ISO", "SLASH"],
        make: |m| {
            m.value(Iso)
                .or_else(|| m.value(Slash))
                .map(|p| date(Known(p / 10_000), Some(p / 100 % 100), Some(p % 100)))
                .into()
        },
        examples: &[
            ("Posted [2023-09-13].", "2023-09-13"),
            ("Posted [13/09/2023].", "2023-09-13"),
            ("Posted [13.09.2023].", "2023-09-13"),
            ("Posted 03/04/2023.", ""),
        ],
    },
];

/// Words that introduce a time: what follows them is hardly ever a name, a verb or a quantity.
#[rustfmt::skip]
const BEFORE_TIME: &[&str] = &[
    "in", "on", "at", "by", "since", "until", "till", "from", "to", "of", "during", "after", "before",
    "through", "for", "between", "and", "or", "last", "next", "this", "early", "late", "mid", "every", "each",
    "than", "around", "about", "throughout", "over", "within", "past", "as", "per", "beyond", "circa", "nearly",
    "almost", "only", "just", "against", "versus", "pre", "post", "under", "due", "following", "ended",
    "ending", "starting", "beginning", "into", "effective", "upcoming", "previous", "coming", "some", "least",
    "most", "up", "whole", "entire", "took", "takes", "take", "spent", "spend", "lasted", "lasts", "later",
    "earlier",
];

/// Whether a month's name alone is surely one: "may" and "march" are verbs, "April", "May", "June" and "August" names.
fn month_alone(m: &Match) -> bool {
    let Some(t) = m.matched().first() else { return false };
    let word = t.of(m.text);
    let name_too = is_one_of(word, &["april", "june", "august", "jan", "mar"]);
    let verb_too = is_one_of(word, &["may", "march"]);
    if !name_too && !verb_too {
        return true;
    }
    // "in May", "between March and May", "last August"
    let listed = m.follows(&["and", "or", "-", "–"]) && m.before(2).is_some_and(|t| t.is(Month));
    let led = listed
        || m.before(1).is_some_and(|t| t.is(Class::Which))
        || m.follows(BEFORE_TIME) && !m.follows(&["and", "or", "as", "than", "only", "just", "on", "at"]);
    let name_goes_on = m.after(1).is_some_and(|t| t.capital && t.spaced && !t.is(Year) && !t.is(Weekday));
    if verb_too {
        let verb = m.precedes(&["not", "be", "have", "on", "to", "toward", "towards", "against", "also", "well"]);
        return t.capital && (led || m.follows(&["the", "a", "'s", "’s"])) && !name_goes_on && !verb;
    }
    let name = name_goes_on
        || m.precedes(&["said", "says", "told", "asked"])
        || m.before(1).is_some_and(|b| b.capital && !b.is(Weekday));
    t.capital && (led || !name)
}
