//! A real registry server, Debian's `docker-registry`, on a port of this
//! machine, for as long as the samples take.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::document::{DOCKER_LIST, DOCKER_MANIFEST, Document, OCI_INDEX, OCI_MANIFEST};
use super::http::{Response, request};
use super::object::Object;
use crate::failure::{Failure, Outcome, While};
use crate::process::{Companion, Run};
use crate::serve::free_port;

const START_PATIENCE: Duration = Duration::from_secs(20);

/// The running server; it ends when this is dropped.
pub struct Registry {
    /// On 127.0.0.1.
    pub port: u16,
    /// What `--version` says, such as `2.8.2`.
    pub version: String,
    _server: Companion,
}

impl Registry {
    /// Starts a server with nothing in it, which keeps its files in `dir`.
    ///
    /// # Errors
    ///
    /// When the server is not installed or does not answer.
    pub fn start(dir: &Path) -> Outcome<Self> {
        if dir.exists() {
            fs::remove_dir_all(dir).while_doing(format!("emptying {}", dir.display()))?;
        }
        fs::create_dir_all(dir).while_doing(format!("making {}", dir.display()))?;
        Self::serve(dir, "")
    }

    /// Starts a server over what is in `dir` already, with more settings in the
    /// server's own YAML.
    ///
    /// # Errors
    ///
    /// When the server is not installed or does not answer.
    pub fn serve(dir: &Path, settings: &str) -> Outcome<Self> {
        let port = free_port()?;
        let configuration = dir.join("config.yml");
        let text = format!(
            "version: 0.1\nlog:\n  level: error\nstorage:\n  filesystem:\n    rootdirectory: {}\n\
             http:\n  addr: 127.0.0.1:{port}\n  relativeurls: true\n{settings}",
            dir.join("storage").display()
        );
        fs::write(&configuration, text).while_doing("configuring the registry")?;
        let fix = "install it: apt-get install docker-registry";
        let version = Run::new("docker-registry")
            .args(["--version"])
            .fix(fix)
            .output()?;
        let mut server = Run::new("docker-registry")
            .args(["serve"])
            .args([configuration])
            .fix(fix)
            .start_quietly()?;
        wait_until_ready(port, &mut server)?;
        Ok(Self {
            port,
            version: version_number(&String::from_utf8_lossy(&version)),
            _server: server,
        })
    }

    /// Pushes an object with all that it refers to, under a tag or its digest.
    ///
    /// # Errors
    ///
    /// When the registry refuses a part.
    pub fn push(&self, repository: &str, reference: &str, object: &Object) -> Outcome {
        for child in &object.children {
            self.push(repository, &child.document.digest(), child)?;
        }
        for blob in &object.blobs {
            self.push_blob(repository, blob)?;
        }
        let target = format!("/v2/{repository}/manifests/{reference}");
        let media_type = [("Content-Type", object.document.media_type)];
        self.request("PUT", &target, &media_type, &object.document.bytes)?
            .expect(201, &target)?;
        Ok(())
    }

    fn push_blob(&self, repository: &str, blob: &Document) -> Outcome {
        let digest = blob.digest();
        let target = format!("/v2/{repository}/blobs/uploads/");
        let started = self
            .request("POST", &target, &[], &[])?
            .expect(202, &target)?;
        let location = started
            .header("location")
            .ok_or_else(|| Failure::new(format!("{target}: the registry names no location")))?;
        let joint = if location.contains('?') { '&' } else { '?' };
        let target = format!("{location}{joint}digest={digest}");
        let binary = [("Content-Type", "application/octet-stream")];
        self.request("PUT", &target, &binary, &blob.bytes)?
            .expect(201, &format!("pushing {digest}"))?;
        Ok(())
    }

    /// A manifest or index as the registry serves it, with its media type.
    ///
    /// # Errors
    ///
    /// When the registry does not have it.
    pub fn manifest(&self, repository: &str, reference: &str) -> Outcome<(Vec<u8>, String)> {
        let target = format!("/v2/{repository}/manifests/{reference}");
        let accept = [OCI_INDEX, OCI_MANIFEST, DOCKER_LIST, DOCKER_MANIFEST].join(", ");
        let response = self
            .request("GET", &target, &[("Accept", &accept)], &[])?
            .expect(200, &target)?;
        let media_type = response
            .header("content-type")
            .unwrap_or_default()
            .to_owned();
        Ok((response.body, media_type))
    }

    /// A blob as the registry serves it.
    ///
    /// # Errors
    ///
    /// When the registry does not have it.
    pub fn blob(&self, repository: &str, digest: &str) -> Outcome<Vec<u8>> {
        let target = format!("/v2/{repository}/blobs/{digest}");
        let response = self.request("GET", &target, &[], &[])?;
        Ok(response.expect(200, &target)?.body)
    }

    fn request(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Outcome<Response> {
        request(self.port, method, target, headers, body)
    }
}

fn wait_until_ready(port: u16, server: &mut Companion) -> Outcome {
    let started = Instant::now();
    while started.elapsed() < START_PATIENCE {
        // One that asks for a token is ready too.
        let answer = request(port, "GET", "/v2/", &[], &[]);
        if answer.is_ok_and(|response| matches!(response.status, 200 | 401)) {
            return Ok(());
        }
        if server.has_ended() {
            return Err(Failure::new("the registry ended before it answered"));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Err(Failure::new("the registry does not answer"))
}

/// The number in an answer such as
/// `docker-registry github.com/docker/distribution 2.8.2+ds1`.
fn version_number(answer: &str) -> String {
    let last = answer.split_whitespace().last().unwrap_or_default();
    let number = last.trim_start_matches('v');
    number
        .split(['+', '-'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_number_without_the_distribution() {
        let answer = "docker-registry github.com/docker/distribution 2.8.2+ds1\n";
        assert_eq!(version_number(answer), "2.8.2");
    }
}
