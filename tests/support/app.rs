//! A program over a fresh folder, with a clock and keys that are the same every time.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU8, AtomicU64, Ordering};

use app::KeyCost;
use app::failure::{Code, Failure};
use app::host::{Host, Ids, Setup};
use app::program::Program;
use chrono::{DateTime, Utc};
use domain::id::{BlockId, FileToken, UserId};
use domain::intake::{IntakeDone, IntakeRequest};
use domain::roster_import::ListContent;
use domain::secret::Secret;
use domain::user::{Role, User};
use domain::vault::{CreateBook, Done, GiveKey, OpenBook, RecoveryKey};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// 2026-11-25 10:00 in Japan.
pub const TEN_O_CLOCK: i64 = 1_795_568_400;

/// 鍵の言葉 of every book of the tests.
pub const PASSPHRASE: &str = "みかんとりんごとぶどうとすもも";

/// A clock that moves only when a test says so.
struct FixedHost {
    seconds: Arc<AtomicI64>,
    running: Arc<AtomicI64>,
    ids: Ids,
    chance: AtomicU8,
    /// Bytes that are said to be free; the truth where it is the largest number.
    free: Arc<AtomicU64>,
}

impl Host for FixedHost {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.seconds.load(Ordering::SeqCst), 0).unwrap_or_default()
    }

    fn new_id(&self) -> String {
        self.ids.next(self.now(), 0)
    }

    fn ids(&self) -> &Ids {
        &self.ids
    }

    fn path_of(&self, token: &FileToken) -> Option<PathBuf> {
        Some(PathBuf::from(token.as_str()))
    }

    fn wait_a_second(&self) {
        self.seconds.fetch_add(1, Ordering::SeqCst);
        self.running.fetch_add(1, Ordering::SeqCst);
    }

    fn seconds_running(&self) -> Option<u64> {
        u64::try_from(self.running.load(Ordering::SeqCst)).ok()
    }

    fn free_space(&self, folder: &Path) -> Option<u64> {
        match self.free.load(Ordering::SeqCst) {
            u64::MAX => store::free_space(folder),
            bytes => Some(bytes),
        }
    }

    fn random(&self, bytes: &mut [u8]) {
        for byte in bytes {
            *byte = self.chance.fetch_add(101, Ordering::SeqCst);
        }
    }
}

/// A program over a folder that is gone when the test is over, unless it was there before.
pub struct TestApp {
    /// The program.
    pub program: Program,
    folder: Folder,
    seconds: Arc<AtomicI64>,
    running: Arc<AtomicI64>,
    free: Arc<AtomicU64>,
}

/// Where a program works.
enum Folder {
    Own(tempfile::TempDir),
    Given(PathBuf),
}

impl Folder {
    fn path(&self) -> &Path {
        match self {
            Self::Own(folder) => folder.path(),
            Self::Given(path) => path,
        }
    }
}

impl Default for TestApp {
    fn default() -> Self {
        Self::without_book()
    }
}

impl TestApp {
    /// Returns a program with nothing to open.
    pub fn without_book() -> Self {
        let folder = tempfile::tempdir().expect("a folder for a test");
        Self::over(Folder::Own(folder), TEN_O_CLOCK)
    }

    /// Returns a program over a folder that stays.
    pub fn in_folder(folder: &Path) -> Self {
        Self::over(Folder::Given(folder.to_path_buf()), TEN_O_CLOCK)
    }

    /// Ends the program and starts it again on the same folder, with the clock moved by so many seconds meanwhile.
    pub fn restarted(self, seconds: i64) -> Self {
        let now = self.seconds.load(Ordering::SeqCst) + seconds;
        drop(self.program);
        Self::over(self.folder, now)
    }

    fn over(folder: Folder, now: i64) -> Self {
        let seconds = Arc::new(AtomicI64::new(now));
        let running = Arc::new(AtomicI64::new(0));
        let free = Arc::new(AtomicU64::new(u64::MAX));
        let host = FixedHost {
            seconds: Arc::clone(&seconds),
            running: Arc::clone(&running),
            ids: Ids::default(),
            chance: AtomicU8::new(7),
            free: Arc::clone(&free),
        };
        let setup = Setup {
            book: folder.path().join("book"),
            practice: folder.path().join("practice"),
            settings: folder.path().join("settings"),
            cost: KeyCost::PRACTICE,
        };
        Self {
            program: Program::new(Box::new(host), setup),
            folder,
            seconds,
            running,
            free,
        }
    }

