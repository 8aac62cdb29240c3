//! A row of the city beside one of ours: what differs, what of it a person is asked, and what is proposed.
//!
//! Three values are weighed: what the city says now, what it said last time, and what we have. Where the city says the same
//! as last time, what we have was decided here already and is not asked again. A value changed here since is kept unless a
//! person says otherwise; everything else of the city is proposed. Nothing empties a field of ours by itself.

use std::collections::BTreeMap;

use domain::address::building_line;
use domain::comparison::{ChangeKind, FieldChange, Identity, RowField};
use domain::consent::ConsentStatus;
use domain::date::show_plain;
use domain::name::fold;
use domain::person::Gender;
use domain::phone::{Phone, PhoneKind};
use domain::registrant::{RegistrantDraft, RegistrantStatus};
use domain::roster_comparison::{CaseField, CasePile, LocalChange, Side};

use crate::changes::changes;
use crate::compare::Entry;

/// Fields that tell who somebody is: they are shown also where they agree.
const TELLING: &[RowField] = &[
    RowField::Name,
    RowField::Kana,
    RowField::Birth,
    RowField::Address,
    RowField::Building,
    RowField::Phone,
    RowField::Mobile,
];

/// Where somebody lives: these are ours or the city's together, so that no address is made of two.
const PLACE: &[RowField] = &[
    RowField::Postal,
    RowField::Address,
    RowField::Building,
    RowField::Association,
];

/// One of ours, with what is known of where the values come from.
#[derive(Clone, Copy, Debug)]
pub struct Ours<'a> {
    /// What we have.
    pub draft: &'a RegistrantDraft,
    /// What the city said last time; none if it never named the person.
    pub said: Option<&'a RegistrantDraft>,
    /// Who changed which field here since then.
    pub local: &'a BTreeMap<RowField, LocalChange>,
}

/// The fields a list has at all: a column left out this year is no change of every person.
fn fields_of(list: &[Entry<'_>]) -> Vec<RowField> {
    let filled = |field: &RowField| {
        let has = |entry: &Entry<'_>| !value(entry, *field).is_empty();
        list.iter().any(has)
    };
    RowField::ALL.iter().copied().filter(filled).collect()
}

/// The columns of a list.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// Those that hold anything.
    pub filled: Vec<RowField>,
    /// Of these: those nobody of ours has a value for. They fill what is empty without a question.
    pub new: Vec<RowField>,
}

impl Columns {
    /// Looks which columns a list has, and which of them are new to the people we have.
    pub fn of(list: &[Entry<'_>], ours: &[Entry<'_>]) -> Self {
        let (filled, known) = (fields_of(list), fields_of(ours));
        let new = filled.iter().copied();
        let new = new.filter(|it| !known.contains(it) && !ours.is_empty());
        Self {
            new: new.collect(),
            filled,
        }
    }
}

/// Returns the city's values beside ours: what tells who it is, and whatever differs of the fields the list has.
pub fn review(ours: &Ours<'_>, city: &Entry<'_>, columns: &Columns) -> Vec<CaseField> {
    let mine = Entry {
        draft: ours.draft,
        block: "",
    };
    let differing = differences(&mine, city);
    let of_city = ours
        .said
        .map(|draft| differences(&Entry { draft, block: "" }, city));
    let mut fields = Vec::new();
    for &field in RowField::ALL {
        let found = differing.iter().find(|it| it.field == field);
        let found = found.filter(|_| columns.filled.contains(&field));
        let (shown, kept) = (value(city, field), value(&mine, field));
        let tells = TELLING.contains(&field) && !(shown.is_empty() && kept.is_empty());
        if found.is_none() && !tells {
            continue;
        }
        let local = ours.local.get(&field).cloned();
        let fills = columns.new.contains(&field) && local.is_none();
        let is_news = of_city
            .as_ref()
            .is_none_or(|all| all.iter().any(|it| it.field == field && is_told(it)));
        let asked = !fills && is_news && found.is_some_and(|it| is_question(it, ours));
        let kind = found.map(|it| it.kind);
        fields.push(CaseField {
            field,
            city: shown,
            ours: kept,
            kind,
            asked,
            proposed: match fills {
                true => Side::City,
                false => proposed(kind.filter(|_| asked), local.is_some()),
            },
            local,
        });
    }
    keep_places_whole(&mut fields);
    fields
}

/// An address of ours does not get the building of the city's.
fn keep_places_whole(fields: &mut [CaseField]) {
    let is_place = |it: &CaseField| matches!(it.field, RowField::Address | RowField::Building);
    if fields.iter().any(|it| is_place(it) && it.local.is_some()) {
        let places = fields.iter_mut().filter(|it| PLACE.contains(&it.field));
        places.for_each(|it| it.proposed = Side::Ours);
    }
}

/// The differences of two rows. What we have is compared as it is now, not as it was received.
fn differences(ours: &Entry<'_>, city: &Entry<'_>) -> Vec<FieldChange> {
    let mut mine = ours.draft.clone();
    // As received these stand for the city's words of an earlier year; what counts is what was made of them since.
    mine.person.name_raw.clear();
    mine.consent.raw.clear();
    let mut theirs = city.draft.clone();
    theirs.person.name_raw.clear();
    theirs.consent.raw.clear();
    let consent = consent_change(&mine, &theirs);
    let mine = Entry {
        draft: &mine,
        block: ours.block,
    };
    let theirs = Entry {
        draft: &theirs,
        block: city.block,
    };
    let mut all = changes(&mine, &theirs);
    all.retain(|it| it.field != RowField::Consent);
    all.extend(consent);
    all
}

