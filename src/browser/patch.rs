//! Making a part of the page equal to a tree of markup, by changing only what differs.
//!
//! What is already right is not touched, so that focus, selection and running transitions survive, and a page that was
//! written at build time is taken over without a flicker. `counterparts` decides which node becomes which.

use super::counterparts::{Sign, counterparts};
use leptos::prelude::document;
use tagprism_figures::{Element, Node, markup::KEY};
use wasm_bindgen::JsCast;

const SVG: &str = "http://www.w3.org/2000/svg";

/// Makes the element equal to the tree. Their tags are taken to be equal.
pub fn patch(page: &web_sys::Element, tree: &Element) {
    patch_attributes(page, tree);
    patch_children(page, tree);
}

/// A new part of the page, which stands nowhere yet.
#[must_use]
pub fn make(tree: &Element) -> Option<web_sys::Element> {
    let element = document().create_element(tree.tag).ok()?;
    patch(&element, tree);
    Some(element)
}

/// Puts a part of the page into the first place that a selector of ours names, in place of what is there.
pub fn put_into(place: &str, part: &web_sys::Element) {
    if let Some(place) = document().query_selector(place).ok().flatten()
        && part.parent_element().as_ref() != Some(&place)
    {
        place.replace_children_with_node_1(part);
    }
}

/// Whether the reader, not the program, owns an attribute.
fn is_readers_own(page: &web_sys::Element, name: &str) -> bool {
    name == "open" && page.tag_name() == "DETAILS"
}

fn patch_attributes(page: &web_sys::Element, tree: &Element) {
    for (name, value) in &tree.attributes {
        if page.get_attribute(name).as_deref() != Some(value) {
            // Names are the figures' own words, which are valid.
            let _ = page.set_attribute(name, value);
        }
    }
    for name in page
        .get_attribute_names()
        .iter()
        .filter_map(|name| name.as_string())
    {
        let is_wanted = tree.attributes.iter().any(|(own, _)| *own == name);
        if !is_wanted && !is_readers_own(page, &name) {
            let _ = page.remove_attribute(&name);
        }
    }
    patch_control(page, tree);
}

/// What a control shows is a property beside its attributes once somebody has touched it.
fn patch_control(page: &web_sys::Element, tree: &Element) {
    let has = |name: &str| tree.attributes.iter().any(|(own, _)| *own == name);
    let value = tree.attributes.iter().find(|(own, _)| *own == "value");
    if let Some(input) = page.dyn_ref::<web_sys::HtmlInputElement>() {
        if matches!(input.type_().as_str(), "radio" | "checkbox") {
            if input.checked() != has("checked") {
                input.set_checked(has("checked"));
            }
        } else if let Some((_, value)) = value
            && input.value() != value.as_ref()
            && !is_written_in(input)
        {
            input.set_value(value);
        }
    } else if let Some(option) = page.dyn_ref::<web_sys::HtmlOptionElement>()
        && option.selected() != has("selected")
    {
        option.set_selected(has("selected"));
    }
}

/// A text that the reader is writing is the reader's: setting it would move the caret.
fn is_written_in(input: &web_sys::HtmlInputElement) -> bool {
    let has_focus = || document().active_element().as_ref() == Some(input.as_ref());
    input.type_() == "text" && has_focus()
}

fn patch_children(page: &web_sys::Element, tree: &Element) {
    let nodes = page.child_nodes();
    let there: Vec<web_sys::Node> = (0..nodes.length())
        .filter_map(|nth| nodes.item(nth))
        .collect();
    let signs: Vec<Sign> = there.iter().map(sign_of).collect();
    let wanted: Vec<Sign> = tree.children.iter().map(sign_wanted).collect();
    let found = counterparts(&signs, &wanted);
    for (nth, node) in there.iter().enumerate() {
        if !found.contains(&Some(nth)) {
            let _ = page.remove_child(node);
        }
    }
    // Where the next new node goes: before the first of those that stay and were not yet passed.
    let mut next = page.first_child();
    for (wanted, place) in tree.children.iter().zip(found) {
        if let Some(node) = place.and_then(|nth| there.get(nth)) {
            next = node.next_sibling();
            patch_node(node, wanted);
        } else if let Some(node) = create(page, wanted) {
            let _ = page.insert_before(&node, next.as_ref());
        }
    }
}

fn sign_of(node: &web_sys::Node) -> Sign {
    if node.node_type() == web_sys::Node::TEXT_NODE {
        return Sign::Text;
    }
    let Some(element) = node.dyn_ref::<web_sys::Element>() else {
        return Sign::Other;
    };
    Sign::Element {
        tag: element.tag_name().to_ascii_lowercase(),
        key: element.get_attribute(KEY),
        name: element.get_attribute("name"),
        kind: element.get_attribute("type"),
    }
}

fn sign_wanted(wanted: &Node) -> Sign {
    let Node::Element(tree) = wanted else {
        return Sign::Text;
    };
    let attribute = |name| attribute_of(tree, name).map(str::to_owned);
    Sign::Element {
        tag: tree.tag.to_ascii_lowercase(),
        key: attribute(KEY),
        name: attribute("name"),
        kind: attribute("type"),
    }
}

fn attribute_of<'t>(tree: &'t Element, name: &str) -> Option<&'t str> {
    tree.attributes
        .iter()
        .find(|(own, _)| *own == name)
        .map(|(_, value)| value.as_ref())
}

fn patch_node(node: &web_sys::Node, wanted: &Node) {
    match wanted {
        Node::Text(text) => {
            if node.node_value().as_deref() != Some(text) {
                node.set_node_value(Some(text));
            }
        }
        Node::Element(tree) => {
            if let Some(element) = node.dyn_ref::<web_sys::Element>() {
                patch(element, tree);
            }
        }
    }
}

/// A new node for a place inside `parent`, which says whether it is part of a drawing.
fn create(parent: &web_sys::Element, wanted: &Node) -> Option<web_sys::Node> {
    match wanted {
        Node::Text(text) => Some(document().create_text_node(text).into()),
        Node::Element(tree) => {
            let is_drawing = tree.tag == "svg" || parent.namespace_uri().as_deref() == Some(SVG);
            let element = if is_drawing {
                document().create_element_ns(Some(SVG), tree.tag)
            } else {
                document().create_element(tree.tag)
            }
            .ok()?;
            patch(&element, tree);
            Some(element.into())
        }
    }
}
