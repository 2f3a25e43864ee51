//! What the tree and plain sense correct in the statements that were chosen: where a content has been cut, what tells of a deed and not of
//! an opinion, and which quotation goes on from a paragraph before.

use super::manner::{self, is_attitude};
use super::{Draft, tree};
use crate::words::{Shape, Words};
use dateline_language::{Relation, Upos};
use dateline_record::Act;
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
    for i in 0..draft.content.len() {
        let piece = draft.content[i].clone();
        let end = end(words, &piece, &apart, anchor);
        draft.content[i].end = end;
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
    for q in 0..words.analysis.quotes.len() {
        let Some(quote) = words.quote(q) else { continue };
        let Some(before) = quote.continues.and_then(|c| words.quote(c)) else { continue };
        let (here, there) = (words.within(quote.span), words.within(before.span));
        let meets = |d: &Draft, r: &Range<usize>| d.content.iter().any(|c| c.start < r.end && r.start < c.end);
        let outside = |d: &Draft| d.cue.as_ref().is_some_and(|c| !there.contains(&c.start));
        let Some(first) = drafts.iter().position(|d| d.source.is_some() && outside(d) && meets(d, &there)) else {
            continue;
        };
        let apart = |d: &Draft| d.source.is_some() || d.cue.is_some();
        if meets(&drafts[first], &here)
            || drafts
                .iter()
                .any(|d| apart(d) && meets(d, &here) && d.cue.as_ref().is_none_or(|c| !here.contains(&c.start)))
        {
            continue;
        }
        drafts[first].content.push(here.clone());
        let goes = |i: usize, d: &Draft| i != first && !apart(d) && meets(d, &here);
        let mut i = 0;
        drafts.retain(|d| {
            i += 1;
            !goes(i - 1, d)
        });
    }
}
