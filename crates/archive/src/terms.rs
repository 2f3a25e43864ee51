//! What a page is about, as a vector of weighted terms.
//!
//! Weights are TF-IDF over the title and the first words of the reporting: news tells first what happened. The inverse document
//! frequencies come from a small table of common words that is part of the program, and not from the archive. So a page has the same
//! vector in any archive, whatever came before it; three pages are grouped as well as a million; and the writer has no table of counts
//! to keep.

use crate::words::{folded, hash};
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// Terms with weights, by term; the squares of the weights add up to one.
pub(crate) type Vector = Vec<(i64, f32)>;

/// Words looked at, from the start of the reporting.
const LEAD: usize = 150;
/// Terms kept.
const MOST: usize = 100;
/// How much a word of the title counts, beside one of the text.
const TITLE: f32 = 2.0;
/// Added to each count of the table, so that words without an entry do not weigh without bound.
const UNSEEN: f32 = 3.0;

/// In how many of [`articles`](Table::articles) a common word stands.
struct Table {
    articles: f32,
    counts: HashMap<&'static str, f32>,
}

/// Counts over 840 news articles of the training half of PolNeAR (Newell, Margolin and Ruths 2018); `tools/words.py` makes it.
fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { articles: 1.0, counts: HashMap::new() };
        for line in include_str!("../data/words.tsv").lines() {
            if let Some((word, count)) = line.split_once('\t')
                && let Ok(count) = count.parse()
            {
                match word {
                    "#" => table.articles = count,
                    _ => drop(table.counts.insert(word, count)),
                }
            }
        }
        table
    })
}

/// How much a term tells.
fn weight(term: &str) -> f32 {
    let table = table();
    let count = table.counts.get(term).copied().unwrap_or(0.0);
    ((table.articles + 1.0) / (count + UNSEEN)).ln().max(0.0)
}

/// The vector of a page.
pub(crate) fn vector(title: &str, text: &str) -> Vector {
    let mut counts: BTreeMap<String, f32> = BTreeMap::new();
    for word in tokens(text).take(LEAD).filter(|word| !is_function_word(&word.to_lowercase())) {
        *counts.entry(term(word)).or_default() += 1.0;
    }
    for word in tokens(title).filter(|word| !is_function_word(&word.to_lowercase())) {
        *counts.entry(term(word)).or_default() += TITLE;
    }
    weighed(counts)
}

/// The vector of a sentence.
pub(crate) fn of_sentence(words: &str) -> Vector {
    let mut counts: BTreeMap<String, f32> = BTreeMap::new();
    for word in tokens(words).filter(|word| !is_function_word(&word.to_lowercase())) {
        counts.insert(term(word), 1.0);
    }
    weighed(counts)
}

fn weighed(counts: BTreeMap<String, f32>) -> Vector {
    let weigh = |(term, count): (String, f32)| {
        let idf = if term.chars().count() < 2 { 0.0 } else { weight(&term) };
        (hash(term.as_bytes()).cast_signed(), (1.0 + count.ln()) * idf)
    };
    let mut vector: Vector = counts.into_iter().map(weigh).filter(|(_, w)| *w > 0.0).collect();
    keep(&mut vector, MOST);
    normalize(&mut vector);
    vector
}

/// Makes the squares of the weights add up to one.
pub(crate) fn normalize(vector: &mut Vector) {
    let length = norm(vector);
    if length > 0.0 {
        vector.iter_mut().for_each(|(_, w)| *w /= length);
    }
}

/// Keeps the `most` heaviest terms, and puts them in order.
pub(crate) fn keep(vector: &mut Vector, most: usize) {
    if vector.len() > most {
        heaviest_first(vector);
        vector.truncate(most);
    }
    vector.sort_unstable_by_key(|(term, _)| *term);
}

fn heaviest_first(vector: &mut Vector) {
    vector.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
}

/// The `n` heaviest terms.
pub(crate) fn heaviest(vector: &Vector, n: usize) -> Vec<i64> {
    let mut sorted = vector.clone();
    heaviest_first(&mut sorted);
    sorted.into_iter().take(n).map(|(term, _)| term).collect()
}

