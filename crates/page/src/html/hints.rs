//! What class names, identifiers and roles say about a part of a page.
//!
//! Authors of pages name the parts for their own style sheets, in much the same words everywhere. A name is a hint, never proof:
//! whoever uses it weighs it against what the part contains.

use super::tag::Tag;
use super::tree::{Document, NodeId};

/// A set of hints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints(u32);

macro_rules! hints {
    ($($(#[doc = $doc:literal])* $name:ident = $bit:literal),* $(,)?) => {
        impl Hints {
            $($(#[doc = $doc])* pub const $name: Hints = Hints(1 << $bit);)*
        }
    };
}

hints! {
    /// Menus, breadcrumbs, page numbers.
    NAVIGATION = 0,
    /// The foot of the site.
    FOOTER = 1,
    /// Set beside the story.
    ASIDE = 2,
    /// Advertising.
    ADVERT = 3,
    /// Newsletters, log-in, subscriptions, cookie notices.
    FORM = 4,
    /// Sharing and following.
    SOCIAL = 5,
    /// Readers' comments.
    COMMENTS = 6,
    /// Other stories.
    RELATED = 7,
    /// Words about a picture.
    CAPTION = 8,
    /// Whose picture it is.
    PICTURE_CREDIT = 9,
    /// Who wrote it.
    BYLINE = 10,
    /// When it was published.
    DATE = 11,
    /// Keywords and sections.
    TAGS = 12,
    /// About the author.
    BIOGRAPHY = 13,
    /// A deck under the headline.
    DECK = 14,
    /// A title.
    TITLE = 15,
    /// The story, or its text.
    STORY = 16,
    /// A correction or an editor's note.
    CORRECTION = 17,
    /// A picture or video with what belongs to it.
    FIGURE = 18,
    /// A quotation lifted out of the text and shown twice.
    PULL_QUOTE = 19,
    /// A post of a social network shown within the story.
    EMBED = 20,
    /// A part of a list of stories: card, teaser, item.
    CARD = 21,
    /// The head of the site or of the story.
    HEADER = 22,
    /// A box of key points.
    SUMMARY = 23,
    /// A notice laid over the page: cookies, consent.
    CONSENT = 24,
    /// Not shown at first: a script may show it later.
    HIDDEN = 25,
}

impl Hints {
    /// No hint.
    pub const NONE: Hints = Hints(0);

    /// Whether any of `other` is among these.
    pub fn any(self, other: Hints) -> bool {
        self.0 & other.0 != 0
    }

    /// Both.
    pub const fn or(self, other: Hints) -> Hints {
        Hints(self.0 | other.0)
    }

    /// What an element's name and attributes say.
    pub fn of(document: &Document, id: NodeId) -> Hints {
        let Some(tag) = document.tag(id) else { return Hints::NONE };
        let mut hints = of_tag(tag);
        if tag == Tag::Other {
            hints = hints.or(of_words(document.name(id)));
        }
        for (name, value) in document.attributes(id) {
            match name {
                "class" | "id" | "itemprop" | "data-component" | "data-testid" | "data-module" | "data-type"
                | "data-name" | "data-widget-type" | "data-qa" | "data-block" | "data-module-name" => {
                    hints = hints.or(of_words(value))
                }
                "role" => hints = hints.or(of_role(value)),
                "rel" if value.eq_ignore_ascii_case("author") => hints = hints.or(Hints::BYLINE),
                "data-ad" | "data-ad-slot" | "data-google-query-id" => hints = hints.or(Hints::ADVERT),
                _ => {}
            }
        }
        // a post shown within the story is no bar of sharing buttons and no picture
        if hints.any(Hints::EMBED) { hints.without(Hints::SOCIAL.or(Hints::FIGURE)) } else { hints }
    }

    fn without(self, other: Hints) -> Hints {
        Hints(self.0 & !other.0)
    }
}

fn of_tag(tag: Tag) -> Hints {
    match tag {
        Tag::Nav | Tag::Menu => Hints::NAVIGATION,
        Tag::Footer => Hints::FOOTER,
        Tag::Aside => Hints::ASIDE,
        Tag::Form | Tag::Fieldset | Tag::Search => Hints::FORM,
        Tag::Figure => Hints::FIGURE,
        Tag::Figcaption => Hints::CAPTION,
        Tag::Header => Hints::HEADER,
        Tag::Main | Tag::Article => Hints::STORY,
        Tag::Time => Hints::DATE,
        _ => Hints::NONE,
    }
}

fn of_role(role: &str) -> Hints {
    match role.trim() {
        "navigation" | "menu" | "menubar" | "menuitem" | "toolbar" | "tablist" => Hints::NAVIGATION,
        "contentinfo" => Hints::FOOTER,
        "complementary" => Hints::ASIDE,
        "search" | "form" | "dialog" | "alertdialog" => Hints::FORM,
        "banner" => Hints::HEADER,
        "main" | "article" => Hints::STORY,
        _ => Hints::NONE,
    }
}

/// Splits `articleBody related-links` into its words, whatever the style of writing, and looks each up.
fn of_words(names: &str) -> Hints {
    let mut hints = Hints::NONE;
    let mut builder = false;
    let bytes = names.as_bytes();
    let mut word = [0u8; 16];
    let mut length = 0;
    let mut before_lower = false;
    for &b in bytes.iter().chain(b" ") {
        let starts = b.is_ascii_uppercase() && before_lower;
        if (starts || !b.is_ascii_alphabetic()) && length > 0 {
            let name = word.get(..length).unwrap_or_default();
            hints = hints.or(of_word(name));
            builder |= name == b"elementor";
            length = 0;
        }
        if b.is_ascii_alphabetic() {
            if let Some(place) = word.get_mut(length) {
                *place = b.to_ascii_lowercase();
            }
            length += 1;
        }
        before_lower = b.is_ascii_lowercase();
    }
    // page builders call every part of the page a widget
    if builder { hints.without(Hints::ASIDE) } else { hints }
}

fn of_word(word: &[u8]) -> Hints {
    match word {
        b"nav" | b"navbar" | b"navigation" | b"menu" | b"breadcrumb" | b"breadcrumbs" | b"crumbs" | b"sitemap"
        | b"pagination" | b"pager" | b"paging" | b"toolbar" | b"topbar" | b"masthead" | b"megamenu" | b"submenu"
        | b"skip" | b"ticker" => Hints::NAVIGATION,
        b"footer" | b"foot" | b"colophon" | b"copyright" | b"legal" | b"disclaimer" => Hints::FOOTER,
        b"sidebar" | b"aside" | b"rail" | b"widget" | b"widgets" | b"secondary" | b"sidecolumn" | b"rightcol"
        | b"rightcolumn" | b"leftcol" => Hints::ASIDE,
        b"ad" | b"ads" | b"adv" | b"advert" | b"advertisement" | b"adsense" | b"advertising" | b"adslot"
        | b"adunit" | b"sponsor" | b"sponsored" | b"sponsors" | b"outbrain" | b"taboola" | b"dfp" | b"gpt"
        | b"affiliate" | b"publicidad" | b"anzeige" | b"werbung" => Hints::ADVERT,
        b"newsletter" | b"newsletters" | b"subscribe" | b"subscription" | b"signup" | b"login" | b"signin"
        | b"register" | b"search" | b"searchform" | b"captcha" | b"donate" | b"donation" | b"poll" | b"survey"
        | b"cta" | b"mailchimp" => Hints::FORM,
        b"modal" | b"popup" | b"overlay" | b"lightbox" | b"cookie" | b"cookies" | b"gdpr" | b"consent" | b"cmp"
        | b"ccpa" | b"onetrust" => Hints::CONSENT,
        b"share" | b"sharing" | b"sharebar" | b"sharedaddy" | b"social" | b"socials" | b"socialmedia" | b"follow"
        | b"addthis" | b"addtoany" | b"facebook" | b"whatsapp" | b"linkedin" | b"pinterest" | b"reactions"
        | b"likes" => Hints::SOCIAL,
        b"comment" | b"comments" | b"commentlist" | b"disqus" | b"respond" | b"livefyre" | b"coral" | b"kommentare"
        | b"comentarios" => Hints::COMMENTS,
        b"related" | b"relatedposts" | b"recirc" | b"recirculation" | b"recommended" | b"recommendation"
        | b"recommendations" | b"recommends" | b"popular" | b"trending" | b"trends" | b"latest" | b"readmore"
        | b"seealso" | b"mostread" | b"mostpopular" | b"morenews" | b"morestories" | b"upnext" | b"prevnext"
        | b"onward" | b"promo" | b"promos" | b"suggested" | b"suggestions" | b"crosslink" | b"jp" | b"yarpp"
        | b"zergnet" | b"readnext" | b"ymal" | b"verwandte" | b"relacionadas" | b"relacionados" | b"similar"
        | b"headlines" => Hints::RELATED,
        b"caption" | b"captions" | b"figcaption" | b"cutline" | b"legend" | b"legende" | b"imagecaption" => {
            Hints::CAPTION
        }
        b"credit" | b"credits" | b"photocredit" | b"photographer" | b"attribution" | b"copyrightholder" => {
            Hints::PICTURE_CREDIT
        }
        b"byline" | b"bylines" | b"author" | b"authors" | b"writer" | b"reporter" | b"contributor"
        | b"contributors" | b"creator" | b"autor" | b"auteur" | b"vcard" | b"postmeta" | b"entrymeta"
        | b"articlemeta" => Hints::BYLINE,
        b"date" | b"dates" | b"datetime" | b"dateline" | b"timestamp" | b"pubdate" | b"published" | b"updated"
        | b"datepublished" | b"datemodified" | b"time" | b"posted" | b"fecha" | b"datum" => Hints::DATE,
        b"tag" | b"tags" | b"tagcloud" | b"taglist" | b"topics" | b"categories" | b"category" | b"keywords"
        | b"taxonomy" | b"kicker" | b"eyebrow" | b"rubric" | b"etiquetas" => Hints::TAGS,
        b"bio" | b"biography" | b"authorbox" | b"authorbio" | b"aboutauthor" => Hints::BIOGRAPHY,
        b"dek"
        | b"deck"
        | b"standfirst"
        | b"subtitle"
        | b"subheadline"
        | b"subhead"
        | b"subheading"
        | b"sapo"
        | b"lede"
        | b"lead"
        | b"leadtext"
        | b"chapo"
        | b"strapline"
        | b"teaserlead"
        | b"alternativeheadline"
        | b"excerpt"
        | b"abstract"
        | b"intro"
        | b"description"
        | b"summary" => Hints::DECK,
        b"headline" | b"title" | b"posttitle" | b"entrytitle" | b"hed" => Hints::TITLE,
        b"articlebody" | b"storybody" | b"story" | b"article" | b"entry" | b"post" | b"postcontent" | b"body"
        | b"prose" | b"richtext" | b"content" | b"text" | b"paragraph" | b"hentry" | b"paragraphs" | b"main" => {
            Hints::STORY
        }
        b"correction" | b"corrections" | b"editornote" | b"editorsnote" | b"clarification" => Hints::CORRECTION,
        b"figure" | b"image" | b"img" | b"photo" | b"picture" | b"gallery" | b"slideshow" | b"carousel" | b"video"
        | b"player" | b"media" | b"slider" | b"thumbnail" | b"thumb" | b"slide" => Hints::FIGURE,
        b"pullquote" | b"pullquotes" | b"pull" => Hints::PULL_QUOTE,
        b"tweet" | b"twitter" | b"instagram" | b"embed" | b"embedded" | b"oembed" | b"tiktok" | b"bluesky" => {
            Hints::EMBED
        }
        b"card" | b"cards" | b"teaser" | b"teasers" | b"tease" | b"tile" | b"tiles" | b"river" | b"feed"
        | b"listing" | b"cardlist" | b"grid" => Hints::CARD,
        b"header" | b"banner" | b"topper" => Hints::HEADER,
        b"hidden" | b"hide" | b"invisible" => Hints::HIDDEN,
        b"keypoints" | b"highlights" | b"takeaways" | b"bullets" | b"tldr" => Hints::SUMMARY,
        _ => Hints::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_in_every_style() {
        for (html, expected) in [
            ("<div class='article-body'>", Hints::STORY),
            ("<div id=relatedPosts>", Hints::RELATED.or(Hints::NONE)),
            ("<p class='wp_caption__text'>", Hints::CAPTION.or(Hints::STORY)),
            ("<nav>", Hints::NAVIGATION),
            ("<div role=navigation>", Hints::NAVIGATION),
            ("<div class=shadow>", Hints::NONE),
            ("<amp-ad>", Hints::ADVERT),
            ("<div class=widget>", Hints::ASIDE),
            ("<div class='elementor-widget elementor-widget-heading'>", Hints::NONE),
            ("<a rel=author>", Hints::BYLINE),
            ("<div class=averyveryverylongword>", Hints::NONE),
        ] {
            assert_eq!(Hints::of(&Document::parse(html), 1), expected, "{html}");
        }
    }
}
