//! What a coordinator would ask of a plan, and the figures the benchmark kit finds for its towns.

use super::*;
use crate::kit_town::{Files, MIDDLE, SMALL};
use crate::{Abode, RegistrantSeat, SupporterSeat};

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

/// The shares `resilience.py` finds for the reference solution: after 10, 20, 30, 45 and 60 minutes with its usual
/// assumptions, and after 30 minutes with `--prep 5 --speed 30 --visit 10 --p-in 0.6 --p-out 0.1 --block 0.3`.
fn agrees(files: &Files<'_>, shares: [f64; 5], slow: f64) {
    let (instance, pairs) = (files.instance(), files.pairs());
    let scenario = Scenario {
        minutes: vec![10.0, 20.0, 30.0, 45.0, 60.0],
        ..Scenario::default()
    };
    let answer = what_if(&instance, &pairs, &scenario);
    for (reach, share) in answer.reaches.iter().zip(shares) {
        assert!(close(reach.share, share), "{} is not {share}", reach.share);
        let mean = reach.spread.unwrap().mean;
        let off = (mean.share - reach.share).abs();
        assert!(off <= 4.0 * mean.error, "{off} beyond {}", mean.error);
    }
    let slowly = Scenario {
        coming: Coming::Everybody(Chance::new(0.6, 0.1)),
        building_lost: 0.3,
        prepare: 5.0,
        speed: 30.0,
        visit: 10.0,
        minutes: vec![30.0],
        ..Scenario::default()
    };
    let share = what_if(&instance, &pairs, &slowly).reaches[0].share;
    assert!(close(share, slow), "{share} is not {slow}");
}

#[test]
fn the_kit_finds_the_same_shares_for_the_small_town() {
    let shares = [
        0.0,
        0.0800762,
        0.4099056285714286,
        0.5529908666666666,
        0.5704015809523809,
    ];
    agrees(&SMALL, shares, 0.1912025916666667);
}

#[test]
fn the_kit_finds_the_same_shares_for_the_middle_town() {
    let shares = [
        0.0,
        0.18337838095238093,
        0.44973277380952387,
        0.5799458571428572,
        0.6066232142857143,
    ];
    agrees(&MIDDLE, shares, 0.20900663392857144);
}

#[test]
fn the_spread_of_the_middle_town_is_that_of_the_kit_within_its_error() {
    let answer = what_if(&MIDDLE.instance(), &MIDDLE.pairs(), &Scenario::default());
    let spread = answer.reaches[2].spread.unwrap();
    // `resilience.py` after 30 minutes, 2000 runs of its own generator: 5, 50 and 95 of 100.
    for (mark, other) in [spread.low, spread.middle, spread.high]
        .iter()
        .zip([0.3442, 0.4758, 0.5075])
    {
        // Two draws are compared, so both errors count.
        let off = (mark.share - other).abs();
        assert!(
            off <= 4.0 * mark.error.max(0.001),
            "{mark:?} is not {other}"
        );
    }
}

fn house(x: i64) -> Abode {
    Abode {
        position: Some((x, 0)),
        floor: 1,
        ..Abode::default()
    }
}

fn flat(building: u32, floor: i64) -> Abode {
    Abode {
        building: Some(building),
        floor,
        ..house(0)
    }
}

fn person(abode: Abode) -> RegistrantSeat {
    RegistrantSeat {
        abode,
        ..RegistrantSeat::default()
    }
}

fn helper(abode: Abode, age: u32) -> SupporterSeat {
    SupporterSeat {
        abode,
        age: Some(age),
        ..SupporterSeat::default()
    }
}

/// Everybody comes, no building falls out, each reckoned for 60 minutes, nothing drawn.
fn sure() -> Scenario {
    Scenario {
        coming: Coming::Everybody(Chance::always(1.0)),
        building_lost: 0.0,
        minutes: vec![60.0],
        runs: 0,
        ..Scenario::default()
    }
}

