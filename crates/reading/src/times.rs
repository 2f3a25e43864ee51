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

#[cfg(test)]
mod tests {
    use dateline_page::Page;
    use dateline_record::{Block, BlockKind, DateBasis, PageDate, Span, Time};

    fn page(published: Option<&str>) -> Page {
        let (body, related) = ("Rain fell in Oslo on Tuesday.", "It snowed last month");
        let mut page = Page { text: format!("{body}\n\n{related}"), ..Page::default() };
        page.blocks = vec![
            Block { span: Span::new(0, body.len()), kind: BlockKind::Body },
            Block { span: Span::new(body.len() + 2, page.text.len()), kind: BlockKind::Related },
        ];
        page.article.published = published.map(|value| PageDate { value: value.into(), basis: DateBasis::Given });
        page
    }

    fn read(page: &Page) -> Vec<Time> {
        crate::read(page, &crate::Resources::rules_alone()).unwrap().times
    }

    #[test]
    fn only_reporting_is_read_and_reckoned_from_the_page() {
        let times = read(&page(Some("2024-05-15T08:00:00+02:00")));
        let seen: Vec<_> = times.iter().map(|t| (t.id.as_str(), t.value.as_str(), t.latest.as_deref())).collect();
        assert_eq!(seen, [("t1", "2024-05-14", Some("2024-05-14"))]);
    }

    #[test]
    fn without_a_date_of_the_page_nothing_is_guessed() {
        let times = read(&page(None));
        assert_eq!(
            times.iter().map(|t| (t.value.as_str(), t.earliest.is_some())).collect::<Vec<_>>(),
            [("XXXX-WXX-2", false)]
        );
    }
}
