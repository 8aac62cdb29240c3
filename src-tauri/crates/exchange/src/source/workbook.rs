//! Workbooks through calamine: cell by cell, so that one cell far away costs nothing, and never a panic.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Ods, Reader, SheetVisible, Xls, Xlsx};
use chrono::NaiveDate;
use domain::intake::{FileProblem, FileRule};
use domain::problem::Rule;

use super::{hidden, megabytes, open_document, package, refused};
use crate::limits;
use crate::table::{Cell, CellKind, Flaw, Row, Table, Weight};

/// Reads an XLSX file whose package has been checked.
pub(super) fn xlsx(bytes: &[u8]) -> Result<Vec<Table>, FileProblem> {
    guarded(|| {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
        let mut archive = package::open(bytes)?;
        let names = visible(
            book.sheets_metadata()
                .iter()
                .map(|s| (s.name.clone(), s.visible)),
        );
        names
            .iter()
            .map(|name| xlsx_sheet(&mut book, &mut archive, name))
            .collect()
    })
}

/// Reads an old XLS file.
pub(super) fn xls(bytes: &[u8]) -> Result<Vec<Table>, FileProblem> {
    guarded(|| {
        let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| {
            if matches!(error, calamine::XlsError::Password) {
                return refused(FileRule::Password, "");
            }
            damaged(error)
        })?;
        let merged =
            |book: &Xls<_>, name: &str| book.merge_cells_by_sheet_name(name).unwrap_or_default();
        whole_sheets(&mut book, merged)
    })
}

/// Reads an ODS file whose package has been checked.
pub(super) fn ods(bytes: &[u8]) -> Result<Vec<Table>, FileProblem> {
    let content = package::part(&mut package::open(bytes)?, "content.xml", limits::UNPACKED);
    let content = content.unwrap_or_default();
    let content = String::from_utf8_lossy(&content);
    let cells = open_document::cells_of(&content);
    if cells > limits::CELLS {
        let bytes = cells.saturating_mul(size_of::<Data>() as u64);
        return Err(refused(FileRule::UnpacksTooLarge, &megabytes(bytes)));
    }
    guarded(|| {
        let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|error| {
            if matches!(error, calamine::OdsError::Password) {
                return refused(FileRule::Password, "");
            }
            if matches!(error, calamine::OdsError::CellLimitExceeded { .. }) {
                return refused(FileRule::TooManyRows, "");
            }
            damaged(error)
        })?;
        let merged = open_document::merged_in(&content);
        whole_sheets(&mut book, |_, name| {
            merged.get(name).cloned().unwrap_or_default()
        })
    })
}

/// A reader of foreign bytes may stumble where nobody thought of it; that is a damaged file, not the end of the program.
fn guarded(
    work: impl FnOnce() -> Result<Vec<Table>, FileProblem>,
) -> Result<Vec<Table>, FileProblem> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(refused(FileRule::Damaged, "")))
}

fn damaged<E>(_error: E) -> FileProblem {
    refused(FileRule::Damaged, "")
}

fn visible(sheets: impl Iterator<Item = (String, SheetVisible)>) -> Vec<String> {
    let all: Vec<_> = sheets.take(limits::SHEETS).collect();
    let shown: Vec<String> = all
        .iter()
        .filter(|(_, visible)| *visible == SheetVisible::Visible)
        .map(|(name, _)| name.clone())
        .collect();
    if shown.is_empty() {
        all.into_iter().map(|(name, _)| name).collect()
    } else {
        shown
    }
}

fn xlsx_sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    archive: &mut zip::ZipArchive<Cursor<&[u8]>>,
    name: &str,
) -> Result<Table, FileProblem> {
    let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    let hidden = hidden::of_sheet(archive, name);
    let mut grid = Grid::default();
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A chart is a sheet without cells.
        Err(_) => {
            return Ok(Table {
                name: name.into(),
                ..Table::default()
            });
        }
    };
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let mut read = cell_of_ref(cell.get_value());
        if read.kind == CellKind::Number {
            let format = cells
                .styles()
                .get(style)
                .and_then(|s| s.number_format.as_ref());
            pad_zeros(
                &mut read,
                format.map_or("", |format| format.format_code.as_str()),
            );
        }
        grid.put(row, column, read)?;
    }
    let mut table = grid.into_table(name, &merged);
    table.hidden_columns = hidden.columns.into_iter().collect();
    for row in table
        .rows
        .iter_mut()
        .filter(|row| hidden.rows.contains(&row.number))
    {
        let (rule, detail) = (Rule::HiddenRow, String::new());
        row.flaws.push(Flaw {
            column: None,
            rule,
            detail,
            weight: Weight::Remark,
        });
    }
    Ok(table)
}

fn whole_sheets<'a, R>(
    book: &mut R,
    merged: impl Fn(&R, &str) -> Vec<Dimensions>,
) -> Result<Vec<Table>, FileProblem>
where
    R: Reader<Cursor<&'a [u8]>>,
{
    let names = visible(
        book.sheets_metadata()
            .iter()
            .map(|s| (s.name.clone(), s.visible)),
    );
    let mut tables = Vec::new();
    for name in names {
        let range = book.worksheet_range(&name).map_err(damaged)?;
        let (top, left) = range.start().unwrap_or_default();
        let mut grid = Grid::default();
        for (row, column, value) in range.used_cells() {
            let (row, column) = (top as usize + row, left as usize + column);
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            grid.put(row, column, cell_of(value))?;
        }
        let merged = merged(book, &name);
        tables.push(grid.into_table(&name, &merged));
    }
    Ok(tables)
}

