//! Addresses of registries' pages: which image a page is about.
//!
//! The forms are those that the sites' own links have; a page that names no image is refused rather than guessed at.

use std::ops::Range;

use super::{
    Refusal, SegmentRole, Understood,
    segments::{Find, understand, understand_page},
};
use crate::{
    percent,
    reference::{Reference, Repository},
};

/// Sites that are no registries: what is not one of their image pages names no image.
const SITES: [&str; 12] = [
    "hub.docker.com",
    "github.com",
    "gitlab.com",
    "gallery.ecr.aws",
    "images.chainguard.dev",
    "console.cloud.google.com",
    "catalog.redhat.com",
    "catalog.ngc.nvidia.com",
    "docs.docker.com",
    "www.docker.com",
    "oci.dag.dev",
    "explore.ggcr.dev",
];

/// What a page is about: a name on a registry.
struct Page {
    domain: String,
    /// Where the name stands in the address.
    range: Range<usize>,
    /// The name, decoded and lower case.
    name: String,
    /// `:tag`, `@digest` or nothing.
    target: String,
}

/// The image that an address is about; nothing where the text is no address.
pub(super) fn read(text: &str) -> Option<Result<Understood, Refusal>> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    if text.contains(char::is_whitespace) {
        return None;
    }
    let address = Address::split(text, scheme.map_or(0, str::len));
    if let Some(page) = address.page() {
        let find = Find {
            before: &text[..page.range.start],
            after: &text[page.range.end..],
            ..Find::default()
        };
        return Some(understand_page(
            &page.domain,
            find,
            &page.name,
            &page.target,
        ));
    }
    if SITES.contains(&address.host.as_str()) && (scheme.is_some() || address.parts.len() > 1) {
        return Some(Err(Refusal::NoImageInAddress));
    }
    let scheme = scheme?;
    if address.parts.is_empty() {
        return Some(Err(Refusal::NoImageInAddress));
    }
    // `https://gcr.io/project/image:tag`: the reference itself, with a scheme in front.
    let end = text.find(['?', '#']).unwrap_or(text.len());
    let end = text[..end].trim_end_matches('/').len();
    let find = Find {
        before: scheme,
        written: &text[scheme.len()..end],
        after: &text[end..],
        ..Find::default()
    };
    Some(understand(find, SegmentRole::Address))
}

/// An address in its parts.
struct Address<'a> {
    text: &'a str,
    host: String,
    /// Where the path's parts stand.
    parts: Vec<Range<usize>>,
    query: &'a str,
}

impl<'a> Address<'a> {
    fn split(text: &'a str, start: usize) -> Address<'a> {
        let without_fragment = text.split_once('#').map_or(text, |(text, _)| text);
        let (path, query) = without_fragment
            .split_once('?')
            .unwrap_or((without_fragment, ""));
        let mut parts = Vec::new();
        let mut position = start.min(path.len());
        for part in path[position..].split('/') {
            parts.push(position..position + part.len());
            position += part.len() + 1;
        }
        let host = text[parts.remove(0)].to_ascii_lowercase();
        parts.retain(|part| !part.is_empty());
        let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
        Address {
            text,
            host,
            parts,
            query,
        }
    }

    fn part(&self, idx: usize) -> &'a str {
        self.parts
            .get(idx)
            .map_or("", |range| &self.text[range.clone()])
    }

    fn starts_with(&self, wanted: &[&str]) -> bool {
        wanted
            .iter()
            .enumerate()
            .all(|(idx, part)| *part == "*" || self.part(idx) == *part)
            && self.parts.len() > wanted.len()
    }

    /// The first value of that name in the query, decoded.
    fn query(&self, name: &str) -> Option<String> {
        let value = self
            .query
            .split('&')
            .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
        Some(decode(value)).filter(|value| !value.is_empty())
    }

