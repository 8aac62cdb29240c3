//! A plan mended after somebody has dropped out, exactly as the benchmark kit defines it: coverage first, then the fewest
//! new pairs (or each new pair at a price), then load, then points.

#[cfg(test)]
mod tests;

use domain::vault::Continue;

use crate::candidates::Town;
use crate::flow::{Filled, How, Network, Standing, Used, fill};
use crate::instance::Instance;
use crate::order::Order;
use crate::pair_rows::PairRows;
use crate::parts::{Changes, Choice};
use crate::rows::near_candidates;
use crate::solve::{Levels, Stage, Stopped, levels, pairs_of, settle_pins, tell};

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

/// A plan made ready for the question who steps in when somebody drops out.
pub struct Prepared<'a> {
    town: Town<'a>,
    order: Order,
    choice: Choice,
    standing: Standing,
    filled: Filled,
    /// The pairs of each network by registrant.
    rows: Vec<PairRows>,
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
    };
    let filled = fill(&town, &choice, &order, Some(&standing), how, report)?;
    Ok(Prepared {
        rows: filled
            .networks
            .iter()
            .map(|n| PairRows::of(&n.net))
            .collect(),
        town,
        order,
        choice,
        standing,
        filled,
    })
}

impl Prepared<'_> {
    /// Returns the best plan without a supporter, see `mend`.
    ///
    /// # Errors
    /// `Stopped` when the person cancelled.
    pub fn without(
        mut self,
        gone: usize,
        report: &mut dyn FnMut(Stage, u32, u32) -> Continue,
    ) -> Result<Mended, Stopped> {
        tell(Stage::Repair, report)?;
        if self.choice.pinned.iter().any(|list| list.contains(&gone)) {
            self.unpin(gone, report)?;
        } else {
            for (network, rows) in self.filled.networks.iter_mut().zip(&self.rows) {
                let mut supporters = network.part.supporters.iter();
                if let Some(n) = supporters.position(|&j| j as usize == gone) {
                    network.drop_out(n, rows);
                }
            }
        }
        tell(Stage::End, report)?;
        Ok(self.mended())
    }

    /// Solves again without somebody who was pinned: the places of the pins are open now.
    fn unpin(
        &mut self,
        gone: usize,
        report: &mut dyn FnMut(Stage, u32, u32) -> Continue,
    ) -> Result<(), Stopped> {
        for list in &mut self.choice.pinned {
            list.retain(|&j| j != gone);
        }
        if let Ok(gone) = u32::try_from(gone) {
            self.choice.near.forget(gone);
        }
        let how = How {
            threads: 1,
            keep: true,
        };
        let standing = Some(&self.standing);
        self.filled = fill(&self.town, &self.choice, &self.order, standing, how, report)?;
        Ok(())
    }

    fn mended(&self) -> Mended {
        let used = self.filled.networks.iter().flat_map(Network::used);
        let used: Vec<Used> = used.collect();
        let pairs = pairs_of(&self.town, &self.choice, &used);
        let (levels, _) = levels(self.town.instance, &pairs);
        let mut pairs: Vec<(usize, usize)> =
            pairs.iter().map(|p| (p.registrant, p.supporter)).collect();
        pairs.sort_unstable();
        let is_new = |&&(i, j): &&(usize, usize)| !self.standing.mates[i].contains(&(j as u32));
        Mended {
            added: pairs.iter().filter(is_new).count(),
            pairs,
            levels,
        }
    }
}
