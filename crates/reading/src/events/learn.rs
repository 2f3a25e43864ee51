//! What `tools/learn_status.rs` and `tools/learn_types.rs` learn from: words with their traits.

pub use super::certainty::Certainty;
use super::grammar::Grammar;
use super::{at, certainty, status, word_at};
use dateline_language::{Analysis, ModelError};
use dateline_page::Page;
use dateline_record::{Record, Span, Status};
use std::cell::RefCell;

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

/// A word that would be given a type.
pub struct Typed {
    /// The word, in bytes.
    pub span: Span,
    /// The type's name.
    pub kind: &'static str,
    /// The traits that the judgement on it rests on, with their values.
    pub traits: Vec<(String, f32)>,
}

/// Takes note of the typed words of a page.
#[derive(Default)]
pub struct Watch(RefCell<Vec<Typed>>);

impl Watch {
    pub(super) fn note(&self, span: Span, kind: &'static str, traits: impl FnOnce(&mut dyn FnMut(&str, f32))) {
        let mut typed = Typed { span, kind, traits: Vec::new() };
        traits(&mut |name, value| typed.traits.push((name.to_string(), value)));
        self.0.borrow_mut().push(typed);
    }
}

/// Reads a page, and gives its typed words beside its record; spans of both in bytes.
pub fn typed(page: &Page, resources: &crate::Resources) -> Result<(Record, Vec<Typed>), ModelError> {
    let watch = Watch::default();
    let record = crate::understand(page, resources, &mut |_| {}, None, Some(&watch))?;
    Ok((record, watch.0.into_inner()))
}
