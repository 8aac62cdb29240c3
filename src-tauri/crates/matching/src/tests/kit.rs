//! The smallest town of the benchmark kit, with the optimum that three other solvers proved for it.
//!
//! Every value here was computed outside this program (OR-tools, networkx, HiGHS; kit README), so that a shared
//! misunderstanding of the rules would show.

use domain::pairing::SupporterPreference;
use domain::person::Gender;
use domain::vault::Continue;

use crate::solve::solve;
use crate::*;

const REGISTRANTS: &str = include_str!("../../../../../tests/fixtures/matching/registrants.csv");
const SUPPORTERS: &str = include_str!("../../../../../tests/fixtures/matching/supporters.csv");
const PAIRS: &str = include_str!("../../../../../tests/fixtures/matching/pairs.csv");

fn rows(text: &str) -> Vec<Vec<i64>> {
    text.lines()
        .skip(1)
        .map(|row| row.split(',').map(|n| n.parse().unwrap()).collect())
        .collect()
}

fn key(number: i64) -> Option<u32> {
    u32::try_from(number).ok()
}

fn gender(number: i64) -> Gender {
    match number {
        1 => Gender::Male,
        2 => Gender::Female,
        _ => Gender::Unknown,
    }
}

fn periods(number: i64) -> Periods {
    Periods::from_bits(u8::try_from(number).unwrap())
}

/// Columns 1 … 6: x, y, building, floor, zone, household.
fn abode(row: &[i64]) -> Abode {
    Abode {
        position: Some((row[1], row[2])),
        building: key(row[3]),
        floor: row[4],
        zone: key(row[5]).unwrap(),
        household: key(row[6]),
        ..Abode::default()
    }
}

fn registrant(row: Vec<i64>) -> RegistrantSeat {
    RegistrantSeat {
        abode: abode(&row),
        gender: gender(row[7]),
        wish: match row[8] {
            1 => SupporterPreference::SameGenderIfPossible,
            2 => SupporterPreference::SameGenderOnly,
            _ => SupporterPreference::Any,
        },
        need: key(row[10]).unwrap(),
        priority: key(row[11]).unwrap(),
        alone: periods(row[12]),
    }
}

fn supporter(row: Vec<i64>) -> SupporterSeat {
    SupporterSeat {
        abode: abode(&row),
        gender: gender(row[7]),
        age: key(row[8]),
        capacity: key(row[9]).unwrap(),
        available: periods(row[10]),
        registrant: usize::try_from(row[11]).ok(),
        ..SupporterSeat::default()
    }
}

fn known(row: Vec<i64>) -> KnownPair {
    KnownPair {
        registrant: usize::try_from(row[0]).unwrap(),
        supporter: usize::try_from(row[1]).unwrap(),
        kind: match row[2] {
            0 => PairKind::Excluded,
            1 => PairKind::Fixed,
            2 => PairKind::Present,
            _ => PairKind::Acquainted,
        },
    }
}

fn town(registrants: &str, supporters: &str, pairs: &str, parameters: Parameters) -> Instance {
    Instance {
        registrants: rows(registrants).into_iter().map(registrant).collect(),
        supporters: rows(supporters).into_iter().map(supporter).collect(),
        known: rows(pairs).into_iter().map(known).collect(),
        parameters: Parameters {
            registrant_supporters: false,
            elsewhere: false,
            ..parameters
        },
    }
}

/// Solves the town and returns A, B, C of the kit, and how many people have somebody.
fn figures(parameters: Parameters) -> (i64, i64, i64, usize) {
    let instance = town(REGISTRANTS, SUPPORTERS, PAIRS, parameters);
    let solution = solve(&instance, &mut |_| Continue::Yes).unwrap();
    let mut covered: Vec<usize> = solution.pairs.iter().map(|pair| pair.registrant).collect();
    covered.dedup();
    let levels = solution.levels;
    (
        levels.shortfall / 2,
        levels.load,
        levels.cost,
        covered.len(),
    )
}

#[test]
fn the_town_of_the_kit_is_solved_to_the_proved_optimum_in_every_profile() {
    let core = Parameters {
        load: LoadMode::Strict,
        same_building_penalty: 0,
        ..Parameters::default()
    };
    assert_eq!(figures(core.clone()), (658, 52, 387_977, 52));
    let group = Parameters {
        same_building_penalty: 500,
        ..core.clone()
    };
    assert_eq!(figures(group), (658, 52, 391_469, 52));
    assert_eq!(figures(Parameters::default()), (658, 0, 408_512, 52));
    let complete = Parameters {
        order: PlaceOrder::Complete,
        ..core
    };
    assert_eq!(figures(complete), (608, 52, 387_977, 52));
}
