//! A supporter is taken out of a solved network: who is left finds the next best along the shortest way. The labels stay a
//! proof, so the flow stays the best one, and only the neighbourhood is looked at.

use crate::flow::Network;
use crate::net::{GROUPED, TAIL, USED};
use crate::pair_rows::PairRows;
use crate::search::Search;
use crate::tree::{BY_EXIT, NEVER};

impl Network {
    /// Takes a supporter out, by number inside the part.
    pub(crate) fn drop_out(&mut self, supporter: usize, rows: &PairRows) {
        let mut search = Search::new(self.net.nodes());
        let gone = self.net.registrants() + supporter;
        for k in self.net.pairs_of(supporter) {
            if self.net.tail[k] & USED != 0 {
                self.net.tail[k] ^= USED;
                let left = (self.net.tail[k] & TAIL) as usize;
                self.send(left, gone, rows, &mut search);
            }
        }
    }

    /// Sends the unit that is left at a node to the sink, past the one who is gone.
    fn send(&mut self, left: usize, gone: usize, rows: &PairRows, search: &mut Search) {
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
            self.label[node] += search.length(node) - way;
        }
        search.trace(left, sink);
        for step in search.way.windows(2) {
            self.go_on(step[0] as usize, step[1] as usize);
        }
    }

    /// Sends a unit along the residual arc from one node to the next.
    fn go_on(&mut self, from: usize, to: usize) {
        let (registrants, sink) = (self.net.registrants(), self.net.sink());
        let is_supporter = |node: usize| (registrants..sink).contains(&node);
        let (tail, head) = match (is_supporter(from), is_supporter(to)) {
            (false, true) => (from, to),
            (true, false) if to != sink => (to, from),
            _ => return self.net.carry(from, to, BY_EXIT),
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
            self.show_bundle(tail, k);
        }
        self.net.carry(from, to, k as u32);
    }

    /// Shows the bundle of a pair that is about to be used, and lets the unit pass through it.
    fn show_bundle(&mut self, owner: usize, k: usize) {
        let mut bundles = self.net.bundles_of(owner);
        let Some(b) = bundles.find(|&b| self.net.members(b).contains(&(k as u32))) else {
            debug_assert!(false, "in no bundle");
            return;
        };
        self.net.show(b);
        self.net.bundles[b].flow += 1;
        let node = self.net.bundle_node(b);
        self.label[node] = self.label[owner];
    }
}
