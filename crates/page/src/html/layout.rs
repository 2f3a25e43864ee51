//! The tree as a reader sees it: lines of visible text, each with the markup that it came from.

use super::tag::Tag;
use super::tree::{Document, NodeId};

/// What a browser shows of a page, cut where it begins a new block.
#[derive(Debug, Default)]
pub struct Layout {
    /// All visible text; blocks parted by an empty line.
    pub text: String,
    /// The blocks in reading order.
    pub segments: Vec<Segment>,
}

/// One block of visible text: a paragraph, a heading, a menu item, a table cell.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Byte range in [`Layout::text`].
    pub start: usize,
    /// End of the byte range.
    pub end: usize,
    /// The innermost element that a browser shows as a block and that holds all of the segment.
    pub block: NodeId,
    /// First text node.
    pub first: NodeId,
    /// Last text node.
    pub last: NodeId,
    /// Characters that are not white space.
    pub chars: usize,
    /// … of these, within links.
    pub link_chars: usize,
    /// … of these, within bold elements.
    pub bold_chars: usize,
    /// … of these, within emphasised elements.
    pub italic_chars: usize,
    /// Number of separate links.
    pub links: usize,
    /// Its first words are a link.
    pub starts_in_link: bool,
    /// Shown within a button or a form's label.
    pub control: bool,
}

impl Layout {
    /// Lays out a page.
    pub fn of(document: &Document) -> Layout {
        let mut writer = Writer::new(document);
        let mut at = 0;
        while (at as usize) < document.len() {
            writer.leave(at);
            at = writer.node(at);
        }
        writer.leave(at);
        writer.break_block();
        writer.layout
    }

    /// The words of a segment.
    pub fn text_of(&self, segment: &Segment) -> &str {
        &self.text[segment.start..segment.end]
    }
}

/// An element that changes how the text inside is shown.
struct Frame {
    end: NodeId,
    id: NodeId,
    what: Effect,
}

#[derive(Clone, Copy, PartialEq)]
enum Effect {
    Block { pre: bool },
    Link,
    Bold,
    Italic,
    Control,
}

struct Writer<'d> {
    document: &'d Document,
    layout: Layout,
    frames: Vec<Frame>,
    /// The block being written; its text is at the end of the layout's.
    current: Option<Segment>,
    space: bool,
    /// An element without words ended here, which style sheets may or may not set apart.
    gap: bool,
    line_breaks: u8,
    links: u32,
    bold: u32,
    italic: u32,
    control: u32,
    last_link: NodeId,
}

impl<'d> Writer<'d> {
    fn new(document: &'d Document) -> Self {
        Writer {
            document,
            layout: Layout::default(),
            frames: Vec::new(),
            current: None,
            space: false,
            gap: false,
            line_breaks: 0,
            links: 0,
            bold: 0,
            italic: 0,
            control: 0,
            last_link: 0,
        }
    }

    /// Shows one node; returns the next one to look at.
    fn node(&mut self, id: NodeId) -> NodeId {
        let Some(tag) = self.document.tag(id) else {
            let text = self.document.text(id).unwrap_or_default();
            self.characters(id, text);
            return id + 1;
        };
        let end = self.document.subtree(id).end;
        if is_hidden(self.document, id, tag) {
            // what is drawn there instead of words parts the words around it
            self.space |=
                matches!(tag, Tag::Select | Tag::Iframe | Tag::Object | Tag::Video | Tag::Audio | Tag::Canvas);
            return end;
        }
        match tag {
            Tag::Br => self.line_breaks = self.line_breaks.saturating_add(1),
            Tag::Hr => self.break_block(),
            _ if shows_as_block(self.document, id, tag) => {
                self.break_block();
                self.frames.push(Frame {
                    end,
                    id,
                    what: Effect::Block { pre: matches!(tag, Tag::Pre | Tag::Listing | Tag::Plaintext) },
                });
            }
            Tag::A => self.enter(id, end, Effect::Link),
            Tag::B | Tag::Strong => self.enter(id, end, Effect::Bold),
            Tag::I | Tag::Em => self.enter(id, end, Effect::Italic),
            Tag::Button | Tag::Label => self.enter(id, end, Effect::Control),
            Tag::Img | Tag::Input | Tag::Time | Tag::Other => self.gap = true,
            _ => {}
        }
        id + 1
    }

