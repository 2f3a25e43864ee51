//! Plain-text dumps of pages: where no markup helps, the blocks themselves must tell what they are for.
//!
//! The way: cut the text into blocks ([`split`]), look at each by itself ([`crate::forms`]) and in its place ([`features`]), decide
//! for all together which are running text ([`chain`]), say what the others are ([`kinds`]), and read the article's own account of
//! itself out of the blocks that hold it ([`article`]).

pub mod article;
pub mod chain;
pub mod features;
pub mod kinds;
pub mod split;
mod weights;

use crate::decode::{self, Decoded};
use crate::{Given, Page, PageError, digest};
use chain::Weights;
use dateline_record::{Block, BlockKind, Note, Source};
use features::Seen;
use std::sync::LazyLock;

static LEARNED: LazyLock<Weights> = LazyLock::new(Weights::learned);

/// Blocks that are looked at. What follows them is taken for running text: no page has so many, but a book has.
const MAX_BLOCKS: usize = 100_000;

/// Reads a plain-text dump. The text is kept character for character: a byte order mark stays where it is.
pub(crate) fn page(bytes: &[u8], given: &Given) -> Result<Page, PageError> {
    let Decoded { text, doubt } = decode::decode(bytes, given.charset.as_deref(), false)?;
    // Offsets into a text that is valid as it stands must not move, so its byte order mark stays.
    let text = std::str::from_utf8(bytes).map_or_else(|_| text.into_owned(), str::to_owned);
    let blocks = label(&text, given.title.as_deref());
    if blocks.is_empty() {
        return Err(PageError::Empty);
    }
    Ok(Page {
        source: Source {
            id: given.id.clone(),
            uri: given.url.clone(),
            media_type: "text/plain".to_owned(),
            sha256: digest(bytes),
            retrieved: given.retrieved.clone(),
        },
        article: article::read(&text, &blocks, given),
        text,
        blocks,
        notes: doubt
            .into_iter()
            .map(|message| Note { code: "encoding-doubtful".to_owned(), message, span: None })
            .collect(),
    })
}

/// Cuts a text into labelled blocks. `title` is the headline, if it is known from elsewhere.
pub fn label(text: &str, title: Option<&str>) -> Vec<Block> {
    let spans = split::blocks(text);
    let lines: Vec<&str> = spans.iter().take(MAX_BLOCKS).map(|s| s.of(text)).collect();
    let kinds = label_lines(&lines, title, &LEARNED).into_iter().chain(std::iter::repeat(BlockKind::Body));
    spans.into_iter().zip(kinds).map(|(span, kind)| Block { span, kind }).collect()
}

/// Labels a text that is cut into blocks already.
pub fn label_lines(lines: &[&str], title: Option<&str>, weights: &Weights) -> Vec<BlockKind> {
    let blocks: Vec<Seen> = lines.iter().map(|l| Seen::new(l)).collect();
    kinds::kinds(&blocks, &not_text(&blocks, weights), title)
}

/// For each block the probability that it is not running text.
pub fn not_text(blocks: &[Seen], weights: &Weights) -> Vec<f32> {
    chain::posterior(weights, &features::values(blocks), &edges(blocks), None).other
}

/// How each border between two blocks looks.
pub fn edges(blocks: &[Seen]) -> Vec<usize> {
    blocks.windows(2).map(|w| features::edge(&w[0], &w[1])).collect()
}
