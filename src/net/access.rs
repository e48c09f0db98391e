//! How this page reaches registries: through the proxy that serves it, through one that the reader names, or directly.

use super::{
    failure::FailureKind,
    fetch::{Answer, get},
};
use crate::browser::location;
use serde_json::Value;

/// Where the reader's own proxy address is kept in this browser.
pub const PROXY_SETTING: &str = "tagprism-proxy";

/// A way to registries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// Through a proxy.
    Proxy {
        /// Its address, ending with `/`.
        base: String,
        /// The registries that its operator declared by hand.
        declared: Vec<Declared>,
    },
    /// No proxy: the browser asks registries itself, which most of them do not allow.
    Direct,
}

/// A registry that the proxy's operator declared, and the names that people use for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// The path component, `/v2/<name>/…`.
    pub name: String,
    /// Hosts with ports, `localhost:5000`.
    pub aliases: Vec<String>,
}

impl Access {
    /// The path component for a registry host, or nothing where the proxy cannot name it.
    pub fn registry_component<'a>(&'a self, domain: &'a str) -> Option<&'a str> {
        let Self::Proxy { declared, .. } = self else {
            return None;
        };
        let named = declared
            .iter()
            .find(|entry| entry.name == domain || entry.aliases.iter().any(|it| it == domain));
        match named {
            Some(entry) => Some(&entry.name),
            // A port cannot stand in a path component, and a name without a dot is not a public host.
            None => (domain.contains('.') && !domain.contains(':')).then_some(domain),
        }
    }
}

/// Finds out how registries can be reached: by the proxy at the address that the reader chose, or else by this site's
/// own, if it has one. Asks at the start, when the choice changes, and when the reader tries again.
pub async fn find_access(chosen: Option<String>) -> Access {
    if let Some(chosen) = chosen {
        let base = format!("{}/", chosen.trim_end_matches('/'));
        // A proxy that the reader named is used even where its description cannot be read: the first request tells.
        let declared = describe(&base).await.unwrap_or_default();
        return Access::Proxy { base, declared };
    }
    let base = format!("{}{}", location::origin(), location::base_path());
    match describe(&base).await {
        Some(declared) => Access::Proxy { base, declared },
        None => Access::Direct,
    }
}

/// Reads a proxy's description of itself. A plain static host answers with a page or with 404.
async fn describe(base: &str) -> Option<Vec<Declared>> {
    let answer: Answer = get(&format!("{base}config.json"), &[], FailureKind::ProxyGone)
        .await
        .ok()?;
    if answer.status != 200 {
        return None;
    }
    parse_description(&answer.bytes)
}

fn parse_description(bytes: &[u8]) -> Option<Vec<Declared>> {
    let value: Value = serde_json::from_slice(bytes).ok()?;
    if value.get("version")?.as_u64()? != 1 {
        return None;
    }
    let declared = value
        .get("declared")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    Some(declared.iter().filter_map(parse_declared).collect())
}

fn parse_declared(value: &Value) -> Option<Declared> {
    let aliases = value
        .get("aliases")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    Some(Declared {
        name: value.get("name")?.as_str()?.to_owned(),
        aliases: aliases
            .iter()
            .filter_map(|alias| alias.as_str().map(str::to_owned))
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local_proxy() -> Access {
        let text = br#"{"version":1,"mode":"local","registries":["docker.io"],
            "declared":[{"name":"dev","aliases":["127.0.0.1:5000","localhost:5000"]}]}"#;
        Access::Proxy {
            base: "http://127.0.0.1:8080/".to_owned(),
            declared: parse_description(text).unwrap(),
        }
    }

    #[test]
    fn a_declared_registry_answers_to_its_aliases() {
        let access = local_proxy();
        assert_eq!(access.registry_component("localhost:5000"), Some("dev"));
        assert_eq!(access.registry_component("dev"), Some("dev"));
        assert_eq!(access.registry_component("ghcr.io"), Some("ghcr.io"));
    }

    #[test]
    fn an_undeclared_port_has_no_path_component() {
        assert_eq!(local_proxy().registry_component("ghcr.io:8443"), None);
        assert_eq!(local_proxy().registry_component("localhost"), None);
    }

    #[test]
    fn a_static_hosts_fallback_page_is_no_description() {
        assert_eq!(parse_description(b"<!doctype html>"), None);
        assert_eq!(parse_description(b"{}"), None);
    }
}
