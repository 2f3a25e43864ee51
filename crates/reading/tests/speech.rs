//! Who is named, and who says what: invented paragraphs with what a careful reader takes from them.

mod common;

use common::{bundled, record, words};
use dateline_reading::Resources;
use dateline_record::{Record, Span};

fn page(text: &str) -> Record {
    record(&common::page(text), &bundled())
}

/// The statements that rules alone find in a text as "source | cue | content / content", with " > addressee" and " < carrier" where told.
#[track_caller]
fn said(text: &str, want: &[&str]) {
    let r = record(&common::page(text), &Resources::rules_alone());
    let join = |spans: &[Span], by: &str| spans.iter().map(|s| words(&r, *s)).collect::<Vec<_>>().join(by);
    let got: Vec<String> = r
        .statements
        .iter()
        .map(|s| {
            let parties = |mark: &str, list: &[dateline_record::Party]| -> String {
                list.iter().map(|p| format!(" {mark} {}", words(&r, p.span))).collect()
            };
            let source = s.source.iter().map(|p| words(&r, p.span)).collect::<Vec<_>>().join(" + ");
            format!(
                "{source} | {} | {}{}{}",
                join(&s.cue, " "),
                join(&s.content, " / "),
                parties(">", &s.to),
                parties("<", &s.via)
            )
        })
        .collect();
    assert_eq!(got, want);
}

/// The entities of a text as "kind name: mention, mention".
#[track_caller]
fn named(text: &str, want: &[&str]) {
    let r = page(text);
    let got: Vec<String> = r
        .entities
        .iter()
        .map(|e| {
            let mentions: Vec<String> = e.mentions.iter().map(|m| words(&r, m.span)).collect();
            format!("{:?} {}: {}", e.kind, e.name, mentions.join(", "))
        })
        .collect();
    assert_eq!(got, want);
}

#[test]
fn a_speaker_stands_before_behind_or_within_a_quotation() {
    said("“The bridge is safe,” Mayor Ann Roe said.", &["Mayor Ann Roe | said | “The bridge is safe,”"]);
    said(
        "“The bridge is safe,” said Ann Roe, the mayor of the town. “We tested it twice.”",
        &["Ann Roe, the mayor of the town | said | “The bridge is safe,” / “We tested it twice.”"],
    );
    said("Ann Roe told reporters: “The bridge is safe.”", &["Ann Roe | told | “The bridge is safe.” > reporters"]);
    said("\"We tested it,\" Roe said, \"and it held.\"", &["Roe | said | \"We tested it,\" / \"and it held.\""]);
    said("“It held well.” — Ann Roe", &["Ann Roe |  | “It held well.”"]);
    said(
        "ROE: It held, and it will hold. We tested it.\nDOE: Did you?\nROE: We did, twice.",
        &["ROE | : | It held, and it will hold. We tested it", "ROE | : | We did, twice"],
    );
}

#[test]
fn a_second_verb_begins_a_second_statement() {
    said(
        "“We tested it,” Roe said, adding, “It held.”",
        &["Roe | said | “We tested it,”", "Roe | adding | “It held.”"],
    );
}

#[test]
fn a_speech_over_paragraphs_is_one_statement() {
    said(
        "“We tested it,” Roe said. “It held.\n“It will hold for years.”",
        &["Roe | said | “We tested it,” / “It held. / “It will hold for years.”"],
    );
}

#[test]
fn titles_nicknames_and_scare_quotes_are_no_statements() {
    said("The “experts” gave “The Long Road” to Joe “Red” Doe.", &[]);
}

#[test]
fn reported_speech_has_its_clause() {
    said("Roe said that the bridge was safe.", &["Roe | said | that the bridge was safe"]);
    said("The bridge was safe, Roe said on Monday.", &["Roe | said | The bridge was safe"]);
    said("The bridge was safe, said Ann Roe, the mayor.", &["Ann Roe, the mayor | said | The bridge was safe"]);
    said("According to the ministry, the bridge was safe.", &["the ministry | According to | the bridge was safe"]);
    said("The bridge was safe, according to two officials.", &["two officials | according to | The bridge was safe"]);
    said("The bridge, Roe said, was safe.", &["Roe | said | The bridge / was safe"]);
    said("Roe, who had left the town, vowed to return.", &["Roe | vowed | to return"]);
    said("The council denied it had sold the bridge.", &["The council | denied | it had sold the bridge"]);
    said("Roe asked whether the bridge was safe.", &["Roe | asked | whether the bridge was safe"]);
}

