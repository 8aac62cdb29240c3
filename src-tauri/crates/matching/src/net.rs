//! One part of the town as a network in plain arrays: registrants, bundles, supporters, the sink; and the flow it carries.

use std::ops::Range;

use crate::tree::NEVER;

/// The pair is used.
pub(crate) const USED: u32 = 1 << 31;
/// The pair is not one of before, in a repair.
pub(crate) const CHANGED: u32 = 1 << 30;
/// The bits of the node.
pub(crate) const HEAD: u32 = CHANGED - 1;

/// Supporters of one building as one registrant sees them, or last resorts: the first unit has a price, each further
/// one another, never a lower one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bundle {
    /// Where its pairs end; they start where those of the bundle before end.
    pub(crate) end: u32,
    /// Units it carries.
    pub(crate) flow: u32,
    /// Price of the first unit.
    pub(crate) first: i64,
    /// Price of each further unit; `NEVER` where there is only one.
    pub(crate) next: i64,
}

impl Bundle {
    /// Returns the price of one more unit.
    pub(crate) fn enter(&self) -> i64 {
        if self.flow == 0 {
            self.first
        } else {
            self.next
        }
    }

    /// Returns the price of one unit less; `NEVER` where there is none.
    pub(crate) fn leave(&self) -> i64 {
        match self.flow {
            0 => NEVER,
            1 => -self.first,
            _ => -self.next,
        }
    }
}

/// How one side of the town meets the sink: units that are filled, and what each costs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Side {
    /// Prices of units, never falling; `start[n]` is where those of node n start.
    prices: Vec<i64>,
    start: Vec<u32>,
    /// Units taken.
    count: Vec<u32>,
}

impl Side {
    fn of(&self, n: usize) -> &[i64] {
        &self.prices[self.start[n] as usize..self.start[n + 1] as usize]
    }
}

/// A network. Nodes: registrants, supporters, the sink, bundles.
#[derive(Clone, Debug, Default)]
pub(crate) struct Net {
    /// Node of each pair, with the marks.
    pub(crate) head: Vec<u32>,
    /// Points of each pair.
    pub(crate) cost: Vec<i32>,
    /// What a new pair costs on top, in a repair.
    pub(crate) change: i64,
    /// Bundles, by registrant.
    pub(crate) bundles: Vec<Bundle>,
    /// Price of the way from each registrant and supporter to the sink, `NEVER` where there is none.
    pub(crate) leave: Vec<i64>,
    /// Price of the way from the sink to each registrant and supporter, `NEVER` where there is none.
    pub(crate) enter: Vec<i64>,
    /// Where the pairs of each registrant start, those outside bundles first.
    row: Vec<u32>,
    /// Where the pairs outside bundles end.
    plain: Vec<u32>,
    /// Where the bundles of each registrant start.
    bundle: Vec<u32>,
    /// Exits: places that stay empty, by registrant; then tasks, by supporter.
    exits: Side,
    supporters: usize,
}

impl Net {
    /// Makes a network for so many supporters; registrants are added one by one.
    pub(crate) fn new(supporters: usize) -> Self {
        Self {
            row: vec![0],
            bundle: vec![0],
            exits: Side {
                start: vec![0],
                ..Side::default()
            },
            supporters,
            ..Self::default()
        }
    }

    /// Adds a registrant whose places cost this much when empty, dearest place last.
    pub(crate) fn add_registrant(&mut self, empty: impl Iterator<Item = i64>) {
        self.add_exits(empty);
        self.plain.push(self.head.len() as u32);
        self.row.push(self.head.len() as u32);
        self.bundle.push(self.bundles.len() as u32);
    }

    /// Adds a pair of the newest registrant, into the newest bundle where there is one.
    pub(crate) fn add_pair(&mut self, supporter: u32, cost: i32, changed: bool, nodes: u32) {
        let mark = if changed { CHANGED } else { 0 };
        self.head.push((nodes + supporter) | mark);
        self.cost.push(cost);
        let end = self.head.len() as u32;
        let at = self.plain.len() - 1;
        if self.bundle[at] == self.bundle[at + 1] {
            self.plain[at] = end;
        } else if let Some(bundle) = self.bundles.last_mut() {
            bundle.end = end;
        }
        self.row[at + 1] = end;
    }

