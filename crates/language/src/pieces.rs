//! Cuts a token into the sub-words that the encoder knows.

use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters of a word beyond which it is not looked up, as in BERT's own tokeniser.
const LONGEST_WORD: usize = 100;

/// WordPiece sub-words (Schuster and Nakajima 2012) of an uncased BERT: lower case, without accents, punctuation apart.
pub struct Pieces {
    number: HashMap<String, i32>,
    unknown: i32,
    keep: usize,
}

impl Pieces {
    /// `vocabulary`: the sub-words in order, those that go on within a word with `##` before them. No more than `keep`
    /// sub-words of a token are given: what is beyond, of an address say, tells nothing new.
    pub fn new<'a>(vocabulary: impl IntoIterator<Item = &'a str>, keep: usize) -> Pieces {
        let number: HashMap<String, i32> = vocabulary.into_iter().map(str::to_owned).zip(0..).collect();
        let unknown = number.get("[UNK]").copied().unwrap_or(0);
        Pieces { number, unknown, keep }
    }

    /// Number of a special sub-word such as `[CLS]`.
    pub fn special(&self, name: &str) -> i32 {
        self.number.get(name).copied().unwrap_or(self.unknown)
    }

    /// Appends the sub-words of `token`: at least one.
    pub fn cut(&self, token: &str, out: &mut Vec<i32>) {
        let before = out.len();
        // A token of any length costs no more than its first few hundred letters.
        let plain: String = token
            .chars()
            .take(8 * LONGEST_WORD)
            .filter(|&c| c != '\0' && c != '\u{FFFD}' && (c.is_whitespace() || !c.is_control()))
            .nfd()
            .filter(|&c| !is_combining_mark(c))
            .flat_map(char::to_lowercase)
            .collect();
        let mut word = String::new();
        for c in plain.chars() {
            let apart = is_punctuation(c) || is_ideograph(c);
            if apart || c.is_whitespace() {
                self.cut_word(&word, out);
                word.clear();
            }
            if apart {
                self.cut_word(c.encode_utf8(&mut [0; 4]), out);
            } else if !c.is_whitespace() && !is_invisible(c) {
                word.push(c);
            }
        }
        self.cut_word(&word, out);
        if out.len() == before {
            out.push(self.unknown);
        }
        out.truncate(before + self.keep);
    }

    /// Longest match first; a word of which some part is unknown is unknown as a whole.
    fn cut_word(&self, word: &str, out: &mut Vec<i32>) {
        if word.is_empty() {
            return;
        }
        if word.chars().count() > LONGEST_WORD {
            return out.push(self.unknown);
        }
        let before = out.len();
        let mut rest = word;
        let mut key = String::with_capacity(word.len() + 2);
        while !rest.is_empty() {
            let ends = rest.char_indices().map(|(i, c)| i + c.len_utf8()).rev();
            let found = ends.into_iter().find_map(|end| {
                key.clear();
                if rest.len() < word.len() {
                    key.push_str("##");
                }
                key.push_str(&rest[..end]);
                self.number.get(&key).map(|&n| (end, n))
            });
            let Some((end, number)) = found else {
                out.truncate(before);
                return out.push(self.unknown);
            };
            out.push(number);
            rest = &rest[end..];
        }
    }
}

/// Marks that BERT's tokeniser sets apart: all ASCII marks, and the punctuation of the blocks that Western text uses.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '¡' | '§' | '«' | '¶' | '·' | '»' | '¿')
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}' | '\u{2045}'..='\u{2051}' | '\u{2053}'..='\u{205E}')
        || matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{FF01}'..='\u{FF0F}')
}

/// Characters of Chinese writing stand alone in BERT's tokeniser.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2CEAF}')
}

/// Format characters: no width, no meaning here.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOCABULARY: [&str; 12] =
        ["[PAD]", "[UNK]", "[CLS]", "un", "##til", "##t", "said", "'", "s", "cafe", "-", "##s"];

    fn cut(token: &str) -> Vec<&'static str> {
        let mut out = Vec::new();
        Pieces::new(VOCABULARY, 3).cut(token, &mut out);
        out.iter().map(|&n| VOCABULARY[n as usize]).collect()
    }

    #[test]
    fn cuts_the_longest_match_first() {
        for (token, pieces) in [
            ("said", vec!["said"]),
            ("Until", vec!["un", "##til"]),
            ("Cafés", vec!["cafe", "##s"]),
            ("'s", vec!["'", "s"]),
            ("un-unt", vec!["un", "-", "un"]), // no more than three
            ("unx", vec!["[UNK]"]),
            ("xyz", vec!["[UNK]"]),
            ("\u{200B}", vec!["[UNK]"]),
            ("", vec!["[UNK]"]),
        ] {
            assert_eq!(cut(token), pieces, "{token}");
        }
    }

    #[test]
    fn endless_tokens_are_cheap() {
        assert_eq!(cut(&"s".repeat(1 << 20)), ["[UNK]"]);
    }
}
