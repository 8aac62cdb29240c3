//! Is a pair worth what is said? The town is solved again with the pair forbidden, or with the rival fixed.

use domain::vault::Continue;
use proptest::prelude::*;

use super::*;
use crate::kit_town::SMALL;
use crate::tests::instance;
use crate::{Instance, KnownPair, Manner, Pair, PairKind, Solution, solve_in};

fn solved(instance: &Instance, threads: usize) -> Solution {
    let manner = Manner {
        threads,
        explain: true,
        rivals: true,
    };
    solve_in(instance, manner, &mut |_, _, _| Continue::Yes).expect("small towns are solved")
}

/// How much worse the best plan is when this too is known of the pair.
fn worse(
    instance: &Instance,
    before: &Solution,
    (registrant, supporter): (usize, usize),
    kind: PairKind,
) -> (Levels, Solution) {
    let mut other = instance.clone();
    other.known.push(KnownPair {
        registrant,
        supporter,
        kind,
    });
    let after = solved(&other, 1);
    let (a, b) = (before.levels, after.levels);
    let loss = Levels {
        shortfall: b.shortfall - a.shortfall,
        load: b.load - a.load,
        cost: b.cost - a.cost,
    };
    (loss, after)
}

/// Solves again for every pair and every rival.
fn check(instance: &Instance) -> Result<(), TestCaseError> {
    let solution = solved(instance, 1);
    let words = &solution.explanation;
    prop_assert_eq!(
        words,
        &solved(instance, 2).explanation,
        "threads change the words"
    );
    prop_assert_eq!(words.without.len(), solution.pairs.len());
    for (pair, without) in solution.pairs.iter().zip(&words.without) {
        prop_assert_eq!(without.is_none(), pair.pinned);
        let Some(without) = without else { continue };
        let at = (pair.registrant, pair.supporter);
        let (loss, after) = worse(instance, &solution, at, PairKind::Excluded);
        prop_assert_eq!(without.loss, loss, "{:?}", pair);
        if let Some(instead) = without.instead {
            prop_assert!(!has(&solution.pairs, (pair.registrant, instead)));
            let mut other = instance.clone();
            other.known.push(KnownPair {
                registrant: pair.registrant,
                supporter: pair.supporter,
                kind: PairKind::Excluded,
            });
            let at = (pair.registrant, instead);
            let (nothing, _) = worse(&other, &after, at, PairKind::Fixed);
            prop_assert_eq!(
                nothing,
                Levels::default(),
                "{} is not the next best",
                instead
            );
        }
    }
    for (i, rivals) in words.rivals.iter().enumerate() {
        for rival in rivals {
            prop_assert!(!has(&solution.pairs, (i, rival.supporter)));
            let loss = match rival.why {
                NotTaken::Barrier(barrier) => {
                    let town = Town::new(instance);
                    prop_assert_eq!(town.barrier(i, rival.supporter), Some(barrier));
                    continue;
                }
                NotTaken::Dearer(loss) => loss,
                NotTaken::Needed { by, loss } => {
                    prop_assert!(has(&solution.pairs, (by, rival.supporter)));
                    loss
                }
            };
            let (found, _) = worse(instance, &solution, (i, rival.supporter), PairKind::Fixed);
            prop_assert_eq!(loss, found, "{} with {:?}", i, rival);
        }
    }
    Ok(())
}

fn has(pairs: &[Pair], (i, j): (usize, usize)) -> bool {
    pairs.iter().any(|p| (p.registrant, p.supporter) == (i, j))
}

#[test]
fn in_a_town_of_the_kit_every_pair_is_worth_what_is_said() {
    for penalty in [0, 500] {
        let mut town = SMALL.instance();
        town.parameters.same_building_penalty = penalty;
        check(&town).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_pair_is_worth_what_solving_without_it_loses(mut instance in instance(7, 5)) {
        instance.parameters.elsewhere = false;
        // A pin that is rejected could be set, or another one lost, when one pair more is fixed.
        prop_assume!(solved(&instance, 1).rejected.is_empty());
        check(&instance)?;
    }
}
