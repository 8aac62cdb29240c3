//! 確認結果: one line of a sheet, or one word from the board (domain.md 3.10). Results are added, never overwritten; the newest counts.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::consent::YesNo;
use crate::id::{CheckResultId, CheckTargetId, CopyId, SafetyCheckId};
use crate::kind::record;
use crate::problem::Problem;
use crate::safety_check::CheckMode;

crate::codes! {
    /// 結果. The digits 1-8 are printed on the sheets and fixed for ever (design.md 6).
    ResultCode {
        /// 未確認 (0).
        Unchecked,
        /// 無事 (1).
        Safe,
        /// 軽傷 (2).
        Minor,
        /// 重傷 (3).
        Serious,
        /// 要救助 (4).
        Rescue,
        /// 避難済 (5).
        Evacuated,
        /// 不在(所在判明) (6).
        AwayKnown,
        /// 応答なし (7).
        NoAnswer,
        /// 名簿の誤り (8).
        RosterError,
        /// 不参加の連絡あり; entered before the start, so it needs no digit.
        Excused,
    }
}

impl ResultCode {
    /// Returns the result behind a digit of the entry grid.
    pub fn from_digit(digit: u32) -> Option<Self> {
        Some(match digit {
            0 => Self::Unchecked,
            1 => Self::Safe,
            2 => Self::Minor,
            3 => Self::Serious,
            4 => Self::Rescue,
            5 => Self::Evacuated,
            6 => Self::AwayKnown,
            7 => Self::NoAnswer,
            8 => Self::RosterError,
            _ => return None,
        })
    }

    /// Returns the digit printed on the sheets.
    pub fn digit(self) -> Option<u32> {
        (0..=8).find(|&d| Self::from_digit(d) == Some(self))
    }

    /// Returns whether the whereabouts of the person are known (所在の分かった人).
    pub fn is_found(self) -> bool {
        !matches!(self, Self::Unchecked | Self::NoAnswer)
    }

    /// Returns how bad it would be to overlook this, where hands say different things: danger first (要救助, 重傷, 軽傷), then
    /// nobody knows (応答なし, 未確認), then found, the less sure the worse.
    pub fn gravity(self) -> u8 {
        match self {
            Self::Rescue => 9,
            Self::Serious => 8,
            Self::Minor => 7,
            Self::NoAnswer => 6,
            Self::Unchecked => 5,
            Self::RosterError => 4,
            Self::AwayKnown => 3,
            Self::Evacuated => 2,
            Self::Safe => 1,
            Self::Excused => 0,
        }
    }

    /// Returns whether the person is hurt or in danger.
    pub fn is_hurt(self) -> bool {
        matches!(self, Self::Minor | Self::Serious | Self::Rescue)
    }
}

crate::codes! {
    /// How it was found out.
    CheckMethod {
        /// 対面.
        FaceToFace,
        /// 表示(遠目).
        Sign,
        /// インターホン.
        Intercom,
        /// 電話.
        Phone,
        /// 家族・近隣から.
        FromOthers,
        /// 施設へ照会.
        FromFacility,
    }
}

crate::codes! {
    /// 家屋の被害.
    HouseDamage {
        /// 不明.
        Unknown,
        /// 異常なし.
        None,
        /// 一部損壊.
        Partial,
        /// 半壊.
        Half,
        /// 全壊.
        Total,
        /// 火災.
        Fire,
    }
}

crate::codes! {
    /// 必要な支援.
    Need {
        /// 救出.
        Rescue,
        /// 搬送.
        Transport,
        /// 医療.
        Medical,
        /// 薬・機器.
        Medicine,
        /// 避難の付添.
        Escort,
        /// 水・食料.
        Supplies,
        /// 連絡.
        Contact,
    }
}

crate::codes! {
    /// How the result reached the desk.
    ReportChannel {
        /// 手渡し (用紙).
        Paper,
        /// 電話.
        Phone,
        /// 無線.
        Radio,
        /// LINE など.
        Message,
        /// 本人来所.
        InPerson,
    }
}

