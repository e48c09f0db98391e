//! Asking an upstream: tokens, redirects, and what an answer must look like before anything is read from it.
//!
//! A request goes out with a fixed set of headers, never with one of the client's. Redirects and token servers are
//! followed by hand, because a registry writes both and could point them anywhere.

use std::{
    collections::BTreeMap,
    error::Error as _,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use http_body_util::Empty;
use hyper::{
    Method, Response, StatusCode, Uri,
    body::{Bytes, Incoming},
    header,
};
use hyper_util::{
    client::legacy::{Client, Error as ClientError, connect::capture_connection},
    rt::{TokioExecutor, TokioTimer},
};
use tagprism_core::reference::Repository;
use tokio::time::timeout;

use crate::{
    egress::{Connector, Egress, Policy, connector::ConnectError},
    error::{Error, Resource},
    limits,
    log::Trail,
    range::ByteRange,
    registries::Registry,
};

pub mod body;
mod headers;
mod redirect;
mod token;

use token::{Token, Tokens};

type Pool = Client<Connector, Empty<Bytes>>;

/// One request to a registry.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// Whom to ask.
    pub registry: &'a Registry,
    /// About what: also the scope of a token.
    pub repository: &'a Repository,
    /// GET or HEAD.
    pub method: Method,
    /// Path and query below the registry's origin.
    pub path: String,
    /// The fixed `Accept` of the endpoint.
    pub accept: &'static str,
    /// A slice of a blob.
    pub range: Option<ByteRange>,
    /// What a 404 would be about.
    pub resource: Resource,
}

/// All upstreams: connections and tokens.
pub struct Upstream {
    egress: Arc<Egress>,
    /// One pool per policy, replaced when it is older than [`limits::POOL_AGE`].
    pools: Mutex<BTreeMap<Box<str>, (Instant, Pool)>>,
    tokens: Tokens,
    via: Box<str>,
}

impl Upstream {
    /// Upstreams behind `egress`; `via` is how this proxy calls itself in `Via`.
    pub fn new(egress: Arc<Egress>, via: &str) -> Upstream {
        Upstream {
            egress,
            pools: Mutex::default(),
            tokens: Tokens::new(),
            via: via.into(),
        }
    }

    /// Asks, and returns an answer with status 200, or 206 where a range was asked for. Its body is still unread and has
    /// no limit yet.
    ///
    /// # Errors
    /// Whatever the upstream did instead.
    pub async fn ask(
        &self,
        question: &Question<'_>,
        trail: &mut Trail,
    ) -> Result<Response<Incoming>, Error> {
        let started = Instant::now();
        // Each step has its own deadline; this one is for an upstream that is slow in all of them.
        let answer = timeout(limits::UPSTREAM_TOTAL, self.follow(question, trail)).await;
        trail.upstream += started.elapsed();
        answer.unwrap_or(Err(Error::UpstreamTimeout))
    }

    async fn follow(
        &self,
        question: &Question<'_>,
        trail: &mut Trail,
    ) -> Result<Response<Incoming>, Error> {
        let registry = question.registry;
        let mut uri = registry.origin.uri(&question.path).ok_or(Error::Internal)?;
        let mut origin = registry.origin.clone();
        let mut token = self.tokens.get(registry, question.repository);
        let (mut renewed, mut hops) = (false, 0);
        // Once a redirect has led away, the token stays behind, even if the next one leads back.
        let mut at_home = true;
        loop {
            let credential = token.as_ref().filter(|_| at_home);
            let response = self.send(question, &uri, credential, trail).await?;
            if at_home {
                trail.budget = headers::budget(response.headers()).or(trail.budget);
            }
            match response.status().as_u16() {
                200 => return Ok(response),
                206 if question.range.is_some() => return Ok(response),
                401 if at_home && !renewed => {
                    renewed = true;
                    token = Some(self.renew(question, &response, trail).await?);
                }
                401 | 403 if at_home => return Err(Error::AuthRequired),
                301 | 302 | 303 | 307 | 308 => {
                    hops += 1;
                    if hops > limits::HOPS {
                        return Err(Error::RedirectNotAllowed);
                    }
                    (origin, uri) = redirect::target(&response, &origin, &uri, registry)?;
                    at_home &= origin == registry.origin;
                    trail.hops += 1;
                }
                404 => return Err(Error::NotFound(question.resource)),
                416 if question.range.is_some() => return Err(Error::RangeNotSatisfiable),
                429 => {
                    return Err(Error::UpstreamRateLimited {
                        retry_after: headers::retry_after(response.headers()),
                    });
                }
                status @ 500..=599 => return Err(Error::UpstreamError { status }),
                _ => return Err(Error::UpstreamInvalid),
            }
        }
    }

