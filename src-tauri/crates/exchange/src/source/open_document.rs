//! How large the tables of an ODS file become once repeated cells are written out, before calamine does so.

use super::hidden::attribute;

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
