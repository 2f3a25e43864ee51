//! Quotations: told from scare quotes and titles, and given their speakers.

use super::frames::{addressee, is_plural};
use super::{Attribution, Draft, Finder, Rule};
use crate::cues::{Form, Frames};
use crate::lexicon::Class;
use crate::phrases::{group_start, phrase_after, subject_before};
use crate::words::Shape;
use std::ops::Range;

impl Finder<'_, '_> {
    pub(super) fn quotations(&mut self) {
        let quotes = &self.words.analysis.quotes;
        let mut i = 0;
        while i < quotes.len() {
            let region = quotes[i].region;
            let end = (i..quotes.len()).find(|&k| quotes[k].region != region).unwrap_or(quotes.len());
            let outer: Vec<usize> = (i..end).filter(|&k| quotes[k].depth == 0 && self.is_speech(k)).collect();
            self.paragraph(&outer);
            i = end;
        }
    }

    /// The words of a quote, marks included.
    pub(super) fn words_of(&self, q: usize) -> Range<usize> {
        self.words.quote(q).map_or(0..0, |q| self.words.within(q.span))
    }

    /// Whether a quotation is somebody's speech and no title, nickname or scare quote.
    pub(super) fn is_speech(&self, q: usize) -> bool {
        let Some(quote) = self.words.quote(q) else { return false };
        let range = self.words_of(q);
        let inner = self.words.within(quote.inner);
        if inner.is_empty() {
            return false;
        }
        if quote.continues.is_some() {
            return true;
        }
        let ends = self.ends_like_speech(q);
        let starts = self.words.is_capital(inner.start)
            || matches!(self.words.text_of(inner.start), "..." | "…" | "[" | "‘" | "'");
        let words = inner.clone().filter(|&k| self.words.shape(k) != Shape::Mark).count();
        if quote.single && (words < 3 || !ends) {
            return false;
        }
        let opens = self.opens_sentence(range.start);
        if starts && words > 2 && self.is_titled(inner.clone()) && !opens {
            return false;
        }
        let led = range.start.checked_sub(1).is_some_and(|p| {
            self.words.is_comma(p)
                || self.words.text_of(p) == ":"
                || self.words.cue(p).is_some_and(|c| c.frames.has(Frames::QUOTE) && c.plain)
        });
        words >= 1 && (starts || led) && (ends || led) && (ends || starts)
            || opens && words >= 2 && self.speaker_follows(range.end)
    }

    pub(super) fn ends_like_speech(&self, q: usize) -> bool {
        let Some(quote) = self.words.quote(q) else { return false };
        let inner = quote.inner.of(self.words.text).trim_end_matches(is_closing);
        inner.ends_with([',', '.', '?', '!', '…', '—', '–', '-', ';']) || {
            // British print sets the comma behind the mark.
            let end = self.words_of(q).end;
            matches!(self.words.text_of(end), "," | "." | "!" | "?")
        }
    }

    /// Whether all longer words of a quotation are capitalised, as in titles.
    pub(super) fn is_titled(&self, inner: Range<usize>) -> bool {
        let mut any = false;
        for k in inner {
            match self.words.shape(k) {
                Shape::Lower if self.words.text_of(k).len() > 3 && !self.words.is(k, Class::PREPOSITION) => {
                    return false;
                }
                Shape::Lower if self.words.text_of(k).contains(['\'', '’']) => return false,
                Shape::Capital | Shape::Upper => any = true,
                _ => {}
            }
        }
        any
    }

    /// Whether a sentence begins at word `k`.
    pub(super) fn opens_sentence(&self, k: usize) -> bool {
        self.words.sentence_around(k).start == k
    }

    pub(super) fn speaker_follows(&self, at: usize) -> bool {
        let limit = self.words.sentence_around(at).end;
        self.after(at, limit).is_some()
    }

