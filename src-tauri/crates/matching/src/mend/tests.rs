//! One supporter stops: is the mended plan the one the kit would find, and is there really none better?

use proptest::prelude::*;

use super::*;
use crate::kit_town::{Files, MIDDLE, SMALL};
use crate::levels::levels;
use crate::tests::{instance, pair, usable};
use crate::{Instance, LoadMode, Pair, PairKind, Parameters, Solution, solve_in};

fn go(_: Stage, _: u32, _: u32) -> Continue {
    Continue::Yes
}

/// A, new pairs, B, C of the kit.
fn figures(files: &Files<'_>, gone: usize, price: Option<i64>) -> (i64, usize, i64, i64) {
    let mended = mend(&files.instance(), &files.pairs(), gone, price, &mut go).unwrap();
    let levels = mended.levels;
    (levels.shortfall / 2, mended.added, levels.load, levels.cost)
}

#[test]
fn the_fewest_new_pairs_are_those_of_the_kit() {
    // `reference.py --drop J --previous F`: A, new pairs, B, C.
    assert_eq!(figures(&SMALL, 13, None), (740, 4, 42, 359_653));
    assert_eq!(figures(&SMALL, 4, None), (708, 4, 48, 375_042));
    assert_eq!(figures(&MIDDLE, 103, None), (12_515, 18, 1110, 6_550_197));
    assert_eq!(figures(&MIDDLE, 137, None), (12_528, 5, 1110, 6_524_113));
}

#[test]
fn without_a_price_on_changes_the_plan_is_made_anew() {
    // `reference.py --drop J --previous F --change-price 0`: A, B, C; the pairs themselves need not be the same.
    let anew = |files: &Files<'_>, gone| {
        let (a, _, b, c) = figures(files, gone, Some(0));
        (a, b, c)
    };
    assert_eq!(anew(&SMALL, 13), (740, 42, 353_084));
    assert_eq!(anew(&SMALL, 4), (708, 48, 372_066));
    assert_eq!(anew(&MIDDLE, 103), (12_515, 1110, 6_527_591));
    assert_eq!(anew(&MIDDLE, 137), (12_528, 1110, 6_516_221));
}

#[test]
fn at_every_price_the_levels_are_those_of_the_kit() {
    // `reference.py --drop J --previous F --change-price P`: J, P, 10·A + P·new, B, C.
    let at = |files: &Files<'_>, gone, price| {
        let (a, new, b, c) = figures(files, gone, Some(price));
        (10 * a + price * new as i64, b, c)
    };
    let small = [
        (13, 1, (7404, 42, 359_653)),
        (13, 5, (7420, 42, 357_033)),
        (13, 20, (7450, 42, 355_613)),
        (13, 40, (7470, 42, 355_416)),
        (4, 1, (7084, 48, 375_042)),
        (4, 40, (7130, 48, 371_036)),
    ];
    for (gone, price, wanted) in small {
        assert_eq!(at(&SMALL, gone, price), wanted, "{gone} at {price}");
    }
    let middle = [
        (103, 1, (125_168, 1110, 6_525_779)),
        (103, 5, (125_200, 1110, 6_525_779)),
        (103, 10, (125_240, 1110, 6_517_427)),
        (103, 20, (125_280, 1110, 6_516_859)),
        (103, 40, (125_310, 1110, 6_515_183)),
        (137, 5, (125_305, 1110, 6_524_010)),
        (137, 40, (125_350, 1110, 6_524_915)),
    ];
    for (gone, price, wanted) in middle {
        assert_eq!(at(&MIDDLE, gone, price), wanted, "{gone} at {price}");
    }
}

#[test]
fn somebody_who_is_nobody_changes_nothing_and_stop_stops() {
    let (instance, before) = (SMALL.instance(), SMALL.pairs());
    let mended = mend(&instance, &before, usize::MAX, None, &mut go).unwrap();
    assert_eq!((mended.pairs, mended.added), (before.clone(), 0));
    let stopped = mend(&instance, &before, 4, None, &mut |_, _, _| Continue::No);
    assert_eq!(stopped, Err(Stopped::Cancelled));
}

