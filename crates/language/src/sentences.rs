//! Groups the tokens of a region into sentences.

use crate::abbreviations::{Stop, stop};
use crate::{Sentence, Token};
use dateline_record::Span;

/// Words that open sentences: behind an abbreviation's stop one of these, capitalised, begins a new one.
const OPENERS: &[&str] = &[
    "A",
    "About",
    "After",
    "All",
    "Although",
    "Among",
    "An",
    "And",
    "Another",
    "Any",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Despite",
    "During",
    "Each",
    "Earlier",
    "Even",
    "Every",
    "For",
    "From",
    "Further",
    "Furthermore",
    "Had",
    "Having",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Instead",
    "Is",
    "It",
    "Its",
    "Last",
    "Later",
    "Many",
    "Meanwhile",
    "More",
    "Moreover",
    "Most",
    "My",
    "No",
    "Nor",
    "Not",
    "Now",
    "Of",
    "On",
    "One",
    "Only",
    "Or",
    "Other",
    "Others",
    "Our",
    "Over",
    "Police",
    "She",
    "Since",
    "So",
    "Some",
    "Still",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Three",
    "Through",
    "Thus",
    "To",
    "Two",
    "Under",
    "Until",
    "Was",
    "We",
    "Were",
    "What",
    "When",
    "Where",
    "Whether",
    "Which",
    "While",
    "Who",
    "Why",
    "With",
    "Without",
    "Yet",
    "You",
    "Your",
];

/// Verbs that report a quoted question or cry: “Why now?” Doe asked.
const REPORTING: &[&str] = &[
    "said",
    "says",
    "asked",
    "asks",
    "added",
    "told",
    "tells",
    "wrote",
    "writes",
    "replied",
    "shouted",
    "cried",
    "yelled",
    "tweeted",
    "wondered",
    "exclaimed",
    "continued",
    "declared",
    "responded",
    "answered",
    "joked",
    "screamed",
    "chanted",
    "recalled",
    "explained",
    "demanded",
    "read",
    "reads",
    "called",
    "inquired",
    "remarked",
    "quipped",
    "retorted",
];

/// No sentence is longer, in tokens: what has no full stop for so long is a list or noise, and is cut to bound later work.
const LONGEST: usize = 500;

/// Appends the sentences of the region whose tokens are `tokens[first..]`.
pub fn split(text: &str, tokens: &[Token], first: usize, region: usize, out: &mut Vec<Sentence>) {
    let words = &tokens[first..];
    let mut start = 0;
    let mut i = 0;
    while i < words.len() {
        let mut next = i + 1;
        let ends = if gap_parts(text, words, i) || i - start >= LONGEST {
            true
        } else if ends_sentence(words[i].span.of(text)) {
            while next < words.len() {
                next += match closes(text, words, next) {
                    true => 1,
                    false if is_footnote(text, words, next) => 3,
                    false => break,
                };
            }
            next == words.len() || breaks(text, words, i, next)
        } else {
            false
        };
        if ends || next >= words.len() {
            let next = next.min(words.len());
            let span = words[start].span.cover(words[next - 1].span);
            out.push(Sentence { span, tokens: first + start..first + next, region });
            start = next;
            i = next;
        } else {
            i += 1;
        }
    }
}

