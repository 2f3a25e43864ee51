//! One input becomes one record, or a failure that says why not.

use crate::args::Stage;
use crate::inputs::{Body, Failure, Input, Kind, describe};
use dateline_page::decode::MAX_BYTES;
use dateline_page::{Given, Page, PageError};
use dateline_reading::{Layer, Resources};
use dateline_record::{Note, Record};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// What holds for every input, unless a JSON line says otherwise.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Publication date, ISO 8601.
    pub date: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Where to stop.
    pub only: Option<Stage>,
}

/// What came of one input. A page that broke off in the middle gives both a record and a failure.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The record, its spans in code points.
    pub record: Option<Record>,
    /// What could not be read.
    pub failure: Option<Failure>,
    /// Digest of the input's bytes and of what was given with them; empty where it could not be taken in.
    pub digest: String,
    /// Whether it was left alone because of its digest.
    pub skipped: bool,
    /// Where the time went.
    pub spent: Spent,
}

/// Time spent on each stage, added up over all threads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Reading files, undoing gzip and JSON.
    pub input: Duration,
    /// From bytes to text, blocks and article metadata.
    pub page: Duration,
    /// From there to the record.
    pub reading: Duration,
    /// Each layer's part of that, in the order of [`Layer::ALL`].
    pub layers: [Duration; Layer::ALL.len()],
    /// Printing.
    pub output: Duration,
}

impl Spent {
    /// Adds another page's times.
    pub fn add(&mut self, other: Spent) {
        self.input += other.input;
        self.page += other.page;
        self.reading += other.reading;
        self.layers.iter_mut().zip(other.layers).for_each(|(layer, time)| *layer += time);
        self.output += other.output;
    }
}

/// A line of JSON lines. Other fields are left alone.
#[derive(Debug, Deserialize)]
struct Line {
    id: Option<Id>,
    text: Option<String>,
    html: Option<String>,
    date: Option<String>,
    #[serde(alias = "uri")]
    url: Option<String>,
    title: Option<String>,
    retrieved: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

/// Reads one input. Never panics: a bug that does shows as this input's failure.
pub fn read(input: Input, known: &Known, resources: &Resources) -> Outcome {
    read_unless(input, known, resources, |_| false)
}

/// Reads one input, unless its digest says that it need not be read.
pub fn read_unless(input: Input, known: &Known, resources: &Resources, skip: impl Fn(&str) -> bool) -> Outcome {
    let name = input.name.clone();
    catch_unwind(AssertUnwindSafe(|| unguarded(input, known, resources, skip))).unwrap_or_else(|panic| {
        let what = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        let reason = format!("a bug in dateline: {}", what.unwrap_or("it panicked"));
        let help = "please report it together with the page; the other inputs are not affected";
        Outcome { failure: Some(Failure::new(&name, reason).help(help)), ..Outcome::default() }
    })
}

fn unguarded(input: Input, known: &Known, resources: &Resources, skip: impl Fn(&str) -> bool) -> Outcome {
    let mut spent = Spent::default();
    let loaded = match load(input, known, &mut spent) {
        Ok(loaded) => loaded,
        Err(failure) => return Outcome { failure: Some(failure), spent, ..Outcome::default() },
    };
    let digest = loaded.digest();
    if skip(&digest) {
        return Outcome { digest, skipped: true, spent, ..Outcome::default() };
    }
    let name = loaded.name.clone();
    if loaded.kind == Kind::Record {
        let read = record(&loaded.bytes).map_err(|e| Failure::new(&name, e).help(RECORD_HELP));
        let (record, failure) = read.map_or_else(|e| (None, Some(e)), |record| (Some(record), None));
        return Outcome { record, failure, digest, spent, skipped: false };
    }
    let (page, mut failure) = loaded.page(&mut spent);
    let Some(page) = page else { return Outcome { failure, digest, spent, ..Outcome::default() } };
    let started = Instant::now();
    let mut last = started;
    let record = if known.only == Some(Stage::Page) {
        Some(dateline_reading::article_alone(&page))
    } else {
        let read = dateline_reading::read_watched(&page, resources, |layer| {
            spent.layers[layer as usize] += last.elapsed();
            last = Instant::now();
        });
        read.map_err(|e| failure = Some(Failure::new(&name, e))).ok()
    };
    spent.reading = started.elapsed();
    Outcome { record, failure, digest, spent, skipped: false }
}

/// From an input to its page; and what could not be read. A page that broke off in the middle gives both.
pub fn page(input: Input, known: &Known, spent: &mut Spent) -> (Option<Page>, Option<Failure>) {
    match load(input, known, spent) {
        Ok(loaded) => loaded.page(spent),
        Err(failure) => (None, Some(failure)),
    }
}

/// An input that has been taken from its file.
struct Loaded {
    name: String,
    bytes: Vec<u8>,
    kind: Kind,
    given: Given,
    /// Why it broke off, if it did.
    cut: Option<String>,
}

impl Loaded {
    /// The page that its bytes hold.
    fn page(self, spent: &mut Spent) -> (Option<Page>, Option<Failure>) {
        let started = Instant::now();
        let Loaded { name, bytes, kind, given, cut } = self;
        let page = match kind {
            Kind::Html => dateline_page::html(&bytes, &given),
            Kind::Text => dateline_page::text(&bytes, &given),
            Kind::Record => return (None, Some(Failure::new(&name, "a record is no page"))),
        };
        spent.page = started.elapsed();
        match (page, cut) {
            (Ok(page), None) => (Some(page), None),
            (Ok(mut page), Some(why)) => {
                let message = format!("The input broke off: {why}. What came before was read.");
                page.notes.push(Note { code: "input-cut".into(), message, span: None });
                (Some(page), Some(Failure::new(&name, format!("{why}; read up to there"))))
            }
            (Err(e), _) => (None, Some(with_help(Failure::new(&name, &e), &e))),
        }
    }

