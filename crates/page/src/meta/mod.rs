//! What a page says of itself: title, authors, dates, publisher, language.
//!
//! A page says most of these several times: in JSON-LD, in meta tags, in attributes of what it shows, in the words that it shows,
//! in its address. [`Claims`] collects all of it and then chooses: what is most precise among what agrees, and, where it does not
//! agree, what is more seldom wrong.

pub mod dates;
mod json;
mod jsonld;
pub mod lines;
pub mod names;
pub mod shown;
mod tags;
mod titles;
pub mod urls;
mod visible;

use crate::html::{Document, Tag};
use crate::{Given, language};
use dateline_record::{Article, Block, BlockKind, DateBasis, Origin, OriginBasis, PageDate, Publisher};
use dates::{Context, Order, Stamp};
use jsonld::Story;
use names::{Names, Trust, is_agency, names, same_name};
use regex::Regex;
use shown::Shown;
use tags::MetaTags;
use visible::Visible;

/// What the markup of a page claims, before anything is chosen.
#[derive(Debug)]
pub struct Claims<'d> {
    document: &'d Document,
    given: &'d Given,
    tags: MetaTags<'d>,
    story: Story,
    visible: Visible,
    /// Address of the page: as given, else as it names itself.
    url: Option<String>,
    canonical: Option<String>,
    /// Names of the site, its domain and the domain's first label.
    sites: Vec<String>,
    context: Context,
    title: Option<String>,
}

impl<'d> Claims<'d> {
    /// Collects what the markup says.
    pub fn of(document: &'d Document, given: &'d Given) -> Claims<'d> {
        let tags = MetaTags::of(document);
        let scripts: Vec<String> = document
            .elements(Tag::Script)
            .filter(|&s| document.attr(s, "type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json")))
            .map(|s| document.raw_text(s))
            .collect();
        let story = jsonld::read(scripts.iter().map(String::as_str));
        let base = given.url.as_deref();
        let canonical = [tags::link(document, "canonical"), tags.first(&["og:url"]), story.url.as_deref()]
            .into_iter()
            .flatten()
            .find_map(|u| urls::absolute(u, base));
        let url = given.url.clone().or_else(|| canonical.clone());
        let sites = sites(&tags, &story, url.as_deref());
        let context = context(document, &tags, &story, given, url.as_deref());
        let head_title = document.elements(Tag::Title).next().map(|t| visible::words_up_to(document, t, 1_000));
        let claimed: Vec<String> = [
            tags.first(&["og:title"]).map(str::to_owned),
            story.headline.clone(),
            tags.first(&["twitter:title", "title"]).map(str::to_owned),
            head_title.clone(),
        ]
        .into_iter()
        .flatten()
        .map(|t| titles::clean(&plain(&t), &sites, None))
        .collect();
        let visible = visible::read(document, &claimed, context);
        let title = title(given, &story, &tags, &visible, &sites, head_title.as_deref())
            .map(|t| if visible.headline.is_none() { piece_shown(document, &t).unwrap_or(t) } else { t });
        Claims { document, given, tags, story, visible, url, canonical, sites, context, title }
    }

    /// The headline, without the site's name.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Chooses, with the page's visible text and its blocks as further witnesses.
    pub fn article(self, text: &str, blocks: &[Block]) -> Article {
        let shown = Shown::of(text, blocks, self.context);
        let (published, modified) = self.dates(&shown);
        let Names { people, organizations, .. } = self.authors(&shown);
        let publisher = self.publisher(&organizations);
        let origin = self.origin(&shown, &organizations, publisher.as_ref());
        Article {
            description: self.description(),
            language: self.language(text, blocks),
            section: self.section(),
            tags: self.keywords(),
            authors: people,
            contributors: shown.contributors,
            publisher,
            origin,
            dateline: shown.dateline,
            published,
            modified,
            canonical_url: self.canonical,
            title: self.title,
        }
    }
}

/// A date with what says so.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    stamp: Stamp,
    basis: DateBasis,
}

