//! 一覧をファイルに出す: a numbered copy in 配布台帳 first, then the file. What left the program is known, whatever happens.

use std::path::Path;

use domain::copy::Copy;
use domain::council::Council;
use domain::export::{ExportRequest, Exported, ListFormat, SaveExport};
use domain::problem::{Problem, Rule};
use domain::sheet::SheetKind;
use domain::user::Right;
use domain::vault::Done;
use exchange::Charset;
use serde_json::{Value, json};
use sheets::ListFile;
use store::{Book, StoreError};

use crate::act::sheet::{due_back_on, last_number};
use crate::ask::council::the_council;
use crate::ask::export::{Outgoing, outgoing};
use crate::ask::home::number;
use crate::failure::Failure;
use crate::file::bulk;
use crate::file::sheet::file_name;
use crate::host::Scene;
use crate::program::{Program, done, note_of};

/// Rows of a list that somebody but the 代表 may take out at once.
const AT_MOST: usize = 30;

/// Writes a list into a file and its copy into 配布台帳.
pub(crate) fn export_list(
    program: &Program,
    request: SaveExport,
) -> Result<Done<Exported>, Failure> {
    let path = program.path_of(&request.file)?;
    let under_way = program.work().begin("export")?;
    let export = request.export.clone();
    Failure::unless_none(missing(&export))?;
    let (council, list) = program.read(|reader, scene| {
        let council = the_council(reader)?;
        Ok((council, outgoing(reader, scene, &export)?))
    })?;
    if list.table.rows.is_empty() {
        return Err(Failure::not_now("nobody_to_export"));
    }
    program.with_book(|book, scene| {
        if list.table.rows.len() > AT_MOST && !scene.me.may(Right::Manage, false) {
            let rows = list.table.rows.len();
            let note = note_of(
                "refused",
                json!({ "call": "export_list", "rows": rows }),
                String::new(),
                scene,
            );
            book.note(note)?;
            return Err(Failure::not_now("export_too_many"));
        }
        Ok(())
    })?;
    let rows = number(list.table.rows.len());
    bulk::release(program, &under_way, rows, &request)?;
    program.with_book(|book, scene| {
        // Locking ends what is under way: what was read from one book never leaves under another.
        under_way.still_wanted()?;
        hand_out(book, scene, &council, &export, &list, &path)
    })
}

/// Writes the copy down, then the file; a further entry says where the file could not be written to its end.
fn hand_out(
    book: &mut Book,
    scene: &Scene<'_>,
    council: &Council,
    export: &ExportRequest,
    list: &Outgoing,
    path: &Path,
) -> Result<Done<Exported>, Failure> {
    let name = file_name(path);
    let note = note_of("export_list", noted(export, list), name.clone(), scene);
    let written = book.write(note, |tx| {
        let copy = Copy {
            id: scene.new_id(),
            council: council.id.clone(),
            no: last_number(tx)? + 1,
            due_back_on: match export.due_back.trim() {
                "" => None,
                typed => due_back_on(typed, scene)?,
            },
            ..copy_of(export, list, &name, scene)
        };
        tx.put(&copy)?;
        Ok::<u32, Failure>(copy.no)
    })?;
    let answer = done(written);
    let file = ListFile {
        council: council.name.clone(),
        content: export.content,
        no: answer.value,
        on: Some(scene.today),
        purpose: export.purpose.clone(),
        holder: export.holder.clone(),
        ..ListFile::default()
    };
    let saved =
        bytes_of(export, list, file).and_then(|bytes| Ok(store::write_whole(path, &bytes)?));
    if let Err(failure) = saved {
        not_written(book, &name, scene);
        return Err(failure);
    }
    Ok(Done {
        value: Exported {
            no: answer.value,
            name,
            rows: number(list.table.rows.len()),
            replaced: match export.format {
                ListFormat::CsvCp932 => number(exchange::misfits(&list.table).len()),
                ListFormat::Xlsx | ListFormat::CsvUtf8 => 0,
            },
        },
        entry: answer.entry,
        touched: answer.touched,
    })
}

/// Returns what must be said before a list leaves: who keeps it, and for what.
fn missing(export: &ExportRequest) -> Vec<Problem> {
    let fields = [("holder", &export.holder), ("purpose", &export.purpose)];
    fields
        .into_iter()
        .filter(|(_, text)| text.trim().is_empty())
        .map(|(field, _)| Problem::new(field, Rule::Missing))
        .collect()
}

/// What the journal keeps of the request: no word that was searched for, which may be a name.
fn noted(export: &ExportRequest, list: &Outgoing) -> Value {
    json!({
        "content": export.content,
        "format": export.format,
        "party": export.party,
        "with_birth": export.with_birth,
        "with_reasons": export.with_reasons,
        "rows": list.table.rows.len(),
        "without_consent": list.without_consent,
    })
}

fn copy_of(export: &ExportRequest, list: &Outgoing, name: &str, scene: &Scene<'_>) -> Copy {
    Copy {
        document: SheetKind::List,
        scope: name.to_owned(),
        people: list.people.clone(),
        holder: export.holder.trim().to_owned(),
        purpose: export.purpose.trim().to_owned(),
        issued_at: Some(scene.now),
        ..Copy::default()
    }
}

fn bytes_of(export: &ExportRequest, list: &Outgoing, file: ListFile) -> Result<Vec<u8>, Failure> {
    match export.format {
        ListFormat::Xlsx => sheets::write_list_file(&ListFile {
            heads: list.table.heads(),
            rows: list.table.rows.clone(),
            ..file
        })
        .map_err(|error| Failure::fault(&error.to_string())),
        ListFormat::CsvUtf8 => Ok(exchange::csv_file(&list.table, Charset::Utf8)),
        ListFormat::CsvCp932 => Ok(exchange::csv_file(&list.table, Charset::Cp932)),
    }
}

/// Where this fails too, the first entry stands: it says too much, not too little.
fn not_written(book: &mut Book, name: &str, scene: &Scene<'_>) -> Option<StoreError> {
    let note = note_of("not_written", Value::Null, name.to_owned(), scene);
    book.note(note).err()
}
