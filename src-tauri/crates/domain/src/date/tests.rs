//! Every form of domain.md 9, and the borders of the eras.

use chrono::{NaiveDate, NaiveTime};
use proptest::prelude::*;

use super::*;
use crate::problem::Rule;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn today() -> NaiveDate {
    day(2026, 11, 25)
}

fn born(text: &str) -> DateReading {
    read_date(text, today(), DayOf::Birth)
}

#[test]
fn a_birth_date_is_read_in_every_form() {
    for text in [
        "昭和12年3月4日",
        "昭和12年 3月 4日",
        "S12.3.4",
        "s12/3/4",
        "S12/03/04",
        "Ｓ１２．３．４",
        "昭12.3.4",
        "S12-3-4",
        "昭和十二年三月四日",
        "1937/3/4",
        "1937-03-04",
        "1937年3月4日",
        "１９３７．３．４",
        "19370304",
        "3120304",
        "S120304",
        "㍼12.3.4",
        "昭和12年3月4日生",
        "昭和12年（1937年）3月4日",
        "1937年（昭和12年）3月4日・89歳",
        "1937-03-04 00:00:00",
        "昭和12.3.4(木)",
        "S.12.3.4",
    ] {
        assert_eq!(
            born(text).date,
            Some(day(1937, 3, 4)),
            "{text}: {:?}",
            born(text)
        );
    }
}

#[test]
fn the_borders_of_the_eras_are_kept() {
    for (text, date) in [
        ("昭和64年1月7日", day(1989, 1, 7)),
        ("H1.1.8", day(1989, 1, 8)),
        ("平成31年4月30日", day(2019, 4, 30)),
        ("令和元年5月1日", day(2019, 5, 1)),
        ("大正15年12月24日", day(1926, 12, 24)),
        ("大正15年12月25日", day(1926, 12, 25)),
        ("昭和元年12月25日", day(1926, 12, 25)),
        ("昭和元年12月28日", day(1926, 12, 28)),
        ("T1.7.30", day(1912, 7, 30)),
    ] {
        assert_eq!(born(text).date, Some(date), "{text}");
    }
    for text in [
        "昭和64年1月8日",
        "H1.1.7",
        "平成31年5月1日",
        "令和元年4月30日",
        "昭和元年12月24日",
        "S99.1.1",
        "昭和65年1月1日",
        "大正16年1月1日",
    ] {
        assert_eq!(
            born(text).problem.map(|p| p.rule),
            Some(Rule::OutsideEra),
            "{text}"
        );
    }
}

#[test]
fn an_impossible_date_names_its_part() {
    for (text, rule, detail) in [
        ("平成0年4月1日", Rule::NoSuchDay, "平成0年"),
        ("S12.2.30", Rule::NoSuchDay, "昭和12年（1937年）2月30日"),
        ("S13.13.1", Rule::NoSuchDay, "13月"),
        ("H元.2.29", Rule::NoSuchDay, "平成元年（1989年）2月29日"),
        ("令和89年4月1日", Rule::InFuture, "令和89年4月1日"),
        ("2107/5/5", Rule::InFuture, "令和89年5月5日"),
        ("M1.9.8", Rule::TooOld, "明治元年9月8日"),
        ("不明", Rule::Unreadable, "不明"),
        (
            "昭和65年1月1日",
            Rule::OutsideEra,
            "昭和65年1月1日（昭和元年12月25日～昭和64年1月7日）",
        ),
    ] {
        let problem = born(text).problem.unwrap();
        assert_eq!(
            (problem.rule, problem.detail.as_str()),
            (rule, detail),
            "{text}"
        );
        assert_eq!(born(text).date, None, "{text}");
    }
}

#[test]
fn two_readings_are_never_decided() {
    for text in ["12/3/4", "22/11/12", "60/3/4", "120304", "１２．３．４"] {
        let reading = born(text);
        assert_eq!(reading.date, None, "{text}");
        assert!(reading.readings.len() >= 2, "{text}: {reading:?}");
        assert_eq!(
            reading.problem.map(|p| p.rule),
            Some(Rule::TwoReadings),
            "{text}"
        );
    }
}

#[test]
fn the_era_may_stand_in_its_own_cell() {
    for (text, era, date) in [
        ("14/8/30", "昭和", day(1939, 8, 30)),
        ("9/12/12", "S", day(1934, 12, 12)),
        ("15/1/3", "3", day(1940, 1, 3)),
        ("5/10/8", "４", day(1993, 10, 8)),
        ("1937/3/4", "昭和", day(1937, 3, 4)),
        ("S12.3.4", "昭", day(1937, 3, 4)),
    ] {
        let reading = read_date_with_era(text, era, today(), DayOf::Birth);
        assert_eq!(reading.date, Some(date), "{text} {era}: {reading:?}");
    }
    let reading = read_date_with_era("S12.3.4", "平成", today(), DayOf::Birth);
    assert_eq!(
        reading.readings.len(),
        2,
        "the two cells say different things"
    );
}

#[test]
fn a_rough_year_is_allowed_but_no_day() {
    let reading = born("昭和12年ごろ");
    assert_eq!(
        (reading.date, reading.problem, reading.echo.as_str()),
        (None, None, "昭和12年（1937年）")
    );
    assert_eq!(born(""), DateReading::default());
}

#[test]
fn dates_are_shown_in_the_words_of_the_design() {
    assert_eq!(
        show_long(day(1937, 3, 4), today()),
        "昭和12年3月4日（1937年・89歳）"
    );
    assert_eq!(show_full(day(2026, 10, 19)), "令和8年10月19日(月)");
    assert_eq!(show_short(day(2026, 6, 14)), "R8.6.14");
    assert_eq!(show_plain(day(2019, 5, 1)), "令和元年5月1日");
    let event = read_date("R8.12.6", today(), DayOf::Event);
    assert_eq!(event.echo, "令和8年12月6日(日)");
}

#[test]
fn a_time_is_read_in_every_form() {
    let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0);
    for (text, time) in [
        ("1012", at(10, 12)),
        ("１０：１２", at(10, 12)),
        ("905", at(9, 5)),
        ("9:05", at(9, 5)),
        ("10時12分", at(10, 12)),
        ("10時", at(10, 0)),
        ("午後1時5分", at(13, 5)),
        ("2460", None),
        ("", None),
        ("あ", None),
    ] {
        assert_eq!(read_time(text), time, "{text}");
    }
}

proptest! {
    #[test]
    fn what_is_shown_is_read_again(days in 0_i64..46_000) {
        let date = day(1900, 11, 26) + chrono::Days::new(days as u64);
        prop_assert_eq!(born(&show_plain(date)).date, Some(date));
        prop_assert_eq!(born(&show_short(date)).date, Some(date));
        prop_assert_eq!(born(&show_long(date, today())).date, Some(date));
    }

    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,20}", era in "\\PC{0,3}") {
        let _reading = read_date_with_era(&text, &era, today(), DayOf::Birth);
        let _time = read_time(&text);
    }

    #[test]
    fn a_date_is_given_or_a_problem_never_both(text in "[SHRTM昭和平成元0-9./年月日]{1,10}") {
        let reading = born(&text);
        prop_assert!(reading.date.is_none() || reading.problem.is_none());
    }
}
