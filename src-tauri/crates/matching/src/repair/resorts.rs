//! Last resorts in a repair: somebody from elsewhere for people who have lost everybody.

use domain::vault::Continue;

use crate::candidates::Town;
use crate::flow::{How, Used};
use crate::instance::Instance;
use crate::order::Order;
use crate::parts::Choice;
use crate::rows::Rows;
use crate::solve::{Stage, Stopped, fill_with_last_resorts};

/// Whether somebody who wants somebody has nobody, while a supporter other than the one who is gone has room.
pub(super) fn could_get_last_resort(
    instance: &Instance,
    gone: usize,
    pairs: &[(usize, usize)],
    wanted: &[u32],
) -> bool {
    let mut filled = vec![false; wanted.len()];
    let mut load = vec![0_u32; instance.supporters.len()];
    for &(i, j) in pairs {
        filled[i] = true;
        load[j] += 1;
    }
    let mut seekers = wanted.iter().zip(&filled);
    let mut helpers = instance.supporters.iter().zip(&load).enumerate();
    seekers.any(|(want, filled)| *want > 0 && !filled)
        && helpers.any(|(j, (seat, load))| j != gone && seat.open && *load < seat.capacity)
}

/// Adds somebody, from elsewhere if need be, for people who have lost everybody, where that is wanted; all pairs stay.
pub(super) fn with_last_resorts(
    town: &Town<'_>,
    mut choice: Choice,
    order: &Order,
    pairs: Vec<(usize, usize)>,
    report: &mut dyn FnMut(Stage, u32, u32) -> Continue,
) -> Result<Vec<(usize, usize)>, Stopped> {
    let mut pinned = vec![Vec::new(); choice.need.len()];
    for &(i, j) in &pairs {
        pinned[i].push(j);
    }
    let lacks = |i: &usize| pinned[*i].is_empty() && choice.need[*i] > 0;
    let lacking: Vec<usize> = (0..pinned.len()).filter(lacks).collect();
    if !town.instance.parameters.elsewhere || lacking.is_empty() {
        return Ok(pairs);
    }
    let mut near = Rows::new(pinned.len());
    for &i in &lacking {
        if !near.set(i, choice.near.of(i).iter().copied()) {
            return Err(Stopped::TooLarge);
        }
        choice.need[i] = 1;
    }
    choice.pinned = pinned;
    choice.near = near;
    let filled = fill_with_last_resorts(town, &mut choice, order, How::ONCE, report)?;
    Ok(all_pairs(&choice, &filled.used))
}

pub(super) fn all_pairs(choice: &Choice, used: &[Used]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = used.iter().map(|&(i, j, _)| (i, j)).collect();
    pairs.extend(choice.pins());
    pairs.sort_unstable();
    pairs
}
