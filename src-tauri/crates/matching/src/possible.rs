//! The possible supporters of everybody, for the questions that are asked of a plan beside the solver.

use crate::candidates::Town;

/// Returns the possible supporters of each registrant with the points of the pair; pinned ones may be among them.
pub(crate) fn possible(town: &Town<'_>) -> Vec<Vec<(usize, i64)>> {
    (0..town.instance.registrants.len())
        .map(|i| {
            let list = town.candidates(i);
            list.iter()
                .map(|candidate| (candidate.supporter, candidate.cost))
                .collect()
        })
        .collect()
}
