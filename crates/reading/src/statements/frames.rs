//! Where contents, clauses and asides begin and end.

use super::Finder;
use crate::cues::{Cue, Form, Frames};
use crate::lexicon::Class;
use crate::phrases::{group_start, subject_before};
use crate::words::{Shape, Words};
use dateline_record::Act;
use std::ops::Range;

impl Finder<'_, '_> {
    pub(super) fn trim_stops(&self, at: usize, mut end: usize) -> usize {
        while end > at && matches!(self.words.text_of(end - 1), "." | "!" | "?" | "…" | ":" | ";") {
            end -= 1;
        }
        end
    }

    pub(super) fn is_last(&self, at: usize, end: usize) -> bool {
        at + 1 >= end
    }

    /// Where what is said from `at` on ends: at the sentence's last mark, or where another report or the main clause takes over.
    pub(super) fn content_end(&self, at: usize, limit: usize) -> usize {
        let w = self.words;
        let end = self.trim_stops(at, limit);
        let mut k = at;
        while k < end {
            if w.quote_of(k).is_some() {
                // A quotation within is passed over whole; one that has its own statement ends this one.
                if self.is_spoken(k) {
                    return self.trim(at, k);
                }
                k += 1;
                // "… “because nobody came,” she said"
                let closed = w.quote_of(k).is_none() && k < end && k > at + 2 && w.is_comma(k - 2);
                if closed && self.is_tail(k, end) {
                    return k;
                }
                continue;
            }
            if w.is_comma(k) || matches!(w.text_of(k), "—" | "–" | "--" | ";") {
                if w.says(k + 1, "according") && w.says(k + 2, "to") {
                    return k;
                }
                // ", saying …" and ", Roe said"
                if w.cue(k + 1).is_some_and(|c| c.form == Form::Ing && c.plain) {
                    return k;
                }
                if self.is_tail(k + 1, end) {
                    return k;
                }
            }
            if w.says(k, "and")
                && w.cue(k + 1).is_some_and(|c| matches!(c.form, Form::Past | Form::Third) && !w.is(k + 1, Class::ROLE))
                && k > at + 1
            {
                return self.trim(at, k);
            }
            k += 1;
        }
        end
    }

    pub(super) fn trim(&self, at: usize, mut end: usize) -> usize {
        while end > at
            && (self.words.is_comma(end - 1) || matches!(self.words.text_of(end - 1), "and" | "but" | ":" | "—" | "–"))
        {
            end -= 1;
        }
        end
    }

    /// Whether ", Roe reported" stands from word `at` to the end.
    pub(super) fn is_tail(&self, at: usize, end: usize) -> bool {
        let w = self.words;
        let verb = |v: usize| {
            w.cue(v).is_some_and(|c| {
                c.plain
                    && (c.frames.has(Frames::THAT) || c.frames.has(Frames::QUOTE))
                    && matches!(c.form, Form::Past | Form::Third | Form::Base)
            })
        };
        (at..end.min(at + 25)).filter(|&v| verb(v)).any(|v| {
            let rest = self.skip_occasion(v + 1, end);
            let ends = rest >= end || matches!(w.text_of(rest), "—" | "–" | "--" | ";");
            ends && subject_before(w, group_start(w, v, at), at).is_some_and(|s| s.start == at)
        })
    }

    /// Passes over "on Monday", "in a statement", "during a visit to Roeville" behind a verb.
    pub(super) fn skip_occasion(&self, at: usize, end: usize) -> usize {
        let w = self.words;
        let mut k = at;
        loop {
            let start = k;
            if w.is(k, Class::ADVERB) && w.shape(k) == Shape::Lower && !w.says(k, "so") {
                k += 1;
            }
            if w.is(k, Class::TIME) {
                while k < end && (w.is(k, Class::TIME) || w.shape(k) == Shape::Number) {
                    k += 1;
                }
            } else if matches!(w.text_of(k), "last" | "this" | "earlier" | "late" | "early")
                && (w.is(k + 1, Class::TIME) || w.is(k + 2, Class::TIME))
            {
                k += if w.is(k + 1, Class::TIME) { 2 } else { 3 };
            } else if matches!(
                w.text_of(k),
                "in" | "on"
                    | "at"
                    | "during"
                    | "after"
                    | "before"
                    | "of"
                    | "about"
                    | "through"
                    | "via"
                    | "by"
                    | "from"
                    | "with"
                    | "as"
                    | "while"
            ) && k < end
            {
                let stop = (k + 1..end.min(k + 14)).find(|&j| {
                    w.is_comma(j)
                        || w.is_break(j)
                        || w.quote_of(j).is_some()
                        || w.is(j, Class::SUBORDINATOR)
                        || w.is(j, Class::PRONOUN) && !w.is(j, Class::DETERMINER)
                });
                let stop = stop.unwrap_or(end.min(k + 14));
                let closed = w.is_comma(stop) || w.is_break(stop);
                let short = stop >= end || closed || w.is(stop, Class::SUBORDINATOR | Class::PRONOUN);
                let day = w.is(k + 1, Class::TIME);
                if day {
                    k += 2;
                } else if short {
                    k = stop;
                    if w.is_comma(k) && k + 1 < end && w.says(k + 1, "that") {
                        k += 1;
                    }
                } else {
                    return start;
                }
            }
            if k == start {
                return k;
            }
        }
    }

