//! The table as it lies in the file, and the look-ups in it.
//!
//! All numbers are little-endian. The file is
//!
//! ```text
//! magic     8 bytes                  "DLGAZ\0\0\1"
//! sections  7 × (offset u32, length u32), of:
//!   places     RECORD bytes each: name u32 | GeoNames id u32 | latitude i32 | longitude i32 (1e-5 degrees) | population u32 |
//!              admin1 u16 | admin2 u16 | country u8 | feature u8        countries come first, then divisions; NONE = none
//!   countries  5 bytes each: alpha-2, alpha-3; the n-th country is the n-th place
//!   features   8 bytes each: GeoNames feature code, padded with zeros
//!   texts      length u8, bytes: the names as they are shown
//!   senses     length u8, then u32 each: place << 3 | kind of name, the most populous first
//!   names      a transducer from folded names to the offset of their senses, or to (sense << 1 | 1) if there is only one
//!   words      a transducer from folded words to first name | surname << 2 | common word << 4
//! ```

use crate::fold::fold;
use fst::raw::{CompiledAddr, Fst, Output};

pub(crate) const MAGIC: &[u8; 8] = b"DLGAZ\0\0\x01";
pub(crate) const SECTIONS: usize = 7;
pub(crate) const RECORD: usize = 26;
pub(crate) const NONE16: u16 = u16::MAX;
pub(crate) const NONE8: u8 = u8::MAX;
/// What stands for a place that is not in the table: no name, no divisions, no country.
const NOWHERE: [u8; RECORD] = {
    let mut record = [u8::MAX; RECORD];
    let mut zero = 4;
    while zero < 20 {
        record[zero] = 0;
        zero += 1;
    }
    record
};

/// Why a table could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It does not start like one.
    #[error("not a gazetteer file of this version")]
    Magic,
    /// A section lies outside of the file or is misshapen.
    #[error("the gazetteer file is damaged")]
    Damaged,
    /// The places do not fit the format.
    #[error("too many {0} for the format")]
    TooMany(&'static str),
    /// One of the transducers could not be read or made.
    #[error("the index of names: {0}")]
    Index(#[from] fst::Error),
}

/// A place of the table, by its number in it. Numbers change when the table is built anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceId(pub u32);

/// How a name belongs to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// Its main name.
    Main,
    /// A name that is as good: "Burma", "Big Apple".
    Equal,
    /// Another spelling, language or time.
    Other,
    /// A division without its generic word: "Allen" for Allen County.
    Bare,
    /// An adjective or the name of its people: "Peruvian".
    Adjective,
    /// An abbreviation, which wants its capitals: "Calif.", "UK".
    Abbreviation,
}

impl NameKind {
    pub(crate) const ALL: [NameKind; 6] = {
        use NameKind::*;
        [Main, Equal, Other, Bare, Adjective, Abbreviation]
    };
}

/// One of the places that a name can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sense {
    /// The place.
    pub place: PlaceId,
    /// How the name belongs to it.
    pub kind: NameKind,
}

/// What the table says of a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place<'a> {
    /// Its number in the table.
    pub id: PlaceId,
    /// Its main name.
    pub name: &'a str,
    /// GeoNames id, if a source of the table gives one.
    pub geonames: Option<u32>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Inhabitants; of a division, those of its towns; 0 if not known.
    pub population: u32,
    /// ISO 3166-1 alpha-2.
    pub country: Option<&'a str>,
    /// GeoNames feature code.
    pub feature: &'a str,
    /// The country's place.
    pub country_place: Option<PlaceId>,
    /// The first-level division that holds it (or that it is).
    pub admin1: Option<PlaceId>,
    /// The second-level division that holds it (or that it is).
    pub admin2: Option<PlaceId>,
}

/// What else a word can be: 0 never, 1 seldom, 3 often.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordUse {
    /// A given name (United States census of 1990).
    pub first_name: u8,
    /// A surname (the same).
    pub surname: u8,
    /// A common English word, written small (SCOWL word lists).
    pub common: u8,
}

/// A table of places, read where it lies.
pub struct Gazetteer<'a> {
    places: &'a [u8],
    countries: &'a [u8],
    features: &'a [u8],
    texts: &'a [u8],
    senses: &'a [u8],
    names: Fst<&'a [u8]>,
    words: Fst<&'a [u8]>,
}

/// A walk through the names, word by word.
#[derive(Clone, Copy)]
pub struct Walk<'g, 'a> {
    gazetteer: &'g Gazetteer<'a>,
    node: CompiledAddr,
    output: Output,
}

/// The places that a name can mean, the most populous first.
#[derive(Clone)]
pub struct Senses<'a> {
    one: Option<u32>,
    many: std::slice::ChunksExact<'a, u8>,
}

impl Gazetteer<'static> {
    /// The table that comes with the program.
    pub fn bundled() -> &'static Gazetteer<'static> {
        static TABLE: std::sync::OnceLock<Gazetteer<'static>> = std::sync::OnceLock::new();
        TABLE.get_or_init(|| match Gazetteer::open(include_bytes!("../data/gazetteer.bin")) {
            Ok(table) => table,
            Err(e) => unreachable!("the file is part of the program, and a test opens it: {e}"),
        })
    }
}

