//! Sentences to windows: what the network takes in at once.

use crate::pieces::Pieces;
use crate::{Analysis, Sentence};
use std::ops::Range;

/// How a token is written; 0 is for marks of the window itself. The encoder knows only lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum LetterCase {
    /// "police"
    Lower = 1,
    /// "Police"
    Capitalized = 2,
    /// "POLICE"
    Upper = 3,
    /// "P"
    OneCapital = 4,
    /// "McCain"
    Mixed = 5,
    /// "7th"
    Digits = 6,
    /// "—"
    NoLetter = 7,
}

impl LetterCase {
    /// Of a token.
    pub fn of(token: &str) -> LetterCase {
        let (mut letters, mut upper, mut first_upper) = (0, 0, false);
        for c in token.chars() {
            if c.is_numeric() {
                return LetterCase::Digits;
            }
            if c.is_alphabetic() {
                first_upper |= letters == 0 && c.is_uppercase();
                letters += 1;
                upper += usize::from(c.is_uppercase());
            }
        }
        match (letters, upper) {
            (0, _) => LetterCase::NoLetter,
            (_, 0) => LetterCase::Lower,
            (1, 1) => LetterCase::OneCapital,
            (l, u) if l == u => LetterCase::Upper,
            (_, 1) if first_upper => LetterCase::Capitalized,
            _ => LetterCase::Mixed,
        }
    }
}

/// A run of whole sentences, as the network takes it: sub-words with a `[SEP]` after each sentence.
#[derive(Clone, Debug, Default)]
pub struct Window {
    /// Numbers of the sub-words.
    pub ids: Vec<i32>,
    /// [`LetterCase`] of each.
    pub case: Vec<i32>,
    /// 1 within double quotation marks, else 0.
    pub quote: Vec<i32>,
    /// Of each token, the place of its first sub-word.
    pub first: Vec<i32>,
    /// The stretches that hang together as trees, in the window's tokens. A sentence, or a part of one that is too long.
    pub sentences: Vec<Range<usize>>,
    /// Number of the window's first token in the whole text.
    pub start: usize,
    /// So many of its first tokens the window before has read: they are there for what follows them.
    pub known: usize,
}

/// Cuts an analysed text into windows of at most `cap` sub-words. A sentence that alone is longer is cut between its tokens:
/// nothing is left out. A window begins with the last sentences of the one before, up to `overlap` sub-words of them.
pub fn windows(text: &str, analysis: &Analysis, pieces: &Pieces, cap: usize, overlap: usize) -> Vec<Window> {
    let (open, close) = (pieces.special("[CLS]"), pieces.special("[SEP]"));
    let mut out = Vec::new();
    let mut window = Window::default();
    let mut inside = false;
    let mut region = None;
    let mut ids: Vec<i32> = Vec::new();
    let mut tokens = Vec::new(); // (end of its sub-words in `ids`, case, in quotation)
    for Sentence { tokens: range, region: here, .. } in &analysis.sentences {
        // An open quotation does not reach into the next paragraph.
        inside &= region == Some(*here);
        region = Some(*here);
        ids.clear();
        tokens.clear();
        for token in analysis.tokens.get(range.clone()).unwrap_or_default() {
            let token = token.span.of(text);
            pieces.cut(token, &mut ids);
            let quoted = quotation(token, &mut inside);
            tokens.push((ids.len(), LetterCase::of(token) as i32, i32::from(quoted)));
        }
        let mut from = 0; // token of the sentence
        while from < tokens.len() {
            let base = if from == 0 { 0 } else { tokens[from - 1].0 };
            let room = cap.saturating_sub(2).max(16);
            let upto = tokens.partition_point(|t| t.0 <= base + room).max(from + 1);
            let length = tokens[upto - 1].0 - base;
            if window.ids.is_empty() {
                window.start = range.start + from;
                window.push(open, 0, 0);
            } else if window.ids.len() + length + 1 > cap {
                let next = window.end(open, overlap.min(cap.saturating_sub(length + 2)));
                out.push(std::mem::replace(&mut window, next));
            }
            let first = window.first.len();
            let mut at = base;
            for &(end, case, quote) in &tokens[from..upto] {
                window.first.push(window.ids.len() as i32);
                for &id in &ids[at..end] {
                    window.push(id, case, quote);
                }
                at = end;
            }
            window.push(close, 0, 0);
            window.sentences.push(first..window.first.len());
            from = upto;
        }
    }
    if !window.first.is_empty() {
        out.push(window);
    }
    out
}

