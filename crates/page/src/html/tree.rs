//! HTML to a bounded tree, in linear time on every input.
//!
//! The tokeniser is `html5gum` (the WHATWG one). Tree construction is a simplification of the Standard's: void elements, implied
//! end tags, scopes and raw text are kept; what only matters for drawing (foster parenting, the copies that the "adoption
//! agency" makes) is not. Depth and attributes are bounded, because every extra level or attribute that a hostile page brings costs
//! each later step again.

use super::tag::Tag;
use html5gum::emitters::ForwardingEmitter;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, Span, Tokenizer};
use std::collections::HashMap;
use std::convert::Infallible;
use std::ops::Range;

/// Elements deeper than this become siblings of their parents. Real pages stay below 100.
pub const MAX_DEPTH: usize = 256;
/// Attributes kept of one element.
pub const MAX_ATTRIBUTES: u32 = 128;

/// A page as a tree. Nodes stand in document order, so that a subtree is a range of indices.
#[derive(Clone, Debug)]
pub struct Document {
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    /// Names of [`Tag::Other`] elements.
    names: Vec<String>,
    store: String,
    /// Elements stood deeper than [`MAX_DEPTH`] and were moved up.
    pub too_deep: bool,
    /// An element had more than [`MAX_ATTRIBUTES`] attributes; the rest is lost.
    pub too_many_attributes: bool,
}

/// Index of a node in its [`Document`]; 0 is the root.
pub type NodeId = u32;

#[derive(Clone, Debug)]
struct Node {
    parent: NodeId,
    /// One after the last descendant.
    end: NodeId,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Element { tag: Tag, name: u32, attributes: (u32, u32) },
    Text { start: u32, end: u32 },
}

#[derive(Clone, Debug)]
struct Attribute {
    name: (u32, u32),
    value: (u32, u32),
}

/// Passes on everything but parse errors, so that the tokeniser need not look for forbidden characters.
struct Quiet<E>(E);

impl<E: Emitter> ForwardingEmitter for Quiet<E> {
    type Token = E::Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = Self::Token> {
        &mut self.0
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

impl Document {
    /// Reads a whole page or a fragment of one. Never fails: any text is some tree.
    pub fn parse(html: &str) -> Document {
        let mut builder = Builder::new();
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
            builder.event(event);
            None
        });
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(html, Quiet(emitter)).finish().map(|_| ());
        builder.finish()
    }

    /// Number of nodes, the root included.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether nothing but the root is there.
    pub fn is_empty(&self) -> bool {
        self.nodes.len() <= 1
    }

    /// All nodes in document order.
    pub fn ids(&self) -> Range<NodeId> {
        0..self.nodes.len() as NodeId
    }

    /// The element's name; [`Tag::Root`] for the root; `None` for text.
    pub fn tag(&self, id: NodeId) -> Option<Tag> {
        match self.nodes.get(id as usize)?.kind {
            Kind::Element { tag, .. } => Some(tag),
            Kind::Text { .. } => None,
        }
    }

    /// The element's name in lower case, known to HTML or not (`amp-img`); empty for the root and for text.
    pub fn name(&self, id: NodeId) -> &str {
        match self.nodes.get(id as usize).map(|n| &n.kind) {
            Some(Kind::Element { tag: Tag::Other, name, .. }) => {
                self.names.get(*name as usize).map_or("", String::as_str)
            }
            Some(Kind::Element { tag, .. }) => tag.name(),
            _ => "",
        }
    }

    /// Whether the node is an element of this name.
    pub fn is(&self, id: NodeId, tag: Tag) -> bool {
        self.tag(id) == Some(tag)
    }

    /// The characters of a text node, references resolved, white space as written; `None` for elements.
    pub fn text(&self, id: NodeId) -> Option<&str> {
        match self.nodes.get(id as usize)?.kind {
            Kind::Text { start, end } => Some(self.slice((start, end))),
            Kind::Element { .. } => None,
        }
    }

