//! What an expression means before it is set against a calendar.

use crate::lexicon::{Unit, Which};

/// The year of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum YearOf {
    /// It is said. Years before Christ are negative.
    Known(i32),
    /// So many years after the page's own.
    Page(i32),
    /// The year that the text speaks of.
    Text,
    /// It is not said.
    Open(Which),
}

/// A calendar period, a quantity or a recurrence, as the words have it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum What {
    /// Nothing but a time of day.
    Nothing,
    /// A year, month or day.
    Date { year: YearOf, month: Option<i32>, day: Option<i32> },
    /// The week that holds a day.
    WeekOf { year: YearOf, month: i32, day: i32 },
    /// "The 20th": a day of the month that the text speaks of.
    DayOfMonth(i32),
    /// A weekday; `weeks` counts from the page's week.
    Weekday { day: i32, which: Which, weeks: Option<i32> },
    /// A season; index into [`crate::lexicon::SEASONS`].
    Season { season: i32, year: YearOf },
    /// A quarter of a year; `None`: the one that the text reports on. `own`: of a company's own year, whose months are
    /// not known.
    Quarter { n: Option<i32>, year: YearOf, own: bool },
    /// The three months that end with this one.
    QuarterTo(i32),
    /// A half of a year.
    Half { n: i32, year: YearOf },
    /// The last day of a year.
    YearEnd { year: YearOf },
    /// The decade that starts with this year.
    Decade(i32),
    /// The century, counted from 1.
    Century(i32),
    /// The first, second, … weekday of a month; -1 is the last.
    NthWeekday { n: i32, weekday: i32, month: i32, year: YearOf },
    /// The weekend.
    Weekend(Which),
    /// A holiday; index into [`crate::calendar::HOLIDAYS`].
    Holiday { holiday: usize, year: YearOf },
    /// The unit that lies so many units from the page's or (`text`) the text's own.
    Relative { unit: Unit, offset: i32, text: bool },
    /// So many units (in hundredths) before or after the page's or (`text`) the text's date.
    Offset { amount: i32, unit: Unit, sign: i32, text: bool },
    /// "The month": the page's, or in a look back the text's.
    The(Unit),
    /// "That month": the unit around the date that the text speaks of.
    That(Unit),
    /// "A year ago" in a business report: the same period of the year before.
    YearAgo { text: bool },
    /// `PAST_REF`, `PRESENT_REF`, `FUTURE_REF`.
    Ref(&'static str),
    /// A quantity of time, in hundredths of one unit and, if more precise, of another.
    Duration { amount: i32, unit: Unit, more: Option<(i32, Unit)> },
    /// Every so many units.
    Every { amount: i32, unit: Unit },
    /// Every weekday of this name.
    EveryWeekday(i32),
    /// Every year on this month and day.
    EveryDay(i32, i32),
    /// Every month of this name.
    EveryMonth(i32),
    /// Every season of this name.
    EverySeason(i32),
    /// Every morning, night, …
    EveryPart(i32),
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeOfDay {
    /// Seconds after midnight, whether minutes and seconds are said, and the zone in minutes east of Greenwich.
    Clock { seconds: i32, precision: Precision, zone: Option<i32> },
    /// Index into [`crate::lexicon::PARTS`].
    Part(i32),
}

/// How exactly a clock time is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Precision {
    Minute,
    Second,
}

/// What an expression means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Meaning {
    pub what: What,
    pub time: Option<TimeOfDay>,
    /// TIMEX3 `mod`.
    pub modifier: Option<&'static str>,
    /// TIMEX3 `quant`.
    pub quant: Option<&'static str>,
    /// TIMEX3 `freq`.
    pub times_each: Option<i32>,
    /// Not a time on its own: only as a part of a larger expression.
    pub weak: bool,
}

impl Meaning {
    pub(crate) fn of(what: What) -> Meaning {
        Meaning { what, time: None, modifier: None, quant: None, times_each: None, weak: false }
    }

    pub(crate) fn at(self, time: TimeOfDay) -> Meaning {
        Meaning { time: Some(time), ..self }
    }

    pub(crate) fn weak(self) -> Meaning {
        Meaning { weak: true, ..self }
    }
}

/// What a rule makes of a match.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Made {
    /// Nothing: the words around the match speak against it.
    No,
    /// One expression over the whole match.
    One(Meaning),
    /// One expression over a part of the match, given as token indices.
    Part(usize, usize, Meaning),
    /// Two expressions, each over its own tokens.
    Two((usize, usize, Meaning), (usize, usize, Meaning)),
}

impl From<What> for Made {
    fn from(what: What) -> Made {
        Made::One(Meaning::of(what))
    }
}

impl From<Meaning> for Made {
    fn from(m: Meaning) -> Made {
        Made::One(m)
    }
}

impl<T: Into<Made>> From<Option<T>> for Made {
    fn from(m: Option<T>) -> Made {
        m.map_or(Made::No, Into::into)
    }
}
