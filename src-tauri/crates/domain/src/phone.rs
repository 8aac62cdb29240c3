//! Telephone numbers: digits for comparing, hyphens for showing, and what was received beside both.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
