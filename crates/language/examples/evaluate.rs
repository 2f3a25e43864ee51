//! Figures of the language layer on the dev sets: `DATELINE_DATA=… cargo run --release -p dateline-language --example evaluate --
//! [--model FILE] [--share N] [--part treebanks|worldwide|polnear|timebank]`. With `--share N` every Nth document alone is read.
//!
//! Treebanks and name corpora are read with their own tokens, as `training/evaluate.py` does; the corpora that have none
//! (PolNeAR, TimeBank) with ours. `python -m training.evaluate` gives the figures of the same file with another runtime.

use dateline_language::{Analysis, EventClass, Model, NameKind, Relation, Upos, analyse};
use dateline_record::Span;
use flate2::read::GzDecoder;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::time::Instant;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Prints the figures of some corpora and gives the number of words that were read.
type Part = fn(&Path, &Model, usize) -> Result<usize>;

fn main() -> Result<()> {
    let Some(data) = std::env::var_os("DATELINE_DATA").map(|d| PathBuf::from(d).join("data")) else {
        return Err("DATELINE_DATA names no folder with data/language".into());
    };
    let (mut loaded, mut share, mut only) = (None, 1, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or("an option without a value")?;
        match argument.as_str() {
            "--model" => loaded = Some(Model::load(Path::new(&value))?),
            "--share" => share = value.parse()?,
            "--part" => only = Some(value),
            _ => return Err(format!("unknown: {argument}").into()),
        }
    }
    let model = match &loaded {
        Some(model) => model,
        None => Model::bundled()?,
    };
    let started = Instant::now();
    let mut words = 0;
    let parts: [(&str, Part); 4] =
        [("treebanks", treebanks), ("worldwide", worldwide), ("polnear", attributions), ("timebank", events)];
    for (name, part) in parts {
        if only.as_deref().is_none_or(|only| only == name) {
            words += part(&data, model, share)?;
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    println!("{:44}{:.0}", "words a second of one thread, scoring too", words as f64 / seconds);
    Ok(())
}

fn show(what: &str, figure: f64) {
    println!("{what:44}{figure:.4}");
}

/// True positives, answers, gold answers.
#[derive(Clone, Copy, Default)]
struct Tally(usize, usize, usize);

impl Tally {
    fn sets<T: Ord>(&mut self, told: &BTreeSet<T>, gold: &BTreeSet<T>) {
        self.add(told.intersection(gold).count(), told.len(), gold.len());
    }

    fn add(&mut self, right: usize, told: usize, gold: usize) {
        *self = Tally(self.0 + right, self.1 + told, self.2 + gold);
    }

    fn f1(self) -> f64 {
        2.0 * self.0 as f64 / (self.1 + self.2).max(1) as f64
    }
}

fn share_of(right: usize, all: usize) -> f64 {
    right as f64 / all.max(1) as f64
}

fn lines(path: &Path) -> Result<impl Iterator<Item = std::io::Result<String>>> {
    let file = File::open(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(BufReader::new(GzDecoder::new(file)).lines())
}

fn rows(path: &Path) -> Result<Vec<Value>> {
    lines(path)?.map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}

// ------------------------------------------------------------------------------------------------------------- treebanks

#[derive(Default)]
struct Document {
    is_gum: bool,
    text: String,
    analysis: Analysis,
    gold: Vec<Gold>,
    /// Head word and cluster of each mention.
    mentions: BTreeMap<usize, String>,
    /// The raw text of each sentence, with where its tokens stand in it.
    raw: Vec<(String, BTreeSet<(usize, usize)>)>,
}

struct Gold {
    upos: Option<Upos>,
    head: Option<usize>,
    relation: String,
    lemma: String,
}

fn documents(path: &Path) -> Result<Vec<Document>> {
    let mut out: Vec<Document> = Vec::new();
    let (mut gum, mut region, mut raw) = (false, 0, String::new());
    let mut sentence: Vec<Vec<String>> = Vec::new();
    for line in lines(path)? {
        let line = line?;
        if let Some(corpus) = line.strip_prefix("# corpus = ") {
            gum = corpus.ends_with("GUM");
        } else if line.starts_with("# newdoc") {
            out.push(Document { is_gum: gum, ..Document::default() });
        } else if line.starts_with("# newpar") {
            region += 1;
        } else if let Some(text) = line.strip_prefix("# text = ") {
            text.clone_into(&mut raw);
        } else if line.is_empty() {
            if let Some(document) = out.last_mut() {
                document.add(&std::mem::take(&mut sentence), &std::mem::take(&mut raw), region);
            }
        } else if !line.starts_with('#') {
            sentence.push(line.split('\t').map(str::to_owned).collect());
        }
    }
    Ok(out)
}

impl Document {
    fn add(&mut self, rows: &[Vec<String>], raw: &str, region: usize) {
        let words: Vec<&Vec<String>> = rows.iter().filter(|r| r[0].bytes().all(|b| b.is_ascii_digit())).collect();
        let base = self.analysis.tokens.len();
        self.analysis.push_sentence(&mut self.text, words.iter().map(|r| r[1].as_str()), region);
        let head = |r: &Vec<String>| r[6].parse::<usize>().ok().and_then(|h| h.checked_sub(1)).map(|h| base + h);
        self.gold.extend(words.iter().map(|r| Gold {
            upos: Upos::parse(&r[3]),
            head: head(r),
            relation: r[7].clone(),
            lemma: r[2].clone(),
        }));
        if self.is_gum {
            let entities: Vec<&str> =
                words.iter().map(|r| r[9].split('|').find_map(|x| x.strip_prefix("Entity=")).unwrap_or("")).collect();
            self.add_mentions(base, &entities);
        }
        // Where the surface tokens stand: a row "3-4" stands for the two that follow it.
        let (mut at, mut spans, mut skip) = (0, BTreeSet::new(), 0);
        for row in rows.iter().filter(|r| !r[0].contains('.')) {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            if let Some((first, last)) = row[0].split_once('-') {
                skip = last.parse::<usize>().unwrap_or(0) + 1 - first.parse::<usize>().unwrap_or(0);
            }
            let Some(found) = raw[at..].find(&row[1]) else { return };
            let start = at + found;
            at = start + row[1].len();
            let mut from = start;
            // The parts of "don't" are written one after the other.
            let number = |r: &Vec<String>| r[0].parse::<usize>().unwrap_or(usize::MAX);
            let parts: Vec<&Vec<String>> = match row[0].split_once('-') {
                Some((a, b)) => {
                    let (a, b) = (a.parse().unwrap_or(0), b.parse().unwrap_or(0));
                    words.iter().copied().filter(|r| (a..=b).contains(&number(r))).collect()
                }
                None => vec![row],
            };
            for part in parts {
                spans.insert((from, from + part[1].len()));
                from += part[1].len();
            }
        }
        self.raw.push((raw.to_owned(), spans));
    }

    /// Of GUM's annotation the head word of each mention, with its cluster; of two with one head, the longer.
    fn add_mentions(&mut self, base: usize, entities: &[&str]) {
        let mut open: HashMap<String, Vec<usize>> = HashMap::new();
        let mut found = Vec::new();
        for (i, entity) in entities.iter().enumerate() {
            for piece in entity.replace('(', " (").replace(')', ") ").split_whitespace() {
                if let Some(inner) = piece.strip_prefix('(') {
                    let cluster = inner.trim_end_matches(')').split('-').next().unwrap_or("").to_owned();
                    if cluster.contains('[') || !inner.contains('-') {
                        continue;
                    }
                    if inner.ends_with(')') {
                        found.push((i, i, cluster));
                    } else {
                        open.entry(cluster).or_default().push(i);
                    }
                } else if let Some(cluster) = piece.strip_suffix(')')
                    && let Some(first) = open.get_mut(cluster).and_then(Vec::pop)
                {
                    found.push((first, i, cluster.to_owned()));
                }
            }
        }
        found.sort_by_key(|(a, b, _)| *a as i64 - *b as i64);
        for (a, b, cluster) in found {
            let inside = |i: &usize| self.gold[base + i].head.is_none_or(|h| h < base + a || h > base + b);
            let head = (a..=b).find(inside).unwrap_or(b);
            self.mentions.entry(base + head).or_insert(cluster);
        }
    }
}

fn treebanks(data: &Path, model: &Model, share: usize) -> Result<usize> {
    let uner: HashMap<String, Value> = rows(&data.join("language/ner-dev.jsonl.gz"))?
        .into_iter()
        .filter(|r| r["corpus"] == "UNER-EWT")
        .map(|r| (letters(r["text"].as_str().unwrap_or("")), r))
        .collect();
    let mut per_corpus: BTreeMap<bool, usize> = BTreeMap::new();
    let (mut n, mut upos, mut uas, mut las, mut lemmas) = (0, 0, 0, 0, 0);
    let (mut tokens, mut mentions) = (Tally::default(), Tally::default());
    let (mut pronouns, mut pronouns_right) = (0, 0);
    let (mut near, mut near_right) = (0, 0);
    let (mut linked, mut linked_right) = (0, 0);
    let mut names = Names::default();
    for mut d in documents(&data.join("language/ud-dev.conllu.gz"))? {
        let number = per_corpus.entry(d.is_gum).or_default();
        *number += 1;
        if !(*number - 1).is_multiple_of(share) {
            continue;
        }
        model.read(&d.text, &mut d.analysis)?;
        let a = &d.analysis;
        for (i, (token, gold)) in a.tokens.iter().zip(&d.gold).enumerate() {
            n += 1;
            upos += usize::from(Some(token.upos) == gold.upos);
            let head = token.head.map(|h| h as usize) == gold.head;
            uas += usize::from(head);
            let known = if Relation::parse(&gold.relation).is_some() { &gold.relation } else { "dep" };
            las += usize::from(head && token.relation.as_str() == known);
            lemmas += usize::from(a.lemma(&d.text, i).eq_ignore_ascii_case(&gold.lemma));
        }
        for (raw, gold) in &d.raw {
            let ours = analyse(raw, &[Span::new(0, raw.len())]);
            let told = ours.tokens.iter().map(|t| (t.span.start as usize, t.span.end as usize)).collect();
            tokens.sets(&told, gold);
        }
        if d.is_gum {
            let told: BTreeMap<usize, Option<usize>> = a.mentions.iter().map(|m| (m.head, m.antecedent)).collect();
            mentions.sets(&told.keys().copied().collect(), &d.mentions.keys().copied().collect());
            for (head, antecedent) in &told {
                if a.tokens[*head].upos == Upos::Pron
                    && let Some(antecedent) = antecedent
                {
                    linked += 1;
                    let cluster = d.mentions.get(head);
                    linked_right += usize::from(cluster.is_some() && cluster == d.mentions.get(antecedent));
                }
            }
            let mut last: HashMap<&str, usize> = HashMap::new();
            for (head, cluster) in &d.mentions {
                if d.gold[*head].upos == Some(Upos::Pron)
                    && let Some(before) = last.get(cluster.as_str())
                {
                    let right = told.get(head).copied().flatten().is_some_and(|t| d.mentions.get(&t) == Some(cluster));
                    pronouns += 1;
                    pronouns_right += usize::from(right);
                    if head - before <= 50 {
                        near += 1;
                        near_right += usize::from(right);
                    }
                }
                last.insert(cluster, *head);
            }
        } else {
            for s in &a.sentences {
                let words: Vec<&str> = a.tokens[s.tokens.clone()].iter().map(|t| t.span.of(&d.text)).collect();
                if let Some(row) = uner.get(&letters(&words.concat())) {
                    names.sentence(a, s.tokens.clone(), row);
                }
            }
        }
    }
    show("tokens, GUM + EWT, F1", tokens.f1());
    show("UPOS, GUM + EWT", share_of(upos, n));
    show("UAS, GUM + EWT", share_of(uas, n));
    show("LAS, GUM + EWT", share_of(las, n));
    show("lemmas, GUM + EWT", share_of(lemmas, n));
    show("mentions' head words, GUM, F1", mentions.f1());
    show("pronouns with an antecedent in the document", share_of(pronouns_right, pronouns));
    show("… with one in the 50 words before", share_of(near_right, near));
    show("links of pronouns that are right", share_of(linked_right, linked));
    names.show("UNER-EWT");
    Ok(n)
}

fn letters(text: &str) -> String {
    text.split_whitespace().collect()
}

// ------------------------------------------------------------------------------------------------------------- names

#[derive(Default)]
struct Names(BTreeMap<NameKind, Tally>);

impl Names {
    /// Compares the names of some tokens with those of a row of a name corpus over the same tokens.
    fn sentence(&mut self, a: &Analysis, tokens: std::ops::Range<usize>, row: &Value) {
        let told: Vec<_> = a.names.iter().filter(|n| tokens.contains(&n.tokens.start)).collect();
        let at: Vec<u64> = row["tok"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
        if at.len() != 2 * tokens.len() {
            return;
        }
        for kind in [NameKind::Per, NameKind::Org, NameKind::Loc] {
            let told = told.iter().filter(|n| n.kind == kind).map(|n| (n.tokens.start, n.tokens.end)).collect();
            let mut gold = BTreeSet::new();
            for span in row["spans"].as_array().into_iter().flatten() {
                let (Some(start), Some(end)) = (span[0].as_u64(), span[1].as_u64()) else { continue };
                let inside: Vec<usize> =
                    (0..tokens.len()).filter(|i| at[2 * i] < end && start < at[2 * i + 1]).collect();
                if let (Some(first), Some(last), true) = (inside.first(), inside.last(), span[2] == kind.as_str()) {
                    gold.insert((tokens.start + first, tokens.start + last + 1));
                }
            }
            self.0.entry(kind).or_default().sets(&told, &gold);
        }
    }

    fn show(&self, corpus: &str) {
        let mut all = Tally::default();
        for (kind, tally) in &self.0 {
            all.add(tally.0, tally.1, tally.2);
            show(&format!("names, {corpus}, {kind} F1"), tally.f1());
        }
        show(&format!("names, {corpus}, all three F1"), all.f1());
    }
}

fn worldwide(data: &Path, model: &Model, share: usize) -> Result<usize> {
    let rows = rows(&data.join("language/ner-worldwide-dev.jsonl.gz"))?;
    let (mut names, mut words) = (Names::default(), 0);
    for document in rows.chunk_by(|a, b| a["doc"] == b["doc"]).step_by(share) {
        let (mut text, mut a) = (String::new(), Analysis::default());
        let mut cut = Vec::new();
        for (region, row) in document.iter().enumerate() {
            let at: Vec<usize> =
                row["tok"].as_array().into_iter().flatten().filter_map(Value::as_u64).map(|n| n as usize).collect();
            let points: Vec<usize> = code_points(row["text"].as_str().unwrap_or(""));
            let whole = row["text"].as_str().unwrap_or("");
            let first = a.tokens.len();
            a.push_sentence(&mut text, at.chunks_exact(2).map(|t| &whole[points[t[0]]..points[t[1]]]), region);
            cut.push((first..a.tokens.len(), row));
        }
        model.read(&text, &mut a)?;
        cut.into_iter().for_each(|(tokens, row)| names.sentence(&a, tokens, row));
        words += a.tokens.len();
    }
    names.show("Worldwide");
    Ok(words)
}

/// Byte offsets of the code points of a text, and its end.
fn code_points(text: &str) -> Vec<usize> {
    text.char_indices().map(|(i, _)| i).chain([text.len()]).collect()
}

/// The stretches between line breaks, as paragraphs.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        if !line.trim().is_empty() {
            out.push(Span::new(at, at + line.len()));
        }
        at += line.len() + 1;
    }
    out
}

// ------------------------------------------------------------------------------------------------------------- PolNeAR, TimeBank

fn attributions(data: &Path, model: &Model, share: usize) -> Result<usize> {
    let mut tallies = [Tally::default(); 3];
    let mut words = 0;
    for row in rows(&data.join("attribution/dev.jsonl.gz"))?.iter().step_by(share) {
        let text = row["text"].as_str().unwrap_or("");
        let points = code_points(text);
        let a = dateline_language::read(text, &paragraphs(text), model)?;
        words += a.tokens.len();
        for (k, role) in ["source", "cue", "content"].into_iter().enumerate() {
            let mut gold = BTreeSet::new();
            for attribution in row["attributions"].as_array().into_iter().flatten() {
                for span in attribution[role].as_array().into_iter().flatten() {
                    let at = |i: usize| span[i].as_u64().and_then(|p| points.get(p as usize)).map_or(0, |b| *b as u32);
                    gold.extend((a.token_at(at(0))..a.tokens.len()).take_while(|i| a.tokens[*i].span.start < at(1)));
                }
            }
            let mut told = BTreeSet::new();
            for t in &a.attributions {
                let spans: &[_] = match role {
                    "source" => &t.source,
                    "cue" => t.cue.as_slice(),
                    _ => &t.content,
                };
                told.extend(spans.iter().cloned().flatten());
            }
            let is_word = |i: &usize| a.tokens[*i].span.of(text).chars().any(|c| c.is_alphanumeric() || c == '_');
            gold.retain(is_word);
            told.retain(is_word);
            tallies[k].sets(&told, &gold);
        }
    }
    for (role, tally) in ["source", "cue", "content"].into_iter().zip(tallies) {
        show(&format!("attribution tokens, PolNeAR, {role} F1"), tally.f1());
    }
    Ok(words)
}

fn events(data: &Path, model: &Model, share: usize) -> Result<usize> {
    let (mut tally, mut same, mut words) = (Tally::default(), 0, 0);
    for row in rows(&data.join("time/dev.jsonl.gz"))?.iter().step_by(share) {
        let text = row["text"].as_str().unwrap_or("");
        let points = code_points(text);
        let a = dateline_language::read(text, &paragraphs(text), model)?;
        words += a.tokens.len();
        let mut gold = BTreeMap::new();
        for event in row["events"].as_array().into_iter().flatten() {
            let start = event["start"].as_u64().and_then(|p| points.get(p as usize));
            if let (Some(start), Some(class)) = (start, event["class"].as_str().and_then(EventClass::parse)) {
                gold.insert(a.token_at(*start as u32), class);
            }
        }
        let told: BTreeMap<usize, EventClass> = a.events.iter().filter_map(|e| Some((e.token, e.class?))).collect();
        tally.sets(&told.keys().collect(), &gold.keys().collect());
        same += told.iter().filter(|(token, class)| gold.get(token) == Some(class)).count();
    }
    show("event words, TimeBank, F1", tally.f1());
    show("class of those found", share_of(same, tally.0));
    Ok(words)
}
