//! From what an expression means to its TIMEX3 value and its place in the calendar.

use crate::calendar::{self, HOLIDAYS, Period, add_days, monday, season};
use crate::evidence::{Evidence, Lean};
use crate::lexicon::{BY_RULE, PARTS, Unit, VAGUE, Which, ZONES_BY_RULE};
use crate::meaning::{Meaning, Precision, TimeOfDay, What, YearOf};
use crate::rules::quarter_to;
use crate::{Anchor, Because};
use dateline_record::TimeKind;
use jiff::civil::{Date, DateTime};

/// The value of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    pub kind: TimeKind,
    pub value: String,
    /// First and last day or moment.
    pub interval: Option<(String, String)>,
    pub because: Because,
}

/// For how many sentences a look back goes on without a date of its own.
const LOOK_BACK: u32 = 25;

/// For how many sentences a time of day goes with the day told last.
const NEAR: u32 = 5;

/// What the text has spoken of so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Story {
    /// The page's date.
    pub anchor: Option<Anchor>,
    /// The last date that the text gave.
    last: Option<Period>,
    /// The sentence that gave it.
    last_at: u32,
    /// The last business period: a quarter, or a year.
    report: Option<Period>,
    /// Whether it is a quarter of a company's own year.
    own: bool,
    /// The sentence that told such a quarter by its months.
    unnumbered: Option<u32>,
    /// The last date of another time, and the sentence that told it.
    told: Option<(Period, u32)>,
    /// How many sentences have been read.
    sentence: u32,
    /// How much was told of another time (a year counts once, a month or day of a year twice), and how often of the
    /// page's own.
    far: u32,
    near: u32,
}

impl Story {
    pub(crate) fn new(anchor: Option<Anchor>) -> Story {
        Story { anchor, ..Story::default() }
    }

