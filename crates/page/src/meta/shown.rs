//! What the visible text says of the article, by its labelled blocks. Serves HTML pages and plain text alike.

use super::dates::Context;
use super::lines::{self, PageDates};
use super::names::same_name;
use dateline_record::{Author, Block, BlockKind, Dateline, Span};

/// Statements of the visible text about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// The first headline.
    pub headline: Option<String>,
    /// People in bylines.
    pub people: Vec<Author>,
    /// Agencies and outlets in bylines.
    pub organizations: Vec<String>,
    /// People in credit lines.
    pub contributors: Vec<Author>,
    /// Agencies that supplied the text, by its credit lines.
    pub supplied: Vec<String>,
    /// The dateline of the first paragraph.
    pub dateline: Option<Dateline>,
    /// Dates in bylines.
    pub dates: PageDates,
}

impl Shown {
    /// Reads the blocks that speak of the article.
    pub fn of(text: &str, blocks: &[Block], context: Context) -> Shown {
        let mut shown = Shown::default();
        let mut bodies = 0;
        for block in blocks {
            let words = block.span.of(text);
            match block.kind {
                BlockKind::Headline if shown.headline.is_none() => {
                    shown.headline =
                        Some(words.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|h| !h.is_empty());
                }
                BlockKind::Byline => words.lines().for_each(|line| shown.byline(line, context)),
                BlockKind::Credit => words.lines().for_each(|line| shown.credit(line)),
                // a sentence or two may stand before the one that carries the dateline
                BlockKind::Body | BlockKind::Dateline if bodies < 3 => {
                    bodies += 1;
                    if shown.dateline.is_none() {
                        shown.dateline = lines::dateline(words).map(|d| {
                            let at = block.span.start;
                            Dateline { span: Span { start: d.span.start + at, end: d.span.end + at }, ..d }
                        });
                    }
                }
                _ => {}
            }
        }
        shown
    }

    fn byline(&mut self, line: &str, context: Context) {
        let dates = match lines::byline(line, context) {
            Some(byline) => {
                self.people.extend(
                    byline
                        .people
                        .into_iter()
                        .filter(|p| !self.people.iter().any(|k| same_name(&k.name, &p.name)))
                        .collect::<Vec<_>>(),
                );
                self.organizations.extend(byline.organizations);
                byline.dates
            }
            None => lines::published(line, context).unwrap_or_default(),
        };
        self.dates.published = self.dates.published.or(dates.published);
        self.dates.modified = self.dates.modified.or(dates.modified);
    }

    fn credit(&mut self, line: &str) {
        let Some(credit) = lines::credit(line) else { return };
        let new = credit.contributors.into_iter().filter(|c| !self.contributors.contains(c)).collect::<Vec<_>>();
        self.contributors.extend(new);
        self.supplied.extend(credit.supplied);
    }
}
