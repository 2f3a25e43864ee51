//! Which statement lies within which, and through whom each reached the page.

use super::Draft;
use super::parties::{Known, maker, parties, party, reader};
use crate::words::Words;
use dateline_record::{Party, PartyKind, Statement};

/// How many drafts before or behind one may contain it.
const NESTING_REACH: usize = 8;

/// How many statements deep a chain is followed.
const DEPTH: usize = 4;

/// The draft whose content holds the cue of draft `i` and all that it reports: the nearest before it.
pub fn container(drafts: &[Draft], i: usize) -> Option<usize> {
    let cue = drafts[i].cue.as_ref()?;
    let (first, last) = (drafts[i].content.first()?.start.min(cue.start), drafts[i].content.last()?.end.max(cue.end));
    let holds = |d: &Draft| {
        let (Some(a), Some(b)) = (d.content.first(), d.content.last()) else { return false };
        a.start <= first && last <= b.end && d.content.iter().any(|c| c.start <= cue.start && cue.end <= c.end)
    };
    // Strictly longer, so that no two lie within each other.
    let length = |k: usize| drafts[k].content.iter().map(|c| c.len()).sum::<usize>();
    let low = i.saturating_sub(NESTING_REACH);
    (low..(i + 1 + NESTING_REACH).min(drafts.len()))
        .rev()
        .filter(|&k| k != i && drafts[k].cue != drafts[i].cue)
        .filter(|&k| holds(&drafts[k]) && length(k) > length(i))
        .min_by_key(|&k| length(k))
}

/// Whether a party passes on what others say.
pub fn carries(party: &Party) -> bool {
    use PartyKind as K;
    matches!(party.kind, Some(K::Media | K::Agency | K::Document | K::ImageOrData))
}

/// The carriers named beside a statement: "in a video released by the ministry" is a video, and the ministry; of documents seen by a
/// newspaper, the newspaper.
pub fn named(words: &Words, known: &Known, draft: &Draft) -> Vec<Party> {
    let mut via = Vec::new();
    if let Some(reader) = draft.source.as_ref().and_then(|s| reader(words, s)) {
        add(&mut via, party(words, known, &reader));
    }
    if let Some(range) = &draft.via {
        parties(words, known, range).into_iter().for_each(|p| add(&mut via, p));
        let press = |p: &Party| matches!(p.kind, Some(PartyKind::Media | PartyKind::Agency));
        if !via.iter().any(press)
            && let Some(by) = maker(words, known, range).map(|(by, _)| by).or_else(|| reader(words, range))
        {
            add(&mut via, party(words, known, &by));
        }
    }
    via
}

fn add(via: &mut Vec<Party>, new: Party) {
    let known = |p: &Party| p.span == new.span || p.entity.is_some() && p.entity == new.entity && p.kind == new.kind;
    if !via.iter().any(known) {
        via.push(new);
    }
}

/// Adds the carriers that only the whole shows: whom it was told, who carries the statement that it lies in.
pub fn complete(statements: &mut [Statement], containers: &[Option<usize>]) {
    for i in 0..statements.len() {
        let mut via = std::mem::take(&mut statements[i].via);
        // "Roe told the Doe News Agency"
        let told: Vec<Party> = statements[i]
            .to
            .iter()
            .filter(|p| matches!(p.kind, Some(PartyKind::Media | PartyKind::Agency)))
            .cloned()
            .collect();
        told.into_iter().for_each(|p| add(&mut via, p));
        let mut at = i;
        for _ in 0..DEPTH {
            let Some(outer) = containers.get(at).copied().flatten() else { break };
            for p in statements[outer].source.iter().filter(|p| carries(p)) {
                add(&mut via, p.clone());
            }
            at = outer;
        }
        statements[i].via = via;
    }
}

/// How many statements back a report is looked for.
const REPORT_REACH: usize = 5;

/// "the report said": the report is the one of the agency, or the one by name, spoken of last.
pub fn reports(text: &str, statements: &mut [Statement]) {
    const NOUNS: [&str; 8] = ["report", "article", "story", "dispatch", "statement", "study", "survey", "agency"];
    for i in 1..statements.len() {
        let [source] = statements[i].source.as_slice() else { continue };
        let body = source.kind == Some(PartyKind::Organization);
        if source.entity.is_some() || !carries(source) && !body {
            continue;
        }
        let words = source.span.of(text).to_lowercase();
        let Some(noun) = words.strip_prefix("the ").and_then(|n| NOUNS.iter().find(|w| **w == n)) else { continue };
        if body && *noun != "agency" {
            continue;
        }
        let first = statements[i].cue.first().map_or(0, |c| c.start);
        let is_it = |p: &&Party| {
            p.span.end <= first
                && (matches!(p.kind, Some(PartyKind::Media | PartyKind::Agency))
                    && *noun != "statement"
                    && *noun != "study"
                    && *noun != "survey"
                    || p.kind == Some(PartyKind::Document) && p.span.of(text).to_lowercase().contains(noun))
        };
        let before = &statements[i.saturating_sub(REPORT_REACH)..i];
        let found =
            before.iter().flat_map(|s| s.source.iter().chain(&s.via)).filter(is_it).max_by_key(|p| p.span.start);
        let Some((entity, kind)) = found.and_then(|p| Some((p.entity.clone()?, p.kind))) else { continue };
        if let Some(p) = statements[i].source.first_mut() {
            p.entity = Some(entity);
            p.kind = if body { kind } else { p.kind };
        }
    }
}
