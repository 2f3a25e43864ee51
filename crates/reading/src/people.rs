//! Groups the names of a page into entities, and follows "he" and "she" to the person last spoken of.

use crate::lexicon::Class;
use crate::names::Name;
use crate::words::Words;
use dateline_language::MentionKind;
use dateline_record::{Entity, EntityKind, Links, Mention, MentionForm, Role, Span};
use std::collections::HashMap;

/// The entities of a page, and how to find the one that a stretch of text names.
#[derive(Debug, Default)]
pub struct People {
    /// In order of first mention, with their ids.
    pub entities: Vec<Entity>,
    /// Every mention by name, in order of position: where it stands, and the index of its entity.
    pub mentions: Vec<(Span, usize)>,
    /// Every mention by description, in order of position.
    nominals: Vec<(Span, usize)>,
    /// Every linked pronoun, in order of position.
    pronouns: Vec<(Span, usize)>,
    /// For each entity, whether titles and kin words tell a man or a woman.
    genders: Vec<Option<Gender>>,
    /// What is spoken of and is not in the record.
    pub others: Vec<Other>,
    /// How sure it is whom a description or pronoun means, in (0, 1].
    pub sure: HashMap<Span, f32>,
}

/// Mentions that are not in the record: of what is no entity there, or not surely of one that is.
#[derive(Clone, Debug)]
pub struct Other {
    /// What they stand for.
    pub kind: Option<MentionKind>,
    /// In order.
    pub mentions: Vec<Mention>,
    /// A mention of the entity that they may be of.
    pub like: Option<Span>,
    /// The quotation whose speaker they are.
    pub speaker_of: Option<usize>,
}

/// What "he" and "she" ask of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// "he", "Mr.", "father"
    Male,
    /// "she", "Ms.", "mother"
    Female,
}

/// Groups names into entities.
pub fn group(words: &Words, names: &[Name]) -> People {
    let mut groups: Vec<Group> = Vec::new();
    let mut by_form: HashMap<String, usize> = HashMap::new();
    // The last person of each family name, by index into `groups`.
    let mut by_family: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_given: HashMap<String, Vec<usize>> = HashMap::new();
    let called = courtesies(words, names);
    let mut of_name = vec![0usize; names.len()];

    // Full names first, so that a family name in the headline finds its bearer in the body.
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|&i| names[i].words.len() == 1);
    for i in order {
        let name = &names[i];
        let form = key(words, name);
        // "Mr. Roe" is not Ann Roe.
        let asked = called.get(&form).copied().flatten();
        let fits = |g: &usize| asked.is_none() || groups[*g].gender.is_none() || asked == groups[*g].gender;
        let g = if let Some(&g) = by_form.get(&form) {
            g
        } else if let Some(g) = bearer(words, name, &form, &by_family, &by_given, &fits, &groups) {
            g
        } else {
            groups.push(Group { kind: name.kind, names: Vec::new(), gender: asked });
            groups.len() - 1
        };
        by_form.entry(form.clone()).or_insert(g);
        if name.kind == EntityKind::Person {
            let long = name.words.len() > 1;
            if long {
                groups[g].gender = groups[g].gender.or(gender_of_name(words, name.words.start));
                let given = by_given.entry(words.text_of(name.words.start).to_lowercase()).or_default();
                if !given.contains(&g) {
                    given.push(g);
                }
            }
            for family in families(words, name) {
                let list = by_family.entry(family).or_default();
                if !list.contains(&g) {
                    list.push(g);
                }
            }
        }
        groups[g].names.push(i);
        of_name[i] = g;
    }
    acronyms(words, names, &mut groups, &mut of_name);
    build(words, names, groups, &of_name)
}

struct Group {
    kind: EntityKind,
    /// What titles and the given name tell.
    gender: Option<Gender>,
    /// Indices of its names.
    names: Vec<usize>,
}

/// A name as it is compared: without stops and case, "the" and possessives being left out already.
fn key(words: &Words, name: &Name) -> String {
    let mut key = String::new();
    for k in name.words.clone() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(words.text_of(k).chars().filter(|&c| c != '.').flat_map(char::to_lowercase));
    }
    key
}

