//! Bytes to tables. What a file is is told by its content, never by its name.

mod csv;
mod encoding;
mod hidden;
mod open_document;
mod package;
mod workbook;

use domain::intake::{FileProblem, FileRule};

use crate::limits;
use crate::table::Table;

/// A file that could be read.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Source {
    /// What it was read as (CP932, UTF-8, XLSX …).
    pub encoding: String,
    /// Its tables; one for a text file.
    pub tables: Vec<Table>,
}

/// What kind of file the bytes are.
#[derive(Debug, PartialEq)]
enum Format {
    Text,
    Xlsx,
    Xls,
    Ods,
}

/// Opens a file.
pub(crate) fn open(bytes: &[u8]) -> Result<Source, FileProblem> {
    if bytes.is_empty() {
        return Err(refused(FileRule::Empty, ""));
    }
    if bytes.len() > limits::FILE {
        return Err(refused(FileRule::TooLarge, &megabytes(bytes.len() as u64)));
    }
    match format_of(bytes)? {
        Format::Text => open_text(bytes),
        Format::Xlsx => Ok(Source {
            encoding: "XLSX".into(),
            tables: workbook::xlsx(bytes)?,
        }),
        Format::Xls => Ok(Source {
            encoding: "XLS".into(),
            tables: workbook::xls(bytes)?,
        }),
        Format::Ods => Ok(Source {
            encoding: "ODS".into(),
            tables: workbook::ods(bytes)?,
        }),
    }
}

/// Lines a row may have on average, line breaks in quotes counted, before a file is not even decoded.
const LINES_OF_A_ROW: usize = 3;

fn open_text(bytes: &[u8]) -> Result<Source, FileProblem> {
    let lines = bytes.iter().filter(|&&byte| byte == b'\n').count();
    if lines > limits::ROWS * LINES_OF_A_ROW {
        return Err(refused(FileRule::TooManyRows, &lines.to_string()));
    }
    let decoded = encoding::decode(bytes)?;
    if decoded.text.trim().is_empty() {
        return Err(refused(FileRule::Empty, ""));
    }
    let table = csv::parse(&decoded)?;
    Ok(Source {
        encoding: decoded.encoding.into(),
        tables: vec![table],
    })
}

/// A refusal of the whole file.
pub(crate) fn refused(rule: FileRule, detail: &str) -> FileProblem {
    FileProblem {
        rule,
        detail: detail.to_owned(),
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{}MB", bytes / (1024 * 1024))
}

fn format_of(bytes: &[u8]) -> Result<Format, FileProblem> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return package::kind_of(bytes);
    }
    if starts(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return compound_kind(bytes);
    }
    if starts(b"%PDF") {
        return Err(refused(FileRule::OtherDocument, "PDF"));
    }
    if starts(b"{\\rtf") {
        return Err(refused(FileRule::OtherDocument, "RTF"));
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if head.starts_with("<!doctype html") || head.starts_with("<html") || head.starts_with("<table")
    {
        return Err(refused(FileRule::OtherDocument, "HTML"));
    }
    if head.starts_with("<?xml") {
        return Err(refused(FileRule::OtherDocument, "XML"));
    }
    let pictures: [&[u8]; 5] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"];
    let packed: [&[u8]; 4] = [b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BM"];
    if pictures.iter().chain(&packed).any(|magic| starts(magic)) {
        return Err(refused(FileRule::NotASpreadsheet, ""));
    }
    Ok(Format::Text)
}

/// An old Office file, or a new one behind a password: told by the names of its streams.
fn compound_kind(bytes: &[u8]) -> Result<Format, FileProblem> {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if holds("EncryptedPackage") || holds("EncryptionInfo") {
        return Err(refused(FileRule::Password, ""));
    }
    if holds("WordDocument") {
        return Err(refused(FileRule::OtherDocument, "Word"));
    }
    if holds("PowerPoint Document") {
        return Err(refused(FileRule::OtherDocument, "PowerPoint"));
    }
    if holds("Workbook") || holds("Book") {
        return Ok(Format::Xls);
    }
    Err(refused(FileRule::NotASpreadsheet, ""))
}
