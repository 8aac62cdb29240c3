//! The flow through the whole town, part by part: from an auction, or from the pairs that stand already.

use domain::vault::Continue;

use crate::builder::Builder;
use crate::candidates::Town;
use crate::instance::Instance;
use crate::net::{Net, USED};
use crate::order::Order;
use crate::parts::{self, Changes, Choice, NO_NUMBER, Part, Weights};
use crate::proof;
use crate::solve::{Stage, Stopped};
use crate::start;
use crate::threads::{Pulse, on_threads};
use crate::tree::Tree;

/// A pair that is used: registrant, supporter, and whether it is a last resort.
pub(crate) type Used = (usize, usize, bool);

/// How the flow is found.
#[derive(Clone, Copy)]
pub(crate) struct How {
    /// Threads used, at least 1.
    pub(crate) threads: usize,
    /// Whether the solved networks are wanted afterwards.
    pub(crate) keep: bool,
    /// Whether pins may be taken away from them then.
    pub(crate) pins_may_go: bool,
}

impl How {
    /// One thread, for the pairs alone.
    pub(crate) const ONCE: Self = Self {
        threads: 1,
        keep: false,
        pins_may_go: false,
    };
}

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

    /// Returns how many pairs are not among them.
    pub(crate) fn count_new(&self, pairs: &[(usize, usize)]) -> usize {
        let is_new = |&&(i, j): &&(usize, usize)| !self.mates[i].contains(&(j as u32));
        pairs.iter().filter(is_new).count()
    }
}

/// A part of the town as a solved network: no ring of it is negative, and the labels prove it.
pub(crate) struct Network {
    pub(crate) part: Part,
    pub(crate) net: Net,
    /// Length of the shortest way from the sink to each node.
    pub(crate) label: Vec<i64>,
}

/// The places as they are filled.
#[derive(Default)]
pub(crate) struct Filled {
    /// The pairs used, pinned ones left out.
    pub(crate) used: Vec<Used>,
    /// The parts, where they were to be kept.
    pub(crate) networks: Vec<Network>,
    /// What the prices in them mean.
    pub(crate) weights: Weights,
}

/// Fills the places: every registrant has a unit for each place that no pin holds.
pub(crate) fn fill(
    town: &Town<'_>,
    choice: &Choice,
    order: &Order,
    standing: Option<&Standing>,
    how: How,
    report: &mut dyn FnMut(Stage, u32, u32) -> Continue,
) -> Result<Filled, Stopped> {
    let instance: &Instance = &town.instance;
    let changes = standing.map_or(Changes::Free, |standing| standing.changes);
    let weights = Weights::of(instance, choice, changes).ok_or(Stopped::TooLarge)?;
    let load = choice.pinned_load(instance.supporters.len());
    let parts = parts::split(instance, choice, order, how.pins_may_go);
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
        pins_may_go: how.pins_may_go,
        standing: standing.map(|standing| standing.mates.as_slice()),
    };
    let total: usize = parts.iter().map(|part| part.registrants.len()).sum();
    let mut done = 0;
    let mut pulse = |more: u32| {
        done += more;
        report(Stage::Flow, done, total as u32) == Continue::Yes
    };
    let solved = on_threads(how.threads, parts.len(), &mut pulse, &|n, pulse| {
        let network = fill_part(&builder, &parts[n], pulse)?;
        Some((network.used(), how.keep.then_some(network)))
    });
    let mut filled = Filled {
        weights,
        ..Filled::default()
    };
    for (used, network) in solved.ok_or(Stopped::Cancelled)? {
        filled.used.extend(used);
        filled.networks.extend(network);
    }
    Ok(filled)
}

/// Fills one part; `None` where `pulse` said stop.
fn fill_part(builder: &Builder<'_>, part: &Part, pulse: &mut Pulse<'_>) -> Option<Network> {
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
    pulse(part.registrants.len() as u32).then(|| Network {
        part: part.clone(),
        net,
        label,
    })
}

impl Network {
    /// Reads the pairs that are used.
    pub(crate) fn used(&self) -> Vec<Used> {
        let (part, net) = (&self.part, &self.net);
        let mut used = Vec::new();
        for (n, &j) in part.supporters.iter().enumerate() {
            for k in net.pairs_of(n).filter(|&k| net.tail[k] & USED != 0) {
                let (owner, bundle) = net.owner(k);
                let elsewhere = bundle.is_some_and(|b| net.bundles[b].first != 0);
                used.push((part.registrants[owner] as usize, j as usize, elsewhere));
            }
        }
        used
    }
}
