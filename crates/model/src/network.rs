//! Runs the network over a text, window by window, and puts its answers together.
//!
//! Windows are run one at a time: weights are 8-bit, and the scale of what they are multiplied with is taken from the whole
//! input, so windows run together would change each other's answers.

use crate::decode::{self, Span, best};
use crate::{Pieces, Sentence, Window, windows};
use rten::{NodeId, RunOptions, ThreadPool, Value, ValueOrView};
use rten_tensor::{NdTensor, prelude::*};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Sub-words a window, as in training.
const WINDOW: usize = 256;
/// Version of the file's outputs and labels that this code reads.
const VERSION: u32 = 1;

/// Why a model file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The runtime does not take it.
    #[error("the model file cannot be loaded: {0}")]
    Load(#[from] rten::LoadError),
    /// It runs into an error.
    #[error("the model cannot be run: {0}")]
    Run(#[from] rten::RunError),
    /// It is not one of ours, or of another version.
    #[error("the model file does not fit this program: {0}")]
    Misfit(String),
}

/// What the numbers in a [`Reading`] stand for.
#[derive(Debug, Deserialize)]
pub struct Labels {
    version: u32,
    /// Universal parts of speech.
    pub upos: Vec<String>,
    /// Universal dependency relations.
    pub deprel: Vec<String>,
    /// Types of names, by guideline of naming.
    pub names: BTreeMap<String, Vec<String>>,
    /// Types of what mentions stand for.
    pub mention: Vec<String>,
    /// Classes of events (TimeML).
    pub event: Vec<String>,
    /// PLOVER event types.
    pub plover: Vec<String>,
    max_pieces: usize,
    pieces: Vec<String>,
}

/// A word of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Its part of speech, in [`Labels::upos`].
    pub upos: usize,
    /// Its head in the dependency tree, a word of the text; none for the root of a sentence.
    pub head: Option<usize>,
    /// Its relation to its head, in [`Labels::deprel`].
    pub deprel: usize,
    /// Class of the event that it tells of, in [`Labels::event`].
    pub event: Option<usize>,
    /// If it tells of an event: from -1, it did not happen, to 1, it did.
    pub factuality: f32,
    /// If it tells of an event: its likeliest PLOVER type, in [`Labels::plover`].
    pub plover: Option<usize>,
}

/// Somebody said something. Spans are in words of the text; their kinds mean nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Who.
    pub source: Vec<Span>,
    /// The words that say that something is said.
    pub cue: Option<Span>,
    /// What.
    pub content: Vec<Span>,
}

/// A mention of somebody or something, by its head word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its head word; what depends on that word belongs to the mention.
    pub head: usize,
    /// Its type, in [`Labels::mention`].
    pub kind: usize,
    /// Head word of an earlier mention of the same thing, not further than a window away.
    pub antecedent: Option<usize>,
}

/// Scalar product.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// All that the network says about a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Word by word.
    pub words: Vec<Word>,
    /// Names by the guideline that was asked for, types in [`Labels::names`].
    pub names: Vec<Span>,
    /// Who says what, in order of their cues, then contents without a cue.
    pub attributions: Vec<Attribution>,
    /// In order of their heads.
    pub mentions: Vec<Mention>,
}

/// A loaded model file. Cheap to share; each thread runs it through a [`Session`] of its own.
pub struct Model {
    network: rten::Model,
    labels: Labels,
    pieces: Pieces,
    inputs: [NodeId; 5],
    label_weight: Vec<f32>,
    label_bias: Vec<f32>,
}

const INPUTS: [&str; 5] = ["ids", "case", "quote", "mask", "words"];
const OUTPUTS: [&str; 15] = [
    "upos",
    "attribution",
    "mention",
    "event",
    "factuality",
    "plover",
    "root",
    "arc_ask",
    "arc_answer",
    "label_of",
    "label_from",
    "coref_ask",
    "coref_answer",
    "link_ask",
    "link_answer",
];

