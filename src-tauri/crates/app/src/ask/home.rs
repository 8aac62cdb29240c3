//! 今日やること: counted from the records, most urgent first (design.md 14).

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::backup::BackupPlace;
use domain::board;
use domain::check_result::CheckResult;
use domain::copy::Copy;
use domain::follow_up::NextStep;
use domain::home::{Home, Todo, TodoKind};
use domain::pairing::Pairing;
use domain::registrant::{RegistrantFilter, RegistrantPage};
use domain::safety_check::{CheckPhase, CheckTarget, SafetyCheck};
use domain::supporter::{SupporterFilter, SupporterPage};
use domain::task::Task;
use store::Reader;

use crate::ask::comparison::cases_open;
use crate::ask::copy::is_overdue;
use crate::ask::council::{people_without_block, the_council};
use crate::failure::Failure;
use crate::host::Scene;

/// Days before an event from which on it becomes urgent.
const A_WEEK: i64 = 7;

/// Hours after which what was written should be in a backup outside this PC (trust.md 4.3, product.md J11).
const HOURS_UNTIL_DUE: i64 = 24;

/// Hours after which that is urgent.
const HOURS_UNTIL_LATE: i64 = 72;

/// What is counted before the rows are written.
struct Counted {
    people: RegistrantPage,
    helpers: SupporterPage,
    check: Option<SafetyCheck>,
    days_until: Option<i32>,
    backed_up_at: Option<DateTime<Utc>>,
    /// Since when something is in no backup outside this PC.
    unsaved_since: Option<DateTime<Utc>>,
    damaged_backups: u32,
    papers_overdue: u32,
    pairs_to_follow: u32,
    pairs_overdue: u32,
    tasks: u32,
    cases_open: Option<u32>,
    without_block: u32,
    erase_due: u32,
    still_missing: u32,
}

/// Answers 今日やること.
pub(crate) fn home(reader: &Reader<'_>, scene: &Scene<'_>, (): ()) -> Result<Home, Failure> {
    let counted = count(reader, scene)?;
    Ok(Home {
        council: the_council(reader)?.name,
        today: scene.today,
        today_shown: domain::date::show_full(scene.today),
        todos: todos(&counted, scene),
        registrants: counted.people.everybody,
        supporters: counted.helpers.everybody,
        standby: counted.helpers.standby,
        coverage: reader.coverage()?,
        safety_check: counted.check,
        days_until_check: counted.days_until,
        backed_up_at: counted.backed_up_at,
        clock_doubtful: crate::audit::is_clock_doubtful(reader)?,
        now: scene.now,
        chain_break: crate::audit::chain_break(reader)?,
    })
}

fn count(reader: &Reader<'_>, scene: &Scene<'_>) -> Result<Counted, Failure> {
    let people = reader.registrant_page(&RegistrantFilter::default(), scene.today)?;
    let check = running_or_next(reader.all()?, scene.today);
    let days_until = check
        .as_ref()
        .filter(|check| check.phase == CheckPhase::Preparing)
        .and_then(|check| check.planned_on)
        .and_then(|day| i32::try_from((day - scene.today).num_days()).ok());
    let outside = outside(reader)?;
    let tasks: Vec<Task> = reader.all()?;
    let (pairs_to_follow, pairs_overdue) = pairs_to_follow(reader, scene.today)?;
    Ok(Counted {
        without_block: people_without_block(reader, scene.today, people.everybody)?,
        erase_due: crate::ask::erase::due(reader, scene.today)?,
        people,
        helpers: reader.supporter_page(&SupporterFilter::default())?,
        days_until,
        still_missing: still_missing(reader, check.as_ref())?,
        backed_up_at: outside.map(|(_, at)| at),
        unsaved_since: reader.first_change_after(outside.map_or(0, |(entries, _)| entries))?,
        damaged_backups: damaged_backups(reader, scene.now),
        papers_overdue: papers_overdue(&reader.all()?, scene.today),
        pairs_to_follow,
        pairs_overdue,
        cases_open: cases_open(reader)?,
        tasks: number(tasks.iter().filter(|task| task.done_at.is_none()).count()),
        check,
    })
}

/// Returns the newest backup outside this PC, made by hand or by the program: how many entries are in it, and when it was made.
fn outside(reader: &Reader<'_>) -> Result<Option<(u32, DateTime<Utc>)>, Failure> {
    let second = reader
        .backups()
        .into_iter()
        .filter(|row| row.place == BackupPlace::Second && !row.is_damaged)
        .map(|row| (row.entries, row.at));
    Ok(second.chain(reader.newest_of("back_up")?).max())
}

/// Returns how many backups were found unreadable of late.
fn damaged_backups(reader: &Reader<'_>, now: DateTime<Utc>) -> u32 {
    let is_new = |at: DateTime<Utc>| (now - at).abs() < TimeDelta::days(A_WEEK);
    let rows = reader.backups();
    let found = rows
        .iter()
        .filter(|row| row.is_damaged && row.checked_at.is_some_and(is_new));
    number(found.count())
}

/// Returns the running event, else the next planned one, else one that is only being prepared.
fn running_or_next(checks: Vec<SafetyCheck>, today: NaiveDate) -> Option<SafetyCheck> {
    let open = checks
        .into_iter()
        .filter(|check| check.phase != CheckPhase::Closed);
    open.min_by_key(|check| {
        let past = check.planned_on.is_none_or(|day| day < today);
        (check.phase != CheckPhase::Running, past, check.planned_on)
    })
}

