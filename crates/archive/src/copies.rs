//! How much two pages share, word for word.
//!
//! Candidates come from a MinHash sample: of the hashes of all runs of five words, the smallest, so that two pages with a passage in
//! common are likely to have sampled the same run of it (Broder 1997). The texts of candidates are then aligned: common runs of at
//! least eight words, outside of notices. What the runs cover, and how much of it stands outside quotation marks, tells a copy from
//! partial reuse, and that from reports that only quote the same words.

use crate::words::{Word, run};
use std::collections::{BTreeSet, HashMap};

/// Words of a sampled run.
const SHINGLE: usize = 5;
/// Runs sampled from a page.
const SAMPLE: usize = 32;
/// Words of the shortest common run that counts.
pub(crate) const LEAST: usize = 8;
/// Places of one run in a page that are looked at.
const PLACES: usize = 8;

/// How two pages are related by the words they share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// They share quotations, documents or posts, and no reporting worth the name.
    Quotes,
    /// One uses passages of the other, or both of a third.
    Partial,
    /// One is the other, perhaps cut or with a new headline.
    Copy,
}

impl Kind {
    /// The name that the archive uses.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Quotes => "quotes",
            Kind::Partial => "partial",
            Kind::Copy => "copy",
        }
    }
}

/// What two pages share.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    /// Copy, partial reuse, or quotations only; none if next to nothing is shared.
    pub kind: Option<Kind>,
    /// Words in common runs.
    pub words: usize,
    /// Share of each page's words outside quotation marks that stands in common runs.
    pub shares: [f64; 2],
    /// Share of all words of each page.
    pub all: [f64; 2],
    /// The runs: first word in the one, first word in the other, how many.
    pub(crate) runs: Vec<(usize, usize, usize)>,
}

/// A page's sample of runs.
pub(crate) fn sample(words: &[Word]) -> Vec<i64> {
    let runs = words.windows(SHINGLE).filter(|w| !w.iter().any(|w| w.notice)).map(run);
    let mut smallest = BTreeSet::new();
    for hash in runs {
        if smallest.len() < SAMPLE {
            smallest.insert(hash);
        } else if smallest.last().is_some_and(|last| hash < *last) && smallest.insert(hash) {
            smallest.pop_last();
        }
    }
    smallest.into_iter().map(u64::cast_signed).collect()
}

/// A page made ready to be aligned with others.
pub(crate) struct Aligner<'a> {
    words: &'a [Word],
    /// Where each run of [`LEAST`] words stands.
    places: HashMap<u64, Vec<usize>>,
}