/// Rows as they come, with their cells at their places.
#[derive(Default)]
struct Grid {
    rows: Vec<(u32, Vec<Cell>)>,
}

impl Grid {
    fn put(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), FileProblem> {
        if cell.is_blank() {
            return Ok(());
        }
        let column = column as usize;
        if column >= limits::COLUMNS {
            return Err(refused(FileRule::TooManyColumns, &(column + 1).to_string()));
        }
        if self.rows.last().is_none_or(|(last, _)| *last != row) {
            if self.rows.len() >= limits::ROWS {
                return Err(refused(FileRule::TooManyRows, &(row + 1).to_string()));
            }
            self.rows.push((row, Vec::new()));
        }
        if let Some((_, cells)) = self.rows.last_mut() {
            if cells.len() <= column {
                cells.resize(column + 1, Cell::default());
            }
            cells[column] = cell;
        }
        Ok(())
    }

    /// A value merged over several rows belongs to each of them; one merged over columns stands in the first.
    fn fill_merged(&mut self, merged: &[Dimensions]) {
        for area in merged
            .iter()
            .filter(|area| area.end.0 > area.start.0)
            .take(limits::ROWS)
        {
            let column = area.start.1 as usize;
            let first = self.rows.partition_point(|(row, _)| *row < area.start.0);
            let value = self.rows.get(first).filter(|(row, _)| *row == area.start.0);
            let Some(value) = value.and_then(|(_, cells)| cells.get(column)).cloned() else {
                continue;
            };
            let below = self
                .rows
                .iter_mut()
                .skip(first + 1)
                .take_while(|(row, _)| *row <= area.end.0);
            for (_, cells) in below {
                if cells.len() <= column {
                    cells.resize(column + 1, Cell::default());
                }
                cells[column] = value.clone();
            }
        }
    }

    fn into_table(mut self, name: &str, merged: &[Dimensions]) -> Table {
        self.rows.sort_by_key(|(row, _)| *row);
        self.fill_merged(merged);
        let mut table = Table {
            name: name.to_owned(),
            ..Table::default()
        };
        for (number, cells) in self.rows {
            let mut row = Row {
                number: number.saturating_add(1),
                ..Row::default()
            };
            cells.into_iter().for_each(|cell| row.push(cell));
            table.rows.push(row);
        }
        table
    }
}

fn cell_of(value: &Data) -> Cell {
    match value {
        Data::Empty => Cell::default(),
        Data::String(text) => Cell::text(text.clone()),
        Data::Int(number) => number_cell(number.to_string()),
        Data::Float(number) => number_cell(shown_number(*number)),
        Data::Bool(value) => Cell::text(if *value { "1" } else { "0" }),
        Data::DateTime(moment) => day_cell(moment),
        Data::DateTimeIso(text) => iso_cell(text),
        Data::DurationIso(text) => Cell::text(text.clone()),
        Data::Error(error) => Cell::text(error.to_string()),
    }
}

fn cell_of_ref(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::default(),
        DataRef::String(text) => Cell::text(text.clone()),
        DataRef::SharedString(text) => Cell::text(*text),
        DataRef::Int(number) => number_cell(number.to_string()),
        DataRef::Float(number) => number_cell(shown_number(*number)),
        DataRef::Bool(value) => Cell::text(if *value { "1" } else { "0" }),
        DataRef::DateTime(moment) => day_cell(moment),
        DataRef::DateTimeIso(text) => iso_cell(text),
        DataRef::DurationIso(text) => Cell::text(text.clone()),
        DataRef::Error(error) => Cell::text(error.to_string()),
    }
}

fn number_cell(text: String) -> Cell {
    Cell {
        text,
        kind: CellKind::Number,
    }
}

/// Whole numbers without a point; numbers are names here, not quantities.
fn shown_number(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        format!("{number:.0}")
    } else {
        number.to_string()
    }
}

fn day_cell(moment: &ExcelDateTime) -> Cell {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let found = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
    match found.filter(|_| moment.is_datetime() && moment.as_f64() >= 1.0) {
        Some(day) => Cell {
            text: day.format("%Y/%-m/%-d").to_string(),
            kind: CellKind::Day(day),
        },
        None => number_cell(shown_number(moment.as_f64())),
    }
}

fn iso_cell(text: &str) -> Cell {
    let day = text
        .get(..10)
        .and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
    match day {
        Some(day) => Cell {
            text: day.format("%Y/%-m/%-d").to_string(),
            kind: CellKind::Day(day),
        },
        None => Cell::text(text),
    }
}

/// `00000` as number format: the zeros are shown in Excel, so they belong to the text.
fn pad_zeros(cell: &mut Cell, format: &str) {
    let code = format.split(';').next().unwrap_or_default();
    if code.len() > 1 && code.bytes().all(|b| b == b'0') && cell.text.len() < code.len() {
        cell.text = format!("{:0>width$}", cell.text, width = code.len());
        cell.kind = CellKind::Text;
    }
}
