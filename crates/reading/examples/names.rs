//! How well are names found? Reads documents whose names are marked and prints precision, recall and F1 of exact spans with kinds.
//!
//!     DATELINE_DATA=… cargo run --release -p dateline-reading --example names -- [ner-worldwide-dev|ner-dev] [--genre G] [--corpus C]
//!         [--every N] [--errors] [--rules | --network] [--model FILE]
//!
//! `--rules` reads without the network, `--network` takes its names as they are.
//!
//! The gold is `language/PART.jsonl.gz`, a sentence a line; the sentences of a document are joined to one page, a paragraph each.
//! People, organizations and places count; countries are places. The gold's nationalities, which a record holds as mentions of
//! the country or as groups, and facilities, which some of the guidelines count as places, are left out on both sides; so are
//! names within other names ("Oslo" in "Oslo City Council"), which the gold does not mark.

use dateline_language::{Model, NameKind};
use dateline_page::{Given, Page};
use dateline_reading::{Resources, read};
use dateline_record::{CodePoints, EntityKind, MentionForm, Record, Span};
use flate2::read::GzDecoder;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::{BufRead, BufReader};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (mut part, mut genre, mut corpus) = ("ner-worldwide-dev".to_string(), None, None);
    let (mut every, mut errors, mut rules, mut alone, mut model) = (1, false, false, false, None);
    while let Some(a) = args.next() {
        match a.as_str() {
            "--genre" => genre = args.next(),
            "--corpus" => corpus = args.next(),
            "--every" => every = args.next().ok_or("--every N")?.parse()?,
            "--errors" => errors = true,
            "--rules" => rules = true,
            "--network" => alone = true,
            "--model" => model = args.next(),
            _ => part = a,
        }
    }
    let data = std::env::var("DATELINE_DATA").map_err(|_| "set DATELINE_DATA to the folder that holds data/")?;
    let own = model.map(|m| Model::load(m.as_ref())).transpose()?;
    let bundled = Resources::bundled().map_err(|e| e.to_string())?;
    let network = own.as_ref().or(bundled.model).filter(|_| !rules);
    let resources = Resources { model: network, ..bundled };
    let file = std::fs::File::open(format!("{data}/data/language/{part}.jsonl.gz"))?;
    let mut documents: BTreeMap<String, (String, Vec<(Span, String)>)> = BTreeMap::new();
    for line in BufReader::new(GzDecoder::new(file)).lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let other = |key: &str, wanted: &Option<String>| wanted.as_ref().is_some_and(|w| line[key] != w.as_str());
        if other("genre", &genre) || other("corpus", &corpus) {
            continue;
        }
        let (text, names) = documents.entry(line["doc"].to_string()).or_default();
        let start = text.chars().count();
        text.push_str(line["text"].as_str().unwrap_or_default());
        text.push('\n');
        for name in line["spans"].as_array().into_iter().flatten() {
            let number = |k: usize| name[k].as_u64().unwrap_or_default() as usize;
            let kind = name[2].as_str().unwrap_or_default();
            names.push((Span::new(start + number(0), start + number(1)), kind.to_string()));
        }
    }
    let mut counts: BTreeMap<&str, [f64; 3]> = BTreeMap::new();
    for (text, gold) in documents.values().step_by(every) {
        let page = dateline_page::text(text.as_bytes(), &Given::default()).map_err(|e| e.to_string())?;
        let out: BTreeSet<Span> = gold.iter().filter(|(_, k)| k == "NORP" || k == "FAC").map(|(s, _)| *s).collect();
        let mut found = match network.filter(|_| alone) {
            Some(model) => of_network(&page, model)?,
            None => of_record(&read(&page, &resources)?),
        };
        found.retain(|(span, _)| !out.contains(span));
        let all = found.clone();
        found.retain(|(span, _)| !all.iter().any(|(o, _)| o.contains(*span) && o != span));
        let wanted: Names =
            gold.iter().filter_map(|(s, k)| Some((*s, *["PER", "ORG", "LOC"].iter().find(|x| *x == k)?))).collect();
        for (sum, set) in [(1, &found), (2, &wanted)] {
            set.iter().for_each(|(_, k)| counts.entry(k).or_default()[sum] += 1.0);
        }
        found.intersection(&wanted).for_each(|(_, k)| counts.entry(k).or_default()[0] += 1.0);
        if errors {
            let letters: Vec<char> = text.chars().collect();
            let words = |s: Span| letters.get(s.range()).unwrap_or_default().iter().collect::<String>();
            let at = |s: Span| {
                words(Span::new((s.start as usize).saturating_sub(30), (s.end as usize + 30).min(letters.len())))
            };
            for (mark, set, other) in [("+", &found, &wanted), ("-", &wanted, &found)] {
                for (span, kind) in set.difference(other) {
                    println!("{mark} {kind} {}\t{}", words(*span), at(*span).replace('\n', " "));
                }
            }
        }
    }
    let mut all = [0.0; 3];
    for (kind, c) in &counts {
        show(kind, c);
        (0..3).for_each(|k| all[k] += c[k]);
    }
    show("all", &all);
    Ok(())
}

fn show(kind: &str, [right, found, gold]: &[f64; 3]) {
    let (p, r) = (right / found.max(1.0), right / gold.max(1.0));
    println!("{kind:4} precision {p:.3} recall {r:.3} F1 {:.3} of {gold}", 2.0 * p * r / (p + r).max(1e-9));
}

type Names = BTreeSet<(Span, &'static str)>;

fn of_record(record: &Record) -> Names {
    let mut found = Names::new();
    for entity in &record.entities {
        let kind = match entity.kind {
            EntityKind::Person => "PER",
            EntityKind::Organization => "ORG",
            EntityKind::Country | EntityKind::Place => "LOC",
            _ => continue,
        };
        let names = entity.mentions.iter().filter(|m| m.form == MentionForm::Name);
        found.extend(names.map(|m| (m.span, kind)));
    }
    found
}

fn of_network(page: &Page, model: &Model) -> Result<Names, Box<dyn Error>> {
    let regions: Vec<Span> = page.blocks.iter().filter(|b| b.kind.is_reporting()).map(|b| b.span).collect();
    let analysis = dateline_language::read(&page.text, &regions, model)?;
    let points = CodePoints::new(&page.text);
    let mut found = Names::new();
    for name in &analysis.names {
        let kind = match name.kind {
            NameKind::Per => "PER",
            NameKind::Org => "ORG",
            NameKind::Loc => "LOC",
            _ => continue,
        };
        if let (Some(first), Some(last)) =
            (analysis.tokens.get(name.tokens.start), analysis.tokens.get(name.tokens.end - 1))
        {
            found.insert((points.span(first.span.cover(last.span)), kind));
        }
    }
    Ok(found)
}
