//! How large the tables of an ODS file become once repeated cells are written out, before calamine does so.

use std::collections::HashMap;

use calamine::Dimensions;

use super::hidden::{attribute, unescaped};

/// Returns how many cells the largest table of a content.xml would have, from its first to its last full cell.
pub(super) fn cells_of(xml: &str) -> u64 {
    let mut largest = 0;
    let mut table = Extent::default();
    for piece in xml.split('<').skip(1) {
        let inside = piece.split('>').next().unwrap_or_default();
        let name = inside
            .split([' ', '\n', '\t', '\r', '/'])
            .find(|part| !part.is_empty());
        let local = name
            .and_then(|name| name.rsplit(':').next())
            .unwrap_or_default();
        match local {
            "table-row" if inside.starts_with('/') => table.end_row(),
            "table-row" => table.row_repeats = repeats(inside, "number-rows-repeated"),
            "table-cell" | "covered-table-cell" if !inside.starts_with('/') => {
                let is_full = attribute(inside, "value-type").is_some() || !inside.ends_with('/');
                table.cell(repeats(inside, "number-columns-repeated"), is_full);
            }
            "table" => {
                largest = largest.max(table.rows.saturating_mul(table.columns));
                table = Extent::default();
            }
            _ => {}
        }
    }
    largest.max(table.rows.saturating_mul(table.columns))
}

/// Returns the cells merged over several rows of every table of a content.xml, by the name of the table.
pub(super) fn merged_in(xml: &str) -> HashMap<String, Vec<Dimensions>> {
    let mut merged: HashMap<String, Vec<Dimensions>> = HashMap::new();
    let mut name = String::new();
    let (mut row, mut rows, mut column) = (0_u64, 1_u64, 0_u64);
    for piece in xml.split('<').skip(1) {
        let inside = piece.split('>').next().unwrap_or_default();
        let tag = inside.split([' ', '\n', '\t', '\r', '/']);
        let tag = tag.into_iter().find(|part| !part.is_empty());
        let local = tag.and_then(|tag| tag.rsplit(':').next());
        match (local.unwrap_or_default(), inside.starts_with('/')) {
            ("table", false) => {
                name = attribute(inside, "name").map_or_else(String::new, |it| unescaped(&it));
                row = 0;
            }
            ("table-row", true) => row = row.saturating_add(rows),
            ("table-row", false) => {
                (rows, column) = (repeats(inside, "number-rows-repeated"), 0);
                if inside.ends_with('/') {
                    row = row.saturating_add(rows);
                }
            }
            ("table-cell" | "covered-table-cell", false) => {
                let high = repeats(inside, "number-rows-spanned");
                let place = |at: u64| u32::try_from(at).ok();
                let ends = (
                    place(row),
                    place(column),
                    place(row.saturating_add(high.saturating_sub(1))),
                );
                if let ((Some(top), Some(left), Some(bottom)), 2..) = (ends, high) {
                    let area = Dimensions::new((top, left), (bottom, left));
                    merged.entry(name.clone()).or_default().push(area);
                }
                let wide = repeats(inside, "number-columns-repeated");
                column = column.saturating_add(wide);
            }
            _ => {}
        }
    }
    merged
}

/// How far a table reaches.
#[derive(Default)]
struct Extent {
    rows: u64,
    columns: u64,
    /// Rows so far, the empty ones at the end among them.
    rows_seen: u64,
    row_repeats: u64,
    column: u64,
    full_to: u64,
}

impl Extent {
    fn cell(&mut self, repeats: u64, is_full: bool) {
        self.column = self.column.saturating_add(repeats);
        if is_full {
            self.full_to = self.column;
        }
    }

    fn end_row(&mut self) {
        self.rows_seen = self.rows_seen.saturating_add(self.row_repeats);
        if self.full_to > 0 {
            self.rows = self.rows_seen;
            self.columns = self.columns.max(self.full_to);
        }
        (self.column, self.full_to) = (0, 0);
    }
}

fn repeats(tag: &str, name: &str) -> u64 {
    attribute(tag, name)
        .and_then(|value| value.parse().ok())
        .unwrap_or(1)
}
