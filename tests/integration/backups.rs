//! 控え the program makes by itself: when, where to, how many stay, and what is said of one that cannot be read.

use std::path::PathBuf;

use app::failure::Code;
use domain::backup::{BackupPlace, BackupRow, Backups, SecondPlace};
use domain::home::{Home, Todo, TodoKind};
use domain::id::FileToken;
use domain::keys::NewPassphrase;
use domain::roster_import::ListContent;
use domain::secret::Secret;
use domain::vault::{BookState, RecoveryKey, RestoreBook, RestoreDone};
use tests::app::{PASSPHRASE, TestApp};
use tests::people::registrant;

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;

fn keep(app: &TestApp) -> bool {
    app.call("keep_backups", &())
}

fn rows(app: &TestApp) -> Vec<BackupRow> {
    app.call::<Backups>("backups", &()).rows
}

fn second(app: &TestApp) -> Vec<BackupRow> {
    let mut rows = rows(app);
    rows.retain(|row| row.place == BackupPlace::Second);
    rows
}

fn todo(app: &TestApp, kind: TodoKind) -> Option<Todo> {
    let home: Home = app.call("home", &());
    home.todos.into_iter().find(|todo| todo.kind == kind)
}

fn here(app: &TestApp) -> PathBuf {
    app.folder().join("book/backups")
}

/// A program with a stick that is chosen.
fn with_stick() -> TestApp {
    let app = TestApp::with_book();
    std::fs::create_dir(app.folder().join("stick")).expect("a folder");
    let folder = Some(app.token("stick"));
    app.call::<Backups>("choose_backup_folder", &SecondPlace { folder });
    app
}

#[test]
fn a_backup_is_made_after_half_an_hour_of_work_and_none_without_work() {
    let app = TestApp::with_book();
    assert!(keep(&app), "the new book");
    registrant().saved_in(&app);
    assert!(!keep(&app), "too soon");
    app.pass_seconds(31 * MINUTE);
    assert!(keep(&app));
    app.pass_seconds(10 * DAY);
    let newest = rows(&app)[0].clone();
    assert_eq!((newest.people, newest.is_damaged), (Some(1), false));
    keep(&app);
    let left = rows(&app);
    assert_eq!(left.len(), 1, "one of a day, and nothing was written since");
    assert_eq!(left[0].at, newest.at);
    let path = here(&app).join(&newest.name);
    assert!(store::check_backup(&path).is_ok());
}

#[test]
fn it_is_time_to_look_when_the_book_is_opened_and_then_now_and_again() {
    let app = TestApp::with_book();
    let is_due = |app: &TestApp| app.call::<BookState>("state", &()).backup_due;
    assert!(is_due(&app));
    keep(&app);
    assert!(!is_due(&app));
    app.pass_seconds(10 * MINUTE);
    assert!(is_due(&app));
    keep(&app);
    app.lock();
    assert!(!is_due(&app), "a locked book");
    app.open();
    assert!(is_due(&app));
}

#[test]
fn a_backup_goes_to_the_stick_when_it_is_there_and_waits_without_a_word_when_it_is_not() {
    let app = with_stick();
    assert_eq!(second(&app).len(), 1, "at once");
    let (stick, bag) = (app.folder().join("stick"), app.folder().join("bag"));
    std::fs::rename(&stick, &bag).unwrap();
    app.pass_seconds(DAY);
    registrant().saved_in(&app);
    assert!(keep(&app));
    let found: Backups = app.call("backups", &());
    assert!(!found.second_is_there && found.second.as_deref() == Some("stick"));
    std::fs::rename(&bag, &stick).unwrap();
    assert!(keep(&app));
    assert_eq!(second(&app)[0].people, Some(1));
    assert!(store::check_backup(&stick.join(&second(&app)[0].name)).is_ok());
    let again = app.restarted(60);
    again.open();
    let found: Backups = again.call("backups", &());
    assert_eq!(found.second.as_deref(), Some("stick"), "after a restart");
}

#[test]
fn another_book_on_the_same_stick_is_left_alone() {
    let (app, other) = (with_stick(), TestApp::with_book());
    registrant().saved_in(&other);
    let folder = Some(app.token("stick"));
    other.pass_seconds(1);
    other.call::<Backups>("choose_backup_folder", &SecondPlace { folder });
    let on_stick = std::fs::read_dir(app.folder().join("stick"))
        .unwrap()
        .count();
    assert_eq!(
        (second(&app).len(), second(&other).len(), on_stick),
        (1, 1, 2)
    );
}

#[test]
fn a_folder_of_the_book_or_none_at_all_is_no_second_place() {
    let app = TestApp::with_book();
    for (name, code) in [
        ("book/backups", Code::NotNow),
        ("nowhere", Code::CannotRead),
    ] {
        let folder = Some(app.token(name));
        assert_eq!(
            app.refusal("choose_backup_folder", &SecondPlace { folder }),
            code
        );
    }
    let missing = FileToken("/proc/self".into());
    app.refusal(
        "choose_backup_folder",
        &SecondPlace {
            folder: Some(missing),
        },
    );
    assert_eq!(app.call::<Backups>("backups", &()).second, None);
}

