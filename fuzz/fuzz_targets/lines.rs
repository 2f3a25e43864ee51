//! JSON lines: each line gives a record that keeps its contract, or a reason why not.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    // Patterns are compiled once; that is no slow input.
    init: drop(dateline::reading::read_line(br#"{"text": "A page"}"#)),
    |bytes: &[u8]| {
        for line in bytes.split(|&b| b == b'\n') {
            let outcome = dateline::reading::read_line(line);
            assert!(outcome.record.is_some() || outcome.failure.is_some());
            if let Some(record) = outcome.record {
                assert_eq!(dateline_record::check(&record), []);
            }
        }
    }
);
