//! Calendar periods: how TIMEX3 writes them, and their first and last day.

use crate::lexicon::Unit;
use jiff::civil::{Date, Weekday, date};

/// A period of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Period {
    Day(Date),
    /// A week, by its Monday.
    Week(Date),
    /// A Saturday and Sunday, by the Monday before.
    Weekend(Date),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    /// Year and index into [`crate::lexicon::SEASONS`].
    Season(i16, i32),
    /// Years before Christ are negative.
    Year(i32),
    /// The first three digits of its years.
    Decade(i32),
    /// The first two digits of its years.
    Century(i32),
}

/// The Monday of a day's week (ISO 8601).
pub(crate) fn monday(d: Date) -> Date {
    add_days(d, -i64::from(d.weekday().to_monday_zero_offset()))
}

/// `n` days later; stays where it is at the calendar's ends.
pub(crate) fn add_days(d: Date, n: i64) -> Date {
    jiff::Span::new().try_days(n).and_then(|s| d.checked_add(s)).unwrap_or(d)
}

/// A date of the calendar, if there is one of this number.
pub(crate) fn day(y: i32, m: i32, d: i32) -> Option<Date> {
    Date::new(i16::try_from(y).ok()?, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()
}

fn last_of_month(y: i16, m: i8) -> Option<Date> {
    Date::new(y, m, 1).ok().map(|d| d.last_of_month())
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Period::Day(d) => write!(f, "{d}"),
            Period::Week(m) | Period::Weekend(m) => {
                let w = m.iso_week_date();
                write!(f, "{:04}-W{:02}", w.year(), w.week())?;
                if matches!(self, Period::Weekend(_)) { f.write_str("-WE") } else { Ok(()) }
            }
            Period::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Period::Quarter(y, q) => write!(f, "{y:04}-Q{q}"),
            Period::Half(y, h) => write!(f, "{y:04}-H{h}"),
            Period::Season(y, s) => write!(f, "{y:04}-{}", season(s)),
            Period::Year(y) if y < 0 => write!(f, "BC{:04}", -y),
            Period::Year(y) => write!(f, "{y:04}"),
            Period::Decade(d) => write!(f, "{d:03}"),
            Period::Century(c) => write!(f, "{c:02}"),
        }
    }
}

/// How TIMEX3 writes a season.
pub(crate) fn season(index: i32) -> &'static str {
    usize::try_from(index).ok().and_then(|i| crate::lexicon::SEASONS.get(i)).map_or("SX", |s| s.1)
}

impl Period {
    /// The first and the last day. A season has none: its months depend on the hemisphere.
    pub(crate) fn days(self) -> Option<(Date, Date)> {
        let years = |a: i32, b: i32| Some((day(a, 1, 1)?, day(b, 12, 31)?));
        let months = |y: i16, a: i8, b: i8| Some((Date::new(y, a, 1).ok()?, last_of_month(y, b)?));
        match self {
            Period::Day(d) => Some((d, d)),
            Period::Week(m) => Some((m, add_days(m, 6))),
            Period::Weekend(m) => Some((add_days(m, 5), add_days(m, 6))),
            Period::Month(y, m) => months(y, m, m),
            Period::Quarter(y, q) => months(y, 3 * q - 2, 3 * q),
            Period::Half(y, h) => months(y, 6 * h - 5, 6 * h),
            Period::Season(..) => None,
            Period::Year(y) if y > 0 => years(y, y),
            Period::Year(_) => None,
            Period::Decade(d) => years(d * 10, d * 10 + 9),
            Period::Century(c) => years(c * 100, c * 100 + 99),
        }
    }

    /// The unit that it is one of.
    pub(crate) fn grain(self) -> Unit {
        match self {
            Period::Day(_) => Unit::Day,
            Period::Week(_) | Period::Weekend(_) => Unit::Week,
            Period::Month(..) => Unit::Month,
            Period::Quarter(..) | Period::Half(..) | Period::Season(..) => Unit::Quarter,
            Period::Year(_) => Unit::Year,
            Period::Decade(_) => Unit::Decade,
            Period::Century(_) => Unit::Century,
        }
    }

    /// A day inside the period, to reckon from; a season's is in its middle month north of the equator.
    pub(crate) fn anchor(self) -> Option<Date> {
        match self {
            Period::Season(y, s) => Date::new(y, [4, 7, 10, 10, 1].get(s as usize).copied().unwrap_or(1), 1).ok(),
            _ => self.days().map(|d| d.0),
        }
    }
}

