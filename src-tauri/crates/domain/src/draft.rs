//! 書きかけ: a form that was left before it was saved.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a form holds that is not saved: only the fields that were changed, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct KeptForm {
    /// Which form, and of which record.
    pub form: String,
    /// What was typed, by field.
    pub fields: BTreeMap<String, String>,
}
