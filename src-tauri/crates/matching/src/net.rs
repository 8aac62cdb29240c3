//! One part of the town as a network in plain arrays: registrants, bundles, supporters, the sink; and the flow it carries.

use std::ops::Range;

use crate::draft::Draft;
use crate::tree::{BY_EXIT, NEVER};

/// The pair is used.
pub(crate) const USED: u32 = 1 << 31;
/// The pair is not one of before, in a repair.
pub(crate) const CHANGED: u32 = 1 << 30;
/// The pair belongs to a bundle that carries nothing and is not shown; it stands under the registrant.
pub(crate) const GROUPED: u32 = 1 << 29;
/// The bits of the node.
pub(crate) const TAIL: u32 = GROUPED - 1;

/// What it costs to reach a registrant whose places are all held by pins: more than any way saves.
const UNPAID: i64 = NEVER / 4;

/// Supporters of one building as one registrant sees them, or last resorts: the first unit has a price, each further
/// one another, never a lower one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bundle {
    /// Where its pairs end in the list of members; they start where those of the bundle before end.
    pub(crate) end: u32,
    /// Units it carries.
    pub(crate) flow: u32,
    /// Price of the first unit.
    pub(crate) first: i64,
    /// Price of each further unit; `NEVER` where there is only one.
    pub(crate) next: i64,
    /// The registrant.
    pub(crate) owner: u32,
    /// Whether its pairs come from its own node.
    pub(crate) is_shown: bool,
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

/// Who a node of the network is, by number inside the part.
#[derive(Clone, Copy)]
pub(crate) enum Person {
    Registrant(usize),
    Supporter(usize),
    Nobody,
}

impl Person {
    /// Returns the registrant.
    pub(crate) fn registrant(self) -> Option<usize> {
        match self {
            Self::Registrant(i) => Some(i),
            Self::Supporter(_) | Self::Nobody => None,
        }
    }

    /// Returns the supporter.
    pub(crate) fn supporter(self) -> Option<usize> {
        match self {
            Self::Supporter(j) => Some(j),
            Self::Registrant(_) | Self::Nobody => None,
        }
    }
}

/// A network. Nodes: registrants, supporters, the sink, bundles. Pairs stand by supporter.
#[derive(Clone, Debug, Default)]
pub(crate) struct Net {
    /// Node that each pair comes from, with the marks.
    pub(crate) tail: Vec<u32>,
    /// Points of each pair.
    pub(crate) cost: Vec<i32>,
    /// Where the pairs of each supporter start.
    col: Vec<u32>,
    /// What a new pair costs on top, in a repair.
    pub(crate) change: i64,
    /// Bundles, by registrant.
    pub(crate) bundles: Vec<Bundle>,
    /// Where the bundles of each registrant start.
    bundle: Vec<u32>,
    /// Pairs of each bundle.
    members: Vec<u32>,
    /// Price of the way from each registrant and supporter to the sink, `NEVER` where there is none.
    pub(crate) leave: Vec<i64>,
    /// Price of the way from the sink to each registrant and supporter, `NEVER` where there is none.
    pub(crate) enter: Vec<i64>,
    /// Prices of exits, never falling: places that stay empty, by registrant; then tasks, by supporter.
    exits: Vec<i64>,
    /// Where the exits of each node start.
    exits_from: Vec<u32>,
    /// How many of them can be used; behind them stand places of pins.
    exits_open: Vec<u32>,
    /// Exits in use.
    exits_used: Vec<u32>,
    registrants: usize,
}

