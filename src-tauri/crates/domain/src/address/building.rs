//! 建物名 and 部屋番号: first and second block of like-named flats never fall together.

use crate::date::parts::kanji_digit;
use crate::name;

/// Splits building and room: みどりハイツ第一203号室, みどりハイツ第一　２０３, みどりハイツ第一-203. The building keeps its
/// spelling; the room is half-width, without 号室. Short numbers that may belong to the name stay there (みどりハイツ１).
pub fn split_room(text: &str) -> (String, String) {
    let text = text.trim();
    let (text, care_of) = split_care_of(text);
    let chars: Vec<char> = text.chars().collect();
    let plain: Vec<char> = chars.iter().map(|&c| narrow(c)).collect();
    let has_unit = ["号室", "号", "室"]
        .iter()
        .find(|unit| text.ends_with(**unit));
    let end = chars.len() - has_unit.map_or(0, |unit| unit.chars().count());
    let mut start = end;
    while start > 0 && plain[start - 1].is_ascii_alphanumeric() {
        start -= 1;
    }
    // A letter belongs to the room only beside digits: A101, 203B.
    let digits = plain[start..end]
        .iter()
        .filter(|c| c.is_ascii_digit())
        .count();
    let letters = end - start - digits;
    let before = start.checked_sub(1).map(|at| plain[at]);
    let parted = before.is_none_or(|c| c == ' ' || c == '-');
    let after_block = matches!(before, Some('棟' | '館'));
    let is_room = match (digits, has_unit) {
        (0, _) => false,
        (_, Some(_)) => letters <= 2,
        _ => letters <= 1 && (parted || after_block || digits >= 3) && digits <= 5,
    };
    if !is_room {
        return (joined(text, care_of), String::new());
    }
    let room: String = plain[start..end]
        .iter()
        .map(char::to_ascii_uppercase)
        .collect();
    let building: String = chars[..start].iter().collect();
    let building = building
        .trim_end_matches(|c: char| matches!(narrow(c), ' ' | '-'))
        .to_owned();
    (joined(&building, care_of), room)
}

/// Returns building and room on one line: みどりハイツ第一 203号室.
pub fn building_line(building: &str, room: &str) -> String {
    let is_number = room.ends_with(|c: char| c.is_ascii_alphanumeric());
    let room = if is_number {
        format!("{room}号室")
    } else {
        room.to_owned()
    };
    match (building.is_empty(), room.is_empty()) {
        (_, true) => building.to_owned(),
        (true, false) => room,
        (false, false) => format!("{building} {room}"),
    }
}

/// Returns a key under which two spellings of one building fall together: 第一, 第1, Ⅰ and 1 are the same, 第一 and 第二
/// never are.
pub fn building_key(building: &str) -> String {
    name::until_stable(building, building_key_once)
}

fn building_key_once(building: &str) -> String {
    let folded = name::fold(building);
    let chars: Vec<char> = folded
        .chars()
        .filter(|c| !matches!(narrow(*c), '-' | '(' | ')'))
        .collect();
    let mut key = String::new();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        let after_ordinal = at > 0 && chars[at - 1] == '第';
        let next = chars.get(at + 1);
        let is_count = after_ordinal || matches!(next, None | Some('号' | '棟' | '館'));
        match kanji_digit(c).filter(|_| is_count) {
            _ if c == '第'
                && next.is_some_and(|&n| n.is_ascii_digit() || kanji_digit(n).is_some()) => {}
            Some(digit) => key.push_str(&digit.to_string()),
            None => key.push(c),
        }
        at += 1;
    }
    roman_to_digit(key)
}

fn roman_to_digit(key: String) -> String {
    for (roman, digit) in [
        ("iii", "3"),
        ("ii", "2"),
        ("iv", "4"),
        ("i", "1"),
        ("v", "5"),
    ] {
        match key.strip_suffix(roman) {
            Some(name) if !name.ends_with(|c: char| c.is_ascii_alphabetic()) => {
                return format!("{name}{digit}");
            }
            _ => {}
        }
    }
    key
}

/// 田中様方 and (田中方) behind the room: kept with the building.
fn split_care_of(text: &str) -> (&str, &str) {
    let at = text.rfind(|c: char| c.is_whitespace() || c == '(' || c == '（');
    match at {
        Some(at) if text.trim_end_matches([')', '）']).ends_with('方') && at > 0 => {
            (text[..at].trim_end(), text[at..].trim_start())
        }
        _ => (text, ""),
    }
}

fn joined(building: &str, care_of: &str) -> String {
    match (building.is_empty(), care_of.is_empty()) {
        (_, true) => building.to_owned(),
        (true, false) => care_of.to_owned(),
        (false, false) => format!("{building} {care_of}"),
    }
}

fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ if c.is_whitespace() => ' ',
        _ => c,
    }
}
