//! Who says what: quotations and reported speech, each with its cue, its source and the way it took.
//!
//! Rules, tried from the surest down. First the quotations of each paragraph are told from scare quotes and titles and given
//! their speakers; then the reporting verbs that are left are read for indirect speech. The confidence of a statement is
//! the share of right attributions that its rule had on annotated articles.

use crate::cues::{Cue, Form, Frames};
use crate::lexicon::Class;
use crate::people::People;
use crate::phrases::{group_start, phrase_after, subject_before};
use crate::words::{Shape, Words};
use dateline_record::{Act, EntityKind, Medium, Party, PartyKind, Span, Statement, StatementForm};
use std::collections::HashMap;
use std::ops::Range;

/// How a statement was found; each way has its own trustworthiness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Rule {
    /// “…,” Roe said.
    QuoteThenSpeaker,
    /// “…,” said Roe, the mayor.
    QuoteThenVerb,
    /// “…” — Ann Roe
    QuoteThenName,
    /// Roe said, “…”
    SpeakerThenQuote,
    /// Roe was clear: “…”
    ColonThenQuote,
    /// According to Roe, “…”
    AccordingQuote,
    /// A quoted paragraph after one that was attributed.
    QuoteContinues,
    /// Roe was clear. “…”
    QuoteAfterSentence,
    /// A quotation with no speaker found.
    QuoteAlone,
    /// Roe said that …
    That,
    /// Roe said …
    Bare,
    /// …, Roe said.
    Trailing,
    /// …, said Roe, the mayor.
    Inverted,
    /// According to Roe, …
    According,
    /// Roe vowed to …
    To,
    /// Roe asked whether …
    Whether,
    /// ROE: …
    NameColon,
    /// Roe praised the deal.
    Object,
    /// Roe called for …
    About,
    /// …, saying …
    Participle,
}

impl Rule {
    /// Share of attributions that were right (content and source each with a token Dice of 0.5 or more against the annotation)
    /// on the training part of PolNeAR (840 articles), with one hit and one miss added. For a quotation without a speaker,
    /// the share that are speech at all.
    fn confidence(self) -> f32 {
        match self {
            Rule::QuoteThenSpeaker => 0.96,
            Rule::QuoteThenVerb => 0.89,
            Rule::QuoteThenName => 0.751,
            Rule::SpeakerThenQuote => 0.72,
            Rule::ColonThenQuote => 0.74,
            Rule::AccordingQuote => 0.611,
            Rule::QuoteContinues => 0.38,
            Rule::QuoteAfterSentence => 0.541,
            Rule::QuoteAlone => 0.43,
            Rule::That => 0.84,
            Rule::Bare => 0.75,
            Rule::Trailing => 0.82,
            Rule::Inverted => 0.841,
            Rule::According => 0.77,
            Rule::To => 0.54,
            Rule::Whether => 0.721,
            Rule::NameColon => 0.68,
            Rule::Object => 0.57,
            Rule::About => 0.66,
            Rule::Participle => 0.61,
        }
    }
}

/// A statement in the making: ranges of words.
#[derive(Clone, Debug)]
struct Draft {
    rule: Rule,
    content: Vec<Range<usize>>,
    /// The quotes among the content.
    quotes: Vec<usize>,
    cue: Option<Range<usize>>,
    verb: Option<Cue>,
    source: Option<Range<usize>>,
    to: Option<Range<usize>>,
    via: Option<Range<usize>>,
}

impl Draft {
    fn new(rule: Rule, content: Range<usize>) -> Draft {
        Draft {
            rule,
            content: vec![content],
            quotes: Vec::new(),
            cue: None,
            verb: None,
            source: None,
            to: None,
            via: None,
        }
    }
}

