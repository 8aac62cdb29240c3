//! Questions to the book.

mod changes;
mod history;

use std::cell::RefCell;
use std::collections::HashSet;
use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use domain::backup::BackupRow;
use domain::history::{Chain, HistoryEntry, HistoryFilter, HistoryPage};
use domain::id::EntryId;
use domain::kind::{Kind, Record};
use domain::matching_view::Coverage;
use domain::registrant::{RegistrantFilter, RegistrantPage};
use domain::supporter::{SupporterFilter, SupporterPage};
use rusqlite::Connection;

use crate::directory::Directory;
use crate::districts::keys_seen;
use crate::tables::{newest_key, table};
use crate::{Districts, StoreError, shelf};

pub use crate::read::changes::RecordChange;
pub(crate) use crate::read::history::newest_at as newest_entry_at;
pub use crate::read::history::{Noted, Tallied};

/// What an ask is handed: it can read and nothing else.
pub struct Reader<'a> {
    /// None where the book was lost after a failed save.
    connection: Option<&'a Connection>,
    /// The directory of the book. None inside a transaction, whose writes it does not know yet.
    directory: Option<&'a RefCell<Option<Directory>>>,
    /// The only blocks that are seen; none for all of them.
    seen: Option<&'a Districts>,
    /// The folder of the book. None inside a transaction.
    folder: Option<&'a Path>,
}

impl<'a> Reader<'a> {
    /// Reads what is committed.
    pub(crate) fn of_book(
        connection: Option<&'a Connection>,
        directory: &'a RefCell<Option<Directory>>,
        seen: Option<&'a Districts>,
        folder: &'a Path,
    ) -> Self {
        Self {
            connection,
            directory: Some(directory),
            seen,
            folder: Some(folder),
        }
    }

    /// Reads inside a transaction.
    pub(crate) fn within(connection: &'a Connection, seen: Option<&'a Districts>) -> Self {
        Self {
            connection: Some(connection),
            directory: None,
            folder: None,
            seen,
        }
    }

    /// Returns a reader of every block. For what is of the whole body whoever asks: the frozen roster of an event, the numbers of
    /// papers and of the city. Nothing read with it is shown to somebody who sees a part only.
    pub fn whole(&self) -> Self {
        Self {
            seen: None,
            ..*self
        }
    }

    fn open(&self) -> Result<&'a Connection, StoreError> {
        self.connection.ok_or(StoreError::Closed)
    }

    /// Returns the record with this key.
    pub fn get<R: Record>(&self, key: &str) -> Result<Option<R>, StoreError> {
        table(R::KIND)?.get(self.open()?, key, self.seen)
    }

    /// Returns every record of a kind, by key.
    pub fn all<R: Record>(&self) -> Result<Vec<R>, StoreError> {
        table(R::KIND)?.all(self.open()?, self.seen)
    }

    /// Returns the records whose field (an id, a code, a number or a text) has this value, by key.
    pub fn find<R: Record>(&self, column: &str, value: &str) -> Result<Vec<R>, StoreError> {
        table(R::KIND)?.find(self.open()?, column, value, self.seen)
    }

    /// Returns the newest of the time-ordered keys in the book, of a record or of an entry; none in an empty book.
    pub fn newest_key(&self) -> Result<Option<String>, StoreError> {
        newest_key(self.open()?)
    }

    /// Returns how many records of a kind there are.
    pub fn count<R: Record>(&self) -> Result<u32, StoreError> {
        table(R::KIND)?.count(self.open()?, self.seen)
    }

    /// Returns a part of the history, newest first.
    pub fn history(&self, filter: &HistoryFilter) -> Result<HistoryPage, StoreError> {
        history::page(self.open()?, filter)
    }

    /// Returns when a record was changed last; none in a book nobody wrote in.
    pub fn changed_at(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        history::changed_at(self.open()?)
    }

    /// Returns the entries of these calls from a moment on, each with what was noted of its request, oldest first.
    pub fn noted(&self, calls: &[&str], from: DateTime<Utc>) -> Result<Vec<Noted>, StoreError> {
        history::noted(self.open()?, calls, from)
    }

    /// Returns how often each call stands in the history between two moments, by who made it.
    pub fn tallied(
        &self,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Vec<Tallied>, StoreError> {
        history::tallied(self.open()?, from, until)
    }

    /// Follows the whole chain of the history.
    pub fn chain(&self) -> Result<Chain, StoreError> {
        crate::chain::chain_of(self.open()?)
    }

    /// Returns an entry of the history with the fields it changed.
    pub fn history_entry(&self, id: &EntryId) -> Result<HistoryEntry, StoreError> {
        history::entry(self.open()?, id)
    }

    /// Returns the backups the program made by itself, newest first.
    pub fn backups(&self) -> Vec<BackupRow> {
        self.folder.map(shelf::backups).unwrap_or_default()
    }

    /// Returns how many former books lie beside this one.
    pub fn kept_books(&self) -> usize {
        self.folder.map_or(0, shelf::kept_books)
    }

    /// Returns when something was first changed after so many entries of the journal; none if nothing was.
    pub fn first_change_after(&self, entries: u32) -> Result<Option<DateTime<Utc>>, StoreError> {
        shelf::first_change_after(self.open()?, entries)
    }

    /// Returns how many entries the journal had with the newest of this call, and when that was.
    pub fn newest_of(&self, call: &str) -> Result<Option<(u32, DateTime<Utc>)>, StoreError> {
        history::newest_of(self.open()?, call)
    }

    /// Returns the changes of the record with this key, oldest first.
    pub fn changes_of<R: Record>(&self, key: &str) -> Result<Vec<RecordChange<R>>, StoreError> {
        changes::changes_of(self.open()?, key)
    }

    /// Returns a part of 名簿 with its counts.
    pub fn registrant_page(
        &self,
        filter: &RegistrantFilter,
        today: NaiveDate,
    ) -> Result<RegistrantPage, StoreError> {
        let seen = self.keys_seen(Kind::Registrant)?;
        self.with_directory(|directory| directory.registrant_page(filter, today, seen.as_ref()))
    }

    /// Returns a part of the list of supporters with its counts.
    pub fn supporter_page(&self, filter: &SupporterFilter) -> Result<SupporterPage, StoreError> {
        let seen = self.keys_seen(Kind::Supporter)?;
        self.with_directory(|directory| directory.supporter_page(filter, seen.as_ref()))
    }

    /// Returns how many people have as many supporters as wanted, fewer, none.
    pub fn coverage(&self) -> Result<Coverage, StoreError> {
        let seen = self.keys_seen(Kind::Registrant)?;
        self.with_directory(|directory| directory.coverage(seen.as_ref()))
    }

    fn keys_seen(&self, kind: Kind) -> Result<Option<HashSet<String>>, StoreError> {
        let seen = self.seen.map(|seen| keys_seen(self.open()?, kind, seen));
        seen.transpose()
    }

    fn with_directory<T>(&self, ask: impl FnOnce(&mut Directory) -> T) -> Result<T, StoreError> {
        let connection = self.open()?;
        let Some(kept) = self.directory else {
            return Ok(ask(&mut Directory::build(connection)?));
        };
        let mut kept = kept.try_borrow_mut().map_err(StoreError::fault)?;
        if kept.is_none() {
            *kept = Some(Directory::build(connection)?);
        }
        kept.as_mut().map(ask).ok_or(StoreError::Closed)
    }
}
