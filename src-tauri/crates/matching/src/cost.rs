//! What a pair, a task and an empty place cost. Every number is named here with its source; 1 point ≈ 1 dm of walking.

use domain::pairing::{DistanceClass, SupporterPreference};

use crate::instance::{Abode, LoadMode, Parameters, PlaceOrder, RegistrantSeat, SupporterSeat};

/// 300 m: the reach of a neighbour on foot (kit: `radius`).
pub(crate) const RADIUS: i64 = 3000;
/// What every pair costs, so that bonuses never go below zero (kit).
pub(crate) const BASE: i64 = 3000;
/// What keeping a present pair is worth: 150 m (kit, kind 2).
pub(crate) const PRESENT_BONUS: i64 = 1500;
/// What knowing each other is worth: 80 m (kit, kind 3).
pub(crate) const ACQUAINTED_BONUS: i64 = 800;
/// A wish for the same gender that is not met (kit).
pub(crate) const GENDER: i64 = 600;
/// A supporter of 75 or more, and once more from 80 (kit).
pub(crate) const OLD: i64 = 500;
/// Ages from which `OLD` is added (kit).
pub(crate) const OLD_FROM: [u32; 2] = [75, 80];
/// Adults only (domain.md 3.5: pupils are not supporters).
pub(crate) const ADULT: u32 = 18;
/// A part of the week in which the registrant is alone and the supporter is away (kit).
pub(crate) const PERIOD: i64 = 200;
/// The same for the part the plan must hold for: worth 250 m more walking, so that somebody at home is found first
/// inside the usual reach (our choice).
pub(crate) const FOCUS: i64 = 2500;
/// Each further supporter from one building (kit, profiles `group` and `blend`).
pub(crate) const SAME_BUILDING_PENALTY: i64 = 500;
/// Points of a supporter's 1st … 6th task when load is blended with distance (matching.md 1).
pub(crate) const LOAD_POINTS: [i64; 6] = [0, 300, 700, 1200, 1800, 2500];
/// Growth of the step from the 7th task on; the steps above grow by 100 a task (kit, continued).
pub(crate) const LOAD_GROWTH: i64 = 800;
/// Between floors of one building (kit).
pub(crate) const STAIR: i64 = 30;
/// Down to the ground or up from it, for each floor (kit).
pub(crate) const FLOOR: i64 = 20;
/// Detours: streets are 13/10 of the straight line (kit).
pub(crate) const DETOUR: (i64, i64) = (13, 10);

/// Positions farther out are mistakes: 10,000 km.
const MAP: u64 = 100_000_000;
/// Floors beyond are mistakes.
const FLOORS: i64 = 200;

/// Walk in decimetres by distance class, where coordinates are missing: typical ways in a Japanese residential
/// district, where a 番 measures some 60 m, a 班 some 200 m and a 丁目 some 400 m across (our choice).
pub(crate) fn class_walk(class: DistanceClass) -> i64 {
    match class {
        DistanceClass::SameBuilding => 60,
        DistanceClass::NextDoor => 300,
        DistanceClass::SameBlock => 1000,
        DistanceClass::SameChome => 2000,
        DistanceClass::NeighbouringChome => 4500,
        DistanceClass::Elsewhere => 10_000,
    }
}

/// Places that have ranks of their own; further places rank like the last (kit: 1 … 4).
pub(crate) const PLACES: u32 = 4;
/// Highest urgency (kit).
pub(crate) const PRIORITIES: u32 = 5;
/// Ranks of unfilled places: 4 places × 5 priorities (kit).
pub(crate) const RANKS: usize = 20;
/// Level A counts in halves of a rank, so that the price of a supporter from elsewhere fits between ranks.
pub(crate) const RANK_UNITS: i64 = 2;
/// A supporter from elsewhere costs more than the most urgent second place (rank 15) and less than the least urgent
/// first place (rank 16): last resort, but never an empty hand while somebody has room.
pub(crate) const ELSEWHERE_UNITS: i64 = 31;

/// Returns the rank 1 … 20 of the place number `place` (from 1); it never rises with `place`.
pub(crate) fn rank(order: PlaceOrder, seat: &RegistrantSeat, place: u32) -> i64 {
    let priority = i64::from(seat.priority.clamp(1, PRIORITIES));
    let step = match order {
        PlaceOrder::Complete if place > 1 => seat.need.max(2),
        PlaceOrder::Priority | PlaceOrder::Complete => place,
    };
    5 * i64::from(PLACES - step.clamp(1, PLACES)) + priority
}

/// Returns what the m-th task (from 1) of a supporter costs on the level of the load, or in the blend.
pub(crate) fn load_step(mode: LoadMode, task: u32) -> i64 {
    match mode {
        LoadMode::Strict => i64::from(task.saturating_sub(1)),
        LoadMode::Blend => {
            let last = LOAD_POINTS.len();
            let index = (task.max(1) as usize) - 1;
            match LOAD_POINTS.get(index) {
                Some(&points) => points,
                None => {
                    let further = i64::from(task) - last as i64;
                    LOAD_POINTS[last - 1] + LOAD_GROWTH * further + 50 * further * (further - 1)
                }
            }
        }
    }
}