#[test]
fn without_the_oldest_those_who_lean_on_them_alone_are_named_first() {
    let instance = Instance {
        registrants: vec![person(house(0)), person(house(100)), person(house(200))],
        supporters: vec![
            helper(house(0), 82),
            helper(house(100), 45),
            helper(house(200), 79),
            helper(house(300), 99),
        ],
        ..Instance::default()
    };
    let pairs = [(0, 1), (1, 0), (1, 2), (2, 1)];
    let scenario = Scenario {
        gone: vec![Gone::Oldest(2)],
        ..sure()
    };
    let answer = what_if(&instance, &pairs, &scenario);
    // The one of 99 looks after nobody, so nobody misses that one.
    assert_eq!(answer.gone, [0, 2]);
    let reach = &answer.reaches[0];
    assert_eq!(reach.unreached_first[0], 1);
    assert_eq!(reach.reasons, [None, Some(UnreachedReason::AllGone), None]);
    assert!(close(reach.share, 2.0 / 3.0));
}

#[test]
fn by_night_those_come_who_are_home_by_night() {
    let mut by_day = helper(house(0), 50);
    by_day.available = Periods::WEEKDAY_DAY;
    let instance = Instance {
        registrants: vec![person(house(0))],
        supporters: vec![by_day],
        ..Instance::default()
    };
    let share = |when| {
        let scenario = Scenario {
            when,
            coming: Coming::default(),
            ..sure()
        };
        what_if(&instance, &[(0, 0)], &scenario).reaches[0].share
    };
    assert!(close(share(Periods::WEEKDAY_DAY), 0.8));
    assert!(close(share(Periods::WEEKDAY_NIGHT), 0.2));
    let week = (45.0 * 0.8 + 123.0 * 0.2) / 168.0;
    assert!(close(share(Periods::ALL), week));
    assert!(
        close(share(Periods::NONE), week),
        "no part is the whole week"
    );
}

#[test]
fn two_of_one_building_are_less_than_two_of_two_houses() {
    let town = |abodes: [Abode; 2]| Instance {
        registrants: vec![person(house(0))],
        supporters: abodes.map(|abode| helper(abode, 50)).to_vec(),
        ..Instance::default()
    };
    let scenario = Scenario {
        coming: Coming::Everybody(Chance::always(0.5)),
        building_lost: 0.2,
        ..sure()
    };
    let chance =
        |town: &Instance| what_if(town, &[(0, 0), (0, 1)], &scenario).reaches[0].chances[0];
    assert!(close(chance(&town([house(0), house(1)])), 0.75));
    assert!(close(chance(&town([flat(7, 1), flat(7, 2)])), 0.8 * 0.75));
    assert!(close(
        chance(&town([flat(7, 1), flat(8, 2)])),
        1.0 - 0.6 * 0.6
    ));
}

#[test]
fn nobody_passes_the_door_of_a_building_that_is_cut_off() {
    let instance = Instance {
        registrants: vec![person(flat(7, 3)), person(flat(7, 5)), person(house(0))],
        supporters: vec![helper(flat(7, 4), 50), helper(house(0), 50)],
        ..Instance::default()
    };
    let pairs = [(0, 0), (1, 1), (2, 0), (2, 1)];
    let scenario = Scenario {
        gone: vec![Gone::CutOff(7)],
        ..sure()
    };
    let reach = &what_if(&instance, &pairs, &scenario).reaches[0];
    assert_eq!(
        reach.reasons,
        [None, Some(UnreachedReason::AllGone), None],
        "neighbours inside still help each other"
    );
}

