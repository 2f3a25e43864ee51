//! Pictures drawn as SVG by the server, so that they are there without scripts.

pub mod chain;
pub mod flow;
pub mod histogram;
pub mod lanes;
pub mod world;
