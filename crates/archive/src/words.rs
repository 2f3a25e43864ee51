//! The words of a page as they are compared with those of other pages.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word of the reporting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Hash of its folded form.
    pub hash: u64,
    /// Where it starts, in bytes of the text it was taken from.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether it stands between quotation marks, in a post or in a picture's caption.
    pub quoted: bool,
    /// Whether it stands in a notice such as an agency puts under its texts.
    pub notice: bool,
}

/// The words of `text`, a paragraph a line.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::with_capacity(text.len() / 6);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        paragraph(line, start, &mut out);
        start += line.len();
    }
    out
}

fn paragraph(line: &str, offset: usize, out: &mut Vec<Word>) {
    let lower = line.to_lowercase();
    let (notice, handed_round) = (is_notice(&lower), is_handed_round(&lower));
    // A quotation that goes on over paragraphs opens each anew and closes in the last: none is carried over.
    let mut quoted = handed_round;
    let mut begin = None;
    let mut previous = ' ';
    let goes_on = |at: usize| line.get(at..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    for (i, c) in line.char_indices().chain([(line.len(), ' ')]) {
        let inside = c.is_alphanumeric() || is_combining_mark(c);
        let joins = matches!(c, '\'' | '’') && previous.is_alphanumeric();
        match begin {
            None if inside => begin = Some(i),
            Some(b) if !(inside || joins && goes_on(i + c.len_utf8())) => {
                let hash = hash(folded(line.get(b..i).unwrap_or_default()).as_bytes());
                out.push(Word { hash, start: offset + b, end: offset + i, quoted, notice });
                begin = None;
            }
            _ => {}
        }
        match c {
            '“' | '„' | '«' => quoted = true,
            '”' | '»' => quoted = handed_round,
            '"' => quoted = handed_round || !quoted,
            _ => {}
        }
        previous = c;
    }
}

/// Whether a paragraph is a notice of ownership, a form, or a note on who else worked on it, rather than reporting.
fn is_notice(lower: &str) -> bool {
    const MARKS: [&str; 13] = [
        "copyright ",
        "©",
        "all rights reserved",
        "may not be published, broadcast",
        "contributed to this report",
        "contributed reporting",
        "newsletter",
        "sign up ",
        "email address",
        "not a robot",
        "follow us on",
        "click here",
        "continue reading",
    ];
    // Such notices are short; the words may come up in a long paragraph of reporting.
    const LONGEST: usize = 500;
    lower.len() <= LONGEST && MARKS.iter().any(|mark| lower.contains(mark))
}

/// Whether a paragraph stands in many pages without one having taken it from another: a picture's caption, or a post.
fn is_handed_round(lower: &str) -> bool {
    const MARKS: [&str; 6] = ["file photo", "file picture", "ap photo", "(photo", "pic.twitter.com", "photo/"];
    let handle = |(i, _): (usize, &str)| {
        let before = lower.get(..i).and_then(|s| s.chars().next_back());
        let after = lower.get(i + 1..).and_then(|s| s.chars().next());
        before.is_none_or(|c| !c.is_alphanumeric()) && after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    MARKS.iter().any(|mark| lower.contains(mark)) || lower.match_indices('@').any(handle)
}

/// Lower case, without accents; one kind of apostrophe.
pub(crate) fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let plain = word.nfd().filter(|c| !is_combining_mark(*c)).map(|c| if c == '’' { '\'' } else { c });
    plain.flat_map(char::to_lowercase).collect()
}

/// A name as it is compared: folded, letters that have no accent to lose as they are written without them, without points, one space between its words.
pub fn folded_name(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for c in folded(name).chars() {
        match c {
            '.' => {}
            'ø' => plain.push('o'),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ß' => plain.push_str("ss"),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'þ' => plain.push_str("th"),
            'ı' => plain.push('i'),
            c => plain.push(c),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// FNV-1a with a final mix: short, the same on every machine, and good enough for words.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let h = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    mixed(h)
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
pub(crate) fn mixed(mut h: u64) -> u64 {
    h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    h ^ (h >> 31)
}

/// Hash of a run of words.
pub(crate) fn run(words: &[Word]) -> u64 {
    mixed(words.iter().fold(0, |h: u64, w| h.rotate_left(9).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ w.hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_their_place_and_whether_they_are_quoted() {
        let text = "“No one’s hurt,” Éva said.\nCopyright 2026 Meridian Press.\n";
        let words = words(text);
        let shown: Vec<_> = words.iter().map(|w| (&text[w.start..w.end], w.quoted, w.notice)).collect();
        let wanted = [
            ("No", true, false),
            ("one’s", true, false),
            ("hurt", true, false),
            ("Éva", false, false),
            ("said", false, false),
            ("Copyright", false, true),
            ("2026", false, true),
            ("Meridian", false, true),
            ("Press", false, true),
        ];
        assert_eq!(shown, wanted);
        assert_eq!(words[3].hash, hash(b"eva"));
    }

    #[test]
    fn names_are_compared_without_accents_and_points() {
        for (name, folded) in [
            ("José  M. Álvarez", "jose m alvarez"),
            ("Tromsø", "tromso"),
            ("Łódź", "lodz"),
            ("Þór Æ. Straße", "thor ae strasse"),
        ] {
            assert_eq!(folded_name(name), folded);
        }
    }
}
