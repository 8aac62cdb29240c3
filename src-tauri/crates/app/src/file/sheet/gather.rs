//! What stands on a sheet, read from the book in one go.

use std::collections::HashMap;

use domain::board::{CheckBoard, unlisted};
use domain::check_result::CheckResult;
use domain::copy::Copy;
use domain::id::{CheckResultId, CheckTargetId, RegistrantId, SafetyCheckId};
use domain::person::Person;
use domain::place::Place;
use domain::registrant::Registrant;
use domain::safety_check::{BlockCounts, CheckPhase, CheckTarget, SafetyCheck};
use domain::sheet::{SheetKind, SheetRequest};
use sheets::{
    Card, CheckReportSheet, CheckSheets, Chosen, ConfirmCards, PapersOut, PreviousCheck,
    ResultList, ResultRow, SmallNumbers, TallySheet, VisitLine, VisitList,
};
use store::Reader;

use crate::ask::council::{blocks_in_order, the_council};
use crate::ask::safety_check::check_board;
use crate::failure::Failure;
use crate::host::Scene;

/// Reads everything a sheet needs.
pub(crate) fn content(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    request: &SheetRequest,
) -> Result<Chosen, Failure> {
    if !request.sheet.is_for(&scene.me) {
        return Err(Failure::not_allowed());
    }
    Ok(match request.sheet {
        SheetKind::CheckSheet => Chosen::CheckSheets(Box::new(check_sheets(reader, request)?)),
        SheetKind::TallySheet => Chosen::Tally(Box::new(tally(reader, scene, request)?)),
        SheetKind::CheckReport => Chosen::CheckReport(Box::new(report(reader, scene, request)?)),
        SheetKind::ResultList => Chosen::ResultList(Box::new(result_list(reader, scene, request)?)),
        SheetKind::VisitList => Chosen::VisitList(Box::new(visit_list(reader, scene, request)?)),
        SheetKind::ConfirmCard => Chosen::ConfirmCards(Box::new(confirm_cards(reader, request)?)),
        // The key is not in the book: it can only be printed while it is shown.
        // 変更一覧 is drawn when its number is given. A list is handed out by `export_list`.
        SheetKind::RecoverySheet
        | SheetKind::ChangeList
        | SheetKind::List
        | SheetKind::ManagementReport
        | SheetKind::IncidentPack => return Err(Failure::not_found()),
    })
}

fn check_of(reader: &Reader<'_>, id: Option<&SafetyCheckId>) -> Result<SafetyCheck, Failure> {
    let id = id.ok_or_else(Failure::not_found)?;
    reader.get(id.as_str())?.ok_or_else(Failure::not_found)
}

fn check_sheets(reader: &Reader<'_>, request: &SheetRequest) -> Result<CheckSheets, Failure> {
    let copies = wanted_copies(reader, request)?;
    let of_first = copies.first().and_then(|copy| copy.safety_check.clone());
    let check = check_of(reader, request.safety_check.as_ref().or(of_first.as_ref()))?;
    // A sheet of another event in between would carry the wrong name and mode.
    if copies.is_empty()
        || copies
            .iter()
            .any(|copy| copy.safety_check.as_ref() != Some(&check.id))
    {
        return Err(Failure::not_found());
    }
    let council = the_council(reader)?;
    let report_place = match council.report_places.first() {
        Some(id) => reader
            .get::<Place>(id.as_str())?
            .map(|place| place.name)
            .unwrap_or_default(),
        None => String::new(),
    };
    let targets: Vec<CheckTarget> = reader.find("safety_check", check.id.as_str())?;
    let by_id: HashMap<&CheckTargetId, &CheckTarget> =
        targets.iter().map(|target| (&target.id, target)).collect();
    let mut filled = Vec::with_capacity(copies.len());
    for copy in copies {
        // A line that is gone would shift all others: the paper would not match what is typed back.
        let lines: Option<Vec<CheckTarget>> = copy
            .lines
            .iter()
            .map(|id| by_id.get(id).map(|target| (*target).clone()))
            .collect();
        filled.push((copy, lines.ok_or_else(Failure::not_found)?));
    }
    Ok(CheckSheets {
        council: council.name,
        check,
        report_place,
        copies: filled,
    })
}

