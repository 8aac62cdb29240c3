//! 安否確認: made, started, typed back, reported, closed.

mod entry;
pub(crate) mod roster;

use std::collections::BTreeSet;

use domain::board;
use domain::check_result::{CheckResult, ResultCode, ResultEntry, ResultSaved};
use domain::date::TypedDate;
use domain::id::{RegistrantId, SafetyCheckId};
use domain::problem::{Problem, Rule};
use domain::safety_check::{
    CheckMode, CheckPhase, CheckReport, CheckReview, CheckTarget, SafetyCheck, SafetyCheckDraft,
    StartCheck,
};
use domain::task::{Task, TaskKind};
use store::{Reader, Tx};

use crate::ask::council::the_council;
use crate::ask::safety_check::{results_of, targets_of};
use crate::failure::Failure;
use crate::host::Scene;

pub(crate) use roster::is_checked;

/// Makes an event or changes one that has not begun. What it is, 訓練 or 実災害, stays what it is.
pub(crate) fn save_safety_check(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    draft: SafetyCheckDraft,
) -> Result<SafetyCheckId, Failure> {
    let mut problems = Vec::new();
    let mut check = if draft.id.is_new() {
        SafetyCheck {
            id: scene.new_id(),
            council: the_council(tx)?.id,
            mode: draft.mode,
            ..SafetyCheck::default()
        }
    } else {
        in_phase(tx, &draft.id, CheckPhase::Preparing)?
    };
    if check.mode != draft.mode {
        problems.push(Problem::new("mode", Rule::WrongState));
    }
    check.name = draft.name.trim().to_owned();
    if check.name.is_empty() {
        problems.push(Problem::new("name", Rule::Missing));
    }
    check.planned_on = None;
    if !draft.planned_on.trim().is_empty() {
        let typed = TypedDate {
            text: draft.planned_on,
            may_be_future: true,
        };
        let reading = typed.read(scene.today);
        check.planned_on = reading.date;
        if reading.date.is_none() {
            let rule = reading
                .problem
                .map_or(Rule::Unreadable, |problem| problem.rule);
            problems.push(Problem::new("planned_on", rule));
        }
    }
    check.shindo = draft.shindo;
    check.excused = draft.excused;
    Failure::unless_none(problems)?;
    tx.put(&check)?;
    // Papers printed before the start already hold a frozen roster: who will not join is noted there too.
    excuse(&check, targets_of(&tx.whole(), &check.id)?).save(tx)?;
    tx.set_subject(check.name);
    Ok(check.id)
}

/// Returns the event, refused unless it is in this phase.
fn in_phase(
    reader: &Reader<'_>,
    id: &SafetyCheckId,
    phase: CheckPhase,
) -> Result<SafetyCheck, Failure> {
    let check: SafetyCheck = reader.get(id.as_str())?.ok_or_else(Failure::not_found)?;
    if check.phase == phase {
        return Ok(check);
    }
    Err(Failure::not_now(match check.phase {
        CheckPhase::Preparing => "check_not_started",
        CheckPhase::Running => "check_running",
        CheckPhase::Closed => "check_closed",
    }))
}

/// The frozen roster of an event.
pub(crate) struct Frozen {
    /// Every line by position.
    pub(crate) targets: Vec<CheckTarget>,
    /// The lines that are new or changed.
    unsaved: Vec<CheckTarget>,
}

impl Frozen {
    /// Stores what is new, and returns the roster.
    pub(crate) fn save(self, tx: &mut Tx<'_>) -> Result<Vec<CheckTarget>, Failure> {
        for target in &self.unsaved {
            tx.put(target)?;
        }
        Ok(self.targets)
    }
}

/// Notes on the frozen roster who will not join.
fn excuse(check: &SafetyCheck, mut targets: Vec<CheckTarget>) -> Frozen {
    let mut unsaved = Vec::new();
    for target in &mut targets {
        let excused = check.excused.contains(&target.registrant);
        if target.excused != excused {
            target.excused = excused;
            unsaved.push(target.clone());
        }
    }
    Frozen { targets, unsaved }
}

/// Returns the roster as it is frozen now, not yet stored. Papers printed before the start and the event itself stand on the
/// same lines: until the start, people who came since get new lines after the last one, and every line there is stays as it
/// was printed, also of somebody who has left since. From the start on nobody is added.
pub(crate) fn freeze_roster(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    check: &SafetyCheck,
) -> Result<Frozen, Failure> {
    let mut frozen = excuse(check, targets_of(reader, &check.id)?);
    if check.phase != CheckPhase::Preparing {
        return Ok(frozen);
    }
    let printed: BTreeSet<RegistrantId> = frozen
        .targets
        .iter()
        .map(|target| target.registrant.clone())
        .collect();
    let last = frozen.targets.iter().map(|target| target.position).max();
    let mut new = roster::targets(reader, scene, check)?;
    new.retain(|target| !printed.contains(&target.registrant));
    for (target, position) in new.iter_mut().zip(last.unwrap_or(0) + 1..) {
        target.position = position;
    }
    frozen.unsaved.extend(new.iter().cloned());
    frozen.targets.extend(new);
    Ok(frozen)
}

