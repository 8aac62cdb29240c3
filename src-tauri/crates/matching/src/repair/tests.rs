//! What a coordinator would ask: one supporter stops, one person more has come; who has to be asked anew?

use proptest::prelude::*;

use super::*;
use crate::kit_town::MIDDLE;
use crate::levels::Tally;
use crate::{Abode, Parameters, RegistrantSeat, SupporterSeat};

fn go(_: Progress) -> Continue {
    Continue::Yes
}

fn asked(instance: &Instance, before: &[(usize, usize)], change: Change) -> Frontier {
    frontier(instance, before, change, USUAL_PRICE, &mut go).unwrap()
}

#[test]
fn when_the_busiest_of_the_middle_town_leaves_eight_new_pairs_are_enough() {
    let before = MIDDLE.pairs();
    let answer = asked(&MIDDLE.instance(), &before, Change::SupporterGone(103));
    assert_eq!(answer.lost.len(), 6);
    let told = |step: &Step| (step.added.len(), step.covered, step.shortfall);
    assert_eq!(told(&answer.leave), (0, 1189, 12_531));
    assert_eq!(told(&answer.swap), (8, 1195, 12_516));
    let (new, covered, shortfall) = told(&answer.best);
    assert_eq!((covered, shortfall), (1195, 12_515));
    assert!(new > 8, "the best plan disturbs more people: {new}");
    for step in [&answer.leave, &answer.swap, &answer.best] {
        assert_eq!(step.kept as usize + step.ended.len() + 6, before.len());
        assert_eq!(step.kept as usize + step.added.len(), step.pairs.len());
    }
}

fn house(chome: u32) -> Abode {
    Abode {
        town: Some(1),
        chome,
        floor: 1,
        ..Abode::default()
    }
}

fn person(chome: u32) -> RegistrantSeat {
    RegistrantSeat {
        abode: house(chome),
        need: 1,
        ..RegistrantSeat::default()
    }
}

fn helper(chome: u32, capacity: u32) -> SupporterSeat {
    SupporterSeat {
        abode: house(chome),
        capacity,
        ..SupporterSeat::default()
    }
}

#[test]
fn a_neighbour_with_room_takes_over_and_nobody_else_is_asked() {
    let instance = Instance {
        registrants: vec![person(1), person(1)],
        supporters: vec![helper(1, 1), helper(1, 2)],
        ..Instance::default()
    };
    let answer = asked(&instance, &[(0, 0), (1, 1)], Change::SupporterGone(0));
    assert_eq!(answer.lost, [(0, 0)]);
    assert_eq!(answer.leave.covered, 1);
    assert_eq!(answer.swap.added, [(0, 1)]);
    assert_eq!((answer.swap.kept, answer.swap.covered), (1, 2));
    assert_eq!(answer.swap, answer.best);
}

/// The one who is left without anybody lives in 3丁目; only who looks after somebody of 2丁目 reaches that far.
fn chain() -> (Instance, Vec<(usize, usize)>) {
    let instance = Instance {
        registrants: vec![person(3), person(2)],
        supporters: vec![helper(4, 1), helper(3, 1), helper(1, 1)],
        ..Instance::default()
    };
    (instance, vec![(0, 0), (1, 1)])
}

#[test]
fn somebody_is_handed_on_where_that_gives_another_person_somebody() {
    let (instance, before) = chain();
    let answer = asked(&instance, &before, Change::SupporterGone(0));
    assert_eq!(answer.swap.added, [(0, 1), (1, 2)]);
    assert_eq!(answer.swap.ended, [(1, 1)]);
    assert_eq!((answer.leave.covered, answer.swap.covered), (1, 2));
}

