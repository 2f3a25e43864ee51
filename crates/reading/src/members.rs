//! Who are "the two countries", "both sides", "the pair", and "they" after "Ann Roe and Joe Doe"?
//!
//! The members of a plural mention are told by ties (`member_of`) from each to the group. They are taken from what was named right
//! before, and only where just as many fit as are counted; a third leader in the same sentences, and nobody is named.

use crate::extent;
use crate::lexicon::Class;
use crate::people::tidy;
use crate::places;
use crate::words::{Shape, Words};
use dateline_language::{Relation as Dep, Upos};
use dateline_record::{
    Entity, EntityKind, Links, Mention, MentionForm, Predicate, Relation, Span, StandsFor, Statement,
};
use std::collections::{BTreeMap, HashMap};

/// How many sentences back members stand.
const BACK: usize = 2;
/// The same where nothing tells how many they are.
const BACK_UNCOUNTED: usize = 1;
/// How many mentions back members are looked for.
const MIND: usize = 40;
/// Most words between "the two" and the noun.
const MODIFIERS: usize = 3;

/// What the members of a group are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// Countries, by themselves or by a capital that stands for one.
    Lands,
    /// People who hold such an office.
    Offices,
    People,
    Bodies,
    /// Governments.
    Sides,
}

const SORTS: [(Sort, &[&str]); 5] = [
    (
        Sort::Lands,
        &[
            "countries",
            "nations",
            "states",
            "governments",
            "neighbors",
            "neighbours",
            "powers",
            "superpowers",
            "capitals",
        ],
    ),
    (
        Sort::Offices,
        &[
            "leaders",
            "presidents",
            "ministers",
            "premiers",
            "chancellors",
            "governors",
            "mayors",
            "senators",
            "generals",
        ],
    ),
    (Sort::People, &["men", "women", "pair", "duo", "friends", "brothers", "sisters", "politicians", "candidates"]),
    (
        Sort::Bodies,
        &["companies", "firms", "agencies", "banks", "airlines", "carmakers", "clubs", "universities", "ministries"],
    ),
    (Sort::Sides, &["sides"]),
];

/// A plural mention: its words, what it counts, how many.
struct Plural {
    words: std::ops::Range<usize>,
    sort: Sort,
    count: Option<usize>,
}

impl Plural {
    /// Whether it may be of the same as another.
    fn is_like(&self, other: &Plural) -> bool {
        let human = |s: Sort| matches!(s, Sort::Offices | Sort::People);
        let sort = self.sort == other.sort || self.sort == Sort::Sides || human(self.sort) && human(other.sort);
        sort && (self.count.is_none() || self.count == other.count)
    }
}

/// Adds the groups that the page speaks of and says who belongs to them.
pub fn find(words: &Words, entities: &mut Vec<Entity>, statements: &mut [Statement], relations: &mut Vec<Relation>) {
    let mut groups = Groups::new(words, entities);
    let mut found: Vec<(Span, MentionForm, Vec<usize>, Span)> = Vec::new();
    // The last plural whose members are known: "the two leaders" are "the pair" further on.
    let mut last: Option<(usize, Plural, Vec<usize>)> = None;
    for mut plural in plurals(words) {
        let sentence = words.sentence_of(plural.words.start);
        let members = groups.members(words, entities, &plural).or_else(|| {
            let near = last.as_ref().filter(|(before, ..)| sentence.saturating_sub(*before) <= BACK);
            let (_, other, members) = near.filter(|(_, other, _)| plural.is_like(other))?;
            plural.sort = other.sort;
            Some(members.clone())
        });
        let Some(members) = members else { continue };
        let span = words.span(plural.words.clone());
        found.push((span, MentionForm::Nominal, members.clone(), span));
        last = Some((sentence, plural, members));
    }
    for (pair, pronoun, members) in pairs(words, entities, &groups) {
        found.push((pair, MentionForm::Nominal, members.clone(), pair));
        found.push((pronoun, MentionForm::Pronoun, members, pair));
    }
    found.sort_by_key(|f| f.0);
    for (span, form, members, told) in found {
        groups.note(words, entities, relations, span, form, &members, told);
    }
    if groups.of_members.is_empty() {
        return;
    }
    let at: HashMap<Span, String> = groups
        .of_members
        .values()
        .flat_map(|&g| entities[g].mentions.iter().map(move |m| (m.span, g)))
        .map(|(span, g)| (span, entities[g].id.clone()))
        .collect();
    for p in statements.iter_mut().flat_map(|s| s.source.iter_mut().chain(&mut s.to)).filter(|p| p.entity.is_none()) {
        p.entity = at.get(&p.span).cloned();
    }
    places::renumber(entities, &groups.moved, statements, relations);
}

