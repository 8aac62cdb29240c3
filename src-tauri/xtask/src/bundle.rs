//! `bundle`: the installers of this system, and the list of what they are made of.

use crate::shell::{Outcome, tauri};
use crate::{pages, sbom, selection, setup};

/// Makes the installers: a .deb on Debian, an NSIS installer on Windows, a .dmg on macOS.
///
/// # Errors
/// When a step fails.
pub(crate) fn bundle(arguments: &[String]) -> Outcome {
    setup::for_building()?;
    pages::build()?;
    selection::cargo(
        "build",
        selection::PROGRAM,
        &["--release", "--bin", "sasaecho"],
    )?;
    let kind = if cfg!(windows) {
        "nsis"
    } else if cfg!(target_os = "macos") {
        "dmg"
    } else {
        "deb"
    };
    tauri(&["bundle", "--bundles", kind])?;
    sbom::sbom(arguments)
}
