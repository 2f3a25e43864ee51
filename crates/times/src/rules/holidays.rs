//! Holidays and named days.

use super::prelude::*;

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "holiday",
        patterns: &HOLIDAY_NAMES,
        make: |m| holiday(m, Open(Which::Open), None),
        examples: &[
            ("It opens on [Christmas Eve].", "2024-12-24"),
            ("It shut on [Good Friday].", "2024-03-29"),
            ("It will cost less on [Black Friday].", "2024-11-29"),
        ],
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

const HOLIDAY_NAMES: [&str; HOLIDAYS.len()] = {
    let mut names = [""; HOLIDAYS.len()];
    let mut i = 0;
    while i < names.len() {
        names[i] = HOLIDAYS[i].0;
        i += 1;
    }
    names
};

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