impl Claims<'_> {
    /// When the article was published and last changed.
    fn dates(&self, shown: &Shown) -> (Option<PageDate>, Option<PageDate>) {
        if let Some(given) = self.given.date.as_deref() {
            let value = dates::parse(given, Context::default()).map_or_else(|| given.to_owned(), |s| s.iso());
            let modified = self.modified(shown);
            return (Some(PageDate { value, basis: DateBasis::Given }), modified.map(page_date));
        }
        let candidates = self.published_candidates(shown);
        let modified = self.modified(shown);
        let url_day = self.url_day();
        let Some(first) = candidates.first().copied() else {
            return (None, modified.map(page_date));
        };
        // the address keeps the first day, by the clock of the newsroom, where other dates follow a later edition or Greenwich
        let by_address = |wanted: &dyn Fn(&Stamp, &Stamp) -> bool| {
            let day = url_day?;
            candidates.iter().copied().find(|c| c.basis != DateBasis::Url && wanted(&c.stamp, &day))
        };
        let mut chosen =
            by_address(&|s, day| s.day == day.day).or_else(|| by_address(&|s, day| s.near(day))).unwrap_or(first);
        for c in &candidates {
            let surer = c.basis != DateBasis::Text && chosen.basis == DateBasis::Text;
            let (precision, chosen_precision) = (c.stamp.precision(), chosen.stamp.precision());
            if c.stamp.day == chosen.stamp.day
                && (precision > chosen_precision || (precision == chosen_precision && surer))
            {
                chosen = *c;
            }
        }
        (Some(page_date(chosen)), modified.filter(|m| m.stamp.after(&chosen.stamp)).map(page_date))
    }

    /// Dates of publication, the most trusted first.
    fn published_candidates(&self, shown: &Shown) -> Vec<Candidate> {
        use DateBasis::{JsonLd, Meta, Text, Url};
        let near = |tier: u8, machine: bool| {
            let wanted = move |d: &&visible::Spot<visible::Dated>| {
                d.tier == tier && d.what.machine == machine && !d.what.modified && is_near(d.distance)
            };
            self.visible.dates.iter().filter(wanted).map(|d| d.what.stamp).next()
        };
        let parsed = |text: Option<&str>| text.and_then(|t| dates::parse(t, self.context));
        let tag = |names: &[&str]| self.tags.all(names).find_map(|t| dates::parse(t, self.context));
        let list = [
            (parsed(self.story.published.as_deref()), JsonLd),
            (tag(&PUBLISHED_TAGS), Meta),
            (near(0, true), Meta),
            (self.url_day(), Url),
            (near(1, true), Meta),
            (near(1, false), Text),
            (shown.dates.published, Text),
            (near(2, false), Text),
            (parsed(self.story.page_published.as_deref()), JsonLd),
            (tag(&DATE_TAGS), Meta),
        ];
        list.into_iter()
            .filter_map(|(stamp, basis)| Some(Candidate { stamp: stamp.filter(|s| self.is_sane(s))?, basis }))
            .collect()
    }

    /// The day in the page's address, or in that of the page it was taken from.
    fn url_day(&self) -> Option<Stamp> {
        [&self.url, &self.canonical].into_iter().flatten().find_map(|u| urls::day(u))
    }

    fn modified(&self, shown: &Shown) -> Option<Candidate> {
        use DateBasis::{JsonLd, Meta, Text};
        let near = self.visible.dates.iter().find(|d| d.what.modified && is_near(d.distance)).map(|d| d.what);
        let list = [
            (self.story.modified.as_deref().and_then(|t| dates::parse(t, self.context)), JsonLd),
            (self.tags.all(&MODIFIED_TAGS).find_map(|t| dates::parse(t, self.context)), Meta),
            (near.map(|d| d.stamp), if near.is_some_and(|d| d.machine) { Meta } else { Text }),
            (shown.dates.modified, Text),
        ];
        list.into_iter().find_map(|(stamp, basis)| Some(Candidate { stamp: stamp.filter(|s| self.is_sane(s))?, basis }))
    }

    /// No page is older than the web, and none was published after it was fetched.
    fn is_sane(&self, stamp: &Stamp) -> bool {
        stamp.day.year() >= 1990 && self.context.retrieved.is_none_or(|r| stamp.days_after(&r) <= 1)
    }
}

fn page_date(c: Candidate) -> PageDate {
    PageDate { value: c.stamp.iso(), basis: c.basis }
}