/// The scalar product.
pub(crate) fn dot(a: &Vector, b: &Vector) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some((s, v)), Some((t, w))) = (a.get(i), b.get(j)) {
        match s.cmp(t) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += v * w;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// How many terms two vectors have in common.
pub(crate) fn common(a: &Vector, b: &Vector) -> usize {
    a.iter().filter(|(term, _)| b.binary_search_by_key(term, |(t, _)| *t).is_ok()).count()
}

/// The sum of two vectors.
pub(crate) fn sum(a: &Vector, b: &Vector) -> Vector {
    let mut all: BTreeMap<i64, f32> = a.iter().copied().collect();
    for (term, weight) in b {
        *all.entry(*term).or_default() += weight;
    }
    all.into_iter().collect()
}

fn norm(vector: &Vector) -> f32 {
    vector.iter().map(|(_, w)| w * w).sum::<f32>().sqrt()
}

/// Bytes for the archive: term (i64) and weight (f32), little-endian.
pub(crate) fn to_bytes(vector: &Vector) -> Vec<u8> {
    let pair = |(term, weight): &(i64, f32)| [&term.to_le_bytes()[..], &weight.to_le_bytes()].concat();
    vector.iter().flat_map(pair).collect()
}

/// Back from [`to_bytes`]; what does not fit is left out.
pub(crate) fn from_bytes(bytes: &[u8]) -> Vector {
    let pair = |bytes: &[u8]| {
        let (term, weight) = bytes.split_at_checked(8)?;
        Some((i64::from_le_bytes(term.try_into().ok()?), f32::from_le_bytes(weight.try_into().ok()?)))
    };
    bytes.chunks_exact(12).filter_map(pair).collect()
}

/// Words without their possessive ending.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    let words = words.map(|word| word.trim_matches(['\'', '’']));
    let words = words.map(|word| word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word));
    words.filter(|word| !word.is_empty())
}

/// Lower case, and the plural's ending taken off where that is plain.
fn term(word: &str) -> String {
    stem(&folded(word))
}

/// A folded word without the ending of the plural.
pub(crate) fn stem(word: &str) -> String {
    let mut word = word.to_owned();
    if word.len() > 4 && word.ends_with("ies") {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") {
        word.pop();
    }
    word
}

/// Whether a word, in lower case, says nothing of what is spoken of. "People" counts, since people are counted.
pub(crate) fn is_common(word: &str) -> bool {
    is_function_word(word) && word != "people"
}

/// Words that say nothing of what a page is about.
fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.binary_search(&word).is_ok()
}

/// In order.
const FUNCTION_WORDS: [&str; 122] = [
    "a",
    "about",
    "according",
    "after",
    "all",
    "also",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "between",
    "both",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "down",
    "during",
    "each",
    "few",
    "first",
    "for",
    "from",
    "further",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "him",
    "himself",
    "his",
    "how",
    "i",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "just",
    "last",
    "me",
    "more",
    "most",
    "mr",
    "mrs",
    "ms",
    "my",
    "new",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "off",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "our",
    "out",
    "over",
    "own",
    "people",
    "said",
    "same",
    "say",
    "says",
    "she",
    "so",
    "some",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "through",
    "time",
    "to",
    "told",
    "two",
    "under",
    "until",
    "up",
    "us",
    "very",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "will",
    "with",
    "would",
    "year",
    "years",
    "you",
    "your",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_in_order() {
        assert!(FUNCTION_WORDS.is_sorted());
    }

    #[test]
    fn pages_on_one_thing_are_nearer_than_pages_on_two() {
        let a = vector("Ferry runs aground off Bodø", "The ferry Havglimt ran aground off Bodø on Monday in fog.");
        let b = vector("Havglimt stuck on rocks", "Fog was thick when the Havglimt, a ferry, hit rocks outside Bodø.");
        let c = vector("Minister resigns", "The minister of finance resigned on Monday over a contract for ferries.");
        assert!((dot(&a, &a) - 1.0).abs() < 1e-5);
        assert!(dot(&a, &b) > 0.3 && dot(&a, &b) > 2.0 * dot(&a, &c), "{} {}", dot(&a, &b), dot(&a, &c));
        assert_eq!(from_bytes(&to_bytes(&a)), a);
        assert_eq!(vector("", ""), []);
    }
}
