//! The front: connections, who may ask, and which part answers.

pub mod accept;
pub mod address;
pub mod admin;
pub mod csp;
pub mod gate;
pub mod panic;
pub mod router;
pub mod site;
pub mod snap;
pub mod stall;