    /// Whether a clause with its own subject and verb starts at word `at`.
    pub(super) fn is_clause(&self, at: usize, end: usize) -> bool {
        let w = self.words;
        if at >= end
            || w.is(at, Class::PREPOSITION)
                && !w.is_capital(at)
                && !matches!(
                    w.text_of(at),
                    "in" | "at" | "under" | "during" | "after" | "before" | "despite" | "about" | "without"
                )
        {
            return false;
        }
        (at + 1..end.min(at + 30)).any(|k| {
            w.is(k, Class::AUXILIARY | Class::VERB)
                || w.shape(k) == Shape::Lower && w.text_of(k).len() > 3 && w.text_of(k).ends_with("ed")
                || w.cue(k).is_some_and(|c| matches!(c.form, Form::Past | Form::Third) && !c.noun)
        })
    }

    /// The clause before ", Roe said": the sentence up to the comma.
    pub(super) fn trailing(
        &self,
        group: usize,
        source: &Range<usize>,
        sentence: &Range<usize>,
    ) -> Option<Range<usize>> {
        let w = self.words;
        let comma = source.start.min(group).checked_sub(1).filter(|&c| c > sentence.start + 2)?;
        let within = w.is_quote_mark(comma) && w.is_comma(comma - 1);
        if !(within || w.is_comma(comma) || w.text_of(comma) == "—")
            || self.is_spoken(comma)
            || self.is_spoken(comma - 1)
        {
            return None;
        }
        let comma = if within { comma + 1 } else { comma };
        let start = self.trailing_start(comma, sentence);
        (comma > start + 1 && self.is_clause(start, comma)).then_some(start..comma)
    }

    /// Where the clause that ends before `comma` begins within its sentence.
    pub(super) fn trailing_start(&self, comma: usize, sentence: &Range<usize>) -> usize {
        let w = self.words;
        // What comes before is another's clause if a quotation with a statement stands there.
        let spoken = (sentence.start..comma).rev().find(|&k| self.is_spoken(k));
        let mut start = spoken.map_or(sentence.start, |k| k + 1);
        while start < comma
            && (w.is_comma(start)
                || w.is_quote_mark(start) && w.quote_of(start).is_none()
                || w.says(start, "But")
                || w.says(start, "And")
                || w.says(start, "Meanwhile"))
        {
            start += 1;
        }
        start
    }
}

/// The person addressed behind a verb: "told | reporters", "asked | Kim", "said | to Roe".
pub(super) fn addressee(words: &Words, at: usize, end: usize, cue: Cue) -> Option<Range<usize>> {
    let start = if words.says(at, "to") && cue.plain { at + 1 } else { at };
    if start == at && !cue.frames.has(Frames::ADDRESSEE) && !(cue.act == Act::Ask && cue.frames.has(Frames::QUOTE)) {
        return None;
    }
    if start != at && !(words.is_capital(start) || words.is(start, Class::OBJECT_PRONOUN | Class::ROLE)) {
        return None;
    }
    if words.is(start, Class::OBJECT_PRONOUN) && start < end {
        return Some(start..start + 1);
    }
    if words.is(start, Class::PREPOSITION | Class::SUBORDINATOR | Class::CONJUNCTION | Class::ADVERB | Class::TIME)
        || words.quote_of(start).is_some()
    {
        return None;
    }
    // The addressee is short: up to a day, a preposition, "that" or the clause.
    let mut k = start;
    while k < end.min(start + 8) {
        let stop = words.is_comma(k)
            || words.is_break(k)
            || words.quote_of(k).is_some()
            || words.is(k, Class::TIME | Class::SUBORDINATOR | Class::AUXILIARY | Class::VERB)
            || words.is(k, Class::PREPOSITION) && !words.says(k, "of")
            || words.is(k, Class::PRONOUN) && !words.is(k, Class::DETERMINER)
            || k > start
                && words.is(k, Class::DETERMINER | Class::POSSESSIVE)
                && !matches!(words.text_of(k), "'s" | "’s")
            || k > start
                && words.is(k - 1, Class::ROLE)
                && words.shape(k - 1) == Shape::Lower
                && words.text_of(k - 1).ends_with('s');
        if stop {
            break;
        }
        k += 1;
    }
    (k > start).then_some(start..k)
}

/// Whether a source is plural, so that "say" agrees with it.
pub(super) fn is_plural(words: &Words, source: &Range<usize>) -> bool {
    let Some(last) = source.clone().next_back() else { return false };
    let pronoun = |k: usize| {
        ["i", "we", "they", "you", "who", "some", "many", "others", "both", "most", "few", "several", "all"]
            .iter()
            .any(|p| words.says(k, p))
    };
    if source.len() == 1 && pronoun(last) {
        return true;
    }
    source.clone().any(|k| {
        let t = words.text_of(k);
        words.shape(k) != Shape::Mark && t.len() > 3 && t.ends_with('s') && !t.ends_with("ss")
            || matches!(t, "police" | "people" | "men" | "women" | "media" | "and" | "data" | "authorities")
    }) || pronoun(source.start)
}
