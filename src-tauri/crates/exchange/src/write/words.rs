//! Days and answers in the words a list has for them.

use chrono::NaiveDate;
use domain::consent::YesNo;
use domain::date::show_plain;

/// 令和8年4月1日, or nothing.
pub(super) fn day(day: Option<NaiveDate>) -> String {
    day.map(show_plain).unwrap_or_default()
}

pub(super) fn yes_no(answer: YesNo) -> &'static str {
    match answer {
        YesNo::Unknown => "",
        YesNo::Yes => "はい",
        YesNo::No => "いいえ",
    }
}
