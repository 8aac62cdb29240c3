//! An open book: the connection, the key, and the directory of people in memory.

mod keys;

use std::cell::RefCell;
use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use domain::history::{HistoryLine, Verb};
use domain::id::EntryId;
use domain::secret::Secret;
use domain::vault::{BackUpDone, Holder, RecoveryKey};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::directory::Directory;
use crate::journal::{Changed, Entry, Finished};
use crate::label::{self, MissedTries};
use crate::vault::{Making, Vault};
use crate::{
    ActNote, Districts, Keeping, KeyCost, Opener, Reader, StoreError, Tx, Written, backup, undo,
};

/// An open book folder: `data.db`, `keys.slot`, `backups/`.
pub struct Book {
    /// None after a save that failed so badly that the file could not be opened again.
    connection: Option<Connection>,
    /// Who is in the book, built when it is first asked for.
    directory: RefCell<Option<Directory>>,
    /// The only blocks whoever is at work sees; none for all of them.
    seen: Option<Districts>,
    /// Notes that are written down with the next entry.
    waiting: Vec<Entry>,
    // Dropped after the connection: it holds the folder.
    pub(crate) vault: Vault,
}

impl std::fmt::Debug for Book {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Book")
    }
}

impl Book {
    fn new(vault: Vault, connection: Connection) -> Self {
        Self {
            connection: Some(connection),
            directory: RefCell::new(None),
            seen: None,
            waiting: Vec::new(),
            vault,
        }
    }

    /// Makes a new book for its first user, with what the first work writes into it, and returns it open, with its recovery
    /// key, which is stored nowhere. Whatever fails, no half of a book stays behind.
    pub fn create<E: From<StoreError>>(
        folder: &Path,
        user: &Holder,
        passphrase: &Secret,
        cost: KeyCost,
        random: &mut dyn FnMut(&mut [u8]),
        first: impl FnOnce(&mut Self) -> Result<(), E>,
    ) -> Result<(Self, RecoveryKey), E> {
        let (vault, connection, making) = Vault::begin(folder, user, passphrase, cost, random)?;
        let mut book = Self::new(vault, connection);
        if let Err(error) = first(&mut book) {
            drop(book.connection);
            // What the work says counts more than what could not be removed.
            book.vault.give_up(StoreError::Closed);
            return Err(error);
        }
        match book.finish(&making) {
            Ok(recovery) => Ok((book, recovery)),
            Err(error) => {
                drop(book.connection);
                Err(book.vault.give_up(error).into())
            }
        }
    }

    fn finish(&mut self, making: &Making) -> Result<RecoveryKey, StoreError> {
        self.let_go()?;
        let recovery = self.vault.finish(making)?;
        self.connection = Some(self.vault.reconnect()?);
        Ok(recovery)
    }

    /// Opens the book with the passphrase of a user; the only one may be left unnamed.
    pub fn open(
        folder: &Path,
        holder: &str,
        passphrase: &Secret,
        at: DateTime<Utc>,
    ) -> Result<Self, StoreError> {
        let (vault, connection) = Vault::open(folder, holder, passphrase, at)?;
        Ok(Self::new(vault, connection))
    }

    /// Opens the book with keys on paper and gives a user a new passphrase.
    pub fn recover(
        folder: &Path,
        holder: &str,
        opener: &Opener<'_>,
        new_passphrase: &Secret,
        cost: KeyCost,
        random: &mut dyn FnMut(&mut [u8]),
        at: DateTime<Utc>,
    ) -> Result<Self, StoreError> {
        let (vault, connection) =
            Vault::recover(folder, holder, opener, new_passphrase, cost, random, at)?;
        Ok(Self::new(vault, connection))
    }

    /// Says which blocks whoever is at work sees. It holds for every question from now on.
    pub fn show_only(&mut self, seen: Option<Districts>) {
        self.seen = seen;
    }

