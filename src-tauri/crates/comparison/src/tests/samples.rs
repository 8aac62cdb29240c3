//! Two years of the invented city: what can be told is told, what cannot is asked, nobody is mixed up.

use std::path::PathBuf;

use chrono::NaiveDate;
use domain::comparison::{ChangeKind, Identity, RowField};
use domain::intake::IntakeRequest;
use domain::vault::Continue;
use exchange::{Known, Listed, people, read};
use serde_json::Value;

use crate::{Comparison, Entry, compare};

fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../tests/fixtures/import")
        .join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn list(name: &str) -> Vec<Listed> {
    let today = NaiveDate::from_ymd_opt(2027, 5, 1).unwrap();
    let (request, known) = (IntakeRequest::default(), Known::default());
    let read = read(&fixture(name), name, &request, &known, today, &mut |_| {
        Continue::Yes
    });
    people(read.unwrap())
}

fn entries(people: &[Listed]) -> Vec<Entry<'_>> {
    let entries = people.iter().map(|it| Entry {
        draft: &it.draft,
        block: &it.block,
    });
    entries.collect()
}

fn compared(old: &[Listed], new: &[Listed]) -> Comparison {
    compare(&entries(old), &entries(new), &mut |_| Continue::Yes)
}

fn check(old_name: &str, new_name: &str) {
    let (old, new) = (list(old_name), list(new_name));
    let found = compared(&old, &new);
    let expected: Value = serde_json::from_slice(&fixture("expected-2027.json")).unwrap();
    let (mut told, mut clear) = (0, 0);
    for (row, truth) in found.rows.iter().zip(expected["rows"].as_array().unwrap()) {
        let (decision, name) = (truth["decision"].as_str().unwrap(), &truth["name"]);
        let may_ask = truth["ask_ok"].as_bool().unwrap();
        let of = row.of.map(|at| old[at as usize].row.as_str());
        match row.identity {
            Identity::Same => {
                assert_eq!((decision, of), ("same", truth["of"].as_str()), "{name}");
                told += 1;
            }
            Identity::New => assert_eq!(decision, "new", "{name}"),
            Identity::Ask => {
                let shown = row.candidates.iter().map(|it| &old[it.old as usize].row);
                let shown: Vec<&String> = shown.collect();
                for wanted in truth["candidates"].as_array().unwrap() {
                    let is_shown = shown.iter().any(|it| Some(it.as_str()) == wanted.as_str());
                    assert!(is_shown, "{name}: {shown:?} lacks {wanted}");
                }
            }
        }
        clear += usize::from(decision == "same" && !may_ask);
    }
    assert!(told >= clear, "{told} of {clear} are told");
    let gone: Vec<&str> = found
        .gone
        .iter()
        .map(|&at| old[at as usize].row.as_str())
        .collect();
    let really = expected["gone"].as_array().unwrap();
    for row in gone {
        assert!(
            really.iter().any(|it| it["row"] == row),
            "{row} is not gone"
        );
    }
}

#[test]
fn the_list_of_2027_is_told_from_that_of_2026() {
    check("city-list-2026.csv", "city-list-2027.csv");
    check("city-list-2026-utf16le.tsv", "city-list-2027-utf8bom.csv");
}

/// The numbers of the workbook have lost their zeros, its rows are others; the people are the same.
#[test]
fn a_workbook_and_a_text_file_of_one_year_are_the_same_people() {
    let (old, new) = (list("city-list-2026.csv"), list("city-list-2026.xlsx"));
    let found = compared(&old, &new);
    for (at, row) in (0..).zip(&found.rows) {
        assert_eq!((row.identity, row.of), (Identity::Same, Some(at)));
    }
    assert!(found.gone.is_empty());
}

#[test]
fn what_changed_is_told_from_what_is_only_written_otherwise() {
    let (old, new) = (list("city-list-2026.csv"), list("city-list-2027.csv"));
    let found = compared(&old, &new);
    let expected: Value = serde_json::from_slice(&fixture("expected-2027.json")).unwrap();
    let fields = [
        (RowField::Number, "no"),
        (RowField::Birth, "birth"),
        (RowField::Address, "address"),
        (RowField::Building, "building"),
        (RowField::Phone, "tel"),
        (RowField::Mobile, "mobile"),
        (RowField::Reasons, "reasons"),
        (RowField::Consent, "consent"),
        (RowField::Emergency, "emergency"),
        (RowField::Note, "note"),
    ];
    let same = found.rows.iter().zip(expected["rows"].as_array().unwrap());
    for (row, truth) in same.filter(|(row, _)| row.identity == Identity::Same) {
        for (field, name) in fields {
            let found = row.changes.iter().find(|it| it.field == field);
            let wanted = truth["changes"].as_array().unwrap();
            let wanted = wanted.iter().find(|it| it["field"] == name);
            let is_real = |kind: &str| matches!(kind, "real" | "correction" | "filled" | "missing");
            // なし and an empty cell say the same.
            let wanted = wanted.filter(|it| it["old"] != "なし");
            let wanted = wanted.is_some_and(|it| is_real(it["kind"].as_str().unwrap()));
            let told = found.is_some_and(|it| it.kind != ChangeKind::Notation);
            assert_eq!(told, wanted, "{} {name}: {found:?}", truth["name"]);
        }
    }
}
