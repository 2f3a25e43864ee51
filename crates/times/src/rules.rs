//! The grammar: every kind of expression as patterns, a meaning, and examples, which are its tests.
//!
//! The longest match wins; of equal ones the first in the table. A rule answers [`Made::No`] where the words around a
//! match speak against it.

use crate::calendar::HOLIDAYS;
use crate::lexicon::Class::{self, *};
use crate::lexicon::{Unit, VAGUE, Which};
use crate::meaning::YearOf::{self, *};
use crate::meaning::{Made, Meaning, Precision, TimeOfDay, What};
use crate::pattern::{Match, Rule, is_one_of, words};
use crate::tokens::Tok;

const HOLIDAY_NAMES: [&str; HOLIDAYS.len()] = {
    let mut names = [""; HOLIDAYS.len()];
    let mut i = 0;
    while i < names.len() {
        names[i] = HOLIDAYS[i].0;
        i += 1;
    }
    names
};

/// The words that patterns name, pattern by pattern, and those that number words are built with.
pub(crate) fn literals() -> impl Iterator<Item = Vec<&'static str>> {
    RULES.iter().flat_map(|r| r.patterns).map(|p| words(p).collect()).chain([vec!["a", "an", "of", "and", "half", "/"]])
}

/// Words that introduce a time: what follows them is hardly ever a name, a verb or a quantity.
const BEFORE_TIME: &[&str] = &[
    "in",
    "on",
    "at",
    "by",
    "since",
    "until",
    "till",
    "from",
    "to",
    "of",
    "during",
    "after",
    "before",
    "through",
    "for",
    "between",
    "and",
    "or",
    "last",
    "next",
    "this",
    "early",
    "late",
    "mid",
    "every",
    "each",
    "than",
    "around",
    "about",
    "throughout",
    "over",
    "within",
    "past",
    "as",
    "per",
    "beyond",
    "around",
    "circa",
    "nearly",
    "almost",
    "only",
    "just",
    "against",
    "versus",
    "pre",
    "post",
    "under",
    "due",
    "following",
    "ended",
    "ending",
    "starting",
    "beginning",
    "into",
    "effective",
    "upcoming",
    "or",
    "previous",
    "coming",
    "some",
    "least",
    "most",
    "up",
    "whole",
    "entire",
    "took",
    "takes",
    "take",
    "spent",
    "spend",
    "lasted",
    "last",
    "lasts",
    "later",
    "earlier",
];

fn year(m: &Match) -> Option<i32> {
    m.value(Year)
}

/// "last year" and its like as the year of a date.
fn year_of(which: Which) -> YearOf {
    match which {
        Which::Last => Page(-1),
        Which::This => Page(0),
        Which::Next => Page(1),
        Which::That => Text,
        w => Open(w),
    }
}

fn date(year: YearOf, month: Option<i32>, day: Option<i32>) -> What {
    What::Date { year, month, day }
}

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
    let name = name_goes_on || m.before(1).is_some_and(|b| b.capital && !b.is(Weekday));
    t.capital && (led || !name)
}

/// Nouns that are counted in hundreds and thousands.
const COUNTED: &[&str] = &[
    "people",
    "dollars",
    "pounds",
    "euros",
    "miles",
    "km",
    "kilometers",
    "kilometres",
    "meters",
    "metres",
    "feet",
    "ft",
    "mph",
    "tons",
    "tonnes",
    "troops",
    "soldiers",
    "men",
    "women",
    "children",
    "votes",
    "points",
    "words",
    "percent",
    "per",
    "barrels",
    "square",
    "acres",
    "hectares",
    "civilians",
    "deaths",
    "cases",
    "kg",
    "million",
    "billion",
    "thousand",
    "residents",
    "workers",
    "students",
    "homes",
    "houses",
    "refugees",
    "migrants",
    "members",
    "others",
    "more",
    "of",
    "hours",
    "prisoners",
    "calories",
    "rounds",
    "seats",
    "units",
    "copies",
    "shares",
];

/// Words before a number that is no year.
const NUMBERED: &[&str] = &[
    "no",
    "flight",
    "room",
    "page",
    "route",
    "highway",
    "model",
    "resolution",
    "chapter",
    "size",
    "area",
    "channel",
    "some",
    "nearly",
    "almost",
    "another",
    "about",
    "approximately",
    "roughly",
    "least",
    "novel",
    "film",
    "book",
    "movie",
];

