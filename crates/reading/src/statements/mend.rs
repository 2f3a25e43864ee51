//! What the tree and plain sense correct in the statements that were chosen: where a content has been cut, what tells of a deed and not of
//! an opinion, and which quotation goes on from a paragraph before.

use super::manner::{self, is_attitude};
use super::{Draft, Rule, tree};
use crate::words::{Shape, Words};
use dateline_language::{Relation, Upos};
use dateline_record::Act;
use std::collections::HashMap;
use std::ops::Range;

/// How many statements before or behind one are laid beside it.
const REACH: usize = 8;

/// Corrects the statements of a page that the network has read; those of rules alone have no tree.
pub fn statements(words: &Words, drafts: &mut Vec<Draft>) {
    drafts.retain(|d| !is_deed(words, d) && !heads_list(words, d));
    for d in drafts.iter_mut() {
        whole(words, d);
        tidy_cue(words, d);
    }
    part(words, drafts);
    let shown: Vec<bool> = (0..drafts.len()).map(|i| is_shown(words, drafts, i)).collect();
    let mut shown = shown.into_iter();
    drafts.retain(|_| !shown.next().unwrap_or(false));
    go_on(words, drafts);
    take_up(words, drafts);
}

// ---- what is no statement ----

/// "The leaders will support each other": what somebody will do is no opinion of theirs.
fn is_deed(words: &Words, draft: &Draft) -> bool {
    let Some(cue) = draft.cue.clone().filter(|_| draft.verb.is_none_or(|v| v.act == Act::Believe)) else {
        return false;
    };
    let anchor = tree::anchor(words, &cue);
    let is_verb = words.analysis.tokens.get(anchor).is_some_and(|t| t.upos == Upos::Verb);
    let verb = words.text_of(anchor).to_lowercase();
    // "would like", "would prefer": a wish.
    let stance = is_attitude(&verb) && !["like", "love", "hate"].contains(&verb.as_str());
    is_verb
        && stance
        && words.analysis.children(anchor).any(|c| {
            words.analysis.tokens[c].relation == Relation::Aux
                && ["will", "would", "shall", "wo", "'ll", "’ll", "'d", "’d"].iter().any(|w| words.says(c, w))
        })
}

/// "Most popular": the heading over a list of links speaks for nobody.
fn heads_list(words: &Words, draft: &Draft) -> bool {
    const HEADS: [&str; 8] = ["popular", "read", "viewed", "shared", "watched", "commented", "discussed", "emailed"];
    let Some(source) = draft.source.clone() else { return false };
    let opens = words.sentence_around(source.start).start == source.start;
    opens && words.says(source.start, "most") && HEADS.iter().any(|w| words.says(source.start + 1, w))
}

/// "Ministry knew of cracks, documents show": the documents say so, and the ministry says nothing.
fn is_shown(words: &Words, drafts: &[Draft], i: usize) -> bool {
    let inner = &drafts[i];
    let (Some(cue), Some(source)) = (&inner.cue, &inner.source) else { return false };
    if manner::act(words, inner) != Some(Act::Believe) {
        return false;
    }
    let around = i.saturating_sub(REACH)..(i + REACH + 1).min(drafts.len());
    let shows = |d: &Draft| manner::act(words, d) == Some(Act::Show);
    around.filter(|&k| k != i && shows(&drafts[k])).any(|k| {
        let [outer] = drafts[k].content.as_slice() else { return false };
        let held = |r: &Range<usize>| outer.start <= r.start && r.end <= outer.end;
        let own = source.len() + cue.len() + inner.content.iter().map(Range::len).sum::<usize>();
        held(cue) && held(source) && inner.content.iter().all(held) && own + 2 >= outer.len()
    })
}

// ---- where contents begin and end ----

/// The longest stretch of words that a content may have lost at one end.
const LOST: usize = 6;

/// Gives a content the words that it has lost: "told … that it will close | on Monday", "at the | end".
fn whole(words: &Words, draft: &mut Draft) {
    let apart: Vec<Range<usize>> = [&draft.cue, &draft.source, &draft.to, &draft.via]
        .into_iter()
        .flatten()
        .chain(&draft.content)
        .cloned()
        .collect();
    let anchor = draft.cue.as_ref().map(|c| tree::anchor(words, c));
    for piece in &mut draft.content {
        piece.start = start(words, piece, draft.cue.as_ref(), &apart);
        piece.end = end(words, piece, &apart, anchor);
        piece.end = joined(words, piece, &apart);
    }
    fill(words, draft);
    near(words, draft);
}

