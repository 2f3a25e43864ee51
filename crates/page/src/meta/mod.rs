//! What a page says of itself: title, authors, dates, publisher, language.

pub mod dates;
pub mod names;

use regex::Regex;

/// Compiles a pattern that is part of the program.
#[allow(clippy::expect_used, reason = "patterns are constants, and the tests compile every one of them")]
fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a valid pattern")
}
