//! The disk is full or broken: what the program says of a save is what is in the file, and everything else can still be read.

use std::path::{Path, PathBuf};

use app::failure::{Code, Failure};
use domain::council::CouncilSetup;
use domain::history::{HistoryFilter, HistoryGroup, HistoryPage};
use domain::keys::NewPassphrase;
use domain::registrant::{RegistrantFilter, RegistrantPage};
use domain::roster_import::ListContent;
use domain::secret::Secret;
use domain::vault::{BookPresence, BookState, RecoverBook};
use serde_json::Value;
use tests::app::{TestApp, sample, with};
use tests::people::registrant;

use crate::recording::{self, COUNTED, Files, gather, lay, tell as tell_under};
use crate::story::{NEW_WORDS, Orders, WORDS};

#[test]
fn what_is_said_after_a_failure_is_what_is_in_the_file() {
    let place = recording::place();
    let root = place.path().join("root");
    lay(&root, &Files::new());
    tell_under("failing", &root, Path::new("/dev/null"), None);
}

/// What a person does while the disk fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Save,
    TakeIn,
    Undo,
    BackUp,
    Lock,
    Open,
    Recover,
    ChangeWords,
    RenewKeys,
    Create,
}

const DEEDS: [Deed; 10] = [
    Deed::Save,
    Deed::TakeIn,
    Deed::Undo,
    Deed::BackUp,
    Deed::Lock,
    Deed::Open,
    Deed::Recover,
    Deed::ChangeWords,
    Deed::RenewKeys,
    Deed::Create,
];

/// No space; input/output error.
const HOW: [i32; 2] = [28, 5];

/// The story of this file, told under the recorder: every deed, with every step of it failing, once and for ever.
pub(crate) fn tell(root: &Path, orders: &Path) {
    let base = Base::new(root);
    let mut tries = 0;
    for deed in DEEDS {
        for how in HOW {
            for once in [1, 0] {
                let mut step = 1;
                while fail(
                    root,
                    orders,
                    &base,
                    deed,
                    &format!("fail {step} {how} {once}"),
                ) >= step
                {
                    step += 1;
                    tries += 1;
                }
            }
        }
    }
    assert!(tries > 500, "only {tries} failures were tried");
    recording::say(&format!("{COUNTED}{tries} failures of the disk"));
}

/// A book of a few people with a backup, as it lies in a folder, and its recovery key.
struct Base {
    files: Files,
    recovery: String,
    entries: u32,
}

impl Base {
    fn new(root: &Path) -> Self {
        let folder = root.join("base");
        lay(&folder, &Files::new());
        let app = TestApp::in_folder(&folder);
        let key = app.create_book();
        registrant().saved_in(&app);
        registrant().named("田中", "実").saved_in(&app);
        store::make_folder(&folder.join("stick")).expect("a folder");
        app.call::<Value>("back_up", &app.token("stick/a.sasae"));
        let entries = entries(&app);
        app.lock();
        Self {
            files: gather(&folder),
            recovery: key.groups.join("-"),
            entries,
        }
    }
}

fn entries(app: &TestApp) -> u32 {
    // Opening and locking are entries too, and change nothing.
    let changes = HistoryFilter {
        what: HistoryGroup::Changes,
        ..HistoryFilter::default()
    };
    app.call::<HistoryPage>("history", &changes).total
}

/// Does the deed while a step fails. Returns how many steps it took.
fn fail(root: &Path, orders_at: &Path, base: &Base, deed: Deed, order: &str) -> u32 {
    let folder = root.join("try");
    lay(
        &folder,
        if deed == Deed::Create {
            const { &Files::new() }
        } else {
            &base.files
        },
    );
    let app = TestApp::in_folder(&folder);
    app.pass_seconds(3600);
    if !matches!(deed, Deed::Open | Deed::Recover | Deed::Create) {
        app.open();
    }
    let mut orders = Orders::to(orders_at);
    orders.give(order);
    let said = deed.done(&app, base);
    if matches!(deed, Deed::Save | Deed::TakeIn | Deed::Undo) {
        can_still_read(&app, &said, order);
    }
    orders.give("free");
    drop(app);
    let context = format!("{deed:?}, {order}, said {said:?}");
    deed.is_as_said(&folder, base, &said, &context);
    std::fs::remove_dir_all(&folder).expect("the folder of a try");
    let steps = std::fs::read_to_string(orders_at).expect("the answer of the recorder");
    steps.trim().parse().expect("a number of steps")
}

