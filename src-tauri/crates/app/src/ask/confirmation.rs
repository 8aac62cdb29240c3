//! この人たちを確かめる asked for: whose facts nobody has looked at for longer than the council wants, in walking order.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::address::building_line;
use domain::confirmation::{ConfirmBlock, ConfirmFilter, ConfirmPerson, Fact, ToConfirm};
use domain::council::Block;
use domain::id::{BlockId, PersonId, RegistrantId};
use domain::person::Person;
use domain::phone::Phone;
use domain::registrant::Registrant;
use domain::safety_check::place_in_walk;
use domain::supporter::{Supporter, SupporterStatus};
use store::Reader;

use crate::ask::council::{blocks_in_order, the_council};
use crate::ask::home::number;
use crate::failure::Failure;
use crate::host::Scene;

/// People answered at the most: nobody visits more in one walk.
const MOST: usize = 300;

/// Answers whom to confirm in the chosen blocks, and how far every block has come.
pub(crate) fn to_confirm(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    filter: ConfirmFilter,
) -> Result<ToConfirm, Failure> {
    let council = the_council(reader)?;
    let since = council.confirmed_since(scene.today);
    let blocks = blocks_in_order(reader)?;
    let people: Vec<Person> = reader.all()?;
    let people: BTreeMap<&PersonId, &Person> = people.iter().map(|p| (&p.id, p)).collect();
    let mut walk = if filter.supporters {
        supporters(reader, &people, since)?
    } else {
        registrants(reader, &people, since)?
    };
    let rows = progress(&walk, &blocks);
    walk.retain(|stop| !stop.facts.is_empty() && is_wanted(&filter, stop.person));
    walk.sort_by_cached_key(|stop| place_in_walk(position(&blocks, stop.person), stop.person));
    Ok(ToConfirm {
        months: council.months_between_confirmations(),
        blocks: rows,
        total: number(walk.len()),
        people: walk
            .into_iter()
            .take(MOST)
            .map(|stop| stop.shown(scene.today))
            .collect(),
    })
}

/// Somebody to be visited.
pub(crate) struct Visit {
    /// Where the person lives; none outside all blocks.
    pub(crate) block: Option<BlockId>,
    /// Who it is.
    pub(crate) registrant: RegistrantId,
    /// What is to be asked.
    pub(crate) facts: Vec<Fact>,
}

/// Returns everybody who is to be visited, in walking order.
pub(crate) fn to_visit(reader: &Reader<'_>, scene: &Scene<'_>) -> Result<Vec<Visit>, Failure> {
    let since = the_council(reader)?.confirmed_since(scene.today);
    let blocks = blocks_in_order(reader)?;
    let people: Vec<Person> = reader.all()?;
    let people: BTreeMap<&PersonId, &Person> = people.iter().map(|p| (&p.id, p)).collect();
    let mut walk = registrants(reader, &people, since)?;
    walk.retain(|stop| !stop.facts.is_empty());
    walk.sort_by_cached_key(|stop| place_in_walk(position(&blocks, stop.person), stop.person));
    let visit = |stop: Stop<'_>| {
        Some(Visit {
            block: stop.person.block.clone(),
            registrant: stop.who.registrant?,
            facts: stop.facts,
        })
    };
    Ok(walk.into_iter().filter_map(visit).collect())
}

/// Somebody the walk comes by.
struct Stop<'a> {
    person: &'a Person,
    who: ConfirmPerson,
    facts: Vec<Fact>,
}

impl Stop<'_> {
    fn shown(self, today: NaiveDate) -> ConfirmPerson {
        let person = self.person;
        ConfirmPerson {
            name: person.name(),
            kana: person.name_kana.clone(),
            age: person.age_on(today),
            address: crate::ask::pairing::address_of(person),
            building: building_line(&person.building, &person.room),
            phone: person.phones.first().map(Phone::shown).unwrap_or_default(),
            facts: self.facts,
            ..self.who
        }
    }
}

fn registrants<'a>(
    reader: &Reader<'_>,
    people: &BTreeMap<&PersonId, &'a Person>,
    since: NaiveDate,
) -> Result<Vec<Stop<'a>>, Failure> {
    let active = reader.all::<Registrant>()?.into_iter();
    let active = active.filter(|registrant| registrant.status.is_active());
    let stops = active.filter_map(|registrant| {
        Some(Stop {
            person: people.get(&registrant.person)?,
            facts: registrant.overdue(since),
            who: ConfirmPerson {
                confirmed_on: registrant.confirmed_on,
                registrant: Some(registrant.id),
                ..ConfirmPerson::default()
            },
        })
    });
    Ok(stops.collect())
}

fn supporters<'a>(
    reader: &Reader<'_>,
    people: &BTreeMap<&PersonId, &'a Person>,
    since: NaiveDate,
) -> Result<Vec<Stop<'a>>, Failure> {
    let active = reader.all::<Supporter>()?.into_iter();
    let active = active.filter(|supporter| supporter.status != SupporterStatus::Ended);
    let stops = active.filter_map(|supporter| {
        Some(Stop {
            person: people.get(&supporter.person)?,
            facts: supporter.overdue(since),
            who: ConfirmPerson {
                confirmed_on: supporter.confirmed_on,
                supporter: Some(supporter.id),
                ..ConfirmPerson::default()
            },
        })
    });
    Ok(stops.collect())
}

/// Returns how many of each block are left; people who are in no block come last.
fn progress(walk: &[Stop<'_>], blocks: &[Block]) -> Vec<ConfirmBlock> {
    let mut counts: BTreeMap<Option<&BlockId>, (u32, u32)> = BTreeMap::new();
    for stop in walk {
        let (left, everybody) = counts.entry(stop.person.block.as_ref()).or_default();
        *left += u32::from(!stop.facts.is_empty());
        *everybody += 1;
    }
    let named = blocks.iter().map(|block| (Some(&block.id), &*block.name));
    let row = |(block, name): (Option<&BlockId>, &str)| {
        let (left, everybody) = *counts.get(&block)?;
        Some(ConfirmBlock {
            block: block.cloned(),
            name: name.to_owned(),
            left,
            everybody,
        })
    };
    named.chain([(None, "")]).filter_map(row).collect()
}

fn is_wanted(filter: &ConfirmFilter, person: &Person) -> bool {
    match (&filter.block, filter.without_block) {
        (Some(block), _) => person.block.as_ref() == Some(block),
        (None, true) => person.block.is_none(),
        (None, false) => true,
    }
}

fn position(blocks: &[Block], person: &Person) -> Option<u32> {
    let block = person.block.as_ref()?;
    blocks
        .iter()
        .find(|known| known.id == *block)
        .map(|known| known.position)
}
