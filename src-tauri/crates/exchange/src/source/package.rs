//! The parts of a packed workbook, counted and measured before anything is read from them.

use std::io::{Cursor, Read};

use domain::intake::{FileProblem, FileRule};
use zip::ZipArchive;

use super::{Format, megabytes, refused};
use crate::limits;

/// Tells what a packed file is, after its directory has been found harmless.
pub(super) fn kind_of(bytes: &[u8]) -> Result<Format, FileProblem> {
    let mut archive = open(bytes)?;
    check_directory(&mut archive)?;
    let names: Vec<String> = archive
        .file_names()
        .filter_map(|name| name.ok().map(|name| name.to_lowercase()))
        .collect();
    let holds = |start: &str| names.iter().any(|name| name.starts_with(start));
    if holds("word/") {
        return Err(refused(FileRule::OtherDocument, "Word"));
    }
    if holds("ppt/") {
        return Err(refused(FileRule::OtherDocument, "PowerPoint"));
    }
    let mimetype = part(&mut archive, "mimetype", 200).unwrap_or_default();
    let mimetype = String::from_utf8_lossy(&mimetype).into_owned();
    let format = if mimetype.contains("opendocument.spreadsheet") {
        Format::Ods
    } else if mimetype.contains("opendocument") {
        return Err(refused(FileRule::OtherDocument, "OpenDocument"));
    } else if names.iter().any(|name| name.ends_with("workbook.xml")) {
        Format::Xlsx
    } else if holds("content.xml") {
        Format::Ods
    } else {
        return Err(refused(FileRule::NotASpreadsheet, ""));
    };
    check_contents(&mut archive)?;
    Ok(format)
}

/// Opens the package.
pub(super) fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, FileProblem> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|_| refused(FileRule::Damaged, ""))
}

/// Returns one part, at most `most` bytes of it.
pub(super) fn part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    most: u64,
) -> Option<Vec<u8>> {
    let file = archive.by_name(name).ok()?;
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// What the directory says of its parts: how many, how large, how tightly packed.
fn check_directory(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), FileProblem> {
    if archive.len() > limits::PARTS {
        return Err(refused(
            FileRule::UnpacksTooLarge,
            &archive.len().to_string(),
        ));
    }
    let mut total: u64 = 0;
    for at in 0..archive.len() {
        let file = archive
            .by_index_raw(at)
            .map_err(|_| refused(FileRule::Damaged, ""))?;
        let (size, packed) = (file.size(), file.compressed_size().max(1));
        total = total.saturating_add(size);
        if total > limits::UNPACKED || (size > limits::SMALL_PART && size / packed > limits::RATIO)
        {
            return Err(refused(FileRule::UnpacksTooLarge, &megabytes(total)));
        }
    }
    Ok(())
}

/// A directory can lie: every part is unpacked once into nothing, and no further than the limit.
fn check_contents(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), FileProblem> {
    let mut left = limits::UNPACKED;
    for at in 0..archive.len() {
        let Ok(file) = archive.by_index(at) else {
            return Err(refused(FileRule::Damaged, ""));
        };
        let said = file.size();
        // A part that is damaged inside is reported by whoever needs it.
        let read = std::io::copy(&mut file.take(left + 1), &mut std::io::sink()).unwrap_or(said);
        if read > left {
            return Err(refused(
                FileRule::UnpacksTooLarge,
                &megabytes(limits::UNPACKED),
            ));
        }
        left -= read;
    }
    Ok(())
}
