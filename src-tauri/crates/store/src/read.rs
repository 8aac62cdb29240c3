//! Questions to the book.

use chrono::NaiveDate;
use domain::history::{HistoryEntry, HistoryFilter, HistoryPage};
use domain::id::EntryId;
use domain::kind::Record;
use domain::matching_view::Coverage;
use domain::registrant::{RegistrantFilter, RegistrantPage};
use domain::supporter::{SupporterFilter, SupporterPage};

use crate::StoreError;

/// What an ask is handed: it can read and nothing else.
pub struct Reader<'a> {
    pub(crate) connection: &'a rusqlite::Connection,
}

impl Reader<'_> {
    /// Returns the record with this key.
    pub fn get<R: Record>(&self, _key: &str) -> Result<Option<R>, StoreError> {
        let _connection = self.connection;
        Err(StoreError::Closed)
    }

    /// Returns every record of a kind, by key.
    pub fn all<R: Record>(&self) -> Result<Vec<R>, StoreError> {
        Err(StoreError::Closed)
    }

    /// Returns the records whose field (an id, a code, a number or a text) has this value, by key.
    pub fn find<R: Record>(&self, _column: &str, _value: &str) -> Result<Vec<R>, StoreError> {
        Err(StoreError::Closed)
    }

    /// Returns how many records of a kind there are.
    pub fn count<R: Record>(&self) -> Result<u32, StoreError> {
        Err(StoreError::Closed)
    }

    /// Returns a part of the history, newest first.
    pub fn history(&self, _filter: &HistoryFilter) -> Result<HistoryPage, StoreError> {
        Err(StoreError::Closed)
    }

    /// Returns an entry of the history with the fields it changed.
    pub fn history_entry(&self, _id: &EntryId) -> Result<HistoryEntry, StoreError> {
        Err(StoreError::Closed)
    }

    /// Returns a part of 名簿 with its counts.
    pub fn registrant_page(
        &self,
        _filter: &RegistrantFilter,
        _today: NaiveDate,
    ) -> Result<RegistrantPage, StoreError> {
        Err(StoreError::Closed)
    }

    /// Returns a part of the list of supporters with its counts.
    pub fn supporter_page(&self, _filter: &SupporterFilter) -> Result<SupporterPage, StoreError> {
        Err(StoreError::Closed)
    }

    /// Returns how many people have as many supporters as wanted, fewer, none.
    pub fn coverage(&self) -> Result<Coverage, StoreError> {
        Err(StoreError::Closed)
    }
}
