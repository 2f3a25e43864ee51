//! `dateline parse`: what the language layer makes of a page, in CoNLL-U.

use crate::args::{From, Model};
use crate::inputs::Inputs;
use crate::reading::{Known, Spent, page};
use crate::run::report;
use clap::Args;
use dateline_language::{Analysis, PLOVER};
use dateline_wording::one_line;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;
use std::path::PathBuf;

/// Options of `dateline parse`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline parse page.html
  dateline parse story.txt | grep '^# attribution'
  echo 'The mayor denied it.' | dateline parse -")]
pub struct Parse {
    /// Files, folders, or `-` for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// What the inputs hold
    #[arg(long, value_enum, default_value_t = From::Auto)]
    pub from: From,
    /// The language model.
    #[command(flatten)]
    pub model: Model,
}

/// Parses pages and prints them. Says whether all could be read.
pub fn parse(args: &Parse) -> anyhow::Result<bool> {
    let resources = args.model.resources()?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut whole = true;
    for input in Inputs::new(&args.inputs, args.from) {
        let name = input.name.clone();
        let (page, failure) = page(input, &Known::default(), &mut Spent::default());
        if let Some(failure) = failure {
            whole = false;
            report(&failure);
        }
        if let Some(page) = page {
            let analysis = dateline_reading::language(&page, &resources)?;
            writeln!(out, "# newdoc id = {}", one_line(&name))?;
            out.write_all(conllu(&page.text, &analysis).as_bytes())?;
        }
    }
    out.flush()?;
    Ok(whole)
}

/// The sentences of an analysis, each with the comments that name its spans.
fn conllu(text: &str, a: &Analysis) -> String {
    let labels = labels(text, a);
    let mut out = String::new();
    let mut region = None;
    for (number, sentence) in a.sentences.iter().enumerate() {
        if region != Some(sentence.region) {
            region = Some(sentence.region);
            out.push_str("# newpar\n");
        }
        let _ = writeln!(out, "# sent_id = {}", number + 1);
        let _ = writeln!(out, "# text = {}", one_line(sentence.span.of(text)));
        for (_, label) in labels.range((sentence.tokens.start, 0)..(sentence.tokens.end, 0)) {
            let _ = writeln!(out, "# {label}");
        }
        for i in sentence.tokens.clone() {
            let token = &a.tokens[i];
            let form = token.span.of(text);
            let (upos, relation, head) = match a.is_read {
                true => (token.upos.as_str(), token.relation.as_str(), token.head),
                false => ("_", "_", None),
            };
            let head = match (head, a.is_read) {
                (_, false) => "_".to_owned(),
                (None, _) => "0".to_owned(),
                (Some(head), _) => (head as usize + 1 - sentence.tokens.start.min(head as usize)).to_string(),
            };
            let follows = a.tokens.get(i + 1).is_some_and(|next| next.span.start == token.span.end);
            let space = if follows { "SpaceAfter=No" } else { "_" };
            let _ = writeln!(
                out,
                "{}\t{form}\t{}\t{upos}\t_\t_\t{head}\t{relation}\t_\t{space}",
                i + 1 - sentence.tokens.start,
                a.lemma(text, i)
            );
        }
        out.push('\n');
    }
    out
}

