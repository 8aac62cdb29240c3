//! What a program does under the recorder. After every call that says «saved», an acknowledgement goes into the log: the
//! newest entry of the history, and which words open the book from then on.

use std::io::Write;
use std::path::{Path, PathBuf};

use domain::backup::{Backups, SecondPlace};
use domain::check_result::{EntrySheetAnswer, ResultCode, ResultEntry, ResultSaved, SheetNumber};
use domain::council::CouncilSetup;
use domain::history::{HistoryFilter, HistoryPage};
use domain::id::SafetyCheckId;
use domain::keys::{MakeTwoSheets, NewPassphrase};
use domain::registrant::{RegistrantDetail, RegistrantDraft};
use domain::roster_import::ListContent;
use domain::safety_check::{CheckReport, CheckReview, SafetyCheckDraft, StartCheck};
use domain::secret::Secret;
use domain::sheet::{PrintCheckSheets, PrintedCopies};
use domain::vault::{BackUpDone, Done, Holder, RecoverBook, RecoveryKey, RestoreBook, RestoreDone};
use serde::Serialize;
use serde_json::Value;
use store::{Book, KeyCost};
use tests::app::{PASSPHRASE, TestApp, with};
use tests::people::{registrant, supporter};

use crate::judge::moment;

/// The words the book is given with the 予備の鍵.
pub(crate) const NEW_WORDS: &str = "あたらしいことばをみんなでえらんだ";

/// The words it is given with new keys.
const RENEWED_WORDS: &str = "すべての鍵をとりかえたあとのことば";

/// The words by their place in an acknowledgement.
pub(crate) const WORDS: [&str; 3] = [PASSPHRASE, NEW_WORDS, RENEWED_WORDS];

/// Somebody who opens the book for a while beside the first user, and with which words.
pub(crate) const GUEST: (&str, &str) = ("guest", "しばらくいっしょにつかうひとのことば");

/// Tells the stories that need no book of before.
#[test]
fn a_story_comes_to_its_end_on_a_disk_that_works() {
    let Some(story) = std::env::var_os("SASAE_STORY") else {
        let folder = tempfile::tempdir().unwrap();
        let mut teller = Teller::on(folder.path(), None);
        teller.year();
        return;
    };
    let folder = PathBuf::from(std::env::var_os("SASAE_ROOT").unwrap());
    let orders = PathBuf::from(std::env::var_os("SASAE_ORDERS").unwrap());
    let mut teller = Teller::on(&folder, Some(&orders));
    match story.to_str() {
        Some("year") => teller.year(),
        Some("book and backup") => teller.book_and_backup(),
        Some("saves") => teller.saves(),
        Some("keys") => teller.keys(),
        Some("restore") => teller.restore(),
        Some("shelf") => teller.shelf(),
        Some("reopen") => teller.reopen(),
        Some("failing") => crate::failing::tell(&folder, &orders),
        other => panic!("there is no story {other:?}"),
    }
}

/// Orders to the recorder.
pub(crate) struct Orders(std::fs::File);

impl Orders {
    pub(crate) fn to(path: &Path) -> Self {
        let file = std::fs::OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path);
        Self(file.expect("the file of orders"))
    }

    pub(crate) fn give(&mut self, order: &str) {
        self.0
            .write_all(order.as_bytes())
            .expect("the recorder takes an order");
    }
}

struct Teller {
    app: TestApp,
    orders: Option<Orders>,
    words: usize,
    /// How many people open the book.
    holders: usize,
    /// The newest entry.
    entry: String,
}

impl Teller {
    fn on(folder: &Path, orders: Option<&Path>) -> Self {
        Self {
            app: TestApp::in_folder(folder),
            orders: orders.map(Orders::to),
            words: 0,
            holders: 1,
            entry: String::new(),
        }
    }

    /// Notes that the screen said: saved.
    fn saved(&mut self) {
        self.app.pass_seconds(60);
        let newest = HistoryFilter {
            limit: 1,
            ..HistoryFilter::default()
        };
        let page: HistoryPage = self.app.call("history", &newest);
        page.lines[0].entry.as_str().clone_into(&mut self.entry);
        self.opens();
    }

    /// Notes how the book opens from now on.
    fn opens(&mut self) {
        self.say(&format!(
            "ack entry {} {} {}",
            self.entry, self.words, self.holders
        ));
    }

    fn say(&mut self, message: &str) {
        if let Some(orders) = &mut self.orders {
            orders.give(message);
        }
    }

