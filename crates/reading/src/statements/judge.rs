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
    /// Slope and offset, in log odds, from the last judgement to how often it is right on articles that nothing was learned from.
    pub calibration: [f32; 2],
}

impl Weights {
    /// Those that come with the program.
    pub fn learned() -> Weights {
        Weights {
            content: weights::CONTENT.into(),
            source: weights::SOURCE.into(),
            both: weights::BOTH.into(),
            calibration: weights::CALIBRATION,
        }
    }

    /// What the last judgement's probability is worth on a text that the network has not seen: Platt scaling (Platt 1999).
    pub fn confidence(&self, probability: f32) -> f32 {
        let [slope, offset] = self.calibration;
        logistic(slope * odds(probability) + offset)
    }
}

/// Probability under a logistic function.
pub fn probability(weights: &[f32], values: &[f32]) -> f32 {
    let sum: f32 = weights.iter().zip(values).map(|(w, v)| w * v).sum();
    logistic(sum)
}

/// Log odds of a probability, kept finite.
pub fn odds(probability: f32) -> f32 {
    let p = probability.clamp(1e-4, 1.0 - 1e-4);
    (p / (1.0 - p)).ln()
}

/// The probability of log odds.
pub fn logistic(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}
