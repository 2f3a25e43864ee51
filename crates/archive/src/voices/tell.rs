//! The sentences of a page, and who vouches for each.

use super::who::{self, Source};
use crate::terms::{self, Vector};
use dateline_record::{BlockKind, Record, Span, Statement};
use std::collections::BTreeMap;

/// Sentences of a page that are looked at: news comes first, and none of the work on a page may grow with its square.
const MOST_SENTENCES: usize = 400;

/// A page of a story.
pub(super) struct Page {
    pub id: i64,
    /// The group of copies that it belongs to.
    pub report: i64,
    /// Whom that group most likely comes from, if it is more than a guess.
    origin: Option<String>,
    /// Its record, spans in bytes.
    pub record: Record,
    pub sentences: Vec<Sentence>,
}

/// A sentence that tells something.
pub(super) struct Sentence {
    pub span: Span,
    /// The same in code points, as the archive and the world outside count.
    pub points: Span,
    /// Its words as weighted terms.
    pub terms: Vector,
    /// Counted things, by what is counted.
    pub numbers: BTreeMap<String, Vec<String>>,
    /// The statement that gives it: position in the record, and who says so.
    pub statement: Option<usize>,
    pub source: Option<Source>,
    /// Positions of the events in it.
    pub events: Vec<usize>,
    pub headline: bool,
}

impl Page {
    pub fn new(id: i64, report: i64, origin: Option<String>, record: Record) -> Page {
        let points: Vec<Span> = record.sentences.iter().take(MOST_SENTENCES).copied().collect();
        let record = record.into_bytes();
        let spans = record.sentences.iter().zip(points);
        let sentences = spans.filter_map(|(span, points)| Sentence::new(*span, points, &record)).collect();
        Page { id, report, origin, record, sentences }
    }

    pub fn published(&self) -> Option<&str> {
        self.record.article.published.as_ref().map(|d| d.value.as_str())
    }

    /// Who gives its word for what the page says without a source: whom it took the text from, by its own words or by those of its copies, or the outlet.
    pub fn outlet(&self) -> String {
        let article = &self.record.article;
        let origin = article.origin.as_ref().map(|o| o.name.clone());
        let agency = article.dateline.as_ref().and_then(|d| d.agency.clone());
        let publisher = article.publisher.as_ref().and_then(|p| p.name.clone().or(p.domain.clone()));
        match (origin.or(agency).or_else(|| self.origin.clone()), publisher) {
            // An agency's own page gives its full name.
            (Some(origin), Some(publisher)) if publisher.contains(&origin) => publisher,
            (Some(name), _) | (None, Some(name)) => name,
            (None, None) => self.record.source.id.clone(),
        }
    }

    pub fn words(&self, span: Span) -> &str {
        self.record.text.get(span.range()).unwrap_or_default()
    }
}

impl Sentence {
    /// None for what tells nothing: bylines, datelines, credits.
    fn new(span: Span, points: Span, record: &Record) -> Option<Sentence> {
        let words = record.text.get(span.range()).unwrap_or_default();
        let block = record.blocks.iter().find(|b| b.span.start <= span.start && span.start < b.span.end)?.kind;
        if matches!(block, BlockKind::Byline | BlockKind::Dateline | BlockKind::Credit) {
            return None;
        }
        // Whose picture it is.
        if block == BlockKind::Caption && words.starts_with('(') && words.trim_end_matches(['.', ' ']).ends_with(')') {
            return None;
        }
        let statement = statement_of(span, record);
        // What is said, without who says it and how: that is what another page says as well, perhaps in another frame.
        let content = statement.and_then(|i| record.statements.get(i)).map(|s| {
            let inside = s.content.iter().filter(|c| overlap(**c, span) > 0);
            let part = |c: &Span| {
                record.text.get(c.start.max(span.start) as usize..c.end.min(span.end) as usize).unwrap_or_default()
            };
            inside.map(part).collect::<Vec<_>>().join(" ")
        });
        let inside = |spans: &[Span]| spans.first().is_some_and(|s| span.contains(*s));
        let told = record.events.iter().enumerate().filter(|(_, v)| !v.aside && inside(&v.trigger));
        let events: Vec<usize> = told.map(|(i, _)| i).collect();
        // Else the statement that vouches for the events in it.
        let vouching = || {
            let id = events.iter().find_map(|i| record.events.get(*i)?.according_to.first())?;
            record.statements.iter().find(|s| s.id == *id)
        };
        let given = statement.and_then(|i| record.statements.get(i)).or_else(vouching);
        let source = given.and_then(|s| who::source(s, record));
        Some(Sentence {
            span,
            points,
            terms: terms::of_sentence(content.as_deref().unwrap_or(words)),
            numbers: numbers(words),
            statement,
            source,
            events,
            headline: block == BlockKind::Headline,
        })
    }
}

