//! 鍵: whose words open the book, the sheets that do, and how each of them is changed. Whoever changes a key says their own
//! 鍵の言葉 first: an open screen somebody walked away from is not enough.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::secret::Secret;
use crate::vault::{Holder, RecoveryKey};

/// What the screen of the keys shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Keys {
    /// Who opened the book.
    pub own: Holder,
    /// Who can open it with a 鍵の言葉.
    pub holders: Vec<Holder>,
    /// Who holds the two sheets of the 二人の鍵, if there are such.
    pub two_officers: Option<[String; 2]>,
    /// Whether it is the practice book, whose keys stay as they are.
    pub practice: bool,
}

/// Another 鍵の言葉 for whoever has the book open, or, with the same words, all keys anew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct NewPassphrase {
    /// 鍵の言葉 of now.
    pub own: Secret,
    /// 鍵の言葉 from now on.
    pub passphrase: Secret,
}

/// Two sheets that open the book together, one for each officer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct MakeTwoSheets {
    /// 鍵の言葉 of whoever makes them.
    pub own: Secret,
    /// Who gets the first sheet.
    pub first: String,
    /// Who gets the second sheet.
    pub second: String,
}

/// The keys of two sheets. Shown once, printed, never stored in clear.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TwoSheets {
    /// Who gets which.
    pub officers: [String; 2],
    /// What stands on them.
    pub sheets: [RecoveryKey; 2],
}
