//! From a typed text to a day, to several possible days, or to the part that is impossible.

use chrono::{Datelike, NaiveDate, NaiveTime};
use unicode_normalization::UnicodeNormalization;

use super::era::{ERAS, Era};
use super::parts::{Parts, take_apart};
use super::show::{show_full, show_long, show_plain, year_word};
use super::{DateReading, DayOf};
use crate::problem::{Problem, Rule};

/// Nobody is known to have become older.
const OLDEST: u32 = 125;

/// Reads a date in any form people write: 昭和12年3月4日, S12.3.4, 昭12/3/4, 1937-3-4, 19370304, 3120304, in any width.
/// A text with two readings (12/3/4) is not decided. The field of a problem is empty; the caller names it.
pub fn read_date(text: &str, today: NaiveDate, sort: DayOf) -> DateReading {
    read_date_with_era(text, "", today, sort)
}

/// Reads a date whose era stands in a cell of its own (昭和, S, 3), where it does not stand in the text.
pub fn read_date_with_era(text: &str, era: &str, today: NaiveDate, sort: DayOf) -> DateReading {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return DateReading::default();
    }
    let Some(parts) = take_apart(trimmed) else {
        return failed(Rule::Unreadable, trimmed);
    };
    let cell_era = Era::from_name(&era.nfkc().collect::<String>().trim().to_uppercase());
    match (parts.era, cell_era) {
        (None, Some(era)) if !is_western(&parts) => read_parts(
            &Parts {
                era: Some(era),
                ..parts
            },
            trimmed,
            today,
            sort,
        ),
        (Some(written), Some(other)) if written != other => {
            let other = Parts {
                era: Some(other),
                numbers: parts.numbers.clone(),
            };
            either(&[parts, other], trimmed, today, sort)
        }
        _ => read_parts(&parts, trimmed, today, sort),
    }
}

fn is_western(parts: &Parts) -> bool {
    matches!(parts.numbers.first(), Some(&(_, digits)) if digits == 4 || digits == 8)
}

fn either(both: &[Parts], text: &str, today: NaiveDate, sort: DayOf) -> DateReading {
    let days = both
        .iter()
        .filter_map(|parts| read_parts(parts, text, today, sort).date);
    undecided(days.collect(), today, sort)
}

fn read_parts(parts: &Parts, text: &str, today: NaiveDate, sort: DayOf) -> DateReading {
    match (parts.era, parts.numbers.as_slice()) {
        (Some(era), &[(year, _), (month, _), (day, _)]) => {
            settle(in_era(era, year, month, day), today, sort)
        }
        (Some(era), &[(packed, 6)]) => {
            let (year, month, day) = unpack(packed);
            settle(in_era(era, year, month, day), today, sort)
        }
        (None, &[(year, 4), (month, _), (day, _)]) => {
            settle(western(year, month, day), today, sort)
        }
        (None, &[(packed, 8)]) => {
            let (year, month, day) = unpack(packed);
            settle(western(year, month, day), today, sort)
        }
        (None, &[(packed, 7)]) => match ERAS.iter().find(|era| era.code == packed / 1_000_000) {
            Some(&era) => {
                let (year, month, day) = unpack(packed % 1_000_000);
                settle(in_era(era, year, month, day), today, sort)
            }
            None => failed(Rule::Unreadable, text),
        },
        (None, &[(year, 0..=2), (month, _), (day, _)]) => {
            without_era(year, month, day, text, today, sort)
        }
        (None, &[(packed, 6)]) => {
            let (year, month, day) = unpack(packed);
            without_era(year, month, day, text, today, sort)
        }
        (Some(era), &[(year, _)] | &[(year, _), _]) => rough(era, year, text),
        _ => failed(Rule::Unreadable, text),
    }
}

/// 昭和12年ごろ: allowed, kept as text, no day.
fn rough(era: Era, year: u32, text: &str) -> DateReading {
    let known = i32::try_from(year).ok().filter(|&year| {
        let western = era.first_year + year - 1;
        year > 0 && era.last_day().is_none_or(|last| western <= last.year())
    });
    match known {
        Some(year) => DateReading {
            echo: format!(
                "{}{}年（{}年）",
                era.name,
                year_word(year),
                era.first_year + year - 1
            ),
            ..DateReading::default()
        },
        None => failed(Rule::OutsideEra, text),
    }
}

fn unpack(packed: u32) -> (u32, u32, u32) {
    (packed / 10_000, packed / 100 % 100, packed % 100)
}

fn western(year: u32, month: u32, day: u32) -> Result<NaiveDate, Problem> {
    let written = format!("{year}年{month}月{day}日");
    let year = i32::try_from(year).unwrap_or(i32::MAX);
    let found = NaiveDate::from_ymd_opt(year, month, day);
    found.ok_or_else(|| no_such_day(month, &written))
}

