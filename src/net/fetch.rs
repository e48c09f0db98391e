//! The one `fetch` of the site: GET only, no credentials, a time limit and a byte limit on every answer.

use super::failure::{Failure, FailureKind};
use crate::browser::online::is_online;
use js_sys::{Reflect, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, Headers, ReadableStream, ReadableStreamDefaultReader, RequestCredentials,
    RequestInit, Response,
};

/// No manifest, config or shipped document is larger than this; the proxy refuses earlier.
pub const MAX_ANSWER_BYTES: usize = 16 * 1024 * 1024;

/// Longer than the proxy's own time limits, so that its sentence arrives first.
const TIMEOUT_MILLIS: u32 = 30_000;

/// An answer with its body read.
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The whole body.
    pub bytes: Vec<u8>,
    headers: Headers,
}

impl Answer {
    /// A header of the answer, where the browser lets us read it.
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).ok().flatten()
    }

    /// Seconds of `Retry-After`; a date is not worth its parser here.
    pub fn retry_after_secs(&self) -> Option<u64> {
        self.header("retry-after")?.trim().parse().ok()
    }
}

/// Gets an address. `lost` says what it means when there is no answer at all.
///
/// # Errors
///
/// Offline, no answer, or an answer over [`MAX_ANSWER_BYTES`]. Any status is an answer.
pub async fn get(
    url: &str,
    headers: &[(&str, &str)],
    lost: FailureKind,
) -> Result<Answer, Failure> {
    let no_answer = || {
        Failure::of(if is_online() {
            lost
        } else {
            FailureKind::Offline
        })
    };
    let response = send(url, headers).await.map_err(|_| no_answer())?;
    let declared: Option<usize> = response
        .headers()
        .get("content-length")
        .ok()
        .flatten()
        .and_then(|text| text.parse().ok());
    if declared.is_some_and(|bytes| bytes > MAX_ANSWER_BYTES) {
        return Err(too_large());
    }
    let bytes = match response.body() {
        Some(stream) => read_within_limit(&stream)
            .await
            .map_err(|err| err.unwrap_or_else(no_answer))?,
        None => Vec::new(),
    };
    Ok(Answer {
        status: response.status(),
        bytes,
        headers: response.headers(),
    })
}

async fn send(url: &str, headers: &[(&str, &str)]) -> Result<Response, JsValue> {
    let sent = Headers::new()?;
    for (name, value) in headers {
        sent.set(name, value)?;
    }
    let request = RequestInit::new();
    request.set_headers_headers(&sent);
    request.set_credentials(RequestCredentials::Omit);
    request.set_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT_MILLIS)));
    let response = window().fetch_with_str_and_init(url, &request);
    JsFuture::from(response).await?.dyn_into()
}

/// Reads a stream, but never more than the limit. `Err(None)` means that it broke off.
async fn read_within_limit(stream: &ReadableStream) -> Result<Vec<u8>, Option<Failure>> {
    let reader: ReadableStreamDefaultReader = stream.get_reader().dyn_into().map_err(|_| None)?;
    let mut bytes = Vec::new();
    loop {
        let chunk = JsFuture::from(reader.read()).await.map_err(|_| None)?;
        let field = |name: &str| Reflect::get(&chunk, &JsValue::from_str(name)).map_err(|_| None);
        if field("done")?.as_bool().unwrap_or(true) {
            return Ok(bytes);
        }
        let chunk: Uint8Array = field("value")?.dyn_into().map_err(|_| None)?;
        if bytes.len() + chunk.length() as usize > MAX_ANSWER_BYTES {
            // The answer is refused either way; a failing cancel changes nothing.
            let _ = reader.cancel();
            return Err(Some(too_large()));
        }
        bytes.extend(chunk.to_vec());
    }
}

fn too_large() -> Failure {
    Failure::of(FailureKind::TooLarge {
        limit: Some(MAX_ANSWER_BYTES as u64),
    })
}