/// Whether something stands where bylines stand: just before the headline, or after it with a deck and a picture in between.
fn is_near(distance: i32) -> bool {
    (-400..=1_500).contains(&distance)
}

/// Meta tags that give the time of publication.
const PUBLISHED_TAGS: [&str; 34] = [
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "og:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "pubdate",
    "og:pubdate",
    "pub_date",
    "publishdate",
    "publish-date",
    "publish_date",
    "published-date",
    "publication_date",
    "publicationdate",
    "publication-date",
    "published_at",
    "published",
    "article_date_original",
    "article.published",
    "originalpublicationdate",
    "citation_online_date",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "prism.publicationdate",
    "bt:pubdate",
    "shareaholic:article_published_time",
    "rnews:datepublished",
    "date.release",
];

/// Meta tags that give some date, mostly that of publication.
const DATE_TAGS: [&str; 10] = [
    "date",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "dcterms.created",
    "datecreated",
    "date.created",
    "citation_date",
    "article:created_time",
    "release_date",
];

/// Meta tags that give the time of the last change.
const MODIFIED_TAGS: [&str; 16] = [
    "article:modified_time",
    "og:article:modified_time",
    "article:modified",
    "og:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "last_modified",
    "lastmod",
    "dc.date.modified",
    "dcterms.modified",
    "date.modified",
    "date.updated",
    "updated-date",
    "cxenseparse:modified_time",
    "article:updated_time",
];

