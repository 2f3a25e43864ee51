//! Questions to an archive: `search`, `story`, `event`, `who`, `timeline`, `query`.

use crate::args::date;
use anyhow::Context;
use clap::{Args, ValueEnum};
use dateline_archive::voices::{Claim, Telling, Voice};
use dateline_archive::{Archive, Filter, Order, Table};
use dateline_wording::count;
use serde_json::{Map, Value, json};
use std::io::{self, Write};
use std::path::PathBuf;

/// Which archive, and how to print.
#[derive(Debug, Args)]
pub struct Common {
    /// The archive
    #[arg(short, long, value_name = "FILE", env = "DATELINE_ARCHIVE")]
    pub archive: PathBuf,
    /// How to print the answer
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// What the answer looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people at a terminal
    Text,
    /// JSON
    Json,
    /// Comma-separated values, with a header
    Csv,
}

/// What to keep.
#[derive(Debug, Args)]
pub struct Keep {
    /// Words that the page holds; \"two words\" in quotation marks stand side by side
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// Pages that name this person: whole name or surname
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// Pages that name this place
    #[arg(long, value_name = "NAME")]
    place: Option<String>,
    /// Published on this day or later
    #[arg(long, value_name = "DATE", value_parser = date)]
    from: Option<String>,
    /// Published on this day or earlier
    #[arg(long, value_name = "DATE", value_parser = date)]
    to: Option<String>,
    /// Published by this outlet: name, or domain
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// An event of this PLOVER type
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,
    /// An event of this status: actual, ongoing, planned, possible, conditional, negated, failed
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    /// An event that happened on this day or later: told or inferred
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<String>,
    /// An event that happened on this day or earlier
    #[arg(long, value_name = "DATE", value_parser = date)]
    until: Option<String>,
    /// Rows at most
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    limit: u32,
    /// Rows to leave out before these
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: u32,
}

impl Keep {
    fn filter(&self, source: Option<&String>) -> Filter {
        Filter {
            words: (!self.words.is_empty()).then(|| self.words.join(" ")),
            person: self.person.clone(),
            place: self.place.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            outlet: self.outlet.clone(),
            source: source.cloned(),
            kind: self.kind.clone(),
            status: self.status.clone(),
            since: self.since.clone(),
            until: self.until.clone(),
            limit: self.limit,
            offset: self.offset,
        }
    }
}

/// Options of `dateline search`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline search -a news.db cod \"Bear Island\" --from 2026-03-01
  dateline search -a news.db --source ministry           what ministries say, instead of pages
  dateline search -a news.db --person Solheim --type AGREE --format json")]
pub struct Search {
    /// Search what this source says, instead of pages
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    #[command(flatten)]
    keep: Keep,
    #[command(flatten)]
    common: Common,
}

/// Options of `dateline timeline`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline timeline -a news.db --place Tromsø
  dateline timeline -a news.db --type PROTEST --from 2026-03-01 --format csv
  dateline timeline -a news.db --since 2026-03-12 --until 2026-03-12      what happened, or is to happen, on that day

`dated` says where the day comes from: told by the words, or inferred, say from the only date of the sentence, as `time_basis` tells. What has no day
stands by the day of the report.")]
pub struct Timeline {
    #[command(flatten)]
    keep: Keep,
    #[command(flatten)]
    common: Common,
}

/// Options of `dateline who`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  dateline who -a news.db Solheim")]
pub struct Who {
    /// Whole name or surname; accents and capitals do not matter
    #[arg(required = true, value_name = "NAME")]
    name: Vec<String>,
    /// Rows at most
    #[arg(short = 'n', long, value_name = "N", default_value_t = 100)]
    limit: u32,
    #[command(flatten)]
    common: Common,
}

/// Options of `dateline story`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline story -a news.db                  the largest stories
  dateline story -a news.db 12 --explain     one of them: who vouches for what, which pages were folded, and why")]
pub struct Story {
    /// Number of a story; none: the largest are listed
    id: Option<i64>,
    /// Show each sentence, and why it counts with its voice
    #[arg(long)]
    explain: bool,
    /// Claims, or stories, at most
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    limit: u32,
    #[command(flatten)]
    common: Common,
}

/// Options of `dateline event`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline event -a news.db 345 --explain               the happening that event 345 of a page belongs to
  dateline event -a news.db --statement 77              who else says this
  dateline event -a news.db --page 13 --at 812 --format json")]
