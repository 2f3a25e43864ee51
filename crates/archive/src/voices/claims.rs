//! Sentences that tell the same, joined; their voices counted.

use super::tell::{Page, Sentence};
use super::who::{Kind, People, Source};
use super::{Claim, Telling, Voice, differ, happening};
use crate::terms;
use dateline_record::{Actor, Event, Record, StatementForm};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How alike two sentences must be to tell the same …
const ALIKE: f32 = 0.40;
/// … and two that also tell an event which could be one, count the same things, or report one person's words on two pages.
const ALIKE_AND_BOUND: f32 = 0.22;
/// … and two of which one has fewer than [`TERMS`] terms.
const ALIKE_AND_SHORT: f32 = 0.75;
/// … and two that quote different people.
const ALIKE_QUOTED: f32 = 0.60;
/// Terms that they must have in common.
const COMMON: usize = 3;
/// Sentences so alike are the same words.
const SAME_WORDS: f32 = 0.85;
/// Terms of a sentence that tells enough to be compared freely.
const TERMS: usize = 4;

/// Where a telling stands: page, sentence.
pub(super) type At = (usize, usize);

/// What the pages tell, in order of the number of reports.
pub(super) fn of(story: i64, mut pages: Vec<Page>) -> Vec<Claim> {
    weigh(&mut pages);
    let people = People::of(pages.iter().map(|page| &page.record));
    for sentence in pages.iter_mut().flat_map(|page| &mut page.sentences) {
        sentence.source.iter_mut().for_each(|source| people.name(source));
    }
    let pages = &pages[..];
    let mut claims: Vec<Claim> = joined(pages).iter().map(|tellings| claim(story, tellings, pages)).collect();
    let says = |c: &Claim| c.happening.is_some() || c.voices.iter().any(|v| v.kind != "unattributed");
    claims.retain(|c| c.pages > 1 || says(c));
    claims.sort_by_key(|c| std::cmp::Reverse((c.reports, c.pages)));
    claims
}

/// Takes weight from terms that stand all over the story: that both sentences speak of Norway says little where all do.
fn weigh(pages: &mut [Page]) {
    let mut count: HashMap<i64, f32> = HashMap::new();
    let (mut reports, mut all) = (BTreeSet::new(), 0.0);
    for page in pages.iter().filter(|page| reports.insert(page.report)) {
        for sentence in &page.sentences {
            all += 1.0;
            sentence.terms.iter().for_each(|(term, _)| *count.entry(*term).or_default() += 1.0);
        }
    }
    for sentence in pages.iter_mut().flat_map(|page| &mut page.sentences) {
        for (term, weight) in &mut sentence.terms {
            let n = count.get(term).copied().unwrap_or(1.0).max(1.0);
            *weight *= (1.0_f32 + all / n).ln() / (1.0 + all).ln();
        }
        terms::normalize(&mut sentence.terms);
    }
}

/// Groups sentences that tell the same, each in the order of the pages.
fn joined(pages: &[Page]) -> Vec<Vec<At>> {
    let mut groups: Vec<Vec<At>> = Vec::new();
    // Sentences with their groups, and for each term those that bear it: so a product is summed only over terms in common.
    let mut placed: Vec<(At, usize)> = Vec::new();
    let mut bearing: HashMap<i64, Vec<(usize, f32)>> = HashMap::new();
    let mut products: Vec<f32> = Vec::new();
    let sentences = pages.iter().enumerate().flat_map(|(p, page)| (0..page.sentences.len()).map(move |s| (p, s)));
    for (p, s) in sentences {
        let Some(sentence) = pages[p].sentences.get(s).filter(|s| s.terms.len() > 1 || s.source.is_some()) else {
            continue;
        };
        products.clear();
        products.resize(placed.len(), 0.0);
        for (term, weight) in &sentence.terms {
            for (other, of_other) in bearing.get(term).map(Vec::as_slice).unwrap_or_default() {
                products[*other] += weight * of_other;
            }
        }
        let mut best: Option<(f32, usize)> = None;
        for ((at, group), product) in placed.iter().zip(&products) {
            // Summed in another order than `likeness` does: a hair of room.
            if *product < ALIKE_AND_BOUND - 1e-3 || best.is_some_and(|(alike, _)| *product < alike - 1e-3) {
                continue;
            }
            let alike = likeness(pages, (p, s), *at).unwrap_or(0.0);
            if alike > 0.0 && best.is_none_or(|(b, g)| alike > b || alike == b && *group < g) {
                best = Some((alike, *group));
            }
        }
        // "This is very cool science" says too little to be a claim of its own, but is one that another page gives a source for.
        if best.is_none() && sentence.terms.len() < TERMS && sentence.source.is_none() {
            continue;
        }
        let group = best.map_or(groups.len(), |(_, group)| group);
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push((p, s));
        for (term, weight) in &sentence.terms {
            bearing.entry(*term).or_default().push((placed.len(), *weight));
        }
        placed.push(((p, s), group));
    }
    groups
}

