//! What the browser says about the machine it runs on. A hint, never a fact: Safari reports Intel on Apple silicon, and
//! the engine that pulls images may run elsewhere.
//!
//! Source: the User-Agent Client Hints API, <https://wicg.github.io/ua-client-hints/#getHighEntropyValues>.

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The browser's own words. Empty text = not said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlatformHint {
    /// `x86` or `arm`.
    pub architecture: String,
    /// `64` or `32`.
    pub bitness: String,
    /// `Linux`, `macOS`, `Windows`, `Android`, `Chrome OS`, …
    pub os: String,
}

/// Asks the browser for a hint. `None` where it offers none (Firefox, Safari, insecure contexts) or names no processor.
pub async fn platform_guess() -> Option<PlatformHint> {
    let navigator: JsValue = window().navigator().into();
    let data = Reflect::get(&navigator, &"userAgentData".into())
        .ok()
        .filter(JsValue::is_object)?;
    let ask: Function = Reflect::get(&data, &"getHighEntropyValues".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let wanted = Array::of2(&"architecture".into(), &"bitness".into());
    let promise: Promise = ask.call1(&data, &wanted).ok()?.dyn_into().ok()?;
    let values = JsFuture::from(promise).await.ok()?;
    let hint = PlatformHint {
        architecture: text_at(&values, "architecture"),
        bitness: text_at(&values, "bitness"),
        os: text_at(&values, "platform"),
    };
    (!hint.architecture.is_empty()).then_some(hint)
}

fn text_at(object: &JsValue, key: &str) -> String {
    Reflect::get(object, &key.into())
        .ok()
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}
