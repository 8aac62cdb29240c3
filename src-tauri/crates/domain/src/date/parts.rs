//! A typed date taken to pieces: era and numbers, before anything is decided about them.

use unicode_normalization::UnicodeNormalization;

use super::era::{ERAS, Era};

/// What stands in a text.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Parts {
    /// The era written before the numbers.
    pub era: Option<Era>,
    /// The numbers, each with how many digits it was written in (0 for 元).
    pub numbers: Vec<(u32, usize)>,
}

/// Takes a text to pieces; none if there is anything in it that belongs to no date.
pub(super) fn take_apart(text: &str) -> Option<Parts> {
    let plain = without_asides(&text.nfkc().collect::<String>());
    let (era, rest) = era_at_start(&plain);
    let mut numbers = Vec::new();
    let mut digits = String::new();
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '0'..='9' => digits.push(c),
            '元' if digits.is_empty() && numbers.is_empty() => numbers.push((1, 0)),
            '年' | '月' | '日' | '.' | '/' | '-' | ',' | '\'' | '・' | '‐' | '−' | '–' | 'ー' =>
            {
                flush(&mut digits, &mut numbers)?;
            }
            '頃' if chars.peek().is_none() => {}
            _ => return None,
        }
    }
    flush(&mut digits, &mut numbers)?;
    Some(Parts { era, numbers })
}

fn flush(digits: &mut String, numbers: &mut Vec<(u32, usize)>) -> Option<()> {
    if !digits.is_empty() {
        numbers.push((digits.parse().ok()?, digits.len()));
        digits.clear();
    }
    Some(())
}

/// Takes out brackets (weekday, other calendar), age, clock time and closing words, and turns kanji numbers to digits.
fn without_asides(text: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for c in text.trim().chars() {
        match c {
            '(' | '[' | '〔' => depth += 1,
            ')' | ']' | '〕' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(c.to_ascii_uppercase()),
            _ => {}
        }
    }
    let mut plain = without_age(without_clock(&plain)).replace(char::is_whitespace, "");
    for ending in ["生まれ", "生れ", "生", "ごろ", "ころ"] {
        plain = plain
            .strip_suffix(ending)
            .map(str::to_owned)
            .unwrap_or(plain);
    }
    kanji_numbers(&plain)
}

/// Cuts `0:00:00` and `T00:00` behind a date.
fn without_clock(text: &str) -> &str {
    match text.find(':') {
        Some(colon) => {
            let before = text[..colon].trim_end_matches(|c: char| c.is_ascii_digit());
            before.strip_suffix(['T', ' ']).unwrap_or(text)
        }
        None => text,
    }
}

/// Cuts 「・81歳」 behind a date.
fn without_age(text: &str) -> &str {
    match text.strip_suffix('歳').or_else(|| text.strip_suffix('才')) {
        Some(age) => age
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .trim_end_matches(['・', ',', '、', ' ', '満']),
        None => text,
    }
}

fn era_at_start(text: &str) -> (Option<Era>, &str) {
    for era in ERAS {
        for name in [era.name, era.sign, era.letter] {
            if let Some(rest) = text.strip_prefix(name) {
                return (
                    Some(era),
                    rest.trim_start_matches(['.', '・', '-', '/', '.']),
                );
            }
        }
    }
    let western = text.strip_prefix("西暦").unwrap_or(text);
    (None, western)
}

/// Turns 十二, 二十, 三十一 and 一九三七 into digits.
fn kanji_numbers(text: &str) -> String {
    let mut plain = String::new();
    let mut run = String::new();
    for c in text.chars() {
        if kanji_digit(c).is_some() || c == '十' {
            run.push(c);
        } else {
            plain.push_str(&number_of(&run));
            run.clear();
            plain.push(c);
        }
    }
    plain.push_str(&number_of(&run));
    plain
}

fn number_of(run: &str) -> String {
    let digits = |text: &str| text.chars().filter_map(kanji_digit).collect::<Vec<_>>();
    match run.split_once('十') {
        Some((tens, ones)) => {
            let tens = digits(tens).first().copied().unwrap_or(1);
            let ones = digits(ones).first().copied().unwrap_or(0);
            (tens * 10 + ones).to_string()
        }
        None => digits(run).iter().map(u32::to_string).collect(),
    }
}

/// Returns the value of a kanji digit.
pub(crate) fn kanji_digit(c: char) -> Option<u32> {
    "〇一二三四五六七八九"
        .chars()
        .position(|k| k == c)
        .and_then(|at| u32::try_from(at).ok())
}
