//! An auction: places bid for tasks, and every bid is the best offer over the second best and a step more. What comes out is
//! nearly the best flow; how near depends on the step.

use std::collections::VecDeque;
use std::ops::Range;

use crate::draft::Draft;
use crate::market::{Market, NOBODY};
use crate::net::CHANGED;
use crate::threads::Pulse;
use crate::tree::NEVER;

/// Bids of a place before its steps double: no long wars about little.
const PATIENCE: u16 = 16;
/// Bids between two questions whether to go on.
const BIDS_PER_PULSE: u32 = 1 << 14;

/// The best and the second best offer.
struct Top {
    best: i64,
    second: i64,
    at: u32,
}

impl Top {
    /// Looks at pairs, without a branch that could be guessed wrong.
    fn look(&mut self, rows: &Draft, range: Range<usize>, value: i64, low: &[i64]) {
        let start = range.start as u32;
        let pairs = rows.head[range.clone()].iter().zip(&rows.cost[range]);
        for ((&head, &cost), at) in pairs.zip(start..) {
            let profit = value - i64::from(cost) - low[(head & !CHANGED) as usize];
            self.second = self.second.max(profit.min(self.best));
            self.at = if profit > self.best { at } else { self.at };
            self.best = self.best.max(profit);
        }
    }
}

/// What changes in the course of an auction, beside the market.
struct Course {
    /// Price of the cheapest task of each supporter.
    low: Vec<i64>,
    /// Units of each bundle.
    flow: Vec<u32>,
    /// Bids of each place.
    bids: Vec<u16>,
    /// Supporters a bidder has already, with what their cheapest task cost.
    held: Vec<(usize, i64)>,
}

impl Market<'_> {
    /// Lets places bid until nobody is outbid any more; false where `pulse` said stop.
    pub(crate) fn auction(&mut self, step: i64, pulse: &mut Pulse<'_>) -> bool {
        self.forget();
        let supporters = self.net.supporters();
        let mut course = Course {
            low: (0..supporters).map(|j| self.cheapest(j).0).collect(),
            flow: vec![0; self.net.bundles.len()],
            bids: vec![0; self.places.len()],
            held: Vec::new(),
        };
        let mut waiting: VecDeque<u32> = (0..self.places.len() as u32).collect();
        let mut count = 0_u32;
        while let Some(p) = waiting.pop_front() {
            count += 1;
            if count.is_multiple_of(BIDS_PER_PULSE) && !pulse(0) {
                return false;
            }
            if let Some(outbid) = self.bid(p, step, &mut course) {
                waiting.push_front(outbid);
            }
        }
        true
    }

    /// One bid; returns the place that is outbid.
    fn bid(&mut self, p: u32, step: i64, course: &mut Course) -> Option<u32> {
        let (top, bundle) = self.offers(p, course);
        if top.at == NOBODY {
            return None;
        }
        let j = self.head(top.at);
        let (price, next, s) = self.cheapest(j);
        let second = top.second.max(top.best - (next - price));
        let outbid = Some(self.holder[s]).filter(|&old| old != NOBODY);
        if let Some(old) = outbid {
            let owner = self.places[old as usize].1 as usize;
            if let Some(b) = self.bundle_of(owner, self.by[old as usize]) {
                course.flow[b] -= 1;
            }
            self.release(old);
        }
        self.hold(p, s, top.at);
        if let Some(b) = bundle {
            course.flow[b] += 1;
        }
        let bids = &mut course.bids[p as usize];
        *bids = bids.saturating_add(1);
        self.price[s] += top.best - second + (step << (*bids / PATIENCE).min(32));
        course.low[j] = self.cheapest(j).0;
        outbid
    }

    /// The best offers for a place, and the bundle of the best.
    fn offers(&self, p: u32, course: &mut Course) -> (Top, Option<usize>) {
        let (value, i) = self.places[p as usize];
        let (value, i) = (-value, i as usize);
        // Who looks after the registrant already is no offer.
        course.held.clear();
        for &own in self.places_of(i) {
            let at = self.by[own as usize];
            if at != NOBODY {
                let j = self.head(at);
                course.held.push((j, course.low[j]));
                course.low[j] = NEVER;
            }
        }
        let mut top = Top {
            best: 0,
            second: 0,
            at: NOBODY,
        };
        let mut bundle = None;
        let mut from = self.rows.plain_end(i);
        top.look(self.rows, self.rows.row(i).start..from, value, &course.low);
        for b in self.net.bundles_of(i) {
            let end = from + self.net.members(b).len();
            let prices = &self.net.bundles[b];
            let base = if course.flow[b] == 0 {
                prices.first
            } else {
                prices.next
            };
            let before = top.at;
            if base < NEVER {
                top.look(self.rows, from..end, value - base, &course.low);
            }
            if top.at != before {
                bundle = Some(b);
            }
            from = end;
        }
        for &(j, price) in course.held.iter().rev() {
            course.low[j] = price;
        }
        (top, bundle)
    }

    /// The bundle a pair of a registrant is in.
    pub(crate) fn bundle_of(&self, i: usize, at: u32) -> Option<usize> {
        let mut end = self.rows.plain_end(i);
        if (at as usize) < end {
            return None;
        }
        self.net.bundles_of(i).find(|&b| {
            end += self.net.members(b).len();
            (at as usize) < end
        })
    }

    /// Price of the cheapest task of a supporter, of the next, and the cheapest.
    fn cheapest(&self, j: usize) -> (i64, i64, usize) {
        let mut found = (NEVER, NEVER, 0);
        for s in self.tasks_of(j) {
            let price = self.price[s];
            if price < found.0 {
                found = (price, found.0, s);
            } else if price < found.1 {
                found.1 = price;
            }
        }
        found
    }
}
