//! A program of the site in a worker: asked with one text, it answers with another.

use leptos::prelude::set_timeout;
use std::{cell::RefCell, rc::Rc, time::Duration};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::page;

/// Longer than this nobody waits for an answer.
const PATIENCE: Duration = Duration::from_secs(8);

/// What the worker says before it can answer.
const READY: &str = "";

/// Why there was no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// Its program is not there, or this browser does not start it.
    NotStarted,
    /// It took too long and was stopped.
    Stopped,
}

/// Answers every question of whoever started this worker.
pub fn answer(of: fn(&str) -> String) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let own = scope.clone();
    let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(text) = event.data().as_string() {
            // Nobody is left to tell where this fails.
            let _ = own.post_message(&JsValue::from(of(&text)));
        }
    });
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    let _ = scope.post_message(&JsValue::from(READY));
}

/// Asks the program that the page names as `name`, in a worker of its own that ends with the answer.
///
/// # Errors
///
/// When it does not start, or does not answer in time.
pub async fn ask(name: &str, text: &str) -> Result<String, Silence> {
    let script = page::meta(name).ok_or(Silence::NotStarted)?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&script, &options).map_err(|_| Silence::NotStarted)?;
    let asked = Rc::new(RefCell::new(Some(JsValue::from(text))));
    let answered = js_sys::Promise::new(&mut |resolve, reject| {
        let (own, asked) = (worker.clone(), Rc::clone(&asked));
        let done = resolve.clone();
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            // Its first word says that it listens.
            match asked.borrow_mut().take() {
                Some(text) => _ = own.post_message(&text),
                None => _ = done.call1(&JsValue::NULL, &event.data()),
            }
        });
        worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        hear.forget();
        let failed = reject.clone();
        let fail = Closure::<dyn Fn()>::new(move || {
            _ = failed.call1(&JsValue::NULL, &JsValue::TRUE);
        });
        worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
        fail.forget();
        set_timeout(
            move || _ = reject.call1(&JsValue::NULL, &JsValue::FALSE),
            PATIENCE,
        );
    });
    let answer = JsFuture::from(answered).await;
    worker.terminate();
    match answer {
        Ok(answer) => answer.as_string().ok_or(Silence::NotStarted),
        Err(why) if why.as_bool() == Some(false) => Err(Silence::Stopped),
        Err(_) => Err(Silence::NotStarted),
    }
}
