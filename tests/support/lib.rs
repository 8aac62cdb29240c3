//! Builders, a fixed clock and hosts shared by the checks.

pub mod bindings;
#[cfg(feature = "e2e")]
pub mod window;
