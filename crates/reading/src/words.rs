//! The page's words with what is known of each at sight: the ground that every layer stands on.

use crate::cues::{Cue, cue};
use crate::lexicon::{Class, class_of};
use dateline_gazetteer::{Gazetteer, NameKind, WordUse, fold};
use dateline_language::{Analysis, Quote, Speech};
use dateline_record::Span;
use std::collections::HashSet;
use std::ops::Range;

/// A token with its classes.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    pub span: Span,
    pub class: Class,
    pub shape: Shape,
    /// Index of its sentence.
    pub sentence: u32,
    /// The outermost quote that it stands in, counted from one; zero outside.
    quote: u32,
}

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// "word"
    Lower,
    /// "Word"
    Capital,
    /// "WORD", of two letters or more
    Upper,
    /// "12", "3.5"
    Number,
    /// Anything else
    Mark,
}

/// All words of a page's reporting.
pub struct Words<'a> {
    pub text: &'a str,
    pub analysis: &'a Analysis,
    gazetteer: &'a Gazetteer<'a>,
    list: Vec<Word>,
    cues: Vec<Option<Cue>>,
    /// Words that the page also writes in lower case.
    lower: HashSet<&'a str>,
    /// Words that the page writes with a capital within a sentence.
    capital: HashSet<&'a str>,
}

impl<'a> Words<'a> {
    pub fn new(text: &'a str, analysis: &'a Analysis, gazetteer: &'a Gazetteer<'a>) -> Self {
        let mut list = Vec::with_capacity(analysis.tokens.len());
        let mut cues = Vec::with_capacity(analysis.tokens.len());
        let mut lower = HashSet::new();
        let mut capital = HashSet::new();
        let outer: Vec<(u32, Span)> = analysis
            .quotes
            .iter()
            .enumerate()
            .filter(|(_, q)| q.depth == 0)
            .map(|(i, q)| (i as u32 + 1, q.span))
            .collect();
        let mut quote = 0;
        let mut buffer = String::new();
        for (sentence, s) in analysis.sentences.iter().enumerate() {
            for token in &analysis.tokens[s.tokens.clone()] {
                let word = token.span.of(text);
                while quote < outer.len() && outer[quote].1.end <= token.span.start {
                    quote += 1;
                }
                let inside = outer.get(quote).filter(|(_, q)| q.start <= token.span.start).map_or(0, |(i, _)| *i);
                let shape = shape(word);
                if shape == Shape::Capital && token.span.start > s.span.start {
                    capital.insert(word);
                }
                let key = match shape {
                    Shape::Lower => {
                        lower.insert(word);
                        word
                    }
                    _ => {
                        buffer.clear();
                        buffer.extend(word.chars().flat_map(char::to_lowercase));
                        buffer.as_str()
                    }
                };
                list.push(Word {
                    span: token.span,
                    class: class_of(key),
                    shape,
                    sentence: sentence as u32,
                    quote: inside,
                });
                cues.push(if matches!(shape, Shape::Mark | Shape::Number) { None } else { cue(key) });
            }
        }
        Words { text, analysis, gazetteer, list, cues, lower, capital }
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The characters of word `i`; empty past the end.
    pub fn text_of(&self, i: usize) -> &'a str {
        self.list.get(i).map_or("", |w| w.span.of(self.text))
    }

    /// Whether word `i` is of a class.
    pub fn is(&self, i: usize, class: Class) -> bool {
        self.list.get(i).is_some_and(|w| w.class.any(class))
    }

    pub fn shape(&self, i: usize) -> Shape {
        self.list.get(i).map_or(Shape::Mark, |w| w.shape)
    }

    /// Whether word `i` begins with a capital.
    pub fn is_capital(&self, i: usize) -> bool {
        matches!(self.shape(i), Shape::Capital | Shape::Upper)
    }

    /// The reporting verb that word `i` may be.
    pub fn cue(&self, i: usize) -> Option<Cue> {
        self.cues.get(i).copied().flatten()
    }

    /// How likely word `i` is part of a source, cue or content, as the network sees it; zero without a network.
    pub fn speech(&self, i: usize) -> Speech {
        self.analysis.speech.get(i).copied().unwrap_or_default()
    }

    /// The outermost quote that word `i` stands in.
    pub fn quote_of(&self, i: usize) -> Option<usize> {
        self.list.get(i).and_then(|w| (w.quote as usize).checked_sub(1))
    }

    pub fn quote(&self, q: usize) -> Option<&Quote> {
        self.analysis.quotes.get(q)
    }

