//! An open book: the connection, the key, and the directory of people in memory.

use std::path::Path;

use chrono::{DateTime, Utc};
use domain::history::HistoryLine;
use domain::id::EntryId;
use domain::secret::Secret;
use domain::vault::{BackUpDone, RecoveryKey};

use crate::{ActNote, KeyCost, Reader, StoreError, Tx, Written};

/// An open book folder: `data.db`, `keys.slot`, `backups/`.
pub struct Book {
    connection: rusqlite::Connection,
}

impl Book {
    /// Makes a new book in the folder and returns it open, with its recovery key, which is stored nowhere.
    pub fn create(
        _folder: &Path,
        _passphrase: &Secret,
        _cost: KeyCost,
        _random: &mut dyn FnMut(&mut [u8]),
        _at: DateTime<Utc>,
    ) -> Result<(Self, RecoveryKey), StoreError> {
        Err(StoreError::Closed)
    }

    /// Opens the book with the passphrase.
    pub fn open(
        _folder: &Path,
        _passphrase: &Secret,
        _at: DateTime<Utc>,
    ) -> Result<Self, StoreError> {
        Err(StoreError::Closed)
    }

    /// Opens the book with the recovery key and gives it a new passphrase.
    pub fn recover(
        _folder: &Path,
        _recovery: &Secret,
        _new_passphrase: &Secret,
        _cost: KeyCost,
        _random: &mut dyn FnMut(&mut [u8]),
        _at: DateTime<Utc>,
    ) -> Result<Self, StoreError> {
        Err(StoreError::Closed)
    }

    /// Returns a reader of what is committed.
    pub fn reader(&self) -> Reader<'_> {
        Reader {
            connection: &self.connection,
        }
    }

    /// Does the work in one transaction and commits it, or leaves nothing of it behind.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        _note: ActNote,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Written<T>, E> {
        let mut tx = Tx {
            reader: Reader {
                connection: &self.connection,
            },
        };
        let value = work(&mut tx)?;
        Ok(Written {
            value,
            entry: None,
            touched: Vec::new(),
        })
    }

    /// Writes an entry about something that changed no record: a print, an export, a backup.
    pub fn note(&mut self, _note: ActNote) -> Result<HistoryLine, StoreError> {
        Err(StoreError::Closed)
    }

    /// Takes back the newest act that still stands.
    pub fn undo(
        &mut self,
        _by: &str,
        _at: DateTime<Utc>,
        _entry_id: EntryId,
    ) -> Result<Written<()>, StoreError> {
        Err(StoreError::Closed)
    }

    /// Puts back the act that was taken back last, unless something new was done since.
    pub fn redo(
        &mut self,
        _by: &str,
        _at: DateTime<Utc>,
        _entry_id: EntryId,
    ) -> Result<Written<()>, StoreError> {
        Err(StoreError::Closed)
    }

    /// Returns the act `undo` would take back.
    pub fn undoable(&self) -> Option<HistoryLine> {
        None
    }

    /// Returns the act `redo` would put back.
    pub fn redoable(&self) -> Option<HistoryLine> {
        None
    }

    /// Writes a whole copy of the book to the file and proves it by reading it back.
    pub fn back_up(&mut self, _to: &Path, _at: DateTime<Utc>) -> Result<BackUpDone, StoreError> {
        Err(StoreError::Closed)
    }

    /// Closes the book: everything into `data.db`, the key wiped.
    pub fn close(self) -> Result<(), StoreError> {
        Ok(())
    }
}
