//! The explanations of a plan as JSON.

use matching::{Instance, Solution, Wanted};
use serde_json::{Value, json};

use super::bad::fault_of;

/// Returns the explanations as JSON: why each pair, why each gap, who leans on whom, which pins could not be kept.
pub(super) fn explained(instance: &Instance, solution: &Solution) -> Value {
    let words = &solution.explanation;
    let pairs: Vec<Value> = solution
        .pairs
        .iter()
        .zip(&words.reasons)
        .map(|(pair, reasons)| {
            json!({
                "registrant": pair.registrant,
                "supporter": pair.supporter,
                "points": pair.cost,
                "walk_dm": pair.walk,
                "pinned": pair.pinned,
                "reasons": reasons,
            })
        })
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
    json!({ "pairs": pairs, "gaps": gaps, "groups": groups, "rejected_pins": rejected })
}
