//! One value of the city into a record of ours: a field with everything that belongs to it, and nothing else.

use domain::comparison::RowField;
use domain::phone::{Phone, PhoneKind};
use domain::registrant::RegistrantDraft;

use crate::compare::Entry;

/// Puts the city's value of a field into what we have. Derived fields (keys, block) are left to the caller.
pub fn take_over(ours: &mut RegistrantDraft, city: &Entry<'_>, field: RowField) {
    let (person, theirs) = (&mut ours.person, &city.draft.person);
    let (registrant, listed) = (&mut ours.registrant, &city.draft.registrant);
    match field {
        RowField::Number => registrant.city_no.clone_from(&listed.city_no),
        RowField::Name => {
            person.family_name.clone_from(&theirs.family_name);
            person.given_name.clone_from(&theirs.given_name);
            person.name_raw.clone_from(&theirs.name_raw);
        }
        RowField::Kana => person.name_kana.clone_from(&theirs.name_kana),
        RowField::Birth => {
            person.birth_date = theirs.birth_date;
            person.birth_raw.clone_from(&theirs.birth_raw);
        }
        RowField::Gender => person.gender = theirs.gender,
        RowField::Postal => person.postal_code.clone_from(&theirs.postal_code),
        RowField::Address => {
            person.address_raw.clone_from(&theirs.address_raw);
            person.address = theirs.address.clone();
        }
        RowField::Building => {
            person.building.clone_from(&theirs.building);
            person.room.clone_from(&theirs.room);
        }
        RowField::Phone => replace_numbers(&mut person.phones, &theirs.phones, false),
        RowField::Mobile => replace_numbers(&mut person.phones, &theirs.phones, true),
        RowField::Householder => {
            person.householder_name.clone_from(&theirs.householder_name);
        }
        RowField::Reasons => {
            registrant.reasons.clone_from(&listed.reasons);
            registrant.reason_detail.clone_from(&listed.reason_detail);
        }
        RowField::Consent => {
            let (mine, said) = (&mut ours.consent, &city.draft.consent);
            mine.status = said.status;
            mine.raw.clone_from(&said.raw);
            mine.signed_on = said.signed_on.or(mine.signed_on);
        }
        RowField::Association => {
            person.association = format!("{} {}", theirs.association, city.block)
                .trim()
                .to_owned();
        }
        RowField::Emergency => registrant
            .emergency_contacts
            .clone_from(&listed.emergency_contacts),
        RowField::Note => registrant.note.clone_from(&listed.note),
    }
}

/// Numbers of the other sort stay where they stand.
fn replace_numbers(ours: &mut Vec<Phone>, theirs: &[Phone], mobile: bool) {
    let is_meant = |it: &Phone| (it.kind == PhoneKind::Mobile) == mobile;
    let place = ours.iter().position(is_meant).unwrap_or(ours.len());
    ours.retain(|it| !is_meant(it));
    let new: Vec<Phone> = theirs.iter().filter(|it| is_meant(it)).cloned().collect();
    let place = place.min(ours.len());
    ours.splice(place..place, new);
}
