//! Pairs that stand in a list or in a supporter's own words: found in the book, or left to a person.

use std::collections::BTreeMap;

use domain::id::{RegistrantId, SupporterId};
use domain::intake::PairingDraft;
use domain::name::fold;
use domain::pairing::{
    DistanceClass, Exclusion, Pairing, PairingBasis, PairingStatus, RefusalReason,
};
use domain::person::Person;
use domain::registrant::Registrant;
use domain::supporter::{Supporter, SupporterStatus};
use domain::task::TaskKind;
use store::{Reader, Tx};

use crate::act::pairing::settle_supporter;
use crate::ask::pairing::is_one_household;
use crate::failure::Failure;
use crate::file::intake::meant::{Bearers, Meant, names_nobody};
use crate::file::intake::take_in::PairTaken;
use crate::host::Scene;

/// Both sides of the book, and who is paired already.
pub(crate) struct Pairs {
    registrants: Vec<(Registrant, Person)>,
    supporters: Vec<(Supporter, Person)>,
    on_roster: Bearers,
    helpers: Bearers,
    present: BTreeMap<RegistrantId, Vec<(SupporterId, u32)>>,
}

impl Pairs {
    /// Reads both sides of the book.
    pub(crate) fn of(reader: &Reader<'_>) -> Result<Self, Failure> {
        let people: BTreeMap<String, Person> = reader
            .all::<Person>()?
            .into_iter()
            .map(|it| (it.id.0.clone(), it))
            .collect();
        let person_of = |key: &str| people.get(key).cloned().unwrap_or_default();
        let registrants: Vec<(Registrant, Person)> = reader
            .all::<Registrant>()?
            .into_iter()
            .filter(|registrant| registrant.status.is_active())
            .map(|registrant| (person_of(registrant.person.as_str()), registrant))
            .map(|(person, registrant)| (registrant, person))
            .collect();
        let supporters: Vec<(Supporter, Person)> = reader
            .all::<Supporter>()?
            .into_iter()
            .filter(|supporter| supporter.status != SupporterStatus::Ended)
            .map(|supporter| (person_of(supporter.person.as_str()), supporter))
            .map(|(person, supporter)| (supporter, person))
            .collect();
        let mut present: BTreeMap<RegistrantId, Vec<(SupporterId, u32)>> = BTreeMap::new();
        for pairing in reader
            .all::<Pairing>()?
            .into_iter()
            .filter(|it| it.status.is_present())
        {
            present
                .entry(pairing.registrant)
                .or_default()
                .push((pairing.supporter, pairing.rank));
        }
        Ok(Self {
            on_roster: Bearers::of(registrants.iter().map(|(_, person)| person.clone())),
            helpers: Bearers::of(supporters.iter().map(|(_, person)| person.clone())),
            registrants,
            supporters,
            present,
        })
    }

    /// Returns whether there is nobody who could be meant.
    pub(crate) fn nobody_on_roster(&self) -> bool {
        self.registrants.is_empty()
    }

    /// Stores the pair of one row of a list, if both are told without doubt.
    pub(crate) fn take_row(
        &mut self,
        tx: &mut Tx<'_>,
        scene: &Scene<'_>,
        draft: PairingDraft,
    ) -> Result<PairTaken, Failure> {
        let one = self
            .on_roster
            .meant(&draft.registrant_name, &draft.registrant_address);
        let other = self.helpers.meant(&draft.supporter_name, "");
        match (one, other) {
            (Meant::One(registrant), Meant::One(supporter)) => {
                self.pair(tx, scene, registrant, supporter, draft.pairing)
            }
            (one, other) => Ok(PairTaken::Unclear(
                self.registrant_if_sure(&one),
                self.supporter_if_sure(&other),
            )),
        }
    }

    fn registrant_if_sure(&self, meant: &Meant) -> Option<RegistrantId> {
        match meant {
            Meant::One(place) => Some(self.registrants[*place].0.id.clone()),
            Meant::Several(_) | Meant::Nobody => None,
        }
    }

    fn supporter_if_sure(&self, meant: &Meant) -> Option<SupporterId> {
        match meant {
            Meant::One(place) => Some(self.supporters[*place].0.id.clone()),
            Meant::Several(_) | Meant::Nobody => None,
        }
    }

    fn pair(
        &mut self,
        tx: &mut Tx<'_>,
        scene: &Scene<'_>,
        registrant: usize,
        supporter: usize,
        pairing: Pairing,
    ) -> Result<PairTaken, Failure> {
        let (one, one_person) = &self.registrants[registrant];
        let (other, other_person) = &self.supporters[supporter];
        if one.person == other.person {
            return Ok(PairTaken::Unclear(
                Some(one.id.clone()),
                Some(other.id.clone()),
            ));
        }
        let taken = self.present.entry(one.id.clone()).or_default();
        if taken.iter().any(|(id, _)| *id == other.id) {
            return Ok(PairTaken::Known);
        }
        let rank = free_rank(pairing.rank, taken);
        taken.push((other.id.clone(), rank));
        let status = if pairing.met_on.is_some() {
            PairingStatus::Met
        } else {
            pairing.status
        };
        let distance = distance(one_person, other_person);
        let pairing = Pairing {
            id: scene.new_id(),
            registrant: one.id.clone(),
            supporter: other.id.clone(),
            rank,
            basis: vec![PairingBasis::FromBefore],
            distance,
            status,
            proposed_on: pairing.proposed_on.or(Some(scene.today)),
            same_household: is_one_household(one_person, other_person),
            ..pairing
        };
        tx.put(&pairing)?;
        settle_supporter(tx, &pairing.supporter)?;
        Ok(PairTaken::New(pairing.id.0))
    }

