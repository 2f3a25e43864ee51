//! Lines of text that say who wrote, who contributed, when and from where, taken apart.
//!
//! For HTML and for plain text alike. A function gives `None` for a line of another kind; whether a line of the right form also
//! stands where such lines stand is for the caller to say.

use super::dates::{self, Context, Stamp};
use super::names::{Names, Trust, is_agency, is_region, names};
use super::{cut, regex};
use dateline_record::{Author, Dateline, Span};
use regex::Regex;
use std::sync::LazyLock;

/// "By Ann Oke and Tom Reyes, Reuters | 13 Sept 2023, 10:31 GMT".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Byline {
    /// Who wrote it.
    pub people: Vec<Author>,
    /// Agencies and outlets named beside or instead of them.
    pub organizations: Vec<String>,
    /// Dates on the same line.
    pub dates: PageDates,
    /// It says "By" or the like.
    pub marked: bool,
}

/// When a page was published and changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageDates {
    /// First published.
    pub published: Option<Stamp>,
    /// Last changed.
    pub modified: Option<Stamp>,
}

/// "Ann Oke in Lagos contributed to this report." or "(Reuters)".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    /// People who reported, wrote or helped; editors are left out.
    pub contributors: Vec<Author>,
    /// Agencies and outlets that the text was taken from: "Source: AFP".
    pub supplied: Vec<String>,
    /// Agencies and outlets whose people helped: "The Associated Press contributed to this report."
    pub helped: Vec<String>,
}

/// Takes a byline apart. A line without "By" is one only if it holds names and, besides, a title, an agency or a date.
pub fn byline(line: &str, context: Context) -> Option<Byline> {
    let line = line.trim();
    if line.is_empty() || line.len() > 300 {
        return None;
    }
    let found = dates::find(line, context);
    let dates = page_dates(line, &found);
    // the names stand around the dates and the words that introduce them
    let mut rest = String::new();
    let mut at = 0;
    for f in &found {
        rest.push_str(line.get(at..f.range.start).unwrap_or_default());
        rest.push_str(" | ");
        at = f.range.end;
    }
    rest.push_str(line.get(at..).unwrap_or_default());
    let bare = DATE_WORDS.replace_all(&rest, " | ");
    let marked = BY.is_match(bare.trim_start_matches([' ', '|']));
    let Names { people, organizations, unread } = names(&bare, Trust::Text);
    let named = !people.is_empty() || (marked && !organizations.is_empty());
    let more = !organizations.is_empty() || !found.is_empty() || ROLE_AFTER_COMMA.is_match(&bare);
    (named && unread == 0 && (marked || more)).then_some(Byline { people, organizations, dates, marked })
}

/// Reads a line of dates: "Published 13 Sept 2023 | Updated 14 Sept 2023". A date with no word about it is one of publication.
pub fn published(line: &str, context: Context) -> Option<PageDates> {
    let line = line.trim();
    if line.len() > 300 {
        return None;
    }
    let found = dates::find(line, context);
    (!found.is_empty()).then(|| page_dates(line, &found))
}

fn page_dates(line: &str, found: &[dates::Found]) -> PageDates {
    let mut dates = PageDates::default();
    let mut at = 0;
    for f in found {
        let before = line.get(at..f.range.start).unwrap_or_default().to_lowercase();
        at = f.range.end;
        let slot = if UPDATED.is_match(&before) {
            &mut dates.modified
        } else if OTHER_DATE.is_match(&before) {
            continue;
        } else {
            &mut dates.published
        };
        slot.get_or_insert(f.stamp);
    }
    dates
}

