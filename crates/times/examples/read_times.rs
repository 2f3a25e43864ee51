//! Reads JSON lines `{"id", "text", "date"}` and writes `{"id", "times": [{"start", "end", "type", "value", …}]}` with
//! offsets in code points: what the scorer of time expressions takes.
//!
//! `cargo run --release -p dateline-times --example read_times < in.jsonl > out.jsonl`

use dateline_record::{CodePoints, Span};
use dateline_times::{Anchor, find};
use serde_json::{Value, json};
use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let (mut words, mut time) = (0usize, std::time::Duration::ZERO);
    for line in std::io::stdin().lock().lines() {
        let Ok(doc) = serde_json::from_str::<Value>(&line?) else { continue };
        let text = doc["text"].as_str().unwrap_or("");
        let anchor = doc["dct"].as_str().or(doc["date"].as_str()).and_then(Anchor::parse);
        let analysis = dateline_language::analyse(text, &[Span::new(0, text.len())]);
        let start = std::time::Instant::now();
        let found = find(text, analysis.sentences.iter().map(|s| s.span), anchor);
        time += start.elapsed();
        words += text.split_ascii_whitespace().count();
        let points = CodePoints::new(text);
        let times: Vec<Value> = found
            .iter()
            .map(|e| {
                let s = points.span(e.span);
                json!({ "start": s.start, "end": s.end, "type": e.kind, "value": e.value, "mod": e.modifier,
                    "interval": e.interval, "rule": e.rule, "because": format!("{:?}", e.because), "text": e.span.of(text) })
            })
            .collect();
        writeln!(out, "{}", json!({ "id": doc["id"], "times": times }))?;
    }
    eprintln!("{words} words in {:.4} s: {:.0} words a second", time.as_secs_f64(), words as f64 / time.as_secs_f64());
    Ok(())
}
