//! Who a source is, and when two are one.

use crate::words::folded_name;
use dateline_record::{EntityKind, MentionForm, Party, PartyKind, Predicate, Record, Statement};
use std::collections::BTreeMap;

/// The source of a statement, as far as it says who vouches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// As it is shown.
    pub name: String,
    pub kind: Kind,
    /// What it is compared by.
    pub key: Vec<String>,
    /// The body that it speaks for.
    pub body: Option<Vec<String>>,
    /// The country whose government it is or speaks for: "Moscow" and "the Kremlin" are one voice.
    pub government: Option<String>,
    /// Carriers, nearest first.
    pub via: Vec<String>,
    /// What the name rests on, where the sentence itself gives only a description.
    pub inferred: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Person,
    Body,
    Anonymous,
}

/// The source that a statement names; none if it names nobody, or only "he" whom the page does not resolve.
pub(super) fn source(statement: &Statement, record: &Record) -> Option<Source> {
    let party = statement.source.first()?;
    // The page's own outlet is no way that its words came by: "he told the Harbour Post", in the Harbour Post.
    let publisher = record.article.publisher.as_ref().and_then(|p| p.name.as_deref()).map(key).unwrap_or_default();
    let via = statement.via.iter().map(|p| shown(p, record)).filter(|name| !same_body(&key(name), &publisher));
    let via = via.map(str::to_owned).collect();
    let entity = party.entity.as_deref().and_then(|id| record.entities.iter().find(|e| e.id == id));
    // "lawmakers", "a Nato spokesman": people whom the page describes, and never names.
    let unnamed = entity.filter(|e| {
        let named = e.mentions.iter().any(|m| m.form == MentionForm::Name);
        matches!(e.kind, EntityKind::Person | EntityKind::Group) && !named
    });
    let words = record.text.get(party.span.range()).unwrap_or_default();
    let words = unnamed.map_or(words, |e| e.name.as_str());
    let anonymous = matches!(party.kind, Some(PartyKind::Anonymous | PartyKind::OfficialAnonymous));
    if let Some(entity) = entity.filter(|_| unnamed.is_none()) {
        let kind = if entity.kind == EntityKind::Person { Kind::Person } else { Kind::Body };
        let body = if kind == Kind::Person { body_of(&entity.id, record) } else { None };
        let government = match kind {
            Kind::Person => spoken_for(&entity.id, record).and_then(|id| government(id, record)),
            _ => party.government.clone(),
        };
        return Some(Source {
            name: entity.name.clone(),
            kind,
            key: key(&entity.name),
            body,
            government,
            via,
            inferred: None,
        });
    }
    let key = key(words);
    if key.is_empty() {
        return None; // a pronoun, or nothing that would tell it from others
    }
    // Who is described so that it can be but one ("the child's uncle") is as good as named; so is a thing or a body ("the zoo", "a memo").
    let person = unnamed.is_some() || party.kind == Some(PartyKind::Person);
    let vague =
        is_indefinite(words) && (person || party.kind.is_none()) || person && key.len() == 1 && !is_somebodys(words);
    let kind = match (anonymous || vague, unnamed.map(|e| e.kind)) {
        (true, _) if !is_body(&key) => Kind::Anonymous,
        (false, Some(EntityKind::Person)) => Kind::Person,
        _ => Kind::Body,
    };
    Some(Source {
        name: words.to_owned(),
        kind,
        key,
        body: unnamed.filter(|_| kind == Kind::Person).and_then(|e| body_of(&e.id, record)),
        government: party.government.clone(),
        via,
        inferred: None,
    })
}

fn shown<'r>(party: &Party, record: &'r Record) -> &'r str {
    let entity = party.entity.as_deref().and_then(|id| record.entities.iter().find(|e| e.id == id));
    entity.map_or_else(|| record.text.get(party.span.range()).unwrap_or_default(), |e| e.name.as_str())
}

/// The body that a person speaks for, where the page says so. Whoever leads a country or a party speaks for themselves.
fn body_of(person: &str, record: &Record) -> Option<Vec<String>> {
    let body = spoken_for(person, record)?;
    let entity = record.entities.iter().find(|e| e.id == body)?;
    Some(key(&entity.name))
}

fn spoken_for<'r>(person: &str, record: &'r Record) -> Option<&'r str> {
    let speaks = |r: &&dateline_record::Relation| r.subject == person && r.predicate == Predicate::SpokespersonFor;
    record.relations.iter().find(speaks).map(|r| r.object.as_str())
}

/// The country whose government an entity is, where the page has it speak or spoken to.
fn government(entity: &str, record: &Record) -> Option<String> {
    let parties = record.statements.iter().flat_map(|s| s.source.iter().chain(&s.to).chain(&s.via));
    parties.filter(|p| p.entity.as_deref() == Some(entity)).find_map(|p| p.government.clone())
}

