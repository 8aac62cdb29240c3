//! The pairs of a network by registrant, beside those by supporter, and the residual arcs that leave a node.

use crate::flow::Network;
use crate::net::{Net, TAIL, USED};
use crate::tree::NEVER;

/// The pairs of a network by registrant.
pub(crate) struct PairRows {
    /// Where the pairs of each registrant start.
    from: Vec<u32>,
    list: Vec<u32>,
    /// Node of the supporter of each pair.
    head: Vec<u32>,
}

impl PairRows {
    /// Sorts the pairs of a network.
    pub(crate) fn of(net: &Net) -> Self {
        let mut from = vec![0_u32; net.registrants() + 2];
        for k in 0..net.tail.len() {
            from[net.owner(k).0 + 2] += 1;
        }
        for n in 2..from.len() {
            from[n] += from[n - 1];
        }
        let mut list = vec![0_u32; net.tail.len()];
        let mut head = vec![0_u32; net.tail.len()];
        for j in 0..net.supporters() {
            for k in net.pairs_of(j) {
                head[k] = (net.registrants() + j) as u32;
                let next = &mut from[net.owner(k).0 + 1];
                list[*next as usize] = k as u32;
                *next += 1;
            }
        }
        from.pop();
        Self { from, list, head }
    }

    /// Pairs of a registrant, by supporter.
    pub(crate) fn of_registrant(&self, i: usize) -> impl Iterator<Item = usize> {
        let own = &self.list[self.from[i] as usize..self.from[i + 1] as usize];
        own.iter().map(|&k| k as usize)
    }

    /// Node of the supporter of a pair.
    pub(crate) fn head(&self, k: usize) -> usize {
        self.head[k] as usize
    }

    /// Walks over the residual arcs that leave a node for any other but the sink, with their prices beyond the labels.
    pub(crate) fn leave(&self, network: &Network, from: usize, mut each: impl FnMut(usize, i64)) {
        let (net, label) = (&network.net, &network.label);
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
                go(self.head(k), net.price(k));
            }
            return;
        }
        if let Some(j) = from.checked_sub(net.registrants()) {
            for k in net.pairs_of(j).filter(|k| !unused(k)) {
                go((net.tail[k] & TAIL) as usize, -net.price(k));
            }
            return;
        }
        for k in self.of_registrant(from).filter(unused) {
            if (net.tail[k] & TAIL) as usize == from {
                go(self.head(k), net.price(k));
            }
        }
        for b in net.bundles_of(from) {
            if net.bundles[b].is_shown {
                go(net.bundle_node(b), net.bundles[b].enter());
            }
        }
    }
}
