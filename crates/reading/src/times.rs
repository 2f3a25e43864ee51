//! When: time expressions with their TIMEX3 values and calendar intervals, reckoned from the page's own date.

use dateline_language::Analysis;
use dateline_page::Page;
use dateline_record::Time;
use dateline_times::{Anchor, Expression};

/// The time expressions of the reporting, in order, with the trace of what decided each.
pub fn trace(page: &Page, analysis: &Analysis) -> Vec<Expression> {
    let anchor = page.article.published.as_ref().and_then(|p| Anchor::parse(&p.value));
    dateline_times::find(&page.text, analysis.sentences.iter().map(|s| s.span), anchor)
}

/// The record's times.
pub(crate) fn find(page: &Page, analysis: &Analysis) -> Vec<Time> {
    (1..)
        .zip(trace(page, analysis))
        .map(|(n, e): (usize, Expression)| {
            let (earliest, latest) = e.interval.unzip();
            Time {
                id: format!("t{n}"),
                span: e.span,
                kind: e.kind,
                value: e.value,
                modifier: e.modifier.map(Into::into),
                quant: e.quant.map(Into::into),
                freq: e.freq,
                earliest,
                latest,
            }
        })
        .collect()
}
