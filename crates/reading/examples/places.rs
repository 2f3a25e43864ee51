//! Finds the places of JSON lines with `id`, `text` and `url`, and prints them as the geoparsing scorer takes them.
//!
//!     places [--given] [--own] [--debug] < gold.jsonl > system.jsonl
//!
//! `--given` resolves the spans of the line's own `toponyms` instead of finding names; `--own` leaves out places within the
//! names of other things; `--debug` adds the names and what else was considered.

use dateline_gazetteer::Gazetteer;
use dateline_reading::places::{Context, Form, find, resolve_spans};
use dateline_record::{CodePoints, Span};
use serde_json::{Value, json};
use std::io::{BufRead, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let flags: Vec<String> = std::env::args().skip(1).collect();
    let flag = |name: &str| flags.iter().any(|f| f == name);
    let gazetteer = Gazetteer::bundled();
    let mut out = std::io::stdout().lock();
    let (mut words, mut spent) = (0, std::time::Duration::ZERO);
    for line in std::io::stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let text = line["text"].as_str().unwrap_or_default();
        let points = CodePoints::new(text);
        let context = Context { url: line["url"].as_str(), ..Context::default() };
        let regions = [Span::new(0, text.len())];
        let start = std::time::Instant::now();
        let found = if flag("--given") {
            let number = |v: &Value| v.as_u64().unwrap_or_default() as usize;
            let spans = line["toponyms"].as_array().into_iter().flatten();
            let spans: Vec<Span> =
                spans.map(|t| points.bytes(Span::new(number(&t["start"]), number(&t["end"])))).collect();
            resolve_spans(text, &regions, &spans, context, gazetteer)
        } else {
            find(text, &regions, context, gazetteer)
        };
        spent += start.elapsed();
        words += text.split_whitespace().count();
        let places: Vec<Value> = found
            .iter()
            .filter(|t| !(flag("--own") && t.form == Form::Part))
            .map(|t| {
                let span = points.span(t.span);
                let place = t.place.map(|p| gazetteer.place(p));
                let mut v = json!({
                    "start": span.start, "end": span.end,
                    "lat": place.map(|p| p.lat), "lon": place.map(|p| p.lon),
                    "country": place.and_then(|p| p.country), "geonames_id": place.and_then(|p| p.geonames),
                });
                if flag("--debug") {
                    let name = |id| {
                        let p = gazetteer.place(id);
                        format!(
                            "{} {} {} {}",
                            p.name,
                            p.feature,
                            p.country.unwrap_or(""),
                            p.admin1.map_or("", |a| gazetteer.place(a).name)
                        )
                    };
                    v["surface"] = t.span.of(text).into();
                    v["form"] = format!("{:?}", t.form).into();
                    v["place"] = t.place.map(name).into();
                    v["confidence"] = t.confidence.into();
                    v["others"] = t.others.iter().map(|(p, c)| format!("{} {c:.2}", name(*p))).collect();
                }
                v
            })
            .collect();
        writeln!(out, "{}", json!({ "id": line["id"], "places": places }))?;
    }
    eprintln!("{words} words, {:.0} words a second", f64::from(words as u32) / spent.as_secs_f64());
    Ok(())
}