/// Reads the people of a visit list as they are now: what was confirmed meanwhile need not be asked.
fn visit_list(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    request: &SheetRequest,
) -> Result<VisitList, Failure> {
    let council = the_council(reader)?;
    let since = council.confirmed_since(scene.today);
    let copies = wanted_copies(reader, request)?;
    let mut filled = Vec::with_capacity(copies.len());
    for copy in copies {
        if copy.document != SheetKind::VisitList {
            return Err(Failure::not_found());
        }
        let mut lines = Vec::with_capacity(copy.people.len());
        for id in &copy.people {
            let registrant = on_paper(reader, id)?;
            let person: Person = reader.get(registrant.person.as_str())?.unwrap_or_default();
            lines.push(VisitLine {
                facts: registrant.overdue(since),
                confirmed_on: registrant.confirmed_on,
                person,
            });
        }
        filled.push((copy, lines));
    }
    if filled.is_empty() {
        return Err(Failure::not_found());
    }
    Ok(VisitList {
        council: council.name,
        made_on: scene.today,
        copies: filled,
    })
}

/// Returns somebody who stands on a paper. Who is gone leaves an empty line; who is of another block is on no paper.
fn on_paper(reader: &Reader<'_>, id: &RegistrantId) -> Result<Registrant, Failure> {
    let registrant: Option<Registrant> = reader.get(id.as_str())?;
    if registrant.is_none() && reader.whole().get::<Registrant>(id.as_str())?.is_some() {
        return Err(Failure::not_found());
    }
    Ok(registrant.unwrap_or_default())
}

/// Reads the people of the cards as they are now.
fn confirm_cards(reader: &Reader<'_>, request: &SheetRequest) -> Result<ConfirmCards, Failure> {
    let council = the_council(reader)?;
    let copies = wanted_copies(reader, request)?;
    let mut filled = Vec::with_capacity(copies.len());
    for copy in copies {
        if copy.document != SheetKind::ConfirmCard {
            return Err(Failure::not_found());
        }
        let mut cards = Vec::with_capacity(copy.people.len());
        for id in &copy.people {
            let registrant = on_paper(reader, id)?;
            let person: Person = reader.get(registrant.person.as_str())?.unwrap_or_default();
            let contacts = registrant.emergency_contacts.len();
            cards.push(Card { person, contacts });
        }
        filled.push((copy, cards));
    }
    if filled.is_empty() {
        return Err(Failure::not_found());
    }
    Ok(ConfirmCards {
        council: council.name,
        city: council.city,
        telephone: council.contact,
        copies: filled,
    })
}

/// The copies that are named; all of the event where none is.
fn wanted_copies(reader: &Reader<'_>, request: &SheetRequest) -> Result<Vec<Copy>, Failure> {
    let mut copies = Vec::new();
    for id in &request.copies {
        copies.push(
            reader
                .get::<Copy>(id.as_str())?
                .ok_or_else(Failure::not_found)?,
        );
    }
    if let (true, Some(check)) = (copies.is_empty(), &request.safety_check) {
        copies = copies_of(reader, check)?;
    }
    copies.sort_by_key(|copy| copy.no);
    Ok(copies)
}

fn copies_of(reader: &Reader<'_>, check: &SafetyCheckId) -> Result<Vec<Copy>, Failure> {
    let mut copies: Vec<Copy> = reader.find("safety_check", check.as_str())?;
    copies.retain(|copy| copy.document == SheetKind::CheckSheet && !copy.voided);
    Ok(copies)
}

fn tally(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    request: &SheetRequest,
) -> Result<TallySheet, Failure> {
    let check = check_of(reader, request.safety_check.as_ref())?;
    let board = check_board(reader, scene, check.id.clone())?;
    let council = the_council(reader)?.name;
    let Some(number) = request.report_number else {
        let at = check.closed_at.unwrap_or(board.now);
        let blocks = in_walking_order(reader, board.blocks)?;
        return Ok(TallySheet {
            council,
            check,
            report_number: None,
            at,
            counts: board.counts,
            blocks,
        });
    };
    let issued = board
        .reports
        .into_iter()
        .find(|report| report.number == number);
    let issued = issued.ok_or_else(Failure::not_found)?;
    let blocks = in_walking_order(reader, issued.blocks)?;
    let (at, counts) = (issued.at, issued.counts);
    Ok(TallySheet {
        council,
        check,
        report_number: Some(number),
        at,
        counts,
        blocks,
    })
}

