//! The flow through the whole town, part by part: from an auction, or from the pairs that stand already.

use domain::vault::Continue;

use crate::builder::Builder;
use crate::candidates::Town;
use crate::net::{Net, TAIL, USED};
use crate::order::Order;
use crate::parts::{self, Changes, Choice, NO_NUMBER, Part, Weights};
use crate::proof;
use crate::solve::{Stage, Stopped};
use crate::start;
use crate::threads::{Pulse, on_threads};
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

/// Fills the places and returns the pairs used, pinned ones left out: every registrant has a unit for each place that no
/// pin holds.
pub(crate) fn fill(
    town: &Town<'_>,
    choice: &Choice,
    order: &Order,
    standing: Option<&Standing>,
    threads: usize,
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
    let total: usize = parts.iter().map(|part| part.registrants.len()).sum();
    let mut done = 0;
    let mut pulse = |more: u32| {
        done += more;
        report(Stage::Flow, done, total as u32) == Continue::Yes
    };
    let used = on_threads(threads, parts.len(), &mut pulse, &|n, pulse| {
        fill_part(&builder, &parts[n], pulse)
    });
    Ok(used.ok_or(Stopped::Cancelled)?.concat())
}

/// Fills one part; `None` where `pulse` said stop.
fn fill_part(builder: &Builder<'_>, part: &Part, pulse: &mut Pulse<'_>) -> Option<Vec<Used>> {
    if !pulse(0) {
        return None;
    }
    let mut rows = builder.build(part);
    let mut net = Net::new(&mut rows);
    net.change = builder.weights.change;
    let is_kept = builder.standing.is_some() && start::keep(&mut net, &rows);
    if !is_kept && !start::fill(&mut net, &rows, builder.weights.load, pulse) {
        return None;
    }
    drop(rows);
    let mut tree = Tree::new(&mut net);
    if !tree.run(pulse) {
        return None;
    }
    let label = tree.label;
    debug_assert!(proof::is_optimal(&net, &label), "a ring is negative");
    drop(label);
    pulse(part.registrants.len() as u32).then(|| gather(part, &net))
}

/// Reads the used pairs of a part.
fn gather(part: &Part, net: &Net) -> Vec<Used> {
    let mut used = Vec::new();
    for (n, &j) in part.supporters.iter().enumerate() {
        for k in net.pairs_of(n).filter(|&k| net.tail[k] & USED != 0) {
            let tail = (net.tail[k] & TAIL) as usize;
            let (owner, elsewhere) = match tail.checked_sub(net.sink() + 1) {
                None => (tail, false),
                Some(b) => {
                    let bundle = &net.bundles[b];
                    (bundle.owner as usize, bundle.first != 0)
                }
            };
            used.push((part.registrants[owner] as usize, j as usize, elsewhere));
        }
    }
    used
}
