//! `dateline ingest INPUT…`: pages into an archive.

use crate::args::{From, Model, Stage, date};
use crate::in_order::in_order;
use crate::inputs::{Failure, Input, Inputs};
use crate::progress::Progress;
use crate::reading::{self, Known, Outcome};
use crate::run::{ALL_READ, ERROR, NOT_DONE, SOME_UNREAD, report};
use anyhow::Context;
use clap::Args;
use dateline_archive::{Added, Archive, Error, Origin, Prepared, Unread};
use dateline_reading::Resources;
use dateline_wording::count;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const AFTER: &str = "\
Examples:
  Read a folder of saved pages; run it again after more have come, and only those are read:
      dateline ingest pages/ --archive news.db
  Crawls as Common Crawl writes them, with a list of what could not be read:
      dateline ingest CC-NEWS-*.warc.gz --archive news.db --report unread.tsv
  Records that were made elsewhere:
      dateline read --format jsonl pages/ | dateline ingest --from records --archive news.db -

Stopped at any moment, even by a power cut, the archive opens and holds every page that was reported as done; the same command goes on
from there. Several programs may write to one archive at the same time.

Exit codes:
  0  everything is in the archive
  1  some inputs could not be read, or not to their end; the archive's table `unread` has each with the reason
  2  the command itself was wrong, or the archive could not be written";

/// Options of `dateline ingest`.
#[derive(Debug, Args)]
#[command(
    long_about = "Reads pages into an archive: one SQLite file that holds every record and what the pages have to do with each other: \
                  copies, stories, and who vouches for what. Makes the archive if there is none. Only what is new or has changed since \
                  the last time is read.\n\n\
                  Takes everything that `dateline read` takes.",
    after_long_help = AFTER,
    after_help = "Run `dateline help ingest` for examples and exit codes."
)]
pub struct Ingest {
    /// Files, folders, or `-` for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,

    /// The archive
    #[arg(short, long, value_name = "FILE", env = "DATELINE_ARCHIVE")]
    pub archive: PathBuf,

    /// What the inputs hold
    #[arg(long, value_enum, default_value_t = From::Auto)]
    pub from: From,

    /// Publication date of pages that do not come with one, such as 2026-03-14
    #[arg(long, value_parser = date)]
    pub date: Option<String>,

    /// Read everything again, also what has not changed
    #[arg(long)]
    pub again: bool,

    /// Leave statements, names, places, times and events out: text and article alone
    #[arg(long, value_enum)]
    pub only: Option<Stage>,

    /// Read by rules alone, without the network: many times faster, and less well
    #[arg(long)]
    pub rules: bool,

    /// Pages read at the same time [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,

    /// The language model.
    #[command(flatten)]
    pub model: Model,

    /// Write what could not be read, and why, to FILE: name, reason, help, parted by tabs
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,

    /// Print the name of each input on standard output as soon as it is safely in the archive
    #[arg(long)]
    pub names: bool,

    /// No progress bar, and no summary; failures are still reported
    #[arg(short, long)]
    pub quiet: bool,
}

/// Pages written at once at most, characters of their texts, and how long the first of them waits: the writing of a batch takes the archive for a
/// moment, and costs one wait for the disk.
const BATCH: usize = 256;
const LETTERS: usize = 8 << 20;
const WAIT: Duration = Duration::from_millis(500);

/// One input that has been read, on its way into the archive.
struct Done {
    origin: Origin,
    page: Option<Prepared>,
    failure: Option<Failure>,
    skipped: bool,
}

