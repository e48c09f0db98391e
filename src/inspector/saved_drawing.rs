//! A drawing that the site saved names the address that it shows; dropped onto the field it opens there again.

use crate::url::InspectorUrl;

/// The folders below which an address may lead, as they stand in one.
const FOLDERS: [&str; 2] = ["/pull", "/i/"];

/// The state that a saved drawing shows. `None` for any other text.
pub fn state_of(svg: &str) -> Option<InspectorUrl> {
    if !svg.trim_start().starts_with("<svg") {
        return None;
    }
    let (_, rest) = svg.split_once("<metadata>")?;
    let (address, _) = rest.split_once("</metadata>")?;
    let address = address.replace("&amp;", "&");
    let address = address.split('#').next().unwrap_or_default();
    // Whichever site saved it, and whichever folder it lies in: the state is what comes after.
    let (_, path) = address.split_once("://")?;
    let start = FOLDERS
        .iter()
        .filter_map(|folder| path.find(folder))
        .min()?;
    Some(InspectorUrl::parse(&path[start..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url::{HostParam, View};

    #[test]
    fn a_saved_pull_opens_where_it_was_saved() {
        let svg = "<svg xmlns=\"…\"><title>t</title><metadata>https://docs.example/tagprism/pull/nginx:latest?host=linux/arm64&amp;step=6#fig-pull</metadata></svg>";
        let state = state_of(svg).unwrap();
        assert_eq!(state.reference, "nginx:latest");
        assert_eq!((state.view, state.figured.as_str()), (View::Flow, "step=6"));
        assert!(matches!(state.host, HostParam::Given(_)));
    }

    #[test]
    fn other_texts_name_no_state() {
        for text in [
            "",
            "{}",
            "<svg></svg>",
            "<svg><metadata>javascript:alert(1)</metadata></svg>",
            "<svg><metadata>https://example.test/elsewhere</metadata></svg>",
            "words <svg><metadata>https://a.test/pull</metadata></svg>",
        ] {
            assert_eq!(state_of(text), None, "{text}");
        }
    }
}
