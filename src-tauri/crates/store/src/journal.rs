//! The only writer of records: what it changes, it notes.

use domain::kind::Record;

use crate::{Reader, StoreError};

/// What an act is handed: everything a [`Reader`] can, and two ways to write.
pub struct Tx<'a> {
    pub(crate) reader: Reader<'a>,
}

impl<'a> std::ops::Deref for Tx<'a> {
    type Target = Reader<'a>;

    fn deref(&self) -> &Reader<'a> {
        &self.reader
    }
}

impl Tx<'_> {
    /// Writes the record, new or changed, and notes it before and after. A record that is the same already is left alone.
    pub fn put<R: Record>(&mut self, _record: &R) -> Result<(), StoreError> {
        Err(StoreError::Closed)
    }

    /// Removes the record and notes it. A record that is not there is left alone.
    pub fn remove<R: Record>(&mut self, _key: &str) -> Result<(), StoreError> {
        Err(StoreError::Closed)
    }

    /// Says whom or what the act concerns, for the history (斎藤 和子).
    pub fn set_subject(&mut self, _subject: impl Into<String>) {}
}
