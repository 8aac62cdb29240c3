//! Wrong input is named, and the rest is solved.

use super::{crowd, solved};
use crate::*;

#[test]
fn people_are_named_with_what_is_wrong_and_the_rest_is_solved() {
    let mut instance = crowd(6, 4);
    instance.registrants[1].need = u32::MAX;
    instance.registrants[2].abode.position = Some((i64::MAX, i64::MIN));
    instance.supporters[3].capacity = 0;
    instance.supporters[0].abode.floor = i64::MAX;
    instance.supporters[1].capacity = u32::MAX;
    let pair = |registrant, supporter, kind| KnownPair {
        registrant,
        supporter,
        kind,
    };
    instance.known = vec![
        pair(0, 0, PairKind::Fixed),
        pair(0, 0, PairKind::Excluded),
        pair(0, 3, PairKind::Fixed),
        pair(99, 0, PairKind::Fixed),
    ];
    assert_eq!(
        faults(&instance),
        [
            Fault::NeedBeyondAll(1),
            Fault::NoCapacity(3),
            Fault::RegistrantOffTheMap(2),
            Fault::UnknownPerson(pair(99, 0, PairKind::Fixed)),
            Fault::FixedAndExcluded {
                registrant: 0,
                supporter: 0
            },
            Fault::FixedBeyondCapacity(3),
        ]
    );
    let solution = solved(&instance);
    let rejected: Vec<(usize, PinFault)> = solution
        .rejected
        .iter()
        .map(|r| (r.supporter, r.fault))
        .collect();
    assert_eq!(
        rejected,
        [
            (0, PinFault::Barrier(Barrier::Excluded)),
            (3, PinFault::Capacity)
        ]
    );
    assert!(solution.pairs.iter().any(|pair| pair.registrant == 1));
    assert!(solution.pairs.iter().all(|pair| pair.supporter != 3));
}

#[test]
fn an_empty_town_is_solved_to_nothing() {
    let empty = Instance::default();
    assert_eq!(faults(&empty), [Fault::NobodyToMatch, Fault::NobodyToAsk]);
    assert_eq!(solved(&empty), Solution::default());
    assert!(solved(&crowd(3, 0)).pairs.is_empty());
    assert!(solved(&crowd(0, 3)).pairs.is_empty());
}