/// Takes a credit line apart.
pub fn credit(line: &str) -> Option<Credit> {
    let line =
        line.trim().trim_start_matches(['(', '[', '*', '-', '—', '–', ' ']).trim_end_matches([')', ']', '.', '*', ' ']);
    if line.is_empty() || line.len() > 800 {
        return None;
    }
    let mut credit = Credit::default();
    if is_agency(line) {
        credit.supplied.push(line.to_owned());
        return Some(credit);
    }
    if let Some(c) = SUPPLIED.captures(line).or_else(|| COPYRIGHT.captures(line)) {
        // whatever stands here is an outlet, even if its name looks like a person's
        let Names { people, organizations, .. } = names(&c[1], Trust::Text);
        credit.supplied.extend(people.into_iter().map(|p| p.name).chain(organizations));
    } else if let Some(c) = WITH_FILES.captures(line) {
        let Names { people, organizations, .. } = names(&c[1], Trust::Text);
        credit.add(people);
        credit.supplied.extend(organizations);
    }
    // a line can hold several: "Reporting by …; Editing by …", sentences one after the other
    for clause in line.split([';', '|']).flat_map(|l| l.split(". ")) {
        let clause = clause.trim();
        let (list, after) = if let Some(c) = CONTRIBUTED.captures(clause) {
            (c.get(1), c.get(2))
        } else if let Some(c) = REPORTING_BY.captures(clause) {
            (c.get(1), None)
        } else {
            continue;
        };
        let list = list.map_or("", |m| m.as_str());
        let Names { mut people, organizations, unread } = names(list, Trust::Text);
        if unread > 3 {
            continue;
        }
        share_places(&mut people, list);
        if let Some(place) =
            after.map(|m| m.as_str().trim().trim_end_matches(['.', ',']).to_owned()).filter(|p| p.len() < 60)
        {
            people.iter_mut().for_each(|p| p.place = p.place.take().or_else(|| Some(place.clone())));
        }
        credit.add(people);
        credit.helped.extend(organizations);
    }
    (credit != Credit::default()).then_some(credit)
}

impl Credit {
    fn add(&mut self, people: Vec<Author>) {
        for person in people {
            if !self.contributors.iter().any(|c| c.name == person.name) {
                self.contributors.push(person);
            }
        }
    }
}

/// "Ann Oke and Tom Reyes in Lagos": both were there. A comma or a place in between parts them.
fn share_places(people: &mut [Author], list: &str) {
    for i in (1..people.len()).rev() {
        let [before, after] = &mut people[i - 1..=i] else { continue };
        let joined = format!("{} and {}", before.name, after.name);
        if before.place.is_none() && list.contains(&joined) {
            before.place = after.place.clone();
        }
    }
}

/// Reads the dateline at the start of a paragraph: "SEOUL, South Korea (AP) — ", "Nairobi (Reuters) - ", "(AFP) – ".
///
/// The span counts bytes of `text` and covers place and agency, without the dash. A place in small letters is taken only with an
/// agency or a date after it: "Paris - the musical - opens" begins a sentence.
pub fn dateline(text: &str) -> Option<Dateline> {
    let lead = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').len();
    let head = cut(&text[lead..], 160);
    let c = DATELINE.captures(head)?;
    let group = |name: &str| c.name(name).map(|m| m.as_str().trim_matches([' ', ','])).filter(|s| !s.is_empty());
    let (place, region, date, agency, dash) =
        (group("place"), group("region"), group("date"), group("agency"), group("dash").unwrap_or_default());
    let agency = agency.filter(|a| is_agency(a) || a.split(['/', ' ']).all(|w| w.starts_with(char::is_uppercase)));
    // small stations sign like agencies; only capitals tell their datelines from sentences
    let in_capitals = place.is_some_and(is_capitals);
    let supported = agency.is_some_and(|a| in_capitals || is_agency(a)) || date.is_some();
    let place = match place {
        Some(place) => {
            let capitals = in_capitals;
            let label = capitals && is_label(place);
            if label || (!capitals && !supported) || (dash == ":" && !supported && !(4..=24).contains(&place.len())) {
                return None;
            }
            // "KYIV, Ukraine": the region must be one, unless capitals and an agency leave no doubt
            if let Some(region) = region
                && !supported
                && !region.split(',').all(|r| is_region(r.trim()))
            {
                return None;
            }
            Some(match region {
                Some(region) => format!("{place}, {region}"),
                None => place.to_owned(),
            })
        }
        None => {
            agency.filter(|a| is_agency(a))?;
            None
        }
    };
    let end = c
        .name("agency")
        .map(|m| m.end() + 1)
        .or(c.name("date").map(|m| m.end()))
        .or(c.name("region").map(|m| m.end()))
        .or(c.name("place").map(|m| m.end()))?;
    let said = head[..end].trim_end_matches([' ', ',']).len();
    Some(Dateline { place, agency: agency.map(str::to_owned), span: Span::new(lead, lead + said) })
}