    fn enter(&mut self, id: NodeId, end: NodeId, what: Effect) {
        match what {
            Effect::Link => {
                // two links without anything between are two items of a bar that style sheets set apart
                if self.links == 0 && self.last_link != 0 && self.document.subtree(self.last_link).end == id {
                    self.gap = true;
                }
                self.links += 1;
                self.last_link = id;
                if let Some(segment) = &mut self.current {
                    segment.links += 1;
                }
            }
            Effect::Bold => self.bold += 1,
            Effect::Italic => self.italic += 1,
            Effect::Control => {
                self.gap = true;
                self.control += 1;
            }
            Effect::Block { .. } => {}
        }
        self.frames.push(Frame { end, id, what });
    }

    /// Leaves all elements that end before this node.
    fn leave(&mut self, at: NodeId) {
        while let Some(frame) = self.frames.pop_if(|f| f.end <= at) {
            match frame.what {
                Effect::Block { .. } => self.break_block(),
                Effect::Link => self.links -= 1,
                Effect::Bold => self.bold -= 1,
                Effect::Italic => self.italic -= 1,
                Effect::Control => {
                    self.gap = true;
                    self.control -= 1;
                }
            }
        }
    }

    fn characters(&mut self, id: NodeId, text: &str) {
        let pre = matches!(self.block().1, Effect::Block { pre: true });
        for c in text.chars() {
            if c == '\n' && pre {
                self.line_breaks = self.line_breaks.saturating_add(1);
            } else if c.is_whitespace() || c == '\u{2800}' {
                self.space = true;
                if pre && self.current.is_some() && self.line_breaks == 0 {
                    self.layout.text.push(' ');
                    self.space = false;
                }
            } else if !is_invisible(c) {
                self.character(id, c);
            }
        }
    }

    fn character(&mut self, id: NodeId, c: char) {
        if self.line_breaks > 1 {
            self.break_block();
        }
        if self.current.is_none() {
            self.open(id);
        } else if self.line_breaks > 0 {
            let heading = self.document.tag(self.block().0).is_some_and(Tag::is_heading);
            self.layout.text.push(if heading { ' ' } else { '\n' });
        } else if self.space || (self.gap && !closes(c)) {
            self.layout.text.push(' ');
        }
        (self.space, self.gap, self.line_breaks) = (false, false, 0);
        self.layout.text.push(c);
        let Some(segment) = &mut self.current else { return };
        segment.last = id;
        segment.chars += 1;
        segment.link_chars += usize::from(self.links > 0);
        segment.bold_chars += usize::from(self.bold > 0);
        segment.italic_chars += usize::from(self.italic > 0);
        segment.control &= self.control > 0;
    }

    fn open(&mut self, id: NodeId) {
        if !self.layout.text.is_empty() {
            self.layout.text.push_str("\n\n");
        }
        let start = self.layout.text.len();
        self.current = Some(Segment {
            start,
            end: start,
            block: self.block().0,
            first: id,
            last: id,
            chars: 0,
            link_chars: 0,
            bold_chars: 0,
            italic_chars: 0,
            links: usize::from(self.links > 0),
            starts_in_link: self.links > 0,
            control: true,
        });
    }

    fn break_block(&mut self) {
        (self.space, self.gap, self.line_breaks) = (false, false, 0);
        if let Some(mut segment) = self.current.take() {
            let kept = self.layout.text.trim_end_matches(' ').len();
            self.layout.text.truncate(kept);
            segment.end = kept;
            self.layout.segments.push(segment);
        }
    }

    /// The innermost open block.
    fn block(&self) -> (NodeId, Effect) {
        self.frames
            .iter()
            .rev()
            .find(|f| matches!(f.what, Effect::Block { .. }))
            .map_or((0, Effect::Block { pre: false }), |f| (f.id, f.what))
    }
}

fn shows_as_block(document: &Document, id: NodeId, tag: Tag) -> bool {
    tag.is_block()
        || (tag == Tag::Span && document.attr(id, "style").is_some_and(|s| has_style(s, "display", &["block"])))
}

