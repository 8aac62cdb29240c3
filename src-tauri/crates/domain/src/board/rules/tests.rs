//! Is the board counted right?

use chrono::{Duration, TimeZone};

use super::*;
use crate::id::CheckResultId;

fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 29, 1, 0, 0).unwrap()
}

fn target(name: &str, position: u32, block: &str) -> CheckTarget {
    CheckTarget {
        id: name.to_owned().into(),
        position,
        name: name.into(),
        block: Some(block.to_owned().into()),
        block_name: block.into(),
        ..CheckTarget::default()
    }
}

/// A result number `n` about somebody, typed from a paper or (with "") on the board, `minute` after the start.
fn result(n: u32, of: &str, code: ResultCode, paper: &str, minute: i64) -> CheckResult {
    CheckResult {
        id: CheckResultId(format!("{n:04}")),
        target: Some(of.to_owned().into()),
        code,
        copy: (!paper.is_empty()).then(|| paper.to_owned().into()),
        checked_at: Some(start() + Duration::minutes(minute)),
        ..CheckResult::default()
    }
}

fn conflict(results: &[CheckResult]) -> bool {
    standings(results)[&CheckTargetId("a".into())].conflict
}

use ResultCode as R;

#[test]
fn the_newest_result_counts_and_everybody_is_counted_once() {
    let targets = [
        target("a", 1, "東"),
        target("b", 2, "東"),
        target("c", 3, "西"),
    ];
    let results = [
        result(1, "a", R::NoAnswer, "p1", 10),
        result(2, "a", R::Safe, "", 20),
        result(3, "b", R::Minor, "p1", 12),
    ];
    let counts = counts(&targets, &results);
    assert_eq!(
        (counts.targets, counts.safe, counts.minor, counts.unchecked),
        (3, 1, 1, 1)
    );
    assert_eq!((counts.found(), counts.unknown(), counts.hurt()), (2, 1, 1));
    let blocks = block_counts(&targets, &results);
    assert_eq!(blocks[0].name, "西", "the slowest block comes first");
    assert_eq!(blocks[1].last_at, Some(start() + Duration::minutes(20)));
}

#[test]
fn two_papers_that_differ_are_shown_until_the_board_settles_it() {
    let mut results = vec![
        result(1, "a", R::Safe, "p1", 10),
        result(2, "a", R::Minor, "p2", 11),
    ];
    assert!(conflict(&results));
    results.push(result(3, "a", R::Minor, "", 15));
    assert!(!conflict(&results), "the board has decided");
    results.push(result(4, "a", R::Safe, "p1", 20));
    assert!(conflict(&results), "a paper says something else again");
}

#[test]
fn being_found_later_or_typing_a_line_again_is_no_contradiction() {
    assert!(!conflict(&[
        result(1, "a", R::NoAnswer, "p1", 5),
        result(2, "a", R::Safe, "p2", 9)
    ]));
    assert!(!conflict(&[
        result(1, "a", R::Minor, "p1", 5),
        result(2, "a", R::Safe, "p1", 5)
    ]));
    assert!(!conflict(&[
        result(1, "a", R::Safe, "p1", 5),
        result(2, "a", R::Unchecked, "p2", 5)
    ]));
    assert!(conflict(&[
        result(1, "a", R::Safe, "p1", 5),
        result(2, "a", R::NoAnswer, "p2", 9)
    ]));
}

#[test]
fn an_empty_line_on_one_paper_does_not_unsay_what_another_paper_says() {
    let a = CheckTargetId("a".into());
    let code = |results: &[CheckResult]| standings(results)[&a].newest.code;
    let safe = result(1, "a", R::Safe, "p1", 5);
    assert_eq!(
        code(&[safe.clone(), result(2, "a", R::Unchecked, "p2", 5)]),
        R::Safe
    );
    assert_eq!(
        code(&[safe.clone(), result(2, "a", R::Unchecked, "p1", 5)]),
        R::Unchecked
    );
    assert_eq!(
        code(&[safe, result(2, "a", R::Unchecked, "", 5)]),
        R::Unchecked
    );
}

#[test]
fn who_said_before_that_they_will_not_join_is_found_but_not_visited() {
    let mut excused = target("a", 1, "東");
    excused.excused = true;
    let counts = counts(&[excused], &[]);
    assert_eq!((counts.excused, counts.found(), counts.by_visit), (1, 1, 0));
}

