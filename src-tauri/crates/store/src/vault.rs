//! The folder of a book: making it, unlocking it, and keeping everybody else out while it is open.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use domain::secret::Secret;
use domain::vault::RecoveryKey;
use rusqlite::Connection;
use zeroize::Zeroizing;

use crate::label::Tries;
use crate::recovery_key::Key;
use crate::settings::Existing;
use crate::slots::{Random, Slots};
use crate::{
    KeyCost, StoreError, backup, migrate, passphrase, recovery_key, settings, slots, write_whole,
};

/// Name of the encrypted file.
pub(crate) const FILE: &str = "data.db";

/// When the file was last read through.
const CHECKED: &str = "checked.json";

/// An unlocked folder.
pub(crate) struct Vault {
    /// Keeps other openings of this program out. Dropped last.
    held: Held,
    /// The data key.
    pub(crate) key: Key,
}

/// The folders this program has open. A second opening is refused before it touches a file: closing any handle of a
/// file drops the locks SQLite holds on it.
static OPEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

struct Held(PathBuf);

impl Held {
    fn take(folder: &Path) -> Result<Self, StoreError> {
        if !folder.exists() {
            return Err(StoreError::Foreign);
        }
        let folder = folder.canonicalize()?;
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        if open.insert(folder.clone()) {
            Ok(Self(folder))
        } else {
            Err(StoreError::InUse)
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        OPEN.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.0);
    }
}

impl Vault {
    /// Returns the folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.held.0
    }

    /// Makes a new book. Whatever fails, no half of one stays behind.
    pub(crate) fn create(
        folder: &Path,
        passphrase: &Secret,
        cost: KeyCost,
        random: Random<'_>,
    ) -> Result<(Self, Connection, RecoveryKey), StoreError> {
        let folded = passphrase::fold_new(passphrase)?;
        std::fs::create_dir_all(folder.join("backups"))?;
        let held = Held::take(folder)?;
        if held.0.join(FILE).exists() || slots::exist(&held.0) {
            return Err(StoreError::BookExists);
        }
        let mut key: Key = Zeroizing::new([0; 32]);
        random(key.as_mut_slice());
        let mut recovery: Key = Zeroizing::new([0; 32]);
        random(recovery.as_mut_slice());
        let slots = Slots::seal(&key, &folded, cost, &recovery, random)?;
        let made = Self::fill(&held.0, &key, &slots, random);
        let connection = made.inspect_err(|_| sweep(&held.0))?;
        Ok((
            Self { held, key },
            connection,
            recovery_key::show(&recovery),
        ))
    }

    fn fill(
        folder: &Path,
        key: &Key,
        slots: &Slots,
        random: Random<'_>,
    ) -> Result<Connection, StoreError> {
        let connection = settings::open(&folder.join(FILE), key, Existing::Created)?;
        migrate::create(&connection)?;
        let mut device = [0; 16];
        random(&mut device);
        connection.execute(
            "INSERT INTO \"book\" VALUES ('device', ?1), ('epoch', '1')",
            [slots::hex(&device)],
        )?;
        // The keys come last: a folder without them is no book yet.
        slots.write(folder)?;
        Ok(connection)
    }

    /// Unlocks the book with the passphrase.
    pub(crate) fn open(
        folder: &Path,
        passphrase: &Secret,
        at: DateTime<Utc>,
    ) -> Result<(Self, Connection), StoreError> {
        let held = Held::take(folder)?;
        let slots = Slots::read(&held.0)?;
        let tries = Tries::begin(&held.0, at)?;
        let Some(key) = slots.unseal(&passphrase::fold(passphrase))? else {
            return Err(tries.refusal());
        };
        Tries::succeed(&held.0);
        let vault = Self { held, key };
        let connection = vault.connect(at)?;
        // These keys have opened the file, so both copies may be theirs. On a full or read-only disk one whole copy has
        // to do, and the next opening tries again.
        slots.mend(vault.folder()).ok();
        Ok((vault, connection))
    }

    /// Unlocks the book with the recovery key and seals its data key under a new passphrase.
    pub(crate) fn recover(
        folder: &Path,
        recovery: &Secret,
        new_passphrase: &Secret,
        cost: KeyCost,
        random: Random<'_>,
        at: DateTime<Utc>,
    ) -> Result<(Self, Connection), StoreError> {
        // Mistyped or too short: nothing was tried, so nobody has to wait.
        let recovery = recovery_key::read(recovery)?;
        let folded = passphrase::fold_new(new_passphrase)?;
        let held = Held::take(folder)?;
        let mut slots = Slots::read(&held.0)?;
        let tries = Tries::begin(&held.0, at)?;
        let Some(key) = slots.recover(&recovery)? else {
            return Err(tries.refusal());
        };
        Tries::succeed(&held.0);
        let vault = Self { held, key };
        // The file must open before the old passphrase is given up.
        let connection = vault.connect(at)?;
        slots.change_passphrase(&vault.key, &folded, cost, random)?;
        slots.write(vault.folder())?;
        Ok((vault, connection))
    }

    /// Opens the file with the key, proves it and brings it to the newest version, after a backup.
    fn connect(&self, at: DateTime<Utc>) -> Result<Connection, StoreError> {
        let due = self.is_check_due(at);
        let connection = self.reconnect()?;
        if due {
            settings::quick_check(&connection)?;
            // Where the note cannot be written (full or read-only disk) the next opening checks again.
            self.note_check(at).ok();
        }
        let version = migrate::version(&connection)?;
        if version < migrate::newest() {
            let name = format!(
                "before-{:04}-{}.sasae",
                migrate::newest(),
                at.format("%Y%m%d%H%M%S")
            );
            let to = self.folder().join("backups").join(name);
            backup::make(self, &connection, &to)?;
            migrate::run_from(&connection, version)?;
        }
        Ok(connection)
    }

    /// Returns whether the file should be read through: always while that takes no time, else when it was not closed
    /// properly or a week has passed. Every page proves itself anyhow when it is read.
    fn is_check_due(&self, at: DateTime<Utc>) -> bool {
        const SMALL: u64 = 96 * 1024 * 1024;
        let size = std::fs::metadata(self.folder().join(FILE)).map_or(0, |file| file.len());
        let left_open = self.folder().join("data.db-wal").exists();
        let checked = std::fs::read(self.folder().join(CHECKED)).unwrap_or_default();
        let checked = serde_json::from_slice::<DateTime<Utc>>(&checked).ok();
        let is_fresh = checked.is_some_and(|on| (at - on).abs() < TimeDelta::days(7));
        size <= SMALL || left_open || !is_fresh
    }

    fn note_check(&self, at: DateTime<Utc>) -> Result<(), StoreError> {
        let bytes = serde_json::to_vec(&at).map_err(StoreError::fault)?;
        write_whole(&self.folder().join(CHECKED), &bytes)
    }

    /// Opens the file with the key, without further proof.
    pub(crate) fn reconnect(&self) -> Result<Connection, StoreError> {
        settings::open(&self.folder().join(FILE), &self.key, Existing::Required)
    }
}

/// Removes what a failed creation left. The first error is the one worth telling.
fn sweep(folder: &Path) {
    for name in [
        FILE,
        "data.db-wal",
        "data.db-journal",
        "keys.slot",
        "keys.slot.b",
    ] {
        std::fs::remove_file(folder.join(name)).ok();
    }
}
