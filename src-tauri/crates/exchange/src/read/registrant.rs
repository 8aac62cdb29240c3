//! What only a city list says.

use domain::consent::{ConsentStatus, YesNo};
use domain::date::DayOf;
use domain::name::fold;
use domain::person::HouseholdType;
use domain::phone::PhoneKind;
use domain::problem::Rule;
use domain::registrant::{ListKind, Mobility, Reason, ReasonCode, RegistrantStatus};

use super::Reading;
use super::values::{
    consent as consent_of, first_number, letter_level, reason, reasons as reasons_of, says_nothing,
    yes_no,
};
use crate::table::{Cell, CellKind};

pub(crate) fn city_no(row: &mut Reading<'_>, cell: &Cell) {
    let text = cell.text.trim();
    let length = row.context.number_length;
    let lost_zeros = cell.kind == CellKind::Number && text.len() < length;
    row.registrant.city_no = if lost_zeros {
        format!("{text:0>length$}")
    } else {
        text.to_owned()
    };
}

pub(crate) fn householder(row: &mut Reading<'_>, cell: &Cell) {
    row.person.householder_name = cell.text.trim().to_owned();
}

pub(crate) fn household_type(row: &mut Reading<'_>, cell: &Cell) {
    let plain = fold(&cell.text);
    let has = |parts: &str| parts.split(' ').any(|part| plain.contains(part));
    row.person.household_type = match () {
        () if plain.is_empty() || says_nothing(&plain) => HouseholdType::Unknown,
        () if has("日中独居 昼間独居 日中一人") => HouseholdType::AloneByDay,
        () if has("独居 一人暮 ヒトリ暮 単身 単独") => HouseholdType::Alone,
        () if has("高齢者ノミ 高齢世帯 高齢者世帯 夫婦ノミ 老々") => {
            HouseholdType::ElderlyOnly
        }
        () if has("同居 家族 二世帯 有 ○") => HouseholdType::WithFamily,
        () => HouseholdType::Other,
    };
}

pub(crate) fn reasons(row: &mut Reading<'_>, cell: &Cell) {
    if cell.is_blank() {
        return;
    }
    add_detail(row, cell.text.trim());
    let (found, unknown) = reasons_of(&cell.text);
    row.registrant.reasons.extend(found);
    if !unknown.is_empty() {
        row.registrant.reasons.push(Reason::default());
        row.remark(Rule::UnknownValue, unknown.join("・"));
    }
}

/// Returns the reasons a cell says.
pub(crate) fn reasons_said(text: &str) -> Vec<Reason> {
    let (mut found, unknown) = reasons_of(text);
    if !unknown.is_empty() {
        found.push(Reason::default());
    }
    found
}

/// Where somebody stands with the council, in the words of a list this program wrote. A city does not know it.
pub(crate) const STATUSES: &[(RegistrantStatus, &str)] = &[
    (RegistrantStatus::Candidate, "候補"),
    (RegistrantStatus::OnHold, "保留"),
    (RegistrantStatus::Declined, "辞退"),
    (RegistrantStatus::MovedAway, "転出"),
    (RegistrantStatus::MovedWithin, "転居"),
    (RegistrantStatus::Died, "死亡"),
    (RegistrantStatus::InFacility, "施設入所"),
    (RegistrantStatus::InHospital, "長期入院"),
    (RegistrantStatus::NoLongerEligible, "要件消滅"),
    (RegistrantStatus::Duplicate, "重複"),
];

pub(crate) fn roster_status(row: &mut Reading<'_>, cell: &Cell) {
    let text = cell.text.trim();
    match STATUSES.iter().find(|(_, word)| *word == text) {
        Some((status, _)) => row.registrant.status = *status,
        None if text == "登録" || says_nothing(text) => {}
        None => row.remark(Rule::UnknownValue, text),
    }
}

/// Returns the answer a cell says, if its words are known.
pub(crate) fn consent_words(text: &str) -> Option<ConsentStatus> {
    consent_of(text)
}

fn add_detail(row: &mut Reading<'_>, text: &str) {
    let detail = &mut row.registrant.reason_detail;
    if !detail.is_empty() {
        detail.push('／');
    }
    detail.push_str(text);
}

