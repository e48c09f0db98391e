//! Everything that leaves the page: one `fetch`, the proxy or the registry behind it, and the documents that ship with
//! the site. What arrives is bytes and claims; nothing here decides whether they are true.

mod access;
mod direct;
mod failure;
mod fetch;
mod library;
mod read;
mod records;
mod written;

pub use access::{Access, PROXY_SETTING, find_access};
pub use failure::{Failure, FailureKind, Whose};
pub use library::{Sample, SampleLibrary, load_samples};
pub use read::{Received, Source, Via, read};
pub use records::{Record, RecordEntry, load_records};
pub use written::{load_figures, load_search};
