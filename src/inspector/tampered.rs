//! Bytes that are not the promised ones: said loudly, and compared digit by digit.

use super::object::Object;
use crate::ui::view;
use crate::ui::{Icon, IconName};
use leptos::prelude::*;
use std::sync::Arc;
use tagprism_core::Digest;

/// The root is not what its digest promises: nothing of it is shown as an image.
#[component]
pub fn Tampered(object: Arc<Object>, retry: Callback<()>) -> impl IntoView {
    let expected = object.expected.clone();
    view! {
        <section class="state is-fail" role="alert">
            <p class="state-k">"Wrong bytes"</p>
            <h1>"These bytes are not what the digest promises"</h1>
            <p>"Somebody between the registry and this page changed them, or sent something else. Nothing was read out of them."</p>
            {expected.map(|expected| view! {
                <Vernier expected=expected.digest computed=object.computed.clone() />
            })}
            <p class="state-n">
                {match object.length_conflict() {
                    Some((stated, received)) => format!("{stated} bytes were named, {received} arrived."),
                    None => format!("{} bytes arrived.", object.received.bytes.len()),
                }}
            </p>
            <p class="acts">
                <button class="btn" type="button" on:click=move |_| retry.run(())><Icon name=IconName::Reset />"Ask again"</button>
            </p>
        </section>
    }
}

/// Two digests under each other, in groups of eight, with the groups that differ marked.
#[component]
pub fn Vernier(expected: Digest, computed: Digest) -> impl IntoView {
    let groups = |digest: &Digest| {
        digest
            .encoded()
            .as_bytes()
            .chunks(8)
            .map(|it| String::from_utf8_lossy(it).into_owned())
            .collect::<Vec<_>>()
    };
    let pairs = groups(&expected).into_iter().zip(groups(&computed));
    let is_equal = expected == computed;
    view! {
        <div class="vernier">
            <div class="v-k"><span>"asked for"</span><span>"computed"</span></div>
            <div class="v-g">
                {pairs
                    .map(|(asked, got)| {
                        let differs = asked != got;
                        view! { <div class:is-off=differs><code>{asked}</code><i aria-hidden="true"></i><code>{got}</code></div> }
                    })
                    .collect_view()}
            </div>
            <p class="vh">{if is_equal { "Both are equal." } else { "They differ." }}</p>
        </div>
    }
}