    /// Digest of its bytes and of what is given with them: the record depends on nothing else of the input.
    fn digest(&self) -> String {
        let Given { id, url, date, title, retrieved, charset } = &self.given;
        let mut sha = Sha256::new();
        sha.update([self.kind as u8, u8::from(self.cut.is_some())]);
        for part in [Some(id), url.as_ref(), date.as_ref(), title.as_ref(), retrieved.as_ref(), charset.as_ref()] {
            sha.update(part.map_or(u64::MAX, |p| p.len() as u64).to_le_bytes());
            sha.update(part.map(String::as_str).unwrap_or_default());
        }
        sha.update(&self.bytes);
        sha.finalize().iter().map(|b| format!("{b:02x}")).collect()
    }
}

/// Takes an input from its file, and takes it apart.
fn load(input: Input, known: &Known, spent: &mut Spent) -> Result<Loaded, Failure> {
    let started = Instant::now();
    let loaded = taken(input, known);
    spent.input = started.elapsed();
    loaded
}

fn taken(input: Input, known: &Known) -> Result<Loaded, Failure> {
    let Input { name, about, body, .. } = input;
    let mut given = Given {
        id: name.clone(),
        url: about.url.or(known.url.clone()),
        date: about.date.or(known.date.clone()),
        title: about.title,
        retrieved: about.retrieved,
        charset: about.charset,
    };
    let (bytes, kind, cut) = match body {
        Body::Failed(failure) => return Err(failure),
        Body::Page { bytes, kind } => match read_to_end(bytes) {
            Ok((bytes, cut)) => (bytes, kind, cut),
            Err(reason) => return Err(Failure::new(&name, reason)),
        },
        Body::Record(bytes) => (bytes, Kind::Record, None),
        Body::Line(bytes) => match line(&bytes, &mut given) {
            Ok((bytes, kind)) => (bytes, kind, None),
            Err(reason) => {
                let help = "a line is a JSON object with `id` and `text` or `html`, optionally `date`, `url`, `title`";
                return Err(Failure::new(&name, reason).help(help));
            }
        },
    };
    Ok(Loaded { name, bytes, kind, given, cut })
}

const RECORD_HELP: &str = "a line is a record as `dateline read --format jsonl` prints it";

/// A record that was made before. It must keep its contract as one made here does.
fn record(bytes: &[u8]) -> Result<Record, String> {
    let record: Record = serde_json::from_slice(bytes).map_err(|e| format!("not a record: {e}"))?;
    if record.schema != dateline_record::SCHEMA {
        return Err(format!("not a record of {}", dateline_record::SCHEMA));
    }
    match dateline_record::check(&record).first() {
        Some(fault) => Err(format!("not a sound record: {fault}")),
        None => Ok(record),
    }
}

/// All bytes, or those before an error and what the error was.
fn read_to_end(reader: Box<dyn Read + Send>) -> Result<(Vec<u8>, Option<String>), String> {
    let mut bytes = Vec::new();
    match reader.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() > MAX_BYTES => Err(format!("it is larger than {} MiB", MAX_BYTES >> 20)),
        Ok(_) => Ok((bytes, None)),
        Err(e) if bytes.is_empty() => Err(describe(&e)),
        Err(e) => Ok((bytes, Some(describe(&e)))),
    }
}

/// Takes a JSON line apart: the page's bytes, and what is known of it.
fn line(bytes: &[u8], given: &mut Given) -> Result<(Vec<u8>, Kind), String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii();
    let line: Line = serde_json::from_slice(bytes).map_err(|e| {
        // The line's number stands in the name; serde counts lines from one within what it is given.
        let message = e.to_string();
        let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
        format!("not a valid JSON line: {message} (column {})", e.column())
    })?;
    match line.id {
        Some(Id::Text(id)) => given.id = id,
        Some(Id::Number(id)) => given.id = id.to_string(),
        None => {}
    }
    given.date = line.date.or(given.date.take());
    given.url = line.url.or(given.url.take());
    given.title = line.title;
    given.retrieved = line.retrieved;
    match (line.html, line.text) {
        (Some(html), _) => {
            given.charset = Some("utf-8".into()); // whatever the page's own meta tag says: JSON has decoded it
            Ok((html.into_bytes(), Kind::Html))
        }
        (None, Some(text)) => {
            given.charset = Some("utf-8".into());
            Ok((text.into_bytes(), Kind::Text))
        }
        (None, None) => Err("neither `text` nor `html`".into()),
    }
}

fn with_help(failure: Failure, e: &PageError) -> Failure {
    match e {
        PageError::Empty => failure.help("there is nothing to read; was the page saved before it had loaded?"),
        PageError::NotText(_) => failure.help("dateline reads HTML, plain text and JSON lines, each also with gzip"),
        _ => failure,
    }
}

/// Reads one JSON line by rules alone; for fuzzing, where the network would be too slow.
pub fn read_line(bytes: &[u8]) -> Outcome {
    let input = Input::new("line", Body::Line(bytes.into()));
    unguarded(input, &Known::default(), &Resources::rules_alone(), |_| false)
}
