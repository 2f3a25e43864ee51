//! Plain-text dumps: what each block is for. Every text here was written for this test.

use dateline_page::{Given, Page, text};
use dateline_record::BlockKind;
use proptest::prelude::*;

/// Reads a dump in which every line begins with the kind that it should get and a bar; an empty line stays empty.
/// `-` before the bar says that the block may be any kind that is read for facts.
fn check(name: &str, marked: &str) {
    let (mut dump, mut want) = (String::new(), Vec::new());
    for line in marked.trim_matches('\n').lines() {
        if let Some((kind, words)) = line.split_once('|') {
            want.push((kind.trim().to_string(), words.trim().to_string()));
            dump.push_str(words.trim());
        }
        dump.push('\n');
    }
    let page = read(&dump);
    let got: Vec<(String, String)> =
        page.blocks.iter().map(|b| (b.kind.name().to_string(), b.span.of(&page.text).to_string())).collect();
    let wrong: Vec<String> = want
        .iter()
        .zip(&got)
        .filter(|((kind, words), (found, block))| {
            let fits = match kind.as_str() {
                "-" => !["furniture", "related"].contains(&found.as_str()),
                kind => kind.split('/').any(|k| k == found),
            };
            !fits || words != block
        })
        .map(|((kind, words), (found, block))| format!("wanted {kind}, got {found}: {words} [{block}]"))
        .collect();
    assert!(wrong.is_empty() && want.len() == got.len(), "{name}:\n{}", wrong.join("\n"));
}

fn read(dump: &str) -> Page {
    text(dump.as_bytes(), &Given::default()).expect("a page")
}

#[test]
fn a_republished_story_with_forms_and_teasers() {
    check(
        "spaceless",
        "
headline | Velmar’s Ostrander welcomes Tarn president Ilse Kovac to frozen port

furniture | [ad_1]

body | HARROW BAY — President Ilse Kovac of Tarn called her country’s ties with Velmar unbreakable on Friday and promised her host a fleet of icebreakers, as the two leaders met for the first time in six years.

body | The visit sent a plain message: each government will shield the other from the sanctions that their neighbours have imposed since the spring.

body | “Our harbours are your harbours,” Kovac told Prime Minister Dag Ostrander, according to a recording released by his office. “They will remain so whatever is decided elsewhere.”

related | Kovac and Ostrander may sail together to Velmar’s northern port. Why now?

body | Ostrander met his guest on the quay in the morning, and the two walked the length of the new breakwater before they went indoors, according to reporters who were present.

body | Neither side published the text of the agreement.

related | Kovac travels to Velmar with one strong card: The ships Ostrander needs

body | The opposition in Tarn said it had not been told of the journey in advance and asked for a debate in parliament next week.

credit | Mira Solano in Tarn City and Edvin Halle in Lund, Sweden, contributed to this report.

furniture | [ad_2]

furniture | Source link

furniture | Previous Post

furniture | Leave a Reply

furniture | Your email address will not be published. Required fields are marked *

furniture | Welcome Back!

furniture | Login to your account below

furniture | Please enter your username or email address to reset your password.
",
    );
}

#[test]
fn a_page_with_menus_around_the_story() {
    check(
        "menus",
        "
furniture | Skip to content
furniture | Home
furniture | News
furniture | Politics
furniture | Sport
furniture | Weather
furniture | Sign in
furniture | Subscribe
headline | Council votes to reopen Pelham swimming baths after ten years
byline | By Orla Fenwick
byline | Published 4 March 2024, 9:15 am
furniture | Share this article
furniture | Facebook
furniture | Twitter
furniture | WhatsApp
body | The swimming baths at Pelham will open again in June after the council voted by nine to four on Monday night to pay for a new roof.
body | The building was closed ten years ago when tiles fell into the pool during a children’s lesson, and two later plans to save it failed for lack of money.
caption | The pool as it looked in the summer of 1987. (Photo: Pelham Historical Society)
body | “I learned to swim there, and so did half of this chamber,” said Bram Tolliver, the councillor who had brought the motion.
furniture | Advertisement
body | Work on the roof is expected to begin in April and to cost about 1.2 million pounds, most of which comes from a national fund.
furniture | Read more
related | Why Pelham’s library is closing its doors on Saturdays
related | Ten villages that brought back their village shop
body | The baths will be run by a trust made up of residents, and the council will look at its accounts twice a year.
furniture | Tags: Pelham, swimming, council
furniture | Most read
related | Storm warning for the coast as ferries are cancelled
related | Teenager wins national chess title at first attempt
related | The bakery that has not changed its bread since 1931
furniture | About us
furniture | Privacy policy
furniture | Terms of use
furniture | © 2024 Pelham Observer. All rights reserved.
",
    );
}