/// Returns how many people of the running event nobody has found yet.
fn still_missing(reader: &Reader<'_>, check: Option<&SafetyCheck>) -> Result<u32, Failure> {
    let Some(check) = check.filter(|check| check.phase == CheckPhase::Running) else {
        return Ok(0);
    };
    let targets: Vec<CheckTarget> = reader.find("safety_check", check.id.as_str())?;
    let results: Vec<CheckResult> = reader.find("safety_check", check.id.as_str())?;
    // The same counts as on the board: two numbers of one event would be believed by nobody.
    Ok(board::counts(&targets, &results).unknown())
}

fn papers_overdue(copies: &[Copy], today: NaiveDate) -> u32 {
    number(copies.iter().filter(|copy| is_overdue(copy, today)).count())
}

/// Returns how many pairs wait for their next step, and how many of these should have been done.
fn pairs_to_follow(reader: &Reader<'_>, today: NaiveDate) -> Result<(u32, u32), Failure> {
    let mut counts = (0, 0);
    for status in [
        "proposed",
        "supporter_accepted",
        "registrant_accepted",
        "met",
    ] {
        let pairings: Vec<Pairing> = reader.find("status", status)?;
        for next in pairings.iter().filter_map(NextStep::of) {
            counts.0 += 1;
            counts.1 += u32::from(next.is_overdue(today));
        }
    }
    Ok(counts)
}

/// Rows that are urgent whenever they are there (design.md 14).
const URGENT: [TodoKind; 6] = [
    TodoKind::TakeInRoster,
    TodoKind::NobodyLooksAfter,
    TodoKind::CheckRunning,
    TodoKind::PapersOverdue,
    TodoKind::CheckSoon,
    TodoKind::BackupDamaged,
];

fn todos(counted: &Counted, scene: &Scene<'_>) -> Vec<Todo> {
    let mut rows = rows_with_people(counted);
    rows.extend(rows_of_state(counted, scene));
    rows.sort_by_key(|(kind, _)| *kind);
    let is_backup_late = hours_unsaved(counted, scene.now) >= HOURS_UNTIL_LATE;
    let todo = |(kind, number)| Todo {
        kind,
        number,
        urgent: URGENT.contains(&kind) || (kind == TodoKind::BackUp && is_backup_late),
        subject: subject(kind, counted),
    };
    rows.into_iter().map(todo).collect()
}

/// Returns the rows that count people, papers or pairs; a row with nobody is left out.
fn rows_with_people(counted: &Counted) -> Vec<(TodoKind, Option<u32>)> {
    let people = &counted.people;
    let no_helpers = counted.helpers.everybody == 0;
    let (zero, one) = if no_helpers {
        (0, 0)
    } else {
        (people.zero, people.one)
    };
    let rows = [
        (TodoKind::NobodyLooksAfter, zero),
        (TodoKind::PapersOverdue, counted.papers_overdue),
        (TodoKind::BackupDamaged, counted.damaged_backups),
        (TodoKind::OneSupporter, one),
        (TodoKind::PairsOverdue, counted.pairs_overdue),
        // One row is enough: both lead to the same list, the late ones first.
        (
            TodoKind::PairsToFollow,
            match counted.pairs_overdue {
                0 => counted.pairs_to_follow,
                _ => 0,
            },
        ),
        (TodoKind::Tasks, counted.tasks),
        (TodoKind::ConsentOpen, people.consent_open),
        (TodoKind::ConfirmRecords, people.unconfirmed),
        (TodoKind::PeopleWithoutBlock, counted.without_block),
        (TodoKind::EraseDue, counted.erase_due),
    ];
    let somebody = rows.into_iter().filter(|(_, count)| *count > 0);
    somebody.map(|(kind, count)| (kind, Some(count))).collect()
}

/// Returns the rows that follow from how far the book and the next event have come.
fn rows_of_state(counted: &Counted, scene: &Scene<'_>) -> Vec<(TodoKind, Option<u32>)> {
    let mut rows = Vec::new();
    let check = counted.check.as_ref();
    if check.is_some_and(|check| check.phase == CheckPhase::Running) {
        rows.push((TodoKind::CheckRunning, Some(counted.still_missing)));
    }
    let until = counted.days_until.and_then(|days| u32::try_from(days).ok());
    if let Some(days) = until.filter(|days| i64::from(*days) <= A_WEEK) {
        rows.push((TodoKind::CheckSoon, Some(days)));
    }
    if counted.cases_open.is_some() {
        rows.push((TodoKind::ComparisonOpen, counted.cases_open));
    }
    if counted.people.everybody == 0 {
        rows.push((TodoKind::TakeInRoster, None));
        return rows;
    }
    if counted.helpers.everybody == 0 {
        rows.push((TodoKind::TakeInSupporters, None));
    }
    let hours = hours_unsaved(counted, scene.now);
    if hours >= HOURS_UNTIL_DUE {
        rows.push((TodoKind::BackUp, u32::try_from(hours / 24).ok()));
    } else if counted.backed_up_at.is_none() {
        rows.push((TodoKind::BackUp, None));
    }
    if check.is_none() {
        rows.push((TodoKind::PlanCheck, None));
    }
    rows
}

/// Returns the name that belongs into the sentence of a row.
fn subject(kind: TodoKind, counted: &Counted) -> String {
    match (kind, &counted.check) {
        (TodoKind::CheckRunning | TodoKind::CheckSoon, Some(check)) => check.name.clone(),
        _ => String::new(),
    }
}

/// Returns for how long something has been in no backup outside this PC.
fn hours_unsaved(counted: &Counted, now: DateTime<Utc>) -> i64 {
    counted
        .unsaved_since
        .map_or(0, |since| (now - since).num_hours())
}

/// Returns a count as the number the page gets.
pub(crate) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