impl Model {
    /// Loads a model file.
    pub fn load(bytes: Vec<u8>) -> Result<Model, ModelError> {
        let network = rten::ModelOptions::with_all_ops().prepack_weights(true).load(bytes)?;
        let text = network.metadata().get("dateline").ok_or_else(|| ModelError::Misfit("it names no labels".into()))?;
        let mut labels: Labels = serde_json::from_str(text).map_err(|e| ModelError::Misfit(e.to_string()))?;
        if labels.version != VERSION {
            return Err(ModelError::Misfit(format!("version {} instead of {VERSION}", labels.version)));
        }
        let pieces = std::mem::take(&mut labels.pieces);
        let pieces = Pieces::new(pieces.iter().map(String::as_str), labels.max_pieces);
        let mut inputs = Vec::new();
        for name in INPUTS {
            inputs.push(network.node_id(name)?);
        }
        let inputs = inputs.try_into().map_err(|_| ModelError::Misfit("inputs".into()))?;
        let mut model = Model { network, labels, pieces, inputs, label_weight: Vec::new(), label_bias: Vec::new() };
        let constants = [model.network.node_id("label_weight")?, model.network.node_id("label_bias")?];
        let [weight, bias] = model.network.run_n(Vec::new(), constants, None)?;
        model.label_weight = Table::of(weight)?.values;
        model.label_bias = vector(bias)?;
        Ok(model)
    }

    /// What the numbers in a [`Reading`] stand for.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// A session that runs on one thread. `names`: the guideline of naming to follow, of [`Labels::names`].
    pub fn session(&self, names: &str) -> Result<Session<'_>, ModelError> {
        let names = format!("names_{names}");
        let mut outputs = Vec::new();
        for name in OUTPUTS.into_iter().chain([names.as_str()]) {
            outputs.push(self.network.node_id(name)?);
        }
        Ok(Session { model: self, outputs, pool: Arc::new(ThreadPool::with_num_threads(1)) })
    }
}

/// One thread's way to run a [`Model`].
pub struct Session<'a> {
    model: &'a Model,
    outputs: Vec<NodeId>,
    pool: Arc<ThreadPool>,
}

impl Session<'_> {
    /// Reads a text. Its sentences should hang together: what comes before helps to read what follows.
    pub fn read(&self, sentences: &[Sentence]) -> Result<Reading, ModelError> {
        let mut reading = Reading::default();
        let mut labels = Labelled::default();
        for window in windows(sentences, &self.model.pieces, WINDOW) {
            let outputs = self.run(&window)?;
            self.words(&window, &outputs, &mut reading.words);
            mentions(&window, &outputs, &mut reading.mentions);
            labels.add(&window, &outputs);
        }
        reading.names = decode::spans(labels.names.iter().copied());
        reading.attributions = labels.attributions();
        Ok(reading)
    }

    fn run(&self, window: &Window) -> Result<Outputs, ModelError> {
        let row = |values: &[i32]| NdTensor::from_data([1, values.len()], values.to_vec());
        let mask = vec![1; window.ids.len()];
        let words = NdTensor::from_data([window.first.len()], window.first.clone());
        let [ids, case, quote, mask_id, words_id] = self.model.inputs;
        let inputs: Vec<(NodeId, ValueOrView)> = vec![
            (ids, row(&window.ids).into()),
            (case, row(&window.case).into()),
            (quote, row(&window.quote).into()),
            (mask_id, row(&mask).into()),
            (words_id, words.into()),
        ];
        let options = RunOptions::default().with_thread_pool(Some(self.pool.clone()));
        let values = self.model.network.run(inputs, &self.outputs, Some(options))?;
        let mut tables = Vec::with_capacity(values.len());
        for value in values {
            let table = Table::of(value)?;
            if table.values.len() != table.width * window.first.len() || table.width == 0 {
                return Err(ModelError::Misfit("an output is not one row a word".into()));
            }
            tables.push(table);
        }
        Outputs::from(tables)
    }

    /// Parts of speech, trees and events of a window.
    fn words(&self, window: &Window, o: &Outputs, out: &mut Vec<Word>) {
        for sentence in &window.sentences {
            let n = sentence.len();
            let mut arcs = Vec::with_capacity(n * n);
            for i in sentence.clone() {
                arcs.extend(sentence.clone().map(|j| dot(o.arc_ask.row(i), o.arc_answer.row(j))));
            }
            let root: Vec<f32> = sentence.clone().map(|i| o.root.row(i)[0]).collect();
            for (i, head) in sentence.clone().zip(decode::tree(&arcs, &root)) {
                let event = best(o.event.row(i)).checked_sub(1);
                out.push(Word {
                    upos: best(o.upos.row(i)),
                    head: head.map(|h| window.start + sentence.start + h),
                    deprel: self.relation(o, i, head.map(|h| sentence.start + h)),
                    event,
                    factuality: o.factuality.row(i)[0].clamp(-1.0, 1.0),
                    plover: event.and_then(|_| best(o.plover.row(i)).checked_sub(1)),
                });
            }
        }
    }

    /// The relation of a word to its head: one hidden layer over both, the second half of which is done here.
    fn relation(&self, o: &Outputs, word: usize, head: Option<usize>) -> usize {
        let mut hidden = o.label_of.row(word).to_vec();
        if let Some(head) = head {
            hidden.iter_mut().zip(o.label_from.row(head)).for_each(|(x, y)| *x += y);
        }
        hidden.iter_mut().for_each(|x| *x = x.max(0.0));
        let rows = self.model.label_weight.chunks_exact(hidden.len());
        let scores: Vec<f32> = rows.zip(&self.model.label_bias).map(|(w, b)| dot(w, &hidden) + b).collect();
        if scores.is_empty() { 0 } else { best(&scores) }
    }
}

