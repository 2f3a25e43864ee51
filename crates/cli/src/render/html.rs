//! For a browser: one self-contained file with the page's text, its layers highlighted and switchable, and the facts
//! beside it. Nothing is fetched, and the page's words are never markup.

use dateline_record::{BlockKind, Entity, EntityKind, Record};
use dateline_wording::{self as words, Entities, Segment, happenings, layer};
use sha2::{Digest, Sha256};
use std::fmt::{self, Write};

pub(super) const STYLE: &str = include_str!("viewer.css");
const SCRIPT: &str = include_str!("viewer.js");

/// The layers that can be switched: value, name, whether shown at first.
const LAYERS: [(&str, &str, bool); 9] = [
    ("blocks", "blocks", false),
    ("said", "statements", true),
    ("speaker", "speakers", true),
    ("person", "people", true),
    ("organization", "organizations", true),
    ("place", "places", true),
    ("other", "other names", false),
    ("time", "times", true),
    ("event", "events", true),
];

/// What comes before the first record.
pub fn head() -> String {
    let mut out = String::new();
    // The policy lets nothing in from outside and no script run but ours: a second wall behind escaping.
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\" data-theme=\"light\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         script-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>dateline</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <div class=\"bar\" role=\"toolbar\" aria-label=\"Layers\">\n",
        hash = script_hash(),
    );
    for (value, name, on) in LAYERS {
        let checked = if on { " checked" } else { "" };
        let _ = writeln!(
            out,
            "<label class=\"c-{value}\"><input type=\"checkbox\" value=\"{value}\"{checked}><span class=\"key\">{name}</span></label>"
        );
    }
    out.push_str(
        "<span class=\"pages\" hidden><button type=\"button\" value=\"-1\" aria-label=\"Previous page\">←</button>\
         <select aria-label=\"Page\"></select><button type=\"button\" value=\"1\" aria-label=\"Next page\">→</button></span>\n\
         <button type=\"button\" class=\"theme\">light / dark</button>\n</div>\n<div class=\"say\" aria-live=\"polite\"></div>\n",
    );
    out
}

/// What comes after the last record.
pub fn foot() -> String {
    format!("<script>{SCRIPT}</script>\n</body>\n</html>\n")
}

/// SHA-256 of the script in base64, as a content security policy wants it.
fn script_hash() -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in Sha256::digest(SCRIPT).chunks(3) {
        let bits = chunk.iter().fold(0u32, |n, &b| n << 8 | u32::from(b)) << (8 * (3 - chunk.len()));
        out.extend((0..=chunk.len()).map(|i| char::from(DIGITS[(bits >> (18 - 6 * i) & 63) as usize])));
        out.extend(std::iter::repeat_n('=', 3 - chunk.len()));
    }
    out
}

/// One record; spans in code points, as it leaves the reading.
pub fn record(record: &Record) -> String {
    let record = record.clone().into_bytes();
    let entities = words::entities(&record);
    let title = record.article.title.as_deref().unwrap_or(&record.source.id);
    let mut out = String::with_capacity(record.text.len() * 3);
    let _ = write!(out, "<section class=\"page\" data-title=\"{}\">\n<article>\n", Escaped(&words::one_line(title)));
    masthead(&mut out, &record, title);
    article(&mut out, &record);
    out.push_str("</article>\n");
    facts(&mut out, &record, &entities);
    out.push_str("</section>\n");
    out
}

fn masthead(out: &mut String, record: &Record, title: &str) {
    out.push_str("<header class=\"masthead\">\n");
    if !has_headline(record) {
        let _ = writeln!(out, "<h1 dir=\"auto\">{}</h1>", Escaped(title));
    }
    out.push_str("<dl>\n");
    for (label, value) in words::masthead(&record.article, record.source.uri.as_deref()) {
        let _ = write!(out, "<dt>{label}</dt><dd dir=\"auto\">");
        let is_link = value.starts_with("https://") || value.starts_with("http://");
        let _ = if label == "address" && is_link {
            writeln!(out, "<a href=\"{0}\" rel=\"noopener noreferrer nofollow\">{0}</a></dd>", Escaped(&value))
        } else {
            writeln!(out, "{}</dd>", Escaped(&value))
        };
    }
    out.push_str("</dl>\n</header>\n");
}

fn has_headline(record: &Record) -> bool {
    record.blocks.iter().any(|b| b.kind == BlockKind::Headline)
}

