//! What can be typed.

use anyhow::Context;
use clap::{Args, Parser, Subcommand, ValueEnum};
use dateline_reading::Resources;
use std::path::PathBuf;

/// The command line of `dateline`.
#[derive(Debug, Parser)]
#[command(
    name = "dateline",
    version,
    about = "Reads news pages and gives back a sourced record of each",
    long_about = "Reads news pages and gives back a sourced record of each: what on the page is reporting, who wrote it and \
                  when, who says what through whom, and which people, places and times it speaks of. Every fact points \
                  at its words in the page.",
    after_help = HELP_AFTER
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const HELP_AFTER: &str = "\
Examples:
  dateline read page.html                            read one page, for people
  dateline read --format jsonl pages/ > records.jsonl
  dateline read --format html page.html > page-read.html
  dateline help read                                 every option, with examples";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read pages and print a record of each
    Read(Box<Read>),
    /// Read pages into an archive, and compare them with those that are there
    Ingest(Box<crate::ingest::Ingest>),
    /// Search an archive: pages, or what a source says
    Search(crate::ask::Search),
    /// Show a story of an archive: its pages, and how many independent sources stand behind what they tell
    Story(crate::ask::Story),
    /// Show who vouches for an event, a statement or a sentence
    Event(crate::ask::Event),
    /// Show what somebody said and did
    Who(crate::ask::Who),
    /// List the events of an archive by day
    Timeline(crate::ask::Timeline),
    /// Ask an archive in SQL
    Query(crate::ask::Query),
    /// Write an archive, or a part of it, as Parquet, JSON lines, CSV, JSON-LD or a report in HTML
    Export(crate::export::Export),
    /// Make an archive again from a folder of Parquet files that `export` has written
    Import(crate::export::Import),
    /// Show an archive in a browser
    Serve(crate::serve::Serve),
    /// Look up which places bear a name
    ///
    /// Prints the places of the built-in gazetteer that bear a name: GeoNames feature code, latitude, longitude, what holds
    /// the place, how it bears the name, inhabitants, GeoNames id. Exit code 1 if there is none.
    Gazetteer(crate::gazetteer::Lookup),
    /// Print what the language layer makes of a page, in CoNLL-U
    ///
    /// Prints the sentences of the page's reporting as CoNLL-U: form, lemma, universal part of speech, head, relation, and
    /// `SpaceAfter=No` where the next word follows at once. Comment lines before a sentence name its spans by the numbers of
    /// their words: names, attributions (by the sentence that they begin in; `7:3` is word 3 of sentence 7), mentions with
    /// their antecedents, events with their TimeML class, factuality from -1 to 1 and likeliest PLOVER type.
    Parse(crate::parse::Parse),
    /// Print which words of a page say when, when that is, and why
    ///
    /// Prints a line for each time expression of the page's reporting, its fields parted by tabs: the words, TIMEX3 type, value and
    /// modifier, first and last day or moment, the rule that found it, and what decided its value: the words alone, what the
    /// text told before, or the direction (past, future, or else the nearest) with the word that shows it. A line with `#`
    /// before them names the moment from which relative times are reckoned.
    Times(crate::times::Times),
    /// Print the JSON Schema of a record
    ///
    /// Prints the JSON Schema (draft 2020-12) that every record of `--format json` and `jsonl` keeps.
    Schema,
}

