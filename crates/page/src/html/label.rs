//! What each block of a page is for.

use super::hints::Hints;
use super::layout::{Layout, Segment};
use super::tag::Tag;
use super::tree::{Document, NodeId};
use dateline_record::BlockKind;

/// Labels every segment of a layout. `title` is the article's title if the page's metadata tell it.
pub fn label(document: &Document, layout: &Layout, title: Option<&str>) -> Vec<BlockKind> {
    let mut page = Evidence::gather(document, layout);
    page.find_container();
    page.score_body();
    page.find_headline(title);
    page.label_headings();
    page.label_rest();
    page.kinds.into_iter().map(|k| k.unwrap_or(BlockKind::Furniture)).collect()
}

/// Parts of a page that are not its story.
const OUTSIDE: Hints = Hints::NAVIGATION
    .or(Hints::FOOTER)
    .or(Hints::ASIDE)
    .or(Hints::ADVERT)
    .or(Hints::FORM)
    .or(Hints::SOCIAL)
    .or(Hints::COMMENTS)
    .or(Hints::RELATED)
    .or(Hints::BIOGRAPHY);

/// Parts of a story that are not its text.
const BESIDE: Hints =
    Hints::CAPTION.or(Hints::PICTURE_CREDIT).or(Hints::BYLINE).or(Hints::DATE).or(Hints::TAGS).or(Hints::PULL_QUOTE);

/// How strongly a hint speaks against body text. The unit is that of [`Evidence::score_body`].
const AGAINST: [(Hints, f32); 20] = [
    (Hints::NAVIGATION, 3.0),
    (Hints::FOOTER, 2.5),
    (Hints::ASIDE, 2.5),
    (Hints::ADVERT, 2.0),
    (Hints::FORM, 3.0),
    (Hints::SOCIAL, 2.5),
    (Hints::COMMENTS, 4.0),
    (Hints::RELATED, 3.0),
    (Hints::CAPTION, 4.0),
    (Hints::PICTURE_CREDIT, 3.0),
    (Hints::BYLINE, 2.5),
    (Hints::DATE, 2.0),
    (Hints::TAGS, 2.0),
    (Hints::BIOGRAPHY, 3.0),
    (Hints::CARD, 1.5),
    (Hints::FIGURE, 1.5),
    (Hints::PULL_QUOTE, 2.5),
    (Hints::EMBED, 1.0),
    (Hints::CORRECTION, 2.5),
    (Hints::STORY, -0.3),
];

/// What is known of one segment.
struct Line<'t> {
    text: &'t str,
    words: usize,
    link_density: f32,
    ends_sentence: bool,
    /// Weight as running text: its words if it reads like prose, fewer or none if not.
    prose: f32,
    tag: Tag,
    hints: Hints,
}

struct Evidence<'d> {
    document: &'d Document,
    segments: &'d [Segment],
    lines: Vec<Line<'d>>,
    /// Hints of each element and all above it, those that the contents contradict left out.
    context: Vec<Hints>,
    container: NodeId,
    scores: Vec<f32>,
    kinds: Vec<Option<BlockKind>>,
    headline: Option<usize>,
}

impl<'d> Evidence<'d> {
    fn gather(document: &'d Document, layout: &'d Layout) -> Self {
        let segments = &layout.segments[..];
        let mut lines: Vec<Line<'d>> = segments.iter().map(|s| line(document, layout, s)).collect();
        let prose = sums(document, segments, |i| lines[i].prose);
        let context = context(document, &prose);
        for (line, segment) in lines.iter_mut().zip(segments) {
            // inline elements around all of the segment speak for it too
            line.hints = context[inner(document, segment) as usize];
        }
        Evidence {
            document,
            segments,
            lines,
            context,
            container: 0,
            scores: Vec::new(),
            kinds: vec![None; segments.len()],
            headline: None,
        }
    }

    /// The element that holds most running text and least else.
    fn find_container(&mut self) {
        let values = sums(self.document, self.segments, |i| {
            let line = &self.lines[i];
            if line.prose > 0.0 && !line.hints.any(OUTSIDE.or(BESIDE)) {
                line.prose
            } else {
                -0.25 * line.words.min(8) as f32
            }
        });
        let mut best = 0;
        for id in self.document.ids() {
            if self.document.tag(id).is_some() && values[id as usize] >= values[best as usize] {
                best = id;
            }
        }
        self.container = best;
    }

