//! Tests about forbidden addresses run where no packet can leave: in a network namespace with nothing but `lo`.
//!
//! The test starts itself again under `unshare -rnm`, with the addresses below on `lo` and a `resolv.conf` of its own.

use std::{
    any::type_name,
    env,
    process::{Command, Stdio},
};

use super::{Scratch, skip};

const INSIDE: &str = "TAGPRISM_PRIVATE_NETWORK";

/// The addresses of the private network. The first three are ordinary unicast (a documentation range would be refused by the
/// proxy), the others stand for what must never be dialed.
const ADDRESSES: &[&str] = &[
    "93.184.215.14/32",
    "93.184.215.15/32",
    "2606:2800:21f:cb07:6820:80da:af6b:8b2c/128",
    "10.0.0.1/32",
    "10.255.255.53/32",
    "100.64.0.1/32",
    "169.254.169.254/32",
    "172.16.0.1/32",
    "192.168.0.1/32",
    "198.18.0.1/32",
    "203.0.113.7/32",
    "64:ff9b::a9fe:a9fe/128",
    "2002:7f00:1::/128",
    "fd00::1/128",
];

/// Our name server, with a search domain that no look-up may use (rule R7).
const RESOLV_CONF: &str =
    "nameserver 10.255.255.53\nsearch search.example\noptions attempts:1 timeout:1\n";

/// Runs the body inside a private network; loudly skips the test where the system does not allow one. To be called first
/// and only in a test function, which it finds again by its name.
#[track_caller]
pub fn in_private_network<F: FnOnce()>(body: F) {
    if env::var_os(INSIDE).is_some() {
        return body();
    }
    let Some(prefix) = namespace_command() else {
        return skip("no private network: `unshare -rnm` or `ip` is missing or not permitted");
    };
    let test = test_name::<F>();
    let scratch = Scratch::new();
    let resolv_conf = scratch.write("resolv.conf", RESOLV_CONF);
    let addresses: String = ADDRESSES
        .iter()
        .map(|address| {
            // Duplicate address detection, which only IPv6 has, would keep an address unusable for a second.
            let nodad = if address.contains(':') { "nodad" } else { "" };
            format!("ip address add {address} dev lo {nodad} && ")
        })
        .collect();
    let program = env::current_exe().expect("a test knows its program");
    let output = Command::new(prefix[0])
        .args(&prefix[1..])
        .args(["sh", "-c"])
        .arg(format!(
            "ip link set lo up && {addresses} mount --bind \"$0\" /etc/resolv.conf && exec \"$@\""
        ))
        .arg(resolv_conf)
        .arg(program)
        .args(["--exact", "--nocapture", "--include-ignored", &test])
        .env(INSIDE, "1")
        .stdin(Stdio::null())
        .output()
        .expect("unshare can be started");
    let said = format!(
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(
        output.status.success(),
        "inside the private network:\n{said}"
    );
    assert!(said.contains("1 passed"), "`{test}` was not found:\n{said}");
}

/// The words that put a command into namespaces of its own, if that works here.
fn namespace_command() -> Option<Vec<&'static str>> {
    let command = vec!["unshare", "--map-root-user", "--net", "--mount", "--"];
    let probe = Command::new(command[0])
        .args(&command[1..])
        .args(["ip", "link", "set", "lo", "up"])
        .stdin(Stdio::null())
        .output();
    probe
        .is_ok_and(|output| output.status.success())
        .then_some(command)
}

/// `addresses::a_name::{{closure}}` → `a_name`.
fn test_name<F>() -> String {
    let path = type_name::<F>();
    let path = path.strip_suffix("::{{closure}}").unwrap_or(path);
    path.split_once("::")
        .map_or(path, |(_, name)| name)
        .to_owned()
}
