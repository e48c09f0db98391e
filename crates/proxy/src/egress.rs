//! The way out: the only code of this process that looks names up and opens connections to upstreams.
//!
//! Every connection goes name → look-up → judgement of *all* addresses → dial → check of the peer → TLS, whatever asked
//! for it: a request, a token, a redirect, a retry. There is no second look-up between judging and dialling.

pub mod connector;
pub mod policy;
pub mod resolve;
pub mod tls;

pub use connector::{Connector, Egress};
pub use policy::Policy;
