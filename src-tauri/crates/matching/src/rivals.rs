//! What a pair is worth, and why the next best was not taken: the plan beside the best one that must do without the pair,
//! or must have the other one.

#[cfg(test)]
mod tests;

use std::ops::Range;

use domain::vault::Continue;

use crate::candidates::{Barrier, Town};
use crate::explain::Explanation;
use crate::flow::Filled;
use crate::levels::Levels;
use crate::net::USED;
use crate::parts::Weights;
use crate::search::Search;
use crate::solve::{Pair, Stage, Stopped};
use crate::threads::on_threads;
use crate::ways::Ways;

/// Possible supporters told of each registrant beside those of the plan.
const RIVALS: usize = 3;
/// Supporters nearby told of each registrant whom a rule forbids.
const BARRED: usize = 2;
/// Registrants looked at in one piece.
const PIECE: usize = 128;

/// The plan without one of its pairs, where nobody else becomes possible and last resorts are as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Without {
    /// What the best plan without the pair loses.
    pub loss: Levels,
    /// The supporter who would come instead; none where the place would stay empty.
    pub instead: Option<usize>,
}

/// Why somebody nearby was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// A rule stands between the two.
    Barrier(Barrier),
    /// The supporter has room, but a plan with the pair is this much worse.
    Dearer(Levels),
    /// The registrant of this index would have to let go of the supporter, and the plan would be this much worse.
    Needed {
        /// Index of the registrant who would have to do without.
        by: usize,
        /// How much worse.
        loss: Levels,
    },
}

/// A supporter nearby who was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rival {
    /// Index of the supporter.
    pub supporter: usize,
    /// Why.
    pub why: NotTaken,
}

/// What one piece of the work has found.
struct Found {
    /// Registrant, supporter.
    without: Vec<(usize, usize, Without)>,
    rivals: Vec<(usize, Vec<Rival>)>,
}

/// Adds to an explanation what each pair is worth, and who was not taken.
pub(crate) fn add(
    explanation: &mut Explanation,
    town: &Town<'_>,
    filled: &Filled,
    pairs: &[Pair],
    threads: usize,
    report: &mut dyn FnMut(Stage, u32, u32) -> Continue,
) -> Result<(), Stopped> {
    let networks = filled.networks.as_slice();
    let index = on_threads(threads, networks.len(), &mut |_| true, &|n, _| {
        Some(Ways::of(&networks[n]))
    });
    let index = index.unwrap_or_default();
    let mut pieces: Vec<(&Ways<'_>, Range<usize>)> = Vec::new();
    for ways in &index {
        let all = ways.network.part.registrants.len();
        pieces.extend(
            (0..all)
                .step_by(PIECE)
                .map(|at| (ways, at..all.min(at + PIECE))),
        );
    }
    let total = town.instance.registrants.len() as u32;
    let mut done = 0;
    let mut pulse = |more: u32| {
        done += more;
        report(Stage::Explanation, done, total) == Continue::Yes
    };
    let found = on_threads(threads, pieces.len(), &mut pulse, &|n, pulse| {
        let (ways, range) = &pieces[n];
        let found = of_piece(ways, range.clone(), filled.weights);
        pulse(range.len() as u32).then_some(found)
    });
    explanation.without = vec![None; pairs.len()];
    explanation.rivals = vec![Vec::new(); town.instance.registrants.len()];
    for found in found.ok_or(Stopped::Cancelled)? {
        for (i, j, without) in found.without {
            let own = pairs.partition_point(|pair| pair.registrant < i);
            let at = pairs[own..].iter().position(|pair| pair.supporter == j);
            if let Some(at) = at {
                explanation.without[own + at] = Some(without);
            }
        }
        for (i, rivals) in found.rivals {
            explanation.rivals[i] = rivals;
        }
    }
    for (i, rivals) in explanation.rivals.iter_mut().enumerate() {
        rivals.extend(barred(town, i));
    }
    Ok(())
}

fn of_piece(ways: &Ways<'_>, range: Range<usize>, weights: Weights) -> Found {
    let (part, net) = (&ways.network.part, &ways.network.net);
    let mut search = Search::new(net.nodes());
    let mut found = Found {
        without: Vec::new(),
        rivals: Vec::with_capacity(range.len()),
    };
    let person = |node: u32| net.person(node as usize);
    for n in range {
        let i = part.registrants[n] as usize;
        let mut next: Vec<(i64, usize)> = Vec::new();
        for k in ways.pairs_of(n) {
            let j = part.supporters[ways.supporter(k)] as usize;
            if net.tail[k] & USED == 0 {
                let is_near = net.owner(k).1.is_none_or(|b| net.bundles[b].first == 0);
                next.extend(is_near.then(|| (ways.price(k), k)));
            } else if let Some(price) = ways.without(k, &mut search) {
                let instead = search.way.iter().find_map(|&node| person(node).supporter());
                let without = Without {
                    loss: weights.levels(price),
                    instead: instead.map(|j| part.supporters[j] as usize),
                };
                found.without.push((i, j, without));
            }
        }
        next.sort_unstable();
        next.truncate(RIVALS);
        let mut rivals: Vec<Rival> = Vec::with_capacity(next.len());
        for (_, k) in next {
            let Some(price) = ways.with(k, &mut search) else {
                continue;
            };
            let loss = weights.levels(price);
            let by = search
                .way
                .get(1)
                .and_then(|&node| person(node).registrant());
            rivals.push(Rival {
                supporter: part.supporters[ways.supporter(k)] as usize,
                why: match by {
                    None => NotTaken::Dearer(loss),
                    Some(q) => NotTaken::Needed {
                        by: part.registrants[q] as usize,
                        loss,
                    },
                },
            });
        }
        rivals.sort_by_key(|rival| match rival.why {
            NotTaken::Barrier(_) => (Levels::default(), rival.supporter),
            NotTaken::Dearer(loss) | NotTaken::Needed { loss, .. } => (loss, rival.supporter),
        });
        found.rivals.push((i, rivals));
    }
    found
}

/// Returns the nearest supporters whom a rule forbids. The person and the own household are no neighbours.
fn barred(town: &Town<'_>, i: usize) -> Vec<Rival> {
    let near = town.near(i).into_iter();
    let mut barred: Vec<(i64, Rival)> = near
        .filter_map(|supporter| {
            let barrier = town.barrier(i, supporter)?;
            let why = NotTaken::Barrier(barrier);
            let is_neighbour = !matches!(barrier, Barrier::SamePerson | Barrier::Household);
            is_neighbour.then(|| (town.walk(i, supporter), Rival { supporter, why }))
        })
        .collect();
    barred.sort_by_key(|(walk, rival)| (*walk, rival.supporter));
    barred.truncate(BARRED);
    barred.into_iter().map(|(_, rival)| rival).collect()
}
