//! The program.

use crate::args::{Cli, Color, Command, Format, Read, Stage};
use crate::ask;
use crate::in_order::in_order;
use crate::inputs::{Failure, Input, Inputs};
use crate::progress::Progress;
use crate::reading::{self, Known, Outcome, Spent};
use crate::render;
use anyhow::Context;
use dateline_reading::{Layer, Resources};
use dateline_record::Record;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Everything was read.
pub(crate) const ALL_READ: u8 = 0;
/// Some inputs could not be read, or not to their end.
pub(crate) const SOME_UNREAD: u8 = 1;
/// The command was wrong, or its output could not be written.
pub(crate) const NOT_DONE: u8 = 2;

/// Does what was typed.
pub fn run(cli: Cli) -> ExitCode {
    let done = match cli.command {
        Command::Read(args) => read(&args),
        Command::Ingest(args) => crate::ingest::ingest(&args),
        Command::Search(args) => ask::search(&args).map(|()| ALL_READ),
        Command::Story(args) => ask::story(&args).map(|()| ALL_READ),
        Command::Event(args) => ask::event(&args).map(|()| ALL_READ),
        Command::Who(args) => ask::who(&args).map(|()| ALL_READ),
        Command::Timeline(args) => ask::timeline(&args).map(|()| ALL_READ),
        Command::Query(args) => ask::query(&args).map(|()| ALL_READ),
        Command::Serve(args) => crate::serve::serve(&args).map(|()| ALL_READ),
        Command::Export(args) => crate::export::export(&args).map(|()| ALL_READ),
        Command::Import(args) => crate::export::import(&args).map(|()| ALL_READ),
        Command::Gazetteer(args) => {
            crate::gazetteer::look_up(&args).map(|found| if found { ALL_READ } else { SOME_UNREAD })
        }
        Command::Parse(args) => crate::parse::parse(&args).map(|whole| if whole { ALL_READ } else { SOME_UNREAD }),
        Command::Times(args) => crate::times::times(&args).map(|whole| if whole { ALL_READ } else { SOME_UNREAD }),
        Command::Schema => schema(),
    };
    match done {
        Ok(code) => code.into(),
        // Whoever reads our output has seen enough: `dateline read … | head`.
        Err(e) if e.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe) => {
            ALL_READ.into()
        }
        Err(e) => {
            anstream::eprintln!("{ERROR}error:{ERROR:#} {e:#}");
            NOT_DONE.into()
        }
    }
}

pub(crate) const ERROR: anstyle::Style =
    anstyle::Style::new().bold().fg_color(Some(anstyle::Color::Ansi(anstyle::AnsiColor::Red)));
const HELP: anstyle::Style = anstyle::Style::new().fg_color(Some(anstyle::Color::Ansi(anstyle::AnsiColor::Cyan)));

fn schema() -> anyhow::Result<u8> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &dateline_record::schema()).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(ALL_READ)
}

fn read(args: &Read) -> anyhow::Result<u8> {
    match args.color {
        Color::Auto => {}
        Color::Always => anstream::ColorChoice::Always.write_global(),
        Color::Never => anstream::ColorChoice::Never.write_global(),
    }
    let started = Instant::now();
    let threads = args.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from);
    let known = Known { date: args.date.clone(), url: args.url.clone(), only: args.only };
    let resources = match args.only {
        Some(Stage::Page) => Resources::rules_alone(),
        None => args.model.resources()?,
    };
    let inputs = Inputs::new(&args.inputs, args.from);
    let mut progress = Progress::new(&args.inputs, inputs.taken(), !args.quiet);
    let mut out = Output::open(args)?;
    let look = Look::new(args, out.to_terminal);
    let mut total = Total::default();

    // A panic is told as the failure of its page, by name, and not by the standard hook as well.
    std::panic::set_hook(Box::new(|_| {}));

    let work = |input: Input| {
        let Outcome { record, failure, mut spent, .. } = reading::read(input, &known, &resources);
        let started = Instant::now();
        let printed = record.map(|record| look.print(&record));
        spent.output = started.elapsed();
        (printed, failure, spent)
    };
    in_order(inputs, threads, work, |(printed, failure, spent), more| {
        total.spent.add(spent);
        total.pages += 1;
        if let Some(failure) = failure {
            total.unread += 1;
            progress.pause(|| report(&failure));
        }
        if let Some(printed) = printed {
            let to_terminal = out.to_terminal;
            let mut write = || {
                out.out.write_all(look.before(total.printed).as_bytes())?;
                out.page(&printed, more)
            };
            let result = if to_terminal { progress.pause(write) } else { write() };
            total.printed += 1;
            if let Err(e) = result {
                // The threads may be waiting for input that never comes: end here rather than join them.
                progress.finish();
                std::process::exit(stop(&e).into());
            }
        }
        progress.step();
    });
    progress.finish();
    out.page(look.after(total.printed).as_bytes(), false)?;

    if args.timing {
        timing(&total, started.elapsed().as_secs_f64());
    }
    if total.unread > 0 && total.pages > 1 && !args.quiet {
        eprintln!("{} of {} inputs could not be read whole", total.unread, total.pages);
    }
    Ok(if total.unread > 0 { SOME_UNREAD } else { ALL_READ })
}

