//! Learns the table `src/events/lexicon/typing.txt` from events whose types a reader has judged, and says how well it does on others.
//!
//! ```sh
//! DATELINE_DATA=… cargo run --release -p dateline-reading --example learn_types          # learn, figures
//! DATELINE_DATA=… cargo run --release -p dateline-reading --example learn_types -- write # and write the table
//! ```
//!
//! The judgements are in `typing.judged.jsonl` beside this file, one reader's. A line is `{"page", "start", "right", "set"}`: a file's name in `$DATELINE_DATA/data/pages/html` or an id of
//! `plover_gsr`, where the event's first word starts (in code points), whether it is an event of the type that was told, and a name under
//! which figures are printed. Besides, the PLOVER sentences of `$DATELINE_DATA/data/events/{plover_gsr,plv_train}.jsonl.gz` give
//! events whose type is the sentence's. The network has learned from `plv_train`, so those count little. The network's file is the
//! bundled one or `DATELINE_MODEL`. Needs `gzip`.
//!
//! Prints, by five-fold cross-validation over pages, how many of the types that stand are right, and how many of the right ones stand.

mod logistic;

use dateline_language::Model;
use dateline_page::{Given, Page};
use dateline_reading::{Resources, events::learn};
use dateline_record::CodePoints;
use logistic::{Example, Settings, Weights, descend};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::process::Command;

const FOLDS: u32 = 5;
const SETTINGS: Settings = Settings { seen: 4, ridge: 8.0 };
/// The least weight that is kept.
const KEPT: f32 = 0.02;
/// How much a judged event of a page counts, one of PLOVER's gold sentences, and one of a sentence that the network has seen.
const PAGE: f32 = 1.0;
const GOLD: f32 = 0.5;
const SEEN: f32 = 0.3;
/// How much more than even the odds must be: a wrong type is worse than none.
const DEMAND: f32 = 0.2;

/// A typed word: its traits, whether its type is right, how much that counts, where it comes from, and its fold.
struct Row {
    traits: Vec<(String, f32)>,
    right: bool,
    weight: f32,
    set: String,
    fold: u32,
}

fn main() {
    let data =
        std::env::var("DATELINE_DATA").expect("DATELINE_DATA names the folder that holds data/events and data/pages");
    let loaded;
    let model = match std::env::var_os("DATELINE_MODEL") {
        Some(file) => {
            loaded = Model::load(file.as_ref()).expect("a model");
            &loaded
        }
        None => Model::bundled().expect("the bundled model"),
    };
    let resources = Resources { model: Some(model), ..Resources::rules_alone() };
    let judged = judgements(include_str!("typing.judged.jsonl"));
    let rows = load(&data, &judged, &resources);
    println!("{} typed words", rows.len());

    let examples = |but: Option<u32>| -> Vec<Example> {
        let kept = rows.iter().filter(|r| Some(r.fold) != but);
        kept.map(|r| Example { traits: &r.traits, class: usize::from(r.right), weight: r.weight }).collect()
    };
    let folds: Vec<Weights<1>> = (0..FOLDS).map(|f| descend(&examples(Some(f)), SETTINGS)).collect();
    let stands = |r: &Row| folds.get(r.fold as usize).is_some_and(|w| w.scores(&r.traits)[0] > DEMAND);
    let sets: BTreeSet<&str> = rows.iter().map(|r| r.set.as_str()).collect();
    for set in sets {
        let of_set: Vec<&Row> = rows.iter().filter(|r| r.set == set).collect();
        let count = |f: &dyn Fn(&Row) -> bool| of_set.iter().filter(|r| f(r)).count();
        let (right, kept) = (count(&|r| r.right), count(&|r| stands(r)));
        let both = count(&|r| r.right && stands(r));
        let share = |a: usize, b: usize| a as f32 / b.max(1) as f32;
        println!(
            "{set}: {} types, {:.3} right; {kept} stand, {:.3} right; {:.3} of the right ones stand",
            of_set.len(),
            share(right, of_set.len()),
            share(both, kept),
            share(both, right),
        );
    }
    let mut weights: Weights<1> = descend(&examples(None), SETTINGS);
    weights.shift("base", [-DEMAND]);
    weights.prune(KEPT);
    println!("{} traits kept", weights.names.len());
    if std::env::args().any(|a| a == "write") {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/events/lexicon/typing.txt");
        std::fs::write(path, table(&weights)).expect("write the table");
    }
}

