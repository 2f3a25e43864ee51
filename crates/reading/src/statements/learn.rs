//! What `tools/learn_statements.rs` learns from: proposals with their traits, for texts with known attributions.

pub use super::judge::{Weights, logistic, odds};
use super::traits::{self, Values};
use super::{Finder, join};
use crate::words::Words;
use dateline_gazetteer::Gazetteer;
use dateline_language::{Analysis, Model};
use dateline_page::Page;
use dateline_record::Span;

/// A text, read by the network.
pub struct Text {
    text: String,
    analysis: Analysis,
}

/// A proposed content or source: its stretches, in bytes, and its traits.
pub struct Proposed {
    /// Stretches of the text.
    pub spans: Vec<Span>,
    /// Traits, in the order of the weights.
    pub values: Values,
}

/// All that is proposed for a cue.
pub struct Told {
    /// The cue; empty if there is none.
    pub cue: Span,
    /// Proposed contents.
    pub contents: Vec<Proposed>,
    /// Proposed sources, "nobody" among them.
    pub sources: Vec<Proposed>,
}

/// A content and a source that were chosen, and the traits of the two together.
pub struct Judged {
    /// Stretches of the content.
    pub content: Vec<Span>,
    /// Stretches of the source.
    pub source: Vec<Span>,
    /// Traits, in the order of the weights.
    pub values: Values,
    /// How likely the two are right, by the weights given.
    pub probability: f32,
}

impl Text {
    /// Reads a plain text; none where the network does not run.
    pub fn read(text: &str, model: &Model) -> Option<Text> {
        let page: Page = dateline_page::text(text.as_bytes(), &dateline_page::Given::default()).ok()?;
        let analysis = dateline_language::read(&page.text, &crate::regions(&page), model).ok()?;
        Some(Text { text: page.text, analysis })
    }

    fn with<T>(&self, f: impl FnOnce(&Words, &[join::Group]) -> T) -> T {
        let words = Words::new(&self.text, &self.analysis, Gazetteer::bundled());
        let drafts = Finder::all(&words);
        f(&words, &join::groups(&words, &drafts))
    }

    /// All proposals.
    pub fn told(&self) -> Vec<Told> {
        self.with(|words, groups| {
            let proposed = |p: &join::Proposal, values| Proposed {
                spans: p.pieces.iter().map(|r| words.span(r.clone())).collect(),
                values,
            };
            let told = |g: &join::Group| Told {
                cue: words.span(g.cue.clone()),
                contents: g.contents.iter().map(|p| proposed(p, traits::content(words, g, p))).collect(),
                sources: g.sources.iter().map(|p| proposed(p, traits::source(words, g, p))).collect(),
            };
            groups.iter().map(told).collect()
        })
    }

    /// What is chosen with some weights.
    pub fn judged(&self, weights: &Weights) -> Vec<Judged> {
        self.with(|words, groups| {
            let spans = |p: &join::Proposal| p.pieces.iter().map(|r| words.span(r.clone())).collect();
            let judged = |g: &join::Group, c: join::Choice| Judged {
                content: spans(&g.contents[c.content]),
                source: spans(&g.sources[c.source]),
                values: c.values,
                probability: c.probability,
            };
            groups.iter().flat_map(|g| join::choose(words, g, weights).into_iter().map(|c| judged(g, c))).collect()
        })
    }
}
