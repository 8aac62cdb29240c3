//! Text to rows. A reader of our own, because a list wants the row numbers of a spreadsheet, blank rows counted, and a
//! quotation mark that is never closed must cost one row, not the file.

use domain::intake::{FileProblem, FileRule};
use domain::problem::Rule;

use super::encoding::Decoded;
use super::refused;
use crate::harmless;
use crate::limits;
use crate::table::{Cell, Flaw, Row, Table, Weight};

/// Parses a decoded text.
pub(super) fn parse(decoded: &Decoded) -> Result<Table, FileProblem> {
    let mut parser = Parser {
        text: &decoded.text,
        delimiter: delimiter_of(&decoded.text),
        lone_return_ends: !decoded.text.contains('\n'),
        lost: decoded.lost.iter(),
        broken_at: None,
    };
    let mut table = Table::default();
    let (mut at, mut number) = (0, 0);
    while at < decoded.text.len() {
        number += 1;
        let (row, next) = parser.row(at, number)?;
        at = next;
        if !row.cells.is_empty() {
            table.rows.push(row);
        }
        if table.rows.len() > limits::ROWS {
            let lines = decoded.text.lines().count();
            return Err(refused(FileRule::TooManyRows, &lines.to_string()));
        }
    }
    Ok(table)
}

/// The separator that most lines of the beginning hold; a comma where none does.
fn delimiter_of(text: &str) -> u8 {
    let head: Vec<&str> = text.lines().take(60).collect();
    let count = |delimiter: char| {
        let per_line = head.iter().map(|line| line.matches(delimiter).count());
        let lines = per_line.clone().filter(|&found| found > 0).count();
        (lines * 1000) + per_line.max().unwrap_or(0).min(999)
    };
    [(b'\t', count('\t')), (b';', count(';')), (b',', count(','))]
        .into_iter()
        .max_by_key(|&(_, count)| count)
        .map_or(b',', |(delimiter, _)| delimiter)
}

struct Parser<'a> {
    text: &'a str,
    delimiter: u8,
    lone_return_ends: bool,
    lost: std::slice::Iter<'a, String>,
    /// Row of the quotation mark that is never closed; everything behind it is in doubt.
    broken_at: Option<u32>,
}

/// Where a cell ended.
enum End {
    Cell(usize),
    Row(usize),
}

impl Parser<'_> {
    fn row(&mut self, from: usize, number: u32) -> Result<(Row, usize), FileProblem> {
        let mut row = Row {
            number,
            ..Row::default()
        };
        if let Some(broken) = self.broken_at {
            row.flaws
                .push(flaw(None, Rule::QuoteNotClosed, broken.to_string()));
        }
        let mut at = from;
        let mut last_full = 0;
        let next = loop {
            let (text, end) = self.cell(at, &mut row);
            if !text.trim().is_empty() {
                last_full = row.cells.len() + 1;
            }
            self.note_lost(&text, &mut row);
            // Cells behind the limit are counted, not kept.
            if row.cells.len() <= limits::COLUMNS {
                row.push(Cell::text(harmless::plain(text)));
            } else {
                row.cells.push(Cell::default());
            }
            match end {
                End::Cell(next) => at = next,
                End::Row(next) => break next,
            }
        };
        if last_full > limits::COLUMNS {
            return Err(refused(
                FileRule::TooManyColumns,
                &row.cells.len().to_string(),
            ));
        }
        row.trim();
        Ok((row, next))
    }

    fn note_lost(&mut self, text: &str, row: &mut Row) {
        let found = text.matches('\u{fffd}').count();
        let bytes: Vec<&str> = self
            .lost
            .by_ref()
            .take(found)
            .map(String::as_str)
            .filter(|b| !b.is_empty())
            .collect();
        if !bytes.is_empty() {
            row.flaws.push(flaw(
                Some(row.cells.len()),
                Rule::LostCharacter,
                bytes.join(" "),
            ));
        }
    }

    fn cell(&mut self, from: usize, row: &mut Row) -> (String, End) {
        let bytes = self.text.as_bytes();
        if bytes.get(from) == Some(&b'"') && self.broken_at.is_none() {
            match self.quoted(from + 1) {
                Some(found) => return found,
                None => {
                    let column = Some(row.cells.len());
                    row.flaws
                        .push(flaw(column, Rule::QuoteNotClosed, String::new()));
                    if !self.text[from + 1..].contains('"') {
                        self.broken_at = Some(row.number);
                    }
                    return self.to_line_end(from + 1);
                }
            }
        }
        let mut at = from;
        while at < bytes.len() && bytes[at] != self.delimiter && !self.is_line_end(at) {
            at += 1;
        }
        (self.text[from..at].to_owned(), self.end_at(at))
    }

    /// Reads a quoted cell; none if it is never closed, or closed only by the opening mark of a later cell.
    fn quoted(&self, from: usize) -> Option<(String, End)> {
        let bytes = self.text.as_bytes();
        let mut text = String::new();
        let mut at = from;
        loop {
            let close = at + self.text[at..].find('"')?;
            text.push_str(&self.text[at..close]);
            let behind = close + 1;
            match bytes.get(behind) {
                Some(b'"') => {
                    text.push('"');
                    at = behind + 1;
                }
                Some(&b) if b != self.delimiter && !self.is_line_end(behind) => {
                    if text.contains('\n') {
                        return None;
                    }
                    // "3号棟"306: what follows belongs to the cell.
                    let rest_end = self.rest_of_cell(behind);
                    text.push_str(&self.text[behind..rest_end]);
                    return Some((normal_breaks(text), self.end_at(rest_end)));
                }
                _ => return Some((normal_breaks(text), self.end_at(behind))),
            }
        }
    }

    fn rest_of_cell(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while at < bytes.len() && bytes[at] != self.delimiter && !self.is_line_end(at) {
            at += 1;
        }
        at
    }

    fn to_line_end(&self, from: usize) -> (String, End) {
        let mut at = from;
        while at < self.text.len() && !self.is_line_end(at) {
            at += 1;
        }
        (self.text[from..at].to_owned(), self.end_at(at))
    }

    fn is_line_end(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        match bytes[at] {
            b'\n' => true,
            b'\r' => self.lone_return_ends || bytes.get(at + 1) == Some(&b'\n'),
            _ => false,
        }
    }

    fn end_at(&self, at: usize) -> End {
        let bytes = self.text.as_bytes();
        match bytes.get(at) {
            Some(&b) if b == self.delimiter => End::Cell(at + 1),
            Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => End::Row(at + 2),
            Some(_) => End::Row(at + 1),
            None => End::Row(at),
        }
    }
}

fn normal_breaks(text: String) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    }
}

fn flaw(column: Option<usize>, rule: Rule, detail: String) -> Flaw {
    Flaw {
        column,
        rule,
        detail,
        weight: Weight::KeepsOut,
    }
}
