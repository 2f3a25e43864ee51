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

/// "2 independent sources: 1 named, 1 outlet on its own word".
pub fn sources(claim: &Claim) -> String {
    let (least, most) = (claim.anonymous_least, claim.anonymous_most);
    let (low, high) = (claim.named + least + claim.unattributed, claim.named + most + claim.unattributed);
    let number = if low == high { low.to_string() } else { format!("{low} to {high}") };
    let noun = if high == 1 { "independent source" } else { "independent sources" };
    let mut kinds = Vec::new();
    if claim.named > 0 {
        kinds.push(format!("{} named", claim.named));
    }
    if most > 0 {
        kinds.push(if least == most { format!("{least} anonymous") } else { format!("{least} to {most} anonymous") });
    }
    if claim.unattributed > 0 {
        let whose = if claim.unattributed == 1 { "its" } else { "their" };
        kinds.push(format!("{} on {whose} own word", count(claim.unattributed as u64, "outlet", "outlets")));
    }
    format!("{number} {noun}: {}", kinds.join(", "))
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

/// The sentence that stands for a claim: the first told.
pub fn lead(claim: &Claim) -> &str {
    claim.tellings().next().map_or("", |t| t.words.as_str())
}

/// A claim with its voices one click away.
pub fn folded(claim: &Claim, open: bool) -> Markup {
    html! {
        article.claim {
            @if !claim.types.is_empty() { p.kicker { @for kind in &claim.types { span.tag { (layout::kind_name(kind)) } } } }
            p.lead dir="auto" { (lead(claim)) }
            details.why open[open] {
                summary { (counts(claim)) }
                (voices(claim))
            }
            (differences(claim))
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
                            @if let Some(by) = &telling.said_by { "as “" (by) "”" }
                            @if !telling.via.is_empty() { @if telling.said_by.is_some() { ", " } "through " (telling.via.join(", through ")) }
                            @if let Some(because) = &telling.because { span.because { (layout::capital(because)) ": counted with this voice" } }
                        }
                    }
                }
            }
        }
    }
}

/// Where the reports differ, side by side.
pub fn differences(claim: &Claim) -> Markup {
    html! { @for d in &claim.differences { (difference(d)) } }
}

fn difference(d: &Difference) -> Markup {
    let what = match d.slot.as_str() {
        "when" => "When".to_owned(),
        "where" => "Where".to_owned(),
        "whether" => "Whether it happened".to_owned(),
        unit => format!("How many: {unit}"),
    };
    html! {
        div.differs {
            h3 { (what) @if d.series { span.soft { " – the number moves with time" } } @else { span.soft { " – reports differ" } } }
            div.side-by-side {
                @for value in &d.values {
                    div {
                        p.value dir="auto" { (value.value) }
                        p.small {
                            a href=(format!("/article/{}", value.page)) { "page " (value.page) }
                            @if let Some(at) = &value.published { ", " (layout::moment_words(at)) }
                        }
                        p.words dir="auto" { (value.words) }
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
