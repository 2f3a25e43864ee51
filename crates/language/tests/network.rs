//! What the network says, whatever the text: one answer a token, spans within it, the same on every run and thread.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use dateline_language::{Analysis, Model, NameKind, Upos, read};
use dateline_record::Span;
use proptest::prelude::*;

fn parse(text: &str) -> Analysis {
    let mut regions = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        regions.push(Span::new(at, at + line.len()));
        at += line.len() + 1;
    }
    read(text, &regions, Model::bundled().unwrap()).unwrap()
}

fn check(a: &Analysis) {
    let n = a.tokens.len();
    assert!(a.is_read && a.speech.len() == n);
    for s in &a.sentences {
        for i in s.tokens.clone() {
            assert!(a.tokens[i].head.is_none_or(|h| s.tokens.contains(&(h as usize)) && h as usize != i));
            assert!(a.subtree(i).contains(&i) && a.phrase(i).contains(&i));
            assert!(a.children(i).all(|c| a.tokens[c].head == Some(i as u32)));
        }
        assert!(s.tokens.clone().any(|i| a.tokens[i].head.is_none()), "a root");
    }
    let said = a.attributions.iter().flat_map(|t| t.source.iter().chain(&t.cue).chain(&t.content));
    let named = a.names.iter().map(|n| &n.tokens);
    for span in said.chain(named).chain(&a.actors).chain(&a.recipients) {
        assert!(span.start < span.end && span.end <= n);
    }
    assert!(a.attributions.iter().all(|t| !t.content.is_empty() && (0.0..=1.0).contains(&t.score)));
    assert!(a.attributions.is_sorted_by_key(|t| t.start()));
    assert!(a.names.is_sorted_by_key(|n| n.tokens.start) && a.mentions.is_sorted_by_key(|m| m.head));
    assert!(a.mentions.iter().all(|m| m.head < n && m.antecedent.is_none_or(|before| before < m.head)));
    assert!(a.events.iter().all(|e| e.token < n && (-1.0..=1.0).contains(&e.factuality)));
    assert!(a.events.iter().all(|e| (e.certainty.iter().sum::<f32>() - 1.0).abs() < 1e-3));
}

#[test]
fn a_plain_report_is_read() {
    let text =
        "The mayor of Tornesund, Halvard Brekke, said on Friday that the ferry would sail again. He did not say when.";
    let a = parse(text);
    check(&a);
    let token = |word: &str| a.tokens.iter().position(|t| t.span.of(text) == word).unwrap();
    assert_eq!(a.tokens[token("said")].upos, Upos::Verb);
    assert_eq!(a.tokens[token("mayor")].head, Some(token("said") as u32));
    assert!(a.names.iter().any(|n| n.kind == NameKind::Per && n.tokens == (token("Halvard")..token("Brekke") + 1)));
}

#[test]
fn nothing_and_very_long_sentences_are_read_as_well() {
    check(&parse(""));
    check(&parse("\n\n"));
    let long = "the mayor of the town and ".repeat(300);
    let a = parse(&long);
    check(&a);
    assert!(a.tokens.iter().all(|t| t.upos != Upos::X), "every part of a long sentence is read");
}

#[test]
fn the_thread_changes_nothing() {
    let text = "“We will not sail,” said Ann Roe.\nHer union, the Ostland Seamen, denied it on Monday.\n".repeat(12);
    let here = parse(&text);
    let there: Vec<Analysis> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..3).map(|_| scope.spawn(|| parse(&text))).collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert!(there.iter().all(|a| *a == here));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_is_read(text in "([A-Za-z]{1,9}|[ .,“”\"'\n]|\\PC){0,120}") {
        check(&parse(&text));
    }
}