/// A column of its own for one sort of reason: 要介護３, 3, ２級, ○.
fn own_reason(row: &mut Reading<'_>, cell: &Cell, code: ReasonCode) {
    let text = cell.text.trim();
    if says_nothing(text) || yes_no(text) == Some(YesNo::No) || fold(text).contains(&fold("非該当"))
    {
        return;
    }
    let plain = fold(text);
    let mut read = reason(text)
        .filter(|found| found.code == code || code == ReasonCode::Care)
        .unwrap_or_else(|| {
            let level = if yes_no(text).is_some() && code == ReasonCode::Alone {
                None
            } else {
                level_of(&plain, code)
            };
            Reason {
                code,
                level,
                kind: String::new(),
            }
        });
    if matches!(code, ReasonCode::Disease | ReasonCode::Alone) {
        read.level = None;
    }
    let highest = match read.code {
        ReasonCode::Care => 5,
        ReasonCode::Support => 2,
        ReasonCode::Body => 7,
        ReasonCode::Intellectual | ReasonCode::Mental => 4,
        ReasonCode::Disease | ReasonCode::Alone | ReasonCode::ElderlyHousehold => u32::MAX,
        ReasonCode::OwnWish | ReasonCode::Other => u32::MAX,
    };
    // 21 is a code of the care insurance, not a level.
    if read
        .level
        .is_some_and(|level| level == 0 || level > highest)
    {
        row.remark(Rule::UnknownValue, text);
        read.level = None;
    }
    let name = match code {
        ReasonCode::Care => "要介護度",
        ReasonCode::Body => "身体",
        ReasonCode::Intellectual => "療育",
        ReasonCode::Mental => "精神",
        ReasonCode::Disease | ReasonCode::Alone | ReasonCode::ElderlyHousehold => "",
        ReasonCode::Support | ReasonCode::OwnWish | ReasonCode::Other => "",
    };
    let detail = if plain.chars().any(char::is_alphabetic) {
        text.to_owned()
    } else {
        format!("{name}{text}")
    };
    add_detail(row, &detail);
    if !row.registrant.reasons.contains(&read) {
        row.registrant.reasons.push(read);
    }
}

fn level_of(plain: &str, code: ReasonCode) -> Option<u32> {
    let letter = (code == ReasonCode::Intellectual)
        .then(|| letter_level(plain))
        .flatten();
    letter.or_else(|| first_number(plain))
}

pub(crate) fn care_level(row: &mut Reading<'_>, cell: &Cell) {
    own_reason(row, cell, ReasonCode::Care);
}

pub(crate) fn body_kind(row: &mut Reading<'_>, cell: &Cell) {
    if !says_nothing(&cell.text) {
        row.pieces.body_kind = cell.text.trim().to_owned();
    }
}

pub(crate) fn body_cert(row: &mut Reading<'_>, cell: &Cell) {
    own_reason(row, cell, ReasonCode::Body);
}

pub(crate) fn intellectual_cert(row: &mut Reading<'_>, cell: &Cell) {
    own_reason(row, cell, ReasonCode::Intellectual);
}

pub(crate) fn mental_cert(row: &mut Reading<'_>, cell: &Cell) {
    own_reason(row, cell, ReasonCode::Mental);
}

pub(crate) fn disease(row: &mut Reading<'_>, cell: &Cell) {
    own_reason(row, cell, ReasonCode::Disease);
}

pub(crate) fn alone(row: &mut Reading<'_>, cell: &Cell) {
    own_reason(row, cell, ReasonCode::Alone);
}

pub(crate) fn consent(row: &mut Reading<'_>, cell: &Cell) {
    row.consent.raw = cell.text.trim().to_owned();
    let is_code = row.context.coded.contains(&"consent")
        && fold(&cell.text).chars().all(|c| c.is_ascii_digit());
    let answer = consent_of(&cell.text).filter(|_| !is_code);
    row.consent.status = answer.unwrap_or_else(|| {
        row.remark(Rule::UnknownValue, cell.text.trim());
        ConsentStatus::NoAnswer
    });
}

pub(crate) fn consent_on(row: &mut Reading<'_>, cell: &Cell) {
    row.consent.signed_on = row.day(cell, DayOf::Past);
}

pub(crate) fn list_kind(row: &mut Reading<'_>, cell: &Cell) {
    let plain = fold(&cell.text);
    let has = |part: &str| plain.contains(part);
    row.registrant.list_kind = match () {
        () if has("手上ゲ") || has("申出") => ListKind::Own,
        () if plain.ends_with('b') || has("発災時") || has("災害時ノミ") => {
            ListKind::DisasterOnly
        }
        () => ListKind::SharedInPeace,
    };
}

