//! When and where something was said, where the reporting clause tells it.

use super::Draft;
use super::parties::Known;
use crate::words::Words;
use dateline_language::{Relation, Upos};
use dateline_record::Time;

/// How far up the tree the reporting word may stand.
const CLIMB: usize = 3;

/// Whether word `k` hangs on the cue of a statement, with no other verb between.
fn hangs(words: &Words, draft: &Draft, k: usize) -> bool {
    let Some(cue) = &draft.cue else { return false };
    let tokens = &words.analysis.tokens;
    let mut at = k;
    for _ in 0..CLIMB {
        let Some(head) = tokens.get(at).and_then(|t| t.head).map(|h| h as usize) else { return false };
        if cue.contains(&head) {
            return true;
        }
        if matches!(tokens[head].upos, Upos::Verb) {
            return false;
        }
        at = head;
    }
    false
}

fn is_told(draft: &Draft, k: usize) -> bool {
    draft.content.iter().chain(&draft.source).any(|r| r.contains(&k))
}

/// The time of a statement: the first in its sentence that hangs on the cue.
pub fn time(words: &Words, times: &[Time], draft: &Draft) -> Option<String> {
    let sentence = words.span(words.sentence_around(draft.cue.as_ref()?.start));
    let first = times.partition_point(|t| t.span.start < sentence.start);
    let here = times[first..].iter().take_while(|t| t.span.start < sentence.end);
    let of_cue = |t: &&Time| {
        let range = words.within(t.span);
        range.clone().any(|k| !is_told(draft, k) && hangs(words, draft, k)) && !range.clone().any(|k| is_told(draft, k))
    };
    use dateline_record::TimeKind as K;
    here.filter(|t| matches!(t.kind, K::Date | K::Time)).find(of_cue).map(|t| t.id.clone())
}

/// The place of a statement: a name behind "in" or "at" that hangs on the cue. Whether it is one on the map is seen later.
pub fn place(words: &Words, known: &Known, draft: &Draft) -> Option<String> {
    let a = words.analysis;
    let sentence = words.sentence_around(draft.cue.as_ref()?.start);
    let of_place = |&k: &usize| {
        a.tokens.get(k).is_some_and(|t| t.upos == Upos::Propn && t.relation == Relation::Obl)
            && !is_told(draft, k)
            && hangs(words, draft, k)
            && a.children(k).any(|c| ["in", "at", "from", "outside", "near"].iter().any(|w| words.says(c, w)))
    };
    let k = sentence.filter(|_| a.is_read).find(of_place)?;
    known.named(words, k).and_then(|e| known.id(e))
}
