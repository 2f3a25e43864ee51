//! What all pages have in common: the frame, and the small words and pieces.

use crate::Fault;
use crate::address::{Address, PARAMETERS};
use crate::assets::href;
use crate::db::Db;
use crate::view::{CHOOSE, Shown};
use dateline_archive::Table;
use maud::{DOCTYPE, Markup, html};
use serde_json::Value;

/// Where one can go from everywhere.
const PLACES: [(&str, &str); 8] = [
    ("/stories", "Stories"),
    ("/claims", "Claims"),
    ("/search", "Search"),
    ("/names", "People"),
    ("/timeline", "Timeline"),
    ("/map", "Map"),
    ("/network", "Network"),
    ("/unread", "Not read"),
];

/// A page of the room.
pub fn whole(_db: &Db, address: &Address, shown: &Shown, csv: bool) -> Markup {
    frame(
        &shown.title,
        &address.path,
        address.get("q"),
        &html! {
            main #main tabindex="-1" { (shown.main) }
            footer.foot {
                p { "This page as data: "
                    a href=(address.ending(".json")) { "JSON" }
                    @if csv { ", " a href=(address.ending(".csv")) { "CSV" } }
                    ". " a href="/api/v1/openapi.json" { "API" } "."
                }
                p.keys-hint hidden { "Press " kbd { "?" } " for keys." }
            }
        },
    )
}

/// A page that tells of a fault.
pub fn fault(fault: &Fault) -> Markup {
    let body = fault.body().error;
    frame(
        &body.message,
        "",
        None,
        &html! {
            main #main tabindex="-1" {
                div.fault {
                    p.kicker { (fault.status().as_str()) }
                    h1 dir="auto" { (capital(&body.message)) }
                    @if let Some(help) = body.help { p { (capital(help)) "." } }
                    p { a href="/" { "The first page" } " · " a href="/search" { "Search" } }
                }
            }
        },
    )
}

/// Where the token is asked for.
pub fn door(wrong: bool) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            (head("Locked"))
            body.bare {
                main.fault {
                    p.nameplate { "dateline" }
                    h1 { "This room is locked" }
                    form method="post" action="/token" {
                        p { label for="token" { "The token that the server was started with" } }
                        p { input #token type="password" name="token" autocomplete="current-password" required; " " button { "Enter" } }
                        @if wrong { p role="alert" { "That is not the token." } }
                    }
                }
            }
        }
    }
}

fn head(title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (title) " – dateline" }
            link rel="icon" href=(href("icon.svg")) type="image/svg+xml";
            link rel="stylesheet" href=(href("room.css"));
            script src=(href("room.js")) {}
        }
    }
}

fn frame(title: &str, path: &str, words: Option<&str>, inside: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            (head(title))
            body {
                a.skip href="#main" { "To the text" }
                header.top {
                    a.nameplate href="/" aria-label="dateline, first page" { "dateline" }
                    nav aria-label="Pages" {
                        @for (to, name) in PLACES {
                            a href=(to) aria-current=[path.starts_with(to).then_some("page")] { (name) }
                        }
                    }
                    form.search-small role="search" action="/search" {
                        label.unseen for="words" { "Search" }
                        input #words type="search" name="q" value=[words.filter(|_| path != "/search")] placeholder="Search";
                    }
                    button.theme type="button" hidden { "Dark" }
                }
                (inside)
                dialog.keys aria-labelledby="keys-title" {
                    h2 #keys-title { "Keys" }
                    dl {
                        @for (key, what) in [
                            ("/", "search"),
                            ("j, k", "next, previous item"),
                            ("Enter", "open it"),
                            ("n, p", "next, previous page of a list"),
                            ("← →", "through the marked words of an article"),
                            ("Esc", "let go"),
                            ("?", "these keys"),
                        ] { dt { kbd { (key) } } dd { (what) } }
                    }
                    form method="dialog" { button { "Close" } }
                }
            }
        }
    }
}

/// The form that asks again with other words.
pub fn ask_again(address: &Address, path: &str) -> Markup {
    html! {
        form.search-large role="search" action=(path) {
            label.unseen for="q" { "Words" }
            input #q type="search" name="q" value=[address.get("q")] placeholder="Words that the page holds";
            (hidden(address, &["q", "limit"]))
            button { "Show" }
        }
        (ways(address))
    }
}

