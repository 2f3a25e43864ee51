//! Whose are the turns of an interview, where questions and answers stand in paragraphs of their own?
//!
//! A page is an interview if it says who was interviewed and several questions are each followed by an answer, in quotation
//! marks or in the first person, or if questions and answers are marked "Q:" and "A:". Questions are the interviewer's: the
//! author, if the page names one. Who answers must be clear: the one person to whom answers are attributed, or whom the page
//! says that it spoke to. Where each turn begins with its speaker's name, as in a
//! transcript or an interview with several guests, nothing needs to be guessed but who asks without a name.

use super::parties::Known;
use super::{Draft, Rule};
use crate::lexicon::Class;
use crate::words::{Shape, Words};
use dateline_record::{Article, EntityKind, Span};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Fewest questions with an answer behind them that make an interview.
const LEAST: usize = 2;
/// The same where no marks tell an answer from the page's own words.
const LEAST_BARE: usize = 3;
/// Longest question, in words.
const LONGEST: usize = 90;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Question,
    Answer,
    Other,
}

struct Paragraph {
    words: Range<usize>,
    kind: Kind,
    /// Words of a mark such as "Q:" at its start.
    marked: usize,
}

/// Gives the turns of an interview their speakers.
pub fn turns(words: &Words, known: &Known, article: &Article, drafts: &mut Vec<Draft>) {
    let all = paragraphs(words);
    if transcript(words, known, article, &all, drafts) {
        return;
    }
    let Some(turns) = find(words, all) else { return };
    let first = turns.iter().find(|p| p.kind != Kind::Other).map_or(0, |p| p.words.start);
    let Some(guest) = guest(words, known, &turns, first, drafts, article) else { return };
    let is_plain = |t: &Paragraph| t.kind == Kind::Answer && t.marked == 0 && !is_quoted(words, &t.words);
    if turns.iter().any(is_plain) && !announces(words, first) {
        return;
    }
    let host = host(words, known, article);
    let start = |d: &Draft| d.content.first().map_or(0, |c| c.start);
    drafts.sort_by_key(start);
    let mut found: Vec<Draft> = Vec::new();
    for turn in turns.iter().filter(|t| t.kind != Kind::Other) {
        let said = turn.words.start + turn.marked..turn.words.end;
        let mark = Some(turn.words.start..said.start).filter(|c| !c.is_empty());
        match turn.kind {
            Kind::Question => found.push(Draft {
                source: host.clone(),
                to: Some(guest.clone()),
                cue: mark,
                ..Draft::new(Rule::Question, said)
            }),
            _ if mark.is_some() || !is_quoted(words, &said) => {
                found.push(Draft { source: Some(guest.clone()), cue: mark, ..Draft::new(Rule::Answer, said) });
            }
            _ => {
                let here =
                    drafts.partition_point(|d| start(d) < said.start)..drafts.partition_point(|d| start(d) < said.end);
                found.extend(answer(words, &said, &guest, &mut drafts[here]));
            }
        }
    }
    drafts.extend(found);
}

/// Gives what is quoted in an answer to who is interviewed, unless it has a speaker; what no draft holds is one more.
fn answer(words: &Words, said: &Range<usize>, guest: &Range<usize>, drafts: &mut [Draft]) -> Option<Draft> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for k in said.clone().filter(|&k| words.quote_of(k).is_some()) {
        match pieces.last_mut() {
            Some(last) if last.end == k && words.quote_of(k - 1) == words.quote_of(k) => last.end = k + 1,
            _ => pieces.push(k..k + 1),
        }
    }
    let meets = |d: &Draft, p: &Range<usize>| d.content.iter().any(|c| c.start < p.end && p.start < c.end);
    // A statement that lies within an answer does not answer.
    let outside = |d: &Draft| d.cue.as_ref().is_none_or(|c| c.clone().all(|k| words.quote_of(k).is_none()));
    for d in drafts.iter_mut().filter(|d| d.source.is_none() && outside(d) && pieces.iter().any(|p| meets(d, p))) {
        d.source = Some(guest.clone());
    }
    let opens = |p: &Range<usize>| p.start == said.start;
    pieces.retain(|p| !drafts.iter().any(|d| outside(d) && meets(d, p)));
    // Words quoted further on, where the paragraph does not open with an answer that is still free, may be anybody's.
    let free = pieces.first().is_some_and(opens);
    let whole = Draft { source: Some(guest.clone()), ..Draft::new(Rule::Answer, 0..0) };
    free.then_some(Draft { content: pieces, ..whole })
}

