//! Pages that no one writes in good faith: huge, deep, broken. Each must end in an honest page or error, and in linear time
//! (`cargo bench -p dateline-page` prints how long they take).

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use dateline_page::{Given, Page, PageError, html};
use dateline_record::BlockKind;

/// Reads a page and checks what must hold for every page.
fn read(bytes: &[u8]) -> Page {
    let page = html(bytes, &Given::default()).unwrap();
    let mut end = 0;
    for block in &page.blocks {
        let range = block.span.range();
        assert!(range.start >= end && !range.is_empty());
        assert!(
            page.text.get(range.clone()).is_some_and(|t| t.trim() == t),
            "a block is cut within a character or has blank edges"
        );
        assert!(page.text[end..range.start].trim().is_empty(), "text outside the blocks");
        end = range.end;
    }
    assert!(page.text[end..].trim().is_empty());
    page
}

fn body(page: &Page) -> Vec<&str> {
    page.blocks.iter().filter(|b| b.kind == BlockKind::Body).map(|b| b.span.of(&page.text)).collect()
}

fn has_note(page: &Page, code: &str) -> bool {
    page.notes.iter().any(|n| n.code == code)
}

const STORY: &str = "<h1>Bridge closes</h1><p>The old bridge over the Lenn will close on Monday, the town council said, because its cables are worn.</p>\
    <p>Drivers will have to go round by the northern ring road for two years, said Ada Finch, who leads the works.</p>";

#[test]
fn deep_nesting() {
    let page = read(format!("{}{STORY}{}", "<section>".repeat(50_000), "</section>".repeat(50_000)).as_bytes());
    // the elements too deep to be kept still part the text
    assert!(page.text.starts_with("Bridge closes\n\nThe old bridge"));
    assert!(has_note(&page, "markup-cut"));
    let unclosed = read(format!("{}{STORY}", "<b><div>".repeat(50_000)).as_bytes());
    assert!(unclosed.text.contains("Drivers will have to go round"));
}

#[test]
fn a_million_attributes() {
    let names: String = (0..1_000_000).map(|i| format!(" a{i}=x")).collect();
    let page = read(format!("<div{names}>{STORY}</div>").as_bytes());
    assert_eq!(body(&page).len(), 2);
    assert!(has_note(&page, "markup-cut"));
    let spread: String =
        (0..100_000).map(|i| format!("<i{}>{i} </i>", " data-a=x class='nav menu'".repeat(5))).collect();
    assert!(read(format!("{STORY}{spread}").as_bytes()).text.ends_with("99999"));
}

#[test]
fn many_elements() {
    let spans = "<span>a</span>".repeat(200_000);
    assert!(read(format!("{STORY}<p>{spans}</p>").as_bytes()).text.ends_with(&"a".repeat(200_000)));
    let open = "<span>a".repeat(200_000);
    assert!(read(format!("{STORY}<p>{open}</p>").as_bytes()).text.ends_with(&"a".repeat(200_000)));
    let blocks = "<div><a href=x>Three more words</a></div>".repeat(50_000);
    assert_eq!(read(format!("{STORY}{blocks}").as_bytes()).blocks.len(), 50_003);
    let misnested = "<a><b><p></a></b>".repeat(50_000);
    assert!(read(format!("{misnested}{STORY}").as_bytes()).text.contains("Ada Finch"));
    let tables = "<table><tr><td>".repeat(20_000);
    assert!(read(format!("{tables}{STORY}").as_bytes()).text.contains("Ada Finch"));
}

#[test]
fn twenty_megabytes() {
    let paragraph = "<p>The council met again on Tuesday and put off the decision, said a clerk who was there.</p>\n";
    let page = read(format!("{STORY}{}", paragraph.repeat((20 << 20) / paragraph.len())).as_bytes());
    assert!(page.text.len() > 15 << 20);
    let one = read(format!("{STORY}<p>{}", "word ".repeat(4 << 20)).as_bytes());
    assert!(one.text.len() > 20_000_000);
    let comment = read(format!("{STORY}<!-- {}", "-".repeat(20 << 20)).as_bytes());
    assert_eq!(body(&comment).len(), 2);
    let value = read(format!("<div class='{}'>{STORY}</div>", "nav-menu ".repeat(2 << 20)).as_bytes());
    assert_eq!(body(&value).len(), 2);
    assert!(matches!(html(&vec![b'x'; 40 << 20], &Given::default()), Err(PageError::TooLarge { .. })));
}

#[test]
fn broken_bytes() {
    let page = read(
        &[
            b"<meta charset=utf-8>".as_slice(),
            STORY.as_bytes(),
            "<p>Café Größe, déjà vu, à la crème \u{e9}".as_bytes(),
            b" \xff stays open.",
        ]
        .concat(),
    );
    assert!(page.text.contains("Café"));
    assert!(has_note(&page, "encoding-doubtful"));
    let mut state = 7u32;
    let noise: Vec<u8> = (0..200_000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let signs = b"<>/=\"' abp\xc3\xa9\xff!-&;";
            signs[(state >> 16) as usize % signs.len()]
        })
        .collect();
    read(&noise);
}

#[test]
fn nothing_there() {
    for (bytes, error) in [
        (&b""[..], PageError::Empty),
        (b"   \r\n", PageError::Empty),
        (b"\xef\xbb\xbf", PageError::Empty),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", PageError::NotText("a PNG picture")),
    ] {
        assert_eq!(html(bytes, &Given::default()), Err(error));
    }
    // markup without a word is a page without text
    assert_eq!(read(b"<html><body><script>var a;</script></body></html>").blocks, []);
    assert_eq!(read(b"<").text, "<");
}

#[test]
fn cut_anywhere() {
    let page = format!(
        "<html><head><title>Bridge closes</title></head><body><nav><a href='/'>Home</a></nav>{STORY}<ul><li>One &amp; two</ul></body>"
    );
    for end in (0..page.len()).filter(|&i| page.is_char_boundary(i)) {
        if !page[..end].trim().is_empty() {
            read(&page.as_bytes()[..end]);
        }
    }
}
