//! How a record looks: for people at a terminal, for programs, for a browser.

#[cfg(test)]
mod example;
pub mod html;
pub mod story;
pub mod text;