#[test]
fn the_way_of_a_statement_is_kept() {
    said(
        "“Come at once,” Ann Roe told Joe Doe, according to a letter released by the town.",
        &["Ann Roe | told | “Come at once,” > Joe Doe < a letter released by the town"],
    );
    said(
        "“Come at once,” Roe was quoted as saying by the Doe News Agency.",
        &["Roe | was quoted as saying | “Come at once,” < the Doe News Agency"],
    );
    let r = page("Roe said the bridge fell, state media reported.");
    assert_eq!(r.statements.len(), 2);
    let inner = r.statements.iter().find(|s| s.within.is_some()).unwrap();
    assert_eq!(words(&r, inner.content[0]), "the bridge fell");
    assert_eq!(words(&r, inner.via[0].span), "state media");
}

#[test]
fn nouns_that_look_like_verbs_report_nothing() {
    said("Several states have new bridges. The United States demands are high.", &[]);
    said("Their plans, claims and reports of damage were late.", &[]);
}

#[test]
fn names_of_one_person_are_one_entity() {
    named(
        "President Ann Roe met Joe Doe. Ms. Roe left. Doe stayed.",
        &["Person Ann Roe: Ann Roe, Roe", "Person Joe Doe: Joe Doe, Doe"],
    );
    named(
        "Kim Min Ho and his aide Kim Su Jin met Ann Roe. Kim Min Ho left first. Kim was tired.",
        &[
            "Person Kim Min Ho: Kim Min Ho, his, Kim Min Ho, Kim",
            "Person Kim Su Jin: Kim Su Jin",
            "Person Ann Roe: Ann Roe",
        ],
    );
    named(
        "The Roe Bridge Safety Agency (RBSA) met. The RBSA left.",
        &["Organization Roe Bridge Safety Agency: Roe Bridge Safety Agency, RBSA, RBSA"],
    );
}

#[test]
fn pronouns_that_speak_are_their_person() {
    let r = page("Mayor Joe Doe met Ann Roe. “It held,” she said.");
    let roe = r.entities.iter().find(|e| e.name == "Ann Roe").unwrap();
    assert_eq!(r.statements[0].source[0].entity.as_deref(), Some(roe.id.as_str()));
}

#[test]
fn the_owner_of_a_spokesman_does_not_speak() {
    let r = page("Joe Doe was there. Doe's lawyer said the bridge had fallen.");
    assert_eq!(words(&r, r.statements[0].source[0].span), "Doe's lawyer");
    assert_eq!(r.statements[0].source[0].entity, None);
    // An order of words in which the tree takes both names for the spokeswoman's.
    let r = page("“We are ready,” said German Chancellor Olaf Brandt's spokeswoman Lea Hoff.");
    let hoff = r.entities.iter().find(|e| e.name == "Lea Hoff").unwrap();
    assert_eq!(r.statements[0].source[0].entity.as_deref(), Some(hoff.id.as_str()));
}

#[test]
fn offices_and_ties_are_read_beside_names() {
    let r = page("Roe Corp. spokesman Pat Doe met Ann Roe, the head of the Doe Council.");
    let entity = |name: &str| r.entities.iter().find(|e| e.name == name).unwrap();
    let (doe, roe) = (entity("Pat Doe"), entity("Ann Roe"));
    assert_eq!((doe.roles[0].title.as_str(), doe.roles[0].of.as_ref()), ("spokesman", Some(&entity("Roe Corp.").id)));
    assert_eq!((roe.roles[0].title.as_str(), roe.roles[0].of.as_ref()), ("head", Some(&entity("Doe Council").id)));
    assert_eq!(r.relations.len(), 2);
}

#[test]
fn nothing_is_read_out_of_related_blocks() {
    let r = page("Ann Roe said the bridge fell.\nRelated: Joe Doe said it stood.");
    assert_eq!((r.statements.len(), r.entities.len()), (1, 1));
}

/// Sources, addressees and carriers of a text's statements as the network and the rules see them together: names of their entities,
/// else their words, with their types.
#[track_caller]
fn chain(text: &str, want: &[&str]) {
    let r = page(text);
    let name = |p: &dateline_record::Party| {
        let entity = r.entities.iter().find(|e| Some(&e.id) == p.entity.as_ref());
        let kind = p.kind.map_or_else(String::new, |k| format!(" {k:?}"));
        let state = p.government.as_ref().map_or_else(String::new, |g| format!(" {g}"));
        format!("{}{kind}{state}", entity.map_or_else(|| words(&r, p.span), |e| e.name.clone()))
    };
    let list = |mark: &str, parties: &[dateline_record::Party]| -> String {
        parties.iter().map(|p| format!(" {mark} {}", name(p))).collect()
    };
    let told = |s: &dateline_record::Statement| {
        let who = s.source.iter().map(name).collect::<Vec<_>>().join(" + ");
        let within = s.within.as_ref().map_or_else(String::new, |w| format!(" in {w}"));
        format!("{who}{}{}{within}", list(">", &s.to), list("<", &s.via))
    };
    let got: Vec<String> = r.statements.iter().map(told).collect();
    assert_eq!(got, want);
}