/// Words before a number that make it a year, even of a century long gone.
const DATED: &[&str] = &[
    "in", "since", "until", "of", "from", "during", "between", "early", "late", "mid", "by", "after", "before", "and",
    "to", "circa", "the", "around", "-", "–", "(",
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

/// An expression of one unit about the page's date.
fn relative(unit: Unit, which: Which) -> Option<What> {
    let on_text = matches!(which, Which::Previous | Which::Following);
    let offset = match which {
        Which::Last | Which::Previous => -1,
        Which::This => 0,
        Which::Next | Which::Following => 1,
        Which::That => return Some(What::That(unit)),
        Which::Every => return Some(What::Every { amount: 100, unit }),
        Which::Open => return None,
    };
    Some(match unit {
        Unit::Weekend => What::Weekend(which),
        Unit::Quarter if offset == 0 => What::Quarter { n: None, year: Open(Which::This) },
        _ => What::Relative { unit, offset, text: on_text },
    })
}

/// "two and a half years", "a few weeks": a duration.
fn duration(amount: i32, unit: Unit) -> What {
    What::Duration { amount, unit, more: None }
}

fn amount_of(m: &Match) -> i32 {
    m.value(Num).unwrap_or(if m.has(&["a", "an", "one"]) { 100 } else { VAGUE })
}

fn unit_of(m: &Match) -> Option<Unit> {
    m.value(Units).or_else(|| m.value(Class::Unit)).map(Unit::from_value)
}

/// "half an hour", "a half-century".
fn half(unit: Unit) -> Option<What> {
    Some(match unit {
        Unit::Minute => duration(3000, Unit::Second),
        Unit::Hour => duration(3000, Unit::Minute),
        Unit::Day => duration(1200, Unit::Hour),
        Unit::Year => duration(600, Unit::Month),
        Unit::Decade => duration(500, Unit::Year),
        Unit::Century => duration(5000, Unit::Year),
        _ => return None,
    })
}

/// So many units before (`sign` -1) or after the page's or the text's date.
fn offset(m: &Match, sign: i32, text: bool) -> Made {
    let Some(unit) = unit_of(m) else { return Made::No };
    What::Offset { amount: amount_of(m), unit, sign, text }.into()
}

fn clock_zone(m: &Match) -> Option<i32> {
    m.value(Zone)
}

/// An hour (in hundredths, "6.30" as 630) on a twelve-hour clock.
fn twelve(hundredths: i32, meridiem: i32) -> Option<i32> {
    let (h, min) = (hundredths / 100, hundredths % 100);
    ((1..=12).contains(&h) && min < 60).then_some((h % 12 + meridiem) * 3600 + min * 60)
}
fn clock(seconds: i32, precision: Precision, zone: Option<i32>) -> Meaning {
    Meaning::of(What::Nothing).at(TimeOfDay::Clock { seconds, precision, zone })
}

fn precision(seconds: i32) -> Precision {
    if seconds % 60 != 0 { Precision::Second } else { Precision::Minute }
}

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
    match m.value(Ord) {
        Some(n @ 1..=4) => What::Quarter { n: Some(n), year }.into(),
        None if last => What::Quarter { n: Some(4), year }.into(),
        _ => Made::No,
    }
}

fn q_number(m: &Match) -> Option<i32> {
    ["q1", "q2", "q3", "q4"].iter().position(|q| m.has(&[q])).map(|i| i as i32 + 1)
}