    /// Resolves one expression and remembers what it told. `evidence` is asked for only if the words leave it open.
    pub(crate) fn resolve(&mut self, m: &Meaning, evidence: impl Fn() -> Evidence) -> Option<Value> {
        let today = self.anchor.map(|a| a.day);
        let mut because = Because::Said;
        let value = match m.what {
            What::Ref(r) => return Some(plain(TimeKind::Date, r.into())),
            What::Duration { amount, unit, more } => {
                if matches!((amount, unit), (900, Unit::Month) | (600, Unit::Month)) {
                    self.report = today.map(|d| Period::Year(i32::from(d.year())));
                }
                return Some(plain(TimeKind::Duration, duration(amount, unit, more)));
            }
            What::Every { amount, unit } => return Some(plain(TimeKind::Set, duration(amount, unit, None))),
            What::EveryWeekday(d) => {
                let part = m.time.map(suffix).unwrap_or_default();
                return Some(plain(TimeKind::Set, format!("XXXX-WXX-{d}{part}")));
            }
            What::EveryDay(mo, d) => return Some(plain(TimeKind::Set, format!("XXXX-{mo:02}-{d:02}"))),
            What::EveryMonth(mo) => return Some(plain(TimeKind::Set, format!("XXXX-{mo:02}"))),
            What::EverySeason(s) => return Some(plain(TimeKind::Set, format!("XXXX-{}", season(s)))),
            What::EveryPart(p) => return Some(plain(TimeKind::Set, format!("XXXX-XX-XX{}", part(p)))),
            What::Decade(d) => Ok(Period::Decade(d)),
            What::Century(n) if n > 0 => Ok(Period::Century(n - 1)),
            What::Century(n) => Err(format!("BC{:02}", -n - 1)),
            // A time of day goes with the day that was told last, or the page's.
            What::Nothing => match (self.last.filter(|_| self.sentence - self.last_at <= NEAR), today) {
                (Some(p @ Period::Day(_)), _) => Ok(p),
                (_, Some(d)) => Ok(Period::Day(d)),
                _ => Err("XXXX-XX-XX".into()),
            },
            What::Date { year, month, day } => self.date(year, month, day, today, &mut because, &evidence),
            What::Weekday { day, which, weeks } => self.weekday(day, which, weeks, today, &mut because, &evidence),
            What::NthWeekday { n, weekday, month, year } => {
                let start = |y: i32| calendar::nth_weekday(y, month, n, weekday);
                match self.year(year, today, &mut because, &evidence, start, 1) {
                    Some(y) => start(y).map(Period::Day).ok_or_else(|| format!("{y:04}-{month:02}")),
                    None => Err(format!("XXXX-{month:02}-WXX-{weekday}")),
                }
            }
            What::Season { season: s, year } => {
                let start = |y: i32| calendar::day(y, [3, 6, 9, 9, 12].get(s as usize).copied().unwrap_or(1), 1);
                match self.year(year, today, &mut because, &evidence, start, 92) {
                    Some(y) => Ok(Period::Season(y as i16, s)),
                    None => Err(format!("XXXX-{}", season(s))),
                }
            }
            What::Quarter { n, year, .. } => self.quarter(n, year, today, &mut because, &evidence),
            What::QuarterTo(month) => {
                let told =
                    self.quarter(Some(quarter_to(month)), YearOf::Open(Which::Open), today, &mut because, &evidence);
                return Some(self.quarter_to(month, told, because));
            }
            What::Half { n, year } => {
                let start = |y: i32| calendar::day(y, 6 * n - 5, 1);
                match self.year(year, today, &mut because, &evidence, start, 180) {
                    Some(y) => Ok(Period::Half(y as i16, n as i8)),
                    None => Err(format!("XXXX-H{n}")),
                }
            }
            What::YearEnd { year } => {
                let start = |y: i32| calendar::day(y, 12, 31);
                match self.year(year, today, &mut because, &evidence, start, 1) {
                    Some(y) => calendar::day(y, 12, 31).map(Period::Day).ok_or_else(String::new),
                    None => Err("XXXX-12-31".into()),
                }
            }
            What::WeekOf { year, month, day } => {
                match self.date(year, Some(month), Some(day), today, &mut because, &evidence) {
                    Ok(Period::Day(d)) => Ok(Period::Week(monday(d))),
                    _ => Err("XXXX-WXX".into()),
                }
            }
            What::DayOfMonth(day) => match self.day_of_text(today) {
                Some(d) => calendar::day(i32::from(d.year()), i32::from(d.month()), day)
                    .map(Period::Day)
                    .ok_or_else(|| format!("XXXX-XX-{day:02}")),
                None => Err(format!("XXXX-XX-{day:02}")),
            },
            What::Weekend(which) => match today {
                Some(d) => {
                    let weeks = match which {
                        Which::Last | Which::Previous => -1,
                        Which::Next | Which::Following => 1,
                        Which::This => 0,
                        _ => {
                            because = Because::from(evidence());
                            let past = because.lean() != Lean::Future;
                            // On a weekend, the weekend is this one.
                            if past && d.weekday().to_monday_one_offset() < 6 { -1 } else { 0 }
                        }
                    };
                    Ok(Period::Weekend(add_days(monday(d), 7 * weeks)))
                }
                None => Err("XXXX-WXX-WE".into()),
            },
            What::Holiday { holiday, year } => {
                let start = |y: i32| calendar::holiday(holiday, y);
                let known = start(i32::from(calendar::any_day().year())).is_some();
                match self.year(year, today, &mut because, &evidence, start, 1) {
                    Some(y) if known => start(y).map(Period::Day).ok_or_else(String::new),
                    Some(y) => Err(format!("{y:04}-XX-XX")),
                    None => Err(match HOLIDAYS.get(holiday).map(|h| h.1) {
                        Some(calendar::Rule::Fixed(mo, d)) => format!("XXXX-{mo:02}-{d:02}"),
                        _ => "XXXX-XX-XX".into(),
                    }),
                }
            }
            What::Relative { unit, offset, text } => {
                let from = if text { self.text_at(unit, today) } else { today };
                match from {
                    Some(d) => moved(d, unit, offset).ok_or_else(|| unknown(unit)),
                    None => Err(unknown(unit)),
                }
            }
            What::Offset { amount, unit, sign, text } => {
                if amount < 0 && text {
                    return Some(plain(TimeKind::Duration, duration(amount, unit, None)));
                }
                if amount < 0 {
                    return Some(plain(TimeKind::Date, if sign < 0 { "PAST_REF" } else { "FUTURE_REF" }.into()));
                }
                if unit.is_clock() {
                    let told = || plain(TimeKind::Duration, duration(amount, unit, None));
                    return Some(self.clock_offset(amount, unit, sign, text).unwrap_or_else(told));
                }
                let from = if text { self.text_at(unit, today) } else { today };
                match from {
                    Some(d) => offset(d, amount, unit, sign).ok_or_else(|| unknown(unit)),
                    None => Err(unknown(unit)),
                }
            }
            What::The(unit) => {
                let told = self.looks_back().filter(|p| p.grain() <= unit).and_then(Period::anchor);
                if told.is_some() {
                    because = Because::Text;
                }
                match told.or(today) {
                    Some(d) => moved(d, unit, 0).ok_or_else(|| unknown(unit)),
                    None => Err(unknown(unit)),
                }
            }
            What::That(unit) => match self.text_at(unit, None) {
                Some(d) => match (unit, self.report) {
                    (Unit::Quarter, Some(q @ Period::Quarter(..))) => Ok(q),
                    _ => moved(d, unit, 0).ok_or_else(|| unknown(unit)),
                },
                None => Err(unknown(unit)),
            },
            What::YearAgo { text } => {
                because = Because::Text;
                match (self.report, self.last.filter(|_| text), today) {
                    (Some(Period::Quarter(y, _)), _, _) if self.unnumbered == Some(self.sentence) => {
                        Err(format!("{:04}-QX", y - 1))
                    }
                    (Some(Period::Quarter(y, q)), _, _) => Ok(Period::Quarter(y - 1, q)),
                    (Some(Period::Year(y)), _, _) => Ok(Period::Year(y - 1)),
                    (_, Some(p), Some(_)) => match p.anchor() {
                        Some(d) => Ok(Period::Year(i32::from(d.year()) - 1)),
                        None => Err("XXXX".into()),
                    },
                    (_, _, Some(d)) => Ok(Period::Year(i32::from(d.year()) - 1)),
                    _ => Err("XXXX".into()),
                }
            }
        };
        if let Ok(p) = value {
            self.report_on(m, p, because);
            if m.what != What::Nothing {
                self.tell(m, p);
            }
        }
        let quarter = matches!(value, Ok(Period::Quarter(..)));
        let mut finished = finish(value, m, because, self.anchor);
        if self.own && quarter {
            finished.interval = None;
        }
        Some(finished)
    }

