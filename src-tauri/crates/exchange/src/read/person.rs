//! What is the same for registrants and supporters: name, birth, address, telephones.

use domain::address::{read_address, split_building, split_room};
use domain::date::DayOf;
use domain::name;
use domain::person::{Gender, LATITUDES, LONGITUDES};
use domain::phone::PhoneKind;
use domain::problem::Rule;

use super::values::says_nothing;
use super::{Pieces, Reading};
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
        let bare = |text| str::trim_matches(text, |c: char| "()（）[]【】 　\r".contains(c));
        let (first, second) = (bare(first), bare(second));
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

/// A name whose parts have cells of their own is not parted at its space.
pub(crate) fn family_name(row: &mut Reading<'_>, cell: &Cell) {
    row.person.family_name = cell.text.trim().to_owned();
    row.person.given_name.clear();
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

pub(crate) fn lat(row: &mut Reading<'_>, cell: &Cell) {
    row.person.lat = degrees(row, cell, &LATITUDES);
}

pub(crate) fn lon(row: &mut Reading<'_>, cell: &Cell) {
    row.person.lon = degrees(row, cell, &LONGITUDES);
}

/// 35.7012, 北緯35.7012 or 35度42分4秒. Two columns that are swapped, or a slip of the point, lie outside Japan.
fn degrees(
    row: &mut Reading<'_>,
    cell: &Cell,
    range: &std::ops::RangeInclusive<f64>,
) -> Option<f64> {
    if says_nothing(&cell.text) {
        return None;
    }
    let plain = name::fold(&cell.text);
    let parts = plain.split(|c: char| !c.is_ascii_digit() && c != '.');
    let numbers: Option<Vec<f64>> = parts
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect();
    let degrees = match numbers.as_deref() {
        Some([degrees]) => Some(*degrees),
        Some([degrees, minutes]) => Some(degrees + minutes / 60.0),
        Some([degrees, minutes, seconds]) => Some(degrees + minutes / 60.0 + seconds / 3600.0),
        _ => None,
    };
    let read = degrees.filter(|degrees| range.contains(degrees));
    if read.is_none() {
        row.remark(Rule::Unreadable, cell.text.trim());
    }
    read
}

pub(crate) fn email(row: &mut Reading<'_>, cell: &Cell) {
    if says_nothing(&cell.text) {
        return;
    }
    cell.text.trim().clone_into(&mut row.person.email);
    if !cell.text.contains(['@', '＠']) {
        row.remark(Rule::Unreadable, cell.text.trim());
    }
}

pub(crate) fn address_city(row: &mut Reading<'_>, cell: &Cell) {
    row.pieces.city = cell.text.trim().to_owned();
}

pub(crate) fn address_chome(row: &mut Reading<'_>, cell: &Cell) {
    row.pieces.numbers[0] = with_unit(cell, "丁目");
}

pub(crate) fn address_ban(row: &mut Reading<'_>, cell: &Cell) {
    row.pieces.numbers[1] = with_unit(cell, "番");
}

pub(crate) fn address_go(row: &mut Reading<'_>, cell: &Cell) {
    row.pieces.numbers[2] = with_unit(cell, "号");
}

/// A number alone gets its unit; 2丁目, 9番地3 and 字東 stay as they are.
fn with_unit(cell: &Cell, unit: &str) -> String {
    let text = cell.text.trim();
    let plain = name::fold(text);
    let is_number = !plain.is_empty()
        && (plain.bytes().all(|b| b.is_ascii_digit())
            || plain.chars().all(|c| "一二三四五六七八九十".contains(c)));
    match is_number {
        true => format!("{text}{unit}"),
        false if says_nothing(text) => String::new(),
        false => text.to_owned(),
    }
}

pub(crate) fn phone_area(row: &mut Reading<'_>, cell: &Cell) {
    row.pieces.phone[0] = cell.text.trim().to_owned();
}

pub(crate) fn phone_office(row: &mut Reading<'_>, cell: &Cell) {
    row.pieces.phone[1] = cell.text.trim().to_owned();
}

pub(crate) fn phone_line(row: &mut Reading<'_>, cell: &Cell) {
    row.pieces.phone[2] = cell.text.trim().to_owned();
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
    cell.text.trim().clone_into(&mut row.pieces.building);
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

pub(crate) fn work_phone(row: &mut Reading<'_>, cell: &Cell) {
    let phones = row.phones(cell, PhoneKind::Work);
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
    finish_phone(row);
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

/// A telephone number in three cells; zeros lost in numbers are put back.
fn finish_phone(row: &mut Reading<'_>) {
    let [area, office, line] = &row.pieces.phone;
    if line.is_empty() || says_nothing(line) {
        return;
    }
    let area = match area.starts_with('0') || area.is_empty() {
        true => area.clone(),
        false => format!("0{area}"),
    };
    let number = Cell::text(format!("{area}-{office}-{line:0>4}"));
    row.column = "phone_line";
    let phones = row.phones(&number, PhoneKind::Home);
    row.person.phones.splice(0..0, phones);
}

/// 丁目, 番, what stands in one cell for the rest, 号. A 住居番号 alone behind its 街区 is the 号.
fn numbers_line(pieces: &Pieces) -> String {
    let [chome, ban, go] = &pieces.numbers;
    let number = match ban.is_empty() {
        true => pieces.number.clone(),
        false => with_unit(&Cell::text(pieces.number.as_str()), "号"),
    };
    format!("{chome}{ban}{number}{go}")
}

/// Whether a cell for the building begins with the numbers the address lacks: 12番6号, 12-6 メゾン桜木.
fn begins_with_numbers(text: &str) -> bool {
    let plain = name::fold(text);
    let behind = plain.trim_start_matches(|c: char| c.is_ascii_digit());
    let mut units = behind.chars();
    let unit = units.next();
    let next = units.next();
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    plain.len() > behind.len()
        && match unit {
            Some('番') => is_digit(next) || next.is_none() || next == Some('地'),
            Some('-' | 'ー' | 'ノ' | '−') => is_digit(next),
            _ => false,
        }
}

/// The address as the cells give it together: a cell for all of it, what stands in cells of its own behind it, and where
/// no cell names the town, the sheet or the heading of the part does.
fn address_line(row: &Reading<'_>) -> String {
    let (whole, pieces) = (&row.person.address_raw, &row.pieces);
    let numbers = numbers_line(pieces);
    let has_pieces = !numbers.is_empty() || !pieces.town.is_empty();
    let city = row.context.city.as_str();
    let line = match (whole.is_empty(), has_pieces) {
        (true, _) => format!("{}{}{numbers}", pieces.city, pieces.town),
        (false, true) if read_address(whole, city).ban.is_none() => {
            let town = match whole.contains(&pieces.town) {
                true => "",
                false => pieces.town.as_str(),
            };
            format!("{whole}{town}{numbers}")
        }
        (false, _) => whole.clone(),
    };
    let says_town = line.is_empty() || read_address(&line, city).is_known();
    match says_town {
        true => line,
        false => format!("{}{line}", row.place),
    }
}

fn finish_address(row: &mut Reading<'_>) {
    let mut line = address_line(row);
    let lacks_numbers = !line.is_empty() && read_address(&line, &row.context.city).ban.is_none();
    if lacks_numbers && begins_with_numbers(&row.pieces.building) {
        line.push_str(&row.pieces.building);
        row.person.building.clear();
        row.person.room.clear();
    }
    let person = &mut row.person;
    if person.address_raw.is_empty() {
        person.address_raw = line.clone();
    }
    let (address, building, room) = split_building(&line);
    if person.building.is_empty() {
        person.building = building;
    }
    if person.room.is_empty() {
        person.room = room;
    }
    let context = row.context;
    let city = match row.pieces.city.as_str() {
        "" => context.city.as_str(),
        city => city,
    };
    person.address = read_address(&address, city).settled_by(context.areas);
}
