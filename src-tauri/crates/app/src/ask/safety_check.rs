//! 安否確認 asked for: the list, the board, a sheet to type back.

use std::collections::BTreeMap;

use domain::board::{self, BoardRecords, CheckBoard, Standing};
use domain::check_result::{
    CheckResult, EntryLine, EntryPage, EntrySheet, EntrySheetAnswer, ResultCode, SheetNumber,
};
use domain::copy::Copy;
use domain::id::{CheckTargetId, SafetyCheckId};
use domain::registrant::Registrant;
use domain::safety_check::{
    CheckPhase, CheckReport, CheckTarget, SafetyCheck, SafetyCheckRow, clock, common_town,
};
use domain::sheet::SheetKind;
use domain::user::Right;
use sheets::{BLANK_LINES, LINES_PER_PAGE};
use store::Reader;

use crate::act::safety_check::is_checked;
use crate::ask::home::number;
use crate::ask::pairing::town::refused;
use crate::failure::Failure;
use crate::host::Scene;

/// Numbers offered when a typed one does not exist.
const NEAREST: usize = 5;

/// Returns the frozen roster of an event in walking order; empty before it is frozen.
pub(crate) fn targets_of(
    reader: &Reader<'_>,
    id: &SafetyCheckId,
) -> Result<Vec<CheckTarget>, Failure> {
    let mut targets: Vec<CheckTarget> = reader.find("safety_check", id.as_str())?;
    targets.sort_by_key(|target| target.position);
    Ok(targets)
}

/// Returns every result of an event, oldest first.
pub(crate) fn results_of(
    reader: &Reader<'_>,
    id: &SafetyCheckId,
) -> Result<Vec<CheckResult>, Failure> {
    Ok(reader.find("safety_check", id.as_str())?)
}

/// Returns the check sheets printed for an event, by number.
pub(crate) fn sheets_of(reader: &Reader<'_>, id: &SafetyCheckId) -> Result<Vec<Copy>, Failure> {
    let mut copies: Vec<Copy> = reader.find("safety_check", id.as_str())?;
    copies.retain(|copy| copy.document == SheetKind::CheckSheet && !copy.voided);
    copies.sort_by_key(|copy| copy.no);
    Ok(copies)
}

/// Answers the events: the running one, then planned ones, then past ones, newest first.
pub(crate) fn safety_checks(
    reader: &Reader<'_>,
    _scene: &Scene<'_>,
    (): (),
) -> Result<Vec<SafetyCheckRow>, Failure> {
    let checks: Vec<SafetyCheck> = reader.all()?;
    let mut rows = Vec::with_capacity(checks.len());
    for check in checks {
        let targets = targets_of(reader, &check.id)?;
        let reports: Vec<CheckReport> = reader.find("safety_check", check.id.as_str())?;
        let counts = board::counts(&targets, &results_of(reader, &check.id)?);
        let is_frozen = !targets.is_empty() || check.phase != CheckPhase::Preparing;
        rows.push(SafetyCheckRow {
            targets: if is_frozen {
                counts.targets
            } else {
                would_be_checked(reader, &check)?
            },
            found: counts.found(),
            copies: number(sheets_of(reader, &check.id)?.len()),
            reports: number(reports.len()),
            safety_check: check,
        });
    }
    rows.sort_by(|a, b| order(&b.safety_check).cmp(&order(&a.safety_check)));
    Ok(rows)
}

/// The later in this order, the higher on the list.
fn order(check: &SafetyCheck) -> impl Ord + use<'_> {
    let stage = match check.phase {
        CheckPhase::Running => 2,
        CheckPhase::Preparing => 1,
        CheckPhase::Closed => 0,
    };
    // Of planned events the nearest day comes first, days nobody has set last.
    let planned = std::cmp::Reverse(
        check
            .planned_on
            .map_or((true, None), |day| (false, Some(day))),
    );
    let planned = (check.phase == CheckPhase::Preparing).then_some(planned);
    (stage, planned, check.started_at, &check.id)
}

fn would_be_checked(reader: &Reader<'_>, check: &SafetyCheck) -> Result<u32, Failure> {
    let refused = refused(reader.all()?);
    let people: Vec<Registrant> = reader.all()?;
    let checked = people
        .iter()
        .filter(|r| is_checked(r, check.mode, refused.contains(&r.id)));
    Ok(number(checked.count()))
}

/// Answers 当日の板. Before the start it shows the people and papers there are.
pub(crate) fn check_board(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    id: SafetyCheckId,
) -> Result<CheckBoard, Failure> {
    let check: SafetyCheck = reader.get(id.as_str())?.ok_or_else(Failure::not_found)?;
    let (targets, results) = (targets_of(reader, &id)?, results_of(reader, &id)?);
    let reports: Vec<CheckReport> = reader.find("safety_check", id.as_str())?;
    let copies = sheets_of(reader, &id)?;
    let records = BoardRecords {
        targets: &targets,
        results: &results,
        copies: &copies,
        reports: &reports,
    };
    let mut board = board::board(&check, records, scene.now);
    if !scene.me.may(Right::Drill, false) {
        let people = board.people.iter_mut();
        people.for_each(|person| person.care.clear());
    }
    Ok(board)
}

