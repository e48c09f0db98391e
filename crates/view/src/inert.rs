//! Elements without anything that changes: they travel as one piece of HTML text.

use rstml::{
    Infallible,
    node::{KeyedAttribute, KeyedAttributeValue, Node, NodeAttribute, NodeElement},
};

use crate::element::is_component;

/// The text of an element that is the same for ever, or nothing where any part of it is computed.
pub fn html(element: &NodeElement<Infallible>) -> Option<String> {
    // The browser's parser knows the parts of a drawing only inside their <svg>.
    if matches!(&*element.name().to_string(), "use" | "path" | "rect") {
        return None;
    }
    let mut html = String::new();
    write(element, &mut html)?;
    Some(html)
}

fn write(element: &NodeElement<Infallible>, html: &mut String) -> Option<()> {
    let name = element.name().to_string();
    if is_component(&name) {
        return None;
    }
    html.push('<');
    html.push_str(&name);
    for attribute in element.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return None;
        };
        write_attribute(attribute, html)?;
    }
    html.push('>');
    for child in &element.children {
        match child {
            Node::Text(text) => html.push_str(&escaped(&text.value_string())),
            Node::Element(element) => write(element, html)?,
            _ => return None,
        }
    }
    if !matches!(name.as_str(), "br" | "hr" | "img" | "input" | "wbr") {
        html.push_str("</");
        html.push_str(&name);
        html.push('>');
    }
    Some(())
}

fn write_attribute(attribute: &KeyedAttribute, html: &mut String) -> Option<()> {
    let key = attribute.key.to_string();
    // `on:`, `prop:` and their like act on the element.
    if key.contains(':') || key == "node_ref" {
        return None;
    }
    html.push(' ');
    html.push_str(&key);
    if !matches!(attribute.possible_value, KeyedAttributeValue::None) {
        let value = attribute.value_literal_string()?;
        html.push_str("=\"");
        html.push_str(&escaped(&value).replace('"', "&quot;"));
        html.push('"');
    }
    Some(())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