impl Window {
    /// A new window that begins with this one's last whole sentences, so many that they have at most `room` sub-words.
    fn end(&self, open: i32, room: usize) -> Window {
        let place = |s: &Range<usize>| self.first.get(s.start).map_or(0, |&at| at as usize);
        let fits = |s: &&Range<usize>| self.ids.len() - place(s) <= room;
        let (at, token) = match self.sentences.iter().rev().take_while(fits).last() {
            Some(s) => (place(s), s.start),
            None => (self.ids.len(), self.first.len()),
        };
        let mut window = Window { start: self.start + token, known: self.first.len() - token, ..Window::default() };
        window.push(open, 0, 0);
        window.ids.extend(&self.ids[at..]);
        window.case.extend(&self.case[at..]);
        window.quote.extend(&self.quote[at..]);
        window.first.extend(self.first[token..].iter().map(|place| place + 1 - at as i32));
        let shifted = |s: &Range<usize>| s.start - token..s.end - token;
        window.sentences.extend(self.sentences.iter().filter(|s| s.start >= token).map(shifted));
        window
    }

    fn push(&mut self, id: i32, case: i32, quote: i32) {
        self.ids.push(id);
        self.case.push(case);
        self.quote.push(quote);
    }
}

/// Whether a token stands within double quotation marks, the marks themselves included.
fn quotation(token: &str, inside: &mut bool) -> bool {
    match token {
        "“" | "«" | "„" | "``" => {
            *inside = true;
            true
        }
        "”" | "»" | "''" => {
            *inside = false;
            true
        }
        "\"" => {
            *inside = !*inside;
            true
        }
        _ => *inside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences of tokens parted by blanks, each with whether it begins a paragraph; as text and analysis.
    fn cut(sentences: &[(&str, bool)], cap: usize, overlap: usize) -> Vec<Window> {
        let (mut text, mut analysis, mut region) = (String::new(), Analysis::default(), 0);
        for (sentence, starts_paragraph) in sentences {
            region += usize::from(*starts_paragraph);
            analysis.push_sentence(&mut text, sentence.split(' '), region);
        }
        windows(&text, &analysis, &letters(), cap, overlap)
    }

    fn letters() -> Pieces {
        Pieces::new(["[UNK]", "[CLS]", "[SEP]", "a", "##a", "\"", "b"], 12)
    }

    #[test]
    fn letter_case_has_seven_kinds() {
        use LetterCase::*;
        for (token, case) in [
            ("police", Lower),
            ("Police", Capitalized),
            ("POLICE", Upper),
            ("U.S.", Upper),
            ("I", OneCapital),
            ("J.", OneCapital),
            ("McCain", Mixed),
            ("iPhone", Mixed),
            ("7th", Digits),
            ("F16", Digits),
            ("—", NoLetter),
            ("", NoLetter),
        ] {
            assert_eq!(LetterCase::of(token), case, "{token}");
        }
    }

    #[test]
    fn windows_hold_whole_sentences() {
        let got = cut(&[("a aa b", true), ("b b", true), ("a", true)], 9, 0);
        assert_eq!(got[0].ids, [1, 3, 3, 4, 6, 2, 6, 6, 2]);
        assert_eq!(got[0].first, [1, 2, 4, 6, 7]);
        assert_eq!(got[0].sentences, [0..3, 3..5]);
        assert_eq!((got[1].ids.as_slice(), got[1].start), ([1, 3, 2].as_slice(), 5));
    }

    #[test]
    fn quotations_end_with_the_paragraph() {
        let quote = cut(&[("a \" b", true), ("b", false), ("b \" a \" b", true)], 99, 0).remove(0).quote;
        assert_eq!(quote, [0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0]);
    }

    #[test]
    fn a_long_sentence_is_cut_and_nothing_is_lost() {
        let long = vec!["a"; 1000].join(" ");
        let got = cut(&[(&long, true)], 64, 0);
        assert!(got.iter().all(|w| w.ids.len() <= 64));
        assert_eq!(got.iter().map(|w| w.first.len()).sum::<usize>(), 1000);
        assert_eq!(got.last().map(|w| w.start + w.first.len()), Some(1000));
    }

    #[test]
    fn windows_begin_with_the_end_of_the_one_before() {
        let got = cut(&[("a a", true), ("b a", true), ("b", true), ("aa b", true)], 9, 6);
        assert_eq!(got.len(), 2);
        assert_eq!(got[1].ids, [1, 6, 2, 3, 4, 6, 2]);
        assert_eq!((got[1].start, got[1].known, got[1].first.as_slice()), (4, 1, [1, 3, 5].as_slice()));
        assert_eq!(got[1].sentences, [0..1, 1..3]);
    }
}
