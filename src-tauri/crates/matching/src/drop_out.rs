//! A supporter is taken out of a solved network: who is left finds the next best along the shortest way. The labels stay a
//! proof, so the flow stays the best one, and only the neighbourhood is looked at. A trail is kept, so that all of it
//! can be taken back.

use crate::flow::Network;
use crate::net::{GROUPED, TAIL, USED};
use crate::pair_rows::PairRows;
use crate::search::Search;
use crate::tree::{BY_EXIT, NEVER};

/// What was done to a network, in order.
#[derive(Default)]
pub(crate) struct Trail {
    /// Registrants whose pin is gone.
    unpinned: Vec<u32>,
    /// Pairs of the one who is gone.
    left: Vec<u32>,
    /// Units sent from one node to the next, over a pair or `BY_EXIT`.
    steps: Vec<(u32, u32, u32)>,
    /// Labels as they were before.
    labels: Vec<(u32, i64)>,
    /// Bundles shown.
    shown: Vec<u32>,
}

impl Trail {
    /// Returns the pairs that are used now and were not, or the other way round.
    pub(crate) fn turned(&self) -> Vec<u32> {
        let over_pairs = self.steps.iter().map(|step| step.2);
        let mut all: Vec<u32> = over_pairs.filter(|&arc| arc != BY_EXIT).collect();
        all.extend(&self.left);
        all.sort_unstable();
        let times = all.chunk_by(|a, b| a == b);
        times.filter(|t| t.len() % 2 == 1).map(|t| t[0]).collect()
    }
}

impl Network {
    /// Takes a supporter out, by number inside the part; `None` has no room beyond pins. `pins` are the registrants of
    /// the part, by number, to whom the supporter was pinned.
    pub(crate) fn drop_out(
        &mut self,
        supporter: Option<usize>,
        pins: &[usize],
        rows: &PairRows,
        search: &mut Search,
    ) -> Trail {
        let mut trail = Trail::default();
        let gone = supporter.map_or(usize::MAX, |n| self.net.registrants() + n);
        for &i in pins {
            self.net.unpin(i, true);
            trail.unpinned.push(i as u32);
            self.send(i, gone, rows, search, &mut trail);
        }
        let Some(supporter) = supporter else {
            return trail;
        };
        for k in self.net.pairs_of(supporter) {
            if self.net.tail[k] & USED != 0 {
                self.net.tail[k] ^= USED;
                trail.left.push(k as u32);
                let left = (self.net.tail[k] & TAIL) as usize;
                self.send(left, gone, rows, search, &mut trail);
            }
        }
        trail
    }

    /// Takes everything back that stands in a trail.
    pub(crate) fn take_back(&mut self, trail: &Trail) {
        for &(from, to, arc) in trail.steps.iter().rev() {
            self.net.carry(to as usize, from as usize, arc);
        }
        for &k in &trail.left {
            self.net.tail[k as usize] ^= USED;
        }
        for &i in &trail.unpinned {
            self.net.unpin(i as usize, false);
        }
        for &(node, label) in trail.labels.iter().rev() {
            self.label[node as usize] = label;
        }
        for &b in &trail.shown {
            self.net.hide(b as usize);
        }
    }

    /// Sends the unit that is left at a node to the sink, past the one who is gone.
    fn send(
        &mut self,
        left: usize,
        gone: usize,
        rows: &PairRows,
        search: &mut Search,
        trail: &mut Trail,
    ) {
        let sink = self.net.sink();
        let mut near = Vec::new();
        search.begin(left, 0);
        while let Some((length, node)) = search.pop() {
            if length > search.length(node) {
                continue;
            }
            if node == sink {
                break;
            }
            near.push(node);
            if let Some(&out) = self.net.leave.get(node).filter(|out| **out < NEVER) {
                search.reach(sink, length + self.label[node] + out, 0, node);
            }
            rows.leave(self, node, |to, price| {
                if to != gone {
                    search.reach(to, length + price, 0, node);
                }
            });
        }
        let way = search.length(sink);
        for node in near {
            trail.labels.push((node as u32, self.label[node]));
            self.label[node] += search.length(node) - way;
        }
        search.trace(left, sink);
        for step in search.way.windows(2) {
            self.go_on(step[0] as usize, step[1] as usize, trail);
        }
    }

    /// Sends a unit along the residual arc from one node to the next.
    fn go_on(&mut self, from: usize, to: usize, trail: &mut Trail) {
        let (registrants, sink) = (self.net.registrants(), self.net.sink());
        let is_supporter = |node: usize| (registrants..sink).contains(&node);
        let (tail, head) = match (is_supporter(from), is_supporter(to)) {
            (false, true) => (from, to),
            (true, false) if to != sink => (to, from),
            _ => return self.step(from, to, BY_EXIT, trail),
        };
        let mut pairs = self.net.pairs_of(head - registrants);
        let pair = pairs.find(|&k| {
            let word = self.net.tail[k];
            (word & TAIL) as usize == tail && (word & USED != 0) == (tail == to)
        });
        let Some(k) = pair else {
            debug_assert!(false, "no such arc");
            return;
        };
        if self.net.tail[k] & GROUPED != 0 {
            self.show_bundle(tail, k, trail);
        }
        self.step(from, to, k as u32, trail);
    }

    fn step(&mut self, from: usize, to: usize, arc: u32, trail: &mut Trail) {
        self.net.carry(from, to, arc);
        trail.steps.push((from as u32, to as u32, arc));
    }

    /// Shows the bundle of a pair that is about to be used, and lets the unit pass through it.
    fn show_bundle(&mut self, owner: usize, k: usize, trail: &mut Trail) {
        let mut bundles = self.net.bundles_of(owner);
        let Some(b) = bundles.find(|&b| self.net.members(b).contains(&(k as u32))) else {
            debug_assert!(false, "in no bundle");
            return;
        };
        self.net.show(b);
        trail.shown.push(b as u32);
        let node = self.net.bundle_node(b);
        self.label[node] = self.label[owner];
        self.step(owner, node, BY_EXIT, trail);
    }
}
