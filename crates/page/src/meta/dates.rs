//! Dates as pages write them, in markup and in visible text, to ISO 8601. Words are read by the grammar of `dateline-times`.
//!
//! A date keeps the day, time and offset that the page gives: nothing is converted to another zone or day.

use super::{cut, regex};
pub use dateline_times::Order;
use jiff::civil;
use jiff::tz::Offset;
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
    let fetched = context.retrieved.map(|r| r.day.to_datetime(r.time.unwrap_or_else(|| civil::time(12, 0, 0, 0))));
    let read = dateline_times::page_dates(cut(text, 2_000), dateline_times::Context { order: context.order, fetched });
    read.into_iter()
        .filter(|d| (1990..2100).contains(&d.day.year()))
        .map(|d| Found { range: d.span.range(), stamp: Stamp { day: d.day, time: d.time, offset: d.offset } })
        .collect()
}

/// What the unambiguous digits-only dates of a text say about the order: `13/9/2023` is day first.
pub fn order_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Order> {
    dateline_times::order_of(texts.into_iter().map(|t| cut(t, 2_000)))
}

static COMPACT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})?)?$"));

fn number(c: &Captures<'_>, group: usize) -> i16 {
    c.get(group).and_then(|m| m.as_str().parse().ok()).unwrap_or(0)
}

fn date(year: i16, month: i16, day: i16) -> Option<civil::Date> {
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Digits only: `20230913`, `20230913T101500Z`, seconds or milliseconds since 1970.
fn compact(value: &str) -> Option<Stamp> {
    if let Some(c) = COMPACT.captures(value) {
        let day = date(number(&c, 1), number(&c, 2), number(&c, 3)).filter(|d| (1990..2100).contains(&d.year()))?;
        let part = |n: i16| i8::try_from(n).unwrap_or(-1);
        let time = c
            .get(4)
            .and_then(|_| civil::Time::new(part(number(&c, 4)), part(number(&c, 5)), part(number(&c, 6)), 0).ok());
        let offset = time.and_then(|_| offset(c.get(7)?.as_str()));
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

/// "Z", "+0900".
fn offset(sign_and_digits: &str) -> Option<Offset> {
    let number = |a: usize, b: usize| sign_and_digits.get(a..b).and_then(|d| d.parse::<i32>().ok());
    let minutes = if sign_and_digits == "Z" { 0 } else { number(1, 3)? * 60 + number(3, 5)? };
    Offset::from_seconds(if sign_and_digits.starts_with('-') { -60 } else { 60 } * minutes).ok()
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