#[test]
fn a_promise_that_was_one_too_many_counts_when_the_other_goes() {
    let agreed = |supporter| KnownPair {
        registrant: 0,
        supporter,
        kind: PairKind::Agreed,
    };
    let instance = Instance {
        registrants: vec![person(1), person(1)],
        supporters: vec![helper(1, 1), helper(1, 1), helper(1, 1)],
        known: vec![agreed(0), agreed(2)],
        ..Instance::default()
    };
    let answer = asked(&instance, &[(0, 1)], Change::SupporterGone(0));
    assert!(
        answer.best.pairs.contains(&(0, 2)),
        "{:?}",
        answer.best.pairs
    );
}

#[test]
fn too_dear_a_change_is_left_alone() {
    let (mut instance, before) = chain();
    instance.parameters.elsewhere = false;
    // The empty first place is worth 16 points: two new pairs at 8.1 points each are dearer.
    let at =
        |price| frontier(&instance, &before, Change::SupporterGone(0), price, &mut go).unwrap();
    assert_eq!(at(79).swap.added.len(), 2);
    assert_eq!(at(81).swap, at(81).leave);
    assert_eq!(at(81).best.covered, 2);
    assert_eq!(at(0).swap, at(1).swap, "a change is never free");
}

#[test]
fn what_both_agreed_to_never_ends() {
    let (mut instance, before) = chain();
    instance.parameters.elsewhere = false;
    instance.known = vec![KnownPair {
        registrant: 1,
        supporter: 1,
        kind: PairKind::Agreed,
    }];
    let answer = asked(&instance, &before, Change::SupporterGone(0));
    assert_eq!(answer.swap, answer.leave);
    assert_eq!(answer.best, answer.leave);
}

#[test]
fn a_new_person_gets_somebody_with_few_changes() {
    let instance = Instance {
        registrants: vec![person(2), person(2), person(3)],
        supporters: vec![helper(3, 1), helper(1, 2)],
        ..Instance::default()
    };
    let before = [(0, 0), (1, 1)];
    let answer = asked(&instance, &before, Change::RegistrantAdded(2));
    assert!(answer.lost.is_empty());
    assert_eq!((answer.leave.covered, answer.swap.covered), (2, 3));
    assert_eq!(answer.swap.added, [(0, 1), (2, 0)]);
    assert_eq!(answer.swap.kept, 1);
}

#[test]
fn pairs_a_rule_forbids_now_are_lost_and_strangers_are_nobody() {
    let mut instance = Instance {
        registrants: vec![person(1), person(1), person(1)],
        supporters: vec![helper(1, 1), helper(1, 1)],
        ..Instance::default()
    };
    instance.known = vec![KnownPair {
        registrant: 0,
        supporter: 0,
        kind: PairKind::Excluded,
    }];
    let before = [(0, 0), (1, 1), (2, 1), (7, 1), (0, 7)];
    let answer = asked(&instance, &before, Change::SupporterGone(9));
    assert_eq!(answer.lost, [(0, 0), (2, 1)]);
    assert_eq!(answer.leave.pairs, [(1, 1)]);
    assert_eq!(
        answer.swap, answer.leave,
        "nobody was theirs who is gone, so nothing is to be done"
    );
    assert_eq!(answer.best.covered, 2);
}

#[test]
fn places_that_were_empty_before_stay_empty() {
    let instance = Instance {
        registrants: vec![person(1), person(1), person(1)],
        supporters: vec![helper(1, 1), helper(1, 3)],
        ..Instance::default()
    };
    let answer = asked(&instance, &[(1, 0)], Change::SupporterGone(0));
    assert_eq!(answer.swap.added, [(1, 1)]);
    assert_eq!(answer.best.added.len(), 3);
}

#[test]
fn who_would_have_nobody_may_get_somebody_from_elsewhere() {
    let mut instance = Instance {
        registrants: vec![person(1)],
        supporters: vec![helper(1, 1), helper(9, 1)],
        ..Instance::default()
    };
    let answer = asked(&instance, &[(0, 0)], Change::SupporterGone(0));
    assert_eq!(answer.swap.pairs, [(0, 1)]);
    instance.parameters.elsewhere = false;
    let answer = asked(&instance, &[(0, 0)], Change::SupporterGone(0));
    assert_eq!(answer.swap.covered, 0);
}

