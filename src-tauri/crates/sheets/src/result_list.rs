//! 結果一覧: every person of an event with the newest result, as a table. Every cell of text is written as text,
//! so that no formula can run and no leading zero is lost.

use chrono::{DateTime, Utc};
use domain::check_result::{CheckResult, ResultCode};
use domain::safety_check::{CheckTarget, SafetyCheck};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::error::SheetError;
use crate::words::{clock, day, day_of, mode_word, number, said, spoken, word, word_of};

/// One person and what is known.
#[derive(Clone, Debug, Default)]
pub struct ResultRow {
    /// The line of the frozen roster.
    pub target: CheckTarget,
    /// The newest result, if there is one.
    pub newest: Option<CheckResult>,
    /// Number of the newest paper the person stands on, 0 for none.
    pub copy_no: u32,
}

/// Everything of one event.
#[derive(Clone, Debug, Default)]
pub struct ResultList {
    /// Name of the body.
    pub council: String,
    /// The event.
    pub check: SafetyCheck,
    /// The moment the list was made.
    pub at: DateTime<Utc>,
    /// People in walking order.
    pub rows: Vec<ResultRow>,
    /// 名簿に無い人 who were written down.
    pub unlisted: Vec<CheckResult>,
}

impl ResultList {
    /// Returns how many rows of people the table has.
    pub fn rows_in_all(&self) -> u32 {
        u32::try_from(self.rows.len() + self.unlisted.len()).unwrap_or(u32::MAX)
    }
}

/// Heads of the columns and their widths in letters.
const COLUMNS: [(&str, f64); 18] = [
    ("sheets.list.position", 6.0),
    ("sheets.list.block", 18.0),
    ("sheets.list.name", 18.0),
    ("sheets.list.kana", 22.0),
    ("sheets.list.address", 26.0),
    ("sheets.list.building", 24.0),
    ("sheets.list.result", 20.0),
    ("sheets.list.sign", 6.0),
    ("sheets.list.method", 16.0),
    ("sheets.list.time", 8.0),
    ("sheets.list.moved_to", 20.0),
    ("sheets.list.house", 12.0),
    ("sheets.list.needs", 20.0),
    ("sheets.list.checker", 14.0),
    ("sheets.list.note", 28.0),
    ("sheets.list.supporters", 28.0),
    ("sheets.list.copy", 10.0),
    ("sheets.list.entered_by", 14.0),
];

/// Row of the heads: title, about and a reminder stand above.
const HEAD: u32 = 3;

/// Writes the table.
pub fn write_result_list(list: &ResultList) -> Result<Vec<u8>, SheetError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(word("sheets.list.sheet"))?;
    title(sheet, list)?;
    heads(sheet)?;
    let body = Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border(FormatBorder::Thin);
    let mut at = HEAD;
    for row in &list.rows {
        at += 1;
        line(sheet, at, &cells(row), &body)?;
    }
    for result in &list.unlisted {
        at += 1;
        line(sheet, at, &unlisted_cells(result), &body)?;
    }
    sheet.set_freeze_panes(HEAD + 1, 3)?;
    sheet.autofilter(HEAD, 0, at, last_column())?;
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(HEAD, HEAD)?;
    Ok(book.save_to_buffer()?)
}

fn last_column() -> u16 {
    u16::try_from(COLUMNS.len() - 1).unwrap_or(u16::MAX)
}

fn title(sheet: &mut Worksheet, list: &ResultList) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_font_size(16);
    let values = [
        ("mode", mode_word(list.check.mode)),
        ("name", list.check.name.as_str()),
    ];
    sheet.write_string_with_format(0, 0, said("sheets.list.title", &values), &bold)?;
    let at = format!("{}{}", day(day_of(list.at)), spoken(list.at));
    let count = list.rows_in_all().to_string();
    let values = [
        ("council", list.council.as_str()),
        ("at", &at),
        ("count", &count),
    ];
    sheet.write_string(1, 0, said("sheets.list.about", &values))?;
    sheet.write_string(2, 0, word("sheets.list.custody"))?;
    Ok(())
}

fn heads(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let bold = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_border_bottom(FormatBorder::Medium);
    for (column, (key, width)) in (0_u16..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(HEAD, column, word(key), &bold)?;
    }
    Ok(())
}

/// Writes a row of texts. `write_string` never makes a formula or a number of what it is given.
fn line(
    sheet: &mut Worksheet,
    row: u32,
    cells: &[String],
    format: &Format,
) -> Result<(), XlsxError> {
    for (column, cell) in (0_u16..).zip(cells) {
        sheet.write_string_with_format(row, column, shortened(cell), format)?;
    }
    Ok(())
}

/// A cell of a table cannot hold more.
fn shortened(cell: &str) -> String {
    const MOST: usize = 32_000;
    cell.chars().take(MOST).collect()
}

