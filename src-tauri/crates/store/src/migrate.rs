//! The list of migrations. `PRAGMA user_version` is the number of the newest one a file has seen.

use rusqlite::Connection;

use crate::StoreError;

/// The steps of the file from one version to the next, the first leads to version 1. A released one never changes.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_first.sql"),
    include_str!("../migrations/0002_roster_comparison.sql"),
    include_str!("../migrations/0003_fact_days.sql"),
    include_str!("../migrations/0004_distinct.sql"),
    include_str!("../migrations/0005_copy_purpose.sql"),
    include_str!("../migrations/0006_saved_filter.sql"),
    include_str!("../migrations/0007_code_tables.sql"),
    include_str!("../migrations/0008_email.sql"),
    include_str!("../migrations/0009_user.sql"),
    include_str!("../migrations/0010_journal_filters.sql"),
];

/// Marks a file as one of ours ("SASA").
const APPLICATION_ID: i32 = 0x5341_5341;

/// Returns the newest version this program knows.
pub(crate) fn newest() -> u32 {
    u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX)
}

/// Returns the version of the file, or why it cannot be one of ours. Writes nothing.
pub(crate) fn version(connection: &Connection) -> Result<u32, StoreError> {
    let application: i32 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > newest() {
        return Err(StoreError::NewerProgram {
            found,
            known: newest(),
        });
    }
    if application != APPLICATION_ID || found == 0 {
        return Err(StoreError::Foreign);
    }
    Ok(found)
}

/// Refuses a file whose tables, indexes and triggers are not those this program makes: in a file from outside they would run.
pub(crate) fn refuse_other_schema(connection: &Connection) -> Result<(), StoreError> {
    let version = version(connection)?;
    let ours = Connection::open_in_memory()?;
    let steps = (0..version).zip(MIGRATIONS);
    for (_, sql) in steps {
        ours.execute_batch(sql)?;
    }
    if schema(connection)? == schema(&ours)? {
        Ok(())
    } else {
        Err(StoreError::Damaged("other tables than ours".to_owned()))
    }
}

fn schema(connection: &Connection) -> Result<Vec<(String, String, Option<String>)>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT \"type\", \"name\", \"sql\" FROM \"sqlite_schema\" WHERE \"name\" NOT LIKE 'sqlite_stat%'
         ORDER BY \"type\", \"name\"",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Makes the tables of a new file, by running every migration.
pub(crate) fn create(connection: &Connection) -> Result<(), StoreError> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    run_from(connection, 0)
}

/// Runs the migrations the file has not seen, each in a transaction of its own.
pub(crate) fn run_from(connection: &Connection, version: u32) -> Result<(), StoreError> {
    for (number, sql) in (1..)
        .zip(MIGRATIONS)
        .filter(|(number, _)| *number > version)
    {
        let transaction = rusqlite::Transaction::new_unchecked(
            connection,
            rusqlite::TransactionBehavior::Immediate,
        )?;
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}
