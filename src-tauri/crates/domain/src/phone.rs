//! Telephone numbers: digits for comparing, hyphens for showing, and what was received beside both.

mod areas;
mod read;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use read::{common_area_code, is_no_number, read_phones, show};

crate::codes! {
    /// What sort of number it is.
    PhoneKind {
        /// 自宅.
        Home,
        /// 携帯.
        Mobile,
        /// FAX.
        Fax,
        /// 勤務先.
        Work,
    }
}

/// A telephone number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Phone {
    /// What sort of number it is.
    pub kind: PhoneKind,
    /// Digits only, with area code.
    pub digits: String,
    /// As typed or received.
    pub raw: String,
}

impl Phone {
    /// Returns the number with hyphens, grouped as it was received where that can be told.
    pub fn shown(&self) -> String {
        read::grouped_as(&self.raw, &self.digits).unwrap_or_else(|| show(&self.digits))
    }
}

#[cfg(test)]
mod tests;
