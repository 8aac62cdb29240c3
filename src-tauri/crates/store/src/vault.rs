//! The folder of a book: making it, unlocking it, and keeping everybody else out while it is open.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use domain::secret::Secret;
use domain::vault::{BookPresence, Holder, RecoveryKey};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::label::{Tries, presence};
use crate::recovery_key::Key;
use crate::renewal::settle;
use crate::settings::Existing;
use crate::slots::{Copies, Random, Slots};
use crate::whole_file::{make_folder, sync_folder};
use crate::{
    KeyCost, Opener, StoreError, backup, migrate, passphrase, recovery_key, settings, slots, space,
    write_whole,
};

/// Name of the encrypted file.
pub(crate) const FILE: &str = "data.db";

/// Its name until the book is made to its end.
pub(crate) const MAKING: &str = "making.db";

/// When the file was last read through.
const CHECKED: &str = "checked.json";

/// An unlocked folder.
pub(crate) struct Vault {
    /// Keeps other openings of this program out. Dropped last.
    held: Held,
    /// Name of the encrypted file, as of now.
    file: String,
    /// The data key.
    pub(crate) key: Key,
    /// Who opened it.
    pub(crate) holder: Holder,
}

/// What a book in the making still lacks.
pub(crate) struct Making {
    slots: Slots,
    recovery: Key,
}

/// The folders this program has open. A second opening is refused before it touches a file: closing any handle of a
/// file drops the locks SQLite holds on it.
static OPEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A folder nobody else of this program may open.
pub(crate) struct Held(PathBuf);

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
    /// Keeps everybody else of this program out of a folder.
    pub(crate) fn hold(folder: &Path) -> Result<Held, StoreError> {
        Held::take(folder)
    }

    /// Returns the folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.held.0
    }

    /// Returns a mark of a text that only the holder of the key can make.
    pub(crate) fn mark_of(&self, text: &str) -> String {
        let keyed = Sha256::new()
            .chain_update(b"a mark of a text")
            .chain_update(self.key.as_slice())
            .finalize();
        let mark = Sha256::new()
            .chain_update(keyed)
            .chain_update(text)
            .finalize();
        slots::hex(&mark[..8])
    }

    /// Begins to make a new book. It has no keys and another name until it is finished, so that a power cut leaves nothing
    /// that stands in the way of the next try.
    pub(crate) fn begin(
        folder: &Path,
        user: &Holder,
        passphrase: &Secret,
        cost: KeyCost,
        random: Random<'_>,
    ) -> Result<(Self, Connection, Making), StoreError> {
        let folded = passphrase::fold_new(passphrase)?;
        make_folder(&folder.join("backups"))?;
        let held = Held::take(folder)?;
        if presence(&held.0) != BookPresence::None {
            return Err(StoreError::BookExists);
        }
        sweep(&held.0);
        let key = recovery_key::fresh(random);
        let recovery = recovery_key::fresh(random);
        let slots = Slots::seal(&key, user, &folded, cost, &recovery, random)?;
        let vault = Self {
            held,
            file: MAKING.to_owned(),
            key,
            holder: user.clone(),
        };
        match vault.fill(random) {
            Ok(connection) => Ok((vault, connection, Making { slots, recovery })),
            Err(error) => Err(vault.give_up(error)),
        }
    }

    fn fill(&self, random: Random<'_>) -> Result<Connection, StoreError> {
        let connection = settings::open(&self.path(), &self.key, Existing::Created)?;
        migrate::create(&connection)?;
        let mut device = [0; 16];
        random(&mut device);
        connection.execute(
            "INSERT INTO \"book\" VALUES ('device', ?1), ('epoch', '1')",
            [slots::hex(&device)],
        )?;
        Ok(connection)
    }

    /// Finishes the book, whose file is closed: the keys, then the name.
    pub(crate) fn finish(&mut self, making: &Making) -> Result<RecoveryKey, StoreError> {
        making.slots.write(self.folder(), Copies::One)?;
        std::fs::rename(self.path(), self.folder().join(FILE))?;
        self.file = FILE.to_owned();
        sync_folder(self.folder())?;
        Ok(recovery_key::show(&making.recovery))
    }

    /// Removes what there is of a book that could not be made to its end, and returns the error worth telling: what went
    /// wrong first, unless a whole book stays that cannot be removed any more.
    pub(crate) fn give_up(self, error: StoreError) -> StoreError {
        if self.file == FILE {
            // From here on it is in the making again: nobody was given its recovery key.
            std::fs::rename(self.path(), self.folder().join(MAKING)).ok();
        }
        sweep(self.folder());
        if presence(self.folder()) == BookPresence::Locked {
            return StoreError::UnknownCommit;
        }
        error
    }

    /// Unlocks the book with the passphrase of a user.
    pub(crate) fn open(
        folder: &Path,
        holder: &str,
        passphrase: &Secret,
        at: DateTime<Utc>,
    ) -> Result<(Self, Connection), StoreError> {
        let held = Held::take(folder)?;
        let slots = Slots::read(&held.0)?;
        let holder = slots.holder_of(holder)?;
        let tries = Tries::begin(&held.0, at)?;
        let Some(key) = slots.unseal(&holder.holder, &passphrase::fold(passphrase))? else {
            return Err(tries.refusal());
        };
        tries.succeed(&held.0);
        let file = settle(&held.0, &slots, &key);
        let vault = Self {
            held,
            file,
            key,
            holder,
        };
        let connection = vault.connect(at)?;
        // These keys have opened the file, so both copies may be theirs. On a full or read-only disk one whole copy has
        // to do, and the next opening tries again.
        slots.mend(vault.folder()).ok();
        Ok((vault, connection))
    }

    /// Unlocks the book with keys on paper and seals its data key for a user under a new passphrase.
    pub(crate) fn recover(
        folder: &Path,
        holder: &str,
        opener: &Opener<'_>,
        new_passphrase: &Secret,
        cost: KeyCost,
        random: Random<'_>,
        at: DateTime<Utc>,
    ) -> Result<(Self, Connection), StoreError> {
        // Mistyped or too short: nothing was tried, so nobody has to wait.
        let opener = opener.read()?;
        let folded = passphrase::fold_new(new_passphrase)?;
        let held = Held::take(folder)?;
        let mut slots = Slots::read(&held.0)?;
        let holder = slots.holder_of(holder)?;
        let tries = Tries::begin(&held.0, at)?;
        let Some((_, key)) = opener.open(&slots)? else {
            return Err(tries.refusal());
        };
        tries.succeed(&held.0);
        let file = settle(&held.0, &slots, &key);
        let vault = Self {
            held,
            file,
            key,
            holder,
        };
        // The file must open before the old passphrase is given up.
        let connection = vault.connect(at)?;
        slots.set_user(&vault.key, &vault.holder, &folded, cost, random)?;
        slots.write_over(vault.folder(), Copies::One)?;
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
        self.update(&connection, at, space::free_space(self.folder()))?;
        Ok(connection)
    }

    /// Brings the file to the newest version, after a backup, if so much room is free.
    fn update(
        &self,
        connection: &Connection,
        at: DateTime<Utc>,
        free: Option<u64>,
    ) -> Result<(), StoreError> {
        let version = migrate::version(connection)?;
        if version < migrate::newest() {
            space::need_room(free, space::size_of(self.folder()))?;
            let name = format!(
                "before-{:04}-{}.sasae",
                migrate::newest(),
                at.format("%Y%m%d%H%M%S")
            );
            let to = self.folder().join("backups").join(name);
            backup::make(self, connection, &to)?;
            migrate::run_from(connection, version)?;
        }
        Ok(())
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
        settings::open(&self.path(), &self.key, Existing::Required)
    }

    /// Goes on under another data key, whose file may still wait beside for its name.
    pub(crate) fn go_on_with(&mut self, key: Key, holder: Holder, slots: &Slots) {
        self.file = settle(self.folder(), slots, &key);
        self.key = key;
        self.holder = holder;
    }

    fn path(&self) -> PathBuf {
        self.folder().join(&self.file)
    }
}