/// The paragraphs of a page.
fn paragraphs(words: &Words) -> Vec<Paragraph> {
    let mut all: Vec<Paragraph> = Vec::new();
    let mut region = None;
    for s in &words.analysis.sentences {
        if region.replace(s.region) == Some(s.region)
            && let Some(last) = all.last_mut()
        {
            last.words.end = s.tokens.end;
        } else {
            all.push(Paragraph { words: s.tokens.clone(), kind: Kind::Other, marked: 0 });
        }
    }
    all.retain(|p| !p.words.is_empty());
    all
}

/// Longest name before a turn, in words.
const NAME: usize = 5;

/// Longest name with an office or a remark behind it, in words: "ANN ROE, FORMER MINISTER (on the telephone): It held."
const INTRODUCTION: usize = 20;

/// The beginning of a turn.
struct Turn {
    /// The words of the speaker's name; those of "Q" for who asks and is not named.
    name: Range<usize>,
    colon: usize,
    /// The last word of the name: "Ann Roe" is "Ms Roe" further on.
    key: String,
    asks: bool,
}

impl Turn {
    /// The speaker's mark at the start of a paragraph.
    fn of(words: &Words, p: &Paragraph) -> Option<Turn> {
        let start = p.words.start;
        let limit = p.words.end.min(start + INTRODUCTION);
        let colon = (start + 1..limit).find(|&k| words.text_of(k) == ":" && words.quote_of(k).is_none())?;
        let one = words.sentence_of(start) == words.sentence_of(colon) || words.shape(start) == Shape::Upper;
        // "Ann Roe, the mayor:", "ROE (laughing):"
        let end = (start..colon).find(|&k| words.is_comma(k) || words.text_of(k) == "(").unwrap_or(colon);
        let named = (start..end).all(|k| words.is_capital(k) && !words.is(k, Class::TIME) || words.text_of(k) == ".");
        if !named || !one || end == start || end - start > NAME || colon + 1 >= p.words.end {
            return None;
        }
        let key = words.text_of(end - 1).to_lowercase();
        let asks = end == start + 1 && key == "q";
        (asks || key.chars().count() > 1).then_some(Turn { name: start..end, colon, key, asks })
    }
}

