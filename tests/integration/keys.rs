//! 鍵: other words, another 予備の鍵, two sheets that open together, all keys anew. Every change is in the history.

use app::failure::Code;
use domain::history::{HistoryFilter, HistoryPage};
use domain::home::Home;
use domain::keys::{Keys, MakeTwoSheets, NewPassphrase, TwoSheets};
use domain::problem::Rule;
use domain::secret::Secret;
use domain::sheet::SavedFile;
use domain::vault::{
    BackUpDone, BackupKey, RecoverBook, RecoveryKey, RestoreBook, RestoreDone, SaveRecoverySheet,
};
use serde_json::{Value, json};
use tests::app::{PASSPHRASE, TestApp, with};
use tests::people::registrant;

const NEW: &str = "あたらしいかぎのことばにかえました";

fn one_person() -> (TestApp, RecoveryKey) {
    let app = TestApp::without_book();
    let key = app.create_book();
    registrant().saved_in(&app);
    (app, key)
}

fn own() -> Secret {
    Secret::new(PASSPHRASE)
}

fn to_new() -> NewPassphrase {
    NewPassphrase {
        own: own(),
        passphrase: Secret::new(NEW),
    }
}

fn typed(sheet: &RecoveryKey) -> Secret {
    Secret::new(sheet.groups.join("-"))
}

fn two_sheets(app: &TestApp) -> TwoSheets {
    let wanted = MakeTwoSheets {
        own: own(),
        first: "大野 恵子".into(),
        second: " 石井 進".into(),
    };
    app.call("make_two_sheets", &wanted)
}

/// Locks the book, waits and opens it with these words; the one person is still there.
fn opens(app: &TestApp, words: &str) {
    app.lock();
    app.pass_seconds(600);
    app.call::<()>("open_book", &with(words));
    let home: Home = app.call("home", &());
    assert_eq!(home.registrants, 1);
}

fn stays_closed(app: &TestApp, call: &str, request: &impl serde::Serialize) {
    app.lock();
    app.pass_seconds(600);
    assert_eq!(app.refusal(call, request), Code::WrongKey);
    app.pass_seconds(600);
}

fn recover(recovery: &Secret, second: &Secret) -> RecoverBook {
    RecoverBook {
        recovery: recovery.clone(),
        second: second.clone(),
        passphrase: Secret::new(NEW),
        ..RecoverBook::default()
    }
}

fn calls(app: &TestApp) -> Vec<String> {
    let filter = HistoryFilter {
        limit: 3,
        ..HistoryFilter::default()
    };
    let page: HistoryPage = app.call("history", &filter);
    page.lines.into_iter().map(|line| line.call).collect()
}

#[test]
fn other_words_open_the_book_and_the_old_ones_do_not() {
    let (app, _) = one_person();
    app.call::<()>("change_passphrase", &to_new());
    assert_eq!(calls(&app)[0], "change_passphrase");
    stays_closed(&app, "open_book", &with(PASSPHRASE));
    app.call::<()>("open_book", &with(NEW));
    opens(&app, NEW);
}

#[test]
fn whoever_does_not_know_the_words_changes_no_key() {
    let (app, _) = one_person();
    let before = calls(&app);
    let wrong = json!({ "own": "ちがうことばをうちました。ながく", "passphrase": NEW });
    for (call, request) in [
        ("change_passphrase", wrong.clone()),
        ("renew_keys", wrong.clone()),
        ("renew_recovery", wrong["own"].clone()),
        ("drop_two_sheets", wrong["own"].clone()),
        (
            "make_two_sheets",
            json!({ "own": wrong["own"], "first": "大野", "second": "石井" }),
        ),
    ] {
        assert_eq!(app.refusal(call, &request), Code::WrongKey, "{call}");
        assert_eq!(app.refusal(call, &request), Code::Wait, "{call}");
        app.pass_seconds(60);
    }
    assert_eq!(calls(&app), before, "nothing was tried");
    let weak = json!({ "own": PASSPHRASE, "passphrase": "みじかい" });
    for call in ["change_passphrase", "renew_keys"] {
        assert_eq!(app.refusal(call, &weak), Code::Problems, "{call}");
    }
    opens(&app, PASSPHRASE);
}

#[test]
fn a_new_reserve_key_makes_the_old_sheet_void() {
    let (app, old) = one_person();
    let new: RecoveryKey = app.call("renew_recovery", &own());
    assert_eq!(calls(&app)[0], "renew_recovery");
    let none = Secret::default();
    stays_closed(&app, "recover_book", &recover(&typed(&old), &none));
    app.call::<()>("recover_book", &recover(&typed(&new), &none));
    assert_eq!(calls(&app)[0], "recover_book");
    opens(&app, NEW);
}

