//! How well are the mentions of a page grouped? Reads documents with gold chains and prints the metrics of the field.
//!
//!     DATELINE_DATA=… cargo run --release -p dateline-reading --example coref -- [dev|train] [--genre GENRE_OR_CORPUS] [--every N] [--show ID] [--wrong] [--model FILE]
//!
//! `--show` prints the chains of one document on both sides, `--wrong` the pronouns that are linked wrongly.
//!
//! The gold is `language/coref-PART.jsonl.gz`: documents of GUM (all mentions, named or not, with their kinds) and of Re-DocRED
//! (names alone). What is compared:
//!
//! - *Mentions*: of people, organizations and places, on both sides each by its own kind; groups of people count as people,
//!   countries and facilities as places. In Re-DocRED, where the gold holds nothing but names, and none within another, so
//!   do the mentions of the response.
//! - *Exact*: spans must be the same to the character, as the CoNLL scorer wants them. A mention's span is its whole phrase in
//!   GUM ("the former mayor of Doeville", "Mr. Roe", with its "'s"), which is what [`dateline_reading::Mentioned::phrase`]
//!   gives, and the name in Re-DocRED.
//! - *Head*: a mention counts as found where one of the two spans contains the other and both hold the last word of the gold's
//!   head; each mention is used once.
//! - *Singletons* (entities that are mentioned once) are kept on both sides in the first table, since the gold has them and a
//!   record lists them, and left out on both sides in the second, as the CoNLL task of 2012 did.
//!
//! Numerators and denominators are summed over documents; CoNLL F1 is the mean of the F1 of MUC, B³ and CEAF-e. A pronoun that
//! that a record links to a person is right where the gold puts it with the nearest name or description of the same chain, before it if
//! there is one.

mod metrics;

use dateline_language::Model;
use dateline_page::Given;
use dateline_reading::{Chain, Mentioned, Resources, chains};
use dateline_record::{CodePoints, EntityKind, MentionForm, Span};
use flate2::read::GzDecoder;
use metrics::{Counts, Partition};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::io::{BufRead, BufReader};

/// A mention of one side, in code points.
#[derive(Clone, Debug)]
struct Mention {
    span: Span,
    /// Where its head's last word ends.
    head: u32,
    form: MentionForm,
    chain: usize,
    /// Whether a person or people are meant.
    is_person: bool,
    /// How sure the response is, and whether its record holds the mention.
    sure: f32,
    is_recorded: bool,
}

#[derive(Default)]
struct Table {
    exact: [[Counts; 4]; 2],
    head: [[Counts; 4]; 2],
    /// Pronouns linked to a person that are right, all of them, those that the gold links to a person.
    pronouns: [f64; 3],
    /// The same by how sure the response is, in tenths: right, all.
    bins: [[f64; 2]; 10],
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (mut part, mut genre, mut every, mut show, mut model) = ("dev".to_string(), None, 1, None, None);
    let mut wrong = false;
    while let Some(a) = args.next() {
        match a.as_str() {
            "--genre" => genre = args.next(),
            "--every" => every = args.next().ok_or("--every N")?.parse()?,
            "--show" => show = args.next(),
            "--wrong" => wrong = true,
            "--model" => model = args.next(),
            _ => part = a,
        }
    }
    let data = std::env::var("DATELINE_DATA").map_err(|_| "set DATELINE_DATA to the folder that holds data/")?;
    let own = model.map(|m| Model::load(m.as_ref())).transpose()?;
    let bundled = Resources::bundled().map_err(|e| e.to_string())?;
    let resources = Resources { model: own.as_ref().or(bundled.model), ..bundled };
    let file = std::fs::File::open(format!("{data}/data/language/coref-{part}.jsonl.gz"))?;
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for (n, line) in BufReader::new(GzDecoder::new(file)).lines().enumerate() {
        let document: Value = serde_json::from_str(&line?)?;
        let told = |key: &str| document[key].as_str().unwrap_or_default().to_string();
        if genre.as_ref().is_some_and(|g| *g != told("genre") && *g != told("corpus")) || n % every != 0 {
            continue;
        }
        let showing = show.as_ref().is_some_and(|s| *s == told("doc"));
        if show.is_some() && !showing {
            continue;
        }
        let (gold, response) = (gold(&document), response(&document, &resources)?);
        if showing {
            print_side(&document, "gold", &gold);
            print_side(&document, "response", &response);
        }
        if wrong {
            let text: Vec<char> = document["text"].as_str().unwrap_or_default().chars().collect();
            let words = |start: u32, end: u32| text[start as usize..end as usize].iter().collect::<String>();
            for (_, m, o) in pronouns(&gold, &response).iter().filter(|(right, ..)| !right) {
                let context = words(m.span.start.saturating_sub(100), m.span.end).replace('\n', " / ");
                println!("{} {:.2}: {context} <- {}", told("doc"), m.sure, words(o.span.start, o.span.end));
            }
        }
        for name in ["all".to_string(), told("corpus"), told("genre")] {
            add(tables.entry(name).or_default(), &gold, &response);
        }
    }
    let print = |name: &str, kept: &str, counts: &[Counts; 4]| {
        let [m, muc, b, ceaf] = counts;
        let conll = (muc.f1() + b.f1() + ceaf.f1()) / 3.0;
        println!(
            "{name:16} {kept:22} mentions {:.3}/{:.3}/{:.3}  MUC {:.3}  B3 {:.3}  CEAF-e {:.3}  CoNLL {conll:.3}",
            m.precision(),
            m.recall(),
            m.f1(),
            muc.f1(),
            b.f1(),
            ceaf.f1()
        );
    };
    for (name, t) in &tables {
        print(name, "exact, singletons", &t.exact[0]);
        print(name, "exact, no singletons", &t.exact[1]);
        print(name, "head, singletons", &t.head[0]);
        print(name, "head, no singletons", &t.head[1]);
        let [right, told, gold] = t.pronouns;
        if gold > 0.0 {
            let (p, r) = (right / told.max(1.0), right / gold);
            let bins: Vec<String> =
                t.bins.iter().enumerate().map(|(k, [r, n])| format!("0.{k}: {r:.0}/{n:.0}")).collect();
            println!("{name:16} linked pronouns that are right, by confidence: {}", bins.join(", "));
            println!("{name:16} pronouns linked to a person: {told} of {gold}, precision {p:.3}, recall {r:.3}");
        }
    }
    Ok(())
}

