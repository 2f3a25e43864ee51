//! What speaks for and against a segment's being part of the reporting, in numbers.

use super::hints::Hints;
use super::label::Told;
use super::layout::{Layout, Segment};
use super::tag::Tag;
use super::tree::{Document, NodeId};
use crate::forms::{self, Form};
use std::collections::{HashMap, HashSet};

/// Parts of a page that are not its story.
pub const OUTSIDE: Hints = Hints::NAVIGATION
    .or(Hints::FOOTER)
    .or(Hints::ASIDE)
    .or(Hints::ADVERT)
    .or(Hints::FORM)
    .or(Hints::CONSENT)
    .or(Hints::SOCIAL)
    .or(Hints::COMMENTS)
    .or(Hints::RELATED)
    .or(Hints::BIOGRAPHY);

/// Parts of a story that are not its text.
pub const BESIDE: Hints =
    Hints::CAPTION.or(Hints::PICTURE_CREDIT).or(Hints::BYLINE).or(Hints::DATE).or(Hints::TAGS).or(Hints::PULL_QUOTE);

/// An element with more than this share of the page's running text is no side matter, whatever its name.
const MAIN_SHARE: f32 = 0.4;
/// … the same for an element that holds the title as well.
const TITLED_SHARE: f32 = 0.15;
/// … and for one that plainly is set apart: `aside`, `nav`, `footer`, a notice, readers' comments.
const ALL_BUT: f32 = 0.75;
/// Paragraphs that are searched for the words of a pull quote.
const LIFTED_FROM: usize = 400;
/// A member of a list of stories has at most this much running text on average (in words); sections of an article have more.
const CARD_PROSE: f32 = 70.0;

/// What is known of one segment by itself and its place in the tree.
pub struct Line<'t> {
    /// The visible words.
    pub text: &'t str,
    /// How many.
    pub words: usize,
    /// Share of its characters within links.
    pub link_density: f32,
    /// Ends as a sentence does.
    pub ends_sentence: bool,
    /// Weight as running text: its words if it reads like prose, fewer or none if not.
    pub prose: f32,
    /// The block element.
    pub tag: Tag,
    /// What class names and roles around it say.
    pub hints: Hints,
    /// Its purpose by wording.
    pub form: Option<Form>,
    /// Part of a list of stories.
    pub card: bool,
    /// Words shared with the article's title, over all words of both.
    pub like_title: f32,
}

/// How often a text stands on a page, and as what.
#[derive(Default)]
struct Copies {
    count: u32,
    captions: bool,
}

/// All that is known of a page's segments.
pub struct Evidence<'d> {
    /// The page.
    pub document: &'d Document,
    /// Its visible blocks.
    pub segments: &'d [Segment],
    /// What each of them is like.
    pub lines: Vec<Line<'d>>,
    /// Running text inside the container with nothing against it: what all other segments are compared with.
    pub core: Vec<bool>,
    /// The element that holds most running text and least else.
    container: NodeId,
    /// Share of the core text in each element itself, by [`Evidence::home`].
    homes: Vec<f32>,
    /// Nearly all core text stands right beside each other.
    concentrated: bool,
    /// Share of the core text by the names of block and parent.
    kin: HashMap<(Tag, &'d str, &'d str), f32>,
    /// In how many core segments a word stands.
    vocabulary: HashMap<u64, u32>,
    /// How often a text stands on the page.
    copies: HashMap<&'d str, Copies>,
    /// The last heading or label above announces other stories.
    under_teasers: Vec<bool>,
}

impl<'d> Evidence<'d> {
    /// Looks at a page.
    pub fn gather(document: &'d Document, layout: &'d Layout, told: Told<'_>) -> Self {
        let segments = &layout.segments[..];
        let title = tokens_of(told.title.unwrap_or_default(), 60);
        let mut lines: Vec<Line<'d>> = segments.iter().map(|s| line(document, layout, s, &title)).collect();
        let prose = sums(document, segments, |i| lines[i].prose);
        let cards = cards(document, segments, &lines, &prose);
        // some sites set every heading of a sidebar in h1: that counts only where no line shows the title
        let shown = lines.iter().any(|l| l.like_title > 0.6);
        let titles = sums(document, segments, |i| {
            f32::from(if shown { lines[i].like_title > 0.6 } else { lines[i].tag == Tag::H1 })
        });
        let context = context(document, &prose, &titles);
        for (line, segment) in lines.iter_mut().zip(segments) {
            let inner = inner(document, segment) as usize;
            line.hints = context[inner];
            line.card = cards[inner];
        }
        let mut evidence = Evidence {
            document,
            segments,
            core: vec![false; lines.len()],
            lines,
            container: 0,
            homes: vec![0.0; document.len()],
            concentrated: false,
            kin: HashMap::new(),
            vocabulary: HashMap::new(),
            copies: HashMap::new(),
            under_teasers: Vec::new(),
        };
        evidence.container = evidence.find_container();
        evidence.look_around();
        evidence
    }

