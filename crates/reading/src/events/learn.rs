//! What `tools/learn_status.rs` learns from: words with their traits.

pub use super::certainty::Certainty;
use super::grammar::Grammar;
use super::{at, certainty, status, word_at};
use dateline_language::Analysis;
use dateline_record::{Span, Status};

/// What the layer makes of a word that is given, whether or not it is taken for an event.
pub struct Judged {
    /// The status of the record.
    pub status: Status,
    /// What the learned judgement makes of it.
    pub certainty: Certainty,
    /// The traits that the judgement rests on, with their values.
    pub traits: Vec<(String, f32)>,
}

/// Judges the word at `span`, in bytes.
pub fn judge(text: &str, analysis: &Analysis, span: Span) -> Judged {
    let token = analysis.token_at(span.start);
    let g = Grammar { text, analysis };
    let word = word_at(analysis, token).or_else(|| at(&analysis.faint_events, token));
    let by_rule = status::by_rule(token, g).status;
    let mut traits = Vec::new();
    certainty::traits(token, g, by_rule, word, |name, value| traits.push((name.to_string(), value)));
    Judged {
        status: status::of(token, false, g, word).status,
        certainty: certainty::of(token, g, by_rule, word),
        traits,
    }
}