#[test]
fn of_two_papers_that_differ_the_worst_counts_whichever_was_typed_last() {
    let a = CheckTargetId("a".into());
    let code = |results: &[CheckResult]| standings(results)[&a].counting.code;
    let rescue_first = [
        result(1, "a", R::Rescue, "p1", 5),
        result(2, "a", R::Safe, "p2", 9),
    ];
    assert_eq!(code(&rescue_first), R::Rescue);
    let counts = counts(&[target("a", 1, "東")], &rescue_first);
    assert_eq!((counts.rescue, counts.safe), (1, 0));
    let hurt = result(1, "a", R::Minor, "p1", 5);
    let nobody = result(2, "a", R::NoAnswer, "p2", 9);
    let both = [hurt, nobody];
    assert_eq!(code(&both), R::Minor);
    let line = found_line(&[target("a", 1, "東")], &both, start());
    assert_eq!(line.last().unwrap().minute, 5);
    let settled = result(3, "a", R::Safe, "", 12);
    assert_eq!(
        code(&[rescue_first[0].clone(), rescue_first[1].clone(), settled]),
        R::Safe,
        "the board has decided"
    );
}

#[test]
fn what_was_seen_before_is_no_news_though_it_was_typed_later() {
    let late = [
        result(1, "a", R::NoAnswer, "p1", 20),
        result(2, "a", R::Safe, "p2", 5),
    ];
    assert!(conflict(&late));
    let a = CheckTargetId("a".into());
    assert_eq!(standings(&late)[&a].counting.code, R::NoAnswer);
    let news = [
        result(1, "a", R::NoAnswer, "p1", 5),
        result(2, "a", R::Safe, "p2", 9),
        result(3, "a", R::Evacuated, "p3", 9),
    ];
    assert_eq!(
        standings(&news)[&a].counting.code,
        R::Evacuated,
        "somebody has found the person"
    );
}

#[test]
fn a_line_left_empty_does_not_make_somebody_missing_who_will_not_join() {
    let mut excused = target("a", 1, "東");
    excused.excused = true;
    let empty = [result(1, "a", R::Unchecked, "p1", 5)];
    let counts = counts(&[excused], &empty);
    assert_eq!((counts.excused, counts.unknown()), (1, 0));
}

#[test]
fn the_line_of_found_people_only_rises_and_ends_at_the_number_found() {
    let targets = [
        target("a", 1, "東"),
        target("b", 2, "東"),
        target("c", 3, "東"),
    ];
    let results = [
        result(1, "a", R::Safe, "p1", 12),
        result(2, "b", R::Safe, "p1", -5),
        result(3, "c", R::Safe, "p1", 3),
        result(4, "c", R::NoAnswer, "", 6),
    ];
    let line = found_line(&targets, &results, start());
    let points: Vec<(u32, u32)> = line.iter().map(|at| (at.minute, at.found)).collect();
    assert_eq!(points, [(0, 1), (12, 2)]);
}

#[test]
fn a_line_typed_again_is_still_one_person_who_is_on_no_list() {
    let line = |n: u32, name: &str| CheckResult {
        target: None,
        unlisted_name: name.into(),
        page: 1,
        line: 4,
        ..result(n, "", R::Safe, "p1", 5)
    };
    let results = [line(1, "佐藤"), line(2, "佐藤 花")];
    let people = unlisted(&results);
    assert_eq!(people.len(), 1);
    assert_eq!(people[0].unlisted_name, "佐藤 花");
}

#[test]
fn the_board_names_unknown_people_first_then_the_hurt_each_in_walking_order() {
    let names = ["a", "b", "c", "d", "e"];
    let targets: Vec<CheckTarget> = names
        .iter()
        .zip(1..)
        .map(|(name, n)| target(name, n, "東"))
        .collect();
    let results = [
        result(1, "a", R::Safe, "p1", 5),
        result(2, "b", R::Rescue, "p1", 5),
        result(3, "d", R::NoAnswer, "p1", 5),
    ];
    let lines = |names: &[&str]| names.iter().map(|n| (*n).to_owned().into()).collect();
    let copies = [
        Copy {
            id: "p1".to_owned().into(),
            no: 17,
            lines: lines(&["a", "b", "d"]),
            ..Copy::default()
        },
        Copy {
            id: "p2".to_owned().into(),
            no: 18,
            lines: lines(&["c", "e"]),
            ..Copy::default()
        },
    ];
    let check = SafetyCheck {
        started_at: Some(start()),
        ..SafetyCheck::default()
    };
    let records = BoardRecords {
        targets: &targets,
        results: &results,
        copies: &copies,
        reports: &[],
    };
    let board = board(&check, records, start());
    let order: Vec<&str> = board.people.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(order, ["c", "d", "e", "b", "a"]);
    assert_eq!((board.papers, board.papers_typed), (2, 1));
    assert_eq!(
        (board.people[0].copy_no, board.people[3].time.as_str()),
        (18, "10:05")
    );
}
