//! What must be so in every town: no hand does better, names and order mean nothing, proofs hold, and it always ends.

use std::cmp::Reverse;

use proptest::prelude::*;

use super::{candidates, house, instance, left_over, pair, solved, usable};
use crate::candidates::Town;
use crate::levels::levels;
use crate::*;

/// Takes pairs in this order, as long as there are a place and room; at most so many for each registrant.
fn by_hand(instance: &Instance, order: &[Pair], pairs: &mut Vec<Pair>, most: u32) {
    for pair in order {
        let (need, room) = left_over(instance, pairs);
        let (i, j) = (pair.registrant, pair.supporter);
        let has = instance.registrants[i].need - need[i];
        let is_there = pairs.iter().any(|p| (p.registrant, p.supporter) == (i, j));
        if need[i] > 0 && room[j] > 0 && has < most && !is_there {
            pairs.push(*pair);
        }
    }
}

/// The four ways of doing it by hand (kit: `greedy.py`): down the list, urgent first, nearest pair first, one each first.
fn four_hands(instance: &Instance, solution: &Solution) -> [Vec<Pair>; 4] {
    let mut order: Vec<Pair> = usable(instance, solution)
        .into_iter()
        .filter(|u| !u.2)
        .map(|(i, j, e)| pair(instance, i, j, false, e))
        .collect();
    let urgency = |p: &Pair| Reverse(instance.registrants[p.registrant].priority);
    let pinned: Vec<Pair> = solution
        .pairs
        .iter()
        .copied()
        .filter(|p| p.pinned)
        .collect();
    let mut hands = [(); 4].map(|()| pinned.clone());
    order.sort_by_key(|p| (p.registrant, p.cost));
    by_hand(instance, &order, &mut hands[0], u32::MAX);
    order.sort_by_key(|p| p.cost);
    by_hand(instance, &order, &mut hands[1], u32::MAX);
    order.sort_by_key(|p| (urgency(p), p.registrant, p.cost));
    by_hand(instance, &order, &mut hands[2], u32::MAX);
    for most in 1..5 {
        by_hand(instance, &order, &mut hands[3], most);
    }
    hands
}

/// The tasks of all supporters who have some, fewest first.
fn loads(instance: &Instance, solution: &Solution) -> Vec<u32> {
    let (_, room) = left_over(instance, &solution.pairs);
    let seats = instance.supporters.iter().zip(room);
    let mut loads: Vec<u32> = seats.map(|(seat, room)| seat.capacity - room).collect();
    loads.retain(|load| *load > 0);
    loads.sort_unstable();
    loads
}

/// The same town under other names: rows in another order, keys of buildings, households and blocks counted otherwise.
fn renamed(instance: &Instance, turn: usize) -> Instance {
    let (nr, ns) = (instance.registrants.len(), instance.supporters.len());
    let place = |n: usize, count: usize| (count - 1 - n + turn) % count;
    let key = |key: Option<u32>| key.map(|key| 1_000_003 - 7 * key);
    let abode = |abode: &Abode| Abode {
        building: key(abode.building),
        ban: key(abode.ban),
        town: key(abode.town),
        household: key(abode.household),
        zone: 9 - abode.zone,
        ..abode.clone()
    };
    let mut other = instance.clone();
    for (i, seat) in instance.registrants.iter().enumerate() {
        let abode = abode(&seat.abode);
        other.registrants[place(i, nr)] = RegistrantSeat {
            abode,
            ..seat.clone()
        };
    }
    for (j, seat) in instance.supporters.iter().enumerate() {
        let abode = abode(&seat.abode);
        let registrant = seat.registrant.map(|i| place(i, nr));
        other.supporters[place(j, ns)] = SupporterSeat {
            abode,
            registrant,
            ..seat.clone()
        };
    }
    other
        .known
        .retain(|k| k.registrant < nr && k.supporter < ns);
    for known in &mut other.known {
        known.registrant = place(known.registrant, nr);
        known.supporter = place(known.supporter, ns);
    }
    other.known.reverse();
    other
}

