//! The way of a statement: from who said it, through whom, to this page.

use dateline_record::{PartyKind, Record, Statement};
use dateline_wording::{self as words, Entities};
use maud::{Markup, html};

/// One who passes a statement on.
struct Link {
    name: String,
    about: Option<String>,
    unnamed: bool,
}

/// The chain, from the source to the outlet. Spans of the record count bytes.
pub fn of(s: &Statement, record: &Record, entities: &Entities, outlet: Option<&str>) -> Markup {
    let mut links = vec![source(s, record, entities)];
    links.extend(carriers(s, record, entities));
    // What is told within another statement came through that one's source.
    let mut inner = s;
    for _ in 0..4 {
        let Some(outer) = words::outer(record, inner).and_then(|i| record.statements.get(i)) else { break };
        if !outer.source.is_empty() {
            links.push(source(outer, record, entities));
        }
        links.extend(carriers(outer, record, entities));
        inner = outer;
    }
    if let Some(outlet) = outlet {
        links.push(Link { name: outlet.to_owned(), about: None, unnamed: false });
    }
    links.dedup_by(|a, b| a.name == b.name);
    html! {
        ol.chain aria-label="Chain of this statement" {
            @for link in &links {
                li.unnamed[link.unnamed] { span dir="auto" { (link.name) } @if let Some(about) = &link.about { small dir="auto" { (about) } } }
            }
        }
    }
}

fn source(s: &Statement, record: &Record, entities: &Entities) -> Link {
    let (name, about) = words::speakers(s, &record.text, entities);
    let nameless = |kind| matches!(kind, Some(PartyKind::Anonymous | PartyKind::OfficialAnonymous));
    Link { name, about, unnamed: s.source.is_empty() || s.source.iter().all(|p| nameless(p.kind)) }
}

/// Carriers, the farthest from the page first.
fn carriers(s: &Statement, record: &Record, entities: &Entities) -> Vec<Link> {
    let name = |p| Link { name: words::party(p, &record.text, entities), about: None, unnamed: false };
    s.via.iter().rev().map(name).collect()
}
