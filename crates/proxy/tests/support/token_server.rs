//! An authorization server for `docker-registry`: answers every request for a pull with an ES256 JSON Web Token.
//!
//! Claims and header as in <https://github.com/distribution/distribution/blob/v2.8.2/docs/spec/auth/jwt.md>; the registry
//! trusts the certificate in `x5c` through its `rootcertbundle`.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use rcgen::SigningKey as _;
use serde_json::json;

use super::{Answer, Certificate, Recorded, Upstream, base64, base64url};

pub const SERVICE: &str = "test registry";
pub const ISSUER: &str = "test token server";
const LIFETIME_SECS: u64 = 300;

/// A running token server.
pub struct TokenServer {
    upstream: Upstream,
    certificate: Arc<Certificate>,
}

impl TokenServer {
    pub fn new() -> Self {
        let certificate = Arc::new(Certificate::self_signed(&["token.example"]));
        let signer = Arc::clone(&certificate);
        let serial = AtomicU64::new(1);
        let upstream = Upstream::plain(move |request| {
            let serial = serial.fetch_add(1, Ordering::Relaxed);
            grant(request, &signer, serial)
        });
        Self {
            upstream,
            certificate,
        }
    }

    pub fn address(&self) -> SocketAddr {
        self.upstream.address()
    }

    /// What a registry names in its challenge.
    pub fn realm(&self) -> String {
        format!("{}/token", self.upstream.url())
    }

    /// What a registry needs to trust our signatures, in PEM.
    pub fn root_bundle(&self) -> String {
        self.certificate.pem()
    }

    pub fn requests(&self) -> Vec<Recorded> {
        self.upstream.requests()
    }
}

/// Grants what is asked for if that is to pull; anything else gets a token that allows nothing.
fn grant(request: &Recorded, signer: &Certificate, serial: u64) -> Answer {
    let scope = request
        .query()
        .iter()
        .find(|(key, _)| *key == "scope")
        .map(|(_, value)| value.replace("%3A", ":").replace("%2F", "/"))
        .unwrap_or_default();
    let access = match scope.split(':').collect::<Vec<_>>()[..] {
        ["repository", name, "pull"] if !name.starts_with("private/") => {
            json!([{"type": "repository", "name": name, "actions": ["pull"]}])
        }
        _ => json!([]),
    };
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("the clock is past 1970")
        .as_secs();
    let header = json!({"typ": "JWT", "alg": "ES256", "x5c": [base64(signer.der())]});
    let claims = json!({
        "iss": ISSUER, "sub": "", "aud": SERVICE, "jti": serial.to_string(),
        "iat": now, "nbf": now - 10, "exp": now + LIFETIME_SECS, "access": access,
    });
    let signed = format!(
        "{}.{}",
        base64url(header.to_string().as_bytes()),
        base64url(claims.to_string().as_bytes())
    );
    let signature = signer
        .key()
        .sign(signed.as_bytes())
        .expect("an in-memory key can sign");
    let token = format!("{signed}.{}", base64url(&fixed_width(&signature)));
    let body = json!({"token": token, "expires_in": LIFETIME_SECS}).to_string();
    Answer::ok("application/json", body.as_bytes())
}

/// From the DER of an ECDSA signature (two integers in a sequence) to the 64 bytes that RFC 7518 §3.4 wants.
fn fixed_width(der: &[u8]) -> [u8; 64] {
    let mut fixed = [0; 64];
    // Sequence and lengths are one byte each: both integers have at most 33 bytes.
    let mut rest = &der[2..];
    for half in fixed.chunks_mut(32) {
        let (integer, tail) = rest[2..].split_at(usize::from(rest[1]));
        let digits = &integer[integer.len().saturating_sub(32)..];
        half[32 - digits.len()..].copy_from_slice(digits);
        rest = tail;
    }
    fixed
}
