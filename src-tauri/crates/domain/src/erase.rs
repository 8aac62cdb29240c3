//! 完全に消す: what is left of somebody who left, and where papers and backups still hold the name.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::copy::CopyRow;
use crate::id::PersonId;

/// Days somebody who left stays hidden before the record is due for erasing (trust.md 4.3).
pub const DAYS_HIDDEN: u64 = 90;

/// Returns the day from which on the record of somebody who left that day is due for erasing.
pub fn due_on(left_on: NaiveDate) -> Option<NaiveDate> {
    left_on.checked_add_days(Days::new(DAYS_HIDDEN))
}

/// What must be known before somebody is erased.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Erasing {
    /// Name.
    pub name: String,
    /// よみ.
    pub kana: String,
    /// Address on one line.
    pub address: String,
    /// Since when the person is off 名簿; none for who was a supporter only.
    pub left_on: Option<NaiveDate>,
    /// From when on the record is due for erasing.
    pub due_on: Option<NaiveDate>,
    /// Whether that day has come.
    pub is_due: bool,
    /// Papers and files with the name on them that have not come back.
    pub papers: Vec<CopyRow>,
    /// Backups made by hand while the person was in the book.
    pub backups: u32,
    /// The oldest of them.
    pub oldest_backup: Option<DateTime<Utc>>,
    /// Backups the program made by itself meanwhile, which it thins.
    pub shelf: u32,
    /// When the last of these is gone, if the program is used until then.
    pub shelf_gone_on: Option<NaiveDate>,
    /// Former books that lie beside this one, since a backup took their place.
    pub kept_books: u32,
}

/// Erasing somebody for good. It asks for the word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ErasePerson {
    /// Who.
    pub person: PersonId,
    /// The word as typed.
    pub typed_word: String,
}