fn in_era(era: Era, year: u32, month: u32, day: u32) -> Result<NaiveDate, Problem> {
    let years = i32::try_from(year).unwrap_or(10_000).min(10_000);
    if years == 0 {
        return Err(Problem::with(
            "",
            Rule::NoSuchDay,
            format!("{}0年", era.name),
        ));
    }
    let western_year = era.first_year + years - 1;
    let word = year_word(years);
    let written = format!("{}{word}年{month}月{day}日", era.name);
    let Some(date) = NaiveDate::from_ymd_opt(western_year, month, day) else {
        let beyond = era.last_day().is_some_and(|last| era.year_of(last) < years);
        if beyond {
            return Err(outside(era, &written));
        }
        let written = format!("{}{word}年（{western_year}年）{month}月{day}日", era.name);
        return Err(no_such_day(month, &written));
    };
    if era.holds(date) {
        Ok(date)
    } else {
        Err(outside(era, &written))
    }
}

fn no_such_day(month: u32, written: &str) -> Problem {
    let detail = if (1..=12).contains(&month) {
        written.to_owned()
    } else {
        format!("{month}月")
    };
    Problem::with("", Rule::NoSuchDay, detail)
}

fn outside(era: Era, written: &str) -> Problem {
    let edge = |day: NaiveDate| {
        format!(
            "{}{}年{}月{}日",
            era.name,
            year_word(era.year_of(day)),
            day.month(),
            day.day()
        )
    };
    let last = era.last_day().map(edge).unwrap_or_default();
    let detail = format!("{written}（{}～{last}）", edge(era.first_day()));
    Problem::with("", Rule::OutsideEra, detail)
}

/// 12/3/4: every era that has such a day, and the western years of two digits where the eras leave only one.
fn without_era(
    year: u32,
    month: u32,
    day: u32,
    text: &str,
    today: NaiveDate,
    sort: DayOf,
) -> DateReading {
    if !(1..=12).contains(&month) {
        return failed(Rule::NoSuchDay, &format!("{month}月"));
    }
    let fits = |found: Result<NaiveDate, Problem>| {
        found.ok().filter(|&d| sensible(d, today, sort).is_ok())
    };
    let mut days: Vec<NaiveDate> = ERAS
        .iter()
        .rev()
        .filter_map(|&era| fits(in_era(era, year, month, day)))
        .collect();
    if days.len() < 2 {
        days.extend(
            [2000, 1900]
                .iter()
                .filter_map(|century| fits(western(century + year, month, day))),
        );
        days.dedup();
    }
    match days.as_slice() {
        [] => failed(Rule::NoSuchDay, text),
        _ => undecided(days, today, sort),
    }
}

fn undecided(days: Vec<NaiveDate>, today: NaiveDate, sort: DayOf) -> DateReading {
    let readings: Vec<_> = days
        .into_iter()
        .map(|day| (day, echo(day, today, sort)))
        .collect();
    let names: Vec<String> = readings.iter().map(|&(day, _)| show_plain(day)).collect();
    let problem = Problem::with("", Rule::TwoReadings, names.join("・"));
    DateReading {
        readings,
        problem: Some(problem),
        ..DateReading::default()
    }
}

fn settle(found: Result<NaiveDate, Problem>, today: NaiveDate, sort: DayOf) -> DateReading {
    match found.and_then(|day| sensible(day, today, sort)) {
        Ok(day) => DateReading {
            date: Some(day),
            echo: echo(day, today, sort),
            ..DateReading::default()
        },
        Err(problem) => DateReading {
            problem: Some(problem),
            ..DateReading::default()
        },
    }
}

fn sensible(day: NaiveDate, today: NaiveDate, sort: DayOf) -> Result<NaiveDate, Problem> {
    if sort != DayOf::Event && day > today {
        return Err(Problem::with("", Rule::InFuture, show_plain(day)));
    }
    match today.years_since(day) {
        Some(age) if age > OLDEST => Err(Problem::with("", Rule::TooOld, show_plain(day))),
        _ => Ok(day),
    }
}

fn echo(day: NaiveDate, today: NaiveDate, sort: DayOf) -> String {
    match sort {
        DayOf::Birth => show_long(day, today),
        DayOf::Past | DayOf::Event => show_full(day),
    }
}

fn failed(rule: Rule, detail: &str) -> DateReading {
    DateReading {
        problem: Some(Problem::with("", rule, detail)),
        ..DateReading::default()
    }
}

/// Reads a time of day: 1012, 905, 10:12, 10時12分, 午後1時5分, in any width.
pub fn read_time(text: &str) -> Option<NaiveTime> {
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let (plain, later) = match (plain.strip_prefix("午前"), plain.strip_prefix("午後")) {
        (Some(rest), _) => (rest, 0),
        (_, Some(rest)) => (rest, 12),
        _ => (plain.as_str(), 0),
    };
    let numbers: Vec<&str> = plain
        .split([':', '時', '.', '分'])
        .filter(|part| !part.is_empty())
        .collect();
    let (hour, minute) = match numbers.as_slice() {
        [packed] if plain.ends_with('時') => (*packed, "0"),
        [packed] if matches!(packed.len(), 3 | 4) && packed.is_ascii() => {
            packed.split_at(packed.len() - 2)
        }
        [hour, minute] | [hour, minute, "00"] => (*hour, *minute),
        _ => return None,
    };
    let hour = hour.parse::<u32>().ok()? + later;
    NaiveTime::from_hms_opt(hour, minute.parse().ok()?, 0)
}
