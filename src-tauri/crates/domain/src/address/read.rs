//! From a line of text to 町・丁目・番・号, and the building behind it.

use super::{Address, split_room};
use crate::date::parts::kanji_digit;

/// What stands at the head of an address and says nothing inside one city.
const PREFECTURES: &str = "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 \
    千葉県 東京都 神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 \
    愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 \
    広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 \
    宮崎県 鹿児島県 沖縄県";

/// Reads an address without its building. Prefecture and `city` (as the council gives it, 政令市 with its 区) are left
/// out of the town; numbers may be written in any way and width.
pub fn read_address(raw: &str, city: &str) -> Address {
    let line = Line::of(raw, city);
    let (chome, ban, go, _) = line.assigned();
    let rest = line.text[line.end..].iter().collect::<String>();
    Address {
        town: line.town(),
        chome,
        ban,
        go,
        rest: rest.trim_matches(is_gap).to_owned(),
    }
}

/// Splits one cell into address, building and room: 若草台2-11-6サンコーポラス若草305号室. Building and room are
/// empty where the cell ends with its numbers, or has none.
pub fn split_building(text: &str) -> (String, String, String) {
    let line = Line::of(text, "");
    if line.numbers.is_empty() {
        return (text.trim().to_owned(), String::new(), String::new());
    }
    let rest: String = line.text[line.end..].iter().collect();
    let (building, mut room) = split_room(rest.trim_matches(is_gap));
    let (_, _, _, fourth) = line.assigned();
    let mut end = line.end;
    if let (Some((number, start)), true) = (fourth, room.is_empty()) {
        room = number.to_string();
        end = start;
    }
    let address: String = line.text[..end].iter().collect();
    (address.trim_matches(is_gap).to_owned(), building, room)
}

/// The unit written behind a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    None,
    Chome,
    Ban,
    Go,
}

/// One number of an address.
#[derive(Clone, Copy, Debug)]
struct Number {
    value: u32,
    unit: Unit,
    /// Where the text before it ends.
    start: usize,
}

/// 丁目, 番, 号, and a fourth number with its place, which is the room.
type Assigned = (Option<u32>, Option<u32>, Option<u32>, Option<(u32, usize)>);

/// A line of text with its numbers found.
struct Line {
    text: Vec<char>,
    /// Where the town begins.
    town_from: usize,
    /// Where the town ends.
    town_to: usize,
    numbers: Vec<Number>,
    /// Where the numbers end.
    end: usize,
}

impl Line {
    fn of(raw: &str, city: &str) -> Self {
        let text: Vec<char> = raw.trim().chars().collect();
        let plain: Vec<char> = text.iter().map(|&c| narrow(c)).collect();
        let town_from = head(&plain, city);
        let town_to = first_number(&plain, town_from);
        let (numbers, end) = read_numbers(&plain, town_to);
        Self {
            text,
            town_from,
            town_to,
            numbers,
            end,
        }
    }

    fn town(&self) -> String {
        self.text[self.town_from..self.town_to]
            .iter()
            .filter(|c| !c.is_whitespace())
            .collect()
    }

    fn assigned(&self) -> Assigned {
        let units: Vec<Unit> = self.numbers.iter().map(|n| n.unit).collect();
        let skip = match units.as_slice() {
            [Unit::Chome, ..] => 0,
            [Unit::Ban, ..] => 1,
            [Unit::Go, ..] => 2,
            [Unit::None, Unit::Go] => 1,
            [Unit::None, _, _, ..] => 0,
            [Unit::None, ..] => 1,
            [] => 0,
        };
        let at = |place: usize| place.checked_sub(skip).and_then(|at| self.numbers.get(at));
        let value = |place: usize| at(place).map(|n| n.value);
        (
            value(0),
            value(1),
            value(2),
            at(3).map(|n| (n.value, n.start)),
        )
    }
}

/// Full-width digits and letters to half-width, every dash to `-`, every space to one kind; one character to one.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2501}' | 'ー' | 'ｰ' | '〜' => {
            '-'
        }
        _ if c.is_whitespace() => ' ',
        _ => c,
    }
}

