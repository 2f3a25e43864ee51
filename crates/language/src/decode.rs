//! From scores to labels, spans and trees.

/// Stretches of tokens, each with the number of its type.
pub type Spans = Vec<(std::ops::Range<usize>, usize)>;

/// Scalar product, summed in eight lanes: always in the same order.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0; 8];
    let (a, b) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = a.remainder().iter().zip(b.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a.zip(b) {
        for k in 0..8 {
            lanes[k] += x[k] * y[k];
        }
    }
    rest + lanes.iter().sum::<f32>()
}

/// Probability of the label numbered `label` among rival scores.
pub fn probability(scores: &[f32], label: usize) -> f32 {
    scores.get(label).map_or(0.0, share_of(scores))
}

/// Probabilities of all of them.
pub fn probabilities(scores: &[f32]) -> impl Iterator<Item = f32> {
    scores.iter().map(share_of(scores))
}

/// What turns one of some rival scores into its probability.
fn share_of(scores: &[f32]) -> impl Fn(&f32) -> f32 + use<> {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = scores.iter().map(|s| (s - top).exp()).sum();
    move |s| (s - top).exp() / sum
}

/// Place of the highest score; the first of equals.
pub fn best<T: PartialOrd>(scores: &[T]) -> usize {
    let mut best = 0;
    for (i, s) in scores.iter().enumerate() {
        if *s > scores[best] {
            best = i;
        }
    }
    best
}

/// Spans of BIO labels: 0 is outside, 1 + 2k begins type k, 2 + 2k goes on with it. A stray "goes on" begins.
pub fn spans(labels: impl IntoIterator<Item = usize>) -> Spans {
    let mut out = Spans::new();
    let mut open = false;
    for (i, label) in labels.into_iter().enumerate() {
        if label == 0 {
            open = false;
            continue;
        }
        let kind = (label - 1) / 2;
        match out.last_mut() {
            Some((span, same)) if open && label % 2 == 0 && *same == kind => span.end = i + 1,
            _ => out.push((i..i + 1, kind)),
        }
        open = true;
    }
    out
}

/// Heads of a sentence's words (none: the root), the best tree with one root under scores of single arcs.
///
/// `arcs[i * n + j]` tells how well word j is the head of word i, `root[i]` how well word i is the root; n = `root.len()`.
/// Chu and Liu 1965, Edmonds 1967, with the contracted graphs on a stack of their own. Quadratic in n for nearly every
/// sentence, cubic at worst.
pub fn tree(arcs: &[f32], root: &[f32]) -> Vec<Option<usize>> {
    let n = root.len();
    if n == 0 || arcs.len() != n * n {
        return vec![None; n];
    }
    // Node 0 is the root. Log-probabilities of the heads of each word.
    let mut scores = Matrix::new(n + 1);
    for i in 0..n {
        let candidates: Vec<f64> =
            (0..=n).map(|j| f64::from(if j == 0 { root[i] } else { arcs[i * n + j - 1] })).collect();
        let others = || (0..=n).filter(|&j| j != i + 1);
        let top = others().map(|j| candidates[j]).fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = others().map(|j| (candidates[j] - top).exp()).sum();
        for j in others() {
            let s = candidates[j] - top - sum.ln();
            // A score that is no number counts as a very bad one, so that there always is a tree.
            scores.set(i + 1, j, if s > WORST { s } else { WORST });
        }
    }
    let greedy = scores.best_heads();
    if greedy[1..].iter().filter(|&&h| h == 0).count() != 1 || cycle(&greedy).is_some() {
        // With a heavy fine on leaving the root, the best tree leaves it once.
        for d in 1..=n {
            scores.set(d, 0, scores.at(d, 0) - 1e9);
        }
    }
    arborescence(scores)[1..].iter().map(|&h| h.checked_sub(1)).collect()
}

/// Log-probability that no arc is allowed to fall below.
const WORST: f64 = -1e5;

/// Scores of heads, one row a dependent; node 0 has none.
struct Matrix {
    n: usize,
    scores: Vec<f64>,
}

impl Matrix {
    fn new(n: usize) -> Matrix {
        Matrix { n, scores: vec![f64::NEG_INFINITY; n * n] }
    }

    fn at(&self, dependent: usize, head: usize) -> f64 {
        self.scores[dependent * self.n + head]
    }

    fn set(&mut self, dependent: usize, head: usize, score: f64) {
        self.scores[dependent * self.n + head] = score;
    }

    fn best_heads(&self) -> Vec<usize> {
        let row = |d: usize| &self.scores[d * self.n..(d + 1) * self.n];
        (0..self.n).map(|d| if d == 0 { 0 } else { best(row(d)) }).collect()
    }
}

/// The nodes of a cycle among heads, if there is one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut path = Vec::new();
        let mut v = start;
        while v != 0 && seen[v] == 0 {
            seen[v] = start;
            path.push(v);
            v = heads[v];
        }
        if v != 0 && seen[v] == start {
            let from = path.iter().position(|&p| p == v).unwrap_or(0);
            return Some(path.split_off(from));
        }
    }
    None
}