/// The labels of spans, by first token; of one token, in the order in which they were found.
fn labels(text: &str, a: &Analysis) -> BTreeMap<(usize, usize), String> {
    let mut out = BTreeMap::new();
    let mut add = |first: usize, label: String| out.insert((first, out.len()), label);
    let home = |first: usize| a.sentences.partition_point(|s| s.tokens.end <= first);
    for n in &a.names {
        add(
            n.tokens.start,
            format!("name = {} {:.2} {}", n.kind, n.score, words(text, a, &n.tokens, home(n.tokens.start))),
        );
    }
    for t in &a.attributions {
        let here = home(t.start());
        let mut label = format!("attribution = {:.2}", t.score);
        for (role, spans) in [("source", t.source.as_slice()), ("cue", t.cue.as_slice()), ("content", &t.content)] {
            for span in spans {
                let _ = write!(label, " {role} {}", words(text, a, span, here));
            }
        }
        add(t.start(), label);
    }
    for m in &a.mentions {
        let here = home(m.head);
        let mut label = format!("mention = {} {:.2} {}", m.kind, m.score, words(text, a, &a.phrase(m.head), here));
        if let Some(antecedent) = m.antecedent {
            let _ = write!(label, " is {}", words(text, a, &(antecedent..antecedent + 1), here));
        }
        add(m.head, label);
    }
    for e in &a.events {
        let class = e.class.map_or("_", |c| c.as_str());
        let best = (1..e.plover.len()).max_by(|&x, &y| e.plover[x].total_cmp(&e.plover[y])).unwrap_or(1);
        let words = words(text, a, &(e.token..e.token + 1), home(e.token));
        let (plover, sure) = (PLOVER[best - 1], e.plover[best]);
        add(e.token, format!("event = {class} {:+.2} {plover} {sure:.2} {words}", e.factuality));
    }
    for (role, spans) in [("actor", &a.actors), ("recipient", &a.recipients)] {
        for span in spans {
            add(span.start, format!("{role} = {}", words(text, a, span, home(span.start))));
        }
    }
    out
}

/// Some tokens by number and in words: "2-3 “Ann Roe”"; those of another sentence than `here` with its number.
fn words(text: &str, a: &Analysis, tokens: &Range<usize>, here: usize) -> String {
    let number = |token: usize| {
        let s = a.sentences.partition_point(|s| s.tokens.end <= token);
        let within = token + 1 - a.sentences.get(s).map_or(0, |s| s.tokens.start);
        if s == here { within.to_string() } else { format!("{}:{within}", s + 1) }
    };
    let (Some(first), Some(last)) = (a.tokens.get(tokens.start), a.tokens.get(tokens.end.wrapping_sub(1))) else {
        return String::new();
    };
    let span = one_line(first.span.cover(last.span).of(text));
    match tokens.len() {
        1 => format!("{} “{span}”", number(tokens.start)),
        _ => format!("{}-{} “{span}”", number(tokens.start), number(tokens.end - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_language::{Model, read};
    use dateline_record::Span;

    #[test]
    fn sentences_come_out_as_conllu() {
        let text = "“We didn't sail,” said Ann Roe of Harbour Radio.\nShe smiled.";
        let regions = [Span::new(0, text.find('\n').unwrap()), Span::new(text.find('\n').unwrap() + 1, text.len())];
        let out = conllu(text, &read(text, &regions, Model::bundled().unwrap()).unwrap());
        let rows: Vec<Vec<&str>> = out
            .lines()
            .filter(|l| l.starts_with(|c: char| c.is_ascii_digit()))
            .map(|l| l.split('\t').collect())
            .collect();
        assert!(rows.iter().all(|r| r.len() == 10));
        assert_eq!(rows[3][1..4], ["n't", "not", "PART"]);
        assert_eq!(rows[2][9], "SpaceAfter=No");
        assert_eq!(rows.iter().filter(|r| r[6] == "0" && r[7] == "root").count(), 2);
        assert_eq!(out.matches("# newpar").count(), 2);
        for line in [
            "# sent_id = 2",
            "# text = She smiled.",
            "# name = PER",
            "# attribution = ",
            "cue 8 “said”",
            "# mention = person",
            "# event = ",
        ] {
            assert!(out.contains(line), "{line} in {out}");
        }
    }

    #[test]
    fn what_no_network_has_read_has_no_trees() {
        let text = "No rain.";
        let out = conllu(text, &dateline_language::analyse(text, &[Span::new(0, text.len())]));
        assert!(out.ends_with("3\t.\t.\t_\t_\t_\t_\t_\t_\t_\n\n"), "{out}");
    }
}
