//! Patterns over tokens: a small language, compiled once, matched without backtracking beyond a pattern's own length.
//!
//! A pattern is a row of elements with spaces between. An element is a word of the text in small letters, a mark, or a
//! class in capitals (see [`Class`]); `a|b` allows either, and a trailing `?` makes the element optional.

use crate::lexicon::{CLASSES, Class, Lexicon, Which};
use crate::meaning::Made;
use crate::tokens::Tok;
use std::sync::OnceLock;

/// One rule of the grammar: what it matches, what that means, and examples, which are its tests.
pub(crate) struct Rule {
    /// What the rule is about; shown in explanations.
    pub name: &'static str,
    /// Any of these.
    pub patterns: &'static [&'static str],
    /// What a match means; [`Made::No`] where the words around it speak against it.
    pub make: fn(&Match) -> Made,
    /// Sentences with the expression in brackets, and its value on a page of Wednesday, 15 May 2024. An empty value:
    /// the sentence holds no time at all.
    #[cfg_attr(not(test), allow(dead_code))]
    pub examples: &'static [(&'static str, &'static str)],
}

/// The tokens that a pattern matched, and what stands around them.
pub(crate) struct Match<'a> {
    pub text: &'a str,
    pub tokens: &'a [Tok],
    pub first: usize,
    pub end: usize,
}

impl<'a> Match<'a> {
    pub(crate) fn matched(&self) -> &'a [Tok] {
        self.tokens.get(self.first..self.end).unwrap_or(&[])
    }

    /// The value of the first matched token of a class.
    pub(crate) fn value(&self, class: Class) -> Option<i32> {
        self.nth(class, 0)
    }

    /// The value of the `n`th matched token of a class.
    pub(crate) fn nth(&self, class: Class, n: usize) -> Option<i32> {
        self.matched().iter().filter_map(|t| t.value(class)).nth(n)
    }

    /// Where the `n`th matched token of a class stands among all tokens.
    pub(crate) fn position(&self, class: Class, n: usize) -> Option<usize> {
        self.matched().iter().enumerate().filter(|(_, t)| t.is(class)).nth(n).map(|(i, _)| self.first + i)
    }

    /// The first "last", "this", "next", … among the matched tokens.
    pub(crate) fn which(&self) -> Option<Which> {
        self.matched().iter().find_map(|t| t.entry().and_then(|e| e.which()))
    }

    /// Whether one of the words is among the matched tokens.
    pub(crate) fn has(&self, words: &[&str]) -> bool {
        self.matched().iter().any(|t| is_one_of(t.of(self.text), words))
    }

    /// The token `n` places before the match (1 is next to it).
    pub(crate) fn before(&self, n: usize) -> Option<&'a Tok> {
        self.first.checked_sub(n).and_then(|i| self.tokens.get(i))
    }

    /// The token `n` places after the match (1 is next to it).
    pub(crate) fn after(&self, n: usize) -> Option<&'a Tok> {
        self.tokens.get(self.end + n - 1)
    }

    /// Whether the word before is one of these.
    pub(crate) fn follows(&self, words: &[&str]) -> bool {
        self.before(1).is_some_and(|t| is_one_of(t.of(self.text), words))
    }

    /// Whether the word after is one of these.
    pub(crate) fn precedes(&self, words: &[&str]) -> bool {
        self.after(1).is_some_and(|t| is_one_of(t.of(self.text), words))
    }
}

/// Whether a word is one of these, whatever its case.
pub(crate) fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|w| word.eq_ignore_ascii_case(w))
}

#[derive(Clone, Debug, Default)]
struct Element {
    literals: Vec<u16>,
    classes: u32,
    optional: bool,
}

impl Element {
    fn fits(&self, t: &Tok) -> bool {
        t.classes & self.classes != 0 || t.literal != 0 && self.literals.contains(&t.literal)
    }
}

struct Compiled {
    rule: &'static Rule,
    elements: Vec<Element>,
}

/// All patterns, found by what they start with.
pub(crate) struct Grammar {
    patterns: Vec<Compiled>,
    by_literal: Vec<Vec<u16>>,
    by_class: Vec<Vec<u16>>,
}