    /// The node's parent; `None` for the root.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        if id == 0 { None } else { self.nodes.get(id as usize).map(|n| n.parent) }
    }

    /// The node above, the one above that, … up to the root. At most [`MAX_DEPTH`] steps.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(id), |&up| self.parent(up))
    }

    /// The node and all its descendants, in document order.
    pub fn subtree(&self, id: NodeId) -> Range<NodeId> {
        id..self.nodes.get(id as usize).map_or(id, |n| n.end)
    }

    /// The nodes right below.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let Range { start, end } = self.subtree(id);
        let step = move |next: NodeId| (next < end).then_some(next);
        std::iter::successors(step(start + 1), move |&child| step(self.subtree(child).end))
    }

    /// All elements of one name, in document order.
    pub fn elements(&self, tag: Tag) -> impl Iterator<Item = NodeId> + '_ {
        self.elements_in(0, tag)
    }

    /// The elements of one name in a subtree, its top included.
    pub fn elements_in(&self, top: NodeId, tag: Tag) -> impl Iterator<Item = NodeId> + '_ {
        self.subtree(top).filter(move |&id| self.is(id, tag))
    }

    /// Attributes in the order written, names in lower case.
    pub fn attributes(&self, id: NodeId) -> impl Iterator<Item = (&str, &str)> + '_ {
        let (start, end) = match self.nodes.get(id as usize).map(|n| &n.kind) {
            Some(Kind::Element { attributes, .. }) => *attributes,
            _ => (0, 0),
        };
        self.attributes[start as usize..end as usize].iter().map(|a| (self.slice(a.name), self.slice(a.value)))
    }

    /// The value of an attribute, references resolved; empty if it has none.
    pub fn attr(&self, id: NodeId, name: &str) -> Option<&str> {
        self.attributes(id).find(|(n, _)| *n == name).map(|(_, value)| value)
    }

    /// Whether a white-space separated attribute (`class`, `rel`, `itemprop`) holds this token, letter case aside.
    pub fn has_token(&self, id: NodeId, name: &str, token: &str) -> bool {
        self.attr(id, name).is_some_and(|v| v.split_ascii_whitespace().any(|t| t.eq_ignore_ascii_case(token)))
    }

    /// All characters below a node as they stand, scripts and hidden parts included: for `title`, `script`, `time`.
    pub fn raw_text(&self, id: NodeId) -> String {
        self.subtree(id).filter_map(|n| self.text(n)).collect()
    }

    /// The words below a node, parted by single spaces; contents of `script`, `style` and the like are left out.
    pub fn words(&self, id: NodeId) -> String {
        let mut out = String::new();
        let Range { start, end } = self.subtree(id);
        let mut at = start;
        while at < end {
            match self.tag(at) {
                Some(Tag::Script | Tag::Template | Tag::Svg) => at = self.subtree(at).end,
                Some(tag) => {
                    if tag.is_block() || tag == Tag::Br {
                        out.push(' ');
                    }
                    at += 1;
                }
                None => {
                    out.push_str(self.text(at).unwrap_or_default());
                    at += 1;
                }
            }
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn slice(&self, (start, end): (u32, u32)) -> &str {
        self.store.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// An element whose end tag has not come.
struct Open {
    id: NodeId,
    tag: Tag,
    /// Tells elements of unknown names apart.
    name: u32,
    /// Its end tag came while a block inside was open: it ends with that block.
    ended: bool,
}

struct Builder {
    document: Document,
    open: Vec<Open>,
    /// Elements that stood too deep to be opened and whose end tags are still to come.
    unopened: usize,
    /// The start tag being read; its attributes are at the end of the list.
    start_tag: Option<(Tag, u32)>,
    /// Places in [`Document::names`].
    name_places: HashMap<Vec<u8>, u32>,
    first_attribute: u32,
    /// The attribute whose value comes next was kept.
    attribute_kept: bool,
    keep_text: bool,
}

impl Builder {
    fn new() -> Builder {
        let root = Node { parent: 0, end: 1, kind: Kind::Element { tag: Tag::Root, name: 0, attributes: (0, 0) } };
        Builder {
            document: Document {
                nodes: vec![root],
                attributes: Vec::new(),
                names: Vec::new(),
                store: String::new(),
                too_deep: false,
                too_many_attributes: false,
            },
            open: vec![Open { id: 0, tag: Tag::Root, name: 0, ended: false }],
            unopened: 0,
            start_tag: None,
            name_places: HashMap::new(),
            first_attribute: 0,
            attribute_kept: false,
            keep_text: true,
        }
    }

    fn event(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.start_tag = Some(self.name(name));
                self.first_attribute = self.document.attributes.len() as u32;
            }
            CallbackEvent::AttributeName { name } => self.attribute_name(name),
            CallbackEvent::AttributeValue { value } => {
                if self.attribute_kept {
                    let value = self.keep(value);
                    if let Some(last) = self.document.attributes.last_mut() {
                        last.value = value;
                    }
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some((tag, name)) = self.start_tag.take() {
                    self.attribute_kept = false;
                    self.start(tag, name, self_closing);
                }
            }
            CallbackEvent::EndTag { name } => {
                self.attribute_kept = false;
                let (tag, name) = self.name(name);
                self.end(tag, name);
            }
            CallbackEvent::String { value } => self.characters(value),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn name(&mut self, name: &[u8]) -> (Tag, u32) {
        let tag = Tag::from_name(name);
        if tag != Tag::Other {
            return (tag, 0);
        }
        if let Some(&place) = self.name_places.get(name) {
            return (tag, place);
        }
        let place = self.document.names.len() as u32;
        self.document.names.push(String::from_utf8_lossy(name).into_owned());
        self.name_places.insert(name.to_vec(), place);
        (tag, place)
    }

    fn attribute_name(&mut self, name: &[u8]) {
        // end tags may carry attributes too: those come without a start tag and mean nothing
        self.attribute_kept = self.start_tag.is_some() && !drops_attribute(name);
        if self.attribute_kept && self.document.attributes.len() as u32 - self.first_attribute >= MAX_ATTRIBUTES {
            self.document.too_many_attributes = true;
            self.attribute_kept = false;
        }
        if self.attribute_kept {
            let name = self.keep(name);
            self.document.attributes.push(Attribute { name, value: (0, 0) });
        }
    }

    fn start(&mut self, tag: Tag, name: u32, self_closing: bool) {
        if matches!(tag, Tag::Html | Tag::Body | Tag::Head) && self.open.iter().any(|o| o.tag == tag) {
            return;
        }
        self.imply_ends(tag);
        let attributes = (self.first_attribute, self.document.attributes.len() as u32);
        let id = self.push(Kind::Element { tag, name, attributes });
        let closed = tag.is_void() || (self_closing && self.in_foreign(tag));
        if closed {
            return;
        }
        // a script's text must not end up in its parent; it has no elements inside, so it adds one level at most
        if self.open.len() >= MAX_DEPTH && !is_raw(tag) {
            self.document.too_deep = true;
            self.unopened += 1;
            return;
        }
        self.open.push(Open { id, tag, name, ended: false });
        self.keep_text = match tag {
            Tag::Script => self.document.attr(id, "type").is_some_and(|t| t.to_ascii_lowercase().contains("json")),
            _ => !tag.drops_text(),
        };
    }

    /// Closes what the Standard says that this start tag closes.
    fn imply_ends(&mut self, tag: Tag) {
        if self.top() == Tag::Head
            && !matches!(
                tag,
                Tag::Meta
                    | Tag::Link
                    | Tag::Title
                    | Tag::Script
                    | Tag::Style
                    | Tag::Base
                    | Tag::Noscript
                    | Tag::Template
            )
        {
            self.pop_to(self.open.len() - 1);
        }
        if tag.closes_p() {
            self.end_in_scope(Tag::P, |t| t.bounds_scope() || t == Tag::Button);
        }
        match tag {
            _ if tag.is_heading() && self.top().is_heading() => self.pop_to(self.open.len() - 1),
            Tag::Li => self
                .end_in_scope(Tag::Li, |t| t.bounds_scope() || matches!(t, Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir)),
            Tag::Dd | Tag::Dt => {
                let stop = |t: Tag| t.bounds_scope() || t == Tag::Dl;
                self.end_in_scope(Tag::Dd, stop);
                self.end_in_scope(Tag::Dt, stop);
            }
            Tag::Option | Tag::Optgroup if self.top() == Tag::Option => self.pop_to(self.open.len() - 1),
            Tag::A => self.end_in_scope(Tag::A, |t| t.bounds_scope()),
            Tag::Button => self.end_in_scope(Tag::Button, |t| t.bounds_scope()),
            Tag::Td | Tag::Th => {
                self.end_to(|t| matches!(t, Tag::Tr | Tag::Table | Tag::Template), |t| matches!(t, Tag::Td | Tag::Th))
            }
            Tag::Tr => self.end_to(
                |t| matches!(t, Tag::Thead | Tag::Tbody | Tag::Tfoot | Tag::Table | Tag::Template),
                |t| t == Tag::Tr,
            ),
            Tag::Thead | Tag::Tbody | Tag::Tfoot => self.end_to(
                |t| matches!(t, Tag::Table | Tag::Template),
                |t| matches!(t, Tag::Thead | Tag::Tbody | Tag::Tfoot | Tag::Caption | Tag::Colgroup),
            ),
            _ => {}
        }
    }

    fn end(&mut self, tag: Tag, name: u32) {
        if self.unopened > 0 && !tag.is_void() && !is_raw(tag) {
            self.unopened -= 1;
            return;
        }
        match tag {
            // browsers keep on adding to the body after its end tag
            Tag::Body | Tag::Html => {}
            Tag::Br => drop(self.push(Kind::Element { tag: Tag::Br, name: 0, attributes: (0, 0) })),
            Tag::Head | Tag::Template => self.end_in_scope(tag, |t| t == Tag::Root),
            _ if tag.is_table_part() => {
                self.end_in_scope(tag, |t| {
                    matches!(t, Tag::Root | Tag::Template) || (t == Tag::Table && tag != Tag::Table)
                });
            }
            _ if tag.is_heading() => self.end_to(|t| t.bounds_scope(), |t| t.is_heading()),
            _ if tag.ends_anywhere() => self.end_in_scope(tag, |t| t.bounds_scope()),
            _ => self.end_inline(tag, name),
        }
        self.keep_text = !self.top().drops_text();
    }

    /// An inline element ends where its end tag stands, or, if a block that began inside is still open, with that block.
    fn end_inline(&mut self, tag: Tag, name: u32) {
        let same = |o: &Open| o.tag == tag && o.name == name;
        let Some(at) = self.open.iter().rposition(|o| same(o) || o.tag.bounds_scope()) else { return };
        if !same(&self.open[at]) {
            return;
        }
        if self.open[at + 1..].iter().any(|o| o.tag.is_block()) {
            self.open[at].ended = tag.is_formatting();
        } else {
            self.pop_to(at);
        }
    }

    /// Closes the nearest open element of this name, unless a `stop` comes first.
    fn end_in_scope(&mut self, tag: Tag, stop: impl Fn(Tag) -> bool) {
        self.end_to(|t| t != tag && stop(t), |t| t == tag);
    }

    /// Closes the nearest open element that `wanted` accepts, unless a `stop` comes first.
    fn end_to(&mut self, stop: impl Fn(Tag) -> bool, wanted: impl Fn(Tag) -> bool) {
        if let Some(at) = self.open.iter().rposition(|o| stop(o.tag) || wanted(o.tag))
            && wanted(self.open[at].tag)
        {
            self.pop_to(at);
        }
    }

    /// Closes the open elements from this place up, and the inline ones below that have been waiting for it.
    fn pop_to(&mut self, mut at: usize) {
        while at > 1 && self.open[at - 1].ended {
            at -= 1;
        }
        let end = self.document.nodes.len() as NodeId;
        for open in self.open.drain(at.max(1)..) {
            self.document.nodes[open.id as usize].end = end;
        }
    }

    fn characters(&mut self, value: &[u8]) {
        if !self.keep_text {
            return;
        }
        if self.top() == Tag::Head && !value.trim_ascii().is_empty() {
            self.pop_to(self.open.len() - 1);
        }
        let (start, end) = self.keep(value);
        self.push(Kind::Text { start, end });
    }

    fn push(&mut self, kind: Kind) -> NodeId {
        let id = self.document.nodes.len() as NodeId;
        let parent = self.open.last().map_or(0, |o| o.id);
        self.document.nodes.push(Node { parent, end: id + 1, kind });
        id
    }

    fn keep(&mut self, bytes: &[u8]) -> (u32, u32) {
        let start = self.document.store.len() as u32;
        self.document.store.push_str(&String::from_utf8_lossy(bytes));
        (start, self.document.store.len() as u32)
    }

    fn top(&self) -> Tag {
        self.open.last().map_or(Tag::Root, |o| o.tag)
    }

    /// Whether a self-closing tag here is what it says: only within drawings and formulas.
    fn in_foreign(&self, tag: Tag) -> bool {
        matches!(tag, Tag::Svg | Tag::Math) || self.open.iter().any(|o| matches!(o.tag, Tag::Svg | Tag::Math))
    }

    fn finish(mut self) -> Document {
        self.pop_to(1);
        self.document.nodes[0].end = self.document.nodes.len() as NodeId;
        self.document
    }
}

/// Its content is one text, whatever it looks like.
fn is_raw(tag: Tag) -> bool {
    tag.drops_text() || matches!(tag, Tag::Script | Tag::Title)
}

/// Scripts in attributes and lists of picture sizes: long, common, and of no use here.
fn drops_attribute(name: &[u8]) -> bool {
    name.starts_with(b"on")
        || matches!(name, b"srcset" | b"sizes" | b"d" | b"points" | b"data-srcset" | b"nonce" | b"integrity")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree as text: `div(p("a") "b")`.
    fn draw(html: &str) -> String {
        fn node(d: &Document, id: NodeId, out: &mut String) {
            if let Some(text) = d.text(id) {
                out.push_str(&format!("{text:?}"));
                return;
            }
            let tag = d.tag(id).unwrap();
            out.push_str(d.name(id));
            let children: Vec<_> = d.children(id).collect();
            if !children.is_empty() || tag == Tag::Root {
                out.push('(');
                for (i, child) in children.into_iter().enumerate() {
                    if i > 0 {
                        out.push(' ');
                    }
                    node(d, child, out);
                }
                out.push(')');
            }
        }
        let d = Document::parse(html);
        let mut out = String::new();
        node(&d, 0, &mut out);
        out
    }

    #[test]
    fn builds_the_tree_that_a_browser_would_show() {
        for (html, tree) in [
            ("<p>one<p>two", r#"(p("one") p("two"))"#),
            ("<p>one<div>two</div>", r#"(p("one") div("two"))"#),
            ("<ul><li>a<li>b<ul><li>c</ul></ul>d", r#"(ul(li("a") li("b" ul(li("c")))) "d")"#),
            ("<dl><dt>a<dd>b<dt>c</dl>", r#"(dl(dt("a") dd("b") dt("c")))"#),
            ("<table><tr><td>1<td>2<tr><td>3</table>x", r#"(table(tr(td("1") td("2")) tr(td("3"))) "x")"#),
            ("<table><tr><td><div>1</td><td>2", r#"(table(tr(td(div("1")) td("2"))))"#),
            ("<img><br/>a", r#"(img br "a")"#),
            ("<b>one<i>two</b>three</i>", r#"(b("one" i("two")) "three")"#),
            ("<a>one<div>two</a>three</div>four", r#"(a("one" div("two" "three")) "four")"#),
            ("<a>one<a>two", r#"(a("one") a("two"))"#),
            ("<div><span>one</div>two", r#"(div(span("one")) "two")"#),
            ("<span><div>one</span>two</div>", r#"(span(div("one" "two")))"#),
            ("<h2>one</h3>two", r#"(h2("one") "two")"#),
            ("<html><head><title>t</title><p>x", r#"(html(head(title("t")) p("x")))"#),
            ("<body>a</body>b", r#"(body("a" "b"))"#),
            ("<svg><path/><g>x</g></svg>y", r#"(svg(path g("x")) "y")"#),
            ("<script>if (a<b) {}</script>x", r#"(script "x")"#),
            ("<script type='application/ld+json'>{\"a\":\"<b>\"}</script>", r#"(script("{\"a\":\"<b>\"}"))"#),
            ("<textarea><p>x</textarea>y", r#"(textarea "y")"#),
            ("a &amp; b&nbsp;c", "(\"a & b\\u{a0}c\")"),
            ("</div></p><x-y>z<w></x-y>a</w>", r#"(x-y("z" w) "a")"#),
            ("<select><option>a<option>b</select>c", r#"(select(option("a") option("b")) "c")"#),
        ] {
            assert_eq!(draw(html), tree, "{html}");
        }
    }

    #[test]
    fn reads_attributes() {
        let d = Document::parse("<A HREF='/x?a=1&amp;b=2' class=\"Big red\" hidden class=late>t</A x=1>");
        let a = d.elements(Tag::A).next().unwrap();
        assert_eq!(d.attr(a, "href"), Some("/x?a=1&b=2"));
        assert_eq!(d.attr(a, "hidden"), Some(""));
        assert_eq!(d.attr(a, "class"), Some("Big red"));
        assert_eq!(d.attr(a, "x"), None);
        assert!(d.has_token(a, "class", "big") && !d.has_token(a, "class", "bi"));
    }

    #[test]
    fn joins_words_across_elements() {
        let d = Document::parse("<div> one<b>two</b> <p>three<br>four<script>five</script></div>six");
        assert_eq!(d.words(1), "onetwo three four");
    }

    #[test]
    fn nodes_nest() {
        let d = Document::parse("<div><p>a<b>c</i></b><table><td>x</div></table></p></a>");
        for id in d.ids().skip(1) {
            let up = d.parent(id).unwrap();
            assert!(up < id && d.subtree(up).end >= d.subtree(id).end);
            assert_eq!(d.children(up).filter(|&c| c == id).count(), 1);
        }
    }

    #[test]
    fn bounds_depth_and_attributes() {
        let deep = format!("{}x{}<p>y", "<div>".repeat(50_000) + "<script>var a</script>", "</div>".repeat(50_000));
        let d = Document::parse(&deep);
        assert!(d.too_deep);
        assert!(d.ids().all(|id| d.ancestors(id).count() <= MAX_DEPTH + 1));
        assert_eq!(d.words(0), "x y");
        let p = d.elements(Tag::P).next().unwrap();
        assert_eq!(d.parent(p), Some(0));

        let many = format!("<div {}>x", (0..10_000).map(|i| format!("a{i}=1 ")).collect::<String>());
        let d = Document::parse(&many);
        assert!(d.too_many_attributes);
        assert_eq!(d.attributes(1).count(), MAX_ATTRIBUTES as usize);
    }
}
