//! `dateline read` as a person or a script meets it: inputs of every kind, what is said of those that cannot be read, the
//! order of the output, exit codes.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{Folder, dateline, records, run, run_with};
use flate2::{Compression, write::GzEncoder};
use std::io::{Read, Write};
use std::process::Stdio;

const PAGE: &str = "<!doctype html><html lang=en><head><title>Kiosk burns</title></head><body><article>\
    <h1>Kiosk burns in Odense</h1><p>A kiosk burned in Odense on Monday, the fire service said.</p>\
    <p>“Nobody was inside,” said Karen Holm, who leads the station. The cause is not known.</p></article></body></html>";

const TEXT: &str = "Kiosk burns in Odense\n\nA kiosk burned in Odense on Monday, the fire service said.\n\n\
    “Nobody was inside,” said Karen Holm, who leads the station. The cause is not known.\n";

fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes.as_ref()).unwrap();
    encoder.finish().unwrap()
}

fn json_line(id: &str, field: &str, page: &str) -> String {
    serde_json::json!({ "id": id, field: page }).to_string() + "\n"
}

#[test]
fn every_kind_of_input_is_told_by_its_content() {
    let folder = Folder::new("kinds");
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(PAGE.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let inputs = [
        (folder.file("page.txt", PAGE), "text/html"),
        (folder.file("page", PAGE), "text/html"),
        (folder.file("utf16.html", utf16), "text/html"),
        (folder.file("text.html", TEXT), "text/plain"),
        (folder.file("text", TEXT), "text/plain"),
        (folder.file("page.gz", gzip(PAGE)), "text/html"),
        (folder.file("not-named-so", gzip(TEXT)), "text/plain"),
        (folder.file("two-members.gz", [gzip(&PAGE[..99]), gzip(&PAGE[99..])].concat()), "text/html"),
        (folder.file("lines", json_line("a", "html", PAGE)), "text/html"),
        (folder.file("lines.gz", gzip(json_line("b", "text", TEXT))), "text/plain"),
    ];
    let mut args = vec!["read", "--format", "jsonl"];
    args.extend(inputs.iter().map(|(path, _)| path.as_str()));
    let ran = run(&args);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let records = records(&ran.out);
    assert_eq!(records.len(), inputs.len());
    for (record, (path, media_type)) in records.iter().zip(&inputs) {
        assert_eq!(record.source.media_type, *media_type, "{path}");
        assert!(record.text.contains("“Nobody was inside,” said Karen Holm"), "{path}: {}", record.text);
        assert_eq!(dateline_record::check(record), [], "{path}");
    }
    assert_eq!(records[0].source.id, inputs[0].0, "a file's path is its id");
    assert_eq!((records[8].source.id.as_str(), records[9].source.id.as_str()), ("a", "b"));
    assert_eq!(records[4].text, TEXT, "plain text is kept character for character");
}

#[test]
fn standard_input_may_be_any_of_them() {
    for (bytes, media_type) in [
        (PAGE.as_bytes().to_vec(), "text/html"),
        (gzip(TEXT), "text/plain"),
        (gzip(json_line("a", "text", TEXT)), "text/plain"),
    ] {
        let ran = run_with(&["read", "--format", "jsonl", "-"], &bytes);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert_eq!(records(&ran.out)[0].source.media_type, media_type);
    }
}

#[test]
fn what_an_input_holds_can_be_said() {
    let ran = run_with(&["read", "--format", "jsonl", "--from", "text", "-"], PAGE.as_bytes());
    assert_eq!(records(&ran.out)[0].text, PAGE, "as text, tags are words");
}

#[test]
fn folders_are_walked_in_order_without_what_can_be_no_page() {
    let folder = Folder::new("folders");
    for name in ["b/2.html", "b/10.html", "a.html", "c.txt", "b/deep/er/0.html"] {
        folder.file(name, PAGE);
    }
    for name in [".hidden.html", "b/style.css", "b/photo.jpg", ".git/config"] {
        folder.file(name, "not a page");
    }
    let ran = run(&["read", "--format", "jsonl", folder.0.to_str().unwrap()]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let prefix = format!("{}/", folder.0.display());
    let ids: Vec<String> = records(&ran.out).into_iter().map(|r| r.source.id.replace(&prefix, "")).collect();
    assert_eq!(ids, ["a.html", "b/10.html", "b/2.html", "b/deep/er/0.html", "c.txt"]);
}

#[test]
fn what_is_known_of_a_page_can_be_given() {
    let line =
        serde_json::json!({ "id": 7, "html": PAGE, "date": "2024-02-01", "url": "https://line.example/x" }).to_string();
    let folder = Folder::new("given");
    let (file, lines) = (folder.file("page.html", PAGE), folder.file("lines.jsonl", line));
    let ran = run(&[
        "read",
        "--format",
        "jsonl",
        "--date",
        "2026-03-14",
        "--url",
        "https://news.example/kiosk",
        &file,
        &lines,
    ]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let records = records(&ran.out);
    let of = |i: usize| {
        let r: &dateline_record::Record = &records[i];
        let published = r.article.published.as_ref().unwrap();
        (r.source.id.clone(), r.source.uri.clone().unwrap(), published.value.clone(), published.basis)
    };
    let given = dateline_record::DateBasis::Given;
    assert_eq!(of(0), (file, "https://news.example/kiosk".into(), "2026-03-14".into(), given));
    assert_eq!(of(1), ("7".into(), "https://line.example/x".into(), "2024-02-01".into(), given), "the line goes first");
}

#[test]
fn what_cannot_be_read_is_named_with_its_reason_and_loses_nothing_else() {
    let folder = Folder::new("failures");
    let good = folder.file("good.html", PAGE);
    let bad = [
        (folder.file("empty.html", ""), "the page is empty"),
        (folder.file("blank.txt", " \n\t\n"), "the page is empty"),
        (folder.file("photo.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01"), "not text"),
        (folder.file("no-gzip.gz", b"\x1f\x8b\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), "the gzip data is damaged"),
        (folder.file("short.gz", &gzip(PAGE)[..8]), "the gzip data ends too early"),
        (folder.0.join("missing.html").to_str().unwrap().to_owned(), "no such file or folder"),
        ("https://news.example/story".to_owned(), "no such file or folder"),
    ];
    let mut args = vec!["read", "--format", "jsonl", good.as_str()];
    args.extend(bad.iter().map(|(path, _)| path.as_str()));
    args.push(&good);
    let ran = run(&args);
    assert_eq!(ran.code, 1);
    assert_eq!(records(&ran.out).len(), 2, "both good pages are read");
    for (path, reason) in &bad {
        let line =
            ran.err.lines().find(|l| l.contains(path.as_str())).unwrap_or_else(|| panic!("{path} in {}", ran.err));
        assert!(line.contains(reason), "{line}");
    }
    assert!(ran.err.contains("dateline does not fetch pages; pipe one in"), "{}", ran.err);
    assert!(ran.err.contains("7 of 9 inputs could not be read"), "{}", ran.err);
    assert!(!run(&[&args[..], &["--quiet"]].concat()).err.contains("7 of 9"));
}

#[test]
fn gzip_cut_short_gives_what_came_before_and_says_so() {
    let long = TEXT.repeat(400);
    // Not compressed, so that a cut in the middle leaves the first half readable.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::none());
    encoder.write_all(long.as_bytes()).unwrap();
    let whole = encoder.finish().unwrap();
    let folder = Folder::new("cut");
    let cut = folder.file("cut.txt.gz", &whole[..whole.len() * 2 / 3]);
    let ran = run(&["read", "--format", "jsonl", &cut]);
    assert_eq!(ran.code, 1, "not everything was read");
    assert!(ran.err.contains("cut.txt.gz: the gzip data ends too early; read up to there"), "{}", ran.err);
    let record = &records(&ran.out)[0];
    assert!(record.notes.iter().any(|n| n.code == "input-cut"), "{:?}", record.notes);
    assert!(record.text.len() > long.len() / 4 && long.starts_with(record.text.trim_end_matches('\u{FFFD}')));

    let lines = (0..400).map(|i| json_line(&i.to_string(), "text", TEXT)).collect::<String>();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::none());
    encoder.write_all(lines.as_bytes()).unwrap();
    let whole = encoder.finish().unwrap();
    let cut = folder.file("cut.jsonl.gz", &whole[..whole.len() / 2]);
    let ran = run(&["read", "--format", "jsonl", &cut]);
    assert_eq!(ran.code, 1);
    let n = records(&ran.out).len();
    assert!((100..300).contains(&n), "{n} whole lines come before the cut");
    assert!(ran.err.contains(&format!("cut.jsonl.gz: the gzip data ends too early (after line {n})")), "{}", ran.err);
}

#[test]
fn a_bad_json_line_is_told_by_its_number() {
    let good = json_line("a", "text", TEXT);
    let mut lines = good.clone().into_bytes();
    lines.extend(b"{\"id\": \"half\", \"text\": \"no end\n\n[1, 2]\n{\"id\": \"neither\"}\n{\"text\": \"\xff\xfe\"}\n{\"text\": 5}\n");
    lines.extend(json_line("last", "html", PAGE).trim_end().bytes());
    let ran = run_with(&["read", "--from", "jsonl", "--format", "jsonl", "-"], &lines);
    assert_eq!(ran.code, 1);
    let ids: Vec<String> = records(&ran.out).into_iter().map(|r| r.source.id).collect();
    assert_eq!(ids, ["a", "last"]);
    for wanted in ["-:2: not a valid JSON line", "-:4: ", "-:5: neither `text` nor `html`", "-:6: ", "-:7: "] {
        assert!(ran.err.contains(wanted), "{wanted} in {}", ran.err);
    }
    assert!(!ran.err.contains("-:3:") && !ran.err.contains("-:1:"), "{}", ran.err);
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    for format in ["text", "json", "jsonl", "html"] {
        let with = |threads| run(&["read", "--quiet", "--format", format, "--threads", threads, "samples"]);
        let (one, two, many) = (with("1"), with("2"), with("16"));
        assert!(!one.out.is_empty());
        assert!(one.out == two.out && one.out == many.out, "{format} differs with the number of threads");
        assert_eq!((one.code, &one.err), (two.code, &two.err), "so do messages keep their order");
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let mut child = dateline()
        .args(["read", "--from", "jsonl", "--format", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let line = json_line("a", "html", PAGE);
    stdin.write_all(line.as_bytes()).unwrap();
    let mut first = [0; 100];
    stdout.read_exact(&mut first).unwrap(); // a record comes as soon as it is read, though more input may follow
    drop(stdout);
    while stdin.write_all(line.as_bytes()).is_ok() {}
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}

#[test]
fn formats_are_what_they_say() {
    let page = ["read", "samples/summit-agency.html", "samples/questions.txt"];
    let with = |more: &[&str]| {
        let ran = run(&[&page[..], more].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{more:?}");
        ran.out
    };
    let json: Vec<dateline_record::Record> =
        serde_json::Deserializer::from_str(&with(&["--format", "json"])).into_iter().map(Result::unwrap).collect();
    assert_eq!(json, records(&with(&["--format", "jsonl"])));
    let text = with(&["--format", "text", "--width", "60"]);
    let wide = text.lines().filter(|line| line.chars().count() > 60).find(|line| !line.contains("https://"));
    assert_eq!(wide, None, "only an address may be wider than was asked");
    assert!(!text.contains('\x1b'), "no colours through a pipe: {text}");
    assert!(with(&["--color", "always"]).contains('\x1b'));
    let html = with(&["--format", "html"]);
    assert!(html.starts_with("<!doctype html>") && html.ends_with("</html>\n"));
    assert_eq!(html.matches("<section class=\"page\"").count(), 2);

    let page_only = records(&with(&["--format", "jsonl", "--only", "page"]));
    for (only, whole) in page_only.iter().zip(&json) {
        assert_eq!((&only.text, &only.blocks, &only.article), (&whole.text, &whole.blocks, &whole.article));
        assert!(only.sentences.is_empty() && only.statements.is_empty());
    }

    let folder = Folder::new("output");
    let file = folder.0.join("out.jsonl");
    assert_eq!(with(&["--format", "jsonl", "--output", file.to_str().unwrap()]), "");
    assert_eq!(records(&std::fs::read_to_string(&file).unwrap()), json);
}

#[test]
fn a_page_in_another_language_gets_its_article_and_says_that_the_rest_was_not_read() {
    let ran = run(&["read", "--format", "jsonl", "samples/hafen-bremerhaven.html"]);
    assert_eq!(ran.code, 0, "it is no failure");
    let record = &records(&ran.out)[0];
    assert_eq!(record.article.language.as_deref(), Some("de"));
    assert!(record.article.title.is_some() && record.article.published.is_some());
    assert!(record.entities.is_empty() && record.statements.is_empty() && record.times.is_empty());
    assert!(record.notes.iter().any(|n| n.code == "language-not-read"), "{:?}", record.notes);
}

#[test]
fn a_wrong_command_is_told_from_a_bad_input() {
    for args in [
        &["read"][..],
        &["read", "--format", "xml", "x"],
        &["read", "--date", "last Tuesday", "samples"],
        &["raed"],
        &["read", "--output", "/no/such/folder/out", "samples/questions.txt"],
    ] {
        let ran = run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains("error:"), "{}", ran.err);
    }
    let help = run(&["help", "read"]);
    assert_eq!(help.code, 0);
    for wanted in ["Examples:", "Exit codes:", "--threads", "NO_COLOR"] {
        assert!(help.out.contains(wanted), "{wanted}");
    }
}

#[test]
fn timing_names_the_stages() {
    let ran = run(&["read", "--timing", "samples/questions.txt"]);
    for stage in ["1 pages in", "page", "reading", "output"] {
        assert!(ran.err.contains(stage), "{stage} in {}", ran.err);
    }
}
