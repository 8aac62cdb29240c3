//! 施設: written down, taken off the list.

use domain::id::PlaceId;
use domain::place::Place;
use domain::problem::{Problem, Rule};
use domain::registrant::Registrant;
use store::Tx;

use crate::ask::council::the_council;
use crate::failure::Failure;
use crate::host::Scene;

/// Writes down a place or changes one.
pub(crate) fn save_place(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    mut place: Place,
) -> Result<PlaceId, Failure> {
    place.name = place.name.trim().to_owned();
    if place.name.is_empty() {
        return Err(Failure::problem(Problem::new("name", Rule::Missing)));
    }
    if place.id.is_new() {
        place.id = scene.new_id();
    } else if tx.get::<Place>(place.id.as_str())?.is_none() {
        return Err(Failure::not_found());
    }
    place.council = the_council(tx)?.id;
    tx.put(&place)?;
    tx.set_subject(place.name);
    Ok(place.id)
}

/// Takes a place off the list, and out of the records that point to it.
pub(crate) fn remove_place(
    tx: &mut Tx<'_>,
    _scene: &Scene<'_>,
    id: PlaceId,
) -> Result<(), Failure> {
    let place: Place = tx.get(id.as_str())?.ok_or_else(Failure::not_found)?;
    let mut council = the_council(tx)?;
    council
        .report_places
        .retain(|report_place| *report_place != id);
    if !council.id.is_new() {
        tx.put(&council)?;
    }
    let people: Vec<Registrant> = tx.find("preferred_shelter", id.as_str())?;
    for mut registrant in people {
        registrant.preferred_shelter = None;
        tx.put(&registrant)?;
    }
    tx.remove::<Place>(id.as_str())?;
    tx.set_subject(place.name);
    Ok(())
}