/// "Ann Roe: It held." Two speakers or more, each with two turns or more, make a transcript; so does one, or more, whose turns follow questions
/// that stand alone or behind "Q:".
fn transcript(words: &Words, known: &Known, article: &Article, all: &[Paragraph], drafts: &mut Vec<Draft>) -> bool {
    let mut turns: Vec<Option<Turn>> = all.iter().map(|p| Turn::of(words, p)).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    turns.iter().flatten().for_each(|t| *counts.entry(&t.key).or_insert(0) += 1);
    let again: HashSet<String> = counts.iter().filter(|(_, n)| **n > 1).map(|(k, _)| (*k).to_string()).collect();
    turns.iter_mut().for_each(|t| *t = t.take().filter(|t| again.contains(&t.key)));
    let speakers = again.iter().filter(|k| *k != "q").count();
    // A paragraph that asks, right before a turn, is the interviewer's, if many do and none of the named asks.
    let alone = |i: usize| turns[i].is_none() && is_question(words, &all[i].words);
    let asked: Vec<bool> = (0..all.len())
        .map(|i| alone(i) && turns.get(i + 1).is_some_and(|t| t.as_ref().is_some_and(|t| !t.asks)))
        .collect();
    let named = turns.iter().flatten().filter(|t| !t.asks).count();
    let asking = all
        .iter()
        .zip(&turns)
        .filter(|(p, t)| t.as_ref().is_some_and(|t| !t.asks) && is_asked(words, &p.words))
        .count();
    let free = asked.iter().filter(|a| **a).count();
    let is_asked_alone = free >= LEAST && free * 3 >= named && asking < free;
    let is_marked = turns.iter().flatten().filter(|t| t.asks).count() >= LEAST;
    // Labels and scores stand before colons, too; who talks says "I" or "you", or asks.
    let talks = |p: &Paragraph| is_asked(words, &p.words) || p.words.clone().any(|k| is_talk(words, k));
    let talking = all.iter().zip(&turns).filter(|(p, t)| t.is_some() && talks(p)).count();
    let all_turns = turns.iter().flatten().count();
    if !(is_asked_alone || is_marked) && (talking < LEAST || talking * 3 < all_turns) {
        return false;
    }
    if speakers < 2 && !(speakers == 1 && (is_asked_alone || is_marked)) {
        return false;
    }
    let host = host(words, known, article);
    let guest = turns.iter().flatten().find(|t| !t.asks).map(|t| t.name.clone()).filter(|_| speakers == 1);
    let mut found: Vec<Draft> = Vec::new();
    let last = turns.iter().rposition(Option::is_some).unwrap_or(0);
    for (i, (p, turn)) in all.iter().zip(&turns).take(last + 1).enumerate() {
        let question =
            |said: Range<usize>| Draft { source: host.clone(), to: guest.clone(), ..Draft::new(Rule::Question, said) };
        match (turn, found.last_mut()) {
            (Some(turn), _) => {
                let said = turn.colon + 1..p.words.end;
                let mark = Some(turn.colon..turn.colon + 1);
                if turn.asks {
                    found.push(Draft { cue: Some(turn.name.start..turn.colon + 1), ..question(said) });
                } else {
                    let rule = if is_asked(words, &said) { Rule::Question } else { Rule::Answer };
                    found.push(Draft { source: Some(turn.name.clone()), cue: mark, ..Draft::new(rule, said) });
                }
            }
            _ if is_asked_alone && asked.get(i) == Some(&true) => found.push(question(p.words.clone())),
            // A turn goes on until the next.
            (_, Some(open)) => open.content.push(p.words.clone()),
            _ => {}
        }
    }
    let begins: HashSet<usize> = found.iter().filter_map(|d| d.cue.as_ref().map(|c| c.start)).collect();
    drafts.retain(|d| !d.cue.as_ref().is_some_and(|c| begins.contains(&c.start)));
    drafts.extend(found);
    true
}

/// Whether a word is of talk: "I", "we", "you" and what is theirs.
fn is_talk(words: &Words, k: usize) -> bool {
    const TALK: [&str; 9] = ["i", "me", "my", "we", "us", "our", "you", "your", "yours"];
    TALK.iter().any(|w| words.says(k, w)) && words.text_of(k) != "US"
}

/// Whether some words end in a question.
fn is_asked(words: &Words, range: &Range<usize>) -> bool {
    range.end.checked_sub(1).is_some_and(|k| words.text_of(k) == "?")
}

