//! Priority 1 … 5 of a registrant: how much the first place of this person comes before that of another.

use domain::person::HouseholdType;
use domain::registrant::{Communication, Mobility};

/// From this age on a person counts as more urgent (later old age; half of those above 85 need care).
const OLD: u32 = 85;

/// What makes a person urgent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Urgency<'a> {
    /// How far the person can move alone.
    pub mobility: Mobility,
    /// Who lives in the home.
    pub household: HouseholdType,
    /// Age in years.
    pub age: Option<u32>,
    /// What makes talking together hard.
    pub communication: &'a [Communication],
}

/// Returns the priority, 1 … 5: legs count most, then being alone, then age and ears or eyes.
pub fn priority(urgency: &Urgency<'_>) -> u32 {
    let legs = match urgency.mobility {
        Mobility::CannotMove => 2,
        Mobility::NeedsHelp | Mobility::Unknown => 1,
        Mobility::Walks => 0,
    };
    let alone = u32::from(matches!(
        urgency.household,
        HouseholdType::Alone | HouseholdType::ElderlyOnly
    ));
    let frail =
        u32::from(urgency.age.is_some_and(|age| age >= OLD) || !urgency.communication.is_empty());
    1 + legs + alone + frail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_cannot_move_and_lives_alone_at_ninety_comes_first() {
        let most = Urgency {
            mobility: Mobility::CannotMove,
            household: HouseholdType::Alone,
            age: Some(90),
            communication: &[],
        };
        assert_eq!(priority(&most), 5);
        let least = Urgency {
            mobility: Mobility::Walks,
            age: Some(70),
            ..Urgency::default()
        };
        assert_eq!(priority(&least), 1);
    }
}
