//! What have we read, and how much of it is the same voice?
//!
//! An [`Archive`] is one SQLite file: every record that was read, in tables that any SQLite tool opens (`docs/archive.md`), and what the
//! pages have to do with each other. Work on a page alone is done by [`Prepared::new`], on any number of threads; [`Archive::add`]
//! writes it and compares it with a bounded number of others, on one.

mod archive;
mod ask;
mod copies;
pub mod day;
mod error;
mod exchange;
mod join;
pub mod linked;
mod origin;
mod parquet;
mod prepare;
pub mod score;
mod table;
mod terms;
pub mod voices;
mod words;
mod write;

pub use archive::{Added, Archive, Origin, Unread};
pub use ask::{Filter, Order, Summary, Table, match_words};
pub use copies::{Kind, Shared};
pub use error::Error;
pub use prepare::Prepared;
pub use table::{csv_header, csv_line};
pub use words::folded_name;