    /// Attributes the quotations of one paragraph.
    pub(super) fn paragraph(&mut self, quotes: &[usize]) {
        let mut last: Option<usize> = None;
        for (n, &q) in quotes.iter().enumerate() {
            let range = self.words_of(q);
            if range.is_empty() {
                continue;
            }
            let sentence = self.words.sentence_around(range.start);
            let next = quotes.get(n + 1).map(|&q| self.words_of(q).start);
            let previous_end = n.checked_sub(1).map(|p| self.words_of(quotes[p]).end);
            let gap_start = previous_end.unwrap_or(0).max(sentence.start);

            // A speech that runs on from the paragraph before keeps its speaker, whatever stands beside it.
            let continued = self.words.quote(q).and_then(|x| x.continues).and_then(|c| self.quoted[c]);
            // “…,” he said, “…”: the second half goes with the first if nothing but the attribution lies between.
            let joined = last.filter(|&d| self.joins(d, previous_end.unwrap_or(0), range.start));

            // "…, he said, adding, “…”" begins another.
            let before = self.before(range.start, gap_start).filter(|b| joined.is_none_or(|d| self.is_new(d, b)));
            let joined = joined.filter(|_| before.is_none());
            let after =
                self.after(range.end, next.unwrap_or(usize::MAX).min(self.words.sentence_around(range.end).end));
            let found = match (before, after) {
                (Some(b), Some(a)) => Some(if self.ends_sentence(q) { b } else { a }),
                (b, a) => b.or(a),
            };
            let draft = match (continued, joined, found) {
                (Some(d), _, found) => {
                    if let Some(found) = found {
                        self.adopt(d, found);
                    }
                    Some(d)
                }
                (None, Some(d), None) => Some(d),
                (None, Some(d), Some(found)) if self.same_source(d, &found) => Some(d),
                (None, _, Some(found)) => {
                    // Quotations that stood right before this one, still without a speaker, are of one speech with it.
                    let open = last.filter(|&d| self.drafts[d].source.is_none() && previous_end == Some(range.start));
                    let d = open.unwrap_or_else(|| self.draft(found.rule));
                    self.adopt(d, found);
                    Some(d)
                }
                (None, None, None) => {
                    let open = last.filter(|_| previous_end == Some(range.start));
                    open.or_else(|| self.unled(q, range.clone(), sentence.start, n))
                }
            };
            if let Some(d) = draft {
                self.drafts[d].content.push(range);
                self.drafts[d].quotes.push(q);
                self.quoted[q] = Some(d);
                last = Some(d);
            }
        }
    }

    /// Whether an attribution has a verb of its own, behind that of draft `d`.
    pub(super) fn is_new(&self, d: usize, found: &Attribution) -> bool {
        found.verb.is_some()
            && self.drafts[d].cue.as_ref().is_some_and(|c| c.end <= found.cue.start)
            && self.drafts[d].cue.as_ref() != Some(&found.cue)
    }

    pub(super) fn draft(&mut self, rule: Rule) -> usize {
        self.drafts.push(Draft { content: Vec::new(), ..Draft::new(rule, 0..0) });
        self.drafts.len() - 1
    }

    pub(super) fn adopt(&mut self, d: usize, found: Attribution) {
        // "Roe stressed the need: “…”" is two statements, of one verb.
        let shared = found.rule == Rule::ColonThenQuote && self.words.text_of(found.cue.end) != ":";
        for k in found.cue.clone().filter(|_| !shared) {
            if let Some(u) = self.used.get_mut(k) {
                *u = true;
            }
        }
        if let Some(r) = self.reported.get_mut(self.words.sentence_of(found.cue.start)) {
            *r = Some(d);
        }
        let draft = &mut self.drafts[d];
        if draft.source.is_some() && draft.cue.is_some() {
            return;
        }
        draft.rule = found.rule;
        draft.cue = Some(found.cue).filter(|c| !c.is_empty());
        draft.verb = found.verb;
        draft.source = found.source;
        draft.to = found.to;
        draft.via = found.via;
    }

    pub(super) fn same_source(&self, d: usize, found: &Attribution) -> bool {
        self.drafts[d].source == found.source
    }

