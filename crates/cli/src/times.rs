//! `dateline times`: which words of a page say when, when that is, and why.

use crate::args::{From, date};
use crate::inputs::Inputs;
use crate::reading::{Known, Spent, page};
use crate::run::report;
use clap::Args;
use dateline_reading::times::trace;
use dateline_times::{Because, Lean};
use dateline_wording::{name_of, one_line};
use std::io::{self, Write};
use std::path::PathBuf;

/// Options of `dateline times`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline times page.html
  dateline times page.html | cut -f 1,3,7
  echo 'The court will hear him on Friday.' | dateline times --date 2026-03-14 -")]
pub struct Times {
    /// Files, folders, or `-` for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// What the inputs hold
    #[arg(long, value_enum, default_value_t = From::Auto)]
    pub from: From,
    /// Publication date of the pages, such as 2026-03-14 or 2026-03-14T09:30:00Z
    #[arg(long, value_parser = date)]
    pub date: Option<String>,
}

/// Prints the time expressions of pages. Says whether all could be read.
pub fn times(args: &Times) -> anyhow::Result<bool> {
    let known = Known { date: args.date.clone(), ..Known::default() };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut whole = true;
    for input in Inputs::new(&args.inputs, args.from) {
        let name = input.name.clone();
        let (page, failure) = page(input, &known, &mut Spent::default());
        if let Some(failure) = failure {
            whole = false;
            report(&failure);
        }
        let Some(page) = page else { continue };
        let (anchor, found) = trace(&page, dateline_reading::Resources::rules_alone().gazetteer);
        let from = anchor.map_or("no date".to_owned(), |a| a.to_string());
        writeln!(out, "# {}: reckoned from {from}", one_line(&name))?;
        for e in found {
            let (first, last) = e.interval.unwrap_or_default();
            let because = match e.because {
                Because::Said => "said".to_owned(),
                Because::Text => "goes on from the text".to_owned(),
                Because::Direction(d) => {
                    let lean = match d.lean {
                        Lean::Past => "past",
                        Lean::Future => "future",
                        Lean::Unknown => "nearest",
                    };
                    d.word.map_or(lean.to_owned(), |w| format!("{lean}: {}", one_line(w.of(&page.text))))
                }
            };
            let kind = name_of(e.kind);
            let words = one_line(e.span.of(&page.text));
            let modifier = e.modifier.unwrap_or_default();
            writeln!(out, "{words}\t{kind}\t{}\t{modifier}\t{first}\t{last}\t{}\t{because}", e.value, e.rule)?;
        }
    }
    out.flush()?;
    Ok(whole)
}