struct Groups {
    /// Mentions of everything but groups, in order, with the index of the entity.
    mentions: Vec<(Span, usize, MentionForm)>,
    /// Of each country's letters, the entity that is it, or else whose capital stands for it.
    lands: BTreeMap<String, usize>,
    /// The group of some members.
    of_members: BTreeMap<Vec<usize>, usize>,
    /// Groups that turned out to be another.
    moved: BTreeMap<usize, usize>,
    /// The group of a stretch of text.
    at: HashMap<Span, usize>,
}

/// The letters of the country that an entity is or, at a mention that stands for its government, lies in.
fn land(entity: &Entity, mention: Option<&Mention>) -> Option<String> {
    let stands = mention.is_some_and(|m| m.stands_for == Some(StandsFor::Government));
    match entity.kind {
        EntityKind::Country => entity.links.iso3166.clone(),
        EntityKind::Place if stands => entity.location.as_ref()?.country.clone(),
        _ => None,
    }
}

impl Groups {
    fn new(words: &Words, entities: &[Entity]) -> Groups {
        let mut mentions: Vec<(Span, usize, MentionForm)> = Vec::new();
        let mut at = HashMap::new();
        let mut lands: BTreeMap<String, usize> = BTreeMap::new();
        for (i, e) in entities.iter().enumerate() {
            let named = e.mentions.iter().any(|m| m.form == MentionForm::Name);
            if !named {
                at.extend(e.mentions.iter().map(|m| (m.span, i)));
            } else {
                mentions.extend(e.mentions.iter().map(|m| (m.span, i, m.form)));
            }
            if e.kind == EntityKind::Country
                && let Some(code) = land(e, None)
            {
                lands.entry(code).or_insert(i);
            }
        }
        mentions.sort_unstable_by_key(|m| (m.0, m.1));
        mentions.retain(|m| !words.within(m.0).is_empty());
        Groups { mentions, lands, of_members: BTreeMap::new(), moved: BTreeMap::new(), at }
    }

    /// Who is meant, if just as many fit as are counted.
    fn members(&self, words: &Words, entities: &[Entity], plural: &Plural) -> Option<Vec<usize>> {
        let office = words.text_of(plural.words.end - 1).trim_end_matches('s').to_lowercase();
        let count = plural.count.unwrap_or(2);
        let mut found: Vec<(usize, Span)> = Vec::new();
        let mut at = 0;
        for (back, m) in self.before(words, plural) {
            if back > at && found.len() >= count {
                break;
            }
            at = back;
            if let Some(e) = fitting(entities, &self.lands, m, plural.sort, &office)
                && !found.iter().any(|f| f.0 == e)
            {
                found.push((e, m.0));
            }
        }
        // People pass through many sentences: a pair must have been told as one.
        let together = plural.sort != Sort::People || found.windows(2).all(|w| are_together(words, w[0].1, w[1].1));
        let mut members: Vec<usize> = found.iter().map(|f| f.0).collect();
        members.sort_unstable();
        (members.len() == count && together).then_some(members)
    }

    /// Mentions before a plural, the nearest first, with how many sentences they stand back.
    fn before<'s>(
        &'s self,
        words: &'s Words,
        plural: &Plural,
    ) -> impl Iterator<Item = (usize, &'s (Span, usize, MentionForm))> {
        let start = words.span(plural.words.clone()).start;
        let sentence = words.sentence_of(plural.words.start);
        let last = self.mentions.partition_point(|m| m.0.end <= start);
        let back = move |m: &Span| sentence.saturating_sub(words.sentence_of(words.within(*m).start));
        let reach = if plural.count.is_some() { BACK } else { BACK_UNCOUNTED };
        self.mentions[..last]
            .iter()
            .rev()
            .take(MIND)
            .map(move |m| (back(&m.0), m))
            .take_while(move |(b, _)| *b <= reach)
    }

    /// Notes that a stretch speaks of some members together, as `told` says.
    #[allow(clippy::too_many_arguments)]
    fn note(
        &mut self,
        words: &Words,
        entities: &mut Vec<Entity>,
        relations: &mut Vec<Relation>,
        span: Span,
        form: MentionForm,
        members: &[usize],
        told: Span,
    ) {
        let known = self.at.get(&span).copied().filter(|&e| entities[e].kind == EntityKind::Group);
        let group = match (self.of_members.get(members).copied(), known) {
            (Some(group), None) => {
                entities[group].mentions.push(Mention::new(span, form));
                group
            }
            (Some(group), Some(other)) if group == other => group,
            // What was grouped by itself, and is this group again.
            (Some(group), Some(other)) => {
                let mentions = std::mem::take(&mut entities[other].mentions);
                mentions.iter().for_each(|m| {
                    self.at.insert(m.span, group);
                });
                entities[group].mentions.extend(mentions);
                self.moved.insert(other, group);
                group
            }
            (None, Some(group)) if !self.of_members.values().any(|&g| g == group) => group,
            (None, Some(_)) => return,
            (None, None) => {
                entities.push(Entity {
                    id: format!("m{}", entities.len()),
                    kind: EntityKind::Group,
                    name: tidy(span.of(words.text)),
                    links: Links::default(),
                    mentions: vec![Mention::new(span, form)],
                    roles: Vec::new(),
                    location: None,
                    confidence: None,
                });
                entities.len() - 1
            }
        };
        self.at.insert(span, group);
        if self.of_members.insert(members.to_vec(), group).is_none() {
            relations.extend(members.iter().map(|&e| Relation {
                subject: entities[e].id.clone(),
                predicate: Predicate::MemberOf,
                object: entities[group].id.clone(),
                span: told,
            }));
            relations.sort_by_key(|r| r.span);
        }
    }
}

