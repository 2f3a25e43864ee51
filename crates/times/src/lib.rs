//! Time expressions in running English text: found by a grammar, given a TIMEX3 value, and set against a calendar.
//!
//! One direction: text → `tokens` → expressions found by the `rules` → neighbours joined (`join`) → direction of
//! underspecified dates by `evidence` → values and intervals (`resolve`) on the `calendar`.
//!
//! Total on any input, linear in its length, without clock and chance.

mod calendar;
mod evidence;
mod join;
mod lexicon;
mod meaning;
mod page;
mod pattern;
mod resolve;
mod rules;
mod tokens;

pub use evidence::{Evidence, Lean};
pub use lexicon::cardinal;
pub use page::{Context, Order, PageDate, month, order_of, page_dates, zone};

use dateline_record::{Span, TimeKind};
use jiff::civil::Date;

/// The moment that relative times are reckoned from: when the page was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The day.
    pub day: Date,
    /// Minutes after midnight, if known.
    pub minutes: Option<u16>,
    /// The page's zone, in minutes east of Greenwich, if known.
    pub zone: Option<i32>,
}

impl Anchor {
    /// Reads a day, or a day and time with or without offset (ISO 8601).
    pub fn parse(s: &str) -> Option<Anchor> {
        let s = s.trim();
        let day: Date = s.get(..10)?.parse().ok()?;
        let mut anchor = Anchor { day, minutes: None, zone: None };
        let Some(rest) = s.get(10..).filter(|r| !r.is_empty()) else { return Some(anchor) };
        let number = |a: usize, b: usize| rest.get(a..b).and_then(|n| n.parse::<u16>().ok());
        if let (Some(h @ 0..24), Some(m @ 0..60)) = (number(1, 3), number(4, 6)) {
            anchor.minutes = Some(h * 60 + m);
        }
        if rest.ends_with(['Z', 'z']) {
            anchor.zone = Some(0);
        } else if let Some(at) = rest.rfind(['+', '-']) {
            let sign = if rest[at..].starts_with('-') { -1 } else { 1 };
            let digits: Vec<i32> = rest[at..].chars().filter_map(|c| c.to_digit(10)).map(|d| d as i32).collect();
            if let [a, b, tail @ ..] = digits.as_slice() {
                let minutes = if let [c, d] = tail { c * 10 + d } else { 0 };
                anchor.zone = Some(sign * ((a * 10 + b) * 60 + minutes));
            }
        }
        Some(anchor)
    }

    /// The same moment by the clocks of a zone of the IANA tz database ("Asia/Seoul"). `None` unless day, time and offset
    /// of the moment are known, or if there is no such zone.
    pub fn in_zone(self, zone: &str) -> Option<Anchor> {
        let midnight = self.day.to_datetime(jiff::civil::Time::midnight());
        let local = midnight.checked_add(jiff::Span::new().try_minutes(self.minutes?).ok()?).ok()?;
        let moment = jiff::tz::Offset::from_seconds(self.zone?.checked_mul(60)?).ok()?.to_timestamp(local).ok()?;
        let offset = jiff::tz::TimeZone::get(zone).ok()?.to_offset(moment);
        let there = offset.to_datetime(moment);
        let minutes = u16::try_from(i32::from(there.hour()) * 60 + i32::from(there.minute())).ok()?;
        Some(Anchor { day: there.date(), minutes: Some(minutes), zone: Some(offset.seconds() / 60) })
    }
}

/// ISO 8601, as far as it is known.
impl std::fmt::Display for Anchor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.day)?;
        let Some(m) = self.minutes else { return Ok(()) };
        write!(f, "T{:02}:{:02}", m / 60, m % 60)?;
        match self.zone {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(z) => {
                write!(f, "{}{:02}:{:02}", if z < 0 { '-' } else { '+' }, z.abs() / 60, z.abs() % 60)
            }
        }
    }
}

/// What decided the value of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// The words themselves.
    Said,
    /// What the text spoke of before.
    Text,
    /// The direction that the words around it give.
    Direction(Evidence),
}

impl From<Evidence> for Because {
    fn from(e: Evidence) -> Because {
        Because::Direction(e)
    }
}

impl Because {
    fn lean(self) -> Lean {
        match self {
            Because::Direction(e) => e.lean,
            _ => Lean::Unknown,
        }
    }
}

/// A time expression with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// The words, in bytes of the text.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: TimeKind,
    /// TIMEX3 value.
    pub value: String,
    /// TIMEX3 `mod`.
    pub modifier: Option<&'static str>,
    /// TIMEX3 `quant`.
    pub quant: Option<&'static str>,
    /// TIMEX3 `freq`.
    pub freq: Option<String>,
    /// First and last day or moment of the interval that it covers, if it has one.
    pub interval: Option<(String, String)>,
    /// The rule of the grammar that found it.
    pub rule: &'static str,
    /// What decided its value.
    pub because: Because,
}

/// Finds the time expressions of `sentences` (spans of `text`, in order) and resolves them against the page's date and
/// against each other.
pub fn find(text: &str, sentences: impl IntoIterator<Item = Span>, anchor: Option<Anchor>) -> Vec<Expression> {
    let mut story = resolve::Story::new(anchor);
    let day = anchor.map(|a| tokens::pack(a.day.year().into(), a.day.month().into(), a.day.day().into()));
    let style = tokens::Style { line: false, order: order_of([text]), day };
    let (mut raw, mut tokens, mut found) = (Vec::new(), Vec::new(), Vec::new());
    let mut out = Vec::new();
    for sentence in sentences {
        let range = sentence.range();
        story.next_sentence();
        tokens::tokenise(text, range.start, range.end.min(text.len()), style, &mut raw, &mut tokens);
        join::find(text, &tokens, &mut found);
        for f in found.iter().filter(|f| !page::counts_from_fetching(text, &tokens, f)) {
            let Some(v) = story.resolve(&f.meaning, || evidence::around(text, &tokens, f.first, f.end)) else {
                continue;
            };
            let (Some(a), Some(b)) = (tokens.get(f.first), tokens.get(f.end.saturating_sub(1))) else { continue };
            out.push(Expression {
                span: Span::new(a.start as usize, b.end as usize),
                kind: v.kind,
                value: v.value,
                modifier: f.meaning.modifier,
                quant: f.meaning.quant,
                freq: f.meaning.times_each.map(|n| format!("{n}X")),
                interval: v.interval,
                rule: f.rule,
                because: v.because,
            });
        }
    }
    out
}

#[cfg(test)]
mod tests;
