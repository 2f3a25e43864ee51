//! Who, where, when, what was said, what happened, according to whom? From a [`Page`] to a [`Record`].

mod cues;
mod lexicon;
mod names;
mod people;
mod phrases;
pub mod places;
mod roles;
mod statements;
pub mod times;
mod words;

use dateline_gazetteer::Gazetteer;
use dateline_page::Page;
use dateline_record::{Note, Record, SCHEMA, Span};
use words::Words;

/// One page in, one sourced record out. No I/O, no clock, no randomness: same page, same bytes.
///
/// A page in a language other than English gets its article layer, and a note that the rest was not read.
pub fn read(page: &Page) -> Record {
    if let Some(language) = page.article.language.as_deref().filter(|l| !is_english(l)) {
        let mut record = article_alone(page);
        let message = format!(
            "The page's language is “{language}”. Its text, blocks and article data are given; statements, names, places and times \
             were not looked for, since they are read in English only."
        );
        record.notes.push(Note { code: "language-not-read".into(), message, span: None });
        return record;
    }
    let regions: Vec<Span> = page.blocks.iter().filter(|b| b.kind.is_reporting()).map(|b| b.span).collect();
    let analysis = dateline_language::analyse(&page.text, &regions);
    let words = Words::new(&page.text, &analysis);
    let names = names::find(&words);
    let mut people = people::group(&words, &names);
    let mut relations = roles::find(&words, &names, &mut people);
    let mut statements = statements::find(&words, &mut people);
    let mut entities = people.into_entities();
    let gazetteer = Gazetteer::bundled();
    let toponyms = places::find(&page.text, &regions, places::Context::of(page), gazetteer);
    places::join(&page.text, &toponyms, &mut entities, &mut statements, &mut relations, gazetteer);
    Record {
        schema: SCHEMA.into(),
        source: page.source.clone(),
        text: page.text.clone(),
        blocks: page.blocks.clone(),
        article: page.article.clone(),
        sentences: analysis.sentences.iter().map(|s| s.span).collect(),
        entities,
        statements,
        times: times::find(page, &analysis),
        relations,
        notes: page.notes.clone(),
        ..Record::default()
    }
    .into_code_points()
}

/// The record of a page that is read no further than its text, blocks and article data.
pub fn article_alone(page: &Page) -> Record {
    Record {
        schema: SCHEMA.into(),
        source: page.source.clone(),
        text: page.text.clone(),
        blocks: page.blocks.clone(),
        article: page.article.clone(),
        notes: page.notes.clone(),
        ..Record::default()
    }
    .into_code_points()
}

/// Whether a language tag's primary subtag is English.
fn is_english(tag: &str) -> bool {
    tag.split(['-', '_']).next().is_some_and(|primary| primary.eq_ignore_ascii_case("en"))
}
