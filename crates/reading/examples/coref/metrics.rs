//! The metrics of coreference by their standard definitions.
//!
//! A partition is a list of clusters, each a list of mentions; mentions are numbers, the same number in key and response where
//! the mention is the same. Mentions of one side that the other does not have are treated as Pradhan et al. (2014), “Scoring
//! Coreference Partitions of Predicted Mentions”, do: they are kept as they are, on their own side alone.

use std::collections::HashMap;
use std::ops::AddAssign;

/// Numerators and denominators of recall and precision, to be summed over documents before dividing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    pub recall: [f64; 2],
    pub precision: [f64; 2],
}

impl AddAssign for Counts {
    fn add_assign(&mut self, o: Counts) {
        for k in 0..2 {
            self.recall[k] += o.recall[k];
            self.precision[k] += o.precision[k];
        }
    }
}

impl Counts {
    pub fn recall(&self) -> f64 {
        ratio(self.recall)
    }

    pub fn precision(&self) -> f64 {
        ratio(self.precision)
    }

    pub fn f1(&self) -> f64 {
        let (r, p) = (self.recall(), self.precision());
        if r + p > 0.0 { 2.0 * r * p / (r + p) } else { 0.0 }
    }
}

fn ratio([part, whole]: [f64; 2]) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// Clusters of mentions.
pub type Partition = Vec<Vec<usize>>;

/// How many mentions both sides have.
pub fn mentions(key: &Partition, response: &Partition) -> Counts {
    let (of_key, of_response) = (homes(key), homes(response));
    let both = of_key.keys().filter(|m| of_response.contains_key(m)).count() as f64;
    Counts { recall: [both, of_key.len() as f64], precision: [both, of_response.len() as f64] }
}

/// MUC: how many links of one side's clusters the other side has. Vilain et al. (1995).
pub fn muc(key: &Partition, response: &Partition) -> Counts {
    let side = |own: &Partition, other: &Partition| {
        let home = homes(other);
        let (mut kept, mut links) = (0.0, 0.0);
        for cluster in own {
            let mut parts: Vec<usize> = cluster.iter().filter_map(|m| home.get(m).copied()).collect();
            let missing = cluster.len() - parts.len();
            parts.sort_unstable();
            parts.dedup();
            kept += (cluster.len() - parts.len() - missing) as f64;
            links += (cluster.len() - 1) as f64;
        }
        [kept, links]
    };
    Counts { recall: side(key, response), precision: side(response, key) }
}

/// B³: for each mention of one side, how much of its cluster there is in its cluster on the other. Bagga and Baldwin (1998).
pub fn b_cubed(key: &Partition, response: &Partition) -> Counts {
    let side = |own: &Partition, other: &Partition| {
        let home = homes(other);
        let (mut right, mut all) = (0.0, 0.0);
        for cluster in own {
            let mut shared: HashMap<usize, f64> = HashMap::new();
            for h in cluster.iter().filter_map(|m| home.get(m)) {
                *shared.entry(*h).or_default() += 1.0;
            }
            let mut squares: Vec<f64> = shared.values().map(|n| n * n).collect();
            squares.sort_by(f64::total_cmp);
            right += squares.iter().sum::<f64>() / cluster.len() as f64;
            all += cluster.len() as f64;
        }
        [right, all]
    };
    Counts { recall: side(key, response), precision: side(response, key) }
}

/// CEAF with φ4, of entities: the best one-to-one assignment of clusters, by their Dice overlap. Luo (2005).
pub fn ceaf_e(key: &Partition, response: &Partition) -> Counts {
    let home = homes(response);
    let mut weights = vec![vec![0.0; response.len()]; key.len()];
    for (k, cluster) in key.iter().enumerate() {
        for r in cluster.iter().filter_map(|m| home.get(m)) {
            weights[k][*r] += 2.0 / (cluster.len() + response[*r].len()) as f64;
        }
    }
    let best = best_assignment(&weights);
    Counts { recall: [best, key.len() as f64], precision: [best, response.len() as f64] }
}

/// The cluster of each mention.
fn homes(partition: &Partition) -> HashMap<usize, usize> {
    partition.iter().enumerate().flat_map(|(c, mentions)| mentions.iter().map(move |&m| (m, c))).collect()
}