    fn in_container(&self, i: usize) -> bool {
        self.document.subtree(self.container).contains(&self.segments[i].block)
    }

    /// Weighs for every segment what speaks for and against its being body text.
    fn score_body(&mut self) {
        let parent = |s: &Segment| {
            if self.document.is(s.block, Tag::P) { self.document.parent(s.block).unwrap_or(0) } else { s.block }
        };
        let mut siblings = vec![0.0f32; self.document.len()];
        let mut total = 0.0;
        for (i, segment) in self.segments.iter().enumerate() {
            let line = &self.lines[i];
            if self.in_container(i) && !line.hints.any(OUTSIDE.or(BESIDE)) {
                siblings[parent(segment) as usize] += line.prose;
                total += line.prose;
            }
        }
        let mut scores = Vec::with_capacity(self.lines.len());
        for (i, segment) in self.segments.iter().enumerate() {
            let line = &self.lines[i];
            let mut score = match (line.words, line.ends_sentence) {
                (25.., true) => 2.0,
                (10.., true) => 1.5,
                (25.., false) => 1.0,
                (10.., false) => 0.5,
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
            score += match line.tag {
                Tag::P => 0.5,
                Tag::Td | Tag::Th => -0.5,
                _ => 0.0,
            };
            let share = siblings[parent(segment) as usize] / total.max(1.0);
            score += (share * 4.0).min(1.2);
            if !self.in_container(i) {
                score -= 2.5;
            }
            if segment.control {
                score -= 3.0;
            }
            scores.push(score);
        }
        self.scores = scores;
        for i in 0..self.scores.len() {
            if self.scores[i] > 0.0 && !self.lines[i].tag.is_heading() {
                self.kinds[i] = Some(BlockKind::Body);
            }
        }
    }

    fn first_body(&self) -> Option<usize> {
        self.kinds.iter().position(|k| *k == Some(BlockKind::Body))
    }

    fn last_body(&self) -> Option<usize> {
        self.kinds.iter().rposition(|k| *k == Some(BlockKind::Body))
    }

    /// The segment that shows the article's title.
    fn find_headline(&mut self, title: Option<&str>) {
        let first = self.first_body().unwrap_or(usize::MAX);
        let title: Vec<String> = title.map(tokens).unwrap_or_default();
        let mut best = (0.0, None);
        for (i, line) in self.lines.iter().enumerate() {
            if line.words > 60 {
                continue;
            }
            let mut score = match line.tag {
                Tag::H1 => 1.5,
                t if t.is_heading() => 0.5,
                _ => 0.0,
            };
            if line.hints.any(Hints::TITLE) {
                score += 0.5;
            }
            score += 3.0 * overlap(&title, &tokens(line.text));
            if line.hints.any(OUTSIDE.or(Hints::CARD)) {
                score -= 1.5;
            }
            if i > first {
                score -= 1.5;
            }
            if score > best.0 {
                best = (score, Some(i));
            }
        }
        if best.0 >= 1.5
            && let Some(i) = best.1
        {
            self.headline = Some(i);
            self.kinds[i] = Some(BlockKind::Headline);
        }
    }

    /// Headings over body text are subheadings; headings over links are not.
    fn label_headings(&mut self) {
        let Some(last) = self.last_body() else { return };
        let mut body_follows = false;
        for i in (0..self.lines.len()).rev() {
            let line = &self.lines[i];
            let heading = line.tag.is_heading();
            if !heading {
                body_follows = match self.kinds[i] {
                    Some(BlockKind::Body) => true,
                    _ if line.hints.any(OUTSIDE) || line.link_density > 0.5 => false,
                    _ => body_follows,
                };
            } else if self.kinds[i].is_none()
                && i < last
                && body_follows
                && self.in_container(i)
                && self.headline.is_none_or(|h| h < i)
                && !line.hints.any(OUTSIDE.or(BESIDE))
                && line.link_density < 0.5
            {
                self.kinds[i] = Some(BlockKind::Subheading);
            }
        }
    }

    fn label_rest(&mut self) {
        let start = self.headline.or(self.first_body()).unwrap_or(0);
        let first = self.first_body().unwrap_or(0);
        let last = self.last_body().unwrap_or(0);
        let story = self.document.subtree(self.container);
        for i in 0..self.lines.len() {
            if self.kinds[i].is_some() {
                continue;
            }
            let line = &self.lines[i];
            let within = (start..=last).contains(&i) || story.contains(&self.segments[i].block);
            let h = line.hints;
            let kind = if !within || h.any(OUTSIDE) {
                if line.link_density > 0.8 && line.words >= 4 && !h.any(Hints::NAVIGATION.or(Hints::FOOTER))
                    || h.any(Hints::RELATED)
                {
                    BlockKind::Related
                } else {
                    BlockKind::Furniture
                }
            } else if h.any(Hints::CORRECTION) {
                BlockKind::Correction
            } else if h.any(Hints::CAPTION.or(Hints::PICTURE_CREDIT)) {
                if h.any(Hints::PICTURE_CREDIT) { BlockKind::Credit } else { BlockKind::Caption }
            } else if h.any(Hints::BYLINE.or(Hints::DATE)) {
                BlockKind::Byline
            } else if i > start && i < first && line.words >= 6 && line.link_density < 0.3 {
                BlockKind::Subheading
            } else if line.link_density > 0.8 && line.words >= 4 {
                BlockKind::Related
            } else {
                BlockKind::Furniture
            };
            self.kinds[i] = Some(kind);
        }
    }
}

fn line<'t>(document: &Document, layout: &'t Layout, segment: &Segment) -> Line<'t> {
    let text = layout.text_of(segment);
    let words = word_count(text);
    let link_density = segment.link_chars as f32 / segment.chars.max(1) as f32;
    let ends_sentence = ends_sentence(text);
    let commas = text.chars().filter(|c| matches!(c, ',' | ';' | '،' | '、' | '，' | '。')).count();
    let tag = document.tag(segment.block).unwrap_or(Tag::Div);
    let prose =
        if words < 4 || link_density > 0.5 || tag.is_heading() || segment.control || (!ends_sentence && words < 12) {
            0.0
        } else {
            let weight = words.min(100) as f32 * (1.0 - link_density);
            if ends_sentence || commas > 1 { weight } else { weight / 2.0 }
        };
    Line { text, words, link_density, ends_sentence, prose, tag, hints: Hints::NONE }
}