    /// "The quarter ended Sept. 30": the calendar's, or one of a company's own year, whose number is not known. Its
    /// months are known in either case.
    fn quarter_to(&mut self, month: i32, told: Result<Period, String>, because: Because) -> Value {
        let value = match &told {
            Ok(Period::Quarter(y, _)) if self.own => {
                self.unnumbered = Some(self.sentence);
                format!("{y:04}-QX")
            }
            Ok(p) => p.to_string(),
            Err(s) => s.clone(),
        };
        let days = told.ok().and_then(|p| match p {
            Period::Quarter(y, q) => {
                let end = calendar::day(i32::from(y) + i32::from(q == 4 && month == 1), month, 1)?;
                let start = end.checked_add(jiff::Span::new().try_months(-2).ok()?).ok()?;
                Some((start.to_string(), end.last_of_month().to_string()))
            }
            _ => None,
        });
        Value { kind: TimeKind::Date, value, interval: days, because }
    }

    /// Remembers the quarter that a business report is about. It stays when one of an earlier year is set against it.
    fn report_on(&mut self, m: &Meaning, p: Period, because: Because) {
        let (Period::Quarter(y, q), Some(today)) = (p, self.anchor.map(|a| a.day)) else { return };
        let (n, own) = match m.what {
            What::Quarter { n, own, .. } => (n, own),
            What::YearAgo { .. } => return,
            _ => (None, false),
        };
        // Told of as past before the calendar's quarter is over: one of the company's own.
        let over = (y, q) < (today.year(), q_of(today));
        let own = own || n.is_some() && !over && because.lean() == Lean::Past;
        let older = matches!(self.report, Some(Period::Quarter(old, n)) if (old, n) > (y, q));
        if own || over && !older {
            self.report = Some(p);
            self.own = own || self.own && n.is_none();
        }
    }

