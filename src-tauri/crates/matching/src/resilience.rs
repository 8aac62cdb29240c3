//! What if it happens on a weekday afternoon, at night, without the oldest supporters? Who is reached within how many
//! minutes, and how sure is that (matching.md 3, «Resilience»; kit: `resilience.py`)?
//!
//! A supporter who acts visits the urgent people first, then the near ones, so the minute of each visit is fixed. Given
//! the part of the week, a registrant stays unreached when nobody of any building comes: a product over buildings, each
//! of which may be out of action as a whole. So every chance and their mean are exact; only the spread is drawn.

mod round;
mod scenario;
mod spread;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use domain::plan_question::UnreachedReason;
use round::Visit;
use spread::{Draws, Lots};

use crate::instance::{Instance, Periods};

pub use scenario::{AgeBand, Chance, Coming, Gone, Scenario, Ways};
pub use spread::{Mark, Spread};

/// From here on a chance is certainty; the sums of the parts of the week are not quite whole.
const SURE: f64 = 1.0 - 1e-9;

/// How things stand after so many minutes.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    /// Minutes since the beginning.
    pub minutes: f64,
    /// Expected share of the registrants who have been reached: exact.
    pub share: f64,
    /// Probability that a registrant has been reached, by registrant: exact.
    pub chances: Vec<f64>,
    /// How far single disasters lie apart: drawn. Nothing, where no runs were asked for.
    pub spread: Option<Spread>,
    /// All registrants by index, those who are unreached most often first; of equals the urgent ones first.
    pub unreached_first: Vec<usize>,
    /// Why each registrant is not surely reached, by registrant; none for those who surely are.
    pub reasons: Vec<Option<UnreachedReason>>,
}

/// The answer to a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatIf {
    /// Supporters who cannot act although they look after somebody, by index (without those behind a closed door).
    pub gone: Vec<usize>,
    /// How things stand after each of the minutes of the scenario, in its order.
    pub reaches: Vec<Reach>,
}

/// Returns who would be reached, if these pairs (registrant, supporter) stood and this happened. Pairs that name
/// somebody who is not in the instance, and pairs named twice, count for nothing.
pub fn what_if(instance: &Instance, pairs: &[(usize, usize)], scenario: &Scenario) -> WhatIf {
    let pairs: BTreeSet<(usize, usize)> = pairs
        .iter()
        .copied()
        .filter(|&(i, j)| i < instance.registrants.len() && j < instance.supporters.len())
        .collect();
    let gone = gone(instance, &pairs, scenario);
    let left: Vec<(usize, usize)> = pairs
        .iter()
        .copied()
        .filter(|&(i, j)| !gone.contains(&j) && passes(instance, scenario, i, j))
        .collect();
    let mut visits = round::visits(instance, &left, scenario);
    for list in &mut visits {
        list.sort_by(|a, b| {
            a.minute
                .total_cmp(&b.minute)
                .then(a.supporter.cmp(&b.supporter))
        });
    }
    let town = Standing::of(instance, scenario);
    let had: BTreeSet<usize> = pairs.iter().map(|&(i, _)| i).collect();
    let mut reaches: Vec<Reach> = scenario
        .minutes
        .iter()
        .map(|&minutes| town.reach(&visits, &had, minutes))
        .collect();
    if scenario.runs > 0 {
        let lots = Lots {
            visits: &visits,
            come: &town.come,
            building: &town.building,
            buildings: town.buildings,
            weights: town.weights,
            lost: town.lost,
        };
        let drawn = lots.draw(
            &scenario.minutes,
            scenario.runs,
            &mut Draws::new(scenario.seed),
        );
        for (reach, spread) in reaches.iter_mut().zip(drawn) {
            reach.spread = Some(spread);
        }
    }
    WhatIf {
        gone: gone.into_iter().collect(),
        reaches,
    }
}

/// Returns the supporters of these pairs who are gone.
fn gone(
    instance: &Instance,
    pairs: &BTreeSet<(usize, usize)>,
    scenario: &Scenario,
) -> BTreeSet<usize> {
    let busy: BTreeSet<usize> = pairs.iter().map(|&(_, j)| j).collect();
    let mut gone = BTreeSet::new();
    for case in &scenario.gone {
        match case {
            Gone::Named(list) => gone.extend(list.iter().filter(|j| busy.contains(j))),
            Gone::Oldest(count) => {
                let mut aged: Vec<(Reverse<u32>, usize)> = busy
                    .iter()
                    .filter_map(|&j| Some((Reverse(instance.supporters[j].age?), j)))
                    .collect();
                aged.sort_unstable();
                gone.extend(aged.iter().take(*count).map(|&(_, j)| j));
            }
            Gone::CutOff(_) => {}
        }
    }
    gone
}

