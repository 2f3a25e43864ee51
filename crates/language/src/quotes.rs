//! Pairs quotation marks of every form, and tells apostrophes from single quotes.
//!
//! Marks are read left to right with a short stack of what is open. Two habits of print decide the hard cases: a speech
//! that runs over paragraphs opens anew at each and closes only at the last; and a mark is an opening one if white space
//! or a bracket stands before it, a closing one if a word or a stop does.

use crate::is_word;
use crate::tokens::is_elision;
use dateline_record::Span;

/// A stretch between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// From the opening to the closing mark, marks included. Without a closing mark, to the end of its paragraph, or to the next quote.
    pub span: Span,
    /// What stands between the marks.
    pub inner: Span,
    /// How many quotes it lies within.
    pub depth: u32,
    /// Whether its marks are single.
    pub single: bool,
    /// Whether it has a closing mark.
    pub closed: bool,
    /// Index of the quote in the paragraph before that it goes on from.
    pub continues: Option<usize>,
    /// Index of the region (paragraph) that it stands in.
    pub region: usize,
}

/// Forms of marks that close each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Double,
    Guillemet,
    Single,
    SingleGuillemet,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Open,
    Close,
    /// Opens if nothing of its form is open, closes otherwise.
    Either,
}

/// Quotes within quotes within quotes are read this deep.
const DEPTH: usize = 6;

/// How far an open single quote looks ahead for a better closing mark than the one of a plural possessive.
const POSSESSIVE_REACH: usize = 240;

struct Open {
    form: Form,
    /// The mark itself, since low marks close with what otherwise opens.
    mark: char,
    /// Its index in the list of quotes.
    quote: usize,
}

/// The quotes of `text` within `regions`, by start.
pub fn pair(text: &str, regions: &[Span]) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    // The quote that the paragraph before left open.
    let mut pending: Option<usize> = None;
    for (region, &span) in regions.iter().enumerate() {
        let next = regions.get(region + 1).and_then(|r| r.of(text).trim_start().chars().next());
        let text = span.of(text);
        let lead = text.len() - text.trim_start().len();
        let pairer = Pairer { text, lead, base: span.start as usize, region, first: quotes.len(), open: Vec::new() };
        pending = pairer.run(&mut quotes, pending, next);
    }
    quotes
}

struct Pairer<'t> {
    text: &'t str,
    /// Where its first word begins.
    lead: usize,
    base: usize,
    region: usize,
    /// Where this region's quotes begin in the list.
    first: usize,
    open: Vec<Open>,
}

