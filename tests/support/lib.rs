//! Builders, a fixed clock and hosts shared by the checks.

pub mod app;
pub mod bindings;
pub mod people;
#[cfg(all(feature = "e2e", unix))]
pub mod steps;
#[cfg(all(feature = "e2e", unix))]
#[expect(
    clippy::unwrap_used,
    reason = "what the driver does not answer fails the check"
)]
pub mod window;
