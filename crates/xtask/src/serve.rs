//! `cargo xtask serve`: from a bare checkout to a page in the browser.

use std::net::TcpListener;

use crate::dist;
use crate::failure::{Failure, Outcome, While};
use crate::process::Run;
use crate::tools::Tools;
use crate::unknown_argument;
use crate::workspace::Workspace;

/// Where the proxy listens unless told otherwise; Trunk.toml names it too.
const PORT: u16 = 8080;

/// Where Trunk listens in watch mode unless told otherwise.
const WATCH_PORT: u16 = 8081;

/// How many further ports are tried when the wanted one is taken.
const PORT_FALLBACK: &str = "20";

/// What `serve` was asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    port: Option<u16>,
    dev: bool,
    proxy_flags: Vec<String>,
}

impl Options {
    /// Reads the arguments after `serve`; those after `--` are the proxy's.
    ///
    /// # Errors
    ///
    /// For an unknown argument or something that is not a port.
    pub fn parse(args: &[String]) -> Outcome<Self> {
        let mut options = Self::default();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--port" => {
                    options.port = Some(parse_port(args.next().map_or("", String::as_str))?);
                }
                "--dev" => options.dev = true,
                "--" => options.proxy_flags = args.by_ref().cloned().collect(),
                other => return Err(unknown_argument(other)),
            }
        }
        Ok(options)
    }
}

fn parse_port(text: &str) -> Outcome<u16> {
    text.parse().map_err(|_| {
        Failure::new(format!("`{text}` is not a port")).fix("give a number, e.g. --port 8081")
    })
}

/// Builds the site and the proxy, and runs them until Ctrl-C.
///
/// # Errors
///
/// When a tool is missing, a build fails, or the proxy does not start.
pub fn run(workspace: &Workspace, options: &Options) -> Outcome {
    let tools = Tools::ready(workspace)?;
    if options.dev {
        build_proxy(workspace)?;
        return watch(workspace, &tools, options);
    }
    dist::build(workspace, &tools, &dist::Options::default())?;
    build_proxy(workspace)?;
    println!("==> Starting the proxy; Ctrl-C ends it");
    proxy(
        workspace,
        options.port.unwrap_or(PORT),
        &options.proxy_flags,
    )
    .args(["--static-dir"])
    .args([workspace.join("dist")])
    .args(["--port-fallback", PORT_FALLBACK])
    .hand_over()
}

/// Builds the proxy's release executable.
///
/// # Errors
///
/// When it does not compile.
pub fn build_proxy(workspace: &Workspace) -> Outcome {
    println!("==> Building the proxy (a minute or two the first time)");
    Run::new("cargo")
        .args([
            "build",
            "--release",
            "--locked",
            "--package",
            "tagprism-proxy",
        ])
        .dir(workspace.root())
        .run()
}

fn proxy(workspace: &Workspace, port: u16, flags: &[String]) -> Run {
    Run::new(workspace.proxy())
        .args(["--mode", "local", "--listen"])
        .args([format!("127.0.0.1:{port}")])
        .args(flags)
}

/// Trunk rebuilds and reloads on every change; the proxy answers beside it, at
/// the address that Trunk.toml hands its paths to.
fn watch(workspace: &Workspace, tools: &Tools, options: &Options) -> Outcome {
    let port = options.port.unwrap_or(WATCH_PORT);
    // Pages come from Trunk here and carry its address as their origin; Trunk passes requests on with a `Host` without
    // a port. The proxy answers no other names than those that it was told.
    let origins = [
        format!("127.0.0.1:{port}"),
        format!("localhost:{port}"),
        "127.0.0.1".to_owned(),
    ];
    let origins = origins.map(|host| format!("--origin=http://{host}"));
    let flags: Vec<String> = origins
        .into_iter()
        .chain(options.proxy_flags.iter().cloned())
        .collect();
    let _proxy = proxy(workspace, PORT, &flags).start()?;
    println!("==> Watching; Trunk prints the address of the site, Ctrl-C ends both");
    tools
        .command("trunk")?
        .args(["serve", "--offline", "--locked", "--dist"])
        .args([workspace.join("target/site-dev")])
        .args([format!("--port={port}")])
        .dir(workspace.root())
        .run()
}

/// A port that nothing listens on at the moment.
///
/// # Errors
///
/// When the system gives none.
pub fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").while_doing("looking for a free port")?;
    let address = listener
        .local_addr()
        .while_doing("looking for a free port")?;
    Ok(address.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(args: &[&str]) -> Outcome<Options> {
        let args: Vec<String> = args.iter().map(|&arg| arg.to_owned()).collect();
        Options::parse(&args)
    }

    #[test]
    fn everything_after_two_dashes_goes_to_the_proxy() {
        let options = parse(&[
            "--port",
            "9000",
            "--",
            "--registry",
            "dev=http://127.0.0.1:5000",
        ])
        .unwrap();
        assert_eq!(options.port, Some(9000));
        assert_eq!(
            options.proxy_flags,
            ["--registry", "dev=http://127.0.0.1:5000"]
        );
        assert_eq!(parse(&[]).unwrap(), Options::default());
    }

    #[test]
    fn a_port_is_a_number_below_65536() {
        for port in ["65536", "http", ""] {
            let failure = parse(&["--port", port]).unwrap_err().to_string();
            assert!(
                failure.starts_with(&format!("error: `{port}` is not a port")),
                "{failure}"
            );
        }
    }
}
