//! A book from its backup: proven beside the folder of the book, then put in its place. What lay there is kept.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use domain::vault::{BookPresence, Holder};
use rusqlite::Connection;

use crate::label::presence;
use crate::opener::Read;
use crate::settings::{self, Existing};
use crate::slots::{Copies, Random, hex};
use crate::vault::{FILE, Vault};
use crate::whole_file::{make_folder, sync_folder};
use crate::{Opener, StoreError, backup, chain, journal, migrate};

/// Puts the book of a backup into the folder and returns who opened it, where it was opened with a passphrase. A book that
/// lies there already is kept beside it, under the moment in its name.
pub fn restore(
    from: &Path,
    folder: &Path,
    opener: &Opener<'_>,
    random: Random<'_>,
    at: DateTime<Utc>,
) -> Result<Option<Holder>, StoreError> {
    let opener = opener.read()?;
    let _held = if folder.exists() {
        Some(Vault::hold(folder)?)
    } else {
        None
    };
    let beside = beside(folder);
    remove(&beside)?;
    make_folder(&beside.join("backups"))?;
    let made = fill(from, &beside, &opener, random);
    if made.is_err() {
        // Why it could not be restored counts more than what could not be removed.
        remove(&beside).ok();
    }
    let holder = made?;
    if folder.exists() {
        std::fs::rename(folder, kept(folder, at))?;
    }
    put_in_place(folder)?;
    Ok(holder)
}

/// Finishes what a power cut left half done: a whole book lies beside, and nothing in its place.
pub fn finish_restore(folder: &Path) -> Result<(), StoreError> {
    if !folder.exists() && presence(&beside(folder)) == BookPresence::Locked {
        put_in_place(folder)?;
    }
    Ok(())
}

fn put_in_place(folder: &Path) -> Result<(), StoreError> {
    std::fs::rename(beside(folder), folder)?;
    let above = folder.parent().filter(|p| !p.as_os_str().is_empty());
    sync_folder(above.unwrap_or(Path::new(".")))
}

fn beside(folder: &Path) -> PathBuf {
    folder.with_extension("restored")
}

fn kept(folder: &Path, at: DateTime<Utc>) -> PathBuf {
    let first = folder.with_extension(format!("kept-{}", at.format("%Y%m%d%H%M%S")));
    let more =
        (2..).map(|n| first.with_extension(format!("kept-{}-{n}", at.format("%Y%m%d%H%M%S"))));
    let mut names = std::iter::once(first.clone()).chain(more);
    names.find(|name| !name.exists()).unwrap_or(first)
}

fn remove(folder: &Path) -> Result<(), StoreError> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Makes the whole book beside. The keys come last: without them it is no book.
fn fill(
    from: &Path,
    beside: &Path,
    opener: &Read,
    random: Random<'_>,
) -> Result<Option<Holder>, StoreError> {
    let file = beside.join(FILE);
    let slots = backup::unseal(from, &file)?;
    // Whoever guesses has the file and need not wait for this program.
    let (holder, key) = opener
        .open(&slots)?
        .ok_or(StoreError::WrongKey { wait_seconds: 0 })?;
    let connection = settings::open(&file, &key, Existing::Required)?;
    prove(&connection)?;
    migrate::run_from(&connection, migrate::version(&connection)?)?;
    begin_epoch(&connection, random)?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    connection
        .close()
        .map_err(|(_, error)| StoreError::from(error))?;
    slots.write(beside, Copies::One)?;
    sync_folder(beside)?;
    Ok(holder)
}

fn prove(connection: &Connection) -> Result<(), StoreError> {
    settings::quick_check(connection)?;
    migrate::refuse_other_schema(connection)?;
    chain::whole(connection)?;
    journal::compare(connection)?;
    Ok(())
}

/// From here on entries may differ from those the book made after the backup, so they are told apart by device and epoch.
fn begin_epoch(connection: &Connection, random: Random<'_>) -> Result<(), StoreError> {
    let mut device = [0; 16];
    random(&mut device);
    let update = "UPDATE \"book\" SET \"value\" = ?1 WHERE \"name\" = 'device'";
    connection.execute(update, [hex(&device)])?;
    let update =
        "UPDATE \"book\" SET \"value\" = CAST(\"value\" AS INTEGER) + 1 WHERE \"name\" = 'epoch'";
    connection.execute(update, [])?;
    Ok(())
}
