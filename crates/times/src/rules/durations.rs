//! Quantities of time, and how often.

use super::prelude::*;

pub(super) static RULES: &[Rule] = &[
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
        name: "duration",
        patterns: &[
            "NUM -? UNIT|UNITS",
            "NUM or|to|- NUM -? UNIT|UNITS",
            "NUM more|additional|consecutive|straight|full|trading|business|whole|solid|calendar|working|extra|long UNITS",
            "a|an additional|extra|full|whole|entire UNIT",
            "NUM - UNIT - long",
            "UNIT - long",
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
            let one = m.has(&["a", "an", "full"]) || single;
            let amount = m.value(Num).unwrap_or(if one { 100 } else { VAGUE });
            // "24 hours a day": always
            if m.value(Num) == Some(2400) && unit == Unit::Hour && m.precedes(&["a"]) {
                return Made::No;
            }
            // "zero-hours contracts"
            if amount == 0 {
                return Made::No;
            }
            if m.value(Num) == Some(VAGUE) && m.follows(&["as"]) {
                return Made::No; // "the third in as many years"
            }
            let counted = |t: &Tok| ["few", "several"].iter().any(|w| t.of(m.text).ends_with(w));
            if m.value(Num) == Some(VAGUE) && single && !m.matched().iter().any(counted) {
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
            ("A [day-long] meeting followed.", "P1D"),
            ("He ran it for a [several-year] term.", "PXY"),
            ("They work 24 hours a day.", ""),
            ("The zero-hours contract ended.", ""),
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
            // "24 hours a day"
            let all_day = unit == Unit::Day && m.follows(&["hours"]);
            // "he one day hopes": see the future
            let once =
                m.has(&["one"]) && unit == Unit::Day && m.follows(&["he", "she", "they", "we", "i", "you", "to"]);
            if all_day || once {
                return Made::No;
            }
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
            ("It will take [a fortnight].", "P2W"),
            ("He waited [an hour].", "PT1H"),
            ("They sell 40 boats [a year].", "P1Y"),
            ("Wait a second; a quarter of them left.", ""),
        ],
    },
    Rule {
        name: "units in the plural",
        patterns: &["UNITS", "UNITS or UNITS", "UNITS and UNITS", "UNITS - long|old"],
        make: |m| {
            let Some(unit) = unit_of(m) else { return Made::No };
            if matches!(unit, Unit::Quarter | Unit::Night | Unit::Weekend | Unit::Second) {
                return Made::No;
            }
            let led = m.follows(&[
                "for", "within", "after", "of", "in", "over", "took", "takes", "take", "lasted", "last", "spent",
                "spend", "be", "the", "just", "only", "and", "by", "follows", "through", "mere",
            ]) || m.matched().len() > 1;
            // "the weeks before the vote", but not "the days of Rome"
            let the = m.follows(&["the", "by", "of"]) && m.matched().len() == 1;
            let bounded = m.precedes(&[
                "before",
                "after",
                "following",
                "leading",
                "since",
                "that",
                "later",
                "long",
                "ahead",
                "until",
            ]);
            if !led || the && !bounded {
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
            // "annual sales", "an average daily volume": an amount by the unit, nothing that recurs
            let amount = (1..=3).any(|n| m.after(n).is_some_and(|t| is_one_of(t.of(m.text), AMOUNTS)));
            let closed = (1..=3).find(|n| m.after(*n).is_none_or(|t| !t.of(m.text).starts_with(char::is_alphabetic)));
            let adjective = m.value(Recurring).is_some() && m.matched().len() == 1 && unit >= Unit::Day;
            // "10,000 units annually", "8.5% annually"
            let rate = m.follows(&["%", "percent", "million", "billion", "thousand"])
                || m.before(1).is_some_and(|t| t.digits)
                || m.before(2).is_some_and(|t| t.digits)
                    && m.before(1).is_some_and(|t| t.of(m.text).len() > 3 && t.of(m.text).ends_with('s'));
            if adjective && (amount && closed != Some(1) || rate && (closed == Some(1) || m.has(&["annually"]))) {
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
            ("The [annual] fair draws thousands.", "P1Y"),
            ("Its annual sales fell.", ""),
            ("It makes 900 boats annually.", ""),
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
];

/// What is reckoned by the day, month or year.
#[rustfmt::skip]
const AMOUNTS: &[&str] = &[
    "rate", "rates", "sales", "revenue", "revenues", "income", "earnings", "profit", "profits", "loss", "losses",
    "dividend", "dividends", "interest", "yield", "yields", "return", "returns", "salary", "salaries", "wage",
    "wages", "pay", "cost", "costs", "budget", "budgets", "fee", "fees", "payment", "payments", "volume",
    "turnover", "output", "production", "capacity", "growth", "inflation", "average", "total", "increase",
    "meeting", "report", "results",
];

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
