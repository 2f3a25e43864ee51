//! Questions to an archive of the sample pages: what is found, and how many independent sources there really are.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{Folder, Ran, run};
use serde_json::Value;

struct Archive(Folder);

impl Archive {
    fn new(name: &str, pages: &[&str]) -> Archive {
        let archive = Archive(Folder::new(name));
        let file = archive.file();
        let ran = run(&[&["ingest", "--quiet", "--archive", &file], pages].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        archive
    }

    fn file(&self) -> String {
        self.0.0.join("news.db").to_str().unwrap().to_owned()
    }

    fn ask(&self, command: &str, args: &[&str]) -> Ran {
        run(&[&[command, "--archive", &self.file()], args].concat())
    }

    fn json(&self, command: &str, args: &[&str]) -> Value {
        let ran = self.ask(command, &[&["--format", "json"], args].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        serde_json::from_str(&ran.out).unwrap()
    }
}

const SUMMIT: [&str; 3] =
    ["samples/summit-agency.html", "samples/summit-fjord-courier.html", "samples/summit-harbour-post.html"];

fn claim<'c>(story: &'c Value, words: &str) -> &'c Value {
    let tells = |claim: &&Value| {
        let voices = claim["voices"].as_array().unwrap();
        let mut tellings = voices.iter().flat_map(|v| v["tellings"].as_array().unwrap());
        tellings.any(|t| t["words"].as_str().unwrap().contains(words))
    };
    story["claims"].as_array().unwrap().iter().find(tells).unwrap_or_else(|| panic!("no claim has {words}"))
}

#[test]
fn the_summit_is_counted_by_voice() {
    let archive = Archive::new("ask-summit", &SUMMIT);
    let story = archive.json("story", &["1"]);
    let numbers = |claim: &Value| ["pages", "reports", "named"].map(|n| claim[n].as_u64().unwrap());
    // Three pages carry the prime minister's words: one is a copy, one quotes the agency. She alone said them.
    let quote = claim(&story, "Nobody left this room");
    assert_eq!(numbers(quote), [3, 2, 1], "{quote:#}");
    let tellings = quote["voices"][0]["tellings"].as_array().unwrap();
    assert!(tellings.iter().any(|t| t["via"][0] == "Meridian Press"), "{quote:#}");
    assert!(tellings.iter().any(|t| t["because"].as_str().is_some_and(|b| b.starts_with("copy of page"))), "{quote:#}");
    // Two ministries give two figures.
    let catch = claim(&story, "38,000 tonnes of cod");
    assert_eq!(catch["pages"], 3);
    let difference = catch["differences"].as_array().unwrap().iter().find(|d| d["slot"] == "how many: tonne").unwrap();
    let values: Vec<&str> =
        difference["values"].as_array().unwrap().iter().map(|v| v["value"].as_str().unwrap()).collect();
    assert!(values.contains(&"38000") && values.contains(&"36000") && difference["series"] == false, "{difference:#}");
    // The union's man speaks in the copies alone.
    assert_eq!(numbers(claim(&story, "a fifth of our living")), [2, 1, 1]);

    let explained = archive.ask("story", &["1", "--explain"]).out;
    assert!(
        explained.contains("(folded: a copy in the group of page 1)") && explained.contains("copy of page 1 – said by"),
        "{explained}"
    );
    let csv = archive.ask("story", &["1", "--format", "csv"]).out;
    assert!(csv.starts_with("claim,named,") && csv.lines().count() > 20);
}

