//! Somebody drops out, somebody comes: what happens to the agreed pairs? Three steps beside each other: leave everything
//! alone, swap a few, or the best plan whatever changes (matching.md 3, «Repair»).

mod resorts;
mod step;
#[cfg(test)]
mod tests;
mod today;

use domain::vault::{Continue, Progress};

use crate::candidates::Town;
use crate::flow::{How, Standing, fill};
use crate::held::Held;
use crate::instance::{Instance, KnownPair, PairKind};
use crate::order::Order;
use crate::parts::{Changes, Choice};
use crate::rows::{Rows, near_candidates};
use crate::solve::{PinFault, Stage, Stopped, fill_with_last_resorts, settle_pins};
use crate::threads;
use resorts::{all_pairs, could_get_last_resort, with_last_resorts};
pub use step::Step;
use step::step;
use today::{counts, hold, keep_possible, set_pins, wanted};

/// What a new pair costs in tenths of a point of coverage, where nobody says otherwise: half the distance between two
/// classes of urgency, so that nobody is disturbed for a change of one class only (matching.md 3).
pub const USUAL_PRICE: i64 = 5;

/// Pairs (registrant, supporter) in order.
type Pairs = Vec<(usize, usize)>;

/// What has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A supporter of the instance, by index, has dropped out.
    SupporterGone(usize),
    /// A registrant of the instance, by index, has just come.
    RegistrantAdded(usize),
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
    held: Pairs,
    lost: Pairs,
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
        // Where a pin goes, another takes its place that was one too many.
        let mut crowded = self.crowded.iter();
        if crowded.any(|&i| self.choice.pinned[i].contains(&gone)) {
            return false;
        }
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
