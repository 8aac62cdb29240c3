//! Builders, a fixed clock and hosts shared by the checks.

pub mod app;
pub mod bindings;
pub mod people;
#[cfg(feature = "e2e")]
pub mod steps;
#[cfg(feature = "e2e")]
pub mod window;
