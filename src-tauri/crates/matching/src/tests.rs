//! Does it hold for any town? Against brute force, greedy, shuffled rows, pins and exclusions.

mod kit;
mod properties;
mod turned;
mod wrong;

use domain::pairing::SupporterPreference;
use domain::person::Gender;
use domain::vault::Continue;
use proptest::prelude::*;

use crate::candidates::Town;
use crate::levels::levels;
use crate::*;

fn solved(instance: &Instance) -> Solution {
    solve(instance, &mut |_| Continue::Yes).expect("small instances are solved")
}

/// A small town on a line of 番 with some buildings, so that near, neighbouring and elsewhere all occur.
fn abode() -> impl Strategy<Value = Abode> {
    (
        0_u32..5,
        0_u32..3,
        proptest::option::of(0_u32..2),
        proptest::bool::ANY,
        0_i64..9,
    )
        .prop_map(|(chome, ban, building, on_map, x)| Abode {
            position: on_map.then_some((x * 900, i64::from(ban) * 700)),
            building: building.map(|b| chome * 10 + b),
            floor: 1 + x % 3,
            ban: Some(chome * 100 + ban),
            town: Some(u32::from(chome > 3)),
            chome,
            ..Abode::default()
        })
}

fn gender() -> impl Strategy<Value = Gender> {
    prop_oneof![Just(Gender::Male), Just(Gender::Female)]
}

fn registrant() -> impl Strategy<Value = RegistrantSeat> {
    let wish = prop_oneof![
        4 => Just(SupporterPreference::Any),
        1 => Just(SupporterPreference::SameGenderIfPossible),
        1 => Just(SupporterPreference::SameGenderOnly),
    ];
    (abode(), 1_u32..4, 1_u32..6, gender(), wish, 0_u8..16).prop_map(
        |(abode, need, priority, gender, wish, alone)| RegistrantSeat {
            abode,
            need,
            priority,
            gender,
            wish,
            alone: Periods::from_bits(alone),
        },
    )
}

fn supporter() -> impl Strategy<Value = SupporterSeat> {
    (abode(), 0_u32..4, gender(), 15_u32..90, 0_u8..16).prop_map(
        |(abode, capacity, gender, age, home)| SupporterSeat {
            abode,
            capacity,
            gender,
            age: Some(age),
            available: Periods::from_bits(home),
            surely_home: Periods::from_bits(home),
            ..SupporterSeat::default()
        },
    )
}

/// A small town with pairs that are known.
pub(crate) fn instance(people: usize, helpers: usize) -> impl Strategy<Value = Instance> {
    let kind = prop_oneof![
        2 => Just(PairKind::Excluded),
        1 => Just(PairKind::Fixed),
        1 => Just(PairKind::Agreed),
        2 => Just(PairKind::Present),
        1 => Just(PairKind::Acquainted),
    ];
    let known = (0..people, 0..helpers, kind).prop_map(|(registrant, supporter, kind)| KnownPair {
        registrant,
        supporter,
        kind,
    });
    (
        prop::collection::vec(registrant(), 1..=people),
        prop::collection::vec(supporter(), 1..=helpers),
        prop::collection::vec(known, 0..4),
        proptest::bool::ANY,
        proptest::bool::ANY,
        proptest::bool::ANY,
    )
        .prop_map(
            |(registrants, supporters, known, strict, complete, elsewhere)| {
                let parameters = Parameters {
                    load: if strict {
                        LoadMode::Strict
                    } else {
                        LoadMode::Blend
                    },
                    order: if complete {
                        PlaceOrder::Complete
                    } else {
                        PlaceOrder::Priority
                    },
                    focus: Periods::WEEKDAY_DAY,
                    elsewhere,
                    ..Parameters::default()
                };
                Instance {
                    registrants,
                    supporters,
                    known,
                    parameters,
                }
            },
        )
}

