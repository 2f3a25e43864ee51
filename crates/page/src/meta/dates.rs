//! Dates as pages write them, in markup and in visible text, to ISO 8601.
//!
//! A date keeps the day, time and offset that the page gives: nothing is converted to another zone or day.

use super::{cut, regex};
use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// A day, perhaps with a time, perhaps with an offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The day as written.
    pub day: civil::Date,
    /// The time as written, to the second.
    pub time: Option<civil::Time>,
    /// Offset from UTC; only with a time.
    pub offset: Option<Offset>,
}

/// How `3/4/2023` is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Day, month, year.
    DayFirst,
    /// Month, day, year: the United States.
    MonthFirst,
}

/// What helps to read a date besides its words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    /// How dates of digits only are meant, where known; otherwise only unambiguous ones are read.
    pub order: Option<Order>,
    /// When the page was fetched: "3 hours ago" counts from there.
    pub retrieved: Option<Stamp>,
}

/// A date found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Bytes of the text that say it.
    pub range: Range<usize>,
    /// What they say.
    pub stamp: Stamp,
}

impl Stamp {
    /// A day without a time.
    pub fn day(day: civil::Date) -> Stamp {
        Stamp { day, time: None, offset: None }
    }

    /// ISO 8601: `2023-09-13`, `2023-09-13T10:31`, `2023-09-13T10:31:00+09:00`.
    pub fn iso(&self) -> String {
        let mut out = self.day.to_string();
        if let Some(t) = self.time {
            out += &format!("T{:02}:{:02}", t.hour(), t.minute());
            if t.second() > 0 || self.offset.is_some() {
                out += &format!(":{:02}", t.second());
            }
            if let Some(offset) = self.offset {
                let minutes = offset.seconds() / 60;
                if minutes == 0 {
                    out.push('Z');
                } else {
                    let sign = if minutes < 0 { '-' } else { '+' };
                    out += &format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60);
                }
            }
        }
        out
    }

    /// 0 for a day, 1 with a time, 2 with an offset too.
    pub fn precision(&self) -> u8 {
        u8::from(self.time.is_some()) + u8::from(self.offset.is_some())
    }

    /// Whether both can mean the same moment: neighbouring days are allowed for, since zones differ.
    pub fn near(&self, other: &Stamp) -> bool {
        self.days_after(other).abs() <= 1
    }

    /// Whole days from `other` to this.
    pub fn days_after(&self, other: &Stamp) -> i32 {
        self.day.since(other.day).map_or(i32::MAX, |s| s.get_days())
    }

    /// Whether this is certainly later, as far as both say.
    pub fn after(&self, other: &Stamp) -> bool {
        match (self.moment(), other.moment()) {
            (Some(a), Some(b)) => a > b,
            _ => self.day > other.day,
        }
    }

    fn moment(&self) -> Option<jiff::Timestamp> {
        self.offset?.to_timestamp(self.day.to_datetime(self.time?)).ok()
    }
}

/// Reads a machine-readable value: a meta tag, `datetime`, JSON-LD. Dates in words are understood as well.
pub fn parse(value: &str, context: Context) -> Option<Stamp> {
    let value = value.trim();
    // a value is a date and little else; a sentence with a date somewhere in it is not
    compact(value).or_else(|| find(value, context).first().filter(|f| f.range.start <= 40).map(|f| f.stamp))
}

/// Every date with a year in a line of text, in order; "3 hours ago" if the time of retrieval is known.
///
/// Looks at the first 2,000 bytes: dates of a page stand in short lines.
pub fn find(text: &str, context: Context) -> Vec<Found> {
    let text = cut(text, 2_000);
    let mut found: Vec<Found> = Vec::new();
    let mut add = |range: Range<usize>, day: Option<civil::Date>| {
        if let Some(day) = day.filter(|d| (1990..2100).contains(&d.year())) {
            found.push(with_time(text, range, day));
        }
    };
    for c in YEAR_FIRST.captures_iter(text) {
        add(range(&c), date(number(&c, 1), number(&c, 2), number(&c, 3)));
    }
    for c in DAY_MONTH_YEAR.captures_iter(text) {
        add(range(&c), month(&c[2]).and_then(|m| date(number(&c, 3), m, number(&c, 1))));
    }
    for c in MONTH_DAY_YEAR.captures_iter(text) {
        add(range(&c), month(&c[1]).and_then(|m| date(number(&c, 3), m, number(&c, 2))));
    }
    for c in DIGITS.captures_iter(text) {
        if c[2] == c[4] {
            add(range(&c), digits(number(&c, 1), number(&c, 3), &c[5], &c[2], context.order));
        }
    }
    if let Some(now) = context.retrieved {
        found.extend(AGO.captures_iter(text).filter_map(|c| Some(Found { range: range(&c), stamp: ago(&c, now)? })));
    }
    found.sort_by_key(|f| (f.range.start, std::cmp::Reverse(f.range.end)));
    let mut end = 0;
    found.retain(|f| {
        let free = f.range.start >= end;
        end = end.max(f.range.end);
        free
    });
    found
}

