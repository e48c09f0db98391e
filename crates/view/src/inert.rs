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

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[track_caller]
    fn check(tokens: proc_macro2::TokenStream, expected: Option<&str>) {
        let nodes = rstml::parse2(tokens).unwrap();
        let [Node::Element(element)] = &nodes[..] else {
            panic!("not one element");
        };
        assert_eq!(html(element).as_deref(), expected);
    }

    #[test]
    fn what_never_changes_becomes_text() {
        check(
            quote!(<p class="a">"x < y & " <b>"z"</b><wbr /></p>),
            Some("<p class=\"a\">x &lt; y &amp; <b>z</b><wbr></p>"),
        );
        check(
            quote!(<button title="\"q\"" disabled></button>),
            Some("<button title=\"&quot;q&quot;\" disabled></button>"),
        );
        check(quote!(<td colspan=7></td>), Some("<td colspan=\"7\"></td>"));
    }

    #[test]
    fn what_is_computed_stays_code() {
        check(quote!(<p>{words}</p>), None);
        check(quote!(<p class=class></p>), None);
        check(quote!(<p on:click=run>"x"</p>), None);
        check(quote!(<p><Icon /></p>), None);
    }

    #[test]
    fn a_part_of_a_drawing_is_text_only_inside_its_drawing() {
        check(quote!(<path d="M0 0"></path>), None);
        check(
            quote!(<svg><path d="M0 0"></path></svg>),
            Some("<svg><path d=\"M0 0\"></path></svg>"),
        );
    }
}
