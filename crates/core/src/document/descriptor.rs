//! Reading descriptors and platforms out of JSON.

use serde_json::{Map, Number, Value};

use super::{
    base64::{self, Alphabet},
    log::{Log, join, json_type},
};
use crate::{
    descriptor::Descriptor,
    diagnostic::{Rule, excerpt},
    digest::{Check, Digest},
    media_type::{Family, Kind, MediaType},
    platform::Platform,
};

/// Largest size that JavaScript counts exactly.
const MAX_EXACT: u64 = 1 << 53;

/// Why something in a list of descriptors is none, and what could be read all the same.
#[derive(Debug)]
pub(super) struct Unreadable {
    pub(super) reason: String,
    pub(super) platform: Option<Platform>,
    pub(super) digest_text: Option<String>,
}

/// Reads one descriptor. What makes it unusable is both noted and returned.
pub(super) fn read(
    value: &Value,
    path: &str,
    log: &mut Log,
) -> Result<Descriptor, Box<Unreadable>> {
    let Some(object) = value.as_object() else {
        let reason = format!("is {}, not a descriptor", json_type(value));
        log.note(path, Rule::NotADescriptor, reason.clone());
        return Err(Box::new(Unreadable {
            reason,
            platform: None,
            digest_text: None,
        }));
    };
    // Everything is looked at before the first trouble is returned, so that all of it is noted.
    let platform = platform(object, path, log);
    let digest = digest(object, path, log);
    let size = size(object, path, log);
    let (platform, digest, size) = match (platform, digest, size) {
        (Ok(platform), Ok(digest), Ok(size)) => (platform, digest, size),
        (platform, digest, size) => {
            let reasons: Vec<String> = [digest.err(), size.err(), platform.as_ref().err().cloned()]
                .into_iter()
                .flatten()
                .collect();
            return Err(Box::new(Unreadable {
                reason: reasons.join("; "),
                platform: platform.ok().flatten(),
                digest_text: object
                    .get("digest")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            }));
        }
    };
    let media_type = log
        .media_type(object, path, "mediaType")
        .unwrap_or_else(|| {
            log.note(
                path,
                Rule::MediaTypeMissing,
                "the descriptor states no media type",
            );
            MediaType::new("")
        });
    let urls = log.texts(object, path, "urls");
    review_layer_type(&media_type, &urls, path, log);
    Ok(Descriptor {
        artifact_type: log.media_type(object, path, "artifactType"),
        annotations: log.text_map(object, path, "annotations"),
        data: data(object, path, &digest, size.unwrap_or(0), log),
        media_type,
        digest,
        size: size.unwrap_or(0),
        is_size_stated: size.is_some(),
        platform,
        urls,
    })
}

/// Reads a list of descriptors; those that cannot be read are noted and left out.
pub(super) fn read_list(
    object: &Map<String, Value>,
    path: &str,
    key: &str,
    log: &mut Log,
) -> Vec<Descriptor> {
    let list_path = join(path, key);
    let values = log.list(object, path, key);
    let read_one = |(idx, value)| read(value, &format!("{list_path}[{idx}]"), log).ok();
    values.iter().enumerate().filter_map(read_one).collect()
}

/// Reads a single descriptor, absent or `null` being fine.
pub(super) fn read_field(
    object: &Map<String, Value>,
    path: &str,
    key: &str,
    log: &mut Log,
) -> Option<Descriptor> {
    match object.get(key) {
        None | Some(Value::Null) => None,
        Some(value) => read(value, &join(path, key), log).ok(),
    }
}

fn digest(object: &Map<String, Value>, path: &str, log: &mut Log) -> Result<Digest, String> {
    let read = match object.get("digest") {
        None | Some(Value::Null) => Err("the digest is missing".to_owned()),
        Some(Value::String(text)) => Digest::parse(text)
            .map_err(|err| format!("the digest `{}` is unusable: {err}", excerpt(text))),
        Some(value) => Err(format!("the digest is {}, not a string", json_type(value))),
    };
    match &read {
        Err(reason) => log.note(join(path, "digest"), Rule::DigestInvalid, reason.clone()),
        Ok(digest) if digest.algorithm().is_none() => {
            let message = format!(
                "digests of `{}` are not checked here",
                excerpt(digest.algorithm_name())
            );
            log.note(join(path, "digest"), Rule::DigestUnchecked, message);
        }
        Ok(_) => {}
    }
    read
}

/// Reads `size`; absent or `null` is no size.
fn size(object: &Map<String, Value>, path: &str, log: &mut Log) -> Result<Option<u64>, String> {
    let read = match object.get("size") {
        None | Some(Value::Null) => {
            log.note(
                join(path, "size"),
                Rule::SizeMissing,
                "the size is missing, counted as 0",
            );
            return Ok(None);
        }
        Some(Value::Number(number)) => whole_size(number),
        Some(value) => Err(format!("the size is {}, not a number", json_type(value))),
    };
    match &read {
        Err(reason) => log.note(join(path, "size"), Rule::SizeInvalid, reason.clone()),
        Ok(size) if *size > MAX_EXACT => {
            let message = format!("{size} bytes is more than browsers count exactly");
            log.note(join(path, "size"), Rule::SizeHuge, message);
        }
        Ok(_) => {}
    }
    read.map(Some)
}

