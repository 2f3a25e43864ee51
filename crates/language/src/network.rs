//! The model file: loading it, and running it over one window.
//!
//! Windows are run one at a time: weights are 8-bit, and the scale of what they are multiplied with is taken from the whole
//! input, so windows run together would change each other's answers.

use crate::pieces::Pieces;
use crate::windows::Window;
use crate::{EventClass, MentionKind, NameKind, PLOVER, Relation, Upos};
use rten::{NodeId, RunOptions, ThreadPool, Value, ValueOrView};
use rten_tensor::{NdTensor, prelude::*};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// Version of the file's outputs and labels that this code reads.
const VERSION: u32 = 2;
/// The guideline of naming that is followed.
const NAMING: &str = "news";

/// Why a model file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// There is no such file, or it cannot be read.
    #[error("the model file cannot be read: {0}")]
    File(std::io::Error),
    /// The runtime does not take it.
    #[error("the model file cannot be loaded: {0}")]
    Load(rten::LoadError),
    /// It runs into an error.
    #[error("the language model cannot be run: {0}")]
    Run(rten::RunError),
    /// It is not one of ours, or of another version.
    #[error("the model file does not fit this program: {0}")]
    Misfit(String),
}

// Each message holds its cause, so none is given as a source as well.
impl From<std::io::Error> for ModelError {
    fn from(e: std::io::Error) -> Self {
        ModelError::File(e)
    }
}

impl From<rten::LoadError> for ModelError {
    fn from(e: rten::LoadError) -> Self {
        ModelError::Load(e)
    }
}

impl From<rten::RunError> for ModelError {
    fn from(e: rten::RunError) -> Self {
        ModelError::Run(e)
    }
}

/// A loaded model file. All threads share it.
pub struct Model {
    network: rten::Model,
    pub(crate) labels: Labels,
    pub(crate) pieces: Pieces,
    inputs: [NodeId; 5],
    outputs: Vec<NodeId>,
    /// The last layer of the relations' labels: a row a relation, and what is added to each.
    pub(crate) relation_weight: Vec<f32>,
    pub(crate) relation_bias: Vec<f32>,
}

/// The file's account of itself.
#[derive(Deserialize)]
struct Metadata {
    version: u32,
    upos: Vec<String>,
    deprel: Vec<String>,
    names: BTreeMap<String, Vec<String>>,
    mention: Vec<String>,
    event: Vec<String>,
    plover: Vec<String>,
    max_pieces: usize,
    pieces: Vec<String>,
}

/// What the columns of the outputs stand for.
pub(crate) struct Labels {
    pub upos: Vec<Upos>,
    pub relations: Vec<Relation>,
    /// None: a type that is left out.
    pub names: Vec<Option<NameKind>>,
    pub mentions: Vec<MentionKind>,
    pub events: Vec<EventClass>,
}

const INPUTS: [&str; 5] = ["ids", "case", "quote", "mask", "words"];

/// The outputs that are read, a row a word.
#[derive(Clone, Copy)]
pub(crate) enum Output {
    Upos,
    Names,
    Attribution,
    Mention,
    Event,
    Factuality,
    Status,
    Plover,
    Root,
    ArcAsk,
    ArcAnswer,
    LabelOf,
    LabelFrom,
    CorefAsk,
    CorefAnswer,
    LinkAsk,
    LinkAnswer,
    Party,
}

/// Their names in the file, in the order of [`Output`].
const OUTPUTS: [&str; 18] = [
    "upos",
    "names_news",
    "attribution",
    "mention",
    "event",
    "factuality",
    "status",
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
    "party",
];

thread_local! {
    /// A network is run on the thread that asks, more or less: on one other that does nothing else.
    static POOL: Arc<ThreadPool> = Arc::new(ThreadPool::with_num_threads(1));
}

impl Model {
    /// The model that comes with the program, loaded when first asked for.
    pub fn bundled() -> Result<&'static Model, &'static ModelError> {
        static MODEL: OnceLock<Result<Model, ModelError>> = OnceLock::new();
        static BYTES: &[u8] = include_bytes!("../../../models/dateline.onnx");
        MODEL.get_or_init(|| Model::from_network(options().load_static_slice(BYTES)?)).as_ref()
    }

    /// Loads a model file.
    pub fn load(path: &Path) -> Result<Model, ModelError> {
        Model::from_network(options().load(std::fs::read(path)?)?)
    }