fn candidates(town: &Town<'_>, i: usize) -> Vec<usize> {
    let (mut found, mut list) = (Vec::new(), Vec::new());
    town.candidates(i, &[], &mut found, &mut list).unwrap();
    list.iter().map(|c| c.at()).collect()
}

/// Every pair that could be used: registrant, supporter, last resort.
pub(crate) fn usable(instance: &Instance, solution: &Solution) -> Vec<(usize, usize, bool)> {
    let town = Town::new(instance);
    let pinned = |i, j| {
        solution
            .pairs
            .iter()
            .any(|p| p.pinned && p.registrant == i && p.supporter == j)
    };
    let mut all = Vec::new();
    for i in 0..instance.registrants.len() {
        let near: Vec<usize> = candidates(&town, i);
        for j in (0..instance.supporters.len()).filter(|&j| !pinned(i, j)) {
            if near.contains(&j) {
                all.push((i, j, false));
            } else if instance.parameters.elsewhere && town.is_elsewhere(i, j) {
                all.push((i, j, true));
            }
        }
    }
    all
}

/// What is left while pairs are chosen one by one.
struct Search<'a> {
    instance: &'a Instance,
    usable: &'a [(usize, usize, bool)],
    need: Vec<u32>,
    room: Vec<u32>,
    resort: Vec<bool>,
    pairs: Vec<Pair>,
    best: Option<Levels>,
}

impl Search<'_> {
    fn go(&mut self, at: usize) {
        let Some(&(i, j, elsewhere)) = self.usable.get(at) else {
            let found = levels(self.instance, &self.pairs).0;
            self.best = Some(self.best.map_or(found, |best| best.min(found)));
            return;
        };
        self.go(at + 1);
        if self.need[i] > 0 && self.room[j] > 0 && !(elsewhere && self.resort[i]) {
            self.need[i] -= 1;
            self.room[j] -= 1;
            let before = self.resort[i];
            self.resort[i] |= elsewhere;
            self.pairs.push(pair(self.instance, i, j, false, elsewhere));
            self.go(at + 1);
            self.pairs.pop();
            self.resort[i] = before;
            self.need[i] += 1;
            self.room[j] += 1;
        }
    }
}

pub(crate) fn pair(instance: &Instance, i: usize, j: usize, pinned: bool, elsewhere: bool) -> Pair {
    let town = Town::new(instance);
    Pair {
        registrant: i,
        supporter: j,
        cost: town.cost(i, j),
        distance: town.class(i, j),
        walk: town.walk(i, j),
        pinned,
        elsewhere,
    }
}

fn left_over(instance: &Instance, pairs: &[Pair]) -> (Vec<u32>, Vec<u32>) {
    let mut need: Vec<u32> = instance.registrants.iter().map(|r| r.need).collect();
    let mut room: Vec<u32> = instance.supporters.iter().map(|s| s.capacity).collect();
    for pair in pairs {
        need[pair.registrant] -= 1;
        room[pair.supporter] -= 1;
    }
    (need, room)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_optimum_equals_brute_force(instance in instance(4, 3)) {
        let solution = solved(&instance);
        let usable = usable(&instance, &solution);
        prop_assume!(usable.len() <= 12);
        let pinned: Vec<Pair> = solution.pairs.iter().copied().filter(|p| p.pinned).collect();
        let (need, room) = left_over(&instance, &pinned);
        let resort = vec![false; instance.registrants.len()];
        let mut search =
            Search { instance: &instance, usable: &usable, need, room, resort, pairs: pinned, best: None };
        search.go(0);
        prop_assert_eq!(Some(solution.levels), search.best);
    }

    #[test]
    fn a_solution_keeps_every_rule(instance in instance(9, 7)) {
        let solution = solved(&instance);
        let town = Town::new(&instance);
        let (mut need, mut room) = (vec![0; instance.registrants.len()], vec![0; instance.supporters.len()]);
        let mut seen = std::collections::BTreeSet::new();
        for pair in &solution.pairs {
            need[pair.registrant] += 1;
            room[pair.supporter] += 1;
            prop_assert!(seen.insert((pair.registrant, pair.supporter)), "a pair twice");
            prop_assert_eq!(town.barrier(pair.registrant, pair.supporter), None);
        }
        prop_assert!(need.iter().zip(&instance.registrants).all(|(n, r)| *n <= r.need));
        prop_assert!(room.iter().zip(&instance.supporters).all(|(n, s)| *n <= s.capacity));
        for known in &instance.known {
            let (i, j) = (known.registrant, known.supporter);
            if i >= need.len() || j >= room.len() || !town.known(i, j).pinned() {
                continue;
            }
            let kept = seen.contains(&(i, j));
            let rejected = solution.rejected.iter().any(|r| (r.registrant, r.supporter) == (i, j));
            prop_assert!(kept || rejected, "a fixed pair is lost without a word");
        }
        prop_assert_eq!(solution.explanation.reasons.len(), solution.pairs.len());
        for (i, seat) in instance.registrants.iter().enumerate() {
            prop_assert_eq!(solution.explanation.gaps.contains_key(&i), need[i] < seat.need);
        }
    }
}

