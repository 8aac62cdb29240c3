//! 履歴: the entries of the journal as lines, and one entry field by field.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use domain::history::{FieldChange, HistoryEntry, HistoryFilter, HistoryLine, HistoryPage};
use domain::id::EntryId;
use rusqlite::{Connection, OptionalExtension, named_params};
use serde_json::{Map, Value};

use crate::journal::{ENTRY_COLUMNS, line_of, when};
use crate::tables::{kind_of, text_to};
use crate::{StoreError, undo};

/// Fields shown of one entry at the most: an import changes a hundred thousand.
const MOST_FIELDS: usize = 300;

const WHERE: &str = "(:key = '' OR e.\"seq\" IN (SELECT c.\"entry\" FROM \"journal_change\" c WHERE c.\"key\" = :key))
    AND (:call = '' OR e.\"call\" = :call) AND e.\"at\" >= :from";

/// Returns a part of the history, newest first.
pub(crate) fn page(
    connection: &Connection,
    filter: &HistoryFilter,
) -> Result<HistoryPage, StoreError> {
    // A day begins nine hours earlier in UTC: the only zone this program knows is Japan's.
    let from = filter
        .from
        .map(|day| day.and_time(NaiveTime::MIN).and_utc() - TimeDelta::hours(9));
    let from = from.map(when).unwrap_or_default();
    let total = format!("SELECT count(*) FROM \"journal_entry\" e WHERE {WHERE}");
    let total = connection.prepare_cached(&total)?.query_row(
        named_params! { ":key": filter.key, ":call": filter.call, ":from": from },
        |row| row.get(0),
    )?;
    let lines = format!(
        "SELECT {ENTRY_COLUMNS} FROM \"journal_entry\" e WHERE {WHERE}
         ORDER BY e.\"seq\" DESC LIMIT :limit OFFSET :offset"
    );
    let mut lines = connection.prepare_cached(&lines)?;
    let lines = lines.query_map(
        named_params! {
            ":key": filter.key, ":call": filter.call, ":from": from, ":limit": filter.limit,
            ":offset": filter.offset,
        },
        line_of,
    )?;
    Ok(HistoryPage {
        lines: lines.collect::<rusqlite::Result<Vec<HistoryLine>>>()?,
        total,
        undo: undo::undoable(connection)?,
        redo: undo::redoable(connection)?,
    })
}

/// An entry with what was noted of its request.
#[derive(Clone, Debug)]
pub struct Noted {
    /// The entry as a line.
    pub line: HistoryLine,
    /// Its request as it was noted; null where nothing was, and where it was blanked.
    pub request: Value,
}

/// Returns when a record was changed last.
pub(crate) fn changed_at(connection: &Connection) -> Result<Option<DateTime<Utc>>, StoreError> {
    moment(
        connection,
        "SELECT \"at\" FROM \"journal_entry\" WHERE \"changes\" > 0 ORDER BY \"seq\" DESC LIMIT 1",
    )
}

/// Returns the moment of the newest entry.
pub(crate) fn newest_at(connection: &Connection) -> Result<Option<DateTime<Utc>>, StoreError> {
    moment(
        connection,
        "SELECT \"at\" FROM \"journal_entry\" ORDER BY \"seq\" DESC LIMIT 1",
    )
}

fn moment(connection: &Connection, query: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
    let mut statement = connection.prepare_cached(query)?;
    let at: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
    Ok(at.and_then(|at| text_to(&at)))
}

/// Returns the entries of these calls from a moment on, oldest first.
pub(crate) fn noted(
    connection: &Connection,
    calls: &[&str],
    from: DateTime<Utc>,
) -> Result<Vec<Noted>, StoreError> {
    let query = format!(
        "SELECT {ENTRY_COLUMNS}, e.\"request\" FROM \"journal_entry\" e
         WHERE e.\"call\" IN (SELECT \"value\" FROM json_each(?1)) AND e.\"at\" >= ?2 ORDER BY e.\"seq\""
    );
    let calls = serde_json::to_string(calls).map_err(StoreError::fault)?;
    let mut statement = connection.prepare_cached(&query)?;
    let mut rows = statement.query((calls, when(from)))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let request: String = row.get(9)?;
        found.push(Noted {
            line: line_of(row)?,
            request: serde_json::from_str(&request).unwrap_or_default(),
        });
    }
    Ok(found)
}

/// Returns the place and the moment of the newest entry of a call.
pub(crate) fn newest_of(
    connection: &Connection,
    call: &str,
) -> Result<Option<(u32, DateTime<Utc>)>, StoreError> {
    let newest: Option<(u32, String)> = connection
        .prepare_cached(
            "SELECT \"seq\", \"at\" FROM \"journal_entry\" WHERE \"call\" = ?1 ORDER BY \"seq\" DESC LIMIT 1",
        )?
        .query_row([call], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(newest.and_then(|(seq, at)| Some((seq, text_to(&at)?))))
}

/// Returns an entry with the fields it changed.
pub(crate) fn entry(connection: &Connection, id: &EntryId) -> Result<HistoryEntry, StoreError> {
    let query = format!("SELECT {ENTRY_COLUMNS} FROM \"journal_entry\" e WHERE e.\"id\" = ?1");
    let line = connection
        .prepare_cached(&query)?
        .query_row([id.as_str()], line_of)
        .optional()?;
    let line = line.ok_or(StoreError::NotFound)?;
    let mut changes = connection.prepare_cached(
        "SELECT c.\"kind\", c.\"key\", c.\"before\", c.\"after\" FROM \"journal_change\" c
         JOIN \"journal_entry\" e ON e.\"seq\" = c.\"entry\" WHERE e.\"id\" = ?1 ORDER BY c.\"n\"",
    )?;
    let mut rows = changes.query([id.as_str()])?;
    let mut fields = Vec::new();
    while let Some(row) = rows.next()? {
        let kind = kind_of(&row.get::<_, String>(0)?)?;
        let key: String = row.get(1)?;
        let before = image(row.get(2)?);
        let after = image(row.get(3)?);
        let names = before
            .keys()
            .chain(after.keys().filter(|name| !before.contains_key(*name)));
        for name in names.filter(|name| before.get(*name) != after.get(*name)) {
            if fields.len() == MOST_FIELDS {
                return Ok(HistoryEntry {
                    line,
                    fields,
                    more: true,
                });
            }
            fields.push(FieldChange {
                kind,
                key: key.clone(),
                field: name.clone(),
                before: shown(before.get(name)),
                after: shown(after.get(name)),
                closed: false,
            });
        }
    }
    Ok(HistoryEntry {
        line,
        fields,
        more: false,
    })
}

/// Returns the fields of an image; none where there was no record or the image was blanked.
fn image(text: Option<String>) -> Map<String, Value> {
    text.and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

fn shown(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
