//! Times told from the page's date or from what the text told before; past, present and future.

use super::prelude::*;

pub(super) static RULES: &[Rule] = &[
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
            // "the next day" goes on from what the text tells; "over the next week" does not.
            if which == Which::Next && (day || word("the")) {
                let span = m.follows(&[
                    "over",
                    "in",
                    "during",
                    "within",
                    "for",
                    "through",
                    "throughout",
                    "of",
                    "by",
                    "into",
                    "and",
                ]);
                return if day || !span {
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
            ("It rained in June 2001. [The next month] was dry.", "2001-07"),
            ("It will grow over [the next year].", "P1Y"),
        ],
    },
    Rule {
        name: "the one before last",
        patterns: &["the UNIT before last"],
        make: |m| match unit_of(m) {
            Some(unit) if unit > Unit::Night => What::Relative { unit, offset: -2, text: false }.into(),
            _ => Made::No,
        },
        examples: &[("It fell [the week before last].", "2024-W18"), ("It fell in [the year before last].", "2022")],
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
        name: "the day told",
        patterns: &["later|earlier in the day"],
        make: |m| {
            Made::Part(m.first + 2, m.end, Meaning::of(What::Relative { unit: Unit::Day, offset: 0, text: true }))
        },
        examples: &[("He spoke on Monday. Later in [the day] he left.", "2024-05-13")],
    },
    Rule {
        name: "the week, month or year",
        patterns: &["the UNIT", "the fiscal|financial|full|entire|whole|calendar UNIT", "the? rest of the? this? UNIT"],
        make: |m| {
            let Some(unit) = unit_of(m) else { return Made::No };
            // "Song of the Year"
            let title = m.follows(&["of"]) && m.matched().last().is_some_and(|t| t.capital);
            if m.has(&["rest"]) || title {
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
            What::The(unit).into()
        },
        examples: &[
            ("It ends in the last week of [the month].", "2024-05"),
            ("War came on 3 June 1914 and on 4 July 1914. By the end of [the year] the front stood still.", "1914"),
            ("It fell in [the year] ended March 31.", "P1Y"),
            ("She won Song of the Year.", ""),
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
            // "Now, how does it work?" opens a sentence and tells no time
            let word = m.matched().first().map_or("", |t| t.of(m.text));
            if word == "NOW"
                || word == "Now" && m.matched().len() == 1 && m.precedes(&[",", "for"])
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
        examples: &[
            ("It [now] holds two.", "PRESENT_REF"),
            ("The [current] chief left.", "PRESENT_REF"),
            ("Now, who would do that?", ""),
        ],
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
            "one day",
        ],
        make: |m| {
            // "will one day rule", "he one day hopes"
            if m.has(&["day"])
                && !m.follows(&[
                    "will", "would", "may", "might", "could", "can", "he", "she", "they", "it", "we", "i", "you", "to",
                ])
            {
                return Made::No;
            }
            // "the future of the firm", "an approach to the future": what will become of it, not when
            let bare = m.matched().len() == 2 && m.has(&["the"]) && m.has(&["future"]);
            let led =
                m.follows(&["in", "for", "into", "about"]) && !(m.follows(&["about", "for"]) && m.precedes(&["of"]));
            if bare && !led {
                return Made::No;
            }
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
        examples: &[
            ("It will [soon] fall.", "FUTURE_REF"),
            ("It may [one day] fall.", "FUTURE_REF"),
            ("In [the near future] it will fall.", "FUTURE_REF"),
            ("In [the future] it will fall.", "FUTURE_REF"),
            ("They spoke about the future of the harbour.", ""),
        ],
    },
];

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
        Unit::Quarter if offset == 0 => What::Quarter { n: None, year: Open(Which::This), own: false },
        _ => What::Relative { unit, offset, text: on_text },
    })
}

/// So many units before (`sign` -1) or after the page's or the text's date.
fn offset(m: &Match, sign: i32, text: bool) -> Made {
    let Some(unit) = unit_of(m) else { return Made::No };
    What::Offset { amount: amount_of(m), unit, sign, text }.into()
}