#[test]
fn work_that_is_nowhere_else_is_told_after_a_day_and_is_urgent_after_three() {
    let app = with_stick();
    registrant().saved_in(&app);
    std::fs::rename(app.folder().join("stick"), app.folder().join("bag")).unwrap();
    let told = |app: &TestApp| todo(app, TodoKind::BackUp).map(|it| (it.number, it.urgent));
    app.pass_seconds(DAY - 1);
    keep(&app);
    assert_eq!(told(&app), None);
    app.pass_seconds(1);
    assert_eq!(told(&app), Some((Some(1), false)));
    app.pass_seconds(2 * DAY);
    assert_eq!(told(&app), Some((Some(3), true)));
    std::fs::rename(app.folder().join("bag"), app.folder().join("stick")).unwrap();
    keep(&app);
    assert_eq!(told(&app), None);
    app.pass_seconds(300 * DAY);
    assert_eq!(told(&app), None, "nothing was written since");
}

#[test]
fn a_backup_that_cannot_be_read_any_more_is_found_kept_and_told() {
    let app = with_stick();
    let name = rows(&app)[0].name.clone();
    for folder in [here(&app), app.folder().join("stick")] {
        let path = folder.join(&name);
        let mut bytes = std::fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        store::write_whole(&path, &bytes).unwrap();
    }
    app.pass_seconds(DAY);
    registrant().saved_in(&app);
    keep(&app);
    let damaged: Vec<BackupRow> = rows(&app)
        .into_iter()
        .filter(|row| row.is_damaged)
        .collect();
    assert_eq!(damaged.len(), 2, "{damaged:?}");
    assert!(here(&app).join(&name).exists() && damaged[0].name == name);
    let todo = todo(&app, TodoKind::BackupDamaged);
    assert!(todo.is_some_and(|it| it.number == Some(2) && it.urgent));
    assert!(!rows(&app)[0].is_damaged, "the one made since is whole");
}

#[test]
fn fifty_days_of_work_leave_two_weeks_and_the_weeks_before_in_both_places() {
    let app = with_stick();
    for day in 0..50 {
        registrant()
            .named("田中", &format!("実{day}"))
            .saved_in(&app);
        keep(&app);
        app.pass_seconds(DAY);
    }
    let there = second(&app);
    let all = rows(&app);
    assert_eq!(all.len(), 2 * there.len(), "the same in both");
    assert!((14..=24).contains(&there.len()), "{}", there.len());
    let on_stick = std::fs::read_dir(app.folder().join("stick"))
        .unwrap()
        .count();
    assert_eq!(on_stick, there.len());
    let unread = |row: &&BackupRow| {
        row.checked_at
            .is_none_or(|at| all[0].at - at > chrono::TimeDelta::days(8))
    };
    assert_eq!(
        all.iter().filter(unread).count(),
        0,
        "each is read every week"
    );
}

#[test]
fn a_clock_set_back_makes_backups_and_removes_none() {
    let app = TestApp::with_book();
    for day in 0..20 {
        registrant()
            .named("田中", &format!("実{day}"))
            .saved_in(&app);
        keep(&app);
        app.pass_seconds(DAY);
    }
    let before = rows(&app).len();
    app.pass_seconds(-400 * DAY);
    registrant().named("田中", "一").saved_in(&app);
    assert!(keep(&app));
    assert_eq!(rows(&app).len(), before + 1);
}

#[test]
fn a_long_list_is_taken_in_after_a_backup() {
    let app = TestApp::with_book();
    registrant().saved_in(&app);
    keep(&app);
    registrant().named("田中", "実").saved_in(&app);
    app.take_in("city-list-2026.csv", ListContent::Registrants);
    let newest = rows(&app)[0].clone();
    assert_eq!(
        (rows(&app).len(), newest.people),
        (1, Some(2)),
        "in the same second"
    );
}

#[test]
fn a_backup_of_the_shelf_becomes_the_book_again() {
    let app = TestApp::with_book();
    registrant().saved_in(&app);
    keep(&app);
    registrant().named("田中", "実").saved_in(&app);
    let request = RestoreBook {
        file: app.token(&format!("book/backups/{}", rows(&app)[0].name)),
        key: domain::secret::Secret::new(PASSPHRASE),
        ..RestoreBook::default()
    };
    let done: RestoreDone = app.call("restore_book", &request);
    assert_eq!(done.people, 1);
}

#[test]
fn the_practice_book_makes_no_backups() {
    let app = TestApp::without_book();
    app.call::<()>("open_practice", &());
    assert!(!keep(&app) && rows(&app).is_empty());
    let folder = Some(app.token(""));
    assert_eq!(
        app.refusal("choose_backup_folder", &SecondPlace { folder }),
        Code::NotNow
    );
}

#[test]
fn a_backup_from_before_all_keys_were_renewed_is_whole_and_not_called_damaged() {
    let app = TestApp::with_book();
    registrant().saved_in(&app);
    keep(&app);
    let new = NewPassphrase {
        own: Secret::new(PASSPHRASE),
        passphrase: Secret::new("あたらしいことばはながくてよい"),
    };
    app.call::<RecoveryKey>("renew_keys", &new);
    for day in 0..9 {
        registrant()
            .named("田中", &format!("実{day}"))
            .saved_in(&app);
        keep(&app);
        app.pass_seconds(DAY);
    }
    let oldest = rows(&app).pop().expect("the first backup is kept");
    assert_eq!(oldest.people, Some(1));
    assert!(
        oldest.checked_at.is_some_and(|at| at > oldest.at),
        "it was read again"
    );
    let damaged: Vec<BackupRow> = rows(&app)
        .into_iter()
        .filter(|row| row.is_damaged)
        .collect();
    assert!(damaged.is_empty(), "{damaged:?}");
}
