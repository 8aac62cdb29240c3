//! 担当づけの案: read under the lock, solved without it, with progress and やめる.

mod problems;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::id::PairingId;
use domain::matching_view::{
    MapSpot, Proposal, ProposalRequest, ProposalRow, ProposedPlace, Shortage, ShortageReason,
};
use domain::pairing::Pairing;
use domain::person::Person;
use domain::supporter::SupporterStatus;
use matching::{Abode, ShortageGroup, Solution, Wanted};

use crate::ask::home::number;
use crate::ask::pairing::town::{People, Seeker, Town, gather};
use crate::ask::pairing::{address_of, basis_of};
use crate::failure::Failure;
use crate::program::Program;

/// Makes a plan for everybody or for one block. Nothing is written: 決める sends the pairs that are wanted.
pub(crate) fn proposal(program: &Program, request: ProposalRequest) -> Result<Proposal, Failure> {
    let under_way = program.work().begin("proposal")?;
    let (town, today) = program.read(|reader, scene| {
        let people = request.block.as_ref().map_or(People::All, People::OfBlock);
        Ok((
            gather(reader, scene.today, people, Some(request.period))?,
            scene.today,
        ))
    })?;
    let solution = matching::solve(&town.instance, &mut |progress| under_way.take(&progress))?;
    Ok(shown(&town, &solution, today))
}

fn shown(town: &Town, solution: &Solution, today: NaiveDate) -> Proposal {
    let mut pairs: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, pair) in solution.pairs.iter().enumerate() {
        pairs.entry(pair.registrant).or_default().push(at);
    }
    let mut proposal = Proposal {
        standby: number(
            town.helpers
                .iter()
                .filter(|h| h.supporter.status == SupporterStatus::Standby)
                .count(),
        ),
        shortages: shortages(town, &solution.explanation.groups),
        problems: problems::problems(town, solution),
        ..Proposal::default()
    };
    let mut rows = Vec::with_capacity(town.seekers.len());
    for (i, seeker) in town.seekers.iter().enumerate() {
        let places = places(town, solution, i, pairs.get(&i).map_or(&[], Vec::as_slice));
        let filled = number(
            places
                .iter()
                .filter(|place| place.supporter.is_some())
                .count(),
        );
        for place in places.iter().filter(|place| place.supporter.is_some()) {
            proposal.new_pairs += u32::from(place.kept.is_none());
            proposal.kept_pairs += u32::from(place.kept.is_some());
            proposal.fixed_pairs += u32::from(place.fixed);
        }
        let (have, waiting) = seeker.counted();
        let now = proposal.now.count(have, waiting, seeker.wanted);
        let agreed = number(
            places
                .iter()
                .filter(|place| seeker.agreed_to(place.kept.as_ref()))
                .count(),
        );
        proposal
            .with_plan
            .count(filled, filled.saturating_sub(agreed), seeker.wanted);
        let urgent = town.instance.registrants[i].priority;
        rows.push((
            (now, std::cmp::Reverse(urgent)),
            row(town, i, places, today),
        ));
    }
    rows.sort_by(|(a, one), (b, other)| {
        (a, &one.kana, &one.registrant).cmp(&(b, &other.kana, &other.registrant))
    });
    proposal.rows = rows.into_iter().map(|(_, row)| row).collect();
    proposal
}

fn row(town: &Town, i: usize, places: Vec<ProposedPlace>, today: NaiveDate) -> ProposalRow {
    let seeker = &town.seekers[i];
    // Helpers stand in the order of their keys.
    let names = |pairing: &Pairing| {
        let at = town
            .helpers
            .binary_search_by(|helper| helper.supporter.id.cmp(&pairing.supporter));
        at.ok().map(|at| town.helpers[at].person.name())
    };
    let kept: BTreeSet<&PairingId> = places.iter().filter_map(|p| p.kept.as_ref()).collect();
    let is_new = |place: &ProposedPlace| place.supporter.is_some() && place.kept.is_none();
    let is_lost = |pairing: &Pairing| !pairing.same_household && !kept.contains(&pairing.id);
    let person = &seeker.person;
    let (have, waiting) = seeker.counted();
    ProposalRow {
        have,
        waiting,
        changes: places.iter().any(is_new) || seeker.pairings.iter().any(is_lost),
        registrant: seeker.registrant.id.clone(),
        name: person.name(),
        kana: person.name_kana.clone(),
        age: person.age_on(today),
        mobility: seeker.registrant.mobility,
        address: address_of(person),
        building: domain::address::building_line(&person.building, &person.room),
        block: block_name(town, &seeker.person),
        spot: spot(&town.instance.registrants[i].abode),
        now: seeker.pairings.iter().filter_map(names).collect(),
        ended: seeker
            .pairings
            .iter()
            .filter(|p| is_lost(p))
            .filter_map(names)
            .collect(),
        places,
    }
}

/// Returns the name of the block, and where blocks are not made yet the 丁目.
fn block_name(town: &Town, person: &Person) -> String {
    let block = person.block.as_ref().and_then(|id| town.blocks.get(id));
    match block {
        Some(block) => block.name.clone(),
        None => person.address.area(),
    }
}

/// Returns where somebody lives in metres.
fn spot(abode: &Abode) -> Option<MapSpot> {
    let metres = |decimetres: i64| i32::try_from(decimetres / 10).ok();
    let (east, north) = abode.position?;
    Some(MapSpot {
        east: metres(east)?,
        north: metres(north)?,
    })
}

