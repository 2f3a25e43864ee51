//! HTML: the tree, the visible text, and what each block of it is for.

mod evidence;
mod hints;
mod label;
pub mod layout;
pub mod tag;
pub mod tree;

pub use tag::Tag;
pub use tree::{Document, NodeId};

use crate::meta::dates::Context;
use crate::meta::{Claims, lines};
use crate::{Given, Page, PageError, decode, digest};
use dateline_record::{Article, Block, BlockKind, Note, Source, Span};
use layout::Layout;

/// Reads an HTML page in any encoding.
pub(crate) fn page(bytes: &[u8], given: &Given) -> Result<Page, PageError> {
    let decoded = decode::decode(bytes, given.charset.as_deref(), true)?;
    let document = Document::parse(&decoded.text);
    let layout = Layout::of(&document);
    let claims = Claims::of(&document, given);
    let kinds = label::label(&document, &layout, label::Told { title: claims.title() });
    let mut blocks = Vec::with_capacity(kinds.len() + 1);
    for (segment, kind) in layout.segments.iter().zip(kinds) {
        let block = Block { span: Span::new(segment.start, segment.end), kind };
        match signed_headline(&layout.text, block) {
            Some(parts) => blocks.extend(parts),
            None => blocks.push(block),
        }
    }
    let article = claims.article(&layout.text, &blocks);
    for block in blocks.iter_mut().filter(|b| b.kind == BlockKind::Caption) {
        if is_signature(block.span.of(&layout.text), &article) {
            block.kind = BlockKind::Byline;
        }
    }
    Ok(Page {
        source: Source {
            id: given.id.clone(),
            uri: given.url.clone(),
            media_type: "text/html".to_owned(),
            sha256: digest(bytes),
            retrieved: given.retrieved.clone(),
        },
        text: layout.text,
        blocks,
        article,
        notes: notes(&document, decoded.doubt),
    })
}

/// Parts a headline from the byline that only a line break sets off from it, as on pages laid out without headings.
fn signed_headline(text: &str, block: Block) -> Option<[Block; 2]> {
    if block.kind != BlockKind::Headline {
        return None;
    }
    let (title, below) = block.span.of(text).split_once('\n')?;
    let signed =
        lines::byline(below, Context::default()).is_some() || lines::published(below, Context::default()).is_some();
    let start = block.span.start as usize;
    signed.then(|| {
        [
            Block { span: Span::new(start, start + title.trim_end().len()), kind: BlockKind::Headline },
            Block { span: Span::new(start + title.len() + 1, block.span.end as usize), kind: BlockKind::Byline },
        ]
    })
}

/// Whether a line gives the names of the article's authors and little else: "By", a date, the outlet.
fn is_signature(line: &str, article: &Article) -> bool {
    const LONGEST: usize = 160;
    let line = line.trim();
    if line.len() > LONGEST {
        return false;
    }
    let mut rest = line.to_owned();
    for author in article.authors.iter().filter(|a| !a.name.is_empty()) {
        rest = rest.replace(&author.name, " ");
    }
    if rest == line {
        return false;
    }
    let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
    let rest = rest.strip_prefix("by ").or(rest.strip_prefix("By ")).unwrap_or(rest).trim();
    let outlet = article.publisher.as_ref().and_then(|p| p.name.as_deref());
    rest.is_empty()
        || rest.eq_ignore_ascii_case("by")
        || outlet == Some(rest)
        || lines::published(rest, Context::default()).is_some()
}

fn notes(document: &Document, doubt: Option<String>) -> Vec<Note> {
    let note = |code: &str, message: String| Note { code: code.to_owned(), message, span: None };
    let mut notes = Vec::new();
    notes.extend(doubt.map(|message| note("encoding-doubtful", message)));
    if document.too_deep {
        notes.push(note(
            "markup-cut",
            format!("elements stand more than {} deep; the deeper ones were moved up", tree::MAX_DEPTH),
        ));
    }
    if document.too_many_attributes {
        notes.push(note(
            "markup-cut",
            format!("an element has more than {} attributes; the rest was not read", tree::MAX_ATTRIBUTES),
        ));
    }
    notes
}
