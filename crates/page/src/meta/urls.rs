//! What an address tells: the site, the day, the section.

use super::dates::Stamp;
use super::regex;
use dateline_times::month;
use jiff::civil;
use regex::Regex;
use std::sync::LazyLock;

/// The parts of an http address that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address<'u> {
    /// `https`.
    pub scheme: &'u str,
    /// Without port and user.
    pub host: &'u str,
    /// From the first slash, without query and fragment; empty or starting with `/`.
    pub path: &'u str,
}

/// Takes an absolute http address apart.
pub fn address(url: &str) -> Option<Address<'_>> {
    let (scheme, rest) = url.trim().split_once("://")?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    let rest = &rest[..rest.find(['?', '#']).unwrap_or(rest.len())];
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = authority.rsplit('@').next()?.split(':').next()?;
    (host.contains('.') && !host.contains(char::is_whitespace)).then_some(Address { scheme, host, path })
}

/// Makes an address absolute with the help of the page's own.
pub fn absolute(url: &str, base: Option<&str>) -> Option<String> {
    let url = url.trim();
    if address(url).is_some() {
        return Some(url.to_owned());
    }
    let base = address(base?)?;
    if let Some(rest) = url.strip_prefix("//") {
        let whole = format!("{}://{rest}", base.scheme);
        return address(&whole).is_some().then_some(whole);
    }
    url.starts_with('/').then(|| format!("{}://{}{url}", base.scheme, base.host))
}

/// The registrable domain: `example.co.uk` of `www.news.example.co.uk`.
///
/// A rule instead of the Public Suffix List: under a country's domain, a second label that names a sector (`co`, `com`, `ac`, …)
/// belongs to the suffix; hosts of blogs give each writer a domain.
pub fn domain(host: &str) -> String {
    const SECTORS: [&str; 24] = [
        "co", "com", "org", "net", "gov", "ac", "edu", "or", "ne", "go", "gob", "gouv", "gov", "mil", "nom", "info",
        "web", "id", "in", "nic", "govt", "school", "press", "ltd",
    ];
    const BLOG_HOSTS: [&str; 10] = [
        "blogspot.com",
        "wordpress.com",
        "substack.com",
        "tumblr.com",
        "github.io",
        "livejournal.com",
        "typepad.com",
        "weebly.com",
        "medium.com",
        "wixsite.com",
    ];
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let labels: Vec<&str> = host.split('.').collect();
    let last = |n: usize| labels[labels.len().saturating_sub(n)..].join(".");
    let country = labels.last().is_some_and(|l| l.len() == 2);
    let sector = labels.len() >= 2 && SECTORS.contains(&labels[labels.len() - 2]);
    let blogger = labels.len() >= 3 && BLOG_HOSTS.contains(&last(2).as_str()) && labels[labels.len() - 3] != "www";
    last(if (country && sector) || blogger { 3 } else { 2 })
}

/// The domain of an address.
pub fn domain_of(url: &str) -> Option<String> {
    address(url).map(|a| domain(a.host))
}

/// The day in an address: `/2023/09/13/`, `/2023/sep/13/`, `2023-09-13`, `/20230913/`.
pub fn day(url: &str) -> Option<Stamp> {
    let path = address(url)?.path;
    let c = DAY.captures(path).or_else(|| DASHED.captures(path)).or_else(|| DIGITS.captures(path))?;
    let month = c[2].parse().ok().or_else(|| month(&c[2]))?;
    let day = civil::Date::new(c[1].parse().ok()?, month, c[3].parse().ok()?).ok()?;
    Some(Stamp::day(day))
}

/// The section that a folder of the path names: `politics` of `/news/politics/a-vote`. Only words that name sections everywhere count,
/// since folders hold much else: editions, authors, kinds of pages.
pub fn section(url: &str) -> Option<String> {
    const SECTIONS: &str = "politics world business sport sports tech technology science health opinion opinions culture entertainment
        lifestyle travel economy markets money finance environment climate education crime music film movies books arts food style fashion
        football cricket tennis golf rugby baseball basketball hockey local national international europe asia africa americas
        middle-east middleeast media space energy weather property real-estate cars motoring autos gaming games royal obituaries
        investigations features analysis commentary editorial religion law security defence defense military election elections";
    let parts: Vec<&str> = address(url)?.path.split('/').filter(|p| !p.is_empty()).collect();
    let (_, folders) = parts.split_last()?;
    folders.iter().find(|f| SECTIONS.split_ascii_whitespace().any(|s| s == **f)).map(|f| f.replace('-', " "))
}

static DAY: LazyLock<Regex> =
    LazyLock::new(|| regex(r"/((?:19|20)\d\d)[/-](\d{1,2}|[A-Za-z]{3,9})[/-](\d{1,2})(?:[/._-]|$)"));
static DASHED: LazyLock<Regex> = LazyLock::new(|| regex(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b"));
static DIGITS: LazyLock<Regex> = LazyLock::new(|| regex(r"[/_-]((?:19|20)\d\d)(\d\d)(\d\d)(?:[/._-]|$)"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains() {
        for (host, expected) in [
            ("www.example.com", "example.com"),
            ("news.example.co.uk", "example.co.uk"),
            ("example.com.au", "example.com.au"),
            ("world.example.or.kr", "example.or.kr"),
            ("example.de", "example.de"),
            ("ann.blogspot.com", "ann.blogspot.com"),
            ("localhost.localdomain", "localhost.localdomain"),
        ] {
            assert_eq!(domain(host), expected);
        }
    }

    #[test]
    fn days() {
        for (url, expected) in [
            ("https://example.com/2023/09/13/a-vote/", Some("2023-09-13")),
            ("https://example.com/news/2023/sep/13/a-vote", Some("2023-09-13")),
            ("https://example.com/politics/2023-09-13-a-vote.html", Some("2023-09-13")),
            ("https://example.com/a-vote-20230913", Some("2023-09-13")),
            ("https://example.com/articles/35030/20230913/a-vote.htm", Some("2023-09-13")),
            ("https://example.com/2023/09/a-vote", None),
            ("https://example.com/2023/13/45/a-vote", None),
            ("https://example.com/a-vote-202309131", None),
        ] {
            assert_eq!(day(url).map(|d| d.iso()).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn sections_and_addresses() {
        assert_eq!(section("https://example.com/news/politics/a-vote").as_deref(), Some("politics"));
        assert_eq!(section("https://example.com/a-vote"), None);
        let base = Some("https://example.com/a/b?c");
        assert_eq!(absolute("/x", base).as_deref(), Some("https://example.com/x"));
        assert_eq!(absolute("//other.org/x", base).as_deref(), Some("https://other.org/x"));
        assert_eq!(absolute("https://other.org", None).as_deref(), Some("https://other.org"));
        assert_eq!(absolute("javascript:void(0)", base), None);
        assert_eq!(address("https://user@example.com:8080/a#b").map(|a| (a.host, a.path)), Some(("example.com", "/a")));
    }
}