/// The paragraphs with what they are, if they are those of an interview.
fn find(words: &Words, mut all: Vec<Paragraph>) -> Option<Vec<Paragraph>> {
    let mark = |p: &Paragraph, letter: &str| {
        let k = p.words.start;
        let marked = words.text_of(k) == letter && matches!(words.text_of(k + 1), ":" | ".");
        if marked {
            2
        } else if words.text_of(k).strip_suffix(['.', ':']) == Some(letter) {
            1
        } else {
            0
        }
    };
    let marked: Vec<(usize, usize)> = all.iter().map(|p| (mark(p, "Q"), mark(p, "A"))).collect();
    let is_marked = marked.windows(2).filter(|w| w[0].0 > 0 && w[1].1 > 0).count() >= LEAST;
    if is_marked {
        for (p, (q, a)) in all.iter_mut().zip(&marked) {
            (p.kind, p.marked) = match (q, a) {
                (q, _) if *q > 0 => (Kind::Question, *q),
                (_, a) if *a > 0 => (Kind::Answer, *a),
                _ => continue,
            };
        }
        return Some(all);
    }
    let asks: Vec<bool> = all.iter().map(|p| is_question(words, &p.words)).collect();
    let quoted: Vec<bool> = all.iter().map(|p| is_quoted(words, &p.words)).collect();
    let pairs: Vec<usize> = (0..all.len().saturating_sub(1)).filter(|&i| !quoted[i] && quoted[i + 1]).collect();
    let asked = pairs.iter().filter(|&&i| asks[i]).count();
    if asked < LEAST {
        return bare(words, all, &asks);
    }
    // Between the first question and the last a remark may stand for one: "You have been accused of hiding it."
    let first = pairs.iter().copied().find(|&i| asks[i]).unwrap_or(0);
    let last = pairs.iter().copied().rfind(|&i| asks[i]).unwrap_or(0);
    for i in pairs {
        let addressed = all[i].words.clone().any(|k| ["you", "your"].iter().any(|w| words.says(k, w)));
        let plain = all[i].words.clone().all(|k| words.quote_of(k).is_none()) && all[i].words.len() <= LONGEST;
        if asks[i] || (first..=last).contains(&i) && addressed && plain {
            all[i].kind = Kind::Question;
            let answers = all[i + 1..].iter().zip(&quoted[i + 1..]).take_while(|(_, q)| **q).count();
            all[i + 1..i + 1 + answers].iter_mut().for_each(|p| p.kind = Kind::Answer);
        }
    }
    Some(all)
}

/// An interview without quotation marks: questions, and behind most of them somebody who says "I".
fn bare(words: &Words, mut all: Vec<Paragraph>, asks: &[bool]) -> Option<Vec<Paragraph>> {
    let speaks = |p: &Paragraph| {
        let mine = |k: usize| ["i", "my", "me", "we", "our"].iter().any(|w| words.says(k, w));
        p.words.clone().any(|k| mine(k) && words.quote_of(k).is_none())
    };
    let pairs: Vec<usize> = (0..all.len().saturating_sub(1)).filter(|&i| asks[i] && !asks[i + 1]).collect();
    let answered = pairs.iter().filter(|&&i| speaks(&all[i + 1])).count();
    if pairs.len() < LEAST_BARE || answered * 2 < pairs.len() {
        return None;
    }
    for (n, &i) in pairs.iter().enumerate() {
        all[i].kind = Kind::Question;
        // Behind the last question the page may go on by itself after one paragraph.
        let end = pairs.get(n + 1).copied().unwrap_or(i + 2).min(all.len());
        all[i + 1..end]
            .iter_mut()
            .zip(&asks[i + 1..end])
            .filter(|(_, a)| !**a)
            .for_each(|(p, _)| p.kind = Kind::Answer);
    }
    Some(all)
}

/// A short paragraph outside of quotation marks that ends in a question.
fn is_question(words: &Words, paragraph: &Range<usize>) -> bool {
    let length = paragraph.clone().filter(|&k| words.shape(k) != Shape::Mark).count();
    is_asked(words, paragraph)
        && (2..=LONGEST).contains(&length)
        && paragraph.clone().all(|k| words.quote_of(k).is_none())
}

/// A paragraph that opens with a quotation.
fn is_quoted(words: &Words, paragraph: &Range<usize>) -> bool {
    words.is_quote_mark(paragraph.start) && words.quote_of(paragraph.start).is_some()
}

