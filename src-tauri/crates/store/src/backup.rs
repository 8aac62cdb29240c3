//! Backups: one sealed file that holds the keys and the database, proven by reading it back.
//!
//! Layout: a line that names the format, the length of the keys (4 bytes, little endian), the keys as in `keys.slot`,
//! the database, and the SHA-256 of all of it.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

use domain::kind::Kind;
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::recovery_key::Key;
use crate::settings;
use crate::slots::{MOST_BYTES, Slots};
use crate::tables::cells::Cell;
use crate::tables::table;
use crate::vault::Vault;
use crate::whole_file::{make_folder, sync_folder};

const FORMAT: &[u8] = b"sasae backup 1\n";

/// How the name of a file ends that is being written.
pub(crate) const WRITING: &str = ".writing";

/// Length of the sum at the end, in bytes.
const SUM: usize = 32;

/// What a book holds, to compare a copy with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Contents {
    /// Records of each kind.
    counts: Vec<(Kind, u32)>,
    /// SHA-256 over every record and the head of the journal.
    sum: [u8; 32],
}

impl Contents {
    /// Reads through the whole book.
    pub(crate) fn read(connection: &Connection) -> Result<Self, StoreError> {
        let mut sum = Sha256::new();
        let mut counts = Vec::new();
        for &kind in Kind::ALL {
            let mut count = 0;
            table(kind)?.visit_all(connection, &mut |cells| {
                count += 1;
                cells.iter().for_each(|cell| add(&mut sum, cell));
            })?;
            counts.push((kind, count));
        }
        let mut head = connection
            .prepare("SELECT \"hash\" FROM \"journal_entry\" ORDER BY \"seq\" DESC LIMIT 1")?;
        let mut rows = head.query([])?;
        if let Some(row) = rows.next()? {
            sum.update(row.get::<_, Vec<u8>>(0)?);
        }
        Ok(Self {
            counts,
            sum: sum.finalize().into(),
        })
    }

    /// Returns how many people are in the book.
    pub(crate) fn people(&self) -> u32 {
        self.counts
            .iter()
            .find(|(kind, _)| *kind == Kind::Person)
            .map_or(0, |(_, count)| *count)
    }
}

fn add(sum: &mut Sha256, cell: &Cell) {
    let text;
    let (mark, bytes): (u8, &[u8]) = match cell {
        Cell::Null => (0, &[]),
        Cell::Integer(number) => (1, &number.to_le_bytes()),
        Cell::Real(number) => (2, &number.to_le_bytes()),
        Cell::Text(value) => {
            text = value;
            (3, text.as_bytes())
        }
    };
    sum.update([mark]);
    sum.update((bytes.len() as u64).to_le_bytes());
    sum.update(bytes);
}

/// Makes a backup and returns what was counted in it after reading it back, and its size in bytes.
pub(crate) fn make(
    vault: &Vault,
    connection: &Connection,
    to: &Path,
) -> Result<(Contents, u64), StoreError> {
    let copied = Copied::of(vault, connection, ".copy.db")?;
    let size = copied.seal(to, &|| true)?;
    Ok((copied.contents.clone(), size))
}

/// The live file copied through SQLite, not yet proven: as long as this takes, the book is held. The copy goes with it.
pub(crate) struct Copied {
    copy: PathBuf,
    key: Key,
    slots: Slots,
    /// What the book held at that moment.
    pub(crate) contents: Contents,
}

impl Copied {
    /// Copies the live file to this name in the folder of the backups.
    pub(crate) fn of(
        vault: &Vault,
        connection: &Connection,
        name: &str,
    ) -> Result<Self, StoreError> {
        let folder = vault.folder().join("backups");
        make_folder(&folder)?;
        let copied = Self {
            copy: folder.join(name),
            key: vault.key.clone(),
            // One of the two files may be torn or out of date; the backup carries what would open the book today.
            slots: Slots::read(vault.folder())?,
            contents: Contents::read(connection)?,
        };
        copy_through(connection, &copied.copy, &copied.key)?;
        Ok(copied)
    }

