//! One line typed from a sheet, or one word from the board, as a result that is added.

use chrono::{DateTime, Utc};
use domain::board;
use domain::check_result::{
    CheckMethod, CheckResult, ReportChannel, ResultCode, ResultEntry, ResultSaved,
};
use domain::consent::YesNo;
use domain::copy::Copy;
use domain::problem::{Problem, Rule};
use domain::safety_check::{CheckTarget, SafetyCheck, moment_of, read_clock};
use store::{Reader, Tx};

use crate::ask::safety_check::results_of;
use crate::failure::Failure;
use crate::host::Scene;

/// Adds the entry, or says what is wrong with it.
pub(super) fn enter(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    check: &SafetyCheck,
    entry: ResultEntry,
) -> Result<ResultSaved, Failure> {
    let paper = paper(tx, &entry)?;
    let target: Option<CheckTarget> = match &entry.target {
        Some(id) => Some(tx.get(id.as_str())?.ok_or_else(Failure::not_found)?),
        None => None,
    };
    let mut problems = problems_of(&entry, check, paper.as_ref(), target.as_ref());
    let started_at = check.started_at.unwrap_or(scene.now);
    let checked_at = match entry.time.trim() {
        "" => Some(scene.now),
        typed => read_clock(typed).map(|time| moment_of(time, started_at, scene.now)),
    };
    if checked_at.is_none() {
        problems.push(Problem::with("time", Rule::Unreadable, entry.time.trim()));
    }
    if !problems.is_empty() {
        return Ok(ResultSaved {
            problems,
            ..ResultSaved::default()
        });
    }
    let name = target
        .as_ref()
        .map_or(entry.unlisted_name.as_str(), |target| &target.name);
    tx.set_subject(name);
    let before = results_of(tx, &check.id)?;
    let without_time = entry.time.trim().is_empty();
    let result = result(scene, entry, paper.as_ref(), checked_at);
    // A line left as it is when the row is passed once more adds nothing.
    if let Some(same) = before
        .iter()
        .rev()
        .find(|other| is_same_line(other, &result))
        && says_the_same(same, &result, without_time)
    {
        return Ok(saved(same, &before));
    }
    tx.put(&result)?;
    let mut all = before;
    all.push(result.clone());
    Ok(saved(&result, &all))
}

/// Returns the entry as the record that is kept.
fn result(
    scene: &Scene<'_>,
    entry: ResultEntry,
    paper: Option<&Copy>,
    checked_at: Option<DateTime<Utc>>,
) -> CheckResult {
    CheckResult {
        id: scene.new_id(),
        safety_check: entry.safety_check,
        method: method(&entry.code, entry.sign_seen, paper),
        channel: if paper.is_some() {
            ReportChannel::Paper
        } else {
            ReportChannel::Phone
        },
        checker: paper.map(|paper| paper.holder.clone()).unwrap_or_default(),
        target: entry.target,
        unlisted_name: entry.unlisted_name.trim().to_owned(),
        unlisted_place: entry.unlisted_place.trim().to_owned(),
        code: entry.code,
        sign_seen: entry.sign_seen,
        checked_at,
        reported_at: Some(scene.now),
        copy: entry.copy,
        page: entry.page,
        line: entry.line,
        entered_by: scene.me.name.clone(),
        entered_at: Some(scene.now),
        note: entry.note.trim().to_owned(),
        ..CheckResult::default()
    }
}

fn saved(result: &CheckResult, all: &[CheckResult]) -> ResultSaved {
    let standings = board::standings(all);
    let standing = result
        .target
        .as_ref()
        .and_then(|target| standings.get(target));
    ResultSaved {
        id: Some(result.id.clone()),
        problems: Vec::new(),
        conflict: standing.is_some_and(|standing| standing.conflict),
    }
}

fn paper(reader: &Reader<'_>, entry: &ResultEntry) -> Result<Option<Copy>, Failure> {
    match &entry.copy {
        Some(id) => Ok(Some(
            reader.get(id.as_str())?.ok_or_else(Failure::not_found)?,
        )),
        None => Ok(None),
    }
}

fn problems_of(
    entry: &ResultEntry,
    check: &SafetyCheck,
    paper: Option<&Copy>,
    target: Option<&CheckTarget>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    if paper.is_some_and(|paper| paper.safety_check.as_ref() != Some(&check.id)) {
        problems.push(Problem::new("copy", Rule::NoSuchRecord));
    }
    if target.is_some_and(|target| target.safety_check != check.id) {
        problems.push(Problem::new("target", Rule::NoSuchRecord));
    }
    let is_empty_line = entry.code == ResultCode::Unchecked && paper.is_some();
    if target.is_none() && entry.unlisted_name.trim().is_empty() && !is_empty_line {
        problems.push(Problem::new("unlisted_name", Rule::Missing));
    }
    problems
}

/// How it was found out, as far as the line tells: a sign alone, at the door, or by telling.
fn method(code: &ResultCode, sign: YesNo, paper: Option<&Copy>) -> CheckMethod {
    match (code, paper) {
        (ResultCode::Safe, _) if sign == YesNo::Yes => CheckMethod::Sign,
        (ResultCode::AwayKnown, _) => CheckMethod::FromOthers,
        (_, Some(_)) => CheckMethod::FaceToFace,
        (_, None) => CheckMethod::Phone,
    }
}

fn is_same_line(one: &CheckResult, other: &CheckResult) -> bool {
    let line = |result: &CheckResult| {
        (
            result.copy.clone(),
            result.page,
            result.line,
            result.target.clone(),
        )
    };
    one.copy.is_some() && line(one) == line(other)
}

fn says_the_same(old: &CheckResult, new: &CheckResult, without_time: bool) -> bool {
    old.code == new.code
        && old.sign_seen == new.sign_seen
        && old.note == new.note
        && old.unlisted_name == new.unlisted_name
        && old.unlisted_place == new.unlisted_place
        && (without_time || old.checked_at == new.checked_at)
}
