//! A table of text cells with the row numbers a spreadsheet shows, whatever file it came from.

use chrono::NaiveDate;
use domain::name;
use domain::problem::Rule;

use crate::limits;

/// What a cell was in its workbook.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum CellKind {
    /// Text, or anything of a text file.
    #[default]
    Text,
    /// A number, so that leading zeros may be lost.
    Number,
    /// A real date.
    Day(NaiveDate),
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cell {
    /// The text as shown, without controls and invisible characters.
    pub text: String,
    /// What it was.
    pub kind: CellKind,
}

impl Cell {
    /// Returns a cell of text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            kind: CellKind::Text,
        }
    }

    /// Returns whether nothing stands in it.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Whether a flaw of the bytes keeps its row outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    /// The row comes in with a remark.
    Remark,
    /// The row stays outside until somebody has looked.
    KeepsOut,
}

/// Something wrong in the bytes of a cell, before anybody knows what the column means.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Flaw {
    /// Place of the cell; none when the whole row is meant.
    pub column: Option<usize>,
    /// The rule that was broken.
    pub rule: Rule,
    /// A word or number for the sentence.
    pub detail: String,
    /// Whether the row can come in.
    pub weight: Weight,
}

/// One row with anything in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Row {
    /// Number as the spreadsheet shows it.
    pub number: u32,
    /// Cells, trailing blank ones left out.
    pub cells: Vec<Cell>,
    /// What is wrong in the bytes.
    pub flaws: Vec<Flaw>,
}

impl Row {
    /// Returns the cell at a place, if the row is that long.
    pub(crate) fn cell(&self, at: usize) -> Option<&Cell> {
        self.cells.get(at)
    }

    /// Returns the text of a cell without the space around it.
    pub(crate) fn text(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", |cell| cell.text.trim())
    }

    /// Adds a cell at the end: invisible characters are taken out and said, too long a text is cut and said.
    pub(crate) fn push(&mut self, cell: Cell) {
        let column = Some(self.cells.len());
        let (text, taken_out) = without_invisible(cell.text);
        if !taken_out.is_empty() {
            let turns_text = taken_out.contains("202D") || taken_out.contains("202E");
            let weight = if turns_text {
                Weight::KeepsOut
            } else {
                Weight::Remark
            };
            self.flaws.push(Flaw {
                column,
                rule: Rule::ControlCharacters,
                detail: taken_out,
                weight,
            });
        }
        let (text, length) = shortened(text);
        if let Some(length) = length {
            let detail = length.to_string();
            self.flaws.push(Flaw {
                column,
                rule: Rule::TooLong,
                detail,
                weight: Weight::KeepsOut,
            });
        }
        self.cells.push(Cell {
            text,
            kind: cell.kind,
        });
    }

    /// Forgets blank cells at the end.
    pub(crate) fn trim(&mut self) {
        while self.cells.last().is_some_and(Cell::is_blank) {
            self.cells.pop();
        }
    }
}

/// A sheet of a workbook, or a text file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Table {
    /// Name of the sheet; empty for a text file.
    pub name: String,
    /// Rows with anything in them.
    pub rows: Vec<Row>,
    /// Places of hidden columns.
    pub hidden_columns: Vec<usize>,
}

/// Takes controls and invisible characters out of a text and names them (U+200B).
fn without_invisible(text: String) -> (String, String) {
    let is_bad =
        |c: char| (c.is_control() && !matches!(c, '\n' | '\t' | '\r')) || name::is_invisible(c);
    if !text.chars().any(is_bad) {
        return (text, String::new());
    }
    let mut codes: Vec<String> = Vec::new();
    for c in text.chars().filter(|&c| is_bad(c)) {
        let code = format!("U+{:04X}", c as u32);
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes.truncate(8);
    (
        text.chars().filter(|&c| !is_bad(c)).collect(),
        codes.join(" "),
    )
}

/// Cuts a text that is too long for a cell, and says how long it was.
fn shortened(text: String) -> (String, Option<usize>) {
    if text.len() <= limits::CELL {
        return (text, None);
    }
    let length = text.chars().count();
    if length <= limits::CELL {
        return (text, None);
    }
    (
        text.chars().take(limits::CELL_SHOWN).chain(['…']).collect(),
        Some(length),
    )
}
