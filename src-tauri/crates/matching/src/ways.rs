//! Shortest ways through a solved network: what would have to move if one pair were given up or forced.
//!
//! Under the labels that prove the optimum no arc costs less than nothing, so Dijkstra's search is allowed. From the sink
//! everybody is reached at no cost beyond the labels, so a way leads through the sink or is shorter than the way to it.
//! These ways are found once for all nodes; they bound every other search, which so ends near where it began.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::flow::Network;
use crate::net::{TAIL, USED};
use crate::tree::NEVER;

/// The pairs of a solved network by registrant, beside those by supporter.
pub(crate) struct Ways<'a> {
    pub(crate) network: &'a Network,
    /// Where the pairs of each registrant start.
    row_from: Vec<u32>,
    row: Vec<u32>,
    /// Node of the supporter of each pair.
    head: Vec<u32>,
    /// Length of the shortest way from each node to the sink, beyond the labels.
    to_sink: Vec<i64>,
    /// The next node on it.
    next: Vec<u32>,
}

/// What a search has seen.
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

    /// Notes a node reached; `ahead` is what is left to the goal at the least.
    fn reach(&mut self, node: usize, length: i64, ahead: i64, before: usize) {
        if self.round_of[node] != self.round || length < self.length[node] {
            self.round_of[node] = self.round;
            self.length[node] = length;
            self.before[node] = before as u32;
            self.waiting.push(Reverse((length + ahead, node as u32)));
        }
    }

    /// Reads the way back from its end.
    fn trace(&mut self, start: usize, end: usize) {
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

impl<'a> Ways<'a> {
    /// Indexes a network.
    pub(crate) fn of(network: &'a Network) -> Self {
        let net = &network.net;
        let mut row_from = vec![0_u32; net.registrants() + 2];
        for k in 0..net.tail.len() {
            row_from[net.owner(k).0 + 2] += 1;
        }
        for n in 2..row_from.len() {
            row_from[n] += row_from[n - 1];
        }
        let mut row = vec![0_u32; net.tail.len()];
        let mut head = vec![0_u32; net.tail.len()];
        for j in 0..net.supporters() {
            for k in net.pairs_of(j) {
                head[k] = (net.registrants() + j) as u32;
                let next = &mut row_from[net.owner(k).0 + 1];
                row[*next as usize] = k as u32;
                *next += 1;
            }
        }
        row_from.pop();
        let mut ways = Self {
            network,
            row_from,
            row,
            head,
            to_sink: vec![NEVER; net.nodes()],
            next: vec![net.sink() as u32; net.nodes()],
        };
        ways.look_back();
        ways
    }

    /// Finds the shortest ways of all nodes to the sink.
    fn look_back(&mut self) {
        let sink = self.network.net.sink();
        let mut waiting = BinaryHeap::new();
        self.to_sink[sink] = 0;
        waiting.push(Reverse((0, sink as u32)));
        let mut reached = Vec::new();
        while let Some(Reverse((length, node))) = waiting.pop() {
            let node = node as usize;
            if length > self.to_sink[node] {
                continue;
            }
            reached.clear();
            self.arrive(node, |from, price| reached.push((from, length + price)));
            for &(from, length) in &reached {
                if length < self.to_sink[from] {
                    self.to_sink[from] = length;
                    self.next[from] = node as u32;
                    waiting.push(Reverse((length, from as u32)));
                }
            }
        }
    }

    /// Pairs of a registrant, by supporter.
    pub(crate) fn pairs_of(&self, i: usize) -> impl Iterator<Item = usize> {
        let own = &self.row[self.row_from[i] as usize..self.row_from[i + 1] as usize];
        own.iter().map(|&k| k as usize)
    }

    /// Number of the supporter of a pair, inside the part.
    pub(crate) fn supporter(&self, k: usize) -> usize {
        self.head[k] as usize - self.network.net.registrants()
    }

    /// What a unit over a pair costs beyond the labels; not below zero where the pair is not used, not above where it is.
    pub(crate) fn price(&self, k: usize) -> i64 {
        let (net, label) = (&self.network.net, &self.network.label);
        label[(net.tail[k] & TAIL) as usize] + net.price(k) - label[self.head[k] as usize]
    }

    /// Returns what it costs at the least to do without a used pair; the way begins where the pair came from.
    pub(crate) fn without(&self, k: usize, search: &mut Search) -> Option<i64> {
        let tail = (self.network.net.tail[k] & TAIL) as usize;
        let further = self.find(tail, self.head[k] as usize, search)?;
        Some(further - self.price(k))
    }

    /// Returns what it costs at the least to use an unused pair; the way begins at its supporter.
    pub(crate) fn with(&self, k: usize, search: &mut Search) -> Option<i64> {
        let tail = (self.network.net.tail[k] & TAIL) as usize;
        let further = self.find(self.head[k] as usize, tail, search)?;
        Some(further + self.price(k))
    }

    /// Finds the shortest way to a node, directly or through the sink; returns its length beyond the labels. A way that
    /// leads through the sink is told as far as the sink.
    fn find(&self, start: usize, goal: usize, search: &mut Search) -> Option<i64> {
        let roof = self.to_sink[start];
        // Who is far from the sink is far from the goal, if that is near the sink.
        let ahead = |node: usize| (self.to_sink[node] - self.to_sink[goal]).max(0);
        search.round += 1;
        search.waiting.clear();
        search.reach(start, 0, ahead(start), start);
        while let Some(Reverse((far, node))) = search.waiting.pop() {
            let node = node as usize;
            if far >= roof {
                break;
            }
            let length = search.length[node];
            if node == goal {
                search.trace(start, goal);
                return Some(length);
            }
            if far > length + ahead(node) {
                continue;
            }
            self.leave(node, |to, price| {
                let ahead = ahead(to);
                if length + price + ahead < roof {
                    search.reach(to, length + price, ahead, node);
                }
            });
        }
        if roof >= NEVER {
            return None;
        }
        let sink = self.network.net.sink();
        search.way.clear();
        let mut at = start;
        while at != sink {
            search.way.push(at as u32);
            at = self.next[at] as usize;
        }
        search.way.push(sink as u32);
        Some(roof)
    }

    /// Walks over the residual arcs that lead to a node, with their prices beyond the labels.
    fn arrive(&self, to: usize, mut each: impl FnMut(usize, i64)) {
        let (net, label) = (&self.network.net, &self.network.label);
        let sink = net.sink();
        let mut go = |from: usize, price: i64| {
            if price < NEVER && label[from] < NEVER {
                each(from, label[from] + price - label[to]);
            }
        };
        let is_used = |k: &usize| net.tail[*k] & USED != 0;
        if to == sink {
            for from in 0..sink {
                go(from, net.leave[from]);
            }
        } else if to > sink {
            let bundle = &net.bundles[to - sink - 1];
            go(bundle.owner as usize, bundle.enter());
            let members = net.members(to - sink - 1).iter().map(|&k| k as usize);
            for k in members.filter(is_used) {
                go(self.head[k] as usize, -net.price(k));
            }
        } else if let Some(j) = to.checked_sub(net.registrants()) {
            for k in net.pairs_of(j).filter(|k| !is_used(k)) {
                go((net.tail[k] & TAIL) as usize, net.price(k));
            }
        } else {
            for k in self.pairs_of(to).filter(is_used) {
                if (net.tail[k] & TAIL) as usize == to {
                    go(self.head[k] as usize, -net.price(k));
                }
            }
            for b in net.bundles_of(to) {
                if net.bundles[b].is_shown {
                    go(net.bundle_node(b), net.bundles[b].leave());
                }
            }
        }
    }

    /// Walks over the residual arcs that leave a node but for the sink, with their prices beyond the labels.
    fn leave(&self, from: usize, mut each: impl FnMut(usize, i64)) {
        let (net, label) = (&self.network.net, &self.network.label);
        let sink = net.sink();
        let mut go = |to: usize, price: i64| {
            if price < NEVER && label[to] < NEVER {
                each(to, label[from] + price - label[to]);
            }
        };
        let unused = |k: &usize| net.tail[*k] & USED == 0;
        if from > sink {
            let bundle = &net.bundles[from - sink - 1];
            go(bundle.owner as usize, bundle.leave());
            let members = net.members(from - sink - 1).iter().map(|&k| k as usize);
            for k in members.filter(unused) {
                go(self.head[k] as usize, net.price(k));
            }
            return;
        }
        if let Some(j) = from.checked_sub(net.registrants()) {
            for k in net.pairs_of(j).filter(|k| !unused(k)) {
                go((net.tail[k] & TAIL) as usize, -net.price(k));
            }
            return;
        }
        for k in self.pairs_of(from).filter(unused) {
            if (net.tail[k] & TAIL) as usize == from {
                go(self.head[k] as usize, net.price(k));
            }
        }
        for b in net.bundles_of(from) {
            if net.bundles[b].is_shown {
                go(net.bundle_node(b), net.bundles[b].enter());
            }
        }
    }
}
