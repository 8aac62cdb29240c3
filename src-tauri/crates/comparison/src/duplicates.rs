//! The same person twice on one list: found and shown, never joined.

use domain::comparison::{Agreement, DuplicatePair, EvidenceField as F};

use crate::blocks::Index;
use crate::calibrate::{self, Scale};
use crate::compare::Entry;
use crate::evidence::{self, Agreements, of};
use crate::line::{Line, Stores, split_whole_names};
use crate::weights::POSSIBLE;

/// Returns the pairs of rows that may be one person, the likeliest first. A number speaks for, never against: somebody
/// listed twice has two of them. `is_distinct` says whether a person has already said that two places are two people.
pub fn duplicates(
    entries: &[Entry<'_>],
    is_distinct: &dyn Fn(u32, u32) -> bool,
) -> Vec<DuplicatePair> {
    let mut stores = Stores::default();
    let mut lines: Vec<Line> = entries
        .iter()
        .map(|entry| Line::of(entry.draft, &mut stores))
        .collect();
    split_whole_names(&mut lines, &mut stores);
    calibrate::settle_places(&mut lines, &mut [], &mut stores, &[]);
    let scale = Scale::of(&lines, &[]);
    let index = Index::of(&lines, true);
    let mut fitting = Vec::new();
    let mut pairs = Vec::new();
    for (second, line) in (0..).zip(&lines) {
        index.fitting(line, &mut fitting);
        for &first in fitting.iter().filter(|&&first| first < second) {
            let other = &lines[first as usize];
            let mut found = evidence::compare(other, line, &stores, true);
            if of(&found, F::Number) == Agreement::Different {
                found[F::Number as usize] = Agreement::Unknown;
            }
            let (weights, weight) = evidence::weigh(other, line, &found, &scale);
            if may_be_one(&found, weight) && !is_distinct(first, second) {
                pairs.push(DuplicatePair {
                    first,
                    second,
                    weight,
                    evidence: evidence::listed(&found, &weights),
                });
            }
        }
    }
    pairs.sort_by_key(|pair| (-pair.weight, pair.first, pair.second));
    pairs
}

/// Members of a family and twins share everything but the given name: that one must not be another.
fn may_be_one(found: &Agreements, weight: i32) -> bool {
    let same_name_and_birth = of(found, F::Birth) == Agreement::Same
        && of(found, F::GivenName) == Agreement::Same
        && of(found, F::FamilyName) == Agreement::Same;
    let is_other = of(found, F::GivenName) == Agreement::Different
        || of(found, F::Gender) == Agreement::Different
        || of(found, F::Birth) == Agreement::Different;
    same_name_and_birth || (weight >= POSSIBLE && !is_other)
}