/// Punctuation that never follows a blank.
fn closes(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '’' | '”' | '»' | '%')
}

/// Characters without width: soft hyphens, joiners that only guide line breaking, byte order marks, controls.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{fffc}')
        || c.is_control()
}

/// Hidden by its own markup: never shown, or shown only by scripts.
fn is_hidden(document: &Document, id: NodeId, tag: Tag) -> bool {
    use Tag::*;
    match tag {
        // many pages hide the whole body until a script has run
        Root | Html | Body => return false,
        Head | Title | Script | Style | Template | Noscript | Textarea | Select | Datalist | Svg | Iframe | Object
        | Video | Audio | Canvas | Rp | Noembed | Noframes | Xmp | Meter | Progress | Map => return true,
        Dialog if document.attr(id, "open").is_none() => return true,
        _ => {}
    }
    document.attributes(id).any(|(name, value)| match name {
        "hidden" => !value.eq_ignore_ascii_case("until-found"),
        "style" => has_style(value, "display", &["none"]) || has_style(value, "visibility", &["hidden", "collapse"]),
        // the names that style sheets give to words meant for screen readers only
        "class" => value.split_ascii_whitespace().any(|t| {
            matches!(
                t,
                "sr-only"
                    | "visually-hidden"
                    | "visuallyhidden"
                    | "screen-reader-text"
                    | "screenreader-text"
                    | "element-invisible"
                    | "u-visually-hidden"
            )
        }),
        _ => false,
    })
}

/// Whether a `style` attribute sets a property to one of these values.
fn has_style(style: &str, property: &str, values: &[&str]) -> bool {
    style.split(';').any(|declaration| {
        let Some((name, value)) = declaration.split_once(':') else { return false };
        let value = value.trim().trim_end_matches("!important").trim_end();
        name.trim().eq_ignore_ascii_case(property) && values.iter().any(|v| value.eq_ignore_ascii_case(v))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(html: &str) -> Vec<String> {
        let layout = Layout::of(&Document::parse(html));
        assert_eq!(layout.text, layout.segments.iter().map(|s| layout.text_of(s)).collect::<Vec<_>>().join("\n\n"));
        layout.segments.iter().map(|s| layout.text_of(s).to_owned()).collect()
    }

    #[test]
    fn shows_what_a_browser_shows() {
        for (html, expected) in [
            ("<p> one\n <b>two</b>three </p><p>four", &["one twothree", "four"][..]),
            ("one<div>two<p></p>three</div>four", &["one", "two", "three", "four"]),
            ("one<br>two<br><br>three", &["one\ntwo", "three"]),
            ("<h1>one<br>two</h1>", &["one two"]),
            ("<pre>a  b\n  c</pre>", &["a  b\nc"]),
            ("so&shy;ft a&nbsp;b\u{200b}c", &["soft a bc"]),
            ("<a href=1>Home</a><a href=2>World</a>", &["Home World"]),
            ("<p>one <span hidden>two</span><i style='color:red; Display : NONE'>three</i> four", &["one four"]),
            ("<p>one<script>two</script><style>three</style><noscript>four</noscript>five", &["onefive"]),
            ("<img alt=one><select><option>two</select><template>three</template>four", &["four"]),
            ("<body style=display:none><p>one", &["one"]),
            ("<p>one <span class='x sr-only'>two</span>", &["one"]),
            ("<ul><li>one<li><p>two</ul>", &["one", "two"]),
            ("<table><tr><td>one<td>two</table>", &["one", "two"]),
            ("<p>A<button>B</button>C<time>D</time>, E<img>F", &["A B C D, E F"]),
            ("<span style='display:block'>one</span>two", &["one", "two"]),
        ] {
            assert_eq!(lines(html), expected, "{html}");
        }
    }

    #[test]
    fn counts_links_and_bold() {
        let layout = Layout::of(&Document::parse("<p>one <a href=x>two <b>three</b></a> <a>four</a></p>"));
        let s = &layout.segments[0];
        assert_eq!((s.chars, s.link_chars, s.bold_chars, s.links), (15, 12, 5, 2));
    }
}
