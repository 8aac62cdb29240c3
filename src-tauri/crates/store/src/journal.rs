//! The only writer of records: what it changes, it notes, in the same transaction, chained by hashes.

mod changed;
mod compare;
mod entry;

use std::collections::BTreeSet;

use domain::history::{HistoryLine, Verb};
use domain::kind::{Kind, Record};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::journal::entry::Head;
use crate::tables::cells::Cell;
use crate::tables::{Table, table};
use crate::{ActNote, Districts, Reader, StoreError};

pub(crate) use crate::journal::changed::Changed;
pub(crate) use crate::journal::compare::compare;
pub(crate) use crate::journal::entry::{
    ENTRY_COLUMNS, Entry, Place, follow, hash_of, head, line_of, when,
};

/// What an act is handed: everything a [`Reader`] can, and two ways to write.
pub struct Tx<'a> {
    reader: Reader<'a>,
    connection: &'a Connection,
    head: Head,
    entry: Entry,
    /// SHA-256 over the digests of the changes so far.
    sum: Sha256,
    changes: u32,
    touched: BTreeSet<Kind>,
    changed: Changed,
    /// A write failed half-way: whatever the work answers, nothing of it may be committed.
    failed: bool,
}

/// What a transaction did, before its commit.
pub(crate) struct Finished {
    /// The line of its entry; none if it changed nothing.
    pub(crate) line: Option<HistoryLine>,
    /// Kinds it touched.
    pub(crate) touched: Vec<Kind>,
    /// Whose lines in the directory are no longer true.
    pub(crate) changed: Changed,
}

impl<'a> std::ops::Deref for Tx<'a> {
    type Target = Reader<'a>;

    fn deref(&self) -> &Reader<'a> {
        &self.reader
    }
}

impl<'a> Tx<'a> {
    /// Begins to write; the caller holds the transaction. What waited to be written down stands before the entry.
    pub(crate) fn begin(
        connection: &'a Connection,
        entry: Entry,
        waiting: &[Entry],
        seen: Option<&'a Districts>,
    ) -> Result<Self, StoreError> {
        let mut head = Head::read(connection)?;
        for note in waiting {
            head.append_note(connection, note)?;
        }
        Ok(Self {
            reader: Reader::within(connection, seen),
            connection,
            head,
            entry,
            sum: Sha256::new(),
            changes: 0,
            touched: BTreeSet::new(),
            changed: Changed::default(),
            failed: false,
        })
    }

    /// Writes the record, new or changed, and notes it before and after. A record that is the same already is left alone.
    pub fn put<R: Record>(&mut self, record: &R) -> Result<(), StoreError> {
        if record.key().is_empty() {
            return Err(StoreError::fault(format!("a {:?} without a key", R::KIND)));
        }
        let table = table(R::KIND)?;
        let after = table.cells(record)?;
        let before = table.find_cells(self.connection, record.key())?;
        self.replace(table, record.key(), before, Some(after))
    }

    /// Removes the record and notes it. A record that is not there is left alone.
    pub fn remove<R: Record>(&mut self, key: &str) -> Result<(), StoreError> {
        let table = table(R::KIND)?;
        let before = table.find_cells(self.connection, key)?;
        self.replace(table, key, before, None)
    }

    /// Says whom or what the act concerns, for the history (斎藤 和子).
    pub fn set_subject(&mut self, subject: impl Into<String>) {
        self.entry.subject = subject.into();
    }

    /// Returns the connection of the transaction.
    pub(crate) fn connection(&self) -> &'a Connection {
        self.connection
    }

    /// Puts one state of a record in the place of another.
    pub(crate) fn replace(
        &mut self,
        table: &Table,
        key: &str,
        before: Option<Vec<Cell>>,
        after: Option<Vec<Cell>>,
    ) -> Result<(), StoreError> {
        if before == after {
            return Ok(());
        }
        // SQLite gives up the transaction by itself on some failures; what came then would stand alone.
        if self.failed || self.connection.is_autocommit() {
            return Err(StoreError::fault("a write after a failed one"));
        }
        self.failed = true;
        self.write(table, key, before, after)?;
        self.failed = false;
        Ok(())
    }

    fn write(
        &mut self,
        table: &Table,
        key: &str,
        before: Option<Vec<Cell>>,
        after: Option<Vec<Cell>>,
    ) -> Result<(), StoreError> {
        let connection = self.connection;
        match (&before, &after) {
            (None, Some(after)) => table.insert(connection, after)?,
            (Some(_), Some(after)) => table.update(connection, after)?,
            (_, None) => table.delete(connection, key)?,
        }
        for cells in [&before, &after].into_iter().flatten() {
            self.changed.add(table, key, cells);
        }
        let before = before.map(|cells| table.image(&cells));
        let after = after.map(|cells| table.image(&cells));
        self.note_change(table, key, before.as_deref(), after.as_deref())
    }

    fn note_change(
        &mut self,
        table: &Table,
        key: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Result<(), StoreError> {
        let digest = entry::digest(&[Some(&table.name), Some(key), before, after]);
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO \"journal_change\" (\"entry\", \"n\", \"kind\", \"key\", \"before\", \"after\", \"digest\")
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        let seq = self.head.seq + 1;
        statement.execute((seq, self.changes, &table.name, key, before, after, digest))?;
        self.sum.update(digest);
        self.changes += 1;
        self.touched.insert(table.kind);
        Ok(())
    }

    /// Writes the entry, unless nothing was changed by an act.
    pub(crate) fn finish(mut self) -> Result<Finished, StoreError> {
        if self.failed {
            return Err(StoreError::fault("a failed write was passed over"));
        }
        let line = if self.changes > 0 || self.entry.verb == Verb::Note {
            let sum: [u8; 32] = self.sum.finalize().into();
            self.head
                .append(self.connection, &self.entry, self.changes, &sum)?;
            Some(self.entry.line(self.changes))
        } else {
            None
        };
        let touched = self.touched.into_iter().collect();
        Ok(Finished {
            line,
            touched,
            changed: self.changed,
        })
    }
}

impl Entry {
    /// Returns the entry of an act.
    pub(crate) fn of_note(note: ActNote, verb: Verb) -> Self {
        let request = if note.request.is_null() {
            String::new()
        } else {
            note.request.to_string()
        };
        Self {
            id: note.entry_id,
            at: note.at,
            by: note.by,
            verb,
            call: note.call,
            request,
            of: None,
            subject: note.subject,
        }
    }
}
