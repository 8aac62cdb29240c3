//! Taking back and putting back: the journal read against the grain, written as new entries.

use domain::history::{HistoryLine, Verb};
use domain::id::EntryId;
use rusqlite::{Connection, OptionalExtension};

use crate::StoreError;
use crate::journal::{ENTRY_COLUMNS, Tx, line_of};
use crate::tables::{kind_of, table};

/// Undo does not go back behind these: the images before them belong to another file.
const HORIZON: &str =
    "coalesce((SELECT max(h.\"seq\") FROM \"journal_entry\" h WHERE h.\"verb\" = 'note'
    AND h.\"call\" IN ('migrate', 'repair', 'erase_person', 'restore')), 0)";

/// What the newest word of the journal about entry `e` is: none, `undo` or `redo`.
const LAST_WORD: &str = "(SELECT u.\"verb\" FROM \"journal_entry\" u WHERE u.\"of\" = e.\"id\"
    ORDER BY u.\"seq\" DESC LIMIT 1)";

/// Returns the newest act that still stands. The making of the book is none: a book without its council has no use.
pub(crate) fn undoable(connection: &Connection) -> Result<Option<HistoryLine>, StoreError> {
    let query = format!(
        "SELECT {ENTRY_COLUMNS} FROM \"journal_entry\" e WHERE e.\"verb\" = 'do' AND e.\"seq\" > {HORIZON}
         AND e.\"call\" <> 'create_book' AND {LAST_WORD} IS NOT 'undo' ORDER BY e.\"seq\" DESC LIMIT 1"
    );
    Ok(connection
        .prepare_cached(&query)?
        .query_row([], line_of)
        .optional()?)
}

/// Returns the act that was taken back last, unless something new was done since.
pub(crate) fn redoable(connection: &Connection) -> Result<Option<HistoryLine>, StoreError> {
    // The acts that are taken back now, each with the moment of its newest undo: the newest of these comes first.
    let query = format!(
        "SELECT {ENTRY_COLUMNS} FROM \"journal_entry\" back JOIN \"journal_entry\" e ON e.\"id\" = back.\"of\"
         WHERE back.\"verb\" = 'undo' AND back.\"seq\" > {HORIZON}
         AND back.\"seq\" > coalesce((SELECT max(d.\"seq\") FROM \"journal_entry\" d WHERE d.\"verb\" = 'do'), 0)
         AND back.\"seq\" = (SELECT max(u.\"seq\") FROM \"journal_entry\" u WHERE u.\"of\" = e.\"id\")
         ORDER BY back.\"seq\" DESC LIMIT 1"
    );
    Ok(connection
        .prepare_cached(&query)?
        .query_row([], line_of)
        .optional()?)
}

/// Puts every record an entry changed back to what it was before (undo) or after (redo) it.
pub(crate) fn turn_back(tx: &mut Tx<'_>, of: &EntryId, verb: Verb) -> Result<(), StoreError> {
    let connection = tx.connection();
    let order = if verb == Verb::Undo { "DESC" } else { "ASC" };
    let mut statement = connection.prepare(&format!(
        "SELECT c.\"kind\", c.\"key\", c.\"before\", c.\"after\" FROM \"journal_change\" c
         JOIN \"journal_entry\" e ON e.\"seq\" = c.\"entry\" WHERE e.\"id\" = ?1 ORDER BY c.\"n\" {order}"
    ))?;
    let mut rows = statement.query([of.as_str()])?;
    while let Some(row) = rows.next()? {
        let kind = kind_of(row.get_ref(0)?.as_str().map_err(StoreError::fault)?)?;
        let key: String = row.get(1)?;
        let (before, after): (Option<String>, Option<String>) = (row.get(2)?, row.get(3)?);
        let (there, wanted) = if verb == Verb::Undo {
            (after, before)
        } else {
            (before, after)
        };
        let table = table(kind)?;
        let now = table.find_cells(connection, &key)?;
        let as_left = now.as_ref().map(|cells| table.image(cells)) == there;
        let blanked = wanted.as_deref() == Some("");
        if !as_left || blanked {
            return Err(StoreError::ChangedSince { kind, key });
        }
        let wanted = wanted
            .map(|image| table.cells_of_image(&image))
            .transpose()?;
        tx.replace(table, &key, now, wanted)?;
    }
    Ok(())
}
