//! `bench`: measures what README states. Never a test: a clock decides nothing.

use crate::shell::{Outcome, root, run};
use crate::{pages, selection, setup};

/// Builds for release and prints a table.
///
/// # Errors
/// When a step fails.
pub(crate) fn bench(arguments: &[String]) -> Outcome {
    setup::for_testing()?;
    pages::build()?;
    selection::cargo(
        "build",
        selection::REHEARSAL,
        &["--release", "--bin", "sasaecho", "--bin", "bench"],
    )?;
    let program = root().join("target/release/bench");
    let program = program.to_string_lossy();
    let mut line = setup::on_a_virtual_display();
    line.push(&program);
    line.extend(arguments.iter().map(String::as_str));
    match line.split_first() {
        Some((first, rest)) => run("", first, rest),
        None => Ok(()),
    }
}