/// Returns the walk between two homes in decimetres (kit): stairs inside one building, else streets and stairs.
pub(crate) fn walk(a: &Abode, b: &Abode, class: DistanceClass) -> i64 {
    if class == DistanceClass::SameBuilding {
        return STAIR * (floor(a) - floor(b)).abs();
    }
    match square(a, b) {
        Some(square) => {
            let straight = root(square);
            straight * DETOUR.0 / DETOUR.1 + FLOOR * (floor(a) - 1) + FLOOR * (floor(b) - 1)
        }
        None => class_walk(class),
    }
}

/// Returns the whole root: that of the machine, put right where it was rounded.
pub(crate) fn root(square: i64) -> i64 {
    // 2^31.5 is the largest root there is.
    let root = ((square as f64).sqrt() as i64).min(3_037_000_499);
    if root * root > square {
        root - 1
    } else if root < 3_037_000_499 && (root + 1) * (root + 1) <= square {
        root + 1
    } else {
        root
    }
}

/// Returns the floor, cut where it is a mistake.
pub(crate) fn floor(abode: &Abode) -> i64 {
    abode.floor.clamp(-FLOORS, FLOORS)
}

/// Returns the position, if it is on the map: within some thousand kilometres of the common point.
pub(crate) fn spot(abode: &Abode) -> Option<(i64, i64)> {
    let is_near = |v: i64| v.unsigned_abs() <= MAP;
    abode.position.filter(|&(x, y)| is_near(x) && is_near(y))
}

/// Returns the squared straight line, if both are on the map.
pub(crate) fn square(a: &Abode, b: &Abode) -> Option<i64> {
    let ((ax, ay), (bx, by)) = (spot(a)?, spot(b)?);
    let (dx, dy) = (ax - bx, ay - by);
    dx.checked_mul(dx)?.checked_add(dy.checked_mul(dy)?)
}

/// Returns the distance class by address. Without a map, 丁目 whose numbers follow each other count as neighbours.
pub fn class(a: &Abode, b: &Abode) -> DistanceClass {
    let same = |x: Option<u32>, y: Option<u32>| x.is_some() && x == y;
    if same(a.building, b.building) {
        DistanceClass::SameBuilding
    } else if same(a.ban, b.ban) {
        DistanceClass::NextDoor
    } else if same(a.block, b.block) {
        DistanceClass::SameBlock
    } else if same(a.town, b.town) && a.chome == b.chome {
        DistanceClass::SameChome
    } else if same(a.town, b.town) && a.chome.min(b.chome) > 0 && a.chome.abs_diff(b.chome) == 1 {
        DistanceClass::NeighbouringChome
    } else {
        DistanceClass::Elsewhere
    }
}

/// What is known of a pair that changes its cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bond {
    /// Together now.
    pub(crate) present: bool,
    /// They know each other.
    pub(crate) acquainted: bool,
}

/// Returns the cost of a pair in points, never below 0 (kit; `FOCUS` is ours).
pub(crate) fn pair_cost(
    parameters: &Parameters,
    registrant: &RegistrantSeat,
    supporter: &SupporterSeat,
    walk: i64,
    bond: Bond,
) -> i64 {
    let mut cost = BASE + walk;
    if registrant.wish == SupporterPreference::SameGenderIfPossible
        && registrant.gender != supporter.gender
    {
        cost += GENDER;
    }
    for from in OLD_FROM {
        if supporter.age.is_some_and(|age| age >= from) {
            cost += OLD;
        }
    }
    let open = registrant.alone.without(supporter.available);
    cost += PERIOD * open.count();
    if !open.common(parameters.focus).is_empty() {
        cost += FOCUS;
    }
    if bond.present {
        cost -= PRESENT_BONUS;
    }
    if bond.acquainted {
        cost -= ACQUAINTED_BONUS;
    }
    cost.max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_exact_beside_every_square() {
        let roots = (0..2000_i64).chain((0..2000).map(|n| 282_842_712 - n));
        for n in roots.chain([94_906_265, 94_906_266, 94_906_267, 189_812_531]) {
            for square in [n * n - 1, n * n, n * n + 1]
                .into_iter()
                .filter(|s| *s >= 0)
            {
                assert_eq!(root(square), square.isqrt(), "{square}");
            }
        }
    }

    #[test]
    fn ranks_and_loads_are_convex() {
        for order in [PlaceOrder::Priority, PlaceOrder::Complete] {
            for need in 1..=6 {
                let seat = RegistrantSeat {
                    need,
                    priority: 3,
                    ..RegistrantSeat::default()
                };
                let ranks: Vec<i64> = (1..=need).map(|t| rank(order, &seat, t)).collect();
                assert!(
                    ranks.windows(2).all(|w| w[0] >= w[1]),
                    "a rank rises: {ranks:?}"
                );
                assert!(ranks.iter().all(|r| (1..=20).contains(r)));
            }
        }
        for mode in [LoadMode::Blend, LoadMode::Strict] {
            let steps: Vec<i64> = (1..=12).map(|m| load_step(mode, m)).collect();
            assert!(
                steps.windows(3).all(|w| w[2] - w[1] >= w[1] - w[0]),
                "{steps:?}"
            );
        }
    }
}
