//! Somebody drops out, somebody comes: what happens to the agreed pairs? Three steps beside each other: leave everything
//! alone, swap a few, or the best plan whatever changes (matching.md 3, «Repair»).

#[cfg(test)]
mod tests;

use domain::vault::{Continue, Progress};

use crate::candidates::{Candidate, Town};
use crate::flow::{How, Standing, Used, fill};
use crate::held::Held;
use crate::instance::{Instance, KnownPair, PairKind};
use crate::levels::empty;
use crate::order::Order;
use crate::parts::{Changes, Choice};
use crate::rows::{Rows, near_candidates};
use crate::solve::{PinFault, Stage, Stopped, fill_with_last_resorts, settle_pins};
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
/// price.
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
    Plan::of(instance, before, price, report)?.after(change, report)
}

/// The pairs that stand, made ready for the question how to go on after a change. It can be asked as often as one likes,
/// and holds as long as people and pairs stay as they are; the first question about somebody who is gone takes as long
/// as a proposal, the next ones look at the neighbourhood only.
pub struct Plan {
    /// The town while everybody is there. Pairs from before are known as present, so that they have their bonus.
    town: Town<'static>,
    order: Order,
    before: Vec<(usize, usize)>,
    price: i64,
    /// Pairs that can stay.
    held: Vec<(usize, usize)>,
    lost: Vec<(usize, usize)>,
    /// Registrants with more pins than places.
    crowded: Vec<usize>,
    choice: Choice,
    ready: Option<Ready>,
}

/// The ways to go on while everybody is there.
struct Ready {
    swap: Way,
    best: Way,
}

/// One of them.
struct Way {
    choice: Choice,
    networks: Held,
    pairs: Vec<(usize, usize)>,
}

impl Plan {
    /// Makes the pairs ready, see `frontier`.
    ///
    /// # Errors
    /// `Stopped` when the person cancelled, or the instance is beyond all measure.
    pub fn of(
        instance: &Instance,
        before: &[(usize, usize)],
        price: i64,
        report: &mut dyn FnMut(Progress) -> Continue,
    ) -> Result<Self, Stopped> {
        let mut known = instance.clone();
        let present = before.iter().map(|&(registrant, supporter)| KnownPair {
            registrant,
            supporter,
            kind: PairKind::Present,
        });
        known.known.extend(present);
        let town = Town::owning(known);
        let order = Order::of(&town.instance);
        let (held, lost) = hold(&town, before);
        let (pinned, rejected) = settle_pins(&town);
        let crowded = rejected.iter().filter(|pin| pin.fault == PinFault::Need);
        let crowded = crowded.map(|pin| pin.registrant).collect();
        let near = near_candidates(&town, &pinned, &order, threads::usual(), &mut told(report))?;
        Ok(Self {
            choice: Choice::of(&town.instance, pinned, near),
            before: before.to_vec(),
            price: price.max(1),
            ready: None,
            town,
            order,
            held,
            lost,
            crowded,
        })
    }

    /// Returns the three ways after a change.
    ///
    /// # Errors
    /// `Stopped` when the person cancelled, or the instance is beyond all measure.
    pub fn after(
        &mut self,
        change: Change,
        report: &mut dyn FnMut(Progress) -> Continue,
    ) -> Result<Frontier, Stopped> {
        let mut report = told(report);
        if let Change::SupporterGone(gone) = change
            && self.is_told_by_networks(gone)
        {
            self.make_ready(&mut report)?;
            if let Some(frontier) = self.without(gone) {
                return Ok(frontier);
            }
        }
        self.anew(change, &mut report)
    }

    /// Whether the pairs of somebody concern nobody who has more pairs or pins than there are places for.
    fn is_told_by_networks(&self, gone: usize) -> bool {
        let mut own = self.before.iter().filter(|pair| pair.1 == gone);
        own.all(|&(i, j)| {
            let is_lost = self.lost.iter().any(|pair| pair.0 == i);
            !is_lost && !self.crowded.contains(&i) && self.held.binary_search(&(i, j)).is_ok()
        })
    }