    /// Remembers a date, and whether it is one of the page's days or of another time.
    fn tell(&mut self, m: &Meaning, p: Period) {
        self.last = Some(p);
        self.last_at = self.sentence;
        let (Some(now), Some(day)) = (self.anchor.map(|a| a.day), p.anchor()) else { return };
        let away = days_between(day, now).abs() > 500;
        match m.what {
            // What is still to come looks neither back nor at the present.
            What::Date { year: YearOf::Known(_), .. } if away && day > now => {}
            What::Date { year: YearOf::Known(_), month, .. } if away => {
                self.far += 1 + u32::from(month.is_some());
                self.told = Some((p, self.sentence));
            }
            // The text has come back to the page's time.
            What::Date { year: YearOf::Known(_), .. } => {
                self.near += 1;
                self.told = None;
            }
            What::Weekday { .. } | What::Relative { text: false, .. } | What::Offset { text: false, .. } => {
                self.near += 1
            }
            _ if away && self.looks_back().is_some() => self.told = Some((p, self.sentence)),
            _ => {}
        }
    }

    /// The date of another time that a look back, a history, goes on from: dates without a year go with it.
    fn looks_back(&self) -> Option<Period> {
        let (told, sentence) = self.told?;
        let history = self.far >= 3 && self.far > 4 * self.near;
        (history && self.sentence - sentence <= LOOK_BACK).then_some(told)
    }

    /// The next sentence begins.
    pub(crate) fn next_sentence(&mut self) {
        self.sentence += 1;
    }

    /// The day that the text speaks of, or the page's.
    fn day_of_text(&self, today: Option<Date>) -> Option<Date> {
        self.last.and_then(Period::anchor).or(today)
    }

    /// The same, to count units from: a text that last spoke of a year does not tell which "next day" it means.
    fn text_at(&self, unit: Unit, today: Option<Date>) -> Option<Date> {
        match self.last {
            Some(p) if p.grain() <= unit => p.anchor(),
            Some(_) => None,
            None => today,
        }
    }

    /// "five hours ago" where the page's time is known to the minute.
    fn clock_offset(&self, amount: i32, unit: Unit, sign: i32, text: bool) -> Option<Value> {
        let anchor = self.anchor?;
        let minutes = anchor.minutes.filter(|_| !text)?;
        let step = match unit {
            Unit::Hour => i64::from(amount) * 60 / 100,
            Unit::Minute => i64::from(amount) / 100,
            _ => i64::from(amount) / 6000,
        };
        let at = anchor
            .day
            .to_datetime(jiff::civil::Time::midnight())
            .checked_add(jiff::Span::new().try_minutes(i64::from(minutes) + i64::from(sign) * step).ok()?)
            .ok()?;
        let value = if unit == Unit::Hour {
            format!("{}T{:02}", at.date(), at.hour())
        } else {
            format!("{}T{:02}:{:02}", at.date(), at.hour(), at.minute())
        };
        let moment = format!("{}T{:02}:{:02}", at.date(), at.hour(), at.minute());
        Some(Value { kind: TimeKind::Time, value, interval: Some((moment.clone(), moment)), because: Because::Said })
    }

    /// The year of a period that starts at `start(year)` and is `length` days long.
    fn year(
        &self,
        year: YearOf,
        today: Option<Date>,
        because: &mut Because,
        evidence: &impl Fn() -> Evidence,
        start: impl Fn(i32) -> Option<Date>,
        length: i64,
    ) -> Option<i32> {
        let now = today.map(|d| i32::from(d.year()));
        let which = match year {
            YearOf::Known(y) => return Some(y),
            YearOf::Page(n) => return now.map(|y| y + n),
            YearOf::Text => return self.day_of_text(today).map(|d| i32::from(d.year())),
            YearOf::Open(w) => w,
        };
        let back = self.looks_back().filter(|_| which == Which::Open);
        let from = match (back, which) {
            (Some(Period::Year(y)), _) => return Some(y),
            (Some(told), _) => told.anchor().or(today)?,
            (None, Which::Previous | Which::Following | Which::That) => self.day_of_text(today)?,
            _ => today?,
        };
        let y = i32::from(from.year());
        // Each year's period with its distance in days: negative lies before, zero holds the day.
        let candidates = [y - 1, y, y + 1].map(|y| {
            let distance = start(y).map(|s| {
                let to_start = days_between(from, s);
                if to_start > 0 { to_start } else { (to_start + length - 1).min(0) }
            });
            (y, distance)
        });
        let nearest = |keep: fn(i64) -> bool, weight: fn(i64) -> i64| {
            candidates.iter().filter_map(|&(y, d)| d.filter(|d| keep(*d)).map(|d| (weight(d), y))).min().map(|(_, y)| y)
        };
        match which {
            // "last February" in March is the one of the year before: this year's would be "last month".
            Which::Last if length == 28 => nearest(|d| d < -28, |d| -d),
            Which::Last | Which::Previous => nearest(|d| d < 0, |d| -d),
            Which::Next | Which::Following => nearest(|d| d > 0, |d| d),
            Which::This | Which::That => Some(y),
            Which::Every => None,
            Which::Open if back.is_some() => {
                *because = Because::Text;
                nearest(|_| true, |d| if d < 0 { -3 * d } else { d })
            }
            Which::Open => {
                *because = Because::from(evidence());
                match because.lean() {
                    Lean::Past => nearest(|_| true, |d| if d > 0 { 10 * d } else { -d }),
                    Lean::Future => nearest(|_| true, |d| if d < 0 { -3 * d } else { d }),
                    Lean::Unknown => nearest(|_| true, |d| if d > 0 { d + d / 4 } else { -d }),
                }
            }
        }
    }

