//! Somebody who was refused and stands in the book a second time is still that person, until somebody tells the two apart.

use std::collections::{BTreeMap, BTreeSet};

use domain::duplicate::Distinct;
use domain::id::{PersonId, RegistrantId, SupporterId};
use domain::pairing::{Exclusion, Pairing};
use domain::person::Person;
use domain::supporter::Supporter;
use store::Reader;

use crate::failure::Failure;
use crate::file::intake::same::alike;

/// Returns what must not be proposed: what was refused, and the same with a record that by name and one more sign may be
/// the one who refused. A pair that stands is left alone: a person has decided it.
pub(super) fn refusals_of_doubles(
    reader: &Reader<'_>,
    people: &BTreeMap<PersonId, Person>,
    present: &[Pairing],
) -> Result<Vec<Exclusion>, Failure> {
    let exclusions: Vec<Exclusion> = reader.all()?;
    if exclusions.is_empty() {
        return Ok(exclusions);
    }
    let supporters: Vec<Supporter> = reader.all()?;
    let mut by_name: BTreeMap<&str, Vec<(&SupporterId, &Person)>> = BTreeMap::new();
    let mut person_of: BTreeMap<&SupporterId, &Person> = BTreeMap::new();
    for supporter in &supporters {
        if let Some(person) = people.get(&supporter.person) {
            let namesakes = by_name.entry(&person.name_key).or_default();
            namesakes.push((&supporter.id, person));
            person_of.insert(&supporter.id, person);
        }
    }
    let apart: Vec<Distinct> = reader.all()?;
    let are_two = |a: &PersonId, b: &PersonId| {
        apart
            .iter()
            .any(|two| (&two.one, &two.other) == (a, b) || (&two.one, &two.other) == (b, a))
    };
    let paired: BTreeSet<(&RegistrantId, &SupporterId)> = present
        .iter()
        .map(|pairing| (&pairing.registrant, &pairing.supporter))
        .collect();
    let mut all = exclusions.clone();
    for exclusion in &exclusions {
        let Some(person) = person_of.get(&exclusion.supporter) else {
            continue;
        };
        let namesakes = by_name.get(person.name_key.as_str()).into_iter().flatten();
        let doubles = namesakes.filter(|(id, other)| {
            **id != exclusion.supporter
                && !person.name_key.is_empty()
                && alike(person, other)
                && !are_two(&person.id, &other.id)
                && !paired.contains(&(&exclusion.registrant, *id))
        });
        all.extend(doubles.map(|(id, _)| Exclusion {
            supporter: (*id).clone(),
            ..exclusion.clone()
        }));
    }
    Ok(all)
}
