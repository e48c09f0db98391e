//! The way out: the only code of this process that looks names up and opens connections to upstreams.
//!
//! Every connection goes name → look-up → judgment of *all* addresses → dial → check of the peer → TLS, whatever asked
//! for it: a request, a token, a redirect, a retry. There is no second look-up between judging and dialing.

pub mod connector;
pub mod policy;
pub mod resolve;
pub mod tls;

pub use connector::{Connector, Egress};
pub use policy::Policy;

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    /// Every source file below `folder` that holds `needle`, by its name.
    fn holding(needle: &str, folder: &Path) -> Vec<String> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder).expect("a source folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                names.extend(holding(needle, &path));
            } else if fs::read_to_string(&path)
                .expect("a source file")
                .contains(needle)
            {
                names.extend(
                    path.file_name()
                        .map(|name| name.to_string_lossy().into_owned()),
                );
            }
        }
        names
    }

    #[test]
    fn there_is_one_way_out() {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        // Split, so that this test does not find itself.
        assert_eq!(
            holding(concat!("TcpStream", "::connect"), &sources),
            ["connector.rs"]
        );
        assert_eq!(
            holding(concat!("lookup", "_host"), &sources),
            ["resolve.rs"]
        );
        for other in [
            concat!("Udp", "Socket"),
            concat!("Tcp", "Socket"),
            concat!("Unix", "Stream"),
            concat!("Http", "Connector"),
            concat!("To", "SocketAddrs"),
        ] {
            assert_eq!(holding(other, &sources), [""; 0], "{other}");
        }
    }
}
