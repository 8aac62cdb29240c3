//! Record ↔ table: every statement and every image is made from one list of columns per kind.

pub(crate) mod cells;
mod columns;
mod rows;

use std::sync::OnceLock;

use domain::kind::{Kind, Record};
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use crate::districts::narrow;
use crate::tables::cells::Cell;
use crate::tables::columns::with_record;
pub(crate) use crate::tables::rows::text_to;
use crate::{Districts, StoreError};

/// How a field lies in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A text, a number, a code, a date; NULL for none.
    Plain,
    /// 0 or 1.
    Flag,
    /// A list or a record inside the record, as JSON text.
    Json,
}

/// One column.
#[derive(Debug)]
pub(crate) struct Column {
    /// Name of the field and of the column.
    pub(crate) name: &'static str,
    /// How the field lies in it.
    pub(crate) shape: Shape,
}

/// A table with its statements.
pub(crate) struct Table {
    /// The kind of record in it.
    pub(crate) kind: Kind,
    /// Its name, which is the code of the kind.
    pub(crate) name: String,
    /// Its columns, in the order of the fields.
    pub(crate) columns: &'static [Column],
    /// A record without any value; what equals it is left out of an image.
    defaults: Vec<Cell>,
    insert: String,
    update: String,
    select: String,
    one: String,
    delete: String,
    count: String,
}

impl Table {
    fn new(kind: Kind) -> Result<Self, StoreError> {
        let name = kind.code();
        let columns = columns::of(kind);
        let defaults = with_record!(kind, R => cells::of(&R::default(), columns))?;
        let list = columns
            .iter()
            .map(|c| format!("\"{}\"", c.name))
            .collect::<Vec<_>>();
        let marks = (1..=columns.len())
            .map(|n| format!("?{n}"))
            .collect::<Vec<_>>();
        let sets = list
            .iter()
            .zip(&marks)
            .skip(1)
            .map(|(c, m)| format!("{c} = {m}"));
        let sets = sets.collect::<Vec<_>>().join(", ");
        let (list, marks) = (list.join(", "), marks.join(", "));
        Ok(Self {
            kind,
            columns,
            defaults,
            insert: format!("INSERT INTO \"{name}\" ({list}) VALUES ({marks})"),
            update: format!("UPDATE \"{name}\" SET {sets} WHERE \"id\" = ?1"),
            select: format!("SELECT {list} FROM \"{name}\""),
            one: format!("SELECT {list} FROM \"{name}\" WHERE \"id\" = ?1"),
            delete: format!("DELETE FROM \"{name}\" WHERE \"id\" = ?1"),
            count: format!("SELECT count(*) FROM \"{name}\""),
            name,
        })
    }

    /// Returns the cells of a record.
    pub(crate) fn cells<R: Record>(&self, record: &R) -> Result<Vec<Cell>, StoreError> {
        cells::of(record, self.columns)
    }

    /// Returns the cells of an image.
    pub(crate) fn cells_of_image(&self, image: &str) -> Result<Vec<Cell>, StoreError> {
        with_record!(self.kind, R => {
            let record: R = serde_json::from_str(image)
                .map_err(|e| StoreError::Damaged(format!("an image of {}: {e}", self.name)))?;
            cells::of(&record, self.columns)
        })
    }

    /// Returns the image of a record for the journal: JSON without the fields that hold nothing.
    pub(crate) fn image(&self, cells: &[Cell]) -> String {
        cells::image(self.columns, &self.defaults, cells)
    }

