//! The town in parts that have nothing to do with each other, each as a network of its own.

use crate::cost;
use crate::instance::{Instance, LoadMode};
use crate::levels::Levels;
use crate::order::Order;
use crate::rows::Rows;
use crate::tree::NEVER;

/// Which pairs may be used, beside the pinned ones.
#[derive(Clone)]
pub(crate) struct Choice {
    /// Places of each registrant that are to be filled, pinned ones included.
    pub(crate) need: Vec<u32>,
    /// Pinned pairs of each registrant, supporters by index.
    pub(crate) pinned: Vec<Vec<usize>>,
    /// Possible pairs of each registrant, pinned ones left out.
    pub(crate) near: Rows,
    /// Last resorts of each registrant: at most one of them is used.
    pub(crate) elsewhere: Rows,
}

impl Choice {
    /// Everybody gets as many as wanted, nobody of them from elsewhere.
    pub(crate) fn of(instance: &Instance, pinned: Vec<Vec<usize>>, near: Rows) -> Self {
        let registrants = instance.registrants.len();
        Self {
            need: (0..registrants).map(|i| instance.need(i)).collect(),
            elsewhere: Rows::new(registrants),
            pinned,
            near,
        }
    }

    /// Returns the same without a supporter: neither pinned nor possible.
    pub(crate) fn without(&self, gone: usize) -> Self {
        let mut left = self.clone();
        for list in &mut left.pinned {
            list.retain(|&j| j != gone);
        }
        if let Ok(gone) = u32::try_from(gone) {
            left.near.forget(gone);
        }
        left
    }

    /// Returns the pinned pairs: registrant, supporter.
    pub(crate) fn pins(&self) -> impl Iterator<Item = (usize, usize)> {
        let lists = self.pinned.iter().enumerate();
        lists.flat_map(|(i, list)| list.iter().map(move |&j| (i, j)))
    }

    /// Returns how many each supporter looks after by pins.
    pub(crate) fn pinned_load(&self, supporters: usize) -> Vec<u32> {
        let mut load = vec![0_u32; supporters];
        for &j in self.pinned.iter().flatten() {
            load[j] += 1;
        }
        load
    }
}

/// Weights that put the levels A, B, C into one number, so that every ring of the residual network is ordered like
/// the three levels (matching.md 2.3; our level A counts in halves of a rank).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Weights {
    /// Of half a rank.
    pub(crate) unit: i64,
    /// Of a new pair, in a repair.
    pub(crate) change: i64,
    /// Of a point of load.
    pub(crate) load: i64,
}

/// How new pairs weigh in a repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Changes {
    /// Not at all.
    Free,
    /// Fewest after level A.
    Fewest,
    /// Each costs so many tenths of a point of level A.
    Tenths(i64),
}

impl Weights {
    /// Returns the weights, or nothing where whole numbers of 64 bits are too small for the instance.
    pub(crate) fn of(instance: &Instance, choice: &Choice, changes: Changes) -> Option<Self> {
        let all = choice.near.all().iter().chain(choice.elsewhere.all());
        let dearest = i64::from(all.map(|c| c.cost).max().unwrap_or(0));
        let parameters = &instance.parameters;
        let capacities = (0..instance.supporters.len()).map(|j| instance.capacity(j));
        let largest = capacities.max().unwrap_or(0);
        let steps = i64::try_from(instance.supporters.len())
            .ok()?
            .checked_add(1)?;
        let span = steps.checked_mul(dearest.checked_add(parameters.same_building_penalty)?)?;
        let (load, low) = match parameters.load {
            LoadMode::Blend => {
                let points = cost::load_step(LoadMode::Blend, largest).checked_mul(2)?;
                (1, above(span.checked_add(points)?)?)
            }
            LoadMode::Strict => {
                let load = above(span)?;
                let most = load.checked_mul(i64::from(largest))?;
                (load, above(most.checked_add(span)?)?)
            }
        };
        let (change, unit) = match changes {
            Changes::Free => (0, low),
            Changes::Fewest => (low, steps.checked_mul(low)?.checked_add(low)?),
            Changes::Tenths(price) => (
                price.checked_mul(low)?,
                low.checked_mul(10)?.checked_add(cost::RANK_UNITS - 1)? / cost::RANK_UNITS,
            ),
        };
        // A way of the tree has one exit, and on it stands nobody twice: each supporter brings two pairs at the most,
        // and two ends of a bundle.
        let resort = match choice.elsewhere.all() {
            [] => 0,
            _ => unit.checked_mul(cost::ELSEWHERE_UNITS)?,
        };
        let exit = unit.checked_mul(cost::RANK_UNITS * cost::RANKS as i64)?;
        let link = dearest
            .checked_add(parameters.same_building_penalty)?
            .checked_add(change)?
            .checked_add(resort)?;
        let way = steps.checked_mul(link.checked_mul(2)?)?.checked_add(exit)?;
        (way < NEVER / 4).then_some(())?;
        Some(Self { unit, change, load })
    }

