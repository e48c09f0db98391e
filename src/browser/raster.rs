//! An SVG document as a picture of pixels.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Pixels for each unit of the drawing: sharp on dense screens and on paper.
const SCALE: u32 = 2;

/// The drawing as a PNG file. `None` where the browser does not paint it.
pub async fn png(svg: &str) -> Option<Vec<u8>> {
    painted(svg).await.ok()
}

async fn painted(svg: &str) -> Result<Vec<u8>, JsValue> {
    let image = web_sys::HtmlImageElement::new()?;
    let text = String::from(js_sys::encode_uri_component(svg));
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{text}"));
    JsFuture::from(image.decode()).await?;
    let canvas: web_sys::HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
    let (width, height) = (
        image.natural_width() * SCALE,
        image.natural_height() * SCALE,
    );
    canvas.set_width(width);
    canvas.set_height(height);
    let paper = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let paper: web_sys::CanvasRenderingContext2d = paper.dyn_into()?;
    paper.draw_image_with_html_image_element_and_dw_and_dh(
        &image,
        0.0,
        0.0,
        f64::from(width),
        f64::from(height),
    )?;
    let address = canvas.to_data_url()?;
    let (_, base64) = address.split_once(',').ok_or(JsValue::NULL)?;
    // A character of the answer is a byte.
    let bytes = window().atob(base64)?;
    Ok(bytes.chars().map(|it| it as u8).collect())
}
