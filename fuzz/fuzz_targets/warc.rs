//! WARC files and feeds: no panic, whatever the bytes; a page of a WARC file, and an item of a feed, never holds more than the file and its
//! compression can give.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for (name, _) in dateline::warc::pages(bytes) {
        assert!(name.starts_with("warc@"));
    }
    let _ = dateline::feeds::is_feed(bytes);
    let (items, _) = dateline::feeds::items(bytes);
    for item in items {
        if let Some(url) = &item.about.url {
            let beside = dateline::feeds::beside(std::path::Path::new("/nowhere/feed.xml"), url);
            assert!(beside.is_none());
        }
    }
});