pub struct Event {
    /// Number of an event, as `timeline` and the table `events` give it
    id: Option<i64>,
    /// Number of a statement instead
    #[arg(long, value_name = "ID", conflicts_with = "id")]
    statement: Option<i64>,
    /// What a page tells: its number here, or its own id or address
    #[arg(long, value_name = "PAGE", conflicts_with_all = ["id", "statement"])]
    page: Option<String>,
    /// Where in the page's text, in code points: one place, or START-END [default: everywhere]
    #[arg(long, value_name = "PLACE", requires = "page")]
    at: Option<String>,
    /// Show each sentence, and why it counts with its voice
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    common: Common,
}

/// Options of `dateline query`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline query -a news.db \"SELECT speaker, count(*) FROM v_statements GROUP BY 1 ORDER BY 2 DESC LIMIT 10\"
  dateline query -a news.db --format csv \"SELECT * FROM v_events\" > events.csv

The tables are described in docs/archive.md. Only queries that read are answered.")]
pub struct Query {
    /// A query that reads
    sql: String,
    #[command(flatten)]
    common: Common,
}

/// Searches.
pub fn search(args: &Search) -> anyhow::Result<()> {
    let table = open(&args.common)?.search(&args.keep.filter(args.source.as_ref()))?;
    print(&table, args.common.format)
}

/// Prints events by day.
pub fn timeline(args: &Timeline) -> anyhow::Result<()> {
    let table = open(&args.common)?.timeline(&args.keep.filter(None))?;
    print(&table, args.common.format)
}

/// Prints what somebody said and did.
pub fn who(args: &Who) -> anyhow::Result<()> {
    let table = open(&args.common)?.who(&args.name.join(" "), args.limit)?;
    print(&table, args.common.format)
}

/// Answers a query.
pub fn query(args: &Query) -> anyhow::Result<()> {
    let table = open(&args.common)?.query(&args.sql)?;
    print(&table, args.common.format)
}

/// Prints a story, or which there are.
pub fn story(args: &Story) -> anyhow::Result<()> {
    let archive = open(&args.common)?;
    let Some(id) = args.id else { return print(&archive.stories(Order::Largest, args.limit, 0)?, args.common.format) };
    let pages = archive.story_pages(id)?;
    let claims = archive.claims(id)?;
    let (names, places) = (archive.story_names(id, false, 8)?, archive.story_names(id, true, 5)?);
    let mut out = io::stdout().lock();
    match args.common.format {
        Format::Csv => return csv(&tellings(&claims), &mut out),
        Format::Json => {
            let whole = json!({ "story": id, "pages": objects(&pages), "names": objects(&names), "places": objects(&places), "origins": objects(&archive.origins(id)?), "claims": claims });
            writeln!(out, "{}", serde_json::to_string_pretty(&whole)?)?;
        }
        Format::Text => {
            let reports = pages.rows.iter().map(|row| row.get(4).cloned().unwrap_or_default().to_string());
            let reports = reports.collect::<std::collections::BTreeSet<_>>().len();
            writeln!(
                out,
                "Story {id}: {}, {}",
                count(pages.rows.len(), "page", "pages"),
                count(reports, "report", "reports")
            )?;
            for row in &pages.rows {
                writeln!(out, "  {}", page_line(row))?;
            }
            if args.explain {
                print_origins(&archive.origins(id)?, &mut out)?;
            }
            let list =
                |table: &Table| table.rows.iter().filter_map(|r| r.first()?.as_str()).collect::<Vec<_>>().join(", ");
            writeln!(out, "Names   {}\nPlaces  {}", list(&names), list(&places))?;
            for claim in claims.iter().take(args.limit as usize) {
                writeln!(out)?;
                print_claim(claim, args.explain, &mut out)?;
            }
            let more = claims.len().saturating_sub(args.limit as usize);
            if more > 0 {
                writeln!(out, "\nand {more} more; --limit shows them")?;
            }
        }
    }
    Ok(())
}

/// Where each group of copies most likely comes from, and what speaks for it.
fn print_origins(origins: &Table, out: &mut impl Write) -> io::Result<()> {
    for row in &origins.rows {
        let text = |i: usize| row.get(i).and_then(Value::as_str);
        let number = |i: usize| row.get(i).and_then(Value::as_i64).unwrap_or_default();
        let whom = text(3).map_or_else(|| format!("page {}", number(2)), |name| format!("{name} (page {})", number(2)));
        let chance = row.get(4).and_then(Value::as_f64).unwrap_or_default();
        writeln!(
            out,
            "Origin of the {} in the group of page {}: most likely {whom}, {:.0} %",
            count(number(1) as usize, "page", "pages"),
            number(0),
            chance * 100.0
        )?;
        writeln!(out, "  {}", text(5).unwrap_or_default())?;
    }
    Ok(())
}

