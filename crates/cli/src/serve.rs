//! `dateline serve`: the reading room.

use crate::args::Model;
use anyhow::Context;
use clap::Args;
use dateline_page::Page;
use dateline_server::{Options, Reader};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

const AFTER: &str = "\
Examples:
  Look at an archive in a browser, on this machine alone:
      dateline serve --archive news.db
  Let others on the network in, who know the token:
      DATELINE_TOKEN=$(openssl rand -hex 16) dateline serve --archive news.db --host 0.0.0.0
  Ask as a program does; /api/v1/openapi.json says what can be asked:
      curl 'http://127.0.0.1:4747/api/v1/search?q=cod&place=Bod%C3%B8'
  Read a page without storing it:
      curl --data-binary @page.html -H 'Content-Type: text/html' 'http://127.0.0.1:4747/api/v1/read?date=2026-03-14'

Every page has a twin at the same address with `.json`, lists also with `.csv`. Nothing that is asked changes the archive; `dateline ingest` may
write to it meanwhile, and what it adds shows at once. Ctrl-C ends the server.";

/// Options of `dateline serve`.
#[derive(Debug, Args)]
#[command(
    long_about = "Shows an archive in a browser: search, stories with their independent sources, articles with every fact lit up in its \
                  words, people, a timeline, a map. Everything is in this program; nothing is fetched from elsewhere.",
    after_long_help = AFTER,
    after_help = "Run `dateline help serve` for examples."
)]
pub struct Serve {
    /// The archive
    #[arg(short, long, value_name = "FILE", env = "DATELINE_ARCHIVE")]
    archive: PathBuf,

    /// Address to listen on; any but this machine's own (127.0.0.1, ::1) needs --token
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: IpAddr,

    /// Port to listen on; 0 takes a free one
    #[arg(short, long, value_name = "N", default_value_t = 4747)]
    port: u16,

    /// What one must know to come in, at least 12 characters: asked for in the browser, sent by programs as `Authorization: Bearer TOKEN`
    ///
    /// Others on this machine can see what is typed on a command line; the environment variable is better.
    #[arg(long, env = "DATELINE_TOKEN", hide_env_values = true)]
    token: Option<String>,

    /// Do not read pages that are sent to /api/v1/read; the language model is not loaded then
    #[arg(long)]
    no_read: bool,

    /// The language model.
    #[command(flatten)]
    model: Model,
}

/// Serves an archive until it is stopped.
pub fn serve(args: &Serve) -> anyhow::Result<()> {
    let reader = if args.no_read { None } else { Some(reader(&args.model)?) };
    let options = Options {
        archive: &args.archive,
        listen: SocketAddr::new(args.host, args.port),
        token: args.token.as_deref(),
        reader,
    };
    dateline_server::serve(options, |at| {
        eprintln!("{} is open at http://{at}/ – Ctrl-C closes it", args.archive.display());
    })
    .with_context(|| args.archive.display().to_string())
}

fn reader(model: &Model) -> anyhow::Result<Arc<dyn Reader>> {
    let resources = model.resources()?;
    Ok(Arc::new(move |page: &Page| dateline_reading::read(page, &resources).map_err(|e| e.to_string())))
}
