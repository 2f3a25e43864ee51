//! What happened: invented sentences with what a careful reader takes from them.

mod common;

use common::words;
use dateline_reading::Resources;
use dateline_record::{DateBasis, EventClass, InferredTimeBasis, PageDate, QuantityKind, Record, Status};

/// Reads a page whose lines are its paragraphs, published on Thursday, 16 May 2024.
fn page(text: &str) -> Record {
    let mut page = common::page(text);
    page.article.published = Some(PageDate { value: "2024-05-16".into(), basis: DateBasis::Given });
    common::record(&page, &common::bundled())
}

/// Each event as "TYPE/mode trigger status: actors > recipients @ place, time".
fn told(r: &Record) -> Vec<String> {
    let parties = |list: &[dateline_record::Actor]| {
        let one = |a: &dateline_record::Actor| {
            let codes = [a.country.as_deref(), a.sector.as_deref()];
            let codes: Vec<&str> = codes.into_iter().flatten().collect();
            format!("{} {}", words(r, a.span), codes.join("/")).trim_end().to_string()
        };
        list.iter().map(one).collect::<Vec<_>>().join(" + ")
    };
    r.main_events()
        .map(|v| {
            let mode = v.mode.as_ref().map(|m| format!("/{m}")).unwrap_or_default();
            let trigger = v.trigger.iter().map(|t| words(r, *t)).collect::<Vec<_>>().join(" ");
            let kind = v.kind.as_deref().unwrap_or("-");
            let status = format!("{:?}", v.status).to_lowercase();
            let mut line = format!("{kind}{mode} {trigger} {status}: {}", parties(&v.actors));
            if !v.recipients.is_empty() {
                line += &format!(" > {}", parties(&v.recipients));
            }
            if let Some(place) = v.place.as_deref().and_then(|id| r.entities.iter().find(|e| e.id == id)) {
                line += &format!(" @ {}", place.name);
            }
            if let Some(time) = v.time.as_deref().and_then(|id| r.times.iter().find(|t| t.id == id)) {
                line += &format!(", {}", time.value);
            }
            line
        })
        .collect()
}

/// The events of a text are these, in order.
#[track_caller]
fn tells(text: &str, want: &[&str]) {
    let r = page(text);
    assert_eq!(told(&r), want, "{text}");
}

#[test]
fn who_did_what_to_whom() {
    tells("Norway accused Iceland of lying.", &["ACCUSE/disapprove accused actual: Norway NOR > Iceland ISL"]);
    tells("Iceland was accused by Norway.", &["ACCUSE/disapprove accused actual: Norway NOR > Iceland ISL"]);
    tells(
        "Norwegian police arrested ten protesters on Tuesday.",
        &["COERCE/arrest arrested actual: Norwegian police NOR/COP > protesters NOR/CVL, 2024-05-14"],
    );
}

#[test]
fn a_light_verb_and_its_noun_are_one_event() {
    tells(
        "Norwegian authorities imposed a curfew in Bergen.",
        &["COERCE/curfew imposed curfew actual: Norwegian authorities NOR/GOV > Bergen NOR @ Bergen"],
    );
}

#[test]
fn status_follows_the_words_above() {
    for (text, status) in [
        ("Norway attacked Iceland.", "Actual"),
        ("Norway did not attack Iceland.", "Negated"),
        ("Norway failed to attack Iceland.", "Failed"),
        ("Norway plans to attack Iceland.", "Planned"),
        ("Norway may attack Iceland.", "Possible"),
        ("Norway not only attacked Iceland but occupied it.", "Actual"),
        ("Not until Tuesday did Norway attack Iceland.", "Actual"),
        ("Ann Roe asked the mayor about the attack on Iceland.", "Actual"),
    ] {
        let r = page(text);
        let event = r.main_events().find(|v| v.lemma == "attack");
        assert_eq!(event.map(|v| format!("{:?}", v.status)).as_deref(), Some(status), "{text}");
    }
}

#[test]
fn an_announced_gift_is_a_pledge_and_a_refusal_is_a_refusal() {
    tells("Norway will give Iceland a loan.", &["AGREE give loan planned: Norway NOR > Iceland ISL"]);
    tells(
        "Norway refused to lift the ban.",
        &["REJECT refused actual: Norway NOR", "CONCEDE lift negated: Norway NOR"],
    );
}