    fn from_network(network: rten::Model) -> Result<Model, ModelError> {
        let text = network.metadata().get("dateline").ok_or_else(|| misfit("it names no labels"))?;
        let metadata: Metadata = serde_json::from_str(text).map_err(|e| misfit(&e.to_string()))?;
        if metadata.version != VERSION {
            return Err(misfit(&format!("version {} instead of {VERSION}", metadata.version)));
        }
        if metadata.plover != PLOVER {
            return Err(misfit("other types of events"));
        }
        let names = metadata.names.get(NAMING).ok_or_else(|| misfit("no names"))?;
        let labels = Labels {
            upos: labels(&metadata.upos, Upos::parse)?,
            relations: labels(&metadata.deprel, Relation::parse)?,
            names: names.iter().map(|name| NameKind::parse(name)).collect(),
            mentions: labels(&metadata.mention, MentionKind::parse)?,
            events: labels(&metadata.event, EventClass::parse)?,
        };
        let mut inputs = Vec::new();
        for name in INPUTS {
            inputs.push(network.node_id(name)?);
        }
        let mut outputs = Vec::new();
        for name in OUTPUTS {
            outputs.push(network.node_id(name)?);
        }
        let constants = [network.node_id("label_weight")?, network.node_id("label_bias")?];
        let [weight, bias] = network.run_n(Vec::new(), constants, None)?;
        let bias: NdTensor<f32, 1> = bias.try_into().map_err(|e| misfit(&format!("{e}")))?;
        let model = Model {
            relation_weight: Table::of(weight)?.values,
            relation_bias: bias.into_data(),
            pieces: Pieces::new(metadata.pieces.iter().map(String::as_str), metadata.max_pieces),
            inputs: inputs.try_into().map_err(|_| misfit("inputs"))?,
            outputs,
            labels,
            network,
        };
        // What does not run is told of now, and not at the thousandth page.
        let smallest = Window { ids: vec![0], case: vec![0], quote: vec![0], first: vec![0], ..Window::default() };
        model.run(&smallest)?;
        Ok(model)
    }

    /// Runs a window through the network.
    pub(crate) fn run(&self, window: &Window) -> Result<Outputs, ModelError> {
        let row = |values: &[i32]| NdTensor::from_data([1, values.len()], values.to_vec());
        let mask = vec![1; window.ids.len()];
        let words = NdTensor::from_data([window.first.len()], window.first.clone());
        let [ids, case, quote, mask_id, words_id] = self.inputs;
        let inputs: Vec<(NodeId, ValueOrView)> = vec![
            (ids, row(&window.ids).into()),
            (case, row(&window.case).into()),
            (quote, row(&window.quote).into()),
            (mask_id, row(&mask).into()),
            (words_id, words.into()),
        ];
        let options = RunOptions::default().with_thread_pool(Some(POOL.with(Arc::clone)));
        let values = self.network.run(inputs, &self.outputs, Some(options))?;
        let tables = values.into_iter().map(Table::of).collect::<Result<Vec<Table>, ModelError>>()?;
        for (i, table) in tables.iter().enumerate() {
            if table.values.len() != table.width * window.first.len() || !self.fits(i, &tables) {
                return Err(misfit(&format!("the shape of the output “{}”", OUTPUTS[i])));
            }
        }
        Ok(Outputs { tables })
    }

    /// Whether an output has the columns that its labels, or its fellow, ask for.
    fn fits(&self, output: usize, tables: &[Table]) -> bool {
        let width = |o: Output| tables.get(o as usize).map_or(0, |t| t.width);
        let l = &self.labels;
        let hidden = width(Output::LabelOf);
        let want = [
            l.upos.len(),
            1 + 2 * l.names.len(),
            9,
            1 + l.mentions.len(),
            1 + l.events.len(),
            1,
            3,
            1 + PLOVER.len(),
            1,
            width(Output::ArcAnswer),
            width(Output::ArcAsk),
            if self.relation_weight.len() == l.relations.len() * hidden { hidden } else { 0 },
            if self.relation_bias.len() == l.relations.len() { hidden } else { 0 },
            width(Output::CorefAnswer),
            width(Output::CorefAsk),
            width(Output::LinkAnswer),
            width(Output::LinkAsk),
            6,
        ];
        tables[output].width == want[output] && want[output] > 0
    }
}

