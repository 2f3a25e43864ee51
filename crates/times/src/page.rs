//! Dates that a page tells of itself in visible text: "Updated 12 Sept 2023 | 10:31 GMT", "5 hours ago", bylines.
//!
//! The same grammar as for running text, read more freely (see [`Style`]): a day counts only with its year, and the time
//! that stands beside it goes with it, whatever marks stand between.

use crate::join::{self, Found};
use crate::lexicon::{Class, Lexicon, Unit};
use crate::meaning::{Meaning, TimeOfDay, What, YearOf};
use crate::pattern::is_one_of;
use crate::resolve::zone_minutes;
use crate::tokens::{self, Style, Tok};
use dateline_record::Span;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

/// How `3/4/2023` is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Day, month, year.
    DayFirst,
    /// Month, day, year: the United States.
    MonthFirst,
}

/// What helps to read a page's dates besides their words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    /// How dates of digits only are meant, where known; otherwise only unambiguous ones are read.
    pub order: Option<Order>,
    /// When the page was fetched: "3 hours ago" counts from there; without it, it tells nothing.
    pub fetched: Option<DateTime>,
}

/// A day that a line of a page names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageDate {
    /// The words, in bytes of the text.
    pub span: Span,
    /// The day as written.
    pub day: Date,
    /// The time of day as written, to the second.
    pub time: Option<Time>,
    /// Offset from UTC; only with a time.
    pub offset: Option<Offset>,
}

/// The days that a short visible text names, with year or counted back from when the page was fetched, in order.
pub fn page_dates(text: &str, context: Context) -> Vec<PageDate> {
    let (mut raw, mut toks, mut found) = (Vec::new(), Vec::new(), Vec::new());
    let style = Style { line: true, order: context.order, day: None };
    tokens::tokenise(text, 0, text.len(), style, &mut raw, &mut toks);
    if !toks.iter().any(says_day) {
        return Vec::new();
    }
    join::find(text, &toks, &mut found);
    let mut out = Vec::new();
    let mut taken = 0;
    for (i, f) in found.iter().enumerate() {
        let Some(day) = day_of(&f.meaning, context.fetched) else { continue };
        let Some((first, end)) = toks.get(f.first).zip(f.end.checked_sub(1).and_then(|e| toks.get(e))) else {
            continue;
        };
        let span = Span::new(first.start as usize, end.end as usize);
        let mut date = PageDate { span, day, time: None, offset: None };
        let beside = |other: Option<usize>| other.and_then(|k| found.get(k)).filter(|o| is_clock(&o.meaning));
        let after = beside(Some(i + 1)).filter(|o| quiet(text, &toks, f.end, o.first));
        let before = beside(i.checked_sub(1)).filter(|o| o.first >= taken && quiet(text, &toks, o.end, f.first));
        let clock = if is_clock(&f.meaning) { Some(f) } else { after.or(before) };
        if let Some(c) = clock {
            taken = taken.max(c.end);
            let Some((a, b)) = toks.get(c.first).zip(c.end.checked_sub(1).and_then(|e| toks.get(e))) else { continue };
            let suffix = if c.first >= f.first { offset_after(text, b.end as usize) } else { None };
            date.span = Span::new(span.start.min(a.start) as usize, span.end.max(b.end) as usize);
            (date.time, date.offset) = clock_of(&c.meaning, day);
            if let Some((offset, end)) = suffix.filter(|_| date.time.is_some()) {
                date.offset = Some(offset);
                date.span = Span::new(date.span.start as usize, end.max(date.span.end as usize));
            }
        }
        out.push(date);
    }
    out
}

/// What the unambiguous digits-only dates of several texts say about the order: `13/9/2023` is day first. `None` where
/// none says it, or where they disagree.
pub fn order_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Order> {
    let mut seen = None;
    for text in texts {
        match (tokens::order_of(text).ok()?, seen) {
            (Some(a), Some(b)) if a != b => return None,
            (a, _) => seen = a.or(seen),
        }
    }
    seen
}

