//! JSON as pages really hold it: in comments, with raw line breaks and stray commas, cut off at the end.

use super::cut;
use serde_json::{Map, Value};

/// Values nested deeper than this are read as null.
const MAX_DEPTH: usize = 64;

/// What stands after this many bytes of a script is not read.
const MAX_BYTES: usize = 2 << 20;

/// Reads the values in the text of a script element. Sound JSON is read as such; of broken JSON, what can be made out.
pub fn read(text: &str) -> Vec<Value> {
    let text = unwrap(cut(text, MAX_BYTES));
    match serde_json::from_str(text) {
        Ok(value) => vec![value],
        Err(_) => {
            let decoded;
            // some templates escape the whole script as if it were text
            let text = if text.contains("&quot;") && !text.contains('"') {
                decoded = text.replace("&quot;", "\"").replace("&amp;", "&");
                decoded.as_str()
            } else {
                text
            };
            let mut reader = Reader { bytes: text.as_bytes(), at: 0 };
            let mut values = Vec::new();
            while reader.skip_to_container() {
                values.push(reader.value(0));
            }
            values
        }
    }
}

/// Takes comment and CDATA marks and a final semicolon off.
fn unwrap(text: &str) -> &str {
    let mut text = text.trim();
    for (open, close) in [("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("/*<![CDATA[*/", "/*]]>*/"), ("<![CDATA[", "]]>")]
    {
        text = text.strip_prefix(open).unwrap_or(text).trim();
        text = text.strip_suffix(close).unwrap_or(text).trim();
    }
    text.trim_end_matches(';').trim_end()
}

/// Reads forgivingly, never backwards: linear in its input.
struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blank(&mut self) {
        while self.peek().is_some_and(|b| b.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Goes to the next object or array of the top level.
    fn skip_to_container(&mut self) -> bool {
        while self.peek().is_some_and(|b| b != b'{' && b != b'[') {
            self.at += 1;
        }
        self.at < self.bytes.len()
    }

    fn value(&mut self, depth: usize) -> Value {
        self.skip_blank();
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => Value::String(self.string()),
            _ => self.bare(),
        }
    }

    fn object(&mut self, depth: usize) -> Value {
        self.at += 1;
        let mut map = Map::new();
        loop {
            self.skip_blank();
            match self.peek() {
                None => break,
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                // the end of an array that this object stands in: its own end is missing
                Some(b']') => break,
                Some(b'"') => {
                    let key = self.string();
                    self.skip_blank();
                    if self.peek() == Some(b':') {
                        self.at += 1;
                        let value = self.nested(depth);
                        map.entry(key).or_insert(value);
                    }
                }
                Some(_) => self.at += 1,
            }
        }
        Value::Object(map)
    }

    fn array(&mut self, depth: usize) -> Value {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_blank();
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b'}') => break,
                Some(b',' | b':') => self.at += 1,
                Some(_) => items.push(self.nested(depth)),
            }
        }
        Value::Array(items)
    }

    fn nested(&mut self, depth: usize) -> Value {
        if depth + 1 < MAX_DEPTH {
            return self.value(depth + 1);
        }
        // too deep: step over one sign, so that reading goes on
        self.at += 1;
        Value::Null
    }

    /// Numbers and words; anything else is null. Always moves on, except at the end of a container.
    fn bare(&mut self) -> Value {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|b| !matches!(b, b',' | b'}' | b']' | b':' | b'"' | b'{' | b'[') && !b.is_ascii_whitespace())
        {
            self.at += 1;
        }
        if self.at == start && self.peek().is_some_and(|b| !matches!(b, b',' | b'}' | b']')) {
            self.at += 1;
        }
        let word = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        serde_json::from_str(word).unwrap_or(Value::Null)
    }

    /// A string may hold raw control characters, wrong escapes and quotation marks that should have been escaped: a mark ends it
    /// only if what follows can follow a string.
    fn string(&mut self) -> String {
        self.at += 1;
        let mut out = Vec::new();
        while let Some(b) = self.peek() {
            self.at += 1;
            match b {
                b'"' if self.ends_here() => break,
                b'\\' => self.escape(&mut out),
                _ => out.push(b),
            }
        }
        String::from_utf8_lossy(&out).into_owned()
    }

    /// Whether the quotation mark just read closes its string.
    fn ends_here(&self) -> bool {
        let mut rest = self.bytes[self.at..].iter().take(256).copied().filter(|b| !b.is_ascii_whitespace());
        match rest.next() {
            None | Some(b':' | b'}' | b']') => true,
            Some(b',') => rest.next().is_none_or(|b| b"\"{[}]-tfn".contains(&b) || b.is_ascii_digit()),
            // the comma is missing, the next key stands on its own line
            Some(b'"') => self.bytes[self.at..].first().is_some_and(|b| matches!(b, b'\n' | b'\r')),
            Some(_) => false,
        }
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(b) = self.peek() else { return };
        self.at += 1;
        match b {
            b'n' => out.push(b'\n'),
            b't' => out.push(b'\t'),
            b'r' => out.push(b'\r'),
            b'b' | b'f' => out.push(b' '),
            b'u' => {
                let unit = self.hex();
                let c = match unit {
                    Some(high @ 0xD800..=0xDBFF) if self.bytes[self.at..].starts_with(b"\\u") => {
                        self.at += 2;
                        let low = self.hex().unwrap_or(0);
                        char::from_u32(0x10000 + ((high - 0xD800) << 10) + (low.wrapping_sub(0xDC00) & 0x3FF))
                    }
                    Some(unit) => char::from_u32(unit),
                    None => None,
                };
                out.extend_from_slice(c.unwrap_or('\u{fffd}').encode_utf8(&mut [0; 4]).as_bytes());
            }
            other => out.push(other),
        }
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.bytes.get(self.at..self.at + 4)?;
        let value = u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        self.at += 4;
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_can_be_made_out() {
        for (text, expected) in [
            (r#"{"a":"b"}"#, r#"[{"a":"b"}]"#),
            ("<!-- {\"a\":1} -->", r#"[{"a":1}]"#),
            ("//<![CDATA[\n{\"a\":1};\n//]]>", r#"[{"a":1}]"#),
            ("{\"a\":\"one\ntwo\"}", r#"[{"a":"one\ntwo"}]"#),
            (r#"{"a":1,"b":[1,2,],}"#, r#"[{"a":1,"b":[1,2]}]"#),
            (r#"{"a":"it\'s"}"#, r#"[{"a":"it's"}]"#),
            (r#"{"a":"He said "no" today","b":2}"#, r#"[{"a":"He said \"no\" today","b":2}]"#),
            (r#"{"a":1}{"b":2}"#, r#"[{"a":1},{"b":2}]"#),
            (r#"{"a":"x","b":{"c":"cut o"#, r#"[{"a":"x","b":{"c":"cut o"}}]"#),
            ("{\"a\":\"x\"\n\"b\":\"y\"}", r#"[{"a":"x","b":"y"}]"#),
            ("{&quot;a&quot;:&quot;x&quot;}", r#"[{"a":"x"}]"#),
            (r#"{"a":,"b":null,"c":tru}"#, r#"[{"a":null,"b":null,"c":null}]"#),
            (r#"var x = {"a":"\u00e9\ud83d\ude00"};x"#, r#"[{"a":"é😀"}]"#),
            ("", "[]"),
            ("no json", "[]"),
        ] {
            assert_eq!(Value::Array(read(text)).to_string(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_fails_and_agrees_with_sound_json(text in "[\\[\\]{}:,\"\\\\a0u \n-]{0,60}") {
            let values = read(&text);
            if let Ok(sound) = serde_json::from_str::<Value>(text.trim()) {
                prop_assert_eq!(values, vec![sound]);
            }
        }
    }

    #[test]
    fn deep_nesting_ends() {
        for open in ["[", "{\"a\":"] {
            assert!(read(&open.repeat(100_000)).len() <= 1_700);
        }
    }
}
