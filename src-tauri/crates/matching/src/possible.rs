//! The possible supporters of everybody, for the questions that are asked of a plan beside the solver.

use crate::candidates::Town;

/// Returns the possible supporters of each registrant with the points of the pair, by supporter; pinned ones may be
/// among them.
pub(crate) fn possible(town: &Town<'_>) -> Vec<Vec<(usize, i64)>> {
    let (mut found, mut list) = (Vec::new(), Vec::new());
    (0..town.instance.registrants.len())
        .map(|i| {
            // A way too long to be counted is no way.
            if town.candidates(i, &[], &mut found, &mut list).is_none() {
                return Vec::new();
            }
            let mut own: Vec<(usize, i64)> =
                list.iter().map(|c| (c.at(), i64::from(c.cost))).collect();
            own.sort_unstable();
            own
        })
        .collect()
}
