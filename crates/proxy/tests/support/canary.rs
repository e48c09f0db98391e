//! Listeners that must never hear anything, and a name server that hears everything.

use std::{
    io::ErrorKind,
    net::{SocketAddr, TcpListener, UdpSocket},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
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

/// How a [`NameServer`] treats whoever asks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Manners {
    /// Never answers.
    Silent,
    /// Answers that there is no such name.
    Denying,
}

/// A name server that notes what it is asked.
pub struct NameServer {
    address: SocketAddr,
    questions: Arc<Mutex<Vec<String>>>,
    is_over: Arc<AtomicBool>,
}

impl NameServer {
    #[track_caller]
    pub fn at(address: &str, manners: Manners) -> Self {
        let socket = UdpSocket::bind(address)
            .unwrap_or_else(|err| panic!("cannot listen on {address}: {err}"));
        let server = Self {
            address: socket.local_addr().expect("a socket has an address"),
            questions: Arc::default(),
            is_over: Arc::default(),
        };
        let questions = Arc::clone(&server.questions);
        let is_over = Arc::clone(&server.is_over);
        thread::spawn(move || {
            let mut packet = [0; 512];
            while let Ok((length, asker)) = socket.recv_from(&mut packet) {
                if is_over.load(Ordering::SeqCst) {
                    break;
                }
                let name = question(&packet[..length]);
                let mut questions = questions.lock().unwrap_or_else(PoisonError::into_inner);
                questions.push(name);
                if manners == Manners::Denying && length > 3 {
                    // RFC 1035 §4.1.1: this is a response, and its code 3 says that the name does not exist.
                    packet[2] |= 0x80;
                    packet[3] = (packet[3] & 0xf0) | 3;
                    let _ = socket.send_to(&packet[..length], asker);
                }
            }
        });
        server
    }

    /// The names asked for so far, each once, in alphabetical order.
    #[track_caller]
    pub fn questions(&self) -> Vec<String> {
        // Datagrams keep their order on loopback: once our own question is noted, all earlier ones are.
        const LAST: &str = "last.";
        self.ask(LAST);
        let deadline = Instant::now() + Duration::from_secs(5);
        loop {
            let questions = self.questions.lock();
            let mut names = questions.unwrap_or_else(PoisonError::into_inner).clone();
            if names.iter().any(|name| name == LAST) {
                names.retain(|name| name != LAST);
                names.sort();
                names.dedup();
                return names;
            }
            assert!(Instant::now() < deadline, "the name server is gone");
            thread::yield_now();
        }
    }

    fn ask(&self, name: &str) {
        let label = name.trim_end_matches('.');
        let mut packet = vec![0; 12];
        packet.push(u8::try_from(label.len()).expect("labels are short"));
        packet.extend_from_slice(label.as_bytes());
        packet.push(0);
        let sent = UdpSocket::bind((self.address.ip(), 0))
            .and_then(|socket| socket.send_to(&packet, self.address));
        sent.expect("the name server can be asked");
    }
}

impl Drop for NameServer {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        self.ask("over");
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