fn add(table: &mut Table, gold: &[Mention], response: &[Mention]) {
    for (found, counts) in [(exact(gold, response), &mut table.exact), (by_head(gold, response), &mut table.head)] {
        // Response mentions take the number of the gold mention that they are, or one of their own.
        let numbers: Vec<usize> = (0..response.len()).map(|i| found[i].unwrap_or(gold.len() + i)).collect();
        let key = partition(gold, &(0..gold.len()).collect::<Vec<_>>());
        let answer = partition(response, &numbers);
        let many = |p: &Partition| p.iter().filter(|c| c.len() > 1).cloned().collect::<Partition>();
        for (k, (key, answer)) in [(key.clone(), answer.clone()), (many(&key), many(&answer))].iter().enumerate() {
            let all = [metrics::mentions, metrics::muc, metrics::b_cubed, metrics::ceaf_e];
            all.iter().zip(&mut counts[k]).for_each(|(metric, sum)| *sum += metric(key, answer));
        }
    }
    for (right, m, _) in pronouns(gold, response) {
        let bin = &mut table.bins[((m.sure * 10.0) as usize).min(9)];
        *bin = [bin[0] + f64::from(right), bin[1] + 1.0];
        if m.is_recorded {
            table.pronouns[0] += f64::from(right);
            table.pronouns[1] += 1.0;
        }
    }
    let described = |chain: usize| gold.iter().any(|m| m.chain == chain && m.form != MentionForm::Pronoun);
    table.pronouns[2] +=
        gold.iter().filter(|m| m.form == MentionForm::Pronoun && m.is_person && described(m.chain)).count() as f64;
}

/// The response's pronouns that are linked to a name or description: whether that is right, the pronoun, and the other.
fn pronouns<'a>(gold: &[Mention], response: &'a [Mention]) -> Vec<(bool, &'a Mention, &'a Mention)> {
    let found = by_head(gold, response);
    let chain = |r: usize| found[r].map(|g| gold[g].chain);
    let mut out = Vec::new();
    for (i, m) in response.iter().enumerate().filter(|(_, m)| m.form == MentionForm::Pronoun && m.is_person) {
        let told = |o: &(usize, &Mention)| o.1.chain == m.chain && o.1.form != MentionForm::Pronoun;
        let others: Vec<(usize, &Mention)> = response.iter().enumerate().filter(told).collect();
        let before = others.iter().filter(|(_, o)| o.span.end <= m.span.start).max_by_key(|(_, o)| o.span.end);
        if let Some((o, other)) = before.or(others.iter().min_by_key(|(_, o)| o.span.start)) {
            out.push((chain(i).is_some() && chain(i) == chain(*o), m, *other));
        }
    }
    out
}

fn partition(mentions: &[Mention], numbers: &[usize]) -> Partition {
    let mut clusters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (m, n) in mentions.iter().zip(numbers) {
        clusters.entry(m.chain).or_default().push(*n);
    }
    clusters.into_values().collect()
}

/// For each response mention, the gold mention with the same span.
fn exact(gold: &[Mention], response: &[Mention]) -> Vec<Option<usize>> {
    let at: HashMap<Span, usize> = gold.iter().enumerate().map(|(i, m)| (m.span, i)).collect();
    response.iter().map(|m| at.get(&m.span).copied()).collect()
}

