//! Minimum cost flow to one sink by successive shortest paths with potentials: plain, exact, deterministic.
//!
//! All costs are whole and not negative at the start, so zero potentials are valid; every insertion keeps the reduced
//! costs of residual arcs not negative. A way ends where it first reaches the sink, so a unit that has gone to the sink
//! by an exit stays on that exit: exits of a node are a list with a count, and the sink's own potential stays zero.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A network under construction and its flow. Arcs stand in pairs: the arc and, at `arc ^ 1`, its way back.
pub(crate) struct Flow {
    /// Arcs out of each node, in the order they were added.
    forward: Vec<Vec<u32>>,
    /// Ways back out of each node that carry a unit now.
    back: Vec<Vec<u32>>,
    /// Costs of the exits of each node to the sink, never falling, and how many are used.
    exits: Vec<(Vec<i64>, usize)>,
    to: Vec<u32>,
    room: Vec<u32>,
    cost: Vec<i64>,
    potential: Vec<i64>,
    distance: Vec<i64>,
    seen: Vec<u32>,
    by: Vec<u32>,
    settled: Vec<u32>,
    heap: BinaryHeap<Reverse<(i64, u32)>>,
    round: u32,
}

const NONE: u32 = u32::MAX;

impl Flow {
    /// Makes a network of so many nodes without arcs.
    pub(crate) fn new(nodes: usize) -> Self {
        let mut flow = Self {
            forward: Vec::new(),
            back: Vec::new(),
            exits: Vec::new(),
            to: Vec::new(),
            room: Vec::new(),
            cost: Vec::new(),
            potential: Vec::new(),
            distance: Vec::new(),
            seen: Vec::new(),
            by: Vec::new(),
            settled: Vec::new(),
            heap: BinaryHeap::new(),
            round: 0,
        };
        for _ in 0..nodes {
            flow.add_node();
        }
        flow
    }

    /// Adds a node and returns it.
    pub(crate) fn add_node(&mut self) -> usize {
        self.forward.push(Vec::new());
        self.back.push(Vec::new());
        self.exits.push((Vec::new(), 0));
        self.potential.push(0);
        self.distance.push(0);
        self.seen.push(0);
        self.by.push(NONE);
        self.forward.len() - 1
    }

    /// Adds an arc and returns its number.
    pub(crate) fn add_arc(&mut self, from: usize, to: usize, room: u32, cost: i64) -> usize {
        debug_assert!(
            cost >= 0,
            "the first potentials need costs that are not negative"
        );
        let arc = self.to.len();
        self.to.extend([to as u32, from as u32]);
        self.room.extend([room, 0]);
        self.cost.extend([cost, -cost]);
        self.forward[from].push(arc as u32);
        arc
    }

    /// Adds an exit to the sink for one unit. Exits of one node are added cheapest first.
    pub(crate) fn add_exit(&mut self, from: usize, cost: i64) {
        let costs = &mut self.exits[from].0;
        debug_assert!(
            costs.last().is_none_or(|last| *last <= cost),
            "exits must not get cheaper"
        );
        costs.push(cost);
    }

    /// Returns the number of nodes.
    pub(crate) fn nodes(&self) -> usize {
        self.forward.len()
    }

    /// Returns how many units use the arc.
    pub(crate) fn used(&self, arc: usize) -> u32 {
        self.room[arc ^ 1]
    }

    /// Sends one unit from the node to the sink on a cheapest way; the answer is whether there was a way.
    pub(crate) fn insert(&mut self, from: usize) -> bool {
        let Some((length, last)) = self.search(from) else {
            return false;
        };
        // Only settled nodes move, all by their lead over the sink; the others stay, which keeps every reduced
        // cost of a residual arc not negative.
        for &node in &self.settled {
            let node = node as usize;
            self.potential[node] += self.distance[node] - length;
        }
        self.exits[last].1 += 1;
        let mut node = last;
        while node != from {
            let arc = self.by[node] as usize;
            let before = self.to[arc ^ 1] as usize;
            self.push(arc, before, node);
            node = before;
        }
        true
    }

    /// Moves one unit along an arc, and keeps the lists of ways back true.
    fn push(&mut self, arc: usize, from: usize, to: usize) {
        self.room[arc] -= 1;
        self.room[arc ^ 1] += 1;
        let is_way_back = arc % 2 == 1;
        if is_way_back && self.room[arc] == 0 {
            self.back[from].retain(|&other| other as usize != arc);
        } else if !is_way_back && self.room[arc ^ 1] == 1 {
            self.back[to].push((arc ^ 1) as u32);
        }
    }

    /// Finds the cheapest way: its length and the node whose exit it takes. Ties are broken by the number of the node.
    fn search(&mut self, from: usize) -> Option<(i64, usize)> {
        self.round += 1;
        self.settled.clear();
        self.heap.clear();
        let mut best: Option<(i64, usize)> = None;
        self.reach(from, 0, NONE, &mut best);
        while let Some(Reverse((distance, node))) = self.heap.pop() {
            if best.is_some_and(|(length, _)| distance >= length) {
                break;
            }
            let u = node as usize;
            if distance > self.distance[u] {
                continue;
            }
            self.settled.push(node);
            for list in [0, 1] {
                let count = [self.forward[u].len(), self.back[u].len()][list];
                for at in 0..count {
                    let arc = if list == 0 {
                        self.forward[u][at]
                    } else {
                        self.back[u][at]
                    };
                    let a = arc as usize;
                    if self.room[a] > 0 {
                        let v = self.to[a] as usize;
                        let step = self.cost[a] + self.potential[u] - self.potential[v];
                        debug_assert!(step >= 0, "a reduced cost fell below zero");
                        self.reach(v, distance + step, arc, &mut best);
                    }
                }
            }
        }
        best
    }

    /// Notes that a node can be reached so cheaply, unless it is known already or dearer than a whole way.
    fn reach(&mut self, node: usize, distance: i64, by: u32, best: &mut Option<(i64, usize)>) {
        let is_known = self.seen[node] == self.round && self.distance[node] <= distance;
        if is_known || best.is_some_and(|(length, _)| distance >= length) {
            return;
        }
        self.seen[node] = self.round;
        self.distance[node] = distance;
        self.by[node] = by;
        self.heap.push(Reverse((distance, node as u32)));
        let (costs, used) = &self.exits[node];
        if let Some(cost) = costs.get(*used) {
            let length = distance + cost + self.potential[node];
            if best.is_none_or(|(shortest, _)| length < shortest) {
                *best = Some((length, node));
            }
        }
    }
}
