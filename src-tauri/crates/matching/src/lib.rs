//! Who looks after whom: a pure, exact proposal. Instance in, solution and explanation out; no file, window, clock or chance.
//!
//! The model is a minimum cost flow with three levels in strict order: A unfilled places by rank, B load, C pair costs.
//! Sources of every rule: the matching study (`matching.md`) and its benchmark kit, whose field meanings are kept.

mod alternate;
mod auction;
mod builder;
mod candidates;
mod cost;
mod draft;
mod drop_out;
mod explain;
mod faults;
mod flow;
mod held;
mod instance;
pub mod kit;
#[cfg(test)]
mod kit_town;
mod levels;
mod market;
mod mend;
mod net;
mod order;
mod pair_rows;
mod parts;
mod places;
mod possible;
mod proof;
mod recruit;
mod repair;
mod resilience;
mod rivals;
mod rows;
mod rules;
mod search;
mod solve;
mod start;
#[cfg(test)]
mod tests;
mod threads;
mod tree;
mod urgency;
mod ways;

pub use candidates::Barrier;
pub use cost::class as distance;
pub use explain::{Assessment, Explanation, ShortageGroup, Wanted, assess};
pub use faults::{Fault, faults};
pub use instance::{
    Abode, Instance, KnownPair, LoadMode, PairKind, Parameters, Periods, PlaceOrder,
    RegistrantSeat, SupporterSeat,
};
pub use levels::Levels;
pub use mend::{Mended, Prepared, mend, prepare};
pub use recruit::{Gain, Opening, Recruiting, Search, Spot, recruit, recruit_in_turn};
pub use repair::{Change, Frontier, Plan, Step, USUAL_PRICE, frontier};
pub use resilience::{
    AgeBand, Chance, Coming, Gone, Mark, Reach, Scenario, Spread, Ways, WhatIf, what_if,
};
pub use rivals::{NotTaken, Rival, Without};
pub use rules::{RuleCost, rule_costs};
pub use solve::{
    Manner, Pair, PinFault, RejectedPin, Solution, Stage, Stopped, solve, solve_in,
    solve_without_words,
};
pub use urgency::{Urgency, priority};
