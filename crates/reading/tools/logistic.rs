//! Multinomial logistic weights over named traits, as the tools of this folder learn them.

use std::collections::{BTreeMap, HashMap};

/// What is learned from: named traits with their values, the class (0: the one that the others are weighed against), and how much it counts.
pub struct Example<'r> {
    pub traits: &'r [(String, f32)],
    pub class: usize,
    pub weight: f32,
}

/// How often a trait must be seen, and how dear large weights are.
#[derive(Clone, Copy)]
pub struct Settings {
    pub seen: usize,
    pub ridge: f32,
}

/// Of each trait, its weights for the classes 1 to `N` against class 0.
pub struct Weights<const N: usize> {
    pub names: BTreeMap<String, usize>,
    pub rows: Vec<[f32; N]>,
}

const STEPS: usize = 200;

impl<const N: usize> Weights<N> {
    pub fn scores(&self, traits: &[(String, f32)]) -> [f32; N] {
        let mut z = [0.0; N];
        for (name, value) in traits {
            if let Some(row) = self.names.get(name).map(|&i| self.rows[i]) {
                z.iter_mut().zip(row).for_each(|(z, w)| *z += w * value);
            }
        }
        z
    }

    /// Adds to the weights of a trait.
    pub fn shift(&mut self, name: &str, by: [f32; N]) {
        if let Some(row) = self.names.get(name).and_then(|&i| self.rows.get_mut(i)) {
            row.iter_mut().zip(by).for_each(|(w, b)| *w += b);
        }
    }

    /// Forgets the traits whose weights are all smaller than `least`.
    pub fn prune(&mut self, least: f32) {
        let rows = &self.rows;
        self.names.retain(|_, i| rows[*i].iter().any(|w| w.abs() >= least));
    }
}

/// The weights that minimise the cross-entropy, by gradient descent (Adam, all examples in each step).
pub fn descend<const N: usize>(examples: &[Example], settings: Settings) -> Weights<N> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, _) in examples.iter().flat_map(|r| r.traits) {
        *seen.entry(name).or_default() += 1;
    }
    // A name with white space or a comment's mark could not be read back.
    let plain = |name: &str| !name.contains(char::is_whitespace) && !name.starts_with('#');
    let kept = seen.into_iter().filter(|(name, n)| *n >= settings.seen && plain(name));
    let names: BTreeMap<String, usize> = kept.enumerate().map(|(i, (name, _))| (name.to_string(), i)).collect();
    let by_name: HashMap<&str, usize> = names.iter().map(|(n, &i)| (n.as_str(), i)).collect();
    let known = |r: &Example| -> Vec<(usize, f32)> {
        r.traits.iter().filter_map(|(n, v)| Some((*by_name.get(n.as_str())?, *v))).collect()
    };
    let values: Vec<Vec<(usize, f32)>> = examples.iter().map(known).collect();
    let (mut x, mut m, mut v) =
        (vec![[0.0f32; N]; names.len()], vec![[0.0f32; N]; names.len()], vec![[0.0f32; N]; names.len()]);
    for step in 1..=STEPS {
        let mut gradient: Vec<[f32; N]> = x.iter().map(|w| w.map(|w| settings.ridge * w)).collect();
        for (example, values) in examples.iter().zip(&values) {
            let mut z = [0.0f32; N];
            for &(i, value) in values {
                z.iter_mut().zip(x[i]).for_each(|(z, w)| *z += w * value);
            }
            let top = z.iter().copied().fold(0.0, f32::max);
            let e = z.map(|z| (z - top).exp());
            let sum = e.iter().sum::<f32>() + (-top).exp();
            for c in 0..N {
                let off = example.weight * (e[c] / sum - f32::from(u8::from(example.class == c + 1)));
                values.iter().for_each(|&(i, value)| gradient[i][c] += off * value);
            }
        }
        let rate = 0.15 * (1.0 - step as f32 / (STEPS as f32 * 1.1));
        let (bm, bv) = (1.0 - 0.9f32.powi(step as i32), 1.0 - 0.99f32.powi(step as i32));
        for i in 0..names.len() {
            for c in 0..N {
                let g = gradient[i][c];
                m[i][c] = 0.9 * m[i][c] + 0.1 * g;
                v[i][c] = 0.99 * v[i][c] + 0.01 * g * g;
                x[i][c] -= rate * (m[i][c] / bm) / ((v[i][c] / bv).sqrt() + 1e-6);
            }
        }
    }
    Weights { names, rows: x }
}
