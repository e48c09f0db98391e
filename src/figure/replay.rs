//! Asking a registry now what a figure shows as it was recorded.

use crate::{
    browser::{clock, parts::Part, storage},
    net::{Access, FailureKind, PROXY_SETTING, Received, Source, Via, find_access, read},
};
use serde_json::{Map, Value};
use tagprism_core::{Reference, registry::request::Request};

/// What came of asking: a document for the figure's scene, or a sentence for its title block.
pub type Replayed = Result<Value, &'static str>;

/// Sends what the button carries: the repository and the tag or digest. Method and types of documents are the proxy's own,
/// and the answer says so.
pub async fn replay(button: Option<Part>) -> Replayed {
    let word = |name: &str| button.as_ref().and_then(|it| it.get_attribute(name));
    let reference = word("data-repository")
        .zip(word("data-reference"))
        .and_then(|(repository, target)| {
            let mark = if target.contains(':') { '@' } else { ':' };
            Reference::parse(&format!("docker.io/{repository}{mark}{target}")).ok()
        })
        .ok_or("This request cannot be sent from here.")?;
    let access = find_access(storage::read(PROXY_SETTING)).await;
    if access == Access::Direct {
        return Err(
            "This site has no proxy beside it, and Docker Hub does not answer browsers directly.",
        );
    }
    let source = Source::Registry(access);
    let request = Request::manifest(&reference);
    match read(&source, &reference, &request).await {
        Ok(received) => Ok(document(&received)),
        Err(failure) => Err(match failure.kind {
            FailureKind::Offline => "This browser is offline.",
            FailureKind::ProxyGone => "The proxy beside this site did not answer.",
            FailureKind::RateLimited { .. } => {
                "Docker Hub counts requests, and refuses more for now."
            }
            _ => "Docker Hub could not be reached, or refused.",
        }),
    }
}

/// A failure as the document that the figure's scene takes.
pub fn failure(why: &str) -> Value {
    let mut document = Map::new();
    document.insert("failure".to_owned(), Value::from(why));
    Value::Object(document)
}

fn document(received: &Received) -> Value {
    let mut headers = Vec::new();
    for (name, value) in [
        ("content-type", &received.content_type),
        ("docker-content-digest", &received.claimed_digest),
    ] {
        if let Some(value) = value {
            headers.push(Value::from(vec![
                Value::from(name),
                Value::from(value.as_str()),
            ]));
        }
    }
    let via = match received.via {
        Via::Proxy(_) => "proxy, which asks with GET and for all four types",
        _ => "",
    };
    // Not by `json!`: it brings the serializer of values into the program, which nothing else needs.
    let mut document = Map::new();
    for (name, value) in [
        ("status", Value::from(200)),
        ("headers", Value::from(headers)),
        ("bytes", Value::from(received.bytes.len())),
        ("via", Value::from(via)),
        ("when", Value::from(clock::now())),
    ] {
        document.insert(name.to_owned(), value);
    }
    Value::Object(document)
}
