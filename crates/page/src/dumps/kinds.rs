//! What each block is for, once it is known how likely it belongs to the running text.

use super::features::Seen;
use crate::forms::{self, Case, Ending, Form};
use dateline_record::BlockKind;
use std::collections::BTreeSet;

/// A block is taken out of the running text from this probability on: by size (up to 4 words, up to 17, more), open or closed by
/// a stop. The longer it is and the more like a sentence, the more would be lost by a mistake.
const DOUBT: [[f32; 2]; 3] = [[0.5, 0.5], [0.7, 0.9], [0.95, 0.97]];

/// From this probability on even a whole sentence between two paragraphs is taken out of the text.
const CERTAIN: f32 = 0.9995;

/// The same for a line of seven words or more that has sentences of the text on either side.
const AMONG_SENTENCES: f32 = 0.95;

/// Kinds of all blocks. `other[i]` is the probability that block `i` is not running text; `title` the headline, if known.
pub fn kinds(blocks: &[Seen], other: &[f32], title: Option<&str>) -> Vec<BlockKind> {
    let page = Page::new(blocks, other, title);
    (0..blocks.len()).map(|i| page.kind(i)).collect()
}

/// How far to look past the site's own lines for a neighbour.
const REACH: usize = 24;

/// A page on which running text and the rest have been told apart, but the rest has no names yet.
struct Page<'a, 't> {
    blocks: &'a [Seen<'t>],
    other: &'a [f32],
    /// Whether each block belongs to the running text.
    text: Vec<bool>,
    /// The first and the last full paragraph of running text.
    first: usize,
    last: usize,
    /// The block that is the headline.
    headline: Option<usize>,
    /// Words of the headline that are written with a capital there.
    title_names: BTreeSet<String>,
    /// All its content words.
    title_words: BTreeSet<String>,
    /// Whether anything on the page is furniture beyond doubt.
    dirty: bool,
    /// Whether the page is told in many parts with a heading each.
    headed: bool,
    /// Whether a link to another story stands between its paragraphs for certain.
    linked: bool,
    /// Blocks of the running text that are questions.
    questions: usize,
}

