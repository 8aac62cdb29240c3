//! What a set of pairs is worth on the three levels, counted from the pairs alone, without the network.

use crate::candidates::Town;
use crate::cost;
use crate::held::Moved;
use crate::instance::{Instance, LoadMode};
use crate::solve::Pair;

/// The three levels of a set of pairs. Every optimal solution has the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Levels {
    /// A: ranks of all empty places, in halves, and the price of last resorts.
    pub shortfall: i64,
    /// B: load; 0 where it is blended with C.
    pub load: i64,
    /// C: points of all pairs (and tasks, where load is blended).
    pub cost: i64,
}

impl Levels {
    /// Adds, or takes away, what so many tasks of one supporter weigh.
    fn add_tasks(&mut self, mode: LoadMode, count: u32, sign: i64) {
        let tasks: i64 = (1..=count).map(|task| cost::load_step(mode, task)).sum();
        match mode {
            LoadMode::Blend => self.cost += sign * tasks,
            LoadMode::Strict => self.load += sign * tasks,
        }
    }

    /// Adds, or takes away, the empty places of a registrant.
    fn add_empty(&mut self, instance: &Instance, i: usize, filled: u32, sign: i64) {
        for rank in empty(instance, i, filled) {
            self.shortfall += sign * cost::RANK_UNITS * rank;
        }
    }
}

/// Returns the ranks of the empty places of a registrant who has so many supporters.
pub(crate) fn empty(
    instance: &Instance,
    i: usize,
    filled: u32,
) -> impl Iterator<Item = i64> + use<'_> {
    let (seat, order) = (&instance.registrants[i], instance.parameters.order);
    (filled + 1..=instance.need(i)).map(move |place| cost::rank(order, seat, place))
}

/// Returns the levels of a set of pairs, and its empty places by rank.
pub(crate) fn levels(instance: &Instance, pairs: &[Pair]) -> (Levels, [u32; cost::RANKS]) {
    let elsewhere = pairs.iter().filter(|pair| pair.elsewhere).count() as i64;
    let tally = Tally::of(
        instance,
        pairs.iter().map(|p| (p.registrant, p.supporter, p.cost)),
    );
    let mut unfilled = [0_u32; cost::RANKS];
    for (i, &count) in tally.filled.iter().enumerate() {
        for rank in empty(instance, i, count) {
            unfilled[rank as usize - 1] += 1;
        }
    }
    let mut levels = tally.levels;
    levels.shortfall += elsewhere * cost::ELSEWHERE_UNITS;
    (levels, unfilled)
}

/// Who has how many, and the levels without the price of last resorts.
pub(crate) struct Tally {
    /// Supporters of each registrant.
    pub(crate) filled: Vec<u32>,
    /// Registrants of each supporter.
    pub(crate) load: Vec<u32>,
    pub(crate) levels: Levels,
}

impl Tally {
    /// Counts pairs: registrant, supporter, points.
    pub(crate) fn of(
        instance: &Instance,
        pairs: impl Iterator<Item = (usize, usize, i64)>,
    ) -> Self {
        let mut tally = Self {
            filled: vec![0; instance.registrants.len()],
            load: vec![0; instance.supporters.len()],
            levels: Levels::default(),
        };
        let mut homes: Vec<(usize, u32)> = Vec::new();
        for (i, j, points) in pairs {
            tally.filled[i] += 1;
            tally.load[j] += 1;
            tally.levels.cost += points;
            let home = instance.supporters[j].abode.building;
            homes.extend(home.map(|home| (i, home)));
        }
        tally.levels.cost += instance.parameters.same_building_penalty * excess(&mut homes);
        for (i, &filled) in tally.filled.iter().enumerate() {
            tally.levels.add_empty(instance, i, filled, 1);
        }
        for &count in &tally.load {
            tally.levels.add_tasks(instance.parameters.load, count, 1);
        }
        tally
    }

    /// Returns the levels after a change of pairs that have been counted; `pairs` are all of them in order.
    pub(crate) fn after(&self, town: &Town<'_>, pairs: &[(usize, usize)], moved: &Moved) -> Levels {
        let instance: &Instance = &town.instance;
        let mut levels = self.levels;
        let (ended, added) = (moved.ended.iter(), moved.added.iter());
        let changes = ended
            .map(|&pair| (pair, -1))
            .chain(added.map(|&pair| (pair, 1)));
        let (mut who, mut whom) = (Vec::new(), Vec::new());
        for ((i, j), sign) in changes {
            levels.cost += sign * town.cost(i, j);
            who.push((i, sign));
            whom.push((j, sign));
        }
        for (i, by) in summed(&mut who) {
            levels.add_empty(instance, i, self.filled[i], -1);
            levels.add_empty(instance, i, self.filled[i].saturating_add_signed(by), 1);
            let own = of_registrant(pairs, i);
            let left = own.iter().filter(|pair| !moved.ended.contains(pair));
            let new = moved.added.iter().filter(|pair| pair.0 == i);
            let home = |&(i, j): &(usize, usize)| Some((i, instance.supporters[j].abode.building?));
            let mut before: Vec<_> = own.iter().filter_map(home).collect();
            let mut after: Vec<_> = left.chain(new).filter_map(home).collect();
            levels.cost += instance.parameters.same_building_penalty
                * (excess(&mut after) - excess(&mut before));
        }
        for (j, by) in summed(&mut whom) {
            let mode = instance.parameters.load;
            levels.add_tasks(mode, self.load[j], -1);
            levels.add_tasks(mode, self.load[j].saturating_add_signed(by), 1);
        }
        levels
    }
}

/// Returns the pairs of a registrant out of all, which are in order.
fn of_registrant(pairs: &[(usize, usize)], i: usize) -> &[(usize, usize)] {
    let start = pairs.partition_point(|pair| pair.0 < i);
    let end = pairs.partition_point(|pair| pair.0 <= i);
    &pairs[start..end]
}

/// Returns the sums of changes by person.
fn summed(changes: &mut [(usize, i64)]) -> Vec<(usize, i32)> {
    changes.sort_unstable();
    let by_person = changes.chunk_by(|a, b| a.0 == b.0);
    by_person
        .map(|own| (own[0].0, own.iter().map(|change| change.1 as i32).sum()))
        .collect()
}

/// Returns how many supporters are not the first of their building for the same registrant.
fn excess(homes: &mut [(usize, u32)]) -> i64 {
    homes.sort_unstable();
    homes.windows(2).filter(|pair| pair[0] == pair[1]).count() as i64
}