fn house(ban: u32) -> Abode {
    Abode {
        town: Some(0),
        chome: 1,
        ban: Some(ban),
        floor: 1,
        ..Abode::default()
    }
}

/// People who live next door to each other, all alike.
fn crowd(people: usize, helpers: usize) -> Instance {
    let registrant = RegistrantSeat {
        abode: house(7),
        ..RegistrantSeat::default()
    };
    let supporter = SupporterSeat {
        abode: house(7),
        ..SupporterSeat::default()
    };
    Instance {
        registrants: vec![registrant; people],
        supporters: vec![supporter; helpers],
        ..Instance::default()
    }
}

#[test]
fn fourteen_people_who_lean_on_five_are_named_with_the_number_missing() {
    let mut instance = crowd(14, 5);
    for seat in &mut instance.registrants {
        seat.need = 1;
    }
    let solution = solved(&instance);
    let group = &solution.explanation.groups[0];
    assert_eq!(group.registrants.len(), 14);
    assert_eq!(group.supporters.len(), 5);
    assert_eq!((group.capacity, group.wanted, group.missing), (10, 14, 4));
    assert_eq!(solution.pairs.len(), 10);
}

#[test]
fn nobody_is_left_over_while_somebody_elsewhere_has_room() {
    let far = Abode {
        town: Some(9),
        chome: 1,
        ban: Some(999),
        floor: 1,
        ..Abode::default()
    };
    let mut instance = Instance {
        registrants: vec![RegistrantSeat {
            abode: house(1),
            need: 2,
            ..RegistrantSeat::default()
        }],
        supporters: vec![
            SupporterSeat {
                abode: far.clone(),
                ..SupporterSeat::default()
            },
            SupporterSeat {
                abode: far,
                ..SupporterSeat::default()
            },
        ],
        ..Instance::default()
    };
    let solution = solved(&instance);
    assert_eq!(
        solution.pairs.len(),
        1,
        "a second supporter from elsewhere is never proposed"
    );
    assert!(solution.pairs[0].elsewhere);
    instance.parameters.elsewhere = false;
    assert!(solved(&instance).pairs.is_empty());
}

#[test]
fn pressing_stop_leaves_no_half_solution() {
    let instance = Instance {
        registrants: vec![RegistrantSeat {
            abode: house(1),
            ..RegistrantSeat::default()
        }],
        supporters: vec![SupporterSeat {
            abode: house(1),
            ..SupporterSeat::default()
        }],
        ..Instance::default()
    };
    assert_eq!(
        solve(&instance, &mut |_| Continue::No),
        Err(Stopped::Cancelled)
    );
}
