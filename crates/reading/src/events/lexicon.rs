//! What verbs and nouns report: tables of senses with the conditions under which each holds.
//!
//! The tables lie beside this file as text, and say how they are read. They hold facts of English and of the ontology's boundary
//! rules (PLOVER manual, draft 2.0), set down by hand; no dictionary was copied.

use super::ontology::{CONTEXTS, Type, has_mode};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word may report.
#[derive(Clone, Debug)]
pub struct Sense {
    pub meaning: Meaning,
    pub mode: Option<&'static str>,
    pub contexts: Vec<&'static str>,
    pub conditions: Vec<Condition>,
    /// The particle that belongs to the verb: "over" in "hand over".
    pub particle: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// An event of the ontology.
    Typed(Type),
    /// A happening outside it.
    Other,
    /// No event.
    Nothing,
}

/// What must hold for a sense; `not` turns it round.
#[derive(Clone, Debug)]
pub struct Condition {
    pub not: bool,
    pub test: Test,
}

#[derive(Clone, Debug)]
pub enum Test {
    /// There is an object, of one of these words or classes if any are given.
    Object(Words),
    NoObject,
    /// The same of the subject.
    Subject(Words),
    /// Several subjects, or a plural.
    PluralSubject,
    /// One of these prepositions, with a noun of these words or classes if any are given.
    Preposition(Vec<&'static str>, Words),
    /// An infinitive or clause, headed by one of these words if any are given.
    Clause(Words),
    /// An infinitive.
    Infinitive,
    /// A modifier of a noun.
    Modifier(Words),
    /// The network does not rule out an event of the ontology.
    Heard,
    /// The network thinks of the sense's own type.
    Likely,
}

/// Words and classes; empty: any.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub words: Vec<&'static str>,
    pub classes: Vec<&'static Vec<&'static str>>,
    /// Whether a person, a body or a land will do.
    pub party: bool,
}

impl Words {
    fn parse(text: &'static str) -> Words {
        let mut out = Words::default();
        for w in text.split('|').map(str::trim).filter(|w| !w.is_empty()) {
            if w == "PARTY" {
                out.party = true;
            } else if let Some(class) = CLASSES.get(w) {
                out.classes.push(class);
            } else {
                out.words.push(w);
            }
        }
        out
    }

    pub fn is_any(&self) -> bool {
        self.words.is_empty() && self.classes.is_empty() && !self.party
    }

    pub fn holds(&self, lemma: &str) -> bool {
        self.words.contains(&lemma) || self.classes.iter().any(|c| c.contains(&lemma))
    }
}

static CLASSES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    lines(include_str!("lexicon/classes.txt"))
        .filter_map(|l| {
            let mut words = l.split_whitespace();
            Some((words.next()?, words.collect()))
        })
        .collect()
});

static VERBS: LazyLock<HashMap<&'static str, Vec<Sense>>> = LazyLock::new(|| table(include_str!("lexicon/verbs.txt")));

static NOUNS: LazyLock<HashMap<&'static str, Vec<Sense>>> = LazyLock::new(|| table(include_str!("lexicon/nouns.txt")));

/// The senses of a verb, by its dictionary form.
pub fn verb(lemma: &str) -> &'static [Sense] {
    VERBS.get(lemma).map_or(&[], Vec::as_slice)
}

/// The senses of a noun.
pub fn noun(lemma: &str) -> &'static [Sense] {
    NOUNS.get(lemma).map_or(&[], Vec::as_slice)
}

/// Lines that say something.
pub fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
}