impl Pairer<'_> {
    /// Pairs the marks of one region; gives the quote that it leaves open for the next.
    fn run(mut self, quotes: &mut Vec<Quote>, pending: Option<usize>, next: Option<char>) -> Option<usize> {
        let mut before = None;
        let mut skip_to = 0;
        for (i, c) in self.text.char_indices() {
            if i >= skip_to {
                let rest = &self.text[i + c.len_utf8()..];
                // Of three, the first closes a quote within: 'yes'''
                let triple = c == '\'' && rest.starts_with("''") && self.is_open(Form::Single);
                let doubled = matches!(c, '`' | '\'') && rest.starts_with(c) && !triple;
                let length = if doubled { 2 } else { c.len_utf8() };
                let after = self.text[i + length..].chars().next();
                skip_to = i + length;
                let turn = if doubled {
                    // '' closes what `` opened, and does the work of " where typists know no ``.
                    Some((Form::Double, if c == '`' { Turn::Open } else { straight(before, after) }))
                } else {
                    self.turn(c, before, after, rest)
                };
                match turn {
                    Some((form, Turn::Open)) => self.opens(form, c, i, length, quotes, pending),
                    Some((form, Turn::Close)) => self.closes(form, i, length, quotes, pending),
                    Some((form, Turn::Either)) if self.is_open(form) => self.closes(form, i, length, quotes, pending),
                    Some((form, Turn::Either)) => self.opens(form, c, i, length, quotes, pending),
                    None => {}
                }
            }
            before = Some(c);
        }
        self.finish(quotes, next)
    }

    fn is_open(&self, form: Form) -> bool {
        self.open.iter().any(|o| o.form == form)
    }

    fn top(&self, form: Form) -> Option<char> {
        self.open.iter().rev().find(|o| o.form == form).map(|o| o.mark)
    }

    /// What a mark does where it stands; none if it is no quotation mark.
    fn turn(&self, c: char, before: Option<char>, after: Option<char>, rest: &str) -> Option<(Form, Turn)> {
        let opening =
            before.is_none_or(|b| b.is_whitespace() || is_opening(b)) && after.is_some_and(|a| !a.is_whitespace());
        let closing = before.is_some_and(|b| !b.is_whitespace()) && after.is_none_or(|a| !is_word(a));
        let turn = match c {
            '"' | '\u{FF02}' => straight(before, after),
            '„' | '‟' => Turn::Open,
            // After „ this one closes; and where it can only close, a typist meant ”.
            '“' if self.top(Form::Double) == Some('„') || (closing && !opening && self.is_open(Form::Double)) => {
                Turn::Close
            }
            '“' => Turn::Open,
            '”' if opening && !closing && !self.is_open(Form::Double) => Turn::Open,
            '”' => Turn::Close,
            '«' if self.top(Form::Guillemet) == Some('»') => Turn::Close,
            '«' => Turn::Open,
            '»' if self.is_open(Form::Guillemet) => Turn::Close,
            '»' if opening => Turn::Open,
            '»' => Turn::Close,
            '‹' | '›' | '‘' | '’' | '‚' | '\'' | '`' => {
                return self.single_turn(c, opening, closing, before, after, rest);
            }
            _ => return None,
        };
        Some((if matches!(c, '«' | '»') { Form::Guillemet } else { Form::Double }, turn))
    }

    fn single_turn(
        &self,
        c: char,
        opening: bool,
        closing: bool,
        before: Option<char>,
        after: Option<char>,
        rest: &str,
    ) -> Option<(Form, Turn)> {
        match c {
            '‹' => return Some((Form::SingleGuillemet, Turn::Open)),
            '›' => return Some((Form::SingleGuillemet, Turn::Close)),
            '‚' => return opening.then_some((Form::Single, Turn::Open)),
            '`' => return (opening && !closing).then_some((Form::Single, Turn::Open)),
            _ => {}
        }
        let open = self.is_open(Form::Single);
        if c == '‘' && self.top(Form::Single) == Some('‚') {
            return Some((Form::Single, Turn::Close));
        }
        if opening
            && after.is_some_and(|a| {
                a.is_alphanumeric() || is_opening(a) || matches!(a, '.' | '…' | '$' | '£' | '€' | '#' | '@')
            })
        {
            // "'90s" and "'em" open nothing, unless the mark can only be an opening one.
            let opens = c == '‘' || c == '\'' && !open;
            return (opens && !is_elision(rest)).then_some((Form::Single, Turn::Open));
        }
        if !closing || !open || c == '‘' {
            return None;
        }
        let possessive = before.is_some_and(|b| matches!(b, 's' | 'S' | 'z' | 'x'))
            && after.is_some_and(char::is_whitespace)
            && rest.trim_start().starts_with(char::is_alphanumeric)
            && closes_later(rest);
        (!possessive).then_some((Form::Single, Turn::Close))
    }

    fn opens(
        &mut self,
        form: Form,
        mark: char,
        i: usize,
        length: usize,
        quotes: &mut Vec<Quote>,
        pending: Option<usize>,
    ) {
        if self.open.len() >= DEPTH {
            return;
        }
        let starts_region = i == self.lead;
        let end = self.base + self.text.len();
        let single = matches!(form, Form::Single | Form::SingleGuillemet);
        quotes.push(Quote {
            span: Span::new(self.base + i, end),
            inner: Span::new(self.base + i + length, end),
            depth: self.open.len() as u32,
            single,
            closed: false,
            continues: pending.filter(|&p| starts_region && quotes[p].single == single),
            region: self.region,
        });
        self.open.push(Open { form, mark, quote: quotes.len() - 1 });
    }

    fn closes(&mut self, form: Form, i: usize, length: usize, quotes: &mut Vec<Quote>, pending: Option<usize>) {
        let end = self.base + i;
        if let Some(level) = self.open.iter().rposition(|o| o.form == form) {
            let quote = &mut quotes[self.open[level].quote];
            quote.span.end = (end + length) as u32;
            quote.inner.end = end as u32;
            quote.closed = true;
            for inner in self.open.drain(level..).skip(1) {
                quotes[inner.quote].span.end = end as u32;
                quotes[inner.quote].inner.end = end as u32;
                // A single mark that nothing closes was an apostrophe.
                if quotes[inner.quote].single {
                    quotes[inner.quote].inner.end = quotes[inner.quote].inner.start;
                }
            }
        } else if let (Some(p), true) = (pending, quotes.len() == self.first) {
            // The paragraph before left a quote open, and this one goes on without a mark of its own.
            let single = matches!(form, Form::Single | Form::SingleGuillemet);
            if quotes[p].single == single {
                quotes.push(Quote {
                    span: Span::new(self.base, end + length),
                    inner: Span::new(self.base, end),
                    depth: 0,
                    single,
                    closed: true,
                    continues: pending,
                    region: self.region,
                });
            }
        }
    }

    /// Ends what the region left open, and gives the quote that the next region may go on from.
    fn finish(self, quotes: &mut Vec<Quote>, next: Option<char>) -> Option<usize> {
        let trimmed = self.base + self.text.trim_end().len();
        for open in self.open.iter().rev() {
            let i = open.quote;
            // A double quote inside shows that the closing mark was forgotten before it.
            let cut = quotes[i + 1..].iter().find(|q| q.single == quotes[i].single).map(|q| q.span.start as usize);
            let end = cut.map_or(trimmed, |c| self.base + self.text[..c - self.base].trim_end().len());
            if let Some(c) = cut {
                quotes[i + 1..]
                    .iter_mut()
                    .filter(|q| q.span.start as usize >= c)
                    .for_each(|q| q.depth = q.depth.saturating_sub(1));
            }
            let quote = &mut quotes[i];
            quote.span.end = quote.span.end.min(end as u32).max(quote.inner.start);
            quote.inner.end = quote.span.end;
            let runs_on = quote.depth == 0 && next.is_some_and(|n| matches!(n, '‘' | '\''));
            if quote.single && !runs_on {
                quote.inner.end = quote.inner.start;
            }
        }
        // Single marks that nothing closed, and quotes of nothing.
        let mut kept = self.first;
        let mut left_open = None;
        for i in self.first..quotes.len() {
            let quote = quotes[i];
            if quote.inner.is_empty() {
                continue;
            }
            quotes[kept] = quote;
            if !quote.closed && quote.depth == 0 && quote.span.end as usize == trimmed {
                left_open = Some(kept);
            }
            kept += 1;
        }
        quotes.truncate(kept);
        left_open
    }
}