fn options() -> rten::ModelOptions {
    let mut options = rten::ModelOptions::with_all_ops();
    options.prepack_weights(true);
    options
}

fn misfit(what: &str) -> ModelError {
    ModelError::Misfit(what.to_owned())
}

fn labels<T>(names: &[String], parse: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, ModelError> {
    names.iter().map(|name| parse(name).ok_or_else(|| misfit(&format!("the label “{name}”")))).collect()
}

/// One output: a row a word.
struct Table {
    width: usize,
    values: Vec<f32>,
}

impl Table {
    fn of(value: Value) -> Result<Table, ModelError> {
        let tensor: NdTensor<f32, 2> = value.try_into().map_err(|e| misfit(&format!("{e}")))?;
        Ok(Table { width: tensor.shape()[1], values: tensor.into_data() })
    }
}

/// The outputs of a window.
pub(crate) struct Outputs {
    tables: Vec<Table>,
}

impl Outputs {
    /// What an output says of a word of the window.
    pub fn row(&self, output: Output, word: usize) -> &[f32] {
        let table = self.tables.get(output as usize);
        table.and_then(|t| t.values.get(word * t.width..(word + 1) * t.width)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Analysis;
    use crate::decode::best;
    use crate::windows::windows;

    #[derive(Deserialize)]
    struct Fixed {
        weights_sha256: String,
        sentences: Vec<String>,
        ids: Vec<i32>,
        case: Vec<i32>,
        quote: Vec<i32>,
        first: Vec<i32>,
        upos: Vec<Vec<f32>>,
        names_news: Vec<Vec<f32>>,
        attribution: Vec<Vec<f32>>,
    }

    /// `training/fixed.py` has run the same file on the same sentences with another runtime.
    #[test]
    fn input_and_scores_are_those_of_the_training_code() {
        let fixed: Fixed = serde_json::from_str(include_str!("../tests/fixed.json")).unwrap();
        let (mut text, mut analysis) = (String::new(), Analysis::default());
        for sentence in &fixed.sentences {
            analysis.push_sentence(&mut text, sentence.split(' '), 0);
        }
        let model = Model::bundled().unwrap();
        let [window] = windows(&text, &analysis, &model.pieces, 256, 0).try_into().unwrap();
        assert_eq!(window.ids, fixed.ids);
        assert_eq!(window.case, fixed.case);
        assert_eq!(window.quote, fixed.quote);
        assert_eq!(window.first, fixed.first);
        let file = model.network.metadata().get("dateline").unwrap();
        assert!(file.contains(&fixed.weights_sha256), "the model has changed: run `python -m training.fixed`");
        let outputs = model.run(&window).unwrap();
        // Rival labels stand together: of each role its own three.
        let tables = [
            (Output::Upos, &fixed.upos, model.labels.upos.len()),
            (Output::Names, &fixed.names_news, 1 + 2 * model.labels.names.len()),
            (Output::Attribution, &fixed.attribution, 3),
        ];
        for (output, rows, rivals) in tables {
            // 8-bit steps fall differently where two runtimes round a scale differently.
            let row = |i| outputs.row(output, i);
            let pairs = || rows.iter().enumerate().flat_map(|(i, want)| row(i).iter().zip(want));
            let (gap, size): (f32, f32) =
                (pairs().map(|(x, y)| (x - y).abs()).sum(), pairs().map(|(_, y)| y.abs()).sum());
            assert!(gap <= 0.05 * size, "scores differ by {gap} of {size}");
            let labels = |row: &[f32]| row.chunks(rivals).map(best).collect::<Vec<_>>();
            let told: Vec<usize> = (0..rows.len()).flat_map(|i| labels(row(i))).collect();
            let want: Vec<usize> = rows.iter().flat_map(|row| labels(row)).collect();
            let same = told.iter().zip(&want).filter(|(x, y)| x == y).count();
            assert!(same * 50 >= want.len() * 49, "{same} of {} best labels", want.len());
        }
    }

    #[test]
    fn what_is_no_model_is_an_error() {
        let told = |path: &str| Model::load(Path::new(path)).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(told("no/such/file").starts_with("the model file cannot be read"));
        assert!(
            told(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).starts_with("the model file cannot be loaded")
        );
    }
}