/// The words by which a person may be called in short: the family name, first in East Asian names and last in others.
fn families(words: &Words, name: &Name) -> Vec<String> {
    let lower = |k: usize| words.text_of(k).to_lowercase();
    let r = &name.words;
    if r.len() == 1 {
        return vec![lower(r.start)];
    }
    if is_family_first(words, name) {
        return vec![lower(r.start)];
    }
    let mut last = r.end - 1;
    while last > r.start && matches!(words.text_of(last), "Jr." | "Sr." | "Jr" | "Sr" | "II" | "III" | "IV") {
        last -= 1;
    }
    // "Doe-Roe" is called by the whole.
    let mut first = last;
    while first > r.start + 1 && words.text_of(first - 1) == "-" {
        first -= 2;
    }
    vec![(first..=last).map(lower).collect::<Vec<_>>().join(" ")]
}

/// Whether the family name comes first: "Kim Jong Un", but not "Kim Doe" nor "Bruce Lee".
fn is_family_first(words: &Words, name: &Name) -> bool {
    let r = &name.words;
    let syllable = |k: usize| (2..=6).contains(&words.text_of(k).len()) || words.text_of(k) == "-";
    r.len() > 1
        && words.is(r.start, Class::FAMILY_FIRST)
        && (r.len() >= 3 || !words.is(r.end - 1, Class::GIVEN_NAME) && !words.is(r.start, Class::GIVEN_NAME))
        && r.clone().all(syllable)
        && !(words.is(r.start, Class::GIVEN_NAME) && r.clone().skip(1).any(|k| words.text_of(k).ends_with('.')))
}

/// Of each form that stands behind "Mr." or "Ms.", a man's or a woman's; nothing where it is both.
fn courtesies(words: &Words, names: &[Name]) -> HashMap<String, Option<Gender>> {
    let mut called: HashMap<String, Option<Gender>> = HashMap::new();
    for name in names {
        let Some(gender) = name.title.as_ref().and_then(|t| gender_of_title(words.text_of(t.end - 1))) else {
            continue;
        };
        let known = called.entry(key(words, name)).or_insert(Some(gender));
        if *known != Some(gender) {
            *known = None;
        }
    }
    called
}

/// The group that a short form belongs to, of those that `fits` allows.
fn bearer(
    words: &Words,
    name: &Name,
    form: &str,
    by_family: &HashMap<String, Vec<usize>>,
    by_given: &HashMap<String, Vec<usize>>,
    fits: &dyn Fn(&usize) -> bool,
    groups: &[Group],
) -> Option<usize> {
    let person = name.kind == EntityKind::Person;
    if !(person || name.kind == EntityKind::Other) {
        return None;
    }
    let double = person && name.words.len() > 1 && words.text_of(name.words.start + 1) == "-";
    if name.words.len() > 1 && !double {
        return None;
    }
    let known = |g: &usize| groups[*g].kind == EntityKind::Person && fits(g);
    // Of several of one family, the one that the page names most is the one it calls by the family name alone.
    let bearers = by_family.get(form).into_iter().flatten().copied().filter(known);
    let found = bearers.max_by_key(|&g| (groups[g].names.len(), std::cmp::Reverse(g)));
    // "Ann" after "Ann Roe", if the page names no other Ann in full.
    let given = by_given.get(form).filter(|_| person && words.is(name.words.start, Class::GIVEN_NAME));
    found.or_else(|| match given.map(Vec::as_slice) {
        Some(&[one]) if known(&one) => Some(one),
        _ => None,
    })
}