/// 確認結果.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CheckResult {
    /// Key; time-ordered, so that the newest of two is the later one.
    pub id: CheckResultId,
    /// Which event.
    pub safety_check: SafetyCheckId,
    /// Which line of the frozen roster; none for somebody who is not on it.
    pub target: Option<CheckTargetId>,
    /// 名簿に無い人: name as written.
    pub unlisted_name: String,
    /// 名簿に無い人: where.
    pub unlisted_place: String,
    /// 結果.
    pub code: ResultCode,
    /// 表示 (towel, card) seen.
    pub sign_seen: YesNo,
    /// How it was found out.
    pub method: CheckMethod,
    /// 必要な支援.
    pub needs: Vec<Need>,
    /// 不在の行き先 or 避難先.
    pub moved_to: String,
    /// 家屋.
    pub house: HouseDamage,
    /// Time written on the sheet.
    pub checked_at: Option<DateTime<Utc>>,
    /// When it reached the desk.
    pub reported_at: Option<DateTime<Utc>>,
    /// How it reached the desk.
    pub channel: ReportChannel,
    /// 確認者.
    pub checker: String,
    /// The paper it was typed from.
    pub copy: Option<CopyId>,
    /// Page of that paper, from 1.
    pub page: u32,
    /// Line of that page, from 1.
    pub line: u32,
    /// Who typed it.
    pub entered_by: String,
    /// When it was typed.
    pub entered_at: Option<DateTime<Utc>>,
    /// 書きそえ.
    pub note: String,
}

impl std::fmt::Debug for CheckResult {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CheckResult({}, {:?})", self.id, self.code)
    }
}

record!(CheckResult, CheckResult);

/// One line typed from a sheet or set on the board.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ResultEntry {
    /// Which event.
    pub safety_check: SafetyCheckId,
    /// Which line of the frozen roster; none for somebody who is not on it.
    pub target: Option<CheckTargetId>,
    /// 名簿に無い人: name as written.
    pub unlisted_name: String,
    /// 名簿に無い人: where, as written.
    pub unlisted_place: String,
    /// 結果.
    pub code: ResultCode,
    /// 表示 seen.
    pub sign_seen: YesNo,
    /// Time as typed (`1012`, `10:12`); empty for now.
    pub time: String,
    /// 書きそえ.
    pub note: String,
    /// The paper it is typed from; none on the board.
    pub copy: Option<CopyId>,
    /// Page of that paper.
    pub page: u32,
    /// Line of that page.
    pub line: u32,
}

/// What was kept of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ResultSaved {
    /// The new result, if the entry could be kept.
    pub id: Option<CheckResultId>,
    /// What was wrong.
    pub problems: Vec<Problem>,
    /// Another result from another hand says something else; both are kept.
    pub conflict: bool,
}

/// A sheet as it is typed back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EntrySheet {
    /// The paper.
    pub copy: CopyId,
    /// 第nnn号.
    pub copy_no: u32,
    /// Which event.
    pub safety_check: SafetyCheckId,
    /// 訓練 or 実災害.
    pub mode: CheckMode,
    /// What is on it (若葉町一丁目北).
    pub scope: String,
    /// Who holds it.
    pub holder: String,
    /// Pages in order.
    pub pages: Vec<EntryPage>,
}

/// One page of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EntryPage {
    /// Number, from 1.
    pub page: u32,
    /// The 町丁目 all addresses of the page begin with, printed once; empty where they differ.
    pub town: String,
    /// Lines in printed order, the blank ones last.
    pub lines: Vec<EntryLine>,
}

/// One line of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EntryLine {
    /// Number on the page, from 1.
    pub line: u32,
    /// The person; none on a blank line.
    pub target: Option<CheckTargetId>,
    /// Name (on a blank line: as typed).
    pub name: String,
    /// よみ.
    pub kana: String,
    /// Address on one line.
    pub address: String,
    /// Building and room.
    pub building: String,
    /// The newest result.
    pub code: ResultCode,
    /// Whether the newest result was typed from this very line.
    pub from_here: bool,
    /// Time of the newest result as shown (`10:12`), or empty.
    pub time: String,
    /// 書きそえ of the newest result.
    pub note: String,
    /// 表示 of the newest result.
    pub sign_seen: YesNo,
    /// Who typed it.
    pub entered_by: String,
    /// Two hands say different things.
    pub conflict: bool,
}

/// The answer to a typed sheet number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EntrySheetAnswer {
    /// The sheet, if the number exists in this event.
    pub sheet: Option<EntrySheet>,
    /// Otherwise: numbers that do exist, nearest first.
    pub nearest: Vec<u32>,
    /// Whether a sheet of this event has a longer number that begins with the same digits: then Enter ends the number.
    pub longer: bool,
}

/// A typed sheet number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SheetNumber {
    /// Which event.
    pub safety_check: SafetyCheckId,
    /// 第nnn号.
    pub copy_no: u32,
}
