//! Cuts a region into words, numbers and marks.

use crate::abbreviations::{Stop, stop};
use crate::{Token, is_word};
use dateline_record::Span;

/// Endings that Universal Dependencies cuts off after an apostrophe.
const CLITICS: &[&str] = &["s", "re", "ve", "ll", "d", "m"];

/// Last parts of addresses that are written without `www`.
const DOMAINS: &[&str] = &[
    "com", "org", "net", "gov", "edu", "co", "io", "tv", "info", "uk", "eu", "ru", "cn", "de", "fr", "us", "pdf",
    "html",
];

/// Prefixes that stay with their word over a hyphen ("re-emerged"), as in the guidelines of the English treebanks.
const PREFIXES: &[&str] = &[
    "anti", "co", "counter", "e", "ex", "extra", "inter", "intra", "macro", "micro", "mid", "mini", "mis", "multi",
    "neo", "non", "over", "post", "pre", "pro", "proto", "pseudo", "quasi", "re", "semi", "sub", "super", "trans",
    "ultra", "un", "under",
];

/// Words that lose their opening letters to an apostrophe.
const ELIDED: &[&str] = &["em", "til", "tis", "twas", "cause", "bout", "n", "round", "cuz", "ere"];

pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Whether the apostrophe before `rest` stands for lost letters or digits ("'em", "'90s") and opens no quote.
pub(crate) fn is_elision(rest: &str) -> bool {
    let word: &str = &rest[..rest.find(|c: char| !is_word(c)).unwrap_or(rest.len())];
    ELIDED.iter().any(|e| e.eq_ignore_ascii_case(word))
        || (word.len() >= 2 && word.as_bytes()[..2].iter().all(u8::is_ascii_digit) && word.len() <= 3)
        || (word.len() <= 2 && CLITICS.contains(&word))
}

/// Appends the tokens of `region`, which starts at byte `base` of the text.
pub fn tokenise(region: &str, base: usize, out: &mut Vec<Token>) {
    let mut chars: Vec<(usize, char)> = Vec::new();
    let mut start = 0;
    while start < region.len() {
        let rest = &region[start..];
        let skip = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
        start += skip;
        let rest = &region[start..];
        let end = start + rest.find(char::is_whitespace).unwrap_or(rest.len());
        if start == end {
            break;
        }
        chars.clear();
        chars.extend(region[start..end].char_indices().map(|(i, c)| (start + i, c)));
        Chunk { region, base, end, chars: &chars }.cut(out);
        start = end;
    }
}

/// A stretch without white space.
struct Chunk<'a> {
    region: &'a str,
    base: usize,
    end: usize,
    chars: &'a [(usize, char)],
}

