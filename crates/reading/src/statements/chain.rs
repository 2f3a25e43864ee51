//! Which statement lies within which.

use super::Draft;

/// How many drafts before one may contain it.
const NESTING_REACH: usize = 8;

/// The draft whose content holds the cue of draft `i` and all that it reports: the nearest before it.
pub(super) fn container(drafts: &[Draft], i: usize) -> Option<usize> {
    let cue = drafts[i].cue.as_ref()?;
    let (first, last) = (drafts[i].content.first()?.start.min(cue.start), drafts[i].content.last()?.end.max(cue.end));
    let holds = |d: &Draft| d.content.iter().any(|c| c.start <= first && last <= c.end);
    let low = i.saturating_sub(NESTING_REACH);
    (low..(i + 1 + NESTING_REACH).min(drafts.len()))
        .rev()
        .filter(|&k| k != i)
        .filter(|&k| holds(&drafts[k]))
        .min_by_key(|&k| drafts[k].content.iter().map(|c| c.len()).sum::<usize>())
}
