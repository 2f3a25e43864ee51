//! `dateline ingest` as a person or a script meets it: what it takes in, what it leaves alone, what survives a kill.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{Folder, dateline, run};
use flate2::{Compression, write::GzEncoder};
use rusqlite::Connection;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

fn page(n: usize) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Kiosk {n} burns</title></head><body><article><h1>Kiosk {n} burns in Odense</h1>\
         <p>Kiosk number {n} burned in Odense on Monday, the fire service said.</p>\
         <p>“Nobody was inside number {n},” said Karen Holm, who leads the station. The cause is not known.</p></article></body></html>"
    )
}

fn number(archive: &str, sql: &str) -> i64 {
    Connection::open(archive).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

fn check(archive: &str) {
    let archive = dateline_archive::Archive::open(archive.as_ref()).unwrap();
    assert_eq!(archive.check().unwrap(), Vec::<String>::new());
}

#[test]
fn only_what_is_new_or_changed_is_read() {
    let folder = Folder::new("ingest-again");
    let archive = folder.0.join("news.db").to_str().unwrap().to_owned();
    let pages: Vec<String> = (0..5).map(|n| folder.file(&format!("pages/{n}.html"), page(n))).collect();
    let bad = folder.file("pages/bad.html", "");
    let report = folder.0.join("unread.tsv").to_str().unwrap().to_owned();
    let ingest = || {
        run(&[
            "ingest",
            "--rules",
            "--archive",
            &archive,
            "--report",
            &report,
            "--names",
            folder.0.join("pages").to_str().unwrap(),
        ])
    };
    let first = ingest();
    assert_eq!(first.code, 1, "{}", first.err);
    assert!(first.err.contains("5 new, 0 changed, 0 known already, 1 not read whole"), "{}", first.err);
    assert_eq!(first.out.lines().collect::<Vec<_>>(), pages, "the names of what is safe, in order");
    assert_eq!(std::fs::read_to_string(&report).unwrap().split('\t').next().unwrap(), bad);
    assert_eq!(number(&archive, "SELECT count(*) FROM unread"), 1);
    folder.file("pages/3.html", page(33));
    folder.file("pages/9.html", page(9));
    let second = ingest();
    assert!(second.err.contains("1 new, 1 changed, 4 known already, 1 not read whole"), "{}", second.err);
    assert_eq!(number(&archive, "SELECT count(*) FROM pages"), 6);
    check(&archive);
}

#[test]
fn crawls_keep_file_and_offset_and_feeds_what_they_know() {
    let folder = Folder::new("ingest-crawl");
    let archive = folder.0.join("news.db").to_str().unwrap().to_owned();
    let mut crawl = Vec::new();
    let mut offsets = Vec::new();
    for n in 0..3 {
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}", page(n));
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        let fields = "WARC-Type: response\r\nWARC-Date: 2026-03-12T10:00:00Z";
        write!(encoder, "WARC/1.0\r\n{fields}\r\nWARC-Target-URI: https://news.example/{n}\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n", http.len()).unwrap();
        offsets.push(crawl.len() as i64);
        crawl.extend(encoder.finish().unwrap());
    }
    let crawl = folder.file("in/crawl.warc.gz", crawl);
    folder.file("in/story-7.html", page(7));
    folder.file(
        "in/feed.xml",
        "<rss version='2.0'><channel><item><link>https://post.example/2026/story-7</link><pubDate>Thu, 12 Mar 2026 18:30:00 GMT</pubDate>\
         </item><item><link>https://post.example/2026/other</link><description>A second kiosk burned in Odense.</description></item>\
         </channel></rss>",
    );
    let ran = run(&["ingest", "--rules", "--archive", &archive, folder.0.join("in").to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let db = Connection::open(&archive).unwrap();
    let row = |r: &rusqlite::Row| Ok((r.get::<_, String>(0)?, r.get::<_, i64>(1)?));
    let sql =
        "SELECT g.uri, i.position FROM inputs i JOIN pages g ON g.id = i.page WHERE i.file = ?1 ORDER BY position";
    let found: Vec<_> = db.prepare(sql).unwrap().query_map([&crawl], row).unwrap().map(Result::unwrap).collect();
    let wanted: Vec<_> = offsets.iter().enumerate().map(|(n, at)| (format!("https://news.example/{n}"), *at)).collect();
    assert_eq!(found, wanted);
    assert_eq!(number(&archive, "SELECT count(*) FROM pages"), 5, "the page beside the feed is read once");
    let sql =
        "SELECT count(*) FROM pages WHERE uri LIKE 'https://post.example/%' AND published LIKE '2026-03-12T18:30%'";
    assert_eq!(number(&archive, sql), 1, "with the feed's date");
}

#[test]
fn records_made_before_give_the_same_archive() {
    let folder = Folder::new("ingest-records");
    let (a, b) =
        (folder.0.join("a.db").to_str().unwrap().to_owned(), folder.0.join("b.db").to_str().unwrap().to_owned());
    assert_eq!(
        run(&["ingest", "--rules", "--archive", &a, "samples/summit-agency.html", "samples/summit-fjord-courier.html"])
            .code,
        0
    );
    let records = run(&["export", "--archive", &a]).out;
    let lines = folder.file("records.jsonl", &records);
    let ran = run(&["ingest", "--from", "records", "--archive", &b, &lines]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for sql in [
        "SELECT count(*) FROM statements",
        "SELECT count(*) FROM entities",
        "SELECT sum(report) FROM pages",
        "SELECT sum(length(record)) FROM pages",
    ] {
        assert_eq!(number(&a, sql), number(&b, sql), "{sql}");
    }
    assert_eq!(run(&["export", "--archive", &b]).out, records, "there and back");
    let statements = run(&["export", "--archive", &b, "statements", "--format", "csv"]).out;
    assert!(statements.starts_with("id,speaker,words,"), "{statements}");
    let bad = folder.file("bad.jsonl", "{\"schema\": \"dateline-record/1\"}\n");
    assert_eq!(run(&["ingest", "--from", "records", "--archive", &b, &bad]).code, 1);
}

/// Kills an ingest at many moments: nothing that was reported as done may be lost, nothing may be there twice. `KILLS` says how often.
#[test]
fn a_kill_loses_and_doubles_nothing() {
    const PAGES: usize = 300;
    let kills = std::env::var("KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(6);
    let folder = Folder::new("ingest-kill");
    for n in 0..PAGES {
        folder.file(&format!("pages/{n:03}.html"), page(n));
    }
    let pages = folder.0.join("pages");
    let archive = folder.0.join("news.db");
    let ingest = || {
        let mut command = dateline();
        command.args(["ingest", "--rules", "--quiet", "--names", "--archive"]).arg(&archive).arg(&pages);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        command
    };
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    for kill in 0..kills {
        if kill % 6 == 0 {
            for end in ["news.db", "news.db-wal", "news.db-shm"] {
                let _ = std::fs::remove_file(folder.0.join(end));
            }
        }
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut child = ingest().spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let reported = std::thread::spawn(move || out.lines().map_while(Result::ok).collect::<Vec<String>>());
        std::thread::sleep(std::time::Duration::from_millis(30 + (random >> 33) % 700));
        child.kill().unwrap();
        child.wait().unwrap();
        let reported = reported.join().unwrap();
        if !archive.exists() {
            continue;
        }
        check(archive.to_str().unwrap());
        let db = Connection::open(&archive).unwrap();
        for name in reported {
            let there: i64 = db
                .query_row("SELECT count(*) FROM inputs WHERE name = ?1 AND page IS NOT NULL", [&name], |r| r.get(0))
                .unwrap();
            assert_eq!(there, 1, "{name} was reported as done");
        }
        assert_eq!(
            number(archive.to_str().unwrap(), "SELECT count(*) - count(DISTINCT source) FROM pages"),
            0,
            "doubled"
        );
    }
    assert!(ingest().status().unwrap().success());
    check(archive.to_str().unwrap());
    assert_eq!(number(archive.to_str().unwrap(), "SELECT count(*) FROM pages"), PAGES as i64);
    assert_eq!(number(archive.to_str().unwrap(), "SELECT count(DISTINCT source) FROM pages"), PAGES as i64);
}

#[test]
fn other_files_are_not_touched() {
    let folder = Folder::new("ingest-foreign");
    let file = folder.file("notes.txt", "my notes ".repeat(1000));
    let ran = run(&["ingest", "--archive", &file, "samples/questions.txt"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("is not an archive of dateline"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "my notes ".repeat(1000));
}

/// A disk that takes no more, as a limit on the size of files: what was reported as done is there, the rest comes when there is room again.
#[cfg(unix)]
#[test]
fn a_full_disk_loses_nothing_that_was_reported() {
    const PAGES: usize = 300;
    let folder = Folder::new("ingest-full");
    for n in 0..PAGES {
        folder.file(&format!("pages/{n:03}.html"), page(n));
    }
    let archive = folder.0.join("news.db");
    let mut ingest = dateline();
    ingest.args(["ingest", "--rules", "--quiet", "--names", "--archive"]).arg(&archive).arg(folder.0.join("pages"));
    let mut stopped = 0;
    let mut reported = Vec::new();
    for blocks in [40, 1000, 4000, 6000, 8000, 10_000, 12_000] {
        // Written beyond the limit, a file gives an error rather than a signal.
        let command = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let mut limited = std::process::Command::new("sh");
        limited.arg("-c").arg(command).arg(ingest.get_program()).args(ingest.get_args());
        let ran = limited.current_dir(ingest.get_current_dir().unwrap()).output().unwrap();
        let err = String::from_utf8_lossy(&ran.stderr);
        reported.extend(String::from_utf8_lossy(&ran.stdout).lines().map(str::to_owned));
        if !ran.status.success() {
            stopped += 1;
            assert_eq!(ran.status.code(), Some(2), "{err}");
            assert!(
                err.contains("disk") && (blocks < 1000 || err.contains("everything reported as done is kept")),
                "{err}"
            );
        }
        check(archive.to_str().unwrap());
        let db = Connection::open(&archive).unwrap();
        for name in &reported {
            let sql = "SELECT count(*) FROM inputs WHERE name = ?1 AND page IS NOT NULL";
            assert_eq!(db.query_row(sql, [name], |r| r.get::<_, i64>(0)).unwrap(), 1, "{name} was reported as done");
        }
    }
    assert!(stopped > 1, "{stopped}");
    assert!(ingest.output().unwrap().status.success());
    check(archive.to_str().unwrap());
    assert_eq!(number(archive.to_str().unwrap(), "SELECT count(*) FROM pages"), PAGES as i64);
    assert_eq!(number(archive.to_str().unwrap(), "SELECT count(*) FROM stories WHERE told <> pages"), 0);
}

/// Two programs that ingest the same pages into one archive at the same time: each page is there once.
#[test]
fn two_programs_may_ingest_at_once() {
    const PAGES: usize = 80;
    let folder = Folder::new("ingest-two");
    for n in 0..PAGES {
        folder.file(&format!("pages/{n:03}.html"), page(n));
    }
    let archive = folder.0.join("news.db");
    let start = || {
        let mut ingest = dateline();
        ingest.args(["ingest", "--rules", "--quiet", "--archive"]).arg(&archive).arg(folder.0.join("pages"));
        ingest.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let both = [start(), start()];
    for child in both {
        let ran = child.wait_with_output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    }
    check(archive.to_str().unwrap());
    for sql in ["SELECT count(*) FROM pages", "SELECT count(DISTINCT source) FROM pages", "SELECT count(*) FROM inputs"]
    {
        assert_eq!(number(archive.to_str().unwrap(), sql), PAGES as i64, "{sql}");
    }
}
