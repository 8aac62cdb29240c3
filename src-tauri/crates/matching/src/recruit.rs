//! Where one more supporter helps most: a ranked list of blocks or of squares of the map, each with what the first, the
//! second and the third new supporter there would bring, and the best order to look for several.
//!
//! Last resorts from elsewhere are left out here: who leans on somebody far away still needs a neighbour, and is counted
//! as having nobody. The gains are exact; the first ones are confirmed by solving the town anew with the supporter in it.

mod handover;
mod places;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;

use domain::person::Gender;
use domain::vault::{Continue, Progress};

use handover::{Handover, Worth};
use places::{Site, newcomer, sites};

use crate::cost;
use crate::instance::{Abode, Instance};
use crate::solve::{Solution, Stopped, solve_without_words};

pub use places::Spot;

/// Ranks from here on are first places (5·(4 − 1) + priority).
const FIRST_PLACE: i64 = 16;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Search {
    /// People a new supporter could look after: the usual limit.
    pub tasks: u32,
    /// Gender of the new supporter; people who want the same gender only are counted where it is theirs.
    pub gender: Gender,
    /// Side of a square of the map in decimetres.
    pub cell: i64,
    /// Length of the list.
    pub top: usize,
    /// Supporters in one place whose gain is told one after the other.
    pub each: usize,
    /// Openings at the head of the list that are confirmed by solving anew; each takes as long as a proposal.
    pub confirm: usize,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            tasks: 2,
            gender: Gender::Unknown,
            cell: 1000,
            top: 10,
            each: 3,
            confirm: 1,
        }
    }
}

/// What a new supporter would bring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gain {
    /// People who would have somebody and have nobody nearby now.
    pub first: u32,
    /// Further places that would be filled.
    pub further: u32,
    /// The sum of the ranks of these places: urgent people count more.
    pub points: i64,
}

impl Gain {
    fn of(ranks: impl Iterator<Item = i64>) -> Self {
        let mut gain = Self::default();
        for rank in ranks.filter(|rank| *rank > 0) {
            gain.points += rank;
            if rank >= FIRST_PLACE {
                gain.first += 1;
            } else {
                gain.further += 1;
            }
        }
        gain
    }
}

/// A place where one more supporter would help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Where.
    pub spot: Spot,
    /// Part of the town the spot lies in.
    pub zone: u32,
    /// What the first new supporter there would bring, the second, and so on; ends before the first who brings nothing.
    pub gains: Vec<Gain>,
    /// Registrants within reach of the spot who would profit, directly or by handing their supporter on.
    pub people: Vec<usize>,
    /// Other spots from which the very same people are reached, so that the gain is the same there.
    pub alike: Vec<Spot>,
    /// Whether the gain of the first supporter was confirmed by solving the town anew.
    pub confirmed: bool,
}

/// The answer to a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recruiting {
    /// People for whom the best plan has nobody nearby.
    pub nobody: u32,
    /// Further places that stay empty in the best plan.
    pub places: u32,
    /// The openings: in `recruit` the best places beside each other, in `recruit_in_turn` one after the other.
    pub openings: Vec<Opening>,
}

/// Returns the places where one more supporter helps most, best first: those who would have nobody count first, then
/// further places. Each opening stands for itself; the gains of two openings may be the same people.
///
/// # Errors
/// `Stopped` when the person cancelled, or the instance is beyond all measure.
pub fn recruit(
    instance: &Instance,
    search: &Search,
    report: &mut dyn FnMut(Progress) -> Continue,
) -> Result<Recruiting, Stopped> {
    let nearby = nearby(instance);
    let solution = solve_without_words(&nearby, report)?;
    let plan = Handover::of(&nearby, &solution.pairs);
    let offers = offers(&plan, sites(&nearby, search), search);
    let mut openings = best(&plan, &offers, search, search.top, search.each);
    for opening in openings.iter_mut().take(search.confirm) {
        let home = &offers[opening.0].site.home;
        opening.1.confirmed =
            confirmed(&nearby, &solution, home, search, &opening.1.gains, report)?;
    }
    let (nobody, places) = empty(&solution);
    Ok(Recruiting {
        nobody,
        places,
        openings: openings.into_iter().map(|(_, opening)| opening).collect(),
    })
}

/// Returns where to look for several supporters one after the other: each opening has the gain it brings after those
/// before it, so the gains add up. The list ends where nobody would profit any more.
///
/// # Errors
/// `Stopped` when the person cancelled, or the instance is beyond all measure.
pub fn recruit_in_turn(
    instance: &Instance,
    search: &Search,
    report: &mut dyn FnMut(Progress) -> Continue,
) -> Result<Recruiting, Stopped> {
    let nearby = nearby(instance);
    let solution = solve_without_words(&nearby, report)?;
    let (nobody, places) = empty(&solution);
    let mut plan = Handover::of(&nearby, &solution.pairs);
    let all = sites(&nearby, search);
    let mut openings = Vec::new();
    while openings.len() < search.top {
        let offers = offers(&plan, all.clone(), search);
        let Some((at, opening)) = best(&plan, &offers, search, 1, 1).pop() else {
            break;
        };
        plan.add(&offers[at].site.people, search.tasks);
        openings.push(opening);
    }
    Ok(Recruiting {
        nobody,
        places,
        openings,
    })
}

