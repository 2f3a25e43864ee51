//! Words per CPU second, on one thread: `speed MODEL TEXT`. A line of TEXT is a sentence, its tokens parted by blanks.
//! With a third argument the reading is printed as well, in the manner of CoNLL-U.

use dateline_model::{Model, Sentence};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [model, text, print @ ..] = arguments.as_slice() else { return Err("speed MODEL TEXT [print]".into()) };
    let started = Instant::now();
    let model = Model::load(std::fs::read(model)?)?;
    eprintln!("loaded in {:?}", started.elapsed());
    let text = std::fs::read_to_string(text)?;
    let mut sentences = Vec::new();
    let mut starts_paragraph = true;
    for line in text.lines() {
        if line.trim().is_empty() {
            starts_paragraph = true;
            continue;
        }
        sentences.push(Sentence { tokens: line.split_whitespace().collect(), starts_paragraph });
        starts_paragraph = false;
    }
    let session = model.session("news")?;
    let started = Instant::now();
    let reading = session.read(&sentences)?;
    let seconds = started.elapsed().as_secs_f64();
    eprintln!("{} words in {seconds:.2} s: {:.0} a second", reading.words.len(), reading.words.len() as f64 / seconds);
    if print.is_empty() {
        return Ok(());
    }
    let labels = model.labels();
    let mut start = 0;
    for sentence in &sentences {
        for (i, token) in sentence.tokens.iter().enumerate() {
            let at = start + i;
            let word = &reading.words[at];
            let head = word.head.map_or(0, |h| h + 1 - start);
            let name = reading.names.iter().find(|s| s.start <= at && at < s.end);
            let name = name.map_or("_", |s| labels.names["news"][s.kind].as_str());
            let event = word.event.map_or("_", |e| labels.event[e].as_str());
            println!(
                "{}\t{token}\t{}\t{head}\t{}\t{name}\t{event}",
                i + 1,
                labels.upos[word.upos],
                labels.deprel[word.deprel]
            );
        }
        println!();
        start += sentence.tokens.len();
    }
    let tokens: Vec<&str> = sentences.iter().flat_map(|s| s.tokens.iter().copied()).collect();
    for a in &reading.attributions {
        let text = |spans: &[dateline_model::Span]| {
            spans.iter().map(|s| tokens[s.start..s.end].join(" ")).collect::<Vec<_>>().join(" … ")
        };
        println!("{} | {} | {}", text(&a.source), text(a.cue.as_slice()), text(&a.content));
    }
    for m in &reading.mentions {
        if let Some(a) = m.antecedent {
            println!("{} ({}) -> {}", tokens[m.head], labels.mention[m.kind], tokens[a]);
        }
    }
    Ok(())
}
