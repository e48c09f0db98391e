//! A panic in one request is that request's problem.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll},
};

use crate::error::Error;

/// Runs a future; a panic inside it becomes [`Error::Internal`].
pub async fn contained<T>(future: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let mut future = Box::pin(future);
    std::future::poll_fn(|cx| poll(future.as_mut(), cx)).await
}

fn poll<T>(
    future: Pin<&mut impl Future<Output = Result<T, Error>>>,
    cx: &mut Context<'_>,
) -> Poll<Result<T, Error>> {
    // After a panic the future is dropped and nothing of it is looked at again.
    catch_unwind(AssertUnwindSafe(|| future.poll(cx))).unwrap_or(Poll::Ready(Err(Error::Internal)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_becomes_an_answer() {
        let outcome: Result<(), Error> = contained(async { panic!("inside a request") }).await;
        assert_eq!(outcome, Err(Error::Internal));
    }
}
