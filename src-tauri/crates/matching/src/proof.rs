//! The proof of the optimum: labels under which no arc of the residual network leads anywhere more cheaply than its head's
//! label says. Then no ring is negative, and no other flow is better (matching.md 2.3).

use crate::net::{GROUPED, Net, TAIL, USED};
use crate::tree::NEVER;

/// Whether the labels prove that the flow of the network is the best one. Looks at every arc on its own.
pub(crate) fn is_optimal(net: &Net, label: &[i64]) -> bool {
    let leads = |from: i64, price: i64, to: i64| price >= NEVER || from + price >= to;
    let known = |node: usize| label[node] < NEVER;
    for node in (0..net.sink()).filter(|&node| known(node)) {
        if !leads(0, net.enter[node], label[node]) || !leads(label[node], net.leave[node], 0) {
            return false;
        }
    }
    for (b, bundle) in net.bundles.iter().enumerate() {
        let (owner, node) = (label[bundle.owner as usize], net.bundle_node(b));
        if !bundle.is_shown {
            // Its own label may be that of its registrant: nothing is used, and the first unit costs nothing.
            if bundle.flow > 0 || bundle.first != 0 {
                return false;
            }
        } else if !leads(owner, bundle.enter(), label[node])
            || !leads(label[node], bundle.leave(), owner)
        {
            return false;
        }
    }
    (0..net.supporters()).all(|j| {
        let head = label[net.registrants() + j];
        net.pairs_of(j).all(|k| {
            let (word, tail) = (net.tail[k], label[(net.tail[k] & TAIL) as usize]);
            if word & USED == 0 {
                leads(tail, net.price(k), head)
            } else {
                word & GROUPED == 0 && leads(head, -net.price(k), tail)
            }
        })
    })
}