/// Where the town begins: behind 〒, prefecture and city.
fn head(plain: &[char], city: &str) -> usize {
    let mut at = after_postal(plain);
    let city: Vec<char> = city.chars().filter(|c| !c.is_whitespace()).collect();
    let city_from = prefecture(&city).unwrap_or(0);
    let before = at;
    at += prefecture(&plain[at..]).unwrap_or(0);
    let had_prefecture = at > before;
    let parts = city_parts(&city[city_from..]);
    for part in &parts {
        at = skip_spaces(plain, at);
        if plain[at..].starts_with(part) {
            at += part.len();
        }
    }
    if had_prefecture && parts.is_empty() {
        at += unknown_city(&plain[at..]);
    }
    skip_spaces(plain, at)
}

fn after_postal(plain: &[char]) -> usize {
    let marked = plain.first() == Some(&'〒');
    let digits: Vec<usize> = (0..plain.len().min(10))
        .filter(|&i| plain[i].is_ascii_digit())
        .collect();
    let dash = plain.iter().take(6).position(|&c| c == '-');
    let full = digits.len() >= 7 && digits[6] - digits[0] <= 7;
    if full && (marked || (digits[0] == 0 && dash == Some(3))) {
        digits[6] + 1
    } else {
        0
    }
}

fn prefecture(plain: &[char]) -> Option<usize> {
    let at = skip_spaces(plain, 0);
    let named = |name: &&str| {
        plain[at..]
            .iter()
            .copied()
            .take(name.chars().count())
            .eq(name.chars())
    };
    PREFECTURES
        .split(' ')
        .find(|name| named(name))
        .map(|name| at + name.chars().count())
}

/// 横浜市栄区 → 横浜市, 栄区; 北郡青葉町 → 北郡, 青葉町.
fn city_parts(city: &[char]) -> Vec<Vec<char>> {
    let cut = |unit: char| {
        let at = city
            .iter()
            .skip(1)
            .position(|&c| c == unit)
            .map(|at| at + 2)?;
        // 市川市 and 四日市市 hold the unit in their names.
        let next_is_unit = city.get(at) == Some(&unit);
        Some(at + usize::from(next_is_unit)).filter(|&at| at < city.len())
    };
    let cut = match city.last() {
        Some('区') => cut('市'),
        Some('町' | '村') => cut('郡'),
        _ => None,
    };
    let parts = match cut {
        Some(at) => vec![city[..at].to_vec(), city[at..].to_vec()],
        None => vec![city.to_vec()],
    };
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}

/// The city behind a prefecture where nobody said which it is.
fn unknown_city(plain: &[char]) -> usize {
    let stop = plain
        .iter()
        .position(|c| c.is_ascii_digit() || *c == '丁')
        .unwrap_or(plain.len());
    let unit = |unit: char| {
        plain[..stop]
            .iter()
            .skip(1)
            .position(|&c| c == unit)
            .map(|at| at + 2)
    };
    let city = unit('市').or_else(|| unit('区')).unwrap_or(0);
    let doubled = plain.get(city) == Some(&'市') && city > 0;
    let city = city + usize::from(doubled);
    let ward = plain[city..stop]
        .iter()
        .take(4)
        .position(|&c| c == '区')
        .map_or(0, |at| at + 1);
    if city + ward < stop {
        city + ward
    } else {
        city.min(stop)
    }
}

fn skip_spaces(plain: &[char], mut at: usize) -> usize {
    while plain.get(at) == Some(&' ') {
        at += 1;
    }
    at
}

/// Where the first number begins that belongs to 丁目・番・号 and not to the town (一番町, 北1条, 第3地割).
fn first_number(plain: &[char], from: usize) -> usize {
    let mut at = from;
    while at < plain.len() {
        if let Some((_, after)) = number_at(plain, at) {
            let rest = &plain[after..];
            let in_town = [
                "条", "番町", "番丁", "地割", "線", "の宮", "ノ宮", "ケ", "ヶ",
            ]
            .iter()
            .any(|word| starts(rest, word));
            let counts = starts(rest, "丁目") || starts(rest, "番") || starts(rest, "号");
            if !in_town && (plain[at].is_ascii_digit() || counts) {
                return at;
            }
            at = after;
        } else {
            at += 1;
        }
    }
    plain.len()
}

