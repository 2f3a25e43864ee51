//! The command `dateline`: what is typed, what is read, how it is printed. The only crate that does input and output.
//!
//! [`run`] is the program. `read` takes [`inputs`] one by one, makes a record of each ([`reading`]) on as many threads as
//! there are cores ([`in_order`]), and prints them ([`render`]) in the order of the inputs.

pub mod args;
pub mod ask;
pub mod export;
pub mod feeds;
pub mod gazetteer;
pub mod in_order;
pub mod ingest;
pub mod inputs;
mod parquet;
pub mod parse;
mod progress;
pub mod reading;
pub mod render;
mod run;
pub mod serve;
pub mod times;
pub mod warc;

pub use run::run;
