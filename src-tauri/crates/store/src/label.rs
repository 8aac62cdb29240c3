//! What may be known of a locked book: the name of the council, whether it is the practice book, how long to wait.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use domain::vault::BookPresence;
use serde::{Deserialize, Serialize};

use crate::vault::{FILE, MAKING};
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

pub(crate) fn read_json<T: Default + for<'de> Deserialize<'de>>(path: &Path) -> T {
    let bytes = std::fs::read(path).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// Returns what lies in the folder: nothing, a locked book, or something damaged. Never `Open`: that knows the host.
pub fn presence(folder: &Path) -> BookPresence {
    let making = folder.join(MAKING).exists();
    match (folder.join(FILE).exists(), slots::exist(folder)) {
        (true, true) => BookPresence::Locked,
        (false, false) => BookPresence::None,
        // The keys of a book that was not made to its end: nobody was given one of them.
        (false, true) if making => BookPresence::None,
        _ => BookPresence::Damaged,
    }
}

/// Wrong tries since the last right one. Counted before a try is made, so that pulling the plug does not help.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Tries {
    wrong: u32,
    last: Option<DateTime<Utc>>,
    /// Wrong tries the history does not know of yet: it can only be written to once somebody comes in.
    missed: MissedTries,
    /// The try before the one that was counted last.
    #[serde(skip)]
    before: Option<DateTime<Utc>>,
}

/// Wrong tries while the book was locked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MissedTries {
    /// How many.
    pub tries: u32,
    /// When the last one was made.
    pub last: Option<DateTime<Utc>>,
}

/// The longest wait.
const MOST_SECONDS: u32 = 60;

/// Tries that could not be written, by folder; they count more than the file.
static UNKEPT: Mutex<BTreeMap<PathBuf, Tries>> = Mutex::new(BTreeMap::new());

fn unkept() -> MutexGuard<'static, BTreeMap<PathBuf, Tries>> {
    UNKEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the one name of a folder.
fn place(folder: &Path) -> PathBuf {
    folder
        .canonicalize()
        .unwrap_or_else(|_| folder.to_path_buf())
}

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

    /// Returns the seconds that are left at a moment.
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
        let tries = Self::settled(folder, at);
        match tries.left(at) {
            0 => {}
            seconds => return Err(StoreError::Wait { seconds }),
        }
        let counted = Self {
            wrong: tries.wrong.saturating_add(1),
            last: Some(at),
            missed: tries.missed,
            before: tries.last,
        };
        counted.keep(folder);
        Ok(counted)
    }

    /// Forgets the wrong tries after this one, which was right; what the history does not know of yet is kept for it.
    pub(crate) fn succeed(self, folder: &Path) {
        let wrong = self.wrong.saturating_sub(1);
        let missed = MissedTries {
            tries: self.missed.tries.saturating_add(wrong),
            last: self.before.filter(|_| wrong > 0).or(self.missed.last),
        };
        if missed.tries > 0 {
            let settled = Self {
                missed,
                ..Self::default()
            };
            settled.keep(folder);
        } else {
            Self::forget(folder);
        }
    }

    fn forget(folder: &Path) {
        match std::fs::remove_file(folder.join("tries.json")) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                unkept().insert(place(folder), Self::default());
            }
            _ => {
                unkept().remove(&place(folder));
            }
        }
    }

    /// Returns the error for the try that was counted.
    pub(crate) fn refusal(self) -> StoreError {
        StoreError::WrongKey {
            wait_seconds: self.wait(),
        }
    }

    fn read(folder: &Path) -> Self {
        let kept = unkept().get(&place(folder)).copied();
        kept.unwrap_or_else(|| read_json(&folder.join("tries.json")))
    }

    /// Returns the tries as they count at a moment. Where the last one lies in the future the clock was set back: the
    /// wait begins anew from now, so that it ends after one turn and not when the clock has caught up.
    fn settled(folder: &Path, at: DateTime<Utc>) -> Self {
        let mut tries = Self::read(folder);
        if tries.last.is_some_and(|last| at < last) {
            tries.last = Some(at);
            tries.keep(folder);
        }
        tries
    }

    /// Keeps the tries on the disk, or in memory where the disk is full or takes no writing: the owner must be able to
    /// read the book there, and whoever can stop the writing could also remove the file.
    fn keep(self, folder: &Path) {
        if self.write(folder).is_ok() {
            unkept().remove(&place(folder));
        } else {
            unkept().insert(place(folder), self);
        }
    }

    fn write(self, folder: &Path) -> Result<(), StoreError> {
        let bytes = serde_json::to_vec(&self).map_err(StoreError::fault)?;
        write_whole(&folder.join("tries.json"), &bytes)
    }
}