fn mentions(window: &Window, o: &Outputs, out: &mut Vec<Mention>) {
    let mut before: Vec<usize> = Vec::new();
    for i in 0..window.first.len() {
        let Some(kind) = best(o.mention.row(i)).checked_sub(1) else { continue };
        let mut antecedent = (0.0, None); // no antecedent has the score 0
        for &j in &before {
            let score = dot(o.coref_ask.row(i), o.coref_answer.row(j));
            if score > antecedent.0 {
                antecedent = (score, Some(j));
            }
        }
        out.push(Mention { head: window.start + i, kind, antecedent: antecedent.1.map(|j| window.start + j) });
        before.push(i);
    }
}

/// Label sequences over the whole text: spans may cross windows, links may not.
#[derive(Default)]
struct Labelled {
    names: Vec<usize>,
    roles: [Vec<usize>; 3],
    window: Vec<usize>,
    asks: Vec<Vec<f32>>,
    answers: Vec<Vec<f32>>,
}

impl Labelled {
    fn add(&mut self, window: &Window, o: &Outputs) {
        for i in 0..window.first.len() {
            self.names.push(best(o.names.row(i)));
            for (role, labels) in self.roles.iter_mut().enumerate() {
                labels.push(best(&o.attribution.row(i)[3 * role..3 * role + 3]));
            }
            // Links go from the first word of a source or content to the first word of a cue.
            let speaks = self.roles.iter().any(|labels| labels.last().is_some_and(|&l| l > 0));
            let keep = |t: &Table| if speaks { t.row(i).to_vec() } else { Vec::new() };
            self.asks.push(keep(&o.link_ask));
            self.answers.push(keep(&o.link_answer));
            self.window.push(window.start);
        }
    }

    fn attributions(&self) -> Vec<Attribution> {
        let [sources, cues, contents] = self.roles.each_ref().map(|labels| decode::spans(labels.iter().copied()));
        let cued = |cue: &Span| Attribution { source: Vec::new(), cue: Some(*cue), content: Vec::new() };
        let mut out: Vec<Attribution> = cues.iter().map(cued).collect();
        let nearest = |span: &Span| {
            let mut found: Option<(f32, usize)> = None;
            let from = cues.partition_point(|c| self.window[c.start] < self.window[span.start]);
            let near = cues[from..].iter().take_while(|c| self.window[c.start] == self.window[span.start]);
            for (k, cue) in near.enumerate() {
                let score = dot(&self.asks[span.start], &self.answers[cue.start]);
                if found.is_none_or(|(top, _)| score > top) {
                    found = Some((score, from + k));
                }
            }
            found.map(|(_, k)| k)
        };
        for source in &sources {
            if let Some(k) = nearest(source) {
                out[k].source.push(*source);
            }
        }
        let mut alone = Vec::new();
        for content in &contents {
            match nearest(content) {
                Some(k) => out[k].content.push(*content),
                None => alone.push(Attribution { source: Vec::new(), cue: None, content: vec![*content] }),
            }
        }
        out.retain(|a| !a.content.is_empty());
        out.append(&mut alone);
        out
    }
}

/// One output: a row a word.
struct Table {
    width: usize,
    values: Vec<f32>,
}

impl Table {
    fn of(value: Value) -> Result<Table, ModelError> {
        let tensor: NdTensor<f32, 2> = value.try_into().map_err(|e| ModelError::Misfit(format!("{e}")))?;
        Ok(Table { width: tensor.shape()[1], values: tensor.to_vec() })
    }

    fn row(&self, i: usize) -> &[f32] {
        &self.values[i * self.width..(i + 1) * self.width]
    }
}

fn vector(value: Value) -> Result<Vec<f32>, ModelError> {
    let tensor: NdTensor<f32, 1> = value.try_into().map_err(|e| ModelError::Misfit(format!("{e}")))?;
    Ok(tensor.to_vec())
}

