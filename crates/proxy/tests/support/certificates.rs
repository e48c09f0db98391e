//! A certificate authority that lives as long as its test.

use std::{path::PathBuf, sync::Arc};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd,
};
use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
};

use super::Scratch;

/// A throw-away authority; give its file to `--upstream-ca`.
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    folder: Scratch,
}

impl Authority {
    pub fn new() -> Self {
        let mut params = parameters(&[]);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params
            .distinguished_name
            .push(DnType::CommonName, "Throw-away test authority");
        let key = KeyPair::generate().expect("a key can be generated");
        let issuer =
            CertifiedIssuer::self_signed(params, key).expect("an authority can sign itself");
        let folder = Scratch::new();
        folder.write("ca.pem", issuer.pem());
        Self { issuer, folder }
    }

    /// The authority's certificate in PEM.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// A valid certificate for these names and IP addresses.
    pub fn certify(&self, names: &[&str]) -> Certificate {
        self.sign(parameters(names))
    }

    /// A certificate for these names that ran out long ago.
    pub fn certify_expired(&self, names: &[&str]) -> Certificate {
        let mut params = parameters(names);
        params.not_before = date_time_ymd(2019, 1, 1);
        params.not_after = date_time_ymd(2020, 1, 1);
        self.sign(params)
    }

    fn sign(&self, params: CertificateParams) -> Certificate {
        let key = KeyPair::generate().expect("a key can be generated");
        let signed = params
            .signed_by(&key, &self.issuer)
            .expect("the authority can sign");
        Certificate {
            chain: signed.der().clone(),
            key,
        }
    }
}

fn parameters(names: &[&str]) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    CertificateParams::new(names).expect("the names are valid")
}

/// A certificate with its key.
pub struct Certificate {
    chain: CertificateDer<'static>,
    key: KeyPair,
}

impl Certificate {
    /// A certificate that nobody vouches for but itself.
    pub fn self_signed(names: &[&str]) -> Self {
        let key = KeyPair::generate().expect("a key can be generated");
        let signed = parameters(names)
            .self_signed(&key)
            .expect("a certificate can sign itself");
        Self {
            chain: signed.der().clone(),
            key,
        }
    }

    pub(super) fn server_config(&self) -> Arc<ServerConfig> {
        let key = PrivatePkcs8KeyDer::from(self.key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("the default protocol versions are supported")
            .with_no_client_auth()
            .with_single_cert(vec![self.chain.clone()], PrivateKeyDer::Pkcs8(key))
            .expect("key and certificate belong together");
        Arc::new(config)
    }

    /// The certificate alone, in DER.
    pub fn der(&self) -> &[u8] {
        &self.chain
    }

    /// The certificate alone, in PEM.
    pub fn pem(&self) -> String {
        let text = base64(&self.chain);
        let mut pem = String::from("-----BEGIN CERTIFICATE-----\n");
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let (line, tail) = rest.split_at(rest.len().min(64));
            pem.push_str(line);
            pem.push('\n');
            rest = tail;
        }
        pem + "-----END CERTIFICATE-----\n"
    }

    pub(super) fn key(&self) -> &KeyPair {
        &self.key
    }
}

/// RFC 4648 §4, with padding.
pub fn base64(bytes: &[u8]) -> String {
    encode(bytes, b'+', b'/', true)
}

/// RFC 4648 §5, without padding, as JSON Web Tokens want it.
pub fn base64url(bytes: &[u8]) -> String {
    encode(bytes, b'-', b'_', false)
}

fn encode(bytes: &[u8], digit_62: u8, digit_63: u8, is_padded: bool) -> String {
    let digit = |bits: u32| match (bits & 63) as u8 {
        n @ 0..=25 => b'A' + n,
        n @ 26..=51 => b'a' + n - 26,
        n @ 52..=61 => b'0' + n - 52,
        62 => digit_62,
        _ => digit_63,
    };
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let mut three = [0; 3];
        three[..group.len()].copy_from_slice(group);
        let bits = u32::from_be_bytes([0, three[0], three[1], three[2]]);
        for (idx, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            if idx <= group.len() {
                text.push(char::from(digit(bits >> shift)));
            } else if is_padded {
                text.push('=');
            }
        }
    }
    text
}
