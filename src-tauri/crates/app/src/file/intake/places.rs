//! Rows of a list of places become places. One of the same name at the same address is there already, in the book or
//! further up in the list, and is left as it is.

use std::collections::BTreeSet;

use domain::address::{address_key, read_address};
use domain::intake::{Draft, ReadRow};
use domain::name::fold;
use domain::place::Place;
use store::Tx;

use crate::failure::Failure;
use crate::file::intake::take_in::Taking;

/// Stores the places that are not there yet.
pub(super) fn places(
    tx: &mut Tx<'_>,
    taking: &mut Taking<'_>,
    rows: Vec<ReadRow>,
    step: &mut dyn FnMut(usize) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let city = taking.council.city.clone();
    let key = |place: &Place| {
        let address = read_address(&place.address, &city);
        (fold(&place.name), address_key(&address))
    };
    let mut present: BTreeSet<_> = tx.all::<Place>()?.iter().map(key).collect();
    for (done, row) in rows.into_iter().enumerate() {
        step(done)?;
        let Some(Draft::Place(place)) = row.draft else {
            continue;
        };
        if !present.insert(key(&place)) {
            taking.known += 1;
            continue;
        }
        let place = Place {
            id: taking.scene.new_id(),
            council: taking.council.id.clone(),
            ..*place
        };
        tx.put(&place)?;
        taking.import.row_of.insert(row.shown.row, place.id.0);
    }
    Ok(())
}
