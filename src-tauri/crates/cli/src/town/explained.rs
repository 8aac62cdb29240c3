//! The explanations of a plan as JSON.

use domain::matching_view::PairReason;
use matching::{Instance, Levels, NotTaken, Pair, PinFault, Rival, Solution, Wanted, Without};
use serde_json::{Value, json};

use super::bad::fault_of;

/// Returns the explanations as JSON: why each pair, why each gap, who leans on whom, which pins could not be kept.
pub(super) fn explained(instance: &Instance, solution: &Solution) -> Value {
    let words = &solution.explanation;
    let pairs: Vec<Value> = solution
        .pairs
        .iter()
        .zip(words.reasons.iter().zip(&words.without))
        .map(|(pair, (reasons, without))| of_pair(pair, reasons, *without))
        .collect();
    let groups: Vec<Value> = words
        .groups
        .iter()
        .map(|group| {
            json!({
                "places": match group.places { Wanted::First => "first", Wanted::All => "all" },
                "registrants": group.registrants,
                "supporters": group.supporters,
                "capacity": group.capacity,
                "wanted": group.wanted,
                "missing": group.missing,
                "reason": group.reason,
            })
        })
        .collect();
    let gaps: Vec<Value> = words
        .gaps
        .iter()
        .map(|(registrant, reason)| {
            let filled = solution
                .pairs
                .iter()
                .filter(|p| p.registrant == *registrant);
            let missing = instance.registrants[*registrant].need as usize - filled.count();
            json!({ "registrant": registrant, "missing": missing, "reason": reason })
        })
        .collect();
    let rejected: Vec<Value> = solution
        .rejected
        .iter()
        .map(|pin| {
            json!({
                "registrant": pin.registrant,
                "supporter": pin.supporter,
                "fault": fault_of(pin.fault),
            })
        })
        .collect();
    let rivals = words.rivals.iter().enumerate();
    let not_taken: Vec<Value> = rivals
        .filter(|(_, rivals)| !rivals.is_empty())
        .map(|(registrant, rivals)| {
            let rivals: Vec<Value> = rivals.iter().map(rival).collect();
            json!({ "registrant": registrant, "supporters": rivals })
        })
        .collect();
    json!({
        "pairs": pairs,
        "not_taken": not_taken,
        "gaps": gaps,
        "groups": groups,
        "rejected_pins": rejected,
    })
}

/// Returns why a pair, and what it is worth.
fn of_pair(pair: &Pair, reasons: &[PairReason], without: Option<Without>) -> Value {
    json!({
        "registrant": pair.registrant,
        "supporter": pair.supporter,
        "points": pair.cost,
        "walk_dm": pair.walk,
        "pinned": pair.pinned,
        "reasons": reasons,
        // What the best plan without the pair loses, and who would come instead (null: nobody); null for a pin.
        "without": without.map(|w| json!({ "loss": loss(w.loss), "instead": w.instead })),
    })
}

/// Returns why a supporter nearby was not taken.
fn rival(rival: &Rival) -> Value {
    let supporter = rival.supporter;
    match rival.why {
        NotTaken::Barrier(barrier) => {
            json!({ "supporter": supporter, "why": fault_of(PinFault::Barrier(barrier)) })
        }
        NotTaken::Dearer(worse) => {
            json!({ "supporter": supporter, "why": "dearer", "loss": loss(worse) })
        }
        NotTaken::Needed { by, loss: worse } => {
            json!({ "supporter": supporter, "why": "needed", "by": by, "loss": loss(worse) })
        }
    }
}

/// Returns how much worse a plan would be, in the levels of the kit.
fn loss(levels: Levels) -> Value {
    // The kit counts whole ranks, the engine halves.
    json!({ "A": levels.shortfall / 2, "B": levels.load, "C": levels.cost })
}
