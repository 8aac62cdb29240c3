//! 鍵をすべて取りかえる: the whole book under a new data key, in a new file beside. It counts from the moment its keys are
//! written; only then does the file get the name of the book. `PRAGMA rekey` is never used: on a full disk it leaves a file
//! that no key opens (trust.md, section 1).

use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use domain::secret::Secret;
use domain::vault::{Holder, RecoveryKey};

use crate::recovery_key::{Key, fresh};
use crate::slots::{Copies, Random, Slots, hex};
use crate::vault::FILE;
use crate::whole_file::sync_folder;
use crate::{Book, KeyCost, StoreError, backup, passphrase, recovery_key, settings, space};

/// A new data key, what opens it, and the file under it.
struct Renewed {
    key: Key,
    recovery: Key,
    slots: Slots,
    file: PathBuf,
}

impl Book {
    /// Puts the whole book under a new data key and returns the new recovery key, which is stored nowhere. From then on only
    /// the new passphrase of whoever has the book open, and that key, open it. Whatever fails, one whole book is left.
    pub fn renew_keys(
        &mut self,
        new_passphrase: &Secret,
        cost: KeyCost,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Result<RecoveryKey, StoreError> {
        let folder = self.vault.folder();
        space::need_room(space::free_space(folder), space::size_of(folder))?;
        let user = self.holder().clone();
        let renewed = Renewed::new(self.vault.folder(), &user, new_passphrase, cost, random)?;
        let made = self
            .write_beside(&renewed)
            .and_then(|()| renewed.slots.write_over(self.vault.folder(), Copies::One));
        match made {
            Ok(()) => {}
            // Which keys count is found out by the next opening; both files stay until then.
            Err(StoreError::UnknownCommit) => return Err(StoreError::UnknownCommit),
            Err(error) => {
                remove(&renewed.file);
                self.reopen();
                return Err(error);
            }
        }
        self.vault.go_on_with(renewed.key, user, &renewed.slots);
        // The keys count already: where the file cannot be opened now, the lock screen asks for the new words.
        self.reopen();
        Ok(recovery_key::show(&renewed.recovery))
    }

    /// Writes the book under the new key into the file beside, proves it, and closes the old one.
    fn write_beside(&mut self, renewed: &Renewed) -> Result<(), StoreError> {
        backup::copy_and_prove(self.connection()?, &renewed.file, &renewed.key)?;
        OpenOptions::new()
            .write(true)
            .open(&renewed.file)?
            .sync_all()?;
        self.let_go()?;
        // The new file, and that the log of the old one is gone, must be on the disk before the keys say so.
        sync_folder(self.vault.folder())
    }
}

impl Renewed {
    fn new(
        folder: &Path,
        user: &Holder,
        passphrase: &Secret,
        cost: KeyCost,
        random: Random<'_>,
    ) -> Result<Self, StoreError> {
        let folded = passphrase::fold_new(passphrase)?;
        let others = Slots::read(folder)?;
        let (key, recovery) = (fresh(random), fresh(random));
        let mut name = [0; 8];
        random(&mut name);
        let mut slots = Slots::seal(&key, user, &folded, cost, &recovery, random)?;
        slots.come_after(&others, hex(&name));
        let file = folder.join(waiting(slots.incoming()));
        Ok(Self {
            key,
            recovery,
            slots,
            file,
        })
    }
}

fn waiting(name: &str) -> String {
    format!("data-{name}.db")
}

/// Gives the file of these keys the name of the book, if it still waits for it, and removes what other renewals left.
/// Returns the name under which the file is to be opened: on a disk that takes no writing it goes on under its old one.
pub(crate) fn settle(folder: &Path, slots: &Slots, key: &Key) -> String {
    let file = waiting(slots.incoming());
    let name = if !slots.incoming().is_empty() && folder.join(&file).exists() {
        match take_the_place(folder, slots, &file, key) {
            Ok(()) => FILE.to_owned(),
            Err(_) => file,
        }
    } else {
        FILE.to_owned()
    };
    sweep(folder, &name);
    name
}

fn take_the_place(folder: &Path, slots: &Slots, file: &str, key: &Key) -> Result<(), StoreError> {
    // As long as one file of keys is of the old book, that book stays.
    slots.mend(folder)?;
    // Where the new book was left open under this name, its log says more than its file.
    let log = folder.join(format!("{file}-wal"));
    if log.exists() {
        settings::fold_log(&folder.join(file), key)?;
    }
    if log.exists() {
        return Err(StoreError::InUse);
    }
    // The log of the old book must not be taken for one of the new.
    match std::fs::remove_file(folder.join("data.db-wal")) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    sync_folder(folder)?;
    std::fs::rename(folder.join(file), folder.join(FILE))?;
    sync_folder(folder)
}

/// Removes what renewals left that were not finished: files no key opens any more.
fn sweep(folder: &Path, kept: &str) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        if is_left_over(&entry.file_name(), kept) {
            remove(&entry.path());
        }
    }
}

fn is_left_over(name: &OsStr, kept: &str) -> bool {
    let name = name.to_string_lossy();
    name.starts_with("data-") && name.contains(".db") && !name.starts_with(kept)
}

fn remove(file: &Path) {
    // What cannot be removed now is removed by the next opening.
    std::fs::remove_file(file).ok();
}
