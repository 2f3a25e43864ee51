//! Logistic judgements over traits.

use super::weights;

/// One weight a trait, for each of the three judgements.
#[derive(Clone, Debug)]
pub struct Weights {
    /// Is this the content?
    pub content: Vec<f32>,
    /// Is this the source, or is there none?
    pub source: Vec<f32>,
    /// Do the two make a right attribution?
    pub both: Vec<f32>,
}

impl Weights {
    /// Those that come with the program.
    pub fn learned() -> Weights {
        Weights { content: weights::CONTENT.into(), source: weights::SOURCE.into(), both: weights::BOTH.into() }
    }
}

/// Probability under a logistic function.
pub fn probability(weights: &[f32], values: &[f32]) -> f32 {
    let sum: f32 = weights.iter().zip(values).map(|(w, v)| w * v).sum();
    1.0 / (1.0 + (-sum).exp())
}
