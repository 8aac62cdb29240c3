//! Somebody drops out, somebody comes: what happens to the agreed pairs? Three steps beside each other: leave everything
//! alone, swap a few, or the best plan whatever changes (matching.md 3, «Repair»).

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use domain::vault::{Continue, Progress};

use crate::candidates::{Candidate, Town};
use crate::cost;
use crate::flow::{Standing, fill};
use crate::instance::{Instance, KnownPair, PairKind};
use crate::order::Order;
use crate::parts::{Changes, Choice};
use crate::rows::Rows;
use crate::solve::{Stopped, solve_without_words};

/// What a new pair costs in tenths of a point of coverage, where nobody says otherwise: half the distance between two
/// classes of urgency, so that nobody is disturbed for a change of one class only (matching.md 3).
pub const USUAL_PRICE: i64 = 5;

/// What has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A supporter of the instance, by index, has dropped out.
    SupporterGone(usize),
    /// A registrant of the instance, by index, has just come.
    RegistrantAdded(usize),
}

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

/// The first two ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repair {
    /// Pairs that cannot stay: those of the supporter who is gone, those a rule, a need or a limit forbids now.
    pub lost: Vec<(usize, usize)>,
    /// Nothing is done.
    pub leave: Step,
    /// A few pairs change: each new pair has to be worth its price.
    pub swap: Step,
}

/// All three ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    /// Leave alone, or swap a few.
    pub repair: Repair,
    /// The best plan; pairs from before have only their bonus.
    pub best: Step,
}

/// Returns what to do after a change without a plan made anew. `before` are the pairs (registrant, supporter) that stood
/// until now; pairs the instance knows as fixed or agreed never end. `price` is what a new pair costs in tenths of a
/// point of coverage, at least 1. The swap is exact on every level. Where last resorts are wanted, who would still have
/// nobody gets somebody from elsewhere at any price.
///
/// # Errors
/// `Stopped` when the person cancelled, or the instance is beyond all measure.
pub fn repair(
    instance: &Instance,
    before: &[(usize, usize)],
    change: Change,
    price: i64,
    report: &mut dyn FnMut(Progress) -> Continue,
) -> Result<Repair, Stopped> {
    let after = after(instance, before, change);
    let town = Town::new(&after);
    let (held, lost) = hold(&town, before);
    let changes = Changes::Tenths(price.max(1));
    let swapped = swap(&town, &held, changes, report)?;
    let swapped = with_last_resorts(&after, swapped, report)?;
    Ok(Repair {
        lost,
        leave: step(&after, &held, &held),
        swap: step(&after, &held, &swapped),
    })
}

/// Returns all three ways after a change; the best plan takes as long as a proposal. See `repair`.
///
/// # Errors
/// `Stopped` when the person cancelled, or the instance is beyond all measure.
pub fn frontier(
    instance: &Instance,
    before: &[(usize, usize)],
    change: Change,
    price: i64,
    report: &mut dyn FnMut(Progress) -> Continue,
) -> Result<Frontier, Stopped> {
    let repair = repair(instance, before, change, price, report)?;
    let after = after(instance, before, change);
    let solution = solve_without_words(&after, report)?;
    let best = solution.pairs.iter().map(|p| (p.registrant, p.supporter));
    let held = repair.leave.pairs.iter().copied().collect();
    Ok(Frontier {
        best: step(&after, &held, &best.collect()),
        repair,
    })
}

/// Returns the town after the change. Pairs from before are known as present, so that they have their bonus.
fn after(instance: &Instance, before: &[(usize, usize)], change: Change) -> Instance {
    let mut after = instance.clone();
    let present = before.iter().map(|&(registrant, supporter)| KnownPair {
        registrant,
        supporter,
        kind: PairKind::Present,
    });
    after.known.extend(present);
    if let Change::SupporterGone(gone) = change {
        after.known.retain(|pair| pair.supporter != gone);
        if let Some(seat) = after.supporters.get_mut(gone) {
            seat.open = false;
        }
    }
    after
}

type Pairs = BTreeSet<(usize, usize)>;

