//! The round of a supporter: urgent people first, then the near ones; when is each of them reached?

use std::cmp::Reverse;

use domain::pairing::DistanceClass;

use super::scenario::{Scenario, Ways};
use crate::cost;
use crate::instance::{Abode, Instance};

/// A supporter who comes to a registrant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Visit {
    /// Index of the supporter.
    pub(super) supporter: usize,
    /// Minute at which the visit ends, if the supporter acts.
    pub(super) minute: f64,
}

/// Returns who comes to each registrant and when, by registrant; `pairs` are registrant and supporter, each once.
pub(super) fn visits(
    instance: &Instance,
    pairs: &[(usize, usize)],
    scenario: &Scenario,
) -> Vec<Vec<Visit>> {
    let (seats, supporters) = (&instance.registrants, &instance.supporters);
    let walk = |i: usize, j: usize| {
        let (a, b) = (&seats[i].abode, &supporters[j].abode);
        cost::walk(a, b, cost::class(a, b))
    };
    let mut rounds: Vec<(usize, Reverse<u32>, i64, usize)> = pairs
        .iter()
        .map(|&(i, j)| (j, Reverse(seats[i].priority), walk(i, j), i))
        .collect();
    rounds.sort_unstable();
    let mut visits = vec![Vec::new(); seats.len()];
    let mut before: Option<(usize, usize, f64)> = None;
    // Who does not move at all still reaches a door on the same floor.
    let speed = 10.0 * scenario.speed.max(f64::MIN_POSITIVE);
    for (j, _, first, i) in rounds {
        let (clock, leg) = match before {
            Some((same, at, clock)) if same == j => {
                let (from, to) = (&seats[at].abode, &seats[i].abode);
                (clock, leg(from, to, &scenario.ways))
            }
            _ => {
                let (from, to) = (&supporters[j].abode, &seats[i].abode);
                let way = if is_measured(from, to) {
                    first as f64
                } else {
                    by_class(from, to, &scenario.ways)
                };
                (scenario.prepare, way)
            }
        };
        let minute = clock + (leg / speed + scenario.visit);
        visits[i].push(Visit {
            supporter: j,
            minute,
        });
        before = Some((j, i, minute));
    }
    visits
}

/// Returns whether a way can be told from coordinates .
fn is_measured(a: &Abode, b: &Abode) -> bool {
    cost::spot(a).is_some() && cost::spot(b).is_some()
}

/// Returns the way from one door to the next in decimetres, not rounded (kit: `finish_minutes`).
fn leg(a: &Abode, b: &Abode, ways: &Ways) -> f64 {
    let (Some((ax, ay)), Some((bx, by))) = (cost::spot(a), cost::spot(b)) else {
        return by_class(a, b, ways);
    };
    if cost::class(a, b) == DistanceClass::SameBuilding {
        return stairs(a, b);
    }
    let straight = ((ax - bx) as f64).hypot((ay - by) as f64);
    let detour = cost::DETOUR.0 as f64 / cost::DETOUR.1 as f64;
    detour * straight + (cost::FLOOR * (cost::floor(a) + cost::floor(b) - 2)) as f64
}

/// Returns the typical way in decimetres where coordinates are missing.
fn by_class(a: &Abode, b: &Abode, ways: &Ways) -> f64 {
    let class = cost::class(a, b);
    let stairs = if class == DistanceClass::SameBuilding {
        stairs(a, b)
    } else {
        0.0
    };
    10.0 * ways.of(class) + stairs
}

fn stairs(a: &Abode, b: &Abode) -> f64 {
    (cost::STAIR * (cost::floor(a) - cost::floor(b)).abs()) as f64
}
