//! Records to a table: what every column of a list says of somebody, in words this program and a person read back as
//! the same. Columns in which nobody has anything are left out.

mod csv;
mod pairings;
mod people;
mod places;
mod registrants;
mod supporters;
mod words;

use domain::council::Area;
use domain::export::Misfit;
use domain::intake::Draft;
use domain::roster_import::ListContent;

use crate::words as texts;

pub(crate) use csv::push_line;
pub use csv::{Charset, csv_file, misfits};

/// Somebody who stands on the list that is written.
#[derive(Clone, Debug)]
pub struct Written {
    /// The records.
    pub draft: Draft,
    /// Name of the 班・ブロック, or empty.
    pub block: String,
}

/// How much of each person is written.
#[derive(Clone, Debug, Default)]
pub struct Extent<'a> {
    /// Birth dates too.
    pub birth: bool,
    /// Reasons, equipment and circumstances too.
    pub reasons: bool,
    /// 市区町村 of the council, as `Known::city`.
    pub city: String,
    /// Area of the council.
    pub areas: &'a [Area],
    /// Area code of the council, as `Known::area_code`.
    pub area_code: String,
}

/// A list as a table of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListTable {
    /// Keys of the columns; their words stand under `column.` in the texts.
    pub keys: Vec<&'static str>,
    /// One row for each person, pair or place.
    pub rows: Vec<Vec<String>>,
    /// Name of each row, to tell whose character does not fit.
    pub names: Vec<String>,
}

impl ListTable {
    /// Returns the heading of each column.
    pub fn heads(&self) -> Vec<&'static str> {
        self.keys.iter().map(|key| texts::column(key)).collect()
    }
}

/// One value of a row: its column and its text.
type Value = (&'static str, String);

/// The columns that stay although nobody has anything in them: a list without them is none.
const KEPT: &[&str] = &[
    "name",
    "name_kana",
    "address",
    "registrant_name",
    "registrant_address",
    "supporter_name",
    "place_name",
    "place_address",
];

/// Returns a list as a table.
pub fn list_table(content: ListContent, people: &[Written], extent: &Extent<'_>) -> ListTable {
    let is_split = people::needs_split_names(people);
    let values: Vec<Vec<Value>> = people
        .iter()
        .map(|one| {
            let mut values = match &one.draft {
                Draft::Registrant(draft) => registrants::values(draft, &one.block, extent),
                Draft::Supporter(draft) => supporters::values(draft, &one.block, extent),
                Draft::Pairing(draft) => pairings::values(draft),
                Draft::Place(place) => places::values(place),
            };
            if !is_split {
                values.retain(|(key, _)| !people::SPLIT_NAMES.contains(key));
            }
            values
        })
        .collect();
    let keys = keys_of(content, &values);
    let row = |values: &Vec<Value>| {
        let mut used = vec![false; values.len()];
        let cell = |key: &&'static str| {
            // A column that stands there twice takes the values of its key one after the other.
            let found = values
                .iter()
                .enumerate()
                .position(|(at, (own, _))| own == key && !used[at])?;
            used[found] = true;
            Some(values[found].1.clone())
        };
        keys.iter()
            .map(cell)
            .map(Option::unwrap_or_default)
            .collect()
    };
    let rows = values.iter().map(row).collect();
    let names = people.iter().map(|one| people::name_of(&one.draft));
    ListTable {
        names: names.collect(),
        rows,
        keys,
    }
}

/// The columns somebody has something in, in the order a list has them; one that somebody has several values for stands
/// there as often.
fn keys_of(content: ListContent, rows: &[Vec<Value>]) -> Vec<&'static str> {
    let order: &[&[&'static str]] = match content {
        ListContent::Registrants => registrants::ORDER,
        ListContent::Supporters => supporters::ORDER,
        ListContent::Pairings => pairings::ORDER,
        ListContent::Places => places::ORDER,
    };
    let times = |key: &str| {
        let of_row = |row: &Vec<Value>| {
            let own = row
                .iter()
                .filter(|(own, text)| *own == key && !text.is_empty());
            own.count()
        };
        let most = rows.iter().map(of_row).max().unwrap_or(0);
        most.max(usize::from(KEPT.contains(&key)))
    };
    order
        .iter()
        .copied()
        .flatten()
        .flat_map(|key| std::iter::repeat_n(*key, times(key)))
        .collect()
}