#[test]
fn everyone_of_a_list_speaks() {
    chain(
        "Norway and Iceland agreed that the harbour should stay closed until spring.",
        &["Norway Organization NOR + Iceland Organization ISL"],
    );
}

#[test]
fn what_an_agency_is_told_comes_through_it() {
    chain(
        "\"We tried for three weeks,\" Roe told the Doe News Agency on Monday.",
        &["Roe Person > Doe News Agency Agency < Doe News Agency Agency"],
    );
}

#[test]
fn a_spokeswoman_speaks_for_her_body_and_a_picture_for_who_gave_it_out() {
    chain("A spokeswoman for the Harbour Authority said no ship had been lost.", &["Harbour Authority Organization"]);
    chain("Satellite images released by the Coast Guard show three hulls on the beach.", &["Coast Guard ImageOrData"]);
}

#[test]
fn offices_joined_by_and_are_one_speaker_and_peoples_no_state() {
    chain(
        "Ann Roe, president and chief operating officer of Doe Corp., said the plant would close.",
        &["Ann Roe Person"],
    );
    chain("Joe Doe asked Norwegians to stay at home on Monday.", &["Joe Doe Person > Norwegians Anonymous"]);
    let r = page("Ministry knew of cracks in dam two years before collapse, documents show");
    assert_eq!(words(&r, r.statements[0].content[0]), "Ministry knew of cracks in dam two years before collapse");
}

#[test]
fn quotations_signed_by_name_keep_their_own() {
    let text = "“The gate was far too small.” ― Ann Roe\n“Nobody ever called us back.” ― Joe Doe\n“We waited for three weeks.” ― Pat Poe";
    chain(text, &["Ann Roe Person", "Joe Doe Person", "Pat Poe Person"]);
}

#[test]
fn former_officials_are_no_officials() {
    chain("Former officials said on Tuesday that the deal was dead.", &["Former officials Anonymous"]);
    chain("Two officials said on Tuesday that the deal was dead.", &["Two officials OfficialAnonymous"]);
    chain(
        "Three people familiar with the matter said nothing was done.",
        &["Three people familiar with the matter Anonymous"],
    );
}

#[test]
fn a_country_and_its_capital_stand_for_the_government() {
    chain("Moscow said on Monday that its troops had left the town.", &["Moscow Organization RUS"]);
    chain("\"We will not be threatened,\" Pyongyang said in a statement.", &["Pyongyang Organization PRK"]);
    chain(
        "Moscow and its allies have urged Washington to release the crew.",
        &["Moscow Organization RUS + its allies > Washington Organization USA"],
    );
    chain("The Russian side said it had received no answer.", &["The Russian side Organization RUS"]);
    chain(
        "The US has urged Israel to open the crossing.",
        &["United States Organization USA > Israel Organization ISR"],
    );
    chain("The Kremlin rejected the claim.", &["Kremlin Organization RUS"]);
    chain("The government of Norway said it was ready to help.", &["The government of Norway Organization NOR"]);
    // A ministry is a body of its own, and a part of a state no state.
    chain("The Norwegian Foreign Ministry said the talks were over.", &["Norwegian Foreign Ministry Organization"]);
    chain("California said it would close the bridge in June.", &["California Organization"]);
    let r = page("Moscow denies the charge. Roe flew to Moscow on Monday.");
    let meant = |e: &dateline_record::Entity| e.mentions.iter().map(|m| m.stands_for.is_some()).collect::<Vec<_>>();
    assert_eq!(r.entities.iter().find(|e| e.name == "Moscow").map(meant), Some(vec![true, false]));
}

#[test]
fn who_has_read_a_document_passes_it_on() {
    chain(
        "The plant will close, according to internal documents seen by the Harbour Post.",
        &["internal documents seen by the Harbour Post Document < Harbour Post Media"],
    );
    chain(
        "According to a memo leaked to the Doe News Agency, the mayor knew.",
        &["a memo leaked to the Doe News Agency Document < Doe News Agency Agency"],
    );
    chain("A report by the Audit Office said the mayor was warned twice.", &["Audit Office Document"]);
}

/// A page of paragraphs, by some author.
fn page_by(author: &str, text: &str) -> Record {
    let mut page = dateline_page::text(text.as_bytes(), &dateline_page::Given::default()).expect("a page");
    page.article.authors = vec![dateline_record::Author { name: author.into(), place: None }];
    record(&page, &bundled())
}

