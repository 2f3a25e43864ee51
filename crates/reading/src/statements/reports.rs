//! Reporting verbs and what they report without quotation marks.

use super::frames::{addressee, is_plural};
use super::{Draft, Finder, Rule};
use crate::cues::{Cue, Form, Frames};
use crate::lexicon::Class;
use crate::phrases::{group_start, phrase_after, subject_before};
use crate::words::Shape;
use dateline_record::Act;
use std::ops::Range;

impl Finder<'_, '_> {
    pub(super) fn indirect(&mut self) {
        for s in 0..self.words.analysis.sentences.len() {
            let sentence = self.words.sentence(s);
            if !sentence.is_empty() {
                self.in_sentence(sentence);
            }
        }
    }

    /// Whether word `k` lies in speech that has its statement already.
    pub(super) fn is_spoken(&self, k: usize) -> bool {
        self.words.quote_of(k).is_some_and(|q| self.quoted[q].is_some())
    }

    pub(super) fn in_sentence(&mut self, sentence: Range<usize>) {
        let w = self.words;
        if self.name_colon(&sentence) {
            return;
        }
        // The subject of the last cue, which a following participle shares.
        let mut subject: Option<Range<usize>> = None;
        // Where the content of what was read ends: a belief inside it is part of what is said.
        let mut covered = sentence.start;
        let mut k = sentence.start;
        while k < sentence.end {
            let i = k;
            k += 1;
            if self.used[i] || self.is_spoken(i) || w.quote_of(i).is_some() {
                continue;
            }
            if w.says(i, "according") && w.says(i + 1, "to") {
                self.according(i, &sentence);
                continue;
            }
            let Some(cue) = w.cue(i) else { continue };
            let group = group_start(w, i, sentence.start);
            let inner = i < covered && matches!(cue.act, Act::Believe | Act::Expect);
            if inner || !self.is_verb(i, group, cue, &sentence) {
                continue;
            }
            if let Some(draft) = self.inverted(i, group, cue, &sentence) {
                self.used[i] = true;
                self.drop_beliefs(&draft.content);
                self.drafts.push(draft);
                continue;
            }
            let own = if cue.form == Form::Ing {
                let led = group.checked_sub(1).is_some_and(|b| w.is_comma(b));
                let inside = cue.plain && group > sentence.start;
                if !led && !inside {
                    continue;
                }
                subject.clone().or_else(|| self.clause_subject(group, sentence.start))
            } else {
                let coordinated = group > sentence.start && w.says(group - 1, "and");
                match subject_before(w, group, sentence.start) {
                    Some(s) => Some(s),
                    None if coordinated => subject.clone().or_else(|| self.clause_subject(group - 1, sentence.start)),
                    None => None,
                }
            };
            let Some(source) = own else { continue };
            if !self.fits(&source, cue, group == i) {
                continue;
            }
            if let Some(draft) = self.complement(i, group, cue, &source, &sentence) {
                self.used[i] = true;
                if draft.rule == Rule::Trailing {
                    self.drop_beliefs(&draft.content);
                }
                covered = draft.content.iter().map(|c| c.end).fold(covered, usize::max);
                self.drafts.push(draft);
            }
            subject = Some(source);
        }
    }

    /// "…, said Roe, the mayor."
    pub(super) fn inverted(&self, i: usize, group: usize, cue: Cue, sentence: &Range<usize>) -> Option<Draft> {
        let w = self.words;
        let before = group.checked_sub(1).filter(|&b| b > sentence.start + 1)?;
        let comma = w.is_comma(before) || w.is_quote_mark(before) && w.is_comma(before - 1);
        let verb = cue.plain && matches!(cue.form, Form::Past | Form::Third) && cue.frames.has(Frames::QUOTE);
        if !comma || !verb || self.is_spoken(before) {
            return None;
        }
        let source = phrase_after(w, i + 1, sentence.end);
        let named = w.is_capital(source.start)
            || w.is(source.start, Class::DETERMINER)
                && source
                    .clone()
                    .any(|k| w.is_capital(k) || w.is(k, Class::ROLE | Class::DOCUMENT | Class::BODY | Class::CARRIER));
        if !named
            || w.is(source.start, Class::TIME | Class::PREPOSITION | Class::SUBORDINATOR)
            || w.cue(source.end).is_some_and(|c| c.form != Form::Ing)
        {
            return None;
        }
        // A clause behind the name makes it a subject: "Roe, 49, said Doe would come".
        let after = source.end;
        let closed = self.skip_occasion(after, sentence.end) >= sentence.end || w.is_comma(after) || w.is_break(after);
        if !closed || w.is(source.end, Class::AUXILIARY | Class::VERB) {
            return None;
        }
        let end = if w.is_comma(before) { before } else { before + 1 };
        let start = self.trailing_start(end, sentence);
        let clause = end > start + 2 && self.is_clause(start, end);
        clause.then(|| Draft {
            cue: Some(group..i + 1),
            verb: Some(cue),
            source: Some(source),
            ..Draft::new(Rule::Inverted, start..end)
        })
    }

