//! The grammar: every kind of expression as patterns, a meaning, and examples, which are its tests.
//!
//! The longest match wins; of equal ones the first in the order of [`all`]. A rule answers [`Made::No`](crate::meaning::Made::No) where the words
//! around a match speak against it.

mod clock;
mod dates;
mod durations;
mod holidays;
mod quarters;
mod relative;
mod weekdays;
mod years;

use crate::lexicon::Class::{self, *};
use crate::lexicon::{Unit, VAGUE, Which};
use crate::meaning::What;
use crate::meaning::YearOf::{self, *};
use crate::pattern::{Match, Rule, words};

pub(crate) use quarters::quarter_to;

/// What every file of rules is written with.
mod prelude {
    pub(super) use super::{COUNTED, amount_of, date, duration, unit_of, year, year_of};
    pub(super) use crate::calendar::HOLIDAYS;
    pub(super) use crate::lexicon::Class::{self, *};
    pub(super) use crate::lexicon::{Unit, VAGUE, Which};
    pub(super) use crate::meaning::YearOf::{self, *};
    pub(super) use crate::meaning::{Made, Meaning, Precision, TimeOfDay, What};
    pub(super) use crate::pattern::{Match, Rule, is_one_of};
    pub(super) use crate::tokens::Tok;
}

/// All rules, in the order in which they are tried.
pub(crate) fn all() -> impl Iterator<Item = &'static Rule> {
    [
        dates::RULES,
        weekdays::RULES,
        years::RULES,
        quarters::RULES,
        relative::RULES,
        durations::RULES,
        clock::RULES,
        holidays::RULES,
    ]
    .into_iter()
    .flatten()
}

/// The words that patterns name, pattern by pattern, and those that number words are built with.
pub(crate) fn literals() -> impl Iterator<Item = Vec<&'static str>> {
    all().flat_map(|r| r.patterns).map(|p| words(p).collect()).chain([vec!["a", "an", "of", "and", "half", "/"]])
}

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

/// Nouns that are counted in hundreds and thousands.
#[rustfmt::skip]
const COUNTED: &[&str] = &[
    "people", "dollars", "pounds", "euros", "miles", "km", "kilometers", "kilometres", "meters", "metres",
    "feet", "ft", "mph", "tons", "tonnes", "troops", "soldiers", "men", "women", "children", "votes", "points",
    "words", "percent", "per", "barrels", "square", "acres", "hectares", "civilians", "deaths", "cases", "kg",
    "million", "billion", "thousand", "residents", "workers", "students", "homes", "houses", "refugees",
    "migrants", "members", "others", "more", "of", "hours", "prisoners", "calories", "rounds", "seats", "units",
    "copies", "shares",
];

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
