//! What is not as last year, field by field: what is meant, or only the writing.

use domain::address::{address_key, building_key, building_line};
use domain::comparison::{ChangeKind, FieldChange, RowField};
use domain::consent::ConsentStatus;
use domain::name::{fold, fold_kana};
use domain::person::{Gender, Person};
use domain::phone::{Phone, PhoneKind};
use domain::registrant::{EmergencyContact, RegistrantDraft};

use crate::compare::Entry;

/// Two lists, and which fields both of them have at all.
pub(crate) struct Changes<'a> {
    old: &'a [Entry<'a>],
    new: &'a [Entry<'a>],
    shared: Vec<RowField>,
}

impl<'a> Changes<'a> {
    /// Looks which fields both lists have: a column the city has left out this year is no change of every person.
    pub(crate) fn between(old: &'a [Entry<'a>], new: &'a [Entry<'a>]) -> Self {
        let has = |list: &[Entry<'_>], field: RowField| {
            list.iter().any(|entry| !text(entry, field).is_empty())
        };
        let shared = RowField::ALL.iter().copied();
        Self {
            shared: shared.filter(|&it| has(old, it) && has(new, it)).collect(),
            old,
            new,
        }
    }

    /// Returns what changed between two rows.
    pub(crate) fn of(&self, old: usize, new: usize) -> Vec<FieldChange> {
        let (old, new) = (&self.old[old], &self.new[new]);
        let fields = self.shared.iter();
        fields
            .filter_map(|&field| change(field, old, new))
            .collect()
    }
}

/// Returns every field that is not written alike in two rows.
pub fn changes(old: &Entry<'_>, new: &Entry<'_>) -> Vec<FieldChange> {
    let fields = RowField::ALL.iter();
    fields
        .filter_map(|&field| change(field, old, new))
        .collect()
}

fn change(field: RowField, old: &Entry<'_>, new: &Entry<'_>) -> Option<FieldChange> {
    let (before, now) = (text(old, field), text(new, field));
    if before == now {
        return None;
    }
    let is_same = meant(old, field, new);
    let (a, b) = (&old.draft.person, &new.draft.person);
    let is_birth = field == RowField::Birth;
    let same_characters = a.name_key == b.name_key;
    let kind = if is_same {
        ChangeKind::Notation
    } else if before.is_empty() || (is_birth && a.birth_date.is_none()) {
        ChangeKind::Filled
    } else if now.is_empty() || (is_birth && b.birth_date.is_none()) {
        ChangeKind::Missing
    } else if is_birth || (field == RowField::Kana && same_characters) {
        ChangeKind::Correction
    } else {
        ChangeKind::Real
    };
    Some(FieldChange {
        field,
        kind,
        old: before,
        new: now,
    })
}

/// A field as it is written.
fn text(entry: &Entry<'_>, field: RowField) -> String {
    let (person, registrant) = (&entry.draft.person, &entry.draft.registrant);
    let joined = |parts: &[&str]| {
        let full = parts.iter().filter(|part| !part.is_empty());
        full.copied().collect::<Vec<_>>().join(" ")
    };
    match field {
        RowField::Number => registrant.city_no.clone(),
        RowField::Name if person.name_raw.is_empty() => person.name(),
        RowField::Name => person.name_raw.clone(),
        RowField::Kana => person.name_kana.clone(),
        RowField::Birth => match (person.birth_raw.as_str(), person.birth_date) {
            ("", Some(day)) => day.to_string(),
            (raw, _) => raw.to_owned(),
        },
        RowField::Gender if person.gender == Gender::Unknown => String::new(),
        RowField::Gender => person.gender.code(),
        RowField::Postal => person.postal_code.clone(),
        RowField::Address => person.address_raw.clone(),
        RowField::Building => building_line(&person.building, &person.room),
        RowField::Phone => phones(person, false, |phone| &phone.raw),
        RowField::Mobile => phones(person, true, |phone| &phone.raw),
        RowField::Householder => person.householder_name.clone(),
        RowField::Reasons => registrant.reason_detail.clone(),
        RowField::Consent => entry.draft.consent.raw.clone(),
        RowField::Association => joined(&[&person.association, entry.block]),
        RowField::Emergency => {
            let contacts = registrant.emergency_contacts.iter();
            let lines = contacts.map(|it| contact(it, |phone| &phone.raw));
            lines.collect::<Vec<_>>().join(" ")
        }
        RowField::Note => registrant.note.clone(),
    }
}

fn phones(person: &Person, mobile: bool, shown: fn(&Phone) -> &str) -> String {
    let is_wanted = |phone: &&Phone| (phone.kind == PhoneKind::Mobile) == mobile;
    let own = person.phones.iter().filter(is_wanted);
    own.map(shown).collect::<Vec<_>>().join(" ")
}

fn contact(contact: &EmergencyContact, shown: fn(&Phone) -> &str) -> String {
    let mut parts = vec![contact.name.as_str(), contact.relation.as_str()];
    parts.extend(contact.phones.iter().map(shown));
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// Whether two rows mean the same in a field, however it is written.
fn meant(old: &Entry<'_>, field: RowField, new: &Entry<'_>) -> bool {
    let (a, b) = (&old.draft.person, &new.draft.person);
    let (ra, rb) = (&old.draft.registrant, &new.draft.registrant);
    let folded = || fold(&text(old, field)) == fold(&text(new, field));
    match field {
        RowField::Number => number(&ra.city_no) == number(&rb.city_no),
        RowField::Name => name_key(a) == name_key(b),
        RowField::Kana => fold_kana(&a.name_kana) == fold_kana(&b.name_kana),
        RowField::Birth => a.birth_date == b.birth_date && (a.birth_date.is_some() || folded()),
        RowField::Address => address_key(&a.address) == address_key(&b.address),
        RowField::Building => {
            let same_house = address_key(&a.address) == address_key(&b.address);
            let same_building = building_key(&a.building) == building_key(&b.building);
            fold(&a.room) == fold(&b.room)
                && (same_building || same_house && !a.building.is_empty() && !b.building.is_empty())
        }
        RowField::Phone | RowField::Mobile => {
            let digits = |person| phones(person, field == RowField::Mobile, |phone| &phone.digits);
            digits(a) == digits(b)
        }
        RowField::Reasons => ra.reasons == rb.reasons && (!ra.reasons.is_empty() || folded()),
        RowField::Consent => {
            let is_no = |status| matches!(status, ConsentStatus::No | ConsentStatus::Withdrawn);
            let (a, b) = (old.draft.consent.status, new.draft.consent.status);
            a == b || (is_no(a) && is_no(b))
        }
        RowField::Emergency => {
            let key = |it: &EmergencyContact| fold(&contact(it, |phone| &phone.digits));
            let keys = |all: &[EmergencyContact]| all.iter().map(key).collect::<Vec<_>>();
            keys(&ra.emergency_contacts) == keys(&rb.emergency_contacts)
        }
        RowField::Gender
        | RowField::Postal
        | RowField::Householder
        | RowField::Association
        | RowField::Note => folded(),
    }
}

fn name_key(person: &Person) -> String {
    match person.name_key.as_str() {
        "" => fold(&person.name()),
        key => key.to_owned(),
    }
}

/// A number without the zeros a workbook loses.
fn number(number: &str) -> String {
    fold(number).trim_start_matches('0').to_owned()
}

/// A draft and a block as an entry.
impl<'a> From<(&'a RegistrantDraft, &'a str)> for Entry<'a> {
    fn from((draft, block): (&'a RegistrantDraft, &'a str)) -> Self {
        Self { draft, block }
    }
}
