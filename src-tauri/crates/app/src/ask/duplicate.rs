//! 二重の記録 asked for: two records side by side, choice by choice.

use domain::consent::Consent;
use domain::duplicate::{MergeChoice, MergeSheet, TwoPeople};
use domain::history::FieldChange;
use domain::id::PersonId;
use domain::kind::{Kind, Record};
use domain::pairing::{Exclusion, Pairing};
use domain::person::Person;
use domain::registrant::Registrant;
use domain::safety_check::CheckTarget;
use domain::supporter::Supporter;
use domain::task::Task;
use serde_json::Value;
use store::Reader;

use crate::ask::history::named;
use crate::ask::home::number;
use crate::ask::registrant::newest_consent;
use crate::failure::Failure;
use crate::host::Scene;

/// Fields that are chosen together, of each kind of record. The first one names the choice.
pub(crate) const CHOICES: &[(Kind, &[&str])] = &[
    (
        Kind::Person,
        &[
            "family_name",
            "given_name",
            "name_raw",
            "typing_form",
            "name_key",
        ],
    ),
    (Kind::Person, &["name_kana", "kana_key"]),
    (Kind::Person, &["birth_raw", "birth_date"]),
    (Kind::Person, &["gender"]),
    (
        Kind::Person,
        &[
            "address_raw",
            "address",
            "building",
            "room",
            "postal_code",
            "lat",
            "lon",
        ],
    ),
    (Kind::Person, &["block", "walk_order"]),
    (Kind::Person, &["phones"]),
    (
        Kind::Person,
        &["household_type", "householder_name", "household"],
    ),
    (Kind::Person, &["association"]),
    (Kind::Person, &["email"]),
    (Kind::Registrant, &["city_no"]),
    (
        Kind::Registrant,
        &["status", "status_date", "status_source"],
    ),
    (Kind::Registrant, &["list_kind"]),
    (Kind::Registrant, &["reasons", "reason_detail"]),
    (
        Kind::Registrant,
        &["mobility", "communication", "equipment", "power_need"],
    ),
    (
        Kind::Registrant,
        &["usual_room", "bedroom", "day_pattern", "preferred_shelter"],
    ),
    (Kind::Registrant, &["key_holder", "entry_consent"]),
    (
        Kind::Registrant,
        &["supporter_preference", "supporters_wanted"],
    ),
    (Kind::Registrant, &["note_to_supporters"]),
    (
        Kind::Registrant,
        &["emergency_contacts", "own_contacts", "services"],
    ),
    (Kind::Registrant, &["sign_kit", "sign_kit_on"]),
    (Kind::Registrant, &["confirmed_on", "fact_days"]),
    (Kind::Registrant, &["note"]),
    (
        Kind::Consent,
        &[
            "status",
            "basis",
            "scope",
            "plan_scope",
            "given_by",
            "signed_on",
            "form_kept_at",
            "withdrawn_on",
            "refusal_reason",
            "may_visit",
            "raw",
        ],
    ),
    (Kind::Supporter, &["list_no"]),
    (Kind::Supporter, &["status"]),
    (Kind::Supporter, &["kind", "age_band"]),
    (Kind::Supporter, &["max_load", "max_load_raw"]),
    (Kind::Supporter, &["can_do", "contact_ways"]),
    (Kind::Supporter, &["availability"]),
    (
        Kind::Supporter,
        &[
            "pledge_on",
            "training_on",
            "meetings",
            "origin",
            "name_consent",
        ],
    ),
    (Kind::Supporter, &["avoid_raw", "supports_raw"]),
    (Kind::Supporter, &["confirmed_on", "fact_days"]),
    (Kind::Supporter, &["note"]),
];

/// What is made from other fields, and so is taken along without being shown.
const NOT_SHOWN: [&str; 7] = [
    "name_key",
    "kana_key",
    "address",
    "lat",
    "lon",
    "fact_days",
    "household",
];

/// Returns the name of a choice.
pub(crate) fn choice_name(kind: Kind, fields: &[&str]) -> String {
    format!(
        "{}.{}",
        kind.code(),
        fields.first().copied().unwrap_or_default()
    )
}

