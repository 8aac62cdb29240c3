//! 履歴: the entries of the journal as lines, and one entry field by field.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::history::{
    FieldChange, HistoryEntry, HistoryFilter, HistoryGroup, HistoryLine, HistoryPage, NotedFact,
    Verb,
};
use domain::id::EntryId;
use rusqlite::{Connection, OptionalExtension, ToSql};
use serde_json::{Map, Value};

use crate::journal::{ENTRY_COLUMNS, line_of, when};
use crate::tables::{kind_of, text_to};
use crate::{StoreError, undo};

/// Fields shown of one entry at the most: an import changes a hundred thousand.
const MOST_FIELDS: usize = 300;

/// Returns a part of the history, newest first.
pub(crate) fn page(
    connection: &Connection,
    filter: &HistoryFilter,
) -> Result<HistoryPage, StoreError> {
    let narrowed = Narrowed::of(filter)?;
    let (condition, values) = (&narrowed.condition, narrowed.values());
    let total = format!("SELECT count(*) FROM \"journal_entry\" e WHERE {condition}");
    let total = connection
        .prepare_cached(&total)?
        .query_row(values.as_slice(), |row| row.get(0))?;
    // The index finds the numbers; only the lines that are shown are read.
    let lines = format!(
        "SELECT {ENTRY_COLUMNS} FROM \"journal_entry\" e WHERE e.\"seq\" IN (
           SELECT e.\"seq\" FROM \"journal_entry\" e WHERE {condition}
           ORDER BY e.\"seq\" DESC LIMIT {} OFFSET {}) ORDER BY e.\"seq\" DESC",
        filter.limit, filter.offset
    );
    let mut lines = connection.prepare(&lines)?;
    let lines = lines.query_map(values.as_slice(), line_of)?;
    Ok(HistoryPage {
        lines: lines.collect::<rusqlite::Result<Vec<HistoryLine>>>()?,
        total,
        people: match filter.offset {
            0 => people(connection)?,
            _ => Vec::new(),
        },
        undo: undo::undoable(connection)?,
        redo: undo::redoable(connection)?,
    })
}

/// Returns everybody whose name stands in the history.
fn people(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT \"by\" FROM \"journal_entry\" WHERE \"by\" <> '' ORDER BY 1",
    )?;
    let names = statement.query_map([], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// A filter as a condition, with its values by name.
struct Narrowed {
    condition: String,
    values: Vec<(&'static str, String)>,
}

impl Narrowed {
    fn of(filter: &HistoryFilter) -> Result<Self, StoreError> {
        // A day begins nine hours earlier in UTC: the only zone this program knows is Japan's.
        let begins =
            |day: NaiveDate| when(day.and_time(NaiveTime::MIN).and_utc() - TimeDelta::hours(9));
        let ends = filter.until.and_then(|day| day.succ_opt());
        let mut narrowed = Self {
            condition: "1".to_owned(),
            values: Vec::new(),
        };
        let text = |text: &String| (!text.is_empty()).then(|| text.clone());
        narrowed.and(
            "e.\"seq\" IN (SELECT c.\"entry\" FROM \"journal_change\" c WHERE c.\"key\" = :key)",
            (":key", text(&filter.key)),
        );
        narrowed.and("e.\"call\" = :call", (":call", text(&filter.call)));
        narrowed.and("e.\"by\" = :by", (":by", text(&filter.by)));
        narrowed.and("e.\"at\" >= :from", (":from", filter.from.map(begins)));
        narrowed.and("e.\"at\" < :until", (":until", ends.map(begins)));
        let json = |calls: &[&str]| serde_json::to_string(calls).map_err(StoreError::fault);
        match filter.what {
            HistoryGroup::All => {}
            HistoryGroup::Changes => {
                let others: Vec<&str> = HistoryGroup::named().collect();
                narrowed.and(
                    "e.\"changes\" > 0 AND e.\"call\" NOT IN (SELECT \"value\" FROM json_each(:calls))",
                    (":calls", Some(json(&others)?)),
                );
            }
            group @ (HistoryGroup::Looks
            | HistoryGroup::HandedOut
            | HistoryGroup::Keys
            | HistoryGroup::Odd) => narrowed.and(
                "e.\"call\" IN (SELECT \"value\" FROM json_each(:calls))",
                (":calls", Some(json(group.calls())?)),
            ),
        }
        Ok(narrowed)
    }

    fn and(&mut self, condition: &str, (name, value): (&'static str, Option<String>)) {
        if let Some(value) = value {
            self.condition.push_str(" AND ");
            self.condition.push_str(condition);
            self.values.push((name, value));
        }
    }

    fn values(&self) -> Vec<(&str, &dyn ToSql)> {
        let values = self.values.iter();
        values
            .map(|(name, value)| (*name, value as &dyn ToSql))
            .collect()
    }
}

/// An entry with what was noted of its request.
#[derive(Clone, Debug)]
pub struct Noted {
    /// The entry as a line.
    pub line: HistoryLine,
    /// Its request as it was noted; null where nothing was, and where it was blanked.
    pub request: Value,
}

/// How often somebody made a call.
#[derive(Clone, Debug)]
pub struct Tallied {
    /// The call.
    pub call: String,
    /// By whom.
    pub by: String,
    /// How often.
    pub times: u32,
    /// How often with a change of a record.
    pub changes: u32,
}

/// Returns how often each call stands in the history between two moments; what was taken back counts as made.
pub(crate) fn tallied(
    connection: &Connection,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<Tallied>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT \"call\", \"by\", count(*), sum(\"changes\" > 0) FROM \"journal_entry\"
         WHERE \"at\" >= ?1 AND \"at\" < ?2 AND \"verb\" IN ('do', 'note') GROUP BY \"call\", \"by\"",
    )?;
    let rows = statement.query_map((when(from), when(until)), |row| {
        Ok(Tallied {
            call: row.get(0)?,
            by: row.get(1)?,
            times: row.get(2)?,
            changes: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
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
    let noted = facts(connection, &line)?;
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
                    noted,
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
        noted,
        more: false,
    })
}

/// Returns what a note says of itself; of an act the changed fields say more.
fn facts(connection: &Connection, line: &HistoryLine) -> Result<Vec<NotedFact>, StoreError> {
    if line.verb != Verb::Note {
        return Ok(Vec::new());
    }
    let request: String = connection
        .prepare_cached("SELECT \"request\" FROM \"journal_entry\" WHERE \"id\" = ?1")?
        .query_row([line.entry.as_str()], |row| row.get(0))?;
    let is_plain = |value: &Value| value.is_string() || value.is_number() || value.is_boolean();
    Ok(image(Some(request))
        .into_iter()
        .filter(|(_, value)| is_plain(value))
        .map(|(name, value)| NotedFact {
            value: shown(Some(&value)),
            name,
        })
        .collect())
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
