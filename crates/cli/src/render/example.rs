//! A record for the renderers' tests, made by hand: every layer has something in it.

use dateline_record::*;

const TEXT: &str = "Home News Weather

Fog halts ferries across the sound

By Mette Lund

AARHUS (North Wire) — All sailings between Aarhus and Odden were cancelled on Friday, the operator said. “We could not see the bow,” harbour master Ida Brandt told North Wire. “It was like sailing in milk.”

READ MORE: Ten wrecks <b>you</b> can visit

Officials said on Saturday that 1,200 passengers slept on board. 金曜日 & “quoted” <script>alert(1)</script> stays text.

Subscribe now";

/// A page about fog.
pub fn example() -> Record {
    let find = |words: &str, nth: usize| {
        let (start, _) = TEXT.match_indices(words).nth(nth).unwrap_or_else(|| panic!("{words} is not in the text"));
        Span::new(start, start + words.len())
    };
    let kinds = [
        BlockKind::Furniture,
        BlockKind::Headline,
        BlockKind::Byline,
        BlockKind::Body,
        BlockKind::Related,
        BlockKind::Body,
        BlockKind::Furniture,
    ];
    let blocks: Vec<Block> =
        TEXT.split("\n\n").zip(kinds).map(|(words, kind)| Block { span: find(words, 0), kind }).collect();
    let entity = |id: &str, kind, name: &str, spans: Vec<Span>| Entity {
        id: id.into(),
        kind,
        name: name.into(),
        links: Links::default(),
        mentions: spans.into_iter().map(|span| Mention::new(span, MentionForm::Name)).collect(),
        roles: vec![],
        location: None,
        confidence: None,
    };
    let mut entities = vec![
        entity("e1", EntityKind::Place, "Aarhus", vec![find("AARHUS", 0), find("Aarhus", 0)]),
        entity("e2", EntityKind::Organization, "North Wire", vec![find("North Wire", 0), find("North Wire", 1)]),
        entity("e3", EntityKind::Place, "Odden", vec![find("Odden", 0)]),
        entity("e4", EntityKind::Person, "Ida Brandt", vec![find("Ida Brandt", 0)]),
    ];
    entities[0].location = Some(Location {
        lat: 56.16,
        lon: 10.21,
        country: Some("DK".into()),
        admin1: Some("Central Jutland".into()),
        feature: Some("PPLA2".into()),
    });
    entities[3].roles = vec![Role {
        title: "harbour master".into(),
        of: None,
        span: find("harbour master Ida Brandt", 0),
        past: false,
    }];
    let party =
        |entity: Option<&str>, span, kind| Party { entity: entity.map(Into::into), span, kind, government: None };
    let statement = |id: &str, form, content, cue, source| Statement {
        id: id.into(),
        form,
        content,
        cue: vec![cue],
        source: vec![source],
        to: vec![],
        via: vec![],
        medium: None,
        act: Some(Act::Say),
        time: None,
        place: None,
        within: None,
        confidence: 0.9,
    };
    let mut statements = vec![
        statement(
            "s1",
            StatementForm::Indirect,
            vec![find("All sailings between Aarhus and Odden were cancelled on Friday", 0)],
            find("said", 0),
            party(None, find("the operator", 0), Some(PartyKind::Organization)),
        ),
        statement(
            "s2",
            StatementForm::Direct,
            vec![find("“We could not see the bow,”", 0), find("“It was like sailing in milk.”", 0)],
            find("told", 0),
            party(Some("e4"), find("Ida Brandt", 0), Some(PartyKind::Person)),
        ),
        statement(
            "s3",
            StatementForm::Indirect,
            vec![find("that 1,200 passengers slept on board", 0)],
            find("said", 1),
            party(None, find("Officials", 0), Some(PartyKind::OfficialAnonymous)),
        ),
    ];
    statements[1].to = vec![party(Some("e2"), find("North Wire", 1), None)];
    let time = |id: &str, words: &str, value: &str| Time {
        id: id.into(),
        span: find(words, 0),
        kind: TimeKind::Date,
        value: value.into(),
        modifier: None,
        quant: None,
        freq: None,
        earliest: Some(value.into()),
        latest: Some(value.into()),
    };
    statements[2].time = Some("t2".into());
    Record {
        schema: SCHEMA.into(),
        source: Source { id: "fog.html".into(), media_type: "text/html".into(), ..Source::default() },
        text: TEXT.into(),
        blocks,
        article: Article {
            title: Some("Fog halts ferries across the sound".into()),
            language: Some("en".into()),
            canonical_url: Some("https://harbour.example/fog".into()),
            authors: vec![Author { name: "Mette Lund".into(), place: None }],
            publisher: Some(Publisher { name: Some("Harbour Post".into()), domain: Some("harbour.example".into()) }),
            origin: Some(Origin { name: "North Wire".into(), basis: OriginBasis::Dateline }),
            dateline: Some(Dateline {
                place: Some("AARHUS".into()),
                agency: Some("North Wire".into()),
                span: find("AARHUS (North Wire)", 0),
            }),
            published: Some(PageDate { value: "2026-03-14T09:30:00Z".into(), basis: DateBasis::JsonLd }),
            ..Article::default()
        },
        sentences: vec![],
        entities,
        times: vec![time("t1", "Friday", "2026-03-13"), time("t2", "Saturday", "2026-03-14")],
        statements,
        events: vec![Event {
            id: "v1".into(),
            trigger: vec![find("cancelled", 0)],
            kind: Some("REJECT".into()),
            mode: None,
            contexts: vec![],
            lemma: "cancel".into(),
            class: Some(dateline_record::EventClass::Occurrence),
            aside: false,
            actors: vec![Actor {
                entity: None,
                span: find("the operator", 0),
                country: None,
                sector: Some("BUS".into()),
            }],
            recipients: vec![],
            place: Some("e1".into()),
            time: Some("t1".into()),
            status: Status::Actual,
            time_inferred: None,
            place_inferred: None,
            status_cue: vec![],
            according_to: vec!["s1".into()],
            quantities: vec![],
            intensity: Some(-2.0),
        }],
        relations: vec![],
        notes: vec![Note { code: "input-cut".into(), message: "The input broke off.".into(), span: None }],
    }
    .into_code_points()
}

#[test]
fn the_example_keeps_the_contract() {
    assert_eq!(check(&example()), []);
}
