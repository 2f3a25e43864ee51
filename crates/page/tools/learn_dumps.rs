//! Learns the weights of `src/dumps/weights.rs` from labelled dumps, and says how well they do on sites that they have not seen.
//!
//! ```sh
//! DATELINE_DATA=… cargo run --release -p dateline-page --example learn_dumps            # cross-validation by site
//! DATELINE_DATA=… cargo run --release -p dateline-page --example learn_dumps -- write   # learn from all, write the table
//! ```
//!
//! Needs `pages/dumps.jsonl.gz` (lines labelled body, furniture, mixed, title) and, as text without furniture,
//! `attribution/train.jsonl.gz` and `time/train.jsonl.gz` in `$DATELINE_DATA/data`, and `gzip` to open them.

use dateline_page::dumps::chain::{Posterior, Weights, posterior};
use dateline_page::dumps::features::{EDGES, Seen, TRAITS, Values, values};
use dateline_page::dumps::{edges, kinds, not_text, split};
use dateline_record::BlockKind;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;

/// One dump with what is known of its lines.
struct Dump {
    group: String,
    site: String,
    lines: Vec<String>,
    gold: Vec<Gold>,
    values: Vec<Values>,
    edges: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq)]
enum Gold {
    Body,
    Other,
    /// A title, or a line that is partly each: may be either.
    Free,
}

impl Dump {
    fn new(group: &str, site: &str, lines: Vec<String>, gold: Vec<Gold>) -> Dump {
        let seen: Vec<Seen> = lines.iter().map(|l| Seen::new(l)).collect();
        let (values, edges) = (values(&seen), edges(&seen));
        Dump { group: group.into(), site: site.into(), lines, gold, values, edges }
    }
}

fn main() {
    let Ok(data) = std::env::var("DATELINE_DATA") else {
        println!("DATELINE_DATA is not set: nothing to learn from");
        return;
    };
    let dumps = load(&format!("{data}/data"));
    println!("{} dumps, {} lines", dumps.len(), dumps.iter().map(|d| d.lines.len()).sum::<usize>());
    if std::env::args().any(|a| a == "write") {
        let weights = learn(&dumps.iter().collect::<Vec<_>>());
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/dumps/weights.rs"), table(&weights))
            .expect("write the table");
    } else {
        cross_validate(&dumps, std::env::args().any(|a| a == "show"));
    }
}

fn read(path: &str) -> Vec<Value> {
    let out = Command::new("gzip").args(["-dc", path]).output().expect("gzip");
    String::from_utf8_lossy(&out.stdout).lines().filter_map(|l| serde_json::from_str(l).ok()).collect()
}

fn load(data: &str) -> Vec<Dump> {
    let mut dumps = Vec::new();
    let mut clean = Vec::new();
    for d in read(&format!("{data}/pages/dumps.jsonl.gz")) {
        let (site, kind) = (d["site"].as_str().unwrap_or(""), d["kind"].as_str().unwrap_or(""));
        let mut lines = Vec::new();
        let mut gold = Vec::new();
        for l in d["lines"].as_array().into_iter().flatten() {
            lines.push(l["t"].as_str().unwrap_or("").to_string());
            gold.push(match l["l"].as_str() {
                Some("body") => Gold::Body,
                Some("furniture") => Gold::Other,
                _ => Gold::Free,
            });
        }
        if kind == "container" {
            // The same article as most text comes: without anything around it.
            let body: Vec<String> =
                lines.iter().zip(&gold).filter(|(_, g)| **g == Gold::Body).map(|(l, _)| l.clone()).collect();
            let gold = vec![Gold::Body; body.len()];
            clean.push(Dump::new("body only", site, body, gold));
        }
        dumps.push(Dump::new(kind, site, lines, gold));
    }
    dumps.extend(clean);
    for file in ["attribution/train.jsonl.gz", "time/train.jsonl.gz"] {
        for d in read(&format!("{data}/{file}")) {
            let text = d["text"].as_str().unwrap_or("");
            let lines: Vec<String> = split::blocks(text).iter().map(|s| s.of(text).to_string()).collect();
            let gold = lines
                .iter()
                .enumerate()
                .map(|(i, l)| if i == 0 || Seen::new(l).form.is_some() { Gold::Free } else { Gold::Body });
            let gold = gold.collect();
            dumps.push(Dump::new("clean", file, lines, gold));
        }
    }
    dumps.retain(|d| !d.lines.is_empty());
    dumps
}

/// Pull of every weight towards zero, against the sum over all lines.
const RIDGE: f32 = 1.0;
const STEPS: usize = 250;

/// Maximises the log-likelihood of the labels by gradient ascent (Adam, all dumps in each step).
fn learn(dumps: &[&Dump]) -> Weights {
    let mut w = Weights::zero();
    let mut x = flat(&w);
    let (mut m, mut v) = (vec![0.0f32; x.len()], vec![0.0f32; x.len()]);
    for step in 1..=STEPS {
        let mut gradient = Weights::zero();
        for d in dumps {
            let allowed: Vec<[bool; 2]> = d.gold.iter().map(|g| [*g != Gold::Other, *g != Gold::Body]).collect();
            let told = posterior(&w, &d.values, &d.edges, Some(&allowed));
            let own = posterior(&w, &d.values, &d.edges, None);
            add(&mut gradient, d, &told, 1.0);
            add(&mut gradient, d, &own, -1.0);
        }
        let g = flat(&gradient);
        let rate = 0.1 * (1.0 - step as f32 / (STEPS as f32 * 1.1));
        for i in 0..x.len() {
            let gi = g[i] - RIDGE * x[i];
            m[i] = 0.9 * m[i] + 0.1 * gi;
            v[i] = 0.99 * v[i] + 0.01 * gi * gi;
            let (mh, vh) = (m[i] / (1.0 - 0.9f32.powi(step as i32)), v[i] / (1.0 - 0.99f32.powi(step as i32)));
            x[i] += rate * mh / (vh.sqrt() + 1e-6);
        }
        unflat(&mut w, &x);
    }
    w
}

