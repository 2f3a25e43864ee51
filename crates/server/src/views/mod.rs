//! The questions, each in a file of its own.

pub mod article;
pub mod choose;
pub mod claim;
pub mod claims;
pub mod event;
pub mod front;
pub mod map;
pub mod names;
pub mod network;
pub mod search;
pub mod stories;
pub mod story;
pub mod timeline;
pub mod unread;
pub mod who;
