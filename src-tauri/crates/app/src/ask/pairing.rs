//! 担当 asked for: who could take one more place.

mod doubles;
mod follow_up;
mod place;
#[cfg(test)]
mod tests;
pub(crate) mod town;
#[cfg(test)]
pub(crate) mod trial;

use domain::id::RegistrantId;
use domain::matching_view::{Candidate, PairReason, ReasonWord, ShortageReason};
use domain::pairing::{DistanceClass, PairingBasis};
use domain::person::Person;
use matching::{Assessment, Barrier};
use store::Reader;

use crate::ask::pairing::town::{People, Town, gather};
use crate::failure::Failure;
use crate::host::Scene;

pub(crate) use follow_up::follow_up;
pub(crate) use place::{dwelling_key, is_one_household};

/// Supporters offered at the most; the page shows them a few at a time.
const OFFERED: usize = 200;

/// Answers who could take one more place of a registrant, best first.
pub(crate) fn pair_candidates(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    id: RegistrantId,
) -> Result<Vec<Candidate>, Failure> {
    let town = gather(reader, scene.today, People::One(&id), None)?;
    let seeker = town.seekers.first().ok_or_else(Failure::not_found)?;
    let mates: Vec<usize> = (0..town.helpers.len())
        .filter(|&j| {
            let supporter = &town.helpers[j].supporter.id;
            seeker
                .pairings
                .iter()
                .any(|pairing| &pairing.supporter == supporter)
        })
        .collect();
    let load: Vec<u32> = town.helpers.iter().map(|helper| helper.load).collect();
    let mut candidates: Vec<(bool, Candidate)> = matching::assess(&town.instance, 0, &load, &mates)
        .into_iter()
        .filter_map(|assessment| candidate(&town, assessment))
        .collect();
    // Stable: inside possible and impossible ones the order of the matching stays.
    candidates.sort_by_key(|(possible, _)| !possible);
    Ok(candidates
        .into_iter()
        .take(OFFERED)
        .map(|(_, candidate)| candidate)
        .collect())
}

/// Returns the supporter as offered, and whether nothing speaks against it. Who can never be offered is left out.
fn candidate(town: &Town, assessment: Assessment) -> Option<(bool, Candidate)> {
    let against = match assessment.barrier {
        None => None,
        Some(Barrier::Excluded) => Some(ShortageReason::AllExcluded),
        Some(Barrier::Gender) => Some(ShortageReason::NoSameGender),
        Some(
            Barrier::SamePerson
            | Barrier::OnTheList
            | Barrier::Household
            | Barrier::Minor
            | Barrier::Closed,
        ) => return None,
    };
    let helper = &town.helpers[assessment.supporter];
    let is_full = helper.load >= helper.supporter.limit();
    let against: Vec<ShortageReason> = against
        .into_iter()
        .chain(is_full.then_some(ShortageReason::NearbyFull))
        .collect();
    let candidate = Candidate {
        supporter: helper.supporter.id.clone(),
        name: helper.person.name(),
        kana: helper.person.name_kana.clone(),
        address: address_of(&helper.person),
        load: helper.load,
        max_load: helper.supporter.limit(),
        basis: basis_of(&assessment.reasons),
        reasons: assessment.reasons,
        distance: assessment.distance,
        against,
    };
    Some((candidate.against.is_empty(), candidate))
}

/// Returns what to store as the basis of a pair that has these reasons.
pub(crate) fn basis_of(reasons: &[PairReason]) -> Vec<PairingBasis> {
    let mut basis: Vec<PairingBasis> = reasons
        .iter()
        .filter_map(|reason| match reason.word {
            ReasonWord::SameBuilding => Some(PairingBasis::SameBuilding),
            ReasonWord::NextDoor
            | ReasonWord::SameBlock
            | ReasonWord::SameChome
            | ReasonWord::NeighbouringChome => Some(PairingBasis::Near),
            ReasonWord::Acquainted => Some(PairingBasis::Acquainted),
            ReasonWord::FromBefore => Some(PairingBasis::FromBefore),
            ReasonWord::FarButOnlyOne => Some(PairingBasis::Substitute),
            ReasonWord::Fixed
            | ReasonWord::HomeByDay
            | ReasonWord::HomeByNight
            | ReasonWord::FillsGap
            | ReasonWord::SameGender
            | ReasonWord::FirstTask
            | ReasonWord::NthTask => None,
        })
        .collect();
    basis.sort_unstable();
    basis.dedup();
    basis
}

/// Returns how far apart two people live, by address.
pub(crate) fn distance(one: &Person, other: &Person) -> DistanceClass {
    let places = place::Places::of([one, other].into_iter());
    matching::distance(&places.abode(one), &places.abode(other))
}

/// Returns the address on one line; as received where it was not understood.
pub(crate) fn address_of(person: &Person) -> String {
    match person.address.line() {
        line if line.is_empty() => person.address_raw.clone(),
        line => line,
    }
}