    fn find_container(&self) -> NodeId {
        let mut marked = vec![false; self.document.len()];
        for id in self.document.ids().skip(1) {
            let up = self.document.parent(id).unwrap_or(0) as usize;
            marked[id as usize] = marked[up] || self.document.has_token(id, "itemprop", "articleBody");
        }
        let values = sums(self.document, self.segments, |i| {
            let line = &self.lines[i];
            if marked[self.segments[i].block as usize]
                && !line.card
                && !line.hints.any(OUTSIDE)
                && line.link_density < 0.5
            {
                // schema.org microdata: the page itself says that this is the story, be it tables or lists
                2.0 * line.prose.max(0.5 * line.words.min(100) as f32)
            } else if line.prose > 0.0 && self.is_plain(i) {
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
        best
    }

    /// Finds the core and counts what it is made of.
    fn look_around(&mut self) {
        let mut total = 0.0;
        for i in 0..self.lines.len() {
            let line = &self.lines[i];
            self.core[i] = line.prose >= 12.0 && line.ends_sentence && self.in_container(i) && self.is_plain(i);
            let copies = self.copies.entry(line.text).or_default();
            copies.count += 1;
            copies.captions |= line.hints.any(Hints::CAPTION);
            if self.core[i] {
                total += line.prose;
                let words: HashSet<u64> = content_words(line.text).collect();
                #[allow(clippy::iter_over_hash_type, reason = "counting does not depend on the order")]
                for word in words {
                    *self.vocabulary.entry(word).or_default() += 1;
                }
            }
        }
        for i in (0..self.lines.len()).filter(|&i| self.core[i]) {
            let share = self.lines[i].prose / total;
            let home = self.home(i) as usize;
            self.homes[home] += share;
            let kin = self.kin(i);
            *self.kin.entry(kin).or_default() += share;
        }
        self.concentrated = self.homes.iter().any(|share| *share > 0.8);
        let mut announced = false;
        for i in 0..self.lines.len() {
            self.under_teasers.push(announced);
            let form = self.lines[i].form;
            if self.lines[i].tag.is_heading() || matches!(form, Some(Form::TeaserLabel | Form::Comments)) {
                announced = matches!(form, Some(Form::TeaserLabel | Form::Comments | Form::Subscribe));
            } else if self.home_share(i) > 0.1 {
                announced = false;
            }
        }
    }

    /// Nothing around the segment says that it is anything but the story's text.
    fn is_plain(&self, i: usize) -> bool {
        let line = &self.lines[i];
        !line.card && !line.hints.any(OUTSIDE.or(BESIDE)) && line.form.is_none()
    }

    /// Whether the segment is inside the element with most of the story.
    pub fn in_container(&self, i: usize) -> bool {
        self.document.subtree(self.container).contains(&self.segments[i].block)
    }

    /// Share of the core text that stands right beside the segment. A list belongs to the text around it.
    pub fn home_share(&self, i: usize) -> f32 {
        let home = self.home(i);
        let own = self.homes[home as usize];
        match self.document.tag(home) {
            Some(Tag::Ul | Tag::Ol | Tag::Blockquote) => {
                own.max(0.7 * self.homes[self.document.parent(home).unwrap_or(0) as usize])
            }
            _ => own,
        }
    }

    /// Whether nearly all core text stands in one place and the segment in quite another.
    pub fn is_foreign(&self, i: usize) -> bool {
        self.concentrated && self.home_share(i) == 0.0 && self.kin_share(i) == 0.0
    }

    /// Share of the core text in blocks of the same name with parents of the same name.
    pub fn kin_share(&self, i: usize) -> f32 {
        self.kin.get(&self.kin(i)).copied().unwrap_or(0.0)
    }

    /// Whether the page shows the same words somewhere else again.
    pub fn is_repeated(&self, i: usize) -> bool {
        self.copies.get(self.lines[i].text).is_some_and(|c| c.count > 1)
    }

    /// Whether the markup calls the same words a caption somewhere else on the page.
    pub fn is_caption_elsewhere(&self, i: usize) -> bool {
        self.copies.get(self.lines[i].text).is_some_and(|c| c.count > 1 && c.captions)
    }

    /// Whether a picture stands right before the segment.
    pub fn follows_picture(&self, i: usize) -> bool {
        let before = i.checked_sub(1).map_or(0, |j| self.segments[j].last);
        let gap = before + 1..self.segments[i].first;
        // long stretches without words are scripts or menus, not a picture with its caption
        gap.len() < 60
            && gap.into_iter().any(|id| matches!(self.document.tag(id), Some(Tag::Img | Tag::Picture | Tag::Video)))
    }

    /// Whether the core text holds the segment's words as part of a longer paragraph: a quotation lifted out of it.
    pub fn is_lifted(&self, i: usize) -> bool {
        let line = &self.lines[i];
        let quote = line.text.trim_matches(|c: char| !c.is_alphanumeric());
        (6..=45).contains(&line.words) && self.home_share(i) < 1.0 && !quote.contains('\n') && {
            let within = |j: &usize| *j != i && self.core[*j] && self.lines[*j].text.len() > line.text.len() + 20;
            (0..self.lines.len()).filter(within).take(LIFTED_FROM).any(|j| self.lines[j].text.contains(quote))
        }
    }

    /// Whether the last heading or label above announces other stories.
    pub fn under_teasers(&self, i: usize) -> bool {
        self.under_teasers[i]
    }

    /// Share of a segment's longer words that other core segments hold too.
    pub fn familiarity(&self, i: usize) -> f32 {
        let own = u32::from(self.core[i]);
        let (mut all, mut known) = (0.0, 0.0);
        for word in content_words(self.lines[i].text).take(200) {
            all += 1.0;
            known += f32::from(self.vocabulary.get(&word).is_some_and(|&c| c > own));
        }
        if all == 0.0 { 0.0 } else { known / all }
    }

    /// The element that a segment shares with its equals: the parent of a paragraph or list item, else the block itself.
    fn home(&self, i: usize) -> NodeId {
        let block = self.segments[i].block;
        match self.lines[i].tag {
            Tag::P | Tag::Li | Tag::Blockquote | Tag::Pre => self.document.parent(block).unwrap_or(0),
            t if t.is_heading() => self.document.parent(block).unwrap_or(0),
            _ => block,
        }
    }

    /// What the block and its parent are called: paragraphs of one text have the same.
    fn kin(&self, i: usize) -> (Tag, &'d str, &'d str) {
        let block = self.segments[i].block;
        let class = |id| self.document.attr(id, "class").unwrap_or_default();
        (self.lines[i].tag, class(block), self.document.parent(block).map_or("", class))
    }
}

fn line<'t>(document: &Document, layout: &'t Layout, segment: &Segment, title: &[u64]) -> Line<'t> {
    let text = layout.text_of(segment);
    let words = word_count(text);
    let link_density = segment.link_chars as f32 / segment.chars.max(1) as f32;
    let ends_sentence = ends_sentence(text);
    let commas = text.chars().filter(|c| matches!(c, ',' | ';' | '،' | '、' | '，' | '。')).count();
    let heading = document.attr(segment.block, "role") == Some("heading");
    let tag = if heading { Tag::H3 } else { document.tag(segment.block).unwrap_or(Tag::Div) };
    let prose =
        if words < 4 || link_density > 0.5 || tag.is_heading() || segment.control || (!ends_sentence && words < 12) {
            0.0
        } else {
            let weight = words.min(100) as f32 * (1.0 - link_density);
            if ends_sentence || commas > 1 { weight } else { weight / 2.0 }
        };
    let like_title = if words <= 40 { overlap(title, &tokens_of(text, 60)) } else { 0.0 };
    Line {
        text,
        words,
        link_density,
        ends_sentence,
        prose,
        tag,
        hints: Hints::NONE,
        form: forms::form(text),
        card: false,
        like_title,
    }
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
    .ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '।', '؟'])
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

