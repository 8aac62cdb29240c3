//! Which packages and features are built: one selection for everything, because another one builds Typst, SQLCipher and
//! the window anew, which takes minutes.

use crate::shell::{Outcome, run};

/// The program as it is handed out.
pub(crate) const PROGRAM: &[&str] = &[
    "--workspace",
    "--features",
    "tests/e2e,shell/custom-protocol",
];

/// The same, with a window that may be driven by tests.
pub(crate) const REHEARSAL: &[&str] = &[
    "--workspace",
    "--features",
    "tests/e2e,shell/custom-protocol,shell/rehearsal",
];

/// Runs a command of cargo on a selection.
///
/// # Errors
/// When the command fails.
pub(crate) fn cargo(command: &str, selection: &[&str], more: &[&str]) -> Outcome {
    run("", "cargo", &[&[command], selection, more].concat())
}
