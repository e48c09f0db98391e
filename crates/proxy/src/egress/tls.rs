//! TLS towards upstreams: rustls with the web's root certificates and, where an operator adds them, private ones.

use std::{path::Path, sync::Arc};

use tokio_rustls::{
    TlsConnector,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, pem, pem::PemObject},
    },
};

/// Why no TLS configuration could be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TlsError {
    /// The file of `--upstream-ca` cannot be read as PEM certificates.
    #[error("`{path}` cannot be read as PEM certificates: {source}")]
    Unreadable { path: String, source: pem::Error },
    /// A certificate of the file is no trust anchor.
    #[error("`{path}` holds no usable certificate")]
    Unusable { path: String },
    /// The cryptography provider and the protocol versions do not fit.
    #[error("TLS cannot be set up: {0}")]
    Setup(tokio_rustls::rustls::Error),
}

/// A connector that verifies names against the web's roots and those in `extra`.
///
/// # Errors
/// When `extra` does not hold at least one certificate.
pub fn connector(extra: Option<&Path>) -> Result<TlsConnector, TlsError> {
    let mut roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    if let Some(path) = extra {
        let shown = || path.display().to_string();
        let unreadable = |source| TlsError::Unreadable {
            path: shown(),
            source,
        };
        let certificates: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(path)
            .map_err(unreadable)?
            .collect::<Result<_, _>>()
            .map_err(unreadable)?;
        let (added, _) = roots.add_parsable_certificates(certificates);
        if added == 0 {
            return Err(TlsError::Unusable { path: shown() });
        }
    }
    // The provider is named here, so that no process-wide default can change what is spoken.
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(TlsError::Setup)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(TlsConnector::from(Arc::new(config)))
}
