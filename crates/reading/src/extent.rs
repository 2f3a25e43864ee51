//! Which words does a head word's phrase cover?
//!
//! The extent is that of GUM's mentions: determiners, modifiers, relative clauses and the possessive's "'s" belong to it;
//! appositions, further members of a coordination, the preposition before it and, of a predicate noun, the rest of its clause
//! do not.

use crate::words::Words;
use dateline_language::{Relation, Upos};
use std::ops::Range;

/// Phrases over the dependency trees of a page.
#[derive(Debug, Default)]
pub struct Extents {
    phrases: Vec<Range<u32>>,
}

impl Extents {
    /// Linear in words times the depth of their trees, which sentences bound.
    pub fn new(words: &Words) -> Extents {
        let n = words.len();
        let single = |i: usize| i as u32..i as u32 + 1;
        // The phrase itself, and what it adds to the phrase that it hangs on.
        let mut own: Vec<Range<u32>> = (0..n).map(single).collect();
        let mut whole = own.clone();
        for s in 0..words.analysis.sentences.len() {
            for i in deepest_first(words, words.sentence(s)) {
                let child = &words.analysis.tokens[i];
                let Some(head) = child.head.map(|h| h as usize).filter(|&h| h < n) else { continue };
                let inner = cover(&whole[i], &own[i]);
                let side = side(words, i, head, child.relation);
                if matches!(side, Side::Phrase) {
                    own[head] = cover(&own[head], &inner);
                }
                if !matches!(side, Side::None) {
                    whole[head] = cover(&whole[head], &inner);
                }
            }
        }
        for (head, phrase) in own.iter_mut().enumerate() {
            let quote = words.quote_of(head);
            let same = |k: &u32| words.quote_of(*k as usize) == quote && !words.is_quote_mark(*k as usize);
            let start = (phrase.start..head as u32).rev().take_while(same).last();
            let end = (head as u32 + 1..phrase.end).take_while(same).last();
            *phrase = start.unwrap_or(head as u32)..end.unwrap_or(head as u32) + 1;
        }
        Extents { phrases: own }
    }

    /// The phrase that word `head` heads, as words; in a quotation no further than its marks.
    pub fn phrase(&self, head: usize) -> Range<usize> {
        self.phrases.get(head).map_or(head..head, |p| p.start as usize..p.end as usize)
    }
}

/// The word of `range` that the others hang on: the first whose own head lies outside.
pub fn head_of(words: &Words, range: &Range<usize>) -> usize {
    let outside = |&k: &usize| words.analysis.tokens[k].head.is_none_or(|h| !range.contains(&(h as usize)));
    range.clone().find(outside).unwrap_or(range.start)
}

enum Side {
    /// Part of the head's phrase.
    Phrase,
    /// No part of it, but of every phrase around it.
    Around,
    /// Of neither.
    None,
}

fn side(words: &Words, child: usize, head: usize, relation: Relation) -> Side {
    use Relation::*;
    let tokens = &words.analysis.tokens;
    let clause = matches!(tokens[head].upos, Upos::Verb | Upos::Aux);
    // "is also | the head of Doe Corp.": what stands before the copula is the clause's.
    let copula = |k: &usize| tokens[*k].relation == Cop && tokens[*k].head == Some(head as u32);
    match relation {
        Punct | CcPreconj | Appos | Parataxis | Discourse | Vocative | Dislocated | Reparandum | List => Side::None,
        _ if clause => Side::Phrase,
        Case if child < head => Side::Around,
        Conj | Cc => Side::Around,
        Nsubj | NsubjPass | NsubjOuter | Csubj | CsubjPass | CsubjOuter | Cop | Aux | AuxPass | Mark | Expl | Advcl
        | AdvclRelcl | Obl | OblUnmarked | OblAgent | Ccomp | Orphan | Obj | Iobj => {
            if matches!(tokens[head].upos, Upos::Adj | Upos::Adv) { Side::Phrase } else { Side::Around }
        }
        Advmod if child < head && words.analysis.tokens[head].upos != Upos::Adj => Side::Around,
        _ if child < head && (child + 1..head).any(|k| copula(&k)) => Side::Around,
        _ => Side::Phrase,
    }
}

/// The words of a sentence, each before the word that it hangs on.
fn deepest_first(words: &Words, sentence: Range<usize>) -> Vec<usize> {
    let first = sentence.start;
    let mut depth: Vec<u32> = vec![0; sentence.len()];
    let mut path = Vec::new();
    for i in sentence.clone() {
        let mut at = i;
        // A known depth, the root or a cycle that should not be ends the climb.
        while depth[at - first] == 0 && path.len() <= sentence.len() {
            path.push(at);
            match words.analysis.tokens[at].head.map(|h| h as usize).filter(|h| sentence.contains(h)) {
                Some(head) => at = head,
                None => break,
            }
        }
        let mut below = depth[at - first];
        while let Some(k) = path.pop() {
            if depth[k - first] == 0 {
                below += 1;
                depth[k - first] = below;
            }
        }
    }
    let mut order: Vec<usize> = sentence.collect();
    order.sort_by_key(|&i| std::cmp::Reverse(depth[i - first]));
    order
}

fn cover(a: &Range<u32>, b: &Range<u32>) -> Range<u32> {
    a.start.min(b.start)..a.end.max(b.end)
}
