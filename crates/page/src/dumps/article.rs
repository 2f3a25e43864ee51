//! What a plain-text dump says of itself: its headline, its byline, its dateline, its credits; and what its address tells.

use crate::meta::dates::{self, Context, Stamp};
use crate::meta::names::is_agency;
use crate::meta::shown::Shown;
use crate::meta::urls;
use crate::{Given, language};
use dateline_record::{Article, Block, BlockKind, DateBasis, Origin, OriginBasis, PageDate, Publisher};

/// Bytes of running text that the language is told from.
const SAMPLE: usize = 6_000;

/// Fills the article layer from labelled blocks and from what was given.
pub fn read(text: &str, blocks: &[Block], given: &Given) -> Article {
    let retrieved = given.retrieved.as_deref().and_then(|r| dates::parse(r, Context::default()));
    let shown = Shown::of(text, blocks, Context { retrieved, order: None });
    let url = given.url.as_deref();
    let (published, modified) = when(&shown, given);
    Article {
        title: given.title.clone().or_else(|| shown.headline.clone()),
        language: tongue(text, blocks),
        section: url.and_then(urls::section),
        publisher: url.and_then(urls::domain_of).map(|d| Publisher { name: None, domain: Some(d) }),
        origin: origin(&shown),
        authors: [&shown.people, &shown.loose, &shown.bare_names]
            .into_iter()
            .find(|p| !p.is_empty())
            .cloned()
            .unwrap_or_default(),
        contributors: shown.contributors,
        dateline: shown.dateline,
        published,
        modified,
        ..Article::default()
    }
}

/// The language of the running text; of the whole page where there is hardly any.
fn tongue(text: &str, blocks: &[Block]) -> Option<String> {
    let mut sample = String::new();
    for b in blocks.iter().filter(|b| b.kind == BlockKind::Body) {
        sample.push_str(b.span.of(text));
        sample.push('\n');
        if sample.len() > SAMPLE {
            break;
        }
    }
    language::of_page(&sample, []).or_else(|| language::of_page(text, []))
}

/// When it was published and changed: as given, as the byline says, as the address says.
fn when(shown: &Shown, given: &Given) -> (Option<PageDate>, Option<PageDate>) {
    let page_date = |stamp: Stamp, basis: DateBasis| PageDate { value: stamp.iso(), basis };
    let modified = shown.dates.modified.map(|s| page_date(s, DateBasis::Text));
    if let Some(date) = &given.date {
        let value = dates::parse(date, Context::default()).map_or_else(|| date.clone(), |s| s.iso());
        return (Some(PageDate { value, basis: DateBasis::Given }), modified);
    }
    let told = shown.dates.published.map(|s| page_date(s, DateBasis::Text));
    let address = || given.url.as_deref().and_then(urls::day).map(|s| page_date(s, DateBasis::Url));
    (told.or_else(address), modified)
}

/// The agency that the text was taken from, as it says itself.
fn origin(shown: &Shown) -> Option<Origin> {
    let byline = shown.organizations.iter().find(|o| is_agency(o)).cloned();
    let dateline = shown.dateline.as_ref().and_then(|d| d.agency.clone());
    let list = [
        (byline, OriginBasis::Byline),
        (dateline, OriginBasis::Dateline),
        (shown.supplied.first().cloned(), OriginBasis::Credit),
    ];
    list.into_iter().find_map(|(name, basis)| Some(Origin { name: name?, basis }))
}
