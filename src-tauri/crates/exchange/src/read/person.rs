//! What is the same for registrants and supporters: name, birth, address, telephones.

use domain::address::{read_address, split_building, split_room};
use domain::date::DayOf;
use domain::name;
use domain::person::Gender;
use domain::phone::PhoneKind;
use domain::problem::Rule;

use super::Reading;
use super::values::says_nothing;
use crate::limits;
use crate::table::{Cell, CellKind};

pub(crate) fn name(row: &mut Reading<'_>, cell: &Cell) {
    let (written, kana) = with_kana_inside(&cell.text);
    row.person.name_raw = written.to_owned();
    (row.person.family_name, row.person.given_name) = name::split(written);
    if !kana.is_empty() {
        row.person.name_kana = name::full_kana(kana);
    }
}

/// 氏名 with its reading in the same cell, below it or in brackets.
fn with_kana_inside(text: &str) -> (&str, &str) {
    if let Some((first, second)) = text.trim().split_once('\n') {
        return match (name::is_kana_only(first), name::is_kana_only(second)) {
            (true, false) => (second.trim(), first.trim()),
            (false, true) => (first.trim(), second.trim()),
            _ => (text, ""),
        };
    }
    match text.find(['(', '（']) {
        Some(open) => {
            let inside = text[open..].trim_matches(|c| "()（） 　".contains(c));
            if name::is_kana_only(inside) {
                (text[..open].trim(), inside)
            } else {
                (text, "")
            }
        }
        None => (text, ""),
    }
}

pub(crate) fn family_name(row: &mut Reading<'_>, cell: &Cell) {
    row.person.family_name = cell.text.trim().to_owned();
}

pub(crate) fn given_name(row: &mut Reading<'_>, cell: &Cell) {
    row.person.given_name = cell.text.trim().to_owned();
}

pub(crate) fn name_kana(row: &mut Reading<'_>, cell: &Cell) {
    if !says_nothing(&cell.text) {
        row.person.name_kana = name::full_kana(&cell.text);
    }
}

pub(crate) fn family_kana(row: &mut Reading<'_>, cell: &Cell) {
    row.pieces.kana[0] = name::full_kana(&cell.text);
}

pub(crate) fn given_kana(row: &mut Reading<'_>, cell: &Cell) {
    row.pieces.kana[1] = name::full_kana(&cell.text);
}

pub(crate) fn birth_era(row: &mut Reading<'_>, cell: &Cell) {
    row.pieces.era = cell.text.trim().to_owned();
}

pub(crate) fn birth_year(row: &mut Reading<'_>, cell: &Cell) {
    row.pieces.birth_year = cell.text.trim().trim_end_matches('年').to_owned();
}

pub(crate) fn birth_month(row: &mut Reading<'_>, cell: &Cell) {
    row.pieces.birth_month = cell.text.trim().trim_end_matches('月').to_owned();
}

pub(crate) fn birth_day(row: &mut Reading<'_>, cell: &Cell) {
    row.pieces.birth_day = cell.text.trim().trim_end_matches('日').to_owned();
}

pub(crate) fn birth(row: &mut Reading<'_>, cell: &Cell) {
    row.person.birth_raw = match (cell.kind, row.pieces.era.as_str()) {
        (CellKind::Text, era) if !era.is_empty() => format!("{era} {}", cell.text.trim()),
        _ => cell.text.trim().to_owned(),
    };
    row.person.birth_date = row.day(cell, DayOf::Birth);
}

pub(crate) fn gender(row: &mut Reading<'_>, cell: &Cell) {
    let plain = name::fold(&cell.text);
    row.person.gender = match plain.as_str() {
        "男" | "男性" | "オトコ" | "m" | "male" | "1" | "♂" => Gender::Male,
        "女" | "女性" | "オンナ" | "f" | "female" | "2" | "♀" => Gender::Female,
        "ソノ他" | "他" | "3" | "9" => Gender::Other,
        "" | "不明" | "無回答" | "-" | "ー" | "回答シナイ" => Gender::Unknown,
        _ => {
            row.remark(Rule::UnknownValue, cell.text.trim());
            Gender::Unknown
        }
    };
}

pub(crate) fn postal_code(row: &mut Reading<'_>, cell: &Cell) {
    let digits: String = name::fold(&cell.text)
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let lost_zeros = cell.kind == CellKind::Number && !digits.is_empty();
    let digits = if lost_zeros {
        format!("{digits:0>7}")
    } else {
        digits
    };
    match digits.len() {
        7 => row.person.postal_code = digits,
        0 if says_nothing(&cell.text) || cell.text.trim() == "〒" => {}
        length => row.remark(Rule::WrongLength, length.to_string()),
    }
}

pub(crate) fn address_town(row: &mut Reading<'_>, cell: &Cell) {
    row.pieces.town = cell.text.trim().to_owned();
}

pub(crate) fn address_number(row: &mut Reading<'_>, cell: &Cell) {
    row.pieces.number = cell.text.trim().to_owned();
}

