//! The smallest town of the benchmark kit, with the optimum that three other solvers proved for it.
//!
//! Every value here was computed outside this program (OR-tools, networkx, HiGHS; kit README), so that a shared
//! misunderstanding of the rules would show.

use domain::vault::Continue;

use crate::kit_town::SMALL;
use crate::solve::solve;
use crate::*;

/// Solves the town and returns A, B, C of the kit, and how many people have somebody.
fn figures(parameters: Parameters) -> (i64, i64, i64, usize) {
    let instance = Instance {
        parameters: Parameters {
            registrant_supporters: false,
            elsewhere: false,
            ..parameters
        },
        ..SMALL.instance()
    };
    let solution = solve(&instance, &mut |_| Continue::Yes).unwrap();
    let mut covered: Vec<usize> = solution.pairs.iter().map(|pair| pair.registrant).collect();
    covered.dedup();
    let levels = solution.levels;
    (
        levels.shortfall / 2,
        levels.load,
        levels.cost,
        covered.len(),
    )
}

#[test]
fn the_town_of_the_kit_is_solved_to_the_proved_optimum_in_every_profile() {
    let core = Parameters {
        load: LoadMode::Strict,
        same_building_penalty: 0,
        ..Parameters::default()
    };
    assert_eq!(figures(core.clone()), (658, 52, 387_977, 52));
    let group = Parameters {
        same_building_penalty: 500,
        ..core.clone()
    };
    assert_eq!(figures(group), (658, 52, 391_469, 52));
    assert_eq!(figures(Parameters::default()), (658, 0, 408_512, 52));
    let complete = Parameters {
        order: PlaceOrder::Complete,
        ..core
    };
    assert_eq!(figures(complete), (608, 52, 387_977, 52));
}
