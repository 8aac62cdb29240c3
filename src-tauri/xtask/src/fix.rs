//! `fix`: what a machine can write by itself.

use crate::setup;
use crate::shell::{Outcome, run, run_with};

/// Formats, writes the bindings and accepts the golden sheets as they are now. Review the difference like code.
///
/// # Errors
/// When a step fails.
pub(crate) fn fix(_arguments: &[String]) -> Outcome {
    setup::for_building()?;
    run("", "cargo", &["fmt", "--all"])?;
    run_with(
        "",
        "cargo",
        &[
            "test",
            "--package",
            "tests",
            "--test",
            "integration",
            "--",
            "bindings",
            "golden",
        ],
        &[("SASAE_ACCEPT", "1")],
    )
}
