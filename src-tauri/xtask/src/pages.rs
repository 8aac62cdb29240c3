//! The pages: checked, linted, tested, built.

use crate::setup::npm_program;
use crate::shell::{Outcome, run};

/// Builds the pages into `ui/dist`, from where the program takes them in.
///
/// # Errors
/// When the build fails.
pub(crate) fn build() -> Outcome {
    run("ui", npm_program(), &["run", "--silent", "build"])
}

/// Checks types, lints and tests the pages.
///
/// # Errors
/// When one of them fails.
pub(crate) fn check() -> Outcome {
    for script in ["check", "lint", "test"] {
        run("ui", npm_program(), &["run", "--silent", script])?;
    }
    Ok(())
}