    fn date(
        &mut self,
        year: YearOf,
        month: Option<i32>,
        day: Option<i32>,
        today: Option<Date>,
        because: &mut Because,
        evidence: &impl Fn() -> Evidence,
    ) -> Result<Period, String> {
        let Some(month) = month else {
            let y = match year {
                YearOf::Known(y) => Some(y),
                YearOf::Page(n) => today.map(|d| i32::from(d.year()) + n),
                _ => self.day_of_text(today).map(|d| i32::from(d.year())),
            };
            return y.map(Period::Year).ok_or_else(|| "XXXX".into());
        };
        let (first, length) = (day.unwrap_or(1), if day.is_some() { 1 } else { 28 });
        let start = |y: i32| calendar::day(y, month, first);
        match self.year(year, today, because, evidence, start, length) {
            Some(y) => match day {
                Some(d) => {
                    calendar::day(y, month, d).map(Period::Day).ok_or_else(|| format!("{y:04}-{month:02}-{d:02}"))
                }
                None => Ok(Period::Month(y as i16, month as i8)),
            },
            None => Err(match day {
                Some(d) => format!("XXXX-{month:02}-{d:02}"),
                None => format!("XXXX-{month:02}"),
            }),
        }
    }

    fn weekday(
        &self,
        day: i32,
        which: Which,
        weeks: Option<i32>,
        today: Option<Date>,
        because: &mut Because,
        evidence: &impl Fn() -> Evidence,
    ) -> Result<Period, String> {
        let from = match which {
            Which::Previous | Which::Following | Which::That => self.day_of_text(today),
            _ => today,
        };
        let Some(d) = from else { return Err(format!("XXXX-WXX-{day}")) };
        if let Some(n) = weeks {
            return Ok(Period::Day(add_days(monday(d), i64::from(7 * n + day - 1))));
        }
        // 0: the same weekday; otherwise days back.
        let back = i64::from((i32::from(d.weekday().to_monday_one_offset()) - day).rem_euclid(7));
        let days = match which {
            Which::Last | Which::Previous => -(if back == 0 { 7 } else { back }),
            Which::Next | Which::Following => 7 - back,
            Which::This => {
                *because = Because::from(evidence());
                if because.lean() == Lean::Past || back == 0 { -back } else { 7 - back }
            }
            _ if back == 0 => 0,
            _ => {
                *because = Because::from(evidence());
                if because.lean() == Lean::Future { 7 - back } else { -back }
            }
        };
        Ok(Period::Day(add_days(d, days)))
    }