/// The turns of an interview as "who: first words", direct statements alone.
fn turns(r: &Record) -> Vec<String> {
    let name = |p: &dateline_record::Party| {
        let entity = r.entities.iter().find(|e| Some(&e.id) == p.entity.as_ref());
        entity.map_or_else(|| words(r, p.span), |e| e.name.clone())
    };
    let direct = r.statements.iter().filter(|s| s.form == dateline_record::StatementForm::Direct);
    direct
        .map(|s| {
            let first: Vec<String> = words(r, s.content[0]).split(' ').take(3).map(str::to_string).collect();
            format!("{}: {}", s.source.iter().map(name).collect::<Vec<_>>().join(" + "), first.join(" "))
        })
        .collect()
}

#[test]
fn the_turns_of_an_interview_are_its_hosts_and_its_guests() {
    let quoted = "The man who counted the boats\n\nBy Ida Doe\n\nJoe Roe ran the harbour for nine years. He spoke to us on Friday.\n\n\
                  Were you pushed?\n\n“No. I was tired.”\n\nYou have been called a liar.\n\n“Never to my face.”\n\n\
                  What will you do now?\n\n“Beans,” Roe said. “And I will write.”\n\nThe harbour opens again in May.";
    assert_eq!(
        turns(&page_by("Ida Doe", quoted)),
        [
            "Ida Doe: Were you pushed?",
            "Joe Roe: “No. I was",
            "Ida Doe: You have been",
            "Joe Roe: “Never to my",
            "Ida Doe: What will you",
            "Joe Roe: “Beans,”",
        ]
    );
    let marked = "Five questions for the harbour master\n\nBy Ida Doe\n\nWe talked with Joe Roe about the leak.\n\n\
                  Q: When did you hear of it?\n\nA: On Monday. My deputy called me.\n\nQ: And the gate?\n\nA: It was locked.";
    let r = page_by("Ida Doe", marked);
    assert_eq!(turns(&r).len(), 4);
    assert!(r.statements.iter().filter(|s| s.act == Some(dateline_record::Act::Ask)).all(|s| s.to.len() == 1));
    let named = "The harbour after the leak\n\nThe Harbour Post: When did you hear of it?\n\nJoe Roe: On Monday.\n\nIt was six.\n\n\
                 The Harbour Post: Was it bad?\n\nMr Roe: It was not.\n\nThe harbour opens again in May.";
    assert_eq!(
        turns(&page_by("Ida Doe", named)),
        ["Harbour Post: When did you", "Joe Roe: On Monday.", "Harbour Post: Was it bad?", "Joe Roe: It was not."]
    );
}

#[test]
fn questions_alone_make_no_interview() {
    let text = "Why the harbour is closed\n\nBy Ida Doe\n\nWho closed it?\n\nThe town closed it in May, after Joe Roe left.\n\n\
                When will it open?\n\nNobody knows.";
    assert_eq!(turns(&page_by("Ida Doe", text)), Vec::<String>::new());
}

#[test]
fn scores_and_labels_are_no_turns() {
    let text = "High school results\n\nBergen (4-0): Roe 1 goal. Doe 2 saves.\n\nOslo (1-3): Poe 1 goal.\n\nBergen (4-1): Roe 2 goals.\n\n\
                Oslo (1-4): Poe 2 saves.\n\nHarbour: Six boats came in.\n\nGate: It was shut.\n\nHarbour: Two left.\n\nGate: It opened.";
    assert_eq!(turns(&page_by("Ida Doe", text)), Vec::<String>::new());
}

#[test]
fn i_is_the_author_outside_of_quotations_and_the_speaker_within() {
    let text = "The harbour that was\n\nBy Ida Doe\n\nI grew up beside the harbour. My father sold fish there.\n\n\
                “I never liked the gate,” Ann Roe told me.\n\nI think the gate should be closed.";
    let r = page_by("Ida Doe", text);
    let mentions = |name: &str| -> Vec<String> {
        let e = r.entities.iter().find(|e| e.name == name).expect(name);
        e.mentions.iter().map(|m| words(&r, m.span)).collect()
    };
    assert_eq!(mentions("Ida Doe"), ["Ida Doe", "I", "My", "me", "I"]);
    assert_eq!(mentions("Ann Roe"), ["I", "Ann Roe"]);
}

