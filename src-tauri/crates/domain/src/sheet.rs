//! What can be printed or saved as a file, and how.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{BlockId, CopyId, FileToken, SafetyCheckId, SupporterId};
use crate::user::{Right, User};

crate::codes! {
    /// A sheet or file the program makes.
    SheetKind {
        /// 安否確認シート.
        CheckSheet,
        /// 集計表.
        TallySheet,
        /// 訓練結果報告書 / 安否確認報告書.
        CheckReport,
        /// 結果一覧 (XLSX).
        ResultList,
        /// 復旧用紙 (予備の鍵).
        RecoverySheet,
        /// 変更一覧, for the city after a comparison.
        ChangeList,
        /// 訪問の用紙.
        VisitList,
        /// 確認はがき.
        ConfirmCard,
        /// 名簿・支援者・担当の一覧 as a file.
        List,
        /// 管理の月報.
        ManagementReport,
        /// 事故の報告資料.
        IncidentPack,
    }
}

impl SheetKind {
    /// Returns whether somebody may draw it. Numbers of a few blocks would be taken for those of the event.
    pub fn is_for(self, user: &User) -> bool {
        let right = match self {
            Self::CheckSheet | Self::TallySheet | Self::CheckReport => Right::Drill,
            Self::VisitList | Self::ConfirmCard => Right::Work,
            Self::ResultList | Self::List | Self::ChangeList => Right::TakeOut,
            Self::RecoverySheet => Right::Manage,
            Self::ManagementReport | Self::IncidentPack => Right::Whole,
        };
        let of_all = matches!(self, Self::TallySheet | Self::CheckReport);
        user.may(right, false) && !(of_all && user.is_limited())
    }
}

crate::codes! {
    /// How check sheets are split into copies.
    SheetSplit {
        /// One copy for each block.
        ByBlock,
        /// One copy for each supporter.
        BySupporter,
        /// One copy for the whole council.
        Whole,
    }
}

/// Check sheets to be printed: makes numbered copies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PrintCheckSheets {
    /// For which event.
    pub safety_check: SafetyCheckId,
    /// How they are split.
    pub split: SheetSplit,
    /// Only this block.
    pub block: Option<BlockId>,
    /// Only this supporter.
    pub supporter: Option<SupporterId>,
    /// 返す日, as typed; empty for the day of the event.
    pub due_back: String,
}

/// The copies that were made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PrintedCopies {
    /// Keys, in the order of their numbers.
    pub copies: Vec<CopyId>,
    /// First number.
    pub first_no: u32,
    /// Last number.
    pub last_no: u32,
    /// Pages in all.
    pub pages: u32,
    /// People on them (each once).
    pub people: u32,
    /// Names of people of whom a character can only be drawn as 〓.
    pub undrawable: Vec<String>,
}

/// A sheet to be drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SheetRequest {
    /// Which sheet.
    pub sheet: SheetKind,
    /// The event it is about.
    pub safety_check: Option<SafetyCheckId>,
    /// Check sheets: the copies to draw.
    pub copies: Vec<CopyId>,
    /// 集計表: which 第n報; none for the numbers of this moment.
    pub report_number: Option<u32>,
    /// Small numbers (1-4) are replaced by 「少数」, for giving out widely.
    pub hide_small_numbers: bool,
}

/// A page of a sheet as a picture: `width` × `height` grey bytes, row by row, in base64.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetPicture {
    /// Pages of the whole sheet.
    pub pages: u32,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Grey values, one byte a pixel, base64.
    pub grey: String,
    /// The text of the page, for people who cannot see it.
    pub text: String,
}

/// A page wanted as a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PictureRequest {
    /// Which sheet.
    pub sheet: SheetRequest,
    /// Page, from 1.
    pub page: u32,
    /// Width in pixels.
    pub width: u32,
}

/// A sheet to be written into a file chosen in a dialog.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SaveSheet {
    /// Which sheet.
    pub sheet: SheetRequest,
    /// Where to.
    pub file: FileToken,
}

/// 管理の月報 to be written into a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SaveManagementReport {
    /// A day of the month.
    pub month: NaiveDate,
    /// Where to.
    pub file: FileToken,
}

/// A file that was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedFile {
    /// Name of the file, without the folder.
    pub name: String,
    /// Pages, or rows of a table.
    pub pages: u32,
    /// Characters that no font can draw, as `名前: U+XXXXX`.
    pub undrawable: Vec<String>,
}