    /// Returns a reader of what is committed.
    pub fn reader(&self) -> Reader<'_> {
        Reader::of_book(
            self.connection.as_ref(),
            &self.directory,
            self.seen.as_ref(),
            self.vault.folder(),
        )
    }

    /// Does the work in one transaction and commits it, or leaves nothing of it behind.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        note: ActNote,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Written<T>, E> {
        self.run(Entry::of_note(note, Verb::Do), work)
    }

    /// Does the work in one transaction that no undo takes back: what it changes is true outside the book as well.
    pub fn write_for_good<T, E: From<StoreError>>(
        &mut self,
        note: ActNote,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Written<T>, E> {
        self.run(Entry::of_note(note, Verb::Note), work)
    }

    /// Writes an entry about something that changed no record: a print, an export, a backup.
    pub fn note(&mut self, note: ActNote) -> Result<HistoryLine, StoreError> {
        let written = self.run(Entry::of_note(note, Verb::Note), |_| {
            Ok::<(), StoreError>(())
        })?;
        written
            .entry
            .ok_or_else(|| StoreError::fault("a note without an entry"))
    }

    /// Keeps an entry about something that was looked at, to be written down with whatever is written next.
    pub fn note_later(&mut self, note: ActNote) {
        self.waiting.push(Entry::of_note(note, Verb::Note));
    }

    /// Returns the moment of the newest entry, also of one that waits; none in a new book.
    pub fn newest_entry_at(&self) -> Option<DateTime<Utc>> {
        let written = || {
            crate::read::newest_entry_at(self.connection().ok()?)
                .ok()
                .flatten()
        };
        self.waiting.last().map(|note| note.at).or_else(written)
    }

    /// Returns since when something waits to be written down, and how much.
    pub fn waiting(&self) -> Option<(DateTime<Utc>, usize)> {
        let first = self.waiting.first()?;
        Some((first.at, self.waiting.len()))
    }

    /// Writes down what waits. What cannot be written goes on waiting.
    pub fn write_waiting(&mut self) -> Result<(), StoreError> {
        let Some(last) = self.waiting.pop() else {
            return Ok(());
        };
        let written: Result<Written<()>, StoreError> = self.run(last.clone(), |_| Ok(()));
        if written.is_err() {
            self.waiting.push(last);
        }
        written.map(|_line| ())
    }

    /// Returns a mark of a text that only this book can make: the same text gives the same mark, and nobody reads the text from it.
    pub fn mark_of(&self, text: &str) -> String {
        self.vault.mark_of(text)
    }

    /// Returns the wrong tries since the last opening that was written down.
    pub fn missed_tries(&self) -> MissedTries {
        label::missed_tries(self.vault.folder())
    }

    /// Forgets the wrong tries: they are written down.
    pub fn forget_missed_tries(&self) {
        label::forget_missed_tries(self.vault.folder());
    }

    /// Takes back the newest act that still stands.
    pub fn undo(
        &mut self,
        by: &str,
        at: DateTime<Utc>,
        entry_id: EntryId,
    ) -> Result<Written<()>, StoreError> {
        let of = undo::undoable(self.connection()?)?;
        self.turn_back(of, Verb::Undo, by, at, entry_id)
    }

    /// Puts back the act that was taken back last, unless something new was done since.
    pub fn redo(
        &mut self,
        by: &str,
        at: DateTime<Utc>,
        entry_id: EntryId,
    ) -> Result<Written<()>, StoreError> {
        let of = undo::redoable(self.connection()?)?;
        self.turn_back(of, Verb::Redo, by, at, entry_id)
    }

    fn turn_back(
        &mut self,
        of: Option<HistoryLine>,
        verb: Verb,
        by: &str,
        at: DateTime<Utc>,
        id: EntryId,
    ) -> Result<Written<()>, StoreError> {
        let of = of.ok_or(StoreError::NothingToUndo)?;
        let entry = Entry {
            id,
            at,
            by: by.to_owned(),
            verb,
            call: of.call,
            request: String::new(),
            of: Some(of.entry.clone()),
            subject: of.subject,
        };
        self.run(entry, |tx| undo::turn_back(tx, &of.entry, verb))
    }

    /// Returns the act `undo` would take back.
    pub fn undoable(&self) -> Option<HistoryLine> {
        self.connection().and_then(undo::undoable).ok().flatten()
    }

    /// Returns the act `redo` would put back.
    pub fn redoable(&self) -> Option<HistoryLine> {
        self.connection().and_then(undo::redoable).ok().flatten()
    }

    /// Writes a whole copy of the book to the file and proves it by reading it back.
    pub fn back_up(&mut self, to: &Path, at: DateTime<Utc>) -> Result<BackUpDone, StoreError> {
        let (contents, size) = backup::make(&self.vault, self.connection()?, to)?;
        Ok(BackUpDone {
            name: to
                .file_name()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default(),
            at,
            people: contents.people(),
            kibibytes: u32::try_from(size.div_ceil(1024)).unwrap_or(u32::MAX),
        })
    }

    /// Takes from the book what the keeping of backups needs: a copy, if something was written since the newest backup and
    /// that is so old.
    pub fn begin_keeping(&self, at: DateTime<Utc>, age: TimeDelta) -> Result<Keeping, StoreError> {
        Keeping::begin(&self.vault, self.connection()?, at, age)
    }

    /// Closes the book: everything into `data.db`, the key wiped.
    pub fn close(mut self) -> Result<(), StoreError> {
        self.let_go()
    }

    pub(crate) fn let_go(&mut self) -> Result<(), StoreError> {
        if let Some(connection) = self.connection.take() {
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            connection
                .close()
                .map_err(|(_, error)| StoreError::from(error))?;
        }
        Ok(())
    }

    /// Opens the file again after it was let go. Where that fails the book is lost until it is unlocked anew.
    pub(crate) fn reopen(&mut self) {
        self.connection = None;
        self.connection = self.vault.reconnect().ok();
    }

    /// Returns how many entries the journal has, and the hash of the last.
    pub fn head(&self) -> Result<(u32, String), StoreError> {
        let (entries, hash) = crate::journal::head(self.connection()?)?;
        Ok((entries, crate::slots::hex(&hash)))
    }

    /// Returns whether an entry of the journal has this hash: what was once its head must stay in it.
    pub fn has_entry(&self, entries: u32, hash: &str) -> Result<bool, StoreError> {
        let found = crate::journal::hash_of(self.connection()?, entries)?;
        Ok(found.is_some_and(|found| crate::slots::hex(&found) == hash))
    }

    /// Returns whether the file was let go after a save that failed and could not be read again.
    pub fn is_lost(&self) -> bool {
        self.connection.is_none()
    }

    pub(crate) fn connection(&self) -> Result<&Connection, StoreError> {
        self.connection.as_ref().ok_or(StoreError::Closed)
    }

    /// Runs the work in one transaction, with the entry it belongs to.
    pub(crate) fn run<T, E: From<StoreError>>(
        &mut self,
        entry: Entry,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Written<T>, E> {
        let id = entry.id.clone();
        let (value, finished, committed) = self.attempt(entry, work)?;
        if let Err(error) = committed {
            self.find_out(&id, error)?;
        }
        if finished.line.is_some() {
            self.waiting.clear();
        }
        self.follow(&finished.changed);
        Ok(Written {
            value,
            entry: finished.line,
            touched: finished.touched,
        })
    }

    /// Does the work and tries to commit it. Whatever returns early here is rolled back by dropping the transaction.
    fn attempt<T, E: From<StoreError>>(
        &mut self,
        entry: Entry,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<(T, Finished, Result<(), StoreError>), E> {
        let connection = self.connection.as_mut().ok_or(StoreError::Closed)?;
        let transaction = Transaction::new(connection, TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let mut tx = Tx::begin(&transaction, entry, &self.waiting, self.seen.as_ref())?;
        let value = work(&mut tx)?;
        let finished = tx.finish()?;
        if finished.line.is_none() {
            return Ok((value, finished, Ok(())));
        }
        let committed = transaction
            .execute_batch("COMMIT")
            .map_err(StoreError::from);
        if matches!(committed, Err(StoreError::RuleBroken(_))) {
            // The transaction still stands, so that the culprit can be named before it is rolled back.
            return Err(broken_references(&transaction).into());
        }
        Ok((value, finished, committed))
    }

    /// After a failed commit: opens the file again and looks whether the entry is in it. The answer is the truth, or
    /// `UnknownCommit` where the file cannot even be opened.
    fn find_out(&mut self, id: &EntryId, error: StoreError) -> Result<(), StoreError> {
        self.connection = None;
        self.directory.replace(None);
        let connection = self
            .vault
            .reconnect()
            .map_err(|_| StoreError::UnknownCommit)?;
        let found: bool = connection
            .query_row(
                "SELECT EXISTS (SELECT 1 FROM \"journal_entry\" WHERE \"id\" = ?1)",
                [id.as_str()],
                |row| row.get(0),
            )
            .map_err(|_| StoreError::UnknownCommit)?;
        self.connection = Some(connection);
        if found { Ok(()) } else { Err(error) }
    }

    /// Makes the directory true again after a commit.
    fn follow(&mut self, changed: &Changed) {
        let directory = self.directory.get_mut();
        let (Some(known), Some(connection)) = (directory.as_mut(), &self.connection) else {
            return;
        };
        // Where it cannot be mended it is built anew with the next question.
        if changed.is_wide() || known.follow(connection, changed).is_err() {
            *directory = None;
        }
    }

    /// Compares every record with what the journal says was written last, and returns how many there are.
    pub fn check_records(&self) -> Result<u32, StoreError> {
        crate::journal::compare(self.connection()?)
    }
}

/// Names the tables whose references lead nowhere.
fn broken_references(connection: &Connection) -> StoreError {
    let names = || -> rusqlite::Result<Vec<String>> {
        let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
        let rows = statement.query_map([], |row| {
            Ok(format!(
                "{} → {}",
                row.get::<_, String>(0)?,
                row.get::<_, String>(2)?
            ))
        })?;
        rows.take(20).collect()
    };
    let mut names = names().unwrap_or_default();
    names.dedup();
    StoreError::RuleBroken(format!("references lead nowhere: {}", names.join(", ")))
}

#[cfg(test)]
mod tests;
