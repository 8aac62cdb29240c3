//! Questions asked of the plan in 担当づけ: read under the lock, computed without it, with progress and やめる.

mod drop_out;
mod what_if;

use std::collections::BTreeMap;

use domain::matching_view::Period;
use domain::plan_question::{Opening, PlanQuestion, Recruiting, RuleCost};
use matching::{Abode, Search, Spot};

use crate::ask::pairing::address_of;
use crate::ask::pairing::town::{People, Town, gather};
use crate::failure::Failure;
use crate::file::work::UnderWay;
use crate::program::Program;

pub(crate) use drop_out::{HeldPlan, drop_out};
pub(crate) use what_if::what_if;

/// Answers where to look for supporters, one after the other.
pub(crate) fn recruiting(program: &Program, question: PlanQuestion) -> Result<Recruiting, Failure> {
    let (town, under_way) = everybody(program, question.period)?;
    let search = Search::default();
    let found = matching::recruit_in_turn(&town.instance, &search, &mut |p| under_way.take(&p))?;
    let openings = found.openings.iter().map(|opening| {
        let gain = opening.gains.first().copied().unwrap_or_default();
        let (place, block) = place_of(&town, opening.spot);
        let alike = opening.alike.iter().map(|&spot| place_of(&town, spot).0);
        Opening {
            alike: alike.filter(|other| *other != place).collect(),
            place,
            block,
            first: gain.first,
            further: gain.further,
            people: names(&town, &opening.people),
        }
    });
    Ok(Recruiting {
        nobody: found.nobody,
        places: found.places,
        tasks: search.tasks,
        openings: openings.collect(),
    })
}

/// Answers what each rule costs, dearest first.
pub(crate) fn rule_costs(
    program: &Program,
    question: PlanQuestion,
) -> Result<Vec<RuleCost>, Failure> {
    let (town, under_way) = everybody(program, question.period)?;
    let costs = matching::rule_costs(&town.instance, &mut |p| under_way.take(&p))?;
    Ok(costs
        .into_iter()
        .map(|cost| RuleCost {
            protects: cost.rule.protects(),
            rule: cost.rule,
            first: cost.first,
            second: cost.second,
            people: names(&town, &cost.people),
        })
        .collect())
}

/// Gathers everybody for a question; it is work of its own until the answer is there.
fn everybody(program: &Program, period: Period) -> Result<(Town, UnderWay<'_>), Failure> {
    let under_way = program.work().begin("proposal")?;
    let town =
        program.read(|reader, scene| gather(reader, scene.today, People::All, Some(period)))?;
    Ok((town, under_way))
}

fn names(town: &Town, people: &[usize]) -> Vec<String> {
    let known = people.iter().filter_map(|&i| town.seekers.get(i));
    known.map(|seeker| seeker.person.name()).collect()
}

/// Returns the pairs of today (registrant, supporter); family in the same home is no second pair of hands.
fn pairs_of_today(town: &Town) -> Vec<(usize, usize)> {
    let helpers: BTreeMap<_, usize> = town
        .helpers
        .iter()
        .enumerate()
        .map(|(j, helper)| (&helper.supporter.id, j))
        .collect();
    let of_seeker = |(i, pairings): (usize, &Vec<domain::pairing::Pairing>)| {
        let counted = pairings.iter().filter(|pairing| !pairing.same_household);
        counted
            .filter_map(|pairing| Some((i, *helpers.get(&pairing.supporter)?)))
            .collect::<Vec<_>>()
    };
    let seekers = town.seekers.iter().map(|seeker| &seeker.pairings);
    seekers.enumerate().flat_map(of_seeker).collect()
}

/// Returns a spot in words, and the block if it is one.
fn place_of(town: &Town, spot: Spot) -> (String, Option<domain::id::BlockId>) {
    let seats = &town.instance;
    let homes = seats
        .registrants
        .iter()
        .map(|seat| &seat.abode)
        .zip(town.seekers.iter().map(|seeker| &seeker.person));
    let helpers = seats
        .supporters
        .iter()
        .map(|seat| &seat.abode)
        .zip(town.helpers.iter().map(|helper| &helper.person));
    let is_there = |abode: &Abode| match spot {
        Spot::Block(key) => abode.block == Some(key),
        Spot::Chome { town, chome } => abode.town == Some(town) && abode.chome == chome,
        Spot::Square { .. } => false,
    };
    let mut all = homes.chain(helpers);
    let person = match spot {
        Spot::Square { x, y } => all.min_by_key(|(abode, _)| {
            let way = abode
                .position
                .map(|(east, north)| (east - x).pow(2) + (north - y).pow(2));
            way.unwrap_or(i64::MAX)
        }),
        Spot::Block(_) | Spot::Chome { .. } => all.find(|(abode, _)| is_there(abode)),
    };
    let Some((_, person)) = person else {
        return Default::default();
    };
    let block = person.block.as_ref().and_then(|id| town.blocks.get(id));
    match (spot, block) {
        (Spot::Block(_) | Spot::Square { .. }, Some(block)) => {
            (block.name.clone(), Some(block.id.clone()))
        }
        _ if person.address.is_known() => (person.address.area(), None),
        _ => (address_of(person), None),
    }
}
