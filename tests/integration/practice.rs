//! The practice book: built by code, opened without asking.

use domain::home::Home;
use domain::registrant::{RegistrantFilter, RegistrantPage};
use domain::safety_check::{CheckPhase, SafetyCheckRow};
use domain::secret::Secret;
use domain::vault::{BookPresence, BookState, CreateBook};
use tests::app::TestApp;

#[test]
fn the_practice_book_opens_without_a_passphrase_and_has_something_to_do() {
    let app = TestApp::without_book();
    app.call::<()>("open_practice", &());
    let state: BookState = app.call("state", &());
    assert_eq!(state.presence, BookPresence::Open);
    assert!(state.practice);
    let home: Home = app.call("home", &());
    assert!(home.registrants >= 55, "{} people", home.registrants);
    assert!(home.supporters >= 65, "{} supporters", home.supporters);
    assert!(home.coverage.zero > 0, "somebody is left to be matched");
    assert!(home.coverage.full > 20, "many have two already");
    assert!(!home.todos.is_empty());
    let checks: Vec<SafetyCheckRow> = app.call("safety_checks", &());
    let phases: Vec<CheckPhase> = checks.iter().map(|row| row.safety_check.phase).collect();
    assert!(phases.contains(&CheckPhase::Closed) && phases.contains(&CheckPhase::Preparing));
    let closed = checks
        .iter()
        .find(|row| row.safety_check.phase == CheckPhase::Closed)
        .unwrap();
    assert!(closed.found > 40 && closed.found < closed.targets);
    assert!(closed.reports >= 2);
    app.call::<()>("leave_practice", &());
    let state: BookState = app.call("state", &());
    assert_eq!(
        state.presence,
        BookPresence::None,
        "the practice book is not the own book"
    );
}

#[test]
fn the_practice_book_is_the_same_every_time_it_is_made() {
    let names = |app: &TestApp| {
        app.call::<()>("renew_practice", &());
        let filter = RegistrantFilter {
            limit: 200,
            ..RegistrantFilter::default()
        };
        let page: RegistrantPage = app.call("registrants", &filter);
        page.rows
            .into_iter()
            .map(|row| (row.id, row.name, row.supporters))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        names(&TestApp::without_book()),
        names(&TestApp::without_book())
    );
}

#[test]
fn what_was_tried_in_the_practice_book_is_gone_when_it_is_made_anew() {
    let app = TestApp::without_book();
    app.call::<()>("open_practice", &());
    let before: Home = app.call("home", &());
    tests::people::registrant().saved_in(&app);
    app.call::<()>("renew_practice", &());
    let after: Home = app.call("home", &());
    assert_eq!(before.registrants, after.registrants);
}

/// Windows keeps a folder whose files are open, so there this way to a failure does not exist.
#[cfg(unix)]
#[test]
fn a_book_that_could_not_be_finished_does_not_stand_in_the_way_of_the_next_try() {
    let app = TestApp::without_book();
    app.call::<()>("open_practice", &());
    std::fs::remove_dir_all(app.folder().join("practice")).unwrap();
    let wanted = CreateBook {
        passphrase: Secret::new(tests::app::PASSPHRASE),
        council: "せせらぎ地区福祉の会".into(),
        user: "田中 花子".into(),
        ..CreateBook::default()
    };
    let refused = app.try_call::<serde_json::Value>("create_book", &wanted);
    assert!(refused.is_err(), "the practice book could not be closed");
    app.create_book();
    let state: BookState = app.call("state", &());
    assert_eq!(state.presence, BookPresence::Open);
}

#[test]
fn a_label_that_cannot_be_written_hinders_no_book() {
    let app = TestApp::without_book();
    std::fs::create_dir_all(app.folder().join("book/label.json/full")).unwrap();
    app.create_book();
    let state: BookState = app.call("state", &());
    assert_eq!(state.presence, BookPresence::Open);
}

#[test]
fn nobody_is_given_words_in_the_practice_book_so_that_it_opens_again() {
    let app = TestApp::without_book();
    app.call::<()>("open_practice", &());
    let users: Vec<domain::user::User> = app.call("users", &());
    let given = serde_json::json!({ "user": users[0].id, "passphrase": "もりのくまさんがあるいていました" });
    assert_eq!(app.refusal("give_key", &given), app::failure::Code::NotNow);
    app.call::<()>("leave_practice", &());
    app.call::<()>("open_practice", &());
}
