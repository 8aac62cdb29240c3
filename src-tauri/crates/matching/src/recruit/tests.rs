//! What a coordinator would ask: in which block do we look for supporters first, and how many there?

use domain::person::Gender;
use proptest::prelude::*;

use super::*;
use crate::kit_town::{Files, MIDDLE, SMALL};
use crate::solve;
use crate::{Abode, KnownPair, PairKind, Parameters, RegistrantSeat, SupporterSeat};
use domain::pairing::SupporterPreference;

fn go(_: Progress) -> Continue {
    Continue::Yes
}

fn asked(instance: &Instance, search: &Search) -> Recruiting {
    recruit(instance, search, &mut go).unwrap()
}

/// A house in a block of a 丁目; the town has no coordinates.
fn house(chome: u32, block: u32) -> Abode {
    Abode {
        town: Some(1),
        chome,
        block: Some(block),
        floor: 1,
        ..Abode::default()
    }
}

fn person(abode: Abode, need: u32) -> RegistrantSeat {
    RegistrantSeat {
        abode,
        need,
        ..RegistrantSeat::default()
    }
}

fn helper(abode: Abode) -> SupporterSeat {
    SupporterSeat {
        abode,
        ..SupporterSeat::default()
    }
}

/// How many registrants have each value of one more task.
fn worths(files: &Files<'_>) -> Vec<(i64, usize)> {
    let instance = files.instance();
    let solution = solve(&instance, &mut go).unwrap();
    let worths = Handover::of(&instance, &solution.pairs).worths();
    (0..=20)
        .map(|rank| (rank, worths.iter().filter(|w| w.rank == rank).count()))
        .filter(|(_, count)| *count > 0)
        .collect()
}

#[test]
fn one_more_task_is_worth_what_the_kit_finds() {
    assert_eq!(worths(&SMALL), [(0, 13), (16, 47)]);
    assert_eq!(
        worths(&MIDDLE),
        [
            (0, 4),
            (11, 8),
            (12, 9),
            (13, 422),
            (14, 589),
            (15, 13),
            (16, 155)
        ]
    );
}

#[test]
fn the_best_squares_of_the_middle_town_give_two_people_somebody() {
    let search = Search {
        confirm: 2,
        ..Search::default()
    };
    let answer = asked(&MIDDLE.instance(), &search);
    assert_eq!(answer.nobody, 5);
    assert_eq!(answer.openings.len(), 10);
    for (at, opening) in answer.openings.iter().enumerate() {
        // `explain.py --verify`: at most 32 points, true gain 32.
        let brings = Gain {
            first: 2,
            further: 0,
            points: 32,
        };
        assert_eq!(opening.gains[0], brings);
        assert_eq!(opening.confirmed, at < 2);
        assert!(matches!(opening.spot, Spot::Square { .. }));
    }
}

#[test]
fn five_without_anybody_need_three_supporters_in_two_parts_of_the_town() {
    let search = Search {
        top: 3,
        ..Search::default()
    };
    let answer = recruit_in_turn(&MIDDLE.instance(), &search, &mut go).unwrap();
    let first: Vec<u32> = answer.openings.iter().map(|o| o.gains[0].first).collect();
    assert_eq!((answer.nobody, first), (5, vec![2, 2, 1]));
}