/// Starts an event: the roster is frozen, the clock runs. A 実災害 asks for the word.
pub(crate) fn start_safety_check(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    start: StartCheck,
) -> Result<(), Failure> {
    let mut check = in_phase(tx, &start.safety_check, CheckPhase::Preparing)?;
    let others: Vec<SafetyCheck> = tx.find("phase", &CheckPhase::Running.code())?;
    if !others.is_empty() {
        return Err(Failure::not_now("other_check_running"));
    }
    if check.mode == CheckMode::Real && start.typed_word.trim() != roster::word("start_word") {
        return Err(Failure::problem(Problem::new(
            "typed_word",
            Rule::UnknownValue,
        )));
    }
    if freeze_roster(&tx.whole(), scene, &check)?
        .save(tx)?
        .is_empty()
    {
        return Err(Failure::not_now("nobody_to_check"));
    }
    check.phase = CheckPhase::Running;
    check.started_at = Some(scene.now);
    tx.put(&check)?;
    tx.set_subject(check.name);
    Ok(())
}

/// Adds one result, typed from a sheet or set on the board. Nothing typed before is overwritten.
pub(crate) fn enter_result(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    entry: ResultEntry,
) -> Result<ResultSaved, Failure> {
    let check = in_phase(tx, &entry.safety_check, CheckPhase::Running)?;
    entry::enter(tx, scene, &check, entry)
}

/// Issues the next 第n報: the numbers of this moment, which later results never change.
pub(crate) fn issue_check_report(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    id: SafetyCheckId,
) -> Result<CheckReport, Failure> {
    let check = in_phase(tx, &id, CheckPhase::Running)?;
    let issued: Vec<CheckReport> = tx.find("safety_check", id.as_str())?;
    let (targets, results) = (targets_of(&tx.whole(), &id)?, results_of(&tx.whole(), &id)?);
    let report = CheckReport {
        id: scene.new_id(),
        safety_check: id,
        number: issued.iter().map(|report| report.number).max().unwrap_or(0) + 1,
        at: scene.now,
        counts: board::counts(&targets, &results),
        blocks: board::block_counts(&targets, &results),
    };
    tx.put(&report)?;
    tx.set_subject(check.name);
    Ok(report)
}

/// Closes an event. What it taught about the roster becomes things to look into.
pub(crate) fn close_safety_check(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    review: CheckReview,
) -> Result<(), Failure> {
    let mut check = in_phase(tx, &review.safety_check, CheckPhase::Running)?;
    check.phase = CheckPhase::Closed;
    check.closed_at = Some(scene.now);
    take_over(&mut check, review);
    tx.put(&check)?;
    let (targets, results) = (targets_of(tx, &check.id)?, results_of(tx, &check.id)?);
    for task in tasks(scene, &check, &targets, &results) {
        tx.put(&task)?;
    }
    tx.set_subject(check.name);
    Ok(())
}

fn tasks(
    scene: &Scene<'_>,
    check: &SafetyCheck,
    targets: &[CheckTarget],
    results: &[CheckResult],
) -> Vec<Task> {
    let task = |kind: TaskKind, text: Vec<&str>| Task {
        id: scene.new_id(),
        kind,
        safety_check: Some(check.id.clone()),
        text: text
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
        created_at: Some(scene.now),
        ..Task::default()
    };
    let standings = board::standings(results);
    let mut tasks = Vec::new();
    for target in targets {
        let Some(standing) = standings.get(&target.id) else {
            continue;
        };
        let result = standing.counting;
        if result.code == ResultCode::RosterError {
            tasks.push(Task {
                registrant: Some(target.registrant.clone()),
                ..task(TaskKind::RosterError, vec![&result.note, &result.moved_to])
            });
        }
    }
    for result in board::unlisted(results) {
        let words = vec![
            result.unlisted_name.as_str(),
            result.unlisted_place.as_str(),
            result.note.as_str(),
        ];
        tasks.push(task(TaskKind::Unlisted, words));
    }
    tasks
}

/// Changes what the report says of an event that is over.
pub(crate) fn save_check_review(
    tx: &mut Tx<'_>,
    _scene: &Scene<'_>,
    review: CheckReview,
) -> Result<(), Failure> {
    let mut check = in_phase(tx, &review.safety_check, CheckPhase::Closed)?;
    take_over(&mut check, review);
    tx.put(&check)?;
    tx.set_subject(check.name);
    Ok(())
}

fn take_over(check: &mut SafetyCheck, review: CheckReview) {
    check.checkers = review.checkers;
    check.went_well = review.went_well;
    check.hindered = review.hindered;
    check.next_steps = review.next_steps;
}