/// Answers what two records say differently.
pub(crate) fn merge_sheet(
    reader: &Reader<'_>,
    _scene: &Scene<'_>,
    two: TwoPeople,
) -> Result<MergeSheet, Failure> {
    let person = |id: &PersonId| {
        reader
            .get::<Person>(id.as_str())?
            .ok_or_else(Failure::not_found)
    };
    let mut choices = differences(
        reader,
        Kind::Person,
        &person(&two.one)?,
        &person(&two.other)?,
    )?;
    let registrant = role::<Registrant>(reader, &two.other)?;
    if let (Some(one), Some(other)) = (role::<Registrant>(reader, &two.one)?, &registrant) {
        choices.extend(differences(reader, Kind::Registrant, &one, other)?);
        let (consent, others) = (
            newest_consent(reader, &one.id)?,
            newest_consent(reader, &other.id)?,
        );
        choices.extend(differences(reader, Kind::Consent, &consent, &others)?);
    }
    let supporter = role::<Supporter>(reader, &two.other)?;
    if let (Some(one), Some(other)) = (role::<Supporter>(reader, &two.one)?, &supporter) {
        choices.extend(differences(reader, Kind::Supporter, &one, other)?);
    }
    Ok(MergeSheet {
        references: references(reader, registrant.as_ref(), supporter.as_ref())?,
        choices,
    })
}

/// Returns the record a person has in a role.
pub(crate) fn role<R: Record>(
    reader: &Reader<'_>,
    person: &PersonId,
) -> Result<Option<R>, Failure> {
    Ok(reader
        .find::<R>("person", person.as_str())?
        .into_iter()
        .next())
}

/// Returns how many records come along with the one that goes.
fn references(
    reader: &Reader<'_>,
    registrant: Option<&Registrant>,
    supporter: Option<&Supporter>,
) -> Result<u32, Failure> {
    let mut count = 0;
    if let Some(registrant) = registrant {
        let key = registrant.id.as_str();
        count += reader.find::<Pairing>("registrant", key)?.len();
        count += reader.find::<Exclusion>("registrant", key)?.len();
        count += reader.find::<CheckTarget>("registrant", key)?.len();
        count += reader.find::<Task>("registrant", key)?.len();
        count += reader.find::<Consent>("registrant", key)?.len();
    }
    if let Some(supporter) = supporter {
        let key = supporter.id.as_str();
        count += reader.find::<Pairing>("supporter", key)?.len();
        count += reader.find::<Exclusion>("supporter", key)?.len();
        count += reader.find::<Task>("supporter", key)?.len();
    }
    Ok(number(count))
}

fn differences<R: Record>(
    reader: &Reader<'_>,
    kind: Kind,
    one: &R,
    other: &R,
) -> Result<Vec<MergeChoice>, Failure> {
    let (one, other, new) = (json(one)?, json(other)?, json(&R::default())?);
    let mut choices = Vec::new();
    for (_, fields) in CHOICES.iter().filter(|(of, _)| *of == kind) {
        let mut choice = MergeChoice {
            choice: choice_name(kind, fields),
            only_other: fields.iter().all(|field| one.get(field) == new.get(field)),
            ..MergeChoice::default()
        };
        let differs = |field: &&&str| one.get(**field) != other.get(**field);
        for field in fields.iter().filter(differs) {
            if NOT_SHOWN.contains(field) {
                continue;
            }
            choice.fields.push(FieldChange {
                kind,
                key: String::new(),
                field: (*field).to_owned(),
                before: named(reader, field, shown(one.get(field)))?,
                after: named(reader, field, shown(other.get(field)))?,
                closed: false,
            });
        }
        if !choice.fields.is_empty() {
            choices.push(choice);
        }
    }
    Ok(choices)
}

/// Returns a record as its fields.
pub(crate) fn json<R: Record>(record: &R) -> Result<Value, Failure> {
    serde_json::to_value(record).map_err(|error| Failure::fault(&error.to_string()))
}

fn shown(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(list)) if list.is_empty() => String::new(),
        Some(other) => other.to_string(),
    }
}