/// Hints from the root down. What holds much of the page's running text is no side matter, whatever its name; neither is one of
/// several parts of the same name that hold it together, or what holds the title and some of the text.
fn context(document: &Document, prose: &[f32], titles: &[f32]) -> Vec<Hints> {
    let total = prose.first().copied().unwrap_or(0.0).max(1.0);
    let mut own = vec![Hints::NONE; document.len()];
    let mut together: HashMap<&str, f32> = HashMap::new();
    for id in document.ids().skip(1) {
        if matches!(document.tag(id), None | Some(Tag::Html | Tag::Body)) {
            continue;
        }
        own[id as usize] = Hints::of(document, id);
        if own[id as usize].any(OUTSIDE.or(BESIDE)) && prose[id as usize] > 0.0 {
            *together.entry(document.attr(id, "class").unwrap_or_default()).or_default() += prose[id as usize];
        }
    }
    let mut context = vec![Hints::NONE; document.len()];
    for id in document.ids().skip(1) {
        let at = id as usize;
        let class = document.attr(id, "class").unwrap_or_default();
        let held =
            if class.is_empty() { prose[at] } else { prose[at].max(together.get(class).copied().unwrap_or(0.0)) };
        // where the page shows its title, an `aside` without it is one, however little text the story has
        let aside = matches!(document.tag(id), Some(Tag::Aside | Tag::Nav | Tag::Footer));
        let notice = own[at].any(Hints::CONSENT.or(Hints::COMMENTS)) || aside;
        let main = held > MAIN_SHARE * total && !notice || (prose[at] > ALL_BUT * total && !(aside && titles[0] > 0.0));
        if prose[at] > 0.0 && (main || titles[at] > 0.0 && prose[at] > TITLED_SHARE * total) {
            own[at] = Hints::NONE;
        }
        context[at] = context[document.parent(id).unwrap_or(0) as usize].or(own[at]);
    }
    context
}