    fn act<A: serde::de::DeserializeOwned>(&mut self, name: &str, request: &impl Serialize) -> A {
        let answer = self.app.act(name, request);
        self.saved();
        answer
    }

    fn call(&mut self, name: &str, request: &impl Serialize) {
        self.app.call::<Value>(name, request);
        self.saved();
    }

    fn back_up(&mut self, name: &str) {
        store::make_folder(&self.app.folder().join("stick")).expect("a folder");
        let to = self.app.token(&format!("stick/{name}"));
        self.app.call::<BackUpDone>("back_up", &to);
        self.say(&format!("ack file stick/{name}"));
        self.saved();
    }

    /// The whole main job with a book of a few people: everything that writes.
    fn year(&mut self) {
        let key = self.app.create_book();
        self.saved();
        self.people();
        self.app.take_in("supporters.xlsx", ListContent::Supporters);
        self.saved();
        self.call("undo", &());
        self.call("redo", &());
        self.call("undo", &());
        let check = self.drill();
        self.back_up("a.sasae");
        self.app.lock();
        self.app.open();
        self.results(&check);
        self.back_up("a.sasae");
        self.recover(&key);
        self.people();
        self.app.lock();
    }

    fn people(&mut self) {
        for (family, given) in [("大野", "ふさ"), ("山口", "健一"), ("齋藤", "正")] {
            registrant().named(family, given).saved_in(&self.app);
            self.saved();
        }
        let id = supporter().named("石井", "進").saved_in(&self.app);
        self.saved();
        self.act::<u32>("propose_blocks", &());
        let setup: CouncilSetup = self.app.call("council_setup", &());
        let mut council = setup.council;
        council.contact = "042-000-0000".repeat(200);
        self.act::<Value>("save_council", &council);
        self.act::<Value>(
            "set_supporter_status",
            &serde_json::json!({ "supporter": id, "status": "paused" }),
        );
    }

    fn drill(&mut self) -> SafetyCheckId {
        let draft = SafetyCheckDraft {
            name: "秋の安否確認訓練".into(),
            planned_on: "令和8年11月25日".into(),
            ..SafetyCheckDraft::default()
        };
        let check: SafetyCheckId = self.act("save_safety_check", &draft);
        let sheets = PrintCheckSheets {
            safety_check: check.clone(),
            ..PrintCheckSheets::default()
        };
        self.act::<PrintedCopies>("print_check_sheets", &sheets);
        let start = StartCheck {
            safety_check: check.clone(),
            ..StartCheck::default()
        };
        self.act::<()>("start_safety_check", &start);
        check
    }

    fn results(&mut self, check: &SafetyCheckId) {
        let number = SheetNumber {
            safety_check: check.clone(),
            copy_no: 1,
        };
        let answer: EntrySheetAnswer = self.app.call("entry_sheet", &number);
        let sheet = answer.sheet.expect("the sheet that was printed");
        let lines = sheet.pages[0]
            .lines
            .iter()
            .filter(|line| line.target.is_some());
        for line in lines {
            let entry = ResultEntry {
                safety_check: check.clone(),
                target: line.target.clone(),
                code: ResultCode::Safe,
                copy: Some(sheet.copy.clone()),
                page: 1,
                line: line.line,
                ..ResultEntry::default()
            };
            self.act::<ResultSaved>("enter_result", &entry);
        }
        self.act::<CheckReport>("issue_check_report", check);
        let review = CheckReview {
            safety_check: check.clone(),
            ..CheckReview::default()
        };
        self.act::<()>("close_safety_check", &review);
    }

    fn recover(&mut self, key: &RecoveryKey) {
        let request = RecoverBook {
            recovery: Secret::new(key.groups.join("-")),
            passphrase: Secret::new(NEW_WORDS),
            ..RecoverBook::default()
        };
        self.app.call::<()>("recover_book", &request);
        self.words = 1;
        self.saved();
    }

    /// Thirty small saves.
    fn saves(&mut self) {
        self.app.create_book();
        self.saved();
        let id = registrant().saved_in(&self.app);
        self.saved();
        for turn in 0..30 {
            rewrite(&self.app, id.as_str(), turn);
            self.saved();
        }
        self.app.lock();
    }

