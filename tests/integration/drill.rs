//! J6 and J7 through the calls the pages make: printed, started, typed back, watched, reported, closed.

use app::failure::Code;
use domain::board::CheckBoard;
use domain::check_result::{EntrySheetAnswer, ResultCode, ResultEntry, ResultSaved, SheetNumber};
use domain::copy::CopyRow;
use domain::id::SafetyCheckId;
use domain::safety_check::{
    CheckPhase, CheckReport, CheckReview, SafetyCheckDraft, SafetyCheckRow, StartCheck,
};
use domain::sheet::{
    PrintCheckSheets, PrintedCopies, SaveSheet, SavedFile, SheetKind, SheetRequest,
};
use domain::vault::BookState;
use tests::app::TestApp;
use tests::people::registrant;

fn planned(app: &TestApp) -> SafetyCheckId {
    app.act(
        "save_safety_check",
        &SafetyCheckDraft {
            name: "秋の安否確認訓練".into(),
            planned_on: "令和8年11月25日".into(),
            ..SafetyCheckDraft::default()
        },
    )
}

/// A book with two people and a running drill whose sheets are printed.
fn running() -> (TestApp, SafetyCheckId, PrintedCopies) {
    let app = TestApp::with_book();
    registrant().saved_in(&app);
    registrant()
        .named("田中", "実")
        .read_as("タナカ ミノル")
        .saved_in(&app);
    app.act::<u32>("propose_blocks", &());
    let check = planned(&app);
    let request = PrintCheckSheets {
        safety_check: check.clone(),
        ..PrintCheckSheets::default()
    };
    let copies: PrintedCopies = app.act("print_check_sheets", &request);
    let start = StartCheck {
        safety_check: check.clone(),
        ..StartCheck::default()
    };
    app.act::<()>("start_safety_check", &start);
    (app, check, copies)
}

fn enter(app: &TestApp, check: &SafetyCheckId, copies: &PrintedCopies, codes: &[ResultCode]) {
    let number = SheetNumber {
        safety_check: check.clone(),
        copy_no: copies.first_no,
    };
    let answer: EntrySheetAnswer = app.call("entry_sheet", &number);
    let sheet = answer.sheet.expect("the sheet that was printed");
    for (line, code) in sheet.pages[0].lines.iter().zip(codes) {
        let entry = ResultEntry {
            safety_check: check.clone(),
            target: line.target.clone(),
            code: *code,
            copy: Some(sheet.copy.clone()),
            page: 1,
            line: line.line,
            ..ResultEntry::default()
        };
        let saved: ResultSaved = app.act("enter_result", &entry);
        assert!(saved.id.is_some(), "{:?}", saved.problems);
    }
}

#[test]
fn a_drill_is_played_from_the_sheets_to_the_report() {
    let (app, check, copies) = running();
    let state: BookState = app.call("state", &());
    let band = state.running.expect("the band names the running event");
    assert_eq!((band.papers, band.papers_typed), (1, 0));
    enter(
        &app,
        &check,
        &copies,
        &[ResultCode::Safe, ResultCode::NoAnswer],
    );
    let board: CheckBoard = app.call("check_board", &check);
    assert_eq!(
        (
            board.counts.targets,
            board.counts.found(),
            board.counts.unknown()
        ),
        (2, 1, 1)
    );
    let report: CheckReport = app.act("issue_check_report", &check);
    assert_eq!((report.number, report.counts.safe), (1, 1));
    let review = CheckReview {
        safety_check: check.clone(),
        went_well: "旗がよく見えました。".into(),
        ..CheckReview::default()
    };
    app.act::<()>("close_safety_check", &review);
    app.act::<()>(
        "save_check_review",
        &CheckReview {
            checkers: Some(4),
            ..review
        },
    );
    app.act::<()>("return_copy", &copies.copies[0]);
    let rows: Vec<CopyRow> = app.call("copies", &());
    assert!(rows[0].copy.returned_on.is_some());
    let rows: Vec<SafetyCheckRow> = app.call("safety_checks", &());
    assert_eq!(rows[0].safety_check.phase, CheckPhase::Closed);
    for (sheet, name) in [
        (SheetKind::CheckReport, "訓練_report.pdf"),
        (SheetKind::ResultList, "訓練_results.xlsx"),
    ] {
        let sheet = SheetRequest {
            sheet,
            safety_check: Some(check.clone()),
            ..SheetRequest::default()
        };
        let saved: SavedFile = app.call(
            "save_sheet",
            &SaveSheet {
                sheet,
                file: app.token(name),
            },
        );
        assert_eq!(saved.name, name);
        assert!(app.folder().join(name).exists());
    }
}

#[test]
fn later_results_do_not_change_a_report_that_was_issued() {
    let (app, check, copies) = running();
    enter(
        &app,
        &check,
        &copies,
        &[ResultCode::NoAnswer, ResultCode::NoAnswer],
    );
    app.act::<CheckReport>("issue_check_report", &check);
    app.pass_seconds(600);
    enter(&app, &check, &copies, &[ResultCode::Safe, ResultCode::Safe]);
    let board: CheckBoard = app.call("check_board", &check);
    assert_eq!(board.counts.unknown(), 0);
    assert_eq!(board.reports[0].counts.no_answer, 2);
}

#[test]
fn the_number_of_a_paper_never_comes_again_though_its_print_is_taken_back() {
    let app = TestApp::with_book();
    for n in 0..40 {
        registrant()
            .named("田中", &format!("実{n}"))
            .living_at(&format!("せせらぎ町1丁目{}番3号", n + 1))
            .saved_in(&app);
    }
    app.act::<u32>("propose_blocks", &());
    let check = planned(&app);
    let request = PrintCheckSheets {
        safety_check: check,
        ..PrintCheckSheets::default()
    };
    let first: PrintedCopies = app.act("print_check_sheets", &request);
    app.call::<domain::vault::Done<()>>("undo", &());
    let second: PrintedCopies = app.act("print_check_sheets", &request);
    assert_eq!(second.first_no, first.last_no + 1);
}

#[test]
fn a_drill_does_not_start_twice() {
    let (app, check, _copies) = running();
    let start = StartCheck {
        safety_check: check,
        ..StartCheck::default()
    };
    assert_ne!(app.refusal("start_safety_check", &start), Code::Fault);
}
