use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A stretch of a page's text, `[start, end)`.
///
/// Bytes inside the program, code points in a finished record: see the crate's documentation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// Offset of the first unit.
    pub start: u32,
    /// Offset after the last unit; never less than `start`.
    pub end: u32,
}

impl Span {
    /// The span `[start, end)`. An `end` before `start` gives the empty span at `start`.
    pub fn new(start: usize, end: usize) -> Span {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        Span { start, end: end.max(start) }
    }

    /// The words that the span covers, if it counts bytes of `text`; empty if it does not fit.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// The span as a range for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in the span's own unit.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.end == self.start
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one unit.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Turns byte offsets of one text into code point offsets, and back, in constant time a look-up.
///
/// Keeps one count for every 64 bytes, so that it costs a sixteenth of the text.
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points that start before byte `64 * i`.
    before: Vec<u32>,
}

const STEP: usize = 64;

/// Bytes that start a code point.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count()
}

impl<'t> CodePoints<'t> {
    /// Counts the code points of `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STEP + 1);
        let mut n = 0u32;
        for chunk in text.as_bytes().chunks(STEP) {
            before.push(n);
            n += starts(chunk) as u32;
        }
        before.push(n);
        CodePoints { text, before }
    }

    /// The code point offset of byte offset `byte`; offsets past the end give the length.
    pub fn of_byte(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.text.len());
        let i = byte / STEP;
        self.before[i.min(self.before.len() - 1)] + starts(&self.text.as_bytes()[i * STEP..byte]) as u32
    }

    /// The byte offset of code point offset `point`; offsets past the end give the length.
    pub fn to_byte(&self, point: u32) -> u32 {
        let i = self.before.partition_point(|&n| n <= point).saturating_sub(1);
        let mut left = point.saturating_sub(self.before[i]) as usize;
        let bytes = self.text.as_bytes();
        let mut at = i * STEP;
        while at < bytes.len() {
            if bytes[at] & 0xC0 != 0x80 {
                if left == 0 {
                    break;
                }
                left -= 1;
            }
            at += 1;
        }
        at.min(bytes.len()) as u32
    }

    /// A span of bytes as a span of code points.
    pub fn span(&self, bytes: Span) -> Span {
        Span { start: self.of_byte(bytes.start), end: self.of_byte(bytes.end) }
    }

    /// A span of code points as a span of bytes.
    pub fn bytes(&self, points: Span) -> Span {
        Span { start: self.to_byte(points.start), end: self.to_byte(points.end) }
    }
}

/// Spans that JSON gives as `[start, end]`.
pub(crate) mod pairs {
    use super::Span;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(spans: &[Span], s: S) -> Result<S::Ok, S::Error> {
        s.collect_seq(spans.iter().map(|x| [x.start, x.end]))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<Span>, D::Error> {
        let pairs = Vec::<[u32; 2]>::deserialize(d)?;
        Ok(pairs.into_iter().map(|[start, end]| Span { start, end: end.max(start) }).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_and_bytes_agree_with_char_indices() {
        let text = "“Did you?” — Пу́тин asked 金正恩 🛰️ twice. ".repeat(9);
        let points = CodePoints::new(&text);
        let mut n = 0;
        for (byte, _) in text.char_indices() {
            assert_eq!(points.of_byte(byte as u32), n);
            assert_eq!(points.to_byte(n), byte as u32);
            n += 1;
        }
        assert_eq!(points.of_byte(text.len() as u32), n);
        assert_eq!(points.to_byte(n), text.len() as u32);
        assert_eq!(points.to_byte(n + 7), text.len() as u32);
        assert_eq!(CodePoints::new("").span(Span::new(0, 3)), Span::new(0, 0));
    }
}
