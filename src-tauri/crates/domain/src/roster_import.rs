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
}

record!(ColumnMapping, ColumnMapping);
