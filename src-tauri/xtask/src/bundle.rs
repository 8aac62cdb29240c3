//! `bundle`: the installers of this system.

use crate::setup;
use crate::shell::{Outcome, run};

/// Makes the installers: a .deb on Debian, an NSIS installer on Windows, a .dmg on macOS.
///
/// # Errors
/// When a step fails.
pub(crate) fn bundle(_arguments: &[String]) -> Outcome {
    setup::for_building()?;
    let target = if cfg!(windows) {
        "nsis"
    } else if cfg!(target_os = "macos") {
        "dmg"
    } else {
        "deb"
    };
    run(
        "ui",
        "npx",
        &[
            "tauri",
            "build",
            "--bundles",
            target,
            "--",
            "--profile",
            "dist",
        ],
    )
}