impl Chunk<'_> {
    fn at(&self, i: usize) -> Option<char> {
        self.chars.get(i).map(|&(_, c)| c)
    }

    fn byte(&self, i: usize) -> usize {
        self.chars.get(i).map_or(self.end, |&(b, _)| b)
    }

    fn text(&self, i: usize, j: usize) -> &str {
        &self.region[self.byte(i)..self.byte(j)]
    }

    fn push(&self, i: usize, j: usize, out: &mut Vec<Token>) {
        if i < j {
            out.push(Token::new(Span::new(self.base + self.byte(i), self.base + self.byte(j))));
        }
    }

    fn cut(&self, out: &mut Vec<Token>) {
        let mut i = 0;
        while let Some(c) = self.at(i) {
            let j = if is_word(c) || matches!(c, '#' | '@') && self.at(i + 1).is_some_and(is_word) {
                match self.address(i) {
                    Some(j) => {
                        self.push(i, j, out);
                        j
                    }
                    None => self.word(i, out),
                }
            } else if is_apostrophe(c)
                && self.at(i + 1).is_some_and(is_word)
                && is_elision(self.text(i + 1, self.chars.len()))
            {
                self.run(i, i + 1, is_word, out)
            } else {
                match c {
                    '.' => self.run(i, i + 1, |c| c == '.', out),
                    '-' => self.run(i, i + 1, |c| c == '-', out),
                    '!' | '?' => self.run(i, i + 1, |c| matches!(c, '!' | '?'), out),
                    '*' | '_' | '=' | '~' => self.run(i, i + 1, |d| d == c, out),
                    '`' => self.run(i, i + 1, |c| c == '`', out),
                    '\'' if self.at(i + 1) == Some('\'') => self.run(i, i + 2, |_| false, out),
                    _ => self.run(i, i + 1, |c| matches!(c, '\u{FE0F}' | '\u{200D}'), out),
                }
            };
            i = j;
        }
    }

    /// One token from `i`, as far from `j` on as characters fit.
    fn run(&self, i: usize, mut j: usize, fits: impl Fn(char) -> bool, out: &mut Vec<Token>) -> usize {
        while self.at(j).is_some_and(&fits) {
            j += 1;
        }
        self.push(i, j, out);
        j
    }

    /// The end of a web or mail address that starts at `i`.
    fn address(&self, i: usize) -> Option<usize> {
        // Within a word the question was asked, and answered, at its start.
        if i > 0 && self.at(i - 1).is_some_and(|c| is_word(c) || matches!(c, '.' | '-' | '+')) {
            return None;
        }
        let head = self.text(i, (i + 8).min(self.chars.len()));
        let web = ["http://", "https://", "www."]
            .iter()
            .any(|p| head.get(..p.len()).is_some_and(|h| h.eq_ignore_ascii_case(p)));
        if !web {
            // A mail address: only where the "@" comes before anything that no address holds.
            let mut j = i;
            while self.at(j).is_some_and(|c| is_word(c) || matches!(c, '.' | '-' | '+')) {
                j += 1;
            }
            if j == i || self.at(j) != Some('@') || !self.at(j + 1).is_some_and(is_word) {
                return None;
            }
        }
        let mut j = i;
        while self.at(j).is_some_and(|c| !matches!(c, '"' | '“' | '”' | '<' | '>' | '«' | '»' | '…')) {
            j += 1;
        }
        while j > i
            && self
                .at(j - 1)
                .is_some_and(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '\'' | '’' | '*'))
        {
            j -= 1;
        }
        Some(j)
    }

    /// Cuts a word or number that starts at `i`, with its clitics and its abbreviating stop, and gives its end.
    fn word(&self, i: usize, out: &mut Vec<Token>) -> usize {
        let mut j = i + 1;
        let mut part = i; // where the part since the last inner stop begins
        while let Some(c) = self.at(j) {
            if is_word(c) {
                j += 1;
                continue;
            }
            let (Some(before), Some(after)) = (self.at(j - 1), self.at(j + 1)) else { break };
            if !is_word(after) {
                break;
            }
            let digits = before.is_ascii_digit() && after.is_ascii_digit();
            let letters = before.is_alphabetic() && after.is_alphabetic();
            let joins = match c {
                '.' => digits || (letters && (self.initials(part, j) || self.is_domain(j + 1))),
                ',' => digits && (2..=3).all(|k| self.at(j + k).is_some_and(|c| c.is_ascii_digit())),
                ':' | '/' => digits,
                '’' | '\'' => before.is_alphanumeric(),
                '-' => self.hyphen_joins(i, j),
                '&' => letters && before.is_uppercase() && after.is_uppercase(),
                '\u{2011}' | '\u{AD}' => true,
                _ => false,
            };
            if !joins {
                break;
            }
            if c == '.' {
                part = j + 1;
            }
            j += 2;
        }
        let stopped = self.at(j) == Some('.')
            && (self.at(j + 1) != Some('.') || self.at(j + 2) != Some('.'))
            && self.keeps_stop(i, j);
        if stopped {
            j += 1;
        }
        self.cut_clitic(i, j, out);
        j
    }

    /// Whether the part before an inner stop is of one letter or two ("U", "Ph"), as in "U.S." and "Ph.D."; not in "end.Next".
    fn initials(&self, part: usize, j: usize) -> bool {
        let after = self.at(j + 2);
        j - part == 1
            || (j - part == 2
                && !after.is_some_and(char::is_alphanumeric)
                && self.at(part).is_some_and(char::is_uppercase))
    }

    /// Whether the hyphen at `j` holds a prefix to its word, or figures together ("555-0101").
    fn hyphen_joins(&self, i: usize, j: usize) -> bool {
        if j - i > 8 {
            return false;
        }
        let (head, after) = (self.text(i, j), self.at(j + 1));
        if after.is_some_and(char::is_alphabetic) {
            return PREFIXES.iter().any(|p| p.eq_ignore_ascii_case(head));
        }
        let figures =
            |from: usize| (from..from + 5).take_while(|&k| self.at(k).is_some_and(|c| c.is_ascii_digit())).count();
        head.bytes().all(|b| b.is_ascii_digit() || b == b'-')
            && figures(j + 1) >= 3
            && (1..=4).contains(&figures(j + 1))
            && j - i <= 7
    }

    fn is_domain(&self, i: usize) -> bool {
        let mut j = i;
        while j < i + 5 && self.at(j).is_some_and(char::is_alphanumeric) {
            j += 1;
        }
        DOMAINS.contains(&self.text(i, j))
    }

    /// Whether the stop at `j` belongs to the word that starts at `i`.
    fn keeps_stop(&self, i: usize, j: usize) -> bool {
        let before = self.region[..self.byte(i)].trim_end().chars().next_back();
        let mut after = self.region[self.byte(j) + 1..].chars();
        let after = match after.next() {
            Some(c) if c.is_whitespace() => after.find(|c| !c.is_whitespace()),
            // A hyphen or comma goes on with the sentence; a closing mark may end it.
            other => other,
        };
        stop(self.text(i, j), before, after) != Stop::Full
    }

    /// Pushes the word, its clitic cut off.
    fn cut_clitic(&self, i: usize, j: usize, out: &mut Vec<Token>) {
        let word = self.text(i, j);
        let mark = (i..j).rev().take(4).find(|&k| self.at(k).is_some_and(is_apostrophe));
        if let Some(k) = mark {
            let tail = self.text(k + 1, j);
            if tail.eq_ignore_ascii_case("t") && k > i + 1 && self.at(k - 1).is_some_and(|c| matches!(c, 'n' | 'N')) {
                self.push(i, k - 1, out);
                return self.push(k - 1, j, out);
            }
            if k > i && CLITICS.iter().any(|c| c.eq_ignore_ascii_case(tail)) {
                self.push(i, k, out);
                return self.push(k, j, out);
            }
        } else {
            let cut = match word {
                "cannot" | "Cannot" | "gonna" | "Gonna" | "gotta" | "Gotta" => 3,
                "wanna" | "Wanna" => 3,
                _ => 0,
            };
            if cut > 0 {
                self.push(i, i + cut, out);
                return self.push(i + cut, j, out);
            }
        }
        self.push(i, j, out);
    }
}