/// Prints what an event, a statement or a stretch of a page tells, with its voices.
pub fn event(args: &Event) -> anyhow::Result<()> {
    let archive = open(&args.common)?;
    let claims = match (args.id, args.statement, &args.page) {
        (Some(id), ..) => vec![archive.claim_of_event(id)?],
        (_, Some(id), _) => vec![archive.claim_of_statement(id)?],
        (_, _, Some(page)) => {
            let (start, end) = place(args.at.as_deref())?;
            archive.claims_at(page, start, end)?
        }
        _ => anyhow::bail!("which? Give the number of an event, or --statement, or --page"),
    };
    let mut out = io::stdout().lock();
    match args.common.format {
        Format::Csv => return csv(&tellings(&claims), &mut out),
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(&claims)?)?,
        Format::Text => {
            for (i, claim) in claims.iter().enumerate() {
                if i > 0 {
                    writeln!(out)?;
                }
                print_claim(claim, args.explain, &mut out)?;
            }
        }
    }
    Ok(())
}

/// `812` or `812-900`.
fn place(at: Option<&str>) -> anyhow::Result<(u32, u32)> {
    let Some(at) = at else { return Ok((0, u32::MAX)) };
    let (start, end) = at.split_once('-').unwrap_or((at, ""));
    let start: u32 = start.parse().context("--at is a number, or two with a hyphen between")?;
    let end = if end.is_empty() {
        start.saturating_add(1)
    } else {
        end.parse().context("--at is a number, or two with a hyphen between")?
    };
    Ok((start, end))
}

fn open(common: &Common) -> anyhow::Result<Archive> {
    Archive::open_to_read(&common.archive).with_context(|| common.archive.display().to_string())
}

/// A page of a story: number, when, who, title, and what it was taken from.
fn page_line(row: &[Value]) -> String {
    let text = |i: usize| row.get(i).and_then(Value::as_str).unwrap_or_default();
    let number = |i: usize| row.get(i).and_then(Value::as_i64).unwrap_or_default();
    let mut line = format!("[{}] {}  {}: {}", number(0), text(1), text(2), text(3));
    if number(4) != number(0) {
        line += &format!("  (folded: a copy in the group of page {})", number(4));
    }
    for (name, basis) in [(text(6), text(7)), (text(8), "dateline")] {
        if !name.is_empty() {
            line += &format!("  (from {name}: {basis})");
            break;
        }
    }
    line
}

/// "3 pages → 2 reports → 1 named voice, 1 outlet on its own word".
pub(crate) fn counted(claim: &Claim) -> String {
    let mut voices = vec![count(claim.named, "named voice", "named voices")];
    if claim.anonymous_most > 0 {
        let (least, most) = (claim.anonymous_least, claim.anonymous_most);
        voices.push(if least == most { format!("{least} anonymous") } else { format!("{least} to {most} anonymous") });
    }
    if claim.unattributed > 0 {
        let whose = if claim.unattributed == 1 { "its" } else { "their" };
        voices.push(format!("{} on {whose} own word", count(claim.unattributed, "outlet", "outlets")));
    }
    format!(
        "{} → {} → {}",
        count(claim.pages, "page", "pages"),
        count(claim.reports, "report", "reports"),
        voices.join(", ")
    )
}

fn print_claim(claim: &Claim, explain: bool, out: &mut impl Write) -> io::Result<()> {
    let types = if claim.types.is_empty() { String::new() } else { format!("  [{}]", claim.types.join(", ")) };
    writeln!(out, "{}{types}", counted(claim))?;
    for Voice { name, kind, tellings } in &claim.voices {
        let note = if *kind == "named" { String::new() } else { format!(" ({kind})") };
        writeln!(out, "  {name}{note}")?;
        for (i, telling) in tellings.iter().enumerate() {
            print_telling(telling, i == 0 || explain, explain, out)?;
        }
    }
    for difference in &claim.differences {
        let series = if difference.series { " (moves with time)" } else { "" };
        writeln!(out, "  differs{series} – {}", difference.slot)?;
        for value in &difference.values {
            let when = value.published.as_deref().unwrap_or("undated");
            writeln!(out, "    {}  page {}, {when}: {}", value.value, value.page, value.words)?;
        }
    }
    Ok(())
}