/// Words by which a source is compared: in lower case, without articles, titles and those who only lend it their mouth.
pub(crate) fn key(name: &str) -> Vec<String> {
    const EMPTY: [&str; 77] = [
        "a",
        "an",
        "the",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "sen",
        "rep",
        "gov",
        "lord",
        "lady",
        "president",
        "minister",
        "prime",
        "he",
        "she",
        "they",
        "it",
        "we",
        "i",
        "you",
        "who",
        "that",
        "this",
        "these",
        "those",
        "which",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "spokespeople",
        "spokesmen",
        "statement",
        "report",
        "in",
        "for",
        "of",
        "at",
        "from",
        "by",
        "with",
        "on",
        "and",
        "s",
        "said",
        "one",
        "some",
        "both",
        "also",
        "news",
        "release",
        "press",
        "memo",
        "senior",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "letter",
        "email",
        "interview",
        "tweet",
        "post",
        "today",
        "late",
        "early",
    ];
    let folded = folded_name(name).replace(['’', '\''], " ");
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && !EMPTY.contains(w));
    words.map(crate::terms::stem).collect()
}

/// "many Nigerians", "a rep", "some close to the chairman".
fn is_indefinite(words: &str) -> bool {
    const FIRST: [&str; 12] =
        ["a", "an", "another", "any", "both", "few", "many", "most", "several", "some", "these", "those"];
    words.split_whitespace().next().is_some_and(|first| FIRST.contains(&first.to_lowercase().as_str()))
}

/// "his father", "Harbour's manager".
fn is_somebodys(words: &str) -> bool {
    words.split_whitespace().next().is_some_and(|first| {
        ["his", "her", "their"].contains(&first.to_lowercase().as_str())
            || first.ends_with("'s")
            || first.ends_with("’s")
    })
}

/// Bodies that are often named without a capital.
fn is_body(key: &[String]) -> bool {
    const BODIES: [&str; 19] = [
        "department",
        "authority",
        "agency",
        "committee",
        "embassy",
        "police",
        "ministry",
        "army",
        "military",
        "court",
        "government",
        "council",
        "company",
        "airline",
        "navy",
        "parliament",
        "union",
        "brigade",
        "service",
    ];
    key.iter().any(|word| BODIES.contains(&word.as_str()))
}

impl Source {
    /// Whether two sources are one voice.
    pub fn is(&self, other: &Source) -> bool {
        if self.government.is_some()
            && other.government.is_some()
            && (self.kind, other.kind) != (Kind::Person, Kind::Person)
        {
            return self.government == other.government;
        }
        match (self.kind, other.kind) {
            (Kind::Person, Kind::Person) => {
                same_person(&self.key, &other.key) || self.body.is_some() && self.body == other.body
            }
            // "Scientists" in a headline may be taken for a name.
            (Kind::Anonymous, Kind::Anonymous | Kind::Body) | (Kind::Body, Kind::Anonymous) => self.key == other.key,
            (Kind::Body, Kind::Body) => same_body(&self.key, &other.key),
            (Kind::Person, Kind::Body) => self.speaks_for(&other.key),
            (Kind::Body, Kind::Person) => other.speaks_for(&self.key),
            _ => false,
        }
    }

    fn speaks_for(&self, body: &[String]) -> bool {
        self.body.as_ref().is_some_and(|own| same_body(own, body))
    }

    /// How full the name is: the fullest is shown, and a name before a description.
    pub fn fullness(&self) -> (bool, usize) {
        (self.kind != Kind::Anonymous, self.key.len())
    }
}

/// The people of a story, by what one of them alone is called: "her father", "his lawyer", a surname.
pub(super) struct People {
    by_role: Holders,
    by_surname: Holders,
}

/// Names of people, and the words that they are compared by, for each word that they are called by.
type Holders = BTreeMap<String, Vec<(String, Vec<String>)>>;

impl People {
    /// Of all pages of a story.
    pub fn of<'r>(records: impl Iterator<Item = &'r Record>) -> People {
        let mut people = People { by_role: Holders::new(), by_surname: Holders::new() };
        for entity in records.flat_map(|r| &r.entities).filter(|e| e.kind == EntityKind::Person) {
            let person = key(&entity.name);
            for word in entity.roles.iter().filter_map(|role| key(&role.title).pop()) {
                hold(&mut people.by_role, word, &entity.name, &person);
            }
            if let [_, .., surname] = person.as_slice() {
                hold(&mut people.by_surname, surname.clone(), &entity.name, &person);
            }
        }
        people
    }

    /// Puts the full name in the place of a surname or a description that can mean but one.
    pub fn name(&self, source: &mut Source) {
        let [word] = source.key.as_slice() else { return };
        let the = |name: &str| name.get(..4).is_some_and(|first| first.eq_ignore_ascii_case("the "));
        let definite = is_somebodys(&source.name) || the(&source.name);
        let holders = match source.kind {
            Kind::Person => &self.by_surname,
            Kind::Anonymous if definite => &self.by_role,
            _ => return,
        };
        if let Some([(name, person)]) = holders.get(word).map(Vec::as_slice) {
            if source.kind == Kind::Anonymous {
                let of = &source.name;
                source.inferred = Some(format!("inferred: “{of}” is {name}, the only one that the story calls so"));
            }
            (source.name, source.key, source.kind) = (name.clone(), person.clone(), Kind::Person);
        }
    }
}