fn starts(plain: &[char], word: &str) -> bool {
    let length = word.chars().count();
    plain.len() >= length && plain.iter().copied().zip(word.chars()).all(|(a, b)| a == b)
}

/// Reads a number in digits or kanji; returns it and where it ends.
fn number_at(plain: &[char], at: usize) -> Option<(u32, usize)> {
    let run = |is_part: fn(char) -> bool| plain[at..].iter().take_while(|&&c| is_part(c)).count();
    let digits = run(|c| c.is_ascii_digit());
    if digits > 0 {
        let text: String = plain[at..at + digits].iter().collect();
        return text.parse().ok().map(|value| (value, at + digits));
    }
    let kanji = run(|c| kanji_digit(c).is_some() || c == '十');
    let text = &plain[at..at + kanji];
    let digit = |c: Option<&char>| c.and_then(|&c| kanji_digit(c));
    let value = match text.iter().position(|&c| c == '十') {
        _ if kanji == 0 || kanji > 3 => return None,
        Some(ten) => {
            let tens = if ten == 0 { 1 } else { digit(text.first())? };
            tens * 10 + digit(text.get(ten + 1)).unwrap_or(0)
        }
        None => text
            .iter()
            .filter_map(|&c| kanji_digit(c))
            .fold(0, |sum, d| sum * 10 + d),
    };
    Some((value, at + kanji))
}

fn read_numbers(plain: &[char], from: usize) -> (Vec<Number>, usize) {
    let mut numbers: Vec<Number> = Vec::new();
    let (mut at, mut end) = (from, from);
    while numbers.len() < 4 {
        let Some((value, after)) = number_at(plain, at) else {
            break;
        };
        let rest = &plain[after..];
        // 3号棟, 2階, 1F: a building begins here.
        if ["号棟", "号館", "棟", "階", "F", "号室", "館", "街区"]
            .iter()
            .any(|word| starts(rest, word))
        {
            break;
        }
        let (unit, length) = unit_of(rest);
        let in_kanji = !plain[at].is_ascii_digit();
        if in_kanji && unit == Unit::None && numbers.len() < 3 && !ends_line(rest) {
            break;
        }
        numbers.push(Number {
            value,
            unit,
            start: end,
        });
        end = after + length;
        at = match after_separator(plain, end, unit) {
            Some(next) => next,
            None => break,
        };
    }
    (numbers, end)
}

fn ends_line(rest: &[char]) -> bool {
    rest.first()
        .is_none_or(|&c| is_gap(c) || c == '-' || c == 'の')
}

fn unit_of(rest: &[char]) -> (Unit, usize) {
    for (word, unit) in [
        ("丁目", Unit::Chome),
        ("丁", Unit::Chome),
        ("番地", Unit::Ban),
        ("番", Unit::Ban),
        ("号", Unit::Go),
    ] {
        if starts(rest, word) {
            return (unit, word.chars().count());
        }
    }
    (Unit::None, 0)
}

/// Where the next number may begin; none where the numbers are over.
fn after_separator(plain: &[char], end: usize, unit: Unit) -> Option<usize> {
    let at = skip_spaces(plain, end);
    let had_space = at > end;
    let separator = plain
        .get(at)
        .is_some_and(|c| matches!(c, '-' | 'の' | 'ノ' | '之'));
    let next = skip_spaces(plain, at + usize::from(separator));
    let goes_on = match unit {
        Unit::Chome | Unit::Ban => true,
        Unit::Go => separator && !had_space,
        Unit::None => separator,
    };
    (goes_on && number_at(plain, next).is_some()).then_some(next)
}

/// What parts a building from the numbers before it.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(narrow(c), '-' | ',' | '、' | '，' | '・')
}
