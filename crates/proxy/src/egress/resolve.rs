//! From a name to addresses: the system's resolver, or what `--resolve` says instead.
//!
//! Names are looked up fully qualified (with a trailing dot), so that search domains never apply. Whatever comes out is
//! judged by the caller, also when an operator wrote it down.

use std::{collections::BTreeMap, io, net::SocketAddr};

use tokio::sync::Semaphore;

use crate::{limits, origin::Origin};

/// Look-ups at once: getaddrinfo blocks a thread, and slow DNS must not take all of them.
const LOOKUPS: usize = 64;

/// Looks names up.
#[derive(Debug)]
pub struct Resolver {
    overrides: BTreeMap<(Box<str>, u16), Vec<SocketAddr>>,
    turns: Semaphore,
}

impl Resolver {
    /// A resolver that answers from `overrides` first.
    pub fn new(overrides: BTreeMap<(Box<str>, u16), Vec<SocketAddr>>) -> Resolver {
        Resolver {
            overrides,
            turns: Semaphore::new(LOOKUPS),
        }
    }

    /// The addresses of a target, in the order of preference, at least one.
    ///
    /// # Errors
    /// When the name has no address, or the look-up takes longer than [`limits::DNS`].
    pub async fn addresses(&self, target: &Origin) -> io::Result<Vec<SocketAddr>> {
        let (host, port) = (target.host(), target.port());
        if let Some(ip) = target.literal() {
            return Ok(vec![SocketAddr::new(ip, port)]);
        }
        if let Some(addresses) = self.overrides.get(&(host.into(), port)) {
            return Ok(addresses.clone());
        }
        if host == "localhost" || host.ends_with(".localhost") {
            // RFC 6761 §6.3: these names are loopback, and no resolver needs to be asked.
            return Ok(vec![
                ([127, 0, 0, 1], port).into(),
                SocketAddr::new(std::net::Ipv6Addr::LOCALHOST.into(), port),
            ]);
        }
        let look_up = async {
            let _turn = self.turns.acquire().await.map_err(io::Error::other)?;
            let found = tokio::net::lookup_host((format!("{host}."), port)).await?;
            io::Result::Ok(found.collect::<Vec<SocketAddr>>())
        };
        let addresses = tokio::time::timeout(limits::DNS, look_up)
            .await
            .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))?;
        if addresses.is_empty() {
            Err(io::ErrorKind::NotFound.into())
        } else {
            Ok(addresses)
        }
    }
}