fn cells(row: &ResultRow) -> Vec<String> {
    let target = &row.target;
    let person = [
        target.position.to_string(),
        target.block_name.clone(),
        target.name.clone(),
        target.kana.clone(),
        target.address.clone(),
        target.building.clone(),
    ];
    let copy = if row.copy_no == 0 {
        String::new()
    } else {
        said("sheets.copy_no", &[("no", &number(row.copy_no))])
    };
    let supporters = target.supporter_names.join("、");
    let unchecked = CheckResult::default();
    let result = row.newest.as_ref();
    let mut cells: Vec<String> = person.into();
    let excused = if target.excused && result.is_none() {
        Excused::Yes
    } else {
        Excused::No
    };
    cells.extend(result_cells(result.unwrap_or(&unchecked), excused));
    cells.extend([
        supporters,
        copy,
        result
            .map(|found| found.entered_by.clone())
            .unwrap_or_default(),
    ]);
    cells
}

fn unlisted_cells(result: &CheckResult) -> Vec<String> {
    let mut cells = vec![
        String::new(),
        word("sheets.list.unlisted").to_owned(),
        result.unlisted_name.clone(),
        String::new(),
        result.unlisted_place.clone(),
        String::new(),
    ];
    cells.extend(result_cells(result, Excused::No));
    cells.extend([String::new(), String::new(), result.entered_by.clone()]);
    cells
}

/// Whether the person said before the start that they will not join, and nothing else is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Excused {
    Yes,
    No,
}

/// Returns the word of a result behind the digit it has on the sheets and in the entry.
fn with_digit(code: ResultCode) -> String {
    let said = word_of(&format!("result.{}", code.code()));
    match code.digit().filter(|digit| *digit > 0) {
        Some(digit) => format!("{digit} {said}"),
        None => said,
    }
}

fn result_cells(result: &CheckResult, excused: Excused) -> [String; 9] {
    let known = result.entered_at.is_some() || result.checked_at.is_some();
    let shown = |key: String| {
        if known { word_of(&key) } else { String::new() }
    };
    let code = if excused == Excused::Yes {
        word("result.excused").to_owned()
    } else {
        with_digit(result.code)
    };
    let needs: Vec<String> = result
        .needs
        .iter()
        .map(|need| word_of(&format!("sheets.need.{}", need.code())))
        .collect();
    [
        code,
        shown(format!("sheets.sign.{}", result.sign_seen.code())),
        shown(format!("sheets.method.{}", result.method.code())),
        result.checked_at.map(clock).unwrap_or_default(),
        result.moved_to.clone(),
        shown(format!("sheets.house.{}", result.house.code())),
        needs.join("、"),
        result.checker.clone(),
        result.note.clone(),
    ]
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};

    use super::*;

    fn read_back(list: &ResultList) -> Vec<Vec<Data>> {
        let bytes = write_result_list(list).unwrap();
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range(word("sheets.list.sheet")).unwrap();
        range.rows().map(<[Data]>::to_vec).collect()
    }

    fn person(name: &str, building: &str) -> ResultRow {
        let target = CheckTarget {
            name: name.into(),
            building: building.into(),
            ..CheckTarget::default()
        };
        ResultRow {
            target,
            ..ResultRow::default()
        }
    }

    #[test]
    fn no_formula_can_run_and_no_leading_zero_is_lost() {
        let rows = vec![
            person("=1+1", "0103"),
            person("+81", "-5"),
            person("@SUM(A1)", "1203"),
        ];
        let list = ResultList {
            rows,
            ..ResultList::default()
        };
        let read = read_back(&list);
        let first = HEAD as usize + 1;
        assert_eq!(read[first][2], Data::String("=1+1".into()));
        assert_eq!(read[first][5], Data::String("0103".into()));
        assert_eq!(read[first + 2][5], Data::String("1203".into()));
        assert!(
            read.iter()
                .flatten()
                .all(|cell| matches!(cell, Data::String(_) | Data::Empty))
        );
    }

    #[test]
    fn hard_names_come_back_code_point_for_code_point() {
        let names = ["髙橋 ミツ", "山﨑", "𠮷田", "葛\u{E0100}西"];
        let rows = names.iter().map(|name| person(name, "")).collect();
        let read = read_back(&ResultList {
            rows,
            ..ResultList::default()
        });
        for (row, name) in read.iter().skip(HEAD as usize + 1).zip(names) {
            assert_eq!(row[2], Data::String(name.into()));
        }
    }

    #[test]
    fn the_title_says_whether_it_was_a_drill() {
        let read = read_back(&ResultList::default());
        assert!(
            read[0][0].to_string().starts_with("【訓練】"),
            "{}",
            read[0][0]
        );
    }
}
