//! `dateline`: reads news pages and gives back a sourced record.

use clap::Parser;

fn main() -> std::process::ExitCode {
    dateline::run(dateline::args::Cli::parse())
}
