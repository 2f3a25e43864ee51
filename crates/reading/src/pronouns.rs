//! Whom do "he" and "she" stand for?
//!
//! Each person of the page has a salience that mentions raise (a subject's most) and that fades from sentence to sentence,
//! as in Lappin and Leass, "An algorithm for pronominal anaphora resolution" (1994), without its parser. A pronoun goes to the
//! most salient person whose gender fits, if no other comes near; else it stays open.

use crate::lexicon::Class;
use crate::people::{Gender, People};
use crate::words::{Shape, Words};
use dateline_record::{EntityKind, MentionForm};

/// What a mention adds to a person's salience.
const SUBJECT: f32 = 3.0;
const OTHER: f32 = 1.5;
/// What is left of it after a sentence, and after a paragraph's end.
const FADE: f32 = 0.55;
const PARAGRAPH: f32 = 0.8;
/// How much more salient than the next the best must be.
const LEAD: f32 = 1.6;
/// Below this nobody is meant.
const LEAST: f32 = 0.15;
/// How many people are kept in mind.
const MIND: usize = 12;

struct Kept {
    entity: usize,
    salience: f32,
}

/// Links pronouns outside quotations to people, as mentions of them.
pub fn find(words: &Words, people: &mut People) {
    let mut mind: Vec<Kept> = Vec::new();
    let mentions = people.all_mentions();
    let mut next = 0;
    let mut region = 0;
    for s in 0..words.analysis.sentences.len() {
        let sentence = words.sentence(s);
        if sentence.clone().any(|k| words.quote_of(k).is_none() && words.shape(k) == Shape::Lower) {
            let here = words.region_of(sentence.start);
            let fade = if here == region { FADE } else { FADE * PARAGRAPH };
            region = here;
            mind.iter_mut().for_each(|k| k.salience *= fade);
            mind.retain(|k| k.salience >= LEAST / 2.0);
        }
        // The subject of the clause, which its own "him" cannot mean.
        let mut subject: Option<usize> = None;
        let mut last: Option<(usize, u32)> = None;
        for k in sentence {
            let span = words.span(k..k + 1);
            if words.is_comma(k)
                || words.is(k, Class::SUBORDINATOR | Class::CONJUNCTION) && words.shape(k) == Shape::Lower
            {
                subject = None;
            }
            while next < mentions.len() && mentions[next].0.end <= span.start {
                next += 1;
            }
            let quoted = words.quote_of(k).is_some();
            if let Some(&(m, e)) = mentions.get(next).filter(|(m, _)| m.end == span.end) {
                if people.entities[e].kind == EntityKind::Person {
                    let is_subject = is_subject(words, k + 1);
                    let owner = matches!(words.text_of(k + 1), "'s" | "’s");
                    let weight = if is_subject { SUBJECT } else { OTHER };
                    raise(&mut mind, e, if quoted { 0.3 } else { weight });
                    if is_subject && !owner {
                        subject = Some(e);
                    }
                    last = Some((e, m.end));
                }
                continue;
            }
            if quoted || words.shape(k) == Shape::Mark {
                continue;
            }
            let Some((gender, object)) = pronoun(words, k) else { continue };
            // "Roe and his government"
            let beside = last.filter(|(_, end)| {
                words.says(k.wrapping_sub(1), "and") && words.span(k - 1..k).start <= end + 2 && !object
            });
            let found = match beside {
                Some((e, _)) => Some(e),
                None => best(&mind, people, gender, subject.filter(|_| object)),
            };
            if let Some(e) = found {
                people.note(e, span, MentionForm::Pronoun, Some(gender));
                let is_subject = !object && is_subject(words, k + 1);
                raise(&mut mind, e, if is_subject { SUBJECT } else { OTHER / 2.0 });
                if is_subject {
                    subject = Some(e);
                }
            }
        }
    }
}

/// The gender of a pronoun, and whether it is an object; none for other words.
fn pronoun(words: &Words, k: usize) -> Option<(Gender, bool)> {
    let is = |list: &[&str]| list.iter().any(|p| words.says(k, p));
    if is(&["he", "his"]) {
        return Some((Gender::Male, false));
    }
    if is(&["him"]) {
        return Some((Gender::Male, true));
    }
    if is(&["she"]) {
        return Some((Gender::Female, false));
    }
    if is(&["her"]) {
        // "her plan" owns; "met her in" does not.
        let owns = matches!(words.shape(k + 1), Shape::Lower | Shape::Capital)
            && !words.is(
                k + 1,
                Class::PREPOSITION
                    | Class::CONJUNCTION
                    | Class::SUBORDINATOR
                    | Class::ADVERB
                    | Class::TIME
                    | Class::DETERMINER,
            );
        return Some((Gender::Female, !owns));
    }
    None
}

/// Whether a verb follows at word `k`, at once or behind an aside between commas.
fn is_subject(words: &Words, k: usize) -> bool {
    let verb = |k: usize| {
        words.is(k, Class::AUXILIARY | Class::VERB)
            || words.cue(k).is_some_and(|c| !c.noun || c.form == crate::cues::Form::Past)
            || words.is(k, Class::ADVERB)
                && (words.is(k + 1, Class::AUXILIARY | Class::VERB) || words.cue(k + 1).is_some())
            || words.shape(k) == Shape::Lower && words.text_of(k).ends_with("ed") && words.text_of(k).len() > 3
    };
    if verb(k) {
        return true;
    }
    if !words.is_comma(k) {
        return false;
    }
    // "Her counterpart, Ann Roe, said": the name ends an aside itself.
    if verb(k + 1) {
        return true;
    }
    let close = (k + 1..k + 15).find(|&j| words.is_comma(j) || words.is_break(j));
    close.is_some_and(|c| words.is_comma(c) && verb(c + 1))
}

fn raise(mind: &mut Vec<Kept>, entity: usize, by: f32) {
    match mind.iter_mut().find(|k| k.entity == entity) {
        // Mentions add up, but no one outgrows the mind.
        Some(k) => k.salience = (k.salience + by).min(2.0 * SUBJECT),
        None => mind.push(Kept { entity, salience: by }),
    }
    if mind.len() > MIND {
        mind.remove(0);
    }
}

fn best(mind: &[Kept], people: &People, gender: Gender, not: Option<usize>) -> Option<usize> {
    let mut fitting: Vec<(f32, usize)> = mind
        .iter()
        .filter(|k| Some(k.entity) != not)
        .filter_map(|k| match people.gender(k.entity) {
            Some(g) if g != gender => None,
            // Whose gender is known to fit comes before whose is not known.
            Some(_) => Some((k.salience * 1.3, k.entity)),
            None => Some((k.salience, k.entity)),
        })
        .collect();
    fitting.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let &(top, entity) = fitting.first()?;
    let second = fitting.get(1).map_or(0.0, |f| f.0);
    (top >= LEAST && top >= second * LEAD).then_some(entity)
}
