//! Towns of the benchmark kit for the tests: people, known pairs, and the pairs its reference solver found.

use crate::{Instance, LoadMode, Parameters, kit};

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

impl Files<'_> {
    /// The town in the profile `core`: load is a level of its own, buildings do not count.
    pub(crate) fn instance(&self) -> Instance {
        let reading = kit::read(&kit::Files {
            parameters: "{}",
            registrants: self.registrants,
            supporters: self.supporters,
            pairs: self.pairs,
        });
        let bad = |row: &&kit::BadRow| row.file != kit::File::Parameters;
        assert_eq!(reading.bad.iter().find(bad), None, "every row is read");
        Instance {
            parameters: Parameters {
                registrant_supporters: false,
                elsewhere: false,
                load: LoadMode::Strict,
                same_building_penalty: 0,
                ..Parameters::default()
            },
            ..reading.instance
        }
    }

    /// The pairs of the reference solution: registrant, supporter.
    pub(crate) fn pairs(&self) -> Vec<(usize, usize)> {
        kit::read_pairs(self.solution)
    }
}