impl Claims<'_> {
    /// Who wrote it.
    fn authors(&self, shown: &Shown) -> Names {
        let mut told = Names::default();
        for agent in &self.story.authors {
            if agent.organization {
                told.merge(Names { organizations: vec![plain(&agent.name)], ..Names::default() });
            } else {
                told.merge(names(&plain(&agent.name), Trust::Field));
            }
        }
        let mut tagged = Names::default();
        for tag in AUTHOR_TAGS {
            for value in self.tags.all(&[tag]).take(100) {
                tagged.merge(names(&plain(value), Trust::Field));
            }
            if !tagged.people.is_empty() {
                break;
            }
        }
        let (mut seen, plainly) = self.visible_names();
        let mut bylines = Names { people: shown.people.clone(), organizations: shown.organizations.clone(), unread: 0 };
        let mut loose = Names { people: shown.loose.clone(), ..Names::default() };
        let mut site_signs = false;
        for names in [&mut told, &mut tagged, &mut seen, &mut bylines, &mut loose] {
            site_signs |= self.sort_out_sites(names);
        }
        let full = |n: &&Names| n.people.iter().any(|p| p.name.contains(' '));
        let some = |n: &&Names| !n.people.is_empty();
        let head = [&told, &tagged].into_iter().find(full);
        let body = [&seen, &bylines].into_iter().find(full);
        let best = match (head, body) {
            // what readers see names more people than the head, or others: the head often names who typed it in
            (Some(head), Some(body)) if body.holds(head) || (plainly && !body.shares(head)) => Some(body),
            (head, body) => head.or(body).or_else(|| [&seen, &told, &tagged, &bylines, &loose].into_iter().find(some)),
        };
        let mut chosen = best.cloned().unwrap_or_default();
        for n in [told, tagged, seen, bylines, loose] {
            chosen.merge(Names { people: Vec::new(), ..n });
        }
        // where the site signs for its writers, the writer's name stands above the text
        if chosen.people.is_empty() && (!shown.bare_is_heading || site_signs || !chosen.organizations.is_empty()) {
            chosen.people = shown.bare_names.clone();
        }
        chosen
    }

    /// The list of names that stands nearest to the headline, or else the first one after it, and whether markup says plainly
    /// that it is the author's.
    fn visible_names(&self) -> (Names, bool) {
        let with_people = |n: &&visible::Spot<Names>| !n.what.people.is_empty();
        let near = self.visible.names.iter().filter(with_people).filter(|n| is_near(n.distance));
        let best = near.clone().min_by_key(|n| n.tier.min(2));
        let first =
            best.or_else(|| self.visible.names.iter().filter(with_people).find(|n| n.distance > 0 && n.tier <= 2));
        let Some(first) = first else { return (Names::default(), false) };
        // several authors may each have an element of their own, one right after the other
        let mut all = first.what.clone();
        let mut last = first.distance;
        for spot in self
            .visible
            .names
            .iter()
            .filter(with_people)
            .filter(|n| n.tier == first.tier && n.distance > first.distance)
        {
            if spot.distance - last > 60 {
                break;
            }
            last = spot.distance;
            all.merge(spot.what.clone());
        }
        (all, best.is_some_and(|b| b.tier <= 1 && (-200..=400).contains(&b.distance)))
    }

    /// The site itself is no author, however its name looks. Says whether it was on the list.
    fn sort_out_sites(&self, names: &mut Names) -> bool {
        let before = names.people.len();
        names.people.retain(|p| !self.sites.iter().any(|s| same_name(s, &p.name)));
        names.people.len() < before
    }

    fn publisher(&self, organizations: &[String]) -> Option<Publisher> {
        let tags =
            ["og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher", "citation_publisher"];
        let declared = self.tags.first(&tags[..1]).map(str::to_owned);
        let told = self.story.publisher.clone().or_else(|| self.story.sites.first().cloned());
        let fallback = self.tags.first(&tags[1..]).map(str::to_owned);
        let other = organizations.iter().find(|o| !is_agency(o)).cloned();
        let head = self.document.elements(Tag::Title).next().map(|t| visible::words_up_to(self.document, t, 1_000));
        let beside = head.as_deref().zip(self.title()).and_then(|(h, t)| titles::site_beside(h, t)).map(str::to_owned);
        let mut names =
            [declared, told, fallback, beside, other].into_iter().flatten().filter_map(|n| self.site_name(&n));
        let name = names.next().map(|first| {
            // "harbourpost" is "Harbour Post", written for programs
            names.find(|n| n.contains(' ') && !first.contains(' ') && same_name(n, &first)).unwrap_or(first)
        });
        let domain = self.url.as_deref().and_then(urls::domain_of);
        (name.is_some() || domain.is_some()).then_some(Publisher { name, domain })
    }

    /// A name that can be a site's: no address, no handle, not the headline, and without the slogan after a bar.
    fn site_name(&self, name: &str) -> Option<String> {
        let name = plain(name);
        let name = name.split(" | ").next().unwrap_or_default().trim();
        let is_name =
            !name.contains("://") && !name.starts_with('@') && name.len() <= 80 && name.contains(char::is_alphabetic);
        (is_name && self.title.as_deref() != Some(name)).then(|| name.to_owned())
    }

    /// Whom the text was taken from, if from another site or an agency.
    fn origin(&self, shown: &Shown, organizations: &[String], publisher: Option<&Publisher>) -> Option<Origin> {
        let own = self.given.url.as_deref().and_then(urls::domain_of);
        let canonical = self.canonical.as_deref().and_then(urls::domain_of);
        if let (Some(own), Some(canonical)) = (own, canonical)
            && own != canonical
        {
            return Some(Origin { name: canonical, basis: OriginBasis::Canonical });
        }
        let own_name = publisher.and_then(|p| p.name.as_deref());
        let own_label = publisher.and_then(|p| p.domain.as_deref()).and_then(|d| d.split('.').next());
        let own_names: Vec<&str> = own_name.into_iter().chain(own_label).collect();
        let is_self = |name: &str| {
            let aliases = names::agency(name).map(|a| a.to_vec()).unwrap_or_else(|| vec![name]);
            let same = |own: &str, alias: &str| {
                same_name(alias, own)
                    || same_name(&format!("{alias} news"), own)
                    || same_name(alias, &format!("{own} news"))
            };
            own_names.iter().any(|own| aliases.iter().any(|alias| same(own, alias)))
        };
        let agency = |list: &[String]| list.iter().find(|o| is_agency(o) && !is_self(o)).cloned();
        let dateline = shown.dateline.as_ref().and_then(|d| d.agency.clone());
        let list = [
            (agency(organizations), OriginBasis::Byline),
            (dateline.filter(|a| is_agency(a) && !is_self(a)), OriginBasis::Dateline),
            (shown.supplied.iter().find(|o| !is_self(o)).cloned(), OriginBasis::Credit),
        ];
        list.into_iter().find_map(|(name, basis)| Some(Origin { name: name?, basis }))
    }

    fn description(&self) -> Option<String> {
        let value = self
            .tags
            .first(&["og:description", "description", "twitter:description"])
            .or(self.story.description.as_deref())?;
        Some(plain(value)).filter(|d| !d.is_empty())
    }

    fn section(&self) -> Option<String> {
        const NO_SECTIONS: [&str; 9] =
            ["tags", "uncategorized", "uncategorised", "articles", "article", "post", "posts", "home", "all"];
        let tagged = self.tags.first(&[
            "article:section",
            "og:article:section",
            "parsely-section",
            "section",
            "cxenseparse:category",
        ]);
        let told = [tagged, self.story.section.as_deref()].into_iter().flatten().map(plain);
        let mut told =
            told.map(|s| s.split([',', ';']).next().filter(|_| s.len() > 60).map_or(s.clone(), str::to_owned));
        told.find(|s| !s.is_empty() && !NO_SECTIONS.contains(&s.to_lowercase().as_str()))
            .or_else(|| urls::section(self.url.as_deref()?))
    }

    fn keywords(&self) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let mut add = |word: &str| {
            let word = plain(word);
            if !word.is_empty()
                && word.len() <= 100
                && out.len() < 100
                && !out.iter().any(|o| o.eq_ignore_ascii_case(&word))
            {
                out.push(word);
            }
        };
        let mut any = false;
        for tag in self.tags.all(&["article:tag", "og:article:tag"]) {
            tag.split(',').for_each(&mut add);
            any = true;
        }
        if !any && !self.story.keywords.is_empty() {
            self.story.keywords.iter().for_each(|k| add(k));
        } else if !any {
            let list = self.tags.first(&["news_keywords", "keywords", "parsely-tags", "sailthru.tags"]);
            list.into_iter().flat_map(|l| l.split([',', ';'])).for_each(&mut add);
        }
        out
    }

    fn language(&self, text: &str, blocks: &[Block]) -> Option<String> {
        let mut sample = String::new();
        for block in
            blocks.iter().filter(|b| matches!(b.kind, BlockKind::Body | BlockKind::Headline | BlockKind::Subheading))
        {
            sample.push_str(block.span.of(text));
            sample.push('\n');
            if sample.len() > 6_000 {
                break;
            }
        }
        let html = self
            .document
            .elements(Tag::Html)
            .next()
            .and_then(|h| self.document.attr(h, "lang").or_else(|| self.document.attr(h, "xml:lang")));
        let tags = [
            html,
            self.story.language.as_deref(),
            self.tags.first(&["content-language", "og:locale", "language", "dc.language", "inlanguage"]),
        ];
        language::of_page(&sample, tags.into_iter().flatten())
    }
}