/// Returns the wrong tries the history does not know of yet.
pub(crate) fn missed_tries(folder: &Path) -> MissedTries {
    Tries::read(folder).missed
}

/// Forgets the wrong tries the history knows of now.
pub(crate) fn forget_missed_tries(folder: &Path) {
    if missed_tries(folder).tries > 0 {
        Tries::forget(folder);
    }
}

/// Returns the seconds to wait before the next try after wrong passphrases. After a clock was set back the wait counts
/// from the first question on.
pub fn wait_seconds(folder: &Path, at: DateTime<Utc>) -> u32 {
    Tries::settled(folder, at).left(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(wrong: u32) -> Tries {
        Tries {
            wrong,
            ..Tries::default()
        }
    }

    #[test]
    fn the_wait_doubles_up_to_a_minute() {
        let waits: Vec<u32> = (0..9).map(|wrong| of(wrong).wait()).collect();
        assert_eq!(waits, [0, 1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(of(4_000_000_000).wait(), 60);
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
        let right = later + TimeDelta::seconds(5);
        Tries::begin(folder.path(), right)
            .unwrap()
            .succeed(folder.path());
        assert_eq!(wait_seconds(folder.path(), right), 0);
        let missed = MissedTries {
            tries: 2,
            last: Some(later),
        };
        assert_eq!(missed_tries(folder.path()), missed, "for the history");
        let again = right + TimeDelta::days(1);
        Tries::begin(folder.path(), again)
            .unwrap()
            .succeed(folder.path());
        assert_eq!(missed_tries(folder.path()), missed, "still unwritten");
        forget_missed_tries(folder.path());
        assert_eq!(missed_tries(folder.path()), MissedTries::default());
    }

    #[test]
    fn a_clock_that_is_set_back_makes_nobody_wait_longer_than_one_turn() {
        let folder = tempfile::tempdir().unwrap();
        let ahead = DateTime::UNIX_EPOCH + TimeDelta::days(30_000);
        for turn in 0..3 {
            Tries::begin(folder.path(), ahead + TimeDelta::minutes(turn)).unwrap();
        }
        let back = ahead - TimeDelta::days(9_000);
        assert!(matches!(
            Tries::begin(folder.path(), back),
            Err(StoreError::Wait { seconds: 4 })
        ));
        assert_eq!(wait_seconds(folder.path(), back + TimeDelta::seconds(3)), 1);
        let after = back + TimeDelta::seconds(4);
        assert_eq!(wait_seconds(folder.path(), after), 0);
        Tries::begin(folder.path(), after).unwrap();
    }

    #[test]
    fn a_clock_that_is_set_far_back_again_and_again_still_lets_the_wait_end() {
        let folder = tempfile::tempdir().unwrap();
        let mut at = DateTime::UNIX_EPOCH + TimeDelta::days(60_000);
        Tries::begin(folder.path(), at).unwrap();
        for _ in 0..5 {
            at -= TimeDelta::days(9_000);
            assert_eq!(wait_seconds(folder.path(), at), 1, "the lock screen asks");
            at -= TimeDelta::days(900);
            assert!(matches!(
                Tries::begin(folder.path(), at),
                Err(StoreError::Wait { seconds: 1 })
            ));
        }
        Tries::begin(folder.path(), at + TimeDelta::seconds(1)).unwrap();
    }
}