impl<'a, 't> Page<'a, 't> {
    fn new(blocks: &'a [Seen<'t>], other: &'a [f32], title: Option<&str>) -> Self {
        let dirty = blocks.iter().any(|b| b.form.is_some_and(Form::is_furniture));
        let bare = blocks.iter().filter(|b| !b.shape.is_closed() && b.shape.words < 18).count();
        // Nothing shows a site around the text: then short lines are headings, lists and verses, not menus.
        let clean = !dirty && bare * 4 <= blocks.len();
        let mut text: Vec<bool> = blocks
            .iter()
            .zip(other)
            .map(|(b, &p)| {
                let size = usize::from(b.shape.words > 4) + usize::from(b.shape.words > 17);
                let doubt = DOUBT[size][usize::from(b.shape.is_closed())];
                p < doubt || clean && b.form.is_none()
            })
            .collect();
        let anchor = |i: &usize| text[*i] && blocks[*i].is_paragraph();
        let any = |i: &usize| text[*i];
        let first = (0..blocks.len()).find(anchor).or_else(|| (0..blocks.len()).find(any)).unwrap_or(0);
        let last = (0..blocks.len()).rev().find(anchor).or_else(|| (0..blocks.len()).rev().find(any)).unwrap_or(0);
        // Between two paragraphs a whole sentence that speaks to nobody is reporting, whatever furniture is around it.
        for i in first..last {
            let s = &blocks[i].shape;
            let sentence = matches!(s.ending, Ending::Stop | Ending::Colon)
                && s.words >= 7
                && s.case == Case::Sentence
                && !s.address;
            text[i] |= sentence && blocks[i].form.is_none() && other[i] < CERTAIN;
        }
        let questions = blocks
            .iter()
            .zip(&text)
            .filter(|(b, t)| **t && b.shape.ending == Ending::Question && b.shape.words < 18)
            .count();
        let mut page = Page {
            blocks,
            other,
            text,
            first,
            last,
            headline: None,
            title_names: BTreeSet::new(),
            title_words: BTreeSet::new(),
            dirty,
            headed: false,
            linked: false,
            questions,
        };
        // A line right among sentences needs more to be taken out than one among menus.
        let kept: Vec<usize> = (first..last)
            .filter(|&i| {
                blocks[i].form.is_none()
                    && blocks[i].shape.words >= 7
                    && other[i] < AMONG_SENTENCES
                    && page.set_in_text(i)
            })
            .collect();
        kept.into_iter().for_each(|i| page.text[i] = true);
        page.headline = page.find_headline(title);
        let words = title.or(page.headline.map(|h| blocks[h].text)).unwrap_or("");
        // A headline may capitalise every word: names are those that the text does not write small.
        let small: BTreeSet<&str> = (first..=last.min(blocks.len().saturating_sub(1)))
            .filter(|&i| page.text[i])
            .flat_map(|i| blocks[i].text.split(|c: char| !c.is_alphanumeric() && c != '-'))
            .filter(|w| w.starts_with(char::is_lowercase))
            .collect();
        page.title_names = names(words).filter(|n| !small.contains(n.as_str())).collect();
        page.title_words = forms::content_words(words).collect();
        page.headed = page.has_headings();
        page.linked = (first..last).any(|i| page.text[i] && page.teaser_score(i).is_some_and(|score| score >= 2.3));
        page
    }

    /// The headline stands before the text, has no full stop, and its words come back in the text.
    fn find_headline(&self, title: Option<&str>) -> Option<usize> {
        if let Some(title) = title.map(letters).filter(|t| !t.is_empty()) {
            let same = |b: &Seen| {
                let own = letters(b.text);
                own == title
                    || own.len() > 20
                        && (title.starts_with(&own) || own.starts_with(&title) && own.len() < 2 * title.len())
            };
            if let Some(i) =
                (0..=self.first.min(self.blocks.len().saturating_sub(1))).rev().find(|&i| same(&self.blocks[i]))
            {
                return Some(i);
            }
        }
        let mut lead: BTreeSet<String> = BTreeSet::new();
        let paragraphs = (self.first..self.blocks.len()).filter(|&i| self.text[i] && self.blocks[i].is_paragraph());
        paragraphs.take(12).for_each(|i| lead.extend(forms::content_words(self.blocks[i].text)));
        let mut best: Option<(f32, usize)> = None;
        for i in self.first.saturating_sub(60)..self.first {
            let (b, s) = (&self.blocks[i], &self.blocks[i].shape);
            if b.form.is_some()
                || !(3..=32).contains(&s.words)
                || matches!(s.ending, Ending::Open | Ending::Colon | Ending::Ellipsis)
            {
                continue;
            }
            let words: Vec<String> = forms::content_words(b.text).collect();
            let known = words.iter().filter(|w| lead.contains(*w)).count();
            let mut score = 2.0 * known as f32 / words.len().max(1) as f32;
            score += if (5..=20).contains(&s.words) { 0.5 } else { 0.0 };
            // A headline with a full stop is rare, and then it is short or capitalised.
            score -= match s.ending {
                Ending::Stop if s.case == Case::Title => 0.4,
                Ending::Stop if s.words <= 13 => 0.8,
                Ending::Stop => 2.0,
                _ => 0.0,
            };
            score -= if s.case == Case::Lower { 0.7 } else { 0.0 };
            score -= 0.03 * (self.first - i) as f32;
            score += if i == 0 { 0.6 } else { 0.0 };
            // A headline is at home in the window title, the breadcrumbs and the lists beside the text.
            score += if self.blocks.iter().enumerate().any(|(j, o)| j != i && o.text == b.text) { 0.4 } else { 0.0 };
            let follows = self.blocks.get(i + 1).and_then(|n| n.form);
            score += if matches!(follows, Some(Form::Byline | Form::Published)) { 0.5 } else { 0.0 };
            if score >= 1.0 && best.is_none_or(|(b, _)| score > b + 0.05) {
                best = Some((score, i));
            }
        }
        best.map(|(_, i)| i)
    }

    fn kind(&self, i: usize) -> BlockKind {
        let b = &self.blocks[i];
        if self.headline == Some(i) {
            return BlockKind::Headline;
        }
        if let Some(form) = b.form {
            return self.formed(i, form);
        }
        if self.text[i] { self.within_text(i) } else { self.outside(i) }
    }

    /// A block whose wording says what it is, if its place does not speak against it.
    fn formed(&self, i: usize, form: Form) -> BlockKind {
        let top = self.headline.unwrap_or(self.first.saturating_sub(12));
        let (before, after) = (i < self.first, i > self.last);
        let beside = match form {
            Form::Byline | Form::Published => {
                (before && i + 2 >= top.min(self.first)) || i <= self.first + 3 && !after || after && i <= self.last + 3
            }
            Form::Dateline => i <= self.first + 1,
            Form::Caption | Form::PictureCredit => i + 6 >= top && i <= self.last + 4,
            Form::Credit | Form::Correction => i + 4 >= top && i <= self.last + 12,
            _ => false,
        };
        match form.kind() {
            kind if beside => kind,
            kind @ (BlockKind::Related | BlockKind::Furniture)
                if !self.text[i] || before || after || self.other[i] > 0.2 =>
            {
                kind
            }
            _ if self.text[i] && !is_apart(form) => self.within_text(i),
            _ if self.text[i] => form.kind(),
            _ => BlockKind::Furniture,
        }
    }

    /// A block among the running text without a telling form.
    fn within_text(&self, i: usize) -> BlockKind {
        let (b, s) = (&self.blocks[i], &self.blocks[i].shape);
        if self.is_teaser(i) {
            return BlockKind::Related;
        }
        let heads_text =
            self.blocks.get(i + 1).is_some_and(|n| self.text[i + 1] && n.form.is_none() && n.shape.words > s.words);
        // A heading has text below it: what stands like one after the last paragraph of a republished page leads elsewhere.
        let trails =
            self.dirty && i > self.last && !heads_text && s.ending == Ending::Bare && (6..=20).contains(&s.words);
        if trails && s.first.is_alphanumeric() && s.case != Case::Lower && !narrates(b.text) {
            return BlockKind::Related;
        }
        let is_heading = matches!(s.ending, Ending::Bare | Ending::Question)
            && s.words <= 12
            && s.case != Case::Lower
            && s.first.is_alphanumeric()
            && !forms::is_list_item(b.text)
            && heads_text
            && (s.ending == Ending::Bare || s.words <= 8);
        if is_heading { BlockKind::Subheading } else { BlockKind::Body }
    }

    /// A block outside the running text without a telling form.
    fn outside(&self, i: usize) -> BlockKind {
        let s = &self.blocks[i].shape;
        let inside = i > self.headline.unwrap_or(self.first) && i < self.last;
        if i > self.first && is_post(self.blocks[i].text) {
            return BlockKind::Body;
        }
        if inside && is_picture_talk(self.blocks[i].text) {
            return BlockKind::Caption;
        }
        if inside && self.set_in_text(i) && (self.headed || self.leads_on(i)) {
            return BlockKind::Subheading;
        }
        // A deck under the headline.
        if self.headline.is_some_and(|h| i == h + 1) && s.words >= 7 && self.other[i] < 0.9 {
            return BlockKind::Subheading;
        }
        let tells = s.words >= 5 && !s.address && s.digits < 0.3 && s.case != Case::Lower;
        if tells { BlockKind::Related } else { BlockKind::Furniture }
    }

    /// The blocks next to a block, the site's own lines aside. Those come in handfuls: to look further would cost time and
    /// prove nothing.
    fn neighbours(&self, i: usize) -> (Option<usize>, Option<usize>) {
        let kept = |j: &usize| self.blocks[*j].form.is_none_or(|f| !f.is_furniture());
        let before = (i.saturating_sub(REACH)..i).rev().find(kept);
        let after = (i + 1..self.blocks.len().min(i + REACH)).find(kept);
        (before, after)
    }

    /// Whether a block stands between sentences of the text.
    fn set_in_text(&self, i: usize) -> bool {
        let sentence = |j: usize| self.text[j] && self.blocks[j].shape.is_closed();
        let (before, after) = self.neighbours(i);
        before.is_some_and(sentence) && after.is_some_and(sentence)
    }

    /// Whether the page is told in many parts with a heading each, as live coverage is.
    fn has_headings(&self) -> bool {
        let candidate = |i: &usize| !self.text[*i] && self.blocks[*i].form.is_none() && self.set_in_text(*i);
        let all: Vec<usize> = (self.first..self.last).filter(candidate).collect();
        all.len() >= 5 && all.iter().filter(|i| self.leads_on(**i)).count() * 4 >= all.len()
    }

    /// Whether a line names what the next paragraph is about, as a heading does: apart from words that the whole page is about.
    fn leads_on(&self, i: usize) -> bool {
        let next = (i + 1..self.blocks.len().min(i + 5)).find(|&j| self.text[j] && self.blocks[j].is_paragraph());
        let Some(next) = next else { return false };
        let below: BTreeSet<String> = forms::content_words(self.blocks[next].text).collect();
        let own: Vec<String> =
            forms::content_words(self.blocks[i].text).filter(|w| !self.title_words.contains(w)).collect();
        let shared = own.iter().filter(|w| below.contains(*w)).count();
        shared >= 2 && shared * 2 >= own.len()
    }

    /// A link to another story set between two paragraphs. Where one is certain, less is asked of the others.
    fn is_teaser(&self, i: usize) -> bool {
        self.teaser_score(i).is_some_and(|score| score >= if self.linked { 0.1 } else { 2.0 })
    }

    /// How much a line between two paragraphs reads like the headline of another story: about the same people, told as though
    /// the reader knew nothing yet. `None` where it cannot be one.
    fn teaser_score(&self, i: usize) -> Option<f32> {
        let (b, s) = (&self.blocks[i], &self.blocks[i].shape);
        let open =
            matches!(s.ending, Ending::Bare | Ending::Question) || s.ending == Ending::Quote && has_colon(b.text);
        if b.form.is_some() || !(6..=26).contains(&s.words) || !open {
            return None;
        }
        let (before, after) = self.neighbours(i);
        let (before, after) = (&self.blocks[before?], &self.blocks[after?]);
        let sentence = |n: &Seen| n.is_paragraph() || n.form.is_none() && n.shape.is_closed() && n.shape.words >= 5;
        let paragraph = before.is_paragraph() || after.is_paragraph();
        if i <= self.first || i >= self.last || !paragraph || !sentence(before) || !sentence(after) {
            return None;
        }
        if !s.first.is_alphanumeric() || s.case == Case::Lower || forms::is_list_item(b.text) || is_post(b.text) {
            return None;
        }
        let shared = names(b.text).filter(|n| self.title_names.contains(n)).count();
        let mut score = match (s.ending, s.inner_stop) {
            (_, true) => 1.5,
            (Ending::Question, false) => 0.4,
            _ => 1.0,
        };
        score += match s.words {
            ..=6 => -0.5,
            7..=8 => 0.0,
            9..=17 => 0.5,
            _ => -0.3,
        };
        score -= if narrates(b.text) { 0.8 } else { 0.0 };
        score += [0.0, 0.7, 1.0][shared.min(2)];
        score += if has_colon(b.text) { 0.7 } else { 0.0 };
        score += if s.case == Case::Title { 0.4 } else { 0.0 };
        score += if self.dirty { 0.4 } else { -0.1 };
        score += 0.5 * (self.other[i] - 0.3);
        score -= if leans_back(b.text) { 1.5 } else { 0.0 };
        score -= if s.address && s.ending == Ending::Question { 0.5 } else { 0.0 };
        score -= if self.leads_on(i) { 1.0 } else { 0.0 };
        // Many questions in a row of paragraphs are an interview or an explainer.
        score -= if s.ending == Ending::Question && !s.inner_stop && self.questions >= 3 { 1.0 } else { 0.0 };
        Some(score)
    }
}

