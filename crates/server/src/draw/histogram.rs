//! Pages over time as bars. Each bar is a link to its days; with scripts, a stretch of time can be drawn with the pointer.

use crate::address::Address;
use crate::layout::{count, day, days};
use crate::views::choose::Bar;
use maud::{Markup, html};

const HEIGHT: u64 = 64;

/// The bars, each a link that narrows the address to its days.
pub fn brushed(bars: &[Bar], address: &Address) -> Markup {
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else { return html! {} };
    if bars.len() < 2 {
        return html! {};
    }
    let most = bars.iter().map(|b| b.pages).max().unwrap_or(1).max(1);
    let width = 720.0 / bars.len() as f64;
    let narrowed = address.get("from").is_some() || address.get("to").is_some();
    html! {
        figure.histogram data-brush {
            svg viewBox="0 0 720 66" preserveAspectRatio="none" role="group" aria-label="Pages by day of publication" {
                @for (i, bar) in bars.iter().enumerate() {
                    @let height = (bar.pages * HEIGHT).div_ceil(most);
                    @let title = format!("{}: {}", days(&bar.from, &bar.to), count(bar.pages, "page", "pages"));
                    a href=(narrow(address, &bar.from, &bar.to)) data-from=(bar.from) data-to=(bar.to) aria-label=(title)
                        tabindex=[(bar.pages == 0).then_some("-1")] {
                        title { (title) }
                        rect.hit x=(two(i as f64 * width)) y="0" width=(two(width)) height="66" {}
                        rect.bar x=(two(i as f64 * width + 0.75)) y=(HEIGHT - height) width=(two((width - 1.5).max(0.8))) height=(height) {}
                    }
                }
                line.axis x1="0" x2="720" y1="65" y2="65" {}
            }
            figcaption {
                span { (day(&first.from)) }
                span.brush-hint hidden { "Draw across the bars to choose days" }
                @if narrowed { a href=(without(address)) { "All days" } }
                span { (day(&last.to)) }
            }
        }
    }
}

/// The address narrowed to some days.
fn narrow(address: &Address, from: &str, to: &str) -> String {
    let mut narrowed = address.clone();
    narrowed.put("from", Some(from));
    narrowed.put("to", Some(to));
    narrowed.set("page", None)
}

fn without(address: &Address) -> String {
    let mut wide = address.clone();
    wide.put("from", None);
    wide.put("to", None);
    wide.set("page", None)
}

/// A number with at most two digits after the point.
pub fn two(x: f64) -> String {
    let text = format!("{x:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