/// Blocks in order; runs of what is not reporting are folded away.
fn article(out: &mut String, record: &Record) {
    let mut segments = words::segments(record).into_iter().peekable();
    for run in record.blocks.chunk_by(|a, b| !a.kind.is_reporting() && !b.kind.is_reporting()) {
        let folded = !run[0].kind.is_reporting();
        if folded {
            let furniture = run.iter().filter(|b| b.kind == BlockKind::Furniture).count();
            let related = run.len() - furniture;
            let mut what = Vec::new();
            if furniture > 0 {
                what.push(words::count(furniture, "block of furniture", "blocks of furniture"));
            }
            if related > 0 {
                what.push(words::count(related, "link to another story", "links to other stories"));
            }
            let _ = writeln!(out, "<details class=\"left-out\"><summary>{}</summary>", words::list(&what));
        }
        for block in run {
            let kind = block.kind.name();
            let element = match block.kind {
                BlockKind::Headline => "h1",
                BlockKind::Subheading => "h2",
                BlockKind::Related | BlockKind::Furniture => "div",
                _ => "p",
            };
            let _ = write!(out, "<{element} class=\"block {kind}\" data-kind=\"{kind}\" dir=\"auto\">");
            while segments.next_if(|s| s.span.start < block.span.start).is_some() {} // white space between blocks
            while let Some(segment) = segments.next_if(|s| s.span.start < block.span.end) {
                stretch(out, &segment, &record.text);
            }
            let _ = writeln!(out, "</{element}>");
        }
        if folded {
            out.push_str("</details>\n");
        }
    }
}

fn stretch(out: &mut String, segment: &Segment, text: &str) {
    let words = Escaped(segment.span.of(text));
    let _ = if segment.facts.is_empty() {
        write!(out, "{words}")
    } else {
        let layers = segment.layers.join(" ");
        write!(out, "<span class=\"m {layers}\" data-f=\"{}\">{words}</span>", Escaped(&segment.facts.join(" ")))
    };
}

fn facts(out: &mut String, record: &Record, entities: &Entities) {
    let total = record.statements.len() + record.main_events().count() + record.entities.len() + record.times.len();
    let _ = write!(
        out,
        "<aside class=\"facts\" aria-label=\"Facts\">\n<button type=\"button\" class=\"handle\" aria-expanded=\"true\">{}</button>\n",
        words::count(total, "fact", "facts")
    );
    statements(out, record, entities);
    events(out, record, entities);
    named(out, "People", record, entities, |layer| layer == "person");
    named(out, "Organizations", record, entities, |layer| layer == "organization");
    named(out, "Places", record, entities, |layer| layer == "place");
    named(out, "Other names", record, entities, |layer| layer == "other");
    section(out, "Times", record.times.len(), |out| {
        for t in &record.times {
            let words = words::one_line(t.span.of(&record.text));
            let mut value = t.value.clone();
            if let (Some(from), Some(to)) = (&t.earliest, &t.latest)
                && (from != to || *from != t.value)
            {
                let _ = if from == to { write!(value, " · {from}") } else { write!(value, " · {from} to {to}") };
            }
            fact(
                out,
                &t.id,
                &format!("<span class=\"k c-time\">{}</span> <small>{}</small>", Escaped(&words), Escaped(&value)),
            );
        }
    });
    if !record.notes.is_empty() {
        section(out, "Notes", record.notes.len(), |out| {
            for note in &record.notes {
                let _ = writeln!(out, "<li class=\"note\">{}</li>", Escaped(&note.message));
            }
        });
    }
    if total == 0 {
        out.push_str(
            "<p class=\"none\">No statements, events, names or times were found in this page's reporting.</p>\n",
        );
    }
    out.push_str("</aside>\n");
}

fn section(out: &mut String, heading: &str, count: usize, rows: impl FnOnce(&mut String)) {
    if count > 0 {
        let _ =
            writeln!(out, "<details open><summary><h2>{heading}</h2> <span class=\"n\">{count}</span></summary>\n<ul>");
        rows(out);
        out.push_str("</ul></details>\n");
    }
}

/// A fact that can be clicked. `inside` is markup.
fn fact(out: &mut String, id: &str, inside: &str) {
    let _ =
        writeln!(out, "<li><button type=\"button\" class=\"fact\" data-f=\"{}\">{inside}</button></li>", Escaped(id));
}

fn statements(out: &mut String, record: &Record, entities: &Entities) {
    section(out, "Who says what", record.statements.len(), |out| {
        let mut before = None;
        for s in &record.statements {
            let who = words::speakers(s, &record.text, entities);
            if before.as_ref() != Some(&who) {
                let _ = write!(out, "<li class=\"who\">{}", Escaped(&who.0));
                if let Some(about) = &who.1 {
                    let _ = write!(out, " <small>{}</small>", Escaped(about));
                }
                out.push_str("</li>\n");
                before = Some(who);
            }
            let words = words::pieces(&record.text, &s.content);
            let inside = format!(
                "<span class=\"words\">{}</span><small>{}</small>",
                Escaped(&words),
                Escaped(&words::manner(s, record, entities))
            );
            fact(out, &s.id, &inside);
        }
    });
}