/// All statements, in order of position, with ids.
pub fn find(words: &Words, people: &People) -> Vec<Statement> {
    let mut finder = Finder {
        words,
        drafts: Vec::new(),
        quoted: vec![None; words.analysis.quotes.len()],
        reported: vec![None; words.analysis.sentences.len()],
        turns: turns(words),
        used: vec![false; words.len()],
    };
    finder.quotations();
    finder.indirect();
    let mut drafts = finder.drafts;
    drafts.retain(|d| d.content.iter().any(|c| !c.is_empty()));
    drafts.sort_by_key(|d| {
        (d.content.first().map_or(0, |c| c.start), std::cmp::Reverse(d.content.last().map_or(0, |c| c.end)))
    });
    let containers: Vec<Option<usize>> = (0..drafts.len()).map(|i| container(&drafts, i)).collect();
    for (i, c) in containers.iter().enumerate() {
        // "…, state media reported": what is told there came through them.
        let carrier =
            c.and_then(|c| drafts[c].source.clone()).filter(|s| s.clone().any(|k| words.is(k, Class::CARRIER)));
        if drafts[i].via.is_none() {
            drafts[i].via = carrier;
        }
    }
    let mut statements: Vec<Statement> = drafts.iter().enumerate().map(|(i, d)| finish(words, people, d, i)).collect();
    for (s, c) in statements.iter_mut().zip(containers) {
        s.within = c.map(|c| format!("s{}", c + 1));
    }
    statements
}

/// Counts what stands before a colon at the start of paragraphs, in capitals.
fn turns<'a>(words: &Words<'a>) -> HashMap<&'a str, usize> {
    let mut turns = HashMap::new();
    let mut region = None;
    for s in &words.analysis.sentences {
        if region.replace(s.region) == Some(s.region) {
            continue;
        }
        let start = s.tokens.clone().find(|&k| !words.is_quote_mark(k)).unwrap_or(s.tokens.start);
        let head = (start..s.tokens.end.min(start + 4)).take_while(|&k| words.shape(k) == Shape::Upper).count();
        if head > 0 && words.text_of(start + head) == ":" {
            *turns.entry(words.span(start..start + head).of(words.text)).or_insert(0) += 1;
        }
    }
    turns
}

/// How many drafts before one may contain it.
const NESTING_REACH: usize = 8;

/// The draft whose content holds the cue of draft `i` and all that it reports: the nearest before it.
fn container(drafts: &[Draft], i: usize) -> Option<usize> {
    let cue = drafts[i].cue.as_ref()?;
    let (first, last) = (drafts[i].content.first()?.start.min(cue.start), drafts[i].content.last()?.end.max(cue.end));
    let holds = |d: &Draft| d.content.iter().any(|c| c.start <= first && last <= c.end);
    let low = i.saturating_sub(NESTING_REACH);
    (low..(i + 1 + NESTING_REACH).min(drafts.len()))
        .rev()
        .filter(|&k| k != i)
        .filter(|&k| holds(&drafts[k]))
        .min_by_key(|&k| drafts[k].content.iter().map(|c| c.len()).sum::<usize>())
}

/// A stretch of a paragraph that lies outside its quotations.
struct Attribution {
    rule: Rule,
    cue: Range<usize>,
    verb: Option<Cue>,
    source: Option<Range<usize>>,
    to: Option<Range<usize>>,
    via: Option<Range<usize>>,
}

struct Finder<'a, 'w> {
    words: &'w Words<'a>,
    drafts: Vec<Draft>,
    /// The draft that each quote belongs to.
    quoted: Vec<Option<usize>>,
    /// The draft whose cue stands in each sentence, if one does.
    reported: Vec<Option<usize>>,
    /// How many paragraphs begin with each "ROE:", as the turns of a transcript do.
    turns: HashMap<&'w str, usize>,
    /// Words that serve as a cue already.
    used: Vec<bool>,
}

impl Finder<'_, '_> {
    // ---- quotations ----

