//! What are the words doing? Sentences, tokens and quotation marks of running text by rule; parts of speech, trees, names, who says
//! what, mentions and events by a small network.
//!
//! Knows nothing of news outlets or addresses: a sentence reads the same wherever it was printed.
//!
//! ```
//! use dateline_language::{Model, analyse, read};
//! use dateline_record::Span;
//!
//! let text = "Gen. Ann Roe didn't stay. “Too late,” she said.";
//! let analysis = analyse(text, &[Span::new(0, text.len())]);
//! let sentences: Vec<&str> = analysis.sentences.iter().map(|s| s.span.of(text)).collect();
//! assert_eq!(sentences, ["Gen. Ann Roe didn't stay.", "“Too late,” she said."]);
//! assert_eq!(analysis.tokens[3].span.of(text), "did");
//! assert_eq!(analysis.quotes[0].inner.of(text), "Too late,");
//!
//! let model = Model::bundled().expect("the model that comes with the program");
//! let analysis = read(text, &[Span::new(0, text.len())], model).expect("a model that runs");
//! assert_eq!(analysis.tokens[5].upos.as_str(), "VERB");
//! assert_eq!(analysis.lemma(text, 3), "do");
//! ```

mod abbreviations;
mod decode;
mod labels;
mod lemma;
mod names;
mod network;
mod pieces;
mod quotes;
mod reading;
mod sentences;
mod tokens;
mod tree;
mod windows;

use dateline_record::Span;
pub use labels::{EventClass, MentionKind, NameKind, PLOVER, Relation, Upos};
pub use lemma::lemma;
pub use network::{Model, ModelError};
pub use quotes::Quote;
use std::ops::Range;

/// What is known of the words of a text. Spans count bytes of the text, ranges its tokens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// In order, without overlap.
    pub sentences: Vec<Sentence>,
    /// In order, without overlap.
    pub tokens: Vec<Token>,
    /// Stretches between quotation marks, by start; a quote within another follows it.
    pub quotes: Vec<Quote>,
    /// Whether the network has read the text. If not, parts of speech and relations mean nothing and the lists below are empty.
    pub is_read: bool,
    /// In order, without overlap.
    pub names: Vec<NameSpan>,
    /// Who says what, by first word.
    pub attributions: Vec<Attributed>,
    /// Of each token, how likely it is part of a source, a cue or a content.
    pub speech: Vec<Speech>,
    /// Mentions of somebody or something, by head word.
    pub mentions: Vec<MentionHead>,
    /// Who may be meant by each of them, by mention, then by antecedent.
    pub links: Vec<Link>,
    /// Words that tell of an event, in order.
    pub events: Vec<EventWord>,
    /// Words that are taken for no event, though the chance that they tell of one is a tenth or more.
    pub faint_events: Vec<EventWord>,
    /// Who acts in an event of a kind that PLOVER knows, in order. Empty for a model file that does not tell.
    pub actors: Vec<Range<usize>>,
    /// Who is acted upon in such an event, in order. Empty for a model file that does not tell.
    pub recipients: Vec<Range<usize>>,
    trees: tree::Trees,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last character.
    pub span: Span,
    /// Indices of its tokens in [`Analysis::tokens`].
    pub tokens: Range<usize>,
    /// Index of the region (paragraph) that it stands in.
    pub region: usize,
}

/// A word, number or mark, cut as Universal Dependencies cuts English: "don't" is "do" and "n't", "far-off" is three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its characters.
    pub span: Span,
    /// Its part of speech.
    pub upos: Upos,
    /// The token that it depends on, in the same sentence; none for the sentence's own head, and where no network has read. A very long
    /// sentence is read in parts, each with a head of its own.
    pub head: Option<u32>,
    /// Its relation to its head.
    pub relation: Relation,
}

impl Token {
    /// A token that no network has read.
    pub fn new(span: Span) -> Token {
        Token { span, upos: Upos::X, head: None, relation: Relation::Dep }
    }
}

/// A name.
#[derive(Clone, Debug, PartialEq)]
pub struct NameSpan {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its type.
    pub kind: NameKind,
    /// Mean probability of its tokens to be part of a name of this type, 0 to 1.
    pub score: f32,
}

/// Somebody says something, after the guideline of PolNeAR (Newell et al. 2018).
#[derive(Clone, Debug, PartialEq)]
pub struct Attributed {
    /// Who, in order.
    pub source: Vec<Range<usize>>,
    /// The words that say that something is said.
    pub cue: Option<Range<usize>>,
    /// What, in order; never empty.
    pub content: Vec<Range<usize>>,
    /// Probability of the least sure of its parts (mean of its labels, times that of its link to the cue), 0 to 1.
    pub score: f32,
}

impl Attributed {
    /// Its first token.
    pub fn start(&self) -> usize {
        self.source.iter().chain(&self.cue).chain(&self.content).map(|r| r.start).min().unwrap_or(0)
    }
}

/// Probabilities that a token is part of what [`Attributed`] names, 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Speech {
    /// Of a source.
    pub source: f32,
    /// Of a cue.
    pub cue: f32,
    /// Of a content.
    pub content: f32,
}

/// A mention of somebody or something by its head word: [`Analysis::phrase`] of that word is its extent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MentionHead {
    /// Its head word.
    pub head: usize,
    /// What it stands for.
    pub kind: MentionKind,
    /// Head word of an earlier mention of the same, not further than a window (about 200 words) away.
    pub antecedent: Option<usize>,
    /// Probability of that antecedent, or of having none; 0 to 1.
    pub score: f32,
}

/// An earlier mention of what may be the same, in the same window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// Index of the mention in [`Analysis::mentions`].
    pub mention: usize,
    /// Index of the earlier one.
    pub antecedent: usize,
    /// Score; that of having no antecedent is 0, and the chance of each is its exponential among those of all.
    pub score: f32,
}

/// A word that tells of an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EventWord {
    /// The word.
    pub token: usize,
    /// Its class; none where only the PLOVER types speak for an event.
    pub class: Option<EventClass>,
    /// From -1, it did not happen, to 1, it did.
    pub factuality: f32,
    /// Probabilities that readers of the sentence alone would hold it to have not happened, to be open, to have happened or to be going
    /// to (ratings of at most -1, between, at least 1 of the UW corpus, Lee et al. 2015).
    pub certainty: [f32; 3],
    /// Probabilities of telling of no event that PLOVER knows, then of its types in the order of [`PLOVER`].
    pub plover: [f32; 17],
}

/// Cuts `text` by rule within `regions`: stretches (paragraphs) in order, none overlapping. A sentence never crosses a region; a
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

/// [`analyse`], then reads what it has cut with the network.
pub fn read(text: &str, regions: &[Span], model: &Model) -> Result<Analysis, ModelError> {
    let mut analysis = analyse(text, regions);
    model.read(text, &mut analysis)?;
    Ok(analysis)
}

impl Analysis {
    /// Adds a sentence that is cut into tokens already, those of a treebank say: to `text`, parted by blanks, and to the analysis.
    pub fn push_sentence<'a>(&mut self, text: &mut String, tokens: impl IntoIterator<Item = &'a str>, region: usize) {
        let first = self.tokens.len();
        for token in tokens {
            if !text.is_empty() {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(token);
            self.tokens.push(Token::new(Span::new(start, text.len())));
        }
        if let [a, ..] = &self.tokens[first..] {
            let span = Span { start: a.span.start, end: text.len() as u32 };
            self.sentences.push(Sentence { span, tokens: first..self.tokens.len(), region });
        }
    }

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