fn add(gradient: &mut Weights, d: &Dump, p: &Posterior, sign: f32) {
    for (values, &other) in d.values.iter().zip(&p.other) {
        for (t, v) in gradient.traits.iter_mut().zip(values) {
            t[usize::from(*v)] += sign * other;
        }
    }
    for (&e, b) in d.edges.iter().zip(&p.borders) {
        gradient.edges[e].iter_mut().zip(b).for_each(|(g, p)| *g += sign * p);
    }
    gradient.start[0] += sign * (1.0 - p.other[0]);
    gradient.start[1] += sign * p.other[0];
}

fn flat(w: &Weights) -> Vec<f32> {
    w.traits.iter().flatten().chain(w.edges.iter().flatten()).chain(&w.start).copied().collect()
}

fn unflat(w: &mut Weights, x: &[f32]) {
    let all = w.traits.iter_mut().flatten().chain(w.edges.iter_mut().flatten()).chain(&mut w.start);
    all.zip(x).for_each(|(a, b)| *a = *b);
}

fn table(w: &Weights) -> String {
    let mut out = String::from(
        "//! Learned by `tools/learn_dumps.rs`; do not edit by hand. One row for each of `features::TRAITS`.\n\n#[rustfmt::skip]\npub const TRAITS: &[&[f32]] = &[\n",
    );
    let row = |x: &[f32]| x.iter().map(|w| format!("{w:.2}")).collect::<Vec<_>>().join(", ");
    for ((name, _), t) in TRAITS.iter().zip(&w.traits) {
        let _ = writeln!(out, "    // {name}\n    &[{}],", row(t));
    }
    let _ = writeln!(out, "];\n\npub const EDGES: [[f32; 4]; {EDGES}] = [");
    for e in &w.edges {
        let _ = writeln!(out, "    [{}],", row(e));
    }
    let _ = writeln!(out, "];\n\npub const START: [f32; 2] = [{}];", row(&w.start));
    out
}

/// Counts of one group of dumps.
#[derive(Default)]
struct Counts {
    /// Furniture found, called so wrongly, missed; and missed but called byline, caption, credit, headline, correction or dateline.
    hit: usize,
    wrong: usize,
    missed: usize,
    named: usize,
    body: usize,
    /// Characters of body text called furniture or related; called another kind than body or subheading.
    lost: usize,
    renamed: usize,
}

fn cross_validate(dumps: &[Dump], show: bool) {
    const FOLDS: usize = 8;
    let fold = |site: &str| site.bytes().fold(7usize, |h, b| h.wrapping_mul(31).wrapping_add(usize::from(b))) % FOLDS;
    let mut groups: BTreeMap<&str, Counts> = BTreeMap::new();
    let results: Vec<(usize, Weights)> = std::thread::scope(|s| {
        let tasks: Vec<_> = (0..FOLDS)
            .map(|f| {
                s.spawn(move || {
                    (f, learn(&dumps.iter().filter(|d| d.group == "clean" || fold(&d.site) != f).collect::<Vec<_>>()))
                })
            })
            .collect();
        tasks.into_iter().map(|t| t.join().expect("fold")).collect()
    });
    for (f, w) in &results {
        for d in dumps.iter().filter(|d| d.group != "clean" && fold(&d.site) == *f) {
            let blocks: Vec<Seen> = d.lines.iter().map(|l| Seen::new(l)).collect();
            let other = not_text(&blocks, w);
            let kinds = kinds::kinds(&blocks, &other, None);
            let c = groups.entry(d.group.as_str()).or_default();
            for (i, (kind, gold)) in kinds.iter().zip(&d.gold).enumerate() {
                let chars = d.lines[i].chars().count();
                if show {
                    let gold = ["body", "other", "free"][*gold as usize];
                    println!("{}\t{}\t{gold}\t{}\t{:.3}\t{}", d.group, d.site, kind.name(), other[i], d.lines[i]);
                }
                let running = matches!(kind, BlockKind::Body | BlockKind::Subheading);
                match (gold, kind.is_reporting()) {
                    (Gold::Other, false) => c.hit += 1,
                    (Gold::Other, true) => {
                        c.missed += 1;
                        c.named += usize::from(!running);
                    }
                    (Gold::Body, reporting) => {
                        c.body += chars;
                        c.wrong += usize::from(!reporting);
                        c.lost += if reporting { 0 } else { chars };
                        c.renamed += if reporting && !running { chars } else { 0 };
                    }
                    (Gold::Free, _) => {}
                }
            }
        }
    }
    let f1 = |hit: usize, wrong: usize, missed: usize| 2.0 * hit as f64 / (2 * hit + wrong + missed).max(1) as f64;
    for (g, c) in groups {
        println!(
            "{g:10} furniture F1 {:.3} (P {:.3} R {:.3}); leaving out named {:.3}; body lost {:.2} %, renamed {:.2} %",
            f1(c.hit, c.wrong, c.missed),
            c.hit as f64 / (c.hit + c.wrong).max(1) as f64,
            c.hit as f64 / (c.hit + c.missed).max(1) as f64,
            f1(c.hit, c.wrong, c.missed - c.named),
            100.0 * c.lost as f64 / c.body.max(1) as f64,
            100.0 * c.renamed as f64 / c.body.max(1) as f64,
        );
    }
}
