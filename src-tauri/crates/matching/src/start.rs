//! A good first flow by hand: what stands already, then places in the order of their worth, each to the cheapest
//! supporter who has room.

use crate::net::{CHANGED, HEAD, Net, USED};
use crate::tree::NEVER;

/// Uses the pairs that are not new, as far as there are places and room for them.
pub(crate) fn keep(net: &mut Net) {
    for i in 0..net.registrants() {
        for k in net.plain(i) {
            keep_pair(net, i, None, k);
        }
        for b in net.bundles_of(i) {
            for k in net.members(i, b) {
                if net.bundles[b].enter() < NEVER {
                    keep_pair(net, i, Some(b), k);
                }
            }
        }
    }
}

fn keep_pair(net: &mut Net, i: usize, bundle: Option<usize>, k: usize) {
    let word = net.head[k];
    if word & CHANGED == 0 && net.enter[i] < NEVER && net.leave[(word & HEAD) as usize] < NEVER {
        net.join(i, bundle, k);
    }
}

/// Fills what is empty in the network.
pub(crate) fn fill(net: &mut Net) {
    let registrants = net.registrants();
    let mut places: Vec<(i64, u32)> = Vec::new();
    for i in 0..registrants {
        for price in net.places(i) {
            places.push((-price, i as u32));
        }
    }
    // Dearest places first; of one price in working order.
    places.sort_unstable();
    for (_, i) in places {
        let i = i as usize;
        if net.enter[i] == NEVER {
            continue;
        }
        let mut best: Option<(i64, Option<usize>, usize)> = None;
        let mut look = |base: i64, k: usize, b: Option<usize>| {
            let word = net.head[k];
            let leave = net.leave[(word & HEAD) as usize];
            if word & USED != 0 || leave == NEVER {
                return;
            }
            let price = base + net.price(k) + leave;
            if best.is_none_or(|(least, _, _)| price < least) {
                best = Some((price, b, k));
            }
        };
        for k in net.plain(i) {
            look(0, k, None);
        }
        for b in net.bundles_of(i) {
            let base = net.bundles[b].enter();
            if base < NEVER {
                for k in net.members(i, b) {
                    look(base, k, Some(b));
                }
            }
        }
        if let Some((price, b, k)) = best
            && price < -net.enter[i]
        {
            net.join(i, b, k);
        }
    }
}
