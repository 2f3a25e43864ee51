//! Tables of invented sentences, and what must hold of any text.

use dateline_language::{Analysis, analyse};
use dateline_record::Span;
use proptest::prelude::*;

/// Reads a text whose paragraphs are its lines.
fn read(text: &str) -> Analysis {
    let mut at = 0;
    let mut regions = Vec::new();
    for line in text.split('\n') {
        if !line.trim().is_empty() {
            regions.push(Span::new(at, at + line.len()));
        }
        at += line.len() + 1;
    }
    analyse(text, &regions)
}

/// `text` has a bar between its sentences, which is taken out before it is read.
#[track_caller]
fn sentences(marked: &str) {
    let text = marked.replace(" | ", " ").replace('|', "");
    let got: Vec<&str> = read(&text).sentences.iter().map(|s| s.span.of(&text)).collect();
    let want: Vec<&str> = marked.split(['|', '\n']).map(str::trim).filter(|s| !s.is_empty()).collect();
    assert_eq!(got, want);
}

#[track_caller]
fn tokens(text: &str, want: &str) {
    let got: Vec<&str> = read(text).tokens.iter().map(|t| t.span.of(text)).collect();
    assert_eq!(got.join(" "), want);
}

/// The quotes of `text` as "depth:words", with ">" before one that goes on from the paragraph before, "?" behind an unclosed one.
#[track_caller]
fn quotes(text: &str, want: &[&str]) {
    let got: Vec<String> = read(text)
        .quotes
        .iter()
        .map(|q| {
            let (on, open) = (if q.continues.is_some() { ">" } else { "" }, if q.closed { "" } else { "?" });
            format!("{on}{}:{}{open}", q.depth, q.inner.of(text))
        })
        .collect();
    assert_eq!(got, want);
}

#[test]
fn sentences_end_where_a_reader_ends_them() {
    sentences("Gen. Ida Moor met Sen. Lee Park at 6 a.m. Tuesday. | They spoke.");
    sentences("He left the U.S. | The plane landed at 7 p.m. | Nobody came.");
    sentences("The U.S. Senate heard J. K. Doe of Roe Inc. on Sept. 4. | No. 3 was absent.");
    sentences("Prices rose 3.5 percent to $1.2 million... and fell. | Then came St. Anne Corp. and others.");
    sentences("“Why now?” the minister asked. | “Stop!” Mayor Ann Roe shouted. | “No.” | He sat down.");
    sentences("“It is late.” | She left. | (Nobody saw it.) | The end");
    sentences("SEOUL (Agency) — Talks ended. | WASHINGTON, Nov. 3 — Talks began.");
    sentences("She moved to Springfield, Ill., in 1990. | “I like it,” she said.");
    sentences("It ended.|The next day broke. | See www.example.org/a.b for more.");
    sentences("A line with no stop\nAnother line. | “Did it?” he wondered. | • A point\n• Another.");
}

#[test]
fn words_are_cut_as_the_treebanks_cut_them() {
    tokens("They don't, can’t and won't say “Roe's here.”", "They do n't , ca n’t and wo n't say “ Roe 's here . ”");
    tokens(
        "The far-off U.S.-led A&B re-emerged at 6:30 a.m., 1,200 strong.",
        "The far - off U.S. - led A&B re-emerged at 6:30 a.m. , 1,200 strong .",
    );
    tokens("O’Hara paid $3.5m (or 2/3)... then??", "O’Hara paid $ 3.5m ( or 2/3 ) ... then ??");
    tokens(
        "Mail a.b@example.org, or see https://example.org/x?y=1.",
        "Mail a.b@example.org , or see https://example.org/x?y=1 .",
    );
    tokens("the leaders’ ’90s ``way'' — cannot", "the leaders ’ ’90s `` way '' — can not");
}