    /// Opens the copy by key and compares it with what the book held, puts it into one file with its keys, reads that back and
    /// gives it its name. Returns its size. The book is not needed any more; stops between two steps where it is not wanted.
    pub(crate) fn seal(&self, to: &Path, wanted: Wanted<'_>) -> Result<u64, StoreError> {
        compare(&self.copy, &self.key, &self.contents)?;
        go_on(wanted)?;
        into_place(to, |sealed| {
            let size = seal(&self.slots, &self.copy, sealed)?;
            if read_back(sealed)? != self.slots {
                return Err(read_back_differs());
            }
            Ok(size)
        })
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        std::fs::remove_file(&self.copy).ok();
    }
}

/// Copies the live file through SQLite into a new one under a key.
fn copy_through(connection: &Connection, copy: &Path, key: &Key) -> Result<(), StoreError> {
    if copy.exists() {
        std::fs::remove_file(copy)?;
    }
    let mut target = settings::open_target(copy, key)?;
    let backup = Backup::new(connection, &mut target)?;
    loop {
        match backup.step(1024)? {
            StepResult::Done => break,
            StepResult::More => {}
            // This connection is the only one, so nobody can be in the way.
            StepResult::Busy | StepResult::Locked | _ => return Err(StoreError::InUse),
        }
    }
    drop(backup);
    // A copy in WAL mode could not be read without writing beside it.
    target.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    target.close().map_err(|(_, error)| StoreError::from(error))
}

/// Opens a copy by key and compares it with what the book held.
fn compare(copy: &Path, key: &Key, held: &Contents) -> Result<(), StoreError> {
    let proof = settings::open_to_read(copy, key)?;
    settings::quick_check(&proof)?;
    if Contents::read(&proof)? == *held {
        Ok(())
    } else {
        Err(StoreError::Damaged(
            "the copy differs from the book".to_owned(),
        ))
    }
}

/// Copies the live file into a new one under a key, opens that by it and compares it with the original.
pub(crate) fn copy_and_prove(
    connection: &Connection,
    copy: &Path,
    key: &Key,
) -> Result<(), StoreError> {
    copy_through(connection, copy, key)?;
    compare(copy, key, &Contents::read(connection)?)
}

/// Whether work beside the book is still wanted: it ends soon after the book is locked.
pub type Wanted<'a> = &'a dyn Fn() -> bool;

/// Goes on while it is wanted.
pub(crate) fn go_on(wanted: Wanted<'_>) -> Result<(), StoreError> {
    if wanted() {
        Ok(())
    } else {
        Err(StoreError::Stopped)
    }
}

/// Has a file written under another name and gives it its own once it is whole.
pub(crate) fn into_place<T>(
    to: &Path,
    write: impl FnOnce(&Path) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let folder = to
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}{WRITING}"));
    let made = write(&beside).and_then(|value| {
        std::fs::rename(&beside, to)?;
        sync_folder(folder)?;
        Ok(value)
    });
    if made.is_err() {
        std::fs::remove_file(&beside).ok();
    }
    made
}

/// Copies a backup whose sum was compared to another place, and reads it back there.
pub(crate) fn copy_to(from: &Path, to: &Path, wanted: Wanted<'_>) -> Result<(), StoreError> {
    let slots = read_back(from)?;
    into_place(to, |beside| {
        let mut reader = File::open(from)?;
        let mut out = File::create(beside)?;
        let mut chunk = vec![0; 1024 * 1024];
        loop {
            go_on(wanted)?;
            let read = reader.read(&mut chunk)?;
            if read == 0 {
                break;
            }
            out.write_all(&chunk[..read])?;
        }
        out.sync_all()?;
        if read_back(beside)? == slots {
            Ok(())
        } else {
            Err(read_back_differs())
        }
    })
}

/// Reads a backup through, opens it by key and returns how many people are in it. One made before all keys were renewed opens
/// by its own key only: its sum says that it is as it was when it was opened and compared, and nobody is counted again. The
/// database lies in `beside` meanwhile.
pub(crate) fn prove(path: &Path, beside: &Path, key: &Key) -> Result<Option<u32>, StoreError> {
    let proven = unseal(path, beside).and_then(|_slots| {
        let proof = match settings::open_to_read(beside, key) {
            Err(StoreError::Damaged(_) | StoreError::Foreign) => return Ok(None),
            proof => proof?,
        };
        settings::quick_check(&proof)?;
        Ok(Some(Contents::read(&proof)?.people()))
    });
    std::fs::remove_file(beside).ok();
    proven
}

