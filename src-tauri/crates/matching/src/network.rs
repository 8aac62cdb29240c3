//! The instance as a network: registrant → (building group →) supporter → sink, and registrant → sink for empty places.

use std::collections::BTreeMap;

use crate::candidates::{Candidate, Town};
use crate::cost;
use crate::flow::Flow;
use crate::instance::{Instance, LoadMode};

/// Which pairs may be used, beside the pinned ones.
pub(crate) struct Choice {
    /// Pinned pairs of each registrant, supporters by index.
    pub(crate) pinned: Vec<Vec<usize>>,
    /// Possible pairs of each registrant, pinned ones left out.
    pub(crate) near: Vec<Vec<Candidate>>,
    /// Last resorts of each registrant: at most one of them is used.
    pub(crate) elsewhere: Vec<Vec<Candidate>>,
}

/// Weights that put the levels A, B, C into one number, so that every cycle of the residual network is ordered like
/// the three levels (matching.md 2.3; our level A counts in halves of a rank).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Weights {
    unit: i64,
    load: i64,
}

impl Weights {
    /// Returns the weights, or nothing where whole numbers of 64 bits are too small for the instance.
    pub(crate) fn of(instance: &Instance, choice: &Choice, nodes: usize) -> Option<Self> {
        let all = choice.near.iter().chain(&choice.elsewhere).flatten();
        let dearest = all.map(|c| c.cost).max().unwrap_or(0);
        let parameters = &instance.parameters;
        let largest = cost::largest_capacity(instance);
        let steps = i64::try_from(instance.supporters.len())
            .ok()?
            .checked_add(1)?;
        let span = steps.checked_mul(dearest.checked_add(parameters.same_building_penalty)?)?;
        let (load, unit) = match parameters.load {
            LoadMode::Blend => {
                let points = cost::load_step(LoadMode::Blend, largest).checked_mul(2)?;
                (1, span.checked_add(points)?.checked_add(1)?)
            }
            LoadMode::Strict => {
                let load = span.checked_add(1)?;
                let most = load.checked_mul(i64::from(largest))?;
                (load, most.checked_add(span)?.checked_add(1)?)
            }
        };
        // The longest way has fewer arcs than there are nodes, and no arc is dearer than the highest rank.
        let dearest_arc = unit.checked_mul(cost::RANK_UNITS * cost::RANKS as i64)?;
        let longest = dearest_arc.checked_mul(i64::try_from(nodes).ok()?.checked_add(2)?)?;
        longest.checked_mul(4)?;
        Some(Self { unit, load })
    }
}

/// The network of an instance.
pub(crate) struct Network {
    pub(crate) flow: Flow,
    /// Pair arcs: registrant, supporter, arc, whether it is a last resort.
    pairs: Vec<(usize, usize, usize, bool)>,
}

impl Network {
    /// Builds the network; nothing where the numbers would not fit.
    pub(crate) fn build(town: &Town<'_>, choice: &Choice) -> Option<Self> {
        let instance = town.instance;
        let (nr, ns) = (instance.registrants.len(), instance.supporters.len());
        // A group or last-resort node stands between a registrant and a supporter at most once per candidate.
        let nodes = 3 * nr + 2 * ns + choice.near.iter().map(Vec::len).sum::<usize>();
        let weights = Weights::of(instance, choice, nodes)?;
        let mut network = Self {
            flow: Flow::new(nr + ns),
            pairs: Vec::new(),
        };
        let mut load = vec![0_u32; ns];
        for &j in choice.pinned.iter().flatten() {
            load[j] += 1;
        }
        for i in 0..nr {
            network.add_places(instance, choice, weights, i);
            network.add_near(instance, choice, i);
            network.add_elsewhere(nr, choice, weights, i);
        }
        for (j, supporter) in instance.supporters.iter().enumerate() {
            for task in load[j] + 1..=supporter.capacity {
                let step = cost::load_step(instance.parameters.load, task);
                network.flow.add_exit(nr + j, step * weights.load);
            }
        }
        debug_assert!(
            network.flow.nodes() <= nodes,
            "the bound on nodes is too low"
        );
        Some(network)
    }

    /// Unfilled places: one arc each, except those held by pins.
    fn add_places(&mut self, instance: &Instance, choice: &Choice, weights: Weights, i: usize) {
        let seat = &instance.registrants[i];
        let held = choice.pinned[i].len() as u32;
        // The last place stays empty first, so its exit comes first.
        for place in (held + 1..=seat.need).rev() {
            let rank = cost::rank(instance.parameters.order, seat, place);
            self.flow
                .add_exit(i, cost::RANK_UNITS * rank * weights.unit);
        }
    }

    /// Ordinary pairs; two or more candidates of one building share a group whose first unit is free.
    fn add_near(&mut self, instance: &Instance, choice: &Choice, i: usize) {
        let nr = instance.registrants.len();
        let penalty = instance.parameters.same_building_penalty;
        let building = |j: usize| instance.supporters[j].abode.building;
        let mut members: BTreeMap<u32, u32> = BTreeMap::new();
        let mut held: BTreeMap<u32, u32> = BTreeMap::new();
        if penalty > 0 {
            for key in choice.near[i].iter().filter_map(|c| building(c.supporter)) {
                *members.entry(key).or_default() += 1;
            }
            for key in choice.pinned[i].iter().filter_map(|&j| building(j)) {
                *held.entry(key).or_default() += 1;
            }
        }
        let mut groups: BTreeMap<u32, usize> = BTreeMap::new();
        for (&key, &count) in &members {
            let pinned = held.get(&key).copied().unwrap_or(0);
            if count + pinned < 2 {
                continue;
            }
            let group = self.flow.add_node();
            if pinned == 0 {
                self.flow.add_arc(i, group, 1, 0);
            }
            self.flow
                .add_arc(i, group, count.min(instance.registrants[i].need), penalty);
            groups.insert(key, group);
        }
        // The cheapest arcs come first: they bound the search soonest.
        let mut candidates: Vec<&Candidate> = choice.near[i].iter().collect();
        candidates.sort_by_key(|c| (c.cost, c.supporter));
        for candidate in candidates {
            let j = candidate.supporter;
            let from = building(j)
                .and_then(|key| groups.get(&key).copied())
                .unwrap_or(i);
            let arc = self.flow.add_arc(from, nr + j, 1, candidate.cost);
            self.pairs.push((i, j, arc, false));
        }
    }

    /// Last resorts: one unit in all, at a price between the ranks of a first and a second place.
    fn add_elsewhere(&mut self, nr: usize, choice: &Choice, weights: Weights, i: usize) {
        if choice.elsewhere[i].is_empty() {
            return;
        }
        let node = self.flow.add_node();
        self.flow
            .add_arc(i, node, 1, cost::ELSEWHERE_UNITS * weights.unit);
        for candidate in &choice.elsewhere[i] {
            let arc = self
                .flow
                .add_arc(node, nr + candidate.supporter, 1, candidate.cost);
            self.pairs.push((i, candidate.supporter, arc, true));
        }
    }

    /// Returns the pairs that carry a unit: registrant, supporter, whether it is a last resort.
    pub(crate) fn used(&self) -> impl Iterator<Item = (usize, usize, bool)> + '_ {
        self.pairs
            .iter()
            .filter(|&&(_, _, arc, _)| self.flow.used(arc) > 0)
            .map(|&(i, j, _, elsewhere)| (i, j, elsewhere))
    }
}
