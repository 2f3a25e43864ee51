//! What is seen of each block in its place: the evidence that [`super::chain`] weighs.
//!
//! Every block shows one value of every trait; a value is a small number, so that a table of weights has one weight for
//! each value of each trait. Nothing here knows a site or a sentence.

use crate::forms::{self, Form, Shape};
use std::collections::HashMap;

/// A block as it looks by itself.
#[derive(Clone, Debug)]
pub struct Seen<'t> {
    /// Its words, trimmed.
    pub text: &'t str,
    /// What its wording gives away.
    pub form: Option<Form>,
    /// Its measures.
    pub shape: Shape,
}

impl<'t> Seen<'t> {
    /// Looks at one block.
    pub fn new(text: &'t str) -> Self {
        Seen { text, form: forms::form(text), shape: forms::shape(text) }
    }

    /// A full paragraph of running text.
    pub fn is_paragraph(&self) -> bool {
        self.form.is_none() && self.shape.is_paragraph()
    }
}

/// Names of the traits and the number of values that each can have. The order is that of the table of weights.
pub const TRAITS: &[(&str, usize)] = &[
    ("words", 9),
    ("ending", 7 * 3),
    ("case", 5 * 3),
    ("first", 5 * 2),
    ("small words", 5 * 3),
    ("form", 22),
    ("separators", 4),
    ("digits", 4),
    ("address", 2 * 3),
    ("names", 4 * 3),
    ("repeated", 2 * 3),
    ("before", 7 * 3),
    ("after", 7 * 3),
    ("paragraphs near", 6 * 3),
    ("run", 6 * 3),
    ("zone", 5 * 3),
    ("distance", 6 * 3),
    ("between", 4 * 3),
    ("furniture in page", 5 * 3),
    ("furniture near", 4 * 3),
    ("shared words", 4 * 3),
    ("since tail", 5 * 3),
    ("cluster", 4 * 3),
    ("verbs", 4 * 3),
    ("before, furniture aside", 6 * 3),
    ("after, furniture aside", 6 * 3),
    ("commas", 3 * 3),
    ("zone and company", 5 * 4 * 3),
];

/// The values that one block shows, one for every trait.
pub type Values = [u8; TRAITS.len()];

/// Short, middling, long: most traits mean different things for a label, a heading and a paragraph.
fn size(s: &Shape) -> usize {
    match s.words {
        0..=4 => 0,
        5..=17 => 1,
        _ => 2,
    }
}

/// The bucket of `n` among rising bounds: how many of them it reaches.
fn bucket<T: PartialOrd>(n: T, bounds: &[T]) -> usize {
    bounds.iter().take_while(|b| n >= **b).count()
}