#[test]
fn the_block_with_most_people_and_nobody_stands_first_and_says_what_the_second_and_third_bring() {
    let mut registrants: Vec<RegistrantSeat> = (0..5).map(|_| person(house(1, 11), 1)).collect();
    registrants.push(person(house(5, 51), 1));
    registrants.push(person(house(9, 91), 2));
    let instance = Instance {
        registrants,
        supporters: vec![helper(house(9, 91))],
        ..Instance::default()
    };
    let answer = asked(&instance, &Search::default());
    let told: Vec<(Spot, Vec<(u32, u32)>)> = answer
        .openings
        .iter()
        .map(|o| {
            (
                o.spot,
                o.gains.iter().map(|g| (g.first, g.further)).collect(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (Spot::Block(11), vec![(2, 0), (2, 0), (1, 0)]),
            (Spot::Block(51), vec![(1, 0)]),
            (Spot::Block(91), vec![(0, 1)]),
        ]
    );
    assert_eq!((answer.nobody, answer.places), (6, 1));
    assert!(answer.openings[0].confirmed);
    assert_eq!(answer.openings[0].people, [0, 1, 2, 3, 4]);
}

#[test]
fn a_supporter_also_helps_people_out_of_reach_where_somebody_is_handed_on() {
    // Nobody of 1丁目 reaches 3丁目, but the supporter of 2丁目 does, once somebody takes over there.
    let busy = |abode, capacity| SupporterSeat {
        capacity,
        ..helper(abode)
    };
    let instance = Instance {
        registrants: vec![person(house(2, 21), 1), person(house(3, 31), 1)],
        supporters: vec![busy(house(2, 21), 1), busy(house(1, 11), 0)],
        ..Instance::default()
    };
    let answer = asked(&instance, &Search::default());
    let far = answer
        .openings
        .iter()
        .find(|o| o.spot == Spot::Block(11))
        .unwrap();
    assert_eq!(
        (far.gains[0].first, far.people.as_slice()),
        (1, [0].as_slice())
    );
}

#[test]
fn blocks_of_one_chome_reach_the_same_people_and_stand_in_one_line() {
    let instance = Instance {
        registrants: vec![
            person(house(1, 11), 1),
            person(house(1, 12), 1),
            person(house(1, 12), 1),
        ],
        ..Instance::default()
    };
    let answer = asked(&instance, &Search::default());
    assert_eq!(answer.openings.len(), 1);
    let opening = &answer.openings[0];
    assert_eq!(
        (opening.spot, opening.alike.as_slice()),
        (Spot::Block(11), [Spot::Block(12)].as_slice())
    );
}

#[test]
fn who_leans_on_somebody_far_away_still_needs_a_neighbour() {
    let instance = Instance {
        registrants: vec![person(house(1, 11), 1)],
        supporters: vec![helper(house(8, 81))],
        ..Instance::default()
    };
    let plan = solve(&instance, &mut go).unwrap();
    assert!(plan.pairs[0].elsewhere);
    let answer = asked(&instance, &Search::default());
    assert_eq!(
        (answer.nobody, answer.openings[0].spot),
        (1, Spot::Block(11))
    );
}

#[test]
fn a_stranger_is_not_promised_to_somebody_who_wants_the_same_gender_only() {
    let strict = RegistrantSeat {
        gender: Gender::Female,
        wish: SupporterPreference::SameGenderOnly,
        ..person(house(1, 11), 1)
    };
    let instance = Instance {
        registrants: vec![strict],
        ..Instance::default()
    };
    let answer = asked(&instance, &Search::default());
    assert_eq!((answer.nobody, answer.openings.len()), (1, 0));
    let woman = Search {
        gender: Gender::Female,
        ..Search::default()
    };
    assert_eq!(asked(&instance, &woman).openings[0].gains[0].first, 1);
}

#[test]
fn where_nobody_lacks_anything_there_is_nothing_to_look_for() {
    let instance = Instance {
        registrants: vec![person(house(1, 11), 1)],
        supporters: vec![helper(house(1, 11))],
        ..Instance::default()
    };
    assert_eq!(asked(&instance, &Search::default()), Recruiting::default());
    assert_eq!(
        asked(&Instance::default(), &Search::default()),
        Recruiting::default()
    );
    let nothing = Search {
        tasks: 0,
        ..Search::default()
    };
    let lacking = Instance {
        supporters: vec![],
        ..instance
    };
    assert!(asked(&lacking, &nothing).openings.is_empty());
}

#[test]
fn pressing_stop_ends_the_search() {
    let stopped = recruit(&SMALL.instance(), &Search::default(), &mut |_| Continue::No);
    assert_eq!(stopped, Err(Stopped::Cancelled));
}

/// Towns without coordinates, and towns on a line of 番 with them.
fn town() -> impl Strategy<Value = Instance> {
    let abode = |on_map: bool| {
        (1_u32..6, 0_u32..3, 0_i64..14).prop_map(move |(chome, block, x)| Abode {
            position: on_map.then_some((x * 1000, 0)),
            ..house(chome, chome * 10 + block)
        })
    };
    let seat = move |on_map| {
        let gender = prop_oneof![Just(Gender::Female), Just(Gender::Male)];
        let wish = prop_oneof![
            4 => Just(SupporterPreference::Any),
            1 => Just(SupporterPreference::SameGenderOnly),
        ];
        (abode(on_map), 1_u32..4, 1_u32..6, gender, wish).prop_map(
            |(abode, need, priority, gender, wish)| RegistrantSeat {
                priority,
                gender,
                wish,
                ..person(abode, need)
            },
        )
    };
    let supporter = move |on_map| {
        (abode(on_map), 0_u32..3).prop_map(|(abode, capacity)| SupporterSeat {
            capacity,
            gender: Gender::Female,
            ..helper(abode)
        })
    };
    let kind = prop_oneof![
        Just(PairKind::Fixed),
        Just(PairKind::Excluded),
        Just(PairKind::Present)
    ];
    let known =
        (0_usize..8, 0_usize..5, kind).prop_map(|(registrant, supporter, kind)| KnownPair {
            registrant,
            supporter,
            kind,
        });
    proptest::bool::ANY.prop_flat_map(move |on_map| {
        (
            prop::collection::vec(seat(on_map), 1..9),
            prop::collection::vec(supporter(on_map), 0..6),
            prop::collection::vec(known.clone(), 0..4),
        )
            .prop_map(|(registrants, supporters, known)| Instance {
                registrants,
                supporters,
                known,
                parameters: Parameters {
                    elsewhere: false,
                    ..Parameters::default()
                },
            })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_gain_is_the_gain_of_solving_anew(instance in town(), is_known in proptest::bool::ANY) {
        let gender = if is_known { Gender::Male } else { Gender::Unknown };
        let search = Search { confirm: usize::MAX, top: usize::MAX, gender, ..Search::default() };
        let answer = asked(&instance, &search);
        for opening in &answer.openings {
            prop_assert!(opening.confirmed, "{:?}", opening);
        }
        let all = sites(&instance, &search);
        let before = solve(&instance, &mut go).unwrap();
        for site in all {
            let mut grown = nearby(&instance);
            let mut left = empty(&before);
            let opening = answer.openings.iter().find(|o| o.spot == site.spot || o.alike.contains(&site.spot));
            for turn in 0..search.each {
                grown.supporters.push(newcomer(&site.home, &search));
                let now = empty(&solve(&grown, &mut go).unwrap());
                let told = opening.and_then(|o| o.gains.get(turn)).copied().unwrap_or_default();
                prop_assert_eq!((told.first, told.further), (left.0 - now.0, left.1 - now.1), "{:?}", site);
                left = now;
            }
        }
    }

    #[test]
    fn the_openings_stand_in_falling_gain_whatever_the_length_of_the_list(instance in town()) {
        let all = asked(&instance, &Search { top: usize::MAX, confirm: 0, ..Search::default() });
        let few = asked(&instance, &Search { top: 2, confirm: 0, ..Search::default() });
        prop_assert!(all.openings.is_sorted_by(|a, b| a.gains[0] >= b.gains[0]));
        let gains = |answer: &Recruiting| -> Vec<Gain> {
            answer.openings.iter().take(2).map(|o| o.gains[0]).collect()
        };
        prop_assert_eq!(gains(&all), gains(&few));
    }

    #[test]
    fn the_gains_in_turn_add_up_to_those_of_solving_anew(instance in town()) {
        let search = Search { top: 3, ..Search::default() };
        let answer = recruit_in_turn(&instance, &search, &mut go).unwrap();
        let all = sites(&instance, &search);
        let mut grown = nearby(&instance);
        let mut gained = (0, 0);
        for opening in &answer.openings {
            let site = all.iter().find(|site| site.spot == opening.spot).unwrap();
            grown.supporters.push(newcomer(&site.home, &search));
            gained.0 += opening.gains[0].first;
            gained.1 += opening.gains[0].further;
        }
        let after = empty(&solve(&grown, &mut go).unwrap());
        prop_assert_eq!((answer.nobody - gained.0, answer.places - gained.1), after);
    }
}