fn is_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

/// Capitals before a dash or colon that are no place.
fn is_label(place: &str) -> bool {
    const LABELS: [&str; 60] = [
        "BOTTOM LINE",
        "TOP LINE",
        "CLAIM",
        "QUESTION",
        "ANSWER",
        "FACT",
        "FACTS",
        "VERDICT",
        "ABOUT",
        "KEY POINTS",
        "SUMMARY",
        "TOPLINE",
        "BREAKING",
        "BREAKING NEWS",
        "UPDATE",
        "UPDATED",
        "UPDATES",
        "EXCLUSIVE",
        "WATCH",
        "READ",
        "READ MORE",
        "SEE",
        "LIVE",
        "NEW",
        "FILE",
        "FILE PHOTO",
        "PHOTO",
        "PHOTOS",
        "VIDEO",
        "VIDEOS",
        "OPINION",
        "ANALYSIS",
        "EDITORIAL",
        "CORRECTION",
        "CLARIFICATION",
        "NOTE",
        "EDITOR'S NOTE",
        "EDITOR’S NOTE",
        "WARNING",
        "SPOILER",
        "RELATED",
        "MORE",
        "ALSO",
        "ALSO READ",
        "EXPLAINER",
        "FACT CHECK",
        "FACTBOX",
        "JUST IN",
        "DEVELOPING",
        "ALERT",
        "ADVISORY",
        "TIMELINE",
        "POLL",
        "PODCAST",
        "REVIEW",
        "RECAP",
        "RESULT",
        "RESULTS",
        "SCORE",
        "NBA",
    ];
    LABELS.contains(&place)
}

static BY: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^\W*(?:(?:written|story|words|text|posted|reported|report|published) )?by\b|^\W*authors?:|^(?:von|par|por) \p{Lu}",
    )
});
static DATE_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:(?:first|originally|last) )?(?:published|updated|posted|modified|created)(?: (?:on|at|in))?\b(?:\s+by\b)?\s*:?|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,?|\b\d{1,2} min(?:ute)?s? read\b|\bon\s*(?:\||$)|\bat\s*(?:\||$)",
    )
});
static ROLE_AFTER_COMMA: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)[,|(–—-]\s*(?:[\p{L}-]+ ){0,3}(?:editor|writer|reporter|correspondent|columnist|journalist|producer|analyst|contributor|staff|chief|fellow|bureau)\b",
    )
});
static UPDATED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:updated?|modified|last (?:changed|edited|reviewed)|edited|revised|aktualisiert|mis à jour|actualizado|atualizado|aggiornato)\b",
    )
});
static OTHER_DATE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)©|\(c\)|copyright|expires?|born|since|until|accessed|event date|valid"));
static SUPPLIED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:source|via|(?:this (?:story|article|report|piece|post) )?(?:was )?(?:first |originally )+(?:published|appeared|reported) (?:by|in|on|at)|courtesy(?: of)?)\s*:?\s+(?:the website of )?(.{2,120}?)(?:\s+(?:and|,|on \w+ \d|under a)\b.*)?$",
    )
});
static WITH_FILES: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)^with (?:files|inputs?|reporting|additional reporting|assistance|material) (?:from|by)\s+(.{2,200})$")
});
static COPYRIGHT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:copyright|©|\(c\))[\s©(c)]*(?:\d{4})?\s*(?:by )?(the associated press|associated press|afp|agence france-presse|reuters|thomson reuters|dpa|upi|bloomberg|the canadian press|xinhua|efe)\b",
    )
});
static CONTRIBUTED: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?i)^(.{3,600}?),?\s+(?:also |have |has )?(?:contributed|assisted|helped)(?: additional)?",
        r"(?: (?:to|with|report) (?:this|the) (?:report|story|article|piece|post|investigation|coverage|guide|analysis|dispatch|newsletter|column|episode)\b",
        r"| (?:to |with )?(?:reporting|research)\b)+(?: to (?:this|the) \w+)?(?: from (\p{Lu}[^.;]{2,60}))?$",
    ))
});
static REPORTING_BY: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:additional |further |with additional |with )?(?:reporting|writing|reported|written|compiled)(?:,? (?:and )?(?:additional )?(?:reporting|writing|editing))* (?:by|from):? (.{3,400})$|^with assistance (?:from|by) (.{3,400})$",
    )
});
static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"^(?P<place>\p{Lu}[\p{L}.'’]*(?:[-/ ](?:\p{Lu}[\p{L}.'’]*|de|del|la|el|al|of|the|du|da|do|dos|am)){0,5})?",
        r"(?P<region>(?:,\s*(?:the )?\p{Lu}[\p{L}.]*(?: \p{Lu}[\p{L}.]*){0,2}){1,2}?)?",
        r"(?P<date>,?\s*(?:\d{1,2}\s+)?(?:Jan|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|Aug|Sept|Sep|Oct|Nov|Dec)[a-z]*\.?(?:\s*\d{1,2})?(?:,?\s*\d{4})?)?",
        r"(?:,?\s*\((?P<agency>[\p{L}][\p{L}./ &'-]{1,30})\))?",
        r"\s*(?P<dash>—|–|―|--?|:|_)\s*\S",
    ))
});

