//! Reading and showing telephone numbers.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::areas::area_code_length;
use super::{Phone, PhoneKind};
use crate::problem::{Problem, Rule};

/// Digits of a number in a fixed network, area code and all.
const HOME_LENGTH: usize = 10;
/// Digits of a mobile number.
const MOBILE_LENGTH: usize = 11;

/// Reads a cell with one number or several, in any width, with hyphens, brackets or none. A number without its area code
/// gets `area_code` if the lengths fit; a zero lost in a numeric cell is put back. What is wrong is said for each.
/// `kind` holds unless the first digits say 携帯. The field of the problems is empty; the caller names it.
pub fn read_phones(raw: &str, area_code: &str, kind: PhoneKind) -> (Vec<Phone>, Vec<Problem>) {
    let mut phones = Vec::new();
    let mut problems = Vec::new();
    if is_no_number(raw) {
        return (phones, problems);
    }
    for piece in pieces(raw) {
        let digits = digits_of(&piece);
        if digits.is_empty() {
            problems.push(Problem::with("", Rule::Unreadable, piece.trim()));
            continue;
        }
        let (digits, problem) = complete(&digits, area_code);
        let kind = if is_mobile(&digits) && kind != PhoneKind::Fax {
            PhoneKind::Mobile
        } else {
            kind
        };
        phones.push(Phone {
            kind,
            digits,
            raw: piece.trim().to_owned(),
        });
        problems.extend(problem);
    }
    (phones, problems)
}

/// Returns whether a cell says that there is no number: empty, なし, －, 不明.
pub fn is_no_number(raw: &str) -> bool {
    let plain: String = narrow(raw).chars().filter(|c| !c.is_whitespace()).collect();
    plain.is_empty()
        || plain
            .chars()
            .all(|c| matches!(c, '-' | 'ー' | '―' | '‐' | '−' | '—' | '×' | '/' | '0'))
        || [
            "なし",
            "無し",
            "無",
            "ナシ",
            "不明",
            "無回答",
            "未登録",
            "固定なし",
            "電話なし",
            "携帯なし",
        ]
        .contains(&plain.as_str())
}

/// Returns digits with hyphens: 0422-00-1234, 090-0000-1234. Digits of another length are returned as they are.
pub fn show(digits: &str) -> String {
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return digits.to_owned();
    }
    let cut = |first: usize, second: usize| {
        let (head, rest) = digits.split_at(first);
        let (middle, tail) = rest.split_at(second);
        format!("{head}-{middle}-{tail}")
    };
    match digits.len() {
        MOBILE_LENGTH => cut(3, 4),
        HOME_LENGTH
            if ["0120", "0570", "0990"]
                .iter()
                .any(|free| digits.starts_with(free)) =>
        {
            cut(4, 3)
        }
        HOME_LENGTH => {
            let area = area_code_length(digits);
            cut(area, 6 - area)
        }
        _ => digits.to_owned(),
    }
}

/// Returns the area code that most numbers of a list are written with (0422-00-1234 → 0422): at least three of them and
/// four of five. A city leaves out only its own.
pub fn common_area_code<'a>(cells: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    let mut total = 0;
    for cell in cells {
        let groups = groups_of(cell);
        let digits: String = groups.concat();
        if groups.len() != 3 || digits.len() != HOME_LENGTH || !digits.starts_with('0') {
            continue;
        }
        total += 1;
        match counts.iter_mut().find(|(code, _)| *code == groups[0]) {
            Some((_, count)) => *count += 1,
            None => counts.push((groups[0].clone(), 1)),
        }
    }
    let (code, count) = counts.into_iter().max_by_key(|&(_, count)| count)?;
    (count >= 3 && count * 5 >= total * 4).then_some(code)
}

/// Returns the digits in the groups they were received in, where these make a whole number of three groups.
pub(super) fn grouped_as(raw: &str, digits: &str) -> Option<String> {
    let groups = groups_of(raw);
    (groups.len() == 3 && groups.concat() == digits).then(|| groups.join("-"))
}

fn groups_of(raw: &str) -> Vec<String> {
    let plain = narrow(raw);
    let groups = plain
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty());
    groups.map(str::to_owned).collect()
}

/// Parts a cell with several numbers; a space parts only where whole numbers stand on both sides.
fn pieces(raw: &str) -> Vec<String> {
    let plain = narrow(raw);
    let hard: Vec<&str> = plain
        .split(['/', '、', ',', ';', '\n', '\r'])
        .filter(|piece| !piece.trim().is_empty())
        .collect();
    let mut pieces = Vec::new();
    for piece in hard {
        let words: Vec<&str> = piece.split_whitespace().collect();
        let all_whole = words.len() > 1
            && words
                .iter()
                .all(|word| digits_of(word).len() >= HOME_LENGTH - 1);
        match all_whole {
            true => pieces.extend(words.into_iter().map(str::to_owned)),
            false => pieces.push(piece.to_owned()),
        }
    }
    match pieces.as_slice() {
        [_] => vec![raw.to_owned()],
        _ => pieces,
    }
}

/// The text in half width; most numbers are already.
fn narrow(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfkc().collect())
    }
}

/// The digits of one number, without 内線 and without the code of the country.
fn digits_of(piece: &str) -> String {
    let plain = narrow(piece);
    let own = plain.split("内線").next().unwrap_or_default().trim();
    let digits: String = own.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("81") {
        Some(rest) if own.starts_with('+') => format!("0{}", rest.trim_start_matches('0')),
        _ => digits,
    }
}

fn complete(digits: &str, area_code: &str) -> (String, Option<Problem>) {
    let zero = format!("0{digits}");
    let lost_zero = !digits.starts_with('0')
        && (digits.len() == HOME_LENGTH - 1
            || (digits.len() == MOBILE_LENGTH - 1 && is_mobile(&zero)));
    let own: String = area_code.nfkc().filter(char::is_ascii_digit).collect();
    let is_whole = |digits: &str| {
        digits.starts_with('0')
            && (digits.len() == HOME_LENGTH
                || (digits.len() == MOBILE_LENGTH && has_eleven(digits)))
    };
    if is_whole(digits) {
        return (digits.to_owned(), None);
    }
    if lost_zero {
        return (zero, None);
    }
    if !own.is_empty() && own.len() + digits.len() == HOME_LENGTH {
        return (format!("{own}{digits}"), None);
    }
    let rule = if (6..=8).contains(&digits.len()) {
        Rule::NoAreaCode
    } else {
        Rule::WrongLength
    };
    (
        digits.to_owned(),
        Some(Problem::with("", rule, digits.len().to_string())),
    )
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == MOBILE_LENGTH
        && ["070", "080", "090"]
            .iter()
            .any(|start| digits.starts_with(start))
}

fn has_eleven(digits: &str) -> bool {
    is_mobile(digits)
        || ["050", "020", "0800", "060"]
            .iter()
            .any(|start| digits.starts_with(start))
}
