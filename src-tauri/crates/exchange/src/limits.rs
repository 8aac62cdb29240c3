//! How much of a foreign file is read (trust.md, tests 43-51).

/// Bytes of a file.
pub(crate) const FILE: usize = 200 * 1024 * 1024;
/// Bytes a workbook may unpack to, all parts together.
pub(crate) const UNPACKED: u64 = 200 * 1024 * 1024;
/// Parts of a workbook.
pub(crate) const PARTS: usize = 1_000;
/// How many times larger a part may be than it was packed, once it is larger than `SMALL_PART`.
pub(crate) const RATIO: u64 = 100;
/// A part below this may be packed as tightly as it likes: a single long cell is a problem of its row.
pub(crate) const SMALL_PART: u64 = 16 * 1024 * 1024;
/// Columns of a table that hold anything.
pub(crate) const COLUMNS: usize = 500;
/// Rows of a table.
pub(crate) const ROWS: usize = 300_000;
/// Characters of a cell.
pub(crate) const CELL: usize = 2_000;
/// Characters kept of a cell that is too long, to recognise it.
pub(crate) const CELL_SHOWN: usize = 40;
/// Characters of a name.
pub(crate) const NAME: usize = 100;
/// Rows in which the heading is looked for.
pub(crate) const TITLE_ROWS: usize = 40;
/// Sheets of a workbook that are read.
pub(crate) const SHEETS: usize = 60;
/// Cells of a table that keeps its empty cells too (ODS, XLS).
pub(crate) const CELLS: u64 = 10_000_000;
