//! The one box: every word typed must be found in a line, by name, kana, address, building, telephone or number.

use std::collections::HashMap;

use domain::name::{fold, fold_kana};
use memchr::memmem;

/// Ends a telephone number, so that its last digits can be looked for.
const PHONE_END: char = '\u{1}';
/// Begins a telephone number.
const PHONE_START: char = '\u{2}';
/// Begins a number given by the city.
const NUMBER: char = '\u{3}';
/// Begins a room.
const ROOM: char = '\u{4}';
/// Parts the fields of a line, so that no word is found across two of them.
const FIELD: char = '\t';
/// Parts the lines.
const LINE: u8 = b'\n';

/// Folds texts that come again and again (a town, a building, 丁目) once.
#[derive(Default)]
pub(crate) struct Folding(HashMap<String, String>);

impl Folding {
    /// Returns the text as it is folded for comparing.
    pub(crate) fn fold(&mut self, text: &str) -> &str {
        if !self.0.contains_key(text) {
            self.0.insert(text.to_owned(), fold(text));
        }
        self.0.get(text).map_or("", String::as_str)
    }
}

/// The text of one line, folded.
#[derive(Default)]
pub(crate) struct Text(String);

impl Text {
    /// Adds a field that is folded already.
    pub(crate) fn add(&mut self, folded: &str) {
        if !folded.is_empty() {
            self.0
                .extend(folded.chars().filter(|&c| c != '\n' && c != FIELD));
            self.0.push(FIELD);
        }
    }

    /// Adds a telephone number, digits only.
    pub(crate) fn add_phone(&mut self, digits: &str) {
        if !digits.is_empty() {
            self.add(&format!("{PHONE_START}{digits}{PHONE_END}"));
        }
    }

    /// Adds a number given by the city, with and without leading zeros.
    pub(crate) fn add_number(&mut self, number: &str) {
        let number = fold_number(number);
        let short = number.trim_start_matches('0');
        if !number.is_empty() {
            self.add(&format!("{NUMBER}{number}"));
        }
        if !short.is_empty() && short.len() < number.len() {
            self.add(&format!("{NUMBER}{short}"));
        }
    }

    /// Adds a room.
    pub(crate) fn add_room(&mut self, room: &str) {
        let room = fold_number(room);
        if !room.is_empty() {
            self.add(&format!("{ROOM}{room}"));
        }
    }

    /// Returns the text.
    pub(crate) fn done(self) -> String {
        self.0
    }
}

/// Digits alone need no folding.
fn fold_number(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.to_owned()
    } else {
        fold(text)
    }
}