/// The statements of a text as rules and network see them together: "source | act | content / content".
#[track_caller]
fn stated(text: &str, want: &[&str]) {
    let r = page(text);
    let told = |s: &dateline_record::Statement| {
        let who: Vec<String> = s.source.iter().map(|p| words(&r, p.span)).collect();
        let content: Vec<String> = s.content.iter().map(|c| words(&r, *c)).collect();
        let act = s.act.map_or_else(String::new, |a| format!("{a:?}").to_lowercase());
        format!("{} | {act} | {}", who.join(" + "), content.join(" / "))
    };
    assert_eq!(r.statements.iter().map(told).collect::<Vec<_>>(), want, "{text}");
}

#[test]
fn deeds_to_come_and_headings_are_no_statements() {
    stated("The two leaders will support each other, in a rebuff to efforts to isolate the island.", &[]);
    stated("The mayor opposed the bridge.", &["The mayor | say | the bridge"]);
    stated(
        "Ministry knew of cracks in bridge, documents show",
        &["documents | show | Ministry knew of cracks in bridge"],
    );
}

#[test]
fn a_study_shows_and_believes_nothing() {
    stated("A 2022 study found that walkers sleep longer.", &["A 2022 study | show | that walkers sleep longer"]);
}

#[test]
fn contents_are_whole_and_end_where_the_next_statement_begins() {
    stated(
        "Mayor Ann Roe praised the new harbour plan on Monday, saying the town had waited for years.",
        &["Mayor Ann Roe | say | the new harbour plan", "Mayor Ann Roe | say | the town had waited for years"],
    );
}

#[test]
fn nobody_speaks_to_a_policy() {
    chain("State lawmakers push policy to ban plastic bags amid protest.", &["State lawmakers Anonymous"]);
}

#[test]
fn a_quotation_that_was_never_closed_goes_on() {
    stated(
        "Secretary Ann Roe said the release “gives us hope for the talks, which we stand ready to support.\n\
         “We see it as a hopeful sign.”",
        &[
            "Secretary Ann Roe | say | the release “gives us hope for the talks, which we stand ready to support. / “We see it as a hopeful sign.”",
        ],
    );
}

#[test]
fn a_paragraph_of_quotation_is_of_who_spoke_before() {
    stated(
        "Mayor Ann Roe said on Monday that the bridge was safe after the repairs.\n“We tested it twice and it held both times.”\nIt cost two million.",
        &[
            "Mayor Ann Roe | say | that the bridge was safe after the repairs",
            "Mayor Ann Roe |  | “We tested it twice and it held both times.”",
        ],
    );
    // Of two speakers, nobody can tell which; and a question is answered by another.
    stated(
        "Mayor Ann Roe said the bridge was safe. Joe Doe said it was not.\n“We tested it twice and it held both times.”",
        &["Mayor Ann Roe | say | the bridge was safe", "Joe Doe | say | it was not"],
    );
}

#[test]
fn two_titles_of_one_speaker_are_one_speaker() {
    chain(
        "“We have found the next best thing,” lead researcher and NASA scientist Ann Roe said in a statement.",
        &["Ann Roe Person"],
    );
}

#[test]
fn interviews_with_several_guests_have_their_turns() {
    let asked = "The harbour after the leak\n\nBy Ida Doe\n\nWhat did you fear most?\n\nAnn Roe: The wind. It came at night.\n\n\
                 We had never seen such a wind.\n\nJoe Poe: The water, for me.\n\nWould you build it again?\n\nRoe: At once.\n\nPoe: Not there.";
    assert_eq!(
        turns(&page_by("Ida Doe", asked)),
        [
            "Ida Doe: What did you",
            "Ann Roe: The wind. It",
            "Joe Poe: The water, for",
            "Ida Doe: Would you build",
            "Ann Roe: At once.",
            "Joe Poe: Not there.",
        ]
    );
    let introduced = "ANN ROE, FORMER MINISTER OF WORKS: The bridge will hold.\n\nJOE POE, HARBOUR NEWS HOST: Are you sure?\n\n\
                      ROE: I am.\n\nPOE (laughing): So was the king.";
    assert_eq!(
        turns(&page_by("Ida Doe", introduced)),
        ["ANN ROE: The bridge will", "JOE POE: Are you sure?", "ANN ROE: I am.", "JOE POE: So was the"]
    );
    let marked = "The man of the harbour\n\nBy Ida Doe\n\nJoe Poe built the harbour.\n\nQ: Why there?\n\nPoe: The ground is firm.\n\n\
                  Q: Who paid?\n\nPoe: The town did.";
    assert_eq!(
        turns(&page_by("Ida Doe", marked)),
        ["Ida Doe: Why there?", "Joe Poe: The ground is", "Ida Doe: Who paid?", "Joe Poe: The town did."]
    );
}
