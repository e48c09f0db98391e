//! Files that were written for the program at build time.

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
    load("search.json").await
}

/// Fetches what the figures read: a JSON object of texts by name.
///
/// # Errors
///
/// The site does not ship it, or it did not arrive.
pub async fn load_figures() -> Result<String, Failure> {
    load("figures.json").await
}

async fn load(name: &str) -> Result<String, Failure> {
    let url = format!("{}{name}", location::base_path());
    let answer = get(&url, &[], FailureKind::NotShipped).await?;
    if answer.status != 200 {
        return Err(Failure::of(FailureKind::NotShipped));
    }
    Ok(String::from_utf8_lossy(&answer.bytes).into_owned())
}
