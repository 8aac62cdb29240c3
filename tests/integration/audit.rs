//! 履歴 as a witness: who came in, who tried, what was searched for, and a clock that cannot be right.

use app::failure::Code;
use chrono::NaiveDate;
use domain::copy::CopyRow;
use domain::export::{ExportRequest, Exported, SaveExport};
use domain::history::{HistoryEntry, HistoryFilter, HistoryGroup, HistoryLine, HistoryPage};
use domain::home::Home;
use domain::id::RegistrantId;
use domain::registrant::{RegistrantFilter, RegistrantPage};
use domain::sheet::{SaveManagementReport, SavedFile, SheetKind};
use domain::vault::Done;
use tests::app::{TestApp, with};
use tests::people::registrant;

fn lines(app: &TestApp) -> Vec<HistoryLine> {
    let all = HistoryFilter {
        limit: 1000,
        ..HistoryFilter::default()
    };
    app.call::<HistoryPage>("history", &all).lines
}

fn count(app: &TestApp, call: &str) -> usize {
    lines(app).iter().filter(|line| line.call == call).count()
}

fn search(app: &TestApp, text: &str) {
    let filter = RegistrantFilter {
        text: text.into(),
        limit: 10,
        ..RegistrantFilter::default()
    };
    app.call::<RegistrantPage>("registrants", &filter);
}

#[test]
fn who_came_in_and_how_often_somebody_tried_in_vain_is_written_down() {
    let app = TestApp::with_book();
    app.lock();
    for _ in 0..3 {
        assert_eq!(
            app.refusal("open_book", &with("ちがう言葉ですよ")),
            Code::WrongKey
        );
        app.pass_seconds(60);
    }
    app.open();
    let told: Vec<String> = lines(&app).into_iter().map(|line| line.call).collect();
    assert_eq!(told, ["open_book", "wrong_tries", "lock", "create_book"]);
    let odd = HistoryFilter {
        what: HistoryGroup::Odd,
        limit: 10,
        ..HistoryFilter::default()
    };
    let page: HistoryPage = app.call("history", &odd);
    let entry: HistoryEntry = app.call("history_entry", &page.lines[0].entry);
    let said: Vec<_> = entry
        .noted
        .iter()
        .map(|it| (it.name.as_str(), it.value.as_str()))
        .collect();
    assert_eq!(said[1], ("tries", "3"));
    assert!(said[0].1.starts_with("2026-11-25T01:02"), "{said:?}");
    app.lock();
    app.open();
    assert_eq!(count(&app, "wrong_tries"), 1, "told once");
    assert!(!app.folder().join("book/tries.json").exists());
}

#[test]
fn a_search_is_noted_once_it_is_no_longer_being_typed_and_not_in_its_words() {
    let app = TestApp::with_book();
    registrant().named("鬼怒川", "雪乃").saved_in(&app);
    for typed in ["き", "きぬ", "きぬが", "きぬがわ"] {
        search(&app, typed);
        app.pass_seconds(1);
    }
    app.pass_seconds(30);
    search(&app, "きぬがわ");
    search(&app, "");
    app.lock();
    app.open();
    assert_eq!(count(&app, "search"), 1);
    let line = lines(&app).into_iter().find(|line| line.call == "search");
    assert_eq!(line.unwrap().subject, "", "no word of it");
}

#[test]
fn a_clock_that_goes_wrong_is_said_until_somebody_finds_it_right() {
    const YEAR: i64 = 365 * 86_400;
    let app = TestApp::with_book();
    let doubtful = |app: &TestApp| app.call::<Home>("home", &()).clock_doubtful;
    app.pass_seconds(5 * 86_400);
    registrant().saved_in(&app);
    assert!(!doubtful(&app), "days pass");
    for jump in [-3 * YEAR, 2 * 86_400, 50 * YEAR, -56 * YEAR] {
        app.set_clock(jump);
        registrant().named("森", "一").saved_in(&app);
        assert!(doubtful(&app), "{jump}");
        let order: Vec<_> = lines(&app).into_iter().map(|line| line.entry).collect();
        assert!(order.is_sorted_by(|a, b| a > b), "the order is kept");
        app.call::<()>("confirm_clock", &());
        assert!(!doubtful(&app));
        let people: RegistrantPage = app.call("registrants", &RegistrantFilter::default());
        assert!(people.everybody > 1);
    }
    assert_eq!(count(&app, "clock_jump"), 4);
}

#[test]
fn the_report_of_a_month_and_the_pack_for_an_incident_are_numbered_copies() {
    let app = TestApp::with_book();
    let people: Vec<RegistrantId> = ["一", "二"]
        .map(|given| registrant().named("鬼怒川", given).saved_in(&app))
        .to_vec();
    let export = ExportRequest {
        holder: "みどり野市".into(),
        purpose: "報告".into(),
        ..ExportRequest::default()
    };
    let file = app.token("名簿.xlsx");
    app.act::<Exported>(
        "export_list",
        &SaveExport {
            export,
            file,
            ..SaveExport::default()
        },
    );
    let month = SaveManagementReport {
        month: NaiveDate::from_ymd_opt(2026, 11, 10).unwrap(),
        file: app.token("月報.pdf"),
    };
    let report: SavedFile = app.act("save_management_report", &month);
    let pack: SavedFile = app.act("save_incident_pack", &app.token("事故.pdf"));
    assert_eq!((report.pages, pack.pages), (1, 2));
    assert!(app.folder().join("月報.pdf").exists() && app.folder().join("事故.pdf").exists());
    let copies: Vec<CopyRow> = app.call("copies", &());
    let mut numbers: Vec<(u32, SheetKind, usize)> = copies
        .iter()
        .map(|row| (row.copy.no, row.copy.document, row.copy.people.len()))
        .collect();
    numbers.sort_by_key(|it| it.0);
    assert_eq!(
        numbers,
        [
            (1, SheetKind::List, people.len()),
            (2, SheetKind::ManagementReport, 0),
            (3, SheetKind::IncidentPack, people.len()),
        ]
    );
    app.call::<Done<()>>("undo", &());
    let again: SavedFile = app.act("save_incident_pack", &app.token("二.pdf"));
    assert_eq!(again.pages, 2);
    let copies: Vec<CopyRow> = app.call("copies", &());
    assert!(
        copies.iter().any(|row| row.copy.no == 4),
        "a number never comes again"
    );
}
