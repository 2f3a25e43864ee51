//! Learns the weights of `src/statements/weights.rs` from annotated articles, and says how well they do on others.
//!
//! ```sh
//! DATELINE_DATA=… cargo run --release -p dateline-reading --example learn_statements            # learn, figures on dev
//! DATELINE_DATA=… cargo run --release -p dateline-reading --example learn_statements -- write   # and write the table
//! ```
//!
//! Learns from `$DATELINE_DATA/data/attribution/train.jsonl.gz` (PolNeAR), every `SHARE`th article (environment, 1 if not given),
//! and looks at `dev.jsonl.gz`. The network's file is the bundled one or `DATELINE_MODEL`; of several, parted by colons, each
//! reads its share of the articles, and the first reads dev. The network has learnt from the same articles and errs less on them
//! than on others: an older, weaker file beside it keeps the weights from trusting it too much, and what is left of that is taken
//! off the confidence by Platt scaling, fitted on dev. The table of confidences that is printed last scales each fifth of dev with what
//! the other four tell. Needs `gzip`.

use dateline_language::Model;
use dateline_reading::statements::learn::{Judged, Text, Weights, logistic, odds};
use dateline_record::Span;
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// Stretches of a text, in bytes.
type Spans = Vec<Span>;

struct Article {
    text: Text,
    /// Where the words of the text stand, for counting what two stretches share.
    words: Vec<Span>,
    gold: Vec<Gold>,
}

struct Gold {
    source: Spans,
    cue: Spans,
    content: Spans,
}

fn main() {
    let Ok(data) = std::env::var("DATELINE_DATA") else {
        println!("DATELINE_DATA is not set: nothing to learn from");
        return;
    };
    let paths = std::env::var("DATELINE_MODEL").unwrap_or_default();
    let loaded: Vec<Model> =
        paths.split(':').filter(|p| !p.is_empty()).map(|p| Model::load(Path::new(p)).expect("a model")).collect();
    let models: Vec<&Model> =
        if loaded.is_empty() { vec![Model::bundled().expect("the bundled model")] } else { loaded.iter().collect() };
    let share = std::env::var("SHARE").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    let train = load(&format!("{data}/data/attribution/train.jsonl.gz"), &models, share);
    let dev = load(&format!("{data}/data/attribution/dev.jsonl.gz"), &models[..1], 1);
    println!("{} articles to learn from, {} to look at", train.len(), dev.len());
    let mut weights = learn(&train);
    for (name, articles) in [("train", &train), ("dev", &dev)] {
        figures(name, articles, &weights);
    }
    weights.calibration = calibrated(&dev, &weights);
    if std::env::args().any(|a| a == "write") {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/statements/weights.rs");
        std::fs::write(path, table(&weights)).expect("write the table");
    }
}

fn load(path: &str, models: &[&Model], share: usize) -> Vec<Article> {
    let out = Command::new("gzip").args(["-dc", path]).output().expect("gzip");
    let lines = String::from_utf8_lossy(&out.stdout).into_owned();
    let parsed = lines.lines().step_by(share).filter_map(|l| serde_json::from_str::<Value>(l).ok());
    parsed.zip(models.iter().cycle()).filter_map(|(v, model)| article(&v, model)).collect()
}

fn article(v: &Value, model: &Model) -> Option<Article> {
    let text = v["text"].as_str()?;
    let mut bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    bytes.push(text.len());
    let spans = |v: &Value| -> Spans {
        let at = |v: &Value| v.as_u64().and_then(|i| bytes.get(i as usize).copied()).unwrap_or(0);
        v.as_array().into_iter().flatten().map(|p| Span::new(at(&p[0]), at(&p[1]))).collect()
    };
    let gold = v["attributions"].as_array()?.iter();
    let gold = gold.map(|a| Gold { source: spans(&a["source"]), cue: spans(&a["cue"]), content: spans(&a["content"]) });
    let mut words = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(i),
            (Some(s), false) => {
                words.push(Span::new(s, i));
                start = None;
            }
            _ => {}
        }
    }
    Some(Article { text: Text::read(text, model)?, words, gold: gold.collect() })
}

