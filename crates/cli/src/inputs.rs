//! From what was typed to pages: folders are walked, gzip is undone, JSON lines are taken apart, and what a file holds is
//! told by its content. Everything is a stream: no more is held than the pages being read.

use crate::args::From;
use crate::feeds;
use crate::parquet;
use crate::warc::{self, Warc};
use flate2::bufread::MultiGzDecoder;
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes of one JSON line, after decompression: room for the largest page in JSON's escapes. A longer line is refused rather than
/// read into memory.
const MOST_BYTES: usize = 2 * dateline_page::decode::MAX_BYTES;

/// How gzip starts.
const GZIP: &[u8] = &[0x1f, 0x8b];

/// Bytes of gzip that are enough to tell what it starts with.
const ENOUGH_GZIP: usize = 64;

/// Bytes looked at to tell what an input holds.
const HEAD: usize = 8 << 10;

/// An input that could not be read, or not to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The file, or `file:line` of JSON lines.
    pub name: String,
    /// What went wrong.
    pub reason: String,
    /// What to do about it, where that is known.
    pub help: Option<String>,
}

impl Failure {
    pub(crate) fn new(name: &str, reason: impl ToString) -> Failure {
        Failure { name: name.into(), reason: reason.to_string(), help: None }
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Failure {
        Failure { help: Some(help.into()), ..self }
    }
}

/// One page to read.
pub struct Input {
    /// The file as it was named or found, `file:line` of JSON lines, or `file@offset` of a WARC record.
    pub name: String,
    /// The file alone.
    pub file: String,
    /// Line of JSON lines, byte offset of a WARC record, number of an item in a feed.
    pub position: Option<u64>,
    /// What is known of it besides its bytes.
    pub about: About,
    /// What it holds.
    pub body: Body,
}

/// What the file that holds a page says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Its address.
    pub url: Option<String>,
    /// Publication date, ISO 8601.
    pub date: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// When it was fetched, RFC 3339.
    pub retrieved: Option<String>,
    /// Character set.
    pub charset: Option<String>,
}

impl Input {
    /// An input that is a whole file.
    pub fn new(name: &str, body: Body) -> Input {
        Input { name: name.into(), file: name.into(), position: None, about: About::default(), body }
    }

    /// An input that is a part of a file.
    pub(crate) fn part(name: String, file: &str, position: u64, body: Body) -> Input {
        Input { name, file: file.into(), position: Some(position), about: About::default(), body }
    }
}

/// What an input holds.
pub enum Body {
    /// A page, still to be read from its file.
    Page {
        /// Its bytes, decompressed.
        bytes: Box<dyn Read + Send>,
        /// HTML or plain text.
        kind: Kind,
    },
    /// A line of JSON lines.
    Line(Vec<u8>),
    /// A record that was made before, as JSON.
    Record(Vec<u8>),
    /// It could not even be opened.
    Failed(Failure),
}

/// What a page is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// HTML.
    Html,
    /// Plain text.
    Text,
    /// Nothing to be read any more: a record, as JSON.
    Record,
}

/// The pages behind what was typed, in order.
pub struct Inputs {
    /// What is still to be looked at, the next one last.
    pending: Vec<Pending>,
    /// The JSON lines being taken apart.
    lines: Option<Lines>,
    /// The WARC file being taken apart.
    warc: Option<Warc>,
    /// The Parquet file being taken apart.
    rows: Option<parquet::Rows>,
    /// Whether the file just opened is one.
    is_table: bool,
    /// The items of a feed that are still to be read, the next one last.
    items: Vec<Item>,
    /// Pages that have been read with a feed: not again when their folder is walked.
    with_feed: HashSet<PathBuf>,
    from: From,
    /// Bytes taken from files so far, before decompression.
    taken: Arc<AtomicU64>,
}

/// A page of a feed.
enum Item {
    /// Beside the feed, still to be opened.
    Beside(PathBuf, About),
    /// In the feed.
    Within(Input),
}

struct Pending {
    path: PathBuf,
    /// Found in a folder rather than typed.
    found: bool,
}

struct Lines {
    name: String,
    reader: Box<dyn BufRead + Send>,
    number: u64,
    /// Whether a line is a record rather than a page.
    records: bool,
}