/// Joins "XYZ" to the name whose capitals it is made of.
fn acronyms(words: &Words, names: &[Name], groups: &mut [Group], of_name: &mut [usize]) {
    let mut full: HashMap<String, usize> = HashMap::new();
    for (i, n) in names.iter().enumerate() {
        if n.words.len() >= 3 || n.words.len() == 2 && n.kind == EntityKind::Organization {
            let letters: String = n
                .words
                .clone()
                .filter(|&k| words.is_capital(k))
                .filter_map(|k| words.text_of(k).chars().next())
                .collect();
            full.entry(letters).or_insert(of_name[i]);
        }
    }
    for i in 0..names.len() {
        let n = &names[i];
        if n.words.len() != 1 || n.kind == EntityKind::Person {
            continue;
        }
        let form: String = words.text_of(n.words.start).chars().filter(|&c| c != '.').collect();
        if form.len() < 2 || !form.chars().all(char::is_uppercase) {
            continue;
        }
        if let Some(&g) = full.get(&form).filter(|&&g| g != of_name[i] && groups[g].kind != EntityKind::Person) {
            let from = of_name[i];
            let moved = std::mem::take(&mut groups[from].names);
            for m in moved {
                of_name[m] = g;
                groups[g].names.push(m);
            }
        }
    }
}

fn build(words: &Words, names: &[Name], groups: Vec<Group>, of_name: &[usize]) -> People {
    let mut people = People::default();
    let mut index: HashMap<usize, usize> = HashMap::new();
    for (i, name) in names.iter().enumerate() {
        let g = of_name[i];
        let at = *index.entry(g).or_insert_with(|| {
            let fullest = groups[g]
                .names
                .iter()
                .copied()
                .max_by_key(|&n| (names[n].words.len(), names[n].span.len(), std::cmp::Reverse(n)));
            people.entities.push(Entity {
                id: format!("e{}", people.entities.len() + 1),
                kind: groups[g].kind,
                name: fullest.map_or_else(String::new, |n| tidy(names[n].span.of(words.text))),
                links: Links::default(),
                mentions: Vec::new(),
                roles: Vec::new(),
                location: None,
                confidence: None,
            });
            people.genders.push(None);
            people.entities.len() - 1
        });
        let entity = &mut people.entities[at];
        entity.mentions.push(Mention::new(name.span, MentionForm::Name));
        people.mentions.push((name.span, at));
        if let Some(title) = &name.title
            && people.genders[at].is_none()
        {
            people.genders[at] = gender_of_title(words.text_of(title.end - 1));
        }
        // "Gloria" alone tells it too, where hardly any family is called so.
        let first = name.words.start;
        let given =
            name.words.len() > 1 || is_one_word(people.entities[at].name.as_str()) && words.usage(first).surname <= 1;
        if people.genders[at].is_none() && name.kind == EntityKind::Person && given {
            people.genders[at] = gender_of_name(words, first);
        }
    }
    people
}

/// Whether a name is of one word.
fn is_one_word(name: &str) -> bool {
    !name.contains(' ')
}