/// The greatest sum of weights that pairs of rows and columns can have, each used once: Kuhn's Hungarian method with potentials.
fn best_assignment(weights: &[Vec<f64>]) -> f64 {
    let (rows, columns) = (weights.len(), weights.first().map_or(0, Vec::len));
    if columns < rows {
        let turned: Vec<Vec<f64>> = (0..columns).map(|c| weights.iter().map(|row| row[c]).collect()).collect();
        return if columns == 0 { 0.0 } else { best_assignment(&turned) };
    }
    // One-based, with column 0 as the start of each search; costs are weights turned round.
    let (mut of_row, mut of_column) = (vec![0.0; rows + 1], vec![0.0; columns + 1]);
    let mut taken = vec![0usize; columns + 1];
    for row in 1..=rows {
        taken[0] = row;
        let mut least = vec![f64::INFINITY; columns + 1];
        let mut came = vec![0usize; columns + 1];
        let mut used = vec![false; columns + 1];
        let mut here = 0;
        while taken[here] != 0 {
            used[here] = true;
            let (from, mut step, mut next) = (taken[here], f64::INFINITY, 0);
            for column in 1..=columns {
                if used[column] {
                    continue;
                }
                let cost = -weights[from - 1][column - 1] - of_row[from] - of_column[column];
                if cost < least[column] {
                    least[column] = cost;
                    came[column] = here;
                }
                if least[column] < step {
                    step = least[column];
                    next = column;
                }
            }
            for column in 0..=columns {
                if used[column] {
                    of_row[taken[column]] += step;
                    of_column[column] -= step;
                } else {
                    least[column] -= step;
                }
            }
            here = next;
        }
        while here != 0 {
            taken[here] = taken[came[here]];
            here = came[here];
        }
    }
    (1..=columns).filter(|&c| taken[c] != 0).map(|c| weights[taken[c] - 1][c - 1]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(is: f64, said: f64) {
        assert!((is - said).abs() < 0.0051, "{is} instead of {said}");
    }

    /// Recall, precision and F1 against what a paper prints; NaN where it prints none.
    fn prints(counts: Counts, recall: f64, precision: f64, f1: f64) {
        for (is, said) in [(counts.recall(), recall), (counts.precision(), precision), (counts.f1(), f1)] {
            if !said.is_nan() {
                close(is, said);
            }
        }
    }

    const NONE: f64 = f64::NAN;

    #[test]
    fn muc_of_vilain_1995() {
        // A chain of four cut in two, and the other way round.
        let (whole, halves) = (vec![vec![1, 2, 3, 4]], vec![vec![1, 2], vec![3, 4]]);
        prints(muc(&whole, &halves), 2.0 / 3.0, 1.0, NONE);
        prints(muc(&halves, &whole), 1.0, 2.0 / 3.0, NONE);
    }

    /// The key of Bagga and Baldwin's example, which Luo takes up: twelve mentions of three entities.
    fn key() -> Partition {
        vec![vec![1, 2, 3, 4, 5], vec![6, 7], vec![8, 9, 10, 11, 12]]
    }

    #[test]
    fn b_cubed_of_bagga_and_baldwin_1998() {
        let small_wrong = vec![vec![1, 2, 3, 4, 5], vec![6, 7, 8, 9, 10, 11, 12]];
        let large_wrong = vec![vec![1, 2, 3, 4, 5, 8, 9, 10, 11, 12], vec![6, 7]];
        prints(b_cubed(&key(), &small_wrong), 1.0, 0.76, NONE);
        prints(b_cubed(&key(), &large_wrong), 1.0, 0.58, NONE);
        // MUC does not tell the two apart, which was the point.
        prints(muc(&key(), &small_wrong), 1.0, 0.90, NONE);
        prints(muc(&key(), &large_wrong), 1.0, 0.90, NONE);
    }

    #[test]
    fn table_of_luo_2005() {
        let a = vec![vec![1, 2, 3, 4, 5], vec![6, 7, 8, 9, 10, 11, 12]];
        let b = vec![vec![1, 2, 3, 4, 5, 8, 9, 10, 11, 12], vec![6, 7]];
        let c = vec![(1..=12).collect::<Vec<_>>()];
        let d: Partition = (1..=12).map(|m| vec![m]).collect();
        for (response, muc_f, b_f, ceaf_f) in
            [(a, 0.947, 0.865, 0.733), (b, 0.947, 0.737, 0.667), (c, 0.900, 0.545, 0.294), (d, 0.0, 0.400, 0.178)]
        {
            close(muc(&key(), &response).f1(), muc_f);
            close(b_cubed(&key(), &response).f1(), b_f);
            close(ceaf_e(&key(), &response).f1(), ceaf_f);
        }
    }

    #[test]
    fn example_of_pradhan_2014() {
        // Key {a b c} {d e f g}; response {a b} {c d} {f g h i}: e is missed, h and i are made up.
        let key = vec![vec![1, 2, 3], vec![4, 5, 6, 7]];
        let response = vec![vec![1, 2], vec![3, 4], vec![6, 7, 8, 9]];
        prints(muc(&key, &response), 0.40, 0.40, 0.40);
        prints(b_cubed(&key, &response), 0.42, 0.50, NONE);
        prints(ceaf_e(&key, &response), 0.65, 0.43, 0.52);
        prints(mentions(&key, &response), 6.0 / 7.0, 6.0 / 8.0, NONE);
    }

    #[test]
    fn assignment_is_the_best_and_not_the_first() {
        // Taking the greatest first gives 5 + 1.
        let weights = vec![vec![5.0, 4.0], vec![4.0, 1.0], vec![0.0, 0.0]];
        close(best_assignment(&weights), 8.0);
        close(best_assignment(&[]), 0.0);
        close(best_assignment(&[vec![0.5, 0.25, 0.75]]), 0.75);
    }

    #[test]
    fn same_partition_is_perfect_and_nothing_is_nothing() {
        for metric in [muc, b_cubed, ceaf_e, mentions] {
            prints(metric(&key(), &key()), 1.0, 1.0, 1.0);
            prints(metric(&key(), &Vec::new()), 0.0, 0.0, 0.0);
        }
    }
}