/// The same pages shown in other ways.
pub fn ways(address: &Address) -> Markup {
    html! {
        nav.views aria-label="Ways to look at these pages" {
            @for (path, name) in [("/search", "Pages"), ("/timeline", "Timeline"), ("/map", "Map"), ("/network", "Network")] {
                @if path == address.path { strong { (name) } } @else { a href=(address.at(path)) { (name) } }
            }
        }
    }
}

/// Hidden fields that keep the conditions of an address in a form, but for some.
pub fn hidden(address: &Address, but: &[&str]) -> Markup {
    html! {
        @for (name, value) in address.query().filter(|(name, _)| !but.contains(name) && *name != "page") {
            input type="hidden" name=(name) value=(value);
        }
    }
}

/// The conditions of an address, each to be taken away.
pub fn conditions(address: &Address) -> Markup {
    let shown = |name: &str| CHOOSE.contains(&name) && !["q", "sort", "page", "limit"].contains(&name);
    let all: Vec<_> = address.query().filter(|(name, _)| shown(name)).collect();
    html! {
        @if !all.is_empty() {
            ul.conditions aria-label="Conditions" {
                @for (name, value) in &all {
                    li { a href=(address.without(name, value)) title="Take this condition away" {
                        (match *name { "from" => "from ", "to" => "until ", "since" => "happened from ", "until" => "happened until ", _ => "" }) (value_name(name, value)) span aria-hidden="true" { " ×" }
                    } }
                }
                @if all.len() > 1 { li { a.clear href=(address.get("q").map_or(address.path.clone(), |q| crate::address::link(&address.path, "q", q))) { "all away" } } }
            }
        }
    }
}

/// Links to the pages of a list before and after.
pub fn pager(address: &Address, more: bool) -> Markup {
    let page = address.page();
    html! {
        @if page > 1 || more {
            nav.pager aria-label="Pages of the list" {
                @if page > 1 { a rel="prev" href=(address.set("page", (page > 2).then(|| (page - 1).to_string()).as_deref())) { "← Earlier in the list" } }
                span { "Page " (page) }
                @if more { a rel="next" href=(address.set("page", Some(&(page + 1).to_string()))) { "Further →" } }
            }
        }
    }
}

/// The API's address of the next page of a list of so many rows.
pub fn next(address: &Address, rows: u64) -> Option<String> {
    let more = address.skip() + address.limit() < rows;
    more.then(|| {
        let next = address.set("page", Some(&(address.page() + 1).to_string()));
        match next.split_once('?') {
            Some((path, query)) => format!("{path}.json?{query}"),
            None => next,
        }
    })
}

/// Rows as a table.
pub fn table(columns: &[&str], rows: impl Iterator<Item = Vec<Value>>) -> Table {
    Table { columns: columns.iter().map(|c| (*c).to_owned()).collect(), rows: rows.collect() }
}

