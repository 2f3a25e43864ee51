//! What are the words doing? Sentences, tokens and quotation marks of running text.
//!
//! Knows nothing of news outlets or addresses: a sentence reads the same wherever it was printed.

use dateline_record::Span;

/// What is known of the words of a text. All spans count bytes of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    /// In order, without overlap.
    pub sentences: Vec<Sentence>,
    /// In order, without overlap.
    pub tokens: Vec<Token>,
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

/// A word, number or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its characters.
    pub span: Span,
}

/// Reads `text` within `regions`: stretches (paragraphs) in order, none overlapping. A sentence never crosses a region.
pub fn analyse(_text: &str, _regions: &[Span]) -> Analysis {
    Analysis::default()
}
