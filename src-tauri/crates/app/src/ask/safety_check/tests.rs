//! A drill on a book, from the preparation to the tasks it leaves.

use domain::board::CheckBoard;
use domain::check_result::{
    CheckResult, EntrySheetAnswer, ResultCode, ResultEntry, ResultSaved, SheetNumber,
};
use domain::consent::YesNo;
use domain::copy::{Copy, CopyRow};
use domain::home::{Home, TodoKind};
use domain::id::{CheckTargetId, SafetyCheckId};
use domain::pairing::{Pairing, PairingStatus};
use domain::problem::Rule;
use domain::safety_check::{
    CheckMode, CheckPhase, CheckReport, CheckReview, CheckTarget, SafetyCheck, SafetyCheckDraft,
    SafetyCheckRow, StartCheck,
};
use domain::sheet::{PrintCheckSheets, PrintedCopies};
use domain::task::{Task, TaskKind};

use crate::ask::pairing::trial::Trial;
use crate::failure::{Code, Failure};

/// A district of five people in two blocks with an event in preparation.
fn prepared(mode: CheckMode) -> (Trial, SafetyCheckId) {
    let trial = Trial::new();
    for (name, block, ban) in [
        ("e", "南", 2),
        ("d", "南", 1),
        ("c", "北", 11),
        ("b", "北", 2),
        ("a", "北", 1),
    ] {
        trial.registrant(name, block, ban);
    }
    let draft = SafetyCheckDraft {
        mode,
        name: "秋の安否確認訓練".into(),
        planned_on: "2026-11-29".into(),
        excused: vec!["e".to_owned().into()],
        ..SafetyCheckDraft::default()
    };
    let id = trial.act("save_safety_check", draft).unwrap();
    (trial, id)
}

fn start(trial: &Trial, id: &SafetyCheckId, word: &str) -> Result<(), Failure> {
    let start = StartCheck {
        safety_check: id.clone(),
        typed_word: word.into(),
    };
    trial.act("start_safety_check", start)
}

fn targets(trial: &Trial) -> Vec<CheckTarget> {
    let mut targets: Vec<CheckTarget> = trial.all();
    targets.sort_by_key(|target| target.position);
    targets
}

fn target(trial: &Trial, name: &str) -> CheckTargetId {
    targets(trial)
        .into_iter()
        .find(|target| target.name == name)
        .unwrap()
        .id
}

/// A paper with these people, as printing would make it.
fn paper(trial: &Trial, check: &SafetyCheckId, no: u32, names: &[&str]) -> Copy {
    let copy = Copy {
        id: format!("paper-{no}").into(),
        no,
        council: trial.get::<SafetyCheck>(check.as_str()).council,
        safety_check: Some(check.clone()),
        scope: "北".into(),
        holder: "土屋 実".into(),
        lines: names.iter().map(|name| target(trial, name)).collect(),
        pages: 1,
        ..Copy::default()
    };
    trial.put(&copy);
    copy
}

fn line(
    check: &SafetyCheckId,
    copy: &Copy,
    line: u32,
    code: ResultCode,
    time: &str,
) -> ResultEntry {
    ResultEntry {
        safety_check: check.clone(),
        target: copy.lines.get(line as usize - 1).cloned(),
        code,
        time: time.into(),
        copy: Some(copy.id.clone()),
        page: 1,
        line,
        ..ResultEntry::default()
    }
}

fn enter(trial: &Trial, entry: ResultEntry) -> ResultSaved {
    trial.act("enter_result", entry).unwrap()
}

fn board(trial: &Trial, id: &SafetyCheckId) -> CheckBoard {
    trial.ask("check_board", id)
}

use ResultCode as R;