/// Returns the places of a registrant: kept pairs by rank, new pairs, then empty places.
fn places(town: &Town, solution: &Solution, i: usize, pairs: &[usize]) -> Vec<ProposedPlace> {
    let seeker = &town.seekers[i];
    let mut places: Vec<(Option<u32>, ProposedPlace)> = pairs
        .iter()
        .map(|&at| {
            let pair = &solution.pairs[at];
            let helper = &town.helpers[pair.supporter];
            let reasons = solution.explanation.reasons[at].clone();
            let kept = seeker
                .pairings
                .iter()
                .find(|p| p.supporter == helper.supporter.id);
            let place = ProposedPlace {
                supporter: Some(helper.supporter.id.clone()),
                name: helper.person.name(),
                address: address_of(&helper.person),
                block: block_name(town, &helper.person),
                spot: spot(&town.instance.supporters[pair.supporter].abode),
                kept: kept.map(|pairing| pairing.id.clone()),
                fixed: kept.is_some_and(|pairing| pairing.fixed),
                basis: basis_of(&reasons),
                reasons,
                distance: pair.distance,
                ..ProposedPlace::default()
            };
            (kept.map(|pairing| pairing.rank), place)
        })
        .collect();
    places.sort_by_key(|(rank, _)| rank.unwrap_or(u32::MAX));
    let mut places: Vec<ProposedPlace> = places.into_iter().map(|(_, place)| place).collect();
    while number(places.len()) < town.instance.registrants[i].need {
        let shortage = solution.explanation.gaps.get(&i).copied();
        places.push(ProposedPlace {
            shortage,
            ..ProposedPlace::default()
        });
    }
    for (place, rank) in places.iter_mut().zip(1..) {
        place.rank = rank;
    }
    places
}

/// Returns where supporters are missing, largest first: groups short of first places, then groups of other people short of
/// further places. People who have nobody near are gathered block by block.
fn shortages(town: &Town, groups: &[ShortageGroup]) -> Vec<Shortage> {
    let first: BTreeSet<usize> = groups
        .iter()
        .filter(|group| group.places == Wanted::First)
        .flat_map(|group| group.registrants.iter().copied())
        .collect();
    let mut shown = Vec::new();
    let mut apart: BTreeMap<(bool, ShortageReason, Option<usize>), ShortageGroup> = BTreeMap::new();
    let blocks: Vec<_> = town.blocks.keys().collect();
    for group in groups {
        let is_first = group.places == Wanted::First;
        if !is_first && group.registrants.iter().any(|i| first.contains(i)) {
            continue;
        }
        if !group.supporters.is_empty() {
            shown.push((is_first, group.clone()));
            continue;
        }
        for &i in &group.registrants {
            let block = town.seekers[i].person.block.as_ref();
            let place = block.and_then(|id| blocks.binary_search(&id).ok());
            let key = (is_first, group.reason, place);
            let joined = apart.entry(key).or_insert_with(|| ShortageGroup {
                places: group.places,
                reason: group.reason,
                ..ShortageGroup::default()
            });
            joined.registrants.push(i);
            joined.wanted += group.wanted;
            joined.missing += group.missing;
        }
    }
    shown.extend(
        apart
            .into_iter()
            .map(|((is_first, ..), group)| (is_first, group)),
    );
    shown.sort_by_key(|(is_first, group)| (!is_first, std::cmp::Reverse(group.missing)));
    shown
        .iter()
        .map(|(_, group)| shortage(town, group))
        .collect()
}

fn shortage(town: &Town, group: &ShortageGroup) -> Shortage {
    let seekers: Vec<&Seeker> = group
        .registrants
        .iter()
        .map(|&i| &town.seekers[i])
        .collect();
    let (place, block) = common_place(town, &seekers);
    Shortage {
        place,
        block,
        people: seekers.iter().map(|seeker| seeker.person.name()).collect(),
        supporters: group
            .supporters
            .iter()
            .map(|&j| town.helpers[j].person.name())
            .collect(),
        capacity: group.capacity,
        wanted: group.wanted,
        missing: group.missing,
        reason: group.reason,
    }
}

/// Returns where most of these people live: their building, their block, else their 町丁目.
fn common_place(town: &Town, seekers: &[&Seeker]) -> (String, Option<domain::id::BlockId>) {
    let Some(first) = seekers.first() else {
        return Default::default();
    };
    let block = most(seekers, |seeker| seeker.person.block.clone());
    let building = &first.person.building;
    if !building.is_empty() && seekers.iter().all(|s| &s.person.building == building) {
        return (building.clone(), block);
    }
    if let Some(record) = block.as_ref().and_then(|id| town.blocks.get(id)) {
        return (record.name.clone(), block);
    }
    let area = most(seekers, |seeker| {
        let address = &seeker.person.address;
        address.is_known().then(|| address.area())
    });
    (area.unwrap_or_else(|| address_of(&first.person)), None)
}

/// Returns the most frequent value; of equally frequent ones the first.
fn most<T: Ord + Clone>(seekers: &[&Seeker], of: impl Fn(&Seeker) -> Option<T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in seekers.iter().filter_map(|seeker| of(seeker)) {
        *counts.entry(value).or_default() += 1;
    }
    let best = counts.values().max().copied()?;
    counts
        .into_iter()
        .find(|(_, count)| *count == best)
        .map(|(value, _)| value)
}
