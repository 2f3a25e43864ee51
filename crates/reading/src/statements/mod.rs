//! Who says what: quotations and reported speech, each with its cue, its source and the way it took.
//!
//! | file | question |
//! | --- | --- |
//! | `quotations.rs` | which quotations are speech, and whose? |
//! | `reports.rs` | what do reporting verbs report without quotation marks? |
//! | `frames.rs` | where do contents, clauses and asides begin and end? |
//! | `chain.rs` | which statement lies within which, and through whom did it come? |
//! | `parties.rs` | what kind of source is this, and which entity? |
//! | `manner.rs` | in which form and medium was it said, and what does saying it do? |
//! | `interview.rs` | whose are the turns of an interview? |
//! | `occasion.rs` | when and where was it said? |
//! | `tree.rs` | what hangs on a reporting word in the dependency tree? |
//! | `mend.rs` | what do tree and sense correct in what was chosen? |
//! | `join.rs`, `traits.rs`, `judge.rs`, `weights.rs` | which of what rules, network and tree propose is right, and how surely? |

mod chain;
mod frames;
mod interview;
mod join;
mod judge;
#[doc(hidden)]
pub mod learn;
mod manner;
mod mend;
mod occasion;
mod parties;
mod quotations;
mod reports;
mod traits;
mod tree;
mod weights;

use crate::cues::Cue;
use crate::people::People;
use crate::words::{Shape, Words};
use dateline_record::{Article, Entity, EntityKind, Party, PartyKind, Span, Statement, Time};
use parties::Known;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// How a statement was found; each way has its own trustworthiness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Rule {
    /// “…,” Roe said.
    QuoteThenSpeaker,
    /// “…,” said Roe, the mayor.
    QuoteThenVerb,
    /// “…” — Ann Roe
    QuoteThenName,
    /// Roe said, “…”
    SpeakerThenQuote,
    /// Roe was clear: “…”
    ColonThenQuote,
    /// According to Roe, “…”
    AccordingQuote,
    /// A quoted paragraph after one that was attributed.
    QuoteContinues,
    /// Roe was clear. “…”
    QuoteAfterSentence,
    /// A quotation with no speaker found.
    QuoteAlone,
    /// Roe said that …
    That,
    /// Roe said …
    Bare,
    /// …, Roe said.
    Trailing,
    /// …, said Roe, the mayor.
    Inverted,
    /// According to Roe, …
    According,
    /// Roe vowed to …
    To,
    /// Roe asked whether …
    Whether,
    /// ROE: …
    NameColon,
    /// Roe praised the deal.
    Object,
    /// Roe called for …
    About,
    /// …, saying …
    Participle,
    /// Were you there?
    Question,
    /// “I was.”
    Answer,
}

impl Rule {
    /// How many of them the weights know: turns are found when all else has been chosen.
    const COUNT: usize = Rule::Participle as usize + 1;

    /// Whether a speaker stands right beside a quotation.
    fn is_plain_quotation(self) -> bool {
        matches!(self, Rule::QuoteThenSpeaker | Rule::QuoteThenVerb | Rule::QuoteThenName)
    }

    /// Share of attributions that were right (content and source each with a token Dice of 0.5 or more against the annotation)
    /// on the training part of PolNeAR (840 articles), with one hit and one miss added. For a quotation without a speaker,
    /// the share that are speech at all.
    fn confidence(self) -> f32 {
        match self {
            Rule::QuoteThenSpeaker => 0.96,
            Rule::QuoteThenVerb => 0.89,
            Rule::QuoteThenName => 0.751,
            Rule::SpeakerThenQuote => 0.72,
            Rule::ColonThenQuote => 0.74,
            Rule::AccordingQuote => 0.611,
            Rule::QuoteContinues => 0.38,
            Rule::QuoteAfterSentence => 0.541,
            Rule::QuoteAlone => 0.43,
            Rule::That => 0.84,
            Rule::Bare => 0.75,
            Rule::Trailing => 0.82,
            Rule::Inverted => 0.841,
            Rule::According => 0.77,
            Rule::To => 0.54,
            Rule::Whether => 0.721,
            // Turns that layout alone tells are as sure as those with a name before them; PolNeAR has none.
            Rule::NameColon | Rule::Question | Rule::Answer => 0.68,
            Rule::Object => 0.57,
            Rule::About => 0.66,
            Rule::Participle => 0.61,
        }
    }
}

