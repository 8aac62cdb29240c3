//! The notes of a search for the shortest way: what was reached, how far it is, and where it was reached from.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What a search has seen. One is used for many searches.
pub(crate) struct Search {
    round: u32,
    round_of: Vec<u32>,
    length: Vec<i64>,
    before: Vec<u32>,
    waiting: BinaryHeap<Reverse<(i64, u32)>>,
    /// The nodes of the way found, from its start to its end.
    pub(crate) way: Vec<u32>,
}

impl Search {
    /// A search through a network of so many nodes.
    pub(crate) fn new(nodes: usize) -> Self {
        Self {
            round: 0,
            round_of: vec![0; nodes],
            length: vec![0; nodes],
            before: vec![0; nodes],
            waiting: BinaryHeap::new(),
            way: Vec::new(),
        }
    }

    /// Begins anew.
    pub(crate) fn begin(&mut self, start: usize, ahead: i64) {
        self.round += 1;
        self.waiting.clear();
        self.reach(start, 0, ahead, start);
    }

    /// Takes the node out that promises the shortest way, with the length it was promised at.
    pub(crate) fn pop(&mut self) -> Option<(i64, usize)> {
        let Reverse((far, node)) = self.waiting.pop()?;
        Some((far, node as usize))
    }

    /// Length of the shortest way known to a node that was reached.
    pub(crate) fn length(&self, node: usize) -> i64 {
        self.length[node]
    }

    /// Notes a node reached; `ahead` is what is left to the goal at the least.
    pub(crate) fn reach(&mut self, node: usize, length: i64, ahead: i64, before: usize) {
        if self.round_of[node] != self.round || length < self.length[node] {
            self.round_of[node] = self.round;
            self.length[node] = length;
            self.before[node] = before as u32;
            self.waiting.push(Reverse((length + ahead, node as u32)));
        }
    }

    /// Reads the way back from its end.
    pub(crate) fn trace(&mut self, start: usize, end: usize) {
        self.way.clear();
        let mut at = end;
        while at != start {
            self.way.push(at as u32);
            at = self.before[at] as usize;
        }
        self.way.push(start as u32);
        self.way.reverse();
    }
}
