//! Who, where, when, what was said, what happened, according to whom? From a [`Page`] to a [`Record`].

mod chains;
mod cues;
pub mod events;
mod extent;
mod governments;
mod heard;
mod known;
mod lexicon;
mod members;
mod names;
mod people;
mod phrases;
pub mod places;
mod pronouns;
mod roles;
pub mod statements;
pub mod times;
mod words;
mod zones;

use dateline_gazetteer::Gazetteer;
use dateline_language::{Analysis, Model, ModelError};
use dateline_page::Page;
use dateline_record::{Block, BlockKind, Note, Record, SCHEMA, Span};
use extent::Extents;
use governments::Governments;
use words::Words;

pub use chains::{Chain, Mentioned};

/// What is known beforehand, shared by all pages and threads.
#[derive(Clone, Copy)]
pub struct Resources<'a> {
    /// Which places bear which name.
    pub gazetteer: &'a Gazetteer<'a>,
    /// The network that reads the language. Without it, rules alone do what they can, many times faster.
    pub model: Option<&'a Model>,
}

impl Resources<'static> {
    /// Those that come with the program.
    pub fn bundled() -> Result<Resources<'static>, &'static ModelError> {
        Ok(Resources { model: Some(Model::bundled()?), ..Resources::rules_alone() })
    }

    /// Those that come with the program, but for the network.
    pub fn rules_alone() -> Resources<'static> {
        Resources { gazetteer: Gazetteer::bundled(), model: None }
    }
}

/// One page in, one sourced record out. No I/O, no clock, no randomness: same page and resources, same bytes.
///
/// A page in a language other than English gets its article layer, and a note that the rest was not read. An error means
/// that the network cannot be run.
pub fn read(page: &Page, resources: &Resources) -> Result<Record, ModelError> {
    read_watched(page, resources, |_| ())
}

/// A part of the work of [`read`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Sentences, tokens, and all that the network says of them.
    Language,
    /// Places and where they lie.
    Places,
    /// Time expressions.
    Times,
    /// Names, people, their roles, pronouns.
    People,
    /// Who says what.
    Statements,
    /// What happened.
    Events,
}

impl Layer {
    /// In the order in which they are done.
    pub const ALL: [Layer; 6] =
        [Layer::Language, Layer::Places, Layer::Times, Layer::People, Layer::Statements, Layer::Events];
}

impl std::fmt::Display for Layer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Layer::Language => "language",
            Layer::Times => "times",
            Layer::People => "people",
            Layer::Statements => "statements",
            Layer::Places => "places",
            Layer::Events => "events",
        })
    }
}

/// [`read`] for who wants to know where the time goes: calls `done` when a layer, or a part of it, is done.
pub fn read_watched(page: &Page, resources: &Resources, mut done: impl FnMut(Layer)) -> Result<Record, ModelError> {
    if let Some(language) = page.article.language.as_deref().filter(|l| !is_english(l)) {
        let mut record = article_alone(page);
        let message = format!(
            "The page's language is “{language}”. Its text, blocks and article data are given; statements, names, places and times \
             were not looked for, since they are read in English only."
        );
        record.notes.push(Note { code: "language-not-read".into(), message, span: None });
        return Ok(record);
    }
    Ok(understand(page, resources, &mut done, None, None)?.into_code_points())
}

/// What an English page speaks of, grouped: the entities of its record, and beyond those what is mentioned but once or only by
/// pronouns, and abstract things. Spans count bytes.
pub fn chains(page: &Page, resources: &Resources) -> Result<Vec<Chain>, ModelError> {
    let mut chains = Vec::new();
    understand(page, resources, &mut |_| {}, Some(&mut chains), None)?;
    Ok(chains)
}