/// For each response mention, the gold mention that it means: the same span, or else one with the same head.
fn by_head(gold: &[Mention], response: &[Mention]) -> Vec<Option<usize>> {
    let mut found = exact(gold, response);
    let mut used: Vec<bool> = vec![false; gold.len()];
    found.iter().flatten().for_each(|&g| used[g] = true);
    for (m, found) in response.iter().zip(&mut found).filter(|(_, f)| f.is_none()) {
        let fits = |g: &Mention| {
            (g.span.contains(m.span) || m.span.contains(g.span)) && m.span.start < g.head && g.head <= m.span.end
        };
        let best = (0..gold.len()).filter(|&g| !used[g] && fits(&gold[g])).min_by_key(|&g| gold[g].span.len());
        if let Some(g) = best {
            used[g] = true;
            *found = Some(g);
        }
    }
    found
}

const PRONOUNS: &[&str] = &[
    "i",
    "me",
    "my",
    "mine",
    "myself",
    "you",
    "your",
    "yours",
    "yourself",
    "yourselves",
    "he",
    "him",
    "his",
    "himself",
    "she",
    "her",
    "hers",
    "herself",
    "it",
    "its",
    "itself",
    "we",
    "us",
    "our",
    "ours",
    "ourselves",
    "they",
    "them",
    "their",
    "theirs",
    "themselves",
    "themself",
    "this",
    "that",
    "these",
    "those",
    "who",
    "whom",
    "whose",
    "which",
    "one",
    "each",
];

/// The gold's mentions of the kinds that count, those of Re-DocRED being names.
fn gold(document: &Value) -> Vec<Mention> {
    let text: Vec<char> = document["text"].as_str().unwrap_or_default().chars().collect();
    let number = |v: &Value| v.as_u64().unwrap_or_default() as usize;
    let mut mentions: Vec<Mention> = Vec::new();
    for m in document["mentions"].as_array().into_iter().flatten() {
        if !matches!(m["t"].as_str(), Some("person" | "organization" | "place" | "PER" | "ORG" | "LOC")) {
            continue;
        }
        let span = Span::new(number(&m["s"]), number(&m["e"]));
        let head = m["h"].as_array().map_or(span, |h| Span::new(number(&h[0]), number(&h[1])));
        let word: String = text[head.range()].iter().collect();
        let form = if PRONOUNS.contains(&word.to_lowercase().as_str()) {
            MentionForm::Pronoun
        } else if word.starts_with(char::is_uppercase) {
            MentionForm::Name
        } else {
            MentionForm::Nominal
        };
        // The scorer of the field takes a span once.
        if !mentions.iter().any(|o| o.span == span) {
            mentions.push(Mention {
                span,
                head: head.end,
                form,
                chain: number(&m["c"]),
                is_person: matches!(m["t"].as_str(), Some("person" | "PER")),
                sure: 1.0,
                is_recorded: true,
            });
        }
    }
    mentions
}

fn response(document: &Value, resources: &Resources) -> Result<Vec<Mention>, Box<dyn Error>> {
    let text = document["text"].as_str().unwrap_or_default();
    let page = dateline_page::text(text.as_bytes(), &Given::default()).map_err(|e| e.to_string())?;
    let points = CodePoints::new(&page.text);
    let names_only = document["corpus"].as_str().is_some_and(|c| c.ends_with("names"));
    let mut mentions: Vec<Mention> = Vec::new();
    let chains = chains(&page, resources)?;
    for (c, chain) in chains.iter().enumerate().filter(|(_, c)| counts(c)) {
        for m in chain.mentions.iter().filter(|m| !names_only || m.form == MentionForm::Name) {
            let span = points.span(if names_only { m.span } else { m.phrase });
            let within = |o: &&Mentioned| o.span.contains(m.span) && o.span != m.span && o.form == MentionForm::Name;
            if names_only && chains.iter().filter(|c| counts(c)).flat_map(|c| &c.mentions).any(|o| within(&o)) {
                continue;
            }
            if !mentions.iter().any(|o| o.span == span) {
                mentions.push(Mention {
                    span,
                    head: span.end,
                    form: m.form,
                    chain: c,
                    is_person: matches!(chain.kind, EntityKind::Person | EntityKind::Group),
                    sure: m.confidence,
                    is_recorded: m.is_recorded,
                });
            }
        }
    }
    mentions.sort_by_key(|m| m.span);
    Ok(mentions)
}

fn counts(chain: &Chain) -> bool {
    use EntityKind::*;
    matches!(chain.kind, Person | Group | Organization | Country | Place | Facility)
}

fn print_side(document: &Value, side: &str, mentions: &[Mention]) {
    let text: Vec<char> = document["text"].as_str().unwrap_or_default().chars().collect();
    let mut clusters: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for m in mentions {
        let words: String = text[m.span.range()].iter().collect();
        clusters.entry(m.chain).or_default().push(format!("{}:{words}", m.span.start));
    }
    for (c, list) in clusters {
        println!("{side} {c}: {}", list.join(" | "));
    }
}
