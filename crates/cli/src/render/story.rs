//! A story of an archive as one page of HTML that needs nothing else: its pages, what they tell, who vouches for each, where they differ.

use super::html::{Escaped, STYLE};
use dateline_archive::voices::{Claim, Difference, Telling, Voice};
use dateline_archive::{Archive, Error, Table};
use dateline_wording::count;
use serde_json::Value;
use std::fmt::Write;

const OWN_STYLE: &str = include_str!("story.css");
/// Claims shown at most: those of most reports.
const CLAIMS: usize = 60;

/// The page.
pub fn page(archive: &Archive, story: i64) -> Result<String, Error> {
    let pages = archive.story_pages(story)?;
    let claims = archive.claims(story)?;
    let (names, places) = (archive.story_names(story, false, 12)?, archive.story_names(story, true, 8)?);
    let title = text(&pages, 0, "title").unwrap_or_else(|| format!("Story {story}"));
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\" data-theme=\"light\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{0}</title>\n<style>\n{STYLE}{OWN_STYLE}</style>\n</head>\n<body>\n<main class=\"report\">\n<h1 dir=\"auto\">{0}</h1>\n",
        Escaped(&title)
    );
    let _ = writeln!(out, "<p class=\"lead\">{}</p>", Escaped(&summary(&pages, &claims)));
    for (label, table) in [("Names", &names), ("Places", &places)] {
        let all: Vec<&str> = table.rows.iter().filter_map(|row| row.first()?.as_str()).collect();
        if !all.is_empty() {
            let _ = writeln!(out, "<p class=\"meta\">{label}: {}</p>", Escaped(&all.join(", ")));
        }
    }
    out.push_str("<h2>What the pages tell</h2>\n");
    claims.iter().take(CLAIMS).for_each(|claim| write_claim(&mut out, claim));
    if claims.len() > CLAIMS {
        let _ = writeln!(out, "<p class=\"meta\">and {} more, each on fewer reports</p>", claims.len() - CLAIMS);
    }
    write_pages(&mut out, &pages);
    out.push_str("</main>\n</body>\n</html>\n");
    Ok(out)
}

fn summary(pages: &Table, claims: &[Claim]) -> String {
    let reports: std::collections::BTreeSet<String> =
        (0..pages.rows.len()).filter_map(|i| cell(pages, i, "report").map(Value::to_string)).collect();
    let several = claims.iter().filter(|c| c.named + c.anonymous_least >= 2).count();
    let differ = claims.iter().filter(|c| c.differences.iter().any(|d| !d.series)).count();
    format!(
        "{}, {} when copies are folded. Of {} told, {} rest on two independent sources or more; on {} the reports differ.",
        count(pages.rows.len(), "page", "pages"),
        count(reports.len(), "report", "reports"),
        count(claims.len(), "thing", "things"),
        several,
        differ
    )
}

fn write_claim(out: &mut String, claim: &Claim) {
    let kind = claim.happening.as_ref().and_then(|h| h.kind.as_deref());
    let _ = write!(
        out,
        "<section class=\"claim\"{}>\n<h3>{}",
        claim.id.map(|id| format!(" id=\"claim-{id}\"")).unwrap_or_default(),
        Escaped(&crate::ask::counted(claim))
    );
    if let Some(kind) = kind {
        let _ = write!(out, " <span class=\"type\">{}</span>", Escaped(kind));
    }
    out.push_str("</h3>\n");
    claim.voices.iter().for_each(|voice| write_voice(out, voice));
    claim.differences.iter().for_each(|difference| write_difference(out, difference));
    out.push_str("</section>\n");
}

fn write_voice(out: &mut String, voice: &Voice) {
    let note = match voice.kind {
        "named" => "",
        "anonymous" => " <small>anonymous</small>",
        _ => " <small>on its own word</small>",
    };
    let _ =
        writeln!(out, "<div class=\"voice {}\"><b dir=\"auto\">{}</b>{note}\n<ul>", voice.kind, Escaped(&voice.name));
    for telling in &voice.tellings {
        let _ = writeln!(
            out,
            "<li dir=\"auto\">{}<br><small>{}</small></li>",
            Escaped(&telling.words),
            Escaped(&whence(telling))
        );
    }
    out.push_str("</ul></div>\n");
}

/// Where a sentence stands, and why it counts with its voice.
fn whence(t: &Telling) -> String {
    let mut parts = vec![t.outlet.clone().unwrap_or_else(|| t.source.clone())];
    parts.extend(t.published.clone());
    if !t.via.is_empty() {
        parts.push(format!("via {}", t.via.join(", ")));
    }
    parts.push(format!("page {}", t.page));
    parts.extend(t.because.clone());
    parts.join(" · ")
}

fn write_difference(out: &mut String, difference: &Difference) {
    let how = if difference.series { "moved with time" } else { "differs" };
    let _ = writeln!(out, "<div class=\"differs\"><b>{how}: {}</b>\n<table>", Escaped(&difference.slot));
    for value in &difference.values {
        let when = value.published.as_deref().unwrap_or("undated");
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td>page {}, {}</td><td dir=\"auto\">{}</td></tr>",
            Escaped(&value.value),
            value.page,
            Escaped(when),
            Escaped(&value.words)
        );
    }
    out.push_str("</table></div>\n");
}

fn write_pages(out: &mut String, pages: &Table) {
    out.push_str("<h2>The pages</h2>\n<table>\n<tr><th>page</th><th>published</th><th>title</th><th>outlet</th><th>taken from</th></tr>\n");
    for i in 0..pages.rows.len() {
        let get = |name: &str| text(pages, i, name).unwrap_or_default();
        let number = cell(pages, i, "page").map(Value::to_string).unwrap_or_default();
        let report = cell(pages, i, "report").map(Value::to_string).unwrap_or_default();
        let folded = number != report;
        let from = [get("origin"), get("agency")].into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        let from = if folded { format!("copy, group of page {report} {from}") } else { from };
        let title = Escaped(&get("title")).to_string();
        let uri = get("uri");
        let is_link = uri.starts_with("https://") || uri.starts_with("http://");
        let title = if is_link {
            format!("<a href=\"{}\" rel=\"noopener noreferrer nofollow\">{title}</a>", Escaped(&uri))
        } else {
            title
        };
        let _ = writeln!(
            out,
            "<tr{}><td>{}</td><td>{}</td><td dir=\"auto\">{title}</td><td>{}</td><td>{}</td></tr>",
            if folded { " class=\"folded\"" } else { "" },
            Escaped(&number),
            Escaped(&get("published")),
            Escaped(&get("outlet")),
            Escaped(from.trim())
        );
    }
    out.push_str("</table>\n");
}

fn cell<'t>(table: &'t Table, row: usize, column: &str) -> Option<&'t Value> {
    let i = table.columns.iter().position(|name| name == column)?;
    table.rows.get(row)?.get(i).filter(|value| !value.is_null())
}

fn text(table: &Table, row: usize, column: &str) -> Option<String> {
    cell(table, row, column)?.as_str().map(str::to_owned)
}
