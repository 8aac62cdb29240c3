//! What a list would bring, before anything is stored.

use chrono::NaiveDate;
use domain::intake::{ColumnOption, FileProblem, IntakePreview, IntakeRequest, IntakeRow};
use domain::vault::{Continue, Progress};

use crate::columns::of_content;
use crate::import::{Known, ListRead, take};

/// Rows without a person that are shown at the most.
const PASSED_SHOWN: usize = 200;

/// A list that was read to be looked at, page by page.
pub struct Looked {
    list: Result<ListRead, FileProblem>,
    file_name: String,
    in_book: u32,
}

/// Reads a list to be looked at.
pub fn look(
    bytes: &[u8],
    file_name: &str,
    request: &IntakeRequest,
    known: &Known,
    today: NaiveDate,
    progress: &mut dyn FnMut(Progress) -> Continue,
) -> Looked {
    Looked {
        list: take(bytes, file_name, request, known, today, progress),
        file_name: file_name.to_owned(),
        in_book: known.in_book,
    }
}

/// Returns the preview of a list: what it was read as, what its columns are, and the rows asked for.
pub fn preview(
    bytes: &[u8],
    file_name: &str,
    request: &IntakeRequest,
    known: &Known,
    today: NaiveDate,
) -> IntakePreview {
    let go_on = &mut |_| Continue::Yes;
    look(bytes, file_name, request, known, today, go_on).page(request)
}

impl Looked {
    /// Returns whether やめる was pressed before the end.
    pub fn stopped(&self) -> bool {
        self.list.as_ref().is_ok_and(|list| list.stopped)
    }

    /// Returns the preview with the rows asked for.
    pub fn page(&self, request: &IntakeRequest) -> IntakePreview {
        let empty = IntakePreview {
            file_name: self.file_name.clone(),
            in_book: self.in_book,
            ..IntakePreview::default()
        };
        match &self.list {
            Ok(list) => shown(list, empty, request),
            Err(refusal) => IntakePreview {
                refusals: vec![refusal.clone()],
                ..empty
            },
        }
    }
}

fn shown(list: &ListRead, empty: IntakePreview, request: &IntakeRequest) -> IntakePreview {
    let count = |found: usize| u32::try_from(found).unwrap_or(u32::MAX);
    let is_refused = !list.refusals.is_empty();
    let total = list.rows.len();
    let coming = || {
        let rows = list.rows.iter().map(|row| &row.shown);
        rows.filter(|row| row.comes_in && !is_refused)
    };
    let taken = coming().count();
    let remarked = coming().filter(|row| !row.problems.is_empty()).count();
    let options = of_content(list.content).map(|(_, column)| ColumnOption {
        column: column.key.to_owned(),
        required: column.required,
    });
    let wanted: Vec<&IntakeRow> = all_rows(list)
        .into_iter()
        .filter(|row| !request.only_problems || !row.problems.is_empty())
        .collect();
    let page = wanted.iter().skip(request.offset as usize);
    let page = page.take(request.limit as usize).copied().cloned();
    IntakePreview {
        refusals: list.refusals.clone(),
        encoding: list.encoding.clone(),
        content: list.content,
        title_rows: list.title_rows.clone(),
        as_of: list.as_of,
        worksheets: list.worksheets.clone(),
        heading_row: list.heading_row,
        columns: list.columns.clone(),
        coded: list.coded.clone(),
        options: options.collect(),
        rows_total: count(total),
        rows_in: count(taken),
        rows_out: count(total - taken),
        rows_remarked: count(remarked),
        rows_passed: count(list.passed.len()),
        passed: list.passed.iter().take(PASSED_SHOWN).cloned().collect(),
        rows_shown_of: count(wanted.len()),
        rows: page.collect(),
        ..empty
    }
}

/// People and what was found between them, in the order of the file.
fn all_rows(list: &ListRead) -> Vec<&IntakeRow> {
    let mut rows: Vec<&IntakeRow> = list.rows.iter().map(|row| &row.shown).collect();
    for (before, notice) in list.notices.iter().rev() {
        rows.insert((*before).min(rows.len()), notice);
    }
    rows
}