fn table(text: &'static str) -> HashMap<&'static str, Vec<Sense>> {
    let mut table: HashMap<&'static str, Vec<Sense>> = HashMap::new();
    for line in lines(text) {
        for (word, sense) in senses(line).into_iter().flatten() {
            table.entry(word).or_default().push(sense);
        }
    }
    table
}

/// The senses that a line gives; none if it is not written as it should be.
fn senses(line: &'static str) -> Option<Vec<(&'static str, Sense)>> {
    let mut parts = line.split(';').map(str::trim);
    let (head, words) = (parts.next()?, parts.next()?);
    let (conditions, contexts) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let (name, mode) = head.split_once('/').map_or((head, None), |(t, m)| (t, Some(m)));
    let meaning = match name {
        "-" => Meaning::Nothing,
        "null" => Meaning::Other,
        name => Meaning::Typed(Type::parse(name)?),
    };
    if let (Meaning::Typed(t), Some(m)) = (meaning, mode)
        && !has_mode(t, m)
    {
        return None;
    }
    let contexts: Vec<&str> = contexts.split_whitespace().collect();
    if contexts.iter().any(|c| !CONTEXTS.contains(c)) {
        return None;
    }
    let conditions: Option<Vec<Condition>> =
        conditions.split('&').map(str::trim).filter(|c| !c.is_empty()).map(condition).collect();
    let conditions = conditions?;
    let sense =
        |particle| Sense { meaning, mode, contexts: contexts.clone(), conditions: conditions.clone(), particle };
    let entry = |word: &'static str| match word.split_once('_') {
        Some((verb, particle)) => (verb, sense(Some(particle))),
        None => (word, sense(None)),
    };
    Some(words.split_whitespace().map(entry).collect())
}

fn condition(text: &'static str) -> Option<Condition> {
    let (not, text) = text.strip_prefix('!').map_or((false, text), |t| (true, t));
    let (name, value) = text.split_once(':').unwrap_or((text, ""));
    let test = match name {
        "obj" => Test::Object(Words::parse(value)),
        "noobj" => Test::NoObject,
        "net" => Test::Heard,
        "likely" => Test::Likely,
        "subj" if value == "plural" => Test::PluralSubject,
        "subj" => Test::Subject(Words::parse(value)),
        "inf" => Test::Infinitive,
        "xcomp" => Test::Clause(Words::parse(value)),
        "mod" => Test::Modifier(Words::parse(value)),
        "prep" => {
            let (prepositions, nouns) = value.split_once('=').unwrap_or((value, ""));
            Test::Preposition(prepositions.split('|').collect(), Words::parse(nouns))
        }
        "of" | "by" => Test::Preposition(vec![name], Words::default()),
        _ => return None,
    };
    Some(Condition { not, test })
}

/// Verbs that say little without their object, which is the event.
const LIGHT: &[&str] = &[
    "hold",
    "launch",
    "conduct",
    "stage",
    "make",
    "pay",
    "begin",
    "start",
    "open",
    "mount",
    "carry",
    "wage",
    "commit",
    "undertake",
    "declare",
    "impose",
    "issue",
    "sign",
    "reach",
    "announce",
    "organize",
    "organise",
    "give",
    "join",
    "attend",
    "lead",
    "resume",
    "continue",
    "lodge",
    "file",
    "voice",
    "express",
    "level",
    "order",
    "host",
    "convene",
    "grant",
    "place",
    "enforce",
    "observe",
    "initiate",
    "perpetrate",
    "unleash",
    "exchange",
];

/// The words of a class of the tables.
pub fn class(name: &str) -> &'static [&'static str] {
    CLASSES.get(name).map_or(&[], Vec::as_slice)
}

/// Whether a word is of a class of the tables.
pub fn is_of(name: &str, lemma: &str) -> bool {
    class(name).contains(&lemma)
}

/// Whether a verb says little without its object.
pub fn is_light(lemma: &str) -> bool {
    LIGHT.contains(&lemma)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_understood() {
        for text in [include_str!("lexicon/verbs.txt"), include_str!("lexicon/nouns.txt")] {
            for line in lines(text) {
                assert!(senses(line).is_some_and(|s| !s.is_empty()), "{line}");
            }
        }
    }

    #[test]
    fn classes_are_known_where_they_are_named() {
        for text in [include_str!("lexicon/verbs.txt"), include_str!("lexicon/nouns.txt")] {
            for word in lines(text).flat_map(|l| l.split(['|', '=', ':', '&', ';', ' '])) {
                let class = word.len() > 2 && word.chars().all(|c| c.is_ascii_uppercase());
                let known = word == "PARTY" || CLASSES.contains_key(word) || Type::parse(word).is_some();
                assert!(!class || known || word == "PROTEST", "{word}");
            }
        }
    }
}
