//! Debian's packages as files, for any of its releases and architectures, fetched
//! with a package configuration of its own, so that the system's stays untouched.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome, While};
use crate::process::Run;

const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// A package file.
#[derive(Debug)]
pub struct Package(PathBuf);

impl Package {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Unpacks it over what is in `root`.
    ///
    /// # Errors
    ///
    /// When dpkg-deb fails.
    pub fn unpack(&self, root: &Path) -> Outcome {
        fs::create_dir_all(root).while_doing(format!("making {}", root.display()))?;
        self.dpkg(&["--extract".as_ref(), &self.0, root]).map(drop)
    }

    /// Its version, such as `1:1.37.0-6+b9`.
    ///
    /// # Errors
    ///
    /// When dpkg-deb fails.
    pub fn version(&self) -> Outcome<String> {
        self.field("Version")
    }

    /// Its name and version.
    ///
    /// # Errors
    ///
    /// When dpkg-deb fails.
    pub fn described(&self) -> Outcome<String> {
        Ok(format!("{} {}", self.field("Package")?, self.version()?))
    }

    fn field(&self, name: &str) -> Outcome<String> {
        let value = self.dpkg(&["--field".as_ref(), &self.0, name.as_ref()])?;
        Ok(String::from_utf8_lossy(&value).trim().to_owned())
    }

    fn dpkg(&self, args: &[&Path]) -> Outcome<Vec<u8>> {
        let fix = "run this on Debian, which has dpkg-deb";
        Run::new("dpkg-deb").args(args).fix(fix).output()
    }

    fn is(&self, name: &str, architecture: &str) -> bool {
        let file = self.0.file_name().unwrap_or_default().to_string_lossy();
        let ending = file.ends_with(&format!("_{architecture}.deb")) || file.ends_with("_all.deb");
        file.starts_with(&format!("{name}_")) && ending
    }
}

/// The packages of these names for each of these architectures, in that order;
/// what is not in `dir` yet is fetched.
///
/// # Errors
///
/// Elsewhere than on Debian, or offline when one was never fetched.
pub fn fetch(
    dir: &Path,
    suite: &str,
    architectures: &[&str],
    names: &[&str],
) -> Outcome<Vec<Package>> {
    let wanted: Vec<(&str, &str)> = architectures
        .iter()
        .flat_map(|architecture| names.iter().map(move |name| (*name, *architecture)))
        .collect();
    let find = || -> Vec<Option<Package>> {
        let files: Vec<PathBuf> = fs::read_dir(dir.join("fetched"))
            .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
            .unwrap_or_default();
        let named = |(name, architecture): &(&str, &str)| {
            let mut packages = files.iter().cloned().map(Package);
            packages.find(|package| package.is(name, architecture))
        };
        wanted.iter().map(named).collect()
    };
    if find().iter().any(Option::is_none) {
        download(dir, suite, architectures, &wanted)?;
    }
    find()
        .into_iter()
        .zip(&wanted)
        .map(|(package, (name, architecture))| {
            package.ok_or_else(|| Failure::new(format!("{name}:{architecture} was not fetched")))
        })
        .collect()
}

fn download(dir: &Path, suite: &str, architectures: &[&str], wanted: &[(&str, &str)]) -> Outcome {
    let mirror = mirror().ok_or_else(|| {
        Failure::new("no Debian mirror is configured here")
            .fix("run this on Debian, whose packages it uses")
    })?;
    for folder in ["lists/partial", "cache/archives/partial", "fetched"] {
        fs::create_dir_all(dir.join(folder)).while_doing(format!("making {folder}"))?;
    }
    let names: String = architectures
        .iter()
        .map(|name| format!("\"{name}\"; "))
        .collect();
    let place = dir.display();
    let configuration = format!(
        "Dir::State::Lists \"{place}/lists\";\nDir::State::status \"{place}/status\";\n\
         Dir::Cache \"{place}/cache\";\nDir::Etc::SourceList \"{place}/sources.list\";\n\
         Dir::Etc::SourceParts \"/dev/null\";\nAPT::Architectures {{ {names}}};\n\
         APT::Sandbox::User \"root\";\nAcquire::Languages \"none\";\n"
    );
    let sources = format!("deb [signed-by={KEYRING}] {mirror} {suite} main\n");
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
            .dir(&dir.join("fetched"))
            .fix("this needs apt-get and the network once")
    };
    apt().args(["update", "-qq"]).run()?;
    let packages = wanted
        .iter()
        .map(|(name, architecture)| format!("{name}:{architecture}"));
    apt().args(["download", "-qq"]).args(packages).run()
}

/// The mirror that this system itself uses.
fn mirror() -> Option<String> {
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

    #[test]
    fn a_package_file_is_known_by_name_and_architecture() {
        let package = |file: &str| Package(PathBuf::from(file));
        assert!(package("x/libc6_2.36-9_arm64.deb").is("libc6", "arm64"));
        assert!(package("x/tzdata_2026b_all.deb").is("tzdata", "arm64"));
        assert!(!package("x/libc6_2.36-9_arm64.deb").is("libc6", "amd64"));
        assert!(!package("x/libc6-dev_2.36-9_arm64.deb").is("libc6", "arm64"));
    }
}