/// A pattern's words that are not classes.
pub(crate) fn words(pattern: &'static str) -> impl Iterator<Item = &'static str> {
    pattern.split(' ').flat_map(|e| e.strip_suffix('?').unwrap_or(e).split('|')).filter(|w| class_of(w).is_none())
}

fn class_of(word: &str) -> Option<Class> {
    CLASSES.iter().find(|(name, _)| *name == word).map(|(_, c)| *c)
}

impl Grammar {
    pub(crate) fn get() -> &'static Grammar {
        static GRAMMAR: OnceLock<Grammar> = OnceLock::new();
        GRAMMAR.get_or_init(Grammar::build)
    }

    fn build() -> Grammar {
        let lexicon = Lexicon::get();
        let mut g = Grammar {
            patterns: Vec::new(),
            by_literal: vec![Vec::new(); lexicon.literals()],
            by_class: vec![Vec::new(); CLASSES.len()],
        };
        for rule in crate::rules::all() {
            for pattern in rule.patterns {
                let elements: Vec<Element> = pattern.split(' ').map(|e| element(lexicon, e)).collect();
                let id = g.patterns.len() as u16;
                // Optional elements at the front: the pattern can start with any of them or the first one that is not.
                for e in elements.iter().scan(true, |open, e| {
                    let was = *open;
                    *open &= e.optional;
                    was.then_some(e)
                }) {
                    for &l in &e.literals {
                        push(&mut g.by_literal[l as usize], id);
                    }
                    for (c, ids) in g.by_class.iter_mut().enumerate() {
                        if e.classes & (1 << c) != 0 {
                            push(ids, id);
                        }
                    }
                }
                g.patterns.push(Compiled { rule, elements });
            }
        }
        g
    }

    /// The longest match at token `at`, and of several the first in the table: the rule, the index after the match, and
    /// what it means.
    pub(crate) fn longest(&self, text: &str, tokens: &[Tok], at: usize) -> Option<(&'static Rule, usize, Made)> {
        let t = tokens.get(at)?;
        if t.literal == 0 && t.classes == 0 {
            return None;
        }
        let mut best: Option<(&'static Rule, usize, Made)> = None;
        let mut try_all = |ids: &[u16]| {
            for &id in ids {
                let Some(p) = self.patterns.get(id as usize) else { continue };
                let Some(end) = run(&p.elements, tokens, at) else { continue };
                let rule = p.rule;
                if best.as_ref().is_some_and(|(_, e, _)| *e >= end) {
                    continue;
                }
                let made = (rule.make)(&Match { text, tokens, first: at, end });
                if !matches!(made, Made::No) {
                    best = Some((rule, end, made));
                }
            }
        };
        if t.literal != 0 {
            try_all(&self.by_literal[t.literal as usize]);
        }
        let mut classes = t.classes;
        while classes != 0 {
            try_all(&self.by_class[classes.trailing_zeros() as usize]);
            classes &= classes - 1;
        }
        best
    }
}

fn push(ids: &mut Vec<u16>, id: u16) {
    if ids.last() != Some(&id) {
        ids.push(id);
    }
}

fn element(lexicon: &Lexicon, source: &str) -> Element {
    let optional = source.len() > 1 && source.ends_with('?');
    let body = if optional { &source[..source.len() - 1] } else { source };
    let mut e = Element { optional, ..Element::default() };
    for word in body.split('|') {
        match class_of(word) {
            Some(c) => e.classes |= 1 << c as u32,
            None => e.literals.push(lexicon.literal(word)),
        }
    }
    e
}

/// Matches the elements from token `at`; gives the index after the match. Recursion is as deep as the pattern is long.
fn run(elements: &[Element], tokens: &[Tok], at: usize) -> Option<usize> {
    let Some((e, rest)) = elements.split_first() else { return Some(at) };
    if let Some(t) = tokens.get(at)
        && e.fits(t)
        && let Some(end) = run(rest, tokens, at + 1)
    {
        return Some(end);
    }
    if e.optional { run(rest, tokens, at) } else { None }
}