impl Inputs {
    /// The pages behind `typed`: files, folders, or `-` for standard input.
    pub fn new(typed: &[PathBuf], from: From) -> Inputs {
        let pending = typed.iter().rev().map(|path| Pending { path: path.clone(), found: false }).collect();
        Inputs {
            pending,
            lines: None,
            warc: None,
            rows: None,
            is_table: false,
            items: Vec::new(),
            with_feed: HashSet::new(),
            from,
            taken: Arc::default(),
        }
    }

    /// A counter of the bytes taken from files so far, before decompression.
    pub fn taken(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.taken)
    }

    fn open(&mut self, next: Pending) -> Option<Input> {
        let name = next.path.to_string_lossy().into_owned();
        let failed = |failure| Some(Input::new(&name, Body::Failed(failure)));
        let raw: Box<dyn Read + Send> = if name == "-" && !next.found {
            Box::new(io::stdin())
        } else if next.path.is_dir() {
            return match folder(&next.path) {
                Ok(inside) => {
                    self.pending.extend(inside);
                    None
                }
                Err(e) => failed(Failure::new(&name, describe(&e))),
            };
        } else {
            match File::open(&next.path) {
                Ok(file) => Box::new(file),
                Err(e) => return failed(not_opened(&name, &e)),
            }
        };
        let counted = Counted { inner: raw, taken: self.taken() };
        let opened = peek(counted).and_then(|(head, whole)| {
            if self.from == From::Auto && head.starts_with(parquet::MAGIC) {
                self.is_table = true;
                return Ok(None);
            }
            if self.from == From::Auto && warc::is_warc(&head) {
                self.warc = Some(Warc::new(name.clone(), whole));
                return Ok(None);
            }
            plain(head, whole).map(Some)
        });
        let (head, reader) = match opened {
            Ok(None) if self.is_table => return self.table(&name, &next.path),
            Ok(None) => return None,
            Ok(Some(opened)) => opened,
            Err(e) => return failed(Failure::new(&name, describe(&e))),
        };
        if self.from == From::Auto && feeds::is_feed(&head) {
            self.items = self.feed(&name, reader);
            return None;
        }
        if next.found && may_be_feed(&next.path) {
            return None; // some other XML
        }
        let kind = match self.from {
            From::Auto if looks_like_json_lines(&head) => None,
            From::Jsonl | From::Records => None,
            From::Auto if looks_like_html(&head) => Some(Kind::Html),
            From::Html => Some(Kind::Html),
            From::Auto | From::Text => Some(Kind::Text),
        };
        match kind {
            Some(kind) => Some(Input::new(&name, Body::Page { bytes: Box::new(reader), kind })),
            None => {
                let records = self.from == From::Records;
                self.lines = Some(Lines { name, reader: Box::new(reader), number: 0, records });
                None
            }
        }
    }
}

impl Inputs {
    /// Begins to take a Parquet file apart. Its end says where its rows are, so it must be a file.
    fn table(&mut self, name: &str, path: &Path) -> Option<Input> {
        self.is_table = false;
        let opened = match name {
            "-" => {
                Err(Failure::new(name, "Parquet cannot be read from standard input").help("give the file by its name"))
            }
            _ => parquet::Rows::open(name, path),
        };
        match opened {
            Ok(rows) => {
                self.rows = Some(rows);
                None
            }
            Err(failure) => Some(Input::new(name, Body::Failed(failure))),
        }
    }

