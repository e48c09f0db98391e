//! Debian's `docker-registry` (distribution 2.8.2) as a child process, filled over its own HTTP API.

use std::{
    env,
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::{
    Document, Request, Response, Scratch, TokenServer, skip,
    token_server::{ISSUER, SERVICE},
};

/// How a registry asks who is there.
pub enum Auth<'a> {
    Open,
    Token(&'a TokenServer),
    Basic,
}

/// The program, or `None` after saying that the test is skipped.
#[track_caller]
pub fn registry_binary() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path)
        .map(|folder| folder.join("docker-registry"))
        .find(|program| program.is_file());
    if found.is_none() {
        skip("no `docker-registry` on PATH (Debian package docker-registry)");
    }
    found
}

/// A port that was free a moment ago may be another's by now; nobody is that unlucky so often.
const TRIES: usize = 8;

/// A running registry, killed on drop.
pub struct RealRegistry {
    child: Child,
    address: SocketAddr,
    // Declared after the child, so that the folder goes last.
    _configuration: Scratch,
}

impl RealRegistry {
    /// Serves what is in `storage`, which outlives this registry so that another one may serve it too.
    #[track_caller]
    pub fn start(program: &PathBuf, storage: &Scratch, auth: Auth<'_>) -> Self {
        for _ in 0..TRIES {
            if let Some(registry) = Self::start_at(free_address(), program, storage, &auth) {
                return registry;
            }
        }
        panic!("docker-registry does not listen at any of {TRIES} ports");
    }

    /// `None` if somebody else took the port meanwhile.
    #[track_caller]
    fn start_at(
        address: SocketAddr,
        program: &PathBuf,
        storage: &Scratch,
        auth: &Auth<'_>,
    ) -> Option<Self> {
        let configuration = Scratch::new();
        let mut text = format!(
            "version: 0.1\nlog:\n  level: error\nstorage:\n  filesystem:\n    rootdirectory: {}\nhttp:\n  addr: {address}\n",
            storage.path().display()
        );
        match auth {
            Auth::Open => {}
            Auth::Token(server) => {
                let bundle = configuration.write("bundle.pem", server.root_bundle());
                text.push_str(&format!(
                    "auth:\n  token:\n    realm: {}\n    service: {SERVICE}\n    issuer: {ISSUER}\n    rootcertbundle: {}\n",
                    server.realm(),
                    bundle.display()
                ));
            }
            Auth::Basic => {
                // Nobody logs in, so nobody needs to be in it.
                let users = configuration.write("htpasswd", "");
                text.push_str(&format!(
                    "auth:\n  htpasswd:\n    realm: test\n    path: {}\n",
                    users.display()
                ));
            }
        }
        let file = configuration.write("config.yml", text);
        let child = Command::new(program)
            .arg("serve")
            .arg(file)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("docker-registry can be started");
        let mut registry = Self {
            child,
            address,
            _configuration: configuration,
        };
        registry.is_there().then_some(registry)
    }

    /// Waits until this very program answers at its port, or has given up because the port is another's.
    #[track_caller]
    fn is_there(&mut self) -> bool {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            if self.child.try_wait().is_ok_and(|status| status.is_some()) {
                return false;
            }
            if says_it_is_a_registry(self.address) {
                return true;
            }
            assert!(Instant::now() < deadline, "docker-registry does not listen");
            thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Asks the registry itself, past the proxy.
    #[track_caller]
    pub fn ask(&self, request: &Request) -> Response {
        request.send_to(self.address)
    }

    /// Uploads a blob in one request (distribution spec, "POST then PUT").
    #[track_caller]
    pub fn push_blob(&self, repository: &str, blob: &Document) {
        let uploads = format!("/v2/{repository}/blobs/uploads/");
        let started = self.upload("POST", &uploads, "application/octet-stream", b"");
        assert_eq!(started.status, 202, "{}", started.text());
        let location = started.header("location").expect("an upload has a place");
        let target = location
            .strip_prefix(&self.url())
            .expect("the place is in this registry");
        let target = format!("{target}&digest={}", blob.digest);
        let done = self.upload("PUT", &target, "application/octet-stream", &blob.bytes);
        assert_eq!(done.status, 201, "{}", done.text());
    }

    /// Puts a manifest or index under a tag or digest.
    #[track_caller]
    pub fn push_manifest(
        &self,
        repository: &str,
        reference: &str,
        media_type: &str,
        document: &Document,
    ) {
        let target = format!("/v2/{repository}/manifests/{reference}");
        let done = self.upload("PUT", &target, media_type, &document.bytes);
        assert_eq!(done.status, 201, "{}", done.text());
    }

    #[track_caller]
    fn upload(&self, method: &str, target: &str, media_type: &str, body: &[u8]) -> Response {
        let mut connection = super::Connection::open(self.address);
        let length = body.len();
        let head = format!(
            "{method} {target} HTTP/1.1\r\nHost: {}\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\n\r\n",
            self.address
        );
        connection.send(&[head.as_bytes(), body].concat());
        connection.read_response(method)
    }
}

impl Drop for RealRegistry {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether what listens there names itself as a registry, whatever it thinks of a request without a token.
fn says_it_is_a_registry(address: SocketAddr) -> bool {
    let Ok(mut connection) = TcpStream::connect(address) else {
        return false;
    };
    let request = format!("GET /v2/ HTTP/1.0\r\nHost: {address}\r\n\r\n");
    let _ = connection.set_read_timeout(Some(Duration::from_secs(2)));
    let mut answer = Vec::new();
    let is_answered = connection.write_all(request.as_bytes()).is_ok()
        && connection.read_to_end(&mut answer).is_ok();
    is_answered
        && String::from_utf8_lossy(&answer)
            .to_ascii_lowercase()
            .contains("docker-distribution-api-version")
}

/// docker-registry does not tell which port it got, so one is picked for it; it was free a moment ago.
fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port can be found")
}
