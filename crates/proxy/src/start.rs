//! From a configuration to a running process.

use std::{
    hash::{BuildHasher as _, RandomState},
    io::{self, Write as _},
    net::SocketAddr,
    sync::Arc,
    time::Duration,
};

use tokio::{net::TcpListener, sync::watch};

use crate::{
    args::{Args, Mode},
    config::{self, ConfigError},
    describe,
    egress::{
        Egress,
        resolve::Resolver,
        tls::{self, TlsError},
    },
    limits::Limits,
    relay::Relay,
    serve::{
        accept::{self, Connections},
        address::Address,
        admin,
        gate::Gate,
        router::Front,
        site::{Site, SiteError},
        snap::Snap,
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
    let registries = config::registries(&args)?;
    let tls = tls::connector(args.upstream_ca.as_deref())?;
    let site = args.static_dir.as_deref().map(Site::load).transpose()?;
    if args.allow_any_public {
        eprintln!(
            "warning: --allow-any-public serves every registry with a public name to everyone who can connect"
        );
    }
    if args.check_config {
        return say(&describe::effective(&args, &registries));
    }
    let signals = Signals::install()?;
    let listener = bind(args.listen, args.port_fallback).await?;
    let listen = listener.local_addr()?;
    let admin_listener = match args.admin {
        Some(address) => Some(bind(address, 0).await?),
        None => None,
    };

    let mut own = vec![listen];
    if let Some(admin) = &admin_listener {
        own.push(admin.local_addr()?);
    }
    let egress = Arc::new(Egress {
        resolver: Resolver::new(config::overrides(&args)),
        tls,
        own,
    });
    // Random enough to tell processes apart: the standard library seeds its hashers from the system.
    let instance: Box<str> =
        format!("tagprism-{:08x}", RandomState::new().hash_one(listen) >> 32).into();
    let config = describe::config_json(&args, &registries).into();
    let start_line = describe::start_line(&args, &registries, listen);
    let (gate, limits) = match args.mode {
        Mode::Local => (Gate::local(listen, &args.origin), Limits::LOCAL),
        Mode::Public => (Gate::Public, Limits::PUBLIC),
    };
    let relay = Relay::new(registries, Upstream::new(egress, &instance), limits);
    let front = Arc::new(Front {
        relay,
        gate,
        site,
        snap: Snap::new(),
        address: Address::new(args.site_url.clone()),
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
    say(&start_line)?;

    let drain = args.drain.unwrap_or(match args.mode {
        Mode::Local => Duration::ZERO,
        Mode::Public => Duration::from_secs(5),
    });
    shutdown::stop(signals, &switches, &connections, drain, args.grace).await;
    Ok(())
}

/// Writes to standard output, at once: whoever started the process may be waiting for it.
fn say(text: &str) -> Result<(), StartError> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    Ok(out.flush()?)
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
