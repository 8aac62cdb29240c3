//! 同意: on what ground data may be shared before a disaster, with whom, and who said so (domain.md 3.4).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{ConsentId, RegistrantId};
use crate::kind::record;

crate::codes! {
    /// The ground for sharing (災害対策基本法 49条の11).
    ConsentBasis {
        /// 同意方式.
        OptIn,
        /// 手上げ方式.
        SelfApplication,
        /// 情報共有方式 (no refusal).
        OptOut,
        /// Presumed of a person who was asked and did not object.
        Presumed,
        /// 条例 (a refusal is honoured).
        Ordinance,
        /// 発災時の提供.
        Emergency,
    }
}

crate::codes! {
    /// State of the consent.
    ConsentStatus {
        /// 未回答.
        NoAnswer,
        /// 同意.
        Yes,
        /// 不同意.
        No,
        /// 撤回.
        Withdrawn,
        /// 確認不能.
        CannotConfirm,
    }
}

crate::codes! {
    /// Who gave the consent.
    ConsentGiver {
        /// Not written down.
        Unknown,
        /// 本人.
        Self_,
        /// 家族.
        Family,
        /// 後見人.
        Guardian,
        /// 代筆.
        Scribe,
    }
}

crate::codes! {
    /// A party the data may be shared with.
    ConsentParty {
        /// 地域社協.
        Council,
        /// 担当の支援者.
        Supporters,
        /// 民生委員.
        WelfareCommissioner,
        /// 自主防災組織.
        DisasterOrganisation,
        /// 消防.
        Fire,
        /// 警察.
        Police,
        /// 地域包括支援センター.
        CareCentre,
    }
}

crate::codes! {
    /// An answer that may be missing.
    YesNo {
        /// Not asked.
        Unknown,
        /// はい.
        Yes,
        /// いいえ.
        No,
    }
}

/// 同意 of one registrant. A new answer is a new record; the newest counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Consent {
    /// Key.
    pub id: ConsentId,
    /// Whose consent.
    pub registrant: RegistrantId,
    /// The ground.
    pub basis: ConsentBasis,
    /// The state.
    pub status: ConsentStatus,
    /// With whom roster data may be shared; empty means the parties of the basis.
    pub scope: Vec<ConsentParty>,
    /// With whom plan data may be shared.
    pub plan_scope: Vec<ConsentParty>,
    /// Who gave it.
    pub given_by: ConsentGiver,
    /// Day of the signature.
    pub signed_on: Option<NaiveDate>,
    /// Where the signed form is kept.
    pub form_kept_at: String,
    /// Day of the withdrawal.
    pub withdrawn_on: Option<NaiveDate>,
    /// Reason of a refusal.
    pub refusal_reason: String,
    /// After a refusal: may somebody visit all the same?
    pub may_visit: YesNo,
    /// The cell of the list this was read from.
    pub raw: String,
}

impl Consent {
    /// Returns whether the person said no, or took the yes back: then nothing is shared in peacetime.
    pub fn is_refused(&self) -> bool {
        matches!(self.status, ConsentStatus::No | ConsentStatus::Withdrawn)
    }

    /// Returns whether the data may be shared with this party before a disaster: nobody refused, the ground allows it, and
    /// the scope, where one was written down, names the party. The law's own circle ends before 地域包括.
    pub fn allows(&self, party: ConsentParty) -> bool {
        let is_given = match self.basis {
            ConsentBasis::OptIn | ConsentBasis::SelfApplication | ConsentBasis::Emergency => {
                self.status == ConsentStatus::Yes
            }
            ConsentBasis::OptOut | ConsentBasis::Presumed | ConsentBasis::Ordinance => {
                !self.is_refused()
            }
        };
        let is_named = match self.scope.as_slice() {
            [] => party != ConsentParty::CareCentre,
            scope => scope.contains(&party),
        };
        is_given && is_named
    }
}

record!(Consent, Consent);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_shared_without_a_ground_or_outside_the_scope() {
        let asked = Consent::default();
        assert!(!asked.allows(ConsentParty::Fire), "nobody has answered");
        let given = Consent {
            status: ConsentStatus::Yes,
            ..Consent::default()
        };
        assert!(given.allows(ConsentParty::Fire));
        assert!(!given.allows(ConsentParty::CareCentre));
        let narrow = Consent {
            scope: vec![ConsentParty::Council],
            ..given
        };
        assert!(!narrow.allows(ConsentParty::Fire));
        let by_ordinance = Consent {
            basis: ConsentBasis::Ordinance,
            ..Consent::default()
        };
        assert!(by_ordinance.allows(ConsentParty::Police));
        let refused = Consent {
            status: ConsentStatus::Withdrawn,
            ..by_ordinance
        };
        assert!(!refused.allows(ConsentParty::Police));
    }
}
