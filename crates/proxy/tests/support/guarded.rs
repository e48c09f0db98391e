//! A scripted registry with a token server on its own origin.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicUsize, Ordering},
};

use super::{Answer, Document, Recorded, Upstream, registry_answer};

/// A registry that answers by script and sends whoever `may_pass` refuses to `/token` on its own origin. What the challenge
/// says about the scope is a lie, as rule R10 expects.
pub fn guarded_by(
    may_pass: impl Fn(&Recorded) -> bool + Send + Sync + 'static,
    token: impl Fn(usize) -> Answer + Send + Sync + 'static,
    script: impl Fn(&Recorded) -> Answer + Send + Sync + 'static,
) -> Upstream {
    let origin = Arc::new(OnceLock::<String>::new());
    let known_origin = Arc::clone(&origin);
    let n_tokens = AtomicUsize::new(0);
    let upstream = Upstream::plain(move |request| {
        if request.path() == "/token" {
            return token(n_tokens.fetch_add(1, Ordering::SeqCst));
        }
        if may_pass(request) {
            return script(request);
        }
        let origin = origin.get().expect("the origin is known by now");
        Answer::challenge(&format!(
            "Bearer realm=\"{origin}/token?scope=repository:other:push&account=x\",service=\"the service\",scope=\"repository:other:pull,push\""
        ))
    });
    known_origin
        .set(upstream.url())
        .expect("the origin is set once");
    upstream
}

/// A registry with this index for everyone whose token starts with `good`; `token` answers the token requests, counted
/// from 0.
pub fn guarded(
    index: &Document,
    token: impl Fn(usize) -> Answer + Send + Sync + 'static,
) -> Upstream {
    let index = index.clone();
    let may_pass = |request: &Recorded| {
        request
            .header("authorization")
            .is_some_and(|value| value.starts_with("Bearer good"))
    };
    guarded_by(may_pass, token, move |request| {
        registry_answer(request, &index)
    })
}

/// The answer of a token server that grants.
pub fn granted(token: &str) -> Answer {
    let body = format!(r#"{{"token":"{token}","expires_in":300}}"#);
    Answer::ok("application/json", body.as_bytes())
}