fn events(out: &mut String, record: &Record, entities: &Entities) {
    section(out, "What happened", record.main_events().count(), |out| {
        for row in happenings::list(record, entities) {
            let when = if row.when.is_empty() { "—" } else { &row.when };
            let inside = format!(
                "<span class=\"k c-time\">{}</span> <span class=\"words\">{}</span>",
                Escaped(when),
                Escaped(&row.line())
            );
            fact(out, row.id, &inside);
        }
    });
}

fn named(out: &mut String, heading: &str, record: &Record, entities: &Entities, which: impl Fn(&str) -> bool) {
    let found: Vec<&Entity> = record.entities.iter().filter(|e| which(layer(e.kind))).collect();
    section(out, heading, found.len(), |out| {
        for e in found {
            let mut about = vec![format!("{}×", e.mentions.len())];
            if layer(e.kind) == "other" || e.kind == EntityKind::Facility {
                about.push(words::name_of(e.kind));
            }
            about.extend(words::roles(e, entities));
            about.extend(words::lies(e));
            let class = layer(e.kind);
            let inside = format!(
                "<span class=\"k c-{class}\">{}</span> <small>{}</small>",
                Escaped(&e.name),
                Escaped(&about.join(" · "))
            );
            fact(out, &e.id, &inside);
        }
    });
}

/// Text that shows as itself wherever HTML expects text or an attribute's value.
pub(super) struct Escaped<'t>(pub &'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\r' => f.write_str("&#13;")?,
                c if c.is_control() && c != '\n' && c != '\t' => f.write_char('\u{FFFD}')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::example::example;
    use dateline_record::{Block, Record, Span};

    #[test]
    fn the_words_of_the_page_are_never_markup() {
        let mut r = example();
        r.article.title = Some("<img src=x onerror=alert(1)>\"'&".into());
        r.article.canonical_url = Some("javascript:alert(1)".into());
        r.entities[0].name = "</script><script>alert(2)</script>".into();
        let page = record(&r);
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; stays text."), "{page}");
        for bad in ["<script>alert", "<img", "href=\"javascript", "<b>you"] {
            assert!(!page.contains(bad), "{bad} in {page}");
        }
        assert_eq!(head().matches("<script").count() + foot().matches("<script").count(), 1);
        for outside in ["src=", "http://", "https://", "@import", "url("] {
            assert!(!(head() + &foot()).contains(outside), "{outside}: the file must need nothing from outside");
        }
    }

    #[test]
    fn every_fact_has_its_words_and_text_is_kept() {
        let r = example();
        let page = record(&r);
        for id in r
            .statements
            .iter()
            .map(|s| &s.id)
            .chain(r.entities.iter().map(|e| &e.id))
            .chain(r.times.iter().map(|t| &t.id))
            .chain(r.events.iter().map(|v| &v.id))
        {
            assert!(page.contains(&format!("class=\"fact\" data-f=\"{id}\"")), "{id} is no fact in\n{page}");
        }
        // "Ida Brandt" is a person, and the speaker of s2: one piece with both.
        assert!(page.contains("<span class=\"m speaker person\" data-f=\"s2 e4\">Ida Brandt</span>"), "{page}");
        // A statement with a place and a time inside is cut around them.
        assert!(page.contains("<span class=\"m place said\" data-f=\"e1 s1\">Aarhus</span>"), "{page}");
        let article = &page[page.find("</header>").unwrap()..page.find("</article>").unwrap()];
        let bare = bare(article);
        for block in &r.clone().into_bytes().blocks {
            let words = block.span.of(&r.text);
            assert!(bare.contains(words), "{words:?} is not in {bare}");
        }
    }

    #[test]
    fn overlaps_cost_no_more_than_they_must() {
        let text = "word ".repeat(20_000);
        let mut r = Record { text: text.clone(), ..example() };
        r.blocks = vec![Block { span: Span::new(0, text.len() - 1), kind: BlockKind::Body }];
        r.statements.iter_mut().for_each(|s| s.content = vec![Span::new(0, text.len() - 1)]);
        assert!(record(&r).len() < text.len() * 5, "the article once, and each statement once beside it");
    }

    /// Markup taken out again.
    fn bare(html: &str) -> String {
        let mut out = String::new();
        for piece in html.split('<') {
            out.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
        }
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
            .iter()
            .fold(out, |out, (from, to)| out.replace(from, to))
    }
}
