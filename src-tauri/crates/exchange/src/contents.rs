//! What a column holds, told by the cells below a heading that says nothing. Only a column the list does not have yet is
//! proposed, and only where nearly every cell is of its kind.

use chrono::Datelike;
use domain::address::read_address;
use domain::date::{DayOf, read_date};
use domain::intake::ColumnChoice;
use domain::name::{fold, is_kana_only};
use domain::registrant::ReasonCode;
use domain::roster_import::ListContent;

use crate::columns::{column_keys, meant_by, normal};
use crate::heading::Heading;
use crate::place;
use crate::read::registrant::reasons_said;
use crate::table::{CellKind, Row, Table};

/// Whether a cell is of one kind.
type Fits = fn(&Row, usize) -> bool;

/// Rows that are looked at.
const LOOKED_AT: usize = 200;

/// Words of a heading that speaks of somebody else.
const OF_SOMEBODY_ELSE: [&str; 9] = [
    "緊急",
    "連絡",
    "家族",
    "世帯主",
    "担当",
    "支援者",
    "民生",
    "医",
    "前",
];

/// Columns that tell why somebody is on the list.
const REASONS: &[&str] = &[
    "reasons",
    "care_level",
    "body_cert",
    "intellectual_cert",
    "mental_cert",
];

/// Gives columns to headings nobody understood, by what stands below them.
pub(crate) fn propose(choices: &mut [ColumnChoice], heading: &Heading, table: &Table) {
    if matches!(heading.content, ListContent::Pairings | ListContent::Places) {
        return;
    }
    let rows = &table.rows[heading.below.min(table.rows.len())..];
    let rows = &rows[..rows.len().min(LOOKED_AT)];
    for at in 0..choices.len() {
        let plain = fold(&choices[at].heading);
        let of_else = OF_SOMEBODY_ELSE
            .iter()
            .any(|word| plain.contains(&fold(word)));
        if !choices[at].column.is_empty() || choices[at].hidden || of_else || plain.is_empty() {
            continue;
        }
        if let Some(key) = held_by(rows, at, heading.content, choices) {
            choices[at].column = key.into();
        }
    }
}

/// Whether the rows of a sheet without a heading go on below the heading of another: they have a name, and are of the same
/// kind where the rows below that heading are of one.
pub(crate) fn goes_on(table: &Table, below: &Table, heading: &Heading) -> bool {
    const KINDS: [(&str, Fits); 5] = [
        ("name_kana", is_reading),
        ("gender", is_gender),
        ("birth", is_birth),
        ("postal_code", is_postal_code),
        ("address", is_address),
    ];
    let of = |wanted: &[&str]| {
        heading.names.iter().position(|name| {
            meant_by(name, heading.content).is_some_and(|(key, _)| wanted.contains(&key))
        })
    };
    // 氏名(フリガナ) may hold both.
    let Some(name_at) = of(&["name", "family_name"]).or_else(|| of(&["name_kana"])) else {
        return false;
    };
    let own = &below.rows[heading.below.min(below.rows.len())..];
    let has_era = of(&["birth_era"]).is_some();
    let told = KINDS.iter().filter_map(|&(key, fits)| {
        let at = of(&[key]).filter(|_| key != "birth" || !has_era)?;
        are_of_kind(own, name_at, at, fits).filter(|own| *own)?;
        are_of_kind(&table.rows, name_at, at, fits)
    });
    let told: Vec<bool> = told.collect();
    let is_wide = |row: &Row| row.cells.len() <= heading.names.len();
    table.rows.iter().all(is_wide) && told.len() >= 2 && told.iter().all(|fits| *fits)
}