impl<'a> Aligner<'a> {
    pub fn new(words: &'a [Word]) -> Aligner<'a> {
        let mut places: HashMap<u64, Vec<usize>> = HashMap::with_capacity(words.len());
        for (i, window) in words.windows(LEAST).enumerate() {
            let of_run = places.entry(run(window)).or_default();
            if of_run.len() < PLACES {
                of_run.push(i);
            }
        }
        Aligner { words, places }
    }

    /// Aligns it with another.
    pub fn compare(&self, other: &[Word]) -> Shared {
        shared(self.words, other, common_runs(self, other))
    }
}

fn shared(a: &[Word], b: &[Word], runs: Vec<(usize, usize, usize)>) -> Shared {
    let mut covered = [vec![false; a.len()], vec![false; b.len()]];
    for &(i, j, n) in &runs {
        covered[0].iter_mut().skip(i).take(n).for_each(|c| *c = true);
        covered[1].iter_mut().skip(j).take(n).for_each(|c| *c = true);
    }
    let share = |words: &[Word], covered: &[bool], counts: fn(&Word) -> bool| {
        let all = words.iter().filter(|w| counts(w)).count();
        let shared = words.iter().zip(covered).filter(|(w, c)| **c && counts(w)).count();
        (shared as f64 / all.max(1) as f64, shared)
    };
    let plain: fn(&Word) -> bool = |w| !w.quoted && !w.notice;
    let any: fn(&Word) -> bool = |w| !w.notice;
    let (ca, cb) = (&covered[0], &covered[1]);
    let shares = [share(a, ca, plain), share(b, cb, plain)];
    let all = [share(a, ca, any), share(b, cb, any)];
    let plain_words = shares[0].1.min(shares[1].1);
    let words = all[0].1.min(all[1].1);
    let (shares, all) = (shares.map(|s| s.0), all.map(|s| s.0));
    // Of all runs of eight words: falls where a text was edited throughout, even if most of its words are still there.
    let runs_shared: usize = runs.iter().map(|(_, _, n)| n - LEAST + 1).sum();
    let shorter = a.len().min(b.len()).max(LEAST);
    let contained = runs_shared as f64 / (shorter - LEAST + 1) as f64;
    Shared { kind: kind(words, plain_words, shares, contained), words, shares, all, runs }
}

/// Tells the kind.
fn kind(words: usize, plain_words: usize, shares: [f64; 2], contained: f64) -> Option<Kind> {
    /// A copy keeps at least this share of the shorter page's runs.
    const COPY: f64 = 0.62;
    /// Reuse takes at least this share of the reporting of one page …
    const PARTIAL: f64 = 0.18;
    /// … and so many words of it.
    const PARTIAL_WORDS: usize = 30;
    if plain_words < PARTIAL_WORDS {
        (words >= LEAST).then_some(Kind::Quotes)
    } else if contained >= COPY {
        Some(Kind::Copy)
    } else if shares[0].max(shares[1]) >= PARTIAL {
        Some(Kind::Partial)
    } else {
        Some(Kind::Quotes)
    }
}

/// Common runs of at least [`LEAST`] words, the longest at each place of `b`; no word of either is used twice.
fn common_runs(aligner: &Aligner, b: &[Word]) -> Vec<(usize, usize, usize)> {
    let (a, places) = (aligner.words, &aligner.places);
    let mut used = vec![false; a.len()];
    let mut runs = Vec::new();
    let mut j = 0;
    while let Some(window) = b.get(j..j + LEAST) {
        let free = |i: usize, j: usize| {
            let pairs = a.iter().zip(&used).skip(i).zip(b.iter().skip(j));
            pairs.take_while(|((x, used), y)| !**used && x.hash == y.hash && !x.notice && !y.notice).count()
        };
        let here = places.get(&run(window)).map_or(&[][..], Vec::as_slice);
        let best = here.iter().map(|&i| (free(i, j), i)).max_by_key(|(n, i)| (*n, usize::MAX - i));
        match best {
            Some((n, i)) if n >= LEAST => {
                used.iter_mut().skip(i).take(n).for_each(|u| *u = true);
                runs.push((i, j, n));
                j += n;
            }
            _ => j += 1,
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    /// Sentences without anything in common, by number.
    fn prose(from: usize, to: usize) -> String {
        let word = |n: usize| format!("w{n}");
        (from..to).map(|s| (0..12).map(|i| word(s * 12 + i)).collect::<Vec<_>>().join(" ") + ".\n").collect()
    }

    fn kind_of(a: &str, b: &str) -> Option<Kind> {
        let (a, b) = (words(a), words(b));
        let kind = Aligner::new(&a).compare(&b).kind;
        assert_eq!(Aligner::new(&b).compare(&a).kind, kind, "either way round");
        kind
    }

    #[test]
    fn kinds_are_told_apart() {
        let whole = prose(0, 20);
        let cut = prose(0, 6);
        assert_eq!(kind_of(&whole, &whole), Some(Kind::Copy));
        assert_eq!(kind_of(&whole, &cut), Some(Kind::Copy), "cut short");
        assert_eq!(kind_of(&whole, &(prose(0, 7) + &prose(40, 53))), Some(Kind::Partial));
        assert_eq!(kind_of(&whole, &prose(60, 80)), None);
        let quote = format!("“{}”\n", prose(100, 108).replace('\n', " "));
        assert_eq!(kind_of(&(prose(0, 10) + &quote), &(prose(20, 30) + &quote)), Some(Kind::Quotes));
    }

    #[test]
    fn a_notice_makes_no_copy() {
        let notice = "Copyright 2026 The Meridian Press. All rights reserved. This material may not be published, \
                      broadcast, rewritten or redistributed without the consent of its owner in writing.\n";
        assert_eq!(kind_of(&(prose(0, 3) + notice), &(prose(50, 52) + notice)), None);
    }

    #[test]
    fn pages_with_a_passage_in_common_share_a_sampled_run() {
        let (a, b) = (words(&prose(0, 30)), words(&(prose(0, 12) + &prose(90, 110))));
        let (a, b) = (sample(&a), sample(&b));
        assert!(a.len() == SAMPLE && a.iter().any(|h| b.contains(h)));
    }
}
