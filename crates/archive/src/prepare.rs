//! All work on one page that needs no other: done by many threads, before the one that writes.

use crate::terms::{self, Vector};
use crate::words::{self, Word};
use crate::{Error, copies};
use dateline_record::{CodePoints, Record};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use std::io::{Read, Write};

/// A record made ready for the archive.
pub struct Prepared {
    pub(crate) record: Record,
    /// Its reporting, a block a paragraph.
    pub(crate) reporting: String,
    pub(crate) words: Vec<Word>,
    pub(crate) sample: Vec<i64>,
    pub(crate) vector: Vector,
    pub(crate) packed: Vec<u8>,
}

impl Prepared {
    /// Makes a finished record (spans in code points) ready.
    pub fn new(record: Record) -> Prepared {
        let reporting = reporting(&record);
        let words = words::words(&reporting);
        let packed = pack(&record);
        let vector = terms::vector(record.article.title.as_deref().unwrap_or_default(), &reporting);
        Prepared { sample: copies::sample(&words), vector, words, packed, reporting, record }
    }

    /// The record.
    pub fn record(&self) -> &Record {
        &self.record
    }
}

/// The words of a record's reporting blocks; headline, byline and credit left out, since copies differ in them.
fn reporting(record: &Record) -> String {
    use dateline_record::BlockKind as Kind;
    let points = CodePoints::new(&record.text);
    let mut out = String::with_capacity(record.text.len());
    for block in &record.blocks {
        if block.kind.is_reporting() && !matches!(block.kind, Kind::Headline | Kind::Byline | Kind::Credit) {
            let span = points.bytes(block.span);
            out.push_str(record.text.get(span.start as usize..span.end as usize).unwrap_or_default());
            out.push('\n');
        }
    }
    out
}

/// JSON, deflated.
fn pack(record: &Record) -> Vec<u8> {
    // A record always serializes, and writing to memory cannot fail. All at once: the encoder clears its buffer at every write.
    let json = serde_json::to_vec(record).unwrap_or_default();
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    let _ = encoder.write_all(&json);
    encoder.finish().unwrap_or_default()
}

/// Back from [`pack`].
pub(crate) fn unpack(bytes: &[u8]) -> Result<Record, Error> {
    let mut json = Vec::new();
    ZlibDecoder::new(bytes).read_to_end(&mut json)?;
    serde_json::from_slice(&json).map_err(|e| Error::Record(e.to_string()))
}