/// The number of a month by its name or abbreviation: English, and the larger languages of Europe.
pub fn month(name: &str) -> Option<i8> {
    let lexicon = Lexicon::get();
    let lower = name.trim_end_matches('.').to_lowercase();
    let month = lexicon.find(&lower).and_then(|e| e.value(Class::Month)).or_else(|| lexicon.month_abroad(&lower))?;
    i8::try_from(month).ok()
}

/// The offset from UTC that a zone's abbreviation stands for at a moment: "EST", "ET". Of those with several meanings, the
/// one that news in English means most often.
pub fn zone(name: &str, at: DateTime) -> Option<Offset> {
    let zone = Lexicon::get().find(&name.to_ascii_lowercase()).and_then(|e| e.value(Class::Zone))?;
    offset(zone_minutes(zone, at)?)
}

fn offset(minutes: i32) -> Option<Offset> {
    Offset::from_seconds(minutes.checked_mul(60)?).ok()
}

/// Whether a token can be part of a page's date: spares lines without any the grammar.
fn says_day(t: &Tok) -> bool {
    t.is(Class::Year)
        || t.is(Class::Iso)
        || t.is(Class::Slash)
        || t.is(Class::Units)
        || t.is(Class::Unit)
        || t.literal != 0
}

/// The day that an expression names.
fn day_of(m: &Meaning, fetched: Option<DateTime>) -> Option<Date> {
    match m.what {
        What::Date { year: YearOf::Known(y), month: Some(month), day: Some(day) } => {
            crate::calendar::day(y, month, day)
        }
        What::Relative { unit: Unit::Day, offset: n @ -1..=0, text: false } => {
            Some(crate::calendar::add_days(fetched?.date(), n.into()))
        }
        // Minutes and hours give a day only: the time would be rounded.
        What::Offset { amount: amount @ 0.., unit, sign: -1, text: false } => {
            let n = i64::from(amount / 100);
            let span = jiff::Span::new();
            let back = match unit {
                Unit::Minute => span.try_minutes(n),
                Unit::Hour => span.try_hours(n),
                Unit::Day => span.try_days(n),
                Unit::Week => span.try_weeks(n),
                _ => return None,
            };
            Some(fetched?.checked_sub(back.ok()?).ok()?.date())
        }
        _ => None,
    }
}

/// Whether an expression in running text is one of the page's own lines that has slipped in: "Updated 3 hours ago" counts from
/// when somebody looked at the page, not from when it was published.
pub(crate) fn counts_from_fetching(text: &str, tokens: &[Tok], f: &Found) -> bool {
    let back = matches!(f.meaning.what, What::Offset { unit, sign: -1, text: false, .. } if unit <= Unit::Day);
    let before = f.first.checked_sub(1).and_then(|i| tokens.get(i)).map_or("", |t| t.of(text));
    back && is_one_of(before, &["updated", "published", "posted", "modified", "edited"])
}

fn is_clock(m: &Meaning) -> bool {
    matches!(m.time, Some(TimeOfDay::Clock { .. }))
}

fn clock_of(m: &Meaning, day: Date) -> (Option<Time>, Option<Offset>) {
    let Some(TimeOfDay::Clock { seconds, zone, .. }) = m.time else { return (None, None) };
    let part = |n: i32| i8::try_from(n).unwrap_or(-1);
    let Ok(time) = Time::new(part(seconds / 3600), part(seconds / 60 % 60), part(seconds % 60), 0) else {
        return (None, None);
    };
    let offset = zone.and_then(|z| zone_minutes(z, day.to_datetime(time))).and_then(offset);
    (Some(time), offset)
}

/// Whether nothing but marks and small words stands between two tokens.
fn quiet(text: &str, tokens: &[Tok], from: usize, to: usize) -> bool {
    tokens.get(from..to).is_some_and(|between| {
        between.len() <= 4
            && between.iter().all(|t| {
                let w = t.of(text);
                t.is(Class::Weekday)
                    || matches!(w, "at" | "on" | "um" | "à" | "T")
                    || !w.is_empty()
                        && w.chars().all(|c| matches!(c, ',' | '|' | '•' | '·' | '@' | '(' | ')' | '–' | '—' | '-'))
            })
    })
}