    fn make_ready(
        &mut self,
        report: &mut dyn FnMut(Stage, u32, u32) -> Continue,
    ) -> Result<(), Stopped> {
        if self.ready.is_some() {
            return Ok(());
        }
        let (town, order) = (&self.town, &self.order);
        let standing = self.standing(town, &self.held);
        let mut choice = self.choice.clone();
        choice.need = counts(self.choice.need.len(), &self.held);
        keep_possible(town, &standing, &mut choice).ok_or(Stopped::TooLarge)?;
        self.ready = Some(Ready {
            swap: Way::of(town, choice, order, Some(&standing), report)?,
            best: Way::of(town, self.choice.clone(), order, None, report)?,
        });
        Ok(())
    }

    fn standing(&self, town: &Town<'_>, held: &[(usize, usize)]) -> Standing {
        Standing::of(town, held.iter().copied(), Changes::Tenths(self.price))
    }

    /// Returns the ways without somebody, as the networks tell; `None` where they cannot, or where somebody would have
    /// nobody and could get a last resort.
    fn without(&mut self, gone: usize) -> Option<Frontier> {
        let Ready { swap, best } = self.ready.as_mut()?;
        let (swap, best) = (
            swap.without(&self.town, gone)?,
            best.without(&self.town, gone)?,
        );
        let held: Vec<_> = self
            .held
            .iter()
            .copied()
            .filter(|pair| pair.1 != gone)
            .collect();
        let instance = &self.town.instance;
        let lost = self.before.iter().filter(|pair| pair.1 == gone);
        let mut lost: Vec<_> = lost.copied().chain(self.lost.iter().copied()).collect();
        lost.sort_unstable();
        lost.dedup();
        let left = counts(instance.registrants.len(), &self.held);
        for (pairs, wanted) in [(&swap, &left), (&best, &self.choice.need)] {
            if instance.parameters.elsewhere && could_get_last_resort(instance, gone, pairs, wanted)
            {
                return None;
            }
        }
        Some(Frontier {
            lost,
            leave: step(instance, &held, held.clone()),
            swap: step(instance, &held, swap),
            best: step(instance, &held, best),
        })
    }

    /// Returns the ways after a change, solved from the start.
    fn anew(
        &self,
        change: Change,
        report: &mut dyn FnMut(Stage, u32, u32) -> Continue,
    ) -> Result<Frontier, Stopped> {
        let mut after = self.town.instance.clone().into_owned();
        let mut choice = self.choice.clone();
        if let Change::SupporterGone(gone) = change {
            after.known.retain(|pair| pair.supporter != gone);
            if let Some(seat) = after.supporters.get_mut(gone) {
                seat.open = false;
            }
            choice = choice.without(gone);
        }
        let (town, order) = (Town::owning(after), &self.order);
        let (held, lost) = hold(&town, &self.before);
        set_pins(&town, settle_pins(&town).0, &mut choice).ok_or(Stopped::TooLarge)?;
        let how = How {
            threads: threads::usual(),
            ..How::ONCE
        };
        let best = fill_with_last_resorts(&town, &mut choice, order, how, report)?;
        let best = all_pairs(&choice, &best.used);

        choice.elsewhere = Rows::new(choice.need.len());
        choice.need = wanted(&town.instance, &self.before, &held, change);
        let standing = self.standing(&town, &held);
        keep_possible(&town, &standing, &mut choice).ok_or(Stopped::TooLarge)?;
        let swapped = fill(&town, &choice, order, Some(&standing), how, report)?;
        let swapped = all_pairs(&choice, &swapped.used);
        let swapped = with_last_resorts(&town, choice, order, swapped, report)?;
        Ok(Frontier {
            lost,
            leave: step(&town.instance, &held, held.clone()),
            swap: step(&town.instance, &held, swapped),
            best: step(&town.instance, &held, best),
        })
    }
}

impl Way {
    fn of(
        town: &Town<'_>,
        choice: Choice,
        order: &Order,
        standing: Option<&Standing>,
        report: &mut dyn FnMut(Stage, u32, u32) -> Continue,
    ) -> Result<Self, Stopped> {
        let how = How {
            threads: threads::usual(),
            keep: true,
            pins_may_go: true,
        };
        let filled = fill(town, &choice, order, standing, how, report)?;
        Ok(Self {
            pairs: all_pairs(&choice, &filled.used),
            networks: Held::of(filled.networks, &choice, &town.instance),
            choice,
        })
    }

    fn without(&mut self, town: &Town<'_>, gone: usize) -> Option<Vec<(usize, usize)>> {
        let moved = self.networks.without(town, &self.choice, gone)?;
        Some(moved.applied_to(&self.pairs))
    }
}