/// Finds lists of stories: elements of one name, side by side, each with a link for a title and little text.
fn cards(document: &Document, segments: &[Segment], lines: &[Line<'_>], prose: &[f32]) -> Vec<bool> {
    let titles = sums(document, segments, |i| {
        let (line, segment) = (&lines[i], &segments[i]);
        let title = line.words >= 3
            && (line.link_density > 0.8
                || (segment.starts_in_link && line.link_density > 0.2 && segment.link_chars > 15));
        f32::from(title)
    });
    let mut cards = vec![false; document.len()];
    for id in document.ids() {
        if titles[id as usize] < 3.0 {
            continue;
        }
        let mut rows: HashMap<(Tag, &str), (f32, f32, f32)> = HashMap::new();
        let row = |child: NodeId| {
            document.tag(child).map(|tag| (tag, first_word(document.attr(child, "class").unwrap_or_default())))
        };
        for child in document.children(id) {
            if let Some(key) = row(child) {
                let (members, titled, words) = rows.entry(key).or_default();
                *members += 1.0;
                *titled += f32::from(u8::from((1.0..=3.0).contains(&titles[child as usize])));
                *words += prose[child as usize];
            }
        }
        for child in document.children(id) {
            if let Some(key) = row(child)
                && key.0 != Tag::P
                && let Some(&(members, titled, words)) = rows.get(&key)
            {
                cards[child as usize] = titled >= 3.0
                    && titled / members > 0.6
                    && words / members < CARD_PROSE
                    && titles[child as usize] > 0.0;
            }
        }
    }
    for id in document.ids().skip(1) {
        let up = document.parent(id).unwrap_or(0);
        cards[id as usize] |= cards[up as usize];
    }
    cards
}

fn first_word(class: &str) -> &str {
    class.split_ascii_whitespace().next().unwrap_or_default()
}

fn hash(word: &str) -> u64 {
    // FNV-1a over lower-case letters
    word.chars()
        .flat_map(char::to_lowercase)
        .fold(0xcbf2_9ce4_8422_2325, |h, c| (h ^ u64::from(c)).wrapping_mul(0x100_0000_01b3))
}

fn tokens_of(text: &str, most: usize) -> Vec<u64> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|t| !t.is_empty()).take(most).map(hash).collect()
}

fn content_words(text: &str) -> impl Iterator<Item = u64> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 3).map(hash)
}

/// Shared words over all words of two short texts.
fn overlap(a: &[u64], b: &[u64]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let shared = a.iter().take(60).filter(|t| b.contains(t)).count() as f32;
    (shared / (a.len() as f32 + b.len() as f32 - shared).max(1.0)).min(1.0)
}