/// Of each page or sentence, where its judged events start, whether they are right, and the set that they belong to.
type Judgements = BTreeMap<String, HashMap<usize, (bool, String)>>;

fn judgements(lines: &str) -> Judgements {
    let mut out = Judgements::new();
    for v in lines.lines().filter_map(|l| serde_json::from_str::<Value>(l).ok()) {
        let (Some(page), Some(start), Some(right)) = (v["page"].as_str(), v["start"].as_u64(), v["right"].as_bool())
        else {
            continue;
        };
        let set = v["set"].as_str().unwrap_or("judged").to_string();
        out.entry(page.to_string()).or_default().insert(start as usize, (right, set));
    }
    out
}

fn load(data: &str, judged: &Judgements, resources: &Resources) -> Vec<Row> {
    let mut rows = Vec::new();
    let empty = HashMap::new();
    for (name, weight) in [("plover_gsr", GOLD), ("plv_train", SEEN)] {
        let lines = unzipped(&format!("{data}/data/events/{name}.jsonl.gz"));
        for v in String::from_utf8_lossy(&lines).lines().filter_map(|l| serde_json::from_str::<Value>(l).ok()) {
            let (Some(id), Some(text)) = (v["id"].as_str(), v["text"].as_str()) else { continue };
            let Ok(page) = dateline_page::text(text.as_bytes(), &Given::default()) else { continue };
            let mut gold: Vec<&str> = v["event"].as_str().into_iter().collect();
            gold.extend(v["event_v2"].as_array().into_iter().flatten().filter_map(Value::as_str));
            read(&page, id, name, weight, judged.get(id).unwrap_or(&empty), &gold, resources, &mut rows);
        }
    }
    for (id, judged) in judged {
        let path = format!("{data}/data/pages/html/{id}");
        if !std::path::Path::new(&path).exists() {
            continue;
        }
        let Ok(page) = dateline_page::html(&unzipped(&path), &Given::default()) else { continue };
        read(&page, id, "judged", PAGE, judged, &[], resources, &mut rows);
    }
    rows
}

#[allow(clippy::too_many_arguments)]
fn read(
    page: &Page,
    id: &str,
    set: &str,
    weight: f32,
    judged: &HashMap<usize, (bool, String)>,
    gold: &[&str],
    resources: &Resources,
    rows: &mut Vec<Row>,
) {
    let Ok((record, typed)) = learn::typed(page, resources) else { return };
    let points = CodePoints::new(&record.text);
    let mut crc = flate2::Crc::new();
    crc.update(id.as_bytes());
    for t in typed {
        let told = record.events.iter().find(|e| e.trigger.contains(&t.span)).and_then(|e| e.kind.as_deref());
        let known = judged.get(&(points.span(t.span).start as usize));
        let of_gold = gold.contains(&t.kind) || told.is_some_and(|k| gold.contains(&k));
        let (right, set) = match known {
            _ if of_gold => (true, set),
            Some((right, set)) => (*right, set.as_str()),
            None => continue,
        };
        rows.push(Row { traits: t.traits, right, weight, set: set.to_string(), fold: crc.sum() % FOLDS });
    }
}

fn unzipped(path: &str) -> Vec<u8> {
    Command::new("gzip").args(["-dc", path]).output().expect("gzip").stdout
}

fn table(weights: &Weights<1>) -> String {
    let mut out = String::from(
        "# Is it an event of the type that its word suggests? Learned by tools/learn_types.rs; do not edit by hand.\n\
         # trait; its weight for the type being right; a sum above 0 lets the type stand\n",
    );
    for (name, &i) in &weights.names {
        let [weight] = weights.rows[i];
        let _ = writeln!(out, "{name} {weight:.2}");
    }
    out
}
