//! A part of the town as it is written down, registrant by registrant, before it becomes a network.

use std::ops::Range;

use crate::net::{Bundle, CHANGED};

/// Registrants with their pairs, one by one, before they are turned into a network.
pub(crate) struct Draft {
    /// Supporter of each pair, with the mark of a new one.
    pub(crate) head: Vec<u32>,
    /// Points of each pair.
    pub(crate) cost: Vec<i32>,
    /// Where each pair stands in the network.
    pub(crate) at: Vec<u32>,
    /// Where the pairs of each registrant start, those outside bundles first.
    row: Vec<u32>,
    /// Where the pairs outside bundles end.
    plain: Vec<u32>,
    /// Bundles, by registrant.
    pub(crate) bundles: Vec<Bundle>,
    /// Where the bundles of each registrant start.
    pub(crate) bundle: Vec<u32>,
    /// Prices of exits: places that stay empty, by registrant; then tasks, by supporter.
    pub(crate) exits: Vec<i64>,
    /// Where the exits of each start.
    pub(crate) exits_from: Vec<u32>,
    /// How many exits of each can be used now; the places of pins cannot.
    pub(crate) exits_open: Vec<u32>,
}

impl Draft {
    /// Starts without anybody.
    pub(crate) fn new() -> Self {
        Self {
            head: Vec::new(),
            cost: Vec::new(),
            at: Vec::new(),
            row: vec![0],
            plain: Vec::new(),
            bundles: Vec::new(),
            bundle: vec![0],
            exits: Vec::new(),
            exits_from: vec![0],
            exits_open: Vec::new(),
        }
    }

    /// Adds a registrant whose places cost this much when empty, dearest place last; so many of them are open.
    pub(crate) fn add_registrant(&mut self, empty: impl Iterator<Item = i64>, open: usize) {
        self.add_exits(empty);
        self.exits_open.push(open as u32);
        self.plain.push(self.head.len() as u32);
        self.row.push(self.head.len() as u32);
        self.bundle.push(self.bundles.len() as u32);
    }

    /// Adds a pair of the newest registrant, into the newest bundle where there is one.
    pub(crate) fn add_pair(&mut self, supporter: u32, cost: i32, changed: bool) {
        let mark = if changed { CHANGED } else { 0 };
        self.head.push(supporter | mark);
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
            owner: 0,
            is_shown: first != 0,
        });
        if let Some(last) = self.bundle.last_mut() {
            *last += 1;
        }
    }

    /// Adds the tasks of the next supporter, cheapest first.
    pub(crate) fn add_supporter(&mut self, tasks: impl Iterator<Item = i64>) {
        let before = self.exits.len();
        self.add_exits(tasks);
        self.exits_open.push((self.exits.len() - before) as u32);
    }

    fn add_exits(&mut self, prices: impl Iterator<Item = i64>) {
        self.exits.extend(prices);
        self.exits_from.push(self.exits.len() as u32);
    }

    /// Number of registrants.
    pub(crate) fn registrants(&self) -> usize {
        self.plain.len()
    }

    /// Supporter of a pair.
    pub(crate) fn supporter(&self, at: usize) -> u32 {
        self.head[at] & !CHANGED
    }

    /// Pairs of a registrant.
    pub(crate) fn row(&self, i: usize) -> Range<usize> {
        self.row[i] as usize..self.row[i + 1] as usize
    }

    /// Where the pairs of a registrant outside bundles end.
    pub(crate) fn plain_end(&self, i: usize) -> usize {
        self.plain[i] as usize
    }
}
