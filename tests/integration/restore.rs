//! J11: a backup becomes the book of another PC, or of this one again; what lay there is kept.

use app::failure::Code;
use domain::backup::Backups;
use domain::history::{HistoryFilter, HistoryPage};
use domain::home::Home;
use domain::secret::Secret;
use domain::vault::{
    BackUpDone, BackupKey, BookPresence, BookState, RecoveryKey, RestoreBook, RestoreDone,
};
use tests::app::{PASSPHRASE, TestApp};
use tests::people::registrant;

/// Two people, a backup, and a third person who is not in it. Returns the 予備の鍵 of the book.
fn backed_up() -> (TestApp, RecoveryKey) {
    let app = TestApp::without_book();
    let key = app.create_book();
    registrant().saved_in(&app);
    registrant().named("田中", "実").saved_in(&app);
    app.call::<BackUpDone>("back_up", &app.token("a.sasae"));
    registrant().named("水野", "ハル").saved_in(&app);
    (app, key)
}

fn with_words(app: &TestApp) -> RestoreBook {
    RestoreBook {
        file: app.token("a.sasae"),
        key: Secret::new(PASSPHRASE),
        ..RestoreBook::default()
    }
}

fn newest_calls(app: &TestApp) -> Vec<String> {
    let filter = HistoryFilter {
        limit: 10,
        ..HistoryFilter::default()
    };
    let page: HistoryPage = app.call("history", &filter);
    page.lines.into_iter().map(|line| line.call).collect()
}

fn kept_books(app: &TestApp) -> usize {
    let entries = std::fs::read_dir(app.folder())
        .expect("the folder of the test")
        .flatten();
    entries
        .filter(|entry| {
            entry
                .file_name()
                .to_string_lossy()
                .starts_with("book.kept-")
        })
        .count()
}

#[test]
fn another_pc_opens_the_backup_with_the_words_and_goes_on() {
    let (old, _key) = backed_up();
    let new = TestApp::without_book();
    let done: RestoreDone = new.call("restore_book", &with_words(&old));
    assert_eq!(done.people, 2);
    let home: Home = new.call("home", &());
    assert_eq!(home.registrants, 2);
    assert_eq!(newest_calls(&new)[0], "restore_book");
    registrant().named("石井", "進").saved_in(&new);
    new.lock();
    new.open();
    let home: Home = new.call("home", &());
    assert_eq!(home.registrants, 3);
}

#[test]
fn the_recovery_key_opens_the_backup_and_sets_new_words() {
    let (old, key) = backed_up();
    let new = TestApp::without_book();
    let words = "あたらしいことばをみんなでえらんだ";
    let request = RestoreBook {
        with: BackupKey::Recovery,
        key: Secret::new(key.groups.join("-")),
        passphrase: Secret::new(words),
        ..with_words(&old)
    };
    new.call::<RestoreDone>("restore_book", &request);
    new.lock();
    assert_eq!(
        new.refusal("open_book", &tests::app::with(PASSPHRASE)),
        Code::WrongKey
    );
    new.pass_seconds(60);
    new.call::<()>("open_book", &tests::app::with(words));
}

#[test]
fn a_book_that_lies_here_is_kept_when_a_backup_takes_its_place() {
    let (app, _key) = backed_up();
    app.call::<RestoreDone>("restore_book", &with_words(&app));
    let home: Home = app.call("home", &());
    assert_eq!(home.registrants, 2, "the backup holds two");
    assert_eq!(kept_books(&app), 1);
    app.call::<RestoreDone>("restore_book", &with_words(&app));
    assert_eq!(kept_books(&app), 2, "in the same second as well");
}

#[test]
fn a_damaged_book_gives_way_to_its_backup() {
    let (app, _key) = backed_up();
    app.lock();
    std::fs::remove_file(app.folder().join("book/keys.slot")).unwrap();
    std::fs::remove_file(app.folder().join("book/keys.slot.b")).unwrap();
    let state: BookState = app.call("state", &());
    assert_eq!(state.presence, BookPresence::Damaged);
    app.call::<RestoreDone>("restore_book", &with_words(&app));
    let home: Home = app.call("home", &());
    assert_eq!(home.registrants, 2);
    assert_eq!(kept_books(&app), 1, "the damaged one is never replaced");
}

#[test]
fn wrong_words_and_a_spoilt_backup_leave_everything_as_it_is() {
    let (app, _key) = backed_up();
    let wrong = RestoreBook {
        key: Secret::new("ちがうことばですよほんとうに"),
        ..with_words(&app)
    };
    assert_eq!(app.refusal("restore_book", &wrong), Code::WrongKey);
    let path = app.folder().join("a.sasae");
    let whole = std::fs::read(&path).unwrap();
    for at in [0, 20, whole.len() / 2, whole.len() - 1] {
        let mut spoilt = whole.clone();
        spoilt[at] ^= 1;
        store::write_whole(&path, &spoilt).unwrap();
        assert_eq!(
            app.refusal("restore_book", &with_words(&app)),
            Code::BackupDamaged
        );
        store::write_whole(&path, &whole[..at]).unwrap();
        assert_eq!(
            app.refusal("restore_book", &with_words(&app)),
            Code::BackupDamaged
        );
    }
    app.open();
    let home: Home = app.call("home", &());
    assert_eq!(home.registrants, 3);
    assert_eq!(kept_books(&app), 0);
    assert!(!app.folder().join("book.restored").exists());
}

#[test]
fn a_backup_the_program_made_is_chosen_by_its_name() {
    let app = TestApp::with_book();
    registrant().saved_in(&app);
    app.call::<bool>("keep_backups", &());
    registrant().named("田中", "実").saved_in(&app);
    app.lock();
    let found: Backups = app.call("backups", &());
    let request = RestoreBook {
        own: found.rows[0].name.clone(),
        key: Secret::new(PASSPHRASE),
        ..RestoreBook::default()
    };
    let elsewhere = RestoreBook {
        own: "../../a.sasae".into(),
        ..request.clone()
    };
    assert_eq!(app.refusal("restore_book", &elsewhere), Code::CannotRead);
    let done: RestoreDone = app.call("restore_book", &request);
    assert_eq!((found.rows[0].people, done.people), (Some(1), 1));
    app.lock();
    app.open();
}
