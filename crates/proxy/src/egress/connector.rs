//! Opens one connection: judge, look up, judge again, dial, check, encrypt.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use hyper::Uri;
use hyper_util::{
    client::legacy::connect::{Connected, Connection},
    rt::TokioIo,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    task::JoinSet,
    time::{sleep, timeout},
};
use tokio_rustls::{TlsConnector, client::TlsStream, rustls::pki_types::ServerName};

use super::{Policy, policy::Reach, resolve::Resolver};
use crate::{
    limits,
    origin::{Origin, Scheme},
};

/// Wait this long for one address before the next one is tried beside it (RFC 8305 §5).
const HEAD_START: Duration = Duration::from_millis(250);

/// What all connections share.
pub struct Egress {
    /// Names to addresses.
    pub resolver: Resolver,
    /// Encryption.
    pub tls: TlsConnector,
    /// Where this process listens: never a destination.
    pub own: Vec<SocketAddr>,
}

/// Why no connection was opened. Clients are told one thing for all of them; the log line has the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// The policy does not know this scheme, host and port.
    #[error("destination_refused")]
    Destination,
    /// The name has no address, or none in time.
    #[error("name_not_found")]
    NotFound,
    /// At least one address of the name is out of reach.
    #[error("address_refused")]
    Address,
    /// Nobody accepted the connection in time.
    #[error("not_connected")]
    NotConnected,
    /// The peer is not who the name says, or does not speak TLS.
    #[error("tls_failed")]
    Tls,
}

/// Opens connections under one policy.
#[derive(Clone)]
pub struct Connector {
    egress: Arc<Egress>,
    policy: Arc<Policy>,
}

impl Connector {
    /// A connector for the registries of one policy.
    pub fn new(egress: Arc<Egress>, policy: Arc<Policy>) -> Connector {
        Connector { egress, policy }
    }

    async fn open(self, uri: Uri) -> Result<TokioIo<Stream>, ConnectError> {
        let target = Origin::of(&uri).ok_or(ConnectError::Destination)?;
        let reach = self
            .policy
            .reach(&target)
            .ok_or(ConnectError::Destination)?;
        let addresses = self
            .egress
            .resolver
            .addresses(&target)
            .await
            .map_err(|_| ConnectError::NotFound)?;
        if !addresses.iter().all(|address| self.admits(reach, *address)) {
            return Err(ConnectError::Address);
        }
        let tcp = timeout(limits::CONNECT, dial(&addresses))
            .await
            .ok()
            .flatten()
            .ok_or(ConnectError::NotConnected)?;
        // The kernel is asked once more whom it reached: routing rules and races must not undo the judgment.
        let peer = tcp.peer_addr().map_err(|_| ConnectError::NotConnected)?;
        let local = tcp.local_addr().map_err(|_| ConnectError::NotConnected)?;
        let own = is_own(&self.egress.own, local, peer);
        if !addresses.contains(&peer) || !self.admits(reach, peer) || own {
            return Err(ConnectError::Address);
        }
        let _ = tcp.set_nodelay(true);
        let stream = match target.scheme() {
            Scheme::Http => Stream::Plain(tcp),
            Scheme::Https => Stream::Tls(Box::new(self.encrypt(&target, tcp).await?)),
        };
        Ok(TokioIo::new(stream))
    }

    fn admits(&self, reach: Reach, address: SocketAddr) -> bool {
        !self.egress.own.contains(&address) && reach.admits(address.ip())
    }

    async fn encrypt(
        &self,
        target: &Origin,
        tcp: TcpStream,
    ) -> Result<TlsStream<TcpStream>, ConnectError> {
        let name = match target.literal() {
            Some(ip) => ServerName::IpAddress(ip.into()),
            None => {
                ServerName::try_from(target.host().to_owned()).map_err(|_| ConnectError::Tls)?
            }
        };
        let handshake = self.egress.tls.connect(name, tcp);
        timeout(limits::TLS, handshake)
            .await
            .map_err(|_| ConnectError::Tls)?
            .map_err(|_| ConnectError::Tls)
    }
}

/// A wildcard listener has every address of the machine: then both ends of a connection are the same one, or loopback.
fn is_own(listeners: &[SocketAddr], local: SocketAddr, peer: SocketAddr) -> bool {
    let loops = local.ip() == peer.ip() || peer.ip().is_loopback();
    let mut wildcards = listeners.iter().filter(|own| own.ip().is_unspecified());
    loops && wildcards.any(|own| own.port() == peer.port())
}

/// The first of `addresses` that accepts, each with a head start before the next.
async fn dial(addresses: &[SocketAddr]) -> Option<TcpStream> {
    let mut attempts = JoinSet::new();
    for (index, &address) in (0u32..).zip(addresses.iter().take(8)) {
        attempts.spawn(async move {
            sleep(HEAD_START * index).await;
            TcpStream::connect(address).await
        });
    }
    while let Some(attempt) = attempts.join_next().await {
        if let Ok(Ok(stream)) = attempt {
            return Some(stream);
        }
    }
    None
}

impl tower_service::Service<Uri> for Connector {
    type Response = TokioIo<Stream>;
    type Error = ConnectError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, ConnectError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ConnectError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        Box::pin(self.clone().open(uri))
    }
}

/// A connection to an upstream.
pub enum Stream {
    /// In the clear: declared entries only.
    Plain(TcpStream),
    /// Encrypted and verified.
    Tls(Box<TlsStream<TcpStream>>),
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        match self {
            Stream::Tls(tls) if tls.get_ref().1.alpn_protocol() == Some(b"h2") => {
                Connected::new().negotiated_h2()
            }
            _ => Connected::new(),
        }
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Stream::Plain(tcp) => Pin::new(tcp).poll_read(cx, buf),
            Stream::Tls(tls) => Pin::new(tls).poll_read(cx, buf),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Stream::Plain(tcp) => Pin::new(tcp).poll_write(cx, buf),
            Stream::Tls(tls) => Pin::new(tls).poll_write(cx, buf),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Stream::Plain(tcp) => Pin::new(tcp).poll_flush(cx),
            Stream::Tls(tls) => Pin::new(tls).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Stream::Plain(tcp) => Pin::new(tcp).poll_shutdown(cx),
            Stream::Tls(tls) => Pin::new(tls).poll_shutdown(cx),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(listener: &str, local: &str, peer: &str, expected: bool) {
        let address = |text: &str| text.parse().expect("a socket address");
        assert_eq!(
            is_own(&[address(listener)], address(local), address(peer)),
            expected,
            "{listener} {local} {peer}"
        );
    }

    #[test]
    fn a_wildcard_listener_is_found_at_every_address_of_the_machine() {
        check("0.0.0.0:8080", "10.0.0.1:40000", "10.0.0.1:8080", true);
        check("[::]:8080", "127.0.0.1:40000", "127.0.0.1:8080", true);
        // Linux dials all of 127.0.0.0/8 from 127.0.0.1.
        check("0.0.0.0:8080", "127.0.0.1:40000", "127.0.0.2:8080", true);
        check("0.0.0.0:8080", "127.0.0.1:40000", "127.0.0.1:5000", false);
        check("0.0.0.0:8080", "10.0.0.1:40000", "10.0.0.2:8080", false);
    }
}
