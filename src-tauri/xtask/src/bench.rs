//! `bench`: measures what README states. Never a test: a clock decides nothing.

use crate::shell::{Outcome, root, run};
use crate::{pages, setup};

/// Builds for release and prints a table.
///
/// # Errors
/// When a step fails.
pub(crate) fn bench(arguments: &[String]) -> Outcome {
    setup::for_testing()?;
    let mut line = vec![
        "run",
        "--release",
        "--package",
        "tests",
        "--bin",
        "bench",
        "--",
    ];
    line.extend(arguments.iter().map(String::as_str));
    run("", "cargo", &line)
}
