//! Words for a solution: why this pair, why this gap, and which people lean on which supporters (Hall's condition).

mod groups;

use std::collections::BTreeMap;

use domain::matching_view::{PairReason, ReasonWord, ShortageReason};
use domain::pairing::{DistanceClass, SupporterPreference};

use crate::alternate::Assignment;
use crate::candidates::{Barrier, Town};
use crate::instance::{Instance, Periods};
use crate::parts::Choice;
use crate::rivals::{Rival, Without};
use crate::solve::Pair;
use groups::groups;
pub use groups::{ShortageGroup, Wanted};

/// Words for a solution.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// Reasons of each pair, in the order of the pairs.
    pub reasons: Vec<Vec<PairReason>>,
    /// Why the next place of a registrant stays empty, by registrant; none where all are filled.
    pub gaps: BTreeMap<usize, ShortageReason>,
    /// Groups short of first places, largest first; then groups short of further places.
    pub groups: Vec<ShortageGroup>,
    /// What the plan would be without each pair, in the order of the pairs; none for pairs given beforehand, and where
    /// rivals were not asked for.
    pub without: Vec<Option<Without>>,
    /// Who was not taken, by registrant: the next best first, then those nearby whom a rule forbids. Empty where rivals
    /// were not asked for.
    pub rivals: Vec<Vec<Rival>>,
}

/// A supporter looked at for one more place of a registrant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// Index of the supporter.
    pub supporter: usize,
    /// The rule that stands between them.
    pub barrier: Option<Barrier>,
    /// Whether they live near each other.
    pub near: bool,
    /// How far apart they live, by address.
    pub distance: DistanceClass,
    /// Points of the pair and of the supporter's next task: fewer are better.
    pub cost: i64,
    /// What speaks for the pair.
    pub reasons: Vec<PairReason>,
}

/// Looks at every supporter for one more place of a registrant; `load` and `mates` say how things stand now.
/// Best first: no barrier, near, cheap.
pub fn assess(
    instance: &Instance,
    registrant: usize,
    load: &[u32],
    mates: &[usize],
) -> Vec<Assessment> {
    let town = Town::new(instance);
    let mut list: Vec<Assessment> = (0..instance.supporters.len())
        .filter(|j| !mates.contains(j))
        .map(|j| {
            let task = load.get(j).copied().unwrap_or(0) + 1;
            Assessment {
                supporter: j,
                barrier: town.barrier(registrant, j),
                near: town.is_near(registrant, j),
                distance: town.class(registrant, j),
                cost: town.cost(registrant, j)
                    + crate::cost::load_step(crate::instance::LoadMode::Blend, task),
                reasons: reasons(&town, registrant, j, mates, Some(task)),
            }
        })
        .collect();
    list.sort_by_key(|a| (a.barrier.is_some(), !a.near, a.cost, a.supporter));
    list
}

/// Explains a solution.
pub(crate) fn explain(
    town: &Town<'_>,
    choice: &Choice,
    assignment: &Assignment,
    pairs: &[Pair],
) -> Explanation {
    let mut task = vec![0_u32; town.instance.supporters.len()];
    for pair in pairs
        .iter()
        .filter(|p| town.known(p.registrant, p.supporter).present)
    {
        task[pair.supporter] += 1;
    }
    let words = pairs
        .iter()
        .map(|pair| {
            let (i, j) = (pair.registrant, pair.supporter);
            let nth = if town.known(i, j).present {
                None
            } else {
                task[j] += 1;
                Some(task[j])
            };
            let mut words = reasons(town, i, j, &assignment.mates[i], nth);
            if pair.elsewhere && !town.is_near(i, j) {
                words.push(PairReason {
                    word: ReasonWord::FarButOnlyOne,
                    number: None,
                });
                words.sort_by_key(|r| r.word);
            }
            words
        })
        .collect();
    let short: Vec<usize> = (0..assignment.mates.len())
        .filter(|&i| (assignment.mates[i].len() as u32) < town.instance.need(i))
        .collect();
    let gaps = short
        .iter()
        .map(|&i| (i, gap(town, assignment, i)))
        .collect();
    let alone = short
        .iter()
        .copied()
        .filter(|&i| assignment.mates[i].is_empty());
    let mut all = groups(town, choice, assignment, Wanted::First, alone);
    all.extend(groups(
        town,
        choice,
        assignment,
        Wanted::All,
        short.iter().copied(),
    ));
    Explanation {
        reasons: words,
        gaps,
        groups: all,
        ..Explanation::default()
    }
}