/// What has to be remembered to open a contracted cycle again.
struct Contraction {
    heads: Vec<usize>,
    /// Nodes outside of the cycle; their numbers in the smaller graph are their places here.
    rest: Vec<usize>,
    cycle: Vec<usize>,
    /// Of each outside node, the node of the cycle that is its best head.
    exit: Vec<usize>,
    /// Of each outside node, the node of the cycle at which it would best break in.
    entry: Vec<usize>,
}

fn arborescence(mut scores: Matrix) -> Vec<usize> {
    let mut stack: Vec<Contraction> = Vec::new();
    let mut heads = loop {
        let heads = scores.best_heads();
        let Some(cycle) = cycle(&heads) else { break heads };
        let mut within = vec![false; scores.n];
        cycle.iter().for_each(|&v| within[v] = true);
        let rest: Vec<usize> = (0..scores.n).filter(|&v| !within[v]).collect();
        let m = rest.len();
        let mut small = Matrix::new(m + 1);
        let (mut exit, mut entry) = (Vec::with_capacity(m), Vec::with_capacity(m));
        for (a, &v) in rest.iter().enumerate() {
            for (b, &w) in rest.iter().enumerate() {
                small.set(a, b, scores.at(v, w));
            }
            let out_of: Vec<f64> = cycle.iter().map(|&c| scores.at(v, c)).collect();
            let into: Vec<f64> = cycle.iter().map(|&c| scores.at(c, v) - scores.at(c, heads[c])).collect();
            exit.push(cycle[best(&out_of)]);
            entry.push(cycle[best(&into)]);
            small.set(a, m, if a == 0 { f64::NEG_INFINITY } else { out_of[best(&out_of)] });
            small.set(m, a, into[best(&into)]);
        }
        stack.push(Contraction { heads, rest, cycle, exit, entry });
        scores = small;
    };
    while let Some(c) = stack.pop() {
        let m = c.rest.len();
        let mut wider = c.heads;
        for k in 1..m {
            wider[c.rest[k]] = if heads[k] == m { c.exit[k] } else { c.rest[heads[k]] };
        }
        let broken = heads[m].min(m - 1);
        debug_assert!(c.cycle.contains(&c.entry[broken]));
        wider[c.entry[broken]] = c.rest[broken];
        heads = wider;
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_labels() {
        assert_eq!(spans([0, 1, 2, 0, 3, 4, 2]), [(1..3, 0), (4..6, 1), (6..7, 0)]);
        assert_eq!(spans([2, 2, 1]), [(0..2, 0), (2..3, 0)]);
        assert_eq!(spans([]), []);
    }

    /// The best tree with one root by trying all.
    fn exhaustive(arcs: &[f32], root: &[f32]) -> f32 {
        let n = root.len();
        let mut best = f32::NEG_INFINITY;
        for mut code in 0..(n + 1).pow(n as u32) {
            let heads: Vec<usize> = (0..n).map(|_| (code % (n + 1), code /= n + 1).0).collect();
            best = best.max(value(&heads, arcs, root));
        }
        best
    }

    fn value(heads: &[usize], arcs: &[f32], root: &[f32]) -> f32 {
        let n = root.len();
        let with_root: Vec<usize> = std::iter::once(0).chain(heads.iter().copied()).collect();
        let one_root = heads.iter().filter(|&&h| h == 0).count() == 1;
        if !one_root || heads.iter().enumerate().any(|(i, &h)| h == i + 1) || cycle(&with_root).is_some() {
            return f32::NEG_INFINITY;
        }
        (0..n)
            .map(|i| {
                let all: Vec<f32> = (0..=n)
                    .filter(|&j| j != i + 1)
                    .map(|j| if j == 0 { root[i] } else { arcs[i * n + j - 1] })
                    .collect();
                let sum: f32 = all.iter().map(|s| s.exp()).sum();
                (if heads[i] == 0 { root[i] } else { arcs[i * n + heads[i] - 1] }) - sum.ln()
            })
            .sum()
    }

    #[test]
    fn trees_are_the_best_there_are() {
        let mut state = 7u64;
        let mut next = || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 40) as f32 / (1 << 21) as f32 - 4.0
        };
        for round in 0..200 {
            let n = 1 + round % 5;
            let arcs: Vec<f32> = (0..n * n).map(|_| next()).collect();
            let root: Vec<f32> = (0..n).map(|_| next()).collect();
            let heads: Vec<usize> = tree(&arcs, &root).iter().map(|h| h.map_or(0, |h| h + 1)).collect();
            let (got, top) = (value(&heads, &arcs, &root), exhaustive(&arcs, &root));
            assert!((got - top).abs() < 1e-3, "{heads:?}: {got} instead of {top}");
        }
    }

    #[test]
    fn scores_that_are_no_numbers_still_give_a_tree() {
        for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 0.0] {
            let heads = tree(&[bad; 36], &[bad; 6]);
            assert_eq!(heads.iter().filter(|h| h.is_none()).count(), 1, "{bad}");
            let plain: Vec<usize> = std::iter::once(0).chain(heads.iter().map(|h| h.map_or(0, |h| h + 1))).collect();
            assert!(cycle(&plain).is_none());
        }
    }
}