/// What the unambiguous digits-only dates of a text say about the order: `13/9/2023` is day first.
pub fn order_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Order> {
    let mut seen = None;
    for text in texts {
        for c in DIGITS.captures_iter(cut(text, 2_000)) {
            let order = match (number(&c, 1), number(&c, 3)) {
                (13..=31, 1..=12) => Order::DayFirst,
                (1..=12, 13..=31) => Order::MonthFirst,
                _ => continue,
            };
            if seen.is_some_and(|s| s != order) {
                return None;
            }
            seen = Some(order);
        }
    }
    seen
}

/// Number of a month by its name or abbreviation: English, and the larger languages of Europe, since their pages have dates too.
pub fn month(name: &str) -> Option<i16> {
    let name: String = name.trim_matches('.').to_lowercase();
    MONTHS.iter().find(|(prefix, _)| name.starts_with(prefix)).and_then(|&(prefix, number)| {
        // "march" and "marzo" are months, "marketing" is not
        let known = MONTH_NAMES.split_ascii_whitespace().any(|m| m == name);
        (known || name == prefix).then_some(number)
    })
}

const MONTHS: [(&str, i16); 36] = [
    ("jan", 1),
    ("ene", 1),
    ("gen", 1),
    ("feb", 2),
    ("fév", 2),
    ("fev", 2),
    ("mar", 3),
    ("mär", 3),
    ("maa", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("may", 5),
    ("mai", 5),
    ("mag", 5),
    ("mei", 5),
    ("jun", 6),
    ("juin", 6),
    ("giu", 6),
    ("jul", 7),
    ("juil", 7),
    ("lug", 7),
    ("aug", 8),
    ("aoû", 8),
    ("ago", 8),
    ("sep", 9),
    ("set", 9),
    ("oct", 10),
    ("okt", 10),
    ("ott", 10),
    ("out", 10),
    ("nov", 11),
    ("dec", 12),
    ("déc", 12),
    ("dez", 12),
    ("dic", 12),
];

const MONTH_NAMES: &str = "january february march april june july august sept september october november december
    januar februar märz juni juli oktober dezember
    janvier février mars avril juin juillet août septembre octobre novembre décembre déc
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre dic
    gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
    janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
    januari februari maart augustus";

static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| regex(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\b|T)"));
static DAY_MONTH_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(\d{1,2})(?:st|nd|rd|th|er|º)?(?:\s+of|\s+de)?[\s\-/.,]{1,3}(\p{L}{3,10})\.?,?(?:\s+del?\s+|[\s\-/]+(?:\d{1,2}:\d\d(?::\d\d)?\s+)?)(\d{4})\b",
    )
});
static MONTH_DAY_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(\p{L}{3,10})\.?[\s\-]{1,3}(\d{1,2})(?:st|nd|rd|th)?(?:\s*,\s*|[\s\-]+)(?:(?:at\s+)?\d{1,2}:\d\d(?::\d\d)?\s*(?:[A-Z]{3,4}\s+)?)?(\d{4})\b",
    )
});
static DIGITS: LazyLock<Regex> = LazyLock::new(|| regex(r"\b(\d{1,2})([./-])(\d{1,2})([./-])(\d{4}|\d{2})\b"));
static AGO: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)\b(\d{1,3}|an?|one)\s*(min(?:ute)?s?|m|h(?:ou)?rs?|h|days?|d|weeks?|w)\s+ago\b|\b(yesterday|today)\b")
});
static TIME_INSIDE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)\s(\d{1,2}):(\d\d)(?::(\d\d))?\s*(am|pm)?\s*([A-Z]{3,4}\b)?"));
static COMPACT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})?)?$"));
static TIME_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:[\s,|•·@(–—-]|T|at\b|um\b|à\b)*(\d{1,2})(?:[:.h](\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?\s*(a\.?m\b\.?|p\.?m\b\.?)?\s*\(?(Z\b|[+-]\d\d:?\d\d\b|[+-]\d\d\b|(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d\d)?)?|[A-Z]{2,4}\b)?",
    )
});
static TIME_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(\d{1,2})(?:[:.](\d\d)(?::(\d\d))?)?\s*(a\.?m\b\.?|p\.?m\b\.?)?\s*\(?((?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d\d)?)?|[A-Z]{2,4}\b)?\)?[\s,|•·–—-]*(?:on\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?$",
    )
});

