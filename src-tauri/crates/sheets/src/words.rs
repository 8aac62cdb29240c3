//! The words of the sheets, which stand in assets/text only, and how days and times are written on paper.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use domain::council::Shindo;
use domain::date::{in_japan, show_full, show_plain};
use domain::history::Chain;
use domain::safety_check::CheckMode;
use domain::sheet::SheetKind;
use serde_json::Value;

/// The files of texts a sheet reads: its own, and the words it shares with the screens.
const FILES: [(&str, &str); 5] = [
    (
        "sheets",
        include_str!("../../../../assets/text/ja/sheets.json"),
    ),
    (
        "checks",
        include_str!("../../../../assets/text/ja/checks.json"),
    ),
    (
        "result",
        include_str!("../../../../assets/text/ja/result.json"),
    ),
    (
        "comparison",
        include_str!("../../../../assets/text/ja/comparison.json"),
    ),
    (
        "field",
        include_str!("../../../../assets/text/ja/field.json"),
    ),
];

/// Every text of the sheets by its key (`sheets.check.title`).
pub(crate) fn words() -> &'static BTreeMap<String, String> {
    static WORDS: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut flat = BTreeMap::new();
        for (name, text) in FILES {
            let value = serde_json::from_str(text).unwrap_or(Value::Null);
            flatten(name, &value, &mut flat);
        }
        flat
    })
}

fn flatten(prefix: &str, value: &Value, into: &mut BTreeMap<String, String>) {
    if let Value::Object(fields) = value {
        for (name, field) in fields {
            flatten(&format!("{prefix}.{name}"), field, into);
        }
    } else if let Value::String(text) = value {
        into.insert(prefix.to_owned(), text.clone());
    }
}

