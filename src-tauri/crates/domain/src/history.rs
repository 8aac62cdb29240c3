//! 履歴: what happened, in words made from the name of the act.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::EntryId;
use crate::kind::Kind;

crate::codes! {
    /// What an entry of the journal did.
    Verb {
        /// An act.
        Do,
        /// An act taken back.
        Undo,
        /// An act put back.
        Redo,
        /// Something that changed no record: print, export, open, back up.
        Note,
    }
}

/// One line of 履歴.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HistoryLine {
    /// The entry.
    pub entry: EntryId,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// What the entry did.
    pub verb: Verb,
    /// Name of the act (`save_registrant`); its words stand under `act.` in the texts.
    pub call: String,
    /// The entry taken back or put back.
    pub of: Option<EntryId>,
    /// Whom or what it concerned, as a name (斎藤 和子), or empty.
    pub subject: String,
    /// Records changed.
    pub changes: u32,
    /// This entry has been taken back.
    pub undone: bool,
}

/// One field of one record, before and after.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct FieldChange {
    /// Kind of record.
    pub kind: Kind,
    /// Key of the record.
    pub key: String,
    /// The field.
    pub field: String,
    /// Before; empty if there was none.
    pub before: String,
    /// After; empty if there is none.
    pub after: String,
    /// Whether the values are closed care details, which are not shown here.
    pub closed: bool,
}

/// What 履歴 should show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct HistoryFilter {
    /// Only entries that changed this record.
    pub key: String,
    /// Only acts of this name.
    pub call: String,
    /// From this day on.
    pub from: Option<NaiveDate>,
    /// First line wanted, from 0 (newest first).
    pub offset: u32,
    /// Lines wanted at the most.
    pub limit: u32,
}

/// A part of 履歴.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HistoryPage {
    /// Lines from `offset`, newest first.
    pub lines: Vec<HistoryLine>,
    /// How many match.
    pub total: u32,
    /// The act that 元に戻す would take back, if any.
    pub undo: Option<HistoryLine>,
    /// The act that やり直す would put back, if any.
    pub redo: Option<HistoryLine>,
}

/// Where the chain of the journal breaks: somebody edited an entry or took one away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChainBreak {
    /// Number of the first entry that does not fit.
    pub no: u32,
    /// Its moment; none where the entry itself is gone.
    pub at: Option<DateTime<Utc>>,
}

/// The chain of the journal, followed to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// Entries there are.
    pub entries: u32,
    /// Number of the last entry.
    pub last: u32,
    /// Hash of the last entry, in hexadecimal digits.
    pub hash: String,
    /// Where it breaks, if it does.
    pub broken: Option<ChainBreak>,
}

/// An entry in full.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct HistoryEntry {
    /// Its line.
    pub line: HistoryLine,
    /// Changed fields, at most a few hundred.
    pub fields: Vec<FieldChange>,
    /// Whether there are more than shown.
    pub more: bool,
}
