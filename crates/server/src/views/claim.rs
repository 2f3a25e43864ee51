//! What several pages tell alike, with its voices: how many independent sources, and why.

use crate::layout::{self, count};
use dateline_archive::Table;
use dateline_archive::voices::{Claim, Difference, Telling, Voice};
use maud::{Markup, html};
use serde_json::json;
use std::collections::BTreeSet;

/// Where a telling's words stand in its article.
fn place(telling: &Telling) -> String {
    let fact = telling.statement.as_ref().or(telling.events.first());
    match fact {
        Some(fact) => format!("/article/{}#w-{fact}", telling.page),
        None => format!("/article/{}", telling.page),
    }
}

/// How many independent sources there are, at least and at most. Outlets on their own word are counted apart.
fn independent(claim: &Claim) -> (usize, usize) {
    (claim.named + claim.anonymous_least, claim.named + claim.anonymous_most)
}

fn range((least, most): (usize, usize)) -> String {
    if least == most { least.to_string() } else { format!("{least}–{most}") }
}

/// "2 independent sources: Ann Roe, 1 not named; 1 outlet on its own word", "no source but 2 outlets on their own word".
pub fn sources(claim: &Claim) -> String {
    const NAMES: usize = 4;
    let (least, most) = independent(claim);
    let noun = if most == 1 { "independent source" } else { "independent sources" };
    let named = claim.voices.iter().filter(|v| v.kind == "named").map(|v| v.name.clone());
    let mut kinds: Vec<String> = named.take(NAMES).collect();
    if claim.named > NAMES {
        kinds.push(format!("{} more named", claim.named - NAMES));
    }
    if claim.anonymous_most > 0 {
        kinds.push(format!("{} not named", range((claim.anonymous_least, claim.anonymous_most))));
    }
    let whose = if claim.unattributed == 1 { "its" } else { "their" };
    let outlets = format!("{} on {whose} own word", count(claim.unattributed as u64, "outlet", "outlets"));
    match (most, claim.unattributed) {
        (0, _) => format!("no source but {outlets}"),
        (_, 0) => format!("{} {noun}: {}", range((least, most)), kinds.join(", ")),
        _ => format!("{} {noun}: {}; {outlets}", range((least, most)), kinds.join(", ")),
    }
}

/// Outlets that tell it.
pub fn outlets(claim: &Claim) -> usize {
    claim.tellings().map(|t| t.outlet.as_deref().unwrap_or_default()).collect::<BTreeSet<_>>().len()
}

/// "3 pages, 3 outlets, 2 independent sources: …".
pub fn counts(claim: &Claim) -> String {
    format!(
        "{}, {}, {}",
        count(claim.pages as u64, "page", "pages"),
        count(outlets(claim) as u64, "outlet", "outlets"),
        sources(claim)
    )
}

/// The sentence that stands for a claim: the first that was published.
pub fn lead(claim: &Claim) -> &str {
    let first = claim.tellings().min_by_key(|t| (t.published.is_none(), t.published.as_deref(), t.page, t.start));
    first.map_or("", |t| t.words.as_str())
}

/// A claim with its voices one click away.
pub fn folded(claim: &Claim, open: bool) -> Markup {
    html! {
        div.claim {
            p.sum aria-hidden="true" {
                @if independent(claim).1 == 0 { strong { (claim.unattributed) } @if claim.unattributed == 1 { "outlet" } @else { "outlets" } }
                @else { strong { (range(independent(claim))) } @if independent(claim).1 == 1 { "source" } @else { "sources" } }
            }
            div {
                p.lead dir="auto" { @if let Some(id) = claim.id { a.go href=(format!("/claim/{id}")) { (lead(claim)) } } @else { (lead(claim)) } }
                details.why open[open] {
                    summary { (counts(claim)) }
                    @if !claim.types.is_empty() { p.kicker { @for kind in &claim.types { span.tag { (layout::kind_name(kind)) } } } }
                    (voices(claim))
                }
                (differences(claim))
            }
        }
    }
}

/// Its voices, each with the sentences, and why they count with it.
pub fn voices(claim: &Claim) -> Markup {
    html! { ol.voices { @for voice in &claim.voices { (one(voice)) } } }
}