/// Checks a proof of shortage from the pairs alone: the people have nobody to ask but these supporters, and these are
/// full with these people.
fn check(
    instance: &Instance,
    solution: &Solution,
    group: &ShortageGroup,
) -> Result<(), TestCaseError> {
    let town = Town::new(instance);
    let (need, room) = left_over(instance, &solution.pairs);
    let inside = |list: &[usize], n: usize| list.contains(&n);
    let mates = |i: usize| solution.pairs.iter().filter(move |p| p.registrant == i);
    for &i in &group.registrants {
        for j in candidates(&town, i) {
            let is_with = mates(i).any(|p| p.supporter == j);
            prop_assert!(is_with || inside(&group.supporters, j), "{i} could ask {j}");
        }
    }
    for &j in &group.supporters {
        prop_assert_eq!(room[j], 0, "{} has room", j);
        let with = solution
            .pairs
            .iter()
            .filter(|p| p.supporter == j && !p.pinned);
        for pair in with {
            prop_assert!(
                inside(&group.registrants, pair.registrant),
                "{j} could leave"
            );
        }
    }
    let missing: u32 = match group.places {
        Wanted::First => {
            let alone = |i: &&usize| mates(**i).next().is_none();
            group.registrants.iter().filter(alone).count() as u32
        }
        Wanted::All => group.registrants.iter().map(|&i| need[i]).sum(),
    };
    prop_assert_eq!(group.missing, missing);
    prop_assert_eq!(group.missing, group.wanted - group.capacity);
    each_is_needed(instance, solution, group)
}

