//! One request of the public listener, from its head to its log line.

use std::{
    net::SocketAddr,
    sync::Arc,
    sync::atomic::{AtomicU64, Ordering},
    time::Instant,
};

use hyper::{
    HeaderMap, Method, Request, Response, StatusCode, Version,
    body::Bytes,
    header::{self, HeaderName, HeaderValue},
    http::request::Parts,
};

use super::{
    address::Address,
    gate::{self, Gate},
    panic,
    site::{PageWish, Site},
    snap::{self, Snap, Wanted, has_words},
};
use crate::{
    answer::{self, Body, NAMESPACE, Wish},
    args::LogClient,
    client::{self, Network, Pseudonyms},
    error::Error,
    log::{Line, Trail},
    range::ByteRange,
    relay::Relay,
    target::{self, Target},
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const API_VERSION: HeaderName = HeaderName::from_static("docker-distribution-api-version");
/// Whatever a registry sends, no browser runs or frames it.
const SANDBOX: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

/// Everything a request can meet.
pub struct Front {
    /// Registries and cache.
    pub relay: Relay,
    /// Who may read.
    pub gate: Gate,
    /// The site, where there is one.
    pub site: Option<Site>,
    /// Pictures of it.
    pub snap: Snap,
    /// Where all this is found.
    pub address: Address,
    /// `/config.json`.
    pub config: Bytes,
    /// How this process calls itself in `Via`, and the start of every request id.
    pub instance: Box<str>,
    /// Proxies whose word about the client counts.
    pub trusted: Vec<Network>,
    /// What is logged about clients.
    pub log_client: LogClient,
    /// Names for clients.
    pub pseudonyms: Pseudonyms,
    /// Requests so far.
    pub count: AtomicU64,
}

/// What a path belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Surface {
    /// `/v2` and below: always JSON.
    Api,
    /// `/config.json`, for the site's pages.
    Config,
    /// Files and pages.
    Site,
}

