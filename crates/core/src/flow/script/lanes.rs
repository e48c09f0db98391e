//! Several transfers at once.

use super::Script;
use crate::flow::timeline::{Actor, EventKind, Span};

/// A download under way.
struct Lane {
    event: usize,
    takes_room: bool,
    wait_ms: u64,
    bytes: u64,
}

impl Lane {
    fn is_done(&self) -> bool {
        self.wait_ms == 0 && self.bytes == 0
    }
}

impl Script {
    /// Several downloads, at most `limit` at once, each begun as soon as there is room; the first `n_beside` take no room. Those under way share the
    /// bandwidth evenly; each waits once there and back before its first byte.
    pub fn downloads(
        &mut self,
        from: Actor,
        blobs: &[(usize, u64)],
        n_beside: usize,
        limit: usize,
    ) {
        let mut queue = blobs.iter().enumerate();
        let mut lanes: Vec<Lane> = Vec::new();
        loop {
            while lanes.iter().filter(|lane| lane.takes_room).count() < limit.max(1) {
                let Some((nth, (object, bytes))) = queue.next() else {
                    break;
                };
                let begun = Span {
                    start: self.now,
                    end: self.now,
                };
                let kind = EventKind::Transfer;
                self.event(begun, from, Actor::Engine, kind, Some(*object), "blob");
                lanes.push(Lane {
                    event: self.timeline.events.len() - 1,
                    takes_room: nth >= n_beside,
                    wait_ms: self.network.round_trip_ms(),
                    bytes: *bytes,
                });
            }
            if lanes.is_empty() {
                return;
            }
            let n_busy = lanes.iter().filter(|lane| lane.wait_ms == 0).count() as u64;
            let rate = (self.network.bytes_per_ms() / n_busy.max(1)).max(1);
            let mut millis = u64::MAX;
            for lane in &lanes {
                millis = millis.min(match lane.wait_ms {
                    0 => lane.bytes.div_ceil(rate),
                    wait_ms => wait_ms,
                });
            }
            let millis = millis.max(1);
            self.now += millis;
            for lane in &mut lanes {
                match lane.wait_ms {
                    0 => lane.bytes = lane.bytes.saturating_sub(rate.saturating_mul(millis)),
                    _ => lane.wait_ms = lane.wait_ms.saturating_sub(millis),
                }
                if lane.is_done() {
                    self.timeline.events[lane.event].simulated.end = self.now;
                }
            }
            lanes.retain(|lane| !lane.is_done());
        }
    }

    /// The same in the other direction.
    pub fn uploads(&mut self, to: Actor, blobs: &[(usize, u64)], limit: usize) {
        let first = self.timeline.events.len();
        self.downloads(to, blobs, 0, limit);
        for event in &mut self.timeline.events[first..] {
            std::mem::swap(&mut event.from, &mut event.to);
        }
    }
}
