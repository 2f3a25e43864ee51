//! The archive as a file: made, opened, brought up to date, written by two, changed.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use dateline_archive::{Added, Archive, Error, Filter, Order, Origin, Prepared, Unread};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A file of its own for one test, removed at the end.
struct File(PathBuf);

impl File {
    fn new(name: &str) -> File {
        let file = File(std::env::temp_dir().join(format!("dateline-archive-{}-{name}.db", std::process::id())));
        file.remove();
        file
    }

    fn remove(&self) {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.0.display()));
        }
    }
}

impl Drop for File {
    fn drop(&mut self) {
        self.remove();
    }
}

fn page(id: &str, text: &str) -> Prepared {
    let given =
        dateline_page::Given { id: id.into(), date: Some("2026-03-12".into()), ..dateline_page::Given::default() };
    let page = dateline_page::text(text.as_bytes(), &given).unwrap();
    let record = dateline_reading::read(&page, &dateline_reading::Resources::rules_alone()).unwrap();
    Prepared::new(record)
}

fn add(archive: &mut Archive, id: &str, text: &str) -> Added {
    let origin = Origin { name: id.into(), file: id.into(), position: None, digest: text.into() };
    archive.begin().unwrap();
    let added = archive.add(&origin, Some(&page(id, text)), None).unwrap();
    archive.commit().unwrap();
    added
}

