//! What must not matter: the order of rows and the number of threads. Not only the levels, the pairs too are the same.

use domain::vault::Continue;
use proptest::prelude::*;

use super::{instance, solved};
use crate::*;

/// Everybody in another row; `to[n]` is the new row of n.
fn turn(instance: &Instance, registrants: &[usize], supporters: &[usize]) -> Instance {
    let mut turned = instance.clone();
    for (i, seat) in instance.registrants.iter().enumerate() {
        turned.registrants[registrants[i]] = seat.clone();
    }
    for (j, seat) in instance.supporters.iter().enumerate() {
        turned.supporters[supporters[j]] = seat.clone();
    }
    turned.known.reverse();
    for pair in &mut turned.known {
        pair.registrant = registrants[pair.registrant];
        pair.supporter = supporters[pair.supporter];
    }
    turned
}

/// An instance whose people can all be told apart, and new rows for them.
fn turned() -> impl Strategy<Value = (Instance, Vec<usize>, Vec<usize>)> {
    instance(9, 7).prop_flat_map(|mut instance| {
        let (nr, ns) = (instance.registrants.len(), instance.supporters.len());
        instance
            .known
            .retain(|pair| pair.registrant < nr && pair.supporter < ns);
        for (seat, key) in instance.registrants.iter_mut().zip(0..) {
            seat.abode.household = Some(key);
        }
        for (seat, key) in instance.supporters.iter_mut().zip(100..) {
            seat.abode.household = Some(key);
        }
        let rows = |count: usize| Just((0..count).collect::<Vec<_>>()).prop_shuffle();
        (Just(instance), rows(nr), rows(ns))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_rows_changes_no_pair((instance, registrants, supporters) in turned()) {
        let solution = solved(&instance);
        // Pins that compete for one place are settled by row (kit), so only towns without rejected pins compare.
        prop_assume!(solution.rejected.is_empty());
        let other = solved(&turn(&instance, &registrants, &supporters));
        prop_assert_eq!(solution.levels, other.levels);
        prop_assert_eq!(solution.unfilled_by_rank, other.unfilled_by_rank);
        let mut here: Vec<_> = solution.pairs.iter().map(|p| (registrants[p.registrant], supporters[p.supporter])).collect();
        let mut there: Vec<_> = other.pairs.iter().map(|p| (p.registrant, p.supporter)).collect();
        here.sort_unstable();
        there.sort_unstable();
        prop_assert_eq!(here, there);
    }

    #[test]
    fn threads_change_no_pair(instance in instance(12, 8)) {
        let solution = solved(&instance);
        for threads in [2, 3] {
            let manner = Manner { threads, ..Manner::default() };
            let other = solve_in(&instance, manner, &mut |_, _, _| Continue::Yes);
            prop_assert_eq!(other.as_ref(), Ok(&solution));
        }
    }
}