impl Front {
    /// Answers one request. Its body, if any, is never read.
    pub async fn answer<B>(
        self: Arc<Self>,
        request: Request<B>,
        peer: SocketAddr,
    ) -> Response<Body> {
        let started = Instant::now();
        let id = format!(
            "{}-{:x}",
            self.instance,
            self.count.fetch_add(1, Ordering::Relaxed)
        );
        let (head, _) = request.into_parts();
        let mut trail = Trail::default();
        let surface = match head.uri.path() {
            "/v2" => Surface::Api,
            path if path.starts_with("/v2/") => Surface::Api,
            "/config.json" => Surface::Config,
            _ => Surface::Site,
        };
        let closes = has_body(&head.headers) || head.method == Method::CONNECT;
        let is_head = head.method == Method::HEAD;
        let outcome = panic::contained(self.route(&head, surface, &mut trail)).await;
        let mut response = outcome.unwrap_or_else(|err| {
            trail.reason = Some(err.reason());
            answer::refusal(&err, is_head)
        });
        self.finish(&mut response, surface, &head.headers, &id);
        if closes {
            response
                .headers_mut()
                .insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        let client = (self.log_client == LogClient::Hash).then(|| {
            self.pseudonyms
                .of(client::key(peer.ip(), &head.headers, &self.trusted))
        });
        Line {
            id: &id,
            method: word(&head.method),
            client,
            started,
            trail: &trail,
        }
        .write(&response);
        response
    }

    async fn route(
        &self,
        head: &Parts,
        surface: Surface,
        trail: &mut Trail,
    ) -> Result<Response<Body>, Error> {
        if !matches!(head.method, Method::GET | Method::HEAD | Method::OPTIONS) {
            return Err(Error::MethodNotAllowed);
        }
        if head.uri.scheme().is_some() || head.uri.authority().is_some() {
            return Err(Error::TargetInvalid);
        }
        self.gate.check_host(&head.headers)?;
        if has_body(&head.headers) {
            return Err(Error::BodyRefused);
        }
        match surface {
            Surface::Api => {
                self.gate.check_origin(&head.headers)?;
                self.api(head, trail).await
            }
            Surface::Config => {
                self.gate.check_origin(&head.headers)?;
                Ok(self.config(head))
            }
            Surface::Site => match Wanted::of(head) {
                Some(_) if head.method == Method::OPTIONS => Err(Error::MethodNotAllowed),
                Some(wanted) => {
                    let base = self.address.base(&head.headers);
                    self.snap
                        .answer(wanted, head, base, &self.relay, &self.gate, trail)
                        .await
                }
                None => self.page(head),
            },
        }
    }

    async fn api(&self, head: &Parts, trail: &mut Trail) -> Result<Response<Body>, Error> {
        if head.method == Method::OPTIONS {
            return Ok(gate::preflight());
        }
        if self.is_loop(&head.headers) {
            return Err(Error::LoopDetected);
        }
        let is_declared = |name: &str| self.relay.registries.is_declared(name);
        let ask = match target::parse(head.uri.path(), head.uri.query(), is_declared)? {
            Target::Base => {
                return Ok(json(Bytes::from_static(b"{}"), head.method == Method::HEAD));
            }
            Target::Ask(ask) => ask,
        };
        let mut response = self.relay.answer(&ask, &wish(head)?, trail).await?;
        // In HTTP/1.0 a stream that breaks off, as one with wrong bytes does, looks like one that ends.
        if head.version < Version::HTTP_11 && answer::is_open_ended(&response) {
            return Err(Error::UpstreamInvalid);
        }
        if let Some(ns) = &ask.query.ns {
            response
                .headers_mut()
                .extend(HeaderValue::try_from(&**ns).ok().map(|ns| (NAMESPACE, ns)));
        }
        Ok(response)
    }

    fn config(&self, head: &Parts) -> Response<Body> {
        match head.method {
            Method::OPTIONS => gate::preflight(),
            _ => json(self.config.clone(), head.method == Method::HEAD),
        }
    }

    fn page(&self, head: &Parts) -> Result<Response<Body>, Error> {
        // These live on the admin listener; a page in their place would look healthy to a monitor.
        let reserved = matches!(head.uri.path(), "/healthz" | "/readyz" | "/metrics");
        let Some(site) = self.site.as_ref().filter(|_| !reserved) else {
            return Err(Error::UnknownEndpoint);
        };
        if head.method == Method::OPTIONS {
            return Err(Error::MethodNotAllowed);
        }
        let field = |name: HeaderName| head.headers.get(name).and_then(|value| value.to_str().ok());
        let own = self.address.origin(&head.headers);
        let card = snap::card(head, self.address.base(&head.headers).as_deref());
        let mut response = site.answer(&PageWish {
            own: own.as_deref(),
            path: head.uri.path(),
            head: head.method == Method::HEAD,
            accept: field(header::ACCEPT),
            accept_encoding: field(header::ACCEPT_ENCODING),
            if_none_match: field(header::IF_NONE_MATCH),
            card: card.as_deref(),
        });
        if has_words(head.uri.path()) {
            // The site itself says one thing, and only of files with twins.
            let vary = match response.headers().contains_key(header::VARY) {
                true => "Accept-Encoding, Accept, User-Agent, Sec-Fetch-Mode",
                false => "Accept, User-Agent, Sec-Fetch-Mode",
            };
            response
                .headers_mut()
                .insert(header::VARY, HeaderValue::from_static(vary));
        }
        Ok(response)
    }

    /// Adds what every answer carries.
    fn finish(
        &self,
        response: &mut Response<Body>,
        surface: Surface,
        request: &HeaderMap,
        id: &str,
    ) {
        let headers = response.headers_mut();
        headers.extend(HeaderValue::try_from(id).ok().map(|id| (REQUEST_ID, id)));
        headers.insert(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        );
        if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
            headers.insert(header::CONTENT_SECURITY_POLICY, SANDBOX);
        }
        if surface == Surface::Api {
            headers.insert(API_VERSION, HeaderValue::from_static("registry/2.0"));
        }
        let reader = self
            .gate
            .reader(request)
            .filter(|_| surface != Surface::Site);
        if let Some(reader) = reader {
            reader.mark(headers);
        }
    }

    /// Has this request been here before?
    fn is_loop(&self, headers: &HeaderMap) -> bool {
        let hops = headers
            .get_all(header::VIA)
            .iter()
            .filter_map(|via| via.to_str().ok());
        hops.flat_map(|via| via.split([',', ' ']))
            .any(|word| word == &*self.instance)
    }
}

fn wish(head: &Parts) -> Result<Wish, Error> {
    let mut ranges = head.headers.get_all(header::RANGE).iter();
    let range = match (ranges.next(), ranges.next()) {
        (None, _) => None,
        (Some(range), None) => Some(
            range
                .to_str()
                .ok()
                .and_then(ByteRange::parse)
                .ok_or(Error::HeaderInvalid)?,
        ),
        _ => return Err(Error::HeaderInvalid),
    };
    let if_none_match = head.headers.get(header::IF_NONE_MATCH).cloned();
    Ok(Wish {
        head: head.method == Method::HEAD,
        if_none_match,
        range,
    })
}

fn has_body(headers: &HeaderMap) -> bool {
    let empty = |length: &HeaderValue| length == "0";
    headers.contains_key(header::TRANSFER_ENCODING)
        || !headers.get_all(header::CONTENT_LENGTH).iter().all(empty)
}

fn json(bytes: Bytes, head: bool) -> Response<Body> {
    let mut headers = HeaderMap::with_capacity(16);
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    headers.insert(header::CONTENT_LENGTH, bytes.len().into());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer::respond(
        StatusCode::OK,
        headers,
        if head {
            Body::default()
        } else {
            answer::full(bytes)
        },
    )
}

/// The method as a word of ours: a client may invent any.
fn word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::CONNECT => "CONNECT",
        Method::TRACE => "TRACE",
        _ => "other",
    }
}
