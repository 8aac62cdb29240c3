//! `run` and `dev`: the program on the practice book.

use crate::shell::{self, Outcome, root};
use crate::{pages, selection, setup};

/// Builds the program and opens it on the practice book.
///
/// # Errors
/// When something cannot be installed, built or started.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    setup::for_building()?;
    pages::build()?;
    selection::cargo("build", selection::PROGRAM, &["--bin", "sasaecho"])?;
    let program = root().join("target/debug/sasaecho");
    let program = program.to_string_lossy();
    let mut line = setup::on_a_display();
    line.push(&program);
    line.push("--practice");
    line.extend(arguments.iter().map(String::as_str));
    match line.split_first() {
        Some((first, rest)) => shell::run("", first, rest),
        None => Ok(()),
    }
}

/// Opens the program with pages that change while one edits them.
///
/// # Errors
/// When something cannot be installed, built or started.
pub(crate) fn dev(_arguments: &[String]) -> Outcome {
    setup::for_building()?;
    shell::tauri(&["dev", "--", "--package", "shell"])
}
