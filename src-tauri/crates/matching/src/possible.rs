//! The possible supporters of everybody, for the questions that are asked of a plan beside the solver.

use crate::candidates::Town;

/// Returns the possible supporters of each registrant, by index; pinned ones may be among them.
pub(crate) fn possible(town: &Town<'_>) -> Vec<Vec<usize>> {
    let (mut found, mut list) = (Vec::new(), Vec::new());
    (0..town.instance.registrants.len())
        .map(|i| {
            // A way too long to be counted is no way.
            if town.candidates(i, &[], &mut found, &mut list).is_none() {
                return Vec::new();
            }
            let mut own: Vec<usize> = list.iter().map(|c| c.at()).collect();
            own.sort_unstable();
            own
        })
        .collect()
}