/// How alike two sentences are, if they tell the same.
fn likeness(pages: &[Page], a: At, b: At) -> Option<f32> {
    let (x, y) = (sentence(pages, a)?, sentence(pages, b)?);
    let alike = terms::dot(&x.terms, &y.terms);
    if alike < ALIKE_AND_BOUND {
        return None;
    }
    // One rare word in common, such as "gunfire", is not yet the same thing; and two people's own words are one only if they are alike.
    let common = terms::common(&x.terms, &y.terms);
    if common < COMMON && alike < ALIKE_AND_SHORT || alike < ALIKE_QUOTED && two_speak(pages, a, b) {
        return None;
    }
    let short = x.terms.len().min(y.terms.len()) < TERMS;
    let same_things = || x.numbers.keys().any(|unit| y.numbers.contains_key(unit));
    let same_speaker = || {
        let person = |s: &Sentence| s.source.clone().filter(|source| source.kind == Kind::Person);
        a.0 != b.0 && matches!((person(x), person(y)), (Some(x), Some(y)) if x.is(&y))
    };
    let bound = || same_things() || same_speaker() || share_event(pages, a, b);
    let enough = alike >= if short { ALIKE_AND_SHORT } else { ALIKE } || !short && alike >= ALIKE_AND_BOUND && bound();
    enough.then_some(alike)
}

/// Whether two sentences quote different people word for word.
fn two_speak(pages: &[Page], a: At, b: At) -> bool {
    let quoted = |at: At| {
        let sentence = sentence(pages, at)?;
        let statement = pages.get(at.0)?.record.statements.get(sentence.statement?)?;
        (statement.form != StatementForm::Indirect).then_some(sentence.source.as_ref()?)
    };
    matches!((quoted(a), quoted(b)), (Some(x), Some(y)) if !x.is(y))
}

fn sentence(pages: &[Page], at: At) -> Option<&Sentence> {
    pages.get(at.0)?.sentences.get(at.1)
}

/// Whether two sentences tell events that could be one: of one type, with a party in common, at times that can be one.
fn share_event(pages: &[Page], a: At, b: At) -> bool {
    let events = |at: At| {
        let record = pages.get(at.0).map(|page| &page.record);
        let events = sentence(pages, at).map(|s| s.events.as_slice()).unwrap_or_default();
        events.iter().filter_map(move |i| Some((record?.events.get(*i)?, record?)))
    };
    events(a).any(|(x, rx)| events(b).any(|(y, ry)| could_be_one(x, rx, y, ry)))
}

fn could_be_one(x: &Event, rx: &Record, y: &Event, ry: &Record) -> bool {
    let same_kind = x.kind.is_some() && x.kind == y.kind || x.lemma == y.lemma;
    let names = |event: &Event, record: &Record| -> BTreeSet<String> {
        let name = |actor: &Actor| {
            let words = happening::name(actor, record).split_whitespace();
            words.last().map(crate::words::folded_name).unwrap_or_default()
        };
        event.actors.iter().chain(&event.recipients).map(name).filter(|n| n.len() > 2).collect()
    };
    let when = |event: &Event, record: &Record| differ::interval(event, record);
    let apart = matches!((when(x, rx), when(y, ry)), (Some(a), Some(b)) if a.1 < b.0 || b.1 < a.0);
    same_kind && !apart && !names(x, rx).is_disjoint(&names(y, ry))
}

