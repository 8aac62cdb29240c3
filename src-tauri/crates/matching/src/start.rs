//! A good first flow by hand: places in the order of their worth, each to the cheapest supporter who has room.

use crate::net::{HEAD, Net, USED};
use crate::tree::NEVER;

/// Fills the empty network.
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