/// The traits of all blocks of a page.
pub fn values(blocks: &[Seen]) -> Vec<Values> {
    let n = blocks.len();
    let paragraph: Vec<bool> = blocks.iter().map(Seen::is_paragraph).collect();
    let furniture: Vec<bool> = blocks.iter().map(|b| b.form.is_some_and(Form::is_furniture)).collect();
    let bare: Vec<bool> = blocks.iter().map(|b| !b.shape.is_closed() && b.shape.words < 18).collect();
    let dirt = furniture.iter().filter(|f| **f).count() as f32 / n.max(1) as f32;
    let dirt = if dirt == 0.0 { 0 } else { 1 + bucket(dirt, &[0.03, 0.12, 0.3]) };

    let mut seen_times: HashMap<&str, usize> = HashMap::new();
    blocks.iter().for_each(|b| *seen_times.entry(b.text).or_default() += 1);
    let vocabulary = vocabulary(blocks, &paragraph);
    let mass: usize = blocks.iter().zip(&paragraph).filter(|(_, p)| **p).map(|(b, _)| b.shape.chars).sum();
    let furniture_before = running_count(&furniture);
    // What stands beside a block once the site's own lines are lifted out: they often part every two paragraphs.
    let kept: Vec<usize> = (0..n).filter(|&i| !furniture[i]).collect();
    let kept_paragraph: Vec<bool> = kept.iter().map(|&i| paragraph[i]).collect();
    let kept_before = running_count(&furniture.iter().map(|f| !f).collect::<Vec<_>>());
    let kept_paragraphs_before = running_count(&kept_paragraph);
    let kept_nearest = nearest(&kept_paragraph);
    let runs = runs(&bare);

    let mut mass_before = 0usize;
    let mut since_tail: Option<usize> = None;
    let mut all = Vec::with_capacity(n);
    for (i, b) in blocks.iter().enumerate() {
        let (s, size) = (&b.shape, size(&b.shape));
        let count = |counts: &[usize], reach: usize| counts[(i + reach + 1).min(n)] - counts[i.saturating_sub(reach)];
        let own_paragraph = usize::from(paragraph[i]);
        // Its place among the blocks that are kept; a block that is not stands where the next one does.
        let k = kept_before[i];
        let (left, right) = kept_nearest.get(k).copied().unwrap_or((usize::MAX, usize::MAX));
        let kept_near = |reach: usize| {
            let m = kept.len();
            kept_paragraphs_before[(k + reach + 1).min(m)] - kept_paragraphs_before[k.saturating_sub(reach).min(m)]
        };
        let neighbour = |j: Option<usize>| j.and_then(|j| kept.get(j)).map_or(0, |&j| plain_company(&blocks[j]));
        let place = if mass == 0 {
            0
        } else {
            match mass_before as f32 / mass as f32 {
                0.0 => 0,
                x if x < 0.05 => 1,
                x if x < 0.95 => 2,
                x if x < 1.0 => 3,
                _ => 4,
            }
        };
        let near = left.min(right);
        let between = match (left <= 1, right <= 1) {
            (true, true) => 3,
            (true, false) => 2,
            (false, true) => 1,
            (false, false) => 0,
        };
        let furniture_near = bucket(count(&furniture_before, 3) - usize::from(furniture[i]), &[1, 2, 4]);
        let words_shared = shared(b.text, &vocabulary, paragraph[i]);
        let with_size = |v: usize| v * 3 + size;
        let value = [
            bucket(s.words, &[2, 3, 5, 8, 12, 18, 30, 60]),
            with_size(s.ending as usize),
            with_size(s.case as usize),
            first(s.first) * 2 + usize::from(size == 2),
            with_size(bucket(s.small_words, &[0.01, 0.12, 0.25, 0.38])),
            b.form.map_or(0, |f| 1 + f as usize),
            separators(b.text),
            bucket(s.digits, &[0.01, 0.08, 0.3]),
            with_size(usize::from(s.address)),
            with_size(bucket(s.names, &[1, 3, 6])),
            with_size(usize::from(seen_times.get(b.text).is_some_and(|t| *t > 1))),
            with_size(i.checked_sub(1).map_or(0, |j| company(&blocks[j]))),
            with_size(blocks.get(i + 1).map_or(0, company)),
            with_size(bucket(kept_near(4).saturating_sub(own_paragraph), &[1, 2, 3, 5, 7])),
            with_size(bucket(runs[i], &[1, 2, 3, 6, 16])),
            with_size(place),
            with_size(bucket(near, &[1, 2, 3, 5, 10])),
            with_size(between),
            with_size(dirt),
            with_size(furniture_near),
            with_size(words_shared),
            with_size(since_tail.map_or(0, |t| 1 + bucket(i - t, &[2, 4, 12]))),
            with_size(bucket(kept_near(12), &[1, 3, 8])),
            with_size(bucket(verbs(b.text), &[1, 2, 4])),
            with_size(neighbour(k.checked_sub(1))),
            with_size(neighbour(Some(k + usize::from(!furniture[i])))),
            with_size(bucket(b.text.matches([',', ';', '(', '[']).count(), &[1, 3])),
            with_size(place * 4 + furniture_near),
        ];
        all.push(value.map(|v| v as u8));
        if paragraph[i] {
            mass_before += s.chars;
        }
        if matches!(b.form, Some(Form::Comments | Form::TeaserLabel | Form::Tags | Form::Legal)) && place >= 2 {
            since_tail = Some(i);
        }
    }
    all
}

/// Blocks that are set before each block, and before the end.
fn running_count(set: &[bool]) -> Vec<usize> {
    let mut counts = vec![0];
    for &s in set {
        counts.push(counts.last().copied().unwrap_or(0) + usize::from(s));
    }
    counts
}

/// How far the nearest set block lies on each side.
fn nearest(set: &[bool]) -> Vec<(usize, usize)> {
    let mut out = vec![(usize::MAX, usize::MAX); set.len()];
    let mut last = None;
    for i in 0..set.len() {
        out[i].0 = last.map_or(usize::MAX, |l| i - l);
        if set[i] {
            last = Some(i);
        }
    }
    last = None;
    for i in (0..set.len()).rev() {
        out[i].1 = last.map_or(usize::MAX, |l: usize| l - i);
        if set[i] {
            last = Some(i);
        }
    }
    out
}

