//! Invented pages for the tests of this crate, and how they are read.

use dateline_page::Page;
use dateline_reading::{Resources, read};
use dateline_record::{Block, BlockKind, Record, Span, check};

/// What comes with the program, the network too.
pub fn bundled() -> Resources<'static> {
    Resources::bundled().expect("the model that comes with the program")
}

/// A page whose lines are its paragraphs; "Related:" and "Credit:" at the start of one tell its kind.
pub fn page(text: &str) -> Page {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let kind = match line.split_once(':') {
            Some(("Related", _)) => BlockKind::Related,
            Some(("Credit", _)) => BlockKind::Credit,
            _ => BlockKind::Body,
        };
        let (start, end) = (at + line.len() - line.trim_start().len(), at + line.trim_end().len());
        if start < end {
            blocks.push(Block { span: Span::new(start, end), kind });
        }
        at += line.len() + 1;
    }
    Page { text: text.into(), blocks, ..Page::default() }
}

/// The record of a page, which must keep the contract.
pub fn record(page: &Page, resources: &Resources) -> Record {
    let record = read(page, resources).expect("a model that runs");
    assert_eq!(check(&record), []);
    record
}

/// The words at a span of a record.
pub fn words(record: &Record, span: Span) -> String {
    record.text.chars().skip(span.start as usize).take(span.len()).collect()
}
