//! What a page says of itself: title, authors, dates, publisher, language.

pub mod dates;
pub mod lines;
pub mod names;

use regex::Regex;

/// Compiles a pattern that is part of the program.
#[allow(clippy::expect_used, reason = "patterns are constants, and the tests compile every one of them")]
fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a valid pattern")
}

/// The first `limit` bytes of a text, or a little less, so as to end between characters.
fn cut(text: &str, limit: usize) -> &str {
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