#[test]
fn what_no_words_date_is_bounded_by_what_stands_around_it() {
    use InferredTimeBasis::{Clause, Statement, Tense};
    let day = |d: &str| Some(d.to_string());
    for (text, lemma, earliest, latest, basis) in [
        ("Norway attacked Iceland.", "attack", None, day("2024-05-16"), Tense),
        ("Norway will attack Iceland.", "attack", day("2024-05-16"), None, Tense),
        ("Norway said on Tuesday that Iceland had attacked Denmark.", "attack", None, day("2024-05-14"), Statement),
        (
            "Norway recalled its ambassador after Iceland expelled two diplomats on Monday.",
            "recall",
            day("2024-05-13"),
            None,
            Clause,
        ),
    ] {
        let r = page(text);
        let event = r.main_events().find(|v| v.lemma == lemma).expect(text);
        let inferred = event.time_inferred.as_ref().expect(text);
        assert_eq!((&inferred.earliest, &inferred.latest, inferred.basis), (&earliest, &latest, basis), "{text}");
        assert!(event.time.is_none(), "{text}");
    }
}

#[test]
fn a_land_that_is_implied_is_filled_in() {
    for (text, whom) in [
        ("A Peruvian judge ordered two former ministers to appear in court.", "PER"),
        ("Police arrested ten people near a market in Bergen.", "NOR"),
        ("Peru accused the opposition leader of lying.", "PER"),
    ] {
        let r = page(text);
        let event = r.main_events().next().expect(text);
        assert_eq!(event.recipients.iter().map(|p| p.country.as_deref()).collect::<Vec<_>>(), [Some(whom)], "{text}");
    }
}

#[test]
fn casualties_are_numbers_with_their_words() {
    let r = page("Gunmen killed at least 12 civilians in Bergen on Monday.");
    let event = r.main_events().next().expect("an event");
    let q = event.quantities.first().expect("a quantity");
    assert_eq!((q.value, q.low, q.high), (None, Some(12.0), None));
    assert_eq!(words(&r, q.span), "at least 12");
}

#[test]
fn numbers_count_people_and_money_and_nothing_else() {
    use QuantityKind::{Detained, Killed, Money, Released, Wounded};
    type Counts = &'static [(QuantityKind, Option<f64>, Option<f64>)];
    let cases: [(&str, Counts); 7] = [
        ("The police arrested up to 40 protesters in Bergen.", &[(Detained, None, Some(40.0))]),
        ("Rebels freed three hostages.", &[(Released, Some(3.0), Some(3.0))]),
        (
            "At least seven civilians were killed and nine others were wounded in the shelling of Bergen.",
            &[(Killed, Some(7.0), None), (Wounded, Some(9.0), Some(9.0))],
        ),
        ("Norway paid Iceland $30 million.", &[(Money, Some(3e7), Some(3e7))]),
        ("The Vestly company released Handtool 3.7 on Monday.", &[]),
        ("Ann Roe saved three match points.", &[]),
        ("Ann Roe weighed in at 243 pounds.", &[]),
    ];
    for (text, want) in cases {
        let r = page(text);
        let told: Vec<_> = r.main_events().flat_map(|v| &v.quantities).map(|q| (q.kind, q.low, q.high)).collect();
        assert_eq!(told, want, "{text}");
    }
}

#[test]
fn who_is_reproached_did_it_and_a_passive_names_its_doer_or_nobody() {
    for (text, lemma, actors, recipients) in [
        ("Norway accused Iceland of attacking Denmark.", "attack", "Iceland", "Denmark"),
        ("The minister said ten people were shot.", "shoot", "", "people"),
        ("Ann Roe was arrested on Monday and jailed.", "jail", "", "Ann Roe"),
    ] {
        let r = page(text);
        let event = r.main_events().find(|v| v.lemma == lemma).expect(text);
        let parties =
            |list: &[dateline_record::Actor]| list.iter().map(|a| words(&r, a.span)).collect::<Vec<_>>().join(" + ");
        assert_eq!((parties(&event.actors), parties(&event.recipients)), (actors.into(), recipients.into()), "{text}");
    }
}

