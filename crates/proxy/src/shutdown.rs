//! Stopping without dropping anybody: readiness turns red, load balancers notice, then no more connections are accepted
//! and the open ones finish what they do.

use std::{io, time::Duration};

use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
    time::sleep,
};

use crate::serve::accept::Connections;

/// The two switches that everything else watches.
#[derive(Debug, Default)]
pub struct Switches {
    /// About to stop: `/readyz` says so.
    pub draining: watch::Sender<bool>,
    /// Accept no more.
    pub closing: watch::Sender<bool>,
}

/// SIGTERM and SIGINT.
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// Takes over both signals from now on.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn install() -> io::Result<Signals> {
        Ok(Signals {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Waits for a signal and then stops in order. A second signal cuts the waiting short.
pub async fn stop(
    mut signals: Signals,
    switches: &Switches,
    connections: &Connections,
    drain: Duration,
    grace: Duration,
) {
    signals.next().await;
    switches.draining.send_replace(true);
    tokio::select! {
        () = sleep(drain) => {}
        () = signals.next() => {}
    }
    switches.closing.send_replace(true);
    tokio::select! {
        () = connections.closed(grace) => {}
        () = signals.next() => {}
    }
}
