//! Ties as bands between three columns: through whom, who speaks, about whom.

use super::histogram::two;
use crate::views::network::Tie;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Names a column at most.
const MOST: usize = 18;
/// Height of a row.
const ROW: f64 = 30.0;

/// A name in a column.
struct Node {
    name: String,
    id: Option<i64>,
    weight: u64,
    y: f64,
}

/// The names of a column, the heaviest first.
fn column<'t>(ends: impl Iterator<Item = (&'t str, Option<i64>, u64)>) -> Vec<Node> {
    let mut weights: BTreeMap<&str, (Option<i64>, u64)> = BTreeMap::new();
    for (name, id, weight) in ends {
        let entry = weights.entry(name).or_insert((id, 0));
        entry.1 += weight;
    }
    let mut nodes: Vec<Node> =
        weights.into_iter().map(|(name, (id, weight))| Node { name: name.into(), id, weight, y: 0.0 }).collect();
    nodes.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.name.cmp(&b.name)));
    nodes.truncate(MOST);
    nodes
}

/// Puts the names of a column near those that they are tied to, so that few bands cross.
fn settle(nodes: &mut [Node], ties: &[Tie], speakers: &[Node], how: &str) {
    let pull = |node: &Node| -> f64 {
        let of = ties.iter().filter(|t| t.how == how && t.other == node.name);
        let places = of.filter_map(|t| Some((speakers.iter().find(|s| s.name == t.speaker)?.y, t.statements as f64)));
        let (sum, weight) = places.fold((0.0, 0.0), |(sum, all), (y, w)| (sum + y * w, all + w));
        if weight > 0.0 { sum / weight } else { f64::MAX }
    };
    let mut order: Vec<(f64, usize)> = nodes.iter().enumerate().map(|(i, n)| (pull(n), i)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    for (row, (_, i)) in order.into_iter().enumerate() {
        if let Some(node) = nodes.get_mut(i) {
            node.y = row as f64 * ROW + 44.0;
        }
    }
}

/// The strongest ties of both kinds by turns, as far as there is room for their names.
fn shown(ties: &[Tie]) -> Vec<Tie> {
    let (mut through, mut about) =
        (ties.iter().filter(|t| t.how == "through"), ties.iter().filter(|t| t.how == "about"));
    let (mut speakers, mut carriers, mut abouts) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut kept = Vec::new();
    loop {
        let turn = [(through.next(), &mut carriers), (about.next(), &mut abouts)];
        if turn.iter().all(|(tie, _)| tie.is_none()) {
            return kept;
        }
        for (tie, others) in turn {
            let Some(tie) = tie else { continue };
            let room = |names: &BTreeSet<&str>, name: &str| names.contains(name) || names.len() < MOST;
            if room(&speakers, &tie.speaker) && room(others, &tie.other) {
                speakers.insert(tie.speaker.as_str());
                others.insert(tie.other.as_str());
                kept.push(tie.clone());
            }
        }
    }
}

/// The picture.
pub fn of(ties: &[Tie]) -> Markup {
    if ties.is_empty() {
        return html! {};
    }
    let ties = &shown(ties)[..];
    let of = |how: &'static str| ties.iter().filter(move |t| t.how == how);
    let mut speakers = column(ties.iter().map(|t| (t.speaker.as_str(), Some(t.speaker_id), t.statements)));
    for (row, node) in speakers.iter_mut().enumerate() {
        node.y = row as f64 * ROW + 44.0;
    }
    let mut carriers = column(of("through").map(|t| (t.other.as_str(), t.other_id, t.statements)));
    let mut abouts = column(of("about").map(|t| (t.other.as_str(), t.other_id, t.statements)));
    settle(&mut carriers, ties, &speakers, "through");
    settle(&mut abouts, ties, &speakers, "about");
    let rows = speakers.len().max(carriers.len()).max(abouts.len()) as f64;
    let most = ties.iter().map(|t| t.statements).max().unwrap_or(1).max(1) as f64;
    let at = |nodes: &[Node], name: &str| nodes.iter().find(|n| n.name == name).map(|n| n.y - 5.0);
    let wide = |n: u64| two(1.2 + 7.0 * (n as f64 / most).sqrt());
    let band = |x0: f64, y0: f64, x1: f64, y1: f64| {
        let middle = two((x0 + x1) / 2.0);
        format!("M{} {}C{middle} {},{middle} {},{} {}", two(x0), two(y0), two(y0), two(y1), two(x1), two(y1))
    };
    html! {
        figure.flow {
            svg viewBox=(format!("0 0 960 {}", two(rows * ROW + 40.0))) role="group" aria-label="Who speaks through and about whom; the tables below say the same" {
                @if !carriers.is_empty() { text.head x="220" y="18" text-anchor="end" { "Through" } }
                text.head x="480" y="18" text-anchor="middle" { "Who speaks" }
                @if !abouts.is_empty() { text.head x="740" y="18" { "About" } }
                @for t in ties {
                    @let ends = if t.how == "through" { (at(&carriers, &t.other), at(&speakers, &t.speaker), 230.0, 375.0) } else { (at(&speakers, &t.speaker), at(&abouts, &t.other), 585.0, 730.0) };
                    @if let (Some(y0), Some(y1), x0, x1) = ends {
                        path.band.(t.how) d=(band(x0, y0, x1, y1)) stroke-width=(wide(t.statements)) data-a=(t.speaker) data-b=(t.other) {
                            title { (t.speaker) " " (t.how) " " (t.other) ": " (t.statements) }
                        }
                    }
                }
                @for node in &carriers { (name(node, 220.0, "end")) }
                @for node in &speakers { (name(node, 480.0, "middle")) }
                @for node in &abouts { (name(node, 740.0, "start")) }
            }
        }
    }
}

fn name(node: &Node, x: f64, anchor: &str) -> Markup {
    let short = dateline_wording::shorten(&node.name, 24);
    let text = html! { text x=(two(x)) y=(two(node.y)) text-anchor=(anchor) data-name=(node.name) { title { (node.name) } (short) } };
    html! { @if let Some(id) = node.id { a href=(format!("/name/{id}")) { (text) } } @else { (text) } }
}