    /// Whether between two quotations nothing stands but the attribution of the first.
    pub(super) fn joins(&self, d: usize, from: usize, to: usize) -> bool {
        let Some(cue) = &self.drafts[d].cue else { return from == to };
        if from >= to {
            return true;
        }
        // The gap is one sentence or the rest of one, and the draft's cue is in it, or the quotes touch.
        let own = cue.start >= from && cue.end <= to;
        let sentences = self.words.sentence_of(to.saturating_sub(1)) - self.words.sentence_of(from);
        own && sentences == 0
    }

    /// Whether a quotation ends with a full stop, so that what follows is a new sentence.
    pub(super) fn ends_sentence(&self, q: usize) -> bool {
        let inner = self.words.quote(q).map_or("", |x| x.inner.of(self.words.text));
        inner.trim_end_matches(is_closing).ends_with(['.', '?', '!'])
    }

    /// Whether the quotation that ends at word `at` closes with a full stop.
    pub(super) fn ends_sentence_before(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|k| self.words.quote_of(k)).is_some_and(|q| self.ends_sentence(q))
    }

    /// A speaker named behind a quotation that ends at word `at`.
    pub(super) fn after(&self, at: usize, limit: usize) -> Option<Attribution> {
        let w = self.words;
        let mut p = at;
        let dash = matches!(w.text_of(p), "—" | "–" | "--" | "-" | "―");
        if w.is_comma(p) || dash {
            p += 1;
        }
        // “…” — Ann Roe, mayor
        if dash && self.ends_sentence_before(at) && w.is_capital(p) && limit - p.min(limit) <= 12 {
            let plain = (p..limit)
                .all(|k| w.cue(k).is_none() && !w.is(k, Class::VERB | Class::AUXILIARY | Class::SUBORDINATOR));
            let source = phrase_after(w, p, limit);
            if plain && source.end + 1 >= limit && !source.is_empty() {
                return Some(Attribution {
                    rule: Rule::QuoteThenName,
                    cue: p..p,
                    verb: None,
                    source: Some(source),
                    to: None,
                    via: None,
                });
            }
        }
        if p >= limit || p == at && !dash && at > 0 && w.sentence_of(at) != w.sentence_of(at - 1) {
            return None;
        }
        if w.says(p, "according") && w.says(p + 1, "to") {
            let source = phrase_after(w, p + 2, limit);
            return (!source.is_empty()).then(|| Attribution {
                rule: Rule::AccordingQuote,
                cue: p..p + 2,
                verb: None,
                source: Some(source),
                to: None,
                via: None,
            });
        }
        // "Roe was quoted as saying by the Agency"
        if let Some(v) = (p..limit.min(p + 20))
            .find(|&k| w.text_of(k) == "quoted" && w.says(k + 1, "as") && w.text_of(k + 2).ends_with("ing"))
        {
            let group = group_start(w, v, p);
            let source = subject_before(w, group, p).filter(|s| s.start <= p + 1);
            let by = v + 3 < limit && matches!(w.text_of(v + 3), "by" | "in");
            let via = by.then(|| phrase_after(w, v + 4, limit)).filter(|r| !r.is_empty());
            if source.is_some() {
                return Some(Attribution {
                    rule: Rule::QuoteThenSpeaker,
                    cue: group..v + 3,
                    verb: w.cue(v + 2),
                    source,
                    to: None,
                    via,
                });
            }
        }
        // "said Roe, the mayor"
        let verb = (p..limit.min(p + 3)).find(|&k| {
            w.cue(k).is_some_and(|c| c.frames.has(Frames::QUOTE) && matches!(c.form, Form::Past | Form::Third))
        });
        if let Some(v) = verb.filter(|&v| (p..v).all(|k| w.is(k, Class::ADVERB | Class::AUXILIARY))) {
            let source = phrase_after(w, v + 1, limit);
            let named = source.clone().any(|k| {
                w.is_capital(k) || w.is(k, Class::ROLE | Class::PRONOUN | Class::DETERMINER | Class::DOCUMENT)
            });
            let starts =
                !w.is(source.start, Class::PREPOSITION | Class::SUBORDINATOR | Class::TIME | Class::OBJECT_PRONOUN);
            if named && starts && !source.is_empty() {
                return Some(Attribution {
                    rule: Rule::QuoteThenVerb,
                    cue: p..v + 1,
                    verb: w.cue(v),
                    source: Some(source),
                    to: None,
                    via: None,
                });
            }
        }
        // "Roe, the mayor, said"
        let mut v = p;
        while v < limit.min(p + 40) {
            if w.quote_of(v).is_some() && w.is_quote_mark(v) && v > p + 6 {
                break;
            }
            if let Some(cue) = w.cue(v).filter(|c| c.frames.has(Frames::QUOTE) && c.form != Form::Ing) {
                let group = group_start(w, v, p);
                let subject = subject_before(w, group, p).map(|s| self.joint_start(p, s.start)..s.end);
                if let Some(source) = subject.filter(|s| s.start <= p + 1 && v > p) {
                    let base = cue.form == Form::Base && group == v && !is_plural(w, &source);
                    if !base {
                        let to = addressee(w, v + 1, limit, cue);
                        return Some(Attribution {
                            rule: Rule::QuoteThenSpeaker,
                            cue: group..v + 1,
                            verb: Some(cue),
                            source: Some(source),
                            to,
                            via: None,
                        });
                    }
                }
            }
            v += 1;
        }
        None
    }

    /// Where a subject begins whose first title stands before "and": "lead author and bridge builder Ann Roe".
    fn joint_start(&self, at: usize, start: usize) -> usize {
        let w = self.words;
        let Some(joint) = start.checked_sub(1).filter(|&j| j > at && w.says(j, "and")) else { return start };
        let is_title =
            |k: usize| w.shape(k) == Shape::Lower && w.cue(k).is_none() && !w.is(k, Class::VERB | Class::AUXILIARY);
        if w.is(joint - 1, Class::ROLE) && (at..joint).all(is_title) { at } else { start }
    }

    /// A speaker named before a quotation that starts at word `at`; words before `first` are not looked at.
    pub(super) fn before(&self, at: usize, first: usize) -> Option<Attribution> {
        let w = self.words;
        let last = at.checked_sub(1).filter(|&l| l >= first)?;
        let colon = w.text_of(last) == ":";
        let low = last.saturating_sub(40).max(first);
        let mut k = last + 1;
        while k > low {
            k -= 1;
            if w.quote_of(k).is_some() {
                return None;
            }
            let Some(cue) = w.cue(k).filter(|c| c.frames.has(Frames::QUOTE) || colon) else { continue };
            let noun = w.is(k.wrapping_sub(1), Class::DETERMINER | Class::POSSESSIVE) && cue.noun;
            if self.used[k] || noun || w.is_capital(k) && k > first {
                continue;
            }
            // Between verb and quotation only the addressee, the occasion and marks may stand.
            let between = k + 1..last + 1;
            let clear = colon
                || between.len() <= 1
                || w.is_comma(last)
                || w.says(last, "that")
                || between.len() <= 4
                || cue.plain && between.len() <= 12;
            if !clear {
                return None;
            }
            let group = group_start(w, k, first);
            let source = if cue.form == Form::Ing {
                self.clause_subject(group, first)
            } else if k > first && w.says(group.saturating_sub(1), "to") {
                self.clause_subject(group - 1, first)
            } else {
                subject_before(w, group, first).or_else(|| self.clause_subject(group, first))
            };
            let to = addressee(w, k + 1, at, cue);
            let rule = if colon { Rule::ColonThenQuote } else { Rule::SpeakerThenQuote };
            if source.is_none() && !cue.plain {
                continue;
            }
            return Some(Attribution { rule, cue: group..k + 1, verb: Some(cue), source, to, via: None });
        }
        if let Some(a) = (low..last).find(|&k| w.says(k, "according") && w.says(k + 1, "to")) {
            let source = phrase_after(w, a + 2, at);
            if source.end + 1 >= last {
                return Some(Attribution {
                    rule: Rule::AccordingQuote,
                    cue: a..a + 2,
                    verb: None,
                    source: Some(source),
                    to: None,
                    via: None,
                });
            }
        }
        if colon {
            // "Roe: “…”"
            let short = last > first && last - first <= 12;
            let source = if short { subject_before(w, last, first) } else { self.clause_subject(last, first) };
            return Some(Attribution {
                rule: Rule::ColonThenQuote,
                cue: last..last + 1,
                verb: None,
                source: Some(source?),
                to: None,
                via: None,
            });
        }
        None
    }

    /// The subject of the clause around word `at`, for a verb that shares it: the phrase at the sentence's start, or before its first verb.
    pub(super) fn clause_subject(&self, at: usize, first: usize) -> Option<Range<usize>> {
        let w = self.words;
        let mut k = at;
        let mut best = None;
        while k > first {
            k -= 1;
            if w.quote_of(k).is_some() {
                continue;
            }
            let verb = w.is(k, Class::VERB | Class::AUXILIARY)
                || w.cue(k).is_some_and(|c| matches!(c.form, Form::Past | Form::Third))
                || w.shape(k) == Shape::Lower && w.text_of(k).ends_with("ed");
            if !verb {
                continue;
            }
            let group = group_start(w, k, first);
            if let Some(subject) = subject_before(w, group, first) {
                let agent = subject.clone().any(|i| {
                    w.is_capital(i)
                        || w.is(i, Class::ROLE | Class::PRONOUN | Class::DOCUMENT | Class::BODY | Class::CARRIER)
                });
                if agent && !w.is(subject.start, Class::SUBORDINATOR) {
                    best = Some(subject);
                    // The nearest clause that names an agent is taken, unless it hangs on another.
                    let before = best.as_ref().and_then(|s: &Range<usize>| s.start.checked_sub(1));
                    if !before.is_some_and(|b| b > first && w.is(b, Class::SUBORDINATOR)) {
                        break;
                    }
                }
            }
        }
        best
    }

    /// A quotation with no attribution of its own: goes on from the one before, or belongs to the sentence before.
    pub(super) fn unled(&mut self, q: usize, range: Range<usize>, sentence: usize, n: usize) -> Option<usize> {
        let w = self.words;
        let inner = w.quote(q).map_or(0..0, |x| w.within(x.inner));
        let whole = self.opens_sentence(range.start) && self.ends_sentence(q) && inner.len() >= 4;
        if !whole {
            return None;
        }
        let region = w.region_of(range.start);
        let paragraph_start = w
            .analysis
            .sentences
            .iter()
            .take(w.sentence_of(range.start) + 1)
            .rev()
            .take_while(|s| s.region == region)
            .last()
            .map_or(sentence, |s| s.tokens.start);
        // The paragraph before ended in a colon, or this paragraph's sentence before names somebody.
        let previous = w.sentence_of(range.start).checked_sub(1).map(|s| w.sentence(s));
        if let Some(p) = previous.clone().filter(|p| !p.is_empty()) {
            let same_region = w.region_of(p.start) == region;
            if w.text_of(p.end - 1) == ":"
                && let Some(found) = self.before(range.start, p.start)
            {
                let d = self.draft(found.rule);
                self.adopt(d, found);
                return Some(d);
            }
            if same_region && w.quote_of(p.end - 1).is_none() {
                let subject = self.clause_subject(p.end, p.start);
                if let Some(source) = subject {
                    let d = self.draft(Rule::QuoteAfterSentence);
                    self.drafts[d].source = Some(source);
                    return Some(d);
                }
            }
        }
        // A paragraph of nothing but quotation, after one that ended in attributed speech.
        let d = if n == 0 && paragraph_start == range.start {
            let before = (0..q).rev().find(|&k| w.quote(k).is_some_and(|x| x.depth == 0));
            let speaker = before
                .and_then(|b| self.quoted[b])
                .filter(|_| before.is_some_and(|b| w.quote(b).is_some_and(|x| x.region + 1 == region)));
            let source = speaker.and_then(|s| self.drafts[s].source.clone());
            let d = self.draft(if source.is_some() { Rule::QuoteContinues } else { Rule::QuoteAlone });
            self.drafts[d].source = source;
            d
        } else {
            self.draft(Rule::QuoteAlone)
        };
        Some(d)
    }
}

/// White space and marks that close a quote within a quote.
pub(super) fn is_closing(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\'' | '’' | '”' | '"' | ')' | ']')
}
