//! Learns the table `src/events/lexicon/certainty.txt` from words whose factuality readers have judged, and says how well it does on others.
//!
//! ```sh
//! DATELINE_DATA=… cargo run --release -p dateline-reading --example learn_status            # learn, figures
//! DATELINE_DATA=… cargo run --release -p dateline-reading --example learn_status -- write   # and write the table
//! ```
//!
//! Reads the UW part (Lee et al. 2015) of `$DATELINE_DATA/data/events/factuality.jsonl.gz`. A tenth of its sentences, by the checksum of their
//! text, is held out, as in the network's training, and only looked at; all choices are made by five-fold cross-validation on the rest. A
//! reader's mean of 1 or more on the scale from -3 to 3 counts as sure, of -1 or less as denied. The network's file is the bundled one
//! or `DATELINE_MODEL`. Needs `gzip`.
//!
//! Prints, for cross-validation and the held-out tenth, the macro-F1 of the judgement and of the record's statuses. The two differ: what
//! "will" happen is sure for UW's readers and still to come (`planned`) in a record.

mod logistic;

use dateline_language::Model;
use dateline_reading::events::learn::{self, Certainty};
use dateline_record::{CodePoints, Span, Status};
use logistic::{Example, Settings, Weights, descend};
use serde_json::Value;
use std::fmt::Write as _;
use std::process::Command;

/// A word: its traits, its class (sure, open, denied), the status that the record gives it, and its fold.
struct Row {
    traits: Vec<(String, f32)>,
    class: usize,
    status: usize,
    judged: usize,
    fold: u32,
}

const FOLDS: u32 = 5;
const SETTINGS: Settings = Settings { seen: 6, ridge: 10.0 };
/// The least weight that is kept.
const KEPT: f32 = 0.04;

fn main() {
    let data = std::env::var("DATELINE_DATA").expect("DATELINE_DATA names the folder that holds data/events");
    let loaded;
    let model = match std::env::var_os("DATELINE_MODEL") {
        Some(file) => {
            loaded = Model::load(file.as_ref()).expect("a model");
            &loaded
        }
        None => Model::bundled().expect("the bundled model"),
    };
    let (train, held_out) = load(&format!("{data}/data/events/factuality.jsonl.gz"), model);
    println!("{} words to learn from, {} held out", train.len(), held_out.len());

    let mut scores = vec![[0.0f32; 3]; train.len()];
    for fold in 0..FOLDS {
        let part: Vec<&Row> = train.iter().filter(|r| r.fold != fold).collect();
        let weights = learn(&part);
        for (row, at) in train.iter().zip(&mut scores).filter(|(r, _)| r.fold == fold) {
            *at = weighed(&weights, row);
        }
    }
    let (bias, best) = tune(&train, &scores);
    println!("cross-validation: judgement {best:.4} with biases {bias:?}");

    let all: Vec<&Row> = train.iter().collect();
    let mut weights = learn(&all);
    weights.shift("base", bias);
    weights.prune(KEPT);
    println!("{} traits kept", weights.names.len());
    for (name, rows) in [("train", &train), ("held out", &held_out)] {
        let learned = rows.iter().map(|r| (r.class, choose(weighed(&weights, r))));
        println!("{name}: judgement as learned now {}", macro_f1(learned));
        println!(
            "{name}: judgement of the table in the program {}",
            macro_f1(rows.iter().map(|r| (r.class, r.judged)))
        );
        println!("{name}: statuses of the record {}", macro_f1(rows.iter().map(|r| (r.class, r.status))));
    }
    if std::env::args().any(|a| a == "write") {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/events/lexicon/certainty.txt");
        std::fs::write(path, table(&weights)).expect("write the table");
    }
}

