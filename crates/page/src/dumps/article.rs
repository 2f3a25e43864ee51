//! What a plain-text dump says of itself: its headline, its byline, its dateline, its credits.

use crate::meta::dates::{self, Context};
use crate::meta::lines;
use crate::meta::names::{is_agency, same_name};
use crate::{Given, language};
use dateline_record::{Article, Author, Block, BlockKind, DateBasis, Origin, OriginBasis, PageDate, Span};

/// Fills the article layer from labelled blocks and from what was given.
pub fn read(text: &str, blocks: &[Block], given: &Given) -> Article {
    let context = Context {
        retrieved: given.retrieved.as_deref().and_then(|r| dates::parse(r, Context::default())),
        order: None,
    };
    let mut article = Article { canonical_url: None, ..Article::default() };
    let of = |kind: BlockKind| blocks.iter().filter(move |b| b.kind == kind).map(|b| (b.span, b.span.of(text)));

    article.title = given.title.clone().or_else(|| of(BlockKind::Headline).next().map(|(_, t)| one_line(t)));
    let running: String = of(BlockKind::Body).map(|(_, t)| t).take(40).collect::<Vec<_>>().join("\n");
    article.language = language::identify(if running.is_empty() { text } else { &running }).map(str::to_owned);

    let mut stamps = lines::PageDates::default();
    for (_, line) in of(BlockKind::Byline) {
        if let Some(byline) = lines::byline(line, context) {
            byline.people.into_iter().for_each(|p| add(&mut article.authors, p));
            let agency = byline.organizations.into_iter().find(|o| is_agency(o));
            suppose(&mut article.origin, agency, OriginBasis::Byline);
            stamps.published = stamps.published.or(byline.dates.published);
            stamps.modified = stamps.modified.or(byline.dates.modified);
        } else if let Some(found) = lines::published(line, context) {
            stamps.published = stamps.published.or(found.published);
            stamps.modified = stamps.modified.or(found.modified);
        }
    }
    for (_, line) in of(BlockKind::Credit) {
        if let Some(credit) = lines::credit(line) {
            credit.contributors.into_iter().for_each(|p| add(&mut article.contributors, p));
            suppose(&mut article.origin, credit.supplied.into_iter().next(), OriginBasis::Credit);
        }
    }
    // The dateline opens the running text, or stands just before it.
    let opening = blocks.iter().filter(|b| matches!(b.kind, BlockKind::Dateline | BlockKind::Body)).take(3);
    article.dateline = opening
        .filter_map(|b| {
            let mut dateline = lines::dateline(b.span.of(text))?;
            let by = b.span.range().start;
            dateline.span = Span::new(by + dateline.span.range().start, by + dateline.span.range().end);
            Some(dateline)
        })
        .next();
    if let Some(agency) = article.dateline.as_ref().and_then(|d| d.agency.clone()) {
        suppose(&mut article.origin, Some(agency), OriginBasis::Dateline);
    }
    let visible = |stamp: dates::Stamp| PageDate { value: stamp.iso(), basis: DateBasis::Text };
    article.published = match &given.date {
        Some(date) => Some(PageDate { value: date.clone(), basis: DateBasis::Given }),
        None => stamps.published.map(visible),
    };
    article.modified = stamps.modified.map(visible);
    article
}

/// The first to be named is whom the text was taken from.
fn suppose(origin: &mut Option<Origin>, name: Option<String>, basis: OriginBasis) {
    if let (None, Some(name)) = (&origin, name) {
        *origin = Some(Origin { name, basis });
    }
}

fn add(people: &mut Vec<Author>, person: Author) {
    if !people.iter().any(|p| same_name(&p.name, &person.name)) {
        people.push(person);
    }
}

/// A title that was wrapped over lines, on one.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
