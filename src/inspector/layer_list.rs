//! The layers of a manifest, base first, with who wrote them as far as the config tells.

use super::{config::config_of, inspection::Inspection};
use crate::ui::DigestChip;
use crate::ui::{Derived, view};
use leptos::prelude::*;
use tagprism_core::{document::Manifest, size::ByteSize};

/// The layers of a manifest, base first, with who wrote them as far as the config tells.
#[component]
pub fn LayerList(inspection: Inspection, manifest: Manifest) -> impl IntoView {
    let n_layers = manifest.layers.len();
    let caption = match n_layers {
        0 => "No layers: no file system".to_owned(),
        1 => "One layer".to_owned(),
        n => format!("{n} layers, base first"),
    };
    let config = manifest.config.clone();
    let authors = Derived::new(move || {
        let config = config
            .as_ref()
            .and_then(|config| config_of(inspection, config))?;
        let lines = config.layer_history(n_layers)?;
        Some(
            lines
                .into_iter()
                .map(|line| line.created_by.clone())
                .collect::<Vec<_>>(),
        )
    });
    let rows = manifest.layers.into_iter().enumerate().map(|(at, layer)| {
        let kind = layer.media_type.describe();
        let author =
            move || Option::as_ref(&authors.read()).and_then(|lines| lines.get(at).cloned());
        view! {
            <tr>
                <td class="c-d"><DigestChip digest=layer.digest copy=true /></td>
                <td class="c-s">{ByteSize(layer.size).grouped()}</td>
                <td>
                    {move || author().map(|line| view! { <code>{tidy(&line)}</code> " " })}
                    <span class="none">{kind}</span>
                </td>
            </tr>
        }
    });
    view! {
        <table class="tbl layers">
            <caption>{caption}</caption>
            <thead class="vh">
                <tr><th scope="col">"Layer"</th><th scope="col">"Size in bytes"</th><th scope="col">"Written by"</th></tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

/// A history line without the shell that ran it, cut to a readable length.
fn tidy(line: &str) -> String {
    const MAX_CHARS: usize = 160;
    let line = line.trim();
    let line = line
        .strip_prefix("/bin/sh -c #(nop)")
        .or_else(|| line.strip_prefix("/bin/sh -c"))
        .unwrap_or(line)
        .trim();
    match line.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn history_lines_lose_their_shell_and_their_length() {
        assert_eq!(tidy("/bin/sh -c #(nop)  CMD [\"sh\"]"), "CMD [\"sh\"]");
        assert_eq!(tidy("/bin/sh -c apt-get update"), "apt-get update");
        assert_eq!(tidy(&"é".repeat(500)).chars().count(), 161);
    }
}
