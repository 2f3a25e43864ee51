//! Pages out of a WARC file (ISO 28500), plain or with a gzip member for each record, as crawlers write them.
//!
//! Small and strict: a record is read if its headers and its length say where it ends, and each keeps its byte offset in the file, since
//! that is how a crawl is cited. Responses with status 200 and `resource` and `conversion` records are pages if they are HTML or plain
//! text; everything else is passed over.

use crate::inputs::{About, Body, Failure, Input, Kind};
use dateline_page::decode::MAX_BYTES;
use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, BufReader, Read};

/// Bytes of the headers of a record, and of those of the response in it.
const MOST_HEADERS: u64 = 256 << 10;
/// Bytes of a record's content: a page, its headers, and what chunks and compression add.
const MOST_CONTENT: u64 = MAX_BYTES as u64 + MOST_HEADERS;

/// Whether the first bytes of a file, gzip or not, start a WARC record.
pub fn is_warc(head: &[u8]) -> bool {
    let mut start = [0; 5];
    head.starts_with(b"WARC/") || GzDecoder::new(head).read_exact(&mut start).is_ok() && start == *b"WARC/"
}

/// The pages of a WARC file, in order.
pub struct Warc {
    name: String,
    state: State,
}

enum State {
    /// Not compressed, or between two gzip members.
    Between(Positioned),
    /// Within a gzip member that starts at `offset`, of which `records` have been read.
    Member {
        reader: Box<BufReader<GzDecoder<Positioned>>>,
        offset: u64,
        records: u64,
    },
    Ended,
}

/// A reader that knows how far it has come.
struct Positioned {
    inner: Box<dyn BufRead + Send>,
    at: u64,
}

impl Read for Positioned {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.at += n as u64;
        Ok(n)
    }
}

impl BufRead for Positioned {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.at += n as u64;
        self.inner.consume(n);
    }
}

impl Warc {
    /// Takes a file apart.
    pub fn new(name: String, reader: Box<dyn BufRead + Send>) -> Warc {
        Warc { name, state: State::Between(Positioned { inner: reader, at: 0 }) }
    }