/// The voices of a claim, in the making: the source, if it has one, and its tellings with the reasons.
struct Making {
    source: Option<Source>,
    outlet: Option<String>,
    tellings: Vec<(At, Option<String>)>,
}

fn claim(story: i64, tellings: &[At], pages: &[Page]) -> Claim {
    let mut voices: Vec<Making> = Vec::new();
    // First those that name a source.
    for at in tellings {
        let Some(source) = sentence(pages, *at).and_then(|s| s.source.clone()) else { continue };
        match voices.iter_mut().find(|v| v.source.as_ref().is_some_and(|s| s.is(&source))) {
            Some(voice) => {
                let copied =
                    voice.tellings.iter().find(|(other, _)| is_copy(pages, *at, *other)).map(|(other, _)| *other);
                let because = copied.map(|other| format!("copy of page {}", pages[other.0].id));
                let because = because.or_else(|| source.inferred.clone());
                voice.tellings.push((*at, because));
                if let Some(known) = &mut voice.source
                    && source.fullness() > known.fullness()
                {
                    *known = Source { via: known.via.clone(), ..source };
                }
            }
            None => {
                let because = source.inferred.clone();
                voices.push(Making { source: Some(source), outlet: None, tellings: vec![(*at, because)] });
            }
        }
    }
    // Then those that do not: folded into one of the voices, where something says so, or the outlet's own word.
    for at in tellings.iter().filter(|at| sentence(pages, **at).is_some_and(|s| s.source.is_none())) {
        let (voice, because) = match folded(pages, *at, &voices) {
            Some((voice, because)) => (Some(voice), Some(because)),
            None => {
                let outlet = pages[at.0].outlet();
                (voices.iter().position(|v| v.outlet.as_ref() == Some(&outlet)), None)
            }
        };
        match voice.and_then(|v| voices.get_mut(v)) {
            Some(voice) => voice.tellings.push((*at, because)),
            None => {
                voices.push(Making { source: None, outlet: Some(pages[at.0].outlet()), tellings: vec![(*at, because)] })
            }
        }
    }
    count(story, voices, tellings, pages)
}

/// The voice that a sentence without a source belongs to, and why.
fn folded(pages: &[Page], at: At, voices: &[Making]) -> Option<(usize, String)> {
    let find = |is: &dyn Fn(At) -> bool| {
        let with = |v: &Making| v.tellings.iter().map(|(other, _)| *other).find(|other| is(*other));
        voices.iter().enumerate().find_map(|(i, v)| with(v).map(|other| (i, other)))
    };
    if let Some((voice, _)) = find(&|other| other.0 == at.0).filter(|(voice, _)| voices[*voice].source.is_some()) {
        return Some((voice, "the same page names the source".into()));
    }
    if let Some((voice, other)) = find(&|other| is_copy(pages, at, other)) {
        return Some((voice, format!("copy of page {}", pages[other.0].id)));
    }
    let this = sentence(pages, at)?;
    if let Some((voice, other)) = find(&|other| same_words(pages, at, other)) {
        let because = match other.0 == at.0 {
            true => "the page says it twice".to_owned(),
            false => format!("in the words of page {}", pages[other.0].id),
        };
        return Some((voice, because));
    }
    // A headline sums up its page: it is no word of its own where the claim has a voice.
    if this.headline && !voices.is_empty() {
        return Some((0, "inferred: a headline".into()));
    }
    // The sentence beside it names somebody who vouches for this elsewhere.
    let beside = [at.1.checked_sub(1), Some(at.1 + 1)].into_iter().flatten();
    let sources: Vec<&Source> = beside.filter_map(|s| sentence(pages, (at.0, s))?.source.as_ref()).collect();
    let named = |v: &Making| v.source.as_ref().is_some_and(|s| sources.iter().any(|beside| beside.is(s)));
    let voice = voices.iter().position(named)?;
    Some((voice, "inferred: the sentence beside it has this source".into()))
}