/// Removes what is left of a book that was not finished: the keys first, as long as the file says that they are of no book.
fn sweep(folder: &Path) {
    if !folder.join(MAKING).exists() {
        return;
    }
    for name in [
        "keys.slot",
        "keys.slot.b",
        "data.db-wal",
        "making.db-wal",
        "making.db-journal",
        MAKING,
    ] {
        std::fs::remove_file(folder.join(name)).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_update_without_room_is_not_begun() {
        let folder = tempfile::tempdir().unwrap();
        let mut chance = |bytes: &mut [u8]| bytes.fill(7);
        let words = Secret::new("みかん はしご たぬき そら うみ");
        let (mut vault, connection, making) = Vault::begin(
            folder.path(),
            &Holder::default(),
            &words,
            KeyCost::PRACTICE,
            &mut chance,
        )
        .unwrap();
        drop(connection);
        vault.finish(&making).unwrap();
        let connection = vault.reconnect().unwrap();
        connection.pragma_update(None, "user_version", 1).unwrap();
        let at = DateTime::UNIX_EPOCH;
        let refused = vault.update(&connection, at, Some(1000));
        let Err(StoreError::NoRoom { .. }) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(migrate::version(&connection).unwrap(), 1);
        let backups = std::fs::read_dir(folder.path().join("backups")).unwrap();
        assert_eq!(backups.count(), 0);
    }
}
