//! The flow through the whole town, part by part: from a start by hand, or from the pairs that stand already.

use domain::vault::Continue;

use crate::candidates::Town;
use crate::net::{HEAD, Net, USED};
use crate::order::Order;
use crate::parts::{self, Builder, Changes, Choice, NO_NUMBER, Part, Weights};
use crate::solve::{Stage, Stopped};
use crate::start;
use crate::tree::Tree;

/// A pair that is used: registrant, supporter, and whether it is a last resort.
pub(crate) type Used = (usize, usize, bool);

/// Pairs that stand already, in a repair.
pub(crate) struct Standing {
    /// Supporters of each registrant.
    pub(crate) mates: Vec<Vec<u32>>,
    /// How much a pair weighs that is not among them.
    pub(crate) changes: Changes,
}

impl Standing {
    /// Gathers pairs; those that name nobody of the town are left out.
    pub(crate) fn of(
        town: &Town<'_>,
        pairs: impl Iterator<Item = (usize, usize)>,
        changes: Changes,
    ) -> Self {
        let supporters = town.instance.supporters.len();
        let mut mates = vec![Vec::new(); town.instance.registrants.len()];
        for (i, j) in pairs.filter(|&(_, j)| j < supporters) {
            if let Some(list) = mates.get_mut(i) {
                list.push(j as u32);
            }
        }
        Self { mates, changes }
    }
}

/// Fills the network: every registrant sends one unit for each place that no pin holds.
pub(crate) fn fill(
    town: &Town<'_>,
    choice: &Choice,
    order: &Order,
    standing: Option<&Standing>,
    report: &mut dyn FnMut(Stage, u32, u32) -> Continue,
) -> Result<Vec<Used>, Stopped> {
    let instance = town.instance;
    let changes = standing.map_or(Changes::Free, |standing| standing.changes);
    let weights = Weights::of(instance, choice, changes).ok_or(Stopped::TooLarge)?;
    let load = choice.pinned_load(instance.supporters.len());
    let parts = parts::split(instance, choice, order);
    let mut number = vec![NO_NUMBER; instance.supporters.len()];
    for part in &parts {
        for (&j, n) in part.supporters.iter().zip(0..) {
            number[j as usize] = n;
        }
    }
    let builder = Builder {
        town,
        choice,
        weights,
        load: &load,
        number: &number,
        standing: standing.map(|standing| standing.mates.as_slice()),
    };
    let mut used = Vec::new();
    for part in &parts {
        let mut net = builder.build(part);
        if standing.is_some() {
            start::keep(&mut net);
        }
        start::fill(&mut net);
        let mut tree = Tree::new(&mut net);
        if !tree.run(&mut || report(Stage::Flow, 0, 0) == Continue::Yes) {
            return Err(Stopped::Cancelled);
        }
        gather(choice, part, &net, &mut used);
    }
    Ok(used)
}

/// Reads the used pairs of a part.
fn gather(choice: &Choice, part: &Part, net: &Net, used: &mut Vec<Used>) {
    let nr = part.registrants.len() as u32;
    for (n, &i) in part.registrants.iter().enumerate() {
        let elsewhere = !choice.elsewhere.of(i as usize).is_empty();
        let last = net
            .bundles_of(n)
            .last()
            .filter(|_| elsewhere)
            .map(|b| net.members(n, b));
        for k in net.row(n).filter(|&k| net.head[k] & USED != 0) {
            let j = part.supporters[((net.head[k] & HEAD) - nr) as usize];
            let resort = last.as_ref().is_some_and(|last| last.contains(&k));
            used.push((i as usize, j as usize, resort));
        }
    }
}
