//! The distribution protocol without any I/O: what to ask, and how to read the answers.
//!
//! Source of truth is the OCI distribution specification,
//! <https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md>; the token flow, which it leaves out, is that
//! of <https://distribution.github.io/distribution/spec/auth/token/>. Sending, waiting, deciding which address may be
//! dialed and whom to trust is left to the callers.

pub mod budget;
pub mod challenge;
pub mod error;
pub mod link;
pub mod request;
pub mod token;
