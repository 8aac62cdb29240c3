//! The proposal itself: pins are settled, the network is filled, last resorts are added where somebody would have nobody.

use domain::pairing::DistanceClass;
use domain::vault::{Continue, Progress};

use crate::alternate::{self, Assignment};
use crate::candidates::{Barrier, Candidate, Town};
use crate::cost;
use crate::explain::{self, Explanation};
use crate::flow::{Filled, How, Used, fill};
use crate::instance::Instance;
use crate::levels::{Levels, levels};
use crate::order::Order;
use crate::parts::Choice;
use crate::rivals;
use crate::rows::near_candidates;
use crate::threads;

/// Last resorts kept for each registrant, at the least; with fewer people left over than this it is exact.
const LAST_RESORTS: usize = 256;

/// Why there is no solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// The person pressed やめる.
    Cancelled,
    /// The sums would not fit into whole numbers of 64 bits.
    TooLarge,
}

/// One pair of the solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Index of the registrant.
    pub registrant: usize,
    /// Index of the supporter.
    pub supporter: usize,
    /// Points.
    pub cost: i64,
    /// How far apart they live, by address.
    pub distance: DistanceClass,
    /// Walk in decimetres.
    pub walk: i64,
    /// The pair was given beforehand (固定, or both said yes).
    pub pinned: bool,
    /// A last resort.
    pub elsewhere: bool,
}

/// Why a pair given beforehand is not in the solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinFault {
    /// A rule stands between the two.
    Barrier(Barrier),
    /// The registrant has as many already.
    Need,
    /// The supporter is at the limit already.
    Capacity,
}

/// A pair given beforehand that could not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RejectedPin {
    /// Index of the registrant.
    pub registrant: usize,
    /// Index of the supporter.
    pub supporter: usize,
    /// Why.
    pub fault: PinFault,
}

/// The proposal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Solution {
    /// Pairs by registrant; inside: pinned ones first, then the cheapest.
    pub pairs: Vec<Pair>,
    /// Pairs given beforehand that could not be kept.
    pub rejected: Vec<RejectedPin>,
    /// The three levels reached.
    pub levels: Levels,
    /// Empty places by rank 1 … 20.
    pub unfilled_by_rank: [u32; cost::RANKS],
    /// Why these pairs, why these gaps.
    pub explanation: Explanation,
}

/// What the solver is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Looks for possible pairs.
    Candidates,
    /// Fills the places.
    Flow,
    /// Passes on what somebody leaves who is gone.
    Repair,
    /// Finds the words.
    Explanation,
    /// Has ended.
    End,
}

/// How the solver works; none of it changes the solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// Threads used, at least 1.
    pub threads: usize,
    /// Whether reasons, gaps and shortage groups are wanted.
    pub explain: bool,
    /// Whether an explanation also tells what each pair is worth and who was not taken.
    pub rivals: bool,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            threads: threads::usual(),
            explain: true,
            rivals: false,
        }
    }
}

/// Solves the instance exactly. The same instance gives the same solution.
///
/// # Errors
/// `Stopped` when the person cancelled, or the instance is beyond all measure.
pub fn solve(
    instance: &Instance,
    report: &mut dyn FnMut(Progress) -> Continue,
) -> Result<Solution, Stopped> {
    solve_as(instance, Manner::default(), report)
}

/// Solves the instance without the words of an explanation, for questions that look at the pairs alone.
///
/// # Errors
/// `Stopped` when the person cancelled, or the instance is beyond all measure.
pub fn solve_without_words(
    instance: &Instance,
    report: &mut dyn FnMut(Progress) -> Continue,
) -> Result<Solution, Stopped> {
    let manner = Manner {
        explain: false,
        ..Manner::default()
    };
    solve_as(instance, manner, report)
}

fn solve_as(
    instance: &Instance,
    manner: Manner,
    report: &mut dyn FnMut(Progress) -> Continue,
) -> Result<Solution, Stopped> {
    solve_in(instance, manner, &mut |_, done, total| {
        report(Progress {
            running: true,
            what: String::new(),
            done,
            total,
        })
    })
}

/// Solves the instance exactly, and reports stage, steps done and steps in all.
///
/// # Errors
/// `Stopped` when the person cancelled, or the instance is beyond all measure.
pub fn solve_in(
    instance: &Instance,
    manner: Manner,
    report: &mut dyn FnMut(Stage, u32, u32) -> Continue,
) -> Result<Solution, Stopped> {
    tell(Stage::Candidates, report)?;
    let town = Town::new(instance);
    let order = Order::of(instance);
    let (pinned, rejected) = settle_pins(&town);
    let near = near_candidates(&town, &pinned, &order, manner.threads, report)?;
    let mut choice = Choice::of(instance, pinned, near);
    tell(Stage::Flow, report)?;
    let how = How {
        threads: manner.threads,
        keep: manner.explain && manner.rivals,
        pins_may_go: false,
    };
    let filled = fill_with_last_resorts(&town, &mut choice, &order, how, report)?;
    tell(Stage::Explanation, report)?;
    let used = &filled.used;
    let pairs = pairs_of(&town, &choice, used);
    let explanation = if manner.explain {
        let assignment = Assignment::of(instance.supporters.len(), &choice, used.iter().copied());
        let mut explanation = explain::explain(&town, &choice, &assignment, &pairs);
        if manner.rivals {
            rivals::add(
                &mut explanation,
                &town,
                &filled,
                &pairs,
                manner.threads,
                report,
            )?;
        }
        explanation
    } else {
        Explanation::default()
    };
    let (levels, unfilled_by_rank) = levels(instance, &pairs);
    tell(Stage::End, report)?;
    Ok(Solution {
        pairs,
        rejected,
        levels,
        unfilled_by_rank,
        explanation,
    })
}

