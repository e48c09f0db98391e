//! Debian's statically linked busybox for eight machines, fetched with a
//! package configuration of its own, so that the system's stays untouched.

use std::fs;
use std::path::Path;

use super::document::bare_sha256;
use crate::failure::{Failure, Outcome, While};
use crate::process::Run;

/// The Debian release that publishes the package for all eight.
const SUITE: &str = "trixie";
const PACKAGE: &str = "busybox-static";
pub const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// A machine in Debian's words and in those of an image index, in the order of
/// Docker's official images.
const MACHINES: &[(&str, &str, Option<&str>)] = &[
    ("amd64", "amd64", None),
    ("armel", "arm", Some("v5")),
    ("armhf", "arm", Some("v7")),
    ("arm64", "arm64", Some("v8")),
    ("i386", "386", None),
    ("ppc64el", "ppc64le", None),
    ("riscv64", "riscv64", None),
    ("s390x", "s390x", None),
];

/// busybox as one of Debian's packages has it.
pub struct Program {
    /// Debian's name of the architecture.
    pub debian: &'static str,
    pub architecture: &'static str,
    pub variant: Option<&'static str>,
    /// The package's version, such as `1:1.37.0-6+b9`.
    pub version: String,
    /// Of the package file, in hex.
    pub package_sha256: String,
    pub busybox: Vec<u8>,
}

/// Fetches what is not in `dir` yet and unpacks each busybox.
///
/// # Errors
///
/// Elsewhere than on Debian, or offline with an empty `dir`.
pub fn fetch(dir: &Path) -> Outcome<Vec<Program>> {
    let fetched = dir.join("fetched");
    fs::create_dir_all(&fetched).while_doing(format!("making {}", fetched.display()))?;
    if MACHINES
        .iter()
        .any(|(debian, ..)| package_file(&fetched, debian).is_none())
    {
        download(dir, &fetched)?;
    }
    MACHINES
        .iter()
        .map(|&(debian, architecture, variant)| {
            let file = package_file(&fetched, debian)
                .ok_or_else(|| Failure::new(format!("{PACKAGE} for {debian} was not fetched")))?;
            let bytes = fs::read(&file).while_doing(format!("reading {}", file.display()))?;
            let unpacked = dir.join("unpacked").join(debian);
            fs::create_dir_all(&unpacked).while_doing(format!("making {}", unpacked.display()))?;
            dpkg(&["--extract".as_ref(), file.as_ref(), unpacked.as_ref()])?;
            let version = dpkg(&["--field".as_ref(), file.as_ref(), "Version".as_ref()])?;
            Ok(Program {
                debian,
                architecture,
                variant,
                version: String::from_utf8_lossy(&version).trim().to_owned(),
                package_sha256: bare_sha256(&bytes),
                busybox: read_busybox(&unpacked)?,
            })
        })
        .collect()
}

fn dpkg(args: &[&Path]) -> Outcome<Vec<u8>> {
    let fix = "run this on Debian, which has dpkg-deb";
    Run::new("dpkg-deb").args(args).fix(fix).output()
}

/// The release that merged `/bin` into `/usr/bin` moved the program with it.
fn read_busybox(unpacked: &Path) -> Outcome<Vec<u8>> {
    ["usr/bin/busybox", "bin/busybox"]
        .iter()
        .find_map(|path| fs::read(unpacked.join(path)).ok())
        .ok_or_else(|| Failure::new(format!("no busybox in {}", unpacked.display())))
}

fn package_file(dir: &Path, debian: &str) -> Option<std::path::PathBuf> {
    let ending = format!("_{debian}.deb");
    fs::read_dir(dir)
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.to_string_lossy().ends_with(&ending))
}

fn download(dir: &Path, fetched: &Path) -> Outcome {
    let mirror = mirror().ok_or_else(|| {
        Failure::new("no Debian mirror is configured here")
            .fix("run this on Debian, whose packages it uses")
    })?;
    for folder in ["lists/partial", "cache/archives/partial"] {
        fs::create_dir_all(dir.join(folder)).while_doing(format!("making {folder}"))?;
    }
    let architectures: String = MACHINES
        .iter()
        .map(|(debian, ..)| format!("\"{debian}\"; "))
        .collect();
    let place = dir.display();
    let configuration = format!(
        "Dir::State::Lists \"{place}/lists\";\nDir::State::status \"{place}/status\";\n\
         Dir::Cache \"{place}/cache\";\nDir::Etc::SourceList \"{place}/sources.list\";\n\
         Dir::Etc::SourceParts \"/dev/null\";\nAPT::Architectures {{ {architectures}}};\n\
         APT::Sandbox::User \"root\";\nAcquire::Languages \"none\";\n"
    );
    let sources = format!("deb [signed-by={KEYRING}] {mirror} {SUITE} main\n");
    for (file, text) in [
        ("apt.conf", configuration),
        ("sources.list", sources),
        ("status", String::new()),
    ] {
        fs::write(dir.join(file), text).while_doing(format!("writing {file}"))?;
    }
    let apt = || {
        Run::new("apt-get")
            .env("APT_CONFIG", dir.join("apt.conf"))
            .dir(fetched)
            .fix("this needs apt-get and the network once")
    };
    apt().args(["update", "-qq"]).run()?;
    let packages = MACHINES
        .iter()
        .map(|(debian, ..)| format!("{PACKAGE}:{debian}"));
    apt().args(["download", "-qq"]).args(packages).run()
}

/// The mirror that this system itself uses.
pub fn mirror() -> Option<String> {
    let lists = [
        "/etc/apt/sources.list.d/debian.sources",
        "/etc/apt/sources.list",
    ];
    lists
        .iter()
        .filter_map(|list| fs::read_to_string(list).ok())
        .find_map(|text| mirror_in(&text).map(str::to_owned))
}

fn mirror_in(sources: &str) -> Option<&str> {
    sources
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .find(|word| word.contains("://") && word.trim_end_matches('/').ends_with("/debian"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mirror_is_read_from_either_kind_of_source_list() {
        let new = "Types: deb\n# URIs: http://old.test/debian\nURIs: http://mirror.test/debian\nSuites: x\n";
        let old = "deb [signed-by=/k] http://mirror.test/debian/ bookworm main\n";
        assert_eq!(mirror_in(new), Some("http://mirror.test/debian"));
        assert_eq!(mirror_in(old), Some("http://mirror.test/debian/"));
        assert_eq!(mirror_in("deb http://packages.test/tool tool main"), None);
    }
}
