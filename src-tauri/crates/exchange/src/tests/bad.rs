//! The broken files: what must be said of each, and who must come in all the same.

use std::collections::BTreeSet;

use domain::intake::{FileRule, IntakePreview, IntakeRow};
use domain::problem::Rule;
use serde_json::Value;

use super::{book, fixture, json, preview_of, read_all, request, today};
use crate::{preview, rejected_file};

/// Verdict and counts of one file.
fn wrong_counts(file: &Value, seen: &IntakePreview) -> Vec<String> {
    let mut wrong = Vec::new();
    let verdict = file["verdict"].as_str().unwrap();
    if is_refused(file) && seen.refusals.is_empty() {
        wrong.push("is not refused".to_owned());
    }
    if !verdict.starts_with("refuse") && !seen.refusals.is_empty() {
        wrong.push(format!("is refused: {:?}", seen.refusals));
    }
    if file["rows_in"]
        .as_u64()
        .is_some_and(|rows| u64::from(seen.rows_in) < rows)
    {
        wrong.push(format!("only {} come in", seen.rows_in));
    }
    let total = file["rows_total"].as_u64().filter(|_| !is_refused(file));
    if total.is_some_and(|rows| u64::from(seen.rows_total) != rows) {
        wrong.push(format!("{} people", seen.rows_total));
    }
    wrong
}

fn is_refused(file: &Value) -> bool {
    matches!(
        file["verdict"].as_str(),
        Some("refuse" | "refuse_until_confirmed")
    )
}

/// Rows and columns at which something must be said and is not, or is said without need.
fn wrong_places(file: &Value, seen: &IntakePreview) -> Vec<String> {
    let heading_of = |field: &str| {
        let choice = seen.columns.iter().find(|choice| choice.column == field);
        choice.map_or(field.to_owned(), |choice| choice.heading.clone())
    };
    let places = |row: &IntakeRow| {
        row.problems
            .iter()
            .map(|p| heading_of(&p.field))
            .collect::<Vec<_>>()
    };
    let found: BTreeSet<(String, String)> = seen
        .rows
        .iter()
        .flat_map(|row| {
            places(row)
                .into_iter()
                .map(|place| (row.row.clone(), place))
        })
        .collect();
    let problems = file["problems"].as_array().unwrap();
    let wanted: BTreeSet<(String, String)> = problems
        .iter()
        .map(|p| {
            (
                p["row"].to_string(),
                p["column"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let rows: BTreeSet<&String> = wanted.iter().map(|(row, _)| row).collect();
    // Behind a quotation mark that is never closed, every row is in doubt.
    let in_doubt = file["file"].as_str().unwrap().starts_with("02");
    let too_much = found
        .iter()
        .filter(|(row, _)| !rows.contains(row) && !in_doubt);
    let missing = wanted
        .difference(&found)
        .map(|place| format!("nothing said at {place:?}"));
    missing
        .chain(too_much.map(|place| format!("said without need: {place:?}")))
        .collect()
}

/// File by file as expected-bad.json has them.
#[test]
fn every_broken_file_is_answered_as_expected() {
    let expected = json("bad/expected-bad.json");
    let mut wrong = Vec::new();
    for file in expected["files"].as_array().unwrap() {
        let name = file["file"].as_str().unwrap();
        let seen = preview_of(&fixture(&format!("bad/{name}")));
        let mut found = wrong_counts(file, &seen);
        if !is_refused(file) {
            found.extend(wrong_places(file, &seen));
        }
        wrong.extend(found.into_iter().map(|what| format!("{name}: {what}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_refusal_has_its_own_rule() {
    for (name, rule) in [
        ("03-zero-bytes.csv", FileRule::Empty),
        ("04-100000-columns.csv", FileRule::TooManyColumns),
        ("06-header-only.csv", FileRule::HeadingOnly),
        ("09-zip-bomb.xlsx", FileRule::UnpacksTooLarge),
        ("10-password.xlsx", FileRule::Password),
        ("12-word-renamed.xlsx", FileRule::OtherDocument),
        ("15-mojibake.csv", FileRule::Mojibake),
        ("21-other-district.csv", FileRule::OtherDistrict),
    ] {
        let seen = preview_of(&fixture(&format!("bad/{name}")));
        assert_eq!(
            seen.refusals.iter().map(|r| r.rule).collect::<Vec<_>>(),
            [rule],
            "{name}"
        );
        assert_eq!(seen.rows_in, 0, "{name}");
    }
    let columns = preview_of(&fixture("bad/04-100000-columns.csv"));
    assert_eq!(columns.refusals[0].detail, "100000");
    let mojibake = preview_of(&fixture("bad/15-mojibake.csv"));
    assert_eq!(mojibake.refusals[0].detail, "「豌丞錐」=「氏名」");
}

#[test]
fn another_district_comes_in_when_somebody_says_so() {
    let request = domain::intake::IntakeRequest {
        other_district_ok: true,
        ..request()
    };
    let seen = preview(
        &fixture("bad/21-other-district.csv"),
        "x.csv",
        &request,
        &book(),
        today(),
    );
    assert_eq!((seen.refusals.len(), seen.rows_in), (0, 8));
}

#[test]
fn a_second_heading_with_another_order_is_read_in_that_order() {
    let list = read_all(&fixture("bad/05-two-headers.csv"), &book());
    assert_eq!((list.rows.len(), list.notices.len()), (8, 1));
    let last = &list.rows[7].shown;
    assert_eq!(
        (last.name.as_str(), last.birth.starts_with("昭和15年6月4日")),
        ("小林　博", true)
    );
}

#[test]
fn what_cannot_be_read_is_named_by_its_bytes() {
    let list = read_all(&fixture("bad/18-invalid-cp932.csv"), &book());
    let details: Vec<&str> = list
        .rows
        .iter()
        .flat_map(|row| &row.shown.problems)
        .filter(|p| p.rule == Rule::LostCharacter)
        .map(|p| p.detail.as_str())
        .collect();
    assert!(
        details.contains(&"81") && details.contains(&"85 40"),
        "{details:?}"
    );
    let halves = read_all(&fixture("bad/22-lone-surrogates.csv"), &book());
    let details: Vec<&str> = halves
        .rows
        .iter()
        .flat_map(|row| &row.shown.problems)
        .map(|p| p.detail.as_str())
        .collect();
    assert!(
        details.contains(&"U+D842") && details.contains(&"U+DFB7"),
        "{details:?}"
    );
}

#[test]
fn no_cell_of_the_rejected_file_can_run() {
    let list = read_all(&fixture("bad/08-formulas.csv"), &book());
    let file = String::from_utf8(rejected_file(&list)).unwrap();
    assert!(file.starts_with('\u{feff}'), "Excel needs the mark");
    assert!(file.contains("\"'=1+1\""), "{file}");
    assert!(
        file.contains("文字として残します"),
        "the reason stands in the row: {file}"
    );
    assert_eq!(
        file.lines().count(),
        2,
        "the heading and the one row that stayed outside"
    );
}
