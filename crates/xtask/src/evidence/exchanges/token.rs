//! A token as a registry's token server signs it: a JSON Web Token
//! (<https://distribution.github.io/distribution/spec/auth/jwt/>), signed by a
//! key that `openssl` makes for the occasion.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::json;

use crate::failure::{Failure, Outcome, While};
use crate::process::Run;

/// What the registry calls itself towards the token server.
pub const SERVICE: &str = "registry.test";
/// Where it sends clients for a token; nothing answers there.
pub const REALM: &str = "https://auth.registry.test/token";
const ISSUER: &str = "auth.registry.test";
const LIFETIME_SECS: u64 = 300;

/// Signs tokens that a registry with [`Signer::settings`] believes.
pub struct Signer {
    dir: PathBuf,
    /// In base64, as the header of a token carries it.
    certificate: String,
}

impl Signer {
    /// Makes a key and a certificate for it in `dir`.
    ///
    /// # Errors
    ///
    /// When `openssl` is missing or fails.
    pub fn new(dir: &Path) -> Outcome<Self> {
        Run::new("openssl")
            .args([
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            ])
            // Of a fixed length, so that the token has the same length each time.
            .args(["-set_serial", "1"])
            .args(["-subj", "/CN=auth.registry.test", "-keyout"])
            .args([dir.join("key.pem")])
            .args(["-out"])
            .args([dir.join("bundle.pem")])
            .output()?;
        let pem = fs::read_to_string(dir.join("bundle.pem")).while_doing("reading bundle.pem")?;
        let certificate = pem.lines().filter(|line| !line.starts_with('-')).collect();
        Ok(Self {
            dir: dir.to_path_buf(),
            certificate,
        })
    }

    /// The part of the registry's configuration that makes it ask for tokens.
    pub fn settings(&self) -> String {
        format!(
            "auth:\n  token:\n    realm: {REALM}\n    service: {SERVICE}\n    issuer: {ISSUER}\n    \
             rootcertbundle: {}\n",
            self.dir.join("bundle.pem").display()
        )
    }

    /// A token to pull from these repositories, good for five minutes.
    ///
    /// # Errors
    ///
    /// When `openssl` does not sign it.
    pub fn sign(&self, repositories: &[&str]) -> Outcome<String> {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .while_doing("reading the clock")?
            .as_secs();
        let access: Vec<_> = repositories
            .iter()
            .map(|name| json!({"type": "repository", "name": name, "actions": ["pull"]}))
            .collect();
        let header = json!({"typ": "JWT", "alg": "RS256", "x5c": [self.certificate]});
        let claims = json!({
            "iss": ISSUER, "sub": "", "aud": SERVICE, "jti": "1",
            "iat": now, "nbf": now - 10, "exp": now + LIFETIME_SECS, "access": access,
        });
        let text = format!(
            "{}.{}",
            base64url(header.to_string().as_bytes()),
            base64url(claims.to_string().as_bytes())
        );
        let signed = self.dir.join("signed.txt");
        fs::write(&signed, &text).while_doing("writing what is to be signed")?;
        let signature = Run::new("openssl")
            .args(["dgst", "-sha256", "-sign"])
            .args([self.dir.join("key.pem"), signed])
            .output()?;
        if signature.is_empty() {
            return Err(Failure::new("`openssl` signed nothing"));
        }
        Ok(format!("{text}.{}", base64url(&signature)))
    }
}

/// RFC 4648 section 5, without padding.
fn base64url(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let mut three = [0; 3];
        three[..group.len()].copy_from_slice(group);
        let bits = u32::from_be_bytes([0, three[0], three[1], three[2]]);
        for shift in [18, 12, 6, 0].into_iter().take(group.len() + 1) {
            text.push(char::from(DIGITS[(bits >> shift) as usize & 63]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_for_addresses_has_no_padding() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg"),
            (b"fo", "Zm8"),
            (b"foo", "Zm9v"),
            (b"\xff\xfe", "__4"),
        ] {
            assert_eq!(base64url(bytes), text);
        }
    }
}