#[test]
fn marks_of_every_form_are_paired() {
    quotes("“One,” he said, “two.”", &["0:One,", "0:two."]);
    quotes("\"One,\" he said, \"two.\"", &["0:One,", "0:two."]);
    quotes("``One,'' he said. «Deux» and „drei“ and »vier«.", &["0:One,", "0:Deux", "0:drei", "0:vier"]);
    quotes("‘One,’ she said. 'Two,' he said.", &["0:One,", "0:Two,"]);
    quotes("“He said ‘no’ to us,” she said.", &["0:He said ‘no’ to us,", "1:no"]);
    quotes("\"He said 'no, don't' to us,\" she said.", &["0:He said 'no, don't' to us,", "1:no, don't"]);
}

#[test]
fn apostrophes_are_no_quotes() {
    quotes("The leaders’ plan, Roe’s ’90s rock ’n’ roll and the boys' 5' 11\" table.", &[]);
    quotes("He called it ‘the players’ cup’ again.", &["0:the players’ cup"]);
    quotes("Get 'em, don't 'cause trouble", &[]);
}

#[test]
fn a_speech_over_paragraphs_opens_anew_at_each() {
    quotes("“One.\n“Two.\n“Three,” he said.", &["0:One.?", ">0:Two.?", ">0:Three,"]);
    quotes("“One.”\n“Two,” he said.", &["0:One.", "0:Two,"]);
    quotes("“One.\nTwo,” he said.", &["0:One.?", ">0:Two,"]);
    quotes("‘One.\n‘Two,’ he said.", &["0:One.?", ">0:Two,"]);
}

#[test]
fn a_forgotten_mark_costs_no_more_than_its_paragraph() {
    quotes(
        "He said \"one and left. \"Two,\" she said.\n\"Three,\" they said.",
        &["0:one and left.?", "0:Two,", "0:Three,"],
    );
    quotes("One,” he said. “Two.”", &["0:Two."]);
}

proptest! {
    #[test]
    fn any_text_gives_ordered_spans_on_character_boundaries(
        text in "[ab A.,!?'\"“”‘’«»„\n\r\t\\-—$0-9@:/éß漢🛰\u{301}]{0,160}",
        cuts in proptest::collection::vec(0usize..160, 0..6),
    ) {
        let mut cuts = cuts;
        cuts.push(0);
        cuts.push(text.len());
        cuts.sort_unstable();
        let regions: Vec<Span> = cuts.windows(2).map(|w| Span::new(w[0], w[1].min(text.len()))).collect();
        let a = analyse(&text, &regions);
        let mut last = 0;
        for t in &a.tokens {
            prop_assert!(t.span.start >= last && !t.span.is_empty() && !t.span.of(&text).is_empty());
            prop_assert!(!t.span.of(&text).contains(char::is_whitespace) || t.span.of(&text).trim() == t.span.of(&text));
            last = t.span.end;
        }
        let mut token = 0;
        for s in &a.sentences {
            prop_assert_eq!(s.tokens.start, token);
            prop_assert!(s.tokens.end > token && regions[s.region].contains(s.span));
            token = s.tokens.end;
        }
        prop_assert_eq!(token, a.tokens.len());
        // Nothing but white space lies between tokens of a region that fits.
        for r in regions.iter().filter(|r| !r.of(&text).is_empty()) {
            let inside: String = a.tokens.iter().filter(|t| r.contains(t.span)).map(|t| t.span.of(&text)).collect();
            prop_assert_eq!(inside, r.of(&text).chars().filter(|c| !c.is_whitespace()).collect::<String>());
        }
        let mut last = 0;
        for (i, q) in a.quotes.iter().enumerate() {
            prop_assert!(q.span.start >= last && q.span.contains(q.inner) && !q.inner.of(&text).is_empty());
            prop_assert!(regions[q.region].contains(q.span));
            prop_assert!(q.continues.is_none_or(|c| c < i));
            last = q.span.start;
        }
    }
}

#[test]
fn long_stretches_without_a_pause_are_read_in_linear_time() {
    for unit in ["a-", "a.", "'a", "\" ", "“", "x'", "1,", ". ", "'em'", "a\u{301}", "(", "‘s ", "No.", "  ", "http://"]
    {
        let text = unit.repeat(400_000 / unit.len());
        analyse(&text, &[Span::new(0, text.len())]);
    }
}