    /// The pages of a feed, the first one last.
    fn feed(&mut self, name: &str, reader: Box<dyn BufRead + Send>) -> Vec<Item> {
        let whole = |failure| Item::Within(Input::new(name, Body::Failed(failure)));
        let mut bytes = Vec::new();
        let limit = dateline_page::decode::MAX_BYTES;
        match reader.take(limit as u64 + 1).read_to_end(&mut bytes) {
            Err(e) => return vec![whole(Failure::new(name, describe(&e)))],
            Ok(n) if n > limit => {
                return vec![whole(Failure::new(name, format!("it is larger than {} MiB", limit >> 20)))];
            }
            Ok(_) => {}
        }
        let (items, broken) = feeds::items(&bytes);
        let mut inputs = Vec::new();
        for (i, item) in items.into_iter().enumerate() {
            let beside = item.about.url.as_deref().and_then(|url| feeds::beside(Path::new(name), url));
            match beside {
                Some(path) => {
                    if self.with_feed.insert(path.clone()) {
                        inputs.push(Item::Beside(path, item.about));
                    }
                }
                None if item.html.trim().is_empty() => {}
                None => {
                    // One that comes again in a later state of the feed is the same input.
                    let key = item.about.url.clone().unwrap_or_else(|| (i + 1).to_string());
                    let body =
                        Body::Page { bytes: Box::new(io::Cursor::new(item.html.into_bytes())), kind: Kind::Html };
                    let about = About { charset: Some("utf-8".into()), ..item.about };
                    let input = Input::part(format!("{name}#{key}"), name, i as u64 + 1, body);
                    inputs.push(Item::Within(Input { about, ..input }));
                }
            }
        }
        if let Some(reason) = broken {
            inputs.push(whole(Failure::new(name, reason)));
        }
        inputs.reverse();
        inputs
    }
}

/// A page that lies beside the feed that links to it.
fn beside(path: &Path, about: About) -> Input {
    let file = path.to_string_lossy().into_owned();
    let opened = File::open(path).map_err(|e| not_opened(&file, &e));
    let opened = opened.and_then(|raw| {
        peek(raw).and_then(|(head, whole)| plain(head, whole)).map_err(|e| Failure::new(&file, describe(&e)))
    });
    let body = match opened {
        Ok((head, bytes)) => Body::Page { bytes, kind: if looks_like_html(&head) { Kind::Html } else { Kind::Text } },
        Err(failure) => Body::Failed(failure),
    };
    Input { about, ..Input::new(&file, body) }
}

impl Iterator for Inputs {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            if let Some(lines) = &mut self.lines {
                match lines.next() {
                    Some(input) => {
                        if matches!(&input.body, Body::Failed(f) if f.name == lines.name) {
                            self.lines = None; // the stream itself broke off
                        }
                        return Some(input);
                    }
                    None => self.lines = None,
                }
            }
            if let Some(warc) = &mut self.warc {
                match warc.next() {
                    Some(input) => return Some(input),
                    None => self.warc = None,
                }
            }
            if let Some(rows) = &mut self.rows {
                match rows.next() {
                    Some(input) => return Some(input),
                    None => self.rows = None,
                }
            }
            match self.items.pop() {
                Some(Item::Within(input)) => return Some(input),
                Some(Item::Beside(path, about)) => return Some(beside(&path, about)),
                None => {}
            }
            let next = self.pending.pop()?;
            if next.found && self.with_feed.contains(&next.path) {
                continue;
            }
            if let Some(input) = self.open(next) {
                return Some(input);
            }
        }
    }
}

impl Lines {
    /// The next line that is not blank.
    fn next(&mut self) -> Option<Input> {
        loop {
            let mut bytes = Vec::new();
            let limit = MOST_BYTES as u64 + 1;
            let read = self.reader.by_ref().take(limit).read_until(b'\n', &mut bytes);
            let name = format!("{}:{}", self.name, self.number + 1);
            if let Err(e) = read {
                // A line cut short is no line. What came before has been read.
                let reason = format!("{} (after line {})", describe(&e), self.number);
                let failure = Failure::new(&self.name, reason);
                return Some(Input::part(name, &self.name, self.number + 1, Body::Failed(failure)));
            }
            if bytes.is_empty() {
                return None;
            }
            self.number += 1;
            if bytes.len() > MOST_BYTES {
                if !bytes.ends_with(b"\n") {
                    skip_line(&mut self.reader);
                }
                let reason = format!("the line is longer than {} MiB", MOST_BYTES >> 20);
                let failure = Failure::new(&name, reason);
                return Some(Input::part(name, &self.name, self.number, Body::Failed(failure)));
            }
            if !bytes.trim_ascii().is_empty() {
                let body = if self.records { Body::Record(bytes) } else { Body::Line(bytes) };
                return Some(Input::part(name, &self.name, self.number, body));
            }
        }
    }
}