    /// Takes the price of a ring apart into the levels; only where new pairs cost nothing.
    pub(crate) fn levels(self, price: i64) -> Levels {
        let (shortfall, rest) = nearest(price, self.unit);
        match self.load {
            1 => Levels {
                shortfall,
                load: 0,
                cost: rest,
            },
            weight => {
                let (load, cost) = nearest(rest, weight);
                Levels {
                    shortfall,
                    load,
                    cost,
                }
            }
        }
    }
}

/// Returns the least weight that tells every sum of lower levels, above zero or below, from one of its own.
fn above(most: i64) -> Option<i64> {
    most.checked_mul(2)?.checked_add(1)
}

/// Returns the multiple of an odd weight that is nearest, and what is left.
fn nearest(price: i64, weight: i64) -> (i64, i64) {
    let times = (price + weight / 2).div_euclid(weight);
    (times, price - times * weight)
}

/// A part of the town.
#[derive(Clone)]
pub(crate) struct Part {
    /// Registrants with an open place, by index, in working order.
    pub(crate) registrants: Vec<u32>,
    /// Supporters with room for somebody else than pinned ones.
    pub(crate) supporters: Vec<u32>,
}

/// Splits the town. People who cannot be matched at all are in no part; where pins may be taken away later, those whose
/// places are all pinned are in one.
pub(crate) fn split(
    instance: &Instance,
    choice: &Choice,
    order: &Order,
    pins_may_go: bool,
) -> Vec<Part> {
    let (nr, ns) = (instance.registrants.len(), instance.supporters.len());
    let load = choice.pinned_load(ns);
    let mut root: Vec<u32> = (0..(nr + ns) as u32).collect();
    let open = |i: usize| {
        let held = if pins_may_go {
            0
        } else {
            choice.pinned[i].len()
        };
        held < choice.need[i] as usize
    };
    let room = |j: usize| load[j] < instance.capacity(j);
    for i in (0..nr).filter(|&i| open(i)) {
        for candidate in choice.near.of(i).iter().chain(choice.elsewhere.of(i)) {
            if room(candidate.at()) {
                unite(&mut root, i as u32, (nr + candidate.at()) as u32);
            }
        }
    }
    let mut number = vec![u32::MAX; nr + ns];
    let mut parts: Vec<Part> = Vec::new();
    for &j in order.supporters.iter().filter(|&&j| room(j as usize)) {
        let top = find(&mut root, nr as u32 + j) as usize;
        if number[top] == u32::MAX {
            number[top] = parts.len() as u32;
            parts.push(Part {
                registrants: Vec::new(),
                supporters: Vec::new(),
            });
        }
        parts[number[top] as usize].supporters.push(j);
    }
    for &i in order.registrants.iter().filter(|&&i| open(i as usize)) {
        let top = find(&mut root, i) as usize;
        if number[top] != u32::MAX {
            parts[number[top] as usize].registrants.push(i);
        }
    }
    parts.retain(|part| !part.registrants.is_empty());
    parts
}

fn find(root: &mut [u32], mut n: u32) -> u32 {
    while root[n as usize] != n {
        root[n as usize] = root[root[n as usize] as usize];
        n = root[n as usize];
    }
    n
}

fn unite(root: &mut [u32], a: u32, b: u32) {
    let (a, b) = (find(root, a), find(root, b));
    root[a.max(b) as usize] = a.min(b);
}

/// No number: the supporter has no room.
pub(crate) const NO_NUMBER: u32 = u32::MAX;
