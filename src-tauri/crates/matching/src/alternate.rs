//! Alternating search over a set of pairs: who could be reached by passing supporters on from one person to the next.

use crate::parts::Choice;
use crate::rows::Rows;

/// A set of pairs, seen from both sides.
pub(crate) struct Assignment {
    /// Supporters of each registrant by index, pinned and last resorts included.
    pub(crate) mates: Vec<Vec<usize>>,
    /// Registrants of each supporter whose pair may move (neither pinned nor a last resort).
    pub(crate) moves: Vec<Vec<usize>>,
    /// Registrants of each supporter.
    pub(crate) load: Vec<u32>,
}

impl Assignment {
    /// Gathers the pinned pairs and the used ones.
    pub(crate) fn of(
        supporters: usize,
        choice: &Choice,
        used: impl Iterator<Item = (usize, usize, bool)>,
    ) -> Self {
        let mut all = Self {
            mates: choice.pinned.clone(),
            moves: vec![Vec::new(); supporters],
            load: vec![0; supporters],
        };
        for &j in choice.pinned.iter().flatten() {
            all.load[j] += 1;
        }
        for (i, j, elsewhere) in used {
            all.mates[i].push(j);
            all.load[j] += 1;
            if !elsewhere {
                all.moves[j].push(i);
            }
        }
        for list in &mut all.mates {
            list.sort_unstable();
        }
        all
    }
}

/// What an alternating search reached.
pub(crate) struct Reached {
    /// By registrant.
    pub(crate) registrants: Vec<bool>,
    /// By supporter.
    pub(crate) supporters: Vec<bool>,
}

/// Searches from registrants: whom could they get, and who would then go without?
pub(crate) fn from_registrants(
    near: &Rows,
    assignment: &Assignment,
    start: impl Iterator<Item = usize>,
) -> Reached {
    let mut reached = Reached {
        registrants: vec![false; near.len()],
        supporters: vec![false; assignment.load.len()],
    };
    let mut waiting: Vec<usize> = start.collect();
    for &i in &waiting {
        reached.registrants[i] = true;
    }
    while let Some(i) = waiting.pop() {
        for candidate in near.of(i) {
            let j = candidate.at();
            if reached.supporters[j] || assignment.mates[i].contains(&j) {
                continue;
            }
            reached.supporters[j] = true;
            for &q in &assignment.moves[j] {
                if !reached.registrants[q] {
                    reached.registrants[q] = true;
                    waiting.push(q);
                }
            }
        }
    }
    reached
}

/// Returns the supporters who have room, or could have it if others moved.
pub(crate) fn could_have_room(
    near: &Rows,
    assignment: &Assignment,
    has_room: impl Fn(usize) -> bool,
) -> Vec<bool> {
    let supporters = assignment.load.len();
    let mut asked_by = vec![Vec::new(); supporters];
    for (i, list) in near.iter().enumerate() {
        for candidate in list {
            asked_by[candidate.at()].push(i);
        }
    }
    let mut moving_mates = vec![Vec::new(); near.len()];
    for (j, list) in assignment.moves.iter().enumerate() {
        for &i in list {
            moving_mates[i].push(j);
        }
    }
    let mut found: Vec<bool> = (0..supporters).map(&has_room).collect();
    let mut waiting: Vec<usize> = (0..supporters).filter(|&j| found[j]).collect();
    while let Some(j) = waiting.pop() {
        for &i in &asked_by[j] {
            if assignment.mates[i].contains(&j) {
                continue;
            }
            for &other in &moving_mates[i] {
                if !found[other] {
                    found[other] = true;
                    waiting.push(other);
                }
            }
        }
    }
    found
}
