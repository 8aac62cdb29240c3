//! `bundle`: the installers of this system.

use crate::shell::{Outcome, run};
use crate::{pages, selection, setup};

/// Makes the installers: a .deb on Debian, an NSIS installer on Windows, a .dmg on macOS.
///
/// # Errors
/// When a step fails.
pub(crate) fn bundle(_arguments: &[String]) -> Outcome {
    setup::for_building()?;
    pages::build()?;
    selection::cargo(
        "build",
        selection::PROGRAM,
        &["--release", "--bin", "shell"],
    )?;
    let kind = if cfg!(windows) {
        "nsis"
    } else if cfg!(target_os = "macos") {
        "dmg"
    } else {
        "deb"
    };
    run("ui", "npx", &["tauri", "bundle", "--bundles", kind])
}
