//! `check`: what needs no test run: format, clippy, types and lint of the pages.

use crate::shell::{Outcome, has, run};
use crate::{pages, selection, setup};

/// Checks everything that can be checked without running the program.
///
/// # Errors
/// When a check fails.
pub(crate) fn check(_arguments: &[String]) -> Outcome {
    setup::for_building()?;
    run("", "cargo", &["fmt", "--all", "--check"])?;
    pages::check()?;
    pages::build()?;
    lints()?;
    if has("cargo-deny") {
        return run(
            "",
            "cargo",
            &[
                "deny",
                "--config",
                ".cargo/deny.toml",
                "check",
                "licenses",
                "bans",
                "sources",
            ],
        );
    }
    eprintln!("cargo-deny is not installed: licences and sources were not checked.");
    Ok(())
}

/// Lints all Rust code; a warning is a failure.
///
/// # Errors
/// When there is a warning.
pub(crate) fn lints() -> Outcome {
    selection::cargo(
        "clippy",
        selection::REHEARSAL,
        &["--all-targets", "--", "--deny", "warnings"],
    )
}