    fn quotations(&mut self) {
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
    fn words_of(&self, q: usize) -> Range<usize> {
        self.words.quote(q).map_or(0..0, |q| self.words.within(q.span))
    }

    /// Whether a quotation is somebody's speech and no title, nickname or scare quote.
    fn is_speech(&self, q: usize) -> bool {
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

    fn ends_like_speech(&self, q: usize) -> bool {
        let Some(quote) = self.words.quote(q) else { return false };
        let inner = quote.inner.of(self.words.text).trim_end_matches(is_closing);
        inner.ends_with([',', '.', '?', '!', '…', '—', '–', '-', ';']) || {
            // British print sets the comma behind the mark.
            let end = self.words_of(q).end;
            matches!(self.words.text_of(end), "," | "." | "!" | "?")
        }
    }

    /// Whether all longer words of a quotation are capitalised, as in titles.
    fn is_titled(&self, inner: Range<usize>) -> bool {
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
    fn opens_sentence(&self, k: usize) -> bool {
        self.words.sentence_around(k).start == k
    }

    fn speaker_follows(&self, at: usize) -> bool {
        let limit = self.words.sentence_around(at).end;
        self.after(at, limit).is_some()
    }

    /// Attributes the quotations of one paragraph.
    fn paragraph(&mut self, quotes: &[usize]) {
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
    fn is_new(&self, d: usize, found: &Attribution) -> bool {
        found.verb.is_some()
            && self.drafts[d].cue.as_ref().is_some_and(|c| c.end <= found.cue.start)
            && self.drafts[d].cue.as_ref() != Some(&found.cue)
    }

    fn draft(&mut self, rule: Rule) -> usize {
        self.drafts.push(Draft { content: Vec::new(), ..Draft::new(rule, 0..0) });
        self.drafts.len() - 1
    }

    fn adopt(&mut self, d: usize, found: Attribution) {
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

    fn same_source(&self, d: usize, found: &Attribution) -> bool {
        self.drafts[d].source == found.source
    }

    /// Whether between two quotations nothing stands but the attribution of the first.
    fn joins(&self, d: usize, from: usize, to: usize) -> bool {
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
    fn ends_sentence(&self, q: usize) -> bool {
        let inner = self.words.quote(q).map_or("", |x| x.inner.of(self.words.text));
        inner.trim_end_matches(is_closing).ends_with(['.', '?', '!'])
    }

    /// Whether the quotation that ends at word `at` closes with a full stop.
    fn ends_sentence_before(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|k| self.words.quote_of(k)).is_some_and(|q| self.ends_sentence(q))
    }

    /// A speaker named behind a quotation that ends at word `at`.
    fn after(&self, at: usize, limit: usize) -> Option<Attribution> {
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
                if let Some(source) = subject_before(w, group, p).filter(|s| s.start <= p + 1 && v > p) {
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

    /// A speaker named before a quotation that starts at word `at`; words before `first` are not looked at.
    fn before(&self, at: usize, first: usize) -> Option<Attribution> {
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
    fn clause_subject(&self, at: usize, first: usize) -> Option<Range<usize>> {
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
    fn unled(&mut self, q: usize, range: Range<usize>, sentence: usize, n: usize) -> Option<usize> {
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

    // ---- indirect speech ----

    fn indirect(&mut self) {
        for s in 0..self.words.analysis.sentences.len() {
            let sentence = self.words.sentence(s);
            if !sentence.is_empty() {
                self.in_sentence(sentence);
            }
        }
    }

    /// Whether word `k` lies in speech that has its statement already.
    fn is_spoken(&self, k: usize) -> bool {
        self.words.quote_of(k).is_some_and(|q| self.quoted[q].is_some())
    }

    fn in_sentence(&mut self, sentence: Range<usize>) {
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
    fn inverted(&self, i: usize, group: usize, cue: Cue, sentence: &Range<usize>) -> Option<Draft> {
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
    fn name_colon(&mut self, sentence: &Range<usize>) -> bool {
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

    fn trim_stops(&self, at: usize, mut end: usize) -> usize {
        while end > at && matches!(self.words.text_of(end - 1), "." | "!" | "?" | "…" | ":" | ";") {
            end -= 1;
        }
        end
    }

    /// Takes back beliefs found in what turns out to be said by somebody.
    fn drop_beliefs(&mut self, content: &[Range<usize>]) {
        let within = |d: &Draft| {
            d.verb.is_some_and(|v| matches!(v.act, Act::Believe | Act::Expect))
                && d.cue.as_ref().is_some_and(|c| content.iter().any(|r| r.start <= c.start && c.end <= r.end))
        };
        while self.drafts.last().is_some_and(within) {
            self.drafts.pop();
        }
    }

    /// Whether a word that looks like a reporting verb is one here.
    fn is_verb(&self, i: usize, group: usize, cue: Cue, sentence: &Range<usize>) -> bool {
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
    fn is_noun(&self, i: usize, before: Option<usize>, cue: Cue) -> bool {
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
    fn fits(&self, source: &Range<usize>, cue: Cue, alone: bool) -> bool {
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
    fn complement(
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

    fn is_last(&self, at: usize, end: usize) -> bool {
        at + 1 >= end
    }

    /// Where what is said from `at` on ends: at the sentence's last mark, or where another report or the main clause takes over.
    fn content_end(&self, at: usize, limit: usize) -> usize {
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

    fn trim(&self, at: usize, mut end: usize) -> usize {
        while end > at
            && (self.words.is_comma(end - 1) || matches!(self.words.text_of(end - 1), "and" | "but" | ":" | "—" | "–"))
        {
            end -= 1;
        }
        end
    }

    /// Whether ", Roe reported" stands from word `at` to the end.
    fn is_tail(&self, at: usize, end: usize) -> bool {
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
    fn skip_occasion(&self, at: usize, end: usize) -> usize {
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
    fn is_clause(&self, at: usize, end: usize) -> bool {
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
    fn trailing(&self, group: usize, source: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
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
    fn trailing_start(&self, comma: usize, sentence: &Range<usize>) -> usize {
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

    /// "According to Roe, …" and "…, according to Roe".
    fn according(&mut self, i: usize, sentence: &Range<usize>) {
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
    fn carries(&mut self, source: &Range<usize>, sentence: &Range<usize>, at: usize) -> bool {
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

/// White space and marks that close a quote within a quote.
fn is_closing(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\'' | '’' | '”' | '"' | ')' | ']')
}

/// Whether a source is plural, so that "say" agrees with it.
fn is_plural(words: &Words, source: &Range<usize>) -> bool {
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

/// The person addressed behind a verb: "told | reporters", "asked | Kim", "said | to Roe".
fn addressee(words: &Words, at: usize, end: usize, cue: Cue) -> Option<Range<usize>> {
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

// ---- from draft to statement ----

fn finish(words: &Words, people: &People, draft: &Draft, index: usize) -> Statement {
    let mut content: Vec<Span> =
        draft.content.iter().map(|r| words.span(r.clone())).filter(|s| !s.is_empty()).collect();
    content.sort_by_key(|s| s.start);
    let source = draft.source.iter().map(|r| party(words, people, r)).collect();
    let to = draft.to.iter().map(|r| party(words, people, r)).collect();
    let via = draft.via.iter().map(|r| party(words, people, r)).collect();
    Statement {
        id: format!("s{}", index + 1),
        form: form(words, draft),
        content,
        cue: draft.cue.iter().map(|r| words.span(r.clone())).filter(|s| !s.is_empty()).collect(),
        source,
        to,
        via,
        medium: medium(words, draft),
        act: draft.verb.map(|v| v.act),
        time: None,
        place: None,
        within: None,
        confidence: draft.rule.confidence(),
    }
}

/// Direct if every word stands between marks, indirect if none does.
fn form(words: &Words, draft: &Draft) -> StatementForm {
    let (mut inside, mut outside) = (0, 0);
    for k in draft.content.iter().cloned().flatten() {
        if words.shape(k) == Shape::Mark {
            continue;
        }
        if words.quote_of(k).is_some() { inside += 1 } else { outside += 1 }
    }
    match (inside, outside) {
        (0, _) => StatementForm::Indirect,
        (_, 0) => StatementForm::Direct,
        _ => StatementForm::Mixed,
    }
}

/// What it was said in, by the words around the cue: "in an interview", "tweeted", "according to a video".
fn medium(words: &Words, draft: &Draft) -> Option<Medium> {
    let told = |k: usize| medium_of(&words.text_of(k).to_lowercase());
    if let Some(m) = draft.via.clone().and_then(|v| v.clone().find_map(told)) {
        return Some(m);
    }
    let cue = draft.cue.clone()?;
    if let Some(m) = cue.clone().find_map(|k| match words.text_of(k).to_lowercase().as_str() {
        "tweeted" | "tweets" | "tweeting" | "posted" => Some(Medium::Social),
        _ => None,
    }) {
        return Some(m);
    }
    let source = draft.source.clone().unwrap_or(0..0);
    if source.end > source.start && words.is(source.end - 1, Class::DOCUMENT) {
        return told(source.end - 1);
    }
    let sentence = words.sentence_around(cue.start);
    let content = |k: usize| draft.content.iter().any(|c| c.contains(&k));
    sentence
        .clone()
        .filter(|&k| {
            matches!(words.text_of(k), "in" | "In" | "on" | "during" | "During" | "via" | "at" | "At")
                && words.quote_of(k).is_none()
                && !content(k)
        })
        .find_map(|k| {
            (k + 1..sentence.end.min(k + 6))
                .take_while(|&j| {
                    !words.is_comma(j) && !words.is_break(j) && !words.is(j, Class::PREPOSITION) && !content(j)
                })
                .find_map(told)
        })
}

fn medium_of(word: &str) -> Option<Medium> {
    Some(match word {
        "video" | "videos" | "footage" | "clip" => Medium::Video,
        "interview" | "interviews" => Medium::Interview,
        "remarks" | "speech" | "address" | "briefing" | "conference" | "testimony" | "rally" | "debate" | "hearing" => {
            Medium::Remarks
        }
        "statement" | "statements" | "communique" => Medium::Statement,
        "report" | "study" | "survey" | "poll" | "analysis" => Medium::Report,
        "letter" | "memo" | "document" | "documents" | "filing" | "email" | "e-mail" | "lawsuit" | "complaint"
        | "indictment" | "affidavit" => Medium::Document,
        "photo" | "photos" | "photograph" | "photographs" | "picture" | "pictures" | "images" => Medium::Photo,
        "twitter" | "facebook" | "tweet" | "tweets" | "instagram" | "telegram" | "weibo" | "tiktok" => Medium::Social,
        _ => return None,
    })
}

fn party(words: &Words, people: &People, range: &Range<usize>) -> Party {
    let span = words.span(range.clone());
    let head = head(words, range);
    let mut entity = people.ending_in(words.span(head.clone()));
    if entity.is_none() && head.end < range.end && words.is_comma(head.end) {
        // "the mayor of Doeville, Ann Roe": the name may stand in the aside.
        let mut k = head.end + 1;
        while k < range.end && words.is(k, Class::DETERMINER) {
            k += 1;
        }
        entity = people
            .person_starting_at(words.span(k..k + 1).start)
            .filter(|_| words.is(head.end - 1, Class::ROLE) || words.is_capital(k));
    }
    if range.len() == 1 {
        entity = entity.or_else(|| people.pronoun_at(span));
    }
    let kind = kind_of(words, people, range, entity);
    Party { entity: entity.map(|e| people.entities[e].id.clone()), span, kind }
}

/// The words of a phrase up to its head: what stands before its first preposition, comma or relative clause. A name is
/// never cut ("Bank of England"), since the head of a name is the name.
fn head(words: &Words, range: &Range<usize>) -> Range<usize> {
    let cut = range.clone().skip(1).find(|&k| {
        let within_name = words.is_capital(k - 1) && words.is_capital(k + 1) && words.text_of(k) == "of";
        words.is_comma(k)
            || words.is_break(k)
            || words.says(k, "and")
            || words.is(k, Class::PREPOSITION | Class::SUBORDINATOR) && words.shape(k) == Shape::Lower && !within_name
            || words.text_of(k).ends_with("ed") && words.shape(k) == Shape::Lower && words.is(k + 1, Class::PREPOSITION)
    });
    range.start..cut.unwrap_or(range.end)
}

fn kind_of(words: &Words, people: &People, range: &Range<usize>, entity: Option<usize>) -> Option<PartyKind> {
    let head = head(words, range);
    let last = head.end.checked_sub(1)?;
    if let Some(e) = entity {
        match people.entities[e].kind {
            EntityKind::Person => return Some(PartyKind::Person),
            EntityKind::Organization if head.clone().any(|k| words.is(k, Class::CARRIER)) => {
                return Some(PartyKind::Media);
            }
            _ => {}
        }
    }
    let any = |class| head.clone().any(|k| words.is(k, class));
    if words.is(last, Class::DOCUMENT) {
        let image = [
            "photo", "photos", "video", "videos", "image", "images", "footage", "data", "figures", "picture",
            "pictures", "map", "maps", "poll", "polls", "records",
        ];
        return Some(if image.iter().any(|w| words.says(last, w)) {
            PartyKind::ImageOrData
        } else {
            PartyKind::Document
        });
    }
    if any(Class::CARRIER) {
        return Some(PartyKind::Media);
    }
    if ["official", "officials", "authorities"].iter().any(|w| words.says(last, w)) {
        return Some(PartyKind::OfficialAnonymous);
    }
    let body = words.is(last, Class::BODY | Class::KNOWN_BODY) && !words.is(last, Class::ROLE);
    if body || entity.is_some_and(|e| people.entities[e].kind == EntityKind::Organization) {
        return Some(PartyKind::Organization);
    }
    // "the minister" is somebody the page has named; "a minister" and "two ministers" are not.
    let definite = words.says(head.start, "the") && !words.text_of(last).ends_with('s');
    if words.is(last, Class::ROLE) && entity.is_none() && !definite {
        return Some(PartyKind::Anonymous);
    }
    None
}
