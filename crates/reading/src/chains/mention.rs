//! The mentions of a page, with what their own words tell: who can be meant at all.

use crate::extent::{Extents, head_of};
use crate::lexicon::Class;
use crate::people::{Gender, People};
use crate::roles::head_of as office_of;
use crate::words::Words;
use dateline_language::{MentionKind, Relation, Upos};
use dateline_record::{EntityKind, MentionForm, Span};
use std::ops::Range;

/// One or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Number {
    One,
    Many,
}

/// Who is speaking, spoken to, or spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Person {
    /// "I"
    First,
    /// "we"
    FirstMany,
    /// "you"
    Second,
    /// Everybody else.
    Third,
}

/// A mention by name, description or pronoun.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its head word.
    pub head: usize,
    /// The whole phrase.
    pub phrase: Range<usize>,
    /// The words of its name, or its phrase again.
    pub name: Range<usize>,
    pub form: MentionForm,
    /// What it stands for, where that is known.
    pub kind: Option<MentionKind>,
    pub number: Option<Number>,
    pub gender: Option<Gender>,
    pub person: Person,
    /// The entity that its name has been given to.
    pub named: Option<usize>,
    /// Its number among the network's mentions.
    pub heard: Option<usize>,
}

/// All mentions, by head word; and for each word the mention that it heads, or whose name it is part of.
pub fn collect(words: &Words, extents: &Extents, people: &People) -> (Vec<Mention>, Vec<Option<usize>>) {
    let analysis = words.analysis;
    // Which name a word belongs to.
    let mut name_of: Vec<Option<u32>> = vec![None; words.len()];
    let mut mentions: Vec<Mention> = Vec::new();
    for (span, entity) in people.all_mentions() {
        let range = words.within(span);
        if range.is_empty() {
            continue;
        }
        let head = head_of(words, &range);
        let form = if people.named_at(span) == Some(entity) { MentionForm::Name } else { MentionForm::Nominal };
        if form == MentionForm::Name {
            range.clone().for_each(|k| name_of[k] = Some(mentions.len() as u32));
        }
        let kind = mention_kind(people.entities[entity].kind);
        let number = match kind {
            Some(MentionKind::Person) if people.entities[entity].kind == EntityKind::Person => Some(Number::One),
            _ => None,
        };
        mentions.push(Mention {
            head,
            phrase: cover(&extents.phrase(head), &range),
            name: range,
            form,
            kind,
            number,
            gender: people.gender(entity),
            person: Person::Third,
            named: Some(entity),
            heard: None,
        });
    }
    let mut at_head: Vec<Option<usize>> = vec![None; words.len()];
    mentions.iter().enumerate().for_each(|(i, m)| at_head[m.head] = Some(i));
    for (i, heard) in analysis.mentions.iter().enumerate().filter(|(_, m)| m.head < words.len()) {
        let known = name_of[heard.head].map(|n| n as usize).or(at_head[heard.head]);
        if let Some(m) = known.and_then(|k| mentions.get_mut(k)) {
            if m.head == heard.head || m.heard.is_none() {
                m.heard = Some(i);
                m.kind = m.kind.or(Some(heard.kind));
            }
        } else if is_title_of(words, heard.head, &name_of) {
            // "his aide Ann Roe" is one mention.
        } else if let Some(m) = described(words, extents, heard.head, Some(heard.kind), Some(i)) {
            at_head[m.head] = Some(mentions.len());
            mentions.push(m);
        }
    }
    // "the general director of Doe Corp., Ann Roe": what tells of her office means her.
    let mut offices: Vec<(Span, usize, &str)> = Vec::new();
    for (e, entity) in people.entities.iter().enumerate() {
        offices.extend(entity.roles.iter().map(|r| (r.span, e, office_of(&r.title))));
    }
    for (span, entity, title) in offices {
        for k in words.within(span).filter(|&k| words.text_of(k) == title) {
            let described = at_head[k].and_then(|m| mentions.get_mut(m));
            if let Some(m) = described.filter(|m| m.form == MentionForm::Nominal && m.named.is_none()) {
                m.named = Some(entity);
            }
        }
    }
    // A pronoun of a person is a mention, whatever the network says.
    for k in (0..words.len()).filter(|&k| at_head[k].is_none() && name_of[k].is_none()) {
        if pronoun(words, k).is_some_and(|p| p.kind.is_some()) {
            mentions.extend(described(words, extents, k, None, None));
        }
    }
    mentions.sort_by_key(|m| m.head);
    let mut of_word: Vec<Option<usize>> = vec![None; words.len()];
    for (i, m) in mentions.iter().enumerate().filter(|(_, m)| m.form == MentionForm::Name) {
        (m.name.clone()).for_each(|k| of_word[k] = Some(i));
    }
    mentions.iter().enumerate().for_each(|(i, m)| of_word[m.head] = Some(i));
    (mentions, of_word)
}

