//! A drawing of the page as a file of its own: what style sheets and the sprite lend it is written into it.

use super::parts;
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;

/// The properties that make a drawing look as it does.
const LENT: &[&str] = &[
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "opacity",
    "font-family",
    "font-size",
    "font-weight",
    "text-anchor",
    "dominant-baseline",
    "visibility",
];

/// Smaller drawings are signs, in pixels.
const MIN_WIDTH: f64 = 240.0;

/// The largest drawing inside an element as the text of an SVG file, with a title. `None` where there is none to see.
#[must_use]
pub fn standalone(inside: &web_sys::Element, title: &str) -> Option<String> {
    let width = |svg: &web_sys::Element| svg.get_bounding_client_rect().width();
    let original = parts::all_in(inside, ".stage svg[viewBox]")
        .into_iter()
        .filter(|svg| width(svg) >= MIN_WIDTH)
        .max_by(|one, other| width(one).total_cmp(&width(other)))?;
    let copy: web_sys::Element = original.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    lend(&original, &copy);
    for (from, to) in parts::all_in(&original, "*")
        .iter()
        .zip(parts::all_in(&copy, "*"))
    {
        lend(from, &to);
    }
    for sign in parts::all_in(&copy, "use") {
        draw_out(&sign);
    }
    copy.set_attribute("xmlns", "http://www.w3.org/2000/svg")
        .ok()?;
    if copy.query_selector("title").ok().flatten().is_none() {
        let words = document()
            .create_element_ns(Some("http://www.w3.org/2000/svg"), "title")
            .ok()?;
        words.set_text_content(Some(title));
        copy.prepend_with_node_1(&words).ok()?;
    }
    // HTML's own writing is no XML: it leaves `&nbsp;` in.
    web_sys::XmlSerializer::new()
        .ok()?
        .serialize_to_string(&copy)
        .ok()
}

fn lend(from: &web_sys::Element, to: &web_sys::Element) {
    if let Ok(Some(style)) = window().get_computed_style(from) {
        for name in LENT {
            if let Ok(value) = style.get_property_value(name)
                && !value.is_empty()
            {
                let _ = to.set_attribute(name, &value);
            }
        }
    }
    let _ = to.remove_attribute("class");
}

/// A sign of the sprite becomes a drawing of its own at the same place.
fn draw_out(sign: &web_sys::Element) {
    let Some(symbol) = sign
        .get_attribute("href")
        .and_then(|href| parts::first(&href))
    else {
        return;
    };
    let Ok(inner) = document().create_element_ns(Some("http://www.w3.org/2000/svg"), "svg") else {
        return;
    };
    for name in sign
        .get_attribute_names()
        .iter()
        .filter_map(|it| it.as_string())
    {
        if let Some(value) = sign.get_attribute(&name).filter(|_| name != "href") {
            let _ = inner.set_attribute(&name, &value);
        }
    }
    if let Some(view_box) = symbol.get_attribute("viewBox") {
        let _ = inner.set_attribute("viewBox", &view_box);
    }
    for child in parts::all_in(&symbol, ":scope > *") {
        if let Ok(copy) = child.clone_node_with_deep(true) {
            let _ = inner.append_child(&copy);
        }
    }
    let _ = sign.replace_with_with_node_1(&inner);
}