/// Forms that are never running text, wherever they stand.
fn is_apart(form: Form) -> bool {
    matches!(form, Form::Caption | Form::PictureCredit | Form::Credit | Form::Correction)
}

/// Letters and digits only, in small letters: for comparing titles.
fn letters(s: &str) -> String {
    s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Words written with a capital, in small letters, without a possessive ending.
fn names(s: &str) -> impl Iterator<Item = String> + '_ {
    s.split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|w| {
            let mut chars = w.chars();
            chars.next().is_some_and(char::is_uppercase) && chars.nth(1).is_some()
        })
        .map(str::to_lowercase)
}

/// A colon between two words or more and three or more.
fn has_colon(s: &str) -> bool {
    s.split_once(": ")
        .is_some_and(|(a, b)| a.split_whitespace().nth(1).is_some() && b.split_whitespace().nth(2).is_some())
}

/// Whether a line takes up what stands before it: a conjunction at its head, an early pronoun, the first person.
fn leans_back(s: &str) -> bool {
    const HEAD: &[&str] = &[
        "and",
        "but",
        "so",
        "or",
        "yet",
        "then",
        "still",
        "not",
        "instead",
        "therefore",
        "thus",
        "there",
        "here",
        "also",
    ];
    const EARLY: &[&str] = &[
        "he", "she", "it", "they", "this", "that", "these", "those", "his", "her", "their", "its", "i", "i'm", "i've",
        "my", "me", "him", "them",
    ];
    s.split_whitespace().take(3).enumerate().any(|(i, w)| {
        let w = w.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'').to_lowercase().replace('’', "'");
        // "Is it safe …?" leans on nothing.
        i == 0 && HEAD.contains(&w.as_str()) || EARLY.contains(&w.as_str()) && (i == 0 || w != "it")
    })
}

