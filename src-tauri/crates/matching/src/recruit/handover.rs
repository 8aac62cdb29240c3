//! Who could hand a supporter on to whom: what one more task near a registrant is worth, exactly, for the coverage.
//!
//! Best places first makes the values whole ranks: one more task at a registrant fills one place that is empty now, the
//! dearest that can be reached by handing supporters on. A search backwards from the empty places in falling rank visits
//! every possible pair once (matching.md 3, «Where to recruit»).

use std::cmp::Reverse;

use crate::candidates::Town;
use crate::cost;
use crate::instance::Instance;
use crate::possible::possible;
use crate::solve::Pair;

/// What one more task at a registrant would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Worth {
    /// Rank of the place it would fill in the end; 0 for none.
    pub(super) rank: i64,
    /// The supporter whom the registrant would hand on for it, and to whom; none where the own place is filled.
    handed_on: Option<(usize, usize)>,
}

/// The pairs of a plan without equal in coverage, and the possible ones.
#[derive(Clone)]
pub(super) struct Handover<'a> {
    instance: &'a Instance,
    /// Possible supporters of each registrant.
    options: Vec<Vec<usize>>,
    /// Supporters of each registrant.
    mates: Vec<Vec<usize>>,
    /// Registrants of each supporter whose pair is not given beforehand.
    moves: Vec<Vec<usize>>,
}

impl<'a> Handover<'a> {
    /// Gathers the pairs of an optimal solution that uses nobody from elsewhere.
    pub(super) fn of(instance: &'a Instance, pairs: &[Pair]) -> Self {
        let mut mates = vec![Vec::new(); instance.registrants.len()];
        let mut moves = vec![Vec::new(); instance.supporters.len()];
        for pair in pairs {
            mates[pair.registrant].push(pair.supporter);
            if !pair.pinned {
                moves[pair.supporter].push(pair.registrant);
            }
        }
        Self {
            instance,
            options: possible(&Town::new(instance)),
            mates,
            moves,
        }
    }

    /// Returns the rank of the next empty place of a registrant; 0 for none.
    pub(super) fn next_rank(&self, i: usize) -> i64 {
        let seat = &self.instance.registrants[i];
        let next = self.mates[i].len() as u32 + 1;
        if next > seat.need {
            return 0;
        }
        cost::rank(self.instance.parameters.order, seat, next)
    }

    /// Returns what one more task is worth, by registrant.
    pub(super) fn worths(&self) -> Vec<Worth> {
        let mut worths = vec![Worth::default(); self.mates.len()];
        let mut is_done = vec![false; self.moves.len()];
        let mut roots: Vec<(Reverse<i64>, usize)> = (0..self.mates.len())
            .map(|i| (Reverse(self.next_rank(i)), i))
            .filter(|(rank, _)| rank.0 > 0)
            .collect();
        roots.sort_unstable();
        let mut waiting = Vec::new();
        for (Reverse(rank), root) in roots {
            if worths[root].rank >= rank {
                continue;
            }
            worths[root] = Worth {
                rank,
                handed_on: None,
            };
            waiting.push(root);
            while let Some(a) = waiting.pop() {
                for &b in &self.options[a] {
                    if is_done[b] || self.mates[a].contains(&b) {
                        continue;
                    }
                    is_done[b] = true;
                    for &q in &self.moves[b] {
                        if worths[q].rank < rank {
                            worths[q] = Worth {
                                rank,
                                handed_on: Some((b, a)),
                            };
                            waiting.push(q);
                        }
                    }
                }
            }
        }
        worths
    }

    /// Adds a supporter who can look after these people; the answer is the rank of each place that is filled by it,
    /// dearest first. The plan stays without equal.
    pub(super) fn add(&mut self, people: &[usize], tasks: u32) -> Vec<i64> {
        let newcomer = self.moves.len();
        self.moves.push(Vec::new());
        for &i in people {
            self.options[i].push(newcomer);
        }
        let mut filled = Vec::new();
        for _ in 0..tasks {
            let worths = self.worths();
            let free = |i: &&usize| !self.mates[**i].contains(&newcomer);
            // Of equals the first, so that the answer does not depend on how the list was put together.
            let best = people
                .iter()
                .filter(free)
                .max_by_key(|&&i| (worths[i].rank, Reverse(i)));
            let Some(&first) = best.filter(|&&i| worths[i].rank > 0) else {
                break;
            };
            filled.push(worths[first].rank);
            self.hand_over(newcomer, first, &worths);
        }
        filled
    }

    /// Gives a free task of a supporter to a registrant, who hands another on, and so forth until a place is filled.
    fn hand_over(&mut self, supporter: usize, registrant: usize, worths: &[Worth]) {
        let (mut j, mut i) = (supporter, registrant);
        loop {
            self.mates[i].push(j);
            self.moves[j].push(i);
            let Some((next, to)) = worths[i].handed_on else {
                return;
            };
            self.mates[i].retain(|&mate| mate != next);
            self.moves[next].retain(|&other| other != i);
            (j, i) = (next, to);
        }
    }
}