    /// The words of sentence `s`.
    pub fn sentence(&self, s: usize) -> Range<usize> {
        self.analysis.sentences.get(s).map_or(0..0, |s| s.tokens.clone())
    }

    /// The sentence that word `i` stands in, as words.
    pub fn sentence_around(&self, i: usize) -> Range<usize> {
        self.list.get(i).map_or(0..0, |w| self.sentence(w.sentence as usize))
    }

    pub fn sentence_of(&self, i: usize) -> usize {
        self.list.get(i).map_or(0, |w| w.sentence as usize)
    }

    /// The region that word `i` stands in.
    pub fn region_of(&self, i: usize) -> usize {
        self.analysis.sentences.get(self.sentence_of(i)).map_or(0, |s| s.region)
    }

    /// The span from the first to the last of some words.
    pub fn span(&self, words: Range<usize>) -> Span {
        match (self.list.get(words.start), words.end.checked_sub(1).and_then(|e| self.list.get(e))) {
            (Some(a), Some(b)) if words.start < words.end => a.span.cover(b.span),
            _ => Span::default(),
        }
    }

    /// The words that lie within `span`.
    pub fn within(&self, span: Span) -> Range<usize> {
        let start = self.list.partition_point(|w| w.span.start < span.start);
        let end = self.list.partition_point(|w| w.span.end <= span.end);
        start..end.max(start)
    }

    /// Whether the page writes `word` in lower case somewhere.
    pub fn seen_lower(&self, word: &str) -> bool {
        self.lower.contains(word.to_lowercase().as_str())
    }

    /// How often word `i` is a given name, a family name, a common word, by the gazetteer's counts.
    pub fn usage(&self, i: usize) -> WordUse {
        self.gazetteer.word(&fold(self.text_of(i)))
    }

    /// Whether the gazetteer knows a place, of some size, by the name that some words make.
    pub fn is_place(&self, words: Range<usize>) -> bool {
        let known = |p| self.gazetteer.place(p);
        self.gazetteer.named(self.span(words).of(self.text)).any(|s| {
            let place = known(s.place);
            place.population > 20_000 || place.feature.starts_with("PCL") || place.feature.starts_with("ADM1")
        })
    }

    /// Whether word `i` names a country.
    pub fn is_country(&self, i: usize) -> bool {
        let place = |p| self.gazetteer.place(p);
        self.gazetteer.named(self.text_of(i)).any(|s| place(s.place).feature.starts_with("PCL"))
    }

    /// Whether word `i` is the name of a state's capital.
    pub fn is_capital_city(&self, i: usize) -> bool {
        let place = |p| self.gazetteer.place(p);
        self.gazetteer.named(self.text_of(i)).any(|s| place(s.place).feature == "PPLC" && s.kind == NameKind::Main)
    }

    /// Whether the page writes `word` with a capital within a sentence.
    pub fn seen_capital(&self, word: &str) -> bool {
        self.capital.contains(word)
    }

    /// Whether word `i` is `text`, whatever its case.
    pub fn says(&self, i: usize, text: &str) -> bool {
        self.text_of(i).eq_ignore_ascii_case(text)
    }

    /// Whether word `i` opens or closes a quote.
    pub fn is_quote_mark(&self, i: usize) -> bool {
        matches!(self.text_of(i), "“" | "”" | "\"" | "``" | "''" | "«" | "»" | "„" | "‘")
    }

    /// Whether word `i` is a stop, dash, colon, semicolon or bracket, behind which no phrase goes on.
    pub fn is_break(&self, i: usize) -> bool {
        matches!(
            self.text_of(i),
            "." | "!"
                | "?"
                | "…"
                | "..."
                | ":"
                | ";"
                | "—"
                | "–"
                | "―"
                | "--"
                | "("
                | ")"
                | "["
                | "]"
                | "|"
                | "•"
                | "*"
        )
    }

    pub fn is_comma(&self, i: usize) -> bool {
        self.text_of(i) == ","
    }
}

fn shape(word: &str) -> Shape {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return Shape::Mark };
    if first.is_ascii_digit() {
        return Shape::Number;
    }
    if first.is_uppercase() {
        let mut letters = chars.filter(|c| c.is_alphabetic()).peekable();
        return if letters.peek().is_some() && letters.all(char::is_uppercase) { Shape::Upper } else { Shape::Capital };
    }
    if first.is_alphabetic() || matches!(first, '\'' | '’') && word.len() > first.len_utf8() {
        Shape::Lower
    } else {
        Shape::Mark
    }
}
