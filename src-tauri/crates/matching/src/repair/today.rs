//! The pairs of today: which of them can stay, and how many each registrant shall have after a change.

use super::{Change, Pairs};
use crate::candidates::{Candidate, Town};
use crate::flow::Standing;
use crate::instance::Instance;
use crate::parts::Choice;

/// Parts the pairs from before into those that can stay and those that cannot. What is fixed or agreed stays first.
pub(super) fn hold(town: &Town<'_>, before: &[(usize, usize)]) -> (Pairs, Pairs) {
    let (registrants, supporters) = (&town.instance.registrants, &town.instance.supporters);
    let known = before.iter().copied();
    let known = known.filter(|&(i, j)| i < registrants.len() && j < supporters.len());
    let mut order: Vec<(usize, usize)> = known.collect();
    order.sort_by_key(|&(i, j)| (!town.known(i, j).pinned(), i, j));
    order.dedup();
    let mut room: Vec<u32> = supporters.iter().map(|seat| seat.capacity).collect();
    let mut open: Vec<u32> = registrants.iter().map(|seat| seat.need).collect();
    let (mut held, mut lost) = (Vec::new(), Vec::new());
    for (i, j) in order {
        if town.barrier(i, j).is_none() && open[i] > 0 && room[j] > 0 {
            open[i] -= 1;
            room[j] -= 1;
            held.push((i, j));
        } else {
            lost.push((i, j));
        }
    }
    held.sort_unstable();
    lost.sort_unstable();
    (held, lost)
}

pub(super) fn counts(registrants: usize, pairs: &[(usize, usize)]) -> Vec<u32> {
    let mut counts = vec![0_u32; registrants];
    for &(i, _) in pairs {
        counts[i] += 1;
    }
    counts
}

/// Returns how many supporters each registrant shall have: as many as before, as far as they can stay or are those of the
/// one who is gone; who has just come, as many as wanted.
pub(super) fn wanted(
    after: &Instance,
    before: &[(usize, usize)],
    held: &[(usize, usize)],
    change: Change,
) -> Vec<u32> {
    let mut wanted = counts(after.registrants.len(), held);
    match change {
        Change::SupporterGone(gone) => {
            let mut left: Vec<usize> = before.iter().filter(|p| p.1 == gone).map(|p| p.0).collect();
            left.sort_unstable();
            left.dedup();
            for i in left {
                if let Some(count) = wanted.get_mut(i) {
                    *count = after.need(i).min(*count + 1);
                }
            }
        }
        Change::RegistrantAdded(i) if i < wanted.len() => wanted[i] = after.need(i),
        Change::RegistrantAdded(_) => {}
    }
    wanted
}

/// Makes every pair that stands possible, however far apart the two live. What is fixed or agreed among them is pinned,
/// and nothing else.
pub(super) fn keep_possible(
    town: &Town<'_>,
    standing: &Standing,
    choice: &mut Choice,
) -> Option<()> {
    let (mut found, mut list) = (Vec::new(), Vec::new());
    for (i, mates) in standing.mates.iter().enumerate() {
        let (pinned, loose): (Vec<usize>, Vec<usize>) = mates
            .iter()
            .map(|&j| j as usize)
            .partition(|&j| town.known(i, j).pinned());
        let is_near = |j: &usize| choice.near.of(i).iter().any(|c| c.at() == *j);
        let is_same = pinned.len() == choice.pinned[i].len()
            && pinned.iter().all(|j| choice.pinned[i].contains(j));
        if is_same && loose.iter().all(is_near) {
            continue;
        }
        town.candidates(i, &pinned, &mut found, &mut list)?;
        for &j in &loose {
            if list.iter().all(|c| c.at() != j) {
                list.push(Candidate::of(town, i, j)?);
            }
        }
        choice.near.set(i, list.drain(..)).then_some(())?;
        choice.pinned[i] = pinned;
    }
    Some(())
}

/// Pins other supporters than before where rules, needs and limits allow it now.
pub(super) fn set_pins(
    town: &Town<'_>,
    pinned: Vec<Vec<usize>>,
    choice: &mut Choice,
) -> Option<()> {
    let (mut found, mut list) = (Vec::new(), Vec::new());
    for (i, pins) in pinned.into_iter().enumerate() {
        if pins != choice.pinned[i] {
            town.candidates(i, &pins, &mut found, &mut list)?;
            choice.near.set(i, list.drain(..)).then_some(())?;
            choice.pinned[i] = pins;
        }
    }
    Some(())
}