/// Fills the places; where somebody would have nobody and it is wanted, also from elsewhere.
pub(crate) fn fill_with_last_resorts(
    town: &Town<'_>,
    choice: &mut Choice,
    order: &Order,
    how: How,
    report: &mut dyn FnMut(Stage, u32, u32) -> Continue,
) -> Result<Filled, Stopped> {
    let filled = fill(town, choice, order, None, how, report)?;
    if town.instance.parameters.elsewhere && add_last_resorts(town, choice, order, &filled.used) {
        drop(filled);
        return fill(town, choice, order, None, how, report);
    }
    Ok(filled)
}

/// Reports that a stage begins.
pub(crate) fn tell(
    stage: Stage,
    report: &mut dyn FnMut(Stage, u32, u32) -> Continue,
) -> Result<(), Stopped> {
    match report(stage, 0, 0) {
        Continue::Yes => Ok(()),
        Continue::No => Err(Stopped::Cancelled),
    }
}

/// Settles the pairs given beforehand: a pin never beats a rule, a need or a limit (kit: Pins).
pub(crate) fn settle_pins(town: &Town<'_>) -> (Vec<Vec<usize>>, Vec<RejectedPin>) {
    let instance: &Instance = &town.instance;
    let mut pinned = vec![Vec::new(); instance.registrants.len()];
    let mut load = vec![0_u32; instance.supporters.len()];
    let mut rejected = Vec::new();
    for (i, j) in town.pins() {
        let fault = if let Some(barrier) = town.barrier(i, j) {
            Some(PinFault::Barrier(barrier))
        } else if pinned[i].len() as u32 >= instance.need(i) {
            Some(PinFault::Need)
        } else if load[j] >= instance.capacity(j) {
            Some(PinFault::Capacity)
        } else {
            None
        };
        match fault {
            Some(fault) => rejected.push(RejectedPin {
                registrant: i,
                supporter: j,
                fault,
            }),
            None => {
                pinned[i].push(j);
                load[j] += 1;
            }
        }
    }
    (pinned, rejected)
}

/// Adds last resorts: for people who would have nobody, or would be next in line if others moved, the supporters
/// who have room, or would have it. Only such pairs can stand on an improving cycle, so the result stays exact.
fn add_last_resorts(town: &Town<'_>, choice: &mut Choice, order: &Order, used: &[Used]) -> bool {
    let instance: &Instance = &town.instance;
    let assignment = Assignment::of(instance.supporters.len(), choice, used.iter().copied());
    let alone: Vec<usize> = (0..instance.registrants.len())
        .filter(|&i| choice.need[i] > 0 && assignment.mates[i].is_empty())
        .collect();
    let room = alternate::could_have_room(&choice.near, &assignment, |j| {
        let supporter = &instance.supporters[j];
        supporter.open && assignment.load[j] < instance.capacity(j)
    });
    let with_room: Vec<usize> = (0..room.len()).filter(|&j| room[j]).collect();
    if alone.is_empty() || with_room.is_empty() {
        return false;
    }
    let most = alone.len().max(LAST_RESORTS);
    let reached = alternate::from_registrants(&choice.near, &assignment, alone.into_iter());
    let ranks = order.ranks_of_supporters();
    let mut any = false;
    for i in (0..reached.registrants.len()).filter(|&i| reached.registrants[i]) {
        let mut list: Vec<Candidate> = with_room
            .iter()
            .filter(|&&j| {
                !choice.pinned[i].contains(&j)
                    && choice.near.of(i).iter().all(|c| c.at() != j)
                    && town.is_elsewhere(i, j)
            })
            .filter_map(|&j| Candidate::of(town, i, j))
            .collect();
        list.sort_by_key(|c| (c.cost, ranks[c.at()]));
        list.truncate(most);
        any |= !list.is_empty();
        choice.elsewhere.set(i, list.into_iter());
    }
    any
}

pub(crate) fn pairs_of(town: &Town<'_>, choice: &Choice, used: &[Used]) -> Vec<Pair> {
    let pair = |i: usize, j: usize, pinned: bool, elsewhere: bool| Pair {
        registrant: i,
        supporter: j,
        cost: town.cost(i, j),
        distance: town.class(i, j),
        walk: town.walk(i, j),
        pinned,
        elsewhere,
    };
    let held = choice.pinned.iter().enumerate();
    let mut pairs: Vec<Pair> = held
        .flat_map(|(i, list)| list.iter().map(move |&j| (i, j)))
        .map(|(i, j)| pair(i, j, true, false))
        .collect();
    pairs.extend(
        used.iter()
            .map(|&(i, j, elsewhere)| pair(i, j, false, elsewhere)),
    );
    pairs.sort_by_key(|p| (p.registrant, !p.pinned, p.elsewhere, p.cost, p.supporter));
    pairs
}
