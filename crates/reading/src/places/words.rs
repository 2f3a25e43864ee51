//! The page's words as the search for names sees them.

use dateline_gazetteer::{Gazetteer, Token, WordUse, tokens};
use dateline_record::Span;

/// A word of the page.
pub struct Word {
    /// Its bytes in the text, and its folded form.
    pub token: Token,
    /// Starts with a capital letter.
    pub capital: bool,
    /// Has capitals only (and more than one letter).
    pub all_capitals: bool,
    /// First of its sentence or paragraph.
    pub first: bool,
    /// Starts a paragraph.
    pub opens_region: bool,
    /// How it hangs together with the word before.
    pub joint: Joint,
    /// What else it can be.
    pub uses: WordUse,
}

/// What stands between a word and the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// One space, or a space after the full stop of an abbreviation.
    Space,
    /// A hyphen.
    Hyphen,
    /// A comma and a space.
    Comma,
    /// Anything else.
    Break,
}

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "adm", "brig", "capt", "cmdr", "co", "col", "cpl", "dr", "ft", "gen", "gov", "hon", "jr", "lt", "maj", "messrs",
    "mr", "mrs", "ms", "mt", "no", "prof", "rep", "reps", "rev", "sen", "sens", "sgt", "sr", "st", "ste", "supt",
    "twp", "vs",
];

/// Cuts the regions of a text into words.
pub fn words(text: &str, regions: &[Span], gazetteer: &Gazetteer) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(text.len() / 6);
    for region in regions {
        let (start, part) = (region.start as usize, region.of(text));
        let mut before: Option<usize> = None;
        for mut token in tokens(part) {
            let gap = before.map(|end| &part[end..token.start]);
            let surface = &part[token.start..token.end];
            let previous = out.last().filter(|_| gap.is_some());
            let abbreviated = previous.is_some_and(|w| {
                w.token.folded.len() == 1 && w.capital || ABBREVIATIONS.binary_search(&w.token.folded.as_str()).is_ok()
            });
            let joint = match gap {
                Some(" " | "\u{a0}") => Joint::Space,
                Some(". ") if abbreviated => Joint::Space,
                Some("-" | "‑" | "–") => Joint::Hyphen,
                Some(", ") => Joint::Comma,
                Some(g) if g.len() < 4 && !g.contains(|c: char| !c.is_whitespace()) && !g.contains("\n\n") => {
                    Joint::Space
                }
                _ => Joint::Break,
            };
            let first = gap.is_none_or(|g| {
                g.contains(['!', '?', '"', '“', '”', ':', ';', '\n', '•', '|', '—'])
                    || g.contains('.') && joint != Joint::Space
                    || g.contains("--")
                    || g.contains(" - ")
            }) || previous.is_some_and(|w| {
                joint == Joint::Space && part[..w.token.end - start].ends_with('.') && w.token.folded.len() > 3
            });
            let capital = surface.chars().next().is_some_and(|c| c.is_uppercase());
            let bare = token.base.map_or(surface, |(end, _)| &part[token.start..end]);
            let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
            let all_capitals = capital && letters > 1 && !bare.chars().any(|c| c.is_lowercase());
            before = Some(token.end);
            let opens_region = gap.is_none();
            token.start += start;
            token.end += start;
            token.base = token.base.map(|(end, length)| (end + start, length));
            let uses =
                gazetteer.word(token.base.map_or(&token.folded, |(_, n)| &token.folded[..n.min(token.folded.len())]));
            out.push(Word { token, capital, all_capitals, first, opens_region, joint, uses });
        }
    }
    out
}

impl Word {
    /// The folded word.
    pub fn folded(&self) -> &str {
        &self.token.folded
    }

    /// The folded word without a possessive ending.
    pub fn base(&self) -> &str {
        match self.token.base {
            Some((_, n)) if self.token.folded.is_char_boundary(n) => &self.token.folded[..n],
            _ => &self.token.folded,
        }
    }

    /// Whether it ends in a possessive.
    pub fn possessive(&self) -> bool {
        self.token.base.is_some()
    }
}
