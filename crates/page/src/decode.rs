//! Bytes to text: which characters are these?
//!
//! Order of evidence: byte order mark, UTF-8 that is valid and not plain ASCII, the transport's character set, the page's own
//! (`meta`, XML declaration), a guess from the bytes (`chardetng`, as Firefox does for pages that declare nothing).

use crate::PageError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// Bytes that one page may have. The largest news pages seen have about 8 MB.
pub const MAX_BYTES: usize = 32 << 20;
/// A page's declaration of its character set stands within its first bytes (the Standard looks at 1,024; many pages need more).
const DECLARATION_WITHIN: usize = 16 << 10;
/// Bytes that the guess is made from.
const GUESS_FROM: usize = 1 << 20;
/// At most this share of bytes may be control characters that no text contains.
const CONTROLS: f64 = 0.02;

/// Decoded text and what was doubtful about it.
pub struct Decoded<'a> {
    /// The characters; no byte order mark.
    pub text: Cow<'a, str>,
    /// For the record's notes.
    pub doubt: Option<String>,
}

/// Decodes a page. `charset` is what the transport says; `html` tells whether to look for a declaration in the page itself.
pub fn decode<'a>(bytes: &'a [u8], charset: Option<&str>, html: bool) -> Result<Decoded<'a>, PageError> {
    if bytes.len() > MAX_BYTES {
        return Err(PageError::TooLarge { bytes: bytes.len(), limit: MAX_BYTES });
    }
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Err(PageError::Empty);
    }
    if let Some(kind) = binary_format(bytes) {
        return Err(PageError::NotText(kind));
    }
    let (encoding, bytes, certain) = choose(bytes, charset, html);
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    if is_binary(&text) {
        return Err(PageError::NotText("binary data"));
    }
    if text.trim().is_empty() {
        return Err(PageError::Empty);
    }
    let name = encoding.name();
    let doubt = match (malformed, certain) {
        (true, _) => {
            let lost = text.matches('\u{fffd}').count();
            Some(format!("{lost} places could not be read as {name}; they show as U+FFFD"))
        }
        (false, false) => Some(format!("the page does not name its character set; read as {name}")),
        (false, true) => None,
    };
    Ok(Decoded { text, doubt })
}

/// The encoding, the bytes without their byte order mark, and whether the choice rests on more than a guess.
fn choose<'a>(bytes: &'a [u8], charset: Option<&str>, html: bool) -> (&'static Encoding, &'a [u8], bool) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (encoding, &bytes[mark..], true);
    }
    if let Some(encoding) = bare_utf16(bytes) {
        return (encoding, bytes, false);
    }
    let valid_utf8 = std::str::from_utf8(bytes).is_ok();
    let seven_bit = bytes.is_ascii();
    // no other encoding yields valid UTF-8 by accident, whatever the declaration says
    if valid_utf8 && !seven_bit {
        return (UTF_8, bytes, true);
    }
    let declared = charset
        .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        .or_else(|| html.then(|| declaration(bytes)).flatten())
        // a declaration that could be read byte by byte is not UTF-16
        .map(|e| if e == UTF_16LE || e == UTF_16BE { UTF_8 } else { e });
    match declared {
        Some(utf8) if utf8 == UTF_8 && (seven_bit || mostly_utf8(bytes)) => (UTF_8, bytes, true),
        Some(encoding) if encoding != UTF_8 => (encoding, bytes, true),
        _ if seven_bit && !bytes.contains(&0x1b) => (WINDOWS_1252, bytes, true),
        None if mostly_utf8(bytes) => (UTF_8, bytes, true),
        _ => (guess(bytes), bytes, false),
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(GUESS_FROM)], bytes.len() <= GUESS_FROM);
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-8 with slips: of the sequences that are not ASCII, at most one in four is broken.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes[..bytes.len().min(GUESS_FROM)].utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad * 3 <= good
}

/// UTF-16 without a byte order mark: in Western text every other byte is zero.
fn bare_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512) & !1];
    let zeros = |at: usize| head.iter().skip(at).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    if pairs < 4 {
        None
    } else if odd * 10 > pairs * 7 && even == 0 {
        Some(UTF_16LE)
    } else if even * 10 > pairs * 7 && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The character set that the page's head declares.
fn declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARATION_WITHIN)].to_ascii_lowercase();
    if head.starts_with(b"<?xml") {
        let end = find(&head, b"?>").unwrap_or(head.len());
        if let Some(encoding) = label_after(&head[..end], b"encoding") {
            return Some(encoding);
        }
    }
    let mut rest: &[u8] = &head;
    while let Some(at) = find(rest, b"<meta") {
        rest = &rest[at + 5..];
        let end = rest.iter().position(|b| *b == b'>').unwrap_or(rest.len());
        if let Some(encoding) = label_after(&rest[..end], b"charset") {
            return Some(encoding);
        }
    }
    None
}

