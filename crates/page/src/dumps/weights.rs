//! Learned by `tools/learn_dumps.rs`; do not edit by hand.
pub const TRAITS: &[&[f32]] = &[];
pub const EDGES: [[f32; 4]; 5] = [[0.0; 4]; 5];
pub const START: [f32; 2] = [0.0; 2];
