//! What the blocks of HTML pages are for, on invented pages in the forms that real ones take.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use dateline_page::{Given, html};

const FIRST: &str =
    "The old bridge over the Lenn will close on Monday, the town council said, because its cables are worn out.";
const SECOND: &str =
    "Drivers will have to go round by the northern ring road for two years, said Ada Finch, who leads the works.";
const THIRD: &str =
    "Shopkeepers in the old town fear for their trade, and the council has promised them a free bus over the river.";

/// Kinds and texts of all blocks, one a line.
fn blocks(page: &str) -> Vec<String> {
    let page = page.replace("FIRST", FIRST).replace("SECOND", SECOND).replace("THIRD", THIRD);
    let page = html(page.as_bytes(), &Given::default()).unwrap();
    page.blocks.iter().map(|b| format!("{}: {}", b.kind.name(), b.span.of(&page.text))).collect()
}

/// Checks the kinds of the blocks that begin with these words.
fn check(page: &str, expected: &[(&str, &str)]) {
    let blocks = blocks(page);
    for (kind, words) in expected {
        let found: Vec<&String> = blocks.iter().filter(|b| b.split_once(": ").unwrap().1.starts_with(words)).collect();
        assert!(found.iter().any(|b| b.starts_with(&format!("{kind}: "))), "{words:?} is not {kind}\n{blocks:#?}");
    }
}

#[test]
fn a_story_with_all_its_parts() {
    check(
        "<title>Bridge closes for two years | Lenn Courier</title>
         <nav><ul><li><a href=/>Home</a><li><a href=/s>Sport</a></ul></nav>
         <article><h1>Bridge closes for two years</h1>
         <p class=standfirst>Town says that the cables are worn and drivers must go round.</p>
         <div class=byline>By Tom Reyes</div><time>4 March 2024</time>
         <figure><img src=x alt='hidden words'><figcaption>The bridge on Sunday.</figcaption></figure>
         <p>FIRST</p><h2>A long way round</h2><p>SECOND</p>
         <ul><li>The ring road is free of charge</li><li>Lorries go by the motorway</li></ul>
         <p>THIRD</p>
         <p>Additional reporting by Ida Holm</p></article>
         <footer>© 2024 Lenn Courier</footer>",
        &[
            ("furniture", "Home"),
            ("headline", "Bridge closes for two years"),
            ("subheading", "Town says"),
            ("byline", "By Tom Reyes"),
            ("byline", "4 March"),
            ("caption", "The bridge on Sunday"),
            ("body", "The old bridge"),
            ("subheading", "A long way"),
            ("body", "The ring road is free"),
            ("body", "Shopkeepers"),
            ("credit", "Additional reporting"),
            ("furniture", "©"),
        ],
    );
}

#[test]
fn teasers_between_paragraphs() {
    check(
        "<h1>Bridge closes</h1><div class=text><p>FIRST</p>
         <div class=box><a href=/1>Council votes on the new ferry after a long night</a></div>
         <p>SECOND</p><p><a href=/2>Read more: Who pays for the works on the river</a></p><p>THIRD</p></div>",
        &[("related", "Council votes"), ("related", "Read more"), ("body", "Shopkeepers")],
    );
}

#[test]
fn lists_of_stories_with_summaries() {
    let card = |n: usize| {
        format!(
            "<div class=item><h3><a href=/{n}>Another story number {n} of the day</a></h3><p>A summary in one whole sentence, which reads like any paragraph.</p></div>"
        )
    };
    let cards: String = (0..6).map(card).collect();
    check(
        &format!(
            "<main><h1>Bridge closes</h1><div><p>FIRST</p><p>SECOND</p><p>THIRD</p></div><div class=grid>{cards}</div></main>"
        ),
        &[("body", "Shopkeepers"), ("related", "Another story number 3"), ("related", "A summary in one")],
    );
}

#[test]
fn notices_comments_and_forms() {
    check(
        "<div class=cookie-banner><p>We use cookies to improve your visit, and we share what we learn with partners.</p></div>
         <h1>Bridge closes</h1><div class=entry><p>FIRST</p><p>SECOND</p></div>
         <form><p>Sign up for our newsletter</p></form>
         <div id=comments><p>I have said for years that this bridge would not last, and nobody listened to me.</p></div>",
        &[("furniture", "We use cookies"), ("body", "Drivers"), ("furniture", "Sign up"), ("furniture", "I have said")],
    );
}

#[test]
fn names_of_parts_do_not_hide_a_story() {
    for class in
        ["modal-enabled", "comments-open", "sidebar-right", "post tag-bridges category-related", "elementor-widget"]
    {
        check(
            &format!("<div class='{class}'><h1>Bridge closes</h1><div><p>FIRST</p><p>SECOND</p></div></div>"),
            &[("headline", "Bridge"), ("body", "The old bridge"), ("body", "Drivers")],
        );
    }
}

#[test]
fn a_story_without_paragraph_markup() {
    check(
        "<h1>Bridge closes</h1><div>FIRST<br><br>SECOND<br><br>THIRD</div>",
        &[("body", "The old"), ("body", "Drivers"), ("body", "Shopkeepers")],
    );
}

#[test]
fn a_story_in_another_script() {
    check(
        "<nav><a href=/>首页</a></nav><h1>大桥将关闭两年</h1><div><p>市议会周二表示，河上的老桥将于周一关闭，因为桥上的缆索已经磨损，需要两年时间修复。</p>\
         <p>负责工程的官员说，司机在此期间必须绕行北环路，市政府将为老城区的居民提供免费公共汽车。</p></div>",
        &[("headline", "大桥"), ("body", "市议会"), ("body", "负责")],
    );
}
