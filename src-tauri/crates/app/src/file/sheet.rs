//! 用紙 as pictures and files: what is on them is gathered under the lock and drawn without it.

mod base64;
mod gather;

use std::path::{Path, PathBuf};

use domain::copy::Copy;
use domain::sheet::{PictureRequest, SaveSheet, SavedFile, SheetKind, SheetPicture};
use domain::vault::SaveRecoverySheet;
use serde_json::json;
use sheets::{Chosen, Drawn, RecoveryPaper, SheetError};

use crate::ask::council::the_council;
use crate::failure::Failure;
use crate::program::Program;

/// Draws one page as a picture.
pub(crate) fn sheet_picture(
    program: &Program,
    request: PictureRequest,
) -> Result<SheetPicture, Failure> {
    let content = program.read(|reader, scene| gather::content(reader, scene, &request.sheet))?;
    // A page of a thousand check sheets is drawn alone; the other sheets have one or two pages.
    let (drawn, page, pages) = match &content {
        Chosen::CheckSheets(sheets) => (
            sheets.draw_page(request.page).map_err(undrawn)?,
            1,
            sheets.pages(),
        ),
        Chosen::ConfirmCards(cards) => (
            cards.draw_page(request.page).map_err(undrawn)?,
            1,
            cards.pages(),
        ),
        Chosen::Tally(_) | Chosen::CheckReport(_) | Chosen::Recovery(_) | Chosen::VisitList(_) => {
            let drawn = content.draw().map_err(undrawn)?;
            let pages = drawn.pages();
            (drawn, request.page, pages)
        }
        Chosen::ResultList(_) => return Err(Failure::not_found()),
    };
    pictured(&drawn, page, pages, request.width)
}

fn pictured(drawn: &Drawn, page: u32, pages: u32, width: u32) -> Result<SheetPicture, Failure> {
    let picture = drawn.picture(page, width).map_err(undrawn)?;
    Ok(SheetPicture {
        pages,
        width: picture.width,
        height: picture.height,
        grey: base64::encode(&picture.grey),
        text: drawn.text(page).map_err(undrawn)?,
    })
}

/// Draws a sheet into a file and leaves an entry of it, without names: what left the program must be known.
pub(crate) fn save_sheet(program: &Program, request: SaveSheet) -> Result<SavedFile, Failure> {
    let path = program.path_of(&request.file)?;
    let under_way = program.work().begin(match request.sheet.sheet {
        SheetKind::CheckSheet => "check_sheets",
        SheetKind::TallySheet
        | SheetKind::CheckReport
        | SheetKind::ResultList
        | SheetKind::RecoverySheet
        | SheetKind::ChangeList
        | SheetKind::List
        | SheetKind::ManagementReport
        | SheetKind::IncidentPack
        | SheetKind::VisitList
        | SheetKind::ConfirmCard => "sheet",
    })?;
    let content = program.read(|reader, scene| gather::content(reader, scene, &request.sheet))?;
    let (bytes, pages, undrawable) = content.file().map_err(undrawn)?;
    let path = marked(path, &content);
    let left = Left::of(&content);
    let note = json!({
        "sheet": request.sheet.sheet,
        "copies": left.copies,
        "people": left.people,
        "pages": pages,
    });
    program.hand_out(
        &under_way,
        "save_sheet",
        note,
        &left.subject,
        |_book, _scene| store::write_whole(&path, &bytes),
    )?;
    Ok(SavedFile {
        name: file_name(&path),
        pages,
        undrawable,
    })
}