/// The table.
pub(crate) static RULES: &[Rule] = &[
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
        name: "two months of one year",
        patterns: &["MONTH -|to|through|and|or MONTH ,? of? YEAR"],
        make: |m| {
            let (Some(a), Some(b), Some(y)) = (m.position(Month, 0), m.position(Month, 1), year(m)) else {
                return Made::No;
            };
            let (first, second) = (m.nth(Month, 0), m.nth(Month, 1));
            if first >= second {
                return Made::No;
            }
            Made::Two(
                (a, a + 1, Meaning::of(date(Known(y), first, None))),
                (b, m.end, Meaning::of(date(Known(y), second, None))),
            )
        },
        examples: &[("It rained from [April] to June 2019.", "2019-04")],
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
        name: "weekday",
        patterns: &["WEEKDAY"],
        make: |m| {
            let Some(t) = m.matched().first() else { return Made::No };
            let word = t.of(m.text);
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
        name: "weekdays",
        patterns: &["WEEKDAYS"],
        make: |m| {
            Meaning { quant: Some("EVERY"), ..Meaning::of(What::EveryWeekday(m.value(Weekdays).unwrap_or(1))) }.into()
        },
        examples: &[("The shop shuts on [Mondays].", "XXXX-WXX-1")],
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
            let bare_fall =
                !m.has(&["the"]) && m.has(&["fall", "spring"]) && !m.follows(&["in", "by", "early", "late", "-"]);
            if !led || bad || bare_fall {
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
        examples: &[("Profit rose in [the first quarter].", "2024-Q1"), ("Its [third-quarter] loss grew.", "2023-Q3")],
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
        name: "quarter by its number",
        patterns: &["q1|q2|q3|q4", "q1|q2|q3|q4 of? YEAR", "YEAR q1|q2|q3|q4"],
        make: |m| {
            let n = q_number(m);
            What::Quarter { n, year: year(m).map_or(Open(Which::Open), Known) }.into()
        },
        examples: &[("Sales fell in [Q3 2021].", "2021-Q3")],
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
                return What::Quarter { n: Some((month + 2) / 3), year: Open(Which::Open) }.into();
            }
            What::Quarter { n: None, year: Open(Which::Open) }.into()
        },
        examples: &[("Profit fell in [the quarter].", "2024-Q1")],
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
                return What::Quarter { n: Some(n), year: Page(-1) }.into();
            }
            What::YearAgo { text: false }.into()
        },
        examples: &[("The third-quarter loss compares with a [year-earlier] profit.", "2022-Q3")],
    },
    Rule {
        name: "the quarter of a year",
        patterns: &["the YEAR period|quarter"],
        make: |m| year(m).map(|y| What::Quarter { n: None, year: Known(y) }).into(),
        examples: &[("The third quarter beat [the 2022 quarter].", "2022-Q3")],
    },
    Rule {
        name: "today, yesterday, tomorrow",
        patterns: &["today", "yesterday", "tomorrow", "the day before yesterday", "the day after tomorrow"],
        make: |m| {
            let offset = match m.matched().len() {
                1 if m.has(&["today"]) => 0,
                1 if m.has(&["yesterday"]) => -1,
                1 => 1,
                _ if m.has(&["yesterday"]) => -2,
                _ => 2,
            };
            What::Relative { unit: Unit::Day, offset, text: false }.into()
        },
        examples: &[("He left [yesterday].", "2024-05-14"), ("He leaves [the day after tomorrow].", "2024-05-17")],
    },
    Rule {
        name: "last, this, next",
        patterns: &[
            "last|this|next|past UNIT",
            "the? same|that same? UNIT",
            "the? next|following|previous|preceding|prior UNIT",
            "the? current fiscal? UNIT",
            "the? coming UNIT",
            "this past|coming UNIT",
            "the past UNIT",
            "last|this|next fiscal|calendar year",
            "the latest fiscal|financial|calendar? year",
        ],
        make: |m| {
            let (Some(unit), Some(which)) = (unit_of(m), m.which()) else { return Made::No };
            let word = |w: &str| m.has(&[w]);
            if unit.is_clock() && which != Which::That || unit == Unit::Second {
                return Made::No;
            }
            if unit == Unit::Night {
                return match which {
                    Which::Last if !word("the") => {
                        Meaning::of(What::Relative { unit: Unit::Day, offset: -1, text: false })
                            .at(TimeOfDay::Part(6))
                            .into()
                    }
                    Which::That => Meaning::of(What::That(Unit::Day)).at(TimeOfDay::Part(6)).into(),
                    Which::This => Meaning::of(What::Relative { unit: Unit::Day, offset: 0, text: false })
                        .at(TimeOfDay::Part(6))
                        .into(),
                    Which::Following | Which::Next => {
                        Meaning::of(What::Relative { unit: Unit::Day, offset: 1, text: true })
                            .at(TimeOfDay::Part(6))
                            .into()
                    }
                    _ => Made::No,
                };
            }
            let that_once = word("that") && !word("same") && m.precedes(&["is", "was", "are", "will"]) && false;
            if that_once {
                return Made::No;
            }
            // "This Week", a programme
            let quoted = m.before(1).is_some_and(|t| matches!(t.of(m.text), "\"" | "“" | "‘" | "``"));
            if quoted && m.matched().iter().all(|t| t.capital) {
                return Made::No;
            }
            let day = unit == Unit::Day;
            // "the last week of the campaign" is not last week
            if word("the") && which == Which::Last && !word("past") && m.precedes(&["of", "in", "before"]) {
                return Made::No;
            }
            // "the next day" goes on from what the text tells; "next week" does not.
            if which == Which::Next && (day || word("the")) {
                return if day {
                    What::Relative { unit, offset: 1, text: true }.into()
                } else {
                    duration(100, unit).into()
                };
            }
            if day && which == Which::This {
                return What::Relative { unit, offset: 0, text: false }.into();
            }
            if day && which == Which::Last {
                return Made::No; // "last day": the end of something
            }
            // "the past year": the year up to now
            if word("past") && word("the") {
                return duration(100, unit).into();
            }
            if word("current") {
                return What::Relative { unit, offset: 0, text: false }.into();
            }
            relative(unit, which).into()
        },
        examples: &[
            ("It fell [last month].", "2024-04"),
            ("It fell [this week].", "2024-W20"),
            ("It opens [next year].", "2025"),
            ("On March 3 he came, and [the next day] he left.", "2024-03-04"),
            ("It rained on 3 June 2001. [That month] was wet.", "2001-06"),
            ("He won in 1996 and [the following year] he lost.", "1997"),
        ],
    },
    Rule {
        name: "last, next or recent so many",
        patterns: &[
            "the? last|past|next|coming|first|final|following|previous|preceding|initial|latest NUM UNITS",
            "the? NUM previous|preceding|following|consecutive|straight|full|more|additional|trading|business|whole|long|solid UNITS",
            "the? past|last|next|coming NUM consecutive|straight|full|trading|business UNITS",
            "the? last|past|next|coming NUM or NUM UNITS",
            "the past|coming|next|following|last UNITS",
        ],
        make: |m| {
            let Some(unit) = unit_of(m) else { return Made::No };
            duration(amount_of(m), unit).into()
        },
        examples: &[
            ("Over [the past three months] it fell.", "P3M"),
            ("In [the next few days] it will fall.", "PXD"),
            ("In [the first nine months] it lost money.", "P9M"),
        ],
    },
    Rule {
        name: "recent times",
        patterns: &["recent UNITS", "the? recent NUM UNITS", "recent NUM UNITS"],
        make: |m| match unit_of(m) {
            Some(Unit::Year | Unit::Decade) => What::Ref("PAST_REF").into(),
            Some(unit) => duration(VAGUE, unit).into(),
            None => Made::No,
        },
        examples: &[("In [recent months] it fell.", "PXM"), ("In [recent years] it fell.", "PAST_REF")],
    },
    Rule {
        name: "times to come",
        patterns: &["coming UNITS", "the UNITS ahead"],
        make: |m| unit_of(m).map(|u| duration(VAGUE, u)).into(),
        examples: &[("In [coming weeks] it will fall.", "PXW")],
    },
    Rule {
        name: "ago",
        patterns: &[
            "NUM UNITS ago|back",
            "NUM - UNIT - ago",
            "NUM UNIT ago",
            "NUM or so|NUM UNITS ago",
            "a|an UNIT or so|NUM ago",
            "a|an UNIT ago",
            "NUM UNITS or so ago",
            "half a|an UNIT ago",
            "NUM UNITS and NUM UNITS ago",
        ],
        make: |m| {
            if m.has(&["half"]) {
                return match unit_of(m) {
                    Some(Unit::Century) => {
                        What::Offset { amount: 5000, unit: Unit::Year, sign: -1, text: false }.into()
                    }
                    Some(Unit::Decade) => What::Offset { amount: 500, unit: Unit::Year, sign: -1, text: false }.into(),
                    Some(Unit::Year) => What::Offset { amount: 600, unit: Unit::Month, sign: -1, text: false }.into(),
                    Some(Unit::Hour) => What::Offset { amount: 3000, unit: Unit::Minute, sign: -1, text: false }.into(),
                    _ => Made::No,
                };
            }
            if m.has(&["back"])
                && (unit_of(m).is_some_and(|u| u < Unit::Week) || m.precedes(&["to", "in", "into", "and"]))
            {
                return Made::No;
            }
            if unit_of(m) == Some(Unit::Year) && m.has(&["a"]) && m.value(Num).is_none() {
                return What::YearAgo { text: false }.into();
            }
            offset(m, -1, false)
        },
        examples: &[
            ("It closed [two weeks ago].", "2024-W18"),
            ("It closed [a month ago].", "2024-04"),
            ("It closed [fifty years ago].", "1974"),
            ("It closed [a few years ago].", "PAST_REF"),
            ("It closed [a year ago].", "2023"),
        ],
    },
    Rule {
        name: "from now",
        patterns: &["NUM UNITS from now|today|yesterday", "a|an|one UNIT from now|today"],
        make: |m| offset(m, 1, false),
        examples: &[("It opens [three months from now].", "2024-08")],
    },
    Rule {
        name: "earlier or later than what was told",
        patterns: &[
            "NUM UNITS later|earlier|before|previously|afterward|afterwards|beforehand",
            "a|an|one UNIT later|earlier|before|previously|afterward|afterwards",
            "UNITS later|earlier|afterward|afterwards",
            "NUM UNIT later|earlier",
            "NUM or NUM UNITS later|earlier",
        ],
        make: |m| {
            let sign = if m.has(&["later", "afterward", "afterwards"]) { 1 } else { -1 };
            // "two days before the vote" is reckoned from the vote, which is not read here.
            if m.has(&["before"])
                && m.after(1).is_some_and(|t| !matches!(t.of(m.text), "." | "," | ";" | ":" | ")" | "\"" | "”"))
            {
                return match unit_of(m) {
                    Some(u) => Made::Part(m.first, m.end - 1, Meaning::of(duration(amount_of(m), u))),
                    None => Made::No,
                };
            }
            if unit_of(m) == Some(Unit::Year) && sign < 0 && m.has(&["a", "an"]) && m.value(Num).is_none() {
                return What::YearAgo { text: true }.into();
            }
            offset(m, sign, true)
        },
        examples: &[
            ("It opened on March 3, 2021. [Three days later] it closed.", "2021-03-06"),
            ("It opened in 2010 and closed [two years later].", "2012"),
            ("It came [two days] before the vote.", "P2D"),
        ],
    },
    Rule {
        name: "duration",
        patterns: &[
            "NUM -? UNIT|UNITS",
            "NUM or|to|- NUM -? UNIT|UNITS",
            "NUM more|additional|consecutive|straight|full|trading|business|whole|solid|calendar|working|extra|long UNITS",
            "a|an additional|extra|full|whole|entire UNIT",
            "NUM - UNIT - long",
            "the NUM -? UNIT|UNITS",
        ],
        make: |m| {
            let Some(unit) = unit_of(m) else { return Made::No };
            let single = m.value(Units).is_none();
            let hyphen = m.matched().iter().any(|t| t.is(Hyphen));
            let quoted = m.before(1).is_some_and(|t| matches!(t.of(m.text), "\"" | "“" | "‘" | "''" | "``"));
            if quoted && m.matched().iter().any(|t| t.capital && t.is(Units)) {
                return Made::No; // "60 Minutes", a programme
            }
            let amount = m.value(Num).unwrap_or(if m.has(&["a", "an", "full"]) { 100 } else { VAGUE });
            if m.value(Num) == Some(VAGUE) && m.follows(&["as"]) {
                return Made::No; // "the third in as many years"
            }
            if m.value(Num) == Some(VAGUE) && single && !m.has(&["few", "several"]) {
                return Made::No;
            }
            // "the 52-year-old", "30 years old": an age. "a 30-second spot" is a time, "the 30 second" is not.
            let young = m.after(3).is_some_and(|t| {
                is_one_of(
                    t.of(m.text),
                    &["son", "daughter", "boy", "girl", "baby", "child", "infant", "kitten", "puppy", "twins"],
                )
            });
            if young && m.after(2).is_some_and(|t| t.of(m.text).starts_with("old")) {
                return Made::No;
            }
            if m.after(1).is_some_and(|t| t.is(Hyphen))
                && m.after(2).is_some_and(|t| t.of(m.text).starts_with("old"))
                && unit >= Unit::Year
                || m.precedes(&["old"])
                || m.precedes(&["of"]) && m.after(2).is_some_and(|t| t.of(m.text) == "age")
            {
                return Made::No;
            }
            if unit == Unit::Quarter && (single || m.value(Num) == Some(300) && m.precedes(&["of"])) {
                return Made::No;
            }
            if single && !hyphen && amount != 100 && unit == Unit::Second {
                return Made::No;
            }
            // "two or three years": the first number counts
            duration(amount, unit).into()
        },
        examples: &[
            ("The [five-year] plan failed.", "P5Y"),
            ("He waited [two and a half hours].", "PT2H30M"),
            ("It lasted for [several years].", "PXY"),
            ("After [210 years] it ended.", "P210Y"),
            ("The 52-year-old is 52 years old.", ""),
        ],
    },
    Rule {
        name: "duration of two units",
        patterns: &[
            "NUM UNITS|UNIT ,? and? NUM UNITS|UNIT",
            "a|an|one UNIT and NUM UNITS|UNIT",
            "a|an|one UNIT and a half",
        ],
        make: |m| {
            let units: Vec<Unit> = m
                .matched()
                .iter()
                .filter_map(|t| t.value(Units).or_else(|| t.value(Class::Unit)))
                .map(Unit::from_value)
                .collect();
            let nums: Vec<i32> = m.matched().iter().filter_map(|t| t.value(Num)).collect();
            if m.has(&["half"]) {
                return match units.first() {
                    Some(&u) => What::Duration { amount: 150, unit: u, more: None }.into(),
                    None => Made::No,
                };
            }
            let (Some(&u), Some(&v)) = (units.first(), units.get(1)) else { return Made::No };
            let (a, b) = if nums.len() == 2 { (nums[0], nums[1]) } else { (100, nums.first().copied().unwrap_or(100)) };
            if v >= u || a < 0 || b < 0 {
                return Made::No;
            }
            What::Duration { amount: a, unit: u, more: Some((b, v)) }.into()
        },
        examples: &[("It took [two hours and 30 minutes].", "PT2H30M"), ("It took [a minute and a half].", "PT1M30S")],
    },
    Rule {
        name: "half a unit",
        patterns: &["half a|an UNIT", "a? half -? UNIT", "a half UNIT"],
        make: |m| unit_of(m).and_then(half).into(),
        examples: &[("It took [half an hour].", "PT30M"), ("For [half a century] it stood.", "P50Y")],
    },
    Rule {
        name: "one unit",
        patterns: &["a|an|one|another UNIT"],
        make: |m| {
            let Some(unit) = unit_of(m) else { return Made::No };
            if matches!(unit, Unit::Second | Unit::Quarter | Unit::Weekend | Unit::Night)
                || m.precedes(&["-"]) && m.after(2).is_some_and(|t| t.of(m.text).eq_ignore_ascii_case("old"))
            {
                return Made::No;
            }
            if m.precedes(&["old"]) {
                return Made::No;
            }
            let rate = m.has(&["a", "an"])
                && m.before(1).is_some_and(|t| {
                    let w = t.of(m.text);
                    t.digits
                        || matches!(w, "%" | "percent" | "million" | "billion" | "thousand" | "once" | "twice")
                        || w.len() > 3
                            && w.ends_with('s')
                            && !w.ends_with("ss")
                            && !matches!(
                                w,
                                "takes"
                                    | "lasts"
                                    | "needs"
                                    | "was"
                                    | "gives"
                                    | "spends"
                                    | "marks"
                                    | "wants"
                                    | "perhaps"
                                    | "lasted"
                                    | "wins"
                                    | "plays"
                                    | "offers"
                            )
                });
            if rate {
                return What::Every { amount: 100, unit }.into();
            }
            duration(100, unit).into()
        },
        examples: &[
            ("It will take [a year].", "P1Y"),
            ("He waited [an hour].", "PT1H"),
            ("They sell 40 boats [a year].", "P1Y"),
            ("Wait a second; a quarter of them left.", ""),
        ],
    },
    Rule {
        name: "units in the plural",
        patterns: &["UNITS", "UNITS or UNITS", "UNITS and UNITS", "UNITS - long"],
        make: |m| {
            let Some(unit) = unit_of(m) else { return Made::No };
            if matches!(unit, Unit::Quarter | Unit::Night | Unit::Weekend | Unit::Second) {
                return Made::No;
            }
            let led = m.follows(&[
                "for", "within", "after", "of", "in", "over", "took", "takes", "take", "lasted", "last", "spent",
                "spend", "be", "the", "just", "only", "and", "by", "follows", "through", "mere",
            ]) || m.matched().len() > 1;
            let the = m.follows(&["the", "by", "of"]);
            let counted = m.precedes(&[
                "of",
                "before",
                "after",
                "following",
                "leading",
                "since",
                "that",
                "later",
                "long",
                "ahead",
                "to",
                "until",
            ]);
            if !led
                || the && !(counted && !m.precedes(&["of", "to"])) && m.matched().len() == 1 && !m.follows(&["after"])
            {
                return Made::No;
            }
            duration(VAGUE, unit).into()
        },
        examples: &[("It stood for [centuries].", "PXCE"), ("After [months] of talks they signed.", "PXM")],
    },
    Rule {
        name: "so often",
        patterns: &[
            "RECURRING",
            "twice|thrice - RECURRING",
            "per UNIT",
            "NUM times a|per|each|every UNIT",
            "once|twice|thrice a|per|each|every UNIT",
            "NUM times RECURRING",
        ],
        make: |m| {
            let unit = m.value(Recurring).map(Unit::from_value).or_else(|| unit_of(m));
            let Some(unit) = unit else { return Made::No };
            // "its quarterly dividend": a kind of dividend
            if unit == Unit::Quarter && m.after(1).is_some_and(|t| t.of(m.text).starts_with(char::is_alphabetic)) {
                return Made::No;
            }
            if unit == Unit::Second
                || m.matched().first().is_some_and(|t| t.capital && t.is(Recurring))
                    && (m.after(1).is_some_and(|t| t.capital) || m.before(1).is_some_and(|t| t.capital))
            {
                return Made::No;
            }
            let times = m.value(Num).map(|n| n / 100).or_else(|| match () {
                () if m.has(&["once"]) => Some(1),
                () if m.has(&["twice"]) => Some(2),
                () if m.has(&["thrice"]) => Some(3),
                () => None,
            });
            Meaning { times_each: times, ..Meaning::of(What::Every { amount: 100, unit }) }.into()
        },
        examples: &[
            ("A [daily] flight goes there.", "P1D"),
            ("They meet [twice a week].", "P1W"),
            ("It costs $5 [per month].", "P1M"),
            ("The Daily Mail said so.", ""),
        ],
    },
    Rule {
        name: "every",
        patterns: &[
            "every|each UNIT",
            "every|each NUM UNITS",
            "every|each other|second|third|fourth|fifth UNIT|WEEKDAY",
            "every|each SEASON",
            "every|each PART",
            "each of the? last|past|next NUM UNITS",
            "all UNIT",
            "all UNIT long",
        ],
        make: |m| {
            let quant = Some(if m.has(&["each"]) { "EACH" } else { "EVERY" });
            if m.has(&["all"]) {
                return match unit_of(m) {
                    Some(u @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year)) => duration(100, u).into(),
                    _ => Made::No,
                };
            }
            if m.has(&["of"]) {
                return unit_of(m).map(|u| duration(amount_of(m), u)).into();
            }
            if let Some(part) = m.value(Part).filter(|_| m.value(Units).is_none()) {
                return Meaning { quant, ..Meaning::of(What::EveryPart(part)) }.into();
            }
            if let Some(s) = m.value(Season) {
                return Meaning { quant, ..Meaning::of(What::EverySeason(s)) }.into();
            }
            if let Some(day) = m.value(Weekday) {
                return Meaning { quant, ..Meaning::of(What::EveryWeekday(day)) }.into();
            }
            let Some(unit) = unit_of(m).filter(|u| *u != Unit::Second) else { return Made::No };
            let amount = match m.value(Num) {
                Some(n) => n,
                None if m.has(&["other", "second"]) => 200,
                None => m.value(Ord).map_or(100, |n| n * 100),
            };
            Meaning { quant, ..Meaning::of(What::Every { amount, unit }) }.into()
        },
        examples: &[
            ("It comes [every year].", "P1Y"),
            ("It comes [every two weeks].", "P2W"),
            ("It comes [every other day].", "P2D"),
        ],
    },
    Rule {
        name: "the present",
        patterns: &[
            "now",
            "right now",
            "currently",
            "current",
            "presently",
            "nowadays",
            "at present",
            "at the moment",
            "at this time",
            "these days",
            "the present",
            "present - day",
            "the present day",
            "the moment",
            "this moment",
            "the current time",
            "the time being",
            "modern -? day",
        ],
        make: |m| {
            if m.has(&["current"])
                && (m.precedes(&["account", "accounts", "of", "and", "in", "through", "flows"])
                    || m.follows(&["electric", "electrical", "ocean", "alternating", "direct"])
                    || m.matched()[0].capital && m.before(1).is_some_and(|t| t.capital))
            {
                return Made::No;
            }
            if m.matched().first().is_some_and(|t| t.of(m.text) == "NOW")
                || m.has(&["now"]) && m.after(1).is_some_and(|t| t.is(Hyphen) && !t.spaced)
            {
                return Made::No;
            }
            if m.has(&["moment"]) && m.has(&["the"]) && !m.has(&["at"]) && !m.follows(&["for", "of"]) {
                return Made::No;
            }
            if m.has(&["present"])
                && m.has(&["the"])
                && m.after(1).is_some_and(|t| {
                    t.spaced
                        && t.of(m.text).starts_with(char::is_alphabetic)
                        && !m.precedes(&["and", "or", "day", "to"])
                })
            {
                return Made::No;
            }
            What::Ref("PRESENT_REF").into()
        },
        examples: &[("It [now] holds two.", "PRESENT_REF"), ("The [current] chief left.", "PRESENT_REF")],
    },
    Rule {
        name: "the past",
        patterns: &[
            "recently",
            "more recently",
            "most recently",
            "lately",
            "the past",
            "the recent|distant past",
            "long ago",
            "past years|months|weeks|days",
            "some time ago",
            "at the time",
            "at that time",
            "UNITS ago",
            "not long ago",
            "a while ago",
        ],
        make: |m| {
            if m.has(&["recently"]) && m.follows(&["as"]) {
                return Made::No; // "as recently as March"
            }
            if m.has(&["time"]) && m.has(&["at"]) {
                if m.precedes(&["of", "when", "that", "he", "she", "they", "it", "the"]) {
                    return Made::No;
                }
                return Made::Part(m.first + 1, m.end, Meaning::of(What::Ref("PAST_REF")));
            }
            if m.has(&["past"])
                && m.has(&["the"])
                && m.after(1).is_some_and(|t| t.is(Num) || t.is(Units) || t.is(Class::Unit))
            {
                return Made::No;
            }
            What::Ref("PAST_REF").into()
        },
        examples: &[
            ("It [recently] fell.", "PAST_REF"),
            ("In [the past] it rose.", "PAST_REF"),
            ("He left [years ago].", "PAST_REF"),
        ],
    },
    Rule {
        name: "the future",
        patterns: &[
            "soon",
            "the near|foreseeable|immediate|distant|not? future",
            "the future",
            "in future",
            "future UNITS",
            "the near|short term",
            "a later date",
            "the coming UNITS",
        ],
        make: |m| {
            if m.has(&["soon"]) && crate::evidence::tells_past(m.text, m.before(1), m.after(1)) {
                return Made::No; // "soon became": then, not now
            }
            if m.has(&["soon"])
                && (m.precedes(&["after", "as", "afterward", "afterwards"]) || m.follows(&["as", "so", "too", "no"]))
            {
                return Made::No;
            }
            if m.has(&["future"]) && m.precedes(&["contracts", "tense"]) {
                return Made::No;
            }
            if let Some(u) = m.value(Units).filter(|_| m.has(&["coming"])) {
                return duration(VAGUE, Unit::from_value(u)).into();
            }
            What::Ref("FUTURE_REF").into()
        },
        examples: &[("It will [soon] fall.", "FUTURE_REF"), ("In [the near future] it will fall.", "FUTURE_REF")],
    },
    Rule {
        name: "part of the day",
        patterns: &[
            "PART",
            "mid -? PART",
            "the? early PART",
            "this|that|yesterday|tomorrow PART",
            "the? next|following|previous|same PART",
            "the PART",
            "early this|that PART",
            "late this|that PART",
            "tonight",
            "overnight",
        ],
        make: |m| {
            let part = m.value(Part);
            let day = |offset: i32| What::Relative { unit: Unit::Day, offset, text: false };
            if m.has(&["tonight"]) {
                return Meaning::of(day(0)).at(TimeOfDay::Part(6)).into();
            }
            if m.has(&["overnight"]) {
                return if m.after(1).is_some_and(|t| t.is(Hyphen)) {
                    Made::No
                } else {
                    Meaning::of(What::Nothing).at(TimeOfDay::Part(6)).into()
                };
            }
            let Some(part) = part else { return Made::No };
            let time = TimeOfDay::Part(part);
            let m1 = |what: What| Meaning::of(what).at(time);
            match m.which() {
                Some(Which::This) => return m1(day(0)).into(),
                Some(Which::That) => return m1(What::That(Unit::Day)).into(),
                Some(Which::Next | Which::Following) => {
                    return m1(What::Relative { unit: Unit::Day, offset: 1, text: true }).into();
                }
                Some(Which::Previous) => return m1(What::Relative { unit: Unit::Day, offset: -1, text: true }).into(),
                _ => {}
            }
            if m.has(&["yesterday"]) {
                return m1(day(-1)).into();
            }
            if m.has(&["tomorrow"]) {
                return m1(day(1)).into();
            }
            let alone = m1(What::Nothing);
            if m.has(&["noon", "midnight", "midday"]) || m.has(&["mid"]) {
                return alone.into();
            }
            if m.has(&["the"])
                && m.follows(&["in", "during", "by", "of", "throughout", "through"])
                && !m.precedes(&["-"])
            {
                return alone.into();
            }
            alone.weak().into()
        },
        examples: &[
            ("He left [this morning].", "2024-05-15TMO"),
            ("He left [Tuesday night].", "2024-05-14TNI"),
            ("He left [yesterday evening].", "2024-05-14TEV"),
            ("He left at [noon Monday].", "2024-05-13T12:00"),
            ("A night to remember.", ""),
        ],
    },
    Rule {
        name: "clock time",
        patterns: &[
            "CLOCK",
            "CLOCK ZONE",
            "CLOCK MERIDIEM",
            "CLOCK MERIDIEM ZONE",
            "CLOCK hours|hrs ZONE?",
            "CLOCK local time",
        ],
        make: |m| {
            let Some(mut seconds) = m.value(Clock) else { return Made::No };
            if let Some(meridiem) = m.value(Meridiem) {
                let h = seconds / 3600;
                if !(1..=12).contains(&h) {
                    return Made::No;
                }
                seconds = seconds % 3600 + (h % 12 + meridiem) * 3600;
            } else if m.value(Zone).is_none()
                && (m.precedes(&["win", "loss", "victory", "lead", "odds"])
                    || m.follows(&["with", "of", "verse", "john", "ratio"]))
            {
                return Made::No;
            }
            clock(seconds, precision(seconds), clock_zone(m)).into()
        },
        examples: &[
            ("It struck at [10:31].", "2024-05-15T10:31"),
            ("It struck at [7:15 p.m. EST].", "2024-05-15T19:15"),
        ],
    },
    Rule {
        name: "hour",
        patterns: &[
            "NUM MERIDIEM",
            "NUM MERIDIEM ZONE",
            "NUM o 'clock",
            "NUM o 'clock in the PART",
            "NUM in the PART",
            "MILITARY ZONE",
            "MILITARY hours|hrs ZONE?",
        ],
        make: |m| {
            let zone = clock_zone(m);
            if let Some(seconds) = m
                .value(Military)
                .filter(|_| zone.is_some() || m.has(&["hours", "hrs"]))
                .map(|p| p / 100 * 3600 + p % 100 * 60)
            {
                if zone.is_none() && !m.follows(&["at", "around", "about", "by", "until", "from"]) {
                    return Made::No;
                }
                return clock(seconds, precision(seconds), zone).into();
            }
            let Some(n) = m.value(Num) else { return Made::No };
            let seconds = match m.value(Meridiem) {
                Some(mer) => twelve(n, mer),
                None if m.value(Part).is_some()
                    && !m.has(&["o"])
                    && !m.follows(&["at", "around", "about", "by", "until"]) =>
                {
                    None
                }
                None => twelve(n, if m.has(&["afternoon", "evening"]) { 12 } else { 0 }),
            };
            seconds.map(|s| clock(s, Precision::Minute, zone)).into()
        },
        examples: &[
            ("It struck at [6 a.m. Tuesday].", "2024-05-14T06:00"),
            ("It struck at [9pm].", "2024-05-15T21:00"),
            ("It struck at [0735 GMT].", "2024-05-15T07:35"),
        ],
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
    Rule {
        name: "the week, month or year",
        patterns: &["the UNIT", "the fiscal|financial|full|entire|whole|calendar UNIT", "the? rest of the? this? UNIT"],
        make: |m| {
            let Some(unit) = unit_of(m) else { return Made::No };
            if m.has(&["rest"]) {
                return Made::No;
            }
            if m.precedes(&["ended", "ending", "to"]) && unit >= Unit::Month {
                return duration(100, unit).into();
            }
            let led = m.follows(&[
                "of",
                "for",
                "in",
                "during",
                "throughout",
                "through",
                "over",
                "on",
                "by",
                "this",
                "until",
                "so",
            ]) || m.matched().len() > 2;
            let bad = m.after(1).is_some_and(|t| t.is(Hyphen))
                || m.precedes(&["of", "that", "when", "he", "she", "they", "before", "after", "since", "i", "we"]);
            if !matches!(unit, Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century) || !led || bad {
                return Made::No;
            }
            relative(unit, Which::This).into()
        },
        examples: &[
            ("It ends in the last week of [the month].", "2024-05"),
            ("It fell in [the year] ended March 31.", "P1Y"),
        ],
    },
    Rule {
        name: "end of the year",
        patterns: &["year -? end", "the? year 's end", "end of year", "the? end - of - year"],
        make: |m| What::YearEnd { year: Page(if m.follows(&["last", "since"]) { -1 } else { 0 }) }.into(),
        examples: &[("It closes by [year-end].", "2024-12-31")],
    },
    Rule {
        name: "holiday",
        patterns: &HOLIDAY_NAMES,
        make: |m| holiday(m, Open(Which::Open), None),
        examples: &[("It opens on [Christmas Eve].", "2024-12-24"), ("It shut on [Good Friday].", "2024-03-29")],
    },
    Rule {
        name: "holiday of a year",
        patterns: &["last|this|next HOLIDAY", "HOLIDAY YEAR"],
        make: |m| {
            let y = year(m).map(Known).unwrap_or(Open(m.which().unwrap_or(Which::Open)));
            holiday(m, y, m.value(Holiday))
        },
        examples: &[("It opened [last Thanksgiving].", "2023-11-23"), ("It opened at [Christmas 2010].", "2010-12-25")],
    },
];

/// A holiday by its words or by its number.
fn holiday(m: &Match, year: YearOf, known: Option<i32>) -> Made {
    if !m.matched().iter().any(|t| t.capital && !t.is(Which)) {
        return Made::No;
    }
    let holiday = match known {
        Some(h) => usize::try_from(h).ok(),
        None => HOLIDAY_NAMES.iter().position(|name| {
            let mut tokens = m.matched().iter();
            name.split(' ').all(|w| {
                tokens.next().is_some_and(|t| {
                    let said = t.of(m.text);
                    said.eq_ignore_ascii_case(w)
                        || w.starts_with('\'') && said.starts_with('’') && said.ends_with(&w[1..])
                })
            }) && tokens.next().is_none()
        }),
    };
    holiday.map(|holiday| What::Holiday { holiday, year }).into()
}
