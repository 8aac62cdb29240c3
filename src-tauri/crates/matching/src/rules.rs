//! What each rule costs: the town is solved once more without the rule, and the people counted who would have somebody
//! then. A rule that protects somebody is told too, so that the price is known, but is never suggested to be given up.
//!
//! Last resorts from elsewhere are left out, as in `recruit`: what is counted are supporters nearby.

#[cfg(test)]
mod tests;

use domain::pairing::SupporterPreference;
use domain::plan_question::PlanRule;
use domain::vault::{Continue, Progress};

use crate::instance::{Instance, PairKind};
use crate::solve::{Solution, Stopped, solve_without_words};

/// How much farther people would have to walk for `PlanRule::Reach`: twice the way.
const FARTHER: i64 = 2;

/// Returns the town without the rule, or nothing where the rule forbids nothing at all.
fn relaxed(rule: PlanRule, instance: &Instance) -> Option<Instance> {
    let mut other = instance.clone();
    match rule {
        PlanRule::SameGenderOnly => {
            for seat in &mut other.registrants {
                if seat.wish == SupporterPreference::SameGenderOnly {
                    seat.wish = SupporterPreference::SameGenderIfPossible;
                }
            }
        }
        PlanRule::Exclusions => other.known.retain(|pair| pair.kind != PairKind::Excluded),
        PlanRule::Household => {
            for seat in &mut other.registrants {
                seat.abode.household = None;
            }
        }
        PlanRule::ListedSupporters => {
            if instance.supporters.iter().any(|s| s.registrant.is_some()) {
                other.parameters.registrant_supporters = true;
            }
        }
        PlanRule::Reach => {
            let on_map = |abode: &crate::Abode| abode.position.is_some();
            let registrants = instance.registrants.iter().any(|r| on_map(&r.abode));
            if registrants && instance.supporters.iter().any(|s| on_map(&s.abode)) {
                let radius = &mut other.parameters.radius;
                *radius = radius.saturating_mul(FARTHER);
            }
        }
        PlanRule::Zones => {
            let registrants = other.registrants.iter_mut().map(|seat| &mut seat.abode);
            let supporters = other.supporters.iter_mut().map(|seat| &mut seat.abode);
            for abode in registrants.chain(supporters) {
                abode.zone = 0;
            }
            if one_zone(instance) {
                return None;
            }
        }
        PlanRule::Limits => {
            for seat in other.supporters.iter_mut().filter(|s| s.open) {
                seat.capacity = seat.capacity.saturating_add(1);
            }
        }
        PlanRule::FixedPairs => {
            for pair in &mut other.known {
                if pair.kind == PairKind::Fixed {
                    pair.kind = PairKind::Present;
                }
            }
        }
    }
    (other != *instance).then_some(other)
}

fn one_zone(instance: &Instance) -> bool {
    let registrants = instance.registrants.iter().map(|seat| seat.abode.zone);
    let mut zones = registrants.chain(instance.supporters.iter().map(|seat| seat.abode.zone));
    zones
        .next()
        .is_none_or(|first| zones.all(|zone| zone == first))
}

/// What a rule costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleCost {
    /// The rule.
    pub rule: PlanRule,
    /// People who would have somebody without the rule, and have nobody nearby with it.
    pub first: u32,
    /// People who would have two or more and have fewer than two with it. Of several best plans one is counted.
    pub second: u32,
    /// Registrants by index who have nobody now and somebody in a best plan without the rule. Who they are may differ
    /// between equally good plans; how many of them would be gained in all is `first`.
    pub people: Vec<usize>,
}

/// Returns the rules that cost something, the dearest first: people who have nobody because of them count before people
/// who have one only. Rules that forbid nothing are not tried, and none is where nobody lacks anything.
///
/// # Errors
/// `Stopped` when the person cancelled, or the instance is beyond all measure.
pub fn rule_costs(
    instance: &Instance,
    report: &mut dyn FnMut(Progress) -> Continue,
) -> Result<Vec<RuleCost>, Stopped> {
    let mut nearby = instance.clone();
    nearby.parameters.elsewhere = false;
    let before = solve_without_words(&nearby, report)?;
    if before.unfilled_by_rank.iter().all(|count| *count == 0) {
        return Ok(Vec::new());
    }
    let held = supporters(&nearby, &before);
    let mut costs = Vec::new();
    for &rule in PlanRule::ALL {
        let Some(other) = relaxed(rule, &nearby) else {
            continue;
        };
        let now = supporters(&nearby, &solve_without_words(&other, report)?);
        let more = |least: u32| {
            let count = |list: &[u32]| list.iter().filter(|n| **n >= least).count();
            count(&now).saturating_sub(count(&held)) as u32
        };
        let cost = RuleCost {
            rule,
            first: more(1),
            second: more(2),
            people: (0..held.len())
                .filter(|&i| held[i] == 0 && now[i] > 0)
                .collect(),
        };
        if cost.first > 0 || cost.second > 0 {
            costs.push(cost);
        }
    }
    costs.sort_by(|a, b| (b.first, b.second, a.rule).cmp(&(a.first, a.second, b.rule)));
    Ok(costs)
}

/// Returns how many supporters each registrant has.
fn supporters(instance: &Instance, solution: &Solution) -> Vec<u32> {
    let mut count = vec![0; instance.registrants.len()];
    for pair in &solution.pairs {
        count[pair.registrant] += 1;
    }
    count
}
