//! What a coordinator would ask: whom could we give somebody, if this wish or that border were not?

use domain::person::Gender;

use super::*;
use crate::kit_town::{MIDDLE, SMALL};
use crate::{Abode, KnownPair, RegistrantSeat, SupporterSeat};

fn go(_: Progress) -> Continue {
    Continue::Yes
}

fn told(instance: &Instance) -> Vec<(PlanRule, u32, u32)> {
    let costs = rule_costs(instance, &mut go).unwrap();
    costs.iter().map(|c| (c.rule, c.first, c.second)).collect()
}

fn house(chome: u32) -> Abode {
    Abode {
        town: Some(1),
        chome,
        floor: 1,
        ..Abode::default()
    }
}

fn person(chome: u32, gender: Gender, wish: SupporterPreference) -> RegistrantSeat {
    RegistrantSeat {
        abode: house(chome),
        need: 2,
        gender,
        wish,
        ..RegistrantSeat::default()
    }
}

fn man(chome: u32) -> SupporterSeat {
    SupporterSeat {
        abode: house(chome),
        gender: Gender::Male,
        ..SupporterSeat::default()
    }
}

#[test]
fn the_wish_for_the_same_gender_leaves_one_with_nobody_and_one_with_one() {
    let (woman, strict) = (Gender::Female, SupporterPreference::SameGenderOnly);
    let mut sister = man(5);
    sister.gender = woman;
    let instance = Instance {
        registrants: vec![
            person(1, woman, strict),
            person(5, woman, strict),
            person(9, woman, SupporterPreference::Any),
        ],
        supporters: vec![man(1), man(5), sister, man(9)],
        ..Instance::default()
    };
    let costs = rule_costs(&instance, &mut go).unwrap();
    assert_eq!(
        costs,
        [RuleCost {
            rule: PlanRule::SameGenderOnly,
            first: 1,
            second: 1,
            people: vec![0],
        }]
    );
    assert!(!costs[0].rule.protects());
}

#[test]
fn what_protects_is_told_and_never_suggested() {
    let any = SupporterPreference::Any;
    let mut son = man(5);
    son.abode.household = Some(7);
    let mut mother = person(5, Gender::Female, any);
    mother.abode.household = Some(7);
    let instance = Instance {
        registrants: vec![person(1, Gender::Female, any), mother],
        supporters: vec![man(1), son],
        known: vec![KnownPair {
            registrant: 0,
            supporter: 0,
            kind: PairKind::Excluded,
        }],
        ..Instance::default()
    };
    let costs = rule_costs(&instance, &mut go).unwrap();
    assert_eq!(
        told(&instance),
        [(PlanRule::Exclusions, 1, 0), (PlanRule::Household, 1, 0)]
    );
    assert!(costs.iter().all(|cost| cost.rule.protects()));
    assert!(PlanRule::ALL.iter().filter(|rule| rule.protects()).count() == 2);
}

#[test]
fn one_more_person_each_is_the_dearest_limit_where_many_lean_on_one() {
    let any = SupporterPreference::Any;
    let mut registrants: Vec<RegistrantSeat> = (0..3)
        .map(|_| RegistrantSeat {
            need: 1,
            ..person(1, Gender::Female, any)
        })
        .collect();
    registrants[0].abode.zone = 1;
    let mut across = man(1);
    across.abode.zone = 1;
    across.registrant = Some(0);
    across.capacity = 1;
    let instance = Instance {
        registrants,
        supporters: vec![across],
        ..Instance::default()
    };
    // Each limit counts for itself: across the border the supporter has one place.
    assert_eq!(told(&instance), [(PlanRule::Zones, 1, 0)]);
    let mut listed = instance.clone();
    listed.parameters.registrant_supporters = false;
    for seat in &mut listed.registrants {
        seat.abode.zone = 1;
    }
    assert_eq!(told(&listed), [(PlanRule::ListedSupporters, 1, 0)]);
    listed.parameters.registrant_supporters = true;
    assert_eq!(told(&listed), [(PlanRule::Limits, 1, 0)]);
}

#[test]
fn a_fixed_pair_can_keep_another_person_from_having_anybody() {
    let one = |chome| RegistrantSeat {
        need: 1,
        ..person(chome, Gender::Male, SupporterPreference::Any)
    };
    let mut instance = Instance {
        registrants: vec![one(2), one(1)],
        supporters: vec![
            SupporterSeat {
                capacity: 1,
                ..man(1)
            },
            man(3),
        ],
        known: vec![KnownPair {
            registrant: 0,
            supporter: 0,
            kind: PairKind::Fixed,
        }],
        ..Instance::default()
    };
    let costs = rule_costs(&instance, &mut go).unwrap();
    let fixed = costs
        .iter()
        .find(|cost| cost.rule == PlanRule::FixedPairs)
        .unwrap();
    assert_eq!((fixed.first, fixed.people.as_slice()), (1, [1].as_slice()));
    // What both agreed to is no rule.
    instance.known[0].kind = PairKind::Agreed;
    assert!(
        told(&instance)
            .iter()
            .all(|cost| cost.0 != PlanRule::FixedPairs)
    );
}

#[test]
fn where_everybody_has_as_many_as_wanted_no_rule_costs_anything() {
    let mut instance = Instance {
        registrants: vec![person(1, Gender::Female, SupporterPreference::Any)],
        supporters: vec![man(1), man(1)],
        ..Instance::default()
    };
    assert_eq!(told(&instance), []);
    instance.supporters[1].open = false;
    assert_eq!(told(&instance), [], "a paused supporter is no rule");
    assert_eq!(told(&Instance::default()), []);
}

#[test]
fn the_towns_of_the_kit_pay_most_for_the_limits() {
    for files in [SMALL, MIDDLE] {
        let costs = rule_costs(&files.instance(), &mut go).unwrap();
        assert!(
            costs
                .iter()
                .any(|cost| cost.rule == PlanRule::Limits && cost.second > 0)
        );
        assert!(costs.is_sorted_by(|a, b| (a.first, a.second) >= (b.first, b.second)));
        for cost in &costs {
            assert!(cost.people.len() >= cost.first as usize);
        }
    }
}

#[test]
fn pressing_stop_ends_the_comparison() {
    let stopped = rule_costs(&SMALL.instance(), &mut |_| Continue::No);
    assert_eq!(stopped, Err(Stopped::Cancelled));
}
