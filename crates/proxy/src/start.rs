//! From a configuration to a running process.

use std::{
    fmt::Write as _,
    hash::{BuildHasher as _, RandomState},
    io::{self, Write as _},
    net::SocketAddr,
    sync::{Arc, OnceLock},
};

use tokio::{net::TcpListener, sync::watch};

use crate::{
    args::{Args, Mode},
    config::{self, ConfigError},
    egress::{
        Egress,
        resolve::Resolver,
        tls::{self, TlsError},
    },
    limits::Limits,
    registries::Registries,
    relay::Relay,
    serve::{
        accept::{self, Connections},
        admin,
        gate::Gate,
        router::Front,
        site::{Site, SiteError},
    },
    shutdown::{self, Signals, Switches},
    upstream::Upstream,
};

/// Why the process does not run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
#[allow(
    private_interfaces,
    reason = "callers print the text; what is inside is our own"
)]
pub enum StartError {
    /// Flags that contradict each other.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// No TLS.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// No site.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// An address that cannot be listened on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// Signals or standard output are not to be had.
    #[error("cannot start: {0}")]
    System(#[from] io::Error),
}

/// Runs until a signal stops it.
///
/// # Errors
/// When it cannot start: the configuration contradicts itself, a file is missing, or an address is taken.
pub async fn run(args: Args) -> Result<(), StartError> {
    let mut registries = config::registries(&args)?;
    let tls = tls::connector(args.upstream_ca.as_deref())?;
    let site = args.static_dir.as_deref().map(Site::load).transpose()?;
    if args.allow_any_public {
        eprintln!(
            "warning: --allow-any-public serves every registry with a public name to everyone who can connect"
        );
    }
    if args.check_config {
        println!("{}", effective(&args, &registries));
        return Ok(());
    }
    let signals = Signals::install()?;
    let listener = bind(args.listen, args.port_fallback).await?;
    let listen = listener.local_addr()?;
    let admin_listener = match args.admin {
        Some(address) => Some(bind(address, 0).await?),
        None => None,
    };

    let own = OnceLock::from(
        [
            Some(listen),
            admin_listener
                .as_ref()
                .and_then(|admin| admin.local_addr().ok()),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>(),
    );
    let egress = Arc::new(Egress {
        resolver: Resolver::new(config::overrides(&args)),
        tls,
        own,
    });
    // Random enough to tell processes apart: the standard library seeds its hashers from the system.
    let instance: Box<str> =
        format!("tagprism-{:08x}", RandomState::new().hash_one(listen) >> 32).into();
    let limits = if args.mode == Mode::Local {
        Limits::LOCAL
    } else {
        Limits::PUBLIC
    };
    let config = described(&args, &registries).into();
    let start_line = start_line(&args, &registries, listen);
    let relay = Relay::new(
        std::mem::take(&mut registries),
        Upstream::new(egress, &instance),
        limits,
    );
    let gate = if args.mode == Mode::Local {
        Gate::local(listen, &args.origin)
    } else {
        Gate::Public
    };
    let front = Arc::new(Front {
        relay,
        gate,
        site,
        config,
        instance,
        trusted: args.trusted_proxy.clone(),
        log_client: args.log_client,
        pseudonyms: Default::default(),
        count: Default::default(),
    });

    let switches = Switches::default();
    let (_open, never_closes) = watch::channel(false);
    let connections = Connections::default();
    let service = move |request, peer| Arc::clone(&front).answer(request, peer);
    tokio::spawn(accept::serve(
        listener,
        service,
        connections.clone(),
        switches.closing.subscribe(),
    ));
    if let Some(listener) = admin_listener {
        let draining = switches.draining.subscribe();
        let service = move |request, _| std::future::ready(admin::answer(&request, &draining));
        // Answers until the very end: that is when a load balancer asks.
        tokio::spawn(accept::serve(
            listener,
            service,
            Connections::default(),
            never_closes,
        ));
    }
    let mut out = io::stdout().lock();
    writeln!(out, "{start_line}")?;
    out.flush()?;
    drop(out);

    let drain = args.drain.unwrap_or(if args.mode == Mode::Local {
        std::time::Duration::ZERO
    } else {
        std::time::Duration::from_secs(5)
    });
    shutdown::stop(signals, &switches, &connections, drain, args.grace).await;
    Ok(())
}

/// Listens on an address, or on one of the next `more` ports where it is taken.
async fn bind(address: SocketAddr, more: u16) -> Result<TcpListener, StartError> {
    let mut next = address;
    loop {
        match TcpListener::bind(next).await {
            Ok(listener) => return Ok(listener),
            Err(source) => {
                let taken = source.kind() == io::ErrorKind::AddrInUse
                    && next.port() - address.port() < more;
                let port = next.port().checked_add(1).filter(|_| taken);
                let Some(port) = port else {
                    return Err(StartError::Listen {
                        address: next,
                        source,
                    });
                };
                next.set_port(port);
            }
        }
    }
}

fn start_line(args: &Args, registries: &Registries, listen: SocketAddr) -> String {
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
fn effective(args: &Args, registries: &Registries) -> String {
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
fn described(args: &Args, registries: &Registries) -> String {
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
