//! How well groups and pairs agree with those of a reader.

use std::collections::{BTreeMap, BTreeSet};

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Of what was found, how much is right.
    pub precision: f64,
    /// Of what is there, how much was found.
    pub recall: f64,
}

impl Score {
    /// The harmonic mean.
    pub fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }
}

/// B-cubed (Bagga and Baldwin 1998): for each item, how much of the group it was put in belongs with it, and how much of what belongs
/// with it was put there; the mean over the items of `gold`. An item that was not grouped stands alone.
pub fn b_cubed<G: Ord, H: Ord>(gold: &BTreeMap<String, G>, found: &BTreeMap<String, H>) -> Score {
    let mut of_gold: BTreeMap<&G, BTreeSet<&str>> = BTreeMap::new();
    for (item, group) in gold {
        of_gold.entry(group).or_default().insert(item);
    }
    let mut of_found: BTreeMap<&H, BTreeSet<&str>> = BTreeMap::new();
    for (item, group) in found {
        of_found.entry(group).or_default().insert(item);
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for (item, group) in gold {
        let alone = BTreeSet::from([item.as_str()]);
        let put = found.get(item).and_then(|g| of_found.get(g)).unwrap_or(&alone);
        let belongs = of_gold.get(group).unwrap_or(&alone);
        let both = put.intersection(belongs).count() as f64;
        precision += both / put.len() as f64;
        recall += both / belongs.len() as f64;
    }
    let n = gold.len().max(1) as f64;
    Score { precision: precision / n, recall: recall / n }
}

/// Precision and recall of a set of pairs.
pub fn pairs<P: Ord>(gold: &BTreeSet<P>, found: &BTreeSet<P>) -> Score {
    let right = gold.intersection(found).count() as f64;
    let of = |n: usize| if n == 0 { 1.0 } else { right / n as f64 };
    Score { precision: of(found.len()), recall: of(gold.len()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(of: &[(&str, u8)]) -> BTreeMap<String, u8> {
        of.iter().map(|(item, group)| ((*item).to_owned(), *group)).collect()
    }

    #[test]
    fn b_cubed_is_as_worked_out_by_hand() {
        let gold = groups(&[("a", 1), ("b", 1), ("c", 1), ("d", 2)]);
        assert_eq!(b_cubed(&gold, &gold), Score { precision: 1.0, recall: 1.0 });
        // {a, b}, {c, d}: precision (1 + 1 + 1/2 + 1/2) / 4; recall (2/3 + 2/3 + 1/3 + 1) / 4.
        let s = b_cubed(&gold, &groups(&[("a", 7), ("b", 7), ("c", 8), ("d", 8)]));
        assert!((s.precision - 0.75).abs() < 1e-9 && (s.recall - 8.0 / 12.0).abs() < 1e-9, "{s:?}");
        // All alone: nothing wrong, little found.
        let s = b_cubed(&gold, &BTreeMap::<String, u8>::new());
        assert!((s.precision - 1.0).abs() < 1e-9 && (s.recall - 0.5).abs() < 1e-9, "{s:?}");
    }

    #[test]
    fn pairs_are_counted() {
        let s = pairs(&BTreeSet::from([1, 2, 3, 4]), &BTreeSet::from([3, 4, 5]));
        assert!(
            (s.precision - 2.0 / 3.0).abs() < 1e-9
                && (s.recall - 0.5).abs() < 1e-9
                && (s.f1() - 4.0 / 7.0).abs() < 1e-9
        );
        assert_eq!(pairs::<u8>(&BTreeSet::new(), &BTreeSet::new()).f1(), 1.0);
    }
}