/// Reports stages as a progress without words.
fn told(report: &mut dyn FnMut(Progress) -> Continue) -> impl FnMut(Stage, u32, u32) -> Continue {
    |_, done, total| {
        report(Progress {
            running: true,
            what: String::new(),
            done,
            total,
        })
    }
}

/// Whether somebody who wants somebody has nobody, while a supporter other than the one who is gone has room.
fn could_get_last_resort(
    instance: &Instance,
    gone: usize,
    pairs: &[(usize, usize)],
    wanted: &[u32],
) -> bool {
    let mut filled = vec![false; wanted.len()];
    let mut load = vec![0_u32; instance.supporters.len()];
    for &(i, j) in pairs {
        filled[i] = true;
        load[j] += 1;
    }
    let mut seekers = wanted.iter().zip(&filled);
    let mut helpers = instance.supporters.iter().zip(&load).enumerate();
    seekers.any(|(want, filled)| *want > 0 && !filled)
        && helpers.any(|(j, (seat, load))| j != gone && seat.open && *load < seat.capacity)
}

/// Pins other supporters than before where rules, needs and limits allow it now.
fn set_pins(town: &Town<'_>, pinned: Vec<Vec<usize>>, choice: &mut Choice) -> Option<()> {
    let (mut found, mut list) = (Vec::new(), Vec::new());
    for (i, pins) in pinned.into_iter().enumerate() {
        if pins != choice.pinned[i] {
            town.candidates(i, &pins, &mut found, &mut list)?;
            choice.near.set(i, list.drain(..)).then_some(())?;
            choice.pinned[i] = pins;
        }
    }
    Some(())
}

fn counts(registrants: usize, pairs: &[(usize, usize)]) -> Vec<u32> {
    let mut counts = vec![0_u32; registrants];
    for &(i, _) in pairs {
        counts[i] += 1;
    }
    counts
}

/// Parts the pairs from before into those that can stay and those that cannot. What is fixed or agreed stays first.
fn hold(town: &Town<'_>, before: &[(usize, usize)]) -> (Vec<(usize, usize)>, Vec<(usize, usize)>) {
    let (registrants, supporters) = (&town.instance.registrants, &town.instance.supporters);
    let known = before.iter().copied();
    let known = known.filter(|&(i, j)| i < registrants.len() && j < supporters.len());
    let mut order: Vec<(usize, usize)> = known.collect();
    order.sort_by_key(|&(i, j)| (!town.known(i, j).pinned(), i, j));
    order.dedup();
    let mut room: Vec<u32> = supporters.iter().map(|seat| seat.capacity).collect();
    let mut open: Vec<u32> = registrants.iter().map(|seat| seat.need).collect();
    let (mut held, mut lost) = (Vec::new(), Vec::new());
    for (i, j) in order {
        if town.barrier(i, j).is_none() && open[i] > 0 && room[j] > 0 {
            open[i] -= 1;
            room[j] -= 1;
            held.push((i, j));
        } else {
            lost.push((i, j));
        }
    }
    held.sort_unstable();
    lost.sort_unstable();
    (held, lost)
}

/// Returns how many supporters each registrant shall have: as many as before, as far as they can stay or are those of the
/// one who is gone; who has just come, as many as wanted.
fn wanted(
    after: &Instance,
    before: &[(usize, usize)],
    held: &[(usize, usize)],
    change: Change,
) -> Vec<u32> {
    let mut wanted = counts(after.registrants.len(), held);
    match change {
        Change::SupporterGone(gone) => {
            let mut left: Vec<usize> = before.iter().filter(|p| p.1 == gone).map(|p| p.0).collect();
            left.sort_unstable();
            left.dedup();
            for i in left {
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

fn all_pairs(choice: &Choice, used: &[Used]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = used.iter().map(|&(i, j, _)| (i, j)).collect();
    pairs.extend(choice.pins());
    pairs.sort_unstable();
    pairs
}

/// Adds somebody, from elsewhere if need be, for people who have lost everybody, where that is wanted; all pairs stay.
fn with_last_resorts(
    town: &Town<'_>,
    mut choice: Choice,
    order: &Order,
    pairs: Vec<(usize, usize)>,
    report: &mut dyn FnMut(Stage, u32, u32) -> Continue,
) -> Result<Vec<(usize, usize)>, Stopped> {
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

/// Measures a way against the pairs that could stay; both are in order.
fn step(town: &Instance, held: &[(usize, usize)], pairs: Vec<(usize, usize)>) -> Step {
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
