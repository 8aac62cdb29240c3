//! What may be known of a locked book: the name of the council, whether it is the practice book, how long to wait.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use domain::vault::BookPresence;
use serde::{Deserialize, Serialize};

use crate::{StoreError, slots, write_whole};

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
    read_json(&folder.join("label.json"))
}

/// Writes the label of the book.
pub fn write_label(folder: &Path, label: &Label) -> Result<(), StoreError> {
    let bytes = serde_json::to_vec(label).map_err(StoreError::fault)?;
    write_whole(&folder.join("label.json"), &bytes)
}

fn read_json<T: Default + for<'de> Deserialize<'de>>(path: &Path) -> T {
    let bytes = std::fs::read(path).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// Returns what lies in the folder: nothing, a locked book, or something damaged. Never `Open`: that knows the host.
pub fn presence(folder: &Path) -> BookPresence {
    match (folder.join("data.db").exists(), slots::exist(folder)) {
        (false, false) => BookPresence::None,
        (true, true) => BookPresence::Locked,
        _ => BookPresence::Damaged,
    }
}

/// Wrong tries since the last right one. Counted before a try is made, so that pulling the plug does not help.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Tries {
    wrong: u32,
    last: Option<DateTime<Utc>>,
}

/// The longest wait.
const MOST_SECONDS: u32 = 60;

impl Tries {
    /// Returns the seconds to wait after so many wrong tries: 1, 2, 4 … 60.
    fn wait(self) -> u32 {
        match self.wrong {
            0 => 0,
            wrong => 1_u32
                .checked_shl(wrong - 1)
                .unwrap_or(MOST_SECONDS)
                .clamp(1, MOST_SECONDS),
        }
    }

    /// Returns the seconds that are left at a moment. A clock that was set back makes nobody wait longer than one turn.
    fn left(self, at: DateTime<Utc>) -> u32 {
        let wait = TimeDelta::seconds(i64::from(self.wait()));
        let passed = self
            .last
            .map_or(wait, |last| (at - last).max(TimeDelta::zero()));
        let left = (wait - passed).num_milliseconds().max(0);
        u32::try_from((left + 999) / 1000).unwrap_or(MOST_SECONDS)
    }

    /// Counts a try before it is made, or refuses it as too early.
    pub(crate) fn begin(folder: &Path, at: DateTime<Utc>) -> Result<Self, StoreError> {
        let tries = Self::read(folder);
        match tries.left(at) {
            0 => {}
            seconds => return Err(StoreError::Wait { seconds }),
        }
        let counted = Self {
            wrong: tries.wrong.saturating_add(1),
            last: Some(at),
        };
        counted.write(folder)?;
        Ok(counted)
    }

    /// Forgets the wrong tries after a right one.
    pub(crate) fn succeed(folder: &Path) -> Result<(), StoreError> {
        match std::fs::remove_file(folder.join("tries.json")) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Returns the error for the try that was counted.
    pub(crate) fn refusal(self) -> StoreError {
        StoreError::WrongKey {
            wait_seconds: self.wait(),
        }
    }

    fn read(folder: &Path) -> Self {
        read_json(&folder.join("tries.json"))
    }

    fn write(self, folder: &Path) -> Result<(), StoreError> {
        let bytes = serde_json::to_vec(&self).map_err(StoreError::fault)?;
        write_whole(&folder.join("tries.json"), &bytes)
    }
}

/// Returns the seconds to wait before the next try after wrong passphrases.
pub fn wait_seconds(folder: &Path, at: DateTime<Utc>) -> u32 {
    Tries::read(folder).left(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_a_minute() {
        let waits: Vec<u32> = (0..9)
            .map(|wrong| Tries { wrong, last: None }.wait())
            .collect();
        assert_eq!(waits, [0, 1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(
            Tries {
                wrong: 4_000_000_000,
                last: None
            }
            .wait(),
            60
        );
    }

    #[test]
    fn a_wrong_try_counts_before_it_is_made_and_survives_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let at = DateTime::UNIX_EPOCH;
        Tries::begin(folder.path(), at).unwrap();
        assert_eq!(wait_seconds(folder.path(), at), 1);
        assert!(matches!(
            Tries::begin(folder.path(), at),
            Err(StoreError::Wait { seconds: 1 })
        ));
        let back = at - TimeDelta::days(1);
        assert_eq!(wait_seconds(folder.path(), back), 1, "a clock set back");
        let later = at + TimeDelta::seconds(1);
        Tries::begin(folder.path(), later).unwrap();
        assert_eq!(wait_seconds(folder.path(), later), 2);
        Tries::succeed(folder.path()).unwrap();
        assert_eq!(wait_seconds(folder.path(), later), 0);
    }
}
