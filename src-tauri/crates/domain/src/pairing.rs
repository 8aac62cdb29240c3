//! 担当: who looks after whom, in which rank, how far the introduction has come; and who must not be paired (domain.md 3.6).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{ExclusionId, PairingId, RegistrantId, SupporterId};
use crate::kind::record;

crate::codes! {
    /// Wish of a registrant about the supporters.
    SupporterPreference {
        /// どちらでも.
        Any,
        /// できれば同性.
        SameGenderIfPossible,
        /// 同性でなければならない.
        SameGenderOnly,
    }
}

crate::codes! {
    /// Why the two were brought together.
    PairingBasis {
        /// 近さ.
        Near,
        /// 顔見知り.
        Acquainted,
        /// 同じ建物.
        SameBuilding,
        /// 本人の指名.
        NamedByRegistrant,
        /// 代替.
        Substitute,
        /// 前からの担当.
        FromBefore,
    }
}

crate::codes! {
    /// How far apart the two live, without coordinates.
    DistanceClass {
        /// それ以外.
        Elsewhere,
        /// 同じ建物.
        SameBuilding,
        /// 向こう三軒両隣: same 番.
        NextDoor,
        /// 同じ班.
        SameBlock,
        /// 同じ丁目.
        SameChome,
        /// となりの丁目.
        NeighbouringChome,
    }
}

crate::codes! {
    /// How far the introduction has come.
    PairingStatus {
        /// 案.
        Proposed,
        /// 支援者承諾.
        SupporterAccepted,
        /// 本人承諾.
        RegistrantAccepted,
        /// 顔合わせ済.
        Met,
        /// 確定.
        Confirmed,
        /// 解除.
        Ended,
    }
}

impl PairingStatus {
    /// Returns whether the pairing counts for coverage and load.
    pub fn is_present(self) -> bool {
        self != Self::Ended
    }

    /// Returns whether the supporter has agreed: from then on the name of the other may be told.
    pub fn is_agreed(self) -> bool {
        self.is_present() && self != Self::Proposed
    }
}

crate::codes! {
    /// Why a pair ended or must not be proposed: the four answers asked for, and one for the rest.
    RefusalReason {
        /// 支援者が引き受けられない.
        SupporterCannot,
        /// 本人が望まない.
        RegistrantDoesNotWant,
        /// 二人の間に事情がある.
        Between,
        /// 転居・死亡など.
        NoLonger,
        /// 名簿に書かれていた.
        OnTheList,
    }
}

/// 担当. History is kept: a pairing is ended, never overwritten.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Pairing {
    /// Key.
    pub id: PairingId,
    /// Who is looked after.
    pub registrant: RegistrantId,
    /// Who looks after.
    pub supporter: SupporterId,
    /// 1 = goes first, 2 = when 1 does not report …
    pub rank: u32,
    /// Why these two.
    pub basis: Vec<PairingBasis>,
    /// How far apart they live.
    pub distance: DistanceClass,
    /// How far the introduction has come.
    pub status: PairingStatus,
    /// 案 made on.
    pub proposed_on: Option<NaiveDate>,
    /// The supporter said yes on.
    pub supporter_accepted_on: Option<NaiveDate>,
    /// The registrant said yes on.
    pub registrant_accepted_on: Option<NaiveDate>,
    /// 顔合わせ on.
    pub met_on: Option<NaiveDate>,
    /// 確定 on.
    pub confirmed_on: Option<NaiveDate>,
    /// 解除 on.
    pub ended_on: Option<NaiveDate>,
    /// Why it ended.
    pub end_reason: Option<RefusalReason>,
    /// 固定: re-solving leaves the pair alone.
    pub fixed: bool,
    /// Relatives of each other.
    pub is_family: bool,
    /// At the same address and room: shown, but not counted as a second pair of hands.
    pub same_household: bool,
    /// Which items the supporter was given.
    pub told_data: Vec<String>,
    /// 書きそえ.
    pub note: String,
}

record!(Pairing, Pairing);

/// A pair that must not be proposed: somebody said no, or the list says so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Exclusion {
    /// Key.
    pub id: ExclusionId,
    /// The registrant.
    pub registrant: RegistrantId,
    /// The supporter.
    pub supporter: SupporterId,
    /// Why.
    pub reason: RefusalReason,
    /// Since when.
    pub on: Option<NaiveDate>,
    /// In the words of who said it.
    pub note: String,
}

record!(Exclusion, Exclusion);

/// A pairing as shown in the record of either side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PairingRow {
    /// The pairing itself.
    pub pairing: Pairing,
    /// Name of the registrant.
    pub registrant_name: String,
    /// Kana of the registrant.
    pub registrant_kana: String,
    /// Address of the registrant on one line.
    pub registrant_address: String,
    /// Name of the supporter.
    pub supporter_name: String,
    /// Kana of the supporter.
    pub supporter_kana: String,
    /// Address of the supporter on one line.
    pub supporter_address: String,
    /// First telephone of the supporter.
    pub supporter_phone: String,
}

/// Pairs a person wants: what 決める and ほかの人 send.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PairChoice {
    /// Who is looked after.
    pub registrant: RegistrantId,
    /// Who looks after.
    pub supporter: SupporterId,
    /// Rank.
    pub rank: u32,
    /// Why these two.
    pub basis: Vec<PairingBasis>,
    /// How far apart they live.
    pub distance: DistanceClass,
    /// Whether re-solving must leave it alone.
    pub fixed: bool,
}

/// 断られた: the pair is never proposed again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Refusal {
    /// Who would have been looked after.
    pub registrant: RegistrantId,
    /// Who would have looked after.
    pub supporter: SupporterId,
    /// Why.
    pub reason: RefusalReason,
    /// In the words of who said it.
    pub note: String,
}

/// A step of the follow-up of a pair.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PairingStep {
    /// Which pairing.
    pub pairing: PairingId,
    /// The new state.
    pub status: PairingStatus,
    /// On which day; today if none.
    pub on: Option<NaiveDate>,
    /// For 解除: why.
    pub reason: Option<RefusalReason>,
}

/// 固定 or not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PairingFix {
    /// Which pairing.
    pub pairing: PairingId,
    /// Whether re-solving must leave it alone.
    pub fixed: bool,
}