impl Net {
    /// Turns rows of registrants into columns of supporters, every place empty and every supporter free.
    pub(crate) fn new(rows: &mut Draft) -> Self {
        let registrants = rows.registrants();
        let supporters = rows.exits_from.len() - 1 - registrants;
        let mut col = vec![0_u32; supporters + 2];
        for at in 0..rows.head.len() {
            col[rows.supporter(at) as usize + 2] += 1;
        }
        for n in 2..col.len() {
            col[n] += col[n - 1];
        }
        rows.at = vec![0; rows.head.len()];
        let mut net = Self {
            tail: vec![0; rows.head.len()],
            cost: vec![0; rows.head.len()],
            bundles: std::mem::take(&mut rows.bundles),
            bundle: std::mem::take(&mut rows.bundle),
            exits: std::mem::take(&mut rows.exits),
            exits_from: std::mem::take(&mut rows.exits_from),
            exits_open: std::mem::take(&mut rows.exits_open),
            registrants,
            ..Self::default()
        };
        let sink = (registrants + supporters) as u32;
        for i in 0..registrants {
            let mut at = rows.row(i).start;
            while at < rows.plain_end(i) {
                net.put(rows, at, i as u32, &mut col);
                at += 1;
            }
            for b in net.bundles_of(i) {
                net.bundles[b].owner = i as u32;
                let tail = if net.bundles[b].is_shown {
                    sink + 1 + b as u32
                } else {
                    i as u32 | GROUPED
                };
                while at < net.bundles[b].end as usize {
                    let k = net.put(rows, at, tail, &mut col);
                    net.members.push(k);
                    at += 1;
                }
                net.bundles[b].end = net.members.len() as u32;
            }
        }
        col.pop();
        net.col = col;
        net.empty();
        net
    }

    /// Puts a pair into the column of its supporter and returns where.
    fn put(&mut self, rows: &mut Draft, at: usize, tail: u32, col: &mut [u32]) -> u32 {
        let next = &mut col[rows.supporter(at) as usize + 1];
        let k = *next;
        *next += 1;
        self.tail[k as usize] = tail | rows.head[at] & CHANGED;
        self.cost[k as usize] = rows.cost[at];
        rows.at[at] = k;
        k
    }

    fn empty(&mut self) {
        let nodes = self.exits_from.len() - 1;
        let used = |n: usize| {
            if n < self.registrants {
                self.exits_of(n).len()
            } else {
                0
            }
        };
        self.exits_used = (0..nodes).map(|n| used(n) as u32).collect();
        self.leave = vec![NEVER; nodes];
        self.enter = vec![NEVER; nodes];
        for node in 0..nodes {
            self.price_exits(node);
        }
    }

    fn price_exits(&mut self, node: usize) {
        let (prices, used) = (self.exits_of(node), self.exits_used[node] as usize);
        let leave = prices.get(used).copied().unwrap_or(NEVER);
        let enter = used.checked_sub(1).map_or(NEVER, |last| -prices[last]);
        let is_held = prices.is_empty() && node < self.registrants;
        self.leave[node] = leave;
        self.enter[node] = if is_held { UNPAID } else { enter };
    }

    /// Prices of the exits of a registrant or supporter that can be used, dearest last.
    pub(crate) fn exits_of(&self, node: usize) -> &[i64] {
        let start = self.exits_from[node] as usize;
        &self.exits[start..start + self.exits_open[node] as usize]
    }

    /// Whether an exit of the node is in use: a place is empty, or there is a task.
    pub(crate) fn has_used_exit(&self, node: usize) -> bool {
        self.exits_used[node] > 0
    }

    /// Opens the place of a pin, or shuts it again; it is the dearest place of the registrant that is open then.
    pub(crate) fn unpin(&mut self, registrant: usize, is_open: bool) {
        let open = &mut self.exits_open[registrant];
        *open = if is_open { *open + 1 } else { *open - 1 };
        self.price_exits(registrant);
    }

    /// One exit of the node less: a place is filled, or a task is taken away.
    pub(crate) fn take(&mut self, node: usize) {
        self.exits_used[node] -= 1;
        self.price_exits(node);
    }

    /// One exit of the node more: a place falls empty, or a task is given.
    pub(crate) fn give(&mut self, node: usize) {
        self.exits_used[node] += 1;
        self.price_exits(node);
    }

