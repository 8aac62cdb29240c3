//! 施設: report places, shelters, community centres.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{CouncilId, PlaceId};
use crate::kind::record;

crate::codes! {
    /// What a place is used for.
    PlaceKind {
        /// 報告を受けるところ.
        ReportPlace,
        /// 避難所.
        Shelter,
        /// 福祉避難所.
        WelfareShelter,
        /// コミュニティセンターなど.
        CommunityCentre,
        /// Anything else.
        Other,
    }
}

/// 施設.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Place {
    /// Key.
    pub id: PlaceId,
    /// Council that uses it.
    pub council: CouncilId,
    /// Name.
    pub name: String,
    /// What it is used for.
    pub kind: PlaceKind,
    /// Address, as written.
    pub address: String,
    /// Telephone.
    pub phone: String,
    /// Anything worth knowing.
    pub note: String,
}

record!(Place, Place);
