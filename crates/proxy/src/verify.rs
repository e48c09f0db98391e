//! A body that is hashed while it flows, and whose last piece is held back until the hash is right.
//!
//! Where the hash is wrong the stream ends with an error, the server resets the connection, and no client can take the
//! answer for complete.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use hyper::body::{Body, Bytes, Frame, SizeHint};
use tagprism_core::{Digest, digest::Hasher};
use tokio::time::{Instant, Sleep, sleep};

use crate::limits;

/// Why a stream ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StreamError {
    /// The upstream broke off.
    #[error("the upstream broke off")]
    Broken,
    /// The upstream went silent.
    #[error("the upstream went silent")]
    Silent,
    /// More bytes came than may pass.
    #[error("the body is too long")]
    TooLong,
    /// The bytes do not have the digest that was asked for.
    #[error("the bytes do not have the digest that was asked for")]
    Mismatch,
}

/// See the module.
pub struct Verified<B> {
    inner: B,
    expected: Digest,
    /// `None` once the end was judged.
    hasher: Option<Hasher>,
    held: Option<Bytes>,
    left: u64,
    idle: Pin<Box<Sleep>>,
}

impl<B> Verified<B> {
    /// Wraps a body of at most `limit` bytes that should have the digest `expected`; `None` when that cannot be computed.
    pub fn new(inner: B, expected: Digest, limit: u64) -> Option<Verified<B>> {
        let hasher = expected.algorithm()?.hasher();
        let idle = Box::pin(sleep(limits::UPSTREAM_IDLE));
        Some(Verified {
            inner,
            expected,
            hasher: Some(hasher),
            held: None,
            left: limit,
            idle,
        })
    }

    /// Takes one piece in and gives the one before it out.
    fn push(&mut self, data: Bytes) -> Result<Option<Bytes>, StreamError> {
        self.left = self
            .left
            .checked_sub(data.len() as u64)
            .ok_or(StreamError::TooLong)?;
        if let Some(hasher) = &mut self.hasher {
            hasher.update(&data);
        }
        Ok(self.held.replace(data))
    }

    /// Judges the whole, and gives the last piece out.
    fn finish(&mut self) -> Result<Option<Bytes>, StreamError> {
        match self.hasher.take().map(Hasher::finish) {
            Some(computed) if computed == self.expected => Ok(self.held.take()),
            _ => Err(StreamError::Mismatch),
        }
    }
}

impl<B: Body<Data = Bytes> + Unpin> Body for Verified<B> {
    type Data = Bytes;
    type Error = StreamError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, StreamError>>> {
        let this = &mut *self;
        if this.hasher.is_none() {
            return Poll::Ready(None);
        }
        loop {
            let step = match Pin::new(&mut this.inner).poll_frame(cx) {
                Poll::Pending if this.idle.as_mut().poll(cx).is_ready() => Err(StreamError::Silent),
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Err(_))) => Err(StreamError::Broken),
                Poll::Ready(Some(Ok(frame))) => {
                    this.idle
                        .as_mut()
                        .reset(Instant::now() + limits::UPSTREAM_IDLE);
                    match frame.into_data() {
                        Ok(data) if !data.is_empty() => match this.push(data) {
                            Ok(None) => continue,
                            step => step,
                        },
                        _ => continue,
                    }
                }
                Poll::Ready(None) => this.finish(),
            };
            if step.is_err() {
                this.hasher = None;
            }
            return Poll::Ready(step.transpose().map(|data| data.map(Frame::data)));
        }
    }

    fn size_hint(&self) -> SizeHint {
        let mut hint = self.inner.size_hint();
        let held = self.held.as_ref().map_or(0, Bytes::len) as u64;
        match hint.exact() {
            Some(exact) => hint.set_exact(exact + held),
            None => hint = SizeHint::default(),
        }
        hint
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::VecDeque, convert::Infallible};

    use http_body_util::BodyExt as _;

    use super::*;

    struct Pieces(VecDeque<&'static [u8]>);

    impl Body for Pieces {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            Poll::Ready(
                self.0
                    .pop_front()
                    .map(|piece| Ok(Frame::data(Bytes::from_static(piece)))),
            )
        }
    }

    /// What a client sees of `pieces` when the bytes should be `expected`: all that came, and how it ended.
    async fn check(
        pieces: &[&'static [u8]],
        expected: &[u8],
        limit: u64,
        seen: &str,
        end: Result<(), StreamError>,
    ) {
        let pieces = Pieces(pieces.iter().copied().collect());
        let mut body =
            Verified::new(pieces, Digest::sha256(expected), limit).expect("sha256 can be computed");
        let mut text = Vec::new();
        let outcome = loop {
            match body.frame().await {
                Some(Ok(frame)) => text.extend_from_slice(&frame.into_data().expect("only data")),
                Some(Err(err)) => break Err(err),
                None => break Ok(()),
            }
        };
        assert_eq!(
            (String::from_utf8_lossy(&text).as_ref(), outcome),
            (seen, end)
        );
        assert!(body.frame().await.is_none());
    }

    #[tokio::test]
    async fn right_bytes_pass_whole() {
        check(&[b"ab", b"", b"cd"], b"abcd", 9, "abcd", Ok(())).await;
        check(&[b"abcd"], b"abcd", 4, "abcd", Ok(())).await;
        check(&[], b"", 4, "", Ok(())).await;
    }

    #[tokio::test]
    async fn wrong_bytes_never_pass_whole() {
        check(
            &[b"ab", b"cd"],
            b"abce",
            9,
            "ab",
            Err(StreamError::Mismatch),
        )
        .await;
        check(&[b"abcd"], b"abce", 9, "", Err(StreamError::Mismatch)).await;
        check(&[], b"x", 9, "", Err(StreamError::Mismatch)).await;
    }

    #[tokio::test]
    async fn a_body_of_unknown_length_is_cut_at_the_limit() {
        check(
            &[b"ab", b"cd", b"ef"],
            b"abcdef",
            5,
            "ab",
            Err(StreamError::TooLong),
        )
        .await;
    }
}