    /// The image page that this is, by the rules of its site.
    fn page(&self) -> Option<Page> {
        self.api().or_else(|| match self.host.as_str() {
            "hub.docker.com" => self.docker_hub(),
            "github.com" => self.github(),
            "quay.io" if self.starts_with(&["repository", "*"]) => self.quay(),
            "mcr.microsoft.com" => self.microsoft(),
            "gallery.ecr.aws" if self.parts.len() >= 2 => {
                self.named("public.ecr.aws", 0..self.parts.len())
            }
            "images.chainguard.dev" if self.starts_with(&["directory", "image"]) => {
                self.named("cgr.dev", 2..3).map(|page| Page {
                    name: format!("chainguard/{}", page.name),
                    ..page
                })
            }
            "cgr.dev" if self.starts_with(&["images.chainguard.dev", "directory", "image"]) => {
                self.named("cgr.dev", 3..4).map(|page| Page {
                    name: format!("chainguard/{}", page.name),
                    ..page
                })
            }
            "console.cloud.google.com" => self.google(),
            "catalog.redhat.com" if self.starts_with(&["software", "containers", "*"]) => {
                let first = if self.part(2).len() == 2 { 3 } else { 2 };
                self.named("registry.access.redhat.com", first..first + 2)
            }
            "catalog.ngc.nvidia.com" => self.nvidia(),
            "oci.dag.dev" | "explore.ggcr.dev" => self.image_query(),
            _ => None,
        })
    }

    /// `/v2/<name>/manifests/<target>` of any registry.
    fn api(&self) -> Option<Page> {
        if self.part(0) != "v2" || self.parts.len() < 4 {
            return None;
        }
        let verb = self.parts.len() - 2;
        let domain = if self.host == "registry-1.docker.io" {
            "docker.io"
        } else {
            &self.host
        };
        match (self.part(verb), self.part(verb + 1)) {
            ("manifests", target) => self.named(domain, 1..verb)?.with_target(&decode(target)),
            ("tags", "list") => self.named(domain, 1..verb),
            _ => None,
        }
    }

    fn docker_hub(&self) -> Option<Page> {
        match self.part(0) {
            "_" => self.named("docker.io", 1..2),
            "r" => self.named("docker.io", 1..3),
            "repository" if self.part(1) == "docker" => self.named("docker.io", 2..4),
            "layers" => self
                .named("docker.io", 1..3)?
                .with_target(&decode(self.part(3))),
            "hardened-images" if self.starts_with(&["hardened-images", "catalog", "dhi"]) => {
                self.named("dhi.io", 3..4)
            }
            _ => None,
        }
    }

    /// `/orgs/O/packages/container/[package/]X`, `/users/U/packages/…`, `/O/R/pkgs/container/X`.
    fn github(&self) -> Option<Page> {
        let (owner, first) = if self.starts_with(&["*", "*", "packages", "container"]) {
            (self.part(1), if self.part(4) == "package" { 5 } else { 4 })
        } else if self.starts_with(&["*", "*", "pkgs", "container"]) {
            (self.part(0), 4)
        } else {
            return None;
        };
        let page = self.named("ghcr.io", first..first + 1)?;
        let page = Page {
            name: format!("{}/{}", owner.to_ascii_lowercase(), page.name),
            ..page
        };
        match self.query("tag") {
            Some(tag) => page.with_target(&tag),
            None => Some(page),
        }
    }

    fn quay(&self) -> Option<Page> {
        let page = self.named("quay.io", 1..3)?;
        match (self.part(3), self.query("tag")) {
            ("manifest" | "tag", _) if self.parts.len() > 4 => {
                page.with_target(&decode(self.part(4)))
            }
            (_, Some(tag)) => page.with_target(&tag),
            _ => Some(page),
        }
    }

