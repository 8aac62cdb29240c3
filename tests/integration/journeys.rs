//! J1, J2, J4 and J10 of product.md, through the calls the pages make.

use app::failure::Code;
use domain::history::{HistoryEntry, HistoryFilter, HistoryPage, Verb};
use domain::home::{Home, TodoKind};
use domain::intake::IntakePreview;
use domain::intake::SaveRejected;
use domain::registrant::{RegistrantDetail, RegistrantDraft, RegistrantFilter, RegistrantPage};
use domain::roster_import::ListContent;
use domain::secret::Secret;
use domain::sheet::SavedFile;
use domain::vault::{
    BackUpDone, BookPresence, BookState, CreateBook, Done, PcSettings, RecoverBook,
};
use serde_json::{Value, json};
use tests::app::{PASSPHRASE, TestApp, sample, with};
use tests::people::registrant;

fn state(app: &TestApp) -> BookState {
    app.call("state", &())
}

#[test]
fn j1_a_book_is_made_and_the_first_thing_to_do_is_the_list() {
    let app = TestApp::without_book();
    assert_eq!(state(&app).presence, BookPresence::None);
    let words: String = app.call("propose_passphrase", &());
    assert_eq!(words.split(' ').count(), 5);
    assert!(
        words.chars().count() >= 15,
        "a proposed passphrase is long enough"
    );
    let key = app.create_book();
    assert!(key.groups.len() >= 5);
    let after = state(&app);
    assert_eq!(after.presence, BookPresence::Open);
    assert_eq!(after.council, "せせらぎ地区福祉の会");
    let home: Home = app.call("home", &());
    assert_eq!(home.todos[0].kind, TodoKind::TakeInRoster);
    assert_eq!(home.today_shown, "令和8年11月25日(水)");
    let user = after.user.expect("somebody is at work");
    assert_eq!(
        (user.name.as_str(), user.role),
        ("田中 花子", domain::user::Role::Lead)
    );
    assert_eq!(
        app.refusal("create_book", &CreateBook::default()),
        Code::Problems
    );
}

#[test]
fn j1_a_book_is_never_made_over_another() {
    let app = TestApp::with_book();
    registrant().saved_in(&app);
    app.lock();
    let again = CreateBook {
        passphrase: Secret::new("べつのながいことばをえらんだよ"),
        council: "ほかの会".into(),
        user: "だれか".into(),
        ..CreateBook::default()
    };
    assert_eq!(app.refusal("create_book", &again), Code::BookExists);
    app.open();
    let home: Home = app.call("home", &());
    assert_eq!(home.registrants, 1, "nothing already saved is lost");
}

#[test]
fn j2_a_list_is_looked_at_taken_in_and_its_bad_rows_given_back() {
    let app = TestApp::with_book();
    let request = sample("city-list-2026.csv", ListContent::Registrants);
    let preview: IntakePreview = app.call("preview_list", &request);
    assert!(preview.rows_in > 55 && !preview.columns.is_empty());
    let done = app.take_in("city-list-2026.csv", ListContent::Registrants);
    assert_eq!(done.taken, preview.rows_in);
    let saved: SavedFile = app.call(
        "save_rejected_rows",
        &SaveRejected {
            list: request,
            file: app.token("rejected.csv"),
        },
    );
    assert_eq!(saved.name, "rejected.csv");
    let history: HistoryPage = app.call(
        "history",
        &HistoryFilter {
            limit: 10,
            ..HistoryFilter::default()
        },
    );
    assert!(history.lines.iter().any(|line| line.call == "import_list"));
    let entry = history
        .lines
        .iter()
        .find(|line| line.call == "import_list")
        .unwrap();
    let shown: HistoryEntry = app.call("history_entry", &entry.entry);
    assert!(!shown.fields.is_empty());
}

