//! Element names as a small enum, with what tree construction and layout have to know of each.

macro_rules! tags {
    ($($variant:ident $name:literal),* $(,)?) => {
        /// The name of an element; names that HTML does not know are [`Tag::Other`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum Tag { Root, Other, $($variant),* }

        impl Tag {
            /// The tag of a lower-case element name.
            pub fn from_name(name: &[u8]) -> Tag {
                match std::str::from_utf8(name) {
                    $(Ok($name) => Tag::$variant,)*
                    _ => Tag::Other,
                }
            }

            /// The element's name; empty for the root and for names that HTML does not know.
            pub fn name(self) -> &'static str {
                match self { Tag::Root | Tag::Other => "", $(Tag::$variant => $name),* }
            }
        }
    };
}

tags! {
    A "a", Abbr "abbr", Acronym "acronym", Address "address", Applet "applet", Area "area", Article "article", Aside "aside", Audio "audio",
    B "b", Base "base", Bdi "bdi", Bdo "bdo", Big "big", Blockquote "blockquote", Body "body", Br "br", Button "button",
    Canvas "canvas", Caption "caption", Center "center", Cite "cite", Code "code", Col "col", Colgroup "colgroup",
    Data "data", Datalist "datalist", Dd "dd", Del "del", Details "details", Dfn "dfn", Dialog "dialog", Dir "dir", Div "div", Dl "dl", Dt "dt",
    Em "em", Embed "embed", Fieldset "fieldset", Figcaption "figcaption", Figure "figure", Font "font", Footer "footer", Form "form",
    Frame "frame", Frameset "frameset", H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Head "head", Header "header", Hgroup "hgroup",
    Hr "hr", Html "html", I "i", Iframe "iframe", Img "img", Input "input", Ins "ins", Kbd "kbd", Label "label", Legend "legend", Li "li",
    Link "link", Listing "listing", Main "main", Map "map", Mark "mark", Marquee "marquee", Math "math", Menu "menu", Meta "meta", Meter "meter",
    Nav "nav", Nobr "nobr", Noembed "noembed", Noframes "noframes", Noscript "noscript", Object "object", Ol "ol", Optgroup "optgroup",
    Option "option", Output "output", P "p", Param "param", Picture "picture", Plaintext "plaintext", Pre "pre", Progress "progress", Q "q",
    Rp "rp", Rt "rt", Ruby "ruby", S "s", Samp "samp", Script "script", Search "search", Section "section", Select "select", Slot "slot",
    Small "small", Source "source", Span "span", Strike "strike", Strong "strong", Style "style", Sub "sub", Summary "summary", Sup "sup",
    Svg "svg", Table "table", Tbody "tbody", Td "td", Template "template", Textarea "textarea", Tfoot "tfoot", Th "th", Thead "thead",
    Time "time", Title "title", Tr "tr", Track "track", Tt "tt", U "u", Ul "ul", Var "var", Video "video", Wbr "wbr", Xmp "xmp",
}

impl Tag {
    /// Never has content (HTML Standard, "void elements").
    pub fn is_void(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Area | Base | Br | Col | Embed | Frame | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr
        )
    }

    /// A browser sets it apart from what stands before and after (the user-agent style sheet's `display` is not inline).
    pub fn is_block(self) -> bool {
        use Tag::*;
        self.is_heading()
            || matches!(
                self,
                Root | Address
                    | Article
                    | Aside
                    | Blockquote
                    | Body
                    | Caption
                    | Center
                    | Dd
                    | Details
                    | Dialog
                    | Dir
                    | Div
                    | Dl
                    | Dt
                    | Fieldset
                    | Figcaption
                    | Figure
                    | Footer
                    | Form
                    | Header
                    | Hgroup
                    | Hr
                    | Html
                    | Legend
                    | Li
                    | Listing
                    | Main
                    | Menu
                    | Nav
                    | Ol
                    | Optgroup
                    | Option
                    | P
                    | Plaintext
                    | Pre
                    | Search
                    | Section
                    | Summary
                    | Table
                    | Tbody
                    | Td
                    | Tfoot
                    | Th
                    | Thead
                    | Tr
                    | Ul
                    | Xmp
            )
    }

    /// `h1` to `h6`.
    pub fn is_heading(self) -> bool {
        self.heading_level().is_some()
    }

    /// 1 for `h1` … 6 for `h6`.
    pub fn heading_level(self) -> Option<u8> {
        Some(match self {
            Tag::H1 => 1,
            Tag::H2 => 2,
            Tag::H3 => 3,
            Tag::H4 => 4,
            Tag::H5 => 5,
            Tag::H6 => 6,
            _ => return None,
        })
    }

    /// Marks how words look (HTML Standard, "formatting elements"); often closed in the wrong order.
    pub(crate) fn is_formatting(self) -> bool {
        use Tag::*;
        matches!(self, A | B | Big | Code | Em | Font | I | Nobr | S | Small | Strike | Strong | Tt | U)
    }

    /// Its end tag closes it, and all that is open inside. Other end tags do not reach through an open block.
    pub(crate) fn ends_anywhere(self) -> bool {
        use Tag::*;
        self.is_block()
            || matches!(
                self,
                Button | Select | Object | Applet | Marquee | Svg | Math | Video | Audio | Canvas | Script
            )
    }

    /// Its start tag ends an open paragraph.
    pub(crate) fn closes_p(self) -> bool {
        use Tag::*;
        self.is_block()
            && !matches!(
                self,
                Root | Html | Body | Caption | Optgroup | Option | Tbody | Td | Tfoot | Th | Thead | Tr | Legend
            )
    }

    /// Content is never read: neither shown as text nor of use as data (scripts that hold data are told apart by their type).
    pub(crate) fn drops_text(self) -> bool {
        use Tag::*;
        matches!(self, Style | Iframe | Noembed | Noframes | Noscript | Textarea | Xmp)
    }

    /// An end tag of another element does not reach through it (HTML Standard, "has an element in scope").
    pub(crate) fn bounds_scope(self) -> bool {
        use Tag::*;
        matches!(self, Root | Html | Table | Td | Th | Caption | Template | Object | Applet | Marquee)
    }

    /// Part of a table's skeleton.
    pub(crate) fn is_table_part(self) -> bool {
        use Tag::*;
        matches!(self, Table | Thead | Tbody | Tfoot | Tr | Td | Th | Caption)
    }
}