fn one(voice: &Voice) -> Markup {
    html! {
        li class=(voice.kind) {
            p.voice {
                strong dir="auto" { (voice.name) } " "
                span.soft { (match voice.kind { "named" => "named source", "anonymous" => "not named", _ => "on its own word" }) }
            }
            ul.tellings {
                @for telling in &voice.tellings {
                    li {
                        p.kicker { (layout::outlet(telling.outlet.as_deref())) (layout::moment(telling.published.as_deref())) }
                        p dir="auto" { a.quote href=(place(telling)) { (telling.words) } }
                        p.small {
                            @let by = telling.said_by.as_ref().filter(|by| **by != voice.name);
                            @if let Some(by) = by { "as “" span dir="auto" { (by) } "”" }
                            @if !telling.via.is_empty() { @if by.is_some() { ", " } "through " (telling.via.join(", through ")) }
                            @if let Some(because) = &telling.because { " " span.because { (reason(because)) ": counted with this voice" } }
                        }
                    }
                }
            }
        }
    }
}

/// Why a telling counts with its voice; a page that it names is a link.
fn reason(because: &str) -> Markup {
    let because = layout::capital(because);
    match because.split_once("page ") {
        Some((before, number)) if number.bytes().all(|b| b.is_ascii_digit()) && !number.is_empty() => {
            html! { (before) a href=(format!("/article/{number}")) { "page " (number) } }
        }
        _ => html! { (because) },
    }
}

/// Who vouches for it, and where they differ.
pub fn vouched(claim: Option<&Claim>) -> Markup {
    html! {
        @if let Some(claim) = claim {
            section aria-labelledby="voices" {
                h2.rule #voices { "Who vouches for it" }
                p.standfirst { (counts(claim)) "." }
                (voices(claim))
            }
            section aria-labelledby="disputed" {
                h2.rule #disputed { "What is disputed" }
                @if claim.differences.is_empty() { p.soft { "The reports do not differ in numbers, days, places, people, or whether it happened." } }
                (differences(claim))
            }
        } @else {
            p.soft { "Nothing else in the archive tells this, and no source is named for it." }
        }
    }
}

/// Where the reports differ, side by side.
pub fn differences(claim: &Claim) -> Markup {
    html! { @for d in &claim.differences { (difference(d, claim)) } }
}

fn difference(d: &Difference, claim: &Claim) -> Markup {
    let what = match d.slot.as_str() {
        "when" => "When".to_owned(),
        "where" => "Where".to_owned(),
        "whether" => "Whether it happened".to_owned(),
        other => layout::capital(other),
    };
    // A number reads better with its thousands parted.
    let shown = |value: &str| value.parse().map_or_else(|_| value.to_owned(), layout::number);
    let mut values: Vec<(&str, Vec<&dateline_archive::voices::Value>)> = Vec::new();
    for value in &d.values {
        match values.iter_mut().find(|(known, _)| *known == value.value) {
            Some((_, told)) => told.push(value),
            None => values.push((&value.value, vec![value])),
        }
    }
    let outlet = |page: i64| claim.tellings().find(|t| t.page == page).and_then(|t| t.outlet.as_deref());
    html! {
        div.differs {
            h3 { (what) @if d.series { span.soft { " – the number moves with time" } } @else { span.soft { " – reports differ" } } }
            div.side-by-side {
                @for (value, told) in &values {
                    div {
                        p.value dir="auto" { (shown(value)) }
                        @for same in told.chunk_by(|a, b| a.words == b.words) {
                            @for value in same {
                                p.small { a href=(format!("/article/{}", value.page)) dir="auto" { (outlet(value.page).unwrap_or("its page")) }
                                    @if let Some(at) = &value.published { ", " (layout::moment_words(at)) } }
                            }
                            @if let Some(value) = same.first() { p.words dir="auto" { (value.words) } }
                        }
                    }
                }
            }
        }
    }
}

/// A row a telling.
pub fn table(claims: &[Claim]) -> Table {
    let columns =
        ["claim", "voice", "kind", "page", "outlet", "published", "words", "said_by", "via", "because", "start", "end"];
    let rows = claims.iter().enumerate().flat_map(|(i, claim)| {
        claim.voices.iter().flat_map(move |voice| {
            voice.tellings.iter().map(move |t| {
                vec![
                    json!(i + 1),
                    json!(voice.name),
                    json!(voice.kind),
                    json!(t.page),
                    json!(t.outlet),
                    json!(t.published),
                    json!(t.words),
                    json!(t.said_by),
                    json!(t.via.join("; ")),
                    json!(t.because),
                    json!(t.start),
                    json!(t.end),
                ]
            })
        })
    });
    layout::table(&columns, rows)
}