/// Where a piece begins that has lost its noun: "raised alarm at | the terms | of the deal".
fn start(words: &Words, piece: &Range<usize>, cue: Option<&Range<usize>>, apart: &[Range<usize>]) -> usize {
    let tokens = &words.analysis.tokens;
    let Some(cue) = cue.filter(|c| c.end < piece.start && piece.start - c.end <= LOST) else { return piece.start };
    let lost = cue.end..piece.start;
    let is_case = tokens.get(piece.start).is_some_and(|t| t.relation == Relation::Case);
    let noun = tokens.get(piece.start).and_then(|t| t.head).map(|h| h as usize).filter(|h| piece.contains(h));
    let above = noun.and_then(|n| tokens.get(n)?.head).map(|h| h as usize);
    let hangs = above.is_some_and(|h| lost.contains(&h) && tokens[h].upos == Upos::Noun);
    let free = |k: usize| {
        words.shape(k) != Shape::Mark && words.quote_of(k).is_none() && !apart[1..].iter().any(|r| r.contains(&k))
    };
    if !is_case || !hangs || !lost.clone().all(free) {
        return piece.start;
    }
    lost.clone().find(|&k| tokens[k].upos != Upos::Adp).unwrap_or(piece.start)
}

/// Where a piece ends with what is joined to it: "admitted to taking the boat, | and hiding it".
fn joined(words: &Words, piece: &Range<usize>, apart: &[Range<usize>]) -> usize {
    let tokens = &words.analysis.tokens;
    let comma = piece.end;
    let is_and = |k: usize| words.says(k, "and") || words.says(k, "or");
    if !words.is_comma(comma) || !is_and(comma + 1) || words.quote_of(comma).is_some() {
        return piece.end;
    }
    let sentence = words.sentence_around(comma);
    let Some(verb) = tokens.get(comma + 1).and_then(|t| t.head).map(|h| h as usize) else { return piece.end };
    let Some(token) = tokens.get(verb) else { return piece.end };
    let head = token.head.map(|h| h as usize);
    let end = words.analysis.subtree(verb).end;
    let tail = comma + 1..end;
    let ours = token.relation == Relation::Conj
        && head.is_some_and(|h| piece.contains(&h))
        && sentence.contains(&verb)
        && end <= sentence.end;
    let own =
        words.analysis.children(verb).any(|c| matches!(tokens[c].relation, Relation::Nsubj | Relation::NsubjPass));
    let free =
        |k: usize| words.quote_of(k).is_none() && !apart.iter().any(|r| r.contains(&k)) && words.cue(k).is_none();
    if ours && !own && tail.clone().all(free) {
        tree::trim(words, piece.start..end).end.max(piece.end)
    } else {
        piece.end
    }
}

/// Longest gap between two pieces that another statement's cue fills, in words.
const GAP: usize = 4;

/// Joins the pieces between which another's few words stand in one sentence: "… who have | long refused | to come".
fn fill(words: &Words, draft: &mut Draft) {
    let own: Vec<Range<usize>> =
        [&draft.cue, &draft.source, &draft.to, &draft.via].into_iter().flatten().cloned().collect();
    let free =
        |k: usize| words.quote_of(k).is_none() && words.shape(k) != Shape::Mark && !own.iter().any(|r| r.contains(&k));
    draft.content.dedup_by(|next, last| {
        let gap = last.end..next.start;
        let joins = (1..=GAP).contains(&gap.len())
            && words.sentence_of(last.end - 1) == words.sentence_of(next.start)
            && gap.clone().all(free);
        if joins {
            last.end = next.end;
        }
        joins
    });
}

/// Leaves out what stands in another paragraph than the cue and in no quotation.
fn near(words: &Words, draft: &mut Draft) {
    let Some(cue) = draft.cue.clone() else { return };
    let region = words.region_of(cue.start);
    let is_near = |p: &Range<usize>| words.region_of(p.start) == region || words.quote_of(p.start).is_some();
    if draft.content.iter().any(is_near) {
        draft.content.retain(is_near);
    }
}

/// Where a piece ends, by what hangs on its words and by what its last word hangs on.
fn end(words: &Words, piece: &Range<usize>, apart: &[Range<usize>], anchor: Option<usize>) -> usize {
    let tokens = &words.analysis.tokens;
    let Some(last) = piece.end.checked_sub(1).filter(|&l| l > piece.start && words.quote_of(l).is_none()) else {
        return piece.end;
    };
    let sentence = words.sentence_around(last);
    let stop = (piece.end..sentence.end).find(|&k| words.shape(k) == Shape::Mark).unwrap_or(sentence.end);
    let tail = piece.end..stop;
    let free = |k: usize| {
        words.quote_of(k).is_none() && !apart.iter().any(|r| r.contains(&k)) && !words.cue(k).is_some_and(|c| c.plain)
    };
    if tail.is_empty() || tail.len() > LOST || !tail.clone().all(free) {
        return piece.end;
    }
    let head = |k: usize| tokens.get(k).and_then(|t| t.head).map(|h| h as usize);
    let ours = |h: usize| piece.contains(&h) || tail.contains(&h);
    if tail.clone().all(|k| head(k).is_some_and(ours)) {
        return stop;
    }
    // "an anonymous | source" and "the plan last | week": the word belongs to a noun that is content, or to one that is not.
    let Some(noun) = head(last).filter(|h| tail.contains(h) && tokens[*h].upos != Upos::Verb) else { return piece.end };
    let reported = tokens[noun].relation == Relation::Obj && head(noun) == anchor;
    if reported || head(noun).is_some_and(|h| piece.contains(&h)) {
        return noun + 1;
    }
    let mut end = piece.end;
    while end > piece.start + 1 && head(end - 1) == Some(noun) {
        end -= 1;
    }
    end
}