fn number(path: &Path, sql: &str) -> i64 {
    Connection::open(path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

const FERRY: &str = "Ferry runs aground off Bodø\n\nThe ferry Havglimt ran aground off Bodø on Monday evening in thick fog, the rescue service \
said. “Nobody was hurt, and everyone is ashore,” said Karen Holm, who leads the service. The ferry had left the harbour of Bodø an hour \
earlier with forty people on board, and was bound for the islands. Two tugs were on their way on Tuesday morning.\n";

const KIOSK: &str = "Kiosk burns in Odense\n\nA kiosk burned to the ground in Odense on Sunday night, the fire service said. The owner, who \
was abroad, learned of it from a neighbour. “I sold papers there for thirty years,” he told a reporter. The cause is not known, and \
the police have asked witnesses to come forward.\n";

#[test]
fn a_page_is_kept_once_and_changed_in_place() {
    let file = File::new("once");
    let mut archive = Archive::open(&file.0).unwrap();
    assert_eq!(add(&mut archive, "ferry.txt", FERRY), Added::New);
    assert!(archive.has("ferry.txt", FERRY).unwrap() && !archive.has("ferry.txt", "other").unwrap());
    assert_eq!(add(&mut archive, "ferry.txt", FERRY), Added::Known);
    assert_eq!(add(&mut archive, "kiosk.txt", KIOSK), Added::New);
    assert_eq!(archive.pages().unwrap(), 2);
    let changed = FERRY.replace("forty", "forty-two");
    assert_eq!(add(&mut archive, "ferry.txt", &changed), Added::Changed);
    assert_eq!(archive.pages().unwrap(), 2);
    assert_eq!(archive.check().unwrap(), Vec::<String>::new());
    assert_eq!(number(&file.0, "SELECT count(*) FROM pages_fts WHERE pages_fts MATCH 'two AND forty'"), 1);
    assert_eq!(number(&file.0, "SELECT count(*) FROM pages_fts WHERE pages_fts MATCH 'BODØ'"), 1, "in any case");
    assert_eq!(number(&file.0, "SELECT count(*) FROM v_statements WHERE speaker = 'Karen Holm'"), 1);
}

#[test]
fn what_is_not_committed_is_not_there() {
    let file = File::new("rolled-back");
    let mut archive = Archive::open(&file.0).unwrap();
    add(&mut archive, "ferry.txt", FERRY);
    archive.begin().unwrap();
    archive
        .add(&Origin { name: "kiosk.txt".into(), ..Origin::default() }, Some(&page("kiosk.txt", KIOSK)), None)
        .unwrap();
    drop(archive);
    let archive = Archive::open(&file.0).unwrap();
    assert_eq!(archive.pages().unwrap(), 1);
    assert_eq!(archive.check().unwrap(), Vec::<String>::new());
}

#[test]
fn copies_are_one_report_until_one_is_changed() {
    let file = File::new("copies");
    let mut archive = Archive::open(&file.0).unwrap();
    let cut = FERRY.split("Two tugs").next().unwrap();
    for (id, text) in [("a", FERRY), ("k", KIOSK), ("b", cut), ("c", &FERRY.replace("Monday evening", "Monday night"))]
    {
        add(&mut archive, id, text);
    }
    let reports = "SELECT count(DISTINCT report) FROM pages";
    assert_eq!(number(&file.0, reports), 2);
    assert_eq!(number(&file.0, "SELECT count(DISTINCT story) FROM pages"), 2);
    // The first of the group becomes another page: the others stay together.
    add(&mut archive, "a", &KIOSK.replace("Odense", "Aarhus"));
    assert_eq!(number(&file.0, reports), 2);
    assert_eq!(number(&file.0, "SELECT count(DISTINCT report) FROM pages WHERE source IN ('b', 'c')"), 1);
    assert_eq!(archive.check().unwrap(), Vec::<String>::new());
}

#[test]
fn what_could_not_be_read_is_kept_with_its_reason() {
    let file = File::new("unread");
    let mut archive = Archive::open(&file.0).unwrap();
    let origin = Origin { name: "photo".into(), file: "photo".into(), ..Origin::default() };
    archive.begin().unwrap();
    archive.add(&origin, None, Some(&Unread { reason: "this is not text".into(), help: None })).unwrap();
    archive.commit().unwrap();
    assert_eq!(number(&file.0, "SELECT count(*) FROM unread WHERE reason = 'this is not text'"), 1);
    assert!(!archive.has("photo", "").unwrap(), "it is tried again");
    add(&mut archive, "photo", FERRY);
    assert_eq!(number(&file.0, "SELECT count(*) FROM unread"), 0);
}

#[test]
fn archives_of_earlier_versions_are_brought_up_to_date() {
    let file = File::new("version-1");
    {
        // An archive as version 1 left it: the tables of what pages say, nothing between pages.
        let db = Connection::open(&file.0).unwrap();
        db.execute_batch(include_str!("../src/schema/1.sql")).unwrap();
        db.execute_batch("PRAGMA application_id = 0x64746C6E; PRAGMA user_version = 1").unwrap();
        let new = File::new("version-now");
        let mut archive = Archive::open(&new.0).unwrap();
        add(&mut archive, "a", FERRY);
        add(&mut archive, "b", &FERRY.replace("Monday evening", "Monday night"));
        drop(archive);
        db.execute("ATTACH ?1 AS new", [new.0.to_str().unwrap()]).unwrap();
        let columns: Vec<String> = db
            .prepare("SELECT name FROM pragma_table_info('pages', 'main')")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let columns = columns.join(", ");
        db.execute_batch(&format!(
            "INSERT INTO main.pages ({columns}) SELECT {columns} FROM new.pages; INSERT INTO main.inputs SELECT * FROM new.inputs;"
        ))
        .unwrap();
    }
    // Opening to read is enough to bring it up to date.
    let archive = Archive::open_to_read(&file.0).unwrap();
    assert_eq!(archive.version().unwrap(), 4);
    assert_eq!(number(&file.0, "SELECT count(DISTINCT report) FROM pages"), 1, "they are compared now");
    assert_eq!(archive.check().unwrap(), Vec::<String>::new());
}

/// A page with three events: one that words date and place, one that its sentence alone dates and the dateline places, and one of the past without a day.
fn dated_page() -> Prepared {
    let text = "Cod talks end\n\nTROMSØ – The ministers met in Bodø on 9 March. The ban of 11 March fell. Forty trawlers had sailed north.\n";
    let mut record = page("talks", text).record().clone();
    let at = |words: &str| text[..text.find(words).unwrap()].chars().count();
    let entity = |id: &str, name: &str, lat: f64| {
        serde_json::json!({ "id": id, "kind": "place", "name": name, "links": { "geonames": 1 }, "roles": [],
            "mentions": [{ "start": at(name), "end": at(name) + 4, "form": "name" }], "location": { "lat": lat, "lon": 14.0, "country": "NO" } })
    };
    let time = |id: &str, words: &str, day: &str| serde_json::json!({ "id": id, "start": at(words), "end": at(words) + words.len(), "type": "DATE", "value": day, "earliest": day, "latest": day });
    let event = |id: &str, trigger: &str, more: serde_json::Value| {
        let mut event = serde_json::json!({ "id": id, "trigger": [[at(trigger), at(trigger) + trigger.len()]], "type": "CONSULT", "contexts": [],
            "lemma": trigger, "actors": [], "recipients": [], "status": "actual", "according_to": [] });
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        event
    };
    record.entities =
        serde_json::from_value(serde_json::json!([entity("e1", "Bodø", 67.3), entity("e2", "TROMSØ", 69.6)])).unwrap();
    record.times = serde_json::from_value(serde_json::json!([
        time("t1", "9 March", "2026-03-09"),
        time("t2", "11 March", "2026-03-11")
    ]))
    .unwrap();
    record.statements.clear();
    record.relations.clear();
    record.events = serde_json::from_value(serde_json::json!([
        event("v1", "met", serde_json::json!({ "time": "t1", "place": "e1" })),
        event(
            "v2",
            "fell",
            serde_json::json!({ "class": "occurrence",
            "time_inferred": { "earliest": "2026-03-11", "latest": "2026-03-11", "basis": "sentence", "on": "t2" },
            "place_inferred": { "entity": "e2", "basis": "dateline" } })
        ),
        event("v3", "sailed", serde_json::json!({ "time_inferred": { "latest": "2026-03-12", "basis": "tense" } })),
    ]))
    .unwrap();
    Prepared::new(record)
}

#[test]
fn what_is_inferred_is_found_by_day_and_never_told() {
    let (file, again) = (File::new("inferred"), File::new("inferred-again"));
    let mut archive = Archive::open(&file.0).unwrap();
    archive.begin().unwrap();
    archive.add(&Origin { name: "talks".into(), ..Origin::default() }, Some(&dated_page()), None).unwrap();
    archive.commit().unwrap();
    let timeline = |archive: &Archive, since: Option<&str>, until: Option<&str>| -> Vec<String> {
        let filter =
            Filter { since: since.map(str::to_owned), until: until.map(str::to_owned), limit: 9, ..Filter::default() };
        let table = archive.timeline(&filter).unwrap();
        let columns = ["lemma", "day", "dated", "place", "inferred_place", "inferred", "time_basis"];
        let cell = |row: &Vec<serde_json::Value>, name: &str| {
            row[table.columns.iter().position(|c| c == name).unwrap()].as_str().unwrap_or("-").to_owned()
        };
        table.rows.iter().map(|row| columns.map(|name| cell(row, name)).join(" ")).collect()
    };
    let (met, fell, sailed) = (
        "met 2026-03-09 told Bodø - - -",
        "fell 2026-03-11 inferred - TROMSØ 2026-03-11/2026-03-11 sentence",
        "sailed - - - - - tense",
    );
    assert_eq!(timeline(&archive, None, None), [met, fell, sailed]);
    assert_eq!(timeline(&archive, Some("2026-03-11"), Some("2026-03-11")), [fell], "found by day");
    assert_eq!(timeline(&archive, None, Some("2026-03-10")), [met]);
    let page_of = |since: &str| archive.count(&Filter { since: Some(since.into()), ..Filter::default() }, 9).unwrap();
    assert_eq!(
        (page_of("2026-03-11"), page_of("2026-03-12")),
        (1, 0),
        "that it was over by the day of the page is no day"
    );
    // The joined event, and POLECAT's columns, say so as well.
    let polecat = "SELECT group_concat(\"Event Date\" || ' ' || coalesce(\"Date Basis\", '-') || ' ' || coalesce(\"Placename\", '-') || ' ' || coalesce(\"Place Basis\", '-'), '; ')
        FROM v_polecat";
    let text = |path: &Path, sql: &str| -> String {
        Connection::open(path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(
        text(&file.0, polecat),
        "2026-03-09 told Bodø told; 2026-03-11 inferred TROMSØ inferred; 2026-03-12 published - -"
    );
    let claims = archive.claims(1).unwrap();
    let happening = claims.iter().find_map(|c| c.happening.as_ref().filter(|h| h.lemma == "fell")).unwrap();
    assert_eq!((&happening.earliest, &happening.place), (&None, &None));
    assert_eq!(
        (happening.inferred_earliest.as_deref(), happening.inferred_place.as_deref()),
        (Some("2026-03-11"), Some("TROMSØ"))
    );

    // An archive of version 3, and an export of one, know nothing of this in their tables, but their records do.
    let all = "SELECT group_concat(json_array(ref, inferred_earliest, inferred_latest, time_basis, inferred_on, inferred_place, place_basis, day, class))
        FROM events";
    let whole = text(&file.0, all);
    let older = |db: &Connection| {
        db.execute_batch(
            "DROP VIEW v_events; DROP VIEW v_claims; DROP VIEW v_polecat; DROP INDEX events_day; DROP INDEX events_inferred_on; DROP INDEX events_inferred_place;
             CREATE VIEW v_events AS SELECT 1; CREATE VIEW v_claims AS SELECT 1; CREATE VIEW v_polecat AS SELECT 1",
        )
        .unwrap();
        for (table, columns) in [
            ("events", "inferred_earliest inferred_latest time_basis inferred_on inferred_place place_basis day class"),
            ("claims", "inferred_earliest inferred_latest inferred_place"),
        ] {
            for column in columns.split(' ') {
                db.execute_batch(&format!("ALTER TABLE {table} DROP COLUMN {column}")).unwrap();
            }
        }
        db.execute_batch("PRAGMA user_version = 3").unwrap();
    };
    drop(archive);
    older(&Connection::open(&file.0).unwrap());
    let archive = Archive::open_to_read(&file.0).unwrap();
    assert_eq!(text(&file.0, all), whole);
    assert_eq!(archive.check().unwrap(), Vec::<String>::new());
    let folder = std::env::temp_dir().join(format!("dateline-parquet-{}-inferred", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    archive.export_parquet(&folder).unwrap();
    let events = folder.join("events/year=2026/month=3/part-0.parquet");
    archive
        .query_parquet(
            "SELECT id, page, ref, type, mode, contexts, lemma, trigger, start, \"end\", status, time, earliest, latest, place, intensity FROM events",
            &events,
        )
        .unwrap();
    let imported = Archive::import_parquet(&folder, &again.0).unwrap();
    assert_eq!(text(&again.0, all), whole);
    assert_eq!(timeline(&imported, None, None), [met, fell, sailed]);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn other_files_are_left_alone() {
    let file = File::new("foreign");
    Connection::open(&file.0).unwrap().execute_batch("CREATE TABLE mine (x)").unwrap();
    assert!(matches!(Archive::open(&file.0), Err(Error::Foreign(_))));
    std::fs::write(&file.0, "not a database, but long enough to look like one".repeat(100)).unwrap();
    assert!(matches!(Archive::open(&file.0), Err(Error::Foreign(_))));
    let newer = File::new("newer");
    drop(Archive::open(&newer.0).unwrap());
    Connection::open(&newer.0).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    assert!(matches!(Archive::open(&newer.0), Err(Error::Newer { found: 99, .. })));
    assert!(matches!(Archive::open_to_read(Path::new("/nowhere/at/all.db")), Err(Error::Missing(_))));
}

#[test]
fn two_may_write_at_once() {
    let file = File::new("two");
    drop(Archive::open(&file.0).unwrap());
    std::thread::scope(|scope| {
        for writer in ["a", "b"] {
            let path = &file.0;
            scope.spawn(move || {
                let mut archive = Archive::open(path).unwrap();
                for n in 0..20 {
                    add(&mut archive, &format!("{writer}{n}"), &FERRY.replace("forty", &format!("{n} and {writer}")));
                }
            });
        }
    });
    let archive = Archive::open(&file.0).unwrap();
    assert_eq!(archive.pages().unwrap(), 40);
    assert_eq!(archive.check().unwrap(), Vec::<String>::new());
    assert_eq!(number(&file.0, "SELECT count(DISTINCT report) FROM pages"), 1);
}

/// Another outlet's report on the ferry: the same leader of the rescue service, and a witness of its own.
const FERRY_TOO: &str = "Havglimt stuck on rocks near Bodø\n\nThick fog lay over Bodø on Monday evening when the ferry Havglimt ran aground. “Nobody was hurt, \
and everyone is ashore,” said Karen Holm. “We heard the hull scrape over the rocks and then everything went quiet,” said Olav Nesse, a passenger. \
The ferry was bound for the islands with forty people on board, the shipping company said.\n";

fn claims(path: &Path) -> Vec<(i64, i64, String, String)> {
    let db = Connection::open(path).unwrap();
    let sql = "SELECT id, independent, coalesce(voices, ''), words FROM v_claims ORDER BY id";
    let row = |r: &rusqlite::Row| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?));
    db.prepare(sql).unwrap().query_map([], row).unwrap().map(Result::unwrap).collect()
}

#[test]
fn claims_are_tables_that_keep_their_numbers() {
    let file = File::new("claims");
    let mut archive = Archive::open(&file.0).unwrap();
    add(&mut archive, "a", FERRY);
    let first = claims(&file.0);
    let ashore = |claims: &[(i64, i64, String, String)]| {
        claims.iter().find(|c| c.3.contains("Nobody was hurt")).unwrap().clone()
    };
    assert_eq!((ashore(&first).1, ashore(&first).2.as_str()), (1, "Karen Holm"));
    add(&mut archive, "b", FERRY_TOO);
    add(&mut archive, "k", KIOSK);
    add(&mut archive, "c", &FERRY.replace("forty", "forty-two"));
    archive.settle().unwrap();
    assert_eq!(number(&file.0, "SELECT count(*) FROM stories WHERE told <> pages"), 0);
    let grown = claims(&file.0);
    let (id, independent, voices, _) = ashore(&grown);
    assert_eq!(
        (id, independent, voices.as_str()),
        (ashore(&first).0, 1, "Karen Holm"),
        "three pages, one voice, one number"
    );
    let sql = format!("SELECT count(*) FROM v_voices WHERE claim = {id}");
    assert_eq!(number(&file.0, &sql), 3);
    assert!(grown.iter().any(|c| c.2 == "Olav Nesse"), "{grown:#?}");
    // What differs is there, pinned to its words.
    let sql = "SELECT count(DISTINCT value) FROM v_differences WHERE slot = 'how many: people' AND sentence LIKE '%on board%'";
    assert_eq!(number(&file.0, sql), 2);

    // Read from the tables, and worked out for the moment, they are the same.
    let (story, kiosk) = (1, number(&file.0, "SELECT story FROM pages WHERE source = 'k'"));
    let kept = archive.claims(story).unwrap();
    Connection::open(&file.0).unwrap().execute("UPDATE stories SET told = -told", []).unwrap();
    assert_eq!(archive.claims(story).unwrap(), kept);
    assert_eq!(archive.settle().unwrap(), 2);
    assert_eq!(archive.claims(story).unwrap(), kept);
    assert!(kept.iter().all(|claim| claim == &archive.claim(claim.id.unwrap()).unwrap()));

    // A page that is changed takes what it told along; numbers are never given again.
    add(&mut archive, "b", &KIOSK.replace("Odense", "Aarhus"));
    archive.settle().unwrap();
    let shrunk = claims(&file.0);
    assert!(shrunk.iter().all(|c| c.2 != "Olav Nesse"));
    assert_eq!(ashore(&shrunk).0, id);
    let new: Vec<i64> = shrunk.iter().map(|c| c.0).filter(|id| grown.iter().all(|g| g.0 != *id)).collect();
    assert!(new.iter().all(|id| *id > grown.iter().map(|g| g.0).max().unwrap()), "{new:?}");
    assert_ne!(kiosk, story);
    assert_eq!(archive.check().unwrap(), Vec::<String>::new());
}

#[test]
fn an_answer_comes_in_parts_with_its_facets() {
    let file = File::new("facets");
    let mut archive = Archive::open(&file.0).unwrap();
    for (id, text) in [("a", FERRY), ("b", FERRY_TOO), ("k", KIOSK)] {
        add(&mut archive, id, text);
    }
    archive.settle().unwrap();
    let reader = Archive::open_to_read(&file.0).unwrap();
    let filter = |words: &str| Filter { words: Some(words.into()), limit: 1, ..Filter::default() };
    let pages: Vec<_> = (0..3)
        .map(|offset| reader.search(&Filter { offset, ..filter("on") }).unwrap().rows.remove(0).remove(0))
        .collect();
    assert_eq!(pages.iter().map(|p| p.as_i64().unwrap()).collect::<BTreeSet<_>>().len(), 3);
    assert_eq!((reader.count(&filter("ferry"), 100).unwrap(), reader.count(&filter("ferry"), 1).unwrap()), (2, 1));
    let facets = reader.facets(&filter("ferry"), 5).unwrap();
    let of = |facet: &str| -> Vec<(String, i64)> {
        let rows = facets.rows.iter().filter(|row| row[0] == facet);
        rows.map(|row| (row[1].as_str().unwrap().to_owned(), row[2].as_i64().unwrap())).collect()
    };
    assert_eq!(of("month"), [("2026-03".to_owned(), 2)]);
    assert!(of("person").contains(&("Karen Holm".to_owned(), 2)), "{facets:?}");
    let by_holm = Filter { source: Some("Holm".into()), ..filter("ashore") };
    assert_eq!(reader.count(&by_holm, 100).unwrap(), 2);
    assert_eq!(reader.facets(&by_holm, 5).unwrap().rows.iter().filter(|r| r[0] == "month").count(), 1);
    let summary = reader.summary().unwrap();
    assert_eq!((summary.pages, summary.stories, summary.unread), (3, 2, 0));
    assert_eq!(reader.stories(Order::Newest, 1, 0).unwrap().rows[0][0], 2, "the kiosk came last");
    assert_eq!(reader.stories(Order::Largest, 1, 0).unwrap().rows[0][2], 2);
    assert_eq!(reader.record(1).unwrap().source.id, "a");
    assert_eq!(reader.page_about(3).unwrap().rows.len(), 1);
    assert!(matches!(reader.record(99), Err(Error::Unknown { .. })));
}

#[test]
fn parquet_gives_the_same_archive_back() {
    let (file, again) = (File::new("parquet"), File::new("parquet-again"));
    let folder = |name: &str| std::env::temp_dir().join(format!("dateline-parquet-{}-{name}", std::process::id()));
    let (first, second) = (folder("a"), folder("b"));
    for folder in [&first, &second] {
        let _ = std::fs::remove_dir_all(folder);
    }
    let mut archive = Archive::open(&file.0).unwrap();
    for (id, text) in [("a", FERRY), ("b", FERRY_TOO), ("k", KIOSK), ("c", &FERRY.replace("forty", "forty-two"))] {
        add(&mut archive, id, text);
    }
    add(&mut archive, "k", &KIOSK.replace("Odense", "Aarhus")); // numbers with gaps
    archive.begin().unwrap();
    let unread = Unread { reason: "this is not text".into(), help: None };
    archive.add(&Origin { name: "photo".into(), ..Origin::default() }, None, Some(&unread)).unwrap();
    archive.commit().unwrap();
    archive.settle().unwrap();
    archive.export_parquet(&first).unwrap();
    assert!(matches!(archive.export_parquet(&first), Err(Error::NotEmpty(_))));
    assert!(first.join("statements/year=2026/month=3/part-0.parquet").exists());

    let imported = Archive::import_parquet(&first, &again.0).unwrap();
    assert_eq!(imported.check().unwrap(), Vec::<String>::new());
    imported.export_parquet(&second).unwrap();
    let files = |folder: &Path| {
        let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
        let mut folders = vec![folder.to_path_buf()];
        while let Some(next) = folders.pop() {
            for entry in std::fs::read_dir(next).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => files.push((path.strip_prefix(folder).unwrap().to_owned(), std::fs::read(&path).unwrap())),
                }
            }
        }
        files.sort();
        files
    };
    assert!(files(&first) == files(&second), "byte for byte");
    // Every table, row by row, straight from both databases.
    let db = Connection::open(&file.0).unwrap();
    db.execute("ATTACH ?1 AS again", [again.0.to_str().unwrap()]).unwrap();
    let sql =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%_fts_%'";
    let tables: Vec<String> =
        db.prepare(sql).unwrap().query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(tables.len() > 20 && tables.iter().any(|t| t == "pages_fts"));
    for table in &tables {
        for (a, b) in [("main", "again"), ("again", "main")] {
            let sql = format!("SELECT count(*) FROM (SELECT * FROM {a}.{table} EXCEPT SELECT * FROM {b}.{table})");
            assert_eq!(db.query_row(&sql, [], |r| r.get::<_, i64>(0)).unwrap(), 0, "{table}");
        }
    }
    assert_eq!(
        number(&again.0, "SELECT count(*) FROM pages_fts WHERE pages_fts MATCH 'havglimt'"),
        3,
        "found by words as well"
    );

    // What is there is not written over, and half a folder makes no archive.
    assert!(matches!(Archive::import_parquet(&first, &again.0), Err(Error::Exists(_))));
    let torn = File::new("parquet-torn");
    std::fs::remove_dir_all(second.join("names")).unwrap();
    assert!(matches!(Archive::import_parquet(&second, &torn.0), Err(Error::Parquet { .. })));
    assert!(matches!(Archive::import_parquet(&folder("none"), &torn.0), Err(Error::Parquet { .. })));
    assert!(!torn.0.exists());
    for folder in [&first, &second] {
        std::fs::remove_dir_all(folder).unwrap();
    }
}