/// Draws the 復旧用紙 of the open book into a file. The key stands in no entry.
pub(crate) fn save_recovery_sheet(
    program: &Program,
    request: SaveRecoverySheet,
) -> Result<SavedFile, Failure> {
    let path = program.path_of(&request.file)?;
    let under_way = program.work().begin("sheet")?;
    let paper = program.read(|reader, scene| {
        let council = the_council(reader)?.name;
        Ok(RecoveryPaper {
            council,
            groups: request.groups,
            officers: request.officers,
            made_on: scene.today,
        })
    })?;
    let drawn = paper.draw().map_err(undrawn)?;
    let bytes = drawn.pdf().map_err(undrawn)?;
    program.hand_out(
        &under_way,
        "save_recovery_sheet",
        json!({}),
        "",
        |_book, _scene| store::write_whole(&path, &bytes),
    )?;
    Ok(SavedFile {
        name: file_name(&path),
        pages: drawn.pages(),
        undrawable: Vec::new(),
    })
}

/// Returns the path with 訓練_ or 実災害_ before the name where it lacks: months later nobody may take the one for the other
/// (design.md section 4). A file that is there already under that name was not meant, so it is not overwritten.
fn marked(path: PathBuf, content: &Chosen) -> PathBuf {
    let mode = match content {
        Chosen::CheckSheets(sheets) => sheets.check.mode,
        Chosen::Tally(sheet) => sheet.check.mode,
        Chosen::CheckReport(sheet) => sheet.check.mode,
        Chosen::ResultList(list) => list.check.mode,
        Chosen::Recovery(_) | Chosen::VisitList(_) | Chosen::ConfirmCards(_) => return path,
    };
    let prefix = sheets::file_prefix(mode);
    let name = file_name(&path);
    if name.starts_with(&prefix) {
        return path;
    }
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    let dot = if ending.is_empty() { "" } else { "." };
    let mut names = std::iter::once(String::new())
        .chain((2..).map(|n| format!("_{n}")))
        .map(|number| path.with_file_name(format!("{prefix}{stem}{number}{dot}{ending}")));
    names.find(|free| !free.exists()).unwrap_or(path)
}

/// What leaves the program with a file, in numbers.
struct Left {
    subject: String,
    copies: Vec<u32>,
    people: u32,
}

impl Left {
    fn of(content: &Chosen) -> Self {
        let of_people = |council, copies: Vec<&Copy>| {
            let people = copies.iter().map(|copy| copy.people.len()).sum();
            (council, copies.iter().map(|copy| copy.no).collect(), people)
        };
        let numbers = |copies: &[(Copy, Vec<_>)]| copies.iter().map(|(copy, _)| copy.no).collect();
        let (subject, copies, people) = match content {
            Chosen::CheckSheets(sheets) => (
                &sheets.check.name,
                numbers(&sheets.copies),
                sheets
                    .copies
                    .iter()
                    .flat_map(|(copy, _)| &copy.people)
                    .collect::<std::collections::BTreeSet<_>>()
                    .len(),
            ),
            Chosen::Tally(sheet) => (&sheet.check.name, Vec::new(), 0),
            Chosen::CheckReport(sheet) => (&sheet.check.name, Vec::new(), 0),
            Chosen::ResultList(list) => (
                &list.check.name,
                Vec::new(),
                list.rows.len() + list.unlisted.len(),
            ),
            Chosen::Recovery(paper) => (&paper.council, Vec::new(), 0),
            Chosen::VisitList(list) => of_people(
                &list.council,
                list.copies.iter().map(|(copy, _)| copy).collect(),
            ),
            Chosen::ConfirmCards(cards) => of_people(
                &cards.council,
                cards.copies.iter().map(|(copy, _)| copy).collect(),
            ),
        };
        Self {
            subject: subject.clone(),
            copies,
            people: u32::try_from(people).unwrap_or(u32::MAX),
        }
    }
}

/// Returns the name of a file, without the folder.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// A sheet that cannot be drawn is a fault of the program, except a page that is not there.
pub(crate) fn undrawn(error: SheetError) -> Failure {
    match error {
        SheetError::NoSuchPage(_) => Failure::not_found(),
        SheetError::Template(_) | SheetError::Content(_) | SheetError::Table(_) => {
            Failure::fault(&error.to_string())
        }
    }
}
