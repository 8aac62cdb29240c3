//! A plan mended after somebody has dropped out, exactly as the benchmark kit defines it: coverage first, then the fewest
//! new pairs (or each new pair at a price), then load, then points.

#[cfg(test)]
mod tests;

use domain::vault::Continue;

use crate::candidates::Town;
use crate::flow::{How, Standing, Used, fill};
use crate::held::{Held, Moved};
use crate::instance::Instance;
use crate::levels::{Levels, Tally};
use crate::order::Order;
use crate::parts::{Changes, Choice};
use crate::rows::near_candidates;
use crate::solve::{Stage, Stopped, settle_pins, tell};

/// A mended plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// All pairs (registrant, supporter), pinned ones included, in order.
    pub pairs: Vec<(usize, usize)>,
    /// How many of them are new.
    pub added: usize,
    /// The three levels reached. Every mended plan that is without equal has the same, and as many new pairs; where new
    /// pairs have a price, coverage and their price are the same in sum.
    pub levels: Levels,
}

/// A plan made ready for the question who steps in when somebody drops out. It can be asked as often as one likes, and
/// holds as long as instance and plan stay as they are.
pub struct Prepared<'a> {
    town: Town<'a>,
    order: Order,
    choice: Choice,
    standing: Standing,
    held: Held,
    /// The best plan while everybody is there.
    base: Whole,
}

/// A whole plan.
struct Whole {
    /// All pairs (registrant, supporter) in order.
    pairs: Vec<(usize, usize)>,
    /// How many of them are new.
    added: usize,
    tally: Tally,
}

/// Returns the best plan without the supporter `gone`, by index, after the plan `before`. Without a `price` the fewest
/// pairs change that full coverage allows; with one, each new pair costs so many tenths of a point of coverage, and 0
/// is the plan made anew. The supporter's pins are gone too; who was possible before stays so, nobody else becomes
/// possible, and last resorts are not looked for.
///
/// # Errors
/// `Stopped` when the person cancelled, or the instance is beyond all measure.
pub fn mend(
    instance: &Instance,
    before: &[(usize, usize)],
    gone: usize,
    price: Option<i64>,
    report: &mut dyn FnMut(Stage, u32, u32) -> Continue,
) -> Result<Mended, Stopped> {
    prepare(instance, before, price, report)?.without(gone, report)
}

/// Makes a plan ready for `Prepared::without`; this takes most of the time of `mend`, and it does not depend on who is
/// gone.
///
/// # Errors
/// `Stopped` when the person cancelled, or the instance is beyond all measure.
pub fn prepare<'a>(
    instance: &'a Instance,
    before: &[(usize, usize)],
    price: Option<i64>,
    report: &mut dyn FnMut(Stage, u32, u32) -> Continue,
) -> Result<Prepared<'a>, Stopped> {
    tell(Stage::Candidates, report)?;
    let town = Town::new(instance);
    let order = Order::of(instance);
    let (pinned, _) = settle_pins(&town);
    let near = near_candidates(&town, &pinned, &order, 1, report)?;
    let choice = Choice::of(instance, pinned, near);
    tell(Stage::Flow, report)?;
    let changes = price.map_or(Changes::Fewest, |price| Changes::Tenths(price.max(0)));
    let standing = Standing::of(&town, before.iter().copied(), changes);
    let how = How {
        threads: 1,
        keep: true,
        pins_may_go: true,
    };
    let filled = fill(&town, &choice, &order, Some(&standing), how, report)?;
    Ok(Prepared {
        base: Whole::of(&town, &choice, &standing, &filled.used),
        held: Held::of(filled.networks, &choice, instance),
        town,
        order,
        choice,
        standing,
    })
}

impl Prepared<'_> {
    /// Returns the best plan without a supporter, see `mend`.
    ///
    /// # Errors
    /// `Stopped` when the person cancelled.
    pub fn without(
        &mut self,
        gone: usize,
        report: &mut dyn FnMut(Stage, u32, u32) -> Continue,
    ) -> Result<Mended, Stopped> {
        tell(Stage::Repair, report)?;
        let mended = match self.held.without(&self.town, &self.choice, gone) {
            Some(moved) => self.base.after(&self.town, &self.standing, &moved),
            None => self.anew(gone, report)?,
        };
        tell(Stage::End, report)?;
        Ok(mended)
    }

    /// Solves again without somebody, from the plan that stands.
    fn anew(
        &self,
        gone: usize,
        report: &mut dyn FnMut(Stage, u32, u32) -> Continue,
    ) -> Result<Mended, Stopped> {
        let choice = self.choice.without(gone);
        let standing = Some(&self.standing);
        let filled = fill(
            &self.town,
            &choice,
            &self.order,
            standing,
            How::ONCE,
            report,
        )?;
        let whole = Whole::of(&self.town, &choice, &self.standing, &filled.used);
        Ok(Mended {
            pairs: whole.pairs,
            added: whole.added,
            levels: whole.tally.levels,
        })
    }
}

impl Whole {
    fn of(town: &Town<'_>, choice: &Choice, standing: &Standing, used: &[Used]) -> Self {
        let mut pairs: Vec<(usize, usize)> = used.iter().map(|&(i, j, _)| (i, j)).collect();
        pairs.extend(choice.pins());
        pairs.sort_unstable();
        let costs = pairs.iter().map(|&(i, j)| (i, j, town.cost(i, j)));
        Self {
            tally: Tally::of(&town.instance, costs),
            added: standing.count_new(&pairs),
            pairs,
        }
    }

    fn after(&self, town: &Town<'_>, standing: &Standing, moved: &Moved) -> Mended {
        let new = |pairs: &[(usize, usize)]| standing.count_new(pairs);
        Mended {
            levels: self.tally.after(town, &self.pairs, moved),
            added: self.added + new(&moved.added) - new(&moved.ended),
            pairs: moved.applied_to(&self.pairs),
        }
    }
}
