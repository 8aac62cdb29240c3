//! Dates as people write them: 和暦 and 西暦, and the words they are shown in.

mod era;
pub(crate) mod parts;
mod read;
mod show;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::problem::Problem;

pub use era::{ERAS, Era};
pub use read::{read_date, read_date_with_era, read_time};
pub use show::{show_full, show_long, show_plain, show_short, weekday};

/// What was understood of a typed date. Never a guess: two readings are both given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct DateReading {
    /// The date, if there is exactly one reading.
    pub date: Option<NaiveDate>,
    /// The echo under the field (昭和12年3月4日（1937年・89歳）), or empty.
    pub echo: String,
    /// Where there are two readings: both, as dates with their echo.
    pub readings: Vec<(NaiveDate, String)>,
    /// Why it cannot be read.
    pub problem: Option<Problem>,
}

/// A typed date to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct TypedDate {
    /// As typed.
    pub text: String,
    /// Whether a day in the future makes sense (of an event) or not (of a birth).
    pub may_be_future: bool,
}

/// What sort of day is asked for: it decides which days make sense and how the day is echoed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOf {
    /// A birth: never in the future, at most 125 years ago, echoed with the age.
    Birth,
    /// Something that has happened (a signature, a meeting): never in the future, echoed with the weekday.
    Past,
    /// An event, which may lie ahead, echoed with the weekday.
    Event,
}

impl TypedDate {
    /// Returns the reading of the typed text.
    pub fn read(&self, today: NaiveDate) -> DateReading {
        let sort = if self.may_be_future {
            DayOf::Event
        } else {
            DayOf::Birth
        };
        read_date(&self.text, today, sort)
    }
}

/// Returns the moment in Japanese standard time, the only zone this program knows.
pub fn in_japan(moment: DateTime<Utc>) -> DateTime<FixedOffset> {
    const NINE_HOURS: i32 = 9 * 3600;
    match FixedOffset::east_opt(NINE_HOURS) {
        Some(offset) => moment.with_timezone(&offset),
        None => moment.fixed_offset(),
    }
}

#[cfg(test)]
mod tests;