    /// `[/en-us]/product/<name>/about` and `[/en-us]/artifact/mar/<name>/tags`.
    fn microsoft(&self) -> Option<Page> {
        let locale = usize::from(!matches!(self.part(0), "product" | "artifact"));
        let first = locale
            + match (self.part(locale), self.part(locale + 1)) {
                ("product", _) => 1,
                ("artifact", "mar") => 2,
                _ => return None,
            };
        let named = first..self.parts.len();
        let last = named
            .clone()
            .find(|idx| *idx > first && matches!(self.part(*idx), "about" | "tags" | "tag"));
        let page = self.named("mcr.microsoft.com", first..last.unwrap_or(named.end))?;
        match last {
            Some(last) if self.part(last) == "tag" => {
                page.with_target(&decode(self.part(last + 1)))
            }
            _ => Some(page),
        }
    }

    /// `/artifacts/docker/<project>/<region>/<repository>/<image>` and `/gcr/images/<project>[/GLOBAL]/<image>`.
    fn google(&self) -> Option<Page> {
        if self.starts_with(&["artifacts", "docker", "*", "*", "*"]) {
            let page = self.named("", 4..6)?;
            let domain = format!("{}-docker.pkg.dev", self.part(3));
            return Some(Page {
                domain,
                name: format!("{}/{}", self.part(2), page.name),
                ..page
            });
        }
        if self.starts_with(&["gcr", "images", "*"]) {
            let first = if self.part(3).eq_ignore_ascii_case("global") {
                4
            } else {
                3
            };
            let page = self.named("gcr.io", first..self.parts.len())?;
            return Some(Page {
                name: format!("{}/{}", self.part(2), page.name),
                ..page
            });
        }
        None
    }

    /// `/orgs/nvidia[/teams/T]/containers/X`
    fn nvidia(&self) -> Option<Page> {
        let containers = self
            .parts
            .iter()
            .position(|range| &self.text[range.clone()] == "containers")?;
        let page = self.named("nvcr.io", containers + 1..containers + 2)?;
        let owner = match containers {
            2 => self.part(1).to_owned(),
            4 => format!("{}/{}", self.part(1), self.part(3)),
            _ => return None,
        };
        Some(Page {
            name: format!("{owner}/{}", page.name),
            ..page
        })
    }

    /// `/?image=nginx:1.27` of registry explorers.
    fn image_query(&self) -> Option<Page> {
        let reference = Reference::parse(&self.query("image")?).ok()?;
        let end = self.text.len();
        let target = reference
            .tag()
            .map(|tag| format!(":{tag}"))
            .unwrap_or_default()
            + &reference
                .digest()
                .map(|digest| format!("@{digest}"))
                .unwrap_or_default();
        Some(Page {
            domain: reference.domain().to_owned(),
            range: end..end,
            name: reference.path().to_string(),
            target,
        })
    }

    /// The parts `wanted` of the path as a name, where they are there and make one.
    fn named(&self, domain: &str, wanted: Range<usize>) -> Option<Page> {
        let parts = self.parts.get(wanted)?;
        let range = parts.first()?.start..parts.last()?.end;
        let texts: Vec<String> = parts
            .iter()
            .map(|part| decode(&self.text[part.clone()]).to_ascii_lowercase())
            .collect();
        let mut page = Page {
            domain: domain.to_owned(),
            range,
            name: texts.join("/"),
            target: String::new(),
        };
        // A tag or digest may stand behind the name here as everywhere.
        if let Some(at) = page.name.find([':', '@']) {
            let written = decode(&self.text[page.range.clone()]);
            page.target = written.get(at..)?.to_owned();
            page.name.truncate(at);
        }
        Repository::parse(&page.name).is_ok().then_some(page)
    }
}

impl Page {
    /// The same image with a tag or digest; `sha256-…` stands for `sha256:…` in some addresses.
    fn with_target(mut self, target: &str) -> Option<Page> {
        self.target = match target {
            "" => String::new(),
            _ if target.contains(':') => format!("@{target}"),
            _ => format!(":{target}"),
        };
        Some(self)
    }
}

/// Undoes percent-encoding; what is no UTF-8 then stays as it is.
fn decode(text: &str) -> String {
    String::from_utf8(percent::decode(text)).unwrap_or_else(|_| text.to_owned())
}