#[test]
fn clean_text_stays_whole() {
    check(
        "short paragraphs, a question, short quotes",
        "
headline | Ferry strike enters second week

body | Crews of the island ferries stayed ashore for an eighth day on Tuesday, and the company said that no talks were planned.

body | So why has nobody sat down at the table?

body | “We are waiting,” Jonas Berglund said.

body | He leads the seamen’s union.

body | The company, for its part, says that it made an offer on Friday which the union has not answered, and it published a letter to that effect.

body | No ships.

body | “No.”

body | Shops on the outer islands have begun to ration milk and bread, the county governor’s office said, and a tanker will bring fuel on Thursday.
",
    );
    check(
        "an interview",
        "
- | ‘Nobody counts the seals any more’

body | Hanne Dahl has watched the colony at Skarv Point for thirty years. She spoke to us in her kitchen, with a view of the sound.

- | How did you come to count seals?

body | My father did it for the fisheries board, and when his eyes grew weak I went with him and read the numbers out. Then I could not stop.

- | What has changed since then?

body | There are more of them, and there are fewer people who look. The board closed its office in Skarv eleven years ago, and nobody took over the log.

- | Do the fishermen of Skarv blame Dahl for the new limits?

body | Some do. I tell them that I only count. What the ministry makes of a number is its own affair, and it did not ask me.

- | Would you do it again?

body | Tomorrow, if the weather holds. The boat is old, but so am I.
",
    );
    check(
        "headings, a list",
        "
- | What the new tram line means for Osterby

body | The first trams will run through Osterby on 1 September, the transit authority said on Wednesday, three years later than planned.

subheading | A slow start

body | Work stopped twice: once when an old burial ground was found under the market square, and once when the builder ran out of money.

subheading | What will it cost?

body | A single ticket costs two crowns forty. These groups travel free, according to a table that the authority published on its site:

- | • children under seven
- | • holders of a senior pass
- | • police officers on duty

body | The line was paid for by the region, which borrowed most of the sum from a public bank at a rate that it has not made known.
",
    );
}

#[test]
fn wrapped_lines_make_paragraphs() {
    let dump = "HARROW BAY, Velmar (AP) _ The harbour pilots of Harrow Bay voted\n\
        on Thursday to return to work after the port agreed to repair the\n\
        two launches that had been out of service since the winter storms.\n\
        \n\
        The vote was close. Pilots with long service wanted to hold out for\n\
        a third launch, said Dag Ostrander, who counted the ballots and who\n\
        has led the pilots' association for nine years.\n\
        \n\
        Ships began to move before noon.\n";
    let page = read(dump);
    let blocks: Vec<_> = page.blocks.iter().map(|b| (b.kind, b.span.of(dump).lines().count())).collect();
    assert_eq!(blocks, [(BlockKind::Body, 3), (BlockKind::Body, 3), (BlockKind::Body, 1)]);
    let dateline = page.article.dateline.expect("a dateline");
    assert_eq!((dateline.place.as_deref(), dateline.agency.as_deref()), (Some("HARROW BAY, Velmar"), Some("AP")));
}

#[test]
fn the_article_layer_is_read_from_visible_text() {
    let dump = "Quarry workers find a Roman road\nBy Orla Fenwick and Bram Tolliver\n4 March 2024\n\n\
        Workers at a quarry near Pelham have found forty metres of a Roman road under the clay, the county archaeologist said.\n\n\
        The stones will be lifted and shown in the town hall until the quarry has moved on, which may take two years.\n";
    let article = read(dump).article;
    assert_eq!(article.title.as_deref(), Some("Quarry workers find a Roman road"));
    let names: Vec<&str> = article.authors.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["Orla Fenwick", "Bram Tolliver"]);
    assert_eq!(article.published.map(|p| p.value).as_deref(), Some("2024-03-04"));
    assert_eq!(article.language.as_deref(), Some("en"));
}

#[test]
fn the_text_is_kept_to_the_character() {
    for dump in ["\u{feff}Eins\r\n\r\nZwei.\r\n", "a\tb\u{a0}c\n\n\n", "\u{2028}x\u{85}y\r"] {
        assert_eq!(read(dump).text, dump);
    }
}

/// White space and byte order marks.
fn is_blank(s: &str) -> bool {
    s.chars().all(|c| c.is_whitespace() || c == '\u{feff}')
}

proptest! {
    #[test]
    fn blocks_part_any_text(dump in ".{0,40}((By |Read more: |\\[ad_1\\]|— |[a-zA-Z“”’.?!:, \u{feff}\r\n가中]{0,90})[\r\n]{0,3}){0,30}") {
        let Ok(page) = text(dump.as_bytes(), &Given::default()) else { return Ok(()) };
        prop_assert_eq!(&page.text, &dump);
        let mut at = 0;
        for b in &page.blocks {
            let (start, end) = (b.span.start as usize, b.span.end as usize);
            prop_assert!(start < end && page.text.is_char_boundary(start) && page.text.is_char_boundary(end));
            prop_assert!(page.text.get(at..start).is_some_and(is_blank));
            prop_assert!(!page.text[start..end].trim().is_empty());
            at = end;
        }
        prop_assert!(is_blank(&page.text[at..]));
    }

    #[test]
    fn bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = text(&bytes, &Given::default());
    }
}

#[test]
fn hostile_text_ends_soon() {
    let start = std::time::Instant::now();
    for dump in [
        "a\n".repeat(500_000),
        "By ".repeat(1_000_000),
        "Share this\nA sentence that ends here, said he.\n".repeat(50_000),
    ] {
        assert!(!read(&dump).blocks.is_empty());
    }
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
