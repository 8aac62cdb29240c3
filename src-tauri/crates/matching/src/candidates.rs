//! Which pairs are possible at all: who lives near, which rule stands between, what a possible pair costs.

use std::borrow::Cow;

use domain::pairing::{DistanceClass, SupporterPreference};

use crate::cost::{self, Bond};
use crate::instance::{Instance, KnownPair, PairKind};
use crate::places::Places;

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
    pub(crate) supporter: u32,
    /// Points.
    pub(crate) cost: i32,
}

impl Candidate {
    /// Returns a pair with its cost, unless the way is too long to be counted.
    pub(crate) fn of(town: &Town<'_>, i: usize, j: usize) -> Option<Self> {
        Self::known(town, i, j, town.known(i, j))
    }

    fn known(town: &Town<'_>, i: usize, j: usize, known: Known) -> Option<Self> {
        Some(Self {
            supporter: u32::try_from(j).ok()?,
            cost: i32::try_from(town.cost_of(i, j, known)).ok()?,
        })
    }

    /// Returns the index of the supporter.
    pub(crate) fn at(self) -> usize {
        self.supporter as usize
    }
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

    fn note(&mut self, kind: PairKind) {
        match kind {
            PairKind::Excluded => self.excluded = true,
            PairKind::Fixed => self.fixed = true,
            PairKind::Agreed => self.agreed = true,
            PairKind::Present => self.present = true,
            PairKind::Acquainted => self.acquainted = true,
        }
    }
}

/// The instance with its indexes: who knows whom, who lives where.
pub(crate) struct Town<'a> {
    pub(crate) instance: Cow<'a, Instance>,
    /// Known pairs by registrant, then by supporter; `known_from[i]` is where those of registrant i start.
    known: Vec<(u32, Known)>,
    known_from: Vec<u32>,
    places: Places,
}

impl<'a> Town<'a> {
    /// Indexes the instance. Pairs that name somebody who is not in it are left out.
    pub(crate) fn new(instance: &'a Instance) -> Self {
        Self::of(Cow::Borrowed(instance))
    }

    /// Indexes an instance and keeps it.
    pub(crate) fn owning(instance: Instance) -> Town<'static> {
        Town::of(Cow::Owned(instance))
    }

    fn of(instance: Cow<'a, Instance>) -> Self {
        let (nr, ns) = (instance.registrants.len(), instance.supporters.len());
        let mut pairs: Vec<KnownPair> = instance.known.clone();
        pairs.retain(|pair| pair.registrant < nr && pair.supporter < ns);
        pairs.sort_unstable();
        let mut known: Vec<(u32, Known)> = Vec::with_capacity(pairs.len());
        let mut known_from = Vec::with_capacity(nr + 1);
        let mut rest = pairs.as_slice();
        for i in 0..nr {
            let first = known.len();
            known_from.push(first as u32);
            while let Some((pair, further)) = rest.split_first()
                && pair.registrant == i
            {
                rest = further;
                let j = pair.supporter as u32;
                match known[first..].last_mut() {
                    Some((other, known)) if *other == j => known.note(pair.kind),
                    _ => {
                        let mut entry = Known::default();
                        entry.note(pair.kind);
                        known.push((j, entry));
                    }
                }
            }
        }
        known_from.push(known.len() as u32);
        Self {
            places: Places::of(&instance),
            instance,
            known,
            known_from,
        }
    }

    /// Returns the supporters of whom something is known together with the registrant.
    fn known_of(&self, i: usize) -> &[(u32, Known)] {
        &self.known[self.known_from[i] as usize..self.known_from[i + 1] as usize]
    }

    /// Returns what is known of a pair.
    pub(crate) fn known(&self, i: usize, j: usize) -> Known {
        let found = self
            .known_of(i)
            .iter()
            .find(|(other, _)| *other as usize == j);
        found.map(|(_, known)| *known).unwrap_or_default()
    }

    /// Returns the pinned pairs, in the order in which they are settled: urgent first, then by index.
    pub(crate) fn pins(&self) -> Vec<(usize, usize)> {
        let mut pins: Vec<(usize, usize)> = (0..self.instance.registrants.len())
            .flat_map(|i| {
                let known = self.known_of(i).iter().filter(|(_, k)| k.pinned());
                known.map(move |&(j, _)| (i, j as usize))
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
        self.barrier_of(i, j, self.known(i, j))
    }

    #[inline]
    fn barrier_of(&self, i: usize, j: usize, known: Known) -> Option<Barrier> {
        let registrant = &self.instance.registrants[i];
        let supporter = &self.instance.supporters[j];
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
        self.cost_of(i, j, self.known(i, j))
    }

    #[inline]
    fn cost_of(&self, i: usize, j: usize, known: Known) -> i64 {
        cost::pair_cost(
            &self.instance.parameters,
            &self.instance.registrants[i],
            &self.instance.supporters[j],
            self.walk(i, j),
            known.bond(),
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
        let mut found: Vec<u32> = Vec::new();
        self.find_near(i, &mut found);
        found.sort_unstable();
        found.into_iter().map(|j| j as usize).collect()
    }

    /// Finds the supporters who live near, each once, in no order that means anything.
    fn find_near(&self, i: usize, found: &mut Vec<u32>) {
        found.clear();
        let abode = &self.instance.registrants[i].abode;
        self.places
            .on_the_map(abode, self.instance.parameters.radius, found);
        let on_the_map = found.len();
        self.places.by_address(abode, found);
        if found.len() == on_the_map {
            return;
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|&j| self.is_near(i, j as usize));
    }

    /// Finds the possible pairs of a registrant: the nearest ones that no rule forbids, and everybody who is together
    /// with or known to the person within twice the reach. Pinned pairs are left out. `None` where a way is too long
    /// to be counted.
    pub(crate) fn candidates(
        &self,
        i: usize,
        pinned: &[usize],
        found: &mut Vec<u32>,
        list: &mut Vec<Candidate>,
    ) -> Option<()> {
        self.find_near(i, found);
        list.clear();
        if let Some(most) = self.instance.parameters.max_candidates
            && found.len() > most
        {
            found.retain(|&j| self.barrier(i, j as usize).is_none());
            let mut keys: Vec<(i64, u32)> = found
                .iter()
                .map(|&j| (self.walk(i, j as usize), j))
                .collect();
            if most > 0 && keys.len() > most {
                keys.select_nth_unstable(most - 1);
            }
            keys.truncate(most);
            found.clear();
            found.extend(keys.iter().map(|&(_, j)| j));
        }
        for &(j, known) in self.known_of(i) {
            if (known.present || known.acquainted)
                && !found.contains(&j)
                && self.is_wide(i, j as usize)
            {
                found.push(j);
            }
        }
        for j in found.iter().map(|&j| j as usize) {
            let known = self.known(i, j);
            if self.barrier_of(i, j, known).is_none() && !pinned.contains(&j) {
                list.push(Candidate::known(self, i, j, known)?);
            }
        }
        Some(())
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