/// Whether a line tells in the past tense: headlines use the present.
fn narrates(s: &str) -> bool {
    s.split_whitespace().any(|w| matches!(w, "said" | "told" | "was" | "were" | "had" | "added"))
}

/// A message from a social network, quoted with its writer and day: "… — Ada Finch (@adafinch) May 4, 2021".
fn is_post(s: &str) -> bool {
    s.split_once("(@").is_some_and(|(_, rest)| {
        rest.split_once(") ").is_some_and(|(handle, day)| {
            !handle.contains(' ') && day.len() < 40 && day.trim_end().ends_with(|c: char| c.is_ascii_digit())
        })
    })
}

/// Words by which captions point into a picture.
fn is_picture_talk(s: &str) -> bool {
    let s = s.to_lowercase();
    [
        "(left)",
        "(right)",
        "(l)",
        "(r)",
        "(center)",
        "(centre)",
        ", left,",
        ", right,",
        ", center,",
        ", centre,",
        "pictured",
        "file photo",
        "is seen",
        "are seen",
        "is shown",
        "are shown",
        "from left",
        "at left",
        "at right",
        "poses for",
        "pose for",
        "screengrab",
        "screenshot",
        "this photo",
        "this image",
    ]
    .iter()
    .any(|p| s.contains(p))
}
