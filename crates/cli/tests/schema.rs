//! The published schema is the one that the types give, and records keep it.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::Path;

#[test]
fn the_published_schema_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema/record.schema.json");
    let mut now = serde_json::to_string_pretty(&dateline_record::schema()).unwrap();
    now.push('\n');
    if std::env::var_os("UPDATE").is_some_and(|v| v == "1") {
        std::fs::write(&path, &now).unwrap();
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        published == now,
        "schema/record.schema.json differs from the types in crates/record. If the change is meant, write it anew with\n    \
         UPDATE=1 cargo test --release -p dateline --test schema\n(or `cargo run --release -- schema > schema/record.schema.json`) \
         and say so in CHANGELOG.md: other programs rely on it."
    );
}
