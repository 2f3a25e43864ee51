//! HTML: the tree, the visible text, and what each block of it is for.

pub mod tag;
pub mod tree;

pub use tag::Tag;
pub use tree::{Document, NodeId};
