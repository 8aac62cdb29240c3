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

crate::codes! {
    /// What an entry is about, in plain words.
    HistoryGroup {
        /// Everything.
        All,
        /// 直したこと.
        Changes,
        /// 見たこと.
        Looks,
        /// 印刷・持ち出し.
        HandedOut,
        /// 鍵と控え.
        Keys,
        /// おかしなこと.
        Odd,
    }
}

impl HistoryGroup {
    /// Returns the calls of a group. What changed a record and stands in none of these is of 直したこと.
    pub fn calls(self) -> &'static [&'static str] {
        match self {
            Self::All | Self::Changes => &[],
            Self::Looks => &["search", "look_at_details", "look_in_event"],
            Self::HandedOut => &[
                "print_check_sheets",
                "print_visit_list",
                "print_confirm_cards",
                "export_list",
                "save_sheet",
                "save_change_list",
                "save_management_report",
                "save_incident_pack",
                "save_rejected_rows",
                "not_written",
                "release_bulk",
                "return_copy",
            ],
            Self::Keys => &[
                "create_book",
                "open_book",
                "recover_book",
                "open_practice",
                "lock",
                "start_back_up",
                "back_up",
                "restore_book",
                "save_recovery_sheet",
                "first_user",
                "save_user",
                "give_key",
                "end_user",
                "choose_key",
                "pledge",
            ],
            Self::Odd => &[
                "wrong_tries",
                "refused",
                "refused_look",
                "many_looks",
                "clock_jump",
                "confirm_clock",
                "chain_broken",
                "release_bulk",
            ],
        }
    }

    /// Returns every call that stands in a group.
    pub fn named() -> impl Iterator<Item = &'static str> {
        Self::ALL
            .iter()
            .flat_map(|group| group.calls().iter().copied())
    }
}

/// What 履歴 should show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct HistoryFilter {
    /// Only entries that changed this record.
    pub key: String,
    /// Only acts of this name.
    pub call: String,
    /// Only what is of this kind.
    pub what: HistoryGroup,
    /// Only what this person did.
    pub by: String,
    /// From this day on.
    pub from: Option<NaiveDate>,
    /// Until the end of this day.
    pub until: Option<NaiveDate>,
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
    /// Everybody whose name stands in the history; only with the first part.
    pub people: Vec<String>,
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

/// One thing a note says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NotedFact {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// An entry in full.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct HistoryEntry {
    /// Its line.
    pub line: HistoryLine,
    /// Changed fields, at most a few hundred.
    pub fields: Vec<FieldChange>,
    /// What a note says of itself, by name (`history.noted.` in the texts).
    pub noted: Vec<NotedFact>,
    /// Whether there are more than shown.
    pub more: bool,
}