pub(crate) fn mobility(row: &mut Reading<'_>, cell: &Cell) {
    let plain = fold(&cell.text);
    let has = |parts: &str| parts.split(' ').any(|part| plain.contains(part));
    row.registrant.mobility = match () {
        () if says_nothing(&cell.text) => Mobility::Unknown,
        () if has("不可 デキナイ 寝タキリ 全介助 動ケナイ 困難") => {
            Mobility::CannotMove
        }
        () if has("介助 手助ケ 杖 ツエ 車イス 車椅子 歩行器 見守リ 一部 シルバーカー") => {
            Mobility::NeedsHelp
        }
        () if has("自立 歩ケル 可 可能 デキル 独歩 ○") => Mobility::Walks,
        () => Mobility::Unknown,
    };
}

pub(crate) fn equipment(row: &mut Reading<'_>, cell: &Cell) {
    row.registrant.equipment = joined(&row.registrant.equipment, &cell.text);
}

pub(crate) fn note_to_supporters(row: &mut Reading<'_>, cell: &Cell) {
    row.registrant.note_to_supporters = joined(&row.registrant.note_to_supporters, &cell.text);
}

pub(crate) fn services(row: &mut Reading<'_>, cell: &Cell) {
    if !says_nothing(&cell.text) {
        row.registrant.services.push(cell.text.trim().to_owned());
    }
}

pub(crate) fn note(row: &mut Reading<'_>, cell: &Cell) {
    row.registrant.note = joined(&row.registrant.note, &cell.text);
}

fn joined(before: &str, text: &str) -> String {
    let lines = [before.trim(), text.trim()];
    lines
        .iter()
        .filter(|line| !line.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join("\n")
}

pub(crate) fn emergency_name(row: &mut Reading<'_>, cell: &Cell) {
    emergency(row, cell, 0);
}

pub(crate) fn emergency2_name(row: &mut Reading<'_>, cell: &Cell) {
    emergency(row, cell, 1);
}

/// A cell of 緊急連絡先 may hold all of it: 飯田 明日香（姪）090-0000-0685.
fn emergency(row: &mut Reading<'_>, cell: &Cell, at: usize) {
    let text = cell.text.trim();
    if says_nothing(text) {
        return;
    }
    let plain = fold(text);
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    let number_from = text.find(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let (before, number) = match number_from {
        Some(from) if digits >= 9 => (&text[..from], &text[from..]),
        _ => (text, ""),
    };
    let (name, relation) = match before.find(['(', '（']) {
        Some(open) => (
            &before[..open],
            before[open..].trim_matches(|c| "()（） 　".contains(c)),
        ),
        None => (before, ""),
    };
    let (name, relation) = (
        name.trim().to_owned(),
        relation.trim_end_matches([')', '）']).to_owned(),
    );
    let phones = if number.is_empty() {
        Vec::new()
    } else {
        row.phones(&Cell::text(number), PhoneKind::Home)
    };
    let contact = row.contact(at);
    contact.name = name;
    contact.relation = relation;
    contact.phones.extend(phones);
}

pub(crate) fn emergency_relation(row: &mut Reading<'_>, cell: &Cell) {
    if !says_nothing(&cell.text) {
        row.contact(0).relation = cell.text.trim().to_owned();
    }
}

pub(crate) fn emergency2_relation(row: &mut Reading<'_>, cell: &Cell) {
    if !says_nothing(&cell.text) {
        row.contact(1).relation = cell.text.trim().to_owned();
    }
}

pub(crate) fn emergency_phone(row: &mut Reading<'_>, cell: &Cell) {
    let phones = row.phones(cell, PhoneKind::Home);
    if !phones.is_empty() {
        row.contact(0).phones.extend(phones);
    }
}

pub(crate) fn emergency2_phone(row: &mut Reading<'_>, cell: &Cell) {
    let phones = row.phones(cell, PhoneKind::Home);
    if !phones.is_empty() {
        row.contact(1).phones.extend(phones);
    }
}

pub(crate) fn emergency_address(row: &mut Reading<'_>, cell: &Cell) {
    if !says_nothing(&cell.text) {
        row.contact(0).address = cell.text.trim().to_owned();
    }
}

/// Puts the kind of a disability from its own column to the certificate.
pub(super) fn finish(row: &mut Reading<'_>) {
    let kind = std::mem::take(&mut row.pieces.body_kind);
    let body = row
        .registrant
        .reasons
        .iter_mut()
        .find(|reason| reason.code == ReasonCode::Body);
    match body {
        Some(reason) if reason.kind.is_empty() => reason.kind = kind,
        None if !kind.is_empty() => add_detail(row, &kind),
        _ => {}
    }
    let contacts = &mut row.registrant.emergency_contacts;
    contacts.retain(|contact| !contact.name.is_empty() || !contact.phones.is_empty());
}
