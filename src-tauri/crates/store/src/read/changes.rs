//! The changes of one record, oldest first, as records.

use chrono::{DateTime, Utc};
use domain::history::{HistoryLine, Verb};
use domain::id::EntryId;
use domain::kind::Record;
use rusqlite::Connection;

use crate::StoreError;
use crate::journal::{ENTRY_COLUMNS, line_of};

/// One change of one record.
#[derive(Clone, Debug)]
pub struct RecordChange<R> {
    /// The entry it belongs to.
    pub entry: EntryId,
    /// The entry that one takes back or puts back.
    pub of: Option<EntryId>,
    /// What the entry did.
    pub verb: Verb,
    /// Name of the act.
    pub call: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Before; none for a new record, and where the image was blanked.
    pub before: Option<R>,
    /// After; none for a removed record, and where the image was blanked.
    pub after: Option<R>,
}

/// Returns the changes of the record with this key, oldest first.
pub(crate) fn changes_of<R: Record>(
    connection: &Connection,
    key: &str,
) -> Result<Vec<RecordChange<R>>, StoreError> {
    let query = format!(
        "SELECT {ENTRY_COLUMNS}, c.\"before\", c.\"after\" FROM \"journal_change\" c
         JOIN \"journal_entry\" e ON e.\"seq\" = c.\"entry\" WHERE c.\"key\" = ?1 AND c.\"kind\" = ?2
         ORDER BY c.\"entry\", c.\"n\""
    );
    let mut statement = connection.prepare_cached(&query)?;
    let mut rows = statement.query((key, R::KIND.code()))?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        let line: HistoryLine = line_of(row)?;
        let image = |text: Option<String>| text.and_then(|it| serde_json::from_str(&it).ok());
        changes.push(RecordChange {
            entry: line.entry,
            of: line.of,
            verb: line.verb,
            call: line.call,
            by: line.by,
            at: line.at,
            before: image(row.get(9)?),
            after: image(row.get(10)?),
        });
    }
    Ok(changes)
}