    /// The next page, or what kept the file from being read on.
    fn step(&mut self) -> Result<Option<Input>, (u64, String)> {
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Ok(None),
                State::Between(mut reader) => {
                    while matches!(reader.fill_buf(), Ok([b'\r' | b'\n', ..])) {
                        reader.consume(1); // records are parted by blank lines
                    }
                    let offset = reader.at;
                    let head = reader.fill_buf().map_err(|e| (offset, crate::inputs::describe(&e)))?;
                    if head.is_empty() {
                        return Ok(None);
                    }
                    if head.starts_with(&[0x1f]) {
                        let reader = Box::new(BufReader::with_capacity(32 << 10, GzDecoder::new(reader)));
                        self.state = State::Member { reader, offset, records: 0 };
                        continue;
                    }
                    let record = Record::read(&mut reader).map_err(|e| (offset, e))?;
                    self.state = State::Between(reader);
                    let Some(record) = record else { return Ok(None) };
                    if let Some(input) = record.input(&self.name, offset, 0) {
                        return Ok(Some(input));
                    }
                }
                State::Member { mut reader, offset, records } => {
                    match Record::read(&mut reader).map_err(|e| (offset, e))? {
                        None => self.state = State::Between(reader.into_inner().into_inner()),
                        Some(record) => {
                            self.state = State::Member { reader, offset, records: records + 1 };
                            if let Some(input) = record.input(&self.name, offset, records) {
                                return Ok(Some(input));
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Iterator for Warc {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        self.step().unwrap_or_else(|(offset, reason)| {
            let name = format!("{}@{offset}", self.name);
            let failure = Failure::new(&name, reason)
                .help("what comes before this record has been read, what comes after it has not");
            Some(Input::part(name, &self.name, offset, Body::Failed(failure)))
        })
    }
}

/// Header fields, names in lower case.
struct Headers(Vec<(String, String)>);

impl Headers {
    /// Reads up to the blank line. `None` at the end of the input.
    fn read(reader: &mut dyn BufRead) -> Result<Option<(String, Headers)>, String> {
        let mut reader = reader.take(MOST_HEADERS);
        let mut first = String::new();
        // Records are parted by blank lines.
        while first.is_empty() {
            match line(&mut reader)? {
                Some(line) => first = line,
                None => return Ok(None),
            }
        }
        let mut fields: Vec<(String, String)> = Vec::new();
        loop {
            let Some(line) = line(&mut reader)? else { return Err("the record's headers have no end".into()) };
            if line.is_empty() {
                return Ok(Some((first, Headers(fields))));
            }
            match line.split_once(':') {
                // A folded line goes on with the field before.
                _ if line.starts_with([' ', '\t']) => {
                    if let Some((_, value)) = fields.last_mut() {
                        value.push(' ');
                        value.push_str(line.trim());
                    }
                }
                Some((name, value)) => fields.push((name.trim().to_ascii_lowercase(), value.trim().into())),
                None => {}
            }
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Media type in lower case, and character set.
    fn content_type(&self) -> (String, Option<String>) {
        let mut parts = self.get("content-type").unwrap_or_default().split(';');
        let media = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let charset = parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_owned())
        });
        (media, charset)
    }
}

/// A line without its end; bytes that are no UTF-8 are replaced. `None` at the end.
fn line(reader: &mut dyn BufRead) -> Result<Option<String>, String> {
    let mut bytes = Vec::new();
    reader.read_until(b'\n', &mut bytes).map_err(|e| crate::inputs::describe(&e))?;
    if bytes.is_empty() {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(Some(text.trim_end_matches(['\n', '\r']).to_owned()))
}

struct Record {
    headers: Headers,
    /// None if it is too large, or of a type that holds no page.
    content: Option<Vec<u8>>,
    length: u64,
}

impl Record {
    /// The next record, or none at the end.
    fn read(reader: &mut dyn BufRead) -> Result<Option<Record>, String> {
        let Some((version, headers)) = Headers::read(reader)? else { return Ok(None) };
        if !version.starts_with("WARC/") {
            return Err("no WARC record starts here".into());
        }
        let length = headers.get("content-length").and_then(|n| n.parse::<u64>().ok());
        let length = length.ok_or("the record does not say how long it is")?;
        let wanted = matches!(headers.get("warc-type"), Some("response" | "resource" | "conversion"));
        let mut body = reader.take(length);
        let content = if wanted && length <= MOST_CONTENT {
            let mut content = Vec::new();
            body.read_to_end(&mut content).map_err(|e| crate::inputs::describe(&e))?;
            Some(content)
        } else {
            io::copy(&mut body, &mut io::sink()).map_err(|e| crate::inputs::describe(&e))?;
            None
        };
        if body.limit() > 0 {
            return Err("the record ends too early".into());
        }
        Ok(Some(Record { headers, content, length }))
    }

    /// The page in it, if it is one. `before`: records in the same gzip member.
    fn input(self, file: &str, offset: u64, before: u64) -> Option<Input> {
        let kind = self.headers.get("warc-type")?.to_owned();
        if !matches!(kind.as_str(), "response" | "resource" | "conversion") {
            return None;
        }
        let name = if before == 0 { format!("{file}@{offset}") } else { format!("{file}@{offset}#{}", before + 1) };
        let url = self.headers.get("warc-target-uri").map(|uri| uri.trim_matches(['<', '>']).to_owned());
        let mut about = About { url, retrieved: self.headers.get("warc-date").map(str::to_owned), ..About::default() };
        let failed = |reason: String| {
            let failure = Failure::new(&name, reason);
            Some(Input::part(name.clone(), file, offset, Body::Failed(failure)))
        };
        let Some(content) = self.content else {
            return failed(format!("the record has {} bytes; too large", self.length));
        };
        let (media, charset, bytes) = if kind == "response" {
            match response(&content) {
                Ok(Some(page)) => page,
                Ok(None) => return None,
                Err(reason) => return failed(reason),
            }
        } else {
            let (media, charset) = self.headers.content_type();
            (media, charset, content)
        };
        about.charset = charset;
        let kind = match media.as_str() {
            "text/html" | "application/xhtml+xml" => Kind::Html,
            "text/plain" => Kind::Text,
            "" if crate::inputs::looks_like_html(bytes.get(..8192).unwrap_or(&bytes)) => Kind::Html,
            _ => return None,
        };
        let body = Body::Page { bytes: Box::new(io::Cursor::new(bytes)), kind };
        Some(Input { about, ..Input::part(name, file, offset, body) })
    }
}

/// Media type, character set and bytes.
type Page = (String, Option<String>, Vec<u8>);

/// Takes an HTTP response apart; none if it is not a page that was found.
fn response(content: &[u8]) -> Result<Option<Page>, String> {
    let mut rest = content;
    let Some((status, headers)) = Headers::read(&mut rest)? else { return Ok(None) };
    if !status.starts_with("HTTP/") || status.split_whitespace().nth(1) != Some("200") {
        return Ok(None);
    }
    let (media, charset) = headers.content_type();
    if !matches!(media.as_str(), "" | "text/html" | "application/xhtml+xml" | "text/plain") {
        return Ok(None);
    }
    let chunked = headers.get("transfer-encoding").is_some_and(|t| t.to_ascii_lowercase().contains("chunked"));
    // Some crawlers keep the header after they have joined the chunks.
    let bytes = if chunked { joined(rest).unwrap_or_else(|| rest.to_vec()) } else { rest.to_vec() };
    match headers.get("content-encoding").map(str::to_ascii_lowercase).as_deref() {
        None | Some("" | "identity") => Ok(Some((media, charset, bytes))),
        Some("gzip" | "x-gzip" | "deflate") if !bytes.starts_with(&[0x1f, 0x8b]) && !bytes.starts_with(&[0x78]) => {
            Ok(Some((media, charset, bytes))) // decoded already
        }
        Some("gzip" | "x-gzip") => Ok(Some((media, charset, unpacked(flate2::read::MultiGzDecoder::new(&bytes[..]))?))),
        Some("deflate") => Ok(Some((media, charset, unpacked(flate2::read::ZlibDecoder::new(&bytes[..]))?))),
        Some(other) => Err(format!("its content encoding, {other}, is not known")),
    }
}

fn unpacked(reader: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    reader.take(MOST_CONTENT).read_to_end(&mut bytes).map_err(|e| crate::inputs::describe(&e))?;
    Ok(bytes)
}

/// Joins the chunks of a body; none if it does not consist of chunks.
fn joined(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(rest.len());
    loop {
        let end = rest.iter().take(64).position(|&b| b == b'\n')?;
        let (size, after) = rest.split_at_checked(end + 1)?;
        let size = std::str::from_utf8(size).ok()?.trim().split(';').next()?;
        let size = usize::from_str_radix(size.trim(), 16).ok()?;
        if size == 0 {
            return Some(out);
        }
        let (chunk, after) = after.split_at_checked(size)?;
        out.extend_from_slice(chunk);
        rest = after.strip_prefix(b"\r\n").or(after.strip_prefix(b"\n"))?;
    }
}

/// Reads all pages of a WARC file in memory; for fuzzing and tests.
pub fn pages(bytes: &[u8]) -> Vec<(String, Result<Vec<u8>, String>)> {
    let warc = Warc::new("warc".into(), Box::new(io::Cursor::new(bytes.to_vec())));
    let page = |input: Input| {
        let read = match input.body {
            Body::Page { mut bytes, .. } => {
                let mut all = Vec::new();
                bytes.read_to_end(&mut all).map(|_| all).map_err(|e| e.to_string())
            }
            Body::Failed(failure) => Err(failure.reason),
            _ => Err("not a page".into()),
        };
        (input.name, read)
    };
    warc.map(page).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn record(kind: &str, fields: &str, content: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://news.example/{kind}\r\nWARC-Date: 2026-03-12T10:00:00Z\r\n\
             {fields}Content-Length: {}\r\n\r\n",
            content.len()
        );
        [head.as_bytes(), content, b"\r\n\r\n"].concat()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn records() -> Vec<Vec<u8>> {
        let chunked =
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n\
                        6\r\n<p>Fer\r\n4;x=y\r\nry\r\n\r\n0\r\n\r\n";
        let packed =
            [&b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"[..], &gzip(b"<p>Kiosk")]
                .concat();
        vec![
            record("warcinfo", "", b"software: x\r\n"),
            record("response", "", chunked),
            record("response", "", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>No"),
            record("response", "", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
            record("request", "", b"GET / HTTP/1.1\r\n\r\n"),
            record("response", "", &packed),
            record("conversion", "Content-Type: text/plain\r\n", "Fähre\n".as_bytes()),
        ]
    }

    #[test]
    fn pages_are_found_with_their_offsets() {
        let records = records();
        let wanted: [(usize, &[u8]); 3] = [(1, b"<p>Ferry\r\n"), (5, b"<p>Kiosk"), (6, "Fähre\n".as_bytes())];
        let packed: Vec<Vec<u8>> = records.iter().map(|r| gzip(r)).collect();
        for members in [&records, &packed] {
            let offset = |n: usize| members[..n].iter().map(Vec::len).sum::<usize>();
            let wanted: Vec<_> =
                wanted.iter().map(|(n, page)| (format!("warc@{}", offset(*n)), Ok(page.to_vec()))).collect();
            assert_eq!(pages(&members.concat()), wanted);
        }
        let names: Vec<String> = pages(&gzip(&records.concat())).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["warc@0#2", "warc@0#6", "warc@0#7"], "all in one member");
    }

    #[test]
    fn what_is_broken_is_told_where_it_is() {
        let good = records().concat();
        for cut in 0..good.len() {
            let read = pages(&good[..cut]);
            assert!(read.iter().filter(|(_, page)| page.is_err()).count() <= 1, "at {cut}");
        }
        let (name, reason) = &pages(&[&good[..], b"garbage\r\n\r\n"].concat())[3];
        assert_eq!(
            (name.clone(), reason.clone()),
            (format!("warc@{}", good.len()), Err("no WARC record starts here".into()))
        );
        let br = record(
            "response",
            "",
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n\x0b\x02",
        );
        assert_eq!(pages(&br)[0].1, Err("its content encoding, br, is not known".into()));
    }

    /// What the fuzz target `warc` asks, over random changes to sound files: bytes changed, cut out, doubled, moved. `ROUNDS` says how many.
    #[test]
    fn changed_at_random_nothing_panics() {
        let rounds: u64 = std::env::var("ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(2_000);
        let feed = "<rss version='2.0'><channel><item><title>A &amp; B</title><link>https://post.example/a/b</link><pubDate>Thu, 12 Mar 2026 18:30:00 GMT\
                    </pubDate><description><![CDATA[<p>x</p>]]></description></item></channel></rss>";
        let json = "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"url\": \"https://post.example/x\", \"content_text\": \"A < B\"}]}";
        let packed: Vec<u8> = records().iter().flat_map(|r| gzip(r)).collect();
        let seeds = [records().concat(), packed, gzip(&records().concat()), feed.into(), json.into()];
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut random = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % below.max(1) as u64) as usize
        };
        for round in 0..rounds {
            let mut bytes = seeds[round as usize % seeds.len()].clone();
            for _ in 0..=random(6) {
                let (at, length) = (random(bytes.len()), random(40));
                let end = (at + length).min(bytes.len());
                match random(6) {
                    0 => bytes[at] ^= 1 << random(8),
                    1 => bytes[at] = random(256) as u8,
                    2 => drop(bytes.drain(at..end)),
                    3 => {
                        let piece = bytes[at..end].to_vec();
                        let to = random(bytes.len());
                        bytes.splice(to..to, piece);
                    }
                    4 => bytes.truncate(at.max(1)),
                    // Lengths are what such files break by.
                    _ => drop(bytes.splice(
                        at..at,
                        [&b"99999999999999999999"[..], b"-1", b"0", b"4294967296"][random(4)].iter().copied(),
                    )),
                }
                if bytes.is_empty() {
                    bytes.push(b'W');
                }
            }
            assert!(pages(&bytes).iter().all(|(name, _)| name.starts_with("warc@")), "round {round}");
            let _ = crate::feeds::is_feed(&bytes);
            for item in crate::feeds::items(&bytes).0 {
                let beside =
                    item.about.url.map(|url| crate::feeds::beside(std::path::Path::new("/nowhere/feed.xml"), &url));
                assert!(beside.flatten().is_none(), "round {round}");
            }
        }
    }
}