/// Returns the text under a key; the key itself where there is none, which a test would see.
pub(crate) fn word(key: &'static str) -> &'static str {
    words().get(key).map_or(key, String::as_str)
}

/// Returns the text under a key that ends in the stored name of a value.
pub(crate) fn word_of(key: &str) -> String {
    words().get(key).map_or(key, String::as_str).to_owned()
}

/// Returns the text under a key with its `{names}` filled in.
pub(crate) fn said(key: &'static str, values: &[(&str, &str)]) -> String {
    let mut text = word(key).to_owned();
    for (name, value) in values {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

/// What the name of a file about an event begins with (訓練_ / 実災害_).
pub fn file_prefix(mode: CheckMode) -> String {
    format!("{}_", mode_word(mode))
}

/// What stands on a copy for people in no block.
pub fn scope_without_block() -> String {
    word("sheets.scope.no_block").to_owned()
}

/// What stands on a copy for everybody.
pub fn scope_of_whole(council: &str) -> String {
    said("sheets.scope.whole", &[("council", council)])
}

/// What stands on a copy for the people of one supporter.
pub fn scope_of_supporter(name: &str) -> String {
    said("sheets.scope.supporter", &[("name", name)])
}

/// What stands on a copy for people nobody looks after.
pub fn scope_of_nobody() -> String {
    word("sheets.scope.no_supporter").to_owned()
}

/// 役 of a block leader who holds a copy.
pub fn holder_role_of_leader() -> String {
    word("sheets.holder.leader").to_owned()
}

/// 役 of a supporter who holds a copy.
pub fn holder_role_of_supporter() -> String {
    word("sheets.holder.supporter").to_owned()
}

/// Who holds a 確認はがき: the one it is about.
pub fn holder_of_cards() -> String {
    word("sheets.card.holder").to_owned()
}

/// What 確認はがき are made for.
pub fn purpose_of_cards() -> String {
    word("sheets.card.purpose").to_owned()
}

/// Returns how many people, as written: 12人.
pub fn people(count: u32) -> String {
    said("sheets.people", &[("count", &count.to_string())])
}

/// Returns how often, as written: 3回.
pub fn times(count: u64) -> String {
    said("sheets.statement.times", &[("n", &count.to_string())])
}

/// Returns how many things, as written: 3件.
pub fn pieces(count: u64) -> String {
    said("sheets.statement.pieces", &[("n", &count.to_string())])
}

/// Returns what stands where there is nothing.
pub fn nothing() -> String {
    word("sheets.nobody").to_owned()
}

/// Returns a moment as written: 令和8年11月25日(水) 10:05.
pub fn moment(at: DateTime<Utc>) -> String {
    format!("{} {}", day(day_of(at)), clock(at))
}

/// Returns the month of a day: 令和8年11月.
pub fn month(date: NaiveDate) -> String {
    let plain = show_plain(date);
    plain
        .split_inclusive('月')
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// Returns how a book and its backups are guarded.
pub fn sealed() -> String {
    word("sheets.statement.sealed").to_owned()
}

/// Returns whether the history is whole, in words.
pub fn chain_words(chain: &Chain) -> String {
    match &chain.broken {
        None => word("sheets.statement.chain_whole").to_owned(),
        Some(broken) => said(
            "sheets.statement.chain_broken",
            &[
                ("no", &broken.no.to_string()),
                ("at", &broken.at.map_or_else(nothing, moment)),
            ],
        ),
    }
}

/// Returns what a document is called.
pub fn document(kind: SheetKind) -> String {
    word_of(&format!("sheets.statement.document.{}", kind.code()))
}

/// Returns which fields of a person stand on a document.
pub fn fields_on(kind: SheetKind) -> String {
    word_of(&format!("sheets.statement.fields.{}", kind.code()))
}

/// Returns 訓練 or 実災害.
pub(crate) fn mode_word(mode: CheckMode) -> &'static str {
    match mode {
        CheckMode::Drill => word("checks.mode.drill"),
        CheckMode::Real => word("checks.mode.real"),
    }
}

/// Returns 震度 in words.
pub(crate) fn shindo(shindo: Shindo) -> &'static str {
    match shindo {
        Shindo::Four => word("checks.shindo.four"),
        Shindo::FiveLower => word("checks.shindo.five_lower"),
        Shindo::FiveUpper => word("checks.shindo.five_upper"),
        Shindo::SixLower => word("checks.shindo.six_lower"),
        Shindo::SixUpper => word("checks.shindo.six_upper"),
        Shindo::Seven => word("checks.shindo.seven"),
    }
}

/// Returns a day as written on paper: 令和8年10月25日(日).
pub(crate) fn day(date: NaiveDate) -> String {
    show_full(date)
}

/// Returns the fiscal year a day lies in: 令和8年度.
pub(crate) fn fiscal_year(date: NaiveDate, first_month: u32) -> String {
    let first = if (1..=12).contains(&first_month) {
        first_month
    } else {
        4
    };
    let begun = if date.month() < first {
        date.year() - 1
    } else {
        date.year()
    };
    // The year is named as its first day is: 1 April 2019 still belonged to 平成31年度.
    let first_day = NaiveDate::from_ymd_opt(begun, first, 1).unwrap_or(date);
    show_plain(first_day)
        .split_inclusive('年')
        .next()
        .map_or_else(String::new, |year| format!("{year}度"))
}

/// Returns the day of a moment in Japan.
pub(crate) fn day_of(moment: DateTime<Utc>) -> NaiveDate {
    in_japan(moment).date_naive()
}

/// Returns a time as spoken: 10時, 10時05分.
pub(crate) fn spoken(moment: DateTime<Utc>) -> String {
    let moment = in_japan(moment);
    match moment.minute() {
        0 => format!("{}時", moment.hour()),
        minute => format!("{}時{minute:02}分", moment.hour()),
    }
}

/// Returns a time as on a clock: 10:05.
pub(crate) fn clock(moment: DateTime<Utc>) -> String {
    let moment = in_japan(moment);
    format!("{}:{:02}", moment.hour(), moment.minute())
}

/// Returns the number of a copy: 第017号 without the words around it.
pub(crate) fn number(no: u32) -> String {
    format!("{no:03}")
}

/// Returns よみ as people read it: in hiragana.
pub(crate) fn hiragana(kana: &str) -> String {
    let soft = |c: char| match c {
        'ァ'..='ヴ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        other => other,
    };
    kana.chars().map(soft).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_written_as_people_read_them() {
        let date = NaiveDate::from_ymd_opt(2026, 10, 25).unwrap();
        assert_eq!(day(date), "令和8年10月25日(日)");
        assert_eq!(
            day(NaiveDate::from_ymd_opt(2019, 5, 1).unwrap()),
            "令和元年5月1日(水)"
        );
        assert_eq!(
            fiscal_year(NaiveDate::from_ymd_opt(2027, 3, 31).unwrap(), 4),
            "令和8年度"
        );
        let moment: DateTime<Utc> = "2026-10-25T01:05:00Z".parse().unwrap();
        assert_eq!(
            (spoken(moment), clock(moment)),
            ("10時05分".into(), "10:05".into())
        );
    }

    #[test]
    fn no_text_is_empty_and_none_is_missing() {
        assert!(words().len() > 60, "the texts of the sheets can be read");
        assert!(words().values().all(|text| !text.is_empty()));
    }
}