/// For each block the length of the run of set blocks that it stands in.
fn runs(set: &[bool]) -> Vec<usize> {
    let mut out = vec![0; set.len()];
    let mut i = 0;
    while i < set.len() {
        let end = (i..set.len()).find(|&j| !set[j]).unwrap_or(set.len());
        out[i..end].fill(end - i);
        i = end.max(i + 1);
    }
    out
}

/// In how many full paragraphs each content word stands.
fn vocabulary(blocks: &[Seen], paragraph: &[bool]) -> HashMap<String, u32> {
    let mut words: HashMap<String, u32> = HashMap::new();
    for (b, _) in blocks.iter().zip(paragraph).filter(|(_, p)| **p) {
        let mut own: Vec<String> = forms::content_words(b.text).collect();
        own.sort_unstable();
        own.dedup();
        own.into_iter().for_each(|w| *words.entry(w).or_default() += 1);
    }
    words
}

/// How many of a block's content words stand in (other) paragraphs: none, some, half, most.
fn shared(text: &str, vocabulary: &HashMap<String, u32>, is_paragraph: bool) -> usize {
    let (mut known, mut all) = (0u32, 0u32);
    for w in forms::content_words(text) {
        all += 1;
        known += u32::from(vocabulary.get(&w).copied().unwrap_or(0) > u32::from(is_paragraph));
    }
    bucket(known as f32 / all.max(1) as f32, &[0.01, 0.34, 0.67])
}

/// What kind of neighbour a block is: 0 stands for none.
fn company(b: &Seen) -> usize {
    if b.is_paragraph() {
        return 1;
    }
    match b.form {
        Some(f) if f.is_furniture() => 2,
        Some(_) => 3,
        None if b.shape.is_closed() => 4,
        None if b.shape.words <= 4 => 5,
        None => 6,
    }
}

/// The same for a block that has no furniture form: it can be long or short, closed or open.
fn plain_company(b: &Seen) -> usize {
    match (b.is_paragraph(), b.form.is_some(), b.shape.is_closed()) {
        (true, ..) => 1,
        (_, true, _) => 2,
        (_, _, true) => 3,
        _ if b.shape.words <= 4 => 4,
        _ => 5,
    }
}

/// Verbs that reports are told with, by count. English; other languages have their structure to go by.
fn verbs(text: &str) -> usize {
    const VERBS: &[&str] = &[
        "said",
        "says",
        "told",
        "was",
        "were",
        "had",
        "has",
        "have",
        "been",
        "would",
        "could",
        "did",
        "is",
        "are",
        "added",
        "asked",
        "made",
        "took",
        "came",
        "went",
        "according",
        "who",
        "which",
        "that",
    ];
    text.split_whitespace().filter(|w| VERBS.contains(&w.trim_matches(|c: char| !c.is_alphanumeric()))).count()
}

fn first(c: char) -> usize {
    match c {
        c if c.is_alphabetic() => 0,
        c if c.is_numeric() => 1,
        '"' | '“' | '„' | '«' | '‘' | '\'' | '「' => 2,
        '-' | '–' | '—' | '•' | '*' | '·' | '▪' => 3,
        _ => 4,
    }
}

/// Signs that part the entries of a menu or give an address: none, bars, an address, both.
fn separators(text: &str) -> usize {
    let bars = text.contains([' ', '›', '»', '•', '·', '/'].as_slice())
        && ["|", "›", "»", " • ", " · ", " / ", ">>"].iter().any(|s| text.contains(s));
    let address = text.contains("http")
        || text.contains("www.")
        || text.contains('@')
        || text.contains('#')
        || text.contains(".com");
    usize::from(bars) + 2 * usize::from(address)
}

/// Whether two neighbours are alike, which makes a change of purpose between them dear: an edge has one weight for each value.
pub const EDGES: usize = 5;

/// How the border between a block and the next looks.
pub fn edge(a: &Seen, b: &Seen) -> usize {
    match (a.is_paragraph(), b.is_paragraph()) {
        (true, true) => 0,
        (true, false) => 1,
        (false, true) => 2,
        (false, false) if a.shape.is_closed() || b.shape.is_closed() => 3,
        (false, false) => 4,
    }
}
