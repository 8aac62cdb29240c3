//! What a list of places says of one place.

use domain::place::Place;

use super::Value;
use crate::read::place::word_of;

/// The columns, in the order of the file.
pub(super) const ORDER: &[&[&str]] = &[&[
    "place_name",
    "place_kind",
    "place_address",
    "place_phone",
    "note",
]];

pub(super) fn values(place: &Place) -> Vec<Value> {
    vec![
        ("place_name", place.name.clone()),
        ("place_kind", word_of(place.kind).to_owned()),
        ("place_address", place.address.clone()),
        ("place_phone", place.phone.clone()),
        ("note", place.note.clone()),
    ]
}