    /// Returns a program with an open book of 「せせらぎ地区福祉の会」.
    pub fn with_book() -> Self {
        let app = Self::without_book();
        app.create_book();
        app
    }

    /// Makes a book; it is open afterwards.
    pub fn create_book(&self) -> RecoveryKey {
        match self.try_create_book() {
            Ok(key) => key,
            Err(failure) => panic!("create_book was refused: {failure:?}"),
        }
    }

    /// Makes a book, unless it is refused.
    pub fn try_create_book(&self) -> Result<RecoveryKey, Failure> {
        self.try_call(
            "create_book",
            &CreateBook {
                passphrase: Secret::new(PASSPHRASE),
                council: "せせらぎ地区福祉の会".into(),
                council_kana: "せせらぎちくふくしのかい".into(),
                city: "みどり野市".into(),
                user: "田中 花子".into(),
            },
        )
    }

    /// Makes a call that must succeed.
    pub fn call<A: DeserializeOwned>(&self, name: &str, request: &impl Serialize) -> A {
        match self.try_call(name, request) {
            Ok(answer) => answer,
            Err(failure) => panic!("{name} was refused: {failure:?}"),
        }
    }

    /// Makes a call that may be refused.
    pub fn try_call<A: DeserializeOwned>(
        &self,
        name: &str,
        request: &impl Serialize,
    ) -> Result<A, Failure> {
        let request = serde_json::to_value(request).expect("a request is JSON");
        let answer = self.program.call(name, request)?;
        Ok(serde_json::from_value(answer).expect("an answer has the type of the list"))
    }

    /// Makes an act that must succeed and returns its answer.
    pub fn act<A: DeserializeOwned>(&self, name: &str, request: &impl Serialize) -> A {
        self.call::<Done<A>>(name, request).value
    }

    /// Returns the code with which a call is refused.
    pub fn refusal(&self, name: &str, request: &impl Serialize) -> Code {
        match self.try_call::<Value>(name, request) {
            Ok(answer) => panic!("{name} was not refused but answered {answer}"),
            Err(failure) => failure.code,
        }
    }

    /// Locks the book.
    pub fn lock(&self) {
        self.call::<()>("lock", &());
    }

    /// Opens the book with its 鍵の言葉.
    pub fn open(&self) {
        self.call::<()>("open_book", &with(PASSPHRASE));
    }

    /// Writes down somebody else who uses the book and gives them the words of all tests. They may see these blocks only;
    /// none for all.
    pub fn user(&self, name: &str, role: Role, districts: &[BlockId]) -> UserId {
        let user = User {
            name: name.into(),
            role,
            districts: districts.to_vec(),
            ..User::default()
        };
        let id = self.call::<Done<UserId>>("save_user", &user).value;
        let key = GiveKey {
            user: id.clone(),
            passphrase: Secret::new(PASSPHRASE),
        };
        self.call::<Done<()>>("give_key", &key);
        id
    }

    /// Opens the book as somebody.
    pub fn open_as(&self, user: &UserId) {
        let request = OpenBook {
            user: user.clone(),
            ..with(PASSPHRASE)
        };
        self.call::<()>("open_book", &request);
    }

    /// Lets time pass.
    pub fn pass_seconds(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::SeqCst);
        self.running.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Sets the clock to another moment, by so many seconds, while no time passes.
    pub fn set_clock(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Says that so many bytes are free on the disk.
    pub fn leave_free(&self, bytes: u64) {
        self.free.store(bytes, Ordering::SeqCst);
    }

    /// Returns the folder of the test.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the token of a file in the folder of the test.
    pub fn token(&self, name: &str) -> FileToken {
        FileToken(self.folder().join(name).display().to_string())
    }

    /// Takes in a list from assets/samples.
    pub fn take_in(&self, name: &str, content: ListContent) -> IntakeDone {
        self.call::<Done<IntakeDone>>("import_list", &sample(name, content))
            .value
    }
}

/// Returns the request to open a book with these words.
pub fn with(passphrase: &str) -> OpenBook {
    OpenBook {
        passphrase: Secret::new(passphrase),
        ..OpenBook::default()
    }
}

/// Returns a request for a list from assets/samples.
pub fn sample(name: &str, content: ListContent) -> IntakeRequest {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../assets/samples")
        .join(name);
    IntakeRequest {
        file: FileToken(path.display().to_string()),
        content: Some(content),
        sender: "みどり野市".into(),
        limit: 100,
        ..IntakeRequest::default()
    }
}