/// The statement that gives a sentence: of those that cover most of it, the one at the end of the chain.
fn statement_of(sentence: Span, record: &Record) -> Option<usize> {
    let covered = |s: &Statement| s.content.iter().map(|c| overlap(*c, sentence)).sum::<u32>();
    // Who says it, and the words that report it, are no part of what is told, however long.
    let frame = |s: &Statement| {
        let spans = s.cue.iter().copied().chain(s.source.iter().map(|p| p.span));
        spans.map(|span| overlap(span, sentence)).sum::<u32>()
    };
    let told = |s: &Statement| f64::from((sentence.end - sentence.start).saturating_sub(frame(s)).max(1));
    let enough = |s: &Statement| f64::from(covered(s)) / told(s) >= 0.3 && !s.source.is_empty();
    let candidates = record.statements.iter().enumerate().filter(|(_, s)| enough(s));
    let deepest = |(_, s): &(usize, &Statement)| (s.within.is_some(), covered(s));
    candidates.max_by_key(deepest).map(|(i, _)| i)
}

fn overlap(a: Span, b: Span) -> u32 {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Numbers with what they count: the next word that says something. Years and days are left to the times.
fn numbers(words: &str) -> BTreeMap<String, Vec<String>> {
    const LARGE: [&str; 4] = ["hundred", "thousand", "million", "billion"];
    let tokens: Vec<&str> =
        words.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric() && c != '%')).collect();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (i, token) in tokens.iter().enumerate() {
        let digits = token.replace(',', "");
        let value = if !digits.is_empty() && digits.trim_end_matches('%').parse::<f64>().is_ok() {
            digits
        } else if let Some(n) = cardinal(&token.to_lowercase()).filter(|&n| n > 1) {
            n.to_string()
        } else {
            continue;
        };
        let mut rest = tokens.iter().skip(i + 1).take(3).filter(|w| !w.is_empty());
        let mut next = rest.next().map(|w| w.to_string()).unwrap_or_default();
        let mut value = value;
        if LARGE.contains(&next.as_str()) {
            value = format!("{value} {next}");
            next = rest.next().map(|w| w.to_string()).unwrap_or_default();
        }
        if !next.starts_with(char::is_lowercase) {
            continue; // "20 North Korean ships": a name is not what is counted
        }
        let unit = terms::stem(&next);
        if unit.chars().all(char::is_alphabetic) && unit.len() > 2 && !terms::is_common(&next) && !is_calendar(&unit) {
            found.entry(unit).or_default().push(value);
        }
    }
    found
}

/// "forty", "forty-two".
fn cardinal(word: &str) -> Option<u32> {
    let compound = || {
        let (tens, ones) = word.split_once('-')?;
        let (tens, ones) = (dateline_times::cardinal(tens)?, dateline_times::cardinal(ones)?);
        (tens >= 20 && (1..10).contains(&ones)).then_some(tens + ones)
    };
    dateline_times::cardinal(word).or_else(compound)
}

/// Units of time and ages, whose numbers are no counts of what happened.
fn is_calendar(unit: &str) -> bool {
    const UNITS: [&str; 24] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "year",
        "month",
        "week",
        "day",
        "hour",
        "minute",
        "second",
        "time",
        "gmt",
        "am",
        "pm",
        "decade",
    ];
    UNITS.contains(&unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_known_by_what_they_count() {
        let found = numbers(
            "Iceland may take 38,000 tonnes of cod; forty-six people and 1.4 million boats, in 2026, after nine hours.",
        );
        let found: Vec<_> = found.iter().map(|(unit, values)| (unit.as_str(), values.join(" "))).collect();
        assert_eq!(found, [("boat", "1.4 million".to_owned()), ("people", "46".into()), ("tonne", "38000".into())]);
    }
}