const READ_AFTER: &str = "\
Examples:
  Read a saved page:
      dateline read page.html
  Read a page as it comes from elsewhere, with its address and date:
      curl -s https://news.example/story | dateline read --url https://news.example/story -
  Read a folder of pages on all cores, one record a line, and pick with jq:
      dateline read --format jsonl pages/ | jq -r '.article.title'
  Who is quoted directly, and with which words (spans count Unicode code points):
      dateline read --format json page.html | jq -r '. as $r | .statements[] | select(.form == \"direct\")
          | [.source[0], .content[0]] | map($r.text[(.start? // .[0]):(.end? // .[1])]) | @tsv'
  Read JSON lines, each with `id` and `text` or `html`, and optionally `date`, `url`, `title`:
      dateline read --from jsonl --format jsonl articles.jsonl.gz
  Look at what was found, in a browser:
      dateline read --format html --output read.html page.html

Exit codes:
  0  everything was read
  1  some inputs could not be read, or not to their end; standard error names each with the reason
  2  the command itself was wrong, or its output could not be written";

/// Options of `dateline read`.
#[derive(Debug, Args)]
#[command(
    long_about = "Reads pages and prints a record of each, in the order of the inputs.\n\n\
                  An input is an HTML file in any encoding, a plain-text file, either of them compressed with gzip, a \
                  folder of these (read recursively, in sorted order), a file of JSON lines, or `-` for standard input. \
                  What a file holds is told by its content, not by its name.",
    after_long_help = READ_AFTER,
    after_help = "Run `dateline help read` for examples and exit codes."
)]
pub struct Read {
    /// Files, folders, or `-` for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,

    /// How to print what was read
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// What the inputs hold
    #[arg(long, value_enum, default_value_t = From::Auto)]
    pub from: From,

    /// Publication date of the pages, such as 2026-03-14 or 2026-03-14T09:30:00Z
    ///
    /// Overrides what the pages say of themselves, and gives "on Tuesday" its calendar day. A JSON line's own `date` goes before it.
    #[arg(long, value_parser = date)]
    pub date: Option<String>,

    /// Address that the page was fetched from
    ///
    /// Useful for a single input. A JSON line's own `url` goes before it.
    #[arg(long)]
    pub url: Option<String>,

    /// Stop after a stage
    ///
    /// `page`: text, blocks and article metadata; sentences, entities, times and statements stay empty.
    #[arg(long, value_enum)]
    pub only: Option<Stage>,

    /// Text format: also show, in grey, what is not reporting (menus, links to other stories)
    #[arg(long)]
    pub all: bool,

    /// Text format: wrap at this many columns [default: the terminal's width, at most 96]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub width: Option<u16>,

    /// Colours and bold type in the text format
    ///
    /// `auto`: if the output is a terminal and the environment variable NO_COLOR is not set.
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,

    /// Pages read at the same time [default: one for each core]
    ///
    /// The output is the same, byte for byte, whatever the number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,

    /// The language model.
    #[command(flatten)]
    pub model: Model,

    /// Say on standard error where the time went
    #[arg(long)]
    pub timing: bool,

    /// No progress bar, and no summary; failures are still reported
    #[arg(short, long)]
    pub quiet: bool,
}

/// Which language model reads.
#[derive(Debug, Args)]
pub struct Model {
    /// Read with this language model instead of the one that comes with the program
    #[arg(long = "model", value_name = "FILE", env = "DATELINE_MODEL", hide_env_values = true)]
    pub file: Option<PathBuf>,
}

impl Model {
    /// Loads it, and whatever else reading needs. What is loaded stays until the program ends.
    pub fn resources(&self) -> anyhow::Result<Resources<'static>> {
        match &self.file {
            None => Ok(Resources::bundled()?),
            Some(file) => {
                let model = dateline_language::Model::load(file).with_context(|| file.display().to_string())?;
                Ok(Resources { model: Some(Box::leak(Box::new(model))), ..Resources::rules_alone() })
            }
        }
    }
}

/// What the output looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people at a terminal: the article with its layers marked, then lists
    Text,
    /// Records as indented JSON, one after the other
    Json,
    /// Records as JSON, one a line
    Jsonl,
    /// One self-contained web page with the layers highlighted and switchable
    Html,
}

/// What an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum From {
    /// Tell by the content of each
    Auto,
    /// HTML pages
    Html,
    /// Plain text
    Text,
    /// JSON lines: `id`, `text` or `html`, optional `date`, `url`, `title`
    Jsonl,
    /// Records that were made before, one a line
    Records,
}

/// Where to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// After text, blocks and article metadata
    Page,
}

/// Whether to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// Takes an ISO 8601 day, or a day and time with or without an offset from UTC.
pub(crate) fn date(given: &str) -> Result<String, String> {
    let day = given.parse::<jiff::civil::Date>().is_ok();
    let moment = given.parse::<jiff::civil::DateTime>().is_ok() || given.parse::<jiff::Timestamp>().is_ok();
    // A civil date parses from a longer string too; anything that is one of the three is fine as written.
    if given.len() >= 10 && given.as_bytes()[4] == b'-' && (day || moment) {
        Ok(given.to_owned())
    } else {
        Err("expected a day such as 2026-03-14, or a day and time such as 2026-03-14T09:30:00Z".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn dates_are_days_or_moments() {
        for good in ["2026-03-14", "2026-03-14T09:30:00Z", "2026-03-14T09:30:00+01:00", "2026-03-14T09:30"] {
            assert_eq!(date(good).as_deref(), Ok(good));
        }
        for bad in ["", "yesterday", "14 March 2026", "2026-13-01", "20260314", "2026-03"] {
            assert!(date(bad).is_err(), "{bad}");
        }
    }
}
