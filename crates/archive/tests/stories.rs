//! Copies and stories against labels that readers made. Needs the corpora (`DATELINE_DATA`); without them it says so and passes.
//!
//! `PAIRS=1 cargo test -p dateline-archive --test stories -- --nocapture` prints the figures and each pair whose label was missed.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use dateline_archive::score::{Score, b_cubed, pairs};
use dateline_archive::{Archive, Origin, Prepared};
use flate2::read::GzDecoder;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

type Pair = (String, String);

#[test]
fn stories_and_copies_are_found() {
    let Some(data) = std::env::var_os("DATELINE_DATA") else {
        eprintln!("DATELINE_DATA is not set: stories and copies are not measured");
        return;
    };
    let data = PathBuf::from(data).join("data/stories");
    let mut pages: Vec<Value> = ["news_cluster_dev", "basil_dev"].iter().flat_map(|name| lines(&data, name)).collect();
    let date = |page: &Value| page["date"].as_str().map(str::to_owned);
    pages.sort_by_key(|page| (date(page).is_none(), date(page), page["id"].to_string()));
    let file = std::env::temp_dir().join(format!("dateline-stories-{}.db", std::process::id()));
    add_all(&pages, &file);

    let db = rusqlite::Connection::open(&file).unwrap();
    let mut query = db.prepare("SELECT source, story FROM pages").unwrap();
    let found: BTreeMap<String, i64> =
        query.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap().map(Result::unwrap).collect();
    let gold: BTreeMap<String, String> = pages.iter().map(|page| (text(page, "id"), text(page, "story"))).collect();
    for set in ["g5:", "ba:", ""] {
        let gold: BTreeMap<_, _> = gold.clone().into_iter().filter(|(id, _)| id.starts_with(set)).collect();
        let score = b_cubed(&gold, &found);
        tell(&format!("stories {set}"), score);
        assert!(score.f1() >= 0.95, "{set}");
    }

    let mut query = db.prepare("SELECT p.source, o.source, c.kind FROM copies c JOIN pages p ON p.id = c.page JOIN pages o ON o.id = c.other").unwrap();
    let row = |r: &rusqlite::Row| Ok((pair(r.get(0)?, r.get(1)?), r.get::<_, String>(2)?));
    let kinds: BTreeMap<Pair, String> = query.query_map([], row).unwrap().map(Result::unwrap).collect();
    let labels: BTreeMap<Pair, String> =
        lines(&data, "copy_pairs_dev").map(|l| (pair(text(&l, "a"), text(&l, "b")), text(&l, "label"))).collect();
    for (wanted, least) in [(&["copy"][..], 0.97), (&["copy", "partial"], 0.85)] {
        let of = |all: &BTreeMap<Pair, String>| -> BTreeSet<Pair> {
            let sure = |pair: &Pair| labels.get(pair).is_none_or(|label| label != "unsure");
            all.iter().filter(|(p, kind)| wanted.contains(&kind.as_str()) && sure(p)).map(|(p, _)| p.clone()).collect()
        };
        let (gold, said) = (of(&labels), of(&kinds));
        let score = pairs(&gold, &said);
        tell(&wanted.join("+"), score);
        if std::env::var_os("PAIRS").is_some() {
            gold.symmetric_difference(&said)
                .for_each(|p| println!("{p:?}: {:?}, found {:?}", labels.get(p), kinds.get(p)));
        }
        assert!(score.f1() >= least);
    }
    std::fs::remove_file(&file).unwrap();
}

fn add_all(pages: &[Value], file: &Path) {
    let mut archive = Archive::open(file).unwrap();
    archive.begin().unwrap();
    for page in pages {
        let id = text(page, "id");
        let given = dateline_page::Given {
            id: id.clone(),
            title: page["title"].as_str().map(str::to_owned),
            date: page["date"].as_str().map(str::to_owned),
            ..dateline_page::Given::default()
        };
        let page = dateline_page::text(text(page, "text").as_bytes(), &given).unwrap();
        let prepared = Prepared::new(dateline_reading::article_alone(&page).into_code_points());
        archive.add(&Origin { name: id, ..Origin::default() }, Some(&prepared), None).unwrap();
    }
    archive.commit().unwrap();
    assert_eq!(archive.check().unwrap(), Vec::<String>::new());
}

fn tell(what: &str, score: Score) {
    println!("{what:<14} P {:.4} R {:.4} F1 {:.4}", score.precision, score.recall, score.f1());
}

fn lines(data: &Path, name: &str) -> impl Iterator<Item = Value> + use<> {
    let file = std::fs::File::open(data.join(format!("{name}.jsonl.gz"))).unwrap();
    BufReader::new(GzDecoder::new(file)).lines().map(|line| serde_json::from_str(&line.unwrap()).unwrap())
}

fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap().to_owned()
}

fn pair(a: String, b: String) -> Pair {
    if a < b { (a, b) } else { (b, a) }
}