    fn quarter(
        &mut self,
        n: Option<i32>,
        year: YearOf,
        today: Option<Date>,
        because: &mut Because,
        evidence: &impl Fn() -> Evidence,
    ) -> Result<Period, String> {
        let Some(n) = n else {
            // The quarter that the text reports on, or the last one that was over.
            let Some(d) = today else { return Err("XXXX-QX".into()) };
            let now = (d.year(), q_of(d));
            let over = if now.1 == 1 { (now.0 - 1, 4) } else { (now.0, now.1 - 1) };
            let reported = match self.report {
                Some(Period::Quarter(y, q)) => Some((y, q)),
                _ => None,
            };
            let (y, q) = match (year, reported) {
                (YearOf::Known(y), Some((_, q))) => (y as i16, q),
                (YearOf::Known(y), None) => return Ok(Period::Year(y)),
                (YearOf::Open(Which::This), r) => r.unwrap_or(now),
                (_, Some(r)) if r <= over || self.own => r,
                _ => over,
            };
            return Ok(Period::Quarter(y, q));
        };
        // A quarter is reported after it has begun, unless something says that it is to come.
        let start = |y: i32| calendar::day(y, 3 * n - 2, 1);
        let y = match (year, today) {
            (YearOf::Open(Which::Open), Some(d)) => {
                let y = i32::from(d.year());
                *because = Because::from(evidence());
                let begun = start(y).is_some_and(|s| s <= d);
                Some(if begun || because.lean() == Lean::Future { y } else { y - 1 })
            }
            _ => self.year(year, today, because, evidence, start, 91),
        };
        match y {
            Some(y) => Ok(Period::Quarter(y as i16, n as i8)),
            None => Err(format!("XXXX-Q{n}")),
        }
    }
}

/// The quarter of the year that holds a day.
fn q_of(d: Date) -> i8 {
    (d.month() - 1) / 3 + 1
}

fn days_between(a: Date, b: Date) -> i64 {
    a.until(b).map_or(0, |s| i64::from(s.get_days()))
}

/// The unit around a day, moved by so many units.
fn moved(d: Date, unit: Unit, n: i32) -> Option<Period> {
    let n = i64::from(n);
    let year = i64::from(d.year());
    Some(match unit {
        Unit::Week => Period::Week(add_days(monday(d), 7 * n)),
        Unit::Fortnight => Period::Week(add_days(monday(d), 14 * n)),
        Unit::Weekend => Period::Weekend(add_days(monday(d), 7 * n)),
        Unit::Month => {
            let m = d.first_of_month().checked_add(jiff::Span::new().try_months(n).ok()?).ok()?;
            Period::Month(m.year(), m.month())
        }
        Unit::Quarter => {
            let m = d.first_of_month().checked_add(jiff::Span::new().try_months(3 * n).ok()?).ok()?;
            Period::Quarter(m.year(), q_of(m))
        }
        Unit::Year => Period::Year(i32::try_from(year + n).ok()?),
        Unit::Decade => Period::Decade(i32::try_from(year.div_euclid(10) + n).ok().filter(|d| *d >= 0)?),
        Unit::Century => Period::Century(i32::try_from(year.div_euclid(100) + n).ok().filter(|c| *c >= 0)?),
        _ => Period::Day(d.checked_add(jiff::Span::new().try_days(n).ok()?).ok()?),
    })
}

/// So many hundredths of a unit before or after a day, at the unit's own grain.
fn offset(d: Date, amount: i32, unit: Unit, sign: i32) -> Option<Period> {
    let whole = sign * (amount / 100);
    let rest = amount % 100;
    match unit {
        Unit::Week if rest != 0 => Some(Period::Day(add_days(d, i64::from(7 * sign) * i64::from(amount) / 100))),
        Unit::Year if rest != 0 => moved(d, Unit::Month, sign * (amount * 12 / 100)),
        // "a decade ago" is a year, as "ten years ago" is
        Unit::Decade => moved(d, Unit::Year, sign * (amount / 10)),
        _ => moved(d, unit, whole),
    }
}

/// The value of a unit that nothing anchors.
fn unknown(unit: Unit) -> String {
    match unit {
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
        _ => "XXXX-XX-XX",
    }
    .into()
}