/// Words parted by blanks; in scripts that write none, two characters count as one.
fn word_count(text: &str) -> usize {
    let unspaced = text
        .chars()
        .filter(|c| matches!(c, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'))
        .count();
    text.split_whitespace().count() + unspaced / 2
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '*' | '♦' | '■')
    })
    .ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '।', '؟', '।'])
}

/// The innermost element around all of a segment.
fn inner(document: &Document, segment: &Segment) -> NodeId {
    let mut id = document.parent(segment.first).unwrap_or(0);
    while document.subtree(id).end <= segment.last {
        id = document.parent(id).unwrap_or(0);
    }
    id
}

/// Adds up a value of the segments for every element that holds them.
fn sums(document: &Document, segments: &[Segment], value: impl Fn(usize) -> f32) -> Vec<f32> {
    let mut sums = vec![0.0; document.len()];
    for (i, segment) in segments.iter().enumerate() {
        sums[segment.block as usize] += value(i);
    }
    for id in document.ids().rev() {
        if let Some(up) = document.parent(id) {
            sums[up as usize] += sums[id as usize];
        }
    }
    sums
}

/// Hints from the root down. What holds much of the page's running text is no side matter, whatever its name.
fn context(document: &Document, prose: &[f32]) -> Vec<Hints> {
    let total = prose.first().copied().unwrap_or(0.0).max(1.0);
    let mut context = vec![Hints::NONE; document.len()];
    for id in document.ids().skip(1) {
        let above = context[document.parent(id).unwrap_or(0) as usize];
        let main = prose[id as usize] / total > 0.4;
        let own = if main || matches!(document.tag(id), None | Some(Tag::Html | Tag::Body)) {
            Hints::NONE
        } else {
            Hints::of(document, id)
        };
        context[id as usize] = above.or(own);
    }
    context
}

fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|t| !t.is_empty()).map(str::to_lowercase).collect()
}

/// Shared words over all words of two short texts.
fn overlap(a: &[String], b: &[String]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let shared = a.iter().filter(|t| b.contains(t)).count() as f32;
    shared / (a.len() as f32 + b.len() as f32 - shared).max(1.0)
}
