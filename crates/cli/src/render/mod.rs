//! How a record looks: for people at a terminal, for programs, for a browser.

pub mod text;