/// A statement in the making: ranges of words.
#[derive(Clone, Debug)]
struct Draft {
    rule: Rule,
    content: Vec<Range<usize>>,
    /// The quotes among the content.
    quotes: Vec<usize>,
    cue: Option<Range<usize>>,
    verb: Option<Cue>,
    source: Option<Range<usize>>,
    to: Option<Range<usize>>,
    via: Option<Range<usize>>,
    confidence: f32,
}

impl Draft {
    fn new(rule: Rule, content: Range<usize>) -> Draft {
        Draft {
            rule,
            content: vec![content],
            quotes: Vec::new(),
            cue: None,
            verb: None,
            source: None,
            to: None,
            via: None,
            confidence: rule.confidence(),
        }
    }
}

/// All statements, in order of position, with ids.
pub fn find(words: &Words, people: &People, times: &[Time], article: &Article) -> Vec<Statement> {
    let mut drafts = Finder::all(words);
    if words.analysis.is_read {
        drafts = join::statements(words, &drafts);
        mend::statements(words, &mut drafts);
    }
    drafts.retain(|d| !asks_who(words, d));
    let known = Known::new(people);
    interview::turns(words, &known, article, &mut drafts);
    drafts.sort_by_key(|d| {
        (d.content.first().map_or(0, |c| c.start), std::cmp::Reverse(d.content.last().map_or(0, |c| c.end)))
    });
    let containers: Vec<Option<usize>> = (0..drafts.len()).map(|i| chain::container(&drafts, i)).collect();
    let finish = |(i, d): (usize, &Draft)| finish(words, &known, times, d, i);
    let mut statements: Vec<Statement> = drafts.iter().enumerate().map(finish).collect();
    chain::complete(&mut statements, &containers);
    chain::reports(words.text, &mut statements);
    publishers(words.text, article, people, &mut statements);
    for (s, c) in statements.iter_mut().zip(containers) {
        s.within = c.map(|c| format!("s{}", c + 1));
    }
    statements
}

/// The page's own outlet is of the media, whatever its name.
fn publishers(text: &str, article: &Article, people: &People, statements: &mut [Statement]) {
    let Some(outlet) = article.publisher.as_ref().and_then(|p| p.name.as_deref()) else { return };
    let bare = |name: &str| name.to_lowercase().trim_start_matches("the ").to_string();
    let outlet = bare(outlet);
    let named = people.entities.iter().filter(|e| e.kind == EntityKind::Organization && bare(&e.name) == outlet);
    let ids: HashSet<&str> = named.map(|e| e.id.as_str()).collect();
    let is_outlet = |p: &&mut Party| {
        let known = p.kind == Some(PartyKind::Organization) && p.entity.as_deref().is_some_and(|id| ids.contains(id));
        known && bare(p.span.of(text)) == outlet
    };
    for s in statements {
        let parties = s.source.iter_mut().chain(&mut s.to).chain(&mut s.via);
        parties.filter(is_outlet).for_each(|p| p.kind = Some(PartyKind::Media));
    }
}

/// "Who said so?" reports nothing.
fn asks_who(words: &Words, draft: &Draft) -> bool {
    let Some(source) = draft.source.as_ref().filter(|s| s.len() == 1 && words.says(s.start, "who")) else {
        return false;
    };
    let sentence = words.sentence_around(source.start);
    let opens = (sentence.start..source.start).all(|k| words.shape(k) == Shape::Mark);
    opens && (source.end..sentence.end).any(|k| words.text_of(k) == "?")
}

