//! Opening the file: the key, the settings that were measured against power cuts, and what is refused.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use crate::recovery_key::Key;
use crate::slots::hex;
use crate::vault::FILE;
use crate::{Instead, StoreError, migrate};

/// SQLite below this can lose commits in WAL mode (the WAL-reset race).
const SQLITE_FLOOR: i32 = 3_051_003;

/// SQLCipher below this rests on an SQLite that is too old.
const CIPHER_FLOOR: (u32, u32) = (4, 20);

/// How the file begins where it is not encrypted.
const PLAIN: &[u8] = b"SQLite format 3\0";

/// How files of other programs begin: JPEG, PNG, GIF, PDF, ZIP and the workbooks in it. A book begins with chance.
const OTHERS: [&[u8]; 5] = [
    &[0xff, 0xd8, 0xff],
    b"\x89PNG",
    b"GIF8",
    b"%PDF",
    b"PK\x03\x04",
];

/// Whether the file may come into being by being opened.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Existing {
    /// It must be there.
    Required,
    /// It is made.
    Created,
}

/// Opens the file with its key and every setting. Tables are not looked at, except that the key must fit.
pub(crate) fn open(path: &Path, key: &Key, existing: Existing) -> Result<Connection, StoreError> {
    check_library()?;
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if existing == Existing::Created {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    } else {
        refuse_plain(path)?;
    }
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(std::time::Duration::ZERO)?;
    silence(&connection)?;
    // A raw key: 32 random bytes need no stretching.
    let raw = Zeroizing::new(format!(
        "x'{}'",
        Zeroizing::new(hex(key.as_slice())).as_str()
    ));
    connection.key(None::<&str>, raw.as_bytes(), false)?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    if existing == Existing::Required {
        // Decided before anything is written: a newer or foreign file stays as it is.
        migrate::version(&connection)?;
    }
    apply(&connection)?;
    Ok(connection)
}

/// Puts what the log of a file holds into the file itself; the log goes.
pub(crate) fn fold_log(path: &Path, key: &Key) -> Result<(), StoreError> {
    let connection = open(path, key, Existing::Required)?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    connection
        .close()
        .map_err(|(_, error)| StoreError::from(error))
}

/// Opens a copy to be read through, without ever writing to it.
pub(crate) fn open_to_read(path: &Path, key: &Key) -> Result<Connection, StoreError> {
    refuse_plain(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    silence(&connection)?;
    let raw = Zeroizing::new(format!(
        "x'{}'",
        Zeroizing::new(hex(key.as_slice())).as_str()
    ));
    connection.key(None::<&str>, raw.as_bytes(), false)?;
    migrate::version(&connection)?;
    Ok(connection)
}

/// Opens a file to be written by the backup API: keyed, nothing else set, so that it becomes what the source is.
pub(crate) fn open_target(path: &Path, key: &Key) -> Result<Connection, StoreError> {
    let connection = Connection::open(path)?;
    silence(&connection)?;
    let raw = Zeroizing::new(format!(
        "x'{}'",
        Zeroizing::new(hex(key.as_slice())).as_str()
    ));
    connection.key(None::<&str>, raw.as_bytes(), false)?;
    Ok(connection)
}

/// SQLCipher writes to stderr on a wrong key otherwise, and that ends up in logs.
fn silence(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    Ok(())
}

fn apply(connection: &Connection) -> Result<(), StoreError> {
    // Exclusive locking shows itself with the first access; WAL with FULL loses nothing in a power cut.
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(StoreError::fault(format!("journal mode is {mode}")));
    }
    connection.execute_batch(
        "PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA recursive_triggers = ON;
         PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -32768;
         PRAGMA journal_size_limit = 67108864;",
    )?;
    connection.set_prepared_statement_cache_capacity(160);
    Ok(())
}

fn check_library() -> Result<(), StoreError> {
    if rusqlite::version_number() < SQLITE_FLOOR {
        return Err(StoreError::UnsafeLibrary(format!(
            "SQLite {}",
            rusqlite::version()
        )));
    }
    let connection = Connection::open_in_memory()?;
    silence(&connection)?;
    // Without SQLCipher the pragma answers nothing, and the file would be written in clear.
    let version: String = connection
        .query_row("PRAGMA cipher_version", [], |row| row.get(0))
        .map_err(|_| StoreError::UnsafeLibrary("no SQLCipher".to_owned()))?;
    let mut numbers = version
        .split(|c: char| !c.is_ascii_digit())
        .map_while(|n| n.parse().ok());
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found < CIPHER_FLOOR {
        return Err(StoreError::UnsafeLibrary(format!("SQLCipher {version}")));
    }
    Ok(())
}

/// Returns what tells the file of this book from every other: how it begins. It is chance, and gives nothing away.
pub fn file_mark(folder: &Path) -> Option<String> {
    let mut start = [0; 16];
    let mut file = File::open(folder.join(FILE)).ok()?;
    file.read_exact(&mut start).ok()?;
    Some(hex(&start))
}

/// Refuses a file that is not encrypted, or is not there.
fn refuse_plain(path: &Path) -> Result<(), StoreError> {
    let mut start = Vec::new();
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(StoreError::Foreign);
        }
        Err(error) => return Err(error.into()),
    };
    file.take(PLAIN.len() as u64).read_to_end(&mut start)?;
    if start == PLAIN {
        return Err(StoreError::NotABook(Instead::PlainDatabase));
    }
    if OTHERS.iter().any(|other| start.starts_with(other)) {
        return Err(StoreError::NotABook(Instead::OtherFile));
    }
    if start.len() < PLAIN.len() {
        return Err(StoreError::Damaged("data.db is empty".to_owned()));
    }
    Ok(())
}

/// Returns whether every page hangs together, as far as SQLite can tell quickly.
pub(crate) fn quick_check(connection: &Connection) -> Result<(), StoreError> {
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        Ok(())
    } else {
        Err(StoreError::Damaged(verdict))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pragma(connection: &Connection, name: &str) -> String {
        connection
            .query_row(&format!("PRAGMA {name}"), [], |row| {
                let number = row.get::<_, i64>(0).map(|number| number.to_string());
                number.or_else(|_| row.get(0))
            })
            .unwrap()
    }

    #[test]
    fn the_file_has_the_settings_that_were_measured() {
        let folder = tempfile::tempdir().unwrap();
        let key = Zeroizing::new([1; 32]);
        let path = folder.path().join("data.db");
        let connection = open(&path, &key, Existing::Created).unwrap();
        for (name, value) in [
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("locking_mode", "exclusive"),
            ("foreign_keys", "1"),
            ("trusted_schema", "0"),
            ("cell_size_check", "1"),
            ("secure_delete", "1"),
            ("temp_store", "2"),
        ] {
            assert_eq!(pragma(&connection, name), value, "{name}");
        }
    }
}
