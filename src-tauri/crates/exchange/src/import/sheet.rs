//! One sheet ready to be read: its rows, what its columns are, what its codes mean, and the 町丁目 it is about.

use std::collections::HashSet;

use domain::intake::{CodedColumn, ColumnChoice, IntakeRequest, PassedAs, PassedRow};
use domain::name::fold;

use super::Known;
use super::household::Household;
use super::list::{layout_of, missing_column};
use super::nobody::plainly_nobody;
use super::row::Layout;
use crate::choice;
use crate::codes;
use crate::columns::COLUMNS;
use crate::heading::Heading;
use crate::legend::{Explained, Legend};
use crate::place;
use crate::table::{Row, Table};

/// A sheet with people.
pub(super) struct Sheet<'a> {
    /// Rows below the heading.
    pub rows: &'a [Row],
    /// Put before the number of a row where there are several sheets.
    pub label: String,
    pub heading: Heading,
    pub table: &'a Table,
    pub columns: Vec<ColumnChoice>,
    pub layout: Layout,
    /// What the codes of the columns mean.
    pub explained: Explained,
    /// Columns whose cells are codes nobody has explained.
    pub coded: Vec<&'static str>,
    /// The same columns, with what a person said of their codes.
    pub code_tables: Vec<CodedColumn>,
    /// 町丁目 the sheet is about, or empty.
    pub place: String,
    /// Numbers of rows that explain codes.
    legend_rows: HashSet<u32>,
}

impl<'a> Sheet<'a> {
    /// Prepares the sheets of a file; `others` are its sheets without people. A sheet that lacks a needed column is left out,
    /// unless none has it.
    pub(super) fn all(
        parts: &'a [(&'a Table, Heading)],
        others: &[&Table],
        request: &IntakeRequest,
        known: &Known,
    ) -> Vec<Self> {
        let mut legend = Legend::default();
        others.iter().for_each(|table| legend.read_sheet(table));
        let label = |table: &Table| match parts.len() {
            1 => String::new(),
            _ => format!("{}!", table.name),
        };
        let mut sheets: Vec<Self> = parts
            .iter()
            .map(|(table, own)| {
                let rows = &table.rows[own.below.min(table.rows.len())..];
                let heading = widened(own, rows);
                let columns = choice::choose(&heading, table, request, known);
                let layout = layout_of(&columns, heading.content);
                let mut sheet = Self {
                    rows,
                    label: label(table),
                    heading,
                    table,
                    columns,
                    layout,
                    explained: Explained::default(),
                    coded: Vec::new(),
                    code_tables: Vec::new(),
                    place: String::new(),
                    legend_rows: HashSet::new(),
                };
                sheet.read_legend(&mut legend);
                sheet
            })
            .collect();
        let is_whole =
            |sheet: &Self| missing_column(&sheet.layout, sheet.heading.content).is_none();
        if sheets.iter().any(is_whole) {
            sheets.retain(is_whole);
        }
        for sheet in &mut sheets {
            sheet.explain(&legend, request, known);
        }
        sheets
    }

    /// Reads the rows above the heading and those between and below the people that hold none.
    fn read_legend(&mut self, legend: &mut Legend) {
        let above = self.heading.below.saturating_sub(1);
        for row in &self.table.rows[..above.min(self.table.rows.len())] {
            legend.read(row);
        }
        // A code and its meaning look like a number and a name; they count only below a line that opens a legend.
        let mut inside = false;
        for row in self.rows {
            let full = row.cells.iter().filter(|cell| !cell.is_blank()).count();
            let notes = plainly_nobody(row, &self.layout).is_some();
            if notes || (inside && full <= 3) {
                let found = legend.read(row);
                if found && !notes {
                    self.legend_rows.insert(row.number);
                }
                inside = (inside && found) || notes;
            } else {
                inside = false;
            }
        }
    }

    fn explain(&mut self, legend: &Legend, request: &IntakeRequest, known: &Known) {
        let columns: Vec<(&'static str, usize)> = self
            .layout
            .columns
            .iter()
            .map(|&(column, at)| (COLUMNS[column].key, at))
            .filter(|&(key, at)| codes::is_coded(key, &self.cells(at)))
            .collect();
        let coded: Vec<usize> = columns.iter().map(|(_, at)| *at).collect();
        self.explained = Explained::of(legend, &self.heading.names, &coded);
        // What a code stands for is an office's own: of another sender it says nothing. Who does not say the sender
        // means the only one there is.
        let senders: HashSet<String> = known.mappings.iter().map(|it| fold(&it.sender)).collect();
        let is_only = request.sender.trim().is_empty() && senders.len() == 1;
        let mapping = choice::remembered(&self.columns, self.heading.content, request, known)
            .filter(|it| is_only || fold(&it.sender) == fold(&request.sender));
        for (key, at) in columns {
            if self.explained.explains(at) {
                continue;
            }
            self.coded.push(key);
            let heading = self.columns.get(at).map_or("", |it| it.heading.as_str());
            let cells = self.cells(at).into_iter();
            let Some(column) = codes::column(heading, key, cells, request, mapping) else {
                continue;
            };
            self.explained.tell(at, codes::words(&column));
            self.code_tables.push(column);
        }
    }

    /// The filled cells of a place.
    fn cells(&self, at: usize) -> Vec<&'a str> {
        let cells = self.rows.iter().map(|row| row.text(at));
        cells.filter(|text| !text.is_empty()).collect()
    }

    /// Whether a row explains a code.
    pub(super) fn is_legend(&self, row: &Row) -> bool {
        self.legend_rows.contains(&row.number)
    }

    /// Returns a row that is no person, as it is told.
    pub(super) fn passed(&self, row: &Row, passed_as: PassedAs) -> PassedRow {
        let texts = row.cells.iter().map(|cell| cell.text.trim());
        let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
        PassedRow {
            row: format!("{}{}", self.label, row.number),
            passed_as,
            text: texts.join(" "),
        }
    }

    /// Finds the 町丁目 in the name of the sheet or the titles, if most addresses leave the town out.
    pub(super) fn find_place(&mut self, city: &str) {
        let at = ["address", "address_town"]
            .iter()
            .find_map(|key| self.layout.place(key));
        let is_short = |row: &&Row| {
            let address = at.map_or("", |at| row.text(at));
            !domain::address::read_address(address, city).is_known()
        };
        let short = self.rows.iter().filter(is_short).count();
        if short * 2 < self.rows.len() {
            return;
        }
        let titles = self.heading.titles.iter().map(String::as_str);
        let texts = std::iter::once(self.table.name.as_str()).chain(titles);
        let found = texts.filter_map(|text| place::named_in(text, city)).next();
        self.place = found.unwrap_or_default();
    }

    /// The household of the first row.
    pub(super) fn household(&self) -> Household {
        let mut household = Household::of(&self.heading, &self.layout);
        household.look_at(self.rows, &self.layout);
        household
    }
}

/// A column without a heading that most rows fill is a column, not a slip.
fn widened(heading: &Heading, rows: &[Row]) -> Heading {
    let mut heading = heading.clone();
    let looked_at = &rows[..rows.len().min(200)];
    while looked_at.len() >= 3 {
        let at = heading.names.len();
        let full = looked_at
            .iter()
            .filter(|row| !row.text(at).is_empty())
            .count();
        if full * 2 <= looked_at.len() {
            break;
        }
        heading.names.push(String::new());
    }
    heading
}
