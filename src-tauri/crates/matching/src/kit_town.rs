//! Towns of the benchmark kit for the tests: people, known pairs, and the pairs its reference solver found.

use domain::pairing::SupporterPreference;
use domain::person::Gender;

use crate::{
    Abode, Instance, KnownPair, LoadMode, PairKind, Parameters, Periods, RegistrantSeat,
    SupporterSeat,
};

/// The files of a town as they stand.
pub(crate) struct Files<'a> {
    pub(crate) registrants: &'a str,
    pub(crate) supporters: &'a str,
    pub(crate) pairs: &'a str,
    pub(crate) solution: &'a str,
}

/// 60 registrants, 33 supporters.
pub(crate) const SMALL: Files<'static> = Files {
    registrants: include_str!("../../../../tests/fixtures/matching/registrants.csv"),
    supporters: include_str!("../../../../tests/fixtures/matching/supporters.csv"),
    pairs: include_str!("../../../../tests/fixtures/matching/pairs.csv"),
    solution: include_str!("../../../../tests/fixtures/matching/solution.csv"),
};

/// 1,200 registrants, 660 supporters.
pub(crate) const MIDDLE: Files<'static> = Files {
    registrants: include_str!("../../../../tests/fixtures/matching/m/registrants.csv"),
    supporters: include_str!("../../../../tests/fixtures/matching/m/supporters.csv"),
    pairs: include_str!("../../../../tests/fixtures/matching/m/pairs.csv"),
    solution: include_str!("../../../../tests/fixtures/matching/m/solution.csv"),
};

fn rows(text: &str) -> Vec<Vec<i64>> {
    text.lines()
        .skip(1)
        .map(|row| row.split(',').map(|n| n.parse().unwrap()).collect())
        .collect()
}

fn index(number: i64) -> usize {
    usize::try_from(number).unwrap()
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

impl Files<'_> {
    /// The town in the profile `core`: load is a level of its own, buildings do not count.
    pub(crate) fn instance(&self) -> Instance {
        let registrants = rows(self.registrants)
            .into_iter()
            .map(|row| RegistrantSeat {
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
            });
        let supporters = rows(self.supporters).into_iter().map(|row| SupporterSeat {
            abode: abode(&row),
            gender: gender(row[7]),
            age: key(row[8]),
            capacity: key(row[9]).unwrap(),
            available: periods(row[10]),
            registrant: usize::try_from(row[11]).ok(),
            ..SupporterSeat::default()
        });
        let known = rows(self.pairs).into_iter().map(|row| KnownPair {
            registrant: index(row[0]),
            supporter: index(row[1]),
            kind: match row[2] {
                0 => PairKind::Excluded,
                1 => PairKind::Fixed,
                2 => PairKind::Present,
                _ => PairKind::Acquainted,
            },
        });
        Instance {
            registrants: registrants.collect(),
            supporters: supporters.collect(),
            known: known.collect(),
            parameters: Parameters {
                registrant_supporters: false,
                elsewhere: false,
                load: LoadMode::Strict,
                same_building_penalty: 0,
                ..Parameters::default()
            },
        }
    }

    /// The pairs of the reference solution: registrant, supporter.
    pub(crate) fn pairs(&self) -> Vec<(usize, usize)> {
        rows(self.solution)
            .into_iter()
            .map(|row| (index(row[0]), index(row[1])))
            .collect()
    }
}