/// Returns whether no closed door stands between the two.
fn passes(instance: &Instance, scenario: &Scenario, i: usize, j: usize) -> bool {
    let (a, b) = (
        instance.registrants[i].abode.building,
        instance.supporters[j].abode.building,
    );
    scenario.gone.iter().all(|case| match case {
        Gone::CutOff(key) => (a == Some(*key)) == (b == Some(*key)),
        Gone::Named(_) | Gone::Oldest(_) => true,
    })
}

/// The supporters as the scenario sees them.
struct Standing<'a> {
    instance: &'a Instance,
    /// Probability that each comes, by part of the week.
    come: Vec<[f64; 4]>,
    /// Building of each, numbered from 0.
    building: Vec<Option<usize>>,
    buildings: usize,
    weights: [f64; 4],
    lost: f64,
}

impl<'a> Standing<'a> {
    fn of(instance: &'a Instance, scenario: &Scenario) -> Self {
        let mut numbers: BTreeMap<u32, usize> = BTreeMap::new();
        let mut come = Vec::with_capacity(instance.supporters.len());
        let mut building = Vec::with_capacity(instance.supporters.len());
        for (j, supporter) in instance.supporters.iter().enumerate() {
            let chance = scenario.coming.of(j, supporter.age);
            come.push([0, 1, 2, 3].map(|bit| {
                let part = Periods::from_bits(1 << bit);
                chance.at(!supporter.available.common(part).is_empty())
            }));
            building.push(supporter.abode.building.map(|key| {
                let next = numbers.len();
                *numbers.entry(key).or_insert(next)
            }));
        }
        Self {
            instance,
            come,
            building,
            buildings: numbers.len(),
            weights: scenario.weights(),
            lost: scenario::probability(scenario.building_lost),
        }
    }

    fn reach(&self, visits: &[Vec<Visit>], had: &BTreeSet<usize>, minutes: f64) -> Reach {
        let chances: Vec<f64> = visits
            .iter()
            .map(|list| self.chance(list, minutes))
            .collect();
        let reason = |i: usize| {
            if chances[i] >= SURE {
                return None;
            }
            Some(if !had.contains(&i) {
                UnreachedReason::NoSupporter
            } else {
                match visits[i].first() {
                    None => UnreachedReason::AllGone,
                    Some(first) if first.minute > minutes => UnreachedReason::TooLate,
                    Some(_) => UnreachedReason::ByChance,
                }
            })
        };
        let seats = &self.instance.registrants;
        let mut order: Vec<usize> = (0..chances.len()).collect();
        order.sort_by(|&a, &b| {
            let urgency = seats[b].priority.cmp(&seats[a].priority);
            chances[a].total_cmp(&chances[b]).then(urgency)
        });
        Reach {
            minutes,
            share: chances.iter().sum::<f64>() / chances.len().max(1) as f64,
            spread: None,
            unreached_first: order,
            reasons: (0..chances.len()).map(reason).collect(),
            chances,
        }
    }

    /// Returns the probability that one of the visits that end in time takes place.
    fn chance(&self, visits: &[Visit], minutes: f64) -> f64 {
        let in_time: Vec<usize> = visits
            .iter()
            .take_while(|visit| visit.minute <= minutes)
            .map(|visit| visit.supporter)
            .collect();
        let parts = self.weights.iter().enumerate();
        parts
            .map(|(part, weight)| weight * (1.0 - self.missed(&in_time, part)))
            .sum()
    }

    /// Returns the probability that none of them comes: house by house, and building by building.
    fn missed(&self, supporters: &[usize], part: usize) -> f64 {
        let mut missed = 1.0;
        for (at, &j) in supporters.iter().enumerate() {
            let Some(building) = self.building[j] else {
                missed *= 1.0 - self.come[j][part];
                continue;
            };
            let is_same = |other: &usize| self.building[*other] == Some(building);
            if supporters[..at].iter().any(is_same) {
                continue;
            }
            let stay: f64 = supporters[at..]
                .iter()
                .filter(|other| is_same(other))
                .map(|&other| 1.0 - self.come[other][part])
                .product();
            missed *= self.lost + (1.0 - self.lost) * stay;
        }
        missed
    }
}