/// Line breaks within a name become spaces.
pub fn tidy(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a given name tells; nothing, if it is one of both.
fn gender_of_name(words: &Words, first: usize) -> Option<Gender> {
    match (words.is(first, Class::WOMAN), words.is(first, Class::GIVEN_NAME)) {
        (true, _) => Some(Gender::Female),
        (false, true) if !words.is(first, Class::EITHER | Class::FAMILY_FIRST) => Some(Gender::Male),
        _ => None,
    }
}

fn gender_of_title(title: &str) -> Option<Gender> {
    match title.trim_end_matches('.').to_lowercase().as_str() {
        "mr" | "sir" | "lord" | "king" | "prince" | "congressman" | "spokesman" | "chairman" | "councilman"
        | "father" | "brother" | "pope" | "actor" | "duke" | "baron" | "count" => Some(Gender::Male),
        "mrs" | "ms" | "miss" | "lady" | "dame" | "queen" | "princess" | "congresswoman" | "spokeswoman"
        | "chairwoman" | "councilwoman" | "sister" | "actress" | "mother" | "baroness" | "duchess" | "countess" => {
            Some(Gender::Female)
        }
        _ => None,
    }
}

impl People {
    /// The entity whose name or description closes the phrase at `span`: "Russian agency | Doe News", but not "Roe's lawyer".
    pub fn ending_in(&self, span: Span) -> Option<usize> {
        let last = |list: &[(Span, usize)]| {
            let i = list.partition_point(|(m, _)| m.end < span.end);
            list.get(i).filter(|(m, _)| m.end == span.end && m.start >= span.start).map(|&(_, e)| e)
        };
        last(&self.nominals).or_else(|| last(&self.mentions))
    }

    /// The person whose name starts at byte `start`.
    pub fn person_starting_at(&self, start: u32) -> Option<usize> {
        let i = self.mentions.partition_point(|(m, _)| m.start < start);
        let found = self.mentions.get(i).filter(|(m, _)| m.start == start).map(|&(_, e)| e);
        found.filter(|&e| self.entities[e].kind == EntityKind::Person)
    }

    /// Every mention by name or description, in order.
    pub fn all_mentions(&self) -> Vec<(Span, usize)> {
        let mut all: Vec<(Span, usize)> = self.mentions.iter().chain(&self.nominals).copied().collect();
        all.sort_unstable();
        all
    }

    /// Whether a person is a man or a woman, where the page or the given name tells.
    pub fn gender(&self, entity: usize) -> Option<Gender> {
        self.genders.get(entity).copied().flatten()
    }

    /// The person that the pronoun at `span` has been linked to.
    pub fn pronoun_at(&self, span: Span) -> Option<usize> {
        let i = self.pronouns.partition_point(|(p, _)| *p < span);
        self.pronouns.get(i).filter(|(p, _)| *p == span).map(|&(_, e)| e)
    }

    /// The entities, their mentions in order.
    pub fn into_entities(mut self) -> Vec<Entity> {
        for e in &mut self.entities {
            e.mentions.sort_by_key(|m| (m.span.start, m.span.end));
            e.mentions.dedup_by_key(|m| m.span);
        }
        self.entities
    }

    /// Notes that a description or pronoun stands for an entity.
    pub fn note(&mut self, entity: usize, span: Span, form: MentionForm, gender: Option<Gender>) {
        self.entities[entity].mentions.push(Mention::new(span, form));
        let list = if form == MentionForm::Pronoun { &mut self.pronouns } else { &mut self.nominals };
        list.push((span, entity));
        if let Some(known) = self.genders.get_mut(entity) {
            *known = known.or(gender);
        }
    }

    /// Notes somebody, or a body or place, whom the page describes and does not name.
    pub fn describe(&mut self, kind: EntityKind, name: &str) -> usize {
        self.entities.push(Entity {
            id: format!("e{}", self.entities.len() + 1),
            kind,
            name: tidy(name),
            links: Links::default(),
            mentions: Vec::new(),
            roles: Vec::new(),
            location: None,
            confidence: None,
        });
        self.genders.push(None);
        self.entities.len() - 1
    }

    /// Puts descriptions and pronouns in the order of the text.
    pub fn sort(&mut self) {
        for list in [&mut self.nominals, &mut self.pronouns] {
            list.sort_unstable();
            list.dedup();
        }
    }

    /// Notes that a description stands for an entity.
    pub fn note_nominal(&mut self, entity: usize, span: Span) {
        self.entities[entity].mentions.push(Mention::new(span, MentionForm::Nominal));
        let at = self.nominals.partition_point(|(n, _)| *n < span);
        self.nominals.insert(at, (span, entity));
    }

    /// The person whose name or description ends at byte `end`.
    pub fn ending_at(&self, end: u32) -> Option<usize> {
        self.ending_in(Span { start: 0, end }).filter(|&e| self.entities[e].kind == EntityKind::Person)
    }

    /// The entity named exactly at `span`.
    pub fn named_at(&self, span: Span) -> Option<usize> {
        let i = self.mentions.partition_point(|(m, _)| *m < span);
        self.mentions.get(i).filter(|(m, _)| *m == span).map(|&(_, e)| e)
    }

    /// Notes an office of a person, unless the page has told it before; a fuller telling adds whose it is.
    pub fn note_role(&mut self, entity: usize, role: Role) {
        let roles = &mut self.entities[entity].roles;
        match roles.iter_mut().find(|r| r.title.eq_ignore_ascii_case(&role.title)) {
            Some(known) if known.of.is_none() && role.of.is_some() => *known = role,
            Some(_) => {}
            None => roles.push(role),
        }
    }
}
