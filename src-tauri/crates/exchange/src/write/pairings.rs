//! What a list of pairs says of one pair.

use domain::intake::PairingDraft;

use super::Value;
use super::words::day;

/// The columns, in the order of the file.
pub(super) const ORDER: &[&[&str]] = &[&[
    "registrant_name",
    "registrant_address",
    "supporter_name",
    "rank",
    "met_on",
    "note",
]];

pub(super) fn values(draft: &PairingDraft) -> Vec<Value> {
    let pairing = &draft.pairing;
    vec![
        ("registrant_name", draft.registrant_name.clone()),
        ("registrant_address", draft.registrant_address.clone()),
        ("supporter_name", draft.supporter_name.clone()),
        ("rank", pairing.rank.to_string()),
        ("met_on", day(pairing.met_on)),
        ("note", pairing.note.clone()),
    ]
}
