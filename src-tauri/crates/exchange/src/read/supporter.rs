//! What only a list of supporters says.

use domain::consent::YesNo;
use domain::date::{DayOf, read_date};
use domain::name::fold;
use domain::problem::Rule;
use domain::supporter::{AgeBand, Presence, SupporterKind, SupporterStatus};

use super::Reading;
use super::values::{
    age_band as age_band_of, can_do as can_do_of, max_load as max_load_of, of_age, presence,
    says_nothing, words, yes_no,
};
use crate::table::Cell;

/// Registrants a supporter looks after where nobody said how many (domain.md 3.5).
const USUAL_LOAD: u32 = 2;

pub(crate) fn list_no(row: &mut Reading<'_>, cell: &Cell) {
    row.supporter.list_no = cell.text.trim().to_owned();
}

pub(crate) fn kind(row: &mut Reading<'_>, cell: &Cell) {
    row.supporter.kind = kind_of(&cell.text).unwrap_or_else(|| {
        if !says_nothing(&cell.text) {
            row.remark(Rule::UnknownValue, cell.text.trim());
        }
        row.said.retain(|said| *said != "kind");
        SupporterKind::Individual
    });
}

fn kind_of(text: &str) -> Option<SupporterKind> {
    let plain = fold(text);
    let has = |parts: &str| parts.split(' ').any(|part| plain.contains(part));
    Some(match () {
        () if has("民生委員 民生児童委員") => SupporterKind::WelfareCommissioner,
        () if has("個人") => SupporterKind::Individual,
        () if has("班 組 チーム") => SupporterKind::Team,
        () if has("事業所 会社 商店 企業") => SupporterKind::Business,
        () if has("団体 会") => SupporterKind::Organisation,
        () => return None,
    })
}

/// The sort of a name that is no person's: 商店会青年部, 3丁目自主防災会, 株式会社….
fn kind_of_name(name: &str) -> Option<SupporterKind> {
    let plain = fold(name);
    let has = |parts: &str| parts.split(' ').any(|part| plain.contains(part));
    let ends = |parts: &str| parts.split(' ').any(|part| plain.ends_with(part));
    match () {
        () if has("株式会社 有限会社 合同会社 (株) (有) 社会福祉法人 事業所 営業所 工務店") => {
            Some(SupporterKind::Business)
        }
        () if has(
            "商店会 青年部 婦人部 女性部 自治会 町内会 町会 消防団 防災会 協議会 老人会 老人クラブ 委員会 子ドモ会 pta ボランティア 実行委",
        ) || ends("会 団 部 クラブ") && plain.chars().count() >= 5 =>
        {
            Some(SupporterKind::Organisation)
        }
        () if ends("班 隣組") => Some(SupporterKind::Team),
        () => None,
    }
}

pub(crate) fn age_band(row: &mut Reading<'_>, cell: &Cell) {
    // A birth date where the age was asked for.
    let born = read_date(&cell.text, row.context.today, DayOf::Birth).date;
    if let Some(age) = born.and_then(|day| row.context.today.years_since(day)) {
        row.person.birth_date = born;
        row.person.birth_raw = cell.text.trim().to_owned();
        row.supporter.age_band = of_age(age, false);
        return;
    }
    match age_band_of(&cell.text) {
        Some(band) => row.supporter.age_band = band,
        None if says_nothing(&cell.text) || fold(&cell.text) == "不明" => {}
        None => row.remark(Rule::UnknownValue, cell.text.trim()),
    }
}

pub(crate) fn can_do(row: &mut Reading<'_>, cell: &Cell) {
    let mut unknown = Vec::new();
    for word in words(&cell.text) {
        match can_do_of(word) {
            Some(skill) if !row.supporter.can_do.contains(&skill) => {
                row.supporter.can_do.push(skill)
            }
            Some(_) => {}
            None if says_nothing(word) => {}
            None => unknown.push(word),
        }
    }
    if !unknown.is_empty() {
        let words = unknown.join("・");
        row.remark(Rule::UnknownValue, words.as_str());
        add_note(row, &words);
    }
}

fn presence_of(row: &mut Reading<'_>, cell: &Cell) -> Presence {
    presence(&cell.text).unwrap_or_else(|| {
        row.remark(Rule::UnknownValue, cell.text.trim());
        Presence::Unknown
    })
}

pub(crate) fn weekday_morning(row: &mut Reading<'_>, cell: &Cell) {
    row.supporter.availability.weekday_morning = presence_of(row, cell);
}

pub(crate) fn weekday_day(row: &mut Reading<'_>, cell: &Cell) {
    row.supporter.availability.weekday_day = presence_of(row, cell);
}

pub(crate) fn weekday_night(row: &mut Reading<'_>, cell: &Cell) {
    row.supporter.availability.weekday_night = presence_of(row, cell);
}

pub(crate) fn weekend_day(row: &mut Reading<'_>, cell: &Cell) {
    row.supporter.availability.weekend_day = presence_of(row, cell);
}

pub(crate) fn weekend_night(row: &mut Reading<'_>, cell: &Cell) {
    row.supporter.availability.weekend_night = presence_of(row, cell);
}

pub(crate) fn weekend(row: &mut Reading<'_>, cell: &Cell) {
    let whole = presence_of(row, cell);
    row.supporter.availability.weekend_day = whole;
    row.supporter.availability.weekend_night = whole;
}