    /// Every change of the keys, each of which leaves the book whole.
    fn keys(&mut self) {
        self.app.create_book();
        self.saved();
        registrant().saved_in(&self.app);
        self.saved();
        self.with_words("change_passphrase", 1);
        let own = Secret::new(WORDS[1]);
        let two = MakeTwoSheets {
            own: own.clone(),
            first: "大野".into(),
            second: "石井".into(),
        };
        self.call("make_two_sheets", &two);
        self.call("renew_recovery", &own);
        self.call("drop_two_sheets", &own);
        self.with_words("renew_keys", 2);
        registrant().named("西條", "弘").saved_in(&self.app);
        self.saved();
        self.app.lock();
        self.guest();
    }

    fn with_words(&mut self, call: &str, words: usize) {
        let request = NewPassphrase {
            own: Secret::new(WORDS[self.words]),
            passphrase: Secret::new(WORDS[words]),
        };
        self.app.call::<Value>(call, &request);
        self.words = words;
        self.saved();
    }

    /// Somebody is given a slot, and it is taken away again.
    fn guest(&mut self) {
        let folder = self.app.folder().join("book");
        let own = Secret::new(WORDS[self.words]);
        let mut book = Book::open(&folder, "", &own, moment(-48)).expect("the own words");
        let guest = Holder {
            holder: GUEST.0.into(),
            name: "客".into(),
        };
        let words = Secret::new(GUEST.1);
        let mut chance = |bytes: &mut [u8]| bytes.fill(5);
        book.set_slot(&guest, &words, KeyCost::PRACTICE, &mut chance)
            .expect("a slot");
        self.holders = 2;
        self.opens();
        book.remove_slot(GUEST.0).expect("the slot of the guest");
        self.holders = 1;
        self.opens();
        self.say(&format!("ack gone {}", GUEST.0));
        book.close().expect("the book closes");
    }

    /// The book of a backup takes the place of a book with the same backup and more.
    fn restore(&mut self) {
        self.app.open();
        let request = RestoreBook {
            file: self.app.token("stick/a.sasae"),
            key: Secret::new(PASSPHRASE),
            ..RestoreBook::default()
        };
        self.app.call::<RestoreDone>("restore_book", &request);
        self.saved();
        registrant().named("西條", "弘").saved_in(&self.app);
        self.saved();
        self.app.lock();
    }

    /// A book, and a backup of it as it is.
    fn book_and_backup(&mut self) {
        self.app.create_book();
        registrant().saved_in(&self.app);
        self.back_up("a.sasae");
        self.app.lock();
    }

    /// Backups the program makes by itself, of two days: made, carried to a stick, thinned, read again.
    fn shelf(&mut self) {
        self.app.create_book();
        self.saved();
        store::make_folder(&self.app.folder().join("stick")).expect("a folder");
        let folder = Some(self.app.token("stick"));
        let chosen: Backups = self
            .app
            .call("choose_backup_folder", &SecondPlace { folder });
        self.kept(&chosen);
        for (hours, name) in [(1, "一"), (24, "二")] {
            self.app.pass_seconds(hours * 3600);
            registrant().named("大野", name).saved_in(&self.app);
            self.saved();
            self.app.call::<bool>("keep_backups", &());
            let now: Backups = self.app.call("backups", &());
            self.kept(&now);
        }
        self.app.lock();
    }

    /// Notes that from now on the newest backup, or a newer one, lies in both places.
    fn kept(&mut self, found: &Backups) {
        let name = found.rows[0].name.clone();
        assert_eq!(found.rows[1].name, name, "in both places");
        self.say(&format!("ack shelf {name}"));
        self.saved();
    }

    /// A book that was left in the middle of something is opened, written to and closed.
    fn reopen(&mut self) {
        self.app.pass_seconds(86_400);
        for (number, words) in WORDS.iter().enumerate() {
            if self.app.try_call::<()>("open_book", &with(words)).is_ok() {
                self.words = number;
                break;
            }
            self.app.pass_seconds(3600);
        }
        self.saved();
        registrant().named("西條", "弘").saved_in(&self.app);
        self.saved();
        self.app.lock();
    }
}

/// Changes a record and answers what the save answered.
pub(crate) fn rewrite(app: &TestApp, id: &str, turn: u32) -> Option<Done<Value>> {
    let detail: RegistrantDetail = app.call("registrant", &id);
    let mut draft = RegistrantDraft {
        person: detail.person,
        registrant: detail.registrant,
        consent: detail.consent,
    };
    draft.registrant.bedroom = format!("{turn}回目の部屋");
    app.try_call("save_registrant", &draft).ok()
}
