//! The Tagprism site.
