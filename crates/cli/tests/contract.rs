//! Whatever the page: a record that keeps the contract, plain text kept character for character, the same bytes each time.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use dateline::inputs::{Body, Input, Kind};
use dateline::reading::{Known, Outcome, read};
use dateline_reading::Resources;
use proptest::prelude::*;
use std::io::Cursor;

/// By rules alone: many times faster, so many more pages.
fn page(bytes: &[u8], kind: Kind) -> Outcome {
    page_with(bytes, kind, &Resources::rules_alone())
}

fn page_with(bytes: &[u8], kind: Kind, resources: &Resources) -> Outcome {
    // A panic shows as the page's failure; its trace for every step of shrinking would only hide that.
    std::panic::set_hook(Box::new(|_| {}));
    let body = Body::Page { bytes: Box::new(Cursor::new(bytes.to_vec())), kind };
    read(Input::new("page", body), &Known::default(), resources)
}

/// Pieces that pages are made of, in any order, closed or not.
fn html() -> impl Strategy<Value = String> {
    let tag = prop::sample::select(vec![
        "html",
        "head",
        "body",
        "article",
        "main",
        "div",
        "p",
        "h1",
        "h2",
        "ul",
        "li",
        "a",
        "span",
        "figure",
        "figcaption",
        "table",
        "tr",
        "td",
        "pre",
        "script",
        "style",
        "nav",
        "aside",
        "footer",
        "br",
        "img",
        "time",
        "blockquote",
        "title",
        "template",
        "noscript",
        "textarea",
        "select",
        "option",
        "svg",
        "details",
    ]);
    let attribute = prop_oneof![
        Just(String::new()),
        "[a-z]{1,8}=\"[ -~]{0,12}\"",
        prop::sample::select(vec![
            " hidden",
            " class=\"byline\"",
            " class=\"related-links\"",
            " itemprop=datePublished datetime=2026-03-14",
            " style=\"display:none\"",
            " href=https://news.example/a",
            " rel=author",
            " id='comments'",
            " aria-hidden=\"true\"",
            " dir=rtl",
        ])
        .prop_map(String::from),
    ];
    let piece = prop_oneof![
        4 => (tag.clone(), attribute).prop_map(|(tag, attribute)| format!("<{tag}{attribute}>")),
        3 => tag.prop_map(|tag| format!("</{tag}>")),
        4 => words(),
        1 => prop::sample::select(vec![
            "<!-- c -->", "<![CDATA[x]]>", "&amp;", "&#x1F6F0;", "&nbsp;", "&#0;", "&bogus;", "<", ">", "\"", "\u{0}", "\u{FEFF}", "\r\n",
            "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"X\",\"datePublished\":\"2026-03-14\"}</script>",
            "<meta property=og:title content='A title'>", "<meta charset=windows-1251>",
        ])
        .prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

/// Sentences as news has them, quotation marks paired or not, and text of any script.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "“We saw nothing,” she said. ",
            "Officials told reporters on Tuesday that the bridge was safe. ",
            "By Ana Ruiz and Tom Berg",
            "LAGOS, Nigeria (North Wire) — ",
            "The minister, Dr. J. K. Lund, denied it. ",
            "READ MORE: Ten bridges",
            "Published 14 March 2026, 09:30 GMT",
            "\"It isn't 'over' yet\", said ",
            "\n\n",
            "\n",
            "* * *",
            "12.5 million",
            "https://news.example/x",
            "— Reuters",
        ])
        .prop_map(String::from),
        "\\PC{0,24}",
        "[ -~]{0,40}",
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(words(), 0..60).prop_map(|pieces| pieces.concat())
}

fn keeps_the_contract(outcome: &Outcome) -> Result<(), TestCaseError> {
    prop_assert!(outcome.record.is_some() || outcome.failure.is_some(), "neither a record nor a reason");
    if let Some(failure) = &outcome.failure {
        prop_assert!(!failure.reason.contains("a bug in dateline"), "{}", failure.reason);
    }
    if let Some(record) = &outcome.record {
        prop_assert_eq!(dateline_record::check(record), []);
        prop_assert_eq!(&record.clone().into_bytes().into_code_points(), record, "spans on character boundaries");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_html_gives_a_record_that_keeps_the_contract(html in html()) {
        let outcome = page(html.as_bytes(), Kind::Html);
        keeps_the_contract(&outcome)?;
        prop_assert_eq!(&outcome.record, &page(html.as_bytes(), Kind::Html).record);
    }

    #[test]
    fn any_text_is_kept_character_for_character(text in text()) {
        let outcome = page(text.as_bytes(), Kind::Text);
        keeps_the_contract(&outcome)?;
        if let Some(record) = &outcome.record {
            prop_assert_eq!(record.text.as_str(), text.strip_prefix('\u{FEFF}').unwrap_or(&text));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        keeps_the_contract(&page(&bytes, Kind::Html))?;
        keeps_the_contract(&page(&bytes, Kind::Text))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_the_network_says_keeps_the_contract(text in text()) {
        let resources = Resources::bundled().unwrap();
        let outcome = page_with(text.as_bytes(), Kind::Text, &resources);
        keeps_the_contract(&outcome)?;
        prop_assert_eq!(&outcome.record, &page_with(text.as_bytes(), Kind::Text, &resources).record);
    }
}