/// Reads on to the end of a line without keeping it. An error shows again at the next read.
fn skip_line(reader: &mut dyn BufRead) {
    while let Ok(buffer) = reader.fill_buf() {
        let (length, ended) = match buffer.iter().position(|&b| b == b'\n') {
            Some(i) => (i + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        reader.consume(length);
        if ended {
            return;
        }
    }
}

/// What lies in a folder, the first in order last. Hidden files and files that can be no page are left out.
fn folder(path: &Path) -> io::Result<Vec<Pending>> {
    let mut inside = Vec::new();
    for entry in std::fs::read_dir(path)? {
        let entry = entry?;
        // A link to a folder could lead back up here.
        let link_to_folder = entry.file_type()?.is_symlink() && entry.path().is_dir();
        if !link_to_folder && !entry.file_name().as_encoded_bytes().starts_with(b".") && may_be_page(&entry.path()) {
            inside.push(Pending { path: entry.path(), found: true });
        }
    }
    // Feeds first: they know more of the pages beside them than those say themselves.
    inside.sort_by_key(|p| std::cmp::Reverse((!may_be_feed(&p.path), p.path.clone())));
    Ok(inside)
}

/// Whether a file's name is one that feeds have.
fn may_be_feed(path: &Path) -> bool {
    path.extension().is_some_and(|e| ["xml", "rss", "atom"].iter().any(|feed| e.eq_ignore_ascii_case(feed)))
}

/// Whether a file found in a folder is worth opening: what saved web pages bring along is not.
fn may_be_page(path: &Path) -> bool {
    const NOT_PAGES: [&str; 32] = [
        "avif", "bmp", "css", "csv", "eot", "gif", "ico", "jpeg", "jpg", "js", "json", "map", "md", "mjs", "mp3",
        "mp4", "ogg", "otf", "pdf", "png", "py", "rs", "svg", "tar", "tsv", "ttf", "wasm", "webm", "webp", "woff",
        "woff2", "zip",
    ];
    let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    path.is_dir() || extension.is_none_or(|e| !NOT_PAGES.contains(&e.as_str()))
}

type Opened = (Vec<u8>, Box<dyn BufRead + Send>);

/// The first bytes of an input and the whole of it, gzip undone.
fn plain(head: Vec<u8>, whole: Box<dyn BufRead + Send>) -> io::Result<Opened> {
    if !head.starts_with(GZIP) {
        return Ok((head, whole));
    }
    match peek(MultiGzDecoder::new(whole)) {
        Ok(opened) => Ok(opened),
        Err(e) if e.kind() == io::ErrorKind::InvalidInput => {
            Err(io::Error::new(io::ErrorKind::InvalidData, "not valid gzip"))
        }
        Err(e) => Err(e),
    }
}

/// Reads up to [`HEAD`] bytes and puts them back in front; fewer if they tell enough, since a pipe may be slow to give more. An
/// error that comes after some bytes comes again when they have been read.
fn peek(mut raw: impl Read + Send + 'static) -> io::Result<Opened> {
    let mut head = vec![0; HEAD];
    let mut length = 0;
    let ended = loop {
        match raw.read(&mut head[length..]) {
            Ok(0) => break Ok(()),
            Ok(n) => length += n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) if length == 0 => return Err(e),
            Err(e) => break Err(e),
        }
        let read = &head[..length];
        if length == HEAD
            || (read.starts_with(GZIP) && length >= ENOUGH_GZIP)
            || (read.contains(&b'\n') && looks_like_json_lines(read))
        {
            break Ok(());
        }
    };
    head.truncate(length);
    let first = io::Cursor::new(head.clone());
    let whole: Box<dyn BufRead + Send> = match ended {
        Ok(()) => Box::new(BufReader::with_capacity(64 << 10, first.chain(raw))),
        Err(e) => Box::new(BufReader::new(first.chain(Broken(Some(e))))),
    };
    Ok((head, whole))
}

/// Gives an error, once.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

struct Counted {
    inner: Box<dyn Read + Send>,
    taken: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.taken.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// The first characters as ASCII letters in lower case: byte order marks and the zero bytes of UTF-16 dropped.
fn first_characters(head: &[u8]) -> Vec<u8> {
    let kept = head.iter().filter(|b| !matches!(b, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF));
    kept.map(u8::to_ascii_lowercase).skip_while(u8::is_ascii_whitespace).collect()
}

/// Whether a file starts as HTML does, or has enough of its tags near the start.
pub(crate) fn looks_like_html(head: &[u8]) -> bool {
    let first = first_characters(head);
    // A tag that fills all that was looked at is one all the same if it has attributes.
    let ends = first.contains(&b'>') || first.len() > 1000 && first.contains(&b'=');
    let is_tag = matches!(first.get(1), Some(b'!' | b'?' | b'a'..=b'z')) && ends;
    if first.starts_with(b"<") && is_tag {
        return true;
    }
    let sure: [&[u8]; 4] = [b"<!doctype html", b"<html", b"<head>", b"<body"];
    let closing: [&[u8]; 6] = [b"</p>", b"</div>", b"</a>", b"</li>", b"</h1>", b"<br"];
    let count = |tag: &[u8]| first.windows(tag.len()).filter(|w| *w == tag).count();
    sure.iter().any(|tag| count(tag) > 0) || closing.iter().map(|tag| count(tag)).sum::<usize>() >= 3
}

/// Whether the first line starts a JSON object with a field that only our JSON lines have.
fn looks_like_json_lines(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let Some(line) = head.split(|&b| b == b'\n').next().filter(|line| line.starts_with(b"{")) else { return false };
    match serde_json::from_slice::<serde_json::Value>(line) {
        Ok(value) => ["id", "text", "html"].iter().any(|field| value.get(field).is_some()),
        // A line longer than the head cannot be parsed; it must then hold a field's name.
        Err(e) => {
            let named = |field: &[u8]| line.windows(field.len()).any(|w| w == field);
            e.is_eof() && [&b"\"id\""[..], b"\"text\"", b"\"html\""].into_iter().any(named)
        }
    }
}

fn not_opened(name: &str, e: &io::Error) -> Failure {
    let failure = Failure::new(name, describe(e));
    match e.kind() {
        io::ErrorKind::NotFound if name.starts_with("http://") || name.starts_with("https://") => {
            failure.help("dateline does not fetch pages; pipe one in: curl -s URL | dateline read --url URL -")
        }
        io::ErrorKind::NotFound => failure.help("check the path; it is taken from the current folder"),
        io::ErrorKind::PermissionDenied => failure.help("check that you may read the file"),
        _ => failure,
    }
}

/// An input error in plain words.
pub(crate) fn describe(e: &io::Error) -> String {
    match e.kind() {
        io::ErrorKind::NotFound => "no such file or folder".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::UnexpectedEof => "the gzip data ends too early".into(),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => "the gzip data is damaged".into(),
        _ => e.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_what_a_file_holds() {
        let html: [&[u8]; 6] = [
            b"<!DOCTYPE html><title>x</title>",
            b"\xEF\xBB\xBF\n  <html>",
            b"\xFF\xFE<\0h\0t\0m\0l\0>\0",
            b"<div class=story>Ferry late</div>",
            b"HTTP junk first\n<body><p>Ferry late",
            b"Ferry late<br>It was fog.<br>No one was hurt.<br>",
        ];
        for head in html {
            assert!(looks_like_html(head), "{}", String::from_utf8_lossy(head));
        }
        let text: [&[u8]; 5] = [
            b"",
            b"Ferry late\n\nBy A. Reporter",
            b"<3 is a heart",
            b"a < b and c > d",
            b"Use <p> for a paragraph, </p> to end it",
        ];
        for head in text {
            assert!(!looks_like_html(head), "{}", String::from_utf8_lossy(head));
        }
        assert!(looks_like_json_lines(b"{\"id\": 1, \"text\": \"x\"}\n{\"id\""));
        assert!(looks_like_json_lines(b"\xEF\xBB\xBF\n{\"html\": \"<p>a very long page that is cut"));
        for other in [&b"{\"a\": 1}\n"[..], b"{ not json", b"[1]", b"{{ id }} a template", b""] {
            assert!(!looks_like_json_lines(other), "{}", String::from_utf8_lossy(other));
        }
    }

    #[test]
    fn assets_are_no_pages() {
        for (path, page) in
            [("a.css", false), ("a.PNG", false), ("a.html", true), ("a", true), ("story.php", true), ("a.woff2", false)]
        {
            assert_eq!(may_be_page(Path::new(path)), page, "{path}");
        }
    }
}
