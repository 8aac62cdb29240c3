//! Possible pairs of all registrants in one long list, so that a town of 150,000 people fits into little memory.

use domain::vault::Continue;

use crate::candidates::{Candidate, Town};
use crate::order::Order;
use crate::solve::{Stage, Stopped};
use crate::threads::on_threads;

/// A list of possible pairs for each registrant.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    span: Vec<(u32, u32)>,
    list: Vec<Candidate>,
}

impl Rows {
    /// Makes an empty list for each of so many registrants.
    pub(crate) fn new(registrants: usize) -> Self {
        Self {
            span: vec![(0, 0); registrants],
            list: Vec::new(),
        }
    }

    /// Sets the list of a registrant who had none; the answer is whether there was room.
    pub(crate) fn set(&mut self, i: usize, candidates: impl Iterator<Item = Candidate>) -> bool {
        let start = self.list.len();
        self.list.extend(candidates);
        match (u32::try_from(start), u32::try_from(self.list.len())) {
            (Ok(start), Ok(end)) => {
                self.span[i] = (start, end);
                true
            }
            _ => false,
        }
    }

    /// Takes a supporter out of all lists.
    pub(crate) fn forget(&mut self, supporter: u32) {
        for (start, end) in &mut self.span {
            let own = &mut self.list[*start as usize..*end as usize];
            if let Some(at) = own.iter().position(|c| c.supporter == supporter) {
                own[at..].rotate_left(1);
                *end -= 1;
            }
        }
    }

    /// Returns the possible pairs of a registrant.
    pub(crate) fn of(&self, i: usize) -> &[Candidate] {
        let (start, end) = self.span[i];
        &self.list[start as usize..end as usize]
    }

    /// Returns the lists of all registrants, in the order of the registrants.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[Candidate]> {
        (0..self.span.len()).map(|i| self.of(i))
    }

    /// Returns the number of registrants.
    pub(crate) fn len(&self) -> usize {
        self.span.len()
    }

    /// Returns all possible pairs and those that were forgotten, in no order that means anything.
    pub(crate) fn all(&self) -> &[Candidate] {
        &self.list
    }
}

/// Registrants looked at in one piece.
const PIECE: usize = 2048;

/// Finds the possible pairs of all registrants.
pub(crate) fn near_candidates(
    town: &Town<'_>,
    pinned: &[Vec<usize>],
    order: &Order,
    threads: usize,
    report: &mut dyn FnMut(Stage, u32, u32) -> Continue,
) -> Result<Rows, Stopped> {
    let pieces: Vec<&[u32]> = order.registrants.chunks(PIECE).collect();
    let (mut done, total) = (0, pinned.len() as u32);
    let mut is_cancelled = false;
    let mut pulse = |more| {
        done += more;
        is_cancelled |= report(Stage::Candidates, done, total) == Continue::No;
        !is_cancelled
    };
    let found = on_threads(threads, pieces.len(), &mut pulse, &|n, pulse| {
        let (mut found, mut list) = (Vec::new(), Vec::new());
        let (mut ends, mut all) = (Vec::with_capacity(PIECE), Vec::new());
        for &i in pieces[n] {
            let i = i as usize;
            town.candidates(i, &pinned[i], &mut found, &mut list)?;
            all.extend_from_slice(&list);
            ends.push(all.len());
        }
        pulse(pieces[n].len() as u32).then_some((ends, all))
    });
    let Some(found) = found else {
        return Err(match is_cancelled {
            true => Stopped::Cancelled,
            false => Stopped::TooLarge,
        });
    };
    let mut rows = Rows::new(pinned.len());
    rows.list
        .reserve_exact(found.iter().map(|(_, all)| all.len()).sum());
    for (piece, (ends, all)) in pieces.iter().zip(found) {
        let mut start = 0;
        for (&i, end) in piece.iter().zip(ends) {
            if !rows.set(i as usize, all[start..end].iter().copied()) {
                return Err(Stopped::TooLarge);
            }
            start = end;
        }
    }
    Ok(rows)
}
