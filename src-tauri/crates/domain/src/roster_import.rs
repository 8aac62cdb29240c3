//! 名簿の受領: one hand-over from the city or one list of supporters, as it came in (domain.md 3.7).

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{ColumnMappingId, CouncilId, RosterImportId};
use crate::kind::record;

crate::codes! {
    /// What a list holds.
    ListContent {
        /// 市の名簿: registrants.
        Registrants,
        /// 支援者の名簿.
        Supporters,
        /// 担当の一覧: existing pairs.
        Pairings,
        /// 施設の一覧: shelters, report places.
        Places,
    }
}

crate::codes! {
    /// How the list reached the council.
    Medium {
        /// Not written down.
        Unknown,
        /// USB.
        Usb,
        /// CD.
        Cd,
        /// メール.
        Mail,
        /// 紙.
        Paper,
    }
}

/// 名簿の受領.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct RosterImport {
    /// Key.
    pub id: RosterImportId,
    /// Who received it.
    pub council: CouncilId,
    /// What it holds.
    pub content: ListContent,
    /// Name of the file, without the folder.
    pub file_name: String,
    /// SHA-256 of the file, in hex.
    pub file_hash: String,
    /// Encoding or format it was read as (CP932, UTF-8, XLSX …).
    pub encoding: String,
    /// Day the city's data stand for, if the title rows say so.
    pub as_of: Option<NaiveDate>,
    /// When it was taken in.
    pub received_at: Option<DateTime<Utc>>,
    /// 課 it comes from.
    pub from_office: String,
    /// How it came.
    pub medium: Medium,
    /// Rows with a person, as the file has them.
    pub rows: u32,
    /// Rows taken in.
    pub taken: u32,
    /// Rows that stayed outside, with a reason each.
    pub rejected: u32,
    /// Row of the file by key of the record made from it, for the yearly comparison.
    pub row_of: BTreeMap<String, String>,
}

record!(RosterImport, RosterImport);

crate::codes! {
    /// What a code of a list stands for (区分 1/2/3). The word for each stands under `import.meaning.` in the texts.
    CodeMeaning {
        /// 要介護.
        Care,
        /// 要支援.
        Support,
        /// 身体障害.
        Body,
        /// 知的障害.
        Intellectual,
        /// 精神障害.
        Mental,
        /// 難病.
        Disease,
        /// 独居.
        Alone,
        /// 高齢者のみの世帯.
        ElderlyHousehold,
        /// 本人の希望.
        OwnWish,
        /// 同意.
        Consent,
        /// 不同意.
        NoConsent,
        /// 未回答.
        NoAnswer,
        /// 男.
        Male,
        /// 女.
        Female,
        /// Walks alone.
        Walks,
        /// Needs a hand.
        NeedsHelp,
        /// Cannot move.
        CannotMove,
        /// Nothing that is kept.
        Nothing,
    }
}

/// The codes of the columns of a list: heading as written → code → what it stands for.
pub type CodeTables = BTreeMap<String, BTreeMap<String, CodeMeaning>>;

/// A remembered column mapping: which heading of this sender means which column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ColumnMapping {
    /// Key.
    pub id: ColumnMappingId,
    /// City or office the lists come from.
    pub sender: String,
    /// What its lists hold.
    pub content: ListContent,
    /// Heading as written → column (`exchange::columns`), `ignore` for a heading nobody wants.
    pub columns: BTreeMap<String, String>,
    /// What the codes of its columns stand for, as a person has said.
    pub codes: CodeTables,
}

record!(ColumnMapping, ColumnMapping);