    /// "ROE: …" of a transcript, "Roe: …" of a headline.
    pub(super) fn name_colon(&mut self, sentence: &Range<usize>) -> bool {
        let w = self.words;
        let opens = sentence.start == 0 || w.region_of(sentence.start - 1) != w.region_of(sentence.start);
        let marks = (sentence.start..sentence.end).take_while(|&k| w.is_quote_mark(k)).count();
        let start = sentence.start + marks;
        if !opens || self.is_spoken(start) && marks == 0 {
            return false;
        }
        let Some(colon) = (start..sentence.end.min(start + 6)).find(|&k| w.text_of(k) == ":") else { return false };
        let name = start..colon;
        let shouted = name.clone().all(|k| w.shape(k) == Shape::Upper);
        let named = name.clone().all(|k| {
            w.is_capital(k) && !w.is(k, Class::TIME | Class::COMMON | Class::DETERMINER) || w.text_of(k) == "'s"
        });
        let region = w.region_of(start);
        let last = w.sentence_of(start)
            + (w.sentence_of(start)..w.analysis.sentences.len())
                .take_while(|&s| w.analysis.sentences[s].region == region)
                .count()
            - 1;
        // A transcript's turn is its whole paragraph; a headline is one sentence.
        let end = w.sentence(last).end;
        let headline = last == w.sentence_of(start) && w.region_of(start) == 0;
        let turns =
            shouted && name.len() <= 3 && self.turns.get(w.span(name.clone()).of(w.text)).is_some_and(|&n| n > 1);
        if name.is_empty()
            || !named
            || !(turns || headline)
            || end <= colon + 2
            || self.is_spoken(colon + 1) && marks == 0
        {
            return false;
        }
        let end = self.trim_stops(colon + 1, end);
        self.drafts.push(Draft {
            cue: Some(colon..colon + 1),
            source: Some(name),
            ..Draft::new(Rule::NameColon, colon + 1..end)
        });
        true
    }

    /// Takes back beliefs found in what turns out to be said by somebody.
    pub(super) fn drop_beliefs(&mut self, content: &[Range<usize>]) {
        let within = |d: &Draft| {
            d.verb.is_some_and(|v| matches!(v.act, Act::Believe | Act::Expect))
                && d.cue.as_ref().is_some_and(|c| content.iter().any(|r| r.start <= c.start && c.end <= r.end))
        };
        while self.drafts.last().is_some_and(within) {
            self.drafts.pop();
        }
    }

    /// Whether a word that looks like a reporting verb is one here.
    pub(super) fn is_verb(&self, i: usize, group: usize, cue: Cue, sentence: &Range<usize>) -> bool {
        let w = self.words;
        if w.is_capital(i) && i > sentence.start {
            return false;
        }
        let before = i.checked_sub(1).filter(|&b| b >= sentence.start);
        let after_determiner = before.is_some_and(|b| {
            w.is(b, Class::DETERMINER | Class::POSSESSIVE | Class::PREPOSITION)
                && !w.is(b, Class::PRONOUN)
                && !w.says(b, "to")
        });
        if after_determiner && cue.form != Form::Ing {
            return false;
        }
        if cue.noun && group == i && matches!(cue.form, Form::Base | Form::Third) && self.is_noun(i, before, cue) {
            return false;
        }
        // "two officials briefed on the talks said"
        if w.says(i, "briefed") && w.says(i + 1, "on") {
            return false;
        }
        let be = (group..i).any(|k| w.is(k, Class::BE));
        if be && cue.form == Form::Past {
            return false;
        }
        if cue.form == Form::Base && group == i && before.is_some_and(|b| w.says(b, "to") || w.is_comma(b)) {
            return false;
        }
        true
    }

