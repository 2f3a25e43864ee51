//! Pages a second of the page stage and of the whole reading, on one thread: `cargo bench`.
//!
//! Reads the pages of `samples/`, or with DATELINE_DATA set those of `$DATELINE_DATA/data/pages/html`, from memory, over and over for
//! some seconds, and prints the best pass: on a busy machine the best is nearest to the truth.

use dateline_page::{Given, html};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// For how long each stage is run.
const TIME: Duration = Duration::from_secs(5);

fn main() {
    let folder = match std::env::var_os("DATELINE_DATA") {
        Some(data) => PathBuf::from(data).join("data/pages/html"),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples"),
    };
    let pages = pages(&folder);
    let bytes: usize = pages.iter().map(Vec::len).sum();
    println!("{} pages of {}, {:.1} MB", pages.len(), folder.display(), bytes as f64 / 1e6);
    let given = Given::default();
    best("page", &pages, bytes, |page| drop(html(page, &given)));
    best("page and reading", &pages, bytes, |page| drop(html(page, &given).map(|page| dateline_reading::read(&page))));
}

fn best(stage: &str, pages: &[Vec<u8>], bytes: usize, work: impl Fn(&[u8])) {
    let started = Instant::now();
    let mut best = Duration::MAX;
    while started.elapsed() < TIME {
        let pass = Instant::now();
        pages.iter().for_each(|page| work(page));
        best = best.min(pass.elapsed());
    }
    let seconds = best.as_secs_f64();
    println!("{stage:<18} {:>8.0} pages/s {:>8.1} MB/s", pages.len() as f64 / seconds, bytes as f64 / 1e6 / seconds);
}

fn pages(folder: &Path) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let mut page = Vec::new();
        if name.ends_with(".html.gz") {
            flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut page).unwrap();
        } else if name.ends_with(".html") {
            page = bytes;
        }
        page
    };
    paths.into_iter().map(read).filter(|page| !page.is_empty()).collect()
}