fn range(c: &Captures<'_>) -> Range<usize> {
    c.get(0).map_or(0..0, |m| m.range())
}

fn number(c: &Captures<'_>, group: usize) -> i16 {
    c.get(group).and_then(|m| m.as_str().parse().ok()).unwrap_or(0)
}

fn date(year: i16, month: i16, day: i16) -> Option<civil::Date> {
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A date of digits only, if there is just one way to read it.
fn digits(first: i16, second: i16, year: &str, separator: &str, order: Option<Order>) -> Option<civil::Date> {
    let year = match (year.len(), year.parse::<i16>().ok()?) {
        (4, year) => year,
        (_, year @ 0..=69) => 2000 + year,
        (_, year) => 1900 + year,
    };
    let day_first = match order {
        _ if first > 12 || first == second => true,
        _ if second > 12 => false,
        // points part day, month and year; nobody writes the month first with them
        _ if separator == "." => true,
        Some(order) => order == Order::DayFirst,
        None => return None,
    };
    if day_first { date(year, second, first) } else { date(year, first, second) }
}

/// Adds the time that stands after the day, or before it.
fn with_time(text: &str, range: Range<usize>, day: civil::Date) -> Found {
    let mut found = Found { stamp: Stamp::day(day), range: range.clone() };
    // Unix writes the year after the time: "Sep 13 10:31:00 UTC 2023"
    let inside = &text[range.clone()];
    let (before, after) = (&text[..range.start], &text[range.end..]);
    if let Some(c) = TIME_INSIDE.captures(inside) {
        (found.stamp.time, found.stamp.offset) = clock(&c, day);
    } else if let Some(c) = TIME_AFTER.captures(after).filter(is_clock) {
        (found.stamp.time, found.stamp.offset) = clock(&c, day);
        if found.stamp.time.is_some() {
            found.range.end += c.get(0).map_or(0, |m| m.end());
        }
    } else if let Some(c) = TIME_BEFORE.captures(before).filter(is_clock) {
        (found.stamp.time, found.stamp.offset) = clock(&c, day);
        if found.stamp.time.is_some() {
            found.range.start = c.get(0).map_or(range.start, |m| m.start());
        }
    }
    found
}

/// A number alone is no time: minutes or "a.m." must stand with it.
fn is_clock(c: &Captures<'_>) -> bool {
    c.get(2).is_some() || c.get(4).is_some()
}

fn clock(c: &Captures<'_>, day: civil::Date) -> (Option<civil::Time>, Option<Offset>) {
    let half = c.get(4).and_then(|m| m.as_str().chars().next()).map(|c| c.to_ascii_lowercase());
    let hour = match (number(c, 1), half) {
        (12, Some('a')) => 0,
        (hour @ 1..=11, Some('p')) => hour + 12,
        (hour, _) => hour,
    };
    let part = |n: i16| i8::try_from(n).unwrap_or(-1);
    let time = civil::Time::new(part(hour), part(number(c, 2)), part(number(c, 3)), 0).ok();
    let offset = time.and_then(|t| zone(c.get(5)?.as_str(), day.to_datetime(t)));
    (time, offset)
}

/// Offset of a zone as news pages write it. Abbreviations with several meanings (IST, and CST outside America) are left out
/// or read the American way.
fn zone(name: &str, at: civil::DateTime) -> Option<Offset> {
    let name = name.to_ascii_uppercase();
    let hours = |h: i8| Some(Offset::constant(h));
    let by_rule =
        |id: &str| TimeZone::get(id).ok()?.to_ambiguous_zoned_datetime(at).compatible().ok().map(|z| z.offset());
    match name.as_str() {
        "Z" | "UTC" | "GMT" | "WET" => hours(0),
        "BST" | "CET" | "WAT" => hours(1),
        "CEST" | "EET" | "SAST" | "CAT" => hours(2),
        "EEST" | "MSK" | "EAT" => hours(3),
        "PKT" => hours(5),
        "HKT" | "SGT" | "AWST" | "PHT" | "MYT" => hours(8),
        "JST" | "KST" => hours(9),
        "AEST" => hours(10),
        "AEDT" => hours(11),
        "NZST" => hours(12),
        "NZDT" => hours(13),
        "ADT" => hours(-3),
        "EDT" | "AST" => hours(-4),
        "EST" | "CDT" => hours(-5),
        "CST" | "MDT" => hours(-6),
        "MST" | "PDT" => hours(-7),
        "PST" | "AKDT" => hours(-8),
        "AKST" => hours(-9),
        "HST" => hours(-10),
        "ET" => by_rule("America/New_York"),
        "CT" => by_rule("America/Chicago"),
        "MT" => by_rule("America/Denver"),
        "PT" => by_rule("America/Los_Angeles"),
        _ => {
            let digits = name.trim_start_matches("UTC").trim_start_matches("GMT");
            let (sign, rest) = match digits.as_bytes().first()? {
                b'+' => (1, &digits[1..]),
                b'-' => (-1, &digits[1..]),
                _ => return None,
            };
            let rest = rest.replace(':', "");
            let (h, m) = if rest.len() > 2 { rest.split_at(rest.len() - 2) } else { (rest.as_str(), "0") };
            Offset::from_seconds(sign * (h.parse::<i32>().ok()? * 3600 + m.parse::<i32>().ok()? * 60)).ok()
        }
    }
}

/// Digits only: `20230913`, `20230913T101500Z`, seconds or milliseconds since 1970.
fn compact(value: &str) -> Option<Stamp> {
    if let Some(c) = COMPACT.captures(value) {
        let day = date(number(&c, 1), number(&c, 2), number(&c, 3)).filter(|d| (1990..2100).contains(&d.year()))?;
        let part = |n: i16| i8::try_from(n).unwrap_or(-1);
        let time = c
            .get(4)
            .and_then(|_| civil::Time::new(part(number(&c, 4)), part(number(&c, 5)), part(number(&c, 6)), 0).ok());
        let offset = time.and_then(|t| zone(c.get(7)?.as_str(), day.to_datetime(t)));
        return Some(Stamp { day, time, offset });
    }
    let seconds = match value.len() {
        10 => value.parse::<i64>().ok()?,
        13 => value.parse::<i64>().ok()? / 1000,
        _ => return None,
    };
    let at = Offset::UTC.to_datetime(jiff::Timestamp::from_second(seconds).ok()?);
    (1990..2100).contains(&at.year()).then_some(Stamp {
        day: at.date(),
        time: Some(at.time()),
        offset: Some(Offset::UTC),
    })
}

/// "5 hours ago", counted from the time of retrieval. Minutes and hours give a day only: the time would be rounded.
fn ago(c: &Captures<'_>, now: Stamp) -> Option<Stamp> {
    use jiff::ToSpan;
    if let Some(word) = c.get(3) {
        let back = if word.as_str().eq_ignore_ascii_case("yesterday") { 1 } else { 0 };
        return Some(Stamp::day(now.day.checked_sub(back.days()).ok()?));
    }
    let count = c.get(1)?.as_str().parse::<i64>().unwrap_or(1);
    let unit = c.get(2)?.as_str().chars().next()?.to_ascii_lowercase();
    let at = now.day.to_datetime(now.time.unwrap_or_else(|| civil::time(12, 0, 0, 0)));
    let then = match unit {
        'm' => at.checked_sub(count.minutes()),
        'h' => at.checked_sub(count.hours()),
        'd' => at.checked_sub(count.days()),
        _ => at.checked_sub(count.weeks()),
    };
    Some(Stamp::day(then.ok()?.date()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, context: Context) -> String {
        find(text, context).iter().map(|f| f.stamp.iso()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn reads_dates_as_pages_write_them() {
        for (text, iso) in [
            ("2023-09-13", "2023-09-13"),
            ("2023-09-13T10:31:05Z", "2023-09-13T10:31:05Z"),
            ("2023-09-13T10:31:05.123+0900", "2023-09-13T10:31:05+09:00"),
            ("2023-09-13 10:31", "2023-09-13T10:31"),
            ("2023-09-13T23:30:00-05:30", "2023-09-13T23:30:00-05:30"),
            ("2023/9/3", "2023-09-03"),
            ("Wed, 13 Sep 2023 10:31:00 GMT", "2023-09-13T10:31:00Z"),
            ("Wed, 13 Sep 2023 10:31:00 +0200", "2023-09-13T10:31:00+02:00"),
            ("Wed Sep 13 2023 10:31:00 GMT+0000 (Coordinated Universal Time)", "2023-09-13T10:31:00Z"),
            ("Wed Sep 13 10:31:00 EDT 2023", "2023-09-13T10:31:00-04:00"),
            ("12 Sept 2023 | 10:31 GMT", "2023-09-12T10:31:00Z"),
            ("Wednesday, 13 September 2023", "2023-09-13"),
            ("Published Sept. 13th, 2023 at 4:05 p.m. ET", "2023-09-13T16:05:00-04:00"),
            ("Jan 3, 2024 at 4:05 PM PT", "2024-01-03T16:05:00-08:00"),
            ("December 1, 2022 12:15am", "2022-12-01T00:15"),
            ("10:31 BST, 2 May 2021", "2021-05-02T10:31:00+01:00"),
            ("By Ann Oke | 9am, Monday, 3 July 2017", "2017-07-03T09:00"),
            ("3rd of June, 2019", "2019-06-03"),
            ("13-Sep-2023", "2023-09-13"),
            ("13.09.2023", "2023-09-13"),
            ("3.4.2023", "2023-04-03"),
            ("25/12/22", "2022-12-25"),
            ("12/25/2022 5:00 PM", "2022-12-25T17:00"),
            ("13. März 2023", "2023-03-13"),
            ("le 13 août 2023 à 14h05", "2023-08-13T14:05"),
            ("13 de septiembre de 2023", "2023-09-13"),
            ("Posted May 5, 2020 | Updated May 7, 2020", "2020-05-05 2020-05-07"),
            // not dates, or not certain
            ("3/4/2023", ""),
            ("Sept. 13", ""),
            ("31 February 2023", ""),
            ("1 Main Street 2023", ""),
            ("version 1.2.3", ""),
            ("from 192.168.10.20", ""),
            ("3 hours ago", ""),
            ("12 April 1789", ""),
        ] {
            assert_eq!(read(text, Context::default()), iso, "{text}");
        }
    }

    #[test]
    fn machine_values() {
        for (value, iso) in [
            ("20230913", Some("2023-09-13")),
            ("20230913T103105Z", Some("2023-09-13T10:31:05Z")),
            ("20230913103105", Some("2023-09-13T10:31:05")),
            ("1694601065", Some("2023-09-13T10:31:05Z")),
            ("1694601065000", Some("2023-09-13T10:31:05Z")),
            ("0000-00-00T00:00:00", None),
            ("1970-01-01T00:00:00Z", None),
            ("", None),
            ("today", None),
        ] {
            assert_eq!(parse(value, Context::default()).map(|s| s.iso()).as_deref(), iso, "{value}");
        }
    }

    #[test]
    fn the_page_decides_the_order_of_digits() {
        let read = |order| read("3/4/2023", Context { order, ..Context::default() });
        assert_eq!(read(Some(Order::DayFirst)), "2023-04-03");
        assert_eq!(read(Some(Order::MonthFirst)), "2023-03-04");
        assert_eq!(order_of(["3/4/2023", "due 25/4/2023"]), Some(Order::DayFirst));
        assert_eq!(order_of(["4/25/2023"]), Some(Order::MonthFirst));
        assert_eq!(order_of(["4/25/2023", "25/4/2023"]), None);
        assert_eq!(order_of(["no date"]), None);
    }

    #[test]
    fn counts_back_from_retrieval() {
        let retrieved = parse("2023-09-13T02:00:00Z", Context::default());
        for (text, day) in [
            ("Updated 5 hours ago", "2023-09-12"),
            ("an hour ago", "2023-09-13"),
            ("2 weeks ago", "2023-08-30"),
            ("Yesterday", "2023-09-12"),
        ] {
            assert_eq!(read(text, Context { retrieved, order: None }), day, "{text}");
        }
    }

    #[test]
    fn a_found_date_covers_its_words() {
        let text = "Last updated on 12 Sept 2023 | 10:31 GMT by Ann Oke";
        let found = find(text, Context::default());
        assert_eq!(&text[found[0].range.clone()], "12 Sept 2023 | 10:31 GMT");
    }
}
