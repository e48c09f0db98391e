//! The search index, which was written at build time.

use super::{
    failure::{Failure, FailureKind},
    fetch::get,
};
use crate::browser::location;

/// Fetches the search index: a JSON array of `[kind, title, anchor, text]`.
///
/// # Errors
///
/// The site does not ship it, or it did not arrive.
pub async fn load_search() -> Result<String, Failure> {
    let url = format!("{}search.json", location::base_path());
    let answer = get(&url, &[], FailureKind::NotShipped).await?;
    if answer.status != 200 {
        return Err(Failure::of(FailureKind::NotShipped));
    }
    Ok(String::from_utf8_lossy(&answer.bytes).into_owned())
}
