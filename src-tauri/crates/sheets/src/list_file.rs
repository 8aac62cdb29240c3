//! 一覧: a list of the book as a workbook. Every cell is text, so that no formula can run and no leading zero is lost; above
//! the heading stand the number of the copy, for what it was made and who keeps it, and they are printed on every page.

use chrono::NaiveDate;
use domain::roster_import::ListContent;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::error::SheetError;
use crate::words::{day, number, said, word_of};

/// A list as it goes out.
#[derive(Clone, Debug, Default)]
pub struct ListFile {
    /// Name of the body.
    pub council: String,
    /// What it holds.
    pub content: ListContent,
    /// Number of the copy.
    pub no: u32,
    /// The day the list was made.
    pub on: Option<NaiveDate>,
    /// What it is for.
    pub purpose: String,
    /// Who keeps it.
    pub holder: String,
    /// Heading of each column.
    pub heads: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// Row of the heading: title, about and a reminder stand above.
const HEAD: u32 = 3;

/// Characters a column is wide at least and at the most.
const WIDTH: (usize, usize) = (6, 30);

/// Rows looked at for the width of a column.
const LOOKED_AT: usize = 200;

/// Characters a cell of a workbook can hold.
const CELL: usize = 32_000;

/// Writes the list.
pub fn write_list_file(list: &ListFile) -> Result<Vec<u8>, SheetError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(word_of(&format!(
        "sheets.list_file.{}",
        list.content.code()
    )))?;
    titles(sheet, list)?;
    heads(sheet, list)?;
    let body = Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border(FormatBorder::Thin);
    let mut last = HEAD;
    for (row, cells) in (HEAD + 1..).zip(&list.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            let text: String = cell.chars().take(CELL).collect();
            sheet.write_string_with_format(row, column, text, &body)?;
        }
        last = row;
    }
    sheet.set_freeze_panes(HEAD + 1, 2)?;
    let columns = u16::try_from(list.heads.len()).unwrap_or(u16::MAX);
    sheet.autofilter(HEAD, 0, last, columns.saturating_sub(1))?;
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, HEAD)?;
    Ok(book.save_to_buffer()?)
}

fn titles(sheet: &mut Worksheet, list: &ListFile) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_font_size(16);
    let (no, count) = (number(list.no), list.rows.len().to_string());
    let what = word_of(&format!("sheets.list_file.{}", list.content.code()));
    let on = list.on.map(day).unwrap_or_default();
    let title = said("sheets.list_file.title", &[("what", &what), ("no", &no)]);
    sheet.write_string_with_format(0, 0, title, &bold)?;
    let about = [
        ("council", list.council.as_str()),
        ("day", &on),
        ("count", &count),
    ];
    sheet.write_string(1, 0, said("sheets.list_file.about", &about))?;
    let kept = [
        ("purpose", list.purpose.as_str()),
        ("holder", list.holder.as_str()),
    ];
    sheet.write_string(2, 0, said("sheets.list_file.kept", &kept))?;
    Ok(())
}

fn heads(sheet: &mut Worksheet, list: &ListFile) -> Result<(), XlsxError> {
    let bold = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_border_bottom(FormatBorder::Medium);
    for (at, head) in list.heads.iter().enumerate() {
        let column = u16::try_from(at).unwrap_or(u16::MAX);
        let cells = list
            .rows
            .iter()
            .take(LOOKED_AT)
            .filter_map(|row| row.get(at));
        let longest = cells.map(|cell| cell.chars().count()).max().unwrap_or(0);
        let letters = longest.max(head.chars().count()).clamp(WIDTH.0, WIDTH.1);
        // A character of Japanese is two wide.
        sheet.set_column_width(column, u16::try_from(letters * 2).unwrap_or(u16::MAX))?;
        sheet.write_string_with_format(HEAD, column, *head, &bold)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};

    use super::*;

    #[test]
    fn every_cell_is_text_and_the_number_of_the_copy_stands_above() {
        let list = ListFile {
            no: 12,
            heads: vec!["整理番号", "氏名"],
            rows: vec![vec!["0012".into(), "=1+1".into()]],
            ..ListFile::default()
        };
        let bytes = write_list_file(&list).unwrap();
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range_at(0).unwrap().unwrap();
        let rows: Vec<&[Data]> = range.rows().collect();
        assert!(rows[0][0].to_string().contains("012"), "{}", rows[0][0]);
        assert_eq!(rows[4][0], Data::String("0012".into()));
        assert_eq!(rows[4][1], Data::String("=1+1".into()));
    }
}
