//! What if it happens on a weekday afternoon, without the oldest supporters?

use std::collections::BTreeMap;

use domain::plan_question::{
    PlanSide, WhatIf, WhatIfComing, WhatIfPerson, WhatIfRequest, WhatIfStep, WhatIfWhen,
};
use matching::{Chance, Coming, Gone, Mark, Periods, Reach, Scenario};

use crate::ask::home::number;
use crate::ask::pairing::address_of;
use crate::ask::pairing::town::Town;
use crate::failure::Failure;
use crate::file::plan_question::{everybody, pairs_of_today};
use crate::program::Program;

/// Minutes after which is counted. Before twenty minutes nobody has been reached: supporters first look after their own
/// (matching.md, assumptions of the kit).
const MINUTES: [u32; 4] = [20, 30, 60, 120];

/// People named as hardest to reach.
const HARDEST: usize = 12;

/// Tries what would happen. Nothing is written.
pub(crate) fn what_if(program: &Program, request: WhatIfRequest) -> Result<WhatIf, Failure> {
    let (town, under_way) = everybody(program, Default::default())?;
    let pairs = match request.side {
        PlanSide::Now => pairs_of_today(&town),
        PlanSide::Proposed => {
            let solution =
                matching::solve_without_words(&town.instance, &mut |p| under_way.take(&p))?;
            let pairs = solution.pairs.iter();
            pairs
                .map(|pair| (pair.registrant, pair.supporter))
                .collect()
        }
    };
    let buildings = buildings(&town);
    let scenario = scenario(&town, &request, &buildings);
    let answer = matching::what_if(&town.instance, &pairs, &scenario);
    let last = answer.reaches.last();
    Ok(WhatIf {
        people: number(town.seekers.len()),
        gone: number(answer.gone.len()),
        runs: scenario.runs,
        steps: MINUTES.iter().zip(&answer.reaches).map(step).collect(),
        hardest: last.map(|reach| hardest(&town, reach)).unwrap_or_default(),
        prepare_minutes: whole(scenario.prepare),
        visit_minutes: whole(scenario.visit),
        metres_a_minute: whole(scenario.speed),
        buildings: buildings.into_keys().collect(),
    })
}

fn scenario(town: &Town, request: &WhatIfRequest, buildings: &BTreeMap<String, u32>) -> Scenario {
    let named = town.helpers.iter().enumerate();
    let named = named.filter(|(_, helper)| request.gone.contains(&helper.supporter.id));
    let mut gone = vec![
        Gone::Oldest(request.oldest_gone as usize),
        Gone::Named(named.map(|(j, _)| j).collect()),
    ];
    gone.extend(
        buildings
            .get(&request.cut_off)
            .map(|&key| Gone::CutOff(key)),
    );
    Scenario {
        when: match request.when {
            WhatIfWhen::WeekdayDay => Periods::WEEKDAY_DAY,
            WhatIfWhen::WeekdayNight => Periods::WEEKDAY_NIGHT,
            WhatIfWhen::WeekendDay => Periods::WEEKEND_DAY,
            WhatIfWhen::WeekendNight => Periods::WEEKEND_NIGHT,
            WhatIfWhen::AnyTime => Periods::ALL,
        },
        gone,
        coming: match request.coming {
            WhatIfComing::ByAge => Coming::default(),
            // Who is away at that part of the week stays away.
            WhatIfComing::Everybody => Coming::Everybody(Chance::new(1.0, 0.0)),
            WhatIfComing::MostOfThem => Coming::Everybody(Chance::new(0.8, 0.0)),
            WhatIfComing::Half => Coming::Everybody(Chance::new(0.5, 0.0)),
        },
        minutes: MINUTES.iter().map(|&minutes| f64::from(minutes)).collect(),
        ..Scenario::default()
    }
}

/// Returns the buildings where more than one person of the roster lives, with their keys.
fn buildings(town: &Town) -> BTreeMap<String, u32> {
    let mut lives: BTreeMap<u32, (String, u32)> = BTreeMap::new();
    for (seat, seeker) in town.instance.registrants.iter().zip(&town.seekers) {
        if let Some(key) = seat.abode.building {
            let entry = lives.entry(key).or_default();
            entry.0.clone_from(&seeker.person.building);
            entry.1 += 1;
        }
    }
    let shared = lives.into_iter().filter(|(_, (_, people))| *people > 1);
    shared.map(|(key, (name, _))| (name, key)).collect()
}

fn step((&minutes, reach): (&u32, &Reach)) -> WhatIfStep {
    let spread = reach.spread.as_ref();
    let mark = |of: fn(&matching::Spread) -> Mark| spread.map(of);
    let (low, high) = (mark(|spread| spread.low), mark(|spread| spread.high));
    let error = low.into_iter().chain(high).map(|mark| mark.error);
    WhatIfStep {
        minutes,
        reached: tenths(reach.share),
        low: tenths(low.map_or(reach.share, |mark| mark.share)),
        high: tenths(high.map_or(reach.share, |mark| mark.share)),
        error: tenths(error.fold(0.0, f64::max)),
    }
}

fn hardest(town: &Town, reach: &Reach) -> Vec<WhatIfPerson> {
    let order = reach.unreached_first.iter();
    let named = order.filter_map(|&i| {
        let (seeker, reason) = (town.seekers.get(i)?, (*reach.reasons.get(i)?)?);
        Some(WhatIfPerson {
            registrant: seeker.registrant.id.clone(),
            name: seeker.person.name(),
            address: address_of(&seeker.person),
            chance: tenths(*reach.chances.get(i)?),
            reason,
        })
    });
    named.take(HARDEST).collect()
}

/// Returns a share in tenths of a percent.
fn tenths(share: f64) -> u32 {
    whole(share * 1000.0)
}

fn whole(number: f64) -> u32 {
    number.round().max(0.0) as u32
}
