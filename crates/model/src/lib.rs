//! What are the words doing, as a small network sees it? Parts of speech, dependency trees, names, who says what, mentions.
//!
//! Takes sentences of tokens, cut by whoever calls, and gives labels over those tokens. The network (feature `inference`)
//! is made by `training/` and comes as one file with its labels and its sub-words inside.

mod decode;
mod input;
#[cfg(feature = "inference")]
mod network;
mod pieces;

pub use decode::{Span, spans, tree};
pub use input::{LetterCase, Sentence, Window, windows};
#[cfg(feature = "inference")]
pub use network::{Attribution, Labels, Mention, Model, ModelError, Reading, Session, Word};
pub use pieces::Pieces;
