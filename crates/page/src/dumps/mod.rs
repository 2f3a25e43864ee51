//! Plain-text dumps of pages: where no markup helps, the blocks themselves must tell what they are for.
//!
//! The way: cut the text into blocks ([`split`]), look at each by itself ([`crate::forms`]) and in its place ([`features`]), decide
//! for all together which are running text ([`chain`]), then say what the others are ([`kinds`]).

pub mod chain;
pub mod features;
pub mod kinds;
pub mod split;
mod weights;

use chain::Weights;
use dateline_record::{Block, BlockKind};
use features::Seen;
use std::sync::LazyLock;

static LEARNED: LazyLock<Weights> = LazyLock::new(Weights::learned);

/// Cuts a text into labelled blocks. `title` is the headline, if it is known from elsewhere.
pub fn label(text: &str, title: Option<&str>) -> Vec<Block> {
    let spans = split::blocks(text);
    let lines: Vec<&str> = spans.iter().map(|s| s.of(text)).collect();
    let kinds = label_lines(&lines, title, &LEARNED);
    spans.into_iter().zip(kinds).map(|(span, kind)| Block { span, kind }).collect()
}

/// Labels a text that is cut into blocks already.
pub fn label_lines(lines: &[&str], title: Option<&str>, weights: &Weights) -> Vec<BlockKind> {
    let blocks: Vec<Seen> = lines.iter().map(|l| Seen::new(l)).collect();
    let other = chain::posterior(weights, &features::values(&blocks), &edges(&blocks), None).other;
    kinds::kinds(&blocks, &other, title)
}

/// How each border between two blocks looks.
pub fn edges(blocks: &[Seen]) -> Vec<usize> {
    blocks.windows(2).map(|w| features::edge(&w[0], &w[1])).collect()
}