/// The board shows the slowest block first; a sheet shows them as they are walked, so that two can be compared.
fn in_walking_order(
    reader: &Reader<'_>,
    mut counts: Vec<BlockCounts>,
) -> Result<Vec<BlockCounts>, Failure> {
    let blocks = blocks_in_order(reader)?;
    counts.sort_by_cached_key(|block| {
        let place = blocks
            .iter()
            .position(|known| Some(&known.id) == block.block.as_ref());
        (place.unwrap_or(usize::MAX), block.name.clone())
    });
    Ok(counts)
}

fn report(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    request: &SheetRequest,
) -> Result<CheckReportSheet, Failure> {
    let check = check_of(reader, request.safety_check.as_ref())?;
    let board = check_board(reader, scene, check.id.clone())?;
    let council = the_council(reader)?;
    Ok(CheckReportSheet {
        council: council.name,
        city: council.city,
        fiscal_year_start_month: council.fiscal_year_start_month,
        today: scene.today,
        counts: board.counts,
        blocks: in_walking_order(reader, board.blocks)?,
        reports: board.reports,
        found_line: board.found_line,
        previous: previous(reader, scene, &check)?,
        coverage: Some(reader.coverage()?),
        papers: papers(&copies_of(reader, &check.id)?),
        small_numbers: if request.hide_small_numbers {
            SmallNumbers::Hidden
        } else {
            SmallNumbers::Told
        },
        check,
    })
}

/// The event of the same mode that was held before: a drill is never compared with a real event.
fn previous(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    check: &SafetyCheck,
) -> Result<Option<PreviousCheck>, Failure> {
    let before = |other: &SafetyCheck| {
        other.id != check.id
            && other.mode == check.mode
            && other.phase == CheckPhase::Closed
            && other.started_at.is_some()
            && check
                .started_at
                .is_none_or(|start| other.started_at < Some(start))
    };
    let all: Vec<SafetyCheck> = reader.all()?;
    let Some(found) = all
        .into_iter()
        .filter(before)
        .max_by_key(|other| other.started_at)
    else {
        return Ok(None);
    };
    let board: CheckBoard = check_board(reader, scene, found.id.clone())?;
    Ok(Some(PreviousCheck {
        check: found,
        counts: board.counts,
        blocks: board.blocks,
        found_line: board.found_line,
    }))
}

fn papers(copies: &[Copy]) -> PapersOut {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let back = |copy: &&Copy| copy.returned_on.is_some() || copy.destroyed_on.is_some();
    PapersOut {
        printed: count(copies.len()),
        first_no: copies.iter().map(|copy| copy.no).min().unwrap_or(0),
        last_no: copies.iter().map(|copy| copy.no).max().unwrap_or(0),
        returned: count(copies.iter().filter(back).count()),
    }
}

fn result_list(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    request: &SheetRequest,
) -> Result<ResultList, Failure> {
    let check = check_of(reader, request.safety_check.as_ref())?;
    let board = check_board(reader, scene, check.id.clone())?;
    let results: Vec<CheckResult> = reader.find("safety_check", check.id.as_str())?;
    let by_id: HashMap<&CheckResultId, &CheckResult> =
        results.iter().map(|result| (&result.id, result)).collect();
    let shown: HashMap<_, _> = board
        .people
        .iter()
        .map(|person| (&person.target, person))
        .collect();
    let mut targets: Vec<CheckTarget> = reader.find("safety_check", check.id.as_str())?;
    targets.sort_by(|a, b| (a.position, &a.id).cmp(&(b.position, &b.id)));
    let rows = targets
        .into_iter()
        .map(|target| {
            let person = shown.get(&target.id);
            let newest = person.and_then(|person| person.result.as_ref());
            ResultRow {
                newest: newest
                    .and_then(|id| by_id.get(id))
                    .map(|result| (*result).clone()),
                copy_no: person.map_or(0, |person| person.copy_no),
                target,
            }
        })
        .collect();
    let unlisted = unlisted(&results).into_iter().cloned().collect();
    let council = the_council(reader)?.name;
    Ok(ResultList {
        council,
        check,
        at: scene.now,
        rows,
        unlisted,
    })
}
