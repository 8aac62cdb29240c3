//! The eras as data. Source: 元号を改める政令 of each change; both the last day of an era and the first of the next
//! are one day for 明治→大正 and 大正→昭和, and follow each other from 昭和→平成 on.

use chrono::{Datelike, NaiveDate};

/// An era of the Japanese calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Era {
    /// Name: 昭和.
    pub name: &'static str,
    /// First character, as circled on forms: 昭.
    pub sign: &'static str,
    /// Letter: S.
    pub letter: &'static str,
    /// Number used by municipal systems: 3.
    pub code: u32,
    /// Western year of year 1.
    pub first_year: i32,
    first: (i32, u32, u32),
    last: Option<(i32, u32, u32)>,
}

/// Every era people on a list can be born in, oldest first.
pub const ERAS: [Era; 5] = [
    Era {
        name: "明治",
        sign: "明",
        letter: "M",
        code: 1,
        first_year: 1868,
        first: (1868, 1, 25),
        last: Some((1912, 7, 30)),
    },
    Era {
        name: "大正",
        sign: "大",
        letter: "T",
        code: 2,
        first_year: 1912,
        first: (1912, 7, 30),
        last: Some((1926, 12, 25)),
    },
    Era {
        name: "昭和",
        sign: "昭",
        letter: "S",
        code: 3,
        first_year: 1926,
        first: (1926, 12, 25),
        last: Some((1989, 1, 7)),
    },
    Era {
        name: "平成",
        sign: "平",
        letter: "H",
        code: 4,
        first_year: 1989,
        first: (1989, 1, 8),
        last: Some((2019, 4, 30)),
    },
    Era {
        name: "令和",
        sign: "令",
        letter: "R",
        code: 5,
        first_year: 2019,
        first: (2019, 5, 1),
        last: None,
    },
];

impl Era {
    /// Returns the era a text names alone: 昭和, 昭, S or 3, in any width.
    pub fn from_name(text: &str) -> Option<Era> {
        let named = |era: &Era| {
            [era.name, era.sign, era.letter].contains(&text) || era.code.to_string() == text
        };
        ERAS.iter().find(|era| named(era)).copied()
    }

    /// Returns the era of a day, the newer one where a day belongs to two.
    pub fn of(day: NaiveDate) -> Option<Era> {
        ERAS.iter()
            .rev()
            .find(|era| day >= era.first_day())
            .copied()
    }

    /// Returns whether a day belongs to the era.
    pub fn holds(&self, day: NaiveDate) -> bool {
        day >= self.first_day() && self.last_day().is_none_or(|last| day <= last)
    }

    /// Returns the year of the era a day lies in.
    pub fn year_of(&self, day: NaiveDate) -> i32 {
        day.year() - self.first_year + 1
    }

    /// Returns the first day.
    pub fn first_day(&self) -> NaiveDate {
        day_of(self.first)
    }

    /// Returns the last day; none while it lasts.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.last.map(day_of)
    }
}

fn day_of((year, month, day): (i32, u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}