#[test]
fn a_supporter_with_many_people_comes_too_late_to_the_last() {
    let mut registrants: Vec<RegistrantSeat> = (0..6).map(|x| person(house(100 * x))).collect();
    registrants[5].priority = 5;
    registrants.push(person(house(0)));
    let instance = Instance {
        registrants,
        supporters: vec![helper(house(0), 50)],
        ..Instance::default()
    };
    let pairs: Vec<(usize, usize)> = (0..6).map(|i| (i, 0)).collect();
    let scenario = Scenario {
        minutes: vec![10.0, 20.0, 30.0, 60.0],
        ..sure()
    };
    let reaches = what_if(&instance, &pairs, &scenario).reaches;
    let counts = reaches
        .iter()
        .map(|reach| reach.chances.iter().filter(|chance| **chance > 0.5).count());
    assert_eq!(counts.collect::<Vec<_>>(), [0, 1, 3, 6]);
    // The urgent one comes first although the way is the longest; the one without a supporter is never reached.
    assert!(reaches[1].chances[5] > 0.5);
    assert_eq!(reaches[1].reasons[4], Some(UnreachedReason::TooLate));
    assert_eq!(reaches[1].reasons[6], Some(UnreachedReason::NoSupporter));
}

#[test]
fn without_coordinates_the_minutes_follow_from_the_address() {
    let at = |chome: u32, ban: u32| Abode {
        town: Some(0),
        chome,
        ban: Some(chome * 100 + ban),
        floor: 1,
        ..Abode::default()
    };
    let minute = |home: Abode, speed: f64| {
        let instance = Instance {
            registrants: vec![person(home)],
            supporters: vec![helper(at(1, 1), 50)],
            ..Instance::default()
        };
        let scenario = Scenario { speed, ..sure() };
        round::visits(&instance, &[(0, 0)], &scenario)[0][0].minute - 15.0
    };
    // 30 m, 200 m, 450 m and 1 km at 50 m a minute, and half as fast.
    let minutes = [at(1, 1), at(1, 2), at(2, 1), at(7, 1)].map(|home| minute(home, 50.0));
    for (found, wanted) in minutes.into_iter().zip([0.6, 4.0, 9.0, 20.0]) {
        assert!(close(found, wanted), "{found} is not {wanted}");
    }
    assert!(close(minute(at(2, 1), 25.0), 18.0));
    assert!(
        minute(at(2, 1), 0.0) > 1e6,
        "who cannot walk comes to no other house"
    );
}

#[test]
fn chances_go_by_age_or_by_person() {
    let instance = Instance {
        registrants: (0..3).map(|_| person(house(0))).collect(),
        supporters: vec![
            helper(house(0), 80),
            helper(house(0), 40),
            SupporterSeat {
                abode: house(0),
                ..SupporterSeat::default()
            },
        ],
        ..Instance::default()
    };
    let pairs = [(0, 0), (1, 1), (2, 2)];
    let chances = |coming| {
        let scenario = Scenario { coming, ..sure() };
        what_if(&instance, &pairs, &scenario).reaches[0]
            .chances
            .clone()
    };
    let band = |from, chance| AgeBand {
        from,
        chance: Chance::always(chance),
    };
    let by_age = Coming::ByAge {
        bands: vec![band(75, 0.25), band(18, 0.5)],
        others: Chance::always(0.125),
    };
    for (found, wanted) in chances(by_age).into_iter().zip([0.25, 0.5, 0.125]) {
        assert!(close(found, wanted));
    }
    let own = Coming::Own(vec![
        Chance::NEVER,
        Chance::always(f64::NAN),
        Chance::new(7.0, -1.0),
    ]);
    for (found, wanted) in chances(own).into_iter().zip([0.0, 0.0, 1.0]) {
        assert!(close(found, wanted));
    }
}

#[test]
fn the_same_seed_gives_the_same_spread_and_strangers_count_for_nothing() {
    let (instance, pairs) = (SMALL.instance(), SMALL.pairs());
    let first = what_if(&instance, &pairs, &Scenario::default());
    let mut more = pairs.clone();
    more.extend([(0, 999), (999, 0), pairs[0]]);
    more.reverse();
    assert_eq!(first, what_if(&instance, &more, &Scenario::default()));
    let other = Scenario {
        seed: 2,
        ..Scenario::default()
    };
    assert_ne!(first, what_if(&instance, &pairs, &other));
    let nobody = what_if(&Instance::default(), &[], &Scenario::default());
    assert!(nobody.reaches.iter().all(|reach| reach.share == 0.0));
}