pub(crate) fn max_load(row: &mut Reading<'_>, cell: &Cell) {
    row.supporter.max_load_raw = cell.text.trim().to_owned();
    row.supporter.max_load = load_said(&cell.text);
}

/// Returns how many registrants a cell says; the usual number where it says none.
pub(crate) fn load_said(text: &str) -> u32 {
    max_load_of(text).unwrap_or(USUAL_LOAD)
}

pub(crate) fn avoid(row: &mut Reading<'_>, cell: &Cell) {
    row.supporter.avoid_raw = cell.text.trim().to_owned();
}

pub(crate) fn supports(row: &mut Reading<'_>, cell: &Cell) {
    row.supporter.supports_raw = cell.text.trim().to_owned();
}

pub(crate) fn standby(row: &mut Reading<'_>, cell: &Cell) {
    row.pieces.standby = cell.text.trim().to_owned();
}

/// A list with a column for 待機 says of everybody who is not marked that he or she has somebody, or has only applied.
fn finish_standby(row: &mut Reading<'_>) {
    let has_column = row.context.keys.contains(&"standby");
    let mark = &row.pieces.standby;
    let is_marked = mark.contains("待機") || (!mark.is_empty() && yes_no(mark) == Some(YesNo::Yes));
    if !has_column || is_marked {
        return;
    }
    let has_nobody = says_nothing(&row.supporter.supports_raw);
    row.supporter.status = if has_nobody {
        SupporterStatus::Applied
    } else {
        SupporterStatus::Active
    };
}

pub(crate) fn status(row: &mut Reading<'_>, cell: &Cell) {
    let plain = fold(&cell.text);
    let has = |parts: &str| parts.split(' ').any(|part| plain.contains(part));
    row.supporter.status = match () {
        () if has("休止 休ミ 休会") => SupporterStatus::Paused,
        () if has("終了 退会 辞退 廃止") => SupporterStatus::Ended,
        () if has("待機") => SupporterStatus::Standby,
        () if has("申込 申請") => SupporterStatus::Applied,
        () if has("担当 活動中 決定") => SupporterStatus::Active,
        () => {
            if !says_nothing(&cell.text) {
                row.remark(Rule::UnknownValue, cell.text.trim());
            }
            row.supporter.status
        }
    };
}

pub(crate) fn pledge_on(row: &mut Reading<'_>, cell: &Cell) {
    row.supporter.pledge_on = past_day(row, cell);
}

pub(crate) fn training_on(row: &mut Reading<'_>, cell: &Cell) {
    row.supporter.training_on = past_day(row, cell);
}

/// A day, or ○ and 未 where only a mark was made.
fn past_day(row: &mut Reading<'_>, cell: &Cell) -> Option<chrono::NaiveDate> {
    if yes_no(&cell.text).is_some() {
        return None;
    }
    row.day(cell, DayOf::Past)
}

pub(crate) fn name_consent(row: &mut Reading<'_>, cell: &Cell) {
    match yes_no(&cell.text) {
        Some(answer) => row.supporter.name_consent = answer,
        None => row.remark(Rule::UnknownValue, cell.text.trim()),
    }
}

pub(crate) fn workplace(row: &mut Reading<'_>, cell: &Cell) {
    row.supporter.availability.workplace = cell.text.trim().to_owned();
}

pub(crate) fn note(row: &mut Reading<'_>, cell: &Cell) {
    let text = cell.text.trim().to_owned();
    add_note(row, &text);
}

fn add_note(row: &mut Reading<'_>, text: &str) {
    let note = &mut row.supporter.note;
    if !note.is_empty() && !text.is_empty() {
        note.push('\n');
    }
    note.push_str(text);
}

/// Fills what the list leaves to the reader: load, sort of supporter, age from the birth date, 休止中 in the remarks.
pub(super) fn finish(row: &mut Reading<'_>) {
    if row.supporter.status == SupporterStatus::Standby {
        finish_standby(row);
    }
    if row.supporter.max_load == 0 && row.supporter.max_load_raw.is_empty() {
        row.supporter.max_load = USUAL_LOAD;
    }
    if !row.said.contains(&"kind") {
        let from_note =
            kind_of(&row.supporter.note).filter(|kind| *kind == SupporterKind::WelfareCommissioner);
        let kind = from_note.or_else(|| kind_of_name(&row.person.name_raw));
        row.supporter.kind = kind.unwrap_or_default();
    }
    if !matches!(
        row.supporter.kind,
        SupporterKind::Individual | SupporterKind::WelfareCommissioner
    ) {
        // A group has one name, not a family and a given one.
        row.person.family_name = row.person.name_raw.trim().to_owned();
        row.person.given_name = String::new();
    }
    let note = fold(&row.supporter.note);
    let is_pupil =
        matches!(age_band_of(&row.supporter.note), Some(AgeBand::Minor)) && note.contains("学");
    if is_pupil && row.supporter.age_band <= AgeBand::Teens {
        row.supporter.age_band = AgeBand::Minor;
    }
    if row.supporter.age_band == AgeBand::Unknown {
        let age = row.person.age_on(row.context.today);
        row.supporter.age_band = age.map_or(AgeBand::Unknown, |age| of_age(age, false));
    }
    if row.said.contains(&"status") {
        return;
    }
    if note.contains("休止中") || note.contains("活動休止") {
        row.supporter.status = SupporterStatus::Paused;
    }
}