impl<'a> Gazetteer<'a> {
    /// Opens a table; the bytes are read only when asked for.
    pub fn open(bytes: &'a [u8]) -> Result<Gazetteer<'a>, Error> {
        if bytes.get(..8) != Some(MAGIC) {
            return Err(Error::Magic);
        }
        let section = |i: usize| {
            let at = u32_at(bytes, 8 + 8 * i) as usize;
            let length = u32_at(bytes, 12 + 8 * i) as usize;
            bytes.get(at..at.saturating_add(length)).ok_or(Error::Damaged)
        };
        if bytes.len() < 8 + 8 * SECTIONS || section(0)?.len() % RECORD != 0 {
            return Err(Error::Damaged);
        }
        Ok(Gazetteer {
            places: section(0)?,
            countries: section(1)?,
            features: section(2)?,
            texts: section(3)?,
            senses: section(4)?,
            names: Fst::new(section(5)?)?,
            words: Fst::new(section(6)?)?,
        })
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.places.len() / RECORD
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// What the table says of a place. A number that is not of this table gives a place without a name.
    pub fn place(&self, id: PlaceId) -> Place<'a> {
        let record = self.places.chunks_exact(RECORD).nth(id.0 as usize).unwrap_or(&NOWHERE);
        let (admin1, admin2, country, feature) = (u16_at(record, 20), u16_at(record, 22), record[24], record[25]);
        let division = |n: u16| (n != NONE16).then_some(PlaceId(n.into()));
        let code = self.features.chunks_exact(8).nth(feature.into()).unwrap_or_default();
        let geonames = u32_at(record, 4);
        Place {
            id,
            name: self.text(u32_at(record, 0)),
            geonames: (geonames != 0).then_some(geonames),
            lat: f64::from(u32_at(record, 8) as i32) / 1e5,
            lon: f64::from(u32_at(record, 12) as i32) / 1e5,
            population: u32_at(record, 16),
            country: self.countries.chunks_exact(5).nth(country.into()).and_then(|c| std::str::from_utf8(&c[..2]).ok()),
            feature: std::str::from_utf8(code).unwrap_or("").trim_end_matches('\0'),
            country_place: (country != NONE8).then_some(PlaceId(country.into())),
            admin1: division(admin1),
            admin2: division(admin2),
        }
    }

    /// The places that bear a name, however it is written ("SAINT-LOUIS", "St. Louis").
    pub fn named(&self, name: &str) -> Senses<'a> {
        self.named_folded(&fold(name))
    }

    /// The places that bear a name that is already folded.
    pub fn named_folded(&self, folded: &str) -> Senses<'a> {
        self.walk().step(folded).map_or_else(Senses::none, |w| w.senses())
    }

    /// Starts a walk through the names.
    pub fn walk(&self) -> Walk<'_, 'a> {
        Walk { gazetteer: self, node: self.names.root().addr(), output: Output::zero() }
    }

    /// What else a folded word can be.
    pub fn word(&self, folded: &str) -> WordUse {
        let bits = self.words.get(folded).map_or(0, |o| o.value());
        let part = |shift: u64| (bits >> shift & 3) as u8;
        WordUse { first_name: part(0), surname: part(2), common: part(4) }
    }

    /// The place of a country, by its alpha-2 code.
    pub fn country(&self, alpha2: &str) -> Option<PlaceId> {
        self.countries.chunks_exact(5).position(|c| &c[..2] == alpha2.as_bytes()).map(|n| PlaceId(n as u32))
    }

    /// The alpha-3 code of a country, by its alpha-2 code.
    pub fn alpha3(&self, alpha2: &str) -> Option<&'a str> {
        let country = self.countries.chunks_exact(5).find(|c| &c[..2] == alpha2.as_bytes())?;
        std::str::from_utf8(&country[2..]).ok()
    }

    fn text(&self, at: u32) -> &'a str {
        let rest = self.texts.get(at as usize..).unwrap_or_default();
        let length = rest.first().map_or(0, |n| usize::from(*n));
        rest.get(1..=length).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or("")
    }
}

impl<'a> Walk<'_, 'a> {
    /// Goes on by some folded text; none if no name starts so.
    pub fn step(mut self, folded: &str) -> Option<Self> {
        let names = &self.gazetteer.names;
        for &byte in folded.as_bytes() {
            let node = names.node(self.node);
            let transition = node.transition(node.find_input(byte)?);
            self.output = self.output.cat(transition.out);
            self.node = transition.addr;
        }
        Some(self)
    }

    /// The places whose name ends here.
    pub fn senses(self) -> Senses<'a> {
        let node = self.gazetteer.names.node(self.node);
        if !node.is_final() {
            return Senses::none();
        }
        let value = self.output.cat(node.final_output()).value();
        if value & 1 == 1 {
            return Senses { one: Some((value >> 1) as u32), ..Senses::none() };
        }
        let rest = self.gazetteer.senses.get((value >> 1) as usize..).unwrap_or_default();
        let length = rest.first().map_or(0, |n| usize::from(*n));
        Senses { one: None, many: rest.get(1..1 + 4 * length).unwrap_or_default().chunks_exact(4) }
    }
}

impl<'a> Senses<'a> {
    fn none() -> Senses<'a> {
        Senses { one: None, many: [].chunks_exact(4) }
    }
}

impl Iterator for Senses<'_> {
    type Item = Sense;

    fn next(&mut self) -> Option<Sense> {
        let value = self.one.take().or_else(|| self.many.next().map(|b| u32_at(b, 0)))?;
        Some(Sense { place: PlaceId(value >> 3), kind: *NameKind::ALL.get((value & 7) as usize)? })
    }
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |b| b.iter().rev().fold(0, |n, b| n << 8 | u32::from(*b)))
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |b| u16::from(b[0]) | u16::from(b[1]) << 8)
}
