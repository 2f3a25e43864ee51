//! What kind of source, addressee or carrier some words name, and which entity.

use super::tree;
use crate::lexicon::Class;
use crate::people::People;
use crate::words::{Shape, Words};
use dateline_language::{Relation, Upos};
use dateline_record::{Entity, EntityKind, MentionForm, Party, PartyKind, Span};
use std::ops::Range;

/// The entities of a page, to be found by a word of theirs.
pub struct Known<'p> {
    people: &'p People,
    /// Mentions by name, in order; and the index of the entity.
    names: Vec<(Span, usize)>,
    /// Mentions by description, likewise.
    nominals: Vec<(Span, usize)>,
    /// Of each entity, whether the page names it.
    has_name: Vec<bool>,
}

impl<'p> Known<'p> {
    pub fn new(people: &'p People) -> Known<'p> {
        let of = |form: MentionForm| {
            let all = people.entities.iter().enumerate();
            let mentions = all.flat_map(|(i, e)| e.mentions.iter().map(move |m| (m, i)));
            let mut list: Vec<(Span, usize)> =
                mentions.filter(|(m, _)| m.form == form).map(|(m, i)| (m.span, i)).collect();
            list.sort_unstable();
            list
        };
        let has_name = people.entities.iter().map(|e| e.mentions.iter().any(|m| m.form == MentionForm::Name)).collect();
        Known { people, names: of(MentionForm::Name), nominals: of(MentionForm::Nominal), has_name }
    }

    /// The entity whose name word `k` is part of.
    pub fn named(&self, words: &Words, k: usize) -> Option<usize> {
        let word = words.span(k..k + 1);
        let last = self.names.partition_point(|(m, _)| m.start <= word.start);
        self.names[..last].iter().rev().take(3).find(|(m, _)| m.contains(word) && !word.is_empty()).map(|&(_, e)| e)
    }

    /// The entity that a description, of these very words but for an article, stands for.
    fn described(&self, span: Span) -> Option<usize> {
        let last = self.nominals.partition_point(|(m, _)| m.start <= span.start + 4);
        let same = |m: &Span| m.end == span.end && m.start + 4 >= span.start && m.start <= span.start + 4;
        self.nominals[..last].iter().rev().take(4).find(|(m, _)| same(m)).map(|&(_, e)| e)
    }

    /// Whether the page names it somewhere.
    fn has_name(&self, entity: usize) -> bool {
        self.has_name.get(entity).copied().unwrap_or(false)
    }

    pub fn kind(&self, entity: usize) -> Option<EntityKind> {
        self.people.entities.get(entity).map(|e| e.kind)
    }

    /// The entity that some words name or, as a pronoun, mean.
    pub fn entity(&self, words: &Words, range: &Range<usize>) -> Option<usize> {
        entity(words, self, range)
    }

    pub fn name(&self, entity: usize) -> Option<&str> {
        self.people.entities.get(entity).map(|e| e.name.as_str())
    }

    /// Where the page first names an entity.
    pub fn first_name(&self, entity: usize) -> Option<Span> {
        self.names.iter().find(|(_, e)| *e == entity).map(|(span, _)| *span)
    }

    /// The person of that name.
    pub fn people_called(&self, name: &str) -> Option<usize> {
        self.people.entities.iter().position(|e| e.kind == EntityKind::Person && e.name == name)
    }

    /// The people whom the page names before a stretch, each once.
    pub fn people_named_before(&self, span: Span) -> impl Iterator<Item = usize> {
        let mut seen: Vec<usize> =
            self.names.iter().take_while(|(n, _)| n.end <= span.start).map(|&(_, e)| e).collect();
        seen.sort_unstable();
        seen.dedup();
        seen.into_iter().filter(|&e| self.kind(e) == Some(EntityKind::Person))
    }

    pub fn id(&self, entity: usize) -> Option<String> {
        self.people.entities.get(entity).map(|e| e.id.clone())
    }
}

/// Everyone whom some words name: "Norway and Iceland" are two.
pub fn parties(words: &Words, known: &Known, range: &Range<usize>) -> Vec<Party> {
    let members = members(words, known, range);
    let all: Vec<Party> = members.iter().map(|r| party(words, known, r)).collect();
    match all.last() {
        Some(last) if all.len() > 1 && is_one(words, &members, &all) => {
            vec![Party { span: words.span(range.clone()), ..last.clone() }]
        }
        _ => all,
    }
}

/// Whether the members of a list are one after all: "founder and director Ann Roe", "lead author and bridge builder Ann Roe".
fn is_one(words: &Words, members: &[Range<usize>], parties: &[Party]) -> bool {
    let (Some(first), Some(last)) = (members.first(), parties.last()) else { return false };
    let same = parties.iter().all(|p| p.entity.is_some() && p.entity == last.entity);
    let title =
        first.clone().all(|k| words.shape(k) == Shape::Lower && !words.is(k, Class::DETERMINER | Class::POSSESSIVE))
            && words.is(first.end.saturating_sub(1), Class::ROLE)
            && !words.text_of(first.end.saturating_sub(1)).ends_with('s');
    same || title && parties.len() == 2 && last.kind == Some(PartyKind::Person) && last.entity.is_some()
}

/// The word of a phrase that all its others hang on.
pub fn top(words: &Words, range: &Range<usize>) -> Option<usize> {
    let tokens = &words.analysis.tokens;
    let is_top = |k: usize| {
        let token = tokens.get(k)?;
        let outside = token.head.is_none_or(|h| !range.contains(&(h as usize)));
        Some(outside && words.shape(k) != Shape::Mark && !matches!(token.upos, Upos::Adp | Upos::Sconj | Upos::Cconj))
    };
    range.clone().find(|&k| is_top(k) == Some(true))
}

/// The longest list of people that is taken apart.
const MEMBERS: usize = 6;

/// The members of a coordination that can each speak.
fn members(words: &Words, known: &Known, range: &Range<usize>) -> Vec<Range<usize>> {
    let whole = vec![range.clone()];
    let a = words.analysis;
    let Some(top) = top(words, range).filter(|_| a.is_read) else { return whole };
    let others = || a.children(top).filter(|&c| a.tokens[c].relation == Relation::Conj && range.contains(&c));
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut start = range.start;
    let mut heads = vec![top];
    for c in others() {
        let mut first = a.subtree(c).start.max(start);
        let mut end = first;
        while end > start && is_joint(words, end - 1) {
            end -= 1;
        }
        while first < c && is_joint(words, first) {
            first += 1;
        }
        if end <= start || first >= range.end || (end..first).any(|k| known.named(words, k).is_some()) {
            return whole;
        }
        out.push(start..end);
        heads.push(c);
        start = first;
    }
    out.push(start..range.end);
    let speaks = |(part, head): (&Range<usize>, &usize)| {
        part.contains(head)
            && (words.is_capital(*head)
                || words.is(*head, Class::ROLE | Class::BODY | Class::CARRIER | Class::DOCUMENT)
                || words.is(part.start, Class::DETERMINER | Class::POSSESSIVE)
                    && matches!(a.tokens[*head].upos, Upos::Noun | Upos::Propn))
    };
    if out.len() < 2 {
        return couple(words, known, range).unwrap_or(whole);
    }
    // "Ann Roe, founder and chief executive of Doe Corp." is one.
    let is_office = |(part, &head): (&Range<usize>, &usize)| {
        words.is(head, Class::ROLE | Class::TITLE)
            && !words.is(part.start, Class::DETERMINER | Class::POSSESSIVE)
            && !part.clone().any(|k| known.named(words, k).is_some_and(|e| known.kind(e) == Some(EntityKind::Person)))
    };
    let aside = out.first().is_some_and(|first| first.clone().any(|k| words.is_comma(k)));
    if aside && out.iter().zip(&heads).skip(1).any(is_office) {
        return whole;
    }
    if out.len() > MEMBERS || !out.iter().zip(&heads).all(speaks) {
        return whole;
    }
    out.iter().map(|r| tree::trim(words, r.clone())).filter(|r| !r.is_empty()).collect()
}

/// "Trump and Trade Representative Ann Roe", where the tree sees one: two people, each named, and one "and" between.
fn couple(words: &Words, known: &Known, range: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let mut joints = range.clone().filter(|&k| words.says(k, "and"));
    let joint = joints.next().filter(|_| joints.next().is_none())?;
    let person = |k: usize| known.named(words, k).filter(|&e| known.kind(e) == Some(EntityKind::Person));
    let (first, second) = (range.start..joint, joint + 1..range.end);
    let (a, b) = (person(joint.checked_sub(1)?)?, second.clone().find_map(person)?);
    let plain = first.clone().chain(second.clone()).all(|k| !words.is(k, Class::PREPOSITION | Class::SUBORDINATOR));
    (a != b && plain && words.is_capital(second.start)).then(|| vec![first, second])
}

/// Whether a word joins the members of a list.
fn is_joint(words: &Words, k: usize) -> bool {
    words.is_comma(k) || ["and", "or", "as", "well", "both"].iter().any(|w| words.says(k, w))
}

/// Whom or what some words name.
pub fn party(words: &Words, known: &Known, range: &Range<usize>) -> Party {
    let span = words.span(range.clone());
    let mut entity = entity(words, known, range);
    let mut kind = kind_of(words, known, range, entity);
    if range.len() == 1
        && kind.is_none()
        && let Some(noun) = antecedent(words, range.start).and_then(|n| tree::noun_phrase(words, n, range.start))
    {
        // "photos that show": the pronoun is what it stands for.
        let meant = party(words, known, &noun);
        return Party { span, ..meant };
    }
    if entity.is_none()
        && let Some(body) = spoken_for(words, known, range)
    {
        entity = Some(body);
        kind = Some(PartyKind::Organization);
    }
    if entity.is_none() && matches!(kind, Some(PartyKind::Document | PartyKind::ImageOrData)) {
        // A body's report speaks for the body.
        entity = owner(words, known, range).map(|(_, e)| e);
    }
    Party { entity: entity.and_then(|e| known.id(e)), span, kind, government: None }
}

fn entity(words: &Words, known: &Known, range: &Range<usize>) -> Option<usize> {
    let a = words.analysis;
    let span = words.span(range.clone());
    if range.len() == 1
        && let Some(e) = known.people.pronoun_at(span)
    {
        return Some(e);
    }
    if let Some(top) = top(words, range).filter(|_| a.is_read) {
        if let Some(noun) = antecedent(words, top) {
            return named_below(words, known, noun, &(0..words.len()));
        }
        // The tree is asked first, but it may err: "Roe's lawyer" is not Roe.
        let is_owner = (top + 1..range.end.min(top + 4)).find(|&k| !words.is_capital(k)).is_some_and(|k| {
            matches!(words.text_of(k), "'s" | "’s" | "'" | "’") && words.is_capital(top) && k + 1 < range.end
        });
        let named = named_below(words, known, top, range).filter(|_| !is_owner);
        // "U.S. Attorney Ann Roe", where the tree takes the land for the noun.
        let bearer =
            named.filter(|&e| known.kind(e) != Some(EntityKind::Person)).and_then(|_| bearer(words, known, top, range));
        let named = bearer.or(named);
        if let Some(e) = named.or_else(|| closing(words, known, top, range)).or_else(|| known.described(span)) {
            return Some(e);
        }
    }
    let head = head(words, range);
    let mut entity = known.people.ending_in(words.span(head.clone()));
    // "the director of the Centre for Ice, Ann Roe"
    if entity.is_none()
        && words.is(head.end.saturating_sub(1), Class::ROLE)
        && let Some(comma) = range.clone().rev().find(|&k| words.is_comma(k))
        && let Some(e) = known.people.named_at(words.span(comma + 1..range.end))
        && known.kind(e) == Some(EntityKind::Person)
    {
        return Some(e);
    }
    if entity.is_none() && head.end < range.end && words.is_comma(head.end) {
        // "the mayor of Doeville, Ann Roe": the name may stand in the aside.
        let mut k = head.end + 1;
        while k < range.end && words.is(k, Class::DETERMINER) {
            k += 1;
        }
        entity = known
            .people
            .person_starting_at(words.span(k..k + 1).start)
            .filter(|_| words.is(head.end - 1, Class::ROLE) || words.is_capital(k));
    }
    entity.or_else(|| by_family(words, known, range))
}

/// The one person of the page whose name ends in a word that stands alone, as before the turns of an interview: "Roe: …", "ROE: …".
fn by_family(words: &Words, known: &Known, range: &Range<usize>) -> Option<usize> {
    let is_mark = range.len() == 1 && words.text_of(range.end) == ":" && words.is_capital(range.start);
    let family = words.text_of(range.start);
    let bears = |e: &Entity| {
        let last = e.name.rsplit(' ').next().filter(|last| last.len() < e.name.len());
        e.kind == EntityKind::Person && last.is_some_and(|l| l.eq_ignore_ascii_case(family))
    };
    let mut bearers = known.people.entities.iter().enumerate().filter(|(_, e)| is_mark && bears(e)).map(|(i, _)| i);
    bearers.next().filter(|_| bearers.next().is_none())
}

/// The entity that a noun names, by itself or by a name that stands beside it: "the minister, Ann Roe".
fn named_below(words: &Words, known: &Known, noun: usize, within: &Range<usize>) -> Option<usize> {
    let a = words.analysis;
    // "Mayor Ann Roe's spokesman" is not Ann Roe, whatever the tree makes of it.
    let owns = |c: usize| (c + 1..noun).any(|k| matches!(words.text_of(k), "'s" | "’s" | "'" | "’"));
    let beside = || {
        a.children(noun).filter(|&c| !owns(c)).filter(|&c| {
            matches!(a.tokens[c].relation, Relation::Appos | Relation::Flat | Relation::NmodDesc)
                && within.contains(&c)
                && a.tokens[c].upos == Upos::Propn
        })
    };
    known.named(words, noun).or_else(|| {
        let is_title = words.is(noun, Class::ROLE | Class::BODY | Class::CARRIER) || words.shape(noun) == Shape::Lower;
        beside().filter(|_| is_title).find_map(|c| known.named(words, c))
    })
}

/// The person whose name closes a phrase, with nothing but capitals, one of them an office, between: "U.S. | Attorney Ann Roe".
fn bearer(words: &Words, known: &Known, top: usize, range: &Range<usize>) -> Option<usize> {
    let last = range.end.checked_sub(1).filter(|&k| k > top && range.start == top)?;
    let office = (top..last).any(|k| words.is(k, Class::ROLE | Class::TITLE));
    let plain = (top..last).all(|k| words.is_capital(k));
    known.named(words, last).filter(|&e| office && plain && known.kind(e) == Some(EntityKind::Person))
}

/// The person whose name closes a phrase and bears its office: "the Minister for Defence | Ann Roe", but not "a spokesman for Mayor Ann Roe".
fn closing(words: &Words, known: &Known, top: usize, range: &Range<usize>) -> Option<usize> {
    let a = words.analysis;
    let last = range.end.checked_sub(1).filter(|&k| k > top && words.is(top, Class::ROLE | Class::TITLE))?;
    let person = known.named(words, last).filter(|&e| known.kind(e) == Some(EntityKind::Person))?;
    let mut at = last;
    for _ in 0..range.len().min(MEMBERS) {
        if at == top {
            return Some(person);
        }
        if a.children(at).any(|c| matches!(a.tokens[c].relation, Relation::Case | Relation::Cc)) {
            return None;
        }
        at = a.tokens.get(at)?.head.map(|h| h as usize).filter(|h| range.contains(h))?;
    }
    None
}

/// The noun that "who" stands for.
fn antecedent(words: &Words, k: usize) -> Option<usize> {
    let tokens = &words.analysis.tokens;
    if !["who", "which", "that"].iter().any(|w| words.says(k, w)) {
        return None;
    }
    let mut verb = tokens.get(k)?.head? as usize;
    for _ in 0..3 {
        let token = tokens.get(verb)?;
        match token.relation {
            Relation::AclRelcl => return token.head.map(|h| h as usize),
            _ => verb = token.head? as usize,
        }
    }
    None
}

/// The body that a spokesman without a name speaks for: "a ministry spokeswoman", "a spokesman for the ministry".
fn spoken_for(words: &Words, known: &Known, range: &Range<usize>) -> Option<usize> {
    let a = words.analysis;
    let top = top(words, range).filter(|&t| a.is_read && words.text_of(t).starts_with("spokes"))?;
    let of = a.children(top).filter(|c| {
        range.contains(c) && matches!(a.tokens[*c].relation, Relation::Compound | Relation::NmodPoss | Relation::Nmod)
    });
    of.filter_map(|c| known.named(words, c)).find(|&e| known.kind(e) == Some(EntityKind::Organization))
}

/// Whose document it is: "a report by the ministry", "the ministry's report", "a Roe & Doe poll". Its words too.
fn owner(words: &Words, known: &Known, range: &Range<usize>) -> Option<(Range<usize>, usize)> {
    let a = words.analysis;
    maker(words, known, range).or_else(|| {
        let top = top(words, range).filter(|_| a.is_read)?;
        let mut of = a
            .children(top)
            .filter(|&c| range.contains(&c) && matches!(a.tokens[c].relation, Relation::NmodPoss | Relation::Compound));
        of.find_map(|c| Some((tree::trim(words, a.subtree(c)), known.named(words, c)?)))
    })
}

/// What readers do to a document that is not theirs: "documents seen by | the Post", "a memo leaked to | the Post".
const READ: [&str; 15] = [
    "seen", "obtained", "reviewed", "viewed", "read", "examined", "acquired", "heard", "verified", "leaked",
    "provided", "shared", "given", "shown", "accessed",
];

/// Who has read the document that some words name, and passes on what it says.
pub fn reader(words: &Words, range: &Range<usize>) -> Option<Range<usize>> {
    let tokens = &words.analysis.tokens;
    let is_given = |k: usize| ["leaked", "provided", "shared", "given", "shown"].iter().any(|w| words.says(k, w));
    let is_read = |k: usize| READ.iter().any(|w| words.says(k, w));
    let verb = range.clone().find(|&k| is_read(k) && tokens.get(k).is_some_and(|t| t.upos == Upos::Verb))?;
    let to = (verb + 1..range.end.min(verb + 3)).find(|&k| {
        words.says(k, "by") && !is_given(verb) || is_given(verb) && (words.says(k, "to") || words.says(k, "with"))
    })?;
    // Up to what tells how it was come by: "under a request", "on Monday".
    let noun = tokens.get(to)?.head.map(|h| h as usize).filter(|h| (to + 1..range.end).contains(h))?;
    let end = (noun + 1..range.end)
        .find(|&k| words.is_comma(k) || words.is(k, Class::PREPOSITION | Class::TIME) && !words.says(k, "of"))
        .unwrap_or(range.end);
    Some(tree::trim(words, to + 1..end)).filter(|r| !r.is_empty())
}

/// Whether "by" or "from" at word `k` tells who has read it, and not who made it.
fn is_readers(words: &Words, k: usize) -> bool {
    let before = k.checked_sub(1).filter(|&b| !words.is(b, Class::ADVERB)).or_else(|| k.checked_sub(2));
    before.is_some_and(|b| READ.iter().any(|w| words.says(b, w)))
}

/// Who made or gave out what some words name: "a report by | the ministry", "a video released by | the ministry". Its words too.
pub fn maker(words: &Words, known: &Known, range: &Range<usize>) -> Option<(Range<usize>, usize)> {
    let tokens = &words.analysis.tokens;
    let by = range.clone().filter(|&k| (words.says(k, "by") || words.says(k, "from")) && !is_readers(words, k));
    let mut nouns = by.filter_map(|k| tokens.get(k)?.head).map(|h| h as usize).filter(|h| range.contains(h));
    nouns.find_map(|k| Some((tree::phrase(words, k)?, named_below(words, known, k, range)?)))
}

/// The words of a phrase up to its head: what stands before its first preposition, comma or relative clause. A name is
/// never cut ("Bank of England"), since the head of a name is the name.
fn head(words: &Words, range: &Range<usize>) -> Range<usize> {
    let cut = range.clone().skip(1).find(|&k| {
        let within_name = words.is_capital(k - 1) && words.is_capital(k + 1) && words.text_of(k) == "of";
        words.is_comma(k)
            || words.is_break(k)
            || words.says(k, "and")
            || words.is(k, Class::PREPOSITION | Class::SUBORDINATOR) && words.shape(k) == Shape::Lower && !within_name
            || words.text_of(k).ends_with("ed") && words.shape(k) == Shape::Lower && words.is(k + 1, Class::PREPOSITION)
    });
    range.start..cut.unwrap_or(range.end)
}

/// Words that close the names of newspapers and broadcasters.
const PRESS: [&str; 14] = [
    "times",
    "post",
    "journal",
    "herald",
    "tribune",
    "gazette",
    "news",
    "today",
    "chronicle",
    "mail",
    "star",
    "observer",
    "examiner",
    "dispatch",
];

/// News agencies by name.
const WIRES: [&str; 19] = [
    "reuters", "ap", "afp", "upi", "xinhua", "tass", "interfax", "kcna", "yonhap", "kyodo", "novosti", "dpa",
    "anadolu", "irna", "isna", "efe", "ansa", "pti", "belga",
];

fn carrier(words: &Words, head: &Range<usize>) -> Option<PartyKind> {
    let last = head.end.checked_sub(1)?;
    let any = |list: &[&str]| head.clone().any(|k| list.iter().any(|w| words.says(k, w)));
    let pair = |a: &str, b: &str| head.clone().any(|k| words.says(k, a) && words.says(k + 1, b) && k + 1 < head.end);
    let news = ["news", "press", "wire"].iter().any(|w| pair(w, "agency") || pair(w, "agencies") || pair(w, "service"));
    if any(&WIRES) || news || pair("Associated", "Press") {
        return Some(PartyKind::Agency);
    }
    let titled = words.is_capital(last) && head.len() > 1 && PRESS.iter().any(|w| words.says(last, w));
    // "Civil Protection Agency", "the space agency" and "Doe Media Research" are bodies like others.
    let carries = |k: usize| {
        // Most agencies are none of news, and "the agency" of news is found by what was named before.
        let agency = words.says(k, "agency") || words.says(k, "agencies");
        let inside = words.is_capital(k) && k < last && words.is_capital(k + 1) && k > head.start;
        words.is(k, Class::CARRIER) && !agency && !inside
    };
    (titled || head.clone().any(carries)).then_some(PartyKind::Media)
}

/// What stands for the document that it is of: "a copy of the letter".
const COPIES: [&str; 13] = [
    "combination",
    "set",
    "series",
    "collection",
    "copy",
    "copies",
    "draft",
    "drafts",
    "version",
    "excerpt",
    "excerpts",
    "portions",
    "summary",
];

/// Documents that the lexicon does not count among them, since they are other things as well.
const PAPERS: [&str; 9] =
    ["notes", "release", "summary", "papers", "cables", "files", "minutes", "lawsuit", "correspondence"];

fn kind_of(words: &Words, known: &Known, range: &Range<usize>, entity: Option<usize>) -> Option<PartyKind> {
    let head = head(words, range);
    let mut last = head.end.checked_sub(1)?;
    let told = Class::ROLE | Class::DOCUMENT | Class::BODY | Class::KNOWN_BODY | Class::CARRIER;
    if !words.is(last, told) && !words.is_capital(last) {
        // "three people familiar | with the matter"
        last = top(words, range).filter(|t| words.analysis.is_read && head.contains(t)).unwrap_or(last);
    }
    // Who is spoken of by description alone has no name.
    let entity = entity.filter(|&e| known.has_name(e) || range.len() == 1);
    let kind = entity.and_then(|e| known.kind(e));
    if kind == Some(EntityKind::Person) {
        return Some(PartyKind::Person);
    }
    let is_named = words.is_capital(last) && head.len() > 1 && words.is_capital(last - 1);
    // "a copy of the letter", "a draft agreement seen by the Post"
    let is_copy = COPIES.iter().any(|w| words.says(last, w))
        && (head.end..range.end.min(head.end + 5)).any(|k| words.is(k, Class::DOCUMENT))
        || PAPERS.iter().any(|w| words.says(last, w))
        || entity.is_none() && reader(words, range).is_some_and(|r| r.start > last);
    if (words.is(last, Class::DOCUMENT) || is_copy) && !is_named {
        let image = [
            "photo",
            "photos",
            "photograph",
            "photographs",
            "video",
            "videos",
            "image",
            "images",
            "imagery",
            "footage",
            "data",
            "figures",
            "statistics",
            "picture",
            "pictures",
            "map",
            "maps",
            "poll",
            "polls",
            "records",
            "numbers",
        ];
        // "a combination of photos"
        let of =
            (head.end..range.end.min(head.end + 5)).find(|&k| is_copy && words.is(k, Class::DOCUMENT)).unwrap_or(last);
        let is_image = image.iter().any(|w| words.says(of, w));
        return Some(if is_image { PartyKind::ImageOrData } else { PartyKind::Document });
    }
    if let Some(carrier) = carrier(words, &head) {
        // "a newspaper editor" is somebody.
        let somebody = words.is(last, Class::ROLE) && !words.is_capital(last);
        if !somebody {
            return Some(carrier);
        }
    }
    let former = head.clone().any(|k| words.says(k, "former") || words.says(k, "ex-") || words.says(k, "retired"));
    let officials = ["official", "officials", "authorities", "diplomat", "diplomats"];
    if officials.iter().any(|w| words.says(last, w)) && entity.is_none() {
        return Some(if former { PartyKind::Anonymous } else { PartyKind::OfficialAnonymous });
    }
    let body = words.is(last, Class::BODY | Class::KNOWN_BODY) && !words.is(last, Class::ROLE);
    let bodies = [EntityKind::Organization, EntityKind::Country, EntityKind::Place, EntityKind::Facility];
    if body || kind.is_some_and(|k| bodies.contains(&k)) {
        return Some(PartyKind::Organization);
    }
    if range.len() == 1 && ["he", "she", "i"].iter().any(|w| words.says(last, w)) {
        return Some(PartyKind::Person);
    }
    let sources =
        ["source", "sources", "person", "people", "witness", "witnesses", "insider", "insiders", "critics", "experts"];
    if entity.is_none() && sources.iter().any(|w| words.says(last, w)) {
        return Some(PartyKind::Anonymous);
    }
    // "the minister" is somebody the page has named; "a minister" and "two ministers" are not.
    let definite = words.says(head.start, "the") && !words.text_of(last).ends_with('s');
    if words.is(last, Class::ROLE) && entity.is_none() {
        return Some(if definite { PartyKind::Person } else { PartyKind::Anonymous });
    }
    None
}
