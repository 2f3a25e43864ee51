//! Who is meant: invented paragraphs with the people, bodies and ties that a careful reader takes from them.

mod common;

use common::words;
use dateline_record::Record;

fn page(text: &str) -> Record {
    common::record(&common::page(text), &common::bundled())
}

/// That the entity of that name has the kind and the mentions, places and the like left aside.
#[track_caller]
fn meant(text: &str, want: &[&str]) {
    let r = page(text);
    let all: Vec<String> = r
        .entities
        .iter()
        .map(|e| {
            let mentions: Vec<String> = e.mentions.iter().map(|m| words(&r, m.span)).collect();
            format!("{:?} {}: {}", e.kind, e.name, mentions.join(", "))
        })
        .collect();
    for w in want {
        assert!(all.iter().any(|e| e == w), "{w}\nis not among\n{}", all.join("\n"));
    }
}

/// Ties as "subject predicate object".
#[track_caller]
fn tied(text: &str, want: &[&str]) {
    let r = page(text);
    let name = |id: &str| r.entities.iter().find(|e| e.id == id).map_or("", |e| e.name.as_str()).to_string();
    let got: Vec<String> =
        r.relations.iter().map(|t| format!("{} {:?} {}", name(&t.subject), t.predicate, name(&t.object))).collect();
    assert_eq!(got, want);
}

#[test]
fn pronouns_and_offices_mean_the_person_before() {
    meant(
        "Mayor Ann Roe opened the bridge in Oslo on Tuesday. She said it was safe. The mayor then left.",
        &["Person Ann Roe: Ann Roe, She, The mayor"],
    );
    meant(
        "The general director of the Doe Bridge Company, Ann Roe, resigned on Friday. She had led it for ten years.",
        &["Person Ann Roe: The general director of the Doe Bridge Company, Ann Roe, She"],
    );
}

#[test]
fn a_subject_is_taken_up_behind_a_conjunction() {
    meant(
        "Joe Doe said he met Pat Poe at the bridge because he wants to help the town.",
        &["Person Joe Doe: Joe Doe, he, he"],
    );
}

#[test]
fn an_office_of_old_takes_no_descriptions() {
    meant(
        "Mayor Dora Roe broke the tie on Tuesday. Councilman Joe Doe accused the mayor of hiding the cost. The audit was asked for by \
         then-Mayor Pat Poe.",
        &["Person Dora Roe: Dora Roe, the mayor"],
    );
}

#[test]
fn two_of_one_family_stay_two() {
    meant(
        "Ann Roe spoke first at the trial. Mr. Roe, her father, listened in silence. Mr. Roe left before noon.",
        &["Person Ann Roe: Ann Roe, her", "Person Roe: Roe, her father, Roe"],
    );
}

#[test]
fn who_speaks_a_quotation_is_its_i() {
    meant("“I paid for my ticket,” Joe Doe told reporters on Monday.", &["Person Joe Doe: I, my, Joe Doe"]);
}

#[test]
fn somebody_without_a_name_is_somebody() {
    meant(
        "A young woman was hurt in the fire. The woman said she had called for help twice.",
        &["Person A young woman: A young woman, The woman, she"],
    );
}

#[test]
fn known_bodies_and_vehicles_have_their_kinds() {
    meant(
        "The Pentagon said nothing about the Soyuz-2 rocket.",
        &["Organization Pentagon: Pentagon", "Vehicle Soyuz-2: Soyuz-2"],
    );
}

#[test]
fn a_pair_has_its_members_and_an_office_its_land() {
    tied(
        "President Ann Roe of Norway met Prime Minister Joe Doe of Iceland in Oslo. The two leaders signed a treaty on fish.",
        &[
            "Ann Roe Leads Norway",
            "Joe Doe Leads Iceland",
            "Ann Roe MemberOf The two leaders",
            "Joe Doe MemberOf The two leaders",
        ],
    );
}

/// The groups of a text, each as "members: mentions".
#[track_caller]
fn grouped(text: &str, want: &[&str]) {
    let r = page(text);
    let groups = r.entities.iter().filter(|e| e.kind == dateline_record::EntityKind::Group);
    let told: Vec<String> = groups
        .filter_map(|g| {
            let of = r.relations.iter().filter(|t| t.object == g.id);
            let names = of.filter_map(|t| r.entities.iter().find(|e| e.id == t.subject)).map(|e| e.name.as_str());
            let names: Vec<&str> = names.collect();
            let mentions: Vec<String> = g.mentions.iter().map(|m| words(&r, m.span)).collect();
            (!names.is_empty()).then(|| format!("{}: {}", names.join(" + "), mentions.join(", ")))
        })
        .collect();
    assert_eq!(told, want);
}

