//! `dateline times`.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;
use common::run_with;

#[test]
fn each_expression_is_told_with_its_reason() {
    let text = "The court will hear him on Friday. He was seized two weeks ago and has sat in gaol since 2019.\n";
    let ran = run_with(&["times", "--date", "2026-03-11T09:30:00+01:00", "-"], text.as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let lines: Vec<Vec<&str>> = ran.out.lines().map(|l| l.split('\t').collect()).collect();
    assert!(lines[0][0].ends_with("reckoned from 2026-03-11T09:30+01:00"), "{}", lines[0][0]);
    assert_eq!(lines[1], ["Friday", "DATE", "2026-03-13", "", "2026-03-13", "2026-03-13", "weekday", "future: will"]);
    assert_eq!(lines[2], ["two weeks ago", "DATE", "2026-W09", "", "2026-02-23", "2026-03-01", "ago", "said"]);
    assert_eq!(lines[3], ["2019", "DATE", "2019", "", "2019-01-01", "2019-12-31", "year", "said"]);
    assert_eq!(lines.len(), 4);
}

#[test]
fn without_a_date_nothing_is_guessed() {
    let ran = run_with(&["times", "-"], b"The court heard him on Friday, and then went home for tea.\n");
    assert!(ran.out.lines().next().is_some_and(|l| l.ends_with("reckoned from no date")), "{}", ran.out);
    assert!(ran.out.contains("Friday\tDATE\tXXXX-WXX-5\t\t\t\t"), "{}", ran.out);
}
