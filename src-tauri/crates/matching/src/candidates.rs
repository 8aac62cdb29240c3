//! Which pairs are possible at all: who lives near, which rule stands between, what a possible pair costs.

use std::collections::BTreeMap;

use domain::pairing::{DistanceClass, SupporterPreference};

use crate::cost::{self, Bond};
use crate::instance::{Instance, PairKind};

/// The rule that stands between two people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barrier {
    /// Somebody said no, or the list says so.
    Excluded,
    /// The supporter is this very registrant.
    SamePerson,
    /// The supporter is a registrant, and the body does not want that.
    OnTheList,
    /// One household: shown, but not a second pair of hands.
    Household,
    /// The supporter is under 18.
    Minor,
    /// The registrant wants the same gender only.
    Gender,
    /// The supporter takes nobody new (paused or ended).
    Closed,
}

/// A possible pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// Index of the supporter.
    pub(crate) supporter: usize,
    /// Points.
    pub(crate) cost: i64,
}

/// What is known of one pair, gathered.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known {
    pub(crate) excluded: bool,
    pub(crate) fixed: bool,
    pub(crate) agreed: bool,
    pub(crate) present: bool,
    pub(crate) acquainted: bool,
}

impl Known {
    /// Returns whether the pair is wanted in every solution.
    pub(crate) fn pinned(self) -> bool {
        self.fixed || self.agreed
    }

    fn bond(self) -> Bond {
        Bond {
            present: self.present,
            acquainted: self.acquainted,
        }
    }
}

/// The instance with its indexes: who knows whom, who lives where.
pub(crate) struct Town<'a> {
    pub(crate) instance: &'a Instance,
    known: Vec<BTreeMap<usize, Known>>,
    places: Places,
}

/// Supporters by where they live.
#[derive(Default)]
struct Places {
    cells: BTreeMap<(i64, i64), Vec<usize>>,
    buildings: BTreeMap<u32, Vec<usize>>,
    bans: BTreeMap<u32, Vec<usize>>,
    blocks: BTreeMap<u32, Vec<usize>>,
    chomes: BTreeMap<(u32, u32), Vec<usize>>,
}

impl Places {
    fn of(instance: &Instance) -> Self {
        let mut places = Self::default();
        let size = instance.parameters.radius.max(1);
        for (j, supporter) in instance.supporters.iter().enumerate() {
            let abode = &supporter.abode;
            if let Some((x, y)) = abode.position {
                places
                    .cells
                    .entry((x.div_euclid(size), y.div_euclid(size)))
                    .or_default()
                    .push(j);
            }
            if let Some(key) = abode.building {
                places.buildings.entry(key).or_default().push(j);
            }
            if let Some(key) = abode.ban {
                places.bans.entry(key).or_default().push(j);
            }
            if let Some(key) = abode.block {
                places.blocks.entry(key).or_default().push(j);
            }
            if let Some(town) = abode.town {
                places
                    .chomes
                    .entry((town, abode.chome))
                    .or_default()
                    .push(j);
            }
        }
        places
    }
}

impl<'a> Town<'a> {
    /// Indexes the instance. Pairs that name somebody who is not in it are left out.
    pub(crate) fn new(instance: &'a Instance) -> Self {
        let mut known = vec![BTreeMap::<usize, Known>::new(); instance.registrants.len()];
        for pair in &instance.known {
            if pair.supporter >= instance.supporters.len() {
                continue;
            }
            let Some(of) = known.get_mut(pair.registrant) else {
                continue;
            };
            let entry = of.entry(pair.supporter).or_default();
            match pair.kind {
                PairKind::Excluded => entry.excluded = true,
                PairKind::Fixed => entry.fixed = true,
                PairKind::Agreed => entry.agreed = true,
                PairKind::Present => entry.present = true,
                PairKind::Acquainted => entry.acquainted = true,
            }
        }
        Self {
            instance,
            known,
            places: Places::of(instance),
        }
    }

    /// Returns what is known of a pair.
    pub(crate) fn known(&self, i: usize, j: usize) -> Known {
        self.known[i].get(&j).copied().unwrap_or_default()
    }

    /// Returns the pinned pairs, in the order in which they are settled: urgent first, then by index.
    pub(crate) fn pins(&self) -> Vec<(usize, usize)> {
        let mut pins: Vec<(usize, usize)> = (0..self.known.len())
            .flat_map(|i| {
                self.known[i]
                    .iter()
                    .filter(|(_, k)| k.pinned())
                    .map(move |(&j, _)| (i, j))
            })
            .collect();
        pins.sort_by_key(|&(i, j)| {
            (
                std::cmp::Reverse(self.instance.registrants[i].priority),
                i,
                j,
            )
        });
        pins
    }

