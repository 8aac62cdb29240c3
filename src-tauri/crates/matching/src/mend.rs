//! A plan mended after somebody has dropped out, exactly as the benchmark kit defines it: coverage first, then the fewest
//! new pairs (or each new pair at a price), then load, then points.

#[cfg(test)]
mod tests;

use domain::vault::Continue;

use crate::candidates::Town;
use crate::flow::{How, Standing, fill};
use crate::instance::Instance;
use crate::order::Order;
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
    tell(Stage::Candidates, report)?;
    let town = Town::new(instance);
    let order = Order::of(instance);
    let (mut pinned, _) = settle_pins(&town);
    let mut near = near_candidates(&town, &pinned, &order, 1, report)?;
    for list in &mut pinned {
        list.retain(|&j| j != gone);
    }
    if let Ok(gone) = u32::try_from(gone) {
        near.forget(gone);
    }
    let choice = Choice::of(instance, pinned, near);
    tell(Stage::Flow, report)?;
    let changes = price.map_or(Changes::Fewest, |price| Changes::Tenths(price.max(0)));
    let held = before.iter().copied().filter(|&(_, j)| j != gone);
    let standing = Standing::of(&town, held, changes);
    let used = fill(&town, &choice, &order, Some(&standing), How::ONCE, report)?.used;
    tell(Stage::End, report)?;
    let pairs = pairs_of(&town, &choice, &used);
    let (levels, _) = levels(instance, &pairs);
    let mut pairs: Vec<(usize, usize)> =
        pairs.iter().map(|p| (p.registrant, p.supporter)).collect();
    pairs.sort_unstable();
    let is_new = |&&(i, j): &&(usize, usize)| !standing.mates[i].contains(&(j as u32));
    Ok(Mended {
        added: pairs.iter().filter(is_new).count(),
        pairs,
        levels,
    })
}