/// Where the page names who is interviewed.
fn guest(
    words: &Words,
    known: &Known,
    turns: &[Paragraph],
    first: usize,
    drafts: &[Draft],
    article: &Article,
) -> Option<Range<usize>> {
    let is_answer = |k: usize| {
        let turn = turns.get(turns.partition_point(|t| t.words.end <= k));
        turn.is_some_and(|t| t.kind == Kind::Answer && t.words.contains(&k))
    };
    let person = |range: &Range<usize>| known.person(words, range);
    let is_author = |e: usize| known.name(e).is_some_and(|n| article.authors.iter().any(|a| a.name == n));
    // To whom the page itself attributes an answer.
    let mut named: Vec<(usize, Range<usize>)> = Vec::new();
    for d in drafts.iter().filter(|d| d.content.first().is_some_and(|c| is_answer(c.start))) {
        let outside = d.cue.as_ref().is_some_and(|c| c.clone().all(|k| words.quote_of(k).is_none()));
        let Some(source) = d.source.as_ref().filter(|_| outside) else { continue };
        if let Some(e) = person(source) {
            named.push((e, source.clone()));
        }
    }
    let chosen = match named.split_first() {
        Some((one, rest)) => rest.iter().all(|(e, _)| *e == one.0).then_some(one.0)?,
        None => {
            let intro: Vec<usize> =
                known.people_named_before(words.span(first..first + 1)).filter(|&e| !is_author(e)).collect();
            spoken_to(words, known, first).or_else(|| match intro.as_slice() {
                &[one] if announces(words, first) => Some(one),
                _ => None,
            })?
        }
    };
    known.first_name(chosen).map(|span| words.within(span)).filter(|r| !r.is_empty())
}

/// Whether the page calls itself an interview before word `first`.
fn announces(words: &Words, first: usize) -> bool {
    const WORDS: [&str; 6] = ["interview", "interviewed", "conversation", "spoke", "talked", "q"];
    (0..first).any(|k| WORDS.iter().any(|w| words.says(k, w)))
}

/// "an interview with Ann Roe", "we spoke to Ann Roe", "Ann Roe spoke to us": the person, if all such words mean the same.
fn spoken_to(words: &Words, known: &Known, first: usize) -> Option<usize> {
    let mut found: Option<usize> = None;
    for k in 0..first.min(words.len()) {
        let verb =
            ["spoke", "talked", "speaks", "talks", "sat", "interview", "conversation"].iter().any(|w| words.says(k, w));
        if !verb {
            continue;
        }
        let to = (k + 1..k + 3).find(|&t| words.says(t, "to") || words.says(t, "with"));
        let Some(to) = to else { continue };
        let ours = ["us", "me"].iter().any(|w| words.says(to + 1, w));
        let near = words.sentence_around(k);
        let person = if ours {
            (near.start..k).rev().find_map(|i| known.person(words, &(i..i + 1)))
        } else {
            (to + 1..near.end.min(to + 8)).find_map(|i| known.person(words, &(i..i + 1)))
        };
        match (person, found) {
            (Some(p), None) => found = Some(p),
            (Some(p), Some(f)) if p != f => return None,
            _ => {}
        }
    }
    found
}

/// Where the page names its one author, who asks.
fn host(words: &Words, known: &Known, article: &Article) -> Option<Range<usize>> {
    let [author] = article.authors.as_slice() else { return None };
    let span: Span = known.people_called(&author.name).and_then(|e| known.first_name(e))?;
    Some(words.within(span)).filter(|r| !r.is_empty())
}

impl Known<'_> {
    /// The person that some words name or, as a pronoun, mean.
    fn person(&self, words: &Words, range: &Range<usize>) -> Option<usize> {
        let entity = self.entity(words, range)?;
        (self.kind(entity) == Some(EntityKind::Person)).then_some(entity)
    }
}
