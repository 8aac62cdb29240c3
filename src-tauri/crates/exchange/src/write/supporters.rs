//! What a list says of a supporter.

use domain::supporter::{
    AgeBand, CanDo, Presence, Supporter, SupporterDraft, SupporterKind, SupporterStatus,
};

use super::words::{day, yes_no};
use super::{Extent, Value, people};
use crate::read::supporter::load_said;

/// The columns, in the order of the file.
pub(super) const ORDER: &[&[&str]] = &[
    &["list_no"],
    people::NAMES,
    &["kind", "status", "age_band", "birth", "gender"],
    people::REACHED_AT,
    &[
        "max_load",
        "can_do",
        "weekday_morning",
        "weekday_day",
        "weekday_night",
        "weekend_day",
        "weekend_night",
        "avoid",
        "supports",
        "pledge_on",
        "training_on",
        "name_consent",
        "workplace",
        "note",
    ],
];

pub(super) fn values(draft: &SupporterDraft, block: &str, extent: &Extent<'_>) -> Vec<Value> {
    let supporter = &draft.supporter;
    let at_home = &supporter.availability;
    let mut values = people::values(&draft.person, block, extent);
    let skills: Vec<&str> = supporter.can_do.iter().map(|it| can_do(*it)).collect();
    values.extend([
        ("list_no", supporter.list_no.clone()),
        ("kind", kind(supporter.kind).to_owned()),
        ("status", status(supporter.status).to_owned()),
        ("age_band", age_band(supporter.age_band).to_owned()),
        ("max_load", max_load(supporter)),
        ("can_do", skills.join("・")),
        ("weekday_morning", presence(at_home.weekday_morning)),
        ("weekday_day", presence(at_home.weekday_day)),
        ("weekday_night", presence(at_home.weekday_night)),
        ("weekend_day", presence(at_home.weekend_day)),
        ("weekend_night", presence(at_home.weekend_night)),
        ("supports", supporter.supports_raw.clone()),
        ("pledge_on", day(supporter.pledge_on)),
        ("training_on", day(supporter.training_on)),
        ("name_consent", yes_no(supporter.name_consent).to_owned()),
        ("workplace", at_home.workplace.clone()),
        ("note", supporter.note.clone()),
    ]);
    if extent.reasons {
        values.push(("avoid", supporter.avoid_raw.clone()));
    }
    values
}

/// The number in the words it was received in, as long as these say the same.
fn max_load(supporter: &Supporter) -> String {
    let raw = &supporter.max_load_raw;
    match supporter.max_load {
        load if load_said(raw) == load => raw.clone(),
        0 => String::new(),
        load => load.to_string(),
    }
}

fn kind(kind: SupporterKind) -> &'static str {
    match kind {
        SupporterKind::Individual => "個人",
        SupporterKind::Team => "班・組",
        SupporterKind::Organisation => "団体",
        SupporterKind::Business => "事業所",
        SupporterKind::WelfareCommissioner => "民生委員",
    }
}

fn status(status: SupporterStatus) -> &'static str {
    match status {
        SupporterStatus::Standby => "待機",
        SupporterStatus::Applied => "申込",
        SupporterStatus::Active => "担当中",
        SupporterStatus::Paused => "休止",
        SupporterStatus::Ended => "終了",
    }
}

fn age_band(band: AgeBand) -> &'static str {
    match band {
        AgeBand::Unknown => "",
        AgeBand::Minor => "18歳未満",
        AgeBand::Teens => "10代",
        AgeBand::Twenties => "20代",
        AgeBand::Thirties => "30代",
        AgeBand::Forties => "40代",
        AgeBand::Fifties => "50代",
        AgeBand::Sixties => "60代",
        AgeBand::Seventies => "70代",
        AgeBand::Eighties => "80代以上",
    }
}

fn can_do(skill: CanDo) -> &'static str {
    match skill {
        CanDo::SafetyCheck => "安否確認",
        CanDo::CallOut => "声かけ",
        CanDo::Accompany => "付き添い",
        CanDo::Wheelchair => "車いす",
        CanDo::Drive => "運転",
        CanDo::Phone => "電話",
    }
}

fn presence(presence: Presence) -> String {
    let sign = match presence {
        Presence::Unknown => "",
        Presence::Yes => "○",
        Presence::Maybe => "△",
        Presence::No => "×",
    };
    sign.to_owned()
}
