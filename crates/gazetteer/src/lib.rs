//! Which places bear this name, and where do they lie?
//!
//! A [`Gazetteer`] reads a table of places straight out of its bytes: nothing is copied or unpacked when it is opened, and a
//! look-up walks a finite-state transducer. [`Gazetteer::bundled`] is the table that comes with the program (made by
//! `gazetteer/fetch.py` and the `build` example of this crate). Which of the places a page means is not its concern.
//!
//! ```
//! use dateline_gazetteer::Gazetteer;
//! let gazetteer = Gazetteer::bundled();
//! let riga = gazetteer.named("Riga").map(|s| gazetteer.place(s.place)).find(|p| p.feature == "PPLC").unwrap();
//! assert_eq!((riga.country, riga.geonames), (Some("LV"), Some(456172)));
//! ```

mod build;
mod fold;
mod table;

pub use build::{NewPlace, Word, build};
pub use fold::{Token, fold, tokens};
pub use table::{Error, Gazetteer, NameKind, Place, PlaceId, Sense, Senses, Walk, WordUse};