fn load(path: &str, model: &Model) -> (Vec<Row>, Vec<Row>) {
    let out = Command::new("gzip").args(["-dc", path]).output().expect("gzip");
    let lines = String::from_utf8_lossy(&out.stdout).into_owned();
    let (mut train, mut held_out) = (Vec::new(), Vec::new());
    for line in lines.lines().filter_map(|l| serde_json::from_str::<Value>(l).ok()) {
        let Some(text) = line["text"].as_str().filter(|_| line["corpus"] == "uw") else { continue };
        let mut crc = flate2::Crc::new();
        crc.update(text.as_bytes());
        let part = if crc.sum().is_multiple_of(10) { &mut held_out } else { &mut train };
        let Ok(analysis) = dateline_language::read(text, &[Span::new(0, text.len())], model) else { continue };
        let points = CodePoints::new(text);
        let number = |v: &Value| v.as_u64().unwrap_or_default() as usize;
        for t in line["targets"].as_array().into_iter().flatten() {
            let span = points.bytes(Span::new(number(&t["start"]), number(&t["end"])));
            let judged = learn::judge(text, &analysis, span);
            let class = match t["value"].as_f64().unwrap_or_default() {
                v if v >= 1.0 => 0,
                v if v <= -1.0 => 2,
                _ => 1,
            };
            part.push(Row {
                traits: judged.traits,
                class,
                status: match judged.status {
                    Status::Actual | Status::Ongoing => 0,
                    Status::Negated | Status::Failed => 2,
                    Status::Planned | Status::Possible | Status::Conditional => 1,
                },
                judged: match judged.certainty {
                    Certainty::Sure => 0,
                    Certainty::Open => 1,
                    Certainty::Denied => 2,
                },
                fold: crc.sum() / 10 % FOLDS,
            });
        }
    }
    (train, held_out)
}

/// The scores of sure, open and denied.
fn weighed(weights: &Weights<2>, row: &Row) -> [f32; 3] {
    let [open, denied] = weights.scores(&row.traits);
    [0.0, open, denied]
}

fn learn(rows: &[&Row]) -> Weights<2> {
    let examples: Vec<Example> =
        rows.iter().map(|r| Example { traits: &r.traits, class: r.class, weight: 1.0 }).collect();
    descend(&examples, SETTINGS)
}

fn table(weights: &Weights<2>) -> String {
    let mut out = String::from(
        "# How sure is it that it happened or will? Learned by tools/learn_status.rs; do not edit by hand.\n\
         # trait; its weights for \"open\" and \"denied\" against \"sure\"\n",
    );
    for (name, &i) in &weights.names {
        let [open, denied] = weights.rows[i];
        let _ = writeln!(out, "{name} {open:.2} {denied:.2}");
    }
    out
}

fn choose(z: [f32; 3]) -> usize {
    (0..3).max_by(|&a, &b| z[a].total_cmp(&z[b])).unwrap_or(0)
}

/// The biases that make the most of the macro-F1, and what they reach.
fn tune(rows: &[Row], scores: &[[f32; 3]]) -> ([f32; 2], f32) {
    let mut best = ([0.0, 0.0], 0.0);
    for open in (0..=30).map(|i| i as f32 / 10.0) {
        for denied in (-5..=25).map(|i| i as f32 / 10.0) {
            let pairs = rows.iter().zip(scores).map(|(r, z)| (r.class, choose([z[0], z[1] + open, z[2] + denied])));
            let f1 = macro_f1(pairs).mean;
            if f1 > best.1 {
                best = ([open, denied], f1);
            }
        }
    }
    best
}

struct F1 {
    mean: f32,
    classes: [f32; 3],
}

impl std::fmt::Display for F1 {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let [sure, open, denied] = self.classes;
        write!(f, "macro-F1 {:.4} (sure {sure:.3}, open {open:.3}, denied {denied:.3})", self.mean)
    }
}

/// Of pairs of what is and what is told.
fn macro_f1(pairs: impl Iterator<Item = (usize, usize)>) -> F1 {
    let (mut right, mut gold, mut told) = ([0.0f32; 3], [0.0f32; 3], [0.0f32; 3]);
    for (is, says) in pairs {
        gold[is] += 1.0;
        told[says] += 1.0;
        right[is] += f32::from(u8::from(is == says));
    }
    let classes = std::array::from_fn(|c| 2.0 * right[c] / (gold[c] + told[c]).max(1.0));
    F1 { mean: classes.iter().sum::<f32>() / 3.0, classes }
}
