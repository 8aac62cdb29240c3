//! A table as a file of text: UTF-8 with a byte order mark, or CP932, in which no character is replaced unasked.

use encoding_rs::SHIFT_JIS;

use super::{ListTable, Misfit};
use crate::harmless::harmless;

/// The bytes of a file of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8 with a byte order mark.
    Utf8,
    /// CP932.
    Cp932,
}

/// What stands in the place of a character nothing resembles (design.md section 12).
const LOST: char = '〓';

/// Characters CP932 lacks beside those everybody reads as the same.
const ALIKE: &[(char, char)] = &[
    ('\u{2212}', '－'),
    ('\u{301c}', '～'),
    ('\u{2014}', '―'),
    ('\u{2016}', '∥'),
    ('\u{a5}', '￥'),
    ('\u{a2}', '￠'),
    ('\u{a3}', '￡'),
    ('\u{ac}', '￢'),
    ('\u{203e}', '￣'),
    ('\u{2010}', '-'),
    ('\u{2011}', '-'),
    ('\u{2013}', '-'),
    ('\u{a0}', ' '),
];

/// Returns a table as a file of text with CRLF. What CP932 lacks is replaced as `misfits` says.
pub fn csv_file(table: &ListTable, charset: Charset) -> Vec<u8> {
    let mut text = String::new();
    push_line(&mut text, table.heads().into_iter());
    for row in &table.rows {
        push_line(&mut text, row.iter().map(String::as_str));
    }
    match charset {
        Charset::Utf8 => format!("\u{feff}{text}").into_bytes(),
        Charset::Cp932 => {
            let fitting: String = text.chars().map(fitting).collect();
            SHIFT_JIS.encode(&fitting).0.into_owned()
        }
    }
}

/// Returns the characters of a table that CP932 does not have, row by row, each once in a cell.
pub fn misfits(table: &ListTable) -> Vec<Misfit> {
    let mut found = Vec::new();
    for (row, name) in table.rows.iter().zip(&table.names) {
        for (cell, column) in row.iter().zip(&table.keys) {
            let mut seen: Vec<char> = Vec::new();
            for c in cell.chars().filter(|&c| !fits(c)) {
                if !seen.contains(&c) {
                    seen.push(c);
                    found.push(Misfit {
                        name: name.clone(),
                        column: (*column).to_owned(),
                        character: c.to_string(),
                        code: format!("U+{:04X}", u32::from(c)),
                        instead: fitting(c).to_string(),
                    });
                }
            }
        }
    }
    found
}

/// Whether a character comes back from CP932 as itself. The encoder alone would turn some into others and say nothing.
fn fits(c: char) -> bool {
    if c.is_ascii() {
        return true;
    }
    let mut bytes = [0; 4];
    let text = c.encode_utf8(&mut bytes);
    let (encoded, _, has_lost) = SHIFT_JIS.encode(text);
    !has_lost && SHIFT_JIS.decode_without_bom_handling(&encoded).0 == *text
}

fn fitting(c: char) -> char {
    if fits(c) {
        return c;
    }
    let alike = ALIKE.iter().find(|(own, _)| *own == c);
    alike.map_or(LOST, |(_, other)| *other)
}

/// Adds a line of quoted cells none of which a spreadsheet computes.
pub(crate) fn push_line<'a>(file: &mut String, cells: impl Iterator<Item = &'a str>) {
    let quoted = cells.map(|cell| format!("\"{}\"", harmless(cell).replace('"', "\"\"")));
    file.push_str(&quoted.collect::<Vec<_>>().join(","));
    file.push_str("\r\n");
}
