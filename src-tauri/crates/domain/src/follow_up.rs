//! 次にすること: pairs whose introduction is not finished, what comes next for each and since when it waits.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{PairingId, RegistrantId, SupporterId};
use crate::pairing::{Pairing, PairingStatus};

/// Days in which an answer is asked for: two weekends, on which people are found at home (our choice).
pub const ANSWER_DAYS: i64 = 14;

/// Days in which two people who said yes have met and the pair is settled: one monthly meeting lies in between (our choice).
pub const MEETING_DAYS: i64 = 30;

/// What comes next for a pair, and since when it waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// The step that comes next.
    pub status: PairingStatus,
    /// The day of the last step, where it is known.
    pub since: Option<NaiveDate>,
    /// Days in which it should be done.
    pub within: i64,
}

impl NextStep {
    /// Returns what comes next; nothing for a pair that is settled or ended. One household needs no introduction.
    pub fn of(pairing: &Pairing) -> Option<Self> {
        let (status, since, within) = match pairing.status {
            _ if pairing.same_household => return None,
            PairingStatus::Proposed => (
                PairingStatus::SupporterAccepted,
                pairing.proposed_on,
                ANSWER_DAYS,
            ),
            PairingStatus::SupporterAccepted => (
                PairingStatus::RegistrantAccepted,
                pairing.supporter_accepted_on,
                ANSWER_DAYS,
            ),
            PairingStatus::RegistrantAccepted => (
                PairingStatus::Met,
                pairing.registrant_accepted_on,
                MEETING_DAYS,
            ),
            PairingStatus::Met => (PairingStatus::Confirmed, pairing.met_on, MEETING_DAYS),
            PairingStatus::Confirmed | PairingStatus::Ended => return None,
        };
        Some(Self {
            status,
            since,
            within,
        })
    }

    /// Returns how many days are left on this day; less than none where it is overdue. Unknown without a date.
    pub fn days_left(&self, today: NaiveDate) -> Option<i64> {
        Some(self.within - (today - self.since?).num_days())
    }

    /// Returns whether it should have been done before this day.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.days_left(today).is_some_and(|days| days < 0)
    }
}

/// A pair whose introduction is not finished, as shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct OpenPair {
    /// The pairing.
    pub pairing: PairingId,
    /// Who is looked after.
    pub registrant: RegistrantId,
    /// Who looks after.
    pub supporter: SupporterId,
    /// 1 = goes first.
    pub rank: u32,
    /// The step that comes next.
    pub next: PairingStatus,
    /// The day of the last step, where it is known.
    pub since: Option<NaiveDate>,
    /// Days since then.
    pub waited: Option<i32>,
    /// Days left until it should be done; less than none where it is overdue.
    pub days_left: Option<i32>,
    /// Name of the registrant.
    pub registrant_name: String,
    /// Kana of the registrant.
    pub registrant_kana: String,
    /// Address of the registrant on one line.
    pub registrant_address: String,
    /// First telephone of the registrant, as shown.
    pub registrant_phone: String,
    /// Name of the supporter.
    pub supporter_name: String,
    /// Kana of the supporter.
    pub supporter_kana: String,
    /// Address of the supporter on one line.
    pub supporter_address: String,
    /// First telephone of the supporter, as shown.
    pub supporter_phone: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn pairing(status: PairingStatus) -> Pairing {
        Pairing {
            status,
            proposed_on: Some(day("2026-11-01")),
            supporter_accepted_on: Some(day("2026-11-05")),
            registrant_accepted_on: Some(day("2026-11-10")),
            met_on: None,
            ..Pairing::default()
        }
    }

    #[test]
    fn each_step_waits_since_the_one_before_it() {
        let next = |status| NextStep::of(&pairing(status));
        let asked = next(PairingStatus::Proposed).unwrap();
        assert_eq!(asked.status, PairingStatus::SupporterAccepted);
        assert_eq!(asked.days_left(day("2026-11-15")), Some(0));
        assert!(
            !asked.is_overdue(day("2026-11-15")),
            "the last day is not late"
        );
        assert!(asked.is_overdue(day("2026-11-16")));
        let met = next(PairingStatus::RegistrantAccepted).unwrap();
        assert_eq!(
            (met.status, met.days_left(day("2026-11-15"))),
            (PairingStatus::Met, Some(25))
        );
        assert_eq!(next(PairingStatus::Confirmed), None);
        assert_eq!(next(PairingStatus::Ended), None);
    }

    #[test]
    fn without_a_date_nothing_is_late_and_one_household_needs_no_introduction() {
        let settled = NextStep::of(&pairing(PairingStatus::Met)).unwrap();
        assert_eq!(settled.days_left(day("2026-11-15")), None);
        assert!(!settled.is_overdue(day("2030-01-01")));
        let family = Pairing {
            same_household: true,
            ..pairing(PairingStatus::Proposed)
        };
        assert_eq!(NextStep::of(&family), None);
    }
}
