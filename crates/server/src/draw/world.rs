//! The map: countries in the Equal Earth projection (Šavrič, Patterson & Jenny 2018), and points on it. The outlines are a file of their
//! own (`assets/world.svg`), drawn by `assets/vendor/fetch.py` in the same projection.

use super::histogram::two;
use crate::assets::href;
use maud::{Markup, html};

/// Width of the map in units.
const WIDE: f64 = 1000.0;
/// Half its height.
const TALL: f64 = 243.358_5;

/// A point on the map.
pub struct Point {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// How much there is.
    pub weight: u64,
    /// What is said when it is pointed at.
    pub title: String,
    /// Where it leads.
    pub href: String,
}

/// Where a point lies, in units from the upper left.
pub fn project(lat: f64, lon: f64) -> (f64, f64) {
    const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
    let m = 3f64.sqrt() / 2.0;
    let scale = WIDE / 2.0 / (std::f64::consts::PI / (m * A[0]));
    let t = (m * lat.clamp(-90.0, 90.0).to_radians().sin()).asin();
    let (t2, t6) = (t * t, t.powi(6));
    let bend = m * (A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2));
    let x = lon.clamp(-180.0, 180.0).to_radians() * t.cos() / bend;
    let y = t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2));
    (WIDE / 2.0 + x * scale, TALL - y * scale)
}

/// The part of the map that holds all points, with some air, in the proportions of the page.
fn view(points: &[(f64, f64)]) -> (f64, f64, f64, f64) {
    const RATIO: f64 = 0.487;
    let fold =
        |pick: fn(&(f64, f64)) -> f64, by: fn(f64, f64) -> f64, from: f64| points.iter().map(pick).fold(from, by);
    let (left, right) = (fold(|p| p.0, f64::min, WIDE), fold(|p| p.0, f64::max, 0.0));
    let (top, bottom) = (fold(|p| p.1, f64::min, 2.0 * TALL), fold(|p| p.1, f64::max, 0.0));
    let width = ((right - left) * 1.25).max((bottom - top) * 1.35 / RATIO).clamp(90.0, WIDE);
    let height = width * RATIO;
    let x = ((left + right - width) / 2.0).clamp(0.0, WIDE - width);
    let y = ((top + bottom - height) / 2.0).clamp(0.0, (2.0 * TALL - height).max(0.0));
    (x, y, width, height)
}

/// Many points: each a circle whose area is its weight, and a link.
pub fn many(points: &[Point]) -> Markup {
    if points.is_empty() {
        return html! {};
    }
    let most = points.iter().map(|p| p.weight).max().unwrap_or(1).max(1) as f64;
    let mut placed: Vec<(&Point, (f64, f64))> = points.iter().map(|p| (p, project(p.lat, p.lon))).collect();
    placed.sort_by_key(|(p, _)| std::cmp::Reverse(p.weight)); // small ones above large ones
    let (x, y, width, height) = view(&placed.iter().map(|(_, at)| *at).collect::<Vec<_>>());
    let unit = width / 720.0;
    html! {
        figure.map data-map {
            svg viewBox=(format!("{} {} {} {}", two(x), two(y), two(width), two(height))) data-whole=(format!("0 0 {WIDE} {}", two(2.0 * TALL)))
                role="group" aria-label="Map of the events" {
                (outlines())
                g.points {
                    @for (p, (px, py)) in &placed {
                        a href=(p.href) aria-label=(p.title) {
                            title { (p.title) }
                            circle cx=(two(*px)) cy=(two(*py)) r=(two(unit * (3.5 + 11.0 * (p.weight as f64 / most).sqrt()))) data-r=(two(3.5 + 11.0 * (p.weight as f64 / most).sqrt())) {}
                        }
                    }
                }
            }
            div.map-tools hidden {
                button type="button" value="in" aria-label="Nearer" { "+" }
                button type="button" value="out" aria-label="Farther" { "−" }
                button type="button" value="all" { "World" }
            }
        }
    }
}

/// One place, with what is around it.
pub fn one(lat: f64, lon: f64, name: &str) -> Markup {
    let at = project(lat, lon);
    let (x, y, width, height) = (at.0 - 60.0, at.1 - 22.0, 120.0, 44.0);
    html! {
        figure.map.small {
            svg viewBox=(format!("{} {} {width} {height}", two(x), two(y))) role="img" aria-label=(format!("Map: {name}")) {
                (outlines())
                circle.spot cx=(two(at.0)) cy=(two(at.1)) r="1.3" {}
                text x=(two(at.0 + 2.6)) y=(two(at.1 + 1.1)) { (name) }
            }
        }
    }
}

fn outlines() -> Markup {
    html! { use.outlines href=(format!("{}#world", href("world.svg"))) {} }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_lie_where_the_outlines_have_them() {
        for ((lat, lon), (x, y)) in [
            ((0.0, 0.0), (500.0, 243.4)),
            ((0.0, 180.0), (1000.0, 243.4)),
            ((90.0, 0.0), (500.0, 0.0)),
            ((-90.0, 0.0), (500.0, 486.7)),
        ] {
            let at = project(lat, lon);
            assert!((at.0 - x).abs() < 0.1 && (at.1 - y).abs() < 0.1, "{lat} {lon}: {at:?}");
        }
    }
}