/// The member that a mention would make: a country for its capital.
fn fitting(
    entities: &[Entity],
    lands: &BTreeMap<String, usize>,
    mention: &(Span, usize, MentionForm),
    sort: Sort,
    office: &str,
) -> Option<usize> {
    let entity = entities.get(mention.1)?;
    let here = entity.mentions.iter().find(|m| m.span == mention.0);
    let person = entity.kind == EntityKind::Person;
    let fits = match sort {
        Sort::Lands => {
            let code = land(entity, here)?;
            return Some(lands.get(&code).copied().unwrap_or(mention.1));
        }
        Sort::Sides => here.is_some_and(|m| m.stands_for == Some(StandsFor::Government)),
        Sort::Offices => person && holds(entity, office),
        Sort::People => person,
        Sort::Bodies => entity.kind == EntityKind::Organization,
    };
    fits.then_some(mention.1)
}

/// Whether two names are joined by "and", or are subject and object of one verb.
fn are_together(words: &Words, a: Span, b: Span) -> bool {
    let head = |s: Span| extent::head_of(words, &words.within(s));
    let up = |k: usize| words.analysis.tokens.get(k).and_then(|t| t.head).map(|h| h as usize);
    let (x, y) = (head(a), head(b));
    let one = up(x).is_some() && up(x) == up(y);
    // "his mother, Ann Roe" speaks of two who are not told together.
    let aside =
        |k: usize| words.analysis.tokens.get(k).is_some_and(|t| matches!(t.relation, Dep::NmodPoss | Dep::Appos));
    words.sentence_of(x) == words.sentence_of(y)
        && (one || up(x) == Some(y) || up(y) == Some(x))
        && !aside(x)
        && !aside(y)
}

/// Whether somebody holds an office, or one that makes a leader.
fn holds(entity: &Entity, office: &str) -> bool {
    const LEADING: [&str; 9] =
        ["president", "premier", "minister", "chancellor", "king", "queen", "chairman", "ruler", "chief"];
    entity.roles.iter().any(|r| {
        let title = r.title.rsplit(' ').next().unwrap_or_default().to_lowercase();
        title == office || office == "leader" && LEADING.contains(&title.as_str())
    })
}

