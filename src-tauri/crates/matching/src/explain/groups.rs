//! People who lean on the same supporters, all of whom are full: Hall's condition, found by an alternating search.

use domain::matching_view::ShortageReason;

use super::gap;
use crate::alternate::{self, Assignment, Reached};
use crate::candidates::Town;
use crate::parts::Choice;

/// Which places a group is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    /// One supporter for everybody.
    #[default]
    First,
    /// As many as wanted.
    All,
}

/// People who lean on the same supporters, all of whom are full: a proof that nobody can be added here.
/// `missing` = `wanted` − `capacity`, always.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShortageGroup {
    /// Which places it is about.
    pub places: Wanted,
    /// Indexes of the registrants.
    pub registrants: Vec<usize>,
    /// Indexes of the supporters.
    pub supporters: Vec<usize>,
    /// Places of these supporters that are there for these people.
    pub capacity: u32,
    /// Places these people want from these supporters.
    pub wanted: u32,
    /// Places that stay empty.
    pub missing: u32,
    /// Why.
    pub reason: ShortageReason,
}

/// Finds the groups that an alternating search from the people in want closes, largest want first. Each is checked;
/// one that does not hold would be a fault of the solver and is not shown.
pub(super) fn groups(
    town: &Town<'_>,
    choice: &Choice,
    assignment: &Assignment,
    places: Wanted,
    start: impl Iterator<Item = usize>,
) -> Vec<ShortageGroup> {
    let reached = alternate::from_registrants(&choice.near, assignment, start);
    let mut groups: Vec<ShortageGroup> = components(choice, &reached)
        .into_iter()
        .map(|(registrants, supporters)| {
            let group = measure(town, assignment, places, registrants, supporters);
            debug_assert!(
                holds(town, choice, assignment, &group),
                "not a proof: {group:?}"
            );
            group
        })
        .filter(|group| group.missing > 0 && holds(town, choice, assignment, group))
        .collect();
    groups.sort_by(|a, b| {
        (b.missing, b.registrants.len(), &a.registrants).cmp(&(
            a.missing,
            a.registrants.len(),
            &b.registrants,
        ))
    });
    groups
}

/// Splits what was reached into parts that have nothing to do with each other.
fn components(choice: &Choice, reached: &Reached) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut asked_by = vec![Vec::new(); reached.supporters.len()];
    for (i, list) in choice
        .near
        .iter()
        .enumerate()
        .filter(|(i, _)| reached.registrants[*i])
    {
        for candidate in list {
            asked_by[candidate.at()].push(i);
        }
    }
    let mut left = reached.registrants.clone();
    let mut parts = Vec::new();
    for first in 0..left.len() {
        if !std::mem::take(&mut left[first]) {
            continue;
        }
        let (mut registrants, mut supporters) = (Vec::new(), Vec::new());
        let mut taken = std::collections::BTreeSet::new();
        let mut waiting = vec![first];
        while let Some(i) = waiting.pop() {
            registrants.push(i);
            for candidate in choice.near.of(i) {
                let j = candidate.at();
                if !reached.supporters[j] || !taken.insert(j) {
                    continue;
                }
                supporters.push(j);
                for &q in &asked_by[j] {
                    if std::mem::take(&mut left[q]) {
                        waiting.push(q);
                    }
                }
            }
        }
        registrants.sort_unstable();
        supporters.sort_unstable();
        parts.push((registrants, supporters));
    }
    parts
}

fn measure(
    town: &Town<'_>,
    assignment: &Assignment,
    places: Wanted,
    registrants: Vec<usize>,
    supporters: Vec<usize>,
) -> ShortageGroup {
    let inside = |i: usize| {
        assignment.mates[i]
            .iter()
            .filter(|j| supporters.binary_search(j).is_ok())
            .count() as u32
    };
    let capacity = registrants.iter().map(|&i| inside(i)).sum();
    let outside: u32 = registrants
        .iter()
        .map(|&i| assignment.mates[i].len() as u32 - inside(i))
        .sum();
    let wanted = match places {
        Wanted::First => registrants.len() as u32 - outside.min(registrants.len() as u32),
        Wanted::All => {
            let need: u32 = registrants.iter().map(|&i| town.instance.need(i)).sum();
            need - outside
        }
    };
    let reason = match (supporters.is_empty(), registrants.first()) {
        (true, Some(&i)) => gap(town, assignment, i),
        _ => ShortageReason::NearbyFull,
    };
    let missing = wanted.saturating_sub(capacity);
    ShortageGroup {
        places,
        registrants,
        supporters,
        capacity,
        wanted,
        missing,
        reason,
    }
}

/// Checks the proof: every possible supporter of the people is in the group (or with them already), every supporter of
/// the group is full, and no pair of theirs that could move belongs to somebody outside. So nobody can be added.
fn holds(town: &Town<'_>, choice: &Choice, assignment: &Assignment, group: &ShortageGroup) -> bool {
    let has = |list: &[usize], x: usize| list.binary_search(&x).is_ok();
    let closed = group.registrants.iter().all(|&i| {
        choice
            .near
            .of(i)
            .iter()
            .all(|c| has(&group.supporters, c.at()) || assignment.mates[i].contains(&c.at()))
    });
    let full = group.supporters.iter().all(|&j| {
        assignment.load[j] >= town.instance.capacity(j)
            && assignment.moves[j]
                .iter()
                .all(|&q| has(&group.registrants, q))
    });
    let one_each = group.places == Wanted::All
        || group
            .registrants
            .iter()
            .all(|&i| assignment.mates[i].len() <= 1);
    closed && full && one_each && group.missing == group.wanted.saturating_sub(group.capacity)
}
