//! The images of a stack, as the address says them: `stack-images=nginx:1.27,redis:7;linux/amd64`. Pure.

use crate::url::{decode_query, encode_query};
use tagprism_core::{Platform, Reference, clients::Asker};
use tagprism_figures::controls::control_name;
use tagprism_stack::Stack;

/// Images that an address names at most; how many of them are read is up to whoever compares them.
const MAX: usize = 200;

/// An image that a stack names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// With its tag.
    pub reference: Reference,
    /// The platform that the stack asks for, whatever the machine.
    pub platform: Option<Platform>,
}

impl Asked {
    /// Who asks for it: the machine, or whoever asks for the platform that the stack names.
    pub fn asker(&self, machine: &Platform) -> Asker {
        Asker {
            platform: self.platform.clone().unwrap_or_else(|| machine.clone()),
            is_explicit: self.platform.is_some(),
        }
    }

    /// As people call it.
    pub fn name(&self) -> String {
        self.reference.familiar()
    }
}

fn key() -> String {
    control_name(tagprism_figures::stack::FIGURE.name, "images")
}

/// The images that a part of a query names. What names none is left out.
pub fn read(query: &str) -> Vec<Asked> {
    let key = key();
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let value = pairs.find(|(name, _)| *name == key).map(|(_, value)| value);
    let text = decode_query(value.unwrap_or_default());
    let mut all: Vec<Asked> = Vec::new();
    for part in text.split(',') {
        let (name, platform) = match part.split_once(';') {
            Some((name, platform)) => (name, Some(platform)),
            None => (part, None),
        };
        let Ok(reference) = Reference::parse(name.trim()) else {
            continue;
        };
        let asked = Asked {
            reference: reference.with_default_tag(),
            platform: platform
                .and_then(|text| Platform::parse(text, &crate::url::fallback_host()).ok()),
        };
        if !all.contains(&asked) && all.len() < MAX {
            all.push(asked);
        }
    }
    all
}

/// The part of a query with other images in it.
pub fn write(query: &str, all: &[Asked]) -> String {
    let key = key();
    let one = |asked: &Asked| match &asked.platform {
        Some(platform) => format!("{};{platform}", asked.name()),
        None => asked.name(),
    };
    let text: Vec<String> = all.iter().map(one).collect();
    let mut pairs: Vec<String> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(&key))
        .map(str::to_owned)
        .collect();
    if !text.is_empty() {
        pairs.insert(0, format!("{key}={}", encode_query(&text.join(","))));
    }
    pairs.join("&")
}

/// The images of a stack that was read, each once.
pub fn of_stack(stack: &Stack) -> Vec<Asked> {
    let mut all: Vec<Asked> = Vec::new();
    for used in &stack.uses {
        let Ok(reference) = &used.reference else {
            continue;
        };
        let asked = Asked {
            reference: reference.clone().with_default_tag(),
            platform: used.platform.clone(),
        };
        if !all.contains(&asked) && all.len() < MAX {
            all.push(asked);
        }
    }
    all
}

/// Where a stack names each image: name and place.
pub fn places(stack: &Stack) -> Vec<(String, String)> {
    let named = stack.uses.iter().filter_map(|used| {
        let reference = used.reference.as_ref().ok()?;
        let name = reference.clone().with_default_tag().familiar();
        Some((name, used.place.clone()))
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_survive_the_address() {
        let stack = tagprism_stack::read_plain(
            "nginx:1.27\nFROM --platform=linux/arm64 ghcr.io/a/b:1\nnginx:1.27\nlocalhost:5000/x@sha256:0000000000000000000000000000000000000000000000000000000000000000",
        )
        .unwrap();
        let all = of_stack(&stack);
        assert_eq!(all.len(), 3, "{all:?}");
        let query = write("stack-client=podman", &all);
        assert!(query.ends_with("&stack-client=podman"), "{query}");
        assert_eq!(read(&query), all);
        assert_eq!(write(&query, &[]), "stack-client=podman");
        assert_eq!(
            read("stack-images=%3Cscript%3E,,::,nginx"),
            read("stack-images=nginx")
        );
    }

    #[test]
    fn an_address_has_an_end() {
        let many: Vec<String> = (0..300).map(|n| format!("team/app{n}")).collect();
        let query = format!("stack-images={}", many.join(","));
        assert_eq!(read(&query).len(), MAX);
    }
}
