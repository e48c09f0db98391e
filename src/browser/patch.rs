//! Making a part of the page equal to a tree of markup, by changing only what differs.
//!
//! The tree and the page are compared place by place. What is already right is not touched, so that focus, selection and
//! running transitions survive, and a page that was written at build time is taken over without a flicker.

use leptos::prelude::document;
use tagprism_figures::{Element, Node};
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
        {
            input.set_value(value);
        }
    } else if let Some(option) = page.dyn_ref::<web_sys::HtmlOptionElement>()
        && option.selected() != has("selected")
    {
        option.set_selected(has("selected"));
    }
}

fn patch_children(page: &web_sys::Element, tree: &Element) {
    let mut there = page.first_child();
    for wanted in &tree.children {
        match there {
            Some(node) => {
                there = node.next_sibling();
                patch_node(page, &node, wanted);
            }
            None => {
                if let Some(node) = create(page, wanted) {
                    let _ = page.append_child(&node);
                }
            }
        }
    }
    while let Some(node) = there {
        there = node.next_sibling();
        let _ = page.remove_child(&node);
    }
}

fn patch_node(parent: &web_sys::Element, node: &web_sys::Node, wanted: &Node) {
    match wanted {
        Node::Text(text) if node.node_type() == web_sys::Node::TEXT_NODE => {
            if node.node_value().as_deref() != Some(text) {
                node.set_node_value(Some(text));
            }
        }
        Node::Element(tree)
            if node
                .dyn_ref::<web_sys::Element>()
                .is_some_and(|element| element.tag_name().eq_ignore_ascii_case(tree.tag)) =>
        {
            if let Some(element) = node.dyn_ref::<web_sys::Element>() {
                patch(element, tree);
            }
        }
        _ => {
            if let Some(new) = create(parent, wanted) {
                let _ = parent.replace_child(&new, node);
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
