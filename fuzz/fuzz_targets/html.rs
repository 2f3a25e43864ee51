//! Bytes → page → record: never a panic, always a record that keeps its contract.
#![no_main]

use dateline_page::{Given, html};
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    // Patterns are compiled once; that is no slow input.
    init: drop(html(b"<p>A page", &Given::default()).map(|page| dateline_reading::read(&page))),
    |bytes: &[u8]| {
        if let Ok(page) = html(bytes, &Given::default()) {
            let record = dateline_reading::read(&page);
            assert_eq!(dateline_record::check(&record), []);
        }
    }
);
