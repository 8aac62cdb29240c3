//! A supporter drops out: leave everything else alone, swap a few, or plan anew.

use std::collections::BTreeMap;

use domain::id::SupporterId;
use domain::matching_view::Coverage;
use domain::pairing::{PairChoice, Pairing};
use domain::plan_question::{DropOut, DropOutStep, NamedPair, PlanChange};
use matching::{Change, Instance, Plan, Step};

use crate::ask::pairing::town::Town;
use crate::ask::pairing::{address_of, distance};
use crate::failure::Failure;
use crate::file::plan_question::{everybody, names, pairs_of_today};
use crate::program::Program;

/// The pairs of everybody made ready, with what they were made from: as long as that is the same, so are the answers.
pub(crate) struct HeldPlan {
    instance: Instance,
    before: Vec<(usize, usize)>,
    plan: Plan,
}

/// Answers the three ways to go on. Nothing is written: `change_plan` does what is chosen.
pub(crate) fn drop_out(program: &Program, supporter: SupporterId) -> Result<DropOut, Failure> {
    let (town, under_way) = everybody(program, Default::default())?;
    let mut helpers = town.helpers.iter();
    let gone = helpers.position(|helper| helper.supporter.id == supporter);
    let gone = gone.ok_or_else(Failure::not_found)?;
    let before = pairs_of_today(&town);
    let mut report = |progress| under_way.take(&progress);
    let is_same = |held: &HeldPlan| held.instance == town.instance && held.before == before;
    let mut held = match program.take_plan().filter(is_same) {
        Some(held) => held,
        None => HeldPlan {
            plan: Plan::of(&town.instance, &before, matching::USUAL_PRICE, &mut report)?,
            instance: town.instance.clone(),
            before: before.clone(),
        },
    };
    let frontier = held.plan.after(Change::SupporterGone(gone), &mut report)?;
    program.hold_plan(held);
    let mut lost: Vec<usize> = before
        .iter()
        .filter(|pair| pair.1 == gone)
        .map(|pair| pair.0)
        .collect();
    lost.sort_unstable();
    let way = |step: &Step| shown(&town, &supporter, step);
    Ok(DropOut {
        supporter: town.helpers[gone].person.name(),
        now: coverage(&town, &before),
        lost: names(&town, &lost),
        leave: way(&frontier.leave),
        swap: way(&frontier.swap),
        best: way(&frontier.best),
    })
}

fn shown(town: &Town, gone: &SupporterId, step: &Step) -> DropOutStep {
    let named = |pairs: &[(usize, usize)]| {
        let pair = |&(i, j): &(usize, usize)| NamedPair {
            registrant: town.seekers[i].person.name(),
            registrant_address: address_of(&town.seekers[i].person),
            supporter: town.helpers[j].person.name(),
            supporter_address: address_of(&town.helpers[j].person),
        };
        pairs.iter().map(pair).collect()
    };
    let is_of = |pairing: &&Pairing, (i, j): (usize, usize)| {
        pairing.registrant == town.seekers[i].registrant.id
            && pairing.supporter == town.helpers[j].supporter.id
    };
    let pairings: Vec<&Pairing> = town.seekers.iter().flat_map(|s| &s.pairings).collect();
    let mut ended: Vec<&Pairing> = pairings
        .iter()
        .filter(|pairing| step.ended.iter().any(|&pair| is_of(pairing, pair)))
        .copied()
        .collect();
    ended.extend(pairings.iter().filter(|pairing| pairing.supporter == *gone));
    DropOutStep {
        coverage: coverage(town, &step.pairs),
        ended: named(&step.ended),
        added: named(&step.added),
        change: PlanChange {
            leaving: Some(gone.clone()),
            added: choices(town, &ended, &step.added),
            ended: ended.iter().map(|pairing| pairing.id.clone()).collect(),
        },
    }
}

/// Returns the new pairs with the first ranks that are free when the ended ones are gone.
fn choices(town: &Town, ended: &[&Pairing], added: &[(usize, usize)]) -> Vec<PairChoice> {
    let mut taken: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    let mut choices = Vec::with_capacity(added.len());
    for &(i, j) in added {
        let (seeker, helper) = (&town.seekers[i], &town.helpers[j]);
        let ranks = taken.entry(i).or_insert_with(|| {
            let stay = seeker
                .pairings
                .iter()
                .filter(|pairing| !ended.iter().any(|e| e.id == pairing.id));
            stay.map(|pairing| pairing.rank).collect()
        });
        let rank = (1..).find(|rank| !ranks.contains(rank)).unwrap_or(1);
        ranks.push(rank);
        choices.push(PairChoice {
            registrant: seeker.registrant.id.clone(),
            supporter: helper.supporter.id.clone(),
            rank,
            distance: distance(&seeker.person, &helper.person),
            ..PairChoice::default()
        });
    }
    choices
}

fn coverage(town: &Town, pairs: &[(usize, usize)]) -> Coverage {
    let mut counted = vec![(0_u32, 0_u32); town.seekers.len()];
    for &(i, j) in pairs {
        let helper = &town.helpers[j].supporter.id;
        let mut of_today = town.seekers[i].pairings.iter();
        let agreed = of_today.any(|p| &p.supporter == helper && p.status.is_agreed());
        counted[i].0 += 1;
        counted[i].1 += u32::from(!agreed);
    }
    let mut coverage = Coverage::default();
    for (seeker, (filled, waiting)) in town.seekers.iter().zip(counted) {
        coverage.count(filled, waiting, seeker.wanted);
    }
    coverage
}