#[test]
fn questions_find_what_is_there() {
    let archive =
        Archive::new("ask-all", &[&SUMMIT[..], &["samples/questions.txt", "samples/correction-budget.html"]].concat());
    let titles = |answer: Value| -> Vec<String> {
        answer.as_array().unwrap().iter().map(|row| row["outlet"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let found = titles(archive.json("search", &["\"Bear Island\"", "--outlet", "harbour"]));
    assert_eq!(found, ["Harbour Post"]);
    assert_eq!(titles(archive.json("search", &["cod", "--from", "2026-03-13"])), Vec::<String>::new().clone());
    assert_eq!(titles(archive.json("search", &["--person", "Nesse"])).len(), 2);
    let said = archive.json("search", &["--source", "Nesse", "living"]);
    assert!(said[0]["words"].as_str().unwrap().contains("a fifth of our living"), "{said}");
    let who = archive.json("who", &["solheim"]);
    assert!(who.as_array().unwrap().iter().any(|row| row["through"] == "Meridian Press"), "{who:#}");
    let pages = archive.json("query", &["SELECT count(*) AS n FROM pages"]);
    assert_eq!(pages[0]["n"], 5);
    let here = archive.json("event", &["--page", SUMMIT[2], "--at", "0"]);
    assert!(here.as_array().is_some());
    assert!(archive.json("timeline", &[]).as_array().is_some());
}

#[test]
fn only_reading_is_allowed() {
    let archive = Archive::new("ask-read-only", &["samples/questions.txt"]);
    let elsewhere = archive.0.0.join("other.db").to_str().unwrap().to_owned();
    for sql in [
        "DELETE FROM pages".to_owned(),
        "DROP TABLE pages".into(),
        "PRAGMA writable_schema = 1".into(),
        format!("ATTACH '{elsewhere}' AS other"),
        format!("VACUUM INTO '{elsewhere}'"),
    ] {
        let ran = archive.ask("query", &[&sql]);
        assert_eq!(ran.code, 2, "{sql}");
        assert!(ran.err.contains("only queries that read"), "{sql}: {}", ran.err);
    }
    assert!(!std::path::Path::new(&elsewhere).exists());
    assert_eq!(archive.ask("query", &["SELEC"]).code, 2);
    assert_eq!(archive.ask("story", &["99"]).code, 2);
    assert_eq!(run(&["search", "--archive", "/nowhere/news.db", "x"]).code, 2);
}

/// Writes a Parquet file with one page, as another tool would.
fn write_page(path: &str, compression: parquet::basic::Compression) {
    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::{properties::WriterProperties, writer::SerializedFileWriter};
    let schema = "message pages { required binary text (UTF8); }";
    let schema = std::sync::Arc::new(parquet::schema::parser::parse_message_type(schema).unwrap());
    let properties = std::sync::Arc::new(WriterProperties::builder().set_compression(compression).build());
    let mut file = SerializedFileWriter::new(std::fs::File::create(path).unwrap(), schema, properties).unwrap();
    let mut group = file.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let text = "A kiosk burned to the ground in Odense on Sunday night, the fire service said. The cause is not known.";
    column.typed::<ByteArrayType>().write_batch(&[ByteArray::from(text)], None, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    file.close().unwrap();
}

#[test]
fn an_archive_leaves_for_other_tools() {
    let archive = Archive::new("ask-export", &SUMMIT);
    let at = |name: &str| archive.0.0.join(name).to_str().unwrap().to_owned();
    // All of it as Parquet, and back.
    assert_eq!(archive.ask("export", &["--format", "parquet", "--output", &at("all")]).code, 0);
    let ran = run(&["import", &at("all"), "--archive", &at("again.db")]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "the archive holds 3 pages\n"));
    let story = |file: &str| run(&["story", "--archive", file, "1", "--format", "json"]).out;
    assert_eq!(story(&at("again.db")), story(&archive.file()));
    assert_eq!(run(&["import", &at("all"), "--archive", &at("again.db")]).code, 2, "nothing is written over");
    // The pages of a Parquet file are read as any others: a row a page.
    let ran = run(&["ingest", "--rules", "--archive", &at("read.db"), &at("all/pages")]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let sql = "SELECT count(*) AS n FROM inputs i JOIN pages g ON g.id = i.page WHERE g.published LIKE '2026-03-12%' AND i.position > 0";
    assert!(run(&["query", "--archive", &at("read.db"), "--format", "csv", sql]).out.contains("\r\n3\r\n"));
    // Compressed in each way that is known.
    use parquet::basic::{Compression, GzipLevel, ZstdLevel};
    for compression in
        [Compression::UNCOMPRESSED, Compression::GZIP(GzipLevel::default()), Compression::ZSTD(ZstdLevel::default())]
    {
        let (file, into) = (at("one.parquet"), at(&format!("{compression}.db")));
        write_page(&file, compression);
        let ran = run(&["ingest", "--rules", "--archive", &into, &file]);
        assert!(ran.code == 0 && ran.err.contains("the archive holds 1 page"), "{compression}: {}", ran.err);
    }
    assert_eq!(archive.ask("export", &["sources", "--format", "parquet", "--output", &at("sources.parquet")]).code, 0);
    let ran = run(&["ingest", "--rules", "--archive", &at("none.db"), &at("sources.parquet")]);
    assert!(ran.code == 1 && ran.err.contains("no column holds text or HTML; there are name, kind"), "{}", ran.err);

    // Joined events under POLECAT's names.
    let events = archive.ask("export", &["polecat", "--format", "csv"]).out;
    assert!(events.starts_with("Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,"), "{events}");
    let agreed: Vec<&str> =
        events.lines().filter(|line| line.contains(",AGREE,") && line.contains("VERBAL COOPERATION")).collect();
    assert!(!agreed.is_empty() && agreed.iter().all(|line| line.contains("2026-03-12")), "{events}");

    // schema.org: articles, one a copy of another; claims with authors and appearances.
    let linked: Value = serde_json::from_str(&archive.ask("export", &["json-ld", "--story", "1"]).out).unwrap();
    let graph = linked["@graph"].as_array().unwrap();
    let of = |kind: &str| graph.iter().filter(|thing| thing["@type"] == kind).collect::<Vec<_>>();
    let articles = of("NewsArticle");
    assert_eq!(articles.len(), 3);
    assert_eq!(articles.iter().filter(|a| a["isBasedOn"]["@id"].is_string()).count(), 1);
    let quote =
        of("Claim").into_iter().find(|c| c["text"].as_str().unwrap().contains("Nobody left this room")).unwrap();
    assert_eq!(
        (quote["author"][0]["name"].as_str(), quote["appearance"].as_array().unwrap().len()),
        (Some("Ingrid Solheim"), 3)
    );
    assert!(of("Person").iter().any(|p| p["name"] == "Ingrid Solheim") && !of("Event").is_empty());
    let ids: Vec<&str> = graph.iter().filter_map(|thing| thing["@id"].as_str()).collect();
    let mentioned = articles.iter().flat_map(|a| a["mentions"].as_array().unwrap()).filter_map(|m| m["@id"].as_str());
    assert!(mentioned.into_iter().all(|id| ids.contains(&id)), "nothing points out of the graph");

    // One page for people, that needs nothing from elsewhere.
    let report = archive.ask("export", &["report", "--story", "1"]).out;
    for part in [
        "Nobody left this room",
        "3 pages → 2 reports → 1 named voice",
        "differs: how many: tonne",
        "copy of page 1",
        "@media print",
    ] {
        assert!(report.contains(part), "{part}");
    }
    assert!(["<script", "src=", "url(", "@import", "<link"].iter().all(|outside| !report.contains(outside)));
    assert_eq!(archive.ask("export", &["report"]).code, 2, "which story?");
}

#[test]
fn each_filter_keeps_what_it_names() {
    let archive = Archive::new("ask-filters", &SUMMIT);
    let found = |args: &[&str]| -> Vec<i64> {
        let mut pages: Vec<i64> =
            archive.json("search", args).as_array().unwrap().iter().map(|r| r["page"].as_i64().unwrap()).collect();
        pages.sort_unstable();
        pages.dedup();
        pages
    };
    // Page 1 is the agency's, 2 the copy in the Fjord Courier, 3 the Harbour Post's own.
    for (args, pages) in [
        (&["cod"][..], &[1, 2, 3][..]),
        (&["\"Barents Sea\" cod"], &[1, 2, 3]),
        (&["\"Sea Barents\""], &[]),
        (&["--person", "Solheim"], &[1, 2, 3]),
        (&["--person", "Ingrid Solheim", "--outlet", "harbour"], &[3]),
        (&["--person", "Ingrid"], &[]),
        (&["--place", "tromso"], &[1, 2, 3]),
        (&["--place", "Odense"], &[]),
        (&["--from", "2026-03-12", "--to", "2026-03-12"], &[1, 2, 3]),
        (&["--from", "2026-03-13"], &[]),
        (&["--to", "2026-03-11"], &[]),
        (&["--outlet", "Fjord Courier"], &[2]),
        (&["--source", "Thorsteinsson"], &[3]),
        (&["--source", "Solheim", "room"], &[1, 2, 3]),
        (&["--source", "Solheim", "tonnes"], &[]),
        (&["--type", "agree"], &[1, 2, 3]),
        (&["--type", "ASSAULT"], &[]),
        (&["--status", "actual"], &[1, 2, 3]),
        (&["--status", "failed"], &[]),
        (&["cod", "--limit", "1"], &[3]),
    ] {
        let found = found(args);
        if args.contains(&"--limit") {
            assert_eq!(found.len(), 1, "{args:?}");
        } else {
            assert_eq!(found, pages, "{args:?}");
        }
    }
    // The same on the timeline, where type and status are those of the event itself.
    let events = archive.json("timeline", &["--type", "AGREE", "--status", "actual"]);
    let events = events.as_array().unwrap();
    assert!(!events.is_empty() && events.iter().all(|e| e["type"] == "AGREE" && e["status"] == "actual"));

    // Every command as JSON and as CSV: the same number of rows, each as wide as the header.
    for (command, args) in [
        ("search", &["cod"][..]),
        ("story", &[]),
        ("story", &["1"]),
        ("event", &["--page", "1"]),
        ("who", &["Solheim"]),
        ("timeline", &[]),
        ("query", &["SELECT id, title FROM pages"]),
    ] {
        let ran = archive.ask(command, &[args, &["--format", "json"]].concat());
        assert!(ran.code == 0 && serde_json::from_str::<Value>(&ran.out).is_ok(), "{command} {args:?}: {}", ran.err);
        let ran = archive.ask(command, &[args, &["--format", "csv"]].concat());
        assert!(ran.code == 0 && ran.out.lines().count() > 1 && ran.out.contains("\r\n"), "{command} {args:?}");
    }
}

#[test]
fn copies_are_traced_to_where_they_come_from() {
    let archive = Archive::new("ask-origin", &SUMMIT);
    let story = archive.json("story", &["1"]);
    let origins = story["origins"].as_array().unwrap();
    assert_eq!(origins.len(), 1);
    let (whom, page, chance) = (&origins[0]["origin"], &origins[0]["page"], origins[0]["chance"].as_f64().unwrap());
    assert!(whom == "Meridian Press" && page == 1 && chance > 0.8, "{origins:#?}");
    let explained = archive.ask("story", &["1", "--explain"]).out;
    assert!(
        explained.contains("Origin of the 2 pages in the group of page 1: most likely Meridian Press (page 1)"),
        "{explained}"
    );
    assert!(
        explained.contains("page 2: it credits it") && explained.contains("page 1: its dateline names it"),
        "{explained}"
    );
}