#[test]
fn harm_that_nobody_does_is_no_assault() {
    for text in ["A bus crashed near Bergen, killing four people.", "Ann Roe suffered minor injuries."] {
        let r = page(text);
        assert!(r.main_events().all(|v| v.kind.is_none()), "{:?}", told(&r));
    }
}

#[test]
fn a_number_of_the_next_clause_is_no_toll_of_this_one() {
    let r = page("At least six villagers died and 4,200 left their homes.");
    let killed = r.main_events().flat_map(|v| &v.quantities).filter(|q| q.kind == QuantityKind::Killed);
    assert_eq!(killed.map(|q| (q.low, q.high)).collect::<Vec<_>>(), [(Some(6.0), None)]);
}

#[test]
fn what_happens_as_a_rule_is_no_event() {
    for text in [
        "Teachers are fired for less in Norway.",
        "Visitors coming to Norway by car must wait.",
        "Ministers refuse to listen.",
        "Those who refuse to leave are fined.",
        "We honour free speech.",
        "CoolPharm helps people who suffer from asthma.",
        "Let the troops come.",
        "Guards are not allowed to sit.",
        "The harbour is closed by a car driven by Ann Roe.",
    ] {
        assert_eq!(told(&page(text)), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_the_present_tells_of_somebody_stays() {
    for (text, lemma) in [
        ("The minister accuses Iceland of lying.", "accuse"),
        ("“We condemn the attack on Bergen,” Ann Roe said.", "condemn"),
        ("Police have arrested two men in Bergen.", "arrest"),
        ("Nurses are protesting in Bergen.", "protest"),
    ] {
        let r = page(text);
        assert!(r.main_events().any(|v| v.lemma == lemma), "{text}: {:?}", told(&r));
    }
}

#[test]
fn a_home_or_a_notion_is_no_party() {
    for (text, lemma, actors, recipients) in [
        ("Ann Roe, 30, Bergen, was arrested on Monday.", "arrest", "", "Ann Roe"),
        ("The company pledged a major change to the plan.", "pledge", "company", ""),
        ("Residents urged to leave Bergen", "urge", "", "Residents"),
        ("Ann Roe urged residents to leave Bergen.", "urge", "Ann Roe", "residents"),
        ("The law was changed after protests from nurses.", "protest", "nurses", ""),
        ("The minister demanded justice.", "demand", "minister", ""),
    ] {
        let r = page(text);
        let event = r.main_events().find(|v| v.lemma == lemma).unwrap_or_else(|| panic!("{text}"));
        let parties =
            |list: &[dateline_record::Actor]| list.iter().map(|a| words(&r, a.span)).collect::<Vec<_>>().join(" + ");
        assert_eq!((parties(&event.actors), parties(&event.recipients)), (actors.into(), recipients.into()), "{text}");
    }
}

#[test]
fn what_is_told_twice_is_one_event() {
    for (text, triggers) in [
        (
            "Ann Roe sells bread in Bergen.\nAnn Roe visited Bob Doe in Oslo on Monday.\nAnn Roe visited Bob Doe in Oslo on Monday.",
            2,
        ),
        ("The company is closing 12 shops in Norway. The company will close 12 shops by June.", 2),
    ] {
        let r = page(text);
        let found = r.main_events().find(|v| v.trigger.len() > 1).unwrap_or_else(|| panic!("{text}: {:?}", told(&r)));
        assert_eq!(found.trigger.len(), triggers, "{text}");
    }
}

#[test]
fn status_of_what_is_to_come_or_done_by_saying_it() {
    for (text, lemma, status) in [
        ("Ann Roe meets Bob Doe on 3 June 2024.", "meet", "Planned"),
        ("President Ann Roe is poised to meet Bob Doe.", "meet", "Planned"),
        ("The leaders of Norway and Iceland are expected to sign the treaty in Bergen in June.", "sign", "Planned"),
        ("Norway and Iceland signed the treaty on Friday.", "sign", "Actual"),
        ("“I’d urge owners to act,” Ann Roe said.", "urge", "Actual"),
        ("Norway rejected the proposal of Iceland.", "reject", "Actual"),
        ("Troops must not attack Bergen, Ann Roe said.", "attack", "Possible"),
    ] {
        let r = page(text);
        let event = r.main_events().find(|v| v.lemma == lemma).unwrap_or_else(|| panic!("{text}: {:?}", told(&r)));
        assert_eq!(format!("{:?}", event.status), status, "{text}");
    }
}

#[test]
fn what_nature_does_is_no_assault() {
    let r = page("Nine fishermen were killed in a storm off Bergen on Monday.");
    assert_eq!(r.main_events().map(|v| (v.lemma.as_str(), v.kind.as_deref())).collect::<Vec<_>>(), [("kill", None)]);
}

#[test]
fn a_figure_that_is_given_is_no_aid() {
    let r = page("The ministry gave a figure of 38,000 tonnes.");
    assert!(r.main_events().all(|v| v.kind.is_none()), "{:?}", told(&r));
}

#[test]
fn what_is_no_reporting_tells_of_no_event() {
    tells(
        "Norway accused Iceland.\nRelated: Norway attacks Iceland\nCredit: Ann Roe helped Bob Doe in Bergen.",
        &["ACCUSE/disapprove accused actual: Norway NOR > Iceland ISL"],
    );
}

#[test]
fn whose_somebody_is_and_what_a_deed_brought_about() {
    tells(
        "The Danish president refused to meet King Olaf in Bergen.",
        &[
            "REJECT refused actual: Danish president DNK/GOV > King Olaf GOV",
            "CONSULT meet negated: Danish president DNK/GOV + King Olaf GOV @ Bergen",
        ],
    );
    tells(
        "A camp for Danish refugees was attacked by Swedish militiamen, killing at least 15 people.",
        &["ASSAULT attacked killing actual: Swedish militiamen SWE/PRM > Danish refugees DNK/REF + people CVL"],
    );
}

#[test]
fn what_is_told_in_passing_is_kept_apart_with_its_class_and_status() {
    let r = page("Norway accused Iceland of spying. Ann Roe said she owns a farm in Bergen and wants to sell it.");
    let asides = r.events.iter().filter(|v| v.aside);
    let told: Vec<_> = asides.map(|v| (v.lemma.as_str(), v.class.expect("a class"), v.status)).collect();
    let expected = [
        ("spy", EventClass::Occurrence, Status::Possible),
        ("say", EventClass::Reporting, Status::Actual),
        ("own", EventClass::State, Status::Actual),
        ("want", EventClass::IState, Status::Actual),
        ("sell", EventClass::Occurrence, Status::Possible),
    ];
    assert_eq!(told, expected);
    let owned = r.events.iter().find(|v| v.lemma == "own").expect("the farm");
    let said = r.statements.last().expect("what Roe said");
    assert_eq!(owned.according_to, std::slice::from_ref(&said.id));
    assert_eq!(r.main_events().map(|v| v.lemma.as_str()).collect::<Vec<_>>(), ["accuse"]);
}

#[test]
fn without_the_network_there_is_none() {
    let record = common::record(&common::page("Norway accused Iceland."), &Resources::rules_alone());
    assert!(record.events.is_empty());
}

/// The types of a page's events, each with its first word.
fn types(r: &Record) -> Vec<String> {
    let kind = |v: &dateline_record::Event| Some(format!("{} {}", v.kind.as_deref()?, words(r, *v.trigger.first()?)));
    r.main_events().filter_map(kind).collect()
}

#[test]
fn words_of_politics_have_no_type_on_pages_of_other_things() {
    let pages = [
        // sport
        "Northport Rovers beat Westhaven 3-1 on Saturday to stay at the top of the league.\n\
         Jon Doe helped his team to a third goal.\n\
         \"We fought hard and the boys supported each other,\" coach Ann Roe said. She signed a new contract in May.",
        // music
        "The singer released her third album on Friday and will tour with a new band in the spring.\n\
         She worked with producer Jon Doe on the record, and the two met at a studio in Eastgate.\n\
         \"Thank you to everyone who supported us,\" she said when she received the prize.",
        // medicine
        "Doctors questioned the patient about his home and ordered an X-ray of his lungs.\n\
         The drug attacks the cells that feed the tumour and helps patients to recover, the researchers found.\n\
         His symptoms retreated after a week, and he was released from the ward.",
        // work
        "The start-up offers a tool that helps companies to manage their data and supports all formats.\n\
         You can sign up for a free trial, share your files and invite others.\n\
         We recommend the large plan, which allows teams to work together.",
    ];
    for text in pages {
        assert_eq!(types(&page(text)), [""; 0], "{text}");
    }
}

#[test]
fn the_same_words_have_their_types_where_states_and_police_act() {
    let pages = [
        (
            "Northland's army attacked rebel positions near Eastgate on Monday, killing nine fighters, the defence ministry said.\n\
             Police questioned two ministers about the raid, and the president met opposition leaders in the capital.",
            &["ASSAULT attacked", "ACCUSE questioned", "CONSULT met"][..],
        ),
        (
            "The government released 40 prisoners on Tuesday after rebels agreed to a truce.\n\
             Norway's foreign minister signed an accord with the rebels, who had helped the army.",
            &["RETREAT released", "AGREE agreed", "SUPPORT signed"][..],
        ),
    ];
    for (text, want) in pages {
        let types = types(&page(text));
        for w in want {
            assert!(types.iter().any(|t| t == w), "{w} in {types:?}");
        }
    }
}

#[test]
fn a_sense_heeds_what_stands_around_the_word() {
    let cases = [
        ("Northland fired missiles into Southland on Monday, killing 26 people.", "ASSAULT fired", true),
        ("Northland fired two missiles into the sea on Monday.", "MOBILIZE fired", true),
        ("The driver lost control and struck a tree near Eastgate on Monday.", "ASSAULT struck", false),
        ("The study demonstrated the danger of floods to Northland.", "PROTEST demonstrated", false),
        ("Thousands demonstrated against the government in Eastgate on Monday.", "PROTEST demonstrated", true),
        ("Rovers' lawyers filed a motion to delay the hearing.", "ACCUSE filed", false),
        ("The ministry ruled out terrorism as a cause of the crash.", "REJECT ruled", false),
        ("The minister ruled out talks with the rebels on Monday.", "REJECT ruled", true),
        ("The airline announced an order of 50 jets on Monday.", "COERCE announced", false),
        ("The government announced a curfew in Eastgate on Monday.", "COERCE announced", true),
        ("A protester set himself on fire outside the embassy on Monday.", "ASSAULT set", false),
    ];
    for (text, event, is_told) in cases {
        let types = types(&page(text));
        assert_eq!(types.iter().any(|t| t == event), is_told, "{text}: {types:?}");
    }
}

#[test]
fn who_suffers_is_no_doer_without_an_auxiliary() {
    for (text, lemma, actors, recipients) in [
        ("Norway saw three officials arrested on Monday.", "arrest", "", "officials"),
        ("The minister had been warned and resigned on Monday.", "resign", "minister", ""),
    ] {
        let r = page(text);
        let event = r.main_events().find(|v| v.lemma == lemma).unwrap_or_else(|| panic!("{text}: {:?}", told(&r)));
        let parties =
            |list: &[dateline_record::Actor]| list.iter().map(|a| words(&r, a.span)).collect::<Vec<_>>().join(" + ");
        assert_eq!((parties(&event.actors), parties(&event.recipients)), (actors.into(), recipients.into()), "{text}");
    }
}

#[test]
fn thanks_are_done_by_saying_them_and_a_doubt_stays_one() {
    for (text, lemma, status) in [
        ("“I want to thank the government of Norway,” the president of Iceland said.", "thank", "Actual"),
        ("Ann Roe doubted whether Norway would support Iceland.", "support", "Possible"),
    ] {
        let r = page(text);
        let event = r.main_events().find(|v| v.lemma == lemma).unwrap_or_else(|| panic!("{text}: {:?}", told(&r)));
        assert_eq!(format!("{:?}", event.status), status, "{text}");
    }
}

#[test]
fn a_headline_is_told_again_in_the_body_only_by_and_to_the_same() {
    let by_body = page("Rebels freed two nurses on Monday. Norway freed three rebels on Monday.");
    let freed = by_body.main_events().filter(|v| v.lemma == "free");
    assert_eq!(freed.count(), 2);
}