/// What was typed: for each word the texts of which one must be found.
pub(crate) struct Query(Vec<Vec<memmem::Finder<'static>>>);

impl Query {
    /// Reads what was typed. Spaces of any width part the words.
    pub(crate) fn new(typed: &str) -> Self {
        let words = typed
            .split_whitespace()
            .map(needles)
            .filter(|needles| !needles.is_empty());
        let finders = words.map(|needles| {
            needles
                .iter()
                .map(|needle| memmem::Finder::new(needle).into_owned())
                .collect()
        });
        Self(finders.collect())
    }

    /// Returns whether nothing was typed that could be looked for.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn needles(word: &str) -> Vec<String> {
    let folded = fold(word);
    let digits: String = folded.chars().filter(|&c| c != '-' && c != 'ー').collect();
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    let mut needles = if is_number {
        let mut needles = vec![
            format!("{digits}{PHONE_END}"),
            format!("{PHONE_START}{digits}"),
            format!("{NUMBER}{digits}"),
            format!("{ROOM}{digits}"),
        ];
        if digits.len() < folded.len() {
            needles.push(folded);
        }
        needles
    } else {
        vec![fold_kana(word), folded]
    };
    needles.retain(|needle| !needle.is_empty());
    needles.dedup();
    needles
}

/// The texts of all lines one behind the other: one pass over one stretch of memory.
pub(crate) struct Haystack {
    text: Vec<u8>,
    /// Where each line begins, and the end.
    starts: Vec<usize>,
}

impl Haystack {
    /// Puts the texts of the lines one behind the other.
    pub(crate) fn new<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut text = Vec::new();
        let mut starts = Vec::new();
        for line in texts {
            starts.push(text.len());
            text.extend_from_slice(line.as_bytes());
            text.push(LINE);
        }
        starts.push(text.len());
        Self { text, starts }
    }

    /// Returns the lines in which every word is found.
    pub(crate) fn search(&self, query: &Query) -> Vec<u32> {
        let Some((first, rest)) = query.0.split_first() else {
            return Vec::new();
        };
        let mut hits: Vec<u32> = first
            .iter()
            .flat_map(|finder| self.lines_with(finder))
            .collect();
        if first.len() > 1 {
            hits.sort_unstable();
            hits.dedup();
        }
        hits.retain(|&place| {
            let line = self.line(place);
            rest.iter()
                .all(|word| word.iter().any(|finder| finder.find(line).is_some()))
        });
        hits
    }

    fn line(&self, place: u32) -> &[u8] {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        match (
            self.starts.get(place),
            self.starts.get(place.saturating_add(1)),
        ) {
            (Some(&from), Some(&to)) => &self.text[from..to],
            _ => &[],
        }
    }

    /// Returns the line that holds a position, looking from a line before it: mostly it is near.
    fn line_at(&self, mut place: usize, at: usize) -> usize {
        for _ in 0..8 {
            if self.starts[place + 1] > at {
                return place;
            }
            place += 1;
        }
        place + self.starts[place..].partition_point(|&start| start <= at) - 1
    }

    fn lines_with(&self, finder: &memmem::Finder<'_>) -> Vec<u32> {
        let mut found = Vec::new();
        let mut from = 0;
        let mut place = 0;
        while let Some(offset) = finder.find(&self.text[from..]) {
            let at = from + offset;
            place = self.line_at(place, at);
            found.push(crate::directory::number(place));
            place += 1;
            from = self.starts[place];
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(build: impl FnOnce(&mut Text)) -> String {
        let mut text = Text::default();
        build(&mut text);
        text.done()
    }

    fn found(lines: &[String], typed: &str) -> Vec<u32> {
        Haystack::new(lines.iter().map(String::as_str)).search(&Query::new(typed))
    }

    #[test]
    fn every_word_must_be_found_and_no_word_across_two_fields() {
        let lines = [
            line(|t| {
                t.add(&fold("山田 花子"));
                t.add(&fold("若葉町1丁目2-3"));
            }),
            line(|t| {
                t.add(&fold("山田 太郎"));
                t.add(&fold("若葉町1丁目2-3"));
            }),
            line(|t| t.add(&fold("川田 花子"))),
        ];
        assert_eq!(found(&lines, "山田"), [0, 1]);
        assert_eq!(found(&lines, "田花"), [0, 2]);
        assert_eq!(found(&lines, "山田　花子"), [0]);
        assert_eq!(found(&lines, "1丁目2-3"), [0, 1]);
        assert_eq!(found(&lines, "花子若葉町"), [] as [u32; 0]);
        assert_eq!(found(&lines, "鈴木"), [] as [u32; 0]);
    }

    #[test]
    fn digits_find_the_end_of_a_telephone_number_and_the_number_of_the_city() {
        let lines = [
            line(|t| t.add_phone("0422123456")),
            line(|t| t.add_number("003456")),
            line(|t| t.add_phone("0422345678")),
            line(|t| t.add_room("345")),
        ];
        assert_eq!(found(&lines, "3456"), [0, 1]);
        assert_eq!(found(&lines, "12-3456"), [0]);
        assert_eq!(found(&lines, "0422"), [0, 2]);
        assert_eq!(found(&lines, "345"), [1, 3]);
    }
}
