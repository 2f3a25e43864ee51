//! What can be said about a page: the types of the sourced record, and the spans that pin each fact to its words.
//!
//! A [`Record`] is what `dateline read --format json` prints. The types here are its source of truth; [`schema`] gives
//! them as a JSON Schema.
//!
//! # Offsets
//!
//! While a page is being read, every [`Span`] counts **bytes** of the page's UTF-8 text, always on character
//! boundaries, since that is what Rust slices by. The record that leaves the program counts **Unicode code points**,
//! since that is what most readers of JSON count. [`Record::into_code_points`] is the one place where the change happens, and
//! `reading::read` calls it last.

mod check;
mod span;
mod types;

pub use check::{Fault, check};
pub use span::{CodePoints, Span};
pub use types::*;

/// The JSON Schema (draft 2020-12) of a [`Record`].
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Record).to_value()
}