/// Puts keys and copy into one file, synced, and returns its size.
fn seal(slots: &Slots, copy: &Path, to: &Path) -> Result<u64, StoreError> {
    let keys = slots.to_bytes()?;
    let length = u32::try_from(keys.len())
        .map_err(StoreError::fault)?
        .to_le_bytes();
    let mut out = BufWriter::new(File::create(to)?);
    let mut sum = Sha256::new();
    let mut size = 0;
    let mut put = |bytes: &[u8]| -> std::io::Result<()> {
        sum.update(bytes);
        size += bytes.len() as u64;
        out.write_all(bytes)
    };
    put(FORMAT)?;
    put(&length)?;
    put(&keys)?;
    let mut reader = BufReader::new(File::open(copy)?);
    let mut chunk = vec![0; 64 * 1024];
    loop {
        let read = reader.read(&mut chunk)?;
        if read == 0 {
            break;
        }
        put(&chunk[..read])?;
    }
    let sum: [u8; 32] = sum.finalize().into();
    out.write_all(&sum)?;
    let file = out
        .into_inner()
        .map_err(|error| StoreError::from(error.into_error()))?;
    file.sync_all()?;
    Ok(size + sum.len() as u64)
}

fn read_back_differs() -> StoreError {
    StoreError::Damaged("the backup reads back differently".to_owned())
}

/// Reads a backup from the disk and compares its sum with its content.
pub fn check_backup(path: &Path) -> Result<(), StoreError> {
    read_back(path).map(|_keys| ())
}

/// Takes the database out of a backup whose sum was compared, into a file of its own, and returns the keys.
pub(crate) fn unseal(path: &Path, to: &Path) -> Result<Slots, StoreError> {
    let slots = read_back(path)?;
    let length = std::fs::metadata(path)?.len();
    let mut file = BufReader::new(File::open(path)?).take(length - SUM as u64);
    keys_of(&mut file)?;
    let mut out = File::create(to)?;
    std::io::copy(&mut file, &mut out)?;
    out.sync_all()?;
    Ok(slots)
}

/// Reads a sealed file from the disk, compares its sum and returns the keys in it.
fn read_back(path: &Path) -> Result<Slots, StoreError> {
    let length = std::fs::metadata(path)?.len();
    let content = length
        .checked_sub(SUM as u64)
        .ok_or_else(read_back_differs)?;
    let mut file = BufReader::new(File::open(path)?);
    let mut sum = Sha256::new();
    let mut chunk = vec![0; 64 * 1024];
    let mut left = content;
    while left > 0 {
        let most = usize::try_from(left)
            .unwrap_or(chunk.len())
            .min(chunk.len());
        file.read_exact(&mut chunk[..most])?;
        sum.update(&chunk[..most]);
        left -= most as u64;
    }
    let mut found = [0; SUM];
    file.read_exact(&mut found)?;
    let expected: [u8; SUM] = sum.finalize().into();
    if expected != found {
        return Err(read_back_differs());
    }
    file.rewind()?;
    keys_of(&mut file.take(content))
}

/// Reads the keys at the beginning of a sealed file.
fn keys_of(file: &mut impl Read) -> Result<Slots, StoreError> {
    let mut take = |length: usize| {
        let mut bytes = vec![0; length];
        file.read_exact(&mut bytes)
            .map_err(|_| read_back_differs())?;
        Ok::<_, StoreError>(bytes)
    };
    if take(FORMAT.len())? != FORMAT {
        return Err(read_back_differs());
    }
    let length = take(4)?.try_into().map_err(|_| read_back_differs())?;
    let length = u32::from_le_bytes(length);
    if u64::from(length) > MOST_BYTES {
        return Err(read_back_differs());
    }
    Slots::from_bytes(&take(usize::try_from(length).map_err(StoreError::fault)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_with_torn_keys_reads_back_as_damage() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.sasae");
        for (length, keys) in [(7_u32, &b"{\"slots"[..]), (u32::MAX, b"{}"), (0, b"")] {
            let mut bytes = FORMAT.to_vec();
            bytes.extend(length.to_le_bytes());
            bytes.extend(keys);
            let sum = Sha256::digest(&bytes);
            bytes.extend(sum);
            crate::write_whole(&path, &bytes).unwrap();
            assert!(matches!(read_back(&path), Err(StoreError::Damaged(_))));
        }
    }
}
