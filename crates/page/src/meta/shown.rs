//! What the visible text says of the article, by its labelled blocks. Serves HTML pages and plain text alike.

use super::dates::Context;
use super::lines::{self, PageDates};
use super::names::{self, Names, Trust, names, same_name};
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
    /// People in lines of the form of a byline that are labelled as something else.
    pub loose: Vec<Author>,
    /// People on a line of their own between headline and text, with nothing that says what they did.
    pub bare_names: Vec<Author>,
    /// They have the form of a subheading, which few bylines have.
    pub bare_is_heading: bool,
}

/// Blocks before and after the headline among which a byline may stand that was not labelled as one.
const BEFORE: usize = 4;
const AFTER: usize = 20;
/// Bylines and credits read of one page: lists of stories have one for each.
const MOST: usize = 100;

impl Shown {
    /// Reads the blocks that speak of the article.
    pub fn of(text: &str, blocks: &[Block], context: Context) -> Shown {
        let mut shown = Shown::default();
        let (mut bodies, mut bylines) = (0, 0);
        // "By", the name and the date may stand in blocks of their own
        let mut run = String::new();
        let last_paragraph = blocks.iter().rposition(|b| is_paragraph(b, text));
        for (i, block) in blocks.iter().enumerate() {
            let words = block.span.of(text);
            match block.kind {
                BlockKind::Headline if shown.headline.is_none() => {
                    let mut headline = Vec::new();
                    for line in words.lines() {
                        // old pages part headline and byline by a line break only
                        if headline.is_empty() || !shown.loose_byline(line, context) {
                            headline.extend(line.split_whitespace());
                        }
                    }
                    shown.headline = Some(headline.join(" ")).filter(|h| !h.is_empty());
                }
                // a post shown within the story is signed with a handle
                BlockKind::Byline if words.contains("(@") => continue,
                BlockKind::Byline if bylines < MOST => {
                    bylines += 1;
                    words.lines().for_each(|line| shown.byline(line, context));
                    if run.len() < 300 {
                        run = format!("{run} | {words}");
                    }
                    continue;
                }
                // "Reuters" above the text belongs to a picture
                BlockKind::Credit => {
                    let sources = shown.supplied.len();
                    words.lines().for_each(|line| shown.credit(line));
                    if last_paragraph.is_some_and(|last| i < last) && names::is_agency(words.trim()) {
                        shown.supplied.truncate(sources);
                    }
                }
                BlockKind::Body | BlockKind::Dateline if bodies < 12 && shown.dateline.is_none() => {
                    // captions may stand before the paragraph with the dateline; only one with an agency is known for sure there
                    shown.dateline = lines::dateline(words).filter(|d| bodies < 1 || d.agency.is_some()).map(|d| {
                        let at = block.span.start;
                        Dateline { span: Span { start: d.span.start + at, end: d.span.end + at }, ..d }
                    });
                    bodies += 1;
                }
                _ => {}
            }
            shown.byline_run(&std::mem::take(&mut run), context);
        }
        shown.byline_run(&run, context);
        shown.last_lines(text, blocks);
        shown.around_headline(text, blocks, context);
        shown.signed(text, blocks, context);
        shown.bare_name(text, blocks);
        shown
    }

    /// Credits at the end of the text that are not labelled as such.
    fn last_lines(&mut self, text: &str, blocks: &[Block]) {
        let bodies = blocks.iter().rev().filter(|b| b.kind == BlockKind::Body).take(8);
        let credits: Vec<&str> = bodies.map(|b| b.span.of(text)).filter(|t| t.len() <= 400).collect();
        credits.into_iter().rev().for_each(|line| self.credit(line));
    }

    fn byline_run(&mut self, run: &str, context: Context) {
        let run = run.trim_start_matches([' ', '|']);
        if self.people.is_empty() && run.contains('|') {
            self.byline(run, context);
        }
    }

    /// Lines next to the headline that have the form of a byline or a date.
    fn around_headline(&mut self, text: &str, blocks: &[Block], context: Context) {
        let Some(headline) = blocks.iter().position(|b| b.kind == BlockKind::Headline) else { return };
        let after = blocks[headline + 1..].iter().take(AFTER).take_while(|b| !is_paragraph(b, text));
        let before = blocks[..headline].iter().rev().take(BEFORE);
        for block in after.chain(before) {
            for line in block.span.of(text).lines().map(str::trim).filter(|l| !l.is_empty() && l.len() <= 160) {
                if block.kind != BlockKind::Byline {
                    self.loose_byline(line, context);
                }
            }
        }
    }

    /// A name alone on the line before the first paragraph.
    fn bare_name(&mut self, text: &str, blocks: &[Block]) {
        let headline = blocks.iter().position(|b| b.kind == BlockKind::Headline).unwrap_or(0);
        let Some(first) = blocks[headline..].iter().position(|b| is_paragraph(b, text)).map(|i| i + headline) else {
            return;
        };
        let Some(block) = blocks[..first].last() else { return };
        if matches!(block.kind, BlockKind::Body | BlockKind::Byline | BlockKind::Subheading) && block.span.len() <= 80 {
            let Names { people, organizations, unread } = names(block.span.of(text), Trust::Text);
            if unread == 0 && organizations.is_empty() && people.len() <= 4 {
                self.bare_names = people;
                self.bare_is_heading = block.kind == BlockKind::Subheading;
            }
        }
    }

    /// "Written by Ann Oke" at the end of the text.
    fn signed(&mut self, text: &str, blocks: &[Block], context: Context) {
        if !self.people.is_empty() || !self.loose.is_empty() {
            return;
        }
        let Some(last) = blocks.iter().rposition(|b| is_paragraph(b, text)) else { return };
        let end = blocks.len().min(last + AFTER);
        let short = |b: &&Block| b.span.len() <= 120 && b.kind != BlockKind::Related;
        for block in blocks[..end].iter().rev().take(2 * AFTER).filter(short) {
            if let Some(byline) = lines::byline(block.span.of(text), context).filter(|b| b.marked) {
                self.loose = byline.people;
                return;
            }
        }
    }

    /// Reads a line that may be a byline or a date; says whether it is one.
    fn loose_byline(&mut self, line: &str, context: Context) -> bool {
        let byline = lines::byline(line, context).filter(|b| b.marked || b.dates.published.is_some());
        let dates = match byline {
            Some(byline) => {
                if self.loose.is_empty() {
                    self.loose = byline.people;
                    self.organizations.extend(byline.organizations);
                }
                byline.dates
            }
            None => match lines::published(line, context).filter(|_| line.len() <= 80) {
                Some(dates) => dates,
                None => return false,
            },
        };
        self.dates.published = self.dates.published.or(dates.published);
        self.dates.modified = self.dates.modified.or(dates.modified);
        true
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
        if self.contributors.len() > MOST || self.supplied.len() > MOST {
            return;
        }
        let new = credit.contributors.into_iter().filter(|c| !self.contributors.contains(c)).collect::<Vec<_>>();
        self.contributors.extend(new);
        self.supplied.extend(credit.supplied);
    }
}

/// A paragraph of the report, neither a name nor a deck.
fn is_paragraph(block: &Block, text: &str) -> bool {
    block.kind == BlockKind::Body
        && block.span.len() >= 80
        && block.span.of(text).trim_end().ends_with(['.', '”', '"', '?', '!'])
}
