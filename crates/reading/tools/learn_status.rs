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

use dateline_language::Model;
use dateline_reading::events::learn::{self, Certainty};
use dateline_record::{CodePoints, Span, Status};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
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
/// How often a trait must be seen, and the least weight that is kept.
const SEEN: usize = 6;
const KEPT: f32 = 0.04;
const RIDGE: f32 = 10.0;
const STEPS: usize = 200;

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
        let weights = descend(&part);
        for (row, at) in train.iter().zip(&mut scores).filter(|(r, _)| r.fold == fold) {
            *at = weights.scores(row);
        }
    }
    let (bias, best) = tune(&train, &scores);
    println!("cross-validation: judgement {best:.4} with biases {bias:?}");

    let all: Vec<&Row> = train.iter().collect();
    let mut weights = descend(&all);
    weights.shift(bias);
    weights.prune();
    println!("{} traits kept", weights.names.len());
    for (name, rows) in [("train", &train), ("held out", &held_out)] {
        let learned = rows.iter().map(|r| (r.class, choose(weights.scores(r))));
        println!("{name}: judgement as learned now {}", macro_f1(learned));
        println!(
            "{name}: judgement of the table in the program {}",
            macro_f1(rows.iter().map(|r| (r.class, r.judged)))
        );
        println!("{name}: statuses of the record {}", macro_f1(rows.iter().map(|r| (r.class, r.status))));
    }
    if std::env::args().any(|a| a == "write") {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/events/lexicon/certainty.txt");
        std::fs::write(path, weights.table()).expect("write the table");
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

struct Weights {
    names: BTreeMap<String, usize>,
    /// One row a trait: open and denied against sure.
    rows: Vec<[f32; 2]>,
}

impl Weights {
    fn scores(&self, row: &Row) -> [f32; 3] {
        let mut z = [0.0; 3];
        for (name, value) in &row.traits {
            if let Some(w) = self.names.get(name).map(|&i| self.rows[i]) {
                z[1] += w[0] * value;
                z[2] += w[1] * value;
            }
        }
        z
    }

    fn shift(&mut self, bias: [f32; 2]) {
        if let Some(base) = self.names.get("base").map(|&i| &mut self.rows[i]) {
            base[0] += bias[0];
            base[1] += bias[1];
        }
    }

    fn prune(&mut self) {
        let rows = &self.rows;
        self.names.retain(|_, i| rows[*i].iter().any(|w| w.abs() >= KEPT));
    }

    fn table(&self) -> String {
        let mut out = String::from(
            "# How sure is it that it happened or will? Learned by tools/learn_status.rs; do not edit by hand.\n\
             # trait; its weights for \"open\" and \"denied\" against \"sure\"\n",
        );
        for (name, &i) in &self.names {
            let [open, denied] = self.rows[i];
            let _ = writeln!(out, "{name} {open:.2} {denied:.2}");
        }
        out
    }
}

/// The weights that minimise the cross-entropy, by gradient descent (Adam, all rows in each step).
fn descend(rows: &[&Row]) -> Weights {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, _) in rows.iter().flat_map(|r| &r.traits) {
        *seen.entry(name).or_default() += 1;
    }
    // A name with white space or a comment's mark could not be read back.
    let plain = |name: &str| !name.contains(char::is_whitespace) && !name.starts_with('#');
    let kept = seen.into_iter().filter(|(name, n)| *n >= SEEN && plain(name));
    let names: BTreeMap<String, usize> = kept.enumerate().map(|(i, (name, _))| (name.to_string(), i)).collect();
    let by_name: HashMap<&str, usize> = names.iter().map(|(n, &i)| (n.as_str(), i)).collect();
    let known = |r: &&Row| -> Vec<(usize, f32)> {
        r.traits.iter().filter_map(|(n, v)| Some((*by_name.get(n.as_str())?, *v))).collect()
    };
    let values: Vec<Vec<(usize, f32)>> = rows.iter().map(known).collect();
    let n = names.len();
    let (mut x, mut m, mut v) = (vec![[0.0f32; 2]; n], vec![[0.0f32; 2]; n], vec![[0.0f32; 2]; n]);
    for step in 1..=STEPS {
        let mut gradient: Vec<[f32; 2]> = x.iter().map(|w| w.map(|w| RIDGE * w)).collect();
        for (row, values) in rows.iter().zip(&values) {
            let mut z = [0.0f32; 2];
            for &(i, value) in values {
                z[0] += x[i][0] * value;
                z[1] += x[i][1] * value;
            }
            let top = z[0].max(z[1]).max(0.0);
            let e = z.map(|z| (z - top).exp());
            let sum = e[0] + e[1] + (-top).exp();
            for c in 0..2 {
                let off = e[c] / sum - f32::from(u8::from(row.class == c + 1));
                values.iter().for_each(|&(i, value)| gradient[i][c] += off * value);
            }
        }
        let rate = 0.15 * (1.0 - step as f32 / (STEPS as f32 * 1.1));
        let (bm, bv) = (1.0 - 0.9f32.powi(step as i32), 1.0 - 0.99f32.powi(step as i32));
        for i in 0..n {
            for c in 0..2 {
                let g = gradient[i][c];
                m[i][c] = 0.9 * m[i][c] + 0.1 * g;
                v[i][c] = 0.99 * v[i][c] + 0.01 * g * g;
                x[i][c] -= rate * (m[i][c] / bm) / ((v[i][c] / bv).sqrt() + 1e-6);
            }
        }
    }
    Weights { names, rows: x }
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
