//! Builders, a fixed clock and hosts shared by the checks.

pub mod app;
pub mod bindings;
pub mod people;
#[cfg(feature = "e2e")]
pub mod steps;
#[cfg(feature = "e2e")]
#[expect(
    clippy::unwrap_used,
    reason = "what the driver does not answer fails the check"
)]
pub mod window;