/// What a mark that looks the same at both ends does, by its neighbours.
fn straight(before: Option<char>, after: Option<char>) -> Turn {
    let opening =
        before.is_none_or(|b| b.is_whitespace() || is_opening(b)) && after.is_some_and(|a| !a.is_whitespace());
    let closing = before.is_some_and(|b| !b.is_whitespace()) && after.is_none_or(|a| !is_word(a));
    match (opening, closing) {
        (true, false) => Turn::Open,
        (false, true) => Turn::Close,
        _ => Turn::Either,
    }
}

/// Whether `c` is a mark behind which an opening quotation mark can stand.
fn is_opening(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '“'
            | '‘'
            | '"'
            | '\''
            | '«'
            | '„'
            | '—'
            | '–'
            | '-'
            | '/'
            | '…'
            | ':'
            | '='
            | '>'
            | '\u{200B}'
            | '\u{FEFF}'
    )
}

/// Whether a later single mark closes better than this one, which may be a plural possessive.
fn closes_later(rest: &str) -> bool {
    let mut before = ' ';
    for (i, c) in rest.char_indices().take(POSSESSIVE_REACH) {
        match c {
            '‘' | '\n' => return false,
            '’' | '\'' if !before.is_whitespace() => {
                let after = rest[i + c.len_utf8()..].chars().next();
                if after.is_none_or(|a| !is_word(a)) {
                    return true;
                }
            }
            _ => {}
        }
        before = c;
    }
    false
}
