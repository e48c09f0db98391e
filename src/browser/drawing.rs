//! A drawing of the page as a file of its own: what style sheets and the sprite lend it is written into it.

use super::parts;
use leptos::prelude::{document, window};
use tagprism_figures::card::fitting;
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

const SVG: &str = "http://www.w3.org/2000/svg";
/// Space around the drawing and between it and the words, in pixels.
const EDGE: f64 = 24.0;
/// Height of a line of words, in sizes of its letters.
const LEADING: f64 = 1.4;

/// The drawing of an element as the text of an SVG file, on the page's own paper, with words above and below. `None` where
/// the element has no drawing of its own (`data-drawing`) that can be seen.
#[must_use]
pub fn standalone(inside: &web_sys::Element, above: &str, below: &str) -> Option<String> {
    let original = parts::all_in(inside, ".stage svg[data-drawing]")
        .into_iter()
        .find(|svg| svg.get_bounding_client_rect().width() > 0.0)?;
    let copy: web_sys::Element = original.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    lend(&original, &copy);
    let originals = parts::all_in(&original, "*");
    for (from, to) in originals.iter().zip(parts::all_in(&copy, "*")) {
        lend(from, &to);
        keep_width(from, &to);
    }
    for sign in parts::all_in(&copy, "use") {
        draw_out(&sign);
    }
    let frame = original.get_bounding_client_rect();
    let above = Words::new(above, 18, &frame);
    let below = Words::new(below, 12, &frame);
    let top = EDGE + above.height();
    let bottom = top + frame.height() + EDGE / 2.0;
    let (width, height) = (frame.width() + 2.0 * EDGE, bottom + below.height() + EDGE);
    let sheet = element("svg", &[("width", "0")])?;
    let _ = sheet.set_attribute("viewBox", &format!("0 0 {} {}", px(width), px(height)));
    let _ = sheet.set_attribute("width", &px(width));
    let _ = sheet.set_attribute("height", &px(height));
    let title = element("title", &[])?;
    title.set_text_content(Some(&above.lines.join(" ")));
    let _ = sheet.append_child(&title);
    let paper = element("rect", &[("width", "100%"), ("height", "100%")])?;
    let body = document().body()?;
    let style = window().get_computed_style(&body).ok()??;
    let of_body = |name: &str| style.get_property_value(name).unwrap_or_default();
    let _ = paper.set_attribute("fill", &of_body("background-color"));
    let _ = sheet.append_child(&paper);
    for (words, y) in [(&above, EDGE), (&below, bottom)] {
        words.write(&sheet, y, &of_body("color"));
    }
    let _ = copy.set_attribute("x", &px(EDGE));
    let _ = copy.set_attribute("y", &px(top));
    let _ = copy.set_attribute("width", &px(frame.width()));
    let _ = copy.set_attribute("height", &px(frame.height()));
    let _ = sheet.append_child(&copy);
    // HTML's own writing is no XML: it leaves `&nbsp;` in.
    web_sys::XmlSerializer::new()
        .ok()?
        .serialize_to_string(&sheet)
        .ok()
}

/// Sentences over the width of a drawing.
struct Words {
    lines: Vec<String>,
    /// Of the letters, in pixels.
    size: u32,
}

impl Words {
    fn new(text: &str, size: u32, frame: &web_sys::DomRect) -> Self {
        // Widths on a screen are small and positive.
        let width = frame.width() as usize;
        Self {
            lines: fitting(text, size as usize, width),
            size,
        }
    }

    fn leading(&self) -> f64 {
        f64::from(self.size) * LEADING
    }

    fn height(&self) -> f64 {
        self.lines.iter().map(|_| self.leading()).sum()
    }

    /// Writes the lines from `y` downward.
    fn write(&self, sheet: &web_sys::Element, y: f64, color: &str) {
        let mut y = y;
        for words in &self.lines {
            y += self.leading();
            let Some(line) = element(
                "text",
                &[("font-family", "Georgia, serif"), ("fill", color)],
            ) else {
                return;
            };
            let _ = line.set_attribute("font-size", &self.size.to_string());
            let _ = line.set_attribute("x", &px(EDGE));
            let _ = line.set_attribute("y", &px(y - f64::from(self.size) * 0.4));
            line.set_text_content(Some(words));
            let _ = sheet.append_child(&line);
        }
    }
}

/// A length in whole pixels. Writing a floating-point number is sixteen kilobytes of the program, and nothing else needs it.
fn px(length: f64) -> String {
    (length.round() as i64).to_string()
}

fn element(tag: &str, attributes: &[(&str, &str)]) -> Option<web_sys::Element> {
    let element = document().create_element_ns(Some(SVG), tag).ok()?;
    for (name, value) in attributes {
        let _ = element.set_attribute(name, value);
    }
    Some(element)
}

/// The fonts of the page are not in the file, so every line of words keeps the width that it has here.
fn keep_width(from: &web_sys::Element, to: &web_sys::Element) {
    if from.tag_name() != "text" {
        return;
    }
    let Some(text) = from.dyn_ref::<web_sys::SvgTextContentElement>() else {
        return;
    };
    let length = px(f64::from(text.get_computed_text_length()));
    let _ = to.set_attribute("textLength", &length);
    let _ = to.set_attribute("lengthAdjust", "spacingAndGlyphs");
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
    let Ok(inner) = document().create_element_ns(Some(SVG), "svg") else {
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
