//! 配布台帳: every numbered paper or file that left the program (domain.md 3.8).

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{
    BlockId, CheckTargetId, CopyId, CouncilId, RegistrantId, SafetyCheckId, SupporterId,
};
use crate::kind::record;
use crate::sheet::SheetKind;

/// One check that a copy still exists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CustodyCheck {
    /// When.
    pub on: Option<NaiveDate>,
    /// By whom.
    pub by: String,
    /// Whether the copy was there.
    pub there: bool,
}

/// 配布台帳の1部.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Copy {
    /// Key.
    pub id: CopyId,
    /// Whose.
    pub council: CouncilId,
    /// 第nnn号, counted through the whole book.
    pub no: u32,
    /// What it is.
    pub document: SheetKind,
    /// For which event, if for one.
    pub safety_check: Option<SafetyCheckId>,
    /// What is on it, in words (若葉町一丁目北).
    pub scope: String,
    /// The block it is for.
    pub block: Option<BlockId>,
    /// The supporter it is for.
    pub supporter: Option<SupporterId>,
    /// Check sheets: the lines in printed order, 12 to a page.
    pub lines: Vec<CheckTargetId>,
    /// Everybody who stands on it.
    pub people: Vec<RegistrantId>,
    /// Pages.
    pub pages: u32,
    /// Who holds it.
    pub holder: String,
    /// 役 of the holder.
    pub holder_role: String,
    /// 保管場所.
    pub place_kept: String,
    /// Made at.
    pub issued_at: Option<DateTime<Utc>>,
    /// 受領 on.
    pub receipt_on: Option<NaiveDate>,
    /// 返す日.
    pub due_back_on: Option<NaiveDate>,
    /// 回収 on.
    pub returned_on: Option<NaiveDate>,
    /// 廃棄 on.
    pub destroyed_on: Option<NaiveDate>,
    /// How it was destroyed.
    pub destroyed_how: String,
    /// Who saw it.
    pub witness: String,
    /// Checks that it still exists.
    pub custody_checks: Vec<CustodyCheck>,
    /// Found missing on.
    pub lost_on: Option<NaiveDate>,
    /// Loss reported on.
    pub reported_on: Option<NaiveDate>,
    /// Printed but never handed out (printer jam, wrong paper).
    pub voided: bool,
    /// What it was made for.
    pub purpose: String,
}

record!(Copy, Copy);

/// One line of 配布台帳.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CopyRow {
    /// The copy.
    pub copy: Copy,
    /// People on it.
    pub people: u32,
    /// Name of the event, or empty.
    pub safety_check: String,
    /// Not back on the day it was due.
    pub overdue: bool,
}