pub(crate) fn address(row: &mut Reading<'_>, cell: &Cell) {
    row.person.address_raw = cell.text.trim().to_owned();
}

pub(crate) fn building(row: &mut Reading<'_>, cell: &Cell) {
    if says_nothing(&cell.text) {
        return;
    }
    (row.person.building, row.person.room) = split_room(&cell.text);
}

pub(crate) fn room(row: &mut Reading<'_>, cell: &Cell) {
    if says_nothing(&cell.text) {
        return;
    }
    let (before, room) = split_room(&cell.text);
    row.person.room = if room.is_empty() { before } else { room };
}

pub(crate) fn phone(row: &mut Reading<'_>, cell: &Cell) {
    let phones = row.phones(cell, PhoneKind::Home);
    row.person.phones.extend(phones);
}

pub(crate) fn mobile(row: &mut Reading<'_>, cell: &Cell) {
    let phones = row.phones(cell, PhoneKind::Mobile);
    row.person.phones.extend(phones);
}

pub(crate) fn fax(row: &mut Reading<'_>, cell: &Cell) {
    let phones = row.phones(cell, PhoneKind::Fax);
    row.person.phones.extend(phones);
}

pub(crate) fn association(row: &mut Reading<'_>, cell: &Cell) {
    if !says_nothing(&cell.text) {
        row.person.association = cell.text.trim().to_owned();
    }
}

pub(crate) fn block(row: &mut Reading<'_>, cell: &Cell) {
    let text = cell.text.trim();
    let is_number = cell.kind == CellKind::Number || text.chars().all(|c| c.is_ascii_digit());
    if is_number && !text.is_empty() {
        row.block = format!("{text}班");
    } else if !says_nothing(text) {
        row.block = text.to_owned();
    }
}

/// せせらぎ町1丁目自治会　4班: the last word that ends in 班, 組 or ブロック is the block.
pub(crate) fn association_block(row: &mut Reading<'_>, cell: &Cell) {
    let text = cell.text.trim();
    let ends = |word: &str| {
        ["班", "組", "ブロック", "隣組"]
            .iter()
            .any(|unit| word.ends_with(unit))
    };
    if says_nothing(text) {
        return;
    }
    let parted = text.rsplit_once(|c: char| c.is_whitespace() || "・／/、".contains(c));
    if let Some((before, last)) = parted.filter(|(_, last)| ends(last)) {
        row.person.association = before.trim().to_owned();
        row.block = last.to_owned();
        return;
    }
    // 自治会4班 without a space: the number before the unit belongs to the block.
    let without_unit = text.trim_end_matches(|c: char| !c.is_numeric());
    let before = without_unit.trim_end_matches(|c: char| c.is_numeric());
    if ends(text) && before.len() < without_unit.len() && before.ends_with('会') {
        row.block = text[before.len()..].to_owned();
        row.person.association = before.trim().to_owned();
    } else {
        row.person.association = text.to_owned();
    }
}

/// Puts name, birth and address together and checks the name.
pub(super) fn finish(row: &mut Reading<'_>) {
    finish_name(row);
    if row.person.birth_date.is_none()
        && row.person.birth_raw.is_empty()
        && !row.pieces.birth_year.is_empty()
    {
        let pieces = &row.pieces;
        let text = [&pieces.birth_year, &pieces.birth_month, &pieces.birth_day]
            .map(String::as_str)
            .join("/");
        row.column = "birth_year";
        birth(row, &Cell::text(text));
    }
    finish_address(row);
    let person = &mut row.person;
    person.name_key = name::fold(&format!("{}{}", person.family_name, person.given_name));
    person.kana_key = name::fold_kana(&person.name_kana);
}

fn finish_name(row: &mut Reading<'_>) {
    let person = &mut row.person;
    if person.name_raw.trim().is_empty() {
        person.name_raw = person.name();
    }
    if person.name_kana.is_empty() {
        person.name_kana = row.pieces.kana.join(" ").trim().to_owned();
    }
    // A list of groups and of names in kana: the name is its own reading.
    if person.name_kana.is_empty() && name::is_kana_only(&person.name_raw) {
        person.name_kana = name::full_kana(&person.name_raw);
    }
    row.column = "name";
    let raw = row.person.name_raw.clone();
    if raw
        .chars()
        .any(|c| matches!(c, '■' | '〓' | '\u{fffd}' | '\u{e000}'..='\u{f8ff}'))
    {
        row.remark(Rule::LostCharacter, raw.trim());
    }
    let length = raw.chars().count();
    if length > limits::NAME {
        row.remark(Rule::TooLong, length.to_string());
    }
}

fn finish_address(row: &mut Reading<'_>) {
    let person = &mut row.person;
    if person.address_raw.is_empty() {
        person.address_raw = format!("{}{}", row.pieces.town, row.pieces.number);
    }
    let (address, building, room) = split_building(&person.address_raw);
    if person.building.is_empty() {
        person.building = building;
    }
    if person.room.is_empty() {
        person.room = room;
    }
    let context = row.context;
    person.address = read_address(&address, &context.city).settled_by(context.areas);
}