#[cfg(test)]
mod tests {
    use super::*;

    fn people(list: &[Author]) -> String {
        let one = |a: &Author| a.place.as_ref().map_or(a.name.clone(), |p| format!("{} @ {p}", a.name));
        list.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn bylines() {
        for (line, authors, organizations, date) in [
            ("By Ann Oke", "Ann Oke", "", ""),
            ("BY ANN OKE AND TOM REYES", "ANN OKE; TOM REYES", "", ""),
            ("By Ann Oke, Sept. 13, 2023 10:31 a.m.", "Ann Oke", "", "2023-09-13T10:31"),
            ("By Ann Oke | Reuters", "Ann Oke", "Reuters", ""),
            ("Ann Oke, Associated Press", "Ann Oke", "Associated Press", ""),
            ("Ann Oke | Staff Writer", "Ann Oke", "", ""),
            ("Posted by Ann Oke on 13 September 2023", "Ann Oke", "", "2023-09-13"),
            ("Posted by Ann Oke on 13 September 2023 | Politics | 5 comments", "Ann Oke", "", "2023-09-13"),
            ("Published 13 Sept 2023 by Ann Oke", "Ann Oke", "", "2023-09-13"),
            ("By Associated Press", "", "Associated Press", ""),
            ("By Ann Oke in Lagos", "Ann Oke @ Lagos", "", ""),
        ] {
            let b = byline(line, Context::default()).unwrap_or_else(|| panic!("no byline: {line}"));
            assert_eq!(people(&b.people), authors, "{line}");
            assert_eq!(b.organizations.join("; "), organizations, "{line}");
            assert_eq!(b.dates.published.map(|d| d.iso()).unwrap_or_default(), date, "{line}");
        }
        for line in [
            "By Friday the river had fallen.",
            "Ann Oke",
            "By nightfall, nobody was left",
            "The Harbour Gazette, 13 September 2023",
            "By the time Ann Oke arrived, the ship had sailed",
            "",
        ] {
            assert_eq!(byline(line, Context::default()), None, "{line}");
        }
    }

    #[test]
    fn dates_of_a_page() {
        let read = |line| {
            let d = published(line, Context::default()).unwrap_or_default();
            [d.published, d.modified].map(|d| d.map(|d| d.iso()).unwrap_or_default()).join(" / ")
        };
        assert_eq!(
            read("Published 13 Sept 2023 | Updated 14 Sept 2023 09:00 GMT"),
            "2023-09-13 / 2023-09-14T09:00:00Z"
        );
        assert_eq!(read("Last modified: 2023-09-14"), " / 2023-09-14");
        assert_eq!(read("Wednesday, 13 September 2023"), "2023-09-13 / ");
        assert_eq!(read("© 13 September 2023 The Harbour Post"), " / ");
    }

    #[test]
    fn credits() {
        for (line, contributors, organizations) in [
            (
                "Ann Oke in Lagos and Tom Reyes in Jos, Nigeria, contributed to this report.",
                "Ann Oke @ Lagos; Tom Reyes @ Jos, Nigeria",
                "",
            ),
            ("Ann Oke contributed reporting from Lagos.", "Ann Oke @ Lagos", ""),
            ("Ann Oke, Tom Reyes and Li Wei contributed to this story", "Ann Oke; Tom Reyes; Li Wei", ""),
            (
                "Associated Press writers Ann Oke and Tom Reyes in Lagos contributed to this report.",
                "Ann Oke @ Lagos; Tom Reyes @ Lagos",
                "Associated Press",
            ),
            (
                "(Reporting by Ann Oke and Tom Reyes in Lagos; Additional reporting by Li Wei; Editing by Sam Poe)",
                "Ann Oke @ Lagos; Tom Reyes @ Lagos; Li Wei",
                "",
            ),
            ("Additional reporting by Ann Oke, in Oslo", "Ann Oke", ""),
            ("With files from The Canadian Press", "", "The Canadian Press"),
            ("Source: AFP", "", "AFP"),
            ("Originally published on Sea Life", "", "Sea Life"),
            ("With files from Ann Oke and Reuters", "Ann Oke", "Reuters"),
            ("(Reuters)", "", "Reuters"),
            ("— AP", "", "AP"),
            ("The Associated Press contributed to this report.", "", "The Associated Press"),
            ("Copyright 2023 The Associated Press. All rights reserved.", "", "The Associated Press"),
        ] {
            let c = credit(line).unwrap_or_else(|| panic!("no credit: {line}"));
            assert_eq!(people(&c.contributors), contributors, "{line}");
            assert_eq!([c.supplied, c.helped].concat().join("; "), organizations, "{line}");
        }
        for line in ["He contributed to the fund", "The report was long.", "Subscribe to our newsletter", ""] {
            assert_eq!(credit(line), None, "{line}");
        }
    }

    #[test]
    fn datelines() {
        for (text, place, agency, covers) in [
            ("LAGOS — The ship left.", "LAGOS", "", "LAGOS"),
            ("LAGOS (Reuters) - The ship left.", "LAGOS", "Reuters", "LAGOS (Reuters)"),
            ("Lagos (AFP) – The ship left.", "Lagos", "AFP", "Lagos (AFP)"),
            ("JOS, Nigeria (AP) — The ship left.", "JOS, Nigeria", "AP", "JOS, Nigeria (AP)"),
            ("JOS, Nigeria — The ship left.", "JOS, Nigeria", "", "JOS, Nigeria"),
            (
                "PORT HARCOURT, Sept 13 (Reuters) - The ship left.",
                "PORT HARCOURT",
                "Reuters",
                "PORT HARCOURT, Sept 13 (Reuters)",
            ),
            ("LAGOS, Sept. 13 (Xinhua) -- The ship left.", "LAGOS", "Xinhua", "LAGOS, Sept. 13 (Xinhua)"),
            ("LAGOS/ABUJA (Reuters) - The ship left.", "LAGOS/ABUJA", "Reuters", "LAGOS/ABUJA (Reuters)"),
            ("NEW DELHI: The ship left.", "NEW DELHI", "", "NEW DELHI"),
            ("NORTH LAGOS, LAG. (KQXR) - The ship left.", "NORTH LAGOS, LAG.", "KQXR", "NORTH LAGOS, LAG. (KQXR)"),
            ("  (Reuters) - The ship left.", "", "Reuters", "(Reuters)"),
        ] {
            let d = dateline(text).unwrap_or_else(|| panic!("no dateline: {text}"));
            assert_eq!(d.place.as_deref().unwrap_or(""), place, "{text}");
            assert_eq!(d.agency.as_deref().unwrap_or(""), agency, "{text}");
            assert_eq!(d.span.of(text), covers, "{text}");
        }
        for text in [
            "The ship — a ferry — left.",
            "Paris – the musical – opened.",
            "BREAKING: The ship left.",
            "Ann Oke: Thank you.",
            "(Laughter) — The ship left.",
            "Captain (NR) - The ship left.",
            "“LAGOS — a film” opened.",
            "Yes - it left.",
            "",
        ] {
            assert_eq!(dateline(text), None, "{text}");
        }
    }
}