#[test]
fn j4_people_are_found_by_kana_and_variants_changed_and_taken_back() {
    let app = TestApp::with_book();
    let id = registrant().named("齋藤", "和子").saved_in(&app);
    registrant()
        .named("田中", "実")
        .read_as("タナカ ミノル")
        .saved_in(&app);
    let find = |text: &str| {
        let filter = RegistrantFilter {
            text: text.into(),
            limit: 10,
            ..RegistrantFilter::default()
        };
        let page: RegistrantPage = app.call("registrants", &filter);
        page.rows
            .into_iter()
            .map(|row| row.name)
            .collect::<Vec<_>>()
    };
    for text in ["さいとう", "ｻｲﾄｳ", "斎藤", "斉藤", "斎藤和子"] {
        assert_eq!(find(text), vec!["齋藤 和子"], "{text} finds her");
    }
    let detail: RegistrantDetail = app.call("registrant", &id);
    let mut draft = RegistrantDraft {
        person: detail.person,
        registrant: detail.registrant,
        consent: detail.consent,
    };
    draft.registrant.bedroom = "1階の奥".into();
    let done: Done<String> = app.call("save_registrant", &draft);
    let entry = done.entry.expect("a change has its entry");
    assert_eq!(
        (entry.verb, entry.subject.as_str()),
        (Verb::Do, "齋藤 和子")
    );
    assert!(!done.touched.is_empty());
    app.call::<Done<()>>("undo", &());
    let detail: RegistrantDetail = app.call("registrant", &id);
    assert_eq!(detail.registrant.bedroom, "");
    app.call::<Done<()>>("redo", &());
    let detail: RegistrantDetail = app.call("registrant", &id);
    assert_eq!(detail.registrant.bedroom, "1階の奥");
    assert_eq!(app.refusal("redo", &()), Code::NothingToUndo);
}

#[test]
fn j10_a_wrong_passphrase_waits_and_the_recovery_key_leads_back_in() {
    let app = TestApp::without_book();
    let key = app.create_book();
    registrant().saved_in(&app);
    app.lock();
    assert_eq!(state(&app).presence, BookPresence::Locked);
    assert_eq!(
        state(&app).council,
        "せせらぎ地区福祉の会",
        "the lock screen names the body"
    );
    let wrong = with("ちがうことばをうちました。ながく");
    assert_eq!(app.refusal("open_book", &wrong), Code::WrongKey);
    app.pass_seconds(60);
    app.open();
    let home: Home = app.call("home", &());
    assert_eq!(home.registrants, 1);
    app.lock();
    let new = "あたらしいかぎのことばにかえました";
    app.call::<()>(
        "recover_book",
        &RecoverBook {
            recovery: Secret::new(key.groups.join(" ")),
            passphrase: Secret::new(new),
            ..RecoverBook::default()
        },
    );
    let home: Home = app.call("home", &());
    assert_eq!(home.registrants, 1);
    app.lock();
    app.pass_seconds(600);
    let old = with(PASSPHRASE);
    assert_eq!(app.refusal("open_book", &old), Code::WrongKey);
    app.pass_seconds(600);
    app.call::<()>("open_book", &with(new));
}

#[test]
fn a_backup_is_noted_and_the_reminder_goes() {
    let app = TestApp::with_book();
    registrant().saved_in(&app);
    let wanted = |app: &TestApp| {
        let home: Home = app.call("home", &());
        home.todos.iter().any(|todo| todo.kind == TodoKind::BackUp)
    };
    assert!(wanted(&app));
    app.refusal("back_up", &app.token("no such folder/book.backup"));
    assert!(wanted(&app), "none was taken");
    let done: BackUpDone = app.call("back_up", &app.token("book.backup"));
    assert_eq!(done.people, 1);
    assert!(!wanted(&app));
    registrant().named("田中", "実").saved_in(&app);
    assert!(!wanted(&app));
    app.pass_seconds(24 * 3600);
    assert!(wanted(&app), "what was written since is in no backup");
}

#[test]
fn settings_of_the_pc_are_kept_and_nonsense_is_not() {
    let app = TestApp::without_book();
    let wanted = PcSettings {
        text: "xlarge".into(),
        theme: "purple".into(),
        lock_minutes: 0,
    };
    app.call::<()>("save_settings", &wanted);
    let kept: PcSettings = app.call("settings", &());
    assert_eq!(kept.text, "xlarge");
    assert_eq!(kept.theme, "normal");
    assert!(kept.lock_minutes > 0, "a book never stays open for ever");
}

#[test]
fn a_clock_set_back_between_two_days_leaves_the_newer_answer_the_newer() {
    let app = TestApp::with_book();
    let saved = |app: &TestApp, name: &str| {
        let block = json!({ "name": name });
        let done: Done<Value> = app.call("save_block", &block);
        done.entry.expect("an act has an entry").entry
    };
    let before = saved(&app, "一班");
    app.lock();
    let app = app.restarted(-3600);
    app.open();
    let after = saved(&app, "二班");
    assert!(after > before, "{after:?} comes after {before:?}");
}