/// Adds a person to those who are called by a word, once.
fn hold(holders: &mut Holders, word: String, name: &str, person: &[String]) {
    let holders = holders.entry(word).or_default();
    match holders.iter_mut().find(|(_, known)| same_person(known, person)) {
        Some(known) if person.len() > known.1.len() => *known = (name.to_owned(), person.to_vec()),
        Some(_) => {}
        None => holders.push((name.to_owned(), person.to_vec())),
    }
}

/// "Solheim" and "Ingrid Solheim", "Sheikh Omar Farouk" and "Omar Farouk", but not "Jan Solheim" and "Ingrid Solheim".
pub(super) fn same_person(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    match (short.last(), long.last()) {
        // One who bears more names than two may be called without the first, or by a title that no list has.
        (Some(s), Some(l)) if s == l => {
            short.len() == 1 || short.first() == long.first() || short.len() > 1 && long.ends_with(short)
        }
        (Some(s), Some(l)) if short.len() > 1 && short.first() == long.first() => same_word(s, l),
        // A first name alone, as tabloids use it.
        (Some(s), _) => short.len() == 1 && long.first() == Some(s),
        _ => false,
    }
}

/// Equal, one within the other, or one the initials of the other.
pub(crate) fn same_body(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let initials: String = long.iter().filter_map(|w| w.chars().next()).collect();
    !short.is_empty()
        && (short.iter().all(|w| long.iter().any(|l| same_word(w, l)))
            || short.len() == 1 && long.len() > 1 && short[0] == initials)
}

/// Whether two words are one, or one name spelt in two ways: long ones that differ in one letter after the first.
fn same_word(a: &str, b: &str) -> bool {
    const LONG: usize = 7;
    if a == b {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = if a.len() <= b.len() {
        (a.chars().collect(), b.chars().collect())
    } else {
        (b.chars().collect(), a.chars().collect())
    };
    if a.len() < LONG || b.len() > a.len() + 1 || a.first() != b.first() {
        return false;
    }
    let common = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    a.get(common + usize::from(a.len() == b.len())..) == b.get(common + 1..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(name: &str, kind: Kind) -> Source {
        Source {
            name: name.into(),
            kind,
            key: key(name),
            body: None,
            government: None,
            via: Vec::new(),
            inferred: None,
        }
    }

    #[test]
    fn voices_are_told_apart() {
        use Kind::{Anonymous, Body, Person};
        for (a, b, kind, same) in [
            ("Ingrid Solheim", "Solheim", Person, true),
            ("Ingrid Solheim", "Jan Solheim", Person, false),
            ("Ingrid Solheim", "Olav Nesse", Person, false),
            ("Ingrid", "Ingrid Solheim", Person, true),
            ("Alhaji Omar Farouk", "Omar Farouk", Person, true),
            ("Alhaji Omar Farouk", "Omar Solheim", Person, false),
            ("the Norwegian fisheries ministry", "the ministry", Body, true),
            ("a spokesman for the fisheries ministry", "the Norwegian fisheries ministry", Body, true),
            ("National Rescue Service", "the NRS", Body, true),
            ("the defence ministry", "the navy", Body, false),
            ("Energiya Corporation", "the Energia corporation", Body, true),
            ("the Slovakian ministry", "the Slovenian ministry", Body, false),
            ("Volodymyr Zelenskyy", "Volodymyr Zelensky", Person, true),
            ("Zelenskyy", "Zelensky", Person, false),
            ("two officials briefed on the talks", "a person close to the talks", Anonymous, false),
            ("Scientists", "the scientists", Anonymous, true),
        ] {
            let (a, b) = (source(a, kind), source(b, kind));
            assert_eq!((a.is(&b), b.is(&a)), (same, same), "{} / {}", a.name, b.name);
        }
        let state = |name: &str, code: &str| Source { government: Some(code.into()), ..source(name, Body) };
        assert!(
            state("Moscow", "RUS").is(&state("Kremlin", "RUS")) && !state("Moscow", "RUS").is(&state("Oslo", "NOR"))
        );
        assert!(state("the Norwegian government", "NOR").is(&source("the government", Body)));
        assert!(key("She").is_empty() && key("a statement on Monday").is_empty());
        assert!(is_body(&key("Fire department officials")) && !is_body(&key("two officials briefed on the talks")));
    }
}