#[test]
fn in_the_middle_town_a_plan_made_ready_answers_for_everybody_as_if_solved_from_the_start() {
    let (mut instance, before) = (MIDDLE.instance(), MIDDLE.pairs());
    for (registrant, supporter) in before.iter().copied().step_by(2) {
        instance.known.push(KnownPair {
            registrant,
            supporter,
            kind: PairKind::Agreed,
        });
    }
    instance.parameters.same_building_penalty = 500;
    let mut plan = Plan::of(&instance, &before, USUAL_PRICE, &mut go).unwrap();
    for gone in (0..instance.supporters.len()).step_by(23) {
        let change = Change::SupporterGone(gone);
        let ready = plan.after(change, &mut go).unwrap();
        let anew = plan.anew(change, &mut |_, _, _| Continue::Yes).unwrap();
        assert_eq!((&ready.lost, &ready.leave), (&anew.lost, &anew.leave));
        let known = &plan.town.instance;
        let price = USUAL_PRICE;
        assert_eq!(
            measure(known, &ready, price),
            measure(known, &anew, price),
            "{gone}"
        );
    }
}

#[test]
fn pressing_stop_ends_the_repair() {
    let (instance, before) = chain();
    let change = Change::SupporterGone(0);
    let stopped = frontier(&instance, &before, change, USUAL_PRICE, &mut |_| {
        Continue::No
    });
    assert_eq!(stopped, Err(Stopped::Cancelled));
}

/// A small town with pairs that stood before, good ones and bad ones.
fn town() -> impl Strategy<Value = (Instance, Vec<(usize, usize)>)> {
    let seat = (1_u32..5, 1_u32..3, 1_u32..6).prop_map(|(chome, need, priority)| RegistrantSeat {
        need,
        priority,
        ..person(chome)
    });
    let supporter = (1_u32..5, 0_u32..3).prop_map(|(chome, capacity)| helper(chome, capacity));
    let kind = prop_oneof![
        Just(PairKind::Agreed),
        Just(PairKind::Excluded),
        Just(PairKind::Acquainted),
    ];
    let known =
        (0_usize..4, 0_usize..4, kind).prop_map(|(registrant, supporter, kind)| KnownPair {
            registrant,
            supporter,
            kind,
        });
    (
        prop::collection::vec(seat, 1..5),
        prop::collection::vec(supporter, 1..5),
        prop::collection::vec(known, 0..3),
        prop::collection::vec((0_usize..4, 0_usize..4), 0..6),
    )
        .prop_map(|(registrants, supporters, known, before)| {
            let instance = Instance {
                registrants,
                supporters,
                known,
                parameters: Parameters {
                    elsewhere: false,
                    same_building_penalty: 0,
                    ..Parameters::default()
                },
            };
            (instance, before)
        })
}

/// The least of 10·A + price·new, by trying every set of usable pairs.
fn least(
    town: &Town<'_>,
    held: &[(usize, usize)],
    usable: &[(usize, usize)],
    wanted: &[u32],
    price: i64,
) -> i64 {
    let supporters = &town.instance.supporters;
    let mut least = i64::MAX;
    for choice in 0_u32..1 << usable.len() {
        let taken = |at: &usize| choice & (1 << at) != 0;
        let pairs: Vec<_> = (0..usable.len())
            .filter(taken)
            .map(|at| usable[at])
            .collect();
        let keeps = held
            .iter()
            .all(|&(i, j)| !town.known(i, j).pinned() || pairs.contains(&(i, j)));
        let need = (0..wanted.len())
            .all(|i| pairs.iter().filter(|p| p.0 == i).count() <= wanted[i] as usize);
        let room = (0..supporters.len())
            .all(|j| pairs.iter().filter(|p| p.1 == j).count() <= supporters[j].capacity as usize);
        if keeps && need && room {
            let step = step(&town.instance, held, pairs);
            least = least.min(10 * step.shortfall + price * step.added.len() as i64);
        }
    }
    least
}

