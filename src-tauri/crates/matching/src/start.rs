//! A first flow that is nearly right: what ranks and load alone say, then an auction in ever smaller steps. Nothing here has to
//! be exact, because the tree proves and repairs; but the nearer the start, the less there is to repair.

use std::ops::Range;

use crate::draft::Draft;
use crate::market::{Market, NOBODY};
use crate::net::{CHANGED, Net};
use crate::threads::Pulse;
use crate::tree::NEVER;

/// Steps of the auction, as parts of the dearest pair: a coarse round, then a fine one.
const STEPS: [i64; 2] = [7, 45];

/// Fills the empty network; false where `pulse` said stop.
pub(crate) fn fill(net: &mut Net, rows: &Draft, load: i64, pulse: &mut Pulse<'_>) -> bool {
    let dearest = i64::from(rows.cost.iter().copied().max().unwrap_or(0));
    let mut market = Market::new(net, rows);
    market.price_by_rank(dearest + dearest / 2, load);
    for part in STEPS {
        if !market.auction((dearest / part).max(1), pulse) {
            return false;
        }
    }
    let mut pairs = Vec::new();
    for (&(_, i), &at) in market.places.iter().zip(&market.by) {
        if at != NOBODY {
            let bundle = market.bundle_of(i as usize, at);
            pairs.push((i as usize, bundle, rows.at[at as usize], market.head(at)));
        }
    }
    drop(market);
    for (i, bundle, k, j) in pairs {
        net.join(i, bundle, k as usize, j);
    }
    true
}

/// Fills the empty network with the pairs that are not new, as far as there are places and room for them; the answer is
/// whether there were any.
pub(crate) fn keep(net: &mut Net, rows: &Draft) -> bool {
    let mut any = false;
    for i in 0..net.registrants() {
        let row = rows.row(i);
        let mut end = rows.plain_end(i);
        any |= keep_pairs(net, rows, i, None, row.start..end);
        for b in net.bundles_of(i) {
            let start = end;
            end += net.members(b).len();
            any |= keep_pairs(net, rows, i, Some(b), start..end);
        }
    }
    any
}

fn keep_pairs(
    net: &mut Net,
    rows: &Draft,
    i: usize,
    bundle: Option<usize>,
    pairs: Range<usize>,
) -> bool {
    let mut any = false;
    for at in pairs.filter(|&at| rows.head[at] & CHANGED == 0) {
        let j = rows.supporter(at) as usize;
        let has_room = net.leave[net.registrants() + j] < NEVER;
        let has_unit = bundle.is_none_or(|b| net.bundles[b].enter() < NEVER);
        if net.has_used_exit(i) && has_room && has_unit {
            net.join(i, bundle, rows.at[at] as usize, j);
            any = true;
        }
    }
    any
}
