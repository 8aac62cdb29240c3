//! What was last seen of the book, remembered outside its folder: a file that was put back is found, and one that was put in
//! its place.

use domain::date::{in_japan, show_full};
use domain::history::HistoryFilter;
use serde::{Deserialize, Serialize};
use store::{Book, StoreError};

use crate::failure::{Code, Failure};
use crate::program::Program;

/// Name of the file in the folder of the settings.
const FILE: &str = "seen.json";

/// How far a book had come.
#[derive(Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Seen {
    /// What tells the file from every other.
    file: String,
    /// Entries of its journal.
    entries: u32,
    /// Hash of the last of them.
    head: String,
}

fn read(program: &Program) -> Seen {
    let bytes = std::fs::read(program.setup().settings.join(FILE)).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// Writes what was seen, whole.
pub(crate) fn write(program: &Program, seen: &Seen) -> Result<(), Failure> {
    if read(program) == *seen {
        return Ok(());
    }
    let settings = &program.setup().settings;
    store::make_folder(settings)?;
    let bytes =
        serde_json::to_vec(seen).map_err(|error| Failure::fault(&format!("seen: {error}")))?;
    Ok(store::write_whole(&settings.join(FILE), &bytes)?)
}

/// Remembers how far the book has come. Where this cannot be written, an older memory stays, which is as true.
pub(crate) fn remember(program: &Program, book: &Book) {
    let Ok((entries, head)) = book.head() else {
        return;
    };
    let file = store::file_mark(&program.setup().book).unwrap_or_default();
    let seen = Seen {
        file,
        entries,
        head,
    };
    write(program, &seen).ok();
}

/// Forgets the book before another one takes its place, and returns what was known: it is put back where that fails.
pub(crate) fn forget(program: &Program) -> Result<Seen, Failure> {
    let seen = read(program);
    write(program, &Seen::default())?;
    Ok(seen)
}

/// Returns whether what was last seen is in the book.
pub(crate) fn is_in(program: &Program, book: &Book) -> Result<bool, Failure> {
    let seen = read(program);
    Ok(seen.entries == 0 || book.has_entry(seen.entries, &seen.head)?)
}

/// Returns the refusal of a book that ends before what was last seen of it.
pub(crate) fn older(book: &Book) -> Result<Failure, Failure> {
    let newest = HistoryFilter {
        limit: 1,
        ..HistoryFilter::default()
    };
    let lines = book.reader().history(&newest)?.lines;
    let day = lines.first().map(|line| in_japan(line.at).date_naive());
    Ok(Failure::with(
        Code::Older,
        day.map(show_full).unwrap_or_default(),
    ))
}

/// A file that does not open, and begins otherwise than the one that was last seen, is another one.
pub(crate) fn of_another(program: &Program, error: StoreError) -> Failure {
    let seen = read(program).file;
    let found = store::file_mark(&program.setup().book);
    let is_another = !seen.is_empty() && found.is_some_and(|found| found != seen);
    if is_another && matches!(error, StoreError::Damaged(_)) {
        return Failure::with(Code::NotABook, "other_book");
    }
    error.into()
}
