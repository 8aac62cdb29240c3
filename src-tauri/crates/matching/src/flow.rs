//! Minimum cost flow to one sink by successive shortest paths with potentials: plain, exact, deterministic.
//!
//! All costs are whole and not negative at the start, so zero potentials are valid; every insertion keeps the reduced
//! costs of residual arcs not negative. A unit always finds a way (its own empty place), so an insertion cannot fail
//! on a well-made network.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A network under construction and its flow. Arcs stand in pairs: the arc and, at `arc ^ 1`, its way back.
pub(crate) struct Flow {
    first: Vec<u32>,
    next: Vec<u32>,
    to: Vec<u32>,
    room: Vec<u32>,
    cost: Vec<i64>,
    potential: Vec<i64>,
    distance: Vec<i64>,
    seen: Vec<u32>,
    settled: Vec<u32>,
    by: Vec<u32>,
    round: u32,
}

const NONE: u32 = u32::MAX;

impl Flow {
    /// Makes a network of so many nodes without arcs.
    pub(crate) fn new(nodes: usize) -> Self {
        Self {
            first: vec![NONE; nodes],
            next: Vec::new(),
            to: Vec::new(),
            room: Vec::new(),
            cost: Vec::new(),
            potential: vec![0; nodes],
            distance: vec![0; nodes],
            seen: vec![0; nodes],
            settled: Vec::new(),
            by: vec![NONE; nodes],
            round: 0,
        }
    }

    /// Adds a node and returns it.
    pub(crate) fn add_node(&mut self) -> usize {
        self.first.push(NONE);
        self.potential.push(0);
        self.distance.push(0);
        self.seen.push(0);
        self.by.push(NONE);
        self.first.len() - 1
    }

    /// Adds an arc and returns its number.
    pub(crate) fn add_arc(&mut self, from: usize, to: usize, room: u32, cost: i64) -> usize {
        debug_assert!(
            cost >= 0,
            "the first potentials need costs that are not negative"
        );
        let arc = self.to.len();
        self.half(from, to, room, cost);
        self.half(to, from, 0, -cost);
        arc
    }

    fn half(&mut self, from: usize, to: usize, room: u32, cost: i64) {
        self.next.push(self.first[from]);
        self.first[from] = self.to.len() as u32;
        self.to.push(to as u32);
        self.room.push(room);
        self.cost.push(cost);
    }

    /// Returns the number of nodes.
    pub(crate) fn nodes(&self) -> usize {
        self.first.len()
    }

    /// Returns how many units use the arc.
    pub(crate) fn used(&self, arc: usize) -> u32 {
        self.room[arc ^ 1]
    }

    /// Sends one unit from the node to the sink on a cheapest way; the answer is whether there was a way.
    pub(crate) fn insert(&mut self, from: usize, sink: usize) -> bool {
        let Some(length) = self.search(from, sink) else {
            return false;
        };
        // Only settled nodes move, all by their lead over the sink; the others stay, which keeps every reduced
        // cost of a residual arc not negative.
        let settled = std::mem::take(&mut self.settled);
        for &node in &settled {
            let node = node as usize;
            self.potential[node] += self.distance[node] - length;
        }
        self.settled = settled;
        let mut node = sink;
        while node != from {
            let arc = self.by[node] as usize;
            self.room[arc] -= 1;
            self.room[arc ^ 1] += 1;
            node = self.to[arc ^ 1] as usize;
        }
        true
    }

    /// Finds the cheapest way; ties are broken by the number of the node.
    fn search(&mut self, from: usize, sink: usize) -> Option<i64> {
        self.round += 1;
        self.settled.clear();
        let mut heap = BinaryHeap::new();
        self.distance[from] = 0;
        self.seen[from] = self.round;
        self.by[from] = NONE;
        heap.push(Reverse((0_i64, from as u32)));
        while let Some(Reverse((distance, node))) = heap.pop() {
            let u = node as usize;
            if distance > self.distance[u] {
                continue;
            }
            if u == sink {
                return Some(distance);
            }
            self.settled.push(node);
            let mut arc = self.first[u];
            while arc != NONE {
                let a = arc as usize;
                let v = self.to[a] as usize;
                if self.room[a] > 0 {
                    let step = self.cost[a] + self.potential[u] - self.potential[v];
                    debug_assert!(step >= 0, "a reduced cost fell below zero");
                    let far = distance + step;
                    if self.seen[v] != self.round || far < self.distance[v] {
                        self.seen[v] = self.round;
                        self.distance[v] = far;
                        self.by[v] = arc;
                        heap.push(Reverse((far, v as u32)));
                    }
                }
                arc = self.next[a];
            }
        }
        None
    }
}