fn print_telling(telling: &Telling, with_words: bool, explain: bool, out: &mut impl Write) -> io::Result<()> {
    let Telling { page, outlet, published, words, because, via, said_by, .. } = telling;
    let outlet = outlet.as_deref().unwrap_or(&telling.source);
    let mut line = format!("    [{page}] {outlet}");
    if let Some(published) = published {
        line += &format!(", {published}");
    }
    if !via.is_empty() {
        line += &format!(", via {}", via.join(", "));
    }
    if let Some(because) = because {
        line += &format!(" – {because}");
    }
    if let Some(said_by) = said_by.as_ref().filter(|_| explain) {
        line += &format!(" – said by “{said_by}”");
    }
    writeln!(out, "{line}")?;
    if with_words {
        writeln!(out, "        {words}")?;
    }
    Ok(())
}

/// A row for each telling of each claim.
fn tellings(claims: &[Claim]) -> Table {
    let columns = [
        "claim",
        "named",
        "anonymous_least",
        "anonymous_most",
        "unattributed",
        "voice",
        "kind",
        "page",
        "source",
        "outlet",
        "published",
        "start",
        "end",
        "words",
        "via",
        "because",
    ];
    let mut table = Table { columns: columns.map(str::to_owned).to_vec(), rows: Vec::new() };
    for (i, claim) in claims.iter().enumerate() {
        for voice in &claim.voices {
            for t in &voice.tellings {
                table.rows.push(vec![
                    (i + 1).into(),
                    claim.named.into(),
                    claim.anonymous_least.into(),
                    claim.anonymous_most.into(),
                    claim.unattributed.into(),
                    voice.name.clone().into(),
                    voice.kind.into(),
                    t.page.into(),
                    t.source.clone().into(),
                    t.outlet.clone().into(),
                    t.published.clone().into(),
                    t.start.into(),
                    t.end.into(),
                    t.words.clone().into(),
                    t.via.join("; ").into(),
                    t.because.clone().into(),
                ]);
            }
        }
    }
    table
}

fn print(table: &Table, format: Format) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match format {
        Format::Csv => csv(table, &mut out),
        Format::Json => Ok(writeln!(out, "{}", serde_json::to_string_pretty(&objects(table))?)?),
        Format::Text => text(table, &mut out),
    }
}

fn objects(table: &Table) -> Vec<Value> {
    table.rows.iter().map(|row| object(&table.columns, row.clone())).collect()
}

/// A row as an object.
pub(crate) fn object(columns: &[String], row: Vec<Value>) -> Value {
    Value::Object(columns.iter().cloned().zip(row).collect::<Map<_, _>>())
}

/// RFC 4180.
pub(crate) fn csv(table: &Table, out: &mut impl Write) -> anyhow::Result<()> {
    Ok(out.write_all(table.csv().as_bytes())?)
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Rows as blocks of `column  value`, empty values left out: news is too wide for a grid. Narrow tables are a grid.
fn text(table: &Table, out: &mut impl Write) -> anyhow::Result<()> {
    let one_line = |value: &Value| plain(value).split_whitespace().collect::<Vec<_>>().join(" ");
    let width = |i: usize| {
        let values = table
            .rows
            .iter()
            .filter_map(|row| row.get(i))
            .map(|v| unicode_width::UnicodeWidthStr::width(one_line(v).as_str()));
        values.chain([table.columns.get(i).map_or(0, String::len)]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..table.columns.len()).map(width).collect();
    if widths.iter().map(|w| w + 2).sum::<usize>() <= 110 {
        let pad = |text: &str, width: usize| {
            format!("{text}{}", " ".repeat(width.saturating_sub(unicode_width::UnicodeWidthStr::width(text))))
        };
        let line = |cells: Vec<String>| {
            let cells: Vec<String> = cells.iter().zip(&widths).map(|(cell, width)| pad(cell, *width)).collect();
            cells.join("  ").trim_end().to_owned()
        };
        writeln!(out, "{}", line(table.columns.clone()))?;
        for row in &table.rows {
            writeln!(out, "{}", line(row.iter().map(one_line).collect()))?;
        }
    } else {
        let widest = table.columns.iter().map(String::len).max().unwrap_or(0);
        for (i, row) in table.rows.iter().enumerate() {
            if i > 0 {
                writeln!(out)?;
            }
            for (column, value) in table.columns.iter().zip(row).filter(|(_, value)| !value.is_null()) {
                writeln!(out, "{column:<widest$}  {}", one_line(value))?;
            }
        }
    }
    if table.rows.is_empty() {
        anstream::eprintln!("nothing found");
    }
    Ok(())
}
