//! 手助けのくわしいこと: what is closed until somebody looks, and how it is parted from the rest of a record.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::consent::Consent;
use crate::person::Person;
use crate::registrant::{Reason, Registrant, RegistrantDraft};

/// What is closed on every screen. Each look at it is noted.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CareDetails {
    /// Why listed.
    pub reasons: Vec<Reason>,
    /// The same in the words of the list.
    pub reason_detail: String,
    /// Medicine, hearing aid, glasses, oxygen …
    pub equipment: String,
    /// What stops when the power goes.
    pub power_need: String,
    /// Who has a key.
    pub key_holder: String,
    /// ケアマネ, かかりつけ, 緊急通報 …
    pub services: Vec<String>,
}

/// Fields of a registrant that are closed, by name.
pub const CLOSED: [&str; 6] = [
    "reasons",
    "reason_detail",
    "equipment",
    "power_need",
    "key_holder",
    "services",
];

impl std::fmt::Debug for CareDetails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CareDetails")
    }
}

impl Registrant {
    /// Takes the closed details out of the record.
    pub fn take_details(&mut self) -> CareDetails {
        use std::mem::take;
        CareDetails {
            reasons: take(&mut self.reasons),
            reason_detail: take(&mut self.reason_detail),
            equipment: take(&mut self.equipment),
            power_need: take(&mut self.power_need),
            key_holder: take(&mut self.key_holder),
            services: take(&mut self.services),
        }
    }

    /// Puts closed details in the place of those in the record.
    pub fn put_details(&mut self, details: CareDetails) {
        self.reasons = details.reasons;
        self.reason_detail = details.reason_detail;
        self.equipment = details.equipment;
        self.power_need = details.power_need;
        self.key_holder = details.key_holder;
        self.services = details.services;
    }
}

/// What the form of one person sends.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct RegistrantEdit {
    /// The human being; a new one has an empty key.
    pub person: Person,
    /// The record of the roster.
    pub registrant: Registrant,
    /// The consent.
    pub consent: Consent,
    /// Whether the closed details were looked at. If not, those of a known person stay as they are stored.
    pub looked: bool,
}

impl RegistrantEdit {
    /// Returns the records to be stored, given what is stored.
    pub fn over(self, stored: Option<&Registrant>) -> RegistrantDraft {
        let Self {
            person,
            mut registrant,
            consent,
            looked,
        } = self;
        if let (Some(stored), false) = (stored, looked) {
            registrant.put_details(stored.clone().take_details());
        }
        RegistrantDraft {
            person,
            registrant,
            consent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored() -> Registrant {
        Registrant {
            reason_detail: "要介護3".into(),
            equipment: "酸素".into(),
            power_need: "吸引器".into(),
            key_holder: "隣の家".into(),
            services: vec!["ケアマネ".into()],
            reasons: vec![Reason::default()],
            note: "犬がいます".into(),
            ..Registrant::default()
        }
    }

    #[test]
    fn what_is_taken_out_and_put_back_is_the_same_record() {
        let mut record = stored();
        let details = record.take_details();
        assert_eq!(record.note, "犬がいます");
        let left = serde_json::to_value(&record).unwrap();
        let empty = serde_json::to_value(Registrant::default()).unwrap();
        for field in CLOSED {
            assert_eq!(left[field], empty[field], "{field} is still there");
        }
        record.put_details(details);
        assert_eq!(record, stored());
    }

    #[test]
    fn an_edit_that_never_looked_leaves_what_is_closed() {
        let mut registrant = stored();
        registrant.take_details();
        registrant.note = "猫です".into();
        let edit = RegistrantEdit {
            registrant,
            ..RegistrantEdit::default()
        };
        let blind = edit.clone().over(Some(&stored())).registrant;
        assert_eq!(blind.key_holder, "隣の家");
        assert_eq!(blind.note, "猫です");
        let seeing = RegistrantEdit {
            looked: true,
            ..edit
        };
        assert_eq!(seeing.over(Some(&stored())).registrant.key_holder, "");
    }
}