    /// Stores what can be told from a supporter's own words; answers what a person has to read.
    pub(crate) fn take_words(
        &mut self,
        tx: &mut Tx<'_>,
        scene: &Scene<'_>,
        supporter: &Supporter,
    ) -> Result<Vec<(TaskKind, String)>, Failure> {
        let mut left = Vec::new();
        let found = self
            .supporters
            .iter()
            .position(|(it, _)| it.id == supporter.id);
        let Some(place) = found else { return Ok(left) };
        let mut unclear = false;
        for meant in self.on_roster.meant_in_words(&supporter.supports_raw) {
            let Meant::One(registrant) = meant else {
                unclear = true;
                continue;
            };
            let done = Pairing {
                status: PairingStatus::Met,
                ..Pairing::default()
            };
            let taken = self.pair(tx, scene, registrant, place, done)?;
            unclear |= matches!(taken, PairTaken::Unclear(..));
        }
        if unclear {
            left.push((TaskKind::UnclearName, supporter.supports_raw.clone()));
        }
        if self.exclude(tx, scene, supporter)? {
            left.push((TaskKind::WishInWords, supporter.avoid_raw.clone()));
        }
        Ok(left)
    }

    /// Stores the people a supporter does not want to be paired with; answers whether a person has to read the words.
    fn exclude(
        &self,
        tx: &mut Tx<'_>,
        scene: &Scene<'_>,
        supporter: &Supporter,
    ) -> Result<bool, Failure> {
        let words = &supporter.avoid_raw;
        if words.trim().is_empty() || names_nobody(words) {
            return Ok(false);
        }
        let meant = self.on_roster.meant_in_words(words);
        let mut all_sure = true;
        for meant in &meant {
            let Meant::One(place) = meant else {
                all_sure = false;
                continue;
            };
            self.write_exclusion(tx, scene, *place, supporter)?;
        }
        if all_sure {
            return Ok(false);
        }
        // A sentence: a full name in it that one person bears is enough not to propose the pair.
        let sentence = fold(words);
        for (place, (_, person)) in self.registrants.iter().enumerate() {
            let named = person.name_key.chars().count() > 2 && sentence.contains(&person.name_key);
            if named && self.on_roster.meant(&person.name_key, "") == Meant::One(place) {
                self.write_exclusion(tx, scene, place, supporter)?;
            }
        }
        Ok(true)
    }

    fn write_exclusion(
        &self,
        tx: &mut Tx<'_>,
        scene: &Scene<'_>,
        place: usize,
        supporter: &Supporter,
    ) -> Result<(), Failure> {
        let registrant = &self.registrants[place].0.id;
        let before: Vec<Exclusion> = tx.find("supporter", supporter.id.as_str())?;
        if before
            .iter()
            .any(|exclusion| exclusion.registrant == *registrant)
        {
            return Ok(());
        }
        Ok(tx.put(&Exclusion {
            id: scene.new_id(),
            registrant: registrant.clone(),
            supporter: supporter.id.clone(),
            reason: RefusalReason::OnTheList,
            on: Some(scene.today),
            note: supporter.avoid_raw.clone(),
        })?)
    }
}

/// Returns the wanted rank, or the next that nobody has.
fn free_rank(wanted: u32, taken: &[(SupporterId, u32)]) -> u32 {
    let is_free = |rank: &u32| *rank > 0 && taken.iter().all(|(_, other)| other != rank);
    if is_free(&wanted) {
        return wanted;
    }
    (1..).find(is_free).unwrap_or(1)
}

/// Returns how far apart two people live, by their addresses alone.
fn distance(one: &Person, other: &Person) -> DistanceClass {
    let (a, b) = (&one.address, &other.address);
    if a.town.is_empty() || a.town != b.town {
        return DistanceClass::Elsewhere;
    }
    let same_chome = a.chome == b.chome;
    let same_ban = same_chome && a.ban.is_some() && a.ban == b.ban;
    if same_ban && a.go == b.go && !one.building.is_empty() && one.building == other.building {
        DistanceClass::SameBuilding
    } else if same_ban {
        DistanceClass::NextDoor
    } else if one.block.is_some() && one.block == other.block {
        DistanceClass::SameBlock
    } else if same_chome {
        DistanceClass::SameChome
    } else if matches!((a.chome, b.chome), (Some(x), Some(y)) if x.abs_diff(y) == 1) {
        DistanceClass::NeighbouringChome
    } else {
        DistanceClass::Elsewhere
    }
}
