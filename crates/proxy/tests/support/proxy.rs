//! The proxy as a child process.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use super::{Connection, Request, Response, UPSTREAM_TEXT, Upstream};

const START_PATIENCE: Duration = Duration::from_secs(20);

/// The command line of a proxy that is not running yet.
pub struct ProxyCommand {
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
}

impl ProxyCommand {
    /// `--mode public`, listening on a free port of 127.0.0.1.
    pub fn public() -> Self {
        Self::bare(&["--listen", "127.0.0.1:0", "--mode", "public"])
    }

    /// `--mode local`, listening on a free port of 127.0.0.1.
    pub fn local() -> Self {
        Self::bare(&["--listen", "127.0.0.1:0", "--mode", "local"])
    }

    /// Public limits and CORS, with scripted registries on loopback as declared entries.
    pub fn serving(registries: &[(&str, &Upstream)]) -> Self {
        let mut command = Self::public().flag("--allow-private-declared");
        for (name, upstream) in registries {
            command = command.registry(&format!("{name}={}", upstream.url()));
        }
        command
    }

    fn bare(arguments: &[&str]) -> Self {
        Self {
            arguments: arguments.iter().map(|text| (*text).to_owned()).collect(),
            environment: Vec::new(),
        }
    }

    pub fn flag(mut self, flag: &str) -> Self {
        self.arguments.push(flag.into());
        self
    }

    pub fn option(self, flag: &str, value: impl AsRef<str>) -> Self {
        self.flag(flag).flag(value.as_ref())
    }

    /// A declared entry, `NAME=URL[;realm=HOST][;redirect=PATTERN]`.
    pub fn registry(self, entry: &str) -> Self {
        self.option("--registry", entry)
    }

    /// `--resolve` for HTTPS; several addresses with commas, IPv6 in brackets.
    pub fn resolving(self, host: &str, addresses: &str) -> Self {
        self.option("--resolve", format!("{host}:443:{addresses}"))
    }

    /// The certificate authority for upstreams.
    pub fn trusting(self, authority: &super::Authority) -> Self {
        let file = authority.file();
        let file = file.to_str().expect("scratch paths are UTF-8");
        self.option("--upstream-ca", file)
    }

    pub fn environment(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.into(), value.into()));
        self
    }

    fn spawn(&self) -> Child {
        // Nothing of the caller's environment may steer a proxy under test.
        Command::new(env!("CARGO_BIN_EXE_tagprism-proxy"))
            .args(&self.arguments)
            .env_clear()
            .envs(self.environment.iter().cloned())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the proxy's program can be started")
    }

    /// Starts the proxy and waits for its start line.
    #[track_caller]
    pub fn start(&self) -> Proxy {
        let mut child = self.spawn();
        let stdout = child.stdout.take().expect("stdout is piped");
        let stderr = child.stderr.take().expect("stderr is piped");
        let log = Arc::new(Mutex::new(String::new()));
        let log_writer = Arc::clone(&log);
        let logging = thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let mut log = log_writer.lock().unwrap_or_else(PoisonError::into_inner);
                log.push_str(&line);
                log.push('\n');
            }
        });
        let (sender, start_line) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                // Only the first line is waited for; the others are read so that the pipe never fills.
                let _ = sender.send(line);
            }
        });
        let mut proxy = Proxy {
            child,
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            start_line: String::new(),
            log,
            logging: Some(logging),
            is_stopped: false,
        };
        let Ok(line) = start_line.recv_timeout(START_PATIENCE) else {
            let outcome = proxy.child.try_wait();
            panic!("no start line within {START_PATIENCE:?}; the process: {outcome:?}");
        };
        proxy.address = address_in(&line);
        proxy.start_line = line;
        proxy
    }

    /// Starts the proxy, expects it to give up by itself, and returns how, with what it wrote on both streams.
    #[track_caller]
    pub fn refuses_to_start(&self) -> (ExitStatus, String) {
        let mut child = self.spawn();
        let deadline = Instant::now() + START_PATIENCE;
        while child.try_wait().expect("a child can be asked").is_none() {
            if Instant::now() > deadline {
                let _ = child.kill();
                let _ = child.wait();
                panic!("the proxy started although it should have refused");
            }
            thread::sleep(Duration::from_millis(20));
        }
        let output = child.wait_with_output().expect("a child's output is read");
        let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
        said.push_str(&String::from_utf8_lossy(&output.stderr));
        (output.status, said)
    }
}

#[track_caller]
fn address_in(start_line: &str) -> SocketAddr {
    start_line
        .strip_prefix("tagprism-proxy listening on http://")
        .and_then(|rest| rest.split_whitespace().next())
        .and_then(|address| address.trim_end_matches('/').parse().ok())
        .unwrap_or_else(|| panic!("not a start line: {start_line:?}"))
}

/// A running proxy. It is killed on drop; a proxy that died, panicked or logged upstream's words fails its test there.
pub struct Proxy {
    child: Child,
    address: SocketAddr,
    start_line: String,
    log: Arc<Mutex<String>>,
    logging: Option<JoinHandle<()>>,
    is_stopped: bool,
}

impl Proxy {
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn start_line(&self) -> &str {
        &self.start_line
    }

    /// What the proxy wrote to stderr so far.
    pub fn log(&self) -> String {
        self.log
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    #[track_caller]
    pub fn get(&self, target: impl AsRef<[u8]>) -> Response {
        self.send(&Request::get(target))
    }

    #[track_caller]
    pub fn send(&self, request: &Request) -> Response {
        request.send_to(self.address)
    }

    #[track_caller]
    pub fn connect(&self) -> Connection {
        Connection::open(self.address)
    }

    /// Asks the process to end (SIGTERM).
    pub fn terminate(&mut self) {
        let id = self.child.id().to_string();
        let status = Command::new("kill").args(["-TERM", &id]).status();
        assert!(status.is_ok_and(|status| status.success()));
        self.is_stopped = true;
    }

    /// Waits for the end of a process that was asked to end.
    #[track_caller]
    pub fn wait(&mut self, patience: Duration) -> ExitStatus {
        let deadline = Instant::now() + patience;
        loop {
            if let Some(status) = self.child.try_wait().expect("a child can be asked") {
                return status;
            }
            assert!(Instant::now() < deadline, "still there after {patience:?}");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let end = self.child.try_wait();
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(logging) = self.logging.take() {
            let _ = logging.join();
        }
        let log = self.log();
        if thread::panicking() {
            eprintln!("--- log of the proxy ---\n{log}--- end of the log ---");
            return;
        }
        if !self.is_stopped {
            assert!(matches!(end, Ok(None)), "the proxy died: {end:?}\n{log}");
        }
        assert!(!log.contains("panicked"), "the proxy panicked:\n{log}");
        assert!(!log.contains(UPSTREAM_TEXT), "upstream leaks:\n{log}");
    }
}
