//! Making a part of the page equal to a tree of markup, by changing only what differs.
//!
//! The tree and the page are compared place by place, and by key where neighbors come and go. What is already right is not touched, so that focus, selection and
//! running transitions survive, and a page that was written at build time is taken over without a flicker.

use leptos::prelude::document;
use tagprism_figures::{Element, Node, markup::KEY};
use wasm_bindgen::JsCast;

const SVG: &str = "http://www.w3.org/2000/svg";

/// Makes the element equal to the tree. Their tags are taken to be equal.
pub fn patch(page: &web_sys::Element, tree: &Element) {
    patch_attributes(page, tree);
    patch_children(page, tree);
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
    let keys: Vec<&str> = tree.children.iter().filter_map(key_of).collect();
    let mut there = page.first_child();
    for wanted in &tree.children {
        let found = there
            .as_ref()
            .and_then(|node| counterpart(node, wanted, &keys));
        let Some(found) = found else {
            if let Some(node) = create(page, wanted) {
                let _ = page.insert_before(&node, there.as_ref());
            }
            continue;
        };
        // What stood before it is not wanted any more: the order of what stays never changes.
        while let Some(node) = there.take_if(|node| *node != found) {
            there = node.next_sibling();
            let _ = page.remove_child(&node);
        }
        there = found.next_sibling();
        patch_node(&found, wanted);
    }
    while let Some(node) = there {
        there = node.next_sibling();
        let _ = page.remove_child(&node);
    }
}

/// The node that becomes the wanted one: this one if it is of the same kind, or a later one where those in between are not
/// wanted any more.
fn counterpart(node: &web_sys::Node, wanted: &Node, keys: &[&str]) -> Option<web_sys::Node> {
    let mut candidate = Some(node.clone());
    while let Some(node) = candidate {
        let fits = match wanted {
            Node::Text(_) => node.node_type() == web_sys::Node::TEXT_NODE,
            Node::Element(tree) => is_counterpart(&node, tree),
        };
        if fits {
            return Some(node);
        }
        let key = node
            .dyn_ref::<web_sys::Element>()
            .and_then(|element| element.get_attribute(KEY));
        let is_skipped = match (key, key_of(wanted)) {
            // Whatever stands before a key that comes later goes.
            (_, Some(_)) => true,
            (Some(key), None) => !keys.contains(&key.as_str()),
            (None, None) => false,
        };
        if !is_skipped {
            return None;
        }
        candidate = node.next_sibling();
    }
    None
}

fn key_of(wanted: &Node) -> Option<&str> {
    match wanted {
        Node::Element(tree) => attribute_of(tree, KEY),
        Node::Text(_) => None,
    }
}

/// Same tag, same key, and for a control the same name: one that is renamed would take its choice along.
fn is_counterpart(node: &web_sys::Node, tree: &Element) -> bool {
    node.dyn_ref::<web_sys::Element>().is_some_and(|element| {
        element.tag_name().eq_ignore_ascii_case(tree.tag)
            && [KEY, "name", "type"]
                .iter()
                .all(|name| element.get_attribute(name).as_deref() == attribute_of(tree, name))
    })
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
