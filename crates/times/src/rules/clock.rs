//! Times of day.

use super::prelude::*;

pub(super) static RULES: &[Rule] = &[
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
            // "High Noon", "his midnight ride"
            let named = m.has(&["noon", "midnight", "midday"]);
            let led = m.follows(&[
                "at", "by", "until", "till", "before", "after", "around", "about", "since", "from", "of", "to", "and",
                "near", "past", "between", "just", "shortly", "this",
            ]) || m.precedes(&["on", "today", "yesterday", "tomorrow", "local"]);
            if named && led || m.has(&["mid"]) {
                return alone.into();
            }
            if m.has(&["the"])
                && m.follows(&["in", "during", "by", "of", "throughout", "through"])
                && !m.precedes(&["-"])
            {
                // Of which day? Of the one told; without one it is any.
                return m1(What::That(Unit::Day)).into();
            }
            alone.weak().into()
        },
        examples: &[
            ("He left [this morning].", "2024-05-15TMO"),
            ("He left [Tuesday night].", "2024-05-14TNI"),
            ("He left [yesterday evening].", "2024-05-14TEV"),
            ("He left at [noon Monday].", "2024-05-13T12:00"),
            ("They left on Monday and came back in [the evening].", "2024-05-13TEV"),
            ("It hunts in [the evening].", "XXXX-XX-XXTEV"),
            ("A night to remember.", ""),
            ("They watched High Noon.", ""),
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
            let Some(seconds) = seconds(m) else { return Made::No };
            if m.value(Meridiem).is_none()
                && m.value(Zone).is_none()
                && (m.precedes(&["win", "loss", "victory", "lead", "odds"])
                    || m.follows(&["with", "of", "verse", "john", "ratio"]))
            {
                return Made::No;
            }
            Meaning::of(What::Nothing).at(of_day(seconds, m.value(Zone))).into()
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
            let zone = m.value(Zone);
            if let Some(seconds) = m
                .value(Military)
                .filter(|_| zone.is_some() || m.has(&["hours", "hrs"]))
                .map(|p| p / 100 * 3600 + p % 100 * 60)
            {
                if zone.is_none() && !m.follows(&["at", "around", "about", "by", "until", "from"]) {
                    return Made::No;
                }
                return Meaning::of(What::Nothing).at(of_day(seconds, zone)).into();
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
            seconds.map(|s| Meaning::of(What::Nothing).at(of_day(s, zone))).into()
        },
        examples: &[
            ("It struck at [6 a.m. Tuesday].", "2024-05-14T06:00"),
            ("It struck at [9pm].", "2024-05-15T21:00"),
            ("It struck at [0735 GMT].", "2024-05-15T07:35"),
        ],
    },
];

/// An hour (in hundredths, "6.30" as 630) on a twelve-hour clock.
fn twelve(hundredths: i32, meridiem: i32) -> Option<i32> {
    let (h, min) = (hundredths / 100, hundredths % 100);
    ((1..=12).contains(&h) && min < 60).then_some((h % 12 + meridiem) * 3600 + min * 60)
}

/// The seconds after midnight of "10:31" and "4:05 p.m.".
pub(super) fn seconds(m: &Match) -> Option<i32> {
    let seconds = m.value(Clock)?;
    let Some(meridiem) = m.value(Meridiem) else { return Some(seconds) };
    let hour = seconds / 3600;
    (1..=12).contains(&hour).then_some(seconds % 3600 + (hour % 12 + meridiem) * 3600)
}

/// A time told to the minute or the second.
pub(super) fn of_day(seconds: i32, zone: Option<i32>) -> TimeOfDay {
    let precision = if seconds % 60 != 0 { Precision::Second } else { Precision::Minute };
    TimeOfDay::Clock { seconds, precision, zone }
}