    /// Whether "report", "claims" and the like are nouns here, by their neighbours.
    pub(super) fn is_noun(&self, i: usize, before: Option<usize>, cue: Cue) -> bool {
        let w = self.words;
        // "…, photos show."
        let ends = w.is_comma(i + 1) || w.is_break(i + 1);
        let plural = before.is_some_and(|b| w.text_of(b).ends_with('s') && w.shape(b) == Shape::Lower);
        let after = w.is(i + 1, Class::AUXILIARY | Class::VERB | Class::CONJUNCTION)
            || w.says(i, "state") && w.is(i + 1, Class::CARRIER | Class::BODY | Class::ROLE)
            || ends && !(plural && cue.form == Form::Base)
            || matches!(w.text_of(i + 1), "of" | "in" | "by" | "from" | "on" | "at" | "with");
        let subject = before.is_some_and(|b| {
            w.is(b, Class::PRONOUN) && !w.is(b, Class::DETERMINER)
                || w.is_comma(b)
                || cue.form == Form::Third && w.is_capital(b)
        });
        after
            || !subject
                && cue.form == Form::Base
                && !before.is_some_and(|b| w.text_of(b).ends_with('s') && w.shape(b) != Shape::Mark)
    }

    /// Whether a phrase can be a source of this verb.
    pub(super) fn fits(&self, source: &Range<usize>, cue: Cue, alone: bool) -> bool {
        let w = self.words;
        if cue.form == Form::Base && alone && !is_plural(w, source) {
            return false;
        }
        // "Roe, who had opposed the move": what the clause hangs on is not known here.
        if source.len() == 1 && matches!(w.text_of(source.start), "who" | "Who") {
            return false;
        }
        let agent = source.clone().any(|k| {
            w.is_capital(k)
                || w.is(k, Class::ROLE | Class::DOCUMENT | Class::BODY | Class::CARRIER | Class::PEOPLE)
                || w.is(k, Class::PRONOUN)
        });
        if w.says(source.start, "it")
            || w.says(source.start, "that")
            || w.says(source.start, "which")
            || w.says(source.start, "this")
        {
            return cue.plain && source.len() == 1;
        }
        agent || cue.plain
    }