#[test]
fn a_plan_made_ready_answers_again_and_again_as_if_asked_for_the_first_time() {
    let parameters = |load, penalty| Parameters {
        load,
        same_building_penalty: penalty,
        ..MIDDLE.instance().parameters
    };
    for (load, penalty) in [(LoadMode::Strict, 0), (LoadMode::Blend, 500)] {
        let instance = Instance {
            parameters: parameters(load, penalty),
            ..MIDDLE.instance()
        };
        let (before, all) = (MIDDLE.pairs(), instance.supporters.len());
        let mut ready = prepare(&instance, &before, Some(5), &mut go).unwrap();
        let untouched = ready.without(all, &mut go).unwrap();
        let first: Vec<Mended> = (0..all)
            .map(|j| ready.without(j, &mut go).unwrap())
            .collect();
        let twice: Vec<Mended> = (0..all)
            .map(|j| ready.without(j, &mut go).unwrap())
            .collect();
        assert!(first == twice, "an answer leaves something behind");
        assert_eq!(ready.without(all, &mut go).unwrap(), untouched);
        let town = Town::new(&instance);
        let is_pinned = |&gone: &usize| {
            let mut pins = instance.known.iter().filter(|k| k.kind == PairKind::Fixed);
            gone % 37 == 0 || pins.any(|pin| pin.supporter == gone)
        };
        for gone in (0..all).filter(is_pinned) {
            let mut left = instance.clone();
            left.supporters[gone].open = false;
            left.known.retain(|pair| pair.supporter != gone);
            let anew = mend(&left, &before, all, Some(5), &mut go).unwrap();
            let told = |mended: &Mended| {
                let Levels {
                    shortfall,
                    load,
                    cost,
                } = mended.levels;
                (5 * shortfall + 5 * mended.added as i64, load, cost)
            };
            assert_eq!(told(&anew), told(&first[gone]), "without {gone}");
            let pairs = first[gone].pairs.iter();
            let costs = pairs.map(|&(i, j)| (i, j, town.cost(i, j)));
            assert_eq!(Tally::of(&instance, costs).levels, first[gone].levels);
        }
    }
}

/// Tries every set of usable pairs for the least of coverage and new pairs, then load, then points.
struct Trial<'a> {
    instance: &'a Instance,
    before: &'a [(usize, usize)],
    price: Option<i64>,
    usable: Vec<(usize, usize)>,
    pairs: Vec<Pair>,
    best: Option<[i64; 4]>,
}

impl Trial<'_> {
    fn measure(&self, levels: Levels, added: i64) -> [i64; 4] {
        match self.price {
            None => [levels.shortfall, added, levels.load, levels.cost],
            Some(price) => [
                5 * levels.shortfall + price * added,
                0,
                levels.load,
                levels.cost,
            ],
        }
    }

    fn go(&mut self, at: usize) {
        let Some(&(i, j)) = self.usable.get(at) else {
            let new = |p: &&Pair| !self.before.contains(&(p.registrant, p.supporter));
            let added = self.pairs.iter().filter(new).count() as i64;
            let found = self.measure(levels(self.instance, &self.pairs).0, added);
            self.best = Some(self.best.map_or(found, |best| best.min(found)));
            return;
        };
        self.go(at + 1);
        let has = |count: usize, most: u32| count < most as usize;
        let filled = self.pairs.iter().filter(|p| p.registrant == i).count();
        let load = self.pairs.iter().filter(|p| p.supporter == j).count();
        if has(filled, self.instance.registrants[i].need)
            && has(load, self.instance.supporters[j].capacity)
        {
            self.pairs.push(pair(self.instance, i, j, false, false));
            self.go(at + 1);
            self.pairs.pop();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_other_plan_is_better(
        mut instance in instance(4, 3),
        before in prop::collection::vec((0_usize..4, 0_usize..3), 0..6),
        price in prop::option::of(0_i64..60),
    ) {
        instance.parameters.elsewhere = false;
        let mended = mend(&instance, &before, 0, price, &mut go).unwrap();
        let manner = crate::Manner { threads: 1, explain: false, rivals: false };
        let anew: Solution = solve_in(&instance, manner, &mut go).unwrap();
        let mut trial = Trial {
            instance: &instance,
            before: &before,
            price,
            usable: usable(&instance, &anew).into_iter().map(|(i, j, _)| (i, j)).filter(|p| p.1 != 0).collect(),
            pairs: anew.pairs.iter().copied().filter(|p| p.pinned && p.supporter != 0).collect(),
            best: None,
        };
        prop_assume!(trial.usable.len() <= 10);
        trial.go(0);
        let found = trial.measure(mended.levels, mended.added as i64);
        prop_assert_eq!(Some(found), trial.best);
    }
}