/// Answers the sheet of this number as it is typed back, or the numbers there are.
pub(crate) fn entry_sheet(
    reader: &Reader<'_>,
    _scene: &Scene<'_>,
    asked: SheetNumber,
) -> Result<EntrySheetAnswer, Failure> {
    let id = &asked.safety_check;
    let check: SafetyCheck = reader.get(id.as_str())?.ok_or_else(Failure::not_found)?;
    let sheets = sheets_of(reader, id)?;
    let digits = asked.copy_no.to_string();
    let longer = sheets
        .iter()
        .map(|copy| copy.no.to_string())
        .any(|no| no.len() > digits.len().max(PRINTED_DIGITS) && no.starts_with(&digits));
    let Some(copy) = sheets.iter().find(|copy| copy.no == asked.copy_no) else {
        let mut numbers: Vec<u32> = sheets.iter().map(|copy| copy.no).collect();
        numbers.sort_by_key(|no| (no.abs_diff(asked.copy_no), *no));
        numbers.truncate(NEAREST);
        return Ok(EntrySheetAnswer {
            sheet: None,
            nearest: numbers,
            longer,
        });
    };
    let (targets, results) = (targets_of(reader, id)?, results_of(reader, id)?);
    let sheet = EntrySheet {
        copy: copy.id.clone(),
        copy_no: copy.no,
        safety_check: id.clone(),
        mode: check.mode,
        scope: copy.scope.clone(),
        holder: copy.holder.clone(),
        pages: pages(copy, &targets, &results),
    };
    Ok(EntrySheetAnswer {
        sheet: Some(sheet),
        nearest: Vec::new(),
        longer,
    })
}

/// Digits a number is printed with at the least (第017号).
const PRINTED_DIGITS: usize = 3;

/// Returns the pages in printed order; the blank lines follow on the last one.
fn pages(copy: &Copy, targets: &[CheckTarget], results: &[CheckResult]) -> Vec<EntryPage> {
    let by_id: BTreeMap<&CheckTargetId, &CheckTarget> =
        targets.iter().map(|target| (&target.id, target)).collect();
    let standings = board::standings(results);
    let mut pages: Vec<EntryPage> = copy
        .lines
        .chunks(LINES_PER_PAGE)
        .zip(1..)
        .map(|(ids, page)| {
            let there: Vec<&CheckTarget> =
                ids.iter().filter_map(|id| by_id.get(id).copied()).collect();
            let town = common_town(there.iter().copied());
            let lines = ids.iter().zip(1..).filter_map(|(id, line)| {
                let target = by_id.get(id)?;
                Some(person_line(copy, page, line, target, standings.get(id)))
            });
            EntryPage {
                page,
                town: town.unwrap_or_default().to_owned(),
                lines: lines.collect(),
            }
        })
        .collect();
    if pages.is_empty() {
        pages.push(EntryPage {
            page: 1,
            ..EntryPage::default()
        });
    }
    if let Some(last) = pages.last_mut() {
        let printed = copy.lines.len()
            - LINES_PER_PAGE * (copy.lines.len().saturating_sub(1) / LINES_PER_PAGE);
        for line in printed + 1..=printed + BLANK_LINES {
            last.lines
                .push(blank_line(copy, last.page, number(line), results));
        }
    }
    pages
}

fn person_line(
    copy: &Copy,
    page: u32,
    line: u32,
    target: &CheckTarget,
    standing: Option<&Standing<'_>>,
) -> EntryLine {
    let known = EntryLine {
        line,
        target: Some(target.id.clone()),
        name: target.name.clone(),
        kana: target.kana.clone(),
        address: target.address.clone(),
        building: target.building.clone(),
        code: target.code_by(standing.map(|standing| standing.newest)),
        conflict: standing.is_some_and(|standing| standing.conflict),
        ..EntryLine::default()
    };
    match standing {
        Some(standing) => with_result(known, copy, page, standing.newest),
        None => known,
    }
}

/// Returns a blank line with whoever was written into it.
fn blank_line(copy: &Copy, page: u32, line: u32, results: &[CheckResult]) -> EntryLine {
    let here = results.iter().filter(|result| {
        result.target.is_none()
            && result.copy.as_ref() == Some(&copy.id)
            && (result.page, result.line) == (page, line)
    });
    let blank = EntryLine {
        line,
        ..EntryLine::default()
    };
    match here.max_by(|a, b| a.id.cmp(&b.id)) {
        Some(result) if !result.unlisted_name.is_empty() => {
            let named = EntryLine {
                name: result.unlisted_name.clone(),
                address: result.unlisted_place.clone(),
                code: result.code,
                ..blank
            };
            with_result(named, copy, page, result)
        }
        _ => blank,
    }
}

fn with_result(line: EntryLine, copy: &Copy, page: u32, result: &CheckResult) -> EntryLine {
    let is_empty = result.code == ResultCode::Unchecked;
    EntryLine {
        from_here: result.copy.as_ref() == Some(&copy.id)
            && (result.page, result.line) == (page, line.line),
        time: result
            .moment()
            .filter(|_| !is_empty)
            .map(clock)
            .unwrap_or_default(),
        note: result.note.clone(),
        sign_seen: result.sign_seen,
        entered_by: result.entered_by.clone(),
        ..line
    }
}

#[cfg(test)]
mod tests;