/// Parts the pairs from before into those that can stay and those that cannot. What is fixed or agreed stays first.
fn hold(town: &Town<'_>, before: &[(usize, usize)]) -> (Pairs, Vec<(usize, usize)>) {
    let (registrants, supporters) = (&town.instance.registrants, &town.instance.supporters);
    let known: Pairs = before
        .iter()
        .copied()
        .filter(|&(i, j)| i < registrants.len() && j < supporters.len())
        .collect();
    let mut order: Vec<(usize, usize)> = known.into_iter().collect();
    order.sort_by_key(|&(i, j)| !town.known(i, j).pinned());
    let mut room: Vec<u32> = supporters.iter().map(|seat| seat.capacity).collect();
    let mut open: Vec<u32> = registrants.iter().map(|seat| seat.need).collect();
    let (mut held, mut lost) = (Pairs::new(), Vec::new());
    for (i, j) in order {
        if town.barrier(i, j).is_none() && open[i] > 0 && room[j] > 0 {
            open[i] -= 1;
            room[j] -= 1;
            held.insert((i, j));
        } else {
            lost.push((i, j));
        }
    }
    lost.sort_unstable();
    (held, lost)
}

/// Returns the best pairs, where those that stand need no change. What is fixed or agreed among them never ends, and
/// who is together may stay together however far apart they live.
fn swap(
    town: &Town<'_>,
    held: &Pairs,
    changes: Changes,
    report: &mut dyn FnMut(Progress) -> Continue,
) -> Result<Pairs, Stopped> {
    let standing = Standing::of(town, held.iter().copied(), changes);
    let mut choice = Choice {
        pinned: vec![Vec::new(); standing.mates.len()],
        near: Rows::new(standing.mates.len()),
        elsewhere: Rows::new(standing.mates.len()),
    };
    let (mut found, mut list) = (Vec::new(), Vec::new());
    for (i, mates) in standing.mates.iter().enumerate() {
        let mates = || mates.iter().map(|&j| j as usize);
        choice.pinned[i] = mates().filter(|&j| town.known(i, j).pinned()).collect();
        let pinned = &choice.pinned[i];
        town.candidates(i, pinned, &mut found, &mut list)
            .ok_or(Stopped::TooLarge)?;
        for j in mates().filter(|j| !pinned.contains(j)) {
            if list.iter().all(|c| c.at() != j) {
                list.push(Candidate::of(town, i, j).ok_or(Stopped::TooLarge)?);
            }
        }
        if !choice.near.set(i, list.drain(..)) {
            return Err(Stopped::TooLarge);
        }
    }
    let order = Order::of(town.instance);
    let used = fill(town, &choice, &order, Some(&standing), 1, &mut |_, _, _| {
        report(Progress {
            running: true,
            ..Progress::default()
        })
    })?;
    let pinned = choice.pinned.iter().enumerate();
    let mut pairs: Pairs = used.into_iter().map(|(i, j, _)| (i, j)).collect();
    pairs.extend(pinned.flat_map(|(i, list)| list.iter().map(move |&j| (i, j))));
    Ok(pairs)
}

/// Adds somebody from elsewhere for people who would have nobody, where that is wanted; all pairs stay.
fn with_last_resorts(
    after: &Instance,
    pairs: Pairs,
    report: &mut dyn FnMut(Progress) -> Continue,
) -> Result<Pairs, Stopped> {
    let mut count = vec![0; after.registrants.len()];
    for &(i, _) in &pairs {
        count[i] += 1;
    }
    let lacks = |i: usize| count[i] == 0 && after.registrants[i].need > 0;
    if !after.parameters.elsewhere || !(0..count.len()).any(lacks) {
        return Ok(pairs);
    }
    let mut held = after.clone();
    for (i, seat) in held.registrants.iter_mut().enumerate() {
        seat.need = seat.need.min(count[i].max(1));
    }
    held.known
        .extend(pairs.iter().map(|&(registrant, supporter)| KnownPair {
            registrant,
            supporter,
            kind: PairKind::Agreed,
        }));
    let solution = solve_without_words(&held, report)?;
    Ok(solution
        .pairs
        .iter()
        .map(|p| (p.registrant, p.supporter))
        .collect())
}

fn step(town: &Instance, held: &Pairs, pairs: &Pairs) -> Step {
    let mut count = vec![0_u32; town.registrants.len()];
    for &(i, _) in pairs {
        count[i] += 1;
    }
    let seats = town.registrants.iter().zip(&count);
    let shortfall = seats
        .clone()
        .enumerate()
        .flat_map(|(i, (seat, &n))| {
            let order = town.parameters.order;
            (n + 1..=town.need(i)).map(move |place| cost::rank(order, seat, place))
        })
        .sum();
    Step {
        pairs: pairs.iter().copied().collect(),
        kept: held.intersection(pairs).count() as u32,
        ended: held.difference(pairs).copied().collect(),
        added: pairs.difference(held).copied().collect(),
        covered: count.iter().filter(|n| **n > 0).count() as u32,
        full: seats.filter(|(seat, n)| **n >= seat.need).count() as u32,
        shortfall,
    }
}