    async fn send(
        &self,
        question: &Question<'_>,
        uri: &Uri,
        token: Option<&Token>,
        trail: &mut Trail,
    ) -> Result<Response<Incoming>, Error> {
        let mut request = headers::request(&question.method, uri, question.accept, &self.via);
        if let Some(range) = question.range {
            request
                .headers_mut()
                .insert(header::RANGE, range.to_header());
        }
        if let Some(token) = token {
            request
                .headers_mut()
                .insert(header::AUTHORIZATION, token.header());
        }
        self.exchange(&question.registry.policy, request, trail)
            .await
    }

    /// One request and its response head, screened.
    async fn exchange(
        &self,
        policy: &Arc<Policy>,
        mut request: hyper::Request<Empty<Bytes>>,
        trail: &mut Trail,
    ) -> Result<Response<Incoming>, Error> {
        let connection = capture_connection(&mut request);
        let answer = self.pool(policy).request(request);
        let outcome = match timeout(limits::UPSTREAM_HEAD, answer).await {
            Ok(Ok(response)) => headers::screen(&response).map(|()| response),
            Ok(Err(err)) => return Err(fault(&err, trail)),
            Err(_) => Err(Error::UpstreamTimeout),
        };
        // Whoever frames one message in two ways may have hidden a second one behind it; and a connection that went silent
        // would be shared by all further requests, where it speaks HTTP/2.
        if outcome.is_err()
            && let Some(connected) = connection.connection_metadata().as_ref()
        {
            connected.poison();
        }
        outcome
    }

    /// A fresh anonymous token for the challenge of a 401.
    async fn renew(
        &self,
        question: &Question<'_>,
        refusal: &Response<Incoming>,
        trail: &mut Trail,
    ) -> Result<Token, Error> {
        let registry = question.registry;
        let challenge = token::challenge(refusal.headers()).ok_or(Error::AuthRequired)?;
        let uri = challenge.uri(registry, question.repository)?;
        let request = headers::request(&Method::GET, &uri, "application/json", &self.via);
        let response = self.exchange(&registry.policy, request, trail).await?;
        match response.status() {
            StatusCode::OK => {}
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => return Err(Error::AuthRequired),
            StatusCode::TOO_MANY_REQUESTS => {
                return Err(Error::UpstreamRateLimited {
                    retry_after: headers::retry_after(response.headers()),
                });
            }
            status if status.is_redirection() => return Err(Error::RedirectNotAllowed),
            status if status.is_server_error() => {
                return Err(Error::UpstreamError {
                    status: status.as_u16(),
                });
            }
            _ => return Err(Error::UpstreamInvalid),
        }
        let bytes = body::collect(
            response.into_body(),
            limits::TOKEN_LEN,
            limits::UPSTREAM_TOTAL,
        )
        .await
        .map_err(|err| {
            if matches!(err, Error::ResponseTooLarge { .. }) {
                Error::UpstreamInvalid
            } else {
                err
            }
        })?;
        self.tokens.keep(registry, question.repository, &bytes)
    }

    fn pool(&self, policy: &Arc<Policy>) -> Pool {
        let mut pools = self.pools.lock().unwrap_or_else(PoisonError::into_inner);
        let (born, pool) = pools
            .entry(policy.name().into())
            .or_insert_with(|| (Instant::now(), self.new_pool(policy)));
        if born.elapsed() > limits::POOL_AGE {
            (*born, *pool) = (Instant::now(), self.new_pool(policy));
        }
        pool.clone()
    }

    fn new_pool(&self, policy: &Arc<Policy>) -> Pool {
        Client::builder(TokioExecutor::new())
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(limits::POOL_IDLE_TIME)
            .pool_max_idle_per_host(limits::POOL_IDLE)
            .http1_max_buf_size(limits::UPSTREAM_HEADERS_LEN)
            .http1_max_headers(limits::UPSTREAM_HEADERS)
            .http2_max_header_list_size(
                u32::try_from(limits::UPSTREAM_HEADERS_LEN).unwrap_or(u32::MAX),
            )
            .build(Connector::new(Arc::clone(&self.egress), Arc::clone(policy)))
    }
}

/// What a failed exchange means for the client; the log line gets the connector's own word.
fn fault(err: &ClientError, trail: &mut Trail) -> Error {
    let mut cause = err.source();
    while let Some(source) = cause {
        if let Some(refused) = source.downcast_ref::<ConnectError>() {
            trail.why = Some(*refused);
            return Error::UpstreamUnreachable;
        }
        if let Some(http) = source.downcast_ref::<hyper::Error>()
            && (http.is_parse() || http.is_parse_status() || http.is_parse_too_large())
        {
            return Error::UpstreamInvalid;
        }
        cause = source.source();
    }
    Error::UpstreamUnreachable
}
