//! What is asked of a plan: when it happens, who is gone, who comes, how fast they walk. Every assumption is a field
//! whose default is named with its source, so that it can be printed beside the answer.

use domain::pairing::DistanceClass;

use crate::cost;
use crate::instance::Periods;

/// Hours of a week in the four parts, in the order of the bits of `Periods`: nine hours of each weekday, the rest of
/// them, nine hours of each day of the weekend, the rest of them (kit: `PERIOD_HOURS`).
pub(super) const HOURS: [f64; 4] = [45.0, 75.0, 18.0, 30.0];

/// How likely a supporter is to come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    home: f64,
    away: f64,
}

impl Chance {
    /// Never comes.
    pub const NEVER: Self = Self {
        home: 0.0,
        away: 0.0,
    };

    /// Returns the chance of somebody who comes with probability `home` in parts of the week spent at home, and with
    /// `away` in the others. What is below 0 or no number counts as 0, what is above 1 as 1.
    pub fn new(home: f64, away: f64) -> Self {
        Self {
            home: probability(home),
            away: probability(away),
        }
    }

    /// Returns the chance of somebody who comes with this probability whatever the part of the week.
    pub fn always(probability: f64) -> Self {
        Self::new(probability, probability)
    }

    /// Returns the probability in one part of the week.
    pub(super) fn at(self, is_home: bool) -> f64 {
        if is_home { self.home } else { self.away }
    }
}

impl Default for Chance {
    /// 0.8 of those at home, 0.2 of those who are out (kit: `p-in`, `p-out`).
    fn default() -> Self {
        Self {
            home: 0.8,
            away: 0.2,
        }
    }
}

/// Returns the number as a probability.
pub(super) fn probability(number: f64) -> f64 {
    if number.is_nan() {
        0.0
    } else {
        number.clamp(0.0, 1.0)
    }
}

/// The chance of supporters from an age on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AgeBand {
    /// Lowest age of the band in years.
    pub from: u32,
    /// How likely they are to come.
    pub chance: Chance,
}

/// Who comes.
#[derive(Clone, Debug, PartialEq)]
pub enum Coming {
    /// All with the same chance.
    Everybody(Chance),
    /// By age: the band with the highest `from` that is not above the age.
    ByAge {
        /// The bands, in any order.
        bands: Vec<AgeBand>,
        /// Those whose age is unknown or below every band.
        others: Chance,
    },
    /// Each with an own chance, by index of the supporter; those beyond the list have the usual one.
    Own(Vec<Chance>),
}

impl Default for Coming {
    fn default() -> Self {
        Self::Everybody(Chance::default())
    }
}

impl Coming {
    /// Returns the chance of a supporter.
    pub(super) fn of(&self, supporter: usize, age: Option<u32>) -> Chance {
        match self {
            Self::Everybody(chance) => *chance,
            Self::ByAge { bands, others } => bands
                .iter()
                .filter(|band| age.is_some_and(|age| age >= band.from))
                .max_by_key(|band| band.from)
                .map_or(*others, |band| band.chance),
            Self::Own(chances) => chances.get(supporter).copied().unwrap_or_default(),
        }
    }
}

/// Who cannot act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gone {
    /// So many of the oldest supporters who look after somebody; those of unknown age stay, equal ages go by index.
    Oldest(usize),
    /// These supporters, by index.
    Named(Vec<usize>),
    /// Nobody passes the door of this building (key of the building): who lives in it can act inside only, and who
    /// lives elsewhere does not get in.
    CutOff(u32),
}

/// Ways by distance class where coordinates are missing, in metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ways {
    /// 同じ建物; stairs come on top, 3 m for each floor between.
    pub same_building: f64,
    /// となり (same 番).
    pub next_door: f64,
    /// 同じ班.
    pub same_block: f64,
    /// 同じ丁目.
    pub same_chome: f64,
    /// となりの丁目.
    pub neighbouring_chome: f64,
    /// それ以外.
    pub elsewhere: f64,
}

impl Default for Ways {
    /// The same typical ways as the costs of pairs use: a 番 measures some 60 m, a 班 some 200 m and a 丁目 some 400 m
    /// across (our choice; at 50 m a minute: 0.1, 0.6, 2, 4, 9 and 20 minutes).
    fn default() -> Self {
        let metres = |class| cost::class_walk(class) as f64 / 10.0;
        Self {
            same_building: metres(DistanceClass::SameBuilding),
            next_door: metres(DistanceClass::NextDoor),
            same_block: metres(DistanceClass::SameBlock),
            same_chome: metres(DistanceClass::SameChome),
            neighbouring_chome: metres(DistanceClass::NeighbouringChome),
            elsewhere: metres(DistanceClass::Elsewhere),
        }
    }
}

impl Ways {
    /// Returns the way of a class in metres.
    pub(super) fn of(&self, class: DistanceClass) -> f64 {
        match class {
            DistanceClass::SameBuilding => self.same_building,
            DistanceClass::NextDoor => self.next_door,
            DistanceClass::SameBlock => self.same_block,
            DistanceClass::SameChome => self.same_chome,
            DistanceClass::NeighbouringChome => self.neighbouring_chome,
            DistanceClass::Elsewhere => self.elsewhere,
        }
    }
}

/// What is asked, with everything that is assumed.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Parts of the week in which it may happen, weighed by their hours; none means the whole week.
    pub when: Periods,
    /// Who cannot act.
    pub gone: Vec<Gone>,
    /// Who of the others comes.
    pub coming: Coming,
    /// Probability that a whole building is out of action, and with it every supporter who lives in it (kit: `block`).
    pub building_lost: f64,
    /// Minutes until a supporter leaves home (kit: `prep`).
    pub prepare: f64,
    /// Metres walked in a minute (kit: `speed`).
    pub speed: f64,
    /// Minutes spent at each door (kit: `visit`).
    pub visit: f64,
    /// Ways where coordinates are missing.
    pub ways: Ways,
    /// Minutes after which is counted.
    pub minutes: Vec<f64>,
    /// Disasters drawn for the spread; 0 leaves the spread out.
    pub runs: u32,
    /// Where the draws begin; the same seed gives the same draws.
    pub seed: u64,
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            when: Periods::ALL,
            gone: Vec::new(),
            coming: Coming::default(),
            building_lost: 0.1,
            prepare: 10.0,
            speed: 50.0,
            visit: 5.0,
            ways: Ways::default(),
            minutes: vec![10.0, 20.0, 30.0, 60.0],
            runs: 2000,
            seed: 1,
        }
    }
}

impl Scenario {
    /// Returns the probability of each part of the week.
    pub(super) fn weights(&self) -> [f64; 4] {
        let parts = if self.when.is_empty() {
            Periods::ALL
        } else {
            self.when
        };
        let mut weights = HOURS;
        for (bit, weight) in weights.iter_mut().enumerate() {
            if parts.common(Periods::from_bits(1 << bit)).is_empty() {
                *weight = 0.0;
            }
        }
        let all: f64 = weights.iter().sum();
        weights.map(|weight| weight / all)
    }
}