/// The town when the first supporter is gone, and the pairs that can stay.
fn without_first(
    instance: &Instance,
    before: &[(usize, usize)],
) -> (Instance, Vec<(usize, usize)>) {
    let mut after = instance.clone();
    after.known.retain(|pair| pair.supporter != 0);
    let left = before.iter().filter(|pair| pair.1 != 0);
    after
        .known
        .extend(left.map(|&(registrant, supporter)| KnownPair {
            registrant,
            supporter,
            kind: PairKind::Present,
        }));
    after.supporters[0].open = false;
    let held = hold(&Town::new(&after), before).0;
    (after, held)
}

/// What every optimal answer has in common.
fn measure(instance: &Instance, answer: &Frontier, price: i64) -> [i64; 4] {
    let town = Town::new(instance);
    let points = |step: &Step| {
        let costs = step.pairs.iter().map(|&(i, j)| (i, j, town.cost(i, j)));
        Tally::of(instance, costs).levels
    };
    let swap = 10 * answer.swap.shortfall + price * answer.swap.added.len() as i64;
    let (of_swap, of_best) = (points(&answer.swap), points(&answer.best));
    [swap, of_swap.cost, of_best.shortfall, of_best.cost]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_other_set_of_pairs_is_worth_its_changes_more((instance, before) in town(), price in 1_i64..90) {
        let change = Change::SupporterGone(0);
        let answer = frontier(&instance, &before, change, price, &mut go).unwrap();
        let (after, held) = without_first(&instance, &before);
        let town = Town::new(&after);
        let options = crate::possible::possible(&town);
        let mut usable = held.clone();
        usable.extend((0..options.len()).flat_map(|i| options[i].iter().map(move |&j| (i, j))));
        usable.sort_unstable();
        usable.dedup();
        prop_assume!(usable.len() <= 10);
        let found = 10 * answer.swap.shortfall + price * answer.swap.added.len() as i64;
        let wanted = wanted(&after, &before, &held, change);
        prop_assert_eq!(found, least(&town, &held, &usable, &wanted, price));
    }

    #[test]
    fn a_plan_made_ready_answers_as_if_solved_from_the_start(
        (mut instance, before) in town(),
        price in 1_i64..90,
        penalty in 0_i64..2,
        elsewhere in any::<bool>(),
    ) {
        instance.parameters.same_building_penalty = 500 * penalty;
        instance.parameters.elsewhere = elsewhere;
        let mut plan = Plan::of(&instance, &before, price, &mut go).unwrap();
        for gone in [0, 1, 2, 0, 9] {
            let change = Change::SupporterGone(gone);
            let ready = plan.after(change, &mut go).unwrap();
            let anew = plan.anew(change, &mut |_, _, _| Continue::Yes).unwrap();
            prop_assert_eq!((&ready.lost, &ready.leave), (&anew.lost, &anew.leave));
            let known = &plan.town.instance;
            prop_assert_eq!(measure(known, &ready, price), measure(known, &anew, price));
        }
    }

    #[test]
    fn each_step_fills_no_less_than_the_one_before((instance, before) in town()) {
        let answer = asked(&instance, &before, Change::SupporterGone(0));
        prop_assert!(answer.leave.added.is_empty() && answer.leave.ended.is_empty());
        prop_assert!(answer.swap.shortfall <= answer.leave.shortfall);
        let is_new = |pair: &KnownPair| {
            pair.kind == PairKind::Agreed && !before.contains(&(pair.registrant, pair.supporter))
        };
        // Pairs that were agreed but did not stand are set by the best plan only, even where they cost a place.
        prop_assume!(!instance.known.iter().any(is_new));
        prop_assert!(answer.best.shortfall <= answer.swap.shortfall);
    }
}