/// "the two countries", "both sides", "the pair", "the leaders".
fn plurals(words: &Words) -> Vec<Plural> {
    let mut out = Vec::new();
    let says = |k: usize, list: &[&str]| list.iter().any(|w| words.says(k, w));
    let mut i = 0;
    while i < words.len() {
        let start = i;
        i += 1;
        if !says(start, &["the", "both", "these"]) {
            continue;
        }
        let sentence = words.sentence_around(start);
        let counted = usize::from(says(start, &["the", "these"]) && says(start + 1, &["two", "three"]));
        let count = match () {
            () if says(start, &["both"]) || counted == 1 && says(start + 1, &["two"]) => Some(2),
            () if counted == 1 => Some(3),
            () => None,
        };
        let first = start + 1 + counted;
        // "The two said …"
        let acts = words.analysis.tokens.get(first).is_some_and(|t| matches!(t.upos, Upos::Verb | Upos::Aux));
        if count == Some(2) && counted == 1 && acts {
            i = first;
            out.push(Plural { words: start..first, sort: Sort::People, count });
            continue;
        }
        let Some(head) = (first..sentence.end.min(first + MODIFIERS)).find(|&k| sort_of(words, k).is_some()) else {
            continue;
        };
        // "the Nordic countries" are more than two; a bare adjective tells nothing of whom.
        let plain = (first..head).all(|k| {
            words.shape(k) == Shape::Lower
                && !words.is(k, Class::PREPOSITION | Class::AUXILIARY | Class::CONJUNCTION | Class::SUBORDINATOR)
                && words.cue(k).is_none()
        });
        let other = says(first, &["other", "new", "former", "next", "first", "last", "most", "largest", "biggest"]);
        // "the countries of the region", "the companies that pay"
        let closed =
            !says(head + 1, &["of", "in", "that", "which", "who", "whose", "with", "from", "'s", "’s", "-", "where"]);
        let listed = says(start, &["both"]) && says(head + 1, &["and"]);
        let Some(sort) = sort_of(words, head).filter(|_| plain && !listed && closed && !other) else { continue };
        let single = says(head, &["pair", "duo"]);
        let count = if single { Some(2) } else { count };
        if count.is_none() && head > first || single && count.is_none() || single && says(start, &["both", "these"]) {
            continue;
        }
        // "Both countries" needs no article; "the capitals" and "the men" alone are too vague.
        if count.is_none() && !matches!(sort, Sort::Offices) && !says(head, &["countries", "nations", "sides"]) {
            continue;
        }
        i = head + 1;
        out.push(Plural { words: start..head + 1, sort, count });
    }
    out
}

fn sort_of(words: &Words, k: usize) -> Option<Sort> {
    let is_word = words.shape(k) == Shape::Lower;
    SORTS.iter().find(|(_, list)| is_word && list.iter().any(|w| words.says(k, w))).map(|(sort, _)| *sort)
}

/// "Ann Roe and Joe Doe …. They …": the pair's words, the pronoun's, and who they are. The pair is a subject, and between the two
/// stands no other plural that could be meant.
fn pairs(words: &Words, entities: &[Entity], groups: &Groups) -> Vec<(Span, Span, Vec<usize>)> {
    let a = words.analysis;
    let mut out = Vec::new();
    if !a.is_read {
        return out;
    }
    let named = |k: usize| {
        let span = words.span(k..k + 1);
        let last = groups.mentions.partition_point(|m| m.0.start <= span.start);
        let holds = |m: &&(Span, usize, MentionForm)| m.2 == MentionForm::Name && m.0.contains(span);
        groups.mentions[..last].iter().rev().take(3).find(holds).map(|m| (m.0, m.1))
    };
    let acts =
        |e: usize| matches!(entities[e].kind, EntityKind::Person | EntityKind::Organization | EntityKind::Country);
    let subject = |k: usize| a.tokens.get(k).is_some_and(|t| matches!(t.relation, Dep::Nsubj | Dep::NsubjPass));
    // The last pair that was a subject: its words, its members, and its sentence.
    let mut open: Option<(Span, Vec<usize>, usize)> = None;
    for k in 0..words.len() {
        let Some(token) = a.tokens.get(k) else { break };
        let sentence = words.sentence_of(k);
        if open.as_ref().is_some_and(|(.., s)| sentence - s > 1) {
            open = None;
        }
        if subject(k)
            && words.quote_of(k).is_none()
            && let Some((first, e)) = named(k)
        {
            let conj: Vec<usize> = a.children(k).filter(|&c| a.tokens[c].relation == Dep::Conj).collect();
            if let [other] = conj.as_slice()
                && let Some((second, f)) = named(*other)
                && e != f
                && acts(e)
                && acts(f)
                && !a.children(*other).any(|c| words.says(c, "or"))
            {
                let mut members = vec![e, f];
                members.sort_unstable();
                open = Some((first.cover(second), members, sentence));
                continue;
            }
        }
        let within = open.as_ref().is_some_and(|(pair, ..)| pair.contains(token.span));
        let plural = token.upos == Upos::Noun && words.text_of(k).ends_with('s') && !words.text_of(k).ends_with("ss");
        let another = subject(k) && !within && token.upos != Upos::Pron;
        if plural && !within || another {
            open = None;
        }
        if ["they", "both"].iter().any(|w| words.says(k, w))
            && subject(k)
            && words.quote_of(k).is_none()
            && token.upos == Upos::Pron
            && !groups.at.contains_key(&token.span)
            && let Some((pair, members, _)) = &open
            && !pair.contains(token.span)
        {
            out.push((*pair, token.span, members.clone()));
        }
    }
    out
}
