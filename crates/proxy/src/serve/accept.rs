//! The accept loop, with everything a slow or hostile client can be bounded by.
//!
//! hyper's own 30 s header timeout does nothing unless a timer is installed, which is why this is not left to a framework.

use std::{convert::Infallible, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use hyper::{Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    time::{sleep, timeout},
};

use super::stall::StallGuard;
use crate::{answer::Body, limits};

/// Connections of one listener, so that their end can be waited for.
#[derive(Clone, Debug)]
pub struct Connections(Arc<Semaphore>);

impl Default for Connections {
    fn default() -> Self {
        Connections(Arc::new(Semaphore::new(limits::CONNECTIONS)))
    }
}

impl Connections {
    /// Waits until all connections are closed, at most for `grace`.
    pub async fn closed(&self, grace: Duration) {
        let all = u32::try_from(limits::CONNECTIONS).unwrap_or(u32::MAX);
        // What is still open after that is aborted when the process ends.
        let _ = timeout(grace, self.0.acquire_many(all)).await;
    }
}

/// Serves until `closing` becomes true; then accepts no more, and lets each connection finish its request.
pub async fn serve<S, F>(
    listener: TcpListener,
    service: S,
    connections: Connections,
    mut closing: watch::Receiver<bool>,
) where
    S: Fn(Request<Incoming>, SocketAddr) -> F + Clone + Send + 'static,
    F: Future<Output = Response<Body>> + Send + 'static,
{
    loop {
        // A client that finds no room waits in the kernel's queue, and costs nothing here.
        let accepted = tokio::select! {
            biased;
            _ = closing.wait_for(|closing| *closing) => return,
            accepted = async {
                let permit = Arc::clone(&connections.0).acquire_owned().await;
                (permit, listener.accept().await)
            } => accepted,
        };
        match accepted {
            (Ok(permit), Ok((tcp, peer))) => {
                let connection = converse(tcp, peer, service.clone(), closing.clone());
                tokio::spawn(async move {
                    connection.await;
                    drop(permit);
                });
            }
            // Out of file descriptors, most likely: accepting again at once would spin.
            _ => sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn converse<S, F>(
    tcp: TcpStream,
    peer: SocketAddr,
    service: S,
    mut closing: watch::Receiver<bool>,
) where
    S: Fn(Request<Incoming>, SocketAddr) -> F + Clone + Send + 'static,
    F: Future<Output = Response<Body>> + Send + 'static,
{
    let _ = tcp.set_nodelay(true);
    let io = TokioIo::new(StallGuard::new(tcp, limits::CLIENT_STALL));
    let service = service_fn(move |request| {
        let answer = service(request, peer);
        async move { Ok::<_, Infallible>(answer.await) }
    });
    // No `pipeline_flush`: with it, hyper's own 400 and 431 are never flushed while the bad request is still buffered.
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits::CLIENT_HEAD)
        .max_headers(limits::CLIENT_HEADERS)
        .max_header_size(limits::CLIENT_HEADERS_LEN)
        .serve_connection(io, service);
    let mut connection = pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = closing.wait_for(|closing| *closing) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