fn ends_sentence(word: &str) -> bool {
    word.ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

/// Whether token `i` is a mark that belongs to the sentence that ended before it.
fn closes(text: &str, words: &[Token], i: usize) -> bool {
    let span = words[i].span;
    let close = words[i - 1].span.end == span.start;
    match span.of(text) {
        "”" | "»" | ")" | "]" | "''" | "›" => true,
        "\"" | "’" | "'" | "“" => close,
        "." | "..." => close,
        _ => false,
    }
}

/// Whether "[12]", the number of a footnote, begins at token `i`.
fn is_footnote(text: &str, words: &[Token], i: usize) -> bool {
    let word = |k: usize| words.get(k).map_or("", |t| t.span.of(text));
    word(i) == "[" && word(i + 2) == "]" && word(i + 1).len() <= 3 && word(i + 1).bytes().all(|b| b.is_ascii_digit())
}

/// Whether the white space behind token `i` holds a blank line, or a line break before a bullet.
fn gap_parts(text: &str, words: &[Token], i: usize) -> bool {
    let Some(next) = words.get(i + 1) else { return false };
    let gap = Span { start: words[i].span.end, end: next.span.start }.of(text);
    let lines = gap.bytes().filter(|&b| b == b'\n').count();
    lines > 1 || (lines == 1 && matches!(next.span.of(text), "•" | "·" | "*" | "-" | "–" | "▪" | "●" | "◦" | "‣" | "■"))
}

/// Whether a new sentence begins at token `next`, when token `i` could end one and only closing marks lie between.
fn breaks(text: &str, words: &[Token], i: usize, next: usize) -> bool {
    let word = words[i].span.of(text);
    let quoted = next > i + 1;
    // What follows, opening marks left out.
    let mut k = next;
    while k < words.len() && opens(words[k].span.of(text)) {
        k += 1;
    }
    let Some(following) = words.get(k).map(|t| t.span.of(text)) else { return false };
    let opened = k > next;
    let spaced = words[next].span.start > words[next - 1].span.end;
    let c = following.chars().next().unwrap_or(' ');
    if !spaced {
        // "end.Next" where white space was lost; but "3.Next", "?)," and "yahoo!-owned" go on.
        return word == "." && c.is_uppercase() && i > 0 && ends_lower(words[i - 1].span.of(text));
    }
    if word.len() > 1 && word.ends_with('.') && !word.starts_with('.') {
        return breaks_after_short(text, words, i, following, opened || quoted);
    }
    let starts = c.is_uppercase()
        || c.is_ascii_digit()
        || opened
        || !c.is_alphanumeric() && bullet(c)
        || !c.is_ascii() && c.is_alphabetic() && !c.is_lowercase();
    if !starts {
        // Lower case goes on after a question or cry, and after dots; a plain full stop has ended the sentence even so.
        return word == "."
            && !quoted
            && c.is_lowercase()
            && i > 0
            && words[i - 1].span.len() > 3
            && ends_lower(words[i - 1].span.of(text));
    }
    if matches!(word, "..." | "…" | "..") {
        return c.is_uppercase() || opened;
    }
    if quoted && !word.starts_with('.') && !opened {
        return !reported(text, words, k);
    }
    true
}

/// Whether, from token `k` on, a capitalised name and a reporting verb follow: “Why now?” *President Ann Roe asked*.
fn reported(text: &str, words: &[Token], k: usize) -> bool {
    for t in words.iter().skip(k).take(8) {
        let word = t.span.of(text);
        if REPORTING.contains(&word) {
            return true;
        }
        let lower = word.chars().next().is_some_and(char::is_lowercase);
        if ends_sentence(word) && word.len() == 1
            || matches!(word, "," | ":" | "“" | "\"")
            || lower && word.ends_with("ed")
        {
            return false;
        }
    }
    false
}

fn breaks_after_short(text: &str, words: &[Token], i: usize, following: &str, marked: bool) -> bool {
    let word = words[i].span.of(text);
    let stem = &word[..word.len() - 1];
    let after = following.chars().next();
    let before = i.checked_sub(1).and_then(|p| words[p].span.of(text).chars().next_back());
    if marked {
        return stop(stem, before, after) != Stop::Title && after.is_some_and(char::is_uppercase);
    }
    match stop(stem, before, after) {
        Stop::Title => false,
        Stop::Short | Stop::Full => {
            let clock = matches!(word, "a.m." | "p.m." | "A.M." | "P.M.");
            let zone = following.len() <= 4 && following.chars().all(char::is_uppercase) && following.len() > 1;
            OPENERS.contains(&following)
                || clock && after.is_some_and(char::is_uppercase) && !zone && !is_calendar(following)
        }
    }
}

fn is_calendar(word: &str) -> bool {
    const NAMES: &[&str] = &[
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
        "Oct", "Nov", "Dec", "Eas", "Cen", "Pac", "Mou", "Gre",
    ];
    word.get(..3).is_some_and(|head| NAMES.contains(&head))
}

fn ends_lower(word: &str) -> bool {
    word.len() > 1 && word.chars().next_back().is_some_and(char::is_lowercase)
}

fn opens(word: &str) -> bool {
    matches!(word, "“" | "‘" | "\"" | "'" | "``" | "(" | "[" | "«" | "„" | "‹" | "»" | "”" | "’" | "‚")
}

fn bullet(c: char) -> bool {
    matches!(c, '•' | '·' | '*' | '▪' | '●' | '◦' | '‣' | '■' | '–' | '—' | '-' | '#' | '@')
}
