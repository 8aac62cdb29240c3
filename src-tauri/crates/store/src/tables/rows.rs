//! A row of a table as a record, read field by field without a copy in between.

use rusqlite::types::ValueRef;
use serde::de::value::Error;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};

use crate::tables::{Column, Shape};

/// Returns the value of a closed list (a code, a date) behind a stored text.
pub(crate) fn text_to<'de, T: Deserialize<'de>>(text: &'de str) -> Option<T> {
    let code: serde::de::value::StrDeserializer<'de, Error> = text.into_deserializer();
    T::deserialize(code).ok()
}

/// A row whose columns are the fields of a record, in order.
pub(crate) struct RecordRow<'a> {
    pub(crate) row: &'a rusqlite::Row<'a>,
    pub(crate) columns: &'static [Column],
}

impl<'de> Deserializer<'de> for RecordRow<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(Fields {
            row: self,
            place: 0,
        })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Fields<'de> {
    row: RecordRow<'de>,
    place: usize,
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some(column) = self.row.columns.get(self.place) else {
            return Ok(None);
        };
        seed.deserialize(column.name.into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let column = &self.row.columns[self.place];
        let row = self.row.row;
        let value = row.get_ref(self.place).map_err(Error::custom)?;
        self.place += 1;
        let named =
            |error: &dyn std::fmt::Display| Error::custom(format!("{}: {error}", column.name));
        match column.shape {
            Shape::Json => {
                let text = value.as_str().map_err(|e| named(&e))?;
                let mut json = serde_json::Deserializer::from_str(text);
                seed.deserialize(&mut json).map_err(|e| named(&e))
            }
            shape @ (Shape::Plain | Shape::Flag) => seed
                .deserialize(Field { value, shape })
                .map_err(|e| named(&e)),
        }
    }
}

/// One column of one row.
struct Field<'de> {
    value: ValueRef<'de>,
    shape: Shape,
}

impl<'de> Deserializer<'de> for Field<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            ValueRef::Null => visitor.visit_unit(),
            ValueRef::Integer(number) if self.shape == Shape::Flag => {
                visitor.visit_bool(number != 0)
            }
            ValueRef::Integer(number) => visitor.visit_i64(number),
            ValueRef::Real(number) => visitor.visit_f64(number),
            text @ (ValueRef::Text(_) | ValueRef::Blob(_)) => {
                visitor.visit_borrowed_str(text.as_str().map_err(Error::custom)?)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.value == ValueRef::Null {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let code = self.value.as_str().map_err(Error::custom)?;
        visitor.visit_enum(code.into_deserializer())
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}
