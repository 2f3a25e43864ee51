//! A story's pages on a line of time: one lane an outlet, a dot a page, copies joined to the report that they carry.

use super::histogram::two;
use crate::layout::{moment_words, outlet};
use crate::views::story::StoryPage;
use dateline_archive::day;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Lanes at most, those of the outlets that told it first; the text below has all pages.
const MOST: usize = 16;

/// Seconds since 1970 of an ISO 8601 day or moment, offsets heeded.
pub fn seconds(at: &str) -> Option<i64> {
    let midnight = day::number(at)? * 86_400;
    let Some((_, time)) = at.split_once('T') else { return Some(midnight) };
    let number = |range: std::ops::Range<usize>| time.get(range).and_then(|n| n.parse::<i64>().ok());
    let mut since = number(0..2)? * 3600 + number(3..5).unwrap_or(0) * 60 + number(6..8).unwrap_or(0);
    if let Some(i) = time.rfind(['+', '-']) {
        let sign = if time.get(i..=i) == Some("+") { -1 } else { 1 };
        since += sign * (number(i + 1..i + 3).unwrap_or(0) * 3600 + number(i + 4..i + 6).unwrap_or(0) * 60);
    }
    Some(midnight + since)
}

/// The picture; none where fewer than two pages have a time.
pub fn of(pages: &[StoryPage]) -> Markup {
    let mut timed: Vec<(&StoryPage, i64)> =
        pages.iter().filter_map(|p| Some((p, p.published.as_deref().and_then(seconds)?))).collect();
    let mut lanes: Vec<Option<&str>> = Vec::new();
    timed.retain(|(page, _)| {
        let lane = page.outlet.as_deref();
        if !lanes.contains(&lane) && lanes.len() < MOST {
            lanes.push(lane);
        }
        lanes.contains(&lane)
    });
    let (Some(first), Some(last)) = (timed.iter().map(|t| t.1).min(), timed.iter().map(|t| t.1).max()) else {
        return html! {};
    };
    if timed.len() < 2 {
        return html! {};
    }
    let x = |t: i64| 16.0 + 688.0 * if last > first { (t - first) as f64 / (last - first) as f64 } else { 0.5 };
    let y =
        |page: &StoryPage| lanes.iter().position(|l| *l == page.outlet.as_deref()).unwrap_or(0) as f64 * 30.0 + 15.0;
    let at: BTreeMap<i64, (f64, f64)> = timed.iter().map(|(p, t)| (p.page, (x(*t), y(p)))).collect();
    let height = lanes.len() as f64 * 30.0;
    let end = |t: i64| {
        let at = timed.iter().find(|(_, other)| *other == t).and_then(|(page, _)| page.published.as_deref());
        at.map(moment_words).unwrap_or_default()
    };
    html! {
        figure.lanes {
            div.lane-names { @for lane in &lanes { (outlet(*lane)) } }
            svg viewBox=(format!("0 0 720 {}", two(height))) role="group" aria-label="Pages of the story in time" {
                @for i in 0..lanes.len() {
                    line.lane x1="0" x2="720" y1=(i * 30 + 15) y2=(i * 30 + 15) {}
                }
                @for (page, _) in &timed {
                    @if let (Some(from), Some(to)) = (at.get(&page.report).filter(|_| page.report != page.page), at.get(&page.page)) {
                        path.copied d=(format!("M{} {}C{} {},{} {},{} {}", two(from.0), two(from.1), two((from.0 + to.0) / 2.0), two(from.1), two((from.0 + to.0) / 2.0), two(to.1), two(to.0), two(to.1))) {}
                    }
                }
                @for (page, t) in &timed {
                    @let what = format!("{}: {}", page.published.as_deref().map(moment_words).unwrap_or_default(), page.title.as_deref().unwrap_or("untitled"));
                    a href=(format!("/article/{}", page.page)) aria-label=(what) {
                        title { (what) }
                        circle.own[page.report == page.page].copy[page.report != page.page] cx=(two(x(*t))) cy=(two(y(page))) r="6.5" {}
                    }
                }
            }
            figcaption {
                span { (end(first)) }
                span.key { span.dot.own {} " own report " span.dot.copy {} " copy" }
                span { (end(last)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_heeded() {
        assert_eq!(seconds("1970-01-02"), Some(86_400));
        assert_eq!(seconds("1970-01-01T01:00:00+01:00"), Some(0));
        assert_eq!(seconds("1970-01-01T00:00:30Z"), Some(30));
        assert_eq!(seconds("soon"), None);
    }
}
