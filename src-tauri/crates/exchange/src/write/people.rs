//! What a list says of a person, whatever the role.

use domain::address::{read_address, split_building};
use domain::date::{DayOf, read_date};
use domain::intake::Draft;
use domain::name;
use domain::person::{Gender, Person};
use domain::phone::{Phone, PhoneKind, read_phones};

use super::words::day;
use super::{Extent, Value, Written};

/// The columns of a name.
pub(super) const NAMES: &[&str] = &["name", "family_name", "given_name", "name_kana"];

/// The columns of where somebody lives and how to reach them.
pub(super) const REACHED_AT: &[&str] = &[
    "postal_code",
    "address",
    "building",
    "room",
    "lat",
    "lon",
    "phone",
    "mobile",
    "fax",
    "work_phone",
    "email",
    "association",
    "block",
];

/// Columns that stand there only where somebody's name would not be parted at its space.
pub(super) const SPLIT_NAMES: &[&str] = &["family_name", "given_name"];

pub(super) fn name_of(draft: &Draft) -> String {
    match draft {
        Draft::Registrant(draft) => draft.person.name(),
        Draft::Supporter(draft) => draft.person.name(),
        Draft::Pairing(draft) => draft.registrant_name.clone(),
        Draft::Place(place) => place.name.clone(),
    }
}

/// Whether somebody's family name has a space in it, or the given name stands alone.
pub(super) fn needs_split_names(people: &[Written]) -> bool {
    let person = |draft: &Draft| match draft {
        Draft::Registrant(draft) => Some(draft.person.clone()),
        Draft::Supporter(draft) => Some(draft.person.clone()),
        Draft::Pairing(_) | Draft::Place(_) => None,
    };
    people
        .iter()
        .filter_map(|one| person(&one.draft))
        .any(|person| !parts_at_space(&person))
}

fn parts_at_space(person: &Person) -> bool {
    let (family, given) = name::split(&person.name());
    family == person.family_name && given == person.given_name
}

/// The values of a person: name, birth, where to find and how to reach.
pub(super) fn values(person: &Person, block: &str, extent: &Extent<'_>) -> Vec<Value> {
    let mut values = vec![
        ("name", written_name(person)),
        ("family_name", person.family_name.clone()),
        ("given_name", person.given_name.clone()),
        ("name_kana", person.name_kana.clone()),
        ("gender", gender(person.gender).to_owned()),
        ("postal_code", postal_code(&person.postal_code)),
        ("address", address(person, extent)),
        ("building", person.building.clone()),
        ("room", person.room.clone()),
        ("email", person.email.clone()),
        ("lat", degrees(person.lat)),
        ("lon", degrees(person.lon)),
        ("association", person.association.clone()),
        ("block", block.to_owned()),
    ];
    if extent.birth {
        values.push(("birth", birth(person)));
    }
    values.extend(phones(&person.phones, extent));
    values
}

/// The name as received, as long as it still is the name.
fn written_name(person: &Person) -> String {
    let raw = person.name_raw.trim();
    let (family, given) = name::split(raw);
    let is_still = family == person.family_name && given == person.given_name;
    let is_whole = format!("{}{}", person.family_name, person.given_name) == raw;
    match is_still || is_whole {
        true => person.name_raw.clone(),
        false => person.name(),
    }
}

fn birth(person: &Person) -> String {
    let Some(born) = person.birth_date else {
        return person.birth_raw.clone();
    };
    // Whether a day lies in the future is no question here.
    let read = read_date(&person.birth_raw, born, DayOf::Event).date;
    match read == Some(born) {
        true => person.birth_raw.clone(),
        false => day(person.birth_date),
    }
}

/// The shortest number that reads as the same position again.
fn degrees(degrees: Option<f64>) -> String {
    degrees.map(|it| it.to_string()).unwrap_or_default()
}

fn gender(gender: Gender) -> &'static str {
    match gender {
        Gender::Male => "男",
        Gender::Female => "女",
        Gender::Other => "その他",
        Gender::Unknown => "",
    }
}

/// 180-0001: with its hyphen no spreadsheet takes it for a number.
fn postal_code(digits: &str) -> String {
    match (digits.get(..3), digits.get(3..)) {
        (Some(head), Some(tail)) if digits.len() == 7 => format!("{head}-{tail}"),
        _ => digits.to_owned(),
    }
}

/// The address as received, as long as it says all that is known.
fn address(person: &Person, extent: &Extent<'_>) -> String {
    let raw = person.address_raw.trim();
    let (street, _, _) = split_building(raw);
    let read = read_address(&street, &extent.city).settled_by(extent.areas);
    let says_all = read == person.address || !person.address.is_known();
    match says_all && !raw.is_empty() {
        true => raw.to_owned(),
        false => person.address.line(),
    }
}

/// A telephone as received, as long as that is the number.
pub(super) fn number(phone: &Phone, extent: &Extent<'_>) -> String {
    let (read, _) = read_phones(&phone.raw, &extent.area_code, phone.kind);
    match read.as_slice() {
        [same] if same.digits == phone.digits && same.raw == phone.raw => phone.raw.clone(),
        _ => phone.shown(),
    }
}

/// Telephones by their sort. Where a mobile number is to be called before one at home, all stand in one cell in the order
/// they are called.
fn phones(phones: &[Phone], extent: &Extent<'_>) -> Vec<Value> {
    let of = |kinds: &[PhoneKind]| {
        let own = phones.iter().filter(|it| kinds.contains(&it.kind));
        own.map(|it| number(it, extent))
            .collect::<Vec<_>>()
            .join("／")
    };
    let called: Vec<bool> = phones
        .iter()
        .filter(|it| matches!(it.kind, PhoneKind::Home | PhoneKind::Mobile))
        .map(|it| it.kind == PhoneKind::Mobile)
        .collect();
    let (home, mobile) = match called.is_sorted() {
        true => (of(&[PhoneKind::Home]), of(&[PhoneKind::Mobile])),
        false => (of(&[PhoneKind::Home, PhoneKind::Mobile]), String::new()),
    };
    vec![
        ("phone", home),
        ("mobile", mobile),
        ("fax", of(&[PhoneKind::Fax])),
        ("work_phone", of(&[PhoneKind::Work])),
    ]
}