/// Meta tags that name authors, the most trusted first. Those that hold an address of a profile give no names.
const AUTHOR_TAGS: [&str; 14] = [
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "article:author_name",
    "article_author",
    "author.name",
    "cxenseparse:author",
    "article:author",
    "og:article:author",
    "author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "rbauthors",
];

/// Names that the page gives its site.
fn sites(tags: &MetaTags<'_>, story: &Story, url: Option<&str>) -> Vec<String> {
    let mut out: Vec<String> = tags
        .all(&[
            "og:site_name",
            "application-name",
            "apple-mobile-web-app-title",
            "twitter:app:name:iphone",
            "dc.publisher",
        ])
        .map(plain)
        .collect();
    out.extend(story.publisher.iter().chain(&story.sites).map(|s| plain(s)));
    if let Some(domain) = url.and_then(urls::domain_of) {
        if let Some((label, _)) = domain.split_once('.') {
            out.push(label.to_owned());
        }
        out.push(domain);
    }
    out.retain(|s| !s.is_empty());
    out
}

/// What helps to read this page's dates.
fn context(document: &Document, tags: &MetaTags<'_>, story: &Story, given: &Given, url: Option<&str>) -> Context {
    let limit = [given.retrieved.as_deref(), given.date.as_deref()]
        .into_iter()
        .flatten()
        .find_map(|d| dates::parse(d, Context::default()));
    let html = document.elements(Tag::Html).next().and_then(|h| document.attr(h, "lang"));
    let locale = [tags.first(&["og:locale"]), html, story.language.as_deref()]
        .into_iter()
        .flatten()
        .map(|l| l.replace('_', "-").to_ascii_lowercase())
        .find(|l| l.len() >= 5);
    let times: Vec<String> =
        document.elements(Tag::Time).take(40).map(|t| visible::words_up_to(document, t, 100)).collect();
    let ending = url.and_then(urls::domain_of).and_then(|d| d.rsplit('.').next().map(str::to_owned));
    let by_country = match ending.as_deref() {
        Some("us") => Some(Order::MonthFirst),
        // in Canada and the Philippines both are written
        Some("ca" | "ph") => None,
        Some(e) if e.len() == 2 && !matches!(e, "tv" | "io" | "co" | "me" | "ly" | "fm" | "ai") => {
            Some(Order::DayFirst)
        }
        _ => None,
    };
    let by_locale = match locale.as_deref() {
        Some("en-us") => None, // what systems write unless told otherwise
        Some(l) if l.starts_with("en-") && l != "en-ca" => Some(Order::DayFirst),
        Some(l) if !l.starts_with("en") => Some(Order::DayFirst),
        _ => None,
    };
    Context { order: dates::order_of(times.iter().map(String::as_str)).or(by_country).or(by_locale), retrieved: limit }
}