#[test]
fn the_sheets_of_two_officers_open_together_and_are_printed_for_each() {
    let (app, _) = one_person();
    let made = two_sheets(&app);
    assert_eq!(made.officers, ["大野 恵子", "石井 進"]);
    let keys: Keys = app.call("keys", &());
    assert_eq!(keys.two_officers, Some(made.officers.clone()));
    let request = SaveRecoverySheet {
        groups: made.sheets[0].groups.clone(),
        officers: Some(made.officers.clone()),
        file: app.token("two.pdf"),
    };
    let saved: SavedFile = app.call("save_recovery_sheet", &request);
    assert_eq!(saved.pages, 1);
    let [first, second] = made.sheets.each_ref().map(typed);
    stays_closed(&app, "recover_book", &recover(&first, &first));
    stays_closed(&app, "recover_book", &recover(&first, &Secret::default()));
    app.call::<()>("recover_book", &recover(&second, &first));
    assert_eq!(calls(&app)[0], "recover_by_two");
    opens(&app, NEW);
    app.call::<()>("drop_two_sheets", &Secret::new(NEW));
    stays_closed(&app, "recover_book", &recover(&first, &second));
}

#[test]
fn a_mistyped_sheet_is_named_with_its_group() {
    let (app, _) = one_person();
    let made = two_sheets(&app);
    app.lock();
    let [first, mut second] = made.sheets;
    second.groups[4].pop();
    let request = recover(&typed(&first), &typed(&second));
    let refused = app.try_call::<()>("recover_book", &request).unwrap_err();
    let problem = &refused.problems[0];
    assert_eq!(
        (problem.field.as_str(), problem.rule),
        ("second", Rule::Unreadable)
    );
    assert_eq!(problem.detail, "5");
}

#[test]
fn two_sheets_need_two_officers() {
    let (app, _) = one_person();
    for (first, second, field) in [
        ("", "石井", "first"),
        ("大野", " ", "second"),
        ("大野", "大野", "second"),
    ] {
        let request = json!({ "own": PASSPHRASE, "first": first, "second": second });
        let refused = app
            .try_call::<Value>("make_two_sheets", &request)
            .unwrap_err();
        assert_eq!(refused.problems[0].field, field);
    }
}

#[test]
fn two_sheets_open_a_backup_too() {
    let (app, _) = one_person();
    let made = two_sheets(&app);
    app.call::<BackUpDone>("back_up", &app.token("a.sasae"));
    let other = TestApp::without_book();
    let request = RestoreBook {
        file: app.token("a.sasae"),
        with: BackupKey::TwoOfficers,
        key: typed(&made.sheets[1]),
        second: typed(&made.sheets[0]),
        passphrase: Secret::new(NEW),
        ..RestoreBook::default()
    };
    let done: RestoreDone = other.call("restore_book", &request);
    assert_eq!(done.people, 1);
    opens(&other, NEW);
}

#[test]
fn all_keys_anew_leave_every_record_and_no_old_key() {
    let (app, old) = one_person();
    let made = two_sheets(&app);
    let new: RecoveryKey = app.call("renew_keys", &to_new());
    assert_eq!(calls(&app)[0], "renew_keys");
    let keys: Keys = app.call("keys", &());
    assert_eq!(keys.two_officers, None);
    app.call::<Value>("undo", &());
    app.call::<Value>("redo", &());
    let none = Secret::default();
    let [first, second] = made.sheets.each_ref().map(typed);
    stays_closed(&app, "open_book", &with(PASSPHRASE));
    stays_closed(&app, "recover_book", &recover(&typed(&old), &none));
    stays_closed(&app, "recover_book", &recover(&first, &second));
    app.call::<()>("open_book", &with(NEW));
    opens(&app, NEW);
    app.lock();
    app.call::<()>("recover_book", &recover(&typed(&new), &none));
}

#[test]
fn the_keys_of_the_practice_book_stay_as_they_are() {
    let app = TestApp::without_book();
    app.call::<()>("open_practice", &());
    let keys: Keys = app.call("keys", &());
    assert!(keys.practice);
    assert_eq!(app.refusal("renew_recovery", &own()), Code::NotNow);
}

#[test]
fn a_change_that_fails_is_told_in_the_history() {
    let (app, _) = one_person();
    // Nothing can take the place of a folder.
    let path = app.folder().join("book/keys.slot.b");
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir_all(path.join("full")).unwrap();
    app.refusal("change_passphrase", &to_new());
    assert_eq!(calls(&app)[..2], ["keys_not_changed", "change_passphrase"]);
    std::fs::remove_dir_all(&path).unwrap();
    opens(&app, PASSPHRASE);
}