#[test]
fn members_are_named_where_just_as_many_fit() {
    grouped(
        "Norway and Iceland signed a treaty on fish. The two countries had talked for years.",
        &["Norway + Iceland: The two countries"],
    );
    grouped(
        "Moscow denied the charge, and Tehran said it had sent no drones. Both sides called for talks.",
        &["Moscow + Tehran: Both sides"],
    );
    grouped(
        "Ann Roe met Joe Doe in the town hall on Monday. The pair discussed gas.",
        &["Ann Roe + Joe Doe: The pair"],
    );
    grouped(
        "Ann Roe and Joe Doe left the hall at noon. They said nothing.",
        &["Ann Roe + Joe Doe: Ann Roe and Joe Doe, They"],
    );
    // Of three nobody can tell which two.
    grouped("Norway, Iceland and Denmark met in May. The two countries signed a treaty on fish.", &[]);
    grouped("Ann Roe met Joe Doe and Pat Poe in the town hall. The two men discussed gas.", &[]);
    grouped("Ann Roe said no. Joe Doe had asked for his mother. The pair left at noon.", &[]);
    grouped("The draft is open to both men and women of Norway and Iceland.", &[]);
    grouped("Ann Roe and Joe Doe fined the owners. They appealed at once.", &[]);
}

#[test]
fn nobody_and_a_nameless_room_are_no_entities() {
    let r = page("Nobody left this room happy, said Ann Roe. Nobody will come back to this room, she said.");
    assert_eq!(r.entities.iter().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["Ann Roe"]);
}

/// The offices of a text as "who: office of body".
#[track_caller]
fn holds(text: &str, want: &[&str]) {
    let r = page(text);
    let name = |id: &String| r.entities.iter().find(|e| e.id == *id).map_or("", |e| e.name.as_str());
    let told = r.entities.iter().flat_map(|e| {
        e.roles.iter().map(move |role| {
            let of = role.of.as_ref().map_or_else(String::new, |id| format!(" of {}", name(id)));
            format!("{}: {}{of}", e.name, role.title)
        })
    });
    assert_eq!(told.collect::<Vec<_>>(), want, "{text}");
}

#[test]
fn offices_are_read_whole_and_kin_is_nobodys() {
    holds("Secretary of State Ann Roe left the hall.", &["Ann Roe: Secretary of State"]);
    holds("“We wait,” said Ann Roe who is the harbour manager.", &["Ann Roe: harbour manager"]);
    holds("Ann Roe, a Bergen-based lawyer, left the hall.", &["Ann Roe: lawyer of Bergen"]);
    holds("The younger brother of the deputy leader, Joe Doe, left the hall.", &[]);
}

#[test]
fn another_is_not_the_one_before() {
    let r = page("“It is too big,” said one person at the meeting. “It is loud,” said another person at the meeting.");
    assert!(r.entities.iter().all(|e| e.kind != dateline_record::EntityKind::Person));
}

#[test]
fn who_speaks_on_is_who_spoke_if_nobody_else_can_be_meant() {
    let heard = |text: &str| -> Vec<String> {
        let r = page(text);
        let name = |id: &String| r.entities.iter().find(|e| e.id == *id).map_or("", |e| e.name.as_str()).to_string();
        let who = |s: &dateline_record::Statement| {
            s.source.first().and_then(|p| p.entity.as_ref()).map_or_else(String::new, name)
        };
        r.statements.iter().map(who).collect()
    };
    assert_eq!(
        heard(
            "Deportees came home. Joe Poe, a sailor, said the boat had leaked.\n“We saw no land for nine days,” he said."
        ),
        ["Joe Poe", "Joe Poe"]
    );
    // Another man is named in between.
    let two = heard(
        "Joe Poe said the boat had leaked after Max Lund sold it to the town.\n“We saw no land for nine days,” he said.",
    );
    assert_eq!(two.first().map(String::as_str), Some("Joe Poe"));
}