    /// Returns the rule that stands between the two. A pin passes a supporter who takes nobody new.
    pub(crate) fn barrier(&self, i: usize, j: usize) -> Option<Barrier> {
        let registrant = &self.instance.registrants[i];
        let supporter = &self.instance.supporters[j];
        let known = self.known(i, j);
        let household = registrant.abode.household;
        if supporter.registrant == Some(i) {
            Some(Barrier::SamePerson)
        } else if known.excluded {
            Some(Barrier::Excluded)
        } else if supporter.registrant.is_some() && !self.instance.parameters.registrant_supporters
        {
            Some(Barrier::OnTheList)
        } else if household.is_some() && household == supporter.abode.household {
            Some(Barrier::Household)
        } else if supporter.age.is_some_and(|age| age < cost::ADULT) {
            Some(Barrier::Minor)
        } else if registrant.wish == SupporterPreference::SameGenderOnly
            && registrant.gender != supporter.gender
        {
            Some(Barrier::Gender)
        } else if !supporter.open && !known.pinned() {
            Some(Barrier::Closed)
        } else {
            None
        }
    }

    /// Returns the distance class of a pair.
    pub(crate) fn class(&self, i: usize, j: usize) -> DistanceClass {
        cost::class(
            &self.instance.registrants[i].abode,
            &self.instance.supporters[j].abode,
        )
    }

    /// Returns the walk of a pair in decimetres.
    pub(crate) fn walk(&self, i: usize, j: usize) -> i64 {
        let (a, b) = (
            &self.instance.registrants[i].abode,
            &self.instance.supporters[j].abode,
        );
        cost::walk(a, b, self.class(i, j))
    }

    /// Returns the cost of a pair.
    pub(crate) fn cost(&self, i: usize, j: usize) -> i64 {
        cost::pair_cost(
            &self.instance.parameters,
            &self.instance.registrants[i],
            &self.instance.supporters[j],
            self.walk(i, j),
            self.known(i, j).bond(),
        )
    }

    /// Returns whether the two live near each other: on the map where both are on it, else by address.
    pub(crate) fn is_near(&self, i: usize, j: usize) -> bool {
        let (a, b) = (
            &self.instance.registrants[i].abode,
            &self.instance.supporters[j].abode,
        );
        if a.zone != b.zone {
            return false;
        }
        let class = cost::class(a, b);
        match cost::square(a, b) {
            Some(square) if class != DistanceClass::SameBuilding => {
                let radius = self.instance.parameters.radius;
                square <= radius.saturating_mul(radius)
            }
            _ => class != DistanceClass::Elsewhere,
        }
    }

    /// Returns the supporters who live near, whatever stands between, by index.
    pub(crate) fn near(&self, i: usize) -> Vec<usize> {
        let abode = &self.instance.registrants[i].abode;
        let places = &self.places;
        let mut found: Vec<usize> = Vec::new();
        let mut take = |list: Option<&Vec<usize>>| found.extend(list.into_iter().flatten());
        if let Some((x, y)) = abode.position {
            let size = self.instance.parameters.radius.max(1);
            let (cx, cy) = (x.div_euclid(size), y.div_euclid(size));
            for dx in -1..=1 {
                for dy in -1..=1 {
                    take(places.cells.get(&(cx + dx, cy + dy)));
                }
            }
        }
        take(abode.building.and_then(|key| places.buildings.get(&key)));
        take(abode.ban.and_then(|key| places.bans.get(&key)));
        take(abode.block.and_then(|key| places.blocks.get(&key)));
        if let Some(town) = abode.town {
            take(places.chomes.get(&(town, abode.chome)));
            if abode.chome > 0 {
                take(places.chomes.get(&(town, abode.chome - 1)));
                take(places.chomes.get(&(town, abode.chome + 1)));
            }
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|&j| self.is_near(i, j));
        found
    }

    /// Returns the possible pairs of a registrant by index: the nearest ones that no rule forbids, and everybody
    /// who is together with or known to the person within twice the reach. Pinned pairs are left out by the caller.
    pub(crate) fn candidates(&self, i: usize) -> Vec<Candidate> {
        let mut supporters: Vec<usize> = self
            .near(i)
            .into_iter()
            .filter(|&j| self.barrier(i, j).is_none())
            .collect();
        if let Some(most) = self.instance.parameters.max_candidates
            && supporters.len() > most
        {
            supporters.sort_by_key(|&j| (self.walk(i, j), j));
            supporters.truncate(most);
        }
        for (&j, known) in &self.known[i] {
            if (known.present || known.acquainted)
                && self.is_wide(i, j)
                && self.barrier(i, j).is_none()
            {
                supporters.push(j);
            }
        }
        supporters.sort_unstable();
        supporters.dedup();
        supporters
            .into_iter()
            .map(|j| Candidate {
                supporter: j,
                cost: self.cost(i, j),
            })
            .collect()
    }

    /// Returns whether people who know each other may be paired over this distance.
    fn is_wide(&self, i: usize, j: usize) -> bool {
        let (a, b) = (
            &self.instance.registrants[i].abode,
            &self.instance.supporters[j].abode,
        );
        let reach = self.instance.parameters.radius.saturating_mul(2);
        a.zone == b.zone
            && cost::square(a, b).is_none_or(|square| square <= reach.saturating_mul(reach))
    }

    /// Returns whether the two may be brought together as a last resort.
    pub(crate) fn is_elsewhere(&self, i: usize, j: usize) -> bool {
        let (a, b) = (
            &self.instance.registrants[i].abode,
            &self.instance.supporters[j].abode,
        );
        a.zone == b.zone && self.barrier(i, j).is_none()
    }
}
