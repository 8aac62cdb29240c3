//! One way to go on, measured against the pairs that could stay.

use crate::instance::Instance;
use crate::levels::empty;

/// One way to go on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// All pairs (registrant, supporter) of this way.
    pub pairs: Vec<(usize, usize)>,
    /// How many of the pairs there were before stay.
    pub kept: u32,
    /// Pairs that end although they could stay.
    pub ended: Vec<(usize, usize)>,
    /// Pairs that are new.
    pub added: Vec<(usize, usize)>,
    /// Registrants with somebody.
    pub covered: u32,
    /// Registrants with as many as wanted.
    pub full: u32,
    /// Ranks of all empty places, summed: the points of level A.
    pub shortfall: i64,
}

/// Measures a way against the pairs that could stay; both are in order.
pub(super) fn step(town: &Instance, held: &[(usize, usize)], pairs: Vec<(usize, usize)>) -> Step {
    let mut count = vec![0_u32; town.registrants.len()];
    for &(i, _) in &pairs {
        count[i] += 1;
    }
    let seats = town.registrants.iter().zip(&count);
    let shortfall = count.iter().enumerate();
    let shortfall = shortfall.flat_map(|(i, &n)| empty(town, i, n)).sum();
    let (ended, added) = (missing_in(&pairs, held), missing_in(held, &pairs));
    Step {
        kept: (held.len() - ended.len()) as u32,
        ended,
        added,
        covered: count.iter().filter(|n| **n > 0).count() as u32,
        full: seats.filter(|(seat, n)| **n >= seat.need).count() as u32,
        shortfall,
        pairs,
    }
}

/// Returns the pairs that are not among others; both are in order.
fn missing_in(others: &[(usize, usize)], pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut others = others.iter().peekable();
    let is_missing = |pair: &&(usize, usize)| {
        while others.next_if(|other| other < pair).is_some() {}
        others.peek() != Some(pair)
    };
    pairs.iter().filter(is_missing).copied().collect()
}
