//! 安否確認: one event, drill or real, with its frozen roster and its 第n報 (domain.md 3.10).

mod rules;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::board::Counts;
use crate::council::Shindo;
use crate::id::{
    BlockId, CheckReportId, CheckTargetId, CouncilId, RegistrantId, SafetyCheckId, SupporterId,
};
use crate::kind::record;

pub use rules::{clock, common_town, moment_of, place_in_walk, read_clock};

crate::codes! {
    /// 訓練 or 実災害. Never switched, never mixed in a total.
    CheckMode {
        /// 訓練.
        Drill,
        /// 実災害.
        Real,
    }
}

crate::codes! {
    /// How far the event has come.
    CheckPhase {
        /// 準備中: the roster is not frozen yet.
        Preparing,
        /// 実施中.
        Running,
        /// 終了.
        Closed,
    }
}

/// One round: signs, house visits, re-visits (Tama, domain.md 4.4 G).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Round {
    /// Name (表示の確認, 訪問, 再訪問).
    pub name: String,
    /// Minutes after the start when the round begins.
    pub starts_after_minutes: u32,
    /// Minutes after the start when its results should be in.
    pub due_after_minutes: u32,
}

/// 安否確認.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SafetyCheck {
    /// Key.
    pub id: SafetyCheckId,
    /// Whose.
    pub council: CouncilId,
    /// 訓練 or 実災害.
    pub mode: CheckMode,
    /// Name (秋の安否確認訓練).
    pub name: String,
    /// How far it has come.
    pub phase: CheckPhase,
    /// Planned day.
    pub planned_on: Option<NaiveDate>,
    /// 想定 or observed 震度.
    pub shindo: Shindo,
    /// Time of the (assumed) quake.
    pub scenario_at: Option<DateTime<Utc>>,
    /// Start.
    pub started_at: Option<DateTime<Utc>>,
    /// End.
    pub closed_at: Option<DateTime<Utc>>,
    /// Rounds, if the body works in rounds.
    pub rounds: Vec<Round>,
    /// People who walked.
    pub checkers: Option<u32>,
    /// What went well, for the report.
    pub went_well: String,
    /// What hindered, for the report.
    pub hindered: String,
    /// What will be done until the next time.
    pub next_steps: String,
    /// 書きそえ.
    pub note: String,
    /// Registrants who said before the start that they will not join.
    pub excused: Vec<RegistrantId>,
}

record!(SafetyCheck, SafetyCheck);

/// One line of the frozen roster: the person as the list had it at the start.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CheckTarget {
    /// Key.
    pub id: CheckTargetId,
    /// Which event.
    pub safety_check: SafetyCheckId,
    /// Which registrant.
    pub registrant: RegistrantId,
    /// Place in the walking order of the whole council, from 1.
    pub position: u32,
    /// Name at the start.
    pub name: String,
    /// よみ at the start.
    pub kana: String,
    /// Address on one line, without the building.
    pub address: String,
    /// Building and room.
    pub building: String,
    /// Block at the start.
    pub block: Option<BlockId>,
    /// Name of the block.
    pub block_name: String,
    /// What the visitor must know: ears, legs, key. Never the reason for being listed.
    pub care: String,
    /// Telephone of the person.
    pub phone: String,
    /// Supporters at the start, by rank.
    pub supporters: Vec<SupporterId>,
    /// Their names.
    pub supporter_names: Vec<String>,
    /// The person said before the start that they will not join.
    pub excused: bool,
}

impl std::fmt::Debug for CheckTarget {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CheckTarget({})", self.id)
    }
}

record!(CheckTarget, CheckTarget);

/// 第n報: numbers frozen with their time. Later results never change it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CheckReport {
    /// Key.
    pub id: CheckReportId,
    /// Which event.
    pub safety_check: SafetyCheckId,
    /// n of 第n報, from 1.
    pub number: u32,
    /// When it was issued.
    pub at: DateTime<Utc>,
    /// The whole council at that moment.
    pub counts: Counts,
    /// Block by block at that moment: name and counts.
    pub blocks: Vec<BlockCounts>,
}

record!(CheckReport, CheckReport);

/// The counts of one block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct BlockCounts {
    /// The block; none for people in no block.
    pub block: Option<BlockId>,
    /// Its name at the time.
    pub name: String,
    /// Its numbers.
    pub counts: Counts,
    /// Time of the newest result of the block.
    pub last_at: Option<DateTime<Utc>>,
}

/// One line of the list of events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SafetyCheckRow {
    /// The event.
    pub safety_check: SafetyCheck,
    /// People on its roster (before the start: people who would be).
    pub targets: u32,
    /// Whose whereabouts are known.
    pub found: u32,
    /// Papers printed for it.
    pub copies: u32,
    /// 第n報 issued so far.
    pub reports: u32,
}

/// What the form for an event sends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SafetyCheckDraft {
    /// The event; a new one has an empty key.
    pub id: SafetyCheckId,
    /// 訓練 or 実災害; cannot be changed afterwards.
    pub mode: CheckMode,
    /// Name.
    pub name: String,
    /// Planned day, as typed in either calendar.
    pub planned_on: String,
    /// 震度.
    pub shindo: Shindo,
    /// Registrants who said they will not join.
    pub excused: Vec<RegistrantId>,
}

/// Starting an event. A 実災害 asks for the word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct StartCheck {
    /// Which event.
    pub safety_check: SafetyCheckId,
    /// For 実災害: the three characters typed by the person.
    pub typed_word: String,
}

/// What the closing form says, for the report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CheckReview {
    /// Which event.
    pub safety_check: SafetyCheckId,
    /// People who walked.
    pub checkers: Option<u32>,
    /// What went well.
    pub went_well: String,
    /// What hindered.
    pub hindered: String,
    /// What will be done until the next time.
    pub next_steps: String,
}
