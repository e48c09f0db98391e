//! A registry, token server or CDN on a raw socket, plain or TLS, that answers by script and remembers what it was asked.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::{
    certificates::Certificate,
    documents::{Document, OCI_INDEX, patterned},
    script::{Afterwards, Answer, Recorded, Step},
};

/// No connection of a scripted upstream lives longer without a byte than this.
const PATIENCE: Duration = Duration::from_secs(40);
const FLOOD_PIECE: usize = 64 * 1024;

type Script = dyn Fn(&Recorded) -> Answer + Send + Sync;

/// A running scripted upstream; it stops accepting when dropped.
pub struct Upstream {
    address: SocketAddr,
    shared: Arc<Shared>,
    is_tls: bool,
}

struct Shared {
    script: Box<Script>,
    tls: Option<Arc<ServerConfig>>,
    requests: Mutex<Vec<Recorded>>,
    connections: AtomicUsize,
    bytes_sent: AtomicU64,
    is_over: AtomicBool,
}

impl Upstream {
    /// Plain HTTP on a free port of 127.0.0.1.
    pub fn plain(script: impl Fn(&Recorded) -> Answer + Send + Sync + 'static) -> Self {
        Self::start("127.0.0.1:0", None, script)
    }

    /// HTTPS on a free port of 127.0.0.1.
    pub fn tls(
        certificate: &Certificate,
        script: impl Fn(&Recorded) -> Answer + Send + Sync + 'static,
    ) -> Self {
        Self::start("127.0.0.1:0", Some(certificate), script)
    }

    /// HTTPS on an address of the private network, port 443.
    pub fn tls_at(
        ip: &str,
        certificate: &Certificate,
        script: impl Fn(&Recorded) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let ip: std::net::IpAddr = ip.parse().expect("an IP address");
        let address = SocketAddr::new(ip, 443).to_string();
        Self::start(&address, Some(certificate), script)
    }

    /// A registry with this index in every repository, under every tag and its digest, and as a blob.
    pub fn holding(index: &Document) -> Self {
        let index = index.clone();
        Self::plain(move |request| registry_answer(request, &index))
    }

    #[track_caller]
    fn start(
        address: &str,
        certificate: Option<&Certificate>,
        script: impl Fn(&Recorded) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind(address)
            .unwrap_or_else(|err| panic!("cannot listen on {address}: {err}"));
        let address = listener.local_addr().expect("a listener has an address");
        let shared = Arc::new(Shared {
            script: Box::new(script),
            tls: certificate.map(Certificate::server_config),
            requests: Mutex::default(),
            connections: AtomicUsize::new(0),
            bytes_sent: AtomicU64::new(0),
            is_over: AtomicBool::new(false),
        });
        let accepting = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if accepting.is_over.load(Ordering::SeqCst) {
                    break;
                }
                let Ok(stream) = stream else { break };
                let connection = accepting.connections.fetch_add(1, Ordering::SeqCst);
                let shared = Arc::clone(&accepting);
                thread::spawn(move || shared.serve(stream, connection));
            }
        });
        Self {
            address,
            shared,
            is_tls: certificate.is_some(),
        }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// `http://127.0.0.1:4711` or `https://…`.
    pub fn url(&self) -> String {
        let scheme = if self.is_tls { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// Every request so far, in the order their heads were read.
    pub fn requests(&self) -> Vec<Recorded> {
        self.shared.requests().clone()
    }

    /// The number of requests so far.
    pub fn hits(&self) -> usize {
        self.shared.requests().len()
    }

    /// The number of connections so far, whatever was said on them.
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// The number of bytes written by floods, whole pieces only.
    pub fn bytes_flooded(&self) -> u64 {
        self.shared.bytes_sent.load(Ordering::SeqCst)
    }

    #[track_caller]
    pub fn assert_untouched(&self) {
        assert_eq!(
            self.connections(),
            0,
            "there was a connection, asking {:?}",
            self.requests()
        );
    }
}

impl Drop for Upstream {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        // Wakes the accepting thread, which then sees that it is over.
        let _ = TcpStream::connect(self.address);
    }
}

impl Shared {
    fn requests(&self) -> MutexGuard<'_, Vec<Recorded>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn serve(&self, stream: TcpStream, connection: usize) {
        let patient = stream
            .set_read_timeout(Some(PATIENCE))
            .and_then(|()| stream.set_write_timeout(Some(PATIENCE)));
        if patient.is_err() {
            return;
        }
        // How a connection ends is the peer's business: the tests look at what was asked and answered.
        let _ = match &self.tls {
            None => self.converse(stream, connection),
            Some(config) => match ServerConnection::new(Arc::clone(config)) {
                Ok(tls) => self.converse(StreamOwned::new(tls, stream), connection),
                Err(_) => return,
            },
        };
    }

    fn converse(&self, mut stream: impl Read + Write, connection: usize) -> io::Result<()> {
        while let Some(request) = read_request(&mut stream, connection)? {
            self.requests().push(request.clone());
            let answer = (self.script)(&request);
            for step in answer.steps {
                self.perform(&mut stream, &step, &request.method)?;
            }
            if answer.afterwards == Afterwards::Close {
                break;
            }
        }
        Ok(())
    }

    fn perform(
        &self,
        stream: &mut (impl Read + Write),
        step: &Step,
        method: &str,
    ) -> io::Result<()> {
        match step {
            Step::Send(bytes) => {
                let is_head = bytes.starts_with(b"HTTP/1.1 ");
                if method != "HEAD" || is_head {
                    stream.write_all(bytes)?;
                    stream.flush()?;
                }
            }
            Step::Flood { total } => {
                let mut sent = 0;
                while sent < *total {
                    let piece = FLOOD_PIECE.min((*total - sent) as usize);
                    stream.write_all(&patterned(sent, piece))?;
                    sent += piece as u64;
                    self.bytes_sent.fetch_add(piece as u64, Ordering::SeqCst);
                }
                stream.flush()?;
            }
            Step::Pause(pause) => thread::sleep(*pause),
            Step::Hang => {
                stream.flush()?;
                let _ = stream.read(&mut [0; 64]);
            }
        }
        Ok(())
    }
}

/// What a well-behaved registry with only this index answers.
pub fn registry_answer(request: &Recorded, index: &Document) -> Answer {
    let digest = [("Docker-Content-Digest", index.digest.as_str())];
    let asked = request.path().rsplit('/').next().unwrap_or_default();
    let is_other_digest = asked.contains(':') && asked != index.digest;
    let headers = |media_type| [("Content-Type", media_type), digest[0]];
    if is_other_digest {
        Answer::failure(404)
    } else if request.path().contains("/manifests/") {
        Answer::of(200, &headers(OCI_INDEX), &index.bytes)
    } else if request.path().contains("/blobs/") {
        Answer::of(200, &headers("application/octet-stream"), &index.bytes)
    } else if request.path().ends_with("/tags/list") {
        Answer::ok("application/json", br#"{"name":"a","tags":["latest"]}"#)
    } else {
        Answer::failure(404)
    }
}

/// The next request of a connection; `None` when the peer has closed.
fn read_request(stream: &mut impl Read, connection: usize) -> io::Result<Option<Recorded>> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if head.len() > 64 * 1024 || stream.read(&mut byte)? == 0 {
            return Ok(None);
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head);
    let mut lines = head.trim_end().split("\r\n");
    let mut words = lines.next().unwrap_or_default().split(' ');
    Ok(Some(Recorded {
        connection,
        method: words.next().unwrap_or_default().to_owned(),
        target: words.next().unwrap_or_default().to_owned(),
        headers: lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect(),
    }))
}