/// Whether two sentences are all but the same words.
pub(super) fn same_words(pages: &[Page], a: At, b: At) -> bool {
    matches!((sentence(pages, a), sentence(pages, b)), (Some(x), Some(y)) if terms::dot(&x.terms, &y.terms) >= SAME_WORDS)
}

/// Whether a sentence stands in a copy of the other's page, in like words.
fn is_copy(pages: &[Page], a: At, b: At) -> bool {
    let same_report = a.0 != b.0 && pages[a.0].report == pages[b.0].report;
    same_report
        && matches!((sentence(pages, a), sentence(pages, b)), (Some(x), Some(y)) if terms::dot(&x.terms, &y.terms) >= ALIKE)
}

fn count(story: i64, voices: Vec<Making>, tellings: &[At], pages: &[Page]) -> Claim {
    let of_kind = |kind: Kind| voices.iter().filter(move |v| v.source.as_ref().is_some_and(|s| s.kind == kind));
    let reports = |v: &Making| v.tellings.iter().map(|(at, _)| pages[at.0].report).collect::<BTreeSet<_>>();
    let mut anonymous: BTreeMap<i64, usize> = BTreeMap::new();
    of_kind(Kind::Anonymous).flat_map(reports).for_each(|report| *anonymous.entry(report).or_default() += 1);
    let mut types: BTreeSet<String> = BTreeSet::new();
    for at in tellings {
        let record = &pages[at.0].record;
        let events = sentence(pages, *at).map(|s| s.events.as_slice()).unwrap_or_default();
        types.extend(events.iter().filter_map(|i| record.events.get(*i)?.kind.clone()));
    }
    let mut claim = Claim {
        id: None,
        story,
        happening: happening::of(tellings, pages),
        named: of_kind(Kind::Person).count() + of_kind(Kind::Body).count(),
        anonymous_least: anonymous.values().copied().max().unwrap_or(0),
        anonymous_most: anonymous.values().sum(),
        unattributed: voices.iter().filter(|v| v.source.is_none()).count(),
        reports: tellings.iter().map(|at| pages[at.0].report).collect::<BTreeSet<_>>().len(),
        pages: tellings.iter().map(|at| at.0).collect::<BTreeSet<_>>().len(),
        types: types.into_iter().collect(),
        differences: differ::differences(tellings, pages),
        voices: voices.into_iter().map(|v| voice(v, pages)).collect(),
    };
    claim.voices.sort_by_key(|v| (v.kind == "unattributed", std::cmp::Reverse(v.tellings.len())));
    claim
}

fn voice(making: Making, pages: &[Page]) -> Voice {
    let kind = match making.source.as_ref().map(|s| s.kind) {
        Some(Kind::Anonymous) => "anonymous",
        Some(_) => "named",
        None => "unattributed",
    };
    let name = making.source.map(|s| s.name).or(making.outlet).unwrap_or_default();
    Voice {
        name,
        kind,
        tellings: making.tellings.into_iter().filter_map(|(at, why)| telling(at, why, pages)).collect(),
    }
}

fn telling(at: At, because: Option<String>, pages: &[Page]) -> Option<Telling> {
    let page = pages.get(at.0)?;
    let sentence = page.sentences.get(at.1)?;
    let record = &page.record;
    let span = sentence.points;
    Some(Telling {
        page: page.id,
        source: record.source.id.clone(),
        outlet: record.article.publisher.as_ref().and_then(|p| p.name.clone().or(p.domain.clone())),
        published: page.published().map(str::to_owned),
        start: span.start,
        end: span.end,
        words: super::one_line(page.words(sentence.span)),
        statement: sentence.statement.and_then(|i| record.statements.get(i)).map(|s| s.id.clone()),
        events: sentence.events.iter().filter_map(|i| record.events.get(*i)).map(|v| v.id.clone()).collect(),
        said_by: sentence.source.as_ref().map(|s| s.name.clone()),
        via: sentence.source.as_ref().map(|s| s.via.clone()).unwrap_or_default(),
        because,
    })
}
