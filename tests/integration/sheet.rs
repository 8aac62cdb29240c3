//! Sheets through the calls: what is printed can be typed back, what is saved leaves an entry without names.

use domain::check_result::{EntrySheetAnswer, SheetNumber};
use domain::copy::CopyRow;
use domain::history::{HistoryFilter, HistoryPage};
use domain::id::{FileToken, SafetyCheckId};
use domain::safety_check::{CheckPhase, SafetyCheckRow};
use domain::sheet::{
    PictureRequest, PrintCheckSheets, PrintedCopies, SaveSheet, SavedFile, SheetKind, SheetPicture,
    SheetRequest, SheetSplit,
};
use serde_json::json;
use tests::app::TestApp;

fn practice() -> TestApp {
    let app = TestApp::without_book();
    app.call::<()>("open_practice", &());
    app
}

fn check_in(app: &TestApp, phase: CheckPhase) -> SafetyCheckId {
    let checks: Vec<SafetyCheckRow> = app.call("safety_checks", &());
    let found = checks
        .into_iter()
        .find(|row| row.safety_check.phase == phase);
    found.map(|row| row.safety_check.id).unwrap_or_default()
}

#[test]
fn every_line_that_is_printed_can_be_typed_back_by_its_number() {
    let app = practice();
    let check = check_in(&app, CheckPhase::Preparing);
    let request = PrintCheckSheets {
        safety_check: check.clone(),
        split: SheetSplit::ByBlock,
        ..PrintCheckSheets::default()
    };
    let printed: PrintedCopies = app.act("print_check_sheets", &request);
    let before: Vec<CopyRow> = app.call("copies", &());
    assert_eq!(
        before.len() as u32,
        printed.last_no,
        "numbers run through the whole book"
    );
    let sheet = SheetRequest {
        copies: printed.copies.clone(),
        ..SheetRequest::default()
    };
    let mut page = 0;
    for copy_no in printed.first_no..=printed.last_no {
        let number = SheetNumber {
            safety_check: check.clone(),
            copy_no,
        };
        let answer: EntrySheetAnswer = app.call("entry_sheet", &number);
        for typed in answer.sheet.unwrap().pages {
            page += 1;
            let request = PictureRequest {
                sheet: sheet.clone(),
                page,
                width: 400,
            };
            let picture: SheetPicture = app.call("sheet_picture", &request);
            assert_eq!(picture.pages, printed.pages);
            assert!(
                picture
                    .text
                    .contains(&format!("{copy_no:03}-{}", typed.page))
            );
            let text: String = picture.text.split_whitespace().collect();
            for line in typed.lines.iter().filter(|line| line.target.is_some()) {
                let name: String = line.name.split_whitespace().collect();
                assert!(
                    text.contains(&name),
                    "第{copy_no}号 {}枚目 {name}",
                    typed.page
                );
            }
        }
    }
    assert_eq!(page, printed.pages);
}

#[test]
fn a_saved_sheet_leaves_an_entry_and_a_whole_file() {
    let app = practice();
    let check = check_in(&app, CheckPhase::Closed);
    let folder = tempfile::tempdir().unwrap();
    let kinds = [
        (SheetKind::CheckSheet, "訓練_用紙.pdf", &b"%PDF"[..]),
        (SheetKind::TallySheet, "訓練_集計.pdf", b"%PDF"),
        (SheetKind::CheckReport, "訓練_報告.pdf", b"%PDF"),
        (SheetKind::ResultList, "訓練_結果.xlsx", b"PK"),
    ];
    for (sheet, name, first_bytes) in kinds {
        let path = folder.path().join(name);
        let file = FileToken(path.to_string_lossy().into_owned());
        let sheet = SheetRequest {
            sheet,
            safety_check: Some(check.clone()),
            ..SheetRequest::default()
        };
        let saved: SavedFile = app.call("save_sheet", &SaveSheet { sheet, file });
        assert_eq!(saved.name, name);
        assert!(saved.pages > 0, "{name}");
        assert!(
            std::fs::read(&path).unwrap().starts_with(first_bytes),
            "{name}"
        );
    }
    let filter = HistoryFilter {
        call: "save_sheet".into(),
        limit: 10,
        ..HistoryFilter::default()
    };
    let page: HistoryPage = app.call("history", &filter);
    assert_eq!(
        page.lines.len(),
        kinds.len(),
        "each file that left is known"
    );
}

#[test]
fn a_sheet_says_in_its_name_whether_it_is_a_drill_and_overwrites_nothing_unasked() {
    let app = practice();
    let sheet = SheetRequest {
        sheet: SheetKind::TallySheet,
        safety_check: Some(check_in(&app, CheckPhase::Preparing)),
        ..SheetRequest::default()
    };
    let save = |name: &str| -> String {
        let request = SaveSheet {
            sheet: sheet.clone(),
            file: app.token(name),
        };
        app.call::<SavedFile>("save_sheet", &request).name
    };
    assert_eq!(save("集計.pdf"), "訓練_集計.pdf");
    assert_eq!(save("集計.pdf"), "訓練_集計_2.pdf", "the first one stays");
    assert_eq!(
        save("訓練_集計.pdf"),
        "訓練_集計.pdf",
        "this one was chosen"
    );
    assert!(!app.folder().join("集計.pdf").exists());
}

#[test]
fn a_file_that_could_not_be_written_has_its_entry_and_one_that_says_so() {
    let app = practice();
    let sheet = SheetRequest {
        sheet: SheetKind::ResultList,
        safety_check: Some(check_in(&app, CheckPhase::Closed)),
        ..SheetRequest::default()
    };
    let nowhere = || app.token("no such folder/file");
    let save = SaveSheet {
        sheet,
        file: nowhere(),
    };
    for (call, noted, request) in [
        ("save_sheet", "save_sheet", json!(save)),
        ("back_up", "start_back_up", json!(nowhere())),
    ] {
        app.refusal(call, &request);
        let newest = HistoryFilter {
            limit: 2,
            ..HistoryFilter::default()
        };
        let page: HistoryPage = app.call("history", &newest);
        let calls: Vec<&str> = page.lines.iter().map(|it| it.call.as_str()).collect();
        assert_eq!(calls, ["not_written", noted], "newest first");
        assert_eq!(page.lines[0].subject, page.lines[1].subject);
    }
}
