//! Links to other stories between paragraphs, and the short lines of reporting that look like them. Every text was written
//! for this test.

use dateline_page::{Given, text};

/// A story around lines under test: `headline`, then each line between paragraphs from `paragraphs`, in turn.
fn story(headline: &str, paragraphs: &[&str], lines: &[&str], site: bool) -> String {
    let mut dump = format!("{headline}\n\n");
    if site {
        dump.push_str("Share this:\n\n");
    }
    dump.push_str(paragraphs[0]);
    for (i, p) in paragraphs[1..].iter().enumerate() {
        if let Some(line) = lines.get(i) {
            dump.push_str("\n\n");
            dump.push_str(line);
        }
        dump.push_str("\n\n");
        dump.push_str(p);
    }
    if site {
        dump.push_str("\n\nLeave a Reply\n\nYour email address will not be published.\n\nPrivacy Policy");
    }
    dump
}

const PAGES: &[(&str, &[&str])] = &[
    (
        "Velmar’s Ostrander welcomes Tarn president Ilse Kovac to frozen port",
        &[
            "HARROW BAY — President Ilse Kovac of Tarn called her country’s ties with Velmar unbreakable on Friday and promised her host a fleet of icebreakers, as the two met for the first time in six years.",
            "“Our harbours are your harbours,” Kovac told Prime Minister Dag Ostrander, according to a recording released by his office late in the evening.",
            "Ostrander met his guest on the quay in the morning, and the two walked the length of the new breakwater before they went indoors for lunch.",
            "The opposition in Tarn said it had not been told of the journey in advance and asked for a debate in parliament next week.",
        ],
    ),
    (
        "Regulator fines Brightwater Rail over Kestrel tunnel fire",
        &[
            "The transport regulator has fined Brightwater Rail eleven million crowns for the fire in the Kestrel tunnel, in which four passengers died last autumn, the agency said on Tuesday.",
            "Inspectors found that smoke detectors in the northern bore had been switched off for repairs and never switched on again, their report says.",
            "Brightwater, which runs most trains between the capital and the coast, said that it accepted the findings and would not appeal.",
            "Relatives of the dead held a short vigil outside the tunnel’s mouth in the evening, and the mayor of Kestrel laid a wreath.",
        ],
    ),
    (
        "Mayor Adaeze Obi wins third term in Port Lumley after recount",
        &[
            "Mayor Adaeze Obi has won a third term in Port Lumley by 212 votes, the electoral board announced on Sunday night after a recount that lasted nine days.",
            "Her challenger, the former police chief Tom Garrick, conceded in a brief telephone call and asked his supporters to go home peacefully.",
            "The board found that two boxes from the harbour district had been counted twice, an error that had first put Garrick ahead by thirty votes.",
            "Obi takes her oath on 4 May in the old customs house, as every mayor of the city has done since the great fire.",
        ],
    ),
    (
        "Scientists find second water lake under Tessaly glacier",
        &[
            "A second lake lies hidden under the Tessaly glacier, four hundred metres below the ice, according to a survey that geologists published on Wednesday.",
            "The team flew a radar over the glacier for three winters and compared the echoes with those from a lake that was found there in the nineties.",
            "“We had the signal on our screens for a year before we dared to call it water,” said Marit Lindqvist, who led the work for the polar institute.",
            "Drilling will begin next summer if the government grants the permit, which environmental groups want to delay until the risk is better known.",
        ],
    ),
    (
        "Harlow Steel to close Denby works with loss of 900 jobs",
        &[
            "Harlow Steel will close its works at Denby in the spring, ending nine hundred jobs and a hundred and forty years of steelmaking in the valley, the company said on Thursday.",
            "Managers blamed the price of power and cheap imports, and said that talks with the government about a loan had come to nothing in the end.",
            "Union officials walked out of a meeting with the company after twenty minutes, and called on the minister to visit the town before Sunday.",
            "The works’ last big order, rails for the northern line, will be finished by the end of February if enough coal can be brought in.",
        ],
    ),
];

/// Lines that stand between the paragraphs of each page as links to other stories.
const TEASERS: &[&[&str]] = &[
    &[
        "Kovac and Ostrander may sail together to Velmar’s northern port. Why now?",
        "Kovac travels to Velmar with one strong card: The ships Ostrander needs",
    ],
    &[
        "Brightwater Rail knew of faulty detectors in Kestrel tunnel, letters show",
        "What we know about the Kestrel tunnel fire: Four deaths, one broken alarm",
    ],
    &[
        "Port Lumley is about to count its votes again. Who gains from it?",
        "Obi accuses Garrick of stirring unrest in Port Lumley’s markets",
    ],
    &[
        "The lake under the Tessaly glacier is older than anybody thought. How old?",
        "Inside the Tessaly camp: Where scientists drill through a mile of ice",
    ],
    &[
        "Denby fears for its future as Harlow Steel weighs closing the works",
        "Harlow Steel asked the government for a loan. What happened to it?",
    ],
];

/// Short lines of reporting that stand between the paragraphs of each page.
const REPORTING: &[&[&str]] = &[
    &[
        "Neither side published the text of the agreement.",
        "“No comment,” his spokesman said.",
        "But what does Velmar get in return?",
    ],
    &["So who switched them off?", "Nobody has been charged.", "The company disagrees."],
    &[
        "“It was the longest week of my life,” Obi said.",
        "Was it worth the trouble?",
        "Garrick did not say whether he would run again.",
    ],
    &["How did they know it was water?", "They did not, at first.", "Lindqvist is careful."],
    &["Then came the letter.", "Why Denby, and why now?", "The minister has not replied."],
];

/// Headings of parts, list items and questions of an interviewer.
const HEADINGS: &[&[&str]] = &[
    &["A walk on the quay", "What happens next", "• a fleet of six icebreakers"],
    &["What went wrong", "Silence from the company", "1. New detectors in both bores by June"],
    &["How many votes were in doubt?", "The recount", "What happens now?"],
    &["How do you find a lake under the ice?", "Were you surprised?", "What will you do if the permit is refused?"],
    &["A valley without steel", "‘Nobody told us’", "– repayment of the loan within five years"],
];

/// Lines of the text that were not taken for reporting.
fn lost(dump: &str) -> Vec<String> {
    let page = text(dump.as_bytes(), &Given::default()).expect("a page");
    page.blocks
        .iter()
        .filter(|b| !b.kind.is_reporting())
        .map(|b| format!("{}: {}", b.kind.name(), b.span.of(dump)))
        .collect()
}

#[test]
fn teasers_are_found() {
    let mut missed = Vec::new();
    for site in [true, false] {
        for ((headline, paragraphs), teasers) in PAGES.iter().zip(TEASERS) {
            let found = lost(&story(headline, paragraphs, teasers, site));
            for t in *teasers {
                if !found.contains(&format!("related: {t}")) {
                    missed.push(format!("site {site}: {t}"));
                }
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn short_lines_of_reporting_stay() {
    let mut wrong = Vec::new();
    for site in [true, false] {
        for ((headline, paragraphs), lines) in PAGES.iter().zip(REPORTING).chain(PAGES.iter().zip(HEADINGS)) {
            let taken = lost(&story(headline, paragraphs, lines, site));
            wrong.extend(
                taken.into_iter().filter(|t| lines.iter().any(|l| t.ends_with(l))).map(|t| format!("site {site}: {t}")),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
