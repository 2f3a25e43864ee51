//! Tells the status of words that are given, for JSON lines with `id`, `text` and `targets` of `start` and `end`, and prints them as the
//! event scorer takes them. `--certainty` tells what the learned judgement makes of them instead, for which a plain future is as good as
//! done; `--tree` prints the words with their relations.
//!
//!     status [--certainty | --tree] < gold.jsonl > system.jsonl
//!
//! Reads with the model file that DATELINE_MODEL names, else with the one that comes with the program.

use dateline_language::Model;
use dateline_reading::events::learn::{self, Certainty};
use dateline_record::{CodePoints, Span, Status};
use serde_json::{Value, json};
use std::io::BufRead;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let asked = |name: &str| std::env::args().any(|a| a == name);
    let (tree, certainty) = (asked("--tree"), asked("--certainty"));
    let loaded;
    let model = match std::env::var_os("DATELINE_MODEL") {
        Some(file) => {
            loaded = Model::load(file.as_ref())?;
            &loaded
        }
        None => Model::bundled()?,
    };
    for line in std::io::stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let text = line["text"].as_str().unwrap_or_default();
        let analysis = dateline_language::read(text, &[Span::new(0, text.len())], model)?;
        if tree {
            for (k, t) in analysis.tokens.iter().enumerate() {
                let head = t.head.map_or("-".to_string(), |h| h.to_string());
                let event = analysis.events.iter().find(|e| e.token == k).map(|e| {
                    let best = e.plover.iter().enumerate().skip(1).max_by(|a, b| a.1.total_cmp(b.1));
                    format!("{:?} {:.2} none {:.2} best {:?}", e.class, e.factuality, e.plover[0], best)
                });
                let lemma = analysis.lemma(text, k);
                println!(
                    "{k}\t{}\t{lemma}\t{}\t{head}\t{}\t{}",
                    t.span.of(text),
                    t.upos,
                    t.relation,
                    event.unwrap_or_default()
                );
            }
            println!("actors {:?} recipients {:?}\n", analysis.actors, analysis.recipients);
            continue;
        }
        let points = CodePoints::new(text);
        let number = |v: &Value| v.as_u64().unwrap_or_default() as usize;
        let events: Vec<Value> = line["targets"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|t| {
                let (start, end) = (number(&t["start"]), number(&t["end"]));
                let judged = learn::judge(text, &analysis, points.bytes(Span::new(start, end)));
                let of_record = match judged.status {
                    Status::Actual | Status::Ongoing => "actual",
                    Status::Negated | Status::Failed => "denied",
                    Status::Planned => "planned",
                    Status::Possible => "possible",
                    Status::Conditional => "conditional",
                };
                let of_judgement = match judged.certainty {
                    Certainty::Sure => "actual",
                    Certainty::Open => "possible",
                    Certainty::Denied => "denied",
                };
                json!({"trigger": [[start, end]], "status": if certainty { of_judgement } else { of_record }})
            })
            .collect();
        println!("{}", json!({"id": line["id"], "events": events}));
    }
    Ok(())
}
