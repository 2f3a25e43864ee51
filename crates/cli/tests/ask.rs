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
