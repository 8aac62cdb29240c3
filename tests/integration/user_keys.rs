//! 使う人: everybody has words of their own, given, changed, taken away; and the promise of the year.

use app::failure::Code;
use chrono::DateTime;
use domain::id::UserId;
use domain::problem::Rule;
use domain::secret::Secret;
use domain::user::{Role, User};
use domain::vault::{Done, GiveKey, Holder, OpenBook, RecoverBook};
use serde_json::Value;
use store::{ActNote, Book};
use tests::app::{PASSPHRASE, TestApp};
use tests::people::registrant;

use crate::users::{me, noted, state};

/// Words of somebody's own.
const OWN: &str = "もりのくまさんがあるいていました";

fn words(user: &UserId, passphrase: &str) -> OpenBook {
    OpenBook {
        user: user.clone(),
        passphrase: Secret::new(passphrase),
        ..OpenBook::default()
    }
}

#[test]
fn everybody_opens_the_book_by_name_with_words_of_their_own() {
    let app = TestApp::with_book();
    let lead = me(&app).id;
    let other = app.user("係の人", Role::Coordinator, &[]);
    app.call::<()>("open_book", &words(&other, PASSPHRASE));
    assert!(me(&app).given_key, "words of another are to be changed");
    app.call::<()>("choose_key", &Secret::new(OWN));
    assert!(!me(&app).given_key);
    assert_eq!(
        app.refusal("choose_key", &Secret::new(OWN)),
        Code::NotAllowed
    );
    app.lock();
    let names: Vec<String> = state(&app).holders.into_iter().map(|it| it.name).collect();
    assert_eq!(names, ["田中 花子", "係の人"]);
    assert_eq!(app.refusal("open_book", &words(&lead, OWN)), Code::WrongKey);
    app.pass_seconds(60);
    app.call::<()>("open_book", &words(&other, OWN));
    registrant().saved_in(&app);
    assert_eq!(noted(&app, "save_registrant")[0].by, "係の人");
    app.open_as(&lead);
    assert_eq!(noted(&app, "choose_key")[0].by, "係の人");
}

#[test]
fn who_is_let_go_opens_nothing_any_more_and_keeps_the_name_in_the_history() {
    let app = TestApp::with_book();
    let lead = me(&app).id;
    let other = app.user("係の人", Role::Coordinator, &[]);
    app.open_as(&other);
    registrant().saved_in(&app);
    app.open_as(&lead);
    let failure = app.try_call::<Value>("end_user", &lead).unwrap_err();
    assert_eq!(failure.problems[0].rule, Rule::LastLead);
    app.call::<Done<()>>("end_user", &other);
    assert_eq!(noted(&app, "save_registrant")[0].by, "係の人");
    let users: Vec<User> = app.call("users", &());
    assert!(!users[1].is_active() && users[1].name == "係の人");
    app.lock();
    assert_eq!(state(&app).holders.len(), 1);
    assert_eq!(
        app.refusal("open_book", &words(&other, PASSPHRASE)),
        Code::NotFound
    );
    app.open();
    let again = GiveKey {
        user: other.clone(),
        passphrase: Secret::new(OWN),
    };
    app.call::<Done<()>>("give_key", &again);
    app.call::<()>("open_book", &words(&other, OWN));
    assert!(me(&app).is_active());
}

#[test]
fn a_new_name_stands_on_the_lock_screen_too() {
    let app = TestApp::with_book();
    let renamed = User {
        name: "田中 花子(会長)".into(),
        ..me(&app)
    };
    app.call::<Done<UserId>>("save_user", &renamed);
    app.lock();
    assert_eq!(state(&app).holders[0].name, "田中 花子(会長)");
    app.open();
    assert_eq!(me(&app).name, "田中 花子(会長)");
}

#[test]
fn the_spare_key_sets_the_words_of_the_one_who_is_named() {
    let app = TestApp::without_book();
    let key = app.create_book();
    let lead = me(&app).id;
    app.user("係の人", Role::Viewer, &[]);
    app.lock();
    let recover = RecoverBook {
        user: lead.clone(),
        recovery: Secret::new(key.groups.join(" ")),
        passphrase: Secret::new(OWN),
        ..RecoverBook::default()
    };
    app.call::<()>("recover_book", &recover);
    assert_eq!(me(&app).id, lead);
    assert_eq!(noted(&app, "recover_book").len(), 1);
    app.lock();
    app.pass_seconds(60);
    app.call::<()>("open_book", &words(&lead, OWN));
}

#[test]
fn the_promise_of_the_year_is_asked_for_once() {
    let app = TestApp::with_book();
    assert!(state(&app).pledge_due);
    app.call::<()>("pledge", &());
    assert!(!state(&app).pledge_due);
    assert_eq!(noted(&app, "pledge").len(), 1);
    app.lock();
    app.pass_seconds(365 * 24 * 3600);
    app.open();
    assert!(state(&app).pledge_due);
}

#[test]
fn a_book_from_before_it_knew_its_users_makes_its_lead_of_the_name_in_its_history() {
    let app = TestApp::with_book();
    let known = me(&app).id;
    app.lock();
    let passphrase = Secret::new(PASSPHRASE);
    let folder = app.folder().join("book");
    let long_ago = DateTime::UNIX_EPOCH;
    let mut book = Book::open(&folder, "", &passphrase, long_ago).unwrap();
    let nobody = Holder::default();
    let mut chance = |bytes: &mut [u8]| bytes.fill(7);
    book.hand_slot(known.as_str(), &nobody, &passphrase, &mut chance, long_ago)
        .unwrap();
    let note = ActNote {
        entry_id: "zz".to_owned().into(),
        by: "田中 花子".into(),
        ..ActNote::default()
    };
    book.write_for_good(note, |tx| tx.remove::<User>(known.as_str()))
        .unwrap();
    book.close().unwrap();
    app.open();
    let first = me(&app);
    assert_eq!((first.name.as_str(), first.role), ("田中 花子", Role::Lead));
    assert_ne!(first.id, known);
    app.lock();
    app.open();
    assert_eq!(me(&app), first, "it is made once");
    app.lock();
    assert_eq!(
        state(&app).holders,
        [first.holder()],
        "and the slot is theirs"
    );
}