/// The title: what the article's own data call its headline; else what the head says, if the heading that the page shows says
/// nearly the same; else that heading.
fn title(
    given: &Given,
    story: &Story,
    tags: &MetaTags<'_>,
    visible: &Visible,
    sites: &[String],
    head: Option<&str>,
) -> Option<String> {
    if let Some(title) = given.title.as_deref().map(str::trim).filter(|t| !t.is_empty()) {
        return Some(title.to_owned());
    }
    let shown = visible.headline.as_deref();
    let clean = |t: &str| Some(titles::clean(&plain(t), sites, shown)).filter(|t| !t.is_empty());
    let told = story.headline.as_deref().filter(|_| story.is_article).and_then(clean);
    let shared = tags.first(&["og:title", "twitter:title"]).and_then(clean);
    let long = match (&told, shown) {
        // data for search engines are cut at a length; the page shows all of it
        (Some(told), Some(shown)) if titles::begins(shown, told) && told.len() >= 80 => shown.to_owned(),
        (Some(told), _) => told.clone(),
        (None, Some(shown)) => match &shared {
            Some(shared) if titles::alike(shared, shown) => shared.clone(),
            _ => shown.to_owned(),
        },
        (None, None) => return shared.or_else(|| head.and_then(clean)),
    };
    // the outlet itself ends the headline earlier where it shares it
    Some(shared.filter(|s| titles::begins(&long, s) && 2 * s.len() >= long.len()).unwrap_or(long))
}

/// The longest piece of a title that stands by itself on a page without headings: the rest names the site.
fn piece_shown(document: &Document, title: &str) -> Option<String> {
    let pieces = titles::pieces(title);
    let shown = |piece: &&str| {
        let in_body = |t: &str| t.trim().len() == piece.len() && t.trim() == *piece;
        document.ids().any(|id| {
            document.text(id).is_some_and(in_body) && !document.parent(id).is_some_and(|p| document.is(p, Tag::Title))
        })
    };
    pieces
        .into_iter()
        .filter(|p| p.len() < title.len() && p.split(' ').count() >= 3)
        .filter(shown)
        .max_by_key(|p| p.len())
        .map(str::to_owned)
}

/// Text of a value that may hold references or markup, since many systems escape twice.
fn plain(value: &str) -> String {
    if value.contains(['&', '<']) {
        let once = Document::parse(value).words(0);
        return if once.contains('&') && once.contains(';') { Document::parse(&once).words(0) } else { once };
    }
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Compiles a pattern that is part of the program.
#[allow(clippy::expect_used, reason = "patterns are constants, and the tests compile every one of them")]
fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a valid pattern")
}

