//! 管理の月報 and 事故の報告資料: drawn at once and handed out as a numbered copy in 配布台帳.

mod incident;
mod management;

use domain::copy::Copy;
use domain::id::{FileToken, RegistrantId};
use domain::sheet::{SaveManagementReport, SavedFile, SheetKind};
use domain::vault::Done;
use serde_json::{Value, json};
use sheets::Statement;
use store::Reader;

use crate::act::sheet::last_number;
use crate::ask::council::the_council;
use crate::failure::Failure;
use crate::file::sheet::{file_name, undrawn};
use crate::host::Scene;
use crate::program::Program;

/// Writes the 管理の月報 of a month into a file.
pub(crate) fn save_management_report(
    program: &Program,
    request: SaveManagementReport,
) -> Result<Done<SavedFile>, Failure> {
    let month = request.month;
    let making = Making {
        call: "save_management_report",
        document: SheetKind::ManagementReport,
        noted: json!({ "month": month }),
    };
    save(program, &request.file, making, |reader, scene| {
        let statement = management::statement(reader, scene, month)?;
        Ok((statement, Vec::new()))
    })
}

/// Writes the 事故の報告資料 of this moment into a file.
pub(crate) fn save_incident_pack(
    program: &Program,
    file: FileToken,
) -> Result<Done<SavedFile>, Failure> {
    let making = Making {
        call: "save_incident_pack",
        document: SheetKind::IncidentPack,
        noted: Value::Null,
    };
    save(program, &file, making, incident::statement)
}

/// What is made, for the history and for 配布台帳.
struct Making {
    call: &'static str,
    document: SheetKind,
    noted: Value,
}

fn save(
    program: &Program,
    file: &FileToken,
    making: Making,
    statement: impl FnOnce(&Reader<'_>, &Scene<'_>) -> Result<(Statement, Vec<RegistrantId>), Failure>,
) -> Result<Done<SavedFile>, Failure> {
    let path = program.path_of(file)?;
    let under_way = program.work().begin("sheet")?;
    let name = file_name(&path);
    let done = program.write(making.call, making.noted, |tx, scene| {
        let council = the_council(tx)?;
        let (statement, people) = statement(tx, scene)?;
        let statement = Statement {
            council: council.name.clone(),
            no: last_number(tx)? + 1,
            made_on: scene.today,
            ..statement
        };
        let drawn = statement.draw().map_err(undrawn)?;
        tx.set_subject(statement.about.clone());
        tx.put(&Copy {
            id: scene.new_id(),
            council: council.id,
            no: statement.no,
            document: making.document,
            scope: statement.about,
            holder: scene.me.name.clone(),
            people,
            pages: drawn.pages(),
            issued_at: Some(scene.now),
            ..Copy::default()
        })?;
        Ok(drawn)
    })?;
    let drawn = done.value;
    let bytes = drawn.pdf().map_err(undrawn)?;
    let note = json!({ "sheet": making.document, "pages": drawn.pages() });
    program.hand_out(&under_way, "save_sheet", note, &name, |_book, _scene| {
        store::write_whole(&path, &bytes)
    })?;
    Ok(Done {
        value: SavedFile {
            name,
            pages: drawn.pages(),
            undrawable: drawn.undrawable().iter().map(ToString::to_string).collect(),
        },
        entry: done.entry,
        touched: done.touched,
    })
}

/// Whether a copy is still out there.
fn is_out(copy: &Copy) -> bool {
    !copy.voided && copy.returned_on.is_none() && copy.destroyed_on.is_none()
}
