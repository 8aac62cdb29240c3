//! 世帯: who lives at one address and room. Surnames say nothing of it, and a person decides.

use std::collections::{BTreeMap, BTreeSet};

use domain::address::building_line;
use domain::household::{Dwelling, HouseMember, Households};
use domain::person::{Household, Person};
use domain::registrant::Registrant;
use domain::supporter::{Supporter, SupporterStatus};
use store::Reader;

use crate::ask::home::number;
use crate::ask::pairing::{address_of, dwelling_key};
use crate::failure::Failure;
use crate::host::Scene;

/// Answers how many households there are, and which homes somebody has to look into.
pub(crate) fn households(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    (): (),
) -> Result<Households, Failure> {
    let known: BTreeMap<String, Household> = reader
        .all::<Household>()?
        .into_iter()
        .map(|it| (it.id.0.clone(), it))
        .collect();
    let residents = residents(reader, scene)?;
    let mut by_home: BTreeMap<String, Vec<&Resident>> = BTreeMap::new();
    let mut by_household: BTreeMap<&str, Vec<&Resident>> = BTreeMap::new();
    for resident in &residents {
        if let Some(household) = &resident.person.household {
            by_household
                .entry(household.as_str())
                .or_default()
                .push(resident);
        }
        if let Some(home) = home_key(&resident.person) {
            by_home.entry(home).or_default().push(resident);
        }
    }
    let is_open = |home: &&Vec<&Resident>| {
        home.len() > 1 && home.iter().any(|it| it.person.household.is_none())
    };
    let is_apart = |home: &&Vec<&Resident>| {
        let mut own = home.iter().map(|it| it.person.household.as_ref());
        let first = own.next().flatten();
        first.is_some() && !is_open(home) && own.any(|it| it != first)
    };
    let newest = |home: &[&Resident]| {
        let own = home.iter().filter_map(|it| it.person.household.as_ref());
        own.filter_map(|id| known.get(id.as_str()))
            .max_by_key(|it| (it.confirmed_on, &it.id))
    };
    let confirmed = by_household.iter().filter(|(_, home)| home.len() > 1);
    let registered = residents.iter().filter(|it| it.member.is_registrant);
    Ok(Households {
        people: number(registered.clone().count()),
        households: number(registered.map(unit).collect::<BTreeSet<_>>().len()),
        open: by_home
            .values()
            .filter(is_open)
            .map(|home| shown(home, None))
            .collect(),
        confirmed: confirmed
            .map(|(id, home)| shown(home, known.get(*id)))
            .collect(),
        apart: by_home
            .values()
            .filter(is_apart)
            .map(|home| shown(home, newest(home)))
            .collect(),
    })
}

/// Somebody who stands on 名簿 or is a supporter.
struct Resident {
    person: Person,
    member: HouseMember,
}

fn residents(reader: &Reader<'_>, scene: &Scene<'_>) -> Result<Vec<Resident>, Failure> {
    let registrants: Vec<Registrant> = reader.all()?;
    let supporters: Vec<Supporter> = reader.all()?;
    let registered: BTreeSet<&str> = registrants
        .iter()
        .filter(|it| it.status.is_active())
        .map(|it| it.person.as_str())
        .collect();
    let helping: BTreeSet<&str> = supporters
        .iter()
        .filter(|it| it.status != SupporterStatus::Ended)
        .map(|it| it.person.as_str())
        .collect();
    let people: Vec<Person> = reader.all()?;
    let resident = |person: Person| {
        let is_registrant = registered.contains(person.id.as_str());
        let is_supporter = helping.contains(person.id.as_str());
        (is_registrant || is_supporter).then(|| Resident {
            member: HouseMember {
                person: person.id.clone(),
                name: person.name(),
                kana: person.name_kana.clone(),
                age: person.age_on(scene.today),
                is_registrant,
                is_supporter,
                householder: person.householder_name.clone(),
            },
            person,
        })
    };
    Ok(people.into_iter().filter_map(resident).collect())
}

/// The household somebody counts to: the confirmed one, else the home, else the own.
fn unit(resident: &Resident) -> String {
    let person = &resident.person;
    match &person.household {
        Some(household) => format!("household|{household}"),
        None => home_key(person).unwrap_or_else(|| format!("person|{}", person.id)),
    }
}

/// Returns the key of a home where address and room say enough; a building without a room does not.
fn home_key(person: &Person) -> Option<String> {
    // 大字上沢123番地 has no 号.
    let is_whole = person.address.go.is_some() || person.address.chome.is_none();
    person.address.ban.filter(|_| is_whole)?;
    dwelling_key(person)
}

fn shown(home: &[&Resident], household: Option<&Household>) -> Dwelling {
    let mut members: Vec<HouseMember> = home.iter().map(|it| it.member.clone()).collect();
    members.sort_by(|a, b| (&a.kana, &a.person).cmp(&(&b.kana, &b.person)));
    let first = home.first().map(|it| &it.person);
    Dwelling {
        address: first.map(address_of).unwrap_or_default(),
        building: first
            .map(|it| building_line(&it.building, &it.room))
            .unwrap_or_default(),
        members,
        confirmed_by: household
            .map(|it| it.confirmed_by.clone())
            .unwrap_or_default(),
        confirmed_on: household.and_then(|it| it.confirmed_on),
    }
}