/// A TIMEX3 duration of so many hundredths of a unit. Halves are told in the next finer unit.
fn duration(amount: i32, unit: Unit, more: Option<(i32, Unit)>) -> String {
    let mut v = String::from(if unit.is_clock() { "PT" } else { "P" });
    if amount == VAGUE {
        v.push('X');
        v.push_str(unit.letter());
        return v;
    }
    let (amount, unit) = if unit == Unit::Fortnight { (amount.saturating_mul(2), Unit::Week) } else { (amount, unit) };
    // "two decades" in years: ISO 8601 has no decades.
    let (amount, unit) = if unit == Unit::Decade { (amount.saturating_mul(10), Unit::Year) } else { (amount, unit) };
    let (whole, rest) = (amount / 100, amount % 100);
    let finer = match unit {
        Unit::Year => Some((12, Unit::Month)),
        Unit::Century => Some((100, Unit::Year)),
        Unit::Hour => Some((60, Unit::Minute)),
        Unit::Minute => Some((60, Unit::Second)),
        Unit::Day => Some((24, Unit::Hour)),
        _ => None,
    };
    match (rest, finer) {
        (0, _) => v.push_str(&format!("{whole}{}", unit.letter())),
        (_, Some((n, fine))) if rest * n % 100 == 0 => {
            if whole > 0 {
                v.push_str(&format!("{whole}{}", unit.letter()));
            }
            if fine.is_clock() && !unit.is_clock() {
                v.push('T');
            }
            v.push_str(&format!("{}{}", rest * n / 100, fine.letter()));
        }
        _ => {
            let decimals = format!("{:02}", rest);
            v.push_str(&format!("{whole}.{}{}", decimals.trim_end_matches('0'), unit.letter()));
        }
    }
    if let Some((n, u)) = more {
        if u.is_clock() && !unit.is_clock() {
            v.push('T');
        }
        v.push_str(&format!("{}{}", n / 100, u.letter()));
    }
    v
}

fn part(index: i32) -> &'static str {
    usize::try_from(index).ok().and_then(|i| PARTS.get(i)).map_or("TXX", |p| p.1)
}

/// A time of day as TIMEX3 puts it after a date.
fn suffix(t: TimeOfDay) -> String {
    match t {
        TimeOfDay::Part(p) => part(p).into(),
        TimeOfDay::Clock { seconds, precision, .. } => {
            let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
            match precision {
                Precision::Minute => format!("T{h:02}:{m:02}"),
                Precision::Second => format!("T{h:02}:{m:02}:{s:02}"),
            }
        }
    }
}

fn plain(kind: TimeKind, value: String) -> Value {
    Value { kind, value, interval: None, because: Because::Said }
}

/// Writes a period (or what is left of one without an anchor), its time of day and its interval.
fn finish(value: Result<Period, String>, m: &Meaning, because: Because, anchor: Option<Anchor>) -> Value {
    let period = value.as_ref().ok().copied();
    let mut text = match value {
        Ok(p) => p.to_string(),
        Err(s) => s,
    };
    let days = period.and_then(Period::days);
    let Some(time) = m.time else {
        return Value {
            kind: TimeKind::Date,
            value: text,
            interval: days.map(|(a, b)| (a.to_string(), b.to_string())),
            because,
        };
    };
    text.push_str(&suffix(time));
    let interval = days.filter(|(a, b)| a == b).map(|(d, _)| match time {
        TimeOfDay::Clock { seconds, zone, .. } => {
            let zone = zone.or(anchor.and_then(|a| a.zone)).map(|z| offset_from_utc(z, d, seconds)).unwrap_or_default();
            (moment(d, seconds, &zone), moment(d, seconds, &zone))
        }
        TimeOfDay::Part(_) => (d.to_string(), d.to_string()),
    });
    Value { kind: TimeKind::Time, value: text, interval, because }
}

fn moment(d: Date, seconds: i32, zone: &str) -> String {
    let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if s == 0 { format!("{d}T{h:02}:{m:02}{zone}") } else { format!("{d}T{h:02}:{m:02}:{s:02}{zone}") }
}

/// Minutes east of Greenwich of a zone of the lexicon at a moment of its own clocks.
pub(crate) fn zone_minutes(zone: i32, at: DateTime) -> Option<i32> {
    let Some(name) = usize::try_from(zone - BY_RULE).ok().and_then(|i| ZONES_BY_RULE.get(i)) else {
        return Some(zone);
    };
    let rule = jiff::tz::TimeZone::get(name).ok()?;
    Some(rule.to_ambiguous_zoned_datetime(at).compatible().ok()?.offset().seconds() / 60)
}

/// How ISO 8601 writes a zone's offset on a day.
fn offset_from_utc(zone: i32, d: Date, seconds: i32) -> String {
    let at = d.at(i8::try_from(seconds / 3600 % 24).unwrap_or(0), 0, 0, 0);
    let Some(minutes) = zone_minutes(zone, at) else { return String::new() };
    if minutes == 0 {
        return "Z".into();
    }
    let a = minutes.abs();
    format!("{}{:02}:{:02}", if minutes < 0 { '-' } else { '+' }, a / 60, a % 60)
}