/// The same town without last resorts, and without pairs that name a stranger: a newcomer must not be taken for one.
fn nearby(instance: &Instance) -> Instance {
    let mut nearby = instance.clone();
    nearby.parameters.elsewhere = false;
    let strangers = instance.supporters.len();
    nearby.known.retain(|pair| pair.supporter < strangers);
    nearby
}

/// Returns how many first and how many further places of a solution are empty.
fn empty(solution: &Solution) -> (u32, u32) {
    let (further, first) = solution.unfilled_by_rank.split_at(FIRST_PLACE as usize - 1);
    (first.iter().sum(), further.iter().sum())
}

/// A site with bounds on its gain.
struct Offer {
    site: Site,
    /// No supporter living there can bring more.
    bound: Gain,
    /// No `each` supporters can bring more.
    lasting: Gain,
    /// People within reach who have nobody themselves.
    lacking: usize,
    /// Who would profit.
    people: Vec<usize>,
    alike: Vec<Spot>,
}

/// Returns the sites where somebody would profit, most promising first; sites that reach the same people are one.
fn offers(plan: &Handover<'_>, sites: Vec<Site>, search: &Search) -> Vec<Offer> {
    let worths: Vec<Worth> = plan.worths();
    let tasks = search.tasks as usize;
    let mut offers: Vec<Offer> = sites
        .into_iter()
        .filter_map(|site| {
            let profits = |i: &usize| worths[*i].rank > 0;
            let people: Vec<usize> = site.people.iter().copied().filter(profits).collect();
            let mut ranks: Vec<i64> = people.iter().map(|i| worths[*i].rank).collect();
            ranks.sort_unstable_by_key(|rank| Reverse(*rank));
            let best = |count: usize| Gain::of(ranks.iter().copied().take(count));
            let lacks = |i: &&usize| plan.next_rank(**i) >= FIRST_PLACE;
            (!people.is_empty() && tasks > 0).then(|| Offer {
                bound: best(tasks),
                lasting: best(tasks.saturating_mul(search.each.max(1))),
                lacking: people.iter().filter(lacks).count(),
                site,
                people,
                alike: Vec::new(),
            })
        })
        .collect();
    offers.sort_by(|a, b| {
        let promise = |offer: &Offer| {
            let reached = offer.people.len();
            Reverse((offer.bound, offer.lasting, offer.lacking, reached))
        };
        let place = |offer: &Offer| (offer.site.home.zone, offer.site.spot);
        promise(a)
            .cmp(&promise(b))
            .then_with(|| a.people.cmp(&b.people))
            .then_with(|| place(a).cmp(&place(b)))
    });
    let mut merged: Vec<Offer> = Vec::with_capacity(offers.len());
    for offer in offers {
        match merged.last_mut() {
            Some(last) if last.people == offer.people => last.alike.push(offer.site.spot),
            _ => merged.push(offer),
        }
    }
    merged
}

/// Returns the best openings with the numbers of their offers. An offer is looked at only while its bound could still
/// bring it into the list.
fn best(
    plan: &Handover<'_>,
    offers: &[Offer],
    search: &Search,
    top: usize,
    each: usize,
) -> Vec<(usize, Opening)> {
    let mut found: Vec<(usize, Opening)> = Vec::new();
    for (at, offer) in offers.iter().enumerate() {
        let last = top.checked_sub(1).and_then(|last| found.get(last));
        if top == 0 || last.is_some_and(|(_, worst)| worst.gains[0] >= offer.bound) {
            break;
        }
        let mut grown = plan.clone();
        let mut gains = Vec::new();
        for _ in 0..each.max(1) {
            let filled = grown.add(&offer.site.people, search.tasks);
            if filled.is_empty() {
                break;
            }
            gains.push(Gain::of(filled.into_iter()));
        }
        if gains.is_empty() {
            continue;
        }
        let opening = Opening {
            spot: offer.site.spot,
            zone: offer.site.home.zone,
            gains,
            people: offer.people.clone(),
            alike: offer.alike.clone(),
            confirmed: false,
        };
        // A stable place behind its equals keeps the order of the offers.
        let place = found.partition_point(|(_, other)| other.gains >= opening.gains);
        found.insert(place, (at, opening));
        found.truncate(top);
    }
    found
}

/// Returns whether solving anew with the supporter brings what was reckoned.
fn confirmed(
    nearby: &Instance,
    before: &Solution,
    home: &Abode,
    search: &Search,
    gains: &[Gain],
    report: &mut dyn FnMut(Progress) -> Continue,
) -> Result<bool, Stopped> {
    let mut grown = nearby.clone();
    grown.supporters.push(newcomer(home, search));
    let after = solve_without_words(&grown, report)?;
    let change = |rank: usize| {
        let (before, after) = (
            before.unfilled_by_rank[rank - 1],
            after.unfilled_by_rank[rank - 1],
        );
        (rank as i64, i64::from(before) - i64::from(after))
    };
    // Somebody handed on may leave one place and take another, but never a dearer one.
    let brought = (1..=cost::RANKS).map(change);
    let filled = brought.flat_map(|(rank, times)| (0..times).map(move |_| rank));
    Ok(gains.first() == Some(&Gain::of(filled)))
}
