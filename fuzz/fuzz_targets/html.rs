//! Bytes → page → record: never a panic, always a record that keeps its contract.
//! By rules alone: with the network each page would take a thousand times as long.
#![no_main]

use dateline_page::{Given, html};
use dateline_reading::{Resources, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    // Patterns are compiled once; that is no slow input.
    init: drop(html(b"<p>A page", &Given::default()).map(|page| read(&page, &Resources::rules_alone()))),
    |bytes: &[u8]| {
        if let Ok(page) = html(bytes, &Given::default()) {
            let record = read(&page, &Resources::rules_alone()).expect("no network, no error");
            assert_eq!(dateline_record::check(&record), []);
        }
    }
);