/// Checks that nobody is in the group for nothing: without any one of them fewer are proved to be missing.
fn each_is_needed(
    instance: &Instance,
    solution: &Solution,
    group: &ShortageGroup,
) -> Result<(), TestCaseError> {
    let town = Town::new(instance);
    let mates = |i: usize| solution.pairs.iter().filter(move |p| p.registrant == i);
    for &left_out in &group.registrants {
        let others = || group.registrants.iter().filter(|i| **i != left_out);
        let is_of = |i: usize, j: usize| {
            candidates(&town, i).contains(&j) || mates(i).any(|p| p.supporter == j)
        };
        let asked = |j: &&usize| others().any(|&i| is_of(i, **j));
        let places: u32 = group
            .supporters
            .iter()
            .filter(asked)
            .map(|&j| {
                let with =
                    |p: &&Pair| p.supporter == j && group.registrants.contains(&p.registrant);
                solution.pairs.iter().filter(with).count() as u32
            })
            .sum();
        let wanted: u32 = others()
            .map(|&i| {
                let own = |p: &&Pair| group.supporters.contains(&p.supporter);
                let outside = mates(i).filter(|p| !own(p)).count() as u32;
                match group.places {
                    Wanted::First => 1_u32.saturating_sub(outside),
                    Wanted::All => instance.registrants[i].need - outside,
                }
            })
            .sum();
        prop_assert!(
            wanted.saturating_sub(places) < group.missing,
            "{left_out} is not needed"
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_hand_does_better(instance in instance(9, 7)) {
        let solution = solved(&instance);
        for pairs in four_hands(&instance, &solution) {
            prop_assert!(solution.levels <= levels(&instance, &pairs).0);
        }
    }

    #[test]
    fn names_and_the_order_of_rows_mean_nothing(instance in instance(8, 6), turn in 0_usize..8) {
        let solution = solved(&instance);
        // Pins that compete for one place are settled by the order of rows, so only towns without rejected pins compare.
        prop_assume!(solution.rejected.is_empty());
        let other = renamed(&instance, turn);
        let renamed = solved(&other);
        prop_assert_eq!(solution.levels, renamed.levels);
        prop_assert_eq!(solution.unfilled_by_rank, renamed.unfilled_by_rank);
        prop_assert_eq!(solution.pairs.len(), renamed.pairs.len());
        prop_assert_eq!(&solution, &solved(&instance), "the same town gave another solution");
    }

    #[test]
    fn who_is_not_needed_may_go(instance in instance(8, 6)) {
        let solution = solved(&instance);
        let is_idle = |j: &usize| solution.pairs.iter().all(|p| p.supporter != *j);
        let idle: Vec<usize> = (0..instance.supporters.len()).filter(is_idle).collect();
        for &j in &idle {
            let mut other = instance.clone();
            other.supporters.remove(j);
            other.known.retain(|k| k.supporter != j);
            for known in other.known.iter_mut().filter(|k| k.supporter > j) {
                known.supporter -= 1;
            }
            let without = solved(&other);
            prop_assert_eq!(solution.levels, without.levels);
            prop_assert_eq!(solution.unfilled_by_rank, without.unfilled_by_rank);
        }
    }

    #[test]
    fn every_shortage_is_proved(mut instance in instance(9, 6)) {
        instance.parameters.elsewhere = false;
        let solution = solved(&instance);
        let groups = &solution.explanation.groups;
        for group in groups {
            check(&instance, &solution, group)?;
        }
        let (need, _) = left_over(&instance, &solution.pairs);
        for i in (0..need.len()).filter(|&i| need[i] > 0) {
            let all = groups.iter().filter(|g| g.places == Wanted::All && g.registrants.contains(&i));
            prop_assert_eq!(all.count(), 1, "nobody tells why {} has too few", i);
            let is_alone = need[i] == instance.registrants[i].need;
            let first = groups.iter().filter(|g| g.places == Wanted::First && g.registrants.contains(&i));
            prop_assert!(!is_alone || first.count() == 1, "nobody tells why {} has nobody", i);
        }
    }

    #[test]
    fn empty_places_and_loads_do_not_depend_on_points(mut instance in instance(9, 7), seed in 0_u32..64) {
        // Decreasing minimisation (matching.md 2.2): only A and B decide them, so other points change neither.
        instance.parameters.elsewhere = false;
        instance.parameters.load = LoadMode::Strict;
        let solution = solved(&instance);
        let mut other = instance.clone();
        other.parameters.same_building_penalty = 0;
        other.parameters.focus = Periods::NIGHT_AND_HOLIDAY;
        for (seat, n) in other.supporters.iter_mut().zip(seed..) {
            seat.available = Periods::from_bits((n * 7 % 16) as u8);
            seat.age = seat.age.map(|age| if age < 18 { age } else { 60 + n % 30 });
        }
        let otherwise = solved(&other);
        prop_assert_eq!(solution.unfilled_by_rank, otherwise.unfilled_by_rank);
        prop_assert_eq!(solution.levels.shortfall, otherwise.levels.shortfall);
        prop_assert_eq!(solution.levels.load, otherwise.levels.load);
        prop_assert_eq!(loads(&instance, &solution), loads(&other, &otherwise));
    }
}

/// One tower block in which everybody is like everybody else.
fn tower(load: LoadMode, same_building_penalty: i64) -> Instance {
    let abode = Abode {
        building: Some(1),
        ..house(1)
    };
    let registrant = RegistrantSeat {
        abode: abode.clone(),
        need: 3,
        ..RegistrantSeat::default()
    };
    let supporter = SupporterSeat {
        abode,
        capacity: 4,
        ..SupporterSeat::default()
    };
    Instance {
        registrants: vec![registrant; 240],
        supporters: vec![supporter; 130],
        parameters: Parameters {
            load,
            same_building_penalty,
            ..Parameters::default()
        },
        ..Instance::default()
    }
}

#[test]
fn a_tower_block_where_all_are_alike_ends() {
    for load in [LoadMode::Blend, LoadMode::Strict] {
        for penalty in [0, 500] {
            let instance = tower(load, penalty);
            let solution = solved(&instance);
            // 520 tasks: two for everybody, a third one for 40.
            assert_eq!(solution.pairs.len(), 520);
            assert_eq!(solution.unfilled_by_rank.iter().sum::<u32>(), 200);
            assert_eq!(loads(&instance, &solution), vec![4; 130]);
            let before: Vec<(usize, usize)> = solution
                .pairs
                .iter()
                .map(|p| (p.registrant, p.supporter))
                .collect();
            let mended = mend(&instance, &before, 7, None, &mut |_, _, _| {
                domain::vault::Continue::Yes
            });
            // Four people are one short now; whoever had two takes over from somebody with three.
            assert!(mended.unwrap().added <= 4);
        }
    }
}
