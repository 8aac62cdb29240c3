//! One sheet ready to be read: its rows, what its columns are, what its codes mean, and the 町丁目 it is about.

use std::collections::HashSet;

use domain::intake::{ColumnChoice, IntakeRequest, PassedAs, PassedRow};

use super::Known;
use super::household::Household;
use super::list::{layout_of, missing_column};
use super::nobody::plainly_nobody;
use super::row::Layout;
use crate::choice;
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
                let columns = choice::choose(&heading, table, request, &known.mappings);
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
            sheet.explain(&legend);
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

    fn explain(&mut self, legend: &Legend) {
        let coded: Vec<usize> = self
            .layout
            .columns
            .iter()
            .filter(|&&(column, at)| self.is_coded(COLUMNS[column].key, at))
            .map(|&(_, at)| at)
            .collect();
        self.explained = Explained::of(legend, &self.heading.names, &coded);
        let unexplained = self
            .layout
            .columns
            .iter()
            .filter(|(_, at)| coded.contains(at) && !self.explained.explains(*at));
        self.coded = unexplained
            .map(|(column, _)| COLUMNS[*column].key)
            .collect();
    }

    /// Whether a column of words holds numbers only. ○, 1 and 0 alone are the answers of a consent.
    fn is_coded(&self, key: &str, at: usize) -> bool {
        if !matches!(
            key,
            "reasons" | "consent" | "list_kind" | "mobility" | "household_type"
        ) {
            return false;
        }
        let cells = self.rows.iter().map(|row| row.text(at));
        let cells = cells.filter(|text| !text.is_empty());
        let digits = |text: &str| -> Vec<char> {
            let folded = domain::name::fold(text);
            let is_code = folded
                .chars()
                .all(|c| c.is_ascii_digit() || "、,/;.+".contains(c));
            if is_code {
                folded.chars().collect()
            } else {
                Vec::new()
            }
        };
        let found: Vec<Vec<char>> = cells.map(digits).collect();
        let codes = found.iter().filter(|it| !it.is_empty()).count();
        let is_answer = |it: &&Vec<char>| matches!(it.as_slice(), ['0' | '1']);
        codes > 0
            && codes * 2 >= found.len()
            && (key != "consent" || found.iter().any(|it| !it.is_empty() && !is_answer(&it)))
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