impl Article {
    /// Numbers of the words that some stretches touch, in order.
    fn touched(&self, spans: &[Span]) -> Vec<usize> {
        let mut out: Vec<usize> = Vec::new();
        for s in spans {
            let first = self.words.partition_point(|w| w.end <= s.start);
            out.extend((first..self.words.len()).take_while(|&i| self.words[i].start < s.end));
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    fn dice(&self, a: &[Span], b: &[Span]) -> f32 {
        let (a, b) = (self.touched(a), self.touched(b));
        let common = a.iter().filter(|i| b.binary_search(i).is_ok()).count();
        if a.is_empty() && b.is_empty() { 1.0 } else { 2.0 * common as f32 / (a.len() + b.len()) as f32 }
    }

    /// Whether an annotation is of the same cue.
    fn is_of(&self, gold: &Gold, cue: Span) -> bool {
        cue.is_empty() || gold.cue.is_empty() || gold.cue.iter().any(|c| c.overlaps(cue))
    }

    fn is_right(&self, j: &Judged) -> bool {
        let right = |g: &Gold| self.dice(&g.content, &j.content) >= 0.5 && (self.dice(&g.source, &j.source) >= 0.5);
        self.gold.iter().any(right)
    }
}

/// How much better an exact stretch is than one that is nearly so: the power of the Dice that is learned.
const SHARPNESS: i32 = 3;

/// A row to learn from: traits, and how right it is, from 0 to 1.
type Row = (Vec<f32>, f32);

fn learn(articles: &[Article]) -> Weights {
    let (mut contents, mut sources): (Vec<Row>, Vec<Row>) = (Vec::new(), Vec::new());
    for a in articles {
        for told in a.text.told() {
            let same: Vec<&Gold> = a.gold.iter().filter(|g| a.is_of(g, told.cue)).collect();
            for p in told.contents {
                let best = same.iter().map(|g| a.dice(&g.content, &p.spans)).fold(0.0, f32::max);
                contents.push((p.values, best.powi(SHARPNESS)));
            }
            // A source is judged where the cue is annotated.
            let annotated: Vec<&&Gold> = match told.cue.is_empty() {
                false => same.iter().filter(|g| !g.cue.is_empty()).collect(),
                true => Vec::new(),
            };
            for p in told.sources.into_iter().filter(|_| !annotated.is_empty()) {
                let best = annotated.iter().map(|g| a.dice(&g.source, &p.spans)).fold(0.0, f32::max);
                sources.push((p.values, best.powi(SHARPNESS)));
            }
        }
    }
    println!("{} contents, {} sources proposed", contents.len(), sources.len());
    let mut weights =
        Weights { content: descend(&contents), source: descend(&sources), both: Vec::new(), calibration: [1.0, 0.0] };
    let mut rows = Vec::new();
    for a in articles {
        rows.extend(a.text.judged(&weights).into_iter().map(|j| {
            let right = f32::from(u8::from(a.is_right(&j)));
            (j.values, right)
        }));
    }
    weights.both = descend(&rows);
    weights
}

const RIDGE: f32 = 2.0;
const STEPS: usize = 300;

/// The weights that minimise the cross-entropy, by gradient descent (Adam, all rows in each step).
fn descend(rows: &[Row]) -> Vec<f32> {
    let n = rows.first().map_or(0, |r| r.0.len());
    let (mut x, mut m, mut v) = (vec![0.0f32; n], vec![0.0f32; n], vec![0.0f32; n]);
    for step in 1..=STEPS {
        let mut gradient = vec![0.0f32; n];
        for (values, right) in rows {
            let sum: f32 = x.iter().zip(values).map(|(w, v)| w * v).sum();
            let off = 1.0 / (1.0 + (-sum).exp()) - right;
            gradient.iter_mut().zip(values).for_each(|(g, v)| *g += off * v);
        }
        let rate = 0.1 * (1.0 - step as f32 / (STEPS as f32 * 1.1));
        for i in 0..n {
            let g = gradient[i] + RIDGE * x[i];
            m[i] = 0.9 * m[i] + 0.1 * g;
            v[i] = 0.99 * v[i] + 0.01 * g * g;
            let (mh, vh) = (m[i] / (1.0 - 0.9f32.powi(step as i32)), v[i] / (1.0 - 0.99f32.powi(step as i32)));
            x[i] -= rate * mh / (vh.sqrt() + 1e-6);
        }
    }
    x
}

/// Attributions found, at several thresholds, and how far the confidence can be trusted.
fn figures(name: &str, articles: &[Article], weights: &Weights) {
    let total: usize = articles.iter().map(|a| a.gold.len()).sum();
    let mut judged: Vec<(f32, bool)> = Vec::new();
    let mut found: Vec<f32> = Vec::new();
    for a in articles {
        let all = a.text.judged(weights);
        judged.extend(all.iter().map(|j| (j.probability, a.is_right(j))));
        for g in &a.gold {
            let of = |j: &&Judged| a.dice(&g.content, &j.content) >= 0.5 && a.dice(&g.source, &j.source) >= 0.5;
            found.push(all.iter().filter(of).map(|j| j.probability).fold(0.0, f32::max));
        }
    }
    println!("== {name}: {} judged, {total} annotated", judged.len());
    for least in [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7] {
        let kept = judged.iter().filter(|j| j.0 >= least);
        let (n, right) = (kept.clone().count(), kept.filter(|j| j.1).count());
        let recalled = found.iter().filter(|p| **p >= least).count();
        let (p, r) = (right as f32 / n.max(1) as f32, recalled as f32 / total.max(1) as f32);
        println!("least {least:.2}: {n} kept, P {p:.3} R {r:.3} F1 {:.3}", 2.0 * p * r / (p + r));
    }
    reliability(&judged);
}

/// How often what is told with some confidence is right.
fn reliability(judged: &[(f32, bool)]) {
    println!("told        statements  right");
    for k in 0..10 {
        let band = judged.iter().filter(|j| (j.0 * 10.0) as usize == k || k == 9 && j.0 >= 1.0);
        let n = band.clone().count();
        let (mean, right) = (band.clone().map(|j| j.0).sum::<f32>() / n.max(1) as f32, band.filter(|j| j.1).count());
        println!("{mean:.3}       {n:6}      {:.3}", right as f32 / n.max(1) as f32);
    }
}

/// Least probability of what is calibrated: about where statements are kept.
const KEPT: f32 = 0.3;
/// Parts of dev, each scaled with what the others tell.
const FOLDS: usize = 5;

/// Slope and offset of the confidence.
fn calibrated(dev: &[Article], weights: &Weights) -> [f32; 2] {
    let mut rows: Vec<(usize, f32, bool)> = Vec::new();
    for (i, a) in dev.iter().enumerate() {
        let kept = a.text.judged(weights).into_iter().filter(|j| j.probability >= KEPT);
        rows.extend(kept.map(|j| (i % FOLDS, odds(j.probability), a.is_right(&j))));
    }
    let scale = |[slope, offset]: [f32; 2], z: f32| logistic(slope * z + offset);
    let mut held_out: Vec<(f32, bool)> = Vec::new();
    for fold in 0..FOLDS {
        let others: Vec<(usize, f32, bool)> = rows.iter().filter(|r| r.0 != fold).copied().collect();
        let fitted = platt(&others);
        held_out.extend(rows.iter().filter(|r| r.0 == fold).map(|r| (scale(fitted, r.1), r.2)));
    }
    println!("== dev, calibrated on the other folds");
    reliability(&held_out);
    platt(&rows)
}

/// Slope and offset of least cross-entropy, by Newton's method.
fn platt(rows: &[(usize, f32, bool)]) -> [f32; 2] {
    let [mut slope, mut offset] = [1.0f64, 0.0];
    for _ in 0..30 {
        let (mut g, mut h) = ([0.0f64; 2], [1e-3f64, 0.0, 1e-3]);
        for &(_, z, right) in rows {
            let z = f64::from(z);
            let p = 1.0 / (1.0 + (-(slope * z + offset)).exp());
            let (off, w) = (p - f64::from(u8::from(right)), p * (1.0 - p));
            g = [g[0] + off * z, g[1] + off];
            h = [h[0] + w * z * z, h[1] + w * z, h[2] + w];
        }
        let det = h[0] * h[2] - h[1] * h[1];
        slope -= (h[2] * g[0] - h[1] * g[1]) / det;
        offset -= (h[0] * g[1] - h[1] * g[0]) / det;
    }
    [slope as f32, offset as f32]
}

fn table(w: &Weights) -> String {
    let mut out = String::from(
        "//! Learned by `tools/learn_statements.rs`; do not edit by hand.\n\n#![allow(clippy::approx_constant)]\n",
    );
    for (name, weights) in [("CONTENT", &w.content), ("SOURCE", &w.source), ("BOTH", &w.both)] {
        let row: Vec<String> = weights.iter().map(|w| format!("{w:.3}")).collect();
        let _ = write!(out, "\n#[rustfmt::skip]\npub const {name}: &[f32] = &[\n");
        for part in row.chunks(20) {
            let _ = writeln!(out, "    {},", part.join(", "));
        }
        out += "];\n";
    }
    let [slope, offset] = w.calibration;
    let _ = writeln!(out, "\npub const CALIBRATION: [f32; 2] = [{slope:.3}, {offset:.3}];");
    out
}
