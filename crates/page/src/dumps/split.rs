//! Text to blocks: a block is a line, or a paragraph where lines were wrapped by hand.

use crate::forms::{self, Ending, Form};
use dateline_record::Span;

/// A line of the text without the white space around it.
struct Line {
    /// Bytes.
    start: usize,
    end: usize,
    /// Characters.
    width: usize,
    /// Characters of its first word.
    first_word: usize,
    /// White space before it, in columns.
    indent: usize,
    /// Whether an empty line (or nothing) stands before it.
    opens: bool,
}

/// Cuts a text into blocks: their spans in bytes, in order, none empty, with nothing but white space between them.
pub fn blocks(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let Some(width) = wrap_width(text, &lines) else {
        return lines.iter().map(|l| Span::new(l.start, l.end)).collect();
    };
    let mut blocks: Vec<Span> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let joins = i > 0 && !line.opens && runs_on(text, &lines[i - 1], line, width);
        match blocks.last_mut() {
            Some(last) if joins => *last = Span::new(last.range().start, line.end),
            _ => blocks.push(Span::new(line.start, line.end)),
        }
    }
    blocks
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut at, mut opens) = (0, true);
    // "\r\n" gives an empty piece between its two characters; it must not count as an empty line.
    for piece in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{0B}', '\u{0C}']) {
        // a byte order mark is no word
        let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
        let body = piece.trim_matches(blank);
        let indent = piece.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 8 } else { 1 }).sum();
        if !body.is_empty() {
            let start = at + (piece.len() - piece.trim_start_matches(blank).len());
            lines.push(Line {
                start,
                end: start + body.len(),
                width: body.chars().count(),
                first_word: body.split_whitespace().next().map_or(0, |w| w.chars().count()),
                indent,
                opens,
            });
            opens = false;
        } else if !(piece == "\n" && text[..at].ends_with('\r')) {
            opens = true;
        }
        at += piece.len();
    }
    lines
}

/// Narrowest and widest columns that people and wires wrap text to.
const COLUMNS: std::ops::RangeInclusive<usize> = 45..=100;

/// The column at which the text was wrapped by hand, if it was.
///
/// In wrapped text a line ends where the next word would not have fitted, whatever the sentence does; where lines are
/// paragraphs or sentences, they end in stops and at all lengths.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let pairs: Vec<(&Line, &Line)> = lines.windows(2).map(|w| (&w[0], &w[1])).filter(|(_, b)| !b.opens).collect();
    let mut widths: Vec<usize> = pairs.iter().map(|(a, _)| a.width + a.indent).collect();
    widths.sort_unstable();
    // The longest lines but for a few strays: a headline, a table.
    let column = *widths.get(widths.len().saturating_sub(1) * 95 / 100)?;
    if pairs.len() < 2 || !COLUMNS.contains(&column) {
        return None;
    }
    let (mut full, mut broken_sentence, mut odd) = (0usize, 0usize, 0usize);
    for (a, b) in &pairs {
        let stopped = forms::shape(&text[a.start..a.end]).is_closed();
        if is_nearly_full(a, b, column) {
            full += 1;
            broken_sentence += usize::from(!stopped);
        } else if !stopped {
            odd += 1;
        }
    }
    (full >= 2
        && full * 100 >= pairs.len() * 55
        && (broken_sentence * 2 > full && full > 2 || broken_sentence == full)
        && odd * 4 <= pairs.len())
    .then_some(column)
}

/// Whether the next line's first word would not have fitted on this one.
fn is_full(line: &Line, next: &Line, column: usize) -> bool {
    line.indent + line.width + 1 + next.first_word > column
}

/// The same, where wires wrapped a little early: a tenth of the column is allowed.
fn is_nearly_full(line: &Line, next: &Line, column: usize) -> bool {
    is_full(line, next, column - column / 10)
}

/// Whether `next` continues the paragraph that `line` is in.
fn runs_on(text: &str, line: &Line, next: &Line, column: usize) -> bool {
    let (a, b) = (&text[line.start..line.end], &text[next.start..next.end]);
    if next.indent >= line.indent + 2 || !is_nearly_full(line, next, column) {
        return false;
    }
    // A sentence that goes on in small letters goes on, whatever its pieces look like by themselves.
    let goes_on = !matches!(forms::shape(a).ending, Ending::Stop | Ending::Question | Ending::Colon);
    if goes_on && b.starts_with(char::is_lowercase) {
        return true;
    }
    // After a stop, a line that has room for the next word ends its paragraph.
    if !goes_on && !is_full(line, next, column) {
        return false;
    }
    let apart =
        |l: &str| forms::form(l).is_some_and(|f| f.is_furniture() || matches!(f, Form::Byline | Form::Published));
    (goes_on || !forms::is_list_item(b)) && !apart(a) && !apart(b)
}