/// When a holiday falls.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rule {
    /// Every year on this month and day.
    Fixed(i8, i8),
    /// So many days from Easter Sunday (western).
    Easter(i64),
    /// The `n`th weekday of a month; negative counts from its end.
    Nth(i8, i8, Weekday),
    /// So many days after the `n`th weekday of a month.
    After(i8, i8, Weekday, i64),
    /// The day after the first Monday of November.
    ElectionDay,
    /// By a calendar that is not reckoned here: the name is marked, the date is not given.
    Unknown,
}

/// Holidays and named days; the first five are single words of the lexicon.
pub(crate) const HOLIDAYS: [(&str, Rule); 43] = [
    ("christmas", Rule::Fixed(12, 25)),
    ("easter", Rule::Easter(0)),
    ("thanksgiving", Rule::Nth(11, 4, Weekday::Thursday)),
    ("halloween", Rule::Fixed(10, 31)),
    ("juneteenth", Rule::Fixed(6, 19)),
    ("christmas day", Rule::Fixed(12, 25)),
    ("christmas eve", Rule::Fixed(12, 24)),
    ("boxing day", Rule::Fixed(12, 26)),
    ("new year 's day", Rule::Fixed(1, 1)),
    ("new year 's eve", Rule::Fixed(12, 31)),
    ("new years day", Rule::Fixed(1, 1)),
    ("new years eve", Rule::Fixed(12, 31)),
    ("epiphany", Rule::Fixed(1, 6)),
    ("valentine 's day", Rule::Fixed(2, 14)),
    ("st patrick 's day", Rule::Fixed(3, 17)),
    ("april fools ' day", Rule::Fixed(4, 1)),
    ("april fool 's day", Rule::Fixed(4, 1)),
    ("earth day", Rule::Fixed(4, 22)),
    ("anzac day", Rule::Fixed(4, 25)),
    ("may day", Rule::Fixed(5, 1)),
    ("bastille day", Rule::Fixed(7, 14)),
    ("canada day", Rule::Fixed(7, 1)),
    ("australia day", Rule::Fixed(1, 26)),
    ("all saints ' day", Rule::Fixed(11, 1)),
    ("armistice day", Rule::Fixed(11, 11)),
    ("remembrance day", Rule::Fixed(11, 11)),
    ("veterans day", Rule::Fixed(11, 11)),
    ("veterans ' day", Rule::Fixed(11, 11)),
    ("memorial day", Rule::Nth(5, -1, Weekday::Monday)),
    ("labor day", Rule::Nth(9, 1, Weekday::Monday)),
    ("columbus day", Rule::Nth(10, 2, Weekday::Monday)),
    ("thanksgiving day", Rule::Nth(11, 4, Weekday::Thursday)),
    ("black friday", Rule::After(11, 4, Weekday::Thursday, 1)),
    ("cyber monday", Rule::After(11, 4, Weekday::Thursday, 4)),
    ("super tuesday", Rule::Unknown),
    ("election day", Rule::ElectionDay),
    ("ash wednesday", Rule::Easter(-46)),
    ("palm sunday", Rule::Easter(-7)),
    ("good friday", Rule::Easter(-2)),
    ("easter sunday", Rule::Easter(0)),
    ("easter monday", Rule::Easter(1)),
    ("ascension day", Rule::Easter(39)),
    ("yom kippur", Rule::Unknown),
];

/// The `n`th weekday (1 is Monday) of a month; negative counts from its end.
pub(crate) fn nth_weekday(y: i32, m: i32, n: i32, weekday: i32) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(i8::try_from(weekday).ok()?).ok()?;
    day(y, m, 1)?.nth_weekday_of_month(i8::try_from(n).ok()?, weekday).ok()
}

/// The day on which a holiday falls in a year.
pub(crate) fn holiday(index: usize, year: i32) -> Option<Date> {
    let y = i16::try_from(year).ok()?;
    match HOLIDAYS.get(index)?.1 {
        Rule::Fixed(m, d) => Date::new(y, m, d).ok(),
        Rule::Easter(n) => easter(year).map(|d| add_days(d, n)),
        Rule::Nth(m, n, w) => Date::new(y, m, 1).ok()?.nth_weekday_of_month(n, w).ok(),
        Rule::After(m, n, w, days) => {
            Date::new(y, m, 1).ok()?.nth_weekday_of_month(n, w).ok().map(|d| add_days(d, days))
        }
        Rule::ElectionDay => {
            Date::new(y, 11, 1).ok()?.nth_weekday_of_month(1, Weekday::Monday).ok().map(|d| add_days(d, 1))
        }
        Rule::Unknown => None,
    }
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm, Nature, 20 April 1876).
fn easter(year: i32) -> Option<Date> {
    if year < 1583 {
        return None;
    }
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    day(year, n / 31, n % 31 + 1)
}

/// The day from which everything is possible: used where a year is needed and any will do.
pub(crate) fn any_day() -> Date {
    date(2000, 1, 1)
}