/// Whether seven of ten filled cells of the people are of a kind, or all but one: a total may stand below one person. None
/// if nobody has such a cell.
fn are_of_kind(rows: &[Row], name_at: usize, at: usize, fits: Fits) -> Option<bool> {
    let is_person = |row: &&Row| row.text(name_at).chars().any(char::is_alphabetic);
    let people = rows.iter().take(LOOKED_AT).filter(is_person);
    let filled: Vec<&Row> = people.filter(|row| !row.text(at).is_empty()).collect();
    let good = filled.iter().filter(|row| fits(row, at)).count();
    let nearly_all = good * 10 >= filled.len() * 7 || (good > 0 && good + 1 == filled.len());
    (!filled.is_empty()).then_some(nearly_all)
}

/// The one missing column the cells of a place can be.
fn held_by(
    rows: &[Row],
    at: usize,
    content: ListContent,
    choices: &[ColumnChoice],
) -> Option<&'static str> {
    let has = |keys: &[&str]| choices.iter().any(|it| keys.contains(&it.column.as_str()));
    let has_address = has(&["address", "address_town"]);
    let has_number = has(&["address_number", "address_ban"]);
    let kinds: [(bool, &str, Fits); 7] = [
        (has(&["name_kana", "family_kana"]), "name_kana", is_reading),
        (has(&["gender"]), "gender", is_gender),
        (has(&["birth", "birth_year"]), "birth", is_birth),
        (has(&["postal_code"]), "postal_code", is_postal_code),
        (has(REASONS), "reasons", is_reason),
        (has_address || has_number, "address", is_address),
        (has_address || !has_number, "address_town", is_town),
    ];
    let keys = column_keys(content);
    let fitting = kinds.iter().find(|(is_there, key, fits)| {
        !is_there && keys.contains(key) && nearly_all(rows, at, &choices[at].heading, *fits)
    });
    fitting.map(|(_, key, _)| *key)
}

/// Nine of ten filled cells, and at least three.
fn nearly_all(rows: &[Row], at: usize, heading: &str, fits: Fits) -> bool {
    let filled = || rows.iter().filter(|row| !row.text(at).is_empty());
    // A heading that stands there again is no cell.
    let people = || filled().filter(|row| normal(row.text(at)) != normal(heading));
    let good = people().filter(|row| fits(row, at)).count();
    good >= 3 && good * 10 >= people().count() * 9
}

fn is_reading(row: &Row, at: usize) -> bool {
    let text = row.text(at);
    is_kana_only(text) && (2..=30).contains(&text.chars().count())
}

fn is_gender(row: &Row, at: usize) -> bool {
    matches!(
        fold(row.text(at)).as_str(),
        "男" | "女" | "男性" | "女性" | "m" | "f"
    )
}

/// A day that is none of the last years: those are days of forms and visits.
fn is_birth(row: &Row, at: usize) -> bool {
    const YOUNGEST: i32 = 2010;
    if let Some(CellKind::Day(day)) = row.cell(at).map(|cell| cell.kind) {
        return day.year() < YOUNGEST;
    }
    let text = row.text(at);
    let today = chrono::NaiveDate::from_ymd_opt(YOUNGEST, 1, 1).unwrap_or_default();
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    digits >= 3 && read_date(text, today, DayOf::Birth).date.is_some()
}

fn is_postal_code(row: &Row, at: usize) -> bool {
    let plain = fold(row.text(at));
    let plain = plain.trim_start_matches('〒');
    let (head, tail) = plain.split_once('-').unwrap_or((plain, ""));
    let digits =
        |text: &str, length| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    digits(head, 3) && digits(tail, 4)
}

fn is_address(row: &Row, at: usize) -> bool {
    let address = read_address(row.text(at), "");
    address.is_known() && address.ban.is_some() && address.go.is_some()
}

fn is_reason(row: &Row, at: usize) -> bool {
    let said = reasons_said(row.text(at));
    !said.is_empty() && said.iter().all(|reason| reason.code != ReasonCode::Other)
}

fn is_town(row: &Row, at: usize) -> bool {
    place::named_in(row.text(at), "").is_some()
}
