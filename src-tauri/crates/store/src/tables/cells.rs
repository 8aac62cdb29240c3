//! A record as cells of its table, and cells as an image for the journal.

use domain::kind::Record;
use rusqlite::types::{ToSqlOutput, ValueRef};
use serde::ser::{Error as _, Impossible, Serialize, SerializeStruct, Serializer};

use crate::StoreError;
use crate::tables::{Column, Shape};

/// One value as it lies in the file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    /// None.
    Null,
    /// A number or a flag.
    Integer(i64),
    /// A number with a fraction.
    Real(f64),
    /// A text, a code, a date, or JSON.
    Text(String),
}

impl rusqlite::ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Real(number) => ValueRef::Real(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

/// Returns the cells of a row.
pub(crate) fn of_row(row: &rusqlite::Row<'_>, columns: usize) -> rusqlite::Result<Vec<Cell>> {
    let cell = |n: usize| {
        Ok(match row.get_ref(n)? {
            ValueRef::Null => Cell::Null,
            ValueRef::Integer(number) => Cell::Integer(number),
            ValueRef::Real(number) => Cell::Real(number),
            text @ (ValueRef::Text(_) | ValueRef::Blob(_)) => Cell::Text(text.as_str()?.to_owned()),
        })
    };
    (0..columns).map(cell).collect()
}

/// Returns the cells of a record, in the order of the columns.
pub(crate) fn of<R: Record>(
    record: &R,
    columns: &'static [Column],
) -> Result<Vec<Cell>, StoreError> {
    record
        .serialize(IntoCells {
            columns,
            cells: Vec::with_capacity(columns.len()),
        })
        .map_err(StoreError::fault)
}

/// Returns the image of cells: JSON without the fields that equal the default.
pub(crate) fn image(columns: &[Column], defaults: &[Cell], cells: &[Cell]) -> String {
    let mut image = String::with_capacity(256);
    image.push('{');
    for ((column, default), cell) in columns.iter().zip(defaults).zip(cells) {
        if cell == default {
            continue;
        }
        if image.len() > 1 {
            image.push(',');
        }
        image.push('"');
        image.push_str(column.name);
        image.push_str("\":");
        push_json(&mut image, column.shape, cell);
    }
    image.push('}');
    image
}

fn push_json(image: &mut String, shape: Shape, cell: &Cell) {
    match (cell, shape) {
        (Cell::Null, _) => image.push_str("null"),
        (Cell::Integer(number), Shape::Flag) => {
            image.push_str(if *number == 0 { "false" } else { "true" })
        }
        (Cell::Integer(number), _) => image.push_str(&number.to_string()),
        (Cell::Real(number), _) => image.push_str(&serde_json::json!(number).to_string()),
        (Cell::Text(json), Shape::Json) => image.push_str(json),
        (Cell::Text(text), _) => {
            image.push_str(&serde_json::Value::from(text.as_str()).to_string())
        }
    }
}

type Failure = serde_json::Error;

/// Takes a record apart, field by field.
struct IntoCells {
    columns: &'static [Column],
    cells: Vec<Cell>,
}

impl SerializeStruct for IntoCells {
    type Ok = Vec<Cell>;
    type Error = Failure;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Failure> {
        let place = self.cells.len();
        let Some(column) = self.columns.get(place).filter(|c| c.name == name) else {
            return Err(Failure::custom(format!(
                "field {name} is not column {place} of the list"
            )));
        };
        self.cells.push(match column.shape {
            Shape::Json => Cell::Text(serde_json::to_string(value)?),
            Shape::Plain | Shape::Flag => value.serialize(IntoCell)?,
        });
        Ok(())
    }

    fn end(self) -> Result<Vec<Cell>, Failure> {
        match self.columns.get(self.cells.len()) {
            Some(missing) => Err(Failure::custom(format!("no field {}", missing.name))),
            None => Ok(self.cells),
        }
    }
}

macro_rules! refuse {
    ($($method:ident($($kind:ty),*) -> $ok:ty;)*) => {
        $(fn $method(self, $(_: $kind),*) -> Result<$ok, Failure> {
            Err(Failure::custom(concat!(stringify!($method), " does not fit into the table")))
        })*
    };
}

macro_rules! refuse_compounds {
    () => {
        type SerializeSeq = Impossible<Self::Ok, Failure>;
        type SerializeTuple = Impossible<Self::Ok, Failure>;
        type SerializeTupleStruct = Impossible<Self::Ok, Failure>;
        type SerializeTupleVariant = Impossible<Self::Ok, Failure>;
        type SerializeMap = Impossible<Self::Ok, Failure>;
        type SerializeStructVariant = Impossible<Self::Ok, Failure>;

        refuse! {
            serialize_bytes(&[u8]) -> Self::Ok;
            serialize_seq(Option<usize>) -> Self::SerializeSeq;
            serialize_tuple(usize) -> Self::SerializeTuple;
            serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
            serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
            serialize_map(Option<usize>) -> Self::SerializeMap;
            serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
        }

        fn serialize_newtype_variant<T: Serialize + ?Sized>(
            self, _: &'static str, _: u32, _: &'static str, _: &T,
        ) -> Result<Self::Ok, Failure> {
            Err(Failure::custom("a variant with a value does not fit into the table"))
        }
    };
}

impl Serializer for IntoCells {
    type Ok = Vec<Cell>;
    type Error = Failure;
    type SerializeStruct = Self;

    refuse_compounds!();
    refuse! {
        serialize_bool(bool) -> Self::Ok;
        serialize_i8(i8) -> Self::Ok;
        serialize_i16(i16) -> Self::Ok;
        serialize_i32(i32) -> Self::Ok;
        serialize_i64(i64) -> Self::Ok;
        serialize_u8(u8) -> Self::Ok;
        serialize_u16(u16) -> Self::Ok;
        serialize_u32(u32) -> Self::Ok;
        serialize_u64(u64) -> Self::Ok;
        serialize_f32(f32) -> Self::Ok;
        serialize_f64(f64) -> Self::Ok;
        serialize_char(char) -> Self::Ok;
        serialize_str(&str) -> Self::Ok;
        serialize_none() -> Self::Ok;
        serialize_unit() -> Self::Ok;
        serialize_unit_struct(&'static str) -> Self::Ok;
        serialize_unit_variant(&'static str, u32, &'static str) -> Self::Ok;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Self::Ok, Failure> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Self::Ok, Failure> {
        value.serialize(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Failure> {
        Ok(self)
    }
}

/// Makes one cell of one field.
struct IntoCell;

macro_rules! integers {
    ($($method:ident($kind:ty);)*) => {
        $(fn $method(self, number: $kind) -> Result<Cell, Failure> {
            Ok(Cell::Integer(i64::from(number)))
        })*
    };
}

impl Serializer for IntoCell {
    type Ok = Cell;
    type Error = Failure;
    type SerializeStruct = Impossible<Cell, Failure>;

    refuse_compounds!();
    refuse! {
        serialize_unit() -> Cell;
        serialize_unit_struct(&'static str) -> Cell;
        serialize_struct(&'static str, usize) -> Self::SerializeStruct;
    }
    integers! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
    }

    fn serialize_u64(self, number: u64) -> Result<Cell, Failure> {
        i64::try_from(number)
            .map(Cell::Integer)
            .map_err(Failure::custom)
    }

    fn serialize_f32(self, number: f32) -> Result<Cell, Failure> {
        self.serialize_f64(f64::from(number))
    }

    fn serialize_f64(self, number: f64) -> Result<Cell, Failure> {
        // SQLite knows no NaN, and an image could not be compared with one.
        Ok(if number.is_finite() {
            Cell::Real(number)
        } else {
            Cell::Null
        })
    }

    fn serialize_char(self, c: char) -> Result<Cell, Failure> {
        Ok(Cell::Text(c.to_string()))
    }

    fn serialize_str(self, text: &str) -> Result<Cell, Failure> {
        Ok(Cell::Text(text.to_owned()))
    }

    fn serialize_none(self) -> Result<Cell, Failure> {
        Ok(Cell::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Cell, Failure> {
        value.serialize(self)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        code: &'static str,
    ) -> Result<Cell, Failure> {
        Ok(Cell::Text(code.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Cell, Failure> {
        value.serialize(self)
    }

    fn collect_str<T: std::fmt::Display + ?Sized>(self, value: &T) -> Result<Cell, Failure> {
        Ok(Cell::Text(value.to_string()))
    }
}
