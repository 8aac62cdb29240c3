//! What a user of some blocks sees: one condition for each kind of record, put behind every question to the tables. Whatever
//! is not seen is not there: it is neither found by its key, nor listed, nor counted.

use std::collections::HashSet;

use domain::id::BlockId;
use domain::kind::Kind;
use rusqlite::{Connection, params_from_iter};

use crate::StoreError;

/// The blocks somebody may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Districts {
    /// Their keys as a JSON list: the second value of every narrowed question.
    keys: String,
}

/// Somebody is in one of the blocks.
macro_rules! in_block {
    ($row:literal) => {
        concat!($row, ".\"block\" IN (SELECT \"value\" FROM json_each(?2))")
    };
}

/// A registrant is in one of the blocks.
macro_rules! of_registrant {
    ($key:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM \"registrant\" r JOIN \"person\" q ON q.\"id\" = r.\"person\" WHERE r.\"id\" = ",
            $key, " AND ", in_block!("q"), ")"
        )
    };
}

/// A supporter is in one of the blocks, or looks after somebody who is: the neighbours of those one looks after are known.
macro_rules! of_supporter {
    ($key:literal) => {
        concat!(
            "(EXISTS (SELECT 1 FROM \"supporter\" s JOIN \"person\" q ON q.\"id\" = s.\"person\" WHERE s.\"id\" = ",
            $key, " AND ", in_block!("q"), ")
             OR EXISTS (SELECT 1 FROM \"pairing\" p JOIN \"registrant\" r ON r.\"id\" = p.\"registrant\"
             JOIN \"person\" q ON q.\"id\" = r.\"person\" WHERE p.\"supporter\" = ", $key,
            " AND p.\"status\" <> 'ended' AND ", in_block!("q"), "))"
        )
    };
}

impl Districts {
    /// Returns what somebody of these blocks sees.
    pub fn of(blocks: &[BlockId]) -> Self {
        let keys: Vec<&str> = blocks.iter().map(BlockId::as_str).collect();
        Self {
            keys: serde_json::Value::from(keys).to_string(),
        }
    }
}

/// Returns when a record of a kind is seen, in terms of its own table; none where it is about nobody and so seen by all. A new
/// kind has to say so here.
fn condition(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Person => concat!(
            "(", in_block!("\"person\""), " OR EXISTS (SELECT 1 FROM \"supporter\" s
             JOIN \"pairing\" p ON p.\"supporter\" = s.\"id\" JOIN \"registrant\" r ON r.\"id\" = p.\"registrant\"
             JOIN \"person\" q ON q.\"id\" = r.\"person\"
             WHERE s.\"person\" = \"person\".\"id\" AND p.\"status\" <> 'ended' AND ", in_block!("q"), "))"
        ),
        Kind::Registrant => of_registrant!("\"registrant\".\"id\""),
        Kind::Supporter => of_supporter!("\"supporter\".\"id\""),
        Kind::Consent => of_registrant!("\"consent\".\"registrant\""),
        Kind::Exclusion => of_registrant!("\"exclusion\".\"registrant\""),
        // Whoever looks after somebody elsewhere has less time here: the pair is seen, the other person is not.
        Kind::Pairing => concat!(
            "(", of_registrant!("\"pairing\".\"registrant\""), " OR ", of_supporter!("\"pairing\".\"supporter\""), ")"
        ),
        Kind::CheckTarget => in_block!("\"check_target\""),
        Kind::CheckResult => concat!(
            "(\"check_result\".\"target\" IS NULL OR EXISTS (SELECT 1 FROM \"check_target\" t
             WHERE t.\"id\" = \"check_result\".\"target\" AND ", in_block!("t"), "))"
        ),
        Kind::Copy => concat!(
            "(", in_block!("\"copy\""), " OR (\"copy\".\"block\" IS NULL AND (\"copy\".\"supporter\" IS NULL OR ",
            of_supporter!("\"copy\".\"supporter\""), ")))"
        ),
        Kind::Task => concat!(
            "((\"task\".\"registrant\" IS NULL AND \"task\".\"supporter\" IS NULL) OR ",
            of_registrant!("\"task\".\"registrant\""), " OR ", of_supporter!("\"task\".\"supporter\""), ")"
        ),
        Kind::Distinct => concat!(
            "EXISTS (SELECT 1 FROM \"person\" q WHERE q.\"id\" IN (\"distinct\".\"one\", \"distinct\".\"other\") AND ",
            in_block!("q"), ")"
        ),
        // A line of the city's list may be about anybody: it is never seen.
        Kind::ComparisonCase => "?2 IS NULL",
        Kind::Council
        | Kind::Zone
        | Kind::Block
        | Kind::Place
        | Kind::Household
        | Kind::SafetyCheck
        | Kind::CheckReport
        | Kind::RosterImport
        | Kind::ColumnMapping
        | Kind::RosterComparison
        | Kind::SavedFilter
        | Kind::User => return None,
    })
}

/// Returns a question narrowed to what is seen, and its values; `join` is WHERE or AND, and `first` the value it had before.
pub(crate) fn narrow<'a>(
    query: &str,
    join: &str,
    kind: Kind,
    first: Option<&'a str>,
    seen: Option<&'a Districts>,
) -> (String, Vec<&'a str>) {
    match (seen, condition(kind)) {
        (Some(seen), Some(condition)) => (
            format!("{query} {join} {condition}"),
            vec![first.unwrap_or_default(), &seen.keys],
        ),
        _ => (query.to_owned(), first.into_iter().collect()),
    }
}

/// Returns the keys of the records of a kind that are seen.
pub(crate) fn keys_seen(
    connection: &Connection,
    kind: Kind,
    seen: &Districts,
) -> Result<HashSet<String>, StoreError> {
    let query = format!("SELECT \"id\" FROM \"{}\"", kind.code());
    let (query, values) = narrow(&query, "WHERE", kind, None, Some(seen));
    let mut statement = connection.prepare_cached(&query)?;
    let rows = statement.query_map(params_from_iter(values), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
