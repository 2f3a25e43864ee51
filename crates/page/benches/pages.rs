//! How fast are pages read? `cargo bench -p dateline-page` prints pages per second of CPU on one core, over the HTML pages of
//! `$DATELINE_DATA/data/pages/html` (gzip) if that is set, else over `samples/`, and the time that hostile pages take.

use dateline_page::{Given, html};
use std::hint::black_box;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Pages are read again and again for about this long.
const RUN: Duration = Duration::from_secs(5);

fn main() {
    let pages = pages();
    if pages.is_empty() {
        println!("no pages found; set DATELINE_DATA or add samples/*.html");
    } else {
        let given = Given::default();
        let bytes: usize = pages.iter().map(Vec::len).sum();
        pages.iter().for_each(|p| drop(black_box(html(p, &given))));
        let (start, mut rounds) = (Instant::now(), 0);
        while start.elapsed() < RUN {
            pages.iter().for_each(|p| drop(black_box(html(p, &given))));
            rounds += 1;
        }
        let seconds = start.elapsed().as_secs_f64() / f64::from(rounds);
        println!(
            "{} pages, {:.1} MB: {:.0} pages/s, {:.0} MB/s",
            pages.len(),
            bytes as f64 / 1e6,
            pages.len() as f64 / seconds,
            bytes as f64 / 1e6 / seconds
        );
    }
    for (name, page) in hostile() {
        let start = Instant::now();
        let text = html(page.as_bytes(), &Given::default()).map_or(0, |p| p.text.len());
        println!(
            "{name:32} {:6.2} MB in {:5} ms, {text} bytes of text",
            page.len() as f64 / 1e6,
            start.elapsed().as_millis()
        );
    }
}

fn pages() -> Vec<Vec<u8>> {
    let folder = match std::env::var_os("DATELINE_DATA") {
        Some(data) => PathBuf::from(data).join("data/pages/html"),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples"),
    };
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    files.sort();
    files.iter().filter_map(|f| read(f)).collect()
}

fn read(file: &Path) -> Option<Vec<u8>> {
    let name = file.file_name()?.to_str()?;
    let bytes = std::fs::read(file).ok()?;
    if name.ends_with(".html") {
        Some(bytes)
    } else if name.ends_with(".html.gz") {
        let mut page = Vec::new();
        flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut page).ok()?;
        Some(page)
    } else {
        None
    }
}

fn hostile() -> Vec<(&'static str, String)> {
    let sentence = "<p>The council met again on Tuesday and put off the decision, said a clerk who was there.</p>\n";
    let attributes: String = (0..1_000_000).map(|i| format!(" a{i}=x")).collect();
    let spread: String =
        (0..200_000).map(|i| format!("<i class=nav data-a='{i}' data-b=1 data-c=2 data-d=3>{i} </i>")).collect();
    vec![
        ("20 MB of paragraphs", sentence.repeat((20 << 20) / sentence.len())),
        ("20 MB in one paragraph", format!("<p>{}", "word ".repeat(4 << 20))),
        ("20 MB in one attribute", format!("<p class='{}'>x", "nav-menu ".repeat(2 << 20))),
        ("50,000 nested elements", format!("{}x", "<div>".repeat(50_000))),
        ("50,000 nested formatting elements", format!("{}x", "<b><i><div>".repeat(20_000))),
        ("a million attributes on one tag", format!("<div{attributes}>x</div>")),
        ("a million attributes spread", spread),
        ("200,000 spans", format!("<p>{}</p>", "<span>a</span>".repeat(200_000))),
        ("200,000 open spans", format!("<p>{}</p>", "<span>a".repeat(200_000))),
        (
            "200,000 short lines",
            "<div>By Ada Finch</div><div><a href=x>Three more words here</a></div>".repeat(100_000),
        ),
        ("50,000 misnested elements", "<a><b><p></a></b>".repeat(50_000)),
    ]
}