#[test]
fn the_roster_is_frozen_in_walking_order_and_stays_as_it_was() {
    let (trial, id) = prepared(CheckMode::Drill);
    let rows: Vec<SafetyCheckRow> = trial.ask("safety_checks", ());
    assert_eq!((rows[0].targets, rows[0].found), (5, 0));
    start(&trial, &id, "").unwrap();
    let names: Vec<String> = targets(&trial)
        .into_iter()
        .map(|target| target.name)
        .collect();
    assert_eq!(names, ["a", "b", "c", "d", "e"]);
    let mut person: domain::person::Person = trial.get("p-a");
    person.family_name = "新しい名".into();
    trial.put(&person);
    assert_eq!(targets(&trial)[0].name, "a");
    let board = board(&trial, &id);
    assert_eq!(
        (
            board.counts.targets,
            board.counts.excused,
            board.counts.unchecked
        ),
        (5, 1, 4)
    );
    assert_eq!(board.people.last().unwrap().name, "e");
    let check: SafetyCheck = trial.get(id.as_str());
    assert_eq!(
        (check.phase, check.started_at.is_some()),
        (CheckPhase::Running, true)
    );
    assert_eq!(start(&trial, &id, "").unwrap_err().code, Code::NotNow);
}

#[test]
fn a_real_event_asks_for_the_word_and_two_events_never_run_at_once() {
    let (trial, real) = prepared(CheckMode::Real);
    let failure = start(&trial, &real, "訓練").unwrap_err();
    assert_eq!(failure.problems[0].field, "typed_word");
    assert!(
        trial.all::<CheckTarget>().is_empty(),
        "a refused start leaves nothing behind"
    );
    start(&trial, &real, " 実災害 ").unwrap();
    let draft = SafetyCheckDraft {
        name: "別の訓練".into(),
        ..SafetyCheckDraft::default()
    };
    let other = trial.act("save_safety_check", draft).unwrap();
    assert_eq!(
        start(&trial, &other, "").unwrap_err().hint,
        "other_check_running"
    );
}

#[test]
fn an_event_keeps_what_it_is_and_needs_a_name_and_a_day_that_exists() {
    let (trial, id) = prepared(CheckMode::Drill);
    let draft = SafetyCheckDraft {
        id: id.clone(),
        mode: CheckMode::Real,
        name: " ".into(),
        planned_on: "2026-13-40".into(),
        ..SafetyCheckDraft::default()
    };
    let failure = trial
        .act::<SafetyCheckId>("save_safety_check", draft)
        .unwrap_err();
    let fields: Vec<&str> = failure.problems.iter().map(|p| p.field.as_str()).collect();
    assert_eq!(fields, ["mode", "name", "planned_on"]);
}

#[test]
fn a_sheet_is_typed_back_line_by_line_and_nothing_is_overwritten() {
    let (trial, id) = prepared(CheckMode::Drill);
    start(&trial, &id, "").unwrap();
    let copy = paper(&trial, &id, 17, &["a", "b", "c"]);
    trial.pass(47);
    assert!(
        enter(&trial, line(&id, &copy, 1, R::Safe, "1012"))
            .id
            .is_some()
    );
    let wrong = enter(&trial, line(&id, &copy, 2, R::Minor, "朝"));
    assert_eq!((wrong.id, wrong.problems[0].rule), (None, Rule::Unreadable));
    enter(&trial, line(&id, &copy, 2, R::Minor, "1020"));
    enter(&trial, line(&id, &copy, 2, R::Serious, "1020"));
    let same = enter(&trial, line(&id, &copy, 2, R::Serious, "1020"));
    assert_eq!(
        trial.all::<CheckResult>().len(),
        3,
        "the same line again adds nothing"
    );
    assert!(same.id.is_some());
    let unlisted = ResultEntry {
        unlisted_name: "佐藤 花".into(),
        target: None,
        ..line(&id, &copy, 5, R::Safe, "1030")
    };
    enter(&trial, unlisted);

    let asked = SheetNumber {
        safety_check: id.clone(),
        copy_no: 17,
    };
    let answer: EntrySheetAnswer = trial.ask("entry_sheet", asked);
    let lines = &answer.sheet.unwrap().pages[0].lines;
    assert_eq!(lines.len(), 6, "three people and three blank lines");
    let shown: Vec<(u32, ResultCode, &str, bool)> = lines
        .iter()
        .map(|l| (l.line, l.code, l.time.as_str(), l.from_here))
        .collect();
    assert_eq!(shown[0], (1, R::Safe, "10:12", true));
    assert_eq!(shown[1], (2, R::Serious, "10:20", true));
    assert_eq!(shown[2], (3, R::Unchecked, "", false));
    assert_eq!(
        (lines[4].name.as_str(), lines[4].code),
        ("佐藤 花", R::Safe)
    );
    assert_eq!(lines[1].entered_by, "土屋 実");

    let board = board(&trial, &id);
    assert_eq!((board.papers, board.papers_typed), (1, 0));
    assert_eq!(
        (
            board.counts.safe,
            board.counts.serious,
            board.counts.unlisted
        ),
        (1, 1, 1)
    );
    assert_eq!(board.unlisted, ["佐藤 花"]);
    let last = board.found_line.last().unwrap();
    assert_eq!((last.minute, last.found), (20, board.counts.found()));
}

