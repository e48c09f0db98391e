//! A tree of elements: written out as HTML on the host, patched into the page in the browser.
//!
//! Every text goes through [`Element::text`] or an attribute and is escaped when it is written. There is no way to put
//! markup into the tree as text.

use std::{borrow::Cow, ops::Deref};

/// A tag with attributes and children.
///
/// On the heap, because elements are built in chains: a pointer is handed from call to call where the parts would be
/// copied each time. That made the figures a third smaller as WebAssembly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element(Box<Parts>);

/// What an element consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Lower case, except for SVG's own names (`linearGradient`).
    pub tag: &'static str,
    /// In the order in which they were set; each name once.
    pub attributes: Vec<(&'static str, Cow<'static, str>)>,
    /// In document order. Two texts never stand next to each other.
    pub children: Vec<Node>,
}

/// An element or a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// A text, not escaped.
    Text(Cow<'static, str>),
}

/// The attribute that says which element is which among its neighbors, where some of them come and go. Whoever patches a
/// page keeps an element with the same key, wherever among its neighbors it stands.
pub const KEY: &str = "data-key";

/// Tags that have no content and no end tag.
const VOID: &[&str] = &["br", "col", "hr", "img", "input", "wbr"];

/// An element without anything in it.
#[must_use]
#[inline(never)]
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(Parts {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }))
}

impl Deref for Element {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// A text that may stand in an attribute or between tags: words or a number.
pub trait Words {
    /// The text.
    fn words(self) -> Cow<'static, str>;
}

impl Words for &'static str {
    fn words(self) -> Cow<'static, str> {
        Cow::Borrowed(self)
    }
}

impl Words for String {
    fn words(self) -> Cow<'static, str> {
        Cow::Owned(self)
    }
}

impl Words for Cow<'static, str> {
    fn words(self) -> Cow<'static, str> {
        self
    }
}

impl Words for i32 {
    fn words(self) -> Cow<'static, str> {
        Cow::Owned(self.to_string())
    }
}

impl Words for usize {
    fn words(self) -> Cow<'static, str> {
        Cow::Owned(self.to_string())
    }
}

// Nothing of this is worth being inlined at the hundreds of places that call it. Each function is compiled once, or once
// per kind of words.
impl Element {
    /// Sets an attribute.
    #[must_use]
    #[inline(never)]
    pub fn set(self, name: &'static str, value: impl Words) -> Self {
        self.set_words(name, value.words())
    }

    #[inline(never)]
    fn set_words(mut self, name: &'static str, value: Cow<'static, str>) -> Self {
        match self.0.attributes.iter_mut().find(|(own, _)| *own == name) {
            Some((_, own)) => *own = value,
            None => self.0.attributes.push((name, value)),
        }
        self
    }

    /// Sets the classes.
    #[must_use]
    #[inline(never)]
    pub fn class(self, classes: impl Words) -> Self {
        self.set("class", classes)
    }

    /// Sets an attribute that has no value, or takes it away.
    #[must_use]
    #[inline(never)]
    pub fn flag(mut self, name: &'static str, is_set: bool) -> Self {
        self.0.attributes.retain(|(own, _)| *own != name);
        if is_set { self.set(name, "") } else { self }
    }

    /// Adds an element.
    #[must_use]
    #[inline(never)]
    pub fn put(mut self, child: Element) -> Self {
        self.0.children.push(Node::Element(child));
        self
    }

    /// Adds an element where there is one.
    #[must_use]
    #[inline(never)]
    pub fn put_some(self, child: Option<Element>) -> Self {
        match child {
            Some(child) => self.put(child),
            None => self,
        }
    }

    /// Adds elements.
    #[must_use]
    pub fn all(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        for child in children {
            self = self.put(child);
        }
        self
    }

    /// Adds a text.
    #[must_use]
    #[inline(never)]
    pub fn text(self, text: impl Words) -> Self {
        self.add_words(text.words())
    }

    #[inline(never)]
    fn add_words(mut self, words: Cow<'static, str>) -> Self {
        // An HTML parser makes one text of two neighbors; so does this.
        if let Some(Node::Text(before)) = self.0.children.last_mut() {
            before.to_mut().push_str(&words);
        } else if !words.is_empty() {
            self.0.children.push(Node::Text(words));
        }
        self
    }

    /// Writes the element as HTML.
    pub fn write_html(&self, out: &mut String) {
        self.write(out, Dialect::Html);
    }

    /// The element as HTML.
    #[must_use]
    pub fn to_html(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Dialect::Html);
        out
    }

    /// The element as XML: what a file has to be that is a drawing of its own.
    #[must_use]
    pub fn to_xml(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Dialect::Xml);
        out
    }

    fn write(&self, out: &mut String, dialect: Dialect) {
        out.push('<');
        out.push_str(self.tag);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            if !value.is_empty() || dialect == Dialect::Xml {
                out.push_str("=\"");
                escape(value, out, dialect);
                out.push('"');
            }
        }
        out.push('>');
        if dialect == Dialect::Html && VOID.contains(&self.tag) {
            return;
        }
        for child in &self.children {
            match child {
                Node::Element(element) => element.write(out, dialect),
                Node::Text(text) => escape(text, out, dialect),
            }
        }
        out.push_str("</");
        out.push_str(self.tag);
        out.push('>');
    }

    /// Every text in it, in order, with spaces between elements: what a reader without pictures gets.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let mut out = String::new();
        self.write_text(&mut out);
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn write_text(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => {
                    out.push(' ');
                    element.write_text(out);
                    out.push(' ');
                }
            }
        }
    }
}

/// What elements are written as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Html,
    Xml,
}

fn escape(text: &str, out: &mut String, dialect: Dialect) {
    for character in text.chars() {
        match character {
            // No XML may hold these, not even escaped (XML 1.0, production 2).
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'
                if dialect == Dialect::Xml =>
            {
                out.push(char::REPLACEMENT_CHARACTER);
            }
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped() {
        let element = el("p").set("title", "a\"<b>".to_owned()).text("1 < 2 & 3");
        assert_eq!(
            element.to_html(),
            "<p title=\"a&quot;&lt;b&gt;\">1 &lt; 2 &amp; 3</p>"
        );
    }

    #[test]
    fn neighboring_texts_become_one() {
        let element = el("p").text("a").text("").text("b");
        assert_eq!(element.children, [Node::Text("ab".into())]);
    }

    #[test]
    fn a_name_is_set_once() {
        let element = el("p").class("a").class("b");
        assert_eq!(element.to_html(), "<p class=\"b\"></p>");
    }

    #[test]
    fn inputs_have_no_end_tag() {
        assert_eq!(
            el("input").flag("checked", true).to_html(),
            "<input checked>"
        );
    }

    #[test]
    fn in_xml_every_attribute_has_a_value_and_every_tag_an_end() {
        let element = el("p").class("").put(el("br")).text("a\u{1}b\tc & d");
        assert_eq!(
            element.to_xml(),
            "<p class=\"\"><br></br>a\u{fffd}b\tc &amp; d</p>"
        );
        assert_eq!(element.to_html(), "<p class><br>a\u{1}b\tc &amp; d</p>");
    }
}