/// Returns what speaks for a pair, in the order of the words.
fn reasons(
    town: &Town<'_>,
    i: usize,
    j: usize,
    mates: &[usize],
    task: Option<u32>,
) -> Vec<PairReason> {
    let known = town.known(i, j);
    let (registrant, supporter) = (&town.instance.registrants[i], &town.instance.supporters[j]);
    let home = supporter.surely_home;
    let others = mates
        .iter()
        .filter(|&&m| m != j)
        .fold(Periods::NONE, |all, &m| {
            all.with(town.instance.supporters[m].surely_home)
        });
    let has_other = mates.iter().any(|&m| m != j);
    let gap = registrant.alone.common(home).without(others);
    let night = Periods::WEEKDAY_NIGHT;
    let mut words = Vec::new();
    let mut say = |holds: bool, word: ReasonWord| {
        if holds {
            words.push(PairReason { word, number: None });
        }
    };
    say(known.present, ReasonWord::FromBefore);
    say(known.fixed, ReasonWord::Fixed);
    match town.class(i, j) {
        DistanceClass::SameBuilding => say(true, ReasonWord::SameBuilding),
        DistanceClass::NextDoor => say(true, ReasonWord::NextDoor),
        DistanceClass::SameBlock => say(true, ReasonWord::SameBlock),
        DistanceClass::SameChome => say(true, ReasonWord::SameChome),
        DistanceClass::NeighbouringChome => say(true, ReasonWord::NeighbouringChome),
        DistanceClass::Elsewhere => {}
    }
    say(known.acquainted, ReasonWord::Acquainted);
    say(
        !home.common(Periods::WEEKDAY_DAY).is_empty(),
        ReasonWord::HomeByDay,
    );
    say(!home.common(night).is_empty(), ReasonWord::HomeByNight);
    say(has_other && !gap.is_empty(), ReasonWord::FillsGap);
    let wished = registrant.wish != SupporterPreference::Any;
    say(
        wished && registrant.gender == supporter.gender,
        ReasonWord::SameGender,
    );
    say(task == Some(1), ReasonWord::FirstTask);
    if let Some(number) = task.filter(|&n| n > 1) {
        words.push(PairReason {
            word: ReasonWord::NthTask,
            number: Some(number),
        });
    }
    words
}

/// Returns why the next place of a registrant stays empty.
fn gap(town: &Town<'_>, assignment: &Assignment, i: usize) -> ShortageReason {
    if !town.instance.supporters.iter().any(|s| s.open) {
        return ShortageReason::NoSupporters;
    }
    let others = town
        .near(i)
        .into_iter()
        .filter(|j| !assignment.mates[i].contains(j));
    // The person and the own household are no neighbours who could have been asked.
    let barriers: Vec<Option<Barrier>> = others
        .map(|j| town.barrier(i, j))
        .filter(|b| {
            !matches!(
                b,
                Some(Barrier::SamePerson | Barrier::Household | Barrier::Closed)
            )
        })
        .collect();
    if barriers.is_empty() {
        ShortageReason::NobodyNear
    } else if barriers.iter().any(Option::is_none) {
        ShortageReason::NearbyFull
    } else if barriers.contains(&Some(Barrier::Gender)) {
        ShortageReason::NoSameGender
    } else {
        ShortageReason::AllExcluded
    }
}