/// Gives "I think", within what somebody says or on an author's own page, the person that "I" has turned out to be.
pub fn mean(statements: &mut [Statement], people: &People) {
    for s in statements {
        for p in s.source.iter_mut().chain(&mut s.to).filter(|p| p.entity.is_none()) {
            let Some(e) = people.pronoun_at(p.span).and_then(|e| people.entities.get(e)) else { continue };
            p.entity = Some(e.id.clone());
            p.kind = p.kind.or((e.kind == EntityKind::Person).then_some(PartyKind::Person));
        }
    }
}

/// Takes back what the places on the map contradict: a place of a statement that is none.
pub fn settle(statements: &mut [Statement], entities: &[Entity]) {
    let places: HashSet<&str> = entities.iter().filter(|e| e.kind.is_place()).map(|e| e.id.as_str()).collect();
    for s in statements {
        s.place = s.place.take().filter(|id| places.contains(id.as_str()));
    }
}

impl<'a, 'w> Finder<'a, 'w> {
    /// What the rules find.
    fn all(words: &'w Words<'a>) -> Vec<Draft> {
        let mut finder = Finder {
            words,
            drafts: Vec::new(),
            quoted: vec![None; words.analysis.quotes.len()],
            reported: vec![None; words.analysis.sentences.len()],
            turns: turns(words),
            used: vec![false; words.len()],
        };
        finder.quotations();
        finder.indirect();
        finder.drafts.retain(|d| d.content.iter().any(|c| !c.is_empty()));
        finder.drafts
    }
}

/// Counts what stands before a colon at the start of paragraphs, in capitals.
fn turns<'a>(words: &Words<'a>) -> HashMap<&'a str, usize> {
    let mut turns = HashMap::new();
    let mut region = None;
    for s in &words.analysis.sentences {
        if region.replace(s.region) == Some(s.region) {
            continue;
        }
        let start = s.tokens.clone().find(|&k| !words.is_quote_mark(k)).unwrap_or(s.tokens.start);
        let head = (start..s.tokens.end.min(start + 4)).take_while(|&k| words.shape(k) == Shape::Upper).count();
        if head > 0 && words.text_of(start + head) == ":" {
            *turns.entry(words.span(start..start + head).of(words.text)).or_insert(0) += 1;
        }
    }
    turns
}

/// A stretch of a paragraph that lies outside its quotations.
struct Attribution {
    rule: Rule,
    cue: Range<usize>,
    verb: Option<Cue>,
    source: Option<Range<usize>>,
    to: Option<Range<usize>>,
    via: Option<Range<usize>>,
}

struct Finder<'a, 'w> {
    words: &'w Words<'a>,
    drafts: Vec<Draft>,
    /// The draft that each quote belongs to.
    quoted: Vec<Option<usize>>,
    /// The draft whose cue stands in each sentence, if one does.
    reported: Vec<Option<usize>>,
    /// How many paragraphs begin with each "ROE:", as the turns of a transcript do.
    turns: HashMap<&'w str, usize>,
    /// Words that serve as a cue already.
    used: Vec<bool>,
}

// ---- from draft to statement ----

fn finish(words: &Words, known: &Known, times: &[Time], draft: &Draft, index: usize) -> Statement {
    let mut content: Vec<Span> =
        draft.content.iter().map(|r| words.span(r.clone())).filter(|s| !s.is_empty()).collect();
    content.sort_by_key(|s| s.start);
    let parties = |range: &Option<Range<usize>>| -> Vec<Party> {
        range.iter().flat_map(|r| parties::parties(words, known, r)).collect()
    };
    Statement {
        id: format!("s{}", index + 1),
        form: manner::form(words, draft),
        content,
        cue: draft.cue.iter().map(|r| words.span(r.clone())).filter(|s| !s.is_empty()).collect(),
        source: parties(&draft.source),
        to: parties(&draft.to),
        via: chain::named(words, known, draft),
        medium: manner::medium(words, draft),
        act: manner::act(words, draft),
        time: occasion::time(words, times, draft),
        place: occasion::place(words, known, draft),
        within: None,
        confidence: draft.confidence,
    }
}
