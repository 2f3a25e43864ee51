//! What are the words doing? Sentences, tokens and quotation marks of running text.
//!
//! Knows nothing of news outlets or addresses: a sentence reads the same wherever it was printed.
//!
//! ```
//! use dateline_language::analyse;
//! use dateline_record::Span;
//!
//! let text = "Gen. Ann Roe didn't stay. “Too late,” she said.";
//! let analysis = analyse(text, &[Span::new(0, text.len())]);
//! let sentences: Vec<&str> = analysis.sentences.iter().map(|s| s.span.of(text)).collect();
//! assert_eq!(sentences, ["Gen. Ann Roe didn't stay.", "“Too late,” she said."]);
//! assert_eq!(analysis.tokens[3].span.of(text), "did");
//! assert_eq!(analysis.quotes[0].inner.of(text), "Too late,");
//! ```

mod abbreviations;
mod quotes;
mod sentences;
mod tokens;

use dateline_record::Span;
pub use quotes::Quote;

/// What is known of the words of a text. All spans count bytes of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    /// In order, without overlap.
    pub sentences: Vec<Sentence>,
    /// In order, without overlap.
    pub tokens: Vec<Token>,
    /// Stretches between quotation marks, by start; a quote within another follows it.
    pub quotes: Vec<Quote>,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last character.
    pub span: Span,
    /// Indices of its tokens in [`Analysis::tokens`].
    pub tokens: std::ops::Range<usize>,
    /// Index of the region (paragraph) that it stands in.
    pub region: usize,
}

/// A word, number or mark, cut as Universal Dependencies cuts English: "don't" is "do" and "n't", "far-off" is three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its characters.
    pub span: Span,
}

/// Reads `text` within `regions`: stretches (paragraphs) in order, none overlapping. A sentence never crosses a region; a
/// quote may run on from one region into the next, as [`Quote::continues`] tells. A region that does not fit the text is
/// passed over.
pub fn analyse(text: &str, regions: &[Span]) -> Analysis {
    let mut analysis = Analysis::default();
    for (region, span) in regions.iter().enumerate() {
        let first = analysis.tokens.len();
        tokens::tokenise(span.of(text), span.start as usize, &mut analysis.tokens);
        sentences::split(text, &analysis.tokens, first, region, &mut analysis.sentences);
    }
    analysis.quotes = quotes::pair(text, regions);
    analysis
}

impl Analysis {
    /// Index of the first token that ends after byte `at`: the one that covers it, or else the next.
    pub fn token_at(&self, at: u32) -> usize {
        self.tokens.partition_point(|t| t.span.end <= at)
    }

    /// Index of the sentence that covers byte `at`, if one does.
    pub fn sentence_at(&self, at: u32) -> Option<usize> {
        let i = self.sentences.partition_point(|s| s.span.end <= at);
        self.sentences.get(i).filter(|s| s.span.start <= at).map(|_| i)
    }
}

/// Whether `c` can stand inside a word: letters, digits, combining marks.
pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36F}' | '\u{200D}' | '\u{FE0F}' | '_')
}