/// The outputs of a window, in the order of [`OUTPUTS`], names last.
struct Outputs {
    upos: Table,
    attribution: Table,
    mention: Table,
    event: Table,
    factuality: Table,
    plover: Table,
    root: Table,
    arc_ask: Table,
    arc_answer: Table,
    label_of: Table,
    label_from: Table,
    coref_ask: Table,
    coref_answer: Table,
    link_ask: Table,
    link_answer: Table,
    names: Table,
}

impl Outputs {
    fn from(tables: Vec<Table>) -> Result<Outputs, ModelError> {
        let mut tables = tables.into_iter();
        let mut next = || tables.next().ok_or_else(|| ModelError::Misfit("outputs are missing".into()));
        let outputs = Outputs {
            upos: next()?,
            attribution: next()?,
            mention: next()?,
            event: next()?,
            factuality: next()?,
            plover: next()?,
            root: next()?,
            arc_ask: next()?,
            arc_answer: next()?,
            label_of: next()?,
            label_from: next()?,
            coref_ask: next()?,
            coref_answer: next()?,
            link_ask: next()?,
            link_answer: next()?,
            names: next()?,
        };
        let fits = outputs.attribution.width == 9
            && outputs.arc_ask.width == outputs.arc_answer.width
            && outputs.label_of.width == outputs.label_from.width;
        if fits { Ok(outputs) } else { Err(ModelError::Misfit("widths of outputs".into())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Fixed {
        sentences: Vec<String>,
        ids: Vec<i32>,
        case: Vec<i32>,
        quote: Vec<i32>,
        first: Vec<i32>,
        upos: Vec<Vec<f32>>,
        names_news: Vec<Vec<f32>>,
        attribution: Vec<Vec<f32>>,
    }

    fn shipped() -> Model {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/dateline.onnx");
        Model::load(std::fs::read(path).expect("the shipped model")).expect("a model that loads")
    }

    /// `training/fixed.py` has run the same file on the same sentences with another runtime.
    #[test]
    fn input_and_scores_are_those_of_the_training_code() {
        let fixed: Fixed = serde_json::from_str(include_str!("../fixed.json")).unwrap();
        let text: Vec<Sentence> = fixed
            .sentences
            .iter()
            .enumerate()
            .map(|(i, s)| Sentence { tokens: s.split(' ').collect(), starts_paragraph: i == 0 })
            .collect();
        let model = shipped();
        let [window] = windows(&text, &model.pieces, WINDOW).try_into().unwrap();
        assert_eq!(window.ids, fixed.ids);
        assert_eq!(window.case, fixed.case);
        assert_eq!(window.quote, fixed.quote);
        assert_eq!(window.first, fixed.first);
        let outputs = model.session("news").unwrap().run(&window).unwrap();
        let tables = [
            (&outputs.upos, &fixed.upos),
            (&outputs.names, &fixed.names_news),
            (&outputs.attribution, &fixed.attribution),
        ];
        for (table, rows) in tables {
            // 8-bit steps fall differently where two runtimes round a scale differently.
            let gaps =
                rows.iter().enumerate().flat_map(|(i, row)| table.row(i).iter().zip(row).map(|(x, y)| (x - y).abs()));
            let (sum, count) = gaps.fold((0.0, 0), |(sum, count), gap| (sum + gap, count + 1));
            assert!(sum / count as f32 <= 0.05, "mean difference {}", sum / count as f32);
            let same = rows.iter().enumerate().filter(|(i, row)| best(table.row(*i)) == best(row)).count();
            assert!(same * 50 >= rows.len() * 49, "{same} of {} best labels", rows.len());
        }
    }

    #[test]
    fn a_text_has_a_word_for_every_token_and_spans_within() {
        let model = shipped();
        let session = model.session("news").unwrap();
        assert_eq!(session.read(&[]).unwrap(), Reading::default());
        let tokens = ["The", "mayor", "said", "“", "no", "”", "", "\u{0}", "…"].repeat(80);
        let reading = session.read(&[Sentence { tokens: tokens.clone(), starts_paragraph: true }]).unwrap();
        assert_eq!(reading.words.len(), tokens.len());
        assert!(reading.words.iter().all(|w| w.head.is_none_or(|h| h < tokens.len())));
        let spans = reading.attributions.iter().flat_map(|a| a.source.iter().chain(&a.cue).chain(&a.content));
        assert!(spans.chain(&reading.names).all(|s| s.start < s.end && s.end <= tokens.len()));
    }
}
