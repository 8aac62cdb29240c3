//! Running other programs: say it, do it, stop when it fails.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Done, or a sentence that says what failed.
pub(crate) type Outcome = Result<(), String>;

/// Returns the folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Runs a program in a folder of the workspace and waits for it.
///
/// # Errors
/// When it cannot be started or ends with a failure.
pub(crate) fn run(folder: &str, program: &str, arguments: &[&str]) -> Outcome {
    run_with(folder, program, arguments, &[])
}

/// Runs a program with further environment variables.
///
/// # Errors
/// When it cannot be started or ends with a failure.
pub(crate) fn run_with(
    folder: &str,
    program: &str,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> Outcome {
    eprintln!("\n» {program} {}", arguments.join(" "));
    let status = Command::new(program)
        .args(arguments)
        .envs(variables.iter().copied())
        .current_dir(root().join(folder))
        .status()
        .map_err(|error| format!("«{program}» could not be started: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!(
            "«{program} {}» failed ({status})",
            arguments.join(" ")
        ))
    }
}

/// Runs Tauri's command line in the folder of the workspace, below which it looks for its configuration.
///
/// # Errors
/// When it fails.
pub(crate) fn tauri(arguments: &[&str]) -> Outcome {
    let program = "ui/node_modules/@tauri-apps/cli/tauri.js";
    run("", "node", &[&[program], arguments].concat())
}

/// Returns whether a program can be found.
pub(crate) fn has(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    })
}