/// While the disk is full, people are looked up as before; where the book was lost, this is said.
fn can_still_read(app: &TestApp, said: &Result<(), Failure>, order: &str) {
    let lost = said
        .as_ref()
        .is_err_and(|failure| failure.code == Code::Unknown);
    let filter = RegistrantFilter {
        limit: 10,
        ..RegistrantFilter::default()
    };
    match app.try_call::<RegistrantPage>("registrants", &filter) {
        Ok(page) => assert!(!page.rows.is_empty(), "{order}"),
        Err(failure) => assert!(lost, "{order}: {said:?}, then {failure:?}"),
    }
}

fn to_new_words() -> NewPassphrase {
    NewPassphrase {
        own: Secret::new(WORDS[0]),
        passphrase: Secret::new(NEW_WORDS),
    }
}

impl Deed {
    fn done(self, app: &TestApp, base: &Base) -> Result<(), Failure> {
        let answered = match self {
            Self::Save => {
                let setup: CouncilSetup = app.call("council_setup", &());
                let mut council = setup.council;
                council.contact = "042-000-0000".repeat(500);
                app.try_call::<Value>("save_council", &council)
            }
            Self::TakeIn => {
                let list = sample("supporters.xlsx", ListContent::Supporters);
                app.try_call("import_list", &list)
            }
            Self::Undo => app.try_call("undo", &()),
            Self::BackUp => app.try_call("back_up", &app.token("stick/a.sasae")),
            Self::Lock => app.try_call("lock", &()),
            Self::Open => app.try_call("open_book", &with(WORDS[0])),
            Self::Recover => app.try_call(
                "recover_book",
                &RecoverBook {
                    recovery: Secret::new(base.recovery.clone()),
                    passphrase: Secret::new(NEW_WORDS),
                    ..RecoverBook::default()
                },
            ),
            Self::ChangeWords => app.try_call("change_passphrase", &to_new_words()),
            Self::RenewKeys => app.try_call("renew_keys", &to_new_words()),
            Self::Create => return app.try_create_book().map(|_key| ()),
        };
        answered.map(|_value| ())
    }

    /// Looks at the folder with a program that knows nothing of the failure.
    fn is_as_said(self, folder: &Path, base: &Base, said: &Result<(), Failure>, context: &str) {
        let app = TestApp::in_folder(folder);
        app.pass_seconds(7200);
        let state: BookState = app.call("state", &());
        let unknown = said
            .as_ref()
            .is_err_and(|failure| failure.code == Code::Unknown);
        if self == Self::Create && said.is_err() && !unknown {
            assert_eq!(state.presence, BookPresence::None, "{context}");
            app.create_book();
            return;
        }
        let gives_words = matches!(self, Self::Recover | Self::ChangeWords | Self::RenewKeys);
        let words = usize::from(gives_words && said.is_ok());
        let mut opened = app.try_call::<()>("open_book", &with(WORDS[words]));
        if gives_words && unknown && opened.is_err() {
            app.pass_seconds(60);
            opened = app.try_call("open_book", &with(NEW_WORDS));
        }
        assert!(opened.is_ok(), "{context}: {opened:?}");
        let files = gather(&folder.join("book"));
        let left_over: Vec<&String> = files.keys().filter(|n| n.starts_with("data-")).collect();
        assert!(left_over.is_empty(), "{context}: {left_over:?}");
        let more = entries(&app).saturating_sub(base.entries) > 0;
        match (self, said) {
            (Self::Save | Self::TakeIn | Self::Undo, Ok(())) => assert!(more, "{context}"),
            (Self::Save | Self::TakeIn | Self::Undo, Err(failure)) => {
                let told = [
                    Code::DiskFull,
                    Code::DiskFailing,
                    Code::CannotWrite,
                    Code::Unknown,
                ];
                assert!(told.contains(&failure.code), "{context}");
                assert!(!more || unknown, "{context}");
            }
            _ => {}
        }
        let backup: PathBuf = folder.join("stick/a.sasae");
        if self != Self::Create {
            let whole = store::check_backup(&backup);
            assert!(whole.is_ok(), "{context}: {whole:?}");
        }
        registrant().named("水野", "ハル").saved_in(&app);
    }
}
