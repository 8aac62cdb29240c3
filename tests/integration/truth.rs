//! What is said of a disk without room, and of a file that is not the one that was last seen.

use std::path::{Path, PathBuf};

use app::failure::Code;
use domain::history::{HistoryFilter, HistoryPage};
use domain::home::Home;
use domain::roster_import::ListContent;
use domain::secret::Secret;
use domain::vault::{BackUpDone, OpenBook, RestoreBook};
use serde_json::json;
use tests::app::{PASSPHRASE, TestApp, sample, with};
use tests::people::registrant;

fn file(app: &TestApp) -> PathBuf {
    app.folder().join("book/data.db")
}

fn put_in_place(app: &TestApp, bytes: &[u8]) {
    store::write_whole(&file(app), bytes).expect("the file of the book");
}

fn entries(app: &TestApp) -> u32 {
    app.call::<HistoryPage>("history", &HistoryFilter::default())
        .total
}

#[test]
fn without_room_long_work_is_refused_before_its_first_byte_and_saving_goes_on() {
    let app = TestApp::with_book();
    registrant().saved_in(&app);
    app.call::<BackUpDone>("back_up", &app.token("a.sasae"));
    let before = entries(&app);
    app.leave_free(100_000);
    let list = sample("city-list-2026.csv", ListContent::Registrants);
    assert_eq!(app.refusal("import_list", &list), Code::NoRoom);
    assert_eq!(app.refusal("back_up", &app.token("b.sasae")), Code::NoRoom);
    assert_eq!(app.refusal("keep_backups", &()), Code::NoRoom);
    assert_eq!(
        app.refusal("finish_comparison", &json!("none")),
        Code::NoRoom
    );
    let restore = RestoreBook {
        file: app.token("a.sasae"),
        key: Secret::new(PASSPHRASE),
        ..RestoreBook::default()
    };
    assert_eq!(app.refusal("restore_book", &restore), Code::NoRoom);
    assert_eq!(entries(&app), before, "nothing was begun, the book is open");
    assert!(!app.folder().join("b.sasae").exists());
    assert!(!app.folder().join("book.restored").exists());
    registrant().named("田中", "実").saved_in(&app);
    app.leave_free(u64::MAX);
    app.call::<BackUpDone>("back_up", &app.token("b.sasae"));
}

#[test]
fn the_file_of_last_week_is_told_must_be_accepted_and_is_noted() {
    let app = TestApp::with_book();
    registrant().saved_in(&app);
    app.lock();
    let last_week = std::fs::read(file(&app)).unwrap();
    app.pass_seconds(7 * 24 * 3600);
    app.open();
    registrant().named("田中", "実").saved_in(&app);
    app.lock();
    put_in_place(&app, &last_week);
    let refused = app.try_call::<()>("open_book", &with(PASSPHRASE));
    let failure = refused.unwrap_err();
    assert_eq!(failure.code, Code::Older);
    assert!(failure.hint.contains("11月25日"), "{failure:?}");
    assert_eq!(app.refusal("home", &()), Code::Locked);
    assert!(std::fs::read(file(&app)).unwrap() == last_week);
    let accepted = OpenBook {
        accept_older: true,
        ..with(PASSPHRASE)
    };
    app.call::<()>("open_book", &accepted);
    let home: Home = app.call("home", &());
    assert_eq!(home.registrants, 1);
    let page: HistoryPage = app.call(
        "history",
        &HistoryFilter {
            limit: 2,
            ..HistoryFilter::default()
        },
    );
    let calls: Vec<&str> = page.lines.iter().map(|line| line.call.as_str()).collect();
    assert_eq!(calls, ["open_book", "accept_older_book"]);
    let app = app.restarted(60);
    app.open();
}

#[test]
fn the_folder_of_last_week_is_told_as_well() {
    let app = TestApp::with_book();
    app.lock();
    let (book, kept) = (app.folder().join("book"), app.folder().join("usb"));
    copy(&book, &kept);
    app.open();
    registrant().saved_in(&app);
    app.lock();
    std::fs::remove_dir_all(&book).unwrap();
    copy(&kept, &book);
    assert_eq!(app.refusal("open_book", &with(PASSPHRASE)), Code::Older);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        if entry.path().is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).expect("a file");
        }
    }
}

#[test]
fn a_plain_database_a_picture_and_the_file_of_another_book_are_told_apart_and_left_alone() {
    let (app, other) = (TestApp::with_book(), TestApp::without_book());
    // Chance goes on, so that the other book has another key.
    other.call::<String>("propose_passphrase", &());
    other.create_book();
    app.lock();
    other.lock();
    let whole = std::fs::read(file(&app)).unwrap();
    let noise = vec![0x41; 8192];
    for (bytes, hint) in [
        (
            [b"SQLite format 3\0", &noise[..]].concat(),
            "plain_database",
        ),
        (
            [&[0xff, 0xd8, 0xff, 0xe0], &noise[..]].concat(),
            "other_file",
        ),
        (std::fs::read(file(&other)).unwrap(), "other_book"),
    ] {
        put_in_place(&app, &bytes);
        let failure = app.try_call::<()>("open_book", &with(PASSPHRASE));
        let failure = failure.unwrap_err();
        assert_eq!(
            (failure.code, failure.hint.as_str()),
            (Code::NotABook, hint)
        );
        assert!(std::fs::read(file(&app)).unwrap() == bytes, "{hint}");
    }
    let mut scratched = whole.clone();
    scratched[5000] ^= 1;
    put_in_place(&app, &scratched);
    assert_eq!(app.refusal("open_book", &with(PASSPHRASE)), Code::Damaged);
    put_in_place(&app, &whole);
    app.open();
}