/// How many inputs there were, and what became of them.
#[derive(Default)]
struct Total {
    pages: u64,
    unread: u64,
    printed: u64,
    spent: Spent,
}

/// How records are printed.
struct Look {
    format: Format,
    text: render::text::Look,
}

impl Look {
    fn new(args: &Read, to_terminal: bool) -> Look {
        // Lines longer than this are hard to read, however wide the window.
        const WIDEST: usize = 96;
        let terminal = || terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
        let width = match args.width {
            Some(width) => usize::from(width),
            None if to_terminal => terminal().clamp(20, WIDEST),
            None => 80,
        };
        let color = match args.color {
            Color::Auto => to_terminal && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
            Color::Always => true,
            Color::Never => false,
        };
        Look { format: args.format, text: render::text::Look { width, color, all: args.all } }
    }

    fn print(&self, record: &Record) -> Vec<u8> {
        let mut out = match self.format {
            Format::Json => serde_json::to_vec_pretty(record).unwrap_or_default(),
            Format::Jsonl => serde_json::to_vec(record).unwrap_or_default(),
            Format::Text => return render::text::record(record, &self.text).into_bytes(),
            Format::Html => return render::html::record(record).into_bytes(),
        };
        out.push(b'\n');
        out
    }

    /// What stands before a record, given how many have been printed.
    fn before(&self, printed: u64) -> String {
        match self.format {
            Format::Html if printed == 0 => render::html::head(),
            Format::Text if printed > 0 => render::text::rule(&self.text),
            _ => String::new(),
        }
    }

    /// What stands after the last record, given how many have been printed.
    fn after(&self, printed: u64) -> String {
        if self.format == Format::Html && printed > 0 { render::html::foot() } else { String::new() }
    }
}

/// Where records go.
struct Output {
    out: BufWriter<Box<dyn Write>>,
    to_terminal: bool,
}

impl Output {
    fn open(args: &Read) -> anyhow::Result<Output> {
        let to_terminal = args.output.is_none() && io::stdout().is_terminal();
        let out: Box<dyn Write> = match &args.output {
            Some(path) => Box::new(File::create(path).with_context(|| format!("cannot write to {}", path.display()))?),
            None => Box::new(io::stdout()),
        };
        Ok(Output { out: BufWriter::with_capacity(64 << 10, out), to_terminal })
    }

    /// Writes one page; what has been written is passed on unless `more` follows at once.
    fn page(&mut self, printed: &[u8], more: bool) -> io::Result<()> {
        self.out.write_all(printed)?;
        if more { Ok(()) } else { self.out.flush() }
    }
}

/// Says that the output cannot be written, unless its reader has simply gone.
fn stop(e: &io::Error) -> u8 {
    if e.kind() == io::ErrorKind::BrokenPipe {
        return ALL_READ;
    }
    anstream::eprintln!("{ERROR}error:{ERROR:#} cannot write the output: {e}");
    NOT_DONE
}

/// Names on standard error what could not be read, and why.
pub fn report(failure: &Failure) {
    anstream::eprintln!("{ERROR}not read:{ERROR:#} {}: {}", failure.name, failure.reason);
    if let Some(help) = &failure.help {
        anstream::eprintln!("  {HELP}help:{HELP:#} {help}");
    }
}

fn timing(total: &Total, wall: f64) {
    let Spent { input, page, reading, output, layers } = total.spent;
    let sum = (input + page + reading + output).as_secs_f64().max(f64::MIN_POSITIVE);
    eprintln!("{} pages in {wall:.2} s, {:.1} a second; time of all threads:", total.pages, total.pages as f64 / wall);
    let show = |name: &str, time: Duration| {
        let time = time.as_secs_f64();
        eprintln!("  {name:<14} {time:>8.3} s {:>5.1} %", 100.0 * time / sum);
    };
    show("input", input);
    show("page", page);
    show("reading", reading);
    for (layer, time) in Layer::ALL.iter().zip(layers) {
        show(&format!("  {layer}"), time);
    }
    show("output", output);
}