/// A cue without the article that is cut from its noun: "said | in a". A preposition before what is said stays: "called for".
fn tidy_cue(words: &Words, draft: &mut Draft) {
    let Some(cue) = &mut draft.cue else { return };
    let is = |k: usize, upos: Upos| words.analysis.tokens.get(k).is_some_and(|t| t.upos == upos);
    let article = cue.end.checked_sub(1).filter(|&k| k > cue.start && is(k, Upos::Det));
    if let Some(k) = article {
        cue.end = if k > cue.start + 1 && is(k - 1, Upos::Adp) { k - 1 } else { k };
    }
}

/// Ends a content where the same speaker's next statement begins: "praised the deal, | saying …", "said it held | and asked for …".
fn part(words: &Words, drafts: &mut [Draft]) {
    let tokens = &words.analysis.tokens;
    let anchors: Vec<Option<usize>> = drafts.iter().map(|d| d.cue.as_ref().map(|c| tree::anchor(words, c))).collect();
    for i in 0..drafts.len() {
        let Some(own) = anchors[i] else { continue };
        let around = i.saturating_sub(REACH)..(i + REACH + 1).min(drafts.len());
        for k in around.filter(|&k| k != i) {
            let Some(next) = anchors[k].filter(|&n| n > own && words.quote_of(n).is_none()) else { continue };
            let Some(token) = tokens.get(next) else { continue };
            let joined = token.head == Some(own as u32) && matches!(token.relation, Relation::Conj | Relation::Advcl);
            if !joined || drafts[i].source != drafts[k].source {
                continue;
            }
            let start = words.analysis.subtree(next).start.max(own + 1);
            // "right in saying so" is one clause.
            if token.relation == Relation::Advcl && !words.is_comma(start) && !words.is_comma(start - 1) {
                continue;
            }
            if let Some(piece) = drafts[i].content.iter_mut().find(|p| p.contains(&next) && start > p.start + 1) {
                let parted = tree::trim(words, piece.start..start);
                piece.end = parted.end.max(piece.start + 1);
            }
        }
    }
}

// ---- what goes on ----

/// A quotation whose first mark was never closed goes on in the next paragraph, and is one with what was said there.
fn go_on(words: &Words, drafts: &mut Vec<Draft>) {
    // The statements that hold words of each quotation.
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); words.analysis.quotes.len()];
    for (i, d) in drafts.iter().enumerate() {
        for q in d.content.iter().cloned().flatten().filter_map(|k| words.quote_of(k)) {
            if holders[q].last() != Some(&i) {
                holders[q].push(i);
            }
        }
    }
    let mut dropped = vec![false; drafts.len()];
    for q in 0..holders.len() {
        let Some(quote) = words.quote(q) else { continue };
        let Some(before) = quote.continues.filter(|&c| c < q) else { continue };
        let outside = |d: &Draft, q: usize| d.cue.as_ref().is_some_and(|c| words.quote_of(c.start) != Some(q));
        let told = |&i: &usize| drafts[i].source.is_some() && outside(&drafts[i], before);
        let Some(first) = holders[before].iter().copied().find(told) else { continue };
        let has_speaker = |&i: &usize| {
            i == first
                || drafts[i].source.is_some()
                    && drafts[i].cue.as_ref().is_none_or(|c| words.quote_of(c.start) != Some(q))
        };
        if holders[q].iter().any(has_speaker) {
            continue;
        }
        for &i in holders[q].iter().filter(|&&i| drafts[i].source.is_none() && drafts[i].cue.is_none()) {
            dropped[i] = true;
        }
        drafts[first].content.push(words.within(quote.span));
        holders[q].push(first);
    }
    let mut dropped = dropped.into_iter();
    drafts.retain(|_| !dropped.next().unwrap_or(false));
}

/// Fewest words of a paragraph of quotation that is taken for the speech of who spoke before.
const SPEECH: usize = 5;