/// An offset in digits behind a time: "+09:00", "GMT+2" (the name of the zone has been read), with where it ends.
fn offset_after(text: &str, at: usize) -> Option<(Offset, usize)> {
    let rest = text.get(at..)?;
    let inner = rest.trim_start_matches([' ', '(']);
    let (sign, digits) = match inner.as_bytes().first()? {
        b'+' => (1, inner.get(1..)?),
        b'-' => (-1, inner.get(1..)?),
        _ => return None,
    };
    let named =
        rest.starts_with(['+', '-']) && at > 0 && text.as_bytes().get(at - 1).is_some_and(u8::is_ascii_alphabetic);
    let len = digits.bytes().take_while(|b| b.is_ascii_digit()).count();
    let number = |a: usize, b: usize| digits.get(a..b).and_then(|d| d.parse::<i32>().ok());
    let colon =
        digits.as_bytes().get(len) == Some(&b':') && digits.as_bytes().get(len + 1).is_some_and(u8::is_ascii_digit);
    let (hours, minutes, read) = match len {
        4 => (number(0, 2)?, number(2, 4)?, 4),
        1 | 2 if colon => (number(0, len)?, number(len + 1, len + 3)?, len + 3),
        2 => (number(0, 2)?, 0, 2),
        1 if named => (number(0, 1)?, 0, 1),
        _ => return None,
    };
    let ends = !digits.as_bytes().get(read).is_some_and(u8::is_ascii_alphanumeric);
    let valid = ends && hours <= 14 && minutes < 60;
    let end = text.len() - digits.len() + read;
    valid.then(|| offset(sign * (hours * 60 + minutes))).flatten().map(|o| (o, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Dates as pages write them: what is said, and the days, times and offsets that are read.
    #[test]
    fn lines() {
        let fetched = "2023-09-13T10:00:00".parse().ok();
        for (text, read) in [
            ("Updated 12 Sept 2023 | 10:31 GMT", "2023-09-12 10:31:00 +00"),
            ("Published: 9:05 AM EDT, Tue September 12, 2023", "2023-09-12 09:05:00 -04"),
            ("Published 5 hours ago", "2023-09-13"),
            ("Published 11h ago", "2023-09-12"),
            ("yesterday", "2023-09-12"),
            ("13.09.2023, 14.05", "2023-09-13 14:05:00"),
            ("2023/9/3", "2023-09-03"),
            ("13. März 2023", "2023-03-13"),
            ("le 13 août 2023 à 14h05", "2023-08-13 14:05:00"),
            ("13 de septiembre de 2023", "2023-09-13"),
            ("2023-09-13T10:31:05.123+0900", "2023-09-13 10:31:05 +09"),
            ("Wed, 13 Sep 2023 10:31:00 GMT+0200", "2023-09-13 10:31:00 +02"),
            ("May 5, 2020 10:00 | Updated May 7, 2020", "2020-05-05 10:00:00; 2020-05-07"),
            ("10:31 BST, 2 May 2021", "2021-05-02 10:31:00 +01"),
            ("Posted in May by the desk", ""),
            ("3/4/2023", ""),
            ("31 February 2023", ""),
        ] {
            let found = page_dates(text, Context { order: None, fetched });
            let told = |d: &PageDate| {
                let time = d.time.map_or(String::new(), |t| format!(" {t}"));
                let offset = d.offset.map_or(String::new(), |o| format!(" {o}"));
                format!("{}{time}{offset}", d.day)
            };
            assert_eq!(found.iter().map(told).collect::<Vec<_>>().join("; "), read, "{text}");
        }
    }

    #[test]
    fn the_words_are_covered() {
        let text = "Last updated on 12 Sept 2023 | 10:31 (GMT+2) by Ann Oke";
        let found = page_dates(text, Context::default());
        assert_eq!(found.iter().map(|d| d.span.of(text)).collect::<Vec<_>>(), ["12 Sept 2023 | 10:31 (GMT+2"]);
    }
}
