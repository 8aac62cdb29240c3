//! Rows to drafts and problems: good rows come in, rows whose name is unusable stay outside, nothing is guessed.

mod household;
mod list;
mod nobody;
mod row;
mod sheet;
mod suspicion;

use chrono::NaiveDate;
use domain::council::Area;
use domain::intake::{
    CodedColumn, ColumnChoice, Draft, FileProblem, FileRule, IntakeRequest, IntakeRow, PassedAs,
    PassedRow, ReadRow,
};
use domain::roster_import::{ColumnMapping, ListContent};
use domain::vault::{Continue, Progress};

use crate::heading::{self, Heading};
use crate::source::{self, refused};
use crate::table::Table;

/// What the book knows that helps to read a list.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// 市区町村 of the council, left out of addresses.
    pub city: String,
    /// Area code of the council, put before short telephone numbers; empty to take the one of the list.
    pub area_code: String,
    /// The area of the council; empty when nobody has said.
    pub areas: Vec<Area>,
    /// Mappings of earlier lists.
    pub mappings: Vec<ColumnMapping>,
    /// 整理番号 of the book, so that zeros lost in a workbook can be put back.
    pub city_numbers: Vec<String>,
    /// People in the book.
    pub in_book: u32,
}

/// A list that was read.
#[derive(Clone, Debug, Default)]
pub struct ListRead {
    /// Every row with a person, in the order of the file.
    pub rows: Vec<ReadRow>,
    /// What was found between the people, each with how many rows stand before it: a heading that stands there again
    /// with other columns.
    pub notices: Vec<(usize, IntakeRow)>,
    /// Every row below the headings that is no person, in the order of the file.
    pub passed: Vec<PassedRow>,
    /// Why nothing can come in although the rows could be read; always empty in the answer of `read`.
    pub refusals: Vec<FileProblem>,
    /// What it was read as (CP932, UTF-8, XLSX …).
    pub encoding: String,
    /// What it holds.
    pub content: ListContent,
    /// Day the data stand for, if the title rows say so.
    pub as_of: Option<NaiveDate>,
    /// Rows above the heading, as text.
    pub title_rows: Vec<String>,
    /// Row of the heading as the spreadsheet shows it.
    pub heading_row: u32,
    /// Headings and what they were taken for; to be remembered for the sender.
    pub columns: Vec<ColumnChoice>,
    /// Columns whose codes the file does not explain.
    pub coded: Vec<CodedColumn>,
    /// Sheets of the workbook that hold a table.
    pub worksheets: Vec<String>,
    /// What was understood of rows that stay outside: place in `rows` and draft, in the order of the rows.
    pub held: Vec<(usize, Draft)>,
    /// Put before the row of a program without a book (`SHEET!`), where the people stand on one of several filled sheets.
    pub only_sheet: String,
    /// Whether 整理番号 is as the city wrote it; false where a workbook holds plain numbers and zeros may be lost.
    pub numbers_sure: bool,
    /// Whether やめる was pressed before the end; nothing of it may be stored.
    pub stopped: bool,
}

/// Reads a list: every row with its draft or the reason why it stays outside.
pub fn read(
    bytes: &[u8],
    file_name: &str,
    request: &IntakeRequest,
    known: &Known,
    today: NaiveDate,
    progress: &mut dyn FnMut(Progress) -> Continue,
) -> Result<ListRead, FileProblem> {
    let list = take(bytes, file_name, request, known, today, progress)?;
    match list.refusals.first() {
        Some(refusal) => Err(refusal.clone()),
        None => Ok(list),
    }
}

/// Reads a list as far as it can be read; a refusal after that stands beside the rows.
pub(crate) fn take(
    bytes: &[u8],
    file_name: &str,
    request: &IntakeRequest,
    known: &Known,
    today: NaiveDate,
    progress: &mut dyn FnMut(Progress) -> Continue,
) -> Result<ListRead, FileProblem> {
    let source = source::open(bytes)?;
    let (mut found, mut others) = (Vec::new(), Vec::new());
    for table in &source.tables {
        match heading::find(table, request.content, file_name) {
            Some(heading) => found.push((table, heading)),
            None => others.push(table),
        }
    }
    heading::lend(&mut found, &mut others);
    let worksheets = found
        .iter()
        .map(|(table, _)| table.name.clone())
        .filter(|name| !name.is_empty());
    let worksheets: Vec<String> = worksheets.collect();
    let asked = found
        .iter()
        .position(|(table, _)| table.name == request.worksheet);
    let parts = chosen(found, asked.filter(|_| !request.worksheet.is_empty()));
    let Some((_, heading)) = parts.first() else {
        return Err(no_heading(&source.tables));
    };
    let mut list = list::read_rows(&parts, &others, request, known, today, progress);
    let filled = source.tables.iter().filter(|table| !table.rows.is_empty());
    if let ([(table, _)], 2..) = (parts.as_slice(), filled.count()) {
        list.only_sheet = format!("{}!", table.name);
    }
    let is_read = |table: &&Table| parts.iter().any(|(part, _)| std::ptr::eq(*part, *table));
    let unread = source
        .tables
        .iter()
        .filter(|table| !is_read(table) && !table.rows.is_empty());
    list.passed.extend(unread.map(sheet_unread));
    list.encoding = source.encoding;
    list.worksheets = worksheets;
    list.as_of = heading::as_of(&heading.titles, today);
    list.title_rows = heading.titles.clone();
    list.heading_row = heading.number;
    list.content = heading.content;
    if list.refusals.is_empty() && list.rows.is_empty() && !list.stopped {
        list.refusals.push(refused(FileRule::HeadingOnly, ""));
    }
    Ok(list)
}

/// The sheet asked for; if none was, the first and all that hold the same (one sheet for each 班 or 丁目).
fn chosen(found: Vec<(&Table, Heading)>, asked: Option<usize>) -> Vec<(&Table, Heading)> {
    if let Some(at) = asked {
        return found.into_iter().skip(at).take(1).collect();
    }
    let first = found.first().map(|(_, heading)| heading.clone());
    let is_same = |heading: &Heading| {
        let first = first.as_ref();
        first.is_some_and(|it| it.content == heading.content)
    };
    found
        .into_iter()
        .filter(|(_, heading)| is_same(heading))
        .collect()
}

/// A sheet that is not read, as it is told.
fn sheet_unread(table: &Table) -> PassedRow {
    let first = table.rows.first();
    let texts = first
        .iter()
        .flat_map(|row| row.cells.iter().map(|cell| cell.text.trim()));
    let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
    PassedRow {
        row: format!("{}!{}", table.name, first.map_or(1, |row| row.number)),
        passed_as: PassedAs::Sheet,
        text: format!("{} … ({})", texts.join(" "), table.rows.len()),
    }
}

/// Why no heading was found: nothing there, spoiled before it reached us, or none that is known.
fn no_heading(tables: &[Table]) -> FileProblem {
    if tables.iter().all(|table| table.rows.is_empty()) {
        return refused(FileRule::Empty, "");
    }
    match tables.iter().find_map(suspicion::mojibake) {
        Some(example) => refused(FileRule::Mojibake, &example),
        None => refused(FileRule::NoHeading, ""),
    }
}
