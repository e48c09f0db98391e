//! Listeners that must never hear anything.

use std::{
    io::ErrorKind,
    net::{SocketAddr, TcpListener, UdpSocket},
    time::Duration,
};

/// A TCP listener; a connection to it is proof of failure. The kernel completes handshakes before anyone accepts, so asking
/// after the fact misses nothing.
pub struct Canary {
    listener: TcpListener,
    address: SocketAddr,
}

impl Canary {
    /// On a free port of 127.0.0.1.
    pub fn new() -> Self {
        Self::at("127.0.0.1:0")
    }

    #[track_caller]
    pub fn at(address: &str) -> Self {
        let listener = TcpListener::bind(address)
            .unwrap_or_else(|err| panic!("cannot listen on {address}: {err}"));
        listener
            .set_nonblocking(true)
            .expect("a listener can be made non-blocking");
        let address = listener.local_addr().expect("a listener has an address");
        Self { listener, address }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    #[track_caller]
    pub fn assert_untouched(&self) {
        match self.listener.accept() {
            Err(err) if err.kind() == ErrorKind::WouldBlock => {}
            other => panic!("{} was touched: {other:?}", self.address),
        }
    }
}

/// A name server that notes what it is asked and never answers.
pub struct DnsCanary(UdpSocket);

impl DnsCanary {
    #[track_caller]
    pub fn at(address: &str) -> Self {
        let socket = UdpSocket::bind(address)
            .unwrap_or_else(|err| panic!("cannot listen on {address}: {err}"));
        socket
            .set_read_timeout(Some(Duration::from_millis(50)))
            .expect("a read timeout can be set");
        Self(socket)
    }

    /// The names asked for since the last call, each once, in order of first appearance.
    pub fn questions(&self) -> Vec<String> {
        let mut names = Vec::new();
        let mut packet = [0; 512];
        while let Ok((length, _)) = self.0.recv_from(&mut packet) {
            let name = question(&packet[..length]);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

/// The name in the first question of a DNS message: labels follow its header of 12 bytes.
fn question(packet: &[u8]) -> String {
    let mut name = String::new();
    let mut rest = packet.get(12..).unwrap_or_default();
    while let Some((&length, tail)) = rest.split_first() {
        let Some(label) = tail.get(..usize::from(length)) else {
            break;
        };
        if label.is_empty() {
            break;
        }
        name.push_str(&String::from_utf8_lossy(label));
        name.push('.');
        rest = &tail[label.len()..];
    }
    name
}
