//! 二重の記録 looked for: read under the lock, compared without it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use comparison::Entry;
use domain::address::building_line;
use domain::duplicate::{Distinct, MaybeOne, Namesake};
use domain::id::PersonId;
use domain::pairing::Pairing;
use domain::person::Person;
use domain::phone::Phone;
use domain::registrant::{Registrant, RegistrantDraft};
use domain::supporter::Supporter;
use store::Reader;

use crate::ask::home::number;
use crate::ask::pairing::address_of;
use crate::failure::Failure;
use crate::host::Scene;
use crate::program::Program;

/// Pairs answered at the most: a person decides a few at a time.
const MOST: usize = 50;

/// Answers who may stand in the book twice, the likeliest first. Whom somebody has told apart is not asked again.
pub(crate) fn duplicates(program: &Program, (): ()) -> Result<Vec<MaybeOne>, Failure> {
    let everybody = program.read(Everybody::read)?;
    let drafts: Vec<RegistrantDraft> = everybody.people.iter().map(Member::draft).collect();
    let entries: Vec<Entry<'_>> = drafts
        .iter()
        .map(|draft| Entry { draft, block: "" })
        .collect();
    let id = |place: u32| everybody.people.get(place as usize).map(|it| &it.person.id);
    let is_distinct = |one: u32, other: u32| {
        let (Some(one), Some(other)) = (id(one), id(other)) else {
            return false;
        };
        everybody
            .apart
            .contains(&(one.min(other).clone(), one.max(other).clone()))
    };
    let pairs = comparison::duplicates(&entries, &is_distinct);
    let shown = pairs.into_iter().take(MOST).filter_map(|pair| {
        Some(MaybeOne {
            one: everybody.shown(pair.first)?,
            other: everybody.shown(pair.second)?,
            evidence: pair.evidence,
        })
    });
    Ok(shown.collect())
}

/// Somebody of the book with the roles.
struct Member {
    person: Person,
    registrant: Option<Registrant>,
    supporter: Option<Supporter>,
    pairings: u32,
}

impl Member {
    fn draft(&self) -> RegistrantDraft {
        RegistrantDraft {
            person: self.person.clone(),
            registrant: self.registrant.clone().unwrap_or_default(),
            ..RegistrantDraft::default()
        }
    }
}

/// What is read.
struct Everybody {
    people: Vec<Member>,
    apart: BTreeSet<(PersonId, PersonId)>,
    today: NaiveDate,
}

impl Everybody {
    fn read(reader: &Reader<'_>, scene: &Scene<'_>) -> Result<Self, Failure> {
        let mut registrants: BTreeMap<PersonId, Registrant> = BTreeMap::new();
        for registrant in reader.all::<Registrant>()? {
            registrants.insert(registrant.person.clone(), registrant);
        }
        let mut supporters: BTreeMap<PersonId, Supporter> = BTreeMap::new();
        for supporter in reader.all::<Supporter>()? {
            supporters.insert(supporter.person.clone(), supporter);
        }
        let mut pairings: BTreeMap<String, usize> = BTreeMap::new();
        for pairing in reader.all::<Pairing>()? {
            if pairing.status.is_present() {
                *pairings.entry(pairing.registrant.0).or_default() += 1;
                *pairings.entry(pairing.supporter.0).or_default() += 1;
            }
        }
        let member = |person: Person| {
            let registrant = registrants.remove(&person.id);
            let supporter = supporters.remove(&person.id);
            let keys = [
                registrant.as_ref().map(|it| it.id.as_str()),
                supporter.as_ref().map(|it| it.id.as_str()),
            ];
            let load = |key: &str| pairings.get(key).copied().unwrap_or_default();
            let pairs: usize = keys.into_iter().flatten().map(load).sum();
            (registrant.is_some() || supporter.is_some()).then(|| Member {
                pairings: number(pairs),
                registrant,
                supporter,
                person,
            })
        };
        let apart = reader.all::<Distinct>()?.into_iter();
        let in_order = |two: Distinct| match two.one <= two.other {
            true => (two.one, two.other),
            false => (two.other, two.one),
        };
        Ok(Self {
            people: reader
                .all::<Person>()?
                .into_iter()
                .filter_map(member)
                .collect(),
            apart: apart.map(in_order).collect(),
            today: scene.today,
        })
    }

    fn shown(&self, place: u32) -> Option<Namesake> {
        let member = self.people.get(place as usize)?;
        let person = &member.person;
        let birth = |day| domain::date::show_long(day, self.today);
        Some(Namesake {
            person: person.id.clone(),
            name: person.name(),
            kana: person.name_kana.clone(),
            birth_shown: person.birth_date.map(birth).unwrap_or_default(),
            address: address_of(person),
            building: building_line(&person.building, &person.room),
            phone: person.phones.first().map(Phone::shown).unwrap_or_default(),
            registrant: member.registrant.as_ref().map(|it| it.id.clone()),
            supporter: member.supporter.as_ref().map(|it| it.id.clone()),
            pairings: member.pairings,
        })
    }
}
