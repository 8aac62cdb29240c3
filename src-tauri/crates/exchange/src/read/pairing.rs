//! What a list of pairs says: two names, an address, a rank, the day they met.

use domain::date::DayOf;
use domain::name::fold;
use domain::pairing::{PairingBasis, PairingStatus};
use domain::problem::Rule;

use super::Reading;
use super::values::{first_number, says_nothing, yes_no};
use crate::table::Cell;

pub(crate) fn registrant_name(row: &mut Reading<'_>, cell: &Cell) {
    row.pairing.registrant_name = cell.text.trim().to_owned();
}

pub(crate) fn registrant_address(row: &mut Reading<'_>, cell: &Cell) {
    row.pairing.registrant_address = cell.text.trim().to_owned();
}

pub(crate) fn supporter_name(row: &mut Reading<'_>, cell: &Cell) {
    row.pairing.supporter_name = cell.text.trim().to_owned();
}

pub(crate) fn rank(row: &mut Reading<'_>, cell: &Cell) {
    match first_number(&fold(&cell.text)) {
        Some(rank) => row.pairing.pairing.rank = rank,
        None if says_nothing(&cell.text) => {}
        None => row.remark(Rule::UnknownValue, cell.text.trim()),
    }
}

/// A day, or 未 and 済 where only a mark was made.
pub(crate) fn met_on(row: &mut Reading<'_>, cell: &Cell) {
    let plain = fold(&cell.text);
    if yes_no(&cell.text).is_some() || plain == "未定" || plain == "未実施" {
        return;
    }
    row.pairing.pairing.met_on = row.day(cell, DayOf::Past);
}

pub(crate) fn note(row: &mut Reading<'_>, cell: &Cell) {
    row.pairing.pairing.note = cell.text.trim().to_owned();
}

/// A pair on a list was agreed on, whether the two have met or not.
pub(super) fn finish(row: &mut Reading<'_>) {
    let pairing = &mut row.pairing.pairing;
    pairing.rank = pairing.rank.max(1);
    pairing.basis = vec![PairingBasis::FromBefore];
    pairing.status = match pairing.met_on {
        Some(_) => PairingStatus::Met,
        None => PairingStatus::RegistrantAccepted,
    };
}