/// The first `limit` bytes of a text, or a little less, so as to end between characters.
fn cut(text: &str, limit: usize) -> &str {
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html;
    use proptest::prelude::*;

    const STORY: &str = "<p>The ferry left the harbour before dawn with forty people aboard, the harbour master said on Tuesday, and by noon nobody had
        heard from it.</p><p>Rescue boats were sent out from three towns along the coast, but the weather was against them, officials said.</p>
        <p>It was the second such loss this year, and the owners of the line have not yet said what they mean to do about it.</p>";

    fn read(head: &str, body: &str, url: &str) -> Article {
        let page = format!("<html lang=en><head>{head}</head><body><article>{body}{STORY}</article></body></html>");
        let given = Given { url: Some(url.to_owned()).filter(|u| !u.is_empty()), ..Given::default() };
        html(page.as_bytes(), &given).unwrap().article
    }

    fn authors(article: &Article) -> String {
        article.authors.iter().map(|a| a.name.as_str()).collect::<Vec<_>>().join("; ")
    }

    fn published(article: &Article) -> (&str, DateBasis) {
        article.published.as_ref().map_or(("", DateBasis::Text), |d| (d.value.as_str(), d.basis))
    }

    #[test]
    fn reads_schema_org_data() {
        let head = r#"<title>Ferry lost off the coast | Harbour Post</title><meta property="og:site_name" content="Harbour Post">
            <link rel=canonical href="/2023/09/13/ferry"><script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry lost off the coast",
            "datePublished":"2023-09-13T10:31:00+02:00","dateModified":"2023-09-14T08:00:00+02:00","articleSection":"World","keywords":["ferry","sea"],
            "author":[{"@type":"Person","name":"Ann Oke"},{"@type":"Organization","name":"Harbour Post"}]}</script>"#;
        let a = read(head, "<h1>Ferry lost off the coast</h1>", "https://www.harbourpost.example/2023/09/13/ferry?x=1");
        assert_eq!(a.title.as_deref(), Some("Ferry lost off the coast"));
        assert_eq!(authors(&a), "Ann Oke");
        assert_eq!(published(&a), ("2023-09-13T10:31:00+02:00", DateBasis::JsonLd));
        assert_eq!(a.modified.unwrap().value, "2023-09-14T08:00:00+02:00");
        assert_eq!(a.canonical_url.as_deref(), Some("https://www.harbourpost.example/2023/09/13/ferry"));
        assert_eq!((a.section.as_deref(), a.tags.join(" ")), (Some("World"), "ferry sea".to_owned()));
        let publisher = a.publisher.unwrap();
        assert_eq!(
            (publisher.name.as_deref(), publisher.domain.as_deref()),
            (Some("Harbour Post"), Some("harbourpost.example"))
        );
        assert_eq!((a.language.as_deref(), a.origin), (Some("en"), None));
    }

    #[test]
    fn reads_what_a_bare_page_shows() {
        for (body, name) in [
            ("<h1>Ferry lost</h1><p>By Ann Oke</p><p>September 13, 2023</p>", "Ann Oke"),
            (
                "<h1>Ferry lost</h1><div class=post-meta>Posted on September 13, 2023 by <a rel=author href=/a>Ann Oke</a></div>",
                "Ann Oke",
            ),
            (
                "<h1>Ferry lost</h1><span class=byline__author-name>Ann Oke</span> <time datetime=2023-09-13>Wednesday</time>",
                "Ann Oke",
            ),
            (
                "<h1>Ferry lost</h1><p class=byline>By <span>Ann Oke</span> and <span>Tom Reyes</span></p><p class=date>13 September 2023</p>",
                "Ann Oke; Tom Reyes",
            ),
            (
                "<h1>Ferry lost</h1><div itemprop=author><span itemprop=name>Ann Oke</span></div><meta itemprop=datePublished content=2023-09-13>",
                "Ann Oke",
            ),
            (
                "<h1>Ferry lost</h1><span class='author vcard'>oke</span> <abbr class=published title=2023-09-13>today</abbr>",
                "oke",
            ),
        ] {
            let a = read("", body, "");
            assert_eq!(authors(&a), name, "{body}");
            assert_eq!(published(&a).0, "2023-09-13", "{body}");
            assert_eq!(a.title.as_deref(), Some("Ferry lost"), "{body}");
        }
    }

    #[test]
    fn what_readers_see_corrects_the_head() {
        // the account that typed it in
        let head = r#"<meta name=author content="Sam Poe">"#;
        let body =
            "<h1>Ferry lost</h1><p>By <a rel=author href=/a>Ann Oke</a>, <a rel=author href=/b>Tom Reyes</a></p>";
        assert_eq!(authors(&read(head, body, "")), "Ann Oke; Tom Reyes");
        // the address has the newsroom's day, the data Greenwich's
        let head = r#"<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2023-09-14T02:25:00Z"}</script>"#;
        let a = read(
            head,
            "<h1>Ferry lost</h1><time datetime=2023-09-13T21:25:00>Wednesday</time>",
            "https://a.example/2023/09/13/ferry",
        );
        assert_eq!(published(&a), ("2023-09-13T21:25", DateBasis::Meta));
    }

    #[test]
    fn names_of_other_stories_are_left_alone() {
        let body = "<h1>Ferry lost</h1><div class=related><span class=author>Sam Poe</span> <time datetime=2020-01-01>2020</time></div>
            <aside><a rel=author>Li Wei</a></aside>";
        let a = read("", body, "");
        assert_eq!((authors(&a).as_str(), published(&a).0), ("", ""));
    }

    #[test]
    fn agencies_and_other_sites_are_origins() {
        let a = read(
            "<meta name=author content='The Associated Press'>",
            "<h1>Ferry lost</h1>",
            "https://harbourpost.example/a",
        );
        assert_eq!(authors(&a), "");
        let origin = a.origin.unwrap();
        assert_eq!((origin.name.as_str(), origin.basis), ("The Associated Press", OriginBasis::Byline));
        let a = read(
            "",
            "<h1>Ferry lost</h1><p>LAGOS (Reuters) - The ferry left the harbour before dawn, and nobody has heard from it since.</p>",
            "",
        );
        assert_eq!(a.origin.unwrap().basis, OriginBasis::Dateline);
        assert_eq!(a.dateline.unwrap().place.as_deref(), Some("LAGOS"));
        let a = read(
            "<link rel=canonical href=https://other.example/ferry>",
            "<h1>Ferry lost</h1>",
            "https://harbourpost.example/a",
        );
        assert_eq!(a.origin.unwrap().name, "other.example");
        // the agency's own site
        let a = read(
            "<meta name=author content='Associated Press'><meta property=og:site_name content='AP News'>",
            "<h1>Ferry lost</h1>",
            "",
        );
        assert_eq!(a.origin, None);
    }

    proptest! {
        /// Lines are put together from the signs that the readers of lines look at, and from any others.
        #[test]
        fn any_line_can_be_read(line in "([A-Z]{1,6}|[a-z]{1,5}|By |and |in |[(),;:|/—–-]|[0-9]{1,4}| |\\PC|Sept|\\.|@|é|Ann Oke|Reuters){0,24}") {
            for found in dates::find(&line, Context::default()) {
                prop_assert!(line.get(found.range.clone()).is_some());
            }
            if let Some(d) = lines::dateline(&line) {
                prop_assert!(line.get(d.span.range()).is_some_and(|said| !said.is_empty()));
            }
            let read = (lines::byline(&line, Context::default()), lines::credit(&line), lines::published(&line, Context::default()));
            prop_assert_eq!(&read.0, &lines::byline(&line, Context::default()));
            for trust in [Trust::Field, Trust::Text] {
                prop_assert!(names(&line, trust).people.iter().all(|p| !p.name.trim().is_empty()));
            }
            let cleaned = titles::clean(&line, &["Harbour Post".to_owned(), "by".to_owned()], Some("Ann Oke"));
            prop_assert!(cleaned.len() <= line.len());
            urls::day(&line);
        }
    }

    #[test]
    fn dates_that_cannot_be_are_not_taken() {
        let head = |day: &str| format!(r#"<meta property="article:published_time" content="{day}">"#);
        assert_eq!(published(&read(&head("1970-01-01T00:00:00Z"), "<h1>Ferry lost</h1>", "")).0, "");
        let page = format!("<html><head>{}</head><body><h1>Ferry lost</h1>{STORY}</body></html>", head("2030-01-01"));
        let given = Given { retrieved: Some("2023-09-14T10:00:00Z".to_owned()), ..Given::default() };
        assert_eq!(html(page.as_bytes(), &given).unwrap().article.published, None);
        let given = Given { date: Some("2023-09-13".to_owned()), ..Given::default() };
        assert_eq!(published(&html(page.as_bytes(), &given).unwrap().article), ("2023-09-13", DateBasis::Given));
    }
}
