//! Who looks after whom: a pure, exact proposal. Instance in, solution and explanation out; no file, window, clock or chance.
//!
//! The model is a minimum cost flow with three levels in strict order: A unfilled places by rank, B load, C pair costs.
//! Sources of every rule: the matching study (`matching.md`) and its benchmark kit, whose field meanings are kept.

mod alternate;
mod candidates;
mod cost;
mod explain;
mod instance;
pub mod kit;
mod net;
mod order;
mod parts;
mod places;
mod rows;
mod solve;
mod start;
#[cfg(test)]
mod tests;
mod tree;
mod urgency;

pub use candidates::Barrier;
pub use cost::class as distance;
pub use explain::{Assessment, Explanation, ShortageGroup, Wanted, assess};
pub use instance::{
    Abode, Instance, KnownPair, LoadMode, PairKind, Parameters, Periods, PlaceOrder,
    RegistrantSeat, SupporterSeat,
};
pub use solve::{
    Levels, Manner, Pair, PinFault, RejectedPin, Solution, Stage, Stopped, solve, solve_in,
};
pub use urgency::{Urgency, priority};