/// Reads the inputs into the archive.
pub fn ingest(args: &Ingest) -> anyhow::Result<u8> {
    let started = Instant::now();
    let named = || args.archive.display().to_string();
    let archive = Archive::open(&args.archive).with_context(named)?;
    let look_up = Mutex::new(Archive::open_to_read(&args.archive).with_context(named)?);
    let resources = match args.only {
        Some(Stage::Page) => Resources::rules_alone(),
        None if args.rules || args.from == From::Records => Resources::rules_alone(),
        None => args.model.resources()?,
    };
    let known = Known { date: args.date.clone(), url: None, only: args.only };
    let threads = args.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from);
    let inputs = Inputs::new(&args.inputs, args.from);
    let progress = Progress::new(&args.inputs, inputs.taken(), !args.quiet);
    let report = match &args.report {
        Some(path) => {
            Some(BufWriter::new(File::create(path).with_context(|| format!("cannot write to {}", path.display()))?))
        }
        None => None,
    };
    let mut writer = Writer {
        archive,
        progress,
        report,
        names: args.names,
        batch: Vec::new(),
        letters: 0,
        since: started,
        total: Total::default(),
    };

    // A panic is told as the failure of its page, by name, and not by the standard hook as well.
    std::panic::set_hook(Box::new(|_| {}));

    let work = |input: Input| {
        let mut origin = Origin {
            name: input.name.clone(),
            file: input.file.clone(),
            position: input.position,
            ..Origin::default()
        };
        let there = |digest: &str| {
            let archive = look_up.lock().unwrap_or_else(PoisonError::into_inner);
            !args.again && archive.has(&origin.name, digest).unwrap_or(false)
        };
        let Outcome { record, failure, digest, skipped, .. } = reading::read_unless(input, &known, &resources, there);
        origin.digest = digest;
        Done { origin, page: record.map(Prepared::new), failure, skipped }
    };
    in_order(inputs, threads, work, |done, more| {
        if let Err(e) = writer.take(done, more) {
            // The threads may be waiting for input that never comes: end here rather than join them.
            writer.progress.finish();
            writer.stop(&e);
            std::process::exit(NOT_DONE.into());
        }
    });
    let ended = writer.flush().and_then(|()| Ok(writer.archive.settle()?));
    writer.progress.finish();
    if let Err(e) = ended {
        writer.stop(&e);
        return Ok(NOT_DONE);
    }
    if let Some(report) = &mut writer.report {
        report.flush()?;
    }
    if !args.quiet {
        let pages = writer.archive.pages()?;
        writer.total.tell(started.elapsed().as_secs_f64(), pages);
    }
    Ok(if writer.total.unread > 0 { SOME_UNREAD } else { ALL_READ })
}

/// The one that writes.
struct Writer {
    archive: Archive,
    progress: Progress,
    report: Option<BufWriter<File>>,
    names: bool,
    batch: Vec<Done>,
    /// Bytes of the texts in it.
    letters: usize,
    /// When the first of the batch came.
    since: Instant,
    total: Total,
}

impl Writer {
    fn take(&mut self, done: Done, more: bool) -> anyhow::Result<()> {
        if self.batch.is_empty() {
            self.since = Instant::now();
            self.letters = 0;
        }
        self.letters += done.page.as_ref().map_or(0, |page| page.record().text.len());
        self.batch.push(done);
        let full = self.batch.len() >= BATCH || self.letters >= LETTERS;
        let due = full || !more && self.since.elapsed() > WAIT;
        if due { self.flush() } else { Ok(()) }
    }

    /// Writes the batch, and only then tells that it is done.
    fn flush(&mut self) -> anyhow::Result<()> {
        let batch = std::mem::take(&mut self.batch);
        if batch.iter().any(|done| !done.skipped) {
            self.archive.begin()?;
            for done in batch.iter().filter(|done| !done.skipped) {
                let unread = done.failure.as_ref().map(|f| Unread { reason: f.reason.clone(), help: f.help.clone() });
                let added = self.archive.add(&done.origin, done.page.as_ref(), unread.as_ref())?;
                self.total.count(done, added);
            }
            self.archive.commit()?;
        }
        self.total.known += batch.iter().filter(|done| done.skipped).count() as u64;
        let mut names = String::new();
        for done in &batch {
            if let Some(failure) = &done.failure {
                self.progress.pause(|| report(failure));
                if let Some(file) = &mut self.report {
                    let help = failure.help.as_deref().unwrap_or_default();
                    writeln!(file, "{}\t{}\t{help}", failure.name, failure.reason)?;
                }
            }
            if self.names && done.page.is_some() {
                names.push_str(&done.origin.name);
                names.push('\n');
            }
        }
        if !names.is_empty() {
            let mut out = io::stdout().lock();
            out.write_all(names.as_bytes())?;
            out.flush()?;
        }
        self.progress.steps(batch.len() as u64);
        Ok(())
    }

    fn stop(&self, e: &anyhow::Error) {
        anstream::eprintln!("{ERROR}error:{ERROR:#} cannot write the archive: {e:#}");
        if e.downcast_ref::<Error>().is_some() {
            eprintln!("  everything reported as done is kept; run the same command again to go on from there");
        }
    }
}

/// What became of the inputs.
#[derive(Default)]
struct Total {
    new: u64,
    changed: u64,
    known: u64,
    unread: u64,
}

impl Total {
    fn count(&mut self, done: &Done, added: Added) {
        self.unread += u64::from(done.failure.is_some());
        match added {
            _ if done.page.is_none() => {}
            Added::New => self.new += 1,
            Added::Changed => self.changed += 1,
            Added::Known => self.known += 1,
        }
    }

    fn tell(&self, seconds: f64, pages: u64) {
        let Total { new, changed, known, unread } = self;
        let rate = (new + changed) as f64 / seconds.max(0.001);
        eprintln!(
            "{new} new, {changed} changed, {known} known already, {unread} not read whole; {seconds:.1} s, {rate:.0} pages a second"
        );
        eprintln!("the archive holds {}", count(pages as usize, "page", "pages"));
    }
}