/// 同意 is compared by its state alone: ○, 有 and 1 are one answer.
fn consent_change(ours: &RegistrantDraft, city: &RegistrantDraft) -> Option<FieldChange> {
    let is_no = |status| matches!(status, ConsentStatus::No | ConsentStatus::Withdrawn);
    let (mine, theirs) = (ours.consent.status, city.consent.status);
    if mine == theirs || (is_no(mine) && is_no(theirs)) {
        return None;
    }
    let kind = match (mine, theirs) {
        (ConsentStatus::NoAnswer, _) => ChangeKind::Filled,
        (_, ConsentStatus::NoAnswer) => ChangeKind::Missing,
        _ => ChangeKind::Real,
    };
    Some(FieldChange {
        field: RowField::Consent,
        kind,
        old: mine.code(),
        new: theirs.code(),
    })
}

/// Whether a difference says something: another writing says something only of a name.
fn is_told(change: &FieldChange) -> bool {
    change.kind != ChangeKind::Notation
        || (change.field == RowField::Name && plain(&change.old) != plain(&change.new))
}

/// A name without its spaces; the characters stay.
fn plain(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

fn is_question(change: &FieldChange, ours: &Ours<'_>) -> bool {
    match change.kind {
        // What the city never said cannot be missing now: it was added here.
        ChangeKind::Missing => ours
            .said
            .is_some_and(|draft| !value(&Entry { draft, block: "" }, change.field).is_empty()),
        ChangeKind::Notation => is_told(change),
        ChangeKind::Real | ChangeKind::Correction | ChangeKind::Filled => true,
    }
}

fn proposed(asked: Option<ChangeKind>, is_local: bool) -> Side {
    match asked {
        Some(ChangeKind::Missing) | None => Side::Ours,
        Some(_) if is_local => Side::Ours,
        Some(_) => Side::City,
    }
}

/// Returns a value as it is shown: as received, a day in full, of 性別 and 同意 the code.
pub fn value(entry: &Entry<'_>, field: RowField) -> String {
    let (person, registrant) = (&entry.draft.person, &entry.draft.registrant);
    match field {
        RowField::Number => registrant.city_no.clone(),
        RowField::Name => person.name(),
        RowField::Kana => person.name_kana.clone(),
        RowField::Birth => match person.birth_date {
            Some(day) => show_plain(day),
            None => person.birth_raw.clone(),
        },
        RowField::Gender if person.gender == Gender::Unknown => String::new(),
        RowField::Gender => person.gender.code(),
        RowField::Postal => person.postal_code.clone(),
        RowField::Address if person.address_raw.is_empty() => person.address.line(),
        RowField::Address => person.address_raw.clone(),
        RowField::Building => building_line(&person.building, &person.room),
        RowField::Phone => numbers(&person.phones, false),
        RowField::Mobile => numbers(&person.phones, true),
        RowField::Householder => person.householder_name.clone(),
        RowField::Reasons => registrant.reason_detail.clone(),
        RowField::Consent if entry.draft.consent.status == ConsentStatus::NoAnswer => String::new(),
        RowField::Consent => entry.draft.consent.status.code(),
        RowField::Association => joined(&[&person.association, entry.block]),
        RowField::Emergency => {
            let contacts = registrant.emergency_contacts.iter();
            let lines = contacts.map(|it| {
                let phones = it.phones.iter().map(Phone::shown).collect::<Vec<_>>();
                joined(&[&it.name, &it.relation, &phones.join(" ")])
            });
            lines.collect::<Vec<_>>().join(" ")
        }
        RowField::Note => registrant.note.clone(),
    }
}

fn numbers(phones: &[Phone], mobile: bool) -> String {
    let own = phones
        .iter()
        .filter(|it| (it.kind == PhoneKind::Mobile) == mobile);
    own.map(Phone::shown).collect::<Vec<_>>().join(" ")
}

fn joined(parts: &[&str]) -> String {
    let full = parts.iter().copied().filter(|part| !part.is_empty());
    full.collect::<Vec<_>>().join(" ")
}

/// Returns the pile of a readable row. Who has left our roster and stands on the list again is always asked about.
pub fn pile_of(identity: Identity, status: RegistrantStatus, fields: &[CaseField]) -> CasePile {
    match identity {
        Identity::New => CasePile::New,
        Identity::Ask => CasePile::SamePerson,
        Identity::Same if status.has_left() => CasePile::SamePerson,
        Identity::Same if fields.iter().any(|it| it.asked) => CasePile::Changed,
        Identity::Same => CasePile::Unchanged,
    }
}

/// Returns whether two values of a field are written alike, spaces and width apart: then nothing was changed in between.
pub fn is_still(before: &str, now: &str) -> bool {
    before == now || fold(before) == fold(now) && plain(before) == plain(now)
}