    /// What is said behind the verb at `i`.
    pub(super) fn complement(
        &self,
        i: usize,
        group: usize,
        cue: Cue,
        source: &Range<usize>,
        sentence: &Range<usize>,
    ) -> Option<Draft> {
        let w = self.words;
        let end = self.content_end(i + 1, sentence.end);
        let to = addressee(w, i + 1, end, cue);
        let mut at = to.as_ref().map_or(i + 1, |t| t.end);
        at = self.skip_occasion(at, end);
        let make = |rule: Rule, content: Range<usize>| Draft {
            cue: Some(group..i + 1),
            verb: Some(cue),
            source: Some(source.clone()),
            to: to.clone(),
            ..Draft::new(rule, content)
        };
        let participle = cue.form == Form::Ing;
        let rule = |r: Rule| if participle { Rule::Participle } else { r };
        // "…, Roe said."
        if at >= end
            || w.is_break(at) && w.text_of(at) != ":"
            || w.is_comma(at) && (self.is_last(at, end) || end <= at + 1)
        {
            return self.trailing(group, source, sentence).map(|content| make(Rule::Trailing, content));
        }
        // "Now, Roe says, the …" stands inside what is said.
        if w.is_comma(at)
            && source.start.checked_sub(1).is_some_and(|c| c > sentence.start && w.is_comma(c))
            && cue.plain
            && !w.says(at + 1, "that")
        {
            let head = self.trailing_start(source.start - 1, sentence)..source.start - 1;
            let tail = at + 1..end;
            if !head.is_empty() && !tail.is_empty() && !w.cue(at + 1).is_some_and(|c| c.form == Form::Ing) {
                return Some(Draft { content: vec![head, tail], ..make(Rule::Trailing, 0..0) });
            }
        }
        while at + 1 < end && (w.is_comma(at) || w.text_of(at) == ":") {
            at += 1;
        }
        let next = w.text_of(at);
        if cue.frames.has(Frames::THAT) && next.eq_ignore_ascii_case("that") && at + 2 < end {
            return Some(make(rule(Rule::That), at..end));
        }
        if next == "to"
            && cue.frames.has(Frames::TO)
            && at + 1 < end
            && w.shape(at + 1) == Shape::Lower
            && !w.is(at + 1, Class::DETERMINER | Class::POSSESSIVE)
        {
            return Some(make(rule(Rule::To), at..end));
        }
        if cue.frames.has(Frames::WHETHER)
            && matches!(next, "whether" | "if" | "how" | "what" | "why" | "who" | "where" | "when")
            && at + 1 < end
        {
            return Some(make(rule(Rule::Whether), at..end));
        }
        if cue.frames.has(Frames::BARE) && self.is_clause(at, end) {
            return Some(make(rule(Rule::Bare), at..end));
        }
        if cue.frames.has(Frames::OBJECT_TO)
            && !w.is(at, Class::PREPOSITION)
            && let Some(t) = (at..end.min(at + 12)).find(|&k| w.text_of(k) == "to")
        {
            let person = phrase_after(w, at, t);
            if person.end == t || w.is(at, Class::OBJECT_PRONOUN) && t == at + 1 {
                // Who is expected to do something is not spoken to.
                return Some(match cue.act {
                    Act::Expect | Act::Believe => make(rule(Rule::To), at..end),
                    _ => Draft { to: Some(at..t), ..make(rule(Rule::To), t..end) },
                });
            }
        }
        if cue.frames.has(Frames::ABOUT)
            && matches!(next, "for" | "on" | "of" | "about" | "to" | "against")
            && at + 1 < end
        {
            return Some(make(rule(Rule::About), at + 1..end));
        }
        let nominal = w.is(at, Class::DETERMINER | Class::POSSESSIVE | Class::OBJECT_PRONOUN)
            || w.is_capital(at)
            || w.quote_of(at).is_some()
            || w.shape(at) == Shape::Lower
                && !w.is(
                    at,
                    Class::PREPOSITION | Class::SUBORDINATOR | Class::CONJUNCTION | Class::ADVERB | Class::AUXILIARY,
                );
        // "denied it" says nothing that could be read alone.
        let bare = (w.says(at, "it") || w.is(at, Class::OBJECT_PRONOUN)) && !(at..end).any(|k| w.quote_of(k).is_some());
        if cue.frames.has(Frames::OBJECT) && nominal && !bare {
            return Some(make(rule(Rule::Object), at..end));
        }
        if cue.plain && w.quote_of(at).is_some() && cue.frames.has(Frames::QUOTE) {
            return Some(make(rule(Rule::Bare), at..end));
        }
        None
    }

    /// "According to Roe, …" and "…, according to Roe".
    pub(super) fn according(&mut self, i: usize, sentence: &Range<usize>) {
        let w = self.words;
        let limit = sentence.end;
        let source = phrase_after(w, i + 2, limit);
        if source.is_empty() {
            return;
        }
        let leads = i <= sentence.start + 2
            || w.is_comma(i.saturating_sub(1)) && w.is_comma(source.end) && i < sentence.start + 6;
        let content = if leads {
            let from = if w.is_comma(source.end) { source.end + 1 } else { source.end };
            from..self.content_end(from, limit)
        } else {
            let mut end = i;
            while end > sentence.start && (w.is_comma(end - 1) || matches!(w.text_of(end - 1), "—" | "–")) {
                end -= 1;
            }
            let mut start = sentence.start;
            for k in sentence.start..end {
                if self.is_spoken(k) {
                    start = k + 1;
                }
            }
            while start < end && (w.is_comma(start) || w.is(start, Class::CONJUNCTION) && w.is_capital(start)) {
                start += 1;
            }
            start..end
        };
        // “…,” Roe said, according to a video: the source is a carrier of the statement beside it.
        if !leads && self.carries(&source, sentence, i) || content.len() < 2 {
            return;
        }
        self.used[i] = true;
        self.drafts.push(Draft { cue: Some(i..i + 2), source: Some(source), ..Draft::new(Rule::According, content) });
    }

    /// Makes `source` the carrier of a statement whose cue stands in the same sentence before `at`, if there is one.
    pub(super) fn carries(&mut self, source: &Range<usize>, sentence: &Range<usize>, at: usize) -> bool {
        let draft =
            self.reported.get(self.words.sentence_of(at)).copied().flatten().and_then(|d| self.drafts.get_mut(d));
        let found = draft.filter(|d| {
            d.via.is_none()
                && d.source.is_some()
                && d.cue.as_ref().is_some_and(|c| c.start >= sentence.start && c.end <= at)
        });
        match found {
            Some(d) => {
                d.via = Some(source.clone());
                true
            }
            None => false,
        }
    }
}
