//! Which blocks belong to the article's running text: decided for all blocks of a page together.
//!
//! A linear-chain conditional random field with two states. Each block's evidence ([`super::features`]) speaks for or against
//! it, each border between two blocks for or against a change; the forward-backward recursion gives for every block the
//! probability that it is not running text, given the whole page (Lafferty, McCallum and Pereira 2001). The weights in
//! `weights.rs` are learned by `tools/learn_dumps.rs`.

use super::features::{EDGES, TRAITS, Values};
use super::weights;

/// Weights of the evidence: positive ones speak for "not running text".
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// For each trait, one weight for each value.
    pub traits: Vec<Vec<f32>>,
    /// For each kind of border, the weights of: text to text, text to other, other to text, other to other.
    pub edges: [[f32; 4]; EDGES],
    /// At the first block: text, other.
    pub start: [f32; 2],
}

impl Weights {
    /// No evidence weighs anything.
    pub fn zero() -> Self {
        Weights {
            traits: TRAITS.iter().map(|(_, n)| vec![0.0; *n]).collect(),
            edges: [[0.0; 4]; EDGES],
            start: [0.0; 2],
        }
    }

    /// The learned weights.
    pub fn learned() -> Self {
        Weights {
            traits: weights::TRAITS.iter().map(|t| t.to_vec()).collect(),
            edges: weights::EDGES,
            start: weights::START,
        }
    }

    /// How much a block's own evidence speaks for "not running text".
    pub fn score(&self, values: &Values) -> f32 {
        self.traits.iter().zip(values).map(|(w, v)| w.get(usize::from(*v)).copied().unwrap_or(0.0)).sum()
    }
}

/// What the recursion gives: probabilities of states and of changes.
pub struct Posterior {
    /// For every block the probability that it is not running text.
    pub other: Vec<f32>,
    /// For every border the probabilities of the four changes, in the order of [`Weights::edges`].
    pub borders: Vec<[f32; 4]>,
    /// Log of the sum over all labellings.
    pub log_z: f64,
}

/// Runs the recursion. `allowed[i]` says which states block `i` may take (text, other); learning fixes them.
pub fn posterior(weights: &Weights, values: &[Values], edges: &[usize], allowed: Option<&[[bool; 2]]>) -> Posterior {
    let n = values.len();
    if n == 0 {
        return Posterior { other: Vec::new(), borders: Vec::new(), log_z: 0.0 };
    }
    let node: Vec<[f32; 2]> = (0..n)
        .map(|i| {
            let mut s = [0.0, weights.score(&values[i])];
            if let Some(a) = allowed {
                (0..2).filter(|&k| !a[i][k]).for_each(|k| s[k] = f32::NEG_INFINITY);
            }
            s
        })
        .collect();
    let change = |i: usize| weights.edges[edges[i].min(EDGES - 1)];
    let mut forward = vec![[0.0f32; 2]; n];
    // Each step is scaled so that it cannot run out of range; the scales add up to the log of the sum.
    let mut log_z = 0.0f64;
    for i in 0..n {
        let mut a = if i == 0 {
            [weights.start[0] + node[0][0], weights.start[1] + node[0][1]]
        } else {
            let (p, e) = (forward[i - 1], change(i - 1));
            [node[i][0] + log_add(p[0] + e[0], p[1] + e[2]), node[i][1] + log_add(p[0] + e[1], p[1] + e[3])]
        };
        let scale = log_add(a[0], a[1]);
        log_z += f64::from(scale);
        a = [a[0] - scale, a[1] - scale];
        forward[i] = a;
    }
    let mut backward = vec![[0.0f32; 2]; n];
    for i in (0..n - 1).rev() {
        let (q, e, s) = (backward[i + 1], change(i), node[i + 1]);
        let b = [log_add(e[0] + s[0] + q[0], e[1] + s[1] + q[1]), log_add(e[2] + s[0] + q[0], e[3] + s[1] + q[1])];
        let scale = log_add(b[0], b[1]);
        backward[i] = [b[0] - scale, b[1] - scale];
    }
    let other = (0..n)
        .map(|i| {
            let (t, o) = (forward[i][0] + backward[i][0], forward[i][1] + backward[i][1]);
            (o - log_add(t, o)).exp()
        })
        .collect();
    let borders = (0..n - 1)
        .map(|i| {
            let (p, q, e, s) = (forward[i], backward[i + 1], change(i), node[i + 1]);
            let all: [f32; 4] = std::array::from_fn(|k| p[k / 2] + e[k] + s[k % 2] + q[k % 2]);
            let sum = all.iter().copied().fold(f32::NEG_INFINITY, log_add);
            all.map(|x| (x - sum).exp())
        })
        .collect();
    Posterior { other, borders, log_z }
}

/// log(exp a + exp b).
fn log_add(a: f32, b: f32) -> f32 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == f32::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The recursion must give what summing over every labelling gives.
    #[test]
    fn posterior_agrees_with_enumeration() {
        let mut w = Weights::zero();
        w.traits[0] = (0..TRAITS[0].1).map(|i| i as f32 * 0.7 - 2.0).collect();
        w.edges = std::array::from_fn(|e| [0.9, -0.4, -0.3 * e as f32, 0.5]);
        w.start = [0.2, -0.1];
        let values: Vec<Values> =
            [1u8, 4, 2, 0, 3].map(|v| std::array::from_fn(|t| if t == 0 { v } else { 0 })).to_vec();
        let edges = [0, 3, 1, 4];
        let (mut total, mut other) = (0.0f64, [0.0f64; 5]);
        for labels in 0..32usize {
            let state = |i: usize| labels >> i & 1;
            let mut score = f64::from(w.start[state(0)]);
            for i in 0..5 {
                score += if state(i) == 1 { f64::from(w.score(&values[i])) } else { 0.0 };
                score += if i > 0 { f64::from(w.edges[edges[i - 1]][state(i - 1) * 2 + state(i)]) } else { 0.0 };
            }
            total += score.exp();
            (0..5).filter(|&i| state(i) == 1).for_each(|i| other[i] += score.exp());
        }
        let p = posterior(&w, &values, &edges, None);
        assert!((p.log_z - total.ln()).abs() < 1e-4);
        for (p, want) in p.other.iter().zip(other) {
            assert!((f64::from(*p) - want / total).abs() < 1e-4);
        }
    }

    #[test]
    fn the_table_fits_the_traits() {
        let w = Weights::learned();
        let sizes: Vec<usize> = w.traits.iter().map(Vec::len).collect();
        assert_eq!(sizes, TRAITS.iter().map(|(_, n)| *n).collect::<Vec<_>>());
    }
}