/// Share of such paragraphs that are of who spoke last in the paragraph before, in PolNeAR's train and dev parts: where that one opens with
/// a quotation too (35 of 41), and where it ends in reported speech (31 of 42).
const AFTER_QUOTATION: f32 = 0.85;
const AFTER_REPORT: f32 = 0.74;

/// Gives a paragraph that is one quotation, with nobody beside it, to the one speaker of the paragraph before.
fn take_up(words: &Words, drafts: &mut Vec<Draft>) {
    // By paragraph: whose cue stands in it outside of quotations, and whose content.
    let mut cues: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut contents: HashMap<usize, Vec<usize>> = HashMap::new();
    for (i, d) in drafts.iter().enumerate() {
        if let Some(cue) = d.cue.as_ref().filter(|c| words.quote_of(c.start).is_none()) {
            cues.entry(words.region_of(cue.start)).or_default().push(i);
        }
        for piece in &d.content {
            contents.entry(words.region_of(piece.start)).or_default().push(i);
        }
    }
    let list = |of: &HashMap<usize, Vec<usize>>, region: usize| of.get(&region).cloned().unwrap_or_default();
    let mut dropped = vec![false; drafts.len()];
    let mut found: Vec<Draft> = Vec::new();
    let mut speaker: Option<(Range<usize>, f32)> = None;
    let mut last: Option<(Range<usize>, usize)> = None;
    for here in paragraphs(words) {
        let region = words.region_of(here.start);
        if let Some((before, there)) = last.replace((here.clone(), region)) {
            let told: Vec<&Draft> = list(&cues, there).into_iter().map(|i| &drafts[i]).collect();
            let taken = found.last().is_some_and(|d| d.content.first() == Some(&before));
            let continued = taken || list(&contents, there).iter().any(|&i| drafts[i].source.is_some());
            if !told.is_empty() {
                speaker = speaks_last(words, &before, &told);
            } else if !continued || there + 1 != region {
                speaker = None;
            }
        }
        let quote = words.quote_of(here.start).and_then(|q| words.quote(q)).map(|q| words.within(q.span));
        let is_whole =
            quote.is_some_and(|q| q == here) && words.is_quote_mark(here.end - 1) && here.len() >= SPEECH + 2;
        let Some((source, confidence)) = speaker.clone().filter(|_| is_whole) else { continue };
        let held = list(&contents, region);
        let inside = |d: &Draft| d.cue.as_ref().is_some_and(|c| here.contains(&c.start));
        if held.iter().map(|&i| &drafts[i]).any(|d| !inside(d) && (d.source.is_some() || d.cue.is_some())) {
            continue;
        }
        held.into_iter().filter(|&i| !inside(&drafts[i])).for_each(|i| dropped[i] = true);
        found.push(Draft { source: Some(source), confidence, ..Draft::new(Rule::QuoteContinues, here) });
    }
    let mut dropped = dropped.into_iter();
    drafts.retain(|_| !dropped.next().unwrap_or(false));
    drafts.extend(found);
}

/// Who speaks a paragraph's last sentence, if all its statements are of one, and how sure it is that a quotation behind it is theirs.
fn speaks_last(words: &Words, paragraph: &Range<usize>, told: &[&Draft]) -> Option<(Range<usize>, f32)> {
    let last = told.iter().max_by_key(|d| d.cue.as_ref().map_or(0, |c| c.end))?;
    let source = last.source.clone()?;
    let one = |d: &&&Draft| {
        d.source.as_ref().map(|s| words.span(s.clone()).of(words.text))
            == Some(words.span(source.clone()).of(words.text))
    };
    // "I ask": the author's question is answered by another.
    const OTHERS: [&str; 7] = ["who", "which", "that", "it", "i", "we", "you"];
    let other = source.len() == 1 && OTHERS.iter().any(|w| words.says(source.start, w));
    let asks = words.text_of(paragraph.end - 1) == "?";
    let quoted = words.is_quote_mark(paragraph.start);
    let ends = last.cue.as_ref().is_some_and(|c| words.sentence_around(c.start).end == paragraph.end);
    if other || asks || !told.iter().all(|d| one(&d)) || !(quoted || ends && last.verb.is_some_and(|v| v.plain)) {
        return None;
    }
    Some((source, if quoted { AFTER_QUOTATION } else { AFTER_REPORT }))
}

/// The words of each paragraph.
fn paragraphs(words: &Words) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    let mut region = None;
    for s in words.analysis.sentences.iter().filter(|s| !s.tokens.is_empty()) {
        match all.last_mut() {
            Some(last) if region == Some(s.region) => last.end = s.tokens.end,
            _ => all.push(s.tokens.clone()),
        }
        region = Some(s.region);
    }
    all
}