/// A count with its noun.
pub fn count(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// A number with its thousands parted.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// With a capital at the beginning.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// An outlet's name.
pub fn outlet(outlet: Option<&str>) -> Markup {
    html! { @if let Some(outlet) = outlet { span.outlet dir="auto" { (outlet) } } @else { span.outlet.unknown { "Unknown outlet" } } }
}

/// A day, and the time if one is told: "12 March 2026, 09:42".
pub fn moment(at: Option<&str>) -> Markup {
    html! { @if let Some(at) = at { time datetime=(at) { (moment_words(at)) } } }
}

/// The same in words alone.
pub fn moment_words(at: &str) -> String {
    let day = day(at);
    match at.split_once('T').and_then(|(_, time)| time.get(..5)) {
        // Midnight to the minute is a day without a time.
        Some("00:00") | None => day,
        Some(time) => format!("{day}, {time}"),
    }
}

/// "12 March 2026", of as much as is told.
pub fn day(at: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let date = at.split('T').next().unwrap_or(at);
    let mut parts = date.split('-');
    let year = parts.next().unwrap_or_default();
    let month = parts.next().and_then(|m| m.parse::<usize>().ok()).and_then(|m| MONTHS.get(m.checked_sub(1)?));
    let day = parts.next().and_then(|d| d.parse::<u8>().ok());
    match (month, day) {
        (Some(month), Some(day)) => format!("{day} {month} {year}"),
        (Some(month), None) => format!("{month} {year}"),
        _ => date.to_owned(),
    }
}

/// "12 March 2026", "10 – 12 March 2026", "March 2026" for the whole of a month, "2026" for that of a year.
pub fn days(from: &str, to: &str) -> String {
    // Only what is a day in ISO 8601 can be cut by bytes.
    let iso = |at: &'_ str| dateline_archive::day::number(at).is_some();
    let (Some(first), Some(last)) = (from.get(..10).filter(|d| iso(d)), to.get(..10).filter(|d| iso(d))) else {
        return format!("{} – {}", day(from), day(to));
    };
    if first == last {
        return day(first);
    }
    let after = dateline_archive::day::number(last).map(|n| dateline_archive::day::iso(n + 1)).unwrap_or_default();
    let (same_year, same_month) = (first[..4] == last[..4], first[..7] == last[..7]);
    if same_year && first.ends_with("-01-01") && last.ends_with("-12-31") {
        first[..4].to_owned()
    } else if same_month && first.ends_with("-01") && after.ends_with("-01") {
        day(&first[..7])
    } else if same_month {
        format!("{} – {}", first[8..].trim_start_matches('0'), day(last))
    } else if same_year {
        format!("{} – {}", day(first).trim_end_matches(&first[..4]).trim_end(), day(last))
    } else {
        format!("{} – {}", day(first), day(last))
    }
}

/// What a facet is called.
pub fn facet_name(name: &str) -> &'static str {
    match name {
        "person" => "People",
        "organization" => "Organizations",
        "place" => "Places",
        "outlet" => "Outlets",
        "type" => "Events",
        "status" => "Status of events",
        "source" => "Kinds of sources",
        "language" => "Languages",
        _ => "Other",
    }
}

/// What a value of a facet is called.
pub fn value_name(facet: &str, value: &str) -> String {
    match facet {
        "type" => kind_name(value),
        "status" => value.to_owned(),
        "source" => value.replace('_', " "),
        "from" | "to" | "since" | "until" => day(value),
        "language" => match value {
            "en" => "English".into(),
            "de" => "German".into(),
            "fr" => "French".into(),
            "es" => "Spanish".into(),
            other => other.to_owned(),
        },
        _ => value.to_owned(),
    }
}

/// A PLOVER type as a word: "Assault".
pub fn kind_name(kind: &str) -> String {
    capital(&kind.to_lowercase().replace('_', " "))
}

/// What a parameter means, for the OpenAPI document.
pub fn about(name: &str) -> &'static str {
    PARAMETERS.iter().find(|p| p.name == name).map_or("", |p| p.about)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_as_english() {
        for (at, words) in [
            ("2026-03-12T09:42:00+01:00", "12 March 2026, 09:42"),
            ("2026-03-02T00:00:00", "2 March 2026"),
            ("2026-03", "March 2026"),
            ("2026", "2026"),
            ("2026-W10", "2026-W10"),
        ] {
            assert_eq!(moment_words(at), words);
        }
        for (from, to, words) in [
            ("2026-03-10", "2026-03-12", "10 – 12 March 2026"),
            ("2026-04-01", "2026-04-30", "April 2026"),
            ("2024-02-01", "2024-02-29", "February 2024"),
            ("2019-01-01", "2019-12-31", "2019"),
            ("2026-03-30", "2026-04-02", "30 March – 2 April 2026"),
            ("2003-10-08", "2026-03-12", "8 October 2003 – 12 March 2026"),
            ("2026-03-12T18:30", "2026-03-12", "12 March 2026"),
            ("ééééé", "ééééé", "ééééé – ééééé"),
        ] {
            assert_eq!(days(from, to), words);
        }
        assert_eq!([number(7), number(1_234), number(100_000)], ["7", "1,234", "100,000"]);
    }
}
