//! Copies and stories against hand-made labels: B-cubed of the stories, F1 of the copies.
//!
//!     DATELINE_DATA=… cargo run --profile fast -p dateline-archive --example stories [--pairs]
//!
//! Pages are added one by one in order of date. `--pairs` also prints each pair whose label was missed.

#![allow(clippy::unwrap_used, reason = "a tool for developers")]

use dateline_archive::{Archive, Origin, Prepared};
use flate2::read::GzDecoder;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

fn main() {
    let data = PathBuf::from(std::env::var_os("DATELINE_DATA").expect("DATELINE_DATA names the folder of the corpora"))
        .join("data/stories");
    let mut pages: Vec<Value> = ["news_cluster_dev", "basil_dev"].iter().flat_map(|name| lines(&data, name)).collect();
    let date = |page: &Value| page["date"].as_str().map(str::to_owned);
    pages.sort_by_key(|page| (date(page).is_none(), date(page), page["id"].to_string()));

    let file = std::env::temp_dir().join(format!("dateline-stories-{}.db", std::process::id()));
    let mut archive = Archive::open(&file).unwrap();
    archive.begin().unwrap();
    for page in &pages {
        let id = page["id"].as_str().unwrap().to_owned();
        let given = dateline_page::Given {
            id: id.clone(),
            title: page["title"].as_str().map(str::to_owned),
            date: date(page),
            ..dateline_page::Given::default()
        };
        let page = dateline_page::text(page["text"].as_str().unwrap().as_bytes(), &given).unwrap();
        let prepared = Prepared::new(dateline_reading::article_alone(&page).into_code_points());
        archive.add(&Origin { name: id, ..Origin::default() }, Some(&prepared), None).unwrap();
    }
    archive.commit().unwrap();
    println!("faults: {:?}", archive.check().unwrap());
    drop(archive);

    let db = rusqlite::Connection::open(&file).unwrap();
    let mut query = db.prepare("SELECT source, story FROM pages").unwrap();
    let found: BTreeMap<String, i64> =
        query.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap().map(Result::unwrap).collect();
    let gold = |page: &Value| (page["id"].as_str().unwrap().to_owned(), page["story"].as_str().unwrap().to_owned());
    let gold: BTreeMap<String, String> = pages.iter().map(gold).collect();
    for set in ["g5:", "ba:", ""] {
        let [p, r, f] = b_cubed(&found, &gold, set);
        println!("stories {set:<3} B-cubed P {p:.4} R {r:.4} F1 {f:.4}");
    }

    let sql = "SELECT p.source, o.source, c.kind, c.shared, c.page_share, c.other_share FROM copies c JOIN pages p ON p.id = c.page
        JOIN pages o ON o.id = c.other";
    let mut query = db.prepare(sql).unwrap();
    let mut kinds = BTreeMap::new();
    let rows = query.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?)));
    for row in rows.unwrap() {
        let (a, b, kind, shared, x, y): (String, String, String, i64, f64, f64) = row.unwrap();
        let shares = if a < b { [x, y] } else { [y, x] };
        kinds.insert(pair(a, b), (kind, shared, shares));
    }
    let labelled: BTreeMap<(String, String), String> = lines(&data, "copy_pairs_dev")
        .map(|line| {
            let text = |field: &str| line[field].as_str().unwrap().to_owned();
            (pair(text("a"), text("b")), text("label"))
        })
        .collect();
    let mut all: BTreeSet<_> = labelled.keys().cloned().collect();
    all.extend(kinds.keys().cloned());
    for wanted in [&["copy"][..], &["copy", "partial"]] {
        let (mut right, mut found, mut there) = (0, 0, 0);
        for pair in &all {
            let label = labelled.get(pair).map_or("diff", String::as_str);
            if label == "unsure" {
                continue;
            }
            let is = wanted.contains(&label);
            let said = kinds.get(pair).is_some_and(|(kind, ..)| wanted.contains(&kind.as_str()));
            right += usize::from(is && said);
            found += usize::from(said);
            there += usize::from(is);
            if is != said && std::env::args().any(|a| a == "--pairs") {
                println!("{pair:?} {label} {:?}", kinds.get(pair));
            }
        }
        let (p, r) =
            (f64::from(right as u32) / f64::from(found as u32), f64::from(right as u32) / f64::from(there as u32));
        println!(
            "{:<12} P {p:.4} R {r:.4} F1 {:.4}  ({right} of {there}, {found} found)",
            wanted.join("+"),
            2.0 * p * r / (p + r)
        );
    }
    std::fs::remove_file(&file).unwrap();
}

fn lines(data: &Path, name: &str) -> impl Iterator<Item = Value> + use<> {
    let file = std::fs::File::open(data.join(format!("{name}.jsonl.gz"))).unwrap();
    BufReader::new(GzDecoder::new(file)).lines().map(|line| serde_json::from_str(&line.unwrap()).unwrap())
}

fn pair(a: String, b: String) -> (String, String) {
    if a < b { (a, b) } else { (b, a) }
}

/// Precision, recall and F1 of B-cubed (Bagga and Baldwin 1998) over the pages whose id starts with `set`.
fn b_cubed(found: &BTreeMap<String, i64>, gold: &BTreeMap<String, String>, set: &str) -> [f64; 3] {
    let (mut p, mut r, mut n) = (0.0, 0.0, 0.0);
    for (id, story) in gold.iter().filter(|(id, _)| id.starts_with(set)) {
        let same_found: BTreeSet<&String> = found.iter().filter(|(_, s)| **s == found[id]).map(|(id, _)| id).collect();
        let same_gold: BTreeSet<&String> = gold.iter().filter(|(_, s)| *s == story).map(|(id, _)| id).collect();
        let both = same_found.intersection(&same_gold).count() as f64;
        p += both / same_found.len() as f64;
        r += both / same_gold.len() as f64;
        n += 1.0;
    }
    [p / n, r / n, 2.0 * (p / n) * (r / n) / (p / n + r / n)]
}