    /// Uses a pair: the registrant has a place for it, the supporter a task.
    pub(crate) fn join(&mut self, i: usize, bundle: Option<usize>, k: usize, j: usize) {
        debug_assert!(self.tail[k] & USED == 0, "used already");
        if let Some(b) = bundle {
            self.show(b);
            self.bundles[b].flow += 1;
        }
        self.tail[k] |= USED;
        self.take(i);
        self.give(self.registrants + j);
    }

    /// Sends one unit along the residual arc from `a` to `b`: over a pair, or `BY_EXIT`.
    pub(crate) fn carry(&mut self, a: usize, b: usize, arc: u32) {
        let sink = self.sink();
        if arc != BY_EXIT {
            self.tail[arc as usize] ^= USED;
        } else if a == sink {
            self.take(b);
        } else if b == sink {
            self.give(a);
        } else if a > sink {
            self.bundles[a - sink - 1].flow -= 1;
        } else {
            self.bundles[b - sink - 1].flow += 1;
        }
    }

    /// Lets the pairs of a bundle come from its own node.
    pub(crate) fn show(&mut self, b: usize) {
        if self.bundles[b].is_shown {
            return;
        }
        self.bundles[b].is_shown = true;
        let node = self.bundle_node(b) as u32;
        for at in self.members_range(b) {
            let word = &mut self.tail[self.members[at] as usize];
            *word = *word & !(TAIL | GROUPED) | node;
        }
    }

    /// Lets the pairs of a bundle that carries nothing stand under its registrant again.
    pub(crate) fn hide(&mut self, b: usize) {
        self.bundles[b].is_shown = false;
        let owner = self.bundles[b].owner;
        for at in self.members_range(b) {
            let word = &mut self.tail[self.members[at] as usize];
            *word = *word & !TAIL | GROUPED | owner;
        }
    }

    fn members_range(&self, b: usize) -> Range<usize> {
        let start = if b == 0 { 0 } else { self.bundles[b - 1].end };
        start as usize..self.bundles[b].end as usize
    }

    /// Pairs of a bundle.
    pub(crate) fn members(&self, b: usize) -> &[u32] {
        &self.members[self.members_range(b)]
    }

    pub(crate) fn registrants(&self) -> usize {
        self.registrants
    }

    pub(crate) fn supporters(&self) -> usize {
        self.col.len() - 1
    }

    pub(crate) fn sink(&self) -> usize {
        self.registrants + self.supporters()
    }

    pub(crate) fn bundle_node(&self, b: usize) -> usize {
        self.sink() + 1 + b
    }

    pub(crate) fn nodes(&self) -> usize {
        self.sink() + 1 + self.bundles.len()
    }

    /// Pairs of a supporter.
    pub(crate) fn pairs_of(&self, j: usize) -> Range<usize> {
        self.col[j] as usize..self.col[j + 1] as usize
    }

    /// Bundles of a registrant.
    pub(crate) fn bundles_of(&self, i: usize) -> Range<usize> {
        self.bundle[i] as usize..self.bundle[i + 1] as usize
    }

    /// Returns the registrant of a pair, and the bundle it comes from if that is shown.
    pub(crate) fn owner(&self, k: usize) -> (usize, Option<usize>) {
        let tail = (self.tail[k] & TAIL) as usize;
        match tail.checked_sub(self.sink() + 1) {
            None => (tail, None),
            Some(b) => (self.bundles[b].owner as usize, Some(b)),
        }
    }

    /// Returns who a node is; a bundle is its registrant.
    pub(crate) fn person(&self, node: usize) -> Person {
        if node > self.sink() {
            Person::Registrant(self.bundles[node - self.sink() - 1].owner as usize)
        } else if node == self.sink() {
            Person::Nobody
        } else if node < self.registrants {
            Person::Registrant(node)
        } else {
            Person::Supporter(node - self.registrants)
        }
    }

    /// Price of a pair.
    pub(crate) fn price(&self, k: usize) -> i64 {
        let change = if self.tail[k] & CHANGED == 0 {
            0
        } else {
            self.change
        };
        i64::from(self.cost[k]) + change
    }
}
