//! What a list would bring, before anything is stored.

use chrono::NaiveDate;
use domain::intake::{ColumnOption, IntakePreview, IntakeRequest, IntakeRow};
use domain::vault::Continue;

use crate::columns::of_content;
use crate::import::{Known, ListRead, take};

/// Rows without a person that are shown at the most.
const PASSED_SHOWN: usize = 200;

/// Returns the preview of a list: what it was read as, what its columns are, and the rows asked for.
pub fn preview(
    bytes: &[u8],
    file_name: &str,
    request: &IntakeRequest,
    known: &Known,
    today: NaiveDate,
) -> IntakePreview {
    let empty = IntakePreview {
        file_name: file_name.to_owned(),
        in_book: known.in_book,
        ..IntakePreview::default()
    };
    match take(bytes, file_name, request, known, today, &mut |_| {
        Continue::Yes
    }) {
        Ok(list) => shown(list, empty, request),
        Err(refusal) => IntakePreview {
            refusals: vec![refusal],
            ..empty
        },
    }
}

fn shown(list: ListRead, empty: IntakePreview, request: &IntakeRequest) -> IntakePreview {
    let count = |found: usize| u32::try_from(found).unwrap_or(u32::MAX);
    let is_refused = !list.refusals.is_empty();
    let total = list.rows.len();
    let taken = if is_refused {
        0
    } else {
        list.rows.iter().filter(|row| row.shown.comes_in).count()
    };
    let remarked = list
        .rows
        .iter()
        .filter(|row| row.shown.comes_in && !row.shown.problems.is_empty());
    let rows_remarked = if is_refused { 0 } else { remarked.count() };
    let options = of_content(list.content).map(|(_, column)| ColumnOption {
        column: column.key.to_owned(),
        required: column.required,
    });
    let rows = all_rows(list.rows.into_iter().map(|row| row.shown), list.notices);
    let wanted: Vec<IntakeRow> = rows
        .into_iter()
        .filter(|row| !request.only_problems || !row.problems.is_empty())
        .collect();
    IntakePreview {
        refusals: list.refusals,
        encoding: list.encoding,
        content: list.content,
        title_rows: list.title_rows,
        as_of: list.as_of,
        worksheets: list.worksheets,
        heading_row: list.heading_row,
        columns: list.columns,
        coded: list.coded,
        options: options.collect(),
        rows_total: count(total),
        rows_in: count(taken),
        rows_out: count(total - taken),
        rows_remarked: count(rows_remarked),
        rows_passed: count(list.passed.len()),
        passed: list.passed.into_iter().take(PASSED_SHOWN).collect(),
        rows_shown_of: count(wanted.len()),
        rows: wanted
            .into_iter()
            .skip(request.offset as usize)
            .take(request.limit as usize)
            .collect(),
        ..empty
    }
}

/// People and what was found between them, in the order of the file.
fn all_rows(
    people: impl Iterator<Item = IntakeRow>,
    notices: Vec<(usize, IntakeRow)>,
) -> Vec<IntakeRow> {
    let mut rows: Vec<IntakeRow> = people.collect();
    for (before, notice) in notices.into_iter().rev() {
        rows.insert(before.min(rows.len()), notice);
    }
    rows
}
