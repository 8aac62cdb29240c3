//! Tests of the crate: see the modules.
