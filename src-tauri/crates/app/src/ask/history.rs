//! 履歴 asked for.

use domain::history::{HistoryEntry, HistoryFilter, HistoryPage};
use domain::id::EntryId;
use store::Reader;

use crate::failure::Failure;
use crate::host::Scene;

/// Answers a part of 履歴.
pub(crate) fn history(
    reader: &Reader<'_>,
    _scene: &Scene<'_>,
    filter: HistoryFilter,
) -> Result<HistoryPage, Failure> {
    Ok(reader.history(&filter)?)
}

/// Answers an entry in full.
pub(crate) fn history_entry(
    reader: &Reader<'_>,
    _scene: &Scene<'_>,
    id: EntryId,
) -> Result<HistoryEntry, Failure> {
    Ok(reader.history_entry(&id)?)
}