    /// Returns the cell of a column that is a text.
    pub(crate) fn text_in<'a>(&self, cells: &'a [Cell], column: &str) -> Option<&'a str> {
        let place = self.columns.iter().position(|c| c.name == column)?;
        match cells.get(place) {
            Some(Cell::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Returns the cells of the record with this key.
    pub(crate) fn find_cells(
        &self,
        connection: &Connection,
        key: &str,
    ) -> Result<Option<Vec<Cell>>, StoreError> {
        let mut statement = connection.prepare_cached(&self.one)?;
        let found = statement.query_row([key], |row| cells::of_row(row, self.columns.len()));
        Ok(found.optional()?)
    }

    /// Adds a record.
    pub(crate) fn insert(&self, connection: &Connection, cells: &[Cell]) -> Result<(), StoreError> {
        let mut statement = connection.prepare_cached(&self.insert)?;
        statement.execute(params_from_iter(cells))?;
        Ok(())
    }

    /// Overwrites the record with the same key.
    pub(crate) fn update(&self, connection: &Connection, cells: &[Cell]) -> Result<(), StoreError> {
        if cells.len() == 1 {
            return Ok(());
        }
        let mut statement = connection.prepare_cached(&self.update)?;
        statement.execute(params_from_iter(cells))?;
        Ok(())
    }

    /// Deletes the record with this key.
    pub(crate) fn delete(&self, connection: &Connection, key: &str) -> Result<(), StoreError> {
        connection.prepare_cached(&self.delete)?.execute([key])?;
        Ok(())
    }

    /// Returns how many records there are.
    pub(crate) fn count(
        &self,
        connection: &Connection,
        seen: Option<&Districts>,
    ) -> Result<u32, StoreError> {
        let (query, values) = narrow(&self.count, "WHERE", self.kind, None, seen);
        Ok(connection
            .prepare_cached(&query)?
            .query_row(params_from_iter(values), |row| row.get(0))?)
    }

    /// Returns the record with this key.
    pub(crate) fn get<R: Record>(
        &self,
        connection: &Connection,
        key: &str,
        seen: Option<&Districts>,
    ) -> Result<Option<R>, StoreError> {
        let (query, values) = narrow(&self.one, "AND", self.kind, Some(key), seen);
        let mut statement = connection.prepare_cached(&query)?;
        let mut rows = statement.query(params_from_iter(values))?;
        rows.next()?.map(|row| self.read(row)).transpose()
    }

    /// Returns every record, by key.
    pub(crate) fn all<R: Record>(
        &self,
        connection: &Connection,
        seen: Option<&Districts>,
    ) -> Result<Vec<R>, StoreError> {
        let (query, values) = narrow(&self.select, "WHERE", self.kind, None, seen);
        let mut statement = connection.prepare_cached(&format!("{query} ORDER BY \"id\""))?;
        self.read_all(statement.query(params_from_iter(values))?)
    }

    /// Returns the records with this value in a column, by key.
    pub(crate) fn find<R: Record>(
        &self,
        connection: &Connection,
        column: &str,
        value: &str,
        seen: Option<&Districts>,
    ) -> Result<Vec<R>, StoreError> {
        let known = self
            .columns
            .iter()
            .find(|c| c.name == column && c.shape != Shape::Json);
        let Some(known) = known else {
            return Err(StoreError::NoSuchColumn(format!("{}.{column}", self.name)));
        };
        let query = format!("{} WHERE \"{}\" = ?1", self.select, known.name);
        let (query, values) = narrow(&query, "AND", self.kind, Some(value), seen);
        let mut statement = connection.prepare_cached(&format!("{query} ORDER BY \"id\""))?;
        self.read_all(statement.query(params_from_iter(values))?)
    }

    /// Calls the visitor with the cells of every record, by key.
    pub(crate) fn visit_all(
        &self,
        connection: &Connection,
        visit: &mut dyn FnMut(&[Cell]),
    ) -> Result<(), StoreError> {
        let mut statement = connection.prepare(&format!("{} ORDER BY \"id\"", self.select))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            visit(&cells::of_row(row, self.columns.len())?);
        }
        Ok(())
    }

    fn read_all<R: Record>(&self, mut rows: rusqlite::Rows<'_>) -> Result<Vec<R>, StoreError> {
        let mut records = Vec::new();
        while let Some(row) = rows.next()? {
            records.push(self.read(row)?);
        }
        Ok(records)
    }

    fn read<R: Record>(&self, row: &rusqlite::Row<'_>) -> Result<R, StoreError> {
        // Nothing stored is ever replaced by a default: what cannot be read is damaged, by its key.
        R::deserialize(rows::RecordRow {
            row,
            columns: self.columns,
        })
        .map_err(|error| {
            let key: String = row.get(0).unwrap_or_default();
            StoreError::Damaged(format!("{} {key}: {error}", self.name))
        })
    }
}

/// Returns the table of a kind.
pub(crate) fn table(kind: Kind) -> Result<&'static Table, StoreError> {
    static TABLES: OnceLock<Vec<Option<Table>>> = OnceLock::new();
    let tables = TABLES.get_or_init(|| Kind::ALL.iter().map(|&k| Table::new(k).ok()).collect());
    tables
        .iter()
        .flatten()
        .find(|table| table.kind == kind)
        .ok_or_else(|| StoreError::fault(format!("no columns for {kind:?}")))
}

/// Returns the newest time-ordered key of all records and entries. Such keys have 32 signs; there are others, named by people.
/// Each table is walked from its greatest key, so that opening a large book takes no longer.
pub(crate) fn newest_key(connection: &Connection) -> Result<Option<String>, StoreError> {
    let mut names = vec!["journal_entry"];
    for &kind in Kind::ALL {
        names.push(&table(kind)?.name);
    }
    let mut newest = None;
    for name in names {
        let query = format!(
            "SELECT \"id\" FROM \"{name}\" WHERE length(\"id\") = 32 ORDER BY \"id\" DESC LIMIT 1"
        );
        newest = newest.max(
            connection
                .query_row(&query, [], |row| row.get(0))
                .optional()?,
        );
    }
    Ok(newest)
}

/// Returns the kind of a stored name.
pub(crate) fn kind_of(name: &str) -> Result<Kind, StoreError> {
    text_to(name).ok_or_else(|| StoreError::Damaged(format!("unknown kind {name}")))
}

#[cfg(test)]
mod tests;
