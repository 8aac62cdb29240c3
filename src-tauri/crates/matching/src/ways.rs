//! Shortest ways through a solved network: what would have to move if one pair were given up or forced.
//!
//! Under the labels that prove the optimum no arc costs less than nothing, so Dijkstra's search is allowed. From the sink
//! everybody is reached at no cost beyond the labels, so a way leads through the sink or is shorter than the way to it.
//! These ways are found once for all nodes; they bound every other search, which so ends near where it began.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::flow::Network;
use crate::net::{TAIL, USED};
use crate::pair_rows::PairRows;
use crate::search::Search;
use crate::tree::NEVER;

/// A solved network and the shortest ways through it.
pub(crate) struct Ways<'a> {
    pub(crate) network: &'a Network,
    rows: PairRows,
    /// Length of the shortest way from each node to the sink, beyond the labels.
    to_sink: Vec<i64>,
    /// The next node on it.
    next: Vec<u32>,
}

impl<'a> Ways<'a> {
    /// Looks through a network.
    pub(crate) fn of(network: &'a Network) -> Self {
        let net = &network.net;
        let mut ways = Self {
            network,
            rows: PairRows::of(net),
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
        self.rows.of_registrant(i)
    }

    /// Number of the supporter of a pair, inside the part.
    pub(crate) fn supporter(&self, k: usize) -> usize {
        self.rows.head(k) - self.network.net.registrants()
    }

    /// What a unit over a pair costs beyond the labels; not below zero where the pair is not used, not above where it is.
    pub(crate) fn price(&self, k: usize) -> i64 {
        let (net, label) = (&self.network.net, &self.network.label);
        label[(net.tail[k] & TAIL) as usize] + net.price(k) - label[self.rows.head(k)]
    }

    /// Returns what it costs at the least to do without a used pair; the way begins where the pair came from.
    pub(crate) fn without(&self, k: usize, search: &mut Search) -> Option<i64> {
        let tail = (self.network.net.tail[k] & TAIL) as usize;
        let further = self.find(tail, self.rows.head(k), search)?;
        Some(further - self.price(k))
    }

    /// Returns what it costs at the least to use an unused pair; the way begins at its supporter.
    pub(crate) fn with(&self, k: usize, search: &mut Search) -> Option<i64> {
        let tail = (self.network.net.tail[k] & TAIL) as usize;
        let further = self.find(self.rows.head(k), tail, search)?;
        Some(further + self.price(k))
    }

    /// Finds the shortest way to a node, directly or through the sink; returns its length beyond the labels. A way that
    /// leads through the sink is told as far as the sink.
    fn find(&self, start: usize, goal: usize, search: &mut Search) -> Option<i64> {
        let roof = self.to_sink[start];
        // Who is far from the sink is far from the goal, if that is near the sink.
        let ahead = |node: usize| (self.to_sink[node] - self.to_sink[goal]).max(0);
        search.begin(start, ahead(start));
        while let Some((far, node)) = search.pop() {
            if far >= roof {
                break;
            }
            let length = search.length(node);
            if node == goal {
                search.trace(start, goal);
                return Some(length);
            }
            if far > length + ahead(node) {
                continue;
            }
            self.rows.leave(self.network, node, |to, price| {
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
                go(self.rows.head(k), -net.price(k));
            }
        } else if let Some(j) = to.checked_sub(net.registrants()) {
            for k in net.pairs_of(j).filter(|k| !is_used(k)) {
                go((net.tail[k] & TAIL) as usize, net.price(k));
            }
        } else {
            for k in self.pairs_of(to).filter(is_used) {
                if (net.tail[k] & TAIL) as usize == to {
                    go(self.rows.head(k), -net.price(k));
                }
            }
            for b in net.bundles_of(to) {
                if net.bundles[b].is_shown {
                    go(net.bundle_node(b), net.bundles[b].leave());
                }
            }
        }
    }
}
