//! Things to look into: roster errors from a drill, doubtful pairs from an import.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{RegistrantId, RosterImportId, SafetyCheckId, SupporterId, TaskId};
use crate::kind::record;

crate::codes! {
    /// What a task is about.
    TaskKind {
        /// 名簿の誤り reported in an event.
        RosterError,
        /// 名簿に無い人 written down in an event.
        Unlisted,
        /// A name in an import that could not be told.
        UnclearName,
        /// Possibly the same person twice.
        MaybeSamePerson,
        /// A wish in free text that a person has to read.
        WishInWords,
        /// The city's new list does not name the person; nobody knows why yet.
        NotOnCityList,
        /// A row of the city's list that nobody has decided.
        LeftUndecided,
        /// A row the city is to be asked about.
        AskCity,
    }
}

/// A thing to look into.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Task {
    /// Key.
    pub id: TaskId,
    /// What it is about.
    pub kind: TaskKind,
    /// The registrant concerned.
    pub registrant: Option<RegistrantId>,
    /// The supporter concerned.
    pub supporter: Option<SupporterId>,
    /// The event it comes from.
    pub safety_check: Option<SafetyCheckId>,
    /// The import it comes from.
    pub roster_import: Option<RosterImportId>,
    /// What was written.
    pub text: String,
    /// When it came up.
    pub created_at: Option<DateTime<Utc>>,
    /// When it was settled.
    pub done_at: Option<DateTime<Utc>>,
}

record!(Task, Task);

/// One line of やることの一覧: the task, and whom it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TaskRow {
    /// The task.
    pub task: Task,
    /// Name of the person concerned, or empty.
    pub name: String,
    /// よみ of the person.
    pub kana: String,
    /// Address of the person on one line.
    pub address: String,
}
