//! The records beside the journal: each must be what was written last.

use std::collections::BTreeMap;

use domain::kind::Kind;
use rusqlite::Connection;

use crate::StoreError;
use crate::tables::cells::Cell;
use crate::tables::table;

/// Compares every record with its newest image and returns how many records there are. What was blanked in the journal
/// cannot be compared and is passed over.
pub(crate) fn compare(connection: &Connection) -> Result<u32, StoreError> {
    let mut records = 0;
    for &kind in Kind::ALL {
        let table = table(kind)?;
        let mut newest = newest_images(connection, &table.name)?;
        let mut differs = None;
        table.visit_all(connection, &mut |cells| {
            records += 1;
            let Some(Cell::Text(key)) = cells.first() else {
                return;
            };
            let said = newest.remove(key.as_str());
            let as_said = match said.as_deref() {
                Some("") => true,
                Some(image) => table.cells_of_image(image).is_ok_and(|said| said == cells),
                None => false,
            };
            if !as_said {
                differs.get_or_insert_with(|| key.clone());
            }
        })?;
        let lost = newest.into_iter().find(|(_, image)| !image.is_empty());
        if let Some(key) = differs.or(lost.map(|(key, _)| key)) {
            return Err(StoreError::Damaged(format!(
                "{} {key} is not what the journal says",
                table.name
            )));
        }
    }
    Ok(records)
}

/// Returns the newest image of every record of a kind that was not removed, by key.
fn newest_images(
    connection: &Connection,
    kind: &str,
) -> Result<BTreeMap<String, String>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT \"key\", \"after\" FROM \"journal_change\" WHERE \"kind\" = ?1 ORDER BY \"entry\", \"n\"",
    )?;
    let mut rows = statement.query([kind])?;
    let mut newest = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let key: String = row.get(0)?;
        match row.get::<_, Option<String>>(1)? {
            Some(image) => newest.insert(key, image),
            None => newest.remove(&key),
        };
    }
    Ok(newest)
}