/// The record of an English page, spans in bytes; and its chains, where they are asked for.
fn understand(
    page: &Page,
    resources: &Resources,
    done: &mut dyn FnMut(Layer),
    chains: Option<&mut Vec<Chain>>,
    watch: Option<&events::learn::Watch>,
) -> Result<Record, ModelError> {
    let regions = regions(page);
    let gazetteer = resources.gazetteer;
    let analysis = analyse(page, &regions, resources)?;
    done(Layer::Language);
    let words = Words::new(&page.text, &analysis, gazetteer);
    let mut toponyms = toponyms(page, &regions, gazetteer);
    done(Layer::Places);
    let times = times::find(page, &analysis, times::anchor(page, &toponyms, gazetteer));
    done(Layer::Times);
    let mut names = names::find(&words);
    // "May", "Sunday": times are in order and apart, so only the last that starts before a name can hold it.
    let time_at = |start: u32| times[..times.partition_point(|t| t.span.start <= start)].last();
    names.retain(|n| !time_at(n.span.start).is_some_and(|t| t.span.contains(n.span)));
    known::apply(&words, &page.article, &page.blocks, &mut names);
    let mut people = people::group(&words, &names);
    let mut relations = roles::find(&words, &names, &mut people);
    let extents = Extents::new(&words);
    if analysis.is_read {
        places::heed(&page.text, &analysis, &names, &mut toponyms);
        places::add_heard(&page.text, &regions, &names, places::Context::of(page), gazetteer, &mut toponyms);
        // An author's name that stands alone is a byline, whatever the page makes of it.
        let signed = |b: &&Block| page.article.authors.iter().any(|a| a.name == b.span.of(&page.text).trim());
        let is_byline = |b: &&Block| matches!(b.kind, BlockKind::Byline | BlockKind::Credit) || signed(b);
        let bylines: Vec<Span> = page.blocks.iter().filter(is_byline).map(|b| b.span).collect();
        chains::link(&words, &extents, &bylines, &mut people);
    } else {
        pronouns::find(&words, &mut people);
    }
    done(Layer::People);
    let mut statements = statements::find(&words, &people, &times, &page.article);
    if analysis.is_read {
        chains::speak_on(&words, &statements, &mut people);
        statements::mean(&mut statements, &people);
    }
    chains::voices(&words, &statements, &page.article.authors, &mut people);
    statements::mean(&mut statements, &people);
    done(Layer::Statements);
    let sure = std::mem::take(&mut people.sure);
    let others = std::mem::take(&mut people.others);
    let mut entities = people.into_entities();
    places::join(&page.text, &toponyms, &mut entities, &mut statements, &mut relations, gazetteer);
    statements::settle(&mut statements, &entities);
    let governments = Governments::new(&page.text, &entities, gazetteer);
    governments.speak(&mut statements, &mut entities);
    members::find(&words, &mut entities, &mut statements, &mut relations);
    done(Layer::Places);
    let blocks_of = |kinds: &[BlockKind]| -> Vec<Span> {
        page.blocks.iter().filter(|b| kinds.contains(&b.kind)).map(|b| b.span).collect()
    };
    let heads = blocks_of(&[BlockKind::Headline, BlockKind::Subheading, BlockKind::Caption]);
    let credits = blocks_of(&[BlockKind::Byline, BlockKind::Credit]);
    let events = events::find(events::Layers {
        text: &page.text,
        analysis: &analysis,
        entities: &entities,
        times: &times,
        statements: &statements,
        gazetteer,
        heads: &heads,
        credits: &credits,
        article: &page.article,
        watch,
    });
    governments.act(&events, &mut entities);
    done(Layer::Events);
    let record = Record {
        events,
        sentences: analysis.sentences.iter().map(|s| s.span).collect(),
        entities,
        statements,
        times,
        relations,
        ..unread(page)
    };
    if let Some(chains) = chains {
        *chains = chains::of(&words, &extents, &record.entities, &others, &sure);
    }
    Ok(record)
}

/// What the words of a page's reporting are doing: the ground of [`read`].
pub fn language(page: &Page, resources: &Resources) -> Result<Analysis, ModelError> {
    analyse(page, &regions(page), resources)
}

fn analyse(page: &Page, regions: &[Span], resources: &Resources) -> Result<Analysis, ModelError> {
    match resources.model {
        Some(model) => dateline_language::read(&page.text, regions, model),
        None => Ok(dateline_language::analyse(&page.text, regions)),
    }
}

/// The names of places, without the agency of the dateline.
fn toponyms(page: &Page, regions: &[Span], gazetteer: &Gazetteer) -> Vec<places::Toponym> {
    let mut found = places::find(&page.text, regions, places::Context::of(page), gazetteer);
    found.retain(|t| !agency(page).is_some_and(|a| a.overlaps(t.span)));
    found
}

/// The stretches that are read: the reporting blocks, with the dateline parted from the sentence that it stands before.
fn regions(page: &Page) -> Vec<Span> {
    let mut regions = Vec::with_capacity(page.blocks.len() + 1);
    for block in page.blocks.iter().filter(|b| b.kind.is_reporting()).map(|b| b.span) {
        let dateline = page.article.dateline.as_ref().map(|d| d.span).filter(|d| block.contains(*d));
        let sentence = dateline.and_then(|d| {
            let rest = page.text.get(d.end as usize..block.end as usize)?;
            let dash = rest.find(|c: char| !(c.is_whitespace() || "-–—―:)".contains(c)))?;
            Some((d, d.end as usize + dash))
        });
        match sentence {
            Some((d, start)) => {
                regions.push(Span { start: block.start, end: d.end });
                regions.push(Span { start: start as u32, end: block.end });
            }
            None => regions.push(block),
        }
    }
    regions
}

/// Where the dateline names the agency: "(Reuters)" names no place, whatever a gazetteer says.
fn agency(page: &Page) -> Option<Span> {
    let dateline = page.article.dateline.as_ref()?;
    let agency = dateline.agency.as_deref()?;
    let at = dateline.span.start as usize + dateline.span.of(&page.text).rfind(agency)?;
    Some(Span::new(at, at + agency.len()))
}

/// The record of a page that is read no further than its text, blocks and article data.
pub fn article_alone(page: &Page) -> Record {
    unread(page).into_code_points()
}

/// What a record holds before anything is read out of the text; spans in bytes.
fn unread(page: &Page) -> Record {
    Record {
        schema: SCHEMA.into(),
        source: page.source.clone(),
        text: page.text.clone(),
        blocks: page.blocks.clone(),
        article: page.article.clone(),
        notes: page.notes.clone(),
        ..Record::default()
    }
}

/// Whether a language tag's primary subtag is English.
fn is_english(tag: &str) -> bool {
    tag.split(['-', '_']).next().is_some_and(|primary| primary.eq_ignore_ascii_case("en"))
}
