//! Text → time expressions, and the dates of a page's own lines: never a panic; spans in order, cut at characters, with a value;
//! intervals the right way round.
#![no_main]

use dateline_record::Span;
use dateline_times::{Anchor, Context, find, page_dates};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str)| {
    let (date, text) = input;
    let mut end = 0;
    for e in find(text, [Span::new(0, text.len())], Anchor::parse(date)) {
        assert!(e.span.start >= end && !e.span.is_empty() && !e.value.is_empty());
        assert!(text.get(e.span.range()).is_some());
        assert!(e.interval.is_none_or(|(first, last)| first <= last));
        end = e.span.end;
    }
    let fetched = date.parse().ok();
    for d in page_dates(text, Context { order: None, fetched }) {
        assert!(text.get(d.span.range()).is_some_and(|said| !said.is_empty()));
    }
});
