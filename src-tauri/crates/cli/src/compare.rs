//! Lists without a book: what is understood of one, and who is who between two. Nothing is asked, nothing is stored.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use app::failure::{Code, Failure};
use app::host::Host;
use chrono::NaiveDate;
use comparison::Entry;
use domain::comparison::Identity;
use domain::date::in_japan;
use domain::intake::IntakeRequest;
use domain::roster_import::ListContent;
use domain::vault::Continue;
use exchange::{Known, ListRead, Listed};
use serde::Serialize;

use crate::command::{Compare, Read};
use crate::host::TerminalHost;
use crate::steps::print;
use crate::words::Words;

/// Writes what is understood of each row of a list.
pub(crate) fn read(words: &Words, wanted: &Read) -> Result<(), Failure> {
    let list = list_of(words, &wanted.file, None)?;
    write(&wanted.json, &exchange::understood(&list))?;
    let out = list.rows.iter().filter(|row| !row.shown.comes_in).count();
    print(&words.say(
        "read",
        &[
            ("rows", list.rows.len().to_string()),
            ("out", out.to_string()),
            ("name", name_of(&wanted.json)),
        ],
    ));
    Ok(())
}

/// Writes who is who between two lists.
pub(crate) fn compare(words: &Words, wanted: &Compare) -> Result<(), Failure> {
    let people = |path: &Path| -> Result<Vec<Listed>, Failure> {
        let list = list_of(words, path, Some(ListContent::Registrants))?;
        Ok(exchange::people(list))
    };
    let (old, new) = (people(&wanted.old)?, people(&wanted.new)?);
    let found = comparison::compare(&entries(&old), &entries(&new), &mut |_| Continue::Yes);
    let (old_rows, new_rows) = (row_names(&old), row_names(&new));
    let report = comparison::report(&found, &old_rows, &new_rows);
    write(&wanted.json, &report)?;
    let count = |identity: Identity| {
        let rows = found.rows.iter().filter(|row| row.identity == identity);
        rows.count().to_string()
    };
    print(&words.say(
        "compared",
        &[
            ("same", count(Identity::Same)),
            ("new", count(Identity::New)),
            ("ask", count(Identity::Ask)),
            ("gone", found.gone.len().to_string()),
            ("name", name_of(&wanted.json)),
        ],
    ));
    Ok(())
}

fn entries(people: &[Listed]) -> Vec<Entry<'_>> {
    let entries = people.iter().map(|it| Entry {
        draft: &it.draft,
        block: &it.block,
    });
    entries.collect()
}

fn row_names(people: &[Listed]) -> Vec<String> {
    people.iter().map(|it| it.row.clone()).collect()
}

/// Reads a list; why it cannot be read is printed.
fn list_of(words: &Words, path: &Path, content: Option<ListContent>) -> Result<ListRead, Failure> {
    let bytes = std::fs::read(path).map_err(|_error| Failure::of(Code::CannotRead))?;
    let request = IntakeRequest {
        content,
        ..IntakeRequest::default()
    };
    let (name, known, today) = (name_of(path), Known::default(), today());
    exchange::read(&bytes, &name, &request, &known, today, &mut |_| {
        Continue::Yes
    })
    .map_err(|refusal| {
        print(&words.file_problem(&refusal.rule.code(), &refusal.detail));
        Failure::of(Code::CannotRead)
    })
}

fn today() -> NaiveDate {
    in_japan(TerminalHost::default().now()).date_naive()
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// Writes JSON, whole or not at all: beside the place first, then there.
fn write(path: &Path, value: &impl Serialize) -> Result<(), Failure> {
    let cannot = |_error: std::io::Error| Failure::of(Code::CannotWrite);
    let beside = path.with_extension("part");
    let mut file = BufWriter::new(File::create(&beside).map_err(cannot)?);
    serde_json::to_writer(&mut file, value).map_err(|error| Failure::fault(&error.to_string()))?;
    file.flush().map_err(cannot)?;
    drop(file);
    std::fs::rename(&beside, path).map_err(cannot)
}
