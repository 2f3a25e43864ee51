//! Plain text → blocks → record: as for HTML, and valid text is kept character for character.
//! By rules alone: with the network each page would take a thousand times as long.
#![no_main]

use dateline_page::{Given, text};
use dateline_reading::{Resources, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    // Patterns are compiled once; that is no slow input.
    init: drop(text(b"A page", &Given::default()).map(|page| read(&page, &Resources::rules_alone()))),
    |bytes: &[u8]| {
        let given = Given { charset: Some("utf-8".into()), ..Given::default() };
        if let Ok(page) = text(bytes, &given) {
            if let Ok(whole) = std::str::from_utf8(bytes) {
                assert_eq!(page.text, whole.strip_prefix('\u{FEFF}').unwrap_or(whole));
            }
            let record = read(&page, &Resources::rules_alone()).expect("no network, no error");
            assert_eq!(dateline_record::check(&record), []);
        }
    }
);
