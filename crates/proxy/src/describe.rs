//! What the process says about itself: the start line, `--check-config`, and `/config.json` for the site beside it.

use std::{fmt::Write as _, net::SocketAddr};

use crate::{
    args::{Args, Mode},
    registries::Registries,
};

/// The one line on standard output: where, how, what.
pub fn start_line(args: &Args, registries: &Registries, listen: SocketAddr) -> String {
    let declared: Vec<&str> = registries
        .declared()
        .map(|registry| &*registry.name)
        .collect();
    let site = args
        .static_dir
        .as_deref()
        .map_or("-".into(), |dir| dir.display().to_string());
    format!(
        "tagprism-proxy listening on http://{listen} mode={} registries={} declared={} static={site}",
        args.mode.as_str(),
        if args.allow_any_public {
            "any".to_owned()
        } else {
            registries.listed().len().to_string()
        },
        if declared.is_empty() {
            "-".to_owned()
        } else {
            declared.join(",")
        },
    )
}

/// The effective configuration, for `--check-config`. There are no secrets to leave out.
pub fn effective(args: &Args, registries: &Registries) -> String {
    let mut text =
        start_line(args, registries, args.listen).replacen("listening on", "would listen on", 1);
    for registry in registries.declared() {
        let _ = write!(text, "\ndeclared {} = {}", registry.name, registry.origin);
    }
    for name in registries.listed() {
        let _ = write!(text, "\nserves {name}");
    }
    text
}

/// `/config.json`: what the site needs to know about the proxy beside it. Names have no character that JSON escapes.
pub fn config_json(args: &Args, registries: &Registries) -> String {
    let quoted = |names: &mut dyn Iterator<Item = String>| {
        names
            .map(|name| format!("\"{name}\""))
            .collect::<Vec<_>>()
            .join(",")
    };
    let listed = quoted(&mut registries.listed().iter().map(|name| name.to_string()));
    let mut declared = Vec::new();
    for registry in registries.declared() {
        let mut aliases = Vec::new();
        // Where private registries are is nobody's business in public mode.
        if args.mode == Mode::Local {
            let origin = &registry.origin;
            aliases.push(origin.authority());
            let loopback =
                origin.host() == "localhost" || origin.literal().is_some_and(|ip| ip.is_loopback());
            if loopback {
                aliases = ["127.0.0.1", "localhost"]
                    .map(|host| format!("{host}:{}", origin.port()))
                    .to_vec();
            }
        }
        declared.push(format!(
            "{{\"name\":\"{}\",\"aliases\":[{}]}}",
            registry.name,
            quoted(&mut aliases.into_iter())
        ));
    }
    format!(
        "{{\"version\":1,\"mode\":\"{}\",\"registries\":[{listed}],\"declared\":[{}]}}",
        args.mode.as_str(),
        declared.join(",")
    )
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::config;

    fn described(flags: &[&str]) -> (Args, Registries) {
        let args = Args::try_parse_from([&["tagprism-proxy"], flags].concat())
            .expect("flags that can be read");
        let registries = config::registries(&args).expect("a configuration");
        (args, registries)
    }

    const LOCAL: [&str; 4] = [
        "--mode=local",
        "--registry=dev=http://localhost:5000",
        "--registry=lan=https://10.0.0.7",
        "--deny-registry=*.gcr.io",
    ];

    #[test]
    fn the_start_line_names_address_mode_and_registries() {
        let (args, registries) = described(&LOCAL);
        assert_eq!(
            start_line(&args, &registries, args.listen),
            "tagprism-proxy listening on http://127.0.0.1:8080 mode=local registries=13 declared=dev,lan static=-"
        );
    }

    #[test]
    fn local_pages_learn_how_declared_registries_are_called() {
        let (args, registries) = described(&LOCAL);
        let config: serde_json::Value =
            serde_json::from_str(&config_json(&args, &registries)).expect("JSON");
        assert_eq!(config["version"], 1);
        assert_eq!(config["mode"], "local");
        assert_eq!(config["registries"].as_array().map(Vec::len), Some(13));
        let declared = serde_json::json!([
            {"name": "dev", "aliases": ["127.0.0.1:5000", "localhost:5000"]},
            {"name": "lan", "aliases": ["10.0.0.7"]},
        ]);
        assert_eq!(config["declared"], declared);
    }

    #[test]
    fn public_pages_do_not_learn_where_declared_registries_are() {
        let (args, registries) = described(&[
            "--allow-private-declared",
            "--registry=dev=http://10.0.0.7:5000",
        ]);
        let config = config_json(&args, &registries);
        assert!(
            config.contains(r#""declared":[{"name":"dev","aliases":[]}]"#),
            "{config}"
        );
        assert!(!config.contains("5000"), "{config}");
    }
}
