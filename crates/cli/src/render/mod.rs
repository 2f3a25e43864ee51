//! How a record looks: for people at a terminal, for programs, for a browser.

#[cfg(test)]
mod example;
mod happenings;
pub mod html;
pub mod text;
pub(crate) mod words;
