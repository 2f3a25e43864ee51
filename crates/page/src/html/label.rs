//! What each block of a page is for.
//!
//! First every segment is weighed for being body text, by what it is itself and then by what its neighbours are; then the headline is
//! found, and the rest is named by where it stands, what the markup calls it and what its words look like.

use super::evidence::{BESIDE, Evidence, Line, OUTSIDE};
use super::hints::Hints;
use super::layout::Layout;
use super::tag::Tag;
use super::tree::Document;
use crate::forms::Form;
use crate::meta::dates::Context;
use crate::meta::lines;
use dateline_record::BlockKind;

/// What the page's metadata tell of the story to look for.
#[derive(Clone, Copy, Default)]
pub struct Told<'a> {
    /// The article's title.
    pub title: Option<&'a str>,
}

/// Labels every segment of a layout.
pub fn label(document: &Document, layout: &Layout, told: Told<'_>) -> Vec<BlockKind> {
    let evidence = Evidence::gather(document, layout, told);
    let mut page = Labels { kinds: vec![None; evidence.lines.len()], headline: None, evidence };
    page.find_headline();
    page.find_body();
    page.label_headings();
    page.label_deck();
    page.label_rest();
    page.kinds.into_iter().map(|k| k.unwrap_or(BlockKind::Furniture)).collect()
}

/// How strongly a hint speaks against body text, in the unit of [`Labels::own_score`].
const AGAINST: [(Hints, f32); 23] = [
    (Hints::NAVIGATION, 3.0),
    (Hints::FOOTER, 2.5),
    (Hints::ASIDE, 2.5),
    (Hints::ADVERT, 2.0),
    (Hints::FORM, 3.0),
    (Hints::CONSENT, 4.0),
    (Hints::SOCIAL, 2.5),
    (Hints::COMMENTS, 4.0),
    (Hints::RELATED, 3.0),
    (Hints::CAPTION, 4.0),
    (Hints::PICTURE_CREDIT, 3.0),
    (Hints::BYLINE, 2.5),
    (Hints::DATE, 2.0),
    (Hints::TAGS, 2.0),
    (Hints::BIOGRAPHY, 3.0),
    (Hints::CARD, 1.0),
    (Hints::FIGURE, 1.5),
    (Hints::PULL_QUOTE, 2.5),
    (Hints::CORRECTION, 2.5),
    (Hints::HEADER, 1.0),
    (Hints::HIDDEN, 1.5),
    (Hints::EMBED, -1.2),
    (Hints::STORY, -0.3),
];

struct Labels<'d> {
    evidence: Evidence<'d>,
    kinds: Vec<Option<BlockKind>>,
    headline: Option<usize>,
}

/// What stands below a heading, up to the next.
#[derive(Default)]
struct Below {
    /// Words of body text.
    body: usize,
    /// Words of anything but body text, pictures and credits.
    other: usize,
    /// The very next segment is a subheading.
    subheading_next: bool,
    /// The very next segment is body text.
    body_next: bool,
}

