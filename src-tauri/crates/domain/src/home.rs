//! 今日やること: what needs doing now, counted from the records.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::history::ChainBreak;
use crate::id::SafetyCheckId;
use crate::matching_view::Coverage;
use crate::safety_check::{CheckMode, SafetyCheck};

crate::codes! {
    /// A thing to do (`todo.` in the texts), in order of urgency.
    TodoKind {
        /// Set up the blocks or take in the list: the book is empty.
        TakeInRoster,
        /// People without any supporter.
        NobodyLooksAfter,
        /// An event is running.
        CheckRunning,
        /// Papers not returned.
        PapersOverdue,
        /// An event within seven days.
        CheckSoon,
        /// What was written is in no backup outside this PC.
        BackUp,
        /// A backup could not be read when it was looked at again.
        BackupDamaged,
        /// People with one supporter where two are wanted.
        OneSupporter,
        /// Pairs whose next step should have been done.
        PairsOverdue,
        /// Pairs whose introduction is not finished, none of them late.
        PairsToFollow,
        /// A 照合 is open.
        ComparisonOpen,
        /// Things to look into.
        Tasks,
        /// Consent open.
        ConsentOpen,
        /// Records nobody has looked at for longer than the council wants.
        ConfirmRecords,
        /// No supporters in the book.
        TakeInSupporters,
        /// Registrants who are in no block.
        PeopleWithoutBlock,
        /// People who left so long ago that their records are to be erased.
        EraseDue,
        /// The next event could be planned.
        PlanCheck,
    }
}

/// One row of the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Todo {
    /// What.
    pub kind: TodoKind,
    /// How many (people, papers, days), or none where it cannot be counted.
    pub number: Option<u32>,
    /// Whether it is urgent (red).
    pub urgent: bool,
    /// A name that belongs into the sentence (of an event), or empty.
    pub subject: String,
}

/// 今日やること.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Home {
    /// Name of the council.
    pub council: String,
    /// Today.
    pub today: NaiveDate,
    /// Today as shown (令和8年10月19日(月)).
    pub today_shown: String,
    /// Things to do, most urgent first.
    pub todos: Vec<Todo>,
    /// People on the roster.
    pub registrants: u32,
    /// Supporters (終了 apart).
    pub supporters: u32,
    /// Of these: 待機.
    pub standby: u32,
    /// Coverage now.
    pub coverage: Coverage,
    /// The running or next event.
    pub safety_check: Option<SafetyCheck>,
    /// Days until it, if it is planned.
    pub days_until_check: Option<i32>,
    /// The newest backup outside this PC.
    pub backed_up_at: Option<DateTime<Utc>>,
    /// The clock jumped, and nobody has said since that it is right.
    pub clock_doubtful: bool,
    /// This moment, by the clock of the PC.
    pub now: DateTime<Utc>,
    /// Where the history is known to break.
    pub chain_break: Option<ChainBreak>,
}

/// The event band: what every page shows while an event runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RunningCheck {
    /// The event.
    pub id: SafetyCheckId,
    /// 訓練 or 実災害.
    pub mode: CheckMode,
    /// Name.
    pub name: String,
    /// Text key of the assumed or observed 震度.
    pub shindo: crate::council::Shindo,
    /// Start.
    pub started_at: DateTime<Utc>,
    /// Papers printed.
    pub papers: u32,
    /// Of these: fully typed back.
    pub papers_typed: u32,
}