/// Whether word `k` stands right before a name and hangs together with it.
fn is_title_of(words: &Words, k: usize, name_of: &[Option<u32>]) -> bool {
    let Some(name) = name_of.get(k + 1).copied().flatten() else { return false };
    let tokens = &words.analysis.tokens;
    let within = |i: usize| name_of.get(i).copied().flatten() == Some(name);
    let up = tokens[k].head.is_some_and(|h| within(h as usize));
    let down = (k + 1..words.len()).take_while(|&i| within(i)).any(|i| tokens[i].head == Some(k as u32));
    up || down
}

/// A mention that is no name.
fn described(
    words: &Words,
    extents: &Extents,
    head: usize,
    kind: Option<MentionKind>,
    heard: Option<usize>,
) -> Option<Mention> {
    let token = &words.analysis.tokens[head];
    if let Some(p) = pronoun(words, head) {
        return Some(Mention {
            head,
            phrase: head..head + 1,
            name: head..head + 1,
            form: MentionForm::Pronoun,
            kind: p.kind.or(kind),
            number: p.number,
            gender: p.gender,
            person: p.person,
            named: None,
            heard,
        });
    }
    let nominal =
        matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj | Upos::Pron | Upos::Det | Upos::X);
    // The title before a name is no mention beside it: "the mayor, Ann Roe" has two, "Mayor Ann Roe" one.
    // A word with a subject is a clause's, unless a copula makes it a predicate; and "D-Nev." is a party.
    let copula = |c: usize| words.analysis.tokens.get(c).is_some_and(|t| t.relation == Relation::Cop);
    let clause = words.analysis.children(head).any(|c| is_subject(words, c))
        && !(token.upos == Upos::Noun && words.analysis.children(head).any(copula))
        || words.text_of(head).len() == 1
        || words.text_of(extents.phrase(head).start).len() == 1 && words.text_of(extents.phrase(head).start + 1) == "-";
    if !nominal || clause || matches!(token.relation, Relation::NmodDesc | Relation::Flat) {
        return None;
    }
    let mut kind = kind;
    let noun = noun(words, head);
    if noun.gender.is_some() {
        kind = Some(MentionKind::Person);
    }
    // "the post of mayor" is nobody.
    let post = token.head.filter(|_| token.relation == Relation::Nmod).map(|h| words.text_of(h as usize));
    if post.is_some_and(|p| matches!(p, "position" | "post" | "title" | "office" | "role" | "rank" | "job" | "throne"))
    {
        kind = Some(MentionKind::Abstract);
    }
    Some(Mention {
        head,
        phrase: extents.phrase(head),
        name: extents.phrase(head),
        form: MentionForm::Nominal,
        kind,
        number: noun.number,
        gender: noun.gender,
        person: Person::Third,
        named: None,
        heard,
    })
}

fn is_subject(words: &Words, k: usize) -> bool {
    use Relation::{Csubj, Nsubj, NsubjPass};
    words.analysis.tokens.get(k).is_some_and(|t| matches!(t.relation, Nsubj | NsubjPass | Csubj))
}

/// What a pronoun asks of who is meant.
pub struct Pronoun {
    pub kind: Option<MentionKind>,
    pub number: Option<Number>,
    pub gender: Option<Gender>,
    pub person: Person,
}

/// The pronoun that word `k` is.
pub fn pronoun(words: &Words, k: usize) -> Option<Pronoun> {
    use Number::{Many, One};
    use Person::*;
    let person = Some(MentionKind::Person);
    let word = words.text_of(k).to_lowercase();
    let (kind, number, gender, who) = match word.as_str() {
        "he" | "him" | "his" | "himself" => (person, Some(One), Some(Gender::Male), Third),
        "she" | "her" | "hers" | "herself" => (person, Some(One), Some(Gender::Female), Third),
        "i" | "me" | "my" | "mine" | "myself" => (person, Some(One), None, First),
        "we" | "us" | "our" | "ours" | "ourselves" => (person, Some(Many), None, FirstMany),
        "you" | "your" | "yours" | "yourself" | "yourselves" => (person, None, None, Second),
        "they" | "them" | "their" | "theirs" | "themselves" => (None, Some(Many), None, Third),
        "it" | "its" | "itself" | "this" | "that" => (None, Some(One), None, Third),
        "these" | "those" => (None, Some(Many), None, Third),
        "who" | "whom" | "whose" | "which" | "one" | "each" => (None, None, None, Third),
        _ => return None,
    };
    let upos = words.analysis.tokens.get(k)?.upos;
    // "US" and "IT" are no pronouns, and "I" in a list of figures is none.
    let written = match word.as_str() {
        "us" | "it" => words.text_of(k) != word.to_uppercase() || words.text_of(k + 1) == "'S",
        "this" | "that" | "these" | "those" | "which" | "one" | "each" => upos == Upos::Pron,
        "mine" => upos != Upos::Noun,
        "i" => words.text_of(k) == "I" && !is_ordinal(words, k),
        _ => true,
    };
    written.then_some(Pronoun { kind, number, gender, person: who })
}

