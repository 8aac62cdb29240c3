//! What a list says of a registrant.

use domain::consent::{Consent, ConsentStatus};
use domain::person::HouseholdType;
use domain::registrant::{
    EmergencyContact, ListKind, Mobility, Reason, ReasonCode, Registrant, RegistrantDraft,
    RegistrantStatus,
};

use super::words::day;
use super::{Extent, Value, people};
use crate::read::registrant::{STATUSES, consent_words, reasons_said};

/// The columns, in the order of the file.
pub(super) const ORDER: &[&[&str]] = &[
    &["city_no"],
    people::NAMES,
    &["birth", "gender"],
    people::REACHED_AT,
    &[
        "householder",
        "household_type",
        "list_kind",
        "roster_status",
        "reasons",
        "body_kind",
        "consent",
        "consent_on",
        "mobility",
        "equipment",
        "note_to_supporters",
        "services",
        "emergency_name",
        "emergency_relation",
        "emergency_phone",
        "emergency_address",
        "emergency2_name",
        "emergency2_relation",
        "emergency2_phone",
        "note",
    ],
];

pub(super) fn values(draft: &RegistrantDraft, block: &str, extent: &Extent<'_>) -> Vec<Value> {
    let (person, registrant, consent) = (&draft.person, &draft.registrant, &draft.consent);
    let mut values = people::values(person, block, extent);
    values.extend([
        ("city_no", registrant.city_no.clone()),
        ("householder", person.householder_name.clone()),
        (
            "household_type",
            household(person.household_type).to_owned(),
        ),
        ("list_kind", list_kind(registrant.list_kind).to_owned()),
        ("roster_status", status(registrant.status).to_owned()),
        ("consent", consent_word(consent)),
        ("consent_on", day(consent.signed_on)),
        ("mobility", mobility(registrant.mobility).to_owned()),
        ("note_to_supporters", registrant.note_to_supporters.clone()),
        ("note", registrant.note.clone()),
    ]);
    values.extend(
        registrant
            .services
            .iter()
            .map(|it| ("services", it.clone())),
    );
    if extent.reasons {
        // Words that are no reason by themselves are not made one.
        match registrant.reasons.is_empty() {
            true => values.push(("body_kind", registrant.reason_detail.clone())),
            false => values.push(("reasons", reasons(registrant))),
        }
        values.push(("equipment", registrant.equipment.clone()));
    }
    const FIRST: [&str; 4] = [
        "emergency_name",
        "emergency_relation",
        "emergency_phone",
        "emergency_address",
    ];
    const SECOND: [&str; 4] = [
        "emergency2_name",
        "emergency2_relation",
        "emergency2_phone",
        "",
    ];
    for (keys, contact) in [FIRST, SECOND].iter().zip(&registrant.emergency_contacts) {
        values.extend(contact_values(keys, contact, extent));
    }
    values.retain(|(key, _)| !key.is_empty());
    values
}

fn contact_values(
    keys: &[&'static str; 4],
    contact: &EmergencyContact,
    extent: &Extent<'_>,
) -> [Value; 4] {
    let phones = contact.phones.iter().map(|it| people::number(it, extent));
    [
        (keys[0], contact.name.clone()),
        (keys[1], contact.relation.clone()),
        (keys[2], phones.collect::<Vec<_>>().join("／")),
        (keys[3], contact.address.clone()),
    ]
}

fn household(kind: HouseholdType) -> &'static str {
    match kind {
        HouseholdType::Unknown => "",
        HouseholdType::Alone => "独居",
        HouseholdType::ElderlyOnly => "高齢者のみ",
        HouseholdType::AloneByDay => "日中独居",
        HouseholdType::WithFamily => "同居あり",
        HouseholdType::Other => "その他",
    }
}

fn list_kind(kind: ListKind) -> &'static str {
    match kind {
        ListKind::SharedInPeace => "",
        ListKind::DisasterOnly => "発災時のみ",
        ListKind::Own => "手上げ",
    }
}

fn status(status: RegistrantStatus) -> &'static str {
    let word = STATUSES.iter().find(|(own, _)| *own == status);
    word.map_or("", |(_, word)| *word)
}

fn mobility(mobility: Mobility) -> &'static str {
    match mobility {
        Mobility::Unknown => "",
        Mobility::Walks => "歩ける",
        Mobility::NeedsHelp => "手助けがいる",
        Mobility::CannotMove => "動けない",
    }
}

/// The answer in the words it was received in, unless these were a code or say something else by now.
fn consent_word(consent: &Consent) -> String {
    // 2 and above are codes of the list they came from.
    let plain = domain::name::fold(&consent.raw);
    let is_code = !matches!(plain.as_str(), "0" | "1") && plain.chars().all(char::is_numeric);
    let said = consent_words(&consent.raw).unwrap_or_default();
    if !is_code && said == consent.status {
        return consent.raw.clone();
    }
    let word = match consent.status {
        ConsentStatus::NoAnswer => "",
        ConsentStatus::Yes => "同意",
        ConsentStatus::No => "不同意",
        ConsentStatus::Withdrawn => "撤回",
        ConsentStatus::CannotConfirm => "確認不能",
    };
    word.to_owned()
}

/// The reasons in the words they were received in, as long as these say the same.
fn reasons(registrant: &Registrant) -> String {
    let detail = registrant.reason_detail.trim();
    if reasons_said(detail) == registrant.reasons {
        return detail.to_owned();
    }
    let words: Vec<String> = registrant.reasons.iter().map(reason).collect();
    words.join("・")
}

fn reason(reason: &Reason) -> String {
    let level = reason.level.map(|it| it.to_string()).unwrap_or_default();
    let with_unit = |word: &str, unit: &str| match level.as_str() {
        "" => word.to_owned(),
        level => format!("{word}{level}{unit}"),
    };
    let word = match reason.code {
        ReasonCode::Other => "その他".to_owned(),
        ReasonCode::Care => with_unit("要介護", ""),
        ReasonCode::Support => with_unit("要支援", ""),
        ReasonCode::Body => with_unit("身体", "級"),
        ReasonCode::Intellectual => with_unit("療育", "度"),
        ReasonCode::Mental => with_unit("精神", "級"),
        ReasonCode::Disease => "難病".to_owned(),
        ReasonCode::Alone => "独居".to_owned(),
        ReasonCode::ElderlyHousehold => "高齢者世帯".to_owned(),
        ReasonCode::OwnWish => "申出".to_owned(),
    };
    match reason.kind.as_str() {
        "" => word,
        kind => format!("{word}（{kind}）"),
    }
}
