//! Headlines without the name of the site.

use super::cut;

/// Letters and digits of a name in lower case, nothing else: for comparing names of sites and titles.
pub fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Takes the site's name (and a section before it) off the end or the front of a title.
///
/// `sites` are names that the page gives its site, and its domain; `headline` is what the page shows as its heading. Nothing is cut
/// without such evidence: a dash is often part of the headline.
pub fn clean(title: &str, sites: &[String], headline: Option<&str>) -> String {
    let title = cut(title, 1_000).split_whitespace().collect::<Vec<_>>().join(" ");
    let headline = headline.map(fold).filter(|h| !h.is_empty());
    if headline.as_deref() == Some(&fold(&title)) {
        return title;
    }
    let cuts = separators(&title);
    // a piece that is the visible heading is the title, whatever stands around it
    if let Some(headline) = &headline
        && let Some(piece) = pieces(&title).into_iter().find(|p| fold(p) == *headline)
    {
        return piece.to_owned();
    }
    let mut kept = title.as_str();
    // "Headline | Site | by Author": what follows the site's name goes with it
    for pair in cuts.windows(2) {
        let ((start, end), (next, _)) = (pair[0], pair[1]);
        if is_site(&title[end..next], sites) && title[..start].split(' ').count() >= 3 {
            kept = title[..start].trim();
            break;
        }
    }
    while let Some(&(start, end)) = separators(kept).last() {
        if !is_site(&kept[end..], sites) {
            break;
        }
        kept = kept[..start].trim();
    }
    if let Some(&(start, end)) = separators(kept).first()
        && is_site(&kept[..start], sites)
    {
        kept = kept[end..].trim();
    }
    kept.to_owned()
}

/// The stretches of a title between any two places where it can be cut.
pub fn pieces(title: &str) -> Vec<&str> {
    let cuts = separators(title);
    let starts = std::iter::once(0).chain(cuts.iter().map(|c| c.1)).take(8);
    let ends = |start: usize| cuts.iter().map(|c| c.0).filter(move |&end| end > start).chain([title.len()]).take(8);
    starts.flat_map(|start| ends(start).map(move |end| title[start..end].trim()).collect::<Vec<_>>()).collect()
}

/// The name of the site beside the headline in a title: what stands last after it, or before it.
pub fn site_beside<'t>(title: &'t str, headline: &str) -> Option<&'t str> {
    let headline = fold(headline);
    let cuts = separators(title);
    let is_headline = |s: &str| !headline.is_empty() && fold(s) == headline;
    let after = cuts.iter().any(|c| is_headline(&title[..c.0])).then(|| cuts.last().map(|c| &title[c.1..])).flatten();
    let before =
        || cuts.iter().any(|c| is_headline(&title[c.1..])).then(|| cuts.first().map(|c| &title[..c.0])).flatten();
    after.or_else(before).map(str::trim).filter(|s| {
        s.len() <= 40
            && s.split(' ').count() <= 5
            && s.starts_with(|c: char| !c.is_lowercase())
            && !s.starts_with("By ")
    })
}

/// Whether a title begins with another, word for word.
pub fn begins(long: &str, short: &str) -> bool {
    let (long, short) = (fold(long), fold(short));
    long.len() > short.len() && long.starts_with(&short)
}

/// Whether two titles share most of their words.
pub fn alike(a: &str, b: &str) -> bool {
    let words = |t: &str| {
        t.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect::<Vec<_>>()
    };
    let (a, b) = (words(a), words(b));
    let shared = a.iter().filter(|w| b.contains(w)).count();
    5 * shared >= 3 * a.len().max(b.len())
}

/// Where a title can be cut: signs with blanks around them, or a bar or double colon.
fn separators(title: &str) -> Vec<(usize, usize)> {
    const SIGNS: [&str; 13] =
        [" | ", " * ", " - ", " – ", " — ", " » ", " « ", " :: ", " · ", " • ", " // ", "|", ": "];
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (at, _) in title.char_indices() {
        if out.last().is_some_and(|&(_, end)| at < end) {
            continue;
        }
        if let Some(sign) = SIGNS.iter().find(|s| title[at..].starts_with(**s)) {
            out.push((at, at + sign.len()));
        }
    }
    out
}

/// Whether part of a title names the site.
fn is_site(part: &str, sites: &[String]) -> bool {
    let part = fold(part);
    if part.len() < 2 {
        return true;
    }
    sites.iter().map(|s| fold(s)).filter(|s| s.len() >= 2).any(|site| {
        // "The Harbour Post" is "Harbour Post", "Harbour Post News" is "harbourpost"
        let bare = |s: &str| s.strip_prefix("the").filter(|r| r.len() > 3).unwrap_or(s).to_owned();
        let (part, site) = (bare(&part), bare(&site));
        part == site
            || (site.len() >= 4 && part.starts_with(&site) && part.len() <= site.len() + 12)
            || (part.len() >= 5 && site.starts_with(&part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_site_off_by_evidence() {
        let sites = ["The Harbour Post".to_owned(), "harbourpost".to_owned()];
        for (title, headline, expected) in [
            ("Ferry sinks off Lagos - The Harbour Post", None, "Ferry sinks off Lagos"),
            ("Ferry sinks off Lagos | Harbour Post", None, "Ferry sinks off Lagos"),
            ("Harbour Post: Ferry sinks off Lagos", None, "Ferry sinks off Lagos"),
            (
                "Ferry sinks off Lagos | World | The Harbour Post",
                Some("Ferry sinks off Lagos"),
                "Ferry sinks off Lagos",
            ),
            ("Ferry sinks - crew safe", None, "Ferry sinks - crew safe"),
            ("Lagos: ferry sinks", None, "Lagos: ferry sinks"),
            ("Ferry sinks – All of it", Some("Ferry sinks"), "Ferry sinks"),
            ("  Ferry \n sinks ", None, "Ferry sinks"),
        ] {
            assert_eq!(clean(title, &sites, headline), expected, "{title}");
        }
        assert_eq!(site_beside("Ferry sinks | World | Harbour Post", "Ferry sinks"), Some("Harbour Post"));
        assert_eq!(site_beside("Harbour Post: Ferry sinks", "Ferry sinks"), Some("Harbour Post"));
        assert_eq!(site_beside("Ferry sinks", "Ferry sinks"), None);
    }
}