#[test]
fn an_unknown_number_is_answered_with_the_nearest_there_are() {
    let (trial, id) = prepared(CheckMode::Drill);
    start(&trial, &id, "").unwrap();
    for no in [3, 17, 21] {
        paper(&trial, &id, no, &["a"]);
    }
    let asked = SheetNumber {
        safety_check: id,
        copy_no: 18,
    };
    let answer: EntrySheetAnswer = trial.ask("entry_sheet", asked);
    assert_eq!((answer.sheet, answer.nearest), (None, vec![17, 21, 3]));
}

#[test]
fn two_papers_that_differ_are_both_kept_and_the_board_shows_it() {
    let (trial, id) = prepared(CheckMode::Drill);
    start(&trial, &id, "").unwrap();
    let (one, other) = (paper(&trial, &id, 1, &["a"]), paper(&trial, &id, 2, &["a"]));
    assert!(!enter(&trial, line(&id, &one, 1, R::Safe, "")).conflict);
    assert!(enter(&trial, line(&id, &other, 1, R::Serious, "")).conflict);
    let a = target(&trial, "a");
    let person = |trial: &Trial| {
        board(trial, &id)
            .people
            .into_iter()
            .find(|person| person.target == a)
            .unwrap()
    };
    assert!(person(&trial).conflict);
    let settled = ResultEntry {
        safety_check: id.clone(),
        target: Some(a.clone()),
        code: R::Minor,
        sign_seen: YesNo::Unknown,
        ..ResultEntry::default()
    };
    assert!(!enter(&trial, settled).conflict);
    assert_eq!(
        (person(&trial).code, person(&trial).conflict),
        (R::Minor, false)
    );
}

#[test]
fn a_report_once_issued_never_changes_and_closing_leaves_things_to_look_into() {
    let (trial, id) = prepared(CheckMode::Drill);
    start(&trial, &id, "").unwrap();
    let copy = paper(&trial, &id, 1, &["a", "b"]);
    enter(&trial, line(&id, &copy, 1, R::Safe, ""));
    let first: CheckReport = trial.act("issue_check_report", &id).unwrap();
    trial.pass(20);
    let moved = ResultEntry {
        note: "先月ひっこした".into(),
        ..line(&id, &copy, 2, R::RosterError, "")
    };
    enter(&trial, moved);
    let unlisted = ResultEntry {
        unlisted_name: "佐藤 花".into(),
        ..line(&id, &copy, 3, R::Safe, "")
    };
    enter(&trial, unlisted);
    let second: CheckReport = trial.act("issue_check_report", &id).unwrap();
    assert_eq!((first.number, second.number), (1, 2));
    let stored: CheckReport = trial.get(first.id.as_str());
    assert_eq!((stored.counts.found(), second.counts.found()), (2, 3));

    let review = CheckReview {
        safety_check: id.clone(),
        checkers: Some(12),
        went_well: "早かった".into(),
        ..CheckReview::default()
    };
    trial.act::<()>("close_safety_check", &review).unwrap();
    let check: SafetyCheck = trial.get(id.as_str());
    assert_eq!(
        (check.phase, check.checkers),
        (CheckPhase::Closed, Some(12))
    );
    let tasks: Vec<Task> = trial.all();
    let kinds: Vec<(TaskKind, &str)> = tasks.iter().map(|t| (t.kind, t.text.as_str())).collect();
    assert_eq!(
        kinds,
        [
            (TaskKind::RosterError, "先月ひっこした"),
            (TaskKind::Unlisted, "佐藤 花")
        ]
    );
    let late = trial.act::<ResultSaved>("enter_result", line(&id, &copy, 1, R::Minor, ""));
    assert_eq!(late.unwrap_err().hint, "check_closed");
    let better = CheckReview {
        hindered: "雨".into(),
        ..review
    };
    trial.act::<()>("save_check_review", better).unwrap();
    assert_eq!(trial.get::<SafetyCheck>(id.as_str()).hindered, "雨");
}

