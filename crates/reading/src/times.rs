//! When: time expressions with their TIMEX3 values and calendar intervals, reckoned from the page's own date.

use crate::places::Toponym;
use crate::zones;
use dateline_gazetteer::Gazetteer;
use dateline_language::Analysis;
use dateline_page::Page;
use dateline_record::Time;
use dateline_times::{Anchor, Expression};

/// The moment that relative times are reckoned from: when the page was published, by the clocks of the dateline's place where
/// the page gives a time and its offset, else by the page's own.
pub(crate) fn anchor(page: &Page, toponyms: &[Toponym], gazetteer: &Gazetteer) -> Option<Anchor> {
    let published = page.article.published.as_ref().and_then(|p| Anchor::parse(&p.value))?;
    let dateline = page.article.dateline.as_ref().map(|d| d.span);
    let place = toponyms.iter().find(|t| dateline.is_some_and(|d| d.contains(t.span))).and_then(|t| t.place);
    let local = place.and_then(|p| zones::of(p, gazetteer)).and_then(|zone| published.in_zone(zone));
    Some(local.unwrap_or(published))
}

/// The time expressions of a page's reporting, in order, with what decided each, and the moment that they are reckoned from.
pub fn trace(page: &Page, gazetteer: &Gazetteer) -> (Option<Anchor>, Vec<Expression>) {
    let regions = crate::regions(page);
    let analysis = dateline_language::analyse(&page.text, &regions);
    let anchor = anchor(page, &crate::toponyms(page, &regions, gazetteer), gazetteer);
    (anchor, expressions(page, &analysis, anchor))
}

fn expressions(page: &Page, analysis: &Analysis, anchor: Option<Anchor>) -> Vec<Expression> {
    dateline_times::find(&page.text, analysis.sentences.iter().map(|s| s.span), anchor)
}

/// The record's times.
pub(crate) fn find(page: &Page, analysis: &Analysis, anchor: Option<Anchor>) -> Vec<Time> {
    (1..)
        .zip(expressions(page, analysis, anchor))
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
    use dateline_record::{Block, BlockKind, DateBasis, Dateline, PageDate, Span, Time};

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

    /// A story from `place`, published at a moment; the value of the day that it tells.
    fn told(place: &str, said: &str, published: &str) -> String {
        let text = format!("{place} — {said}");
        let mut page = Page { text, ..Page::default() };
        page.blocks = vec![Block { span: Span::new(0, page.text.len()), kind: BlockKind::Body }];
        let span = Span::new(0, place.len());
        page.article.dateline = Some(Dateline { place: Some(place.into()), agency: None, span });
        page.article.published = Some(PageDate { value: published.into(), basis: DateBasis::Given });
        read(&page).first().map(|t| t.value.clone()).unwrap_or_default()
    }

    #[test]
    fn days_are_those_of_the_dateline() {
        for (place, said, published, day) in [
            ("SEOUL", "Rain fell today.", "2023-09-12T22:00:00-04:00", "2023-09-13"),
            ("SEOUL", "Rain fell on Wednesday.", "2023-09-12T22:00:00-04:00", "2023-09-13"),
            ("WASHINGTON", "Rain fell today.", "2023-09-13T02:00:00Z", "2023-09-12"),
            ("DALLAS", "Rain fell today.", "2023-09-13T04:30:00Z", "2023-09-12"),
            // No time, or no offset: the page's own day.
            ("SEOUL", "Rain fell today.", "2023-09-12", "2023-09-12"),
            ("SEOUL", "Rain fell today.", "2023-09-12T22:00:00", "2023-09-12"),
            // A place that nobody knows.
            ("ZYXTON", "Rain fell today.", "2023-09-13T02:00:00Z", "2023-09-13"),
        ] {
            assert_eq!(told(place, said, published), day, "{place} {published}");
        }
    }
}
