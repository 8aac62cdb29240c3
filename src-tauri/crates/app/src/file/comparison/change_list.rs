//! 変更一覧: what the city is asked to look at after a comparison, as a numbered copy in 配布台帳.

use std::collections::BTreeSet;

use domain::comparison::{ChangeKind, RowField};
use domain::copy::Copy;
use domain::id::RegistrantId;
use domain::roster_comparison::{
    CaseDecision, CasePile, ChangeSort, ComparisonCase, ComparisonPhase, RosterComparison,
    SaveChangeList, Side,
};
use domain::sheet::{SavedFile, SheetKind};
use domain::vault::Done;
use serde_json::json;
use sheets::{ChangeLine, ChangeListSheet, Drawn};
use store::Reader;

use crate::act::comparison::cases_of;
use crate::act::sheet::last_number;
use crate::ask::comparison::ours_of;
use crate::ask::council::the_council;
use crate::failure::Failure;
use crate::file::comparison::cases::address_of;
use crate::file::sheet::{file_name, undrawn};
use crate::host::Scene;
use crate::program::Program;

/// Makes the numbered copy of a comparison that was taken in and writes it into a file.
pub(crate) fn save_change_list(
    program: &Program,
    request: SaveChangeList,
) -> Result<Done<SavedFile>, Failure> {
    let path = program.path_of(&request.file)?;
    let under_way = program.work().begin("sheet")?;
    let name = file_name(&path);
    let noted = json!({ "comparison": request.comparison });
    let done = program.write("save_change_list", noted, |tx, scene| {
        let (sheet, people) = sheet_of(tx, scene, &request)?;
        let drawn = sheet.draw().map_err(undrawn)?;
        tx.set_subject(sheet.comparison.file_name.clone());
        tx.put(&Copy {
            id: scene.new_id(),
            council: the_council(tx)?.id,
            no: sheet.no,
            document: SheetKind::ChangeList,
            scope: sheet.comparison.file_name.clone(),
            holder: sheet.comparison.from_office.clone(),
            people: people.into_iter().collect(),
            pages: drawn.pages(),
            issued_at: Some(scene.now),
            ..Copy::default()
        })?;
        Ok(drawn)
    })?;
    let Done {
        value: drawn,
        entry,
        touched,
    } = done;
    let bytes = drawn.pdf().map_err(undrawn)?;
    let note = json!({ "sheet": SheetKind::ChangeList, "pages": drawn.pages() });
    program.hand_out(&under_way, "save_sheet", note, &name, |_book, _scene| {
        store::write_whole(&path, &bytes)
    })?;
    Ok(Done {
        value: saved(name, &drawn),
        entry,
        touched,
    })
}

fn saved(name: String, drawn: &Drawn) -> SavedFile {
    SavedFile {
        name,
        pages: drawn.pages(),
        undrawable: drawn.undrawable().iter().map(ToString::to_string).collect(),
    }
}

/// The sheet, and who of ours stands on it.
fn sheet_of(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    request: &SaveChangeList,
) -> Result<(ChangeListSheet, BTreeSet<RegistrantId>), Failure> {
    let found: Option<RosterComparison> = reader.get(request.comparison.as_str())?;
    let comparison = found.ok_or_else(Failure::not_found)?;
    if comparison.phase != ComparisonPhase::Finished {
        return Err(Failure::not_now("comparison_not_finished"));
    }
    let (mut lines, mut people) = (Vec::new(), BTreeSet::new());
    for case in cases_of(reader, &comparison.id)? {
        let before = lines.len();
        lines.extend(lines_of(reader, &case)?);
        if lines.len() > before {
            people.extend(case.registrant);
        }
    }
    let sheet = ChangeListSheet {
        council: the_council(reader)?.name,
        no: last_number(reader)? + 1,
        made_on: scene.today,
        comparison,
        lines,
    };
    Ok((sheet, people))
}

/// What of a case the city is told.
fn lines_of(reader: &Reader<'_>, case: &ComparisonCase) -> Result<Vec<ChangeLine>, Failure> {
    let sort = match (case.pile, case.decision) {
        (CasePile::Gone, CaseDecision::Leaves) => ChangeSort::Left,
        (CasePile::Gone, _) => ChangeSort::NotListed,
        (_, CaseDecision::Same) => ChangeSort::Kept,
        (_, CaseDecision::LeaveOut) => ChangeSort::LeftOut,
        (_, CaseDecision::AskCity) => ChangeSort::Asked,
        _ => return Ok(Vec::new()),
    };
    let draft = match (&case.registrant, case.pile) {
        (Some(id), CasePile::Gone) => ours_of(reader, id)?,
        _ => case.draft.clone(),
    };
    let person = ChangeLine {
        sort,
        row: case.row.clone(),
        name: draft.person.name(),
        kana: draft.person.name_kana.clone(),
        address: address_of(&draft),
        status: (sort == ChangeSort::Left).then_some(case.status),
        reason: case.reason.clone(),
        ..ChangeLine::default()
    };
    if sort != ChangeSort::Kept {
        return Ok(vec![person]);
    }
    let fields = case.chosen().map_or(&[][..], |it| it.fields.as_slice());
    let kept = fields.iter().filter(|it| {
        let differs = it.kind.is_some_and(|kind| kind != ChangeKind::Notation);
        let told = differs && (it.asked || it.local.is_some());
        // Why somebody is listed stays with us.
        told && it.field != RowField::Reasons && case.side_of(it) == Side::Ours
    });
    let lines = kept.map(|it| ChangeLine {
        field: Some(it.field),
        city: it.city.clone(),
        ours: it.ours.clone(),
        ..person.clone()
    });
    Ok(lines.collect())
}