#[test]
fn a_copy_comes_back_once() {
    let (trial, id) = prepared(CheckMode::Drill);
    start(&trial, &id, "").unwrap();
    let mut copy = paper(&trial, &id, 1, &["a"]);
    copy.due_back_on = chrono::NaiveDate::from_ymd_opt(2026, 11, 20);
    trial.put(&copy);
    let rows: Vec<CopyRow> = trial.ask("copies", ());
    assert!(rows[0].overdue);
    assert_eq!(rows[0].safety_check, "秋の安否確認訓練");
    trial.act::<()>("return_copy", &copy.id).unwrap();
    let rows: Vec<CopyRow> = trial.ask("copies", ());
    assert!(!rows[0].overdue && rows[0].copy.returned_on.is_some());
    assert_eq!(
        trial.act::<()>("return_copy", &copy.id).unwrap_err().hint,
        "copy_returned"
    );
}

#[test]
fn who_came_after_the_papers_were_printed_gets_a_line_after_the_last_one() {
    let (trial, id) = prepared(CheckMode::Drill);
    let request = PrintCheckSheets {
        safety_check: id.clone(),
        ..PrintCheckSheets::default()
    };
    let _printed: PrintedCopies = trial.act("print_check_sheets", request).unwrap();
    let printed = targets(&trial);
    trial.registrant("late", "北", 1);
    start(&trial, &id, "").unwrap();
    let now = targets(&trial);
    assert_eq!(now[..5], printed[..], "printed lines stay as they were");
    let late: Vec<(u32, &str)> = now[5..]
        .iter()
        .map(|it| (it.position, it.name.as_str()))
        .collect();
    assert_eq!(late, [(6, "late")]);
}

#[test]
fn a_paper_of_a_drill_names_only_supporters_who_have_agreed() {
    for (mode, word, expected) in [
        (CheckMode::Drill, "", vec!["t"]),
        (CheckMode::Real, "実災害", vec!["s", "t"]),
    ] {
        let (trial, id) = prepared(mode);
        for (rank, name, status) in [
            (1, "s", PairingStatus::Proposed),
            (2, "t", PairingStatus::SupporterAccepted),
        ] {
            trial.put(&Pairing {
                id: format!("pair-{name}").into(),
                registrant: "a".to_owned().into(),
                supporter: trial.supporter(name, "北", 3, 2),
                rank,
                status,
                ..Pairing::default()
            });
        }
        start(&trial, &id, word).unwrap();
        assert_eq!(targets(&trial)[0].supporter_names, expected, "{mode:?}");
    }
}

#[test]
fn the_first_page_counts_the_missing_as_the_board_does() {
    let (trial, id) = prepared(CheckMode::Drill);
    start(&trial, &id, "").unwrap();
    let (one, other) = (
        paper(&trial, &id, 1, &["a", "e"]),
        paper(&trial, &id, 2, &["a"]),
    );
    enter(&trial, line(&id, &one, 1, R::Safe, ""));
    enter(&trial, line(&id, &other, 1, R::Unchecked, ""));
    enter(&trial, line(&id, &one, 2, R::Unchecked, ""));
    let home: Home = trial.ask("home", ());
    let running = home
        .todos
        .iter()
        .find(|todo| todo.kind == TodoKind::CheckRunning)
        .unwrap();
    assert_eq!(running.number, Some(board(&trial, &id).counts.unknown()));
    assert_eq!(running.number, Some(3));
}
