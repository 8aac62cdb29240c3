//! 設定 of this PC, kept outside the book.

use std::path::Path;

use domain::vault::PcSettings;

use crate::failure::Failure;
use crate::program::Program;

/// Name of the file in the folder of the settings.
const FILE: &str = "settings.json";

/// Minutes without a key until the book is locked, unless somebody says otherwise.
const LOCK_MINUTES: u32 = 5;

/// The longest a book may stay open untouched.
const LOCK_MINUTES_AT_MOST: u32 = 15;

/// Answers the settings of this PC.
pub(crate) fn settings(program: &Program, (): ()) -> Result<PcSettings, Failure> {
    Ok(program.settings().clone())
}

/// Keeps the settings of this PC.
pub(crate) fn save_settings(program: &Program, settings: PcSettings) -> Result<(), Failure> {
    let settings = sensible(settings);
    let folder = &program.setup().settings;
    store::make_folder(folder)?;
    let bytes = serde_json::to_vec_pretty(&settings)
        .map_err(|error| Failure::fault(&format!("settings: {error}")))?;
    store::write_whole(&folder.join(FILE), &bytes)?;
    *program.settings() = settings;
    Ok(())
}

/// Reads the settings at the start. They only concern the look, so an unreadable file is not worth stopping for.
pub(crate) fn read(folder: &Path) -> PcSettings {
    let bytes = std::fs::read(folder.join(FILE)).unwrap_or_default();
    sensible(serde_json::from_slice(&bytes).unwrap_or_default())
}

/// Replaces what is missing or unknown by what the program starts with.
fn sensible(mut settings: PcSettings) -> PcSettings {
    if !["normal", "large", "xlarge"].contains(&settings.text.as_str()) {
        settings.text = "normal".into();
    }
    if !["normal", "contrast"].contains(&settings.theme.as_str()) {
        settings.theme = "normal".into();
    }
    if settings.lock_minutes == 0 {
        settings.lock_minutes = LOCK_MINUTES;
    }
    settings.lock_minutes = settings.lock_minutes.min(LOCK_MINUTES_AT_MOST);
    settings
}
