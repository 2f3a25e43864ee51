//! What is in the archive, for people who would rather look than type? The reading room: pages over an archive, and the same as an API.
//!
//! Every question is a `View` (`view.rs`, `views/`): it asks the archive with a connection that cannot write, and its answer goes out as a
//! page that works without scripts, as JSON, and, where it is a list, as CSV. `routes.rs` lists them all; the router (`room.rs`) and the
//! OpenAPI document (`openapi.rs`) are made from that list.

mod address;
mod assets;
mod cache;
mod db;
mod draw;
mod fault;
mod layout;
mod openapi;
mod reader;
mod room;
mod routes;
mod serve;
mod view;
mod views;

pub use db::Pool;
pub use fault::{ErrorBody, ErrorDetail, Fault};
pub use reader::Reader;
pub use room::{Room, router};
pub use serve::{Closed, Options, serve};