/// The specification says int64, and clients refuse the whole document for anything else.
fn whole_size(number: &Number) -> Result<u64, String> {
    match (number.as_u64(), number.as_i64()) {
        (Some(size), Some(_)) => Ok(size),
        (Some(size), None) => Err(format!(
            "the size {size} does not fit into 64 bits with a sign"
        )),
        (None, Some(size)) => Err(format!("the size {size} is negative")),
        (None, None) => Err(format!("the size {number} is not a whole number of bytes")),
    }
}

/// Reads `platform`; absent or `null` is no platform.
fn platform(
    object: &Map<String, Value>,
    path: &str,
    log: &mut Log,
) -> Result<Option<Platform>, String> {
    let path = join(path, "platform");
    let read = match object.get("platform") {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Object(platform)) => read_platform(platform),
        Some(value) => Err(format!("`platform` is {}, not an object", json_type(value))),
    };
    match &read {
        Err(reason) => log.note(path, Rule::PlatformInvalid, reason.clone()),
        Ok(platform) => review_platform(platform, &path, log),
    }
    read.map(Some)
}

/// Reads the fields of a platform, be it in a descriptor or at the top of a config.
pub(super) fn read_platform(object: &Map<String, Value>) -> Result<Platform, String> {
    let text = |key: &str| match object.get(key) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(value) => Err(format!("`{key}` is {}, not a string", json_type(value))),
    };
    let feature = |value: &Value| match value {
        Value::String(text) => Ok(text.clone()),
        value => Err(format!("a feature is {}, not a string", json_type(value))),
    };
    Ok(Platform {
        os: text("os")?,
        architecture: text("architecture")?,
        variant: text("variant")?,
        os_version: text("os.version")?,
        os_features: match object.get("os.features") {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(values)) => values.iter().map(feature).collect::<Result<_, _>>()?,
            Some(value) => {
                return Err(format!("`os.features` is {}, not a list", json_type(value)));
            }
        },
    })
}

fn review_platform(platform: &Platform, path: &str, log: &mut Log) {
    if platform.os.is_empty() || platform.architecture.is_empty() {
        let missing = match (platform.os.is_empty(), platform.architecture.is_empty()) {
            (true, true) => "operating system and architecture",
            (true, false) => "operating system",
            _ => "architecture",
        };
        log.note(
            path,
            Rule::PlatformIncomplete,
            format!("the platform lacks its {missing}"),
        );
    }
    let normalized = platform.normalize();
    if normalized.os != platform.os || normalized.architecture != platform.architecture {
        let message = format!(
            "`{}` is another spelling of `{}` that containerd understands and other clients may not",
            excerpt(&platform.short()),
            excerpt(&normalized.short())
        );
        log.note(path, Rule::PlatformSpelling, message);
    }
}

/// Decodes `data` and keeps it only if it is what size and digest promise.
fn data(
    object: &Map<String, Value>,
    path: &str,
    digest: &Digest,
    size: u64,
    log: &mut Log,
) -> Option<Vec<u8>> {
    let text = log.text(object, path, "data")?;
    let trouble = match base64::decode(&text, Alphabet::Standard) {
        None => "the inline data is not base64".to_owned(),
        Some(bytes) if bytes.len() as u64 != size => {
            format!(
                "the inline data has {} bytes instead of {size}",
                bytes.len()
            )
        }
        Some(bytes) => match digest.check(&bytes) {
            Check::Equal => return Some(bytes),
            Check::Different { computed } => {
                format!("the inline data has the digest {computed}, not the one stated")
            }
            Check::NotChecked => "the inline data cannot be checked against its digest".to_owned(),
        },
    };
    log.note(
        join(path, "data"),
        Rule::DataInvalid,
        format!("{trouble}, it is not used"),
    );
    None
}

fn review_layer_type(media_type: &MediaType, urls: &[String], path: &str, log: &mut Log) {
    use crate::media_type::Compression::Zstd;
    let (is_foreign, compression) = match media_type.kind() {
        Kind::Layer(compression) => (!urls.is_empty(), compression),
        Kind::ForeignLayer(compression) => (true, compression),
        _ => return,
    };
    if is_foreign {
        let message = format!(
            "the layer is fetched from elsewhere, {} address(es) are given",
            urls.len()
        );
        log.note(path, Rule::ForeignLayer, message);
    }
    if compression == Zstd && media_type.family() == Family::Docker {
        let message =
            "Docker defines no media type for zstd layers, several clients refuse this one";
        log.note(path, Rule::DockerZstd, message);
    }
}
