//! Somebody drops out, somebody comes: what happens to the agreed pairs? Three steps beside each other: leave everything
//! alone, swap a few, or the best plan whatever changes (matching.md 3, «Repair»).

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use domain::vault::{Continue, Progress};

use crate::candidates::{Candidate, Town};
use crate::cost;
use crate::flow::{How, Standing, Used, fill};
use crate::instance::{Instance, KnownPair, PairKind};
use crate::order::Order;
use crate::parts::{Changes, Choice};
use crate::rows::{Rows, near_candidates};
use crate::solve::{Stage, Stopped, fill_with_last_resorts, settle_pins};
use crate::threads;

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

/// The three ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    /// Pairs that cannot stay: those of the supporter who is gone, those a rule, a need or a limit forbids now.
    pub lost: Vec<(usize, usize)>,
    /// Nothing is done.
    pub leave: Step,
    /// A few pairs change: each new pair has to be worth its price.
    pub swap: Step,
    /// The best plan; pairs from before have only their bonus.
    pub best: Step,
}

/// Returns all three ways after a change. `before` are the pairs (registrant, supporter) that stood until now; pairs the
/// instance knows as fixed or agreed never end. `price` is what a new pair costs in tenths of a point of coverage, at
/// least 1.
///
/// The swap is about the change alone: who loses somebody may get somebody again, who has just come gets somebody, and
/// all others keep as many as they had, though perhaps not the same; places that were empty before stay empty. So it is
/// exact on every level. Where last resorts are wanted, who would have nobody now gets somebody from elsewhere at any
/// price. The best plan takes as long as a proposal.
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
    let mut report = |_, done, total| {
        report(Progress {
            running: true,
            what: String::new(),
            done,
            total,
        })
    };
    let after = after(instance, before, change);
    let town = Town::new(&after);
    let order = Order::of(&after);
    let (held, lost) = hold(&town, before);
    let (pinned, _) = settle_pins(&town);
    let threads = threads::usual();
    let near = near_candidates(&town, &pinned, &order, threads, &mut report)?;
    let mut choice = Choice::of(&after, pinned, near);
    let how = How {
        threads,
        keep: false,
        pins_may_go: false,
    };
    let best = fill_with_last_resorts(&town, &mut choice, &order, how, &mut report)?;
    let best = all_pairs(&choice, &best.used);

    choice.elsewhere = Rows::new(after.registrants.len());
    choice.need = wanted(&after, before, &held, change);
    let standing = Standing::of(&town, held.iter().copied(), Changes::Tenths(price.max(1)));
    keep_possible(&town, &standing, &mut choice).ok_or(Stopped::TooLarge)?;
    let swapped = fill(&town, &choice, &order, Some(&standing), how, &mut report)?;
    let swapped = all_pairs(&choice, &swapped.used);
    let swapped = with_last_resorts(&town, choice, &order, swapped, &mut report)?;
    Ok(Frontier {
        lost,
        leave: step(&after, &held, &held),
        swap: step(&after, &held, &swapped),
        best: step(&after, &held, &best),
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

/// Returns how many supporters each registrant shall have: as many as before, as far as they can stay or are those of the
/// one who is gone; who has just come, as many as wanted.
fn wanted(after: &Instance, before: &[(usize, usize)], held: &Pairs, change: Change) -> Vec<u32> {
    let mut wanted = vec![0_u32; after.registrants.len()];
    for &(i, _) in held {
        wanted[i] += 1;
    }
    match change {
        Change::SupporterGone(gone) => {
            let left: Pairs = before.iter().copied().filter(|&(_, j)| j == gone).collect();
            for (i, _) in left {
                if let Some(count) = wanted.get_mut(i) {
                    *count = after.need(i).min(*count + 1);
                }
            }
        }
        Change::RegistrantAdded(i) if i < wanted.len() => wanted[i] = after.need(i),
        Change::RegistrantAdded(_) => {}
    }
    wanted
}

/// Makes every pair that stands possible, however far apart the two live. What is fixed or agreed among them is pinned,
/// and nothing else.
fn keep_possible(town: &Town<'_>, standing: &Standing, choice: &mut Choice) -> Option<()> {
    let (mut found, mut list) = (Vec::new(), Vec::new());
    for (i, mates) in standing.mates.iter().enumerate() {
        let (pinned, loose): (Vec<usize>, Vec<usize>) = mates
            .iter()
            .map(|&j| j as usize)
            .partition(|&j| town.known(i, j).pinned());
        let is_near = |j: &usize| choice.near.of(i).iter().any(|c| c.at() == *j);
        let is_same = pinned.len() == choice.pinned[i].len()
            && pinned.iter().all(|j| choice.pinned[i].contains(j));
        if is_same && loose.iter().all(is_near) {
            continue;
        }
        town.candidates(i, &pinned, &mut found, &mut list)?;
        for &j in &loose {
            if list.iter().all(|c| c.at() != j) {
                list.push(Candidate::of(town, i, j)?);
            }
        }
        choice.near.set(i, list.drain(..)).then_some(())?;
        choice.pinned[i] = pinned;
    }
    Some(())
}

fn all_pairs(choice: &Choice, used: &[Used]) -> Pairs {
    let mut pairs: Pairs = used.iter().map(|&(i, j, _)| (i, j)).collect();
    let pinned = choice.pinned.iter().enumerate();
    pairs.extend(pinned.flat_map(|(i, list)| list.iter().map(move |&j| (i, j))));
    pairs
}

/// Adds somebody, from elsewhere if need be, for people who have lost everybody, where that is wanted; all pairs stay.
fn with_last_resorts(
    town: &Town<'_>,
    mut choice: Choice,
    order: &Order,
    pairs: Pairs,
    report: &mut dyn FnMut(Stage, u32, u32) -> Continue,
) -> Result<Pairs, Stopped> {
    let mut pinned = vec![Vec::new(); choice.need.len()];
    for &(i, j) in &pairs {
        pinned[i].push(j);
    }
    let lacks = |i: &usize| pinned[*i].is_empty() && choice.need[*i] > 0;
    let lacking: Vec<usize> = (0..pinned.len()).filter(lacks).collect();
    if !town.instance.parameters.elsewhere || lacking.is_empty() {
        return Ok(pairs);
    }
    let mut near = Rows::new(pinned.len());
    for &i in &lacking {
        if !near.set(i, choice.near.of(i).iter().copied()) {
            return Err(Stopped::TooLarge);
        }
        choice.need[i] = 1;
    }
    choice.pinned = pinned;
    choice.near = near;
    let filled = fill_with_last_resorts(town, &mut choice, order, How::ONCE, report)?;
    Ok(all_pairs(&choice, &filled.used))
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