/// "Norton I, Emperor": a number behind a name.
fn is_ordinal(words: &Words, k: usize) -> bool {
    let propn = |b: usize| words.analysis.tokens.get(b).is_some_and(|t| t.upos == Upos::Propn);
    let named = k.checked_sub(1).is_some_and(|b| words.is_capital(b) && propn(b));
    named && (words.is_comma(k + 1) || words.is_break(k + 1) || words.says(k + 1, "of"))
}

struct Noun {
    number: Option<Number>,
    gender: Option<Gender>,
}

/// What a noun's form tells.
fn noun(words: &Words, k: usize) -> Noun {
    let word = words.text_of(k).to_lowercase();
    let many = match word.as_str() {
        "people" | "men" | "women" | "children" | "police" | "policemen" | "both" | "others" | "many" | "some"
        | "lawmen" | "gunmen" | "firemen" | "wives" | "everyone" | "fishermen" | "businessmen" => Some(Number::Many),
        "news" | "united" | "species" | "series" => None,
        _ if words.analysis.tokens[k].upos == Upos::Propn => None,
        _ if word.ends_with('s') && !(word.ends_with("ss") || word.ends_with("us") || word.ends_with("is")) => {
            Some(Number::Many)
        }
        _ if words.analysis.tokens[k].upos == Upos::Noun => Some(Number::One),
        _ => None,
    };
    // Plain words for men and women; of an office's holder nothing is known.
    let gender = match word.as_str() {
        "man" | "men" | "boy" | "boys" | "father" | "son" | "sons" | "brother" | "brothers" | "husband" | "uncle"
        | "nephew" | "grandfather" | "king" | "prince" | "gentleman" | "spokesman" | "chairman" | "congressman"
        | "businessman" | "policeman" | "fisherman" | "gunman" | "widower" | "grandson" | "actor" | "monk"
        | "stepfather" | "boyfriend" | "dad" | "lord" | "duke" | "emperor" | "sir" | "guy" => Some(Gender::Male),
        "woman" | "women" | "girl" | "girls" | "mother" | "daughter" | "daughters" | "sister" | "sisters" | "wife"
        | "aunt" | "niece" | "grandmother" | "queen" | "princess" | "lady" | "spokeswoman" | "chairwoman"
        | "congresswoman" | "businesswoman" | "policewoman" | "widow" | "granddaughter" | "actress" | "nun"
        | "stepmother" | "girlfriend" | "mom" | "mum" | "duchess" | "empress" | "waitress" => Some(Gender::Female),
        _ => None,
    };
    Noun { number: many, gender }
}

/// The network's kind of what a record calls so; none where the record does not know.
pub fn mention_kind(kind: EntityKind) -> Option<MentionKind> {
    Some(match kind {
        EntityKind::Person | EntityKind::Group => MentionKind::Person,
        EntityKind::Organization => MentionKind::Organization,
        EntityKind::Country | EntityKind::Place | EntityKind::Facility => MentionKind::Place,
        EntityKind::Vehicle | EntityKind::Weapon | EntityKind::Product => MentionKind::Object,
        EntityKind::Work => MentionKind::Abstract,
        EntityKind::Event => MentionKind::Event,
        EntityKind::Other => return None,
    })
}

/// Whether the phrase points at something known: "the", "this", or an owner before it.
pub fn is_definite(words: &Words, mention: &Mention) -> bool {
    let first = mention.phrase.start;
    matches!(words.text_of(first).to_lowercase().as_str(), "the" | "this" | "that" | "these" | "those" | "both")
        || words.is(first, Class::POSSESSIVE)
        || (first..mention.head).any(|k| matches!(words.text_of(k), "'s" | "’s"))
}

/// Whether the phrase tells of somebody new: "a source", "two officials", "police".
pub fn is_new(words: &Words, mention: &Mention) -> bool {
    let first = words.text_of(mention.phrase.start).to_lowercase();
    mention.form == MentionForm::Nominal
        && matches!(first.as_str(), "a" | "an" | "another" | "some" | "several" | "many" | "one")
}

/// Whether the phrase tells of somebody beside those told of: "another person".
pub fn is_another(words: &Words, mention: &Mention) -> bool {
    words.says(mention.phrase.start, "another") && mention.phrase.len() > 1
}

/// The words that a description adds to its head: adjectives, nouns; and numbers, which are marked.
pub fn modifiers<'a>(words: &'a Words, mention: &Mention) -> Vec<(&'a str, bool)> {
    let tokens = &words.analysis.tokens;
    let told = |&k: &usize| {
        tokens[k].head == Some(mention.head as u32)
            && matches!(tokens[k].relation, Relation::Amod | Relation::Compound | Relation::Nummod | Relation::Nmod)
    };
    let number = |k: usize| tokens[k].relation == Relation::Nummod;
    mention.phrase.clone().filter(told).map(|k| (words.text_of(k), number(k))).collect()
}

fn cover(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    a.start.min(b.start)..a.end.max(b.end)
}

/// The span of a mention's phrase.
pub fn span(words: &Words, mention: &Mention) -> Span {
    words.span(mention.phrase.clone())
}