    /// Opens a bundle of the newest registrant.
    pub(crate) fn add_bundle(&mut self, first: i64, next: i64) {
        self.bundles.push(Bundle {
            end: self.head.len() as u32,
            flow: 0,
            first,
            next,
        });
        if let Some(last) = self.bundle.last_mut() {
            *last += 1;
        }
    }

    /// Adds the tasks of the next supporter, cheapest first.
    pub(crate) fn add_supporter(&mut self, tasks: impl Iterator<Item = i64>) {
        self.add_exits(tasks);
    }

    fn add_exits(&mut self, prices: impl Iterator<Item = i64>) {
        self.exits.prices.extend(prices);
        self.exits.start.push(self.exits.prices.len() as u32);
    }

    /// Starts with every place empty and every supporter free.
    pub(crate) fn clear(&mut self) {
        let nodes = self.exits.start.len() - 1;
        let registrants = self.registrants();
        self.exits.count = (0..nodes)
            .map(|n| {
                if n < registrants {
                    self.exits.of(n).len() as u32
                } else {
                    0
                }
            })
            .collect();
        self.leave = vec![NEVER; nodes];
        self.enter = vec![NEVER; nodes];
        for node in 0..nodes {
            self.price_exits(node);
        }
        for word in &mut self.head {
            *word &= !USED;
        }
        for bundle in &mut self.bundles {
            bundle.flow = 0;
        }
    }

    fn price_exits(&mut self, node: usize) {
        let prices = self.exits.of(node);
        let count = self.exits.count[node] as usize;
        self.leave[node] = prices.get(count).copied().unwrap_or(NEVER);
        self.enter[node] = match count {
            0 => NEVER,
            n => -prices[n - 1],
        };
    }

    /// One exit of the node less: a place is filled, or a task is taken away.
    pub(crate) fn take(&mut self, node: usize) {
        self.exits.count[node] -= 1;
        self.price_exits(node);
    }

    /// One exit of the node more: a place falls empty, or a task is given.
    pub(crate) fn give(&mut self, node: usize) {
        self.exits.count[node] += 1;
        self.price_exits(node);
    }

    /// Prices of the places of a registrant, dearest last.
    pub(crate) fn places(&self, i: usize) -> &[i64] {
        self.exits.of(i)
    }

    /// Uses a pair: the registrant has a place for it, the supporter a task.
    pub(crate) fn join(&mut self, i: usize, bundle: Option<usize>, k: usize) {
        debug_assert!(self.head[k] & USED == 0, "used already");
        self.head[k] |= USED;
        if let Some(b) = bundle {
            self.bundles[b].flow += 1;
        }
        self.take(i);
        self.give((self.head[k] & HEAD) as usize);
    }

    pub(crate) fn registrants(&self) -> usize {
        self.plain.len()
    }

    pub(crate) fn supporters(&self) -> usize {
        self.supporters
    }

    pub(crate) fn sink(&self) -> usize {
        self.registrants() + self.supporters
    }

    pub(crate) fn bundle_node(&self, b: usize) -> usize {
        self.sink() + 1 + b
    }

    pub(crate) fn nodes(&self) -> usize {
        self.sink() + 1 + self.bundles.len()
    }

    /// Pairs of a registrant outside bundles.
    pub(crate) fn plain(&self, i: usize) -> Range<usize> {
        self.row[i] as usize..self.plain[i] as usize
    }

    /// All pairs of a registrant.
    pub(crate) fn row(&self, i: usize) -> Range<usize> {
        self.row[i] as usize..self.row[i + 1] as usize
    }

    /// Bundles of a registrant.
    pub(crate) fn bundles_of(&self, i: usize) -> Range<usize> {
        self.bundle[i] as usize..self.bundle[i + 1] as usize
    }

    /// Pairs of a bundle of the registrant.
    pub(crate) fn members(&self, i: usize, b: usize) -> Range<usize> {
        let start = if b == self.bundle[i] as usize {
            self.plain[i]
        } else {
            self.bundles[b - 1].end
        };
        start as usize..self.bundles[b].end as usize
    }

    /// Price of a pair.
    pub(crate) fn price(&self, k: usize) -> i64 {
        let change = if self.head[k] & CHANGED == 0 {
            0
        } else {
            self.change
        };
        i64::from(self.cost[k]) + change
    }
}
