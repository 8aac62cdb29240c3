//! Dates in the words they are shown in.

use chrono::{Datelike, NaiveDate, Weekday};

use super::era::Era;

/// Returns a birth date as 昭和12年3月4日（1937年・89歳）.
pub fn show_long(date: NaiveDate, today: NaiveDate) -> String {
    let age = today
        .years_since(date)
        .map(|years| format!("・{years}歳"))
        .unwrap_or_default();
    format!("{}（{}年{age}）", show_plain(date), date.year())
}

/// Returns a date as 令和8年10月19日(月).
pub fn show_full(date: NaiveDate) -> String {
    format!("{}({})", show_plain(date), weekday(date.weekday()))
}

/// Returns a date as 令和8年10月19日; before 明治 with the western year.
pub fn show_plain(date: NaiveDate) -> String {
    let (month, day) = (date.month(), date.day());
    match Era::of(date) {
        Some(era) => format!(
            "{}{}年{month}月{day}日",
            era.name,
            year_word(era.year_of(date))
        ),
        None => format!("{}年{month}月{day}日", date.year()),
    }
}

/// Returns a date as R8.6.14, for lists.
pub fn show_short(date: NaiveDate) -> String {
    let (month, day) = (date.month(), date.day());
    match Era::of(date) {
        Some(era) => format!("{}{}.{month}.{day}", era.letter, era.year_of(date)),
        None => format!("{}.{month}.{day}", date.year()),
    }
}

/// Returns the weekday as one character: 月.
pub fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "月",
        Weekday::Tue => "火",
        Weekday::Wed => "水",
        Weekday::Thu => "木",
        Weekday::Fri => "金",
        Weekday::Sat => "土",
        Weekday::Sun => "日",
    }
}

/// Returns the year of an era as written: 元 for the first.
pub(super) fn year_word(year: i32) -> String {
    if year == 1 {
        "元".into()
    } else {
        year.to_string()
    }
}
