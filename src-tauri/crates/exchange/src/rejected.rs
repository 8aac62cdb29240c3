//! The rows that stayed outside, as a file with the reason beside each: to mend and to take in again.

use domain::intake::ReadRow;

use crate::import::ListRead;
use crate::words;
use crate::write::push_line;

/// Returns a CSV file (UTF-8 with byte order mark, CRLF) of the rows that stayed outside: the cells as received, then row
/// and reason. No cell can run as a formula.
pub fn rejected_file(list: &ListRead) -> Vec<u8> {
    let mut file = "\u{feff}".to_owned();
    let headings = list.columns.iter().map(|choice| choice.heading.as_str());
    let last = [words::column("row_number"), words::column("reason_outside")];
    push_line(&mut file, headings.chain(last));
    for row in list.rows.iter().filter(|row| row.draft.is_none()) {
        let reason = reason_of(row);
        let width = list.columns.len().max(row.shown.cells.len());
        let cells = (0..width).map(|at| row.shown.cells.get(at).map_or("", String::as_str));
        push_line(
            &mut file,
            cells.chain([row.shown.row.as_str(), reason.as_str()]),
        );
    }
    file.into_bytes()
}

fn reason_of(row: &ReadRow) -> String {
    let sentences = row.shown.problems.iter().map(|problem| {
        let sentence = words::sentence(problem);
        match problem.field.as_str() {
            "" => sentence,
            field => format!("{}：{sentence}", words::column(field)),
        }
    });
    sentences.collect::<Vec<_>>().join(" ／ ")
}