/// `key = "label"` with or without quotation marks.
fn label_after(text: &[u8], key: &[u8]) -> Option<&'static Encoding> {
    let rest = text[find(text, key)? + key.len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|b| !(b.is_ascii_alphanumeric() || b"-_:.".contains(b))).unwrap_or(rest.len());
    Encoding::for_label(&rest[..end])
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w == needle)
}

/// File formats that begin with a signature of their own.
fn binary_format(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 17] = [
        (b"%PDF-", "a PDF document"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF87a", "a GIF picture"),
        (b"GIF89a", "a GIF picture"),
        (b"RIFF", "a RIFF file (WebP, WAV or AVI)"),
        (b"PK\x03\x04", "a ZIP archive (or an office document)"),
        (b"\x1f\x8b", "gzip data"),
        (b"\x28\xb5\x2f\xfd", "Zstandard data"),
        (b"BZh", "bzip2 data"),
        (b"\xfd7zXZ", "xz data"),
        (b"7z\xbc\xaf", "a 7z archive"),
        (b"\x7fELF", "a program"),
        (b"\xd0\xcf\x11\xe0", "an old office document"),
        (b"ID3", "an MP3 file"),
        (b"OggS", "an Ogg file"),
        (b"SQLite format 3", "an SQLite database"),
    ];
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some("an MP4 file or AVIF picture");
    }
    SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)).map(|(_, name)| *name)
}

fn is_binary(text: &str) -> bool {
    let head = &text.as_bytes()[..text.len().min(1 << 16)];
    let controls = head.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31 | 127)).count();
    controls as f64 > CONTROLS * head.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], charset: Option<&str>) -> (String, bool) {
        let d = decode(bytes, charset, true).unwrap();
        (d.text.into_owned(), d.doubt.is_some())
    }

    #[test]
    fn follows_the_evidence() {
        let utf16: Vec<u8> = "\u{feff}<p>Größe</p>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let bare: Vec<u8> = "<p>Caf\u{e9} news</p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, charset, text, doubt) in [
            (&b"\xef\xbb\xbf<p>x"[..], Some("koi8-r"), "<p>x", false),
            (&utf16, None, "<p>Größe</p>", false),
            (&bare, None, "<p>Café news</p>", true),
            ("<meta charset=iso-8859-1><p>Größe".as_bytes(), None, "<meta charset=iso-8859-1><p>Größe", false),
            (b"<p>caf\xe9 \x93so\x94", Some("ISO-8859-1"), "<p>café “so”", false),
            (
                b"<META http-equiv=x content='text/html; charset=windows-1251'>\xcc\xe8\xf0",
                None,
                "<META http-equiv=x content='text/html; charset=windows-1251'>Мир",
                false,
            ),
            (
                b"<?xml version='1.0' encoding='koi8-r'?>\xed\xc9\xd2",
                None,
                "<?xml version='1.0' encoding='koi8-r'?>Мир",
                false,
            ),
            (b"<meta charset=utf-16><p>plain", None, "<meta charset=utf-16><p>plain", false),
            (b"<p>plain", None, "<p>plain", false),
        ] {
            assert_eq!(read(bytes, charset), (text.to_owned(), doubt), "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn guesses_and_says_so() {
        let german =
            b"<p>Die Stra\xdfe f\xfchrt \xfcber die gro\xdfe Br\xfccke nach S\xfcden, sagt der B\xfcrgermeister."
                .repeat(20);
        let (text, doubt) = read(&german, None);
        assert!(text.contains("Die Straße führt über die große Brücke"));
        assert!(doubt);
        // the declaration is plainly wrong
        assert!(read(&[b"<meta charset=utf-8>", &german[..]].concat(), None).0.contains("große Brücke"));
    }

    #[test]
    fn keeps_utf8_with_slips() {
        let (text, doubt) = read(&["Größe über Straßen für Mädchen".as_bytes(), b" \xff."].concat(), None);
        assert_eq!(text, "Größe über Straßen für Mädchen \u{fffd}.");
        assert!(doubt);
    }

    #[test]
    fn refuses_what_is_not_text() {
        for (bytes, error) in [
            (&b""[..], PageError::Empty),
            (b" \r\n\t\0", PageError::Empty),
            (b"\xef\xbb\xbf \n", PageError::Empty),
            (b"%PDF-1.7 ...", PageError::NotText("a PDF document")),
            (b"\x1f\x8b\x08\0", PageError::NotText("gzip data")),
            (b"\x01\x02\x03\x04\x05some\x06\x07\x08\x0e", PageError::NotText("binary data")),
        ] {
            assert_eq!(decode(bytes, None, true).err(), Some(error), "{}", bytes.escape_ascii());
        }
        assert!(matches!(decode(&vec![b'a'; MAX_BYTES + 1], None, true), Err(PageError::TooLarge { .. })));
    }
}
