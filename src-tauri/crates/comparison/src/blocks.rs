//! Which rows are compared at all: those that share one of several keys. Everything else cannot be one person.

use std::collections::HashMap;
use std::hash::Hash;

use chrono::Datelike;

use crate::line::{Id, Line};

/// Rows one key may bring; a key of more says nothing (一郎 in a city, a birth date put in for «unknown»), and the finer
/// keys stand beside it.
const MOST: usize = 120;

/// The sorts of keys.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Number(Id),
    /// 姓 and 名 together.
    Characters(Id),
    Reading(Id),
    /// A reading and the 丁目, for names that are too common alone.
    ReadingChome(Id, Id),
    CharactersChome(Id, Id),
    Birth(i32),
    BirthReading(i32, Id),
    BirthCharacters(i32, Id),
    BirthChome(i32, Id),
    House(Id),
    HouseReading(Id, Id),
    HouseCharacters(Id, Id),
    Phone(Id),
    PhoneReading(Id, Id),
}

fn keys(line: &Line, numbers_count: bool) -> Vec<Key> {
    let mut keys = Vec::with_capacity(16);
    let mut put = |ids: &[Id], key: Key| {
        if ids.iter().all(|&id| id != 0) {
            keys.push(key);
        }
    };
    if numbers_count {
        put(&[line.number], Key::Number(line.number));
    }
    let (name, kana) = (line.name, line.kana);
    put(&[name.whole], Key::Characters(name.whole));
    put(&[kana.whole], Key::Reading(kana.whole));
    let chome = line.chome_id;
    let house = line.house_id;
    put(&[kana.whole, chome], Key::ReadingChome(kana.whole, chome));
    put(
        &[name.whole, chome],
        Key::CharactersChome(name.whole, chome),
    );
    put(&[house], Key::House(house));
    put(&[house, kana.given], Key::HouseReading(house, kana.given));
    put(
        &[house, name.given],
        Key::HouseCharacters(house, name.given),
    );
    if let Some(day) = line.birth {
        let day = day.num_days_from_ce();
        put(&[], Key::Birth(day));
        put(&[kana.given], Key::BirthReading(day, kana.given));
        put(&[name.given], Key::BirthCharacters(day, name.given));
        put(&[chome], Key::BirthChome(day, chome));
    }
    for &phone in &line.phones {
        put(&[phone], Key::Phone(phone));
        put(&[phone, kana.given], Key::PhoneReading(phone, kana.given));
    }
    keys
}

/// The rows of a list by key.
pub(crate) struct Index {
    /// Rows of one key stand together.
    places: Vec<u32>,
    /// Where the rows of a key begin and end.
    spans: HashMap<Key, (u32, u32)>,
    numbers_count: bool,
}

impl Index {
    /// Makes the index of a list.
    pub(crate) fn of(lines: &[Line], numbers_count: bool) -> Self {
        let mut counts: HashMap<Key, (u32, u32)> = HashMap::with_capacity(lines.len() * 4);
        for line in lines {
            for key in keys(line, numbers_count) {
                counts.entry(key).or_default().1 += 1;
            }
        }
        let most = u32::try_from(MOST).unwrap_or(u32::MAX);
        counts.retain(|_, (_, count)| *count <= most);
        let mut next = 0;
        for (begin, end) in counts.values_mut() {
            let count = *end;
            (*begin, *end) = (next, next);
            next += count;
        }
        let mut places = vec![0; next as usize];
        for (at, line) in (0..).zip(lines) {
            for key in keys(line, numbers_count) {
                if let Some((_, end)) = counts.get_mut(&key) {
                    places[*end as usize] = at;
                    *end += 1;
                }
            }
        }
        Self {
            places,
            spans: counts,
            numbers_count,
        }
    }

    /// Returns the rows that share a key with a row, each once, in the order of the list.
    pub(crate) fn fitting(&self, line: &Line, found: &mut Vec<u32>) {
        found.clear();
        for key in keys(line, self.numbers_count) {
            if let Some(&(begin, end)) = self.spans.get(&key) {
                found.extend(&self.places[begin as usize..end as usize]);
            }
        }
        found.sort_unstable();
        found.dedup();
    }
}