impl Labels<'_> {
    /// The segment that shows the article's title.
    fn find_headline(&mut self) {
        let first = self.evidence.core.iter().position(|c| *c).unwrap_or(usize::MAX);
        let mut best = (1.4, None);
        for (i, line) in self.evidence.lines.iter().enumerate() {
            if line.words > 60 {
                continue;
            }
            let mut score = match line.tag {
                Tag::H1 => 1.5,
                t if t.is_heading() => 0.5,
                _ => 0.0,
            };
            score += 3.0 * line.like_title;
            score += if line.hints.any(Hints::TITLE) { 0.5 } else { 0.0 };
            score -= if line.hints.any(OUTSIDE) || line.card { 1.5 } else { 0.0 };
            score -= if i > first { 1.0 } else { 0.0 };
            score -= if line.link_density > 0.8 { 0.3 } else { 0.0 };
            if score > best.0 {
                best = (score, Some(i));
            }
        }
        self.headline = best.1;
        if let Some(i) = best.1 {
            self.kinds[i] = Some(BlockKind::Headline);
        }
    }

    /// Weighs each segment by itself, then once more with its neighbours, and keeps those that more speaks for than against.
    fn find_body(&mut self) {
        let own: Vec<f32> = (0..self.kinds.len()).map(|i| self.own_score(i)).collect();
        let first = own.iter().position(|s| *s > 1.0).unwrap_or(0);
        let last = own.iter().rposition(|s| *s > 1.0).unwrap_or(0);
        for i in 0..own.len() {
            let line = &self.evidence.lines[i];
            if self.kinds[i].is_some() || line.tag.is_heading() {
                continue;
            }
            let mut score = own[i];
            if line.words < 25 {
                let near = |j: Option<usize>| j.and_then(|j| own.get(j)).map_or(-0.5, |s| s.clamp(-1.0, 1.0));
                let neighbours = 0.4 * (near(i.checked_sub(1)) + near(Some(i + 1)));
                // good company does not make a credit line body text
                score += if line.form.is_some() { neighbours.min(0.0) } else { neighbours };
                // short lines before and after the story are seldom part of it
                score -= if i < first || i > last { 1.0 } else { 0.0 };
            }
            if i + 3 > last && self.is_tail(i) {
                score -= 2.0;
            }
            if score > 0.0 {
                self.kinds[i] = Some(BlockKind::Body);
            }
        }
    }

    /// A short line right under a picture that is apart in type or no sentence.
    fn is_picture_line(&self, i: usize) -> bool {
        let (line, segment) = (&self.evidence.lines[i], &self.evidence.segments[i]);
        let apart =
            segment.italic_chars == segment.chars || (!line.ends_sentence && self.evidence.home_share(i) == 0.0);
        line.words < 40 && !line.tag.is_heading() && apart && self.evidence.follows_picture(i)
    }

    /// Whether a paragraph at the end could be the site's word to its readers: apart in type or with an address, and in other words
    /// than the story.
    fn is_tail(&self, i: usize) -> bool {
        let segment = &self.evidence.segments[i];
        let line = &self.evidence.lines[i];
        let apart = segment.italic_chars * 10 > segment.chars * 9 || segment.links > 0 || line.text.contains('@');
        apart && self.evidence.familiarity(i) < 0.3
    }

    /// What a segment's own words, markup and place say: positive for body text.
    fn own_score(&self, i: usize) -> f32 {
        let evidence = &self.evidence;
        let line = &evidence.lines[i];
        let mut score = match (line.words, line.ends_sentence) {
            (25.., true) => 2.0,
            (10.., true) => 1.5,
            (25.., false) => 1.0,
            (10.., false) => 0.3,
            (4.., true) => 0.7,
            _ => -0.7,
        };
        score -= match line.link_density {
            d if d > 0.8 => 3.0,
            d if d > 0.5 => 1.5,
            d if d > 0.33 => 0.5,
            _ => 0.0,
        };
        score -= AGAINST.iter().filter(|(h, _)| line.hints.any(*h)).map(|(_, w)| w).sum::<f32>();
        score -= match line.form {
            // a long paragraph among its equals may well end in brackets
            Some(Form::Caption) if line.words > 30 && evidence.home_share(i) > 0.2 => 1.0,
            Some(Form::Caption | Form::PictureCredit | Form::Correction) => 4.0,
            Some(Form::Dateline) | None => 0.0,
            Some(_) => 3.0,
        };
        score += match line.tag {
            Tag::P => 0.5,
            Tag::Td | Tag::Th => -0.5,
            _ => 0.0,
        };
        let beside = evidence.home_share(i);
        score += (beside * 4.0).min(1.2);
        if line.tag == Tag::Li && beside > 0.1 && line.link_density < 0.33 {
            score += 0.8;
        }
        score += (evidence.kin_share(i) * 2.0).min(0.5);
        if line.words >= 12 {
            score += ((evidence.familiarity(i) - 0.25) * 2.0).clamp(-0.5, 0.5);
        }
        let penalties = [
            (line.card, 2.5),
            (!evidence.in_container(i), 2.5),
            (evidence.segments[i].control, 3.0),
            (line.words >= 4 && evidence.is_repeated(i) && evidence.home_share(i) < 0.1, 1.0),
            (evidence.is_foreign(i), 1.0),
            (evidence.is_caption_elsewhere(i), 3.0),
            (self.is_picture_line(i), 1.0),
            (line.tag != Tag::P && evidence.is_lifted(i), 3.0),
            (evidence.under_teasers(i), 1.0),
        ];
        score - penalties.iter().filter(|(there, _)| *there).map(|(_, weight)| weight).sum::<f32>()
    }

    fn first_body(&self) -> Option<usize> {
        self.kinds.iter().position(|k| *k == Some(BlockKind::Body))
    }

    fn last_body(&self) -> Option<usize> {
        self.kinds.iter().rposition(|k| *k == Some(BlockKind::Body))
    }

    /// Headings over body text are subheadings; headings over links are not. A short line in bold over body text is one too.
    fn label_headings(&mut self) {
        let mut below = Below::default();
        for i in (0..self.kinds.len()).rev() {
            let line = &self.evidence.lines[i];
            let segment = &self.evidence.segments[i];
            let bold = segment.bold_chars == segment.chars
                && line.words <= 14
                && !line.text.ends_with(['.', ':', ',', '”', '"']);
            let plain = !line.hints.any(OUTSIDE.or(BESIDE))
                && !line.card
                && line.form.is_none_or(|f| !f.is_furniture())
                && line.link_density < 0.5
                && self.evidence.in_container(i);
            if line.tag.is_heading() {
                let after = self.headline.is_none_or(|h| h < i) && !self.evidence.is_foreign(i);
                let own = below.body > below.other || below.body >= 40 || below.subheading_next;
                if self.kinds[i].is_none() && after && plain && own {
                    self.kinds[i] = Some(BlockKind::Subheading);
                }
                let subheading_next = self.kinds[i] == Some(BlockKind::Subheading);
                below = Below { subheading_next, ..Below::default() };
            } else if bold && plain && below.body_next && self.kinds[i] == Some(BlockKind::Body) {
                self.kinds[i] = Some(BlockKind::Subheading);
            } else if self.kinds[i] == Some(BlockKind::Body) {
                below.body += line.words;
            } else if !line.hints.any(BESIDE) && line.form.is_none_or(Form::is_furniture) {
                below.other += line.words;
            }
            below.body_next = self.kinds[i] == Some(BlockKind::Body);
            below.subheading_next &= line.tag.is_heading();
        }
    }

    /// The deck: sentences between the headline and the byline, or before the place where the story's text stands.
    fn label_deck(&mut self) {
        let Some(headline) = self.headline else { return };
        let lines = &self.evidence.lines;
        let is_byline = |i: &usize| {
            lines[*i].hints.any(Hints::BYLINE.or(Hints::DATE))
                || matches!(lines[*i].form, Some(Form::Byline | Form::Published))
        };
        let byline = (headline..lines.len().min(headline + 5)).find(is_byline).unwrap_or(headline);
        for (i, line) in lines.iter().enumerate().skip(headline) {
            let among_paragraphs = self.evidence.core[i] && self.evidence.home_share(i) > 0.05;
            if among_paragraphs && i > byline {
                break;
            }
            if self.kinds[i] == Some(BlockKind::Body) && (i < byline || !self.evidence.core[i]) {
                let short = line.words < 25;
                let dated = short && !line.ends_sentence && line.text.starts_with(|c: char| c.is_ascii_digit());
                self.kinds[i] = Some(if dated || is_signed(line) { BlockKind::Byline } else { BlockKind::Subheading });
            }
        }
    }

    fn label_rest(&mut self) {
        let first = self.first_body().unwrap_or(0);
        let last = self.last_body().unwrap_or(0);
        let start = self.headline.filter(|h| *h < first).unwrap_or(first);
        for i in 0..self.kinds.len() {
            if self.kinds[i].is_none() {
                let within = (start..=last).contains(&i) || self.evidence.in_container(i);
                let before_body = i > start && i < first;
                self.kinds[i] = Some(self.kind_of_rest(i, within, before_body));
            }
        }
    }

    /// Names a segment that is neither headline nor body.
    fn kind_of_rest(&self, i: usize, within: bool, before_body: bool) -> BlockKind {
        let line = &self.evidence.lines[i];
        let hints = line.hints;
        let teaser = line.card || hints.any(Hints::RELATED) || (line.link_density > 0.8 && line.words >= 4);
        let picture = hints.any(Hints::CAPTION) && !line.card && line.words >= 4 && line.link_density < 0.5;
        if !within && picture && !hints.any(OUTSIDE) {
            // the picture at the head of a story often stands before its headline
            return BlockKind::Caption;
        }
        if !within || hints.any(OUTSIDE) {
            let site = hints.any(Hints::NAVIGATION.or(Hints::FOOTER))
                || line.form.is_some_and(|f| f.kind() == BlockKind::Furniture);
            return if teaser && !site { BlockKind::Related } else { BlockKind::Furniture };
        }
        match line.form {
            Some(form) => return form.kind(),
            None if line.card => return BlockKind::Related,
            None => {}
        }
        if hints.any(Hints::CORRECTION) {
            BlockKind::Correction
        } else if hints.any(Hints::PICTURE_CREDIT) {
            BlockKind::Credit
        } else if hints.any(Hints::CAPTION)
            || self.evidence.is_caption_elsewhere(i)
            || (self.is_picture_line(i) && !teaser)
        {
            BlockKind::Caption
        } else if hints.any(Hints::BYLINE.or(Hints::DATE)) {
            BlockKind::Byline
        } else if teaser {
            BlockKind::Related
        } else if before_body && is_signed(line) {
            BlockKind::Byline
        } else if before_body && line.words >= 6 && line.link_density < 0.3 && !hints.any(Hints::TAGS) {
            BlockKind::Subheading
        } else {
            BlockKind::Furniture
        }
    }
}

/// A short line that names its writer after "By", or gives little more than a date.
fn is_signed(line: &Line<'_>) -> bool {
    let signed = |b: lines::Byline| b.marked || b.dates.published.is_some();
    line.words < 25 && lines::byline(line.text, Context::default()).is_some_and(signed)
        || line.words <= 8 && !line.ends_sentence && lines::published(line.text, Context::default()).is_some()
}
