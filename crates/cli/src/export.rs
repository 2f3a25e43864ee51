//! `dateline export` and `dateline import`: an archive, or a part of it, for other tools.

use crate::ask::object;
use crate::render;
use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use dateline_archive::{Archive, csv_header, csv_line, linked};
use dateline_wording::count;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Options of `dateline export`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline export -a news.db --format parquet -o news/          everything, for DuckDB, Polars, Spark; `dateline import news/` makes the archive again
  dateline export -a news.db > records.jsonl                    all records; `dateline ingest --from records` reads them anew
  dateline export -a news.db claims --format csv > claims.csv   what pages tell together, with the count of independent sources
  dateline export -a news.db polecat --format csv -o events.csv a row for each joined event and pair of parties, named as POLECAT names them
  dateline export -a news.db json-ld --story 12 -o story.json   schema.org: articles, claims, people, places, events
  dateline export -a news.db report --story 12 -o story.html    for people: one page that needs nothing else, also for printing")]
pub struct Export {
    /// What to write
    #[arg(value_enum, default_value_t = What::Records)]
    what: What,
    /// The archive
    #[arg(short, long, value_name = "FILE", env = "DATELINE_ARCHIVE")]
    archive: PathBuf,
    /// How to write it [default: jsonl; json-ld and report have their own]
    #[arg(short, long, value_enum)]
    format: Option<Lines>,
    /// The story that json-ld and report are to show
    #[arg(long, value_name = "ID")]
    story: Option<i64>,
    /// Write to this file, or folder where all is written as Parquet, instead of standard output
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
}

/// Options of `dateline import`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  dateline import news/ --archive news.db

The archive that comes to be has the same rows in all tables: pages, records, statements, events, copies, stories, claims, all with their numbers. It is made
as a whole, or not at all. To read pages out of Parquet files of others, use `dateline ingest`.")]
pub struct Import {
    /// A folder that `dateline export --format parquet` has written
    folder: PathBuf,
    /// The archive to make; it must not exist yet
    #[arg(short, long, value_name = "FILE", env = "DATELINE_ARCHIVE")]
    archive: PathBuf,
}

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// The whole record of each page; as Parquet, every table
    Records,
    /// Pages with their report and story
    Pages,
    /// Who says what
    Statements,
    /// Who does what to whom, a row an event
    Events,
    /// What pages tell together, with its independent sources
    Claims,
    /// Who vouches for each claim, a row a sentence
    Voices,
    /// Where reports disagree, a row a value
    Differences,
    /// Who is quoted how often
    Sources,
    /// Pairs of pages that share words
    Copies,
    /// Groups of copies, and where they most likely come from
    Reports,
    /// What could not be read
    Unread,
    /// Joined events as a table like POLECAT's
    Polecat,
    /// A story in schema.org's terms (JSON-LD)
    JsonLd,
    /// A story as one page of HTML
    Report,
}

impl What {
    /// The query that gives its rows; none for what is no table.
    fn sql(self) -> Option<&'static str> {
        Some(match self {
            What::Pages => {
                "SELECT id, source, uri, outlet, title, published, language, authors, origin, origin_basis, dateline_agency, words, report, story,
                     sha256 FROM pages ORDER BY id"
            }
            What::Statements => "SELECT * FROM v_statements ORDER BY id",
            What::Events => "SELECT * FROM v_events ORDER BY id",
            What::Claims => "SELECT * FROM v_claims ORDER BY id",
            What::Voices => "SELECT * FROM v_voices ORDER BY claim, kind, name, page, start",
            What::Differences => "SELECT * FROM v_differences ORDER BY claim, slot, page, start",
            What::Sources => "SELECT * FROM v_sources ORDER BY statements DESC, name",
            What::Copies => "SELECT * FROM copies ORDER BY page, other",
            What::Reports => "SELECT * FROM reports ORDER BY id",
            What::Unread => "SELECT * FROM unread ORDER BY name",
            What::Polecat => "SELECT * FROM v_polecat",
            What::Records | What::JsonLd | What::Report => return None,
        })
    }
}

/// Formats of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lines {
    /// JSON, one object a line
    Jsonl,
    /// Comma-separated values, with a header
    Csv,
    /// Apache Parquet
    Parquet,
}

/// Writes the archive, or a part of it.
pub fn export(args: &Export) -> anyhow::Result<()> {
    let archive = Archive::open_to_read(&args.archive).with_context(|| args.archive.display().to_string())?;
    if args.format == Some(Lines::Parquet) {
        return parquet(&archive, args);
    }
    let mut out: BufWriter<Box<dyn Write>> = BufWriter::new(match &args.output {
        Some(path) => Box::new(File::create(path).with_context(|| format!("cannot write to {}", path.display()))?),
        None => Box::new(io::stdout().lock()),
    });
    let story = || args.story.context("which story? Give --story ID; `dateline story` lists them");
    match (args.what, args.what.sql()) {
        (_, Some(sql)) if args.format == Some(Lines::Csv) => {
            let mut first = true;
            archive.rows(sql, |columns, row| {
                if std::mem::take(&mut first) {
                    out.write_all(csv_header(columns).as_bytes())?;
                }
                if row.is_empty() { Ok(()) } else { Ok(out.write_all(csv_line(&row).as_bytes())?) }
            })?;
        }
        (_, Some(sql)) => archive.rows(sql, |columns, row| match row.is_empty() {
            true => Ok(()),
            false => Ok(writeln!(out, "{}", object(columns, row))?),
        })?,
        (What::JsonLd, _) => writeln!(out, "{}", serde_json::to_string_pretty(&linked::story(&archive, story()?)?)?)?,
        (What::Report, _) => out.write_all(render::story::page(&archive, story()?)?.as_bytes())?,
        _ if args.format == Some(Lines::Csv) => {
            bail!("records are not rows: choose --format jsonl or parquet, or a table such as `pages`")
        }
        _ => archive.records(|record| {
            let line = serde_json::to_string(record).map_err(io::Error::from)?;
            Ok(writeln!(out, "{line}")?)
        })?,
    }
    Ok(out.flush()?)
}

fn parquet(archive: &Archive, args: &Export) -> anyhow::Result<()> {
    let path: &Path = args.output.as_deref().context("Parquet is written to files: give --output PATH")?;
    match (args.what, args.what.sql()) {
        (What::Records, _) => archive.export_parquet(path)?,
        (_, Some(sql)) => archive.query_parquet(sql, path)?,
        _ => bail!("json-ld and report are no tables: leave --format out"),
    }
    Ok(())
}

/// Makes an archive from a folder of Parquet files.
pub fn import(args: &Import) -> anyhow::Result<()> {
    let archive = Archive::import_parquet(&args.folder, &args.archive)?;
    eprintln!("the archive holds {}", count(archive.pages()? as usize, "page", "pages"));
    Ok(())
}
