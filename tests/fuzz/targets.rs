//! What is tried with any bytes: each target reads them as one kind of foreign input and panics where a promise is broken.
//! The same functions run on stable with changes at random (main.rs) and under cargo-fuzz (libfuzzer/).

use chrono::NaiveDate;
use domain::address::{building_key, read_address, split_building, split_room, town_key};
use domain::date::{DayOf, read_date, read_date_with_era};
use domain::intake::{IntakeRequest, ReadRow};
use domain::name::{fold, fold_kana, full_kana, kana_row, split, variants_in};
use domain::phone::{PhoneKind, read_phones};
use domain::vault::Continue;
use exchange::{
    Charset, Extent, Known, ListRead, Written, csv_file, list_table, preview, read, rejected_file,
    understood,
};

use super::workbook;

/// A target: its name, which is that of its corpus, and what it does.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// Every target.
pub(crate) const TARGETS: &[Target] = &[
    ("csv", csv),
    ("headings", headings),
    ("dates", dates),
    ("addresses", addresses),
];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 25).unwrap_or_default()
}

/// A file as it comes: looked at, read, its bad rows written, its good rows written and read again.
pub(crate) fn csv(bytes: &[u8]) {
    let known = Known {
        city: "みどり野市".into(),
        ..Known::default()
    };
    let request = IntakeRequest {
        limit: 50,
        ..IntakeRequest::default()
    };
    let go_on = &mut |_| Continue::Yes;
    let seen = preview(bytes, "x", &request, &known, today());
    let Ok(list) = read(bytes, "x", &request, &known, today(), go_on) else {
        assert!(!seen.refusals.is_empty(), "refused without a reason");
        return;
    };
    nobody_is_told_twice_or_left_unsaid(&list);
    rejected_file(&list);
    understood(&list);
    written_again(list, &known);
}

/// Every row is told once, and whoever stays outside has a reason.
fn nobody_is_told_twice_or_left_unsaid(list: &ListRead) {
    let people = list.rows.iter().map(|row| row.shown.row.as_str());
    let passed = list.passed.iter().map(|row| row.row.as_str());
    let mut told: Vec<&str> = people.chain(passed).collect();
    let count = told.len();
    told.sort_unstable();
    told.dedup();
    assert_eq!(told.len(), count, "a row is told twice");
    let is_in = |row: &ReadRow| row.draft.is_some() == row.shown.comes_in;
    assert!(
        list.rows.iter().all(is_in),
        "a row comes in without a draft"
    );
    let unsaid = |row: &ReadRow| row.draft.is_none() && row.shown.problems.is_empty();
    assert!(
        !list.rows.iter().any(unsaid),
        "a row stays outside without a reason"
    );
}

fn written_again(list: ListRead, known: &Known) {
    let content = list.content;
    let drafts = list.rows.into_iter().filter_map(|row| row.draft);
    let people: Vec<Written> = drafts
        .map(|draft| Written {
            draft,
            block: String::new(),
        })
        .collect();
    let extent = Extent {
        birth: true,
        reasons: true,
        ..Extent::default()
    };
    let table = list_table(content, &people, &extent);
    let request = IntakeRequest {
        content: Some(content),
        ..IntakeRequest::default()
    };
    for charset in [Charset::Utf8, Charset::Cp932] {
        let written = csv_file(&table, charset);
        read(&written, "x", &request, known, today(), &mut |_| {
            Continue::Yes
        })
        .ok();
    }
}

/// Lines and tabs as the cells of a workbook: its headings, its people, what stands between them.
pub(crate) fn headings(bytes: &[u8]) {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(4_000)]);
    let rows: Vec<Vec<&str>> = text
        .split('\n')
        .map(|line| line.split('\t').collect())
        .collect();
    csv(&workbook::of(&rows));
}

/// A text as a day. A day as it is shown is the same day.
pub(crate) fn dates(bytes: &[u8]) {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(120)]);
    let (text, era) = text.split_once('\t').unwrap_or((&text, "昭和"));
    for sort in [DayOf::Birth, DayOf::Event, DayOf::Past] {
        read_date_with_era(text, era, today(), sort);
        if let Some(day) = read_date(text, today(), sort).date {
            let again = read_date(&day.to_string(), today(), sort).date;
            assert_eq!(again, Some(day), "{text:?}");
        }
    }
}

/// A text as an address, a building, a telephone, a name; no folding changes what it has folded.
pub(crate) fn addresses(bytes: &[u8]) {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let address = read_address(&text, "みどり野市");
    read_address(&address.line(), "みどり野市");
    split_building(&text);
    split_room(&text);
    read_phones(&text, "0422", PhoneKind::Home);
    for folding in [fold, fold_kana, full_kana, building_key, town_key] {
        let once = folding(&text);
        assert_eq!(folding(&once), once, "folding {text:?} twice changes it");
    }
    kana_row(&fold_kana(&text));
    split(&text);
    variants_in(&text);
}
